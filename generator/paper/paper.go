// Package paper is the résumé on paper: as PDF, as a Word document, and as plain text.
//
// [New] turns the plan of the page cv.html into one model, [Resume]: sections of entries of lines, in the
// order in which they are read, each line with its words ready. All three printers ([Resume.PDF],
// [Resume.DOCX], [Resume.Text]) print the same lines in the same order, so that the files, and the page,
// say the same. What goes into a résumé is chosen by package site, once, for the page and the files.
//
// [Documents] makes the files of a language for a build. [Resume.Fit] leaves out what matters least until
// the résumé fits a number of pages.
//
// Applicant systems were measured to read best what stands in one column, with dates inline
// ("Charge nurse | Mar 2019 – Jun 2022"), bullets that are text, equal gaps between lines and headings
// from a known list. All three files keep to that.
//
// The text face is Source Serif 4 (SIL Open Font License, fonts/OFL.txt), in two weights, for Latin,
// Greek and Cyrillic. What it cannot set is a problem (see [Codes]), and then there is no PDF.
package paper

import (
	"strings"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/site"
)

// Resume is a résumé: who, and sections in the order of reading.
type Resume struct {
	Lang     string // BCP 47
	Dir      string // ltr | rtl
	Title    string // of the document: "Inês Vilarinho – Curriculum vitae"
	Subject  string // one sentence about it
	Author   string
	Paper    string        // a4 | letter
	Modified string        // RFC 3339, "" when unknown
	Graph    func() []byte // passport.jsonld, to be put into the PDF; nil for none
	Portrait *Portrait     // nil for none: there is one only where the person asked for it

	Name     Line
	Headline Line // may be empty
	Contact  Line // may be empty
	Sections []Section
	Note     Line // that this is a selection, and where the whole is; may be empty
}

// Portrait is the person's picture, four to five.
type Portrait struct {
	JPEG func() []byte // nil bytes when it cannot be read
	From [32]byte      // a digest of what it is made from
	Alt  string
}

// Section is what stands under a heading.
type Section struct {
	Heading string
	Entries []Entry
}

// Entry is one thing of a section. Its lines stay together on a page where they can.
type Entry struct {
	Lines  []Line
	Weight int  // how much it matters: what matters least is left out first
	Keep   bool // never left out
	old    bool // a position behind the latest: it may take a single line where there is no room
}

// Style is how a line looks.
type Style uint8

// The styles of lines.
const (
	Title  Style = iota // names an entry, and stands above its other lines
	Item                // is the whole entry
	Sub                 // where: the organisation and place below a title
	Text                // words
	Bullet              // a claim
)

// Line is a paragraph. It may take several lines on paper.
type Line struct {
	Style  Style
	Runs   []Run
	Weight int // of a bullet, and of words below a title: see Entry
}

// Run is words of one kind.
type Run struct {
	Text   string
	Lang   string // "" for the document's
	Href   string // absolute; "" for none
	Strong bool
}

