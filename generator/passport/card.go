package passport

import "strconv"

// Card returns how an entry presents itself: what to show, in order, and no HTML. Common fields
// (summary, highlights, skills, evidence, links, image, body) are read from the entry. It is made once,
// and what it holds must not be changed.
func (p *Public) Card(e *Entry) *Card {
	if p == nil || p.facts[e] == nil {
		return p.newCard(e)
	}
	f := p.facts[e]
	if c := f.card.Load(); c != nil {
		return c
	}
	c := p.newCard(e)
	f.card.Store(c)
	return c
}

func (p *Public) newCard(e *Entry) *Card {
	c := &Card{
		Kind: e.Kind.Folder, Type: e.Type, Title: e.Heading(), Subtitle: e.Organization.Name, SubURL: e.Organization.URL.Value,
		Place: e.Location, Period: p.Facts(e).Period, Lane: e.Kind.Lane,
		Draft: e.Visibility == VisibilityDraft, Private: e.Visibility == VisibilityPrivate,
	}
	if c.Title.Value == "" {
		c.Title.Value = e.ID
	}
	if c.Title == c.Subtitle {
		c.Subtitle, c.SubURL = Text{}, ""
	}
	if c.Place.City.Value == "" && c.Place.Region.Value == "" && c.Place.Country == "" {
		c.Place = e.Organization.Location
	}
	if e.Detail != nil {
		e.Detail.card(cards{p}, e, c)
	}
	return c
}

// cards is what a kind may ask about the rest of the passport while it fills a card. It is nil-safe,
// so that cards can be made of entries that stand alone.
type cards struct{ p *Public }

// entry returns the published entry that a ref points at, or nil.
func (x cards) entry(r Ref) *Entry {
	if x.p == nil {
		return nil
	}
	return x.p.byRef[r.key()]
}

// text adds a fact of words.
func (c *Card) text(label string, t Text) {
	if t.Value != "" {
		c.Facts = append(c.Facts, Fact{Label: label, Value: t})
	}
}

// plain adds a fact that needs no translation: a number, a name, a code.
func (c *Card) plain(label, s string) {
	if s != "" {
		c.Facts = append(c.Facts, Fact{Label: label, Value: Text{Value: s}})
	}
}

// key adds a fact that is a known value of an open list.
func (c *Card) key(label, key string) {
	if key != "" {
		c.Facts = append(c.Facts, Fact{Label: label, Key: key})
	}
}

// number adds a fact that is a number, 0 for none.
func (c *Card) number(label string, n float64) {
	if n != 0 {
		c.plain(label, strconv.FormatFloat(n, 'f', -1, 64))
	}
}

// date adds a fact that is a date.
func (c *Card) date(label string, d Date) {
	if !d.IsZero() {
		c.Facts = append(c.Facts, Fact{Label: label, Date: d})
	}
}

// url adds a fact that is an address.
func (c *Card) url(label string, u URL) {
	if u.Value != "" {
		c.Facts = append(c.Facts, Fact{Label: label, URL: u.Value})
	}
}

// file adds a fact that is a published file, by its path from the passport's folder.
func (c *Card) file(label string, p Path) {
	if p.Full != "" {
		c.Facts = append(c.Facts, Fact{Label: label, File: p.Full})
	}
}

// sameAs adds a section of the names something has in published vocabularies.
func (c *Card) sameAs(list []SameAs) {
	var items []Fact
	for _, s := range list {
		f := Fact{Value: s.Label, URL: s.URL()}
		if f.Value.Value == "" {
			f.Value.Value = s.ID
		}
		items = append(items, f)
	}
	c.list("same_as", items)
}

// refs adds a section of entries and claims, those that are published, in their own words.
func (c *Card) refs(x cards, label string, list []Ref) {
	var items []Fact
	for _, r := range list {
		if e := x.entry(r); e != nil {
			f := Fact{Value: e.Heading(), Ref: e}
			if role, h, ok := e.Claim(r.Claim); ok {
				f.Claim = r.Claim
				if f.Value = h.words(); h == nil {
					f.Value = role.Title
				}
			}
			items = append(items, f)
		}
	}
	c.list(label, items)
}

// words are the words of a highlight, none for nil.
func (h *Highlight) words() Text {
	if h == nil {
		return Text{}
	}
	return h.Text
}

// keys adds a section of known values of an open list.
func (c *Card) keys(label string, list []string) {
	var items []Fact
	for _, k := range list {
		items = append(items, Fact{Key: k})
	}
	c.list(label, items)
}

// parties adds a section of people: who, and what they did.
func (c *Card) parties(label string, list []Party) {
	var items []Fact
	for _, p := range list {
		items = append(items, p.fact())
	}
	c.list(label, items)
}

// fact shows a person: the name, or without one the role or organisation.
func (p Party) fact() Fact {
	f := Fact{Value: p.Name, URL: p.URL.Value}
	for _, t := range []Text{p.Role, p.Organization} {
		switch {
		case t.Value == "":
		case f.Value.Value == "":
			f.Value = t
		case f.Note.Value == "":
			f.Note = t
		default:
			f.Note.Value += ", " + t.Value
		}
	}
	return f
}

// list adds a section, unless it is empty.
func (c *Card) list(label string, items []Fact) {
	if len(items) > 0 {
		c.Sections = append(c.Sections, Section{Label: label, Items: items})
	}
}

// prose adds a section of words.
func (c *Card) prose(label string, t Text) {
	if t.Value != "" {
		c.Sections = append(c.Sections, Section{Label: label, Text: t})
	}
}
