package passport

import (
	"testing"
	"testing/fstest"

	"github.com/talent-passport/passport/generator/source"
)

// now is the month of every build in the tests.
var now = Moment{2026, 11, 23}

// load makes a passport of files given as path and content.
func load(t testing.TB, files map[string]string) *Passport {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return Decode(source.Load(fsys, Layout(), nil))
}

func TestDecode(t *testing.T) {
	p := load(t, map[string]string{
		"passport.yaml": `schema: 1
person:
  name: Ana Prado
  location: Porto
  languages: [{language: pt, level: native}]
site: {languages: [en, pt]}
goals:
  - {title: Lead a ward, visibility: public, skills: [Wound care]}
`,
		"passport.pt.yaml": "person: {headline: Enfermeira}\n",
		"about.md":         "I nurse.\n",
		"skills.yaml": `- id: wound-care
  title: Wound care
  aliases: [dressing]
  level: practitioner
- Data entry
`,
		"experience/harbour-clinic.md": `---
title: Charge nurse
organization: {name: Harbour Clinic, url: https://harbour.example}
start: 2019-03
skills: [Dressing, {skill: data-entry, level: working, start: 2022}]
highlights:
  - Cut dressing changes by a third.
  - {id: trained, text: Trained nine colleagues., evidence: [{title: Course sheet, file: ../media/course.pdf}]}
---
See [the app](../projects/river-app.md).
`,
		"experience/harbour-clinic.pt.md": "---\ntitle: Enfermeira-chefe\nhighlights: [{id: trained, text: Formei nove colegas.}]\n---\nVeja.\n",
		"projects/river-app.md":           "---\ntitle: River app\nfor: [experience/harbour-clinic]\ndate: 2021\n---\n",
		"media/course.pdf":                "x",
	})
	if len(p.Entries) != 5 {
		t.Fatalf("%d entries", len(p.Entries))
	}
	pub := p.Publish(Audience{}, now)
	e, claim, ok := pub.Find("experience/harbour-clinic#trained")
	if !ok || claim != "trained" {
		t.Fatal("claim not found")
	}
	f := pub.Facts(e)
	if f.Period.Months != 93 || backingOf(f, "trained").Step != Shown || len(f.Mentions) != 1 {
		t.Errorf("facts: %+v", f)
	}
	s := pub.Skill("wound-care")
	if s == nil || s.Months != 93 || !s.Wanted || s.Entry == nil {
		t.Errorf("skill: %+v", s)
	}
	pt := pub.In("pt")
	e, _, _ = pt.Find("experience/harbour-clinic")
	if c := pt.Card(e); c.Title.Value != "Enfermeira-chefe" || c.Title.Lang != "pt" || c.Subtitle.Lang != "en" {
		t.Errorf("card: %+v", c)
	}
	if got := e.Highlights[1].Text; got.Value != "Formei nove colegas." || e.Highlights[0].Text.Lang != "en" {
		t.Errorf("highlight: %+v", got)
	}
	if pt.Person.Headline.Value != "Enfermeira" {
		t.Error("headline not translated")
	}
	if len(pub.Files) != 1 {
		t.Error(pub.Files)
	}
}
