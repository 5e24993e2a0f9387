package source

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPrint(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		v    Value
		want string
	}{
		{"an entry", MapOf(
			"title", "Charge nurse",
			"organization", MapOf("name", "Harbour Clinic", "url", "https://harbour.example").OneLine(),
			"start", Plain("2019-03"),
			"year", Plain("2019"),
			"learning", true,
			"highlights", []string{"Cut dressing changes by a third.", "Ran nights: alone", "#1 in sales"},
			"none", nil,
			"empty", []string{},
			"roles", ListOf(MapOf("id", "a", "skills", ListOf(Text("x"), Text("z")).OneLine())),
			"body", "Hello\n\n  there\n",
			"last", "a\nb",
		), `title: Charge nurse
organization: {name: Harbour Clinic, url: https://harbour.example}
start: 2019-03
year: 2019
learning: true
highlights:
  - Cut dressing changes by a third.
  - "Ran nights: alone"
  - "#1 in sales"
none:
empty: []
roles:
  - id: a
    skills: [x, z]
body: |
  Hello

    there
last: |-
  a
  b
`},
		{"a list of lists", ListOf(ListOf(Text("a"), Text("b")), ListOf(), Text("c")), "- - a\n  - b\n- []\n- c\n"},
		{"words that other readers take for something else", ListOf(Text("NO"), Text("1.0"), Text("0755"), Text("12:30"), Text("~"), Text("")),
			"- \"NO\"\n- \"1.0\"\n- \"0755\"\n- \"12:30\"\n- \"~\"\n- \"\"\n"},
		{"quotes", ListOf(Text(`say "hi": now`), Text(`it's: both "`), Text("tab\there")),
			"- 'say \"hi\": now'\n- \"it's: both \\\"\"\n- \"tab\\there\"\n"},
		{"too long for a line", MapOf("same_as", ListOf(MapOf("id", strings.Repeat("x", 99)).OneLine())),
			"same_as:\n  - id: " + strings.Repeat("x", 99) + "\n"},
		{"text that begins with spaces", MapOf("body", "  code\n\ntext\n\n"), "body: |2+\n    code\n\n  text\n\n"},
		{"numbers", ListOf(Number(3), Number(2.5), Number(3.0), Number(1e30)), "- 3\n- 2.5\n- 3.0\n- 1e+30\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := string(Print(tt.v, PrintOptions{}))
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
			checkRoundTrip(t, tt.v, got)
		})
	}
}

// checkRoundTrip reads what was printed and compares it with the value.
func checkRoundTrip(t *testing.T, v Value, printed string) {
	t.Helper()
	f, ps := Parse("x.yaml", []byte(printed))
	if f.Broken {
		t.Fatalf("printed YAML is not read back: %v\n%s", ps, printed)
	}
	if d := cmp.Diff(plainValue(v), plainNode(f.Node)); d != "" {
		t.Errorf("read back (-printed +read)\n%s\n%s", d, printed)
	}
}

// plainValue writes a value down for comparing: kind and text, without styles.
func plainValue(v Value) string {
	switch v.kind {
	case Map:
		s := ""
		for _, f := range v.fields {
			s += fmt.Sprintf("%q: %s, ", f.Key, plainValue(f.Value))
		}
		return "{" + s + "}"
	case Seq:
		s := ""
		for _, it := range v.items {
			s += plainValue(it) + ", "
		}
		return "[" + s + "]"
	case Null:
		return "null"
	case String:
		if k, _ := plainKind(v.text); v.plain && k != String {
			return v.text
		}
		return fmt.Sprintf("%q", v.text)
	}
	return v.text
}

func plainNode(n *Node) string {
	if n == nil {
		return "null"
	}
	switch n.Kind {
	case Map:
		s := ""
		for _, p := range n.Pairs {
			s += fmt.Sprintf("%q: %s, ", p.Key, plainNode(p.Value))
		}
		return "{" + s + "}"
	case Seq:
		s := ""
		for _, it := range n.Items {
			s += plainNode(it) + ", "
		}
		return "[" + s + "]"
	case Null:
		return "null"
	case String:
		return fmt.Sprintf("%q", n.Text)
	}
	return n.Text
}

// randomValue builds a value out of pieces that are hard to print, and of fuzzed text.
func randomValue(r *rand.Rand, fuzzed string, depth int) Value {
	switch k := r.Intn(10); {
	case k < 2 && depth < 4:
		v := ListOf()
		for range r.Intn(4) {
			v.items = append(v.items, randomValue(r, fuzzed, depth+1))
		}
		v.flow = r.Intn(2) == 0
		return v
	case k < 5 && depth < 4:
		v := Fields()
		for i := range r.Intn(4) {
			v.fields = append(v.fields, Field{fmt.Sprintf("%s%d", randomText(r, fuzzed), i), randomValue(r, fuzzed, depth+1)})
		}
		v.flow = r.Intn(2) == 0
		return v
	case k == 5:
		return Number(r.Int63() - r.Int63())
	case k == 6:
		return Number(r.NormFloat64() * 1e6)
	case k == 7:
		return []Value{Truth(true), Truth(false), {}}[r.Intn(3)]
	}
	return Text(randomText(r, fuzzed))
}

func randomText(r *rand.Rand, fuzzed string) string {
	pieces := []string{"a", " ", "  ", "\n", "\n\n", ": ", " #", "#", "- ", "-", "[", "]", "{", "}", ",", "'", "\"", "\\", "|", ">", "&x", "*x", "!", "%", "@",
		"`", "?", "? ", "é", "語", "😀", "\t", "---", "...", "---\n", "\u2028", "\u0085", "\ufeff", "\r\n", "\x00", "\x7f", "yes", "null", "~", "<<", "1", ".5", "0x1", fuzzed}
	var sb strings.Builder
	for range r.Intn(6) {
		sb.WriteString(pieces[r.Intn(len(pieces))])
	}
	return strings.ToValidUTF8(sb.String(), "?")
}

func FuzzPrint(f *testing.F) {
	for i := range 300 {
		f.Add(int64(i), "x: y")
	}
	f.Fuzz(func(t *testing.T, seed int64, text string) {
		if len(text) > 1000 {
			return
		}
		// A file is a list or a group, never one word alone.
		v := ListOf(randomValue(rand.New(rand.NewSource(seed)), text, 0))
		checkRoundTrip(t, v, string(Print(v, PrintOptions{})))
	})
}

func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", "a", "a: b", "x,y", "NO", "2019", "- a", "#a", "a #b", "'", "\"", "\n", "é", "[x]", "a:", "0o7", "1e3", "-", "--- a", "\ufeff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := Quote(s)
		want := strings.ToValidUTF8(s, "\uFFFD")
		for _, doc := range []string{"k: " + q, "- " + q, "{k: " + q + "}", "[" + q + "," + q + "]", "k: " + q + " # c"} {
			fl, ps := Parse("x.yaml", []byte(doc+"\n"))
			n := fl.Node
			for n != nil && n.Kind == Map {
				n = n.Get("k")
			}
			if n != nil && n.Kind == Seq {
				n = n.Items[0]
			}
			if n == nil || n.Kind != String || n.Text != want {
				t.Fatalf("%q in %q reads as %v (%v)", s, doc, n, ps)
			}
		}
	})
}
