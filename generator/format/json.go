package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// JSON reads the file as one JSON value (RFC 8259) with the place of every value in it. The node is nil
// when there is a problem. Of a key that stands twice the first counts.
func (f *File) JSON() (*source.Node, diag.List) {
	if f.json == nil {
		f.json = &treeResult{}
		data, found := f.Text()
		if found != nil {
			f.json.found = found
		} else {
			f.json.root, f.json.found = f.readJSON(data)
		}
	}
	return f.json.root, f.json.found
}

// JSONMap is the object that the file consists of, nil when it is anything else: for recognisers.
func (f *File) JSONMap() *source.Node {
	if !f.starts("{") {
		return nil
	}
	n, _ := f.JSON()
	return n
}

type jsonReader struct {
	file  string
	data  []byte
	dec   *json.Decoder
	nodes int
}

// errLimit ends the reading of a file that is too deep or too large.
type errLimit string

func (e errLimit) Error() string { return string(e) }

func (f *File) readJSON(data []byte) (*source.Node, diag.List) {
	r := &jsonReader{file: f.Name, data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	r.dec.UseNumber()
	n, err := r.next(0)
	if err == nil {
		if _, end := r.dec.Token(); end != io.EOF {
			err = errors.New("there is something after the end of the JSON value")
		}
	}
	if err == nil {
		return n, nil
	}
	at := min(int(r.dec.InputOffset()), len(data))
	p := f.problem(CodeUnreadable, "this is not JSON: "+jsonError(err), "export the file again, or look for a missing comma or quote here", at, min(at+1, len(data)))
	var limit errLimit
	if errors.As(err, &limit) {
		p.Code, p.Message, p.Hint = CodeTooLarge, string(limit), "this is more than a résumé holds: give the export of one person"
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		p.Span.Start = max(0, min(int(syntax.Offset)-1, len(data)))
		p.Span.End = min(p.Span.Start+1, len(data))
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		p.Message, p.Hint = "this JSON file ends in the middle", "it was cut off: export or download it again"
		p.Span.Start, p.Span.End = len(data), len(data)
	}
	return nil, diag.List{p}
}

func jsonError(err error) string {
	return strings.TrimPrefix(err.Error(), "json: ")
}

// start is the first byte of the next value: white space and what separates values come before it.
func (r *jsonReader) start() int {
	at := int(r.dec.InputOffset())
	for at < len(r.data) && strings.IndexByte(" \t\r\n,:", r.data[at]) >= 0 {
		at++
	}
	return at
}

func (r *jsonReader) span(start int) diag.Span {
	return diag.Span{File: r.file, Start: start, End: int(r.dec.InputOffset())}
}

func (r *jsonReader) next(depth int) (*source.Node, error) {
	start := r.start()
	tok, err := r.dec.Token()
	if err != nil {
		return nil, err
	}
	if r.nodes++; r.nodes > maxNodes {
		return nil, errLimit(fmt.Sprintf("this file holds more than %d values", maxNodes))
	}
	if depth > maxDepth {
		return nil, errLimit(fmt.Sprintf("this file is nested more than %d levels deep", maxDepth))
	}
	n := &source.Node{}
	switch v := tok.(type) {
	case json.Delim:
		if v == '{' {
			err = r.object(n, depth)
		} else {
			n.Kind = source.Seq
			for err == nil && r.dec.More() {
				var it *source.Node
				if it, err = r.next(depth + 1); err == nil {
					n.Items = append(n.Items, it)
				}
			}
		}
		if err == nil {
			_, err = r.dec.Token() // the closing bracket
		}
	case string:
		n.Kind, n.Text = source.String, v
	case json.Number:
		n.Kind, n.Text, n.Plain = source.Float, v.String(), true
		if !strings.ContainsAny(n.Text, ".eE") {
			n.Kind = source.Int
		}
	case bool:
		n.Kind, n.Text, n.Plain = source.Bool, fmt.Sprint(v), true
	case nil:
		n.Kind = source.Null
	}
	n.Span = r.span(start)
	return n, err
}

func (r *jsonReader) object(n *source.Node, depth int) error {
	n.Kind = source.Map
	seen := map[string]bool{}
	for r.dec.More() {
		start := r.start()
		key, err := r.dec.Token()
		if err != nil {
			return err
		}
		at := r.span(start)
		v, err := r.next(depth + 1)
		if err != nil {
			return err
		}
		if name := key.(string); !seen[name] {
			seen[name] = true
			n.Pairs = append(n.Pairs, source.Pair{Key: name, KeySpan: at, Value: v})
		}
	}
	return nil
}
