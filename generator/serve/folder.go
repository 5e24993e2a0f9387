package serve

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// folder is the person's folder as it was last read: an fs.FS that goes to the disk only for what it
// was not asked for before, or what [folder.update] found changed. So a rebuild after one edit reads
// one file, and within a rebuild nothing changes under it.
//
// It knows nothing of passports. What is listed through it is what matters, and is watched; what was
// never listed (a repository's other folders, node_modules) costs nothing.
//
// Texts are kept in memory; pictures and other files are listed, and read from the disk when they are
// asked for.
type folder struct {
	dir string
	// watch is called with each folder before it is read for the first time, so that no change falls
	// between reading and watching; forget when it is no longer known.
	watch, forget func(dir string)

	mu    sync.Mutex
	root  *os.Root
	dirs  map[string]*listing
	texts map[string]*text
}

// listing is one folder, sorted by name. A listing is replaced, never changed.
type listing struct {
	entries []fs.DirEntry
	err     error
}

// text is the content of a file. It is replaced, never changed.
type text struct {
	data []byte
	err  error
}

// largest is the size above which a file is not kept in memory.
const largest = 4 << 20

func openFolder(dir string) (*folder, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("cannot open %s: %w", dir, err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; name the folder that holds passport.yaml", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("cannot open %s: %w", dir, err)
	}
	f := &folder{dir: dir, root: root, watch: func(string) {}, forget: func(string) {}}
	f.dirs, f.texts = map[string]*listing{}, map[string]*text{}
	return f, nil
}

func (f *folder) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = f.root.Close()
}

// errEmpty is a folder that has lost everything at once, as one does whose disk was taken away.
var errEmpty = errors.New("there is nothing in it")

// reset forgets everything, and opens the folder anew: it may have been deleted and made again.
func (f *folder) reset() error {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return err
	}
	now := readListing(root, ".")
	f.mu.Lock()
	defer f.mu.Unlock()
	if old := f.dirs["."]; old != nil && len(old.entries) > 0 && now.err == nil && len(now.entries) == 0 {
		_ = root.Close()
		return errEmpty
	}
	for dir := range f.dirs {
		f.forget(dir)
	}
	_ = f.root.Close()
	f.root, f.dirs, f.texts = root, map[string]*listing{}, map[string]*text{}
	return nil
}

// isText reports whether a file is kept in memory, by its name.
func isText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".yaml", ".yml", ".html", ".css":
		return true
	}
	return false
}

// entry is a file or folder as its folder lists it.
type entry struct{ fs.FileInfo }

func (e entry) Type() fs.FileMode          { return e.Mode().Type() }
func (e entry) Info() (fs.FileInfo, error) { return e.FileInfo, nil }
func (e entry) String() string             { return fs.FormatDirEntry(e) }

// ReadDir implements fs.ReadDirFS.
func (f *folder) ReadDir(name string) ([]fs.DirEntry, error) {
	l := f.list(name)
	return slices.Clone(l.entries), l.err
}

func (f *folder) list(name string) *listing {
	f.mu.Lock()
	l, root := f.dirs[name], f.root
	f.mu.Unlock()
	if l != nil {
		return l
	}
	if !fs.ValidPath(name) {
		return &listing{err: &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}}
	}
	f.watch(name)
	l = readListing(root, name)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dirs[name] = l
	return l
}

func readListing(root *os.Root, name string) *listing {
	l := &listing{}
	d, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return &listing{err: err}
	}
	defer d.Close()
	list, err := d.ReadDir(-1)
	l.err = err
	for _, e := range list {
		// A file that is gone before it could be looked at was not there.
		if info, err := e.Info(); err == nil {
			l.entries = append(l.entries, entry{info})
		}
	}
	slices.SortFunc(l.entries, byName)
	return l
}

func byName(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) }

