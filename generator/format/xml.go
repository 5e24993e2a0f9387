package format

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// XML reads the file as one XML document into a mapping with one key, the root element's local name.
// The node is nil when there is a problem.
//
// An element without attributes and children is its text. Every other is a mapping: attributes under
// "@name", namespace declarations under "@xmlns" and "@xmlns:prefix", children under their local names,
// several of one name as a list, and text beside them under "#text". Nothing outside the file is read,
// and a document type that declares entities is refused.
func (f *File) XML() (*source.Node, diag.List) {
	if f.xml == nil {
		f.xml = &treeResult{}
		data, found := f.Text()
		if found != nil {
			f.xml.found = found
		} else {
			f.xml.root, f.xml.found = f.readXML(data)
		}
	}
	return f.xml.root, f.xml.found
}

type element struct {
	name  string
	start int
	node  *source.Node
	text  strings.Builder
	at    int // first byte of the text, -1 for none
}

func (f *File) readXML(data []byte) (*source.Node, diag.List) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	// The text is UTF-8 by now, whatever the declaration says.
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	refuse := func(code, message, hint string, at int) (*source.Node, diag.List) {
		at = min(at, len(data))
		return nil, diag.List{f.problem(code, message, hint, at, min(at+1, len(data)))}
	}
	root := &source.Node{Kind: source.Map, Span: diag.Span{File: f.Name, End: len(data)}}
	stack := []*element{{node: root, at: -1}}
	nodes := 0
	for {
		start := int(dec.InputOffset())
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			message, at := "this is not XML", int(dec.InputOffset())
			var bad *xml.SyntaxError
			if errors.As(err, &bad) {
				message += ": " + bad.Msg
				if strings.Contains(bad.Msg, "unexpected EOF") {
					return refuse(CodeUnreadable, "this XML file ends in the middle", "it was cut off: export or download it again", len(data))
				}
			}
			return refuse(CodeUnreadable, message, "export the file again", at)
		}
		if nodes++; nodes > maxNodes {
			return refuse(CodeTooLarge, fmt.Sprintf("this file holds more than %d values", maxNodes), "give the export of one person", start)
		}
		top := stack[len(stack)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return refuse(CodeTooLarge, fmt.Sprintf("this file is nested more than %d levels deep", maxDepth), "give the export of one person", start)
			}
			e := &element{name: t.Name.Local, start: start, node: &source.Node{Kind: source.Map}, at: -1}
			for _, a := range t.Attr {
				key := "@" + a.Name.Local
				if a.Name.Space == "xmlns" {
					key = "@xmlns:" + a.Name.Local
				}
				e.node.Pairs = append(e.node.Pairs, source.Pair{Key: key, Value: text(a.Value, start, int(dec.InputOffset()), f.Name)})
			}
			stack = append(stack, e)
		case xml.CharData:
			if top.at < 0 && len(bytes.TrimSpace(t)) > 0 {
				top.at = start
			}
			top.text.Write(t)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
			e := top
			e.node.Span = diag.Span{File: f.Name, Start: e.start, End: int(dec.InputOffset())}
			if s := strings.TrimSpace(e.text.String()); len(e.node.Pairs) == 0 {
				e.node = text(s, max(e.at, e.start), min(start, len(data)), f.Name)
			} else if s != "" {
				e.node.Pairs = append(e.node.Pairs, source.Pair{Key: "#text", Value: text(s, e.at, start, f.Name)})
			}
			addChild(stack[len(stack)-1].node, e.name, e.node)
		case xml.Directive:
			if bytes.Contains(t, []byte("ENTITY")) || bytes.Contains(t, []byte("[")) {
				return refuse(CodeEntity, "this XML file declares entities, which no résumé needs",
					"such a file can be made to exhaust or to read this computer: ask where it comes from", start)
			}
		}
	}
	if len(root.Pairs) == 0 {
		return refuse(CodeUnreadable, "there is no XML in this file", "export the file again", 0)
	}
	return root, nil
}

// addChild puts a child under its name; the second of a name makes a list.
func addChild(parent *source.Node, name string, child *source.Node) {
	p := parent.Pair(name)
	switch {
	case p == nil:
		parent.Pairs = append(parent.Pairs, source.Pair{Key: name, KeySpan: child.Span, Value: child})
	case p.Value.Kind == source.Seq:
		p.Value.Items = append(p.Value.Items, child)
		p.Value.Span.End = child.Span.End
	default:
		p.Value = &source.Node{Kind: source.Seq, Items: []*source.Node{p.Value, child},
			Span: diag.Span{File: child.Span.File, Start: p.Value.Span.Start, End: child.Span.End}}
	}
}
