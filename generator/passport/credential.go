package passport

// statusExpired is the status of a credential whose time is over. Publish writes it where the date that
// tells it is not shown whole.
const statusExpired = "expired"

// Credential is something an organisation issued: known types are license, certificate, badge,
// degree, membership, clearance.
type Credential struct {
	Issuer       Organization `key:"issuer"`        // who gave it
	CredentialID string       `key:"credential_id"` // the issuer's number for it
	Issued       Date         `key:"issued"`
	Expires      Date         `key:"expires"`
	URL          URL          `key:"url"`      // where the issuer confirms it
	About        Text         `key:"about"`    // what it means, in words a reader follows
	File         Path         `key:"file"`     // as issued, beside the entry
	Status       string       `key:"status"`   // active, suspended, revoked, expired
	ValidIn      Text         `key:"valid_in"` // where it is valid
	Level        int          `key:"level"`    // European Qualifications Framework, 1–8
	SameAs       []SameAs     `key:"same_as"`  // the kind of credential, in a published vocabulary
}

func (d *Credential) card(_ cards, _ *Entry, c *Card) {
	c.Classes = []string{"h-event", "p-credential"}
	if d.Issuer.Name.Value != "" {
		c.Subtitle, c.SubURL = d.Issuer.Name, d.Issuer.URL.Value
	}
	c.plain("credential_id", d.CredentialID)
	c.date("issued", d.Issued)
	switch {
	case d.Status == statusExpired && !d.Expires.IsZero():
		c.date("expired", d.Expires)
	case d.Status == "active":
		c.date("expires", d.Expires)
	default:
		c.date("expires", d.Expires)
		c.key("status", d.Status)
	}
	c.text("valid_in", d.ValidIn)
	c.number("eqf", float64(d.Level))
	c.url("confirm", d.URL)
	c.file("issued_file", d.File)
	c.prose("meaning", d.About)
	c.sameAs(d.SameAs)
}
