package source

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// textWriter collects plain words: no marks, no addresses, no HTML.
type textWriter struct{ strings.Builder }

// line ends the current line, once.
func (w *textWriter) line() {
	if s := w.String(); s != "" && s[len(s)-1] != '\n' {
		w.WriteByte('\n')
	}
}

func (w *textWriter) children(src []byte, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(src, c)
	}
}

func (w *textWriter) node(src []byte, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		v := n.Segment.Value(src)
		if n.IsRaw() {
			w.Write(v)
		} else {
			w.WriteString(unescape(v))
		}
		if n.HardLineBreak() || n.SoftLineBreak() {
			w.WriteByte(' ')
		}
	case *ast.String:
		w.WriteString(unescape(n.Value))
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				w.WriteString(strings.ReplaceAll(string(t.Segment.Value(src)), "\n", " "))
			}
		}
	case *ast.AutoLink:
		w.Write(n.Label(src))
	case *inlineFormula:
		tex, _ := n.tex(src)
		w.WriteString(formulaText(tex))
	case *blockFormula:
		tex, _ := texOf(src, n)
		w.line()
		w.WriteString(formulaText(tex))
		w.line()
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.line()
		if isMaths(src, n) {
			tex, _ := texOf(src, n)
			w.WriteString(formulaText(tex))
			w.line()
			break
		}
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			w.Write(seg.Value(src))
		}
		w.line()
	case *ast.RawHTML:
		w.WriteString(inPlace(rawBytes(src, n)))
	case *ast.HTMLBlock, *ast.LinkReferenceDefinition, *ast.ThematicBreak, *east.FootnoteLink, *east.FootnoteBacklink:
	case *east.TaskCheckBox:
		if n.IsChecked {
			w.WriteString("☑ ")
		} else {
			w.WriteString("☐ ")
		}
	case *east.TableCell:
		if n.PreviousSibling() != nil {
			w.WriteByte(' ')
		}
		w.children(src, n)
	default:
		block := n.Type() == ast.TypeBlock
		if block {
			w.line()
		}
		w.children(src, n)
		if block {
			w.line()
		}
	}
}

// Text returns the plain words, one block a line.
func (b *Body) Text() string {
	if b.Empty() {
		return ""
	}
	d := b.parsed()
	var w textWriter
	w.children(d.src, d.root)
	return strings.TrimSpace(w.String())
}

// FirstLine returns the words of the first paragraph, for summaries.
func (b *Body) FirstLine() string {
	if b.Empty() {
		return ""
	}
	b.firstOnce.Do(func() {
		var ok bool
		if b.first, ok = plainOpening(b.src); !ok {
			b.first = b.firstLine()
		}
	})
	return b.first
}

// plainOpening returns the first paragraph when it is nothing but words, as most are: then a page that only
// wants a summary need not parse the rest. Whatever could mean anything in Markdown makes it say no.
func plainOpening(src string) (string, bool) {
	src = strings.TrimLeft(src, "\n")
	if end := strings.Index(src, "\n\n"); end >= 0 {
		src = src[:end]
	}
	src = strings.TrimRight(strings.TrimSuffix(src, "\n"), " ")
	start := true // of a line
	for i := 0; i < len(src); i++ {
		c := src[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
		switch {
		case letter:
			start = false
		case start:
			return "", false
		case c == '\n':
			if b := src[i-1]; b == ' ' {
				return "", false
			}
			start = true
		case c >= '0' && c <= '9', strings.IndexByte(" ,.;?!()%'\"-/", c) >= 0:
		default:
			return "", false
		}
	}
	if src == "" || src != strings.TrimSpace(src) || strings.Contains(strings.ToLower(src), "www.") {
		return "", false
	}
	return strings.ReplaceAll(src, "\n", " "), true
}

func (b *Body) firstLine() string {
	d := b.parsed()
	for c := d.root.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindParagraph {
			if s := d.plain(c); s != "" {
				return s
			}
		}
	}
	first, _, _ := strings.Cut(b.Text(), "\n")
	return strings.TrimSpace(first)
}

// Words counts words. In scripts that set no spaces each character counts as one.
func (b *Body) Words() int {
	n := 0
	in := false
	for _, r := range b.Text() {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			n++
			in = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !in {
				n++
			}
			in = true
		case unicode.IsSpace(r) || util.IsEastAsianWideRune(r):
			in = false
		}
	}
	return n
}
