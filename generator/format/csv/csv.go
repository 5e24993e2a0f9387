// Package csv writes and reads tables of a spreadsheet, as RFC 4180 has them.
//
// Out go one of all entries and one of all skills. Columns keep their names and order, so that a table made
// today can be read by what was written for one made yesterday; new ones come at the end.
//
// In come those two, and any other table with a header. What its columns are is obvious from usual names
// (columns.go has them), or the person says it once, and it is remembered in passport.yaml under `import`.
package csv

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

const media = "text/csv; charset=utf-8"

// Entries is the table of entries.
var Entries = &format.Format{
	Name:  "csv",
	Title: "CSV of entries",
	About: "a table of everything, one row for each entry or position; any table of yours comes in",
	Spec:  "https://www.rfc-editor.org/rfc/rfc4180",
	Tier:  format.TierKept,
	Ext:   ".csv", MediaType: media,
	Recognise: recogniseEntries,
	Import:    readEntries,
	Export:    entries,
	Why: map[string]string{
		"person":     "the table is of entries",
		"about":      "the table is of entries",
		"evidence":   "a cell holds one value",
		"highlights": "a highlight is a line in a cell",
	},
}

// Skills is the table of skills.
var Skills = &format.Format{
	Name:  "csv-skills",
	Title: "CSV of skills",
	About: "a table of skills, with the work that shows them and how lately",
	Spec:  "https://www.rfc-editor.org/rfc/rfc4180",
	Tier:  format.TierKept,
	Ext:   ".csv", MediaType: media,
	Recognise: recogniseSkills,
	Import:    readSkills,
	Export:    skills,
	Why:       map[string]string{"": "the table is of skills"},
}

func table(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		for i := range row {
			row[i] = calm(row[i])
		}
		_ = w.Write(row) // a buffer does not fail
	}
	w.Flush()
	return b.Bytes()
}

// calm takes its power from a cell that a spreadsheet would run as a formula
// (https://owasp.org/www-community/attacks/CSV_Injection).
func calm(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

func entries(x *site.Edition) []byte {
	rows := [][]string{{
		"kind", "id", "type", "title", "organization", "organization url", "location", "country", "start", "end", "date",
		"summary", "description", "highlights", "skills", "url", "tags", "updated", "page",
	}}
	for _, e := range x.Public.Entries {
		if _, skill := e.Detail.(*passport.Skill); skill {
			continue
		}
		for _, one := range format.Positions(e) {
			rows = append(rows, row(x, e, one))
		}
	}
	return table(rows)
}

func row(x *site.Edition, whole, e *passport.Entry) []string {
	end := format.ISO(e.End)
	if p := x.Public.Facts(whole).Period; end == "" && !e.Start.IsZero() && p.Ongoing() {
		end = "present"
	}
	var claims []string
	for _, h := range e.Highlights {
		claims = append(claims, h.Text.Value)
	}
	org, date, url := e.Organization.Name.Value, e.Date, ""
	switch d := e.Detail.(type) {
	case *passport.Credential:
		if d.Issuer.Name.Value != "" {
			org = d.Issuer.Name.Value
		}
		if date.IsZero() {
			date = d.Issued
		}
		if end == "" {
			end = format.ISO(d.Expires)
		}
		url = d.URL.Value
	case *passport.Project:
		url = d.URL.Value
	case *passport.Publication:
		url = d.URL.Value
		if org == "" {
			org = d.Venue.Value
		}
	}
	place := format.Place(e)
	return []string{
		e.Kind.Folder, e.ID, e.Type, format.Named(e), org, e.Organization.URL.Value,
		strings.Join(nonempty(place.City.Value, place.Region.Value), ", "), place.Country,
		format.ISO(e.Start), end, format.ISO(date), e.Summary.Value, x.Body(e).Plain(),
		strings.Join(claims, "\n"), strings.Join(once(format.SkillNames(x.Public, e.Skills)), ", "), url, strings.Join(e.Tags, ", "), format.ISO(e.Updated), x.Address(e),
	}
}

// once leaves out what stands in a list before.
func once(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func nonempty(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func skills(x *site.Edition) []byte {
	rows := [][]string{{"id", "title", "category", "level", "aliases", "first", "last", "months", "uses", "evidence", "learning", "same as", "summary", "description", "page"}}
	for _, s := range x.Public.Skills {
		r := []string{s.ID, s.Title.Value, "", s.Level, "", format.ISO(s.First), format.ISO(s.Last), count(s.Months), strconv.Itoa(len(s.Uses)), strconv.Itoa(s.Evidence), "", "", "", "", ""}
		if s.Last.Present {
			r[6] = "present"
		}
		if x.Public.Site.Dates == "years" {
			r[7] = "" // months would tell more than years
		}
		if e := s.Entry; e != nil {
			d := e.Detail.(*passport.Skill)
			r[2], r[4] = d.Category.Value, strings.Join(d.Aliases, ", ")
			if d.Learning {
				r[10] = "true"
			}
			var same []string
			for _, a := range d.SameAs {
				same = append(same, a.ID)
			}
			r[11], r[12], r[13], r[14] = strings.Join(same, ", "), e.Summary.Value, x.Body(e).Plain(), x.Address(e)
		}
		rows = append(rows, r)
	}
	return table(rows)
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
