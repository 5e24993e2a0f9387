package source

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Value is a YAML value to be printed. Mappings keep the order of their fields. Values are made by
// [Text], [Plain], [Number], [Truth], [ListOf], [MapOf], [Fields] and [ValueOf]; the zero Value is null.
type Value struct {
	kind   Kind
	text   string // scalars, as a string
	plain  bool   // written without quotes when that reads back as the same text
	flow   bool   // on one line when it fits
	items  []Value
	fields []Field
}

// Field is one key of a mapping to be printed.
type Field struct {
	Key   string
	Value Value
}

// Text is a string. Several lines become a literal block.
func Text(s string) Value { return Value{kind: String, text: s} }

// Plain is a scalar written without quotes, whatever kind it then reads back as: a date, a year, a
// version. Where that would change its text it is quoted after all.
func Plain(s string) Value { return Value{kind: String, text: s, plain: true} }

// Truth is true or false.
func Truth(b bool) Value { return Value{kind: Bool, text: strconv.FormatBool(b)} }

// Number is a number, written as short as it reads back the same. What is not finite is null.
func Number[N int | int64 | float64](n N) Value {
	switch n := any(n).(type) {
	case int:
		return Value{kind: Int, text: strconv.Itoa(n)}
	case int64:
		return Value{kind: Int, text: strconv.FormatInt(n, 10)}
	case float64:
		if math.IsNaN(n) || math.IsInf(n, 0) {
			return Value{}
		}
		s := strconv.FormatFloat(n, 'f', -1, 64)
		if len(s) > 24 {
			s = strconv.FormatFloat(n, 'e', -1, 64)
		}
		if !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
		return Value{kind: Float, text: s}
	}
	return Value{}
}

// ListOf is a list.
func ListOf(items ...Value) Value { return Value{kind: Seq, items: items} }

// Fields is a mapping with its keys in this order.
func Fields(fields ...Field) Value { return Value{kind: Map, fields: fields} }

// MapOf is a mapping of keys and values in turn: MapOf("id", "wound-care", "learning", true).
// Values are what [ValueOf] takes.
func MapOf(pairs ...any) Value {
	v := Value{kind: Map}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.fields = append(v.fields, Field{fmt.Sprint(pairs[i]), ValueOf(pairs[i+1])})
	}
	return v
}

