package passport

// Education is learning with a plan: known types are degree, course, bootcamp, apprenticeship,
// self-study, exchange.
type Education struct {
	Degree  Text     `key:"degree"`  // the qualification: "BSc Nursing"
	Field   Text     `key:"field"`   // area of study
	Level   int      `key:"level"`   // European Qualifications Framework, 1–8
	Status  string   `key:"status"`  // completed, ongoing, partial, planned
	Grade   Text     `key:"grade"`   // as given: "17/20", "with distinction"
	Credits float64  `key:"credits"` // ECTS or as the school counts
	Courses []Course `key:"courses"` // parts worth naming
	Thesis  Thesis   `key:"thesis"`
	SameAs  []SameAs `key:"same_as"` // the qualification, in a published vocabulary
}

// Course is a part of a programme. A plain string is a Title.
type Course struct {
	Title Text   `key:"title,scalar"`
	Code  string `key:"code,match"` // the school's number for it
	Grade Text   `key:"grade"`
	URL   URL    `key:"url"`
	At
}

// Thesis is a final paper.
type Thesis struct {
	Title Text `key:"title,scalar"`
	URL   URL  `key:"url"`
	File  Path `key:"file"`
	At
}

func (d *Education) card(_ cards, e *Entry, c *Card) {
	c.Classes = []string{"h-event", "p-education"}
	if c.Title != d.Degree {
		c.text("degree", d.Degree)
	}
	if c.Title != d.Field {
		c.text("field", d.Field)
	}
	if d.Status != "completed" {
		c.key("status", d.Status)
	}
	c.text("grade", d.Grade)
	c.number("credits", d.Credits)
	c.number("eqf", float64(d.Level))
	var courses []Fact
	for _, x := range d.Courses {
		f := Fact{Value: x.Title, URL: x.URL.Value, Note: x.Grade}
		switch {
		case f.Value.Value == "":
			f.Value.Value = x.Code
		case x.Code != "":
			f.Label = x.Code
		}
		courses = append(courses, f)
	}
	c.list("courses", courses)
	if t := d.Thesis; t.Title.Value != "" {
		c.list("thesis", []Fact{{Value: t.Title, URL: t.URL.Value, File: t.File.Full}})
	}
	c.sameAs(d.SameAs)
}
