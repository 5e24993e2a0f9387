package theme

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
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
	classOf     = regexp.MustCompile(`\.([a-zA-Z][\w-]*)`)
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
				loaded, has := "", map[string]bool{}
				for _, m := range linkedSheet.FindAllStringSubmatch(text, -1) {
					if docs[m[1]] == "" {
						t.Errorf("%s %s: there is no %s", name, at, m[1])
					}
					loaded += docs[m[1]]
				}
				for _, m := range classNames.FindAllStringSubmatch(text, -1) {
					for _, class := range strings.Fields(m[1]) {
						has[class] = true
					}
				}
				for _, b := range th.style.some {
					if strings.Contains(loaded, string(b.rules)) {
						continue
					}
					for _, m := range selectors.FindAllStringSubmatch(string(b.rules), -1) {
						for _, s := range strings.Split(m[1], ",") {
							classes := classOf.FindAllStringSubmatch(s, -1)
							if len(classes) > 0 && !strings.Contains(m[1], ":not(") && !strings.HasPrefix(s, "@") &&
								!slices.ContainsFunc(classes, func(c []string) bool { return !has[c[1]] }) {
								t.Errorf("%s %s may need %s, which is for %v", name, at, s, b.pages)
							}
						}
					}
				}
			}
		}
	})
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
