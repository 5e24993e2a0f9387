package privacy

import (
	"bytes"
	"strconv"
)

// The values of a PDF: numbers are float64, true and false and null and operators are pdfWord, arrays
// are []any.
type (
	pdfName   string
	pdfWord   string
	pdfString string
	pdfRef    int
	pdfDict   map[string]any
)

// pdfLexer reads values, ISO 32000-1 section 7.2 and 7.3. It always moves forward.
type pdfLexer struct {
	data []byte
	at   int
}

const maxPDFDepth = 60

func (x *pdfLexer) space() {
	for x.at < len(x.data) {
		switch c := x.data[x.at]; {
		case c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ':
			x.at++
		case c == '%':
			if i := bytes.IndexAny(x.data[x.at:], "\r\n"); i >= 0 {
				x.at += i
			} else {
				x.at = len(x.data)
			}
		default:
			return
		}
	}
}

func (x *pdfLexer) end() bool {
	x.space()
	return x.at >= len(x.data)
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("\x00\t\n\f\r ()<>[]{}/%"), c) >= 0 }

// value reads one value; nil at the end and for what is none.
func (x *pdfLexer) value(depth int) any {
	if x.end() {
		return nil
	}
	c := x.data[x.at]
	switch {
	case c == '/':
		return x.name()
	case c == '(':
		return x.literal()
	case c == '<' && x.at+1 < len(x.data) && x.data[x.at+1] == '<':
		x.at += 2
		return x.dict(depth + 1)
	case c == '<':
		return x.hexString()
	case c == '[':
		x.at++
		return x.array(depth + 1)
	case delimiter(c):
		x.at++
		return nil
	}
	start := x.at
	for x.at < len(x.data) && !delimiter(x.data[x.at]) {
		x.at++
	}
	word := string(x.data[start:x.at])
	n, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return pdfWord(word)
	}
	if ref, ok := x.reference(word); ok {
		return ref
	}
	return n
}

// reference looks whether a number goes on as "12 0 R".
func (x *pdfLexer) reference(word string) (pdfRef, bool) {
	n, err := strconv.Atoi(word)
	if err != nil || n < 0 {
		return 0, false
	}
	at := x.at
	i := at
	for i < len(x.data) && i < at+3 && x.data[i] <= ' ' {
		i++
	}
	digits := i
	for i < len(x.data) && i < digits+5 && isDigit(x.data[i]) {
		i++
	}
	if i == digits || i == at {
		return 0, false
	}
	gap := i
	for i < len(x.data) && i < gap+3 && x.data[i] <= ' ' {
		i++
	}
	if i == gap || i >= len(x.data) || x.data[i] != 'R' || i+1 < len(x.data) && !delimiter(x.data[i+1]) {
		return 0, false
	}
	x.at = i + 1
	return pdfRef(n), true
}

func (x *pdfLexer) name() pdfName {
	x.at++
	start := x.at
	for x.at < len(x.data) && !delimiter(x.data[x.at]) {
		x.at++
	}
	return pdfName(x.data[start:x.at])
}

func (x *pdfLexer) array(depth int) any {
	list := []any{}
	for !x.end() {
		if x.data[x.at] == ']' {
			x.at++
			return list
		}
		if depth > maxPDFDepth || len(list) > 1_000_000 {
			return list
		}
		list = append(list, x.value(depth))
	}
	return list
}

func (x *pdfLexer) dict(depth int) any {
	d := pdfDict{}
	for !x.end() {
		if bytes.HasPrefix(x.data[x.at:], []byte(">>")) {
			x.at += 2
			return d
		}
		if depth > maxPDFDepth {
			return d
		}
		key, ok := x.value(depth).(pdfName)
		if !ok {
			continue
		}
		x.space()
		if bytes.HasPrefix(x.data[x.at:], []byte(">>")) {
			continue
		}
		if v := x.value(depth); d[string(key)] == nil {
			d[string(key)] = v
		}
	}
	return d
}

// literal reads a string in round brackets, section 7.3.4.2.
func (x *pdfLexer) literal() pdfString {
	x.at++
	var out []byte
	depth := 1
	for x.at < len(x.data) {
		c := x.data[x.at]
		x.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return pdfString(out)
			}
		case '\\':
			out = x.escape(out)
			continue
		}
		out = append(out, c)
	}
	return pdfString(out)
}

func (x *pdfLexer) escape(out []byte) []byte {
	if x.at >= len(x.data) {
		return out
	}
	c := x.data[x.at]
	x.at++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b', 'f':
		return out
	case '\r':
		if x.at < len(x.data) && x.data[x.at] == '\n' {
			x.at++
		}
		return out
	case '\n':
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := int(c - '0')
	for i := 0; i < 2 && x.at < len(x.data) && x.data[x.at] >= '0' && x.data[x.at] <= '7'; i++ {
		n = n*8 + int(x.data[x.at]-'0')
		x.at++
	}
	return append(out, byte(n))
}

func (x *pdfLexer) hexString() pdfString {
	x.at++
	var out []byte
	half, has := byte(0), false
	for x.at < len(x.data) {
		c := x.data[x.at]
		x.at++
		v := byte(0)
		switch {
		case c >= '0' && c <= '9':
			v = c - '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			v = (c | 0x20) - 'a' + 10
		case c == '>':
			if has {
				out = append(out, half<<4)
			}
			return pdfString(out)
		default:
			continue
		}
		if has {
			out = append(out, half<<4|v)
		} else {
			half = v
		}
		has = !has
	}
	return pdfString(out)
}
