package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/passport"
)

const aLife = `
-- passport.yaml --
schema: 1
person: {name: Ana Prata}
site: {url: https://ana.example/, languages: [%LANG%]%SITE%}
-- experience.yaml --
- id: clinic
  title: Charge nurse
  organization: Harbour Clinic
  roles:
    - {id: nurse, title: Nurse, start: 2018-01, end: 2020-12, skills: [Wound care]}
    - {id: charge, title: Charge nurse, start: 2022-01, skills: [Rota]}
- id: father
  title: Caring for my father
  type: caring
  start: 2021-01
  end: 2021-12
- {id: old, title: Baker, start: 2000-01, end: 2001-12, skills: [Bread]}
- {id: secret, title: Canary job, start: 1970-01, end: 1979-12, visibility: private, skills: [Wound care]}
-- education.yaml --
- {id: degree, title: Degree in nursing, start: 2012-09, end: 2016-07}
-- projects.yaml --
- {id: sheet, title: The sheet, start: 2026-03, end: 2026-08, skills: [Wound care, Rota, Bread], evidence: [{title: It, url: "https://a.example/"}]}
- {id: p1, title: One, date: 2019-05}
- {id: p2, title: Two, date: 2019-06, skills: [Bread]}
- {id: p3, title: Three}
-- skills.yaml --
- {id: wound-care, title: Wound care, levels: [{level: working, date: 2019}, {level: expert, date: 2026-06}]}
- {id: rota, title: Rota}
-- awards.yaml --
- {id: prize, title: Quiet prize, date: 2026-02}
-- credentials.yaml --
- {id: licence, title: Licence, issuer: Council, issued: 2025-11}
`

func aLifePlan(t *testing.T, lang, site string) *Plan {
	t.Helper()
	p, _ := planOf(t, strings.NewReplacer("%LANG%", lang, "%SITE%", site).Replace(aLife))
	return p
}

// drawn writes a chart as lines: what stands where.
func drawn(c *Chart) []string {
	if c == nil {
		return nil
	}
	var out []string
	for _, l := range c.Lanes {
		for _, r := range l.Rows {
			line := fmt.Sprintf("%s: %s [%s]", l.Key, r.Title.Value, r.Dates.Text)
			if r.Word != "" {
				line += " " + r.Word.String()
			}
			for _, b := range r.Rail.Bars {
				line += fmt.Sprintf(" %g+%g", b.X, b.Width)
				if b.Open {
					line += "→"
				}
			}
			for _, d := range r.Rail.Dots {
				line += fmt.Sprintf(" •%g", d.X)
				if d.Backed {
					line += "!"
				}
			}
			out = append(out, line)
		}
	}
	return out
}

// TestLife draws lanes side by side: every entry once, a break in work like any other time without
// work, care in a lane of its own, and nothing hidden, not even by the width of the scale.
func TestLife(t *testing.T) {
	t.Parallel()
	p := aLifePlan(t, "en", "")
	page := pageAt(t, p, "timeline.html").Timeline
	got := drawn(page.Life)
	want := []string{
		"work: Charge nurse [Jan 2018 – present] 66.7+11.1 81.5+18.2→",
		"work: Baker [Jan 2000 – Dec 2001] 0+7.4",
		"learning: Licence [Nov 2025] •95.8",
		"learning: Degree in nursing [Sep 2012 – Jul 2016] 46.9+14.5",
		"care: Caring for my father [Jan 2021 – Dec 2021] 77.8+3.7",
		"projects: The sheet [Mar 2026 – Aug 2026] 96.9+1.9",
		"projects: Two [Jun 2019] •72.1",
		"projects: One [May 2019] •71.8",
		"life: Quiet prize [Feb 2026] •96.8",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("a life (-want +got):\n%s", diff)
	}
	first, last := page.Life.Scale[0], page.Life.Scale[len(page.Life.Scale)-1]
	if first.Label != "2000" || first.X != 0 || len(page.Life.Scale) > namedTicks || last.X > 100 {
		t.Errorf("the scale is %v", page.Life.Scale)
	}
	if roles := page.Life.Lanes[0].Rows[0].Roles; len(roles) != 2 || roles[1].Title.Value != "Charge nurse" {
		t.Errorf("roles %v", roles)
	}
	home := pageAt(t, p, "index.html").Home.Life
	for _, line := range drawn(home) {
		if strings.Contains(line, "•") {
			t.Errorf("a moment on the first page: %s", line)
		}
	}
	if pageAt(t, p, "index.html").Chrome.Timeline == "" {
		t.Error("nothing leads to the timeline")
	}
}

