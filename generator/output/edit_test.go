package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEdit(t *testing.T) {
	t.Parallel()
	start := map[string]string{"passport.yaml": "old", "skills/a.md": "a", "skills/b.md": "b"}
	tests := []struct {
		name    string
		changed map[string][]byte
		want    map[string]string
		err     string
	}{
		{"nothing", nil, start, ""},
		{"change and add", map[string][]byte{"passport.yaml": []byte("new"), "log/2024/x.md": []byte("x")},
			map[string]string{"passport.yaml": "new", "skills/a.md": "a", "skills/b.md": "b", "log/2024/x.md": "x"}, ""},
		{"rename", map[string][]byte{"skills/a.md": nil, "skills/c.md": []byte("a")},
			map[string]string{"passport.yaml": "old", "skills/b.md": "b", "skills/c.md": "a"}, ""},
		{"empty", map[string][]byte{"skills/a.md": {}}, map[string]string{"passport.yaml": "old", "skills/a.md": "", "skills/b.md": "b"}, ""},
		{"delete what is not there", map[string][]byte{"gone.md": nil}, start, ""},
		{"outside", map[string][]byte{"passport.yaml": []byte("new"), "../x.md": []byte("x")}, start, "does not lie in the folder"},
		{"absolute", map[string][]byte{"/etc/x": []byte("x")}, start, "does not lie in the folder"},
		{"a folder", map[string][]byte{"passport.yaml": []byte("new"), "skills": []byte("x")}, start, "not a file"},
		{"below a file", map[string][]byte{"a.md": []byte("new"), "passport.yaml/x.md": []byte("x")}, start, "passport.yaml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for p, text := range start {
				put(t, filepath.Join(dir, p), text)
			}
			err := Edit(dir, tt.changed)
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
			if diff := cmp.Diff(tt.want, tree(t, dir)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tt.err != "" {
				if list, err := os.ReadDir(dir); err != nil || len(list) != 2 {
					t.Errorf("left behind: %v, %v", list, err)
				}
			}
		})
	}
}

func TestEditKeepsPermissionsAndLinks(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has neither")
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "real", "about.md"), "old")
	put(t, filepath.Join(dir, "private.md"), "old")
	if err := os.Chmod(filepath.Join(dir, "private.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "outside.md")
	put(t, outside, "outside")
	for name, target := range map[string]string{"about.md": "real/about.md", "evil.md": outside, "up.md": "../x.md", "loop.md": "loop.md"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := Edit(dir, map[string][]byte{"about.md": []byte("new"), "private.md": []byte("new")}); err != nil {
		t.Fatal(err)
	}
	if target, err := os.Readlink(filepath.Join(dir, "about.md")); err != nil || target != "real/about.md" {
		t.Errorf("the link became %q, %v", target, err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "real", "about.md")); string(data) != "new" {
		t.Errorf("linked file is %q", data)
	}
	if mode := stat(t, filepath.Join(dir, "private.md")).Mode(); mode != 0o600 {
		t.Errorf("mode %v", mode)
	}
	for _, name := range []string{"evil.md", "up.md", "loop.md"} {
		if err := Edit(dir, map[string][]byte{name: []byte("new")}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if data, _ := os.ReadFile(outside); string(data) != "outside" {
		t.Errorf("a file outside became %q", data)
	}
}

// When one of several files cannot be replaced, none is.
func TestEditIsUndone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.md"), "a")
	put(t, filepath.Join(dir, "b.md"), "b")
	r, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	e := &editor{root: r, name: dir}
	if err := e.stage(map[string][]byte{"a.md": []byte("A"), "b.md": nil, "n/new.md": []byte("N"), "z.md": []byte("Z")}); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "z.md", "in-the-way"), "x") // a folder where z.md should go
	if err := e.commit(); err == nil {
		t.Fatal("no error")
	}
	e.undo()
	want := map[string]string{"a.md": "a", "b.md": "b", "z.md/in-the-way": "x"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := os.Lstat(filepath.Join(dir, "n")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a new folder stayed: %v", err)
	}
}

func TestEditClearsLeftovers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, filepath.Join(dir, tempPrefix+"1"), "left from a run that was killed")
	put(t, filepath.Join(dir, tempPrefix+"notes"), "somebody's own")
	if err := Edit(dir, map[string][]byte{"a.md": []byte("a")}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a.md": "a", tempPrefix + "notes": "somebody's own"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCreate(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "passport")
	wrote, err := Create(dir, map[string][]byte{"passport.yaml": []byte("p"), "skills/a.md": []byte("a")})
	if diff := cmp.Diff([]string{"passport.yaml", "skills/a.md"}, wrote); diff != "" || err != nil {
		t.Fatalf("%v (-want +got):\n%s", err, diff)
	}
	wrote, err = Create(dir, map[string][]byte{"passport.yaml": []byte("other"), "about.md": []byte("b")})
	if diff := cmp.Diff([]string{"about.md"}, wrote); diff != "" || err != nil {
		t.Fatalf("%v (-want +got):\n%s", err, diff)
	}
	// A failure takes back what was written in the same call, and only that.
	wrote, err = Create(dir, map[string][]byte{"goals/a.md": []byte("g"), "passport.yaml/x": nil})
	if err == nil || len(wrote) > 0 {
		t.Errorf("%v, %v", wrote, err)
	}
	if _, err := Create(dir, map[string][]byte{"../x": nil}); err == nil {
		t.Error("wrote outside")
	}
	want := map[string]string{"passport.yaml": "p", "skills/a.md": "a", "about.md": "b"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := os.Lstat(filepath.Join(dir, "goals")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a new folder stayed: %v", err)
	}
}

func TestErrorsAreReadable(t *testing.T) {
	t.Parallel()
	tests := []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "open", Path: "work/x", Err: fs.ErrPermission}, "cannot write public/a.html: no permission; see whether the folder is yours, or use another"},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: fs.ErrNotExist}, "cannot write public/a.html: there is no such file or folder"},
		{errors.New("something odd"), "cannot write public/a.html: something odd"},
	}
	for _, tt := range tests {
		err := fault("write", "public/a.html", tt.err)
		if err.Error() != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%q, want %q", err, tt.want)
		}
		if again := fault("read", "b", err); again != err {
			t.Errorf("wrapped twice: %v", again)
		}
	}
}
