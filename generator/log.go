package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// LogLine is one small step in the log, as people read it.
type LogLine struct {
	Date   string   // 2026-11-23; 2026-11 or 2026 where no more is known
	Text   string   // plain words
	Skills []string // ids
	Became []string // refs of the entries and claims that it was promoted to, or tells about
	File   string   // where it stands, slash-separated and relative to the passport
	Line   int      // from 1
}

// LogOptions say more about a line for [Builder.Log].
type LogOptions struct {
	Date   string   // the day it happened, as [passport.ParseDate] reads dates, or "yesterday"; "" is today
	Skills []string // ids, titles or aliases; a skill that is declared nowhere is one, too
}

// Noted is what came of [Builder.Log].
type Noted struct {
	LogLine
	Public  bool    // the log of this passport is not private: readers will see the line
	Tallies []Tally // what it adds up to: one for each skill, or one for all lines when it names none
}

// Tally counts lines of the log in the year of a new one, itself included.
type Tally struct {
	Skill    string // its id; "" counts every line
	Declared bool   // it is among the person's skills
	Nth      int    // 3 for the third in its year
	Year     int    // that year
	Last     string // date of the newest earlier line, of any year; "" when there is none
}

// Log adds a line to the log, in log/2026.md for a step in 2026, and says what it adds up to. Lines stand
// in the order of their dates, the newest last or, where the file is written so, first; what is there
// already stays as it is. Where the log lies under .private, the line goes there.
func (b *Builder) Log(dir, text string, o LogOptions) (*Noted, error) {
	text = oneLine(text)
	if text == "" {
		return nil, askedf("there are no words to note")
	}
	date, err := b.logDate(o.Date)
	if err != nil {
		return nil, err
	}
	root, err := openPassport(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var noted *Noted
	written := ""
	err = output.Update(dir, func() (map[string][]byte, error) {
		t := source.Load(root.FS(), passport.Layout(), nil)
		p := passport.Decode(t)
		ids, err := skillsFor(p, o.Skills)
		if err != nil {
			return nil, err
		}
		written = passport.LogText(date, text, ids)
		line, _ := p.ReadLogLine(written)
		name, changed, number, err := addLine(t, p, date, written)
		if err != nil {
			return nil, err
		}
		noted = &Noted{
			LogLine: LogLine{Date: date.String(), Text: line.Text, Skills: line.Skills, File: name, Line: number},
			Public:  logVisibility(p, name) != passport.VisibilityPrivate,
			Tallies: tallies(p, line),
		}
		return map[string][]byte{name: changed}, nil
	})
	if err != nil {
		return nil, keep(err, written)
	}
	return noted, nil
}

// keep adds the line to the error of a disk, so that the words are not lost with it.
func keep(err error, line string) error {
	if asked := (*AskedError)(nil); line == "" || errors.As(err, &asked) {
		return err
	}
	return fmt.Errorf("%w; nothing was written. The line was:\n- %s", err, line)
}

// oneLine puts a text on one line, without the characters that no text file should hold.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// logDate reads the day of a line.
func (b *Builder) logDate(said string) (passport.Date, error) {
	today := b.moment().Date()
	switch strings.ToLower(strings.TrimSpace(said)) {
	case "", "today":
		return today, nil
	case "yesterday":
		y, m, d := b.o.Now.UTC().AddDate(0, 0, -1).Date()
		return passport.Date{Year: y, Month: int(m), Day: d}, nil
	}
	date, form, err := passport.ParseDate(said)
	switch {
	case err != nil:
		return date, askedf("%q: %v; write it as %s", said, err, today)
	case form == passport.FormAmbiguous || date.Present || date.Approx || date.Year == 0:
		return date, askedf("%q is not one day; write it as %s", said, today)
	case date.Future(b.moment()):
		return date, askedf("%s has not come yet; the log is for what has happened", date)
	}
	return date, nil
}

// skillsFor finds the ids of skills. A name that is nearly a declared one is a slip.
func skillsFor(p *passport.Passport, names []string) (ids []string, err error) {
	for _, name := range names {
		name = strings.TrimPrefix(oneLine(name), "#")
		id := passport.Fold(name)
		if e := p.SkillNamed(name); e != nil {
			id = e.ID
		} else if near, ok := passport.Nearest(name, skillNames(p)); ok {
			return nil, askedf("there is no skill %q: did you mean %q?", name, near)
		}
		if !p.CanTag(id) {
			return nil, askedf("%q cannot be written as a skill in the log; add the skill first: passport new skill %q", name, name)
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// skillNames lists everything by which the declared skills are called.
func skillNames(p *passport.Passport) []string {
	var names []string
	for _, e := range p.Entries {
		if s, ok := e.Detail.(*passport.Skill); ok {
			names = append(append(names, e.ID, e.Title.Value), s.Aliases...)
		}
	}
	return slices.DeleteFunc(names, func(s string) bool { return s == "" })
}

// tallies counts what is in the log already, and the new line.
func tallies(p *passport.Passport, line passport.LogLine) []Tally {
	of := []Tally{{}}
	if len(line.Skills) > 0 {
		of = nil
	}
	for _, id := range line.Skills {
		of = append(of, Tally{Skill: id, Declared: p.SkillNamed(id) != nil})
	}
	for i := range of {
		t := &of[i]
		t.Nth, t.Year = 1, line.Date.Year
		for _, l := range p.Log() {
			if t.Skill != "" && !slices.Contains(l.Skills, t.Skill) {
				continue
			}
			if l.Date.Year == t.Year {
				t.Nth++
			}
			if l.Date.Compare(line.Date) <= 0 {
				t.Last = l.Date.String()
			}
		}
	}
	return of
}

// logFolder is the folder of the log.
const logFolder = "log"

// logFile chooses the file for a year: the one that is there, else one under .private where the log
// lies there.
func logFile(t *source.Tree, year int) string {
	name := path.Join(logFolder, fmt.Sprintf("%04d.md", year))
	private := path.Join(passport.Layout().Private, name)
	if t.Has(name) {
		return name
	}
	for _, it := range t.Items {
		if it.Section == logFolder && it.Private {
			return private
		}
	}
	return name
}

// logVisibility is who sees a line in a file of the log.
func logVisibility(p *passport.Passport, name string) passport.Visibility {
	for _, e := range p.Entries {
		if e.Item != nil && e.Item.File.Path == name {
			return p.VisibilityOf(e)
		}
	}
	private := strings.HasPrefix(name, passport.Layout().Private+"/")
	return p.VisibilityOf(&passport.Entry{Kind: passport.KindOf(logFolder), Private: private})
}

// addLine adds a line to the file for its date, and returns the file's new bytes and the number of the line.
func addLine(t *source.Tree, p *passport.Passport, date passport.Date, line string) (name string, changed []byte, number int, err error) {
	name = logFile(t, date.Year)
	f := t.File(name)
	if f == nil {
		return name, []byte("- " + line + "\n"), 1, nil
	}
	if f.Broken {
		return name, nil, 0, askedf("%s cannot be read, so nothing was added: \"passport check\" says why. The line was:\n- %s", name, line)
	}
	edit := placeLine(f, datedItems(p, name), date, line)
	after, err := source.Apply(read(t), []diag.Edit{edit})
	if err == nil && !onlyAdded(f, after[name], line) {
		err = errors.New("there is no place for a line in it")
	}
	if err != nil {
		return name, nil, 0, askedf("%s: %v; add it by hand:\n- %s", name, err, line)
	}
	above := string(f.Data[:edit.Span.Start]) + edit.Text[:strings.Index(edit.Text, line)]
	return name, after[name], 1 + strings.Count(above, "\n"), nil
}

// datedItems are the dated lines of a file, in the order of writing.
func datedItems(p *passport.Passport, name string) []passport.LogLine {
	var own []passport.LogLine
	for _, l := range p.Log() {
		if l.Item != nil && l.Item.Span.File == name {
			own = append(own, l)
		}
	}
	slices.SortStableFunc(own, func(a, b passport.LogLine) int { return a.Item.Span.Start - b.Item.Span.Start })
	return own
}

// placeLine makes the edit that adds a line where its date belongs.
func placeLine(f *source.File, lines []passport.LogLine, date passport.Date, line string) diag.Edit {
	insert := func(at int, text string) diag.Edit {
		if begins := string(f.Data[:at]); begins != "" && begins != "\ufeff" && !strings.HasSuffix(begins, "\n") {
			text = "\n" + text
		}
		return diag.Edit{Span: diag.Span{File: f.Path, Start: at, End: at}, Text: text}
	}
	if len(lines) == 0 {
		text := "- " + line + "\n"
		end := bytes.TrimRight(f.Data, " \t\r\n")
		items := f.Body.ListItems()
		inList := len(items) > 0 && items[len(items)-1].Span.End >= len(end)
		if gap := bytes.Count(f.Data[len(end):], []byte("\n")); len(end) > 0 && gap < 2 && !inList {
			text = "\n" + text
		}
		return insert(len(f.Data), text)
	}
	// The line to stand beside: the last that is not newer, where the newest stand first the first.
	newestFirst := lines[0].Date.Compare(lines[len(lines)-1].Date) > 0
	i, before := -1, newestFirst
	for k, l := range lines {
		if l.Date.Compare(date) <= 0 && (!newestFirst || i < 0) {
			i = k
		}
	}
	if i < 0 {
		i, before = 0, !newestFirst
		if newestFirst {
			i = len(lines) - 1
		}
	}
	it := lines[i].Item
	written := string(f.Data[it.Span.Start:it.Line.Start]) // with its indentation and marker
	indent := written[:len(written)-len(strings.TrimLeft(written, " \t"))]
	text := indent + it.Marker + " " + line + "\n"
	switch {
	case before && it.Loose:
		return insert(it.Span.Start, text+"\n")
	case before:
		return insert(it.Span.Start, text)
	case it.Loose:
		return insert(it.Span.End, "\n"+text)
	}
	return insert(it.Span.End, text)
}

// onlyAdded reports whether a new line is read as one in a file's new bytes, and every other item as before.
func onlyAdded(before *source.File, after []byte, line string) bool {
	f, problems := source.Parse(before.Path, after)
	if problems.HasErrors() {
		return false
	}
	texts := func(b *source.Body) (out []string) {
		for _, it := range b.ListItems() {
			out = append(out, it.Text)
		}
		return out
	}
	was, is := texts(before.Body), texts(f.Body)
	for i, text := range is {
		if text == line && slices.Equal(was, slices.Delete(slices.Clone(is), i, i+1)) {
			return true
		}
	}
	return false
}

// LogLines returns the lines of the log, the oldest first; those of one skill when a skill is named.
func (b *Builder) LogLines(dir, skill string) ([]LogLine, error) {
	root, err := openPassport(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	t := source.Load(root.FS(), passport.Layout(), nil)
	p := passport.Decode(t)
	lines := p.Log()
	if skill != "" {
		ids, err := skillsFor(p, []string{skill})
		if err != nil {
			return nil, err
		}
		lines = slices.DeleteFunc(lines, func(l passport.LogLine) bool { return !slices.Contains(l.Skills, ids[0]) })
	}
	return asRead(lines), nil
}

// YearAgo returns what the log of a folder holds of this week a year ago: the day of today's date, three
// days before it and three days after, the oldest first. It is for the person's own eyes, as the log is:
// a greeting, not a page. Nothing but the log is read, so that it takes no time, and what cannot be read
// is no part of it.
func (b *Builder) YearAgo(dir string) []LogLine {
	root, err := openPassport(dir)
	if err != nil {
		return nil
	}
	defer root.Close()
	return b.yearAgo(root.FS())
}

func (b *Builder) yearAgo(files fs.FS) []LogLine {
	only := passport.Layout()
	only.Sections = []string{logFolder}
	day := b.o.Now.UTC().Truncate(24*time.Hour).AddDate(-1, 0, 0)
	var lines []passport.LogLine
	for _, l := range passport.Decode(source.Load(files, only, nil)).Log() {
		if l.Date.Day == 0 {
			continue
		}
		at := time.Date(l.Date.Year, time.Month(l.Date.Month), l.Date.Day, 0, 0, 0, 0, time.UTC)
		if apart := at.Sub(day).Abs(); apart <= 3*24*time.Hour {
			lines = append(lines, l)
		}
	}
	return asRead(lines)
}

// asRead turns lines of the log into what people read.
func asRead(lines []passport.LogLine) []LogLine {
	var out []LogLine
	for _, l := range lines {
		line := LogLine{Date: l.Date.String(), Text: l.Text, Skills: l.Skills}
		for _, r := range l.About {
			line.Became = append(line.Became, r.String())
		}
		if it := l.Entry.Item; it != nil {
			at := it.Span
			if l.Item != nil {
				at = l.Item.Line
			}
			line.File = it.File.Path
			line.Line = 1 + bytes.Count(it.File.Data[:min(at.Start, len(it.File.Data))], []byte("\n"))
		}
		out = append(out, line)
	}
	return out
}

// openPassport is openFolder for a folder that must hold a passport: nothing is to be written into
// another by mistake.
func openPassport(dir string) (*os.Root, error) {
	root, err := openFolder(dir)
	if err == nil && !isPassport(dir) {
		root.Close()
		return nil, askedf("there is no passport.yaml in %s: go to your passport's folder, or name it with -C", dir)
	}
	return root, err
}
