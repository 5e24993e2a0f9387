package passport

// Endorsement is what somebody else says about the person or a claim. The body is the statement.
type Endorsement struct {
	Author   Party  `key:"author"`   // who says it
	Relation Text   `key:"relation"` // "managed me at Harbour Clinic"
	About    []Ref  `key:"about"`    // entries and claims; none: the person
	Quote    string `key:"quote"`    // the claim's text when it was endorsed
	Consent  bool   `key:"consent"`  // the author agreed to be published
	URL      URL    `key:"url"`      // where the author published it, at their own address
	File     Path   `key:"file"`     // the signed original; default <id>.json or <id>.jwt beside the entry
}

func (d *Endorsement) card(x cards, e *Entry, c *Card) {
	c.Classes = []string{"h-review"}
	who := d.Author.fact()
	if e.Title.Value != "" && who.Value.Value != "" {
		c.Subtitle, c.SubURL = who.Value, who.URL
	} else if c.Subtitle.Value == "" {
		c.Subtitle = who.Note
	}
	c.text("relation", d.Relation)
	c.refs(x, "about", d.About)
	c.url("published_at", d.URL)
	c.file("original", d.File)
	if d.Quote != "" {
		c.prose("quote", Text{Value: d.Quote})
	}
}