// find returns a file as its folder lists it; nil when it is not there or its folder was never read.
func (f *folder) find(name string) fs.FileInfo {
	f.mu.Lock()
	defer f.mu.Unlock()
	l := f.dirs[path.Dir(name)]
	if l == nil {
		return nil
	}
	i, ok := l.at(path.Base(name))
	if !ok {
		return nil
	}
	return l.entries[i].(entry).FileInfo
}

func (l *listing) at(base string) (int, bool) {
	return slices.BinarySearchFunc(l.entries, base, func(e fs.DirEntry, s string) int { return strings.Compare(e.Name(), s) })
}

// Stat implements fs.StatFS.
func (f *folder) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrInvalid}
	}
	if info := f.find(name); info != nil && info.Mode()&fs.ModeSymlink == 0 {
		return info, nil
	}
	f.mu.Lock()
	root := f.root
	f.mu.Unlock()
	return root.Stat(filepath.FromSlash(name))
}

// ReadFile implements fs.ReadFileFS.
func (f *folder) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// Open implements fs.FS.
func (f *folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f.mu.Lock()
	t, root := f.texts[name], f.root
	f.mu.Unlock()
	info := f.find(name)
	if t == nil && (info == nil || !isText(name) || !info.Mode().IsRegular() || info.Size() > largest) {
		return root.Open(filepath.FromSlash(name))
	}
	if t == nil {
		t = readText(root, name, info.Size())
		f.mu.Lock()
		f.texts[name] = t
		f.mu.Unlock()
	}
	if t.err != nil {
		return nil, t.err
	}
	return &openText{info, t, bytes.NewReader(t.data)}, nil
}

// readText reads a file that probably has size bytes.
func readText(root *os.Root, name string, size int64) *text {
	file, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return &text{err: err}
	}
	defer file.Close()
	var b bytes.Buffer
	b.Grow(int(min(size, largest)) + bytes.MinRead) // room to see the end without growing
	// One more than is kept, so that what is too large shows as such to whoever reads it.
	if _, err := b.ReadFrom(io.LimitReader(file, largest+1)); err != nil {
		return &text{err: err}
	}
	return &text{data: b.Bytes()}
}

// openText is a text that was opened.
type openText struct {
	info fs.FileInfo
	text *text
	*bytes.Reader
}

// Version tells this content from any other that the file had. See source.Versioned.
func (t *openText) Version() any { return t.text }

// Bytes are its content.
func (t *openText) Bytes() []byte { return t.text.data }

func (t *openText) Stat() (fs.FileInfo, error) { return t.info, nil }
func (t *openText) Close() error               { return nil }

// change is what update found at a path.
type change uint8

const (
	same     change = iota // nothing that anybody can see
	changed                // taken in
	doubtful               // gone or empty, and not taken in: it may be on its way back
)

// update looks at a path of which an event told, and takes in what is there now. A file that is
// suddenly gone or empty is doubtful, unless the caller is sure: editors that save by writing a new
// file and renaming it leave none for a moment, and those that write in place an empty one.
func (f *folder) update(name string, sure bool) change {
	if !fs.ValidPath(name) || name == "." {
		return same
	}
	dir := path.Dir(name)
	f.mu.Lock()
	l, t, root := f.dirs[dir], f.texts[name], f.root
	f.mu.Unlock()
	if l == nil {
		return same // never read, so nothing depends on it
	}
	old := f.find(name)
	now, err := root.Lstat(filepath.FromSlash(name))
	if err != nil {
		now = nil
	}
	switch {
	case old == nil && now == nil:
		return same
	case old != nil && old.IsDir(), now != nil && now.IsDir():
		// A folder of the same name may be another one. All that lay in it is looked at again, and its
		// watches, which follow the old one wherever it went, are given up.
		f.drop(name)
		f.replace(dir, name, now)
		return changed
	case old != nil && !sure && (now == nil || now.Size() == 0 && old.Size() > 0):
		return doubtful
	}
	var fresh *text
	if t != nil && now != nil && now.Mode().IsRegular() {
		fresh = readText(root, name, now.Size())
		if !sure && len(fresh.data) == 0 && len(t.data) > 0 {
			return doubtful
		}
	}
	f.replace(dir, name, now)
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case t == nil:
		if unchanged(old, now) {
			return same
		}
		return changed
	case fresh == nil:
		delete(f.texts, name)
		return changed
	case bytes.Equal(fresh.data, t.data) && (fresh.err == nil) == (t.err == nil) && old != nil && old.Mode().Type() == now.Mode().Type():
		return same
	}
	f.texts[name] = fresh
	return changed
}

