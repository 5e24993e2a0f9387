package source

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/talent-passport/passport/generator/diag"
)

// region is a stretch of a file that is read by itself: the whole of a YAML file, or front matter.
type region struct {
	file string
	data []byte // the stretch
	base int    // where it begins in the file
}

func (r region) span(start, end int) diag.Span {
	return diag.Span{File: r.file, Start: r.base + start, End: r.base + end}
}

// readYAML reads the YAML document of a file. The node is nil when the text is empty or holds only comments.
// When the text is not YAML, the problems say why, and the node is what can be read of it.
func (f *File) readYAML(r region) diag.List {
	if onlyComments(r.data) {
		return nil
	}
	doc, err := loadYAML(r.data)
	if err != nil {
		p := explainSyntax(r, err)
		left, others := salvage(r, p)
		f.Node, f.Broken, f.Left = left, true, left != nil
		return append(diag.List{p}, others...)
	}
	c := newConverter(r)
	if len(doc.Content) == 0 {
		return nil
	}
	f.Node = c.node(doc.Content[0], 0)
	c.checkAnchors()
	c.checkRoot(f.Node)
	f.Broken = f.Broken || c.broken
	return c.problems
}

// loadYAML runs the module. It reads into nodes and never into Go values: that is linear in the size
// of the text, and leaves dates, numbers and duplicate keys to us.
func loadYAML(data []byte) (doc *yaml.Node, err error) {
	// The module reports by panicking inside and has done so to its callers before; a file that
	// finds a hole in it must cost that file, not the passport.
	defer func() {
		if p := recover(); p != nil {
			doc, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	doc = new(yaml.Node)
	err = yaml.Load(data, doc, yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	return doc, err
}

// syntaxError returns the module's own account of an error, when there is one with a place.
func syntaxError(err error) *yaml.LoadError {
	var le *yaml.LoadError
	if errors.As(err, &le) {
		return le
	}
	return nil
}

// onlyComments reports whether there is nothing but blank lines and comments. The module has no
// document to give for such a text and calls that an error.
func onlyComments(d []byte) bool {
	for i := 0; i < len(d); {
		e := lineEnd(d, i)
		if l := bytes.TrimLeft(d[i:e], " \t"); len(l) > 0 && l[0] != '#' {
			return false
		}
		i = e + breakLen(d, e)
	}
	return true
}

// converter turns the module's nodes into ours.
type converter struct {
	region
	lines    []int // where each line begins
	line     int   // the last place that was asked for: nodes come in the order of the text
	col, off int
	count    int // values so far, those that aliases add included
	aliased  int
	anchors  map[*yaml.Node]*target
	problems diag.List
	perCode  map[string]int
	broken   bool
	guessed  func(value string) // called for a value whose parts have no exact place; for tests
}

// target is a value that aliases may point at.
type target struct {
	node   *Node // nil while it is being read: an alias to it would never end
	size   int
	height int
	used   bool
}

func newConverter(r region) *converter {
	c := &converter{region: r, lines: []int{0}}
	for i := 0; i < len(r.data); {
		if b := breakLen(r.data, i); b > 0 {
			i += b
			c.lines = append(c.lines, i)
		} else {
			i++
		}
	}
	return c
}

// offset turns a line and a column, which counts runes from 1, into an offset of the region.
func (c *converter) offset(line, col int) int {
	if line < 1 {
		return 0
	}
	if line > len(c.lines) {
		return len(c.data)
	}
	off, n := c.lines[line-1], 1
	if line == c.line && col >= c.col {
		off, n = c.off, c.col
	}
	for ; n < col && off < len(c.data); n++ {
		_, w := utf8.DecodeRune(c.data[off:])
		off += w
	}
	c.line, c.col, c.off = line, n, off
	return off
}

func (c *converter) report(p diag.Problem) {
	if c.perCode == nil {
		c.perCode = map[string]int{}
	}
	if c.perCode[p.Code]++; c.perCode[p.Code] <= maxProblems {
		c.problems = append(c.problems, p)
	}
}

func (c *converter) null(start, end int) *Node {
	return &Node{Kind: Null, Plain: true, Span: c.span(start, end)}
}

// node converts one value.
func (c *converter) node(y *yaml.Node, depth int) *Node {
	start := c.offset(y.Line, y.Column)
	if c.count++; c.count > maxNodes {
		if !c.broken {
			c.broken = true
			c.report(diag.Problem{
				Code: codeTooComplex, Message: fmt.Sprintf("this file holds more than %d values", maxNodes),
				Span: c.span(start, start), Hint: "split it into several files, one for each entry",
			})
		}
		return c.null(start, start)
	}
	if y.Kind == yaml.AliasNode {
		return c.alias(y, start, depth)
	}
	var a *target
	before := c.count
	if y.Anchor != "" {
		a = &target{}
		if c.anchors == nil {
			c.anchors = map[*yaml.Node]*target{}
		}
		c.anchors[y] = a
	}
	n := c.value(y, start, depth)
	if a != nil {
		a.node, a.size, a.height = n, c.count-before+1, n.height()
		n.anchored = true
	}
	return n
}

// value converts a value that is no alias.
func (c *converter) value(y *yaml.Node, start, depth int) *Node {
	prop := start
	if y.Anchor != "" || y.Style&yaml.TaggedStyle != 0 || y.Tag == "!" {
		start = c.afterProperties(start)
	}
	switch y.Kind {
	case yaml.MappingNode:
		c.checkTag(y, prop, start, "!!map")
		return c.mapping(y, start, depth)
	case yaml.SequenceNode:
		c.checkTag(y, prop, start, "!!seq")
		return c.sequence(y, start, depth)
	}
	return c.scalar(y, prop, start)
}

// afterProperties skips the anchor and tag that stand before a value.
func (c *converter) afterProperties(i int) int {
	d := c.data
	for i < len(d) && (d[i] == '&' || d[i] == '!') {
		anchor := d[i] == '&'
		for i < len(d) && !isBlank(d[i]) && breakLen(d, i) == 0 {
			if strings.IndexByte(",]}", d[i]) >= 0 {
				return i
			}
			if anchor && strings.IndexByte("?:%@`", d[i]) >= 0 {
				return i // the value begins at once
			}
			i++
		}
		j := i
		for j < len(d) {
			if isBlank(d[j]) {
				j++
			} else if b := breakLen(d, j); b > 0 {
				j += b
			} else if d[j] == '#' {
				j = lineEnd(d, j)
			} else {
				break
			}
		}
		if j == len(d) {
			return i
		}
		i = j
	}
	return i
}

// alias gives the value that an alias names, within the budget that keeps a tree small.
func (c *converter) alias(y *yaml.Node, start, depth int) *Node {
	end := start + 1 + len(y.Value)
	a := c.anchors[y.Alias]
	if a == nil || a.node == nil {
		c.broken = true
		if a != nil {
			a.used = true
		}
		c.report(diag.Problem{
			Code: codeAliasLoop, Message: "*" + y.Value + " stands inside the value that it repeats", Label: "repeats itself",
			Span: c.span(start, end), Hint: "write the value out instead of *" + y.Value,
		})
		return c.null(start, end)
	}
	a.used = true
	c.count += a.size
	c.aliased += a.size
	if c.aliased > maxAliased || depth+a.height > 2*maxDepth {
		if !c.broken {
			c.broken = true
			c.report(diag.Problem{
				Code: codeAliasBomb, Message: "the * marks of this file repeat far too many values", Label: "too many by here",
				Span: c.span(start, end), Hint: "write the values out instead of repeating them with & and *",
			})
		}
		return c.null(start, end)
	}
	return a.node
}

// height is the nesting below a node; a scalar has 1.
func (n *Node) height() int {
	h := 0
	for i := range n.Pairs {
		h = max(h, n.Pairs[i].Value.height())
	}
	for _, it := range n.Items {
		h = max(h, it.height())
	}
	return h + 1
}

func (c *converter) sequence(y *yaml.Node, start, depth int) *Node {
	n := &Node{Kind: Seq, Items: make([]*Node, 0, len(y.Content))}
	end := start
	for _, it := range y.Content {
		v := c.node(it, depth+1)
		if it.Kind == yaml.ScalarNode {
			c.checkScalar(v)
		}
		n.Items = append(n.Items, v)
		if it.Kind != yaml.AliasNode {
			end = max(end, v.Span.End-c.base)
		} else {
			end = max(end, c.offset(it.Line, it.Column)+1+len(it.Value))
		}
	}
	if y.Style&yaml.FlowStyle != 0 {
		n.flow = true
		end = c.closing(max(end, start+1), ']')
	} else if len(y.Content) > 0 {
		end = max(end, start+1)
	}
	n.Span = c.span(start, end)
	return n
}

// closing returns the offset after the bracket that closes a flow collection whose last value ends
// at i.
func (c *converter) closing(i int, bracket byte) int {
	d := c.data
	for i < len(d) {
		switch {
		case d[i] == bracket:
			return i + 1
		case d[i] == '#' && (isBlank(d[i-1]) || breakLen(d, i-1) > 0):
			i = lineEnd(d, i)
		default:
			i++
		}
	}
	return len(d)
}

func (c *converter) mapping(y *yaml.Node, start, depth int) *Node {
	n := &Node{Kind: Map, Pairs: make([]Pair, 0, len(y.Content)/2)}
	m := mapping{c: c, n: n, depth: depth}
	end := start
	for i := 0; i+1 < len(y.Content) && c.count <= maxNodes; i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		e := m.pair(k, v)
		end = max(end, e)
	}
	for _, v := range m.merges {
		m.merge(v)
	}
	if y.Style&yaml.FlowStyle != 0 {
		n.flow = true
		end = c.closing(max(end, start+1), '}')
	}
	n.Span = c.span(start, end)
	return n
}

// mapping is a mapping while it is being read.
type mapping struct {
	c      *converter
	n      *Node
	depth  int
	seen   map[string]int // index of each key, made when there are many
	merges []*Node
}

// index returns where a key stands already, or -1.
func (m *mapping) index(key string) int {
	if m.seen != nil {
		if i, ok := m.seen[key]; ok {
			return i
		}
		return -1
	}
	for i := range m.n.Pairs {
		if m.n.Pairs[i].Key == key {
			return i
		}
	}
	return -1
}

func (m *mapping) add(p Pair) {
	m.n.Pairs = append(m.n.Pairs, p)
	if m.seen != nil {
		m.seen[p.Key] = len(m.n.Pairs) - 1
	} else if len(m.n.Pairs) == 16 {
		m.seen = make(map[string]int, 64)
		for i := range m.n.Pairs {
			m.seen[m.n.Pairs[i].Key] = i
		}
	}
}

// pair adds a key and its value, and returns where they end.
func (m *mapping) pair(k, v *yaml.Node) int {
	c := m.c
	key := c.node(k, m.depth+1)
	kend := key.Span.End - c.base
	if k.Kind == yaml.AliasNode {
		kend = c.offset(k.Line, k.Column) + 1 + len(k.Value)
	}
	val := c.node(v, m.depth+1)
	if v.Kind == yaml.ScalarNode {
		c.checkScalar(val)
	}
	vend := val.Span.End - c.base
	if v.Kind == yaml.AliasNode {
		vend = c.offset(v.Line, v.Column) + 1 + len(v.Value)
	}
	end := max(kend, vend)
	if k.Kind == yaml.ScalarNode && k.ShortTag() == "!!merge" {
		m.merges = append(m.merges, val)
		return end
	}
	if key.Kind == Seq || key.Kind == Map || key.Kind == Null && key.Text == "" {
		m.badKey(key, val)
		return end
	}
	if i := m.index(key.Text); i >= 0 {
		c.report(diag.Problem{
			Code: codeDuplicateKey, Message: fmt.Sprintf("%q stands here twice", key.Text), Label: "second time", Span: key.Span,
			Related: []diag.Related{{Span: m.n.Pairs[i].KeySpan, Label: "first time"}},
			Hint:    fmt.Sprintf("keep one %s: and delete the other; only the first one counts", key.Text),
		})
		return end
	}
	if k.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 && val.Kind == Null && val.Text == "" {
		c.checkGluedKey(key)
		m.checkComma(key)
	}
	c.checkKey(key)
	m.add(Pair{Key: key.Text, KeySpan: key.Span, Value: val})
	return end
}

// merge adds the pairs of a merge key (<<) that the mapping does not have itself.
func (m *mapping) merge(v *Node) {
	switch v.Kind {
	case Map:
		for _, p := range v.Pairs {
			if m.index(p.Key) < 0 {
				m.add(p)
			}
		}
	case Seq:
		for _, it := range v.Items {
			if it.Kind == Map {
				m.merge(it)
			}
		}
	default:
		m.c.report(diag.Problem{
			Code: codeMergeKey, Message: "<< does not name a group of keys", Label: "not keys and values", Span: v.Span,
			Hint: "write the keys out, or let << name a value that was marked with &",
		})
	}
}

// The numbers of YAML 1.2 as people write them. What else the module calls a number (0755, 1_000,
// 0x1F, a phone number) stays the text it is: reading it as a number would change it.
var (
	plainInt   = regexp.MustCompile(`^[-+]?(0|[1-9][0-9]*)$`)
	plainFloat = regexp.MustCompile(`^[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
)

func (c *converter) scalar(y *yaml.Node, prop, start int) *Node {
	n := &Node{Text: y.Value, Kind: String}
	d := c.data
	quoted := y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
	block := y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	var end int
	var m *textMap
	ok := true
	switch {
	case quoted && start < len(d) && (d[start] == '\'' || d[start] == '"'):
		end, m, ok = scanQuoted(d, start, y.Value)
	case block && start < len(d) && (d[start] == '|' || d[start] == '>'):
		end, m, ok = scanBlock(d, start, y.Value)
		if m != nil && len(m.runs) == 0 {
			m.add(0, end, 0, 0)
		}
	case y.Value == "":
		end, n.Plain = start, true
	default:
		n.Plain = !quoted && !block
		end, m, ok = scanPlain(d, start, y.Value)
	}
	if m != nil {
		m.shift(c.base)
		if !ok {
			// The whole value then stands for each of its parts. A fuzz test watches that this
			// does not happen.
			if c.guessed != nil {
				c.guessed(y.Value)
			}
			*m = textMap{runs: []run{{0, c.base + start, max(len(y.Value), 1) + 1, end - start}}}
		}
		n.pos = m
	}
	n.Span = c.span(start, end)
	n.block = block
	switch tag := y.ShortTag(); tag {
	case "!!null":
		n.Kind = Null
	case "!!bool":
		n.Kind = Bool
	case "!!int":
		if plainInt.MatchString(y.Value) {
			n.Kind = Int
		}
	case "!!float":
		switch {
		case plainFloat.MatchString(y.Value):
			n.Kind = Float
		case strings.Trim(strings.ToLower(y.Value), "+-.") == "nan", strings.Trim(strings.ToLower(y.Value), "+-.") == "inf":
			c.report(diag.Problem{
				Code: codeNotANumber, Message: y.Value + " is no number that a page can show", Span: n.Span,
				Hint: fmt.Sprintf(`write the number, or put the word in quotes: "%s"`, y.Value),
			})
		}
	case "!!str", "!!timestamp", "!!binary", "!!merge":
	default:
		c.checkTag(y, prop, start, "")
	}
	if y.Style&yaml.TaggedStyle != 0 && n.Kind == Bool && !strings.EqualFold(n.Text, "true") && !strings.EqualFold(n.Text, "false") {
		n.Kind = String
	}
	return n
}
