package passport

// Skill is something the person can do, declared once and named by the work that shows it.
// Levels are anchored: awareness, working, practitioner, expert; the schema defines them.
type Skill struct {
	Category Text      `key:"category"` // the group it is listed in
	Aliases  []string  `key:"aliases"`  // other names that work may use for it
	Level    string    `key:"level"`    // awareness, working, practitioner, expert
	Levels   []LevelAt `key:"levels"`   // a dated history; Level is the last of it
	SameAs   []SameAs  `key:"same_as"`
	Broader  Ref       `key:"broader,skill"` // a wider skill it is part of
	Learning bool      `key:"learning"`      // not yet held
}

// LevelAt is a level reached at a date, and what showed it.
type LevelAt struct {
	Level    string     `key:"level"`
	Date     Date       `key:"date,match"`
	Note     Text       `key:"note"` // what showed it
	Evidence []Evidence `key:"evidence"`
	At
}

func (d *Skill) card(x cards, _ *Entry, c *Card) {
	c.Classes = []string{"p-skill"}
	c.key("level", d.Current())
	c.text("category", d.Category)
	if e := x.entry(d.Broader); e != nil {
		c.Facts = append(c.Facts, Fact{Label: "broader", Value: e.Heading(), Ref: e})
	}
	if d.Learning {
		c.key("status", "learning")
	}
	var aliases []Fact
	for _, a := range d.Aliases {
		aliases = append(aliases, Fact{Value: Text{Value: a}})
	}
	c.list("aliases", aliases)
	if len(d.Levels) > 1 {
		var levels []Fact
		for _, l := range d.Levels {
			levels = append(levels, Fact{Label: "level", Key: l.Level, Date: l.Date, Note: l.Note})
		}
		c.list("levels", levels)
	}
	c.sameAs(d.SameAs)
}
