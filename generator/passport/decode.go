package passport

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/source"
)

// Decode turns a tree into a passport. It is total and silent: what does not fit is left out, and
// saying so is the business of package check. It never fails, whatever the tree holds.
func Decode(t *source.Tree) *Passport { return decode(t, nil) }

func decode(t *source.Tree, m *Memo) *Passport {
	p := &Passport{assets: make(map[string]bool, len(t.Assets))}
	for _, a := range t.Assets {
		p.assets[a.Path] = true
	}
	has := func(path string) bool { return p.assets[path] || t.File(path) != nil }
	if f := t.Roots[""]; f != nil {
		p.partial = f.Broken
	}
	if f := t.Roots[""]; f != nil && f.Node != nil {
		d := &decoder{file: f.Path, has: has}
		v, s := shapeOf(p)
		d.fields(v, s.plan, f.Node)
		p.Root = At{f.Node}
	}
	if f := story(t, "about"); f != nil {
		p.About = &Prose{Body: f.Body}
	}
	p.Translations = rootOverlays(t)
	p.Words = readWords(t)
	all, known := decodeAll(t.Items, has, m)
	if m != nil && !m.knows(all) && len(known) > 0 {
		all, known = decodeAll(t.Items, has, nil)
	}
	byKind := make([][]*Entry, len(kinds))
	for _, e := range all {
		byKind[e.Kind.order()] = append(byKind[e.Kind.order()], e)
	}
	p.Entries = slices.Concat(byKind...)
	p.look = newLookup(p.Entries)
	for _, e := range p.Entries {
		if !known[e] {
			p.look.linkSkills(e)
		}
	}
	p.overlays(t.Items)
	if m != nil {
		m.keep(p.Entries)
	}
	return p
}

// decodeAll reads all originals, on all processors, and says which were known from before. Each has its own
// place, so the order of work does not show; a translation, or an item of no kind, has none in the result.
func decodeAll(items []*source.Item, has func(string) bool, m *Memo) (all []*Entry, known map[*Entry]bool) {
	out, old := make([]*Entry, len(items)), make([]bool, len(items))
	InBatches(len(items), func(from, to int) {
		for i := from; i < to; i++ {
			k := kindByFolder(items[i].Section)
			if k == nil || items[i].Lang != "" {
				continue
			}
			if out[i] = m.entry(items[i]); out[i] != nil {
				old[i] = true
			} else {
				out[i] = decodeEntry(k, items[i], has)
			}
		}
	})
	known = map[*Entry]bool{}
	for i, e := range out {
		if e != nil {
			all = append(all, e)
			if old[i] {
				known[e] = true
			}
		}
	}
	return all, known
}

// decodeEntry reads one item. A plain scalar in a list is a title.
func decodeEntry(k *Kind, it *source.Item, has func(string) bool) *Entry {
	e := &Entry{Kind: k, Detail: k.New(), Item: it, Private: it.Private}
	d := &decoder{has: has}
	if it.File != nil {
		d.file = it.File.Path
	}
	if it.Node != nil {
		if it.Node.Kind == source.Map {
			v, s := shapeOf(e)
			d.fields(v, s.plan, it.Node)
			v, s = shapeOf(e.Detail)
			d.fields(v, s.plan, it.Node)
		} else if text := strings.TrimSpace(it.Node.Str()); text != "" {
			e.Title = Text{Value: text, At: At{it.Node}}
		}
	}
	if !it.Body.Empty() {
		e.Body = &Prose{Body: it.Body}
	}
	e.ID = Fold(it.Name)
	if e.ID == "" {
		e.ID = e.derivedID()
	}
	return e
}

// derivedID makes an id for an item of a list that has none, from what names it.
func (e *Entry) derivedID() string {
	heading := e.Heading().Value
	if r := []rune(heading); len(r) > 60 {
		heading = string(r[:60])
	}
	id := Fold(heading)
	if _, ok := e.Detail.(*Skill); ok {
		id = skillID(heading)
	}
	if id == "" {
		return e.Kind.Name
	}
	return id
}

