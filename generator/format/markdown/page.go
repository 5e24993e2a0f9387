package markdown

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/talent-passport/passport/generator/site"
)

// page is the twin of a page.
func (w *writer) page(x *site.Edition, p *site.Page) {
	site.Fill(p)
	switch {
	case p.Home != nil:
		w.home(x, p.Home)
	case p.Kind != nil:
		w.heading(1, p.Title)
		w.para(escape(p.Kind.Intro.String()))
		w.groups(x, p.Kind.Groups, 2)
	case p.Entry != nil:
		e := p.Entry
		w.card(x, e.Card, 1)
		w.para(e.Card.Body.Markdown(w.href))
		w.quotes(x.Words.Say("entry.said"), e.Said, 2)
		w.links(x.Words.Say("entry.mentions"), e.Mentions, 2)
	case p.Skills != nil:
		w.heading(1, p.Title)
		for _, g := range p.Skills.Groups {
			if g.Title != "" {
				w.heading(2, g.Title.String())
			}
			for _, r := range g.Rows {
				w.item(0, w.row(r))
			}
			w.blank()
		}
		w.facts(p.Skills.Levels)
	case p.Skill != nil:
		w.skill(x, p.Skill)
	case p.CV != nil:
		w.heading(1, p.CV.Person.Name.Value)
		w.quote(escape(p.CV.Person.Headline.Value))
		w.who(x, &p.CV.Person)
		w.para(escape(p.CV.Summary.Value))
		w.groups(x, p.CV.Groups, 2)
		if len(p.CV.Skills) > 0 {
			w.heading(2, x.Words.Say("cv.skills"))
			for _, r := range p.CV.Skills {
				w.item(0, w.row(r))
			}
		}
	case p.Timeline != nil:
		w.heading(1, p.Title)
		w.chart(x.Words.Say("growth.title"), p.Timeline.Growth)
		w.chart(x.Words.Say("page.timeline.all"), p.Timeline.Life)
	case p.HowToCheck != nil:
		w.heading(1, p.Title)
		w.howToCheck(x, p.HowToCheck)
	default:
		w.heading(1, p.Title)
		w.para(escape(p.Description))
	}
}

// chart is rows in time, one a line, lane after lane.
func (w *writer) chart(title string, c *site.Chart) {
	if c == nil {
		return
	}
	w.heading(2, title)
	for _, lane := range c.Lanes {
		w.heading(3, lane.Title.Value)
		for _, r := range lane.Rows {
			w.item(0, joined(escape(r.Dates.Text.String()), w.link(r.Title.Value, r.Href), r.Word.String()))
			for _, role := range r.Roles {
				w.item(1, joined(escape(role.Host), escape(role.Title.Value)))
			}
		}
		w.blank()
	}
}

// howToCheck says what the words beside claims mean, and how a reader can check them or add to them.
func (w *writer) howToCheck(x *site.Edition, c *site.CheckPage) {
	say := x.Words.Say
	w.para(escape(c.Lead.String()))
	w.heading(2, say("check.marks"))
	for _, s := range c.Steps {
		w.item(0, labelled(s.Word.String(), escape(s.Meaning.String()+" "+s.How.String())))
	}
	w.para(escape(c.Passed.String()))
	w.para(escape(say("check.expired")))
	w.heading(2, say("check.data"))
	w.para(escape(say("check.data.text")))
	w.facts(c.Data)
	w.heading(2, say("check.contribute"))
	for _, s := range c.Contribute {
		w.item(0, escape(s.String()))
	}
	if c.Contact != nil {
		w.item(0, w.link(c.Contact.Title.Value, c.Contact.Href))
	}
}

func (w *writer) home(x *site.Edition, h *site.Home) {
	say := x.Words.Say
	w.heading(1, h.Person.Name.Value)
	w.quote(escape(h.Person.Headline.Value))
	w.who(x, &h.Person)
	if !h.About.Empty() {
		w.heading(2, say("home.about"))
		w.para(h.About.Markdown(w.href))
	}
	if len(h.Availability) > 0 {
		w.heading(2, say("home.availability"))
		w.facts(h.Availability)
	}
	now, past, rest := whenHeld(h.Now)
	for _, part := range []struct {
		title string
		cards []site.Card
	}{{say("home.now"), now}, {say("home.before"), past}, {say("kind.experience"), rest}, {say("home.education"), h.Education}, {say("home.licences"), h.Licences}, {say("home.goals"), h.Goals}, {say("home.featured"), h.Featured}} {
		if h.Single || len(part.cards) == 0 {
			continue
		}
		w.heading(2, part.title)
		for i := range part.cards {
			c := &part.cards[i]
			w.item(0, joined(w.named(c, c.Dates), inForce(c)))
		}
		w.blank()
	}
	if len(h.Skills) > 0 {
		w.heading(2, say("home.skills"))
		for _, r := range h.Skills {
			w.item(0, w.row(r))
		}
		w.blank()
	}
	w.quotes(say("home.quotes"), h.Quotes, 2)
	w.groups(x, h.Groups, 2)
}

