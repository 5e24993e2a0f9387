package source

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/talent-passport/passport/generator/diag"
)

// ListItem is an item of a list that stands in prose by itself, not within another item or a quote.
type ListItem struct {
	Marker string    // what it begins with: "-", "*", "+" or "1."
	Text   string    // its first line as written, behind the marker
	Links  []Link    // those of its first line
	Span   diag.Span // whole lines, from its marker to the line break that ends it
	Line   diag.Span // the place of Text
	Loose  bool      // empty lines stand between the items of the list
}

// ListItems returns the items of the lists that stand in the text by themselves, in order.
func (b *Body) ListItems() []ListItem {
	if b.Empty() {
		return nil
	}
	d := b.parsed()
	var out []ListItem
	for block := d.root.FirstChild(); block != nil; block = block.NextSibling() {
		list, ok := block.(*ast.List)
		if !ok {
			continue
		}
		first, loose := len(out), false
		for it := list.FirstChild(); it != nil; it = it.NextSibling() {
			end := len(d.src)
			if next := it.NextSibling(); next != nil {
				end = lineStart(d.src, next.Pos())
			} else if next := list.NextSibling(); next != nil && next.Pos() > it.Pos() {
				end = lineStart(d.src, next.Pos())
			}
			item, gap := b.listItem(d, lineStart(d.src, it.Pos()), it.Pos(), end)
			out = append(out, item)
			if gap && it.NextSibling() != nil {
				loose = true
			}
		}
		for i := first; i < len(out); i++ {
			out[i].Loose = loose
		}
	}
	return out
}

// listItem reads an item whose line begins at start and whose marker stands at pos. What follows it
// begins at end; gap says whether empty lines stand before that.
func (b *Body) listItem(d *document, start, pos, end int) (it ListItem, gap bool) {
	for end > start && len(strings.TrimSpace(string(d.src[lineStart(d.src, end-1):end]))) == 0 {
		end, gap = lineStart(d.src, end-1), true
	}
	text := pos
	for text < len(d.src) && !isSpaceByte(d.src[text]) {
		text++
	}
	it.Marker = string(d.src[pos:text])
	for text < len(d.src) && isBlank(d.src[text]) {
		text++
	}
	stop := lineEnd(d.src, text)
	for stop > text && isBlank(d.src[stop-1]) {
		stop--
	}
	it.Text = string(d.src[text:stop])
	it.Line = b.Span(text, stop)
	it.Span = b.Span(start, min(end, len(b.src)))
	for i, p := range d.places {
		if p.start >= text && p.start < stop {
			it.Links = append(it.Links, d.links[i])
		}
	}
	return it, gap
}
