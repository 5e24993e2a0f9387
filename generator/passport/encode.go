package passport

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"net/url"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/source"
)

// Encode writes a passport as files that a person would have written, by path: passport.yaml,
// about.md, and every entry in one of the three layouts: as an item of a list in passport.yaml, of a
// list file such as skills.yaml, or as a Markdown file of its own. Translations go into files beside
// the originals, private entries below .private. Reading the files gives the passport again, places
// apart. Keys stand in the order of the types; relative paths and links are written anew for where
// the files lie. It fails when two entries would be one file, or an id is no id.
func Encode(p *Passport, o source.Origin) (map[string][]byte, error) {
	w := &writer{origin: o, files: map[string][]byte{}, pages: map[string]page{}, lists: map[string]*list{}}
	w.root("passport.yaml", shown(p))
	for lang, t := range p.Translations {
		if t.Node != nil {
			w.root("passport."+lang+".yaml", nodeFields(t.Node))
		}
		if !t.Body.Empty() {
			var front []source.Field
			if t.BodyDigest != "" {
				front = append(front, source.Field{Key: "translates", Value: source.Text(t.BodyDigest)})
			}
			w.story("about."+lang+".md", front, t.Body)
		}
	}
	if p.About != nil {
		w.story("about.md", nil, p.About.Body)
	}
	for _, e := range p.Entries {
		if e.ID == "" || Fold(e.ID) != e.ID {
			return nil, fmt.Errorf("%s has the id %q, which is none: ids are lower case letters and digits with hyphens between them", e.Kind.Word, e.ID)
		}
		if err := w.entry(e); err != nil {
			return nil, err
		}
	}
	w.finish()
	return w.files, nil
}

// EncodeEntry writes an entry as one Markdown file: its fields as front matter, then its prose.
func EncodeEntry(e *Entry) []byte {
	file := placeOf(e, source.Paged, "")
	return source.PrintPage(source.Fields(entryFields(e, file)...), relink(e.body(), e, file), source.PrintOptions{})
}

// EncodeItem writes an entry as the only item of a list, with its id and its prose under `body`:
// what goes into a list file, or with inline under the kind's key of passport.yaml.
func EncodeItem(e *Entry, inline bool) []byte {
	o := source.Listed
	if inline {
		o = source.Inline
	}
	return source.Print(source.ListOf(itemOf(e, placeOf(e, o, ""))), source.PrintOptions{})
}

// writer collects files. Lists grow until the end, because many entries share one.
type writer struct {
	origin source.Origin
	files  map[string][]byte
	pages  map[string]page // documents with lists to come: passport.yaml and its translations
	lists  map[string]*list
}

type page struct{ fields []source.Field }

// list is the items of one kind in one file.
type list struct {
	file  string
	kind  *Kind
	items []source.Value
}

func (w *writer) root(file string, fields []source.Field) { w.pages[file] = page{fields} }

// story writes a Markdown file that needs no front matter, unless its prose has a line that could be
// taken for the end of one.
func (w *writer) story(file string, front []source.Field, b *source.Body) {
	text := strings.Trim(b.Source(), "\n")
	if len(front) == 0 && !strings.Contains(text, "---") {
		w.files[file] = []byte(text + "\n")
		return
	}
	w.files[file] = source.PrintPage(source.Fields(front...), text, source.PrintOptions{})
}

// placeOf is the file that an entry, or its translation, is written in.
func placeOf(e *Entry, o source.Origin, lang string) string {
	dir, ext := "", ".yaml"
	if e.Private {
		dir = privateDir + "/"
	}
	if lang != "" {
		ext = "." + lang + ext
	}
	switch o {
	case source.Inline:
		return dir + "passport" + ext
	case source.Listed:
		return dir + e.Kind.Folder + ext
	}
	return dir + e.Kind.Folder + "/" + e.ID + strings.TrimSuffix(ext, ".yaml") + ".md"
}

func (w *writer) entry(e *Entry) error {
	file := placeOf(e, w.origin, "")
	if w.origin == source.Paged {
		if w.files[file] != nil {
			return fmt.Errorf("two entries would be the file %s: give one of them another id", file)
		}
		w.files[file] = EncodeEntry(e)
	} else {
		w.item(file, e.Kind, itemOf(e, file))
	}
	for _, lang := range slices.Sorted(maps.Keys(e.Translations)) {
		t := e.Translations[lang]
		file := placeOf(e, w.origin, lang)
		fields := translated(t)
		body := relink(t.Body, e, file)
		if w.origin == source.Paged {
			w.files[file] = source.PrintPage(source.Fields(fields...), body, source.PrintOptions{})
			continue
		}
		fields = append([]source.Field{{Key: "id", Value: source.Text(e.ID)}}, fields...)
		if body != "" {
			fields = append(fields, source.Field{Key: "body", Value: source.Text(body)})
		}
		w.item(file, e.Kind, source.Fields(fields...))
	}
	return nil
}

