package output

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// A document that says what it is made from is rendered again only when that changed, or the file did.
func TestFrom(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	rendered := 0
	write := func(from byte, text string) Result {
		t.Helper()
		res, found, err := Write(dir, []site.Document{
			{Path: "cv.pdf", From: func() [32]byte { return [32]byte{from} }, Render: func(w io.Writer) diag.List {
				rendered++
				_, _ = io.WriteString(w, text)
				return nil
			}},
			{Path: "index.html", Render: func(w io.Writer) diag.List { _, _ = io.WriteString(w, text); return nil }},
		}, Options{})
		if err != nil || len(found) > 0 {
			t.Fatalf("%v, %v", found, err)
		}
		return res
	}
	step := func(what string, res Result, times, changed int, files map[string]string) {
		t.Helper()
		if rendered != times || res.Changed != changed {
			t.Errorf("%s: rendered %d times and changed %d, want %d and %d", what, rendered, res.Changed, times, changed)
		}
		if diff := cmp.Diff(files, tree(t, dir)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	step("first", write(1, "a"), 1, 2, map[string]string{"cv.pdf": "a", "index.html": "a"})
	step("the same", write(1, "b"), 1, 1, map[string]string{"cv.pdf": "a", "index.html": "b"})
	step("the same again", write(1, "b"), 1, 0, map[string]string{"cv.pdf": "a", "index.html": "b"})
	step("made from other things", write(2, "b"), 2, 1, map[string]string{"cv.pdf": "b", "index.html": "b"})

	put(t, filepath.Join(dir, "cv.pdf"), "x")
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "cv.pdf"), later, later); err != nil {
		t.Fatal(err)
	}
	step("after somebody changed it", write(2, "b"), 3, 1, map[string]string{"cv.pdf": "b", "index.html": "b"})
}
