package passport

// Claims counts the published claims, and those that something backs: evidence that a reader can
// open, an endorsement that counts, or a credential that can be checked. Claims are highlights, roles,
// the levels of skills, and the entries that say what was done, learned or received; what others say,
// wishes and stories are none. The count is for the person alone: no ratio of it is published.
func (p *Public) Claims() (all, backed int) {
	count := func(s Step) {
		all++
		if s > Stated {
			backed++
		}
	}
	for _, e := range p.Entries {
		f := p.Facts(e)
		switch e.Detail.(type) {
		case *Experience, *Education, *Project, *Credential, *Award, *Publication, *Other:
			count(f.Backing.Step)
		}
		for _, c := range f.claims {
			count(c.b.Step)
		}
	}
	for _, s := range p.Skills {
		if s.Level != "" {
			count(s.Step)
		}
	}
	return all, backed
}
