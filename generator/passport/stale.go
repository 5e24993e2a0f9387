package passport

import (
	"slices"
	"strings"
)

// Stale reports whether an endorsement quotes a claim that no longer reads like the quote. It is then
// shown with its quote and stops counting. Case, spaces and punctuation do not matter. When it is
// about several claims, it must still read like one of them.
func (p *Passport) Stale(e *Entry) bool {
	s, ok := e.Detail.(*Endorsement)
	if !ok || s.Quote == "" || len(s.About) == 0 {
		return false
	}
	return !slices.ContainsFunc(s.About, func(r Ref) bool { return p.reads(r, s.Quote) })
}

// reads reports whether the claim that a ref points at reads like a quote.
func (p *Passport) reads(r Ref, quote string) bool {
	l := p.lookup()
	e := l.entries[r.key()]
	if e == nil && r.Kind == "skills" {
		e = l.skills[r.ID]
	}
	if e == nil {
		return r.Kind == "skills" && Fold(quote) == r.ID
	}
	want := Fold(quote)
	return slices.ContainsFunc(e.claimTexts(r.Claim), func(t string) bool { return t != "" && Fold(t) == want })
}

// claimTexts are the texts that say a claim. An entry is said by what names it, by its summary, or by
// its first paragraph; a skill by its name, alone or with its level.
func (e *Entry) claimTexts(claim string) []string {
	role, h, ok := e.Claim(claim)
	switch {
	case ok && h != nil:
		return []string{h.Text.Value}
	case ok:
		return []string{role.Title.Value, role.Summary.Value}
	case claim != "":
		return nil
	}
	texts := []string{e.Heading().Value, e.Summary.Value}
	if s, ok := e.Detail.(*Skill); ok {
		level := s.Current()
		texts = append(texts, level, e.Heading().Value+" "+level)
	}
	if org := e.Organization.Name.Value; org != "" {
		texts = append(texts, e.Heading().Value+" "+org, e.Heading().Value+" at "+org)
	}
	if e.Body != nil {
		texts = append(texts, e.Body.Body.FirstLine())
	}
	return texts
}

// Current is the level held now: the last of the dated ones, else the one given.
func (s *Skill) Current() string {
	level, at := s.Level, Date{}
	for i, l := range s.Levels {
		if l.Level != "" && (i == 0 || l.Date.Compare(at) >= 0) {
			level, at = l.Level, l.Date
		}
	}
	return level
}

// DOI returns the address of a digital object identifier, written bare or as an address; "" when it
// is none.
func DOI(s string) string {
	s = strings.TrimSpace(s)
	for _, p := range []string{"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"} {
		s = strings.TrimPrefix(s, p)
	}
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, "10.") || !strings.Contains(s, "/") || !SafeURL("https://doi.org/"+s) {
		return ""
	}
	return "https://doi.org/" + s
}
