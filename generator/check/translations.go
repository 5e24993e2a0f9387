package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// translations checks what is written in other languages against the languages of the site and
// against the originals.
func (c *checker) translations() {
	if f := c.tree.Roots[""]; f == nil || f.Broken {
		return
	}
	used := map[string]bool{}
	told := map[string]bool{}
	see := func(f *source.File) {
		if f == nil || f.Lang == "" {
			return
		}
		used[f.Lang] = true
		if !told[f.Path] {
			told[f.Path] = true
			c.translationLanguage(f)
		}
	}
	for lang, f := range c.tree.Roots {
		see(f)
		if n := f.Node.Get("translates"); lang != "" && n.Str() != "" {
			c.stale(n, c.pass.DigestRoot(), "passport.yaml", nil)
		}
	}
	for key, f := range c.tree.Prose {
		see(f)
		if n := f.Node.Get("translates"); f.Lang != "" && n.Str() != "" {
			c.stale(n, c.pass.DigestAbout(), "about.md", nil)
		}
		name, _, _ := strings.Cut(key, ".")
		if f.Lang != "" && c.tree.Prose[name] == nil {
			c.orphan(f, point(diag.Span{File: f.Path}), name+".md")
		}
	}
	for _, it := range c.tree.Items {
		see(it.File)
		if it.Lang != "" {
			c.translatedItem(it)
		}
	}
	c.strangeLanguages()
	c.untranslated(used)
}

// translationLanguage tells when a translation's language is not one of the site's, or is the first.
func (c *checker) translationLanguage(f *source.File) {
	langs := c.pass.Site.Languages
	at := diag.Span{File: f.Path}
	if len(langs) > 0 && strings.EqualFold(langs[0], f.Lang) {
		c.add(diag.Problem{
			Code: "translation-of-original", Severity: diag.Warning, Span: at,
			Message: fmt.Sprintf("%q is the language of the originals, so this translation is never shown", f.Lang),
			Hint:    "move its text into the original, or change the order of site.languages",
		})
		return
	}
	if slices.ContainsFunc(langs, func(l string) bool { return strings.EqualFold(l, f.Lang) }) {
		return
	}
	p := diag.Problem{
		Code: "unlisted-language", Severity: diag.Warning, Span: at,
		Message: fmt.Sprintf("the site does not list the language %q, so this translation is not shown", f.Lang),
		Hint:    c.languagesHint(f.Lang),
	}
	if near := meantLanguage(f.Lang, langs); near != "" {
		p.Hint = fmt.Sprintf("did you mean to call the file %q?", withLanguage(f.Path, f.Lang, near))
	}
	c.add(p)
}

// meantLanguage finds which of the site's languages a tag was probably meant to be: the same language
// with or without a region, or the one of the country that has the tag as its code.
func meantLanguage(tag string, langs []string) string {
	base, _, _ := strings.Cut(tag, "-")
	for _, l := range langs {
		if other, _, _ := strings.Cut(l, "-"); strings.EqualFold(base, other) {
			return l
		}
	}
	region, err := language.ParseRegion(strings.ToUpper(base))
	if err != nil || !region.IsCountry() {
		return ""
	}
	t, err := language.Compose(language.Und, region)
	if err != nil {
		return ""
	}
	spoken, _ := t.Base()
	for _, l := range langs {
		if other, _, _ := strings.Cut(l, "-"); other == spoken.String() {
			return l
		}
	}
	return ""
}

// withLanguage is a file's name with another language: "river-app.pt.md".
func withLanguage(file, tag, other string) string {
	name := path.Base(file)
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	return stem[:len(stem)-len(tag)] + other + ext
}

// strangeLanguages tells about entries beside another of the same name with two letters more: "river-app.jp.md"
// was meant as a translation of river-app.md, and is an entry of its own, because no language has that tag.
func (c *checker) strangeLanguages() {
	for _, it := range c.tree.Items {
		if it.Lang != "" || it.Origin != source.Paged {
			continue
		}
		ext := path.Ext(it.Name)
		tag := strings.TrimPrefix(ext, ".")
		original := c.entries[it.Section+"/"+passport.Fold(strings.TrimSuffix(it.Name, ext))]
		if len(tag) != 2 || original == nil {
			continue
		}
		p := diag.Problem{
			Code: "no-language-tag", Severity: diag.Warning, Span: diag.Span{File: it.File.Path},
			Message: fmt.Sprintf("no language has the tag %q, so this is an entry of its own and no translation of %s", tag, refOf(original)),
			Hint:    "use the tag of a language, such as " + strings.Join(c.otherLanguages(), ", "),
		}
		if near := meantLanguage(tag, c.pass.Site.Languages); near != "" {
			p.Hint = fmt.Sprintf("did you mean to call the file %q?", withLanguage(it.File.Path, tag, near))
		}
		c.add(p)
	}
}

// otherLanguages are the languages of the site but the first, or some that there are.
func (c *checker) otherLanguages() []string {
	if l := c.pass.Site.Languages; len(l) > 1 {
		return l[1:]
	}
	return []string{"en", "es", "fr"}
}

