package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// leaflet makes a small site of a folder: a page of every Markdown file, in which "oops" is a mistake, and
// a style sheet whose name changes with what is in it. Rendering a page that says "trap" finds a mistake.
func leaflet(folder fs.FS) *Site {
	texts := map[string][]byte{}
	var walk func(dir string)
	walk = func(dir string) {
		list, err := fs.ReadDir(folder, dir)
		if err != nil {
			return
		}
		for _, d := range list {
			name := path.Join(dir, d.Name())
			if d.IsDir() {
				walk(name)
			} else if data, err := fs.ReadFile(folder, name); err == nil {
				texts[name] = data
			}
		}
	}
	walk(".")
	style := texts["style.css"]
	sheet := "style." + digest(style) + ".css"
	s := &Site{Base: "/me/", Themed: true, Files: func(name string) []byte { return texts[name] }}
	if base, ok := texts["base"]; ok {
		s.Base = string(base)
	}
	add := func(name, media string, data []byte, l diag.List) {
		s.Documents = append(s.Documents, site.Document{Path: name, MediaType: media, Render: func(w io.Writer) diag.List {
			_, _ = w.Write(data)
			return l
		}})
	}
	add(sheet, "text/css; charset=utf-8", style, nil)
	add("404.html", "text/html; charset=utf-8", []byte("<!doctype html><title>Not found</title><body>nothing here</body>"), nil)
	for name, data := range texts {
		stem, md := strings.CutSuffix(name, ".md")
		switch {
		case !md && name != "style.css" && name != "base":
			add(name, "application/octet-stream", data, nil)
		case md:
			var found diag.List
			if strings.Contains(string(data), "trap") {
				found = diag.List{{Code: "trap", Message: "a trap", Span: diag.Span{File: name}}}
			}
			if i := strings.Index(string(data), "oops"); i >= 0 {
				s.Early = append(s.Early, diag.Problem{Code: "oops", Message: "oops is no word", Span: diag.Span{File: name, Start: i, End: i + 4}, Hint: "write something else"})
			}
			up := strings.Repeat("../", strings.Count(name, "/"))
			page := fmt.Sprintf("<!doctype html>\n<html lang=en><title>%s</title><link rel=\"stylesheet\" href=\"%s%s\"><body><main><h1>%s</h1><a href=\"#a\" id=\"a\">a link</a></main></body>", stem, up, sheet, html.EscapeString(string(data)))
			add(stem+".html", "text/html; charset=utf-8", []byte(page), found)
		}
	}
	s.Early.Sort()
	early := s.Early
	s.Check = func() diag.List { return early }
	s.Page = func(file string) string {
		if stem, ok := strings.CutSuffix(file, ".md"); ok {
			return stem + ".html"
		}
		return ""
	}
	return s
}

// preview is a running server and what it says.
type preview struct {
	*Server
	t      *testing.T
	dir    string
	events chan Event
	said   []string // notices so far
	url    string
	stop   func()
}

