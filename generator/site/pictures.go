package site

import (
	"cmp"
	"math"
	"slices"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
)

// Pictures of time are rows that share one scale. A picture says nothing that the words beside it do
// not say, so it needs no text of its own: a row has its name and dates as text, and the rail shows
// the same to the eye. Places are per cent, to a tenth, of the rail's width from its left edge; where a language
// reads from the right, they are mirrored already.
//
// Every picture obeys site.dates: with durations there is none, because a rail would give the dates
// away; with years, rails reach from the first day of a year to the last of another. What site.since
// leaves out is not in the public passport, and so on no rail. A time without an entry is rail like
// any other: it is neither marked nor left open.

// Chart is rows of time in lanes, under one scale.
type Chart struct {
	Scale []Tick
	Lanes []Lane
}

// Tick is a year, or a month, on a scale.
type Tick struct {
	X     float64
	Label string
	Mid   bool // the label is centred on X; else it begins there
	End   bool // the label ends at X
}

// Lane is a group of rows: work, learning, care, projects, life. It has no title where there is only one.
type Lane struct {
	Key   string
	Title Text
	Rows  []ChartRow
}

// ChartRow is one thing in time.
type ChartRow struct {
	Title    Text
	Href     string
	Subtitle Text
	Dates    Dates
	Word     Word   // what happened, where that is not plain: "first used", "earned"
	Mark     string // "", draft, private, unlisted: preview and --drafts only
	Rail     Rail
	Roles    []Link // several positions within it, each with its years as Host
}

// Rail is where something lies in time.
type Rail struct {
	Bars []Bar
	Dots []Dot
}

// Bar is a span of time. Open is one that has not ended.
type Bar struct {
	X, Width float64
	Open     bool
}

// Dot is a moment. Backed marks one that carries evidence that the reader can open.
type Dot struct {
	X      float64
	Backed bool
}

// TimelinePage is a life in time, and what came within the last year.
type TimelinePage struct {
	Life   *Chart
	Growth *Chart // nil when nothing came, or months are not shown
	Crumbs []Link
}

const (
	shortestBar = 1.0 // per cent: what is shorter could not be seen
	namedTicks  = 6   // labels on a scale: as many as stay apart on the narrowest screen
	growthRows  = 24
	homeRows    = 3 // of each lane
)

// laneOrder is the order of a life's lanes.
var laneOrder = []string{passport.LaneWork, passport.LaneLearning, passport.LaneCare, passport.LaneProjects, passport.LaneLife}

// scale turns months into places. Months count from the year 0; to is exclusive.
type scale struct {
	from, to int
	rtl      bool
	years    bool // site.dates: years
	now      int  // the month of the build
	words    *lang.Words
}

// pictured says whether pictures of time are wanted and allowed.
func (e *edition) pictured() bool {
	return e.mode != datesDuration && (e.pub.Site.Pictures == nil || *e.pub.Site.Pictures)
}

func (e *edition) newScale() scale {
	return scale{rtl: e.dir == "rtl", years: e.mode == datesYears, now: e.p.Now.Year*12 + e.p.Now.Month - 1, words: e.w}
}

// span is the months of a period, the second exclusive. A year alone counts as all of it: what is
// drawn reaches as far as it may have lasted.
func (s *scale) span(p passport.Period) (from, to int, ok bool) {
	start, end := p.Start, p.End
	if !p.Moment.IsZero() {
		start, end = p.Moment, p.Moment
	}
	if start.Year == 0 {
		start = end
	}
	if start.Year == 0 {
		return 0, 0, false
	}
	from = start.Year * 12
	if start.Month > 0 && !s.years {
		from += start.Month - 1
	}
	switch {
	case end.Present:
		to = s.now + 1
	case end.Year == 0:
		to = from + 1
	case end.Month > 0 && !s.years:
		to = end.Year*12 + end.Month
	default:
		to = min(end.Year*12+12, max(s.now+1, from+1))
	}
	return from, max(to, from+1), true
}

// hold widens the scale so that a period is on it.
func (s *scale) hold(p passport.Period) {
	from, to, ok := s.span(p)
	if !ok {
		return
	}
	if s.to == 0 || from < s.from {
		s.from = from
	}
	s.to = max(s.to, to)
}

// whole rounds the scale to years.
func (s *scale) whole() {
	s.from -= s.from % 12
	s.to = (s.to + 11) / 12 * 12
}

// empty says whether there is too little to see: less than two years.
func (s *scale) empty() bool { return s.to-s.from < 24 }

