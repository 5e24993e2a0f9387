// Package hropen reads and writes an HR Open Learning and Employment Record Resume Standard document, LER-RS 4.4
// (https://schema.hropenstandards.org), which workforce programmes and applicant systems read.
//
// The schema calls itself 4.4; its successor, Trusted Career Profile 4.5, has the same parts. What a
// passport says is the person's own word, so nothing here claims a verification.
package hropen

import (
	"cmp"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

const name = "hropen"

// Format is LER-RS.
var Format = &format.Format{
	Name:  name,
	Title: "HR Open LER-RS 4.4",
	About: "a learning and employment record for workforce programmes and applicant systems",
	Spec:  "https://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json",
	Tier:  format.TierKept,
	Ext:   ".json", MediaType: "application/json",
	Recognise: recognise,
	Import:    read,
	Export:    write,
	Why: map[string]string{
		"evidence":     "only verified claims have a place for what backs them",
		"highlights[]": "a highlight is a line of a description",
		"log":          "a record of this format has no diary",
	},
}

// typeURL is what tells a reader the schema and its version.
const typeURL = "http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json"

func write(x *site.Edition) []byte {
	o := &format.Object{}
	o.Put("type", typeURL)
	if x.Public.ID != "" {
		id := &format.Object{}
		id.Put("value", strings.TrimPrefix(x.Public.ID, "urn:uuid:"))
		o.Put("documentId", id)
	}
	o.Put("person", person(x))
	o.Put("communication", communication(x))
	o.Put("narratives", narratives(x))
	o.Put("skills", skills(x))
	o.Put("educationAndLearnings", education(x))
	o.Put("employmentHistories", employment(x))
	certifications, licenses := credentials(x)
	o.Put("certifications", certifications)
	o.Put("licenses", licenses)
	o.Put("positionPreferences", preferences(x))
	o.Back(x.Public.Extra, name)
	return o.JSON()
}

func person(x *site.Edition) *format.Object {
	p := &x.Public.Person
	n := &format.Object{}
	n.Put("formattedName", p.Name.Value)
	n.Put("given", p.Given)
	n.Put("family", p.Family)
	if len(p.AlsoKnownAs) > 0 {
		n.Put("alias", strings.Join(p.AlsoKnownAs, ", "))
	}
	o := &format.Object{}
	o.Put("name", n)
	for _, l := range p.Languages {
		if l.Level == "native" && slices.Contains(codes, l.Language) {
			o.Put("primaryLanguage", l.Language)
			break
		}
	}
	return o
}

// codes are those of the standard's list of languages that are also those of people's files: the ISO 639-1
// codes of two letters.
var codes = strings.Fields(`aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
	eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko
	kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
	rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh
	yi yo za zh zu`)

func communication(x *site.Edition) *format.Object {
	p := &x.Public.Person
	o := &format.Object{}
	if a := address(p.Location); !a.Empty() {
		o.Put("address", []*format.Object{a})
	}
	if p.Contact.Phone != "" {
		n := &format.Object{}
		n.Put("formattedNumber", p.Contact.Phone)
		o.Put("phone", []*format.Object{n})
	}
	if p.Contact.Email != "" {
		n := &format.Object{}
		n.Put("address", p.Contact.Email)
		o.Put("email", []*format.Object{n})
	}
	var web []*format.Object
	put := func(title, url string) {
		if url != "" {
			n := &format.Object{}
			n.Put("name", title)
			n.Put("url", url)
			web = append(web, n)
		}
	}
	if own := p.Contact.Website.Value; x.Base != "" && strings.HasPrefix(own, x.Base) {
		put(p.Name.Value, own) // the passport itself
	} else {
		put(p.Name.Value, x.Home())
		put(x.Words.Say("contact.website"), own)
	}
	put(x.Words.Say("contact.form"), p.Contact.Form.Value)
	for _, l := range p.Links {
		put(l.Title.Value, l.URL.Value)
	}
	for _, i := range p.Identifiers {
		put(i.Scheme+" "+i.Value, i.URL.Value)
	}
	o.Put("web", web)
	return o
}

func address(l passport.Location) *format.Object {
	o := &format.Object{}
	if len(l.Country) == 2 {
		o.Put("countryCode", l.Country)
	}
	if l.Region.Value != "" {
		r := &format.Object{}
		r.Put("type", "region")
		r.Put("value", l.Region.Value)
		o.Put("countrySubDivisions", []*format.Object{r})
	}
	o.Put("city", l.City.Value)
	return o
}

// narratives are what this format has no section for: the person's own words, projects, stories,
// publications, awards, what others say, what matters.
func narratives(x *site.Edition) []*format.Object {
	var out []*format.Object
	p := &x.Public.Person
	add := func(title string, texts ...*format.Object) {
		var list []*format.Object
		for _, t := range texts {
			if t != nil && !t.Empty() && t.Get("lines") != nil {
				list = append(list, t)
			}
		}
		if len(list) > 0 {
			o := &format.Object{}
			o.Put("name", title)
			o.Put("texts", list)
			out = append(out, o)
		}
	}
	add(x.Words.Say("cv.summary"), lines("", p.Headline.Value, x.About().Plain()))
	var spoken []string
	for _, l := range p.Languages {
		s := x.Words.Language(l.Language)
		for _, more := range []string{x.Words.Term("level", l.Level), l.Note.Value} {
			if more != "" {
				s += ", " + more
			}
		}
		spoken = append(spoken, s)
	}
	add(x.Words.Say("home.languages"), lines("", spoken...))
	add(x.Words.Say("home.interests"), lines("", values(p.Interests)...))
	add(x.Words.Say("home.values"), lines("", values(p.Values)...))
	var order []string
	sections := map[string][]*format.Object{}
	for _, kind := range []string{"projects", "stories", "publications", "awards", "endorsements", "goals", "other"} {
		for _, e := range x.Public.Of(kind) {
			title := x.Words.Say("kind." + kind)
			if d, ok := e.Detail.(*passport.Other); ok && d.Section.Value != "" {
				title = d.Section.Value
			}
			if sections[title] == nil {
				order = append(order, title)
			}
			sections[title] = append(sections[title], narrative(x, e))
		}
	}
	for _, title := range order {
		add(title, sections[title]...)
	}
	return out
}

func values(list []passport.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Value)
	}
	return out
}

