package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// HTMLOptions says how prose fits into its page.
type HTMLOptions struct {
	TopLevel int    // level of the shallowest heading; 0 means 2
	IDPrefix string // before every id, so that two bodies may share a page
	// Picture says what else is known of an image whose address the resolver kept; nil when nothing is.
	Picture func(Link) *Picture
}

// Picture is an image in all the sizes and formats that it is offered in.
type Picture struct {
	Src           string
	Srcset        string // as <img srcset> has it; "" for one size
	Width, Height int    // 0 when unknown
	Sources       []PictureSource
}

// PictureSource is a picture in another format, which a browser takes if it can.
type PictureSource struct{ Type, Srcset string }

// proseSizes is how wide a picture stands in prose, as <img sizes> has it: a column of text, or the screen.
const proseSizes = "(min-width: 48em) 40em, 100vw"

// HTML returns the prose as HTML that is safe to publish. Raw HTML is left out. Links and images go
// through r; a nil r keeps every address. Addresses that are neither relative nor https, http,
// mailto or tel are never written: their words stay.
//
// The output holds no style attributes and no scripts. Its classes are "align-left", "align-center"
// and "align-right" (table cells), "scroll" (around tables), "task" (the box of a task), "footnotes",
// "footnote-ref", "footnote-backref" and "language-…" (code); "c", "k", "n", "s", "i" and "d" within code
// (the kinds of package code); "formula" (around a formula that may scroll), and "l" and "r" within one.
func (b *Body) HTML(r Resolve, o HTMLOptions) string {
	if b.Empty() {
		return ""
	}
	d := b.parsed()
	h := &htmlWriter{d: d, resolve: r, o: o}
	if h.o.TopLevel == 0 {
		h.o.TopLevel = 2
	}
	// goldmark's own renderers do what needs no decision of ours; a lower number goes first.
	rd := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(h, 1),
		util.Prioritized(html.NewRenderer(), 1000),
		util.Prioritized(extension.NewTableHTMLRenderer(), 1000),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 1000),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(extension.WithFootnoteIDPrefix(o.IDPrefix)), 1000),
	))
	var out unbuffered
	out.Grow(len(d.src) + len(d.src)/4)
	if err := rd.Render(&out, d.src, d.root); err != nil {
		panic(err) // writing to a buffer and reading from memory cannot fail
	}
	return out.String()
}

// unbuffered is a buffer that goldmark does not put another one of its own before.
type unbuffered struct{ bytes.Buffer }

func (*unbuffered) Buffered() int { return 0 }
func (*unbuffered) Flush() error  { return nil }

// htmlWriter renders what goldmark does differently.
type htmlWriter struct {
	d       *document
	resolve Resolve
	o       HTMLOptions
	open    bool // the link being written is kept
}

// RegisterFuncs tells goldmark which nodes h renders.
func (h *htmlWriter) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHeading, h.heading)
	reg.Register(ast.KindLink, h.link)
	reg.Register(ast.KindAutoLink, h.autoLink)
	reg.Register(ast.KindImage, h.image)
	reg.Register(ast.KindRawHTML, h.rawHTML)
	reg.Register(ast.KindHTMLBlock, skip)
	reg.Register(ast.KindCodeBlock, h.code)
	reg.Register(ast.KindFencedCodeBlock, h.code)
	reg.Register(kindFormula, h.inlineFormula)
	reg.Register(kindFormulaBlock, h.blockFormula)
	reg.Register(east.KindTable, h.table)
	reg.Register(east.KindTableCell, h.cell)
	reg.Register(east.KindTaskCheckBox, h.task)
	reg.Register(east.KindFootnoteList, h.footnotes)
}

// rawHTML keeps the words on both sides of a tag apart where a browser would.
func (h *htmlWriter) rawHTML(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(inPlace(rawBytes(src, n.(*ast.RawHTML))))
	}
	return ast.WalkSkipChildren, nil
}

