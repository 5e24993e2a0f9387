package source

import "sort"

// textMap says where each byte of a decoded text lies in its file. It is a list of runs in the order
// of the text. A nil map stands for one run of unlimited length that starts at its owner's span.
type textMap struct{ runs []run }

// run maps tn bytes of text at t to fn bytes of the file at f. When tn == fn the bytes are the same
// ones; otherwise the text is what the file's bytes mean: an escape, a folded line break.
type run struct{ t, f, tn, fn int }

// add appends a run, joining it to the last one when both copy bytes and touch.
func (m *textMap) add(t, f, tn, fn int) {
	if n := len(m.runs); n > 0 && tn == fn {
		l := &m.runs[n-1]
		if l.tn == l.fn && l.t+l.tn == t && l.f+l.fn == f {
			l.tn += tn
			l.fn += fn
			return
		}
	}
	m.runs = append(m.runs, run{t, f, tn, fn})
}

// shift moves every place in the file by n.
func (m *textMap) shift(n int) {
	for i := range m.runs {
		m.runs[i].f += n
	}
}

// span maps text[start:end] to a range of the file. Places outside the text are pulled to its ends.
func (m *textMap) span(start, end int) (int, int) {
	if len(m.runs) == 0 {
		return 0, 0
	}
	from := m.place(start)
	if end <= start {
		return from, from
	}
	i := m.find(end - 1)
	r := m.runs[i]
	to := r.f + r.fn
	if r.tn == r.fn {
		to = min(r.f+(end-r.t), r.f+r.fn)
	}
	return from, max(from, to)
}

// place maps one offset to the file.
func (m *textMap) place(off int) int {
	r := m.runs[m.find(off)]
	switch {
	case off <= r.t:
		return r.f
	case off >= r.t+r.tn:
		return r.f + r.fn
	case r.tn == r.fn:
		return r.f + (off - r.t)
	}
	return r.f
}

// find returns the index of the run that holds off, or the nearest one before it.
func (m *textMap) find(off int) int {
	i := sort.Search(len(m.runs), func(i int) bool { return m.runs[i].t > off })
	return max(i-1, 0)
}
