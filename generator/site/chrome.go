package site

import (
	"cmp"
	"sync"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
)

// view is an edition as seen from pages that share a root: it makes links, and remembers the cards
// that it has made.
type view struct {
	*edition
	root   string
	atHome bool // anchors carry the kind, because entries of all kinds stand on the page
	chrome *Chrome
	cards  sync.Map // ref → *Card
	who    func() Person
}

func newView(e *edition, root string, atHome bool) *view {
	v := &view{edition: e, root: root, atHome: atHome}
	v.who = sync.OnceValue(v.newPerson)
	return v
}

// page links to a page of the view's language.
func (v *view) page(path string) string { return v.href(v.root, v.prefix+path, "") }

// link links to where something stands, or is "" when it stands nowhere.
func (v *view) link(p place) string {
	if p.path == "" {
		return ""
	}
	return v.href(v.root, v.prefix+p.path, p.anchor)
}

// to links to an entry, or is "" when it is not shown.
func (v *view) to(e *passport.Entry) string {
	if e == nil || v.unlisted[entryRef(e)] {
		return ""
	}
	return v.link(v.places[entryRef(e)])
}

// toSkill links to a skill's page or anchor.
func (v *view) toSkill(id string) string { return v.link(v.places[skillsKind+"/"+id]) }

func (v *view) newChrome() *Chrome {
	p := v.pub
	c := &Chrome{
		Name:  v.text(p.Person.Name),
		Home:  v.page("index.html"),
		CV:    v.page("cv.html"),
		Files: v.fileLinks(),
		Theme: Theme{
			Name: cmp.Or(p.Site.Theme, "atlas"), Accent: p.Site.Accent, Options: p.Site.ThemeOptions,
			Pictures: p.Site.Pictures == nil || *p.Site.Pictures,
		},
		License:    v.text(p.Site.License),
		Repository: safe(p.Site.Repository.Value),
		Data: []NavLink{
			{Label: v.word("page.data.json"), Href: v.page("passport.json"), Key: "passport.json"},
			{Label: v.word("page.data.jsonld"), Href: v.page("passport.jsonld"), Key: "passport.jsonld"},
		},
	}
	if d := v.latestOfAll(); d != "" {
		c.Updated = v.stampDates(d)
	}
	if v.o.Faces != nil {
		c.TouchIcon = v.href(v.root, iconPath, "")
	}
	if len(p.Entries) > 0 {
		c.HowToCheck = v.page(howToCheckPath)
	}
	if !v.single && v.hasLife() {
		c.Timeline = v.page(timelinePath)
	}
	if !v.single {
		c.Nav = append(c.Nav, NavLink{Label: v.word("page.home"), Href: c.Home, Key: "home"})
		for _, k := range v.kinds {
			n := len(k.entries)
			if k.folder == skillsKind {
				n = len(p.Skills)
			}
			c.Nav = append(c.Nav, NavLink{Label: k.title, Href: v.page(k.folder + "/index.html"), Key: k.folder, Count: n})
		}
	}
	if tags := v.languages(); len(tags) > 1 {
		for i, tag := range tags {
			prefix := tag + "/"
			if i == 0 {
				prefix = ""
			}
			c.Languages = append(c.Languages, NavLink{
				Label: Word(lang.OwnName(tag)), Href: v.href(v.root, prefix+"index.html", ""), Key: tag, Lang: tag,
			})
		}
	}
	return c
}

// stampDates writes a date-time as a day in the page's language.
func (e *edition) stampDates(stamp string) Dates {
	var y, m, d int
	for i, part := range []*int{&y, &m, &d} {
		at := []int{0, 5, 8}[i]
		end := []int{4, 7, 10}[i]
		if len(stamp) < end {
			break
		}
		for _, r := range stamp[at:end] {
			if r < '0' || r > '9' {
				return Dates{}
			}
			*part = *part*10 + int(r-'0')
		}
	}
	text := e.dated(e.w.Date(y, m, d, true))
	return Dates{Text: text, StartText: text, Start: stamp[:min(len(stamp), 10)], Short: e.dated(e.w.Date(y, 0, 0, false))}
}
