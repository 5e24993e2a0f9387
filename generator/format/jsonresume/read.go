package jsonresume

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// sections are the names of lists that together tell the format.
var sections = []string{"work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests", "references", "projects"}

func recognise(f *format.File) format.Match {
	root := f.JSONMap()
	if root == nil {
		return format.No
	}
	if s := root.Get("$schema").Str(); strings.Contains(s, "resume-schema") || strings.Contains(s, "jsonresume") {
		return format.Sure
	}
	lists := 0
	for _, name := range sections {
		if n := root.Get(name); n != nil && n.Kind == source.Seq {
			lists++
		}
	}
	basics := root.Get("basics")
	switch {
	case basics != nil && basics.Kind == source.Map && (basics.Get("name") != nil || lists > 0):
		return format.Likely
	case lists >= 2:
		return format.Perhaps
	}
	return format.No
}

func read(f *format.File, in *format.Intake) {
	root := in.JSON(f)
	if root == nil {
		return
	}
	basics(in, root.Get("basics"))
	for _, n := range in.List(root.Get("work")) {
		position(in, n, work, "")
	}
	for _, n := range in.List(root.Get("volunteer")) {
		position(in, n, volunteer, "voluntary")
	}
	for _, n := range in.List(root.Get("education")) {
		school(in, n)
	}
	for _, n := range in.List(root.Get("projects")) {
		project(in, n)
	}
	for _, n := range in.List(root.Get("skills")) {
		skill(in, n)
	}
	for _, n := range in.List(root.Get("certificates")) {
		certificates.In(in, n, in.Entry("credentials", n))
	}
	for _, n := range in.List(root.Get("awards")) {
		awards.In(in, n, in.Entry("awards", n))
	}
	for _, n := range in.List(root.Get("publications")) {
		publications.In(in, n, in.Entry("publications", n))
	}
	for _, n := range in.List(root.Get("references")) {
		e := in.Entry("endorsements", n)
		d := e.Detail.(*passport.Endorsement)
		d.Author.Name = in.Text(n.Get("name"))
		e.Body = in.Prose(n.Get("reference"))
	}
	p := in.Person()
	for _, n := range in.List(root.Get("languages")) {
		name := n.Get("language")
		if n.Kind != source.Map {
			name = n
		}
		in.Language(name, n.Get("fluency"))
	}
	for _, n := range in.List(root.Get("interests")) {
		interest(in, p, n)
	}
}

func basics(in *format.Intake, n *source.Node) {
	p := in.Person()
	p.Name = in.Text(n.Get("name"))
	p.Headline = in.Text(n.Get("label"))
	p.Contact.Email = in.String(n.Get("email"))
	if p.Contact.Phone = in.String(n.Get("phone")); p.Contact.Phone != "" {
		// A number in a file is not yet one on a page: the person decides.
		p.Contact.Private = []string{"phone"}
	}
	p.Contact.Website = in.URL(n.Get("url"))
	in.Tell(n.Get("summary"))
	if at := n.Get("location"); at != nil && at.Kind == source.Map {
		p.Location.City = in.Text(at.Get("city"))
		p.Location.Region = in.Text(at.Get("region"))
		p.Location.Country = in.Country(at.Get("countryCode"))
		// Streets belong to forms, which are never published.
		p.Forms.Address.Street = in.String(at.Get("address"))
		p.Forms.Address.PostalCode = in.String(at.Get("postalCode"))
	} else if at != nil {
		p.Location = in.Place(at)
	}
	for _, n := range in.List(n.Get("profiles")) {
		url := in.URL(n.Get("url"))
		name, user := n.Get("network"), n.Get("username")
		// WhatsApp's names are telephone numbers, and those are not for everybody.
		made := n.Get("url").Str() == "" && format.SameName(name.Str()) != "whatsapp"
		if to := format.ProfileURL(name.Str(), user.Str()); made && passport.SafeURL(to) {
			url.Value = to
		}
		if url.Value == "" {
			continue
		}
		l := passport.Link{Title: in.Text(name), URL: url, Rel: "me"}
		if s := in.String(user); s != "" && !strings.Contains(strings.ToLower(url.Value), strings.ToLower(s)) {
			l.Title.Value = strings.TrimSpace(l.Title.Value + " (" + s + ")")
		}
		if made {
			in.To(user, fmt.Sprintf("links[%d].url", len(p.Links)))
			in.Change(user, "written as an address")
		}
		p.Links = append(p.Links, l)
	}
	image(in, n.Get("image"))
}

// image is an address of a picture somewhere else. Pages ask for nothing from other hosts, so it goes
// under `extra` and back.
func image(in *format.Intake, n *source.Node) {
	if s := n.Str(); strings.HasPrefix(s, "data:") {
		in.Drop(n, "a picture is kept as a file: put it into media/ and name it under person.portrait")
	}
}

func position(in *format.Intake, n *source.Node, t format.Table, kind string) {
	e := in.Entry("experience", n)
	e.Type = kind
	t.In(in, n, e)
	in.Period(e, n.Get("startDate"), n.Get("endDate"))
	if from := n.Get("company"); e.Organization.Name.Value == "" && from != nil {
		e.Organization.Name = in.Text(from) // before 1.0.0
	}
	if from := n.Get("website"); e.Organization.URL.Value == "" && from != nil {
		e.Organization.URL = in.URL(from)
	}
}

func school(in *format.Intake, n *source.Node) {
	e := in.Entry("education", n)
	education.In(in, n, e)
	in.Period(e, n.Get("startDate"), n.Get("endDate"))
	d := e.Detail.(*passport.Education)
	for _, c := range in.List(n.Get("courses")) {
		if t := in.Text(c); t.Value != "" {
			d.Courses = append(d.Courses, passport.Course{Title: t})
		}
	}
}

func project(in *format.Intake, n *source.Node) {
	e := in.Entry("projects", n)
	projects.In(in, n, e)
	in.Period(e, n.Get("startDate"), n.Get("endDate"))
	d := e.Detail.(*passport.Project)
	if roles := in.Texts(n.Get("roles")); len(roles) > 0 {
		d.Role = roles[0]
		for _, r := range roles[1:] {
			d.Role.Value += ", " + r.Value
		}
	}
	if s := in.String(n.Get("type")); s != "" {
		e.Type = passport.Fold(s)
	}
}

// skill is a skill by itself, or a group of them: a name over keywords.
func skill(in *format.Intake, n *source.Node) {
	if n.Kind != source.Map {
		in.Skill(n)
		return
	}
	level := n.Get("level")
	keywords := in.List(n.Get("keywords"))
	if len(keywords) == 0 {
		if e := in.Skill(n.Get("name")); e != nil {
			in.Into(e, n)
			in.SkillLevel(e, level)
		}
		return
	}
	in.Into(nil, nil)
	group := in.Text(n.Get("name"))
	for _, k := range keywords {
		e := in.Skill(k)
		if e == nil {
			continue
		}
		if d := e.Detail.(*passport.Skill); d.Category.Value == "" && group.Value != e.Title.Value {
			d.Category = group
		}
		in.SkillLevel(e, level)
	}
}

func interest(in *format.Intake, p *passport.Person, n *source.Node) {
	name := n.Get("name")
	if n.Kind != source.Map {
		name = n
	}
	t := in.Text(name)
	var words []string
	for _, k := range in.Texts(n.Get("keywords")) {
		words = append(words, k.Value)
	}
	if len(words) > 0 {
		t.Value = strings.TrimPrefix(t.Value+": "+strings.Join(words, ", "), ": ")
	}
	if t.Value != "" {
		p.Interests = append(p.Interests, t)
	}
}
