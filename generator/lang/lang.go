// Package lang knows the words of the languages that a passport is shown in: what pages and themes
// say by themselves, plurals, dates, durations, numbers, lists, names of countries and languages,
// reading direction and alphabetical order.
//
// [For] returns the [Words] of a language tag. Every tag works: a language without words of its own
// speaks English, and still has its own direction, alphabetical order, country and language names.
// [With] puts the words that a person wrote, their [Own], before ours, word for word.
//
// The words are text files, words/<language>.txt, one `key = value` a line, so that a translator needs
// no Go. A value may name places to fill, `{name}`, and may have plural forms, separated by ` | ` in the
// order of the language's plural categories (its key `plurals`). A file with a region, such as
// words/pt-BR.txt, holds only what differs from its language. Which languages there are is which files
// there are. A file is read when its language is first spoken.
//
// To add a word, write it in words/en.txt and run the tests of this package: they name each language
// that lacks it, and each that has it with other places or too few plural forms.
//
// # Digits
//
// Numbers and dates are written with the digits of the language's key `number.form`. For Arabic and
// Hindi these are 0 to 9: that is the default of Unicode's CLDR for Hindi and for Arabic from Algiers to
// Abu Dhabi, and a passport is full of numbers that others wrote so (telephones, licences, addresses),
// beside which a second set of digits would make one page look like two. A person who wants the others says
// so in one word of their own: `number.form: ١٬٢٣٤٬٥٦٧٫٨`.
//
// It imports nothing else of this module, so that every package may use it.
package lang

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed words
var files embed.FS

// fallback is the language of words that a language does not have.
const fallback = "en"

// Words are the words of one language. Values are immutable and safe for concurrent use.
type Words struct {
	asked string       // the tag as asked for
	tag   language.Tag // what it means; und when it means nothing
	own   Own          // the person's, before ours
	num   numberForm
	rtl   bool
	// Ours: those of the region, of the language, and English. A level may be missing.
	levels [3]*level
}

// level is one of the catalogs that words are looked for in.
type level struct {
	*catalog
	lang string       // that the words are in, to mark them with; "" when it is the one asked for
	tag  language.Tag // for plurals
}

// Own are words that a person wrote, by key: each has its plural forms by category ("one", "few",
// "other", …), or one form under "". Months are twelve names with spaces between; within a name
// a space is a no-break one.
type Own map[string]map[string]string

// For returns our words of a BCP 47 language tag. A region or script is understood where it makes a
// difference and ignored elsewhere: "pt-PT" has the words of "pt".
func For(tag string) *Words { return With(tag, nil) }

// With is For with a person's own words before ours.
func With(tag string, own Own) *Words {
	t, err := language.Parse(tag)
	if err != nil {
		t = language.Und
	}
	w := &Words{asked: tag, tag: t, own: own}
	base, _ := t.Base()
	if t != language.Und {
		if region, _ := t.Region(); has(base.String() + "-" + region.String()) {
			w.levels[0] = &level{read(base.String() + "-" + region.String()), "", t}
		}
		if name := base.String(); has(name) {
			w.levels[1] = &level{read(name), written(t, name), t}
		}
	}
	if l := w.levels[1]; l == nil || l.catalog != read(fallback) {
		w.levels[2] = &level{read(fallback), fallback, language.English}
	}
	w.num, w.rtl = w.numbers(), Dir(tag) == "rtl"
	return w
}

// written is the language to mark our words with: "" where they are in the language and script that
// was asked for. Our Chinese is in simplified characters, for readers of traditional ones too.
func written(t language.Tag, base string) string {
	asked, _ := t.Script()
	ours, _ := language.Make(base).Script()
	if asked == ours {
		return ""
	}
	return base + "-" + ours.String()
}

// Languages lists the languages that have words of their own, English first, the others by tag.
func Languages() []string {
	out := []string{fallback}
	for _, name := range slices.Sorted(maps.Keys(readers)) {
		if name != fallback && !strings.Contains(name, "-") {
			out = append(out, name)
		}
	}
	return out
}

// Keys lists the keys of all words, sorted.
func Keys() []string { return slices.Sorted(maps.Keys(read(fallback).words)) }

// Tag is the tag that the words were asked for.
func (w *Words) Tag() string { return w.asked }

// Lang is the language of the words for a key when it is not the one that was asked for, and "" when
// it is: a page marks such words with it.
func (w *Words) Lang(key string) string {
	if w.own[key] != nil {
		return ""
	}
	if _, l := w.find(key); l != nil {
		return l.lang
	}
	return ""
}

// Has says whether there are words for a key.
func (w *Words) Has(key string) bool {
	_, l := w.find(key)
	return l != nil || w.own[key] != nil
}

