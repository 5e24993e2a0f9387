package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
)

// What stands behind a key: signs that mean something in YAML, and quotation marks.

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

// shortYear is a year with an apostrophe in place of its century: '19.
var shortYear = regexp.MustCompile(`^'(\d\d)$`)

// unclosedQuote is the problem of quotes that open at an offset and were meant to close on the same line.
func (x *explainer) unclosedQuote(l *line, from int) diag.Problem {
	quote := string(x.data[from : from+1])
	p := x.problem(codeUnclosedQuote, from, from+1, "these quotes are never closed", "opens here", "put a second "+quote+" at the end of the text")
	if l != nil && l.vat == from {
		if _, ok := closingQuote(l.value); !ok {
			if m := shortYear.FindStringSubmatch(l.value); m != nil {
				century := "20"
				if m[1] >= "40" {
					century = "19"
				}
				p.Hint = "write all four digits of the year: " + prefix(l) + century + m[1]
			} else if quote == "'" {
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
