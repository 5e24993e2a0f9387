package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Edit changes files of a person's folder: each path, slash-separated and relative to root, gets new
// bytes, and a path whose bytes are nil is deleted. Missing folders are made.
//
// All new files are written and flushed beside the old ones first and then renamed over them, so a
// file is never half written, and when anything fails the files are as they were. Permissions stay. A
// link to a file inside the folder stays a link. Nothing outside root can be reached.
func Edit(root string, changed map[string][]byte) error {
	return Update(root, func() (map[string][]byte, error) { return changed, nil })
}

// Update is Edit for changes that depend on what the files say: change reads them, and no other Edit or
// Update of this folder writes in between, so that of two at once none is lost. Where change fails,
// nothing is written.
func Update(root string, change func() (map[string][]byte, error)) error {
	r, err := os.OpenRoot(root)
	if err != nil {
		return fault("open", root, err)
	}
	defer r.Close()
	e := &editor{root: r, name: root}
	if err := e.lock(); err != nil {
		return err
	}
	defer e.unlock()
	changed, err := change()
	if err != nil {
		return err
	}
	if err := e.stage(changed); err != nil {
		e.undo()
		return err
	}
	if err := e.commit(); err != nil {
		e.undo()
		return err
	}
	e.finish()
	return nil
}

// tempPrefix begins the names of files that exist only while Edit runs. Ones that are found later are
// left from a run that was killed, and are deleted by the next.
const tempPrefix = ".passport-edit-"

type editor struct {
	root    *os.Root
	name    string
	locked  *os.File
	changes []*change
	folders []string // that were made, outermost first
	cleared map[string]bool
	temps   int
}

// change is one file on its way. Its steps are undone in reverse.
type change struct {
	path   string // after following links
	temp   string // the new bytes; "" to delete
	backup string // the old file; "" if there is none yet, or never was
	done   bool   // the new file is in its place
}

// lock keeps two edits of one folder apart. On systems where a folder cannot be locked, they are rare
// enough to do without: each file is still replaced whole.
func (e *editor) lock() error {
	f, err := e.root.Open(".")
	if err != nil {
		return fault("open", e.name, err)
	}
	lock(f)
	e.locked = f
	return nil
}

func (e *editor) unlock() { e.locked.Close() }

func (e *editor) fault(op, p string, err error) error {
	return fault(op, filepath.Join(e.name, filepath.FromSlash(p)), err)
}

// stage writes every new file beside its place.
func (e *editor) stage(changed map[string][]byte) error {
	for _, p := range slices.Sorted(maps.Keys(changed)) {
		if err := checkLocal(p); err != nil {
			return e.fault("write", p, err)
		}
		target := p
		if changed[p] != nil { // to delete a link is to delete the link
			var err error
			if target, err = e.follow(p); err != nil {
				return err
			}
		}
		if err := e.stageFile(target, changed[p]); err != nil {
			return err
		}
	}
	return nil
}

func (e *editor) stageFile(p string, data []byte) error {
	info, err := e.root.Lstat(filepath.FromSlash(p))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if data == nil {
			return nil // gone already
		}
	case err != nil:
		return e.fault("look at", p, err)
	case !info.Mode().IsRegular() && (data != nil || info.IsDir()):
		return e.fault("write", p, errors.New("it is not a file"))
	}
	c := &change{path: p}
	e.changes = append(e.changes, c)
	if data == nil {
		return nil
	}
	if err := e.makeFolder(path.Dir(p)); err != nil {
		return err
	}
	f, temp, err := e.temp(path.Dir(p))
	if err != nil {
		return e.fault("write", p, err)
	}
	c.temp = temp
	if info != nil {
		f.Chmod(info.Mode().Perm()) // refused where there are no permissions to keep
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return e.fault("write", p, err)
}

// commit puts the new files in their places. Until all are there, the old ones are kept. Deletions
// come last: an entry that gets another name is in its new place before its old one goes.
func (e *editor) commit() error {
	slices.SortStableFunc(e.changes, func(a, b *change) int {
		switch deletes := func(c *change) bool { return c.temp == "" }; {
		case deletes(a) == deletes(b):
			return 0
		case deletes(a):
			return 1
		}
		return -1
	})
	for _, c := range e.changes {
		if err := e.keep(c); err != nil {
			return e.fault("replace", c.path, err)
		}
		if c.temp != "" {
			if err := e.root.Rename(filepath.FromSlash(c.temp), filepath.FromSlash(c.path)); err != nil {
				return e.fault("replace", c.path, err)
			}
		}
		c.done = true
	}
	return nil
}

// keep gives the old file a second name, or, where there are no hard links or the file is to go,
// another name.
func (e *editor) keep(c *change) error {
	from := filepath.FromSlash(c.path)
	if _, err := e.root.Lstat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for {
		name := filepath.FromSlash(e.nextTemp(path.Dir(c.path)))
		if _, err := e.root.Lstat(name); err == nil {
			continue
		}
		if c.temp != "" && e.root.Link(from, name) == nil {
			c.backup = filepath.ToSlash(name)
			return nil
		}
		if c.temp != "" {
			return nil // rename replaces it in one step; it only cannot be undone
		}
		err := e.root.Rename(from, name)
		if err == nil {
			c.backup = filepath.ToSlash(name)
		}
		return err
	}
}

