// Package bibtex reads and writes publications as a bibliography in BibTeX.
//
// Out goes the dialect of biblatex (https://ctan.org/pkg/biblatex), whose dates are ISO dates and whose text
// is UTF-8. In comes what people and programs have: macros, accents in TeX, years with months, entries that
// appeared in others (crossref). Problems need the place of each value and people write by hand, so parse.go
// keeps the one and forgives the other.
package bibtex

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// name is the format's name on the command line and under `extra`.
const name = "bibtex"

// Format is BibTeX.
var Format = &format.Format{
	Name:  name,
	Title: "BibTeX",
	About: "publications for a bibliography",
	Spec:  "https://ctan.org/pkg/biblatex",
	Tier:  format.TierKept,
	Ext:   ".bib", MediaType: "application/x-bibtex",
	Recognise: recognise,
	Import:    read,
	Export:    write,
	Why: map[string]string{
		"":             "a bibliography holds publications",
		"publications": "a bibliography has no field for it",
	},
}

// kinds are the entry types of biblatex for ours; what is not here is @misc.
var kinds = map[string]string{
	"article": "article", "paper": "inproceedings", "book": "book", "chapter": "incollection", "thesis": "thesis",
	"video": "video", "podcast": "audio", "poster": "unpublished", "patent": "patent", "dataset": "dataset", "talk": "unpublished", "exhibition": "artwork",
	"report": "report", "software": "software", "music": "music", "standard": "standard",
}

// venues are where an entry type says where it appeared.
var venues = map[string]string{
	"article": "journaltitle", "inproceedings": "booktitle", "incollection": "booktitle", "thesis": "institution", "report": "institution", "unpublished": "eventtitle",
}

func write(x *site.Edition) []byte {
	var b strings.Builder
	for _, e := range x.Public.Of("publications") {
		d := e.Detail.(*passport.Publication)
		kind := cmp.Or(kinds[e.Type], "misc")
		back := &format.Object{}
		back.Back(e.Extra, name)
		key, _ := back.Get("key").(string)
		if key == "" || strings.ContainsAny(key, " \t\n,{}()=\"#%@\\") {
			key = e.ID
		}
		fmt.Fprintf(&b, "@%s{%s", kind, key)
		written := map[string]bool{"key": true, "entrytype": true}
		field := func(name, value string) {
			if value != "" && !written[name] {
				written[name] = true
				fmt.Fprintf(&b, ",\n  %s = {%s}", name, value)
			}
		}
		var authors []string
		who := "author"
		for _, a := range d.Authors {
			if a.Name.Value != "" {
				if a.Role.Value == "editor" {
					who = "editor"
				}
				// Braces keep a name as it is written: names are never split.
				authors = append(authors, "{"+escape(a.Name.Value)+"}")
			}
		}
		if len(authors) == 0 {
			authors = []string{"{" + escape(x.Public.Person.Name.Value) + "}"}
		}
		field(who, strings.Join(authors, " and "))
		field("title", escape(format.Named(e)))
		field(cmp.Or(venues[kind], "howpublished"), escape(d.Venue.Value))
		field("date", format.ISO(first(e.Date, e.Start)))
		field("volume", escape(d.Volume))
		field("number", escape(d.Issue))
		field("pages", escape(strings.ReplaceAll(d.Pages, "–", "--")))
		field("publisher", escape(d.Publisher.Value))
		field("doi", strings.TrimPrefix(passport.DOI(d.DOI), "https://doi.org/"))
		field("isbn", escape(d.ISBN))
		field("url", d.URL.Value)
		if d.Status != "" && d.Status != "published" {
			field("pubstate", escape(d.Status))
		}
		if kind == "thesis" {
			told, _ := back.Get("type").(string)
			field("type", escape(cmp.Or(told, "thesis")))
		}
		if types[kind] != e.Type {
			field("entrysubtype", escape(e.Type)) // a talk and a poster are both @unpublished
		}
		field("abstract", escape(format.Description(x, e)))
		field("keywords", escape(strings.Join(keywords(x, e), ", ")))
		field("langid", x.Text(e.Heading()).Lang)
		back.Each(func(name string, value any) {
			if s, ok := value.(string); ok && passport.Fold(name) == name {
				field(name, escape(s))
			}
		})
		b.WriteString("\n}\n\n")
	}
	return []byte(strings.TrimSuffix(b.String(), "\n"))
}

// keywords are the skills that a publication shows, and its tags.
func keywords(x *site.Edition, e *passport.Entry) []string {
	list := format.SkillNames(x.Public, e.Skills)
	for _, t := range e.Tags {
		if !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}

func first(a, b passport.Date) passport.Date {
	if a.Year != 0 {
		return a
	}
	return b
}

// escape writes words so that TeX takes none of their signs for its own.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "%", `\%`, "#", `\#`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`).Replace(s)
}
