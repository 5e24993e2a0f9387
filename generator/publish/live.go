package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"
)

// parallel is how many files are asked for at once: hosts slow down those who ask for more.
const parallel = 6

// mostPages bounds what is fetched from a site whose files are not known beforehand.
const mostPages = 2000

// Served is one file that a host should serve.
type Served struct {
	Path      string // slash-separated, "index.html"
	MediaType string
	Data      []byte
}

// SiteAddress reads the address of a site as people copy it, which may be that of its first page. It ends with a
// slash. The error is a [*Failure].
func SiteAddress(address string) (*url.URL, error) {
	base, err := url.Parse(strings.TrimSpace(address))
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, fail(err, address+" is not the address of a site", "it looks like https://maria.github.io/passport/")
	}
	base.RawQuery, base.Fragment = "", ""
	base.Path = strings.TrimSuffix(base.Path, "index.html")
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
	}
	return base, nil
}

// Live fetches a whole site as a reader and a machine would, and says how it is served: its pages, links,
// JSON-LD, headers, what GitHub needs, the address itself, the page for addresses that do not exist, and
// whether it equals what the folder builds. Without want, the site is known by its own links and nothing is
// compared. The error is a [*Failure] when the address does not answer at all.
func Live(ctx context.Context, address string, want []Served) (Findings, error) {
	base, err := SiteAddress(address)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, 3*time.Minute)
	defer stop()
	v := &visit{c: client(), base: base, want: want, got: map[string]fetched{}, failed: map[string]error{}, pages: map[string]*page{}}
	home, err := get(ctx, v.c, base.String())
	if err != nil {
		return nil, err
	}
	v.home(home)
	if home.status == http.StatusOK {
		v.fetchAll(ctx, home)
		v.reportFiles()
		v.reportLinks(ctx)
		v.reportData()
		v.reportHeaders()
	}
	v.reportMissingPage(ctx)
	v.reportRobots(ctx)
	if ctx.Err() != nil {
		return v.found, fail(ctx.Err(), base.Host+" is too slow to look at the whole site", `"passport doctor --live `+base.String()+`" tries again`)
	}
	return v.found, nil
}

// visit is one look at a site.
type visit struct {
	c      *http.Client
	base   *url.URL
	want   []Served
	github bool

	mu     sync.Mutex
	got    map[string]fetched // by path below the base
	failed map[string]error
	pages  map[string]*page
	found  Findings
}

// at is the address of a file. A folder's index.html is asked for the way readers do.
func (v *visit) at(p string) string {
	if path.Base(p) == "index.html" {
		p = strings.TrimSuffix(p, "index.html")
	}
	return v.base.ResolveReference(&url.URL{Path: v.base.Path + p}).String()
}

func (v *visit) home(home fetched) {
	v.github = strings.EqualFold(home.header.Get("Server"), "GitHub.com")
	switch {
	case home.status == http.StatusNotFound && v.github:
		v.found.bad("there is no page at "+v.base.String(), `see that Pages is on in the repository's Settings → Pages, then "passport publish"`)
	case home.status != http.StatusOK:
		v.found.bad(fmt.Sprintf("%s answers %d %s", v.base, home.status, strings.ToLower(http.StatusText(home.status))), `"passport publish" sends the site; see also the settings of the host`)
	case home.url.Host != v.base.Host || home.url.Path != v.base.Path || home.url.Scheme != v.base.Scheme:
		v.found.hint(fmt.Sprintf("%s sends readers on to %s", v.base, home.url), fmt.Sprintf(`write "url: %s" under site in passport.yaml, then "passport publish"`, home.url))
		v.base.Scheme, v.base.Host, v.base.Path = home.url.Scheme, home.url.Host, strings.TrimSuffix(home.url.Path, "index.html")
	default:
		v.found.fine(v.base.String() + " answers")
	}
	if v.base.Scheme == "http" && v.base.Hostname() != "127.0.0.1" && v.base.Hostname() != "localhost" {
		v.found.hint("the site is not encrypted (http)", "switch on HTTPS at your host; on GitHub: Settings → Pages → Enforce HTTPS")
	}
}

// fetchAll fetches what the folder builds, or else what the site links to.
func (v *visit) fetchAll(ctx context.Context, home fetched) {
	todo := []string{"index.html"}
	for _, w := range v.want {
		todo = append(todo, w.Path)
	}
	seen := map[string]bool{}
	for len(todo) > 0 && len(seen) < mostPages {
		var batch []string
		for _, p := range todo {
			if !seen[p] && len(seen) < mostPages {
				seen[p] = true
				batch = append(batch, p)
			}
		}
		v.fetchBatch(ctx, batch, home)
		todo = nil
		if v.want == nil {
			for _, p := range batch {
				if pg := v.pages[p]; pg != nil {
					for _, l := range pg.links {
						if inside, ok := v.inside(l); ok {
							todo = append(todo, inside)
						}
					}
				}
			}
		}
	}
}

