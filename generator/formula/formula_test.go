package formula

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// TestFormulas: what people type, as MathML and as words.
func TestFormulas(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, tex, mathml, text string }{
		{"script", `x^2`, `<msup><mi>x</mi><mn>2</mn></msup>`, "x²"},
		{"both scripts", `x_i^{n+1}`, `<msubsup><mi>x</mi><mi>i</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msubsup>`, "x_iⁿ⁺¹"},
		{"one digit without braces", `x^23`, `<msup><mi>x</mi><mn>2</mn></msup><mn>3</mn>`, "x²3"},
		{"prime", `f'(x)`, `<msup><mi>f</mi><mo>′</mo></msup><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo>`, "f′(x)"},
		{"fraction", `\frac{a+b}{2}`, `<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>`, "(a + b)/2"},
		{"number", `3.14`, `<mn>3.14</mn>`, "3.14"},
		{"list", `1, 2`, `<mn>1</mn><mo>,</mo><mn>2</mn>`, "1, 2"},
		{"root", `\sqrt[3]{x}`, `<mroot><mi>x</mi><mn>3</mn></mroot>`, "³√x"},
		{"Greek", `\hat\beta`, `<mover accent="true"><mi>β</mi><mo stretchy="false">^</mo></mover>`, "β\u0302"},
		{"sum", `\sum_{i=1}^n i`, `<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>`, "∑_(i=1)ⁿ i"},
		{"integral", `\int_0^1 x\,dx`, `<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup><mi>x</mi><mspace width="0.17em"></mspace><mi>d</mi><mi>x</mi>`, "∫₀¹x dx"},
		{"function", `2\sin x`, `<mn>2</mn><mspace width="0.17em"></mspace><mi>sin</mi><mspace width="0.17em"></mspace><mi>x</mi>`, "2 sin x"},
		{"limit", `\lim_{x\to 0}`, `<munder><mo movablelimits="true" form="prefix" lspace="0" rspace="0">lim</mo><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>`, "lim_(x→0)"},
		{"operator", `\operatorname{Var}(X)`, `<mi>Var</mi><mo stretchy="false">(</mo><mi>X</mi><mo stretchy="false">)</mo>`, "Var(X)"},
		{"words", `x \text{ if } y`, "<mi>x</mi><mtext>\u00a0if\u00a0</mtext><mi>y</mi>", "x if y"},
		{"double-struck", `x\in\mathbb{R}^n`, `<mi>x</mi><mo>∈</mo><msup><mi>ℝ</mi><mi>n</mi></msup>`, "x ∈ Rⁿ"},
		{"bold", `\mathbf{AB}`, `<mi>𝐀𝐁</mi>`, "AB"},
		{"matrix", `\begin{pmatrix}1&2\\3&4\end{pmatrix}`, `<mrow><mo form="prefix" stretchy="true">(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo form="postfix" stretchy="true">)</mo></mrow>`, "(1 2; 3 4)"},
		{"cases", `\begin{cases}1&x>0\\0\end{cases}`, `<mrow><mo form="prefix" stretchy="true">{</mo><mtable><mtr><mtd class="l"><mn>1</mn></mtd><mtd class="l"><mi>x</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr><mtr><mtd class="l"><mn>0</mn></mtd></mtr></mtable></mrow>`, "{1 x > 0; 0"},
		{"fences", `\left( x \right.`, `<mrow><mo form="prefix">(</mo><mi>x</mi></mrow>`, "(x"},
		{"not", `a \not= b`, `<mi>a</mi><mo>≠</mo><mi>b</mi>`, "a ≠ b"},
		{"brace below", `\underbrace{a}_b`, `<munder><munder accentunder="true"><mi>a</mi><mo>⏟</mo></munder><mi>b</mi></munder>`, "a_b"},
		{"markup is words", `\text{<b>&"}<`, `<mtext>&lt;b&gt;&amp;&#34;</mtext><mo>&lt;</mo>`, `<b>&" <`},
		{"comment", "a%b\nc", `<mi>a</mi><mi>c</mi>`, "ac"},
		{"other scripts", `π + 価`, `<mi>π</mi><mo>+</mo><mi>価</mi>`, "π + 価"},
		{"minus", `-x = -1`, `<mo>−</mo><mi>x</mi><mo>=</mo><mo>−</mo><mn>1</mn>`, "−x = −1"},
		{"nothing", ``, ``, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, err := Parse(c.tex)
			if err != nil {
				t.Fatalf("%s: %v", c.tex, err)
			}
			if got := f.MathML(false); got != "<math><mrow>"+c.mathml+"</mrow></math>" {
				t.Errorf("%s\n got %s\nwant <math><mrow>%s</mrow></math>", c.tex, got, c.mathml)
			}
			if got := f.Text(); got != c.text {
				t.Errorf("%s: text is %q, want %q", c.tex, got, c.text)
			}
		})
	}
}

