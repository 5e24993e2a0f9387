package check

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// prose checks a text in Markdown.
func (c *checker) prose(f field, b *source.Body) {
	if b.Empty() {
		return
	}
	f.key = "body"
	if at, ok := b.Tangled(); ok {
		c.add(diag.Problem{
			Code: "tangled-markdown", Severity: diag.Warning, Span: at,
			Message: "there is too much markup in one paragraph to be read",
			Label:   "begins here",
			Hint:    "it is shown without its markup; part the text with empty lines, or take the signs out",
		})
	}
	for _, l := range b.Links() {
		if l.Image && !f.translated {
			c.imageInProse(l)
		}
		c.link(f, l)
	}
	last := -1
	for _, span := range b.RawHTML() {
		// A pair of tags is one mistake: only the first of a line is reported.
		if last >= 0 && last <= span.Start && bytes.IndexByte(f.file.Data[last:span.Start], '\n') < 0 {
			continue
		}
		last = span.Start
		p := diag.Problem{
			Code: "raw-html", Severity: diag.Warning, Span: firstLine(f.file, span),
			Message: "HTML in a text is left out; the words inside it stay",
			Label:   "left out",
			Hint:    htmlHint(string(f.file.Data[span.Start:span.End])),
		}
		if strings.HasPrefix(string(f.file.Data[span.Start:span.End]), "<!--") {
			p.Message = "a comment in HTML is left out with the words in it"
		}
		c.add(p)
	}
	for _, m := range b.Formulas() {
		if m.Err == nil {
			continue
		}
		c.add(diag.Problem{
			Code: "bad-formula", Severity: diag.Warning, Span: m.ErrSpan,
			Message: m.Err.Message + ", so the formula is shown as it was typed",
			Label:   "not understood",
			Hint:    m.Err.Hint,
		})
	}
	c.headings(f, b)
	c.almostLinks(f, b)
	c.undefinedLinks(b)
	c.bullets(b)
	c.strayFields(f, b)
	c.letters(b.Source(), b.Span)
	c.wording(f, b.Source(), b.Span)
}

// htmlHint says in Markdown what a tag says in HTML.
func htmlHint(tag string) string {
	if strings.HasPrefix(tag, "<!--") {
		return "take it out; a note to yourself belongs behind a # between the two lines of ---"
	}
	name := strings.ToLower(strings.Trim(strings.TrimLeft(tag, "</ "), " "))
	if i := strings.IndexFunc(name, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }); i >= 0 {
		name = name[:i]
	}
	switch name {
	case "b", "strong":
		return "write **words** to make them bold"
	case "i", "em":
		return "write *words* to make them stand out"
	case "u", "font", "span", "center", "div", "p", "style":
		return "take it out; the theme decides how a text looks"
	case "br":
		return "leave an empty line between paragraphs"
	case "a":
		return "write [words](https://…) for a link"
	case "img":
		return "write ![what it shows](../media/name.jpg) for a picture"
	case "ul", "ol", "li":
		return "begin each line of a list with a hyphen and a space"
	case "h1", "h2", "h3", "h4":
		return "write ## before a heading"
	case "iframe", "video", "script", "embed", "object":
		return "link to it instead: [words](https://…)"
	case "table":
		return "write the table in Markdown, with | between the columns"
	}
	return "write it in Markdown, or take it out"
}

// headings checks the headings of a text.
func (c *checker) headings(f field, b *source.Body) {
	for _, m := range findAll(gluedHeading, "##", b) {
		signs := b.Source()[m[2]:m[3]]
		c.add(diag.Problem{
			Code: "heading-without-space", Severity: diag.Warning, Span: b.Span(m[2], m[3]),
			Message: "there is no space after the sign of a heading, so the line is shown as it stands",
			Label:   "no space behind",
			Hint:    fmt.Sprintf("write %q", signs+" "+b.Source()[m[3]:m[5]]),
			Fix:     &diag.Fix{Title: "put a space behind it", Edits: []diag.Edit{{Span: b.Span(m[3], m[3]), Text: " "}}},
		})
	}
	heads := b.Headings()
	if len(heads) == 0 {
		return
	}
	first := heads[0]
	if f.entry != nil && f.entry.Title.Value != "" && strings.EqualFold(strings.TrimSpace(first.Text), strings.TrimSpace(f.entry.Title.Value)) {
		c.add(diag.Problem{
			Code: "repeated-title", Severity: diag.Note, Span: first.Span,
			Message: "this heading repeats the title, which the page shows already",
			Label:   "shown twice",
			Hint:    "take the heading out",
		})
		return
	}
	c.topHeading(f, heads)
}

