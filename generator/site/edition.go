package site

import (
	"strings"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Edition is the site in one language as foreign formats see it: the public passport, and where on the
// web what is in it stands. It does not change and is safe for concurrent use.
type Edition struct {
	Public  *passport.Public // in this language
	Lang    string           // BCP 47
	Prefix  string           // of its documents: "" for the first language, "pt/"
	Base    string           // the site's address with a slash at its end; "" when it is not known
	Version string           // of the program
	Words   *lang.Words
	Pages   []*Page

	e *edition
}

func (e *edition) export() *Edition {
	return &Edition{Public: e.pub, Lang: e.lang, Prefix: e.prefix, Base: e.base, Version: e.o.Version, Words: e.w, Pages: e.pages, e: e}
}

// planFormats plans the documents of foreign formats, and leads to them from the heads of pages.
func (e *edition) planFormats(x *Edition) {
	if e.o.Formats == nil {
		return
	}
	docs, heads := e.o.Formats(x)
	e.formats, e.heads, e.twins = docs, heads, make(map[string]bool, len(docs))
	for _, d := range docs {
		if strings.HasSuffix(d.Path, TwinExt) {
			e.twins[d.Path] = true
		}
	}
}

// TwinExt is what a page's path has behind it in the path of its twin in Markdown.
const TwinExt = ".md"

// Card is an entry as its own page shows it, with links from the root of the site.
func (x *Edition) Card(en *passport.Entry) *Card { return x.e.home.full(en) }

// Address returns where an entry stands on the web: its page, or its place on the page of its kind;
// "" when the site's address is not known.
func (x *Edition) Address(en *passport.Entry) string {
	p, ok := x.e.places[entryRef(en)]
	if !ok {
		return ""
	}
	return x.e.absolute(x.Prefix+p.path, p.anchor)
}

// File returns where a published file stands on the web, "" for one that is not published or when the
// site's address is not known.
func (x *Edition) File(p passport.Path) string {
	f := x.e.files[p.Full]
	if f == nil || f.refused {
		return ""
	}
	return x.e.absolute(f.out, "")
}

// Home is the address of the first page, "" when it is not known.
func (x *Edition) Home() string { return x.e.absolute(x.Prefix+"index.html", "") }

// Modified is when an entry last changed, as RFC 3339; "" when it is not known.
func (x *Edition) Modified(en *passport.Entry) string { return x.e.modified(en) }

// Body is the prose of an entry with whole links, nil for none: what it says can be read anywhere.
func (x *Edition) Body(en *passport.Entry) *Prose {
	return x.whole(en.Body, x.e.home.resolver(writtenIn(en), entryRef(en)))
}

// About is the person's own words with whole links, nil for none.
func (x *Edition) About() *Prose { return x.whole(x.Public.About, x.e.home.resolver("about.md", "")) }

func (x *Edition) whole(p *passport.Prose, inner source.Resolve) *Prose {
	return x.e.home.prose(p, func(l source.Link) (string, bool) {
		href, keep := inner(l)
		if keep && x.Base != "" && href != "" && !strings.Contains(href, ":") {
			href = x.Base + strings.TrimPrefix(strings.TrimPrefix(href, x.e.home.root), "./")
		}
		return href, keep
	}, "", 3)
}

// Text is a text and its language, "" where it is that of the edition.
func (x *Edition) Text(t passport.Text) Text { return x.e.text(t) }

// Held says in words how well a skill is held: its level, or that it is only learnt yet; "" for what is not said.
func (x *Edition) Held(s *passport.SkillFacts) string {
	if held := s.Held(); held != "learning" {
		return x.Words.Term("level", held)
	}
	return x.Words.Term("value", "learning")
}

// Markdown is the prose as Markdown. Its links lead where they lead from its page; lead, when not nil,
// changes each.
func (p *Prose) Markdown(lead func(href string) string) string {
	if p.Empty() {
		return ""
	}
	return strings.TrimSpace(p.body.Markdown(func(l source.Link) (string, bool) {
		href, keep := p.link(l)
		if keep && lead != nil {
			href = lead(href)
		}
		return href, keep
	}))
}

// Plain is the prose as plain words, with a blank line between its blocks.
func (p *Prose) Plain() string { return strings.ReplaceAll(p.Text(), "\n", "\n\n") }
