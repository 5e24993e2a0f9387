package source

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The YAML module tells where a value begins, not where it ends nor where its parts lie. A scalar is
// therefore read a second time here, with the rules of the module's scanner, and the result must
// equal the module's: when it does, every byte of the value has an exact place.

// breakLen returns the length of the line break at d[i], 0 when there is none. YAML 1.1 has five.
func breakLen(d []byte, i int) int {
	if i >= len(d) {
		return 0
	}
	switch d[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(d) && d[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xC2:
		if i+1 < len(d) && d[i+1] == 0x85 {
			return 2
		}
	case 0xE2:
		if i+2 < len(d) && d[i+1] == 0x80 && (d[i+2] == 0xA8 || d[i+2] == 0xA9) {
			return 3
		}
	}
	return 0
}

// breakText is what a line break means in a value: LS and PS stay, all others are a line feed.
func breakText(d []byte, i int) string {
	if d[i] == 0xE2 {
		return string(d[i : i+3])
	}
	return "\n"
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// lineEnd returns the offset of the line break that ends the line of d[i], or len(d).
func lineEnd(d []byte, i int) int {
	for i < len(d) && breakLen(d, i) == 0 {
		i++
	}
	return i
}

// rescan collects a value and the place of its bytes.
type rescan struct {
	d    []byte
	text []byte
	pos  textMap
}

// copy takes n bytes at i as they are.
func (r *rescan) copy(i, n int) {
	r.pos.add(len(r.text), i, n, n)
	r.text = append(r.text, r.d[i:i+n]...)
}

// put takes s as the meaning of d[i:j].
func (r *rescan) put(s string, i, j int) {
	if s == "" {
		return
	}
	r.pos.add(len(r.text), i, len(s), j-i)
	r.text = append(r.text, s...)
}

// fold takes the white space d[i:j], which holds a line break, as a flow scalar does: one break is a
// space, of several the first is dropped.
func (r *rescan) fold(i, j int) {
	first, rest := "", ""
	n := 0
	for k := i; k < j; {
		b := breakLen(r.d, k)
		if b == 0 {
			k++
			continue
		}
		if n == 0 {
			first = breakText(r.d, k)
		} else {
			rest += breakText(r.d, k)
		}
		n++
		k += b
	}
	switch {
	case first != "\n":
		r.put(first+rest, i, j)
	case rest == "":
		r.put(" ", i, j)
	default:
		r.put(rest, i, j)
	}
}

// white returns the end of the white space at i and whether it holds a line break.
func (r *rescan) white(i int) (end int, breaks bool) {
	for i < len(r.d) {
		if isBlank(r.d[i]) {
			i++
		} else if b := breakLen(r.d, i); b > 0 {
			i += b
			breaks = true
		} else {
			break
		}
	}
	return i, breaks
}

// scanPlain reads a plain scalar whose value is known and returns its end. The value decides where it
// stops, so the many rules about what ends a plain scalar need not be repeated.
func scanPlain(d []byte, i int, value string) (end int, m *textMap, ok bool) {
	if len(d)-i >= len(value) && string(d[i:i+len(value)]) == value {
		return i + len(value), nil, true
	}
	r := rescan{d: d}
	for len(r.text) < len(value) && i < len(d) {
		j, breaks := r.white(i)
		switch {
		case j == i:
			_, n := utf8.DecodeRune(d[i:])
			r.copy(i, n)
			i += n
		case breaks:
			r.fold(i, j)
			i = j
		default:
			r.copy(i, j-i)
			i = j
		}
	}
	return i, &r.pos, string(r.text) == value
}

// scanQuoted reads a quoted scalar and returns the offset after its closing quote.
func scanQuoted(d []byte, i int, value string) (end int, m *textMap, ok bool) {
	quote := d[i]
	i++
	if e := i + len(value); e < len(d) && d[e] == quote && string(d[i:e]) == value &&
		(e+1 == len(d) || quote != '\'' || d[e+1] != '\'') && !needsRescan(value, quote) {
		return e + 1, nil, true
	}
	r := rescan{d: d}
	for i < len(d) {
		j, breaks := r.white(i)
		switch {
		case j > i && breaks:
			r.fold(i, j)
			i = j
		case j > i:
			r.copy(i, j-i)
			i = j
		case d[i] == quote && quote == '\'' && i+1 < len(d) && d[i+1] == '\'':
			r.put("'", i, i+2)
			i += 2
		case d[i] == quote:
			return i + 1, &r.pos, string(r.text) == value
		case quote == '"' && d[i] == '\\':
			i = r.escape(i)
		default:
			_, n := utf8.DecodeRune(d[i:])
			r.copy(i, n)
			i += n
		}
	}
	return len(d), &r.pos, false
}

// needsRescan reports whether a quoted value that lies in the file as it is might yet have been read
// differently: it cannot, unless it holds what is an escape or a break.
func needsRescan(value string, quote byte) bool {
	for i := 0; i < len(value); i++ {
		if c := value[i]; c == '\n' || c == '\r' || c == quote || (c == '\\' && quote == '"') || c == 0xC2 || c == 0xE2 {
			return true
		}
	}
	return false
}

// escapes are the one-letter escapes of double-quoted scalars.
var escapes = [256]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r",
	'e': "\x1b", ' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// escape reads the escape at i and returns the offset after it.
func (r *rescan) escape(i int) int {
	d := r.d
	if i+1 >= len(d) {
		return len(d)
	}
	if b := breakLen(d, i+1); b > 0 {
		// An escaped line break vanishes, and with it the blanks that begin the next line; further
		// empty lines stay.
		j := i + 1 + b
		s := ""
		for j < len(d) {
			if isBlank(d[j]) {
				j++
			} else if b := breakLen(d, j); b > 0 {
				s += breakText(d, j)
				j += b
			} else {
				break
			}
		}
		r.put(s, i, j)
		return j
	}
	n := 0
	switch d[i+1] {
	case 'x':
		n = 2
	case 'u':
		n = 4
	case 'U':
		n = 8
	default:
		r.put(escapes[d[i+1]], i, i+2)
		return i + 2
	}
	end := min(i+2+n, len(d))
	v, err := strconv.ParseUint(string(d[i+2:end]), 16, 32)
	if err == nil {
		r.put(string(rune(v)), i, end)
	}
	return end
}

// scanBlock reads a literal (|) or folded (>) scalar. The span ends with the last line of text.
func scanBlock(d []byte, i int, value string) (end int, m *textMap, ok bool) {
	literal := d[i] == '|'
	head := i + 1
	chomp := byte(0)
	for head < len(d) && (d[head] == '+' || d[head] == '-' || d[head] >= '0' && d[head] <= '9') {
		if d[head] == '+' || d[head] == '-' {
			chomp = d[head]
		}
		head++
	}
	end = head
	if strings.TrimSpace(value) == "" {
		// Empty lines only: there is no first line of text to tell how far they are indented, and no
		// word in them that anybody could point at.
		m = &textMap{runs: []run{{0, end, len(value), 0}}}
		return end, m, true
	}
	eol := lineEnd(d, head)
	i = eol + breakLen(d, eol)
	r := rescan{d: d}
	indent := blockIndent(d, i, value)

	// The break that ends the last line of text, and the empty lines after it, wait until it is known
	// whether more text follows.
	type brk struct {
		text string
		f, n int
	}
	var lead *brk
	var trail []brk
	flush := func(b brk) { r.put(b.text, b.f, b.f+b.n) }
	leadingBlank := false
	for i < len(d) {
		j := i
		for j < len(d) && j-i < indent && d[j] == ' ' {
			j++
		}
		if b := breakLen(d, j); b > 0 {
			trail = append(trail, brk{breakText(d, j), j, b})
			i = j + b
			continue
		}
		if j == len(d) {
			// A last line of spaces alone counts as an empty line.
			if j > i {
				trail = append(trail, brk{"\n", j, 0})
			}
			break
		}
		if j-i < indent {
			break
		}
		trailingBlank := isBlank(d[j])
		if lead != nil {
			if !literal && !leadingBlank && !trailingBlank && lead.text == "\n" {
				if len(trail) == 0 {
					r.put(" ", lead.f, j)
				}
			} else {
				flush(*lead)
			}
		}
		for _, b := range trail {
			flush(b)
		}
		lead, trail = nil, trail[:0]
		leadingBlank = trailingBlank
		e := lineEnd(d, j)
		if e > j {
			r.copy(j, e-j)
			end = e
		}
		switch b := breakLen(d, e); {
		case b > 0:
			lead = &brk{breakText(d, e), e, b}
			i = e + b
		default:
			if onlyBlanks(d[j:e]) {
				lead = &brk{"\n", e, 0}
			}
			i = e
		}
	}
	if chomp != '-' && lead != nil {
		flush(*lead)
	}
	if chomp == '+' {
		for _, b := range trail {
			flush(b)
		}
	}
	return end, &r.pos, string(r.text) == value
}

func onlyBlanks(b []byte) bool {
	for _, c := range b {
		if !isBlank(c) {
			return false
		}
	}
	return true
}

// blockIndent returns how many spaces each line of a block scalar is indented by: as many as its first
// line with text has in the file and not in the value.
func blockIndent(d []byte, i int, value string) int {
	v := leadSpaces(value)
	for i < len(d) {
		j := i
		for j < len(d) && d[j] == ' ' {
			j++
		}
		if b := breakLen(d, j); b > 0 {
			i = j + b
			continue
		}
		return max(j-i-v, 0)
	}
	return 1
}

// leadSpaces counts the spaces before the first text of s on its line.
func leadSpaces(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ' ':
			n++
		case breakLen([]byte(s[i:min(i+3, len(s))]), 0) > 0:
			n = 0
		default:
			return n
		}
	}
	return n
}
