package serve

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watcher says which paths of the folder may have changed. It watches folders, never single files:
// editors replace a file by renaming another over it, and a watch would stay with the old one.
// (https://pkg.go.dev/github.com/fsnotify/fsnotify#hdr-Watching_files)
//
// Where the system refuses to watch more, it looks at the disk once in a while instead.
type watcher struct {
	dir string
	add func(w *fsnotify.Watcher, name string) error

	mu     sync.Mutex
	events *fsnotify.Watcher // nil: look at the disk
	why    error             // why there are no events
}

// queue is how many events are held while a rebuild runs, before the system has to hold them.
const queue = 4096

func newWatcher(dir string, add func(*fsnotify.Watcher, string) error) *watcher {
	w := &watcher{dir: dir, add: add}
	w.events, w.why = fsnotify.NewBufferedWatcher(queue)
	return w
}

// watch watches one folder, named as in the passport. A folder that is gone is the reader's to find.
func (w *watcher) watch(dir string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.events == nil {
		return
	}
	err := w.add(w.events, filepath.Join(w.dir, filepath.FromSlash(dir)))
	if err != nil && !errors.Is(err, syscall.ENOENT) && !errors.Is(err, syscall.ENOTDIR) && !errors.Is(err, syscall.EACCES) {
		w.why = err
		_ = w.events.Close()
		w.events = nil
	}
}

// forget ends the watch of a folder. After a rename it would go on to report the old name.
func (w *watcher) forget(dir string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.events != nil {
		_ = w.events.Remove(filepath.Join(w.dir, filepath.FromSlash(dir)))
	}
}

func (w *watcher) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.events != nil {
		_ = w.events.Close()
		w.events = nil
	}
}

// source returns the events, or nil and the reason why there are none.
func (w *watcher) source() (*fsnotify.Watcher, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.events, w.why
}

// batch is what happened since the last look.
type batch struct {
	paths map[string]bool
	all   bool // events were lost, or the folder itself is another one
	since time.Time
}

func (b *batch) empty() bool { return !b.all && len(b.paths) == 0 }

func (b *batch) list() []string { return slices.Sorted(maps.Keys(b.paths)) }

// note takes an event into a batch.
func (s *Server) note(b *batch, ev fsnotify.Event) {
	if ev.Op == fsnotify.Chmod {
		return // indexers and backups do this all the time
	}
	name, ok := s.inside(ev.Name)
	if !ok {
		return
	}
	if name == "." {
		// Its own name is reported when it goes, and on some systems when anything in it changes.
		if ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename) {
			b.all = true
		}
		return
	}
	if s.o.Ignore != nil && s.o.Ignore(name) {
		return
	}
	if ev.Op == fsnotify.Write {
		if old := s.folder.find(name); old != nil && old.IsDir() {
			return // what changed in it is reported by itself
		}
	}
	if b.empty() {
		b.since = s.o.Now()
	}
	b.paths[name] = true
}

// Many paths at once are a branch checked out or an archive unpacked: then it is better to wait until
// it is over than to show each step of it.
const (
	many    = 16
	quiet   = 25 * time.Millisecond
	longest = 500 * time.Millisecond
)

// drain takes in what is there already, without waiting, unless there is much of it.
func (s *Server) drain(ctx context.Context, w *fsnotify.Watcher, b *batch) {
	var over, still *time.Timer
	for {
		if len(b.paths) <= many || b.all {
			select {
			case ev, ok := <-w.Events:
				if !ok {
					return
				}
				s.note(b, ev)
				continue
			case err := <-w.Errors:
				s.lost(b, err)
				continue
			default:
				return
			}
		}
		if over == nil {
			over, still = time.NewTimer(longest), time.NewTimer(quiet)
			defer over.Stop()
			defer still.Stop()
		}
		select {
		case ev, ok := <-w.Events:
			if !ok {
				return
			}
			s.note(b, ev)
			still.Reset(quiet)
		case err := <-w.Errors:
			s.lost(b, err)
			return
		case <-still.C:
			return
		case <-over.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// lost handles an error of the event source. Whatever it is, events may be missing, so that everything
// is looked at again.
func (s *Server) lost(b *batch, err error) {
	if err == nil {
		return
	}
	b.all = true
	if errors.Is(err, fsnotify.ErrEventOverflow) {
		s.notice("so many files changed at once that the system lost count: reading all of them again")
	}
}
