package publish

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// world is a machine for one test: git with settings of its own, an empty remote repository, and a
// person's folder.
type world struct {
	t              *testing.T
	remote, folder string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	base := t.TempDir()
	w := &world{t, filepath.Join(base, "remote.git"), filepath.Join(base, "me")}
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(base, "gitconfig"))
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	w.put("../gitconfig", "[user]\nname = Ana\nemail = ana@example.org\n[uploadpack]\nallowFilter = true\n")
	w.git(base, "init", "-q", "--bare", "--initial-branch=main", w.remote)
	return w
}

func (w *world) git(dir string, args ...string) string {
	w.t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil {
		w.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (w *world) put(name, text string) {
	w.t.Helper()
	file := filepath.Join(w.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// state is everything about the folder that a failure must leave as it was.
func (w *world) state() string {
	w.t.Helper()
	var b strings.Builder
	filepath.WalkDir(w.folder, func(p string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !strings.Contains(p, string(filepath.Separator)+"objects"+string(filepath.Separator)) {
			data, _ := os.ReadFile(p)
			b.WriteString(p + "\x00" + string(data) + "\x00")
		}
		return nil
	})
	return b.String()
}

var (
	day  = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	site = []File{{"index.html", []byte("<h1>Ana</h1>")}, {"çà \"1\" \\.txt", []byte("a\n")}, {".nojekyll", nil}}
)

func names(t *testing.T, w *world, branch string) []string {
	return fields0(strings.ReplaceAll(w.git(w.remote, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", branch), "\n", "\x00"))
}

// TestSend: the branch becomes exactly the site, as one commit that names nobody; the same site again
// changes nothing; a new one replaces it and leaves no history; the person's address (CNAME) stays.
func TestSend(t *testing.T) {
	w := newWorld(t)
	d := Delivery{Remote: w.remote, Branch: "main", Files: site, When: day}
	first, err := Git{}.Send(t.Context(), d)
	if err != nil || !first.Changed || first.Before != "" {
		t.Fatalf("%+v, %v", first, err)
	}
	if diff := cmp.Diff([]string{".nojekyll", "index.html", `"çà \"1\" \\.txt"`}, names(t, w, "main")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := w.git(w.remote, "log", "--format=%an %ae %cn %ce", "main"); strings.Contains(got, "ana") || strings.Contains(got, "\n") {
		t.Errorf("the commits are signed %q", got)
	}
	again, err := Git{}.Send(t.Context(), d)
	if err != nil || again.Changed || again.Commit != first.Commit {
		t.Errorf("again: %+v, %v", again, err)
	}

	// GitHub adds CNAME by a commit of its own on top of ours.
	clone := filepath.Join(t.TempDir(), "clone")
	w.git(w.remote, "clone", "-q", w.remote, clone)
	if err := os.WriteFile(filepath.Join(clone, "CNAME"), []byte("ana.example"), 0o644); err != nil {
		t.Fatal(err)
	}
	w.git(clone, "add", "CNAME")
	w.git(clone, "commit", "-q", "-m", siteSubject+" (CNAME)")
	w.git(clone, "push", "-q")

	d.Files = []File{{"index.html", []byte("<h1>Ana Prata</h1>")}}
	third, err := Git{}.Send(t.Context(), d)
	if err != nil || !third.Changed {
		t.Fatalf("%+v, %v", third, err)
	}
	if diff := cmp.Diff([]string{"CNAME", "index.html"}, names(t, w, "main")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := w.git(w.remote, "rev-list", "--count", "main"); n != "1" {
		t.Errorf("%s commits, want one without a history", n)
	}
}

// TestSendRefuses: what others put on a branch is replaced only by force; what a new repository begins with stays
// beside the site, but for the note that a site was taken down; a remote that is not there is a failure that says what to do.
func TestSendRefuses(t *testing.T) {
	w := newWorld(t)
	clone := filepath.Join(t.TempDir(), "clone")
	w.git(w.remote, "clone", "-q", w.remote, clone)
	w.git(clone, "commit", "-q", "--allow-empty", "-m", "Initial commit")
	for _, name := range []string{"README.md", "shop.html"} {
		if err := os.WriteFile(filepath.Join(clone, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w.git(clone, "add", "README.md")
	w.git(clone, "commit", "-q", "-m", "readme")
	w.git(clone, "push", "-q", "origin", "HEAD:refs/heads/main")
	w.git(clone, "add", ".")
	w.git(clone, "commit", "-q", "-m", "shop")
	w.git(clone, "push", "-q", "origin", "HEAD:refs/heads/shop")

	d := Delivery{Remote: w.remote, Branch: "shop", Files: site, When: day}
	var f *Failure
	if _, err := (Git{}).Send(t.Context(), d); !errors.As(err, &f) || !strings.Contains(f.What, "shop.html") {
		t.Errorf("others' files: %v", err)
	}
	d.Force = true
	if _, err := (Git{}).Send(t.Context(), d); err != nil {
		t.Errorf("by force: %v", err)
	}
	d.Force, d.Branch = false, "main"
	if _, err := (Git{}).Send(t.Context(), d); err != nil {
		t.Errorf("beside a README: %v", err)
	}
	d.Files = site[:1]
	for range 2 {
		if _, err := (Git{}).Send(t.Context(), d); err != nil {
			t.Errorf("beside a README: %v", err)
		}
		if diff := cmp.Diff([]string{"README.md", "index.html"}, names(t, w, "main")); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	d.Files = append(slices.Clone(site), File{"README.md", []byte(TakenDown)})
	if _, err := (Git{}).Send(t.Context(), d); err != nil {
		t.Error(err)
	}
	d.Files = site[:1]
	if _, err := (Git{}).Send(t.Context(), d); err != nil || !slices.Equal(names(t, w, "main"), []string{"index.html"}) {
		t.Errorf("after a site was taken down: %v, %v", names(t, w, "main"), err)
	}
	d.Remote = filepath.Join(t.TempDir(), "none.git")
	if _, err := (Git{}).Send(t.Context(), d); !errors.As(err, &f) || f.Do == "" {
		t.Errorf("no repository: %v", err)
	}
}

// TestSave: the first save makes the folder a repository whose files are at the remote, without .private and
// without what .gitignore names; the next one adds a commit; the edits that belong to it are written.
func TestSave(t *testing.T) {
	w := newWorld(t)
	w.put(".gitignore", "/.private/\n*.tmp\n")
	w.put("x.tmp", "x")
	w.put("passport.yaml", "person: {name: Ana}\n")
	w.put("public/index.html", "x")
	w.put(".private/log/2026.md", "x")
	g := Git{}
	inspect := func() *Folder {
		t.Helper()
		f, err := g.Inspect(t.Context(), w.folder)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	save := Save{Folder: inspect(), Remote: w.remote, Branch: "main", Message: "first", Author: Person{"Ana", "a@users.noreply.github.com"}, When: day,
		Edits: map[string][]byte{"passport.yaml": []byte("person: {name: Ana}\nsite: {url: https://ana.example/}\n")}}
	if save.Folder.Git {
		t.Fatal("the folder has git already")
	}
	got, err := g.Save(t.Context(), save)
	if err != nil || !got.Fresh || !got.Changed {
		t.Fatalf("%+v, %v", got, err)
	}
	if diff := cmp.Diff([]string{".gitignore", "passport.yaml"}, names(t, w, "main")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s := w.git(w.remote, "show", "main:passport.yaml"); !strings.Contains(s, "ana.example") {
		t.Errorf("the edit is not in the commit:\n%s", s)
	}
	f := inspect()
	if f.Branch != "main" || f.Head != got.Commit || !slices.Equal(f.Changed, []string{"public/index.html"}) || f.Remotes["origin"] != w.remote {
		t.Errorf("the folder afterwards: %+v", f)
	}
	if n := w.git(w.folder, "rev-list", "--count", "@{upstream}"); n != "1" {
		t.Errorf("the branch follows %s commits", n)
	}

	w.put("about.md", "Hello")
	w.put("passport.yaml", "person: {name: Ana Prata}\n")
	save = Save{Folder: inspect(), Remote: w.remote, Branch: "main", Message: "second", Author: save.Author, When: day}
	if got, err = g.Save(t.Context(), save); err != nil || !got.Changed || got.Fresh {
		t.Fatalf("%+v, %v", got, err)
	}
	if n := w.git(w.remote, "rev-list", "--count", "main"); n != "2" {
		t.Errorf("%s commits", n)
	}
	save.Folder = inspect()
	if got, err = g.Save(t.Context(), save); err != nil || got.Changed {
		t.Errorf("nothing to save: %+v, %v", got, err)
	}
}

// TestSaveJoins: a repository that was made with a README, a licence and a list of what git ignores takes the files
// all the same, by a folder with a history and by one without. What the folder does not have of these it gets; what it
// has stays its own, and the other words stay in the history.
func TestSaveJoins(t *testing.T) {
	for _, fresh := range []bool{true, false} {
		w := newWorld(t)
		clone := filepath.Join(t.TempDir(), "clone")
		w.git(w.remote, "clone", "-q", w.remote, clone)
		for name, text := range map[string]string{"README.md": "# What I wrote\n", "LICENSE": "CC0\n", ".gitignore": "*.tmp\n"} {
			if err := os.WriteFile(filepath.Join(clone, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		w.git(clone, "add", ".")
		w.git(clone, "commit", "-q", "-m", "Initial commit")
		w.git(clone, "push", "-q", "origin", "HEAD:refs/heads/main")
		w.put("passport.yaml", "person: {name: Ana}\n")
		w.put("README.md", "# The passport of Ana\n")
		if !fresh {
			w.git(w.folder, "init", "-q", "--initial-branch=main")
			w.git(w.folder, "add", ".")
			w.git(w.folder, "commit", "-q", "-m", "one")
		}
		g := Git{}
		save := func() (Saved, error) {
			f, err := g.Inspect(t.Context(), w.folder)
			if err != nil {
				t.Fatal(err)
			}
			return g.Save(t.Context(), Save{Folder: f, Remote: w.remote, Branch: "main", Message: "m", Author: Person{"Ana", "a@b.example"}, When: day})
		}
		got, err := save()
		if err != nil || !got.Changed || !slices.Equal(got.Kept, []string{".gitignore", "LICENSE"}) || !slices.Equal(got.Covered, []string{"README.md"}) {
			t.Errorf("fresh=%v: %+v, %v", fresh, got, err)
		}
		if diff := cmp.Diff([]string{".gitignore", "LICENSE", "README.md", "passport.yaml"}, names(t, w, "main")); diff != "" {
			t.Errorf("fresh=%v (-want +got):\n%s", fresh, diff)
		}
		if s := w.git(w.remote, "show", "main:README.md"); s != "# The passport of Ana" {
			t.Errorf("fresh=%v: the README is %q", fresh, s)
		}
		if s := w.git(w.folder, "show", got.Before+":README.md"); s != "# What I wrote" {
			t.Errorf("fresh=%v: the old README is not in the history:\n%s", fresh, s)
		}
		if s := w.git(w.folder, "status", "--porcelain"); s != "" {
			t.Errorf("fresh=%v: the folder is not clean: %s", fresh, s)
		}
		if got, err := save(); err != nil || got.Changed {
			t.Errorf("fresh=%v, again: %+v, %v", fresh, got, err)
		}
	}
}

// TestSaveLeavesNoTrace: when the remote takes nothing, the folder is byte for byte what it was, with git
// and without.
func TestSaveLeavesNoTrace(t *testing.T) {
	for _, fresh := range []bool{true, false} {
		w := newWorld(t)
		w.put("passport.yaml", "person: {name: Ana}\n")
		if !fresh {
			w.git(w.folder, "init", "-q", "--initial-branch=main")
			w.git(w.folder, "add", ".")
			w.git(w.folder, "commit", "-q", "-m", "one")
			w.put("passport.yaml", "person: {name: Ana Prata}\n")
			w.put("new.md", "x")
		}
		g := Git{}
		f, err := g.Inspect(t.Context(), w.folder)
		if err != nil {
			t.Fatal(err)
		}
		before := w.state()
		_, err = g.Save(t.Context(), Save{Folder: f, Remote: filepath.Join(t.TempDir(), "none.git"), Branch: "main", Message: "m",
			Author: Person{"Ana", "a@b.example"}, When: day, Edits: map[string][]byte{"passport.yaml": []byte("x: 1\n")}})
		var failure *Failure
		if !errors.As(err, &failure) {
			t.Errorf("fresh=%v: %v", fresh, err)
		}
		if diff := cmp.Diff(before, w.state()); diff != "" {
			t.Errorf("fresh=%v: the folder changed (-before +after):\n%s", fresh, diff)
		}
	}
}

// TestReady: what stands in the way of saving is said with what to type.
func TestReady(t *testing.T) {
	w := newWorld(t)
	w.put("a.md", "1")
	w.git(w.folder, "init", "-q", "--initial-branch=main")
	w.git(w.folder, "add", ".")
	w.git(w.folder, "commit", "-q", "-m", "one")
	w.git(w.folder, "branch", "other")
	ready := func(dir string) string {
		t.Helper()
		f, err := Git{}.Inspect(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Ready(); err != nil {
			return err.Error()
		}
		return ""
	}
	want := func(name, part string) {
		t.Helper()
		if got := ready(w.folder); !strings.Contains(got, part) || (part == "") != (got == "") {
			t.Errorf("%s: %q, want %q", name, got, part)
		}
	}
	want("clean", "")
	w.put("a.md", "2")
	want("dirty", "")
	w.git(w.folder, "add", ".")
	w.put("a.md", "3")
	want("partly staged", "git commit")
	w.git(w.folder, "commit", "-q", "-a", "-m", "two")
	w.put("sub/passport.yaml", "person: {name: Ana}")
	if got := ready(filepath.Join(w.folder, "sub")); !strings.Contains(got, "bigger repository") {
		t.Errorf("a part of a repository: %q", got)
	}
	w.git(w.folder, "switch", "-q", "other")
	w.put("a.md", "4")
	w.git(w.folder, "commit", "-q", "-a", "-m", "three")
	c := exec.Command("git", "merge", "-q", "main")
	c.Dir = w.folder
	_ = c.Run() // a conflict is what is wanted
	want("merging", "git merge --abort")
	w.git(w.folder, "merge", "--abort")
	w.git(w.folder, "checkout", "-q", "--detach")
	want("detached", "git switch main")
	w.git(w.folder, "switch", "-q", "main")
	w.put(".git/index.lock", "")
	want("locked", "another program works with git in this folder")

	// One that begins to work in the middle is told of, too.
	f, err := Git{}.Inspect(t.Context(), w.folder)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Git{}.Save(t.Context(), Save{Folder: f, Remote: w.remote, Branch: "main", Message: "m", Author: Person{"Ana", "a@b.example"}, When: day})
	if err == nil || !strings.Contains(err.Error(), "could not be connected with it (git may not write here): type \"git clone") {
		t.Errorf("locked meanwhile: %v", err)
	}
}

func TestOnGitHub(t *testing.T) {
	t.Parallel()
	for remote, want := range map[string]string{
		"https://github.com/Maria/passport":           "https://maria.github.io/passport/",
		"https://maria@github.com/maria/passport.git": "https://maria.github.io/passport/",
		"git@github.com:maria/maria.github.io.git":    "https://maria.github.io/",
		"ssh://git@ssh.github.com:443/maria/cv.git":   "https://maria.github.io/cv/",
		"https://gitlab.com/maria/passport":           "",
		"/srv/git/passport.git":                       "",
		"https://github.com/maria":                    "",
		"https://github.com/maria/pass port":          "",
	} {
		r, ok := OnGitHub(remote)
		got := ""
		if ok {
			got = r.Page()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", remote, got, want)
		}
	}
}

// TestExplain: what programs print becomes one sentence with an order in it.
func TestExplain(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"fatal: unable to access 'https://github.com/a/b/': Could not resolve host: github.com":                                                    "github.com cannot be reached",
		"fatal: Authentication failed for 'https://github.com/a/b/'":                                                                               "did not accept your login",
		"fatal: could not read Username for 'https://github.com': terminal prompts disabled":                                                       "did not accept your login",
		"git@github.com: Permission denied (publickey).":                                                                                           "did not accept your login",
		"remote: Permission to a/b.git denied to c.\nfatal: unable to access: The requested URL returned error: 403":                               "may not write there",
		" ! [remote rejected] main -> main (refusing to allow an OAuth App to create or update workflow `.github/w.yml` without `workflow` scope)": "gh auth refresh",
		" ! [rejected]        site -> main (stale info)\nerror: failed to push some refs":                                                          "in the meantime",
		"error: unable to write file: No space left on device":                                                                                     "the disk is full",
		"fatal: Unable to create '/me/.git/index.lock': Read-only file system":                                                                     "the disk is read-only",
		"remote: error: GH001: Large files detected.":                                                                                              "too large",
		"fatal: unable to access 'https://127.0.0.1:1/': Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server":             "does not answer",
		"fatal: repository 'https://github.com/a/b/' not found":                                                                                    "no such repository",
		"fatal: detected dubious ownership in repository at '/me'":                                                                                 "does not trust",
		"something nobody has seen": "something nobody has seen",
	} {
		err := explain(&exited{program: "git", said: said, err: errors.New("exit status 128")}, "github.com")
		if got := err.Error(); !strings.Contains(got, want) || strings.Contains(got, "%!") {
			t.Errorf("%q became %q, want %q in it", said, got, want)
		}
	}
	if got := explain(&exited{program: "git", err: exec.ErrNotFound}, "x").Error(); !strings.Contains(got, "git is not installed") {
		t.Error(got)
	}
}
