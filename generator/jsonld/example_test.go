package jsonld_test

import (
	"encoding/json"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	example "github.com/talent-passport/passport/content-example"
	"github.com/talent-passport/passport/generator/jsonld"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

var now = passport.Moment{Year: 2026, Month: 11, Day: 23}

// publish reads a passport's folder.
func publish(fsys fs.FS) *passport.Public {
	return passport.Decode(source.Load(fsys, passport.Layout(), nil)).Publish(passport.Audience{}, now)
}

var examplePassport = sync.OnceValue(func() *passport.Public { return publish(example.FS) })

// addresses stands in for the site: one page for each entry.
func addresses(p *passport.Public, ext string) func(string) string {
	prefix := strings.TrimSuffix(p.Site.URL.Value, "/") + "/"
	if len(p.Langs) > 0 && p.Lang != p.Langs[0] {
		prefix += p.Lang + "/"
	}
	return func(ref string) string {
		page, claim, _ := strings.Cut(ref, "#")
		switch {
		case p.Site.URL.Value == "":
			return ""
		case ref == "":
			return prefix
		case strings.HasPrefix(ref, "media/") || strings.Contains(page, "."):
			return strings.TrimSuffix(p.Site.URL.Value, "/") + "/" + ref
		case claim != "":
			return prefix + page + ext + "#" + claim
		}
		return prefix + page + ext
	}
}

func languageNames(tag string) string {
	return map[string]string{"pt": "Portuguese", "en": "English", "es": "Spanish", "fi": "Finnish"}[tag]
}

func graph(p *passport.Public) *jsonld.Graph {
	return jsonld.New(p, addresses(p, ".html"), jsonld.LanguageNames(languageNames))
}

// block is one JSON-LD document, as a reader gets it: encoded and read again.
type block struct {
	name string
	doc  any
}

func decoded(t *testing.T, x any) any {
	t.Helper()
	b, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// blocks are the blocks of every page of a passport, in one language.
func blocks(t *testing.T, g *jsonld.Graph, p *passport.Public) []block {
	t.Helper()
	var out []block
	page := func(ref string) jsonld.PageInfo {
		address := addresses(p, ".html")
		info := jsonld.PageInfo{
			URL: address(ref), Title: "Title of /" + ref, Description: "Description", Lang: p.Lang,
			Created: "2020-01-02T00:00:00Z", Modified: "2026-10-03T10:20:30+01:00",
		}
		for _, lang := range p.Langs {
			if view := p.In(lang); view != nil {
				info.Versions = append(info.Versions, jsonld.Version{Lang: lang, URL: addresses(view, ".html")(ref)})
			}
		}
		return info
	}
	put := func(name string, list []any) {
		for _, b := range list {
			out = append(out, block{p.Lang + " " + name, decoded(t, b)})
		}
	}
	put("home", g.Home(page("")))
	put("one", g.One(page("")))
	for _, e := range append(p.Entries[:len(p.Entries):len(p.Entries)], p.Unlisted...) {
		put(e.Kind.Folder+"/"+e.ID, g.Entry(e, page(e.Kind.Folder+"/"+e.ID)))
	}
	for _, s := range p.Skills {
		put("skills/"+s.ID, g.Skill(s, page("skills/"+s.ID)))
	}
	for _, k := range passport.Kinds() {
		put(k.Folder, g.Page(p.Of(k.Folder), page(k.Folder)))
	}
	if crumbs := g.Breadcrumbs([]jsonld.Crumb{{"Home", "https://a.example/"}, {"Skills", "https://a.example/skills/"}}); crumbs != nil {
		put("crumbs", []any{crumbs})
	}
	put("skills", g.Skills(page("skills")))
	put("all", []any{g.All()})
	return out
}

// allBlocks are those of the example in both languages, of passports that have no address, and of every
// archive of kinds and types.
func allBlocks(t *testing.T) []block {
	t.Helper()
	p := examplePassport()
	out := blocks(t, graph(p), p)
	pt := p.In("pt")
	if pt == nil || pt.Lang != "pt" {
		t.Fatal("the example is not in Portuguese")
	}
	out = append(out, blocks(t, graph(pt), pt)...)
	for name, first := range map[string]string{"bare": "person: {name: Ana}\n", "urn": "id: urn:uuid:6f2c1f0e-8f57-4d0b-9a6e-3c1f5b7d2e84\nperson: {name: Ana}\n"} {
		p := publish(thin(first))
		for _, b := range blocks(t, graph(p), p) {
			out = append(out, block{name + " " + b.name, b.doc})
		}
	}
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		fsys, _, _ := archived(t, file)
		p := publish(fsys)
		for _, b := range blocks(t, graph(p), p) {
			out = append(out, block{filepath.Base(file) + " " + b.name, b.doc})
		}
	}
	return out
}

// thin is a passport with some of everything, and without an address.
func thin(first string) fstest.MapFS {
	return fstest.MapFS{
		"passport.yaml": {Data: []byte(first + `experience:
  - {id: clinic, title: Nurse, organization: Clinic, start: ~2019, skills: [care], highlights: [{id: trained, text: Trained nine., skills: [care], evidence: [{title: Sheet, url: "https://a.example/sheet"}]}, Cut waiting.]}
  - {id: pause, type: break, title: A pause, start: 2018, end: 2019}
  - {id: own, type: freelance, title: Baker, start: 2020}
education:
  - {id: sql, type: self-study, title: SQL, start: 2020, end: 2021}
  - {id: bsc, title: Nursing, degree: BSc Nursing, organization: School, start: 2010, end: 2014, skills: [care]}
projects:
  - {id: "ação", title: Ação, date: 2021, skills: [care, listening], license: MIT}
awards:
  - {id: prize, title: Prize, about: ["projects/ação"]}
`)},
		"skills.yaml": {Data: []byte("- {id: care, title: Care, level: practitioner}\n")},
		"endorsements/one.md": {Data: []byte(`---
author: {name: Rui, consent: true}
about: ["experience/clinic#trained", skills/care]
---
She is good.
`)},
	}
}
