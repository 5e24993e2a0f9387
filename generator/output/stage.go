package output

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
)

// Files are readable by all and folders open to all, whatever the umask says: a site is there to be
// read, also by a web server that runs as somebody else.
const (
	fileMode   = 0o644
	folderMode = 0o755
)

// place makes the folders that a document of the new site lies in, and returns the file's name.
func (b *bench) place(p string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.folder(path.Dir(p)); err != nil {
		return "", err
	}
	return filepath.Join(b.in("new"), filepath.FromSlash(p)), nil
}

// folder makes a folder of the new site and those above it. The caller holds the lock.
func (b *bench) folder(p string) error {
	if b.made[p] {
		return nil
	}
	if p != "." {
		if err := b.folder(path.Dir(p)); err != nil {
			return err
		}
	}
	name := filepath.Join(b.in("new"), filepath.FromSlash(p))
	if err := b.mkdir(name); err != nil {
		return err
	}
	b.made[p] = true
	return nil
}

// mkdir makes a folder of the work folder. The caller holds the lock.
func (b *bench) mkdir(name string) error {
	if err := os.Mkdir(name, folderMode); err != nil {
		return fault("make the folder", name, err)
	}
	if !b.probed {
		// Every bit that a file should have a folder should have too, so the first folder tells.
		info, err := os.Stat(name)
		b.probed, b.masked = true, err != nil || info.Mode().Perm() != folderMode
	}
	if b.masked {
		os.Chmod(name, folderMode) // a file system without permissions refuses; the folder is fine
	}
	return nil
}

// create makes a new file. One at a time: a folder takes one new file after another anyway, and those that
// wait in the system for their turn spin, which took a sixth of the processor time of a large build.
func (b *bench) create(name string) (*os.File, error) {
	b.creating.Lock()
	f, err := openNew(name)
	b.creating.Unlock()
	if err != nil {
		return nil, err
	}
	if b.masked {
		f.Chmod(fileMode)
	}
	return f, nil
}

// writeFile writes a document of the new site.
func (b *bench) writeFile(p string, data []byte) error {
	to, err := b.place(p)
	if err != nil {
		return err
	}
	b.at("write")
	f, err := b.create(to)
	if err == nil {
		_, err = f.Write(data)
		if closing := f.Close(); err == nil {
			err = closing
		}
	}
	return fault("write", filepath.Join(b.dir, filepath.FromSlash(p)), err)
}

// spoolFile opens a file for a document that is too large for memory.
func (b *bench) spoolFile() (*os.File, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.started {
		if err := b.mkdir(b.in("spool")); err != nil {
			return nil, err
		}
		b.started = true
	}
	name := filepath.Join(b.in("spool"), fmt.Sprint(b.spools.Add(1)))
	f, err := b.create(name)
	return f, fault("write", name, err)
}

// complete fills the new site with what the old one has already, and writes its manifest, last.
func (b *bench) complete(files []file, old *oldSite, manifest []byte) error {
	b.mu.Lock()
	err := b.folder(".")
	b.mu.Unlock()
	if err != nil {
		return err
	}
	keep := make([]string, 0, len(files))
	for _, f := range files {
		if !f.changed {
			keep = append(keep, f.path)
		}
	}
	if err := b.takeOver(keep); err != nil {
		return err
	}
	for _, p := range old.litter {
		b.takeOverFile(p) // not worth a failed build: a folder of the old site may be a file now
	}
	b.at("manifest")
	return b.writeFile(ManifestName, manifest)
}

// takeOver puts files of the old site into the new one.
func (b *bench) takeOver(paths []string) error {
	var (
		next    atomic.Int64
		workers sync.WaitGroup
		mu      sync.Mutex
		first   error
	)
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(paths) {
					return
				}
				if err := b.takeOverFile(paths[i]); err != nil {
					next.Store(int64(len(paths)))
					mu.Lock()
					first = err
					mu.Unlock()
				}
			}
		})
	}
	workers.Wait()
	return first
}

func (b *bench) takeOverFile(p string) error {
	to, err := b.place(p)
	if err != nil {
		return err
	}
	from := filepath.Join(b.dir, filepath.FromSlash(p))
	b.at("link")
	if !b.o.noLinks && os.Link(from, to) == nil {
		return nil
	}
	// Not every file system has hard links, and some limit their number.
	in, err := os.Open(from)
	if err != nil {
		return fault("read", from, err)
	}
	defer in.Close()
	out, err := b.create(to)
	if err != nil {
		return fault("write", to, err)
	}
	_, err = io.Copy(out, in)
	if closing := out.Close(); err == nil {
		err = closing
	}
	return fault("write", to, err)
}
