package diag_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/diag"
)

func TestSort(t *testing.T) {
	t.Parallel()
	want := diag.List{
		{Code: "whole"},
		{Code: "z", Span: diag.Span{File: "a.md", Start: 1}},
		{Code: "b", Span: diag.Span{File: "a.md", Start: 5}},
		{Code: "c", Message: "m", Span: diag.Span{File: "a.md", Start: 5}},
		{Code: "c", Message: "n", Span: diag.Span{File: "a.md", Start: 5}},
		{Code: "a", Severity: diag.Warning, Span: diag.Span{File: "a.md", Start: 5}},
		{Code: "a", Span: diag.Span{File: "b.md"}},
	}
	for seed := range uint64(20) {
		got := append(diag.List{}, want...)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		got.Sort()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
}

func TestDedupe(t *testing.T) {
	t.Parallel()
	at := diag.Span{File: "a.md", Start: 3, End: 7}
	point := diag.Span{File: "a.md", Start: 3, End: 3}
	tests := []struct {
		name     string
		in, want diag.List
	}{
		{"nothing", nil, diag.List{}},
		{"a repeat", diag.List{{Code: "c", Span: at}, {Code: "c", Span: at}}, diag.List{{Code: "c", Span: at}}},
		{"said in other words", diag.List{{Code: "c", Message: "x", Span: at}, {Code: "c", Message: "y", Span: at}}, diag.List{{Code: "c", Message: "x", Span: at}}},
		{"the gravest stays", diag.List{{Code: "c", Severity: diag.Note, Span: at}, {Code: "c", Span: at}}, diag.List{{Code: "c", Span: at}}},
		{"another code", diag.List{{Code: "c", Span: at}, {Code: "d", Span: at}}, diag.List{{Code: "c", Span: at}, {Code: "d", Span: at}}},
		{"two things missing at one point", diag.List{{Code: "c", Message: "x", Span: point}, {Code: "c", Message: "y", Span: point}, {Code: "c", Message: "x", Span: point}}, diag.List{{Code: "c", Message: "x", Span: point}, {Code: "c", Message: "y", Span: point}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tt.in.Dedupe()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	e, w, n := diag.Problem{}, diag.Problem{Severity: diag.Warning}, diag.Problem{Severity: diag.Note}
	tests := []struct {
		list    diag.List
		summary string
		errors  bool
	}{
		{nil, "", false},
		{diag.List{n}, "", false},
		{diag.List{e, n}, "1 error", true},
		{diag.List{w, w}, "2 warnings", false},
		{diag.List{w, e, e}, "2 errors, 1 warning", true},
	}
	for _, tt := range tests {
		if got := tt.list.Summary(); got != tt.summary {
			t.Errorf("Summary() = %q, want %q", got, tt.summary)
		}
		if got := tt.list.HasErrors(); got != tt.errors {
			t.Errorf("%q: HasErrors() = %v", tt.summary, got)
		}
	}
}

func TestPlace(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		data       string
		start, end int
		from, to   diag.Position
	}{
		{"first byte", "ab\n", 0, 1, diag.Position{Line: 1, Column: 1, Offset: 0}, diag.Position{Line: 1, Column: 2, Offset: 1}},
		{"empty file", "", 0, 0, diag.Position{Line: 1, Column: 1}, diag.Position{Line: 1, Column: 1}},
		{"past the end", "ab\n", 90, 95, diag.Position{Line: 2, Column: 1, Offset: 3}, diag.Position{Line: 2, Column: 1, Offset: 3}},
		{"negative and backwards", "ab\n", -4, -9, diag.Position{Line: 1, Column: 1}, diag.Position{Line: 1, Column: 1}},
		{"after a mark of byte order", "\uFEFFab", 3, 4, diag.Position{Line: 1, Column: 1, Offset: 3}, diag.Position{Line: 1, Column: 2, Offset: 4}},
		{"at a mark of byte order", "\uFEFFab", 0, 3, diag.Position{Line: 1, Column: 1, Offset: 3}, diag.Position{Line: 1, Column: 1, Offset: 3}},
		{"windows line ends", "a\r\nbc\r\n", 3, 6, diag.Position{Line: 2, Column: 1, Offset: 3}, diag.Position{Line: 2, Column: 3, Offset: 6}},
		{"code points, not bytes", "é日x", 2, 5, diag.Position{Line: 1, Column: 2, Offset: 2}, diag.Position{Line: 1, Column: 3, Offset: 5}},
		{"inside a character", "日x", 1, 2, diag.Position{Line: 1, Column: 1, Offset: 0}, diag.Position{Line: 1, Column: 2, Offset: 3}},
		{"invalid bytes take a column each", "\xff\x80x", 2, 3, diag.Position{Line: 1, Column: 3, Offset: 2}, diag.Position{Line: 1, Column: 4, Offset: 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			from, to := diag.Place([]byte(tt.data), diag.Span{File: "f", Start: tt.start, End: tt.end})
			if diff := cmp.Diff([2]diag.Position{tt.from, tt.to}, [2]diag.Position{from, to}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	docs := []diag.Doc{{Code: "unknown-skill"}, {Code: "unknown-ref"}, {Code: "bad-date"}, {Code: "end-before-start"}}
	tests := []struct{ code, found, near string }{
		{"bad-date", "bad-date", ""},
		{"Bad_Date ", "bad-date", ""},
		{"error[unknown-skill]: no skill", "unknown-skill", ""},
		{"unknwon-skill", "", "unknown-skill"},
		{"bad-dates", "", "bad-date"},
		{"end-before", "", "end-before-start"},
		{"skill", "", "unknown-skill"},
		{"quantum", "", ""},
		{"", "", ""},
		{strings.Repeat("x", 1000), "", ""},
	}
	for _, tt := range tests {
		doc, near, ok := diag.Explain(docs, tt.code)
		if doc.Code != tt.found || near != tt.near || ok != (tt.found != "") {
			t.Errorf("Explain(%.20q) = %q, %q, %v; want %q, %q", tt.code, doc.Code, near, ok, tt.found, tt.near)
		}
	}
}

func TestPrettyColor(t *testing.T) {
	t.Parallel()
	l := diag.List{{Code: "c", Message: "m", Label: "here", Hint: "h", Span: diag.Span{File: "a", Start: 1, End: 2}}}
	files := func(string) []byte { return []byte("xyz\n") }
	var plain, colored bytes.Buffer
	if err := (diag.Pretty{}).Print(&plain, l, files); err != nil {
		t.Fatal(err)
	}
	if err := (diag.Pretty{Color: true}).Print(&colored, l, files); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(colored.String(), "\x1b[1;31merror[c]\x1b[0m") || !strings.Contains(colored.String(), "\x1b[1;31m^ here\x1b[0m") {
		t.Errorf("not coloured: %q", colored.String())
	}
	bare := colored.String()
	for _, style := range []string{"1", "0", "1;31", "1;34"} {
		bare = strings.ReplaceAll(bare, "\x1b["+style+"m", "")
	}
	if diff := cmp.Diff(plain.String(), bare); diff != "" {
		t.Errorf("colour changes the text (-plain +coloured):\n%s", diff)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errBroken }

var errBroken = errors.New("broken pipe")

func TestPrintersReportFailedWrites(t *testing.T) {
	t.Parallel()
	for name, p := range printers {
		if err := p.Print(brokenPipe{}, diag.List{{Code: "c"}}, nil); !errors.Is(err, errBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// One enormous line with many problems must not cost its length for each of them.
func BenchmarkPrettyLongLine(b *testing.B) {
	data := bytes.Repeat([]byte("word "), 1<<20)
	var l diag.List
	for i := range 1000 {
		l = append(l, diag.Problem{Code: "c", Span: diag.Span{File: "a", Start: i * 5000, End: i*5000 + 4}})
	}
	for b.Loop() {
		var out bytes.Buffer
		if err := (diag.Pretty{}).Print(&out, l, func(string) []byte { return data }); err != nil {
			b.Fatal(err)
		}
	}
}
