package passport

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// Publish removes everything that an audience may not see, and then derives facts, for every language
// of the passport. What it does, in this order:
//
//   - Entries that are private, drafts or unlisted leave the lists; whatever lies under .private is
//     private; a visibility that nobody knows is private. Hidden roles and highlights go from entries
//     that stay, with their skills and evidence.
//   - References and links to what is hidden go; prose keeps its words. [Public.Told] says where.
//   - Names of people who did not agree, organisations with a shown_as, contact details listed
//     private, what application forms ask, why somebody left, and what a contributor sent are gone.
//   - Addresses other than https, http, mailto and tel are gone.
//   - site.since folds older entries into a count; site.dates takes the precision out of every date.
//   - Only then are periods, neighbours, mentions, backing and skills derived.
//
// Authors of a publication keep their names: a byline is public already. Dates that are still to come
// keep their precision (an expiry, a goal's `by`, available `from`): they tell nothing of the past.
func (p *Passport) Publish(a Audience, now Moment) *Public { return p.publish(a, now, nil) }

func (p *Passport) publish(a Audience, now Moment, m *Memo) *Public {
	pub := newPublisher(p, a, now)
	if m.begin(pub) {
		pub.memo = m
	}
	base := pub.view(pub.langs[0], nil)
	views := map[string]*Public{base.Lang: base}
	for _, lang := range pub.langs[1:] {
		views[lang] = pub.view(lang, base)
	}
	// Translated prose may show files of its own, so the list is whole only now.
	files, told := pub.fileList(), pub.toldList()
	for _, v := range views {
		v.views, v.Files, v.Told = views, files, told
	}
	return base
}

// In returns the same passport in another of its languages: texts are localised field by field, and
// the Lang of each says the language it really has. A language that is not one of Langs gives p.
func (p *Public) In(lang string) *Public {
	if v := p.views[lang]; v != nil {
		return v
	}
	return p
}

// state is what publication does with an entry.
type state uint8

const (
	hidden   state = iota // in no output
	unlisted              // own page, named nowhere else
	setBack               // older than site.since: counted, not shown
	listed
)

// publisher holds what all languages of one publication share.
type publisher struct {
	p     *Passport
	a     Audience
	now   Moment
	look  *lookup
	langs []string
	dates dateMode

	visibility map[*Entry]Visibility
	state      map[*Entry]state
	stale      map[string]bool // refs of endorsements whose quote no longer reads like the claim
	told       []diag.Span
	files      map[string]bool
	memo       *Memo // nil: nothing is known from before
}

func newPublisher(p *Passport, a Audience, now Moment) *publisher {
	// A passport that was put together by hand is indexed once for all that follows.
	indexed := *p
	indexed.look = p.lookup()
	p = &indexed
	pub := &publisher{
		p: p, a: a, now: now, look: p.look, dates: modeOf(p.Site.Dates),
		visibility: make(map[*Entry]Visibility, len(p.Entries)), state: make(map[*Entry]state, len(p.Entries)),
		stale: map[string]bool{}, files: map[string]bool{},
	}
	for _, l := range p.Site.Languages {
		if l != "" && !slices.Contains(pub.langs, l) {
			pub.langs = append(pub.langs, l)
		}
	}
	if len(pub.langs) == 0 {
		pub.langs = []string{""}
	}
	since := year(strings.TrimSpace(p.Site.Since))
	for _, e := range p.Entries {
		v := p.VisibilityOf(e)
		pub.visibility[e] = v
		pub.state[e] = pub.stateOf(e, v)
		if !a.Private && p.doubtful(e) {
			pub.state[e] = hidden
		}
		if pub.state[e] == listed && since > 0 && older(e, since, now) {
			pub.state[e] = setBack
		}
		if p.Stale(e) {
			pub.stale[e.key()] = true
		}
	}
	return pub
}

// VisibilityOf returns the visibility that counts for an entry: its own, else what site.visibility says
// for its kind, else the kind's own. Everything under .private is private, and so is an entry whose
// visibility is a word that nobody knows: a typing mistake must not publish anything.
func (p *Passport) VisibilityOf(e *Entry) Visibility {
	if e.Private {
		return VisibilityPrivate
	}
	v := e.Visibility
	if v == "" {
		v = Visibility(p.Site.Visibility[e.Kind.Folder])
	}
	if v == "" {
		v = e.Kind.Default
	}
	return known(v)
}

// doubtful reports whether an entry, or what the passport says of all of them, could not be read whole: what
// is missing may be that it is private.
func (p *Passport) doubtful(e *Entry) bool {
	return p.partial || e.Item != nil && e.Item.File != nil && e.Item.File.Broken
}

func known(v Visibility) Visibility {
	switch v {
	case VisibilityPublic, VisibilityUnlisted, VisibilityDraft:
		return v
	}
	return VisibilityPrivate
}

