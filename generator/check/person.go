package check

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// person checks who the passport is about and how to reach them.
func (c *checker) person() {
	f := c.tree.Roots[""]
	if f == nil {
		if !c.broken["passport"] {
			c.add(diag.Problem{
				Code: "missing-name", Severity: diag.Error,
				Message: "there is no passport.yaml, so nothing says whose passport this is",
				Hint:    `run "passport init", or write passport.yaml with "person: {name: …}"`,
			})
		}
		return
	}
	if f.Broken || notFields(f) {
		return
	}
	person := f.Node.Get("person")
	name := person.Get("name")
	misplaced := f.Node.Get("name") != nil // told by Shape
	if strings.TrimSpace(name.Str()) == "" && !misplaced && (name == nil || name.Kind == source.Null || name.Kind == source.String) {
		span := c.rootPoint()
		switch {
		case name != nil:
			span = name.Span
		case person != nil:
			span = f.Node.Pair("person").KeySpan
		}
		c.add(diag.Problem{
			Code: "missing-name", Severity: diag.Error, Span: span,
			Message: "nothing says whose passport this is",
			Label:   "no name",
			Hint:    `write your name under "person:", such as "name: Ana Beispiel"`,
		})
	}
	c.contact(person.Get("contact"))
}

// notFields reports whether passport.yaml holds something else than fields, which Shape tells.
func notFields(f *source.File) bool {
	return f.Node != nil && f.Node.Kind != source.Map && f.Node.Kind != source.Null
}

var (
	email      = lazily(`^[^\s@<>()",;:]+@[^\s@<>()",;:.]+(\.[^\s@<>()",;:.]+)+$`)
	phoneChars = lazily(`^\+?[\d\s().\-/\x{00a0}]+$`)
)

// contact checks how to reach the person.
func (c *checker) contact(n *source.Node) {
	if n == nil || n.Kind != source.Map {
		return
	}
	if e := n.Get("email"); strings.TrimSpace(e.Str()) != "" && !email().MatchString(strings.TrimSpace(e.Text)) {
		p := diag.Problem{
			Code: "malformed-email", Severity: diag.Warning, Span: e.Span,
			Message: fmt.Sprintf("%q is not an e-mail address", clip(e.Text, 60)),
			Label:   "cannot be right",
			Hint:    `write it like "ana@example.org", with nothing before or after`,
		}
		if plain := strings.TrimPrefix(strings.TrimSpace(e.Text), "mailto:"); email().MatchString(plain) {
			p.Hint = fmt.Sprintf("write %q", plain)
			p.Fix = replace(e, plain)
		}
		c.add(p)
	}
	c.phone(n.Get("phone"))
	private := n.Get("private")
	if private == nil {
		return
	}
	items := private.Items
	if private.Kind != source.Seq {
		items = []*source.Node{private}
	}
	known := []string{"email", "phone", "website", "form", "note"}
	for _, item := range items {
		c.privateField(item, known)
	}
}

var contactWords = map[string]string{
	"mobile": "phone", "telephone": "phone", "tel": "phone", "cell": "phone", "mail": "email", "e-mail": "email", "url": "website", "web": "website", "site": "website",
}

func (c *checker) privateField(n *source.Node, known []string) {
	text := n.Str()
	if text == "" {
		return
	}
	for _, k := range known {
		if text == k {
			return
		}
	}
	p := diag.Problem{
		Code: "unknown-private-field", Severity: diag.Error, Span: n.Span,
		Message: fmt.Sprintf("%q is not a contact field, so we do not know what to keep private", text),
		Label:   "keeps nothing private",
		Hint:    "the names are " + strings.Join(known, ", "),
	}
	better, ok := contactWords[strings.ToLower(text)]
	if !ok {
		better, ok = passport.Nearest(text, known)
	}
	if ok {
		p.Hint = fmt.Sprintf("did you mean %q?", better)
		p.Fix = replace(n, better)
	}
	c.add(p)
}

func (c *checker) phone(n *source.Node) {
	text := strings.TrimSpace(n.Str())
	if text == "" {
		return
	}
	digits := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	switch {
	case !phoneChars().MatchString(text) || digits < 5 || digits > 17:
		c.add(diag.Problem{
			Code: "malformed-phone", Severity: diag.Warning, Span: n.Span,
			Message: fmt.Sprintf("%q is not a telephone number", clip(text, 40)),
			Label:   "cannot be right",
			Hint:    `write digits with the country in front, such as "+351 912 345 678", and words under "note:"`,
		})
	case strings.HasPrefix(text, "00"):
		better := "+" + text[2:]
		c.add(diag.Problem{
			Code: "phone-without-country", Severity: diag.Note, Span: n.Span,
			Message: "00 in front of the country does not work from everywhere; + does",
			Label:   "00",
			Hint:    fmt.Sprintf("write %q", better),
			Fix:     &diag.Fix{Title: "write + for 00", Edits: []diag.Edit{{Span: n.Span, Text: `"` + better + `"`}}},
		})
	case !strings.HasPrefix(text, "+"):
		c.add(diag.Problem{
			Code: "phone-without-country", Severity: diag.Note, Span: n.Span,
			Message: "this telephone number has no country in front",
			Label:   "which country?",
			Hint:    `begin with + and the country's number, such as "+351 912 345 678"`,
		})
	}
}
