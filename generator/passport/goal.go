package passport

// Goal is what the person wants next: known types are job, learning, change, contribution.
// Its skills are the ones wanted. Private unless it says otherwise.
type Goal struct {
	What         Text         `key:"what"`        // the wish in one line
	By           Date         `key:"by"`          // when
	Status       string       `key:"status"`      // open, reached, dropped
	Occupations  []SameAs     `key:"occupations"` // titles looked for
	Availability Availability `key:"availability"`
	Pay          Text         `key:"pay"` // what is asked
}

// Availability is when, where and how the person can work.
type Availability struct {
	From        Date     `key:"from"`
	Hours       Text     `key:"hours"`       // "24 to 32 a week"
	Shifts      []string `key:"shifts"`      // days, evenings, nights, weekends
	Arrangement []string `key:"arrangement"` // on-site, hybrid, remote, field
	Radius      Text     `key:"radius"`      // "30 km around Porto"
	Relocate    Text     `key:"relocate"`
	Notice      Text     `key:"notice"`        // "two months"
	RightToWork []string `key:"right_to_work"` // countries or unions, ISO 3166-1 alpha-2 or "EU"
	At
}

func (d *Goal) card(_ cards, e *Entry, c *Card) {
	if c.Title != d.What {
		c.text("what", d.What)
	}
	c.date("by", d.By)
	if d.Status != "open" {
		c.key("status", d.Status)
	}
	a := &d.Availability
	c.date("from", a.From)
	c.text("hours", a.Hours)
	c.text("radius", a.Radius)
	c.text("relocate", a.Relocate)
	c.text("notice", a.Notice)
	c.text("pay", d.Pay)
	c.keys("shifts", a.Shifts)
	c.keys("arrangement", a.Arrangement)
	var places []Fact
	for _, p := range a.RightToWork {
		places = append(places, Fact{Label: "country", Key: p})
	}
	c.list("right_to_work", places)
	var jobs []Fact
	for _, o := range d.Occupations {
		f := Fact{Value: o.Label, URL: o.URL()}
		if f.Value.Value == "" {
			f.Value.Value = o.ID
		}
		jobs = append(jobs, f)
	}
	c.list("occupations", jobs)
}
