package passport

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// canaries is a passport in which everything hidden says "canary", and everything that must stay says
// "shown".
var canaries = map[string]string{
	"passport.yaml": `schema: 1
person:
  name: Ana Shown
  contact: {email: canary@x.example, phone: "+351 123", note: shown evenings, private: [email]}
  forms: {birth_date: 1999-09-19, birth_place: Canaryville, address: {street: Canary Street}}
  links: ["https://shown.example", "javascript:canary()"]
  portrait: {src: media/portrait.jpg, alt: shown}
site: {languages: [en, fr], visibility: {awards: private}}
goals:
  - {id: canary-goal, title: Leave for canary, skills: [canary-wish], organization: Canary}
awards:
  - {id: canary-award, title: Canary prize, start: 1990-01, skills: [wound-care]}
`,
	"passport.fr.yaml":  "person: {headline: shown infirmière, contact: {email: canary@fr.example}}\ngoals: [{id: canary-goal, title: Canary en français}]\n",
	"about.md":          "Shown [words](goals/canary-goal.md) and [work](experience/clinic.md).\n",
	".private/about.md": "canary about\n",
	"skills.yaml": `- {id: wound-care, title: Shown wound care}
- {id: canary-skill, title: Canary skill, aliases: [secret canary], visibility: private}
- {id: draft-canary, title: Draft canary, visibility: draft}
`,
	"experience/clinic.md": `---
title: Shown nurse
organization: {name: Canary Bank, url: https://canary-bank.example, shown_as: a shown bank}
leaving: canary quarrel
start: 2020-01
end: 2020-12
skills: [wound-care, canary-skill, Secret Canary, {skill: draft-canary}]
highlights:
  - Shown bullet.
  - {id: canary-claim, text: Canary bullet., visibility: private, skills: [{skill: wound-care, start: 2000-01}, canary-only-here], evidence: [{title: canary, file: ../media/canary-claim.pdf}]}
  - {id: typo, text: Canary of a typo., visibility: privat}
roles:
  - {id: shown-role, title: Shown role, start: 2020-01, end: 2020-06}
  - {id: canary-role, title: Canary role, start: 2001-01, end: 2019-12, visibility: private, skills: [wound-care]}
evidence:
  - {title: shown sheet, file: ../media/shown.pdf}
  - {title: canary via entry, entry: goals/canary-goal}
  - {title: gone, url: "javascript:canary"}
source: {by: shown HR, file: ../media/canary-mail.eml, sha256: canary}
---
Shown prose with [shown words](../goals/canary-goal.md), [shown claim](#x), ![shown picture](../media/pic.jpg),
[shown bullet](clinic.md#canary-claim) and [a shown ref][r].

[r]: ../.private/media/canary.jpg
`,
	"experience/clinic.fr.md":           "---\ntitle: shown infirmière\norganization: {name: Banque Canary, shown_as: une shown banque}\nhighlights: [{id: canary-claim, text: Canary traduit}]\n---\nshown [mots](../goals/canary-goal.md)\n",
	".private/experience/canary-job.md": "---\ntitle: Canary job\nstart: 1980-01\nskills: [wound-care]\nvisibility: public\n---\ncanary\n",
	".private/experience/clinic.fr.md":  "---\ntitle: canary private translation\n---\n",
	"experience/canary-typo.md":         "---\ntitle: Canary typo\nvisibility: pubic\nstart: 1985-01\nskills: [wound-care]\n---\n",
	"projects/app.md": `---
title: Shown app
date: 2020-05
collaborators: [Canary Colleague, {name: Canary Two, role: shown designer, url: https://canary.example/me}, {name: Shown Three, consent: true}]
for: [experience/clinic, goals/canary-goal, "experience/clinic#canary-claim"]
---
`,
	"projects/canary-unlisted.md": "---\ntitle: Canary unlisted\nvisibility: unlisted\nstart: 1970-01\nskills: [wound-care, canary-craft]\nfor: [experience/clinic]\nimage: {src: ../media/unlisted.jpg, alt: x}\n---\n[to](../experience/clinic.md)\n",
	"stories/night.md":            "---\ntitle: Shown night\nabout: [projects/canary-unlisted, experience/clinic]\n---\n[see](../projects/canary-unlisted.md) shown\n",
	"endorsements/one.md": `---
author: {name: Canary Author, role: shown colleague, url: https://canary-author.example}
url: https://canary-author.example/statement
about: ["experience/clinic#canary-claim", experience/clinic]
quote: Canary bullet.
---
Shown statement.
`,
	"endorsements/one.jwt":   "canary",
	"log/2026.md":            "---\ntitle: Canary log\n---\n- 2026-11-01 canary\n",
	"media/canary-claim.pdf": "x", "media/shown.pdf": "x", "media/pic.jpg": "x", "media/portrait.jpg": "x", "media/unlisted.jpg": "x",
	"media/canary-unused.jpg": "x", "media/canary-mail.eml": "x", ".private/media/canary.jpg": "x",
}

