package site

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const harbour = `
-- passport.yaml --
person:
  name: Ana Lopes
  headline: Nurse who fixes forms
site:
  url: https://ana.example/passport/
-- about.md --
I grew up by [the river](projects/river-app.md).
-- experience/harbour-clinic.md --
---
title: Charge nurse
organization: {name: Harbour Clinic, url: "https://harbour.example/"}
start: 2019-03
updated: 2024-02-03
skills: [wound-care, {skill: coding, level: working, start: 2022, note: the forms}]
highlights:
  - {id: trained, text: Trained nine colleagues., evidence: [{title: Course, url: "https://e.example/c"}]}
---
## What I did

See [the app](../projects/river-app.md#shipped), [how](../projects/river-app.md#how) and [the code](https://code.example/).
-- projects/river-app.md --
---
title: River app
date: 2021-05
skills: [wound-care, coding]
highlights:
  - {id: shipped, text: Shipped it.}
formerly: [boat-app]
---
## How

A boat came by. [Back](../experience/harbour-clinic.md). [Here](#how). ![A boat](../media/boat.png)
-- media/boat.png --
a picture
`

func TestAddresses(t *testing.T) {
	t.Parallel()
	many := []string{
		"home index.html",
		"kind experience/index.html", "entry experience/harbour-clinic.html",
		"kind projects/index.html", "entry projects/river-app.html",
		"skills skills/index.html", "skill skills/wound-care.html", "skill skills/coding.html",
		"cv cv.html", "timeline timeline.html", "howtocheck how-to-check.html", "notfound 404.html", "moved projects/boat-app.html",
	}
	tests := []struct {
		name, archive string
		want          []string
	}{
		{"thin", harbour, []string{"home index.html", "cv cv.html", "howtocheck how-to-check.html", "notfound 404.html", "moved projects/boat-app.html"}},
		{"one entry", "-- passport.yaml --\nperson: {name: Ana}\nexperience: [{title: Nurse}]\n",
			[]string{"home index.html", "cv cv.html", "howtocheck how-to-check.html", "notfound 404.html"}},
		{"nothing but a name", "-- passport.yaml --\nperson: {name: Ana}\n",
			[]string{"home index.html", "cv cv.html", "notfound 404.html"}},
		{"many", harbour + entries(8), many},
		{"sections first", strings.Replace(harbour, "site:\n", "site:\n  sections: [project, nonsense]\n", 1) + entries(8), []string{
			"home index.html",
			"kind projects/index.html", "entry projects/river-app.html",
			"kind experience/index.html", "entry experience/harbour-clinic.html",
			"skills skills/index.html", "skill skills/wound-care.html", "skill skills/coding.html",
			"cv cv.html", "timeline timeline.html", "howtocheck how-to-check.html", "notfound 404.html", "moved projects/boat-app.html",
		}},
		{"unlisted", harbour + entries(8) + "-- stories/quiet.md --\n---\ntitle: Quiet\nvisibility: unlisted\n---\nWords.\n",
			append(append([]string{}, many[:8]...), "entry stories/quiet.html", "cv cv.html", "timeline timeline.html", "howtocheck how-to-check.html", "notfound 404.html", "moved projects/boat-app.html")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			plan, _ := planOf(t, tt.archive)
			if diff := cmp.Diff(tt.want, paths(plan)); diff != "" {
				t.Errorf("pages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHeads(t *testing.T) {
	t.Parallel()
	plan, problems := planOf(t, harbour+entries(40))
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
	titles, descriptions := map[string]string{}, map[string]string{}
	for _, p := range plan.Pages {
		if p.Template == "moved" {
			continue
		}
		if p.Title == "" || p.FullTitle == "" || p.Description == "" || p.Lang == "" {
			t.Errorf("%s has an empty head: %q, %q, %q", p.Path, p.Title, p.Description, p.Lang)
		}
		if n := utf8.RuneCountInString(p.Description); n > longestDescription {
			t.Errorf("%s: a description of %d characters", p.Path, n)
		}
		if other, twice := titles[p.FullTitle]; twice {
			t.Errorf("%s and %s have the title %q", p.Path, other, p.FullTitle)
		}
		if other, twice := descriptions[p.Description]; twice {
			t.Errorf("%s and %s have the description %q", p.Path, other, p.Description)
		}
		titles[p.FullTitle], descriptions[p.Description] = p.Path, p.Path
	}
	entry := pageAt(t, plan, "experience/harbour-clinic.html")
	got := []string{entry.FullTitle, entry.Canonical, entry.Modified, entry.Key, entry.Root}
	want := []string{
		"Charge nurse, Harbour Clinic – Ana Lopes", "https://ana.example/passport/experience/harbour-clinic.html",
		"2024-02-03T00:00:00Z", "experience", "../",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("head of an entry (-want +got):\n%s", diff)
	}
	if c := pageAt(t, plan, "index.html").Canonical; c != "https://ana.example/passport/" {
		t.Errorf("the home page's canonical address is %s", c)
	}
	if c := pageAt(t, plan, "projects/boat-app.html"); c.Refresh != "../projects/river-app.html" || c.Robots == "" {
		t.Errorf("the moved page leads to %q, robots %q", c.Refresh, c.Robots)
	}
	if home := pageAt(t, plan, "404.html").Chrome.Home; home != "/passport/index.html" {
		t.Errorf("the page for unknown addresses links home to %s", home)
	}
}

func TestSkillPage(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, harbour+entries(8))
	s := pageAt(t, plan, "skills/coding.html").Skill
	if s.Row.Span != "shown in work spanning 2021–2026, last 2026" {
		t.Errorf("span: %q", s.Row.Span)
	}
	var got []string
	for _, u := range s.Uses {
		got = append(got, u.Entry.Title.Value+" | "+u.Dates.Text.String()+" | "+u.Level.String()+" | "+u.Note.Value+" | "+u.Href)
	}
	want := []string{
		"Charge nurse | 2022 – present | working | the forms | ../experience/harbour-clinic.html",
		"River app | May 2021 |  |  | ../projects/river-app.html",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("uses (-want +got):\n%s", diff)
	}
}

func TestNoAddress(t *testing.T) {
	t.Parallel()
	plan, problems := planOf(t, strings.Replace(harbour, "  url: https://ana.example/passport/\n", "  languages: [en, pt]\n", 1)+entries(8))
	if len(problems) != 0 {
		t.Errorf("problems: %v", problems)
	}
	for _, p := range plan.Pages {
		if p.Canonical+p.Image != "" || len(p.Alternates) > 0 {
			t.Errorf("%s has absolute addresses: %q %q %v", p.Path, p.Canonical, p.Image, p.Alternates)
		}
	}
	if contentOf(t, plan, "sitemap.xml") != "" || strings.Contains(contentOf(t, plan, "robots.txt"), "Sitemap") {
		t.Error("there is a sitemap without an address")
	}
	if len(pageAt(t, plan, "cv.html").Languages) != 1 {
		t.Error("a reader cannot switch languages")
	}
	checkLinks(t, plan)
}

func TestBaseURL(t *testing.T) {
	t.Parallel()
	files := folder(harbour + entries(8))
	plan, _ := planFolder(t, files, Options{BaseURL: "https://preview.example/x"})
	if c := pageAt(t, plan, "cv.html").Canonical; c != "https://preview.example/x/cv.html" {
		t.Error(c)
	}
}

const translated = `
-- experience/harbour-clinic.pt.md --
---
title: Enfermeira-chefe
---
O que fiz.
`

func TestLanguages(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, strings.Replace(harbour, "site:\n", "site:\n  languages: [en, pt]\n", 1)+entries(8)+translated)
	p := pageAt(t, plan, "pt/experience/harbour-clinic.html")
	if p.Lang != "pt" || p.Entry.Card.Title != (Text{Value: "Enfermeira-chefe"}) || p.Root != "../../" {
		t.Errorf("the translated page: %q %+v %q", p.Lang, p.Entry.Card.Title, p.Root)
	}
	if got := p.Entry.Card.Claims[0].Text; got != (Text{"Trained nine colleagues.", "en"}) {
		t.Errorf("what is not translated must say its language: %+v", got)
	}
	if got := p.Entry.Card.Dates.Text; got != "mar. 2019 – presente" {
		t.Errorf("dates: %q", got)
	}
	wantAlternates := []Alternate{
		{"en", "text/html", "", "https://ana.example/passport/experience/harbour-clinic.html"},
		{"pt", "text/html", "", "https://ana.example/passport/pt/experience/harbour-clinic.html"},
		{"x-default", "text/html", "", "https://ana.example/passport/experience/harbour-clinic.html"},
	}
	if diff := cmp.Diff(wantAlternates, p.Alternates); diff != "" {
		t.Errorf("alternates (-want +got):\n%s", diff)
	}
	wantSwitch := []NavLink{{Label: "English", Href: "../../experience/harbour-clinic.html", Lang: "en", Key: "en"}}
	if diff := cmp.Diff(wantSwitch, p.Languages); diff != "" {
		t.Errorf("switch (-want +got):\n%s", diff)
	}
	if n := strings.Count(contentOf(t, plan, "sitemap.xml"), "<loc>https://ana.example/passport/pt/"); n != 11 {
		t.Errorf("%d Portuguese pages are in the sitemap, want 11", n)
	}
}

func TestCrawlers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		site, robots string
		contains     []string
		sitemap      bool
	}{
		{"", "noai, noimageai, nocache", []string{"User-agent: GPTBot\n", "User-agent: *\nDisallow:\n", "Sitemap: https://ana.example/passport/sitemap.xml"}, true},
		{"ai: train", "", []string{"User-agent: *\nDisallow:\n"}, true},
		{"ai: none", "noai, noimageai, noarchive, nosnippet", []string{"User-agent: PerplexityBot\n"}, true},
		{"index: false", "noindex, noai, noimageai, nocache", []string{"Disallow: /passport/passport.json\n", "User-agent: YouBot\nDisallow:\n"}, false},
		{"index: false\n  ai: none", "noindex, noai, noimageai, noarchive, nosnippet", []string{"User-agent: YouBot\nDisallow: /\n"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.site, func(t *testing.T) {
			t.Parallel()
			plan, _ := planOf(t, strings.Replace(harbour, "site:\n", "site:\n  "+tt.site+"\n", 1))
			if got := pageAt(t, plan, "index.html").Robots; got != tt.robots {
				t.Errorf("robots of a page: %q, want %q", got, tt.robots)
			}
			robots := contentOf(t, plan, "robots.txt")
			for _, want := range tt.contains {
				if !strings.Contains(robots, want) {
					t.Errorf("robots.txt has no %q:\n%s", want, robots)
				}
			}
			if got := contentOf(t, plan, "sitemap.xml") != ""; got != tt.sitemap {
				t.Errorf("sitemap: %v, want %v", got, tt.sitemap)
			}
		})
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	for mode, want := range map[string]string{
		"full": "Mar 2019 – Jun 2022", "years": "2019–2022", "duration": "3 yrs 4 mos",
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			plan, _ := planOf(t, `
-- passport.yaml --
person: {name: Ana}
site: {url: "https://a.example/", dates: `+mode+`}
experience:
  - {id: ward, title: Nurse, start: 2019-03, end: 2022-06, skills: [care]}
`)
			home := pageAt(t, plan, "index.html").Home
			d := home.Groups[0].Cards[0].Dates
			if d.Text.String() != want {
				t.Errorf("the period reads %q, want %q", d.Text, want)
			}
			all := fmt.Sprint(home.Skills) + contentOf(t, plan, "passport.json")
			if mode != "full" && strings.Contains(all, "2019-03") || mode == "duration" && strings.Contains(all, "2019") {
				t.Errorf("a date shows that the person does not show:\n%s", all)
			}
		})
	}
}

