package generator

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// updating says whether expectations are to be rewritten. The flag is that of the other tests of this folder,
// which are in a package of their own.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// frozen is a passport of version 1 as people wrote it. Nobody changes it, whatever the format becomes:
// its sum says so.
const (
	frozen    = "testdata/passport-v1"
	frozenSum = "6de4fee30d0985321d5612e4e8602271f684375acc07cd0516a58ccd038df63e"
)

// A passport of version 1 is understood for ever as it was when it was written, without a complaint.
func TestFrozenPassport(t *testing.T) {
	t.Parallel()
	sum := sha256.New()
	kinds := map[string]bool{}
	err := fs.WalkDir(os.DirFS(frozen), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(frozen), name)
		fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != frozenSum {
		t.Fatalf("the frozen passport was changed: its sum is %s; take the change back", got)
	}
	b := day("2026-11-23")
	c, err := b.Check(frozen)
	if err != nil {
		t.Fatal(err)
	}
	if errs, warns := c.Problems.Counts(); errs+warns > 0 {
		t.Errorf("it has problems now: %v", c.Problems)
	}
	for _, e := range c.Passport.Entries {
		kinds[e.Kind.Name] = true
	}
	for _, k := range []string{"experience", "education", "project", "skill", "credential", "endorsement", "story", "goal", "award", "publication", "log", "other"} {
		if !kinds[k] {
			t.Errorf("it has no %s", k)
		}
	}
	got, _, err := b.Dump(frozen, "passport")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/passport-v1.json"
	if updating() {
		if err := os.WriteFile(golden, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("it is understood in another way (-want +got):\n%s", diff)
	}
	up, err := b.Upgrade(frozen, true)
	if err != nil || up.Blocked || up.From < 1 {
		t.Errorf("it cannot be upgraded: %+v, %v", up, err)
	}
	if up.From == up.To && len(up.Files) > 0 {
		t.Errorf("an upgrade would change %v", up.Files)
	}
}

// The steps lead to the version that the rest of the program knows, one by one.
func TestSteps(t *testing.T) {
	t.Parallel()
	for i, s := range steps {
		if s.to != i+1 || s.title == "" || s.edits == nil {
			t.Errorf("step %d leads to version %d", i, s.to)
		}
	}
	if newest := steps[len(steps)-1].to; newest != check.Version {
		t.Errorf("the steps lead to version %d, and the newest is %d", newest, check.Version)
	}
}

// second is a step to a version that there is not: hobbies were a text, and become a list of their own
// name; every story gets a type.
var second = step{to: 2, title: "write interests as a list, and give stories a type", edits: func(t *source.Tree) ([]diag.Edit, error) {
	var edits []diag.Edit
	f := t.Roots[""]
	if p := f.Node.Get("person").Pair("interests"); p != nil && p.Value.Kind == source.String {
		e, err := source.SetValue(f, p.Value, source.ListOf(source.Text(p.Value.Text)))
		if err != nil {
			return nil, err
		}
		edits = append(edits, e)
	}
	for _, it := range t.Items {
		if it.Section == "stories" && it.Node.Get("type") == nil {
			e, err := source.AddKey(it.File, it.Node, "type", source.Plain("learning"))
			if err != nil {
				return nil, err
			}
			edits = append(edits, e)
		}
	}
	return edits, nil
}}

func TestUpgradeOverVersions(t *testing.T) {
	t.Parallel()
	const story = "---\ntitle: A story\n---\n\nIt happened.\n"
	for _, tt := range []struct {
		name, from, to string
		version        int
		files          []string
	}{
		{"no version", "person:\n  name: Ana # me\n  interests: Rowing\n", "schema: 2\nperson:\n  name: Ana # me\n  interests: [Rowing]\n", 0, []string{"passport.yaml: say which version of the format it is written in; write interests as a list, and give stories a type", "stories/a.md: write interests as a list, and give stories a type"}},
		{"version 1", "schema: 1 # old\nperson: {name: Ana, interests: Rowing}\n", "schema: 2 # old\nperson: {name: Ana, interests: [Rowing]}\n", 1, []string{"passport.yaml: write interests as a list, and give stories a type", "stories/a.md: write interests as a list, and give stories a type"}},
		{"no number", "schema: one\nperson: {name: Ana}\n", "schema: 2\nperson: {name: Ana}\n", 0, []string{"passport.yaml: say which version of the format it is written in; write interests as a list, and give stories a type", "stories/a.md: write interests as a list, and give stories a type"}},
		{"words above", "# yaml-language-server: $schema=x.json\n# Mine.\nperson: {name: Ana}\n", "# yaml-language-server: $schema=x.json\nschema: 2\n# Mine.\nperson: {name: Ana}\n", 0, nil},
		{"a mark at the start", "\ufeffperson: {name: Ana}\n", "\ufeffschema: 2\nperson: {name: Ana}\n", 0, nil},
		{"Windows", "# Mine.\r\n\r\nperson: {name: Ana}\r\n", "# Mine.\r\n\r\nschema: 2\r\nperson: {name: Ana}\r\n", 0, nil},
		{"in braces", "{person: {name: Ana}}\n", "{person: {name: Ana}, schema: 2}\n", 0, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := &overlay{base: fstest.MapFS{"passport.yaml": {Data: []byte(tt.from)}, "stories/a.md": {Data: []byte(story)}}}
			up, err := day("2026-11-23").upgrade(o, append(slices.Clone(steps), second))
			if err != nil {
				t.Fatal(err)
			}
			if up.From != tt.version || up.To != 2 || up.Blocked {
				t.Errorf("from version %d to %d, blocked: %t", up.From, up.To, up.Blocked)
			}
			if diff := cmp.Diff(tt.to, string(o.changed["passport.yaml"])); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := string(o.changed["stories/a.md"]); !strings.Contains(got, "\ntype: learning\n") || !strings.HasSuffix(got, "\n\nIt happened.\n") {
				t.Errorf("the story became\n%s", got)
			}
			var files []string
			for _, f := range up.Files {
				files = append(files, f.Path+": "+strings.Join(f.Titles, "; "))
			}
			if diff := cmp.Diff(tt.files, files); tt.files != nil && diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := slices.Sorted(maps.Keys(o.changed)); len(got) != 2 {
				t.Errorf("it changes %q", got)
			}
		})
	}
}

// The frozen passport goes through steps that come later, and loses nothing on the way.
func TestFrozenPassportUpgrades(t *testing.T) {
	t.Parallel()
	o := &overlay{base: os.DirFS(frozen)}
	before := passport.Decode(source.Load(o, passport.Layout(), nil))
	if _, err := day("2026-11-23").upgrade(o, append(slices.Clone(steps), second)); err != nil {
		t.Fatal(err)
	}
	after := passport.Decode(source.Load(o, passport.Layout(), nil))
	if after.Schema != 2 {
		t.Errorf("it is of version %d", after.Schema)
	}
	for i, e := range before.Entries {
		if diff := cmp.Diff(string(passport.EncodeEntry(e)), string(passport.EncodeEntry(after.Entries[i]))); diff != "" {
			t.Errorf("%s changed:\n%s", e.Ref(), diff)
		}
	}
	if diff := cmp.Diff([]string{"passport.yaml"}, slices.Sorted(maps.Keys(o.changed))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
