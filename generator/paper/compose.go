package paper

import (
	"math"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/talent-passport/passport/generator/paper/pdf"
)

// The measures of a page, in points. Sizes are about 1.2 apart, as on the pages of the site; every line
// of an entry has the same distance from the one before.
const (
	textSize    = 10.0
	nameSize    = 25.0
	lineHeight  = 1.36 // of the size
	entryGap    = 0.45 // of a line, before an entry of several lines
	sectionGap  = 0.95 // of a line, before a heading
	headingGap  = 0.30 // of a line, below a heading's rule
	bulletWidth = 1.05 // of the size: how far a bullet's words hang
	smallEntry  = 5    // rows that stay together

	marginSide, marginTop, marginBottom = 55, 50, 50
)

// paperSizes are width and height, side and top margins.
var paperSizes = map[string][2]float64{"a4": {595.276, 841.89}, "letter": {612, 792}}

// layout is a résumé with every word at its place.
type layout struct {
	m             *measurer
	paragraphs    int // so far
	width, height float64
	left, measure float64 // the column
	top, bottom   float64 // margins
	size, line    float64 // of text
	below         float64 // what the portrait reaches below the head
	rows          []row
}

// row is one line on paper.
type row struct {
	line     Line // of the model, of which it shows the words of span
	span     span
	x        float64
	color    pdf.Color
	size     float64
	gap      float64 // above it, unless it begins a page
	height   float64
	keep     bool // with the next row
	rule     bool // a hairline below
	bullet   bool
	begin    []tag // elements that begin with it
	end      int   // elements that end with it
	bookmark string
	level    int

	page int
	y    float64 // of the baseline, from the top
}

type tag struct{ tag, lang string }

// part is words of a row that look alike.
type part struct {
	text  string
	font  *pdf.Font
	color pdf.Color
	href  string
	lang  string
	x     float64
	width float64
}

// tightest is how small the text may become so that a page is saved.
const tightest = 0.9

// scale is how large the résumé is set. Where a little less space saves a page that would be nearly empty,
// or keeps it to two, it takes a little less.
func (r *Resume) scale() float64 {
	m := newMeasurer(pdf.New(pdf.Info{}))
	whole := r.set(m, 1)
	n := whole.count()
	if n <= 1 || n == 2 && whole.last() >= 0.3 {
		return 1
	}
	for scale := 0.99; scale > tightest-0.001; scale -= 0.01 {
		if r.set(m, scale).count() < n {
			return scale
		}
	}
	return 1
}

// measurer measures words once, whatever their size: widths grow with it.
type measurer struct {
	d     *pdf.Doc
	known map[measured]float64
	words [][]word // of the paragraphs, in the order in which they are set
}

func newMeasurer(d *pdf.Doc) *measurer { return &measurer{d: d, known: map[measured]float64{}} }

type measured struct {
	font *pdf.Font
	text string
}

// width is how wide a text is at a size, in points.
func (m *measurer) width(f *pdf.Font, size float64, text string) float64 {
	key := measured{f, text}
	w, ok := m.known[key]
	if !ok {
		w = m.d.Measure(f, 1, norm.NFC.String(text))
		m.known[key] = w
	}
	return w * size
}

// set sets the résumé at a scale.
func (r *Resume) set(m *measurer, scale float64) *layout {
	size, ok := paperSizes[r.Paper]
	if !ok {
		size = paperSizes["a4"]
	}
	l := &layout{m: m, width: size[0], height: size[1], left: marginSide, top: marginTop, bottom: marginBottom, size: textSize * scale}
	l.measure = l.width - 2*l.left
	l.line = l.size * lineHeight
	l.head(r)
	for _, s := range r.Sections {
		l.heading(s.Heading)
		for i, e := range s.Entries {
			gap := 0.0
			if i > 0 && (e.tall() || s.Entries[i-1].tall()) {
				gap = entryGap * l.line
			}
			l.entry(e, gap)
		}
	}
	l.paragraph(r.Note, look{tag: "P", size: l.size * 0.92, height: l.size * 0.92 * lineHeight, gap: sectionGap * l.line, color: &soft})
	l.paginate()
	return l
}

// The portrait stands at the upper right of the first page, beside the head.
const (
	portraitWidth, portraitHeight = 72.0, 90.0
	portraitGap                   = 18.0
)

func (l *layout) head(r *Resume) {
	if r.Portrait != nil {
		l.measure -= portraitWidth + portraitGap
		defer func() {
			l.measure += portraitWidth + portraitGap
			l.below = portraitHeight
			for i := range l.rows {
				l.below -= l.rows[i].height
				if i > 0 {
					l.below -= l.rows[i].gap
				}
			}
		}()
	}
	name := nameSize
	for name > textSize*1.6 && l.m.width(faces()[1], name, r.Name.String()) > l.measure {
		name -= 0.5
	}
	l.paragraph(r.Name, look{tag: "H1", size: name, height: name * 1.1, keep: true})
	l.paragraph(r.Headline, look{tag: "P", size: l.size * 1.2, height: l.size * 1.2 * 1.3, gap: l.size * 0.3, keep: true})
	l.paragraph(r.Contact, look{tag: "P", size: l.size * 0.92, height: l.size * 0.92 * lineHeight, gap: l.size * 0.35, color: &soft})
}

