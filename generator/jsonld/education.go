package jsonld

import "github.com/talent-passport/passport/generator/passport"

// education is a role at a school: the programme, from when to when. One that goes on is an affiliation,
// because an alumna has left; learning without a school is an event of the person's life.
func (g *Graph) education(e *passport.Entry, d *passport.Education) (Node, string) {
	link := educationLink(g.p.Facts(e).Period, e, d)
	if link == "" || link == "lifeEvent" {
		n := g.event(e, "EducationEvent")
		set(n, "educationalLevel", eqf(d.Level))
		return n, link
	}
	n := g.thing(e, "OrganizationRole")
	set(n, "roleName", first(d.Degree.Value, g.title(e)))
	if n["name"] == n["roleName"] {
		delete(n, "name")
	}
	span(n, g.p.Facts(e).Period)
	n[link] = g.organization(e.Organization, "EducationalOrganization")
	if t := g.thesis(e, d); t != nil {
		add(n, "subjectOf", t)
	}
	return n, link
}

func educationLink(p passport.Period, e *passport.Entry, d *passport.Education) string {
	switch {
	case d.Status == "planned":
		return "" // not of the person's life yet
	case first(e.Organization.Name.Value, e.Organization.ShownAs.Value) == "":
		return "lifeEvent"
	case d.Status == "ongoing" || d.Status == "" && current(p):
		return "affiliation"
	}
	return "alumniOf"
}

// degree is the qualification that a finished programme gave, or nil.
func (g *Graph) degree(e *passport.Entry, d *passport.Education) Node {
	p := g.p.Facts(e).Period
	if d.Degree.Value == "" || d.Status != "" && d.Status != "completed" || d.Status == "" && current(p) {
		return nil
	}
	n := Node{
		"@type": "EducationalOccupationalCredential", "name": d.Degree.Value, "credentialCategory": "degree",
		"@id": g.id(ref(e) + "#:degree"),
	}
	if d.Field.Value != "" {
		n["about"] = Node{"@type": "DefinedTerm", "name": d.Field.Value}
	}
	set(n, "dateCreated", first(iso(p.End), iso(p.Moment)))
	set(n, "educationalLevel", eqf(d.Level))
	for _, s := range d.SameAs {
		if u := web(s.URL()); u != "" {
			add(n, "sameAs", u)
		}
	}
	if org := g.organization(e.Organization, "EducationalOrganization"); org != nil {
		n["recognizedBy"] = org
	}
	return n
}

// thesis is the final paper, or nil.
func (g *Graph) thesis(e *passport.Entry, d *passport.Education) Node {
	if d.Thesis.Title.Value == "" {
		return nil
	}
	n := Node{"@type": "Thesis", "@id": g.id(ref(e) + "#:thesis"), "name": d.Thesis.Title.Value, "author": g.personRef()}
	set(n, "url", first(web(d.Thesis.URL.Value), g.file(d.Thesis.File)))
	set(n, "inSupportOf", d.Degree.Value)
	return n
}

// eqf names a level of the European Qualifications Framework.
func eqf(n int) string {
	if n < 1 || n > 8 {
		return ""
	}
	return "EQF level " + string(rune('0'+n))
}