func (s *scale) at(month float64) float64 {
	x := tenths((month - float64(s.from)) / float64(s.to-s.from) * 100)
	return min(max(x, 0), 100)
}

func (s *scale) mirror(x float64) float64 {
	if s.rtl {
		return tenths(100 - x)
	}
	return x
}

func tenths(x float64) float64 { return math.Round(x*10) / 10 }

// bar is where a period lies.
func (s *scale) bar(p passport.Period) (Bar, bool) {
	from, to, ok := s.span(p)
	if !ok {
		return Bar{}, false
	}
	x := s.at(float64(from))
	b := Bar{X: x, Width: max(tenths(s.at(float64(to))-x), shortestBar), Open: p.Ongoing()}
	b.X = min(b.X, 100-b.Width)
	if s.rtl {
		b.X = tenths(100 - b.X - b.Width)
	}
	return b, true
}

// dot is where a moment lies: in the middle of its month, or of its year.
func (s *scale) dot(d passport.Date, backed bool) (Dot, bool) {
	from, to, ok := s.span(passport.Period{Moment: d})
	if !ok {
		return Dot{}, false
	}
	x := s.at(float64(from+to) / 2)
	return Dot{X: s.mirror(min(max(x, shortestBar), 100-shortestBar)), Backed: backed}, true
}

// ticks label a scale of whole years, at most namedTicks of them.
func (s *scale) ticks() []Tick {
	first, last := s.from/12, s.to/12
	step := 1
	for (last-first)/step > namedTicks-1 {
		step++
	}
	var out []Tick
	for y := first; y <= last; y += step {
		out = append(out, s.tick(s.at(float64(y*12)), s.words.Digits(y)))
	}
	return out
}

func (s *scale) tick(x float64, label string) Tick {
	return Tick{X: s.mirror(x), Label: label, Mid: x > 4 && x < 96, End: x >= 96}
}

// lived are the entries of a life by lane, newest first, and the scale that holds them. With most, they
// are no more of each lane than that, the longest, and nothing that was over in a moment. There is
// nothing to see in fewer than two of them, or in less than two years.
func (v *view) lived(most int) (byLane map[string][]*passport.Entry, s scale, ok bool) {
	if !v.pictured() {
		return nil, s, false
	}
	byLane = map[string][]*passport.Entry{}
	for _, en := range v.pub.Entries {
		card := v.pub.Card(en)
		if card.Lane == "" || en.Kind.Folder == credentialsKind && most > 0 {
			continue
		}
		p := v.pub.Facts(en).Period
		if p.Start.IsZero() && (p.Moment.IsZero() || most > 0) {
			continue
		}
		byLane[card.Lane] = append(byLane[card.Lane], en)
	}
	s = v.newScale()
	rows := 0
	for key, list := range byLane {
		list = longest(list, most, func(en *passport.Entry) int { return v.pub.Facts(en).Period.Months })
		slices.SortStableFunc(list, func(a, b *passport.Entry) int { return v.newestFirst(&s, a, b) })
		byLane[key] = list
		for _, en := range list {
			s.hold(v.pub.Facts(en).Period)
		}
		rows += len(list)
	}
	if rows < 2 || s.empty() {
		return nil, s, false
	}
	s.whole()
	return byLane, s, true
}

// anyLife reports whether lived(0) has anything to see, and looks no further than it must.
func (v *view) anyLife() bool {
	if !v.pictured() {
		return false
	}
	s, rows := v.newScale(), 0
	for _, en := range v.pub.Entries {
		p := v.pub.Facts(en).Period
		if p.Start.IsZero() && p.Moment.IsZero() || v.pub.Card(en).Lane == "" {
			continue
		}
		s.hold(p)
		if rows++; rows >= 2 && !s.empty() {
			return true
		}
	}
	return false
}

// life is the timeline of a life, with no more rows of each lane than most, or all of them for 0.
func (v *view) life(most int) *Chart {
	byLane, s, ok := v.lived(most)
	if !ok {
		return nil
	}
	c := &Chart{Scale: s.ticks()}
	for _, key := range laneOrder {
		lane := Lane{Key: key, Title: v.say("lane." + key)}
		for _, en := range byLane[key] {
			lane.Rows = append(lane.Rows, v.lifeRow(&s, en))
		}
		if len(lane.Rows) > 0 {
			c.Lanes = append(c.Lanes, lane)
		}
	}
	return c
}

