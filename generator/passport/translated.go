package passport

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// Translated is how far one text of a passport, an entry or a file, is translated into a language.
type Translated struct {
	Of      string   // "passport.yaml", "about.md", or the entry's ref
	Title   string   // of an entry
	File    string   // where the translation is, or where it would be
	Paged   bool     // the translation is a file of its own, not an item of a list
	Exists  bool     // there is a translation
	Older   bool     // the original changed after it was translated
	Dated   bool     // the translation says which text it translates
	Digest  string   // of the original as it is now
	Missing []string // keys of words that are still in the first language, each once; "body" for the prose
	Texts   int      // how many texts the original has
	Done    int      // how many of them are translated
}

// names are fields that mostly read the same in every language: names of people, places,
// organisations and works, and what was written on paper. They may be translated and are not missed.
var names = []string{"name", "pronunciation", "city", "region", "label", "publisher", "venue", "license", "grade", "amount"}

// Translated tells how far everything that is published is translated into one of the passport's
// languages, in the order of its files: passport.yaml, about.md, then entries by kind.
func (p *Passport) Translated(lang string, now Moment) []Translated {
	base := p.Publish(Audience{Drafts: true}, now)
	to := base.In(lang)
	if to == base {
		return nil
	}
	over := p.Translations[lang]
	if over == nil {
		over = &Overlay{}
	}
	var out []Translated
	root := p.begin("passport.yaml", "passport."+lang+".yaml", over.Node != nil, over.Digest, p.DigestRoot())
	root.Paged = true
	root.texts(&to.Person, lang)
	root.texts(&to.Site, lang)
	if root.Texts > 0 {
		out = append(out, root)
	}
	if base.About != nil {
		about := p.begin("about.md", "about."+lang+".md", !over.Body.Empty(), over.BodyDigest, p.DigestAbout())
		about.Paged = true
		about.body(to.About, lang)
		out = append(out, about)
	}
	for _, list := range [][]*Entry{to.Entries, to.Unlisted} {
		for _, e := range list {
			original := p.lookup().entries[e.key()]
			if original == nil {
				continue
			}
			t := p.entry(e, original, lang)
			if t.Texts > 0 {
				out = append(out, t)
			}
		}
	}
	return out
}

func (p *Passport) begin(of, file string, exists bool, says, digest string) Translated {
	return Translated{Of: of, File: file, Exists: exists, Dated: says != "", Older: says != "" && says != digest, Digest: digest}
}

func (p *Passport) entry(e, original *Entry, lang string) Translated {
	o := original.Translations[lang]
	if o == nil {
		o = &Overlay{}
	}
	t := p.begin(e.key(), "", o.Node != nil || !o.Body.Empty(), o.Digest, p.Digest(original))
	t.Title = original.Heading().Value
	if it := original.Item; it != nil && it.File != nil {
		file := it.File.Path
		ext := path.Ext(file)
		t.File, t.Paged = strings.TrimSuffix(file, ext)+"."+lang+ext, it.Origin == source.Paged
	}
	t.texts(e, lang)
	t.texts(e.Detail, lang)
	t.body(e.Body, lang)
	return t
}

// texts counts the texts of a struct as they are shown in a language.
func (t *Translated) texts(ptr any, lang string) {
	eachText(ptr, func(key string, s *Text) {
		if s.Value == "" || slices.Contains(names, key) {
			return
		}
		t.count(key, s.Lang == lang)
	})
}

func (t *Translated) body(b *Prose, lang string) {
	if b != nil && !b.Body.Empty() {
		t.count("body", b.Lang == lang)
	}
}

func (t *Translated) count(key string, done bool) {
	t.Texts++
	switch {
	case done:
		t.Done++
	case !slices.Contains(t.Missing, key):
		t.Missing = append(t.Missing, key)
	}
}

// Stub is the beginning of a translation of one text: the fields to translate with their originals
// beside them as comments, and the digest. The prose of the original is not repeated: whoever
// translates has it open.
func (p *Passport) Stub(t Translated) []byte {
	var b strings.Builder
	page := strings.HasSuffix(t.File, ".md")
	if page {
		b.WriteString("---\n")
	}
	for _, l := range p.originals(t, nil) {
		b.WriteString(l + "\n")
	}
	b.WriteString("translates: \"" + t.Digest + "\"\n")
	if page {
		b.WriteString("---\n")
	}
	return []byte(b.String())
}

