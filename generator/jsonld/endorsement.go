package jsonld

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// endorsement is a Recommendation of the person (review is not allowed on Person, so the
// recommendation points at them), about the claims, works and skills it names. Words without an author
// who agreed to be published are the person's own telling, and no recommendation.
func (g *Graph) endorsement(e *passport.Entry, d *passport.Endorsement) Node {
	if !consented(d) {
		return nil
	}
	n := Node{"@type": "Recommendation", "@id": g.entryID(e), "itemReviewed": g.personRef(), "author": party(d.Author)}
	set(n, "name", e.Title.Value)
	set(n, "url", g.address(ref(e)))
	if e.Body != nil {
		set(n, "reviewBody", e.Body.Body.Text())
		set(n, "inLanguage", first(e.Body.Lang, g.p.Lang))
	}
	set(n, "description", d.Relation.Value)
	set(n, "datePublished", iso(e.Date))
	set(n, "sameAs", web(d.URL.Value))
	var aspects []string
	for _, r := range d.About {
		about := g.about(r)
		if about == nil {
			continue
		}
		if !g.p.Stale(e) {
			add(n, "about", about)
		}
		if s := g.p.Skill(r.ID); s != nil && r.Kind == skillsFolder {
			aspects = append(aspects, s.Title.Value)
		} else if to, _, ok := g.p.Find(r.String()); ok {
			aspects = append(aspects, g.title(to))
		}
	}
	if g.p.Stale(e) {
		// It was said of other words than those that stand there now.
		add(n, "about", Node{"@type": "Claim", "text": d.Quote, "author": g.personRef()})
	}
	set(n, "reviewAspect", strings.Join(aspects, ", "))
	return n
}

// consented reports whether the author of an endorsement is named and agreed to be.
func consented(d *passport.Endorsement) bool {
	return (d.Consent || d.Author.Consent) && d.Author.Name.Value != ""
}