func (pub *publisher) stateOf(e *Entry, v Visibility) state {
	switch v {
	case VisibilityPublic:
		return listed
	case VisibilityUnlisted:
		return unlisted
	case VisibilityDraft:
		if pub.a.Drafts {
			return listed
		}
	case VisibilityPrivate:
		if pub.a.Private {
			return listed
		}
	}
	return hidden
}

// shows reports whether a role or highlight of an entry is published with it. It cannot be unlisted
// by itself, so that such a claim shows only on the page of an unlisted entry.
func (pub *publisher) shows(e *Entry, v Visibility) bool {
	if v == "" || v == VisibilityPublic {
		return true
	}
	switch known(v) {
	case VisibilityUnlisted:
		return pub.state[e] == unlisted
	case VisibilityDraft:
		return pub.a.Drafts
	}
	return pub.a.Private
}

// view makes the passport of one language. For another language than the first, base is the view of
// the first, whose order it takes.
func (pub *publisher) view(lang string, base *Public) *Public {
	p := pub.p
	v := &Public{ID: p.ID, Lang: lang, Langs: pub.langs, Now: pub.now, Own: pub.a.Drafts || pub.a.Private, stale: map[string]bool{}}
	if len(pub.langs) == 1 && lang == "" {
		v.Langs = nil
	}
	scrub := pub.scrubber(lang, base == nil)
	v.Words = p.wordsOf(lang, base == nil)
	v.Person, v.Site, v.About = scrub.person(), scrub.site(), scrub.about()
	if pub.dates == datesFull && len(p.Extra) > 0 {
		v.Extra, _ = copyPlain(map[string]any(p.Extra)).(map[string]any)
	}
	d := &deriver{public: v, now: pub.now, over: map[*Entry]bool{}}
	pub.collect(scrub.found)
	for i, c := range pub.copies(lang, base == nil) {
		if c == nil {
			continue
		}
		if pub.state[p.Entries[i]] == listed {
			v.Entries = append(v.Entries, c.entry)
		} else {
			v.Unlisted = append(v.Unlisted, c.entry)
		}
	}
	if base == nil {
		v.Folded = pub.foldedLines()
		sortEntries(v.Entries, pub.now)
		v.order = make(map[string]int, len(v.Entries))
		for i, e := range v.Entries {
			if _, twice := v.order[e.key()]; !twice {
				v.order[e.key()] = i
			}
		}
	} else {
		v.Folded, v.order = base.Folded, base.order
		slices.SortStableFunc(v.Entries, func(a, b *Entry) int { return v.order[a.key()] - v.order[b.key()] })
	}
	all := slices.Concat(v.Entries, v.Unlisted)
	for _, e := range all {
		if e.Expired(pub.now) {
			d.over[e] = true
		}
		if pub.stale[e.key()] {
			v.stale[e.key()] = true
		}
	}
	if pub.dates != datesFull {
		early := pub.dates
		if early == datesDuration {
			early = datesFull // facts count months first, then the dates go
		}
		for _, e := range all {
			if c, ok := e.Detail.(*Credential); ok && d.over[e] && (c.Status == "" || c.Status == "active") {
				c.Status = statusExpired // the date goes, or its month does; that it is over stays
			}
			finishEntry(e, early, pub.now)
		}
	}
	for _, ptr := range []any{&v.Person, &v.Site} {
		finish(ptr, pub.dates, pub.now)
	}
	d.derive()
	if pub.dates == datesDuration {
		for _, e := range all {
			finishEntry(e, datesDuration, pub.now)
		}
		d.dropDates()
	}
	return v
}

func (pub *publisher) scrubber(lang string, base bool) *scrubber {
	return &scrubber{publisher: pub, lang: lang, base: base}
}

// collect takes over what was found while something was copied.
func (pub *publisher) collect(s found) {
	pub.told = append(pub.told, s.told...)
	for _, f := range s.files {
		pub.files[f] = true
	}
}

// copies are what each entry shows, nil for the hidden ones, made on all processors. The order of work does
// not show: each copy has its place, and what is collected is sorted at the end.
func (pub *publisher) copies(lang string, base bool) []*published {
	list := pub.p.Entries
	out := make([]*published, len(list))
	InBatches(len(list), func(from, to int) {
		for i := from; i < to; i++ {
			if st := pub.state[list[i]]; st != listed && st != unlisted {
				continue
			}
			if out[i] = pub.memo.find(list[i], lang); out[i] == nil {
				s := pub.scrubber(lang, base)
				c := s.entry(list[i])
				if pub.dates == datesFull {
					finishEntry(c, datesFull, pub.now)
				}
				out[i] = &published{c, list[i].overlay(lang), s.found}
			}
		}
	})
	for _, c := range out {
		if c != nil {
			pub.collect(c.found)
		}
	}
	if pub.memo != nil {
		pub.memo.keepPublished(lang, list, out)
	}
	return out
}

