package passport

import (
	"testing"
	"unicode/utf8"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in, want string
		form     DateForm
	}{
		{"2019", "2019", FormStandard},
		{" 2019-03 ", "2019-03", FormStandard},
		{"2019-03-15", "2019-03-15", FormStandard},
		{"2020-02-29", "2020-02-29", FormStandard},
		{"present", "present", FormStandard},
		{"~2017", "~2017", FormStandard},
		{"~2017-04", "~2017-04", FormStandard},

		{"Mar 2019", "2019-03", FormReadable},
		{"mar. 2019", "2019-03", FormReadable},
		{"March 2019", "2019-03", FormReadable},
		{"MARCH, 2019", "2019-03", FormReadable},
		{`"March 2019"`, "2019-03", FormReadable},
		{"“2019-03”", "2019-03", FormReadable},
		{"March 15, 2019", "2019-03-15", FormReadable},
		{"March 3rd, 2019", "2019-03-03", FormReadable},
		{"15 March 2019", "2019-03-15", FormReadable},
		{"2019 March", "2019-03", FormReadable},
		{"03/2019", "2019-03", FormReadable},
		{"3/2019", "2019-03", FormReadable},
		{"2019/03", "2019-03", FormReadable},
		{"2019.03", "2019-03", FormReadable},
		{"2019-3", "2019-03", FormReadable},
		{"2019/3/5", "2019-03-05", FormReadable},
		{"15.03.2019", "2019-03-15", FormReadable},
		{"03.04.2019", "2019-04-03", FormReadable},
		{"15/03/2019", "2019-03-15", FormReadable},
		{"03/15/2019", "2019-03-15", FormReadable},
		{"03/03/2019", "2019-03-03", FormReadable},
		{"c. 2017", "~2017", FormReadable},
		{"ca. 2017", "~2017", FormReadable},
		{"circa March 2017", "~2017-03", FormReadable},
		{"~ Mar 2017", "~2017-03", FormReadable},
		{"about 2017", "~2017", FormReadable},
		{"since 2019", "2019", FormReadable},
		{"since about 2019", "~2019", FormReadable},
		{"seit März 2019", "2019-03", FormReadable},
		{"until now", "present", FormReadable},
		{"to present", "present", FormReadable},
		{"Present", "present", FormReadable},
		{"now", "present", FormReadable},
		{"heute", "present", FormReadable},
		{"Till date", "present", FormReadable},
		{"até o momento", "present", FormReadable},
		{"do chwili obecnej", "present", FormReadable},
		{"aujourd’hui", "present", FormReadable},
		{"marzo de 2019", "2019-03", FormReadable},
		{"15 de marzo de 2019", "2019-03-15", FormReadable},
		{"1er août 2019", "2019-08-01", FormReadable},
		{"janv. 2019", "2019-01", FormReadable},
		{"15. März 2019", "2019-03-15", FormReadable},
		{"outubro de 2019", "2019-10", FormReadable},
		{"gennaio 2019", "2019-01", FormReadable},
		{"mrt 2019", "2019-03", FormReadable},
		{"15 marca 2019", "2019-03-15", FormReadable},
		{"15 березня 2019 р.", "2019-03-15", FormReadable},
		{"مارس ٢٠١٩", "2019-03", FormReadable},
		{"मार्च २०१९", "2019-03", FormReadable},
		{"2019年3月", "2019-03", FormReadable},
		{"2019年3月15日", "2019-03-15", FormReadable},
		{"２０１９年", "2019", FormReadable},

		{"03/04/2019", "2019", FormAmbiguous},
		{"3-4-2019", "2019", FormAmbiguous},

		{"", "", FormNone},
		{"2019-13", "", FormNone},
		{"2019-00", "", FormNone},
		{"2019-02-30", "", FormNone},
		{"2019-02-29", "", FormNone},
		{"2019-04-31", "", FormNone},
		{"2019-03-00", "", FormNone},
		{"13/2019", "", FormNone},
		{"30 Feb 2019", "", FormNone},
		{"32.01.2019", "", FormNone},
		{"03/19", "", FormNone},
		{"Mar 19", "", FormNone},
		{"0000", "", FormNone},
		{"20190315", "", FormNone},
		{"2015?", "~2015", FormReadable},
		{"2019—03", "2019-03", FormReadable},
		{"?", "", FormNone},
		{"2019-03-15T10:00:00Z", "", FormNone},
		{"spring 2019", "", FormNone},
		{"2018-2019", "", FormNone},
		{"2018 to 2019", "", FormNone},
		{"March", "", FormNone},
		{"some time", "", FormNone},
		{"2019 2020 2021", "", FormNone},
		{"march april 2019", "", FormNone},
		{"~", "", FormNone},
		{"~present", "", FormNone},
		{"\xff2019", "", FormNone},
	}
	for _, tt := range tests {
		d, form, err := ParseDate(tt.in)
		if d.String() != tt.want || form != tt.form {
			t.Errorf("ParseDate(%q) = %q, form %d (%v); want %q, form %d", tt.in, d, form, err, tt.want, tt.form)
		}
		if (err != nil) != (form == FormNone || form == FormAmbiguous) {
			t.Errorf("ParseDate(%q): form %d with error %v", tt.in, form, err)
		}
	}
}

// Every short form that is a month in two languages must be the same month in both, or be missing.
func TestMonthNames(t *testing.T) {
	t.Parallel()
	for name, m := range monthNames {
		if m < 1 || m > 12 {
			t.Errorf("%s is month %d", name, m)
		}
		d, form, err := ParseDate("7 " + name + " 2019")
		if form != FormReadable || d.Month != m || d.Day != 7 {
			t.Errorf("7 %s 2019 is %v (%v)", name, d, err)
		}
	}
}

