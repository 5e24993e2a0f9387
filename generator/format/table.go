package format

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
)

// Table says which field of a foreign record is which field of an entry: in each row first theirs, then
// ours. It reads like the format's specification and converts in both directions. What a table cannot
// say is a few lines of code beside it.
//
// Theirs are keys from the record on: "issuer", "location.city". Ours are keys from the entry on:
// "organization.name", "issued". The type of our field decides how it is read and written: words, dates,
// addresses, numbers, a place in words, lists of highlights, of skills and of words. "description" is the
// summary when it is short and the prose when it is long.
type Table [][2]string

// In takes the fields of a record into an entry. A field that has a value already keeps it.
func (t Table) In(in *Intake, n *source.Node, e *passport.Entry) {
	for _, row := range t {
		theirs, ours := row[0], row[1]
		from := n
		for key := range strings.SplitSeq(theirs, ".") {
			from = from.Get(key)
		}
		if from == nil {
			continue
		}
		in.Fill(e, ours, from)
	}
}

// Fill takes a value into one field of an entry, as a row of a table does.
func (in *Intake) Fill(e *passport.Entry, ours string, n *source.Node) {
	switch {
	case n == nil:
	case ours == "description":
		in.Describe(e, n)
	default:
		in.fill(passport.FieldOf(e, ours), n, ours)
	}
}

// fill takes a node into a field, by the field's type.
func (in *Intake) fill(field any, n *source.Node, name string) {
	switch v := field.(type) {
	case *passport.Text:
		if v.Value == "" {
			*v = in.Text(n)
		}
	case *passport.Date:
		if v.IsZero() {
			*v = in.Date(n)
		}
	case *passport.URL:
		if v.Value == "" {
			*v = in.URL(n)
		}
	case *string:
		if *v == "" {
			*v = in.String(n)
		}
	case *int:
		if *v == 0 {
			*v = int(in.Number(n))
		}
	case *float64:
		if *v == 0 {
			*v = in.Number(n)
		}
	case *passport.Location:
		if (*v == passport.Location{}) {
			*v = in.Place(n)
		}
	case *[]passport.Highlight:
		*v = append(*v, in.Highlights(n)...)
	case *[]passport.SkillUse:
		*v = in.Uses(*v, n)
	case *[]passport.Text:
		*v = append(*v, in.Texts(n)...)
	case *[]string:
		for _, t := range in.Texts(n) {
			*v = append(*v, t.Value)
		}
	default:
		panic(fmt.Sprintf("format: no way to fill the field %q", name))
	}
}

// Out puts the fields of an entry into a record, in the order of the table.
func (t Table) Out(o *Object, x *site.Edition, e *passport.Entry) {
	for _, row := range t {
		theirs, ours := row[0], row[1]
		var value any
		if ours == "description" {
			value = Description(x, e)
		} else {
			value = Value(x, passport.FieldOf(e, ours))
		}
		if empty(value) {
			continue
		}
		at := o
		keys := strings.Split(theirs, ".")
		for _, key := range keys[:len(keys)-1] {
			inner, ok := at.Get(key).(*Object)
			if !ok {
				inner = &Object{}
				at.Set(key, inner)
			}
			at = inner
		}
		at.Put(keys[len(keys)-1], value)
	}
}

// Value is a field as plain data: words, ISO dates, addresses, numbers, lists of words. A place is its
// parts with commas between them, a skill its title.
func Value(x *site.Edition, field any) any {
	switch v := field.(type) {
	case *passport.Text:
		return v.Value
	case *passport.Date:
		return ISO(*v)
	case *passport.URL:
		return v.Value
	case *passport.Path:
		return x.File(*v)
	case *string:
		return *v
	case *int:
		return *v
	case *float64:
		return *v
	case *bool:
		return *v
	case *passport.Location:
		return PlaceName(*v)
	case *[]passport.Highlight:
		var out []string
		for _, h := range *v {
			if h.Text.Value != "" {
				out = append(out, h.Text.Value)
			}
		}
		return out
	case *[]passport.SkillUse:
		return SkillNames(x.Public, *v)
	case *[]passport.Text:
		var out []string
		for _, t := range *v {
			out = append(out, t.Value)
		}
		return out
	case *[]string:
		return *v
	}
	panic(fmt.Sprintf("format: no way to write a %T", field))
}

// ISO writes a date as ISO 8601, as exactly as it is known; "" for none and for "present".
func ISO(d passport.Date) string {
	if d.Year == 0 {
		return ""
	}
	return strings.TrimPrefix(d.String(), "~")
}

// PlaceName writes a place in words: "Palo Alto, CA", "Porto, Norte, Portugal".
func PlaceName(l passport.Location) string {
	var parts []string
	for _, s := range []string{l.City.Value, l.Region.Value, CountryName(l.Country)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// SkillNames are the titles of the skills that a list names.
func SkillNames(p *passport.Public, list []passport.SkillUse) []string {
	var out []string
	for _, u := range list {
		if s := p.Skill(u.Skill.ID); s != nil && s.Title.Value != "" {
			out = append(out, s.Title.Value)
		} else if u.Skill.Written != "" {
			out = append(out, u.Skill.Written)
		}
	}
	return out
}

// Description is the summary and the prose of an entry as plain words, paragraphs apart.
func Description(x *site.Edition, e *passport.Entry) string {
	return Paragraphs(e.Summary.Value, x.Body(e).Plain())
}

// Paragraphs joins texts with a blank line between them, empty ones left out.
func Paragraphs(list ...string) string {
	var out []string
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n\n")
}

// Number writes a number as short as it reads back the same; "" for zero.
func Number(n float64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}