func skip(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

// escape writes text so that it is safe between tags and in attributes.
func escape(w util.BufWriter, s string) { _, _ = w.Write(util.EscapeHTML([]byte(s))) }

// href returns where a link goes, and whether it is kept at all.
func (h *htmlWriter) href(l Link) (string, bool) {
	to := l.Dest
	if h.resolve != nil {
		var keep bool
		if to, keep = h.resolve(l); !keep {
			return "", false
		}
	}
	return to, safeURL(to)
}

// safeURL reports whether an address is relative or of a scheme that a page may use. Browsers ignore
// white space and control characters in a scheme, so an address that holds any is not safe.
func safeURL(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ':':
			switch strings.ToLower(s[:i]) {
			case "https", "http", "mailto", "tel":
				return true
			}
			return false
		case c == '/' || c == '?' || c == '#':
			return true
		case c <= ' ' || c == 0x7F || c == '\\':
			return !strings.Contains(s, ":") && c == ' ' && i > 0
		}
	}
	return true
}

func attr(w util.BufWriter, name, value string) {
	_ = w.WriteByte(' ')
	_, _ = w.WriteString(name)
	_, _ = w.WriteString(`="`)
	escape(w, value)
	_ = w.WriteByte('"')
}

// address writes an attribute that holds an address.
func address(w util.BufWriter, name, to string) {
	_ = w.WriteByte(' ')
	_, _ = w.WriteString(name)
	_, _ = w.WriteString(`="`)
	_, _ = w.Write(util.EscapeHTML(util.URLEscape([]byte(to), false)))
	_ = w.WriteByte('"')
}

func (h *htmlWriter) heading(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	head := h.d.headings[h.d.at[n]]
	if head.Text == "" {
		return ast.WalkSkipChildren, nil // an empty heading confuses who listens to the page
	}
	level := strconv.Itoa(min(h.o.TopLevel+h.d.levels[n], 6))
	if entering {
		_, _ = w.WriteString("<h" + level)
		attr(w, "id", h.o.IDPrefix+head.Anchor)
		_ = w.WriteByte('>')
	} else {
		_, _ = w.WriteString("</h" + level + ">\n")
	}
	return ast.WalkContinue, nil
}

func (h *htmlWriter) link(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		if h.open {
			_, _ = w.WriteString("</a>")
		}
		h.open = false
		return ast.WalkContinue, nil
	}
	l := h.d.links[h.d.at[n]]
	to, keep := h.href(l)
	h.open = keep
	if keep {
		_, _ = w.WriteString("<a")
		address(w, "href", to)
		if l.Title != "" {
			attr(w, "title", l.Title)
		}
		_ = w.WriteByte('>')
	}
	if l.Text == "" {
		escape(w, l.Dest) // a link without words cannot be heard
	}
	return ast.WalkContinue, nil
}

