package jsonld

import "github.com/talent-passport/passport/generator/passport"

// iso writes a date as ISO 8601 knows it: an approximate one without its tilde, and "" for none and for
// a day that has not come.
func iso(d passport.Date) string {
	if d.Present {
		return ""
	}
	d.Approx = false
	return d.String()
}

// coverage is a period as ISO 8601 writes it: 2023-01/2023-09, 2023-01/.. for one that goes on.
func coverage(p passport.Period) string {
	switch start, end := iso(p.Start), iso(p.End); {
	case !p.Moment.IsZero():
		return iso(p.Moment)
	case start == "" && end == "":
		return ""
	case start == "":
		return "../" + end
	case end == "":
		return start + "/.."
	default:
		return start + "/" + end
	}
}

// span sets the two ends of a period on a node whose type has them (Role, Event).
func span(n Node, p passport.Period) {
	if !p.Moment.IsZero() {
		p.Start, p.End = p.Moment, p.Moment
	}
	set(n, "startDate", iso(p.Start))
	set(n, "endDate", iso(p.End))
}

// published is the day a work came out, as far as it is known.
func published(e *passport.Entry) string { return first(iso(e.Date), iso(e.End)) }

// current tells whether an entry goes on.
func current(p passport.Period) bool { return p.Moment.IsZero() && p.End.Present }
