package hropen

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func recognise(f *format.File) format.Match {
	text, _ := f.Text()
	if !bytes.Contains(text, []byte("employmentHistories")) && !bytes.Contains(text, []byte("educationAndLearnings")) && !bytes.Contains(text, []byte("LER-RSType")) {
		return format.No
	}
	root := f.JSONMap()
	if root == nil {
		return format.No
	}
	r := record(root)
	switch {
	case strings.Contains(r.Get("type").Str(), "LER-RS"), strings.Contains(r.Get("type").Str(), "TrustedCareerProfile"):
		return format.Sure
	case r.Lookup("person", "name") != nil && (r.Get("employmentHistories") != nil || r.Get("educationAndLearnings") != nil || r.Get("narratives") != nil):
		return format.Likely
	}
	return format.No
}

// record is the record itself, which may be the subject of a verifiable credential.
func record(root *source.Node) *source.Node {
	s := root.Get("credentialSubject")
	if s == nil {
		return root
	}
	if inner := s.Get("lerrsType"); inner != nil && inner.Kind == source.Map {
		return inner
	}
	return s
}

type reader struct {
	*format.Intake
	file *format.File
}

func read(f *format.File, in *format.Intake) {
	root := in.JSON(f)
	if root == nil {
		return
	}
	r := reader{in, f}
	n := record(root)
	const about = "it tells about the file, not about you"
	if n != root {
		for _, p := range root.Pairs {
			if p.Key != "credentialSubject" {
				in.Drop(p.Value, about)
			}
		}
	}
	in.Drop(n.Get("documentId"), about)
	in.Drop(n.Get("type"), about)
	in.Drop(n.Get("attachments"), "attachments are files of their own: save them, and name them as evidence")
	r.person(n.Get("person"))
	r.communication(n.Get("communication"))
	for _, v := range in.List(n.Get("employmentHistories")) {
		r.employer(r.proven(v, "employmentHistory"))
	}
	for _, v := range in.List(n.Get("educationAndLearnings")) {
		r.school(r.proven(v, "educationAndLearning"))
	}
	for _, v := range in.List(n.Get("certifications")) {
		r.credential(v, "certification", "")
	}
	for _, v := range in.List(n.Get("licenses")) {
		r.credential(v, "license", "license")
	}
	for _, v := range in.List(n.Get("skills")) {
		r.skill(v)
	}
	for _, v := range in.List(n.Get("narratives")) {
		r.narrative(v)
	}
	if tag := format.LanguageTag(n.Lookup("person", "primaryLanguage").Str()); tag != "" {
		r.primary(n.Lookup("person", "primaryLanguage"), tag)
	}
}

// proven is what an item says: itself, or what the credential in it says that an organisation gave for it. No
// signature is looked at.
func (r reader) proven(n *source.Node, key string) (item, whole *source.Node) {
	if n.Get("organization") != nil || n.Get("institution") != nil || n.Get("positionHistories") != nil || n.Get("educationDegrees") != nil || n.Get("name") != nil {
		return n, n
	}
	for _, v := range r.List(n.Get("verifications")) {
		if s := v.Get("credentialSubject").Get(key); s != nil && s.Kind == source.Map {
			return s, n
		}
	}
	return n, n
}

func (r reader) organization(n *source.Node) passport.Organization {
	o := passport.Organization{Name: r.Text(n.Get("name"))}
	for _, key := range []string{"tradeName", "legalName"} {
		if o.Name.Value == "" {
			o.Name = r.Text(n.Get(key))
		}
	}
	domain := n.Get("domainName")
	if s, isDNS := strings.CutPrefix(domain.Str(), "dns:"); isDNS {
		if u := "https://" + s; passport.SafeURL(u) {
			o.URL = passport.URL{Value: u, At: passport.At{Node: domain}}
			r.String(domain)
			r.Change(domain, "https:// was put in front")
		}
	} else {
		o.URL = r.URL(domain)
	}
	o.Sector = r.Text(n.Get("description").Get("value"))
	for _, list := range []*source.Node{n.Get("addresses"), n.Get("communication").Get("address")} {
		for _, a := range r.List(list) {
			if o.Location == (passport.Location{}) {
				o.Location = r.address(a)
			}
		}
	}
	for _, w := range r.List(n.Get("communication").Get("web")) {
		if u := r.URL(w.Get("url")); o.URL.Value == "" {
			o.URL = u
		}
	}
	return o
}

