package source

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/diag"
)

func TestPlaces(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "title: Charge nurse # head\n", `
 map 1:1-1:20
.title key 1:1 title
.title string "Charge nurse" 1:8 Charge nurse`},
		{"other scripts", "日本: 語 😀 x\né: [ß, 𝔘]\n", `
 map 1:1-2:10
.日本 key 1:1 日本
.日本 string "語 😀 x" 1:5 語 😀 x
.é key 2:1 é
.é seq 2:4-2:10
.é[0] string "ß" 2:5 ß
.é[1] string "𝔘" 2:8 𝔘`},
		{"quotes", "a: 'it''s'\n\"b\": \"x\\\"y\\u00e9\"\n", `
 map 1:1-2:18
.a key 1:1 a
.a string "it's" 1:4 'it''s'
.b key 2:1 "b"
.b string "x\"yé" 2:6 "x\"y\u00e9"`},
		{"text over several lines", "a: one\n  two\n\n  three # c\nb: \"four\n  five\\\n  six\"\n", `
 map 1:1-7:7
.a key 1:1 a
.a string "one two\nthree" 1:4 one
  two

  three
.b key 5:1 b
.b string "four fivesix" 5:4 "four
  five\
  six"`},
		{"blocks", "a: |\n  One\n\n    two\nb: >-\n  folded\n  text\n\n  more\nc: |+\n  x\n\nd: |2\n    y\n", `
 map 1:1-14:6
.a key 1:1 a
.a string "One\n\n  two\n" 1:4 |
  One

    two
.b key 5:1 b
.b string "folded text\nmore" 5:4 >-
  folded
  text

  more
.c key 10:1 c
.c string "x\n\n" 10:4 |+
  x
.d key 13:1 d
.d string "  y\n" 13:4 |2
    y`},
		{"lists", "- a\n- b: 1\n  c:\n  - d\n- - e\n  - f\n-\n", `
 seq 1:1-7:2
[0] string "a" 1:3 a
[1] map 2:3-4:6
[1].b key 2:3 b
[1].b int "1" 2:6 1
[1].c key 3:3 c
[1].c seq 4:3-4:6
[1].c[0] string "d" 4:5 d
[2] seq 5:3-6:6
[2][0] string "e" 5:5 e
[2][1] string "f" 6:5 f
[3] null "" 7:2 `},
		{"brackets", "a: {b: , c: [d,\n  e], f: }\n", `
 map 1:1-2:11
.a key 1:1 a
.a map 1:4-2:11
.a.b key 1:5 b
.a.b null "" 1:8 
.a.c key 1:10 c
.a.c seq 1:13-2:5
.a.c[0] string "d" 1:14 d
.a.c[1] string "e" 2:3 e
.a.f key 2:7 f
.a.f null "" 2:10 `},
		{"kinds", "a: 2019-03\nb: 2019-03-15\nc: NO\nd: yes\ne: true\nf: 007\ng: -3\nh: 1.10\ni: ~\nj: 1_000\nk: 09:30\nl: 0x1F\nm: 1e3\nn: !!str 5\no: \"5\"\n", `
 map 1:1-15:7
.a key 1:1 a
.a string "2019-03" 1:4 2019-03
.b key 2:1 b
.b string "2019-03-15" 2:4 2019-03-15
.c key 3:1 c
.c string "NO" 3:4 NO
.d key 4:1 d
.d string "yes" 4:4 yes
.e key 5:1 e
.e bool "true" 5:4 true
.f key 6:1 f
.f string "007" 6:4 007
.g key 7:1 g
.g int "-3" 7:4 -3
.h key 8:1 h
.h float "1.10" 8:4 1.10
.i key 9:1 i
.i null "~" 9:4 ~
.j key 10:1 j
.j string "1_000" 10:4 1_000
.k key 11:1 k
.k string "09:30" 11:4 09:30
.l key 12:1 l
.l string "0x1F" 12:4 0x1F
.m key 13:1 m
.m float "1e3" 13:4 1e3
.n key 14:1 n
.n string "5" 14:10 5
.o key 15:1 o
.o string "5" 15:4 "5"`},
		{"marks and repeats", "a: &x {q: 1}\nb: *x\nc:\n  <<: *x\n  r: &y\n    - s\n  t: !!str &z u\nv: [*y, *z]\n", `
 map 1:1-8:12
.a key 1:1 a
.a map 1:7-1:13
.a.q key 1:8 q
.a.q int "1" 1:11 1
.b key 2:1 b
.b map 1:7-1:13
.b.q key 1:8 q
.b.q int "1" 1:11 1
.c key 3:1 c
.c map 4:3-7:16
.c.r key 5:3 r
.c.r seq 6:5-6:8
.c.r[0] string "s" 6:7 s
.c.t key 7:3 t
.c.t string "u" 7:15 u
.c.q key 1:8 q
.c.q int "1" 1:11 1
.v key 8:1 v
.v seq 8:4-8:12
.v[0] seq 6:5-6:8
.v[0][0] string "s" 6:7 s
.v[1] string "u" 7:15 u`},
	}
	for _, tt := range tests {
		for name, form := range map[string]func(string) string{
			"":                  func(s string) string { return s },
			"with BOM and CRLF": func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") },
		} {
			t.Run(tt.name+name, func(t *testing.T) {
				t.Parallel()
				f, ps := Parse("a.yaml", []byte(form(tt.in)))
				if len(ps) > 0 || f.Node == nil {
					t.Fatal(ps)
				}
				var sb strings.Builder
				dumpNode(&sb, f.Data, "", f.Node)
				got := strings.ReplaceAll(sb.String(), "\r", "")
				if d := cmp.Diff(strings.TrimPrefix(tt.want, "\n")+"\n", got); d != "" {
					t.Errorf("-want +got\n%s", d)
				}
			})
		}
	}
}

