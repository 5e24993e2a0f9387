package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// written lays out a passport of n entries, each with half a page of prose: half of them work, a third
// projects, the rest stories, which all name some of 24 skills.
func written(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	put := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	put("passport.yaml", "schema: 1\nperson:\n  name: Ana Prata\n  headline: Nurse\nsite:\n  url: https://ana.example/passport/\n")
	put("about.md", strings.Repeat("I moved the handover to the bedside. ", 40))
	var skills strings.Builder
	for i := range 24 {
		fmt.Fprintf(&skills, "- {id: skill-%d, title: Skill number %d, level: practitioner}\n", i, i)
	}
	put("skills.yaml", skills.String())
	folders := []string{"experience", "projects", "experience", "stories", "projects", "experience"}
	prose := strings.Repeat("We moved the handover to the bedside, so that every patient hears what is planned for the night. ", 7)
	for i := range n {
		put(fmt.Sprintf("%s/entry-%d.md", folders[i%len(folders)], i), fmt.Sprintf(`---
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
`, i, i%40, i%40, 1990+i%30, 1+i%12, 1991+i%30, 1+i%12, i%24, (i+7)%24, 1990+i%30, prose, prose))
	}
	return dir
}

// served is a running `passport serve`.
type served struct {
	url  string // with a slash at its end
	cmd  *exec.Cmd
	log  *bytes.Buffer // what it wrote after the address
	done chan struct{} // closed when all it wrote was read
}

// startServe runs `passport serve` as a process of its own and waits for its address.
func startServe(tb testing.TB, dir string, args ...string) *served {
	tb.Helper()
	self, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	s := &served{log: &bytes.Buffer{}, done: make(chan struct{})}
	s.cmd = exec.Command(self, append([]string{"serve", dir}, args...)...)
	s.cmd.Args[0] = "passport"
	s.cmd.Env = append(os.Environ(), "NO_COLOR=1")
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.stop)
	lines := bufio.NewReader(out)
	for s.url == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			tb.Fatalf("it ended without an address: %v", err)
		}
		if _, address, ok := strings.Cut(strings.TrimSpace(line), "your page is at "); ok {
			s.url = address
		}
	}
	go func() {
		defer close(s.done)
		_, _ = io.Copy(s.log, lines)
	}()
	return s
}

// stop ends it as Ctrl-C does.
func (s *served) stop() {
	if s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Signal(os.Interrupt)
	<-s.done
	_ = s.cmd.Wait()
}

func fetch(tb testing.TB, address string) string {
	resp, err := http.Get(address)
	if err != nil {
		tb.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return string(body)
}

// reloads reads a page's stream of events and passes on when it is told to load itself again.
func reloads(tb testing.TB, s *served, page string) <-chan time.Time {
	tb.Helper()
	u, err := url.Parse(s.url)
	if err != nil {
		tb.Fatal(err)
	}
	body := fetch(tb, s.url+page)
	_, tag, _ := strings.Cut(body, `data-tag="`)
	tag, _, _ = strings.Cut(tag, `"`)
	q := url.Values{"page": {u.Path + page}, "tag": {tag}}
	resp, err := http.Get("http://" + u.Host + "/_passport/live?" + q.Encode())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { resp.Body.Close() })
	told := make(chan time.Time, 64)
	go func() {
		lines := bufio.NewScanner(resp.Body)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			if lines.Text() == "event: reload" {
				told <- time.Now()
			}
		}
		close(told)
	}()
	return told
}

// quantiles sorts durations and returns the median and the one that 95 of 100 are not above.
func quantiles(list []time.Duration) (median, p95 float64) {
	slices.Sort(list)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return ms(list[len(list)/2]), ms(list[(len(list)*95+99)/100-1])
}

// BenchmarkServe measures what a person at the keyboard waits for, with a real process, real files and
// real requests: from the end of a write to the new bytes, and to the event that tells an open page.
// Run it with -benchtime 50x.
func BenchmarkServe(b *testing.B) {
	for _, n := range []int{40, 1000} {
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			dir := written(b, n)
			s := startServe(b, dir)
			const page = "experience/entry-0.html"
			told := reloads(b, s, page)
			file := filepath.Join(dir, "experience", "entry-0.md")
			text, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			var bytesServed, event []time.Duration
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				time.Sleep(100 * time.Millisecond) // a person pauses between two saves
				word := fmt.Sprintf("Edit number %d of the day", i)
				now := bytes.Replace(text, []byte("Entry number 0\n"), []byte(word+"\n"), 1)
				b.StartTimer()
				if err := os.WriteFile(file, now, 0o644); err != nil {
					b.Fatal(err)
				}
				wrote := time.Now()
				var both sync.WaitGroup
				both.Go(func() {
					event = append(event, (<-told).Sub(wrote))
				})
				for !strings.Contains(fetch(b, s.url+page), word) {
					time.Sleep(500 * time.Microsecond)
				}
				bytesServed = append(bytesServed, time.Since(wrote))
				both.Wait()
			}
			if os.Getenv("SPREAD") != "" {
				fmt.Fprintln(os.Stderr, bytesServed)
			}
			median, p95 := quantiles(bytesServed)
			b.ReportMetric(median, "ms-bytes-median")
			b.ReportMetric(p95, "ms-bytes-p95")
			median, p95 = quantiles(event)
			b.ReportMetric(median, "ms-event-median")
			b.ReportMetric(p95, "ms-event-p95")
		})
	}
}

// BenchmarkServeStart measures from the start of the process to the last byte of the first page.
func BenchmarkServeStart(b *testing.B) {
	for _, n := range []int{40, 1000} {
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			dir := written(b, n)
			var all []time.Duration
			for b.Loop() {
				started := time.Now()
				s := startServe(b, dir)
				fetch(b, s.url)
				all = append(all, time.Since(started))
				b.StopTimer()
				s.stop()
				b.StartTimer()
			}
			median, p95 := quantiles(all)
			b.ReportMetric(median, "ms-median")
			b.ReportMetric(p95, "ms-p95")
		})
	}
}
