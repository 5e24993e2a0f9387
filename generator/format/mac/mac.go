// Package mac reads the Manfred Awesomic CV (https://github.com/getmanfred/mac), the résumé format of a Spanish
// job platform.
package mac

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Format is the Manfred Awesomic CV.
var Format = &format.Format{
	Name:  "mac",
	Title: "Manfred Awesomic CV",
	About: "the résumé of the platform Manfred",
	Spec:  "https://github.com/getmanfred/mac",
	Tier:  format.TierCommunity,
	Ext:   ".json", MediaType: "application/json",
	Recognise: recognise,
	Import:    read,
}

func recognise(f *format.File) format.Match {
	root := f.JSONMap()
	if root == nil || root.Lookup("aboutMe", "profile") == nil {
		return format.No
	}
	s := root.Get("settings")
	if strings.Contains(root.Get("$schema").Str(), "getmanfred") || s.Get("MACVersion") != nil || s.Get("MACversion") != nil {
		return format.Sure
	}
	return format.Likely
}

// fields of records, in the order of the schema.
var (
	study = format.Table{
		{"name", "degree"},
		{"description", "description"},
	}
	artifact = format.Table{
		{"details.name", "title"},
		{"details.description", "description"},
		{"publishingDate", "date"},
	}
)

// studies are the kinds of studies.
var studies = map[string]string{"officialDegree": "degree", "unaccredited": "course", "selfTraining": "self-study"}

// levels of skills that are called otherwise here.
var levels = map[string]string{"basic": "awareness", "intermediate": "working", "high": "practitioner", "expert": "expert"}

type reader struct{ *format.Intake }

func read(f *format.File, in *format.Intake) {
	root := in.JSON(f)
	if root == nil {
		return
	}
	r := reader{in}
	in.Drop(root.Get("settings"), "it tells about the file, not about you")
	r.about(root.Get("aboutMe"))
	x := root.Get("experience")
	for _, n := range in.List(x.Get("jobs")) {
		r.job(n)
	}
	for _, n := range in.List(x.Get("projects")) {
		r.project(n)
	}
	for _, n := range in.List(x.Get("publicArtifacts")) {
		r.artifact(n)
	}
	k := root.Get("knowledge")
	for _, key := range []string{"hardSkills", "softSkills"} {
		for _, n := range in.List(k.Get(key)) {
			r.skill(n)
		}
	}
	for _, n := range in.List(k.Get("studies")) {
		r.study(n)
	}
	p := in.Person()
	for _, n := range in.List(k.Get("languages")) {
		r.language(p, n)
	}
	r.wishes(root.Get("careerPreferences"))
}

func (r reader) about(n *source.Node) {
	p := r.Person()
	me := n.Get("profile")
	p.Given, p.Family = r.String(me.Get("name")), r.String(me.Get("surnames"))
	p.Name = passport.Text{Value: strings.TrimSpace(p.Given + " " + p.Family), At: passport.At{Node: me.Get("name")}}
	p.Headline = r.Text(me.Get("title"))
	r.Tell(me.Get("description"))
	for _, key := range []string{"avatar", "image"} {
		r.Drop(me.Get(key), "pictures are not fetched: save it into media/ and name it under person.portrait")
	}
	// What only forms ask is never published.
	p.Forms.BirthDate = r.Date(me.Get("birthday"))
	p.Location = r.place(me.Get("location"))
	p.Forms.Address.PostalCode = r.String(me.Get("location").Get("postalCode"))
	p.Forms.Address.Street = r.String(me.Get("location").Get("address"))
	r.contact(p, me.Get("contact"))
	for _, l := range r.List(n.Get("relevantLinks")) {
		u := r.URL(l.Get("URL"))
		if u.Value == "" {
			continue
		}
		title := r.Text(l.Get("description"))
		kind := r.Text(l.Get("type"))
		if title.Value == "" {
			title = kind
		}
		if kind.Value == "website" && p.Contact.Website.Value == "" {
			p.Contact.Website = u
			continue
		}
		p.Links = append(p.Links, passport.Link{Title: title, URL: u, Rel: "me"})
	}
	r.Drop(n.Get("significativeRelationships"), "other people’s names and addresses are theirs: ask them for an endorsement")
	r.Drop(n.Get("currentSalary"), "what you earn is nobody’s business")
	for _, v := range r.List(n.Get("interestingFacts")) {
		r.fact(v)
	}
}