func (w *writer) item(file string, k *Kind, v source.Value) {
	key := file + "#" + k.Folder
	if w.lists[key] == nil {
		w.lists[key] = &list{file: file, kind: k}
	}
	w.lists[key].items = append(w.lists[key].items, v)
}

// finish prints what had to wait for all entries.
func (w *writer) finish() {
	all := slices.SortedFunc(maps.Values(w.lists), func(a, b *list) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.kind.order(), b.kind.order()))
	})
	for _, l := range all {
		if w.origin == source.Listed {
			w.files[l.file] = source.Print(source.ListOf(l.items...), source.PrintOptions{})
			continue
		}
		p := w.pages[l.file]
		p.fields = append(p.fields, source.Field{Key: l.kind.Folder, Value: source.ListOf(l.items...)})
		w.pages[l.file] = p
	}
	for file, p := range w.pages {
		w.files[file] = source.Print(source.Fields(p.fields...), source.PrintOptions{})
	}
}

// shown are the fields of passport.yaml but the lists.
func shown(p *Passport) []source.Field {
	c := *p
	if c.Schema == 0 {
		c.Schema = 1
	}
	v, s := shapeOf(&c)
	return (&encoder{file: "passport.yaml"}).fields(v, s.plan, nil)
}

// itemOf is an entry as an item of a list.
func itemOf(e *Entry, file string) source.Value {
	fields := append([]source.Field{{Key: "id", Value: source.Text(e.ID)}}, entryFields(e, file)...)
	if body := relink(e.body(), e, file); body != "" {
		fields = append(fields, source.Field{Key: "body", Value: source.Text(body)})
	}
	return source.Fields(fields...)
}

// entryFields are the fields of an entry: what it is, then what only its kind has, then the rest.
func entryFields(e *Entry, file string) []source.Field {
	enc := &encoder{file: file}
	v, s := shapeOf(e)
	common := enc.fields(v, s.plan, nil)
	at := slices.IndexFunc(common, func(f source.Field) bool { return slices.Contains(afterDetail, f.Key) })
	if at < 0 {
		at = len(common)
	}
	if e.Detail == nil {
		return common
	}
	v, s = shapeOf(e.Detail)
	return slices.Insert(common, at, enc.fields(v, s.plan, nil)...)
}

// afterDetail are the common keys that stand behind those of the kind: from the skills on.
var afterDetail = []string{"skills", "highlights", "evidence", "links", "tags", "image", "visibility", "featured", "formerly", "updated", "source", "extra"}

func (e *Entry) body() *source.Body {
	if e.Body == nil {
		return nil
	}
	return e.Body.Body
}

// translated are the fields of a translation, without what its place says.
func translated(t *Overlay) []source.Field {
	fields := slices.DeleteFunc(nodeFields(t.Node), func(f source.Field) bool { return f.Key == "id" || f.Key == "body" })
	if t.Digest != "" && t.Node.Get("translates") == nil {
		fields = append([]source.Field{{Key: "translates", Value: source.Text(t.Digest)}}, fields...)
	}
	return fields
}

// nodeFields are the pairs of a mapping, without lists of entries.
func nodeFields(n *source.Node) []source.Field {
	var fields []source.Field
	if n == nil || n.Kind != source.Map {
		return nil
	}
	for _, p := range n.Pairs {
		if kindByFolder(p.Key) == nil {
			fields = append(fields, source.Field{Key: p.Key, Value: p.Value.Value()})
		}
	}
	return fields
}

// encoder turns values into YAML for one file.
type encoder struct{ file string }

// fields are the tagged fields of a struct that say something.
func (enc *encoder) fields(v reflect.Value, p *plan, fields []source.Field) []source.Field {
	for i := range p.fields {
		f := &p.fields[i]
		if x, ok := enc.value(v.Field(f.index), f.shape); ok {
			fields = append(fields, source.Field{Key: f.key, Value: x})
		}
	}
	return fields
}

