package diag

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file answers two questions about a character: how many columns of a terminal it takes, and
// whether it may be printed at all. Text in a person's files may come from anywhere. Printed raw, an
// escape sequence could rewrite the screen, and a bidirectional override could show a line that is
// not the line in the file, so every printer passes foreign text through clean or safeJSON.

// tabWidth is what a tab becomes. A fixed width, not a tab stop: a line may be cut anywhere without
// its tabs changing.
const tabWidth = 4

// cell is what takes one place on a terminal: a character with the marks that sit on it.
type cell struct {
	text  string
	width int
	start int // byte offset of the cell in the text it was cut from
}

// cells splits a line into what a terminal shows. Characters that must not reach a terminal are
// replaced by visible ones, and tabs by spaces.
func cells(line []byte) []cell {
	out := make([]cell, 0, len(line))
	joined := false // the character before was a zero-width joiner
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRune(line[i:])
		text, w := string(line[i:i+n]), 0
		switch {
		case r == '\t':
			text, w = strings.Repeat(" ", tabWidth), tabWidth
		case r == utf8.RuneError && n == 1:
			text, w = "\uFFFD", 1
		case hidden(r):
			text, w = string(visible(r)), 1
		case len(out) > 0 && (joined || unicode.Is(emojiModifier, r) && out[len(out)-1].width == 2):
			// The parts of one emoji: a family, a skin tone. Terminals show one picture.
		default:
			w = width(r)
		}
		joined = r == zeroWidthJoiner
		if w == 0 && len(out) > 0 {
			out[len(out)-1].text += text
		} else {
			if w == 0 { // a mark with nothing to sit on gets a place of its own
				text, w = "\u25CC"+text, 1
			}
			out = append(out, cell{text, w, i})
		}
		i += n
	}
	return out
}

// clean makes a single line of text safe to print.
func clean(s string) string {
	if !strings.ContainsFunc(s, hidden) && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune { // Map turns invalid bytes into U+FFFD by itself
		if hidden(r) {
			return visible(r)
		}
		return r
	}, s)
}

const (
	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
)

// hidden reports whether a character would do something to a terminal, or to the reading direction,
// instead of showing itself. Joiners are kept: Persian, Hindi and emoji are spelt with them.
func hidden(r rune) bool {
	if r < 0x7F {
		return r < ' '
	}
	switch {
	case r == zeroWidthNonJoiner, r == zeroWidthJoiner:
		return false
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r): // Arabic number signs are seen
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// visible is the sign that stands for a hidden character: the control pictures for the old control
// codes, the replacement character for all others.
func visible(r rune) rune {
	switch {
	case r < ' ':
		return 0x2400 + r
	case r == 0x7F:
		return 0x2421
	}
	return utf8.RuneError
}

// width is the number of columns that a character takes on a terminal: 0, 1 or 2.
func width(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me), r == zeroWidthJoiner, r == zeroWidthNonJoiner:
		return 0
	case 0x1160 <= r && r <= 0x11FF: // vowels and finals that complete a Hangul syllable
		return 0
	}
	i := sort.Search(len(wide), func(i int) bool { return r <= wide[i][1] })
	if i < len(wide) && wide[i][0] <= r {
		return 2
	}
	return 1
}

var emojiModifier = &unicode.RangeTable{R32: []unicode.Range32{{Lo: 0x1F3FB, Hi: 0x1F3FF, Stride: 1}}}

// wide lists the characters that are two columns wide: East Asian Width W and F of Unicode
// (https://www.unicode.org/reports/tr11/). A test compares it with golang.org/x/text/width.
var wide = [...][2]rune{
	{0x1100, 0x115f}, {0x231a, 0x231b}, {0x2329, 0x232a}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0},
	{0x23f3, 0x23f3}, {0x25fd, 0x25fe}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267f, 0x267f},
	{0x2693, 0x2693}, {0x26a1, 0x26a1}, {0x26aa, 0x26ab}, {0x26bd, 0x26be}, {0x26c4, 0x26c5},
	{0x26ce, 0x26ce}, {0x26d4, 0x26d4}, {0x26ea, 0x26ea}, {0x26f2, 0x26f3}, {0x26f5, 0x26f5},
	{0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728},
	{0x274c, 0x274c}, {0x274e, 0x274e}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
	{0x27b0, 0x27b0}, {0x27bf, 0x27bf}, {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55},
	{0x2e80, 0x2e99}, {0x2e9b, 0x2ef3}, {0x2f00, 0x2fd5}, {0x2ff0, 0x2ffb}, {0x3000, 0x3029},
	{0x302e, 0x303e}, {0x3041, 0x3096}, {0x309b, 0x30ff}, {0x3105, 0x312f}, {0x3131, 0x318e},
	{0x3190, 0x31e3}, {0x31f0, 0x321e}, {0x3220, 0x3247}, {0x3250, 0x4dbf}, {0x4e00, 0xa48c},
	{0xa490, 0xa4c6}, {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe10, 0xfe19},
	{0xfe30, 0xfe52}, {0xfe54, 0xfe66}, {0xfe68, 0xfe6b}, {0xff01, 0xff60}, {0xffe0, 0xffe6},
	{0x16fe0, 0x16fe3}, {0x16ff0, 0x16ff1}, {0x17000, 0x187f7}, {0x18800, 0x18cd5}, {0x18d00, 0x18d08},
	{0x1aff0, 0x1aff3}, {0x1aff5, 0x1affb}, {0x1affd, 0x1affe}, {0x1b000, 0x1b122}, {0x1b132, 0x1b132},
	{0x1b150, 0x1b152}, {0x1b155, 0x1b155}, {0x1b164, 0x1b167}, {0x1b170, 0x1b2fb}, {0x1f004, 0x1f004},
	{0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f202}, {0x1f210, 0x1f23b},
	{0x1f240, 0x1f248}, {0x1f250, 0x1f251}, {0x1f260, 0x1f265}, {0x1f300, 0x1f320}, {0x1f32d, 0x1f335},
	{0x1f337, 0x1f37c}, {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0},
	{0x1f3f4, 0x1f3f4}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d},
	{0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596}, {0x1f5a4, 0x1f5a4},
	{0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6d7},
	{0x1f6dc, 0x1f6df}, {0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb}, {0x1f7f0, 0x1f7f0},
	{0x1f90c, 0x1f93a}, {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1fa7c}, {0x1fa80, 0x1fa88},
	{0x1fa90, 0x1fabd}, {0x1fabf, 0x1fac5}, {0x1face, 0x1fadb}, {0x1fae0, 0x1fae8}, {0x1faf0, 0x1faf8},
	{0x20000, 0x3ffff},
}