// find returns our forms of a key and where they are from.
func (w *Words) find(key string) ([]string, *level) {
	for _, l := range w.levels {
		if l == nil {
			continue
		}
		if forms, ok := l.words[key]; ok {
			return forms, l
		}
	}
	return nil, nil
}

// Say returns the words for a key with its places filled: args are pairs of a place's name and what
// stands there, as in Say("skill.span", "first", "2018", "last", "2026"). A pair whose name is "n" and
// whose value is an int also chooses the plural. A key that is not known is shown in brackets,
// which is a mistake of ours that tests find.
func (w *Words) Say(key string, args ...any) string {
	if forms := w.own[key]; forms != nil {
		return w.fillAll(ownForm(forms, w.tag, args), args, w.rtl)
	}
	forms, l := w.find(key)
	if l == nil {
		return "[" + key + "]"
	}
	form := forms[0]
	if len(forms) > 1 {
		form = forms[l.form(l.tag, args, len(forms))]
	}
	return w.fillAll(form, args, w.rtl && l.lang == "")
}

// fillAll fills the places of a form. Among words that read from the right, what reads from the left is
// isolated (https://www.unicode.org/reports/tr9/), so that a bracket or a full stop at its end stays there.
func (w *Words) fillAll(form string, args []any, isolate bool) string {
	if len(args) == 0 || !strings.Contains(form, "{") {
		return form
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(form, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(form[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(form[:open])
		if s := w.place(form[open+1:open+end], args); isolate && strings.ContainsFunc(s, latin) {
			b.WriteString("\u2068" + s + "\u2069")
		} else {
			b.WriteString(s)
		}
		form = form[open+end+1:]
	}
	b.WriteString(form)
	return b.String()
}

// place is what stands at a place; a place that nobody fills stays to be seen.
func (w *Words) place(name string, args []any) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return w.fill(args[i+1])
		}
	}
	return "{" + name + "}"
}

// latin says whether a letter reads from the left whatever stands around it, of the scripts that turn up
// among Arabic and Hebrew.
func latin(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Han)
}

func (w *Words) fill(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return w.Number(v)
	}
	return fmt.Sprint(v)
}

// Term returns the word for a value of an open list, such as a type or a genre: what Say has under
// prefix and value, or else the value as the person wrote it, which is never wrong.
func (w *Words) Term(prefix, value string) string {
	if key := TermKey(prefix, value); value != "" && w.Has(key) {
		return w.Say(key)
	}
	return value
}

// TermKey is the key of a value of an open list.
func TermKey(prefix, value string) string {
	return prefix + "." + strings.ReplaceAll(strings.ToLower(value), " ", "-")
}

// ownForm is the form that a person wrote for the number in args, or the nearest that there is.
func ownForm(forms map[string]string, tag language.Tag, args []any) string {
	if s, ok := forms[""]; ok {
		return s
	}
	category := "other"
	if n, ok := count(args); ok {
		category = categoryNames[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]
	}
	for _, c := range []string{category, "other", "many", "few", "two", "one", "zero"} {
		if s, ok := forms[c]; ok {
			return s
		}
	}
	return ""
}

// Plurals lists the plural categories that whole numbers have in a language, in the order of CLDR:
// zero, one, two, few, many, other.
func Plurals(tag string) []string {
	t, err := language.Parse(tag)
	if err != nil {
		t = language.English
	}
	var seen [len(categoryNames)]bool
	for n := range 201 { // every rule of CLDR repeats within two hundred
		seen[plural.Cardinal.MatchPlural(t, n, 0, 0, 0, 0)] = true
	}
	var out []string
	for _, f := range []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other} {
		if seen[f] {
			out = append(out, categoryNames[f])
		}
	}
	return out
}

var categoryNames = [...]string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one",
	plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

// count is the argument that chooses the plural, as the rules of CLDR take it.
func count(args []any) (int, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if n, isInt := args[i+1].(int); isInt && args[i] == "n" {
			if n < 0 {
				n = -n
			}
			return n % 10_000_000, true // as x/text asks for larger numbers
		}
	}
	return 0, false
}

// Forms are the English forms of a word, which say what it means and which places it has; nil for a key
// that there is not. More than one form says that it counts something.
func Forms(key string) []string { return slices.Clone(read(fallback).words[key]) }

// Template is the text of a word with its places unfilled, by plural category, or under "" where it
// counts nothing: what an [Own] would say to say the same.
func (w *Words) Template(key string) map[string]string {
	if forms := w.own[key]; forms != nil {
		return maps.Clone(forms)
	}
	forms, l := w.find(key)
	if l == nil {
		return nil
	}
	if len(forms) == 1 {
		if len(read(fallback).words[key]) > 1 {
			return map[string]string{"other": forms[0]}
		}
		return map[string]string{"": forms[0]}
	}
	out := map[string]string{}
	for i, f := range l.categories {
		out[categoryNames[f]] = forms[min(i, len(forms)-1)]
	}
	return out
}
