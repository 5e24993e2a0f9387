// Package europass reads and writes a Europass CV as XML, version 3 of 2020 (the Candidate of
// http://www.europass.eu/1.0), which the Europass portal and the employment services of Europe take in
// and give out.
package europass

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"strings"

	"golang.org/x/text/language"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// Format is Europass.
var Format = &format.Format{
	Name:  "europass",
	Title: "Europass XML 3",
	About: "a CV for the Europass portal and Europe’s employment services",
	Spec:  "https://europass.europa.eu/en/node/2161",
	Tier:  format.TierKept,
	Ext:   ".xml", MediaType: "application/xml",
	Recognise: recognise,
	Import:    read,
	Export:    write,
	Why: map[string]string{
		"evidence":     "nothing in it can be backed",
		"highlights[]": "a highlight is a line of a description",
		"log":          "a CV of this format has no diary",
		"goals":        "wishes are not told in it",
		"body":         "it is written as HTML, as the portal does",
	},
}

// writer writes elements with their prefixes; the empty prefix is the Candidate's own name space.
type writer struct {
	bytes.Buffer
	depth int
}

// open begins an element; what it returns ends it. An element that stays empty is taken out again.
func (w *writer) open(name string, attrs ...string) func() {
	before := w.Len()
	w.indent()
	w.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		w.WriteString(" " + attrs[i] + `="` + escape(attrs[i+1]) + `"`)
	}
	w.WriteString(">\n")
	inner := w.Len()
	w.depth++
	return func() {
		w.depth--
		if w.Len() == inner {
			w.Truncate(before)
			return
		}
		w.indent()
		w.WriteString("</" + name + ">\n")
	}
}

func (w *writer) indent() { w.WriteString(strings.Repeat("  ", w.depth)) }

// text writes an element that holds words; none for none.
func (w *writer) text(name, value string, attrs ...string) {
	if value == "" {
		return
	}
	w.indent()
	w.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		w.WriteString(" " + attrs[i] + `="` + escape(attrs[i+1]) + `"`)
	}
	w.WriteString(">" + escape(value) + "</" + name + ">\n")
}