// started serves a folder until the test ends.
func started(t *testing.T, dir string, change func(*Options), set func(*Server)) *preview {
	t.Helper()
	p := &preview{t: t, dir: dir, events: make(chan Event, 4096)}
	o := Options{Dir: dir, Rebuild: leaflet, Log: func(e Event) { p.events <- e }}
	if change != nil {
		change(&o)
	}
	s, err := Listen(o)
	if err != nil {
		t.Fatal(err)
	}
	p.Server = s
	s.poll = time.Hour
	if set != nil {
		set(s)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	p.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(p.stop)
	p.url = s.URL(t.Context())
	p.until("the first site", func(e Event) bool { return e.Notice == "" })
	return p
}

// until waits for an event of which fn says yes, and returns it.
func (p *preview) until(what string, fn func(Event) bool) Event {
	p.t.Helper()
	late := time.After(2 * time.Minute)
	for {
		select {
		case e := <-p.events:
			if e.Notice != "" {
				p.said = append(p.said, e.Notice)
			}
			if fn(e) {
				return e
			}
		case <-late:
			p.t.Fatalf("waited for %s in vain", what)
		}
	}
}

// notices waits until the person is told something.
func (p *preview) notices(want string) {
	p.t.Helper()
	has := func(Event) bool {
		return slices.ContainsFunc(p.said, func(s string) bool { return strings.Contains(s, want) })
	}
	if !has(Event{}) {
		p.until("the notice "+want, has)
	}
}

// shows waits until a page says something: it looks at once, and again after each rebuild.
func (p *preview) shows(page, want string) {
	p.t.Helper()
	for {
		_, body := p.get(page)
		if strings.Contains(body, want) {
			return
		}
		p.until(fmt.Sprintf("%s to say %q instead of %q", page, want, body), func(e Event) bool { return e.Notice == "" })
	}
}

func (p *preview) get(page string) (int, string) {
	p.t.Helper()
	resp, err := http.Get(p.url + page)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// open opens a page as a browser does, with its stream of events.
func (p *preview) open(page string) <-chan told {
	p.t.Helper()
	_, body := p.get(page)
	_, tag, ok := strings.Cut(body, `data-tag="`)
	if !ok {
		p.t.Fatalf("%s has no script: %s", page, body)
	}
	tag, _, _ = strings.Cut(tag, `"`)
	u, err := url.Parse(p.url + page)
	if err != nil {
		p.t.Fatal(err)
	}
	resp, err := http.Get(fmt.Sprintf("http://%s/_passport/live?%s", u.Host, url.Values{"page": {u.Path}, "tag": {tag}}.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	out := make(chan told, 1024)
	go func() {
		defer close(out)
		defer resp.Body.Close()
		lines := bufio.NewScanner(resp.Body)
		kind := ""
		for lines.Scan() {
			if k, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				kind = k
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				m := told{kind: kind}
				if err := json.Unmarshal([]byte(data), &m); err != nil {
					p.t.Error(err)
				}
				out <- m
			}
		}
	}()
	return out
}

// told is an event as a page gets it.
type told struct {
	kind     string
	Tag      string
	Href     string
	Sheets   []string
	Problems []shown
}

// next waits for the next event of a page other than that nothing is wrong.
func (p *preview) next(page <-chan told) told {
	p.t.Helper()
	late := time.After(2 * time.Minute)
	for {
		select {
		case m, ok := <-page:
			if !ok {
				p.t.Fatal("the stream ended")
			}
			if m.kind == "problems" && len(m.Problems) == 0 {
				continue
			}
			return m
		case <-late:
			p.t.Fatal("the page was told nothing")
		}
	}
}

// TestReload: a page is told when its own bytes changed, and nothing when others did.
func TestReload(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	put(t, dir, "work/a.md", "work")
	p := started(t, dir, nil, nil)
	home, work := p.open(""), p.open("work/a.html")
	put(t, dir, "work/a.md", "new work")
	if m := p.next(work); m.kind != "reload" {
		t.Errorf("the changed page was told %+v", m)
	}
	p.shows("work/a.html", "new work")
	put(t, dir, "index.md", "new home")
	if m := p.next(home); m.kind != "reload" {
		t.Errorf("the first page was told %+v first", m)
	}
	p.stop()
	for m := range work {
		if m.kind == "reload" {
			t.Error("the other page was told to reload")
		}
	}
}

// TestStyle: a change of style alone is told as such, with the new address.
func TestStyle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	put(t, dir, "style.css", "p{}")
	p := started(t, dir, nil, nil)
	home := p.open("")
	put(t, dir, "style.css", "p{color:red}")
	m := p.next(home)
	if want := "/me/style." + digest([]byte("p{color:red}")) + ".css"; m.kind != "style" || !slices.Equal(m.Sheets, []string{want}) {
		t.Errorf("told %+v, want style %s", m, want)
	}
	put(t, dir, "style.css", "p{color:blue}")
	put(t, dir, "index.md", "new home")
	p.shows("", "new home")
	for m := p.next(home); m.kind != "reload"; m = p.next(home) {
		if m.kind != "style" {
			t.Errorf("told %+v", m)
		}
	}
}

// TestHalfWritten: a problem is told only when it is still there a moment later, and pages do not reload
// for it before; good content does not wait.
func TestHalfWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	p := started(t, dir, nil, func(s *Server) { s.moment = time.Hour })
	home := p.open("")
	put(t, dir, "index.md", "oops, half")
	p.waitFor("oops, half")
	put(t, dir, "index.md", "whole")
	if m := p.next(home); m.kind != "reload" {
		t.Errorf("told %+v", m)
	}
	e := p.until("the rebuild", func(e Event) bool { return e.Notice == "" })
	if len(e.Problems) > 0 {
		t.Errorf("told of %v", e.Problems)
	}
	if got := strings.Join(e.Changed, " "); got != "index.md" {
		t.Errorf("changed: %s", got)
	}
}

// waitFor asks for the first page until it says something.
func (p *preview) waitFor(want string) {
	p.t.Helper()
	for until := time.Now().Add(2 * time.Minute); time.Now().Before(until); runtime.Gosched() {
		if _, body := p.get(""); strings.Contains(body, want) {
			return
		}
	}
	p.t.Fatalf("the first page never said %q", want)
}

// TestProblems: a problem that stays is told with its line, new pages are told of it too, and so is
// that it was mended.
func TestProblems(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	put(t, dir, "a.md", "fine\n  say oops now")
	p := started(t, dir, func(o *Options) {
		o.EditorLink = func(file string, line, column int) string {
			return fmt.Sprintf("vscode://file%s:%d:%d", file, line, column)
		}
	}, func(s *Server) { s.moment = 0 })
	home := p.open("")
	want := shown{
		Severity: "error", Code: "oops", Message: "oops is no word", Hint: "write something else", File: "a.md", Line: 2, Column: 7,
		Before: "say ", Marked: "oops", After: " now", Link: "vscode://file" + p.Server.dir + "/a.md:2:7", Old: true,
	}
	if m := p.next(home); m.kind != "problems" || len(m.Problems) != 1 || m.Problems[0] != want {
		t.Errorf("told %+v, want %+v", m, want)
	}
	put(t, dir, "index.md", "home, oops")
	for m := p.next(home); ; m = p.next(home) {
		if m.kind == "problems" && len(m.Problems) == 2 {
			if m.Problems[1].Old || !m.Problems[0].Old {
				t.Errorf("which of them is old? %+v", m.Problems)
			}
			break
		}
	}
	put(t, dir, "index.md", "home")
	put(t, dir, "a.md", "fine")
	for m := range home {
		if m.kind == "problems" && len(m.Problems) == 0 {
			return
		}
	}
}

// TestIdle: a mistake in a page that nobody opened is found.
func TestIdle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	put(t, dir, "far/away.md", "a trap")
	p := started(t, dir, nil, func(s *Server) { s.idle, s.moment = 0, 0 })
	e := p.until("the mistake", func(e Event) bool { return len(e.Problems) > 0 })
	if e.Problems[0].Code != "trap" {
		t.Errorf("found %v", e.Problems)
	}
}

