package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// keyStart is a line that begins like a key of a passport. hyphens is a line that was meant to be
// three hyphens: word processors turn them into dashes.
var (
	// keyLikely is one that begins with a name that a page begins with, whatever its letters, and looseKey any of
	// those that may follow.
	keyLikely = regexp.MustCompile(`(?i)^(title|name|position|role|job title|organi[sz]ation|company|employer|school|author)[ \t]*:[ \t]+\S`)
	looseKey  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_ -]{0,24}:([ \t\r]|$)`)
	keyStart  = regexp.MustCompile(`^[a-z][a-z0-9_]*:([ \t\r]|$)`)
	hyphens   = regexp.MustCompile(`^(?:[–—‐‑−]+-*|-{1,2}[–—‐‑−]|--|-{4,8}|-{3} ?ya?ml|- - -|_{3,}|\*{3,}|={3,})[ \t\r]*$`)
)

// parsePage reads a Markdown file: front matter, then prose. Where the lines around the front matter
// are wrong, it says so and reads on as they were meant.
func (f *File) parsePage(text []byte, base int) diag.List {
	t := pageText{f: f, text: text, base: base}
	p := splitPage(text)
	switch {
	case p.unclosed && !p.found:
		p = t.unclosed(p)
	case p.found && !p.front(text):
		p = page{} // a thematic break, some text, another one: there is no front matter
	case p.indentedCloser:
		at := p.closeStart
		for at < len(text) && isBlank(text[at]) {
			at++
		}
		fix := &diag.Fix{Title: "move the hyphens to the start of the line", Edits: []diag.Edit{{Span: t.span(p.closeStart, at)}}}
		t.report(codeFrontMatterLine, at, at+3, "the line that ends the front matter does not begin with ---", "put it at the start of the line",
			"delete the spaces in front of ---", fix)
	case !p.found:
		p = t.missing()
	}
	if p.found {
		t.fenced(&p)
		t.problems = append(t.problems, f.readYAML(region{f.Path, text[p.start:p.end], base + p.start})...)
		f.front = base + p.end
	}
	f.prose = base + p.body
	f.Body = pageBody(f.Path, text, p.body, base)
	return t.problems
}

// equals matches a key with an equals sign, as people write who know settings files.
var equals = regexp.MustCompile(`^[A-Za-z_]\w*[ \t]*=[ \t]*\S`)

// front reports whether what stands between two lines of hyphens is front matter: it holds a key, or
// nothing at all.
func (p *page) front(d []byte) bool {
	if onlyComments(d[p.start:p.end]) {
		return true
	}
	marks := true // nothing but keys with another mark than a colon
	for i := p.start; i < p.end; i = nextLine(d, i) {
		l := strings.TrimSpace(string(d[i:lineEnd(d, i)]))
		if strings.HasPrefix(l, "#") {
			continue
		}
		marks = marks && (l == "" || colonMark.MatchString(l))
		if m := keyLine.FindStringSubmatch(l); m != nil || glued.MatchString(l) || equals.MatchString(l) || strings.HasPrefix(l, "{") {
			return true
		}
	}
	return marks
}

// pageText is a page while its front matter is looked for.
type pageText struct {
	f        *File
	text     []byte
	base     int
	problems diag.List
}

func (t *pageText) span(start, end int) diag.Span {
	return diag.Span{File: t.f.Path, Start: t.base + start, End: t.base + min(end, len(t.text))}
}

func (t *pageText) report(code string, start, end int, message, label, hint string, fix *diag.Fix) {
	t.problems = append(t.problems, diag.Problem{Code: code, Message: message, Label: label, Span: t.span(start, end), Hint: hint, Fix: fix})
}

// line returns the line at i without white space at its end.
func (t *pageText) line(i int) string {
	return strings.TrimRight(string(t.text[i:lineEnd(t.text, i)]), " \t\r")
}

// keys returns where the lines end that look like front matter: keys, list items, indented lines and
// comments, up to the first empty or other line. n counts the keys.
func (t *pageText) keys(i int) (end, n int) {
	key := keyStart
	if keyLikely.MatchString(t.line(i)) {
		key = looseKey
	}
	for i < len(t.text) {
		l := t.line(i)
		switch {
		case key.MatchString(l):
			n++
		case l == "", !strings.ContainsAny(l[:1], " \t-#"), n == 0, l == "---", hyphens.MatchString(l):
			return i, n
		}
		i = nextLine(t.text, i)
	}
	return len(t.text), n
}

// unclosed mends front matter that begins and never ends.
func (t *pageText) unclosed(p page) page {
	end, n := t.keys(p.start)
	if n == 0 {
		return page{} // a thematic break
	}
	after := t.line(end)
	p.found, p.unclosed = true, false
	p.end, p.body = end, end
	if end < len(t.text) && hyphens.MatchString(after) {
		t.dashes(end, after)
		p.body = nextLine(t.text, end)
		return p
	}
	newline := ""
	if end > 0 && t.text[end-1] != '\n' {
		newline = "\n"
	}
	fix := insert(t.span(end, end), newline+"---\n", "end the front matter with a line of three hyphens")
	t.report(codeFrontMatterEnd, p.open, p.open+3, "the front matter has no end", "begins here",
		fmt.Sprintf("put a line with --- below %q", strings.TrimSpace(t.line(lastLine(t.text, end)))), fix)
	return p
}

// dashes reports a line that is nearly ---.
func (t *pageText) dashes(i int, l string) {
	fix := &diag.Fix{Title: "write three hyphens", Edits: []diag.Edit{{Span: t.span(i, i+len(l)), Text: "---"}}}
	t.report(codeFrontMatterLine, i, i+len(l), "a line of exactly three hyphens begins and ends the front matter", "not ---",
		"write --- there; word processors turn hyphens into dashes, so use a text editor", fix)
}

// fence is a line that begins or ends a piece of code in Markdown, as chat programs put it around YAML.
var fence = regexp.MustCompile("^[ \t]*(?:`{3,}|~{3,})[ \t]*(?:ya?ml|markdown|md)?[ \t]*$")

