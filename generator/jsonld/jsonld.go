// Package jsonld turns a public passport into a graph of schema.org terms (JSON-LD 1.1).
//
// A [Graph] is made once per language. [Graph.Home] is the block of the home page: a ProfilePage with
// the Person inside it, nested, because common readers do not look into @graph. [Graph.Entry],
// [Graph.Skill], [Graph.Page] and [Graph.Skills] are the blocks of the other pages, [Graph.One] those of a passport that
// is one page, and [Graph.All] is the whole graph as one document.
//
// Every node that means the same thing has the same @id on every page: <site.url>#person,
// <site.url><folder>/<id>, and <site.url><folder>/<id>#<claim>; pages and parts that a person did not
// name have a colon in theirs (#:page, #:degree), which no claim can have. Identifiers name things and
// never change with the layout of the site; where a page lies comes in as a function and stands in url.
// A passport without an address and without an id of its own has blank nodes.
//
// How the parts hang together: the person points at roles, credentials and goals, and is the author of
// works and claims. Each entry is told of by a creative work (see tell): the work that it is, else its
// page. A skill is subjectOf whatever shows it, which in turn is about the skill; a claim, a work or a
// role is subjectOf the evidence for it.
//
// Only terms of schema.org 30.0 are used, each in its domain, with one exception that schema.org
// documents: a property may be repeated inside a Role that is its value
// (https://blog.schema.org/2014/06/16/introducing-role/).
//
// Nodes are plain maps; encoding them sorts the keys, so the bytes are the same every time.
package jsonld

import "github.com/talent-passport/passport/generator/passport"

// Context is the address of schema.org's JSON-LD context.
const Context = "https://schema.org"

// Node is a JSON-LD node object.
type Node = map[string]any

// Graph makes the structured data of one language of a passport. It is immutable.
type Graph struct {
	p        *passport.Public
	base     string                  // what @ids begin with; "" for blank nodes
	address  func(ref string) string // absolute address of a page or file, "" when there is none
	language func(tag string) string // name of a language
	whole    bool                    // everything is in one document: nodes point at each other by @id alone
}

// Option changes how a graph is made.
type Option func(*Graph)

// LanguageNames says how languages are called: the name of a BCP 47 tag, "" when it has none. Without it
// a language's name is its tag.
func LanguageNames(name func(tag string) string) Option {
	return func(g *Graph) { g.language = name }
}

// New returns the graph of a passport. Address gives the absolute address of "" (the home page), of an
// entry ("projects/river-app"), of a claim ("projects/river-app#trained"), and of a published file
// ("media/boat.jpg"); "" when it has none, as for a site whose address is not known yet.
func New(p *passport.Public, address func(ref string) string, options ...Option) *Graph {
	g := &Graph{p: p, base: baseOf(p), address: address, language: func(string) string { return "" }}
	for _, o := range options {
		o(g)
	}
	return g
}

// PageInfo is what a page says about itself.
type PageInfo struct {
	URL         string // absolute; "" without a site address
	Title       string
	Description string
	Lang        string // BCP 47
	Created     string // RFC 3339, "" when unknown
	Modified    string // RFC 3339, "" when unknown
	// Versions are the addresses of the page in every language it is in, itself included, the
	// original's first. It may be empty when there is only one.
	Versions []Version
}

// Version is a page in one language.
type Version struct{ Lang, URL string }

// Crumb is one step of the way to a page.
type Crumb struct{ Name, URL string }

// Home returns the blocks of the home page: one ProfilePage with the Person in it, short enough for a
// page that everybody loads. What backs the record stands on the other pages and in All.
func (g *Graph) Home(page PageInfo) []any {
	n := g.page("ProfilePage", g.pageID(""), page)
	n["mainEntity"] = g.profile()
	n["@context"] = Context
	return []any{n}
}

// One returns the blocks of a passport that is one page: its ProfilePage, then each entry and skill with
// everything that backs it, because there is no other page to say so.
func (g *Graph) One(page PageInfo) []any {
	blocks := g.Home(page)
	home := blocks[0].(Node)
	home["mainEntity"] = g.person()
	for _, n := range g.parts() {
		if n["@type"] == "WebSite" {
			continue // the page says it is part of it
		}
		n["@context"] = Context
		blocks = append(blocks, n)
	}
	return blocks
}

// Entry returns the block of an entry's page: a WebPage whose main entity is the entry, about the person.
func (g *Graph) Entry(e *passport.Entry, page PageInfo) []any {
	n := g.page("WebPage", g.pageID(ref(e)), page)
	g.tellOf(n, e)
	n["@context"] = Context
	return []any{n}
}

// tellOf puts an entry into the page that tells of it.
func (g *Graph) tellOf(n Node, e *passport.Entry) {
	person := g.personRef()
	nodes, link := g.entry(e)
	var main any
	for _, node := range nodes {
		if isRole(node) {
			// A role stands where it holds, under the property that it repeats; the page points at it.
			add(person, link, node)
			if node["@id"] != nil {
				main = appended(main, refOf(node))
			}
			continue
		}
		if link != "" {
			add(person, link, refOf(node))
		}
		main = appended(main, node)
	}
	g.also(person, e)
	if main != nil {
		n["mainEntity"] = main
	}
	n["about"] = person
	if !g.isWork(e) {
		g.tells(n, e, nodes)
	}
}

