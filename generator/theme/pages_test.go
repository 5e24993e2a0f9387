package theme

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/themes"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "rewrite the golden pages")

// atlas loads the built-in theme.
func atlas(t testing.TB) *Theme {
	t.Helper()
	th, found := Load(themes.FS, "", nil)
	for _, p := range found {
		t.Fatalf("the built-in theme: %s", p.Message)
	}
	return th
}

// every calls f with each built-in theme.
func every(t *testing.T, f func(t *testing.T, th *Theme)) {
	t.Helper()
	for _, name := range Names(themes.FS) {
		t.Run(name, func(t *testing.T) {
			th, found := Load(themes.FS, name, nil)
			for _, p := range found {
				t.Fatalf("the built-in theme: %s", p.Message)
			}
			f(t, th)
		})
	}
}

// render renders every document of a plan.
func render(t testing.TB, th *Theme, p *site.Plan) (map[string]string, diag.List) {
	t.Helper()
	out := map[string]string{}
	var found diag.List
	for _, d := range th.Documents(p) {
		var b bytes.Buffer
		found = append(found, d.Render(&b)...)
		out[d.Path] = b.String()
	}
	return out, found
}

func plans() map[string]*site.Plan {
	return map[string]*site.Plan{
		"full": fixture(), "thin": thin(), "arabic": arabic(), "japanese": japanese(), "crowd": crowd(400),
		"long names": longNames(), "no picture": pictures(0), "one picture": pictures(1),
	}
}

// TestPages holds every page to what a page must be, whatever is on it.
func TestPages(t *testing.T) {
	every(t, func(t *testing.T, th *Theme) {
		for name, p := range plans() {
			docs, found := render(t, th, p)
			if len(found) > 0 {
				t.Errorf("%s: %v", name, found)
			}
			for path, text := range docs {
				if !strings.HasSuffix(path, ".html") {
					continue
				}
				t.Run(name+"/"+path, func(t *testing.T) { checkPage(t, text) })
			}
		}
	})
}

// TestSaysTheSame: a theme chooses how a page looks, not what it says: every entry, claim, skill and
// statement that the default theme names on a page of its own, every theme names there.
func TestSaysTheSame(t *testing.T) {
	want, _ := render(t, atlas(t), fixture())
	every(t, func(t *testing.T, th *Theme) {
		docs, _ := render(t, th, fixture())
		for _, path := range []string{"experience/harbour-clinic.html", "experience/sao-joao.html", "skills/wound-care.html", "cv.html", "timeline.html", "how-to-check.html"} {
			have := saidWords(t, docs[path])
			for word := range saidWords(t, want[path]) {
				if !have[word] {
					t.Errorf("%s does not say %q", path, word)
				}
			}
		}
	})
}

// saidWords are the words of a page's main part.
func saidWords(t *testing.T, text string) map[string]bool {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "main" {
			for _, w := range strings.Fields(inner(n)) {
				words[strings.Trim(w, ".,;:!?·|()“”\"")] = true
			}
		}
	}
	return words
}

func checkPage(t *testing.T, text string) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	var fragments []string
	count := map[string]int{}
	level := 0
	policy := ""
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s> runs a script", n.Data, a.Key)
			}
		}
		if _, styled := at["style"]; styled || n.Data == "style" {
			t.Errorf("<%s> is styled inline, which the policy forbids", n.Data)
		}
		if id, ok := at["id"]; ok {
			if id == "" || ids[id] {
				t.Errorf("the id %q stands twice", id)
			}
			ids[id] = true
		}
		switch n.Data {
		case "html":
			if at["lang"] == "" || at["dir"] == "" {
				t.Error("<html> without lang or dir")
			}
		case "meta":
			if at["http-equiv"] == "Content-Security-Policy" {
				policy = at["content"]
			}
		case "script":
			if at["type"] != "application/ld+json" {
				t.Errorf("a script of type %q", at["type"])
			}
			var v any
			if err := json.Unmarshal([]byte(inner(n)), &v); err != nil {
				t.Errorf("structured data does not parse: %v", err)
			}
		case "link":
			if at["rel"] == "stylesheet" && strings.Contains(at["href"], ":") {
				t.Errorf("style sheet from elsewhere: %s", at["href"])
			}
		case "img":
			if _, ok := at["alt"]; !ok {
				t.Errorf("a picture without alt: %s", at["src"])
			}
			if strings.Contains(at["src"], ":") {
				t.Errorf("a picture from elsewhere: %s", at["src"])
			}
		case "a":
			href, ok := at["href"]
			if !ok || href == "" {
				t.Errorf("a link that leads nowhere: %q", inner(n))
			}
			if strings.TrimSpace(inner(n)) == "" && at["aria-label"] == "" && !strings.Contains(inner(n), "img") {
				t.Errorf("a link without words: %s", href)
			}
			if frag, ok := strings.CutPrefix(href, "#"); ok {
				fragments = append(fragments, frag)
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			now := int(n.Data[1] - '0')
			if now > level+1 {
				t.Errorf("heading %q jumps from level %d to %d", inner(n), level, now)
			}
			level = now
		case "nav":
			if at["aria-label"] == "" {
				t.Error("a navigation without a name")
			}
		}
	}
	for _, tag := range []string{"h1", "main", "title"} {
		if count[tag] != 1 {
			t.Errorf("%d <%s>, want one", count[tag], tag)
		}
	}
	for _, f := range fragments {
		if !ids[f] {
			t.Errorf("a link to #%s, which is not on the page", f)
		}
	}
	for _, want := range []string{"default-src 'none'", "style-src 'self'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy does not say %s: %s", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is loose: %s", policy)
	}
	for _, bad := range []string{"[entry.", "[page.", "[home.", "[skill.", "[cv.", "[fact.", "ZgotmplZ", "<no value>", "{date}", "{n}"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page says %q", bad)
		}
	}
}

