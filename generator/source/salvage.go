package source

import (
	"bytes"
	"slices"

	"github.com/talent-passport/passport/generator/diag"
)

// A text that is being written is often not YAML for a moment. Longer ones are files of a program, where
// nobody waits to see the other fields.
const (
	salvageable = 256 << 10
	salvages    = 20 // mistakes in one text
)

// salvage reads what a mistake leaves of a text: every field of the outermost mapping, or item of the
// outermost list, that it does not touch, and of a field that holds a list or fields the others of these. The node is
// nil when nothing is left.
//
// A file that was salvaged is still broken: what is missing in it may well be there. The problems are the
// mistakes of other fields and items; one that the fix of an earlier one mends as well is told with that.
func salvage(r region, mistake diag.Problem) (*Node, diag.List) {
	var others diag.List
	if len(r.data) > salvageable {
		return nil, nil
	}
	left := region{r.file, slices.Clone(r.data), r.base}
	at := mistake.Span.Start - r.base
	told := diag.List{mistake}
	for range salvages {
		from, to := outermost(left.data, at)
		// When the part is blank already, the mistake reaches beyond it.
		if start, end, ok := part(left.data, from, to, at); ok && len(bytes.TrimSpace(left.data[start:end])) > 0 {
			from, to = start, end
		}
		touched := left.data[from:to]
		if len(bytes.TrimSpace(touched)) == 0 {
			return nil, nil // the mistake is told where none is
		}
		for i, b := range touched {
			if b != '\n' && b != '\r' {
				touched[i] = ' ' // so that all else stays where it is
			}
		}
		if onlyComments(left.data) {
			return nil, others
		}
		doc, err := loadYAML(left.data)
		if err == nil && len(doc.Content) == 0 {
			return nil, nil
		}
		if err == nil {
			return newConverter(left).node(doc.Content[0], 0), others
		}
		p := explainSyntax(left, err)
		if !toldWith(told, p) {
			others = append(others, p)
		}
		told = append(told, p)
		at = p.Span.Start - left.base
	}
	return nil, others
}

// toldWith reports whether a problem is a repeat: the fix of another one mends its place too, or it is
// true of all fields.
func toldWith(told diag.List, p diag.Problem) bool {
	for _, t := range told {
		if t.Code == codePageHyphen && p.Code == codePageHyphen {
			return true
		}
		if t.Fix == nil {
			continue
		}
		for _, e := range t.Fix.Edits {
			if e.Span.Start <= p.Span.Start && p.Span.Start < max(e.Span.End, e.Span.Start+1) {
				return true
			}
		}
	}
	return false
}

// part is the stretch of the item, or field, that a place lies in, of the list or the group of fields that is the
// value of the field from from to to. There is none when the place is on the line where that field begins or a value
// begins there, and none of an item: an entry is left whole or not at all.
func part(d []byte, from, to, at int) (start, end int, ok bool) {
	first := nextLine(d, from)
	if _, value, key := bytes.Cut(d[from:first], []byte(":")); !key || isItem(d[from:to]) || len(bytes.TrimSpace(value)) > 0 {
		return 0, 0, false
	}
	depth, list := -1, false // how far in the parts begin, and whether with hyphens
	for i := first; i < to; i = nextLine(d, i) {
		text := i
		for text < to && d[text] == ' ' {
			text++
		}
		switch {
		case text < to && bytes.IndexByte([]byte("#\r\n"), d[text]) >= 0:
		case depth < 0, text-i == depth && isItem(d[text:to]) == list:
			if depth < 0 {
				depth, list = text-i, isItem(d[text:to])
			}
			if ok {
				return start, i, true
			}
			start = i
		}
		if start >= first && lineStart(d, max(at, 0)) == i {
			ok = true
		}
	}
	return start, to, ok
}

// outermost is the stretch of the outermost field, or item, that a place lies in.
func outermost(d []byte, at int) (from, to int) {
	list := isItem(d[firstText(d):])
	begins := func(i int) bool {
		if i >= len(d) || isBlank(d[i]) || bytes.IndexByte([]byte("\r\n#]}"), d[i]) >= 0 {
			return false
		}
		return list || !isItem(d[i:])
	}
	for from = lineStart(d, max(at, 0)); from > 0 && !begins(from); {
		from = lineStart(d, from-1)
	}
	to = nextLine(d, from)
	for to < len(d) && !begins(to) {
		to = nextLine(d, to)
	}
	return from, to
}

// isItem reports whether a line begins an item of a list.
func isItem(line []byte) bool {
	return len(line) > 0 && line[0] == '-' && (len(line) == 1 || isBlank(line[1]) || line[1] == '\n' || line[1] == '\r')
}
