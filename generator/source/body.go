package source

import (
	"sync"

	"github.com/talent-passport/passport/generator/diag"
)

// Body is prose: Markdown that knows where it was written. A nil Body is empty. It never changes and
// is safe for concurrent use.
type Body struct {
	src  string
	file string
	pos  *textMap // nil: src lies in the file as it is, from base on
	base int
	knot int // see Tangled; -1 for none

	once sync.Once
	doc  *document // parsed when first needed

	firstOnce sync.Once
	first     string // see FirstLine
}

// NewBody makes a body of Markdown that was written nowhere: by an importer, or a test. Its spans are
// offsets into it, with an empty file name.
func NewBody(markdown string) *Body {
	return newBody("", []byte(markdown), 0)
}

// ProseOf makes a body of a scalar, such as the value of `body:`. Its places are those of the scalar's
// text in the file. It returns nil for a node that holds no text.
func ProseOf(n *Node) *Body {
	s := n.Str()
	if s == "" {
		return nil
	}
	b := newBody("", []byte(s), 0)
	b.file = n.Span.File
	inner := b.pos
	m := &textMap{}
	// Places in the body go through two maps: cleaning, and the scalar's own.
	each := func(t, f, tn, fn int) {
		at := n.At(f, f+fn)
		m.add(t, at.Start, tn, at.End-at.Start)
	}
	if n.pos == nil && inner == nil {
		b.base = n.At(0, 0).Start
		return b
	}
	if inner == nil {
		for _, r := range n.pos.runs {
			m.add(r.t, r.f, r.tn, r.fn)
		}
	} else {
		for _, r := range inner.runs {
			if r.tn != r.fn {
				each(r.t, r.f, r.tn, r.fn)
				continue
			}
			for i := 0; i < r.tn; i++ {
				each(r.t+i, r.f+i, 1, 1)
			}
		}
	}
	b.pos = m
	return b
}

// pageBody makes the body of a page whose prose begins at start of text, which lies base bytes into
// the file. It is nil when there is only white space.
func pageBody(file string, text []byte, start, base int) *Body {
	b := newBody(file, text[start:], base+start)
	if b.Empty() {
		return nil
	}
	return b
}

// newBody cleans Markdown: line ends become line feeds, control characters spaces. Markup that nobody could
// read is taken away.
func newBody(file string, d []byte, base int) *Body {
	b := cleanBody(file, d, base)
	b.src, b.knot = untangle(b.src)
	return b
}

func cleanBody(file string, d []byte, base int) *Body {
	b := &Body{file: file, base: base}
	clean := true
	for i := 0; i < len(d) && clean; i++ {
		clean = !unclean(d, i)
	}
	if clean {
		b.src = string(d)
		return b
	}
	out := make([]byte, 0, len(d))
	m := &textMap{}
	for i := 0; i < len(d); {
		switch {
		case d[i] == '\r':
			n := breakLen(d, i)
			m.add(len(out), base+i, 1, n)
			out = append(out, '\n')
			i += n
		case unclean(d, i):
			n := uncleanLen(d, i)
			m.add(len(out), base+i, n, n)
			for range n {
				out = append(out, ' ')
			}
			i += n
		default:
			m.add(len(out), base+i, 1, 1)
			out = append(out, d[i])
			i++
		}
	}
	b.src, b.pos = string(out), m
	return b
}

// Tangled is the place of the first paragraph whose markup was too much to be read, and is shown without it.
func (b *Body) Tangled() (at diag.Span, ok bool) {
	if b == nil || b.knot < 0 {
		return diag.Span{}, false
	}
	return b.Span(b.knot, b.knot), true
}

// unclean reports whether d[i] begins something that may not stand in a page: a carriage return, a
// control character, or a code point that HTML forbids.
func unclean(d []byte, i int) bool {
	c := d[i]
	return c < ' ' && c != '\n' && c != '\t' || c == 0x7F || c >= 0xC2 && uncleanLen(d, i) > 1
}

// uncleanLen is the length in bytes of the forbidden character at i; 1 for an ASCII one.
func uncleanLen(d []byte, i int) int {
	switch d[i] {
	case 0xC2: // U+0080 to U+009F
		if i+1 < len(d) && d[i+1] < 0xA0 {
			return 2
		}
	case 0xEF: // U+FFFE, U+FFFF and U+FDD0 to U+FDEF
		if i+2 < len(d) && (d[i+1] == 0xBF && d[i+2] >= 0xBE || d[i+1] == 0xB7 && d[i+2] >= 0x90 && d[i+2] <= 0xAF) {
			return 3
		}
	case 0xF0, 0xF1, 0xF2, 0xF3, 0xF4: // the last two of each plane
		if i+3 < len(d) && d[i+1]&0x0F == 0x0F && d[i+2] == 0xBF && d[i+3] >= 0xBE {
			return 4
		}
	}
	return 1
}

// Empty reports whether there is nothing but white space.
func (b *Body) Empty() bool {
	if b == nil {
		return true
	}
	for i := 0; i < len(b.src); i++ {
		if c := b.src[i]; c != ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// Equal reports whether two bodies say the same, wherever they were written.
func (b *Body) Equal(o *Body) bool { return b.Source() == o.Source() }

// Source returns the Markdown as written, with line feeds for line ends.
func (b *Body) Source() string {
	if b == nil {
		return ""
	}
	return b.src
}

// Span returns the place of Source()[start:end] in the file.
func (b *Body) Span(start, end int) diag.Span {
	if b == nil {
		return diag.Span{}
	}
	if b.pos == nil {
		return diag.Span{File: b.file, Start: b.base + start, End: b.base + end}
	}
	s, e := b.pos.span(start, end)
	return diag.Span{File: b.file, Start: s, End: e}
}
