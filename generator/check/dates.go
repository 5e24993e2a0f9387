package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// period is a start and an end as written, for comparing.
type period struct {
	start, end         passport.Date
	startNode, endNode *source.Node
}

func (p *period) none() bool { return p == nil || p.startNode == nil && p.endNode == nil }

func (c *checker) period(n *source.Node) *period {
	p := &period{}
	p.start, p.startNode = dateOf(n, "start")
	p.end, p.endNode = dateOf(n, "end")
	return p
}

// dateOf is a date that could be read, and where it stands; the node is nil when there is none.
func dateOf(n *source.Node, key string) (passport.Date, *source.Node) {
	v := n.Get(key)
	if v == nil || v.Kind == source.Null || v.Kind == source.Map || v.Kind == source.Seq {
		return passport.Date{}, nil
	}
	d, _, err := passport.ParseDate(v.Text)
	if err != nil || d.IsZero() && !d.Present {
		return passport.Date{}, nil
	}
	return d, v
}

// earlier reports that a lies before b for certain, as far as both are known: March 2019 is not
// earlier than 2019.
func earlier(a, b passport.Date) bool {
	if a.Present || b.Present || a.Year == 0 || b.Year == 0 {
		return false
	}
	if a.Year != b.Year {
		return a.Year < b.Year
	}
	if a.Month == 0 || b.Month == 0 || a.Month != b.Month {
		return a.Month != 0 && b.Month != 0 && a.Month < b.Month
	}
	return a.Day != 0 && b.Day != 0 && a.Day < b.Day
}

// inFuture reports that a date lies ahead wherever on earth the person is: tomorrow may be today there.
func (c *checker) inFuture(d passport.Date) bool {
	today := passport.Date{Year: c.now.Year, Month: c.now.Month, Day: c.now.Day + 1}
	return earlier(today, d)
}

var (
	shortRange = lazily(`^(\d{4})-(\d{2})$`)
	schoolYear = lazily(`^(\d{2})(\d{2}) ?/ ?(?:\d{2})?(\d{2})$`)
	fourDigits = lazily(`\d{4}`)
	shortYear  = lazily(`(?:^|[^\d])(\d{2})$`)
	until      = lazily(`(?i) *[–—→] *| +- +| +(?:to|until|till|through|bis|à|au|al|a|até|tot|do) +|-`)
	season     = lazily(`(?i)spring|summer|autumn|fall|winter|printemps|été|sommer|herbst|frühling|verano|otoño`)
	stamp      = lazily(`^((?:19|20)\d{2})-?(\d{2})-?(\d{2})(?:[Tt ]\d{2}:?\d{2}\S*)?$`) // as computers write a date
	partOfYear = lazily(`(?i)^(?:q[1-4]|[1-4]q|fy|ay|mid|early|late|beginning|end of|anfang|mitte|ende|début|fin|xmas|christmas|easter|weihnachten|ostern|noël)\b.*\d{4}$|^[fa]y\d{4}$|^\d{4}[ -]?q[1-4]$`)
)

// asPeriod reads two dates that were written as one text, "2015 - 2018" or "March 2019 to now", and returns the two
// lines to write instead; nil for another text.
func asPeriod(text string) []string {
	if m := schoolYear().FindStringSubmatch(text); m != nil {
		return []string{"start: " + m[1] + m[2], "end: " + m[1] + m[3]}
	}
	for _, m := range until().FindAllStringIndex(text, -1) {
		start, form, err := passport.ParseDate(text[:m[0]])
		if err != nil || form == passport.FormAmbiguous || start.Present || start.IsZero() {
			continue
		}
		end, form, err := passport.ParseDate(text[m[1]:])
		if err != nil || form == passport.FormAmbiguous || end.IsZero() && !end.Present {
			continue
		}
		return []string{"start: " + start.String(), "end: " + end.String()}
	}
	return nil
}

// atOnce are words for a time that moves along with the reader.
var atOnce = []string{
	"asap", "a.s.a.p.", "as soon as possible", "immediate", "immediately", "at once", "any time", "anytime", "sofort", "ab sofort", "imediato", "imediata",
	"imediatamente", "inmediata", "inmediatamente", "immédiat", "immédiatement", "subito", "od zaraz", "od razu", "direct", "per direct",
}

