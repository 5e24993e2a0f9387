package generator

import (
	"encoding/json"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
)

// Stages lists what [Builder.Dump] can print, in the order of the flow.
func Stages() []string { return []string{"tree", "passport", "site"} }

// Dump prints what was understood at one arrow of a build, as indented JSON. The second result is
// false for a stage that does not exist.
func (b *Builder) Dump(dir, stage string) ([]byte, bool, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, false, err
	}
	defer root.Close()
	var v any
	switch stage {
	case "tree":
		v = dumpTree(source.Load(root.FS(), passport.Layout(), nil))
	case "passport":
		v = dumpPassport(passport.Decode(source.Load(root.FS(), passport.Layout(), nil)))
	case "site":
		v = dumpSite(b.Plan(root.FS(), nil))
	default:
		return nil, false, nil
	}
	text, err := json.MarshalIndent(v, "", "  ")
	return append(text, '\n'), true, err
}

// dumpedItem is an entry as it was read.
type dumpedItem struct {
	Section string      `json:"section"`
	Name    string      `json:"name,omitempty"`
	Lang    string      `json:"lang,omitempty"`
	Private bool        `json:"private,omitempty"`
	File    string      `json:"file"`
	Start   int         `json:"start"`
	End     int         `json:"end"`
	Value   *dumpedNode `json:"value,omitempty"`
	Body    string      `json:"body,omitempty"`
}

// dumpedNode is a value and the bytes of the file that it stands in.
type dumpedNode struct {
	Kind  string       `json:"kind"`
	Text  string       `json:"text,omitempty"`
	Start int          `json:"start"`
	End   int          `json:"end"`
	Pairs []dumpedPair `json:"pairs,omitempty"`
	Items []dumpedNode `json:"items,omitempty"`
}

type dumpedPair struct {
	Key   string     `json:"key"`
	Start int        `json:"start"`
	Value dumpedNode `json:"value"`
}

func dumpTree(t *source.Tree) any {
	items := []dumpedItem{}
	for _, it := range t.Items {
		d := dumpedItem{
			Section: it.Section, Name: it.Name, Lang: it.Lang, Private: it.Private,
			File: it.File.Path, Start: it.Span.Start, End: it.Span.End, Body: it.Body.Source(),
		}
		if it.Node != nil {
			n := dumpNode(it.Node)
			d.Value = &n
		}
		items = append(items, d)
	}
	roots := map[string]dumpedNode{}
	for lang, f := range t.Roots {
		if f.Node != nil {
			roots[strings.TrimSuffix("passport."+lang, ".")] = dumpNode(f.Node)
		}
	}
	files := []string{}
	for _, a := range t.Assets {
		files = append(files, a.Path)
	}
	return map[string]any{"roots": roots, "items": items, "files": files}
}

func dumpNode(n *source.Node) dumpedNode {
	names := map[source.Kind]string{
		source.Null: "null", source.Bool: "bool", source.Int: "int", source.Float: "float",
		source.String: "string", source.Seq: "list", source.Map: "map",
	}
	d := dumpedNode{Kind: names[n.Kind], Text: n.Text, Start: n.Span.Start, End: n.Span.End}
	for _, p := range n.Pairs {
		d.Pairs = append(d.Pairs, dumpedPair{Key: p.Key, Start: p.KeySpan.Start, Value: dumpNode(p.Value)})
	}
	for _, it := range n.Items {
		d.Items = append(d.Items, dumpNode(it))
	}
	return d
}

// dumpPassport shows each entry under its ref, as Encode would write it.
func dumpPassport(p *passport.Passport) any {
	type entry struct {
		Ref        string `json:"ref"`
		Kind       string `json:"kind"`
		Title      string `json:"title"`
		Visibility string `json:"visibility"`
		Page       string `json:"page"`
	}
	entries := []entry{}
	for _, e := range p.Entries {
		entries = append(entries, entry{
			Ref: e.Kind.Folder + "/" + e.ID, Kind: e.Kind.Name, Title: e.Title.Value,
			Visibility: string(p.VisibilityOf(e)), Page: string(passport.EncodeEntry(e)),
		})
	}
	return map[string]any{"schema": p.Schema, "id": p.ID, "name": p.Person.Name.Value, "entries": entries}
}

// dumpSite shows the pages of a plan with their views, and the other documents by path.
func dumpSite(p *Planned) any {
	type page struct {
		Path     string `json:"path"`
		Template string `json:"template"`
		Title    string `json:"title"`
		View     any    `json:"view,omitempty"`
	}
	pages := []page{}
	for _, pg := range p.Plan.Pages {
		pages = append(pages, page{Path: pg.Path, Template: pg.Template, Title: pg.FullTitle, View: viewOf(pg)})
	}
	others := []string{}
	for _, d := range p.Plan.Documents {
		others = append(others, d.Path)
	}
	return map[string]any{"pages": pages, "documents": others}
}

// viewOf is the one view that a page has.
func viewOf(p *site.Page) any {
	site.Fill(p)
	switch {
	case p.Home != nil:
		return p.Home
	case p.Kind != nil:
		return p.Kind
	case p.Entry != nil:
		return p.Entry
	case p.Skills != nil:
		return p.Skills
	case p.Skill != nil:
		return p.Skill
	case p.CV != nil:
		return p.CV
	}
	return nil
}
