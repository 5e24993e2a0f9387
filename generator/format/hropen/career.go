package hropen

import (
	"bytes"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func (r reader) employer(n, whole *source.Node) {
	list := r.List(n.Get("positionHistories"))
	if len(list) == 0 {
		list = []*source.Node{n}
	}
	var positions []*passport.Entry
	for i, h := range list {
		e := r.Entry("experience", h)
		if i == 0 {
			r.Into(e, whole)
			e.Organization = r.organization(n.Get("organization"))
		} else {
			e.Organization = positions[0].Organization
		}
		d := e.Detail.(*passport.Experience)
		e.Title = r.Text(h.Get("title"))
		r.dates(e, h)
		if h != n {
			d.Department = r.Text(h.Get("organization").Get("name"))
			r.Keep(h.Get("organization").Get("responsibilityCode"), "department")
		}
		code := h.Get("resourceRelationshipCode")
		for kind, word := range relations {
			if word == code.Str() && word != "Employee" {
				e.Type = kind
			}
		}
		r.Keep(code, "type")
		at := h.Get("location")
		e.Location = r.address(at)
		r.Drop(at.Get("postalCode"), "a place is no finer than a town")
		r.lines(e, append(r.List(h.Get("descriptions")), r.List(at.Get("descriptions"))...))
		for _, c := range r.List(h.Get("jobCategories")) {
			s := passport.SameAs{ID: r.String(c.Get("code")), Label: r.Text(c.Get("name"))}
			if s.ID != "" {
				d.SameAs = append(d.SameAs, s)
			}
		}
		positions = append(positions, e)
	}
	if list[0] == n {
		return
	}
	// The period of the whole is said by its positions, unless they say none or something else.
	e := positions[0]
	if len(positions) == 1 && e.Start.IsZero() && e.End.IsZero() && e.Date.IsZero() {
		r.dates(e, n)
		return
	}
	begin := r.Date(n.Get("start"))
	first := e.Start
	for _, p := range positions[1:] {
		if p.Start.Before(first) {
			first = p.Start
		}
	}
	differs := !begin.IsZero() && begin.Compare(first) != 0
	if len(positions) > 1 || differs {
		r.Roles(positions)
	}
	if differs {
		e.Start, e.End = begin, r.Date(n.Get("end"))
	}
	for _, key := range []string{"end", "current"} {
		r.Rest(n.Get(key), "end")
	}
}

// statuses are how far a degree is, by the standard's words in lower case.
var statuses = map[string]string{"granted": "completed", "inprogress": "ongoing", "in progress": "ongoing", "notgranted": "partial"}

func (r reader) school(n, whole *source.Node) {
	degrees := r.List(n.Get("educationDegrees"))
	if len(degrees) == 0 {
		degrees = []*source.Node{nil}
	}
	var org passport.Organization
	for i, g := range degrees {
		e := r.Entry("education", g)
		if i == 0 {
			r.Into(e, whole)
			org = r.organization(n.Get("institution"))
		}
		e.Organization = org
		d := e.Detail.(*passport.Education)
		d.Degree = r.Text(g.Get("name"))
		for _, s := range r.List(g.Get("specializations")) {
			if t := r.Text(s.Get("name")); d.Field.Value == "" {
				d.Field = t
			} else if t.Value != "" {
				d.Field.Value += ", " + t.Value
			}
			r.Keep(s.Get("type"), "field")
		}
		for _, h := range r.Texts(g.Get("academicHonors")) {
			if d.Grade.Value == "" {
				d.Grade = h
			} else {
				d.Grade.Value += ", " + h.Value
			}
		}
		status := g.Get("degreeGrantedStatus")
		if d.Status = statuses[strings.ToLower(status.Str())]; d.Status != "" {
			r.Keep(status, "status")
		}
		if i > 0 {
			e.Date = r.Date(g.Get("date"))
			continue
		}
		for j, t := range r.Texts(n.Get("programs")) {
			if j == 0 {
				e.Title = t
			} else {
				d.Courses = append(d.Courses, passport.Course{Title: t})
			}
		}
		r.dates(e, n)
		if e.Start.IsZero() && e.End.IsZero() && e.Date.IsZero() {
			e.Date = r.Date(g.Get("date"))
		}
		r.Rest(g.Get("date"), "end")
		r.lines(e, r.List(n.Get("descriptions")))
	}
}

// credential takes a certification or licence.
func (r reader) credential(v *source.Node, key, kind string) {
	n, whole := r.proven(v, key)
	e := r.Entry("credentials", whole)
	e.Type = kind
	d := e.Detail.(*passport.Credential)
	e.Title = r.Text(n.Get("name"))
	if t := n.Get("type").Get("name"); kind == "" && t.Str() != "" {
		e.Type = passport.Fold(r.String(t))
		r.To(t, "type")
	} else if t != nil {
		r.Rest(t, "type")
	}
	d.Issuer = r.organization(n.Get("issuingAuthority"))
	d.CredentialID = r.String(n.Get("id").Get("value"))
	d.URL = r.URL(n.Get("id").Get("schemeLink"))
	status := n.Get("status")
	if s := strings.ToLower(status.Str()); s == "active" || s == "suspended" || s == "revoked" {
		d.Status = s
		r.Keep(status, "status")
	}
	d.Issued = r.Date(n.Get("issued"))
	if d.Issued.IsZero() {
		d.Issued = r.Date(n.Get("firstIssued"))
	}
	if d.Issued.IsZero() {
		d.Issued = r.Date(n.Get("effectiveTimePeriod").Get("validFrom"))
	}
	r.Rest(n.Get("effectiveTimePeriod").Get("validFrom"), "issued")
	d.Expires = r.Date(n.Get("effectiveTimePeriod").Get("validTo"))
	var text []*source.Node
	for _, l := range r.List(n.Get("descriptions")) {
		s := l.Str()
		day, form, err := passport.ParseDate(s)
		switch {
		case err == nil && form == passport.FormStandard && !strings.Contains(s, " "):
			// When it expires is a line where the standard wants a moment.
			if d.Expires.IsZero() {
				d.Expires = day
			}
			r.Keep(l, "expires")
		case strings.HasPrefix(s, "https://") && passport.SafeURL(s) && !strings.Contains(s, " ") && (d.URL.Value == "" || d.URL.Value == s):
			d.URL = r.URL(l)
		default:
			text = append(text, l)
		}
	}
	r.lines(e, text)
	for _, c := range r.List(v.Get("verifications")) {
		r.verification(e, d, c)
	}
}

// verification takes what stands behind a credential: an address, or the credential itself, whose bytes are
// kept as issued.
func (r reader) verification(e *passport.Entry, d *passport.Credential, c *source.Node) {
	if ref := c.Get("reference"); ref.Str() != "" {
		if u := r.URL(ref); d.URL.Value == "" {
			d.URL = u
		}
		return
	}
	a := c.Get("credentialSubject").Get("achievement")
	if c.Get("credentialSubject") == nil {
		return
	}
	if e.Title.Value == "" {
		e.Title = r.Text(a.Get("name"))
	}
	if e.Title.Value == "" {
		e.Title = r.Text(c.Get("name"))
	}
	if by := c.Get("issuer"); d.Issuer.Name.Value == "" && by.Kind == source.Map {
		d.Issuer.Name = r.Text(by.Get("name"))
	}
	for _, key := range []string{"issuanceDate", "validFrom"} {
		if d.Issued.IsZero() {
			d.Issued = r.Date(c.Get(key))
		}
	}
	for _, key := range []string{"expirationDate", "validUntil"} {
		if d.Expires.IsZero() {
			d.Expires = r.Date(c.Get(key))
		}
	}
	if told := a.Get("description"); told.Str() != e.Title.Value {
		r.Describe(e, told)
	}
	if s := a.Get("criteria").Get("narrative"); d.About.Value == "" && len(s.Str()) <= 300 {
		d.About = r.Text(s)
	}
	if id := c.Get("id"); strings.HasPrefix(id.Str(), "http") && d.URL.Value == "" {
		d.URL = r.URL(id)
	}
	text, _ := r.file.Text()
	r.Issued(e, ".json", bytes.Clone(text[c.Span.Start:c.Span.End]))
	r.Rest(c, "file")
}

func (r reader) skill(n *source.Node) {
	e := r.Skill(n.Get("name"))
	if e == nil {
		return
	}
	r.Into(e, n)
	d := e.Detail.(*passport.Skill)
	if e.Summary.Value == "" && e.Body == nil {
		r.Describe(e, n.Get("description"))
	}
	ref := n.Get("schemeReference")
	if s := ref.Get("reference").Str(); passport.SafeURL(s) && len(d.SameAs) == 0 {
		d.SameAs = []passport.SameAs{{ID: r.String(ref.Get("reference"))}}
		r.Keep(ref.Get("scheme"), "same_as")
	}
	for _, k := range r.List(n.Get("keywords")) {
		name := k
		if k.Kind == source.Map {
			name = k.Get("name")
		}
		switch t := r.Text(name); {
		case t.Value == "":
		case d.Category.Value == "":
			d.Category = t
		default:
			d.Aliases = append(d.Aliases, t.Value)
		}
	}
	for _, c := range r.List(n.Get("comments")) {
		switch level := format.SkillLevel(c.Str()); {
		case c.Str() == "learning":
			d.Learning = true
			r.Keep(c, "learning")
		case level != "" && d.Level == "":
			d.Level = level
			r.Keep(c, "level")
		default:
			r.Describe(e, c)
		}
	}
	r.Drop(n.Get("endorsers"), "who says so is theirs to tell: ask them, and write an endorsement")
}