// whenHeld parts positions into those held now, those of before, and those whose dates are not shown.
func whenHeld(list []site.Card) (now, past, rest []site.Card) {
	for _, c := range list {
		switch {
		case c.Dates.Ongoing:
			now = append(now, c)
		case c.Dates.StartText != "" || c.Dates.EndText != "":
			past = append(past, c)
		default:
			rest = append(rest, c)
		}
	}
	return now, past, rest
}

// inForce says until when a credential is in force, and whether it still is.
func inForce(c *site.Card) string {
	var out []string
	for _, f := range c.Facts {
		if c.Kind == "credentials" && (f.Key == "expires" || f.Key == "expired" || f.Key == "status") {
			out = append(out, escape(f.Label.String()+" "+f.Value.Value))
		}
	}
	return joined(out...)
}

// who is how to reach the person and what they are like, one a line.
func (w *writer) who(x *site.Edition, p *site.Person) {
	say := x.Words.Say
	for _, s := range []string{p.Place.Value, p.Pronouns.Value, p.Pronunciation.Value, p.NativeName.Value} {
		if s != "" {
			w.item(0, escape(s))
		}
	}
	for _, s := range p.AlsoKnownAs {
		w.item(0, escape(s))
	}
	for _, l := range append(append([]site.Link(nil), p.Contact...), p.Links...) {
		w.item(0, w.link(l.Title.Value, l.Href))
	}
	if p.ContactNote.Value != "" {
		w.item(0, escape(p.ContactNote.Value))
	}
	var langs []string
	for _, f := range p.Languages {
		langs = append(langs, labelled(f.Label.String(), escape(f.Value.Value)))
	}
	w.list(say("home.languages"), langs)
	w.list(say("home.interests"), texts(p.Interests))
	w.list(say("home.values"), texts(p.Values))
	w.blank()
}

func texts(list []site.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, escape(t.Value))
	}
	return out
}

// groups are lists of cards under their headings.
func (w *writer) groups(x *site.Edition, list []site.Group, level int) {
	for _, g := range list {
		at := level
		if g.Title != "" {
			w.heading(level, g.Title.String())
			at++
		}
		for _, c := range g.Cards {
			w.card(x, c, at)
			if c.Href == "" {
				w.para(c.Body.Markdown(w.href))
			}
		}
		w.para(escape(g.Folded.String()))
	}
}

// named is a card in a line: what it is called, when, where to read more.
func (w *writer) named(c *site.Card, dates site.Dates) string {
	s := w.link(c.Title.Value, c.Href)
	if c.Subtitle.Value != "" {
		s += ", " + escape(c.Subtitle.Value)
	}
	if dates.Text != "" {
		s += " (" + escape(dates.Text.String()) + ")"
	}
	return s
}

// card is an entry without its prose.
func (w *writer) card(x *site.Edition, c *site.Card, level int) {
	if level == 1 {
		w.heading(1, escape(c.Title.Value)) // this is its page
	} else {
		w.heading(level, w.link(c.Title.Value, c.Href))
	}
	sub := ""
	if c.Subtitle.Value != "" {
		sub = w.link(c.Subtitle.Value, c.SubHref)
	}
	w.para(joined(sub, escape(c.Place.Value), escape(c.Dates.Text.String()), c.TypeWord.String(), c.Backing.Word.String()))
	w.para(escape(c.Summary.Value))
	w.facts(c.Facts)
	for _, r := range c.Roles {
		w.heading(level+1, r.Title.Value)
		w.para(joined(escape(r.Department.Value), escape(r.Place.Value), escape(r.Dates.Text.String()), r.Backing.Word.String()))
		w.para(escape(r.Summary.Value))
		w.claims(x, r.Claims)
		w.skills(x, r.Skills)
		w.evidence(x, 0, r.Evidence)
	}
	w.claims(x, c.Claims)
	w.skills(x, c.Skills)
	if len(c.Evidence) > 0 {
		w.para(x.Words.Say("entry.evidence") + ":")
		w.evidence(x, 0, c.Evidence)
	}
	for _, s := range c.Sections {
		if s.Text.Value != "" {
			w.para(labelled(s.Label.String(), escape(s.Text.Value)))
		}
		if len(s.Items) > 0 {
			w.para(s.Label.String() + ":")
			w.facts(s.Items)
		}
	}
	if c.Image != nil {
		w.para("![" + escape(c.Image.Alt) + "](" + c.Image.Src + ")")
		w.para(escape(c.Image.Caption.Value))
	}
	for _, l := range c.Links {
		w.item(0, w.link(cmp.Or(l.Title.Value, l.Href), l.Href))
	}
	w.blank()
	if q := c.Quote; q != nil {
		w.para(joined(escape(q.Author.Value), escape(q.Role.Value), escape(q.Relation.Value)))
		w.para(escape(q.How.String()))
	}
}

