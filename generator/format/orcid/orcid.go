// Package orcid reads the record of a researcher as ORCID gives it in JSON, version 3.0
// (https://info.orcid.org/documentation/integration-guide/orcid-record/): the answer of
// https://pub.orcid.org/v3.0/0000-0002-1825-0097/record, saved in a file.
//
// What is there is what the person made visible. Works stand in groups: the same work as several sources
// tell of it, the preferred one first, which is the one that is taken.
package orcid

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Format is an ORCID record.
var Format = &format.Format{
	Name:  "orcid",
	Title: "ORCID record 3.0",
	About: "a researcher's record: positions, education, works, grants, reviews",
	Spec:  "https://info.orcid.org/documentation/integration-guide/orcid-record/",
	Tier:  format.TierKept,
	Ext:   ".json", MediaType: "application/vnd.orcid+json",
	Recognise: recognise,
	Import:    read,
}

func recognise(f *format.File) format.Match {
	root := f.JSONMap()
	switch {
	case root == nil || root.Get("orcid-identifier") == nil:
		return format.No
	case root.Get("person") != nil || root.Get("activities-summary") != nil:
		return format.Sure
	}
	return format.Likely
}

// affiliation is a section of activities whose lines have an organisation, a role and two dates.
type affiliation struct {
	section, summary string
	kind, typ        string
	fields           format.Table
}

// affiliations are those sections, with what their fields are here.
var affiliations = []affiliation{
	{"employments", "employment-summary", "experience", "", position},
	{"invited-positions", "invited-position-summary", "experience", "", position},
	{"services", "service-summary", "experience", "voluntary", position}, // "a significant donation of time"
	{"educations", "education-summary", "education", "", format.Table{
		{"organization.name", "organization.name"}, {"role-title", "degree"}, {"department-name", "description"}, {"url.value", "organization.url"},
	}},
	{"qualifications", "qualification-summary", "credentials", "", format.Table{
		{"organization.name", "issuer.name"}, {"role-title", "title"}, {"department-name", "description"}, {"url.value", "url"},
	}},
	{"distinctions", "distinction-summary", "awards", "", format.Table{
		{"organization.name", "organization.name"}, {"role-title", "title"}, {"department-name", "description"}, {"url.value", "organization.url"},
	}},
	{"memberships", "membership-summary", "other", "", format.Table{
		{"organization.name", "organization.name"}, {"role-title", "title"}, {"department-name", "description"}, {"url.value", "organization.url"},
	}},
}

var position = format.Table{
	{"organization.name", "organization.name"}, {"role-title", "title"}, {"department-name", "department"}, {"url.value", "organization.url"},
}

var works = format.Table{
	{"title.title.value", "title"},
	{"journal-title.value", "venue"},
	{"url.value", "url"},
}

var fundings = format.Table{
	{"title.title.value", "title"},
	{"organization.name", "organization.name"},
}

// types are ORCID's types of works (https://info.orcid.org/ufaqs/what-work-types-does-orcid-support/) and what
// they are here; "" is a work of no type that is known.
var types = map[string]string{
	"journal-article": "article", "magazine-article": "article", "newspaper-article": "article", "newsletter-article": "article", "review": "article", "book-review": "article",
	"conference-paper": "paper", "conference-abstract": "paper", "conference-proceedings": "paper", "working-paper": "paper", "conference-poster": "poster",
	"book": "book", "edited-book": "book", "manual": "book", "book-chapter": "chapter", "encyclopedia-entry": "chapter", "dictionary-entry": "chapter",
	"dissertation": "thesis", "dissertation-thesis": "thesis", "supervised-student-publication": "thesis",
	"lecture-speech": "talk", "conference-presentation": "talk", "public-speech": "talk", "data-set": "dataset", "patent": "patent", "software": "software", "report": "report",
	"research-tool": "software", "preprint": "preprint", "standards-and-policy": "standard", "technical-standard": "standard", "artistic-performance": "exhibition",
	"image": "exhibition", "moving-image": "video", "video": "video", "sound": "podcast", "other": "", "online-resource": "", "website": "",
}

// noise are the fields with which ORCID keeps its own books.
var noise = []string{"put-code", "visibility", "path", "source", "created-date", "last-modified-date", "display-index", "assertion-origin-orcid"}

type reader struct{ in *format.Intake }

