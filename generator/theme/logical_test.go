package theme

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/talent-passport/passport/themes"
)

// physical matches what names a side of the screen where a side of the text is meant: left and right, and
// widths that are widths of a line only in languages that are written across.
var physical = regexp.MustCompile(`(?i)(^|[\s;{-])(left|right)\s*:|(margin|padding|border)-(left|right)|(float|clear|text-align|caption-side)\s*:\s*(left|right)|border-(top|bottom)-(left|right)|translateX|scroll-(margin|padding)-(left|right)`)

// four matches the shorthands that name four sides, of which the second is the right one and the fourth the left.
var four = regexp.MustCompile(`(?:^|[\s;{])(margin|padding|inset|border-width|border-style|border-color)\s*:\s*([^;}]+)`)

// TestLogical holds every theme, and the rules for scripts, to properties that follow the direction of the
// text, so that a page in Arabic is the mirror of one in English without a rule of its own.
func TestLogical(t *testing.T) {
	t.Parallel()
	check := func(t *testing.T, name string, css []byte) {
		for i, line := range strings.Split(string(css), "\n") {
			if m := physical.FindString(line); m != "" {
				t.Errorf("%s:%d: %q names a side of the screen; use inline-start or inline-end", name, i+1, strings.TrimSpace(m))
			}
			if strings.Contains(line, "[dir") {
				t.Errorf("%s:%d: a rule for one direction; logical properties need none", name, i+1)
			}
			for _, m := range four.FindAllStringSubmatch(line, -1) {
				if sides := values(m[2]); len(sides) == 4 && sides[1] != sides[3] {
					t.Errorf("%s:%d: %s differs on the left and the right; use %[3]s-inline", name, i+1, m[1])
				}
			}
		}
	}
	n := 0
	for _, at := range []struct {
		name string
		fsys fs.FS
	}{{"themes", themes.FS}, {"generator/theme", scriptSheets}} {
		err := fs.WalkDir(at.fsys, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || path.Ext(p) != ".css" {
				return err
			}
			data, err := fs.ReadFile(at.fsys, p)
			n++
			check(t, at.name+"/"+p, data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 6 {
		t.Errorf("only %d style sheets were found", n)
	}
}

// values splits the value of a property at spaces that stand in no parentheses.
func values(s string) []string {
	var out []string
	depth, from := 0, 0
	s = strings.TrimSpace(s)
	for i, r := range s + " " {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ' ' && depth == 0:
			if i > from {
				out = append(out, s[from:i])
			}
			from = i + 1
		}
	}
	return out
}

// Every theme ends its faces with those of the page's script, and lets focus and marks be seen where a
// reader's own colours replace the theme's.
func TestEveryThemeReadsEveryScript(t *testing.T) {
	t.Parallel()
	list, err := fs.ReadDir(themes.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		if !d.IsDir() {
			continue
		}
		css, err := fs.ReadFile(themes.FS, d.Name()+"/"+d.Name()+".css")
		if err != nil {
			t.Fatal(err)
		}
		for what, want := range map[string]string{
			"faces of other scripts":      `var\(--script-(serif|sans), [^)]+\)`,
			"a reader's own colours":      `@media \(forced-colors: active\)`,
			"focus that can be seen":      `:focus-visible \{[^}]*outline:`,
			"marks that need no colour":   `(?s)forced-colors.*\.(mark|alive|backed|credentialed)`,
			"words that break in columns": `overflow-wrap: (anywhere|break-word)`,
		} {
			if !regexp.MustCompile(want).Match(css) {
				t.Errorf("%s: no %s: nothing matches %s", d.Name(), what, want)
			}
		}
		if regexp.MustCompile(`(?m)(transition|animation|scroll-behavior)\s*:`).Match(css) && !regexp.MustCompile(`prefers-reduced-motion`).Match(css) {
			t.Errorf("%s moves and does not ask whether its reader wants that", d.Name())
		}
	}
}

// A site gets the rules of the scripts that its languages are written in, and no others.
func TestScriptRules(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		tags []string
		want []string
	}{
		{[]string{"en", "pt", "uk"}, nil},
		{[]string{"en", "ar", "fa"}, []string{":lang(ar,fa){", "--script-serif"}},
		{[]string{"ja"}, []string{":lang(ja){", "line-break:strict"}},
		{[]string{"hi", "zh-Hant"}, []string{":lang(hi){", ":lang(zh-hant){"}},
	} {
		css := string(scriptRules(tt.tags))
		if len(tt.want) == 0 && css != "" {
			t.Errorf("%v: %s", tt.tags, css)
		}
		for _, w := range tt.want {
			if !strings.Contains(css, w) {
				t.Errorf("%v: no %s in %s", tt.tags, w, css)
			}
		}
		if strings.Contains(css, "lang(X)") {
			t.Errorf("%v: a language is left to be named", tt.tags)
		}
	}
}
