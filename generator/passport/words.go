package passport

import (
	"strings"

	"github.com/talent-passport/passport/generator/source"
)

// Words are what a person wrote in a words file, in place of what pages say by themselves, by the key of
// the word: its plural forms by CLDR's categories ("one", "few", "other", …), or one form under "".
type Words map[string]map[string]string

// readWords reads the words files, by language; words.yaml alone is for the first language, "".
func readWords(t *source.Tree) map[string]Words {
	var all map[string]Words
	for lang, f := range t.Words {
		if f.Node == nil || f.Node.Kind != source.Map {
			continue
		}
		w := Words{}
		for _, p := range f.Node.Pairs {
			if forms := wordForms(p.Value); len(forms) > 0 {
				w[p.Key] = forms
			}
		}
		if len(w) > 0 {
			if all == nil {
				all = map[string]Words{}
			}
			all[lang] = w
		}
	}
	return all
}

// wordForms are the forms of one word: a text, a mapping of plural forms, or a list (of months) as one
// text, with no space inside an item.
func wordForms(n *source.Node) map[string]string {
	switch n.Kind {
	case source.Null:
		return nil
	case source.Map:
		forms := map[string]string{}
		for _, p := range n.Pairs {
			if s := p.Value.Str(); s != "" {
				forms[p.Key] = s
			}
		}
		return forms
	case source.Seq:
		var items []string
		for _, it := range n.Items {
			items = append(items, strings.ReplaceAll(it.Str(), " ", "\u00a0"))
		}
		return map[string]string{"": strings.Join(items, " ")}
	}
	return map[string]string{"": n.Text}
}

// wordsOf are the words of a language: those of words.yaml too for the first.
func (p *Passport) wordsOf(lang string, first bool) Words {
	if w := p.Words[lang]; w != nil || !first {
		return w
	}
	return p.Words[""]
}
