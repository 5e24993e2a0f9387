package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) logCmd() *cobra.Command {
	var o generator.LogOptions
	var last int
	c := &cobra.Command{
		Use:   `log ["what happened"]`,
		Short: "Note a small step of today, in a line",
		Long: `Note a small step of today, in a line.

It is added to the log of its year, such as log/2026.md, which stays private: it is in no page and
in no count unless you say otherwise. With --skill you learn what your steps add up to. A word such
as #handover names a skill as well.

Without words, the last lines are shown. "passport promote" makes more of a line when it has grown.`,
		Example: `  passport log "Ran my first handover alone" --skill handover
  passport log "A patient's son wrote to thank us" --date yesterday
  passport log                          the last lines
  passport log --skill handover         the last lines about a skill`,
		GroupID: "start",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef(`put what happened in quotes: passport log %q`, strings.Join(args, " "))
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			dir, err := a.folder(nil, 0)
			if err != nil {
				return err
			}
			b, today, err := a.today()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				if o.Date != "" {
					return usagef(`say what happened that day: passport log "Ran my first handover alone" --date %s`, o.Date)
				}
				return a.showLog(b, dir, o.Skills, last)
			}
			if c.Flags().Changed("last") {
				return usagef("--last shows lines, and is of no use when you add one")
			}
			noted, err := b.Log(dir, args[0], o)
			if err != nil {
				return asked(err)
			}
			a.noted(noted, today)
			return nil
		},
	}
	f := c.Flags()
	f.StringArrayVarP(&o.Skills, "skill", "s", nil, "a skill that it took; may be given again")
	f.StringVarP(&o.Date, "date", "d", "", "the day it happened, if not today: 2026-11-20, or yesterday")
	f.IntVarP(&last, "last", "n", 10, "how many lines to show")
	return c
}

// today is a Builder for what people do on a day: the date is that of where they are, not of UTC.
func (a *app) today() (*generator.Builder, time.Time, error) {
	o, err := a.options()
	if err == nil && a.env("SOURCE_DATE_EPOCH") == "" {
		y, m, d := a.now().Date()
		o.Now = time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
	}
	return generator.NewBuilder(o), o.Now, err
}

// noted says where a line went, and what it adds up to.
func (a *app) noted(n *generator.Noted, today time.Time) {
	fmt.Fprintf(a.out, "%s\n\n", a.logLine(n.LogLine))
	for _, t := range n.Tallies {
		fmt.Fprintf(a.out, "%s\n", addsUp(t, n.Date, today.Year()))
	}
	if n.Public {
		fmt.Fprintf(a.out, "noted in %s, which is public: readers of your page will see it\n", n.File)
	} else {
		fmt.Fprintf(a.out, "noted in %s, for your eyes only\n", n.File)
	}
	for _, t := range n.Tallies {
		if t.Skill != "" && !t.Declared && t.Nth >= 3 {
			fmt.Fprintf(a.out, "it is not among your skills yet: passport new skill %q\n", strings.ReplaceAll(t.Skill, "-", " "))
		}
	}
}

// showLog shows the last lines, of one skill or of all, and what was written a year ago.
func (a *app) showLog(b *generator.Builder, dir string, skills []string, last int) error {
	if len(skills) > 1 {
		return usagef("show the lines of one skill at a time")
	}
	if last < 1 {
		return usagef("--last %d: show at least one line", last)
	}
	skill := ""
	if len(skills) == 1 {
		skill = skills[0]
	}
	lines, err := b.LogLines(dir, skill)
	if err != nil {
		return asked(err)
	}
	if len(lines) == 0 {
		about := ""
		if skill != "" {
			about = fmt.Sprintf(" about %q", skill)
		}
		fmt.Fprintf(a.out, "nothing is in your log%s yet; a line takes seconds:\n  passport log \"Ran my first handover alone\"\n", about)
		return nil
	}
	for _, l := range lines[max(0, len(lines)-last):] {
		fmt.Fprintln(a.out, a.logLine(l))
	}
	if skill != "" {
		return nil
	}
	if ago := b.YearAgo(dir); len(ago) > 0 {
		fmt.Fprintln(a.out)
		a.yearAgo(a.out, ago)
	}
	return nil
}

// yearAgo shows what was written a year ago this week.
func (a *app) yearAgo(w io.Writer, lines []generator.LogLine) {
	fmt.Fprintln(w, "A year ago this week:")
	for _, l := range lines {
		fmt.Fprintln(w, a.logLine(l))
	}
}

// logLine is a line of the log on the screen. What frames the words is dim on a terminal.
func (a *app) logLine(l generator.LogLine) string {
	dim := func(s string) string { return s }
	if a.colour(a.out) {
		dim = func(s string) string { return "\033[2m" + s + "\033[0m" }
	}
	s := dim(fmt.Sprintf("%-10s", l.Date)) + "  " + l.Text
	for _, id := range l.Skills {
		s += "  " + dim("#"+id)
	}
	if len(l.Became) > 0 {
		s += "  " + dim("→ "+strings.Join(l.Became, ", "))
	}
	return s
}

// addsUp says a tally in words: "third time this year for handover; last in March".
func addsUp(t generator.Tally, date string, thisYear int) string {
	year := "this year"
	if t.Year != thisYear {
		year = "in " + strconv.Itoa(t.Year)
	}
	what := "line"
	if t.Skill != "" {
		what = "time"
	}
	s := fmt.Sprintf("%s %s %s", ordinal(t.Nth), what, year)
	if t.Nth == 1 && t.Last == "" && t.Year == thisYear {
		s = "first " + what
	}
	if t.Skill != "" {
		s += " for " + strings.ReplaceAll(t.Skill, "-", " ")
	}
	if t.Last != "" {
		s += "; last " + lastTime(t.Last, date)
	}
	return s
}

// lastTime says an earlier date as seen from a later one, as roughly as is enough to remember.
func lastTime(last, date string) string {
	if last == date {
		return "on the same day"
	}
	form := []string{"2006", "2006-01", "2006-01-02"}[cmp.Compare(len(last), 7)+1]
	at, err := time.Parse(form, last)
	if err != nil {
		return "in " + last
	}
	switch {
	case form == "2006":
		return "in " + last
	case last[:4] != date[:4]:
		return "in " + at.Format("January 2006")
	case form == "2006-01-02" && len(date) >= 7 && last[:7] == date[:7]:
		return "on " + at.Format("2 January")
	}
	return "in " + at.Format("January")
}

// ordinals are written as words while they are small.
var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// ordinal writes "third", and "23rd" from eleven on.
func ordinal(n int) string {
	if n >= 1 && n <= len(ordinals) {
		return ordinals[n-1]
	}
	ending := "th"
	if n%100 < 11 || n%100 > 13 {
		ending = slices.Concat([]string{"th", "st", "nd", "rd"}, slices.Repeat([]string{"th"}, 6))[n%10]
	}
	return strconv.Itoa(n) + ending
}
