package source

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// The functions below make the edits of everyday changes. They return an error, in words for the
// person, where a change cannot be made without rewriting what somebody wrote by hand. [Apply]
// checks every edit again.

var (
	errShared = errors.New("the value is shared with other places of the file by & and *; change it by hand")
	errBlock  = errors.New("the value is a text of several lines; change it by hand")
	errGone   = errors.New("the value does not belong to this file")
)

// SetValue makes an edit that replaces a value of f. A new value that takes several lines is refused
// unless the old one ends a line.
func SetValue(f *File, n *Node, v Value) (diag.Edit, error) {
	in, err := locate(f, n)
	if err != nil {
		return diag.Edit{}, err
	}
	if n.block {
		return diag.Edit{}, errBlock
	}
	text, err := oneLine(v, in.flow)
	if err != nil {
		return diag.Edit{}, err
	}
	at := n.Span
	if n.Kind == Null && n.Text == "" {
		text = spaced(f, at.Start) + text
	}
	return diag.Edit{Span: at, Text: text}, nil
}

// spaced is the space that must stand between what is before off and a value.
func spaced(f *File, off int) string {
	if off > 0 && off <= len(f.Data) && strings.IndexByte(" \t\n[{", f.Data[off-1]) < 0 {
		return " "
	}
	return ""
}

// oneLine prints a value for the rest of a line.
func oneLine(v Value, flow bool) (string, error) {
	switch {
	case v.kind == Map && len(v.fields) > 0, v.kind == Seq && len(v.items) > 0:
		var sb strings.Builder
		if !flowTo(&sb, v, 1<<20) {
			return "", errors.New("the new value does not fit on a line")
		}
		return sb.String(), nil
	}
	return inline(v, flow), nil
}

// AddKey makes an edit that adds a key to the end of a mapping of f. A nil mapping, and one that is
// empty (`person:` with nothing behind it), works too; nil means the top of the file.
func AddKey(f *File, m *Node, key string, v Value) (diag.Edit, error) {
	if m == nil {
		if f.Node != nil {
			return diag.Edit{}, errGone
		}
		return newTop(f, Fields(Field{key, v}))
	}
	in, err := locate(f, m)
	if err != nil {
		return diag.Edit{}, err
	}
	switch {
	case m.Kind == Null && m.Text == "":
		return below(f, in, m, Fields(Field{key, v}))
	case m.Kind != Map:
		return diag.Edit{}, fmt.Errorf("cannot add %q to a value that has no keys", key)
	case m.Get(key) != nil:
		return diag.Edit{}, fmt.Errorf("%q is there already", key)
	case m.flow:
		text, err := oneLine(v, true)
		if err != nil {
			return diag.Edit{}, err
		}
		end := m.Span.Start + 1
		for _, p := range m.Pairs {
			end = max(end, p.KeySpan.End, p.Value.Span.End)
		}
		text = Quote(key) + ": " + text
		return insertFlow(f, end, len(m.Pairs) > 0, text), nil
	}
	last := m.Pairs[len(m.Pairs)-1]
	return appendLines(f, column(f, m.Pairs[0].KeySpan.Start), max(last.Value.Span.End, last.KeySpan.End), Fields(Field{key, v}))
}

// AppendItem makes an edit that adds an item to the end of a list of f. A nil list means the top of
// a file that is empty; a key with nothing behind it becomes a list.
func AppendItem(f *File, list *Node, v Value) (diag.Edit, error) {
	if list == nil {
		if f.Node != nil {
			return diag.Edit{}, errGone
		}
		return newTop(f, ListOf(v))
	}
	in, err := locate(f, list)
	if err != nil {
		return diag.Edit{}, err
	}
	switch {
	case list.Kind == Null && list.Text == "":
		return below(f, in, list, ListOf(v))
	case list.Kind != Seq:
		return diag.Edit{}, errors.New("cannot add an item to a value that is no list")
	case list.flow && len(list.Items) == 0 && !in.flow && in.key != nil && (v.kind == Map || strings.Contains(v.text, "\n")):
		// `skills: []` grows into a block list when the item needs one.
		e, err := below(f, in, &Node{Span: diag.Span{File: f.Path, Start: list.Span.Start, End: list.Span.Start}}, ListOf(v))
		if err == nil {
			e.Span = diag.Span{File: f.Path, Start: trimLeft(f, list.Span.Start), End: list.Span.End}
		}
		return e, err
	case list.flow:
		text, err := oneLine(v, true)
		if err != nil {
			return diag.Edit{}, err
		}
		end := list.Span.Start + 1
		for _, it := range list.Items {
			end = max(end, it.Span.End)
		}
		return insertFlow(f, end, len(list.Items) > 0, text), nil
	}
	last := list.Items[len(list.Items)-1]
	e, err := appendLines(f, column(f, list.Span.Start), max(last.Span.End, list.Span.End), ListOf(v))
	if n := len(list.Items); err == nil && n > 1 {
		// Items that stand apart get one that does too.
		before := min(list.Items[n-2].Span.End, last.Span.Start)
		if emptyLine.Match(f.Data[before:last.Span.Start]) {
			e.Text = "\n" + e.Text
		}
	}
	return e, err
}

var emptyLine = regexp.MustCompile(`\n[ \t]*\r?\n`)

