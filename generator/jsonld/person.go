package jsonld

import (
	"cmp"
	"slices"

	"github.com/talent-passport/passport/generator/passport"
)

// person is the whole Person node: who, and everything the public passport says about them.
func (g *Graph) person() Node {
	n := g.who()
	for _, s := range g.p.Skills {
		if len(s.Uses) > 0 {
			add(n, "knowsAbout", g.knows(s, g.term(s)))
		}
	}
	for _, e := range g.p.Entries {
		nodes, link := g.entry(e)
		for _, node := range nodes {
			switch {
			case link == "":
			case isRole(node):
				add(n, link, node)
			default:
				add(n, link, refOf(node))
			}
		}
		g.also(n, e)
	}
	for _, org := range g.now(n) {
		add(n, "worksFor", org)
	}
	return n
}

// How much of a long record the home page says: as much as it shows.
const (
	homeSkills = 6
	homeEach   = 3 // of each kind
)

// profile is the Person of the home page: the same, short. What the page does not show, readers find on
// the pages of each kind and in All, descriptions and evidence on the page of each entry. A node with an
// @id has no url here: its own page says where it lies, and everybody loads this one.
func (g *Graph) profile() Node {
	n := g.who()
	known := 0
	for _, s := range g.p.Skills {
		if len(s.Uses) > 0 && known < homeSkills {
			known++
			add(n, "knowsAbout", g.knows(s, short(g.term(s), true)))
		}
	}
	entries := slices.Clone(g.p.Entries)
	slices.SortStableFunc(entries, func(a, b *passport.Entry) int { return cmp.Compare(g.rank(a), g.rank(b)) })
	had := map[*passport.Kind]int{}
	for _, e := range entries {
		if had[e.Kind] < homeEach && !e.Expired(g.p.Now) {
			had[e.Kind]++
			g.brief(n, e, true)
		}
	}
	for _, org := range g.now(n) {
		add(n, "worksFor", short(org, true))
	}
	return n
}

// rank puts first, within a kind, what a reader looks for first: work that goes on, degrees, licences.
func (g *Graph) rank(e *passport.Entry) int {
	switch d := e.Detail.(type) {
	case *passport.Experience:
		rank := slices.Index([]string{"worksFor", "memberOf", "hasOccupation", "lifeEvent"}, experienceLink(e))
		if !current(g.p.Facts(e).Period) {
			rank += 4
		}
		return rank
	case *passport.Education:
		if d.Degree.Value == "" {
			return 1
		}
	case *passport.Credential:
		if e.Type != "license" {
			return 1
		}
	}
	return 0
}

// brief adds what an entry says about the person, without what stands on the entry's own page.
func (g *Graph) brief(n Node, e *passport.Entry, home bool) {
	nodes, link := g.entry(e)
	if home {
		nodes = latest(nodes)
	}
	for _, node := range nodes {
		if link != "" && link != "lifeEvent" && !(home && link == "funding") {
			add(n, link, short(node, home))
		}
	}
	if _, award := e.Detail.(*passport.Award); award {
		g.also(n, e)
	}
}

// latest are the positions that go on, or the first where none does.
func latest(nodes []Node) []Node {
	var on []Node
	for _, n := range nodes {
		if n["endDate"] == nil {
			on = append(on, n)
		}
	}
	if len(on) == 0 && len(nodes) > 0 {
		return nodes[:1]
	}
	return on
}

// kept are the properties that a node keeps where it is told in short.
var kept = []string{
	"@type", "@id", "name", "url", "roleName", "startDate", "endDate", "validFrom", "expires", "dateCreated",
	"availabilityStarts", "worksFor", "memberOf", "alumniOf", "affiliation", "hasOccupation", "issuedBy", "recognizedBy",
	"funder", "credentialCategory", "certificationIdentification",
}

func short(n Node, home bool) Node {
	out := Node{}
	for _, k := range kept {
		v, ok := n[k]
		if !ok {
			continue
		}
		if inner, ok := v.(Node); ok {
			v = short(inner, home)
		}
		out[k] = v
	}
	if home {
		delete(out, "validFrom")
		delete(out, "certificationIdentification")
		if out["@id"] != nil {
			delete(out, "url")
		}
	}
	return out
}

