package schemaorg

import (
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// skills takes what somebody knows.
func (r *reader) skills() {
	for _, key := range []string{"skills", "knowsAbout"} {
		for _, n := range r.all(r.me, key) {
			held := r.role(n, "roleName")
			inner := r.inner(n, key)
			if inner.Kind != source.Map {
				r.Into(nil, nil)
				r.use(nil, inner)
				continue
			}
			e := r.term(inner)
			if e == nil {
				continue
			}
			r.done[n] = e
			d := e.Detail.(*passport.Skill)
			switch s := held.Str(); {
			case s == "":
			case s == "learning":
				d.Learning = true
				r.Keep(held, "learning")
			case format.SkillLevel(s) != "":
				d.Level = format.SkillLevel(s)
				r.Keep(held, "level")
			}
			// When it was used is worked out of the work that shows it.
			r.Keep(n.Get("startDate"), "")
			r.Keep(n.Get("endDate"), "")
		}
	}
}

// term declares a skill that is an object.
func (r *reader) term(n *source.Node) *passport.Entry {
	e := r.Skill(r.words(n))
	if e == nil || r.done[n] != nil {
		return e
	}
	r.Into(e, n)
	r.done[n] = e
	d := e.Detail.(*passport.Skill)
	for _, v := range format.Items(n.Get("alternateName")) {
		if s := r.String(v); s != "" {
			d.Aliases = append(d.Aliases, s)
		}
	}
	for _, v := range format.Items(n.Get("sameAs")) {
		if u := r.URL(r.words(v)); u.Value != "" {
			d.SameAs = append(d.SameAs, passport.SameAs{ID: u.Value})
			r.Keep(n.Get("termCode"), "same_as")
		}
	}
	r.Describe(e, format.First(n.Get("description")))
	r.Keep(n.Get("inDefinedTermSet"), "")
	return e
}

// taught takes the skills that a work shows, and the claims in it.
func (r *reader) taught(e *passport.Entry, n *source.Node) {
	for _, key := range []string{"about", "keywords", "teaches"} {
		for _, v := range r.all(n, key) {
			switch {
			case is(v, "DefinedTerm"):
				e.Skills = r.use(e.Skills, v)
				r.term(v)
				r.Into(e, nil)
			case v.Kind != source.Map && key == "keywords":
				for word := range strings.SplitSeq(r.String(v), ",") {
					if word = strings.TrimSpace(word); word != "" {
						e.Tags = append(e.Tags, word)
					}
				}
			}
		}
	}
	for _, c := range r.all(n, "hasPart") {
		if is(c, "Claim") && c.Get("text").Str() != "" {
			r.Into(e, nil)
			r.done[c] = e
			e.Highlights = append(e.Highlights, passport.Highlight{Text: r.textOf(c, "text")})
		}
	}
}
