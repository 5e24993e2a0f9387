package check_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/themes"
)

var update = flag.Bool("update", false, "rewrite what the archives expect")

// today is when the tests take place.
var today = passport.Moment{Year: 2026, Month: 11, Day: 23}

// everything is what a run of the program finds in a folder, in the order in which it finds it.
func everything(schemas *check.Schemas, fsys fs.FS) (diag.List, *source.Tree) {
	tree := source.Load(fsys, passport.Layout(), nil)
	list := slices.Clone(tree.Problems)
	list = append(list, schemas.Shape(tree)...)
	p := passport.Decode(tree)
	list = append(list, check.Meaning(tree, p, today)...)
	list = append(list, schemas.ThemeOptions(tree, p.Site.Theme, themeOptions(p.Site.Theme))...)
	list.Sort()
	return list.Dedupe(), tree
}

// themeOptions is what a theme says of its options.
func themeOptions(name string) []byte {
	data, err := themes.FS.ReadFile(name + "/theme.json")
	if err != nil {
		return []byte("{}")
	}
	var about struct {
		Options json.RawMessage `json:"options"`
	}
	if err := json.Unmarshal(data, &about); err != nil {
		panic(err)
	}
	return about.Options
}

// folder lays an archive over the base. Lines of the archive's comment that do not begin with # change
// it further:
//
//	remove FILE          take a file of the base away
//	raw FILE "…"         a file whose bytes an archive cannot hold or a reader could not see
//	crlf FILE            end its lines as Windows does
//	size FILE BYTES      a file of that size
//	repeat FILE N "…"    a text N times over, after what the file holds
//	link FILE            a symbolic link
//	locked FILE          a file that the computer does not let anybody open
func folder(t *testing.T, base, over *txtar.Archive) overFS {
	t.Helper()
	fsys := fstest.MapFS{}
	locked := overFS{fsys, fsys, map[string]bool{}}
	for _, a := range []*txtar.Archive{base, over} {
		for _, f := range a.Files {
			if f.Name != "want" && !strings.HasPrefix(f.Name, "fixed/") {
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
	}
	for line := range strings.Lines(string(over.Comment)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		order, rest, _ := strings.Cut(line, " ")
		name, arg, _ := strings.Cut(rest, " ")
		switch order {
		case "remove":
			delete(fsys, name)
		case "raw":
			data, err := strconv.Unquote(arg)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			fsys[name] = &fstest.MapFile{Data: []byte(data)}
		case "crlf":
			fsys[name].Data = bytes.ReplaceAll(fsys[name].Data, []byte("\n"), []byte("\r\n"))
		case "repeat":
			count, text, _ := strings.Cut(arg, " ")
			n, err := strconv.Atoi(count)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			text, err = strconv.Unquote(text)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			if fsys[name] == nil {
				fsys[name] = &fstest.MapFile{}
			}
			fsys[name].Data = append(slices.Clone(fsys[name].Data), strings.Repeat(text, n)...)
		case "link":
			fsys[name] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("elsewhere")}
		case "locked":
			locked.locked[name] = true
		case "size":
			n, err := strconv.Atoi(arg)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			fsys[name] = &fstest.MapFile{Data: make([]byte, n)}
		default:
			t.Fatalf("no order is called %q", order)
		}
	}
	return locked
}

// overFS is a folder in which some files cannot be opened.
type overFS struct {
	fs.FS
	files  fstest.MapFS
	locked map[string]bool
}

func (l overFS) Open(name string) (fs.File, error) {
	if l.locked[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.FS.Open(name)
}

func short(t *testing.T, list diag.List, tree *source.Tree) string {
	t.Helper()
	var b strings.Builder
	if err := (diag.Short{}).Print(&b, list, tree.Read); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func parse(t *testing.T, name string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func archives(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestBase holds the passport under all archives free of problems, so that what an archive shows comes
// from the archive.
func TestBase(t *testing.T) {
	t.Parallel()
	list, tree := everything(check.NewSchemas(), folder(t, parse(t, "testdata/base.txtar"), &txtar.Archive{}))
	if diff := cmp.Diff("", short(t, list, tree)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestMistakes runs everything from files to problems over the mistakes that people make.
func TestMistakes(t *testing.T) {
	t.Parallel()
	base := parse(t, "testdata/base.txtar")
	schemas := check.NewSchemas()
	for _, name := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a := parse(t, name)
			fsys := folder(t, base, a)
			list, tree := everything(schemas, fsys)
			got := []txtar.File{{Name: "want", Data: []byte(short(t, list, tree))}}
			got = append(got, fixed(t, schemas, fsys, list, tree)...)
			if *update {
				rewrite(t, name, a, got)
				return
			}
			if diff := cmp.Diff(text(expected(a)), text(got)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// fixed mends what can be mended, round by round as the program does, and returns the files that changed.
// A round must take every problem away that it says it mends.
func fixed(t *testing.T, schemas *check.Schemas, fsys overFS, list diag.List, tree *source.Tree) []txtar.File {
	t.Helper()
	all := map[string][]byte{}
	for round := 0; ; round++ {
		edits, mended := check.Fix(list)
		if len(mended) == 0 {
			break
		}
		if round == 5 {
			t.Errorf("after %d rounds there is still something to mend: %s", round, short(t, mended, tree))
			break
		}
		changed, err := source.Apply(func(name string) ([]byte, bool) { data := tree.Read(name); return data, data != nil }, edits)
		if err != nil {
			t.Errorf("a fix was refused: %v", err)
			break
		}
		for name, data := range changed {
			all[name] = data
			fsys.files[name] = &fstest.MapFile{Data: data}
		}
		before := list
		list, tree = everything(schemas, fsys)
		for _, p := range mended {
			if slices.ContainsFunc(list, func(q diag.Problem) bool {
				return q.Code == p.Code && q.Message == p.Message && q.Span.File == p.Span.File && !twice(before, p)
			}) {
				t.Errorf("still wrong after it was mended: %s", p.Message)
			}
		}
	}
	var out []txtar.File
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = append(out, txtar.File{Name: "fixed/" + name, Data: visible(all[name])})
	}
	return out
}

// twice reports whether the same was wrong in more than one place.
func twice(list diag.List, p diag.Problem) bool {
	n := 0
	for _, q := range list {
		if q.Code == p.Code && q.Message == p.Message {
			n++
		}
	}
	return n > 1
}

// visible shows what an archive cannot hold: line ends of Windows, and a last line without an end.
func visible(data []byte) []byte {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("⏎\n"))
	if !bytes.HasSuffix(data, []byte("\n")) {
		data = append(data, "∎\n"...)
	}
	return data
}

// expected are the files of an archive that say what comes out.
func expected(a *txtar.Archive) (out []txtar.File) {
	for _, f := range a.Files {
		if f.Name == "want" || strings.HasPrefix(f.Name, "fixed/") {
			out = append(out, f)
		}
	}
	return out
}

func text(files []txtar.File) string { return string(txtar.Format(&txtar.Archive{Files: files})) }

// rewrite puts what came out into the archive, unless it is there: other tests read the archives meanwhile.
func rewrite(t *testing.T, name string, a *txtar.Archive, got []txtar.File) {
	t.Helper()
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" || strings.HasPrefix(f.Name, "fixed/") })
	a.Files = append(a.Files, got...)
	data := txtar.Format(a)
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestEveryCode holds the corpus and the documentation together: every code is documented once, occurs
// in an archive, and is reported as gravely as its documentation says.
func TestEveryCode(t *testing.T) {
	t.Parallel()
	docs := map[string]diag.Doc{}
	for _, list := range [][]diag.Doc{source.Codes(), check.ShapeCodes(), check.Codes()} {
		for _, d := range list {
			if _, twice := docs[d.Code]; twice {
				t.Errorf("%s is documented twice", d.Code)
			}
			if d.Title == "" || d.Text == "" {
				t.Errorf("%s has no title or no text", d.Code)
			}
			docs[d.Code] = d
		}
	}
	names := archives(t)
	if len(names) < 120 {
		t.Errorf("the corpus has %d mistakes, fewer than 120", len(names))
	}
	seen := map[string]bool{}
	base := parse(t, "testdata/base.txtar")
	schemas := check.NewSchemas()
	for _, name := range names {
		a := parse(t, name)
		if !bytes.HasPrefix(a.Comment, []byte("# ")) {
			t.Errorf("%s does not say what the person did", name)
		}
		list, tree := everything(schemas, folder(t, base, a))
		for _, p := range list {
			seen[p.Code] = true
			style(t, name, tree, p)
			doc, ok := docs[p.Code]
			if !ok {
				t.Errorf("%s: the code %s is not documented", name, p.Code)
			} else if doc.Severity != p.Severity && !mixed[p.Code] {
				t.Errorf("%s: %s is a %v, documented as %v", name, p.Code, p.Severity, doc.Severity)
			}
		}
	}
	for code := range docs {
		if !seen[code] {
			t.Errorf("no archive shows %s", code)
		}
	}
}

// mixed are the codes whose severity depends on what the page would promise.
var mixed = map[string]bool{
	"missing-file": true, "outside-folder": true, "absolute-path": true,
	// One value where a list belongs, or "yes" for true, is understood all the same.
	"list-expected": true, "yes-or-no": true,
}

// style holds a message to the house style: lower case, no full stop, hints that are orders.
func style(t *testing.T, name string, tree *source.Tree, p diag.Problem) {
	t.Helper()
	at := fmt.Sprintf("%s: %s", filepath.Base(name), p.Code)
	for what, text := range map[string]string{"message": p.Message, "label": p.Label, "hint": p.Hint} {
		if strings.HasSuffix(text, ".") || strings.TrimSpace(text) != text || strings.Contains(text, "\n") {
			t.Errorf("%s: the %s ends in a full stop, a space, or has two lines: %q", at, what, text)
		}
	}
	if p.Message == "" {
		t.Errorf("%s: no message", at)
	}
	if data := tree.Read(p.Span.File); p.Span.Start > p.Span.End || data != nil && p.Span.End > len(data) {
		t.Errorf("%s: the span %v lies outside its file", at, p.Span)
	}
}