func (v *visit) fetchBatch(ctx context.Context, batch []string, home fetched) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, parallel)
	for _, p := range batch {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			got, err := home, error(nil)
			if p != "index.html" {
				got, err = get(ctx, v.c, v.at(p))
			}
			v.mu.Lock()
			defer v.mu.Unlock()
			if err != nil {
				v.failed[p] = err
				return
			}
			v.got[p] = got
			if strings.HasPrefix(got.header.Get("Content-Type"), "text/html") && got.status == http.StatusOK {
				v.pages[p] = readPage(got)
			}
		})
	}
	wg.Wait()
}

// inside is the file that a link leads to, when it lies in the site.
func (v *visit) inside(link *url.URL) (string, bool) {
	if link.Host != v.base.Host || link.Scheme != v.base.Scheme || !strings.HasPrefix(link.Path, v.base.Path) {
		return "", false
	}
	p := strings.TrimPrefix(link.Path, v.base.Path)
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	return p, true
}

func (v *visit) reportFiles() {
	if err := firstError(v.failed); err != nil {
		v.found.bad(fmt.Sprintf("%s could not be fetched (%s)", count(len(v.failed), "file", "files"), err), "try again in a moment")
	}
	if v.want == nil {
		var gone []string
		for p, f := range v.got {
			if f.status != http.StatusOK {
				gone = append(gone, p)
			}
		}
		v.found.fine(count(len(v.pages), "page was", "pages were") + " found by following the links")
		v.missing(gone)
		return
	}
	var gone, differ []string
	for _, w := range v.want {
		got, ok := v.got[w.Path]
		switch {
		case !ok || w.Path == "404.html" || w.Path == ".nojekyll":
		case got.status != http.StatusOK:
			gone = append(gone, w.Path)
		case !bytes.Equal(got.body, w.Data):
			differ = append(differ, w.Path)
		}
	}
	v.missing(gone)
	switch {
	case len(differ) > 0:
		v.found.bad(fmt.Sprintf("%s not what this folder builds (%s)", count(len(differ), "file is", "files are"), listed(differ)), `"passport publish" sends what it builds now; a cache may also show the old page for ten minutes`)
	case len(gone) == 0 && len(v.failed) == 0:
		v.found.fine(fmt.Sprintf("all %s are what this folder builds", count(len(v.want), "file", "files")))
	}
	if got, ok := v.got[".nojekyll"]; ok && got.status != http.StatusOK && v.github {
		v.found.bad("the file .nojekyll is missing, so GitHub may leave out files whose names begin with _", `"passport publish" sends it`)
	} else if ok && got.status == http.StatusOK {
		v.found.fine(".nojekyll is there: GitHub serves every file as it is")
	}
}

func (v *visit) missing(gone []string) {
	if len(gone) > 0 {
		v.found.bad(fmt.Sprintf("%s missing (%s)", count(len(gone), "file is", "files are"), listed(gone)), `"passport publish" sends the whole site`)
	}
}

// reportLinks follows the links inside the site, and finds those that an address without its folder breaks.
func (v *visit) reportLinks(ctx context.Context) {
	from := map[string]string{} // a page that has the link, by file
	astray := map[string]string{}
	links := 0
	for _, p := range slices.Sorted(maps.Keys(v.pages)) {
		for _, l := range v.pages[p].links {
			if l.Host != v.base.Host {
				continue
			}
			links++
			if to, ok := v.inside(l); !ok {
				astray[l.String()] = p
			} else if from[to] == "" {
				from[to] = p
			}
		}
	}
	var unknown []string
	for to := range from {
		if _, ok := v.got[to]; !ok && v.failed[to] == nil {
			unknown = append(unknown, to)
		}
	}
	slices.Sort(unknown)
	v.fetchBatch(ctx, unknown[:min(len(unknown), mostPages)], fetched{})
	var broken []string
	for to, p := range from {
		if got, ok := v.got[to]; ok && got.status != http.StatusOK {
			broken = append(broken, p+" → "+to)
		}
	}
	if len(broken) > 0 {
		v.found.bad(fmt.Sprintf("%s nowhere (%s)", count(len(broken), "link leads", "links lead"), listed(broken)), `"passport check" finds those in your files, "passport publish" sends the site anew`)
	}
	if len(astray) > 0 && v.base.Path != "/" {
		v.found.bad(fmt.Sprintf("links lead out of %s, to %s", v.base.Path, listed(slices.Collect(maps.Keys(astray)))), "links in theme files must be relative")
	}
	if len(broken) == 0 && len(astray) == 0 {
		v.found.fine(fmt.Sprintf("all %s inside the site work", count(links, "link", "links")))
	}
	if p := v.pages["index.html"]; p != nil {
		switch {
		case p.canonical == "":
			v.found.hint("the pages do not say which address is theirs", fmt.Sprintf(`write "url: %s" under site in passport.yaml, then "passport publish"`, v.base))
		case p.canonical != v.base.String():
			v.found.bad("the pages say that their address is "+p.canonical, fmt.Sprintf(`write "url: %s" under site in passport.yaml, then "passport publish"`, v.base))
		default:
			v.found.fine("the pages name this address as theirs")
		}
	}
}

