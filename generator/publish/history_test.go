package publish

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// pastRepository is a repository with a history: files that came, changed, moved and went, on two
// branches that were joined, with a change that only the join made.
func pastRepository(t *testing.T) (dir string, run func(args ...string) string, put func(name, text string)) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir = t.TempDir()
	run = func(args ...string) string {
		t.Helper()
		c := exec.Command("git", args...)
		c.Dir = dir
		c.Env = append(os.Environ(), "GIT_AUTHOR_NAME=Ana", "GIT_AUTHOR_EMAIL=ana@home.example", "GIT_COMMITTER_NAME=Robot",
			"GIT_COMMITTER_EMAIL=robot@ci.example", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "GIT_NO_REPLACE_OBJECTS=1")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	put = func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, run, put
}

func TestReadHistory(t *testing.T) {
	t.Parallel()
	dir, run, put := pastRepository(t)
	run("init", "-q", "-b", "main")
	put("me/passport.yaml", "one")
	put("me/çà \"1\".md", "odd name")
	put("secret.txt", "a key")
	run("add", ".")
	run("commit", "-q", "-m", "first\n\n:100644 looks like a change\nwith a body")
	run("rm", "-q", "secret.txt")
	put("me/passport.yaml", "two")
	run("commit", "-q", "-a", "-m", "second")
	run("checkout", "-q", "-b", "side", "HEAD~1")
	put("me/side.md", "beside")
	run("add", ".")
	run("commit", "-q", "-m", "side")
	run("checkout", "-q", "main")
	run("merge", "-q", "--no-ff", "--no-commit", "side")
	put("me/joined.md", "only in the join")
	run("add", ".")
	run("commit", "-q", "-m", "join")
	put("me/large.bin", strings.Repeat("x", 2000))
	run("add", ".")
	run("commit", "-q", "-m", "large")
	run("checkout", "-q", "-b", "other")
	put("other.md", "not pushed")
	run("add", ".")
	run("commit", "-q", "-m", "other")
	run("checkout", "-q", "main")
	// On this computer alone the key is another text.
	run("replace", run("rev-parse", run("rev-parse", ":/first")+":secret.txt"), run("rev-parse", "main:me/side.md"))

	var versions, commits []string
	h, err := ReadHistory(t.Context(), filepath.Join(dir, "me"), Visitor{
		Commit: func(id string, mails []string, text string) {
			commits = append(commits, strings.Join(mails, " ")+" "+strings.TrimSpace(strings.Split(text, "\n\n")[1]))
			if len(id) != 7 || !strings.Contains(text, "Author: Ana <ana@home.example>") {
				t.Errorf("commit %q:\n%s", id, text)
			}
		},
		Version: func(commit, path string, data []byte) {
			versions = append(versions, path+" "+string(data))
			if got := run("show", commit+":"+path); got != string(data) {
				t.Errorf("git show %s:%s is %q, not %q", commit, path, got, data)
			}
		},
	}, Limits{File: 1000})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(versions)
	slices.Sort(commits)
	wantVersions := []string{"me/joined.md only in the join", "me/passport.yaml one", "me/passport.yaml two", "me/side.md beside", "me/çà \"1\".md odd name", "secret.txt a key"}
	if diff := cmp.Diff(wantVersions, versions); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
	who := "ana@home.example robot@ci.example "
	if diff := cmp.Diff([]string{who + "first", who + "join", who + "large", who + "second", who + "side"}, commits); diff != "" {
		t.Errorf("commits (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(&History{Commits: 5, Versions: 6, Left: []string{"files of more than 0 MB: 1"}}, h); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	put("me/new.md", "new")
	put("me/ignored.md", "no")
	put("me/.gitignore", "ignored.md\n")
	files, ok := PushedFiles(t.Context(), filepath.Join(dir, "me"))
	slices.Sort(files)
	if diff := cmp.Diff([]string{".gitignore", "joined.md", "large.bin", "new.md", "passport.yaml", "side.md", "çà \"1\".md"}, files); diff != "" || !ok {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if got := Prefix(t.Context(), filepath.Join(dir, "me")); got != "me/" {
		t.Errorf("the passport lies in %q", got)
	}
	run("config", "user.email", "ana@home.example")
	if got := AuthorMail(t.Context(), dir); got != "ana@home.example" {
		t.Errorf("git would write %q", got)
	}
}

// TestHistoryLimits: reading stops where it is told to, and says so; where there is nothing to read, that
// is no error.
func TestHistoryLimits(t *testing.T) {
	t.Parallel()
	dir, run, put := pastRepository(t)
	nothing := func(what string) {
		t.Helper()
		h, err := ReadHistory(t.Context(), dir, Visitor{}, Limits{})
		if diff := cmp.Diff(&History{}, h); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", what, err, diff)
		}
	}
	nothing("no repository")
	if _, ok := PushedFiles(t.Context(), dir); ok {
		t.Error("files of no repository")
	}
	run("init", "-q")
	nothing("no commit")
	for i := range 20 {
		put(fmt.Sprintf("%d.md", i), strings.Repeat(fmt.Sprint(i), 100))
	}
	run("add", ".")
	run("commit", "-q", "-m", "all")
	seen := 0
	count := Visitor{Version: func(string, string, []byte) { seen++ }}
	h, err := ReadHistory(t.Context(), dir, count, Limits{Bytes: 1000})
	if err != nil || seen == 0 || seen > 10 || len(h.Left) != 1 || !strings.Contains(h.Left[0], "large") {
		t.Errorf("%d versions, %+v, %v", seen, h, err)
	}
	h, err = ReadHistory(t.Context(), dir, count, Limits{Time: time.Nanosecond})
	if err != nil || len(h.Left) != 1 || !strings.Contains(h.Left[0], "long") {
		t.Errorf("%+v, %v", h, err)
	}
	clone := filepath.Join(t.TempDir(), "clone")
	put("new.md", "new")
	run("add", ".")
	run("commit", "-q", "-m", "more")
	run("clone", "-q", "--depth=1", "file://"+dir, clone)
	h, err = ReadHistory(t.Context(), clone, Visitor{}, Limits{})
	if err != nil || len(h.Left) != 1 || !strings.Contains(h.Left[0], "unshallow") {
		t.Errorf("%+v, %v", h, err)
	}
}
