package site

import (
	"slices"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
)

// row is a skill in a list.
func (v *view) row(s *passport.SkillFacts) SkillRow {
	r := SkillRow{
		ID: s.ID, Anchor: s.ID, Title: v.text(s.Title), Href: v.toSkill(s.ID),
		Level: v.term("level", s.Level), Uses: s.Works(), Evidence: s.Evidence, Wanted: s.Wanted,
	}
	if v.atHome {
		r.Anchor = ""
		if v.single {
			r.Anchor = skillsKind + "." + s.ID
		}
	}
	b := v.step(s.Step)
	r.Step, r.Word = b.Step, b.Word
	r.Span, r.Last = v.spanWords(s)
	r.Rail = v.rails().of[s.ID]
	if s.Entry != nil {
		r.Summary = v.text(s.Entry.Summary)
		if d, ok := s.Entry.Detail.(*passport.Skill); ok {
			r.Category, r.Learning = v.text(d.Category), d.Learning
		}
	}
	return r
}

// spanWords say over what time work shows a skill, and how lately. They never add it up to years of
// experience: that would be a claim of the person's, and this is only what the record shows.
func (e *edition) spanWords(s *passport.SkillFacts) (span Word, last string) {
	if s.Works() == 0 {
		return "", ""
	}
	if e.mode == datesDuration {
		d := e.w.Duration(s.Months, s.Approx)
		if d == "" {
			return e.word("skill.span.undated"), ""
		}
		return e.word("skill.span.duration", "duration", d), ""
	}
	first, last := e.digits(s.First), e.digits(s.Last)
	if s.Last.Present {
		last = e.digits(e.p.Now.Date())
	}
	switch {
	case last == "":
		return e.word("skill.span.undated"), ""
	case first == "" || first == last:
		return e.word("skill.span.one", "last", last), last
	}
	return e.word("skill.span", "first", first, "last", last), last
}

// best are skills in the order that a first look deserves: those that a public goal names, then as
// well as they are shown.
func best(list []*passport.SkillFacts) []*passport.SkillFacts {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b *passport.SkillFacts) int {
		switch {
		case a.Wanted == b.Wanted:
			return 0
		case a.Wanted:
			return -1
		}
		return 1
	})
	return out
}

// planSkills plans the page of all skills, and a page for each that has something to show.
func (e *edition) planSkills() {
	if len(e.pub.Skills) == 0 {
		return
	}
	v := e.inner
	p := v.newPage("skills", "skills/index.html")
	p.Key = skillsKind
	p.filled(func() {
		rows := make([]SkillRow, len(e.pub.Skills))
		for i, s := range e.pub.Skills {
			rows[i] = v.row(s)
		}
		p.Skills = &SkillsPage{Groups: v.groupSkills(rows), Levels: v.levelMeanings(e.pub.Skills), Scale: e.rails().scale, Rings: ringed(rows), Map: v.skillMap()}
	})
	v.describe(p, v.w.Say("kind.skills"), v.w.Say("describe.skills", "name", e.pub.Person.Name.Value), nil)
	p.Modified = v.latest(e.pub.Entries)
	p.JSONLD = v.skillsData(p, v.crumbs(Link{Title: v.say("kind.skills"), Href: v.page("skills/index.html")}))
	e.finish(p, nil)
	for _, s := range e.pub.Skills {
		if v.places[skillsKind+"/"+s.ID].ownPage() {
			v.planSkill(s)
		}
	}
}

// ringed reports whether evidence that a reader can open is marked on the rail of a skill.
func ringed(rows []SkillRow) bool {
	return slices.ContainsFunc(rows, func(r SkillRow) bool {
		return r.Rail != nil && slices.ContainsFunc(r.Rail.Dots, func(d Dot) bool { return d.Backed })
	})
}

// groupSkills groups rows by category, in alphabetical order, so that a category stays where readers
// found it; what has none stands last. Within a category the best shown stands first.
func (v *view) groupSkills(rows []SkillRow) []SkillGroup {
	var groups []SkillGroup
	at := map[string]int{}
	for _, r := range rows {
		i, ok := at[r.Category.Value]
		if !ok {
			i = len(groups)
			at[r.Category.Value] = i
			groups = append(groups, SkillGroup{Title: r.Category.word()})
		}
		groups[i].Rows = append(groups[i].Rows, r)
	}
	var rest []SkillGroup
	if i, ok := at[""]; ok && len(groups) > 1 {
		rest = []SkillGroup{{Title: v.word("skill.category.none"), Rows: groups[i].Rows}}
		groups = slices.Delete(groups, i, i+1)
	}
	lang.Sort(v.w, groups, func(g SkillGroup) string { return g.Title.String() })
	return append(groups, rest...)
}

// levels in order, weakest first. Their meanings are published in the schema as well.
var levels = []string{"awareness", "working", "practitioner", "expert"}

