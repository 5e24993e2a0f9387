package generator

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Rename gives an entry another id: its files get other names, the old id goes to `formerly` so that
// the old address keeps working, and every reference and link to it is changed. The ref is
// "projects/river-app". It returns the files it changed, sorted. Nothing is changed when anything is
// in the way.
func (b *Builder) Rename(dir, ref, id string) ([]string, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	t := source.Load(root.FS(), passport.Layout(), nil)
	p := passport.Decode(t)
	e, err := entryMeant(p, ref)
	if err != nil {
		return nil, err
	}
	if strings.ContainsAny(id, `/\`) {
		return nil, askedf("the new id %q is a path: an id is one name, such as %q; the entry stays in its folder", id, passport.Fold(path.Base(id)))
	}
	id = passport.Fold(id)
	switch other, taken := p.Resolve(passport.Ref{Kind: e.Kind.Folder, ID: id}); {
	case id == "":
		return nil, askedf("the new id needs letters or digits")
	case taken && other != e:
		return nil, askedf("%s/%s is there already", e.Kind.Folder, id)
	case id == e.ID:
		return nil, askedf("%s is called that already", ref)
	}
	if name := unreadable(t, func(*source.File) bool { return true }); name != "" {
		return nil, askedf("%s cannot be read as a whole, so it is not known whether it points at the entry, and nothing was renamed: \"passport check\" says why", name)
	}
	r := renamer{tree: t, passport: p, entry: e, id: id}
	if err := r.plan(); err != nil {
		return nil, err
	}
	changed, err := source.Apply(read(t), r.edits)
	if err != nil {
		return nil, askedf("%v", err)
	}
	for from, to := range r.moves {
		data, edited := changed[from]
		if !edited {
			if data, err = root.ReadFile(from); err != nil {
				return nil, fmt.Errorf("cannot read %s: %w", from, err)
			}
		}
		changed[from], changed[to] = nil, data
	}
	if err := output.Edit(dir, changed); err != nil {
		return nil, err
	}
	var names []string
	for name := range changed {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, nil
}

// unreadable returns the first of some files that a mistake keeps from being read as a whole, "" for none.
func unreadable(t *source.Tree, which func(*source.File) bool) string {
	for _, p := range t.Problems {
		if f := t.File(p.Span.File); f != nil && f.Broken && which(f) {
			return f.Path
		}
	}
	return ""
}

// entryMeant finds the entry that a ref names. An id without its folder will do where one entry has it.
func entryMeant(p *passport.Passport, ref string) (*passport.Entry, error) {
	want := passport.ParseRef(strings.TrimSuffix(ref, ".md"))
	if want.Kind != "" {
		if e, ok := p.Resolve(passport.Ref{Kind: want.Kind, ID: want.ID}); ok && e.ID == want.ID {
			return e, nil
		}
		return nil, noEntry(p, ref)
	}
	var found []string
	var only *passport.Entry
	for _, e := range p.Entries {
		if e.ID == want.ID {
			only, found = e, append(found, e.Ref().String())
		}
	}
	switch len(found) {
	case 0:
		return nil, noEntry(p, ref)
	case 1:
		return only, nil
	}
	return nil, askedf("%q could be %s: write which one", ref, strings.Join(found, " or "))
}

// noEntry says that a ref names nothing, and what was probably meant.
func noEntry(p *passport.Passport, ref string) error {
	var refs []string
	for _, e := range p.Entries {
		refs = append(refs, e.Ref().String())
	}
	if near, ok := passport.Nearest(ref, refs); ok {
		return askedf("there is no entry %q: did you mean %q?", ref, near)
	}
	if !strings.Contains(ref, "/") { // an id misspelt
		for i, e := range p.Entries {
			if _, ok := passport.Nearest(ref, []string{e.ID}); ok {
				return askedf("there is no entry %q: did you mean %q?", ref, refs[i])
			}
		}
	}
	return askedf("there is no entry %q; entries are named like projects/river-app", ref)
}

// renamer collects what a new id changes.
type renamer struct {
	tree     *source.Tree
	passport *passport.Passport
	entry    *passport.Entry
	id       string
	edits    []diag.Edit
	moves    map[string]string
}

func (r *renamer) plan() error {
	r.moves = map[string]string{}
	if err := r.own(); err != nil {
		return err
	}
	for _, e := range r.passport.Entries {
		if err := r.refs(e); err != nil {
			return err
		}
	}
	for _, it := range r.tree.Items {
		r.links(it.File, it.Body)
	}
	for _, f := range r.tree.Prose {
		r.links(f, f.Body)
	}
	for _, l := range r.passport.Log() {
		r.tags(l)
	}
	return nil
}

// tags changes a skill's id in a line of the log: #wound-care.
func (r *renamer) tags(l passport.LogLine) {
	for _, t := range l.Named {
		if r.passport.SkillNamed(t.Name) == r.entry && passport.Fold(t.Name) == r.entry.ID {
			r.edits = append(r.edits, diag.Edit{Span: t.Span, Text: r.id})
		}
	}
}

// own changes the entry itself and its translations: files move, ids in lists are written, and the old
// id is remembered.
func (r *renamer) own() error {
	for _, it := range r.tree.Items {
		if it.Section != r.entry.Kind.Folder || idOf(it) != r.entry.ID {
			continue
		}
		if it.Origin == source.Paged {
			stem := path.Base(it.File.Path)
			r.moves[it.File.Path] = path.Join(path.Dir(it.File.Path), r.id+strings.TrimPrefix(stem, it.Name))
		} else if err := r.writeID(it); err != nil {
			return err
		}
		if it.Lang == "" {
			if err := r.remember(it); err != nil {
				return err
			}
		}
	}
	// What lies beside the entry under its name (the signed original, the file as issued) goes with it.
	if r.entry.Item != nil && r.entry.Item.Origin == source.Paged {
		old := r.entry.Item.File.Path
		stem := strings.TrimSuffix(old, ".md")
		for _, a := range r.tree.Assets {
			if ext := path.Ext(a.Path); strings.TrimSuffix(a.Path, ext) == stem && (ext == ".json" || ext == ".jwt") {
				r.moves[a.Path] = path.Join(path.Dir(old), r.id+ext)
			}
		}
	}
	return nil
}

// idOf is the folded id of an item as it is written.
func idOf(it *source.Item) string {
	if it.Name != "" {
		return passport.Fold(it.Name)
	}
	return passport.Fold(or(it.Node.Get("title").Str(), it.Node.Str()))
}

func (r *renamer) writeID(it *source.Item) error {
	var edit diag.Edit
	var err error
	switch n := it.Node.Get("id"); {
	case n != nil:
		edit, err = source.SetValue(it.File, n, source.Plain(r.id))
	case it.Node.Kind == source.Map:
		edit, err = source.AddKey(it.File, it.Node, "id", source.Plain(r.id))
	default: // a plain string: "- Wound care"
		edit, err = source.SetValue(it.File, it.Node, source.MapOf("id", r.id, "title", it.Node.Text).OneLine())
	}
	r.edits = append(r.edits, edit)
	return asAsked(err)
}

// remember adds the old id to `formerly`.
func (r *renamer) remember(it *source.Item) error {
	var edit diag.Edit
	var err error
	switch {
	case it.Node != nil && it.Node.Kind != source.Map:
		return nil // writeID made a mapping of it; an entry this short has no address to keep
	case it.Node.Get("formerly") != nil:
		edit, err = source.AppendItem(it.File, it.Node.Get("formerly"), source.Plain(r.entry.ID))
	default:
		edit, err = source.AddKey(it.File, it.Node, "formerly", source.ListOf(source.Plain(r.entry.ID)).OneLine())
	}
	r.edits = append(r.edits, edit)
	return asAsked(err)
}

// refs changes the fields that point at the entry. A skill named by its title or an alias stays as it is.
func (r *renamer) refs(e *passport.Entry) (err error) {
	e.EachRef(func(ref passport.Ref) {
		if err != nil || ref.Node == nil || ref.Kind != r.entry.Kind.Folder || ref.ID != r.entry.ID {
			return
		}
		written := strings.TrimSpace(ref.Node.Text)
		text := ""
		switch {
		case strings.Contains(written, "/"):
			next := r.entry.Ref()
			next.ID, next.Claim = r.id, ref.Claim
			text = next.String()
		case passport.Fold(written) == r.entry.ID && passport.Fold(r.entry.Title.Value) != r.entry.ID:
			text = r.id
		default:
			return
		}
		f := r.tree.File(ref.Node.Span.File)
		var edit diag.Edit
		if edit, err = source.SetValue(f, ref.Node, source.Plain(text)); err == nil {
			r.edits = append(r.edits, edit)
		}
	})
	return asAsked(err)
}

// links changes the links in prose that lead to the entry's file or its place in a list file.
func (r *renamer) links(f *source.File, b *source.Body) {
	for _, l := range b.Links() {
		target := passport.LinkTarget(f.Path, l.Dest)
		if target.Kind != passport.TargetEntry || target.Ref.Kind != r.entry.Kind.Folder || target.Ref.ID != r.entry.ID {
			continue
		}
		dest, anchor, has := strings.Cut(l.Dest, "#")
		if strings.HasSuffix(dest, ".md") {
			dest = path.Dir(dest) + "/" + r.id + strings.TrimPrefix(path.Base(dest), strings.TrimSuffix(path.Base(r.entry.Item.File.Path), ".md"))
		} else {
			anchor = r.id
		}
		dest = strings.TrimPrefix(dest, "./")
		if has {
			dest += "#" + anchor
		}
		r.edits = append(r.edits, diag.Edit{Span: l.Dst, Text: dest})
	}
}

// asAsked marks a change that source cannot make as one that cannot be asked for.
func asAsked(err error) error {
	if err != nil {
		return askedf("%v", err)
	}
	return nil
}
