package jsonld

import "github.com/talent-passport/passport/generator/passport"

// credentialType is Certification where a licence or certificate has an issuer and dates, and
// EducationalOccupationalCredential for a degree or badge, which has no property for the issuer but
// recognizedBy; "" for a membership, which is a role.
func credentialType(e *passport.Entry) string {
	switch e.Type {
	case "degree", "badge":
		return "EducationalOccupationalCredential"
	case "membership":
		if d := e.Detail.(*passport.Credential); first(d.Issuer.Name.Value, d.Issuer.ShownAs.Value, e.Organization.Name.Value, e.Organization.ShownAs.Value) != "" {
			return ""
		}
	}
	return "Certification"
}

// credential is what an organisation issued. The person has it, unless it was taken back.
func (g *Graph) credential(e *passport.Entry, d *passport.Credential) (Node, string) {
	issued := d.Issuer
	if first(issued.Name.Value, issued.ShownAs.Value) == "" {
		issued = e.Organization
	}
	issuer := g.organization(issued, "Organization")
	switch credentialType(e) {
	case "":
		n := g.thing(e, "OrganizationRole")
		n["memberOf"] = issuer
		set(n, "roleName", g.title(e))
		set(n, "identifier", d.CredentialID)
		set(n, "startDate", first(iso(d.Issued), iso(e.Start)))
		set(n, "endDate", first(iso(d.Expires), iso(e.End)))
		g.copies(n, d)
		return n, "memberOf"
	case "EducationalOccupationalCredential":
		n := g.work(e, "EducationalOccupationalCredential")
		n["credentialCategory"] = e.Type
		if issuer != nil {
			n["recognizedBy"] = issuer
		}
		set(n, "dateCreated", first(iso(d.Issued), iso(e.Date)))
		set(n, "expires", iso(d.Expires))
		set(n, "identifier", d.CredentialID)
		set(n, "educationalLevel", eqf(d.Level))
		set(n, "abstract", d.About.Value)
		g.copies(n, d)
		return n, held(d, "hasCredential", n, g)
	}
	n := g.work(e, "Certification")
	if issuer != nil {
		n["issuedBy"] = issuer
	}
	set(n, "certificationIdentification", d.CredentialID)
	set(n, "validFrom", first(iso(d.Issued), iso(e.Date)))
	set(n, "expires", iso(d.Expires))
	set(n, "educationalLevel", eqf(d.Level))
	set(n, "abstract", d.About.Value)
	if d.ValidIn.Value != "" {
		n["validIn"] = Node{"@type": "AdministrativeArea", "name": d.ValidIn.Value}
	}
	switch {
	case d.Status == "revoked" || d.Status == "suspended" || e.Expired(g.p.Now):
		n["certificationStatus"] = Context + "/CertificationInactive"
	case d.Status == "active" || !d.Expires.IsZero():
		n["certificationStatus"] = Context + "/CertificationActive"
	}
	g.copies(n, d)
	return n, held(d, "hasCertification", n, g)
}

// held is the property by which the person has a credential. What was taken back is about them, and no
// longer theirs.
func held(d *passport.Credential, link string, n Node, g *Graph) string {
	if d.Status == "revoked" {
		add(n, "about", g.personRef())
		return ""
	}
	return link
}

// copies adds where a credential can be confirmed, the file as issued, and its names elsewhere.
func (g *Graph) copies(n Node, d *passport.Credential) {
	set(n, "sameAs", web(d.URL.Value))
	if u := g.file(d.File); u != "" {
		add(n, "subjectOf", Node{"@type": "DigitalDocument", "url": u})
	}
	for _, s := range d.SameAs {
		if u := web(s.URL()); u != "" {
			add(n, "sameAs", u)
		}
	}
}
