package passport

// Other is what fits nowhere else; Section names the heading it stands under.
type Other struct {
	Section Text `key:"section"`
}

func (d *Other) card(_ cards, e *Entry, c *Card) {
	c.Classes = []string{"h-event"}
	if c.Title == d.Section {
		return
	}
	c.text("section", d.Section)
}
