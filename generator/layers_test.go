package generator

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// policy is the architecture as a statement of policy: which of the project's packages each package
// may import, tests aside. It changes in its own commit, with a reason. A name ending in /... stands
// for every package below it.
var policy = map[string][]string{
	"cmd/passport":       {"generator", "generator/diag", "generator/serve", "generator/publish"},
	"cmd/release":        {"generator/output"},
	"generator":          {"generator/...", "schema", "themes", "content-example"},
	"generator/diag":     {},
	"generator/source":   {"generator/diag", "generator/formula", "generator/code"},
	"generator/passport": {"generator/diag", "generator/source"},
	"generator/check":    {"generator/diag", "generator/source", "generator/passport", "generator/lang", "schema"},
	"generator/jsonld":   {"generator/passport"},
	"generator/lang":     {},
	"generator/site":     {"generator/diag", "generator/source", "generator/passport", "generator/jsonld", "generator/lang", "generator/picture"},
	"generator/theme":    {"generator/diag", "generator/site", "generator/lang"},
	"generator/picture":  {"generator/picture/vp8"},
	"generator/formula":  {},
	"generator/code":     {},
	"generator/privacy":  {"generator/diag", "generator/source", "generator/passport", "generator/picture"},
	"generator/format":   {"generator/diag", "generator/source", "generator/passport", "generator/site"},
	"generator/publish":  {"generator/output"},
	"generator/output":   {"generator/diag", "generator/site"},
	"generator/serve":    {"generator/diag", "generator/site"},
	"schema":             {},
	"themes":             {},
	"content-example":    {},

	// Lossy WebP, which no module writes without C, without a system's library, and with the same bytes each time.
	"generator/picture/vp8": {},
	// The résumé on paper: it prints what site planned, and its writer of PDF knows only that format.
	"generator/paper":     {"generator/diag", "generator/lang", "generator/site", "generator/paper/pdf"},
	"generator/paper/pdf": {},
	// Applications: adverts, the choice they ask for, the sheet to copy from, the record.
	"generator/apply": {"generator/diag", "generator/lang", "generator/passport", "generator/site", "generator/source"},
}

// Formats may import the domain, the plan of a site and what formats share, and never each other. Each
// folder below generator/format is one.
var formatMay = []string{"generator/diag", "generator/source", "generator/passport", "generator/site", "generator/format"}

// owners says which packages alone may import a module or a package of the standard library.
// What is not listed is free.
var owners = map[string][]string{
	"github.com/yuin/goldmark":                 {"generator/source"},
	"github.com/adrg/frontmatter":              {"generator/source"},
	"go.yaml.in/yaml/v4":                       {"generator/source"},
	"github.com/santhosh-tekuri/jsonschema/v5": {"generator/check"},
	"github.com/tdewolff/minify/v2":            {"generator/theme"},
	"github.com/rhysd/actionlint":              {},
	"golang.org/x/mod":                         {"generator/publish"},
	"rsc.io/qr":                                {"cmd/passport"},
	"html/template":                            {"generator/theme"},
	"archive/zip":                              {"cmd/release", "generator/format", "generator/paper", "generator/privacy"},
	"text/template":                            {},
	"github.com/fsnotify/fsnotify":             {"generator/serve"},
	"golang.org/x/image/font/sfnt":             {"generator/paper/pdf", "generator/picture"},
	"github.com/HugoSmits86/nativewebp":        {"generator/picture"},
	"github.com/spf13/cobra":                   {"cmd/passport"},
	"net/http":                                 {"generator/serve", "generator/publish"},
	"os/exec":                                  {"generator/publish"},
	"log":                                      {},
	"math/rand":                                {},
	"math/rand/v2":                             {},
}

// writers names the functions of package os that change the disk; only output may call them.
var writers = []string{
	"WriteFile", "Create", "CreateTemp", "OpenFile", "Mkdir", "MkdirAll", "MkdirTemp", "Remove", "RemoveAll",
	"Rename", "Link", "Symlink", "Chmod", "Chtimes", "Truncate",
}

const module = "github.com/talent-passport/passport/"

// TestLayers holds every package to the policy, and the policy to the packages that exist.
func TestLayers(t *testing.T) {
	seen := map[string]bool{}
	eachGoFile(t, func(file, pkg string) {
		seen[pkg] = true
		allowed, known := policy[pkg]
		if strings.HasPrefix(pkg, "generator/format/") {
			allowed, known = formatMay, true
		}
		if !known {
			t.Errorf("%s: package %s has no line in the policy", file, pkg)
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash("../"+file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range f.Imports {
			name := strings.Trim(imp.Path.Value, `"`)
			if ours, ok := strings.CutPrefix(name, module); ok {
				if !slices.ContainsFunc(allowed, func(a string) bool { return covers(a, ours) }) {
					t.Errorf("%s: %s may not import %s", file, pkg, ours)
				}
				continue
			}
			for owned, by := range owners {
				if (name == owned || strings.HasPrefix(name, owned+"/") && strings.Contains(owned, ".")) && !slices.Contains(by, pkg) {
					t.Errorf("%s: %s may not import %s, which belongs to %v", file, pkg, name, by)
				}
			}
		}
	})
	for pkg := range policy {
		if !seen[pkg] {
			t.Errorf("the policy names %s, which does not exist", pkg)
		}
	}
}

// TestPurity holds the promises that imports do not show: who writes to disk, that nobody asks the
// clock but cmd, and that nothing registers itself.
func TestPurity(t *testing.T) {
	eachGoFile(t, func(file, pkg string) {
		src, err := os.ReadFile(filepath.FromSlash("../" + file))
		if err != nil {
			t.Fatal(err)
		}
		text := string(src)
		if pkg != "generator/output" {
			for _, w := range writers {
				if strings.Contains(text, "os."+w+"(") {
					t.Errorf("%s: os.%s is for generator/output alone", file, w)
				}
			}
		}
		if !slices.Contains([]string{"cmd/passport", "generator/serve", "generator/publish"}, pkg) {
			for _, clock := range []string{"time.Now(", "time.Since("} {
				if strings.Contains(text, clock) {
					t.Errorf("%s: %s…): the time comes in from cmd", file, clock)
				}
			}
		}
		if strings.Contains(text, "\nfunc init()") {
			t.Errorf("%s: no init functions", file)
		}
	})
}

func covers(allowed, pkg string) bool {
	if parent, ok := strings.CutSuffix(allowed, "/..."); ok {
		return strings.HasPrefix(pkg, parent+"/")
	}
	return allowed == pkg
}

// eachGoFile calls f for every Go file that is not a test, with its slash path from the top and the
// path of its package below the module.
func eachGoFile(t *testing.T, f func(file, pkg string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(".."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, "_test.go") {
			f(p, path.Dir(p))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
