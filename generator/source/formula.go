package source

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/talent-passport/passport/generator/code"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/formula"
)

// Mathematics is written $…$ in a line, and $$…$$ or a fence called math on lines of its own. A dollar is
// also money, so in a line it begins a formula only where a formula may begin: see formulaParser.

// Formula is mathematics in prose.
type Formula struct {
	Span diag.Span // with the signs around it
	TeX  string

	Err     *formula.Error // nil when it is understood
	ErrSpan diag.Span      // the place of the mistake
}

// mathsLanguage is the name of a fence that holds a formula.
const mathsLanguage = "math"

var (
	kindFormula      = ast.NewNodeKind("Formula")
	kindFormulaBlock = ast.NewNodeKind("FormulaBlock")
)

// inlineFormula is a formula in a line.
type inlineFormula struct {
	ast.BaseInline
	lines   []text.Segment
	display bool
	end     int // in the source, behind the closing sign
}

func (*inlineFormula) Kind() ast.NodeKind       { return kindFormula }
func (n *inlineFormula) Dump(src []byte, l int) { ast.DumpHelper(n, src, l, nil, nil) }

// blockFormula is a formula on lines of its own.
type blockFormula struct {
	ast.BaseBlock
	closed bool // the sign that ends it was found
	end    int
}

func (*blockFormula) Kind() ast.NodeKind       { return kindFormulaBlock }
func (*blockFormula) IsRaw() bool              { return true }
func (n *blockFormula) Dump(src []byte, l int) { ast.DumpHelper(n, src, l, nil, nil) }

// formulaParser reads $…$ and $$…$$ within a paragraph. What it takes for a formula is what Pandoc and
// code hosts take for one, and a little less, because a text about work speaks of money more often than
// of mathematics: the signs stand close to the formula, no letter or digit touches them from outside, no
// other dollar and no backtick is within, and what begins with a number holds no word ("$5 to 10$").
type formulaParser struct{}

func (formulaParser) Trigger() []byte { return []byte{'$'} }

func (formulaParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	if r := block.PrecendingCharacter(); r == '$' || r == '\\' || isWordRune(r) {
		return nil
	}
	line, seg := block.PeekLine()
	sign := 1
	if bytes.HasPrefix(line, []byte("$$")) {
		sign = 2
	}
	if len(line) <= sign || line[sign] == '$' || sign == 1 && isSpaceByte(line[1]) {
		return nil
	}
	row, pos := block.Position()
	n := &inlineFormula{display: sign == 2}
	n.SetPos(seg.Start)
	for from := sign; line != nil; from = 0 {
		at, ok := closingDollar(line, from, sign)
		if !ok {
			break
		}
		if at < 0 {
			n.lines = append(n.lines, text.NewSegment(seg.Start+from-seg.Padding, seg.Stop))
			block.AdvanceLine()
			line, seg = block.PeekLine()
			continue
		}
		n.lines = append(n.lines, text.NewSegment(seg.Start+from-seg.Padding, seg.Start+at-seg.Padding))
		n.end = seg.Start + at + sign - seg.Padding
		tex, _ := n.tex(block.Source())
		if strings.TrimSpace(tex) == "" || soundsLikeMoney(tex) {
			break
		}
		block.Advance(at + sign)
		return n
	}
	block.SetPosition(row, pos)
	return nil
}

// closingDollar finds the sign that closes a formula in a line. It is -1 when the formula goes on, and not
// ok when there is no formula.
func closingDollar(line []byte, from, sign int) (at int, ok bool) {
	for i := from; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '`':
			return 0, false
		case '$':
			if sign == 2 {
				return i, i+1 < len(line) && line[i+1] == '$'
			}
			r, _ := utf8.DecodeRune(line[i+1:])
			close := i > from && !isSpaceByte(line[i-1])
			return i, close && r != '$' && !isWordRune(r)
		}
	}
	return -1, true
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// soundsLikeMoney reports whether a formula is an amount with words behind it, or nothing but words, as
// between the signs of two prices.
func soundsLikeMoney(tex string) bool {
	fields := strings.Fields(tex)
	words := 0
	for _, w := range fields {
		w = strings.Trim(w, ",.;:()")
		if utf8.RuneCountInString(w) > 1 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 {
			words++
		}
	}
	amount := tex != "" && tex[0] >= '0' && tex[0] <= '9'
	return words > 0 && (amount || words == len(fields) && isSpaceByte(tex[0]))
}

