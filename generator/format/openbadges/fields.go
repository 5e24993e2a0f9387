package openbadges

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// kind takes what the credential is.
func (r reader) kind(e *passport.Entry, n *source.Node) {
	s := r.in.String(n)
	e.Type = types[s]
	if e.Type != "" {
		r.in.To(n, "type")
		return
	}
	// "ext:LaborUnionCard" is an issuer's own word.
	var b strings.Builder
	for i, c := range strings.TrimPrefix(s, "ext:") {
		if unicode.IsUpper(c) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	e.Type = passport.Fold(b.String())
	r.in.To(n, "type")
}

// issuer takes who issued something: a profile, or its address alone.
func (r reader) issuer(n *source.Node) passport.Organization {
	in := r.in
	n = format.First(n)
	var o passport.Organization
	if n == nil {
		return o
	}
	if n.Kind != source.Map {
		s := in.String(n)
		u, err := url.Parse(s)
		if err != nil || u.Hostname() == "" {
			o.Name = in.Text(n)
			return o
		}
		o.Name = passport.Text{Value: strings.TrimPrefix(u.Hostname(), "www.")}
		if passport.SafeURL(s) {
			o.URL = in.URL(n)
		}
		return o
	}
	o.Name = in.Text(n.Get("name"))
	switch id := n.Get("id").Str(); {
	case n.Get("url").Str() != "":
		o.URL = in.URL(n.Get("url"))
	case strings.HasPrefix(id, "https://"), strings.HasPrefix(id, "http://"):
		o.URL = in.URL(n.Get("id"))
		if o.Name.Value == "" {
			if u, err := url.Parse(id); err == nil {
				o.Name.Value = strings.TrimPrefix(u.Hostname(), "www.")
			}
		}
	}
	if at := n.Get("address"); at != nil && at.Kind == source.Map {
		o.Location.City = in.Text(at.Get("addressLocality"))
		o.Location.Region = in.Text(at.Get("addressRegion"))
		if c := at.Get("addressCountryCode"); len(c.Str()) == 2 {
			o.Location.Country = in.Country(c)
		}
	}
	return o
}

// date takes the first of several dates that is there.
func (r reader) date(n *source.Node, keys ...string) passport.Date {
	for _, key := range keys {
		if v := n.Get(key); v.Str() != "" {
			if strings.Trim(v.Str(), "0123456789") == "" && len(v.Str()) > 8 {
				return r.seconds(v)
			}
			return r.in.Date(v)
		}
	}
	return passport.Date{}
}

// number takes the identifier of a credential: an address where it may be confirmed, or its number.
func (r reader) number(d *passport.Credential, n *source.Node) {
	switch s := n.Str(); {
	case s == "":
	case strings.HasPrefix(s, "https://"), strings.HasPrefix(s, "http://"):
		d.URL = r.in.URL(n)
	default:
		d.CredentialID = r.in.String(n)
	}
}

// describe takes what a badge is and what had to be done for it.
func (r reader) describe(e *passport.Entry, what, criteria *source.Node) {
	in := r.in
	in.Describe(e, what)
	criteria = format.First(criteria)
	told, at := criteria.Get("narrative"), criteria.Get("id")
	if criteria.Str() != "" {
		told, at = nil, criteria
	}
	d := e.Detail.(*passport.Credential)
	switch s := strings.TrimSpace(told.Str()); {
	case s == "":
	case s == strings.TrimSpace(what.Str()):
		in.Keep(told, "summary")
	case len(s) <= 300 && !strings.ContainsAny(s, "\n#*[`<"):
		d.About = in.Text(told)
	default:
		r.words(e, told)
	}
	if s := at.Str(); strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		e.Links = append(e.Links, passport.Link{Title: passport.Text{Value: "What it takes"}, URL: in.URL(at)})
	}
}

// words adds prose, which is Markdown in these standards, to the entry.
func (r reader) words(e *passport.Entry, n *source.Node) {
	p := r.markdown(n)
	if p == nil {
		return
	}
	r.append(e, p.Body.Source())
	r.in.To(n, "body")
}

// append adds a paragraph to the prose of an entry.
func (r reader) append(e *passport.Entry, more string) {
	if e.Body != nil {
		more = strings.TrimRight(e.Body.Body.Source(), "\n") + "\n\n" + more
	}
	e.Body = &passport.Prose{Body: source.NewBody(more)}
}

// markdown takes prose that is Markdown already. Headings become bold lines, because the entry has one;
// what could be more than words (HTML, links, pictures) is written as plain words.
func (r reader) markdown(n *source.Node) *passport.Prose {
	s := strings.TrimSpace(n.Str())
	if s == "" || strings.ContainsAny(s, "<[]") {
		return r.in.Prose(n)
	}
	r.in.String(n)
	var out []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		line = strings.TrimSpace(line)
		if head := strings.TrimLeft(line, "#"); head != line && strings.HasPrefix(head, " ") {
			out = append(out, "**"+strings.TrimSpace(head)+"**", "")
			continue
		}
		if line != "" || len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, line)
		}
	}
	return &passport.Prose{Body: source.NewBody(strings.TrimSpace(strings.Join(out, "\n")))}
}