// ValueOf turns a plain Go value into a Value: a Value, *Node, string, bool, int, int64, float64, nil,
// []Value, []string, []any or map[string]any, whose keys are sorted. Everything else becomes the text
// that fmt prints.
func ValueOf(x any) Value {
	switch x := x.(type) {
	case nil:
		return Value{}
	case Value:
		return x
	case *Node:
		return x.Value()
	case string:
		return Text(x)
	case bool:
		return Truth(x)
	case int:
		return Number(x)
	case int64:
		return Number(x)
	case float64:
		return Number(x)
	case []Value:
		return ListOf(x...)
	case []string:
		v := Value{kind: Seq}
		for _, s := range x {
			v.items = append(v.items, Text(s))
		}
		return v
	case []any:
		v := Value{kind: Seq}
		for _, it := range x {
			v.items = append(v.items, ValueOf(it))
		}
		return v
	case map[string]any:
		v := Value{kind: Map}
		for k := range x {
			v.fields = append(v.fields, Field{Key: k})
		}
		slices.SortFunc(v.fields, func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
		for i := range v.fields {
			v.fields[i].Value = ValueOf(x[v.fields[i].Key])
		}
		return v
	}
	return Text(fmt.Sprint(x))
}

// Value returns a node as a value to be printed. Plain scalars stay plain and collections in brackets
// stay so when they fit; comments are not part of a node.
func (n *Node) Value() Value {
	if n == nil {
		return Value{}
	}
	v := Value{kind: n.Kind, text: n.Text, flow: n.flow}
	v.plain = n.Kind == String && n.Plain
	for _, it := range n.Items {
		v.items = append(v.items, it.Value())
	}
	for _, p := range n.Pairs {
		v.fields = append(v.fields, Field{p.Key, p.Value.Value()})
	}
	return v
}

// OneLine returns v to be written in brackets on one line when it fits there: for short leaves such
// as {name: Porto, country: PT}.
func (v Value) OneLine() Value {
	v.flow = true
	return v
}

// PrintOptions says how YAML is laid out.
type PrintOptions struct {
	Width int // how long a line may be for a value in brackets; 0 means 100
}

// Print returns v as a YAML document that a person could have written: block style, two spaces,
// plain scalars where they are safe, literal blocks for text of several lines. Reading it gives v.
func Print(v Value, o PrintOptions) []byte {
	if o.Width == 0 {
		o.Width = 100
	}
	p := printer{width: o.Width}
	p.block(v, 0, 0)
	if s := p.String(); s == "" || s[len(s)-1] != '\n' {
		p.WriteByte('\n')
	}
	return []byte(p.String())
}

// PrintPage returns a Markdown file: v as front matter, an empty line, and the prose.
func PrintPage(v Value, prose string, o PrintOptions) []byte {
	var out []byte
	out = append(out, "---\n"...)
	if len(v.fields) > 0 {
		out = append(out, Print(v, o)...)
	}
	out = append(out, "---\n"...)
	prose = strings.Trim(strings.ReplaceAll(prose, "\r\n", "\n"), "\n")
	if prose != "" {
		out = append(out, '\n')
		out = append(out, prose...)
		out = append(out, '\n')
	}
	return out
}

type printer struct {
	strings.Builder
	width int
}

// block writes a value that may take lines of its own. indent is that of the lines, col where the
// first one begins: right there for a document and after "- ".
func (p *printer) block(v Value, indent, col int) {
	switch {
	case v.kind == Map && len(v.fields) > 0:
		if s, ok := p.oneLine(v, col); ok {
			p.WriteString(s)
			return
		}
		for i, f := range v.fields {
			if i > 0 {
				p.newline(indent)
			}
			p.field(f, indent)
		}
	case v.kind == Seq && len(v.items) > 0:
		if s, ok := p.oneLine(v, col); ok {
			p.WriteString(s)
			return
		}
		for i, it := range v.items {
			if i > 0 {
				p.newline(indent)
			}
			p.WriteString("- ")
			p.block(it, indent+2, indent+2)
		}
	default:
		p.scalar(v, indent)
	}
}

// field writes a key and its value.
func (p *printer) field(f Field, indent int) {
	key := Quote(f.Key)
	if len(key) > 120 {
		// YAML takes long keys only when they are announced.
		p.WriteString("? " + key)
		p.newline(indent)
		p.WriteString(": ")
		p.block(f.Value, indent+2, indent+2)
		return
	}
	p.WriteString(key + ":")
	v := f.Value
	collection := v.kind == Map && len(v.fields) > 0 || v.kind == Seq && len(v.items) > 0
	if collection {
		if s, ok := p.oneLine(v, indent+len(key)+2); ok {
			p.WriteString(" " + s)
			return
		}
		p.newline(indent + 2)
		p.block(v, indent+2, indent+2)
		return
	}
	if v.kind == Null {
		return
	}
	p.WriteByte(' ')
	p.scalar(v, indent+2)
}

func (p *printer) newline(indent int) {
	if s := p.String(); s != "" && s[len(s)-1] != '\n' {
		p.WriteByte('\n')
	}
	p.WriteString(strings.Repeat(" ", indent))
}

// scalar writes a scalar or an empty collection; the lines of a block get this indent.
func (p *printer) scalar(v Value, indent int) {
	if v.kind == String && strings.Contains(v.text, "\n") && literalSafe(v.text) {
		p.literal(v.text, indent)
		return
	}
	p.WriteString(inline(v, false))
}

// inline returns a scalar or an empty collection on one line.
func inline(v Value, flow bool) string {
	switch v.kind {
	case Null:
		if v.text == "~" {
			return "~"
		}
		return "null"
	case Bool, Int, Float:
		return v.text
	case Seq:
		return "[]"
	case Map:
		return "{}"
	}
	if v.plain && plainForm(v.text, flow) || plainSafe(v.text, flow) {
		return v.text
	}
	return quoted(v.text)
}

// oneLine returns a collection in brackets when that was asked for and fits.
func (p *printer) oneLine(v Value, col int) (string, bool) {
	if !v.flow {
		return "", false
	}
	var sb strings.Builder
	if !flowTo(&sb, v, p.width-col) {
		return "", false
	}
	return sb.String(), true
}

// flowTo writes v in brackets, and gives up when it grows past room.
func flowTo(sb *strings.Builder, v Value, room int) bool {
	switch {
	case v.kind == Seq && len(v.items) > 0:
		for i, it := range v.items {
			sb.WriteString([]string{"[", ", "}[min(i, 1)])
			if !flowTo(sb, it, room) {
				return false
			}
		}
		sb.WriteByte(']')
	case v.kind == Map && len(v.fields) > 0:
		for i, f := range v.fields {
			sb.WriteString([]string{"{", ", "}[min(i, 1)])
			key := Quote(f.Key)
			sb.WriteString(key + ": ")
			if len(key) > 120 || !flowTo(sb, f.Value, room) {
				return false
			}
		}
		sb.WriteByte('}')
	case v.kind == String && strings.Contains(v.text, "\n"):
		return false
	default:
		sb.WriteString(inline(v, true))
	}
	return sb.Len() <= room
}

// literalSafe reports whether a literal block holds s exactly.
func literalSafe(s string) bool {
	last := strings.TrimRight(s, "\n")
	last = last[strings.LastIndexByte(last, '\n')+1:]
	if strings.Trim(last, " \t") == "" {
		return false // white space at the end would be lost, or taken for the end
	}
	for _, r := range s {
		if !printable(r) || r == '\uFFFD' {
			return false
		}
	}
	return true
}

// literal writes s as a literal block.
func (p *printer) literal(s string, indent int) {
	p.WriteByte('|')
	if s[0] == ' ' || s[0] == '\n' || s[0] == '\t' {
		p.WriteByte('2') // the first line does not show how far the text is indented
	}
	body := strings.TrimRight(s, "\n")
	switch len(s) - len(body) {
	case 0:
		p.WriteByte('-')
	case 1:
	default:
		p.WriteByte('+')
	}
	p.WriteByte('\n')
	if indent == 0 {
		indent = 2
	}
	for line := range strings.SplitSeq(body, "\n") {
		if line != "" {
			p.WriteString(strings.Repeat(" ", indent) + line)
		}
		p.WriteByte('\n')
	}
	for range len(s) - len(body) - 1 {
		p.WriteByte('\n')
	}
}