func (v *visit) reportData() {
	blocks := 0
	var bad, none []string
	person := false
	for _, p := range slices.Sorted(maps.Keys(v.pages)) {
		pg := v.pages[p]
		for _, block := range pg.data {
			blocks++
			var x any
			if json.Unmarshal(block, &x) != nil {
				bad = append(bad, p)
			}
			if p == "index.html" && bytes.Contains(block, []byte(`"Person"`)) {
				person = true
			}
		}
		if len(pg.data) == 0 && !pg.noindex && path.Base(p) != "404.html" {
			none = append(none, p)
		}
	}
	switch {
	case len(bad) > 0:
		v.found.bad("machines cannot read the data in "+listed(bad), `"passport publish" sends the site anew; if that does not help, the host changes the pages: switch its "optimisation" off`)
	case !person:
		v.found.bad("the first page does not tell machines whom it is about", `"passport publish" sends the site anew`)
	default:
		v.found.fine(fmt.Sprintf("machines can read it: %s of JSON-LD", count(blocks, "block", "blocks")))
	}
	if len(none) > 0 && v.want != nil {
		v.found.hint(count(len(none), "page has", "pages have")+" no data for machines ("+listed(none)+")", "")
	}
}

// reportHeaders looks at what the host says of the files.
func (v *visit) reportHeaders() {
	var wrongType, unusable []string
	for _, w := range v.want {
		got, ok := v.got[w.Path]
		if !ok || got.status != http.StatusOK || w.Path == ".nojekyll" {
			continue
		}
		if !alike(got.header.Get("Content-Type"), w.MediaType, w.Path) {
			as := fmt.Sprintf("%s as %q", w.Path, got.header.Get("Content-Type"))
			if ext := path.Ext(w.Path); ext == ".css" || ext == ".html" {
				unusable = append(unusable, as)
			} else {
				wrongType = append(wrongType, as)
			}
		}
	}
	before := len(v.found)
	if len(unusable) > 0 {
		v.found.bad("browsers do not show what the host calls something else ("+listed(unusable)+")", "correct the list of types in the settings of the host: .html is text/html, .css is text/css")
	}
	if len(wrongType) > 0 {
		v.found.hint("the host names the kind of some files wrongly ("+listed(wrongType)+")", "the settings of the host have a list of types; readers hardly notice")
	}
	home := v.got["index.html"].header
	if r := home.Get("X-Robots-Tag"); strings.Contains(strings.ToLower(r), "noindex") {
		v.found.bad("the host asks search engines to leave the site out (X-Robots-Tag: "+r+")", "take that header off in the settings of the host")
	}
	if home.Get("Set-Cookie") != "" {
		v.found.hint("the host sets a cookie on your readers' computers", "see whether its settings can leave that out")
	}
	if strings.HasPrefix(strings.ToLower(home.Get("Content-Disposition")), "attachment") {
		v.found.bad("browsers save the pages instead of showing them (Content-Disposition: attachment)", "take that header off in the settings of the host")
	}
	switch csp := home.Get("Content-Security-Policy"); {
	case csp == "":
	case !allows(csp, "style-src") || !allows(csp, "img-src"):
		v.found.bad("the host forbids the pages their own style or pictures (Content-Security-Policy: "+csp+")", "take that header off in the settings of the host; the pages bring a policy of their own")
	case !strings.Contains(csp, "default-src"):
		v.found.hint("the host adds a Content-Security-Policy of its own ("+csp+")", "see that the pages still show their pictures")
	}
	if len(v.found) == before {
		v.found.fine("the host's headers are in order")
	}
}

// allows tells whether a policy lets a page load things of one kind from its own host. Addresses are taken to
// name it.
// https://www.w3.org/TR/CSP3/#directive-fallback-list
func allows(policy, kind string) bool {
	sources := map[string]string{}
	for d := range strings.SplitSeq(strings.ToLower(policy), ";") {
		name, list, _ := strings.Cut(strings.TrimSpace(d), " ")
		if _, twice := sources[name]; !twice {
			sources[name] = list
		}
	}
	list, ok := sources[kind]
	if !ok {
		list, ok = sources["default-src"]
	}
	return !ok || strings.ContainsAny(list, "*./:") || strings.Contains(list, "'self'")
}

