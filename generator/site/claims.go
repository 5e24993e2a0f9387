package site

import (
	"cmp"
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// claims makes the claims of one entry: its highlights, its roles, and theirs.
type claims struct {
	*view
	of     *passport.Facts
	prefix string // of anchors
}

func (c claims) anchor(id string) string {
	if id == "" {
		return ""
	}
	return c.prefix + id
}

func (c claims) list(list []passport.Highlight) []Claim {
	var out []Claim
	for i := range list {
		h := &list[i]
		b := c.of.Highlight(h)
		out = append(out, Claim{
			Anchor: c.anchor(h.ID), Text: c.text(h.Text), Date: c.moment(h.Date),
			Skills: c.skillLinks(h.Skills), Evidence: c.evidence(h.Evidence),
			Backing: c.backing(b), Said: c.said(b), Mark: markOf(h.Visibility),
		})
	}
	return out
}

// markOf is what a part of an entry is marked with that is shown to the person alone.
func markOf(v passport.Visibility) string {
	if v == passport.VisibilityDraft || v == passport.VisibilityPrivate {
		return string(v)
	}
	return ""
}

// said are the statements about a claim: those that count, then those passed on.
func (c claims) said(b passport.Backing) []Quote {
	var out []Quote
	for _, list := range [][]*passport.Entry{b.Endorsements, b.Words} {
		for _, e := range list {
			out = append(out, c.quote(e))
		}
	}
	return out
}

func (c claims) roles(list []passport.Role) []Role {
	var out []Role
	for i := range list {
		r := &list[i]
		out = append(out, Role{
			Anchor: c.anchor(r.ID), Title: c.text(r.Title), Department: c.text(r.Department),
			Place: c.place(r.Location), Dates: c.dates(c.of.RolePeriod(r)),
			Summary: c.text(r.Summary), Claims: c.list(r.Highlights), Skills: c.skillLinks(r.Skills),
			Evidence: c.evidence(r.Evidence), Backing: c.backing(c.of.Role(r)), Mark: markOf(r.Visibility),
		})
	}
	return out
}

func (e *edition) step(s passport.Step) Backing {
	name := ""
	switch s {
	case passport.Shown:
		name = "shown"
	case passport.Endorsed:
		name = "endorsed"
	case passport.Credentialed:
		name = "credentialed"
	default:
		return Backing{}
	}
	return Backing{Step: name, Word: e.word("step." + name)}
}

func (e *edition) backing(b passport.Backing) Backing { return e.step(b.Step) }

// skillLinks names the skills that something uses, once each.
func (v *view) skillLinks(list []passport.SkillUse) []SkillLink {
	var out []SkillLink
	for _, u := range list {
		s := v.pub.Skill(u.Skill.ID)
		if s == nil {
			continue
		}
		l := SkillLink{
			Title: v.text(s.Title), Href: v.toSkill(s.ID), Level: v.term("level", u.Level),
			Note: v.text(u.Note), Step: v.step(s.Step).Step,
		}
		twice := false
		for _, have := range out {
			twice = twice || have.Href == l.Href && have.Title == l.Title
		}
		if !twice {
			out = append(out, l)
		}
	}
	return out
}

// evidence lists what a reader can open, ask for, or look up.
func (v *view) evidence(list []passport.Evidence) []Evidence {
	var out []Evidence
	for _, ev := range list {
		if x, ok := v.oneEvidence(ev); ok {
			out = append(out, x)
		}
	}
	return out
}

func (v *view) oneEvidence(ev passport.Evidence) (Evidence, bool) {
	x := Evidence{
		Title: v.text(ev.Title), Genre: ev.Genre, Word: v.term("genre", ev.Genre), Note: v.text(ev.Note),
		Date: v.moment(ev.Date), OnRequest: ev.OnRequest, Confirm: safe(ev.ConfirmAt.Value),
	}
	fallback := x.Word.Text()
	switch {
	case ev.OnRequest:
	case ev.URL.Value != "":
		x.Href = safe(ev.URL.Value)
		x.Host = host(x.Href)
		if x.Host != "" {
			fallback = Text{Value: x.Host}
		}
	case ev.File.Full != "":
		f := v.files[ev.File.Full]
		if f == nil || f.refused {
			break
		}
		x.Href, x.Size = v.href(v.root, f.out, ""), v.fileWords(f)
		if f.width > 0 {
			x.Image = &Image{Src: x.Href, Alt: x.Title.Value, Lang: x.Title.Lang, Width: f.width, Height: f.height}
			v.responsive(x.Image, f)
		}
		fallback = Text{Value: path.Base(f.out)}
	case ev.Entry.ID != "":
		en, claim, ok := v.pub.Find(ev.Entry.Kind + "/" + ev.Entry.ID)
		if !ok || v.unlisted[entryRef(en)] {
			break
		}
		p := v.places[entryRef(en)]
		x.Href = v.link(p.claim(cmp.Or(ev.Entry.Claim, claim)))
		fallback = v.text(v.pub.Card(en).Title)
	}
	if x.Title.Value == "" {
		x.Title = fallback
	}
	return x, (x.Href != "" || x.OnRequest || x.Confirm != "") && x.Title.Value != ""
}

// fileWords says what a file is before it is opened: "PDF, 120 KB".
func (e *edition) fileWords(f *file) string {
	kind := strings.ToUpper(strings.TrimPrefix(path.Ext(f.out), "."))
	if f.size == 0 {
		return kind
	}
	size := e.w.Size(f.size)
	if kind == "" {
		return size
	}
	return kind + e.w.Mark("comma") + size
}

// saying adds what somebody said to a list, unless there are no words to read, here or elsewhere.
func (v *view) saying(list []Quote, en *passport.Entry) []Quote {
	if q := v.quote(en); !q.Empty() {
		list = append(list, q)
	}
	return list
}

// quote is what somebody said, with the line that says how far a reader can check it.
func (v *view) quote(en *passport.Entry) Quote {
	d, ok := en.Detail.(*passport.Endorsement)
	if !ok {
		return Quote{}
	}
	q := Quote{
		Author: v.text(d.Author.Name), Relation: v.text(d.Relation),
		URL: safe(d.URL.Value), Href: v.to(en), Counts: v.counting[entryRef(en)],
		Prose: v.proseOf(en, v.listAnchor(en)+"."+bodyAnchor, 3),
	}
	q.Date = v.dates(v.pub.Facts(en).Period)
	q.Role = v.text(d.Author.Role)
	if org := v.text(d.Author.Organization); org.Value != "" {
		if q.Role.Value == "" {
			q.Role = org
		} else {
			q.Role.Value += v.w.Mark("comma") + org.Value
		}
	}
	author := cmp.Or(q.Author.Value, v.w.Say("how.anonymous"))
	if q.Author.Value == "" {
		// Without leave to name the author their role stands in for the name, so that there is something to follow.
		q.Author, q.Role = q.Role, Text{}
		if q.Author.Value == "" {
			q.Author = NewWord(capital(author), v.w.Lang("how.anonymous")).Text()
		}
	}
	how := ""
	switch {
	case q.Counts && q.URL != "":
		how = v.w.Say("how.published", "author", author)
	case q.Counts:
		how = v.w.Say("how.signed", "author", author)
	case !q.Prose.Empty():
		how = v.w.Say("how.passed-on", "author", author, "name", v.pub.Person.Name.Value)
	}
	if d.Quote != "" && !q.Counts {
		if how != "" {
			how += v.w.Mark("semicolon")
		}
		how += v.w.Say("how.about", "quote", d.Quote)
	}
	q.How = NewWord(how, v.w.Lang("how.passed-on"))
	for _, r := range d.About {
		about, claim, ok := v.pub.Find(r.Kind + "/" + r.ID)
		if !ok || v.unlisted[entryRef(about)] {
			continue
		}
		p := v.places[entryRef(about)]
		q.About = append(q.About, Link{
			Title: v.text(v.pub.Card(about).Title),
			Href:  v.link(p.claim(cmp.Or(r.Claim, claim))),
		})
	}
	return q
}

// listAnchor is the anchor of an entry in the view's lists.
func (v *view) listAnchor(en *passport.Entry) string {
	if v.atHome {
		return en.Kind.Folder + "." + en.ID
	}
	return en.ID
}
