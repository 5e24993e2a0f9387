package check

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
)

// log checks the skills that lines of the log name. They are the person's own notes, so a skill that is
// declared nowhere is fine; one that is written almost like a declared one would be counted apart.
func (c *checker) log() {
	for _, e := range c.pass.Entries {
		if _, ok := e.Detail.(*passport.Log); ok && e.Item != nil && e.Body != nil {
			c.logDates(e)
		}
	}
	for _, l := range c.pass.Log() {
		for _, t := range l.Named {
			if c.pass.SkillNamed(t.Name) != nil {
				continue
			}
			name, ok := passport.Nearest(t.Name, c.skillNames())
			if !ok {
				continue
			}
			e := c.pass.SkillNamed(name)
			p := diag.Problem{
				Code: "log-skill", Severity: diag.Warning, Span: t.Span,
				Message: fmt.Sprintf("no skill is called %q", t.Name),
				Label:   "counted apart",
				Hint:    fmt.Sprintf("did you mean #%s?", e.ID),
				Related: related(e, "declared here"),
			}
			if c.pass.CanTag(e.ID) {
				p.Fix = &diag.Fix{Title: fmt.Sprintf("write #%s", e.ID), Edits: []diag.Edit{{Span: t.Span, Text: e.ID}}}
			}
			c.add(p)
		}
	}
}

// logDates tells of the lines of a log that are none, because their date is not in the standard form or no hyphen
// stands in front of them.
func (c *checker) logDates(e *passport.Entry) {
	body := e.Body.Body
	for _, it := range body.ListItems() {
		written, d, form := logDate(it.Text, e.ID)
		if written == "" || form == passport.FormStandard {
			continue
		}
		at := it.Line
		at.End = at.Start + len(written)
		p := diag.Problem{
			Code: "log-date", Severity: diag.Warning, Span: at,
			Message: fmt.Sprintf("%q is not read as a date, so the log does not have this line", written),
			Label:   "year, month, day",
			Hint:    "write the year first: " + readings(written),
		}
		if form == passport.FormReadable {
			p.Hint = fmt.Sprintf("write %q", d.String())
			p.Fix = &diag.Fix{Title: "write the date as " + d.String(), Edits: []diag.Edit{{Span: at, Text: d.String()}}}
		}
		c.add(p)
	}
	at := 0
	for line := range strings.Lines(body.Source()) {
		if written, _, form := logDate(line, ""); written != "" && form == passport.FormStandard && len(written) == len("2026-11-23") {
			c.add(diag.Problem{
				Code: "log-hyphen", Severity: diag.Warning, Span: body.Span(at, at+len(written)),
				Message: "no hyphen stands in front of this line, so the log does not have it",
				Label:   "no list item",
				Hint:    fmt.Sprintf("write %q", "- "+written+" …"),
				Fix:     &diag.Fix{Title: "begin the lines of the log with a hyphen", Edits: []diag.Edit{{Span: body.Span(at, at), Text: "- "}}},
			})
		}
		at += len(line)
	}
}

// logDate is the date that a line begins with, as it is written, when it names a day. A date without a year is of the
// year that names the file.
func logDate(text, year string) (written string, d passport.Date, form passport.DateForm) {
	end := 0
	for range 3 {
		rest := text[end:]
		skip := len(rest) - len(strings.TrimLeft(rest, " "))
		n := strings.IndexAny(rest[skip:], " \t\r\n")
		if n < 0 {
			n = len(rest) - skip
		}
		if written != "" && !strings.ContainsAny(rest[:skip+n], "0123456789") {
			break // only a year can still belong to it
		}
		end += skip + n
		word := strings.TrimRight(text[:end], " :,;-–—")
		if word == "" || !strings.ContainsAny(word, "0123456789") {
			continue
		}
		for _, try := range []string{word, word + " " + year} {
			got, how, err := passport.ParseDate(try)
			if err == nil && got.Day > 0 || how == passport.FormAmbiguous {
				written, d, form = word, got, how
				if try != word {
					form = passport.FormReadable
				}
				break
			}
		}
	}
	return written, d, form
}
