package source

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
)

// The YAML module says where it stumbled and what it expected there, in the words of the YAML
// specification. The mistake is often elsewhere, usually on the line above. explainSyntax looks at the
// lines around the place for what people really do, and says that.

// explainSyntax says in a person's words why a text is not YAML.
func explainSyntax(r region, err error) diag.Problem {
	c := newConverter(r)
	le := syntaxError(err)
	if le == nil || le.Mark.Line == 0 {
		if p, ok := c.secondDocument(); ok {
			return p
		}
		return c.problem(codeSyntax, 0, 0, "this text is not valid YAML", "", "compare it with an entry that works")
	}
	x := explainer{converter: c, msg: le.Message, context: le.ContextMsg}
	x.at = c.offset(le.Mark.Line, le.Mark.Column)
	x.from = x.at
	if le.ContextMark.Line > 0 {
		x.from = c.offset(le.ContextMark.Line, le.ContextMark.Column)
	}
	x.line = c.readLine(le.Mark.Line)
	x.first = c.readLine(le.ContextMark.Line)
	x.prev = c.before(le.Mark.Line)
	return x.explain()
}

// problem makes a problem at a stretch of the region.
func (c *converter) problem(code string, start, end int, message, label, hint string) diag.Problem {
	return diag.Problem{Code: code, Message: message, Label: label, Hint: hint, Span: c.span(start, end)}
}

// explainer holds what is known about a syntax error.
type explainer struct {
	*converter
	msg, context string
	at, from     int   // where the module stopped, and where the thing began that it was reading
	line         *line // of at
	first        *line // of from; nil when there is no context
	prev         *line // the line above, blank ones left out; nil at the top
}

func (x *explainer) explain() diag.Problem {
	if strings.Contains(x.msg, "exceeded max depth") {
		return x.problem(codeTooDeep, x.at, x.at, fmt.Sprintf("the values are nested more than %d deep", maxDepth), "too deep here",
			"a passport needs four or five levels; take out brackets or indentation that were not meant")
	}
	for _, l := range []*line{x.line, x.prev, x.first} {
		if l == nil {
			continue
		}
		if p, ok := x.oddIndent(l); ok {
			return p
		}
	}
	for _, l := range []*line{x.first, x.line, x.prev} {
		if p, ok := x.hashInBrackets(l); ok {
			return p
		}
	}
	// The module may say that what it was reading began at the very end.
	begun := x.from < len(x.data)
	switch {
	case begun && strings.HasPrefix(x.context, "while scanning a quoted scalar"):
		return x.inQuotes()
	case begun && strings.HasPrefix(x.context, "while parsing a flow"):
		return x.inBrackets()
	case strings.HasPrefix(x.context, "while scanning a simple key"):
		if p, ok := x.typical(x.first); ok {
			return p
		}
		return x.noKey(x.first)
	}
	if p, ok := x.quotesOver(); ok {
		return p
	}
	for _, l := range []*line{x.line, x.prev} {
		if l != nil && !l.blank() {
			if p, ok := x.typical(l); ok {
				return p
			}
		}
	}
	if x.line != nil && !x.line.blank() {
		return x.indentation(x.line)
	}
	return x.problem(codeSyntax, x.at, x.at, "this is not valid YAML", "here or just above",
		"compare the line with the ones around it: indentation, quotes, colons, brackets")
}

// oddIndent finds tabs and other white space where YAML wants spaces.
func (x *explainer) oddIndent(l *line) (diag.Problem, bool) {
	lead := l.text[:len(l.text)-len(strings.TrimLeft(l.text, " \t"))]
	if i := strings.IndexByte(lead, '\t'); i >= 0 && l.body != "" {
		p := x.problem(codeTab, l.start+i, l.start+len(lead), "a tab is used for indentation", "tab",
			"use two spaces instead of each tab; many editors can do so by themselves")
		p.Fix = x.fixTabs()
		return p, true
	}
	if start, end, ok := oddSpace(l.text); ok {
		p := x.problem(codeOddSpace, l.start+start, l.start+end, "this looks like a space and is another character", "not a space",
			"delete it and type a space; text copied from a word processor or a web page brings such characters along")
		p.Fix = x.fixEach("use ordinary spaces", func(l *line) (int, int, string) {
			start, end, ok := oddSpace(l.text)
			if !ok {
				return 0, 0, ""
			}
			return start, end, strings.Repeat(" ", utf8.RuneCountInString(l.text[start:end]))
		})
		return p, true
	}
	return diag.Problem{}, false
}

// fixTabs makes a fix that indents with spaces what is indented with tabs. How wide a tab was meant to
// be is not known, but the lines above say where a line can stand: in the column of one that was
// indented alike, or two deeper than a key that has no value yet.
func (x *explainer) fixTabs() *diag.Fix {
	columns := map[string]int{}
	var prev *line
	return x.fixEach("use spaces instead of tabs", func(l *line) (int, int, string) {
		if l.blank() {
			return 0, 0, ""
		}
		lead := l.text[:len(l.text)-len(strings.TrimLeft(l.text, " \t"))]
		col, known := columns[lead]
		switch {
		case !strings.Contains(lead, "\t"):
			col = len(lead)
			clear(columns)
		case known:
		case prev == nil:
			col = 0
		case prev.key != "" && prev.value == "":
			col = prev.at - prev.start + 2
		default:
			col = prev.at - prev.start
		}
		columns[lead] = col
		// Lines below compare with where this one will stand.
		moved := *l
		moved.start, moved.at = 0, col+(l.at-l.start-len(lead))
		prev = &moved
		if !strings.Contains(lead, "\t") {
			return 0, 0, ""
		}
		return 0, len(lead), strings.Repeat(" ", col)
	})
}