// formulaBlockParser reads $$ at the beginning of a line, up to $$ at the end of one.
type formulaBlockParser struct{}

func (formulaBlockParser) Trigger() []byte             { return []byte{'$'} }
func (formulaBlockParser) CanInterruptParagraph() bool { return true }
func (formulaBlockParser) CanAcceptIndentedLine() bool { return false }

func (formulaBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

var twoDollars = []byte("$$")

func (formulaBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || !bytes.HasPrefix(line[pos:], twoDollars) || bytes.HasPrefix(line[pos:], []byte("$$$")) {
		return nil, parser.NoChildren
	}
	start := seg.Start + pos - seg.Padding
	rest := bytes.TrimSpace(line[pos+2:])
	n := &blockFormula{end: start + 2}
	n.SetPos(start)
	switch at := bytes.Index(rest, twoDollars); {
	case len(rest) == 0:
		// A sign on a line of its own can mean nothing else, so that one without an end is a mistake.
	case at > 0 && at == len(rest)-2 && !soundsLikeMoney(string(line[pos+2:pos+2+bytes.LastIndex(line[pos+2:], twoDollars)])):
		n.closed = true
	case at >= 0 || !closedBelow(reader.Source()[seg.Stop:]):
		return nil, parser.NoChildren // within a paragraph, or no formula
	}
	if len(rest) > 0 {
		from := start + 2
		to := from + len(bytes.TrimRight(line[pos+2:], " \t\n"))
		n.end = to
		if n.closed {
			to -= 2
		}
		n.Lines().Append(text.NewSegment(from, to))
	}
	return n, parser.NoChildren
}

// closedBelow reports whether $$ ends a line before there is an empty one.
func closedBelow(rest []byte) bool {
	for line := range bytes.Lines(rest) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			return false
		}
		if bytes.HasSuffix(line, twoDollars) {
			return true
		}
	}
	return false
}

func (formulaBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*blockFormula)
	line, seg := reader.PeekLine()
	trimmed := bytes.TrimRight(line, " \t\n")
	if n.closed || len(trimmed) == 0 {
		return parser.Close
	}
	start := seg.Start - seg.Padding
	n.end = start + len(trimmed)
	to := n.end
	if n.closed = bytes.HasSuffix(trimmed, twoDollars); n.closed {
		to -= 2
	}
	n.Lines().Append(text.NewSegment(max(start, 0), to))
	reader.AdvanceToEOL()
	if n.closed {
		return parser.Close
	}
	return parser.Continue | parser.NoChildren
}

// joined joins the pieces of a formula with line ends, and returns the place of each byte in the source.
func joined(src []byte, pieces []text.Segment) (string, []int) {
	var b strings.Builder
	var at []int
	for i, s := range pieces {
		if i > 0 && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
			at = append(at, s.Start)
		}
		for j := s.Start; j < s.Stop; j++ {
			b.WriteByte(src[j])
			at = append(at, j)
		}
	}
	return b.String(), at
}

func (n *inlineFormula) tex(src []byte) (string, []int) { return joined(src, n.lines) }

// texOf is the formula of a node that stands on lines of its own.
func texOf(src []byte, n ast.Node) (string, []int) {
	var pieces []text.Segment
	for i := range n.Lines().Len() {
		pieces = append(pieces, n.Lines().At(i))
	}
	return joined(src, pieces)
}

// isMaths reports whether a fence holds a formula.
func isMaths(src []byte, n ast.Node) bool {
	f, ok := n.(*ast.FencedCodeBlock)
	return ok && string(f.Language(src)) == mathsLanguage
}

// unclosedFormula is the mistake of a block that has no end.
var unclosedFormula = formula.Error{
	Message: `this "$$" is never closed`,
	Hint:    `write "$$" on a line of its own where the formula ends`,
}