// fact is a question with an answer, which is a story, or something that defines the person, which is said of
// them in a line.
func (r reader) fact(v *source.Node) {
	topic, fact := v.Get("topic"), v.Get("fact")
	if topic.Str() == "" {
		if len(fact.Str()) <= 300 {
			p := r.Person()
			p.Interests = append(p.Interests, r.plain(fact))
			return
		}
		topic = fact
	}
	e := r.Entry("stories", v)
	e.Title = r.Text(topic)
	if len(e.Title.Value) > 80 || topic == fact {
		e.Detail.(*passport.Story).Prompt = e.Title
		e.Title.Value = cut(e.Title.Value, 80)
	}
	r.prose(e, fact)
}

// cut shortens words at a space.
func cut(s string, size int) string {
	if len(s) <= size {
		return s
	}
	if i := strings.LastIndexByte(s[:size], ' '); i > 0 {
		return s[:i] + "…"
	}
	return s
}

// plain is a line without the emphasis that Markdown writes.
func (r reader) plain(n *source.Node) passport.Text {
	t := r.Text(n)
	if words := strings.ReplaceAll(t.Value, "**", ""); words != t.Value {
		t.Value = words
		r.Change(n, "emphasis was taken out")
	}
	return t
}

// prose takes words that are Markdown already; what could be more than words is written so that it is not.
func (r reader) prose(e *passport.Entry, n *source.Node) {
	s := r.String(n)
	if s == "" {
		return
	}
	if strings.ContainsAny(s, "<!#") {
		s = format.Markdown(s)
	}
	if e.Body != nil {
		s = strings.TrimRight(e.Body.Body.Source(), "\n") + "\n\n" + s
	}
	e.Body = &passport.Prose{Body: source.NewBody(s)}
	r.To(n, "body")
}

func (r reader) contact(p *passport.Person, n *source.Node) {
	for _, m := range r.List(n.Get("contactMails")) {
		if p.Contact.Email == "" {
			p.Contact.Email = r.String(m)
		}
	}
	for _, v := range r.List(n.Get("phoneNumbers")) {
		if number := r.String(v.Get("number")); p.Contact.Phone == "" && number != "" {
			if code := r.String(v.Get("countryCode")); code != "" {
				number = "+" + code + " " + number
			}
			// A number in a file is not yet one on a page: the person decides.
			p.Contact.Phone, p.Contact.Private = number, []string{"phone"}
		}
	}
	for _, v := range r.List(n.Get("publicProfiles")) {
		if u := r.URL(v.Get("URL")); u.Value != "" {
			p.Links = append(p.Links, passport.Link{Title: r.Text(v.Get("type")), URL: u, Rel: "me"})
		}
	}
}

func (r reader) place(n *source.Node) passport.Location {
	return passport.Location{City: r.Text(n.Get("municipality")), Region: r.Text(n.Get("region")), Country: r.Country(n.Get("country"))}
}

func (r reader) organization(n *source.Node) passport.Organization {
	r.Drop(n.Get("image"), "pictures are not fetched")
	o := passport.Organization{Name: r.Text(n.Get("name")), URL: r.URL(n.Get("URL")), Location: r.place(n.Get("location"))}
	if told := n.Get("description"); len(told.Str()) <= 120 {
		o.Sector = r.Text(told)
	}
	return o
}