// lines are texts with a line for each paragraph.
func lines(title string, texts ...string) *format.Object {
	var list []string
	for _, t := range texts {
		for _, l := range strings.Split(t, "\n\n") {
			if l = strings.TrimSpace(l); l != "" {
				list = append(list, l)
			}
		}
	}
	o := &format.Object{}
	o.Put("name", title)
	o.Put("lines", list)
	return o
}

// narrative is an entry as a text: what it is, when, and what is said of it.
func narrative(x *site.Edition, e *passport.Entry) *format.Object {
	var list []string
	list = append(list, e.Organization.Name.Value, period(e), e.Summary.Value)
	switch d := e.Detail.(type) {
	case *passport.Project:
		list = append(list, d.Role.Value, d.Outcome.Value, d.URL.Value, d.Repository.Value)
	case *passport.Award:
		list = append(list, d.For.Value, d.Amount.Value)
	case *passport.Publication:
		list = append(list, d.Venue.Value, d.Publisher.Value, passport.DOI(d.DOI), d.ISBN, d.URL.Value)
	case *passport.Endorsement:
		list = append(list, d.Author.Name.Value, d.Author.Role.Value, d.Relation.Value)
	case *passport.Goal:
		list = append(list, d.What.Value, format.ISO(d.By), d.Pay.Value)
	case *passport.Story:
		list = append(list, d.Prompt.Value)
	}
	for _, h := range e.Highlights {
		list = append(list, h.Text.Value)
	}
	list = append(list, x.Body(e).Plain())
	o := lines(format.Named(e), list...)
	if o.Get("lines") == nil {
		o.Put("lines", []string{format.Named(e)})
	}
	if to := x.Address(e); to != "" {
		r := &format.Object{}
		r.Put("reference", to)
		o.Put("refScheme", r)
	}
	return o
}

func period(e *passport.Entry) string {
	start, end := format.ISO(e.Start), format.ISO(e.End)
	switch {
	case start != "" && end != "":
		return start + "/" + end // ISO 8601 interval
	case start != "":
		return start + "/.."
	}
	return cmp.Or(format.ISO(e.Date), end)
}

