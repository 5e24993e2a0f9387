package jsonld_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/talent-passport/passport/generator/jsonld"
	"github.com/talent-passport/passport/generator/passport"
)

var update = flag.Bool("update", false, "write what comes out into the archives")

// TestGolden reads each archive: a small passport, then the blocks of its entries' pages.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			fsys, archive, want := archived(t, file)
			got := golden(t, publish(fsys), strings.TrimSuffix(filepath.Base(file), ".txtar"))
			if *update {
				archive.Files = append(archive.Files, txtar.File{Name: wanted, Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// wanted is the file of an archive that says what comes out.
const wanted = "want.jsonld"

// archived reads an archive: the passport's folder, the archive without what is wanted, and that.
func archived(t *testing.T, file string) (fsys fstest.MapFS, in *txtar.Archive, want string) {
	t.Helper()
	in, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fsys = fstest.MapFS{}
	for i, f := range in.Files {
		if f.Name == wanted {
			in.Files = in.Files[:i:i]
			return fsys, in, string(f.Data)
		}
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys, in, ""
}

// golden is what an archive shows: the person's node, and for each entry of the kind that the archive is
// named after what its page says.
func golden(t *testing.T, p *passport.Public, kind string) string {
	t.Helper()
	var b bytes.Buffer
	write := func(v any) {
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	g := graph(p)
	address := addresses(p, ".html")
	if k := passport.KindOf(kind); k != nil {
		for _, e := range p.Of(kind) {
			if s := p.Skill(e.ID); s != nil && k.Name == "skill" {
				write(g.Skill(s, jsonld.PageInfo{URL: address("skills/" + e.ID)})[0])
				continue
			}
			write(g.Entry(e, jsonld.PageInfo{URL: address(k.Folder + "/" + e.ID)})[0])
		}
		return b.String()
	}
	write(g.Home(jsonld.PageInfo{
		URL: address(""), Title: "Title", Lang: p.Lang, Modified: "2026-11-01T00:00:00Z",
		Versions: []jsonld.Version{{Lang: "en", URL: address("")}, {Lang: "pt", URL: address("") + "pt/"}},
	})[0])
	return b.String()
}

// TestGoldenKinds names each kind that no archive shows, and each type of it.
func TestGoldenKinds(t *testing.T) {
	t.Parallel()
	for _, k := range passport.Kinds() {
		b, err := os.ReadFile(filepath.Join("testdata", k.Folder+".txtar"))
		if err != nil {
			t.Errorf("%s: %v", k.Name, err)
			continue
		}
		for _, typ := range k.Types {
			if !strings.Contains(string(b), "type: "+typ) {
				t.Errorf("testdata/%s.txtar shows no %s", k.Folder, typ)
			}
		}
	}
}