func (h *htmlWriter) autoLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	l := h.d.links[h.d.at[n]]
	to, keep := h.href(l)
	if keep {
		_, _ = w.WriteString("<a")
		address(w, "href", to)
		_ = w.WriteByte('>')
	}
	escape(w, l.Text)
	if keep {
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

func (h *htmlWriter) image(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	l := h.d.links[h.d.at[n]]
	to, keep := h.href(l)
	if !keep || to == "" {
		escape(w, l.Text)
		return ast.WalkSkipChildren, nil
	}
	pic := &Picture{Src: to}
	if h.o.Picture != nil {
		if known := h.o.Picture(l); known != nil {
			pic = known
		}
	}
	h.picture(w, pic, l, n.Parent() == h.d.root.FirstChild())
	return ast.WalkSkipChildren, nil
}

// picture writes an image. Its size keeps the place for it, so that nothing jumps when it comes. What does
// not open the text is fetched when a reader comes near it.
func (h *htmlWriter) picture(w util.BufWriter, pic *Picture, l Link, opens bool) {
	if len(pic.Sources) > 0 {
		_, _ = w.WriteString("<picture>")
	}
	for _, s := range pic.Sources {
		_, _ = w.WriteString("<source")
		attr(w, "type", s.Type)
		attr(w, "srcset", s.Srcset)
		attr(w, "sizes", proseSizes)
		_ = w.WriteByte('>')
	}
	_, _ = w.WriteString("<img")
	address(w, "src", pic.Src)
	if pic.Srcset != "" {
		attr(w, "srcset", pic.Srcset)
		attr(w, "sizes", proseSizes)
	}
	attr(w, "alt", l.Text)
	if l.Title != "" {
		attr(w, "title", l.Title)
	}
	if pic.Width > 0 && pic.Height > 0 {
		attr(w, "width", strconv.Itoa(pic.Width))
		attr(w, "height", strconv.Itoa(pic.Height))
	}
	if !opens {
		_, _ = w.WriteString(` loading="lazy"`)
	}
	_, _ = w.WriteString(` decoding="async">`)
	if len(pic.Sources) > 0 {
		_, _ = w.WriteString("</picture>")
	}
}

// longCode is how many characters a line of code may have before it scrolls on a narrow phone. What
// scrolls must take the keyboard's focus.
const longCode = 30

func (h *htmlWriter) code(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if isMaths(src, n) {
		return h.blockFormula(w, src, n, entering)
	}
	long := false
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		long = long || utf8.RuneCount(seg.Value(src)) > longCode
	}
	_, _ = w.WriteString("<pre")
	if long {
		_, _ = w.WriteString(` tabindex="0"`)
	}
	_, _ = w.WriteString("><code")
	lang := ""
	if f, ok := n.(*ast.FencedCodeBlock); ok {
		if lang = unescape(f.Language(src)); lang != "" {
			attr(w, "class", "language-"+lang)
		}
	}
	_ = w.WriteByte('>')
	if lang == "" || !coloured(w, lang, linesOf(src, n)) {
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			_, _ = w.Write(util.EscapeHTML(seg.Value(src)))
		}
	}
	_, _ = w.WriteString("</code></pre>\n")
	return ast.WalkSkipChildren, nil
}

// linesOf is the text of a block.
func linesOf(src []byte, n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		b.Write(seg.Value(src))
	}
	return b.String()
}

// table writes a table inside a box that scrolls sideways on narrow screens. The box takes the focus
// so that keys can scroll it, and is named by the table's own column heads, which are in the
// language of the text.
func (h *htmlWriter) table(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</table>\n</div>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<div class="scroll" tabindex="0"`)
	var names []string
	if head := n.FirstChild(); head != nil {
		for c := head.FirstChild(); c != nil; c = c.NextSibling() {
			if s := h.d.plain(c); s != "" {
				names = append(names, s)
			}
		}
	}
	if len(names) > 0 {
		_, _ = w.WriteString(` role="group"`)
		attr(w, "aria-label", strings.Join(names, ", "))
	}
	_, _ = w.WriteString(">\n<table>\n")
	return ast.WalkContinue, nil
}

func (h *htmlWriter) cell(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*east.TableCell)
	tag := "td"
	if n.Parent().Kind() == east.KindTableHeader && n.FirstChild() != nil {
		tag = "th" // an empty head is a plain cell: it names no column
	}
	if !entering {
		_, _ = w.WriteString("</" + tag + ">\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + tag)
	if tag == "th" {
		_, _ = w.WriteString(` scope="col"`)
	}
	if n.Alignment != east.AlignNone {
		attr(w, "class", "align-"+n.Alignment.String())
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

// task writes the box of a task as a character: a form control would need a label and a form.
func (h *htmlWriter) task(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		box := "☐"
		if n.(*east.TaskCheckBox).IsChecked {
			box = "☑"
		}
		_, _ = w.WriteString(`<span class="task">` + box + `</span> `)
	}
	return ast.WalkContinue, nil
}

func (h *htmlWriter) footnotes(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<div class=\"footnotes\">\n<ol>\n")
	} else {
		_, _ = w.WriteString("</ol>\n</div>\n")
	}
	return ast.WalkContinue, nil
}