// longest keeps the entries that lasted longest, in their order. Most is 0 for all of them.
func longest(list []*passport.Entry, most int, months func(*passport.Entry) int) []*passport.Entry {
	if most == 0 || len(list) <= most {
		return list
	}
	byLength := slices.Clone(list)
	slices.SortStableFunc(byLength, func(a, b *passport.Entry) int { return cmp.Compare(months(b), months(a)) })
	keep := map[*passport.Entry]bool{}
	for _, en := range byLength[:most] {
		keep[en] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(en *passport.Entry) bool { return !keep[en] })
}

func (v *view) newestFirst(s *scale, a, b *passport.Entry) int {
	fromA, toA, _ := s.span(v.pub.Facts(a).Period)
	fromB, toB, _ := s.span(v.pub.Facts(b).Period)
	return cmp.Or(cmp.Compare(toB, toA), cmp.Compare(fromB, fromA))
}

func (v *view) lifeRow(s *scale, en *passport.Entry) ChartRow {
	card := v.card(en)
	row := ChartRow{Title: card.Title, Href: v.to(en), Subtitle: card.Subtitle, Dates: card.Dates, Mark: card.Mark}
	f := v.pub.Facts(en)
	if d := f.Period.Moment; !d.IsZero() {
		if dot, ok := s.dot(d, f.Backing.Step != passport.Stated); ok {
			row.Rail.Dots = append(row.Rail.Dots, dot)
		}
		return row
	}
	if x, ok := en.Detail.(*passport.Experience); ok && len(x.Roles) > 1 {
		for i := range x.Roles {
			if b, ok := s.bar(f.RolePeriod(&x.Roles[i])); ok {
				row.Rail.Bars = append(row.Rail.Bars, b)
			}
		}
		for _, r := range card.Roles {
			row.Roles = append(row.Roles, Link{Title: r.Title, Host: r.Dates.Short.String()})
		}
	}
	if len(row.Rail.Bars) == 0 {
		if b, ok := s.bar(f.Period); ok {
			row.Rail.Bars = []Bar{b}
		}
	}
	return row
}

// railway is the rails of all skills, on one scale, so that they can be compared wherever they stand.
type railway struct {
	scale []Tick
	of    map[string]*Rail
}

// newRailway draws when each skill was used, and where that came with evidence.
func (e *edition) newRailway() railway {
	w := railway{of: map[string]*Rail{}}
	if !e.pictured() {
		return w
	}
	s := e.newScale()
	dated := 0
	for _, sk := range e.pub.Skills {
		for _, u := range sk.Uses {
			s.hold(u.Period)
		}
		if len(sk.Uses) > 0 {
			dated++
		}
	}
	if dated < 2 || s.empty() {
		return w
	}
	s.whole()
	w.scale = s.ticks()
	for _, sk := range e.pub.Skills {
		r := &Rail{}
		for _, u := range sk.Uses {
			if u.Period.Moment.IsZero() {
				if b, ok := s.bar(u.Period); ok {
					r.Bars = append(r.Bars, b)
				}
			}
			if at := lastDate(u.Period, e.p.Now); len(u.Backing.Evidence) > 0 || !u.Period.Moment.IsZero() {
				if d, ok := s.dot(at, len(u.Backing.Evidence) > 0); ok {
					r.Dots = append(r.Dots, d)
				}
			}
		}
		if r.Bars = joinBars(r.Bars); len(r.Bars)+len(r.Dots) > 0 {
			w.of[sk.ID] = r
		}
	}
	return w
}

// lastDate is when a period ended, or its moment, or now.
func lastDate(p passport.Period, now passport.Moment) passport.Date {
	switch {
	case !p.Moment.IsZero():
		return p.Moment
	case p.End.Year != 0:
		return p.End
	}
	return passport.Date{Year: now.Year, Month: now.Month}
}

// joinBars makes one bar of those that overlap: time counts once.
func joinBars(bars []Bar) []Bar {
	slices.SortFunc(bars, func(a, b Bar) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(b.Width, a.Width)) })
	var out []Bar
	for _, b := range bars {
		if n := len(out); n > 0 && b.X <= out[n-1].X+out[n-1].Width {
			out[n-1].Width = tenths(max(out[n-1].Width, b.X+b.Width-out[n-1].X))
			out[n-1].Open = out[n-1].Open || b.Open
			continue
		}
		out = append(out, b)
	}
	return out
}

