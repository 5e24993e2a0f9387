package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/diag"
)

// one gives Apply a single file.
func one(name string, data []byte) func(string) ([]byte, bool) {
	return func(n string) ([]byte, bool) { return data, n == name }
}

func TestApply(t *testing.T) {
	t.Parallel()
	const file = "a.yaml"
	tests := []struct {
		name, in  string
		old, text string // the first occurrence of old is replaced by text
		want      string // "" with err
		err       string
	}{
		{"a value", "a: 1 # one\nb: 2\n", "2", "3", "a: 1 # one\nb: 3\n", ""},
		{"a part of a value", "start: 03/2019\n", "03/2019", "2019-03", "start: 2019-03\n", ""},
		{"the end of a value goes", "a: xyz\nb: 2\n", "yz", "", "a: x\nb: 2\n", ""},
		{"a value that swallows the next line", "a: 1\n  x\nb: 2\n", "1", "1\nc: 3", "a: 1\nc: 3\n  x\nb: 2\n", ""},
		{"a value that opens quotes", "a: 1\nb: 2\n", "1", "\"", "", "no longer be readable"},
		{"a value that becomes a comment", "a: 1 x\nb: 2\n", "1", "#", "", "would change"},
		{"a key twice", "a: 1\nb: 2\n", "b", "a", "", "new mistake"},
		{"a key renamed", "a: 1\nb: {c: 2}\n", "b", "bb", "a: 1\nbb: {c: 2}\n", ""},
		{"an item cut in two", "- a: 1\n  b: 2\n", "  b", "- b", "", "would change"},
		{"an item taken out", "- a\n- b\n- c\n", "- b\n", "", "- a\n- c\n", ""},
		{"a value that others repeat", "a: &x 1\nb: *x\n", "1", "2", "", "repeated elsewhere"},
		{"line ends of the file", "a: 1\r\nb: 2\r\n", "b: 2\r\n", "b: 2\nc: 3\n", "a: 1\r\nb: 2\r\nc: 3\r\n", ""},
		{"a file that is broken", "a: b: c\nd: 1\n", "b: c", "\"b: c\"", "a: \"b: c\"\nd: 1\n", ""},
		{"a broken file that stays so", "a: b: c\nd: 1\n", "d", "e", "a: b: c\ne: 1\n", ""},
		{"a second mistake in a broken file", "a: b: c\nd: 1\n", "1", "\"1", "", "would not mend"},
		{"a broken file of which nothing is left", "a: [b: c\n", "a", "d", "", "would not mend"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			i := strings.Index(tt.in, tt.old)
			out, err := Apply(one(file, []byte(tt.in)), []diag.Edit{{Span: diag.Span{File: file, Start: i, End: i + len(tt.old)}, Text: tt.text}})
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("got %q and error %v, want an error with %q", out[file], err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, string(out[file])); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestApplyFiles(t *testing.T) {
	t.Parallel()
	at := func(file string, start, end int, text string) diag.Edit {
		return diag.Edit{Span: diag.Span{File: file, Start: start, End: end}, Text: text}
	}
	none := func(string) ([]byte, bool) { return nil, false }
	out, err := Apply(none, []diag.Edit{at("skills.yaml", 0, 0, "- a\n"), at("skills.yaml", 0, 0, "- b\n")})
	if err != nil || string(out["skills.yaml"]) != "- a\n- b\n" {
		t.Errorf("a new file: %q, %v", out["skills.yaml"], err)
	}
	for name, edits := range map[string][]diag.Edit{
		"overlap":            {at("a.yaml", 0, 3, "x"), at("a.yaml", 2, 4, "y")},
		"outside the file":   {at("a.yaml", 3, 99, "")},
		"outside the folder": {at("../a.yaml", 0, 0, "x: 1")},
		"inside a character": {at("a.yaml", 4, 5, "e")},
		"a broken new file":  {at("b.yaml", 0, 0, "a: b: c")},
	} {
		if out, err := Apply(one("a.yaml", []byte("a: é\n")), edits); err == nil {
			t.Errorf("%s was not refused: %q", name, out)
		}
	}
	page := []byte("---\ntitle: A\n---\n\nOne [x](y.md) two.\n")
	i := strings.Index(string(page), "y.md")
	out, err = Apply(one("a.md", page), []diag.Edit{at("a.md", i, i+4, "z.md"), at("a.md", 11, 12, "B")})
	if want := "---\ntitle: B\n---\n\nOne [x](z.md) two.\n"; err != nil || string(out["a.md"]) != want {
		t.Errorf("a page: %q, %v", out["a.md"], err)
	}
	if out, err := Apply(one("a.md", page), []diag.Edit{at("a.md", 11, 12, "A\n---\nB")}); err == nil {
		t.Errorf("front matter that ends early was not refused: %q", out)
	}
}

func TestEdits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		edit     func(f *File) (diag.Edit, error)
		want     string
		err      string
	}{
		{"set a value", "a: 1 # c\n", func(f *File) (diag.Edit, error) { return SetValue(f, f.Node.Get("a"), Text("x: y")) }, "a: \"x: y\" # c\n", ""},
		{"set nothing", "a:\nb: 1\n", func(f *File) (diag.Edit, error) { return SetValue(f, f.Node.Get("a"), Text("x")) }, "a: x\nb: 1\n", ""},
		{"set in braces", "a: {b: 1, c: 2}\n", func(f *File) (diag.Edit, error) { return SetValue(f, f.Node.Lookup("a", "b"), Text("x, y")) }, "a: {b: \"x, y\", c: 2}\n", ""},
		{"set a block", "a: |\n  x\n", func(f *File) (diag.Edit, error) { return SetValue(f, f.Node.Get("a"), Text("w")) }, "", "several lines"},
		{"set what is shared", "a: &x 1\nb: *x\n", func(f *File) (diag.Edit, error) { return SetValue(f, f.Node.Get("b"), Text("w")) }, "", "shared"},
		{"add a key", "a:\n  b: 1 # c\n\nd: 2\n", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node.Get("a"), "x", Text("w")) }, "a:\n  b: 1 # c\n  x: w\n\nd: 2\n", ""},
		{"add a key to an item", "- a: 1\n- b: 2\n", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node.Items[0], "id", Text("w")) }, "- a: 1\n  id: w\n- b: 2\n", ""},
		{"add a key behind a block", "a: |\n  x\n\nb: 1\n", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node, "c", Number(2)) }, "a: |\n  x\n\nb: 1\nc: 2\n", ""},
		{"add a key in braces", "a: {b: 1}\nc: {}\n", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node.Get("a"), "x", Text("w")) }, "a: {b: 1, x: w}\nc: {}\n", ""},
		{"add a key in empty braces", "c: {}\n", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node.Get("c"), "x", Text("w")) }, "c: {x: w}\n", ""},
		{"add a key below nothing", "a: # c\nb: 1\n", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node.Get("a"), "x", Text("w")) }, "a: # c\n  x: w\nb: 1\n", ""},
		{"add a key without a last line end", "a: 1", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node, "b", MapOf("c", 2)) }, "a: 1\nb:\n  c: 2", ""},
		{"add a key to an empty file", "# c\n", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node, "b", Text("x")) }, "# c\nb: x\n", ""},
		{"add a key that is there", "a: 1\n", func(f *File) (diag.Edit, error) { return AddKey(f, f.Node, "a", Text("x")) }, "", "there already"},
		{"append an item", "a:\n- x\n- y # c\nb: 1\n", func(f *File) (diag.Edit, error) {
			return AppendItem(f, f.Node.Get("a"), MapOf("id", "z", "title", "Z"))
		}, "a:\n- x\n- y # c\n- id: z\n  title: Z\nb: 1\n", ""},
		{"append with CRLF", "- x\r\n", func(f *File) (diag.Edit, error) { return AppendItem(f, f.Node, Text("w")) }, "- x\r\n- w\r\n", ""},
		{"append to items that stand apart", "- id: x\n  title: X\n\n- id: y\n", func(f *File) (diag.Edit, error) { return AppendItem(f, f.Node, MapOf("id", "z")) }, "- id: x\n  title: X\n\n- id: y\n\n- id: z\n", ""},
		{"append in brackets", "a: [x]\n", func(f *File) (diag.Edit, error) { return AppendItem(f, f.Node.Get("a"), Text("w")) }, "a: [x, w]\n", ""},
		{"append to empty brackets", "a: []\nb: 1\n", func(f *File) (diag.Edit, error) { return AppendItem(f, f.Node.Get("a"), MapOf("id", "w")) }, "a:\n  - id: w\nb: 1\n", ""},
		{"append to nothing", "a:\nb: 1\n", func(f *File) (diag.Edit, error) { return AppendItem(f, f.Node.Get("a"), Text("w")) }, "a:\n  - w\nb: 1\n", ""},
		{"append to an empty file", "", func(f *File) (diag.Edit, error) { return AppendItem(f, f.Node, Text("w")) }, "- w\n", ""},
		{"append to a word", "a: 1\n", func(f *File) (diag.Edit, error) { return AppendItem(f, f.Node.Get("a"), Text("w")) }, "", "no list"},
		{"remove a key", "a: 1\nb:\n  - x # c\nc: 2\n", func(f *File) (diag.Edit, error) { return RemoveKey(f, f.Node, "b") }, "a: 1\nc: 2\n", ""},
		{"remove in braces", "a: {b: 1, c: 2}\n", func(f *File) (diag.Edit, error) { return RemoveKey(f, f.Node.Get("a"), "c") }, "a: {b: 1}\n", ""},
		{"remove the first in braces", "a: {b: 1, c: 2}\n", func(f *File) (diag.Edit, error) { return RemoveKey(f, f.Node.Get("a"), "b") }, "a: {c: 2}\n", ""},
		{"remove the first of an item", "- a: 1\n  b: 2\n", func(f *File) (diag.Edit, error) { return RemoveKey(f, f.Node.Items[0], "a") }, "- b: 2\n", ""},
		{"remove the only key", "a: {b: 1}\n", func(f *File) (diag.Edit, error) { return RemoveKey(f, f.Node.Get("a"), "b") }, "", "only key"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, _ := Parse("a.yaml", []byte(tt.in))
			e, err := tt.edit(f)
			var out map[string][]byte
			if err == nil {
				out, err = Apply(one("a.yaml", f.Data), []diag.Edit{e})
			}
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("got %q and error %v, want an error with %q", out["a.yaml"], err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, string(out["a.yaml"])); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

// FuzzApply makes any edit of any file. When it is not refused, every value that the edit does not
// touch is there afterwards.
func FuzzApply(f *testing.F) {
	f.Add("a: 1\nb: [x, y]\nc: |\n  z\n", 3, 4, "2")
	f.Add("- a: 1\n  b: 2\n- c\n", 7, 7, "- ")
	f.Add("0:  \n1: !", 3, 4, "0")
	f.Fuzz(func(t *testing.T, in string, start, end int, text string) {
		if len(in) > 2000 || len(text) > 200 {
			return
		}
		out, err := Apply(one("a.yaml", []byte(in)), []diag.Edit{{Span: diag.Span{File: "a.yaml", Start: start, End: end}, Text: text}})
		if err != nil || out["a.yaml"] == nil {
			return
		}
		before, _ := Parse("a.yaml", []byte(in))
		after, _ := Parse("a.yaml", out["a.yaml"])
		if before.Broken || before.Node == nil {
			return
		}
		if after.Broken {
			t.Fatalf("%q became %q", in, out["a.yaml"])
		}
		have := map[string]int{}
		each(after.Node, func(n *Node) { have[n.Text]++ })
		each(before.Node, func(n *Node) {
			touched := n.Span.Start <= end && start <= lineEnd([]byte(in), n.Span.End)
			if touched || n.Kind == Null {
				return
			}
			if have[n.Text]--; have[n.Text] < 0 {
				t.Fatalf("%q is lost: %q became %q", n.Text, in, out["a.yaml"])
			}
		})
	})
}

// each visits the scalars of a tree.
func each(n *Node, visit func(*Node)) {
	if n == nil {
		return
	}
	for i := range n.Pairs {
		each(n.Pairs[i].Value, visit)
	}
	for _, it := range n.Items {
		each(it, visit)
	}
	if n.Kind != Map && n.Kind != Seq {
		visit(n)
	}
}
