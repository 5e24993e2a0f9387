package schemaorg

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// made takes works of the person, what others say of them, and what they seek.
func (r *reader) made() {
	for _, n := range r.all(r.me, "subjectOf") {
		r.done[n] = r.workOf(n)
	}
	for _, n := range r.all(r.me, "seeks") {
		e := r.entry("goals", n)
		d := e.Detail.(*passport.Goal)
		d.What = r.textOf(n, "name")
		d.Availability.From = r.Date(format.First(n.Get("availabilityStarts")))
		d.By = r.Date(format.First(n.Get("validThrough")))
		d.Availability.Radius = r.textOf(n, "areaServed")
	}
	for _, n := range r.objects {
		switch {
		case r.done[n] != nil || n == r.me:
		case is(n, "Recommendation", "Review") && r.full(format.First(n.Get("itemReviewed"))) == r.me:
			r.recommendation(n)
		case r.by(n, "author"), r.by(n, "creator"):
			r.done[n] = r.workOf(n)
		}
		if r.done[n] == nil {
			delete(r.done, n)
		}
	}
}

// by reports whether the person is one of those who did something.
func (r *reader) by(n *source.Node, key string) bool {
	return n.Get("name") != nil && slices.ContainsFunc(r.all(n, key), func(a *source.Node) bool {
		return a == r.me || a.Kind == source.Map && a.Get("@id") != nil && a.Get("@id").Str() == r.me.Get("@id").Str()
	})
}

func (r *reader) recommendation(n *source.Node) {
	e := r.entry("endorsements", n)
	d := e.Detail.(*passport.Endorsement)
	// What describes a recommendation is how its author knows the person.
	d.Relation, e.Summary = e.Summary, passport.Text{}
	a := r.one(n, "author")
	d.Author.Name = r.Text(r.words(a))
	d.Author.Role = r.textOf(a, "jobTitle")
	d.Author.Organization = r.Text(r.words(r.one(a, "worksFor")))
	d.Author.URL = r.URL(format.First(a.Get("url")))
	e.Title = r.textOf(n, "name")
	e.Body = r.Prose(format.First(n.Get("reviewBody")))
	r.To(format.First(n.Get("reviewBody")), "body")
	e.Date = r.Date(format.First(n.Get("datePublished")))
	d.URL = r.URL(r.words(format.First(n.Get("sameAs"))))
}

// workOf takes a work; nil for what is no work of its own: a page, a claim.
func (r *reader) workOf(n *source.Node) *passport.Entry {
	if n.Kind != source.Map || r.done[n] != nil {
		return r.done[n]
	}
	for t, kind := range publications {
		if is(n, t) && !(t == "BlogPosting" && r.base != "" && strings.HasPrefix(n.Get("url").Str(), r.base)) {
			return r.publication(n, kind)
		}
	}
	switch {
	case is(n, "BlogPosting"):
		e := r.entry("stories", n)
		e.Title = r.textOf(n, "name")
		if e.Title.Value == "" {
			e.Title = r.textOf(n, "headline")
		}
		r.Rest(n.Get("headline"), "title")
		e.Detail.(*passport.Story).Prompt = r.textOf(n, "alternativeHeadline")
		e.Date = r.Date(format.First(n.Get("datePublished")))
		return e
	case is(n, works...) && !(is(n, "WebSite") && strings.HasPrefix(n.Get("url").Str(), r.base)):
		return r.project(n)
	}
	return nil
}

