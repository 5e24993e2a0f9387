package site

import (
	"net/url"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// onePage is the number of entries below which a passport is one good page instead of many thin ones.
const onePage = 8

// place is where something stands: a page, relative to the root of its language, and an anchor in it.
type place struct{ path, anchor string }

// entryRef is the address of an entry inside a passport: "experience/harbour-clinic".
func entryRef(e *passport.Entry) string { return e.Kind.Folder + "/" + e.ID }

// placeEntries decides which entries get a page of their own and where the others stand. It is decided
// on the original, so that a page exists in every language or in none.
func (pl *planner) placeEntries() {
	pl.places = make(map[string]place, len(pl.p.Entries))
	pl.byRef = make(map[string]*passport.Entry, len(pl.p.Entries))
	for _, e := range pl.p.Entries {
		ref := entryRef(e)
		pl.byRef[ref] = e
		switch {
		case pl.single:
			pl.places[ref] = place{"index.html", e.Kind.Folder + "." + e.ID}
		case e.Kind.Folder == skillsKind:
			// Skills are placed below, with those that are declared nowhere.
		case pl.worthPage(e):
			pl.places[ref] = place{ref + ".html", ""}
		default:
			pl.places[ref] = place{e.Kind.Folder + "/index.html", e.ID}
		}
	}
	for _, s := range pl.p.Skills {
		ref := skillsKind + "/" + s.ID
		switch {
		case pl.single:
			pl.places[ref] = place{"index.html", skillsKind + "." + s.ID}
		case pl.skillWorthPage(s):
			pl.places[ref] = place{ref + ".html", ""}
		default:
			pl.places[ref] = place{skillsKind + "/index.html", s.ID}
		}
	}
	pl.unlisted = make(map[string]bool, len(pl.p.Unlisted))
	for _, e := range pl.p.Unlisted {
		pl.unlisted[entryRef(e)] = true
		pl.byRef[entryRef(e)] = e
		pl.places[entryRef(e)] = place{entryRef(e) + ".html", ""}
	}
}

// worthPage says whether there is more to read about an entry than its card shows. What an
// endorsement says stands in its card, so only a long one gets a page.
func (pl *planner) worthPage(e *passport.Entry) bool {
	prose := e.Body != nil && !e.Body.Body.Empty()
	if e.Kind.Folder == endorsementsKind {
		return prose && e.Body.Body.Words() > 150
	}
	if prose || len(e.Highlights) > 3 || len(e.Evidence) > 1 || e.Image.Src.Full != "" {
		return true
	}
	if x, ok := e.Detail.(*passport.Experience); ok && len(x.Roles) > 1 {
		return true
	}
	if x, ok := e.Detail.(*passport.Education); ok && len(x.Courses) > 3 {
		return true
	}
	if len(e.Highlights) > 0 && len(e.Evidence) > 0 {
		return true
	}
	f := pl.p.Facts(e)
	return len(f.Mentions)+len(f.Endorsed) > 1
}

// skillWorthPage says whether a skill has anything to show.
func (pl *planner) skillWorthPage(s *passport.SkillFacts) bool {
	if len(s.Uses) > 0 || len(s.Said) > 0 {
		return true
	}
	return s.Entry != nil && s.Entry.Body != nil && !s.Entry.Body.Body.Empty()
}

// ownPage says whether a place is a page of its own.
func (p place) ownPage() bool { return p.path != "" && p.anchor == "" }

// claim is the place of a claim inside what stands at p.
func (p place) claim(id string) place {
	if id != "" && p.anchor != "" {
		id = p.anchor + "." + id
	}
	if id != "" {
		p.anchor = id
	}
	return p
}

// href writes a link from a page whose root is root to a page of the whole site (its language included).
// Links are relative and whole, so that they work wherever the site lies; clean addresses drop what
// a host adds by itself.
func (pl *planner) href(root, path, anchor string) string {
	s := root + escape(path)
	if pl.clean {
		s = cleaned(s)
	}
	if anchor != "" {
		s += "#" + escape(anchor)
	}
	return s
}

// absolute writes the canonical address of a page, or "" when the site's address is not known.
func (pl *planner) absolute(path, anchor string) string {
	if pl.base == "" {
		return ""
	}
	s := escape(path)
	switch {
	case s == "index.html":
		s = ""
	case strings.HasSuffix(s, "/index.html"):
		// Every host answers a folder's address with its index, and readers know that one better.
		s = strings.TrimSuffix(s, "index.html")
	case pl.clean:
		s = strings.TrimSuffix(s, ".html")
	}
	if anchor != "" {
		s += "#" + escape(anchor)
	}
	return pl.base + s
}

// cleaned drops .html and index.html from a relative link. A link to the folder it stands in is "./",
// because an empty link means the page itself.
func cleaned(s string) string {
	if s == "index.html" {
		return "./"
	}
	if rest, ok := strings.CutSuffix(s, "/index.html"); ok {
		return rest + "/"
	}
	return strings.TrimSuffix(s, ".html")
}

// escape percent-encodes a path, slashes apart. Ids may be letters of any script.
func escape(path string) string {
	for i := 0; i < len(path); i++ {
		c := path[i]
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' ||
			c == '/' || c == '-' || c == '.' || c == '_' {
			continue
		}
		parts := strings.Split(path, "/")
		for j := range parts {
			parts[j] = url.PathEscape(parts[j])
		}
		return strings.Join(parts, "/")
	}
	return path
}

// split reads the base address: with a slash at its end, and the path alone, which a page served
// at any depth (404.html) begins its links with.
func splitBase(address string) (base, path string) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return "", "/"
	}
	u.RawQuery, u.Fragment = "", ""
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u.String(), u.EscapedPath()
}

// host is where an outside address leads, as readers know it; "" for anything else.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// safe returns an address whose scheme pages may carry, or "". Publishing has dropped the others
// already; this is the last door.
func safe(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "https", "http", "mailto", "tel":
		return address
	}
	return ""
}
