package schemaorg

import (
	"net/url"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func (r *reader) person() {
	p, n := r.Person(), r.me
	p.Name = r.textOf(n, "name")
	p.Given = r.String(format.First(n.Get("givenName")))
	p.Family = r.String(format.First(n.Get("familyName")))
	for _, v := range format.Items(n.Get("alternateName")) {
		if s := r.String(v); s != "" {
			p.AlsoKnownAs = append(p.AlsoKnownAs, s)
		}
	}
	p.Pronouns = r.textOf(n, "pronouns")
	told := format.First(n.Get("description"))
	if s := told.Str(); s != "" && len(s) <= 120 && !strings.Contains(s, "\n") {
		p.Headline = r.Text(told)
	} else {
		r.Tell(told)
		if title := format.First(n.Get("jobTitle")); title != nil {
			p.Headline = r.Text(r.words(title))
		}
	}
	p.Contact.Email = strings.TrimPrefix(r.String(format.First(n.Get("email"))), "mailto:")
	if s := strings.TrimPrefix(r.String(format.First(n.Get("telephone"))), "tel:"); s != "" {
		// A number in a file is not yet one on a page: the person decides.
		p.Contact.Phone, p.Contact.Private = s, []string{"phone"}
	}
	if at := format.First(n.Get("url")); at.Str() != "" {
		p.Contact.Website = r.URL(at)
		r.base = p.Contact.Website.Value
	}
	if c := r.one(n, "contactPoint"); c.Get("url").Str() != "" {
		p.Contact.Form = r.URL(format.First(c.Get("url")))
	}
	for _, v := range format.Items(n.Get("sameAs")) {
		if u := r.URL(r.full(v)); u.Value != "" {
			p.Links = append(p.Links, passport.Link{Title: passport.Text{Value: hostOf(u.Value)}, URL: u, Rel: "me"})
		}
	}
	for _, key := range []string{"homeLocation", "address"} {
		if at := r.one(n, key); at != nil && p.Location == (passport.Location{}) {
			p.Location = r.place(at)
			if a := r.one(at, "address"); a != nil && a.Kind == source.Map {
				at = a
			}
			// Streets belong to forms, which are never published.
			p.Forms.Address.Street = r.String(at.Get("streetAddress"))
			p.Forms.Address.PostalCode = r.String(at.Get("postalCode"))
		}
	}
	p.Forms.BirthDate = r.Date(format.First(n.Get("birthDate")))
	p.Forms.BirthPlace = r.String(r.words(format.First(n.Get("birthPlace"))))
	p.Forms.Gender = strings.ToLower(r.String(r.words(format.First(n.Get("gender")))))
	for _, v := range r.all(n, "nationality") {
		if s := r.Country(r.words(v)); s != "" {
			p.Forms.Nationalities = append(p.Forms.Nationalities, s)
		}
	}
	for _, v := range r.all(n, "identifier") {
		if v.Kind == source.Map && v.Get("value").Str() != "" {
			p.Identifiers = append(p.Identifiers, passport.Identifier{Scheme: strings.ToLower(r.String(v.Get("propertyID"))), Value: r.String(v.Get("value")), URL: r.URL(format.First(v.Get("url")))})
		} else if strings.HasPrefix(v.Str(), "urn:uuid:") {
			r.Keep(v, "")
		}
	}
	for _, v := range r.all(n, "knowsLanguage") {
		r.language(p, v)
	}
}

// hostOf names a page elsewhere by its host.
func hostOf(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func (r *reader) language(p *passport.Person, n *source.Node) {
	level := r.role(n, "roleName")
	inner := r.inner(n, "knowsLanguage")
	name := r.words(inner)
	tag := format.LanguageTag(name.Str())
	if code := format.First(inner.Get("alternateName")); tag == "" || len(code.Str()) == 2 {
		if t := format.LanguageTag(code.Str()); t != "" {
			tag = t
		}
	}
	if tag == "" {
		r.Drop(inner, "no language of this name is known; write its tag, such as pt, under person.languages")
		return
	}
	r.Keep(name, "languages")
	r.Keep(inner.Get("alternateName"), "languages")
	l := passport.LanguageSkill{Language: tag}
	if level.Str() != "" {
		if l.Level = format.LanguageLevel(level.Str()); l.Level != "" {
			r.Keep(level, "languages")
		} else {
			l.Note = r.Text(level)
		}
	}
	p.Languages = append(p.Languages, l)
}
