// Package rendercv reads and writes the YAML from which RenderCV 2.8 (https://docs.rendercv.com) typesets a résumé.
//
// Each section of a RenderCV file holds entries of one type; the tables below are those types.
package rendercv

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
)

const name = "rendercv"

// Format is RenderCV.
var Format = &format.Format{
	Name:  name,
	Title: "RenderCV 2.8",
	About: "a YAML file from which a PDF résumé is typeset",
	Spec:  "https://docs.rendercv.com/user_guide/yaml_input_structure/",
	Tier:  format.TierKept,
	Ext:   ".yaml", MediaType: "application/yaml",
	Recognise: recognise,
	Import:    read,
	Export:    write,
	Why: map[string]string{
		"goals":        "a résumé of this format has no wishes",
		"log":          "a résumé of this format has no diary",
		"stories":      "a résumé of this format has no stories",
		"evidence":     "nothing in it can be backed",
		"highlights[]": "a highlight is a sentence",
		"person.links": "only some networks have a name in it",
	},
}

var (
	experience = format.Table{
		{"company", "organization.name"},
		{"position", "title"},
		{"start_date", "start"},
		{"end_date", "end"},
		{"summary", "description"},
		{"highlights", "highlights"},
	}
	education = format.Table{
		{"institution", "organization.name"},
		{"area", "field"},
		{"degree", "degree"},
		{"start_date", "start"},
		{"end_date", "end"},
		{"summary", "description"},
		{"highlights", "highlights"},
	}
	normal = format.Table{
		{"name", "title"},
		{"date", "date"},
		{"start_date", "start"},
		{"end_date", "end"},
		{"summary", "description"},
		{"highlights", "highlights"},
	}
	publication = format.Table{
		{"title", "title"},
		{"journal", "venue"},
		{"url", "url"},
		{"date", "date"},
		{"summary", "description"},
	}
)

// networks are the hosts of the networks that RenderCV has a name for, and how an address names a user.
var networks = map[string]string{
	"linkedin.com": "LinkedIn", "github.com": "GitHub", "gitlab.com": "GitLab", "imdb.com": "IMDB", "instagram.com": "Instagram",
	"orcid.org": "ORCID", "researchgate.net": "ResearchGate", "youtube.com": "YouTube", "t.me": "Telegram", "leetcode.com": "Leetcode",
	"x.com": "X", "twitter.com": "X", "bsky.app": "Bluesky", "reddit.com": "Reddit",
}

func write(x *site.Edition) []byte {
	p := &x.Public.Person
	cv := &format.Object{}
	cv.Put("name", p.Name.Value)
	cv.Put("headline", p.Headline.Value)
	cv.Put("location", format.PlaceName(p.Location))
	cv.Put("email", p.Contact.Email)
	if strings.HasPrefix(p.Contact.Phone, "+") {
		cv.Put("phone", p.Contact.Phone) // others are no telephone numbers to RenderCV
	}
	cv.Put("website", cmp.Or(p.Contact.Website.Value, x.Home()))
	cv.Put("social_networks", social(p))
	s := &format.Object{}
	section := func(key string, list any) { s.Put(x.Words.Say(key), list) }
	if !x.About().Empty() {
		section("cv.summary", strings.Split(x.About().Plain(), "\n\n"))
	}
	var work, unpaid []*format.Object
	for _, e := range x.Public.Of("experience") {
		for _, one := range format.Positions(e) {
			r := record(x, one, experience)
			r.Put("location", format.PlaceName(format.Place(one)))
			// Both are asked for; what is missing is said by what names the entry.
			require(r, "company", format.Named(one))
			require(r, "position", format.Named(one))
			if e.Type == "voluntary" {
				unpaid = append(unpaid, r)
			} else {
				work = append(work, r)
			}
		}
	}
	section("cv.experience", work)
	section("cv.volunteering", unpaid)
	section("cv.education", each(x, "education", func(e *passport.Entry) *format.Object {
		r := record(x, e, education)
		r.Put("location", format.PlaceName(format.Place(e)))
		require(r, "institution", format.Named(e))
		require(r, "area", cmp.Or(e.Title.Value, format.Named(e)))
		d := e.Detail.(*passport.Education)
		var more []string
		if d.Grade.Value != "" {
			more = append(more, d.Grade.Value)
		}
		for _, c := range d.Courses {
			more = append(more, cmp.Or(c.Title.Value, c.Code))
		}
		if d.Thesis.Title.Value != "" {
			more = append(more, d.Thesis.Title.Value)
		}
		addHighlights(r, more)
		return r
	}))
	section("cv.projects", each(x, "projects", func(e *passport.Entry) *format.Object {
		r := record(x, e, normal)
		d := e.Detail.(*passport.Project)
		if d.Outcome.Value != "" {
			addHighlights(r, []string{d.Outcome.Value})
		}
		// RenderCV reads Markdown, so a name can lead somewhere.
		if to := cmp.Or(d.URL.Value, d.Repository.Value, x.Address(e)); to != "" && r.Get("name") != nil {
			r.Set("name", "["+r.Get("name").(string)+"]("+to+")")
		}
		return r
	}))
	section("cv.skills", skills(x))
	section("cv.credentials", each(x, "credentials", func(e *passport.Entry) *format.Object {
		r := record(x, e, normal)
		d := e.Detail.(*passport.Credential)
		r.Put("date", format.ISO(d.Issued))
		r.Put("summary", format.Paragraphs(asString(r.Get("summary")), d.About.Value))
		var more []string
		for _, t := range []string{d.Issuer.Name.Value, d.CredentialID, d.URL.Value} {
			if t != "" {
				more = append(more, t)
			}
		}
		addHighlights(r, more)
		return r
	}))
	section("cv.awards", each(x, "awards", func(e *passport.Entry) *format.Object {
		r := record(x, e, normal)
		d := e.Detail.(*passport.Award)
		r.Set("summary", format.Paragraphs(asString(r.Get("summary")), d.For.Value, e.Organization.Name.Value))
		return r
	}))
	section("cv.publications", each(x, "publications", func(e *passport.Entry) *format.Object {
		r := record(x, e, publication)
		d := e.Detail.(*passport.Publication)
		var authors []string
		for _, a := range d.Authors {
			if a.Name.Value != "" {
				authors = append(authors, a.Name.Value)
			}
		}
		if len(authors) == 0 {
			authors = []string{p.Name.Value}
		}
		require(r, "title", format.Named(e))
		r.Put("authors", authors)
		r.Put("doi", strings.TrimPrefix(passport.DOI(d.DOI), "https://doi.org/"))
		return r
	}))
	section("cv.languages", languages(x))
	section("cv.endorsements", each(x, "endorsements", func(e *passport.Entry) *format.Object {
		r := &format.Object{}
		r.Put("name", cmp.Or(e.Detail.(*passport.Endorsement).Author.Name.Value, format.Named(e)))
		r.Put("summary", format.Description(x, e))
		return r
	}))
	section("home.interests", words(p.Interests))
	section("home.values", words(p.Values))
	cv.Put("sections", s)
	o := &format.Object{}
	o.Put("cv", cv)
	o.Back(x.Public.Extra, name)
	return source.Print(o.YAML(), source.PrintOptions{})
}

