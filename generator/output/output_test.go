package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		child(dir)
	}
	os.Exit(m.Run())
}

func doc(path, text string) site.Document {
	return site.Document{Path: path, Render: func(w io.Writer) diag.List {
		io.WriteString(w, text)
		return nil
	}}
}

func docs(files map[string]string) []site.Document {
	var out []site.Document
	for path, text := range files {
		out = append(out, doc(path, text))
	}
	return out
}

// tree reads a folder, without the manifest.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ManifestName {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		got[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func mustWrite(t *testing.T, dir string, files map[string]string, o Options) Result {
	t.Helper()
	res, found, err := Write(dir, docs(files), o)
	if err != nil || len(found) > 0 {
		t.Fatalf("%v, %v", found, err)
	}
	if diff := cmp.Diff(files, tree(t, dir)); diff != "" {
		t.Fatalf("written (-want +got):\n%s", diff)
	}
	noLeftovers(t, dir)
	return res
}

func noLeftovers(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Lstat(benchPath(dir)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the work folder is still there: %v", err)
	}
}

// Each way in which a system may have to do it gives the same site and the same result.
func TestWrite(t *testing.T) {
	t.Parallel()
	ways := map[string]Options{
		"one step":    {},
		"two renames": {twoRenames: true},
		"copies":      {noLinks: true},
	}
	for name, o := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "deep", "public")
			first := map[string]string{"index.html": "home", "skills/a.html": "a", "skills/b.html": "b", "empty": ""}
			got := mustWrite(t, dir, first, o)
			want := Result{Documents: 4, Changed: 4, Bytes: 6}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("first (-want +got):\n%s", diff)
			}

			before := stat(t, filepath.Join(dir, "index.html"))
			folder := stat(t, dir)
			got = mustWrite(t, dir, first, o)
			want = Result{Documents: 4, Unchanged: 4, Bytes: 6}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("again (-want +got):\n%s", diff)
			}
			if !os.SameFile(folder, stat(t, dir)) {
				t.Error("a build that changed nothing replaced the folder")
			}

			put(t, filepath.Join(dir, ".DS_Store"), "finder")
			second := map[string]string{"index.html": "home", "skills/a.html": "A", "skills/c/d.html": "d", "empty": ""}
			res, _, err := Write(dir, docs(second), o)
			if err != nil {
				t.Fatal(err)
			}
			want = Result{Documents: 4, Changed: 2, Unchanged: 2, Bytes: 6, Removed: []string{"skills/b.html"}}
			if diff := cmp.Diff(want, res); diff != "" {
				t.Errorf("changed (-want +got):\n%s", diff)
			}
			second[".DS_Store"] = "finder"
			if diff := cmp.Diff(second, tree(t, dir)); diff != "" {
				t.Errorf("changed (-want +got):\n%s", diff)
			}
			after := stat(t, filepath.Join(dir, "index.html"))
			if linked := os.SameFile(before, after); linked == o.noLinks {
				t.Errorf("unchanged file is the same file: %v", linked)
			}
			noLeftovers(t, dir)
		})
	}
}

func stat(t *testing.T, name string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// A file of ours that somebody changed or deleted is written again.
func TestWriteMendsTheSite(t *testing.T) {
	t.Parallel()
	files := map[string]string{"a.html": "aaaa", "b.html": "bbbb", "c.html": "cccc", "d.html": "dddd"}
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, files, Options{})
	put(t, filepath.Join(dir, "a.html"), "shorter"[:2])
	put(t, filepath.Join(dir, "b.html"), "BBBB")
	later := stat(t, filepath.Join(dir, ManifestName)).ModTime().Add(1)
	if err := os.Chtimes(filepath.Join(dir, "b.html"), later, later); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "c.html")); err != nil {
		t.Fatal(err)
	}
	if res := mustWrite(t, dir, files, Options{}); res.Changed != 3 || res.Unchanged != 1 {
		t.Errorf("%+v", res)
	}
}

