package site

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// NewProse makes prose of Markdown, in a language ("" for the page's own), whose links go through link.
func NewProse(lang string, body *source.Body, link source.Resolve, opts source.HTMLOptions) *Prose {
	return &Prose{Lang: lang, body: body, link: link, opts: opts}
}

// Empty says whether there is nothing to read. A nil Prose is empty.
func (p *Prose) Empty() bool { return p == nil || p.body.Empty() }

// HTML renders the prose for its page. The HTML is safe: it comes from Markdown in safe mode, and
// every link in it leads to a page of the site, a published file, or outside by a harmless scheme.
// It is made anew on every call, and only when a page is rendered.
func (p *Prose) HTML() string {
	if p.Empty() {
		return ""
	}
	return p.body.HTML(p.link, p.opts)
}

// Text is the prose as plain words.
func (p *Prose) Text() string {
	if p.Empty() {
		return ""
	}
	return p.body.Text()
}

// proseOf makes an entry's Markdown ready for pages of the view. Headings begin at level top. Anchors
// inside begin with prefix, so that several proses may share a page.
func (v *view) proseOf(en *passport.Entry, prefix string, top int) *Prose {
	out := v.prose(en.Body, v.resolver(writtenIn(en), entryRef(en)), prefix, top)
	if out != nil {
		out.opts.Picture = v.picturesOf(writtenIn(en))
	}
	return out
}

// story is the person's own words, which stand on the first page and on the résumé.
func (v *view) story() *Prose {
	out := v.prose(v.pub.About, v.resolver("about.md", ""), aboutAnchor, 3)
	if out != nil {
		out.opts.Picture = v.picturesOf("about.md")
	}
	return out
}

// picturesOf knows the sizes of the pictures in a text, by the file that it was written in.
func (v *view) picturesOf(from string) func(source.Link) *source.Picture {
	return func(l source.Link) *source.Picture {
		f := v.files[passport.LinkTarget(from, l.Dest).Path]
		if f == nil || f.refused {
			return nil
		}
		img := &Image{Src: v.href(v.root, f.out, ""), Width: f.width, Height: f.height}
		v.responsive(img, f)
		out := &source.Picture{Src: img.Src, Srcset: img.Srcset, Width: img.Width, Height: img.Height}
		for _, s := range img.Sources {
			out.Sources = append(out.Sources, source.PictureSource(s))
		}
		return out
	}
}

func (v *view) prose(p *passport.Prose, link source.Resolve, prefix string, top int) *Prose {
	if p == nil || p.Body.Empty() {
		return nil
	}
	out := &Prose{body: p.Body, link: link}
	out.opts.TopLevel, out.opts.IDPrefix = top, prefix
	out.Lang = v.text(passport.Text{Value: "x", Lang: p.Lang}).Lang
	return out
}

// notation reports whether any prose of the language holds mathematics or code.
func (e *edition) notation() bool {
	has := func(p *passport.Prose) bool { return p != nil && p.Body.HasNotation() }
	return has(e.pub.About) || slices.ContainsFunc(e.pub.Entries, func(en *passport.Entry) bool { return has(en.Body) })
}

// writtenIn is the file that an entry was written in, "" when it was not.
func writtenIn(e *passport.Entry) string {
	if e.Item == nil || e.Item.File == nil {
		return ""
	}
	return e.Item.File.Path
}

// unhidden is a path as if the private folder's content lay beside the others, which is how it is read.
func unhidden(p string) string { return strings.TrimPrefix(p, passport.Layout().Private+"/") }

// Anchors inside prose, after that of its entry. The full stop keeps them apart from ids, which have none.
const (
	bodyAnchor  = "text."
	aboutAnchor = "about."
)

// resolver turns the links of an entry's prose, or of the story's where ref is "", into links of the
// view's pages. A link to something that is not published loses its address and keeps its words.
func (v *view) resolver(from, ref string) source.Resolve {
	return func(l source.Link) (string, bool) {
		t := passport.LinkTarget(from, l.Dest)
		switch t.Kind {
		case passport.TargetWeb:
			// Pages ask for nothing from other hosts, so a picture that lies there is words only.
			return l.Dest, safe(l.Dest) != "" && !l.Image
		case passport.TargetFile:
			f := v.files[t.Path]
			if f == nil || f.refused {
				return "", false
			}
			return v.href(v.root, f.out, ""), true
		case passport.TargetHome:
			return v.page("index.html"), true
		case passport.TargetKindOf:
			return v.toKind(t.Ref.Kind)
		case passport.TargetHere:
			if ref == "" {
				return v.link(place{"index.html", aboutAnchor + t.Anchor}), true
			}
			return v.link(v.inside(ref, t.Anchor)), true
		case passport.TargetEntry:
			return v.toRef(t.Ref, t.Anchor)
		}
		return "", false
	}
}

// toKind links to the page that lists a kind, when there is something to list.
func (v *view) toKind(folder string) (string, bool) {
	if v.single {
		return v.page("index.html"), true
	}
	for _, k := range v.kinds {
		if k.folder == folder {
			return v.page(folder + "/index.html"), true
		}
	}
	return "", false
}

// toRef links to an entry, or a claim or heading in it. A skill that is declared nowhere is linked
// by its id like the others.
func (v *view) toRef(r passport.Ref, anchor string) (string, bool) {
	ref := r.Kind + "/" + r.ID
	if e, _, ok := v.pub.Find(ref); ok {
		ref = entryRef(e)
	}
	p, ok := v.places[ref]
	if !ok || v.unlisted[ref] {
		return "", false
	}
	if anchor != "" {
		p = v.inside(ref, anchor)
	}
	return v.link(p), true
}

// inside is the place of a claim or heading of an entry.
func (v *view) inside(ref, anchor string) place {
	p := v.places[ref]
	if anchor == "" {
		return p
	}
	if e := v.byRef[ref]; e != nil && e.HasClaim(passport.Fold(anchor)) {
		return p.claim(passport.Fold(anchor))
	}
	if p.anchor != "" {
		p.anchor += "."
	}
	p.anchor += bodyAnchor + anchor
	return p
}
