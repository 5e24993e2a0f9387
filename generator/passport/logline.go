package passport

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// LogLine is one small step in the log: a dated line of a file such as log/2026.md,
//
//   - 2026-11-23 Ran my first handover alone #handover → [Charge nurse](../experience/harbour.md#alone)
//
// or an entry of its own with a date. A word that begins with # names a skill, by its id or by its
// name with hyphens for spaces; what comes behind the arrow is what the line became.
type LogLine struct {
	Date   Date
	Text   string   // the plain words, without date, skills at the end, and what it became
	Skills []string // ids, of declared skills where the name is one
	About  []Ref    // entries and claims that it links to, skills aside
	Entry  *Entry   // the entry that it stands in, or is

	Item  *source.ListItem // nil when it is an entry of its own
	Named []SkillTag       // the skills that a line of a list names with #, in order
}

// SkillTag is a skill as a line of the log names it, #wound-care.
type SkillTag struct {
	Name string    // without the #
	Span diag.Span // of Name
}

// promoted stands between a line of the log and what it became.
const promoted = " → "

// Log returns every line of the log, the oldest first, lines of one date as written.
func (p *Passport) Log() []LogLine {
	var lines []LogLine
	for _, e := range p.Entries {
		if _, ok := e.Detail.(*Log); ok {
			lines = append(lines, p.logLines(e)...)
		}
	}
	slices.SortStableFunc(lines, func(a, b LogLine) int { return a.Date.Compare(b.Date) })
	return lines
}

// logLines are the lines of one entry of the log.
func (p *Passport) logLines(e *Entry) []LogLine {
	var lines []LogLine
	if !e.Date.IsZero() && !e.Date.Present {
		l := LogLine{Date: e.Date, Text: e.Heading().Value, About: e.Detail.(*Log).About, Entry: e}
		for _, u := range e.Skills {
			l.Skills = append(l.Skills, u.Skill.ID)
		}
		lines = append(lines, l)
	}
	if e.Body == nil {
		return lines
	}
	for _, it := range e.Body.Body.ListItems() {
		if l, ok := p.logLine(e, it); ok {
			lines = append(lines, l)
		}
	}
	return lines
}

// ReadLogLine reads a line as [LogText] writes it.
func (p *Passport) ReadLogLine(text string) (LogLine, bool) {
	return p.logLine(&Entry{}, source.ListItem{Text: text})
}

// logLine reads an item of a list. It is no line of the log when no date stands first.
func (p *Passport) logLine(e *Entry, it source.ListItem) (LogLine, bool) {
	written, _, _ := strings.Cut(it.Text, " ")
	date, err := standard(strings.TrimRight(written, ":"))
	if err != nil || date.Present {
		return LogLine{}, false
	}
	l := LogLine{Date: date, Entry: e, Item: &it}
	file := ""
	if e.Item != nil {
		file = e.Item.File.Path
	}
	said := strings.TrimRight(it.Text, " \t")
	for strings.HasSuffix(said, ")") {
		i := strings.LastIndex(said, promoted+"[")
		if i < 0 {
			break
		}
		said = strings.TrimRight(said[:i], " \t")
	}
	for _, link := range it.Links {
		target := LinkTarget(file, link.Dest)
		became := link.Span.Start-it.Line.Start >= len(said)
		switch {
		case target.Kind != TargetEntry:
		case target.Ref.Kind == "skills" && !became:
			l.name(p, target.Ref.ID)
		default:
			l.About = append(l.About, target.Ref)
		}
	}
	for _, t := range p.skillTags(it.Text) {
		l.Named = append(l.Named, SkillTag{t.word, diag.Span{File: it.Line.File, Start: it.Line.Start + t.at, End: it.Line.Start + t.at + len(t.word)}})
		l.name(p, t.word)
	}
	l.Text = p.plainLine(p.withoutTags(uncolon(strings.TrimPrefix(said, written))))
	return l, true
}

// name adds a skill.
func (l *LogLine) name(p *Passport, skill string) {
	id := Fold(skill)
	if s := p.SkillNamed(skill); s != nil {
		id = s.ID
	}
	if id != "" && !slices.Contains(l.Skills, id) {
		l.Skills = append(l.Skills, id)
	}
}

// uncolon takes a colon or dash away that a person put between the date and the words.
func uncolon(s string) string {
	s = strings.TrimSpace(s)
	for _, sign := range []string{"- ", "– ", "— ", ": "} {
		s = strings.TrimPrefix(s, sign)
	}
	return strings.TrimSpace(s)
}

// tag is a word behind a # and where the word begins.
type tag struct {
	at   int
	word string
}

// skillTags finds the words that begin with #. The # stands at the beginning of a word and a letter
// follows it, so that "bed #4b" and "C#" name no skill; a digit may follow in the name of a declared one.
func (p *Passport) skillTags(s string) []tag {
	var out []tag
	before := ' '
	for i, r := range s {
		if r == '#' && unicode.IsSpace(before) {
			if word := p.tagWord(s[i+1:]); word != "" {
				out = append(out, tag{i + 1, word})
			}
		}
		before = r
	}
	return out
}

// tagWord is the skill's name that s begins with: letters, digits and hyphens.
func (p *Passport) tagWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	if end < 0 {
		end = len(s)
	}
	word := strings.Trim(s[:end], "-")
	if first, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(first) && (!unicode.IsDigit(first) || p.SkillNamed(word) == nil) {
		return ""
	}
	return word
}

// CanTag reports whether a line of the log can name a skill by its id.
func (p *Passport) CanTag(id string) bool { return id != "" && p.tagWord(id) == id }

// withoutTags takes the skills away that stand at the end of a line.
func (p *Passport) withoutTags(s string) string {
	for {
		s = strings.TrimSpace(s)
		i := strings.LastIndexByte(s, ' ') + 1
		last := s[i:]
		if !strings.HasPrefix(last, "#") || !p.CanTag(last[1:]) {
			return s
		}
		s = s[:i]
	}
}

// plainLine is a line of Markdown in plain words; a # in front of a skill goes.
func (p *Passport) plainLine(s string) string {
	var b strings.Builder
	at := 0
	for _, t := range p.skillTags(s) {
		b.WriteString(s[at : t.at-1])
		at = t.at
	}
	b.WriteString(s[at:])
	// A word in front keeps what begins with "1." or "#" from being a list or a heading.
	const front = "x"
	return strings.TrimSpace(strings.TrimPrefix(source.NewBody(front+" "+b.String()).FirstLine(), front))
}

// LogText writes a line of the log without its marker: the date, the words on one line, and the skills.
func LogText(d Date, words string, skills []string) string {
	s := d.String() + " " + strings.Join(strings.Fields(words), " ")
	for _, id := range skills {
		s += " #" + id
	}
	return s
}

// Promoted writes what a line of the log became, to be put at its end: the words and the address of
// the entry or claim, as seen from the log's folder.
func Promoted(words, href string) string {
	words = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "\n", " ").Replace(words)
	return promoted + "[" + words + "](" + href + ")"
}
