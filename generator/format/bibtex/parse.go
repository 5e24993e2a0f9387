package bibtex

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/source"
)

// The parser reads BibTeX as people and programs write it, not as btxbst.doc has it: whatever stands
// between entries is a remark, entries in braces or in brackets, fields in any order and as often as
// somebody wrote them, a comma too many or too few. What cannot be read is skipped to the next @ at the
// beginning of a line, with its place. It uses no stack of its own, so nothing nests too deeply for it.

// What is read, what is told, and after how many entries that cannot be read the rest is given up: each may
// have been looked through to the longest value there can be.
const (
	maxEntries = 50_000
	maxSkipped = 50
	maxFailed  = 200
)

// entry is one entry: its fields as written, TeX and all, by name in lower case.
type entry struct {
	kind   string // "article"
	key    *source.Node
	kindAt *source.Node
	fields []field
	span   diag.Span
}

type field struct {
	name string
	raw  string // the value with its TeX, macros put in
	node *source.Node
}

func (e *entry) get(name string) *field {
	for i := range e.fields {
		if e.fields[i].name == name {
			return &e.fields[i]
		}
	}
	return nil
}

type parser struct {
	file    string
	s       string
	at      int
	macros  map[string]string
	entries []*entry
	found   diag.List
	failed  int
}

// months are the macros that every style has.
var months = map[string]string{
	"jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June", "jul": "July",
	"aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
}

func parse(file string, data []byte) *parser {
	p := &parser{file: file, s: string(data), macros: map[string]string{}}
	for p.find() {
		start := p.at
		if message := p.entry(); message != "" {
			p.skip(start, message)
			if p.failed++; p.failed > maxFailed {
				p.told(diag.Problem{Code: format.CodeTooLarge, Message: "too much of this bibliography cannot be read", Hint: "what stands behind this was skipped", Span: p.place(p.at, p.at)})
				break
			}
		}
		if len(p.entries) == maxEntries {
			p.told(diag.Problem{Code: format.CodeTooLarge, Message: fmt.Sprintf("this bibliography has more than %d entries", maxEntries), Hint: "those after this one were skipped", Span: p.place(p.at, p.at)})
			break
		}
	}
	return p
}

func (p *parser) place(start, end int) diag.Span {
	return diag.Span{File: p.file, Start: min(start, len(p.s)), End: min(end, len(p.s))}
}

func (p *parser) told(x diag.Problem) {
	if x.Severity = diag.Warning; len(p.found) < maxSkipped {
		p.found = append(p.found, x)
	}
}

// skip tells what is wrong where the parser stands and goes to the next entry.
func (p *parser) skip(start int, message string) {
	at := min(p.at, len(p.s))
	p.told(diag.Problem{Code: format.CodeSkipped, Message: message, Hint: "this entry was skipped; mend it and import again", Span: p.place(at, at)})
	from := max(start+1, 1)
	for i := from; ; {
		next := strings.IndexByte(p.s[min(i, len(p.s)):], '@')
		if next < 0 {
			p.at = len(p.s)
			return
		}
		i += next
		if line := strings.LastIndexByte(p.s[:i], '\n') + 1; strings.TrimSpace(p.s[line:i]) == "" {
			p.at = i
			return
		}
		i++
	}
}

// find goes to the next @.
func (p *parser) find() bool {
	i := strings.IndexByte(p.s[min(p.at, len(p.s)):], '@')
	if i < 0 {
		return false
	}
	p.at += i
	return true
}

func (p *parser) space() {
	for p.at < len(p.s) {
		switch c := p.s[p.at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			p.at++
		case c == '%': // a remark, as biber takes it
			if i := strings.IndexByte(p.s[p.at:], '\n'); i >= 0 {
				p.at += i + 1
			} else {
				p.at = len(p.s)
			}
		default:
			return
		}
	}
}

func (p *parser) peek() byte {
	if p.at < len(p.s) {
		return p.s[p.at]
	}
	return 0
}

