package source

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
)

// The YAML module says where it stumbled and what it expected there, in the words of the YAML
// specification. The mistake is often elsewhere, usually on the line above. explainSyntax looks at the
// lines around the place for what people really do, and says that.

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
var bullet = regexp.MustCompile(`^([•·◦▪‣●○∙■□►➢➤✓✔⁃\x{f0a7}\x{f0b7}\x{f0d8}\x{f0fc}*–—]|o\t)([ \t]*)(.*)$`)

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
			return n, n + len(mark), "-"
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

// badValue looks at the value of a line: what it begins with, and colons in it.
func (x *explainer) badValue(l *line) (diag.Problem, bool) {
	v := l.value
	switch r, n := utf8.DecodeRuneInString(v); r {
	case '"', '\'':
		return x.afterQuote(l)
	case '“', '”', '„', '‘', '’', '«', '»', '‹', '›':
		inner := strings.Trim(v, "“”„‘’«»‹› ")
		return x.quoteFix(codeCurlyQuotes, l, l.vat, l.vat+n, "YAML does not know these quotation marks", "curly quote", strings.TrimSuffix(inner, ",")), true
	case ']', '}':
		if l.key == "" && !l.item {
			return x.problem(codeStrayBracket, l.vat, l.vat+1, fmt.Sprintf("this %c closes nothing", r), "opens nothing", "delete it"), true
		}
		fallthrough
	case '@', '`', '%', '*', '&', '!', '|', '>', ',':
		return x.quoteFix(codeSpecialFirst, l, l.vat, l.vat+n, fmt.Sprintf("a text that begins with %s must stand in quotes", string(r)), "has a meaning in YAML", v), true
	case '[', '{':
		if close := strings.LastIndexAny(v, "]}"); close < len(v)-1 && close > 0 {
			return x.quoteFix(codeSpecialFirst, l, l.vat, l.vat+1, fmt.Sprintf("a text that begins with %s must stand in quotes", string(r)), "begins a list or group", v), true
		}
		if strings.HasSuffix(v, "]]") || strings.HasSuffix(v, "}}") {
			at := l.vat + len(v) - 1
			return x.problem(codeStrayBracket, at, at+1, fmt.Sprintf("there is one %c too many", v[len(v)-1]), "opens nothing", "delete it"), true
		}
		return diag.Problem{}, false
	case '-', '?':
		if l.key != "" && strings.HasPrefix(v[1:], " ") || v == "-" || v == "?" {
			if r == '-' && v != "-" {
				return x.problem(codeListOnKeyLine, l.vat, l.vat+1, "a list cannot begin on the line of its key", "list begins here",
					fmt.Sprintf("put it on a line of its own below %s:, with two spaces in front: - %s", l.key, strings.TrimSpace(v[1:]))), true
			}
			p := x.quoteFix(codeSpecialFirst, l, l.vat, l.vat+1, fmt.Sprintf("a text that begins with %c must stand in quotes", r), "has a meaning in YAML", v)
			if v == "-" {
				p.Hint, p.Fix = "if there is nothing to say, delete the line; else "+p.Hint, nil
			}
			return p, true
		}
	}
	if i := colonIn(v); i >= 0 && l.key != "" {
		if !isKey(l.key) && l.item {
			// "- Led the ward: nights: days" is a sentence, not a key.
			whole := cutComment(l.body)
			l.vat, l.value, l.key = l.at, whole, ""
			i = colonIn(whole)
		}
		return x.quoteFix(codeColonInValue, l, l.vat+i, l.vat+i+1, "a text with a colon and a space in it must stand in quotes", "second colon", l.value), true
	}
	return diag.Problem{}, false
}

// isKey reports whether s looks like a key of a passport.
func isKey(s string) bool {
	for _, r := range s {
		if r != '_' && r != '-' && (r < 'a' || r > 'z') {
			return false
		}
	}
	return s != ""
}