// TestAt finds words of a value in the file, whatever style the value has.
func TestAt(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, word, want string }{
		{"plain", "a: x wörd y\n", "wörd", "1:6 wörd"},
		{"single quotes", "a: 'it''s wörd'\n", "wörd", "1:11 wörd"},
		{"double quotes", "a: \"\\u00e9\\n 😀 wörd\"\n", "wörd", "1:16 wörd"},
		{"the escape itself", "a: \"x\\u00e9y\"\n", "é", "1:6 \\u00e9"},
		{"the doubled quote", "a: 'it''s'\n", "'", "1:7 ''"},
		{"second line of plain text", "a: one\n   two wörd\n", "wörd", "2:8 wörd"},
		{"across a fold", "a: one\n   two\n", "e t", "1:6 e\n   t"},
		{"literal", "a:\n  - |\n    one\n\n      wörd\n", "wörd", "5:7 wörd"},
		{"literal with CRLF", "a: |\r\n  one\r\n  wörd\r\n", "wörd", "3:3 wörd"},
		{"folded", "a: >\n  one\n  two\n  wörd\n", "wörd", "4:3 wörd"},
		{"folded with indented lines", "a: >\n  one\n    two\n\n  wörd\n", "wörd", "5:3 wörd"},
		{"with a BOM", "\ufeffa: x wörd\n", "wörd", "1:6 wörd"},
		{"emoji before", "a: 😀😀 wörd\n", "wörd", "1:7 wörd"},
		{"indentation indicator", "a: |2\n    one\n   wörd\n", "wörd", "3:4 wörd"},
		{"kept line ends", "a: |+\n  one\n\n\nb: 1\n", "\n\n\n", "2:6 \n\n\n"},
		{"old Mac line ends", "a: |\r  one\r  wörd\r", "wörd", "3:3 wörd"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, ps := Parse("a.yaml", []byte(tt.in))
			if len(ps) > 0 {
				t.Fatal(ps)
			}
			n := f.Node.Get("a")
			if n.Kind == Seq {
				n = n.Items[0]
			}
			i := strings.Index(n.Text, tt.word)
			if i < 0 {
				t.Fatalf("%q does not hold %q", n.Text, tt.word)
			}
			data := []byte(strings.ReplaceAll(string(f.Data), "\r ", "\n "))
			if got := show(data, n.At(i, i+len(tt.word))); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestHostile holds sizes and not times: each of these would take minutes or gigabytes if a limit
// were missing, so a missing one shows as a test that does not end.
func TestHostile(t *testing.T) {
	t.Parallel()
	wide := func(n int, flow bool) string {
		var sb strings.Builder
		sep := "\n"
		if flow {
			sb.WriteString("{")
			sep = ", "
		}
		for i := range n {
			sb.WriteString("k" + strings.Repeat("x", i%7) + json.Number(strings.TrimLeft(string(rune('a'+i%26)), "")).String())
			sb.WriteString(strings.Repeat("y", i/26%5))
			sb.WriteString(string(rune('0'+i%10)) + string(rune('0'+i/10%10)) + string(rune('0'+i/100%10)) + string(rune('0'+i/1000%10)) + string(rune('0'+i/10000%10)))
			sb.WriteString(": 1" + sep)
		}
		if flow {
			sb.WriteString("}")
		}
		return sb.String()
	}
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 10; i++ {
		p, q := string(rune('0'+i-1)), string(rune('0'+i))
		bomb += "a" + q + ": &a" + q + " [" + strings.TrimSuffix(strings.Repeat("*a"+p+", ", 10), ", ") + "]\n"
	}
	tests := []struct {
		name, in, code string
		broken         bool
		pairs          int
	}{
		{"20,000 keys", wide(20000, false), "", false, 20000},
		{"20,000 keys on one line", wide(20000, true), "", false, 20000},
		{"20,000 times the same key", strings.Repeat("k: 1\n", 20000), "duplicate-key", false, 1},
		{"brackets", "a: " + strings.Repeat("[", 50000), "nested-too-deep", true, 0},
		{"braces", "a: " + strings.Repeat("{a: ", 50000), "nested-too-deep", true, 0},
		{"hyphens", strings.Repeat("- ", 50000) + "x", "nested-too-deep", true, 0},
		{"indentation", func() string {
			var sb strings.Builder
			for i := range 1000 {
				sb.WriteString(strings.Repeat(" ", i) + "a:\n")
			}
			return sb.String()
		}(), "nested-too-deep", true, 0},
		{"alias bomb", bomb, "yaml-alias-bomb", true, 0},
		{"alias loop", "a: &a [*a]\n", "yaml-alias-loop", true, 1},
		{"deep through aliases", func() string {
			s := "a0: &a0 [x]\n"
			for i := 1; i < 500; i++ {
				s += "a" + itoa(i) + ": &a" + itoa(i) + " [[[[[*a" + itoa(i-1) + "]]]]]\n"
			}
			return s
		}(), "yaml-alias-bomb", true, 0},
		{"1 MB of comments", strings.Repeat("# x\n", 1<<18), "", false, 0},
		{"comments between values", strings.Repeat("# x\n- a\n", 100000), "", false, 0},
		{"1 MB of commas", "a: [" + strings.Repeat("x,", 1<<19-10) + "]", "file-too-complex", true, 1},
		{"1 MB of quotes", "a: \"" + strings.Repeat("\\\"", 1<<19-10) + "\"", "", false, 1},
		{"1 MB of folded lines", "a: >\n" + strings.Repeat(" x\n", 1<<18), "", false, 1},
		{"1 MB of empty lines", "a: x" + strings.Repeat("\n", 1<<20-100), "", false, 1},
		{"a long key", strings.Repeat("k", 1<<20-100) + ": x", "", false, 0},
		{"more than 1 MB", strings.Repeat("x", 1<<20+1), "file-too-large", true, 0},
		{"tabs", "a: 1\n" + strings.Repeat("\tb: 1\n", 100000), "tab-indentation", true, 0},
		{"many unclosed brackets", strings.Repeat("a: [\n", 100000), "nested-too-deep", true, 0},
		{"no newline at all", strings.Repeat("a: b: ", 100000), "colon-in-value", true, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, ps := Parse("a.yaml", []byte(tt.in))
			if len(ps) > maxProblems+1 {
				t.Errorf("%d problems", len(ps))
			}
			if tt.code != "" && (len(ps) == 0 || !hasCode(ps, tt.code)) {
				t.Errorf("no %s in %d problems: %.300v", tt.code, len(ps), ps)
			}
			if tt.code == "" && tt.name != "a long key" && len(ps) > 0 {
				t.Errorf("problems: %.300v", ps)
			}
			if tt.name != "a long key" && f.Broken != tt.broken {
				t.Errorf("broken is %v", f.Broken)
			}
			if tt.pairs > 0 && (f.Node == nil || len(f.Node.Pairs) != tt.pairs) {
				t.Errorf("want %d pairs", tt.pairs)
			}
			if f.Node != nil {
				checkSpans(t, f, f.Node, 0)
			}
		})
	}
}

func itoa(i int) string { return string(json.Number(strings.TrimSpace(jsonInt(i)))) }

func jsonInt(i int) string { b, _ := json.Marshal(i); return string(b) }

func hasCode(l diag.List, code string) bool {
	for _, p := range l {
		if p.Code == code {
			return true
		}
	}
	return false
}

// checkSpans holds every place of a tree to its file.
func checkSpans(t *testing.T, f *File, n *Node, depth int) {
	t.Helper()
	if depth > 2*maxDepth+2 {
		t.Fatal("the tree is deeper than its limit")
	}
	in := func(s diag.Span) {
		if s.File != f.Path || s.Start < 0 || s.Start > s.End || s.End > len(f.Data) {
			t.Fatalf("the span %v lies outside its file of %d bytes", s, len(f.Data))
		}
	}
	in(n.Span)
	for i := range n.Pairs {
		in(n.Pairs[i].KeySpan)
		checkSpans(t, f, n.Pairs[i].Value, depth+1)
	}
	for _, it := range n.Items {
		checkSpans(t, f, it, depth+1)
	}
	if n.Kind != Map && n.Kind != Seq && len(n.Text) < 2000 {
		last := n.Span.Start
		for i := range len(n.Text) {
			s := n.At(i, i+1)
			in(s)
			if s.Start < n.Span.Start || s.End > n.Span.End && !n.block || s.Start < last {
				t.Fatalf("byte %d of %q lies at %v, outside %v", i, n.Text, s, n.Span)
			}
			last = s.Start
		}
	}
}

func TestInterface(t *testing.T) {
	t.Parallel()
	f, ps := Parse("a.yaml", []byte("a: 1\nb: [true, 2.5, null, x, 2019-03-15]\nc: {d: 99999999999999999999}\n"))
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	want := map[string]any{"a": int64(1), "b": []any{true, 2.5, nil, "x", "2019-03-15"}, "c": map[string]any{"d": 1e20}}
	if d := cmp.Diff(want, f.Node.Interface()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	var finite func(any)
	finite = func(x any) {
		if v, ok := x.(float64); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Error("a number is not finite")
		}
		if m, ok := x.(map[string]any); ok {
			for _, v := range m {
				finite(v)
			}
		}
	}
	g, _ := Parse("a.yaml", []byte("a: .nan\nb: -.INF\nc: 1e999\nd: "+strings.Repeat("9", 400)+"\n"))
	finite(g.Node.Interface())
}

func TestNil(t *testing.T) {
	t.Parallel()
	var n *Node
	if n.Get("x") != nil || n.Pair("x") != nil || n.Str() != "" || n.Lookup("x", 0) != nil || n.Interface() != nil || (n.At(0, 1) != diag.Span{}) {
		t.Error("a nil node is not empty")
	}
	var b *Body
	if !b.Empty() || b.HTML(nil, HTMLOptions{}) != "" || b.Markdown(nil) != "" || b.Source() != "" || b.Text() != "" || b.FirstLine() != "" || b.Words() != 0 ||
		b.Links() != nil || b.Headings() != nil || b.RawHTML() != nil || (b.Span(0, 0) != diag.Span{}) || ProseOf(nil) != nil {
		t.Error("a nil body is not empty")
	}
}

// FuzzParse holds what must be true of any bytes: no panic, every place inside the file, every scalar
// read a second time with the same result.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a: b\n", "- |\n  x\n", "---\na: 1\n---\n# b\n", "a: \"\\u00e9\n x\"\n", "a: >2-\n    x\n\n   y\n", "? [a]\n: b\n", "a: &b !!str c\nd: *b\n", "{a: [b, 'c''d'], e: }", "a:\r\n- b\r\n", "\ufeffa: \u2028b\u0085c\n", "a: x\n  y\n\n\n  z\n", "a: |+\n\n  \n x\n \n", "- - - a\n", "a: !<x> b\n", "a: 'b\n\n  c'\n", "a: \"b\\\n   c\"\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range []string{"a.yaml", "a.md"} {
			fl, ps := Parse(name, []byte(s))
			for _, p := range ps {
				if p.Span.Start < 0 || p.Span.Start > p.Span.End || p.Span.End > len(s) || p.Code == "" || p.Message == "" {
					t.Fatalf("bad problem %+v for %q", p, s)
				}
				if p.Fix != nil {
					for _, e := range p.Fix.Edits {
						if e.Span.Start < 0 || e.Span.Start > e.Span.End || e.Span.End > len(s) {
							t.Fatalf("bad edit %+v for %q", e, s)
						}
					}
				}
			}
			if fl.Node != nil {
				checkSpans(t, fl, fl.Node, 0)
			}
			if fl.Body != nil {
				checkBody(t, fl)
			}
		}
	})
}

// checkBody holds the places of prose to its file.
func checkBody(t *testing.T, f *File) {
	t.Helper()
	b := f.Body
	in := func(s diag.Span) {
		if s.Start < 0 || s.Start > s.End || s.End > len(f.Data) {
			t.Fatalf("the span %v lies outside a file of %d bytes: %q", s, len(f.Data), f.Data)
		}
	}
	for _, l := range b.Links() {
		in(l.Span)
		in(l.Dst)
		if l.Dst.Start < l.Span.Start && l.Dst.End > l.Span.Start {
			t.Fatalf("the destination of %+v begins before the link", l)
		}
	}
	for _, h := range b.Headings() {
		in(h.Span)
	}
	for _, s := range b.RawHTML() {
		in(s)
	}
	b.HTML(nil, HTMLOptions{})
	b.Markdown(func(l Link) (string, bool) { return "x y", len(l.Dest)%2 == 0 })
	b.Text()
	if got, want := b.FirstLine(), b.firstLine(); !b.Empty() && got != want {
		t.Errorf("the first line is %q, and parsed %q", got, want)
	}
}
