package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const whole = `
-- passport.yaml --
person:
  name: Ana Lopes
  location: {city: Porto, country: PT}
  languages: [{language: pt, level: native}, {language: en, level: C1, note: at work}]
  identifiers: [{scheme: orcid, value: 0000-0001-2345-6789}]
  links: ["https://www.ana.example/"]
  contact: {email: ana@e.example, phone: "+351 900 000 000", private: [phone]}
site: {url: "https://ana.example/"}
experience:
  - {id: choir, title: Alto, type: voluntary, start: 2020}
  - {id: ward, title: Nurse, start: 2019-03, highlights: [{id: calm, text: Calmed the ward.}]}
  - {id: home, title: Night nurse, start: 2012, end: 2018-12}
  - {id: shop, title: Baker, start: 2005, end: 2010}
education:
  - {id: course, title: Short course, type: course, date: 2024}
  - {id: degree, title: BSc Nursing, type: degree, level: 6, start: 2008, end: 2012}
credentials:
  - {id: old, title: First aid, issuer: Red Cross, issued: 2015, expires: 2018-06}
  - {id: card, title: Library card, type: membership, issuer: Library}
  - {id: first-aid, title: First aid again, issuer: Red Cross, issued: 2024, expires: 2027-06}
  - {id: reg, title: Registered nurse, type: license, issuer: {name: Council, url: "https://council.example/"}, url: "https://council.example/7", expires: 2029-01-31}
endorsements:
  - {id: rui, author: {name: Rui, role: night nurse, consent: true}, consent: true, about: ["experience/ward#calm"], quote: Made it calm., body: She did.}
  - {id: eva, author: {name: Eva, url: "https://eva.example/", consent: true}, url: "https://eva.example/ana", consent: true, about: ["experience/ward#calm"], body: She really did.}
goals:
  - id: next
    visibility: public
    title: Numbers near beds
    skills: [counting]
    availability: {from: 2027-03, hours: 28, shifts: [days, nights], right_to_work: [PT, EU]}
  - {id: secret, title: Leave}
skills:
  - {id: counting, title: Counting, category: Numbers}
  - {id: care, title: Care, level: expert, category: People}
projects:
  - {id: sheet, title: Sheet, date: 2021, skills: [care], featured: true, evidence: [{title: The sheet, url: "https://e.example/s", genre: document}]}
  - {id: count, title: Count, date: 2020, skills: [counting]}
`

func titles(list []Card) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Title.Value)
	}
	return out
}

