package rendercv

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func recognise(f *format.File) format.Match {
	text, _ := f.Text()
	if head := string(text[:min(len(text), 2048)]); !strings.Contains(head, "cv:") && !strings.Contains(head, `"cv"`) {
		return format.No
	}
	root, _ := f.YAML()
	cv := root.Get("cv")
	switch {
	case cv == nil || cv.Kind != source.Map:
		return format.No
	case root.Get("design") != nil || strings.Contains(string(text[:min(len(text), 300)]), "rendercv"):
		return format.Sure
	case cv.Get("sections") != nil || cv.Get("name") != nil:
		return format.Likely
	}
	return format.No
}

func read(f *format.File, in *format.Intake) {
	root := in.YAML(f)
	if root == nil {
		return
	}
	cv := root.Get("cv")
	person(in, cv)
	if tag := format.LanguageTag(strings.ReplaceAll(root.Get("locale").Get("language").Str(), "_", " ")); tag != "" {
		in.Passport.Site.Languages = []string{tag}
	}
	sections := cv.Get("sections")
	if sections == nil {
		return
	}
	for _, p := range sections.Pairs {
		title := strings.TrimSpace(strings.ReplaceAll(p.Key, "_", " "))
		kind := passport.SectionTitled(title)
		if kind == "" && strings.HasPrefix(strings.ToLower(title), "welcome") {
			kind = "about"
		}
		s := section{in: in, title: capital(title), kind: kind}
		for _, n := range in.List(p.Value) {
			s.item(n)
		}
	}
}

// capital gives a title its first capital, as RenderCV prints it.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// RenderCV reads Markdown everywhere. Emphasis and links are taken out of what is one line here.
var (
	bold = regexp.MustCompile(`\*\*([^*\n]+)\*\*|\*([^*\s][^*\n]*)\*`)
	link = regexp.MustCompile(`\[([^\]\n]+)\]\([^)\s]*\)`)
)

// plain takes emphasis and links out of a line.
func plain(in *format.Intake, t *passport.Text) {
	words := link.ReplaceAllString(bold.ReplaceAllString(t.Value, "$1$2"), "$1")
	if words != t.Value {
		t.Value = words
		in.Change(t.Node, "emphasis and links were taken out")
	}
}

func person(in *format.Intake, cv *source.Node) {
	p := in.Person()
	p.Name = in.Text(cv.Get("name"))
	p.Headline = in.Text(cv.Get("headline"))
	p.Location = in.Place(cv.Get("location"))
	for i, n := range in.List(cv.Get("email")) {
		if i == 0 {
			p.Contact.Email = in.String(n)
		}
	}
	for i, n := range in.List(cv.Get("phone")) {
		if s := strings.TrimPrefix(in.String(n), "tel:"); i == 0 && s != "" {
			// A number in a file is not yet one on a page: the person decides.
			p.Contact.Phone, p.Contact.Private = s, []string{"phone"}
		}
	}
	for i, n := range in.List(cv.Get("website")) {
		if u := in.URL(n); i == 0 {
			p.Contact.Website = u
		} else if u.Value != "" {
			p.Links = append(p.Links, passport.Link{URL: u, Rel: "me"})
		}
	}
	for _, n := range in.List(cv.Get("social_networks")) {
		network, user := n.Get("network"), n.Get("username")
		name, who := in.Text(network), strings.TrimPrefix(in.String(user), "@")
		to := format.ProfileURL(name.Value, who)
		if to == "" {
			continue
		}
		if !passport.SafeURL(to) {
			in.Drop(user, "it makes no address that a page may carry")
			continue
		}
		in.To(user, fmt.Sprintf("links[%d].url", len(p.Links)))
		p.Links = append(p.Links, passport.Link{Title: name, URL: passport.URL{Value: to}, Rel: "me"})
	}
	for _, n := range in.List(cv.Get("custom_connections")) {
		if u := in.URL(n.Get("url")); u.Value != "" {
			p.Links = append(p.Links, passport.Link{Title: in.Text(n.Get("placeholder")), URL: u, Rel: "me"})
		}
	}
}

// section is one section of a file: what it is called and, when that is known, what it holds.
type section struct {
	in          *format.Intake
	title, kind string
	list        *passport.Entry // of a section of lines that nothing else is known of
	label       *passport.Entry
}