// everything writes down all that can be reached from a value, unexported fields included.
func everything(v reflect.Value, seen map[uintptr]bool, b *strings.Builder) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return
		}
		seen[v.Pointer()] = true
		everything(v.Elem(), seen, b)
	case reflect.Interface:
		if !v.IsNil() {
			everything(v.Elem(), seen, b)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			everything(v.Field(i), seen, b)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			everything(v.Index(i), seen, b)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			everything(k, seen, b)
			everything(v.MapIndex(k), seen, b)
		}
	case reflect.String:
		b.WriteString(v.String() + "\n")
	}
}

func dump(v any) string {
	var b strings.Builder
	everything(reflect.ValueOf(v), map[uintptr]bool{}, &b)
	return b.String()
}

// TestCanaries publishes a passport full of secrets, and looks for them in everything that can be
// reached from what came out, in every language.
func TestCanaries(t *testing.T) {
	t.Parallel()
	p := load(t, canaries)
	for _, lang := range []string{"en", "fr"} {
		pub := p.Publish(Audience{}, now).In(lang)
		// Unlisted entries have a page and are named nowhere else: looked at apart.
		unlisted := pub.Unlisted
		listed := *pub
		listed.Unlisted, listed.views, listed.facts = nil, nil, map[*Entry]*Facts{}
		for _, e := range pub.Entries {
			listed.facts[e] = pub.facts[e]
		}
		for _, line := range strings.Split(dump(&listed), "\n") {
			if strings.Contains(strings.ToLower(line), "canary") {
				t.Errorf("%s: %s", lang, line)
			}
		}
		if s := fmt.Sprintf("%+v", listed); strings.Contains(strings.ToLower(s), "canary") {
			t.Errorf("%s: %s", lang, s)
		}
		if len(unlisted) != 1 || pub.Facts(unlisted[0]).Skills[0] != pub.Skill("wound-care") || pub.Skill("canary-craft") != nil {
			t.Errorf("%s: the unlisted entry: %v", lang, unlisted)
		}
		e, _, _ := pub.Find("experience/clinic")
		if got := e.Body.Body.Text(); !strings.Contains(got, "shown") && !strings.Contains(got, "Shown") {
			t.Errorf("%s: the words are gone: %q", lang, got)
		}
	}
	pub := p.Publish(Audience{}, now)
	e, _, _ := pub.Find("experience/clinic")
	if m := pub.Facts(e).Period.Months; m != 12 {
		t.Errorf("clinic: %d months", m)
	}
	if s := pub.Skill("wound-care"); s.Months != 12 || s.First.Year != 2020 || len(s.Uses) != 1 || s.Step != Shown {
		t.Errorf("wound care: %+v", s)
	}
	if got := pub.Facts(e).Mentions; len(got) != 3 || pub.Facts(e).Next != nil || pub.Facts(e).Prev != nil {
		t.Errorf("mentions: %d, neighbours %v %v", len(got), pub.Facts(e).Prev, pub.Facts(e).Next)
	}
	if want := []string{"media/pic.jpg", "media/portrait.jpg", "media/shown.pdf", "media/unlisted.jpg"}; !slices.Equal(pub.Files, want) {
		t.Errorf("files %v, want %v", pub.Files, want)
	}
	for kind, n := range map[string]int{"experience": 1, "projects": 1, "skills": 1, "goals": 0, "awards": 0, "log": 0, "stories": 1, "endorsements": 1} {
		if got := len(pub.Of(kind)); got != n {
			t.Errorf("%d %s, want %d", got, kind, n)
		}
	}
	var told []string
	for _, s := range pub.Told {
		told = append(told, s.File)
	}
	slices.Sort(told)
	want := []string{
		"about.md", "endorsements/one.md", "experience/clinic.fr.md",
		"experience/clinic.md", "experience/clinic.md", "experience/clinic.md", "experience/clinic.md", "experience/clinic.md", "experience/clinic.md", "experience/clinic.md",
		"projects/app.md", "projects/app.md", "stories/night.md", "stories/night.md",
	}
	if diff := gocmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got)\n%s", diff)
	}
}