// results takes marks and grades: "Final Project: A".
func (r reader) results(e *passport.Entry, subject, a *source.Node) {
	label := map[string]*source.Node{}
	for _, d := range format.Items(a.Get("resultDescription")) {
		if id := d.Get("id").Str(); id != "" {
			label[id] = d
		}
	}
	for _, n := range format.Items(subject.Get("result")) {
		v := r.in.Text(n.Get("value"))
		if v.Value == "" {
			continue
		}
		name := "Result"
		if d := label[n.Get("resultDescription").Str()]; d != nil && d.Get("name").Str() != "" {
			name = r.in.Text(d.Get("name")).Value
			r.in.Keep(n.Get("resultDescription"), "body")
		}
		r.append(e, format.Markdown(name+": "+v.Value))
		r.in.To(n.Get("value"), "body")
	}
}

// alignments takes what the badge is in published lists: skills that it shows, or the kind of credential.
func (r reader) alignments(e *passport.Entry, n *source.Node) {
	in := r.in
	d := e.Detail.(*passport.Credential)
	for _, v := range format.Items(n) {
		name, at := v.Get("targetName"), v.Get("targetUrl")
		s := at.Str()
		same := passport.SameAs{Label: in.Text(name)}
		switch kind := v.Get("targetType").Str(); {
		case isSkill(kind, s) && !strings.EqualFold(same.Label.Value, e.Title.Value) && same.Label.Value != "":
			e.Skills = in.Uses(e.Skills, name)
			if skill := in.Skill(name); skill != nil && passport.SafeURL(s) {
				x := skill.Detail.(*passport.Skill)
				if !slices.ContainsFunc(x.SameAs, func(o passport.SameAs) bool { return o.ID == s }) {
					same.ID = in.String(at)
					if strings.EqualFold(same.Label.Value, skill.Title.Value) {
						same.Label = passport.Text{}
					}
					x.SameAs = append(x.SameAs, same)
				}
			}
		case passport.SafeURL(s):
			same.ID = in.String(at)
			d.SameAs = append(d.SameAs, same)
		}
	}
}

// isSkill reports whether an alignment is to a skill and not to a course, a credential or a step of a rubric.
func isSkill(kind, at string) bool {
	for _, begin := range frameworks {
		if strings.HasPrefix(at, begin) {
			return true
		}
	}
	switch kind {
	case "", "CFItem", "CFPackageItem", "ceasn:Competency":
		return true
	}
	return false
}

// evidence takes what was looked at. One without an address is words for the entry.
func (r reader) evidence(e *passport.Entry, n *source.Node) {
	in := r.in
	if n.Kind != source.Map {
		if u := in.URL(n); u.Value != "" {
			e.Evidence = append(e.Evidence, passport.Evidence{Title: passport.Text{Value: last(u.Value)}, URL: u})
		}
		return
	}
	name, told := n.Get("name"), n.Get("description")
	if told.Str() == "" {
		told = n.Get("narrative")
	}
	if id := n.Get("id").Str(); strings.HasPrefix(id, "https://") || strings.HasPrefix(id, "http://") {
		v := passport.Evidence{Title: in.Text(name), URL: in.URL(n.Get("id")), Genre: genres[strings.ToLower(n.Get("genre").Str())], Note: in.Text(told)}
		if v.Genre != "" {
			in.Keep(n.Get("genre"), fmt.Sprintf("evidence[%d].genre", len(e.Evidence)))
		}
		if v.Title.Value == "" {
			v.Title.Value = last(id)
		}
		e.Evidence = append(e.Evidence, v)
		return
	}
	r.words(e, told)
}

// last is what names an address: its last part, or its host.
func last(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	if base := path.Base(u.Path); base != "." && base != "/" {
		return base
	}
	return u.Hostname()
}

// pictures are the kinds of pictures that may lie in a badge, by what they begin with.
var pictures = []struct{ begin, ext string }{
	{pngSignature, ".png"}, {"\xff\xd8\xff", ".jpg"}, {"GIF8", ".gif"}, {"<svg", ".svg"}, {"<?xml", ".svg"},
}

// image takes the picture of a badge: the one that it was baked into, or one that lies in it as data.
// One at an address is not fetched.
func (r reader) image(e *passport.Entry, list ...*source.Node) {
	in := r.in
	alt := passport.Text{Value: e.Title.Value}
	if r.picture != nil {
		in.Picture(e, r.ext, r.picture.Data, alt)
		return
	}
	for _, n := range list {
		n = format.First(n)
		at := n
		if n != nil && n.Kind == source.Map {
			at = n.Get("id")
		}
		head, text, _ := strings.Cut(at.Str(), ",")
		if !strings.HasPrefix(head, "data:image/") {
			continue
		}
		data, err := base64.StdEncoding.DecodeString(text)
		switch {
		case !strings.HasSuffix(head, ";base64") || err != nil:
			in.Drop(at, "the picture in it cannot be read")
			continue
		case len(data) > maxImage:
			in.Drop(at, fmt.Sprintf("the picture in it is larger than %d MB; it stays in the file", maxImage>>20))
			continue
		}
		for _, p := range pictures {
			if bytes.HasPrefix(data, []byte(p.begin)) {
				if c := in.Text(n.Get("caption")); c.Value != "" {
					alt = c
				}
				in.Picture(e, p.ext, data, alt)
				in.Keep(at, "image.src")
				return
			}
		}
		in.Drop(at, "the picture in it is of no kind that pages show")
	}
}
