// Package markdown writes a passport as Markdown: in one file by command, and in every build as a twin of
// each page (experience/harbour-clinic.html.md) with llms.txt over them, the way https://llmstxt.org
// proposes for programs that read sites in order to answer questions.
//
// A twin says what its page says, in the same order and language. Its links lead to other twins, so that a
// reader of Markdown stays among Markdown. Where the person does not want programs to answer from the
// site (site.ai: none), there are no twins and no llms.txt. Pages that nothing may lead to have none.
package markdown

import (
	"cmp"
	"io"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// Format is Markdown.
var Format = &format.Format{
	Name:  "markdown",
	Title: "Markdown",
	About: "everything in one text; a twin of every page and llms.txt in every build",
	Spec:  "https://llmstxt.org",
	Tier:  format.TierCore,
	Ext:   ".md", MediaType: "text/markdown; charset=utf-8",
	Export:    write,
	Documents: documents,
	Why: map[string]string{
		"type":          "it decides where an entry stands, and is a word of the page",
		"tags":          "tags choose entries and are not shown",
		"featured":      "it decides what stands first",
		"level":         "it is said in words",
		"location":      "a place is a town and a country, in words",
		"person.given":  "the name is written as a whole",
		"person.family": "the name is written as a whole",
	},
}

// documents are the twins of one language, and its llms.txt.
func documents(x *site.Edition) []site.Document {
	if x.Public.Site.AI == "none" {
		return nil
	}
	pages := map[string]bool{}
	for _, p := range x.Pages {
		if hasTwin(p) {
			pages[p.Path] = true
		}
	}
	docs := make([]site.Document, 0, len(pages)+1)
	docs = append(docs, document(x.Prefix+"llms.txt", func(w *writer) { w.index(x) }))
	for _, p := range x.Pages {
		if !pages[p.Path] {
			continue
		}
		d := document(p.Path+site.TwinExt, func(w *writer) {
			w.from, w.pages = p.Path, pages
			w.page(x, p)
		})
		docs = append(docs, d)
	}
	return docs
}

func hasTwin(p *site.Page) bool {
	return p.Template != "moved" && p.Template != "notfound" && !p.Unlisted
}

func document(path string, fill func(w *writer)) site.Document {
	media := "text/markdown; charset=utf-8"
	if strings.HasSuffix(path, ".txt") {
		media = "text/plain; charset=utf-8"
	}
	return site.Document{Path: path, MediaType: media, Render: func(out io.Writer) diag.List {
		w := &writer{}
		fill(w)
		// A writer that fails is noticed by its owner.
		_, _ = io.WriteString(out, w.String())
		return nil
	}}
}

// index is llms.txt: who it is about, then every page with what it says of itself.
func (w *writer) index(x *site.Edition) {
	p := &x.Public.Person
	w.heading(1, p.Name.Value)
	w.quote(escape(p.Headline.Value))
	w.para(place(x))
	w.para(x.About().Markdown(nil))
	var home, lists, entries, skills []string
	for _, pg := range x.Pages {
		if !hasTwin(pg) {
			continue
		}
		line := "[" + escape(pg.Title) + "](" + address(x, pg) + ")"
		if pg.Description != "" {
			line += ": " + pg.Description
		}
		switch pg.Template {
		case "home", "cv":
			home = append(home, line)
		case "entry":
			entries = append(entries, line)
		case "skill":
			skills = append(skills, line)
		default:
			lists = append(lists, line)
		}
	}
	w.section(x.Words.Say("page.home"), home)
	w.section(x.Words.Say("page.navigation"), lists)
	w.section(x.Words.Say("home.all"), entries)
	w.section(x.Words.Say("kind.skills"), skills)
	data := x.Words.Say("page.data.json")
	w.section("Optional", []string{"[" + data + "](" + cmp.Or(x.Base, "") + x.Prefix + "passport.json)"})
}

func (w *writer) section(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	w.heading(2, title)
	for _, l := range lines {
		w.item(0, l)
	}
}

// address is where a page's twin is: whole when the site's address is known.
func address(x *site.Edition, p *site.Page) string {
	if x.Base == "" {
		return escapePath(strings.TrimPrefix(p.Path, x.Prefix)) + site.TwinExt
	}
	return x.Base + escapePath(p.Path) + site.TwinExt
}

func place(x *site.Edition) string {
	l := x.Public.Person.Location
	var parts []string
	for _, s := range []string{l.City.Value, l.Region.Value, x.Words.Country(l.Country)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// write is the whole passport in one text.
func write(x *site.Edition) []byte {
	w := &writer{whole: x.Base}
	p := &x.Public.Person
	w.heading(1, p.Name.Value)
	w.quote(escape(p.Headline.Value))
	w.person(x)
	w.para(x.About().Markdown(nil))
	for _, k := range passport.Kinds() {
		list := x.Public.Of(k.Folder)
		if k.Folder == "skills" {
			w.skillList(x)
			continue
		}
		if len(list) == 0 {
			continue
		}
		w.heading(2, x.Words.Say("kind."+k.Folder))
		for _, e := range list {
			w.card(x, x.Card(e), 3)
			// Prose of the card leads from the root of the site; this leads from anywhere.
			w.para(x.Body(e).Markdown(nil))
		}
	}
	return []byte(w.String())
}

// person is what contact and facts there are, one a line.
func (w *writer) person(x *site.Edition) {
	p := &x.Public.Person
	say := x.Words.Say
	if at := place(x); at != "" {
		w.item(0, at)
	}
	for _, c := range []struct{ label, value string }{
		{"", p.NativeName.Name}, {"", strings.Join(p.AlsoKnownAs, ", ")}, {"", p.Pronouns.Value}, {"", p.Pronunciation.Value},
		{say("contact.email"), p.Contact.Email}, {say("contact.phone"), p.Contact.Phone},
		{say("contact.website"), p.Contact.Website.Value}, {say("contact.form"), p.Contact.Form.Value}, {"", p.Contact.Note.Value},
	} {
		if c.value != "" {
			w.item(0, labelled(c.label, escape(c.value)))
		}
	}
	for _, l := range p.Links {
		w.item(0, link(cmp.Or(l.Title.Value, l.URL.Value), l.URL.Value))
	}
	for _, i := range p.Identifiers {
		w.item(0, labelled(i.Scheme, link(i.Value, i.URL.Value)))
	}
	var langs []string
	for _, l := range p.Languages {
		s := x.Words.Language(l.Language)
		if l.Level != "" {
			s += " " + x.Words.Term("level", l.Level)
		}
		if l.Note.Value != "" {
			s += " (" + l.Note.Value + ")"
		}
		langs = append(langs, escape(s))
	}
	w.list(say("home.languages"), langs)
	w.list(say("home.interests"), values(p.Interests))
	w.list(say("home.values"), values(p.Values))
	w.blank()
}

func values(list []passport.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, escape(t.Value))
	}
	return out
}

// list is a label over several short things, on one line.
func (w *writer) list(label string, list []string) {
	if len(list) > 0 {
		w.item(0, labelled(label, strings.Join(list, "; ")))
	}
}

func (w *writer) skillList(x *site.Edition) {
	if len(x.Public.Skills) == 0 {
		return
	}
	w.heading(2, x.Words.Say("kind.skills"))
	for _, s := range x.Public.Skills {
		if s.Entry == nil {
			w.heading(3, escape(s.Title.Value))
			continue
		}
		w.card(x, x.Card(s.Entry), 3)
		w.para(x.Body(s.Entry).Markdown(nil))
	}
}