// value is one value, and whether it says anything.
func (enc *encoder) value(v reflect.Value, s *shape) (source.Value, bool) {
	switch s.op {
	case opString:
		return source.Text(v.String()), v.Len() > 0
	case opInt:
		return source.Number(v.Int()), v.Int() != 0
	case opFloat:
		x := v.Float()
		if x == math.Trunc(x) && math.Abs(x) < 1e15 {
			return source.Number(int64(x)), x != 0
		}
		return source.Number(x), x != 0
	case opBool:
		return source.Truth(v.Bool()), v.Bool()
	case opBoolPtr:
		if v.IsNil() {
			return source.Value{}, false
		}
		return source.Truth(v.Elem().Bool()), true
	case opText:
		t := v.Interface().(Text).Value
		return source.Text(t), t != ""
	case opDate:
		d := v.Interface().(Date)
		return source.Plain(d.String()), !d.IsZero()
	case opURL:
		u := v.Interface().(URL).Value
		return source.Text(u), u != ""
	case opPath:
		written := enc.path(v.Interface().(Path))
		return source.Text(written), written != ""
	case opRef:
		written := v.Interface().(Ref).written(s.skill)
		return source.Text(written), written != ""
	case opExtra:
		return source.ValueOf(map[string]any(v.Interface().(Extra))), v.Len() > 0
	case opStringMap:
		m := v.Interface().(map[string]string)
		var fields []source.Field
		for _, k := range slices.Sorted(maps.Keys(m)) {
			fields = append(fields, source.Field{Key: k, Value: source.Text(m[k])})
		}
		return source.Fields(fields...).OneLine(), len(m) > 0
	case opSlice:
		var items []source.Value
		for i := range v.Len() {
			if x, ok := enc.value(v.Index(i), s.elem); ok {
				items = append(items, x)
			}
		}
		list := source.ListOf(items...)
		if s.elem.op != opStruct || s.elem.plan == plans()[reflect.TypeFor[SkillUse]()] {
			list = list.OneLine()
		}
		return list, len(items) > 0
	case opStruct:
		return enc.structure(v, s.plan)
	}
	return source.Value{}, false
}

// structure is a mapping, or the plain scalar that stands for it. A mapping of nothing but scalars
// goes on one line where it fits, as people write {name: Porto, country: PT}.
func (enc *encoder) structure(v reflect.Value, p *plan) (source.Value, bool) {
	fields := enc.fields(v, p, nil)
	switch {
	case len(fields) == 0:
		return source.Value{}, false
	case len(fields) == 1 && p.scalar >= 0 && fields[0].Key == p.fields[p.scalar].key:
		return fields[0].Value, true
	}
	// The two parts of passport.yaml stand in lines however short they are, because they will grow.
	short := p != plans()[reflect.TypeFor[Person]()] && p != plans()[reflect.TypeFor[Site]()]
	for i := range p.fields {
		f := &p.fields[i]
		if (f.shape.op == opStruct || f.shape.op == opSlice) && slices.ContainsFunc(fields, func(x source.Field) bool { return x.Key == f.key }) {
			short = false
		}
	}
	m := source.Fields(fields...)
	if short {
		m = m.OneLine()
	}
	return m, true
}

// path is how a file names another: relative to itself.
func (enc *encoder) path(p Path) string {
	if p.Full == "" {
		return p.Written
	}
	if p.Written != "" && within(enc.file, p.Written) == p.Full {
		return p.Written
	}
	return relative(enc.file, p.Full)
}

// relative is the path of a file as another file of the passport names it.
func relative(from, to string) string {
	dir := path.Dir(from)
	up := ""
	for dir != "." && !strings.HasPrefix(to, dir+"/") {
		up += "../"
		dir = path.Dir(dir)
	}
	if dir != "." {
		to = strings.TrimPrefix(to, dir+"/")
	}
	return up + to
}

// written is the ref as the person wrote it, while that still means the same.
func (r Ref) written(skill bool) string {
	switch {
	case skill && r.Written != "":
		return r.Written
	case skill, r.Kind == "":
		return r.ID
	}
	if w := ParseRef(r.Written); r.Written != "" && w.Kind == r.Kind && w.ID == r.ID && w.Claim == r.Claim {
		return r.Written
	}
	return r.String()
}

// file is where an entry was written; for one that was written nowhere, the page it would have.
func (e *Entry) file() string {
	if e.Item != nil && e.Item.File != nil {
		return e.Item.File.Path
	}
	return placeOf(e, source.Paged, "")
}

// relink is the prose of an entry for the file it is written in: links follow when that lies in
// another folder than the file they were written for.
func relink(b *source.Body, e *Entry, file string) string {
	if b.Empty() {
		return ""
	}
	from := e.file()
	text := b.Source()
	if path.Dir(from) != path.Dir(file) && mayLink(b) {
		text = b.Markdown(func(l source.Link) (string, bool) { return moved(from, file, l.Dest), true })
	}
	return strings.Trim(text, "\n")
}

// moved is the destination of a link for another file than it was written in.
func moved(from, to, dest string) string {
	rest, anchor, hasAnchor := strings.Cut(dest, "#")
	switch LinkTarget(from, dest).Kind {
	case TargetWeb, TargetHere, TargetNowhere:
		return dest
	}
	full := within(from, unescape(rest))
	u := (&url.URL{Path: relative(to, full)}).EscapedPath()
	if strings.HasSuffix(rest, "/") && !strings.HasSuffix(u, "/") {
		u += "/"
	}
	if hasAnchor {
		u += "#" + anchor
	}
	return u
}