// fenced takes the lines of a piece of code out of front matter that stands in one.
func (t *pageText) fenced(p *page) {
	first := p.start + firstText(t.text[p.start:p.end])
	if first >= p.end || !fence.MatchString(t.line(first)) {
		return
	}
	last := p.end
	for last > first && strings.TrimSpace(t.line(lastLine(t.text, last))) == "" {
		last = lastLine(t.text, last)
	}
	last = lastLine(t.text, last)
	if last <= first || !fence.MatchString(t.line(last)) {
		return
	}
	start, end := nextLine(t.text, first), last
	t.inCode(first, &diag.Fix{Edits: []diag.Edit{{Span: t.span(first, start)}, {Span: t.span(last, nextLine(t.text, last))}}})
	p.start, p.end = start, end
}

// inCode reports front matter that stands in a piece of code.
func (t *pageText) inCode(at int, fix *diag.Fix) {
	fix.Title = "take the lines of backticks out"
	t.report(codeFrontMatterCode, at, at+len(t.line(at)), "the front matter stands in a piece of code, so it would be shown as text", "begins code",
		"begin and end the front matter with lines of --- alone, and take the lines of backticks out", fix)
}

// codePage finds front matter in a piece of code at the top of a page; i is where the code begins.
func (t *pageText) codePage(i int) (page, bool) {
	next := nextLine(t.text, i)
	start := next
	if t.line(start) == "---" {
		start = nextLine(t.text, start)
	}
	end, n := t.keys(start)
	if n == 0 || end >= len(t.text) {
		return page{}, false
	}
	body := end
	if t.line(body) == "---" {
		body = nextLine(t.text, body)
	}
	if body > end && (body >= len(t.text) || !fence.MatchString(t.line(body))) {
		return t.codeFile(i, page{found: true, open: next, start: start, end: end, body: body})
	}
	if body >= len(t.text) || !fence.MatchString(t.line(body)) {
		return page{}, false
	}
	body = nextLine(t.text, body)
	hyphens := "---\n"
	if bytes.Contains(t.text[i:next], []byte("\r\n")) {
		hyphens = "---\r\n"
	}
	t.inCode(i, &diag.Fix{Edits: []diag.Edit{{Span: t.span(i, start), Text: hyphens}, {Span: t.span(end, body), Text: hyphens}}})
	return page{found: true, open: i, start: start, end: end, body: body}, true
}

// codeFile is a page that stands in a piece of code as a whole, from its first line to its last.
func (t *pageText) codeFile(i int, p page) (page, bool) {
	last := len(t.text)
	for last > p.body && strings.TrimSpace(t.line(lastLine(t.text, last))) == "" {
		last = lastLine(t.text, last)
	}
	last = lastLine(t.text, last)
	marks := bytes.Count(t.text[p.body:], []byte("\n```")) // pieces of code in the text have two each
	if last < p.body || !fence.MatchString(t.line(last)) || marks%2 == 0 && last > p.body {
		return page{}, false
	}
	t.inCode(i, &diag.Fix{Edits: []diag.Edit{{Span: t.span(i, p.open)}, {Span: t.span(last, len(t.text))}}})
	return p, true
}

// missing looks for front matter whose first line is missing or wrong.
func (t *pageText) missing() page {
	i := firstText(t.text)
	if i >= len(t.text) {
		return page{}
	}
	l := t.line(i)
	next := nextLine(t.text, i)
	if fence.MatchString(l) {
		p, _ := t.codePage(i)
		return p
	}
	if l == "+++" {
		if end := strings.Index(string(t.text[next:]), "\n+++"); end >= 0 {
			t.f.Broken = true
			t.report(codeFrontMatterTOML, i, i+3, "this front matter is TOML; a passport is written in YAML", "begins TOML",
				"use --- instead of +++, and write title: Nurse instead of title = \"Nurse\"", nil)
			return page{body: nextLine(t.text, next+end+1)}
		}
		return page{}
	}
	if hyphens.MatchString(l) {
		end, n := t.keys(next)
		if n == 0 {
			return page{}
		}
		t.dashes(i, l)
		p := page{found: true, open: i, start: next, end: end, body: end}
		if end < len(t.text) {
			if after := t.line(end); after == "---" {
				p.body = nextLine(t.text, end)
			} else if hyphens.MatchString(after) {
				t.dashes(end, after)
				p.body = nextLine(t.text, end)
			}
		}
		return p
	}
	end, n := t.keys(i)
	closed := end < len(t.text) && (t.line(end) == "---" || hyphens.MatchString(t.line(end)))
	if n == 0 || n == 1 && !closed {
		return page{}
	}
	p := page{found: true, open: i, start: i, end: end, body: end}
	fix := insert(t.span(i, i), "---\n", "begin the front matter with a line of three hyphens")
	hint := "put a line with --- above the first key"
	if closed {
		p.body = nextLine(t.text, end)
	} else {
		fix.Title = "put lines of three hyphens around the front matter"
		fix.Edits = append(fix.Edits, insert(t.span(end, end), "---\n", "").Edits...)
		hint = "put a line with --- above the first key, and another below the last one"
	}
	t.report(codeFrontMatterStart, i, i+len(l), "these keys would be shown as text: the line of hyphens above them is missing", "--- missing above", hint, fix)
	return p
}