func skills(x *site.Edition) []*format.Object {
	var out []*format.Object
	for _, s := range x.Public.Skills {
		o := &format.Object{}
		o.Put("name", s.Title.Value)
		if x.Public.Site.Dates != "years" {
			o.Put("yearsOfExperience", s.Months/12)
		}
		if s.Entry != nil {
			d := s.Entry.Detail.(*passport.Skill)
			o.Put("description", format.Description(x, s.Entry))
			for _, a := range d.SameAs {
				if u := a.URL(); u != "" {
					ref := &format.Object{}
					ref.Put("reference", u)
					if strings.Contains(u, "data.europa.eu/esco/") {
						ref.Put("scheme", "http://data.europa.eu/esco/concept-scheme/skills")
					}
					o.Put("schemeReference", ref)
					break
				}
			}
			var keywords []*format.Object
			for _, w := range append([]string{d.Category.Value}, d.Aliases...) {
				if w != "" {
					k := &format.Object{}
					k.Put("name", w)
					keywords = append(keywords, k)
				}
			}
			o.Put("keywords", keywords)
			o.Back(s.Entry.Extra, name)
		}
		var said []*format.Object
		for _, e := range s.Said {
			d := e.Detail.(*passport.Endorsement)
			if d.Author.Name.Value == "" {
				continue
			}
			n, who, by := &format.Object{}, &format.Object{}, &format.Object{}
			n.Put("formattedName", d.Author.Name.Value)
			who.Put("name", n)
			by.Put("person", who)
			by.Put("comments", strings.Split(format.Description(x, e), "\n\n"))
			said = append(said, by)
		}
		o.Put("endorsers", said)
		o.Put("lastUsedDate", format.ISO(s.Last))
		switch held := s.Held(); held {
		case "":
		case "learning":
			o.Put("comments", []string{held}) // as it is read again
		default:
			o.Put("comments", []string{x.Words.Term("level", held)})
		}
		out = append(out, o)
	}
	return out
}

func organization(o passport.Organization) *format.Object {
	r := &format.Object{}
	r.Put("name", o.Name.Value)
	r.Put("domainName", o.URL.Value)
	if o.Sector.Value != "" {
		t := &format.Object{}
		t.Put("value", o.Sector.Value)
		r.Put("description", t)
	}
	if a := address(o.Location); !a.Empty() {
		r.Put("addresses", []*format.Object{a})
	}
	return r
}

// history puts the period and the description of an entry into a record.
func history(x *site.Edition, r *format.Object, e *passport.Entry, more ...string) {
	r.Put("start", format.ISO(e.Start))
	r.Put("end", format.ISO(e.End))
	if !e.Start.IsZero() && (e.End.IsZero() || e.End.Present) {
		r.Put("current", true)
	}
	list := lines("", append([]string{e.Summary.Value, x.Body(e).Plain()}, more...)...)
	text, _ := list.Get("lines").([]string)
	for _, h := range e.Highlights {
		text = append(text, h.Text.Value)
	}
	r.Put("descriptions", text)
}

func education(x *site.Edition) []*format.Object {
	var out []*format.Object
	for _, e := range x.Public.Of("education") {
		d := e.Detail.(*passport.Education)
		r := &format.Object{}
		org := organization(e.Organization)
		if org.Get("name") == nil {
			org.Put("name", format.Named(e)) // an institution must have one
		}
		r.Put("institution", org)
		var courses []string
		for _, c := range d.Courses {
			courses = append(courses, cmp.Or(c.Title.Value, c.Code))
		}
		if e.Title.Value != "" {
			courses = append([]string{e.Title.Value}, courses...)
		}
		r.Put("programs", courses)
		degree := &format.Object{}
		degree.Put("name", d.Degree.Value)
		degree.Put("date", format.ISO(e.End))
		if d.Field.Value != "" {
			s := &format.Object{}
			s.Put("name", d.Field.Value)
			degree.Put("specializations", []*format.Object{s})
		}
		if d.Grade.Value != "" {
			degree.Put("academicHonors", []string{d.Grade.Value})
		}
		degree.Put("degreeGrantedStatus", granted[d.Status])
		if d.Degree.Value != "" {
			r.Put("educationDegrees", []*format.Object{degree})
		}
		history(x, r, e, d.Thesis.Title.Value)
		r.Back(e.Extra, name)
		out = append(out, r)
	}
	return out
}