// unchanged reports whether a file that is not kept in memory is the one it was.
func unchanged(a, b fs.FileInfo) bool {
	return a != nil && b != nil && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && a.Mode() == b.Mode() && os.SameFile(a, b)
}

// replace puts what is at a path now into its folder's listing, or takes it out.
func (f *folder) replace(dir, name string, now fs.FileInfo) {
	f.mu.Lock()
	defer f.mu.Unlock()
	l := f.dirs[dir]
	i, found := l.at(path.Base(name))
	list := slices.Clone(l.entries)
	switch {
	case now == nil && found:
		list = slices.Delete(list, i, i+1)
	case now != nil && found:
		list[i] = entry{now}
	case now != nil:
		list = slices.Insert(list, i, fs.DirEntry(entry{now}))
	}
	f.dirs[dir] = &listing{list, l.err}
}

// drop forgets a folder and all that lies in it.
func (f *folder) drop(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for dir := range f.dirs {
		if dir == name || strings.HasPrefix(dir, name+"/") {
			delete(f.dirs, dir)
			f.forget(dir)
		}
	}
	for file := range f.texts {
		if strings.HasPrefix(file, name+"/") {
			delete(f.texts, file)
		}
	}
}

// stands reports whether the folder is still where it was opened.
func (f *folder) stands() bool {
	there, err := os.Stat(f.dir)
	if err != nil {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	here, err := f.root.Stat(".")
	return err == nil && os.SameFile(here, there)
}

// racy is how long after its last change a file may change again without its time telling so, on the
// coarsest file systems (FAT counts in two seconds).
const racy = 2 * time.Second

// differing looks at the whole folder and returns the paths that may not be as they were read: for
// where events cannot be had. Files that changed so lately that their time may not tell are among them.
func (f *folder) differing(now time.Time) []string {
	f.mu.Lock()
	known, root := make(map[string]*listing, len(f.dirs)), f.root
	for dir, l := range f.dirs {
		known[dir] = l
	}
	f.mu.Unlock()
	var out []string
	for dir, old := range known {
		fresh := readListing(root, dir)
		if fresh.err != nil && old.err == nil && errors.Is(fresh.err, fs.ErrNotExist) {
			continue // its own folder tells
		}
		i, j := 0, 0
		for i < len(old.entries) || j < len(fresh.entries) {
			order := 0
			switch {
			case i == len(old.entries):
				order = 1
			case j == len(fresh.entries):
				order = -1
			default:
				order = byName(old.entries[i], fresh.entries[j])
			}
			switch {
			case order < 0:
				out = append(out, path.Join(dir, old.entries[i].Name()))
				i++
			case order > 0:
				out = append(out, path.Join(dir, fresh.entries[j].Name()))
				j++
			default:
				a, b := old.entries[i].(entry).FileInfo, fresh.entries[j].(entry).FileInfo
				switch {
				case a.IsDir() && b.IsDir():
					if !os.SameFile(a, b) {
						out = append(out, path.Join(dir, a.Name()))
					}
				case !unchanged(a, b) || now.Sub(b.ModTime()) < racy:
					out = append(out, path.Join(dir, a.Name()))
				}
				i++
				j++
			}
		}
	}
	slices.Sort(out)
	return out
}
