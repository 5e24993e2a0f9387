// Package serve shows a site while it is being written: from memory, on this computer, and new in the
// browser before its author has looked up.
//
// [Listen] takes a folder and a function that makes a [Site] of it; [Server.Serve] answers until it is
// told to stop. Data flows in one direction:
//
//	files on disk
//	    │  watcher       which paths may have changed, from the system's events or by looking
//	    ▼
//	  folder             the files as last read; says whether anything really changed
//	    │  Rebuild       the function given: an fs.FS in, a Site out, nothing rendered
//	    ▼
//	 snapshot            one Site; a document is rendered when it is asked for, once
//	    │  stage         swaps snapshots, decides when problems are believed
//	    ▼
//	browsers             ordinary requests, and one stream of events for each page that can be seen
//
// A snapshot never changes; the newest one replaces the one before in a single step. The first event
// rebuilds at once and events during a rebuild cause one more, so nothing waits for a clock, with two
// exceptions that keep half-written files from showing: a file that is suddenly gone or empty is
// believed a moment later, because that is how editors save; and so is a problem that was not there
// before. Good content never waits.
//
// Each page in the preview carries a script that says which page it is and which bytes it has. It is
// told to load itself again only when its bytes changed, and to exchange the style sheet when only
// that did. The script, its style and its stream are served under /_passport/, a path that no site
// has; a document itself is what a build would write. With Options.Exact there is no script, and every
// answer is byte for byte what a visitor will get.
//
// Whoever can reach the port can read what is private. So the server listens on the loopback address,
// answers only requests that name it (a page elsewhere could otherwise point a name of its own at it),
// allows no other origin to read anything, and looks documents up in a map: no path leads to the disk.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// DefaultPort is the port that is taken when none is asked for and it is free.
const DefaultPort = 7070

// Site is what one rebuild makes of the folder: everything that can be asked for, nothing rendered yet.
// It must not change afterwards, and its functions must be safe for concurrent use.
type Site struct {
	Documents []site.Document
	// Base is the path under which the site will lie, "/passport/", not escaped; "" when it is not known, as while
	// passport.yaml is broken.
	Base string
	// Early is what was found wrong on the way. It tells a file that is only half written.
	Early diag.List
	// Check finds everything that is wrong, Early included, sorted. It is called once at most, after the
	// site can be seen, and not on the goroutine that rebuilds.
	Check func() diag.List
	// Files gives the bytes that problems talk about.
	Files diag.Files
	// Themed says that pages are made with templates of the person's own, so that rendering one may find a
	// mistake in them.
	Themed bool
	// Page names the document that shows what a file says, with an anchor where there is one; "" when
	// none does. It may be nil.
	Page func(file string) string
}

// Options say what is served and how.
type Options struct {
	Dir string // the person's folder
	// Rebuild makes a site of the folder. It must read the folder through the file system it is given:
	// whatever it lists is watched from then on.
	Rebuild func(folder fs.FS) *Site
	// Ignore reports whether events of a path, relative and with slashes, mean nothing. It may be nil.
	Ignore func(path string) bool

	Port   int  // 0 is DefaultPort, or any other when that is taken
	LAN    bool // answer other computers in the network; needs Exact
	Exact  bool // every answer is what a build writes: no script, no overlay
	Follow bool // open pages go to the page of the file that was edited

	// EditorLink is an address that opens a file, absolute, in the person's editor, "" for none. Lines and
	// columns count from 1. It may be nil.
	EditorLink func(file string, line, column int) string
	// Edit opens a file in the person's editor by starting a program. When it is set, pages call it
	// through the server and EditorLink is not used.
	Edit func(file string, line, column int) error

	// Log is told what happens, one call at a time. It may be nil.
	Log func(Event)
	// Now is the clock. It may be nil.
	Now func() time.Time
}

// Event is something to tell the person at the terminal.
type Event struct {
	Time time.Time
	// Notice is a sentence about the server itself; the other fields are empty then.
	Notice string

	Changed  []string      // files whose change was taken in, sorted; none for the first site
	Took     time.Duration // from the first event to the new bytes
	Problems diag.List     // everything that is wrong now
	New      diag.List     // what of it was not told before
	Files    diag.Files
}

