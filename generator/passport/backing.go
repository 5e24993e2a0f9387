package passport

import (
	"path"
	"strings"
)

// back says what supports an entry and each of its claims. Nothing is inherited: evidence of an entry
// does not back its bullets, nor a bullet's the entry.
func (d *deriver) back(e *Entry) {
	f := d.public.facts[e]
	f.Backing = d.backEntry(e)
	highlights := func(list []Highlight) {
		for i := range list {
			h := &list[i]
			f.claims = append(f.claims, claimFacts{h: h, b: d.backClaim(e, h.ID, h.Evidence)})
		}
	}
	roles := e.roles()
	n := len(e.Highlights) + len(roles)
	for i := range roles {
		n += len(roles[i].Highlights)
	}
	f.claims = make([]claimFacts, 0, n)
	highlights(e.Highlights)
	for i := range roles {
		r := &roles[i]
		f.claims = append(f.claims, claimFacts{
			r: r, b: d.backClaim(e, r.ID, r.Evidence), p: f.Period.within(r.Start, r.End, d.now),
		})
		highlights(r.Highlights)
	}
}

// claimFacts is what is derived about a claim, which may have no id.
type claimFacts struct {
	h *Highlight
	r *Role
	b Backing
	p Period // of a role
}

// Claim returns what backs the claim with an id, and whether there is one; "" is the entry itself.
func (f *Facts) Claim(id string) (Backing, bool) {
	if id == "" {
		return f.Backing, true
	}
	for i := range f.claims {
		if c := &f.claims[i]; c.h != nil && c.h.ID == id || c.r != nil && c.r.ID == id {
			return c.b, true
		}
	}
	return Backing{}, false
}

// Each calls fn for what backs the entry, and then for what backs each of its claims.
func (f *Facts) Each(fn func(*Backing)) {
	fn(&f.Backing)
	for i := range f.claims {
		fn(&f.claims[i].b)
	}
}

// Highlight returns what backs a highlight of the entry, whether it has an id or not.
func (f *Facts) Highlight(h *Highlight) Backing {
	for i := range f.claims {
		if f.claims[i].h == h && h != nil {
			return f.claims[i].b
		}
	}
	return Backing{}
}

// Role returns what backs a role of the entry, whether it has an id or not.
func (f *Facts) Role(r *Role) Backing {
	for i := range f.claims {
		if f.claims[i].r == r && r != nil {
			return f.claims[i].b
		}
	}
	return Backing{}
}

// backEntry is the backing of an entry itself. What a project or a publication links to is evidence
// of it, and a credential that can be checked backs itself.
func (d *deriver) backEntry(e *Entry) Backing {
	evidence := e.Evidence
	switch x := e.Detail.(type) {
	case *Project:
		evidence = withLink(evidence, x.Repository, "code")
		evidence = withLink(evidence, x.URL, "work product")
	case *Publication:
		evidence = withLink(evidence, x.URL, "document")
		if doi := DOI(x.DOI); doi != "" {
			evidence = withLink(evidence, URL{Value: doi}, "document")
		}
	case *Skill:
		for _, l := range x.Levels {
			evidence = append(evidence[:len(evidence):len(evidence)], l.Evidence...)
		}
	}
	b := d.backClaim(e, "", evidence)
	if d.credentialCounts(e) {
		b.Credentials = append(b.Credentials, e)
		b.Step = Credentialed
	}
	return b
}

// withLink adds an address to evidence, unless it is there.
func withLink(list []Evidence, u URL, genre string) []Evidence {
	if !isWeb(u) {
		return list
	}
	for _, e := range list {
		if e.URL.Value == u.Value {
			return list
		}
	}
	return append(list[:len(list):len(list)], Evidence{URL: u, Genre: genre})
}

// backClaim is the backing of a claim by its own evidence and the endorsements about it.
func (d *deriver) backClaim(e *Entry, claim string, evidence []Evidence) Backing {
	b := Backing{}
	for i := range evidence {
		ev := &evidence[i]
		switch {
		case d.viaEntry(ev, &b):
		case d.opens(ev):
			b.show(evidence, i)
		}
		if ev.OnRequest {
			b.OnRequest = append(b.OnRequest, *ev)
		}
	}
	if claim == "" || e.HasClaim(claim) {
		ref := e.Ref()
		ref.Claim = claim
		d.endorse(ref, &b)
	}
	return b
}

