package generator

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Sections lists the folders of entries: "experience", "education", "projects", …
func Sections() []string { return passport.Layout().Sections }

// Split moves the entries of a section one step on: a list inside passport.yaml into a list file
// (to "list"), or a list into a folder with one Markdown file per entry (to "folder"). With to "",
// it is the next step from where they are. Comments stay with the entry they stand above, and
// translations move with their originals. It returns the files it changed, sorted.
//
// The new files are read again before anything is written: they must say what the old ones said.
func (b *Builder) Split(dir, section, to string) ([]string, error) {
	k := passport.KindOf(section)
	if k == nil {
		if near, ok := passport.Nearest(section, Sections()); ok {
			return nil, askedf("there is no section %q: did you mean %q?", section, near)
		}
		return nil, askedf("there is no section %q; there are %s", section, strings.Join(Sections(), ", "))
	}
	if to != "" && to != "list" && to != "folder" {
		return nil, askedf("--to is %q: use list or folder", to)
	}
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	t := source.Load(root.FS(), passport.Layout(), nil)
	if name := unreadable(t, func(f *source.File) bool { return t.Roots[f.Lang] == f || strings.HasPrefix(f.Path, k.Folder+".") }); name != "" {
		return nil, askedf("%s cannot be read as a whole, so nothing was moved: \"passport check\" says why", name)
	}
	lists, err := listsOf(t, k.Folder)
	if err != nil {
		return nil, err
	}
	inline := slices.ContainsFunc(lists, func(l list) bool { return l.pair != nil })
	if to == "" {
		to = "folder"
		if inline {
			to = "list"
		}
	}
	s := splitter{tree: t, section: k.Folder, write: map[string][]byte{}}
	for _, l := range lists {
		if to == "list" {
			err = s.toList(l)
		} else {
			err = s.toFolder(l)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := output.Edit(dir, s.write); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(s.write)), nil
}

// list is one list of entries: inside passport.yaml under a key, or a file of its own.
type list struct {
	file *source.File
	pair *source.Pair // nil for a list file
	node *source.Node
}

// listsOf finds the lists of a section, the original's and those of translations.
func listsOf(t *source.Tree, section string) ([]list, error) {
	var out []list
	seen := map[*source.Node]bool{}
	for _, it := range t.Items {
		if it.Section != section || it.Origin == source.Paged || it.File.Private {
			continue
		}
		l := list{file: it.File, node: it.File.Node}
		if it.Origin == source.Inline {
			l.pair = it.File.Node.Pair(section)
			l.node = l.pair.Value
		}
		if !seen[l.node] {
			seen[l.node] = true
			out = append(out, l)
		}
	}
	if out == nil {
		return nil, askedf("there is no list of %s to split", section)
	}
	return out, nil
}

// splitter collects what is to be written.
type splitter struct {
	tree    *source.Tree
	section string
	write   map[string][]byte // nil: the file goes
}

// toList moves a list out of passport.yaml into a list file.
func (s *splitter) toList(l list) error {
	if l.pair == nil {
		return askedf("%s is a list file already; --to folder gives each entry a file", l.file.Path)
	}
	name := s.section + langSuffix(l.file) + ".yaml"
	if s.tree.Has(name) {
		return askedf("there is a %s already; move the entries of %s there by hand, or use --to folder", name, l.file.Path)
	}
	text := dedent(block(l), "")
	if !sameValue(name, text, l.node) {
		text = source.Print(l.node.Value(), source.PrintOptions{})
	}
	s.write[name] = text
	return s.cut(l)
}

// toFolder gives every entry of a list a Markdown file of its own.
func (s *splitter) toFolder(l list) error {
	for i, item := range l.node.Items {
		id := passport.Fold(or(item.Get("id").Str(), passport.Fold(or(item.Get("title").Str(), item.Str()))))
		if id == "" {
			return askedf("an entry of %s in %s has no id and no title to make a file name of", s.section, l.file.Path)
		}
		name := path.Join(s.section, id+langSuffix(l.file)+".md")
		if _, twice := s.write[name]; twice || s.tree.Has(name) {
			return askedf("there is a %s already", name)
		}
		page, err := asPage(name, l, i, item)
		if err != nil {
			return err
		}
		s.write[name] = page
	}
	if l.pair == nil {
		s.write[l.file.Path] = nil
		return nil
	}
	return s.cut(l)
}

// cut takes the list out of passport.yaml.
func (s *splitter) cut(l list) error {
	data := l.file.Data
	start := lineStart(data, l.pair.KeySpan.Start)
	end := lineEnd(data, l.node.Span.End)
	changed, err := source.Apply(read(s.tree), []diag.Edit{{Span: diag.Span{File: l.file.Path, Start: start, End: end}}})
	if err != nil {
		return askedf("%v", err)
	}
	s.write[l.file.Path] = changed[l.file.Path]
	return nil
}

// asPage turns an item of a list into a page: its keys become front matter, its `body` the prose, and
// paths are seen from one folder further down.
func asPage(name string, l list, i int, item *source.Node) ([]byte, error) {
	prose := source.ProseOf(item.Get("body")).Source()
	rest := without(item, "id", "body")
	var page []byte
	if text := itemText(l, i); text != nil {
		page = []byte("---\n" + string(text) + "---\n")
		if prose != "" {
			page = fmt.Appendf(page, "\n%s\n", strings.TrimRight(prose, "\n"))
		}
		for _, key := range []string{"body", "id"} {
			page = withoutLines(name, page, key)
		}
	}
	if f, found := source.Parse(name, page); page == nil || found.HasErrors() || !reflect.DeepEqual(interfaceOf(f.Node), interfaceOf(rest)) {
		// Written on one line, or in a way that lines cannot be moved: print it anew, without comments.
		page = source.PrintPage(rest.Value(), prose, source.PrintOptions{})
	}
	return deeper(name, page)
}

// without is a copy of a mapping without some keys; a plain string is a title.
func without(n *source.Node, keys ...string) *source.Node {
	if n.Kind != source.Map {
		return &source.Node{Kind: source.Map, Pairs: []source.Pair{{Key: "title", Value: n}}}
	}
	out := *n
	out.Pairs = nil
	for _, p := range n.Pairs {
		if !slices.Contains(keys, p.Key) {
			out.Pairs = append(out.Pairs, p)
		}
	}
	return &out
}

// interfaceOf is a node's value; an empty mapping and none are the same.
func interfaceOf(n *source.Node) any {
	if n == nil || n.Kind == source.Map && len(n.Pairs) == 0 {
		return nil
	}
	return n.Interface()
}

// withoutLines takes the lines of a key out of a page's front matter.
func withoutLines(name string, page []byte, key string) []byte {
	f, _ := source.Parse(name, page)
	if f == nil || f.Node == nil {
		return page
	}
	p := f.Node.Pair(key)
	if p == nil {
		return page
	}
	start, end := lineStart(page, p.KeySpan.Start), lineEnd(page, max(p.KeySpan.End, p.Value.Span.End))
	return slices.Concat(page[:start], page[end:])
}

// deeper rewrites the relative paths of a page that moved from the passport's folder into a section's.
func deeper(name string, page []byte) ([]byte, error) {
	f, found := source.Parse(name, page)
	if found.HasErrors() {
		return nil, askedf("%s: %s", name, found[0].Message)
	}
	var edits []diag.Edit
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		for _, it := range n.Items {
			walk(it)
		}
		for _, p := range n.Pairs {
			isPath := p.Key == "file" || p.Key == "src" || p.Key == "image"
			if p.Key == "extra" {
				continue
			}
			if isPath && p.Value.Kind == source.String && relative(p.Value.Text) {
				if e, err := source.SetValue(f, p.Value, source.Text("../"+p.Value.Text)); err == nil {
					edits = append(edits, e)
				}
			}
			walk(p.Value)
		}
	}
	if f.Node != nil {
		walk(f.Node)
	}
	for _, link := range f.Body.Links() {
		if relative(link.Dest) && !link.Auto {
			edits = append(edits, diag.Edit{Span: diag.Span{File: name, Start: link.Dst.Start, End: link.Dst.Start}, Text: "../"})
		}
	}
	if edits == nil {
		return page, nil
	}
	changed, err := source.Apply(func(string) ([]byte, bool) { return page, true }, edits)
	if err != nil {
		return nil, askedf("%s: %v", name, err)
	}
	return changed[name], nil
}

