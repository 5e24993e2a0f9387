package jsonresume

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// schema is the address of the version that is written; validators do not fetch it. It is not v1.0.0, which
// wants a whole day as the date of a certificate where later ones take a month or a year.
const schema = "https://raw.githubusercontent.com/jsonresume/resume-schema/master/schema.json"

func write(x *site.Edition) []byte {
	p := x.Public
	o := &format.Object{}
	o.Put("$schema", schema)
	o.Put("basics", writeBasics(x))
	var jobs, unpaid []*format.Object
	for _, e := range p.Of("experience") {
		if e.Type == "voluntary" {
			unpaid = append(unpaid, positions(x, e, volunteer, "organization")...)
		} else {
			jobs = append(jobs, positions(x, e, work, "name")...)
		}
	}
	o.Put("work", jobs)
	o.Put("volunteer", unpaid)
	o.Put("education", each(x, "education", func(r *format.Object, e *passport.Entry) {
		education.Out(r, x, e)
		moment(r, e)
		d := e.Detail.(*passport.Education)
		if d.Degree.Value == "" && d.Field.Value == "" {
			r.Put("area", e.Title.Value)
		}
		var courses []string
		for _, c := range d.Courses {
			courses = append(courses, cmp.Or(c.Title.Value, c.Code))
		}
		r.Put("courses", courses)
	}))
	o.Put("awards", each(x, "awards", func(r *format.Object, e *passport.Entry) {
		awards.Out(r, x, e)
		if d := e.Detail.(*passport.Award); r.Get("summary") == nil {
			r.Put("summary", d.For.Value)
		}
	}))
	var certified []*format.Object
	for _, e := range p.Of("credentials") {
		// The format cannot say that one was taken back, and readers would take it for held.
		if e.Detail.(*passport.Credential).Status == "revoked" {
			continue
		}
		r := &format.Object{}
		certificates.Out(r, x, e)
		r.Back(e.Extra, name)
		if !r.Empty() {
			certified = append(certified, r)
		}
	}
	o.Put("certificates", certified)
	o.Put("publications", each(x, "publications", func(r *format.Object, e *passport.Entry) {
		publications.Out(r, x, e)
		d := e.Detail.(*passport.Publication)
		if r.Get("publisher") == nil {
			r.Put("publisher", d.Venue.Value)
		}
		if r.Get("url") == nil {
			r.Put("url", passport.DOI(d.DOI))
		}
	}))
	o.Put("skills", writeSkills(x))
	o.Put("languages", writeLanguages(x))
	var interests []*format.Object
	for _, t := range p.Person.Interests {
		r := &format.Object{}
		r.Put("name", t.Value)
		interests = append(interests, r)
	}
	o.Put("interests", interests)
	o.Put("references", each(x, "endorsements", func(r *format.Object, e *passport.Entry) {
		d := e.Detail.(*passport.Endorsement)
		r.Put("name", d.Author.Name.Value)
		r.Put("reference", format.Description(x, e))
	}))
	o.Put("projects", each(x, "projects", func(r *format.Object, e *passport.Entry) {
		projects.Out(r, x, e)
		moment(r, e)
		d := e.Detail.(*passport.Project)
		if d.Role.Value != "" {
			r.Put("roles", []string{d.Role.Value})
		}
		r.Put("type", e.Type)
	}))
	o.Back(p.Extra, name)
	return o.JSON()
}

func each(x *site.Edition, kind string, fn func(*format.Object, *passport.Entry)) []*format.Object {
	var out []*format.Object
	for _, e := range x.Public.Of(kind) {
		r := &format.Object{}
		fn(r, e)
		r.Back(e.Extra, name)
		if !r.Empty() {
			out = append(out, r)
		}
	}
	return out
}

// moment writes the date of what took place at one time as the end of it: these sections know periods alone.
func moment(r *format.Object, e *passport.Entry) {
	if e.Start.IsZero() && e.End.IsZero() {
		r.Put("endDate", format.ISO(e.Date))
	}
}

func writeBasics(x *site.Edition) *format.Object {
	p := &x.Public.Person
	o := &format.Object{}
	o.Put("name", p.Name.Value)
	o.Put("label", p.Headline.Value)
	o.Put("image", x.File(p.Portrait.Src))
	o.Put("email", p.Contact.Email)
	o.Put("phone", p.Contact.Phone)
	o.Put("url", cmp.Or(p.Contact.Website.Value, x.Home()))
	o.Put("summary", x.About().Plain())
	at := &format.Object{}
	at.Put("city", p.Location.City.Value)
	at.Put("countryCode", p.Location.Country)
	at.Put("region", p.Location.Region.Value)
	o.Put("location", at)
	var profiles []*format.Object
	for _, l := range p.Links {
		r := &format.Object{}
		u, err := url.Parse(l.URL.Value)
		if err != nil {
			continue
		}
		r.Put("network", cmp.Or(l.Title.Value, strings.TrimPrefix(u.Hostname(), "www.")))
		if user := strings.Trim(u.Path, "/"); l.Rel == "me" && user != "" {
			r.Put("username", user[strings.LastIndexByte(user, '/')+1:])
		}
		r.Put("url", l.URL.Value)
		profiles = append(profiles, r)
	}
	o.Put("profiles", profiles)
	return o
}

// positions are an experience, or each of its roles.
func positions(x *site.Edition, e *passport.Entry, t format.Table, employer string) []*format.Object {
	var out []*format.Object
	for _, one := range format.Positions(e) {
		r := &format.Object{}
		t.Out(r, x, one)
		moment(r, one)
		if r.Get(employer) == nil && r.Get("position") == nil {
			r.Put("position", format.Named(one))
		}
		r.Back(one.Extra, name)
		out = append(out, r)
	}
	return out
}

// writeSkills groups skills by category and level, as the format does: a name over keywords.
func writeSkills(x *site.Edition) []*format.Object {
	type group struct{ title, level string }
	var out []*format.Object
	at := map[group]int{}
	for _, s := range x.Public.Skills {
		var title string
		if s.Entry != nil {
			if d, ok := s.Entry.Detail.(*passport.Skill); ok {
				title = d.Category.Value
			}
		}
		if title == "" {
			r := &format.Object{}
			r.Put("name", s.Title.Value)
			r.Put("level", s.Held())
			if s.Entry != nil {
				r.Back(s.Entry.Extra, name)
			}
			out = append(out, r)
			continue
		}
		g := group{title, s.Held()}
		i, ok := at[g]
		if !ok {
			i = len(out)
			at[g] = i
			r := &format.Object{}
			r.Put("name", title)
			r.Put("level", s.Held())
			out = append(out, r)
		}
		keywords, _ := out[i].Get("keywords").([]string)
		out[i].Set("keywords", append(keywords, s.Title.Value))
	}
	return out
}

func writeLanguages(x *site.Edition) []*format.Object {
	var out []*format.Object
	for _, l := range x.Public.Person.Languages {
		r := &format.Object{}
		r.Put("language", x.Words.Language(l.Language))
		fluency := l.Level
		if l.Level == "native" {
			fluency = "Native speaker"
		}
		r.Put("fluency", cmp.Or(fluency, l.Note.Value))
		out = append(out, r)
	}
	return out
}
