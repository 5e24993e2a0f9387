package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// refuseKind refuses folders that are never right, whatever lies in them. Force does not help.
func refuseKind(dir, abs, source string) error {
	refuse := func(why, wayOut string) error {
		return &RefusedError{Dir: dir, Why: why, WayOut: wayOut}
	}
	const another = "choose another folder with --out"
	if slices.Contains(strings.Split(filepath.ToSlash(abs), "/"), ".git") {
		return refuse("it belongs to git", another)
	}
	if filepath.Dir(abs) == abs {
		return refuse("it is the root of the disk", another)
	}
	if other := siteAround(abs); other != "" {
		return refuse("it lies inside the site in "+other+", which would then hold files that are not its own", another)
	}
	info, err := os.Lstat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fault("look at", dir, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return refuse("it is a symbolic link", "name the folder that it points to with --out")
	case !info.IsDir():
		return refuse("it is a file, not a folder", another)
	}
	if source != "" {
		if inside, err := contains(info, source); err != nil {
			return fault("look at", source, err)
		} else if inside {
			return refuse("it contains the passport itself", another)
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		if inside, err := contains(info, home); err == nil && inside {
			return refuse("it contains your home folder", another)
		}
	}
	if isMountPoint(abs, info) {
		return refuse("it is where a disk is mounted, and cannot be replaced as a whole", "choose a folder inside it with --out")
	}
	return nil
}

// siteAround is the folder of another site that a path lies in, "" for none.
func siteAround(abs string) string {
	for dir := filepath.Dir(abs); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if data, err := os.ReadFile(filepath.Join(dir, ManifestName)); err == nil {
			if _, mine := parseManifest(data); mine {
				return dir
			}
		}
	}
	return ""
}

// contains reports whether path is the folder or lies below it. Folders are compared by identity, so
// that links and the case of letters do not matter.
func contains(folder fs.FileInfo, path string) (bool, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return false, err
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return false, err
	}
	for {
		if info, err := os.Stat(path); err == nil && os.SameFile(info, folder) {
			return true, nil
		}
		up := filepath.Dir(path)
		if up == path {
			return false, nil
		}
		path = up
	}
}

// oldSite is what lies in the folder before it is written. The zero value is an empty or missing folder.
type oldSite struct {
	exists   bool
	manifest []byte
	stamps   manifest
	written  time.Time         // when the manifest was
	ours     map[string]onDisk // files that the manifest lists, by slash-separated path
	litter   []string          // files that the system leaves in every folder that it shows
	foreign  []string          // files that are not ours, sorted
}

type onDisk struct {
	size    int64
	changed time.Time
}

// same reports whether a file on disk is still as the manifest describes it and has this content. A
// file that somebody changed has another size, or is younger than the manifest: that is written after
// all files. (Zero-length files that a power failure leaves are found by their size.)
func (s *oldSite) same(path string, size int64, sum [32]byte) bool {
	there, ok := s.untouched(path)
	return ok && there.size == size && there.sum == sum
}

// untouched is what the manifest says of a file; ok is false when somebody changed it since.
func (s *oldSite) untouched(path string) (known stamp, ok bool) {
	there, ok := s.ours[path]
	if !ok || there.changed.After(s.written) {
		return stamp{}, false
	}
	known = s.stamps[hashedPath(path)]
	return known, known.size == there.size
}

// madeFrom is what the manifest says of a file that was made from the same and is as it was.
func (s *oldSite) madeFrom(path string, from [32]byte) (known stamp, ok bool) {
	known, ok = s.untouched(path)
	return known, ok && known.from == from
}

// litterNames are files that Finder and Explorer leave behind. They are kept, and never in the way.
var litterNames = [...]string{".DS_Store", "Thumbs.db", "desktop.ini"}

func isLitter(d fs.DirEntry) bool {
	return d.Type().IsRegular() && slices.Contains(litterNames[:], d.Name())
}

// survey looks at everything in the folder, and refuses it if it is not ours.
func survey(dir, abs string, force bool) (*oldSite, error) {
	s := &oldSite{ours: map[string]onDisk{}}
	data, err := os.ReadFile(filepath.Join(abs, ManifestName))
	mine := false
	if errors.Is(err, fs.ErrPermission) {
		return nil, fault("read", filepath.Join(dir, ManifestName), err)
	}
	if err == nil {
		if s.stamps, mine = parseManifest(data); mine {
			s.manifest = data
		}
	}
	err = filepath.WalkDir(abs, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if p == abs && errors.Is(err, fs.ErrNotExist) {
				return fs.SkipAll
			}
			return err
		}
		s.exists = true
		if d.Name() == ".git" && p != abs {
			return &RefusedError{Dir: dir, Why: "it holds a git work tree", WayOut: "choose another folder with --out, and copy or publish from there"}
		}
		if d.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(abs, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		regular := d.Type().IsRegular()
		_, listed := s.stamps[hashedPath(rel)]
		switch {
		case regular && rel == ManifestName && mine, regular && listed:
			info, err := d.Info()
			if err != nil {
				return err
			}
			if listed {
				s.ours[rel] = onDisk{info.Size(), info.ModTime()}
			} else {
				s.written = info.ModTime()
			}
		case isLitter(d):
			s.litter = append(s.litter, rel)
		default:
			s.foreign = append(s.foreign, rel)
		}
		return nil
	})
	if refused := (*RefusedError)(nil); errors.As(err, &refused) {
		return nil, err
	} else if err != nil {
		return nil, fault("read", dir, err)
	}
	slices.Sort(s.foreign)
	if len(s.foreign) > 0 && !force {
		why := fmt.Sprintf("passport did not write what is in it (%s)", some(s.foreign))
		if mine {
			why = fmt.Sprintf("it holds files that passport did not write (%s)", some(s.foreign))
		}
		return nil, &RefusedError{
			Dir: dir, Why: why, Files: s.foreign,
			WayOut: "move them away, choose another folder with --out, or delete them with --force",
		}
	}
	return s, nil
}

// some names the first of several files.
func some(files []string) string {
	switch n := len(files); n {
	case 1:
		return fmt.Sprintf("%q", files[0])
	case 2:
		return fmt.Sprintf("%q and %q", files[0], files[1])
	default:
		return fmt.Sprintf("%q, %q and %d more", files[0], files[1], n-2)
	}
}
