package format

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
)

// Observe says what an exporter kept, changed and lost of a public passport, by watching it: the exporter
// runs on a copy in which every text, date, address and number in words carries a mark that occurs nowhere
// else, and the marks are looked for in what comes out. A value whose words steer the exporter, such as a
// type or a level, cannot be marked; such a field is emptied instead, everywhere at once, and when nothing
// comes out differently it was not used. So the account is true of this exporter and this passport,
// whatever anybody wrote down about the two.
//
// Settings of the site, visibility and consent are not counted: they decide what leaves and do not leave.
func Observe(x *Format, e *site.Edition) Account {
	o := &observer{format: x, lang: e.Lang, base: e.Base}
	o.mark(e.Public)
	plan := o.plan()
	out := o.run(plan)
	found := index(x, out)
	found.real = string(o.run(e))
	emptied := map[string]verdict{}
	o.without(o.steered(), out, emptied)
	var a Account
	for _, m := range o.marks {
		l := Line{Value: short(m.value), Ours: m.place, Field: m.group}
		switch {
		case m.token != "":
			l.Outcome, l.Foreign, l.Why = found.of(m)
		case m.date != "":
			l.Outcome, l.Foreign, l.Why = found.ofDate(m, plan.Words)
		default:
			l.Outcome, l.Why = emptied[m.group].of(m.value)
		}
		if why := x.why(m.group, l.Outcome); why != "" && l.Outcome != Kept {
			l.Why = why
		} else if l.Outcome == Lost {
			l.Why = x.Title + " has no field for it"
		}
		a = append(a, l)
	}
	return a
}

// why is the reason that a format gives for what becomes of a field: that of the longest name that fits.
func (x *Format) why(group string, o Outcome) string {
	kind, field, _ := strings.Cut(group, ".")
	if o == Changed {
		// What is said of all fields explains losses only.
		return cmp.Or(x.Why[group], x.Why[field])
	}
	best, why := -1, ""
	for name, text := range x.Why {
		fits := name == "" || name == kind || covers(name, group) || covers(name, field)
		if fits && len(name) > best {
			best, why = len(name), text
		}
	}
	return why
}