func (l *layout) heading(text string) {
	at := len(l.rows)
	l.paragraph(Line{Runs: []Run{{Text: text, Strong: true}}}, look{
		tag: "H2", size: l.size * 1.1, height: l.line * 1.05, gap: sectionGap*l.line + max(0, l.below), keep: true,
	})
	l.below = 0
	last := &l.rows[len(l.rows)-1]
	last.rule = true
	last.height += headingGap * l.line
	l.rows[at].bookmark = text
}

func (l *layout) entry(e Entry, gap float64) {
	from := len(l.rows)
	for i, line := range e.Lines {
		k := look{tag: "P", size: l.size, height: l.line}
		switch line.Style {
		case Title:
			k.tag, k.keep = "H3", true
			if i > 0 && e.Lines[i-1].Style != Title {
				k.gap = entryGap * l.line * 0.6
			}
		case Item:
			k.hang = true
		case Sub:
			k.keep, k.color = true, &soft
		case Bullet:
			k.tag, k.bullet, k.hang = "LI", true, true
			k.first = i == 0 || e.Lines[i-1].Style != Bullet
			k.last = i == len(e.Lines)-1 || e.Lines[i+1].Style != Bullet
		}
		if i == 0 {
			k.gap = gap
		}
		at := len(l.rows)
		l.paragraph(line, k)
		if line.Style == Title && at < len(l.rows) {
			l.rows[at].bookmark, l.rows[at].level = line.Runs[0].Text, 1
		}
	}
	rows := l.rows[from:]
	if len(rows) == 0 {
		return
	}
	if len(rows) <= smallEntry {
		for i := range rows {
			rows[i].keep = true
		}
	}
	rows[len(rows)-1].keep = false
}

// look is how a paragraph is set.
type look struct {
	tag         string
	size        float64
	height      float64
	gap         float64
	color       *pdf.Color
	keep        bool
	hang        bool // lines stand behind where the paragraph begins
	bullet      bool
	first, last bool // of a list
}

// paragraph sets one line of the model as rows.
func (l *layout) paragraph(line Line, k look) {
	if line.String() == "" {
		return
	}
	left, measure := l.left, l.measure
	if k.hang {
		left += bulletWidth * l.size
		measure -= bulletWidth * l.size
	}
	broken := l.breakLine(line, k.size, measure)
	for i, piece := range broken {
		x := left
		if i == 0 && k.hang && !k.bullet {
			x = l.left
		}
		row := row{line: line, span: piece, x: x, color: ink, size: k.size, height: k.height, keep: k.keep}
		if k.color != nil {
			row.color = *k.color
		}
		if len(broken) > 1 && (i == 0 || i == len(broken)-2) {
			row.keep = true // neither its first nor its last line stands alone
		}
		if i == 0 {
			row.gap, row.bullet = k.gap, k.bullet
			if k.first {
				row.begin = append(row.begin, tag{tag: "L"})
			}
			row.begin = append(row.begin, tag{tag: k.tag})
		}
		if i == len(broken)-1 {
			row.end = 1
			if k.bullet {
				row.end++ // the words of the item
			}
			if k.last {
				row.end++
			}
		}
		l.rows = append(l.rows, row)
	}
}

// span is a part of a line's words, in bytes.
type span struct{ from, to int }

// word is what may not be broken, with how wide it and the space behind it are at size 1.
type word struct {
	span
	width, space float64
}

// wordsOf cuts a paragraph into words. It is done once for each paragraph of a résumé, which is set at
// several scales, always in the same order.
func (l *layout) wordsOf(line Line) []word {
	n := l.paragraphs
	l.paragraphs++
	if n < len(l.m.words) {
		return l.m.words[n]
	}
	text := line.String()
	cut := words(text)
	list := make([]word, 0, len(cut))
	pos := 0
	for _, w := range cut {
		end := pos + len(strings.TrimRight(w, " "))
		list = append(list, word{
			span{pos, pos + len(w)}, l.widthOf(line, span{pos, end}, 1), l.widthOf(line, span{end, pos + len(w)}, 1),
		})
		pos += len(w)
	}
	l.m.words = append(l.m.words, list)
	return list
}

