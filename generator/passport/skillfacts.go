package passport

import (
	"cmp"
	"slices"
)

// skills derives, for every skill that published work names or that is declared publicly, where and
// over what span it was used and what backs that.
func (d *deriver) skills() {
	p := d.public
	p.skills = map[string]*SkillFacts{}
	declared := map[string]*Entry{}
	for _, e := range p.Entries {
		if _, ok := e.Detail.(*Skill); !ok {
			continue
		}
		if _, twice := declared[e.ID]; twice {
			continue
		}
		declared[e.ID] = e
		p.Skills = append(p.Skills, d.skill(p.skills, e.ID, e, ""))
	}
	room := map[string]int{} // how many uses a skill can have, so that their list need not grow
	for _, e := range p.Entries {
		eachUse(e, func(u *SkillUse) { room[u.Skill.ID]++ })
	}
	wanted := map[string]bool{}
	for _, e := range p.Entries {
		switch e.Detail.(type) {
		case *Goal:
			eachUse(e, func(u *SkillUse) { wanted[u.Skill.ID] = true })
		case *Endorsement, *Skill: // what is said about a skill, and skills themselves, are not its use
		default:
			d.collect(e, func(u *SkillUse, use Use) {
				s := p.skills[u.Skill.ID]
				if s == nil {
					s = d.skill(p.skills, u.Skill.ID, nil, u.Skill.Written)
					p.Skills = append(p.Skills, s)
				}
				if s.Uses == nil {
					s.Uses = make([]Use, 0, room[s.ID])
				}
				s.Uses = append(s.Uses, use)
			})
		}
	}
	for _, s := range p.Skills {
		s.Wanted = wanted[s.ID]
		d.sum(s)
	}
	slices.SortStableFunc(p.Skills, func(a, b *SkillFacts) int {
		return cmp.Or(boolOrder(a.Wanted, b.Wanted), cmp.Compare(b.Step, a.Step), cmp.Compare(b.Months, a.Months),
			b.Last.Compare(a.Last), cmp.Compare(a.ID, b.ID))
	})
	d.sortDeclared()
	for _, e := range slices.Concat(p.Entries, p.Unlisted) {
		f := p.facts[e]
		eachUse(e, func(u *SkillUse) {
			id := u.Skill.ID
			if id != "" && !slices.ContainsFunc(f.Skills, func(s *SkillFacts) bool { return s.ID == id }) {
				s := p.skills[id]
				if s == nil { // named by nothing but this: an unlisted entry or a goal
					s = &SkillFacts{ID: id, Title: Text{Value: u.Skill.Written}, Wanted: wanted[id]}
				}
				f.Skills = append(f.Skills, s)
			}
		})
	}
}

// skill begins the facts of one skill.
func (d *deriver) skill(all map[string]*SkillFacts, id string, e *Entry, written string) *SkillFacts {
	s := &SkillFacts{ID: id, Entry: e}
	if e != nil {
		s.Title = e.Heading()
		if s.Title.Value == "" {
			s.Title.Value = e.ID
		}
		s.Level = e.Detail.(*Skill).Current()
	} else {
		s.Title.Value = written
		if len(d.public.Langs) > 0 && d.public.Lang != d.public.Langs[0] {
			s.Title.Lang = d.public.Langs[0]
		}
	}
	all[id] = s
	return s
}

// collect calls fn for every use of a skill in an entry, with the claim that names it and the period
// it counts for: its own, else that of the highlight, the role, the entry.
func (d *deriver) collect(e *Entry, fn func(*SkillUse, Use)) {
	f := d.public.facts[e]
	list := func(uses []SkillUse, p Period, r *Role, h *Highlight, b Backing) {
		for i := range uses {
			u := &uses[i]
			if u.Skill.ID == "" {
				continue
			}
			fn(u, Use{Entry: e, Role: r, Claim: h, Period: p.within(u.Start, u.End, d.now), Level: u.Level, Note: u.Note, Backing: b})
		}
	}
	highlights := func(all []Highlight, p Period, r *Role) {
		for i := range all {
			h := &all[i]
			in := p
			if h.Date.Year != 0 {
				in = moment(h.Date)
			}
			list(h.Skills, in, r, h, f.Highlight(h))
		}
	}
	whole := f.Period
	list(e.Skills, whole, nil, nil, f.Backing)
	highlights(e.Highlights, whole, nil)
	roles := e.roles()
	for i := range roles {
		r := &roles[i]
		in := f.RolePeriod(r)
		list(r.Skills, in, r, nil, f.Role(r))
		highlights(r.Highlights, in, r)
	}
}