// colonIn returns where a colon stands in a value that YAML takes for the end of a key, or -1.
func colonIn(v string) int {
	for i := 0; i < len(v); i++ {
		if v[i] == ':' && (i+1 == len(v) || v[i+1] == ' ' || v[i+1] == '\t') {
			return i
		}
	}
	return -1
}

// quoteFix makes a problem whose cure is to put the value of a line in quotes.
func (x *explainer) quoteFix(code string, l *line, start, end int, message, label, value string) diag.Problem {
	q := quoted(value)
	p := x.problem(code, start, end, message, label, "write: "+prefix(l)+q)
	p.Fix = &diag.Fix{Title: "put the text in quotes", Edits: []diag.Edit{{Span: x.span(l.vat, l.vat+len(l.value)), Text: q}}}
	return p
}

// afterQuote explains text behind a closing quote.
func (x *explainer) afterQuote(l *line) (diag.Problem, bool) {
	end, ok := closingQuote(l.value)
	if !ok || end == len(l.value) {
		return diag.Problem{}, false
	}
	rest := l.value[end:]
	at := l.vat + end
	trimmed := strings.TrimLeft(rest, " \t")
	if trimmed == "" || trimmed[0] == '#' {
		return diag.Problem{}, false
	}
	at += len(rest) - len(trimmed)
	if trimmed == "," {
		p := x.problem(codeTrailingComma, at, at+1, "a line of YAML does not end with a comma", "not needed", "delete the comma")
		p.Fix = &diag.Fix{Title: "delete the comma", Edits: []diag.Edit{{Span: p.Span}}}
		return p, true
	}
	text := l.value
	if last := text[len(text)-1]; last == text[0] && strings.Count(text, text[:1]) == 3 {
		text = text[1 : len(text)-1] // 'it's': the apostrophe ended the quotes
	}
	return x.quoteFix(codeTextAfterQuote, l, at, at+len(trimmed), "the quotes end before the text does", "outside the quotes", text), true
}

// closingQuote returns the offset behind the quote that closes the one s begins with.
func closingQuote(s string) (int, bool) {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\':
			i++
		case s[i] != s[0]:
		case s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		default:
			return i + 1, true
		}
	}
	return 0, false
}

// inQuotes explains errors between quotes.
func (x *explainer) inQuotes() diag.Problem {
	l := x.first
	if strings.Contains(x.msg, "escape") || strings.Contains(x.msg, "hexadecimal") {
		start := bytes.LastIndexByte(x.data[:min(x.at+1, len(x.data))], '\\')
		start = max(start, x.from)
		value := ""
		if end, ok := closingQuote(string(x.data[x.from:lineEnd(x.data, x.from)])); ok {
			value = string(x.data[x.from+1 : x.from+end-1])
		}
		p := x.problem(codeBackslash, start, min(start+2, len(x.data)), "between double quotes a backslash has a meaning of its own", "not an escape YAML knows",
			"use single quotes, or write the backslash twice")
		if value != "" && !strings.Contains(value, "'") {
			p.Hint = "use single quotes: '" + value + "'"
			p.Fix = &diag.Fix{Title: "use single quotes", Edits: []diag.Edit{{Span: x.span(x.from, x.from+len(value)+2), Text: "'" + value + "'"}}}
		}
		return p
	}
	return x.unclosedQuote(l, x.from)
}

// quotesOver finds quotes that were closed by chance on the line below, as by two years that were written
// '19 and '21.
func (x *explainer) quotesOver() (diag.Problem, bool) {
	l := x.prev
	if l == nil || x.line == nil || l.value == "" || l.value[0] != '"' && l.value[0] != '\'' {
		return diag.Problem{}, false
	}
	if _, ok := closingQuote(l.value); ok || strings.IndexByte(x.line.text, l.value[0]) < 0 {
		return diag.Problem{}, false
	}
	return x.unclosedQuote(l, l.vat), true
}