func escape(s string) string {
	var b strings.Builder
	// A strings.Builder does not fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// describe writes a description, which the portal expects as HTML.
func (w *writer) describe(name string, x *site.Edition, e *passport.Entry) {
	w.text(name, html(x, e))
}

// html is what is said of an entry: summary, prose, highlights.
func html(x *site.Edition, e *passport.Entry) string {
	var b strings.Builder
	for s := range strings.SplitSeq(e.Summary.Value, "\n\n") {
		if s != "" {
			b.WriteString("<p>" + escape(s) + "</p>")
		}
	}
	b.WriteString(strings.TrimSpace(x.Body(e).HTML()))
	if len(e.Highlights) > 0 {
		b.WriteString("<ul>")
		for _, h := range e.Highlights {
			b.WriteString("<li>" + escape(h.Text.Value) + "</li>")
		}
		b.WriteString("</ul>")
	}
	return b.String()
}

func write(x *site.Edition) []byte {
	w := &writer{}
	w.WriteString(xml.Header)
	end := w.open("Candidate", "xmlns", "http://www.europass.eu/1.0", "xmlns:hr", "http://www.hr-xml.org/3",
		"xmlns:oa", "http://www.openapplications.org/oagis/9", "xmlns:eures", "http://www.europass_eures.eu/1.0",
		"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation", "http://www.europass.eu/1.0 Candidate.xsd")
	id := cmp.Or(strings.TrimPrefix(x.Public.ID, "urn:uuid:"), "passport")
	w.text("hr:DocumentID", id, "schemeID", "passport-0001", "schemeName", "DocumentIdentifier", "schemeAgencyName", "passport", "schemeVersionID", "3.0")
	supplier := w.open("CandidateSupplier")
	w.text("hr:PartyID", id, "schemeID", "passport-0001", "schemeName", "PartyID", "schemeAgencyName", "passport", "schemeVersionID", "1.0")
	w.text("hr:PartyName", "Owner")
	contact := w.open("PersonContact")
	w.name(&x.Public.Person)
	contact()
	w.text("hr:PrecedenceCode", "1")
	supplier()
	w.person(x)
	profile := w.open("CandidateProfile", "languageCode", base(x.Lang))
	w.text("hr:ID", id, "schemeID", "passport-0001", "schemeName", "CandidateProfileID", "schemeAgencyName", "passport", "schemeVersionID", "1.0")
	w.text("hr:ProfileName", x.Public.Person.Headline.Value)
	w.text("hr:ExecutiveSummary", strings.TrimSpace(x.About().HTML()))
	w.employment(x)
	w.education(x)
	w.certifications(x)
	w.publications(x)
	w.qualifications(x)
	w.references(x)
	w.projects(x)
	w.list(x, "HonorsAndAwards", "HonorAndAward", "awards")
	w.voluntary(x)
	w.hobbies(x)
	w.list(x, "Others", "Other", "stories", "other")
	profile()
	end()
	return w.Bytes()
}

// base is a language without its region, which is what the code list has.
func base(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	b, _ := t.Base()
	return b.String()
}

// three is a language by its three letters (ISO 639-2/T), as competencies name it.
func three(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	b, _ := t.Base()
	return b.ISO3()
}

func (w *writer) name(p *passport.Person) {
	end := w.open("PersonName")
	// Names are never split: where the parts are not known the whole stands as the given name.
	if p.Given == "" && p.Family == "" {
		w.text("oa:GivenName", p.Name.Value)
	}
	w.text("oa:GivenName", p.Given)
	w.text("hr:FamilyName", p.Family)
	end()
}

func (w *writer) person(x *site.Edition) {
	p := &x.Public.Person
	end := w.open("CandidatePerson")
	w.name(p)
	channel := func(code, use, name, value string) {
		if value == "" {
			return
		}
		c := w.open("Communication")
		w.text("ChannelCode", code)
		w.text("UseCode", use)
		w.text(name, value)
		c()
	}
	channel("Telephone", "mobile", "oa:DialNumber", p.Contact.Phone)
	channel("Email", "", "oa:URI", p.Contact.Email)
	channel("Web", "personal", "oa:URI", cmp.Or(p.Contact.Website.Value, x.Home()))
	channel("Web", "contact", "oa:URI", p.Contact.Form.Value)
	for _, l := range p.Links {
		if l.URL.Value == "" {
			continue
		}
		c := w.open("Communication")
		w.text("ChannelCode", "Social Media")
		w.text("UseCode", "other")
		w.text("OtherTitle", l.Title.Value)
		w.text("oa:URI", l.URL.Value)
		c()
	}
	if (p.Location != passport.Location{}) {
		c := w.open("Communication")
		w.text("UseCode", "home")
		w.address(p.Location)
		c()
	}
	for _, l := range p.Languages {
		if l.Level == "native" {
			w.text("PrimaryLanguageCode", three(l.Language), "name", "NORMAL")
		}
	}
	end()
}

func (w *writer) address(l passport.Location) {
	end := w.open("Address")
	w.text("oa:CityName", l.City.Value)
	w.text("oa:CountrySubDivisionCode", l.Region.Value)
	w.text("CountryCode", strings.ToLower(l.Country))
	end()
}

func (w *writer) organization(o passport.Organization) {
	w.text("hr:OrganizationName", o.Name.Value)
	if (o.Location == passport.Location{}) && o.URL.Value == "" {
		return
	}
	end := w.open("OrganizationContact")
	if (o.Location != passport.Location{}) {
		c := w.open("Communication")
		w.address(o.Location)
		c()
	}
	if o.URL.Value != "" {
		c := w.open("Communication")
		w.text("ChannelCode", "Web")
		w.text("oa:URI", o.URL.Value)
		c()
	}
	end()
}

// date writes a date element of a prefix: "eures:StartDate".
func (w *writer) date(name string, d passport.Date) {
	if s := format.ISO(d); s != "" {
		end := w.open(name)
		w.text("hr:FormattedDateTime", s)
		end()
	}
}

func ongoing(start, end passport.Date) bool {
	return !start.IsZero() && (end.IsZero() || end.Present)
}

func (w *writer) employment(x *site.Edition) {
	end := w.open("EmploymentHistory")
	for _, e := range x.Public.Of("experience") {
		if e.Type == "voluntary" {
			continue
		}
		h := w.open("EmployerHistory")
		if e.Organization.Name.Value == "" {
			w.text("hr:OrganizationName", format.Named(e))
		}
		w.organization(e.Organization)
		w.text("hr:IndustryCode", e.Organization.Sector.Value)
		for _, one := range format.Positions(e) {
			p := w.open("PositionHistory")
			w.text("PositionTitle", cmp.Or(one.Title.Value, format.Named(one)), "typeCode", "FREETEXT")
			period := w.open("eures:EmploymentPeriod")
			w.date("eures:StartDate", one.Start)
			w.date("eures:EndDate", one.End)
			if ongoing(one.Start, one.End) {
				w.text("hr:CurrentIndicator", "true")
			}
			period()
			w.describe("oa:Description", x, one)
			at := format.Place(one)
			w.text("City", at.City.Value)
			w.text("Country", strings.ToLower(at.Country))
			p()
		}
		h()
	}
	end()
}

func (w *writer) education(x *site.Edition) {
	end := w.open("EducationHistory")
	for _, e := range x.Public.Of("education") {
		d := e.Detail.(*passport.Education)
		h := w.open("EducationOrganizationAttendance")
		w.organization(e.Organization)
		w.text("hr:ProgramName", e.Title.Value)
		if d.Level > 0 {
			w.text("EducationLevelCode", format.Number(float64(d.Level)), "listName", "EQF")
		}
		period := w.open("AttendancePeriod")
		w.date("StartDate", e.Start)
		w.date("EndDate", e.End)
		if ongoing(e.Start, e.End) {
			w.text("Ongoing", "true")
		}
		period()
		degree := w.open("EducationDegree")
		w.text("hr:DegreeName", cmp.Or(d.Degree.Value, format.Named(e)))
		w.text("FieldOfStudy", d.Field.Value)
		if d.Grade.Value != "" {
			g := w.open("FinalGrade")
			w.text("hr:ScoreText", d.Grade.Value)
			g()
		}
		w.text("Thesis", d.Thesis.Title.Value)
		var parts []string
		for _, c := range d.Courses {
			parts = append(parts, cmp.Or(c.Title.Value, c.Code))
		}
		covered := html(x, e)
		if len(parts) > 0 {
			covered += "<p>" + escape(strings.Join(parts, "; ")) + "</p>"
		}
		w.text("OccupationalSkillsCovered", covered)
		if d.Credits > 0 {
			w.text("CreditType", "ECTS")
			w.text("NumberOfCredit", format.Number(d.Credits))
		}
		degree()
		h()
	}
	end()
}

func (w *writer) certifications(x *site.Edition) {
	end := w.open("Certifications")
	for _, e := range x.Public.Of("credentials") {
		d := e.Detail.(*passport.Credential)
		c := w.open("Certification")
		w.text("hr:CertificationTypeCode", e.Type)
		w.text("hr:CertificationName", format.Named(e))
		w.text("hr:CertificationID", d.CredentialID)
		if d.Issuer.Name.Value != "" {
			a := w.open("IssuingAuthority")
			w.organization(d.Issuer)
			a()
		}
		w.date("eures:FirstIssuedDate", d.Issued)
		w.date("eures:ValidUntil", d.Expires)
		text := html(x, e)
		for _, s := range []string{d.About.Value, d.ValidIn.Value} {
			if s != "" {
				text += "<p>" + escape(s) + "</p>"
			}
		}
		w.text("oa:Description", text)
		w.text("Link", d.URL.Value)
		c()
	}
	end()
}

func (w *writer) publications(x *site.Edition) {
	end := w.open("PublicationHistory")
	for _, e := range x.Public.Of("publications") {
		d := e.Detail.(*passport.Publication)
		p := w.open("Publication")
		w.text("Title", format.Named(e))
		var authors []string
		for _, a := range d.Authors {
			if a.Name.Value != "" {
				authors = append(authors, a.Name.Value)
			}
		}
		w.text("hr:Author", strings.Join(authors, "; "))
		w.date("Date", e.Date)
		w.text("hr:PublisherName", cmp.Or(d.Publisher.Value, d.Venue.Value))
		reference := []string{}
		for _, s := range []string{d.Venue.Value, d.Volume, d.Issue, d.Pages, d.ISBN} {
			if s != "" {
				reference = append(reference, s)
			}
		}
		w.text("Reference", strings.Join(reference, ", "))
		w.describe("oa:Description", x, e)
		w.text("Link", cmp.Or(d.URL.Value, passport.DOI(d.DOI)))
		p()
	}
	end()
}

// dimensions are those of the self-assessment grid of the Common European Framework.
var dimensions = []string{"CEF-Understanding-Listening", "CEF-Understanding-Reading", "CEF-Speaking-Interaction", "CEF-Speaking-Production", "CEF-Writing-Production"}

func (w *writer) qualifications(x *site.Edition) {
	end := w.open("PersonQualifications")
	for _, l := range x.Public.Person.Languages {
		if l.Level == "native" {
			continue
		}
		c := w.open("PersonCompetency")
		w.text("CompetencyID", three(l.Language), "schemeName", "NORMAL")
		w.text("hr:TaxonomyID", "language")
		w.text("hr:CompetencyName", l.Note.Value)
		for _, d := range dimensions {
			if l.Level == "" {
				break
			}
			dim := w.open("eures:CompetencyDimension")
			w.text("hr:CompetencyDimensionTypeCode", d)
			score := w.open("eures:Score")
			w.text("hr:ScoreText", l.Level)
			score()
			dim()
		}
		c()
	}
	for _, s := range x.Public.Skills {
		c := w.open("PersonCompetency")
		id := cmp.Or(passport.SkillID(s.Title.Value), s.ID)
		if s.Entry != nil {
			for _, a := range s.Entry.Detail.(*passport.Skill).SameAs {
				if u := a.URL(); u != "" {
					id = u
					break
				}
			}
		}
		w.text("CompetencyID", id)
		w.text("hr:TaxonomyID", "other")
		w.text("hr:CompetencyName", s.Title.Value)
		if s.Held() != "" {
			level := w.open("eures:ProficiencyLevel")
			w.text("hr:ScoreText", s.Held())
			level()
		}
		c()
	}
	end()
}

func (w *writer) references(x *site.Edition) {
	end := w.open("EmploymentReferences")
	for _, e := range x.Public.Of("endorsements") {
		d := e.Detail.(*passport.Endorsement)
		if d.Author.Name.Value == "" {
			continue
		}
		r := w.open("EmploymentReference")
		w.text("hr:FormattedName", d.Author.Name.Value)
		w.text("PositionTitle", d.Author.Role.Value)
		w.text("hr:OrganizationName", d.Author.Organization.Value)
		w.text("hr:RelationshipTypeCode", d.Relation.Value)
		w.describe("oa:Description", x, e)
		r()
	}
	end()
}

func (w *writer) projects(x *site.Edition) {
	end := w.open("Projects")
	for _, e := range x.Public.Of("projects") {
		d := e.Detail.(*passport.Project)
		p := w.open("Project")
		w.text("Title", format.Named(e))
		w.date("StartDate", e.Start)
		w.date("EndDate", e.End)
		if ongoing(e.Start, e.End) {
			w.text("Ongoing", "true")
		}
		text := html(x, e)
		for _, s := range []string{d.Role.Value, d.Outcome.Value} {
			if s != "" {
				text += "<p>" + escape(s) + "</p>"
			}
		}
		w.text("Description", text)
		w.text("Link", cmp.Or(d.URL.Value, d.Repository.Value))
		p()
	}
	end()
}

func (w *writer) voluntary(x *site.Edition) {
	end := w.open("VoluntaryWorks")
	for _, e := range x.Public.Of("experience") {
		if e.Type != "voluntary" {
			continue
		}
		for _, one := range format.Positions(e) {
			v := w.open("VoluntaryWork")
			w.text("Title", cmp.Or(one.Title.Value, format.Named(one)))
			w.text("hr:OrganizationName", e.Organization.Name.Value)
			w.date("StartDate", one.Start)
			w.date("EndDate", one.End)
			if ongoing(one.Start, one.End) {
				w.text("Ongoing", "true")
			}
			w.describe("Description", x, one)
			w.text("Location", format.PlaceName(format.Place(one)))
			w.text("Link", e.Organization.URL.Value)
			v()
		}
	}
	end()
}

// list writes entries of some kinds as a section of titles and descriptions.
func (w *writer) list(x *site.Edition, section, item string, kinds ...string) {
	end := w.open(section)
	var entries []*passport.Entry
	for _, kind := range kinds {
		entries = append(entries, x.Public.Of(kind)...)
	}
	for _, e := range entries {
		i := w.open(item)
		w.text("Title", format.Named(e))
		w.date("Date", e.Date)
		w.date("StartDate", e.Start)
		w.date("EndDate", e.End)
		text := html(x, e)
		if d, ok := e.Detail.(*passport.Award); ok && d.For.Value != "" {
			text = "<p>" + escape(d.For.Value) + "</p>" + text
		}
		w.text("Description", text)
		w.text("Organization", e.Organization.Name.Value)
		i()
	}
	end()
}

func (w *writer) hobbies(x *site.Edition) {
	end := w.open("HobbiesAndInterests")
	for _, t := range x.Public.Person.Interests {
		h := w.open("HobbyOrInterest")
		w.text("Title", t.Value)
		h()
	}
	end()
}