// relative tells whether a path is relative to the file that names it.
func relative(p string) bool {
	return p != "" && !strings.HasPrefix(p, "#") && !strings.HasPrefix(p, "/") && !strings.Contains(p, ":")
}

// block is the text of a list: whole lines, with the comments above its first item.
func block(l list) []byte {
	data := l.file.Data
	from := lineEnd(data, l.pair.KeySpan.End)
	to := lineEnd(data, l.node.Span.End)
	if from >= to {
		return nil // on the key's own line
	}
	return data[from:to]
}

// itemText is the text of item i without its dash: whole lines, with the comments above it. It is nil
// when the list is not written one item after the other, each beginning on the line of its dash.
func itemText(l list, i int) []byte {
	data := l.file.Data
	item := l.node.Items[i]
	if item.Kind != source.Map || len(item.Pairs) == 0 {
		return nil
	}
	start := lineStart(data, item.Span.Start)
	dash := data[start:item.Span.Start]
	if strings.TrimLeft(string(dash), " ") != "- " {
		return nil
	}
	from := start
	for from > 0 {
		above := lineStart(data, from-1)
		if !bytes.HasPrefix(bytes.TrimSpace(data[above:from]), []byte("#")) {
			break
		}
		from = above
	}
	indent := strings.Repeat(" ", len(dash))
	comments := dedent(data[from:start], indent[:len(dash)-2])
	first := data[item.Span.Start:lineEnd(data, item.Span.Start)]
	rest := dedent(data[lineEnd(data, item.Span.Start):max(lineEnd(data, item.Span.Start), lineEnd(data, item.Span.End))], indent)
	return slices.Concat(comments, first, rest)
}