func date(t testing.TB, s string) Date {
	t.Helper()
	if s == "" {
		return Date{}
	}
	d, form, err := ParseDate(s)
	if form != FormStandard {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}

func TestMonths(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, from, to string
		months         int
		approx         bool
	}{
		{"one month counts whole", "2019-03", "2019-03", 1, false},
		{"both ends are included", "2019-03", "2020-02", 12, false},
		{"days do not matter", "2019-03-31", "2019-04-01", 2, false},
		{"ongoing ends in the month of the build", "2026-10", "present", 2, false},
		{"no end is ongoing", "2026-10", "", 2, false},
		{"starts this month", "2026-11", "", 1, false},
		{"a year alone is July to June", "2018", "2020", 24, true},
		{"a year alone as a start", "2018", "2018-12", 6, true},
		{"a year alone as an end", "2018-01", "2018", 6, true},
		{"the same year twice is at least a month", "2019", "2019", 1, true},
		{"start year alone, ends in spring", "2019", "2019-03", 1, true},
		{"end year alone, started in autumn", "2019-09", "2019", 1, true},
		{"this year, ongoing", "2026", "", 5, true},
		{"approximate as written", "~2018-01", "2018-06", 6, true},
		{"future start", "2027-03", "", 0, false},
		{"future start, year alone", "2027", "", 0, true},
		{"future period", "2027-03", "2028-01", 0, false},
		{"what is still to come does not count", "2026-01", "2027-12", 11, false},
		{"ends before it starts", "2020-05", "2019-03", 0, false},
		{"ends years before it starts", "2020", "2018", 0, true},
		{"no start", "", "2019-03", 0, false},
		{"nothing", "", "", 0, false},
	}
	for _, tt := range tests {
		n, approx := Months(date(t, tt.from), date(t, tt.to), now)
		if n != tt.months || approx != tt.approx {
			t.Errorf("%s: Months(%q, %q) = %d, %v; want %d, %v", tt.name, tt.from, tt.to, n, approx, tt.months, tt.approx)
		}
	}
	if n, _ := Months(Date{Year: 2026}, Date{}, Moment{2026, 3, 1}); n != 1 {
		t.Errorf("a year alone as a start, built in March of that year: %d months, want 1", n)
	}
}

func TestUnion(t *testing.T) {
	t.Parallel()
	m := func(y, mo int) month { return monthOf(y, mo) }
	tests := []struct {
		name   string
		spans  []span
		months int
		approx bool
	}{
		{"none", nil, 0, false},
		{"apart", []span{{m(2018, 1), m(2018, 3), false}, {m(2019, 1), m(2019, 1), false}}, 4, false},
		{"touching", []span{{m(2018, 1), m(2018, 3), false}, {m(2018, 4), m(2018, 4), false}}, 4, false},
		{"overlapping", []span{{m(2018, 1), m(2018, 6), false}, {m(2018, 4), m(2018, 8), true}}, 8, true},
		{"inside", []span{{m(2018, 1), m(2018, 12), false}, {m(2018, 4), m(2018, 5), false}}, 12, false},
		{"the same twice", []span{{m(2018, 1), m(2018, 2), false}, {m(2018, 1), m(2018, 2), false}}, 2, false},
		{"an empty one changes nothing", []span{{m(2017, 5), m(2017, 4), true}, {m(2018, 1), m(2018, 2), false}}, 2, false},
	}
	for _, tt := range tests {
		if n, approx := union(tt.spans); n != tt.months || approx != tt.approx {
			t.Errorf("%s: %d, %v; want %d, %v", tt.name, n, approx, tt.months, tt.approx)
		}
	}
}

func TestDateOrder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b            string
		compare, before bool // a sorts before b; a is certainly before b
	}{
		{"2018", "2019", true, true},
		{"2019", "2019-03", true, false},
		{"2019-03", "2019", false, false},
		{"2019-03", "2019-04", true, true},
		{"2019-03", "2019-03-15", true, false},
		{"2019-03-14", "2019-03-15", true, true},
		{"2019", "present", true, true},
		{"present", "2019", false, false},
		{"", "2019", true, false},
	}
	for _, tt := range tests {
		a, b := date(t, tt.a), date(t, tt.b)
		if got := a.Compare(b) < 0; got != tt.compare {
			t.Errorf("%q sorts before %q: %v", tt.a, tt.b, got)
		}
		if got := a.Before(b); got != tt.before {
			t.Errorf("%q is before %q: %v", tt.a, tt.b, got)
		}
	}
	for s, over := range map[string]bool{"2026-10": true, "2026-11": false, "2026": false, "2025": true, "2026-11-22": true, "2026-11-23": false, "": false} {
		if got := date(t, s).Over(now); got != over {
			t.Errorf("%q is over: %v", s, got)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2019-03", "Mar 2019", "15.03.2019", "~2017", "2019年3月", "03/04/2019", "since c. 2017", "٢٠١٩"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, form, err := ParseDate(s)
		if form == FormNone {
			if !d.IsZero() || err == nil {
				t.Fatalf("%q: %v without being a date (%v)", s, d, err)
			}
			return
		}
		again, form2, err := ParseDate(d.String())
		if err != nil || form2 != FormStandard || again != d {
			t.Fatalf("%q reads as %+v, whose writing %q reads as %+v (%v)", s, d, d.String(), again, err)
		}
		if !utf8.ValidString(d.String()) || d.valid() != nil {
			t.Fatalf("%q reads as %v", s, d)
		}
		Months(d, Date{}, now)
	})
}
