package publish

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// served is a small site as a host might serve it: files below /me/, by path.
func served(t *testing.T, files map[string]string, change func(w http.ResponseWriter, r *http.Request) bool) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if change != nil && change(w, r) {
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/me/")
		if name == "" {
			name = "index.html"
		}
		text, ok := files[name]
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch name {
		case "a.css":
			w.Header().Set("Content-Type", "text/css")
		case ".nojekyll":
			w.Header().Set("Content-Type", "application/octet-stream")
		}
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			text = files["404.html"]
		}
		fmt.Fprint(w, text)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/me/"
}

// whole are the files of a sound site at an address.
func whole(at string) map[string]string {
	head := `<!doctype html><title>Ana</title><link rel="stylesheet" href="a.css"><script type="application/ld+json">{"@type":"Person"}</script>`
	return map[string]string{
		"index.html": head + `<link rel="canonical" href="` + at + `"><a href="b.html">b</a>`,
		"b.html":     head + `<a href="./">home</a>`,
		"a.css":      "p{}", ".nojekyll": "", "404.html": "<!doctype html><title>Not here</title>",
	}
}

func wanted(files map[string]string) []Served {
	var out []Served
	for _, name := range []string{"index.html", "b.html", "a.css", ".nojekyll", "404.html"} {
		kind := "text/html; charset=utf-8"
		if name == "a.css" {
			kind = "text/css; charset=utf-8"
		}
		out = append(out, Served{name, kind, []byte(files[name])})
	}
	return out
}

// TestLive: a sound site has nothing wrong with it, and each thing that a host or an old build can get wrong
// is one finding that says what to do.
func TestLive(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		files  func(map[string]string)
		change func(w http.ResponseWriter, r *http.Request) bool
		want   string // in a finding that is not fine; "" for none but robots.txt
	}{
		{name: "sound"},
		{"old page", func(f map[string]string) { f["b.html"] += "old" }, nil, "1 file is not what this folder builds (b.html)"},
		{"missing page", func(f map[string]string) { delete(f, "b.html") }, nil, "1 file is missing (b.html)"},
		{"broken link", func(f map[string]string) { f["b.html"] += `<a href="none.html">x</a>` }, nil, "1 link leads nowhere (b.html → none.html)"},
		{"link out of the folder", func(f map[string]string) { f["b.html"] += `<img src="/logo.png">` }, nil, "links lead out of /me/"},
		{"broken data", func(f map[string]string) { f["index.html"] = strings.Replace(f["index.html"], `{"@type"`, `{@type`, 1) }, nil, "machines cannot read the data in index.html"},
		{"nobody's page", func(f map[string]string) { f["index.html"] = strings.Replace(f["index.html"], "Person", "Thing", 1) }, nil, "whom it is about"},
		{"other address", func(f map[string]string) {
			f["index.html"] = strings.Replace(f["index.html"], `rel="canonical" href="`, `rel="canonical" href="https://else.example/`, 1)
		}, nil, "the pages say that their address is https://else.example/"},
		{"noindex header", nil, func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("X-Robots-Tag", "noindex")
			return false
		}, "asks search engines to leave the site out"},
		{"cookie", nil, func(w http.ResponseWriter, _ *http.Request) bool { w.Header().Set("Set-Cookie", "a=b"); return false }, "sets a cookie"},
		{"soft 404", nil, func(w http.ResponseWriter, r *http.Request) bool { return strings.Contains(r.URL.Path, "no-such-page") }, "answered with a page (200 instead of 404)"},
		{"the host's own 404", nil, func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.Contains(r.URL.Path, "no-such-page") {
				return false
			}
			http.NotFound(w, r)
			return true
		}, "show a page of the host, not yours"},
		{"robots.txt at the top", nil, func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path != "/robots.txt" {
				return false
			}
			fmt.Fprint(w, "User-agent: other\nDisallow:\n\nUser-agent: *\nDisallow: /\n")
			return true
		}, "tells search engines to stay away"},
		{"no .nojekyll", func(f map[string]string) { delete(f, ".nojekyll") }, func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Server", "GitHub.com")
			return false
		}, ".nojekyll is missing"},
		{"wrong type", nil, func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, ".css") {
				return false
			}
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, "p{}")
			return true
		}, `browsers do not show what the host calls something else (a.css as "text/plain")`},
		{"saved, not shown", nil, func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Content-Disposition", "attachment; filename=x")
			return false
		}, "browsers save the pages"},
		{"forbidden style", nil, func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src 'self'")
			return false
		}, "forbids the pages their own style"},
		{"allowed style", nil, func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Content-Security-Policy", "default-src 'self'")
			return false
		}, ""},
		{"no site", nil, func(w http.ResponseWriter, r *http.Request) bool {
			w.Header().Set("Server", "GitHub.com")
			http.NotFound(w, r)
			return true
		}, "there is no page at"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{}
			at := served(t, files, c.change)
			for name, text := range whole(at) {
				files[name] = text
			}
			want := wanted(files)
			if c.files != nil {
				c.files(files)
			}
			found, err := Live(t.Context(), at, want)
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			hit := false
			for _, f := range found {
				if f.Grade != Fine && !strings.Contains(f.Text, "nobody reads robots.txt") {
					said = append(said, f.Text)
					hit = hit || strings.Contains(f.Text, c.want)
				}
			}
			if (c.want == "") != (len(said) == 0) || c.want != "" && !hit {
				t.Errorf("found %q, want %q", said, c.want)
			}
		})
	}
}

// TestLiveCircles: an address that leads back to itself is no matter of being online.
func TestLiveCircles(t *testing.T) {
	t.Parallel()
	at := served(t, map[string]string{}, func(w http.ResponseWriter, r *http.Request) bool {
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
		return true
	})
	_, err := Live(t.Context(), at, nil)
	if err == nil || !strings.Contains(err.Error(), "sends readers round in circles") {
		t.Errorf("got %v", err)
	}
}

// TestLiveUnknown: without a folder to compare with, the site is found by its own links.
func TestLiveUnknown(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	at := served(t, files, nil)
	for name, text := range whole(at) {
		files[name] = text
	}
	delete(files, "a.css")
	found, err := Live(t.Context(), at, nil)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprint(found)
	for _, want := range []string{"2 pages were found", "1 file is missing (a.css)"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
}

// TestAwait: the page is waited for until it is the one that was sent, and never longer than the limit.
func TestAwait(t *testing.T) {
	t.Parallel()
	asked := 0
	at := served(t, nil, func(w http.ResponseWriter, _ *http.Request) bool {
		if asked++; asked > 1 {
			fmt.Fprint(w, "new")
		} else {
			fmt.Fprint(w, "old")
		}
		return true
	})
	if _, err := Await(t.Context(), at, []byte("new"), time.Minute, nil); err != nil || asked != 2 {
		t.Errorf("after %d questions: %v", asked, err)
	}
	var f *Failure
	if _, err := Await(t.Context(), at, []byte("newer"), time.Millisecond, nil); !errors.As(err, &f) || !strings.Contains(f.What, "does not show it yet") {
		t.Errorf("never there: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Await(ctx, at, []byte("newer"), time.Minute, nil); !errors.As(err, &f) || !strings.Contains(f.What, "stopped") {
		t.Errorf("stopped: %v", err)
	}
}
