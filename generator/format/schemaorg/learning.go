package schemaorg

import (
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func school(n *source.Node) bool {
	return is(n, "EducationalOrganization", "CollegeOrUniversity", "School", "HighSchool", "MiddleSchool", "ElementarySchool")
}

func (r *reader) learning() {
	for _, key := range []string{"alumniOf", "affiliation"} {
		for _, n := range r.all(r.me, key) {
			org := r.inner(n, key)
			if r.done[n] != nil || key == "affiliation" && !school(r.full(org)) {
				continue
			}
			e := r.entry("education", n)
			d := e.Detail.(*passport.Education)
			e.Organization = r.organization(org)
			role := r.role(n, "roleName")
			switch strings.ToLower(role.Str()) {
			case "student", "alumnus", "alumna", "alumni", "":
				r.Keep(role, "")
			default:
				d.Degree = r.Text(role)
			}
			if n != org {
				e.Title = r.textOf(n, "name")
				for _, t := range r.all(n, "subjectOf") {
					if is(t, "Thesis") {
						d.Thesis.Title, d.Thesis.URL = r.textOf(t, "name"), r.URL(format.First(t.Get("url")))
						r.Keep(t.Get("inSupportOf"), "thesis")
						r.done[t] = e
					}
				}
			}
			r.Period(e, format.First(n.Get("startDate")), format.First(n.Get("endDate")))
		}
	}
}

// held takes credentials, certificates and awards.
func (r *reader) held() {
	r.schools = map[string][]*passport.Entry{}
	for _, e := range r.Passport.Entries {
		if name := passport.Fold(e.Organization.Name.Value); name != "" && e.Kind.Folder == "education" {
			r.schools[name] = append(r.schools[name], e)
		}
	}
	for _, key := range []string{"hasCredential", "hasCertification"} {
		for _, n := range r.all(r.me, key) {
			if n.Kind != source.Map {
				e := r.Entry("credentials", nil)
				e.Title = r.Text(n)
				continue
			}
			if r.done[n] == nil && !r.degree(n) {
				r.credential(n)
			}
		}
	}
	for _, n := range r.all(r.me, "award") {
		e := r.Entry("awards", nil)
		e.Title = r.Text(r.words(n))
	}
	for _, n := range r.all(r.me, "funding") {
		if r.done[n] != nil {
			continue
		}
		e := r.entry("awards", n)
		e.Type = "grant"
		e.Title = r.textOf(n, "name")
		e.Organization = r.organization(r.one(n, "funder"))
	}
}

// degree adds a degree to the education that it ended; false when there is none.
func (r *reader) degree(n *source.Node) bool {
	name, by := r.words(n), r.words(r.one(n, "recognizedBy"))
	for _, e := range r.schools[passport.Fold(by.Str())] {
		d := e.Detail.(*passport.Education)
		if d.Degree.Value != "" && d.Degree.Value != name.Str() || d.Degree.Value == "" && e.Title.Value != "" {
			continue
		}
		r.Into(e, n)
		r.done[n] = e
		d.Degree = r.Text(name)
		d.Field = r.Text(r.words(r.one(n, "about")))
		d.Level = level(r.String(r.words(format.First(n.Get("educationalLevel")))))
		r.Keep(n.Get("recognizedBy"), "organization")
		r.Keep(n.Get("credentialCategory"), "degree")
		if date := format.First(n.Get("dateCreated")); e.End.IsZero() && e.Date.IsZero() && e.Start.IsZero() {
			e.Date = r.Date(date)
		} else {
			r.Rest(date, "end")
		}
		return true
	}
	return false
}

// level is the number in "EQF level 6".
func level(s string) int {
	if rest, ok := strings.CutPrefix(s, "EQF level "); ok && len(rest) == 1 && rest >= "1" && rest <= "8" {
		return int(rest[0] - '0')
	}
	return 0
}

func (r *reader) credential(n *source.Node) {
	e := r.entry("credentials", n)
	d := e.Detail.(*passport.Credential)
	e.Title = r.textOf(n, "name")
	category := r.words(format.First(n.Get("credentialCategory")))
	if t := credentialTypes[strings.ToLower(category.Str())]; t != "" {
		e.Type = t
		r.Keep(n.Get("credentialCategory"), "type")
	} else if is(n, "Certification") {
		e.Type = "certificate"
	}
	for _, key := range []string{"recognizedBy", "issuedBy"} {
		if by := r.one(n, key); by != nil && d.Issuer.Name.Value == "" {
			d.Issuer = r.organization(by)
		}
	}
	for _, key := range []string{"certificationIdentification", "identifier"} {
		if d.CredentialID == "" {
			d.CredentialID = r.String(r.words(format.First(n.Get(key))))
		}
	}
	for _, key := range []string{"validFrom", "dateCreated", "datePublished", "auditDate"} {
		if d.Issued.IsZero() {
			d.Issued = r.Date(format.First(n.Get(key)))
		}
	}
	d.Expires = r.Date(format.First(n.Get("expires")))
	d.About = r.textOf(n, "abstract")
	d.Level = level(r.String(r.words(format.First(n.Get("educationalLevel")))))
	d.ValidIn = r.Text(r.words(r.one(n, "validIn")))
	if status := format.First(n.Get("certificationStatus")); strings.HasSuffix(status.Str(), "CertificationActive") {
		d.Status = "active"
		r.Keep(status, "status")
	}
	for _, v := range format.Items(n.Get("sameAs")) {
		u := r.URL(r.words(v))
		switch {
		case u.Value == "":
		case d.URL.Value == "":
			d.URL = u
		default:
			d.SameAs = append(d.SameAs, passport.SameAs{ID: u.Value})
		}
	}
	if at := format.First(n.Get("url")); d.URL.Value == "" && at.Str() != "" && (r.base == "" || !strings.HasPrefix(at.Str(), r.base)) {
		d.URL = r.URL(at)
	}
	for _, v := range r.all(n, "about") {
		if is(v, "DefinedTerm") {
			e.Skills = r.use(e.Skills, v)
			r.term(v)
		}
	}
	for _, v := range r.all(n, "competencyRequired") {
		e.Skills = r.use(e.Skills, v)
		r.term(v)
	}
}
