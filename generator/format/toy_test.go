package format_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// toy is a whole format, as somebody who adds one would write it.
var toy = &format.Format{
	Name: "toy", Title: "Toy résumé", About: "shows how a format is added", Tier: format.TierCommunity,
	Ext: ".toy.json", MediaType: "application/json",
	Recognise: func(f *format.File) format.Match {
		if f.JSONMap().Get("toy") != nil {
			return format.Sure
		}
		return format.No
	},
	Import: func(f *format.File, in *format.Intake) {
		root := in.JSON(f)
		if root == nil {
			return
		}
		in.Keep(root.Get("toy"), "")
		in.Person().Name = in.Text(root.Get("who"))
		for _, n := range in.List(root.Get("jobs")) {
			toyJobs.In(in, n, in.Entry("experience", n))
		}
	},
	Export: func(x *site.Edition) []byte {
		o := &format.Object{}
		o.Put("toy", 1)
		o.Put("who", x.Public.Person.Name.Value)
		var jobs []*format.Object
		for _, e := range x.Public.Of("experience") {
			r := &format.Object{}
			toyJobs.Out(r, x, e)
			r.Back(e.Extra, "toy")
			jobs = append(jobs, r)
		}
		o.Put("jobs", jobs)
		o.Back(x.Public.Extra, "toy")
		return o.JSON()
	},
}

var toyJobs = format.Table{
	{"what", "title"},
	{"where", "organization.name"},
	{"from", "start"},
	{"to", "end"},
	{"with", "skills"},
	{"did", "highlights"},
	{"words", "description"},
}

const toyFile = `{
  "toy": 1,
  "who": "Ana Prata",
  "shoe": 39,
  "jobs": [
    {"what": "Night nurse", "where": "Harbour Clinic", "from": "Mar 2019", "to": "2021-06", "with": ["Wound care", "C++"], "did": ["Cut a_b by *half*"], "words": "One.\n\nTwo.", "badge": "K7"},
    {"what": "Nurse", "where": "St Brannoc’s", "from": "spring", "with": "wound care"},
    {"badge": "lost"}
  ]
}
`

func importToy(t *testing.T, text string) *format.Imported {
	t.Helper()
	f := format.NewFile("ana.toy.json", []byte(text))
	if x := format.Recognise([]*format.Format{toy}, f); x != toy {
		t.Fatalf("recognised as %v", x)
	}
	return format.Import(toy, f, format.Options{Received: passport.Date{Year: 2026, Month: 11, Day: 23}})
}

// TestToyIn shows what an importer gets without asking: ids, sources, skills declared once, what is left
// under extra, an account of every value, and problems with their places.
func TestToyIn(t *testing.T) {
	im := importToy(t, toyFile)
	var got []string
	for _, e := range im.Passport.Entries {
		got = append(got, fmt.Sprintf("%s | %s | %s | %s %s", e.Ref(), e.Heading().Value, e.Source.By, e.Source.Received, e.Extra))
	}
	want := []string{
		"experience/harbour-clinic | Night nurse | Toy résumé | 2026-11-23 map[toy:map[badge:K7]]",
		"skills/wound-care | Wound care | Toy résumé | 2026-11-23 map[]",
		"skills/cpp | C++ | Toy résumé | 2026-11-23 map[]",
		"experience/st-brannoc-s | Nurse | Toy résumé | 2026-11-23 map[]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(passport.Extra{"toy": map[string]any{"shoe": int64(39)}}, im.Passport.Extra); diff != "" {
		t.Error(diff)
	}
	e := im.Passport.Entries[0]
	if got := string(passport.EncodeEntry(e)); !strings.Contains(got, "skills: [wound-care, cpp]") || !strings.Contains(got, `- Cut a_b by *half*`) || !strings.HasSuffix(got, "One.\n\nTwo.\n") {
		t.Error(got)
	}
	var lines []string
	for _, l := range im.Account {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s = %s -> %s %s", l.Outcome, l.Foreign, l.Value, l.Ours, l.Why)))
	}
	wantLines := []string{
		"kept toy = 1 -> person",
		"kept who = Ana Prata -> person.name",
		"kept shoe = 39 -> extra.toy",
		"kept jobs[0].what = Night nurse -> experience/harbour-clinic title",
		"kept jobs[0].where = Harbour Clinic -> experience/harbour-clinic organization.name",
		"kept jobs[0].from = Mar 2019 -> experience/harbour-clinic start",
		"kept jobs[0].to = 2021-06 -> experience/harbour-clinic end",
		"kept jobs[0].with[0] = Wound care -> experience/harbour-clinic skills[0].skill",
		"kept jobs[0].with[1] = C++ -> experience/harbour-clinic skills[1].skill",
		"kept jobs[0].did[0] = Cut a_b by *half* -> experience/harbour-clinic highlights[0].text",
		"kept jobs[0].words = One. Two. -> experience/harbour-clinic body",
		"kept jobs[0].badge = K7 -> experience/harbour-clinic extra.toy",
		"kept jobs[1].what = Nurse -> experience/st-brannoc-s title",
		"kept jobs[1].where = St Brannoc’s -> experience/st-brannoc-s organization.name",
		"lost jobs[1].from = spring ->  this is not a date",
		"kept jobs[1].with = wound care -> experience/st-brannoc-s skills[0].skill",
		"lost jobs[2].badge = lost ->  nothing names the experience that it belongs to",
	}
	if diff := cmp.Diff(wantLines, lines); diff != "" {
		t.Error(diff)
	}
	if got := im.Account.String(); got != "kept 15, changed 0, lost 2" {
		t.Error(got)
	}
	for _, p := range im.Problems {
		if at := string(im.Text(p.Span.File)[p.Span.Start:p.Span.End]); at != `"spring"` && at != `{"badge": "lost"}` {
			t.Errorf("%s stands at %q", p.Code, at)
		}
	}
}

// TestToyOut shows that what came in goes out again, with what the passport has no field for.
func TestToyOut(t *testing.T) {
	im := importToy(t, toyFile)
	p := im.Passport.Publish(passport.Audience{}, passport.Moment{Year: 2026, Month: 11, Day: 23})
	plan, _ := site.New(p, site.Options{})
	got := string(toy.Export(plan.Editions[0]))
	want := `{
  "toy": 1,
  "who": "Ana Prata",
  "jobs": [
    {
      "what": "Night nurse",
      "where": "Harbour Clinic",
      "from": "2019-03",
      "to": "2021-06",
      "with": [
        "Wound care",
        "C++"
      ],
      "did": [
        "Cut a_b by *half*"
      ],
      "words": "One.\n\nTwo.",
      "badge": "K7"
    },
    {
      "what": "Nurse",
      "where": "St Brannoc’s",
      "with": [
        "Wound care"
      ]
    }
  ],
  "shoe": 39
}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestToyTwice shows that merging what came in before changes nothing.
func TestToyTwice(t *testing.T) {
	have, in := importToy(t, toyFile).Passport, importToy(t, toyFile).Passport
	for _, p := range format.Merge(have, in) {
		if p.Have == nil || p.Have.Ref() != p.Entry.Ref() {
			t.Errorf("%s is not known: %v", p.Entry.Ref(), p.Have)
		}
	}
}
