package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// How much of a long list the first page shows.
const (
	homeSkills   = 6
	homeFeatured = 6
	homeQuotes   = 3
	homeLatest   = 3
	homeGroup    = 20 // of each kind, for themes that list them
	homeWorks    = 12
	homeGoals    = 6
)

// person is whom the site is about, seen from the view's pages.
func (v *view) person() Person { return v.who() }

func (v *view) newPerson() Person {
	p := v.pub.Person
	out := Person{
		Name: v.text(p.Name), Headline: v.text(p.Headline), Pronouns: v.text(p.Pronouns),
		AlsoKnownAs: p.AlsoKnownAs, Pronunciation: v.text(p.Pronunciation), NativeName: Text{Value: p.NativeName.Name, Lang: p.NativeName.Lang},
		Place: v.place(p.Location), Portrait: v.image(p.Portrait),
		Email: p.Contact.Email, Phone: p.Contact.Phone, ContactNote: v.text(p.Contact.Note),
		Links: v.links(p.Links),
	}
	if out.Portrait != nil && out.Portrait.Alt == "" {
		out.Portrait.Alt, out.Portrait.Lang = out.Name.Value, out.Name.Lang
	}
	for i := range out.Links {
		out.Links[i].Rel = "me"
	}
	out.Links = append(out.Links, v.identifiers(p.Identifiers)...)
	out.Contact = v.contact(p.Contact)
	for _, l := range p.Languages {
		f := Fact{Key: l.Language, Label: Word(v.w.Language(l.Language)), Value: v.term("level", l.Level).Text()}
		if note := v.text(l.Note); note.Value != "" {
			if f.Value.Value != "" {
				note.Value = f.Value.Value + v.w.Mark("comma") + note.Value
			}
			f.Value = note
		}
		out.Languages = append(out.Languages, f)
	}
	for _, t := range p.Interests {
		out.Interests = append(out.Interests, v.text(t))
	}
	for _, t := range p.Values {
		out.Values = append(out.Values, v.text(t))
	}
	return out
}

// registers are how the names of public registers of people are written.
var registers = map[string]string{"orcid": "ORCID", "isni": "ISNI", "wikidata": "Wikidata"}

// identifiers lead to a person's entries in public registers.
func (v *view) identifiers(list []passport.Identifier) []Link {
	var out []Link
	for _, id := range list {
		name := cmp.Or(registers[strings.ToLower(id.Scheme)], strings.ReplaceAll(id.Scheme, "-", " "))
		href := safe(id.Page())
		if href == "" {
			continue
		}
		out = append(out, Link{Title: Text{Value: strings.TrimSpace(name + " " + id.Value)}, Href: href, Rel: "me", Host: host(href)})
	}
	return out
}

func (v *view) contact(c passport.Contact) []Link {
	var out []Link
	add := func(key, href, shown string) {
		if href = safe(href); href == "" {
			return
		}
		title := v.say("contact." + key)
		if shown != "" {
			title = Text{Value: shown}
		}
		out = append(out, Link{Title: title, Href: href, Host: host(href)})
	}
	if c.Email != "" {
		add("email", "mailto:"+c.Email, c.Email)
	}
	if c.Phone != "" {
		add("phone", "tel:"+dialled(c.Phone), c.Phone)
	}
	add("website", c.Website.Value, host(c.Website.Value))
	add("form", c.Form.Value, "")
	return out
}

// dialled keeps what a telephone dials: digits and a leading plus.
func dialled(s string) string {
	var b []byte
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' || s[i] == '+' && len(b) == 0 {
			b = append(b, s[i])
		}
	}
	return string(b)
}

func (e *edition) planHome() {
	v := e.home
	p := v.newPage("home", "index.html")
	p.Key, p.OGType = "home", "profile"
	p.filled(func() { p.Home = v.homeView() })
	p.Modified = v.latestOfAll()
	if e.o.History != nil {
		p.Published = e.o.History.Created("passport.yaml")
	}
	site, person := v.pub.Site, v.pub.Person
	name := person.Name.Value
	description := cmp.Or(site.Description.Value, person.Headline.Value)
	if description == "" && v.pub.About != nil {
		description = v.pub.About.Body.FirstLine()
	}
	v.describe(p, cmp.Or(site.Title.Value, name), cmp.Or(description, v.describeHome()), nil)
	p.FullTitle = p.Title
	if site.Title.Value == "" && person.Headline.Value != "" {
		p.FullTitle = name + " – " + person.Headline.Value
	}
	if portrait := v.image(person.Portrait); portrait != nil {
		p.Image, p.ImageAlt = v.absolute(v.files[person.Portrait.Src.Full].out, ""), cmp.Or(portrait.Alt, name)
	}
	v.homeCard(p)
	p.JSONLD = v.homeData(p)
	e.finish(p, nil)
}

