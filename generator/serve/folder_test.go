package serve

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// put writes a file, and the folders above it.
func put(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func opened(t testing.TB, dir string) *folder {
	t.Helper()
	f, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.close)
	return f
}

// TestFolderIsAFileSystem holds the folder to the rules for file systems, before and after it is known.
func TestFolderIsAFileSystem(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.md", "one")
	put(t, dir, "media/b.png", "two")
	put(t, dir, "sub/deep/c.yaml", "three")
	f := opened(t, dir)
	for range 2 {
		if err := fstest.TestFS(f, "a.md", "media/b.png", "sub/deep/c.yaml"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFolderStaysInside: no name leads out of the folder, by dots or by a link.
func TestFolderStaysInside(t *testing.T) {
	top := t.TempDir()
	put(t, top, "secret.md", "secret")
	put(t, top, "me/a.md", "one")
	if err := os.Symlink("../secret.md", filepath.Join(top, "me", "link.md")); err != nil {
		t.Skip(err)
	}
	f := opened(t, filepath.Join(top, "me"))
	if _, err := f.ReadDir("."); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../secret.md", "link.md", "/etc/passwd", "a/../../secret.md"} {
		if data, err := f.ReadFile(name); err == nil {
			t.Errorf("%s is %q", name, data)
		}
	}
}

// TestUpdate takes in one change after the other, as events tell of them.
func TestUpdate(t *testing.T) {
	tests := []struct {
		name string
		do   func(t *testing.T, dir string)
		path string
		sure bool
		want change
		then string // what the files are afterwards, as far as they are read
	}{
		{"the same again", func(t *testing.T, dir string) { put(t, dir, "a.md", "one") }, "a.md", false, same, "a.md=one b.md=two"},
		{"other words", func(t *testing.T, dir string) { put(t, dir, "a.md", "new") }, "a.md", false, changed, "a.md=new b.md=two"},
		{"a new file", func(t *testing.T, dir string) { put(t, dir, "c.md", "three") }, "c.md", false, changed, "a.md=one b.md=two c.md=three"},
		{"an empty file", func(t *testing.T, dir string) { put(t, dir, "a.md", "") }, "a.md", false, doubtful, "a.md=one b.md=two"},
		{"an empty file, for sure", func(t *testing.T, dir string) { put(t, dir, "a.md", "") }, "a.md", true, changed, "a.md= b.md=two"},
		{"a file that is gone", func(t *testing.T, dir string) { remove(t, dir, "a.md") }, "a.md", false, doubtful, "a.md=one b.md=two"},
		{"gone for sure", func(t *testing.T, dir string) { remove(t, dir, "a.md") }, "a.md", true, changed, "b.md=two"},
		{"what never was", func(*testing.T, string) {}, "x.md", false, same, "a.md=one b.md=two"},
		{"a folder nobody reads", func(t *testing.T, dir string) { put(t, dir, "other/x.md", "x") }, "other/x.md", false, same, "a.md=one b.md=two"},
		{"a file in place of a folder", func(t *testing.T, dir string) {
			remove(t, dir, "sub")
			put(t, dir, "sub", "file")
		}, "sub", false, changed, "a.md=one b.md=two"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "a.md", "one")
			put(t, dir, "b.md", "two")
			if err := os.Mkdir(filepath.Join(dir, "sub"), 0o755); err != nil {
				t.Fatal(err)
			}
			f := opened(t, dir)
			texts(t, f)
			tt.do(t, dir)
			if got := f.update(tt.path, tt.sure); got != tt.want {
				t.Errorf("update says %v, want %v", got, tt.want)
			}
			if got := texts(t, f); got != tt.then {
				t.Errorf("then there is %s, want %s", got, tt.then)
			}
		})
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

// texts are the Markdown files at the top and what is in them.
func texts(t *testing.T, f *folder) string {
	t.Helper()
	list, err := fs.ReadDir(f, ".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range list {
		if !strings.HasSuffix(d.Name(), ".md") {
			continue
		}
		data, err := fs.ReadFile(f, d.Name())
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d.Name()+"="+string(data))
	}
	return strings.Join(out, " ")
}

// TestRenamedFolder: after a folder got another name, the old watches are given up, whatever lay in it.
func TestRenamedFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "e/w/h.md", "one")
	f := opened(t, dir)
	var watched, forgotten []string
	f.watch = func(d string) { watched = append(watched, d) }
	f.forget = func(d string) { forgotten = append(forgotten, d) }
	walk := func() {
		t.Helper()
		if err := fs.WalkDir(f, ".", func(string, fs.DirEntry, error) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	walk()
	if err := os.Rename(filepath.Join(dir, "e"), filepath.Join(dir, "f")); err != nil {
		t.Fatal(err)
	}
	if f.update("e", false) != changed || f.update("f", false) != changed {
		t.Error("the rename was not seen")
	}
	walk()
	slices.Sort(forgotten)
	if want := []string{"e", "e/w"}; !slices.Equal(forgotten, want) {
		t.Errorf("no longer watched: %v, want %v", forgotten, want)
	}
	if want := []string{".", "e", "e/w", "f", "f/w"}; !slices.Equal(watched, want) {
		t.Errorf("watched: %v, want %v", watched, want)
	}
	if _, err := fs.ReadFile(f, "f/w/h.md"); err != nil {
		t.Error(err)
	}
	if _, err := fs.ReadFile(f, "e/w/h.md"); err == nil {
		t.Error("the old name still leads somewhere")
	}
}

// TestDiffering finds by looking what events would have told, a change within the clock's grain included.
func TestDiffering(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.md", "one")
	put(t, dir, "b.md", "two")
	put(t, dir, "sub/c.md", "three")
	old := time.Now().Add(-time.Hour)
	for _, name := range []string{"a.md", "b.md", "sub/c.md"} {
		if err := os.Chtimes(filepath.Join(dir, filepath.FromSlash(name)), old, old); err != nil {
			t.Fatal(err)
		}
	}
	f := opened(t, dir)
	_ = fs.WalkDir(f, ".", func(string, fs.DirEntry, error) error { return nil })
	if got := f.differing(time.Now()); len(got) != 0 {
		t.Errorf("nothing changed, but %v", got)
	}
	put(t, dir, "a.md", "eno") // the same size
	remove(t, dir, "b.md")
	put(t, dir, "sub/d.md", "four")
	if err := os.Chtimes(filepath.Join(dir, "a.md"), old, old); err != nil {
		t.Fatal(err)
	}
	// a.md has its old size and time. Had it been new when it was read, its time would tell nothing.
	if got, want := f.differing(time.Now()), []string{"b.md", "sub/d.md"}; !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
	if got, want := f.differing(old.Add(time.Second)), []string{"a.md", "b.md", "sub/c.md", "sub/d.md"}; !slices.Equal(got, want) {
		t.Errorf("right after the last change: %v, want %v", got, want)
	}
}
