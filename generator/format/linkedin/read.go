package linkedin

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func recognise(f *format.File) format.Match {
	if members, _ := f.ZIP(); members != nil {
		known := 0
		for _, m := range members {
			if x := named(m); x != nil {
				if x.name == "Profile" || x.name == "Positions" {
					return format.Sure
				}
				known++
			}
		}
		switch {
		case known > 1:
			return format.Sure
		case known == 1:
			return format.Likely
		}
		return format.No
	}
	header := f.Header()
	if whyAlone(header) != "" {
		return format.Sure
	}
	switch x := headed(header); {
	case x == nil:
		return format.No
	case len(x.columns) > 2:
		return format.Sure
	case x.name == "Skills":
		return format.Perhaps
	}
	return format.Likely
}

// named is the file of the export that a member of a ZIP is by its name, nil for none.
func named(m *format.File) *file {
	if forked(m) {
		return nil
	}
	for i := range files {
		if format.SameName(stem(m)) == format.SameName(files[i].name) {
			return &files[i]
		}
	}
	return nil
}

// stem is a file's name without folders and extension.
func stem(m *format.File) string { return strings.TrimSuffix(m.Base(), path.Ext(m.Base())) }

// forked tells the copies that macOS puts into the ZIPs that it makes; they hold nothing of the person's.
func forked(m *format.File) bool {
	return strings.Contains(m.Name, "__MACOSX/") || strings.HasPrefix(m.Base(), ".")
}

// headed is the file that a table is by its columns, nil for none.
func headed(header []string) *file {
	t := newTable(header, nil)
	for i := range files {
		x := &files[i]
		all := len(header) > 0
		for _, c := range x.columns {
			all = all && (t.names[format.SameName(c)] != "" || c == "Started On" && t.names["startdate"] != "")
		}
		if all && (x.name != "Skills" || len(header) == 1) {
			return x
		}
	}
	return nil
}

// whyAlone says why a table with such columns is left alone; "" for one that is not.
func whyAlone(header []string) string {
	t := newTable(header, nil)
	for _, x := range alone {
		if !slices.ContainsFunc(x.columns, func(c string) bool { return t.names[format.SameName(c)] == "" }) {
			return x.why
		}
	}
	return ""
}

// table is a file of the export.
type table struct {
	rows  *source.Node
	names map[string]string // columns as they are written, by folded name
}

func newTable(header []string, rows *source.Node) *table {
	t := &table{rows: rows, names: map[string]string{}}
	for _, name := range header {
		if t.names[format.SameName(name)] == "" {
			t.names[format.SameName(name)] = name
		}
	}
	return t
}

// column is how the file at hand calls a column, "" when it has none like it.
func (t *table) column(name string) string {
	if s := t.names[format.SameName(name)]; s != "" {
		return s
	}
	for _, other := range variants[name] {
		if s := t.names[format.SameName(other)]; s != "" {
			return s
		}
	}
	return ""
}

func (t *table) get(row *source.Node, name string) *source.Node {
	if c := t.column(name); c != "" {
		return row.Get(c)
	}
	return nil
}

// reader is one import.
type reader struct {
	in      *format.Intake
	courses *passport.Entry // the one of all courses
	told    string          // the person's words
}