func read(f *format.File, in *format.Intake) {
	root := in.JSON(f)
	if root == nil {
		return
	}
	r := &reader{in}
	activities := root.Get("activities-summary")
	for _, a := range affiliations {
		for _, group := range in.List(activities.Lookup(a.section, "affiliation-group")) {
			for _, wrapped := range in.List(group.Get("summaries")) {
				if n := wrapped.Get(a.summary); n != nil {
					r.affiliation(a, n)
				}
			}
			r.noise(group)
		}
	}
	for _, group := range in.List(activities.Lookup("works", "group")) {
		r.work(group)
	}
	for _, group := range in.List(activities.Lookup("fundings", "group")) {
		r.funding(group)
	}
	r.reviews(activities.Get("peer-reviews"))
	for _, group := range in.List(activities.Lookup("research-resources", "group")) {
		r.resource(group)
	}
	r.person(root)
	in.Into(nil, nil)
	for _, name := range []string{"preferences", "history", "path", "last-modified-date"} {
		in.Ignore(root.Get(name))
	}
	for _, p := range activities.Pairs {
		r.noise(p.Value)
	}
	r.noise(activities)
}

// noise leaves aside what only ORCID needs of a record.
func (r *reader) noise(n *source.Node) {
	if n == nil {
		return
	}
	for _, name := range noise {
		r.in.Ignore(n.Get(name))
	}
}

func (r *reader) date(n *source.Node) passport.Date {
	return r.in.DateParts(n.Lookup("year", "value"), n.Lookup("month", "value"), n.Lookup("day", "value"))
}

// period takes two dates, of which the second may be missing.
func (r *reader) period(e *passport.Entry, n *source.Node) {
	e.Start, e.End = r.date(n.Get("start-date")), r.date(n.Get("end-date"))
	if !r.in.InOrder(e.Start, &e.End) || e.Start.IsZero() && !e.End.IsZero() {
		e.Date = cmp.Or(e.Start, e.End)
		e.Start, e.End = passport.Date{}, passport.Date{}
	}
}

// place takes where an organisation is.
func (r *reader) place(e *passport.Entry, org *source.Node) {
	at := org.Get("address")
	e.Location.City = r.in.Text(at.Get("city"))
	e.Location.Region = r.in.Text(at.Get("region"))
	if c := at.Get("country"); c != nil {
		e.Location.Country = r.in.Country(c)
	}
	r.in.DropRest(org.Get("disambiguated-organization"), "it is the organisation's number in a register; its name is here")
}

func (r *reader) affiliation(a affiliation, n *source.Node) {
	in := r.in
	e := in.Entry(a.kind, n)
	e.Type = a.typ
	a.fields.In(in, n, e)
	r.place(e, n.Get("organization"))
	switch d := e.Detail.(type) {
	case *passport.Credential:
		d.Issued, d.Expires = r.date(n.Get("start-date")), r.date(n.Get("end-date"))
		if !d.Expires.IsZero() {
			// What one studied for is held from its end on.
			e.Start, e.End = d.Issued, d.Expires
			in.InOrder(e.Start, &e.End)
			d.Issued, d.Expires = cmp.Or(e.End, e.Start), passport.Date{}
			e.Start, e.End = passport.Date{}, passport.Date{}
		}
	case *passport.Award:
		e.Date = r.date(n.Get("start-date"))
		if e.Date.IsZero() {
			e.Date = r.date(n.Get("end-date"))
		}
	case *passport.Other:
		d.Section = passport.Text{Value: "Memberships"}
		if e.Title.Value == "" {
			e.Title = passport.Text{Value: "Member"}
		}
		r.period(e, n)
	default:
		r.period(e, n)
	}
	r.noise(n)
}

// work takes the first of a group; the others are the same as other sources tell of it.
func (r *reader) work(group *source.Node) {
	in := r.in
	list := slices.Clone(in.List(group.Get("work-summary")))
	if len(list) == 0 {
		return
	}
	n := list[0]
	e := in.Entry("publications", n)
	d := e.Detail.(*passport.Publication)
	kind := n.Get("type")
	e.Type = in.Published(kind, types, strings.ToLower(strings.ReplaceAll(kind.Str(), "_", "-")))
	works.In(in, n, e)
	if sub := n.Lookup("title", "subtitle", "value"); sub != nil && e.Title.Value != "" && in.String(sub) != "" {
		e.Title.Value += ": " + in.Text(sub).Value
		in.To(sub, "title")
	}
	e.Date = r.date(n.Get("publication-date"))
	r.numbers(n, e, d)
	r.noise(n)
	in.Ignore(group.Get("external-ids")) // those of the works in it, once more
	r.noise(group)
	for _, other := range list[1:] {
		in.Into(e, other)
		r.noise(other)
		in.Ignore(other.Get("external-ids"))
		in.DropRest(other, "it is the same work, as another source tells of it")
	}
}

