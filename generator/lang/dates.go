package lang

import "strings"

// Date writes a date as far as it is known: month and day are 0 when they are not. The long form
// spells the month out: "15 March 2019", "March 2019", "2019"; the short one is "15 Mar 2019".
func (w *Words) Date(year, month, day int, long bool) string {
	if year == 0 {
		return ""
	}
	y := w.Digits(year)
	if month < 1 || month > 12 {
		return w.Say("date.year", "y", y)
	}
	key, names := "date.month-short", "months.short"
	switch {
	case long && day > 0:
		key, names = "date.day-long", "months.long"
	case long:
		key, names = "date.month-long", "months.alone"
	case day > 0:
		key = "date.day-short"
	}
	return w.Say(key, "y", y, "m", w.month(names, month), "d", w.Digits(day))
}

// Month is the name of a month as it stands alone, 1 to 12; "" for any other number.
func (w *Words) Month(month int, long bool) string {
	if long {
		return w.month("months.alone", month)
	}
	return w.month("months.short", month)
}

// month is the name of a month, 1 to 12, of one of the lists of months: long as it stands beside a
// day, alone as it stands without one (they differ in Polish and Ukrainian), and short.
func (w *Words) month(list string, month int) string {
	i := 1
	for name := range strings.FieldsFuncSeq(w.Say(list), func(r rune) bool { return r == ' ' }) {
		if i == month {
			return name
		}
		i++
	}
	return ""
}

// Range writes two dates that are written already as a span: "Mar 2019 – Jun 2022". Years alone
// stand close together: "2019–2022".
func (w *Words) Range(from, to string) string {
	switch {
	case from == "":
		return to
	case to == "" || from == to:
		return from
	case digits(from) && digits(to):
		return w.Say("range.years", "a", from, "b", to)
	}
	return w.Say("range.dates", "a", from, "b", to)
}

// Duration writes a number of whole months: "3 yrs 4 mos", "8 mos", with "about" when approximate, and
// then without the months of a span of years, which would promise too much. It is "" for none.
func (w *Words) Duration(months int, approx bool) string {
	if months <= 0 {
		return ""
	}
	years, rest := months/12, months%12
	if approx && months >= 12 {
		years, rest = (months+6)/12, 0
	}
	s := ""
	switch {
	case rest == 0:
		s = w.Say("duration.years", "n", years)
	case years == 0:
		s = w.Say("duration.months", "n", rest)
	default:
		s = w.Say("duration.both", "years", w.Say("duration.years", "n", years), "months", w.Say("duration.months", "n", rest))
	}
	if approx {
		return w.Say("duration.about", "duration", s)
	}
	return s
}

// digits says whether a text is a number alone, in the digits of any script that we write.
func digits(s string) bool {
	for _, r := range s {
		if _, ok := digitValue(r); !ok {
			return false
		}
	}
	return s != ""
}
