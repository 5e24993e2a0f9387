// Package passportjson reads the passport.json that every build of a passport writes: the public passport,
// with the names of people's files. What a build works out by itself (spans of time, backing, where skills
// were shown) is worked out anew; files and pictures, which are only named in it, are not fetched.
package passportjson

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Format is passport.json.
var Format = &format.Format{
	Name:  "passportjson",
	Title: "passport.json",
	About: "the public data of another passport, or of one’s own",
	Spec:  "https://talent-passport.github.io/passport/schema/v1/public.schema.json",
	Tier:  format.TierCore,
	Ext:   ".json", MediaType: "application/json",
	Recognise: recognise,
	Import:    read,
}

func recognise(f *format.File) format.Match {
	root := f.JSONMap()
	switch {
	case root == nil:
		return format.No
	case strings.HasSuffix(root.Get("$schema").Str(), "/public.schema.json") && root.Get("person") != nil:
		return format.Sure
	case root.Get("schema") != nil && root.Lookup("person", "name") != nil && root.Get("entries") != nil:
		return format.Likely
	}
	return format.No
}

// derived are what a build works out, by the keys of the whole, of an entry and of what is in one.
var (
	derived      = []string{"generator", "id", "url", "language", "languages", "built", "levels", "backing", "earlier"}
	derivedEntry = []string{"ref", "page", "period", "backing", "mentioned_in"}
)

type reader struct {
	in    *format.Intake
	pages map[string]string // where in the files an entry lies, by the address of its page: "projects/river-app.md"
}

func read(f *format.File, in *format.Intake) {
	root := in.JSON(f)
	if root == nil {
		return
	}
	r := reader{in: in, pages: map[string]string{}}
	tree := &source.Tree{Roots: map[string]*source.File{}}
	top := &source.Node{Kind: source.Map, Span: root.Span}
	for _, key := range []string{"person", "site"} {
		if n := root.Get(key); n != nil {
			top.Pairs = append(top.Pairs, source.Pair{Key: key, Value: r.plain(n)})
		}
	}
	tree.Roots[""] = &source.File{Path: "passport.yaml", Node: top}
	var records []*source.Node
	for _, k := range passport.Kinds() {
		list := root.Get("entries").Get(k.Folder)
		if list == nil || list.Kind != source.Seq {
			continue
		}
		for _, n := range list.Items {
			if page, ref := n.Get("page").Str(), n.Get("ref").Str(); page != "" && ref != "" {
				r.pages[page] = ref + ".md"
			}
			it := &source.Item{Section: k.Folder, Name: n.Get("id").Str(), Node: r.plain(n), Span: n.Span}
			tree.Items = append(tree.Items, it)
			records = append(records, n)
		}
	}
	record := map[*source.Item]*source.Node{}
	for i, it := range tree.Items {
		record[it] = records[i]
	}
	p := passport.Decode(tree)
	in.Passport.Person = p.Person
	in.Passport.Person.Forms = passport.Forms{}
	in.Passport.Site = passport.Site{Title: p.Site.Title, Description: p.Site.Description, License: p.Site.License, Repository: p.Site.Repository}
	in.Person()
	r.settle(&in.Passport.Person, root.Get("person"))
	in.Passport.Person.Links = led(in.Passport.Person.Links)
	r.settle(&in.Passport.Site, root.Get("site"))
	r.about(root.Get("about"))
	taken := map[string]bool{}
	for _, e := range p.Entries {
		n := record[e.Item]
		e.Item = nil
		in.Passport.Entries = append(in.Passport.Entries, e)
		in.Into(e, n)
		r.entry(e, n)
		if taken[e.Ref().String()] {
			e.ID = "" // two of one name: the later one gets another
		}
		taken[e.Ref().String()] = true
	}
	r.skills(root.Get("skills"), taken)
	in.Into(nil, nil)
	for _, key := range derived {
		in.Keep(root.Get(key), "")
	}
	in.Keep(root.Get("schema"), "")
	in.Rest(root.Get("skills"), "")
}

func (r reader) about(n *source.Node) {
	n = words(n)
	if s := r.in.String(n); s != "" {
		r.in.Passport.About = r.prose(s, "")
		r.in.To(n, "about.md")
	}
}

// prose is Markdown in which links to pages of the passport lead to its files again. Up leads from the file
// to the passport's folder.
func (r reader) prose(text, up string) *passport.Prose {
	b := source.NewBody(text)
	return &passport.Prose{Body: source.NewBody(b.Markdown(func(l source.Link) (string, bool) {
		page, claim, found := strings.Cut(l.Dest, "#")
		to := r.pages[page]
		switch {
		case l.Image:
			return "", false // its words stay
		case r.pages[l.Dest] != "":
			return up + r.pages[l.Dest], true
		case to == "":
			return l.Dest, true
		case found:
			to += "#" + claim
		}
		return up + to, true
	}))}
}

// words is a text, which names its language when that is not the file's.
func words(n *source.Node) *source.Node {
	if n != nil && n.Kind == source.Map && n.Get("value") != nil && (len(n.Pairs) == 1 || len(n.Pairs) == 2 && n.Get("lang") != nil) {
		return n.Get("value")
	}
	return n
}

