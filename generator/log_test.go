package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// day is a Builder on a day of the tests.
func day(s string) *Builder {
	at, err := time.Parse("2006-01-02", s)
	if err != nil {
		panic(err) // the tests write their own days
	}
	return NewBuilder(Options{Now: at})
}

// Lines that are added at the same moment all arrive.
func TestLogTogether(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{"passport.yaml": "person: {name: Ana}\n", "log/2026.md": "- 2026-01-01 before\n- 2026-12-01 after\n"})
	b := day("2026-12-31")
	var wg sync.WaitGroup
	want := []string{"before"}
	const many = 20
	for i := range many {
		want = append(want, fmt.Sprint("line ", i))
		wg.Go(func() {
			if _, err := b.Log(dir, fmt.Sprint("line ", i), LogOptions{Date: fmt.Sprintf("2026-02-%02d", i+1), Skills: []string{"rowing"}}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	lines, err := b.LogLines(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lines {
		got = append(got, l.Text)
	}
	if diff := cmp.Diff(append(want, "after"), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	last, err := b.Log(dir, "one more", LogOptions{Skills: []string{"rowing"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Tally{{Skill: "rowing", Nth: many + 1, Year: 2026, Last: "2026-02-20"}}, last.Tallies); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if data := readFile(t, dir, "log/2026.md"); last.Line != strings.Count(data, "\n") {
		t.Errorf("the last line is said to be %d of\n%s", last.Line, data)
	}
}

// A folder that may not be written to is said, with the words that would be lost.
func TestLogWithoutPermission(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{"passport.yaml": "person: {name: Ana}\n"})
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	nobody(t, dir)
	_, err := day("2026-12-31").Log(dir, "a line", LogOptions{})
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "no permission; see whether the folder is yours, or use another; nothing was written. The line was:\n- 2026-12-31 a line") {
		t.Errorf("error %v", err)
	}
}

func TestYearAgo(t *testing.T) {
	t.Parallel()
	folder := fstest.MapFS{
		"passport.yaml": {Data: []byte("person: {name: Ana}\nlog:\n  - {date: 2025-03-02, title: An entry}\n  - {date: 2025-03, title: A month}\n")},
		"log/2025.md":   {Data: []byte("- 2025-02-25 too early\n- 2025-02-26 first\n- 2025-03-01 the day #rowing\n- 2025-03-04 last\n- 2025-03-05 too late\n")},
		"log/2024.md":   {Data: []byte("- 2024-02-29 a leap day\n- 2024-03-04 after it\n")},
	}
	for today, want := range map[string][]string{
		"2026-03-01": {"2025-02-26 first log/2025.md:2", "2025-03-01 the day log/2025.md:3", "2025-03-02 An entry passport.yaml:3", "2025-03-04 last log/2025.md:4"},
		"2025-03-01": {"2024-02-29 a leap day log/2024.md:1", "2024-03-04 after it log/2024.md:2"},
		"2020-01-01": nil,
	} {
		b := day(today)
		var got []string
		for _, l := range b.yearAgo(folder) {
			got = append(got, fmt.Sprintf("%s %s %s:%d", l.Date, l.Text, l.File, l.Line))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", today, diff)
		}
	}
	if got := day("2026-03-01").YearAgo(t.TempDir()); got != nil {
		t.Errorf("%v in a folder without a passport", got)
	}
}

// Whatever a file of the log holds, a new line leaves it as it is, or is refused.
func FuzzLogLine(f *testing.F) {
	for _, s := range []string{"", "- 2026-01-01 a\n", "* 2026-03-01 a\r\n\r\n* 2026-01-01 b", "---\ntitle: x\n---\nwords", "```\n- 2026-01-01", "1. 2026-01-01 a\n   b\n\n> - 2026-02-02", "\ufeff- 2026-01-01 x #y → [z](../a/b.md)", "<!--\n- 2026-01-01 a\n", "\ufeff* 2027"} {
		f.Add(s, "did it")
	}
	f.Fuzz(func(t *testing.T, file, text string) {
		text = oneLine(text)
		if len(file) > 3000 || len(text) > 200 || text == "" {
			return
		}
		folder := fstest.MapFS{"log/2026.md": {Data: []byte(file)}}
		tree := source.Load(folder, passport.Layout(), nil)
		p := passport.Decode(tree)
		date := passport.Date{Year: 2026, Month: 2, Day: 1}
		line := passport.LogText(date, text, nil)
		_, after, number, err := addLine(tree, p, date, line)
		if err != nil {
			return
		}
		lines := strings.SplitAfter(string(after), "\n")
		if got := strings.TrimRight(lines[number-1], "\r\n"); !strings.HasSuffix(got, line) {
			t.Fatalf("line %d of %q is not %q", number, after, line)
		}
		rest := strings.Join(append(lines[:number-1:number-1], lines[number:]...), "")
		squeeze := func(s string) string {
			return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\r' || r == '\n' }), "\n")
		}
		const bom = "\ufeff" // may share its line with the new one
		if strings.HasPrefix(string(after), bom) != strings.HasPrefix(file, bom) || squeeze(strings.TrimPrefix(rest, bom)) != squeeze(strings.TrimPrefix(file, bom)) {
			t.Fatalf("%q became %q", file, after)
		}
	})
}

// writeFiles makes files in a folder.
func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func readFile(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
