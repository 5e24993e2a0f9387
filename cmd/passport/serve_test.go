package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestServeStops: the process ends by itself on Ctrl-C and when it is terminated, without a mistake, and
// wrote one line for the rebuild that it made.
func TestServeStops(t *testing.T) {
	t.Parallel()
	dir := written(t, 10)
	s := startServe(t, dir)
	file := filepath.Join(dir, "experience", "entry-0.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	told := reloads(t, s, "experience/entry-0.html")
	if err := os.WriteFile(file, bytes.Replace(text, []byte("Entry number 0"), []byte("Another title"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	<-told
	if body := fetch(t, s.url+"experience/entry-0.html"); !strings.Contains(body, "Another title") {
		t.Error("the edit is not shown")
	}
	s.stop()
	if code := s.cmd.ProcessState.ExitCode(); code != exitOK {
		t.Errorf("it ended with code %d", code)
	}
	if strings.Contains(s.log.String(), "\x1b") || strings.Contains(s.log.String(), "\r") {
		t.Errorf("it wrote for a terminal where there is none: %q", s.log)
	}
}

// TestServeRefuses says what to type where the command line, the port or the folder is wrong.
func TestServeRefuses(t *testing.T) {
	t.Parallel()
	taken := startServe(t, written(t, 1))
	_, port, _ := strings.Cut(strings.TrimPrefix(taken.url, "http://"), ":")
	port, _, _ = strings.Cut(port, "/")
	dir := t.TempDir()
	tests := []struct {
		name string
		args []string
		code int
		want string
	}{
		{"a port in use", []string{dir, "--port", port}, exitWorld, "leave out --port"},
		{"no such port", []string{dir, "--port", "70000"}, exitUsage, "numbered from 1 to 65535"},
		{"no such editor", []string{dir, "--editor", "vscod"}, exitUsage, `did you mean "vscode"?`},
		{"follow without a script", []string{dir, "--follow", "--as-published"}, exitUsage, "leave out one of the two"},
		{"no such folder", []string{filepath.Join(dir, "nowhere")}, exitUsage, "there is no folder"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errw bytes.Buffer
			code := run(append([]string{"serve"}, tt.args...), strings.NewReader(""), &out, &errw)
			if code != tt.code || !strings.Contains(errw.String(), tt.want) {
				t.Errorf("code %d, %q; want %d, %q", code, errw.String(), tt.code, tt.want)
			}
		})
	}
}

// TestServeSoak edits, renames, deletes and restores files at random, and then holds what is served as
// published against a clean build, byte for byte. PASSPORT_SOAK is the number of changes, 300 without it.
func TestServeSoak(t *testing.T) {
	n := 300
	if s := os.Getenv("PASSPORT_SOAK"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", "1795392000")
	dir := written(t, 40)
	s := startServe(t, dir, "--as-published")
	var files []string
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(file, ".md") {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	original := map[string][]byte{}
	for _, f := range files {
		if original[f], err = os.ReadFile(f); err != nil {
			t.Fatal(err)
		}
	}
	first := resident(t, s)
	r := rand.New(rand.NewPCG(7, 7))
	for i := range n {
		f := files[r.IntN(len(files))]
		switch r.IntN(5) {
		case 0, 1: // edit, which also brings back what is gone
			err = os.WriteFile(f, bytes.Replace(original[f], []byte("Entry number"), fmt.Appendf(nil, "Edit %d of", i), 1), 0o644)
		case 2:
			err = os.Rename(f, f+".moved.md")
		case 3:
			err = os.RemoveAll(f)
		case 4: // restore
			_ = os.Remove(f + ".moved.md")
			err = os.WriteFile(f, original[f], 0o644)
		}
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		_ = os.Remove(f + ".moved.md")
		if err := os.WriteFile(f, original[f], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "public")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, "build", dir, "--out", out)
	c.Args[0] = "passport"
	if text, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	err = filepath.WalkDir(out, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".passport-manifest" {
			return err
		}
		want, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(out, file)
		if err != nil {
			return err
		}
		address := s.url + filepath.ToSlash(name)
		// The last change may still be on its way.
		for late := time.Now().Add(time.Minute); ; {
			got := []byte(fetch(t, address))
			if bytes.Equal(got, want) {
				return nil
			}
			if time.Now().After(late) {
				t.Errorf("%s is served with digest %x, and built with %x", name, sha256.Sum256(got), sha256.Sum256(want))
				return nil
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	http.DefaultClient.CloseIdleConnections()
	t.Logf("%d changes; resident memory %d KiB before, %d KiB after", n, first, resident(t, s))
}

// resident is how much memory the process holds, in KiB; 0 where the system does not tell.
func resident(t *testing.T, s *served) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if v, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(v), " kB"))
			return n
		}
	}
	return 0
}