// longYear writes a date with a year of two digits in full, as one of the last hundred years: "Jun'21", "10/94". It is ""
// for what is no date then either.
func (c *checker) longYear(text string) string {
	m := shortYear().FindStringSubmatchIndex(text)
	if m == nil {
		return ""
	}
	year, _ := strconv.Atoi(text[m[2]:m[3]])
	if year += c.now.Year / 100 * 100; year > c.now.Year {
		year -= 100
	}
	long := strings.TrimRight(text[:m[2]], "'’ ") + " " + strconv.Itoa(year)
	if head := text[:m[2]]; strings.HasSuffix(head, "/") || strings.HasSuffix(head, ".") || strings.HasSuffix(head, "-") {
		long = head + strconv.Itoa(year)
	}
	switch d, form, err := passport.ParseDate(long); {
	case form == passport.FormAmbiguous:
		return readings(long)
	case err != nil:
		return ""
	default:
		return fmt.Sprintf("%q", d.String())
	}
}

// sinceWords stand in front of a date from which something went on.
var sinceWords = []string{"since", "from", "seit", "ab", "depuis", "desde", "sinds", "dal", "od"}

// datesAtEnd takes the dates off the end of a title: "Night nurse, 2019 - 2021", "Carer since 2019", and where an entry
// is of one moment "First aid (2012)". The fields are what to write instead; there are none when the title holds no dates
// of the person's own time, as "Women in Punjab, 1857-1947" does not.
func (c *checker) datesAtEnd(title, moment string) (rest string, fields []string) {
	if len(title) > 200 || !fourDigits().MatchString(title) {
		return "", nil
	}
	whole := strings.TrimRight(title, ")] .")
	own := func(text string) bool {
		d, form, err := passport.ParseDate(text)
		return err == nil && form != passport.FormAmbiguous && (d.Present || d.Year >= 1940 && d.Year <= c.now.Year)
	}
	for i, r := range whole {
		if !strings.ContainsRune(" (,[", r) {
			continue
		}
		rest = strings.TrimRight(whole[:i], " ,;:|([-–—")
		tail := strings.TrimLeft(whole[i:], " ,([")
		word, _, _ := strings.Cut(strings.ToLower(tail), " ")
		d, _, _ := passport.ParseDate(tail)
		last, _ := utf8.DecodeLastRuneInString(whole[:i])
		lines := asPeriod(tail)
		switch {
		case rest == "" || tail == "":
			continue
		case lines != nil && own(strings.TrimPrefix(lines[0], "start: ")) && own(strings.TrimPrefix(lines[1], "end: ")):
			return rest, lines
		case slices.Contains(sinceWords, word) && own(tail):
			return rest, []string{"start: " + d.String()}
		case moment != "" && (r != ' ' || strings.ContainsRune(",|:-–—", last)) && own(tail) && !d.Present:
			return rest, []string{moment + ": " + d.String()}
		}
	}
	return "", nil
}

// datesInTitle tells when the dates of an entry are a part of its title, where no page finds them.
func (c *checker) datesInTitle(e *passport.Entry) {
	moment, ok := map[string]string{"experience": "", "education": "date", "credentials": "issued", "awards": "date"}[e.Kind.Folder]
	n := e.Item.Node
	for _, key := range []string{"start", "end", "date", "roles", "issued", "expires"} {
		ok = ok && n.Get(key) == nil
	}
	if !ok || hasUnknown(e, perhapsDates) {
		return
	}
	rest, fields := c.datesAtEnd(e.Title.Value, moment)
	if fields == nil {
		return
	}
	for i := range fields {
		fields[i] = fmt.Sprintf("%q", fields[i])
	}
	p := diag.Problem{
		Code: "dates-in-title", Severity: diag.Warning, Span: nameSpan(e),
		Message: "the dates are a part of the title, so nothing knows when this was",
		Label:   "title and dates",
		Hint:    fmt.Sprintf("write %s, and below it %s", typed("title: "+source.Quote(rest)), strings.Join(fields, " and ")),
	}
	if n.Kind != source.Map {
		p.Hint = fmt.Sprintf("write %s, and exactly below its first letter %s", typed("- title: "+source.Quote(rest)), strings.Join(fields, " and "))
	}
	c.add(p)
}

// errNotADate is how package passport says that a text is nothing like a date, as opposed to a date
// that does not exist.
func errNotADate() error {
	_, _, err := passport.ParseDate("?")
	return err
}