// levelMeanings explains the levels, when any skill has one.
func (v *view) levelMeanings(list []*passport.SkillFacts) []Fact {
	if !slices.ContainsFunc(list, func(s *passport.SkillFacts) bool { return s.Level != "" }) {
		return nil
	}
	var out []Fact
	for _, l := range levels {
		out = append(out, Fact{Key: l, Label: v.word("level." + l), Value: v.say("level." + l + ".means")})
	}
	return out
}

func (v *view) planSkill(s *passport.SkillFacts) {
	p := v.newPage("skill", skillsKind+"/"+s.ID+".html")
	p.Key, p.OGType = skillsKind, "article"
	for _, u := range s.Uses {
		p.Modified = later(p.Modified, v.modified(u.Entry))
	}
	var summary Text
	if s.Entry != nil {
		p.Modified = later(p.Modified, v.modified(s.Entry))
		summary = v.text(s.Entry.Summary)
	}
	title := v.text(s.Title)
	crumbs := v.crumbs(Link{Title: v.say("kind.skills"), Href: v.page("skills/index.html")}, Link{Title: title, Href: v.toSkill(s.ID)})
	description := summary.Value
	if description == "" {
		description = v.w.Say("describe.skill", "skill", title.Value, "name", v.pub.Person.Name.Value)
		if span, _ := v.spanWords(s); span != "" {
			description += v.w.Mark("sentence") + capital(span.String()) + v.w.Mark("stop")
		}
	}
	v.describe(p, title.Value, description, nil)
	p.JSONLD = v.skillData(s, p, crumbs)
	p.filled(func() {
		p.Skill = v.skillView(s)
		p.Skill.Crumbs = crumbs
	})
	v.finish(p, nil)
}

// skillView is the content of a skill's own page.
func (v *view) skillView(s *passport.SkillFacts) *SkillPage {
	sp := &SkillPage{Row: v.row(s)}
	var rails []*Rail
	sp.Scale, rails = v.usesScale(s.Uses)
	seen := map[string]bool{}
	backed := func(list []Evidence) {
		for _, ev := range list {
			if key := ev.Href + ev.Title.Value; !seen[key] {
				seen[key] = true
				sp.Evidence = append(sp.Evidence, ev)
			}
		}
	}
	if s.Entry != nil {
		backed(v.evidence(s.Entry.Evidence))
		for _, l := range s.Entry.Detail.(*passport.Skill).Levels {
			backed(v.evidence(l.Evidence))
		}
	}
	for i, u := range s.Uses {
		x := v.use(u)
		if rails != nil {
			x.Rail = rails[i]
		}
		sp.Uses = append(sp.Uses, x)
		backed(x.Evidence)
	}
	for _, e := range s.Said {
		sp.Said = v.saying(sp.Said, e)
	}
	if s.Level != "" && v.w.Has("level."+s.Level+".means") {
		sp.Meaning = v.word("level." + s.Level + ".means")
	}
	if s.Entry != nil {
		sp.Card = v.full(s.Entry)
		if d, ok := s.Entry.Detail.(*passport.Skill); ok {
			v.skillDetail(sp, d)
		}
	}
	return sp
}

func (v *view) skillDetail(sp *SkillPage, d *passport.Skill) {
	levels := slices.Clone(d.Levels)
	slices.SortStableFunc(levels, func(a, b passport.LevelAt) int { return b.Date.Compare(a.Date) })
	for _, l := range levels {
		text, time := v.dated(v.date(l.Date)), v.machine(l.Date)
		if v.mode == datesDuration {
			text = ""
		}
		value := v.term("level", l.Level).Text()
		if note := v.text(l.Note); note.Value != "" && value.Value != "" {
			note.Value = value.Value + v.w.Mark("comma") + note.Value
			value = note
		}
		sp.Levels = append(sp.Levels, Fact{Key: l.Level, Label: text, Value: value, Time: time})
	}
	for _, same := range d.SameAs {
		l := Link{Title: v.text(same.Label), Href: safe(same.URL()), Host: host(same.URL())}
		if l.Title.Value == "" {
			l.Title = Text{Value: same.ID}
		}
		sp.SameAs = append(sp.SameAs, l)
	}
	if d.Broader.ID != "" {
		if wider := v.pub.Skill(d.Broader.ID); wider != nil {
			sp.Broader = &Link{Title: v.text(wider.Title), Href: v.toSkill(wider.ID)}
		}
	}
}

func (v *view) use(u passport.Use) Use {
	x := Use{
		Entry: v.card(u.Entry), Dates: v.dates(u.Period), Level: v.term("level", u.Level),
		Note: v.text(u.Note), Backing: v.backing(u.Backing),
	}
	evidence := u.Entry.Evidence
	claim := ""
	switch {
	case u.Claim != nil:
		x.Where, claim, evidence = v.text(u.Claim.Text), u.Claim.ID, u.Claim.Evidence
	case u.Role != nil:
		x.Where, claim, evidence = v.text(u.Role.Title), u.Role.ID, u.Role.Evidence
	}
	x.Evidence = v.evidence(evidence)
	x.Href = v.link(v.places[entryRef(u.Entry)].claim(claim))
	return x
}