// topHeading tells when a text uses the heading of the whole page.
func (c *checker) topHeading(f field, heads []source.Heading) {
	var top *source.Heading
	fix := &diag.Fix{Title: "move the headings down by one"}
	for i, h := range heads {
		if h.Level == 1 && top == nil {
			top = &heads[i]
		}
		at := h.Span.Start
		if at >= len(f.file.Data) || f.file.Data[at] != '#' || h.Level >= 6 {
			// Headings underlined with === cannot be moved by adding a sign.
			fix = nil
			break
		}
		fix.Edits = append(fix.Edits, diag.Edit{Span: point(h.Span), Text: "#"})
	}
	if top == nil {
		return
	}
	c.add(diag.Problem{
		Code: "top-heading", Severity: diag.Note, Span: top.Span,
		Message: "a single # is the heading of the whole page",
		Label:   "one level too high",
		Hint:    fmt.Sprintf("write %q", "## "+top.Text),
		Fix:     fix,
	})
}

var (
	spacedLink   = lazily(`!?\[[^\]\n]*\]\(([^()<>\n"]*[^()<>\n\s"] [^()<>\n"]+)\)`)
	partedLink   = lazily(`\[([^\[\]\n]{1,80})\]([ \t]+)\(((?:https?://|www\.|\.\.?/|mailto:)[^()\s]+)\)`)
	wikiLink     = lazily(`\[\[([^\[\]|\n]{1,120})(?:\|([^\[\]\n]{1,120}))?\]\]`)
	reversedLink = lazily(`\(([^()\n]{1,80})\)\[((?:https?://|www\.|\.\./|mailto:)[^\]\s]+)\]`)
	codeSpan     = lazily("(?s)```.*?```|`[^`\n]*`")
)

// gluedHeading matches a heading whose sign has no space behind it. A single sign is left alone: it
// may be a tag, as in "#nursing".
var gluedHeading = lazily(`(?m)^(#{2,6})([^#\s].*)$`)

// findAll finds a pattern in a text, its code left out. A text without the sign is not searched.
func findAll(find pattern, sign string, b *source.Body) [][]int {
	src := b.Source()
	if !strings.Contains(src, sign) {
		return nil
	}
	if strings.Contains(src, "`") {
		// Blanked byte by byte, so that offsets stay.
		src = codeSpan().ReplaceAllStringFunc(src, func(code string) string {
			out := []byte(code)
			for i, c := range out {
				if c != '\n' {
					out[i] = 'x'
				}
			}
			return string(out)
		})
	}
	return find().FindAllStringSubmatchIndex(src, -1)
}

// almostLinks finds what was meant as a link and is shown as it stands.
func (c *checker) almostLinks(f field, b *source.Body) {
	src := b.Source()
	if hasSpacedLink(src) {
		c.spacedLinks(f, b)
	}
	for _, m := range findAll(reversedLink, ")[", b) {
		better := fmt.Sprintf("[%s](%s)", src[m[2]:m[3]], src[m[4]:m[5]])
		c.add(diag.Problem{
			Code: "reversed-link", Severity: diag.Warning, Span: b.Span(m[0], m[1]),
			Message: "the brackets of this link are the wrong way round, so it is shown as it stands",
			Label:   "no link",
			Hint:    fmt.Sprintf("write %q", better),
			Fix:     &diag.Fix{Title: "turn the brackets round", Edits: []diag.Edit{{Span: b.Span(m[0], m[1]), Text: better}}},
		})
	}
	for _, m := range findAll(partedLink, "] (", b) {
		if strings.EqualFold(src[m[2]:m[3]], "x") {
			continue // a box that is ticked
		}
		c.add(diag.Problem{
			Code: "parted-link", Severity: diag.Warning, Span: b.Span(m[4], m[5]),
			Message: "a space parts the words of this link from its address, so it is shown as it stands",
			Label:   "a space",
			Hint:    fmt.Sprintf("write \"[%s](%s)\"", src[m[2]:m[3]], src[m[6]:m[7]]),
			Fix:     &diag.Fix{Title: "take the space out", Edits: []diag.Edit{{Span: b.Span(m[4], m[5])}}},
		})
	}
	for _, m := range findAll(wikiLink, "[[", b) {
		if strings.HasPrefix(src[m[1]:], "(") {
			continue // a link whose words stand in brackets
		}
		words := ""
		if m[4] >= 0 {
			words = src[m[4]:m[5]]
		}
		c.wikiLink(f, b.Span(m[0], m[1]), src[m[2]:m[3]], words)
	}
}

