package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// snapshot is one Site and what was rendered of it. Everything but the renderings is fixed.
type snapshot struct {
	*Site
	base   string
	docs   map[string]*rendering
	sheets []string // paths of style sheets, in order
	fault  func()   // called when rendering found a problem

	mu       sync.Mutex
	problems diag.List // found while rendering
}

// rendering is a document that is rendered when it is first asked for.
type rendering struct {
	site.Document
	once  sync.Once
	done  atomic.Bool // rendered
	snap  *snapshot
	bytes []byte
	tag   string // of the bytes
	loose string // of the bytes with the names of style sheets taken out: what a change of style leaves as it is
}

// kept is the size up to which the bytes of a copied file stay in memory.
const kept = 16 << 20

func newSnapshot(s *Site, base string, fault func()) *snapshot {
	snap := &snapshot{Site: s, base: base, fault: fault, docs: make(map[string]*rendering, len(s.Documents))}
	for _, d := range s.Documents {
		snap.docs[d.Path] = &rendering{Document: d, snap: snap}
		if strings.HasPrefix(d.MediaType, "text/css") {
			snap.sheets = append(snap.sheets, d.Path)
		}
	}
	return snap
}

// find returns the document at a path below the base: "" and "experience/" are their index pages, and
// a name without an extension may be a page's, as web hosts have it. Folder tells that the address
// lacks its closing slash.
func (s *snapshot) find(name string) (r *rendering, folder bool) {
	if name == "" || strings.HasSuffix(name, "/") {
		return s.docs[name+"index.html"], false
	}
	if r := s.docs[name]; r != nil {
		return r, false
	}
	if r := s.docs[name+".html"]; r != nil {
		return r, false
	}
	return nil, s.docs[name+"/index.html"] != nil
}

// isPage reports whether a document is HTML.
func (r *rendering) isPage() bool {
	t, _, err := mime.ParseMediaType(r.MediaType)
	return err == nil && t == "text/html"
}

// render renders the document once. Large files are rendered each time, and not kept.
func (r *rendering) render() (data []byte, tag string) {
	var large []byte
	r.once.Do(func() {
		var b bytes.Buffer
		r.snap.found(r.Render(&b))
		r.done.Store(true)
		data := b.Bytes()
		r.tag = digest(data)
		if len(data) > kept {
			large = data
			return
		}
		r.bytes = data
		if r.isPage() {
			r.loose = digest(r.snap.unstyled(data))
		}
	})
	switch {
	case large != nil:
		return large, r.tag
	case r.bytes == nil:
		var b bytes.Buffer
		r.Render(&b)
		return b.Bytes(), digest(b.Bytes())
	}
	return r.bytes, r.tag
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// sheets are the paths of the style sheets that a page loads, in its order.
func (r *rendering) sheets() []string {
	page, _ := r.render()
	at := map[string]int{}
	var out []string
	for _, sheet := range r.snap.sheets {
		if i := bytes.Index(page, []byte(path.Base(sheet))); i >= 0 {
			at[sheet] = i
			out = append(out, sheet)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return at[a] - at[b] })
	return out
}

// unstyled is a page without the names of its style sheets, which change with what is in them.
func (s *snapshot) unstyled(page []byte) []byte {
	for _, sheet := range s.sheets {
		page = bytes.ReplaceAll(page, []byte(path.Base(sheet)), nil)
	}
	return page
}

// found keeps what was wrong with a document that was rendered.
func (s *snapshot) found(l diag.List) {
	if len(l) == 0 {
		return
	}
	s.mu.Lock()
	s.problems = append(s.problems, l...)
	s.mu.Unlock()
	s.fault()
}

// faults are the problems of what was rendered so far.
func (s *snapshot) faults() diag.List {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append(diag.List(nil), s.problems...)
}

// explore renders a document only to see what is wrong with it.
func (r *rendering) explore() {
	if !r.done.Load() {
		r.snap.found(r.Render(io.Discard))
	}
}
