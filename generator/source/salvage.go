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
	salvages    = 8 // mistakes in one text
)

// salvage reads what a mistake leaves of a text: every field of the outermost mapping, or item of the
// outermost list, that it does not touch. The node is nil when nothing is left.
//
// A file that was salvaged is still broken: what is missing in it may well be there. The problems are the
// mistakes of other fields.
func salvage(r region, mistake diag.Problem) (*Node, diag.List) {
	var others diag.List
	if len(r.data) > salvageable {
		return nil, nil
	}
	left := region{r.file, slices.Clone(r.data), r.base}
	at := mistake.Span.Start - r.base
	hyphens := mistake.Code == codePageHyphen // told once, it is true of all fields
	for range salvages {
		from, to := outermost(left.data, at)
		touched := left.data[from:to]
		if len(bytes.TrimSpace(touched)) == 0 {
			break // the mistake is told where none is
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
			break
		}
		if err == nil {
			return newConverter(left).node(doc.Content[0], 0), others
		}
		p := explainSyntax(left, err)
		if p.Code != codePageHyphen || !hyphens {
			others = append(others, p)
		}
		hyphens = hyphens || p.Code == codePageHyphen
		at = p.Span.Start - left.base
	}
	return nil, nil
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