// dedent takes an indentation off every line; "" stands for that of the first line. Lines with less,
// such as comments at the margin, lose what they have.
func dedent(text []byte, indent string) []byte {
	if indent == "" {
		for line := range bytes.Lines(text) {
			if trimmed := bytes.TrimLeft(line, " "); len(bytes.TrimSpace(trimmed)) > 0 && trimmed[0] != '#' {
				indent = string(line[:len(line)-len(trimmed)])
				break
			}
		}
	}
	var out []byte
	for line := range bytes.Lines(text) {
		if cut, ok := bytes.CutPrefix(line, []byte(indent)); ok {
			out = append(out, cut...)
		} else {
			out = append(out, bytes.TrimLeft(line, " ")...)
		}
	}
	return out
}

// sameValue tells whether a text reads as the same value.
func sameValue(name string, text []byte, want *source.Node) bool {
	f, found := source.Parse(name, text)
	return !found.HasErrors() && f.Node != nil && reflect.DeepEqual(f.Node.Interface(), want.Interface())
}

func langSuffix(f *source.File) string {
	if f.Lang == "" {
		return ""
	}
	return "." + f.Lang
}

func lineStart(data []byte, at int) int { return bytes.LastIndexByte(data[:at], '\n') + 1 }

// lineEnd is where the line of the byte before at ends, its line end included; at itself when a line
// has just ended.
func lineEnd(data []byte, at int) int {
	if at > 0 && data[at-1] == '\n' {
		return at
	}
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(data)
}
