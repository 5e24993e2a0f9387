package passport

import (
	"slices"
)

// deriver makes the facts of one view. It sees only what is published.
type deriver struct {
	public *Public
	now    Moment
	over   map[*Entry]bool // credentials that have expired, by their full dates
	own    []web

	about map[string][]*Entry // endorsements by the ref of the claim: "experience/clinic#trained"
}

// derive fills the facts of a view.
func (d *deriver) derive() {
	p := d.public
	d.own = ownPages(&p.Person, &p.Site)
	p.facts = make(map[*Entry]*Facts, len(p.Entries)+len(p.Unlisted))
	p.byRef = newLookup(p.Entries).entries
	all := slices.Concat(p.Entries, p.Unlisted)
	facts := make([]Facts, len(all))
	for i, e := range all {
		facts[i].Period = periodOf(e, d.now)
		p.facts[e] = &facts[i]
	}
	d.neighbours()
	d.references()
	InBatches(len(all), func(from, to int) {
		for _, e := range all[from:to] {
			d.back(e)
		}
	})
	d.skills()
}

// neighbours links the entries of a kind in time: Prev is the one before, Next the one after.
func (d *deriver) neighbours() {
	list := d.public.Entries
	for i, e := range list {
		f := d.public.facts[e]
		if i > 0 && list[i-1].Kind == e.Kind {
			f.Next = list[i-1]
		}
		if i+1 < len(list) && list[i+1].Kind == e.Kind {
			f.Prev = list[i+1]
		}
	}
}

// references collects who mentions whom, and which endorsements are about which claims. A skill is
// not mentioned by the work that uses it: its uses say so.
func (d *deriver) references() {
	p := d.public
	d.about = map[string][]*Entry{}
	for _, e := range p.Entries {
		eachRef(e, func(r Ref) {
			to := p.byRef[r.key()]
			if to == nil || to == e {
				return
			}
			if f := p.facts[to]; !slices.Contains(f.Mentions, e) {
				f.Mentions = append(f.Mentions, e)
			}
		})
		s, ok := e.Detail.(*Endorsement)
		if !ok {
			continue
		}
		for _, r := range s.About {
			key := r.String()
			if !slices.Contains(d.about[key], e) {
				d.about[key] = append(d.about[key], e)
			}
			if to := p.byRef[r.key()]; to != nil {
				if f := p.facts[to]; !slices.Contains(f.Endorsed, e) {
					f.Endorsed = append(f.Endorsed, e)
				}
			}
		}
	}
}

// eachRef calls fn for every ref of a published entry but those to skills it uses: in fields, in
// evidence, and in links of its prose.
func eachRef(e *Entry, fn func(Ref)) {
	evidence := func(list []Evidence) {
		for _, ev := range list {
			if ev.Entry.ID != "" {
				fn(ev.Entry)
			}
		}
	}
	highlights := func(list []Highlight) {
		for _, h := range list {
			evidence(h.Evidence)
		}
	}
	evidence(e.Evidence)
	highlights(e.Highlights)
	switch d := e.Detail.(type) {
	case *Experience:
		for _, r := range d.Roles {
			evidence(r.Evidence)
			highlights(r.Highlights)
		}
	case *Project:
		each(d.For, fn)
	case *Endorsement:
		each(d.About, fn)
	case *Story:
		each(d.About, fn)
	case *Award:
		each(d.About, fn)
	case *Log:
		each(d.About, fn)
	case *Skill:
		for _, l := range d.Levels {
			evidence(l.Evidence)
		}
		if d.Broader.ID != "" {
			fn(d.Broader)
		}
	}
	if e.Body == nil || !mayLink(e.Body.Body) {
		return
	}
	file := e.file()
	for _, l := range e.Body.Body.Links() {
		if t := LinkTarget(file, l.Dest); t.Kind == TargetEntry {
			fn(t.Ref)
		}
	}
}

func each(list []Ref, fn func(Ref)) {
	for _, r := range list {
		fn(r)
	}
}

// Facts returns what is derived about an entry of this view, never nil.
func (p *Public) Facts(e *Entry) *Facts {
	if f := p.facts[e]; f != nil {
		return f
	}
	return &Facts{}
}

// Of returns the listed entries of a kind, by its folder or name, in their order: latest first,
// skills best shown first.
func (p *Public) Of(kind string) []*Entry {
	k := KindOf(kind)
	var list []*Entry
	for _, e := range p.Entries {
		if e.Kind == k {
			list = append(list, e)
		}
	}
	return list
}

// Find returns the listed entry that a ref points at, by its id or an earlier one, and the claim in it
// when there is such a role or highlight: "projects/river-app#trained".
func (p *Public) Find(ref string) (e *Entry, claim string, ok bool) {
	r := ParseRef(ref)
	e = p.byRef[r.key()]
	if e == nil {
		return nil, "", false
	}
	if e.HasClaim(r.Claim) {
		claim = r.Claim
	}
	return e, claim, true
}

// Stale reports whether an endorsement of this view quotes words that what it is about no longer says.
func (p *Public) Stale(e *Entry) bool { return p.stale[e.key()] }

// Skill returns a skill by its id, nil when nothing published names or declares it.
func (p *Public) Skill(id string) *SkillFacts { return p.skills[id] }
