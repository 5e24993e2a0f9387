package jsonld

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// entry are the nodes of an entry, and the property by which the person points at them ("" for those
// that point at the person themselves). Most kinds have one node; an experience has one for each of its
// positions; an endorsement whose author did not agree to be published has none.
func (g *Graph) entry(e *passport.Entry) (nodes []Node, link string) {
	var n Node
	switch d := e.Detail.(type) {
	case *passport.Experience:
		return g.experience(e, d)
	case *passport.Education:
		n, link = g.education(e, d)
	case *passport.Project:
		n = g.project(e, d)
	case *passport.Skill:
		if s := g.p.Skill(e.ID); s != nil {
			n = g.skill(s)
		}
	case *passport.Credential:
		n, link = g.credential(e, d)
	case *passport.Endorsement:
		n = g.endorsement(e, d)
	case *passport.Story:
		n = g.story(e, d)
	case *passport.Goal:
		n, link = g.goal(e, d)
	case *passport.Award:
		n, link = g.award(e, d)
	case *passport.Publication:
		n = g.publication(e, d)
	case *passport.Log:
		n = g.log(e, d)
	case *passport.Other:
		n = g.other(e, d)
	}
	if n == nil {
		return nil, ""
	}
	return []Node{n}, link
}

// also adds what an entry says about the person beside its own node.
func (g *Graph) also(person Node, e *passport.Entry) {
	switch d := e.Detail.(type) {
	case *passport.Experience:
		if o := g.occupation(e, d); o != nil {
			add(person, "hasOccupation", o)
		}
	case *passport.Education:
		if degree := g.degree(e, d); degree != nil {
			add(person, "hasCredential", degree)
		}
	case *passport.Award:
		if !isGrant(e) {
			add(person, "award", g.title(e))
		}
	}
}

// workType is the type of an entry that is a creative work, "" for what is not: a role, an event, a
// demand, a grant, a term.
func (g *Graph) workType(e *passport.Entry) string {
	switch d := e.Detail.(type) {
	case *passport.Project:
		return projectType(d)
	case *passport.Credential:
		return credentialType(e)
	case *passport.Endorsement:
		if consented(d) {
			return "Recommendation"
		}
	case *passport.Story:
		return "BlogPosting"
	case *passport.Award:
		if !isGrant(e) {
			return "Claim"
		}
	case *passport.Publication:
		return g.publicationType(e)
	case *passport.Log, *passport.Other:
		return "CreativeWork"
	}
	return ""
}

func (g *Graph) isWork(e *passport.Entry) bool { return g.workType(e) != "" }

// isRole reports whether a node is a role, which repeats the property that it is the value of.
func isRole(n Node) bool {
	t, _ := n["@type"].(string)
	return strings.HasSuffix(t, "Role")
}

// thing is what every entry's node has.
func (g *Graph) thing(e *passport.Entry, typ string) Node {
	n := Node{"@type": typ, "@id": g.entryID(e)}
	set(n, "name", g.title(e))
	set(n, "description", g.description(e))
	set(n, "url", g.address(ref(e)))
	set(n, "image", g.file(e.Image.Src))
	g.supported(n, e)
	return n
}

// supported adds what others say about an entry: pages elsewhere, evidence, endorsements.
func (g *Graph) supported(n Node, e *passport.Entry) {
	for _, l := range e.Links {
		if u := web(l.URL.Value); u != "" {
			page := Node{"@type": "WebPage", "url": u}
			set(page, "name", l.Title.Value)
			add(n, "subjectOf", page)
		}
	}
	g.backing(n, e.Evidence, g.p.Facts(e).Backing)
}

// work is an entry that is a creative work: what it is about, and the claims in it.
func (g *Graph) work(e *passport.Entry, typ string) Node {
	n := g.thing(e, typ)
	for _, t := range g.terms(g.p.Facts(e).Skills) {
		add(n, "about", t)
	}
	for _, c := range g.claims(e) {
		add(n, "hasPart", c)
	}
	for _, m := range g.p.Facts(e).Mentions {
		if d, ok := m.Detail.(*passport.Award); ok && !isGrant(m) && slices.ContainsFunc(d.About, func(r passport.Ref) bool {
			return r.Kind == e.Kind.Folder && r.ID == e.ID
		}) {
			add(n, "award", g.title(m))
		}
	}
	set(n, "keywords", strings.Join(e.Tags, ", "))
	set(n, "dateModified", iso(e.Updated))
	return n
}

// written is a work of the person's.
func (g *Graph) written(e *passport.Entry, typ string) Node {
	n := g.work(e, typ)
	n["author"] = g.personRef()
	set(n, "temporalCoverage", coverage(g.p.Facts(e).Period))
	set(n, "datePublished", published(e))
	return n
}

// text is a work that is the words of the entry, in the language they are in.
func (g *Graph) text(e *passport.Entry, typ string) Node {
	n := g.written(e, typ)
	lang := e.Title.Lang
	if e.Body != nil && !e.Body.Body.Empty() {
		lang = e.Body.Lang
	}
	set(n, "inLanguage", first(lang, g.p.Lang))
	return n
}

// mention adds the entries that a work tells of.
func (g *Graph) mention(n Node, refs []passport.Ref) {
	for _, r := range refs {
		if about, _, ok := g.p.Find(r.String()); ok && g.exists(about) {
			add(n, "mentions", g.tell(about))
		}
	}
}

// exists reports whether a listed entry has a node or a page that tells of it in this graph.
func (g *Graph) exists(e *passport.Entry) bool {
	if _, skill := e.Detail.(*passport.Skill); skill {
		return false // skills are terms; see about
	}
	d, said := e.Detail.(*passport.Endorsement)
	return !said || consented(d)
}

// about is what a ref points at, pointed at: a claim, a skill, or what tells of an entry; nil for none.
func (g *Graph) about(r passport.Ref) Node {
	if r.Kind == skillsFolder {
		if s := g.p.Skill(r.ID); s != nil {
			return g.term(s)
		}
		return nil
	}
	e, claim, ok := g.p.Find(r.String())
	if !ok || !g.exists(e) {
		return nil
	}
	if claim != "" {
		if role, h, ok := e.Claim(claim); ok && (h != nil || role != nil && g.positioned(e)) {
			if h != nil {
				n := g.stub("Claim", g.id(ref(e)+"#"+claim), "", g.address(ref(e)+"#"+claim))
				if !g.whole {
					n["text"] = h.Text.Value
				}
				return n
			}
			return g.stub("OrganizationRole", g.id(ref(e)+"#"+claim), role.Title.Value, g.address(ref(e)+"#"+claim))
		}
	}
	return g.tell(e)
}

// title is what an entry is called.
func (g *Graph) title(e *passport.Entry) string {
	c := g.p.Card(e)
	return first(c.Title.Value, c.Subtitle.Value)
}

func (g *Graph) description(e *passport.Entry) string {
	if e.Summary.Value != "" {
		return e.Summary.Value
	}
	if e.Body != nil {
		return e.Body.Body.FirstLine()
	}
	return ""
}

// file is the address of a published file.
func (g *Graph) file(p passport.Path) string {
	if p.Full == "" {
		return ""
	}
	return g.address(p.Full)
}
