package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	example "github.com/talent-passport/passport/content-example"
	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

// today is the day on which all of these tests take place.
var today = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func builder() *generator.Builder {
	return generator.NewBuilder(generator.Options{Now: today, Version: "test", Cache: pictures})
}

// pictures is where all tests keep pictures that were made, as a person does: making those of the example anew each time
// would take most of the time.
var pictures string

func TestMain(m *testing.M) {
	var err error
	if pictures, err = os.MkdirTemp("", "passport-pictures-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(pictures)
	os.Exit(code)
}

// buildExample builds the example passport into a folder of its own.
func buildExample(t testing.TB) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "public")
	built, err := builder().Build(filepath.FromSlash("../content-example"), generator.BuildOptions{Out: dir})
	if err != nil {
		t.Fatal(err)
	}
	if !built.Written {
		t.Fatalf("not built: %+v", built.Problems)
	}
	return dir
}

// TestExampleIsClean: the example has no error and no warning, at any time in the coming years.
func TestExampleIsClean(t *testing.T) {
	t.Parallel()
	for _, now := range []time.Time{today, today.AddDate(3, 0, 0)} {
		b := generator.NewBuilder(generator.Options{Now: now})
		for _, p := range b.Plan(example.FS, nil).Problems {
			if p.Severity.String() != "note" {
				t.Errorf("%s: %s at %s %d: %s", now.Format("2006"), p.Code, p.Span.File, p.Span.Start, p.Message)
			}
		}
	}
}

// TestExampleIsComplete: at least 45 entries, every kind, and two languages.
func TestExampleIsComplete(t *testing.T) {
	t.Parallel()
	c := builder().CheckFS(example.FS)
	if n := len(c.Passport.Entries); n < 45 {
		t.Errorf("%d entries, want at least 45", n)
	}
	kinds := map[string]bool{}
	translated := 0
	for _, e := range c.Passport.Entries {
		kinds[e.Kind.Name] = true
		translated += len(e.Translations)
	}
	for _, name := range generator.KindNames() {
		if !kinds[name] {
			t.Errorf("no %s", name)
		}
	}
	if translated < 3 {
		t.Errorf("%d translated entries, want a few", translated)
	}
}

// TestSameBytes: the same input gives the same bytes whatever the number of processors, the order of
// work, the time zone, and the line ends that a checkout left behind.
func TestSameBytes(t *testing.T) {
	notShort(t)
	// Not parallel: it changes how many processors there are, and the time zone.
	want := exampleDocuments()
	procs, zone := runtime.GOMAXPROCS(0), time.Local
	defer func() { runtime.GOMAXPROCS(procs); time.Local = zone }()
	for _, n := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(n)
		time.Local = time.FixedZone("far", n*3600)
		compare(t, "other processors and time zone", want, render(t, example.FS))
	}
	compare(t, "CRLF", want, render(t, withCRLF(t)))
}

// withCRLF is the example as Windows checks it out: text files with CRLF.
func withCRLF(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(example.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(example.FS, name)
		if ext := filepath.Ext(name); ext == ".md" || ext == ".yaml" {
			data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
		}
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// render renders every document of a passport, in a Builder of its own.
func render(t testing.TB, folder fs.FS) map[string]string {
	t.Helper()
	out, err := rendered(folder)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func rendered(folder fs.FS) (map[string]string, error) {
	out := map[string]string{}
	for _, d := range builder().Plan(folder, nil).Documents {
		var b bytes.Buffer
		if found := d.Render(&b); found.HasErrors() {
			return nil, fmt.Errorf("%s: %+v", d.Path, found)
		}
		out[d.Path] = b.String()
	}
	return out, nil
}

// exampleDocuments are the documents of the example, rendered once for all tests that only read them.
var exampleDocuments = sync.OnceValue(func() map[string]string {
	out, err := rendered(example.FS)
	if err != nil {
		panic(err)
	}
	return out
})

func compare(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" {
		t.Fatalf("%s: other documents (-want +got):\n%s", what, diff)
	}
	for name := range want {
		if want[name] != got[name] {
			t.Errorf("%s: %s differs (-want +got):\n%s", what, name, cmp.Diff(excerpt(want[name], got[name])))
		}
	}
}

// excerpt cuts two texts to where they begin to differ.
func excerpt(a, b string) (string, string) {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+120)] }
	return cut(a), cut(b)
}

