package generator

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/publish"
	"github.com/talent-passport/passport/generator/source"
)

// Rendered is a whole site in memory, ready to be sent somewhere or to be compared with what is there.
type Rendered struct {
	Problems  diag.List
	Files     diag.Files
	Documents []publish.Served // none when there are errors
	Pages     int
	Bytes     int
}

// Render builds the site of the passport in a folder, and writes nothing. The error is the world's;
// problems are in the result.
func (b *Builder) Render(dir string) (*Rendered, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	p := b.Plan(root.FS(), commitsOf(dir))
	r := &Rendered{Problems: p.Problems, Files: p.Files(), Pages: len(p.Plan.Pages)}
	if p.Problems.HasErrors() {
		return r, nil
	}
	for _, d := range p.Documents {
		var to bytes.Buffer
		r.Problems = append(r.Problems, d.Render(&to)...)
		r.Documents = append(r.Documents, publish.Served{Path: d.Path, MediaType: d.MediaType, Data: to.Bytes()})
		r.Bytes += to.Len()
	}
	r.Problems.Sort()
	r.Problems = r.Problems.Dedupe()
	if r.Problems.HasErrors() {
		r.Documents = nil
	}
	return r, nil
}

// Hosting is what the settings say of where a passport is published, and what publishing must know of it.
type Hosting struct {
	Name     string   // of the person
	Headline string   // of the person
	URL      string   // site.url
	To       string   // site.publish.to
	Source   string   // site.publish.source: local, private, public or ""
	Hidden   []string // files of entries that no page shows, outside of .private, sorted
	Inline   []string // entries that no page shows, in files that others share, as refs, sorted
}

// Hosting reads where a passport is published.
func (b *Builder) Hosting(dir string) (*Hosting, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if !isPassport(dir) {
		return nil, askedf("there is no passport in %s: \"passport init\" starts one", dir)
	}
	p := passport.Decode(source.Load(root.FS(), passport.Layout(), nil))
	h := &Hosting{
		Name: p.Person.Name.Value, Headline: p.Person.Headline.Value,
		URL: p.Site.URL.Value, To: p.Site.Publish.To, Source: p.Site.Publish.Source,
	}
	h.Hidden, h.Inline = hidden(p)
	return h, nil
}

// hidden finds what a public repository would show and the site does not: whole files, and entries in
// files that they share with others.
func hidden(p *passport.Passport) (files, refs []string) {
	shown := map[string]bool{} // by file: it has an entry that a page shows
	isHidden := func(e *passport.Entry) bool {
		v := p.VisibilityOf(e)
		return v != passport.VisibilityPublic && v != passport.VisibilityUnlisted
	}
	for _, e := range p.Entries {
		if e.Item != nil && !isHidden(e) {
			shown[e.Item.File.Path] = true
		}
	}
	for _, e := range p.Entries {
		switch {
		case e.Item == nil || e.Item.Private || !isHidden(e):
		case e.Item.Origin == source.Inline || shown[e.Item.File.Path]:
			refs = append(refs, e.Ref().String())
		default:
			files = append(files, e.Item.File.Path)
		}
	}
	slices.Sort(files)
	slices.Sort(refs)
	return slices.Compact(files), refs
}

// NoteHosting makes the edits of passport.yaml that note where a passport is published, with every other
// byte as it is, and returns the new bytes by path: none when it says so already. Nothing is written. An
// empty url or to leaves what is there.
func NoteHosting(dir, url, to, kept string) (map[string][]byte, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	t := source.Load(root.FS(), passport.Layout(), nil)
	f := t.Roots[""]
	if f == nil || f.Node == nil {
		return nil, askedf("there is no passport.yaml in %s", dir)
	}
	var edits []diag.Edit
	var failed error
	note := func(m *source.Node, key, value string) {
		var e diag.Edit
		var err error
		switch n := m.Get(key); {
		case value == "" || n != nil && n.Str() == value:
			return
		case n != nil:
			e, err = source.SetValue(f, n, source.Plain(value))
		default:
			e, err = source.AddKey(f, m, key, source.Plain(value))
		}
		edits, failed = append(edits, e), errors.Join(failed, err)
	}
	var whole []source.Field
	for _, kv := range [][2]string{{"to", to}, {"source", kept}} {
		if kv[1] != "" {
			whole = append(whole, source.Field{Key: kv[0], Value: source.Plain(kv[1])})
		}
	}
	one := source.Fields(whole...).OneLine()
	settings := f.Node.Get("site")
	switch {
	case settings == nil || settings.Kind != source.Map:
		all := []source.Field{{Key: "publish", Value: one}}
		if url != "" {
			all = slices.Insert(all, 0, source.Field{Key: "url", Value: source.Plain(url)})
		}
		v := source.Fields(all...)
		var e diag.Edit
		if settings == nil {
			e, failed = source.AddKey(f, f.Node, "site", v)
		} else {
			e, failed = source.SetValue(f, settings, v.OneLine())
		}
		edits = append(edits, e)
	default:
		note(settings, "url", url)
		if there := settings.Get("publish"); there != nil && there.Kind == source.Map {
			note(there, "to", to)
			note(there, "source", kept)
		} else if there == nil {
			e, err := source.AddKey(f, settings, "publish", one)
			edits, failed = append(edits, e), errors.Join(failed, err)
		}
	}
	if failed != nil {
		return nil, askedf("passport.yaml could not be changed (%v): write it yourself, below site:\n  url: %s\n  publish: {to: %q, source: %s}", failed, url, to, kept)
	}
	changed, err := source.Apply(read(t), edits)
	if err != nil {
		return nil, askedf("%v", err)
	}
	return changed, nil
}

// WriteFiles writes files of a person's folder: all of them or none.
func WriteFiles(dir string, files map[string][]byte) error {
	if len(files) == 0 {
		return nil
	}
	return output.Edit(dir, files)
}

// Hide moves files to the same place below .private, where the passport reads them as before and git does
// not see them. All of them are moved, or none.
func Hide(dir string, files []string) error {
	return move(dir, files, func(name string) (from, to string) { return name, path.Join(passport.Layout().Private, name) })
}

// Unhide undoes Hide: the files are where they were.
func Unhide(dir string, files []string) error {
	return move(dir, files, func(name string) (from, to string) { return path.Join(passport.Layout().Private, name), name })
}

// move gives files of a person's folder another place, which must be free.
func move(dir string, files []string, way func(name string) (from, to string)) error {
	root, err := openFolder(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	changed := map[string][]byte{}
	for _, name := range files {
		from, to := way(name)
		data, err := root.ReadFile(filepath.FromSlash(from))
		if err != nil {
			return fmt.Errorf("cannot read %s: %w", from, err)
		}
		if _, err := root.Lstat(filepath.FromSlash(to)); err == nil {
			return askedf("%s is there already: move or delete one of the two", to)
		}
		changed[from], changed[to] = nil, data
	}
	return output.Edit(dir, changed)
}

// Clear takes a site that was written to a folder out of it again; files that passport did not write stay.
func Clear(dir string) error {
	_, _, err := output.Write(dir, nil, output.Options{})
	return err
}
