package apply

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// Asked are the skills of a person that an advert names.
type Asked struct {
	Skills []*passport.SkillFacts // in the order in which the advert names them, each once
	names  index
}

// Match finds the skills that an advert names: by title, id, alias or the name in a public vocabulary, in any
// language of the passport, whatever the case, accents, hyphens and the ending of a plural, and whether it says
// "wound care" or "care of wounds". An advert of "" names none.
func Match(p *passport.Public, advert string) Asked {
	all := index{}
	for _, tag := range append([]string{p.Lang}, p.Langs...) {
		for _, s := range p.In(tag).Skills {
			all.add(s.ID, s.Title.Value)
			all.add(s.ID, s.ID)
			if s.Entry == nil {
				continue
			}
			d, ok := s.Entry.Detail.(*passport.Skill)
			if !ok {
				continue
			}
			for _, a := range d.Aliases {
				all.add(s.ID, a)
			}
			for _, same := range d.SameAs {
				all.add(s.ID, same.Label.Value)
			}
		}
	}
	a := Asked{names: index{}}
	for _, id := range all.find(advert) {
		if s := p.Skill(id); s != nil {
			a.Skills = append(a.Skills, s)
		}
	}
	for first, list := range all {
		for _, n := range list {
			if slices.ContainsFunc(a.Skills, func(s *passport.SkillFacts) bool { return s.ID == n.id }) {
				a.names[first] = append(a.names[first], n)
			}
		}
	}
	return a
}

// Choice is the choice of a résumé for a purpose: what carries the tag fits best, then what shows or names
// what the advert asks for.
func (a Asked) Choice(tag string) site.Choice {
	c := site.Choice{Tags: []string{tag}, Skills: map[string]bool{}, Named: func(text string) int { return len(a.names.find(text)) }}
	for _, s := range a.Skills {
		c.Skills[s.ID] = true
	}
	return c
}

// index finds names by their first word.
type index map[string][]name

type name struct {
	id    string
	words []string
}

func (x index) add(id, written string) {
	words := wordsOf(written)
	if len(words) == 0 {
		return
	}
	x[words[0]] = append(x[words[0]], name{id, words})
	// "Pressure ulcer prevention" is asked for as "prevention of pressure ulcers", and "Zeichnungen lesen" as
	// "Lesen von Zeichnungen".
	if last := len(words) - 1; last > 0 {
		for _, of := range []string{"of", "von"} {
			x[words[last]] = append(x[words[last]], name{id, slices.Concat([]string{words[last], of}, words[:last])})
		}
	}
}

// find returns the ids of what a text names, in its order, each once.
func (x index) find(text string) []string {
	if len(x) == 0 {
		return nil
	}
	var ids []string
	words := wordsOf(text)
	for i, w := range words {
		for _, n := range x[w] {
			if len(n.words) <= len(words)-i && slices.Equal(n.words, words[i:i+len(n.words)]) && !slices.Contains(ids, n.id) {
				ids = append(ids, n.id)
			}
		}
	}
	return ids
}

// endings are those of plurals, and what stands there for one. Both sides are cut alike, so what is cut too much
// does little harm: therapies, reconciliações, instalaciones.
var endings = []struct{ many, one string }{{"ies", "y"}, {"coes", "cao"}, {"iones", "ion"}}

// single is a word without the ending of a plural, and without the e or en that German words get.
func single(w string) string {
	if len(w) <= 3 || strings.HasSuffix(w, "ss") {
		return w
	}
	for _, x := range endings {
		if stem, ok := strings.CutSuffix(w, x.many); ok && len(stem) > 1 {
			return stem + x.one
		}
	}
	w = strings.TrimSuffix(w, "s")
	if len(w) > 4 {
		w = strings.TrimSuffix(w, "e")
		w = strings.TrimSuffix(w, "en")
	}
	return w
}

// wordsOf cuts a text into words as they are compared: lower case, without accents, without the ending of a
// plural. The signs of names such as C++, C# and .NET belong to their words.
func wordsOf(text string) []string {
	var out []string
	var b strings.Builder
	end := func() {
		w := strings.TrimRight(b.String(), ".")
		b.Reset()
		if w = single(w); w != "" {
			out = append(out, w)
		}
	}
	runes := []rune(norm.NFD.String(text))
	for i, r := range runes {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		case (r == '+' || r == '#') && b.Len() > 0:
			b.WriteRune(r)
		case r == '.' && i+1 < len(runes) && unicode.IsLetter(runes[i+1]): // .NET, node.js
			b.WriteRune(r)
		default:
			end()
		}
	}
	end()
	return out
}