// TestPages holds every page of the example to what a page promises, whatever its template.
func TestPages(t *testing.T) {
	t.Parallel()
	docs := exampleDocuments()
	for _, want := range []string{
		"index.html", "cv.html", "404.html", "passport.json", "passport.jsonld", "sitemap.xml", "robots.txt", ".nojekyll",
		"skills/index.html", "experience/index.html", "pt/index.html",
	} {
		if _, ok := docs[want]; !ok {
			t.Errorf("no %s", want)
		}
	}
	titles := map[string]string{}
	for name, text := range docs {
		if !strings.HasSuffix(name, ".html") || strings.Contains(text, "http-equiv=refresh") || strings.Contains(text, `http-equiv="refresh"`) {
			continue
		}
		if n := strings.Count(text, "<h1"); n != 1 {
			t.Errorf("%s: %d h1", name, n)
		}
		for _, part := range []string{"<html lang=", "<title>", "Content-Security-Policy", "application/ld+json", "<main", "skip"} {
			// What search engines are asked to leave alone (the 404 page, unlisted entries) has no data for them.
			if !strings.Contains(text, part) && !(part == "application/ld+json" && strings.Contains(text, "noindex")) {
				t.Errorf("%s: no %s", name, part)
			}
		}
		for _, not := range []string{"<no value>", "ZgotmplZ", "%!", " style=", "<style", "javascript:"} {
			if strings.Contains(text, not) {
				t.Errorf("%s: contains %q", name, not)
			}
		}
		_, title, _ := strings.Cut(text, "<title>")
		title, _, _ = strings.Cut(title, "</title>")
		if other, ok := titles[title]; ok && !strings.HasPrefix(name, "pt/") && !strings.HasPrefix(other, "pt/") {
			t.Errorf("%s and %s have the same title %q", name, other, title)
		}
		titles[title] = name
	}
}

// TestNothingHidden: what the example hides is in no document, in any form.
func TestNothingHidden(t *testing.T) {
	t.Parallel()
	c := builder().CheckFS(example.FS)
	docs := exampleDocuments()
	hidden := 0
	for _, e := range c.Passport.Entries {
		v := string(e.Visibility)
		if v == "" {
			v = string(e.Kind.Default)
		}
		if !e.Private && v != "private" && v != "draft" || len(e.Title.Value) < 8 {
			continue
		}
		hidden++
		for name, text := range docs {
			if strings.Contains(text, e.Title.Value) {
				t.Errorf("%s tells of %s/%s, which is hidden: %q", name, e.Kind.Folder, e.ID, e.Title.Value)
			}
		}
	}
	if hidden < 2 {
		t.Errorf("the example hides %d entries; two are needed for this test to mean anything", hidden)
	}
}

// TestUmask: files of a site have the same permissions whatever the umask was.
func TestUmask(t *testing.T) {
	dir := buildExample(t)
	info, err := os.Stat(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o644 {
		t.Errorf("index.html has mode %v, want 0644", info.Mode().Perm())
	}
}

// TestFixMany mends thousands of mistakes in one file, in time that grows with the file and not with
// its square.
func TestFixMany(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const n = 4000
	var list strings.Builder
	for i := range n {
		fmt.Fprintf(&list, "- titel: skill %d\n", i)
	}
	write(t, dir, fstest.MapFS{
		"passport.yaml": {Data: []byte("schema: 1\nperson: {name: Ana}\n")},
		"skills.yaml":   {Data: []byte(list.String())},
	})
	fixed, err := builder().Fix(dir)
	if err != nil || len(fixed.Refused) > 0 {
		t.Fatalf("%v %v", err, fixed.Refused)
	}
	text, err := os.ReadFile(filepath.Join(dir, "skills.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if got := bytes.Count(text, []byte("  title: skill ")); got != n {
		t.Errorf("%d titles are right, want %d", got, n)
	}
	if got := bytes.Count(text, []byte("- id: skill-")); got != n {
		t.Errorf("%d ids, want %d", got, n)
	}
}

// TestDamagedPicture builds a passport with a photograph whose data end before the picture does, as after a
// transfer that went wrong: its head is whole, so that only decoding it shows the damage. The site is built without it.
func TestDamagedPicture(t *testing.T) {
	t.Parallel()
	photo, err := fs.ReadFile(example.FS, "media/handover.jpg")
	if err != nil {
		t.Fatal(err)
	}
	copy(photo[len(photo)/2:], "\xff\xd9")
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "site")
	write := func(name string, data []byte) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("passport.yaml", []byte("person: {name: Ana, portrait: {src: media/me.jpg, alt: Me at work}}\nsite: {url: https://ana.example/}\n"))
	write("media/me.jpg", photo)
	built, err := builder().Build(dir, generator.BuildOptions{Out: out})
	if err != nil || !built.Written {
		t.Fatal("nothing was built", err, built)
	}
	if n := len(built.Problems); !slices.ContainsFunc(built.Problems, func(p diag.Problem) bool {
		return p.Code == "picture-refused" && p.Severity == diag.Warning && p.Span.File == "media/me.jpg"
	}) {
		t.Error("the damage is not told among", n, "problems")
	}
	home, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil || bytes.Contains(home, []byte("media/me")) {
		t.Error("the home page shows a picture that is not there", err)
	}
	if built, err = builder().Build(dir, generator.BuildOptions{Out: filepath.Join(t.TempDir(), "site"), Strict: true}); err != nil || built.Written {
		t.Error("a strict build took no offence", err)
	}
}
