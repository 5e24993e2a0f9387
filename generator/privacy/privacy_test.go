package privacy_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/privacy"
	"github.com/talent-passport/passport/generator/source"
)

var update = flag.Bool("update", false, "rewrite what the archives expect")

// review begins a review of a folder, and looks at its pages and the files that go with them.
func review(files fstest.MapFS) (*privacy.Review, *source.Tree) {
	tree := source.Load(files, passport.Layout(), nil)
	p := passport.Decode(tree)
	pub := p.Publish(passport.Audience{}, passport.Moment{Year: 2026, Month: 11, Day: 23})
	r := privacy.New(tree, p, pub)
	r.Pages()
	for _, name := range pub.Files {
		if f := files[name]; f != nil {
			r.File(name, f.Data)
		}
	}
	return r, tree
}

func parse(t *testing.T, name string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var seed = regexp.MustCompile(`⟦([a-z-]+)\|([^⟧]*)⟧`)

// TestSeeded plants leaks of every kind and finds each at its place, and nothing else.
func TestSeeded(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{}
	var want []string
	for _, f := range parse(t, "testdata/seeded.txtar").Files {
		var out strings.Builder
		for rest := string(f.Data); ; {
			m := seed.FindStringSubmatchIndex(rest)
			if m == nil {
				out.WriteString(rest)
				break
			}
			out.WriteString(rest[:m[0]])
			text := out.String()
			line := strings.Count(text, "\n") + 1
			column := len([]rune(text[strings.LastIndexByte(text, '\n')+1:])) + 1
			want = append(want, fmt.Sprintf("%s:%d:%d %s %s", f.Name, line, column, rest[m[2]:m[3]], strings.Trim(rest[m[4]:m[5]], `"`)))
			out.WriteString(rest[m[4]:m[5]])
			rest = rest[m[1]:]
		}
		files[f.Name] = &fstest.MapFile{Data: []byte(out.String())}
	}
	r, tree := review(files)
	var got []string
	for _, p := range r.Problems() {
		data := tree.Read(p.Span.File)
		if data == nil {
			data = files[p.Span.File].Data
		}
		at, _ := diag.Place(data, p.Span)
		got = append(got, fmt.Sprintf("%s:%d:%d %s %s", p.Span.File, at.Line, at.Column, p.Code, strings.Trim(string(data[p.Span.Start:p.Span.End]), `"`)))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(want) < 100 {
		t.Errorf("%d leaks, fewer than 100", len(want))
	}
	kinds := map[string]int{}
	for _, w := range want {
		kinds[strings.Fields(w)[1]]++
	}
	t.Logf("%d leaks of %d kinds: %v", len(want), len(kinds), kinds)
}

// TestFalseAlarms counts what is reported of ordinary prose full of numbers, as people like the example's
// nurse write it. The number is zero.
func TestFalseAlarms(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/prose/*.md")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d texts (%v)", len(names), err)
	}
	files := fstest.MapFS{"passport.yaml": {Data: []byte("person: {name: Ana Beispiel, contact: {email: ana@ana.example}}\n")}}
	words := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		words += len(strings.Fields(string(data)))
		files["stories/"+filepath.Base(name)] = &fstest.MapFile{Data: append([]byte("---\ntitle: A text\n---\n"), data...)}
	}
	r, tree := review(files)
	alarms := r.Problems()
	for _, p := range alarms {
		at, _ := diag.Place(tree.Read(p.Span.File), p.Span)
		t.Errorf("%s:%d: %s: %s", p.Span.File, at.Line, p.Code, p.Message)
	}
	if words < 3000 {
		t.Errorf("%d words, fewer than 3000", words)
	}
	t.Logf("%d false alarms in %d words of %d texts", len(alarms), words, len(names))
}

// TestCodes runs one archive for each code. Lines of an archive's comment that do not begin with # say
// more about its files:
//
//	raw FILE "…"     a file whose bytes an archive cannot hold
//	zip FILE         a ZIP file of the archive's files below zip/FILE/
//	source           the files themselves become public
//	author ADDRESS   what git would write into commits
//	unread FILE      a file that could not be read
//	within FOLDER    where in its repository the passport lies
//
// A file past/1a2b3c4/x is version 1a2b3c4 of x, and commit/1a2b3c4 is a commit.
func TestCodes(t *testing.T) {
	t.Parallel()
	docs := map[string]diag.Doc{}
	for _, d := range privacy.Codes() {
		docs[d.Code] = d
	}
	seen := map[string]bool{}
	names, err := filepath.Glob("testdata/codes/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		a := parse(t, name)
		r, read := run(t, name, a)
		list := r.Problems()
		for _, p := range list {
			seen[p.Code] = true
			d, ok := docs[p.Code]
			if !ok || d.Severity != p.Severity {
				t.Errorf("%s: %s is a %v, documented as %v (%v)", name, p.Code, p.Severity, d.Severity, ok)
			}
			for what, text := range map[string]string{"message": p.Message, "label": p.Label, "hint": p.Hint} {
				if strings.HasSuffix(text, ".") || strings.Contains(text, "\n") {
					t.Errorf("%s: the %s ends in a full stop or has two lines: %q", name, what, text)
				}
			}
			if data := read(p.Span.File); p.Span.Start > p.Span.End || data != nil && p.Span.End > len(data) {
				t.Errorf("%s: the span %v lies outside its file", name, p.Span)
			}
		}
		var got strings.Builder
		if err := (diag.Short{}).Print(&got, list, read); err != nil {
			t.Fatal(err)
		}
		want := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
		if *update {
			if want >= 0 {
				a.Files = slices.Delete(a.Files, want, want+1)
			}
			a.Files = append(a.Files, txtar.File{Name: "want", Data: []byte(got.String())})
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if want < 0 {
			t.Fatalf("%s: nothing is wanted", name)
		}
		if diff := cmp.Diff(string(a.Files[want].Data), got.String()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	for code := range docs {
		if !seen[code] {
			t.Errorf("no archive shows %s", code)
		}
	}
}

func run(t *testing.T, name string, a *txtar.Archive) (*privacy.Review, diag.Files) {
	t.Helper()
	files := fstest.MapFS{}
	zips := map[string]map[string][]byte{}
	var past, commits []txtar.File
	for _, f := range a.Files {
		switch top, rest, _ := strings.Cut(f.Name, "/"); {
		case f.Name == "want":
		case top == "past":
			past = append(past, txtar.File{Name: rest, Data: f.Data})
		case top == "commit":
			commits = append(commits, txtar.File{Name: rest, Data: f.Data})
		case top == "zip":
			ext := ".docx"
			if strings.Contains(rest, ".key/") {
				ext = ".key"
			}
			archive, inner, _ := strings.Cut(rest, ext+"/")
			archive += ext
			if zips[archive] == nil {
				zips[archive] = map[string][]byte{}
			}
			zips[archive][inner] = f.Data
		default:
			files[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	if files["passport.yaml"] == nil {
		files["passport.yaml"] = &fstest.MapFile{Data: []byte("person: {name: Ana Beispiel, contact: {email: ana@ana.example}}\n")}
	}
	for archive, parts := range zips {
		files[archive] = &fstest.MapFile{Data: zipOf(t, parts)}
	}
	var later []func(r *privacy.Review)
	for line := range strings.Lines(string(a.Comment)) {
		line = strings.TrimSpace(line)
		order, rest, _ := strings.Cut(line, " ")
		switch order {
		case "", "#":
		case "raw":
			file, text, _ := strings.Cut(rest, " ")
			data, err := strconv.Unquote(text)
			if err != nil {
				t.Fatalf("%s: %s: %v", name, line, err)
			}
			files[file] = &fstest.MapFile{Data: []byte(data)}
		case "source":
			later = append(later, func(r *privacy.Review) {
				for _, n := range slices.Sorted(maps.Keys(files)) {
					r.Source(n, files[n].Data)
				}
			})
		case "author":
			later = append(later, func(r *privacy.Review) { r.Author(rest) })
		case "unread":
			later = append(later, func(r *privacy.Review) { r.Unread(rest, "it is locked") })
		case "within":
			later = append(later, func(r *privacy.Review) { r.Within(rest) })
		default:
			t.Fatalf("%s: no order is called %q", name, order)
		}
	}
	r, tree := review(files)
	for _, f := range later {
		f(r)
	}
	for _, c := range commits {
		text := strings.TrimSpace(string(c.Data))
		mail, _, _ := strings.Cut(text[strings.IndexByte(text, '<')+1:], ">")
		r.Commit(c.Name, mail, text)
	}
	for _, v := range past {
		commit, file, _ := strings.Cut(v.Name, "/")
		r.Version(commit, file, v.Data)
	}
	return r, func(n string) []byte {
		for _, data := range [][]byte{tree.Read(n), r.Text(n)} {
			if data != nil {
				return data
			}
		}
		if f := files[n]; f != nil {
			return f.Data
		}
		return nil
	}
}

func zipOf(t testing.TB, parts map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
