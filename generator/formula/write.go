package formula

import (
	"strings"
)

// MathML returns the formula as MathML Core. With display it stands on a line of its own, and sums have
// their limits above and below. The only classes are "l" and "r", of cells that stand at the left or
// right of their column.
func (f *Formula) MathML(display bool) string {
	var b strings.Builder
	b.WriteString("<math")
	if display {
		b.WriteString(` display="block"`)
	}
	b.WriteByte('>')
	f.root.write(&b)
	b.WriteString("</math>")
	return b.String()
}

// TeX returns the formula as it was typed.
func (f *Formula) TeX() string { return f.tex }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

func (n *node) write(b *strings.Builder) {
	b.WriteString("<" + n.tag + n.attrs + ">")
	_, _ = escaper.WriteString(b, n.text)
	for _, k := range n.kids {
		k.write(b)
	}
	b.WriteString("</" + n.tag + ">")
}

// Text returns the formula in one line of plain words and signs: x² for a square, a/b for a fraction.
func (f *Formula) Text() string {
	var w line
	w.node(f.root)
	return strings.TrimSpace(strings.Join(strings.Fields(w.String()), " "))
}

// line collects plain text.
type line struct{ strings.Builder }

const spaced = "=<>≤≥≠≈≡∼≃≅∝∈∉⊂⊆⊃⊇→←↔⇒⇐⇔⟹⟸⟺↦⟶+×÷±∓∧∨∩∪∣≪≫⇌≔"

func (w *line) node(n *node) {
	switch n.tag {
	case "mi":
		w.letters(n)
	case "mo":
		if endsWithWord(n.text) {
			w.letters(n)
		} else {
			w.operator(n)
		}
	case "mspace":
		if !strings.Contains(n.attrs, `"-`) {
			w.WriteByte(' ')
		}
	case "mphantom":
	case "mfrac":
		if strings.Contains(n.attrs, "linethickness") {
			w.WriteString(w.of(n.kids[0]) + " over " + w.of(n.kids[1]))
			return
		}
		w.WriteString(w.tight(n.kids[0]) + "/" + w.tight(n.kids[1]))
	case "msqrt":
		w.WriteString("√" + w.tight(n.kids[0]))
	case "mroot":
		w.WriteString(w.script(n.kids[1], supers, "") + "√" + w.tight(n.kids[0]))
	case "msup", "mover":
		if strings.Contains(n.attrs, "accent") {
			w.node(n.kids[0])
			if c := combining[n.kids[1].text]; c != "" && len([]rune(w.of(n.kids[0]))) == 1 {
				w.WriteString(c)
			}
			return
		}
		w.node(n.kids[0])
		w.scripts(n.kids[0], w.script(n.kids[1], supers, "^"))
	case "msub", "munder":
		w.node(n.kids[0])
		if !strings.Contains(n.attrs, "accent") {
			w.scripts(n.kids[0], w.script(n.kids[1], subs, "_"))
		}
	case "msubsup", "munderover":
		w.node(n.kids[0])
		w.scripts(n.kids[0], w.script(n.kids[1], subs, "_")+w.script(n.kids[2], supers, "^"))
	case "mtable":
		for i, r := range n.kids {
			if i > 0 {
				w.WriteString("; ")
			}
			for j, c := range r.kids {
				if j > 0 {
					w.WriteByte(' ')
				}
				w.node(c)
			}
		}
	default:
		for _, r := range n.text {
			w.WriteRune(plainLetter(r))
		}
		for _, k := range n.kids {
			w.node(k)
		}
	}
}

// scripts writes what stands above and below a base. A function or sum stands apart from what follows.
func (w *line) scripts(base *node, s string) {
	t := strings.TrimSuffix(w.String(), " ")
	w.Reset()
	w.WriteString(t + s)
	if base.name || base.big {
		w.WriteByte(' ')
	}
}

// letters writes a name; a function stands apart from what is beside it.
func (w *line) letters(n *node) {
	name := []rune(n.text)
	s := w.String()
	if len(name) > 1 && s != "" && !strings.HasSuffix(s, " ") && !strings.HasSuffix(s, "(") {
		w.WriteByte(' ')
	}
	for _, r := range name {
		w.WriteRune(plainLetter(r))
	}
	if len(name) > 1 {
		w.WriteByte(' ')
	}
}

func (w *line) operator(n *node) {
	before := w.String()
	switch {
	case n.text == "(" || n.text == ")" || n.text == "," || n.text == "]":
		// A function stands close to its bracket, and nothing stands apart from a comma.
		if t := strings.TrimSuffix(before, " "); t != before && n.text != "(" || n.text == "(" && endsWithWord(t) {
			w.Reset()
			w.WriteString(t)
		}
		w.WriteString(n.text)
		if n.text == "," {
			w.WriteByte(' ')
		}
	case n.text == "−" && (before == "" || strings.HasSuffix(before, "(") || strings.HasSuffix(before, "= ")):
		w.WriteString("−")
	case n.text != "" && (strings.Contains(spaced, n.text) || n.text == "−"):
		w.WriteString(" " + n.text + " ")
	default:
		w.WriteString(n.text)
	}
}

func endsWithWord(s string) bool {
	return len(s) > 1 && isLetter(s[len(s)-1]) && isLetter(s[len(s)-2])
}

// of is a part by itself.
func (*line) of(n *node) string {
	var w line
	w.node(n)
	return strings.TrimSpace(w.String())
}

// tight is a part between brackets, unless it is one thing.
func (w *line) tight(n *node) string {
	s := w.of(n)
	if n.tag == "mi" || n.tag == "mn" || n.tag == "mtext" || n.tag == "msup" || n.tag == "msub" || n.tag == "mroot" || n.tag == "msqrt" || len([]rune(s)) == 1 {
		return s
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1 {
		return s
	}
	return "(" + s + ")"
}

// script is a part above or below, in small signs where there are some for all of it.
func (w *line) script(n *node, small map[rune]rune, sign string) string {
	s := strings.ReplaceAll(w.of(n), " ", "")
	if strings.Trim(s, "′") == "" {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if small[r] == 0 {
			if len([]rune(s)) == 1 || n.tag == "mn" || n.tag == "mtext" {
				return sign + s
			}
			return sign + "(" + s + ")"
		}
		b.WriteRune(small[r])
	}
	return b.String()
}

var supers = pairs("0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻nⁿiⁱ")

var subs = pairs("0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉")

func pairs(s string) map[rune]rune {
	out := map[rune]rune{}
	runes := []rune(s)
	for i := 0; i < len(runes); i += 2 {
		out[runes[i]] = runes[i+1]
	}
	return out
}

// combining are the accents as marks on a letter.
var combining = map[string]string{"^": "\u0302", "~": "\u0303", "¯": "\u0304", "→": "\u20D7", "˙": "\u0307", "¨": "\u0308"}
