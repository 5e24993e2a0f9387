package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestListItems(t *testing.T) {
	t.Parallel()
	type item struct{ Marker, Text, Whole string }
	for _, tt := range []struct {
		name, src string
		want      []item
	}{
		{"nothing", "", nil},
		{"prose", "Only words - no list.\n", nil},
		{"plain", "- one\n- two", []item{{"-", "one", "- one\n"}, {"-", "two", "- two"}}},
		{"what belongs to an item", "- one\n  more\n\n  again\n- two\n    - inner\n\n      ```\n      - x\n      ```\n\n* three\n\nwords\n", []item{
			{"-", "one", "- one\n  more\n\n  again\n"},
			{"-", "two", "- two\n    - inner\n\n      ```\n      - x\n      ```\n"},
			{"*", "three", "* three\n"},
		}},
		{"empty lines", "words\n\n- one\n\n\n- two\n\n# heading\n", []item{{"-", "one", "- one\n"}, {"-", "two", "- two\n"}}},
		{"in code and quotes", "```\n- no\n```\n\n> - no\n\n1.  yes\n", []item{{"1.", "yes", "1.  yes\n"}}},
		{"an item without words", "-\n- two\n", []item{{"-", "", "-\n"}, {"-", "two", "- two\n"}}},
		{"Windows", "---\r\ntitle: x\r\n---\r\n\r\n- one  \r\n- two\r\n", []item{{"-", "one", "- one  \r\n"}, {"-", "two", "- two\r\n"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, _ := Parse("log/2026.md", []byte(tt.src))
			var got []item
			for _, it := range f.Body.ListItems() {
				got = append(got, item{it.Marker, it.Text, string(f.Data[it.Span.Start:it.Span.End])})
				if line := string(f.Data[it.Line.Start:it.Line.End]); line != it.Text {
					t.Errorf("the place of %q holds %q", it.Text, line)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestListItemLinks(t *testing.T) {
	t.Parallel()
	b := NewBody("- one [a](a.md)\n  [b](b.md)\n- two ![c](c.png)\n")
	var got [][]string
	for _, it := range b.ListItems() {
		var dests []string
		for _, l := range it.Links {
			dests = append(dests, l.Dest)
		}
		got = append(got, dests)
	}
	if diff := cmp.Diff([][]string{{"a.md"}, {"c.png"}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzListItems(f *testing.F) {
	for _, s := range []string{"- a\n- b\n", "1. a\n\n   b\n2) c", "-\n  - \t\n*", "- [^1]\n\n[^1]: x\n- [a]: b", "> - a\n- a\r\n\r\n- b", "\ufeff---\na: b\n---\n- \x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 5000 {
			return
		}
		file, _ := Parse("log/2026.md", []byte(s))
		if file == nil {
			return
		}
		at := 0
		for _, it := range file.Body.ListItems() {
			if it.Span.Start < at || it.Span.End < it.Span.Start || it.Span.End > len(file.Data) {
				t.Fatalf("an item at %d to %d, after %d, of %d bytes", it.Span.Start, it.Span.End, at, len(file.Data))
			}
			if it.Line.Start < it.Span.Start || it.Line.End > it.Span.End || it.Line.End < it.Line.Start {
				t.Fatalf("the line %v of the item %v", it.Line, it.Span)
			}
			at = it.Span.End
		}
	})
}
