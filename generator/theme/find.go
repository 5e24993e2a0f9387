package theme

import (
	_ "embed"
	"strings"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/site"
)

// findScript is the field above long lists. It is one for all themes, because it knows nothing of their
// looks; a person switches it off with the option "search".
//
//go:embed scripts/find.js
var findScript []byte

// longList is how many entries a list has that is too long to be looked through.
const longList = 40

// searchable reports whether a page lists so much that a field to search it helps.
func searchable(p *site.Page) bool {
	n := 0
	switch {
	case p.Kind != nil:
		for _, g := range p.Kind.Groups {
			n += len(g.Cards)
		}
	case p.Skills != nil:
		for _, g := range p.Skills.Groups {
			n += len(g.Rows)
		}
	}
	return n >= longList
}

// Searchable reports whether the page lists so much that a field to search it helps, and the person did not
// switch it off.
func (v *View) Searchable() bool {
	if v.run == nil || v.run.search == "" || !searchable(v.Page) {
		return false
	}
	on, err := v.Option("search")
	return err == nil && on == true
}

// Found is how many of a list were found, with places for the numbers, which the script fills.
func (v *View) Found() string {
	if v.words == nil {
		return ""
	}
	return foundWords(v.words)
}

// foundWords leave the places to the script, which knows the numbers.
func foundWords(w *lang.Words) string {
	return strings.NewReplacer("\u2068", "", "\u2069", "").Replace(w.Say("list.found", "n", "{n}", "all", "{all}"))
}
