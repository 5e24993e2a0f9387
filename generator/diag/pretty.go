package diag

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Pretty prints problems for a person at a terminal, as the best compilers do: what is wrong, the
// line it stands in with carets under the place, what to do about it, and a closing summary.
//
//	error[unknown-skill]: no skill is called "kubernets"
//	  --> projects/river-app.md:9:5
//	   |
//	 9 |   - kubernets
//	   |     ^^^^^^^^^ not declared
//	   = hint: did you mean "kubernetes"? (skills.yaml:14)
type Pretty struct {
	Color bool // whether to colour; whoever knows the terminal and NO_COLOR decides
	Width int  // columns of the terminal; 0 means 100. Longer lines are cut around the place.
}

// Print implements [Printer].
func (o Pretty) Print(w io.Writer, l List, files Files) error {
	p := &prettyPrinter{Pretty: o, reader: newReader(files)}
	if p.Width == 0 {
		p.Width = 100
	}
	type sort struct{ code, file string }
	times := map[sort]int{}
	left := 0
	for i, problem := range l {
		of := sort{problem.Code, problem.Span.File}
		if times[of]++; times[of] > maxAlike {
			left++
			continue
		}
		if i > 0 {
			p.out.WriteByte('\n')
		}
		p.problem(problem)
		if p.out.Len() > 1<<16 {
			if _, err := p.out.WriteTo(w); err != nil {
				return err
			}
		}
	}
	if left > 0 {
		fmt.Fprintf(&p.out, "\nand %d more of the same in the same files: passport check --format short lists them all\n", left)
	}
	if s := l.Summary(); s != "" {
		gravest := Warning
		if l.HasErrors() {
			gravest = Error
		}
		p.out.WriteString("\n" + p.paint(severityStyle[gravest], s) + "\n")
	}
	_, err := p.out.WriteTo(w)
	return err
}

type prettyPrinter struct {
	Pretty
	*reader
	out    bytes.Buffer
	gutter int // digits of the highest line number of the problem being printed
}

// Styles are ANSI parameters that show on light and on dark grounds.
const (
	bold  = "1"
	frame = "1;34"
)

var severityStyle = [...]string{Error: "1;31", Warning: "1;33", Note: "1;36"}

