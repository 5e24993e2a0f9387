package diag

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Position is a place in a file as people and editors count: lines from 1, columns in Unicode code
// points from 1, offsets in bytes from 0. A byte-order mark takes no column. A byte that is not valid
// UTF-8 takes one.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// Place returns where a span of a file starts and ends. A span that reaches past the file is cut to
// it, and one that starts inside a character is widened to the whole of it. The end is exclusive.
func Place(data []byte, s Span) (start, end Position) {
	return newText(data).place(s)
}

const byteOrderMark = "\uFEFF"

// text is a file as printers see it.
type text struct {
	data   []byte
	lines  []int    // the offset at which each line begins
	recent Position // the start of the last place asked for: a file may be one enormous line
}

func newText(data []byte) *text {
	t := &text{data: data, lines: []int{0}}
	if bytes.HasPrefix(data, []byte(byteOrderMark)) {
		t.lines[0] = len(byteOrderMark)
	}
	for i := 0; i < len(data); {
		n := bytes.IndexByte(data[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		t.lines = append(t.lines, i)
	}
	return t
}

// line returns the bytes of a line, counted from 1, without its end, and where they begin.
func (t *text) line(n int) (line []byte, start int) {
	start, end := t.lines[n-1], len(t.data)
	if n < len(t.lines) {
		end = t.lines[n] - 1
		if end > start && t.data[end-1] == '\r' {
			end--
		}
	}
	return t.data[start:end], start
}

// clip puts a span inside the file and onto whole characters.
func (t *text) clip(s Span) (start, end int) {
	start = min(max(s.Start, t.lines[0]), len(t.data))
	end = min(max(s.End, start), len(t.data))
	for start > 0 && inside(t.data, start) {
		start--
	}
	for end < len(t.data) && inside(t.data, end) {
		end++
	}
	return start, end
}

// inside reports whether an offset lies within a character that begins before it.
func inside(data []byte, at int) bool {
	if at <= 0 || at >= len(data) || utf8.RuneStart(data[at]) {
		return false
	}
	for i := at - 1; i >= 0 && i > at-utf8.UTFMax; i-- {
		if utf8.RuneStart(data[i]) {
			_, n := utf8.DecodeRune(data[i:])
			return i+n > at
		}
	}
	return false
}

func (t *text) place(s Span) (start, end Position) {
	a, b := t.clip(s)
	start = t.position(a)
	t.recent = start
	return start, t.position(b)
}

// position counts lines and columns of an offset that clip returned.
func (t *text) position(offset int) Position {
	n := sort.Search(len(t.lines), func(i int) bool { return t.lines[i] > offset })
	n = max(n, 1)
	line, start := t.line(n)
	from, column := start, 1
	if t.recent.Line == n && t.recent.Offset <= offset {
		from, column = t.recent.Offset, t.recent.Column
	}
	// An offset within the line's end stands right behind the last character.
	to := max(from, min(offset, start+len(line)))
	return Position{Line: n, Column: column + utf8.RuneCount(t.data[from:to]), Offset: offset}
}

// reader keeps the files that one list of problems talks about.
type reader struct {
	files Files
	texts map[string]*text
}

func newReader(files Files) *reader {
	return &reader{files: files, texts: map[string]*text{}}
}

// text returns a file, or nil when there is none.
func (r *reader) text(name string) *text {
	t, known := r.texts[name]
	if !known {
		if r.files != nil && name != "" {
			if data := r.files(name); data != nil {
				t = newText(data)
			}
		}
		r.texts[name] = t
	}
	return t
}
