package passport

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// DateForm says how well a date was written.
type DateForm uint8

// The forms of dates. Only FormNone carries no date at all.
const (
	FormStandard  DateForm = iota // 2019, 2019-03, 2019-03-15, present
	FormReadable                  // understood, and better written as Date.String says: "Mar 2019"
	FormAmbiguous                 // 03/04/2019: March or April; the Date holds the year alone
	FormNone                      // not a date
)

// What is wrong with a text that is not a date. The messages stand alone.
var (
	errNoDate    = errors.New("this is not a date")
	errMonth     = errors.New("a year has twelve months")
	errDay       = errors.New("this month does not have that many days")
	errAmbiguous = errors.New("day and month could be either way round")
	errShortYear = errors.New("a year needs four digits")
)

// approximate are the words and signs with which people say "about", in front of a date.
var approximate = []string{"~", "≈", "circa ", "about ", "around ", "approx. ", "approx ", "ca. ", "ca.", "ca ", "c. ", "c.", "c ",
	"etwa ", "um ", "vers ", "environ ", "hacia ", "alrededor de ", "por volta de ", "verso il ", "verso ", "rond ", "około ", "ok. ", "близько "}

// leading are words in front of a date that a start or an end says already.
var leading = []string{"since ", "from ", "until ", "till ", "to ", "in ", "as of ", "seit ", "ab ", "bis ", "depuis ", "jusqu'en ", "jusqu'à ",
	"en ", "desde ", "hasta ", "até ", "em ", "dal ", "fino a ", "nel ", "sinds ", "vanaf ", "tot ", "od ", "do ", "з ", "до "}

// present are the words for "now", besides the standard one.
var present = []string{"now", "today", "current", "currently", "ongoing", "to date", "until now", "till now", "until present", "to present",
	"till date", "to-date", "up to date", "up to now", "present day", "continuing", "in progress",
	"heute", "jetzt", "aktuell", "laufend", "bis heute", "aujourd'hui", "en cours", "à ce jour", "actuel", "présent", "à présent",
	"maintenant", "presente", "actual", "actualidad", "actualmente", "hoy", "a la fecha", "la fecha", "atual", "atualmente", "hoje", "até hoje",
	"agora", "o momento", "o presente", "em andamento", "oggi", "ad oggi", "in corso", "attuale", "heden", "nu", "huidig", "obecnie", "teraz", "dotychczas", "nadal",
	"dziś", "dzisiaj", "chwili obecnej", "зараз", "дотепер",
	"الآن", "حتى الآن", "वर्तमान", "अब तक", "至今", "现在", "目前", "現在"}

// ParseDate reads a date as people write it: the standard forms 2019, 2019-03, 2019-03-15 and
// present; and what can be understood for certain in other writings ("Mar 2019", "03/2019",
// "15.03.2019", "~2017", "2019年3月"), with month names in the languages that the themes speak.
// The error, when there is one, says what is wrong.
func ParseDate(s string) (Date, DateForm, error) {
	s = strings.TrimSpace(s)
	if d, err := standard(s); err == nil || !errors.Is(err, errNoDate) {
		if err != nil {
			return Date{}, FormNone, err
		}
		return d, FormStandard, nil
	}
	if rest, ok := strings.CutPrefix(s, "~"); ok {
		// The shortest way to say "about": as good as standard, because it says more than it would without.
		if d, err := standard(rest); err == nil && !d.Present {
			d.Approx = true
			return d, FormStandard, nil
		}
	}
	if len(s) > 64 {
		return Date{}, FormNone, errNoDate
	}
	s = strings.ToLower(norm.NFKC.String(s))
	s = strings.Trim(s, " \t\"'“”‘’«»,;()[]")
	s = strings.ReplaceAll(s, "’", "'")
	if s == "present" || slices.Contains(present, s) {
		return Date{Present: true}, FormReadable, nil
	}
	d := Date{}
	s, d.Approx = cutAny(s, approximate)
	if rest, doubt := strings.CutSuffix(s, "?"); doubt && rest != "" {
		s, d.Approx = strings.TrimSpace(rest), true
	}
	if !d.Approx {
		var led bool
		if s, led = cutAny(s, leading); led {
			if s == "present" || slices.Contains(present, s) {
				return Date{Present: true}, FormReadable, nil
			}
			s, d.Approx = cutAny(s, approximate)
		}
	}
	form, err := d.readable(s)
	if form == FormNone {
		return Date{}, form, err
	}
	return d, form, err
}