// TestLifeMirrored: where reading begins at the right, so does time.
func TestLifeMirrored(t *testing.T) {
	t.Parallel()
	left := pageAt(t, aLifePlan(t, "en", ""), "timeline.html").Timeline.Life
	right := pageAt(t, aLifePlan(t, "ar", ""), "timeline.html").Timeline.Life
	for i, lane := range left.Lanes {
		for j, row := range lane.Rows {
			for k, b := range row.Rail.Bars {
				m := right.Lanes[i].Rows[j].Rail.Bars[k]
				if m.Width != b.Width || tenths(100-b.X-b.Width) != m.X {
					t.Errorf("%s: %v is mirrored as %v", row.Title.Value, b, m)
				}
			}
		}
	}
	if right.Scale[0].X != 100 {
		t.Errorf("the first year stands at %v", right.Scale[0])
	}
}

// TestPicturesObey: no picture tells more of time than the pages do, and none is drawn where pictures
// are off.
func TestPicturesObey(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, site    string
		life, map_    bool
		growth, rails bool
		firstYear     string
	}{
		{"full", "", true, true, true, true, "2000"},
		{"years", ", dates: years", true, true, false, true, "2000"},
		{"durations", ", dates: duration", false, true, false, false, ""},
		{"off", ", pictures: false", false, false, false, false, ""},
		{"since", ", since: 2012", true, true, true, true, "2012"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := aLifePlan(t, "en", tt.site)
			var timeline *TimelinePage
			for _, page := range p.Pages {
				if page.Template == "timeline" {
					timeline = page.Timeline
				}
			}
			if got := timeline != nil; got != tt.life {
				t.Fatalf("a timeline: %v, want %v", got, tt.life)
			}
			if home := pageAt(t, p, "index.html").Home; (home.Life != nil) != tt.life || (home.SkillScale != nil) != tt.rails {
				t.Errorf("on the first page: life %v, years above skills %v", home.Life, home.SkillScale)
			}
			if skills := pageAt(t, p, "skills/index.html").Skills; (skills.Map != nil) != tt.map_ {
				t.Errorf("a map: %v, want %v", skills.Map, tt.map_)
			}
			for _, page := range p.Pages {
				if page.Skill != nil && (page.Skill.Row.Rail != nil) != tt.rails {
					t.Errorf("%s: a rail %v, want %v", page.Path, page.Skill.Row.Rail, tt.rails)
				}
			}
			if timeline == nil {
				return
			}
			if (timeline.Growth != nil) != tt.growth {
				t.Errorf("growth %v, want %v", drawn(timeline.Growth), tt.growth)
			}
			if got := timeline.Life.Scale[0].Label; got != tt.firstYear {
				t.Errorf("the scale begins with %s, want %s", got, tt.firstYear)
			}
			if tt.name != "years" {
				return
			}
			for _, line := range drawn(timeline.Life) {
				if strings.Contains(line, "Degree") && line != "learning: Degree in nursing [2012–2016] 44.4+18.6" {
					t.Errorf("with years alone: %s", line)
				}
			}
		})
	}
}

// TestGrowth is what came within twelve months, the latest first.
func TestGrowth(t *testing.T) {
	t.Parallel()
	got := drawn(pageAt(t, aLifePlan(t, "en", ""), "timeline.html").Timeline.Growth)
	want := []string{
		"growth: The sheet [Aug 2026] finished •70.8!",
		"growth: Wound care [Jun 2026] now expert •54.2",
		"growth: The sheet [Mar 2026] began •29.2",
		"growth: Quiet prize [Feb 2026] received •20.8",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("growth (-want +got):\n%s", diff)
	}
}

