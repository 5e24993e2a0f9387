package passport

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// scrubber copies what one language of a publication shows and leaves the rest behind. Nothing of the
// passport it reads is changed.
type scrubber struct {
	*publisher
	lang  string
	base  bool // the first language: places are told, files are listed
	found found
}

// found is what an entry does to the publication as a whole. It is collected apart, because many are copied at
// once.
type found struct {
	told  []diag.Span // places that refer to something hidden
	files []string    // that are shown
}

// tell notes a public text that refers to something hidden.
func (s *scrubber) tell(at At) {
	if s.base && at.Node != nil {
		s.found.told = append(s.found.told, at.Node.Span)
	}
}

// translate lays a translation over a copy, and marks what stays in the first language.
func (s *scrubber) translate(ptr any, n *source.Node) {
	if s.base {
		return
	}
	eachText(ptr, func(_ string, t *Text) {
		if t.Value != "" {
			t.Lang = s.langs[0]
		}
	})
	if n != nil && n.Kind == source.Map {
		v, sh := shapeOf(ptr)
		overlay(v, sh, n, s.lang)
	}
}

// root returns the translation of passport.yaml and about.md, empty when there is none.
func (s *scrubber) root() *Overlay {
	if o := s.p.Translations[s.lang]; o != nil && !s.base {
		return o
	}
	return &Overlay{}
}

func (s *scrubber) person() Person {
	v, sh := shapeOf(&s.p.Person)
	p := clone(v, sh, cleanURL).Addr().Interface().(*Person)
	s.translate(p, s.root().Node.Get("person"))
	p.Forms = Forms{}
	if !s.a.Contact {
		p.Contact = shownContact(p.Contact)
	}
	s.image(&p.Portrait)
	p.Links = slices.DeleteFunc(p.Links, func(l Link) bool { return l.URL.Value == "" })
	return *p
}

func (s *scrubber) site() Site {
	v, sh := shapeOf(&s.p.Site)
	site := clone(v, sh, cleanURL).Addr().Interface().(*Site)
	s.translate(site, s.root().Node.Get("site"))
	site.Visibility, site.Privacy = nil, Privacy{}
	return *site
}

func (s *scrubber) about() *Prose {
	if o := s.root(); !o.Body.Empty() {
		return &Prose{Body: s.prose(nil, "about.md", o.Body), Lang: s.lang}
	}
	if s.p.About == nil {
		return nil
	}
	b := &Prose{Body: s.prose(nil, "about.md", s.p.About.Body), Lang: s.p.About.Lang}
	if !s.base {
		b.Lang = s.langs[0]
	}
	return b
}

// shownContact leaves out what is listed private. A name in that list that is not understood hides
// everything: the person meant to hide something.
func shownContact(c Contact) Contact {
	for _, name := range c.Private {
		switch strings.ReplaceAll(Fold(name), "-", "") {
		case "email", "mail":
			c.Email = ""
		case "phone", "telephone", "tel", "mobile":
			c.Phone = ""
		case "website", "site", "web":
			c.Website = URL{}
		case "form":
			c.Form = URL{}
		case "note":
			c.Note = Text{}
		default:
			return Contact{}
		}
	}
	c.Private = nil
	return c
}

// entry copies one entry.
func (s *scrubber) entry(e *Entry) *Entry {
	c := cloneEntry(e, cleanURL)
	o := &Overlay{}
	if t := e.Translations[s.lang]; t != nil && !s.base {
		o = t
	}
	s.translate(c, o.Node)
	s.translate(c.Detail, o.Node)
	if !o.Body.Empty() {
		c.Body = &Prose{Body: o.Body, Lang: s.lang}
	} else if c.Body != nil && !s.base {
		c.Body.Lang = s.langs[0]
	}
	c.Visibility = s.visibility[e]
	file := e.file()
	if e.Item != nil {
		c.Item = &source.Item{Section: e.Item.Section, Name: e.Item.Name, Origin: e.Item.Origin, Private: e.Item.Private, Span: e.Item.Span}
		if e.Item.File != nil {
			c.Item.File = &source.File{Path: file, Private: e.Item.File.Private}
		}
	}
	if s.dates != datesFull {
		c.Extra = nil // dates may lie in it, in any writing
	}
	c.Source.File, c.Source.SHA256 = Path{}, ""
	shownOrganization(&c.Organization)
	c.Skills = s.uses(c.Skills)
	c.Highlights = s.highlights(e, c.Highlights)
	c.Evidence = s.evidence(e, c.Evidence)
	c.Links = slices.DeleteFunc(c.Links, func(l Link) bool { return l.URL.Value == "" })
	s.image(&c.Image)
	s.detail(e, c)
	if c.Body != nil {
		c.Body.Body = s.prose(e, file, c.Body.Body)
	}
	return c
}

