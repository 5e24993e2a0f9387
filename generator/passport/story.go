package passport

// Story is something that happened, told by the person: known types are learning, challenge,
// teamwork, mistake, idea, turning-point.
type Story struct {
	Prompt Text  `key:"prompt"` // the question it answers
	About  []Ref `key:"about"`  // the entries it is about
}

func (d *Story) card(x cards, _ *Entry, c *Card) {
	c.Classes = []string{"h-entry"}
	if c.Title != d.Prompt {
		c.text("prompt", d.Prompt)
	}
	c.refs(x, "about", d.About)
}
