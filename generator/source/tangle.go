package source

import "strings"

// Limits of what one paragraph of Markdown may be made of. Parsers of Markdown take a time that grows with the
// square of what stands open in a paragraph, or above it; what people write is far below.
const (
	maxMarks   = 10_000 // signs of markup in one paragraph
	maxMarkers = 64     // quotes and lists that one line opens
)

// marks are the signs that links, emphasis, code, formulas and HTML are written with.
const marks = "[]()*_~`<>$"

// untangle gives a text back whose markup can be read in bounded time: where a paragraph is beyond the limits
// its signs become spaces, and so do the quotes and lists that one line opens. Places stay what they are. At
// is the first of these places, -1 for none.
func untangle(src string) (text string, at int) {
	at = -1
	var out []byte
	blank := func(start, end int, all bool) {
		if out == nil {
			out, at = []byte(src), start
		}
		for i := start; i < end; i++ {
			if all || strings.IndexByte(marks, out[i]) >= 0 {
				out[i] = ' '
			}
		}
		at = min(at, start)
	}
	start, count := 0, 0 // of the paragraph
	for i := 0; i < len(src); {
		end := len(src)
		if n := strings.IndexByte(src[i:], '\n'); n >= 0 {
			end = i + n + 1
		}
		line := src[i:end]
		markers, text := containers(line)
		opens := begins(line)
		if markers > maxMarkers {
			blank(i, i+text, true)
			line = line[text:]
		}
		empty := strings.TrimSpace(line) == ""
		if opens || empty {
			if count > maxMarks {
				blank(start, i, false)
			}
			if start, count = i, 0; empty {
				start = end
			}
		}
		for j := range len(line) {
			if strings.IndexByte(marks, line[j]) >= 0 {
				count++
			}
		}
		i = end
	}
	if count > maxMarks {
		blank(start, len(src), false)
	}
	if out == nil {
		return src, -1
	}
	return string(out), at
}

// begins reports whether a line begins an item of a list, which ends the paragraph before it.
func begins(line string) bool {
	mark, rest, found := strings.Cut(strings.TrimLeft(line, " "), " ")
	return found && (mark == "-" || mark == "+" || mark == "*") && !strings.HasPrefix(line, "    ") && strings.TrimSpace(rest) != ""
}

// containers counts the quotes and list items that a line opens, and tells where its text begins.
func containers(line string) (n, text int) {
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			i++
			continue
		case c == '>':
			i++
		case c == '-' || c == '+' || c == '*':
			i++
			if !blankAt(line, i) {
				return n, text
			}
		case c >= '0' && c <= '9':
			for i < len(line) && line[i] >= '0' && line[i] <= '9' {
				i++
			}
			if i == len(line) || line[i] != '.' && line[i] != ')' || !blankAt(line, i+1) {
				return n, text
			}
			i++
		default:
			return n, text
		}
		n, text = n+1, i
	}
	return n, text
}

func blankAt(line string, i int) bool {
	return i >= len(line) || line[i] == ' ' || line[i] == '\t' || line[i] == '\n'
}