func (p *prettyPrinter) paint(style, s string) string {
	if !p.Color || s == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

// mark is a place to underline.
type mark struct {
	start, end  int // offsets in the file
	first, last int // lines
	label       string
	primary     bool
}

// scene is a file and the places in it that a problem names.
type scene struct {
	file  string
	text  *text
	head  Position
	marks []mark
	lines []int // the lines to show, ascending
}

// maxAlike is how many problems of one code in one file a person is shown; the other formats have them all.
const maxAlike = 100

// maxRelated is how many of a problem's other places a person is shown; the other formats have them all.
const maxRelated = 4

func (p *prettyPrinter) problem(problem Problem) {
	style := severityStyle[min(problem.Severity, Note)]
	fmt.Fprintf(&p.out, "%s%s\n",
		p.paint(style, problem.Severity.String()+"["+clean(problem.Code)+"]"),
		p.paint(bold, ": "+clean(problem.Message)))

	left := len(problem.Related) - maxRelated
	if left > 0 {
		problem.Related = problem.Related[:maxRelated]
	}
	scenes := p.scenes(problem)
	p.gutter = 1
	for _, s := range scenes {
		if len(s.lines) > 0 {
			p.gutter = max(p.gutter, len(fmt.Sprint(s.lines[len(s.lines)-1])))
		}
	}
	for i, s := range scenes {
		p.scene(s, i == 0 && problem.Span.File != "", style)
	}
	if left > 0 {
		p.remark("note", fmt.Sprintf("and %d more places", left))
	}
	for _, r := range problem.Related {
		switch {
		case r.Span.File == "":
			p.remark("note", r.Label)
		case p.text(r.Span.File) == nil:
			p.remark("note", r.Span.File+": "+r.Label)
		}
	}
	p.remark("hint", problem.Hint)
	if problem.Fix != nil {
		p.remark("fix", problem.Fix.Title+" (passport check --fix)")
	}
}

// remark prints a "= word: text" line below the source.
func (p *prettyPrinter) remark(word, s string) {
	if s == "" {
		return
	}
	indent := strings.Repeat(" ", p.gutter+2)
	for i, line := range strings.Split(s, "\n") {
		if i == 0 {
			fmt.Fprintf(&p.out, "%s%s %s %s\n", indent, p.paint(frame, "="), p.paint(bold, word+":"), clean(line))
		} else {
			fmt.Fprintf(&p.out, "%s%*s%s\n", indent, len("= : ")+len(word), "", clean(line))
		}
	}
}

// scenes gathers the places of a problem by file, the primary place's file first.
func (p *prettyPrinter) scenes(problem Problem) []*scene {
	var scenes []*scene
	add := func(s Span, label string, primary bool) {
		t := p.text(s.File)
		if t == nil {
			if primary && s.File != "" {
				scenes = append(scenes, &scene{file: s.File})
			}
			return
		}
		i := slices.IndexFunc(scenes, func(sc *scene) bool { return sc.file == s.File })
		if i < 0 {
			start, _ := t.place(s)
			i = len(scenes)
			scenes = append(scenes, &scene{file: s.File, text: t, head: start})
		}
		scenes[i].add(s, label, primary)
	}
	add(problem.Span, problem.Label, true)
	for _, r := range problem.Related {
		add(r.Span, r.Label, false)
	}
	for _, s := range scenes {
		slices.Sort(s.lines)
		s.lines = slices.Compact(s.lines)
		// One line left out takes as much room as the line itself.
		for i := len(s.lines) - 1; i > 0; i-- {
			if s.lines[i] == s.lines[i-1]+2 {
				s.lines = slices.Insert(s.lines, i, s.lines[i]-1)
			}
		}
	}
	return scenes
}

// add puts a place into the scene. Of a place over many lines, the first two and the last are shown.
func (s *scene) add(span Span, label string, primary bool) {
	start, end := s.text.clip(span)
	first, last := s.text.place(span)
	m := mark{start, end, first.Line, last.Line, label, primary}
	if m.last > m.first && last.Column == 1 {
		m.last-- // the span ends with a line's end; nothing of the next line belongs to it
	}
	s.marks = append(s.marks, m)
	s.lines = append(s.lines, m.first, min(m.first+1, m.last), m.last)
}

func (p *prettyPrinter) scene(s *scene, primary bool, style string) {
	arrow := ":::"
	if primary {
		arrow = "-->"
	}
	where := clean(s.file)
	if s.text != nil {
		where = fmt.Sprintf("%s:%d:%d", where, s.head.Line, s.head.Column)
	}
	fmt.Fprintf(&p.out, "%*s%s %s\n", p.gutter+1, "", p.paint(frame, arrow), where)
	if s.text == nil {
		return
	}
	p.row("", "")
	for i, n := range s.lines {
		if i > 0 && n > s.lines[i-1]+1 {
			p.out.WriteString(p.paint(frame, "...") + "\n")
		}
		p.sourceLine(s, n, style)
	}
}

// row prints a line behind the gutter.
func (p *prettyPrinter) row(number, content string) {
	bar := fmt.Sprintf(" %*s |", p.gutter, number)
	p.out.WriteString(p.paint(frame, bar))
	if content = strings.TrimRight(content, " "); content != "" {
		p.out.WriteString(" " + content)
	}
	p.out.WriteByte('\n')
}

// underline is the part of a mark that lies in one line, as offsets in the line.
type underline struct {
	start, end int
	label      string
	primary    bool
}

// underlines returns the parts of the scene's marks that lie in a line, the primary one first.
func (s *scene) underlines(n int) []underline {
	line, begin := s.text.line(n)
	var out []underline
	for _, m := range s.marks {
		if n < m.first || n > m.last {
			continue
		}
		u := underline{start: 0, end: len(line), primary: m.primary}
		if n == m.first {
			u.start = min(max(m.start-begin, 0), len(line))
		} else {
			u.start = len(line) - len(bytes.TrimLeft(line, " \t"))
		}
		if n == m.last {
			u.end = min(max(m.end-begin, u.start), len(line))
			u.label = m.label
		} else if u.start >= len(line) {
			continue // an empty line inside a longer place
		}
		out = append(out, u)
	}
	slices.SortStableFunc(out, func(a, b underline) int {
		if a.primary != b.primary {
			if a.primary {
				return -1
			}
			return 1
		}
		return a.start - b.start
	})
	return out
}

// sourceLine prints a line and what is underlined in it. When the line has to be cut and not all its
// places fit, it is printed again for those that are left.
func (p *prettyPrinter) sourceLine(s *scene, n int, style string) {
	line, _ := s.text.line(n)
	todo := s.underlines(n)
	for again := false; !again || len(todo) > 0; again = true {
		focus := underline{}
		if len(todo) > 0 {
			focus = todo[0]
		}
		v := cut(line, focus.start, focus.end, p.Width-p.gutter-4)
		p.row(fmt.Sprint(n), v.text)
		var rest []underline
		for i, u := range todo {
			column, width, ok := v.place(u.start, u.end)
			if !ok && i > 0 {
				rest = append(rest, u)
				continue
			}
			sign, color := "-", frame
			if u.primary {
				sign, color = "^", style
			}
			below := strings.Repeat(sign, width)
			if u.label != "" {
				below += " " + clean(u.label)
			}
			p.row("", strings.Repeat(" ", column)+p.paint(color, below))
		}
		todo = rest
	}
}

// view is the part of a line that is shown.
type view struct {
	text       string
	cells      []cell
	from       int // offset in the line of the first cell's text
	lo, hi     int // cells shown
	cutL, cutR bool
}

const ellipsis = "…"

// cut chooses what to show of a line so that the bytes from start to end can be seen in a number of
// columns. It looks only at the neighbourhood of start: a line may be as long as the largest file.
func cut(line []byte, start, end, columns int) view {
	columns = max(columns, 20)
	reach := columns * 16
	from, to := max(0, start-reach), min(len(line), start+reach)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	v := view{cells: cells(line[from:to]), from: from}
	v.hi = len(v.cells)
	v.cutL, v.cutR = from > 0, to < len(line)
	if v.cutL || v.cutR || v.width(0, v.hi) > columns {
		first, last := v.find(start), v.find(end)
		room := columns - 2*width('…')
		before := max(room/4, (room-v.width(first, last))/2)
		v.lo, v.hi = first, first
		for v.lo > 0 && v.width(v.lo-1, first) <= before {
			v.lo--
		}
		for v.hi < len(v.cells) && v.width(v.lo, v.hi+1) <= room {
			v.hi++
		}
		for v.lo > 0 && v.width(v.lo-1, v.hi) <= room {
			v.lo--
		}
		v.cutL, v.cutR = v.cutL || v.lo > 0, v.cutR || v.hi < len(v.cells)
	}
	var b strings.Builder
	if v.cutL {
		b.WriteString(ellipsis)
	}
	for _, c := range v.cells[v.lo:v.hi] {
		b.WriteString(c.text)
	}
	if v.cutR {
		b.WriteString(ellipsis)
	}
	v.text = b.String()
	return v
}

// find returns the cell that an offset in the line falls into.
func (v *view) find(offset int) int {
	i, exact := slices.BinarySearchFunc(v.cells, offset-v.from, func(c cell, at int) int { return c.start - at })
	if !exact && i > 0 && offset-v.from < v.end(i-1) {
		i--
	}
	return i
}

// end returns the offset behind a cell.
func (v *view) end(i int) int {
	if i+1 < len(v.cells) {
		return v.cells[i+1].start
	}
	return int(^uint(0) >> 1)
}

func (v *view) width(from, to int) int {
	n := 0
	for _, c := range v.cells[from:to] {
		n += c.width
	}
	return n
}

// place returns the column and the width at which bytes of the line are shown; ok is false when
// their beginning is not shown.
func (v *view) place(start, end int) (column, columns int, ok bool) {
	first, last := v.find(start), v.find(end)
	if end > start && last < len(v.cells) && v.cells[last].start < end-v.from {
		last++ // the end lies inside a cell, behind its first character
	}
	ok = start >= v.from && first >= v.lo && (first < v.hi || first == v.hi && !v.cutR)
	first, last = min(max(first, v.lo), v.hi), min(max(last, v.lo), v.hi)
	column = v.width(v.lo, first)
	if v.cutL {
		column++
	}
	return column, max(1, v.width(first, max(first, last))), ok
}