// dates takes a period; that it goes on is said by a missing end here.
func (r reader) dates(e *passport.Entry, n *source.Node) {
	r.Period(e, n.Get("start"), n.Get("end"))
	for _, key := range []string{"current", "currentlyAttendingIndicator"} {
		r.Keep(n.Get(key), "end")
	}
}

// lines takes descriptions: what begins with a dash is a claim, a single short one is the summary, and the
// rest is prose.
func (r reader) lines(e *passport.Entry, list []*source.Node) {
	var prose []*source.Node
	for _, n := range list {
		s := strings.TrimSpace(n.Str())
		if claim := strings.TrimLeft(s, "-•* "); claim != s && !strings.Contains(s, "\n") {
			h := r.Text(n)
			h.Value = strings.Join(strings.Fields(claim), " ")
			e.Highlights = append(e.Highlights, passport.Highlight{Text: h})
		} else if s != "" {
			prose = append(prose, n)
		}
	}
	if len(prose) == 1 {
		r.Describe(e, prose[0])
		return
	}
	for _, n := range prose {
		more := format.Markdown(r.String(n))
		if e.Body != nil {
			more = strings.TrimRight(e.Body.Body.Source(), "\n") + "\n\n" + more
		}
		e.Body = &passport.Prose{Body: source.NewBody(more)}
		r.To(n, "body")
	}
}

// narrative takes a text that this standard has no section for.
func (r reader) narrative(n *source.Node) {
	title := n.Get("name")
	kind := passport.SectionTitled(title.Str())
	p := r.Person()
	texts := r.List(n.Get("texts"))
	for _, t := range texts {
		lines := r.List(t.Get("lines"))
		switch kind {
		case "about":
			r.Keep(title, "about.md")
			r.Keep(t.Get("name"), "about.md")
			if len(lines) > 1 && len(lines[0].Str()) <= 100 && !strings.HasSuffix(lines[0].Str(), ".") {
				p.Headline, lines = r.Text(lines[0]), lines[1:]
			}
			for _, l := range lines {
				r.Tell(l)
			}
		case "languages":
			r.Keep(title, "languages")
			for _, l := range lines {
				name, words, _ := strings.Cut(l.Str(), ", ")
				if tag := format.LanguageTag(name); tag != "" {
					p.Languages = append(p.Languages, format.Spoken(tag, words))
					r.Keep(l, "languages")
				}
			}
		case "interests", "values":
			r.Keep(title, kind)
			list := &p.Interests
			if kind == "values" {
				list = &p.Values
			}
			*list = append(*list, r.Texts(t.Get("lines"))...)
		default:
			k := "other"
			if kind == "projects" || kind == "awards" || kind == "publications" {
				k = kind
			}
			e := r.Entry(k, t)
			e.Title = r.Text(t.Get("name"))
			if e.Title.Value == "" {
				e.Title = r.Text(title)
			}
			if d, ok := e.Detail.(*passport.Other); ok {
				d.Section = r.Text(title)
			} else {
				r.Keep(title, "")
			}
			r.lines(e, r.when(e, lines))
			if to := t.Get("refScheme").Get("reference"); to.Str() != "" {
				e.Links = append(e.Links, passport.Link{URL: r.URL(to)})
			}
		}
	}
}

// interval is a period as ISO 8601 writes it, or one date.
var interval = regexp.MustCompile(`^(\d{4}(?:-\d\d){0,2})(?:/(\.\.|\d{4}(?:-\d\d){0,2}))?$`)

// when takes the line that says when something was, and returns the others.
func (r reader) when(e *passport.Entry, lines []*source.Node) []*source.Node {
	var rest []*source.Node
	for _, l := range lines {
		m := interval.FindStringSubmatch(strings.TrimSpace(l.Str()))
		if m == nil || !e.Start.IsZero() || !e.Date.IsZero() {
			rest = append(rest, l)
			continue
		}
		at := func(s string) *source.Node {
			return &source.Node{Kind: source.String, Text: strings.Trim(s, "."), Span: l.Span}
		}
		if r.Period(e, at(m[1]), at(m[2])); m[2] == "" {
			e.Date, e.Start = e.Start, passport.Date{}
		}
		r.Keep(l, "start")
	}
	return rest
}