// homeView is the content of the first page.
func (v *view) homeView() *Home {
	h := &Home{Person: v.person(), Single: v.single}
	h.Now = v.now()
	h.Education = v.bestEducation()
	h.Licences = v.licences()
	for _, en := range v.shown(goalsKind) {
		if len(h.Goals) < homeGoals {
			h.Goals = append(h.Goals, *v.card(en))
		}
		if d, ok := en.Detail.(*passport.Goal); ok && h.Availability == nil && d.Status != "reached" && d.Status != "dropped" {
			h.Availability = v.availability(d)
		}
	}
	h.About = v.story()
	h.Life, h.SkillScale = v.life(homeRows), v.rails().scale
	skills := best(v.pub.Skills)
	shown := slices.DeleteFunc(slices.Clone(skills), func(s *passport.SkillFacts) bool { return len(s.Uses)+len(s.Said) == 0 })
	h.Unshown = len(shown) == 0
	if !v.single {
		if len(skills) > 0 {
			h.AllSkills = v.page("skills/index.html")
		}
		// What nothing shows yet is on the page of all skills, and here only where there is nothing else to see.
		if len(shown) > 0 {
			skills = shown
		}
		skills = skills[:min(len(skills), homeSkills)]
	}
	for _, s := range skills {
		h.Skills = append(h.Skills, v.row(s))
	}
	h.SkillRings = ringed(h.Skills)
	h.Featured = v.featured()
	h.Works, h.Pictured = v.works()
	h.Quotes = v.bestQuotes()
	h.Groups = v.homeGroups()
	return h
}

// describeHome describes the first page where the person wrote nothing that could: by its name alone while
// there is nothing else.
func (v *view) describeHome() string {
	if len(v.pub.Entries) == 0 && len(v.pub.Skills) == 0 {
		return v.pub.Person.Name.Value
	}
	return v.w.Say("describe.home", "name", v.pub.Person.Name.Value)
}

// shown are the listed entries of a kind.
func (e *edition) shown(folder string) []*passport.Entry {
	for _, k := range e.kinds {
		if k.folder == folder {
			return k.entries
		}
	}
	return nil
}

// now are the current positions, then the one before: what readers look for first. Paid and
// comparable work comes before the rest, and a break is a position like any other.
func (v *view) now() []Card {
	list := v.shown(experienceKind)
	var current, past []*passport.Entry
	for _, en := range list {
		if v.pub.Facts(en).Period.Ongoing() {
			current = append(current, en)
		} else {
			past = append(past, en)
		}
	}
	rank := func(a, b *passport.Entry) int { return cmp.Compare(workRank(a.Type), workRank(b.Type)) }
	slices.SortStableFunc(current, rank)
	slices.SortStableFunc(past, rank)
	current = current[:min(len(current), 2)]
	before := 1
	if len(current) == 0 {
		before = 2
	}
	var out []Card
	for _, en := range append(current, past[:min(len(past), before)]...) {
		out = append(out, held(*v.card(en)))
	}
	return out
}

// held is the card of work that goes on as the position held in it: its title, and since when. The years with
// the employer are on the page of the work.
func held(c Card) Card {
	for _, r := range c.Roles {
		if c.Dates.Ongoing && r.Dates.Ongoing && r.Title.Value != "" {
			c.Title, c.Dates = r.Title, r.Dates
			break
		}
	}
	return c
}

// workRank puts kinds of work in the order in which a first look asks for them.
func workRank(typ string) int {
	switch typ {
	case "voluntary":
		return 1
	case "caring", "break":
		return 2
	}
	return 0
}

// bestEducation is the highest that is completed or under way, or the latest where no level is given.
func (v *view) bestEducation() []Card {
	list := v.shown(educationKind)
	if len(list) == 0 {
		return nil
	}
	top, level := list[0], 0
	for _, en := range list {
		if d, ok := en.Detail.(*passport.Education); ok && d.Level > level && d.Status != "planned" && d.Status != "partial" {
			top, level = en, d.Level
		}
	}
	if level == 0 {
		for _, en := range list {
			if en.Type == "degree" {
				top = en
				break
			}
		}
	}
	return []Card{*v.card(top)}
}

