package csv

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// isOurs reports whether a header has the columns with which our own tables begin.
func isOurs(header []string, begins ...string) bool {
	return len(header) >= len(begins) && slices.Equal(header[:len(begins)], begins)
}

func recogniseEntries(f *format.File) format.Match {
	header := f.Header()
	if isOurs(header, "kind", "id", "type", "title") {
		return format.Sure
	}
	if !plausible(header) {
		return format.No
	}
	_, rows, _ := f.CSV()
	if rows == nil || len(rows.Items) == 0 || rows.Items[0].Pairs == nil {
		return format.No
	}
	// Prose with commas has lines of any length; a row fits below its header.
	for _, row := range rows.Items[:min(5, len(rows.Items))] {
		for _, p := range row.Pairs {
			if !slices.Contains(header, p.Key) {
				return format.No
			}
		}
		if len(header) > 2 && len(row.Pairs) < 2 {
			return format.No
		}
	}
	return format.Perhaps
}

// plausible reports whether names could head columns: several short ones, or one that says what it is.
func plausible(header []string) bool {
	if len(header) == 1 {
		return kindOf(header) != ""
	}
	for _, name := range header {
		if len(name) > 60 || len(strings.Fields(name)) > 6 || strings.ContainsAny(name, "{}<>=\x00") {
			return false
		}
	}
	return len(header) > 1
}

func recogniseSkills(f *format.File) format.Match {
	if isOurs(f.Header(), "id", "title", "category", "level") {
		return format.Sure
	}
	return format.No
}

func readEntries(f *format.File, in *format.Intake) {
	rows := in.CSV(f)
	if rows == nil {
		return
	}
	header, _, _ := f.CSV()
	unarm(rows)
	if isOurs(header, "kind", "id", "type", "title") {
		ours(in, rows)
		return
	}
	m, known := mappingOf(f, in, header)
	if !known {
		return
	}
	if m.told {
		in.Passport.Import = append(in.Passport.Import, m.remembered(header))
	}
	seen := map[string]bool{}
	for _, row := range rows.Items {
		cells := ""
		for _, p := range row.Pairs {
			cells += p.Key + "\x00" + p.Value.Str() + "\x00"
		}
		if seen[cells] {
			for _, p := range row.Pairs {
				in.Change(p.Value, "the same row stands above, so it is one entry")
			}
			continue
		}
		seen[cells] = true
		m.entry(in, header, row)
	}
}

// unarm takes back what was put in front of cells so that no spreadsheet runs them.
func unarm(rows *source.Node) {
	for _, row := range rows.Items {
		for _, p := range row.Pairs {
			if s := p.Value.Text; len(s) > 1 && s[0] == '\'' && calm(s[1:]) == s {
				p.Value.Text = s[1:]
			}
		}
	}
}

// entry makes an entry of a row.
func (m *mapping) entry(in *format.Intake, header []string, row *source.Node) {
	var e *passport.Entry
	if m.kind == "skills" {
		i := slices.Index(m.fields, "title")
		if i < 0 {
			return
		}
		if e = in.Skill(row.Get(header[i])); e == nil {
			return
		}
		in.Into(e, row)
	} else {
		e = in.Entry(m.kind, row)
	}
	var start, end *source.Node
	for i, name := range header {
		n := row.Get(name)
		if n == nil {
			continue
		}
		switch field := m.fields[i]; {
		case field == leaveOut:
			in.Drop(n, "its column is left out, as you said")
		case field == "start" && start == nil:
			start = n
		case field == "end" && end == nil:
			end = n
		case m.kind == "skills" && field == "title":
		case field == "description" && !describes(m.kind, name):
			in.DescribeAs(e, n, name+": "+in.String(n))
		default:
			fill(in, e, pathOf(m.kind, field), n)
		}
	}
	if start != nil || end != nil {
		in.Period(e, start, end)
	}
	if d, ok := e.Detail.(*passport.Credential); ok {
		in.InOrder(d.Issued, &d.Expires)
	}
}

