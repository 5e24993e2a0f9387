package serve

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/talent-passport/passport/generator/diag"
)

// stage is what the loop knows: which changes wait to be believed, what the newest snapshot is, and
// what was told of it. Only the loop touches it.
type stage struct {
	s *Server
	w *watcher

	doubtful map[string]bool // paths that were gone or empty when last looked at
	believe  *time.Timer     // then they are

	gen      int
	changed  map[string]bool // since the last Event
	took     time.Duration
	untold   bool      // a rebuild was not told yet
	checked  bool      // the newest snapshot has been checked
	problems diag.List // what is wrong with it, as far as is known
	held     bool      // pages were not told of the newest snapshot yet
	due      time.Time // when new problems are believed
	settle   *time.Timer
	told     map[string]int // problems that were told, by what they say
	first    bool           // nothing was told yet
	initial  map[string]int // problems that were there at the start
	calm     *time.Timer
	stopIdle context.CancelFunc
	results  chan result
	faults   chan struct{} // a page that was rendered has a mistake

	lastWhy string
}

// result is what a check found about a snapshot.
type result struct {
	gen      int
	problems diag.List
}

// crew does what takes longer than a rebuild may, one thing at a time. A job that has not begun gives
// way to a newer one.
type crew struct {
	ctx  context.Context
	jobs chan func()
	done chan struct{}
}

func newCrew(ctx context.Context) *crew {
	c := &crew{ctx: ctx, jobs: make(chan func(), 1), done: make(chan struct{})}
	go func() {
		defer close(c.done)
		for {
			select {
			case job := <-c.jobs:
				job()
			case <-ctx.Done():
				return
			}
		}
	}()
	return c
}

// do is called by the loop alone.
func (c *crew) do(job func()) {
	select {
	case <-c.jobs:
	default:
	}
	c.jobs <- job
}

// wait returns when the crew has gone home. Its context must have ended.
func (c *crew) wait() { <-c.done }

func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

func newStage(s *Server) *stage {
	return &stage{
		s: s, doubtful: map[string]bool{}, changed: map[string]bool{}, told: map[string]int{}, first: true,
		believe: stopped(), settle: stopped(), calm: stopped(),
		results: make(chan result, 1), faults: make(chan struct{}, 1), stopIdle: func() {},
	}
}

// loop is the life of the server's content, on one goroutine.
func (s *Server) loop(ctx context.Context) {
	t := s.stage
	t.w = newWatcher(s.dir, s.add)
	s.folder.watch, s.folder.forget = t.w.watch, t.w.forget
	work := newCrew(ctx)
	defer func() {
		t.stopIdle()
		t.w.close()
		work.wait()
	}()
	started := s.o.Now()
	t.rebuild(work, nil, started)
	if s.far {
		s.notice("this folder is shared with another computer or system, which may not tell of changes: looking for them every %v", s.poll)
	}
	look := time.NewTicker(s.poll)
	defer look.Stop()
	for {
		events, why := t.w.source()
		var next chan fsnotify.Event
		var errs chan error
		if events != nil {
			next, errs = events.Events, events.Errors
		} else if why != nil && t.lastWhy != why.Error() {
			t.lastWhy = why.Error()
			s.notice("this system cannot watch so many files (%v): looking for changes every %v instead", why, s.poll)
		}
		b := &batch{paths: map[string]bool{}, since: s.o.Now()}
		select {
		case <-ctx.Done():
			return
		case ev, ok := <-next:
			if ok {
				s.note(b, ev)
				s.drain(ctx, events, b)
			}
		case err := <-errs:
			s.lost(b, err)
			s.drain(ctx, events, b)
		case <-look.C:
			if events == nil || s.far {
				for _, name := range s.folder.differing(s.o.Now()) {
					if s.o.Ignore == nil || !s.o.Ignore(name) {
						b.paths[name] = true
					}
				}
			}
			if !s.folder.stands() {
				b.all = true
			}
		case <-s.rescan:
			b.all = true
		case <-t.believe.C:
			t.apply(work, b, true)
			continue
		case <-t.settle.C:
			t.judge()
			continue
		case <-t.faults:
			t.judge()
			continue
		case <-t.calm.C:
			t.explore(work)
			continue
		case r := <-t.results:
			t.take(r)
			continue
		}
		if !b.empty() {
			t.apply(work, b, false)
		}
	}
}

// apply takes changes into the folder, and rebuilds when there were any.
func (t *stage) apply(work *crew, b *batch, sure bool) {
	s := t.s
	if b.all {
		if err := s.folder.reset(); err != nil {
			if why := "gone: " + err.Error(); t.lastWhy != why {
				t.lastWhy = why
				s.notice("the folder is gone (%v): the pages stay as they were until it is back", err)
			}
			return
		}
		t.lastWhy = ""
		clear(t.doubtful)
		t.rebuild(work, b.list(), b.since)
		return
	}
	if sure {
		for name := range t.doubtful {
			b.paths[name] = true
		}
		clear(t.doubtful)
	}
	var names []string
	for _, name := range b.list() {
		switch s.folder.update(name, sure) {
		case changed:
			names = append(names, name)
			delete(t.doubtful, name)
		case doubtful:
			if !t.doubtful[name] {
				t.doubtful[name] = true
				t.believe.Reset(s.gone)
			}
		case same:
			delete(t.doubtful, name)
		}
	}
	if len(names) > 0 {
		t.rebuild(work, names, b.since)
	}
}