var (
	refLink   = lazily(`(^|[^\pL\d\]!])\[([^\[\]\n^][^\[\]\n]{0,120})\]\[([^\[\]\n^]{0,120})\]`)
	linkLabel = lazily(`(?m)^ {0,3}\[([^\[\]\n]+)\]:`)
)

// undefinedLinks tells of links whose address should stand in a line of its own, which is not there.
func (c *checker) undefinedLinks(b *source.Body) {
	found := findAll(refLink, "][", b)
	if len(found) == 0 {
		return
	}
	src := b.Source()
	known := map[string]bool{}
	for _, m := range linkLabel().FindAllStringSubmatch(src, -1) {
		known[strings.ToLower(strings.TrimSpace(m[1]))] = true
	}
	for _, m := range found {
		words, label := src[m[4]:m[5]], strings.TrimSpace(src[m[6]:m[7]])
		if label == "" {
			label = words
		}
		if known[strings.ToLower(label)] || strings.Contains(label, "/") {
			continue // an address is a link with the wrong brackets
		}
		c.add(diag.Problem{
			Code: "undefined-link", Severity: diag.Warning, Span: b.Span(m[3], m[1]),
			Message: fmt.Sprintf("no line says where %q leads, so this is shown as it stands", label),
			Label:   "no link",
			Hint:    fmt.Sprintf("write [%s](https://…), or add a line below the text: [%s]: https://…", words, label),
		})
	}
}

// bulletLine is a line that begins with a bullet that other programs use. A long dash is left out: it opens the
// words of a speaker in many languages.
var bulletLine = lazily(`(?m)^[ \t]*([•·◦▪‣●○∙■□►➢➤✓✔⁃–\x{f0a7}\x{f0b7}\x{f0d8}\x{f0fc}])[ \t]+\S`)

// bullets tells of lists that were pasted from another program. Their lines would run together.
func (c *checker) bullets(b *source.Body) {
	src := b.Source()
	if strings.IndexFunc(src, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return
	}
	lines := findAll(bulletLine, "", b)
	// One line alone may be anything; two of a kind, one below the other, are a list.
	var items [][]int
	var last []bool // whether the list ends with this item
	for i, m := range lines {
		same := func(j int) bool {
			if j < 0 || j >= len(lines) || src[lines[j][2]:lines[j][3]] != src[m[2]:m[3]] {
				return false
			}
			between := src[min(m[3], lines[j][3]):max(m[2], lines[j][2])]
			if src[m[2]:m[3]] == "–" { // also a dash before a thought
				return strings.Count(between, "\n") == 1
			}
			return strings.Count(strings.TrimRight(between, " \t\r\n"), "\n") == 0
		}
		if same(i-1) || same(i+1) {
			items, last = append(items, m), append(last, !same(i+1))
		}
	}
	if len(items) == 0 {
		return
	}
	first := items[0]
	p := diag.Problem{
		Code: "bullet-in-text", Severity: diag.Warning, Span: b.Span(first[2], first[3]),
		Message: "the items of a list begin with a hyphen and a space; these lines run together on the page",
		Label:   "not a hyphen",
		Hint:    fmt.Sprintf("write - in place of each %s", src[first[2]:first[3]]),
		Fix:     &diag.Fix{Title: "begin list items with a hyphen"},
	}
	if r, _ := utf8.DecodeRuneInString(src[first[2]:]); r >= 0xE000 && r <= 0xF8FF {
		p.Hint = "write - in place of each bullet"
	}
	for i, m := range items {
		// The space behind it may be a tab, which would make code of the item.
		p.Fix.Edits = append(p.Fix.Edits, diag.Edit{Span: b.Span(m[2], m[1]-lastRune(src[:m[1]])), Text: "- "})
		// Each of these items is one line, so what comes below the last is no part of it; Markdown would take it for one.
		line, below, more := strings.Cut(src[m[1]:], "\n")
		end := m[1] + len(line)
		below, _, _ = strings.Cut(below, "\n")
		another := strings.HasPrefix(strings.TrimSpace(below), "-") || i+1 < len(items) && items[i+1][0] == end+1
		if last[i] && more && !another && strings.TrimSpace(below) != "" {
			p.Fix.Edits = append(p.Fix.Edits, diag.Edit{Span: b.Span(end, end), Text: "\n"})
		}
	}
	c.add(p)
}

// lastRune is the length of the last character.
func lastRune(s string) int {
	_, n := utf8.DecodeLastRuneInString(s)
	return n
}

