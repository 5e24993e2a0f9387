package passport

// Award is a prize, scholarship, grant or other honour. The organization gave it.
type Award struct {
	For    Text  `key:"for"`    // what it honours
	Amount Text  `key:"amount"` // of money, in words
	About  []Ref `key:"about"`  // the entries it honours
}

func (a *Award) card(x cards, _ *Entry, c *Card) {
	c.Classes = []string{"h-event", "p-award"}
	c.text("for", a.For)
	c.text("amount", a.Amount)
	c.refs(x, "about", a.About)
}
