package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/site"
)

// sentence is ordinary prose; nineteen of them and the front matter make an entry of 285 words.
const sentence = "We moved the handover to the bedside, so that every patient hears what is planned for the night. "

// synthetic is a passport with n entries: half of them work, a third projects, the rest stories, all of
// which name some of 24 skills.
func synthetic(n int) fstest.MapFS {
	m := fstest.MapFS{
		"passport.yaml": {Data: []byte("schema: 1\nperson:\n  name: Ana Prata\n  headline: Nurse\nsite:\n  url: https://ana.example/passport/\n")},
		"about.md":      {Data: []byte(strings.Repeat(sentence, 12))},
	}
	var skills strings.Builder
	for i := range 24 {
		fmt.Fprintf(&skills, "- id: skill-%d\n  title: Skill number %d\n  level: practitioner\n", i, i)
	}
	m["skills.yaml"] = &fstest.MapFile{Data: []byte(skills.String())}
	folders := []string{"experience", "projects", "experience", "stories", "projects", "experience"}
	for i := range n {
		folder := folders[i%len(folders)]
		text := fmt.Sprintf(`---
title: Entry number %d
organization: {name: House %d, url: "https://house-%d.example"}
start: %d-%02d
end: %d-%02d
skills: [skill-%d, {skill: skill-%d, level: working, start: %d}]
highlights:
  - Cut dressing changes by a third.
  - {id: trained, text: Trained nine colleagues., evidence: [{title: Course sheet, url: "https://house.example/sheet", genre: document}]}
---

%s
%s
`, i, i%40, i%40, 1990+i%30, 1+i%12, 1991+i%30, 1+i%12, i%24, (i+7)%24, 1990+i%30, strings.Repeat(sentence, 7), strings.Repeat("\n"+sentence, 7))
		m[fmt.Sprintf("%s/entry-%d.md", folder, i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// write lays a file system out on disk, and returns how many bytes it wrote.
func write(tb testing.TB, dir string, m fs.FS) {
	tb.Helper()
	if err := os.CopyFS(dir, m); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkBuild is a whole build from files to files, into a new folder each time: pages and data.
// BenchmarkBuildPaper prints the résumé too. In turn with each build the same bytes are read and written
// and nothing else is done, which is the limit that the disk sets. What was built stays until the end:
// some file systems look for a place for a new file many times as long while others were just deleted.
// Reported are
//
//	cpu-ms/op    what a build takes of the processors
//	limit-ms/op  what reading and writing the same bytes takes of them
//	x-limit      the one as a multiple of the other
func BenchmarkBuild(b *testing.B)      { benchmarkBuild(b, pages()) }
func BenchmarkBuildPaper(b *testing.B) { benchmarkBuild(b, builder()) }

// pages builds pages and data alone.
func pages() *generator.Builder {
	return generator.NewBuilder(generator.Options{Now: today, Version: "test", NoPaper: true})
}

func benchmarkBuild(b *testing.B, with *generator.Builder) {
	asTheProgram(b)
	for _, n := range []int{10, 40, 100, 1000} {
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			src := filepath.Join(b.TempDir(), "me")
			write(b, src, synthetic(n))
			out := b.TempDir()
			var builds, limits time.Duration
			var last same
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				to := filepath.Join(out, fmt.Sprint(i))
				before := spent()
				built, err := with.Build(src, generator.BuildOptions{Out: to})
				builds += spent() - before
				b.StopTimer()
				if err != nil || !built.Written {
					b.Fatalf("%v %+v", err, built)
				}
				last = sameBytes(b, src, to, to+"-limit")
				limits += last.cpu
				b.StartTimer()
			}
			last.report(b, builds, limits)
		})
	}
}

// asTheProgram collects garbage as seldom as the program does.
func asTheProgram(b *testing.B) {
	old := debug.SetGCPercent(200)
	b.Cleanup(func() { debug.SetGCPercent(old) })
}

// same is what reading the input of a build and writing its output takes when nothing else is done.
type same struct {
	cpu       time.Duration
	documents int
	bytes     int64
}

func (s same) report(b *testing.B, builds, limits time.Duration) {
	n := float64(b.N)
	b.ReportMetric(builds.Seconds()*1000/n, "cpu-ms/op")
	b.ReportMetric(limits.Seconds()*1000/n, "limit-ms/op")
	b.ReportMetric(builds.Seconds()/limits.Seconds(), "x-limit")
	b.ReportMetric(float64(s.documents), "documents")
	b.ReportMetric(float64(s.bytes)/(1<<20), "MiB")
}

// sameBytes reads the folder src as a build would, and writes the files of the folder built into to.
func sameBytes(b *testing.B, src, built, to string) (s same) {
	files := map[string][]byte{}
	walk(b, built, func(name string) {
		text, err := os.ReadFile(filepath.Join(built, name))
		if err != nil {
			b.Fatal(err)
		}
		files[name] = text
		s.documents++
		s.bytes += int64(len(text))
	})
	before := spent()
	walk(b, src, func(name string) {
		if _, err := os.ReadFile(filepath.Join(src, name)); err != nil {
			b.Fatal(err)
		}
	})
	made := map[string]bool{}
	for name, text := range files {
		file := filepath.Join(to, name)
		if dir := filepath.Dir(file); !made[dir] {
			made[dir] = true
			if err := os.MkdirAll(dir, 0o755); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	s.cpu = spent() - before
	return s
}

func walk(b *testing.B, dir string, file func(name string)) {
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			file(filepath.FromSlash(name))
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRebuild builds again after nothing changed.
func BenchmarkRebuild(b *testing.B) {
	src := filepath.Join(b.TempDir(), "me")
	write(b, src, synthetic(1000))
	bo := generator.BuildOptions{Out: filepath.Join(b.TempDir(), "public")}
	for b.Loop() {
		if built, err := pages().Build(src, bo); err != nil || !built.Written {
			b.Fatalf("%v %+v", err, built)
		}
	}
}

// BenchmarkEach builds a thousand passports of 20 entries in one process, and reports the most memory
// that the process has had; run it alone for that.
func BenchmarkEach(b *testing.B) {
	const people = 1000
	asTheProgram(b)
	src := b.TempDir()
	one := synthetic(20)
	for i := range people {
		write(b, filepath.Join(src, fmt.Sprintf("p%04d", i)), one)
	}
	out := b.TempDir()
	var builds, limits time.Duration
	var last same
	for i := 0; b.Loop(); i++ {
		to := filepath.Join(out, fmt.Sprint(i))
		before := spent()
		err := pages().BuildEach(src, generator.BuildOptions{Out: to}, func(string, *generator.Built) error { return nil })
		builds += spent() - before
		b.StopTimer()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(peak(), "peak-MiB")
		last = sameBytesEach(b, src, to, to+"-limit")
		limits += last.cpu
		b.StartTimer()
	}
	last.report(b, builds, limits)
}

// sameBytesEach is sameBytes for many passports, one after another as they are built.
func sameBytesEach(b *testing.B, src, built, to string) (sum same) {
	people, err := os.ReadDir(src)
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range people {
		s := sameBytes(b, filepath.Join(src, p.Name()), filepath.Join(built, p.Name()), filepath.Join(to, p.Name()))
		sum.cpu += s.cpu
		sum.documents += s.documents
		sum.bytes += s.bytes
	}
	return sum
}

// BenchmarkCheck only checks.
func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{40, 1000} {
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			m := synthetic(n)
			check := builder()
			b.ReportAllocs()
			for b.Loop() {
				if c := check.CheckFS(m); c.Problems.HasErrors() {
					b.Fatalf("%+v", c.Problems)
				}
			}
		})
	}
}

// BenchmarkDocument renders one entry's page.
func BenchmarkDocument(b *testing.B) {
	var page site.Document
	for _, d := range builder().Plan(synthetic(100), nil).Documents {
		if d.Path == "experience/entry-0.html" {
			page = d
		}
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		page.Render(&out)
	}
	b.SetBytes(int64(out.Len()))
}
