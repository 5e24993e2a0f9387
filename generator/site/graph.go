package site

import (
	"io"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/jsonld"
	"github.com/talent-passport/passport/generator/passport"
)

// graph is the structured data of a language, made when the first page that needs it is rendered.
func (e *edition) graph() *jsonld.Graph { return e.lazyGraph() }

func (e *edition) newGraph() func() *jsonld.Graph {
	return sync.OnceValue(func() *jsonld.Graph { return jsonld.New(e.pub, e.address, jsonld.LanguageNames(e.w.Language)) })
}

// address is where something stands, absolute: "" is the home page, then entries, claims and published
// files by their ref or path. It is "" for what has no address.
func (e *edition) address(ref string) string {
	if ref == "" {
		return e.absolute(e.prefix+"index.html", "")
	}
	ref, claim, _ := strings.Cut(ref, "#")
	if f := e.files[ref]; f != nil {
		if f.refused {
			return ""
		}
		return e.absolute(f.out, "")
	}
	p, ok := e.places[ref]
	if !ok || e.unlisted[ref] {
		return ""
	}
	p = p.claim(claim)
	return e.absolute(e.prefix+p.path, p.anchor)
}

func (p *Page) info() jsonld.PageInfo {
	info := jsonld.PageInfo{
		URL: p.Canonical, Title: p.FullTitle, Description: p.Description, Lang: p.Lang,
		Created: p.Published, Modified: p.Modified,
	}
	for _, a := range p.Alternates {
		if a.Lang != "x-default" && strings.HasPrefix(a.Href, "http") {
			info.Versions = append(info.Versions, jsonld.Version{Lang: a.Lang, URL: a.Href})
		}
	}
	return info
}

func (v *view) homeData(p *Page) func() []any {
	if v.single {
		return func() []any { return v.graph().One(p.info()) }
	}
	return func() []any { return v.graph().Home(p.info()) }
}

func (v *view) kindData(list []*passport.Entry, p *Page, crumbs []Link) func() []any {
	return func() []any { return v.withCrumbs(v.graph().Page(list, p.info()), p, crumbs) }
}

func (v *view) skillsData(p *Page, crumbs []Link) func() []any {
	return func() []any { return v.withCrumbs(v.graph().Skills(p.info()), p, crumbs) }
}

func (v *view) entryData(en *passport.Entry, p *Page, crumbs func() []Link) func() []any {
	return func() []any { return v.withCrumbs(v.graph().Entry(en, p.info()), p, crumbs()) }
}

func (v *view) skillData(s *passport.SkillFacts, p *Page, crumbs []Link) func() []any {
	return func() []any { return v.withCrumbs(v.graph().Skill(s, p.info()), p, crumbs) }
}

// crumbData is the data of a page that is about no one thing: the way to it.
func (e *edition) crumbData(p *Page, crumbs []Link) func() []any {
	return func() []any { return e.withCrumbs(nil, p, crumbs) }
}

// withCrumbs adds the way to a page. Search engines ask for at least two steps, and for absolute
// addresses, so there is none without them.
func (e *edition) withCrumbs(blocks []any, p *Page, crumbs []Link) []any {
	if e.base == "" || len(crumbs) < 2 {
		return blocks
	}
	list := make([]jsonld.Crumb, len(crumbs))
	for i, c := range crumbs {
		list[i] = jsonld.Crumb{Name: c.Title.Value, URL: e.resolve(p, c.Href)}
	}
	return append(blocks, e.graph().Breadcrumbs(list))
}

// resolve makes a relative link of a page absolute, the way canonical addresses are written.
func (pl *planner) resolve(p *Page, href string) string {
	path := strings.TrimPrefix(href, p.Root)
	path, anchor, _ := strings.Cut(path, "#")
	if path == "./" {
		path = ""
	}
	s := pl.base + strings.TrimSuffix(path, "index.html")
	if anchor != "" {
		s += "#" + anchor
	}
	return s
}

// graphDocument is the whole graph of a language.
func (e *edition) graphDocument() Document {
	return Document{
		Path: e.prefix + "passport.jsonld", MediaType: "application/ld+json",
		Render: func(w io.Writer) diag.List {
			if len(e.papers) == 0 {
				return writeJSON(w, e.graph().All())
			}
			// The résumé carries the same bytes. A failed write is its owner's to notice.
			_, _ = w.Write(e.graphText())
			return nil
		},
	}
}
