package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	home, err := os.UserHomeDir()
	if err != nil {
		t.Skip("no home folder")
	}
	tests := []struct {
		name   string
		setup  func(t *testing.T, base string) (dir string, o Options)
		why    string
		wayOut string
		files  []string
	}{
		{"the root", func(*testing.T, string) (string, Options) { return "/", Options{Force: true} }, "root of the disk", "another folder", nil},
		{"home", func(*testing.T, string) (string, Options) { return home, Options{Force: true} }, "home folder", "another folder", nil},
		{"above home", func(*testing.T, string) (string, Options) { return filepath.Dir(home), Options{Force: true} }, "", "another folder", nil},
		{"the passport itself", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, "passport.yaml"), "")
			return base, Options{Source: base, Force: true}
		}, "contains the passport", "another folder", nil},
		{"a folder above the passport", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, "a", "b", "passport.yaml"), "")
			return base, Options{Source: filepath.Join(base, "a", "b"), Force: true}
		}, "contains the passport", "another folder", nil},
		{"the passport through a link", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, "real", "passport.yaml"), "")
			if err := os.Symlink(filepath.Join(base, "real"), filepath.Join(base, "alias")); err != nil {
				t.Skip(err)
			}
			return filepath.Join(base, "real"), Options{Source: filepath.Join(base, "alias"), Force: true}
		}, "contains the passport", "another folder", nil},
		{"a git work tree", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, ".git", "HEAD"), "ref")
			return base, Options{Force: true}
		}, "git work tree", "another folder", nil},
		{"a linked git work tree below", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, "sub", ".git"), "gitdir: elsewhere")
			return base, Options{Force: true}
		}, "git work tree", "another folder", nil},
		{"git's own folder", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, ".git", "HEAD"), "ref")
			return filepath.Join(base, ".git"), Options{Force: true}
		}, "belongs to git", "another folder", nil},
		{"a link", func(t *testing.T, base string) (string, Options) {
			if err := os.Symlink(t.TempDir(), filepath.Join(base, "public")); err != nil {
				t.Skip(err)
			}
			return filepath.Join(base, "public"), Options{Force: true}
		}, "symbolic link", "name the folder that it points to", nil},
		{"a file", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, "public"), "text")
			return filepath.Join(base, "public"), Options{Force: true}
		}, "a file, not a folder", "another folder", nil},
		{"somebody's folder", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, "taxes", "2025.pdf"), "text")
			return base, Options{}
		}, `passport did not write what is in it ("taxes/2025.pdf")`, "--force", []string{"taxes/2025.pdf"}},
		{"a folder with a forged manifest", func(t *testing.T, base string) (string, Options) {
			put(t, filepath.Join(base, ManifestName), "passport manifest 1\n")
			return base, Options{}
		}, "passport did not write", "--force", []string{ManifestName}},
		{"our folder with foreign files", func(t *testing.T, base string) (string, Options) {
			mustWrite(t, filepath.Join(base, "public"), map[string]string{"index.html": "home"}, Options{})
			put(t, filepath.Join(base, "public", "notes.txt"), "mine")
			put(t, filepath.Join(base, "public", "a", "b.txt"), "mine")
			put(t, filepath.Join(base, "public", "CNAME"), "example.org")
			return filepath.Join(base, "public"), Options{}
		}, `files that passport did not write ("CNAME", "a/b.txt" and 1 more)`, "--force", []string{"CNAME", "a/b.txt", "notes.txt"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir, o := tt.setup(t, t.TempDir())
			checked := Check(dir, o)
			_, _, err := Write(dir, docs(map[string]string{"index.html": "new"}), o)
			for _, err := range []error{checked, err} {
				var refused *RefusedError
				if !errors.As(err, &refused) {
					t.Fatalf("not refused: %v", err)
				}
				if refused.Dir != dir || !strings.Contains(refused.Why, tt.why) || !strings.Contains(refused.WayOut, tt.wayOut) {
					t.Errorf("%v\nwant %q and %q", err, tt.why, tt.wayOut)
				}
				if diff := cmp.Diff(tt.files, refused.Files); diff != "" {
					t.Errorf("files (-want +got):\n%s", diff)
				}
			}
			noLeftovers(t, dir)
			if data, err := os.ReadFile(filepath.Join(dir, "index.html")); err == nil && string(data) == "new" {
				t.Error("it was written all the same")
			}
		})
	}
}

func TestRefusesMountPoint(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self"); err != nil {
		t.Skip("no mount point is known here")
	}
	var refused *RefusedError
	if err := Check("/proc", Options{}); !errors.As(err, &refused) || !strings.Contains(refused.Why, "mounted") {
		t.Errorf("%v", err)
	}
}

func TestForce(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"one step": {Force: true}, "two renames": {Force: true, twoRenames: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "public")
			put(t, filepath.Join(dir, "old", "notes.txt"), "mine")
			put(t, filepath.Join(dir, "index.html"), "mine too")
			if err := Check(dir, o); err != nil {
				t.Fatal(err)
			}
			res := mustWrite(t, dir, map[string]string{"index.html": "new"}, o)
			want := Result{Documents: 1, Changed: 1, Bytes: 3, Deleted: []string{"index.html", "old/notes.txt"}}
			if diff := cmp.Diff(want, res); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A file that appears while a site is being written is never lost.
func TestForeignFileDuringTheRun(t *testing.T) {
	t.Parallel()
	for _, two := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "public")
		mustWrite(t, dir, map[string]string{"index.html": "1"}, Options{})
		o := Options{twoRenames: two, step: func(step string) {
			if step == "swap" {
				put(t, filepath.Join(dir, "notes", "today.txt"), "mine")
				put(t, filepath.Join(dir, "index.html.bak"), "mine")
			}
		}}
		if _, _, err := Write(dir, docs(map[string]string{"index.html": "2"}), o); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"index.html": "2", "notes/today.txt": "mine", "index.html.bak": "mine"}
		if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		noLeftovers(t, dir)
	}
}

// A folder beside the site that has the work folder's name by chance is not touched.
func TestWorkFolderInTheWay(t *testing.T) {
	t.Parallel()
	tests := map[string]map[string]string{
		"somebody's folder": {"letter.txt": "mine"},
		"somebody's owner":  {"owner": "me", "new/letter.txt": "mine"},
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "public")
			for p, text := range files {
				put(t, filepath.Join(benchPath(dir), p), text)
			}
			_, _, err := Write(dir, docs(map[string]string{"a": "a"}), Options{})
			if err == nil || !strings.Contains(err.Error(), "something else with that name is there") {
				t.Errorf("%v", err)
			}
			if diff := cmp.Diff(files, tree(t, benchPath(dir))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTwoWritersWait(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	var writers sync.WaitGroup
	for n := range 8 {
		writers.Go(func() {
			for k := range 4 {
				if _, _, err := Write(dir, generation(4*n+k), Options{twoRenames: n%2 == 1}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	whole(t, dir)
	noLeftovers(t, dir)
}
