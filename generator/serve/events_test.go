package serve

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TestEditors saves as each editor does, and looks that the page shows the new text, that nothing else is
// reported, and that the file never seemed to be gone.
func TestEditors(t *testing.T) {
	t.Parallel()
	move := func(t *testing.T, from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	write := func(t *testing.T, file, text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	drop := func(t *testing.T, file string) {
		t.Helper()
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	editors := map[string]func(t *testing.T, file, text string){
		"in place": write,
		"vim": func(t *testing.T, file, text string) {
			probe := filepath.Join(filepath.Dir(file), "4913")
			write(t, probe, "")
			drop(t, probe)
			move(t, file, file+"~")
			write(t, file, text)
			drop(t, file+"~")
		},
		"emacs": func(t *testing.T, file, text string) {
			lock := filepath.Join(filepath.Dir(file), ".#"+filepath.Base(file))
			if err := os.Symlink("me@here.1", lock); err != nil {
				t.Fatal(err)
			}
			auto := filepath.Join(filepath.Dir(file), "#"+filepath.Base(file)+"#")
			write(t, auto, "half")
			move(t, file, file+"~")
			write(t, file, text)
			drop(t, auto)
			drop(t, lock)
		},
		"atomic": func(t *testing.T, file, text string) {
			write(t, file+".tmp.1234.tmp", text)
			move(t, file+".tmp.1234.tmp", file)
		},
		"JetBrains": func(t *testing.T, file, text string) {
			write(t, file+"___jb_tmp___", text)
			move(t, file, file+"___jb_old___")
			move(t, file+"___jb_tmp___", file)
			drop(t, file+"___jb_old___")
		},
		"truncate, then write in pieces": func(t *testing.T, file, text string) {
			f, err := os.Create(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range []byte(text) {
				if _, err := f.Write([]byte{c}); err != nil {
					t.Fatal(err)
				}
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		},
		"delete, then create": func(t *testing.T, file, text string) {
			drop(t, file)
			write(t, file, text)
		},
	}
	for name, save := range editors {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			put(t, dir, "index.md", "home")
			put(t, dir, "work/a.md", "old")
			p := started(t, dir, func(o *Options) { o.Ignore = leftover }, func(s *Server) { s.gone, s.moment = time.Hour, time.Hour })
			page := p.open("work/a.html")
			for i := range 3 {
				want := fmt.Sprintf("saved %d.", i)
				save(t, filepath.Join(dir, "work", "a.md"), want)
				p.shows("work/a.html", want)
			}
			if m := p.next(page); m.kind != "reload" {
				t.Errorf("the page was told %+v", m)
			}
			if len(p.now.Load().docs) != 4 {
				t.Errorf("there are other documents than the two pages: %v", p.now.Load().docs)
			}
		})
	}
}

// leftover is what the passport says of names that editors use.
func leftover(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasSuffix(base, ".tmp") || base == "4913" ||
		strings.HasPrefix(base, "#") || strings.HasSuffix(base, "___jb_tmp___") || strings.HasSuffix(base, "___jb_old___")
}

// TestFolders makes, renames and deletes folders, and looks that files in them are seen whatever their
// folder was called when it was first watched.
func TestFolders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	p := started(t, dir, nil, nil)

	put(t, dir, "a/b/c/d.md", "deep") // all of it before anybody can watch
	p.shows("a/b/c/d.html", "deep")
	put(t, dir, "a/b/c/d.md", "deeper")
	p.shows("a/b/c/d.html", "deeper")

	if err := os.Rename(filepath.Join(dir, "a"), filepath.Join(dir, "z")); err != nil {
		t.Fatal(err)
	}
	p.shows("z/b/c/d.html", "deeper")
	p.shows("a/b/c/d.html", "nothing here")
	put(t, dir, "z/b/c/d.md", "under its new name")
	p.shows("z/b/c/d.html", "under its new name")

	// Another folder takes the name.
	put(t, dir, "a/b/c/d.md", "another")
	p.shows("a/b/c/d.html", "another")
	put(t, dir, "z/b/c/d.md", "still apart")
	p.shows("z/b/c/d.html", "still apart")

	remove(t, dir, "a")
	p.shows("a/b/c/d.html", "nothing here")
	put(t, dir, "a/b/c/d.md", "back")
	p.shows("a/b/c/d.html", "back")
}

// TestManyFiles: 2,000 files in 40 new folders are all seen, and so is that they go again.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	p := started(t, dir, nil, nil)
	for i := range 2000 {
		put(t, dir, fmt.Sprintf("many/%d/%d.md", i%40, i), fmt.Sprint("file ", i))
	}
	for i := range 2000 {
		p.shows(fmt.Sprintf("many/%d/%d.html", i%40, i), fmt.Sprint("file ", i))
	}
	remove(t, dir, "many")
	for i := range 2000 {
		p.shows(fmt.Sprintf("many/%d/%d.html", i%40, i), "nothing here")
	}
}

// TestCheckout: another branch of a repository is shown as a whole, and the way back too.
func TestCheckout(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		c.Dir = dir
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "main")
	put(t, dir, "index.md", "main")
	for i := range 60 {
		put(t, dir, fmt.Sprintf("work/%d.md", i), fmt.Sprint("main ", i))
	}
	git("add", ".")
	git("commit", "-qm", "one")
	git("checkout", "-qb", "other")
	git("rm", "-qr", "work")
	put(t, dir, "index.md", "other")
	for i := range 60 {
		put(t, dir, fmt.Sprintf("play/%d.md", i), fmt.Sprint("other ", i))
	}
	git("add", ".")
	git("commit", "-qm", "two")
	p := started(t, dir, func(o *Options) { o.Ignore = func(name string) bool { return strings.HasPrefix(name, ".git") } }, nil)
	for range 3 {
		git("checkout", "-q", "main")
		for i := range 60 {
			p.shows(fmt.Sprintf("work/%d.html", i), fmt.Sprint("main ", i))
			p.shows(fmt.Sprintf("play/%d.html", i), "nothing here")
		}
		git("checkout", "-q", "other")
		for i := range 60 {
			p.shows(fmt.Sprintf("play/%d.html", i), fmt.Sprint("other ", i))
			p.shows(fmt.Sprintf("work/%d.html", i), "nothing here")
		}
	}
}

