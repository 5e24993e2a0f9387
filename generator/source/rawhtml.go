package source

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Raw HTML is left out of everything that is published: tags alone, whose words stay, and comments,
// scripts and style sheets, which have no words for readers, as a whole.

// blockParser is goldmark's parser of blocks of HTML for what has no words for readers. CommonMark takes
// every line that begins with a tag for such a block, and all lines up to the next empty one with it:
// the words of a text that was pasted as HTML would be gone. Left to paragraphs, its tags are read one by
// one, and the words between them stay.
type blockParser struct{ parser.BlockParser }

func (p blockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if !wordless(bytes.TrimSpace(line)) {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// wordless reports whether a line begins HTML that ends with a mark of its own, and no words follow it there.
func wordless(line []byte) bool {
	switch {
	case bytes.HasPrefix(line, []byte("<!--")):
		end := bytes.LastIndex(line, []byte("-->"))
		return end < 0 || end+3 == len(line)
	case bytes.HasPrefix(line, []byte("<!")), bytes.HasPrefix(line, []byte("<?")):
		return true
	}
	tag := tagName(line)
	return tag == "script" || tag == "style"
}

// tagName is the name of the tag that s begins with, in lower case, or "".
func tagName(s []byte) string {
	if len(s) == 0 || s[0] != '<' {
		return ""
	}
	s = bytes.TrimPrefix(s[1:], []byte("/"))
	n := 0
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return strings.ToLower(string(s[:n]))
}

// inPlace is what stands in place of raw HTML: a space where a browser would begin a new line or cell, so
// that the words on both sides stay apart.
func inPlace(raw []byte) string {
	switch tagName(raw) {
	case "br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article",
		"dt", "dd", "pre", "hr", "option", "caption", "header", "footer":
		return " "
	}
	return ""
}

// rawBytes is a piece of raw HTML within a paragraph, as written.
func rawBytes(src []byte, n *ast.RawHTML) []byte {
	if l := n.Segments.Len(); l > 0 {
		return src[n.Segments.At(0).Start:n.Segments.At(l-1).Stop]
	}
	return nil
}

// dropEmpty takes paragraphs away in which nothing stands but raw HTML.
func (d *document) dropEmpty() {
	if len(d.raw) == 0 {
		return
	}
	var empty []ast.Node
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if k := n.Kind(); entering && (k == ast.KindParagraph || k == ast.KindTextBlock) && d.onlyHTML(n) {
			empty = append(empty, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range empty {
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// onlyHTML reports whether a paragraph holds raw HTML and no words.
func (d *document) onlyHTML(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.RawHTML:
		case *ast.Text:
			if len(bytes.TrimSpace(c.Segment.Value(d.src))) > 0 {
				return false
			}
		default:
			return false
		}
	}
	return n.FirstChild() != nil
}

// WithoutHTML returns the prose without raw HTML, as pages show it. Where there is none it is b itself.
func (b *Body) WithoutHTML() *Body {
	if b == nil || !strings.Contains(b.src, "<") {
		return b
	}
	d := b.parsed()
	if len(d.raw) == 0 {
		return b
	}
	w := rewriter{src: b.src}
	for _, r := range d.raw {
		start, end := min(r[0], len(b.src)), min(r[1], len(b.src))
		w.cut(start, end, inPlace(d.src[start:end]))
	}
	return NewBody(w.apply())
}
