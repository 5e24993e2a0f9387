package jsonld

import "github.com/talent-passport/passport/generator/passport"

// projectType is the type of a project: code where there is some to read, else a work whose genre is what
// the person called it. schema.org's Project is an organisation, so it is not used
// (https://schema.org/Project).
func projectType(d *passport.Project) string {
	if web(d.Repository.Value) != "" {
		return "SoftwareSourceCode"
	}
	return "CreativeWork"
}

// project is a work of the person's, and of those who worked with them and agreed to be named.
func (g *Graph) project(e *passport.Entry, d *passport.Project) Node {
	n := g.written(e, projectType(d))
	set(n, "genre", e.Type)
	set(n, "codeRepository", web(d.Repository.Value))
	set(n, "sameAs", web(d.URL.Value))
	set(n, "creativeWorkStatus", d.Status)
	set(n, "abstract", d.Outcome.Value)
	if l := license(d.License); l != nil {
		n["license"] = l
	}
	if d.Role.Value != "" {
		add(n, "contributor", Node{"@type": "Role", "roleName": d.Role.Value, "contributor": g.personRef()})
	}
	for _, c := range d.Collaborators {
		p := party(c)
		if p == nil {
			continue
		}
		if c.Role.Value != "" { // what they did in this project, not what they are
			delete(p, "jobTitle")
			p = Node{"@type": "Role", "roleName": c.Role.Value, "contributor": p}
		}
		add(n, "contributor", p)
	}
	if org := g.organization(e.Organization, "Organization"); org != nil {
		n["sourceOrganization"] = org
	}
	if at := place(e.Location); at != nil {
		n["locationCreated"] = at
	}
	for _, s := range d.SameAs {
		if u := web(s.URL()); u != "" {
			add(n, "sameAs", u)
		}
	}
	g.mention(n, d.For)
	return n
}
