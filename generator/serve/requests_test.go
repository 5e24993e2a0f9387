package serve

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestRequests sends the requests of each script, byte for byte as it has them, and looks at what comes
// back. See testdata/preview.txt for how they are written.
func TestRequests(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.md": "home", "work/index.md": "all work", "work/a.md": "a", "work/été &.md": "summer", "media/photo.bin": "0123456789",
	} {
		put(t, dir, name, text)
	}
	var edited []string
	tests := map[string]func(*Options){
		"preview.txt": nil,
		"exact.txt":   func(o *Options) { o.Exact = true; o.Edit = func(string, int, int) error { return nil } },
		"editor.txt": func(o *Options) {
			o.Edit = func(file string, line, column int) error {
				edited = append(edited, fmt.Sprintf("%s:%d:%d", strings.TrimPrefix(file, o.Dir), line, column))
				return nil
			}
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			p := started(t, dir, change, nil)
			script, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			for _, stanza := range strings.Split(string(script), "\n\n") {
				p.ask(strings.ReplaceAll(stanza, "{port}", strconv.Itoa(p.Port())))
			}
		})
	}
	for i := range edited {
		edited[i] = edited[i][strings.LastIndex(edited[i], "/")+1:]
	}
	if want := []string{"index.md:3:7", "a.md:1:1"}; !slices.Equal(edited, want) {
		t.Errorf("opened %v, want %v", edited, want)
	}
}

// ask sends the request of a stanza and holds the answer against the rest of it.
func (p *preview) ask(stanza string) {
	p.t.Helper()
	var request string
	header := http.Header{}
	var checks []string
	for line := range strings.Lines(stanza) {
		line = strings.TrimSpace(line)
		switch key, value, ok := strings.Cut(line, ": "); {
		case line == "" || strings.HasPrefix(line, "#"):
		case request == "":
			request = line
		case ok && !strings.Contains(key, " "):
			header.Set(key, value)
		default:
			checks = append(checks, line)
		}
	}
	if request == "" {
		return
	}
	host := header.Get("Host")
	if host == "" {
		host = fmt.Sprintf("127.0.0.1:%d", p.Port())
	}
	header.Del("Host")
	// Written by hand: a client would tidy the path before sending it.
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.Port()))
	if err != nil {
		p.t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n", request, host)
	_ = header.Write(conn)
	fmt.Fprint(conn, "\r\n")
	method, _, _ := strings.Cut(request, " ")
	resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		p.t.Fatalf("%s: %v", request, err)
	}
	defer resp.Body.Close()
	var b strings.Builder
	if _, err := bufio.NewReader(resp.Body).WriteTo(&b); err != nil {
		p.t.Fatalf("%s: %v", request, err)
	}
	body := b.String()
	for _, check := range checks {
		verb, want, _ := strings.Cut(check, " ")
		switch verb {
		case "code":
			if strconv.Itoa(resp.StatusCode) != want {
				p.t.Errorf("%s %v: code %d, want %s", request, header, resp.StatusCode, want)
			}
		case "header":
			name, value, _ := strings.Cut(want, " ")
			if got := resp.Header.Get(name); got != value && (value != "(absent)" || got != "") {
				p.t.Errorf("%s: %s is %q, want %q", request, name, got, value)
			}
		case "body":
			if !strings.Contains(body, want) {
				p.t.Errorf("%s: %q is not in %q", request, want, body)
			}
		case "no":
			if text := strings.TrimPrefix(want, "body "); strings.Contains(body, text) {
				p.t.Errorf("%s: %q is in %q", request, text, body)
			}
		default:
			p.t.Fatalf("%s: what is %q?", request, check)
		}
	}
}