// detail leaves out what only one kind has.
func (s *scrubber) detail(e, c *Entry) {
	switch d := c.Detail.(type) {
	case *Experience:
		d.Leaving = Text{}
		d.Roles = slices.DeleteFunc(d.Roles, func(r Role) bool { return !s.shows(e, r.Visibility) })
		for i := range d.Roles {
			r := &d.Roles[i]
			r.Skills = s.uses(r.Skills)
			r.Highlights = s.highlights(e, r.Highlights)
			r.Evidence = s.evidence(e, r.Evidence)
		}
	case *Education:
		s.path(&d.Thesis.File)
	case *Project:
		d.Collaborators = agreed(d.Collaborators)
		d.For = s.refs(e, d.For)
	case *Skill:
		if d.Broader.ID != "" && len(s.refs(e, []Ref{d.Broader})) == 0 {
			d.Broader = Ref{}
		}
		for i := range d.Levels {
			d.Levels[i].Evidence = s.evidence(e, d.Levels[i].Evidence)
		}
	case *Credential:
		if d.Issuer.ShownAs.Value != "" || e.Organization.ShownAs.Value != "" {
			d.URL = URL{} // it would name the issuer
		}
		shownOrganization(&d.Issuer)
		s.path(&d.File)
	case *Endorsement:
		s.endorsement(e, d)
	case *Story:
		d.About = s.refs(e, d.About)
	case *Award:
		d.About = s.refs(e, d.About)
	case *Log:
		d.About = s.refs(e, d.About)
	}
}

// endorsement leaves out the author who did not agree, with every address that names them, and a
// quote of a claim that is not shown.
func (s *scrubber) endorsement(e *Entry, d *Endorsement) {
	about := d.About
	d.About = s.refs(e, about)
	if len(d.About) < len(about) && d.Quote != "" && !slices.ContainsFunc(d.About, func(r Ref) bool { return s.p.reads(r, d.Quote) }) {
		d.Quote = ""
	}
	if d.File.Full == "" && d.File.Written == "" {
		if f := s.p.originalOf(e); f != "" {
			d.File = Path{Written: f, Full: f}
		}
	}
	if !d.Consent && !d.Author.Consent {
		d.Author.Name, d.Author.URL = Text{}, URL{}
		d.URL, d.File = URL{}, Path{}
		return
	}
	s.path(&d.File)
}

// agreed leaves out the names and addresses of people who did not agree, and people of whom nothing
// is left to say.
func agreed(list []Party) []Party {
	for i := range list {
		if !list[i].Consent {
			list[i].Name, list[i].URL = Text{}, URL{}
		}
	}
	return slices.DeleteFunc(list, func(p Party) bool {
		return p.Name.Value == "" && p.Role.Value == "" && p.Organization.Value == ""
	})
}

// shownOrganization puts shown_as in the place of the name, and takes away what would tell the name.
func shownOrganization(o *Organization) {
	if o.ShownAs.Value != "" {
		o.Name, o.URL, o.ShownAs = o.ShownAs, URL{}, Text{}
	}
}

func (s *scrubber) highlights(e *Entry, list []Highlight) []Highlight {
	list = slices.DeleteFunc(list, func(h Highlight) bool { return !s.shows(e, h.Visibility) })
	for i := range list {
		list[i].Skills = s.uses(list[i].Skills)
		list[i].Evidence = s.evidence(e, list[i].Evidence)
	}
	return list
}

// uses leaves out skills whose own entry is not shown: their names are hidden as well.
func (s *scrubber) uses(list []SkillUse) []SkillUse {
	return slices.DeleteFunc(list, func(u SkillUse) bool {
		s.look.linkSkill(&u.Skill)
		skill := s.look.entries[u.Skill.key()]
		if u.Skill.ID == "" || skill == nil || s.state[skill] == listed {
			return u.Skill.ID == ""
		}
		s.tell(u.Skill.At)
		return true
	})
}