func (c *checker) languagesHint(lang string) string {
	langs := c.pass.Site.Languages
	if len(langs) == 0 {
		langs = []string{"en"}
		return fmt.Sprintf("add %q under \"site:\", with the language of the originals first", "languages: ["+strings.Join(append(langs, lang), ", ")+"]")
	}
	return fmt.Sprintf("write %q", "languages: ["+strings.Join(append(slices.Clone(langs), lang), ", ")+"]")
}

// translatedItem checks one translation of an entry.
func (c *checker) translatedItem(it *source.Item) {
	id := passport.Fold(it.Name)
	span := point(it.Span)
	if it.Origin != source.Paged {
		n := it.Node.Get("id")
		if n == nil {
			// Without an id nothing says which item of the original list it translates.
			c.add(diag.Problem{
				Code: "orphan-translation", Severity: diag.Warning, Span: span,
				Message: "this item of a translated list has no id, so nothing says what it translates",
				Label:   "of which entry?",
				Hint:    `add the "id:" of the entry that it translates`,
			})
			return
		}
		span = n.Span
	}
	e := c.entries[it.Section+"/"+id]
	if e == nil {
		if !c.mayExist(it.Section, id) {
			c.orphanItem(it, id, span)
		}
		return
	}
	if n := it.Node.Get("translates"); n.Str() != "" && !unread(e) {
		c.stale(n, c.pass.Digest(e), refOf(e), related(e, "the original"))
	}
	c.untranslatable(it)
}

func (c *checker) orphanItem(it *source.Item, id string, span diag.Span) {
	p := diag.Problem{
		Code: "orphan-translation", Severity: diag.Warning, Span: span,
		Message: fmt.Sprintf("this translates %s, which does not exist", it.Section+"/"+id),
		Hint:    "give it the name of its original, with the language before the ending",
	}
	if it.Origin != source.Paged {
		p.Label, p.Hint = "no such entry", "use the id of the original"
	}
	var ids []string
	for _, e := range c.pass.Entries {
		if e.Kind.Folder == it.Section {
			ids = append(ids, e.ID)
		}
	}
	if near, ok := passport.Nearest(id, ids); ok {
		p.Hint = fmt.Sprintf("did you mean %q?", near)
		if it.Origin == source.Paged {
			p.Hint = fmt.Sprintf("did you mean to call the file %q?", near+"."+it.Lang+".md")
		}
	}
	c.add(p)
}

func (c *checker) orphan(f *source.File, span diag.Span, name string) {
	c.add(diag.Problem{
		Code: "orphan-translation", Severity: diag.Warning, Span: span,
		Message: fmt.Sprintf("this translates %s, which does not exist", name),
		Hint:    fmt.Sprintf("write the original as %s", name),
	})
}

// stale tells when the original changed after it was translated. n is where the translation says which
// text it translates.
func (c *checker) stale(n *source.Node, digest, what string, original []diag.Related) {
	if n.Str() == "" || n.Text == digest {
		return
	}
	c.add(diag.Problem{
		Code: "stale-translation", Severity: diag.Warning, Span: n.Span,
		Message: fmt.Sprintf("%s changed after it was translated", what),
		Label:   "the text of before",
		Related: original,
		Hint:    fmt.Sprintf("look at what changed, then write %q", "translates: "+digest),
	})
}

// untranslatable tells when a translation has something other than words in it.
func (c *checker) untranslatable(it *source.Item) {
	if it.Node == nil || it.Node.Kind != source.Map {
		return
	}
	for i := range it.Node.Pairs {
		p := &it.Node.Pairs[i]
		switch p.Key {
		case "start", "end", "date", "type", "visibility", "issued", "expires", "url", "file", "level", "featured", "updated", "formerly", "source", "credential_id", "consent", "quote", "repository":
			c.add(diag.Problem{
				Code: "untranslatable-field", Severity: diag.Warning, Span: p.KeySpan,
				Message: fmt.Sprintf("a translation replaces words; %q comes from the original", p.Key),
				Label:   "has no effect",
				Hint:    "take the line out here, and change it in the original if it is wrong there",
			})
		}
	}
}

// untranslated tells when a language is listed and nothing is written in it.
func (c *checker) untranslated(used map[string]bool) {
	langs := c.tree.Roots[""].Node.Get("site").Get("languages")
	if langs == nil || len(langs.Items) < 2 {
		return
	}
	for _, n := range langs.Items[1:] {
		lang := n.Str()
		if lang == "" || used[lang] {
			continue
		}
		c.add(diag.Problem{
			Code: "untranslated-language", Severity: diag.Note, Span: n.Span,
			Message: fmt.Sprintf("nothing is written in %q yet, so that version of the site repeats the first language", lang),
			Label:   "nothing yet",
			Hint:    fmt.Sprintf("write %s, or take the language out until then", "about."+lang+".md"),
		})
	}
}
