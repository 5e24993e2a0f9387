package site

import (
	"path"
	"slices"
	"strings"
)

// Base is the path under which the site will lie, with a slash at both ends, not escaped: "/" when
// its address is not known.
func (p *Plan) Base() string { return p.base }

// PageOf names the page that shows what a file of the passport says, relative to the site's root, with
// an anchor where it is a part of the page: "experience/harbour-clinic.html". A translation leads to the
// page in its language. It is "" for files that are no page's own, such as pictures and theme files.
func (p *Plan) PageOf(file string) string { return p.pageOf(file) }

func (pl *planner) pageOf(file string) string {
	file = unhidden(file)
	ext := path.Ext(file)
	if ext != ".md" && ext != ".yaml" && ext != ".yml" {
		return ""
	}
	stem, prefix := strings.TrimSuffix(file, ext), ""
	for _, e := range pl.editions {
		if cut, ok := strings.CutSuffix(stem, "."+e.lang); ok && e.prefix != "" {
			stem, prefix = cut, e.prefix
		}
	}
	if stem == "passport" || stem == "about" {
		return prefix + "index.html"
	}
	var at place
	n := 0
	for _, e := range slices.Concat(pl.p.Entries, pl.p.Unlisted) {
		if f := unhidden(writtenIn(e)); f != "" && strings.TrimSuffix(f, path.Ext(f)) == stem {
			if n++; n == 1 {
				at = pl.places[entryRef(e)]
			}
		}
	}
	switch {
	case n == 0:
		return ""
	case n > 1:
		at = place{path: at.path}
		if !pl.single {
			at.path = stem + "/index.html" // a list: "skills.yaml"
		}
	}
	if at.anchor != "" {
		return prefix + at.path + "#" + escape(at.anchor)
	}
	return prefix + at.path
}
