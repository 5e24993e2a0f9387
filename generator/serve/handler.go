package serve

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// own is where the preview's own files lie. No site has a folder of this name.
const own = "/_passport/"

// client holds the script and the style of the preview. A build never contains them.
//
//go:embed client
var client embed.FS

// ownIPs are the addresses of this computer.
func ownIPs() []net.IP {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out []net.IP
	for _, a := range list {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLinkLocalUnicast() {
			out = append(out, n.IP)
		}
	}
	return out
}

// ownHosts are the names by which requests may call this server. A page from elsewhere can let a name
// of its own lead here ("DNS rebinding"), and would then be allowed to read everything.
func (s *Server) ownHosts() map[string]bool {
	hosts := map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true}
	if s.o.LAN {
		for _, ip := range ownIPs() {
			hosts[ip.String()] = true
		}
		if name, err := os.Hostname(); err == nil {
			name = strings.ToLower(name)
			hosts[name], hosts[name+".local"] = true, true
		}
	}
	return hosts
}

// knows reports whether a request calls the server by a name that is its own.
func (s *Server) knows(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = strings.Trim(host, "[]"), "80"
	}
	return port == strconv.Itoa(s.Port()) && s.hosts[strings.ToLower(name)]
}

func (s *Server) handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				s.notice("this is a mistake in passport, not in your files: %v\n%s", p, debug.Stack())
				http.Error(w, "This is a mistake in passport, not in your files. The terminal says more.", http.StatusInternalServerError)
			}
		}()
		head := w.Header()
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !s.knows(r.Host) {
			http.Error(w, fmt.Sprintf("This preview answers to http://127.0.0.1:%d only.", s.Port()), http.StatusForbidden)
			return
		}
		select {
		case <-s.ready:
		case <-r.Context().Done():
			return
		}
		if path, ok := strings.CutPrefix(r.URL.Path, own); ok && !s.o.Exact {
			s.preview(w, r, path)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			head.Set("Allow", "GET, HEAD")
			http.Error(w, "A site is only read.", http.StatusMethodNotAllowed)
			return
		}
		s.document(w, r)
	})
}

// document answers with a document of the newest snapshot.
func (s *Server) document(w http.ResponseWriter, r *http.Request) {
	snap := s.now.Load()
	if r.URL.Path == "/" && snap.base != "/" {
		redirect(w, snap.base)
		return
	}
	doc, folder := snap.at(r.URL.Path)
	switch {
	case doc != nil:
		s.write(w, r, snap, doc, r.URL.Path, http.StatusOK)
	case folder, r.URL.Path+"/" == snap.base:
		redirect(w, r.URL.Path+"/")
	case snap.docs["404.html"] != nil:
		s.write(w, r, snap, snap.docs["404.html"], r.URL.Path, http.StatusNotFound)
	default:
		http.Error(w, "There is no such page.", http.StatusNotFound)
	}
}

// redirect sends a browser elsewhere for now: the address of the site may change while it is written.
func redirect(w http.ResponseWriter, to string) {
	w.Header().Set("Location", escaped(to))
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusFound)
}

func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }

func (s *Server) write(w http.ResponseWriter, r *http.Request, snap *snapshot, doc *rendering, at string, status int) {
	data, tag := doc.render()
	if doc.isPage() && !s.o.Exact {
		_, live := snap.shownAt(at)
		data, tag = inject(data, live), live
	}
	head := w.Header()
	head.Set("Content-Type", doc.MediaType)
	head.Set("Cache-Control", "no-cache")
	if status != http.StatusOK {
		head.Set("Content-Length", strconv.Itoa(len(data)))
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(data) // whoever asked has gone
		}
		return
	}
	head.Set("ETag", strconv.Quote(tag))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// inject puts the preview's script into a page, with what the page has to say for itself. The page's
// own policy allows it: it comes from the same host. Nothing else of the page changes.
func inject(html []byte, tag string) []byte {
	script := fmt.Appendf(nil, `<script src="%spreview.js" data-tag="%s" defer></script>`, own, tag)
	at := bytes.LastIndex(html, []byte("</body>"))
	if at < 0 {
		at = len(html)
	}
	out := make([]byte, 0, len(html)+len(script))
	out = append(out, html[:at]...)
	out = append(out, script...)
	return append(out, html[at:]...)
}

// preview answers for the preview's own files. Other origins get nothing of them.
func (s *Server) preview(w http.ResponseWriter, r *http.Request, name string) {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		http.Error(w, "This is for the preview itself.", http.StatusForbidden)
		return
	}
	switch {
	case name == "live" && r.Method == http.MethodGet:
		s.live(w, r)
	case name == "edit" && r.Method == http.MethodPost && s.o.Edit != nil:
		s.edit(w, r)
	case (name == "preview.js" || name == "preview.css") && (r.Method == http.MethodGet || r.Method == http.MethodHead):
		data, err := client.ReadFile("client/" + name)
		if err != nil {
			panic(err) // it is embedded
		}
		w.Header().Set("Content-Type", map[string]string{"preview.js": "text/javascript; charset=utf-8", "preview.css": "text/css; charset=utf-8"}[name])
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", strconv.Quote(digest(data)))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	default:
		http.Error(w, "There is no such thing.", http.StatusNotFound)
	}
}

// edit opens the person's editor. It asks for a header that a page of another origin can only send
// with leave (https://fetch.spec.whatwg.org/#cors-preflight-fetch), which nobody gives; and the file
// must be one that is known.
func (s *Server) edit(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	file := q.Get("file")
	line, errLine := strconv.Atoi(q.Get("line"))
	column, errColumn := strconv.Atoi(q.Get("column"))
	_, errFile := fs.Stat(s.folder, file)
	switch {
	case r.Header.Get("X-Passport") != "edit":
		http.Error(w, "This is for the preview itself.", http.StatusForbidden)
		return
	case errLine != nil || errColumn != nil || line < 1 || column < 1 || errFile != nil || s.folder.find(file) == nil:
		http.Error(w, "There is no such place.", http.StatusNotFound)
		return
	}
	if err := s.o.Edit(filepath.Join(s.dir, filepath.FromSlash(file)), line, column); err != nil {
		s.notice("%v", err)
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
