package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// hub knows the pages that can be seen at this moment. Each has a stream of events open: one that is
// out of sight closes its own, because browsers allow a host only six connections, and asks whether it
// is still new when it is seen again.
type hub struct {
	mu    sync.Mutex
	pages map[*page]bool
	wrong *message // what is wrong now, told to each new page
}

// page is one open page.
type page struct {
	at     string        // path of the address, "/passport/cv.html"
	tag    string        // of the bytes it has
	out    chan message  // what it is to be told
	behind chan struct{} // closed when it was told more than it took: it has to ask anew
}

// message is one event of a stream.
type message struct {
	kind string
	data any
}

// missing begins the tag of a page that is shown where there is none.
const missing = "404-"

// backlog is how many events a page may be behind before its stream is ended.
const backlog = 16

// add takes in a page. It may have been rendered before the newest snapshot, or while nobody could
// tell it.
func (h *hub) add(p *page, s *snapshot) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.pages == nil {
		h.pages = map[*page]bool{}
	}
	h.pages[p] = true
	if m, ok := s.news(p, nil); ok {
		p.put(m)
	}
	if h.wrong != nil {
		p.put(*h.wrong)
	}
}

func (h *hub) remove(p *page) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.pages, p)
}

func (p *page) put(m message) {
	select {
	case p.out <- m:
	default:
		select {
		case <-p.behind:
		default:
			close(p.behind)
		}
	}
}

func (h *hub) send(m message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for p := range h.pages {
		p.put(m)
	}
}

// problems tells every page what is wrong, and remembers it for those to come.
func (h *hub) problems(list []shown) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wrong = &message{"problems", map[string]any{"problems": list}}
	for p := range h.pages {
		p.put(*h.wrong)
	}
}

// lost reports whether a page that is open has no document any more.
func (h *hub) lost(s *snapshot) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for p := range h.pages {
		if r, _ := s.at(p.at); r == nil && p.tag != "" && !strings.HasPrefix(p.tag, missing) {
			return true
		}
	}
	return false
}

// update tells the pages whose bytes are new, or that show a file which changed.
func (h *hub) update(s *snapshot, names []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for p := range h.pages {
		if m, ok := s.news(p, names); ok {
			p.put(m)
		}
	}
}

// news is what a page is to be told of a snapshot, if anything.
func (s *snapshot) news(p *page, names []string) (message, bool) {
	r, tag := s.shownAt(p.at)
	if r == nil {
		return message{}, false
	}
	if p.tag == tag {
		data, _ := r.render()
		// A picture keeps its name when it changes, alone or with its folder.
		shows := func(name string) bool {
			written := path.Base(name)
			if path.Ext(name) == "" {
				written += "/" // a folder's name alone may be any word of the page
			}
			return !isText(name) && bytes.Contains(data, []byte(written))
		}
		if slices.ContainsFunc(names, shows) {
			return message{"reload", map[string]any{"tag": tag}}, true
		}
		return message{}, false
	}
	_, loose, _ := strings.Cut(p.tag, ".")
	p.tag = tag
	if sheets := r.sheets(); loose != "" && strings.HasSuffix(tag, "."+loose) && len(sheets) > 0 {
		hrefs := make([]string, len(sheets))
		for i, sheet := range sheets {
			hrefs[i] = escaped(s.base + sheet)
		}
		return message{"style", map[string]any{"tag": tag, "sheets": hrefs}}, true
	}
	return message{"reload", map[string]any{"tag": tag}}, true
}

// shownAt is the page that an address leads to, the page for what is not found included, and its tag:
// that of its bytes, a point, and that of its bytes without style.
func (s *snapshot) shownAt(at string) (*rendering, string) {
	r, _ := s.at(at)
	mark := ""
	if r == nil {
		r, mark = s.docs["404.html"], missing
	}
	if r == nil || !r.isPage() {
		return nil, ""
	}
	_, tag := r.render()
	return r, mark + tag + "." + r.loose
}

// at finds the document at the path of an address.
func (s *snapshot) at(address string) (r *rendering, folder bool) {
	name, ok := strings.CutPrefix(address, s.base)
	if !ok {
		return nil, false
	}
	return s.find(name)
}

// beat keeps a stream from being taken for dead by whatever lies between.
const beat = 20 * time.Second

// live answers a page's request for its stream of events.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	_ = c.SetWriteDeadline(time.Time{})
	head := w.Header()
	head.Set("Content-Type", "text/event-stream; charset=utf-8")
	head.Set("Cache-Control", "no-store")
	head.Set("X-Accel-Buffering", "no")
	p := &page{at: r.URL.Query().Get("page"), tag: r.URL.Query().Get("tag"), out: make(chan message, backlog), behind: make(chan struct{})}
	s.hub.add(p, s.now.Load())
	defer s.hub.remove(p)
	if _, err := fmt.Fprint(w, "retry: 500\n\n"); err != nil || c.Flush() != nil {
		return
	}
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-p.behind:
			return
		case <-tick.C:
			_, err = fmt.Fprint(w, ": still here\n\n")
		case m := <-p.out:
			var data []byte
			if data, err = json.Marshal(m.data); err == nil {
				_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", m.kind, data)
			}
		}
		if err != nil || c.Flush() != nil {
			return
		}
	}
}
