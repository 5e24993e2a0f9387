package jsonld

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// isGrant tells an award of means from one of honour.
func isGrant(e *passport.Entry) bool { return e.Type == "grant" || e.Type == "scholarship" }

// award is a Grant that funded the person, or the claim that they were honoured: schema.org's award is
// words, which stand on the person (see also) and on the works that were honoured.
func (g *Graph) award(e *passport.Entry, d *passport.Award) (Node, string) {
	org := g.organization(e.Organization, "Organization")
	if isGrant(e) {
		n := g.thing(e, "Grant")
		set(n, "description", first(d.For.Value, g.description(e)))
		if org != nil {
			n["funder"] = org
		}
		for _, r := range d.About {
			if about, _, ok := g.p.Find(r.String()); ok && g.isWork(about) && g.exists(about) {
				add(n, "fundedItem", g.tell(about))
			}
		}
		return n, "funding"
	}
	n := g.work(e, "Claim")
	n["author"] = g.personRef()
	add(n, "about", g.personRef())
	var words []string
	for _, s := range []string{g.title(e), first(e.Organization.ShownAs.Value, e.Organization.Name.Value), d.For.Value} {
		if s != "" {
			words = append(words, strings.TrimSuffix(s, "."))
		}
	}
	set(n, "text", strings.Join(words, ". "))
	set(n, "temporalCoverage", coverage(g.p.Facts(e).Period))
	if org != nil {
		n["mentions"] = org
	}
	g.mention(n, d.About)
	return n, ""
}
