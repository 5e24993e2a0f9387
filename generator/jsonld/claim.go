package jsonld

import "github.com/talent-passport/passport/generator/passport"

// claims are the sentences of an entry, those of its positions first. One without an id has no address
// and is nobody else's to point at.
func (g *Graph) claims(e *passport.Entry) []Node {
	var out []Node
	list := func(hs []passport.Highlight, position string) {
		for i := range hs {
			if hs[i].Text.Value == "" {
				continue
			}
			n := g.claim(e, &hs[i])
			if position != "" {
				add(n, "about", Node{"@id": g.id(ref(e) + "#" + position)})
			}
			out = append(out, n)
		}
	}
	if x, ok := e.Detail.(*passport.Experience); ok {
		positions := g.positioned(e)
		for i := range x.Roles {
			r, position := &x.Roles[i], ""
			if positions && r.Title.Value != "" {
				position = r.ID
			}
			list(r.Highlights, position)
		}
	}
	list(e.Highlights, "")
	return out
}

// claim is a sentence of the person's about their work: which skills it shows and what backs it.
func (g *Graph) claim(e *passport.Entry, h *passport.Highlight) Node {
	n := Node{"@type": "Claim", "text": h.Text.Value, "author": g.personRef()}
	if h.ID != "" {
		ref := ref(e) + "#" + h.ID
		n["@id"] = g.id(ref)
		set(n, "url", g.address(ref))
	}
	if g.whole {
		n["isPartOf"] = g.tell(e)
	}
	set(n, "temporalCoverage", iso(h.Date))
	seen := map[string]bool{}
	for _, u := range h.Skills {
		if s := g.p.Skill(u.Skill.ID); s != nil && !seen[s.ID] {
			seen[s.ID] = true
			add(n, "about", g.term(s))
		}
	}
	g.backing(n, h.Evidence, g.p.Facts(e).Highlight(h))
	return n
}

// backing adds what supports something: evidence, and what others say about it.
func (g *Graph) backing(n Node, evidence []passport.Evidence, b passport.Backing) {
	for i := range evidence {
		if ev := g.evidence(&evidence[i]); ev != nil {
			add(n, "subjectOf", ev)
		}
	}
	for _, list := range [][]*passport.Entry{b.Endorsements, b.Words} {
		for _, e := range list {
			if d, ok := e.Detail.(*passport.Endorsement); ok && consented(d) && !g.p.Stale(e) {
				add(n, "subjectOf", g.tell(e))
			}
		}
	}
}

// genres are the types of pieces of evidence that have one of their own. A measurement is no Dataset and
// a testimonial no Review here: both have required properties that evidence cannot fill.
var genres = map[string]string{
	"code": "SoftwareSourceCode", "photo": "Photograph", "document": "DigitalDocument",
}

// evidence is the work that backs something, nil for nothing that could be named. What can only be asked
// for has no address, and says so.
func (g *Graph) evidence(ev *passport.Evidence) Node {
	n := Node{"@type": first(genres[ev.Genre], "CreativeWork")}
	switch {
	case web(ev.URL.Value) != "":
		n["url"] = ev.URL.Value
	case ev.File.Full != "":
		set(n, "url", g.address(ev.File.Full))
	case ev.Entry.ID != "":
		// An entry has a node of its own, which says what it is.
		return g.about(ev.Entry)
	}
	if u := web(ev.ConfirmAt.Value); u != "" {
		add(n, "url", u)
	}
	set(n, "name", ev.Title.Value)
	if n["name"] == nil && n["url"] == nil {
		return nil
	}
	set(n, "genre", ev.Genre)
	set(n, "description", ev.Note.Value)
	set(n, "dateCreated", iso(ev.Date))
	if ev.OnRequest {
		n["conditionsOfAccess"] = "on request"
	}
	return n
}
