// Package vcard reads contact cards, vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), and writes the latter, which a
// telephone takes in: /contact.vcf in every build.
package vcard

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// path is where the card of a build lies.
const path = "contact.vcf"

// Format is vCard.
var Format = &format.Format{
	Name:  "vcard",
	Title: "vCard 4.0",
	About: "a contact card that telephones take in",
	Spec:  "https://www.rfc-editor.org/rfc/rfc6350",
	Tier:  format.TierCore,
	Ext:   ".vcf", MediaType: "text/vcard; charset=utf-8",
	Path:      path,
	Recognise: recognise,
	Import:    read,
	Export:    write,
	Heads:     []site.Alternate{{Type: "text/vcard", Title: "vCard", Href: path}},
	Why: map[string]string{
		"":       "a contact card is about the person, not about what they did",
		"skills": "a skill is a name and a level of three",
	},
}

// write writes the card itself: the modules that write vCards put properties in no fixed order and do
// not fold lines.
func write(x *site.Edition) []byte {
	p := &x.Public.Person
	w := &writer{}
	w.line("BEGIN", "VCARD")
	w.line("VERSION", "4.0")
	w.line("KIND", "individual")
	w.text("FN", p.Name.Value)
	// Names are never split. Where the parts are known they are told, else the whole is the family name's
	// place-holder: N must be there for readers of version 3 (section 6.2.2).
	if p.Given != "" || p.Family != "" {
		w.line("N", escape(p.Family)+";"+escape(p.Given)+";;;")
	} else {
		w.line("N", escape(p.Name.Value)+";;;;")
	}
	if p.NativeName.Name != "" && p.NativeName.Name != p.Name.Value {
		w.text("FN"+language(p.NativeName.Lang)+";ALTID=1", p.NativeName.Name)
	}
	for _, n := range p.AlsoKnownAs {
		w.text("NICKNAME", n)
	}
	// PRONOUNS is of RFC 9554; parsers that are strict about RFC 6350 refuse the whole card for a name they do
	// not know, and every one takes names of this form (section 6.10).
	w.text("X-PRONOUNS", p.Pronouns.Value)
	w.text("TITLE", p.Headline.Value)
	if now := employer(x); now != "" {
		w.text("ORG", now)
	}
	w.text("EMAIL", p.Contact.Email)
	if p.Contact.Phone != "" {
		w.text("TEL", p.Contact.Phone)
	}
	if l := p.Location; (l != passport.Location{}) {
		w.line("ADR", ";;;"+escape(l.City.Value)+";"+escape(l.Region.Value)+";;"+escape(format.CountryName(l.Country)))
	}
	urls := []string{x.Home(), p.Contact.Website.Value, p.Contact.Form.Value}
	for _, l := range p.Links {
		urls = append(urls, l.URL.Value)
	}
	for i, u := range urls {
		if !slices.Contains(urls[:i], u) {
			w.line("URL", u)
		}
	}
	for _, l := range p.Languages {
		w.line("LANG", l.Language)
	}
	w.line("PHOTO", x.File(p.Portrait.Src))
	for _, s := range x.Public.Skills {
		w.text("EXPERTISE"+level(s.Held()), s.Title.Value) // RFC 6715
	}
	for _, t := range p.Interests {
		w.text("INTEREST", t.Value)
	}
	w.text("NOTE", p.Contact.Note.Value)
	w.line("SOURCE", address(x))
	if strings.HasPrefix(x.Public.ID, "urn:") {
		w.line("UID", x.Public.ID)
	}
	w.line("END", "VCARD")
	return []byte(w.String())
}

// employer is where the person works now, when it is one place.
func employer(x *site.Edition) string {
	name := ""
	for _, e := range x.Public.Of("experience") {
		if !x.Public.Facts(e).Period.Ongoing() || e.Type == "voluntary" || e.Type == "caring" || e.Type == "break" {
			continue
		}
		if name != "" && name != e.Organization.Name.Value {
			return ""
		}
		name = e.Organization.Name.Value
	}
	return name
}

// level is the parameter of RFC 6715, section 3.2, which knows three.
func level(s string) string {
	switch s {
	case "learning", "awareness", "working":
		return ";LEVEL=beginner"
	case "practitioner":
		return ";LEVEL=average"
	case "expert":
		return ";LEVEL=expert"
	}
	return ""
}

func address(x *site.Edition) string {
	if x.Base == "" {
		return ""
	}
	return x.Base + x.Prefix + path
}

func language(tag string) string {
	if tag == "" {
		return ""
	}
	return ";LANGUAGE=" + tag
}

type writer struct{ strings.Builder }

// text writes a property whose value is words; none for none.
func (w *writer) text(name, value string) {
	if value != "" {
		w.line(name, escape(value))
	}
}

// line writes a content line, folded so that none has more than 75 octets, and never inside a character
// (section 3.2).
func (w *writer) line(name, value string) {
	if value == "" {
		return
	}
	s := name + ":" + value
	for room := 75; len(s) > room; room = 74 {
		cut := room
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	w.WriteString(s + "\r\n")
}

// escape writes words as a value (section 3.4).
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`).Replace(strings.TrimSpace(s))
}
