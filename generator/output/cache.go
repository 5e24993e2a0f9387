package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/talent-passport/passport/generator/site"
)

// shelf keeps pictures that took long to make, for other folders and other days: by a digest of what they
// are made from, in a folder of the user's own. It is a convenience and never more: a folder that is
// missing, full or not to be written, and a file in it that is damaged, cost the time of making the picture
// again and nothing else. Files are put in whole, so that any number of runs may share it. A nil shelf
// keeps nothing.
type shelf struct {
	dir  string
	most int64 // bytes of all files together
}

const (
	// shelfBytes is how much the folder may hold: the pictures of a few hundred passports.
	shelfBytes = 256 << 20
	// shelfEntry is the largest file that is kept.
	shelfEntry = 16 << 20
	// shelfFolder is where files lie in the folder; its number is raised when their form changes.
	shelfFolder = "pictures-1"
	// forgotten is how old a file must be that a killed run left half-written.
	forgotten = 24 * time.Hour
)

func newShelf(dir string) *shelf {
	if dir == "" {
		return nil
	}
	return &shelf{dir: filepath.Join(dir, shelfFolder), most: shelfBytes}
}

// keeps reports whether a document is kept: pictures are; a résumé in a folder that its person does not
// know of would be a surprise.
func (s *shelf) keeps(d site.Document) bool {
	return s != nil && d.From != nil && strings.HasPrefix(d.MediaType, "image/")
}

// file is where a document lies, by what it is made from.
func (s *shelf) file(d site.Document, from [sha256.Size]byte) string {
	name := hex.EncodeToString(from[:])
	return filepath.Join(s.dir, name[:2], name[2:]+path.Ext(d.Path))
}

// get returns a document as it was made before. A file begins with the digest of the rest.
func (s *shelf) get(d site.Document, from [sha256.Size]byte) ([]byte, bool) {
	data, err := os.ReadFile(s.file(d, from))
	if err != nil || len(data) <= sha256.Size {
		return nil, false
	}
	sum := sha256.Sum256(data[sha256.Size:])
	if !bytes.Equal(data[:sha256.Size], sum[:]) {
		return nil, false
	}
	return data[sha256.Size:], true
}

// put keeps a document. What goes wrong is nobody's loss.
func (s *shelf) put(d site.Document, from, sum [sha256.Size]byte, data []byte) (kept bool) {
	if len(data) == 0 || len(data) > shelfEntry {
		return false
	}
	name := s.file(d, from)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return false
	}
	f, err := os.CreateTemp(filepath.Dir(name), "new-*")
	if err != nil {
		return false
	}
	_, err = f.Write(append(sum[:], data...))
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err == nil
}

// tidy takes the oldest files out until the rest fits.
func (s *shelf) tidy() {
	type entry struct {
		name string
		size int64
		at   time.Time
	}
	var all []entry
	var size int64
	var newest time.Time
	shards, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, shard := range shards {
		list, err := os.ReadDir(filepath.Join(s.dir, shard.Name()))
		if err != nil {
			continue
		}
		for _, d := range list {
			info, err := d.Info()
			if err != nil || !info.Mode().IsRegular() {
				continue
			}
			e := entry{filepath.Join(s.dir, shard.Name(), d.Name()), info.Size(), info.ModTime()}
			all = append(all, e)
			size += e.size
			if e.at.After(newest) {
				newest = e.at
			}
		}
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Or(a.at.Compare(b.at), strings.Compare(a.name, b.name)) })
	for _, e := range all {
		half := strings.HasPrefix(filepath.Base(e.name), "new-") && newest.Sub(e.at) > forgotten
		if size > s.most || half {
			if os.Remove(e.name) == nil {
				size -= e.size
			}
		}
	}
}
