package site

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A résumé has two pages, however long the career is. What is in it is chosen here, once, for the page and
// for the files, and the choice is said in the document, with the way to the whole record.
//
// The choice is by kind, recency and purpose. What matters least goes first: what is said of the oldest
// positions, then what was done in them, things of other kinds, courses, and last whole positions, from the
// oldest on, so that what is left has no gap. What fits the purpose (site.cv.tags, or the advert of an
// application) and what is featured stays longer. The latest position, degrees and licences in force go last.
//
// How much fits is estimated in lines, because only package paper knows the widths of letters: on the safe
// side, so that neither the PDF nor what a browser prints has a third page.
const (
	cvLines   = 92 // of two pages, the head taken off
	cvColumns = 88 // letters of a line
)

// The values of the parts of a résumé; what has the least goes first. Of most kinds the first two or three
// matter more to a reader than the fifteenth position.
const (
	valueWork    = 90 // of the latest position
	valueOlder   = 3  // less for each older one
	valueLicence = 88
	valueDegree  = 85
	valueCourse  = 60
	valueOther   = 55
	valueUnpaid  = 50
	valueNext    = 8   // less for each further one of these
	valueFits    = 12  // for each step of fitting the purpose
	valueShown   = 4   // for being featured
	valueRole    = -4  // beside its position
	valueClaim   = -30 // beside its position or role
	valueText    = -40
)

// cvPart is something that a résumé can do without.
type cvPart struct {
	value, lines float64
	group        int // of an entry, else -1
	whole        int // the part that it is a part of, else -1
	out          bool
	drop         func()
}

const (
	cvHeading = 2.4 // lines that a heading takes with the room around it
	cvGap     = 0.5 // between entries
)

// bound leaves out of a résumé what is too much for two pages, and says that it did.
func (v *view) bound(cv *CVPage) {
	parts, lines := cvParts(cv)
	if lines <= cvLines {
		return
	}
	entries := make([]int, len(cv.Groups)) // that are still in
	order := make([]int, len(parts))
	for i, p := range parts {
		order[len(parts)-1-i] = i // of two that matter the same the one further down goes first
		if p.group >= 0 {
			entries[p.group]++
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(parts[a].value, parts[b].value) })
	put := func(p *cvPart, out bool) {
		step := 1.0
		if out {
			step = -1
		}
		p.out = out
		lines += step * p.lines
		if p.group >= 0 {
			before := entries[p.group]
			entries[p.group] += int(step)
			if before == 0 || entries[p.group] == 0 {
				lines += step * cvHeading
			}
		}
	}
	n := 0
	for ; n < len(order) && lines > cvLines; n++ {
		put(&parts[order[n]], true)
	}
	// What went last may have made more room than was needed: what matters most comes back first.
	for n--; n >= 0; n-- {
		p := &parts[order[n]]
		if p.whole >= 0 && parts[p.whole].out {
			continue
		}
		if put(p, false); lines > cvLines {
			put(p, true)
		}
	}
	for _, p := range parts {
		if p.out {
			p.drop()
		}
	}
	for i := range cv.Groups {
		g := &cv.Groups[i]
		g.Cards = slices.DeleteFunc(g.Cards, func(c *Card) bool { return c == nil })
		for _, c := range g.Cards {
			c.Claims = slices.DeleteFunc(c.Claims, func(c Claim) bool { return c.Text.Value == "" })
			c.Roles = slices.DeleteFunc(c.Roles, func(r Role) bool { return r.Title.Value == "" })
			for j := range c.Roles {
				c.Roles[j].Claims = slices.DeleteFunc(c.Roles[j].Claims, func(c Claim) bool { return c.Text.Value == "" })
			}
		}
	}
	cv.Groups = slices.DeleteFunc(cv.Groups, func(g Group) bool { return len(g.Cards) == 0 && g.Folded == "" })
	cv.Selection = v.say("cv.selection")
	_, address, _ := strings.Cut(v.absolute(v.prefix+"index.html", ""), "://")
	cv.Whole = Link{Title: Text{Value: strings.TrimSuffix(address, "/")}, Href: v.page("index.html")}
	if cv.Whole.Title.Value == "" {
		cv.Whole.Title = v.say("page.home")
	}
}

// cvParts are the parts that a résumé can do without, and how many lines the whole has. A part is worth less
// than the one that it is a part of, so that it goes before it.
func cvParts(cv *CVPage) (parts []cvPart, lines float64) {
	if cv.Summary.Value != "" {
		lines += linesOf(cv.Summary) + cvHeading
	}
	if len(cv.Skills) > 0 {
		letters := 0
		for _, s := range cv.Skills {
			letters += len([]rune(s.Title.Value)) + len([]rune(s.Level.String())) + 4
		}
		lines += cvHeading + float64(letters/cvColumns+1)
	}
	if len(cv.Person.Languages) > 0 {
		lines += cvHeading + 1
	}
	add := func(p cvPart) int {
		if p.whole >= 0 {
			p.value = min(p.value, parts[p.whole].value-0.1)
		}
		lines += p.lines
		parts = append(parts, p)
		return len(parts) - 1
	}
	claims := func(list []Claim, whole int, value float64) {
		for i := range list {
			value := value + valueClaim - float64(5*i) + valueFits*float64(list[i].Weight)
			add(cvPart{value, linesOf(list[i].Text), -1, whole, false, func() { list[i].Text = Text{} }})
		}
	}
	for i := range cv.Groups {
		g := &cv.Groups[i]
		lines += cvHeading
		for j, c := range g.Cards {
			value := cvValue(c, j) + valueFits*float64(c.Weight)
			if c.Featured {
				value += valueShown
			}
			own := 1 + cvGap
			if c.Kind == experienceKind && c.Subtitle.Value+c.Place.Value != "" || linesOf(c.Title) > 1 {
				own++
			}
			whole := add(cvPart{value, own, i, -1, false, func() { g.Cards[j] = nil }})
			if c.Kind == experienceKind && c.Type != "voluntary" && j == 0 {
				parts[whole].value = math.Inf(1) // the latest position never goes
			}
			if c.Summary.Value != "" {
				add(cvPart{value + valueText, linesOf(c.Summary), -1, whole, false, func() { c.Summary = Text{} }})
			}
			claims(c.Claims, whole, value)
			for k := range c.Roles {
				value := value + valueRole - float64(k)
				role := add(cvPart{value, 1 + cvGap, -1, whole, false, func() { c.Roles[k].Title = Text{} }})
				claims(c.Roles[k].Claims, role, value)
			}
		}
	}
	return parts, lines
}

// cvValue is what an entry is worth, by its kind and its place among its like.
func cvValue(c *Card, place int) float64 {
	further := float64(valueNext * min(place, 8))
	switch {
	case c.Kind == experienceKind && c.Type == "voluntary":
		return valueUnpaid - further
	case c.Kind == experienceKind:
		return valueWork - float64(valueOlder*min(place, 25))
	case c.Kind == educationKind && (c.Type == "degree" || c.Type == "apprenticeship"):
		return valueDegree - further
	case c.Kind == credentialsKind && c.Type == "license" && !slices.ContainsFunc(c.Facts, func(f Fact) bool { return f.Key == "expired" }):
		return valueLicence - further
	case c.Kind == educationKind || c.Kind == credentialsKind:
		return valueCourse - further
	}
	return valueOther - further
}

// linesOf is how many lines of a résumé a text takes. Letters of East Asia are as wide as two.
func linesOf(t Text) float64 {
	if t.Value == "" {
		return 0
	}
	n := 0
	for _, r := range t.Value {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return float64((n + cvColumns - 1) / cvColumns)
}