// word reads a name: of an entry type, a field, a macro.
func (p *parser) word() string {
	start := p.at
	for p.at < len(p.s) {
		r, size := utf8.DecodeRuneInString(p.s[p.at:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-+:.*/'!?&", r) {
			p.at += size
			continue
		}
		break
	}
	return p.s[start:p.at]
}

// entry reads what begins at an @. It returns what is wrong, "" for nothing.
func (p *parser) entry() string {
	start := p.at
	p.at++
	p.space()
	kind := strings.ToLower(p.word())
	kindAt := &source.Node{Kind: source.String, Text: kind, Span: p.place(start+1, p.at)}
	p.space()
	open := p.peek()
	if kind == "" || open != '{' && open != '(' {
		p.at = start + 1 // an address in a remark: ana@example.org
		return ""
	}
	if kind == "comment" || kind == "preamble" {
		if _, ok := p.group(); !ok {
			return "this " + kind + " is never closed"
		}
		return ""
	}
	p.at++
	end := byte('}')
	if open == '(' {
		end = ')'
	}
	e := &entry{kind: kind, kindAt: kindAt}
	if kind != "string" {
		p.space()
		from := p.at
		for p.at < len(p.s) && strings.IndexByte(",= \t\r\n", p.s[p.at]) < 0 && p.s[p.at] != end {
			p.at++
		}
		key := p.s[from:p.at]
		if p.space(); p.peek() == '=' {
			p.at = from // no key: the fields begin at once
		} else {
			e.key = &source.Node{Kind: source.String, Text: key, Span: p.place(from, from+len(key))}
		}
	}
	if message := p.fields(e, end); message != "" {
		return message
	}
	e.span = p.place(start, p.at)
	if kind == "string" {
		for _, f := range e.fields {
			p.macros[f.name] = f.raw
		}
		return ""
	}
	p.entries = append(p.entries, e)
	return ""
}

// fields reads "name = value" until the entry closes.
func (p *parser) fields(e *entry, end byte) string {
	for {
		p.space()
		for p.peek() == ',' {
			p.at++
			p.space()
		}
		switch {
		case p.at >= len(p.s):
			return fmt.Sprintf("this @%s ends in the middle", e.kind)
		case p.peek() == end:
			p.at++
			return ""
		}
		name := strings.ToLower(p.word())
		if name == "" {
			return fmt.Sprintf("%q stands where a field of this @%s should begin", string(firstRune(p.s[p.at:])), e.kind)
		}
		p.space()
		if p.peek() != '=' {
			return fmt.Sprintf("the field %q has no = behind it", name)
		}
		p.at++
		from := p.at
		raw, message := p.value()
		if message != "" {
			return message
		}
		for from < p.at && strings.IndexByte(" \t\r\n", p.s[from]) >= 0 {
			from++
		}
		if e.get(name) == nil {
			e.fields = append(e.fields, field{name: name, raw: raw, node: &source.Node{Kind: source.String, Text: plain(raw), Span: p.place(from, p.at)}})
		}
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// maxValue bounds a value: macros that contain each other could double it with every line.
const maxValue = 1 << 20

// value reads parts with # between them.
func (p *parser) value() (string, string) {
	var b strings.Builder
	for {
		p.space()
		switch c := p.peek(); {
		case c == '{':
			text, ok := p.group()
			if !ok {
				return "", "a brace is opened here and never closed"
			}
			b.WriteString(text)
		case c == '"':
			text, ok := p.quoted()
			if !ok {
				return "", "a quote is opened here and never closed"
			}
			b.WriteString(text)
		default:
			w := p.word()
			if w == "" {
				return "", "the value is missing here"
			}
			text, known := p.macros[strings.ToLower(w)]
			if !known {
				text, known = months[strings.ToLower(w)]
			}
			if !known {
				text = w // a number, or a macro of a style that is not here
			}
			b.WriteString(text)
		}
		if b.Len() > maxValue {
			return "", "this value is longer than any text of a bibliography"
		}
		p.space()
		if p.peek() != '#' {
			return b.String(), ""
		}
		p.at++
	}
}

// group reads what stands in braces or brackets, without those. A brace behind a backslash is a sign, as
// people mean it, and not half a group, as BibTeX counts it.
func (p *parser) group() (string, bool) {
	open, end := p.s[p.at], byte('}')
	if open == '(' {
		end = ')'
	}
	depth := 0
	for i := p.at; i < min(len(p.s), p.at+maxValue); i++ {
		switch c := p.s[i]; {
		case c == '\\' && i+1 < len(p.s):
			i++ // \{ and \} are signs
		case c == open:
			depth++
		case c == end:
			if depth--; depth == 0 {
				text := p.s[p.at+1 : i]
				p.at = i + 1
				return text, true
			}
		}
	}
	return "", false
}

// quoted reads what stands in quotes, in which braces hide a quote.
func (p *parser) quoted() (string, bool) {
	depth := 0
	for i := p.at + 1; i < min(len(p.s), p.at+maxValue); i++ {
		switch c := p.s[i]; {
		case c == '\\' && i+1 < len(p.s) && p.s[i+1] != '"':
			i++
		case c == '{':
			depth++
		case c == '}':
			depth = max(0, depth-1)
		case c == '"' && depth == 0:
			text := p.s[p.at+1 : i]
			p.at = i + 1
			return text, true
		}
	}
	return "", false
}
