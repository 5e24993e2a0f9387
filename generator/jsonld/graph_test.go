package jsonld_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/jsonld"
	"github.com/talent-passport/passport/generator/passport"
)

const personID = "https://inesvilarinho.github.io/passport/#person"

// whole is the whole graph of a passport, by @id. It fails the test where one is defined twice.
func whole(t *testing.T, p *passport.Public) (defined map[string]map[string]any, doc any) {
	t.Helper()
	doc = decoded(t, graph(p).All())
	defined = map[string]map[string]any{}
	eachMap(doc, func(n map[string]any) {
		id, _ := n["@id"].(string)
		if id == "" || len(n) == 1 {
			return
		}
		if defined[id] != nil {
			t.Errorf("%s is defined twice", id)
		}
		defined[id] = n
	})
	return defined, doc
}

// TestConnected walks the whole graph of the example from the person, following links both ways.
func TestConnected(t *testing.T) {
	p := examplePassport()
	for _, lang := range p.Langs {
		defined, doc := whole(t, p.In(lang))
		if p := defined[personID]; p == nil || p["@type"] != "Person" || p["name"] != "Inês Vilarinho" {
			t.Fatalf("the person is %v", p)
		}
		links := map[string][]string{}
		var walk func(from string, x any)
		walk = func(from string, x any) {
			switch x := x.(type) {
			case []any:
				for _, x := range x {
					walk(from, x)
				}
			case map[string]any:
				if id, ok := x["@id"].(string); ok {
					if defined[id] == nil {
						t.Errorf("%s: %s points at %s, which nothing defines", lang, from, id)
					}
					links[from] = append(links[from], id)
					links[id] = append(links[id], from)
					from = id
				}
				for _, x := range x {
					walk(from, x)
				}
			}
		}
		for _, n := range doc.(map[string]any)["@graph"].([]any) {
			if _, ok := n.(map[string]any)["@id"]; !ok {
				t.Errorf("%s: a node of the graph has no @id: %v", lang, n)
			}
			walk("", n)
		}
		delete(links, "") // the document itself connects nothing
		seen := map[string]bool{personID: true}
		for todo := []string{personID}; len(todo) > 0; todo = todo[1:] {
			for _, to := range links[todo[0]] {
				if to != "" && !seen[to] {
					seen[to] = true
					todo = append(todo, to)
				}
			}
		}
		for id := range defined {
			if !seen[id] {
				t.Errorf("%s: no way leads from the person to %s", lang, id)
			}
		}
		if len(defined) < 100 {
			t.Errorf("%s: %d nodes only", lang, len(defined))
		}
	}
}

// TestBothWays holds the links between skills and what shows them against each other.
func TestBothWays(t *testing.T) {
	defined, _ := whole(t, examplePassport())
	ids := func(x any) (out []string) {
		for _, x := range values(x) {
			if m, ok := x.(map[string]any); ok && m["@id"] != nil {
				out = append(out, m["@id"].(string))
			}
		}
		return out
	}
	shown, evidence := 0, 0
	for id, n := range defined {
		for _, about := range ids(n["about"]) {
			if s := defined[about]; s["@type"] == "DefinedTerm" && !slices.Contains(ids(s["subjectOf"]), id) {
				t.Errorf("%s is about %s, which does not know", id, about)
			}
		}
		if n["@type"] == "DefinedTerm" {
			for _, work := range ids(n["subjectOf"]) {
				if !slices.Contains(ids(defined[work]["about"]), id) && n["@id"] != nil {
					t.Errorf("%s is the subject of %s (%v), which does not know", id, work, defined[work]["@type"])
				}
				shown++
			}
		}
		if n["@type"] == "Claim" {
			evidence += len(values(n["subjectOf"]))
		}
	}
	if shown < 50 || evidence < 10 {
		t.Errorf("%d links from skills, %d pieces of evidence for claims", shown, evidence)
	}
}

