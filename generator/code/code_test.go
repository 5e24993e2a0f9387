package code

import (
	"strings"
	"testing"
)

// marked writes a program with its pieces between brackets, each with its letter.
func marked(language, src string) string {
	var b strings.Builder
	at := 0
	for _, s := range Spans(language, src) {
		b.WriteString(src[at:s.Start] + "[" + string(rune(s.Kind)) + " " + src[s.Start:s.End] + "]")
		at = s.End
	}
	return b.String() + src[at:]
}

// TestSpans: in each family of languages the pieces are what a reader would say they are.
func TestSpans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, src, want string }{
		{"go", `x := "a\"b" + 'c' // sum`, `x := [s "a\"b"] + [s 'c'] [c // sum]`},
		{"Go", "return `a\nb`, 0x1F, 1.5", "[k return] [s `a\nb`], [n 0x1F], [n 1.5]"},
		{"python", "def f(x):  # why\n\treturn \"\"\"a\n'b'\"\"\"", "[k def] f(x):  [c # why]\n\t[k return] [s \"\"\"a\n'b'\"\"\"]"},
		{"js", "a.default /* b\nc */ return", "a.default [c /* b\nc */] [k return]"},
		{"bash", `echo "$#" ${x#y} $for # end`, `[k echo] [s "$#"] ${x#y} $for [c # end]`},
		{"sql", "SELECT 'it''s' FROM t -- all", "[k SELECT] [s 'it'][s 's'] [k FROM] t [c -- all]"},
		{"json", `{"a": "b", "c": [1, true]}`, `{[k "a"]: [s "b"], [k "c"]: [[n 1], [k true]]}`},
		{"yaml", "name: b # c\n- on-call: 2", "[k name]: b [c # c]\n- [k on-call]: [n 2]"},
		{"html", `<a href="x">b</a><!-- c -->`, `<[k a] href=[s "x"]>b</[k a]>[c <!-- c -->]`},
		{"matlab", "y = x'; % transposed\nz = 'a';", "y = x'; [c % transposed]\nz = [s 'a'];"},
		{"rust", "fn f<'a>(x: &'a str)", "[k fn] f<'a>(x: &'a str)"},
		{"diff", "--- a\n+++ b\n-old\n+new\n same", "[c --- a]\n[c +++ b]\n[d -old]\n[i +new]\n same"},
		{"console", "$ make\nok", "[k $ make]\nok"},
		{"python", `s = "never closed`, `s = "never closed`},
		{"python", "größe = 1", "größe = [n 1]"},
		{"klingon", "if x", "if x"},
		{"", "if x", "if x"},
	} {
		if got := marked(c.lang, c.src); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.lang, got, c.want)
		}
	}
}

// TestLanguages: every other name leads to a language, and no language's table can make a span of nothing.
func TestLanguages(t *testing.T) {
	t.Parallel()
	for alias, name := range aliases {
		if _, ok := languages[name]; !ok {
			t.Errorf("%s stands for %s, which is not known", alias, name)
		}
		if _, ok := languages[alias]; ok {
			t.Errorf("%s is a language and another name", alias)
		}
	}
	for name, l := range languages {
		if l.anyCase {
			for _, k := range l.keywords {
				if k != strings.ToLower(k) {
					t.Errorf("%s: %s is not lower case", name, k)
				}
			}
		}
	}
}

// FuzzSpans: the pieces are in order, inside the program, and apart from each other.
func FuzzSpans(f *testing.F) {
	f.Add("go", "func main() { x := \"a\" }")
	f.Add("matlab", "%{ a %} b' 'c'")
	f.Add("html", "<a b='c'><!--")
	f.Fuzz(func(t *testing.T, lang, src string) {
		at := 0
		for _, s := range Spans(lang, src) {
			if s.Start < at || s.End <= s.Start || s.End > len(src) {
				t.Fatalf("%s %q: %+v after %d", lang, src, s, at)
			}
			at = s.End
		}
	})
}

func BenchmarkSpans(b *testing.B) {
	src := strings.Repeat("func f(a int) string { return \"b\" + strconv.Itoa(a) } // c\n", 10)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		Spans("go", src)
	}
}
