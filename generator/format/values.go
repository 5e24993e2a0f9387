package format

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// String takes a scalar as plain words, white space at its ends apart.
func (in *Intake) String(n *source.Node) string {
	s := strings.TrimSpace(n.Str())
	if s != "" && in.marks[n] == nil {
		in.marks[n] = &mark{entry: in.current}
	}
	return s
}

// Text takes a scalar as one line of words.
func (in *Intake) Text(n *source.Node) passport.Text {
	s := in.String(n)
	if s == "" {
		return passport.Text{}
	}
	return passport.Text{Value: strings.Join(strings.Fields(s), " "), At: passport.At{Node: n}}
}

// List is [Items], for importers that hold an intake.
func (in *Intake) List(n *source.Node) []*source.Node { return Items(n) }

// Items returns the items of a list; one thing where a list is expected is a list of one.
func Items(n *source.Node) []*source.Node {
	switch {
	case n == nil || n.Kind == source.Null:
		return nil
	case n.Kind == source.Seq:
		return n.Items
	}
	return []*source.Node{n}
}

// First returns the first of [Items], nil when there is none.
func First(n *source.Node) *source.Node {
	if list := Items(n); len(list) > 0 {
		return list[0]
	}
	return nil
}

// Published takes what kind of publication something is. Types are ours by theirs, and key is theirs as it
// stands there; "" says nothing, and one that is not there is kept as a word of the person's own.
func (in *Intake) Published(n *source.Node, types map[string]string, key string) string {
	ours, known := types[key]
	if !known {
		ours = passport.Fold(in.String(n))
	}
	switch {
	case n == nil:
	case ours == "":
		in.Drop(n, "it says nothing of what was published")
	case in.String(n) != ours:
		in.To(n, "type")
		in.Change(n, "written as “"+ours+"”")
	}
	return ours
}

// Texts takes a list of scalars, or scalars in one text with commas, semicolons or lines between them.
func (in *Intake) Texts(n *source.Node) []passport.Text {
	var out []passport.Text
	for _, it := range in.List(n) {
		if t := in.Text(it); t.Value != "" {
			out = append(out, t)
		}
	}
	return out
}

// Date takes a date: the standard forms, date-times, and what people write. What is no date is lost,
// with a problem.
func (in *Intake) Date(n *source.Node) passport.Date { return in.DateFrom(n, n.Str()) }

// DateFrom takes a date that is written in a way of the format's own, which the importer has turned into
// one that people write.
func (in *Intake) DateFrom(n *source.Node, day string) passport.Date {
	s, day := in.String(n), strings.TrimSpace(day)
	if s == "" {
		return passport.Date{}
	}
	if len(day) > 10 && (day[4] == '-' || day[4] == '/') && (day[10] == 'T' || day[10] == ' ') {
		day = day[:10]
		in.Change(n, "the hour was left out")
	}
	d, form, err := passport.ParseDate(day)
	switch {
	case form == passport.FormNone:
		in.marks[n] = &mark{outcome: Lost, why: err.Error(), entry: in.current}
		message := fmt.Sprintf("%q is not a date", short(s))
		if why := err.Error(); why != "this is not a date" {
			message += ": " + why
		}
		in.Warn(n, CodeValue, message, "write it into the entry yourself, as 2019-03")
		return passport.Date{}
	case form == passport.FormAmbiguous:
		in.Change(n, "day and month could be either way round: only the year was taken")
	}
	d.At = passport.At{Node: n}
	return d
}

// Period takes two dates as start and end of an entry, after a table has taken the rest. An end before its start is a problem;
// then the entry has the start alone, as its moment.
func (in *Intake) Period(e *passport.Entry, start, end *source.Node) {
	e.Start, e.End = in.Date(start), in.Date(end)
	if !in.InOrder(e.Start, &e.End) {
		e.Date, e.Start = e.Start, passport.Date{}
	}
	if e.Start.IsZero() && !e.End.IsZero() && !e.End.Present {
		e.Date, e.End = e.End, passport.Date{}
	}
}

// InOrder holds two dates that were taken to their order: an end before the start is a problem, and is
// left out. It reports whether they were in order.
func (in *Intake) InOrder(start passport.Date, end *passport.Date) bool {
	if !end.Before(start) {
		return true
	}
	n := end.At.Node
	in.Warn(n, CodeValue, fmt.Sprintf("this ends (%s) before it starts (%s)", *end, start), "write the right dates into the entry; only the start was taken")
	in.marks[n] = &mark{outcome: Lost, why: "it lies before the start", entry: in.current}
	*end = passport.Date{}
	return false
}

// URL takes an address. One without a scheme gets https; one that no page may carry is lost, with a
// problem.
func (in *Intake) URL(n *source.Node) passport.URL {
	s := in.String(n)
	if s == "" {
		return passport.URL{}
	}
	at := passport.At{Node: n}
	if passport.SafeURL(s) {
		return passport.URL{Value: s, At: at}
	}
	if !strings.Contains(s, ":") || strings.HasPrefix(s, "www.") {
		if whole := "https://" + strings.TrimPrefix(s, "//"); strings.Contains(s, ".") && passport.SafeURL(whole) {
			in.Change(n, "https:// was put in front")
			return passport.URL{Value: whole, At: at}
		}
	}
	in.marks[n] = &mark{outcome: Lost, why: "it is no address that a page may carry", entry: in.current}
	in.Warn(n, CodeValue, fmt.Sprintf("%q is not an address that a page may carry", short(s)), "addresses begin with https://, http://, mailto: or tel:")
	return passport.URL{}
}

// Number takes a number.
func (in *Intake) Number(n *source.Node) float64 {
	s := in.String(n)
	if s == "" {
		return 0
	}
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1) // as most of Europe writes it
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || x < 0 || x > 1e9 {
		in.marks[n] = &mark{outcome: Lost, why: "it is not a number", entry: in.current}
		return 0
	}
	return x
}

// Place takes a place in words: "Palo Alto, CA", "Porto, Portugal". A country is one that is named in
// full in English; what else follows the town is its region.
func (in *Intake) Place(n *source.Node) passport.Location {
	s := in.String(n)
	if s == "" {
		return passport.Location{}
	}
	at := passport.At{Node: n}
	parts := strings.Split(s, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	var l passport.Location
	if code := CountryCode(parts[len(parts)-1]); code != "" {
		l.Country = code
		parts = parts[:len(parts)-1]
	}
	if len(parts) > 0 {
		l.City = passport.Text{Value: parts[0], At: at}
	}
	if len(parts) > 1 {
		l.Region = passport.Text{Value: strings.Join(parts[1:], ", "), At: at}
	}
	return l
}

// Country takes a country: an ISO 3166-1 alpha-2 code in any case, or a name in English.
func (in *Intake) Country(n *source.Node) string {
	s := in.String(n)
	if len(s) == 2 {
		return strings.ToUpper(s)
	}
	code := CountryCode(s)
	if s != "" && code == "" {
		in.marks[n] = &mark{outcome: Lost, why: "no country of this name is known", entry: in.current}
		in.Warn(n, CodeValue, fmt.Sprintf("no country is called %q", short(s)), "write its two letters, such as PT, into location.country")
	} else if s != "" {
		in.Change(n, "written as the two letters of ISO 3166-1")
	}
	return code
}
