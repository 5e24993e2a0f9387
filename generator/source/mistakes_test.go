package source

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/talent-passport/passport/generator/diag"
)

var update = flag.Bool("update", false, "rewrite the expectations of the archives")

// layout is a passport's, with fewer sections.
var layout = Layout{
	Root: "passport", Prose: []string{"about"}, Media: "media", Theme: "theme", Private: ".private",
	Sections: []string{"experience", "education", "projects", "skills", "credentials", "stories", "goals", "log"},
}

// folderOf is the folder that an archive describes.
func folderOf(a *txtar.Archive) fstest.MapFS {
	m := fstest.MapFS{}
	for _, f := range a.Files {
		if f.Name != "want" {
			m[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return m
}

// account lists what was read and what is wrong, and the files as their fixes make them.
func account(t *testing.T, tree *Tree) string {
	var sb strings.Builder
	var edits []diag.Edit
	for _, p := range tree.Problems {
		at := p.Span.File
		if data := tree.Read(at); data != nil {
			at += ":" + lineCol(data, p.Span.Start)
			if s := string(data[p.Span.Start:p.Span.End]); s != "" {
				at += fmt.Sprintf(" %q", s)
			}
		}
		fmt.Fprintf(&sb, "%s\n  %s[%s]: %s\n", at, []string{"error", "warning"}[p.Severity], p.Code, p.Message)
		if p.Label != "" {
			fmt.Fprintf(&sb, "  label: %s\n", p.Label)
		}
		for _, r := range p.Related {
			fmt.Fprintf(&sb, "  related: %s: %s\n", lineCol(tree.Read(r.Span.File), r.Span.Start), r.Label)
		}
		fmt.Fprintf(&sb, "  hint: %s\n", p.Hint)
		if p.Fix != nil {
			fmt.Fprintf(&sb, "  fix: %s\n", p.Fix.Title)
			edits = append(edits, p.Fix.Edits...)
		}
	}
	for _, it := range tree.Items {
		what := "no keys"
		if it.Node != nil {
			what = plainNode(it.Node)
		}
		broken := ""
		if it.File.Broken {
			broken = " (broken)"
		}
		fmt.Fprintf(&sb, "item %s/%s%s %s\n", it.Section, it.Name, broken, what)
		if !it.Body.Empty() {
			fmt.Fprintf(&sb, "  body %q\n", it.Body.Source())
		}
	}
	for _, a := range tree.Assets {
		fmt.Fprintf(&sb, "asset %s\n", a.Path)
	}
	if len(edits) > 0 {
		files, err := Apply(func(name string) ([]byte, bool) { d := tree.Read(name); return d, d != nil }, edits)
		if err != nil {
			fmt.Fprintf(&sb, "not fixed: %v\n", err)
		}
		for _, name := range slices.Sorted(mapKeys(files)) {
			fmt.Fprintf(&sb, "fixed %s:\n%s", name, files[name])
		}
	}
	return sb.String()
}

// TestMistakes reads folders with the mistakes that people make: each archive is one, and ends with
// what is said about it.
func TestMistakes(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil || len(names) < 80 {
		t.Fatal("the archives are missing", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(a.Comment, []byte("# ")) {
				t.Error("the archive does not say why it is there")
			}
			got := account(t, Load(folderOf(a), layout, nil))
			want := ""
			i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			if i >= 0 {
				want = string(a.Files[i].Data)
			}
			if *update {
				if i >= 0 {
					a.Files = slices.Delete(a.Files, i, i+1)
				}
				a.Files = append(a.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}
