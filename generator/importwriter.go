package generator

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// importWriter turns changes into files: new ones, and edits of those that are there.
type importWriter struct {
	im    *Importing
	t     *source.Tree // nil for a new passport
	lists map[string][]*passport.Entry
	edits []pending

	edited map[string]bool          // files that are there and change
	done   map[*passport.Entry]bool // entries of the person that were looked at
}

// pending is an edit and the change that it belongs to.
type pending struct {
	depth  int
	file   *source.File
	make   func() (diag.Edit, error)
	change int // in im.Changes
	entry  *passport.Entry
}

func newWriter(im *Importing, t *source.Tree) *importWriter {
	return &importWriter{im: im, t: t, lists: map[string][]*passport.Entry{}, edited: map[string]bool{}, done: map[*passport.Entry]bool{}}
}

// add writes a new entry where the person keeps its kind: at the end of a list, or as a page.
func (w *importWriter) add(e *passport.Entry, list bool) {
	c := ImportChange{State: ImportNew, Ref: e.Ref().String(), Title: headline(e)}
	file, node := w.list(e.Kind.Folder)
	switch {
	case node != nil:
		c.File = file.Path
		w.edits = append(w.edits, pending{file: file, change: len(w.im.Changes), entry: e, make: func() (diag.Edit, error) {
			return source.AppendItem(file, node, itemValue(e, file.Path != e.Kind.Folder+".yaml"))
		}})
	case list && !w.paged(e.Kind.Folder):
		c.File = e.Kind.Folder + ".yaml"
		w.lists[e.Kind.Folder] = append(w.lists[e.Kind.Folder], e)
	default:
		c.File = w.page(e)
	}
	w.im.Changes = append(w.im.Changes, c)
}

// page writes an entry as a page of its own.
func (w *importWriter) page(e *passport.Entry) string {
	name := path.Join(e.Kind.Folder, e.ID+".md")
	w.im.write[name] = passport.EncodeEntry(e)
	return name
}

