package passport

// Project is a piece of work with an outcome: known types are work, community, research, software,
// art, craft, event, home.
type Project struct {
	Role          Text     `key:"role"`          // what the person did in it
	Status        string   `key:"status"`        // planned, ongoing, finished, paused, dropped
	Outcome       Text     `key:"outcome"`       // what changed because of it
	Repository    URL      `key:"repository"`    // where its source is
	URL           URL      `key:"url"`           // where it can be seen
	License       string   `key:"license"`       // SPDX identifier or words
	Collaborators []Party  `key:"collaborators"` // who else took part
	For           []Ref    `key:"for"`           // the entries it belongs to: a job, a course
	SameAs        []SameAs `key:"same_as"`
}

// Party is another person. A plain string is a Name. Without Consent the name is not published.
type Party struct {
	Name         Text `key:"name,scalar"`
	Role         Text `key:"role"`
	Organization Text `key:"organization"`
	URL          URL  `key:"url"`
	Consent      bool `key:"consent"`
	At
}

func (d *Project) card(x cards, e *Entry, c *Card) {
	c.Classes = []string{"h-event", "p-experience"}
	c.text("role", d.Role)
	if d.Status != "finished" {
		c.key("status", d.Status)
	}
	c.url("url", d.URL)
	c.url("repository", d.Repository)
	c.plain("license", d.License)
	if c.Title != d.Outcome {
		c.prose("outcome", d.Outcome)
	}
	c.parties("collaborators", d.Collaborators)
	c.refs(x, "for", d.For)
	c.sameAs(d.SameAs)
}