// RemoveKey makes an edit that removes a key and its value from a mapping of f, with the comment
// behind it. The lines above stay.
func RemoveKey(f *File, m *Node, key string) (diag.Edit, error) {
	if _, err := locate(f, m); err != nil {
		return diag.Edit{}, err
	}
	i := -1
	for k := range m.Pairs {
		if m.Pairs[k].Key == key {
			i = k
		}
	}
	if i < 0 {
		return diag.Edit{}, fmt.Errorf("there is no %q", key)
	}
	p := m.Pairs[i]
	if p.Value.anchored || p.KeySpan.Start < m.Span.Start || p.KeySpan.End > m.Span.End {
		return diag.Edit{}, errShared
	}
	start, end := p.KeySpan.Start, max(p.KeySpan.End, p.Value.Span.End)
	span := diag.Span{File: f.Path}
	switch {
	case len(m.Pairs) == 1:
		return diag.Edit{}, fmt.Errorf("%q is the only key here; remove it by hand", key)
	case m.flow && i+1 < len(m.Pairs):
		span.Start, span.End = start, m.Pairs[i+1].KeySpan.Start
	case m.flow:
		before := m.Pairs[i-1]
		span.Start, span.End = max(before.KeySpan.End, before.Value.Span.End), end
	case onlyBlanks(f.Data[lineStart(f.Data, start):start]):
		span.Start, span.End = lineStart(f.Data, start), nextLine(f.Data, end)
	case i+1 < len(m.Pairs): // the first key of an item: the next one takes its place
		span.Start, span.End = start, m.Pairs[i+1].KeySpan.Start
	default:
		return diag.Edit{}, fmt.Errorf("remove %q by hand", key)
	}
	return diag.Edit{Span: span}, nil
}

// where says what surrounds a node.
type where struct {
	flow bool  // inside brackets or braces
	key  *Pair // the pair whose value it is
	in   *Node // the collection it stands in
}

// locate finds a node in its file. A node that other places share by an alias is refused.
func locate(f *File, n *Node) (where, error) {
	w, ok := find(f.Node, n, where{})
	switch {
	case !ok || n == nil:
		return where{}, errGone
	case n.anchored || w.in != nil && w.in.anchored:
		return where{}, errShared
	}
	return w, nil
}

func find(at, n *Node, w where) (where, bool) {
	if at == n {
		return w, at != nil
	}
	if at == nil {
		return w, false
	}
	inner := where{flow: w.flow || at.flow, in: at}
	for i := range at.Pairs {
		inner.key = &at.Pairs[i]
		if r, ok := find(at.Pairs[i].Value, n, inner); ok {
			return r, true
		}
	}
	inner.key = nil
	for _, it := range at.Items {
		if r, ok := find(it, n, inner); ok {
			return r, true
		}
	}
	return w, false
}

// lineStart is where the line of offset i begins.
func lineStart(d []byte, i int) int { return bytes.LastIndexByte(d[:min(i, len(d))], '\n') + 1 }

// column counts the characters before off on its line: how far a line must be indented to stand
// exactly below.
func column(f *File, off int) int {
	start := lineStart(f.Data, off)
	if start == 0 && strings.HasPrefix(string(f.Data[:min(3, len(f.Data))]), "\ufeff") {
		start = 3
	}
	return len([]rune(string(f.Data[start:off])))
}

// trimLeft goes back over the spaces before off.
func trimLeft(f *File, off int) int {
	for off > 0 && isBlank(f.Data[off-1]) {
		off--
	}
	return off
}

// insertFlow makes an edit that adds text after the last value in brackets.
func insertFlow(f *File, end int, more bool, text string) diag.Edit {
	if more {
		text = ", " + text
	}
	return diag.Edit{Span: diag.Span{File: f.Path, Start: end, End: end}, Text: text}
}

// appendLines makes an edit that adds the lines of v, indented, after the line that holds end.
func appendLines(f *File, indent, end int, v Value) (diag.Edit, error) {
	p := printer{width: 100}
	p.WriteString(strings.Repeat(" ", indent))
	p.block(v, indent, indent)
	text := strings.TrimRight(p.String(), "\n")
	at := nextLine(f.Data, end)
	if at == len(f.Data) && (at == 0 || f.Data[at-1] != '\n') {
		text = "\n" + text
	} else {
		text += "\n"
	}
	return diag.Edit{Span: diag.Span{File: f.Path, Start: at, End: at}, Text: text}, nil
}

// below makes an edit that gives a key with nothing behind it a value on the next lines.
func below(f *File, in where, n *Node, v Value) (diag.Edit, error) {
	if in.flow || in.key == nil {
		text, err := oneLine(v, true)
		return diag.Edit{Span: n.Span, Text: spaced(f, n.Span.Start) + text}, err
	}
	indent := column(f, in.key.KeySpan.Start) + 2
	p := printer{width: 100}
	p.WriteString("\n" + strings.Repeat(" ", indent))
	p.block(v, indent, indent)
	// The lines go behind the comment of the key, if it has one.
	at := lineEnd(f.Data, n.Span.Start)
	if n.Span.Start < in.key.KeySpan.End {
		at = n.Span.Start
	}
	return diag.Edit{Span: diag.Span{File: f.Path, Start: at, End: at}, Text: strings.TrimRight(p.String(), "\n")}, nil
}

// newTop makes an edit that gives a file without YAML its first value.
func newTop(f *File, v Value) (diag.Edit, error) {
	text := string(Print(v, PrintOptions{}))
	if isYAML(f.Path) {
		at := len(f.Data)
		if at > 0 && f.Data[at-1] != '\n' {
			text = "\n" + text
		}
		return diag.Edit{Span: diag.Span{File: f.Path, Start: at, End: at}, Text: text}, nil
	}
	if f.front > 0 { // front matter with nothing in it
		return diag.Edit{Span: diag.Span{File: f.Path, Start: f.front, End: f.front}, Text: text}, nil
	}
	return diag.Edit{Span: diag.Span{File: f.Path, Start: f.prose, End: f.prose}, Text: "---\n" + text + "---\n"}, nil
}