// TestOverflow: when the system lost count of its events, everything is read again.
func TestOverflow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	p := started(t, dir, nil, nil)
	events, _ := p.stage.w.source()
	put(t, dir, "new/a.md", "seen")
	events.Errors <- fsnotify.ErrEventOverflow
	p.notices("reading all of them again")
	p.shows("new/a.html", "seen")
	put(t, dir, "new/a.md", "watched again")
	p.shows("new/a.html", "watched again")
}

// TestPolling: where the system refuses to watch, the server looks at the disk, and says so.
func TestPolling(t *testing.T) {
	t.Parallel()
	for _, refusal := range []error{syscall.ENOSPC, syscall.EMFILE} {
		t.Run(refusal.Error(), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			put(t, dir, "index.md", "home")
			put(t, dir, "work/a.md", "old")
			p := started(t, dir, nil, func(s *Server) {
				s.poll = time.Millisecond
				n := 0
				s.add = func(w *fsnotify.Watcher, name string) error {
					if n++; n > 1 {
						return refusal
					}
					return w.Add(name)
				}
			})
			p.notices("looking for changes every")
			put(t, dir, "work/a.md", "new")
			p.shows("work/a.html", "new")
			put(t, dir, "more/b.md", "more")
			p.shows("more/b.html", "more")
			remove(t, dir, "work/a.md")
			p.shows("work/a.html", "nothing here")
		})
	}
}

// TestFar: where changes are made without a word to this system, the server looks at the disk as well, and says so.
func TestFar(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "work/a.md", "old")
	p := started(t, dir, nil, func(s *Server) {
		s.poll, s.far = time.Millisecond, true
		s.add = func(*fsnotify.Watcher, string) error { return nil }
	})
	put(t, dir, "work/a.md", "new")
	p.shows("work/a.html", "new")
	put(t, dir, "more/b.md", "more")
	p.shows("more/b.html", "more")
	if !slices.ContainsFunc(p.said, func(s string) bool {
		return strings.HasPrefix(s, "this folder is shared with another computer or system")
	}) {
		t.Errorf("said: %q", p.said)
	}
}

// TestFolderGone: the pages stay when the folder itself goes, or is empty all of a sudden, as one is whose disk was taken
// away, and follow it when it is back.
func TestFolderGone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		emptied bool
		notice  string
	}{
		{"gone", false, "the folder is gone"},
		{"empty", true, "the folder is gone (there is nothing in it): the pages stay as they were until it is back"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "me")
			put(t, dir, "index.md", "home")
			p := started(t, dir, nil, func(s *Server) { s.poll = time.Millisecond })
			if err := os.Rename(dir, dir+".away"); err != nil {
				t.Fatal(err)
			}
			if tt.emptied {
				if err := os.Mkdir(dir, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			p.notices(tt.notice)
			if _, body := p.get(""); !strings.Contains(body, "home") {
				t.Errorf("the pages did not stay: %s", body)
			}
			put(t, dir, "index.md", "another home")
			p.shows("", "another home")
			put(t, dir, "index.md", "and watched")
			p.shows("", "and watched")
		})
	}
}
