package apply

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
)

// Form is a passport in the order in which application forms ask.
type Form struct {
	Title string // "To copy from: dental nurse"
	Lang  string // of the values and, where there are words in it, of the labels
	Dir   string
	Parts []Part

	words *lang.Words
}

// Part is what stands under a heading.
type Part struct {
	Heading string
	Blocks  []Block
}

// Block is one thing of a part: a position, a course.
type Block struct {
	Title  string // "" where the part is the thing
	Fields []Field
}

// Field is a value to be copied. Long ones are texts of several lines.
type Field struct {
	Label, Value string
	Long         bool
}

// NewForm lays a passport out for a purpose, with labels in the language of pub. It is for the person alone: it holds what no page shows, such as the address and
// why a position ended, and employers by their own names. Private entries and drafts stay out; what site.since
// folds away on the site is there, because forms ask for all of it.
func NewForm(p *passport.Passport, pub *passport.Public, purpose string, asked Asked) *Form {
	tag := cmp.Or(pub.Lang, "en")
	m := former{p: p, pub: pub, w: lang.With(tag, lang.Own(p.Words[tag]))}
	f := &Form{Title: m.w.Say("copy.title", "for", purpose), Lang: tag, Dir: m.w.Dir(), words: m.w}
	add := func(heading string, blocks ...Block) {
		blocks = slices.DeleteFunc(blocks, func(b Block) bool { return len(b.Fields) == 0 })
		if len(blocks) > 0 {
			f.Parts = append(f.Parts, Part{heading, blocks})
		}
	}
	add(m.w.Say("copy.who"), m.person())
	add(m.w.Say("copy.reach"), m.contact(), m.address())
	add(m.w.Say("copy.forms"), m.legal())
	add(m.w.Say("group.experience.work"), m.each("experience", m.work)...)
	add(m.w.Say("kind.education"), m.each("education", m.education)...)
	add(m.w.Say("home.licences"), m.each("credentials", m.credential)...)
	add(m.w.Say("kind.skills"), m.skills(asked))
	add(m.w.Say("home.languages"), m.languages()...)
	add(m.w.Say("home.availability"), m.availability()...)
	add(m.w.Say("copy.about"), m.about())
	return f
}

type former struct {
	p   *passport.Passport
	pub *passport.Public
	w   *lang.Words
}

func (b *Block) add(label, value string) {
	if value = strings.TrimSpace(value); value != "" {
		b.Fields = append(b.Fields, Field{Label: label, Value: value})
	}
}

func (b *Block) text(label, value string) {
	b.add(label, value)
	if n := len(b.Fields); n > 0 && b.Fields[n-1].Label == label {
		b.Fields[n-1].Long = true
	}
}

// dates are month and year apart, because most forms ask so.
func (b *Block) dates(w *lang.Words, which string, d passport.Date) {
	if d.Year == 0 {
		return
	}
	label := func(part string) string { return w.Say(which) + w.Mark("comma") + w.Say(part) }
	if d.Day > 0 {
		b.add(label("copy.day"), strconv.Itoa(d.Day))
	}
	if d.Month > 0 {
		b.add(label("copy.month"), w.Month(d.Month, true))
		b.add(label("copy.month-number"), two(d.Month))
	}
	b.add(label("copy.year"), strconv.Itoa(d.Year))
}

func two(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }

func (m former) person() Block {
	var b Block
	who := m.pub.Person
	b.add(m.w.Say("copy.name"), who.Name.Value)
	b.add(m.w.Say("copy.given"), who.Given)
	b.add(m.w.Say("copy.family"), who.Family)
	b.add(m.w.Say("copy.native"), who.NativeName.Name)
	b.add(m.w.Say("copy.other-names"), strings.Join(who.AlsoKnownAs, ", "))
	b.add(m.w.Say("copy.headline"), who.Headline.Value)
	return b
}

func (m former) contact() Block {
	var b Block
	c := m.p.Person.Contact
	b.add(m.w.Say("contact.email"), c.Email)
	b.add(m.w.Say("contact.phone"), c.Phone)
	b.add(m.w.Say("contact.website"), cmp.Or(c.Website.Value, m.pub.Site.URL.Value))
	for _, l := range m.pub.Person.Links {
		b.add(cmp.Or(l.Title.Value, m.w.Say("copy.profile")), l.URL.Value)
	}
	return b
}

