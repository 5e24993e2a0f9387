package format

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Block is a paragraph, list, heading or quotation of a piece of HTML, as Markdown that reads the same.
type Block struct {
	Markdown string
	// Items are the words of a list without anything but words in it; nil for every other block.
	Items []string
	// Words are those of a paragraph without anything but words in it; "" for every other block.
	Words string
}

// Blocks turns the content of an element into Markdown. Emphasis, links, lists, quotations, headings and
// tables stay; scripts, styles, pictures and forms do not. Nothing is fetched or run.
func Blocks(n *html.Node) []Block {
	b := &blockWriter{}
	b.children(n)
	b.flush()
	return b.out
}

// HTMLBlocks parses a fragment of HTML and does the same. Words without a tag are paragraphs with blank
// lines between them.
func HTMLBlocks(fragment string) []Block {
	if !strings.Contains(fragment, "<") {
		var out []Block
		for _, p := range strings.Split(strings.ReplaceAll(html.UnescapeString(fragment), "\r\n", "\n"), "\n\n") {
			if p = strings.TrimSpace(p); p != "" {
				out = append(out, Block{Markdown: Markdown(p), Words: strings.Join(strings.Fields(p), " ")})
			}
		}
		return out
	}
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		// Only nesting without end is refused: its words are kept.
		return []Block{{Markdown: Markdown(fragment)}}
	}
	b := &blockWriter{}
	for _, n := range nodes {
		b.node(n)
	}
	b.flush()
	return b.out
}

type blockWriter struct {
	out    []Block
	inline strings.Builder // of the paragraph that is open
	marked bool            // something in it is more than words
	depth  int
}

// flush ends the paragraph that is open.
func (b *blockWriter) flush() {
	text := tidyLines(b.inline.String())
	b.inline.Reset()
	if text != "" {
		block := Block{Markdown: text}
		if !b.marked {
			block.Words = unescapeMarkdown(text)
		}
		b.out = append(b.out, block)
	}
	b.marked = false
}

// tidyLines makes one space of several, and keeps the line breaks that were asked for.
func tidyLines(s string) string {
	lines := strings.Split(s, "\\\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	return strings.TrimSuffix(strings.TrimSpace(strings.Join(lines, "\\\n")), "\\")
}

// unescapeMarkdown takes the backslashes of escapeMarkdown out again.
func unescapeMarkdown(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < 0x80 && !letter(s[i+1]) && s[i+1] > ' ' {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func (b *blockWriter) children(n *html.Node) {
	b.depth++
	defer func() { b.depth-- }()
	if b.depth > 200 {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c)
	}
}

func (b *blockWriter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		text := n.Data
		if strings.TrimSpace(text) == "" {
			b.inline.WriteByte(' ')
			return
		}
		lead := strings.TrimLeft(text, " \t\r\n")
		if lead != text {
			b.inline.WriteByte(' ')
		}
		body := strings.Join(strings.Fields(lead), " ")
		if strings.TrimSpace(b.inline.String()) == "" {
			b.inline.WriteString(escapeMarkdown(body))
		} else {
			// Signs that mean something at the beginning of a line only do not stand there.
			b.inline.WriteString(strings.TrimPrefix(escapeMarkdown("x"+body), "x"))
		}
		if strings.TrimRight(text, " \t\r\n") != text {
			b.inline.WriteByte(' ')
		}
		return
	case html.DocumentNode:
		b.children(n)
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Template, atom.Noscript, atom.Iframe, atom.Object, atom.Embed, atom.Img, atom.Svg,
		atom.Video, atom.Audio, atom.Canvas, atom.Form, atom.Input, atom.Select, atom.Textarea, atom.Button:
	case atom.Br:
		b.inline.WriteString("\\\n")
		b.marked = true
	case atom.Strong, atom.B:
		b.around(n, "**")
	case atom.Em, atom.I, atom.Cite:
		b.around(n, "*")
	case atom.Code, atom.Kbd:
		b.around(n, "")
	case atom.A:
		b.link(n)
	case atom.Ul, atom.Ol:
		b.flush()
		b.list(n)
	case atom.H1, atom.H2, atom.H3:
		b.heading(n, "## ")
	case atom.H4, atom.H5, atom.H6:
		b.heading(n, "### ")
	case atom.Table:
		b.flush()
		b.table(n)
	case atom.Blockquote:
		b.flush()
		inner := Blocks(n)
		var parts []string
		for _, i := range inner {
			parts = append(parts, "> "+strings.ReplaceAll(i.Markdown, "\n", "\n> "))
		}
		if len(parts) > 0 {
			b.out = append(b.out, Block{Markdown: strings.Join(parts, "\n>\n")})
		}
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Aside, atom.Address,
		atom.Dl, atom.Dt, atom.Dd, atom.Li, atom.Pre, atom.Figure, atom.Hr, atom.Body, atom.Html:
		b.flush()
		b.children(n)
		b.flush()
	default:
		b.children(n)
	}
}

// around writes what an element holds between two signs.
func (b *blockWriter) around(n *html.Node, sign string) {
	inner := &blockWriter{depth: b.depth}
	inner.children(n)
	text := tidyLines(inner.inline.String())
	if text == "" || len(inner.out) > 0 {
		for _, i := range inner.out {
			b.flush()
			b.out = append(b.out, i)
		}
		b.inline.WriteString(text)
		return
	}
	if inner.marked && sign == "**" && strings.HasPrefix(text, "**") {
		sign = "" // bold inside of bold
	}
	b.inline.WriteString(sign + text + sign)
	b.marked = true
}

func (b *blockWriter) heading(n *html.Node, sign string) {
	b.flush()
	for _, i := range Blocks(n) {
		i = Block{Markdown: sign + strings.ReplaceAll(strings.ReplaceAll(i.Markdown, "\\\n", " "), "\n", " ")}
		b.out = append(b.out, i)
	}
}

// table writes rows of cells; the first row is the head, as Markdown wants one.
func (b *blockWriter) table(n *html.Node) {
	var rows [][]string
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil && depth < 50; c = c.NextSibling {
			if c.DataAtom != atom.Tr {
				walk(c, depth+1)
				continue
			}
			var cells []string
			for d := c.FirstChild; d != nil; d = d.NextSibling {
				if d.DataAtom == atom.Td || d.DataAtom == atom.Th {
					text := strings.ReplaceAll(JoinBlocks(Blocks(d)), "|", "\\|")
					cells = append(cells, strings.Join(strings.Fields(strings.ReplaceAll(text, "\\\n", " ")), " "))
				}
			}
			rows = append(rows, cells)
		}
	}
	walk(n, 0)
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	if width == 0 {
		return
	}
	var lines []string
	for i, r := range rows {
		lines = append(lines, "| "+strings.Join(append(r, make([]string, width-len(r))...), " | ")+" |")
		if i == 0 {
			lines = append(lines, "|"+strings.Repeat("---|", width))
		}
	}
	b.out = append(b.out, Block{Markdown: strings.Join(lines, "\n")})
}

