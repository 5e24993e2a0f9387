package hropen

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func (r reader) person(n *source.Node) {
	p := r.Person()
	name := n.Get("name")
	p.Name = r.Text(name.Get("formattedName"))
	p.Given, p.Family = r.String(name.Get("given")), r.String(name.Get("family"))
	if p.Name.Value == "" {
		p.Name.Value = strings.TrimSpace(p.Given + " " + p.Family)
	}
	for s := range strings.SplitSeq(r.String(name.Get("alias")), ", ") {
		if s != "" {
			p.AlsoKnownAs = append(p.AlsoKnownAs, s)
		}
	}
	// What only forms ask is never published.
	p.Forms.BirthDate = r.Date(n.Get("birthDate"))
	p.Forms.Gender = strings.ToLower(r.String(n.Get("gender")))
	for _, c := range r.List(n.Get("citizenship")) {
		if s := r.Country(c); s != "" {
			p.Forms.Nationalities = append(p.Forms.Nationalities, s)
		}
	}
	r.Drop(n.Get("legalId"), "a number of yours at an authority is never kept")
}

// primary takes the first language, unless the languages are told already.
func (r reader) primary(n *source.Node, tag string) {
	p := r.Person()
	r.Keep(n, "languages")
	for _, l := range p.Languages {
		if l.Language == tag {
			return
		}
	}
	p.Languages = append(p.Languages, passport.LanguageSkill{Language: tag, Level: "native"})
}

func (r reader) communication(n *source.Node) {
	p := r.Person()
	for _, a := range r.List(n.Get("address")) {
		if p.Location == (passport.Location{}) {
			p.Location = r.address(a)
			p.Forms.Address.Street = r.String(a.Get("line"))
			p.Forms.Address.PostalCode = r.String(a.Get("postalCode"))
			r.Keep(a.Get("useCode"), "location")
		}
	}
	for _, v := range r.List(n.Get("phone")) {
		number := r.String(v.Get("formattedNumber"))
		if number == "" {
			number = strings.TrimSpace(r.String(v.Get("areaDialingCode")) + " " + r.String(v.Get("dialNumber")))
		}
		if p.Contact.Phone == "" && number != "" {
			// A number in a file is not yet one on a page: the person decides.
			p.Contact.Phone, p.Contact.Private = number, []string{"phone"}
		}
		r.Rest(v, "contact.phone")
	}
	for _, v := range r.List(n.Get("email")) {
		if p.Contact.Email == "" {
			p.Contact.Email = r.String(v.Get("address"))
			r.Rest(v, "contact.email")
		}
	}
	for _, v := range r.List(n.Get("web")) {
		title := r.Text(v.Get("name"))
		u := r.URL(v.Get("url"))
		switch {
		case u.Value == "":
		case title.Value == p.Name.Value && p.Contact.Website.Value == "":
			p.Contact.Website = u
		default:
			p.Links = append(p.Links, passport.Link{Title: title, URL: u})
		}
	}
	for _, v := range r.List(n.Get("social")) {
		if u := r.URL(v.Get("url")); u.Value != "" {
			title := r.Text(v.Get("name"))
			if title.Value == "" {
				title = r.Text(v.Get("handle"))
			}
			p.Links = append(p.Links, passport.Link{Title: title, URL: u, Rel: "me"})
		}
	}
}

func (r reader) address(n *source.Node) passport.Location {
	l := passport.Location{City: r.Text(n.Get("city")), Country: r.Country(n.Get("countryCode"))}
	for _, s := range r.List(n.Get("countrySubDivisions")) {
		if v := r.Text(s.Get("value")); l.Region.Value == "" {
			l.Region = v
		}
		r.Keep(s.Get("type"), "location.region")
	}
	if town, region, found := strings.Cut(l.City.Value, ", "); found && l.Region.Value == "" {
		l.City.Value, l.Region.Value = town, region
	}
	return l
}
