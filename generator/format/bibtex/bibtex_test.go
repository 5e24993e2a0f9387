package bibtex_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/format/bibtex"
	"github.com/talent-passport/passport/generator/passport"
)

func in(text string) *format.Imported {
	return format.Import(bibtex.Format, format.NewFile("p.bib", []byte(text)), format.Options{})
}

// told is what came in, a line for each publication.
func told(im *format.Imported) []string {
	var out []string
	for _, e := range im.Passport.Entries {
		d := e.Detail.(*passport.Publication)
		var who []string
		for _, a := range d.Authors {
			who = append(who, a.Name.Value)
		}
		out = append(out, strings.Join([]string{e.Title.Value, strings.Join(who, "; "), d.Venue.Value, e.Date.String()}, " | "))
	}
	return out
}

// TestTeX: accents, letters, signs, macros and commands become the words that they print.
func TestTeX(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ tex, want string }{
		{`{\'E}tude of {\ss} and \ae, \o, {\L}{\'o}d\'z`, "Étude of ß and æ, ø, Łódź"},
		{`{\"o} \"{o} \" o \H{o} \c{c} \v s \u{g} \k{a} \r{u} \={a} \.z \d{s}`, "ö ö ö ő ç š ğ ą ů ā ż ṣ"},
		{`na\"{\i}ve \'{\i} \i`, "naïve í ı"},
		{"a \\& b \\% c \\$ d \\# e \\_ f \\{g\\}", "a & b % c $ d # e _ f {g}"},
		{"``quoted'' `one' -- and --- then~that", "“quoted” ‘one' – and — then that"},
		{`\emph{Very} {\em much} \textbf{so} $\alpha$ $x_2$ \LaTeX{} \unknown thing`, "Very much so α x_2 LaTeX unknown thing"},
		{`\textbackslash{}a\textasciitilde{}b\textasciicircum{}c`, `\a~b^c`},
		{"lone \\' end", "lone énd"},
	} {
		im := in("@misc{k, title = {" + c.tex + "}}")
		if len(im.Passport.Entries) != 1 || im.Passport.Entries[0].Title.Value != c.want {
			t.Errorf("%s: %v, want %s (%v)", c.tex, told(im), c.want, im.Problems)
		}
	}
}

// TestWrittenByHand: what people write comes in, and what cannot be read is skipped alone, with its place.
func TestWrittenByHand(t *testing.T) {
	t.Parallel()
	im := in(`Write to ana@example.org. @ alone, too.
@String(j = {Journal of }) @string{k = "Things"}
@ARTICLE ( one , TITLE = "A {"}word{"} and" # { more} , Journal = j # k, year = 2019 , month = "5" )
@article{two, title = {No end of braces, year = 2020}
@article{three, title {no sign}, year = 2021}
@article{four title = {No comma}, year = 2022}
@article{five, author = {{A and B} and C, D and E, Jr, F}, title = {Five}, year = {1999}, year = {2000}, }
@article{, title = {No key}, date = {2001-02-03}}
@article{six, title = {Nested {very {deep}} braces}, date = {2002/2003}}
@book{seven, title = {Far}, crossref = {nowhere}}
@article{eight, title = {Last one is cut off}, abstract = {It ends`)
	want := []string{
		`A "word" and more |  | Journal of Things | 2019-05`,
		"No comma |  |  | 2022",
		"Five | A and B; D C; F E Jr |  | 1999",
		"No key |  |  | 2001-02-03",
		"Nested very deep braces |  |  | 2002",
		"Far |  |  | ",
	}
	if diff := cmp.Diff(want, told(im)); diff != "" {
		t.Error(diff)
	}
	var found []string
	for _, p := range im.Problems {
		found = append(found, fmt.Sprintf("%s %d", p.Code, p.Span.Start))
	}
	if diff := cmp.Diff([]string{"import-skipped 244", "import-skipped 266", "import-value 606", "import-skipped 675"}, found); diff != "" {
		t.Errorf("%s\n%v", diff, im.Problems)
	}
	for _, l := range im.Account {
		if l.Outcome != format.Kept && l.Why == "" || l.Foreign == "" {
			t.Errorf("a line says too little: %+v", l)
		}
	}
	if none := in("@article{one, title = {cut"); !none.Problems.HasErrors() {
		t.Error("nothing could be read, and nothing was said")
	}
}

// TestIsBounded: what was made to hurt ends soon.
func TestIsBounded(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"braces that never close": strings.Repeat("@a{b, c = {\n", 20_000),
		"deep":                    "@article{a, title = " + strings.Repeat("{", 500_000) + "x" + strings.Repeat("}", 500_000) + "}",
		"macros that double":      doubling(),
		"names":                   "@article{a, title = {x}, author = {" + strings.Repeat("A and ", 20_000) + "B}}",
		"entries":                 strings.Repeat("@misc{a,title={b}}\n", 51_000),
	} {
		im := in(text)
		if len(im.Passport.Entries) > 50_000 || len(im.Problems) > 60 {
			t.Errorf("%s: %d entries, %d problems", name, len(im.Passport.Entries), len(im.Problems))
		}
	}
}

func doubling() string {
	var b strings.Builder
	b.WriteString("@string{a0 = {ha}}\n")
	for i := range 60 {
		fmt.Fprintf(&b, "@string{a%d = a%d # a%d}\n", i+1, i, i)
	}
	return b.String() + "@misc{x, title = a60}\n"
}

// FuzzRead: whatever a bibliography holds, reading it neither crashes nor points outside of it, and what
// comes in has titles without TeX's braces.
func FuzzRead(f *testing.F) {
	f.Add("@article{k, title = {A {\\\"o} b}, author = {A, B and C}, year = 2019, month = mar # \"~3\"}")
	f.Add("@string{x = {y}} @misc(z, title = x # x, crossref = {z})")
	f.Add("@comment{@article{} @preamble{ @a{b,\\")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		file := format.NewFile("p.bib", []byte(text))
		im := format.Import(bibtex.Format, file, format.Options{})
		data, _ := file.Text()
		for _, p := range im.Problems {
			if p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(data) {
				t.Fatalf("%s points outside: %+v of %d", p.Code, p.Span, len(data))
			}
		}
		for _, l := range im.Account {
			if l.Span.Start < 0 || l.Span.End < l.Span.Start || l.Span.End > len(data) {
				t.Fatalf("%s lies outside: %+v of %d", l.Foreign, l.Span, len(data))
			}
		}
	})
}