func TestFolded(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, `
-- passport.yaml --
person: {name: Ana}
site: {since: 2010}
experience:
  - {id: ward, title: Nurse, start: 2019-03}
  - {id: shop, title: Baker, start: 1998, end: 2005, skills: [bread]}
`)
	g := pageAt(t, plan, "index.html").Home.Groups[0]
	if g.Total != 1 || g.Folded != "1 earlier position, 1998–2005" {
		t.Errorf("the group has %d cards, and says %q", g.Total, g.Folded)
	}
	if data := contentOf(t, plan, "passport.json"); strings.Contains(data, "Baker") || strings.Contains(data, "bread") {
		t.Errorf("a folded entry shows in the data:\n%s", data)
	}
}

// The same passport makes the same plan.
func TestDeterminism(t *testing.T) {
	t.Parallel()
	archive := strings.Replace(harbour, "site:\n", "site:\n  languages: [en, pt]\n", 1) + entries(30)
	first := snapshot(t, archive)
	for range 5 {
		if diff := cmp.Diff(first, snapshot(t, archive)); diff != "" {
			t.Fatalf("two plans differ:\n%s", diff)
		}
	}
}

func snapshot(t *testing.T, archive string) []string {
	plan, _ := planOf(t, archive)
	var out []string
	for _, p := range plan.Pages {
		walk(reflect.ValueOf(p), func(field, s string) { out = append(out, p.Path+" "+field+" "+s) })
	}
	for _, d := range plan.Documents {
		out = append(out, d.Path, contentOf(t, plan, d.Path))
	}
	return out
}