var granted = map[string]string{"completed": "Granted", "ongoing": "InProgress", "partial": "NotGranted"}

// relations are the standard's words for the nature of work.
var relations = map[string]string{
	"": "Employee", "paid": "Employee", "freelance": "IndependentContractor", "voluntary": "Volunteer", "internship": "Internship", "apprenticeship": "Apprenticeship",
}

func employment(x *site.Edition) []*format.Object {
	var out []*format.Object
	for _, e := range x.Public.Of("experience") {
		r := &format.Object{}
		org := organization(e.Organization)
		if org.Get("name") == nil {
			org.Put("name", format.Named(e))
		}
		r.Put("organization", org)
		p := x.Public.Facts(e).Period
		r.Put("start", format.ISO(p.Start))
		r.Put("end", format.ISO(p.End))
		if p.Ongoing() && !p.Start.IsZero() {
			r.Put("current", true)
		}
		var list []*format.Object
		for _, one := range format.Positions(e) {
			h := &format.Object{}
			h.Put("title", one.Title.Value)
			h.Put("resourceRelationshipCode", relations[e.Type])
			if d := one.Detail.(*passport.Experience); d.Department.Value != "" {
				unit := &format.Object{}
				unit.Put("name", d.Department.Value)
				unit.Put("responsibilityCode", "Department")
				h.Put("organization", unit)
			}
			if a := address(one.Location); !a.Empty() {
				h.Put("location", a)
			}
			var jobs []*format.Object
			for _, a := range one.Detail.(*passport.Experience).SameAs {
				j := &format.Object{}
				j.Put("name", a.Label.Value)
				j.Put("code", a.ID)
				jobs = append(jobs, j)
			}
			h.Put("jobCategories", jobs)
			history(x, h, one)
			list = append(list, h)
		}
		r.Put("positionHistories", list)
		r.Back(e.Extra, name)
		out = append(out, r)
	}
	return out
}

func credentials(x *site.Edition) (certifications, licenses []*format.Object) {
	for _, e := range x.Public.Of("credentials") {
		d := e.Detail.(*passport.Credential)
		r := &format.Object{}
		if d.CredentialID != "" {
			id := &format.Object{}
			id.Put("value", d.CredentialID)
			id.Put("schemeLink", d.URL.Value)
			r.Put("id", id)
		}
		r.Put("name", format.Named(e))
		if e.Type != "" {
			t := &format.Object{}
			t.Put("name", e.Type)
			r.Put("type", t)
		}
		r.Put("status", d.Status)
		r.Put("issued", format.ISO(d.Issued))
		if day := format.ISO(d.Expires); len(day) == 10 {
			until := &format.Object{}
			until.Put("validTo", day+"T00:00:00Z")
			r.Put("effectiveTimePeriod", until)
		}
		org := organization(d.Issuer)
		if org.Get("name") == nil {
			org = organization(e.Organization)
		}
		if org.Get("name") == nil {
			org.Put("name", format.Named(e)) // an authority must have one
		}
		r.Put("issuingAuthority", org)
		text := lines("", e.Summary.Value, d.About.Value, d.ValidIn.Value, format.ISO(d.Expires), d.URL.Value, x.Body(e).Plain())
		r.Put("descriptions", text.Get("lines"))
		r.Back(e.Extra, name)
		if e.Type == "license" {
			licenses = append(licenses, r)
		} else {
			certifications = append(certifications, r)
		}
	}
	return certifications, licenses
}

func preferences(x *site.Edition) []*format.Object {
	var out []*format.Object
	for _, e := range x.Public.Of("goals") {
		d := e.Detail.(*passport.Goal)
		o := &format.Object{}
		var titles []string
		for _, s := range d.Occupations {
			titles = append(titles, cmp.Or(s.Label.Value, s.ID))
		}
		o.Put("positionTitles", titles)
		a := d.Availability
		var shifts []string
		for _, s := range append([]string{a.Hours.Value, a.Notice.Value, a.Radius.Value, a.Relocate.Value}, a.Shifts...) {
			if s != "" {
				shifts = append(shifts, s)
			}
		}
		o.Put("shiftDescriptions", shifts)
		if !o.Empty() {
			out = append(out, o)
		}
	}
	return out
}
