package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// templates are the files that a release fills in.
//
//go:embed files
var templates embed.FS

// source is where the project lives and its releases are.
const source = "https://github.com/talent-passport/passport"

// system is what a binary runs on, in the words of Go and of npm.
type system struct {
	os, arch       string
	nodeOS, nodeCP string
}

func (s system) name() string { return s.os + "-" + s.arch }

func (s system) binary() string {
	if s.os == "windows" {
		return "passport.exe"
	}
	return "passport"
}

// systems are those that a release is made for.
var systems = []system{
	{"darwin", "amd64", "darwin", "x64"},
	{"darwin", "arm64", "darwin", "arm64"},
	{"linux", "amd64", "linux", "x64"},
	{"linux", "arm64", "linux", "arm64"},
	{"windows", "amd64", "win32", "x64"},
	{"windows", "arm64", "win32", "arm64"},
}

// release is what was built.
type release struct {
	version  string // v1.2.3
	binaries map[string][]byte
	beside   map[string][]byte // what goes beside each binary, by path
	infos    map[string]*buildinfo.BuildInfo
}

// isVersion is how versions look: as Go's do, which are those of https://semver.org with a v in front.
var isVersion = regexp.MustCompile(`^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$`)

// number is the version without its v, as npm and Homebrew write it.
func (r *release) number() string { return strings.TrimPrefix(r.version, "v") }

// read reads what was built.
func read(version string, built fs.FS) (*release, error) {
	if !isVersion.MatchString(version) {
		return nil, fmt.Errorf("%q is not a version such as v1.2.3", version)
	}
	r := &release{version: version, binaries: map[string][]byte{}, beside: map[string][]byte{}, infos: map[string]*buildinfo.BuildInfo{}}
	for _, s := range systems {
		data, err := fs.ReadFile(built, path.Join(s.name(), s.binary()))
		if err != nil {
			return nil, err
		}
		info, err := buildinfo.Read(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name(), err)
		}
		r.binaries[s.name()], r.infos[s.name()] = data, info
	}
	for _, folder := range []string{"completions", "man", "licenses"} {
		n := len(r.beside)
		err := fs.WalkDir(built, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			r.beside[strings.TrimPrefix(name, "licenses/")], err = fs.ReadFile(built, name)
			return err
		})
		if err == nil && len(r.beside) == n {
			err = fmt.Errorf("the folder %s is empty", folder)
		}
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// archive is the name of a system's archive.
func (r *release) archive(s system) string {
	ending := ".tar.gz"
	if s.os == "windows" {
		ending = ".zip"
	}
	return fmt.Sprintf("passport_%s_%s_%s%s", r.number(), s.os, s.arch, ending)
}

// pack makes everything that a release consists of.
func (r *release) pack() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, s := range systems {
		content := maps.Clone(r.beside)
		content[s.binary()] = r.binaries[s.name()]
		pack := tarball
		if s.os == "windows" {
			pack = zipped
		}
		data, err := pack(content)
		if err != nil {
			return nil, err
		}
		files[r.archive(s)] = data
	}
	bill, err := r.bill()
	if err != nil {
		return nil, err
	}
	files[fmt.Sprintf("passport_%s.cdx.json", r.number())] = bill
	if err := r.npm(files); err != nil {
		return nil, err
	}
	fill := []string{"{{version}}", r.version, "{{number}}", r.number(), "{{source}}", source}
	for _, s := range systems {
		sum := fmt.Sprintf("%x", sha256.Sum256(files[r.archive(s)]))
		fill = append(fill, "{{archive "+s.name()+"}}", r.archive(s), "{{sum "+s.name()+"}}", sum)
	}
	for from, to := range map[string]string{"passport.rb": "passport.rb", "install.sh": "install.sh"} {
		if files[to], err = filled(from, fill...); err != nil {
			return nil, err
		}
	}
	files["SHA256SUMS"] = sums(files)
	return files, nil
}

// filled is a template with its places filled.
func filled(name string, fill ...string) ([]byte, error) {
	text, err := templates.ReadFile("files/" + name)
	if err != nil {
		return nil, err
	}
	return []byte(strings.NewReplacer(fill...).Replace(string(text))), nil
}

// sums lists the SHA-256 of files, as sha256sum does.
func sums(files map[string][]byte) []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(files[name]), name)
	}
	return b.Bytes()
}

// epoch is the time of every file in an archive: the earliest that ZIP can say.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// mode is that of a file in an archive: programs can be run.
func mode(name string) int64 {
	switch path.Base(name) {
	case "passport", "passport.exe", "passport.js":
		return 0o755
	}
	return 0o644
}

// tarball packs files as tar with gzip.
func tarball(files map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(z)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		h := &tar.Header{Name: name, Mode: mode(name), Size: int64(len(files[name])), ModTime: epoch, Format: tar.FormatUSTAR}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(files[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// zipped packs files as ZIP.
func zipped(files map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch}
		h.SetMode(fs.FileMode(mode(name)))
		part, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := part.Write(files[name]); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