func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
		if c.Data == "img" {
			b.WriteString("img")
		}
	}
	return b.String()
}

// TestGolden compares pages of the fixture with what they were, re-indented so that a change of
// template reads as one.
func TestGolden(t *testing.T) {
	every(t, golden)
}

func golden(t *testing.T, th *Theme) {
	docs, _ := render(t, th, fixture())
	paths := []string{"index.html", "experience/index.html", "skills/index.html", "experience/harbour-clinic.html"}
	if th.name == Default {
		paths = append(paths, "experience/sao-joao.html", "skills/wound-care.html", "cv.html", "timeline.html", "how-to-check.html", "404.html", "projects/old-name.html")
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			got := indented(t, docs[path])
			file := filepath.Join("testdata", "golden", th.name, strings.ReplaceAll(path, "/", "_"))
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// indented writes a page with one element or text a line. Names of assets lose their fingerprints:
// the style sheet changes more often than pages do.
func indented(t *testing.T, text string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		pad := strings.Repeat(" ", max(depth, 0))
		switch n.Type {
		case html.TextNode:
			if s := strings.Join(strings.Fields(n.Data), " "); s != "" {
				b.WriteString(pad + s + "\n")
			}
		case html.ElementNode:
			b.WriteString(pad + "<" + n.Data)
			for _, a := range n.Attr {
				if i := strings.Index(a.Val, "assets/"); i >= 0 {
					name, rest, _ := strings.Cut(a.Val[i:], ".")
					_, ext, _ := strings.Cut(rest, ".")
					a.Val = a.Val[:i] + name + "." + ext
				}
				fmt.Fprintf(&b, " %s=%q", a.Key, a.Val)
			}
			b.WriteString(">\n")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(doc, -1)
	return b.String()
}

// TestMinifiedSaysTheSame renders every page with the templates as written and with the minified
// ones: elements, attributes and words are equal.
func TestMinifiedSaysTheSame(t *testing.T) {
	for name, p := range plans() {
		fast, _ := render(t, atlas(t), p)
		th := atlas(t)
		slow := *th.set
		slow.fast = slow.exact()
		th.set = &slow
		exact, _ := render(t, th, p)
		for path := range fast {
			if !strings.HasSuffix(path, ".html") {
				continue
			}
			if diff := cmp.Diff(strings.Split(indented(t, exact[path]), "\n"), strings.Split(indented(t, fast[path]), "\n")); diff != "" {
				t.Errorf("%s %s (-as written +minified):\n%s", name, path, diff)
			}
			if gaps(t, exact[path]) != gaps(t, fast[path]) {
				t.Errorf("%s %s: words run together, or apart", name, path)
			}
			if len(fast[path]) > len(exact[path]) {
				t.Errorf("%s %s: minified, %d bytes are %d", name, path, len(exact[path]), len(fast[path]))
			}
		}
	}
}

// gaps is the page's text with its white space between words of one line.
func gaps(t *testing.T, text string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	block := map[string]bool{"span": false, "a": false, "b": false, "time": false}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		} else if _, inline := block[n.Data]; !inline {
			b.WriteString("\n")
		}
	}
	lines := strings.Split(b.String(), "\n")
	out := lines[:0]
	for _, l := range lines {
		if s := strings.Join(strings.Fields(l), " "); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// TestParallel renders all documents at once, as a build does: the same bytes, and no race.
func TestParallel(t *testing.T) {
	th := atlas(t)
	want, _ := render(t, th, crowd(30))
	docs := th.Documents(crowd(30))
	got := make([]bytes.Buffer, 4*len(docs))
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { docs[i%len(docs)].Render(&got[i]) })
	}
	wg.Wait()
	for i := range got {
		if d := docs[i%len(docs)]; got[i].String() != want[d.Path] {
			t.Errorf("%s differs when rendered beside others", d.Path)
		}
	}
}

// TestSharedPartsRenderOnce counts how often a shared part is executed.
func TestSharedPartsRenderOnce(t *testing.T) {
	p := fixture()
	twin := *p.Pages[1]
	twin.Path = "experience/again.html"
	p.Pages = append(p.Pages, &twin)
	th := atlas(t)
	first, _ := render(t, th, fixture())
	both, _ := render(t, th, p)
	body := func(s string) string { _, s, _ = strings.Cut(s, "<main"); return s }
	if body(both["experience/again.html"]) != body(first["experience/index.html"]) {
		t.Error("a page of shared cards differs from the first one")
	}
}

// TestTextCannotEndStructuredData puts the end of a script into a title.
func TestTextCannotEndStructuredData(t *testing.T) {
	docs, _ := render(t, atlas(t), fixture())
	if strings.Contains(docs["index.html"], "<script>alert") {
		t.Error("a title ends the block of structured data")
	}
}

func BenchmarkEntryPage(b *testing.B) {
	th := atlas(b)
	docs := th.Documents(fixture())
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		docs[2].Render(&buf)
	}
	b.SetBytes(int64(buf.Len()))
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		Load(themes.FS, "", nil)
	}
}