// item takes an entry of a section. Which of the types it is its keys tell
// (https://docs.rendercv.com/user_guide/yaml_input_structure/cv/).
func (s *section) item(n *source.Node) {
	switch {
	case n.Kind != source.Map:
		s.line(n)
	case n.Get("bullet") != nil:
		s.line(n.Get("bullet"))
	case n.Get("number") != nil:
		s.line(n.Get("number"))
	case n.Get("reversed_number") != nil:
		s.line(n.Get("reversed_number"))
	case n.Get("label") != nil:
		s.one(n)
	case n.Get("company") != nil || n.Get("position") != nil:
		e := s.record("experience", n, experience)
		if s.kind == "voluntary" {
			e.Type = "voluntary"
		}
		e.Location = s.in.Place(n.Get("location"))
	case n.Get("institution") != nil:
		e := s.record("education", n, education)
		e.Location = s.in.Place(n.Get("location"))
	case n.Get("title") != nil || n.Get("authors") != nil:
		s.publication(n)
	default:
		s.normal(n)
	}
}

// record takes an entry by a table, and its time.
func (s *section) record(kind string, n *source.Node, t format.Table) *passport.Entry {
	in := s.in
	e := in.Entry(kind, n)
	t.In(in, n, e)
	in.Period(e, n.Get("start_date"), n.Get("end_date"))
	if d := n.Get("date"); d.Str() != "" && e.Start.IsZero() && e.Date.IsZero() {
		e.Date = in.Date(d)
	}
	plain(in, &e.Summary)
	for i := range e.Highlights {
		plain(in, &e.Highlights[i].Text)
	}
	return e
}

func (s *section) publication(n *source.Node) {
	in := s.in
	e := s.record("publications", n, publication)
	d := e.Detail.(*passport.Publication)
	for _, a := range in.Texts(n.Get("authors")) {
		a.Value = strings.Trim(a.Value, "*_") // the person's own name is set apart
		d.Authors = append(d.Authors, passport.Party{Name: a})
	}
	d.DOI = in.String(n.Get("doi"))
	if s.kind == "patents" {
		e.Type = "patent"
	}
	if s.kind == "talks" {
		e.Type = "talk"
	}
}

// linked is a name that is a link, as RenderCV's Markdown writes it.
var linked = regexp.MustCompile(`^\[([^\]]+)\]\(([^)\s]*)\)$`)

// normal takes an entry that has a name: what it is the section says.
func (s *section) normal(n *source.Node) {
	in := s.in
	kind := map[string]string{
		"projects": "projects", "credentials": "credentials", "awards": "awards", "endorsements": "endorsements", "education": "education",
		"experience": "experience", "voluntary": "experience", "publications": "publications", "patents": "publications", "talks": "publications",
	}[s.kind]
	if kind == "" {
		kind = "other"
	}
	e := s.record(kind, n, normal)
	to := ""
	if m := linked.FindStringSubmatch(e.Title.Value); m != nil {
		e.Title.Value = m[1]
		if passport.SafeURL(m[2]) {
			to = m[2]
		}
		in.To(n.Get("name"), "title")
		in.Change(n.Get("name"), "name and address were put apart")
	}
	e.Location = in.Place(n.Get("location"))
	switch d := e.Detail.(type) {
	case *passport.Project:
		d.URL = passport.URL{Value: to}
		to = ""
	case *passport.Credential:
		d.Issued, e.Date = e.Date, passport.Date{}
		e.Highlights = addressOf(e.Highlights, &d.URL)
	case *passport.Endorsement:
		d.Author.Name, e.Title = e.Title, passport.Text{}
		if e.Body == nil && e.Summary.Value != "" {
			e.Body, e.Summary = &passport.Prose{Body: source.NewBody(format.Markdown(e.Summary.Value))}, passport.Text{}
		}
	case *passport.Experience:
		if s.kind == "voluntary" {
			e.Type = "voluntary"
		}
	case *passport.Other:
		d.Section.Value = s.title
	}
	if to != "" {
		e.Links = append(e.Links, passport.Link{URL: passport.URL{Value: to}})
	}
}

// addressOf takes an address that stands alone out of a list of claims: it is where the thing is confirmed.
func addressOf(list []passport.Highlight, to *passport.URL) []passport.Highlight {
	var out []passport.Highlight
	for _, h := range list {
		if s := h.Text.Value; to.Value == "" && strings.HasPrefix(s, "https://") && passport.SafeURL(s) && !strings.Contains(s, " ") {
			*to = passport.URL{Value: s, At: h.Text.At}
			continue
		}
		out = append(out, h)
	}
	return out
}

