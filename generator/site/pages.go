package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
)

// planKind plans the page that lists a kind, and a page for each of its entries that has more to read.
func (e *edition) planKind(k *kindOf) {
	v := e.inner
	path := k.folder + "/index.html"
	p := v.newPage("kind", path)
	p.Key = k.folder
	p.filled(func() { p.Kind = &KindPage{Kind: k.folder, Groups: v.groups(k)} })
	p.Modified = v.latest(k.entries)
	name := e.pub.Person.Name.Value
	v.describe(p, k.title.String(), e.w.Say("describe.kind", "kind", k.title.String(), "name", name, "list", v.titlesOf(k.entries)), nil)
	p.JSONLD = v.kindData(k.entries, p, v.crumbs(Link{Title: k.title.Text(), Href: v.page(path)}))
	e.finish(p, nil)
	var own []*passport.Entry
	for _, en := range k.entries {
		if v.places[entryRef(en)].ownPage() {
			own = append(own, en)
		}
	}
	e.planEntries(own, false)
}

// planEntries plans the pages of entries. They are named in their order, because no two have the same name;
// all else is done on all processors.
func (e *edition) planEntries(list []*passport.Entry, unlisted bool) {
	pages := make([]*Page, len(list))
	passport.InBatches(len(list), func(from, to int) {
		for i := from; i < to; i++ {
			pages[i] = e.entryPage(list[i], unlisted)
		}
	})
	for i, p := range pages {
		en := list[i]
		e.name(p, func() string { return e.inner.dates(e.pub.Facts(en).Period).Short.String() })
		if !unlisted {
			e.inner.entryCard(p, en)
		}
		e.finish(p, nil)
	}
}

// titlesOf names entries one after the other, as many as a description can hold.
func (v *view) titlesOf(list []*passport.Entry) string {
	var b strings.Builder
	for i, en := range list {
		if b.Len() > longestDescription*utf8.UTFMax {
			break
		}
		if i > 0 {
			b.WriteString(v.w.Mark("semicolon"))
		}
		title, _ := v.naming(en)
		b.WriteString(title.Value)
	}
	return b.String()
}

// groups are the groups of a kind's page: by section for what fits nowhere else, by the nature of the
// work for experience where there is more than paid work, paid work first; else one.
func (v *view) groups(k *kindOf) []Group {
	title := func(*passport.Entry) Word { return "" }
	switch k.folder {
	case otherKind:
		title = func(en *passport.Entry) Word {
			if d, ok := en.Detail.(*passport.Other); ok {
				return v.text(d.Section).word()
			}
			return ""
		}
	case experienceKind:
		title = func(en *passport.Entry) Word {
			switch en.Type {
			case "voluntary", "caring", "break":
				return v.word("group.experience." + en.Type)
			}
			return v.word("group.experience.work")
		}
	}
	var out []Group
	at := map[Word]int{}
	for _, en := range k.entries {
		t := title(en)
		i, ok := at[t]
		if !ok {
			i = len(out)
			at[t] = i
			out = append(out, Group{Kind: k.folder, Title: t})
		}
		out[i].Cards = append(out[i].Cards, v.card(en))
		out[i].Total++
	}
	if k.folder == experienceKind {
		slices.SortStableFunc(out, func(a, b Group) int {
			return cmp.Compare(workRank(a.Cards[0].Type), workRank(b.Cards[0].Type))
		})
	}
	if len(out) == 0 {
		out = []Group{{Kind: k.folder}}
	}
	if len(out) == 1 {
		out[0].Title = ""
	}
	out[len(out)-1].Folded = v.foldedWords(k)
	return out
}

// entryPage is an entry's own page, before it is named.
func (e *edition) entryPage(en *passport.Entry, unlisted bool) *Page {
	v := e.inner
	p := v.newPage("entry", entryRef(en)+".html")
	p.OGType, p.Modified = "article", v.modified(en)
	f := v.pub.Facts(en)
	if d := f.Period.Moment; en.Kind.Folder == publicationsKind && v.mode != datesDuration && d.Day != 0 {
		p.Published = stamp(d)
	}
	title, subtitle := v.naming(en)
	full := title.Value
	if s := subtitle.Value; s != "" && !strings.Contains(full, s) {
		full += v.w.Mark("comma") + s
	}
	p.Title, p.Description = oneLine(full), described(v.entryWords(en, title))
	if img := v.image(en.Image); img != nil {
		p.Image, p.ImageAlt = v.absolute(v.files[en.Image.Src.Full].out, ""), img.Alt
	}
	crumbs := func() []Link {
		switch {
		case unlisted:
			return nil
		case v.single:
			return v.crumbs(Link{Title: title, Href: v.link(place{path: p.Path[len(v.prefix):]})})
		}
		crumb := Link{Title: v.say("kind." + en.Kind.Folder), Href: v.page(en.Kind.Folder + "/index.html")}
		return v.crumbs(crumb, Link{Title: title, Href: v.to(en)})
	}
	if unlisted {
		p.Robots, p.Unlisted = joinRobots("noindex", p.Robots), true
		p.JSONLD = func() []any { return nil }
	} else {
		p.Key = en.Kind.Folder
		p.JSONLD = v.entryData(en, p, crumbs)
	}
	p.filled(func() {
		p.Entry = v.entryView(en, f)
		p.Entry.Crumbs = crumbs()
	})
	return p
}

