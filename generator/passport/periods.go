package passport

import (
	"cmp"
	"slices"
)

// first is the date a period begins, or its moment.
func (p Period) first() Date {
	if p.Start.Year != 0 {
		return p.Start
	}
	return p.Moment
}

// last is the date a period ends, or its moment.
func (p Period) last() Date {
	if !p.End.IsZero() {
		return p.End
	}
	return p.Moment
}

// Ongoing reports whether the period has no end yet.
func (p Period) Ongoing() bool { return p.End.Present }

// IsZero reports whether nothing is known or shown of the time.
func (p Period) IsZero() bool {
	return p.Start.IsZero() && p.End.IsZero() && p.Moment.IsZero() && p.Months == 0
}

// period makes a period of two dates. Without an end it is ongoing.
func period(start, end Date, now Moment) Period {
	if end.IsZero() {
		end = Date{Present: true}
	}
	p := Period{Start: start, End: end}
	p.Months, p.Approx = Months(start, end, now)
	return p
}

// moment is a period of one date, or no period.
func moment(d Date) Period {
	if d.Year == 0 {
		return Period{}
	}
	return Period{Moment: d, Approx: d.Approx}
}

// periodOf returns when an entry took place: from its start to its end; else from the first of its
// roles to the last; else its moment, which credentials and goals call otherwise. An end without a
// start is a moment: that is when it was finished.
func periodOf(e *Entry, now Moment) Period {
	start, end := e.Start, e.End
	if start.Year == 0 {
		for i, r := range e.roles() {
			if r.Start.Year == 0 {
				continue
			}
			if start.Year == 0 || r.Start.Compare(start) < 0 {
				start = r.Start
			}
			if e.End.IsZero() {
				rEnd := r.End
				if rEnd.IsZero() {
					rEnd = Date{Present: true}
				}
				if i == 0 || end.IsZero() || rEnd.Compare(end) > 0 {
					end = rEnd
				}
			}
		}
	}
	if start.Year != 0 {
		return period(start, end, now)
	}
	at := e.Date
	if at.Year == 0 {
		switch d := e.Detail.(type) {
		case *Credential:
			at = d.Issued
		case *Goal:
			at = d.By
		}
	}
	if at.Year == 0 && !end.Present {
		at = end
	}
	return moment(at)
}

// within returns the period of something inside another period: its own dates, where it has them,
// with a missing end taken from the outer one.
func (p Period) within(start, end Date, now Moment) Period {
	if start.Year == 0 && end.IsZero() {
		return p
	}
	if start.Year == 0 {
		start = p.Start
	}
	if start.Year == 0 {
		return moment(end)
	}
	if end.IsZero() {
		end = p.End
		if end.IsZero() && p.Moment.Year != 0 && !p.Moment.Before(start) {
			end = p.Moment
		}
	}
	return period(start, end, now)
}

// byTime orders periods latest first: by their end, an ongoing one before all, then by their start.
// What has no date comes last.
func byTime(a, b Period) int {
	return cmp.Or(b.last().Compare(a.last()), b.first().Compare(a.first()))
}

// sortEntries orders entries by kind, then latest first, then by what names them; publications,
// awards, stories and the like by their date, which is their period. Skills stay in the order of
// their names: what shows them is known only later.
func sortEntries(entries []*Entry, now Moment) {
	type key struct {
		kind        int
		last, first Date
		title       string
		e           *Entry
	}
	keys := make([]key, len(entries))
	order := make([]*key, len(entries))
	for i, e := range entries {
		k := &keys[i]
		*k = key{kind: e.Kind.order(), title: e.Heading().Value, e: e}
		if _, skill := e.Detail.(*Skill); !skill {
			p := periodOf(e, now)
			k.last, k.first = p.last(), p.first()
		}
		order[i] = k
	}
	slices.SortStableFunc(order, func(a, b *key) int {
		if c := cmp.Compare(a.kind, b.kind); c != 0 {
			return c
		}
		if c := cmp.Or(b.last.Compare(a.last), b.first.Compare(a.first)); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(a.title, b.title), cmp.Compare(a.e.ID, b.e.ID))
	})
	for i, k := range order {
		entries[i] = k.e
	}
}

// Expired reports whether an entry is a credential whose time is over in the month of a build: one
// that expires in 2027-03 is good to the end of March.
func (e *Entry) Expired(now Moment) bool {
	c, ok := e.Detail.(*Credential)
	return ok && (c.Status == statusExpired || c.Expires.Over(now))
}