// story returns about.md or a translation of it by its key in the tree, nil when there is none. The
// file below .private of the same name is never the public story.
func story(t *source.Tree, key string) *source.File {
	f := t.File(key + ".md")
	if f == nil {
		f = t.Prose[key]
	}
	if f == nil || f.Private || f.Body.Empty() {
		return nil
	}
	return f
}

// rootOverlays collects the translations of passport.yaml and about.md.
func rootOverlays(t *source.Tree) map[string]*Overlay {
	var all map[string]*Overlay
	get := func(lang string) *Overlay {
		if all == nil {
			all = map[string]*Overlay{}
		}
		if all[lang] == nil {
			all[lang] = &Overlay{}
		}
		return all[lang]
	}
	for lang, f := range t.Roots {
		if lang != "" && !f.Private && len(nodeFields(f.Node)) > 0 {
			o := get(lang)
			o.Node, o.Digest = f.Node, f.Node.Get("translates").Str()
		}
	}
	for key := range t.Prose {
		lang, ok := strings.CutPrefix(key, "about.")
		f := story(t, key)
		if !ok || f == nil {
			continue
		}
		o := get(lang)
		o.Body, o.BodyDigest = f.Body, f.Node.Get("translates").Str()
	}
	return all
}

// overlays hangs every translated item on its original, which it names by id.
func (p *Passport) overlays(items []*source.Item) {
	for _, it := range items {
		if it.Lang == "" || kindByFolder(it.Section) == nil {
			continue
		}
		e := p.look.entries[it.Section+"/"+Fold(it.Name)]
		// A private translation must not turn up on a public page.
		if e == nil || it.Private && !e.Private {
			continue
		}
		if e.Translations == nil {
			e.Translations = map[string]*Overlay{}
		}
		if e.Translations[it.Lang] == nil {
			e.Translations[it.Lang] = &Overlay{Node: it.Node, Body: it.Body, Digest: it.Node.Get("translates").Str()}
		}
	}
}

// Heading returns what names an entry: its title, else a role, a qualification, an organisation, an
// author, the question a story answers, or the first line. It is empty when nothing does.
func (e *Entry) Heading() Text {
	if e.Title.Value != "" {
		return e.Title // most have one
	}
	var candidates []Text
	switch d := e.Detail.(type) {
	case *Experience:
		if len(d.Roles) > 0 {
			candidates = append(candidates, d.Roles[0].Title)
		}
	case *Education:
		t := d.Degree
		if t.Value == "" {
			t = d.Field
		}
		candidates = append(candidates, t)
	case *Endorsement:
		candidates = append(candidates, d.Author.Name, d.Author.Role, d.Relation)
	case *Story:
		candidates = append(candidates, d.Prompt)
	case *Goal:
		candidates = append(candidates, d.What)
	case *Credential:
		candidates = append(candidates, d.Issuer.Name)
	case *Award:
		candidates = append(candidates, d.For)
	case *Project:
		candidates = append(candidates, d.Outcome)
	case *Publication:
		candidates = append(candidates, d.Venue)
	case *Other:
		candidates = append(candidates, d.Section)
	}
	candidates = append(candidates, e.Organization.Name, e.Summary)
	if i := slices.IndexFunc(candidates, func(t Text) bool { return t.Value != "" }); i >= 0 {
		return candidates[i]
	}
	if e.Body != nil {
		if line := e.Body.Body.FirstLine(); line != "" {
			return Text{Value: line, Lang: e.Body.Lang}
		}
	}
	if len(e.Highlights) > 0 {
		return e.Highlights[0].Text
	}
	return Text{}
}

// cloneEntry copies an entry. fn is called on every copied address.
func cloneEntry(e *Entry, fn func(*URL)) *Entry {
	v, s := shapeOf(e)
	c := clone(v, s, fn).Addr().Interface().(*Entry)
	c.Kind, c.ID, c.Private = e.Kind, e.ID, e.Private
	if e.Detail != nil {
		v, s = shapeOf(e.Detail)
		c.Detail = clone(v, s, fn).Addr().Interface().(Detail)
	}
	if e.Body != nil {
		b := *e.Body
		c.Body = &b
	}
	return c
}
