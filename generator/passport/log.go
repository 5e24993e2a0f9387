package passport

// Log is the person's diary of small steps: log/2026.md is a plain list of "- 2026-11-23 what I did".
// Private unless it says otherwise.
type Log struct {
	About []Ref `key:"about"` // the entries it is about
}

func (d *Log) card(x cards, _ *Entry, c *Card) {
	c.Classes = []string{"h-entry"}
	c.refs(x, "about", d.About)
}