// split parts a list in words at commas that stand outside of brackets.
func split(s string) []string {
	var out []string
	depth, start := 0, 0
	for i, c := range s {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',', ';':
			if depth <= 0 {
				out = append(out, strings.TrimSpace(s[start:i]))
				start = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(s[start:]))
}

// one takes a line with a label: skills of a group, a language, or something else.
func (s *section) one(n *source.Node) {
	in := s.in
	label, details := n.Get("label"), n.Get("details")
	switch s.kind {
	case "languages":
		s.language(label, details)
	case "skills", "":
		if s.kind == "" && !strings.Contains(details.Str(), ",") {
			break
		}
		in.Into(nil, nil)
		group := in.Text(label)
		if passport.SectionTitled(group.Value) == "skills" {
			group = passport.Text{} // the section says it already
		}
		for _, word := range split(in.String(details)) {
			level := ""
			if i := strings.LastIndexByte(word, '('); i > 0 && strings.HasSuffix(word, ")") {
				if level = format.SkillLevel(word[i+1 : len(word)-1]); level != "" {
					word = strings.TrimSpace(word[:i])
				}
			}
			if word == "" {
				continue
			}
			e := in.Skill(&source.Node{Kind: source.String, Text: word, Span: details.Span})
			if e == nil {
				continue
			}
			d := e.Detail.(*passport.Skill)
			if d.Category.Value == "" {
				d.Category = group
			}
			if d.Level == "" {
				d.Level = level
			}
		}
		in.To(label, "skills")
		in.Keep(details, "skills")
		in.Keep(label, "skills")
		return
	}
	if s.kind == "languages" {
		return
	}
	if s.label == nil {
		s.label = in.Entry("other", nil)
		s.label.Title.Value, s.label.Detail.(*passport.Other).Section.Value = s.title, s.title
	}
	in.Into(s.label, nil)
	h := in.Text(details)
	h.Value = strings.Trim(in.Text(label).Value+": "+h.Value, ": ")
	if h.Value != "" {
		s.label.Highlights = append(s.label.Highlights, passport.Highlight{Text: h})
	}
}

func (s *section) language(label, details *source.Node) {
	in := s.in
	p := in.Person()
	name := in.String(label)
	tag := format.LanguageTag(name)
	if tag == "" {
		in.Drop(label, "no language of this name is known; write its tag, such as pt, under person.languages")
		in.Drop(details, "the language is not known")
		return
	}
	at := fmt.Sprintf("languages[%d]", len(p.Languages))
	l := passport.LanguageSkill{Language: tag}
	in.To(label, at+".language")
	in.Change(label, "written as the tag “"+tag+"”")
	if words := in.String(details); words != "" && words != name {
		spoken := format.Spoken(tag, words)
		l.Level, l.Note.Value = spoken.Level, spoken.Note.Value
		if l.Level != "" {
			in.To(details, at+".level")
			if l.Level != words {
				in.Change(details, "written as the level “"+l.Level+"”")
			}
		}
	}
	p.Languages = append(p.Languages, l)
}

// line takes a line of words. What it is the section says; of one that nothing is known of the lines become
// one entry.
func (s *section) line(n *source.Node) {
	in := s.in
	switch s.kind {
	case "about":
		in.Into(nil, nil)
		s.about(n)
	case "interests", "values":
		p := in.Person()
		list := &p.Interests
		if s.kind == "values" {
			list = &p.Values
		}
		if t := in.Text(n); t.Value != "" {
			*list = append(*list, t)
		}
	case "skills":
		in.Skill(n)
	case "languages":
		s.language(n, nil)
	case "awards", "credentials", "projects", "education":
		s.titled(in.Entry(s.kind, nil), n)
	case "patents", "talks", "publications":
		e := in.Entry("publications", nil)
		s.titled(e, n)
		e.Type = map[string]string{"patents": "patent", "talks": "talk"}[s.kind]
	default:
		if s.list == nil {
			s.list = in.Entry("other", nil)
			s.list.Title.Value = s.title
		}
		in.Into(s.list, nil)
		for _, h := range in.Highlights(n) {
			plain(in, &h.Text)
			s.list.Highlights = append(s.list.Highlights, h)
		}
	}
}

// about takes a paragraph of the person's own words.
func (s *section) about(n *source.Node) {
	text := s.in.String(n)
	if !bold.MatchString(text) && !link.MatchString(text) || strings.ContainsAny(text, "<!") {
		s.in.Tell(n)
		return
	}
	if p := s.in.Passport.About; p != nil {
		text = strings.TrimRight(p.Body.Source(), "\n") + "\n\n" + text
	}
	s.in.Passport.About = &passport.Prose{Body: source.NewBody(text)}
	s.in.To(n, "about.md")
}

// yearBehind is a year in brackets at the end of a line: "Best bread (2020)".
var yearBehind = regexp.MustCompile(`^(.+) \(((?:19|20)\d\d)\)$`)

// titled takes a line as what names an entry.
func (s *section) titled(e *passport.Entry, n *source.Node) {
	e.Title = s.in.Text(n)
	plain(s.in, &e.Title)
	m := yearBehind.FindStringSubmatch(e.Title.Value)
	if m == nil {
		return
	}
	d, _, err := passport.ParseDate(m[2])
	if err != nil {
		return
	}
	e.Title.Value = m[1]
	if c, ok := e.Detail.(*passport.Credential); ok {
		c.Issued = d
	} else {
		e.Date = d
	}
	s.in.To(n, "title")
	s.in.Change(n, "name and year were put apart")
}
