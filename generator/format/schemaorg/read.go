package schemaorg

import (
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// reader takes a person out of a graph.
type reader struct {
	*format.Intake
	*graph
	me   *source.Node
	base string // the address of the person's own pages
	done map[*source.Node]*passport.Entry

	began   map[string][]*passport.Entry // work, by its start as written
	schools map[string][]*passport.Entry // education, by the folded name of the school
}

func read(f *format.File, in *format.Intake) {
	g := &graph{}
	var roots []*source.Node
	if f.LooksHTML() {
		for _, s := range f.Scripts("application/ld+json") {
			// A block that is broken is skipped, as browsers do; others may be whole.
			if root, found := s.JSON(); root != nil {
				in.Answer(s, root)
				roots = append(roots, root)
			} else {
				for i := range found {
					found[i].Severity = diag.Warning
				}
				in.Report(s, found...)
			}
		}
	} else if root := in.JSON(f); root != nil {
		roots = append(roots, root)
	}
	for _, root := range roots {
		g.add(root, 0)
	}
	me := g.person()
	if me == nil {
		if len(roots) > 0 {
			in.Report(f, diag.Problem{Code: format.CodeUnreadable, Message: "nobody is described in this file", Span: diag.Span{File: f.Name},
				Hint: "save the page that is about the person, as “web page, HTML only”"})
		}
		return
	}
	r := &reader{Intake: in, graph: g, me: me, done: map[*source.Node]*passport.Entry{}}
	r.person()
	r.work()
	r.learning()
	r.held()
	r.skills()
	r.made()
	r.rest(roots)
}

// rest leaves out what names and types objects, and what describes pages.
func (r *reader) rest(roots []*source.Node) {
	r.Into(nil, nil)
	mine := map[*source.Node]bool{r.me: true}
	for n := range r.done {
		mine[n] = true
	}
	var walk func(n *source.Node, own bool)
	walk = func(n *source.Node, own bool) {
		own = own || mine[n]
		for _, p := range n.Pairs {
			v := p.Value
			switch {
			case strings.HasPrefix(p.Key, "@") && p.Key != "@graph", p.Key == "inLanguage":
				r.Rest(v, "")
			case v.Kind == source.Map, v.Kind == source.Seq:
				walk(v, own)
			case own && (p.Key == "url" || p.Key == "mainEntityOfPage") && r.base != "" && strings.HasPrefix(v.Str(), r.base):
				r.Rest(v, "") // its page in that site
			case own && p.Key == "image":
				if r.unread(v) {
					r.Drop(v, "pictures are not fetched: save it into media/ and name it in the passport")
				}
			case !own && r.unread(v):
				r.Drop(v, "it describes a page, not the person")
			}
		}
		for _, it := range n.Items {
			if it.Kind == source.Map || it.Kind == source.Seq {
				walk(it, own)
			} else if !own && r.unread(it) {
				r.Drop(it, "it describes a page, not the person")
			}
		}
	}
	for _, root := range roots {
		walk(root, false)
	}
}

// unread reports whether nobody took a value.
func (r *reader) unread(n *source.Node) bool { return n.Str() != "" && !r.Taken(n) }

// words is the text of a value: itself, or the name of the object that it is.
func (r *reader) words(n *source.Node) *source.Node {
	n = r.full(n)
	if n != nil && n.Kind == source.Map {
		if v := n.Get("@value"); v != nil {
			return v
		}
		return format.First(n.Get("name"))
	}
	return format.First(n)
}

func (r *reader) textOf(n *source.Node, key string) passport.Text {
	return r.Text(r.words(format.First(n.Get(key))))
}

// place takes a place: an address, a place with one, or words.
func (r *reader) place(n *source.Node) passport.Location {
	n = r.full(n)
	if n == nil {
		return passport.Location{}
	}
	if n.Kind != source.Map {
		return r.Place(n)
	}
	a := r.one(n, "address")
	switch {
	case a != nil && a.Kind != source.Map:
		return r.Place(a)
	case a == nil && (n.Get("addressLocality") != nil || n.Get("addressCountry") != nil || n.Get("addressRegion") != nil):
		a = n
	case a == nil:
		return r.Place(r.words(n))
	}
	l := passport.Location{City: r.textOf(a, "addressLocality"), Region: r.textOf(a, "addressRegion")}
	if c := r.words(format.First(a.Get("addressCountry"))); c.Str() != "" {
		l.Country = r.Country(c)
	}
	return l
}

func (r *reader) organization(n *source.Node) passport.Organization {
	n = r.full(n)
	if n == nil {
		return passport.Organization{}
	}
	if n.Kind != source.Map {
		return passport.Organization{Name: r.Text(n)}
	}
	o := passport.Organization{Name: r.textOf(n, "name"), URL: r.URL(format.First(n.Get("url")))}
	for _, key := range []string{"location", "address"} {
		if at := r.one(n, key); at != nil && o.Location == (passport.Location{}) {
			o.Location = r.place(at)
		}
	}
	return o
}

// inner is what a role is in: the same property again (https://blog.schema.org/2014/06/16/introducing-role/).
// What is no role is itself.
func (r *reader) inner(n *source.Node, key string) *source.Node {
	if in := r.one(n, key); in != nil && (is(n, "Role", "OrganizationRole", "EmployeeRole") || n.Get("roleName") != nil) {
		return in
	}
	return n
}

// role is a value of a role, nil for what is none.
func (r *reader) role(n *source.Node, key string) *source.Node {
	if n == nil || n.Kind != source.Map || !is(n, "Role", "OrganizationRole", "EmployeeRole") && n.Get("roleName") == nil {
		return nil
	}
	return r.words(format.First(n.Get(key)))
}

// entry begins the entry of an object, once.
func (r *reader) entry(kind string, n *source.Node) *passport.Entry {
	e := r.Entry(kind, n)
	r.done[n] = e
	r.Describe(e, format.First(n.Get("description")))
	return e
}
