package bibtex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// accents are the commands that put an accent on the letter behind them, as combining characters.
var accents = map[string]string{
	"'": "\u0301", "`": "\u0300", "^": "\u0302", "\"": "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
	"u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361",
}

// letters are the commands that are a letter or a sign.
var letters = map[string]string{
	"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
	"i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
	"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
	"textquotedblright": "”", "textendash": "–", "textemdash": "—", "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "copyright": "©",
	"textdegree": "°", "degree": "°", "pounds": "£", "euro": "€", "texteuro": "€", "S": "§", "P": "¶", "dots": "…", "ldots": "…", "textellipsis": "…",
	"LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "times": "×", "pm": "±", "cdot": "·", "rightarrow": "→", "to": "→", "leq": "≤", "geq": "≥", "infty": "∞",
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ",
	"nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Delta": "Δ", "Omega": "Ω", "Gamma": "Γ", "Sigma": "Σ",
	"newline": " ", "par": "\n\n", "quad": " ", "space": " ", "slash": "/", "textunderscore": "_", "nobreakspace": " ", "guillemotleft": "«", "guillemotright": "»",
}

// plain turns TeX into words: accents and signs into the letters that they are, commands for the look of
// words into nothing, braces into nothing. What it does not know it leaves without its backslash.
func plain(tex string) string {
	var b strings.Builder
	t := &texReader{s: tex}
	for t.at < len(t.s) {
		b.WriteString(t.next())
	}
	return tidy(norm.NFC.String(b.String()))
}

// tidy makes one space of several, keeps paragraphs, and puts accents that lost their letter away.
func tidy(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var out []string
	for part := range strings.SplitSeq(s, "\n\n") {
		if p := strings.Join(strings.Fields(part), " "); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}

type texReader struct {
	s  string
	at int
}

func (t *texReader) next() string {
	switch c := t.s[t.at]; c {
	case '\\':
		t.at++
		return t.command()
	case '{', '}', '$':
		t.at++
		return ""
	case '~':
		t.at++
		return " "
	case '-':
		return t.run('-', "-", "–", "—")
	case '`':
		return t.run('`', "‘", "“", "“")
	case '\'':
		if strings.HasPrefix(t.s[t.at:], "''") {
			t.at += 2
			return "”"
		}
	}
	_, size := utf8.DecodeRuneInString(t.s[t.at:])
	text := t.s[t.at : t.at+size]
	t.at += size
	return text
}

// run reads one sign several times.
func (t *texReader) run(c byte, one, two, three string) string {
	n := 0
	for t.at < len(t.s) && t.s[t.at] == c && n < 3 {
		t.at++
		n++
	}
	return [...]string{one, two, three}[n-1]
}

// command reads what stands behind a backslash.
func (t *texReader) command() string {
	if t.at >= len(t.s) {
		return ""
	}
	start := t.at
	for t.at < len(t.s) && (t.s[t.at] >= 'a' && t.s[t.at] <= 'z' || t.s[t.at] >= 'A' && t.s[t.at] <= 'Z') {
		t.at++
	}
	name := t.s[start:t.at]
	if name == "" {
		_, size := utf8.DecodeRuneInString(t.s[t.at:])
		name = t.s[t.at : t.at+size]
		t.at += size
		if mark := accents[name]; mark != "" {
			return t.accented(mark)
		}
		switch name {
		case "\\", " ", ",", ";", ":", "\n", "\t":
			return " "
		case "-", "/", "!", "@", "(", ")", "[", "]":
			return ""
		}
		return name // \& \% \{ and the like
	}
	if mark := accents[name]; mark != "" {
		return t.accented(mark)
	}
	// White space behind a command only ends it, and so does an empty group.
	end := t.at
	for t.at < len(t.s) && (t.s[t.at] == ' ' || t.s[t.at] == '\n' || t.s[t.at] == '\t' || t.s[t.at] == '\r') {
		t.at++
	}
	if strings.HasPrefix(t.s[t.at:], "{}") {
		t.at += 2
	}
	if letter, known := letters[name]; known {
		return letter
	}
	if t.at < len(t.s) && t.s[t.at] == '{' || looks[name] {
		return "" // \emph{…}: the words stay
	}
	t.at = end
	return name
}

// looks are the commands that change how the words behind them look.
var looks = map[string]bool{
	"em": true, "it": true, "bf": true, "rm": true, "sc": true, "tt": true, "sl": true, "sf": true, "itshape": true, "bfseries": true, "scshape": true, "upshape": true,
	"small": true, "large": true, "protect": true, "relax": true, "noopsort": true, "normalfont": true, "mdseries": true, "rmfamily": true, "sffamily": true, "ttfamily": true,
}

// accented reads the letter that an accent goes on: {\'e}, \'{e}, \' e, \'\i.
func (t *texReader) accented(mark string) string {
	for t.at < len(t.s) && (t.s[t.at] == ' ' || t.s[t.at] == '{') {
		t.at++
	}
	if t.at >= len(t.s) {
		return ""
	}
	var letter string
	if t.s[t.at] == '\\' {
		start := t.at + 1
		t.at++
		for t.at < len(t.s) && (t.s[t.at] >= 'a' && t.s[t.at] <= 'z' || t.s[t.at] >= 'A' && t.s[t.at] <= 'Z') {
			t.at++
		}
		switch name := t.s[start:t.at]; name {
		case "i":
			letter = "i"
		case "j":
			letter = "j"
		default:
			letter = letters[name]
		}
		if letter == "" {
			return ""
		}
	} else {
		r, size := utf8.DecodeRuneInString(t.s[t.at:])
		if !unicode.IsLetter(r) {
			return ""
		}
		letter = t.s[t.at : t.at+size]
		t.at += size
	}
	return letter + mark
}

// people parts a list of names at "and", outside of braces, and puts each in the order in which it is said.
// More says that the list goes on: "and others".
func people(tex string) (names []string, more bool) {
	for _, part := range partedAt(tex, "and") {
		part = strings.TrimSpace(part)
		if part == "others" {
			more = true
			continue
		}
		var said string
		switch parts := commas(part); len(parts) {
		case 1:
			said = plain(part)
		case 2:
			said = plain(parts[1] + " " + parts[0])
		default: // Last, Jr, First
			said = plain(parts[2] + " " + parts[0] + " " + parts[1])
		}
		if said = strings.Join(strings.Fields(said), " "); said != "" {
			names = append(names, said)
		}
	}
	return names, more
}

// partedAt parts a text at a word that stands by itself outside of braces.
func partedAt(s, word string) []string {
	blank := func(i int) bool { return i < 0 || i >= len(s) || strings.IndexByte(" \t\r\n~", s[i]) >= 0 }
	return parted(s, func(i int) int {
		if blank(i-1) && blank(i+len(word)) && strings.HasPrefix(s[i:], word) {
			return len(word)
		}
		return 0
	})
}

// commas parts a name at its commas outside of braces.
func commas(s string) []string {
	return parted(s, func(i int) int {
		if s[i] == ',' {
			return 1
		}
		return 0
	})
}

// parted parts a text outside of braces, at what separator says the length of; 0 is none.
func parted(s string, separator func(i int) int) []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			depth = max(0, depth-1)
		default:
			if n := separator(i); depth == 0 && n > 0 {
				out = append(out, s[from:i])
				from = i + n
				i = from - 1
			}
		}
	}
	return append(out, s[from:])
}
