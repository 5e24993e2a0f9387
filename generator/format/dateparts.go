package format

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// DateParts takes a date whose year, month and day stand apart; month and day may be missing.
func (in *Intake) DateParts(year, month, day *source.Node) passport.Date {
	y, m, d := strings.TrimSpace(year.Str()), strings.TrimSpace(month.Str()), strings.TrimSpace(day.Str())
	if y == "" {
		return passport.Date{}
	}
	written := y
	for i, part := range []string{m, d} {
		if part == "" || part == "0" || part == "00" {
			break
		}
		if len(part) == 1 {
			part = "0" + part
		}
		if _, form, err := passport.ParseDate(written + "-" + part); form == passport.FormNone {
			// The year is certain all the same.
			bad := [...]*source.Node{month, day}[i]
			if _, known, _ := passport.ParseDate(written); known != passport.FormNone {
				in.Warn(bad, CodeValue, fmt.Sprintf("%q is not a part of a date: %s", short(bad.Str()), err), "write the whole date into the entry yourself, as 2019-03")
				in.Drop(bad, err.Error())
			}
			break
		}
		written += "-" + part
	}
	date := in.DateFrom(year, written)
	if date.IsZero() {
		return date
	}
	if date.Month > 0 {
		in.Keep(month, "")
	}
	if date.Day > 0 {
		in.Keep(day, "")
	}
	return date
}