// String is the line's words.
func (l Line) String() string {
	var b strings.Builder
	for _, r := range l.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// New makes the résumé of a language from the plan of its page.
func New(sheet site.Sheet) *Resume {
	site.Fill(sheet.Page)
	p, cv := sheet.Page, sheet.Page.CV
	m := &maker{sheet: sheet, w: sheet.Words}
	r := &Resume{
		Lang: p.Lang, Dir: p.Dir, Title: cv.Person.Name.Value + " – " + p.Title, Subject: p.Description,
		Author: cv.Person.Name.Value, Paper: cv.Paper, Modified: p.Modified, Graph: sheet.Graph,
		Name:     Line{Runs: m.runs(cv.Person.Name, "", true)},
		Headline: Line{Runs: m.runs(cv.Person.Headline, "", false)},
		Contact:  m.contact(cv.Person),
	}
	if sheet.Portrait != nil {
		r.Portrait = &Portrait{JPEG: sheet.Portrait, From: sheet.PortraitFrom, Alt: sheet.PortraitAlt.Value}
		if r.Portrait.Alt == "" {
			r.Portrait.Alt = r.Author
		}
	}
	add := func(heading string, entries ...Entry) {
		if len(entries) > 0 {
			r.Sections = append(r.Sections, Section{heading, entries})
		}
	}
	if cv.Summary.Value != "" {
		add(m.w.Say("cv.summary"), Entry{Lines: []Line{{Style: Text, Runs: m.runs(cv.Summary, "", false)}}, Weight: summaryWeight})
	}
	for _, g := range cv.Groups {
		var list []Entry
		for _, c := range g.Cards {
			list = append(list, m.entry(c))
		}
		if g.Folded != "" {
			list = append(list, Entry{Lines: []Line{{Style: Item, Runs: m.word(g.Folded)}}, Keep: true})
		}
		add(g.Title.String(), list...)
	}
	if len(cv.Skills) > 0 {
		add(m.w.Say("cv.skills"), Entry{Lines: []Line{m.skills(cv.Skills)}, Keep: true})
	}
	if cv.Selection.Value != "" {
		// Paper cannot be clicked: without the site's address there is nothing to say where the whole is.
		r.Note = Line{Style: Text, Runs: m.runs(cv.Selection, "", false)}
		if home := m.sheet.Home; home != "" {
			r.Note.Runs = join(r.Note.Runs, " ", []Run{{Text: written(home), Href: home}})
		}
	}
	if len(cv.Person.Languages) > 0 {
		add(m.w.Say("cv.languages"), Entry{Lines: []Line{m.languages(cv.Person.Languages)}, Keep: true})
	}
	return r
}

// maker writes the lines of one résumé.
type maker struct {
	sheet     site.Sheet
	w         *lang.Words
	positions int // of work, so far: the first ones matter more
}

// Between the parts of a line: applicant systems split there.
const bar = " | "

func (m *maker) runs(t site.Text, href string, strong bool) []Run {
	if strings.TrimSpace(t.Value) == "" {
		return nil
	}
	return []Run{{Text: strings.Join(strings.Fields(t.Value), " "), Lang: t.Lang, Href: m.absolute(href), Strong: strong}}
}

// word is a word of ours.
func (m *maker) word(w site.Word) []Run { return m.runs(w.Text(), "", false) }

// join appends runs with something between, where both sides have words.
func join(line []Run, between string, more []Run) []Run {
	switch {
	case len(more) == 0:
		return line
	case len(line) > 0:
		line = append(line, Run{Text: between})
	}
	return append(line, more...)
}

// absolute makes an address of the page one that can be followed from paper. Without the site's address
// there is none inside the site.
func (m *maker) absolute(href string) string {
	switch {
	case href == "" || strings.Contains(href, ":"):
		return href
	case m.sheet.Base == "":
		return ""
	}
	path, anchor, _ := strings.Cut(strings.TrimPrefix(href, m.sheet.Page.Root), "#")
	s := m.sheet.Base + strings.TrimPrefix(strings.TrimSuffix(path, "index.html"), "./")
	if anchor != "" {
		s += "#" + anchor
	}
	return s
}

// contact is how to reach the person. Addresses are written out, because paper cannot be clicked.
func (m *maker) contact(p site.Person) Line {
	l := Line{Style: Text, Runs: m.runs(p.Place, "", false)}
	seen := map[string]bool{}
	add := func(shown, href string) {
		if shown != "" && !seen[shown] {
			seen[shown] = true
			l.Runs = join(l.Runs, bar, []Run{{Text: shown, Href: href}})
		}
	}
	for _, c := range p.Contact {
		switch scheme, rest, _ := strings.Cut(c.Href, ":"); scheme {
		case "mailto":
			add(rest, c.Href)
		case "tel":
			add(c.Title.Value, c.Href)
		default:
			if c.Title.Value != m.w.Say("contact.form") { // nobody types a form's address
				add(written(c.Href), c.Href)
			}
		}
	}
	add(written(m.sheet.Home), m.sheet.Home)
	for _, c := range p.Links {
		add(written(c.Href), c.Href)
	}
	return l
}

// written is an address as people write it.
func written(address string) string {
	for _, scheme := range []string{"https://", "http://"} {
		address = strings.TrimPrefix(address, scheme)
	}
	return strings.TrimSuffix(strings.TrimPrefix(address, "www."), "/")
}

func (m *maker) entry(c *site.Card) Entry {
	work := c.Kind == "experience"
	var e Entry
	e.Weight, e.Keep = weigh(c)
	if len(c.Roles) > 0 {
		name := c.Subtitle
		if name.Value == "" {
			name = c.Title
		}
		e.Lines = append(e.Lines, Line{Style: Title, Runs: join(m.runs(name, c.Href, true), m.w.Mark("comma"), m.runs(c.Place, "", false))})
		e.Lines = append(e.Lines, m.text(c.Summary, c.Weight)...)
		for _, r := range c.Roles {
			runs := join(m.runs(r.Title, "", true), bar, m.dates(r.Dates))
			runs = join(runs, bar, m.runs(r.Place, "", false))
			e.Lines = append(e.Lines, Line{Style: Title, Runs: runs})
			e.Lines = append(e.Lines, m.claims(r.Claims)...)
		}
		return e
	}
	runs := join(m.runs(c.Title, c.Href, true), bar, m.dates(c.Dates))
	if work {
		e.old = m.positions >= latest
		e.Lines = append(e.Lines, Line{Style: Title, Runs: runs})
		if where := join(m.runs(c.Subtitle, "", false), m.w.Mark("comma"), m.runs(c.Place, "", false)); len(where) > 0 {
			e.Lines = append(e.Lines, Line{Style: Sub, Runs: where})
		}
	} else {
		runs = join(runs, bar, m.runs(c.Subtitle, "", false))
		for _, f := range c.Facts {
			runs = join(runs, bar, join(m.word(f.Label), " ", m.runs(f.Value, "", false)))
		}
		e.Lines = append(e.Lines, Line{Style: Item, Runs: runs})
	}
	e.Lines = append(e.Lines, m.text(c.Summary, c.Weight)...)
	e.Lines = append(e.Lines, m.claims(c.Claims)...)
	if !work && len(e.Lines) > 1 {
		e.Lines[0].Style = Title
	}
	return e
}

func (m *maker) dates(d site.Dates) []Run {
	if d.Text == "" {
		return nil
	}
	return []Run{{Text: unbroken(d.Text.String()), Lang: d.Text.Lang()}}
}

func (m *maker) text(t site.Text, fits int) []Line {
	runs := m.runs(t, "", false)
	if runs == nil {
		return nil
	}
	return []Line{{Style: Text, Runs: runs, Weight: textWeight + fits}}
}

// claims are what was done in a position. Those of the latest positions, and the first of each, matter more.
func (m *maker) claims(list []site.Claim) []Line {
	var out []Line
	for i, c := range list {
		if runs := m.runs(c.Text, "", false); runs != nil {
			lead := max(0, claimLead-2*m.positions-2*i)
			out = append(out, Line{Style: Bullet, Runs: runs, Weight: lead + c.Weight})
		}
	}
	m.positions++
	return out
}

func (m *maker) skills(list []site.SkillRow) Line {
	l := Line{Style: Text}
	for _, s := range list {
		runs := m.runs(s.Title, s.Href, false)
		if s.Level != "" {
			runs = append(runs, Run{Text: " (" + s.Level.String() + ")", Lang: s.Level.Lang()})
		}
		l.Runs = join(l.Runs, m.w.Mark("items"), runs)
	}
	return l
}

func (m *maker) languages(list []site.Fact) Line {
	l := Line{Style: Text}
	for _, f := range list {
		l.Runs = join(l.Runs, m.w.Mark("semicolon"), join(m.word(f.Label), m.w.Mark("colon"), m.runs(f.Value, "", false)))
	}
	return l
}

// unbroken keeps each date of a period on one line: "Mar 2019 – Jun 2022" breaks only behind the dash.
func unbroken(s string) string {
	s = strings.ReplaceAll(s, " ", "\u00a0")
	return strings.ReplaceAll(s, "\u00a0–\u00a0", "\u00a0– ")
}

// spaced is a text with ordinary spaces, for files that others read by machine.
func spaced(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ").Replace(s)
}