func TestOneLine(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a b": "a b", " a": "a", "a ": "a", "a  b": "a b", "a\nb\tc": "a b c", "": "", " ": "", "a\u00a0b": "a b",
	} {
		if got := oneLine(in); got != want {
			t.Errorf("oneLine(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		n        int
		want     string
	}{
		{"short", "a few words", 20, "a few words"},
		{"at a word's end", "one two three four", 12, "one two…"},
		{"punctuation goes", "one two, three four", 12, "one two…"},
		{"a long word", "onetwothreefour", 8, "onetwot…"},
		{"any script", "漢字漢字漢字漢字", 5, "漢字漢字…"},
		{"exact", "12345", 5, "12345"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := clip(tt.in, tt.n)
			if got != tt.want || utf8.RuneCountInString(got) > tt.n {
				t.Errorf("clip(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
			}
		})
	}
}

// TestTitlesDiffer: no two pages of a site have one title or description, in whichever languages they are.
func TestTitlesDiffer(t *testing.T) {
	plan, _ := planOf(t, `
-- passport.yaml --
person: {name: Ana}
site: {languages: [en, pt]}
stories:
  - {id: night, title: A night, body: "Long words, and a page of its own.\n\nMore.\n\nAnd more."}
  - {id: day, title: A day, body: "Long words, and a page of its own.\n\nMore.\n\nAnd more."}
`)
	seen := map[string]string{}
	for _, p := range plan.Pages {
		if have, twice := seen[p.FullTitle]; twice {
			t.Errorf("%s and %s are both called %q", have, p.Path, p.FullTitle)
		}
		if have, twice := seen["about "+p.Description]; twice && p.Description != "" {
			t.Errorf("%s and %s are both described as %q", have, p.Path, p.Description)
		}
		seen[p.FullTitle], seen["about "+p.Description] = p.Path, p.Path
	}
	if got := seen["Ana (Português)"]; got != "pt/index.html" {
		t.Errorf("the first page in Portuguese is not named after its language: %v", seen)
	}
}
