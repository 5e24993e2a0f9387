package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// wordPlaces finds the places that a word leaves to be filled.
var wordPlaces = lazily(`\{[a-z]+\}`)

// words checks the files with a person's own words against the words that there are.
func (c *checker) words() {
	langs := c.pass.Site.Languages
	for _, tag := range slices.Sorted(maps.Keys(c.tree.Words)) {
		f := c.tree.Words[tag]
		first := tag == "" || len(langs) > 0 && strings.EqualFold(langs[0], tag) || len(langs) == 0 && tag == "en"
		if !first {
			c.translationLanguage(f)
		}
		if f.Broken || f.Node == nil || f.Node.Kind == source.Null {
			continue
		}
		if f.Node.Kind != source.Map {
			c.add(diag.Problem{
				Code: "word-shape", Severity: diag.Warning, Span: point(f.Node.Span),
				Message: "a words file says one word a line, and this says something else",
				Label:   "no keys here",
				Hint:    `write lines such as "page.home: Start"; "passport words" prints all there are`,
			})
			continue
		}
		if tag == "" {
			tag = "en"
			if len(langs) > 0 {
				tag = langs[0]
			}
		}
		ours := lang.For(tag)
		for i := range f.Node.Pairs {
			c.word(&f.Node.Pairs[i], f.Node, tag, ours)
		}
	}
}

// word checks one word of a person's own among the others of its file.
func (c *checker) word(p *source.Pair, all *source.Node, tag string, ours *lang.Words) {
	if open(p.Key) {
		return
	}
	english := lang.Forms(p.Key)
	if english == nil {
		problem := diag.Problem{
			Code: "unknown-word", Severity: diag.Warning, Span: p.KeySpan,
			Message: fmt.Sprintf("pages say nothing that is called %q", p.Key),
			Label:   "has no effect",
			Hint:    `"passport words" prints all words there are`,
		}
		if near, ok := passport.Nearest(p.Key, lang.Keys()); ok {
			problem.Hint = fmt.Sprintf("did you mean %q?", near)
			if all.Get(near) == nil {
				problem.Fix = &diag.Fix{Title: "name the word", Edits: []diag.Edit{{Span: p.KeySpan, Text: near}}}
			}
		}
		c.add(problem)
		return
	}
	switch n := p.Value; {
	case n.Kind == source.Null:
		c.wordShape(n, "this word says nothing, so ours is used", fmt.Sprintf("write %q, or take the line out", p.Key+": "+ours.Say(p.Key)))
	case strings.HasPrefix(p.Key, "months."):
		c.wordMonths(p)
	case n.Kind == source.Seq:
		c.wordShape(n, fmt.Sprintf("%q is one text, and this is a list", p.Key), fmt.Sprintf("write %q", p.Key+": "+ours.Say(p.Key)))
	case n.Kind == source.Map && len(english) < 2:
		c.wordShape(n, fmt.Sprintf("%q counts nothing, so it has no plural forms", p.Key), fmt.Sprintf("write %q", p.Key+": "+ours.Say(p.Key)))
	case n.Kind == source.Map:
		c.wordForms(p, tag, english)
	case len(english) > 1 && len(lang.Plurals(tag)) > 1:
		c.wordPlaces(p, n, english[0])
		c.wordShape(n, fmt.Sprintf("%q counts something, and this is one form for every number", p.Key), "write a form for each of "+formsHint(tag))
	case p.Key == "number.form":
		if !lang.IsNumberForm(n.Text) {
			c.wordShape(n, "number.form is the number 1234567.8 as you write it, and this is another", "write \"number.form: '"+ours.Say(p.Key)+"'\"")
		}
	default:
		c.wordPlaces(p, n, english[0])
	}
}

// open says whether a key is of a country or language, for which every code has a name.
func open(key string) bool {
	group, code, _ := strings.Cut(key, ".")
	switch group {
	case "country":
		_, err := language.ParseRegion(strings.ToUpper(code))
		return err == nil
	case "language":
		_, err := language.Parse(code)
		return err == nil
	}
	return false
}

func (c *checker) wordShape(n *source.Node, message, hint string) {
	c.add(diag.Problem{Code: "word-shape", Severity: diag.Warning, Span: n.Span, Message: message, Label: "not as it is said", Hint: hint})
}

// wordMonths checks that a list of months has twelve.
func (c *checker) wordMonths(p *source.Pair) {
	count := len(p.Value.Items)
	if p.Value.Kind != source.Seq {
		count = len(strings.Fields(p.Value.Str()))
	}
	if count != 12 {
		c.wordShape(p.Value, fmt.Sprintf("%s has %d months", p.Key, count), fmt.Sprintf("write twelve: %q", p.Key+": [January, February, …]"))
	}
}

// wordForms checks the plural forms of a word against those that numbers have in its language.
func (c *checker) wordForms(p *source.Pair, tag string, english []string) {
	need := lang.Plurals(tag)
	misspelt := false
	for i := range p.Value.Pairs {
		form := &p.Value.Pairs[i]
		if !slices.Contains(need, form.Key) && form.Key != "other" {
			problem := diag.Problem{
				Code: "word-shape", Severity: diag.Warning, Span: form.KeySpan,
				Message: fmt.Sprintf("no number takes the form %q in this language", form.Key),
				Label:   "never used", Hint: "the forms are " + formsHint(tag),
			}
			if near, ok := passport.Nearest(form.Key, need); ok {
				problem.Hint = fmt.Sprintf("did you mean %q?", near)
			}
			c.add(problem)
			misspelt = true
			continue
		}
		// One form alone may say its number in words: "a day", "two days".
		if form.Key == "other" || form.Key == "many" || form.Key == "few" {
			c.wordPlaces(p, form.Value, english[0])
		}
	}
	var missing []string
	for _, name := range need {
		if p.Value.Get(name) == nil {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 && !misspelt {
		c.add(diag.Problem{
			Code: "word-shape", Severity: diag.Warning, Span: p.KeySpan,
			Message: fmt.Sprintf("%q lacks a form for some numbers: %s", p.Key, strings.Join(missing, ", ")),
			Label:   "not for every number", Hint: "write a form for each of " + formsHint(tag),
		})
	}
}

func formsHint(tag string) string { return strings.Join(lang.Plurals(tag), ", ") }

// wordPlaces checks that a word leaves the same places to fill as ours.
func (c *checker) wordPlaces(p *source.Pair, n *source.Node, english string) {
	want, have := wordPlaces().FindAllString(english, -1), wordPlaces().FindAllString(n.Str(), -1)
	for _, place := range want {
		if !slices.Contains(have, place) {
			c.add(diag.Problem{
				Code: "word-place", Severity: diag.Warning, Span: n.Span,
				Message: fmt.Sprintf("%q lacks the place %s", p.Key, place),
				Label:   "something is left out", Hint: fmt.Sprintf("put %s where it belongs; in English it reads %q", place, english),
			})
			return
		}
	}
	for _, place := range have {
		if !slices.Contains(want, place) {
			problem := diag.Problem{
				Code: "word-place", Severity: diag.Warning, Span: n.Span,
				Message: fmt.Sprintf("nothing fills the place %s in %q", place, p.Key),
				Label:   "stays as it is", Hint: fmt.Sprintf("in English it reads %q", english),
			}
			if near, ok := passport.Nearest(strings.Trim(place, "{}"), bareNames(want)); ok {
				problem.Hint = fmt.Sprintf("did you mean {%s}?", near)
			}
			c.add(problem)
			return
		}
	}
}

func bareNames(places []string) []string {
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = strings.Trim(p, "{}")
	}
	return out
}
