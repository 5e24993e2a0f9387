package passport

// Experience is work of any kind, paid or not: known types are paid, freelance, voluntary, military,
// caring, internship, apprenticeship, break.
type Experience struct {
	Roles       []Role   `key:"roles"`       // several positions at one employer, latest first
	Schedule    string   `key:"schedule"`    // full-time, part-time, casual, shifts, seasonal
	Hours       float64  `key:"hours"`       // per week
	Arrangement string   `key:"arrangement"` // on-site, hybrid, remote, field
	Department  Text     `key:"department"`  // part of the organisation
	SameAs      []SameAs `key:"same_as"`     // the occupation, in ESCO, O*NET, …
	Leaving     Text     `key:"leaving"`     // why it ended; for application forms, never published
}

// Role is one position at an employer. Skills of a role count for the role's period only.
type Role struct {
	ID         string      `key:"id,match,fold"`
	Title      Text        `key:"title"`
	Start      Date        `key:"start"`
	End        Date        `key:"end"`
	Summary    Text        `key:"summary"`
	Department Text        `key:"department"` // part of the organisation
	Location   Location    `key:"location"`
	Skills     []SkillUse  `key:"skills"`
	Highlights []Highlight `key:"highlights"`
	Evidence   []Evidence  `key:"evidence"`
	Visibility Visibility  `key:"visibility"` // "" means that of the entry
	At
}

func (d *Experience) card(_ cards, e *Entry, c *Card) {
	c.Classes = []string{"h-event", "p-experience"}
	switch e.Type {
	case "caring":
		c.Lane = LaneCare
	case "break":
		c.Lane = LaneLife
	case "internship", "apprenticeship":
		c.Lane = LaneWork
	}
	c.key("schedule", d.Schedule)
	c.number("hours", d.Hours)
	c.key("arrangement", d.Arrangement)
	c.text("department", d.Department)
	c.text("sector", e.Organization.Sector)
	c.sameAs(d.SameAs)
}