// TestIdentifiers shows that things keep their @id wherever pages lie.
func TestIdentifiers(t *testing.T) {
	p := examplePassport()
	identifiers := func(ext string) []string {
		seen := map[string]bool{}
		g := jsonld.New(p, addresses(p, ext))
		var docs []any
		for _, e := range p.Entries {
			docs = append(docs, g.Entry(e, jsonld.PageInfo{URL: addresses(p, ext)("x")})...)
		}
		eachMap(decoded(t, append(docs, g.All())), func(n map[string]any) {
			if id, ok := n["@id"].(string); ok {
				seen[id] = true
			}
		})
		var out []string
		for id := range seen {
			out = append(out, id)
		}
		slices.Sort(out)
		return out
	}
	html, clean := identifiers(".html"), identifiers("")
	if diff := cmp.Diff(html, clean); diff != "" {
		t.Errorf("clean addresses change identifiers (-html +clean):\n%s", diff)
	}
	for _, want := range []string{personID, "https://inesvilarinho.github.io/passport/projects/handover-sheet", "https://inesvilarinho.github.io/passport/experience/night-van#:page"} {
		if !slices.Contains(html, want) {
			t.Errorf("no %s", want)
		}
	}
	// A page is never the thing it tells of.
	g := jsonld.New(p, addresses(p, ""))
	for _, e := range p.Entries {
		page := g.Entry(e, jsonld.PageInfo{URL: addresses(p, "")(e.Kind.Folder + "/" + e.ID)})[0].(jsonld.Node)
		if main, ok := page["mainEntity"].(jsonld.Node); ok && main["@id"] == page["@id"] {
			t.Errorf("%v is its own page", page["@id"])
		}
	}
}

// TestSameBytes shows that the graph does not depend on the order of maps.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	encode := func() string {
		p := publish(thin("person: {name: Ana}\nid: urn:uuid:1\n"))
		b, err := json.Marshal([]any{graph(p).All(), graph(p).Home(jsonld.PageInfo{}), graph(p).One(jsonld.PageInfo{})})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := encode()
	for range 20 {
		if got := encode(); got != want {
			t.Fatal(cmp.Diff(want, got))
		}
	}
}

// TestGraphIsImmutable shows that blocks do not share maps that one of them changes.
func TestGraphIsImmutable(t *testing.T) {
	t.Parallel()
	p := publish(thin("person: {name: Ana}\nsite: {url: https://ana.example/}\n"))
	g := graph(p)
	before := decoded(t, g.All())
	for _, e := range p.Entries {
		g.Entry(e, jsonld.PageInfo{})
	}
	for _, s := range p.Skills {
		g.Skill(s, jsonld.PageInfo{})
	}
	g.One(jsonld.PageInfo{})
	if diff := cmp.Diff(before, decoded(t, g.All())); diff != "" {
		t.Error(diff)
	}
}

// nodes finds every node of a type in a value, however deep.
func nodes(v any, typ string) (found []map[string]any) {
	switch v := v.(type) {
	case map[string]any:
		if v["@type"] == typ {
			found = append(found, v)
		}
		for _, below := range v {
			found = append(found, nodes(below, typ)...)
		}
	case []any:
		for _, below := range v {
			found = append(found, nodes(below, typ)...)
		}
	}
	return found
}

// TestGoogle holds profile pages and breadcrumbs against what Google documents.
func TestGoogle(t *testing.T) {
	profiles, crumbs := 0, 0
	for _, b := range allBlocks(t) {
		n := b.doc.(map[string]any)
		for _, page := range nodes(n, "ProfilePage") {
			if page["mainEntity"] == nil {
				t.Errorf("%s: a profile page says not of whom: %v", b.name, page)
			}
		}
		switch n["@type"] {
		case "ProfilePage":
			profiles++
			person, _ := n["mainEntity"].(map[string]any)
			if person["@type"] != "Person" || person["name"] == "" || person["name"] == nil {
				t.Errorf("%s: the main entity is %v", b.name, person)
			}
			for _, key := range []string{"dateCreated", "dateModified"} {
				if s, ok := n[key].(string); !ok || !dateTime.MatchString(s) {
					t.Errorf("%s: %s is %v", b.name, key, n[key])
				}
			}
			if strings.HasPrefix(b.name, "en ") || strings.HasPrefix(b.name, "pt ") {
				for _, key := range []string{"alternateName", "description", "identifier", "image", "sameAs", "jobTitle", "worksFor"} {
					if person[key] == nil {
						t.Errorf("%s: the person has no %s", b.name, key)
					}
				}
			}
		case "BreadcrumbList":
			crumbs++
			items := values(n["itemListElement"])
			if len(items) < 2 {
				t.Errorf("%s: %d steps", b.name, len(items))
			}
			for i, x := range items {
				item := x.(map[string]any)
				if item["position"] != float64(i+1) || item["name"] == nil || item["item"] == nil {
					t.Errorf("%s: step %v", b.name, item)
				}
			}
		}
	}
	if profiles < 4 || crumbs < 2 {
		t.Errorf("%d profile pages, %d breadcrumbs", profiles, crumbs)
	}
	for _, few := range [][]jsonld.Crumb{nil, {{Name: "Home", URL: "https://a.example/"}}, {{Name: "Home"}, {Name: "Skills"}}} {
		if b := graph(examplePassport()).Breadcrumbs(few); b != nil {
			t.Errorf("%v give %v", few, b)
		}
	}
}