// formula records mathematics.
func (d *document) formula(b *Body, n ast.Node, tex string, at []int, start, end int) {
	f := Formula{Span: b.Span(start, min(end, len(b.src))), TeX: tex}
	if block, ok := n.(*blockFormula); ok && !block.closed {
		f.Err, f.ErrSpan = &unclosedFormula, b.Span(start, min(start+2, len(b.src)))
	} else if _, err := formula.Parse(tex); err != nil {
		f.Err, f.ErrSpan = err, f.Span
		if err.Start < len(at) {
			from := at[err.Start]
			to := from + 1
			if err.End > err.Start && err.End <= len(at) {
				to = at[err.End-1] + 1
			}
			f.ErrSpan = b.Span(from, min(to, len(b.src)))
		}
	}
	d.formulas = append(d.formulas, f)
}

// Formulas returns the mathematics in the order of the text.
func (b *Body) Formulas() []Formula {
	if b == nil || !strings.Contains(b.src, "$") && !strings.Contains(b.src, mathsLanguage) {
		return nil
	}
	return b.parsed().formulas
}

// HasNotation reports whether the prose holds mathematics or code in a known language, for which pages
// need rules of their own.
func (b *Body) HasNotation() bool {
	if b == nil || !strings.Contains(b.src, "$") && !strings.Contains(b.src, "```") && !strings.Contains(b.src, "~~~") {
		return false
	}
	d := b.parsed()
	return len(d.formulas) > 0 || d.coloured
}

// longFormula is how many signs of a formula fit on a narrow phone; a longer one scrolls.
const longFormula = 24

// maths writes a formula as MathML, and one that is not understood as it was typed.
func maths(w util.BufWriter, tex string, block, display, broken bool) {
	f, err := formula.Parse(tex)
	if err != nil || broken {
		tag := "code"
		if block {
			tag = "pre"
		}
		_, _ = w.WriteString("<" + tag)
		if block {
			_, _ = w.WriteString(` tabindex="0"`)
		}
		_ = w.WriteByte('>')
		escape(w, tex)
		_, _ = w.WriteString("</" + tag + ">")
		return
	}
	long := utf8.RuneCountInString(f.Text()) > longFormula
	tag := map[bool]string{true: "div", false: "span"}[block]
	if block || long {
		_, _ = w.WriteString("<" + tag + ` class="formula"`)
		if long {
			_, _ = w.WriteString(` tabindex="0"`)
		}
		_ = w.WriteByte('>')
	}
	_, _ = w.WriteString(f.MathML(display))
	if block || long {
		_, _ = w.WriteString("</" + tag + ">")
	}
}

func (h *htmlWriter) inlineFormula(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*inlineFormula)
		tex, _ := n.tex(src)
		maths(w, tex, false, n.display, false)
	}
	return ast.WalkSkipChildren, nil
}

func (h *htmlWriter) blockFormula(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		tex, _ := texOf(src, node)
		b, ok := node.(*blockFormula)
		maths(w, tex, true, true, ok && !b.closed)
		_ = w.WriteByte('\n')
	}
	return ast.WalkSkipChildren, nil
}

// formulaText is a formula in plain words; one that is not understood stays as it was typed.
func formulaText(tex string) string {
	f, err := formula.Parse(tex)
	if err != nil {
		return tex
	}
	return f.Text()
}

// longestColoured is how many bytes of code are coloured; what is longer is nothing to read on a page.
const longestColoured = 64 << 10

// coloured writes the text of a program with the classes of its pieces, and reports whether it did.
func coloured(w util.BufWriter, language, src string) bool {
	if len(src) > longestColoured {
		return false
	}
	spans := code.Spans(language, src)
	if len(spans) == 0 {
		return false
	}
	at := 0
	for _, s := range spans {
		escape(w, src[at:s.Start])
		_, _ = w.WriteString(`<span class="` + string(rune(s.Kind)) + `">`)
		escape(w, src[s.Start:s.End])
		_, _ = w.WriteString("</span>")
		at = s.End
	}
	escape(w, src[at:])
	return true
}