// Work reports whether a skill was at work in a use: a credential backs that somebody has it, on the day it
// was issued, and is no work.
func (u *Use) Work() bool {
	_, issued := u.Entry.Detail.(*Credential)
	return !issued
}

// Held is how well the person has a skill: its level, else "learning" where they say that it is not held yet.
func (s *SkillFacts) Held() string {
	if s.Level == "" && s.Entry != nil && s.Entry.Detail.(*Skill).Learning {
		return "learning"
	}
	return s.Level
}

// Works counts the uses that are work.
func (s *SkillFacts) Works() (n int) {
	for i := range s.Uses {
		if s.Uses[i].Work() {
			n++
		}
	}
	return n
}

// latestFirst sorts uses. They are large and many of a skill, so their order is found first and each
// is moved once.
func latestFirst(uses []Use) []Use {
	order := make([]int, len(uses))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return byTime(uses[a].Period, uses[b].Period) })
	sorted := make([]Use, len(uses))
	for i, j := range order {
		sorted[i] = uses[j]
	}
	return sorted
}

// sum adds the uses of a skill up: overlaps count once, what has not begun does not count, and the
// step is the highest among the claims that name it and the skill's own.
func (d *deriver) sum(s *SkillFacts) {
	s.Uses = latestFirst(s.Uses)
	own := Backing{}
	if s.Entry != nil {
		own = d.public.facts[s.Entry].Backing
		s.Said = d.public.facts[s.Entry].Endorsed
	} else {
		d.endorse(Ref{Kind: "skills", ID: s.ID}, &own)
		s.Said = d.about["skills/"+s.ID]
	}
	s.Step = own.Step
	pieces := map[string]bool{}
	count := func(b Backing) {
		for _, e := range b.Evidence {
			pieces[cmp.Or(e.URL.Value, e.File.Full, e.Entry.String(), e.ConfirmAt.Value)] = true
		}
	}
	count(own)
	var spans []span
	for i := range s.Uses {
		u := &s.Uses[i]
		s.Step = max(s.Step, u.Backing.Step)
		count(u.Backing)
		if s.Entry == nil || s.Entry.Detail.(*Skill).Current() == "" {
			if s.Level == "" {
				s.Level = u.Level
			}
		}
		first, last := u.Period.first(), u.Period.last()
		if !u.Work() || first.Year == 0 || first.Future(d.now) {
			continue
		}
		if u.Period.Start.Year != 0 {
			sp := spanOf(u.Period.Start, u.Period.End, d.now)
			if sp.months() == 0 {
				continue
			}
			spans = append(spans, sp)
		}
		if last.Future(d.now) {
			last = Date{Present: true}
		}
		if s.First.IsZero() || first.Compare(s.First) < 0 {
			s.First = first
		}
		if last.Compare(s.Last) > 0 {
			s.Last = last
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last)) })
	s.Months, s.Approx = union(spans)
	s.Evidence = len(pieces)
	s.First.At, s.Last.At = At{}, At{}
}

// sortDeclared puts the entries of declared skills in the order of Skills.
func (d *deriver) sortDeclared() {
	p := d.public
	rank := make(map[*Entry]int, len(p.Skills))
	for i, s := range p.Skills {
		if s.Entry != nil {
			rank[s.Entry] = i
		}
	}
	first := slices.IndexFunc(p.Entries, func(e *Entry) bool { return e.Kind.Name == "skill" })
	if first < 0 {
		return
	}
	end := first
	for end < len(p.Entries) && p.Entries[end].Kind == p.Entries[first].Kind {
		end++
	}
	list := p.Entries[first:end]
	slices.SortStableFunc(list, func(a, b *Entry) int { return rank[a] - rank[b] })
	for i, e := range list {
		f := p.facts[e]
		f.Prev, f.Next = nil, nil
		if i > 0 {
			f.Next = list[i-1]
		}
		if i+1 < len(list) {
			f.Prev = list[i+1]
		}
	}
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// dropDates takes every date out of the facts, and leaves the counts of months.
func (d *deriver) dropDates() {
	p := d.public
	bare := func(p Period) Period { return Period{Months: p.Months, Approx: p.Approx} }
	backing := func(b Backing) {
		for _, list := range [][]Evidence{b.Evidence, b.OnRequest} {
			for i := range list {
				list[i].Date = Date{}
			}
		}
	}
	for _, f := range p.facts {
		f.Period = bare(f.Period)
		f.Each(func(b *Backing) { backing(*b) })
		for i := range f.claims {
			f.claims[i].p = bare(f.claims[i].p)
		}
	}
	for _, s := range p.Skills {
		s.First, s.Last = Date{}, Date{}
		for i := range s.Uses {
			s.Uses[i].Period = bare(s.Uses[i].Period)
			backing(s.Uses[i].Backing)
		}
	}
}
