package theme

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/themes"
)

// TestBlocks takes the rules for some pages out of a style sheet, and nothing else.
func TestBlocks(t *testing.T) {
	type some struct {
		Pages []string
		Rules string
	}
	for _, tt := range []struct {
		name, css, rest string
		some            []some
	}{
		{"none", "a{b:c}", "a{b:c}", nil},
		{"one", "a{b:c}@on entry {d{e:f}} g{h:i}", "a{b:c} g{h:i}", []some{{[]string{"entry"}, "d{e:f}"}}},
		{"several pages, and rules within", "@on entry,\n  skill{@media print{a{b:c}} d{}}", "", []some{{[]string{"entry", "skill"}, "@media print{a{b:c}} d{}"}}},
		{"in a comment", "/* @on entry { */ a{b:c} /* } */", "/* @on entry { */ a{b:c} /* } */", nil},
		{"in a text", `a{content:"@on entry {\"}"}`, `a{content:"@on entry {\"}"}`, nil},
		{"a brace in a text within", `@on cv{a{content:'}'}}b{}`, "b{}", []some{{[]string{"cv"}, `a{content:'}'}`}}},
		{"within another rule", "@media print{@on entry{a{}}}", "@media print{@on entry{a{}}}", nil},
		{"never closed", "a{}@on entry{b{c:d}", "a{}", []some{{[]string{"entry"}, "b{c:d}"}}},
		{"never opened", "a{}@on entry", "a{}@on entry", nil},
		{"a comment and a text without end", "/* a", "/* a", nil},
		{"an escape at the end", "a{}\\", "a{}\\", nil},
		{"closed too often", "}}@on cv{a{}}", "}}@on cv{a{}}", nil},
	} {
		rest, found := blocks([]byte(tt.css))
		var got []some
		for _, b := range found {
			got = append(got, some{b.pages, string(b.rules)})
		}
		if string(rest) != tt.rest {
			t.Errorf("%s: rest is %q, want %q", tt.name, rest, tt.rest)
		}
		if diff := cmp.Diff(tt.some, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

var (
	linkedSheet = regexp.MustCompile(`<link rel="stylesheet" href="[^"]*(assets/[^"]+)"`)
	classNames  = regexp.MustCompile(`class="([^"]*)"`)
	selectors   = regexp.MustCompile(`([^{}]+)\{`)
	compound    = regexp.MustCompile(`^(.*?)\s*[ >+~]?\s*([a-z][a-z0-9]*)?((?:\.[\w-]+)*)$`)
	classOf     = regexp.MustCompile(`\.([a-zA-Z][\w-]*)`)
	pseudo      = regexp.MustCompile(`::?[a-z-]+(\([^()]*\))?|\[[^\]]*\]`)
)

// TestNoPageMissesRules: a page does without a block of rules only where it has nothing that they are for.
func TestNoPageMissesRules(t *testing.T) {
	every(t, func(t *testing.T, th *Theme) {
		for name, plan := range plans() {
			docs, _ := render(t, th, plan)
			for at, text := range docs {
				if path.Ext(at) != ".html" {
					continue
				}
				loaded := ""
				for _, m := range linkedSheet.FindAllStringSubmatch(text, -1) {
					if docs[m[1]] == "" {
						t.Errorf("%s %s: there is no %s", name, at, m[1])
					}
					loaded += docs[m[1]]
				}
				var doc *html.Node
				has := map[string]bool{}
				for _, m := range classNames.FindAllStringSubmatch(text, -1) {
					for _, class := range strings.Fields(m[1]) {
						has["."+class] = true
					}
				}
				for _, b := range th.style.some {
					if strings.Contains(loaded, string(b.rules)) {
						continue
					}
					for _, m := range selectors.FindAllStringSubmatch(string(b.rules), -1) {
						// Whether something is not there, or far down a list, mayMatch cannot tell; no first page has long lists.
						if strings.Contains(m[1], ":not(") || strings.Contains(m[1], ":nth-of-type(") || strings.HasPrefix(m[1], "@") {
							continue
						}
						for _, s := range strings.Split(m[1], ",") {
							classes := classOf.FindAllString(s, -1)
							if len(classes) == 0 || slices.ContainsFunc(classes, func(c string) bool { return !has[c] }) {
								continue
							}
							if doc == nil {
								doc, _ = html.Parse(strings.NewReader(text))
							}
							if mayMatch(doc, s) {
								t.Errorf("%s %s may need %s, which is for %v", name, at, s, b.pages)
							}
						}
					}
				}
			}
		}
	})
}

// mayMatch reports whether an element of a document is what the end of a selector says and stands below, or
// beside, what its beginning says.
func mayMatch(doc *html.Node, selector string) bool {
	selector = pseudo.ReplaceAllStringFunc(selector, func(p string) string {
		inner, ok := strings.CutPrefix(strings.TrimSuffix(p, ")"), ":where(")
		if !ok {
			return ""
		}
		return inner
	})
	m := compound.FindStringSubmatch(strings.TrimSpace(selector))
	if m == nil {
		return true
	}
	has := func(n *html.Node, classes string) bool {
		for _, c := range classOf.FindAllStringSubmatch(classes, -1) {
			if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
				return a.Key == "class" && slices.Contains(strings.Fields(a.Val), c[1])
			}) {
				return false
			}
		}
		return true
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || m[2] != "" && n.Data != m[2] || !has(n, m[3]) {
			continue
		}
		around := slices.Collect(n.Ancestors())
		if strings.ContainsAny(m[1]+selector, "+~") {
			around = slices.Collect(doc.Descendants())
		}
		missing := slices.ContainsFunc(classOf.FindAllString(m[1], -1), func(c string) bool {
			return !slices.ContainsFunc(around, func(a *html.Node) bool { return has(a, c) })
		})
		if !missing {
			return true
		}
	}
	return false
}

// TestOwnStyle: a person's rules have the last word on every page, and their templates find all rules of the
// theme wherever they are used.
func TestOwnStyle(t *testing.T) {
	const mine = ".mine{color:tomato}"
	for _, tt := range []struct {
		name   string
		own    fstest.MapFS
		sheets int // that an entry's page loads
	}{
		{"nothing", nil, 2},
		{"a few rules", fstest.MapFS{"extra.css": {Data: []byte(mine)}}, 2},
		{"a template", fstest.MapFS{"extra.css": {Data: []byte(mine)}, "crumbs.html": {Data: []byte("<p>x</p>")}}, 1},
		{"a style sheet of the first contract", fstest.MapFS{"atlas.css": {Data: []byte(mine)}}, 1},
		{"rules for a page that there is not", fstest.MapFS{"atlas.css": {Data: []byte("@on entyr{" + mine + "}")}}, 1},
	} {
		th, found := Load(themes.FS, "atlas", tt.own)
		if len(found) > 0 {
			t.Errorf("%s: %v", tt.name, found)
		}
		docs, _ := render(t, th, fixture())
		links := linkedSheet.FindAllStringSubmatch(docs["experience/harbour-clinic.html"], -1)
		if len(links) != tt.sheets {
			t.Errorf("%s: a page loads %v", tt.name, links)
		}
		css := ""
		for _, m := range links {
			css += docs[m[1]]
		}
		if tt.own != nil && !strings.HasSuffix(css, mine) {
			t.Errorf("%s: the person has not the last word", tt.name)
		}
		if tt.own["atlas.css"] == nil && !strings.Contains(css, ".claims{") {
			t.Errorf("%s: the rules for claims are missing", tt.name)
		}
	}
}

// TestStoryWithMore: a first page loads what pages of entries do as soon as its story has more than they all have.
func TestStoryWithMore(t *testing.T) {
	for text, sheets := range map[string]int{
		"Words, *more* words.\n\n- a list\n": 1,
		"## A heading\n\nWords.\n":           2,
		"> Words of others.\n":               2,
		"| a | b |\n|---|---|\n| c | d |\n":  2,
		"Words.[^1]\n\n[^1]: A note.\n":      2,
	} {
		p := thin()
		for _, page := range p.Pages {
			if page.Home != nil {
				page.Home.Single = false
				page.Home.About = site.NewProse("", source.NewBody(text), nil, source.HTMLOptions{})
			}
		}
		docs, _ := render(t, atlas(t), p)
		if links := linkedSheet.FindAllString(docs["index.html"], -1); len(links) != sheets {
			t.Errorf("%q: the first page loads %v", text, links)
		}
	}
}
