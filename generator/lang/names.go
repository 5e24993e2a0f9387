package lang

import (
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country is the name of a country in this language, from its ISO 3166-1 code of two letters. Names that
// changed after the tables of golang.org/x/text were made, or that those write otherwise than the
// countries ask for, are words of ours: country.tr.
// "EU" is a name too, because people may work there. What is not a code comes back as it was written.
func (w *Words) Country(code string) string {
	if code == "" {
		return ""
	}
	if key := "country." + strings.ToLower(code); w.Has(key) && w.Lang(key) == "" {
		return w.Say(key)
	}
	region, err := language.ParseRegion(strings.ToUpper(code))
	if err != nil {
		return code
	}
	for _, tag := range []language.Tag{w.tag, language.English} {
		if namer := display.Regions(tag); namer != nil {
			if name := namer.Name(region); name != "" {
				return name
			}
		}
	}
	return code
}

// Language is the name of a language in this language, from its BCP 47 tag. It begins as it would
// in a list of its own: with a capital letter where the language has them.
func (w *Words) Language(tag string) string {
	if key := "language." + strings.ToLower(tag); w.Has(key) {
		return w.Say(key)
	}
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	for _, in := range []language.Tag{w.tag, language.English} {
		if namer := display.Tags(in); namer != nil {
			if name := namer.Name(t); name != "" {
				return capital(name)
			}
		}
	}
	return tag
}

// OwnName is the name of a language in itself: "português". It is what a switch between languages says.
func OwnName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.Self.Name(t); name != "" {
		return capital(name)
	}
	return tag
}

func capital(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return strings.ToUpper(s)
}

// Script is the script that a language is written in, as ISO 15924 names it: "Latn", "Arab", "Jpan"; "Zyyy"
// for a tag that is none.
func Script(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return "Zyyy"
	}
	script, _ := t.Script()
	return script.String()
}

// Dir is the direction of a language tag's script: "rtl" for Arabic, Hebrew and their kin, else "ltr".
func Dir(tag string) string {
	switch Script(tag) {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr", "Aran":
		return "rtl"
	}
	return "ltr"
}

// Dir is the direction of the language that was asked for.
func (w *Words) Dir() string { return Dir(w.asked) }

// Sort puts a list in the alphabetical order of a language by a text of each item. Items whose texts
// are equal keep their order.
func Sort[T any](w *Words, list []T, text func(T) string) {
	if len(list) < 2 {
		return
	}
	c, buf := collate.New(w.tag, collate.Numeric), &collate.Buffer{}
	type keyed struct {
		key  []byte
		item T
	}
	all := make([]keyed, len(list))
	for i, item := range list {
		all[i] = keyed{c.KeyFromString(buf, text(item)), item}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return slices.Compare(a.key, b.key) })
	for i := range all {
		list[i] = all[i].item
	}
}
