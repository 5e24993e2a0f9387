package generator_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	example "github.com/talent-passport/passport/content-example"
	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/themes"
)

// TestEveryKindIsWhole names what a kind lacks: its file in each package that has one per kind, its
// schema, its starter, entries in the example, and its words.
func TestEveryKindIsWhole(t *testing.T) {
	t.Parallel()
	c := builder().CheckFS(example.FS)
	for _, k := range passport.Kinds() {
		for _, file := range []string{
			"passport/" + k.Name + ".go", "jsonld/" + k.Name + ".go", "starter/new/" + k.Folder + ".md",
			"../schema/v1/" + k.Folder + ".schema.json",
		} {
			if _, err := os.Stat(filepath.FromSlash(file)); err != nil {
				t.Errorf("%s: no %s", k.Name, file)
			}
		}
		if _, ok := generator.Schema(k.Name); !ok {
			t.Errorf("%s: no schema by that name", k.Name)
		}
		has := false
		for _, e := range c.Passport.Entries {
			has = has || e.Kind == k
		}
		if !has {
			t.Errorf("%s: none in content-example", k.Name)
		}
		if key := "kind." + k.Folder; lang.For("en").Say(key) == key || lang.For("en").Say(key) == "" {
			t.Errorf("%s: no word %q", k.Name, key)
		}
	}
}

// TestEveryCodeIsExplained: codes are kebab-case, documented once, with a wrong and a right example or
// at least a paragraph.
func TestEveryCodeIsExplained(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, d := range generator.Codes() {
		if seen[d.Code] {
			t.Errorf("%s is documented twice", d.Code)
		}
		seen[d.Code] = true
		if d.Code != strings.ToLower(d.Code) || strings.ContainsAny(d.Code, " _.") {
			t.Errorf("%q is not kebab-case", d.Code)
		}
		if d.Title == "" || len(d.Text) < 40 {
			t.Errorf("%s: explained in %d letters", d.Code, len(d.Text))
		}
	}
	if len(seen) < 60 {
		t.Errorf("%d codes", len(seen))
	}
}

// TestStartersAreSound: what `passport new` writes for every kind has no error; a warning may ask for more.
func TestStartersAreSound(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := generator.Init(dir, generator.Answers{Name: "Ana Prata", ID: "urn:uuid:41bc3d14-2826-4a9e-9650-337666c40467"}); err != nil {
		t.Fatal(err)
	}
	b := builder()
	for _, name := range generator.KindNames() {
		if _, err := b.New(dir, name, "Something new"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	checked, err := b.Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range checked.Problems {
		if p.Severity.String() == "error" {
			t.Errorf("%s: %s: %s", p.Span.File, p.Code, p.Message)
		}
	}
	var files []string
	fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".md") {
			files = append(files, name)
		}
		return err
	})
	if len(files) < len(generator.KindNames()) {
		t.Errorf("only %v", files)
	}
}

// TestThemesAreKnown: the check knows each theme that comes with the program, and no other.
func TestThemesAreKnown(t *testing.T) {
	t.Parallel()
	list, err := fs.ReadDir(themes.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range append(list, nil) {
		name, known := "no-such-theme", false
		if d != nil {
			if !d.IsDir() {
				continue
			}
			name, known = d.Name(), true
		}
		folder := fstest.MapFS{"passport.yaml": {Data: []byte("person: {name: Ana}\nsite: {url: https://ana.example/, theme: " + name + "}\n")}}
		complaints := 0
		for _, p := range builder().Plan(folder, nil).Problems {
			if p.Code == "unknown-theme" {
				complaints++
			}
		}
		if want := map[bool]int{true: 0, false: 1}[known]; complaints != want {
			t.Errorf("theme %q: %d complaints, want %d", name, complaints, want)
		}
	}
}
