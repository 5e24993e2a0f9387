package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// bench is the work folder beside a site's folder. It lives as long as one run:
//
//	.public.passport-work/
//	  owner   says whose the folder is, and is locked while a run uses it
//	  new/    the site that is being built; after an exchange the old one
//	  spool/  parts of documents too large for memory
//	  old/    only with two renames: the site that was
//	  swap    only with two renames: there from before the first rename until after the second
//
// The lock belongs to the process, so it goes when the process is killed; the folder then stays, and
// the next run knows from what is in it how far the killed one came. The owner file is deleted last,
// so that a folder with anything in it always says whose it is.
type bench struct {
	dir    string // the site's folder, absolute
	path   string // the work folder
	owner  *os.File
	o      Options
	shelf  *shelf
	filled atomic.Bool // something was put on the shelf
	spools atomic.Int64
	stuck  bool // the old site is in the work folder: it must stay

	creating sync.Mutex // held while a file is created

	mu      sync.Mutex
	made    map[string]bool // folders of the new site, slash-separated
	started bool            // there is a folder for large documents
	probed  bool            // masked is known
	masked  bool            // the system takes away permissions that files should have (umask)
}

const ownerText = "passport makes this folder while it writes a site, and deletes it afterwards.\nIf no passport is running, it is left from one that was stopped, and may be deleted.\n"

func benchPath(dir string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".passport-work")
}

func (b *bench) in(name string) string { return filepath.Join(b.path, name) }

func (b *bench) at(step string) {
	if b.o.step != nil {
		b.o.step(step)
	}
}

// openBench makes the work folder, waits until no other run uses it, and completes what a killed run
// left in it.
func openBench(dir string) (*bench, error) {
	b := &bench{dir: dir, path: benchPath(dir), made: map[string]bool{}}
	for b.owner == nil {
		if err := os.Mkdir(b.path, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, fault("make the work folder", b.path, err)
		}
		if err := b.recognise(); err != nil {
			return nil, err
		}
		f, err := os.OpenFile(b.in("owner"), os.O_RDWR|os.O_CREATE, 0o644)
		if errors.Is(err, fs.ErrNotExist) {
			continue // another run has just deleted the folder
		} else if err != nil {
			os.Remove(b.path) // refused when it is not empty, and that is right
			return nil, fault("make the work folder", b.path, err)
		}
		if err := lock(f); err != nil {
			f.Close()
			return nil, fault("lock", f.Name(), err)
		}
		// While this run waited, another may have deleted the folder and a third made a new one.
		if now, err := os.Stat(f.Name()); err == nil {
			if mine, err := f.Stat(); err == nil && os.SameFile(now, mine) {
				b.owner = f
				continue
			}
		}
		f.Close()
	}
	if err := b.prepare(); err != nil {
		b.leave(b.unused())
		return nil, err
	}
	return b, nil
}

// recognise refuses a folder that has our name but not our mark. An empty one is ours, before or after
// its life.
func (b *bench) recognise() error {
	list, err := os.ReadDir(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // deleted by another run a moment ago
	}
	ours := func(d fs.DirEntry) bool { return d.Name() == "owner" && d.Type().IsRegular() }
	if err == nil && (len(list) == 0 || slices.ContainsFunc(list, ours)) {
		return nil
	}
	return b.inTheWay()
}

func (b *bench) inTheWay() error {
	return &Error{Op: "make the work folder", Path: b.path, Why: "something else with that name is there; move it away", Err: fs.ErrExist}
}

func (b *bench) prepare() error {
	data, err := io.ReadAll(io.LimitReader(b.owner, int64(len(ownerText))+1))
	if err != nil {
		return fault("read", b.owner.Name(), err)
	}
	switch {
	case !strings.HasPrefix(ownerText, string(data)):
		return b.inTheWay()
	case len(data) < len(ownerText):
		if _, err := b.owner.WriteAt([]byte(ownerText), 0); err != nil {
			return fault("write", b.owner.Name(), err)
		}
	}
	return b.recover()
}

// recover completes the two renames of a run that was killed between them, and clears what else it left.
func (b *bench) recover() error {
	if _, err := os.Lstat(b.in("swap")); err == nil {
		_, gone := os.Lstat(b.dir)
		for _, name := range []string{"new", "old"} {
			if !errors.Is(gone, fs.ErrNotExist) {
				break
			}
			if gone = os.Rename(b.in(name), b.dir); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
				return fault("put the site to", b.dir, gone)
			}
		}
	}
	for _, name := range []string{"new", "old"} {
		if data, err := os.ReadFile(filepath.Join(b.in(name), ManifestName)); err == nil {
			if stamps, mine := parseManifest(data); mine {
				b.rescue(b.in(name), func(p string) bool { _, listed := stamps[hashedPath(p)]; return listed })
			}
		}
	}
	return b.clear()
}

// rescue moves files out of a tree that is to be deleted into the site's folder: files that somebody
// put into the old site after it was looked at. The next run finds them there and says so.
func (b *bench) rescue(tree string, known func(path string) bool) {
	filepath.WalkDir(tree, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(tree, p)
		if slash := filepath.ToSlash(rel); err != nil || slash == ManifestName || isLitter(d) || known(slash) {
			return nil
		}
		to := filepath.Join(b.dir, rel)
		if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
			os.MkdirAll(filepath.Dir(to), folderMode)
			if os.Rename(p, to) == nil {
				return nil
			}
		}
		b.stuck = true
		return nil
	})
}

// clear deletes everything in the work folder but the owner file. The marker goes last: while it is
// there, the run may still be completed.
func (b *bench) clear() error {
	if b.stuck {
		return nil
	}
	for _, name := range []string{"spool", "new", "old", "swap"} {
		if err := removeTree(b.in(name)); err != nil {
			return fault("delete", b.in(name), err)
		}
	}
	return nil
}

// close deletes the work folder and lets the next run in.
func (b *bench) close() error {
	err := b.clear()
	b.leave(err == nil && !b.stuck)
	return err
}

// leave lets the next run in, and deletes the work folder, of which only the owner file is left, or not. On
// Windows an open file cannot be deleted, so there the lock goes first; a run that gets in between keeps the
// folder, and that is right.
func (b *bench) leave(deleting bool) {
	remove := func() {
		os.Remove(b.in("owner"))
		os.Remove(b.path)
	}
	if deleting && runtime.GOOS != "windows" {
		remove()
	}
	b.owner.Close()
	if deleting && runtime.GOOS == "windows" {
		remove()
	}
}

// unused reports whether nothing is in the work folder but an owner file of ours, perhaps with less in it than
// there should be, because the disk is full.
func (b *bench) unused() bool {
	text, err := os.ReadFile(b.in("owner"))
	list, listing := os.ReadDir(b.path)
	return err == nil && listing == nil && len(list) == 1 && strings.HasPrefix(ownerText, string(text))
}

// removeTree deletes a folder and all in it, also folders that somebody made read-only.
func removeTree(path string) error {
	err := os.RemoveAll(path)
	if err == nil || !errors.Is(err, fs.ErrPermission) {
		return err
	}
	filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() {
			os.Chmod(p, 0o755)
		}
		return nil
	})
	return os.RemoveAll(path)
}