// originals are the words of an original as comments, a line for each: those of the keys, or all for nil.
func (p *Passport) originals(t Translated, keys []string) (lines []string) {
	add := func(key string, s *Text) {
		if s.Value != "" && !slices.Contains(names, key) && (keys == nil || slices.Contains(keys, key)) {
			lines = append(lines, "# "+key+": "+strings.Join(strings.Fields(s.Value), " "))
		}
	}
	own := func(ptr any) { eachText(ptr, add) }
	switch e := p.lookup().entries[t.Of]; {
	case e != nil:
		own(e)
		own(e.Detail)
	case t.Of == "passport.yaml":
		own(&p.Person)
		own(&p.Site)
	}
	return lines
}

// Begin is what a translation that exists, or a list of translations, lacks, as edits that change nothing
// else: the originals of the fields that are not translated, as comments below those that are; and for an
// entry that a list has no item for, the item with its fields as comments. Comments that are there already
// are not made again. There are none for prose, which has no place for a comment.
func (p *Passport) Begin(t Translated, lang string, file *source.File) []diag.Edit {
	if file == nil || file.Broken || len(t.Missing) == 0 {
		return nil
	}
	var node *source.Node
	e := p.lookup().entries[t.Of]
	switch {
	case e == nil && t.Of == "passport.yaml":
		node = file.Node
	case e != nil && e.Translations[lang] != nil:
		node = e.Translations[lang].Node
	}
	indent, region, at := "", file.Data, 0
	switch {
	case node != nil && node.Kind == source.Map:
		at = lineEnd(file.Data, node.Span.End)
		if !t.Paged {
			region = file.Data[lineStart(file.Data, node.Span.Start):]
			indent = strings.Repeat(" ", node.Span.Start-lineStart(file.Data, node.Span.Start))
			if next := bytes.Index(region, []byte("\n- ")); next >= 0 {
				region = region[:next]
			}
			if file.Data[node.Span.Start] == '{' || file.Data[node.Span.Start] == '-' {
				indent = "  "
			}
		}
	case e != nil && !t.Paged && e.Item != nil && e.Item.Origin == source.Listed && (file.Node == nil || file.Node.Kind == source.Seq):
		text := p.BeginItem(t)
		if n := len(file.Data); n > 0 && file.Data[n-1] != '\n' {
			text = "\n" + text
		}
		return []diag.Edit{{Span: diag.Span{File: file.Path, Start: len(file.Data), End: len(file.Data)}, Text: text}}
	default:
		return nil
	}
	text := ""
	for _, l := range p.originals(t, t.Missing) {
		if !bytes.Contains(region, []byte(l)) {
			text += indent + l + "\n"
		}
	}
	if text == "" {
		return nil
	}
	if at > 0 && file.Data[at-1] != '\n' {
		text = "\n" + strings.TrimSuffix(text, "\n")
	}
	return []diag.Edit{{Span: diag.Span{File: file.Path, Start: at, End: at}, Text: text}}
}

// BeginItem is an item of a list of translations with its fields as comments, "" for what is no item of a
// list file.
func (p *Passport) BeginItem(t Translated) string {
	e := p.lookup().entries[t.Of]
	if e == nil || e.Item == nil || e.Item.Origin != source.Listed {
		return ""
	}
	text := "- id: " + e.ID + "\n"
	for _, l := range p.originals(t, nil) {
		text += "  " + l + "\n"
	}
	return text + "  translates: \"" + t.Digest + "\"\n"
}

// lineStart is where the line of a place begins, and lineEnd where the next one does.
func lineStart(d []byte, at int) int { return bytes.LastIndexByte(d[:min(at, len(d))], '\n') + 1 }

func lineEnd(d []byte, at int) int {
	if at > 0 && at <= len(d) && d[at-1] == '\n' {
		return at
	}
	if i := bytes.IndexByte(d[min(at, len(d)):], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(d)
}