// date checks one date as written.
func (c *checker) date(f field) {
	n := f.node
	text := strings.TrimSpace(n.Text)
	d, form, err := passport.ParseDate(n.Text)
	switch {
	case text == "":
		return
	case form == passport.FormAmbiguous:
		c.add(diag.Problem{
			Code: "ambiguous-date", Severity: diag.Error, Span: n.Span,
			Message: fmt.Sprintf("%q can be read in two ways", text),
			Label:   "day or month first?",
			Hint:    "write the year first: " + readings(text),
		})
		return
	case err != nil && fourDigits().MatchString(text) && err != errNotADate():
		p := diag.Problem{
			Code: "impossible-date", Severity: diag.Error, Span: n.Span,
			Message: fmt.Sprintf("there is no such date as %q: %v", text, err),
			Label:   "not in the calendar",
			Hint:    `write year, month and day in that order: "2019", "2019-03" or "2019-03-15"`,
		}
		if lines := asPeriod(text); lines != nil {
			p.Hint = fmt.Sprintf("write two lines: %q and %q", lines[0], lines[1])
		} else if m := shortRange().FindStringSubmatch(text); m != nil && m[2] > m[1][2:] {
			p.Hint = fmt.Sprintf(`if it went on until %s, write two lines: "start: %s" and "end: %s"`, m[1][:2]+m[2], m[1], m[1][:2]+m[2])
		}
		c.add(p)
		return
	case err != nil, d.Present && f.key != "end":
		p := diag.Problem{
			Code: "not-a-date", Severity: diag.Error, Span: n.Span,
			Message: fmt.Sprintf("%q is not a date", text),
			Label:   "not a date",
			Hint:    `write "2019", "2019-03" or "2019-03-15"`,
		}
		switch {
		case err != nil && err != errNotADate():
			p.Message = fmt.Sprintf("%q is not a date: %v", text, err)
			if better := c.longYear(text); better != "" {
				p.Hint = "write all four digits of the year: " + better
			}
		case asPeriod(text) != nil:
			lines := asPeriod(text)
			p.Hint = fmt.Sprintf("write two lines: %q and %q", lines[0], lines[1])
		case stamp().MatchString(text):
			m := stamp().FindStringSubmatch(text)
			better := m[1] + "-" + m[2] + "-" + m[3]
			if _, _, err := passport.ParseDate(better); err == nil {
				p.Hint = fmt.Sprintf("write %q", better)
				p.Fix = &diag.Fix{Title: "write the date as " + better, Edits: []diag.Edit{{Span: n.Span, Text: better}}}
			}
		case season().MatchString(text):
			p.Hint = `write the month instead of the season, such as "2019-04", or the year alone`
		case partOfYear().MatchString(text):
			p.Hint = `write a month in its place, such as "2019-04", or the year alone`
		case d.Present, slices.Contains(atOnce, strings.ToLower(text)):
			p.Hint = fmt.Sprintf("%q cannot be now for ever: write the date, such as %q", f.key, c.monthNow())
		case f.key == "end":
			p.Hint += `; for something that still goes on, write "present" or leave the line out`
		case f.key == "expires":
			p.Hint += "; if it never expires, leave the line out"
		}
		c.add(p)
		return
	case form == passport.FormReadable:
		c.add(diag.Problem{
			Code: "readable-date", Severity: diag.Note, Span: n.Span,
			Message: fmt.Sprintf("%q is understood as %s", text, d),
			Label:   "not the standard form",
			Hint:    fmt.Sprintf("write %s", d),
			Fix:     &diag.Fix{Title: "write the date as " + d.String(), Edits: []diag.Edit{{Span: n.Span, Text: d.String()}}},
		})
	}
	c.dateSense(f, d)
}

// dateSense asks whether a date that can be read can also be meant.
func (c *checker) dateSense(f field, d passport.Date) {
	if d.Present {
		return
	}
	if d.Year < 1900 {
		c.add(diag.Problem{
			Code: "unlikely-date", Severity: diag.Warning, Span: f.node.Span,
			Message: fmt.Sprintf("the year %d is more than a lifetime ago", d.Year),
			Label:   "a slip?",
			Hint:    "check the year",
		})
		return
	}
	if !c.inFuture(d) || c.mayLieAhead(f) {
		return
	}
	c.add(diag.Problem{
		Code: "future-date", Severity: diag.Warning, Span: f.node.Span,
		Message: fmt.Sprintf("%s %s lies in the future", f.key, d),
		Label:   "not yet",
		Hint:    c.futureHint(f),
	})
}

// mayLieAhead reports whether a date is one that is expected to lie in the future.
func (c *checker) mayLieAhead(f field) bool {
	switch f.key {
	case "end", "expires", "by", "from":
		return true
	}
	if f.entry == nil {
		return false
	}
	if f.entry.Kind.Folder == "goals" {
		return true
	}
	switch f.entry.Item.Node.Get("status").Str() {
	case "planned", "accepted", "submitted":
		return true
	}
	return false
}

