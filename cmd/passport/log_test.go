package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// serve greets with what was written a year ago this week, and only the person.
func TestServeGreets(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"passport.yaml": "person: {name: Ana}\n",
		"log/2025.md":   "- 2025-11-20 Wrote my first handover sheet\n",
	} {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// Everything it says, when it is stopped as soon as it says how.
	greeting := func(args ...string) string {
		t.Helper()
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		c := exec.Command(self, append([]string{"serve", "-C", dir}, args...)...)
		c.Args[0] = "passport" // the test binary runs as passport when it is called by that name
		c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1795392000", "NO_COLOR=1")
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		defer c.Wait()
		defer c.Process.Kill()
		var said []string
		for lines := bufio.NewScanner(out); lines.Scan(); {
			said = append(said, lines.Text())
			if lines.Text() == "Ctrl-C stops it" {
				if err := c.Process.Signal(os.Interrupt); err != nil {
					t.Skip("no program can be interrupted here: ", err)
				}
			}
		}
		return strings.Join(said, "\n")
	}
	const ago = "Ctrl-C stops it\n\nA year ago this week:\n2025-11-20  Wrote my first handover sheet"
	if said := greeting(); !strings.Contains(said, ago) {
		t.Errorf("it greets with\n%s", said)
	}
	if said := greeting("--as-published"); !strings.Contains(said, "Ctrl-C stops it") || strings.Contains(said, "year ago") {
		t.Errorf("as published, it greets with\n%s", said)
	}
}