func (b *blockWriter) link(n *html.Node) {
	to := Attr(n, "href")
	if !passport.SafeURL(to) || strings.ContainsAny(to, " ()<>\n") {
		b.children(n)
		return
	}
	inner := &blockWriter{depth: b.depth}
	inner.children(n)
	text := tidyLines(inner.inline.String())
	if text == "" || len(inner.out) > 0 {
		b.out = append(b.out, inner.out...)
		b.inline.WriteString(text)
		return
	}
	b.inline.WriteString("[" + text + "](" + to + ")")
	b.marked = true
}

func (b *blockWriter) list(n *html.Node) {
	var lines, items []string
	plain := true
	number := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.DataAtom != atom.Li {
			continue
		}
		blocks := Blocks(c)
		if len(blocks) == 0 {
			continue
		}
		number++
		bullet := "- "
		if n.DataAtom == atom.Ol {
			bullet = fmt.Sprintf("%d. ", number)
			plain = false
		}
		for i, block := range blocks {
			text := strings.ReplaceAll(block.Markdown, "\n", "\n"+strings.Repeat(" ", len(bullet)))
			if i == 0 {
				lines = append(lines, bullet+text)
			} else {
				lines = append(lines, strings.Repeat(" ", len(bullet))+text)
			}
		}
		if len(blocks) == 1 && blocks[0].Words != "" {
			items = append(items, blocks[0].Words)
		} else {
			plain = false
		}
	}
	if len(lines) == 0 {
		return
	}
	block := Block{Markdown: strings.Join(lines, "\n")}
	if plain {
		block.Items = items
	}
	b.out = append(b.out, block)
}

// Attr is an attribute of an element, "" for none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// JoinBlocks is Markdown of several blocks.
func JoinBlocks(blocks []Block) string {
	var parts []string
	for _, b := range blocks {
		parts = append(parts, b.Markdown)
	}
	return strings.Join(parts, "\n\n")
}

// DescribeHTML takes a description that is HTML: one short paragraph is the entry's summary, a list of
// plain sentences at its end its highlights, and everything else its prose.
func (in *Intake) DescribeHTML(e *passport.Entry, n *source.Node) {
	s := in.String(n)
	if s == "" {
		return
	}
	in.DescribeBlocks(e, n, HTMLBlocks(s))
	if strings.Contains(s, "<") {
		in.Change(n, "HTML became Markdown")
	}
}

// DescribeBlocks does the same with blocks that were made of a node.
func (in *Intake) DescribeBlocks(e *passport.Entry, n *source.Node, blocks []Block) {
	to := "summary"
	if last := len(blocks) - 1; last >= 0 && blocks[last].Items != nil && len(e.Highlights) == 0 {
		for _, item := range blocks[last].Items {
			e.Highlights = append(e.Highlights, passport.Highlight{Text: passport.Text{Value: item, At: passport.At{Node: n}}})
		}
		blocks = blocks[:last]
		to = "highlights"
	}
	switch {
	case len(blocks) == 0:
	case len(blocks) == 1 && blocks[0].Words != "" && len(blocks[0].Words) <= longSummary && e.Summary.Value == "" && e.Body == nil:
		e.Summary = passport.Text{Value: blocks[0].Words, At: passport.At{Node: n}}
	default:
		more := JoinBlocks(blocks)
		if e.Body != nil {
			more = strings.TrimRight(e.Body.Body.Source(), "\n") + "\n\n" + more
		}
		e.Body = &passport.Prose{Body: source.NewBody(more)}
		to = "body"
	}
	in.To(n, to)
}