// Server shows one folder.
type Server struct {
	o      Options
	dir    string // absolute, links resolved
	ln     net.Listener
	hosts  map[string]bool
	taken  bool // the usual port was not free
	folder *folder
	stage  *stage
	hub    hub

	rescan chan struct{}
	ready  chan struct{} // closed when there is a snapshot
	now    atomic.Pointer[snapshot]

	// How long things that may be only half of a save are not believed, and other patience. Tests have
	// more of it, or less.
	gone   time.Duration // a file that is suddenly missing or empty
	moment time.Duration // a problem that was not there before
	idle   time.Duration // without an edit, before pages that nobody looks at are rendered
	poll   time.Duration // between looks at the disk where events cannot be had

	far bool // the folder lies where changes may come without events, so that it is looked at as well

	// add watches a folder; a test stands in for a system that refuses.
	add func(w *fsnotify.Watcher, dir string) error

	log sync.Mutex
}

// Listen opens the folder and takes a port. Nothing is read yet. When the usual port is taken, another
// one is; one that was asked for by number is an error.
func Listen(o Options) (*Server, error) {
	if o.LAN && !o.Exact {
		return nil, errors.New("other computers may only be shown what is published")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	dir, err := filepath.Abs(o.Dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot open %s: %w", o.Dir, err)
	}
	s := &Server{
		o: o, dir: dir, rescan: make(chan struct{}, 1), ready: make(chan struct{}),
		gone: 40 * time.Millisecond, moment: 300 * time.Millisecond, idle: time.Second, poll: time.Second,
		far: far(dir), add: (*fsnotify.Watcher).Add,
	}
	if s.folder, err = openFolder(dir); err != nil {
		return nil, err
	}
	s.stage = newStage(s)
	if err := s.listen(); err != nil {
		s.folder.close()
		return nil, err
	}
	return s, nil
}

func (s *Server) listen() error {
	host := "127.0.0.1"
	if s.o.LAN {
		host = ""
	}
	port := s.o.Port
	if port == 0 {
		port = DefaultPort
	}
	ln, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil && s.o.Port == 0 {
		s.taken = true
		ln, err = net.Listen("tcp", net.JoinHostPort(host, "0"))
	}
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("port %d is in use by another program: leave out --port, and a free one is taken", port)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("port %d is not yours to use: take one above 1023, as in --port %d", port, DefaultPort)
	case err != nil:
		return fmt.Errorf("cannot listen on port %d: %w", port, err)
	}
	s.ln = ln
	s.hosts = s.ownHosts()
	return nil
}

// Port is the port that was taken.
func (s *Server) Port() int { return s.ln.Addr().(*net.TCPAddr).Port }

// Moved reports whether the usual port was taken, so that this is another one.
func (s *Server) Moved() bool { return s.taken }

// URL waits for the first site and returns its address on this computer; "" when the server was
// stopped before.
func (s *Server) URL(ctx context.Context) string {
	select {
	case <-s.ready:
		return fmt.Sprintf("http://127.0.0.1:%d%s", s.Port(), escaped(s.now.Load().base))
	case <-ctx.Done():
		return ""
	}
}

// Neighbours are the addresses under which other computers in the network reach the site.
func (s *Server) Neighbours() []string {
	if !s.o.LAN {
		return nil
	}
	var out []string
	for _, ip := range ownIPs() {
		if !ip.IsLoopback() {
			out = append(out, "http://"+net.JoinHostPort(ip.String(), strconv.Itoa(s.Port()))+escaped(s.now.Load().base))
		}
	}
	return out
}

// Rescan forgets what is known of the folder, reads it again and rebuilds.
func (s *Server) Rescan() {
	select {
	case s.rescan <- struct{}{}:
	default: // one is waiting already
	}
}

// Serve answers until the context ends, and returns when nothing of it is left running.
func (s *Server) Serve(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer s.folder.close()
	srv := &http.Server{
		Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 1 << 16,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	var wg sync.WaitGroup
	wg.Go(func() { s.loop(ctx) })
	failed := make(chan error, 1)
	wg.Go(func() { failed <- srv.Serve(s.ln) })
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
		err = fmt.Errorf("the server stopped: %w", err)
	}
	stop() // streams of events end with it
	patience, done := context.WithTimeout(context.Background(), time.Second)
	defer done()
	if srv.Shutdown(patience) != nil {
		_ = srv.Close() // a download that takes longer is cut off
	}
	wg.Wait()
	return err
}

func (s *Server) tell(e Event) {
	if s.o.Log == nil {
		return
	}
	s.log.Lock()
	defer s.log.Unlock()
	e.Time = s.o.Now()
	s.o.Log(e)
}

func (s *Server) notice(format string, args ...any) {
	s.tell(Event{Notice: fmt.Sprintf(format, args...)})
}

// inside turns an absolute path of the system's into a path of the folder.
func (s *Server) inside(name string) (string, bool) {
	rel, err := filepath.Rel(s.dir, name)
	if err != nil {
		return "", false
	}
	rel = filepath.ToSlash(rel)
	return rel, rel != ".." && !strings.HasPrefix(rel, "../")
}