func (r *reader) publication(n *source.Node, kind string) *passport.Entry {
	e := r.entry("publications", n)
	e.Type = kind
	d := e.Detail.(*passport.Publication)
	e.Title = r.textOf(n, "name")
	if e.Title.Value == "" {
		e.Title = r.textOf(n, "headline")
	}
	r.Rest(n.Get("headline"), "title")
	e.Date = r.Date(format.First(n.Get("datePublished")))
	for _, a := range r.all(n, "author") {
		t := passport.Text{}
		if a == r.me || a.Get("@id").Str() != "" && a.Get("@id").Str() == r.me.Get("@id").Str() {
			t.Value = r.Passport.Person.Name.Value
		} else {
			t = r.Text(r.words(a))
		}
		if t.Value != "" {
			d.Authors = append(d.Authors, passport.Party{Name: t})
		}
	}
	d.Publisher = r.Text(r.words(r.one(n, "publisher")))
	part := r.one(n, "isPartOf")
	for range 3 { // an article is part of an issue, that of a volume, that of a journal
		if part == nil {
			break
		}
		if s := r.String(part.Get("issueNumber")); s != "" {
			d.Issue = s
		}
		if s := r.String(part.Get("volumeNumber")); s != "" {
			d.Volume = s
		}
		if d.Venue.Value == "" {
			d.Venue = r.Text(r.words(part))
		}
		part = r.one(part, "isPartOf")
	}
	d.Pages = r.String(format.First(n.Get("pagination")))
	d.ISBN = r.String(format.First(n.Get("isbn")))
	d.Status = r.String(format.First(n.Get("creativeWorkStatus")))
	if id := r.one(n, "identifier"); strings.EqualFold(id.Get("propertyID").Str(), "doi") {
		d.DOI = r.String(id.Get("value"))
		r.Keep(id, "doi")
	}
	for _, v := range format.Items(n.Get("sameAs")) {
		if s := v.Str(); strings.HasPrefix(s, "https://doi.org/") {
			r.Keep(v, "doi")
			d.DOI = strings.TrimPrefix(s, "https://doi.org/")
		} else if u := r.URL(v); d.URL.Value == "" {
			d.URL = u
		}
	}
	if at := format.First(n.Get("url")); d.URL.Value == "" && at.Str() != "" && (r.base == "" || !strings.HasPrefix(at.Str(), r.base)) {
		d.URL = r.URL(at)
	}
	r.taught(e, n)
	return e
}

func (r *reader) project(n *source.Node) *passport.Entry {
	e := r.entry("projects", n)
	d := e.Detail.(*passport.Project)
	e.Title = r.textOf(n, "name")
	genre := format.First(n.Get("genre"))
	e.Type = passport.Fold(r.String(genre))
	r.To(genre, "type")
	d.Repository = r.URL(format.First(n.Get("codeRepository")))
	d.Outcome = r.textOf(n, "abstract")
	d.Status = r.String(format.First(n.Get("creativeWorkStatus")))
	for _, key := range []string{"sameAs", "url"} {
		if at := format.First(n.Get(key)); d.URL.Value == "" && at.Str() != "" && (r.base == "" || !strings.HasPrefix(at.Str(), r.base)) {
			d.URL = r.URL(at)
		}
	}
	d.License = strings.TrimPrefix(r.String(r.words(format.First(n.Get("license")))), "https://spdx.org/licenses/")
	if span := format.First(n.Get("temporalCoverage")); span.Str() != "" {
		start, end, _ := strings.Cut(r.String(span), "/")
		at := func(s string) *source.Node {
			if s == ".." {
				s = ""
			}
			return &source.Node{Kind: source.String, Text: s, Span: span.Span}
		}
		r.Period(e, at(start), at(end))
		if !strings.Contains(span.Str(), "/") {
			e.Date, e.Start = e.Start, passport.Date{}
		}
		r.To(span, "start")
	} else {
		e.Date = r.Date(format.First(n.Get("dateCreated")))
	}
	for _, c := range r.all(n, "contributor") {
		who := r.inner(c, "contributor")
		if r.full(who) == r.me || who.Get("@id").Str() != "" && who.Get("@id").Str() == r.me.Get("@id").Str() {
			d.Role = r.Text(r.role(c, "roleName"))
			continue
		}
		if t := r.Text(r.words(who)); t.Value != "" {
			d.Collaborators = append(d.Collaborators, passport.Party{Name: t, Role: r.Text(r.role(c, "roleName"))})
		}
	}
	e.Organization = r.organization(r.one(n, "sourceOrganization"))
	e.Location = r.place(r.one(n, "locationCreated"))
	for _, v := range r.all(n, "programmingLanguage") {
		e.Skills = r.use(e.Skills, v)
	}
	r.taught(e, n)
	return e
}
