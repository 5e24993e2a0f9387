package passport

import (
	"maps"
	"testing"
)

var bilingual = map[string]string{
	"passport.yaml": `person:
  name: Ana
  headline: Nurse
  interests: [rowing, choir]
  values: [rest]
  languages: [{language: pt, level: native, note: at home}, {language: en, level: C1, note: at work}]
  links: [{title: Blog, url: https://blog.example}]
site: {languages: [en, fr, de], title: Work}
skills: [{id: wound, title: Wound care}]
endorsements:
  - {id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://bo.example/a, about: ["experience/job#h"], quote: "Trained nine."}
`,
	"passport.fr.yaml": `person:
  name: Anne
  headline: Infirmière
  interests: [aviron]
  languages: [{language: en, note: au travail}]
  links: [{url: https://blog.example, title: Carnet}]
skills: [{id: wound, title: Soins des plaies}]
endorsements: [{id: e, quote: Autre chose.}]
`,
	"experience/job.md": `---
title: Nurse
start: 2020-01
type: paid
organization: Clinic
skills: [Wound care, {skill: triage, note: daily}]
roles: [{id: lead, title: Lead, summary: Led.}, {id: second, title: Second}]
highlights: [Plain., {id: h, text: Trained nine.}, {id: i, text: Other.}]
links: [{title: Site, url: https://a.example}]
---
In English.
`,
	"experience/job.fr.md": `---
title: Infirmière
start: 1999-01
type: caring
organization: {name: Clinique}
skills: [{skill: triage, note: chaque jour}]
roles: [{id: second, title: Seconde}]
highlights: [{id: i, text: Autre.}, {id: none, text: Rien.}, Sans nom.]
links: [{title: Nulle part, url: https://b.example}]
---
En français.
`,
	"about.md": "Hello.\n", "about.fr.md": "Bonjour.\n",
}

func TestIn(t *testing.T) {
	t.Parallel()
	base := load(t, bilingual).Publish(Audience{}, now)
	fr, de := base.In("fr"), base.In("de")
	job, _, _ := fr.Find("experience/job")
	x := job.Detail.(*Experience)
	en := func(s string) Text { return Text{Value: s, Lang: "en"} }
	in := func(s string) Text { return Text{Value: s, Lang: "fr"} }
	for name, pair := range map[string][2]Text{
		"title":                          {job.Title, in("Infirmière")},
		"a plain organisation":           {job.Organization.Name, in("Clinique")},
		"a role by its id":               {x.Roles[1].Title, in("Seconde")},
		"a role that is not translated":  {x.Roles[0].Title, en("Lead")},
		"its summary":                    {x.Roles[0].Summary, en("Led.")},
		"a highlight without id":         {job.Highlights[0].Text, en("Plain.")},
		"a highlight out of order":       {job.Highlights[2].Text, in("Autre.")},
		"a highlight not translated":     {job.Highlights[1].Text, en("Trained nine.")},
		"a note of a skill":              {job.Skills[1].Note, in("chaque jour")},
		"a link to elsewhere":            {job.Links[0].Title, en("Site")},
		"headline":                       {fr.Person.Headline, in("Infirmière")},
		"site title":                     {fr.Site.Title, en("Work")},
		"a language by its code":         {fr.Person.Languages[1].Note, in("au travail")},
		"another language":               {fr.Person.Languages[0].Note, en("at home")},
		"a link by its address":          {fr.Person.Links[0].Title, in("Carnet")},
		"a plain list whole":             {fr.Person.Interests[0], in("aviron")},
		"a plain list not there":         {fr.Person.Values[0], en("rest")},
		"a skill in a list":              {fr.Skill("wound").Title, in("Soins des plaies")},
		"a skill declared nowhere":       {fr.Skill("triage").Title, en("triage")},
		"nothing at all in German":       {de.Person.Headline, en("Nurse")},
		"the first language has no mark": {base.Person.Headline, Text{Value: "Nurse"}},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %+v, want %+v", name, pair[0], pair[1])
		}
	}
	if len(fr.Person.Interests) != 1 || len(job.Highlights) != 3 || len(job.Links) != 1 {
		t.Error("a translation adds nothing")
	}
	if job.Start.Year != 2020 || job.Type != "paid" {
		t.Error("a translation changes words only")
	}
	if job.Body.Lang != "fr" || job.Body.Body.Text() != "En français." || fr.About.Body.Text() != "Bonjour." || de.About.Lang != "en" {
		t.Error("prose")
	}
	if backingOf(fr.Facts(job), "h").Step != Endorsed || fr.Facts(job).Period != base.Facts(base.Of("experience")[0]).Period {
		t.Error("facts are those of the original: the quote is compared with what was quoted")
	}
	if fr.In("en") != base || base.In("xx") != base || fr.In("fr") != fr || fr.Lang != "fr" || len(fr.Langs) != 3 {
		t.Error("languages")
	}
	for i, e := range base.Entries {
		if fr.Entries[i].key() != e.key() {
			t.Error("order")
		}
	}
}

func TestDigest(t *testing.T) {
	t.Parallel()
	digest := func(change map[string]string) string {
		files := maps.Clone(bilingual)
		maps.Copy(files, change)
		p := load(t, files)
		e, _ := p.Resolve(ParseRef("experience/job"))
		return p.Digest(e)
	}
	base := digest(nil)
	job := bilingual["experience/job.md"]
	for name, c := range map[string]struct {
		text string
		same bool
	}{
		"the same":    {job, true},
		"white space": {job + "\n\n", true},
		"a date":      {"---\nend: 2021\n" + job[4:], true},
		"a summary":   {"---\nsummary: New.\n" + job[4:], false},
		"the prose":   {job + "More.\n", false},
	} {
		if got := digest(map[string]string{"experience/job.md": c.text, "experience/job.fr.md": "---\ntitle: x\n---\n"}); (got == base) != c.same {
			t.Errorf("%s: %s and %s", name, base, got)
		}
	}
	p := load(t, bilingual)
	if a, b := p.DigestRoot(), p.DigestAbout(); a == b || len(a) != len("sha256:")+12 || p.DigestRoot() != a {
		t.Error(a, b)
	}
}
