package output

import (
	"os"
	"slices"
)

// swap puts the finished new site in the place of the old one.
func (b *bench) swap(old *oldSite) error {
	b.at("swap")
	if !old.exists {
		return fault("put the new site to", b.dir, os.Rename(b.in("new"), b.dir))
	}
	if !b.o.twoRenames {
		done, err := exchange(b.in("new"), b.dir)
		if err != nil {
			return fault("replace", b.dir, err)
		}
		if done {
			b.at("exchanged")
			b.rescue(b.in("new"), old.knows)
			return nil
		}
	}
	marker, err := b.create(b.in("swap"))
	if err != nil {
		return fault("write", b.in("swap"), err)
	}
	if err := marker.Close(); err != nil {
		return fault("write", b.in("swap"), err)
	}
	b.at("marked")
	if err := os.Rename(b.dir, b.in("old")); err != nil {
		return fault("move away", b.dir, err)
	}
	b.at("moved away")
	if err := os.Rename(b.in("new"), b.dir); err != nil {
		if back := os.Rename(b.in("old"), b.dir); back != nil {
			b.stuck = true
			// Nothing is lost: the marker stands, and the next run puts the new site there.
			return &Error{Op: "replace", Path: b.dir, Why: "the old site is in " + b.in("old") + ", and the next build completes the change", Err: err}
		}
		return fault("replace", b.dir, err)
	}
	b.at("replaced")
	b.rescue(b.in("old"), old.knows)
	return nil
}

// knows reports whether a file was there when the folder was looked at, so that it is right that it
// goes.
func (s *oldSite) knows(path string) bool {
	_, ours := s.ours[path]
	_, foreign := slices.BinarySearch(s.foreign, path)
	return ours || foreign
}
