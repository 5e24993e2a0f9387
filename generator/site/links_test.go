package site

import (
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// What prose links to, seen from pages at different depths and in different layouts.
func TestProseLinks(t *testing.T) {
	t.Parallel()
	clean := strings.Replace(harbour, "site:\n", "site:\n  clean_urls: true\n", 1)
	tests := []struct {
		name, archive, page string
		prose               func(*Page) *Prose
		want                []string
	}{
		{"entry", harbour + entries(8), "experience/harbour-clinic.html", entryBody, []string{
			"../projects/river-app.html#shipped", "../projects/river-app.html#text.how", "https://code.example/",
		}},
		{"picture and self", harbour + entries(8), "projects/river-app.html", entryBody, []string{
			"../experience/harbour-clinic.html", "../projects/river-app.html#text.how", "../media/boat.png",
		}},
		{"clean", clean + entries(8), "experience/harbour-clinic.html", entryBody, []string{
			"../projects/river-app#shipped", "../projects/river-app#text.how", "https://code.example/",
		}},
		{"home", harbour + entries(8), "index.html", homeAbout, []string{"projects/river-app.html"}},
		{"one page", harbour, "index.html", homeAbout, []string{"index.html#projects.river-app"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			plan, _ := planOf(t, tt.archive)
			html := tt.prose(pageAt(t, plan, tt.page)).HTML()
			for _, want := range tt.want {
				if !strings.Contains(html, `"`+want+`"`) {
					t.Errorf("there is no link to %s in\n%s", want, html)
				}
			}
		})
	}
}

func entryBody(p *Page) *Prose { return p.Entry.Card.Body }
func homeAbout(p *Page) *Prose { return p.Home.About }

// Every link of every view of every page must lead to a document of the plan, whatever the layout.
func TestLinksLead(t *testing.T) {
	t.Parallel()
	two := strings.Replace(harbour, "site:\n", "site:\n  languages: [en, pt]\n", 1)
	for name, archive := range map[string]string{
		"many": harbour + entries(8), "thin": harbour, "two languages": two + entries(8), "thin in two": two,
		"not ascii": harbour + entries(8) + "-- stories/überraschung-漢字.md --\n---\ntitle: Überraschung\n---\nSee [me](../stories/überraschung-漢字.md).\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plan, _ := planOf(t, archive)
			checkLinks(t, plan)
		})
	}
}

// checkLinks follows every Href, Src and Refresh of every page.
func checkLinks(t *testing.T, plan *Plan) {
	t.Helper()
	there := map[string]bool{}
	for _, p := range plan.Pages {
		if there[p.Path] {
			t.Errorf("two pages are at %s", p.Path)
		}
		there[p.Path] = true
	}
	for _, d := range plan.Documents {
		if there[d.Path] {
			t.Errorf("two documents are at %s", d.Path)
		}
		there[d.Path] = true
	}
	n := 0
	for _, p := range plan.Pages {
		if p.Template == "notfound" {
			continue
		}
		walk(reflect.ValueOf(p), func(field, s string) {
			switch field {
			case "Href", "Src", "Refresh", "Home", "CV", "AllSkills", "SubHref":
			default:
				return
			}
			if s == "" || strings.Contains(s, ":") {
				return
			}
			n++
			target, _, _ := strings.Cut(s, "#")
			full := path.Join(path.Dir(p.Path), unescaped(t, target))
			if !there[full] || strings.HasPrefix(s, "/") {
				t.Errorf("%s: %s %q leads nowhere (%s)", p.Path, field, s, full)
			}
		})
	}
	if n == 0 {
		t.Error("no link was checked")
	}
}

// walk visits every string field of a value, with the name of the field.
func walk(v reflect.Value, visit func(field, s string)) {
	seen := map[uintptr]bool{}
	var step func(field string, v reflect.Value)
	step = func(field string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if v.IsNil() || seen[v.Pointer()] {
				return
			}
			seen[v.Pointer()] = true
			if p, ok := v.Interface().(*Prose); ok {
				visit("Prose", p.HTML())
				return
			}
			step(field, v.Elem())
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					step(v.Type().Field(i).Name, v.Field(i))
				}
			}
		case reflect.Slice:
			for i := range v.Len() {
				step(field, v.Index(i))
			}
		case reflect.String:
			visit(field, v.String())
		}
	}
	step("", v)
}

// Anchors are addresses: no two on a page may be the same, nor look like the template's own.
func TestAnchors(t *testing.T) {
	t.Parallel()
	same := `
-- experience/river-app.md --
---
title: The same id in another kind
start: 2020
highlights: [{id: river-app, text: The id of the entry itself.}, {id: shipped, text: The id of a claim elsewhere.}]
---
## Shipped

Words.
`
	for name, archive := range map[string]string{"one page": harbour + same, "many": harbour + same + entries(9)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plan, _ := planOf(t, archive)
			n := 0
			for _, p := range plan.Pages {
				seen := map[string]bool{}
				check := func(anchor string) {
					n++
					if seen[anchor] || strings.HasPrefix(anchor, "_") {
						t.Errorf("%s: the anchor %q is there twice, or begins with _", p.Path, anchor)
					}
					seen[anchor] = true
				}
				for _, c := range cardsOf(p) {
					for _, a := range anchorsOf(c) {
						check(a)
					}
				}
				if p.Home != nil && p.Home.Single {
					for _, r := range p.Home.Skills {
						check(r.Anchor)
					}
				}
			}
			if n < 10 {
				t.Errorf("only %d anchors were looked at", n)
			}
		})
	}
}

// cardsOf are the cards that stand on a page for good.
func cardsOf(p *Page) []*Card {
	var out []*Card
	var groups []Group
	switch {
	case p.Home != nil && p.Home.Single:
		groups = p.Home.Groups
	case p.Kind != nil:
		groups = p.Kind.Groups
	case p.Entry != nil:
		return []*Card{p.Entry.Card}
	}
	for _, g := range groups {
		out = append(out, g.Cards...)
	}
	return out
}

// anchorsOf are the anchors of a card, its claims and its prose.
func anchorsOf(c *Card) []string {
	var out []string
	add := func(list []Claim) {
		for _, claim := range list {
			out = append(out, claim.Anchor)
		}
	}
	out = append(out, c.Anchor)
	add(c.Claims)
	for _, r := range c.Roles {
		out = append(out, r.Anchor)
		add(r.Claims)
	}
	for _, part := range strings.Split(c.Body.HTML(), ` id="`)[1:] {
		id, _, _ := strings.Cut(part, `"`)
		out = append(out, id)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}
