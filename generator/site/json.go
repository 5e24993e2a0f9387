package site

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
)

// jsonFlush is how much JSON is gathered before it is handed to the writer.
const jsonFlush = 32 << 10

// writeJSON writes a value as readable JSON: two spaces for each level, and a line end.
func writeJSON(w io.Writer, v any) diag.List {
	j := jsonWriter{w: w, buf: make([]byte, 0, jsonFlush+jsonFlush/4), indent: true}
	j.value(v, 0)
	j.buf = append(j.buf, '\n')
	// A failing writer is the caller's to notice: it owns it.
	_, _ = w.Write(j.buf)
	return nil
}

// AppendJSON appends a value of [Page.JSONLD] as compact JSON for a script element: angle brackets and
// ampersands are escaped, so that no text can end it.
func AppendJSON(b []byte, v any) []byte {
	j := jsonWriter{buf: b, html: true}
	j.value(v, 0)
	return j.buf
}

// jsonWriter writes the same bytes as encoding/json, in one pass and without reflection: the data
// files hold a whole passport, and encoding/json writes an object within an object once for each level
// and then walks all of it again to indent it.
type jsonWriter struct {
	w      io.Writer // nil: everything stays in buf
	buf    []byte
	keys   []string // room for the sorted keys of maps
	indent bool
	html   bool // escape what means something in HTML
}

// lazy is a value that is made when it is written, so that it need not wait in memory.
type lazy func() any

func (j *jsonWriter) value(v any, depth int) {
	switch v := v.(type) {
	case nil:
		j.buf = append(j.buf, "null"...)
	case string:
		j.buf = appendString(j.buf, v, j.html)
	case int:
		j.buf = strconv.AppendInt(j.buf, int64(v), 10)
	case bool:
		j.buf = strconv.AppendBool(j.buf, v)
	case lazy:
		j.value(v(), depth)
	case object:
		j.buf = append(j.buf, '{')
		for i, m := range v {
			j.key(m.key, i, depth)
			j.value(m.value, depth+1)
		}
		j.end(len(v), depth, '}')
	case map[string]any:
		if v == nil {
			j.buf = append(j.buf, "null"...)
			return
		}
		start := len(j.keys)
		j.keys = slices.AppendSeq(j.keys, maps.Keys(v))
		slices.Sort(j.keys[start:])
		j.buf = append(j.buf, '{')
		for i := range len(v) {
			k := j.keys[start+i]
			j.key(k, i, depth)
			j.value(v[k], depth+1)
		}
		j.keys = j.keys[:start]
		j.end(len(v), depth, '}')
	case []any:
		jsonList(j, v, depth)
	case []map[string]any:
		jsonList(j, v, depth)
	case []string:
		jsonList(j, v, depth)
	default:
		j.other(v, depth)
	}
	if j.w != nil && len(j.buf) > jsonFlush {
		_, _ = j.w.Write(j.buf) // see writeJSON
		j.buf = j.buf[:0]
	}
}

func jsonList[T any](j *jsonWriter, list []T, depth int) {
	if list == nil {
		j.buf = append(j.buf, "null"...)
		return
	}
	j.buf = append(j.buf, '[')
	for i, x := range list {
		j.next(i, depth)
		j.value(x, depth+1)
	}
	j.end(len(list), depth, ']')
}

// key begins the i-th member of an object.
func (j *jsonWriter) key(k string, i, depth int) {
	j.next(i, depth)
	j.buf = appendString(j.buf, k, j.html)
	j.buf = append(j.buf, ':')
	if j.indent {
		j.buf = append(j.buf, ' ')
	}
}

// next begins the i-th value of a list or object.
func (j *jsonWriter) next(i, depth int) {
	if i > 0 {
		j.buf = append(j.buf, ',')
	}
	j.line(depth + 1)
}

// end ends a list or object with n values.
func (j *jsonWriter) end(n, depth int, bracket byte) {
	if n > 0 {
		j.line(depth)
	}
	j.buf = append(j.buf, bracket)
}

func (j *jsonWriter) line(depth int) {
	if !j.indent {
		return
	}
	j.buf = append(j.buf, '\n')
	for range depth {
		j.buf = append(j.buf, "  "...)
	}
}

// other writes the few values of other types. One that cannot be written is our mistake.
func (j *jsonWriter) other(v any, depth int) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(j.html)
	if j.indent {
		prefix := bytes.Repeat([]byte("  "), depth)
		enc.SetIndent(string(prefix), "  ")
	}
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	j.buf = append(j.buf, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

const hexDigits = "0123456789abcdef"

// appendString appends a JSON string. Bytes that are no UTF-8 become U+FFFD, and the two line ends that
// JavaScript knows and JSON does not are escaped, as encoding/json does.
func appendString(b []byte, s string, html bool) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && !(html && (c == '<' || c == '>' || c == '&')) {
				i++
				continue
			}
			b = append(b, s[start:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, `\n`...)
			case '\t':
				b = append(b, `\t`...)
			case '\r':
				b = append(b, `\r`...)
			case '\b':
				b = append(b, `\b`...)
			case '\f':
				b = append(b, `\f`...)
			default:
				b = append(b, `\u00`...)
				b = append(b, hexDigits[c>>4], hexDigits[c&15])
			}
			i++
			start = i
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b = append(append(b, s[start:i]...), `\ufffd`...)
			start = i + n
		case r == '\u2028' || r == '\u2029':
			b = append(append(b, s[start:i]...), `\u202`...)
			b = append(b, hexDigits[r&15])
			start = i + n
		}
		i += n
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}