// What the system leaves in folders never stands in the way.
func TestWriteLitter(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, map[string]string{"a/b.html": "b", "c/d.html": "d"}, Options{})
	put(t, filepath.Join(dir, "a", "Thumbs.db"), "explorer")
	put(t, filepath.Join(dir, "c", "Thumbs.db"), "explorer")
	if _, _, err := Write(dir, docs(map[string]string{"a": "now a file", "c/e.html": "e"}), Options{}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a": "now a file", "c/e.html": "e", "c/Thumbs.db": "explorer"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWriteKeepsTheLastGoodSite(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	good := map[string]string{"index.html": "good", "a.html": "a"}
	mustWrite(t, dir, good, Options{})
	mistake := func(line string, s diag.Severity) site.Document {
		return site.Document{Path: line + ".html", Render: func(w io.Writer) diag.List {
			io.WriteString(w, "half a pa")
			return diag.List{{Code: "theme-mistake", Severity: s, Message: "in line " + line}}
		}}
	}
	res, found, err := Write(dir, []site.Document{
		doc("index.html", "new"), mistake("2", diag.Error), mistake("1", diag.Error), mistake("1x", diag.Warning),
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Result{}, res); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var messages []string
	for _, p := range found {
		messages = append(messages, p.Message)
	}
	if diff := cmp.Diff([]string{"in line 1", "in line 2", "in line 1x"}, messages); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(good, tree(t, dir)); diff != "" {
		t.Errorf("site (-want +got):\n%s", diff)
	}
	noLeftovers(t, dir)

	// Warnings publish.
	if _, found, err := Write(dir, []site.Document{mistake("1", diag.Warning)}, Options{}); err != nil || len(found) != 1 {
		t.Errorf("%v, %v", found, err)
	}
	if got := tree(t, dir)["1.html"]; got != "half a pa" {
		t.Errorf("not published: %q", got)
	}
}

// A bug in a renderer reaches the caller's goroutine, and leaves neither a lock nor a folder.
func TestWritePanics(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	func() {
		defer func() {
			v := recover()
			if err, ok := v.(error); !ok || !strings.Contains(err.Error(), "oh dear") || !strings.Contains(err.Error(), "output_test.go") {
				t.Errorf("recovered %v", v)
			}
		}()
		Write(dir, []site.Document{{Path: "a", Render: func(io.Writer) diag.List { panic("oh dear") }}}, Options{})
	}()
	noLeftovers(t, dir)
	mustWrite(t, dir, map[string]string{"a": "a"}, Options{})
}

func TestWriteLargeDocuments(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	film := strings.Repeat("0123456789abcdef", spoolLimit/8)
	files := map[string]string{"film.mp4": film, "index.html": "home", "other/film.mp4": film + "!"}
	if res := mustWrite(t, dir, files, Options{}); res.Changed != 3 {
		t.Errorf("%+v", res)
	}
	if res := mustWrite(t, dir, files, Options{}); res.Changed != 0 {
		t.Errorf("%+v", res)
	}
	files["film.mp4"] = film[1:]
	if res := mustWrite(t, dir, files, Options{}); res.Changed != 1 {
		t.Errorf("%+v", res)
	}
}

func TestWritePathCollisions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		paths []string
		want  string // in the message; "" for none
		bug   bool
	}{
		{"apart", []string{"a/b", "a/c", "ab"}, "", false},
		{"twice", []string{"a.html", "a.html"}, `two files of the site are both called "a.html"`, false},
		{"case", []string{"media/Photo.jpg", "media/photo.jpg"}, `"media/Photo.jpg" and "media/photo.jpg" are the same name on Windows and macOS`, false},
		{"case of folders", []string{"Media/a.jpg", "media/b.jpg"}, `"Media" and "media" are the same name`, false},
		{"composed and decomposed", []string{"caf\u00e9", "cafe\u0301"}, "are the same name", false},
		{"file and folder", []string{"a", "a/b"}, `"a" is both a file and a folder`, false},
		{"folder and file", []string{"a/b", "A"}, `"A" is both a file and a folder`, false},
		{"upwards", []string{"../a"}, "", true},
		{"absolute", []string{"/a"}, "", true},
		{"nothing", []string{""}, "", true},
		{"manifest", []string{ManifestName}, "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "public")
			var all []site.Document
			for _, p := range tt.paths {
				all = append(all, doc(p, ""))
			}
			_, found, err := Write(dir, all, Options{})
			if (err != nil) != tt.bug {
				t.Errorf("error %v", err)
			}
			if tt.want == "" && len(found) > 0 || tt.want != "" && (len(found) != 1 || !strings.Contains(found[0].Message, tt.want)) {
				t.Errorf("problems %+v, want %q", found, tt.want)
			}
			if _, err := os.Lstat(dir); (err == nil) != (tt.want == "" && !tt.bug) {
				t.Errorf("folder: %v", err)
			}
		})
	}
}

