package formula

import "strings"

// alphabets are the commands that set letters in another alphabet, and its name.
var alphabets = map[string]string{
	"mathbb": "double-struck", "mathcal": "script", "mathscr": "script", "mathfrak": "fraktur", "mathbf": "bold", "bm": "bold-italic",
	"boldsymbol": "bold-italic", "mathrm": "normal", "mathup": "normal", "mathit": "italic", "mathsf": "sans-serif", "mathtt": "monospace",
}

// alphabet reads an argument and sets its letters and digits in an alphabet.
func (p *parser) alphabet(start int, t, variant string) *node {
	n := p.argument(start, t)
	// \mathrm{kg} is one word, and so is \mathbf{AB}.
	if word, ok := lettersOf(n); ok && variant != "double-struck" && variant != "script" && variant != "fraktur" {
		n = leaf("mi", word)
	}
	n.setIn(variant)
	return n
}

// lettersOf joins the letters of a row that has nothing else.
func lettersOf(n *node) (string, bool) {
	if n.tag != "mrow" || len(n.kids) < 2 {
		return "", false
	}
	var b strings.Builder
	for _, k := range n.kids {
		if k.tag != "mi" && k.tag != "mn" {
			return "", false
		}
		b.WriteString(k.text)
	}
	return b.String(), true
}

func (n *node) setIn(variant string) {
	if n.tag == "mi" || n.tag == "mn" {
		if variant == "normal" {
			if n.tag == "mi" && len([]rune(n.text)) == 1 {
				n.attrs = ` mathvariant="normal"`
			}
			return
		}
		n.text = inAlphabet(n.text, variant)
	}
	for _, k := range n.kids {
		k.setIn(variant)
	}
}

// starts are the first capital, small letter and digit of each alphabet in the block of mathematical
// letters (Unicode, U+1D400 to U+1D7FF). Zero is none.
var starts = map[string][3]rune{
	"bold": {0x1D400, 0x1D41A, 0x1D7CE}, "italic": {0x1D434, 0x1D44E, 0}, "bold-italic": {0x1D468, 0x1D482, 0x1D7CE},
	"script": {0x1D49C, 0x1D4B6, 0}, "fraktur": {0x1D504, 0x1D51E, 0}, "double-struck": {0x1D538, 0x1D552, 0x1D7D8},
	"sans-serif": {0x1D5A0, 0x1D5BA, 0x1D7E2}, "monospace": {0x1D670, 0x1D68A, 0x1D7F6},
}

// older are the letters that had a place in Unicode before the block was made, which has holes for them.
var older = map[rune]rune{
	0x1D455: 'ℎ', 0x1D49D: 'ℬ', 0x1D4A0: 'ℰ', 0x1D4A1: 'ℱ', 0x1D4A3: 'ℋ', 0x1D4A4: 'ℐ', 0x1D4A7: 'ℒ', 0x1D4A8: 'ℳ', 0x1D4AD: 'ℛ',
	0x1D4BA: 'ℯ', 0x1D4BC: 'ℊ', 0x1D4C4: 'ℴ', 0x1D506: 'ℭ', 0x1D50B: 'ℌ', 0x1D50C: 'ℑ', 0x1D515: 'ℜ', 0x1D51D: 'ℨ', 0x1D53A: 'ℂ',
	0x1D53F: 'ℍ', 0x1D545: 'ℕ', 0x1D547: 'ℙ', 0x1D548: 'ℚ', 0x1D549: 'ℝ', 0x1D551: 'ℤ',
}

// inAlphabet writes the letters and digits of a text in an alphabet; Greek has bold ones.
func inAlphabet(s, variant string) string {
	first, ok := starts[variant]
	if !ok {
		return s
	}
	return strings.Map(func(r rune) rune {
		to := r
		switch {
		case r >= 'A' && r <= 'Z':
			to = first[0] + r - 'A'
		case r >= 'a' && r <= 'z':
			to = first[1] + r - 'a'
		case r >= '0' && r <= '9' && first[2] != 0:
			to = first[2] + r - '0'
		case strings.HasPrefix(variant, "bold") && r >= 'Α' && r <= 'Ω':
			to = map[string]rune{"bold": 0x1D6A8, "bold-italic": 0x1D71C}[variant] + r - 'Α'
		case strings.HasPrefix(variant, "bold") && r >= 'α' && r <= 'ω':
			to = map[string]rune{"bold": 0x1D6C2, "bold-italic": 0x1D736}[variant] + r - 'α'
		}
		if o, ok := older[to]; ok {
			return o
		}
		return to
	}, s)
}

// plainLetter is a letter of an alphabet as everybody types it.
func plainLetter(r rune) rune {
	for p, o := range older {
		if o == r {
			r = p
			break
		}
	}
	if r < 0x1D400 || r > 0x1D7FF {
		return r
	}
	for _, first := range starts {
		switch {
		case r >= first[0] && r < first[0]+26:
			return 'A' + r - first[0]
		case r >= first[1] && r < first[1]+26:
			return 'a' + r - first[1]
		case first[2] != 0 && r >= first[2] && r < first[2]+10:
			return '0' + r - first[2]
		}
	}
	switch {
	case r >= 0x1D6A8 && r < 0x1D6C1:
		return 'Α' + r - 0x1D6A8
	case r >= 0x1D6C2 && r < 0x1D6DB:
		return 'α' + r - 0x1D6C2
	case r >= 0x1D71C && r < 0x1D735:
		return 'Α' + r - 0x1D71C
	case r >= 0x1D736 && r < 0x1D74F:
		return 'α' + r - 0x1D736
	}
	return r
}