// unclosedQuote is the problem of quotes that open at an offset and were meant to close on the same line.
func (x *explainer) unclosedQuote(l *line, from int) diag.Problem {
	quote := string(x.data[from : from+1])
	p := x.problem(codeUnclosedQuote, from, from+1, "these quotes are never closed", "opens here", "put a second "+quote+" at the end of the text")
	if l != nil && l.vat == from {
		if _, ok := closingQuote(l.value); !ok {
			if quote == "'" {
				p.Hint = fmt.Sprintf("close the quotes, or, when it is an apostrophe, write: %s%s", prefix(l), quoted(l.value))
			} else {
				p.Hint = "write: " + prefix(l) + l.value + quote
			}
		}
	}
	return p
}

// prefix is what stands before the value of a line when it is shown in a hint.
func prefix(l *line) string {
	s := ""
	if l.item {
		s = "- "
	}
	if l.key != "" {
		s += l.key + ": "
	}
	return s
}

// inBrackets explains errors inside [ ] and { }.
func (x *explainer) inBrackets() diag.Problem {
	open := x.data[x.from]
	end := map[byte]string{'[': "]", '{': "}"}[open]
	if p, ok := x.typical(x.first); ok && p.Code == codeSpecialFirst {
		return p
	}
	p := x.problem(codeUnclosedBracket, x.from, x.from+1, fmt.Sprintf("this %c is never closed", open), "opens here", "put a "+end+" where the list ends, and a comma between its parts")
	if open == '{' {
		p.Hint = "put a } where the group ends, and a comma between its parts"
	}
	if x.first != nil && x.line != nil && x.first.no == x.line.no && x.at < len(x.data) {
		p.Related = []diag.Related{{Span: x.span(x.at, x.at+1), Label: "a comma is missing before this, or quotes around the text"}}
		p.Message = fmt.Sprintf("the parts between %c and %s are not separated by commas", open, end)
		p.Hint = "put a comma between the parts, and quotes around a part that holds a comma, a colon or a bracket"
	}
	return p
}

// colonMark is a key with another mark behind it: other keyboards have one that looks like a colon, or
// have the semicolon beside it.
var colonMark = regexp.MustCompile(`^([A-Za-z_]\w*)[ \t]*([;：﹕︰])[ \t]*(\S.*)$`)

// list reports whether the file is one that holds a list and has no item yet.
func (x *explainer) list() bool {
	name := path.Base(x.file)
	if !strings.HasSuffix(name, ".yaml") || strings.HasPrefix(name, "passport.") || strings.HasPrefix(name, "words.") {
		return false
	}
	for no := range x.lines {
		if l := x.readLine(no + 1); l.item || l.key != "" {
			return false
		}
	}
	return true
}

// noKey explains a line that is neither a key nor a list item.
func (x *explainer) noKey(l *line) diag.Problem {
	at, end := l.at, l.at+len(l.body)
	if m := regexp.MustCompile(`^([A-Za-z_]\w*)[ \t]*=[ \t]*(.+)$`).FindStringSubmatch(l.body); m != nil {
		return x.problem(codeEquals, at, end, "a key is followed by a colon, not by an equals sign", "= used", "write: "+m[1]+": "+m[2])
	}
	if m := colonMark.FindStringSubmatchIndex(l.body); m != nil {
		p := x.problem(codeColonMark, at+m[4], at+m[5], "a key is followed by a colon, not by "+l.body[m[4]:m[5]], "not a colon",
			"write: "+l.body[m[2]:m[3]]+": "+l.body[m[6]:m[7]])
		p.Fix = x.fixEach("write colons behind the keys", func(l *line) (int, int, string) {
			m := colonMark.FindStringSubmatchIndex(l.body)
			if m == nil || l.key != "" {
				return 0, 0, ""
			}
			at := l.at - l.start
			return at + m[3], at + m[6], ": "
		})
		return p
	}
	p := x.problem(codeNoKey, at, end, "this line is neither a key with a value nor a list item", "no colon",
		"if it continues the line above, indent it by two spaces; if it is a key, put a colon and a space behind it")
	if mark, spaces := x.blockAbove(l); mark != "" {
		p.Hint = fmt.Sprintf("if it belongs to the text below %s, indent it like that text: %d spaces in front", mark, spaces)
	} else if x.list() {
		p.Label = "no list item"
		p.Hint = "this file is a list, so begin each item with a hyphen and a space: - " + l.body
	}
	return p
}

