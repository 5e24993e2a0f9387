package site

import (
	"cmp"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// card is an entry as the view's lists show it, made once.
func (v *view) card(en *passport.Entry) *Card {
	ref := entryRef(en)
	if c, ok := v.cards.Load(ref); ok {
		return c.(*Card)
	}
	// Two pages may make it at the same time; one of the two is everybody's.
	c, _ := v.cards.LoadOrStore(ref, v.newCard(en))
	return c.(*Card)
}

// naming is what an entry is called: its title, and who stands behind it, without the rest of a card.
func (v *view) naming(en *passport.Entry) (title, subtitle Text) {
	pc := v.pub.Card(en)
	title, subtitle = v.text(pc.Title), v.text(pc.Subtitle)
	if title.Value == "" {
		title = v.say("entry.untitled")
	}
	return title, subtitle
}

func (v *view) newCard(en *passport.Entry) *Card {
	ref, pc := entryRef(en), v.pub.Card(en)
	where := v.places[ref]
	anchor := v.listAnchor(en)
	c := &Card{
		Kind: en.Kind.Folder, Type: en.Type, TypeWord: v.term("type."+en.Kind.Folder, en.Type),
		ID: en.ID, Anchor: anchor,
		Title: v.text(pc.Title), Subtitle: v.text(pc.Subtitle), SubHref: safe(pc.SubURL),
		Place: v.place(pc.Place), Dates: v.dates(pc.Period), Lane: pc.Lane,
		Summary: v.text(en.Summary), Classes: pc.Classes, Tags: en.Tags, Featured: en.Featured,
	}
	if c.Title.Value == "" {
		c.Title = v.say("entry.untitled")
	}
	if where.ownPage() {
		c.Href, c.More = v.link(where), true
	}
	switch {
	case pc.Private:
		c.Mark = "private"
	case pc.Draft:
		c.Mark = "draft"
	case v.unlisted[ref] && v.pub.Own:
		c.Mark = "unlisted"
	}
	facts := v.pub.Facts(en)
	cl := claims{view: v, of: facts, prefix: anchor + "."}
	if en.Kind.Folder == credentialsKind && c.Subtitle.Value != "" && facts.Backing.Step != passport.Credentialed {
		// Nothing here lets a reader check who issued it, so that is told as what was said.
		c.Subtitle = v.say("how.issuer", "issuer", c.Subtitle.Value)
	}
	c.Facts = v.facts(pc.Facts, "")
	if by := en.Source.By; by != "" {
		c.Facts = append(c.Facts, Fact{Key: "source", Label: v.label("source"), Value: Text{Value: by}})
	}
	c.Sections = v.sections(pc.Sections)
	c.Claims = cl.list(en.Highlights)
	c.Skills = v.skillLinks(en.Skills)
	c.Evidence = v.evidence(en.Evidence)
	c.Links = v.links(en.Links)
	c.Image = v.image(en.Image)
	c.Backing = v.backing(facts.Backing)
	if x, ok := en.Detail.(*passport.Experience); ok {
		c.Roles = cl.roles(x.Roles)
	}
	c.Body = v.proseOf(en, anchor+"."+bodyAnchor, 3)
	if en.Kind.Folder == endorsementsKind {
		q := v.quote(en)
		q.Href, q.Named = "", q.Author.Value == c.Title.Value // the card is where the name would lead
		c.Quote = &q
	}
	return c
}

// full is an entry's card on its own page: the same, but its claims' anchors are their ids alone,
// and prose begins one level higher.
func (v *view) full(en *passport.Entry) *Card {
	c := *v.card(en)
	prefix := c.Anchor + "."
	c.Anchor = "" // the page is its address, and a claim may have the entry's id
	c.Claims = bare(c.Claims, prefix)
	if len(c.Roles) > 0 {
		roles := make([]Role, len(c.Roles))
		for i, r := range c.Roles {
			r.Anchor = strings.TrimPrefix(r.Anchor, prefix)
			r.Claims = bare(r.Claims, prefix)
			roles[i] = r
		}
		c.Roles = roles
	}
	c.Body = v.proseOf(en, bodyAnchor, 2)
	if c.Quote != nil {
		q := *c.Quote
		q.Prose = c.Body
		c.Quote = &q
	}
	return &c
}

func bare(list []Claim, prefix string) []Claim {
	if len(list) == 0 {
		return nil
	}
	out := make([]Claim, len(list))
	for i, c := range list {
		c.Anchor = strings.TrimPrefix(c.Anchor, prefix)
		out[i] = c
	}
	return out
}

// place writes a town and country as readers of the page say them.
func (e *edition) place(l passport.Location) Text {
	t := e.text(l.City)
	if t.Value == "" {
		t = e.text(l.Region)
	}
	country := e.w.Country(l.Country)
	switch {
	case country == "":
	case t.Value == "":
		t = Text{Value: country}
	default:
		// The country is in the page's language, and a town's name in most.
		t = Text{Value: t.Value + e.w.Mark("comma") + country}
	}
	return t
}

// facts writes labelled values. Those of a section may leave their label to it.
func (v *view) facts(list []passport.Fact, section string) []Fact {
	var out []Fact
	for _, f := range list {
		if x, ok := v.fact(f, section); ok {
			out = append(out, x)
		}
	}
	return out
}

// fact writes one labelled value; false when there is nothing left to say, because it was a date that
// the person does not want shown.
func (v *view) fact(f passport.Fact, section string) (Fact, bool) {
	out := Fact{Key: f.Label, Label: v.label(f.Label), Value: v.text(f.Value), Href: safe(f.URL)}
	if f.Key != "" {
		out.Value = v.known(cmp.Or(f.Label, section), f.Key)
	}
	if file := v.files[f.File]; f.File != "" && file != nil && !file.refused {
		out.Href = v.href(v.root, file.out, "")
		if out.Value.Value == "" {
			out.Value = Text{Value: v.fileWords(file)}
		}
	}
	if !f.Date.IsZero() {
		text, time := v.deadline(f.Date)
		if text == "" && out.Value.Value == "" {
			return out, false
		}
		if out.Value.Value == "" {
			out.Value = text.Text()
		} else if text != "" {
			out.Value.Value += " (" + text.String() + ")"
		}
		out.Time = time
		if f.Label == "expires" && v.before(f.Date) {
			out.Key, out.Label = "expired", v.word("fact.expired")
		}
	}
	if f.Ref != nil {
		if href := v.to(f.Ref); out.Href == "" && href != "" {
			out.Href = v.link(v.places[entryRef(f.Ref)].claim(f.Claim))
		}
		if out.Value.Value == "" {
			out.Value = v.text(v.pub.Card(f.Ref).Title)
		}
	}
	if out.Value.Value == "" && out.Href != "" {
		out.Value = Text{Value: host(out.Href)}
	}
	if note := v.text(f.Note); note.Value != "" {
		if out.Value.Value == "" {
			out.Value = note
		} else {
			out.Value.Value += v.w.Mark("comma") + note.Value
		}
	}
	return out, out.Value.Value != ""
}

// label is the word for a fact or section; a label of the person's own, such as a course's code, stands
// as it is.
func (e *edition) label(key string) Word {
	if key == "" || !e.w.Has("fact."+key) {
		return Word(key)
	}
	return e.word("fact." + key)
}

// known is the word for a known value of an open list, by what it labels.
func (e *edition) known(label, key string) Text {
	switch label {
	case "level":
		return e.term("level", key).Text()
	case "right_to_work", "country":
		if strings.EqualFold(key, "EU") {
			return e.say("value.eu")
		}
		return Text{Value: e.w.Country(key)}
	case "language":
		return Text{Value: e.w.Language(key)}
	}
	return e.term("value", key).Text()
}

func (v *view) sections(list []passport.Section) []Section {
	var out []Section
	for _, s := range list {
		x := Section{Key: s.Label, Label: v.label(s.Label), Text: v.text(s.Text), Items: v.facts(s.Items, s.Label)}
		if x.Text.Value != "" || len(x.Items) > 0 {
			out = append(out, x)
		}
	}
	return out
}

func (v *view) links(list []passport.Link) []Link {
	var out []Link
	for _, l := range list {
		href := safe(l.URL.Value)
		if href == "" {
			continue
		}
		x := Link{Title: v.text(l.Title), Href: href, Rel: l.Rel, Host: host(href)}
		if x.Title.Value == "" {
			x.Title = Text{Value: cmp.Or(x.Host, href)}
		}
		out = append(out, x)
	}
	return out
}

func (v *view) image(i passport.Image) *Image {
	f := v.files[i.Src.Full]
	if i.Src.Full == "" || f == nil || f.refused {
		return nil
	}
	alt := v.text(i.Alt)
	img := &Image{
		Src: v.href(v.root, f.out, ""), Alt: alt.Value, Lang: alt.Lang, Caption: v.text(i.Caption),
		Width: f.width, Height: f.height,
	}
	v.responsive(img, f)
	return img
}
