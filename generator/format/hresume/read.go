package hresume

import (
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

type reader struct{ *format.Intake }

func read(f *format.File, in *format.Intake) {
	root, found := f.HTML()
	if found != nil {
		in.Report(f, found...)
		return
	}
	text, _ := f.Text()
	element := find(root)
	if element == nil {
		in.Report(f, diag.Problem{Code: format.CodeUnreadable, Message: "there is no résumé and no card in this page", Span: diag.Span{File: f.Name},
			Hint: "save the page that is about the person, as “web page, HTML only”"})
		return
	}
	p := &parser{file: f.Name, text: text}
	it := p.item(element, 0)
	r := reader{in}
	r.Person()
	card := it.has("h-card") && !it.has("h-resume")
	if card {
		r.card(it)
	} else {
		r.resume(it)
	}
	in.Answer(f, it.tell())
}

func (it *item) has(kind string) bool {
	for _, t := range it.types {
		if t == kind {
			return true
		}
	}
	return false
}

// one is the first value of the first property that is there; an item is its name.
func (it *item) one(keys ...string) *source.Node {
	for _, key := range keys {
		for _, v := range it.props[key] {
			if v.item == nil {
				return v.node
			}
			if n := v.item.one("name", "org"); n != nil {
				return n
			}
		}
	}
	return nil
}

// inner are the items of a property.
func (it *item) inner(key string) []*item {
	var out []*item
	for _, v := range it.props[key] {
		if v.item != nil {
			out = append(out, v.item)
		}
	}
	return out
}

func (r reader) resume(it *item) {
	p := r.Person()
	p.Name = r.Text(it.one("name"))
	for _, c := range it.inner("contact") {
		r.contact(c)
	}
	if p.Name.Value == "" {
		for _, c := range it.inner("contact") {
			p.Name = r.Text(c.one("name"))
		}
	}
	// The card of the person may stand beside the résumé's properties.
	for _, c := range it.inner("") {
		if c.has("h-card") && (p.Name.Value == "" || c.one("name").Str() == p.Name.Value) {
			p.Name = r.Text(c.one("name"))
			r.contact(c)
		}
	}
	for _, v := range it.props["summary"] {
		if s := v.node.Str(); v.item == nil && len(s) <= 120 && p.Headline.Value == "" && r.Passport.About == nil {
			p.Headline = r.Text(v.node)
		} else if v.item == nil {
			r.Tell(v.node)
		}
	}
	for _, v := range it.props["experience"] {
		r.experience(v)
	}
	for _, v := range it.props["education"] {
		r.education(v)
	}
	for _, key := range []string{"skill", "competency"} {
		for _, v := range it.props[key] {
			n := v.node
			if v.item != nil {
				n = v.item.one("name", "summary")
			}
			r.Into(nil, nil)
			if n.Str() != "" {
				r.Skill(n)
			}
		}
	}
	for _, key := range []string{"affiliation", "publication", "award"} {
		for _, v := range it.props[key] {
			r.more(key, v)
		}
	}
}

// contact takes how a person is reached. The name in it is left when the résumé has said another.
func (r reader) contact(c *item) {
	p := r.Person()
	if p.Name.Value == "" || c.one("name").Str() == p.Name.Value {
		p.Name = r.Text(c.one("name"))
	}
	if t := c.one("job-title", "title", "role"); t != nil {
		p.Headline = r.Text(t)
	}
	r.reach(c)
}

func (r reader) reach(c *item) {
	p := r.Person()
	p.Given, p.Family = r.String(c.one("given-name")), r.String(c.one("family-name"))
	for _, v := range c.props["nickname"] {
		if s := r.String(v.node); s != "" {
			p.AlsoKnownAs = append(p.AlsoKnownAs, s)
		}
	}
	if n := c.one("email"); n != nil {
		p.Contact.Email = strings.TrimPrefix(r.String(n), "mailto:")
		p.Contact.Email, _, _ = strings.Cut(p.Contact.Email, "?")
	}
	if s := strings.TrimPrefix(r.String(c.one("tel")), "tel:"); s != "" {
		// A number in a page is not yet one on yours: the person decides.
		p.Contact.Phone, p.Contact.Private = s, []string{"phone"}
	}
	for _, v := range c.props["url"] {
		if v.node == nil || !strings.Contains(v.node.Str(), ":") {
			continue // an address in the site, which is not known here
		}
		switch u := r.URL(v.node); {
		case u.Value == "" || strings.HasPrefix(u.Value, "mailto:") || strings.HasPrefix(u.Value, "tel:"):
		case p.Contact.Website.Value == "":
			p.Contact.Website = u
		default:
			p.Links = append(p.Links, passport.Link{URL: u, Rel: "me"})
		}
	}
	if l := r.place(c); l != (passport.Location{}) {
		p.Location = l
	}
	// Streets belong to forms, which are never published.
	for _, a := range append(c.inner("adr"), c) {
		if n := a.one("street-address"); n != nil {
			p.Forms.Address.Street = r.String(n)
		}
		if n := a.one("postal-code"); n != nil {
			p.Forms.Address.PostalCode = r.String(n)
		}
	}
	p.Forms.BirthDate = r.Date(c.one("bday"))
	for _, v := range c.props["photo"] {
		r.Drop(v.node, "pictures are not fetched: save it into media/ and name it under person.portrait")
	}
	if n := c.one("note"); n != nil {
		r.Tell(n)
	}
}

// place takes where an item is: the parts of an address in it, or words.
func (r reader) place(it *item) passport.Location {
	for _, key := range []string{"adr", "location", "geo"} {
		for _, a := range it.inner(key) {
			if l := r.place(a); l != (passport.Location{}) {
				return l
			}
		}
	}
	var l passport.Location
	l.City, l.Region = r.Text(it.one("locality")), r.Text(it.one("region"))
	if n := it.one("country-name"); n.Str() != "" {
		l.Country = r.Country(n)
	}
	if l != (passport.Location{}) {
		return l
	}
	for _, key := range []string{"location", "adr"} {
		for _, v := range it.props[key] {
			if v.item == nil {
				return r.Place(v.node)
			}
		}
	}
	return l
}

func (r reader) card(it *item) {
	p := r.Person()
	p.Name = r.Text(it.one("name"))
	p.Headline = r.Text(it.one("job-title", "title", "role"))
	r.reach(it)
	if org := it.one("org"); org.Str() != "" && org.Str() != p.Name.Value {
		e := r.Entry("experience", nil)
		e.Organization = r.organization(it)
		e.Title.Value = p.Headline.Value
		r.Person()
	}
	for _, v := range it.props["category"] {
		if v.item == nil {
			p.Interests = append(p.Interests, r.Text(v.node))
		}
	}
}

// organization takes the organisation of an item, which is a card of its own or words.
func (r reader) organization(it *item) passport.Organization {
	o := passport.Organization{Name: r.Text(it.one("org"))}
	for _, c := range it.inner("org") {
		if u := c.one("url"); strings.Contains(u.Str(), ":") {
			o.URL = r.URL(u)
		}
		o.Location = r.place(c)
	}
	return o
}

// time takes when something was. How long it was is worked out.
func (r reader) time(e *passport.Entry, it *item) {
	r.Period(e, it.one("start"), it.one("end"))
	if n := it.one("duration"); n != nil {
		r.Keep(n, "start")
	}
}

// prose takes what is told of an item.
func (r reader) prose(e *passport.Entry, it *item) {
	for _, key := range []string{"description", "summary", "content", "note"} {
		for _, v := range it.props[key] {
			if v.item != nil || v.blocks == nil || r.Taken(v.node) || r.String(v.node) == "" {
				continue
			}
			r.DescribeBlocks(e, v.node, format.Blocks(v.blocks))
		}
	}
	for _, v := range it.props["category"] {
		if v.item == nil {
			e.Skills = r.Uses(e.Skills, v.node)
		}
	}
}

func (r reader) experience(v value) {
	e := r.Entry("experience", nil)
	if v.item == nil {
		e.Title = r.Text(v.node)
		return
	}
	it := v.item
	name, title := it.one("name", "summary"), it.one("job-title", "title", "role")
	e.Organization = r.organization(it)
	e.Title = r.Text(title)
	switch {
	case title == nil:
		e.Title = r.Text(name)
	case e.Organization.Name.Value == "":
		e.Organization.Name = r.Text(name)
	case name.Str() == e.Organization.Name.Value || name.Str() == title.Str():
		r.Keep(name, "organization.name")
	}
	if e.Title.Value == e.Organization.Name.Value {
		e.Title = passport.Text{}
	}
	if u := it.one("url"); e.Organization.URL.Value == "" && strings.Contains(u.Str(), ":") {
		e.Organization.URL = r.URL(u)
	}
	r.time(e, it)
	e.Location = r.place(it)
	r.prose(e, it)
}

func (r reader) education(v value) {
	e := r.Entry("education", nil)
	if v.item == nil {
		e.Title = r.Text(v.node)
		return
	}
	it := v.item
	d := e.Detail.(*passport.Education)
	e.Organization = r.organization(it)
	name := it.one("name", "summary")
	if e.Organization.Name.Value == "" {
		e.Organization.Name = r.Text(name)
	} else if name.Str() == e.Organization.Name.Value {
		r.Keep(name, "organization.name")
	} else {
		e.Title = r.Text(name)
	}
	d.Degree = r.Text(it.one("degree", "title", "job-title"))
	if told := it.one("description"); d.Degree.Value == "" && e.Title.Value == "" && told.Str() != "" && len(told.Str()) <= 80 {
		d.Degree = r.Text(told)
	}
	if u := it.one("url"); strings.Contains(u.Str(), ":") && e.Organization.URL.Value == "" {
		e.Organization.URL = r.URL(u)
	}
	r.time(e, it)
	e.Location = r.place(it)
	r.prose(e, it)
}

// more takes memberships, publications and awards.
func (r reader) more(key string, v value) {
	kind := map[string]string{"affiliation": "other", "publication": "publications", "award": "awards"}[key]
	e := r.Entry(kind, nil)
	if d, ok := e.Detail.(*passport.Other); ok {
		d.Section.Value = "Affiliations"
	}
	if v.item == nil {
		e.Title = r.Text(v.node)
		return
	}
	e.Title = r.Text(v.item.one("name", "org", "summary"))
	if u := v.item.one("url"); strings.Contains(u.Str(), ":") {
		e.Links = append(e.Links, passport.Link{URL: r.URL(u)})
	}
	for _, p := range v.item.props["photo"] {
		r.Drop(p.node, "pictures are not fetched")
	}
	r.time(e, v.item)
}