// wikiLink tells of a link as note programs write it: the name of a page between two pairs of brackets, and
// perhaps other words for it.
func (c *checker) wikiLink(f field, at diag.Span, name, words string) {
	p := diag.Problem{
		Code: "wiki-link", Severity: diag.Warning, Span: at,
		Message: "two pairs of square brackets are no link in Markdown, so this is shown as it stands",
		Label:   "no link",
		Hint:    "write the words in square brackets and the file in round ones, such as [the app](../projects/river-app.md)",
	}
	if e := c.named(name); e != nil {
		if words == "" {
			words = cmp.Or(e.Title.Value, strings.TrimSpace(name))
		}
		better := fmt.Sprintf("[%s](%s)", words, c.relative(fileRef{field: f}, e.Item.File.Path))
		p.Hint = fmt.Sprintf("write %q", better)
		p.Fix = &diag.Fix{Title: "write it as a link", Edits: []diag.Edit{{Span: at, Text: better}}}
	}
	c.add(p)
}

// named is the one entry with a file of its own that a name means, by its id with or without its folder, or by
// its title.
func (c *checker) named(name string) (found *passport.Entry) {
	folder, id, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(name), ".md"), "/")
	if !ok {
		folder, id = "", folder
	}
	for _, e := range c.pass.Entries {
		if e.Item == nil || e.Item.Origin != source.Paged || folder != "" && folder != e.Kind.Folder ||
			e.ID != passport.Fold(id) && !strings.EqualFold(e.Title.Value, strings.TrimSpace(name)) {
			continue
		}
		if found != nil {
			return nil
		}
		found = e
	}
	return found
}

// hasSpacedLink reports whether a space stands between the round brackets of what looks like a link.
// It is asked of every text with a link, so it does not use the pattern.
func hasSpacedLink(src string) bool {
	for {
		_, rest, ok := strings.Cut(src, "](")
		if !ok {
			return false
		}
		src = rest
		if end := strings.IndexAny(rest, ")\n"); end >= 0 && strings.IndexByte(rest[:end], ' ') >= 0 {
			return true
		}
	}
}

func (c *checker) spacedLinks(f field, b *source.Body) {
	src := b.Source()
	for _, m := range findAll(spacedLink, "](", b) {
		dest := src[m[2]:m[3]]
		c.used[path.Join(path.Dir(f.file.Path), dest)] = true
		c.add(diag.Problem{
			Code: "link-with-space", Severity: diag.Warning, Span: b.Span(m[2], m[3]),
			Message: "an address with a space in it is no link, so this line is shown as it stands",
			Label:   "a space in it",
			Hint:    fmt.Sprintf("write (<%s>), or rename the file without spaces", dest),
			Fix: &diag.Fix{
				Title: "put the address between < and >",
				Edits: []diag.Edit{{Span: b.Span(m[2], m[3]), Text: "<" + dest + ">"}},
			},
		})
	}
}

// fieldNames are the fields that end up in a text when a line of --- is in the wrong place.
var fieldNames = []string{
	"title", "summary", "start", "end", "date", "organization", "skills", "highlights", "evidence", "visibility", "location", "type", "issued",
	"expires", "author", "consent",
}

// strayFields finds front matter that ended up in the text.
func (c *checker) strayFields(f field, b *source.Body) {
	if f.entry == nil || f.entry.Item == nil || f.entry.Item.File != f.file {
		return
	}
	src := b.Source()
	// Only near the top: further down it is a sentence that happens to look like one.
	at, key := 0, ""
	for line := range strings.Lines(src) {
		if k, _, ok := strings.Cut(line, ":"); ok && slices.Contains(fieldNames, k) {
			key = k
			break
		}
		if at += len(line); strings.Count(src[:at], "\n") > 2 {
			return
		}
	}
	if key == "" {
		return
	}
	end := at + len(strings.SplitN(src[at:], "\n", 2)[0])
	c.add(diag.Problem{
		Code: "stray-front-matter", Severity: diag.Warning, Span: b.Span(at, end),
		Message: fmt.Sprintf("the line %q stands in the text, where everybody would read it", clip(src[at:end], 40)),
		Label:   "in the text",
		Hint:    fmt.Sprintf("move %q up, between the two lines of ---", key+":"),
	})
}