func covers(name, field string) bool {
	rest, ok := strings.CutPrefix(field, name)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

type observer struct {
	format   *Format
	lang     string
	base     string
	passport *passport.Passport
	now      passport.Moment
	marks    []*marked
	dates    int // marked dates
}

// marked is a value of the copy.
type marked struct {
	group string // "experience.highlights[].text"
	place string // "experience/harbour-clinic highlights[0].text"
	value string // as it was
	with  string // as it is in the copy
	token string // "" for what has no mark of its own
	date  string // the year of a date that stands for it
	leaf  passport.Leaf
	prose bool
}

// steering are the keys whose values steer exporters: known words of open lists, codes, and what points
// at something.
var steering = map[string]bool{
	"type": true, "schedule": true, "arrangement": true, "status": true, "level": true, "language": true, "country": true,
	"genre": true, "scheme": true, "rel": true, "shifts": true, "right_to_work": true, "category_id": true, "lang": true,
}

// uncounted are the keys that decide what leaves and do not leave themselves.
var uncounted = map[string]bool{"visibility": true, "consent": true, "formerly": true, "private": true}

// mark makes the copy.
func (o *observer) mark(p *passport.Public) {
	o.now = p.Now
	q := &passport.Passport{Schema: 1, ID: p.ID, Person: p.Person.Copy(), Site: p.Site, Extra: p.Extra}
	// The dates were cut to what the person shows already.
	q.Site.Since, q.Site.Dates, q.Site.Languages = "", "", []string{o.lang}
	q.Site.URL = passport.URL{Value: o.base}
	o.passport = q
	if _, ours := p.Extra[o.format.Name]; ours {
		m := o.add("passport.extra", "extra."+o.format.Name, passport.Leaf{Value: &q.Extra}.String(), passport.Leaf{Value: &q.Extra})
		m.token = ""
	}
	o.walk(&q.Person, "person", "person.")
	if p.About != nil {
		m := o.add("about", "about.md", p.About.Body.Source(), passport.Leaf{})
		q.About = &passport.Prose{Body: m.body(p.About.Body)}
	}
	for _, e := range p.Entries {
		c := e.Copy()
		c.Item = e.Item
		c.Visibility = passport.VisibilityPublic
		q.Entries = append(q.Entries, c)
		o.walk(c, c.Kind.Folder, c.Ref().String()+" ")
		if c.Body != nil && !c.Body.Body.Empty() {
			m := o.add(c.Kind.Folder+".body", c.Ref().String()+" body", c.Body.Body.Source(), passport.Leaf{})
			c.Body.Body = m.body(c.Body.Body)
		}
	}
}

func (o *observer) add(group, place, value string, l passport.Leaf) *marked {
	m := &marked{group: group, place: place, value: value, leaf: l}
	o.marks = append(o.marks, m)
	m.token = fmt.Sprintf("qz%dzq", len(o.marks))
	return m
}

// body is prose with marks at both ends.
func (m *marked) body(b *source.Body) *source.Body {
	m.prose = true
	m.with = strings.TrimSpace(b.Source())
	return source.NewBody(m.with + "\n\n" + m.token + "\n")
}

func (o *observer) walk(ptr any, kind, place string) {
	passport.Leaves(ptr, func(l passport.Leaf) {
		value := l.String()
		if value == "" || uncounted[l.Key()] {
			return
		}
		if d, ok := l.Value.(*passport.Date); ok && d.Present {
			return // what has no end is ongoing
		}
		if x, ok := l.Value.(*passport.Extra); ok {
			if _, ours := (*x)[o.format.Name]; !ours {
				return // another format's
			}
		}
		m := o.add(kind+"."+l.Field, place+l.Path, value, l)
		n := len(o.marks)
		if _, date := l.Value.(*passport.Date); date {
			o.dates++
			n = o.dates
		}
		m.set(n, steering[l.Key()])
	})
}

// set puts the mark into the copy, where the value can carry one.
func (m *marked) set(n int, steers bool) {
	token := m.token
	m.token = ""
	switch v := m.leaf.Value.(type) {
	case *passport.Text:
		v.Value += " " + token
		m.token, m.with = token, v.Value
	case *passport.Date:
		// A year of its own for each date, before the first that a person can mean.
		m.date = strconv.Itoa(1100 + n%800)
		v.Year = 1100 + n%800
		if v.Day > 28 {
			v.Day = 28
		}
		m.with = ISO(*v)
	case *passport.URL:
		u, err := url.Parse(v.Value)
		if err != nil || u.Host == "" {
			return
		}
		u.Path, u.RawPath = strings.TrimSuffix(u.Path, "/")+"/"+token, ""
		v.Value = u.String()
		m.token, m.with = token, v.Value
	case *passport.Path:
		v.Full = path.Join(path.Dir(v.Full), token+path.Ext(v.Full))
		v.Written = v.Full
		m.token, m.with = token, token
	case *string:
		switch key := m.leaf.Key(); {
		case steers:
			return
		case key == "email":
			*v = token + "@" + "marked.example"
		case key == "phone":
			digits := fmt.Sprintf("999%07d", n)
			*v = "+" + digits
			m.token, m.with = digits, *v
			return
		case key == "doi":
			*v = "10.1000/" + token
			m.token, m.with = token, token
			return
		case key == "id":
			return // of claims and terms: addresses are made of them
		default:
			*v += token
		}
		m.token, m.with = token, *v
	}
}

// longAgo is a history in which nothing changes.
type longAgo struct{}

func (longAgo) Created(string) string  { return "1999-01-01T00:00:00Z" }
func (longAgo) Modified(string) string { return "1999-01-01T00:00:00Z" }

func (o *observer) plan() *site.Edition {
	p := o.passport.Publish(passport.Audience{}, o.now)
	plan, _ := site.New(p, site.Options{History: longAgo{}})
	return plan.Editions[0]
}

func (o *observer) run(e *site.Edition) []byte {
	if o.format.Export != nil {
		return o.format.Export(e)
	}
	var b bytes.Buffer
	for _, d := range o.format.Documents(e) {
		d.Render(&b)
	}
	return b.Bytes()
}

// steered are the fields whose values carry no mark, each once.
func (o *observer) steered() []string {
	var groups []string
	for _, m := range o.marks {
		if m.token == "" && m.date == "" && !slices.Contains(groups, m.group) {
			groups = append(groups, m.group)
		}
	}
	return groups
}

// without finds out which fields make a difference. Many do not, so they are emptied together, and only
// where that shows are the halves looked at.
func (o *observer) without(groups []string, with []byte, emptied map[string]verdict) {
	if len(groups) == 0 {
		return
	}
	v := o.emptied(groups, with)
	if v.same || len(groups) == 1 {
		for _, g := range groups {
			emptied[g] = v
		}
		return
	}
	half := len(groups) / 2
	o.without(groups[:half], with, emptied)
	o.without(groups[half:], with, emptied)
}

// emptied empties fields everywhere and compares what comes out.
func (o *observer) emptied(groups []string, with []byte) verdict {
	var restore []func()
	for _, m := range o.marks {
		if m.token != "" || m.date != "" || !slices.Contains(groups, m.group) {
			continue
		}
		switch v := m.leaf.Value.(type) {
		case *string:
			old := *v
			restore = append(restore, func() { *v = old })
			*v = ""
		case *passport.Ref:
			old := *v
			restore = append(restore, func() { *v = old })
			*v = passport.Ref{}
		case *passport.URL:
			old := *v
			restore = append(restore, func() { *v = old })
			*v = passport.URL{}
		case *passport.Date:
			old := *v
			restore = append(restore, func() { *v = old })
			*v = passport.Date{}
		case *int:
			old := *v
			restore = append(restore, func() { *v = old })
			*v = 0
		case *float64:
			old := *v
			restore = append(restore, func() { *v = old })
			*v = 0
		case *bool:
			old := *v
			restore = append(restore, func() { *v = old })
			*v = false
		case *passport.Extra:
			old := *v
			restore = append(restore, func() { *v = old })
			*v = nil
		}
	}
	out := o.run(o.plan())
	for _, fn := range restore {
		fn()
	}
	return verdict{same: bytes.Equal(out, with), with: with, without: out}
}

// verdict is what came of emptying a field.
type verdict struct {
	same          bool
	with, without []byte
}

func (v verdict) of(value string) (Outcome, string) {
	switch {
	case v.same:
		return Lost, ""
	case value == "true", strings.HasPrefix(value, "map["), bytes.Count(v.with, []byte(value)) > bytes.Count(v.without, []byte(value)):
		return Kept, ""
	}
	return Changed, "it is said in other words"
}

// places are where marks arrived.
type arrivals struct {
	tokens map[string]arrival
	years  map[string][]arrival
	plain  bool   // signs of the format are written with the words
	real   string // what the exporter makes of the passport itself
}

type arrival struct{ at, text string }

var (
	tokenForm = regexp.MustCompile(`qz\d+zq|999\d{7}`)
	yearForm  = regexp.MustCompile(`\b1[1-8]\d\d\b`)
)

// index looks for marks in every value of what came out.
func index(x *Format, out []byte) *arrivals {
	a := &arrivals{tokens: map[string]arrival{}, years: map[string][]arrival{}}
	put := func(at, text string) {
		for _, t := range tokenForm.FindAllString(text, -1) {
			// The longest text that holds a mark is the one where the value was to go.
			if old, there := a.tokens[t]; !there || len(text) > len(old.text) && len(old.text) < 40 {
				a.tokens[t] = arrival{at, text}
			}
		}
		for _, y := range yearForm.FindAllString(text, -1) {
			a.years[y] = append(a.years[y], arrival{at, text})
		}
	}
	f := NewFile("out"+x.Ext, out)
	var root *source.Node
	var tables map[*source.Node]*tableResult
	switch media, _, _ := strings.Cut(x.MediaType, ";"); {
	case strings.HasSuffix(media, "json"):
		root, _ = f.JSON()
	case strings.HasSuffix(media, "xml"):
		root, _ = f.XML()
	case strings.HasSuffix(media, "yaml"):
		root, _ = f.YAML()
	case strings.HasSuffix(media, "csv"):
		_, root, _ = f.CSV()
		tables = map[*source.Node]*tableResult{root: f.table}
	}
	if root != nil {
		walkPointers(root, tables, "", func(n *source.Node, at string) { put(at, n.Text) })
		return a
	}
	a.plain = true
	text := strings.NewReplacer("\r\n ", "", "\r\n", "\n").Replace(string(out)) // vCard folds its lines
	for i, block := range strings.Split(text, "\n") {
		put(fmt.Sprintf("line %d", i+1), block)
	}
	// Prose goes over lines: what is looked for as a whole is looked for in everything.
	for t, at := range a.tokens {
		at.text = text
		a.tokens[t] = at
	}
	return a
}

func (a *arrivals) of(m *marked) (Outcome, string, string) {
	at, there := a.tokens[m.token]
	if !there {
		return Lost, "", ""
	}
	if m.prose {
		switch text, want := a.plainly(at.text), a.plainly(m.with); {
		case strings.Contains(text, want):
			return Kept, at.at, ""
		case strings.Contains(text, a.plainly(source.NewBody(m.with).Text())):
			return Changed, at.at, "it is written as plain words"
		}
		return Changed, at.at, "it is written in another form"
	}
	if strings.Contains(a.plainly(at.text), a.plainly(m.with)) {
		return Kept, at.at, ""
	}
	return Changed, at.at, "it is written in another form"
}

// plainly is a text for comparing: line ends are spaces, and the signs with which a plain format marks
// letters are left out.
func (a *arrivals) plainly(s string) string {
	if a.plain {
		s = strings.NewReplacer(`\n`, " ", `\`, "", "{", "", "}", "").Replace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

func (a *arrivals) ofDate(m *marked, w interface {
	Date(year, month, day int, long bool) string
}) (Outcome, string, string) {
	list := a.years[m.date]
	if len(list) == 0 {
		return Lost, "", ""
	}
	d := *m.leaf.Value.(*passport.Date)
	forms := []string{m.with, w.Date(d.Year, d.Month, d.Day, false), w.Date(d.Year, d.Month, d.Day, true)}
	// A first or last date of several is another one among marks, so the date itself must be there too.
	was, _, _ := passport.ParseDate(m.value)
	if !slices.ContainsFunc([]string{ISO(was), w.Date(was.Year, was.Month, was.Day, false), w.Date(was.Year, was.Month, was.Day, true)},
		func(s string) bool { return strings.Contains(a.real, s) }) {
		if strings.Contains(a.real, strconv.Itoa(was.Year)) {
			return Changed, list[0].at, "it is less exact"
		}
		return Lost, "", ""
	}
	for _, at := range list {
		if slices.ContainsFunc(forms, func(s string) bool { return strings.Contains(at.text, s) }) {
			if d.Approx && !strings.Contains(at.text, "~") && !strings.Contains(at.text, " "+m.date) {
				return Changed, at.at, "that it is approximate is not said"
			}
			return Kept, at.at, ""
		}
	}
	return Changed, list[0].at, "it is less exact"
}
