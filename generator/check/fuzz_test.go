package check_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/talent-passport/passport/generator/check"
)

// FuzzMeaning lays any text over the files of a small passport: nothing panics, every span lies in its
// file, and asking again gives the same answer.
func FuzzMeaning(f *testing.F) {
	names, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if file.Name != "want" && !strings.HasPrefix(file.Name, "fixed/") && len(file.Data) < 4000 {
				f.Add(file.Name, string(file.Data))
			}
		}
	}
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		f.Fatal(err)
	}
	schemas := check.NewSchemas()
	f.Fuzz(func(t *testing.T, name, text string) {
		fsys := fstest.MapFS{}
		for _, file := range base.Files {
			fsys[file.Name] = &fstest.MapFile{Data: file.Data}
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		list, tree := everything(schemas, fsys)
		for _, p := range list {
			if data := tree.Read(p.Span.File); p.Span.Start < 0 || p.Span.Start > p.Span.End || data != nil && p.Span.End > len(data) {
				t.Errorf("%s: the span %v lies outside its file", p.Code, p.Span)
			}
		}
		check.Fix(list)
		again, _ := everything(schemas, fsys)
		if a, b := short(t, list, tree), short(t, again, tree); a != b {
			t.Errorf("two runs differ:\n%s\n%s", a, b)
		}
	})
}