// describes reports whether a column's name says that prose is in it; any other belongs in front of its cells,
// which mean nothing without: "Hours: 24".
func describes(kind, column string) bool {
	field, _ := guess(kind, column)
	return field == "description"
}

// fill takes a cell into a field of an entry. What one cell holds several of is parted.
func fill(in *format.Intake, e *passport.Entry, path string, n *source.Node) {
	switch path {
	case "description":
		if _, work := e.Detail.(*passport.Experience); work {
			in.Claims(e, n)
		} else {
			in.Describe(e, n)
		}
	case "skills":
		for _, part := range in.Parts(n, path) {
			e.Skills = in.Uses(e.Skills, part)
		}
	case "tags":
		for _, part := range in.Parts(n, path) {
			e.Tags = append(e.Tags, part.Text)
		}
	case "aliases":
		d := e.Detail.(*passport.Skill)
		for _, part := range in.Parts(n, path) {
			d.Aliases = append(d.Aliases, part.Text)
		}
	case "links":
		for _, part := range in.Parts(n, path) {
			if url := in.URL(part); url.Value != "" {
				e.Links = append(e.Links, passport.Link{URL: url})
			} else {
				in.Drop(n, "it is no address that a page may carry")
			}
		}
	case "authors", "collaborators":
		parties(in, passport.FieldOf(e, path).(*[]passport.Party), path, n)
	case "courses":
		d := e.Detail.(*passport.Education)
		for _, part := range in.Parts(n, path) {
			d.Courses = append(d.Courses, passport.Course{Title: in.Text(part)})
		}
	case "location.country":
		if e.Location.Country == "" {
			e.Location.Country = in.Country(n)
		}
	case "level":
		if _, skill := e.Detail.(*passport.Skill); skill {
			in.SkillLevel(e, n)
			return
		}
		in.Fill(e, path, n)
	case "type":
		if s := in.String(n); s != "" && e.Type == "" {
			if e.Type = passport.Fold(s); e.Type != s {
				in.Change(n, "written as “"+e.Type+"”")
			}
		}
	case "location":
		country := e.Location.Country
		if at := in.Place(n); at.City.Value != "" || at.Country != "" {
			e.Location = at
			if country != "" {
				e.Location.Country = country
			}
		}
	default:
		in.Fill(e, path, n)
	}
}

// parties takes names, with semicolons, lines or "and" between them, because names have commas.
func parties(in *format.Intake, list *[]passport.Party, path string, n *source.Node) {
	s := in.String(n)
	in.To(n, path)
	for part := range strings.SplitSeq(strings.NewReplacer("\n", ";", " and ", ";", " & ", ";").Replace(s), ";") {
		if part = strings.TrimSpace(part); part != "" {
			*list = append(*list, passport.Party{Name: passport.Text{Value: part, At: passport.At{Node: n}}})
		}
	}
}

// derived are columns of our own tables that say what the passport works out by itself.
const derived = "it is worked out again from the work that shows the skill"