// tells adds what the page says about an entry that is no creative work: its skills and its claims.
func (g *Graph) tells(n Node, e *passport.Entry, nodes []Node) {
	property := "about"
	if _, goal := e.Detail.(*passport.Goal); goal {
		property = "mentions" // wanted skills are not shown here
	}
	for _, t := range g.terms(g.p.Facts(e).Skills) {
		add(n, property, t)
	}
	for _, c := range g.claims(e) {
		add(n, "hasPart", c)
	}
	if len(nodes) != 1 {
		g.supported(n, e)
	}
}

// Skill returns the block of a skill's page: a WebPage whose main entity is the skill, with the claims
// and works that show it.
func (g *Graph) Skill(s *passport.SkillFacts, page PageInfo) []any {
	n := g.page("WebPage", g.pageID(skillsFolder+"/"+s.ID), page)
	n["@context"] = Context
	n["mainEntity"] = g.skill(s)
	person := g.personRef()
	if len(s.Uses) > 0 {
		person["knowsAbout"] = g.knows(s, Node{"@id": g.skillID(s)})
	}
	n["about"] = person
	return []any{n}
}

// Page returns the block of a page that lists entries of one kind: a CollectionPage about the person,
// with what those entries say about them, in the order of the page.
func (g *Graph) Page(entries []*passport.Entry, page PageInfo) []any {
	if len(entries) > 0 && entries[0].Kind.Folder == skillsFolder {
		return g.Skills(page)
	}
	id := ""
	if len(entries) > 0 {
		id = g.pageID(entries[0].Kind.Folder)
	}
	n := g.page("CollectionPage", id, page)
	n["@context"] = Context
	person := g.personRef()
	n["about"] = person
	for _, e := range entries {
		g.brief(person, e, false)
		add(n, "hasPart", g.tell(e))
	}
	return []any{n}
}

// Skills returns the block of the page of all skills: a CollectionPage whose main entity is the person's
// own set of terms, with how well and over what span they know each that work shows.
func (g *Graph) Skills(page PageInfo) []any {
	n := g.page("CollectionPage", g.pageID(skillsFolder), page)
	n["@context"] = Context
	person := g.personRef()
	n["about"] = person
	var terms []Node
	for _, s := range g.p.Skills {
		terms = append(terms, g.term(s))
		if len(s.Uses) > 0 {
			add(person, "knowsAbout", g.knows(s, Node{"@id": g.skillID(s)}))
		}
	}
	if len(terms) > 0 {
		n["mainEntity"] = g.termSet(terms)
	}
	return []any{n}
}

// Breadcrumbs returns a BreadcrumbList block, or nil for fewer than two steps, which readers reject,
// and without addresses, which it is made of.
func (g *Graph) Breadcrumbs(crumbs []Crumb) any {
	if len(crumbs) < 2 {
		return nil
	}
	items := make([]any, len(crumbs))
	for i, c := range crumbs {
		if c.URL == "" || c.Name == "" {
			return nil
		}
		items[i] = Node{"@type": "ListItem", "position": i + 1, "name": c.Name, "item": c.URL}
	}
	return Node{"@context": Context, "@type": "BreadcrumbList", "itemListElement": items}
}

// All returns the whole graph as one document: the person, every listed entry with its claims, and
// every skill, each once, linked by @id.
func (g *Graph) All() any {
	w := *g
	w.whole = true
	nodes := []any{w.person()}
	for _, n := range w.parts() {
		nodes = append(nodes, n)
	}
	return Node{"@context": Context, "@graph": nodes}
}

// parts are the nodes beside the person: the site, every entry or the page that tells of it, every skill.
func (g *Graph) parts() []Node {
	whole := *g
	whole.whole = true
	g = &whole
	site := Node{"@type": "WebSite", "@id": g.id("#site"), "about": g.personRef(), "author": g.personRef()}
	g.site(site)
	nodes := []Node{site}
	for _, e := range g.p.Entries {
		if _, skill := e.Detail.(*passport.Skill); skill {
			continue
		}
		entries, _ := g.entry(e)
		for _, n := range entries {
			if !isRole(n) { // roles are inside the person
				nodes = append(nodes, n)
			}
		}
		if g.isWork(e) || len(entries) == 0 {
			continue
		}
		page := Node{"@type": g.pageType(e), "@id": g.pageID(ref(e)), "name": g.title(e), "about": g.personRef()}
		set(page, "url", g.address(ref(e)))
		page["isPartOf"] = Node{"@id": site["@id"]}
		for _, n := range entries {
			if n["@id"] != nil {
				add(page, "mainEntity", refOf(n))
			}
		}
		g.tells(page, e, entries)
		nodes = append(nodes, page)
	}
	var terms []Node
	for _, s := range g.p.Skills {
		nodes = append(nodes, g.skill(s))
		terms = append(terms, g.term(s))
	}
	if len(terms) > 0 {
		set := g.termSet(terms)
		set["author"] = g.personRef()
		nodes = append(nodes, set)
	}
	return nodes
}
