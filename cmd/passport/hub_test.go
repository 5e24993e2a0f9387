package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/talent-passport/passport/generator/publish"
)

// The stand-in for GitHub: repositories are bare ones in the folder $HUB, git finds them by its own setting
// insteadOf, a program called gh answers for the API, and a server on the loopback shows the sites.

// hubPages is what the API says of a site.
type hubPages struct {
	URL    string `json:"html_url"`
	CNAME  string `json:"cname"`
	Build  string `json:"build_type"`
	Source struct {
		Branch string `json:"branch"`
		Path   string `json:"path"`
	} `json:"source"`
}

// gh is the stand-in for GitHub's program. Every call is a line in $HUB/calls.
func gh() int {
	hub, args := os.Getenv("HUB"), os.Args[1:]
	fail := func(status, message string) int {
		fmt.Fprintf(os.Stderr, "gh: %s (HTTP %s)\n", message, status)
		return 1
	}
	if hub == "" {
		fmt.Fprintln(os.Stderr, "To get started with GitHub CLI, please run:  gh auth login")
		return 4
	}
	if len(args) > 1 && args[0] == "auth" {
		return 0
	}
	if f, err := os.OpenFile(filepath.Join(hub, "calls"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666); err == nil {
		fmt.Fprintln(f, "gh "+strings.Replace(strings.Join(args, " "), "-H Accept: application/vnd.github+json ", "", 1))
		f.Close()
	}
	if _, err := os.Stat(filepath.Join(hub, "expired")); err == nil {
		return fail("401", "Bad credentials")
	}
	if args[0] == "repo" {
		dir := filepath.Join(hub, args[2]+".git")
		if _, err := os.Stat(dir); err == nil {
			return fail("422", "name already exists on this account")
		}
		run := func(args ...string) {
			c := exec.Command("git", args...)
			c.Dir = dir
			c.Stdin = strings.NewReader("commit refs/heads/main\ncommitter h <h@h> 0 +0000\ndata 15\nInitial commit\n\nM 100644 inline README.md\ndata 11\n# passport\n\n")
			if out, err := c.CombinedOutput(); err != nil {
				panic(fmt.Sprintf("git %v: %v\n%s", args, err, out))
			}
		}
		os.MkdirAll(dir, 0o777)
		run("init", "-q", "--bare", "--initial-branch=main")
		run("config", "uploadpack.allowFilter", "true")
		if slices.Contains(args, "--private") {
			run("config", "hub.private", "true")
		}
		if slices.Contains(args, "--add-readme") {
			run("fast-import", "--quiet")
		}
		return 0
	}
	method, at, fields := "GET", "", map[string]string{}
	for i := 1; i < len(args); i++ {
		switch args[i] {
		case "-H":
			i++
		case "-X":
			i++
			method = args[i]
		case "-f":
			i++
			k, v, _ := strings.Cut(args[i], "=")
			fields[k] = v
		default:
			at = args[i]
		}
	}
	if at == "user" {
		fmt.Println(`{"login": "ines", "id": 42}`)
		return 0
	}
	parts := strings.Split(at, "/")
	dir := filepath.Join(hub, parts[1], parts[2]+".git")
	if _, err := os.Stat(dir); err != nil {
		return fail("404", "Not Found")
	}
	file := filepath.Join(dir, "pages.json")
	text, err := os.ReadFile(file)
	isOn := err == nil
	private := exec.Command("git", "-C", dir, "config", "hub.private").Run() == nil
	switch {
	case len(parts) == 3:
		fmt.Printf(`{"private": %v, "default_branch": "main", "has_pages": %v}`+"\n", private, isOn)
	case len(parts) == 5:
	case method == "GET" && !isOn:
		return fail("404", "Not Found")
	case method == "GET":
		fmt.Println(string(text))
	case method == "DELETE":
		os.Remove(file)
	default:
		var p hubPages
		json.Unmarshal(text, &p)
		server, _ := os.ReadFile(filepath.Join(hub, "server"))
		p.URL = strings.TrimSpace(string(server)) + "/" + parts[2] + "/"
		if c, ok := fields["cname"]; ok {
			p.CNAME = c
		}
		if b, ok := fields["build_type"]; ok {
			p.Build, p.Source.Branch, p.Source.Path = b, fields["source[branch]"], fields["source[path]"]
		}
		if p.Build == "legacy" && exec.Command("git", "-C", dir, "rev-parse", "-q", "--verify", "refs/heads/"+p.Source.Branch).Run() != nil {
			return fail("422", "The "+p.Source.Branch+" branch must exist before GitHub Pages can be built.")
		}
		out, _ := json.Marshal(p)
		os.WriteFile(file, out, 0o666)
	}
	return 0
}

// browser is the stand-in for the person's browser and for what the person does in it: a repository is made
// where the page for that is filled in, and Pages switched on in the settings.
func browser() int {
	hub := os.Getenv("SITES")
	u, err := url.Parse(os.Args[1])
	if err != nil || hub == "" {
		return 1
	}
	if f, err := os.OpenFile(filepath.Join(hub, "calls"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666); err == nil {
		fmt.Fprintln(f, "open "+os.Args[1])
		f.Close()
	}
	if u.Hostname() == "127.0.0.1" {
		return 0 // a preview
	}
	os.Setenv("HUB", hub)
	if q := u.Query(); u.Path == "/new" {
		os.Args = []string{"gh", "repo", "create", q.Get("owner") + "/" + q.Get("name"), "--" + q.Get("visibility")}
		return gh()
	}
	repo := strings.TrimSuffix(strings.Trim(u.Path, "/"), "/settings/pages")
	os.Args = []string{"gh", "api", "-X", "POST", "repos/" + repo + "/pages", "-f", "build_type=legacy", "-f", "source[branch]=main", "-f", "source[path]=/"}
	return gh()
}

// hubServer shows the sites of the repositories in a folder as GitHub Pages does: what a branch holds, or
// what the workflow's build makes of it.
type hubServer struct {
	hub  string
	env  []string
	self string
	mu   sync.Mutex
}

func (s *hubServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Server", "GitHub.com")
	name, file, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	dir := filepath.Join(s.hub, "ines", name+".git")
	text, err := os.ReadFile(filepath.Join(dir, "pages.json"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	var p hubPages
	json.Unmarshal(text, &p)
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	read := func(file string) ([]byte, error) {
		return exec.Command("git", "-C", dir, "show", p.Source.Branch+":"+file).Output()
	}
	if p.Build == "workflow" {
		head, _ := exec.Command("git", "-C", dir, "rev-parse", "main").Output()
		clone := filepath.Join(s.hub, "built-"+strings.TrimSpace(string(head)))
		if _, err := os.Stat(clone); err != nil {
			c := exec.Command("git", "clone", "-q", dir, clone)
			c.Env = s.env
			if out, err := c.CombinedOutput(); err != nil {
				http.Error(w, string(out), http.StatusNotFound)
				return
			}
			c = exec.Command(s.self, "build", clone, "--base-url", p.URL)
			// With the version that the workflow names.
			text, _ := os.ReadFile(filepath.Join(clone, filepath.FromSlash(publish.WorkflowPath)))
			_, pin, _ := strings.Cut(string(text), `PASSPORT_VERSION: "`)
			pin, _, _ = strings.Cut(pin, `"`)
			c.Args[0], c.Env = "passport", append(slices.Clone(s.env), "PASSPORT_TEST_RELEASE="+pin)
			if out, err := c.CombinedOutput(); err != nil {
				http.Error(w, string(out), http.StatusNotFound)
				return
			}
		}
		read = func(file string) ([]byte, error) {
			return os.ReadFile(filepath.Join(clone, "public", filepath.FromSlash(file)))
		}
	}
	body, err := read(file)
	status := http.StatusOK
	if err != nil {
		status = http.StatusNotFound
		if body, err = read("404.html"); err != nil {
			body = []byte("There isn't a GitHub Pages site here.")
		}
		file = "404.html"
	}
	types := map[string]string{
		".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json; charset=utf-8", ".jsonld": "application/ld+json",
		".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".pdf": "application/pdf", ".webp": "image/webp",
	}
	if t := types[path.Ext(file)]; t != "" {
		w.Header().Set("Content-Type", t)
	} else {
		w.Header().Set("Content-Type", "application/octet-stream")
	}
	w.WriteHeader(status)
	w.Write(body)
}

// startHub is the script command "hub": it starts the stand-in, sets $HUB and $LIVE, and lets git find it.
func startHub(ts *testscript.TestScript, neg bool, args []string) {
	hub := ts.MkAbs("hub")
	ts.Check(os.MkdirAll(hub, 0o777))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	self, err := os.Executable()
	ts.Check(err)
	live := "http://" + listener.Addr().String()
	ts.Check(os.WriteFile(filepath.Join(hub, "server"), []byte(live), 0o666))
	config := ts.MkAbs("gitconfig")
	ts.Check(os.WriteFile(config, fmt.Appendf(nil, "[url \"file://%s/\"]\n\tinsteadOf = https://github.com/\n[user]\n\tname = Inês\n\temail = ines@example.org\n[uploadpack]\n\tallowFilter = true\n",
		filepath.ToSlash(hub)), 0o666))
	ts.Setenv("HUB", hub)
	ts.Setenv("SITES", hub)
	ts.Setenv("LIVE", live)
	ts.Setenv("GIT_CONFIG_GLOBAL", config)
	env := append(os.Environ(), "SOURCE_DATE_EPOCH="+ts.Getenv("SOURCE_DATE_EPOCH"), "NO_COLOR=1")
	server := &http.Server{Handler: &hubServer{hub: hub, env: env, self: self}}
	go server.Serve(listener)
	ts.Defer(func() { server.Close() })
}

// fill is the script command "fill": it writes the server's address where a file says LIVE.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "LIVE", ts.Getenv("LIVE"))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}
