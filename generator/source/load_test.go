package source

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

// items lists what was read, one entry a line.
func items(t *Tree) []string {
	var out []string
	for _, it := range t.Items {
		s := fmt.Sprintf("%s %q lang=%q origin=%d private=%v %s", it.Section, it.Name, it.Lang, it.Origin, it.Private, lineCol(it.File.Data, it.Span.Start))
		if it.Node != nil {
			s += " " + plainNode(it.Node)
		}
		if it.Body != nil {
			s += fmt.Sprintf(" %q", it.Body.Source())
		}
		out = append(out, s)
	}
	return out
}

func TestLoad(t *testing.T) {
	t.Parallel()
	tree := Load(files(
		"passport.yaml", "person: {name: Ana}\nexperience:\n  - id: a\n    body: Prose\n  - Plain\n",
		"passport.fr.yaml", "person: {headline: Infirmière}\nexperience:\n  - id: a\n    title: T\n",
		"about.md", "Hello\n", "about.fr.md", "Bonjour\n", "about.pt-br.md", "Olá\n",
		"skills.yaml", "- Wound care\n- {id: b}\n", "skills.fr.yaml", "- {id: b, title: Soin}\n", "goals.yml", "- x\n",
		"projects/river-app.md", "---\ntitle: River\n---\n\nText\n", "projects/river-app.fr.md", "Texte\n",
		"projects/node.js.md", "x\n", "projects/asp.net.md", "x\n", "projects/empty.md", "",
		"projects/photo.jpg", "x", "log/2026.md", "- 2026-11-23 x\n",
		"media/a/b.png", "x", "theme/style.css", "x", "theme/parts/head.html", "x",
		".private/projects/secret.md", "x\n", ".private/goals.yaml", "- y\n", ".private/media/s.png", "x",
	), layout, nil)
	if len(tree.Problems) > 0 {
		t.Error(tree.Problems)
	}
	want := []string{
		`goals "" lang="" origin=1 private=false 1:3 "x"`,
		`log "2026" lang="" origin=2 private=false 1:1 "- 2026-11-23 x\n"`,
		`experience "a" lang="fr" origin=0 private=false 3:5 {"id": "a", "title": "T", }`,
		`experience "a" lang="" origin=0 private=false 3:5 {"id": "a", "body": "Prose", } "Prose"`,
		`experience "" lang="" origin=0 private=false 5:5 "Plain"`,
		`projects "asp.net" lang="" origin=2 private=false 1:1 "x\n"`,
		`projects "empty" lang="" origin=2 private=false 1:1`,
		`projects "node.js" lang="" origin=2 private=false 1:1 "x\n"`,
		`projects "river-app" lang="fr" origin=2 private=false 1:1 "Texte\n"`,
		`projects "river-app" lang="" origin=2 private=false 2:1 {"title": "River", } "\nText\n"`,
		`skills "b" lang="fr" origin=1 private=false 1:3 {"id": "b", "title": "Soin", }`,
		`skills "" lang="" origin=1 private=false 1:3 "Wound care"`,
		`skills "b" lang="" origin=1 private=false 2:3 {"id": "b", }`,
		`goals "" lang="" origin=1 private=true 1:3 "y"`,
		`projects "secret" lang="" origin=2 private=true 1:1 "x\n"`,
	}
	if d := cmp.Diff(want, items(tree)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	wantAssets := []Asset{{".private/media/s.png", 1, true}, {"media/a/b.png", 1, false}, {"projects/photo.jpg", 1, false}}
	if d := cmp.Diff(wantAssets, tree.Assets); d != "" {
		t.Errorf("assets: -want +got\n%s", d)
	}
	if d := cmp.Diff([]Asset{{"parts/head.html", 1, false}, {"style.css", 1, false}}, tree.Theme); d != "" {
		t.Errorf("theme: -want +got\n%s", d)
	}
	for _, key := range []string{"about", "about.fr", "about.pt-BR"} {
		if tree.Prose[key] == nil {
			t.Errorf("no %s", key)
		}
	}
	if tree.Roots[""] == nil || tree.Roots["fr"].Lang != "fr" {
		t.Error("the roots are not by language")
	}
	if !tree.Has("media/a/b.png") || !tree.Has("skills.yaml") || tree.Has("media/A/b.png") || tree.File("media/a/b.png") != nil || string(tree.Read("about.md")) != "Hello\n" {
		t.Error("Has, File and Read do not agree with the folder")
	}
}

func TestLangTag(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"fr": "fr", "FR": "fr", "pt-br": "pt-BR", "zh-hans-cn": "zh-Hans-CN", "es-419": "es-419", "gsw": "gsw", "de_CH": "de-CH", "js": "", "old": "old", "v2": "", "": "", "fr-": "", "2026": "", "c": ""} {
		if got, _ := langTag(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// TestLoadSameEveryTime loads many files on all processors, with and without a cache.
func TestLoadSameEveryTime(t *testing.T) {
	t.Parallel()
	m := files("passport.yaml", "person: {name: Ana}\n")
	for i := range 300 {
		text := fmt.Sprintf("---\ntitle: T%d\n---\nText\n", i)
		if i%7 == 0 {
			text = "---\ntitle: a: b\n---\n"
		}
		m[fmt.Sprintf("projects/p%03d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	first := Load(m, layout, nil)
	c := &Cache{}
	for range 5 {
		again := Load(m, layout, c)
		if d := cmp.Diff(items(first), items(again)); d != "" {
			t.Fatalf("-first +again\n%s", d)
		}
		if d := cmp.Diff(first.Problems, again.Problems); d != "" {
			t.Fatalf("-first +again\n%s", d)
		}
	}
	same := Load(m, layout, c)
	if same.Items[5].Node != Load(m, layout, c).Items[5].Node {
		t.Error("an unchanged file was parsed again")
	}
	m["projects/p001.md"] = &fstest.MapFile{Data: []byte("changed\n")}
	if got := Load(m, layout, c).File("projects/p001.md").Body.Source(); got != "changed\n" {
		t.Errorf("a changed file reads %q", got)
	}
	if n := len(c.old); n != 301 {
		t.Errorf("the cache holds %d files", n)
	}
}

// TestLoadDisk reads a real folder: links are refused, and what they point at is not read.
func TestLoadDisk(t *testing.T) {
	t.Parallel()
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret.md")
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(outside, "secret")
	write(filepath.Join(dir, "passport.yaml"), "person: {name: Ana}\n")
	write(filepath.Join(dir, "projects", "a.md"), "x\n")
	write(filepath.Join(dir, "projects", "big.md"), strings.Repeat("x", maxText+1))
	if err := os.Symlink(outside, filepath.Join(dir, "projects", "link.md")); err != nil {
		t.Skip("this system makes no symbolic links: ", err)
	}
	if err := os.Symlink("projects", filepath.Join(dir, "stories")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	tree := Load(root.FS(), layout, nil)
	var got []string
	for _, p := range tree.Problems {
		got = append(got, p.Span.File+" "+p.Code)
	}
	slices.Sort(got)
	if d := cmp.Diff([]string{"projects/big.md file-too-large", "projects/link.md symbolic-link", "stories symbolic-link"}, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if len(tree.Items) != 2 || !tree.File("projects/big.md").Broken {
		t.Error("the other files were not read")
	}
}

// TestEncodings are files that are not UTF-8 or hold what no text should.
func TestEncodings(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, code, at, fixed string }{
		{"Windows-1252", "title: caf\xe9\n", "file-encoding", "1:11", "title: café\n"},
		{"UTF-16 with a mark", "\xff\xfea\x00:\x00 \x00\xe9\x00\n\x00", "file-encoding", "1:1", "a: é\n"},
		{"UTF-16 without a mark", "a\x00:\x00 \x00b\x00c\x00d\x00\n\x00", "file-encoding", "1:1", "a: bcd\n"},
		{"broken UTF-8 among good", "title: é\nb: \xff\n", "file-encoding", "2:4", ""},
		{"control characters", "title: a\x07b\nc: d\u0085e\n", "control-character", "1:9", "title: ab\nc: d e\n"},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "file-not-text", "1:1", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, ps := Parse("a.yaml", []byte(tt.in))
			if len(ps) != 1 || ps[0].Code != tt.code {
				t.Fatalf("got %+v", ps)
			}
			if got := lineCol(f.Data, ps[0].Span.Start); got != tt.at {
				t.Errorf("at %s, want %s", got, tt.at)
			}
			if tt.fixed == "" {
				if ps[0].Fix != nil {
					t.Errorf("a guess is offered as a fix")
				}
				return
			}
			out, err := Apply(one("a.yaml", f.Data), ps[0].Fix.Edits)
			if err != nil || string(out["a.yaml"]) != tt.fixed {
				t.Errorf("fixed to %q, %v", out["a.yaml"], err)
			}
		})
	}
}

// TestCodes holds the documentation and the code together.
func TestCodes(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("codes.go")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, d := range Codes() {
		if documented[d.Code] || d.Title == "" || !strings.Contains(d.Text, "Wrong") || !strings.Contains(d.Text, "Right") {
			t.Errorf("%s is documented twice, or without a title or examples", d.Code)
		}
		documented[d.Code] = true
		if !strings.Contains(string(src), `"`+d.Code+`"`) {
			t.Errorf("%s is documented and never reported", d.Code)
		}
	}
	for line := range strings.SplitSeq(string(src), "\n") {
		if name, value, ok := strings.Cut(line, ` = "`); ok && strings.HasPrefix(strings.TrimSpace(name), "code") && !documented[strings.TrimSuffix(value, `"`)] {
			t.Errorf("%s is not documented", value)
		}
	}
}
