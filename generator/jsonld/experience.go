package jsonld

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// experience are the roles that a person had, each with what, where, from when to when, and the property
// of the person they hold under.
//
//   - Work at an organisation is a role under worksFor, as an employee where it was employment.
//   - Unpaid work and service is membership of the organisation.
//   - Care, and work for oneself, is an occupation that the person had.
//   - A break is an event of their life.
func (g *Graph) experience(e *passport.Entry, d *passport.Experience) ([]Node, string) {
	link := experienceLink(e)
	if link == "lifeEvent" {
		return []Node{g.event(e, "Event")}, link
	}
	if !g.positioned(e) {
		n := g.role(g.thing(e, roleType(e)), e, link, g.p.Card(e).Title.Value)
		span(n, g.p.Facts(e).Period)
		return []Node{n}, link
	}
	var out []Node
	for i := range d.Roles {
		r := &d.Roles[i]
		if r.Title.Value == "" {
			continue
		}
		n := Node{"@type": roleType(e)}
		if r.ID != "" {
			n["@id"] = g.id(ref(e) + "#" + r.ID)
			set(n, "url", g.address(ref(e)+"#"+r.ID))
		}
		set(n, "description", r.Summary.Value)
		span(n, passport.Period{Start: r.Start, End: r.End})
		g.backing(n, r.Evidence, g.p.Facts(e).Role(r))
		out = append(out, g.role(n, e, link, r.Title.Value))
	}
	return out, link
}

// role fills a role with what it is called and the property that it repeats.
func (g *Graph) role(n Node, e *passport.Entry, link, title string) Node {
	set(n, "roleName", title)
	delete(n, "name") // the title once more
	if link == "hasOccupation" {
		n[link] = Node{"@type": "Occupation", "name": title}
		if x, ok := e.Detail.(*passport.Experience); ok {
			codes(n[link].(Node), x.SameAs)
		}
		return n
	}
	n[link] = g.organization(e.Organization, "Organization")
	return n
}

// positioned reports whether an experience is a list of positions, each a node of its own; then there is
// no node of the whole.
func (g *Graph) positioned(e *passport.Entry) bool {
	d, ok := e.Detail.(*passport.Experience)
	if !ok || experienceLink(e) == "lifeEvent" {
		return false
	}
	for i := range d.Roles {
		if d.Roles[i].Title.Value != "" {
			return true
		}
	}
	return false
}

// experienceLink is the property of the person that an experience stands under.
func experienceLink(e *passport.Entry) string {
	switch {
	case e.Type == "break":
		return "lifeEvent"
	case e.Type == "caring" || first(e.Organization.Name.Value, e.Organization.ShownAs.Value) == "":
		return "hasOccupation"
	case e.Type == "voluntary" || e.Type == "military":
		return "memberOf"
	}
	return "worksFor"
}

func roleType(e *passport.Entry) string {
	switch experienceLink(e) {
	case "hasOccupation":
		return "Role"
	case "worksFor":
		switch e.Type {
		case "", "paid", "internship", "apprenticeship":
			return "EmployeeRole"
		}
	}
	return "OrganizationRole"
}

// occupation is the occupation of a job in published vocabularies, nil when none is named.
func (g *Graph) occupation(e *passport.Entry, d *passport.Experience) Node {
	if len(d.SameAs) == 0 || experienceLink(e) != "worksFor" {
		return nil
	}
	n := Node{"@type": "Occupation", "@id": g.id(ref(e) + "#:occupation")}
	set(n, "name", g.title(e))
	codes(n, d.SameAs)
	return n
}

// codes names an occupation in published vocabularies.
func codes(n Node, same []passport.SameAs) {
	for _, s := range same {
		u := web(s.URL())
		code := Node{"@type": "CategoryCode", "codeValue": code(s)}
		set(code, "name", s.Label.Value)
		set(code, "inCodeSet", vocabulary(u))
		set(code, "url", u)
		add(n, "occupationalCategory", code)
	}
}

// event is something that happened in the person's life, and is neither a role nor a work.
func (g *Graph) event(e *passport.Entry, typ string) Node {
	n := g.thing(e, typ)
	span(n, g.p.Facts(e).Period)
	if at := place(e.Location); at != nil {
		n["location"] = at
	} else if at := place(e.Organization.Location); at != nil {
		n["location"] = at
	}
	set(n, "keywords", strings.Join(e.Tags, ", "))
	return n
}
