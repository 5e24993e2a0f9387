package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// stand is a small program that stands for passport: it says what it was asked, and ends as it was told.
const stand = `package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Printf("passport %q\n", os.Args[1:])
	if len(os.Args) > 2 && os.Args[1] == "end" {
		os.Exit(len(os.Args[2]))
	}
}
`

// built is what .ci/release would have built, with the stand for every system.
var built = sync.OnceValues(func() (fstest.MapFS, error) {
	dir, err := os.MkdirTemp("", "release")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{"go.mod": "module stand\n\ngo 1.26\n", "main.go": stand} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return nil, err
		}
	}
	c := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", "stand", ".")
	c.Dir, c.Env = dir, append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
	if out, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "stand"))
	if err != nil {
		return nil, err
	}
	files := fstest.MapFS{
		"completions/passport.bash": {Data: []byte("bash\n")}, "man/man1/passport.1": {Data: []byte(".TH PASSPORT\n")},
		"licenses/LICENSE": {Data: []byte("MIT\n")}, "licenses/LICENSES.txt": {Data: []byte("all\n")},
	}
	for _, s := range systems {
		files[s.name()+"/"+s.binary()] = &fstest.MapFile{Data: data}
	}
	return files, nil
})

// packed is a release of the stand.
func packed(t *testing.T) map[string][]byte {
	t.Helper()
	from, err := built()
	if err != nil {
		t.Fatal(err)
	}
	r, err := read("v1.2.3", from)
	if err != nil {
		t.Fatal(err)
	}
	files, err := r.pack()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// content lists an archive: each file with its mode.
func content(t *testing.T, name string, data []byte) map[string]string {
	t.Helper()
	got := map[string]string{}
	if strings.HasSuffix(name, ".zip") {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			got[f.Name] = f.Mode().String()
		}
		return got
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(unzipped); ; {
		h, err := r.Next()
		if err == io.EOF {
			return got
		}
		if err != nil {
			t.Fatal(err)
		}
		got[h.Name] = h.FileInfo().Mode().String()
	}
}

func TestPack(t *testing.T) {
	t.Parallel()
	files := packed(t)
	want := []string{
		"SHA256SUMS", "install.sh",
		"npm/talent-passport-passport-1.2.3.tgz", "npm/talent-passport-passport-darwin-arm64-1.2.3.tgz", "npm/talent-passport-passport-darwin-x64-1.2.3.tgz",
		"npm/talent-passport-passport-linux-arm64-1.2.3.tgz", "npm/talent-passport-passport-linux-x64-1.2.3.tgz",
		"npm/talent-passport-passport-win32-arm64-1.2.3.tgz", "npm/talent-passport-passport-win32-x64-1.2.3.tgz",
		"passport.rb", "passport_1.2.3.cdx.json",
		"passport_1.2.3_darwin_amd64.tar.gz", "passport_1.2.3_darwin_arm64.tar.gz", "passport_1.2.3_linux_amd64.tar.gz", "passport_1.2.3_linux_arm64.tar.gz",
		"passport_1.2.3_windows_amd64.zip", "passport_1.2.3_windows_arm64.zip",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(files))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	beside := map[string]string{"LICENSE": "-rw-r--r--", "LICENSES.txt": "-rw-r--r--", "completions/passport.bash": "-rw-r--r--", "man/man1/passport.1": "-rw-r--r--"}
	for name, binary := range map[string]string{"passport_1.2.3_linux_amd64.tar.gz": "passport", "passport_1.2.3_windows_arm64.zip": "passport.exe"} {
		want := maps.Clone(beside)
		want[binary] = "-rwxr-xr-x"
		if diff := cmp.Diff(want, content(t, name, files[name])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for line := range strings.Lines(string(files["SHA256SUMS"])) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256(files[name])); got != sum {
			t.Errorf("%s has the sum %s, not %s", name, got, sum)
		}
	}
	if n := bytes.Count(files["SHA256SUMS"], []byte("\n")); n != len(files)-1 {
		t.Errorf("%d sums of %d files", n, len(files)-1)
	}
	for name, data := range files {
		if bytes.Contains(data, []byte("{{")) && !strings.HasSuffix(name, "gz") && !strings.HasSuffix(name, ".zip") {
			t.Errorf("%s has a place that nothing fills", name)
		}
	}
	if diff := cmp.Diff(files, packed(t)); diff != "" {
		t.Error("the second time, other bytes come out")
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	whole, err := built()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, version, without, want string }{
		{"no version", "1.2.3", "", "is not a version"},
		{"half a version", "v1.2", "", "is not a version"},
		{"a binary is missing", "v1.2.3", "windows-arm64/passport.exe", "windows-arm64/passport.exe"},
		{"no completions", "v1.2.3", "completions/passport.bash", "completions"},
	} {
		from := maps.Clone(whole)
		delete(from, tt.without)
		if _, err := read(tt.version, from); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	from := maps.Clone(whole)
	from["linux-amd64/passport"] = &fstest.MapFile{Data: []byte("#!/bin/sh\n")}
	if _, err := read("v1.2.3", from); err == nil {
		t.Error("a shell script was taken for a binary")
	}
	var out, errw bytes.Buffer
	if code := run([]string{"-version", "v1.2.3"}, &out, &errw); code != 2 || !strings.Contains(errw.String(), "are needed") {
		t.Errorf("code %d, %s", code, errw.String())
	}
	if code := run([]string{"-version", "v1.2.3", "-in", t.TempDir(), "-out", t.TempDir()}, &out, &errw); code != 3 {
		t.Errorf("code %d", code)
	}
}

// The bill says what is linked in, and where not everywhere.
func TestBill(t *testing.T) {
	t.Parallel()
	info := func(deps ...*debug.Module) *buildinfo.BuildInfo {
		return &buildinfo.BuildInfo{GoVersion: "go1.26.1", Main: debug.Module{Path: "example.org/passport"}, Deps: deps,
			Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123"}, {Key: "vcs.time", Value: "2026-11-23T00:00:00Z"}}}
	}
	both, windows := &debug.Module{Path: "example.org/a", Version: "v1.0.0", Sum: "h1:x="}, &debug.Module{Path: "example.org/b", Version: "v2.0.0+incompatible"}
	r := &release{version: "v1.2.3", infos: map[string]*buildinfo.BuildInfo{}}
	for _, s := range systems {
		r.infos[s.name()] = info(both)
		if s.os == "windows" {
			r.infos[s.name()] = info(both, windows)
		}
	}
	text, err := r.bill()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		BomFormat, SpecVersion string
		Version                int
		Metadata               struct {
			Timestamp string
			Component struct{ Name, Version, PURL string }
		}
		Components []struct {
			Ref        string `json:"bom-ref"`
			PURL       string
			Properties []struct{ Name, Value string }
		}
		Dependencies []struct {
			Ref       string
			DependsOn []string
		}
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got.BomFormat != "CycloneDX" || got.SpecVersion != "1.6" || got.Version != 1 || got.Metadata.Timestamp != "2026-11-23T00:00:00Z" || got.Metadata.Component.PURL != "pkg:golang/example.org/passport@v1.2.3" {
		t.Errorf("%+v", got)
	}
	var purls []string
	refs := map[string]bool{}
	for _, c := range got.Components {
		purls = append(purls, fmt.Sprint(c.PURL, c.Properties))
		refs[c.Ref] = true
	}
	want := []string{"pkg:golang/std@1.26.1[]", "pkg:golang/example.org/a@v1.0.0[{go.sum h1:x=}]", "pkg:golang/example.org/b@v2.0.0%2Bincompatible[{in windows-amd64 windows-arm64}]"}
	if diff := cmp.Diff(want, purls); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, ref := range got.Dependencies[0].DependsOn {
		if !refs[ref] {
			t.Errorf("it depends on %s, which is not there", ref)
		}
	}
}

// command runs a program, and fails when it does not end with a code.
func command(t *testing.T, code int, dir string, env []string, name string, args ...string) string {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir, c.Env = dir, append(os.Environ(), env...)
	out, err := c.CombinedOutput()
	if got := c.ProcessState.ExitCode(); got != code {
		t.Fatalf("%s %q ends with %d (%v), not %d\n%s", name, args, got, err, code, out)
	}
	return string(out)
}

func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
}

// unpacked writes a release to disk.
func unpacked(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	if err := write(dir, files, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := write(dir, files, io.Discard); err == nil {
		t.Error("a release was written over another")
	}
	return dir
}

// The packages install without a network, without scripts, and start the binary.
func TestNPM(t *testing.T) {
	t.Parallel()
	needs(t, "npm", "node")
	dist := unpacked(t, packed(t))
	dir := t.TempDir()
	file := func(name string) string { return "file:" + filepath.Join(dist, "npm", npmFile(name, "1.2.3")) }
	overrides := map[string]string{}
	for _, s := range systems {
		name := fmt.Sprintf("%s-%s-%s", npmName, s.nodeOS, s.nodeCP)
		overrides[name] = file(name)
	}
	text, err := json.Marshal(map[string]any{"dependencies": map[string]string{npmName: file(npmName)}, "overrides": overrides})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "package.json"), text, 0o666); err != nil {
		t.Fatal(err)
	}
	env := []string{"npm_config_cache=" + t.TempDir(), "npm_config_update_notifier=false"}
	command(t, 0, dir, env, "npm", "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund")
	start := filepath.Join(dir, "node_modules", ".bin", "passport")
	if got, want := command(t, 0, dir, nil, start, "check", "a b"), "passport [\"check\" \"a b\"]\n"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	command(t, 3, dir, nil, start, "end", "xxx") // the code passes through
	// "npm pack" reads them as its own.
	if got := command(t, 0, t.TempDir(), env, "npm", "pack", "--offline", "--dry-run", filepath.Join(dist, "npm", npmFile(npmName, "1.2.3"))); !strings.Contains(got, npmFile(npmName, "1.2.3")) {
		t.Errorf("npm pack says\n%s", got)
	}
	// Where no binary fits, a sentence says so.
	installed, err := filepath.Glob(filepath.Join(dir, "node_modules", "@talent-passport", "passport-*"))
	if err != nil || len(installed) != 1 {
		t.Fatalf("%q are installed", installed)
	}
	if err := os.RemoveAll(installed[0]); err != nil {
		t.Fatal(err)
	}
	if got := command(t, 3, dir, nil, start, "check"); !strings.Contains(got, "Install it again without --omit=optional") {
		t.Errorf("it says\n%s", got)
	}
}

// The script fetches from a server, holds what comes against its sum, and installs.
func TestInstallScript(t *testing.T) {
	t.Parallel()
	needs(t, "sh", "tar")
	if runtime.GOOS == "windows" {
		t.Skip("the script is for Linux and macOS")
	}
	files := packed(t)
	dist := unpacked(t, files)
	script := filepath.Join(dist, "install.sh")
	install := func(code int, env ...string) string {
		t.Helper()
		return command(t, code, dist, env, "sh", script)
	}
	bin := filepath.Join(t.TempDir(), "a folder", "bin")
	for _, fetcher := range []string{"curl", "wget"} {
		t.Run(fetcher, func(t *testing.T) {
			needs(t, fetcher, "uname", "sed", "mktemp", "cp", "chmod", "mv", "mkdir", "rm", "cut", "sha256sum", "gzip")
			server := httptest.NewServer(http.FileServer(http.Dir(dist)))
			defer server.Close()
			// Only this one of the two is found.
			tools := t.TempDir()
			for _, p := range []string{fetcher, "sh", "tar", "uname", "sed", "mktemp", "cp", "chmod", "mv", "mkdir", "rm", "cut", "sha256sum", "gzip"} {
				full, err := exec.LookPath(p)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink(full, filepath.Join(tools, p)); err != nil {
					t.Fatal(err)
				}
			}
			said := install(0, "PATH="+tools, "PASSPORT_BIN="+bin, "PASSPORT_FROM="+server.URL)
			if !strings.Contains(said, "installed "+bin+"/passport\npassport [\"version\"]\n") || !strings.Contains(said, "export PATH=\""+bin+":$PATH\"") {
				t.Errorf("it says\n%s", said)
			}
			if got := command(t, 0, dist, nil, filepath.Join(bin, "passport"), "x"); got != "passport [\"x\"]\n" {
				t.Errorf("what was installed says %q", got)
			}
			if said := install(3, "PATH="+tools, "PASSPORT_BIN="+bin, "PASSPORT_FROM="+server.URL+"/nowhere"); !strings.Contains(said, "install: cannot fetch "+server.URL+"/nowhere/passport_1.2.3_") {
				t.Errorf("it says\n%s", said)
			}
		})
	}
	home := t.TempDir()
	said := install(0, "HOME="+home, "PASSPORT_BIN=", "PASSPORT_FROM="+dist, "PATH="+home+"/.local/bin:"+os.Getenv("PATH"))
	if !strings.Contains(said, "installed "+home+"/.local/bin/passport") || !strings.HasSuffix(said, "Start with: passport init my-passport\n") {
		t.Errorf("it says\n%s", said)
	}
	if said := install(3, "PASSPORT_BIN="+bin, "PASSPORT_FROM=http://example.org/x"); !strings.Contains(said, "is not safe; use https") {
		t.Errorf("it says\n%s", said)
	}
	// What is not the release is thrown away, and what was there stays.
	other := t.TempDir()
	for name := range files {
		if strings.HasSuffix(name, ".tar.gz") {
			if err := os.WriteFile(filepath.Join(other, name), []byte("something else"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	if said := install(3, "PASSPORT_BIN="+bin, "PASSPORT_FROM="+other); !strings.Contains(said, "is not the one of this release, so it was thrown away\n  expected ") {
		t.Errorf("it says\n%s", said)
	}
	if got := command(t, 0, dist, nil, filepath.Join(bin, "passport"), "x"); got != "passport [\"x\"]\n" {
		t.Errorf("what was installed says %q", got)
	}
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if said := install(3, "PASSPORT_BIN="+blocked, "PASSPORT_FROM="+dist); !strings.Contains(said, "name another with PASSPORT_BIN") {
		t.Errorf("it says\n%s", said)
	}
	// A script that was cut off does nothing.
	half := filepath.Join(t.TempDir(), "half.sh")
	text := files["install.sh"]
	if err := os.WriteFile(half, text[:bytes.LastIndex(text, []byte("\nmain\n"))], 0o666); err != nil {
		t.Fatal(err)
	}
	if said := command(t, 0, dist, []string{"PASSPORT_BIN=" + bin, "PASSPORT_FROM=" + dist}, "sh", half); said != "" {
		t.Errorf("half a script says\n%s", said)
	}
}

// Where the tools are here, they read what is made for them.
func TestLint(t *testing.T) {
	t.Parallel()
	dist := unpacked(t, packed(t))
	t.Run("shellcheck", func(t *testing.T) {
		needs(t, "shellcheck")
		command(t, 0, dist, nil, "shellcheck", "--shell=sh", "install.sh")
	})
	t.Run("ruby", func(t *testing.T) {
		needs(t, "ruby")
		if got := command(t, 0, dist, nil, "ruby", "-wc", "passport.rb"); got != "Syntax OK\n" {
			t.Errorf("ruby says\n%s", got)
		}
	})
	t.Run("node", func(t *testing.T) {
		needs(t, "node", "tar")
		command(t, 0, dist, nil, "tar", "-xzf", filepath.Join("npm", npmFile(npmName, "1.2.3")))
		command(t, 0, dist, nil, "node", "--check", "package/bin/passport.js")
	})
}
