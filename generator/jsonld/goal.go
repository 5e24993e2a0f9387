package jsonld

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// goal is a Demand that the person seeks: what in words, from when, where. itemOffered does not range
// over occupations, so what is sought is said in the name and the description. A goal that was reached
// or dropped is sought no more.
func (g *Graph) goal(e *passport.Entry, d *passport.Goal) (Node, string) {
	n := g.thing(e, "Demand")
	set(n, "description", first(d.What.Value, g.description(e)))
	a := &d.Availability
	set(n, "availabilityStarts", iso(a.From))
	set(n, "validThrough", iso(d.By))
	set(n, "areaServed", a.Radius.Value)
	if at := place(e.Location); at != nil {
		n["availableAtOrFrom"] = at
	}
	for _, country := range a.RightToWork {
		if country = strings.TrimSpace(country); country != "" {
			add(n, "eligibleRegion", country)
		}
	}
	if d.Status != "" && d.Status != "open" {
		return n, ""
	}
	return n, "seeks"
}
