package site

import (
	"cmp"
	"slices"

	"github.com/talent-passport/passport/generator/passport"
)

// SkillMap leads from skills to the work that shows them: two lists, and lines between their middles.
type SkillMap struct {
	Skills []MapSkill
	Works  []Link
	Lines  []MapLine
	More   int // skills that have no room
}

// MapSkill is a skill on the map. Works are the titles of the work that it leads to, which is what its
// lines say.
type MapSkill struct {
	Link
	Works []Text
}

// MapLine joins a skill to a work, from the side where reading begins to the other. From and To are heights in per cent.
type MapLine struct {
	From, To float64
	Backed   bool // the work comes with evidence that the reader can open
}

// How much of a long record the map shows: as much as can be followed with a finger.
const (
	mapSkills = 24
	mapWorks  = 32
)

// skillMap leads from skills to the work that shows them; nil when there is too little to see. Works
// stand in the order of time, and skills where their lines pull them, so that as few as can be cross.
func (v *view) skillMap() *SkillMap {
	if v.pub.Site.Pictures != nil && !*v.pub.Site.Pictures {
		return nil
	}
	m := &SkillMap{}
	var skills []*passport.SkillFacts
	for _, s := range best(v.pub.Skills) {
		switch {
		case v.toSkill(s.ID) == "" || !slices.ContainsFunc(s.Uses, func(u passport.Use) bool { return v.to(u.Entry) != "" }):
		case len(skills) == mapSkills:
			m.More++
		default:
			skills = append(skills, s)
		}
	}
	works := v.mapWorks(skills)
	if len(skills) < 3 || len(works) < 3 {
		return nil
	}
	for _, en := range works {
		m.Works = append(m.Works, Link{Title: v.card(en).Title, Href: v.to(en)})
	}
	lines := make([][]mapEnd, len(skills))
	pull := make([]float64, len(skills))
	order := make([]int, len(skills))
	for i, s := range skills {
		order[i] = i
		lines[i] = mapEnds(s, works)
		for _, l := range lines[i] {
			pull[i] += float64(l.work) / float64(len(lines[i]))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(pull[a], pull[b]) })
	middle := func(i, of int) float64 { return tenths((float64(i) + .5) / float64(of) * 100) }
	for at, i := range order {
		s := MapSkill{Link: Link{Title: v.text(skills[i].Title), Href: v.toSkill(skills[i].ID)}}
		for _, l := range lines[i] {
			s.Works = append(s.Works, m.Works[l.work].Title)
			m.Lines = append(m.Lines, MapLine{From: middle(at, len(skills)), To: middle(l.work, len(works)), Backed: l.backed})
		}
		m.Skills = append(m.Skills, s)
	}
	return m
}

// mapEnd is where a line from a skill ends.
type mapEnd struct {
	work   int
	backed bool
}

// mapEnds are the works among the chosen ones that a skill leads to, in their order, each once.
func mapEnds(s *passport.SkillFacts, works []*passport.Entry) []mapEnd {
	var ends []mapEnd
	for i, en := range works {
		uses, backed := 0, false
		for _, u := range s.Uses {
			if u.Entry == en {
				uses++
				backed = backed || len(u.Backing.Evidence) > 0
			}
		}
		if uses > 0 {
			ends = append(ends, mapEnd{i, backed})
		}
	}
	return ends
}

// mapWorks chooses the works of the map, newest first: the latest of each skill, so that none is left
// without a line, then those that show most skills.
func (v *view) mapWorks(skills []*passport.SkillFacts) []*passport.Entry {
	shows := map[*passport.Entry]int{}
	var all, works []*passport.Entry
	for _, s := range skills {
		latest := true
		for _, u := range s.Uses {
			if v.to(u.Entry) == "" {
				continue
			}
			if shows[u.Entry]++; shows[u.Entry] == 1 {
				all = append(all, u.Entry)
			}
			if latest && !slices.Contains(works, u.Entry) {
				works = append(works, u.Entry)
			}
			latest = false
		}
	}
	slices.SortStableFunc(all, func(a, b *passport.Entry) int { return cmp.Compare(shows[b], shows[a]) })
	for _, en := range all {
		if len(works) < mapWorks && !slices.Contains(works, en) {
			works = append(works, en)
		}
	}
	s := v.newScale()
	slices.SortStableFunc(works, func(a, b *passport.Entry) int { return v.newestFirst(&s, a, b) })
	return works
}