// entryView is the content of an entry's own page.
func (v *view) entryView(en *passport.Entry, f *passport.Facts) *EntryPage {
	ep := &EntryPage{Card: v.full(en)}
	ep.Prev, ep.Next = v.neighbour(f.Prev), v.neighbour(f.Next)
	for _, m := range f.Mentions {
		if href := v.to(m); href != "" {
			ep.Mentions = append(ep.Mentions, Link{Title: v.text(v.pub.Card(m).Title), Href: href})
		}
	}
	for _, q := range f.Endorsed {
		ep.Said = v.saying(ep.Said, q)
	}
	for _, s := range f.Skills {
		if _, ok := v.places[skillsKind+"/"+s.ID]; ok {
			ep.SkillRows = append(ep.SkillRows, v.row(s))
		}
	}
	return ep
}

// neighbour is the card of an entry before or after another, nil when it is not shown.
func (v *view) neighbour(en *passport.Entry) *Card {
	if en == nil || v.to(en) == "" {
		return nil
	}
	return v.card(en)
}

// entryWords is what an entry's description says: its summary, its first lines, or its first claim.
func (v *view) entryWords(en *passport.Entry, title Text) string {
	s := en.Summary.Value
	if s == "" && en.Body != nil {
		s = en.Body.Body.FirstLine()
	}
	if s == "" && len(en.Highlights) > 0 {
		s = en.Highlights[0].Text.Value
	}
	if s != "" {
		return s
	}
	return v.w.Say("describe.entry", "title", title.Value, "name", v.pub.Person.Name.Value)
}

// planNotFound plans the page for addresses that lead nowhere. Hosts show it at any depth, so its links
// begin at the root of the host.
func (e *edition) planNotFound() {
	v := newView(e, e.basePath, true)
	v.chrome = v.newChrome()
	p := v.newPage("notfound", "404.html")
	p.Title = v.w.Say("page.notfound.title")
	p.Description = v.w.Say("page.notfound.text")
	p.FullTitle = p.Title + " – " + v.pub.Person.Name.Value
	p.Robots, p.Canonical = "noindex", ""
	p.Languages = nil
	p.JSONLD = func() []any { return nil }
	e.pages = append(e.pages, p)
}

// planMoved leaves a small page at each earlier address of an entry.
func (e *edition) planMoved() {
	taken := map[string]bool{}
	for _, p := range e.pages {
		taken[p.Path] = true
	}
	for _, list := range [][]*passport.Entry{e.pub.Entries, e.pub.Unlisted} {
		for _, en := range list {
			where, ok := e.places[entryRef(en)]
			if !ok {
				continue
			}
			for _, old := range en.Formerly {
				old = passport.Fold(old)
				path := e.prefix + en.Kind.Folder + "/" + old + ".html"
				if old == "" || taken[path] {
					continue
				}
				taken[path] = true
				e.planOneMoved(en, path, where)
			}
		}
	}
}

func (e *edition) planOneMoved(en *passport.Entry, path string, where place) {
	v := e.inner
	p := v.newPage("moved", strings.TrimPrefix(path, e.prefix))
	p.Refresh = v.link(where)
	title, _ := v.naming(en)
	p.Title = title.Value
	p.FullTitle = p.Title + " – " + v.pub.Person.Name.Value
	p.Description = v.w.Say("page.moved.text")
	p.Canonical = v.absolute(v.prefix+where.path, where.anchor)
	p.Robots = "noindex"
	p.Languages = nil
	p.Unlisted = v.unlisted[entryRef(en)]
	p.JSONLD = func() []any { return nil }
	e.pages = append(e.pages, p)
}

// alternates names, on each page, the same page in other languages.
func (pl *planner) alternates() {
	if len(pl.editions) < 2 {
		return
	}
	at := map[string][]*Page{}
	var order []string
	for _, e := range pl.editions {
		for _, p := range e.pages {
			if p.Template == "moved" || p.Template == "notfound" {
				continue
			}
			key := strings.TrimPrefix(p.Path, e.prefix)
			if len(at[key]) == 0 {
				order = append(order, key)
			}
			at[key] = append(at[key], p)
		}
	}
	for _, key := range order {
		same := at[key]
		for _, p := range same {
			pl.alternatesOf(p, same)
		}
	}
}

func (pl *planner) alternatesOf(p *Page, same []*Page) {
	if len(same) < 2 {
		return
	}
	for _, other := range same {
		if other != p {
			p.Languages = append(p.Languages, NavLink{
				Label: Word(lang.OwnName(other.Lang)), Href: pl.href(p.Root, other.Path, ""), Lang: other.Lang, Key: other.Lang,
			})
		}
		if pl.base != "" && !p.Unlisted {
			p.Alternates = append(p.Alternates, Alternate{Lang: other.Lang, Type: "text/html", Href: other.Canonical})
		}
	}
	if len(p.Alternates) > 0 {
		// Readers of a language that there is no page in get the original.
		p.Alternates = append(p.Alternates, Alternate{Lang: "x-default", Type: "text/html", Href: same[0].Canonical})
	}
}

// sortedPaths are the pages in the order of their paths, for files that list them.
func sortedPaths(pages []*Page) []*Page {
	out := slices.Clone(pages)
	slices.SortFunc(out, func(a, b *Page) int { return strings.Compare(a.Path, b.Path) })
	return out
}
