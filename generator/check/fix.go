package check

import (
	"slices"
	"sort"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// Fix chooses the edits that mend as many of the problems as can be mended at once. Fixes are taken in
// the order of the list, each whole or not at all: one that touches a place which an earlier one
// changes is left for the next round, because what it would write may no longer fit. Insertions at the
// same point do not conflict; they are made one after the other, and become one edit.
//
// mended are the problems whose fixes were chosen. Whoever applies the edits checks again, and may call
// Fix on what is found then, until nothing is mended any more.
func Fix(problems diag.List) (edits []diag.Edit, mended diag.List) {
	var chosen selection
	for _, p := range problems {
		if p.Fix == nil || len(p.Fix.Edits) == 0 || chosen.clash(p.Fix.Edits) {
			continue
		}
		mended = append(mended, p)
		for _, e := range p.Fix.Edits {
			chosen.add(e)
		}
	}
	for _, e := range chosen {
		if n := len(edits); n > 0 && edits[n-1].Span == e.Span && isInsertion(e) {
			edits[n-1].Text = join(edits[n-1].Text, e.Text)
			continue
		}
		edits = append(edits, e)
	}
	return edits, mended
}

// selection are edits that do not clash, sorted by place. Those of one place stay in the order in
// which they were added.
type selection []diag.Edit

// touching returns which edits, from and up to but not including to, overlap a span or border on it.
// Edits do not overlap, so their ends are sorted as their starts are.
func (l selection) touching(s diag.Span) (from, to int) {
	from = sort.Search(len(l), func(i int) bool {
		o := l[i].Span
		return o.File > s.File || o.File == s.File && o.End >= s.Start
	})
	to = sort.Search(len(l), func(i int) bool {
		o := l[i].Span
		return o.File > s.File || o.File == s.File && o.Start > s.End
	})
	return from, max(from, to)
}

func (l *selection) add(e diag.Edit) {
	from, to := l.touching(e.Span)
	if !isInsertion(e) && slices.Contains((*l)[from:to], e) {
		return
	}
	at := to
	for at > from && behind((*l)[at-1].Span, e.Span) {
		at--
	}
	*l = slices.Insert(*l, at, e)
}

// behind reports whether a stands behind b in one file.
func behind(a, b diag.Span) bool { return a.Start > b.Start || a.Start == b.Start && a.End > b.End }

// clash reports whether edits touch a place that others change already. The same edit twice is no clash.
func (l selection) clash(edits []diag.Edit) bool {
	for _, e := range edits {
		from, to := l.touching(e.Span)
		for _, c := range l[from:to] {
			if e == c {
				continue
			}
			switch {
			case isInsertion(e) && isInsertion(c):
				// Two insertions at one point are whole lines; within a line their order would matter.
				if e.Span == c.Span && (!strings.HasSuffix(e.Text, "\n") || !strings.HasSuffix(c.Text, "\n")) {
					return true
				}
			case isInsertion(e), isInsertion(c):
				return true // at the edge of a change counts, too
			case e.Span.Start < c.Span.End && c.Span.Start < e.Span.End:
				return true
			}
		}
	}
	return false
}

func isInsertion(e diag.Edit) bool { return e.Span.Start == e.Span.End }

// join puts one insertion after another. Each of them begins with a line break when the file does not
// end in one; only the first of them may keep it.
func join(a, b string) string {
	if strings.HasSuffix(a, "\n") {
		b = strings.TrimPrefix(b, "\n")
	}
	return a + b
}
