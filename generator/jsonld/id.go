package jsonld

import (
	"net/url"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// baseOf is what the @ids of a passport begin with: the address of the site; else the passport's own
// name; "" when it has neither.
func baseOf(p *passport.Public) string {
	if u := web(p.Site.URL.Value); u != "" {
		if i := strings.IndexAny(u, "?#"); i >= 0 {
			u = u[:i]
		}
		return strings.TrimSuffix(u, "/") + "/"
	}
	if u, err := url.Parse(p.ID); err == nil && u.Scheme != "" && !strings.ContainsAny(p.ID, " \t\r\n\"<>\\^`{|}#") {
		return p.ID + "#" // a fragment of the passport's own name: urn:uuid:…#experience/harbour
	}
	return ""
}

// id is the @id of a thing: "#person", "folder/id", "folder/id#claim", "folder/id#:page".
func (g *Graph) id(ref string) string {
	switch {
	case g.base == "":
		// Relative identifiers would mean something else wherever the document is read from. Folded ids
		// have no dots, so these cannot meet.
		return "_:" + blank.Replace(strings.TrimPrefix(ref, "#"))
	case strings.HasSuffix(g.base, "#"):
		// A fragment cannot hold another "#".
		return g.base + (&url.URL{Fragment: strings.ReplaceAll(strings.TrimPrefix(ref, "#"), "#", "/")}).EscapedFragment()
	}
	path, frag, has := strings.Cut(ref, "#")
	id := g.base + (&url.URL{Path: path}).EscapedPath()
	if has {
		id += "#" + (&url.URL{Fragment: frag}).EscapedFragment()
	}
	return id
}

var blank = strings.NewReplacer("/", ".", "#", "..", ":", "_")

// ref is how an entry is called: "projects/river-app".
func ref(e *passport.Entry) string { return e.Kind.Folder + "/" + e.ID }

func (g *Graph) entryID(e *passport.Entry) string { return g.id(ref(e)) }

// refOf points at a node that stands elsewhere in the same document.
func refOf(n Node) any {
	if id, ok := n["@id"]; ok {
		return Node{"@id": id}
	}
	return n
}

// set sets a property that has a value.
func set(n Node, key, value string) {
	if value != "" {
		n[key] = value
	}
}

// add appends to a property that may have several values.
func add(n Node, key string, value any) { n[key] = appended(n[key], value) }

func appended(have, value any) any {
	switch have := have.(type) {
	case nil:
		return value
	case []any:
		return append(have, value)
	default:
		return []any{have, value}
	}
}

// first is the first text that says something.
func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// web returns an address of the web, "" for anything else: a mailto: is no page.
func web(s string) string {
	if u, err := url.Parse(s); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return s
	}
	return ""
}

// anchored reports whether an address is a place on a page.
func anchored(address string) bool { return strings.Contains(address, "#") }