func (w *writer) claims(x *site.Edition, list []site.Claim) {
	for _, c := range list {
		s := escape(c.Text.Value)
		if c.Date.Text != "" {
			s += " (" + escape(c.Date.Text.String()) + ")"
		}
		if c.Backing.Word != "" {
			s += " [" + c.Backing.Word.String() + "]"
		}
		w.item(0, s)
		for _, k := range c.Skills {
			w.item(1, w.oneSkill(k))
		}
		w.evidence(x, 1, c.Evidence)
	}
	w.blank()
}

func (w *writer) skills(x *site.Edition, list []site.SkillLink) {
	var out []string
	for _, s := range list {
		out = append(out, w.oneSkill(s))
	}
	if len(out) > 0 {
		w.para(labelled(x.Words.Say("entry.skills"), joined(out...)))
	}
}

func (w *writer) oneSkill(s site.SkillLink) string {
	out := w.link(s.Title.Value, s.Href)
	if more := joined(s.Level.String(), escape(s.Note.Value)); more != "" {
		out += " (" + more + ")"
	}
	return out
}

func (w *writer) evidence(x *site.Edition, depth int, list []site.Evidence) {
	for _, e := range list {
		s := w.link(cmp.Or(e.Title.Value, e.Word.String(), e.Host, e.Href), e.Href)
		var asked, confirm string
		if e.OnRequest {
			asked = x.Words.Say("evidence.on-request")
		}
		if u, err := url.Parse(e.Confirm); err == nil && u.Host != "" {
			confirm = link(x.Words.Say("evidence.confirm", "host", strings.TrimPrefix(u.Host, "www.")), e.Confirm)
		}
		if more := joined(e.Word.String(), escape(e.Date.Text.String()), e.Size, asked, confirm, escape(e.Note.Value)); more != "" {
			s += ": " + more
		}
		w.item(depth, s)
	}
	if depth == 0 {
		w.blank()
	}
}

// facts are labelled values, one a line.
func (w *writer) facts(list []site.Fact) {
	for _, f := range list {
		value := cmp.Or(f.Value.Value, f.Href)
		if value == "" {
			w.item(0, escape(f.Label.String()))
			continue
		}
		w.item(0, labelled(f.Label.String(), w.link(value, f.Href)))
	}
	w.blank()
}

func (w *writer) quotes(title string, list []site.Quote, level int) {
	if len(list) == 0 {
		return
	}
	w.heading(level, title)
	for _, q := range list {
		w.quote(q.Prose.Markdown(w.href))
		who := ""
		if q.Author.Value != "" {
			who = w.link(q.Author.Value, q.URL)
		}
		w.para(joined(who, escape(q.Role.Value), escape(q.Relation.Value)))
		w.para(escape(q.How.String()))
	}
}

func (w *writer) links(title string, list []site.Link, level int) {
	if len(list) == 0 {
		return
	}
	w.heading(level, title)
	for _, l := range list {
		w.item(0, w.link(l.Title.Value, l.Href))
	}
	w.blank()
}

func (w *writer) row(r site.SkillRow) string {
	s := w.link(r.Title.Value, r.Href)
	if more := joined(r.Level.String(), escape(r.Span.String()), r.Word.String()); more != "" {
		s += ": " + more
	}
	if r.Summary.Value != "" {
		s += ". " + escape(r.Summary.Value)
	}
	return s
}

func (w *writer) skill(x *site.Edition, s *site.SkillPage) {
	say := x.Words.Say
	w.heading(1, s.Row.Title.Value)
	w.para(joined(s.Row.Level.String(), escape(s.Row.Span.String()), s.Row.Word.String()))
	w.para(escape(s.Meaning.String()))
	if s.Card != nil {
		w.para(escape(s.Card.Summary.Value))
		w.facts(s.Card.Facts)
		w.claims(x, s.Card.Claims)
		w.para(s.Card.Body.Markdown(w.href))
	}
	if len(s.Uses) > 0 {
		w.heading(2, say("skill.uses"))
		for _, u := range s.Uses {
			line, where := w.named(u.Entry, u.Dates), u.Where.Value
			if where == u.Entry.Title.Value {
				where = ""
			}
			if more := joined(escape(where), u.Level.String(), escape(u.Note.Value), u.Backing.Word.String()); more != "" {
				line += ": " + more
			}
			w.item(0, line)
			w.evidence(x, 1, u.Evidence)
		}
		w.blank()
	}
	if len(s.Levels) > 0 {
		w.heading(2, say("skill.levels"))
		w.facts(s.Levels)
	}
	w.quotes(say("skill.said"), s.Said, 2)
	if len(s.Evidence) > 0 {
		w.heading(2, say("skill.evidence"))
		w.evidence(x, 0, s.Evidence)
	}
	if s.Card != nil {
		w.links(say("entry.links"), s.Card.Links, 2)
	}
	w.links(say("skill.same-as"), s.SameAs, 2)
}
