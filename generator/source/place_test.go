package source

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
)

// lineCol is the place of an offset as a person counts: lines and runes from 1.
func lineCol(data []byte, off int) string {
	text := strings.TrimPrefix(string(data), "\ufeff")
	off = max(off-(len(data)-len(text)), 0)
	line := strings.Count(text[:off], "\n") + 1
	col := utf8.RuneCountInString(text[strings.LastIndexByte(text[:off], '\n')+1:off]) + 1
	return fmt.Sprintf("%d:%d", line, col)
}

// show is a span as "line:column text".
func show(data []byte, s diag.Span) string {
	return lineCol(data, s.Start) + " " + string(data[s.Start:s.End])
}

// dumpNode lists the keys and values of a node with their places, one a line.
func dumpNode(sb *strings.Builder, data []byte, path string, n *Node) {
	switch n.Kind {
	case Map:
		fmt.Fprintf(sb, "%s map %s-%s\n", path, lineCol(data, n.Span.Start), lineCol(data, n.Span.End))
		for _, p := range n.Pairs {
			fmt.Fprintf(sb, "%s.%s key %s\n", path, p.Key, show(data, p.KeySpan))
			dumpNode(sb, data, path+"."+p.Key, p.Value)
		}
	case Seq:
		fmt.Fprintf(sb, "%s seq %s-%s\n", path, lineCol(data, n.Span.Start), lineCol(data, n.Span.End))
		for i, it := range n.Items {
			dumpNode(sb, data, fmt.Sprintf("%s[%d]", path, i), it)
		}
	default:
		kind := []string{"null", "bool", "int", "float", "string"}[n.Kind]
		fmt.Fprintf(sb, "%s %s %q %s\n", path, kind, n.Text, show(data, n.Span))
	}
}
