package schemaorg

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// work takes employers, occupations and memberships.
func (r *reader) work() {
	title := format.First(r.me.Get("jobTitle"))
	employers := map[string]*passport.Entry{}
	plain := func(n *source.Node) bool { return r.role(n, "roleName") == nil && n.Get("startDate") == nil }
	for _, key := range []string{"worksFor", "memberOf", "affiliation"} {
		list := r.all(r.me, key)
		// Those with a role tell more than those without: they come first.
		slices.SortStableFunc(list, func(a, b *source.Node) int {
			switch {
			case plain(a) == plain(b):
				return 0
			case plain(a):
				return 1
			}
			return -1
		})
		for _, n := range list {
			org := r.inner(n, key)
			if key == "affiliation" && school(r.full(org)) || r.done[n] != nil {
				continue
			}
			name := passport.Fold(r.words(org).Str())
			if have := employers[name]; plain(n) && have != nil {
				r.Into(have, nil)
				r.organization(org) // said again
				continue
			}
			if plain(n) && key != "worksFor" {
				e := r.entry("other", n)
				e.Detail.(*passport.Other).Section.Value = "Memberships"
				e.Title = r.Text(r.words(org))
				continue
			}
			if key == "memberOf" && (n.Get("identifier") != nil || strings.HasPrefix(r.role(n, "roleName").Str(), "Member")) {
				r.membership(n, org)
				continue
			}
			e := r.entry("experience", n)
			e.Organization = r.organization(org)
			e.Title = r.Text(r.role(n, "roleName"))
			if key == "memberOf" {
				e.Type = "voluntary"
			}
			if plain(n) && title.Str() != "" {
				e.Title = r.Text(r.words(title))
			}
			r.Period(e, format.First(n.Get("startDate")), format.First(n.Get("endDate")))
			if name != "" && employers[name] == nil {
				employers[name] = e
			}
		}
	}
	r.began = map[string][]*passport.Entry{}
	for _, e := range r.Passport.Entries {
		if !e.Start.IsZero() && e.Kind.Folder == "experience" {
			r.began[e.Start.String()] = append(r.began[e.Start.String()], e)
		}
	}
	for _, n := range r.all(r.me, "hasOccupation") {
		r.occupation(n)
	}
	if title.Str() != "" && !r.Taken(r.words(title)) {
		for _, e := range r.Passport.Entries {
			if e.Kind.Folder == "experience" && e.Title.Value == r.words(title).Str() {
				r.Into(e, nil)
				r.Text(r.words(title)) // said again
			}
		}
	}
	for _, n := range r.all(r.me, "lifeEvent") {
		kind := "experience"
		if is(n, "EducationEvent") {
			kind = "education"
		}
		if r.done[n] != nil {
			continue
		}
		e := r.entry(kind, n)
		if kind == "experience" {
			e.Type = "break"
		}
		e.Title = r.textOf(n, "name")
		r.Period(e, format.First(n.Get("startDate")), format.First(n.Get("endDate")))
		e.Location = r.place(r.one(n, "location"))
	}
}

// membership takes a membership that somebody issued.
func (r *reader) membership(n, org *source.Node) {
	e := r.entry("credentials", n)
	e.Type = "membership"
	e.Title = r.Text(r.role(n, "roleName"))
	d := e.Detail.(*passport.Credential)
	d.Issuer = r.organization(org)
	d.CredentialID = r.String(r.words(format.First(n.Get("identifier"))))
	d.Issued, d.Expires = r.Date(format.First(n.Get("startDate"))), r.Date(format.First(n.Get("endDate")))
	if at := format.First(n.Get("sameAs")); at.Str() != "" {
		d.URL = r.URL(at)
	}
}

// occupation takes what somebody does: with its time it is an experience, or says more of one of that time.
func (r *reader) occupation(n *source.Node) {
	o := r.inner(n, "hasOccupation")
	if r.done[n] != nil || o.Kind != source.Map && n == o {
		return
	}
	begin := format.First(n.Get("startDate"))
	var e *passport.Entry
	named := r.role(n, "roleName").Str()
	for _, have := range r.began[begin.Str()] {
		if e == nil && (named == "" || named == have.Title.Value) {
			e = have
			r.Into(e, n)
			r.done[n] = e
			r.Date(begin)
			r.Date(format.First(n.Get("endDate")))
		}
	}
	if e == nil {
		e = r.entry("experience", n)
		e.Title = r.Text(r.role(n, "roleName"))
		if e.Title.Value == "" {
			e.Title = r.Text(r.words(o))
		} else if r.words(o).Str() == e.Title.Value {
			r.Text(r.words(o)) // said again
		}
		r.Period(e, begin, format.First(n.Get("endDate")))
		e.Location = r.place(r.one(n, "occupationLocation"))
	}
	d := e.Detail.(*passport.Experience)
	for _, c := range r.all(o, "occupationalCategory") {
		if s := sameAs(c); s != "" {
			d.SameAs = append(d.SameAs, passport.SameAs{ID: s, Label: r.textOf(c, "name")})
			r.Keep(c.Get("codeValue"), "same_as")
			r.Keep(c.Get("inCodeSet"), "same_as")
			r.Keep(c.Get("url"), "same_as")
		}
	}
	for _, v := range r.all(o, "skills") {
		e.Skills = r.use(e.Skills, v)
	}
}

// sameAs is a code as a passport writes it; "" for one that is none.
func sameAs(c *source.Node) string {
	if u := c.Get("url").Str(); passport.SafeURL(u) {
		return u
	}
	code := c.Get("codeValue").Str()
	if code == "" {
		code = c.Get("termCode").Str()
	}
	set := c.Get("inCodeSet")
	in := set.Str() + set.Get("name").Str() + set.Get("url").Str()
	switch in = strings.ToLower(in); {
	case code == "":
		return ""
	case strings.Contains(in, "o*net"), strings.Contains(in, "onet"):
		return "onet:" + code
	case strings.Contains(in, "esco"):
		return "esco:" + code
	}
	return ""
}

// use refers to a skill, or to each of several in one text.
func (r *reader) use(list []passport.SkillUse, n *source.Node) []passport.SkillUse {
	name := r.words(n)
	for _, word := range strings.Split(name.Str(), ",") {
		if word = strings.TrimSpace(word); word != "" {
			list = r.Uses(list, &source.Node{Kind: source.String, Text: word, Span: name.Span})
		}
	}
	r.Keep(name, "skills")
	return list
}