// usesScale places the uses of one skill, in their order; nil when there is too little to see.
func (v *view) usesScale(uses []passport.Use) ([]Tick, []*Rail) {
	if !v.pictured() {
		return nil, nil
	}
	s := v.newScale()
	dated := 0
	for _, u := range uses {
		if _, _, ok := s.span(u.Period); ok {
			dated++
			s.hold(u.Period)
		}
	}
	if dated < 2 || s.empty() {
		return nil, nil
	}
	s.whole()
	rails := make([]*Rail, len(uses))
	for i, u := range uses {
		if b, ok := s.bar(u.Period); ok {
			rails[i] = &Rail{Bars: []Bar{b}}
		}
	}
	return s.ticks(), rails
}

// growth is what came within the last twelve months: what was begun, finished and earned, and the
// skills that are new or have grown. Months are needed to say so, so there is none with years alone.
func (v *view) growth() *Chart {
	if !v.pictured() || v.mode == datesYears || v.p.Now.Year == 0 {
		return nil
	}
	s := v.newScale()
	s.from, s.to = s.now-11, s.now+1
	type event struct {
		at  passport.Date
		row ChartRow
	}
	var events []event
	add := func(at passport.Date, word string, title Text, href string, backed bool) {
		if at.Year == 0 || at.Month == 0 {
			return
		}
		month := at.Year*12 + at.Month - 1
		dot, ok := s.dot(at, backed)
		if !ok || month < s.from || month >= s.to {
			return
		}
		events = append(events, event{at, ChartRow{
			Title: title, Href: href, Dates: v.moment(at), Word: v.word("growth." + word), Rail: Rail{Dots: []Dot{dot}},
		}})
	}
	for _, en := range v.pub.Entries {
		f := v.pub.Facts(en)
		card := v.pub.Card(en)
		backed := f.Backing.Step != passport.Stated
		title, href := v.text(card.Title), v.to(en)
		switch d := en.Detail.(type) {
		case *passport.Skill:
			for _, l := range d.Levels {
				if l.Date.Year != 0 && l.Level != "" {
					n := len(events)
					if add(l.Date, "level", title, href, len(l.Evidence) > 0); len(events) > n {
						events[n].row.Word = v.word("growth.level", "level", v.w.Term("level", l.Level))
					}
				}
			}
		case *passport.Credential:
			add(f.Period.Moment, "earned", title, href, backed)
		case *passport.Award:
			add(f.Period.Moment, "received", title, href, backed)
		case *passport.Publication:
			add(f.Period.Moment, "published", title, href, backed)
		case *passport.Experience:
			for i := range d.Roles {
				r := &d.Roles[i]
				add(r.Start, "began", v.text(r.Title), href, false)
			}
			if len(d.Roles) == 0 {
				add(f.Period.Start, "began", title, href, false)
			}
			add(f.Period.End, "ended", title, href, backed)
		case *passport.Education, *passport.Project:
			add(f.Period.Start, "began", title, href, false)
			add(f.Period.End, "finished", title, href, backed)
		}
	}
	for _, sk := range v.pub.Skills {
		if len(sk.Uses) > 0 {
			add(sk.First, "used", v.text(sk.Title), v.toSkill(sk.ID), sk.Evidence > 0)
		}
	}
	if len(events) == 0 {
		return nil
	}
	slices.SortStableFunc(events, func(a, b event) int { return b.at.Compare(a.at) })
	lane := Lane{Key: "growth"}
	for _, ev := range events[:min(len(events), growthRows)] {
		lane.Rows = append(lane.Rows, ev.row)
	}
	c := &Chart{Lanes: []Lane{lane}}
	for m := s.from; m < s.to; m += 4 {
		c.Scale = append(c.Scale, s.tick(s.at(float64(m)), v.w.Date(m/12, m%12+1, 0, false)))
	}
	return c
}

// planTimeline plans the page of a life in time, where there is enough to see.
func (e *edition) planTimeline() {
	v := e.home
	if v.chrome.Timeline == "" {
		return
	}
	crumbs := v.crumbs(Link{Title: v.say("page.timeline"), Href: v.page(timelinePath)})
	p := v.newPage("timeline", timelinePath)
	p.Key = "timeline"
	p.filled(func() { p.Timeline = &TimelinePage{Life: v.life(0), Growth: v.growth(), Crumbs: crumbs} })
	p.Modified = v.latestOfAll()
	v.describe(p, v.w.Say("page.timeline"), v.w.Say("describe.timeline", "name", v.pub.Person.Name.Value), nil)
	e.finish(p, crumbs)
}

const timelinePath = "timeline.html"