// The bytes on disk, the manifest's among them, do not depend on the machine.
func TestWriteIsReproducible(t *testing.T) {
	var all []site.Document
	for i := range 60 {
		all = append(all, doc(fmt.Sprintf("d%d/p%d.html", i%7, i), strings.Repeat(fmt.Sprint(i), i)))
	}
	write := func() map[string]string {
		dir := filepath.Join(t.TempDir(), "public")
		if _, _, err := Write(dir, all, Options{}); err != nil {
			t.Fatal(err)
		}
		got := tree(t, dir)
		data, err := os.ReadFile(filepath.Join(dir, ManifestName))
		if err != nil {
			t.Fatal(err)
		}
		got[ManifestName] = string(data)
		return got
	}
	want := write()
	for _, n := range []int{1, 3, 16} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
		t.Setenv("TZ", "Pacific/Apia")
		if diff := cmp.Diff(want, write()); diff != "" {
			t.Errorf("GOMAXPROCS=%d (-want +got):\n%s", n, diff)
		}
	}
}

// The manifest is published with the site on many hosts, so it must not name an unlisted page.
func TestManifest(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, map[string]string{"stories/unlisted-canary.html": "text"}, Options{})
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "canary") {
		t.Errorf("the manifest names a page:\n%s", data)
	}
	if m, ok := parseManifest(data); !ok || len(m) != 1 {
		t.Errorf("cannot read back:\n%s", data)
	}
	for _, broken := range []string{"", "x", string(data[:len(data)-1]), string(data) + "x\n", strings.Replace(string(data), " 4 ", " -4 ", 1)} {
		if _, ok := parseManifest([]byte(broken)); ok {
			t.Errorf("accepted %q", broken)
		}
	}
}

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(manifestHead))
	f.Add(manifestOf([]file{{path: "a", stamp: stamp{size: 3}}, {path: "b/c"}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, ok := parseManifest(data)
		if !ok && m != nil {
			t.Errorf("refused, but returned %v", m)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	const n = 1000
	page := strings.Repeat("0123456789", 1000)
	var all []site.Document
	for i := range n {
		all = append(all, doc(fmt.Sprintf("d%d/p%d.html", i%10, i), fmt.Sprint(i)+page))
	}
	plain := func(b *testing.B, dir string) {
		for i, d := range all {
			if i < 10 {
				os.MkdirAll(filepath.Join(dir, filepath.Dir(d.Path)), 0o755)
			}
			if err := os.WriteFile(filepath.Join(dir, d.Path), []byte(fmt.Sprint(i)+page), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("plain", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			plain(b, filepath.Join(b.TempDir(), fmt.Sprint(i)))
		}
	})
	b.Run("plain, 20 documents", func(b *testing.B) {
		base := b.TempDir()
		for i := 0; b.Loop(); i++ {
			for k, d := range all[:20] {
				name := filepath.Join(base, fmt.Sprint(i), d.Path)
				if k < 10 {
					os.MkdirAll(filepath.Dir(name), 0o755)
				}
				if err := os.WriteFile(name, []byte(fmt.Sprint(k)+page), 0o644); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("new, 20 documents", func(b *testing.B) {
		base := b.TempDir()
		for i := 0; b.Loop(); i++ {
			if _, _, err := Write(filepath.Join(base, fmt.Sprint(i)), all[:20], Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("new", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, _, err := Write(filepath.Join(b.TempDir(), fmt.Sprint(i)), all, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		dir := filepath.Join(b.TempDir(), "public")
		for b.Loop() {
			if _, _, err := Write(dir, all, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("one changed", func(b *testing.B) {
		dir := filepath.Join(b.TempDir(), "public")
		some := append([]site.Document(nil), all...)
		for i := 0; b.Loop(); i++ {
			some[500] = doc(all[500].Path, fmt.Sprint(i))
			if _, _, err := Write(dir, some, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("all changed", func(b *testing.B) {
		dir := filepath.Join(b.TempDir(), "public")
		some := append([]site.Document(nil), all...)
		for i := 0; b.Loop(); i++ {
			for k := range some {
				some[k] = doc(all[k].Path, fmt.Sprint(i, k)+page)
			}
			if _, _, err := Write(dir, some, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