// undo brings back what was there before.
func (e *editor) undo() {
	for _, c := range slices.Backward(e.changes) {
		switch {
		case c.backup != "":
			e.root.Rename(filepath.FromSlash(c.backup), filepath.FromSlash(c.path))
		case c.done && c.temp != "":
			e.root.Remove(filepath.FromSlash(c.path))
		}
		if c.temp != "" && !c.done {
			e.root.Remove(filepath.FromSlash(c.temp))
		}
	}
	for _, p := range slices.Backward(e.folders) {
		e.root.Remove(filepath.FromSlash(p)) // refused when it is not empty, and that is right
	}
}

// finish drops the old files and makes the new ones survive a power failure.
func (e *editor) finish() {
	synced := map[string]bool{}
	for _, c := range e.changes {
		if c.backup != "" {
			e.root.Remove(filepath.FromSlash(c.backup))
		}
		if dir := path.Dir(c.path); !synced[dir] {
			synced[dir] = true
			if f, err := e.root.Open(filepath.FromSlash(dir)); err == nil {
				syncFolder(f)
				f.Close()
			}
		}
	}
}

// follow returns the file that a path leads to, through links inside the folder.
func (e *editor) follow(p string) (string, error) {
	for range 10 {
		target, err := e.root.Readlink(filepath.FromSlash(p))
		if err != nil {
			return p, nil // no link, or nothing there
		}
		to := path.Join(path.Dir(p), filepath.ToSlash(target))
		if filepath.IsAbs(target) || !filepath.IsLocal(filepath.FromSlash(to)) {
			return "", e.fault("write", p, errors.New("it is a link that leads out of the folder"))
		}
		p = to
	}
	return "", e.fault("write", p, errors.New("it is a link to itself"))
}

// makeFolder makes a folder and those above it, and remembers which.
func (e *editor) makeFolder(p string) error {
	if p == "." {
		return nil
	}
	name := filepath.FromSlash(p)
	if info, err := e.root.Stat(name); err == nil && info.IsDir() {
		return nil
	}
	if err := e.makeFolder(path.Dir(p)); err != nil {
		return err
	}
	if err := e.root.Mkdir(name, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return e.fault("make the folder", p, err)
	} else if err == nil {
		e.folders = append(e.folders, p)
	}
	return nil
}

func (e *editor) nextTemp(dir string) string {
	e.temps++
	return path.Join(dir, fmt.Sprintf("%s%d", tempPrefix, e.temps))
}

// temp opens a new file in a folder, after deleting what a killed run left there.
func (e *editor) temp(dir string) (*os.File, string, error) {
	if !e.cleared[dir] {
		if e.cleared == nil {
			e.cleared = map[string]bool{}
		}
		e.cleared[dir] = true
		if err := e.clear(dir); err != nil {
			return nil, "", err
		}
	}
	for {
		name := e.nextTemp(dir)
		f, err := e.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, name, err
		}
	}
}

// clear deletes leftovers. None is the only copy of anything: a replaced file is replaced in one step,
// and a file is taken away only when all new ones are in their places.
func (e *editor) clear(dir string) error {
	f, err := e.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, n := range names {
		if rest, ok := strings.CutPrefix(n, tempPrefix); ok && strings.Trim(rest, "0123456789") == "" {
			if err := e.root.Remove(filepath.Join(filepath.FromSlash(dir), n)); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkLocal(p string) error {
	if !fs.ValidPath(p) || p == "." || !filepath.IsLocal(filepath.FromSlash(p)) {
		return errors.New("it does not lie in the folder")
	}
	return nil
}

// Create writes new files into a folder, which is made when it is not there. It never overwrites:
// what exists stays as it is. It returns the files it wrote, sorted; when anything fails those are
// deleted again, as are the folders that were made, and none is returned.
func Create(root string, files map[string][]byte) (wrote []string, err error) {
	unmake, err := makeFolders(root, 0o777)
	if err != nil {
		return nil, fault("make the folder", root, err)
	}
	if wrote, err = create(root, files); err != nil {
		unmake()
	}
	return wrote, err
}

func create(root string, files map[string][]byte) (wrote []string, err error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, fault("open", root, err)
	}
	defer r.Close()
	e := &editor{root: r, name: root}
	defer func() {
		if err != nil {
			for _, p := range wrote {
				r.Remove(filepath.FromSlash(p))
			}
			for _, p := range slices.Backward(e.folders) {
				r.Remove(filepath.FromSlash(p))
			}
			wrote = nil
		}
	}()
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if err := checkLocal(p); err != nil {
			return wrote, e.fault("write", p, err)
		}
		if err := e.makeFolder(path.Dir(p)); err != nil {
			return wrote, err
		}
		f, err := r.OpenFile(filepath.FromSlash(p), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return wrote, e.fault("write", p, err)
		}
		wrote = append(wrote, p)
		_, err = f.Write(files[p])
		if err == nil {
			err = f.Sync()
		}
		if closing := f.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return wrote, e.fault("write", p, err)
		}
	}
	return wrote, nil
}