func (m former) address() Block {
	b := Block{Title: m.w.Say("copy.address")}
	a := m.p.Person.Forms.Address
	if a.Street == "" && a.PostalCode == "" && a.City == "" {
		l := m.pub.Person.Location
		a.City, a.Region, a.Country = l.City.Value, l.Region.Value, l.Country
	}
	b.add(m.w.Say("copy.street"), a.Street)
	b.add(m.w.Say("copy.postal-code"), a.PostalCode)
	b.add(m.w.Say("copy.town"), a.City)
	b.add(m.w.Say("copy.region"), a.Region)
	b.add(m.w.Say("copy.country"), m.w.Country(a.Country))
	return b
}

// legal is what some countries' forms ask for and others forbid; each is for the person to give or not.
func (m former) legal() Block {
	var b Block
	f := m.p.Person.Forms
	b.dates(m.w, "copy.birth", f.BirthDate)
	b.add(m.w.Say("copy.birthplace"), f.BirthPlace)
	var nations []string
	for _, n := range f.Nationalities {
		nations = append(nations, m.w.Country(n))
	}
	b.add(m.w.Say("copy.nationality"), strings.Join(nations, ", "))
	b.add(m.w.Say("copy.gender"), f.Gender)
	b.add(m.w.Say("copy.driving"), strings.Join(f.DrivingLicence, ", "))
	return b
}

// each makes blocks of the entries of a kind that readers may know, latest first.
func (m former) each(folder string, fn func(raw, shown *passport.Entry) []Block) []Block {
	var list []*passport.Entry
	for _, e := range m.p.Entries {
		if e.Kind.Folder == folder && m.p.VisibilityOf(e) == passport.VisibilityPublic {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *passport.Entry) int {
		return cmp.Or(lastOf(b).Compare(lastOf(a)), b.Start.Compare(a.Start))
	})
	var out []Block
	for _, e := range list {
		shown, _, ok := m.pub.Find(folder + "/" + e.ID)
		if !ok {
			shown = e // folded away by site.since: in the words of the original
		}
		out = append(out, fn(e, shown)...)
	}
	return out
}

// lastOf is when an entry ended: what is ongoing ends last.
func lastOf(e *passport.Entry) passport.Date {
	start, end := e.Start, e.End
	if x, ok := e.Detail.(*passport.Experience); ok {
		for _, r := range x.Roles {
			last := r.End
			if last.Year == 0 && r.Start.Year != 0 {
				last.Present = true
			}
			if last.Compare(end) > 0 && e.Start.Year == 0 {
				end, start = last, r.Start
			}
		}
	}
	switch {
	case e.Date.Year != 0:
		return e.Date
	case end.Year == 0 && start.Year != 0:
		return passport.Date{Present: true}
	}
	return end
}

func (m former) work(raw, shown *passport.Entry) []Block {
	place := raw.Location
	if place.City.Value == "" && place.Country == "" {
		place = raw.Organization.Location
	}
	x, _ := raw.Detail.(*passport.Experience)
	y, _ := shown.Detail.(*passport.Experience)
	block := func(title string, start, end passport.Date, where passport.Location, department, summary string, claims []passport.Highlight) Block {
		employer := raw.Organization.Name.Value
		b := Block{Title: title}
		if employer != "" && employer != title {
			b.Title += ", " + employer
		}
		b.add(m.w.Say("copy.employer"), employer)
		b.add(m.w.Say("copy.job"), title)
		b.add(m.w.Say("fact.department"), department)
		b.add(m.w.Say("copy.town"), where.City.Value)
		b.add(m.w.Say("copy.country"), m.w.Country(where.Country))
		b.dates(m.w, "copy.start", start)
		if end.Year == 0 && start.Year != 0 {
			b.add(m.w.Say("copy.end"), m.w.Say("date.present"))
		}
		b.dates(m.w, "copy.end", end)
		b.text(m.w.Say("copy.duties"), duties(summary, claims))
		if x != nil {
			b.add(m.w.Say("copy.leaving"), x.Leaving.Value)
		}
		return b
	}
	if x == nil || y == nil || len(x.Roles) == 0 || len(y.Roles) == 0 {
		department := ""
		if x != nil {
			department = x.Department.Value
		}
		return []Block{block(shown.Heading().Value, raw.Start, raw.End, place, department, shown.Summary.Value, shown.Highlights)}
	}
	var out []Block
	for i, r := range y.Roles {
		from := role(x.Roles, r, i, len(y.Roles))
		where := from.Location
		if where.City.Value == "" && where.Country == "" {
			where = place
		}
		out = append(out, block(r.Title.Value, from.Start, from.End, where, r.Department.Value, r.Summary.Value, r.Highlights))
	}
	return out
}

// role finds the role as written of one that is shown: by its id, or by its place where none is hidden.
func role(list []passport.Role, shown passport.Role, i, n int) passport.Role {
	for _, r := range list {
		if r.ID != "" && r.ID == shown.ID {
			return r
		}
	}
	if len(list) == n {
		return list[i]
	}
	return shown
}