// headline says in one line what an entry is: "Night nurse, Harbour Clinic".
func headline(e *passport.Entry) string {
	parts := []string{e.Heading().Value}
	for _, s := range []string{e.Organization.Name.Value, e.Start.String(), e.Date.String()} {
		if s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// list finds the list in which the person keeps a kind: a list file without pages beside it, or a list
// in passport.yaml.
func (w *importWriter) list(folder string) (*source.File, *source.Node) {
	if w.t == nil || w.paged(folder) {
		return nil, nil
	}
	if f := listFile(w.t, folder); f != nil {
		return f, f.Node
	}
	if f := w.t.File("passport.yaml"); f != nil {
		if n := f.Node.Get(folder); n != nil && n.Kind == source.Seq {
			return f, n
		}
	}
	return nil, nil
}

func (w *importWriter) paged(folder string) bool {
	return w.t != nil && slices.ContainsFunc(w.t.Items, func(it *source.Item) bool {
		return it.Section == folder && it.Lang == "" && it.Origin == source.Paged
	})
}

// itemValue is an entry as an item of a list.
func itemValue(e *passport.Entry, inline bool) source.Value {
	f, _ := source.Parse("item.yaml", passport.EncodeItem(e, inline))
	return f.Node.Items[0].Value()
}

// complete gives an entry what it lacks and reports whether it lacked anything.
func (w *importWriter) complete(have, in *passport.Entry) bool {
	c := ImportChange{State: ImportKnown, Ref: have.Ref().String(), Title: headline(have)}
	at := len(w.im.Changes)
	done := w.done[have]
	w.done[have] = true
	if it := have.Item; !done && it != nil && it.Node != nil && it.File != nil {
		f, _ := source.Parse("item.yaml", passport.EncodeItem(in, it.Origin == source.Inline))
		want := f.Node.Items[0]
		for _, a := range append(format.Additions(it.Node, want), format.Later(have, in, it.Node, want)...) {
			c.Adds = append(c.Adds, a.Field)
			w.addition(it.File, a, at)
		}
		if (have.Body == nil || have.Body.Body.Empty()) && in.Body != nil {
			c.Adds = append(c.Adds, "body")
			w.body(it, in, want, at)
		}
	}
	if len(c.Adds) > 0 {
		c.State, c.File = ImportChanged, have.Item.File.Path
	}
	if told, _ := behind(have, in); !done {
		c.Not = strings.Join(told, "; ")
	}
	w.im.Changes = append(w.im.Changes, c)
	return c.State == ImportChanged
}

// behind says what came in tells of later times than the person does, where that is not added: an end of what
// goes on as they have it, and further positions. Lost are the fields of what came in, each with the reason.
func behind(have, in *passport.Entry) (told []string, lost map[string]string) {
	lost = map[string]string{}
	mine, work := have.Detail.(*passport.Experience)
	if !work {
		return nil, nil
	}
	end := func(field string, to passport.Date, start, end passport.Date) {
		if !start.IsZero() && (end.IsZero() && !format.SameSource(have, in) || end.Present) && !to.IsZero() && !to.Present {
			told = append(told, fmt.Sprintf("the file says that it ended %s: write that under end, if it did", to))
			lost[field] = "it goes on, as the passport has it"
		}
	}
	end("end", in.End, have.Start, have.End)
	for i, r := range in.Detail.(*passport.Experience).Roles {
		field := fmt.Sprintf("roles[%d]", i)
		same := func(title passport.Text) bool { return passport.Fold(title.Value) == passport.Fold(r.Title.Value) }
		at := slices.IndexFunc(mine.Roles, func(m passport.Role) bool { return same(m.Title) })
		switch {
		case at >= 0:
			end(field+".end", r.End, mine.Roles[at].Start, mine.Roles[at].End)
		case same(have.Title):
			end(field+".end", r.End, have.Start, have.End)
		case !format.SameSource(have, in):
			told = append(told, fmt.Sprintf("the file has the position %q there too: write it under roles, if it is missing", r.Title.Value))
			lost[field] = "the passport has other positions there"
		}
	}
	return told, lost
}

func (w *importWriter) addition(file *source.File, a format.Addition, change int) {
	w.edits = append(w.edits, pending{depth: 1 + strings.Count(a.Field, "."), file: file, change: change, make: func() (diag.Edit, error) {
		if a.Key == "" {
			return source.AppendItem(file, a.In, a.Value)
		}
		return source.AddKey(file, a.In, a.Key, a.Value)
	}})
}

// body adds prose: below the front matter of a page, or under the key of an item.
func (w *importWriter) body(it *source.Item, in *passport.Entry, want *source.Node, change int) {
	w.edits = append(w.edits, pending{depth: 1, file: it.File, change: change, make: func() (diag.Edit, error) {
		if it.Origin == source.Paged {
			end := len(it.File.Data)
			text := "\n" + strings.Trim(in.Body.Body.Source(), "\n") + "\n"
			if end > 0 && it.File.Data[end-1] != '\n' {
				text = "\n" + text
			}
			return diag.Edit{Span: diag.Span{File: it.File.Path, Start: end, End: end}, Text: text}, nil
		}
		return source.AddKey(it.File, it.Node, "body", want.Get("body").Value())
	}})
}

// person gives the person, the story and `extra` what is not there yet.
func (w *importWriter) person(in *passport.Passport) {
	file := w.t.File("passport.yaml")
	if file == nil || file.Node == nil {
		return
	}
	shown := *in
	shown.Entries, shown.About, shown.ID = nil, nil, ""
	files, err := passport.Encode(&shown, source.Paged)
	if err != nil {
		panic(err) // there are no entries in it that could have bad ids
	}
	want, _ := source.Parse("passport.yaml", files["passport.yaml"])
	c := ImportChange{State: ImportKnown, Ref: "person", Title: in.Person.Name.Value, File: file.Path}
	at := len(w.im.Changes)
	for _, a := range format.Additions(file.Node, want.Node) {
		if strings.HasPrefix(a.Field, "site") || a.Field == "person.contact.private" && file.Node.Lookup("person", "contact", "phone") != nil {
			continue
		}
		c.Adds = append(c.Adds, a.Field)
		w.addition(file, a, at)
	}
	if in.About != nil && w.t.File("about.md") == nil {
		c.Adds = append(c.Adds, "about.md")
		w.im.write["about.md"] = []byte(strings.Trim(in.About.Body.Source(), "\n") + "\n")
	}
	if len(c.Adds) > 0 {
		c.State = ImportChanged
	}
	w.im.Changes = append(w.im.Changes, c)
}

// finish makes the list files and the edits. What cannot be edited without changing what a person wrote
// by hand is left as it is; a new entry then gets a page.
func (w *importWriter) finish() {
	for folder, list := range w.lists {
		var b bytes.Buffer
		for i, e := range list {
			if i > 0 && len(list) < 50 {
				b.WriteByte('\n')
			}
			b.Write(passport.EncodeItem(e, false))
		}
		w.im.write[folder+".yaml"] = b.Bytes()
	}
	byFile := map[*source.File][]pending{}
	var order []*source.File
	for _, p := range w.edits {
		if byFile[p.file] == nil {
			order = append(order, p.file)
		}
		byFile[p.file] = append(byFile[p.file], p)
	}
	for _, file := range order {
		list := byFile[file]
		// Insertions at one place are made in this order, so what lies deeper comes first and new items of a
		// list, which have no depth, last.
		slices.SortStableFunc(list, func(a, b pending) int { return b.depth - a.depth })
		w.edited[file.Path] = true
		if text := w.apply(file, list); text != nil {
			w.im.write[file.Path] = text
			continue
		}
		// One edit stands in the way of all: they are tried one by one.
		var good []pending
		for _, p := range list {
			if w.apply(file, append(good, p)) != nil {
				good = append(good, p)
				continue
			}
			w.refuse(p)
		}
		if text := w.apply(file, good); text != nil && !bytes.Equal(text, file.Data) {
			w.im.write[file.Path] = text
		}
	}
}

// apply makes edits of a file, nil when that cannot be done.
func (w *importWriter) apply(file *source.File, list []pending) []byte {
	edits := make([]diag.Edit, 0, len(list))
	for _, p := range list {
		e, err := p.make()
		if err != nil {
			return nil
		}
		edits = append(edits, e)
	}
	out, err := source.Apply(func(name string) ([]byte, bool) { return file.Data, name == file.Path }, edits)
	if err != nil {
		return nil
	}
	if text := out[file.Path]; text != nil {
		return text
	}
	return file.Data
}

// refuse gives up an edit: a new entry becomes a page, an addition is not made.
func (w *importWriter) refuse(p pending) {
	c := &w.im.Changes[p.change]
	if p.entry != nil {
		c.File = w.page(p.entry)
		return
	}
	c.Not = fmt.Sprintf("not everything could be added to %s without rewriting it: do that by hand", p.file.Path)
}
