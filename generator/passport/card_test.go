package passport

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// cardText writes a card down in one line each for what it shows.
func cardText(c Card) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/%s %q %q %s %s\n", c.Kind, c.Lane, c.Title.Value, c.Subtitle.Value, c.SubURL, strings.Join(c.Classes, " "))
	fact := func(in string, f Fact) {
		ref := ""
		if f.Ref != nil {
			ref = f.Ref.key()
			if f.Claim != "" {
				ref += "#" + f.Claim
			}
		}
		parts := []string{in + f.Label, f.Value.Value, f.Note.Value, f.Key, f.Date.String(), f.URL, f.File, ref}
		b.WriteString(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " | ") + "\n")
	}
	for _, f := range c.Facts {
		fact("", f)
	}
	for _, s := range c.Sections {
		b.WriteString(s.Label + ": " + s.Text.Value + "\n")
		for _, f := range s.Items {
			fact("  ", f)
		}
	}
	return b.String()
}

func TestCards(t *testing.T) {
	t.Parallel()
	pub := load(t, map[string]string{
		"passport.yaml": `experience:
  - {id: job, type: caring, title: Carer, organization: {name: Home, url: https://home.example, sector: care}, schedule: part-time, hours: 20, arrangement: on-site, department: Ward 3, leaving: a secret, same_as: [{id: "esco:x", label: Carer}], highlights: [{id: h, text: H}]}
  - {id: pause, type: break, title: A year at sea}
education:
  - {id: bsc, degree: BSc, field: Nursing, level: 6, status: partial, grade: 16/20, credits: 240, organization: School, courses: [Anatomy, {title: Ethics, code: E1, grade: A}], thesis: {title: On rest, url: https://t.example}}
projects:
  - {id: app, title: App, role: designer, status: ongoing, outcome: Fewer calls., url: https://app.example, repository: https://code.example, license: MIT, for: [experience/job, "experience/job#h", projects/none], collaborators: [{name: Bo, role: coder, organization: Co, consent: true}, {name: Hidden, role: tester}, Nobody]}
skills:
  - {id: wound, title: Wound care, category: nursing, aliases: [dressing], levels: [{level: working, date: 2018}, {level: expert, date: 2020, note: exam}], broader: care, same_as: ["https://esco.example/1"], learning: true}
  - {id: care, title: Care}
credentials:
  - {id: rn, title: Registered nurse, issuer: {name: Board, url: https://board.example}, credential_id: "123", issued: 2019-03, expires: 2027-03, url: https://board.example/123, about: May practise., file: credentials/rn.pdf, status: active, valid_in: Portugal, level: 6}
endorsements:
  - {id: bo, author: {name: Bo, role: head nurse, organization: Clinic, url: https://bo.example}, relation: managed me, about: ["experience/job#h"], quote: H, consent: true, url: https://bo.example/ana}
stories: [{id: s, title: Night, prompt: A mistake?, about: [experience/job]}]
goals: [{id: g, visibility: public, what: A ward, by: 2027, status: open, occupations: [{id: "onet:29-1141.00", label: Nurse}], pay: fair, availability: {from: 2027-01, hours: 24, shifts: [nights], arrangement: [hybrid], radius: 30 km, relocate: no, notice: two months, right_to_work: [EU]}}]
awards: [{id: w, title: Prize, for: care, amount: 500, about: [experience/job], organization: City}]
publications: [{id: p, title: On rest, authors: [Ana, Bo], venue: Journal, doi: "doi:10.1/2", isbn: "9", url: https://p.example, volume: "1", issue: "2", pages: 3-4, status: submitted, publisher: Press}]
log: [{id: l, title: Day, visibility: public, about: [experience/job]}]
other: [{id: o, title: Choir, section: Music}]
`, "credentials/rn.pdf": "x"}).Publish(Audience{}, now)
	var got strings.Builder
	for _, e := range pub.Entries {
		got.WriteString(cardText(*pub.Card(e)))
	}
	want := `experience/life "A year at sea" ""  h-event p-experience
experience/care "Carer" "Home" https://home.example h-event p-experience
schedule | part-time
hours | 20
arrangement | on-site
department | Ward 3
sector | care
same_as: 
   | Carer | http://data.europa.eu/esco/skill/x
education/learning "BSc" "School"  h-event p-education
field | Nursing
status | partial
grade | 16/20
credits | 240
eqf | 6
courses: 
   | Anatomy
  E1 | Ethics | A
thesis: 
   | On rest | https://t.example
projects/projects "App" ""  h-event p-experience
role | designer
status | ongoing
url | https://app.example
repository | https://code.example
license | MIT
outcome: Fewer calls.
collaborators: 
   | Bo | coder, Co
   | tester
for: 
   | Carer | experience/job
   | H | experience/job#h
skills/ "Care" ""  p-skill
skills/ "Wound care" ""  p-skill
level | expert
category | nursing
broader | Care | skills/care
status | learning
aliases: 
   | dressing
levels: 
  level | working | 2018
  level | exam | expert | 2020
same_as: 
   | https://esco.example/1 | https://esco.example/1
credentials/learning "Registered nurse" "Board" https://board.example h-event p-credential
credential_id | 123
issued | 2019-03
expires | 2027-03
valid_in | Portugal
eqf | 6
confirm | https://board.example/123
issued_file | credentials/rn.pdf
meaning: May practise.
endorsements/ "Bo" "head nurse, Clinic"  h-review
relation | managed me
published_at | https://bo.example/ana
about: 
   | H | experience/job#h
quote: H
stories/ "Night" ""  h-entry
prompt | A mistake?
about: 
   | Carer | experience/job
goals/ "A ward" ""  
by | 2027
from | 2027-01
hours | 24
radius | 30 km
relocate | no
notice | two months
pay | fair
shifts: 
   | nights
arrangement: 
   | hybrid
right_to_work: 
  country | EU
occupations: 
   | Nurse | https://www.onetonline.org/link/summary/29-1141.00
awards/life "Prize" "City"  h-event p-award
for | care
amount | 500
about: 
   | Carer | experience/job
publications/projects "On rest" "Journal"  h-cite
publisher | Press
volume | 1
issue | 2
pages | 3-4
doi | 10.1/2 | https://doi.org/10.1/2
isbn | 9
url | https://p.example
status | submitted
authors: 
   | Ana
   | Bo
log/ "Day" ""  h-entry
about: 
   | Carer | experience/job
other/life "Choir" ""  h-event
section | Music
`
	if diff := gocmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