// breakLine breaks a paragraph so that it has as few lines as it can and these are as even as they can
// be, the last apart, which only may not be a short word. What stands between bars is kept whole if it can be, and no
// line ends with a bar.
func (l *layout) breakLine(line Line, size, measure float64) []span {
	at := l.fit(line, l.wordsOf(line), size, measure)
	bars := barsOf(line)
	n := len(at)
	if whole := (span{0, at[n-1].to}); n == 1 || l.sum(at)*size <= measure {
		return []span{whole}
	}
	// cost[i] is that of the words from i on, next[i] where their first line ends.
	cost, next := make([]float64, n+1), make([]int, n+1)
	const perLine = 1e9
	for i := n - 1; i >= 0; i-- {
		cost[i] = math.Inf(1)
		used := 0.0
		for j := i; j < n; j++ {
			used += at[j].width * size
			if used > measure && j > i {
				break
			}
			c := perLine + cost[j+1]
			switch rest := measure - used; {
			case j+1 < n && len(bars) > 0 && !bars[at[j].to]:
				c += measure * measure
			case j+1 < n:
				c += rest * rest
			case i > 0 && used < 0.12*measure:
				c += measure * measure // a last line of one short word
			}
			if c < cost[i] {
				cost[i], next[i] = c, j+1
			}
			used += at[j].space * size
		}
	}
	var out []span
	for i := 0; i < n; i = next[i] {
		to := at[next[i]-1].to
		if bars[to] {
			to -= len(bar)
		}
		out = append(out, span{at[i].from, to})
	}
	return out
}

// barsOf are the places behind the bars of a line.
func barsOf(line Line) map[int]bool {
	var bars map[int]bool
	pos := 0
	for _, r := range line.Runs {
		pos += len(r.Text)
		if r.Text == bar {
			if bars == nil {
				bars = map[int]bool{}
			}
			bars[pos] = true
		}
	}
	return bars
}

// sum is how wide words are on one line, at size 1.
func (l *layout) sum(list []word) float64 {
	w := -list[len(list)-1].space
	for _, x := range list {
		w += x.width + x.space
	}
	return w
}

// fit cuts words that are wider than the column, such as long addresses.
func (l *layout) fit(line Line, list []word, size, measure float64) []word {
	if !slices.ContainsFunc(list, func(w word) bool { return w.width*size > measure }) {
		return list
	}
	text := line.String()
	var out []word
	for _, w := range list {
		from := w.from
		for i := range text[w.from:w.to] {
			to := w.from + i
			if to > from && w.width*size > measure && l.widthOf(line, span{from, to}, size) > 0.97*measure {
				out = append(out, word{span{from, to}, l.widthOf(line, span{from, to}, 1), 0})
				from = to
			}
		}
		if from > w.from {
			w.width, w.from = l.widthOf(line, span{from, w.to}, 1)-w.space, from
		}
		out = append(out, w)
	}
	return out
}

// eachPart calls fn for the runs that a part of a line's words belongs to.
func eachPart(line Line, s span, fn func(r Run, text string)) {
	pos := 0
	for _, r := range line.Runs {
		from, to := max(s.from, pos), min(s.to, pos+len(r.Text))
		if from < to {
			fn(r, r.Text[from-pos:to-pos])
		}
		pos += len(r.Text)
	}
}

func fontOf(r Run) *pdf.Font {
	if r.Strong {
		return faces()[1]
	}
	return faces()[0]
}

func (l *layout) widthOf(line Line, s span, size float64) float64 {
	w := 0.0
	eachPart(line, s, func(r Run, text string) { w += l.m.width(fontOf(r), size, text) })
	return w
}

// parts are the words of a row, each at its place.
func (l *layout) parts(r *row) []part {
	var out []part
	x := r.x
	eachPart(r.line, r.span, func(run Run, text string) {
		p := part{text: norm.NFC.String(text), font: fontOf(run), color: r.color, href: run.Href, lang: run.Lang, x: x}
		if run.Text == bar {
			p.color = soft
		}
		p.width = l.m.d.Measure(p.font, r.size, p.text)
		x += p.width
		out = append(out, p)
	})
	return out
}

// paginate gives every row its page and place. Rows that keep together go to the next page together, where a
// page can hold them.
func (l *layout) paginate() {
	page, y := 0, l.top
	room := l.height - l.bottom
	for i := 0; i < len(l.rows); {
		end := i + 1
		need := l.rows[i].height
		for end < len(l.rows) && l.rows[end-1].keep {
			need += l.rows[end].gap + l.rows[end].height
			end++
		}
		gap := l.rows[i].gap
		if y > l.top && y+gap+need > room && (need <= room-l.top || y+gap+l.rows[i].height > room) {
			page, y, gap = page+1, l.top, 0
		}
		for j := i; j < end; j++ {
			r := &l.rows[j]
			if j > i {
				gap = r.gap
			}
			if y+gap+r.height > room+0.01 && y > l.top {
				page, y, gap = page+1, l.top, 0
			}
			y += gap
			r.page, r.y = page, y+r.size*0.95
			y += r.height
		}
		i = end
	}
}

func (l *layout) count() int {
	if len(l.rows) == 0 {
		return 1
	}
	return l.rows[len(l.rows)-1].page + 1
}

// last is how much of the last page is filled.
func (l *layout) last() float64 {
	if len(l.rows) == 0 {
		return 0
	}
	r := l.rows[len(l.rows)-1]
	return (r.y - l.top) / (l.height - l.top - l.bottom)
}