// numbers takes the numbers by which a work is known.
func (r *reader) numbers(n *source.Node, e *passport.Entry, d *passport.Publication) {
	in := r.in
	for _, id := range in.List(n.Lookup("external-ids", "external-id")) {
		value := id.Get("external-id-value")
		in.Ignore(id.Get("external-id-normalized")) // the same value in one writing
		if value == nil || id.Get("external-id-relationship").Str() == "part-of" {
			continue
		}
		taken := false
		switch strings.ToLower(id.Get("external-id-type").Str()) {
		case "doi":
			if taken = d.DOI == ""; taken {
				d.DOI = in.String(value)
			}
		case "isbn":
			if taken = d.ISBN == ""; taken {
				d.ISBN = in.String(value)
			}
		case "uri", "arxiv", "handle", "pmid", "pmc":
			if url := id.Lookup("external-id-url", "value"); url != nil && d.URL.Value == "" {
				d.URL = in.URL(url)
				in.Keep(value, "url")
				taken = true
			}
		}
		if taken {
			in.Ignore(id) // the field says what number it is
		}
	}
}

func (r *reader) funding(group *source.Node) {
	in := r.in
	for i, n := range in.List(group.Get("funding-summary")) {
		if i > 0 {
			in.DropRest(n, "it is the same grant, as another source tells of it")
			continue
		}
		e := in.Entry("awards", n)
		fundings.In(in, n, e)
		e.Type = "grant"
		if kind := n.Get("type"); kind != nil {
			if in.To(kind, "type"); in.String(kind) != e.Type {
				if in.String(kind) == "award" {
					e.Type = "prize"
				}
				in.Change(kind, "written as “"+e.Type+"”")
			}
		}
		r.place(e, n.Get("organization"))
		r.period(e, n)
		for _, id := range in.List(n.Lookup("external-ids", "external-id")) {
			in.Ignore(id.Get("external-id-normalized"))
		}
		if url := n.Lookup("url", "value"); url != nil {
			e.Links = append(e.Links, passport.Link{URL: in.URL(url)})
		}
		r.noise(n)
	}
	in.Ignore(group.Get("external-ids")) // those of the grants in it, once more
	r.noise(group)
}

// reviews become one entry for each organisation that asked for them: what was reviewed is not told.
func (r *reader) reviews(section *source.Node) {
	in := r.in
	type sum struct {
		entry *passport.Entry
		count int
	}
	var order []string
	by := map[string]*sum{}
	for _, group := range in.List(section.Get("group")) {
		for _, inner := range in.List(group.Get("peer-review-group")) {
			for _, n := range in.List(inner.Get("peer-review-summary")) {
				name := n.Lookup("convening-organization", "name")
				key := passport.Fold(name.Str())
				s := by[key]
				if s == nil {
					s = &sum{entry: in.Entry("other", n)}
					s.entry.Title = passport.Text{Value: "Reviewer"}
					s.entry.Organization.Name = in.Text(name)
					s.entry.Detail.(*passport.Other).Section = passport.Text{Value: "Peer review"}
					by[key] = s
					order = append(order, key)
				}
				in.Into(s.entry, n)
				in.String(name)
				in.Keep(n.Get("reviewer-role"), "title")
				s.count++
				if d := r.date(n.Get("completion-date")); !d.IsZero() {
					if s.entry.Start.IsZero() || d.Compare(s.entry.Start) < 0 {
						s.entry.Start = d
					}
					if s.entry.End.IsZero() || d.Compare(s.entry.End) > 0 {
						s.entry.End = d
					}
				}
				r.noise(n)
				for _, id := range in.List(n.Lookup("external-ids", "external-id")) {
					in.Ignore(id.Get("external-id-normalized"))
				}
				in.DropRest(n, "reviews are counted, not listed")
			}
			in.Ignore(inner)
		}
		in.Ignore(group)
	}
	for _, key := range order {
		s := by[key]
		if s.entry.Start == s.entry.End || s.entry.Start.String() == s.entry.End.String() {
			s.entry.Date, s.entry.Start, s.entry.End = s.entry.Start, passport.Date{}, passport.Date{}
		}
		s.entry.Summary = passport.Text{Value: "1 review"}
		if s.count > 1 {
			s.entry.Summary.Value = fmt.Sprintf("%d reviews", s.count)
		}
	}
}