// toldList returns the places that were told, sorted, each once.
func (pub *publisher) toldList() []diag.Span {
	slices.SortFunc(pub.told, func(a, b diag.Span) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return slices.Compact(pub.told)
}

// fileList returns the published files of all languages, sorted.
func (pub *publisher) fileList() []string {
	list := make([]string, 0, len(pub.files))
	for f := range pub.files {
		list = append(list, f)
	}
	slices.Sort(list)
	return list
}

// finishEntry takes the places, and the precision that the person does not want to show, out of an
// entry.
func finishEntry(e *Entry, mode dateMode, now Moment) {
	finish(e, mode, now)
	if e.Detail != nil {
		finish(e.Detail, mode, now)
	}
}

func finish(ptr any, mode dateMode, now Moment) {
	v, s := shapeOf(ptr)
	finishValue(v, s, "", mode, now)
}

func finishValue(v reflect.Value, s *shape, key string, mode dateMode, now Moment) {
	switch s.op {
	case opStruct:
		if s.plan.at >= 0 {
			v.Field(s.plan.at).SetZero()
		}
		for i := range s.plan.fields {
			f := &s.plan.fields[i]
			finishValue(v.Field(f.index), f.shape, f.key, mode, now)
		}
	case opSlice:
		for i := range v.Len() {
			finishValue(v.Index(i), s.elem, key, mode, now)
		}
	case opText:
		v.Addr().Interface().(*Text).At = At{}
	case opURL:
		v.Addr().Interface().(*URL).At = At{}
	case opPath:
		v.Addr().Interface().(*Path).At = At{}
	case opRef:
		v.Addr().Interface().(*Ref).At = At{}
	case opDate:
		d := v.Addr().Interface().(*Date)
		d.At = At{}
		switch key {
		case "updated": // when the text changed, not when anything took place
		case "expires", "by", "from":
			// What is still to come tells nothing of the past, and readers plan with it.
			if d.Over(now) {
				*d = mode.reduce(*d)
			}
		default:
			*d = mode.reduce(*d)
		}
	}
}

// dateMode is how much of a date the person shows.
type dateMode uint8

const (
	datesFull dateMode = iota
	datesYears
	datesDuration
)

// modeOf reads site.dates. A word that is not known shows less, not more.
func modeOf(s string) dateMode {
	switch s {
	case "", "full":
		return datesFull
	case "duration":
		return datesDuration
	}
	return datesYears
}

func (m dateMode) reduce(d Date) Date {
	switch m {
	case datesYears:
		return d.YearOnly()
	case datesDuration:
		return Date{}
	}
	return d
}

// older reports whether an entry ended before a year. What is ongoing, in force or without a date is
// not old; nor are skills and goals.
func older(e *Entry, since int, now Moment) bool {
	switch d := e.Detail.(type) {
	case *Skill, *Goal:
		return false
	case *Credential:
		if !d.Expires.IsZero() {
			return d.Expires.Year < since
		}
		return false
	}
	last := periodOf(e, now).last()
	return !last.IsZero() && !last.Present && last.Year < since
}

// foldedLines counts the entries that site.since leaves out, by kind.
func (pub *publisher) foldedLines() []Folded {
	var lines []Folded
	for _, e := range pub.p.Entries {
		if pub.state[e] != setBack {
			continue
		}
		if len(lines) == 0 || lines[len(lines)-1].Kind != e.Kind {
			lines = append(lines, Folded{Kind: e.Kind})
		}
		l := &lines[len(lines)-1]
		l.Count++
		if pub.dates == datesDuration {
			continue
		}
		per := periodOf(e, pub.now)
		if y := per.first().Year; y > 0 && (l.First == 0 || y < l.First) {
			l.First = y
		}
		l.Last = max(l.Last, per.last().Year)
	}
	return lines
}

// originalOf returns the path of the signed original beside an endorsement, "" when there is none.
func (p *Passport) originalOf(e *Entry) string {
	dir := e.Kind.Folder
	names := []string{e.ID}
	if e.Item != nil && e.Item.Origin == source.Paged && e.Item.File != nil {
		dir, _, _ = cutLast(e.Item.File.Path)
		names = append(names, e.Item.Name)
	}
	for _, n := range names {
		for _, ext := range []string{".jwt", ".json"} {
			if f := dir + "/" + n + ext; p.assets[f] {
				return f
			}
		}
	}
	return ""
}

func cutLast(p string) (dir, name string, ok bool) {
	i := strings.LastIndexByte(p, '/')
	if i < 0 {
		return "", p, false
	}
	return p[:i], p[i+1:], true
}