// ours reads our own table of entries. Rows with one id are the roles of one entry.
func ours(in *format.Intake, rows *source.Node) {
	in.Apart = true
	var order []string
	byID := map[string][]*passport.Entry{}
	for _, row := range rows.Items {
		k := passport.KindOf(row.Get("kind").Str())
		if k == nil || k.Folder == "skills" {
			in.Warn(row.Get("kind"), format.CodeSkipped, "this row is of no kind that is known, so it was skipped", "write what it is: experience, education, projects and so on")
			in.Drop(row, "its row is of no kind that is known")
			continue
		}
		e := in.Entry(k.Folder, row)
		in.Keep(row.Get("kind"), "")
		if id := passport.Fold(in.String(row.Get("id"))); id != "" {
			ref := k.Folder + "/" + id
			if byID[ref] == nil {
				e.ID = id
				order = append(order, ref)
			}
			byID[ref] = append(byID[ref], e)
		}
		if n := row.Get("page"); n != nil {
			in.Drop(n, "the site makes the address of its page")
		}
		in.Fill(e, "type", row.Get("type"))
		if org := row.Get("organization"); org != nil {
			path := pathOf(k.Folder, "organization")
			if k.Folder == "endorsements" {
				path = "organization.name" // that of the author has no column
			}
			in.Fill(e, path, org)
		}
		in.Fill(e, "summary", row.Get("summary"))
		e.Body = in.Prose(row.Get("description"))
		in.To(row.Get("description"), "body")
		heading(in, e, row)
		in.Fill(e, "organization.url", row.Get("organization url"))
		if n := row.Get("location"); n != nil {
			e.Location = in.Place(n)
		}
		if n := row.Get("country"); n != nil {
			e.Location.Country = in.Country(n)
		}
		e.Highlights = in.Highlights(row.Get("highlights"))
		fill(in, e, "skills", row.Get("skills"))
		fill(in, e, "tags", row.Get("tags"))
		if n := row.Get("url"); n != nil {
			fill(in, e, pathOf(k.Folder, "url"), n)
		}
		in.Fill(e, "updated", row.Get("updated"))
		ourTime(in, e, row)
	}
	for _, ref := range order {
		if _, work := byID[ref][0].Detail.(*passport.Experience); work && len(byID[ref]) > 1 {
			in.Roles(byID[ref])
		}
	}
}

// heading takes the title of a row, unless it is what stands in for one.
func heading(in *format.Intake, e *passport.Entry, row *source.Node) {
	n := row.Get("title")
	s := n.Str()
	switch {
	case n == nil:
	case s == row.Get("organization").Str() || s == row.Get("summary").Str() || s == row.Get("id").Str() || strings.HasPrefix(row.Get("description").Str(), s):
		in.Keep(n, "")
	default:
		in.Fill(e, pathOf(e.Kind.Folder, "title"), n)
	}
}

func ourTime(in *format.Intake, e *passport.Entry, row *source.Node) {
	start, end, date := row.Get("start"), row.Get("end"), row.Get("date")
	if d, ok := e.Detail.(*passport.Credential); ok {
		d.Issued = in.Date(date)
		if start == nil {
			d.Expires = in.Date(end)
			in.InOrder(d.Issued, &d.Expires)
			return
		}
		date = nil
	}
	in.Period(e, start, end)
	if date != nil && e.Date.IsZero() {
		e.Date = in.Date(date)
	}
}

func readSkills(f *format.File, in *format.Intake) {
	rows := in.CSV(f)
	if rows == nil {
		return
	}
	unarm(rows)
	for _, row := range rows.Items {
		e := in.Skill(row.Get("title"))
		if e == nil {
			continue
		}
		in.Into(e, row)
		d := e.Detail.(*passport.Skill)
		if id := row.Get("id"); passport.Fold(id.Str()) == e.ID {
			in.Keep(id, "")
		} else if id != nil {
			in.Drop(id, "a skill's id comes from its name")
		}
		in.Fill(e, "category", row.Get("category"))
		in.SkillLevel(e, row.Get("level"))
		fill(in, e, "aliases", row.Get("aliases"))
		if n := row.Get("learning"); n != nil {
			d.Learning = in.String(n) == "true"
		}
		for _, part := range in.Parts(row.Get("same as"), "same_as") {
			d.SameAs = append(d.SameAs, passport.SameAs{ID: part.Text})
		}
		in.Fill(e, "summary", row.Get("summary"))
		e.Body = in.Prose(row.Get("description"))
		in.To(row.Get("description"), "body")
		for _, column := range []string{"first", "last", "months", "uses", "evidence"} {
			if n := row.Get(column); n != nil {
				in.Drop(n, derived)
			}
		}
		if n := row.Get("page"); n != nil {
			in.Drop(n, "the site makes the address of its page")
		}
	}
}
