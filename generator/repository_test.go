package generator

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/diag"
)

// Every line that `check --format short` prints is one that an editor's problem matcher reads.
func TestProblemMatcher(t *testing.T) {
	t.Parallel()
	place, file := regexp.MustCompile(placePattern), regexp.MustCompile(filePattern)
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"passport.yaml":          "person: {name: Ana}\nskills: [Rowing]\nunknown: 1\n",
		"experience/a b: c.md":   "---\ntitle: Cook\nstart: 2019-13\n---\n",
		"projects/x.md":          "---\ntitle: [\n---\n",
		"notes.md":               "x",
		"notes/is-no-section.md": "x",
	})
	c, err := day("2026-11-23").Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (diag.Short{}).Print(&out, c.Problems, c.Files()); err != nil {
		t.Fatal(err)
	}
	placed, whole := 0, 0
	for line := range strings.Lines(out.String()) {
		line = strings.TrimSuffix(line, "\n")
		p, f := place.FindStringSubmatch(line), file.FindStringSubmatch(line)
		switch {
		case p != nil && f == nil:
			placed++
			if !regexp.MustCompile(`^\d+:\d+$`).MatchString(p[2]+":"+p[3]) || p[6] == "" {
				t.Errorf("%q is read as %q", line, p)
			}
		case f != nil && p == nil:
			whole++
			if _, err := os.Stat(filepath.Join(dir, f[1])); err != nil {
				t.Errorf("%q is read as %q: %v", line, f, err)
			}
		case strings.Contains(line, "a b: c.md") || strings.HasPrefix(line, "warning["):
			// A colon in a file's name, and what is about the passport as a whole, have no place in an editor.
		default:
			t.Errorf("%q is read by %d matchers", line, 2*min(1, len(p)*len(f)))
		}
	}
	if placed < 2 || whole < 2 {
		t.Errorf("%d problems with a place and %d of whole files in\n%s", placed, whole, out.String())
	}
}

// The settings are JSON, and name only files that are there.
func TestSettings(t *testing.T) {
	t.Parallel()
	files, err := repository("Ana Prata")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if strings.HasSuffix(name, ".json") && !json.Valid(text) {
			t.Errorf("%s is no JSON", name)
		}
		if bytes.Contains(text, []byte("{{")) {
			t.Errorf("%s has a place that nothing fills", name)
		}
		if bytes.Contains(text, []byte("\r")) || len(text) == 0 || text[len(text)-1] != '\n' {
			t.Errorf("%s does not end its lines as it says", name)
		}
	}
	var settings struct {
		Schemas map[string][]string `json:"yaml.schemas"`
	}
	if err := json.Unmarshal(files[".vscode/settings.json"], &settings); err != nil {
		t.Fatal(err)
	}
	for name := range settings.Schemas {
		file, _, _ := strings.Cut(strings.TrimPrefix(name, "./"), "#")
		if files[file] == nil {
			t.Errorf("the settings name %s, which is not there", file)
		}
	}
	if len(settings.Schemas) != len(Sections())+1 {
		t.Errorf("%d schemas for %d kinds and passport.yaml", len(settings.Schemas), len(Sections()))
	}
	for _, section := range Sections() {
		if !bytes.Contains(files["AGENTS.md"], []byte("`"+section+"`")) {
			t.Errorf("AGENTS.md does not name the folder %s", section)
		}
	}
}

// Git keeps texts with one kind of line ends, and what was issued or shows work byte for byte.
func TestGitAttributes(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	files, err := repository("Ana Prata")
	if err != nil {
		t.Fatal(err)
	}
	writeFiles(t, dir, map[string]string{".gitattributes": string(files[".gitattributes"]), ".gitignore": string(files[".gitignore"])})
	git := func(args ...string) string {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "core.autocrlf=true", "-c", "user.name=Ana", "-c", "user.email=ana@ana.example"}, args...)...)
		c.Dir = dir
		out, err := c.CombinedOutput()
		if err != nil && args[0] != "check-ignore" {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git("init", "-q")
	want := map[string]string{
		"passport.yaml": "auto lf", "about.md": "auto lf", "credentials/licence.md": "set lf", "skills.yaml": "auto lf",
		"credentials/licence.json": "unset", "credentials/licence.jwt": "unset", "credentials/scan.pdf": "unset", ".private/credentials/x.json": "unset",
		"endorsements/rui.jwt": "unset", "endorsements/rui.md": "set lf", "media/chart.svg": "unset", "media/notes.txt": "unset", "experience/photo.jpg": "unset",
	}
	got := map[string]string{}
	for name := range want {
		values := map[string]string{}
		for line := range strings.Lines(git("check-attr", "text", "eol", "--", name)) {
			parts := strings.Split(strings.TrimSpace(line), ": ")
			values[parts[1]] = parts[2]
		}
		got[name] = values["text"]
		if values["text"] != "unset" {
			got[name] += " " + values["eol"]
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// And so it happens: a file as issued comes back with the line ends that it had.
	issued, mine := "{\r\n  \"a\": 1\n}", "---\r\ntitle: x\r\n---\r\n"
	writeFiles(t, dir, map[string]string{"credentials/licence.json": issued, "credentials/licence.md": mine, ".private/x.md": "x", "public/index.html": "x"})
	git("add", "-A")
	git("commit", "-q", "-m", "all")
	for _, name := range []string{"credentials/licence.json", "credentials/licence.md"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	git("checkout", "-q", "--", ".")
	if got := readFile(t, dir, "credentials/licence.json"); got != issued {
		t.Errorf("the file as issued came back as %q", got)
	}
	if got := readFile(t, dir, "credentials/licence.md"); got != strings.ReplaceAll(mine, "\r", "") {
		t.Errorf("the text came back as %q", got)
	}
	kept := strings.Fields(git("ls-files"))
	if diff := cmp.Diff([]string{".gitattributes", ".gitignore", "credentials/licence.json", "credentials/licence.md"}, kept); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is there already stays, and is named.
func TestInitLeavesFilesAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mine := map[string]string{"README.md": "mine\n", ".gitignore": "mine\n", "about.md": "mine\n"}
	writeFiles(t, dir, mine)
	s, err := Init(dir, Answers{Name: "Ana", ID: "urn:uuid:41bc3d14-2826-4a9e-9650-337666c40467"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{".gitignore", "README.md", "about.md"}, s.Left); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, want := range mine {
		if got := readFile(t, dir, name); got != want || slices.Contains(s.Wrote, name) {
			t.Errorf("%s became %q", name, got)
		}
	}
	if _, err := Init(dir, Answers{Name: "Another"}); err == nil {
		t.Error("a passport was started where there is one")
	}
}