func (r *reader) resource(group *source.Node) {
	in := r.in
	for _, n := range in.List(group.Get("research-resource-summary")) {
		p := n.Get("proposal")
		e := in.Entry("other", n)
		e.Detail.(*passport.Other).Section = passport.Text{Value: "Research resources"}
		e.Title = in.Text(p.Lookup("title", "title", "value"))
		for i, host := range in.List(p.Lookup("hosts", "organization")) {
			if i == 0 {
				e.Organization.Name = in.Text(host.Get("name"))
				r.place(e, host)
			}
		}
		r.period(e, p)
		for _, id := range in.List(p.Lookup("external-ids", "external-id")) {
			in.Ignore(id.Get("external-id-normalized"))
		}
		r.noise(n)
	}
	in.Ignore(group.Get("external-ids"))
	r.noise(group)
}

func (r *reader) person(root *source.Node) {
	in := r.in
	p := in.Person()
	n := root.Get("person")
	name := n.Get("name")
	given, family := name.Lookup("given-names", "value"), name.Lookup("family-name", "value")
	p.Given, p.Family = in.String(given), in.String(family)
	if p.Name = in.Text(name.Lookup("credit-name", "value")); p.Name.Value == "" {
		p.Name = passport.Text{Value: strings.TrimSpace(p.Given + " " + p.Family)}
	}
	in.Tell(n.Lookup("biography", "content"))
	for _, o := range in.List(n.Lookup("other-names", "other-name")) {
		if s := in.String(o.Get("content")); s != "" {
			p.AlsoKnownAs = append(p.AlsoKnownAs, s)
		}
		r.noise(o)
	}
	for _, u := range in.List(n.Lookup("researcher-urls", "researcher-url")) {
		if url := in.URL(u.Lookup("url", "value")); url.Value != "" {
			p.Links = append(p.Links, passport.Link{Title: in.Text(u.Get("url-name")), URL: url, Rel: "me"})
		}
		r.noise(u)
	}
	for _, m := range in.List(n.Lookup("emails", "email")) {
		if at := m.Get("email"); p.Contact.Email == "" {
			p.Contact.Email = in.String(at)
		} else {
			in.Drop(at, "one address is enough")
		}
		r.noise(m)
		for _, key := range []string{"verified", "primary"} {
			in.Ignore(m.Get(key))
		}
	}
	for _, a := range in.List(n.Lookup("addresses", "address")) {
		if c := a.Lookup("country", "value"); p.Location.Country == "" && c != nil {
			p.Location.Country = in.Country(c)
		}
		r.noise(a)
	}
	for _, k := range in.List(n.Lookup("keywords", "keyword")) {
		if t := in.Text(k.Get("content")); t.Value != "" {
			p.Interests = append(p.Interests, t)
		}
		r.noise(k)
	}
	r.identifiers(p, root, n)
	for _, part := range n.Pairs {
		r.noise(part.Value)
	}
	r.noise(n)
}

// identifiers takes the ORCID iD, and the numbers of the person in other registers.
func (r *reader) identifiers(p *passport.Person, root, n *source.Node) {
	in := r.in
	id := root.Get("orcid-identifier")
	if s := in.String(id.Get("path")); s != "" {
		x := passport.Identifier{Scheme: "orcid", Value: s}
		if u := id.Get("uri"); u != nil {
			x.URL = in.URL(u)
		}
		p.Identifiers = append(p.Identifiers, x)
	}
	in.Ignore(id)
	for _, x := range in.List(n.Lookup("external-identifiers", "external-identifier")) {
		if s := in.String(x.Get("external-id-value")); s != "" {
			kind := x.Get("external-id-type")
			scheme := passport.Fold(in.String(kind))
			if scheme != kind.Str() {
				in.Change(kind, "written as “"+scheme+"”")
			}
			i := passport.Identifier{Scheme: scheme, Value: s}
			if u := x.Lookup("external-id-url", "value"); u != nil {
				i.URL = in.URL(u)
			}
			p.Identifiers = append(p.Identifiers, i)
		}
		in.Ignore(x.Get("external-id-relationship"))
		r.noise(x)
	}
}
