package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/text/unicode/norm"

	"github.com/talent-passport/passport/generator/code"
	"github.com/talent-passport/passport/generator/diag"
)

// document is parsed prose.
type document struct {
	src      []byte
	root     ast.Node
	links    []Link
	places   []place // of links, in src
	headings []Heading
	raw      [][2]int // raw HTML
	formulas []Formula
	coloured bool             // some code is in a language that is known
	at       map[ast.Node]int // index into links, or into headings
	ends     map[ast.Node]int // where a link ends
	levels   map[ast.Node]int // how deep a heading stands below the shallowest, none skipped
	stack    []int            // levels of the headings that the current one stands below
}

// place is where a link lies: the whole and its destination, which starts at dst and has n bytes;
// dst is -1 when the destination is nowhere in the text by itself.
type place struct{ start, end, dst, n int }

// linkEnds is where the parser below leaves the ends of links.
var linkEnds = parser.NewContextKey()

// linkParser is goldmark's, and notes where each link ends: goldmark keeps only the beginning.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := p.InlineParser.Parse(parent, block, pc)
	if n == nil {
		return nil
	}
	if k := n.Kind(); k == ast.KindLink || k == ast.KindImage {
		if _, at := block.Position(); at.Start > 0 {
			pc.Get(linkEnds).(map[ast.Node]int)[n] = at.Start
		}
	}
	return n
}

// CloseBlock lets goldmark's parser put back the brackets that were no link.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := p.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// markdown is the parser of all prose. It holds no state of a document, so one serves everybody.
var markdown = newMarkdown()

func newMarkdown() parser.Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(blockParsers()...),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	p.AddOptions(
		parser.WithBlockParsers(util.Prioritized(formulaBlockParser{}, 650)),
		parser.WithInlineParsers(util.Prioritized(formulaParser{}, 150)),
	)
	md := goldmark.New(goldmark.WithParser(p), goldmark.WithExtensions(
		extension.Table, extension.Strikethrough, extension.TaskList, extension.Linkify, extension.Footnote,
	))
	return md.Parser()
}

// blockParsers are goldmark's, with our own rule for HTML.
func blockParsers() []util.PrioritizedValue {
	all := parser.DefaultBlockParsers()
	for i, p := range all {
		if p.Value == parser.NewHTMLBlockParser() {
			all[i].Value = blockParser{parser.NewHTMLBlockParser()}
		}
	}
	return all
}

// parsed returns the document, parsing it the first time.
func (b *Body) parsed() *document {
	b.once.Do(func() { b.doc = parseMarkdown(b) })
	return b.doc
}

// parseMarkdown reads prose and finds what others ask about: links, headings, raw HTML.
func parseMarkdown(b *Body) *document {
	src := b.src
	// goldmark copies the last line of a text that does not end with a line feed, and a copy has no
	// place in the source.
	if src != "" && src[len(src)-1] != '\n' {
		src += "\n"
	}
	d := &document{src: []byte(src), at: map[ast.Node]int{}, ends: map[ast.Node]int{}, levels: map[ast.Node]int{}}
	pc := parser.NewContext()
	pc.Set(linkEnds, d.ends)
	d.root = markdown.Parse(text.NewReader(d.src), parser.WithContext(pc))
	anchors := map[string]bool{}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock {
			n.Lines() // goldmark makes the list when it is first asked for; later that would be a race
		}
		switch n := n.(type) {
		case *ast.Heading:
			d.heading(b, n, anchors)
		case *ast.Link:
			d.link(b, n, Link{Text: d.plain(n), Title: unescape(n.Title)}, n.Destination)
		case *ast.Image:
			d.link(b, n, Link{Text: d.plain(n), Title: unescape(n.Title), Image: true}, n.Destination)
		case *ast.AutoLink:
			d.autoLink(b, n)
		case *inlineFormula:
			tex, at := n.tex(d.src)
			d.formula(b, n, tex, at, n.Pos(), n.end)
		case *blockFormula:
			tex, at := texOf(d.src, n)
			d.formula(b, n, tex, at, n.Pos(), n.end)
		case *ast.FencedCodeBlock:
			if tex, at := texOf(d.src, n); isMaths(d.src, n) {
				start := max(n.Pos(), 0)
				d.formula(b, n, tex, at, start, lineEnd(d.src, start))
			} else if !d.coloured && n.Language(d.src) != nil {
				d.coloured = len(code.Spans(string(n.Language(d.src)), tex)) > 0
			}
		case *ast.RawHTML:
			if l := n.Segments.Len(); l > 0 {
				d.raw = append(d.raw, [2]int{n.Segments.At(0).Start, n.Segments.At(l - 1).Stop})
			}
		case *ast.HTMLBlock:
			start, end := -1, -1
			if l := n.Lines().Len(); l > 0 {
				start, end = n.Lines().At(0).Start, n.Lines().At(l-1).Stop
			}
			if n.HasClosure() {
				end = n.ClosureLine.Stop
				if start < 0 {
					start = n.ClosureLine.Start
				}
			}
			for end > start && end > 0 && d.src[end-1] == '\n' {
				end--
			}
			if start >= 0 {
				d.raw = append(d.raw, [2]int{start, end})
			}
		}
		return ast.WalkContinue, nil
	})
	d.dropEmpty()
	return d
}