func words(list []passport.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Value)
	}
	return out
}

func asString(v any) string {
	s, _ := v.(string)
	return s
}

func require(r *format.Object, key, otherwise string) {
	if r.Get(key) == nil {
		r.Put(key, otherwise)
	}
}

func addHighlights(r *format.Object, more []string) {
	have, _ := r.Get("highlights").([]string)
	if len(more) > 0 {
		r.Set("highlights", append(append([]string(nil), have...), more...))
	}
}

// record is an entry by a table. An end that has not come is "present".
func record(x *site.Edition, e *passport.Entry, t format.Table) *format.Object {
	r := &format.Object{}
	t.Out(r, x, e)
	if t[0][0] == "name" {
		require(r, "name", format.Named(e))
	}
	if r.Get("start_date") != nil && r.Get("end_date") == nil {
		r.Set("end_date", "present")
	}
	if r.Get("start_date") == nil {
		// An end alone is a date: RenderCV wants a start with it.
		if end := r.Get("end_date"); end != nil && r.Get("date") == nil {
			r.Set("date", end)
		}
		r.Delete("end_date")
	}
	r.Back(e.Extra, name)
	return r
}

func each(x *site.Edition, kind string, fn func(*passport.Entry) *format.Object) []*format.Object {
	var out []*format.Object
	for _, e := range x.Public.Of(kind) {
		if r := fn(e); !r.Empty() {
			out = append(out, r)
		}
	}
	return out
}

func social(p *passport.Person) []*format.Object {
	var out []*format.Object
	for _, l := range p.Links {
		u, err := url.Parse(l.URL.Value)
		if err != nil {
			continue
		}
		network := networks[strings.TrimPrefix(u.Hostname(), "www.")]
		parts := strings.Split(strings.Trim(u.Path, "/"), "/")
		user := strings.TrimPrefix(parts[len(parts)-1], "@")
		if network == "" || user == "" {
			continue
		}
		r := &format.Object{}
		r.Put("network", network)
		r.Put("username", user)
		out = append(out, r)
	}
	return out
}

// skills are one line for each category.
func skills(x *site.Edition) []*format.Object {
	var order []string
	list := map[string][]string{}
	for _, s := range x.Public.Skills {
		group := ""
		if s.Entry != nil {
			group = s.Entry.Detail.(*passport.Skill).Category.Value
		}
		group = cmp.Or(group, x.Words.Say("cv.skills"))
		if list[group] == nil {
			order = append(order, group)
		}
		title := s.Title.Value
		if held := x.Held(s); held != "" {
			title += " (" + held + ")"
		}
		list[group] = append(list[group], title)
	}
	var out []*format.Object
	for _, group := range order {
		r := &format.Object{}
		r.Put("label", group)
		r.Put("details", strings.Join(list[group], ", "))
		out = append(out, r)
	}
	return out
}

func languages(x *site.Edition) []*format.Object {
	var out []*format.Object
	for _, l := range x.Public.Person.Languages {
		r := &format.Object{}
		r.Put("label", x.Words.Language(l.Language))
		details := x.Words.Term("level", l.Level)
		if l.Note.Value != "" {
			details = strings.TrimPrefix(details+", "+l.Note.Value, ", ")
		}
		r.Put("details", cmp.Or(details, x.Words.Language(l.Language)))
		out = append(out, r)
	}
	return out
}
