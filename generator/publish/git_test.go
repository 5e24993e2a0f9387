package publish

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHistoryOf: each file has the dates of the first and the last commit that changed it; names are relative to the
// folder, whatever letters they have; what was never committed has none.
func TestHistoryOf(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	repo := t.TempDir()
	run := func(date string, args ...string) {
		t.Helper()
		c := exec.Command("git", args...)
		c.Dir = repo
		c.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date,
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org",
			"GIT_CONFIG_GLOBAL="+os.DevNull)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	put := func(name, text string) {
		t.Helper()
		file := filepath.Join(repo, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const first, second = "2024-05-01T10:00:00+00:00", "2025-06-02T11:00:00+00:00"
	run(first, "init", "-q")
	put("me/passport.yaml", "a")
	put("me/skills/çà \"1\".md", "a")
	put("other.txt", "a")
	run(first, "add", ".")
	run(first, "commit", "-q", "-m", "one\n\nwith a body")
	put("me/passport.yaml", "b")
	put("me/new.md", "a")
	run(second, "add", "me/passport.yaml")
	run(second, "commit", "-q", "-m", "two")

	got := DatesOf(t.Context(), filepath.Join(repo, "me"))
	want := Dates{
		first: map[string]string{"passport.yaml": "2024-05-01T10:00:00Z", "skills/çà \"1\".md": "2024-05-01T10:00:00Z"},
		last:  map[string]string{"passport.yaml": "2025-06-02T11:00:00Z", "skills/çà \"1\".md": "2024-05-01T10:00:00Z"},
	}
	for _, dates := range []map[string]string{got.first, got.last} {
		for k, v := range dates { // git writes UTC as Z or +00:00, by version
			if len(v) == len(first) {
				dates[k] = v[:19] + "Z"
			}
		}
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Dates{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := DatesOf(t.Context(), t.TempDir()); len(got.last) != 0 {
		t.Errorf("outside a repository: %v, want nothing", got)
	}

	clone := filepath.Join(t.TempDir(), "clone")
	if out, err := exec.Command("git", "clone", "-q", "--depth=1", "file://"+repo, clone).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got := DatesOf(t.Context(), clone); len(got.last) != 0 {
		t.Errorf("in a shallow clone: %v, want nothing", got)
	}
}
