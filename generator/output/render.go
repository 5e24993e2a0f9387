package output

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// file is a document that was rendered.
type file struct {
	path    string
	changed bool // written to the work folder; otherwise the old site has it
	stamp
}

// renderAll renders all documents on all cores and writes those that the old site does not have. At
// most one document for each core is in memory, and of a large one only its beginning.
func (b *bench) renderAll(docs []site.Document, old *oldSite) ([]file, diag.List, error) {
	var (
		files    = make([]file, len(docs))
		problems = make([]diag.List, len(docs))
		next     atomic.Int64
		failed   atomic.Bool // no document is written any more
		stop     atomic.Bool // no document is rendered any more
		mu       sync.Mutex
		done     int
		first    error
		crash    *renderPanic
		workers  sync.WaitGroup
	)
	work := func() {
		s := &spool{bench: b, hash: sha256.New(), failed: &failed}
		defer s.discard()
		defer func() {
			if v := recover(); v != nil {
				stop.Store(true)
				mu.Lock()
				crash = &renderPanic{v, debug.Stack()}
				mu.Unlock()
			}
		}()
		for !stop.Load() {
			i := int(next.Add(1)) - 1
			if i >= len(docs) {
				return
			}
			f, found, err := s.render(docs[i], old)
			files[i], problems[i] = f, found
			if found.HasErrors() {
				failed.Store(true) // but go on: all problems of a run are told at once
			}
			if err != nil {
				stop.Store(true)
				mu.Lock()
				if first == nil {
					first = err
				}
				mu.Unlock()
			}
			if b.o.Progress != nil {
				mu.Lock()
				done++
				b.o.Progress(done, len(docs))
				mu.Unlock()
			}
		}
	}
	for range min(runtime.GOMAXPROCS(0), len(docs)) {
		workers.Go(work)
	}
	workers.Wait()
	if crash != nil {
		panic(crash) // in the caller's goroutine, where it can be reported as ours
	}
	var found diag.List
	for _, l := range problems {
		found = append(found, l...)
	}
	found.Sort()
	return files, found.Dedupe(), first
}

// renderPanic carries a panic and its stack from a worker to the caller.
type renderPanic struct {
	value any
	stack []byte
}

// Error implements error, for whoever recovers it.
func (p *renderPanic) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

// spoolLimit is how much of a document is kept in memory before the rest goes to the disk. Pages are
// far smaller; copies of films are not.
const spoolLimit = 4 << 20

// spool takes the bytes of one document after another.
type spool struct {
	bench  *bench
	failed *atomic.Bool
	buf    bytes.Buffer
	hash   hash.Hash
	size   int64
	large  *os.File // set once a document did not fit into buf
	err    error
}

func (s *spool) render(d site.Document, old *oldSite) (file, diag.List, error) {
	s.discard()
	s.buf.Reset()
	s.hash.Reset()
	s.size, s.err = 0, nil
	var from [sha256.Size]byte
	if d.From != nil {
		from = d.From()
		if known, ok := old.madeFrom(d.Path, from); ok {
			return file{path: d.Path, stamp: known}, nil, nil
		}
	}
	keeps := s.bench.shelf.keeps(d)
	var found diag.List
	if data, ok := s.bench.kept(d, from, keeps); ok {
		_, _ = s.Write(data)
		keeps = false
	} else {
		found = d.Render(s)
	}
	if s.err != nil {
		return file{}, found, s.err
	}
	f := file{path: d.Path, stamp: stamp{size: s.size, from: from}}
	s.hash.Write(s.buf.Bytes())
	s.hash.Sum(f.sum[:0])
	if keeps && len(found) == 0 && s.large == nil && s.bench.shelf.put(d, from, f.sum, s.buf.Bytes()) {
		s.bench.filled.Store(true)
	}
	if found.HasErrors() || s.failed.Load() || old.same(d.Path, f.size, f.sum) {
		return f, found, nil
	}
	f.changed = true
	return f, found, s.store(d.Path)
}

// kept is a document that the shelf has.
func (b *bench) kept(d site.Document, from [sha256.Size]byte, keeps bool) ([]byte, bool) {
	if !keeps {
		return nil, false
	}
	return b.shelf.get(d, from)
}

// Write implements io.Writer for the renderer.
func (s *spool) Write(p []byte) (int, error) {
	s.buf.Write(p)
	return s.wrote(len(p))
}

// WriteString implements io.StringWriter: templates write many short strings.
func (s *spool) WriteString(p string) (int, error) {
	s.buf.WriteString(p)
	return s.wrote(len(p))
}

// wrote counts, and takes what is too large out of memory. What stays is hashed at the end, at once,
// because renderers write a few bytes at a time.
func (s *spool) wrote(n int) (int, error) {
	s.size += int64(n)
	if s.buf.Len() > spoolLimit && s.err == nil {
		s.hash.Write(s.buf.Bytes())
		s.err = s.flush()
	}
	if s.err != nil {
		s.buf.Reset()
		return 0, s.err
	}
	return n, nil
}

func (s *spool) flush() error {
	if s.large == nil {
		f, err := s.bench.spoolFile()
		if err != nil {
			return err
		}
		s.large = f
	}
	_, err := s.buf.WriteTo(s.large)
	return fault("write", s.large.Name(), err)
}

// store puts the document into the new site.
func (s *spool) store(path string) error {
	if s.large == nil {
		return s.bench.writeFile(path, s.buf.Bytes())
	}
	if err := s.flush(); err != nil {
		return err
	}
	name := s.large.Name()
	err := s.large.Close()
	s.large = nil
	if err != nil {
		return fault("write", name, err)
	}
	to, err := s.bench.place(path)
	if err != nil {
		return err
	}
	return fault("write", filepath.Join(s.bench.dir, filepath.FromSlash(path)), os.Rename(name, to))
}

// discard drops a large document that was not stored; its file goes with the work folder.
func (s *spool) discard() {
	if s.large != nil {
		s.large.Close()
		os.Remove(s.large.Name())
		s.large = nil
	}
}