// role takes a position: what was faced are its claims, with what was done about it.
func (r reader) role(e *passport.Entry, n *source.Node) {
	e.Title = r.Text(n.Get("name"))
	r.Period(e, n.Get("startDate"), n.Get("finishDate"))
	for _, c := range r.List(n.Get("challenges")) {
		h := r.plain(c.Get("description"))
		var did []string
		for _, a := range r.List(c.Get("actions")) {
			if t := r.plain(a); t.Value != "" {
				did = append(did, strings.TrimSuffix(t.Value, "."))
			}
		}
		if len(did) > 0 {
			h.Value = strings.TrimSuffix(strings.TrimSuffix(h.Value, "."), ":") + ": " + strings.Join(did, "; ") + "."
			h.Value = strings.TrimPrefix(h.Value, ": ")
		}
		if h.Value != "" {
			e.Highlights = append(e.Highlights, passport.Highlight{Text: h})
		}
	}
	for _, key := range []string{"competences", "means"} {
		for _, c := range r.List(n.Get(key)) {
			e.Skills = r.Uses(e.Skills, c.Get("name"))
			r.competence(c)
		}
	}
	r.Into(e, nil)
	r.prose(e, n.Get("notes"))
	r.Drop(n.Get("referrals"), "other people’s names and addresses are theirs: ask them for an endorsement")
}

// competence takes what is said of a skill beside its name.
func (r reader) competence(c *source.Node) *passport.Entry {
	e := r.Skill(c.Get("name"))
	if e == nil {
		return nil
	}
	r.Into(e, nil)
	if e.Summary.Value == "" && e.Body == nil {
		r.Describe(e, c.Get("description"))
	}
	if d := e.Detail.(*passport.Skill); d.Category.Value == "" {
		d.Category = r.Text(c.Get("type"))
	} else {
		r.Keep(c.Get("type"), "category")
	}
	return e
}

func (r reader) job(n *source.Node) {
	var positions []*passport.Entry
	for i, v := range r.List(n.Get("roles")) {
		e := r.Entry("experience", v)
		if i == 0 {
			r.Into(e, n)
			e.Organization = r.organization(n.Get("organization"))
			kind := n.Get("type")
			switch kind.Str() {
			case "freelance":
				e.Type = r.String(kind)
			case "NGO":
				r.Keep(kind, "organization")
			}
		} else {
			e.Type, e.Organization = positions[0].Type, positions[0].Organization
		}
		r.role(e, v)
		positions = append(positions, e)
	}
	// They come in any order; the latest is first in a passport.
	latest(positions)
	if len(positions) > 1 {
		r.Roles(positions)
	}
}

func latest(list []*passport.Entry) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j].Start.Compare(list[j-1].Start) > 0; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// projects are kinds of projects.
var projects = map[string]string{"openSource": "software", "sideProject": "home", "proBono": "community"}

func (r reader) project(n *source.Node) {
	e := r.Entry("projects", n)
	details := n.Get("details")
	d := e.Detail.(*passport.Project)
	for _, v := range r.List(n.Get("roles")) {
		if d.Role.Value == "" {
			r.role(e, v)
			d.Role, e.Title = e.Title, passport.Text{}
		}
	}
	e.Title = r.Text(details.Get("name"))
	if e.Title.Value == "" {
		e.Title, d.Role = d.Role, passport.Text{}
	}
	r.Describe(e, details.Get("description"))
	d.URL = r.URL(details.Get("URL"))
	r.Drop(details.Get("image"), "pictures are not fetched")
	if kind := n.Get("type"); projects[kind.Str()] != "" {
		e.Type = projects[kind.Str()]
		r.Keep(kind, "type")
	}
}

func (r reader) artifact(n *source.Node) {
	kind := n.Get("type").Str()
	folder := map[string]string{"post": "publications", "talk": "publications", "video": "publications", "achievement": "awards"}[kind]
	if folder == "" {
		folder = "projects"
	}
	e := r.Entry(folder, n)
	artifact.In(r.Intake, n, e)
	r.Drop(n.Get("details").Get("image"), "pictures are not fetched")
	link := n.Get("details").Get("URL")
	switch d := e.Detail.(type) {
	case *passport.Publication:
		e.Type = map[string]string{"post": "article", "talk": "talk", "video": "video"}[kind]
		d.URL = r.URL(link)
	case *passport.Project:
		d.URL = r.URL(link)
	default:
		if u := r.URL(link); u.Value != "" {
			e.Links = append(e.Links, passport.Link{URL: u})
		}
	}
	r.Keep(n.Get("type"), "type")
	for _, t := range r.Texts(n.Get("tags")) {
		e.Tags = append(e.Tags, t.Value)
	}
	for _, c := range r.List(n.Get("relatedCompetences")) {
		e.Skills = r.Uses(e.Skills, c.Get("name"))
		r.competence(c)
	}
}