// show adds the piece of evidence at i of a list. As long as every piece of it counts, which is most often,
// the list itself is what backs.
func (b *Backing) show(list []Evidence, i int) {
	if b.Step = max(b.Step, Shown); len(b.Evidence) == i {
		b.Evidence = list[: i+1 : i+1]
		return
	}
	b.Evidence = append(b.Evidence, list[i])
}

// endorse adds the endorsements about a claim: those that count, and the others as words passed on.
func (d *deriver) endorse(ref Ref, b *Backing) {
	for _, s := range d.about[ref.String()] {
		if d.endorsementCounts(s) {
			b.Endorsements = append(b.Endorsements, s)
			b.Step = max(b.Step, Endorsed)
		} else {
			b.Words = append(b.Words, s)
		}
	}
}

// viaEntry follows evidence that is another entry of the passport: a credential or an endorsement
// backs by what it is itself; anything else only when a reader can open something there, because the
// entry alone is only the person's word again.
func (d *deriver) viaEntry(ev *Evidence, b *Backing) bool {
	if ev.Entry.ID == "" || isWeb(ev.URL) || ev.File.Full != "" {
		return false
	}
	to := d.public.byRef[ev.Entry.key()]
	if to == nil {
		return true
	}
	switch to.Detail.(type) {
	case *Credential:
		if d.credentialCounts(to) {
			b.Credentials = append(b.Credentials, to)
			b.Step = Credentialed
		}
		return true
	case *Endorsement:
		if d.endorsementCounts(to) {
			b.Endorsements = append(b.Endorsements, to)
			b.Step = max(b.Step, Endorsed)
		}
		return true
	}
	if d.hasOpen(to, ev.Entry.Claim) {
		b.Evidence = append(b.Evidence, *ev)
		b.Step = max(b.Step, Shown)
	}
	return true
}

// hasOpen reports whether an entry, or the claim in it, has evidence of its own to open. It does not
// follow further entries, so that two entries cannot back each other.
func (d *deriver) hasOpen(e *Entry, claim string) bool {
	evidence := e.Evidence
	if role, h, ok := e.Claim(claim); ok {
		if h != nil {
			evidence = h.Evidence
		} else {
			evidence = role.Evidence
		}
	} else if claim == "" {
		switch x := e.Detail.(type) {
		case *Project:
			if isWeb(x.URL) || isWeb(x.Repository) {
				return true
			}
		case *Publication:
			if isWeb(x.URL) || DOI(x.DOI) != "" {
				return true
			}
		}
	}
	for i := range evidence {
		if d.opens(&evidence[i]) {
			return true
		}
	}
	return false
}

// opens reports whether a reader can open a piece of evidence, or look it up in a public register.
func (d *deriver) opens(ev *Evidence) bool {
	return isWeb(ev.URL) || ev.File.Full != "" || isWeb(ev.ConfirmAt)
}

func isWeb(u URL) bool {
	_, ok := webOf(u.Value)
	return ok
}

// endorsementCounts reports whether an endorsement is more than words passed on: its author published
// it at an address of their own, and what it was about still reads the same. A signed original beside
// it does not count by lying there: it counts when somebody has checked the signature.
func (d *deriver) endorsementCounts(e *Entry) bool {
	s, ok := e.Detail.(*Endorsement)
	return ok && !d.public.Stale(e) && atOwnAddress(s.URL.Value, s.Author.URL.Value, d.own)
}

// credentialCounts reports whether a reader can check a credential: the paper as issued lies beside it,
// or its address is at the issuer; and it has neither expired nor been withdrawn. A badge or another signed
// file does not count by lying there: it counts when somebody has checked the signature.
func (d *deriver) credentialCounts(e *Entry) bool {
	c, ok := e.Detail.(*Credential)
	if !ok || d.over[e] || c.Status == "revoked" || c.Status == "suspended" {
		return false
	}
	issuer := c.Issuer.URL.Value
	if issuer == "" {
		issuer = e.Organization.URL.Value
	}
	return c.File.Full != "" && !signed(c.File.Full) || atIssuer(c.URL.Value, issuer, d.own)
}

// signed reports whether a file is, by its name, a statement for programs and not a paper to look at.
func signed(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".jsonld", ".jwt", ".jws":
		return true
	}
	return false
}

// RolePeriod returns when a role was held, as far as it is shown: its own dates, with an end that is
// missing taken from the entry.
func (f *Facts) RolePeriod(r *Role) Period {
	for i := range f.claims {
		if f.claims[i].r == r && r != nil {
			return f.claims[i].p
		}
	}
	return Period{}
}