// alike compares the type a host gives with the right one. Those that readers and machines need are held
// to it; for the others a host may know no better than "some bytes".
func alike(got, want, name string) bool {
	g, _, err := mime.ParseMediaType(got)
	w, _, _ := mime.ParseMediaType(want)
	if err != nil {
		return false
	}
	switch path.Ext(name) {
	case ".html", ".css", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".pdf":
		return g == w
	case ".json", ".jsonld":
		return g == w || strings.HasSuffix(g, "json")
	case ".xml":
		return g == w || strings.HasSuffix(g, "xml")
	}
	return true
}

// reportMissingPage asks for a page that cannot be there, two folders deep.
func (v *visit) reportMissingPage(ctx context.Context) {
	got, err := get(ctx, v.c, v.at("there-is/no-such-page/in-a-passport.html"))
	if err != nil {
		return // said already
	}
	i := slices.IndexFunc(v.want, func(w Served) bool { return w.Path == "404.html" })
	switch {
	case got.status == http.StatusOK:
		v.found.bad("addresses that do not exist are answered with a page (200 instead of 404)", `switch off "single page" in the settings of the host`)
	case got.status != http.StatusNotFound && got.status != http.StatusGone:
		v.found.hint(fmt.Sprintf("addresses that do not exist are answered with %d instead of 404", got.status), "")
	case i >= 0 && !bytes.Equal(got.body, v.want[i].Data):
		v.found.hint("addresses that do not exist show a page of the host, not yours", "name 404.html as the error page in the settings of the host")
	default:
		v.found.fine("addresses that do not exist show your page for that")
	}
}

// reportRobots says what search engines read, which for a site below a sub-path is not its own robots.txt
// (RFC 9309, section 2.3: it lies at the top of the host).
func (v *visit) reportRobots(ctx context.Context) {
	top := *v.base
	top.Path = "/robots.txt"
	if got, err := get(ctx, v.c, top.String()); err == nil && got.status == http.StatusOK && forbids(string(got.body), v.base.Path) {
		v.found.bad(top.String()+" tells search engines to stay away", "change or delete that file, where the top of "+v.base.Host+" is published from")
	}
	if v.base.Path == "/" {
		return
	}
	v.found.hint(fmt.Sprintf("nobody reads robots.txt below %s: search engines only ask for %s", v.base.Path, top.String()),
		fmt.Sprintf("nothing is lost, since every page says itself what they may do; to be found sooner, hand in %ssitemap.xml at https://search.google.com/search-console, or publish to a repository called %s", v.base, cmpOwner(v.base.Host)))
}

func cmpOwner(host string) string {
	if strings.HasSuffix(host, ".github.io") {
		return host
	}
	return "<your-name>.github.io"
}

// forbids reads robots.txt as far as the group for everybody goes.
func forbids(robots, at string) bool {
	everybody, inNames := false, false
	for line := range strings.Lines(robots) {
		line, _, _ = strings.Cut(line, "#")
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if !inNames {
				everybody = false
			}
			inNames = true
			everybody = everybody || value == "*"
		case "disallow":
			inNames = false
			if everybody && value != "" && strings.HasPrefix(at, value) {
				return true
			}
		case "":
		default:
			inNames = false
		}
	}
	return false
}

// page is what matters of an HTML document.
type page struct {
	links     []*url.URL
	data      [][]byte
	canonical string
	noindex   bool
}

func readPage(f fetched) *page {
	p := &page{}
	z := html.NewTokenizer(bytes.NewReader(f.body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return p
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			attr := map[string]string{}
			for _, a := range t.Attr {
				attr[a.Key] = a.Val
			}
			switch {
			case t.Data == "script" && attr["type"] == "application/ld+json":
				if z.Next() == html.TextToken {
					p.data = append(p.data, bytes.Clone(z.Text()))
				}
			case t.Data == "link" && attr["rel"] == "canonical":
				p.canonical = attr["href"]
			case t.Data == "meta" && attr["name"] == "robots":
				p.noindex = strings.Contains(attr["content"], "noindex")
			default:
				p.link(f.url, attr["href"])
				p.link(f.url, attr["src"])
			}
		}
	}
}

func (p *page) link(at *url.URL, to string) {
	if to == "" {
		return
	}
	u, err := at.Parse(to)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return
	}
	u.Fragment, u.RawQuery = "", ""
	p.links = append(p.links, u)
}

func firstError(failed map[string]error) error {
	if len(failed) == 0 {
		return nil
	}
	err := failed[slices.Min(slices.Collect(maps.Keys(failed)))]
	var f *Failure
	if errors.As(err, &f) {
		return errors.New(f.What)
	}
	return err
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// listed names the first three of a list, sorted.
func listed(names []string) string {
	slices.Sort(names)
	if len(names) <= 3 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:3], ", "), len(names)-3)
}
