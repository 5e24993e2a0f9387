// Package output writes everything that reaches the disk: a site's folder, whole and at once, and
// single files of a person.
//
// [Write] renders documents on all cores and puts them into a folder that is the program's alone. The
// new site is built in a work folder beside the old one, unchanged files are hard links to the old
// ones, and the two are then exchanged in one step, so that a reader, and a run that is killed at any
// moment, sees the old site or the new one and never a mixture. Where the system cannot exchange
// folders, two renames do it, and the next run completes what a killed one left ([Recover]).
//
// A manifest in the folder marks it as ours. It says which files the program wrote, so that no other
// file is ever deleted, and what was in them, so that unchanged ones are known without reading them.
//
// [Edit] and [Create] write a person's own files: whole or not at all, and never outside their folder.
package output

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// Options say how a site is written.
type Options struct {
	// Source is the passport's folder, which the site's folder may not contain. "" if there is none.
	Source string
	// Force deletes files in the site's folder that the program did not write. Without it, such files
	// are a [RefusedError], which names them.
	Force bool
	// Cache is a folder of the user's in which pictures are kept for other runs, "" for none. It is made
	// when it is missing, and what goes wrong with it is no error.
	Cache string
	// Progress, when set, is called as documents are rendered, from several goroutines, one at a time.
	Progress func(done, total int)

	twoRenames bool         // as if the system could not exchange folders
	noLinks    bool         // as if the file system had no hard links
	step       func(string) // told at each step, for tests that stop there
}

// Result says what [Write] did.
type Result struct {
	Documents int      // documents of the site
	Changed   int      // documents whose bytes are new and were written
	Unchanged int      // documents that were left as they were
	Bytes     int64    // size of all documents
	Removed   []string // files of the old site that the new one does not have, sorted
	Deleted   []string // files deleted because of Force, sorted
}

// Write puts documents into the folder dir, which becomes exactly that site.
//
// Problems are those that rendering found, sorted and without repeats, and documents whose paths
// cannot lie in one folder. If any is an error nothing is written and the last good site stands.
// When nothing changed, nothing is touched.
//
// The error is a [*RefusedError] when dir is not the program's to write, and a [*Error] when the disk
// fails. In both cases dir is as it was. Two runs that write the same folder wait for each other.
func Write(dir string, docs []site.Document, o Options) (Result, diag.List, error) {
	if found, err := checkPaths(docs); err != nil || found.HasErrors() {
		return Result{}, found, err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return Result{}, nil, fault("find the folder", dir, err)
	}
	// What can be refused is refused before anything is made, even the work folder.
	if err := refuseKind(dir, abs, o.Source); err != nil {
		return Result{}, nil, err
	}
	unmake, err := makeFolders(filepath.Dir(abs), 0o755)
	if err != nil {
		return Result{}, nil, fault("make the folder", filepath.Dir(dir), err)
	}
	defer unmake()
	b, err := openBench(abs)
	if err != nil {
		return Result{}, nil, err
	}
	b.o, b.shelf = o, newShelf(o.Cache)
	return b.run(dir, docs)
}

// run writes the site and leaves nothing behind, also when rendering panics.
func (b *bench) run(dir string, docs []site.Document) (res Result, found diag.List, err error) {
	defer func() {
		if closing := b.close(); err == nil {
			err = closing
		}
	}()
	return b.write(dir, docs)
}

// Check tells without writing whether [Write] would refuse the folder, and returns the
// [*RefusedError] if so.
func Check(dir string, o Options) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return fault("find the folder", dir, err)
	}
	if err := refuseKind(dir, abs, o.Source); err != nil {
		return err
	}
	_, err = survey(dir, abs, o.Force)
	return err
}

// Recover completes what a killed run left beside the folder dir. [Write] does so by itself; who only
// reads a site may call it first. A run that is still writing is waited for.
func Recover(dir string) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return fault("find the folder", dir, err)
	}
	if _, err := os.Lstat(benchPath(abs)); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	b, err := openBench(abs)
	if err != nil {
		return err
	}
	return b.close()
}

func (b *bench) write(dir string, docs []site.Document) (Result, diag.List, error) {
	old, err := survey(dir, b.dir, b.o.Force)
	if err != nil {
		return Result{}, nil, err
	}
	files, found, err := b.renderAll(docs, old)
	if b.filled.Load() {
		b.shelf.tidy()
	}
	if err != nil || found.HasErrors() {
		return Result{}, found, err
	}
	res := Result{Documents: len(docs)}
	isNew := make(map[string]bool, len(files))
	for _, f := range files {
		isNew[f.path] = true
		res.Bytes += f.size
		if f.changed {
			res.Changed++
		} else {
			res.Unchanged++
		}
	}
	for path := range old.ours {
		if !isNew[path] {
			res.Removed = append(res.Removed, path)
		}
	}
	slices.Sort(res.Removed)
	if b.o.Force {
		res.Deleted = old.foreign
	}
	manifest := manifestOf(files)
	if old.exists && res.Changed == 0 && len(res.Removed) == 0 && len(old.foreign) == 0 && string(manifest) == string(old.manifest) {
		return res, found, nil
	}
	if err := b.complete(files, old, manifest); err != nil {
		return Result{}, found, err
	}
	return res, found, b.swap(old)
}