func (r reader) skill(n *source.Node) {
	e := r.competence(n.Get("skill"))
	if e == nil {
		return
	}
	level := n.Get("level")
	d := e.Detail.(*passport.Skill)
	if l := levels[level.Str()]; l != "" && d.Level == "" {
		d.Level = l
		r.Keep(level, "level")
		if l != level.Str() {
			r.Change(level, "written as the level “"+l+"”")
		}
	}
}

func (r reader) study(n *source.Node) {
	kind := n.Get("studyType")
	skills := func(e *passport.Entry) {
		for _, c := range r.List(n.Get("linkedCompetences")) {
			e.Skills = r.Uses(e.Skills, c.Get("name"))
			r.competence(c)
		}
	}
	if kind.Str() == "certification" {
		e := r.Entry("credentials", n)
		e.Type = "certificate"
		r.Keep(kind, "type")
		e.Title = r.Text(n.Get("name"))
		r.Describe(e, n.Get("description"))
		d := e.Detail.(*passport.Credential)
		d.Issuer = r.organization(n.Get("institution"))
		d.Issued = r.Date(n.Get("finishDate"))
		if d.Issued.IsZero() {
			d.Issued = r.Date(n.Get("startDate"))
		} else {
			r.Keep(n.Get("startDate"), "issued")
		}
		r.Keep(n.Get("degreeAchieved"), "issued")
		skills(e)
		return
	}
	e := r.Entry("education", n)
	study.In(r.Intake, n, e)
	d := e.Detail.(*passport.Education)
	if t := studies[kind.Str()]; t != "" {
		e.Type = t
		r.Keep(kind, "type")
	}
	if e.Type != "degree" {
		e.Title, d.Degree = d.Degree, passport.Text{}
	}
	e.Organization = r.organization(n.Get("institution"))
	r.Period(e, n.Get("startDate"), n.Get("finishDate"))
	achieved := n.Get("degreeAchieved")
	switch achieved.Str() {
	case "true":
		d.Status = "completed"
	case "false":
		if d.Status = "partial"; e.End.IsZero() {
			d.Status = "ongoing"
		}
	}
	r.Keep(achieved, "status")
	skills(e)
}

func (r reader) language(p *passport.Person, n *source.Node) {
	name := n.Get("name")
	tag := format.LanguageTag(name.Str())
	if tag == "" {
		tag = format.LanguageTag(n.Get("fullName").Str())
	}
	if tag == "" {
		r.Drop(n, "no language of this name is known; write its tag, such as pt, under person.languages")
		return
	}
	at := fmt.Sprintf("languages[%d]", len(p.Languages))
	r.Keep(name, at+".language")
	r.Keep(n.Get("fullName"), at+".language")
	l := passport.LanguageSkill{Language: tag}
	if level := n.Get("level"); level.Str() != "" {
		if l.Level = format.LanguageLevel(level.Str()); l.Level != "" {
			r.Keep(level, at+".level")
			r.Change(level, "written as the level “"+l.Level+"”")
		} else {
			l.Note = r.Text(level)
		}
	}
	p.Languages = append(p.Languages, l)
}

// wishes takes what somebody looks for, which stays private until they publish it.
func (r reader) wishes(n *source.Node) {
	r.contact(r.Person(), n.Get("contact"))
	for _, g := range r.List(n.Get("goals")) {
		e := r.Entry("goals", g)
		e.Detail.(*passport.Goal).What = r.Text(g.Get("title"))
		if e.Detail.(*passport.Goal).What.Value == "" {
			e.Detail.(*passport.Goal).What = r.Text(g.Get("description"))
		}
		r.Describe(e, g.Get("description"))
	}
	r.Drop(n.Get("requirements").Get("compensation"), "what you ask is between you and whom you ask: write pay into a goal if you want it kept")
}
