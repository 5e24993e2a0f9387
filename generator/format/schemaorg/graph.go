package schemaorg

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/source"
)

// graph is all objects of a file, and those that have a name by it.
type graph struct {
	schemaOrg bool // some object says that its words are schema.org's
	objects   []*source.Node
	byID      map[string]*source.Node
}

// add puts an object and all below it into the graph. Depth is bounded by that of the reader of JSON.
func (g *graph) add(n *source.Node, depth int) {
	if n == nil {
		return
	}
	for _, it := range n.Items {
		g.add(it, depth)
	}
	if n.Kind != source.Map {
		return
	}
	for _, c := range format.Items(n.Get("@context")) {
		if strings.Contains(c.Str(), "schema.org") || strings.Contains(c.Get("@vocab").Str(), "schema.org") || strings.Contains(c.Get("schema").Str(), "schema.org") {
			g.schemaOrg = true
		}
	}
	g.objects = append(g.objects, n)
	if id := n.Get("@id").Str(); id != "" {
		if g.byID == nil {
			g.byID = map[string]*source.Node{}
		}
		// Of several objects with one name the fullest tells most.
		if have := g.byID[id]; have == nil || len(n.Pairs) > len(have.Pairs) {
			g.byID[id] = n
		}
	}
	for _, p := range n.Pairs {
		if p.Key != "@context" {
			g.add(p.Value, depth+1)
		}
	}
}

// full is the object that a reference stands for; an object with more in it stands for itself.
func (g *graph) full(n *source.Node) *source.Node {
	if n == nil || n.Kind != source.Map {
		return n
	}
	if to := g.byID[n.Get("@id").Str()]; to != nil && len(to.Pairs) > len(n.Pairs) {
		return to
	}
	return n
}

// all are the values of a property, references followed.
func (g *graph) all(n *source.Node, key string) []*source.Node {
	var out []*source.Node
	for _, v := range format.Items(n.Get(key)) {
		out = append(out, g.full(v))
	}
	return out
}

// one is the first value of a property.
func (g *graph) one(n *source.Node, key string) *source.Node {
	if list := g.all(n, key); len(list) > 0 {
		return list[0]
	}
	return nil
}

// is reports whether an object has one of several types. Types may stand with a prefix.
func is(n *source.Node, names ...string) bool {
	return slices.ContainsFunc(format.Items(n.Get("@type")), func(t *source.Node) bool {
		s := t.Str()
		if i := strings.LastIndexAny(s, "/:#"); i >= 0 {
			s = s[i+1:]
		}
		return slices.Contains(names, s)
	})
}

// person is whom the graph is about: the main entity of a profile, else the person of whom most is said who
// is not only somebody's author or colleague.
func (g *graph) person() *source.Node {
	var best *source.Node
	for _, n := range g.objects {
		if !is(n, "ProfilePage", "AboutPage") {
			continue
		}
		for _, key := range []string{"mainEntity", "about"} {
			if p := g.one(n, key); is(p, "Person") && p.Get("name") != nil {
				return p
			}
		}
	}
	for _, n := range g.objects {
		if !is(n, "Person") || n.Get("name") == nil || !top(n) {
			continue
		}
		if best == nil || len(n.Pairs) > len(best.Pairs) {
			best = n
		}
	}
	return best
}

// about are the properties of which one says more of a person than who wrote something.
var about = []string{"jobTitle", "worksFor", "alumniOf", "hasOccupation", "hasCredential", "hasCertification", "knowsAbout", "knowsLanguage", "sameAs", "description", "memberOf", "email"}

func top(n *source.Node) bool {
	return n.Get("@context") != nil || slices.ContainsFunc(about, func(key string) bool { return n.Get(key) != nil })
}