// blockAbove returns the mark of the block of text that a line seems to have fallen out of, and how
// far the block is indented.
func (x *explainer) blockAbove(l *line) (mark string, spaces int) {
	for prev := x.before(l.no); prev != nil && l.no-prev.no < 200; prev = x.before(prev.no) {
		if prev.indent() > l.indent() {
			spaces = prev.indent()
			continue
		}
		if prev.value != "" && (prev.value[0] == '|' || prev.value[0] == '>') {
			if spaces == 0 {
				spaces = prev.at - prev.start + 2 // the block is empty
			}
			return prev.value[:1], spaces
		}
		break
	}
	return "", 0
}

// indentation explains a line that does not stand where it should.
func (x *explainer) indentation(l *line) diag.Problem {
	start, end := l.start, l.start+l.indent()
	if start == end {
		end = min(start+1, l.start+len(l.text))
	}
	lead := strings.TrimLeft(l.text, " ")
	if strings.IndexByte("]}", lead[0]) >= 0 {
		at := l.start + l.indent()
		return x.problem(codeStrayBracket, at, at+1, fmt.Sprintf("this %c closes nothing", lead[0]), "opens nothing", "delete it")
	}
	p := x.problem(codeIndent, start, end, "the indentation of this line does not fit the lines above", "", "")
	if l.item && x.prev != nil && !x.prev.item && l.indent() == x.prev.indent() && x.prev.value != "" {
		p.Message = "this list item stands below no key"
		p.Label = "no key above"
		p.Hint = fmt.Sprintf("put the key of the list on a line above it, such as highlights:, or indent this line if it belongs to %q", x.prev.key)
		return p
	}
	above := x.sibling(l)
	mark, spaces := x.blockAbove(l)
	switch {
	case mark != "":
		p.Label = "does not line up"
		p.Hint = fmt.Sprintf("if it belongs to the text below %s, indent it like that text: %d spaces in front", mark, spaces)
		return p
	case x.prev != nil && l.at-l.start > x.prev.at-x.prev.start && x.prev.value != "" && above != nil:
		p.Label = "too far to the right"
		p.Hint = fmt.Sprintf("%s has a value already, so nothing can stand below it: put this line exactly under %q (%d spaces)", quoted(x.prev.key), first(above), above.at-above.start)
	case above != nil:
		p.Label = "does not line up"
		p.Hint = fmt.Sprintf("put it exactly under %q: %d spaces in front", first(above), above.at-above.start)
	default:
		p.Hint = "lines that belong together begin in the same column"
	}
	if above != nil {
		p.Related = []diag.Related{{Span: x.span(above.at, above.at+len(first(above))), Label: "lines up with this"}}
	}
	return p
}

// first is the key of a line, or its text, for naming the line.
func first(l *line) string {
	if l.key != "" {
		return l.key
	}
	return l.body
}

// sibling is the line above that a line most likely belongs beside: the nearest whose text begins at
// most two columns away.
func (x *explainer) sibling(l *line) *line {
	col := l.at - l.start
	for prev := x.before(l.no); prev != nil; prev = x.before(prev.no) {
		if d := prev.at - prev.start - col; d >= -2 && d <= 2 && (prev.key != "" || prev.item) {
			return prev
		}
		if l.no-prev.no > 50 {
			break
		}
	}
	return nil
}

// secondDocument finds the line that ends a YAML document early.
func (c *converter) secondDocument() (diag.Problem, bool) {
	text := false
	for no := 1; no <= len(c.lines); no++ {
		l := c.readLine(no)
		mark := strings.HasPrefix(l.text, "---") || strings.HasPrefix(l.text, "...")
		if mark && text {
			return c.problem(codeSecondDocument, l.start, l.start+3, "a line of "+l.text[:3]+" ends the file early", "ends here",
				"delete this line; a file holds one record"), true
		}
		text = text || !l.blank() && !mark
	}
	return diag.Problem{}, false
}
