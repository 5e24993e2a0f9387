package passport

import (
	"cmp"
	"fmt"
	"strconv"
)

// Date is a year, a month or a day, as far as it is known (ISO 8601 reduced precision).
// The zero value is no date.
type Date struct {
	Year, Month, Day int  // Month and Day are 0 when unknown
	Present          bool // `end: present`; the other fields are zero
	Approx           bool // written "~2017" or "c. 2017"
	At
}

// IsZero reports whether d says nothing: neither a year nor "present".
func (d Date) IsZero() bool { return d.Year == 0 && !d.Present }

// String returns the standard writing: "2019", "2019-03", "2019-03-15", "present", with a tilde in
// front of an approximate date, and "" for no date.
func (d Date) String() string {
	switch {
	case d.Present:
		return "present"
	case d.Year == 0:
		return ""
	}
	s := fmt.Sprintf("%04d", d.Year)
	if d.Month > 0 {
		s += fmt.Sprintf("-%02d", d.Month)
		if d.Day > 0 {
			s += fmt.Sprintf("-%02d", d.Day)
		}
	}
	if d.Approx {
		return "~" + s
	}
	return s
}

// Compare orders dates by the first day they may mean; present comes last, no date first.
// It is negative when d comes before o.
func (d Date) Compare(o Date) int {
	if d.Present != o.Present {
		if d.Present {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// Before reports whether d is certainly before o: on the precision that both have, it comes earlier.
// "2019" is not before "2019-03", because it may mean December.
func (d Date) Before(o Date) bool {
	if d.IsZero() || o.IsZero() || d.Present {
		return false
	}
	if o.Present {
		return true
	}
	if d.Year != o.Year {
		return d.Year < o.Year
	}
	if d.Month == 0 || o.Month == 0 || d.Month != o.Month {
		return d.Month != 0 && o.Month != 0 && d.Month < o.Month
	}
	return d.Day != 0 && o.Day != 0 && d.Day < o.Day
}

// Future reports whether d is certainly after the moment of a build.
func (d Date) Future(now Moment) bool { return now.Date().Before(d) }

// Over reports whether the last day that d may mean has passed: a thing that expires in 2027-03 is
// good to the end of March, and one that expires on a day is good on that day.
func (d Date) Over(now Moment) bool { return d.Before(now.Date()) }

// YearOnly returns d without its month and day.
func (d Date) YearOnly() Date {
	d.Month, d.Day = 0, 0
	return d
}

// Date returns the day of a build.
func (m Moment) Date() Date { return Date{Year: m.Year, Month: m.Month, Day: m.Day} }

// month numbers calendar months since year 0, so that spans are differences.
type month int

func monthOf(year, m int) month { return month(year*12 + m - 1) }

func (m Moment) month() month { return monthOf(m.Year, max(m.Month, 1)) }

// span is a closed range of calendar months, both ends included; approx when one of them was guessed
// from a year alone, or the person wrote "~". It is empty when last is before first.
type span struct {
	first, last month
	approx      bool
}

func (s span) months() int { return max(0, int(s.last-s.first)+1) }

// spanOf returns the months from one date to another. A year alone counts as July for a start and as
// June for an end, which is right on average; when that guess would turn the period around, the guess
// gives way to the other end, so that "2019 to 2019" is at least one month and "2019 to 2019-03" does
// not vanish. No end and "present" mean the build's month. What lies after it has not happened yet.
func spanOf(from, to Date, now Moment) span {
	if from.Year == 0 {
		return span{first: 1, last: 0}
	}
	s := span{approx: from.Approx || to.Approx}
	guessed := from.Month == 0
	s.first = monthOf(from.Year, from.Month)
	if guessed {
		s.first, s.approx = monthOf(from.Year, 7), true
	}
	today := now.month()
	switch {
	case to.IsZero() || to.Present:
		s.last = today
		if guessed && s.first > s.last && from.Year == now.Year {
			s.first = s.last
		}
	case to.Month == 0:
		s.last, s.approx = monthOf(to.Year, 6), true
		if s.last < s.first && to.Year == from.Year {
			s.last = s.first
		}
	default:
		s.last = monthOf(to.Year, to.Month)
		if guessed && s.first > s.last && from.Year == to.Year {
			s.first = s.last
		}
	}
	s.last = min(s.last, today)
	return s
}

// Months counts the whole calendar months from one date to another, both ends included, and says
// whether the count is approximate. See [Period] for how years alone count. A period that has not
// begun, or that ends before it starts, has none.
func Months(from, to Date, now Moment) (months int, approx bool) {
	s := spanOf(from, to, now)
	return s.months(), s.approx
}

// union counts the months that are in at least one of the spans, which must be sorted by their start.
func union(sorted []span) (months int, approx bool) {
	end := month(-1)
	for _, s := range sorted {
		if s.months() == 0 {
			continue
		}
		approx = approx || s.approx
		first := max(s.first, end+1)
		if s.last >= first {
			months += int(s.last-first) + 1
			end = s.last
		}
	}
	return months, approx
}

// daysIn returns the number of days of a month.
func daysIn(year, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// year reads the four digits of a year, 0 when s is not one.
func year(s string) int {
	if len(s) != 4 {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0
	}
	return n
}