// TestMistakes: what is not understood is said, at its place.
func TestMistakes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ tex, at, message, hint string }{
		{`a \frca{1}{2}`, `\frca`, `nothing in a formula is called "\frca"`, `did you mean "\frac"?`},
		{`\mean{x}`, `\mean`, `nothing in a formula is called "\mean"`, `for words write "\text{mean}"`},
		{`\frac{a}{b`, `{b`, `this "{" is never closed`, `write "}" where it ends`},
		{`a}`, `}`, `this "}" closes nothing`, `take it out, or write "\}" for the sign itself`},
		{`x^2^3`, `^3`, `two "^" stand on the same sign`, `put the first with its sign between "{" and "}"`},
		{`\frac{a}`, `\frac{a}`, `"\frac" has nothing behind it`, `write "\frac{…}"`},
		{`\left( x`, `\left`, `this "\left" is never closed`, `write "\right" where it ends`},
		{`x \right)`, `\right`, `this "\right" closes nothing`, `take it out, or write what it closes before it`},
		{`a & b`, `&`, `an "&" stands outside of a matrix`, `write "\&" for the sign itself, or begin with "\begin{aligned}"`},
		{`a \\ b`, `\\`, `a line ends outside of a matrix`, `put the lines between "\begin{aligned}" and "\end{aligned}"`},
		{`\begin{matrx} a \end{matrx}`, `matrx`, `nothing in a formula is called "matrx"`, `use "matrix", "pmatrix", "bmatrix", "cases", "aligned" or "array"`},
		{`\begin{matrix} a \end{cases}`, `cases}`, `"cases" ends what began as "matrix"`, `write "\end{matrix}"`},
		{`\begin{matrix} a`, `\begin{matrix`, `this "\begin{matrix}" is never closed`, `write "\end{matrix}" where it ends`},
		{`x^`, `^`, `"^" has nothing behind it`, `write "^{…}"`},
		{`5 # 3`, `#`, `"#" means nothing in a formula`, `take it out, or write it as words: "\text{#}"`},
		{`\left x \right)`, `\left `, `"\left" has no bracket behind it`, `write "\left(", or "\left." for none`},
		{`\begin{array}{lx} a \end{array}`, `x}`, `a column cannot be "x"`, `use "l", "c" and "r", one for each column`},
		{strings.Repeat("{", 100), "{", "the groups of this formula stand too deep in each other", "write it as several formulas"},
		{strings.Repeat("x", MaxBytes+1), "x", "the formula has more than 10000 letters", "write it as several formulas"},
		{`\`, `\`, "a backslash stands at the end", "take it out"},
	} {
		_, err := Parse(c.tex)
		if err == nil {
			t.Errorf("%s is understood", c.tex)
			continue
		}
		if err.Message != c.message || err.Hint != c.hint {
			t.Errorf("%.30s\n got %s | %s\nwant %s | %s", c.tex, err.Message, err.Hint, c.message, c.hint)
		}
		if !strings.HasPrefix(c.tex[err.Start:], c.at) {
			t.Errorf("%.30s: the place is %q, want %q", c.tex, c.tex[err.Start:err.End], c.at)
		}
	}
}

// FuzzParse: whatever is typed, there is an answer: a mistake inside the text, or well-formed MathML
// without any element or attribute that a browser would follow, fetch or run.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`x^2`, `\frac{a}{b}`, `\begin{cases}1&2\\3\end{cases}`, `\left(\sqrt[3]{x}\right)`, `\text{<script>}`, `\not\in`, `\big|x\big|`,
		`\mathbb{R}`, `\operatorname*{argmax}_x`, `\xrightarrow[a]{b}`, `\substack{a\\b}`, "{", `\begin{array}{l|r}`, `\sum\limits^2_3`, `a''^2`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, tex string) {
		got, err := Parse(tex)
		if err != nil {
			if err.Start < 0 || err.End < err.Start || err.End > len(tex) {
				t.Fatalf("%q: %d to %d of %d", tex, err.Start, err.End, len(tex))
			}
			if err.Message == "" || err.Hint == "" {
				t.Fatalf("%q: nothing is said", tex)
			}
			return
		}
		_ = got.Text()
		if !wellFormed(tex) {
			return // what XML cannot hold is not typed in a passport: bodies are cleaned before
		}
		d := xml.NewDecoder(strings.NewReader(got.MathML(true)))
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%q: %v in %s", tex, err, got.MathML(true))
			}
			if e, ok := tok.(xml.StartElement); ok {
				if e.Name.Local[0] != 'm' {
					t.Fatalf("%q makes <%s>", tex, e.Name.Local)
				}
				for _, a := range e.Attr {
					if a.Name.Local == "style" || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") {
						t.Fatalf("%q makes the attribute %s", tex, a.Name.Local)
					}
				}
			}
		}
	})
}

// wellFormed reports whether XML may hold the text.
func wellFormed(s string) bool {
	for _, r := range s {
		if r == 0xFFFD || r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return false
		}
	}
	return true
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		f, err := Parse(`\hat\beta = (X^\top X)^{-1} X^\top y, \quad \sum_{i=1}^n x_i = \frac{n(n+1)}{2}`)
		if err != nil {
			b.Fatal(err)
		}
		f.MathML(true)
	}
}