// TestSkillRails: a skill's rail joins what overlaps, and marks where there is evidence to open.
func TestSkillRails(t *testing.T) {
	t.Parallel()
	p := aLifePlan(t, "en", "")
	home := pageAt(t, p, "index.html").Home
	if !home.SkillRings || !pageAt(t, p, "skills/index.html").Skills.Rings {
		t.Error("what a ring means is not said")
	}
	if ringed([]SkillRow{{}, {Rail: &Rail{Dots: []Dot{{}}}}}) {
		t.Error("what a ring means is said where there is none")
	}
	for _, r := range home.Skills {
		if r.ID != "wound-care" {
			continue
		}
		if r.Rail == nil || len(r.Rail.Bars) != 2 || len(r.Rail.Dots) != 1 || !r.Rail.Dots[0].Backed {
			t.Errorf("the rail of %s is %+v", r.ID, r.Rail)
		}
		return
	}
	t.Error("the skill is not on the first page")
}

func TestJoinBars(t *testing.T) {
	t.Parallel()
	got := joinBars([]Bar{{X: 50, Width: 10}, {X: 0, Width: 20}, {X: 10, Width: 20, Open: true}, {X: 12, Width: 2}})
	if diff := cmp.Diff([]Bar{{X: 0, Width: 30, Open: true}, {X: 50, Width: 10}}, got); diff != "" {
		t.Error(diff)
	}
}

// TestSkillMap: every skill that work shows has a line, each line a work, and the words say the same.
func TestSkillMap(t *testing.T) {
	t.Parallel()
	m := pageAt(t, aLifePlan(t, "en", ""), "skills/index.html").Skills.Map
	lines, works := 0, 0
	for _, s := range m.Skills {
		works += len(s.Works)
		if len(s.Works) == 0 {
			t.Errorf("%s leads nowhere", s.Title.Value)
		}
	}
	for _, l := range m.Lines {
		lines++
		if l.From <= 0 || l.From >= 100 || l.To <= 0 || l.To >= 100 {
			t.Errorf("a line from %v to %v", l.From, l.To)
		}
	}
	if len(m.Skills) != 3 || len(m.Works) != 4 || lines != 7 || works != lines {
		t.Errorf("%d skills, %d works, %d lines, %d works in words", len(m.Skills), len(m.Works), lines, works)
	}
}

// TestSpan: a year alone reaches as far as it may have lasted, and never past the month of the build.
func TestSpan(t *testing.T) {
	t.Parallel()
	d := func(y, m int) passport.Date { return passport.Date{Year: y, Month: m} }
	for _, tt := range []struct {
		name     string
		p        passport.Period
		from, to int
		ok       bool
	}{
		{"months", passport.Period{Start: d(2020, 3), End: d(2020, 3)}, 2020*12 + 2, 2020*12 + 3, true},
		{"years", passport.Period{Start: d(2019, 0), End: d(2020, 0)}, 2019 * 12, 2021 * 12, true},
		{"this year", passport.Period{Start: d(2026, 0), End: d(2026, 0)}, 2026 * 12, 2026*12 + 11, true},
		{"ongoing", passport.Period{Start: d(2026, 11), End: passport.Date{Present: true}}, 2026*12 + 10, 2026*12 + 11, true},
		{"swapped", passport.Period{Start: d(2020, 5), End: d(2019, 5)}, 2020*12 + 4, 2020*12 + 5, true},
		{"an end alone", passport.Period{End: d(2019, 5)}, 2019*12 + 4, 2019*12 + 5, true},
		{"nothing", passport.Period{}, 0, 0, false},
	} {
		s := scale{now: 2026*12 + 10}
		from, to, ok := s.span(tt.p)
		if from != tt.from || to != tt.to || ok != tt.ok {
			t.Errorf("%s: %d to %d (%v), want %d to %d (%v)", tt.name, from, to, ok, tt.from, tt.to, tt.ok)
		}
	}
}

// TestHowToCheck: every step that data defines is explained, and data says how to check it.
func TestHowToCheck(t *testing.T) {
	t.Parallel()
	p := aLifePlan(t, "en", "")
	c := pageAt(t, p, "how-to-check.html").HowToCheck
	if len(c.Steps) != len(ladder)+1 || len(c.Contribute) != 3 || len(c.Data) < 2 {
		t.Fatalf("%+v", c)
	}
	json := contentOf(t, p, "passport.json")
	for _, s := range c.Steps {
		if s.Meaning == "" || s.How == "" || strings.Contains(s.Meaning.String()+s.How.String(), "[") {
			t.Errorf("%s: %q, %q", s.Key, s.Meaning, s.How)
		}
		if s.Key != "stated" && !strings.Contains(json, `"check": "`+s.How.String()) {
			t.Errorf("the data does not say how to check what is %s", s.Key)
		}
	}
}