// TestPublishLeavesTheSource publishes twice and compares what it read before and after.
func TestPublishLeavesTheSource(t *testing.T) {
	t.Parallel()
	p := load(t, canaries)
	before, _ := Encode(p, 2)
	p.Publish(Audience{}, now)
	p.Publish(Audience{Drafts: true, Private: true}, now)
	after, _ := Encode(p, 2)
	if diff := gocmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}

func TestAudience(t *testing.T) {
	t.Parallel()
	p := load(t, map[string]string{
		"passport.yaml": "site: {visibility: {projects: draft, goals: public}}\n" +
			"projects: [{id: by-kind}, {id: own, visibility: public}, {id: odd, visibility: Public!}]\n" +
			"goals: [{id: open}, {id: shut, visibility: private}]\nlog: [{id: diary}]\n",
		".private/skills.yaml": "- {id: quiet, visibility: public}\n- {id: rough, visibility: draft}\n",
	})
	tests := []struct {
		a    Audience
		want string
	}{
		{Audience{}, "projects/own goals/open"},
		{Audience{Drafts: true}, "projects/by-kind projects/own goals/open"},
		{Audience{Private: true}, "projects/odd projects/own skills/quiet skills/rough goals/open goals/shut log/diary"},
		{Audience{Drafts: true, Private: true}, "projects/by-kind projects/odd projects/own skills/quiet skills/rough goals/open goals/shut log/diary"},
	}
	for _, tt := range tests {
		pub := p.Publish(tt.a, now)
		var got []string
		for _, e := range pub.Entries {
			got = append(got, e.key())
			c := pub.Card(e)
			if c.Private != (e.Private || e.ID == "odd" || e.ID == "shut" || e.ID == "diary") || c.Draft != (e.ID == "by-kind") {
				t.Errorf("%+v: %s is marked draft %v, private %v", tt.a, e.ID, c.Draft, c.Private)
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%+v: %s, want %s", tt.a, s, tt.want)
		}
	}
}

var timed = map[string]string{
	"passport.yaml": `site: {languages: [en], dates: %s, since: "%s"}
experience:
  - {id: old, title: Old, start: 1998-02, end: 2004-07, skills: [nursing]}
  - {id: older, title: Older, start: 1995-04, end: 1998-01, skills: [nursing]}
  - {id: long, title: Long, start: 2003-09, skills: [nursing], roles: [{id: a, title: A, start: 2003-09, end: 2010-11}, {id: b, title: B, start: 2010-12}], highlights: [{text: H, date: 2011-08-09, evidence: [{title: E, url: "https://e.example", date: 2011-08-10}]}]}
  - {id: mid, title: Mid, start: 2010-03, end: 2012-06, skills: [{skill: data, start: 2011-05, end: 2011-07}]}
awards: [{id: prize, date: 1999-12-24}]
credentials:
  - {id: licence, title: Licence, issued: 1999-05, issuer: {name: Board, url: "https://board.example"}, url: "https://board.example/1", expires: 2027-03}
  - {id: gone, title: Gone, issued: 1999-05, expires: 2002-09-17}
  - {id: lately, title: Lately, issued: 2020-05, expires: 2026-02}
  - {id: degree, title: Degree, issued: 1999-06}
goals: [{id: next, by: 2027-06, visibility: public, availability: {from: 2026-12-15}}]
skills: [{id: nursing, levels: [{level: working, date: 1999-11}, {level: expert, date: 2015-10}]}]
other: [{id: undated, extra: {when: 1999-11}}]
`}

func timedPassport(t *testing.T, dates, since string) *Public {
	return load(t, map[string]string{"passport.yaml": fmt.Sprintf(timed["passport.yaml"], dates, since)}).Publish(Audience{}, now)
}

func TestSince(t *testing.T) {
	t.Parallel()
	pub := timedPassport(t, "full", "2005")
	var got []string
	for _, e := range pub.Entries {
		got = append(got, e.ID)
	}
	if want := []string{"long", "mid", "nursing", "lately", "degree", "licence", "next", "undated"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	want := []Folded{{KindOf("experience"), 2, 1995, 2004}, {KindOf("credential"), 1, 1999, 1999}, {KindOf("award"), 1, 1999, 1999}}
	if !reflect.DeepEqual(pub.Folded, want) {
		t.Errorf("folded %+v", pub.Folded)
	}
	if s := pub.Skill("nursing"); s.First.Year != 2003 || len(s.Uses) != 1 {
		t.Errorf("what is folded counts for nothing: %+v", s)
	}
	if pub := timedPassport(t, "duration", "2005"); pub.Folded[0].First != 0 || pub.Folded[0].Last != 0 || pub.Folded[0].Count != 2 {
		t.Errorf("durations show no years: %+v", pub.Folded)
	}
}

// dates lists every date that can be reached from a published passport.
func dates(v reflect.Value, seen map[uintptr]bool, fn func(Date)) {
	if v.IsValid() && v.Type() == reflect.TypeFor[Date]() {
		fn(Date{Year: int(v.Field(0).Int()), Month: int(v.Field(1).Int()), Day: int(v.Field(2).Int()), Present: v.Field(3).Bool()})
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			dates(v.Elem(), seen, fn)
		}
	case reflect.Interface:
		if !v.IsNil() {
			dates(v.Elem(), seen, fn)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			dates(v.Field(i), seen, fn)
		}
	case reflect.Slice:
		for i := range v.Len() {
			dates(v.Index(i), seen, fn)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			dates(v.MapIndex(k), seen, fn)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	find := func(pub *Public, ref string) *Facts {
		e, _, ok := pub.Find(ref)
		if !ok {
			t.Fatal(ref)
		}
		return pub.Facts(e)
	}
	full := timedPassport(t, "full", "")
	if m := find(full, "experience/mid").Period.Months; m != 28 {
		t.Errorf("full: %d", m)
	}
	// A year is all that can be told from what "years" leaves, sums included; plans stay whole.
	for _, mode := range []string{"years", "Years!"} {
		pub := timedPassport(t, mode, "")
		dates(reflect.ValueOf(pub), map[uintptr]bool{}, func(d Date) {
			if d.Month != 0 && d.Year < 2026 {
				t.Errorf("%s: %v", mode, d)
			}
		})
		if p := find(pub, "experience/mid").Period; p.Months != 24 || !p.Approx || p.Start.Year != 2010 || p.Start.Month != 0 {
			t.Errorf("%s: %+v", mode, p)
		}
		if find(pub, "credentials/licence").Backing.Step != Credentialed || find(pub, "credentials/gone").Backing.Step != Stated {
			t.Errorf("%s: expiry goes by the day", mode)
		}
		if e, _, _ := pub.Find("credentials/lately"); !e.Expired(now) || e.Detail.(*Credential).Expires != (Date{Year: 2026}) {
			t.Errorf("%s: what expired this year says so", mode)
		}
	}
	pub := timedPassport(t, "duration", "")
	allowed := map[string]bool{"2027-03": true, "2027-06": true, "2026-12-15": true, "": true}
	dates(reflect.ValueOf(pub), map[uintptr]bool{}, func(d Date) {
		if !allowed[d.String()] {
			t.Errorf("duration: %v", d)
		}
	})
	if p := find(pub, "experience/mid").Period; p != (Period{Months: 28}) {
		t.Errorf("duration: %+v", p)
	}
	long := find(pub, "experience/long")
	if e, _, _ := pub.Find("experience/long"); long.RolePeriod(&e.Detail.(*Experience).Roles[0]) != (Period{Months: 87}) {
		t.Errorf("duration of a role: %+v", long.RolePeriod(&e.Detail.(*Experience).Roles[0]))
	}
	if s := pub.Skill("nursing"); s.Months != find(full, "experience/long").Period.Months+67+34 || s.Level != "expert" || !s.Last.IsZero() {
		t.Errorf("duration: %+v", s)
	}
	if e, _, _ := pub.Find("credentials/gone"); !e.Expired(now) {
		t.Error("duration: what expired says so, without its date")
	}
	if e, _, _ := pub.Find("credentials/degree"); e.Expired(now) {
		t.Error("duration: what does not expire is in force")
	}
	if strings.Contains(dump(pub), "1999-11") {
		t.Error("dates in extra")
	}
	if pub.Of("experience")[0].ID != "long" || pub.Of("experience")[3].ID != "older" {
		t.Error("the order stays")
	}
}

func TestContact(t *testing.T) {
	t.Parallel()
	c := Contact{Email: "a@b", Phone: "1", Website: URL{Value: "https://w"}, Form: URL{Value: "https://f"}, Note: Text{Value: "n"}}
	for names, want := range map[string]string{
		"": "a@b 1 https://w https://f n", "email": "1 https://w https://f n", "E-Mail,phone": "https://w https://f n",
		"note": "a@b 1 https://w https://f", "website,form": "a@b 1 n", "fax": "",
	} {
		c.Private = nil
		if names != "" {
			c.Private = strings.Split(names, ",")
		}
		got := shownContact(c)
		s := strings.Join(strings.Fields(strings.Join([]string{got.Email, got.Phone, got.Website.Value, got.Form.Value, got.Note.Value}, " ")), " ")
		if s != want || got.Private != nil {
			t.Errorf("private %q: %q, want %q", names, s, want)
		}
	}
}

// TestConcurrent publishes and reads one passport from many goroutines, for the race detector.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	p := load(t, canaries)
	shared := p.Publish(Audience{}, now)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			pub := p.Publish(Audience{Drafts: true, Private: true}, now)
			for _, v := range []*Public{pub, pub.In("fr"), shared, shared.In("fr")} {
				for _, e := range v.Entries {
					v.Card(e)
					v.Find(e.key())
					p.Digest(e)
				}
			}
			if _, err := Encode(p, 0); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// TestPublishDoubtful: what could not be read whole may say that it is private, so visitors do not see it. The
// person does.
func TestPublishDoubtful(t *testing.T) {
	const broken, whole = "---\ntitle: Night nurse\nvisibility: [private\n---\n", "---\ntitle: Baker\n---\n"
	seen := func(a Audience, root string) (titles []string) {
		p := load(t, map[string]string{"passport.yaml": root, "experience/a.md": broken, "experience/b.md": whole, "experience/c.md": "---\ntitle: Clerk\nvisibility: public\n---\n"})
		for _, e := range p.Publish(a, Moment{Year: 2026, Month: 1, Day: 1}).Entries {
			titles = append(titles, e.Title.Value)
		}
		slices.Sort(titles)
		return titles
	}
	const fine, half = "person: {name: A}\n", "person: {name: A}\nsite: {visibility: {experience: private}\n"
	for _, c := range []struct {
		who  string
		a    Audience
		root string
		want []string
	}{
		{"a visitor", Audience{}, fine, []string{"Baker", "Clerk"}},
		{"the person", Audience{Drafts: true, Private: true}, fine, []string{"Baker", "Clerk", "Night nurse"}},
		{"a visitor of a passport that is half read", Audience{}, half, nil},
		{"the person, of one that is half read", Audience{Drafts: true, Private: true}, half, []string{"Baker", "Clerk", "Night nurse"}},
	} {
		if got := seen(c.a, c.root); !slices.Equal(got, c.want) {
			t.Errorf("%s sees %q, want %q", c.who, got, c.want)
		}
	}
}