func cutAny(s string, prefixes []string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok && rest != "" {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// standard reads the standard forms only. errNoDate means that s has another form.
func standard(s string) (Date, error) {
	if s == "present" {
		return Date{Present: true}, nil
	}
	shape := len(s) == 4 || len(s) == 7 && s[4] == '-' || len(s) == 10 && s[4] == '-' && s[7] == '-'
	if !shape {
		return Date{}, errNoDate
	}
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && i != 4 && i != 7 {
			return Date{}, errNoDate
		}
	}
	d := Date{Year: year(s[:4])}
	if d.Year == 0 {
		return Date{}, errNoDate
	}
	if len(s) >= 7 {
		d.Month, _ = strconv.Atoi(s[5:7])
		if d.Month == 0 {
			return Date{}, errMonth
		}
	}
	if len(s) == 10 {
		d.Day, _ = strconv.Atoi(s[8:])
		if d.Day == 0 {
			return Date{}, errDay
		}
	}
	return d, d.valid()
}

// valid reports a month or a day that does not exist.
func (d Date) valid() error {
	switch {
	case d.Month < 0 || d.Month > 12:
		return errMonth
	case d.Day < 0 || d.Day > 0 && d.Day > daysIn(d.Year, d.Month):
		return errDay
	}
	return nil
}

// readable reads the parts of a date in any order that can only mean one thing.
func (d *Date) readable(s string) (DateForm, error) {
	parts, sep := split(s)
	var nums []string
	name := 0 // a month by name
	for _, p := range parts {
		if p[0] >= '0' && p[0] <= '9' {
			nums = append(nums, p)
			continue
		}
		switch m, known := monthNames[strings.TrimSuffix(p, "'")]; { // Jun'21
		case slices.Contains(fillers, p):
		case known && name == 0:
			name = m
		default:
			return FormNone, errNoDate
		}
	}
	if len(nums) == 0 || len(nums) > 3 {
		return FormNone, errNoDate
	}
	first, last := year(nums[0]), year(nums[len(nums)-1])
	if first == 0 && last == 0 {
		if slices.ContainsFunc(nums, func(n string) bool { return len(n) > 4 || len(n) == 3 }) {
			return FormNone, errNoDate
		}
		return FormNone, errShortYear
	}
	rest := nums[1:]
	d.Year = first
	if first == 0 {
		rest = nums[:len(nums)-1]
		d.Year = last
	}
	var n []int
	for _, r := range rest {
		v, err := strconv.Atoi(r)
		if err != nil || len(r) > 2 || v == 0 {
			return FormNone, errNoDate
		}
		n = append(n, v)
	}
	switch {
	case name > 0 && len(n) <= 1:
		d.Month = name
		if len(n) == 1 {
			d.Day = n[0]
		}
	case name > 0:
		return FormNone, errNoDate
	case len(n) == 1:
		d.Month = n[0]
	case len(n) == 2 && first > 0:
		d.Month, d.Day = n[0], n[1]
	case len(n) == 2 && (n[0] > 12 || n[0] == n[1] || sep == '.'):
		// With full stops the day comes first wherever that writing is in use.
		d.Day, d.Month = n[0], n[1]
	case len(n) == 2 && n[1] > 12:
		d.Month, d.Day = n[0], n[1]
	case len(n) == 2:
		return FormAmbiguous, errAmbiguous
	}
	if err := d.valid(); err != nil {
		return FormNone, err
	}
	return FormReadable, nil
}

// split cuts a date into runs of digits and runs of letters, and returns the first separator that is
// not a space. Digits of every script become ASCII. "3月" and "1er" are cut between digit and letter.
func split(s string) (parts []string, sep rune) {
	var b strings.Builder
	digits := false
	flush := func() {
		if b.Len() > 0 {
			parts = append(parts, b.String())
			b.Reset()
		}
	}
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Nd, r):
			if !digits {
				flush()
			}
			digits = true
			b.WriteByte('0' + byte(digit(r)))
		case unicode.IsLetter(r), unicode.IsMark(r), r == '\'':
			if digits {
				flush()
			}
			digits = false
			b.WriteRune(r)
		default:
			flush()
			if sep == 0 && !unicode.IsSpace(r) {
				sep = r
			}
			if !strings.ContainsRune(" \t\u00a0\u202f.,/-‐‑–—−·", r) {
				return nil, 0
			}
		}
	}
	flush()
	return parts, sep
}

// digit is the value of a decimal digit: those of a script lie in a row of ten.
func digit(r rune) int {
	zero := r
	for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
		zero--
	}
	return int(r - zero)
}