// TestFollow: open pages are led to the page of the file that was edited.
func TestFollow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	put(t, dir, "work/a.md", "work")
	p := started(t, dir, func(o *Options) { o.Follow = true }, nil)
	home := p.open("")
	put(t, dir, "work/a.md", "new work")
	if m := p.next(home); m.kind != "go" || m.Href != "/me/work/a.html" {
		t.Errorf("told %+v", m)
	}
}

// TestPanic: a mistake in this program is told, and the last site stays.
func TestPanic(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	p := started(t, dir, func(o *Options) {
		o.Rebuild = func(f fs.FS) *Site {
			s := leaflet(f)
			if data, _ := fs.ReadFile(f, "index.md"); string(data) == "panic" {
				panic("a bug")
			}
			return s
		}
	}, nil)
	put(t, dir, "index.md", "panic")
	p.notices("a mistake in passport, not in your files: a bug")
	if _, body := p.get(""); !strings.Contains(body, "home") {
		t.Errorf("the last site is gone: %s", body)
	}
	put(t, dir, "index.md", "well again")
	p.shows("", "well again")
}

// TestPort: a port that was asked for and is taken is an error with advice; the usual one gives way.
func TestPort(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "index.md", "home")
	one := started(t, dir, func(o *Options) { o.Port = 0 }, nil)
	if _, err := Listen(Options{Dir: dir, Rebuild: leaflet, Port: one.Port()}); err == nil || !strings.Contains(err.Error(), "leave out --port") {
		t.Errorf("the error is %v", err)
	}
	two := started(t, dir, nil, nil)
	if !two.Moved() || two.Port() == DefaultPort {
		t.Errorf("the second one has port %d", two.Port())
	}
	if _, err := Listen(Options{Dir: dir, Rebuild: leaflet, LAN: true}); err == nil {
		t.Error("private entries would be shown to the network")
	}
	if _, err := Listen(Options{Dir: path.Join(dir, "nowhere"), Rebuild: leaflet}); err == nil {
		t.Error("a folder that is not there is served")
	}
}
