package europass

import (
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func recognise(f *format.File) format.Match {
	text, _ := f.Text()
	head := string(text[:min(len(text), 4096)])
	switch {
	case !strings.Contains(head, "<Candidate") && !strings.Contains(head, ":Candidate"):
		return format.No
	case strings.Contains(head, "europass"):
		return format.Sure
	}
	return format.Likely
}

// reader takes values out of elements. Attributes only say from which list a value is.
type reader struct{ *format.Intake }

// val is the value of an element, with or without attributes.
func (r reader) val(n *source.Node) *source.Node {
	if n != nil && n.Kind == source.Seq && len(n.Items) > 0 {
		n = n.Items[0]
	}
	if n == nil || n.Kind != source.Map {
		return n
	}
	return n.Get("#text")
}

// at is the value of an element below others.
func (r reader) at(n *source.Node, path ...string) *source.Node {
	for _, key := range path {
		if n != nil && n.Kind == source.Seq && len(n.Items) > 0 {
			n = n.Items[0]
		}
		n = n.Get(key)
	}
	return r.val(n)
}

func (r reader) each(n *source.Node, section, item string, fn func(*source.Node)) {
	for _, s := range r.List(n.Get(section)) {
		for _, it := range r.List(s.Get(item)) {
			fn(it)
		}
	}
}

func read(f *format.File, in *format.Intake) {
	root := in.XML(f)
	if root == nil {
		return
	}
	r := reader{in}
	c := root.Get("Candidate")
	r.attributes(c)
	const about = "it tells about the file, not about you"
	for _, key := range []string{"DocumentID", "AlternateDocumentID", "ProcessingInformation", "CandidateSupplier"} {
		in.Drop(c.Get(key), about)
	}
	r.person(c.Get("CandidatePerson"))
	for _, n := range in.List(c.Get("CandidateProfile")) {
		in.Drop(n.Get("ID"), about)
		in.Drop(n.Get("@languageCode"), about)
		r.profile(n)
	}
}

// attributes marks those of all elements: each names the list that a value is from, or its kind.
func (r reader) attributes(n *source.Node) {
	if n == nil {
		return
	}
	for _, p := range n.Pairs {
		if strings.HasPrefix(p.Key, "@") {
			r.Keep(p.Value, "")
			continue
		}
		r.attributes(p.Value)
	}
	for _, it := range n.Items {
		r.attributes(it)
	}
}

func (r reader) profile(n *source.Node) {
	p := r.Person()
	if t := r.Text(r.at(n, "ProfileName")); t.Value != "" && t.Value != p.Name.Value {
		p.Headline = t
	}
	r.about(r.at(n, "ExecutiveSummary"))
	r.each(n, "EmploymentHistory", "EmployerHistory", r.employer)
	r.each(n, "EducationHistory", "EducationOrganizationAttendance", r.school)
	r.each(n, "Certifications", "Certification", r.certification)
	r.each(n, "Licenses", "License", r.licence)
	r.each(n, "PublicationHistory", "Publication", r.publication)
	r.each(n, "PersonQualifications", "PersonCompetency", r.competency)
	r.each(n, "EmploymentReferences", "EmploymentReference", r.reference)
	r.each(n, "Projects", "Project", r.project)
	r.each(n, "HonorsAndAwards", "HonorAndAward", func(n *source.Node) { r.titled("awards", n) })
	r.each(n, "VoluntaryWorks", "VoluntaryWork", r.voluntary)
	r.each(n, "HobbiesAndInterests", "HobbyOrInterest", r.hobby)
	r.each(n, "Others", "Other", func(n *source.Node) { r.titled("other", n) })
	for _, s := range more {
		r.each(n, s.section, s.item, func(n *source.Node) {
			if e := r.titled("other", n); e != nil {
				e.Detail.(*passport.Other).Section.Value = s.words
			}
		})
	}
}

// more are the sections that a passport has no kind for.
var more = []struct{ section, item, words string }{
	{"NetworksAndMemberships", "NetworkAndMembership", "Networks and memberships"},
	{"ConferencesAndSeminars", "ConferenceAndSeminar", "Conferences and seminars"},
	{"CreativeWorks", "CreativeWork", "Creative works"},
	{"SocialAndPoliticalActivities", "SocialAndPoliticalActivity", "Social and political activities"},
	{"CommunicationAndInterpersonalSkills", "CommunicationAndInterpersonalSkill", "Working with people"},
	{"ManagementAndLeadershipSkills", "ManagementAndLeadershipSkill", "Leading"},
	{"OrganisationalSkills", "OrganisationalSkill", "Organising"},
	{"JobRelatedSkills", "JobRelatedSkill", "Skills of the job"},
}

// about takes what the person says of themselves, which is HTML.
func (r reader) about(n *source.Node) {
	s := r.String(n)
	if s == "" {
		return
	}
	if text := format.JoinBlocks(format.HTMLBlocks(s)); text != "" {
		r.Passport.About = &passport.Prose{Body: source.NewBody(text)}
	}
	r.To(n, "about.md")
	if strings.Contains(s, "<") {
		r.Change(n, "HTML became Markdown")
	}
}

func (r reader) person(n *source.Node) {
	p := r.Person()
	name := n.Get("PersonName")
	given, family := r.at(name, "GivenName"), r.at(name, "FamilyName")
	if r.String(family) != "" && r.String(given) != "" {
		p.Given, p.Family = r.String(given), r.String(family)
	}
	if whole := r.Text(r.at(name, "FormattedName")); whole.Value != "" {
		p.Name = whole
	} else {
		p.Name = passport.Text{Value: strings.Join(strings.Fields(r.String(given)+" "+r.String(family)), " ")}
	}
	for _, c := range r.List(n.Get("Communication")) {
		r.communication(p, c)
	}
	for _, l := range r.List(n.Get("PrimaryLanguageCode")) {
		l = r.val(l)
		if tag := format.LanguageTag(r.String(l)); tag != "" {
			r.To(l, "languages")
			p.Languages = append(p.Languages, passport.LanguageSkill{Language: tag, Level: "native"})
		}
	}
	// What only forms ask is never published.
	p.Forms.BirthDate = r.Date(r.at(n, "BirthDate"))
	p.Forms.BirthPlace = r.String(r.at(n, "BirthPlace"))
	p.Forms.Gender = strings.ToLower(r.String(r.at(n, "GenderCode")))
	for _, l := range r.List(n.Get("NationalityCode")) {
		if s := r.Country(r.val(l)); s != "" {
			p.Forms.Nationalities = append(p.Forms.Nationalities, s)
		}
	}
}

func (r reader) communication(p *passport.Person, c *source.Node) {
	code, use := strings.ToLower(r.String(r.at(c, "ChannelCode"))), strings.ToLower(r.String(r.at(c, "UseCode")))
	if at := c.Get("Address"); at != nil && p.Location == (passport.Location{}) {
		p.Location = r.address(at)
		p.Forms.Address.Street = r.String(r.at(at, "AddressLine"))
		p.Forms.Address.PostalCode = r.String(r.at(at, "PostalCode"))
	}
	uri := r.at(c, "URI")
	switch {
	case code == "telephone":
		number := strings.TrimSpace(r.String(r.at(c, "AreaDialing")) + " " + r.String(r.at(c, "DialNumber")))
		if country := strings.TrimLeft(r.String(r.at(c, "CountryDialing")), "+0"); country != "" {
			number = "+" + country + " " + number
		}
		if p.Contact.Phone == "" && number != "" {
			// A number in a file is not yet one on a page: the person decides.
			p.Contact.Phone, p.Contact.Private = number, []string{"phone"}
		}
	case code == "email":
		if p.Contact.Email == "" {
			p.Contact.Email = r.String(uri)
		}
	case uri.Str() == "":
	case code == "web" && use == "contact" && p.Contact.Form.Value == "":
		p.Contact.Form = r.URL(uri)
	case code == "web" && p.Contact.Website.Value == "":
		p.Contact.Website = r.URL(uri)
	case strings.Contains(uri.Str(), "."):
		if u := r.URL(uri); u.Value != "" {
			p.Links = append(p.Links, passport.Link{Title: r.Text(r.at(c, "OtherTitle")), URL: u, Rel: "me"})
		}
	}
}

func (r reader) address(n *source.Node) passport.Location {
	return passport.Location{
		City: r.Text(r.at(n, "CityName")), Region: r.Text(r.at(n, "CountrySubDivisionCode")), Country: r.Country(r.at(n, "CountryCode")),
	}
}

func (r reader) organization(n *source.Node) passport.Organization {
	o := passport.Organization{Name: r.Text(r.at(n, "OrganizationName"))}
	for _, contact := range r.List(n.Get("OrganizationContact")) {
		for _, c := range r.List(contact.Get("Communication")) {
			if at := c.Get("Address"); at != nil {
				o.Location = r.address(at)
			}
			if uri := r.at(c, "URI"); strings.EqualFold(r.String(r.at(c, "ChannelCode")), "web") && uri.Str() != "" {
				o.URL = r.URL(uri)
			}
		}
	}
	return o
}

// dates takes a period. That it goes on is said by a missing end here.
func (r reader) dates(e *passport.Entry, n *source.Node) {
	r.Period(e, r.moment(n, "StartDate"), r.moment(n, "EndDate"))
	for _, key := range []string{"Ongoing", "CurrentIndicator"} {
		if v := r.at(n, key); v.Str() != "" {
			r.Keep(v, "end")
		}
	}
}

// moment is the node of a date, which stands in an element of its own or does not.
func (r reader) moment(n *source.Node, key string) *source.Node {
	d := n.Get(key)
	if d.Get("FormattedDateTime") != nil {
		return r.at(d, "FormattedDateTime")
	}
	return r.val(d)
}

func (r reader) employer(n *source.Node) {
	var positions []*passport.Entry
	list := r.List(n.Get("PositionHistory"))
	if len(list) == 0 {
		list = []*source.Node{n}
	}
	for i, h := range list {
		e := r.Entry("experience", h)
		if i == 0 {
			r.Into(e, n)
			e.Organization = r.organization(n)
			e.Organization.Sector = r.Text(r.at(n, "IndustryCode"))
		} else {
			e.Organization = positions[0].Organization
		}
		e.Title = r.Text(r.at(h, "PositionTitle"))
		r.dates(e, h.Get("EmploymentPeriod"))
		r.DescribeHTML(e, r.at(h, "Description"))
		e.Location = passport.Location{City: r.Text(r.at(h, "City")), Country: r.Country(r.at(h, "Country"))}
		if e.Location.City.Value == e.Organization.Location.City.Value && e.Location.Country == e.Organization.Location.Country {
			e.Location = passport.Location{}
		}
		positions = append(positions, e)
	}
	if len(positions) > 1 {
		r.Roles(positions)
	}
}

func (r reader) school(n *source.Node) {
	e := r.Entry("education", n)
	d := e.Detail.(*passport.Education)
	e.Organization = r.organization(n)
	e.Title = r.Text(r.at(n, "ProgramName"))
	r.dates(e, n.Get("AttendancePeriod"))
	level := r.at(n, "EducationLevelCode")
	if s := level.Str(); len(s) == 1 && s >= "1" && s <= "8" {
		d.Level = int(r.Number(level))
	}
	degree := n.Get("EducationDegree")
	d.Degree = r.Text(r.at(degree, "DegreeName"))
	d.Field = r.Text(r.at(degree, "FieldOfStudy"))
	d.Grade = r.Text(r.at(degree, "FinalGrade", "ScoreText"))
	d.Thesis.Title = r.Text(r.at(degree, "Thesis"))
	d.Credits = r.Number(r.at(degree, "NumberOfCredit"))
	r.Keep(r.at(degree, "CreditType"), "credits")
	r.DescribeHTML(e, r.at(degree, "OccupationalSkillsCovered"))
	if link := r.at(n, "Link"); link.Str() != "" {
		e.Links = append(e.Links, passport.Link{URL: r.URL(link)})
	}
}

func (r reader) certification(n *source.Node) {
	e := r.Entry("credentials", n)
	d := e.Detail.(*passport.Credential)
	e.Title = r.Text(r.at(n, "CertificationName"))
	kind := r.at(n, "CertificationTypeCode")
	e.Type = passport.Fold(r.String(kind))
	r.To(kind, "type")
	d.CredentialID = r.String(r.at(n, "CertificationID"))
	d.Issuer = r.organization(n.Get("IssuingAuthority"))
	d.Issued = r.Date(r.moment(n, "FirstIssuedDate"))
	d.Expires = r.Date(r.moment(n, "ValidUntil"))
	r.DescribeHTML(e, r.at(n, "Description"))
	d.URL = r.URL(r.at(n, "Link"))
}

// licence takes the categories of a driving licence, which only forms ask.
func (r reader) licence(n *source.Node) {
	p := r.Person()
	for _, key := range []string{"LicenseName", "LicenseTypeCode", "CategoryCode"} {
		for _, c := range r.List(n.Get(key)) {
			if s := r.String(r.val(c)); s != "" && len(s) <= 4 {
				p.Forms.DrivingLicence = append(p.Forms.DrivingLicence, s)
			}
		}
	}
}

func (r reader) publication(n *source.Node) {
	e := r.Entry("publications", n)
	d := e.Detail.(*passport.Publication)
	e.Title = r.Text(r.at(n, "Title"))
	author := r.at(n, "Author")
	for name := range strings.SplitSeq(r.String(author), ";") {
		if name = strings.TrimSpace(name); name != "" {
			d.Authors = append(d.Authors, passport.Party{Name: passport.Text{Value: name, At: passport.At{Node: author}}})
		}
	}
	e.Date = r.Date(r.moment(n, "Date"))
	if e.Date.IsZero() {
		e.Date = r.Date(r.moment(n, "Year"))
	}
	d.Publisher = r.Text(r.at(n, "PublisherName"))
	d.Venue = r.Text(r.at(n, "Reference"))
	r.DescribeHTML(e, r.at(n, "Description"))
	link := r.at(n, "Link")
	if s := link.Str(); strings.HasPrefix(s, "https://doi.org/") {
		d.DOI = strings.TrimPrefix(r.String(link), "https://doi.org/")
	} else {
		d.URL = r.URL(link)
	}
}

// grades are the levels of the Common European Framework, lowest first.
const grades = "A1 A2 B1 B2 C1 C2"

func (r reader) competency(n *source.Node) {
	id, name := r.at(n, "CompetencyID"), r.at(n, "CompetencyName")
	taxonomy := r.at(n, "TaxonomyID")
	if strings.EqualFold(taxonomy.Str(), "language") {
		p := r.Person()
		tag := format.LanguageTag(r.String(id))
		if tag == "" {
			r.Drop(n, "no language of this name is known; write its tag, such as pt, under person.languages")
			return
		}
		r.To(id, "languages")
		r.Keep(taxonomy, "languages")
		l := passport.LanguageSkill{Language: tag, Note: r.Text(name)}
		for _, d := range r.List(n.Get("CompetencyDimension")) {
			r.Keep(r.at(d, "CompetencyDimensionTypeCode"), "languages")
			score := r.at(d, "Score", "ScoreText")
			s := strings.ToUpper(r.String(score))
			r.To(score, "languages")
			if !strings.Contains(grades, s) || s == "" {
				continue
			}
			if l.Level != "" && l.Level != s {
				r.Change(score, "a language has one level here: the lowest of the five")
			}
			if l.Level == "" || s < l.Level {
				l.Level = s
			}
		}
		p.Languages = append(p.Languages, l)
		return
	}
	if name.Str() == "" {
		name = id
	}
	e := r.Skill(name)
	if e == nil {
		return
	}
	r.Into(e, n)
	r.Keep(taxonomy, "")
	d := e.Detail.(*passport.Skill)
	switch s := id.Str(); {
	case strings.HasPrefix(s, "http") && passport.SafeURL(s) && len(d.SameAs) == 0:
		d.SameAs = []passport.SameAs{{ID: r.String(id)}}
	case passport.SkillID(s) == e.ID, s == e.ID:
		r.Keep(id, "id")
	}
	score := r.at(n, "ProficiencyLevel", "ScoreText")
	switch s := strings.ToLower(score.Str()); s {
	case "awareness", "working", "practitioner", "expert":
		if d.Level == "" {
			d.Level = r.String(score)
		}
	case "learning":
		d.Learning = true
		r.Keep(score, "learning")
	}
}

func (r reader) reference(n *source.Node) {
	e := r.Entry("endorsements", n)
	d := e.Detail.(*passport.Endorsement)
	d.Author.Name = r.Text(r.at(n, "FormattedName"))
	d.Author.Role = r.Text(r.at(n, "PositionTitle"))
	d.Author.Organization = r.Text(r.at(n, "OrganizationName"))
	d.Relation = r.Text(r.at(n, "RelationshipTypeCode"))
	r.DescribeHTML(e, r.at(n, "Description"))
	for _, key := range []string{"Communication", "PersonContact"} {
		r.Drop(n.Get(key), "how somebody else is reached is theirs: ask them before you keep it")
	}
}

func (r reader) project(n *source.Node) {
	e := r.Entry("projects", n)
	e.Title = r.Text(r.at(n, "Title"))
	r.dates(e, n)
	r.DescribeHTML(e, r.at(n, "Description"))
	e.Detail.(*passport.Project).URL = r.URL(r.at(n, "Link"))
}

func (r reader) voluntary(n *source.Node) {
	e := r.Entry("experience", n)
	e.Type = "voluntary"
	e.Title = r.Text(r.at(n, "Title"))
	e.Organization.Name = r.Text(r.at(n, "OrganizationName"))
	e.Organization.URL = r.URL(r.at(n, "Link"))
	r.dates(e, n)
	r.DescribeHTML(e, r.at(n, "Description"))
	e.Location = r.Place(r.at(n, "Location"))
}

// titled takes an item of a section of titles and descriptions; nil for one without.
func (r reader) titled(kind string, n *source.Node) *passport.Entry {
	e := r.Entry(kind, n)
	e.Title = r.Text(r.at(n, "Title"))
	r.dates(e, n)
	if d := r.Date(r.moment(n, "Date")); !d.IsZero() {
		e.Date = d
	}
	r.DescribeHTML(e, r.at(n, "Description"))
	e.Organization.Name = r.Text(r.at(n, "Organization"))
	if at := r.at(n, "Location"); at != nil {
		e.Location = r.Place(at)
	}
	if link := r.at(n, "Link"); link.Str() != "" {
		e.Links = append(e.Links, passport.Link{URL: r.URL(link)})
	}
	return e
}

func (r reader) hobby(n *source.Node) {
	p := r.Person()
	title := n
	if n.Kind == source.Map {
		title = r.at(n, "Title")
	}
	if t := r.Text(title); t.Value != "" {
		p.Interests = append(p.Interests, t)
	}
}