// rebuild makes a new snapshot, puts it in the place of the one before, and tells the pages that can be
// told at once.
func (t *stage) rebuild(work *crew, names []string, since time.Time) {
	s := t.s
	t.stopIdle()
	t.calm.Stop()
	t.settle.Stop()
	made, err := t.make()
	if err != nil {
		s.notice("%v", err)
		return
	}
	old := s.now.Load()
	base := made.Base
	if base == "" {
		base = "/"
		if old != nil {
			base = old.base // a passport.yaml that cannot be read has no address, and is mended in a minute
		}
	}
	snap := newSnapshot(made, base, t.fault)
	s.now.Store(snap)
	if old == nil {
		close(s.ready)
	}
	t.gen++
	t.untold = true
	t.took = s.o.Now().Sub(since)
	t.checked, t.problems = false, made.Early
	for _, name := range names {
		t.changed[name] = true
	}
	t.due = s.o.Now().Add(s.moment)
	t.held = t.fresh(made.Early) || s.hub.lost(snap)
	if !t.held {
		t.show(snap)
	}
	gen := t.gen
	work.do(func() {
		l := made.Early
		if made.Check != nil {
			l = made.Check()
		}
		select {
		case t.results <- result{gen, l}:
		case <-work.ctx.Done():
		}
		tidy()
	})
}

// tidy collects garbage when there is half as much of it as there is in use: in the moment after an edit
// was shown, so that the next one neither waits for that nor needs memory that was never touched before,
// which costs more than what it is used for.
func tidy() {
	now := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(now)
	if live, all := now[0].Value.Uint64(), now[1].Value.Uint64(); all > live+live/2 {
		runtime.GC()
	}
}

// make calls the function that makes a site. A mistake in this program must not end the preview.
func (t *stage) make() (made *Site, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("this is a mistake in passport, not in your files: %v\n%s", p, debug.Stack())
		}
	}()
	return t.s.o.Rebuild(t.s.folder), nil
}

// show tells every page of the newest snapshot.
func (t *stage) show(snap *snapshot) {
	t.held = false
	names := slices.Sorted(maps.Keys(t.changed))
	t.s.hub.update(snap, names)
	if t.s.o.Follow && snap.Page != nil {
		for _, name := range names {
			if page := snap.Page(name); page != "" {
				t.s.hub.send(message{kind: "go", data: map[string]any{"href": escaped(snap.base) + page}})
				break
			}
		}
	}
}

// fault wakes the loop for a mistake in a page that was rendered just now. It may be called from
// anywhere.
func (t *stage) fault() {
	select {
	case t.faults <- struct{}{}:
	default:
	}
}

// take takes in what was found about a snapshot. What is known of an older one is of no use.
func (t *stage) take(r result) {
	if r.gen != t.gen {
		return
	}
	t.checked, t.problems = true, r.problems
	t.judge()
}

// judge decides whether problems are told now. Those that are known already are, and so is that there
// are none; new ones only when they are still there a moment later.
func (t *stage) judge() {
	s := t.s
	snap := s.now.Load()
	if !t.checked {
		return // the check comes back here
	}
	all := append(slices.Clone(t.problems), snap.faults()...)
	all.Sort()
	all = all.Dedupe()
	wait := t.due.Sub(s.o.Now())
	if (t.fresh(all) || t.held) && wait > 0 && !t.first {
		t.settle.Reset(wait)
		return
	}
	if t.held {
		t.show(snap)
	}
	t.tell(snap, all)
	t.calm.Reset(t.s.idle)
}

// fresh reports whether a list has problems that were not told before. Lines move while one writes, so
// what counts is what they say.
func (t *stage) fresh(l diag.List) bool {
	seen := map[string]int{}
	for _, p := range l {
		k := saying(p)
		seen[k]++
		if p.Severity != diag.Note && seen[k] > t.told[k] {
			return true
		}
	}
	return false
}

func saying(p diag.Problem) string { return p.Code + "\x00" + p.Span.File + "\x00" + p.Message }

// tell tells the pages and the terminal what is wrong now, when that is something else than before.
func (t *stage) tell(snap *snapshot, all diag.List) {
	now := map[string]int{}
	var news diag.List
	for _, p := range all {
		k := saying(p)
		now[k]++
		if now[k] > t.told[k] {
			news = append(news, p)
		}
	}
	if t.first {
		t.initial = now
	}
	t.s.hub.problems(t.s.report(all, snap.Files, t.initial))
	if t.untold || !maps.Equal(now, t.told) {
		t.s.tell(Event{
			Changed: slices.Sorted(maps.Keys(t.changed)), Took: t.took, Problems: all, New: news, Files: snap.Files,
		})
	}
	t.told, t.first, t.untold = now, false, false
	clear(t.changed)
}

// explore renders the pages that nobody looked at, one after the other, to find mistakes in the
// person's templates. An edit ends it.
func (t *stage) explore(work *crew) {
	snap := t.s.now.Load()
	ctx, stop := context.WithCancel(work.ctx)
	t.stopIdle = stop
	work.do(func() {
		defer stop()
		for _, d := range snap.Documents {
			if ctx.Err() != nil {
				return
			}
			r := snap.docs[d.Path]
			if r.isPage() && snap.Themed || slices.Contains(snap.sheets, d.Path) {
				r.explore()
			}
		}
	})
}