func (c *checker) futureHint(f field) string {
	if f.entry != nil {
		switch f.entry.Kind.Folder {
		case "education", "projects":
			return `check the year; for something planned, add "status: planned"`
		case "experience":
			return `check the year; for a post that you will take up, add "visibility: draft" until then`
		}
	}
	return "check the year"
}

func (c *checker) monthNow() string { return fmt.Sprintf("%04d-%02d", c.now.Year, c.now.Month) }

// readings spells out both meanings of "03/04/2019".
func readings(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '.' || r == '-' || r == ' ' })
	if len(parts) != 3 {
		return `"2019-03-15"`
	}
	a, b, y := pad(parts[0]), pad(parts[1]), parts[2]
	if len(y) == 2 {
		y = "20" + y
	}
	return fmt.Sprintf("%q or %q", y+"-"+b+"-"+a, y+"-"+a+"-"+b)
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// periodRules checks start and end against each other and against what they stand in.
func (c *checker) periodRules(f field, n *source.Node, p *period) {
	if p.startNode != nil && p.endNode != nil && earlier(p.end, p.start) {
		c.add(diag.Problem{
			Code: "end-before-start", Severity: diag.Error, Span: p.endNode.Span,
			Message: fmt.Sprintf("it ends %s, before it starts %s", p.end, p.start),
			Label:   "ends here",
			Related: []diag.Related{{Span: p.startNode.Span, Label: "starts here"}},
			Hint:    "check both dates; perhaps they changed places",
		})
		return
	}
	entry := f.entry != nil && n == f.entry.Item.Node
	if d := n.Get("date"); entry && d != nil && d.Kind != source.Null && p.startNode != nil {
		c.add(diag.Problem{
			Code: "date-with-start", Severity: diag.Warning, Span: d.Span,
			Message: `"date" is for one moment, and this entry also has a start`,
			Label:   "not shown",
			Related: []diag.Related{{Span: p.startNode.Span, Label: "the start"}},
			Hint:    `keep "date", or "start" and "end"`,
		})
	}
	if s := n.Get("start"); !f.file.Broken && p.endNode != nil && (s == nil || s.Kind == source.Null) && (entry || f.key == "roles") && n.Get("roles") == nil && n.Get("date") == nil {
		c.add(diag.Problem{
			Code: "end-without-start", Severity: diag.Warning, Span: p.endNode.Span,
			Message: "there is an end but no start",
			Label:   "ends here",
			Hint:    endAloneHint(f, p.end),
		})
	}
	c.outside(f, p)
}

// endAloneHint says what to do about an end without a start. Of what was learned, often only the year of the paper is known.
func endAloneHint(f field, end passport.Date) string {
	hint := `add "start:", even if it is only a year such as "~2018"`
	if f.entry != nil && f.entry.Kind.Folder == "education" && f.key != "roles" && !end.Present {
		hint += fmt.Sprintf("; or write %q in its place", "date: "+end.String())
	}
	return hint
}

// outside tells when a role, a skill or a highlight lies outside the period of what it stands in.
func (c *checker) outside(f field, p *period) {
	if f.outer.none() {
		return
	}
	o := f.outer
	report := func(n, outer *source.Node, message, label string) {
		c.add(diag.Problem{
			Code: "outside-period", Severity: diag.Warning, Span: n.Span,
			Message: message,
			Label:   label,
			Related: []diag.Related{{Span: outer.Span, Label: "the whole"}},
			Hint:    "correct the date that is wrong, here or there",
		})
	}
	switch {
	case p.startNode != nil && o.startNode != nil && earlier(p.start, o.start):
		report(p.startNode, o.startNode, fmt.Sprintf("this part starts %s, before the whole starts %s", p.start, o.start), "too early")
	case p.startNode != nil && o.endNode != nil && earlier(o.end, p.start):
		report(p.startNode, o.endNode, fmt.Sprintf("this part starts %s, after the whole ended %s", p.start, o.end), "too late")
	}
	switch {
	case p.endNode != nil && o.endNode != nil && earlier(o.end, p.end):
		report(p.endNode, o.endNode, fmt.Sprintf("this part ends %s, after the whole ended %s", p.end, o.end), "too late")
	case p.endNode != nil && p.end.Present && o.endNode != nil && !o.end.Present:
		report(p.endNode, o.endNode, fmt.Sprintf("this part goes on, but the whole ended %s", o.end), "too late")
	}
}
