package generator

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a folder with changes that are not written yet: what a plan of several steps reads in
// between, so that all of it is written at once or not at all. Folders are those of the base, and those
// that changed files lie in.
type overlay struct {
	base    fs.FS
	changed map[string][]byte // by path; nil for a file that goes
}

// put takes changes over.
func (o *overlay) put(changed map[string][]byte) {
	if o.changed == nil {
		o.changed = map[string][]byte{}
	}
	maps.Copy(o.changed, changed)
}

// Open implements [fs.FS].
func (o *overlay) Open(name string) (fs.File, error) {
	if data, ok := o.changed[name]; ok {
		if data == nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return &changedFile{changedInfo{path.Base(name), int64(len(data))}, *bytes.NewReader(data)}, nil
	}
	f, err := o.base.Open(name)
	if err != nil && o.isFolder(name) {
		return &changedFile{info: changedInfo{path.Base(name), -1}}, nil
	}
	return f, err
}

// isFolder reports whether a file that was changed lies in a folder.
func (o *overlay) isFolder(name string) bool {
	for p, data := range o.changed {
		if data != nil && (name == "." || strings.HasPrefix(p, name+"/")) {
			return true
		}
	}
	return false
}

// ReadDir implements [fs.ReadDirFS].
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.base, name)
	if err != nil && !o.isFolder(name) {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(d fs.DirEntry) bool {
		_, ok := o.changed[path.Join(name, d.Name())]
		return ok
	})
	seen := map[string]bool{}
	for _, d := range list {
		seen[d.Name()] = true
	}
	for p, data := range o.changed {
		rest := p
		if name != "." {
			var in bool
			if rest, in = strings.CutPrefix(p, name+"/"); !in {
				continue
			}
		}
		first, _, deeper := strings.Cut(rest, "/")
		if data == nil || seen[first] {
			continue
		}
		seen[first] = true
		size := int64(len(data))
		if deeper {
			size = -1
		}
		list = append(list, fs.FileInfoToDirEntry(changedInfo{first, size}))
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

// changedInfo describes a file that was changed, or with a size of -1 a folder of such files.
type changedInfo struct {
	name string
	size int64
}

func (i changedInfo) Name() string       { return i.name }
func (i changedInfo) Size() int64        { return max(0, i.size) }
func (i changedInfo) ModTime() time.Time { return time.Time{} }
func (i changedInfo) IsDir() bool        { return i.size < 0 }
func (i changedInfo) Sys() any           { return nil }
func (i changedInfo) Mode() fs.FileMode {
	if i.IsDir() {
		return fs.ModeDir | 0o777
	}
	return 0o666
}

// changedFile is a file that was changed, open for reading.
type changedFile struct {
	info changedInfo
	bytes.Reader
}

func (f *changedFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *changedFile) Close() error               { return nil }

// Read implements [io.Reader]; a folder has nothing to read.
func (f *changedFile) Read(p []byte) (int, error) {
	if f.info.IsDir() {
		return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: fs.ErrInvalid}
	}
	return f.Reader.Read(p)
}