func read(f *format.File, in *format.Intake) {
	r := &reader{in: in}
	members, found := f.ZIP()
	members = slices.Clone(members)
	in.Report(f, found...)
	if members == nil {
		r.single(f)
		return
	}
	which := map[*file]*format.File{}
	// What lies higher in the ZIP goes before a copy in a folder.
	slices.SortStableFunc(members, func(a, b *format.File) int { return strings.Count(a.Name, "/") - strings.Count(b.Name, "/") })
	for _, m := range members {
		if forked(m) {
			continue
		}
		x := named(m)
		why := unread(strings.TrimPrefix(m.Name, f.Name+"/"))
		if x == nil && why == "" && strings.EqualFold(path.Ext(m.Base()), ".csv") {
			x = headed(m.Header())
		}
		switch {
		case x == nil:
			in.Leave(m, cmp.Or(why, "nothing that belongs into a passport is known to be in it"))
		case which[x] != nil:
			in.Leave(m, "the ZIP holds this file twice: "+strings.TrimPrefix(which[x].Name, f.Name+"/")+" was read")
		default:
			which[x] = m
		}
	}
	var list []*format.File
	for i := range files {
		if m := which[&files[i]]; m != nil {
			list = append(list, m)
		}
	}
	all := in.Tables(list)
	for i := range files {
		// What could not be read is missing, and told of already.
		if m := which[&files[i]]; m != nil && all.Get(m.Base()) != nil {
			header, rows, _ := m.CSV()
			files[i].read(r, newTable(header, rows))
		}
	}
}

// single reads one file of the export.
func (r *reader) single(f *format.File) {
	header := f.Header()
	if why := whyAlone(header); why != "" {
		r.in.Leave(f, why)
		return
	}
	rows := r.in.CSV(f)
	if x := headed(header); x != nil && rows != nil {
		x.read(r, newTable(header, rows))
	}
}

// unread says why a file at a path in the ZIP is left alone; "" for one that nothing is known about.
func unread(at string) string {
	for part := range strings.SplitSeq(strings.TrimSuffix(at, path.Ext(at)), "/") {
		part = format.SameName(part)
		for _, l := range left {
			if name := format.SameName(l.name); part == name || len(name) > 3 && strings.HasPrefix(part, name) {
				return l.why
			}
		}
	}
	return ""
}

// fill takes the columns of a row into an entry, by a table.
func (r *reader) fill(columns format.Table, t *table, row *source.Node, e *passport.Entry) {
	for _, c := range columns {
		n := t.get(row, c[0])
		if n == nil {
			continue
		}
		if d, ok := passport.FieldOf(e, c[1]).(*passport.Date); ok {
			if d.IsZero() {
				*d = r.date(n)
			}
			continue
		}
		r.in.Fill(e, c[1], n)
	}
}

