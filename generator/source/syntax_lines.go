package source

import (
	"regexp"
	"strings"
)

// line is one line of a region, without its break.
type line struct {
	no    int // from 1
	start int // offset in the region
	text  string
	body  string // text without indentation and "- " marks
	at    int    // offset of body
	key   string // for "key: value": the key as written
	value string // the value as written, without a comment and white space around it
	vat   int    // offset of value
	item  bool   // begins with "- "
}

func (l *line) indent() int { return len(l.text) - len(strings.TrimLeft(l.text, " \t")) }

// blank reports whether the line holds nothing or only a comment.
func (l *line) blank() bool {
	t := strings.TrimLeft(l.text, " \t")
	return t == "" || t[0] == '#'
}

// keyLine is "key: value" or "key:". The first colon that a space or the end follows ends the key.
var keyLine = regexp.MustCompile(`^([^:]*(?::[^\s:][^:]*)*):(?:[ \t]+(.*))?$`)

// readLine takes a line of a region apart.
func (c *converter) readLine(no int) *line {
	if no < 1 || no > len(c.lines) {
		return nil
	}
	l := &line{no: no, start: c.lines[no-1]}
	l.text = string(c.data[l.start:lineEnd(c.data, l.start)])
	l.body = strings.TrimLeft(l.text, " \t\u00a0")
	for strings.HasPrefix(l.body, "- ") {
		l.item = true
		l.body = strings.TrimLeft(l.body[2:], " \t")
	}
	l.at = l.start + len(l.text) - len(l.body)
	l.body = strings.TrimRight(l.body, " \t")
	if m := keyLine.FindStringSubmatchIndex(l.body); m != nil && !strings.HasPrefix(l.body, "#") {
		l.key = l.body[m[2]:m[3]]
		if m[4] >= 0 {
			l.value = cutComment(l.body[m[4]:m[5]])
			l.vat = l.at + m[4]
		} else {
			l.vat = l.at + len(l.body)
		}
	} else {
		l.value, l.vat = cutComment(l.body), l.at
	}
	return l
}

// cutComment takes a comment off the end of a value that is not in quotes.
func cutComment(s string) string {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		return strings.TrimRight(s, " \t")
	}
	if i := strings.Index(s, " #"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " \t")
}

// before returns the nearest line above that is not blank.
func (c *converter) before(no int) *line {
	for no--; no > 0; no-- {
		if l := c.readLine(no); !l.blank() {
			return l
		}
	}
	return nil
}
