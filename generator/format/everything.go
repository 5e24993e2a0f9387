package format

import (
	"fmt"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Everything is a passport in which every field is set: an entry of each kind and type of work, every list
// with an item, every value unlike the others. The documentation of formats is made by watching what
// becomes of it.
func Everything() *passport.Passport {
	p := &passport.Passport{Schema: 1, ID: "urn:uuid:00000000-0000-4000-8000-000000000000"}
	p.About = &passport.Prose{Body: source.NewBody("The story, in the person’s own words.")}
	n := 0
	fill := func(ptr any) {
		passport.Grow(ptr)
		passport.Leaves(ptr, func(l passport.Leaf) {
			n++
			set(l, n)
		})
	}
	fill(&p.Person)
	p.Person.Contact.Private = nil
	fill(&p.Site)
	p.Site.Since, p.Site.Dates, p.Site.Languages, p.Site.Visibility = "", "", []string{"en"}, nil
	p.Site.URL = passport.URL{Value: "https://everything.example/"}
	p.Site.AI = ""
	add := func(k *passport.Kind, kind string) {
		e := &passport.Entry{Kind: k, Detail: k.New()}
		e.Highlights = make([]passport.Highlight, 1)
		eachEvidence(e, func(list *[]passport.Evidence) { *list = make([]passport.Evidence, 4) })
		fill(e)
		// A piece of evidence says in one way where it is.
		eachEvidence(e, func(list *[]passport.Evidence) {
			for i := range *list {
				v := &(*list)[i]
				v.OnRequest = i == 3
				if i != 0 {
					v.URL = passport.URL{}
				}
				if i != 1 {
					v.File = passport.Path{}
				}
				if i != 2 {
					v.Entry = passport.Ref{}
				}
			}
		})
		e.Type = kind
		e.ID = passport.Fold(k.Name + " " + kind)
		e.Visibility = passport.VisibilityPublic
		e.Date = passport.Date{} // a period stands instead
		switch d := e.Detail.(type) {
		case *passport.Publication, *passport.Award, *passport.Story, *passport.Log:
			e.Date, e.Start, e.End = e.Start, passport.Date{}, passport.Date{}
		case *passport.Experience:
			for i := range d.Roles {
				d.Roles[i].Visibility = passport.VisibilityPublic
			}
		}
		for i := range e.Highlights {
			e.Highlights[i].Visibility = passport.VisibilityPublic
		}
		e.Formerly = nil
		e.Organization.ShownAs = passport.Text{}
		if c, ok := e.Detail.(*passport.Credential); ok {
			c.Issuer.ShownAs = passport.Text{}
		}
		e.Body = &passport.Prose{Body: source.NewBody("What is told of " + e.ID + ".")}
		p.Entries = append(p.Entries, e)
	}
	for _, k := range passport.Kinds() {
		kind := ""
		if len(k.Types) > 0 {
			kind = k.Types[0]
		}
		add(k, kind)
		switch k.Folder {
		case "experience":
			add(k, "voluntary")
			// A job without roles: what is said of a whole job is not what is said of its positions.
			one := p.Entries[0].Copy()
			one.ID = "experience-one"
			one.Detail.(*passport.Experience).Roles = nil
			one.Body = p.Entries[0].Body
			p.Entries = append(p.Entries, one)
		case "credentials":
			add(k, "certificate")
		}
	}
	return p
}

// eachEvidence calls fn for every list of evidence in an entry; lists that hold such lists get an item.
func eachEvidence(e *passport.Entry, fn func(*[]passport.Evidence)) {
	claims := func(list *[]passport.Highlight) {
		if *list == nil {
			*list = make([]passport.Highlight, 1)
		}
		for i := range *list {
			fn(&(*list)[i].Evidence)
		}
	}
	fn(&e.Evidence)
	claims(&e.Highlights)
	switch d := e.Detail.(type) {
	case *passport.Experience:
		if d.Roles == nil {
			d.Roles = make([]passport.Role, 1)
		}
		for i := range d.Roles {
			fn(&d.Roles[i].Evidence)
			claims(&d.Roles[i].Highlights)
		}
	case *passport.Skill:
		if d.Levels == nil {
			d.Levels = make([]passport.LevelAt, 1)
		}
		for i := range d.Levels {
			fn(&d.Levels[i].Evidence)
		}
	}
}

// knownWords are values of fields that take known words, by the last key.
var knownWords = map[string]string{
	"schedule": "part-time", "arrangement": "hybrid", "status": "ongoing", "level": "working", "language": "fr", "country": "FR",
	"genre": "code", "scheme": "orcid", "rel": "me", "lang": "fr", "shifts": "nights", "right_to_work": "EU", "private": "", "email": "all@everything.example",
	"phone": "+351 910 555 000", "doi": "10.1000/182", "isbn": "978-0-00-000000-2",
}

// set puts a value that occurs nowhere else into a field.
func set(l passport.Leaf, n int) {
	key := l.Key()
	switch v := l.Value.(type) {
	case *passport.Text:
		v.Value = fmt.Sprintf("%s %d", l.Field, n)
	case *passport.Date:
		*v = passport.Date{Year: 2000 + n%20, Month: 1 + n%12}
		switch key {
		case "end":
			v.Year = 2021 + n%3
		case "expires", "by", "from":
			v.Year = 2040
		}
	case *passport.URL:
		v.Value = fmt.Sprintf("https://everything.example/%d", n)
	case *passport.Path:
		v.Full = fmt.Sprintf("media/%d.pdf", n)
		v.Written = v.Full
	case *passport.Ref:
		*v = passport.Ref{Kind: "projects", ID: "project-work", Written: "projects/project-work"}
		if key == "skill" || key == "broader" {
			*v = passport.Ref{Kind: "skills", ID: "skill", Written: "skill"}
		}
	case *string:
		word, known := knownWords[key]
		switch {
		case known:
			*v = word
		case key == "id":
			*v = fmt.Sprintf("claim-%d", n)
		default:
			*v = fmt.Sprintf("%s%d", key, n)
		}
	case *int:
		*v = 6
	case *float64:
		*v = 30
	case *bool:
		*v = true
	case *passport.Extra:
		*v = nil
	}
}
