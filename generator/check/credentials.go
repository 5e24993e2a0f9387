package check

import (
	"fmt"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// credential checks the dates and the issuer of a credential.
func (c *checker) credential(e *passport.Entry, d *passport.Credential) {
	n := e.Item.Node
	if n == nil || n.Kind != source.Map {
		return
	}
	if d.Issuer.Name.Value == "" && d.Issuer.ShownAs.Value == "" && e.Organization.Name.Value == "" && n.Get("issuer").Str() == "" {
		c.add(diag.Problem{
			Code: "missing-issuer", Severity: diag.Warning, Span: nameSpan(e),
			Message: "this credential does not say who issued it",
			Label:   "issued by whom?",
			Hint:    `add "issuer: {name: …}"`,
		})
	}
	issued, issuedAt := dateOf(n, "issued")
	if issuedAt == nil {
		issued, issuedAt = dateOf(n, "date")
	}
	expires, at := dateOf(n, "expires")
	if at == nil || expires.Present {
		return
	}
	if issuedAt != nil && earlier(expires, issued) {
		c.add(diag.Problem{
			Code: "expires-before-issue", Severity: diag.Error, Span: at.Span,
			Message: fmt.Sprintf("it expires %s, before it was issued %s", expires, issued),
			Label:   "expires",
			Related: []diag.Related{{Span: issuedAt.Span, Label: "issued"}},
			Hint:    "check both dates; perhaps they changed places",
		})
		return
	}
	if c.hidden(e) {
		return
	}
	today := passport.Date{Year: c.now.Year, Month: c.now.Month, Day: c.now.Day}
	if earlier(expires, today) {
		c.add(diag.Problem{
			Code: "expired-credential", Severity: diag.Warning, Span: at.Span,
			Message: fmt.Sprintf("this credential expired %s, so it backs nothing any more", expires),
			Label:   "in the past",
			Hint:    `write the new date if it was renewed, or add "visibility: private"`,
		})
		return
	}
	if soon := monthsLater(today, 3); !earlier(soon, expires) && expires.Month != 0 {
		c.add(diag.Problem{
			Code: "expiring-credential", Severity: diag.Note, Span: at.Span,
			Message: fmt.Sprintf("this credential expires %s, within three months", expires),
			Label:   "soon",
			Hint:    "renew it, then write the new date",
		})
	}
}

func monthsLater(d passport.Date, n int) passport.Date {
	m := d.Year*12 + d.Month - 1 + n
	return passport.Date{Year: m / 12, Month: m%12 + 1, Day: d.Day}
}
