package source

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Markdown returns the source with link destinations rewritten. Where r does not keep a link, its
// words stay. Definitions ([name]: address) that no kept link uses are left out, so that an address
// that was to vanish does not stay behind in one.
func (b *Body) Markdown(r Resolve) string {
	if b.Empty() {
		return ""
	}
	if r == nil {
		return b.src
	}
	d := b.parsed()
	w := rewriter{src: b.src, defs: map[int]bool{}}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			w.link(d, n, n.Reference != nil, r)
		case *ast.Image:
			w.link(d, n, n.Reference != nil, r)
		case *ast.AutoLink:
			w.auto(d, n, r)
		}
		return ast.WalkContinue, nil
	})
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if def, ok := n.(*ast.LinkReferenceDefinition); ok && entering {
			w.definition(d, def)
		}
		return ast.WalkContinue, nil
	})
	return w.apply()
}

// splice replaces src[start:end] by text.
type splice struct {
	start, end int
	text       string
}

type rewriter struct {
	src     string
	splices []splice
	defs    map[int]bool // destinations in definitions that a kept link uses
}

func (w *rewriter) cut(start, end int, text string) {
	w.splices = append(w.splices, splice{start, end, text})
}

func (w *rewriter) link(d *document, n ast.Node, ref bool, r Resolve) {
	i := d.at[n]
	l, p := d.links[i], d.places[i]
	to, keep := r(l)
	if keep && !safeURL(to) {
		keep = false
	}
	if !keep {
		open := p.start + 1
		if l.Image {
			open++
		}
		label := p.end - 1
		switch {
		case ref:
			if j := strings.LastIndex(w.src[p.start:p.end], "]["); j >= 0 {
				label = p.start + j
			}
		case p.dst >= 0:
			if j := strings.LastIndex(w.src[p.start:p.dst], "]("); j >= 0 {
				label = p.start + j
			}
		}
		w.cut(p.start, open, "")
		w.cut(max(label, open), p.end, "")
		return
	}
	if ref {
		if w.defs[p.dst] {
			return
		}
		w.defs[p.dst] = true
	}
	if to == l.Dest || p.dst < 0 {
		return
	}
	start, end := p.dst, p.dst+p.n
	if start > 0 && end < len(w.src) && w.src[start-1] == '<' && w.src[end] == '>' {
		start, end = start-1, end+1
	}
	w.cut(start, end, destination(to))
}

func (w *rewriter) auto(d *document, n *ast.AutoLink, r Resolve) {
	i := d.at[n]
	l, p := d.links[i], d.places[i]
	to, keep := r(l)
	switch {
	case p.dst < 0:
	case !keep || !safeURL(to):
		if p.start < p.dst { // <address>: without the brackets it is only words
			w.cut(p.start, p.end, "`"+l.Text+"`")
		}
	case to != l.Dest:
		w.cut(p.start, p.end, "["+l.Text+"]("+destination(to)+")")
	}
}

// definition leaves a definition out when nothing uses it.
func (w *rewriter) definition(d *document, n *ast.LinkReferenceDefinition) {
	if off, ok := within(d.src, n.Destination); ok && w.defs[off] {
		return
	}
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	start, end := lines.At(0).Start, min(lines.At(lines.Len()-1).Stop, len(w.src))
	w.cut(start, end, "")
}

// destination writes an address so that Markdown reads it whole.
func destination(to string) string {
	if to == "" || strings.ContainsAny(to, " ()<>\\") {
		return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\\", "%5C", "\n", "%0A").Replace(to) + ">"
	}
	return to
}

// apply makes the replacements, which do not overlap.
func (w *rewriter) apply() string {
	slices.SortStableFunc(w.splices, func(a, b splice) int { return a.start - b.start })
	var sb strings.Builder
	at := 0
	for _, s := range w.splices {
		if s.start < at || s.end < s.start {
			continue
		}
		sb.WriteString(w.src[at:s.start])
		sb.WriteString(s.text)
		at = s.end
	}
	sb.WriteString(w.src[at:])
	return sb.String()
}
