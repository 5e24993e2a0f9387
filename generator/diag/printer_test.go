package diag_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/talent-passport/passport/generator/diag"
)

var update = flag.Bool("update", false, "rewrite what the archives in testdata expect")

// script is the file "problems.json" of an archive.
type script struct {
	Width    int
	Base     string
	Docs     []diag.Doc
	Problems []struct {
		Code, Message, Label, Hint string
		Severity                   diag.Severity
		At                         string
		Related                    []struct{ At, Label string }
		Fix                        *struct {
			Title string
			Edits []struct{ At, Text string }
		}
	}
}

// TestArchives prints the problems of each archive in every format that the archive expects.
//
// A file named "x.quoted" is the file "x" written as Go strings, one a line, for bytes that no editor
// shows. A place is "file", "file|text" (where the text occurs first) or "file@start-end" in bytes.
func TestArchives(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var s script
			files := map[string][]byte{}
			for _, f := range archive.Files {
				switch name, quoted := strings.CutSuffix(f.Name, ".quoted"); {
				case f.Name == "problems.json":
					if err := json.Unmarshal(f.Data, &s); err != nil {
						t.Fatal(err)
					}
				case quoted:
					files[name] = unquote(t, f.Data)
				case !strings.HasPrefix(f.Name, "want."):
					files[f.Name] = f.Data
				}
			}
			list := s.list(t, files)
			lookup := func(name string) []byte { return files[name] }
			changed := false
			for i, f := range archive.Files {
				format, ok := strings.CutPrefix(f.Name, "want.")
				if !ok {
					continue
				}
				var out bytes.Buffer
				if err := s.printer(t, format).Print(&out, list, lookup); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(f.Data), out.String()); diff != "" {
					if *update {
						archive.Files[i].Data, changed = out.Bytes(), true
						continue
					}
					t.Errorf("%s (-want +got):\n%s", format, diff)
				}
			}
			if changed {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func (s *script) printer(t *testing.T, format string) diag.Printer {
	switch format {
	case "pretty":
		return diag.Pretty{Width: s.Width}
	case "short":
		return diag.Short{}
	case "json":
		return diag.JSON{}
	case "sarif":
		return diag.SARIF{Docs: s.Docs, Version: "1.2.3", Base: s.Base}
	case "github":
		return diag.GitHub{Base: s.Base}
	}
	t.Fatalf("no format %q", format)
	return nil
}

func (s *script) list(t *testing.T, files map[string][]byte) diag.List {
	var l diag.List
	for _, p := range s.Problems {
		out := diag.Problem{Code: p.Code, Severity: p.Severity, Message: p.Message, Label: p.Label, Hint: p.Hint, Span: place(t, files, p.At)}
		for _, r := range p.Related {
			out.Related = append(out.Related, diag.Related{Span: place(t, files, r.At), Label: r.Label})
		}
		if p.Fix != nil {
			out.Fix = &diag.Fix{Title: p.Fix.Title}
			for _, e := range p.Fix.Edits {
				out.Fix.Edits = append(out.Fix.Edits, diag.Edit{Span: place(t, files, e.At), Text: e.Text})
			}
		}
		l = append(l, out)
	}
	return l
}

func place(t *testing.T, files map[string][]byte, at string) diag.Span {
	if file, text, ok := strings.Cut(at, "|"); ok {
		i := bytes.Index(files[file], []byte(text))
		if i < 0 {
			t.Fatalf("%q is not in %s", text, file)
		}
		return diag.Span{File: file, Start: i, End: i + len(text)}
	}
	if file, offsets, ok := strings.Cut(at, "@"); ok {
		s := diag.Span{File: file}
		if _, err := fmt.Sscanf(offsets, "%d-%d", &s.Start, &s.End); err != nil {
			t.Fatal(err)
		}
		return s
	}
	return diag.Span{File: at}
}

func unquote(t *testing.T, data []byte) []byte {
	var out []byte
	for line := range strings.Lines(string(data)) {
		s, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		out = append(out, s...)
	}
	return out
}

var printers = map[string]diag.Printer{
	"pretty": diag.Pretty{},
	"narrow": diag.Pretty{Width: 1},
	"short":  diag.Short{},
	"json":   diag.JSON{},
	"sarif":  diag.SARIF{},
	"github": diag.GitHub{},
}

// FuzzPrinters holds that no span and no text makes a printer fail, and that nothing which acts on a
// terminal gets through.
func FuzzPrinters(f *testing.F) {
	f.Add([]byte("---\ntitle: Nurse\n---\nbody\n"), 4, 9, 0, 30, "message", "a.md")
	f.Add([]byte("\uFEFFa\r\n\tb\r\nc"), -3, 99, 5, 2, "m\x1b[31m\nn", "\u202Ea.md")
	f.Add([]byte("日本語\u0301 👩‍👩‍👧 \xff\xfe"), 1, 8, 10, 30, "\u2028%:,", "日本/a:b.md")
	f.Add([]byte(strings.Repeat("0123456789 日本 ", 300)), 2000, 2010, 3000, 3900, "", "")
	f.Fuzz(func(t *testing.T, data []byte, a, b, c, d int, text, file string) {
		l := diag.List{{
			Code: text, Severity: diag.Severity(a & 3), Message: text, Label: text, Hint: text,
			Span:    diag.Span{File: file, Start: a, End: b},
			Related: []diag.Related{{Span: diag.Span{File: file, Start: c, End: d}, Label: text}, {Span: diag.Span{File: "gone"}, Label: text}},
			Fix:     &diag.Fix{Title: text, Edits: []diag.Edit{{Span: diag.Span{File: file, Start: c, End: d}, Text: text}}},
		}}
		l.Sort()
		l = l.Dedupe()
		files := func(name string) []byte {
			if name == file {
				return data
			}
			return nil
		}
		for name, p := range printers {
			var out bytes.Buffer
			if err := p.Print(&out, l, files); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !utf8.Valid(out.Bytes()) {
				t.Errorf("%s prints invalid UTF-8: %q", name, out.Bytes())
			}
			if bad := bytes.IndexFunc(out.Bytes(), acts); bad >= 0 {
				t.Errorf("%s lets a control character through: %q", name, out.Bytes()[bad:])
			}
			switch name {
			case "json", "sarif":
				if !json.Valid(out.Bytes()) {
					t.Errorf("%s is not JSON: %s", name, out.Bytes())
				}
			case "short", "github":
				if n := bytes.Count(out.Bytes(), []byte("\n")); n != len(l) {
					t.Errorf("%s prints %d lines for %d problems: %q", name, n, len(l), out.Bytes())
				}
			}
		}
	})
}

// acts is told apart from the package's own idea of what is unsafe on purpose.
func acts(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// TestAlike shows a person the first hundred of thousands that are alike, and says how many more there are.
func TestAlike(t *testing.T) {
	t.Parallel()
	var l diag.List
	for i := range 250 {
		l = append(l, diag.Problem{Code: "unknown-field", Message: "no field " + strconv.Itoa(i), Span: diag.Span{File: "a.md"}})
	}
	l = append(l, diag.Problem{Code: "unknown-field", Message: "no field b", Span: diag.Span{File: "b.md"}})
	none := func(string) []byte { return nil }
	var b strings.Builder
	if err := (diag.Pretty{}).Print(&b, l, none); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"no field 99\n", "no field b\n", "and 150 more", "251 errors"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if strings.Contains(b.String(), "no field 100\n") {
		t.Error("it shows more than a hundred")
	}
	b.Reset()
	if err := (diag.Short{}).Print(&b, l, none); err != nil || strings.Count(b.String(), "\n") != len(l) {
		t.Errorf("the short form leaves something out: %v", err)
	}
}
