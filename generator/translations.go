package generator

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Translated is how far one text of a passport is translated.
type Translated = passport.Translated

// Translation is how far a passport is translated into one of its languages.
type Translation struct {
	Lang  string
	Name  string // the language's own name
	Texts int    // words of the person's that readers see
	Done  int    // those that are translated
	Older int    // entries and files whose original changed after they were translated
	Items []Translated
	// Words is how many of the words that pages say by themselves are in the language, of Of: all of them
	// in a language that comes with the program.
	Words, Of int
}

// Translations tells how far the passport in a folder is translated into each of its languages but the
// first, or into the one that is named. A language that the site does not list is an [AskedError].
func (b *Builder) Translations(dir, tag string) ([]Translation, error) {
	c, err := b.Check(dir)
	if err != nil {
		return nil, err
	}
	langs := c.Passport.Site.Languages
	if tag != "" && !slices.Contains(langs, tag) {
		if near, ok := passport.Nearest(tag, langs); ok {
			return nil, askedf("site.languages does not list %q: did you mean %q?", tag, near)
		}
		return nil, askedf(`site.languages in passport.yaml does not list %q: write "languages: [%s]" there first`,
			tag, strings.Join(append(slices.Clone(orElse(langs, "en")), tag), ", "))
	}
	if len(langs) > 0 && tag == langs[0] {
		return nil, askedf("%q is the language that the originals are written in", tag)
	}
	var out []Translation
	for i, l := range langs {
		if i == 0 || tag != "" && l != tag || slices.Contains(langs[:i], l) {
			continue
		}
		t := Translation{Lang: l, Name: lang.OwnName(l), Items: c.Passport.Translated(l, b.moment())}
		for _, it := range t.Items {
			t.Texts, t.Done = t.Texts+it.Texts, t.Done+it.Done
			if it.Older {
				t.Older++
			}
		}
		w := lang.With(l, lang.Own(c.Passport.Words[l]))
		for _, key := range lang.Keys() {
			t.Of++
			if w.Lang(key) == "" {
				t.Words++
			}
		}
		out = append(out, t)
	}
	return out, nil
}

func orElse(list []string, none string) []string {
	if len(list) > 0 {
		return list
	}
	return []string{none}
}

// Begun is what [Builder.StartTranslations] wrote.
type Begun struct {
	Files []string // that were not there, sorted
	Added []string // that were, and got what they lacked, sorted
}

// StartTranslations writes a beginning for every translation into a language that is not there yet: a file
// with the fingerprint of the original and its words as comments to translate, or an item of a list of
// translations with the same. What is there already stays as it is; the words that it lacks are put below
// it as comments, once. Prose has no place for a comment, and what is an item of a list in passport.yaml is
// left to the person.
func (b *Builder) StartTranslations(dir, tag string) (Begun, error) {
	found, err := b.Translations(dir, tag)
	if err != nil {
		return Begun{}, err
	}
	c, err := b.Check(dir)
	if err != nil {
		return Begun{}, err
	}
	var begun Begun
	files := map[string][]byte{}
	var edits []diag.Edit
	for _, t := range found {
		for _, it := range t.Items {
			switch there := c.Tree.File(it.File); {
			case there != nil:
				edits = append(edits, c.Passport.Begin(it, t.Lang, there)...)
			case it.Paged:
				files[it.File] = c.Passport.Stub(it)
			default:
				if text := c.Passport.BeginItem(it); text != "" {
					files[it.File] = append(files[it.File], text...)
				}
			}
		}
	}
	if begun.Files, err = output.Create(dir, files); err != nil || len(edits) == 0 {
		return begun, err
	}
	return begun, output.Update(dir, func() (map[string][]byte, error) {
		changed, err := source.Apply(func(name string) ([]byte, bool) {
			f := c.Tree.File(name)
			return c.Tree.Read(name), f != nil
		}, edits)
		begun.Added = slices.Sorted(maps.Keys(changed))
		return changed, err
	})
}

// Words prints every word that pages say by themselves in a language, with the person's own, as the
// lines of a words file. With missing, only those that the language has no words for.
func (b *Builder) Words(dir, tag string, missing bool) ([]byte, error) {
	var own lang.Own
	if c, err := b.Check(dir); err == nil {
		langs := c.Passport.Site.Languages
		tag = cmp.Or(tag, first(langs), "en")
		own = lang.Own(c.Passport.Words[tag])
		if own == nil && tag == first(langs) {
			own = lang.Own(c.Passport.Words[""])
		}
	}
	return lang.With(cmp.Or(tag, "en"), own).YAML(missing), nil
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
