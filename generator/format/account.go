package format

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// Outcome is what a conversion did to a value.
type Outcome uint8

// The outcomes.
const (
	Kept    Outcome = iota // it says the same on the other side
	Changed                // it arrived in other words, less exact, or in part
	Lost                   // it did not arrive
)

// String is the outcome in a word.
func (o Outcome) String() string {
	return [...]string{"kept", "changed", "lost"}[o]
}

// Line is what became of one value.
type Line struct {
	Outcome Outcome
	Value   string // shortened
	Foreign string // its place in the foreign file: "work[0].position", "row 3, Title"
	Ours    string // its place in the passport: "experience/harbour-clinic title"
	Field   string // of an export: the field without entry and numbers, "experience.highlights[].text"
	Why     string // for what was changed or lost
	// Span is the place in the foreign file of an import; zero for exports.
	Span diag.Span
}

// Account is what became of every value of a conversion, in the order of the side it came from.
type Account []Line

// Count returns the number of values with an outcome.
func (a Account) Count(o Outcome) int {
	n := 0
	for _, l := range a {
		if l.Outcome == o {
			n++
		}
	}
	return n
}

// String is the line that ends every import and export: "kept 112, changed 3, lost 2".
func (a Account) String() string {
	return fmt.Sprintf("kept %d, changed %d, lost %d", a.Count(Kept), a.Count(Changed), a.Count(Lost))
}

// Graver returns the account with what was lost first, then what was changed, then what was kept.
func (a Account) Graver() Account {
	out := slices.Clone(a)
	slices.SortStableFunc(out, func(x, y Line) int { return int(y.Outcome) - int(x.Outcome) })
	return out
}

// short cuts a value to what a report has room for.
func short(s string) string {
	const most = 60
	if len(s) > 8*most {
		s = strings.ToValidUTF8(s[:8*most], "") // the rest is cut off anyway
	}
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