// oddSpaceIn finds white space that is neither space nor tab at the start of a line, after its list
// marks, or behind its first colon or in front of it.
var oddSpaceIn = regexp.MustCompile(`^[ \t]*(?:- +)*([\x{a0}\x{1680}\x{2000}-\x{200b}\x{202f}\x{205f}\x{2060}\x{3000}\x{feff}]+)|^[ \t]*-([\x{a0}\x{2000}-\x{200b}\x{202f}\x{3000}]+)|^[^:"']*:([\x{a0}\x{2000}-\x{200b}\x{202f}\x{3000}]+)`)

func oddSpace(s string) (start, end int, ok bool) {
	m := oddSpaceIn.FindStringSubmatchIndex(s)
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 {
			return m[i], m[i+1], true
		}
	}
	return 0, 0, false
}

// fixEach makes a fix of one edit for every line that needs one.
func (x *explainer) fixEach(title string, edit func(*line) (start, end int, text string)) *diag.Fix {
	fix := &diag.Fix{Title: title}
	for no := 1; no <= len(x.lines) && len(fix.Edits) < 1000; no++ {
		l := x.readLine(no)
		if start, end, text := edit(l); end > 0 {
			fix.Edits = append(fix.Edits, diag.Edit{Span: x.span(l.start+start, l.start+end), Text: text})
		}
	}
	return fix
}

// glued is a key without a space behind its colon; an address (https://…) is none.
var glued = regexp.MustCompile(`^([A-Za-z_][\w-]*):([^\s/:].*)$`)

// bullet is a mark that other programs put before list items.
// Word's own come as private characters of its symbol fonts, and as the letter o before a tab.
// Two hyphens are a dash to those who type on a typewriter.
var bullet = regexp.MustCompile(`^(--|[•·◦▪‣●○∙■□►➢➤✓✔⁃\x{f0a7}\x{f0b7}\x{f0d8}\x{f0fc}*–—]|o\t)([ \t]*)(.*)$`)

// findBullet takes a line apart that begins with a bullet: the bullet, and the text behind it.
func findBullet(s string) (mark, text string, ok bool) {
	m := bullet.FindStringSubmatch(s)
	if m == nil {
		return "", "", false
	}
	if mark, word := strings.CutSuffix(m[1], "\t"); word {
		return mark, m[3], true
	}
	return m[1], m[3], m[2] != ""
}

// bulletMistake says that a list item begins with another mark than a hyphen.
func bulletMistake(mark string) string {
	if r, _ := utf8.DecodeRuneInString(mark); r >= 0xE000 && r <= 0xF8FF {
		mark = "the bullet of a word processor"
	}
	return "a list item begins with a hyphen and a space, not with " + mark
}

// typical looks at one line for a mistake that people make often.
func (x *explainer) typical(l *line) (diag.Problem, bool) {
	if l == nil {
		return diag.Problem{}, false
	}
	lead := strings.TrimLeft(l.text, " \t")
	if mark, text, ok := findBullet(lead); ok {
		at := l.start + len(l.text) - len(lead)
		p := x.problem(codeBullet, at, at+len(mark), bulletMistake(mark), "not a hyphen", "write: - "+text)
		p.Fix = x.fixEach("begin list items with a hyphen", func(l *line) (int, int, string) {
			lead := strings.TrimLeft(l.text, " \t")
			n := len(l.text) - len(lead)
			if other, text, ok := findBullet(lead); !ok || other != mark {
				return 0, 0, ""
			} else if mark == "o" {
				return n, len(l.text) - len(text), "- " // not before a tab
			}
			// As wide as it was, so that the lines below still stand under the text.
			return n, n + len(mark), "-" + strings.Repeat(" ", utf8.RuneCountInString(mark)-1)
		})
		return p, true
	}
	if len(lead) > 1 && lead[0] == '-' && lead[1] != ' ' && lead[1] != '-' && lead[1] != '\t' && (l.key == "" || l.key[0] == '-') {
		at := l.start + len(l.text) - len(lead)
		p := x.problem(codeDashSpace, at, at+2, "there is no space behind the hyphen of a list item", "space missing", "write: - "+lead[1:])
		p.Fix = insert(x.span(at+1, at+1), " ", "put a space behind the hyphen")
		return p, true
	}
	if l.key == "" || strings.Contains(l.key, ":") {
		if m := glued.FindStringSubmatch(l.body); m != nil {
			at := l.at + len(m[1]) + 1
			p := x.problem(codeColonSpace, at-1, at+utf8Len(m[2]), "there is no space behind the colon", "space missing", "write: "+m[1]+": "+m[2])
			p.Fix = insert(x.span(at, at), " ", "put a space behind the colon")
			return p, true
		}
	}
	if l.value == "" {
		return diag.Problem{}, false
	}
	return x.badValue(l)
}

// utf8Len is the length of the first character.
func utf8Len(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

func insert(at diag.Span, text, title string) *diag.Fix {
	return &diag.Fix{Title: title, Edits: []diag.Edit{{Span: at, Text: text}}}
}