// american is how LinkedIn writes a moment: "11/05/19, 08:34 PM". The month comes first whatever
// language the member uses.
var american = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})(,? .*)?$`)

func (r *reader) date(n *source.Node) passport.Date {
	m := american.FindStringSubmatch(strings.TrimSpace(n.Str()))
	if m == nil {
		return r.in.Date(n)
	}
	year := m[3]
	if len(year) == 2 {
		year = "20" + year // the network began in 2003
	}
	d := r.in.DateFrom(n, year+"-"+two(m[1])+"-"+two(m[2]))
	if m[4] != "" && !d.IsZero() {
		r.in.Change(n, "the hour was left out")
	}
	return d
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// period takes when something began and ended.
func (r *reader) period(t *table, row *source.Node, e *passport.Entry) {
	r.in.Period(e, t.get(row, "Started On"), t.get(row, "Finished On"))
}

func (r *reader) position(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("experience", row)
		r.fill(positions, t, row, e)
		r.period(t, row, e)
		r.in.Claims(e, t.get(row, "Description"))
	}
}

func (r *reader) volunteer(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("experience", row)
		e.Type = "voluntary"
		r.fill(volunteering, t, row, e)
		r.period(t, row, e)
		r.in.Claims(e, t.get(row, "Description"))
		if cause := t.get(row, "Cause"); cause != nil {
			e.Organization.Sector = r.in.Text(cause)
			if s := e.Organization.Sector.Value; s == strings.ToUpper(s) {
				// LinkedIn writes some causes as it keeps them: ECONOMIC_EMPOWERMENT.
				s = strings.ToLower(strings.ReplaceAll(s, "_", " "))
				if s != "" {
					s = strings.ToUpper(s[:1]) + s[1:]
				}
				e.Organization.Sector.Value = s
				r.in.To(cause, "organization.sector")
				r.in.Change(cause, "written as “"+s+"”")
			}
		}
	}
}

func (r *reader) school(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("education", row)
		r.fill(education, t, row, e)
		r.period(t, row, e)
		if n := t.get(row, "Activities"); n != nil {
			r.in.DescribeAs(e, n, "Activities: "+r.in.String(n))
		}
	}
}

// coursework has no school and no date in the export, so they are one entry.
func (r *reader) coursework(t *table) {
	for _, row := range t.rows.Items {
		title := t.get(row, "Name")
		if strings.TrimSpace(title.Str()) == "" {
			continue
		}
		if r.courses == nil {
			r.courses = r.in.Entry("education", row)
			r.courses.Title = passport.Text{Value: "Courses"}
			r.courses.Type = "course"
		}
		r.in.Into(r.courses, row)
		d := r.courses.Detail.(*passport.Education)
		d.Courses = append(d.Courses, passport.Course{Title: r.in.Text(title), Code: r.in.String(t.get(row, "Number"))})
	}
}

func (r *reader) certificate(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("credentials", row)
		r.fill(certifications, t, row, e)
		d := e.Detail.(*passport.Credential)
		r.in.InOrder(d.Issued, &d.Expires)
	}
}

func (r *reader) membership(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("other", row)
		e.Detail.(*passport.Other).Section = passport.Text{Value: "Memberships"}
		r.fill(organizations, t, row, e)
		r.period(t, row, e)
		if e.Title.Value == "" && e.Organization.Name.Value != "" {
			e.Title = passport.Text{Value: "Member"}
		}
	}
}

func (r *reader) publication(t *table) {
	for _, row := range t.rows.Items {
		r.fill(publications, t, row, r.in.Entry("publications", row))
	}
}

func (r *reader) patent(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("publications", row)
		e.Type = "patent"
		r.fill(patents, t, row, e)
	}
}

func (r *reader) project(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("projects", row)
		r.fill(projects, t, row, e)
		r.period(t, row, e)
		r.in.Claims(e, t.get(row, "Description"))
	}
}

func (r *reader) honor(t *table) {
	for _, row := range t.rows.Items {
		r.fill(honors, t, row, r.in.Entry("awards", row))
	}
}

func (r *reader) score(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("other", row)
		e.Detail.(*passport.Other).Section = passport.Text{Value: "Test scores"}
		r.fill(scores, t, row, e)
		if n := t.get(row, "Score"); n != nil {
			r.in.DescribeAs(e, n, "Score: "+r.in.String(n))
		}
		r.in.Describe(e, t.get(row, "Description"))
	}
}

func (r *reader) recommendation(t *table) {
	for _, row := range t.rows.Items {
		e := r.in.Entry("endorsements", row)
		d := e.Detail.(*passport.Endorsement)
		d.Author.Name = r.name(t, row)
		r.fill(recommendations, t, row, e)
		e.Body = r.in.Prose(t.get(row, "Text"))
		r.in.To(t.get(row, "Text"), "body")
		status := t.get(row, "Status")
		switch s := r.in.String(status); {
		case s == "":
		case strings.EqualFold(s, "VISIBLE"):
			r.in.Change(status, "it is published once its author agrees: consent: true")
		default:
			e.Visibility = passport.VisibilityPrivate
			r.in.To(status, "visibility")
			r.in.Change(status, "it was not shown there, so it is private here")
		}
	}
}

// name is a name in two columns, as it is said in most languages that write it so.
func (r *reader) name(t *table, row *source.Node) passport.Text {
	given, family := t.get(row, "First Name"), t.get(row, "Last Name")
	name := r.in.Text(given)
	if last := r.in.Text(family); last.Value != "" {
		if name.Value == "" {
			return last
		}
		name.Value += " " + last.Value
	}
	return name
}

func (r *reader) language(t *table) {
	r.in.Person()
	for _, row := range t.rows.Items {
		r.in.Language(t.get(row, "Name"), t.get(row, "Proficiency"))
	}
}

func (r *reader) skill(t *table) {
	for _, row := range t.rows.Items {
		if e := r.in.Skill(t.get(row, "Name")); e != nil {
			r.in.Into(e, row)
		}
	}
}

func (r *reader) profile(t *table) {
	in := r.in
	p := in.Person()
	for _, row := range t.rows.Items {
		if p.Name.Value == "" {
			p.Name = r.name(t, row)
			p.Given, p.Family = in.String(t.get(row, "First Name")), in.String(t.get(row, "Last Name"))
		}
		if p.Headline.Value == "" {
			p.Headline = in.Text(t.get(row, "Headline"))
		}
		if (p.Location == passport.Location{}) {
			p.Location = in.Place(t.get(row, "Geo Location"))
		}
		if about := t.get(row, "Summary"); about != nil && strings.TrimSpace(about.Str()) != r.told {
			r.told = in.String(about)
			in.Tell(about)
		} else {
			in.Keep(about, "about.md") // Profile.csv and Profile Summary.csv say the same
		}
		r.links(t.get(row, "Public Profile"), p)
		r.links(t.get(row, "Websites"), p)
		r.handles(t.get(row, "Twitter Handles"), p)
		for _, column := range []string{"Birth Date", "Address", "Zip Code", "Phone Numbers", "Email Address", "Instant Messengers"} {
			if n := t.get(row, column); n != nil {
				in.Drop(n, "it is private: write it under person.forms or person.contact where you want to use it")
			}
		}
		if n := t.get(row, "Maiden Name"); n != nil {
			in.Drop(n, "a former name is yours to tell: write it under person.also_known_as if you want to")
		}
	}
}

// sites are the words in front of addresses, and what people call such a page.
var sites = map[string]string{
	"PERSONAL": "Website", "COMPANY": "Company", "BLOG": "Blog", "RSS": "Feed", "PORTFOLIO": "Portfolio", "OTHER": "", "SITE": "Website",
}

// links takes a list such as "[PERSONAL:https://ana.example,BLOG:blog.example]".
func (r *reader) links(n *source.Node, p *passport.Person) {
	s := r.in.String(n)
	if s == "" {
		return
	}
	at := passport.At{Node: n}
	r.in.To(n, "links")
	var bad []string
	for item := range strings.SplitSeq(strings.Trim(s, "[] "), ",") {
		item = strings.TrimSpace(item)
		title := ""
		if label, rest, ok := strings.Cut(item, ":"); ok && label == strings.ToUpper(label) && !strings.HasPrefix(rest, "//") {
			item = strings.TrimSpace(rest)
			title = sites[label]
		}
		if item == "" {
			continue
		}
		if !strings.Contains(item, "://") && strings.Contains(item, ".") {
			item = "https://" + item
		}
		if !passport.SafeURL(item) || !strings.Contains(item, "://") {
			bad = append(bad, item)
			continue
		}
		p.Links = append(p.Links, passport.Link{Title: passport.Text{Value: title}, URL: passport.URL{Value: item, At: at}, Rel: "me"})
	}
	if bad != nil {
		r.in.Warn(n, format.CodeValue, strings.Join(bad, ", ")+" is not an address that a page may carry", "write the address under person.links, beginning with https://")
		r.in.Change(n, "what is no address was left out")
	}
}

// handles takes names on Twitter, now X: "[anaprata]".
func (r *reader) handles(n *source.Node, p *passport.Person) {
	s := r.in.String(n)
	if s == "" {
		return
	}
	for h := range strings.SplitSeq(strings.Trim(s, "[] "), ",") {
		h = strings.TrimPrefix(strings.TrimSpace(h), "@")
		if h == "" || strings.Trim(h, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
			continue
		}
		p.Links = append(p.Links, passport.Link{Title: passport.Text{Value: "X"}, URL: passport.URL{Value: "https://x.com/" + h, At: passport.At{Node: n}}, Rel: "me"})
		r.in.To(n, "links")
		r.in.Change(n, "written as an address")
	}
}