func TestFirstScreen(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, whole)
	h := pageAt(t, plan, "index.html").Home
	got := map[string]any{
		"now": titles(h.Now), "education": titles(h.Education), "licences": titles(h.Licences), "featured": titles(h.Featured),
		"place": h.Person.Place.Value, "phone": h.Person.Phone,
		"subtitles": []string{h.Licences[0].Subtitle.Value, h.Licences[1].Subtitle.Value},
	}
	want := map[string]any{
		"now":       []string{"Nurse", "Alto", "Night nurse"},
		"education": []string{"BSc Nursing"},
		"licences":  []string{"Registered nurse", "First aid again", "First aid"},
		"featured":  []string{"Sheet"},
		"place":     "Porto, Portugal", "phone": "",
		"subtitles": []string{"Council", "issuer named: Red Cross"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("first screen (-want +got):\n%s", diff)
	}
	facts := func(list []Fact) string {
		var out []string
		for _, f := range list {
			out = append(out, f.Label.String()+": "+f.Value.Value)
		}
		return strings.Join(out, "; ")
	}
	for what, pair := range map[string][2]string{
		"languages":    {facts(h.Person.Languages), "Portuguese: native; English: C1, advanced, at work"},
		"availability": {facts(h.Availability), "From: Mar 2027; Hours a week: 28; Shifts: days, nights; May work in: Portugal, European Union"},
		"licence":      {facts(h.Licences[0].Facts), "Expires: 31 Jan 2029; Check it at the issuer: council.example"},
		"over":         {facts(h.Licences[2].Facts), "Issued: 2015; Expired: Jun 2018"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %q, want %q", what, pair[0], pair[1])
		}
	}
	var links []string
	for _, l := range h.Person.Links {
		links = append(links, l.Title.Value+" "+l.Href+" "+l.Rel)
	}
	wantLinks := []string{"ana.example https://www.ana.example/ me", "ORCID 0000-0001-2345-6789 https://orcid.org/0000-0001-2345-6789 me"}
	if diff := cmp.Diff(wantLinks, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	if h.Skills[0].ID != "counting" || !h.Skills[0].Wanted {
		t.Errorf("the skill that a goal names does not come first: %+v", h.Skills)
	}
}

// TestHeld: the first page says which position is held now, and since when; what has no dates is neither now
// nor before.
func TestHeld(t *testing.T) {
	t.Parallel()
	plan, _ := planFolder(t, folder(`-- passport.yaml --
person: {name: Ana}
experience:
  - {id: ward, title: Nurse, start: 2012, roles: [{title: Charge nurse, start: 2019-03}, {title: Staff nurse, start: 2012, end: 2019-02}]}
  - {id: home, title: Carer, start: 2005, end: 2011, roles: [{title: Night carer, start: 2008}]}
`), Options{})
	var got []string
	for _, c := range pageAt(t, plan, "index.html").Home.Now {
		got = append(got, c.Title.Value+", "+c.Dates.Text.String())
	}
	if diff := cmp.Diff([]string{"Charge nurse, Mar 2019 – present", "Carer, 2005–2011"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What somebody said is told with how far a reader can check it.
func TestQuotes(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, whole)
	claims := pageAt(t, plan, "experience/index.html").Kind.Groups[0].Cards[0].Claims
	if len(claims) != 1 || claims[0].Backing.Step != "endorsed" {
		t.Fatalf("claims: %+v", claims)
	}
	var got []string
	for _, q := range claims[0].Said {
		got = append(got, q.How.String()+" | "+q.Prose.Text())
	}
	want := []string{
		"in the words of Eva, published at their own address | She really did.",
		"in the words of Rui, as passed on by Ana Lopes; about the words “Made it calm.” | She did.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("quotes (-want +got):\n%s", diff)
	}
}

func TestSkillsPage(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, whole)
	p := pageAt(t, plan, "skills/index.html").Skills
	var got []string
	for _, g := range p.Groups {
		for _, r := range g.Rows {
			got = append(got, g.Title.String()+": "+r.Title.Value+", "+r.Span.String()+", "+r.Word.String())
		}
	}
	want := []string{"Numbers: Counting, shown in work in 2020, ", "People: Care, shown in work in 2021, shown"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("skills (-want +got):\n%s", diff)
	}
	if len(p.Levels) != 4 {
		t.Errorf("the levels are not explained: %v", p.Levels)
	}
}

func TestCV(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, whole)
	var got []string
	for _, g := range pageAt(t, plan, "cv.html").CV.Groups {
		got = append(got, g.Title.String())
	}
	want := []string{"Experience", "Volunteering", "Education", "Certifications", "Projects"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
}

// Documents and pages are rendered in any order and in parallel. The race detector reads along.
func TestParallel(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, strings.Replace(whole, "site: {", "site: {languages: [en, pt], ", 1))
	var wg sync.WaitGroup
	for _, p := range plan.Pages {
		wg.Go(func() {
			if _, err := json.Marshal(p.JSONLD()); err != nil {
				t.Errorf("%s: %v", p.Path, err)
			}
			for _, c := range cardsOf(p) {
				c.Body.HTML()
			}
		})
	}
	for _, d := range plan.Documents {
		wg.Go(func() {
			var b bytes.Buffer
			if problems := d.Render(&b); len(problems) > 0 {
				t.Errorf("%s: %v", d.Path, problems)
			}
		})
	}
	wg.Wait()
}

// TestUnshownSkills puts skills on the first page that nothing shows yet, where the page would else be
// empty, and does not call them best shown.
func TestUnshownSkills(t *testing.T) {
	t.Parallel()
	const many = "\nskills: [{title: A}, {title: B}, {title: C}, {title: D}, {title: E}, {title: F}, {title: G}, {title: H}, {title: I}]\n"
	plan, _ := planFolder(t, folder("-- passport.yaml --\nperson: {name: Ana}"+many), Options{})
	home := pageAt(t, plan, "index.html").Home
	if !home.Unshown || len(home.Skills) != homeSkills {
		t.Errorf("%d skills, unshown %v", len(home.Skills), home.Unshown)
	}
	plan, _ = planFolder(t, folder("-- passport.yaml --\nperson: {name: Ana}\nprojects: [{title: P, date: 2020, skills: [a]}]"+many), Options{})
	if home := pageAt(t, plan, "index.html").Home; home.Unshown || len(home.Skills) != 1 {
		t.Errorf("%d skills, unshown %v", len(home.Skills), home.Unshown)
	}
}

// TestManyGoals: the first page shows the first of many goals, and when the person is free, whichever says it.
func TestManyGoals(t *testing.T) {
	t.Parallel()
	many := strings.Repeat("  - {title: A garden, visibility: public}\n", homeGoals)
	plan, _ := planFolder(t, folder("-- passport.yaml --\nperson: {name: Ana}\ngoals:\n"+many+
		"  - {title: A ward, visibility: public, availability: {from: 2027-03}}\n"), Options{})
	if home := pageAt(t, plan, "index.html").Home; len(home.Goals) != homeGoals || len(home.Availability) != 1 {
		t.Errorf("%d goals, %d facts about when", len(home.Goals), len(home.Availability))
	}
}

// history is when files were first and last changed.
type history map[string][2]string

func (h history) Created(path string) string  { return h[path][0] }
func (h history) Modified(path string) string { return h[path][1] }

// TestHistory: the first page is as old as passport.yaml and as new as the newest of what it shows, which a
// hidden entry is not; an entry's own date comes first.
func TestHistory(t *testing.T) {
	plan, _ := planFolder(t, folder(`
-- passport.yaml --
person: {name: Ana}
-- about.md --
Hello.
-- experience/ward.md --
---
title: Nurse
updated: 2024-05-01
---
Words.
-- stories/night.md --
---
title: A night
---
Words.
-- stories/secret.md --
---
title: Another
visibility: private
---
Words.
`), Options{History: history{
		"passport.yaml":      {"2020-01-01T08:00:00Z", "2026-01-01T08:00:00Z"},
		"about.md":           {"2020-01-02T08:00:00Z", "2020-01-03T08:00:00Z"},
		"experience/ward.md": {"2020-01-02T08:00:00Z", "2025-12-31T08:00:00Z"},
		"stories/night.md":   {"2021-01-01T08:00:00Z", "2022-02-02T08:00:00Z"},
		"stories/secret.md":  {"2019-01-01T08:00:00Z", "2026-02-02T08:00:00Z"},
	}})
	home := pageAt(t, plan, "index.html")
	got := []string{home.Published, home.Modified}
	if diff := cmp.Diff([]string{"2020-01-01T08:00:00Z", "2024-05-01T00:00:00Z"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWordless: an endorsement without words of its own is listed among the endorsements, without the line
// that says whose words they are, and quoted nowhere; one that was published elsewhere is.
func TestWordless(t *testing.T) {
	p, _ := planOf(t, whole+`
-- endorsements.yaml --
- {id: petra, author: {name: Petra, role: yard manager, consent: true}, consent: true, about: [experience/ward]}
- {id: olu, title: On calm, author: {name: Olu, url: "https://olu.example/", consent: true}, url: "https://olu.example/ana", consent: true, about: [experience/ward]}
`)
	for _, q := range pageAt(t, p, "index.html").Home.Quotes {
		if q.Author.Value == "Petra" {
			t.Error("the first page quotes her")
		}
	}
	for _, c := range pageAt(t, p, "endorsements/index.html").Kind.Groups[0].Cards {
		q := c.Quote
		if (q.How == "") != (q.Author.Value == "Petra") || q.Named != (q.Author.Value != "Olu") || q.Href != "" {
			t.Errorf("%s: how %q, named %v, href %q", q.Author.Value, q.How, q.Named, q.Href)
		}
	}
	var said []string
	for _, q := range pageAt(t, p, "experience/ward.html").Entry.Said {
		said = append(said, q.Author.Value)
	}
	if diff := cmp.Diff([]string{"Eva", "Olu", "Rui"}, said); diff != "" {
		t.Errorf("statements on the entry's page (-want +got):\n%s", diff)
	}
}

// TestOver: however time is shown, what has expired says so, on the first page and in its data.
func TestOver(t *testing.T) {
	t.Parallel()
	for dates, want := range map[string]string{"full": "Expired: Feb 2026", "years": "Expired: 2026", "duration": "Status: expired"} {
		plan, _ := planFolder(t, folder("-- passport.yaml --\nperson: {name: Ana}\nsite: {dates: "+dates+"}\n"+
			"credentials: [{title: First aid, issuer: Red Cross, status: active, expires: 2026-02}]\n"), Options{})
		h := pageAt(t, plan, "index.html").Home
		if len(h.Licences) != 1 || len(h.Licences[0].Facts) != 1 {
			t.Fatalf("%s: %+v", dates, h.Licences)
		}
		f := h.Licences[0].Facts[0]
		if got := f.Label.String() + ": " + f.Value.Value; got != want {
			t.Errorf("%s: %q, want %q", dates, got, want)
		}
		data, err := json.Marshal(pageAt(t, plan, "index.html").JSONLD())
		if err != nil || !bytes.Contains(data, []byte("/CertificationInactive")) {
			t.Errorf("%s: the data does not say that it is over: %s, %v", dates, data, err)
		}
	}
}

// TestOwnOfSkills: what a skill says of itself is on its page: what showed each level, and evidence of its own.
func TestOwnOfSkills(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, strings.Replace(whole, "level: expert, category: People}", `level: expert, category: People, evidence: [{title: A talk, url: "https://e.example/talk"}],
     levels: [{level: working, date: 2010}, {level: expert, date: 2016-07, note: asked by others, evidence: [{title: A test, url: "https://e.example/test"}]}]}`, 1))
	sp := pageAt(t, plan, "skills/care.html").Skill
	var got []string
	for _, l := range sp.Levels {
		got = append(got, l.Label.String()+": "+l.Value.Value)
	}
	for _, ev := range sp.Evidence {
		got = append(got, ev.Title.Value)
	}
	if diff := cmp.Diff([]string{"Jul 2016: expert, asked by others", "2010: working", "A talk", "A test", "The sheet"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOnlyCredential: a skill that only a credential names is not shown in work.
func TestOnlyCredential(t *testing.T) {
	t.Parallel()
	plan, _ := planFolder(t, folder("-- passport.yaml --\nperson: {name: Ana}\n"+
		"credentials: [{title: Lifts, issued: 2009-03, skills: [lifts, rails]}]\nprojects: [{title: Track, date: 2012, skills: [rails]}]\n"), Options{})
	got := map[string]string{}
	for _, r := range pageAt(t, plan, "index.html").Home.Skills {
		got[r.ID] = fmt.Sprintf("%d: %s", r.Uses, r.Span)
	}
	if diff := cmp.Diff(map[string]string{"lifts": "0: ", "rails": "1: shown in work in 2012"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
