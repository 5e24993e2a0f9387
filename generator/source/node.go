package source

import (
	"math"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// Pair returns the pair with a key, or nil when n is not a mapping or has no such key.
func (n *Node) Pair(key string) *Pair {
	if n == nil || n.Kind != Map {
		return nil
	}
	for i := range n.Pairs {
		if n.Pairs[i].Key == key {
			return &n.Pairs[i]
		}
	}
	return nil
}

// Get returns the value of a key, or nil when n is not a mapping or has no such key.
func (n *Node) Get(key string) *Node {
	if p := n.Pair(key); p != nil {
		return p.Value
	}
	return nil
}

// Str returns the text of a scalar, and "" for everything else. The text of null is "".
func (n *Node) Str() string {
	if n == nil || n.Kind == Null || n.Kind == Seq || n.Kind == Map {
		return ""
	}
	return n.Text
}

// Lookup follows keys (strings) and indexes (ints) down from n, and returns nil when there is nothing.
func (n *Node) Lookup(path ...any) *Node {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			n = n.Get(p)
		case int:
			if n == nil || n.Kind != Seq || p < 0 || p >= len(n.Items) {
				return nil
			}
			n = n.Items[p]
		default:
			return nil
		}
		if n == nil {
			return nil
		}
	}
	return n
}

// At returns the place of Text[start:end] in the file, exact to the byte in every style: inside
// quotes, across folded lines, through escapes and without the indentation of block scalars.
func (n *Node) At(start, end int) diag.Span {
	if n == nil {
		return diag.Span{}
	}
	s := diag.Span{File: n.Span.File}
	if n.pos != nil && len(n.pos.runs) > 0 {
		s.Start, s.End = n.pos.span(start, end)
		return s
	}
	if n.pos != nil || n.Kind == Seq || n.Kind == Map {
		return n.Span
	}
	base := n.Span.Start
	if !n.Plain {
		base++
	}
	s.Start = min(max(base+start, n.Span.Start), n.Span.End)
	s.End = min(max(base+end, s.Start), n.Span.End)
	return s
}

// Interface returns the value as a schema checker wants it: map[string]any, []any, string, bool,
// int64, float64 or nil. Numbers are finite.
func (n *Node) Interface() any {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case Map:
		m := make(map[string]any, len(n.Pairs))
		for _, p := range n.Pairs {
			m[p.Key] = p.Value.Interface()
		}
		return m
	case Seq:
		l := make([]any, len(n.Items))
		for i, it := range n.Items {
			l[i] = it.Interface()
		}
		return l
	case Bool:
		return strings.EqualFold(n.Text, "true")
	case Int:
		if i, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
			return i
		}
		fallthrough
	case Float:
		if f, err := strconv.ParseFloat(n.Text, 64); err == nil && !math.IsInf(f, 0) && !math.IsNaN(f) {
			return f
		}
		return n.Text
	case Null:
		return nil
	}
	return n.Text
}