// who is the person without their record.
func (g *Graph) who() Node {
	p := &g.p.Person
	n := Node{"@type": "Person", "@id": g.id("#person")}
	set(n, "name", p.Name.Value)
	set(n, "url", g.address(""))
	set(n, "givenName", p.Given)
	set(n, "familyName", p.Family)
	set(n, "description", first(p.Headline.Value, g.p.Site.Description.Value))
	set(n, "pronouns", p.Pronouns.Value)
	set(n, "email", p.Contact.Email)
	set(n, "telephone", p.Contact.Phone)
	if u := web(p.Contact.Form.Value); u != "" {
		n["contactPoint"] = Node{"@type": "ContactPoint", "url": u}
	}
	for _, name := range append(p.AlsoKnownAs[:len(p.AlsoKnownAs):len(p.AlsoKnownAs)], p.NativeName.Name) {
		if name != "" && name != p.Name.Value {
			add(n, "alternateName", name)
		}
	}
	set(n, "image", g.file(p.Portrait.Src))
	if at := place(p.Location); at != nil {
		n["homeLocation"] = at
	}
	g.elsewhere(n)
	for _, l := range p.Languages {
		if l.Language != "" {
			add(n, "knowsLanguage", g.speaks(l))
		}
	}
	return n
}

// elsewhere adds the person's own pages and their numbers in public registers.
func (g *Graph) elsewhere(n Node) {
	p := &g.p.Person
	seen := map[string]bool{}
	page := func(u string) {
		if a := web(u); a != "" && !seen[a] {
			seen[a] = true
			add(n, "sameAs", a)
		}
	}
	page(p.Contact.Website.Value)
	for _, l := range p.Links {
		if l.Rel == "" || l.Rel == "me" {
			page(l.URL.Value)
		}
	}
	set(n, "identifier", g.p.ID)
	for _, id := range p.Identifiers {
		if id.Value != "" {
			v := Node{"@type": "PropertyValue", "value": id.Value}
			set(v, "propertyID", id.Scheme)
			set(v, "url", web(id.Page()))
			add(n, "identifier", v)
		}
		page(id.Page())
	}
}

// speaks is a language that the person knows. schema.org has no term for how well, so the level is the
// role in which they know it.
func (g *Graph) speaks(l passport.LanguageSkill) Node {
	name := first(g.language(l.Language), l.Language)
	n := Node{"@type": "Language", "name": name, "alternateName": l.Language}
	if name == l.Language {
		delete(n, "alternateName")
	}
	if l.Level == "" {
		return n
	}
	return Node{"@type": "Role", "roleName": l.Level, "knowsLanguage": n}
}

// now adds the current title and returns the employers, to be named plainly for readers that do not know
// the Role pattern. The title is that of a job, else of other work.
func (g *Graph) now(n Node) (orgs []Node) {
	best := 0
	employers := map[string]bool{}
	for _, e := range g.p.Entries {
		d, ok := e.Detail.(*passport.Experience)
		if !ok || !current(g.p.Facts(e).Period) {
			continue
		}
		rank := 0
		switch link := experienceLink(e); {
		case roleType(e) == "EmployeeRole":
			rank = 3
		case link == "worksFor":
			rank = 2
		case link == "hasOccupation" && e.Type != "caring":
			rank = 1
		}
		if org := g.organization(e.Organization, "Organization"); rank > 1 && len(employers) < homeEach && !employers[org["name"].(string)] {
			employers[org["name"].(string)] = true
			orgs = append(orgs, org)
		}
		if rank > best {
			best = rank
			set(n, "jobTitle", g.currentTitle(e, d))
		}
	}
	return orgs
}

// currentTitle is the title of the position that goes on, or of the entry.
func (g *Graph) currentTitle(e *passport.Entry, d *passport.Experience) string {
	for _, r := range d.Roles {
		if r.Title.Value != "" && (r.End.Present || r.End.IsZero()) {
			return r.Title.Value
		}
	}
	return first(e.Title.Value, g.title(e))
}