// licences are credentials that somebody must hold to do the work: licences, and whatever expires.
// Those in force come first, the one that expires last before the others.
func (v *view) licences() []Card {
	type held struct {
		e    *passport.Entry
		over bool
	}
	var list []held
	for _, en := range v.shown(credentialsKind) {
		d, ok := en.Detail.(*passport.Credential)
		if !ok || en.Type != "license" && d.Expires.IsZero() && !en.Expired(v.p.Now) {
			continue
		}
		over := en.Expired(v.p.Now) || d.Status == "revoked" || d.Status == "suspended"
		list = append(list, held{en, over})
	}
	slices.SortStableFunc(list, func(a, b held) int {
		return cmp.Or(cmp.Compare(truth(a.over), truth(b.over)), cmp.Compare(truth(b.e.Type == "license"), truth(a.e.Type == "license")))
	})
	var out []Card
	for _, h := range list {
		out = append(out, *v.card(h.e))
	}
	return out
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// availability says when, where and how the person can work.
func (v *view) availability(g *passport.Goal) []Fact {
	a := g.Availability
	var out []Fact
	add := func(key string, value Text, time string) {
		if value.Value != "" {
			out = append(out, Fact{Key: key, Label: v.word("fact." + key), Value: value, Time: time})
		}
	}
	from, time := v.deadline(a.From)
	add("from", from.Text(), time)
	add("hours", v.text(a.Hours), "")
	add("shifts", v.joined("shifts", a.Shifts), "")
	add("arrangement", v.joined("arrangement", a.Arrangement), "")
	add("radius", v.text(a.Radius), "")
	add("relocate", v.text(a.Relocate), "")
	add("notice", v.text(a.Notice), "")
	add("right_to_work", v.joined("right_to_work", a.RightToWork), "")
	return out
}

// joined are known values as one text, in the language of the first.
func (e *edition) joined(label string, keys []string) Text {
	var texts []string
	out := Text{}
	for i, k := range keys {
		t := e.known(label, k)
		texts = append(texts, t.Value)
		if i == 0 {
			out.Lang = t.Lang
		}
	}
	out.Value = e.w.List(texts...)
	return out
}

// featured is what the person put forward; where they put nothing forward, their newest projects and stories.
func (v *view) featured() []Card {
	var out []Card
	for _, k := range v.kinds {
		if k.folder == skillsKind || k.folder == endorsementsKind {
			continue
		}
		for _, en := range k.entries {
			if en.Featured && len(out) < homeFeatured {
				out = append(out, *v.card(en))
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, k := range v.kinds {
		if k.folder != projectsKind && k.folder != storiesKind {
			continue
		}
		for _, en := range k.entries[:min(len(k.entries), 2)] {
			if len(out) < homeLatest {
				out = append(out, *v.card(en))
			}
		}
	}
	return out
}

// works are the pieces of work that can be looked at: what was put forward, then what has a picture, then
// the newest of the rest. An entry without a picture of its own shows the first of its evidence.
func (v *view) works() (out []Card, pictured int) {
	rank := func(en *passport.Entry, c *Card) int {
		return 2*truth(en.Featured) + truth(c.Image != nil)
	}
	type piece struct {
		card Card
		rank int
	}
	var list []piece
	for _, k := range v.kinds {
		switch k.folder {
		case projectsKind, storiesKind, publicationsKind, experienceKind:
		default:
			continue
		}
		for _, en := range k.entries {
			c := *v.card(en)
			c.Image = cmp.Or(c.Image, firstPicture(c.Evidence))
			if k.folder == experienceKind && !en.Featured && c.Image == nil {
				continue // a position is no piece of work unless the person says so
			}
			list = append(list, piece{c, rank(en, &c)})
		}
	}
	slices.SortStableFunc(list, func(a, b piece) int { return cmp.Compare(b.rank, a.rank) })
	for _, p := range list[:min(len(list), homeWorks)] {
		out = append(out, p.card)
		pictured += truth(p.card.Image != nil)
	}
	return out, pictured
}

func firstPicture(list []Evidence) *Image {
	for _, ev := range list {
		if ev.Image != nil {
			return ev.Image
		}
	}
	return nil
}

// bestQuotes are the endorsements for the first page: those put forward, then those that count, then
// the latest.
func (v *view) bestQuotes() []Quote {
	list := slices.Clone(v.shown(endorsementsKind))
	slices.SortStableFunc(list, func(a, b *passport.Entry) int {
		return cmp.Or(cmp.Compare(truth(b.Featured), truth(a.Featured)),
			cmp.Compare(truth(v.counting[entryRef(b)]), truth(v.counting[entryRef(a)])))
	})
	var out []Quote
	for _, en := range list {
		if out = v.saying(out, en); len(out) == homeQuotes {
			break
		}
	}
	return out
}

// homeGroups is everything, by kind, on a one-page passport, else the latest of each kind.
func (v *view) homeGroups() []Group {
	var out []Group
	for _, k := range v.kinds {
		switch {
		case k.folder == skillsKind:
			continue
		case !v.single && (k.folder == endorsementsKind || k.folder == goalsKind):
			continue // they stand on the page already
		}
		g := Group{Kind: k.folder, Title: k.title, Total: len(k.entries), Folded: v.foldedWords(k)}
		list := k.entries
		if !v.single {
			g.Href = v.page(k.folder + "/index.html")
			list = list[:min(len(list), homeGroup)]
		}
		for _, en := range list {
			g.Cards = append(g.Cards, v.card(en))
		}
		out = append(out, g)
	}
	return out
}

// foldedWords is the one line that stands for the entries that site.since leaves out.
func (e *edition) foldedWords(k *kindOf) Word {
	if k.folded.Count == 0 {
		return ""
	}
	key := "folded.entries"
	if k.folder == experienceKind {
		key = "folded.experience"
	}
	line := e.w.Say(key, "n", k.folded.Count)
	first, last := passport.Date{Year: k.folded.First}, passport.Date{Year: k.folded.Last}
	if years := e.w.Range(e.year(first), e.year(last)); years != "" {
		line += e.w.Mark("comma") + years
	}
	return NewWord(line, e.w.Lang(key))
}