// duties are what was done, in the person's words: the summary, then a line for each claim.
func duties(summary string, claims []passport.Highlight) string {
	var lines []string
	if summary != "" {
		lines = append(lines, summary)
	}
	for _, h := range claims {
		if h.Visibility == "" || h.Visibility == passport.VisibilityPublic {
			lines = append(lines, "• "+h.Text.Value)
		}
	}
	return strings.Join(lines, "\n")
}

func (m former) education(raw, shown *passport.Entry) []Block {
	b := Block{Title: shown.Heading().Value}
	b.add(m.w.Say("copy.school"), raw.Organization.Name.Value)
	if d, ok := shown.Detail.(*passport.Education); ok {
		b.add(m.w.Say("fact.degree"), cmp.Or(d.Degree.Value, shown.Title.Value))
		b.add(m.w.Say("fact.field"), d.Field.Value)
		b.add(m.w.Say("fact.grade"), d.Grade.Value)
		if d.Level > 0 {
			b.add(m.w.Say("fact.eqf"), strconv.Itoa(d.Level))
		}
	}
	b.add(m.w.Say("copy.town"), raw.Organization.Location.City.Value)
	b.add(m.w.Say("copy.country"), m.w.Country(raw.Organization.Location.Country))
	b.dates(m.w, "copy.start", raw.Start)
	b.dates(m.w, "copy.end", cmp.Or(raw.End, raw.Date))
	return []Block{b}
}

func (m former) credential(raw, shown *passport.Entry) []Block {
	b := Block{Title: shown.Heading().Value}
	b.add(m.w.Say("copy.name"), shown.Heading().Value)
	if d, ok := raw.Detail.(*passport.Credential); ok {
		b.add(m.w.Say("fact.issuer"), d.Issuer.Name.Value)
		b.add(m.w.Say("fact.credential_id"), d.CredentialID)
		b.dates(m.w, "fact.issued", d.Issued)
		b.dates(m.w, "fact.expires", d.Expires)
		b.add(m.w.Say("copy.checked"), d.URL.Value)
	}
	return []Block{b}
}

func (m former) skills(asked Asked) Block {
	var b Block
	var named, all []string
	for _, s := range asked.Skills {
		named = append(named, m.pub.Skill(s.ID).Title.Value)
	}
	for _, s := range m.pub.Skills {
		if len(s.Uses) > 0 || s.Level != "" {
			all = append(all, s.Title.Value)
		}
	}
	b.add(m.w.Say("copy.advert"), strings.Join(named, ", "))
	b.text(m.w.Say("home.skills.all"), strings.Join(all, ", "))
	return b
}

func (m former) languages() []Block {
	var out []Block
	for _, l := range m.pub.Person.Languages {
		var b Block
		b.add(m.w.Say("copy.language"), m.w.Language(l.Language))
		b.add(m.w.Say("table.level"), m.w.Term("level", l.Level))
		out = append(out, b)
	}
	return out
}

// availability is that of goals that are open, private ones too: it is why they are written. Drafts are not
// finished.
func (m former) availability() []Block {
	var out []Block
	for _, e := range m.p.Entries {
		g, ok := e.Detail.(*passport.Goal)
		if !ok || g.Status == "reached" || g.Status == "dropped" || e.Visibility == passport.VisibilityDraft {
			continue
		}
		a := g.Availability
		b := Block{Title: cmp.Or(g.What.Value, e.Heading().Value)}
		b.dates(m.w, "copy.available", a.From)
		b.add(m.w.Say("fact.hours"), a.Hours.Value)
		var shifts []string
		for _, x := range a.Shifts {
			shifts = append(shifts, m.w.Term("value", x))
		}
		b.add(m.w.Say("fact.shifts"), m.w.List(shifts...))
		b.add(m.w.Say("fact.radius"), a.Radius.Value)
		b.add(m.w.Say("fact.relocate"), a.Relocate.Value)
		b.add(m.w.Say("fact.notice"), a.Notice.Value)
		var places []string
		for _, c := range a.RightToWork {
			places = append(places, m.w.Country(c))
		}
		b.add(m.w.Say("fact.right_to_work"), strings.Join(places, ", "))
		b.add(m.w.Say("fact.pay"), g.Pay.Value)
		out = append(out, b)
	}
	return out
}

func (m former) about() Block {
	var b Block
	if about := m.pub.About; about != nil {
		b.text(m.w.Say("copy.paragraph"), about.Body.FirstLine())
		b.text(m.w.Say("copy.full"), about.Body.Text())
	}
	return b
}
