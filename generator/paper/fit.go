package paper

import (
	"cmp"
	"slices"
	"sort"

	"github.com/talent-passport/passport/generator/site"
)

// How much the parts of a résumé matter beside how well they fit its purpose. What matters least is left
// out first: claims of old positions, then the second line of those, what is said of a position, things of
// other kinds, unpaid work, courses, the summary, and the first claims of the latest positions. A degree and
// a licence in force go last. A position never goes, but whoever reads wants to know what was done lately
// before where exactly somebody was long ago.
const (
	latest        = 2 // so many positions are never set on one line
	claimLead     = 7 // of the first claim of the latest position; less behind it
	textWeight    = 1
	otherWeight   = 2
	unpaidWeight  = 3
	courseWeight  = 4
	expiresWeight = 6
	summaryWeight = 5
	degreeWeight  = 30
	licenceWeight = 40
)

// weigh says how much an entry matters, and whether it stays whatever happens.
func weigh(c *site.Card) (weight int, keep bool) {
	switch c.Kind {
	case "experience":
		if c.Type == "voluntary" {
			return unpaidWeight + c.Weight, false
		}
		return 0, true
	case "education":
		if c.Type == "degree" || c.Type == "apprenticeship" {
			return degreeWeight + c.Weight, false
		}
		return courseWeight + c.Weight, false
	case "credentials":
		has := func(key string) bool {
			return slices.ContainsFunc(c.Facts, func(f site.Fact) bool { return f.Key == key })
		}
		switch {
		case c.Type == "license" && !has("expired"):
			return licenceWeight + c.Weight, false
		case has("expires"):
			return expiresWeight + c.Weight, false
		}
		return courseWeight + c.Weight, false
	}
	return otherWeight + c.Weight, false
}

// loose is something that can be left out: an entry, or a line of one; or an old position that can be set on one
// line once it has no others.
type loose struct {
	section, entry, line int // line is whole or folded, or the number of one
	weight               int
	words                string
	out                  bool
}

const (
	whole  = -1
	folded = -2
)

// Fit leaves out what matters least until the PDF has at most so many pages, and returns the words of what
// it left out, what matters least first. Where the positions, skills and languages alone are too much, ok
// is false and the résumé is as it was.
func (r *Resume) Fit(pages int) (left []string, ok bool) {
	all := r.Sections
	list := looseParts(all)
	fits := func() bool {
		r.Sections = without(all, list)
		return r.Pages() <= pages
	}
	// The more is left out, the fewer pages there are, so the least that must go is found by halving.
	n := sort.Search(len(list)+1, func(n int) bool {
		for i := range list {
			list[i].out = i < n
		}
		return fits()
	})
	if n > len(list) {
		r.Sections = all
		return nil, false
	}
	// What went last may have made more room than was needed: what matters most comes back first.
	for i := range list {
		list[i].out = i < n
	}
	for i := n - 1; i >= 0; i-- {
		list[i].out = false
		if !fits() {
			list[i].out = true
		}
	}
	r.Sections = without(all, list)
	for _, l := range list {
		if l.out && l.line != folded {
			left = append(left, l.words)
		}
	}
	return left, true
}

// looseParts are the parts that can be left out, what matters least first; of several, the last of the page.
func looseParts(sections []Section) []loose {
	var list []loose
	for i, s := range sections {
		for j, e := range s.Entries {
			if e.old {
				list = append(list, loose{section: i, entry: j, line: folded, weight: e.heaviest()})
			}
			if !e.Keep {
				list = append(list, loose{section: i, entry: j, line: whole, weight: e.Weight, words: e.Lines[0].String()})
			}
			for k, l := range e.Lines {
				if l.Style == Bullet || l.Style == Text && k > 0 {
					list = append(list, loose{section: i, entry: j, line: k, weight: l.Weight, words: l.String()})
				}
			}
		}
	}
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b loose) int { return cmp.Compare(a.weight, b.weight) })
	return list
}

// without returns sections without what is out; a heading without entries goes too.
func without(sections []Section, list []loose) []Section {
	type place struct{ section, entry, line int }
	out := map[place]bool{}
	for _, l := range list {
		if l.out {
			out[place{l.section, l.entry, l.line}] = true
		}
	}
	var kept []Section
	for i, s := range sections {
		var entries []Entry
		for j, e := range s.Entries {
			if out[place{i, j, whole}] {
				continue
			}
			var lines []Line
			for k, l := range e.Lines {
				if !out[place{i, j, k}] {
					lines = append(lines, l)
				}
			}
			e.Lines = lines
			if out[place{i, j, folded}] {
				e = e.folded()
			}
			entries = append(entries, e)
		}
		if len(entries) > 0 {
			s.Entries = entries
			kept = append(kept, s)
		}
	}
	return kept
}

// heaviest is how much the line of an entry matters that goes last.
func (e Entry) heaviest() int {
	most := 0
	for _, l := range e.Lines {
		if l.Style == Bullet {
			most = max(most, l.Weight)
		}
	}
	return most
}

// folded is an entry of a title and a place on one line. One with more to say stays as it is.
func (e Entry) folded() Entry {
	if len(e.Lines) > 2 || e.Lines[0].Style != Title || len(e.Lines) == 2 && e.Lines[1].Style != Sub {
		return e
	}
	one := Line{Style: Item, Runs: slices.Clone(e.Lines[0].Runs)}
	if len(e.Lines) == 2 {
		one.Runs = join(one.Runs, bar, e.Lines[1].Runs)
	}
	e.Lines = []Line{one}
	return e
}