// evidence leaves out files that are not published and entries that are hidden. A piece that led to
// nothing but a hidden entry goes whole, with its words. What is shown on request is not shown here,
// whatever else is written of where it is.
func (s *scrubber) evidence(e *Entry, list []Evidence) []Evidence {
	kept := list[:0]
	for _, ev := range list {
		if ev.OnRequest {
			ev.URL, ev.File, ev.Entry = URL{}, Path{}, Ref{}
		}
		s.path(&ev.File)
		if ev.Entry.ID != "" {
			if to := s.refs(e, []Ref{ev.Entry}); len(to) == 1 {
				ev.Entry = to[0]
			} else if ev.Entry = (Ref{}); ev.URL.Value == "" && ev.File.Full == "" {
				continue
			}
		}
		kept = append(kept, ev)
	}
	return kept
}

// refs keeps what points at something that is shown, with current ids.
func (s *scrubber) refs(from *Entry, list []Ref) []Ref {
	kept := make([]Ref, 0, len(list))
	for _, r := range list {
		if to, ok := s.visible(from, r); ok {
			kept = append(kept, to)
		} else if target := s.target(r); target != nil && s.state[target] != setBack {
			s.tell(r.At)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	return kept
}

// visible reports whether readers may know what a ref points at, and returns the ref with the
// entry's current id. A ref to a skill that is declared nowhere stays: the skill may be shown by work.
func (s *scrubber) visible(from *Entry, r Ref) (Ref, bool) {
	target := s.target(r)
	if target == nil && r.Kind == "skills" {
		return r, r.ID != ""
	}
	if target == nil || s.state[target] != listed && target != from {
		return r, false
	}
	if r.Claim != "" && !s.claimShown(target, r.Claim) {
		return r, false
	}
	r.ID = target.ID
	return r, true
}

// target is the entry that a ref points at, hidden or not; nil for none. Skills are found by their
// names as well.
func (s *scrubber) target(r Ref) *Entry {
	if e := s.look.entries[r.key()]; e != nil || r.Kind != "skills" {
		return e
	}
	return s.look.skills[r.ID]
}

// claimShown reports whether a claim of a shown entry is shown. An anchor that is no claim is some
// other place on the page, and hides nothing.
func (s *scrubber) claimShown(e *Entry, claim string) bool {
	role, h, ok := e.Claim(claim)
	return !ok || (role == nil || s.shows(e, role.Visibility)) && (h == nil || s.shows(e, h.Visibility))
}

// prose returns a body without links to what is hidden and without raw HTML: a remark to oneself in a
// comment is for no reader, whatever he reads with. Most bodies come back as they are.
func (s *scrubber) prose(from *Entry, file string, b *source.Body) *source.Body {
	return s.links(from, file, b).WithoutHTML()
}

// links returns a body without links to what is hidden, and lists the files it shows.
func (s *scrubber) links(from *Entry, file string, b *source.Body) *source.Body {
	if !mayLink(b) {
		return b
	}
	drop := false
	for _, l := range b.Links() {
		if !s.follows(from, file, l) {
			drop = true
			if t := LinkTarget(file, l.Dest); t.Kind != TargetEntry || s.state[s.target(t.Ref)] != setBack {
				s.found.told = append(s.found.told, l.Span)
			}
		}
	}
	if !drop {
		return b
	}
	return source.NewBody(b.Markdown(func(l source.Link) (string, bool) { return l.Dest, s.follows(from, file, l) }))
}

// mayLink reports whether a body can hold a link to a place in the passport, without parsing it.
func mayLink(b *source.Body) bool {
	src := b.Source()
	return strings.Contains(src, "](") || strings.Contains(src, "]:")
}

// follows reports whether a link in prose may stay, and lists the file it leads to.
func (s *scrubber) follows(from *Entry, file string, l source.Link) bool {
	t := LinkTarget(file, l.Dest)
	switch t.Kind {
	case TargetEntry:
		if s.target(t.Ref) == nil {
			return true // broken, not hidden
		}
		_, ok := s.visible(from, t.Ref)
		return ok
	case TargetFile:
		return s.publish(t.Path) || !strings.HasPrefix(t.Path, privateDir+"/")
	}
	return true
}

// path empties a path that is not published.
func (s *scrubber) path(p *Path) {
	if !s.publish(p.Full) {
		*p = Path{}
	}
}

func (s *scrubber) image(i *Image) {
	if !s.publish(i.Src.Full) {
		*i = Image{}
	}
}

// publish lists a file for copying, if it is one that may be.
func (s *scrubber) publish(file string) bool {
	switch {
	case file == "":
		return false
	case strings.HasPrefix(file, privateDir+"/") && !s.a.Private:
		return false
	case s.p.assets != nil && !s.p.assets[file]:
		return false
	}
	s.found.files = append(s.found.files, file)
	return true
}