// plain is a tree as people write it: texts are words alone, and a file that lies somewhere else is an address.
func (r reader) plain(n *source.Node) *source.Node {
	n = words(n)
	switch n.Kind {
	case source.Map:
		c := &source.Node{Kind: source.Map, Span: n.Span}
		for _, p := range n.Pairs {
			if p.Key == "image" || p.Key == "portrait" {
				continue // only named in the file
			}
			v := r.plain(p.Value)
			if p.Key == "file" {
				if !strings.Contains(v.Str(), "://") || n.Get("url") != nil {
					continue
				}
				p.Key = "url"
			}
			if p.Key == "broader" {
				v = &source.Node{Kind: source.String, Text: strings.TrimPrefix(v.Str(), "skills/"), Span: v.Span}
			}
			if p.Key == "url" && v.Str() != "" && v.Str() == n.Get("page").Str() {
				continue // its page in that passport
			}
			c.Pairs = append(c.Pairs, source.Pair{Key: p.Key, KeySpan: p.KeySpan, Value: v})
		}
		return c
	case source.Seq:
		c := &source.Node{Kind: source.Seq, Span: n.Span}
		for _, it := range n.Items {
			c.Items = append(c.Items, r.plain(it))
		}
		return c
	}
	return n
}

// settle takes out addresses that no page may carry, and says which values of a record arrived.
func (r reader) settle(ptr any, n *source.Node) {
	if n == nil {
		return
	}
	have := map[string]bool{}
	mine := map[*source.Node]bool{}
	passport.Leaves(ptr, func(l passport.Leaf) {
		if u, ok := l.Value.(*passport.URL); ok && u.Value != "" && !passport.SafeURL(u.Value) {
			r.in.URL(u.Node) // tells about it
			*u = passport.URL{}
			return
		}
		if s := l.String(); s != "" {
			have[s] = true
			mine[l.At().Node] = true
		}
	})
	r.leaves(n, "", func(key string, leaf *source.Node) {
		switch {
		case key == "src" || (key == "alt" || key == "caption") && !mine[leaf]:
			r.in.Drop(leaf, "pictures are not fetched: save it into media/ and name it in the entry")
		case key == "lang" && !mine[leaf] && !have[leaf.Str()]:
			r.in.Drop(leaf, "a text is in the passport's language here: put a translation beside it, as the other languages have")
		case key == "broader" && have[strings.TrimPrefix(leaf.Str(), "skills/")]:
			r.in.Keep(leaf, "broader")
		case mine[leaf], have[strings.TrimSpace(leaf.Str())]:
			r.in.String(leaf)
		}
	})
}

// leaves calls fn for every value below a node, with its key; what a build works out is kept in that way.
func (r reader) leaves(n *source.Node, key string, fn func(key string, leaf *source.Node)) {
	switch n.Kind {
	case source.Map:
		for _, p := range n.Pairs {
			if p.Key == "backing" {
				r.in.Keep(p.Value, "")
				continue
			}
			r.leaves(p.Value, p.Key, fn)
		}
	case source.Seq:
		for _, it := range n.Items {
			r.leaves(it, key, fn)
		}
	case source.Null:
	default:
		fn(key, n)
	}
}

func (r reader) entry(e *passport.Entry, n *source.Node) {
	in := r.in
	in.Keep(n.Get("id"), "id")
	for _, key := range derivedEntry {
		in.Keep(n.Get(key), "")
	}
	if at := n.Get("url"); at.Str() != "" && at.Str() == n.Get("page").Str() {
		in.Keep(at, "")
	}
	body := words(n.Get("body"))
	if s := in.String(body); s != "" {
		e.Body = r.prose(s, "../")
		in.To(body, "body")
	}
	if e.Kind.Default == passport.VisibilityPrivate {
		e.Visibility = passport.VisibilityPublic // it was published
	}
	// The file as issued lies where the passport is published.
	if file := n.Get("file"); strings.HasPrefix(file.Str(), "https://") {
		switch d := e.Detail.(type) {
		case *passport.Credential:
			in.Keep(file, "evidence")
			if d.URL.Value == file.Str() {
				d.URL = passport.URL{}
			}
			e.Evidence = append(e.Evidence, passport.Evidence{Title: passport.Text{Value: "As issued"}, URL: passport.URL{Value: file.Str()}, Genre: "document"})
		case *passport.Endorsement:
			if d.URL.Value == file.Str() {
				d.URL = passport.URL{}
			}
			in.Keep(file, "evidence")
			e.Evidence = append(e.Evidence, passport.Evidence{Title: passport.Text{Value: "Original"}, URL: passport.URL{Value: file.Str()}, Genre: "document"})
		}
	} else if file.Str() != "" {
		in.Drop(file, "files are not fetched: save it beside the entry and name it under file")
	}
	r.settle(e, n)
	e.Links = led(e.Links)
}

// led are the links that lead somewhere.
func led(list []passport.Link) []passport.Link {
	return slices.DeleteFunc(list, func(l passport.Link) bool { return l.URL.Value == "" })
}

// skills declares those that work names and no entry describes.
func (r reader) skills(n *source.Node, taken map[string]bool) {
	for _, s := range r.in.List(n) {
		id, title := s.Get("id").Str(), words(s.Get("title"))
		if taken["skills/"+id] || id == "" || passport.Fold(id) != id {
			continue
		}
		e := r.in.Entry("skills", nil)
		e.ID, e.Title = id, r.in.Text(title)
		taken["skills/"+id] = true
	}
}
