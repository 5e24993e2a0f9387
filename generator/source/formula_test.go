package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDollars: what is mathematics and what is money.
func TestDollars(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, tex string }{
		{"It is $x$.", "x"},
		{"($x$)", "x"},
		{"$x$-axis and $n$th", "x"},
		{"from $\\$5$ on", `\$5`},
		{"over\ntwo $a +\nb$ lines", "a +\nb"},
		{"in it $$a$$ displayed", "a"},
		{"$2x$ and $3 + a$", "2x|3 + a"},
		{"*$a_1$ and $b_2$*", "a_1|b_2"},
		{"| a |\n|---|\n| $x$ |", "x"},
		{"# Of $x$", "x"},
		{"[about $x$](https://a.example)", "x"},
		{"$5 and $10", ""},
		{"$5-$10, $5–$10", ""},
		{"$5 to 10$", ""},
		{"US$5 and A$6", ""},
		{"$HOME/$USER", ""},
		{"$HOME and $PATH", ""},
		{"$ x $", ""},
		{"\\$x$", ""},
		{"costs $5 `$x` and `$y`", ""},
		{"`$x$`", ""},
		{"$$$ – expensive", ""},
		{"$$ and $$", ""},
		{"$5 (was $7)", ""},
		{"$", ""},
		{"$$", ""},
		{"a $", ""},
		{"    $x$", ""},
		{"```\n$x$\n```", ""},
		{"```math\nx\n```", "x\n"},
		{"$$\na\nb\n$$\nafter", "a\nb\n"},
		{"$$ a\n= b $$", " a\n= b "},
		{"$$a$$", "a"},
		{"- one\n\n  $$\n  a\n  $$", "a\n"},
		{"> $$\n> a\n> $$", "a\n"},
		{"before\n$$\na\n$$", "a\n"},
	} {
		var got []string
		for _, f := range NewBody(c.in).Formulas() {
			if f.Err == nil {
				got = append(got, f.TeX)
			}
		}
		if s := strings.Join(got, "|"); strings.TrimRight(s, " \n") != strings.TrimRight(c.tex, " \n") {
			t.Errorf("%q holds %q, want %q", c.in, s, c.tex)
		}
	}
}

// TestFormulasInProse: a formula is MathML in a page, words in a text, and as typed in Markdown.
func TestFormulasInProse(t *testing.T) {
	t.Parallel()
	b := NewBody("So $x^2$ is.\n\n$$\n\\frac{a}{b}\n$$\n\nAnd $\\foo$, $<b>$.\n")
	want := "<p>So <math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math> is.</p>\n" +
		"<div class=\"formula\"><math display=\"block\"><mrow><mfrac><mi>a</mi><mi>b</mi></mfrac></mrow></math></div>\n" +
		"<p>And <code>\\foo</code>, <math><mrow><mo>&lt;</mo><mi>b</mi><mo>&gt;</mo></mrow></math>.</p>\n"
	if d := cmp.Diff(want, b.HTML(nil, HTMLOptions{})); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if d := cmp.Diff("So x² is.\na/b\nAnd \\foo, < b >.", b.Text()); d != "" {
		t.Errorf("text -want +got\n%s", d)
	}
	if b.FirstLine() != "So x² is." {
		t.Errorf("the first line is %q", b.FirstLine())
	}
	if got := b.Markdown(func(l Link) (string, bool) { return l.Dest, true }); got != b.Source() {
		t.Errorf("Markdown is %q", got)
	}
}

// TestLongFormulas: what is wider than a phone scrolls, and takes the focus to do so.
func TestLongFormulas(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a + ", 20) + "b"
	html := NewBody("So $"+long+"$ is.\n\n$$"+long+"$$\n\n$$\\foo$$\n").HTML(nil, HTMLOptions{})
	for _, want := range []string{`<span class="formula" tabindex="0"><math>`, `<div class="formula" tabindex="0"><math display="block">`, `<pre tabindex="0">\foo</pre>`} {
		if !strings.Contains(html, want) {
			t.Errorf("there is no %s in %s", want, html)
		}
	}
}
