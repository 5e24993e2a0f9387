package site

import (
	"fmt"
	"strconv"

	"github.com/talent-passport/passport/generator/passport"
)

// How time is shown: the values of site.dates.
const (
	datesYears    = "years"
	datesDuration = "duration"
)

// dates writes a period the way the person wants time shown.
func (e *edition) dates(p passport.Period) Dates {
	if !p.Moment.IsZero() {
		return e.moment(p.Moment)
	}
	if p.Start.IsZero() && (p.End.IsZero() || p.End.Present) && p.Months == 0 {
		return Dates{Ongoing: p.End.Present}
	}
	d := Dates{Ongoing: p.End.Present}
	duration := ""
	if e.mode != datesYears {
		duration = e.w.Duration(p.Months, p.Approx)
		d.Duration = e.dated(duration)
	}
	if e.mode == datesDuration {
		d.Text = d.Duration
		if d.Ongoing {
			d.Text = e.word("duration.now")
			if duration != "" {
				d.Text = e.word("duration.ongoing", "duration", duration)
			}
		}
		d.Short = d.Text
		return d
	}
	start, end := e.date(p.Start), e.date(p.End)
	d.Start, d.End = e.machine(p.Start), e.machine(p.End)
	var text, short string
	switch {
	case d.Ongoing:
		end = e.w.Say("date.present")
		text, short = e.w.Range(start, end), e.w.Range(e.year(p.Start), end)
	case start == "":
		text, short = e.w.Say("date.until", "date", end), e.w.Say("date.until", "date", e.year(p.End))
	case end == "" && p.Months > 0:
		text, short = e.w.Say("date.since", "date", start), e.w.Say("date.since", "date", e.year(p.Start))
	default:
		text, short = e.w.Range(start, end), e.w.Range(e.year(p.Start), e.year(p.End))
	}
	d.StartText, d.EndText, d.Text, d.Short = e.dated(start), e.dated(end), e.dated(text), e.dated(short)
	return d
}

// moment writes one date as a Dates. Where only durations are shown it says nothing.
func (e *edition) moment(d passport.Date) Dates {
	if d.IsZero() || d.Present || e.mode == datesDuration {
		return Dates{}
	}
	text := e.dated(e.date(d))
	return Dates{Text: text, StartText: text, Short: e.dated(e.year(d)), Start: e.machine(d)}
}

// date writes a date in the page's language, short, as far as it is known and wanted.
func (e *edition) date(d passport.Date) string {
	if d.IsZero() || d.Present {
		return ""
	}
	s := e.w.Date(d.Year, d.Month, d.Day, false)
	if e.mode == datesYears {
		s = e.year(d)
	}
	if d.Approx {
		return e.w.Say("date.about", "date", s)
	}
	return s
}

// year is a date's year as the page's language writes it: "2019", "2019年".
func (e *edition) year(d passport.Date) string { return e.w.Date(d.Year, 0, 0, false) }

// digits is a date's year as a number alone, for words that say what it is.
func (e *edition) digits(d passport.Date) string {
	if d.Year == 0 {
		return ""
	}
	return e.w.Digits(d.Year)
}

// machine writes a date for <time datetime>: as precise as what readers see.
func (e *edition) machine(d passport.Date) string {
	if d.IsZero() || d.Present || e.mode == datesDuration {
		return ""
	}
	if e.mode == datesYears {
		return year(d)
	}
	return iso(d)
}

// deadline writes a date that readers must know whatever they are told about the past: an expiry, a
// deadline, the day from which somebody is free. A date that is over obeys site.dates.
func (e *edition) deadline(d passport.Date) (text Word, time string) {
	if d.IsZero() || d.Present {
		return "", ""
	}
	if e.before(d) {
		if e.mode == datesDuration {
			return "", ""
		}
		return e.dated(e.date(d)), e.machine(d)
	}
	return e.dated(e.w.Date(d.Year, d.Month, d.Day, false)), iso(d)
}

// before says whether a date is over: whether all of it lies before the day of the build.
func (pl *planner) before(d passport.Date) bool {
	n := pl.p.Now
	if d.Year != n.Year {
		return d.Year < n.Year
	}
	if d.Month == 0 || d.Month != n.Month {
		return d.Month != 0 && d.Month < n.Month
	}
	return d.Day != 0 && d.Day < n.Day
}

func year(d passport.Date) string {
	if d.Year == 0 {
		return ""
	}
	return strconv.Itoa(d.Year)
}

// iso writes a date as ISO 8601, as precise as it is.
func iso(d passport.Date) string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// stamp writes a date as a full date-time with an offset, which is what consumers of structured data
// ask for: the first day of what is not known.
func stamp(d passport.Date) string {
	if d.Year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", d.Year, max(d.Month, 1), max(d.Day, 1))
}