// within returns where part lies in src when it is a piece of it and not a copy.
func within(src, part []byte) (int, bool) {
	if len(part) == 0 {
		return 0, false
	}
	// A slice of src shares its array, whose end both know.
	off := cap(src) - cap(part)
	if off >= 0 && off+len(part) <= len(src) && &src[off] == &part[0] {
		return off, true
	}
	return 0, false
}

// link records a link or image.
func (d *document) link(b *Body, n ast.Node, l Link, dest []byte) {
	l.Dest = unescape(dest)
	start := max(n.Pos(), 0)
	end, ok := d.ends[n]
	if !ok || end <= start {
		end = lineEnd(d.src, start)
	}
	end = min(end, len(b.src))
	p := place{start, end, -1, len(dest)}
	if off, ok := within(d.src, dest); ok {
		p.dst = off
	} else if len(dest) == 0 && end > start {
		p.dst = end - 1
	} else if i := bytes.LastIndex(d.src[start:end], dest); i >= 0 {
		p.dst = start + i
	}
	d.add(b, n, l, p)
}

// autoLink records an address that stands in the text as itself.
func (d *document) autoLink(b *Body, n *ast.AutoLink) {
	label := n.Label(d.src)
	l := Link{Dest: string(n.URL(d.src)), Text: string(label), Auto: true}
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(l.Dest), "mailto:") {
		l.Dest = "mailto:" + l.Dest
	}
	p := place{max(n.Pos(), 0), max(n.Pos(), 0), -1, len(label)}
	if off, ok := within(d.src, label); ok {
		p = place{off, off + len(label), off, len(label)}
		if off > 0 && d.src[off-1] == '<' && p.end < len(d.src) && d.src[p.end] == '>' {
			p.start, p.end = off-1, p.end+1
		}
	}
	d.add(b, n, l, p)
}

// add records a link and where it lies.
func (d *document) add(b *Body, n ast.Node, l Link, p place) {
	l.Span = b.Span(p.start, p.end)
	l.Dst = l.Span
	if p.dst >= 0 {
		l.Dst = b.Span(p.dst, p.dst+p.n)
	}
	d.at[n] = len(d.links)
	d.links = append(d.links, l)
	d.places = append(d.places, p)
}

// heading records a heading, and decides how deep it stands below the shallowest.
func (d *document) heading(b *Body, n *ast.Heading, anchors map[string]bool) {
	for len(d.stack) > 0 && d.stack[len(d.stack)-1] >= n.Level {
		d.stack = d.stack[:len(d.stack)-1]
	}
	d.levels[n] = len(d.stack)
	d.stack = append(d.stack, n.Level)
	h := Heading{Level: n.Level, Text: d.plain(n)}
	h.Anchor = anchor(h.Text, anchors)
	start, end := n.Pos(), n.Pos()
	if l := n.Lines().Len(); l > 0 {
		end = n.Lines().At(l - 1).Stop
		if start < 0 || start > n.Lines().At(0).Start {
			start = n.Lines().At(0).Start
		}
	}
	if start < 0 {
		start, end = 0, 0
	}
	end = max(end, start)
	for end > start && isSpaceByte(d.src[end-1]) {
		end--
	}
	h.Span = b.Span(start, min(end, len(b.src)))
	d.at[n] = len(d.headings)
	d.headings = append(d.headings, h)
}

func isSpaceByte(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// anchor makes the address of a heading: its letters and digits, of any script, in lower case, with a
// hyphen for everything between. A second one of the same name gets a number, as on code hosts.
func anchor(s string, taken map[string]bool) string {
	var sb strings.Builder
	gap := false
	for _, r := range norm.NFC.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && sb.Len() > 0 {
				sb.WriteByte('-')
			}
			gap = false
			sb.WriteRune(unicode.ToLower(r))
		case r != '\'' && r != '’':
			gap = true
		}
	}
	name := sb.String()
	if name == "" {
		name = "section"
	}
	for i, base := 1, name; taken[name]; i++ {
		name = base + "-" + strconv.Itoa(i)
	}
	taken[name] = true
	return name
}

// unescape resolves the backslashes and entities of a destination or title.
func unescape(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b))))
}

// plain returns the words inside a node.
func (d *document) plain(n ast.Node) string {
	var w textWriter
	w.children(d.src, n)
	return strings.TrimSpace(w.String())
}

// Links returns the links and images in the order of the text, bare addresses included.
func (b *Body) Links() []Link {
	if b == nil {
		return nil
	}
	return b.parsed().links
}

// Headings returns the headings in the order of the text.
func (b *Body) Headings() []Heading {
	if b == nil {
		return nil
	}
	return b.parsed().headings
}

// RawHTML returns the places of raw HTML, which is left out of every page.
func (b *Body) RawHTML() []diag.Span {
	if b == nil {
		return nil
	}
	var spans []diag.Span
	for _, r := range b.parsed().raw {
		spans = append(spans, b.Span(min(r[0], len(b.src)), min(r[1], len(b.src))))
	}
	return spans
}
