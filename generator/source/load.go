package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/talent-passport/passport/generator/diag"
)

// Load reads a passport's folder. It never fails: what cannot be read is a problem in the tree, and
// everything else is there. The result does not depend on how many processors work on it. A cache may
// be nil; with one, files that did not change since its last Load are not parsed again.
func Load(fsys fs.FS, l Layout, c *Cache) *Tree {
	w := &walker{fsys: fsys, layout: l}
	w.folder(".", 0)
	w.languages()
	t := &Tree{
		Roots: map[string]*File{}, Words: map[string]*File{}, Prose: map[string]*File{}, files: map[string]*File{}, assets: map[string]struct{}{},
		Assets: w.assets, Theme: w.theme, Problems: w.problems,
	}
	c.begin()
	parsed := parseAll(fsys, w.texts, c)
	c.end()
	for i, e := range w.texts {
		f := parsed[i].file
		t.Problems = append(t.Problems, parsed[i].problems...)
		if f == nil {
			continue
		}
		f.Lang, f.Private = e.lang, e.private
		t.files[f.Path] = f
		t.place(l, e, f)
	}
	t.Problems = append(t.Problems, w.strays(t)...)
	slices.SortFunc(t.Assets, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(t.Theme, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
	for _, a := range t.Assets {
		t.assets[a.Path] = struct{}{}
	}
	return t
}

// result is a parsed file and what is wrong with it.
type result struct {
	file     *File
	problems diag.List
}

// parseAll reads and parses files on all processors. Each result has its own place, so the order of
// work does not show.
func parseAll(fsys fs.FS, entries []entry, c *Cache) []result {
	out := make([]result, len(entries))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(entries)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(entries) {
					return
				}
				out[i] = readOne(fsys, entries[i], c)
			}
		})
	}
	wg.Wait()
	return out
}

func readOne(fsys fs.FS, e entry, c *Cache) result {
	if e.size > maxText {
		return result{&File{Path: e.path, Broken: true}, diag.List{tooLarge(e.path, e.size)}}
	}
	if e.away {
		return result{&File{Path: e.path, Broken: true}, diag.List{notDownloaded(e.path)}}
	}
	f, err := fsys.Open(e.path)
	if err != nil {
		return result{&File{Path: e.path, Broken: true}, diag.List{unreadable(e.path, err)}}
	}
	defer f.Close()
	if v, ok := f.(Versioned); ok {
		of := v.Version()
		if r, ok := c.again(e.path, of); ok {
			return r
		}
		return c.parse(e.path, v.Bytes(), of)
	}
	// It is read up to the limit, whatever the folder said about its size.
	data, err := readUpTo(f, e.size, maxText+1)
	if err != nil {
		return result{&File{Path: e.path, Broken: true}, diag.List{unreadable(e.path, err)}}
	}
	return c.parse(e.path, data, nil)
}

// place puts a parsed file where it belongs in the tree.
func (t *Tree) place(l Layout, e entry, f *File) {
	switch {
	case e.section == "" && e.name == l.Root:
		if f.Private {
			t.rootItems(l, f) // .private/passport.yaml may hold lists of entries, and nothing else
			return
		}
		t.Roots[f.Lang] = f
		t.rootItems(l, f)
	case e.section == "" && e.name == l.Words:
		t.Words[f.Lang] = f
	case e.section == "" && slices.Contains(l.Sections, e.name):
		t.listed(e.name, f, f.Node, Listed)
	case e.section == "":
		key := e.name
		if e.lang != "" {
			key += "." + e.lang
		}
		t.Prose[key] = f
	default:
		t.Items = append(t.Items, pageItem(e, f))
	}
}

// rootItems takes the lists of entries out of passport.yaml.
func (t *Tree) rootItems(l Layout, f *File) {
	if f.Node == nil || f.Node.Kind != Map {
		return
	}
	for i := range f.Node.Pairs {
		p := &f.Node.Pairs[i]
		if slices.Contains(l.Sections, p.Key) {
			t.listed(p.Key, f, p.Value, Inline)
		}
	}
}

// listed adds the items of a list. Whoever checks shapes says so when it is no list.
func (t *Tree) listed(section string, f *File, n *Node, o Origin) {
	if n == nil || n.Kind != Seq {
		return
	}
	for _, it := range n.Items {
		t.Items = append(t.Items, &Item{
			Section: section, Name: it.Get("id").Str(), Lang: f.Lang, Origin: o, Private: f.Private,
			File: f, Node: it, Body: ProseOf(it.Get("body")), Span: it.Span,
		})
	}
}

func pageItem(e entry, f *File) *Item {
	it := &Item{Section: e.section, Name: e.name, Lang: f.Lang, Origin: Paged, Private: f.Private, File: f, Node: f.Node, Body: f.Body}
	it.Span = diag.Span{File: f.Path}
	switch {
	case f.Node != nil:
		it.Span = f.Node.Span
	case f.Body != nil:
		it.Span = f.Body.Span(0, 0)
	}
	if it.Body == nil && f.Node != nil {
		it.Body = ProseOf(f.Node.Get("body"))
	}
	return it
}

// File returns a parsed file, or nil.
func (t *Tree) File(path string) *File { return t.files[path] }

// Read returns the bytes of a text file as they lie on disk, or nil. It is a diag.Files.
func (t *Tree) Read(path string) []byte {
	if f := t.files[path]; f != nil {
		return f.Data
	}
	return nil
}

// Has reports whether there is a file of exactly this name, parsed or not.
func (t *Tree) Has(path string) bool {
	if _, ok := t.files[path]; ok {
		return true
	}
	_, ok := t.assets[path]
	return ok
}

func unreadable(name string, err error) diag.Problem {
	why := "it cannot be opened"
	switch {
	case errors.Is(err, fs.ErrPermission):
		why = "your computer does not let you open it"
	case errors.Is(err, fs.ErrNotExist):
		why = "it is gone, or a link that leads out of the folder"
	}
	return diag.Problem{
		Code: codeUnreadable, Message: fmt.Sprintf("cannot read %s: %s", name, why), Span: diag.Span{File: name},
		Hint: "check that you can open the file yourself, then run the command again",
	}
}

func notDownloaded(name string) diag.Problem {
	return diag.Problem{
		Code: codeInCloud, Message: path.Base(name) + " is in iCloud and not on this computer, so it cannot be read", Span: diag.Span{File: name},
		Hint: "click on the cloud beside it in the Finder, then run the command again; a folder outside of iCloud Drive always stays here",
	}
}