// plain checks a text that is shown as it stands.
func (c *checker) plain(f field) {
	c.text(f, f.node)
	c.markdownInPlain(f)
	c.punctuation(f)
	length := utf8.RuneCountInString(strings.TrimSpace(f.node.Text))
	switch {
	case f.key == "headline" && length > 120:
		c.add(diag.Problem{
			Code: "long-headline", Severity: diag.Note, Span: f.node.Span,
			Message: fmt.Sprintf("the headline has %d letters; after about 120 it is cut off", length),
			Label:   "long",
			Hint:    "keep one line here, and move the story to about.md",
		})
	case f.key == "summary" && length > 400:
		c.add(diag.Problem{
			Code: "long-summary", Severity: diag.Note, Span: f.node.Span,
			Message: fmt.Sprintf("the summary has %d letters; lists and search results show about 400", length),
			Label:   "long",
			Hint:    "keep one or two sentences, and move the rest below the second ---",
		})
	}
}

// text checks any value that is text, whatever it is for.
func (c *checker) text(f field, n *source.Node) {
	if n.Kind != source.String || n.Text == "" {
		return
	}
	c.letters(n.Text, n.At)
	c.wording(f, n.Text, n.At)
}

// markdown are the signs that only Markdown understands. A text without sign is not searched: patterns
// are slow, and almost no plain text has any of them.
var markdown = []struct {
	sign    string
	pattern pattern
	name    string
}{
	{"**", lazily(`\*\*[^*\s][^*]*\*\*`), "stars"},
	{"__", lazily(`__[^_\s][^_]*__`), "underlines"},
	{"](", lazily(`!?\[[^\]\n]+\]\([^)\n]+\)`), "a link"},
	{"`", lazily("`[^`\n]+`"), "backticks"},
	{"*", lazily(`(?:^|\s)\*[^*\s][^*]*[^*\s]\*(?:$|[\s.,;:!?])`), "stars"},
	{"# ", lazily(`^#{1,6} \S`), "a heading sign"},
	{" ", lazily(`^[-*•] \S`), "a list sign"},
	{"<", lazily(`</?(?:b|i|u|em|strong|br|p|span|div|a|font|sup|sub)(?:\s[^>]*)?/?>`), "an HTML tag"},
}

// markdownInPlain tells when plain text has signs in it that only Markdown understands.
func (c *checker) markdownInPlain(f field) {
	for _, m := range markdown {
		if !strings.Contains(f.node.Text, m.sign) {
			continue
		}
		at := m.pattern().FindStringIndex(f.node.Text)
		if at == nil {
			continue
		}
		part := f.node.Text[at[0]:at[1]]
		lead := len(part) - len(strings.TrimLeft(part, " \t\n"))
		part = strings.TrimSpace(part)
		start := at[0] + lead
		c.add(diag.Problem{
			Code: "markdown-in-plain-text", Severity: diag.Warning, Span: f.node.At(start, start+len(part)),
			Message: fmt.Sprintf("%s in a plain text: %q is shown as it stands", m.name, clip(part, 40)),
			Label:   "shown as it stands",
			Hint:    "write plain words here; Markdown works in the text below the second ---",
		})
		return
	}
}

// punctuation tells about signs around a text that come from Word or from JSON and would be shown.
func (c *checker) punctuation(f field) {
	n := f.node
	text := strings.TrimSpace(n.Text)
	if inner, ok := insideQuotes(text); ok && f.key != "quote" {
		c.add(diag.Problem{
			Code: "curly-quotes", Severity: diag.Note, Span: n.Span,
			Message: "the curly quotation marks around this text are shown with it",
			Label:   "shown with the marks",
			Hint:    fmt.Sprintf("write %s", source.Quote(inner)),
			Fix:     replace(n, inner),
		})
	}
	if n.Plain && strings.HasSuffix(text, ",") {
		better := strings.TrimRight(text, ", ")
		c.add(diag.Problem{
			Code: "trailing-comma", Severity: diag.Warning, Span: n.Span,
			Message: "the comma at the end of this line is shown with the text",
			Label:   "a comma",
			Hint:    fmt.Sprintf("write %s", source.Quote(better)),
			Fix:     replace(n, better),
		})
	}
}

// insideQuotes returns what stands between typographic quotation marks that enclose a whole text.
func insideQuotes(text string) (string, bool) {
	if text == "" || text[0] < 0x80 {
		return "", false
	}
	for _, pair := range []string{"“”", "„“", "‘’", "«»", "””"} {
		marks := []rune(pair)
		inner, open := strings.CutPrefix(text, string(marks[0]))
		inner, closed := strings.CutSuffix(inner, string(marks[1]))
		if open && closed && inner != "" && !strings.ContainsAny(inner, pair) {
			return strings.TrimSpace(inner), true
		}
	}
	return "", false
}
