package format

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/passport"
)

// longestID is where an id is cut, in bytes, between words: it becomes a file's name and an address.
const longestID = 60

// name gives every entry an id that a person would have chosen: the employer's name for work, what names
// it for everything else. Of several that would be the same, the later ones get a year or a number.
func (in *Intake) name() {
	taken := map[string]bool{}
	for _, e := range in.Passport.Entries {
		if e.ID != "" { // skills that were declared
			taken[e.Ref().String()] = true
		}
	}
	for _, e := range in.Passport.Entries {
		if e.ID == "" {
			e.ID = FreeID(e, func(id string) bool { return taken[e.Kind.Folder+"/"+id] })
			taken[e.Ref().String()] = true
		}
	}
}

// FreeID returns an id for an entry that is not taken yet.
func FreeID(e *passport.Entry, taken func(id string) bool) string {
	base := e.Heading().Value
	switch d := e.Detail.(type) {
	case *passport.Experience:
		base = cmp.Or(e.Organization.Name.Value, base)
	case *passport.Education:
		if e.Title.Value == "" {
			base = d.Degree.Value
			if !strings.Contains(strings.ToLower(base), strings.ToLower(d.Field.Value)) {
				base = strings.TrimSpace(base + " " + d.Field.Value)
			}
		}
		base = cmp.Or(base, e.Organization.Name.Value)
	case *passport.Endorsement:
		base = cmp.Or(d.Author.Name.Value, base)
	}
	id := cutID(passport.Fold(base))
	if e.Kind.Folder == "skills" {
		id = cutID(passport.SkillID(base))
	}
	if id == "" {
		id = e.Kind.Name
	}
	if !taken(id) {
		return id
	}
	for _, d := range []passport.Date{e.Start, e.Date, e.End} {
		if with := fmt.Sprintf("%s-%d", id, d.Year); d.Year > 0 && !taken(with) {
			return with
		}
	}
	// The numbers that are taken follow each other from 2 on, as far as they were given here; so the first
	// that is free is found by halving, because a table may hold one name a hundred thousand times.
	numbered := func(n int) string { return fmt.Sprintf("%s-%d", id, n) }
	above := 2
	for taken(numbered(above)) {
		above *= 2
	}
	below := above / 2 // taken, or 1
	for above-below > 1 {
		if mid := (above + below) / 2; taken(numbered(mid)) {
			below = mid
		} else {
			above = mid
		}
	}
	return numbered(above)
}

func cutID(id string) string {
	if len(id) <= longestID {
		return id
	}
	cut := longestID
	if i := strings.LastIndexByte(id[:longestID], '-'); i > longestID/2 {
		cut = i
	}
	for cut > 0 && !utf8.RuneStart(id[cut]) {
		cut--
	}
	return strings.Trim(id[:cut], "-")
}

// join makes one entry of several positions at one employer that follow each other: roles, latest first.
// Positions with more than a few months between them stay apart, because together they would claim the
// time between. One that has something under `extra` stays apart too: a role has no place for it.
func (in *Intake) join() {
	if in.Apart {
		return
	}
	byEmployer := map[string][]*passport.Entry{}
	var order []string
	for _, e := range in.Passport.Entries {
		x, ok := e.Detail.(*passport.Experience)
		if !ok || e.Organization.Name.Value == "" || len(x.Roles) > 0 || e.Extra != nil || e.Start.IsZero() || e.Title.Value == "" {
			continue
		}
		key := e.Type + "\x00" + passport.Fold(e.Organization.Name.Value)
		if byEmployer[key] == nil {
			order = append(order, key)
		}
		byEmployer[key] = append(byEmployer[key], e)
	}
	for _, key := range order {
		list := byEmployer[key]
		slices.SortStableFunc(list, func(a, b *passport.Entry) int { return b.Start.Compare(a.Start) })
		for len(list) > 1 {
			n := 1
			for n < len(list) && follows(list[n], list[n-1]) {
				n++
			}
			if n > 1 {
				in.roles(list[:n])
			}
			list = list[n:]
		}
	}
}

// follows reports whether a position begins while an earlier one lasts or soon after.
func follows(earlier, later *passport.Entry) bool {
	if earlier.End.IsZero() || earlier.End.Present {
		return true
	}
	const gap = 3 // months
	return months(later.Start)-months(earlier.End) <= gap
}

func months(d passport.Date) int { return d.Year*12 + max(d.Month, 1) }

// Roles makes one entry of positions that a file tells as those at one employer, latest first, whatever
// lies between them.
func (in *Intake) Roles(list []*passport.Entry) {
	if len(list) > 0 {
		in.roles(list)
	}
}

// roles puts positions, latest first, into the entry of the latest.
func (in *Intake) roles(list []*passport.Entry) {
	e := list[0]
	x := e.Detail.(*passport.Experience)
	// Where all were in one place it stays the employer's; else each says its own.
	together := !slices.ContainsFunc(list, func(o *passport.Entry) bool { return !sameLocation(o.Location, e.Location) })
	for i, from := range list {
		d := from.Detail.(*passport.Experience)
		r := passport.Role{
			Title: from.Title, Start: from.Start, End: from.End, Summary: from.Summary, Department: d.Department,
			Skills: from.Skills, Highlights: from.Highlights, Evidence: from.Evidence,
		}
		if !together {
			r.Location = from.Location
		}
		if from.Body != nil && i > 0 {
			in.merge(&r, i, from)
		}
		x.Roles = append(x.Roles, r)
		if i == 0 {
			continue
		}
		in.moved[from] = e
		if from.Organization.URL.Value != "" && e.Organization.URL.Value == "" {
			e.Organization.URL = from.Organization.URL
		}
		e.Links = append(e.Links, from.Links...)
		in.Passport.Entries = slices.DeleteFunc(in.Passport.Entries, func(o *passport.Entry) bool { return o == from })
	}
	// What is said of the latest position is said in its role now; the prose stays the entry's.
	e.Title, e.Start, e.End = passport.Text{}, passport.Date{}, passport.Date{}
	e.Summary, e.Skills, e.Highlights, e.Evidence = passport.Text{}, nil, nil, nil
	x.Department = passport.Text{}
	if !together {
		e.Location = passport.Location{}
	}
}

// sameLocation compares places by what they say, not by where that was written.
func sameLocation(a, b passport.Location) bool {
	return a.City.Value == b.City.Value && a.Region.Value == b.Region.Value && a.Country == b.Country
}

// merge puts the prose of a position into its role, which has none: its paragraphs become one summary.
func (in *Intake) merge(r *passport.Role, at int, from *passport.Entry) {
	words := strings.Join(strings.Fields(from.Body.Body.Text()), " ")
	if r.Summary.Value != "" {
		words = r.Summary.Value + " " + words
	}
	r.Summary.Value = words
	for n, m := range in.marks {
		if m.entry == from && m.to == "body" {
			in.marks[n] = &mark{outcome: Changed, why: "its paragraphs became one, because a position has a summary only", entry: from, to: fmt.Sprintf("roles[%d].summary", at)}
		}
	}
}