// TestLean bounds what the home page carries.
func TestLean(t *testing.T) {
	t.Parallel()
	p := examplePassport()
	b, err := json.Marshal(graph(p).Home(jsonld.PageInfo{URL: p.Site.URL.Value, Title: "Title"}))
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 12<<10 {
		t.Errorf("%d bytes", len(b))
	}
	for _, no := range []string{"subjectOf", "Claim", "Recommendation"} {
		if strings.Contains(string(b), no) {
			t.Errorf("the home page carries %s", no)
		}
	}
}

// TestHidden looks for everything that is hidden in everything that is said.
func TestHidden(t *testing.T) {
	p := publish(fstest.MapFS{
		"passport.yaml": {Data: []byte(`person:
  name: Ana Shown
  contact: {email: canary@x.example, phone: "canary", private: [email, phone]}
  forms: {birth_date: 1999-09-19, birth_place: Canaryville}
site: {url: https://ana.example/, dates: duration}
experience:
  - {id: bank, title: Clerk, organization: {name: Canary Bank, url: "https://canary.example", shown_as: a regional bank}, start: 1977-03, end: 1981-04, leaving: canary, skills: [shown-skill, hidden-skill],
     highlights: [{id: open, text: Shown., skills: [shown-skill], date: 1979-02}, {id: canary, text: Canary claim., visibility: private}]}
projects:
  - {id: canary-draft, title: Canary draft, visibility: draft, skills: [shown-skill]}
  - {id: canary-unlisted, title: Canary unlisted, visibility: unlisted, skills: [shown-skill]}
  - {id: app, title: App, date: 1978-07, collaborators: [Canary Colleague, {name: Ben Shown, role: painter, consent: true}], for: [projects/canary-draft]}
skills:
  - {id: hidden-skill, title: Canary skill, visibility: private}
  - {id: shown-skill, title: Shown skill, levels: [{level: working, date: 1978-05}]}
goals:
  - {id: canary-goal, title: Canary goal, skills: [shown-skill]}
`)},
		"endorsements/no.md":   {Data: []byte("---\nauthor: {name: Canary Author, role: colleague}\nabout: [skills/shown-skill]\n---\nWords passed on.\n")},
		"endorsements/yes.md":  {Data: []byte("---\nauthor: {name: Zoe Shown, consent: true}\nabout: [\"experience/bank#canary\", \"experience/bank#open\"]\ndate: 1981-01\n---\nWords.\n")},
		"experience/secret.md": {Data: []byte("---\ntitle: Canary job\nvisibility: private\n---\n")},
	})
	g := graph(p)
	docs := []any{g.All(), g.Home(jsonld.PageInfo{}), g.One(jsonld.PageInfo{})}
	for _, e := range p.Entries {
		docs = append(docs, g.Entry(e, jsonld.PageInfo{}))
	}
	for _, s := range p.Skills {
		docs = append(docs, g.Skill(s, jsonld.PageInfo{}))
	}
	b, err := json.Marshal(docs)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for _, no := range []string{"anary", "1999", "1977", "1978", "1979", "1981", "Words passed on"} {
		if i := strings.Index(text, no); i >= 0 {
			t.Errorf("%q shows: …%s…", no, text[max(0, i-120):min(len(text), i+40)])
		}
	}
	for _, yes := range []string{"a regional bank", "Ben Shown", "Zoe Shown", "Shown skill"} {
		if !strings.Contains(text, yes) {
			t.Errorf("%q does not show", yes)
		}
	}
}

// TestWithoutAddress shows what is left when nothing has a name that others could use.
func TestWithoutAddress(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, first, person string }{
		{"nothing", "person: {name: Ana}\n", "_:person"},
		{"an id", "id: urn:uuid:1\nperson: {name: Ana}\n", "urn:uuid:1#person"},
		{"an id that is none", "id: my passport\nperson: {name: Ana}\n", "_:person"},
		{"an address", "id: urn:uuid:1\nperson: {name: Ana}\nsite: {url: \"https://ana.example/p?x=1#y\"}\n", "https://ana.example/p/#person"},
	}
	for _, tt := range tests {
		p := publish(thin(tt.first))
		g := jsonld.New(p, func(string) string { return "" })
		home := decoded(t, g.Home(jsonld.PageInfo{Title: "Ana"})).([]any)[0].(map[string]any)
		if got := home["mainEntity"].(map[string]any)["@id"]; got != tt.person {
			t.Errorf("%s: the person is %v, want %s", tt.name, got, tt.person)
		}
		whole(t, p)
	}
}
