package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/talent-passport/passport/generator"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"passport": func() {
			collectLess()
			release = os.Getenv("PASSPORT_TEST_RELEASE")
			os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
		"gh":       func() { os.Exit(gh()) },
		"xdg-open": func() { os.Exit(browser()) },
	})
}

// TestScripts runs the command line as a person would; each archive under testdata/script is one story. The
// short run, which looks for races, has those of commands that work on all processors.
func TestScripts(t *testing.T) {
	commands := []string{""}
	if testing.Short() {
		commands = []string{"build", "check", "export", "import", "serve"}
	}
	var files []string
	for _, c := range commands {
		found, err := filepath.Glob(filepath.Join("testdata", "script", c+"*.txtar"))
		if err != nil || len(found) == 0 {
			t.Fatalf("no stories of %q: %v", c, err)
		}
		files = append(files, found...)
	}
	testscript.Run(t, testscript.Params{
		Files:               files,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"hub": startHub, "fill": fill, "zip": zipUp},
		Setup: func(env *testscript.Env) error {
			// 23 November 2026: whatever depends on today is the same every day.
			env.Setenv("SOURCE_DATE_EPOCH", "1795392000")
			env.Setenv("NO_COLOR", "1")
			env.Setenv("PASSPORT_CACHE", "off")
			if self, err := exec.LookPath("passport"); err == nil {
				env.Setenv("PASSPORT", self)
			}
			return nil
		},
	})
}

// TestEveryCode holds that each problem is shown by an archive, here or beside the package that finds it.
// What is told of job adverts is shown by samples beside their reader.
func TestEveryCode(t *testing.T) {
	t.Parallel()
	var shown bytes.Buffer
	for _, pattern := range []string{"testdata/script/*.txtar", "../../generator/*/testdata/*.txtar", "../../generator/*/testdata/*/*.txtar"} {
		names, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			shown.Write(text)
		}
	}
	for _, d := range generator.Codes() {
		code := "[" + d.Code + "]"
		if strings.HasPrefix(d.Code, "advert-") {
			continue
		}
		if !bytes.Contains(shown.Bytes(), []byte(code)) && !bytes.Contains(shown.Bytes(), []byte(`\[`+d.Code+`\]`)) {
			t.Errorf("no archive shows %s", d.Code)
		}
	}
}

// TestREADME runs every passport command that the README shows, in the order it shows them.
func TestREADME(t *testing.T) {
	if testing.Short() {
		t.Skip("what other processes do is no matter of races")
	}
	readme, err := os.ReadFile(filepath.FromSlash("../../README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(readme), "\n"); n > 150 {
		t.Errorf("the README has %d lines; 150 are enough", n)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	top, dir, ran := filepath.FromSlash("../.."), t.TempDir(), 0
	inside := false
	for line := range strings.Lines(string(readme)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "```") {
			inside = !inside && line == "```sh"
			continue
		}
		if !inside {
			continue
		}
		line, _, _ = strings.Cut(line, "  #")
		var c *exec.Cmd
		switch words := fields(line); {
		case strings.HasPrefix(line, "go run ./cmd/passport build content-example"):
			c = exec.Command(self, append(words[3:], "--out", filepath.Join(t.TempDir(), "public"))...)
			c.Dir = top
		case strings.HasPrefix(line, "passport "):
			c = exec.Command(self, words[1:]...)
			c.Dir = dir
		case strings.HasPrefix(line, "cd "):
			dir = filepath.Join(dir, words[1])
			continue
		default:
			continue // go test, go install: run by whoever runs this
		}
		// The test binary runs as passport when it is called by that name.
		c.Args[0] = "passport"
		c.Env = append(os.Environ(), "PASSPORT_CACHE=off")
		c.Stdin = strings.NewReader("")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
		ran++
	}
	if ran < 4 {
		t.Errorf("only %d commands found in the README", ran)
	}
}

// fields splits a command line at spaces, keeping what stands in double quotes together.
func fields(line string) []string {
	var out []string
	quoted, start := false, true
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
			if start {
				out, start = append(out, ""), false
			}
		case r == ' ' && !quoted:
			start = true
		default:
			if start {
				out, start = append(out, ""), false
			}
			out[len(out)-1] += string(r)
		}
	}
	return out
}

// TestRefusedFolder holds that a folder for the site which cannot be had is a mistake in the command line, and not
// of the machine.
func TestRefusedFolder(t *testing.T) {
	t.Setenv("PASSPORT_CACHE", "off")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "passport.yaml"), []byte("person: {name: Ana}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "note.txt"), []byte("mine\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{dir, filepath.Join(dir, "media"), full} {
		var stderr bytes.Buffer
		if code := run([]string{"build", dir, "--out", out}, strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitUsage {
			t.Errorf("build --out %s: exit %d, want %d\n%s", out, code, exitUsage, stderr.String())
		}
	}
}

// TestNoFolder holds that a folder which is not there, or is a file, is a mistake in the command line, whatever was to
// be done in it.
func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "passport.yaml")
	if err := os.WriteFile(file, []byte("person: {name: Ana}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{file + ".no": "there is no folder", file: "is a file; name the folder"} {
		for _, c := range []string{"build", "check", "doctor", "log", "pdf", "publish", "serve", "unpublish", "upgrade"} {
			args := []string{"-C", dir, c}
			var out, stderr bytes.Buffer
			if code := run(args, strings.NewReader(""), &out, &stderr); code != exitUsage || !strings.Contains(stderr.String(), want) || out.Len() > 0 {
				t.Errorf("%s: exit %d, want %d\n%s%s", args, code, exitUsage, out.String(), stderr.String())
			}
		}
	}
}
