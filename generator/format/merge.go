package format

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Pair is an entry that came in, and the entry of the person's passport that is the same thing; Have is
// nil for a new one.
type Pair struct{ Entry, Have *passport.Entry }

// Merge finds out which of the entries that came in a passport has already. The ids of new entries are
// changed where they are taken, and references to entries that are known lead to the known ones.
// Neither passport shares anything with the other afterwards; that of the person is not changed.
func Merge(have, in *passport.Passport) []Pair {
	m := &merger{have: have, used: map[*passport.Entry]bool{}, ids: map[string]string{}, taken: map[string]bool{}}
	m.by, m.at = map[string][]*passport.Entry{}, map[*passport.Entry]int{}
	for i, e := range have.Entries {
		m.at[e] = i
		for _, key := range likenesses(e) {
			m.by[key] = append(m.by[key], e)
		}
		m.taken[e.Ref().String()] = true
		for _, id := range e.Formerly {
			m.taken[e.Kind.Folder+"/"+id] = true
		}
	}
	pairs := make([]Pair, len(in.Entries))
	for i, e := range in.Entries {
		pairs[i] = Pair{Entry: e, Have: m.find(e)}
		if h := pairs[i].Have; h != nil {
			m.used[h] = true
			m.ids[e.Ref().String()] = h.ID
			e.ID = h.ID
			for _, more := range apart(h, e) {
				have := m.find(more)
				if have != nil {
					m.used[have] = true
					more.ID = have.ID
				}
				pairs = append(pairs, Pair{Entry: more, Have: have})
			}
		}
	}
	for _, p := range pairs {
		if p.Have != nil {
			continue
		}
		old := p.Entry.Ref().String()
		if m.taken[old] {
			p.Entry.ID = FreeID(p.Entry, func(id string) bool { return m.taken[p.Entry.Kind.Folder+"/"+id] })
			m.ids[old] = p.Entry.ID
		}
		m.taken[p.Entry.Ref().String()] = true
	}
	for _, e := range in.Entries {
		m.point(e)
	}
	return pairs
}

type merger struct {
	have  *passport.Passport
	by    map[string][]*passport.Entry // those of the person, by their likenesses
	at    map[*passport.Entry]int      // their places
	used  map[*passport.Entry]bool
	ids   map[string]string // new ids, by the refs of entries that came in
	taken map[string]bool   // refs
}

// apart takes the further positions of an employer out of an entry that came in, each as an entry of its own,
// where an earlier import from the same source knew of one and wrote it without roles.
func apart(h, e *passport.Entry) []*passport.Entry {
	x, work := e.Detail.(*passport.Experience)
	if !work || len(x.Roles) == 0 || !SameSource(h, e) || len(h.Detail.(*passport.Experience).Roles) > 0 {
		return nil
	}
	at := slices.IndexFunc(x.Roles, func(r passport.Role) bool { return fold(r.Title.Value) == title(h) })
	if at < 0 {
		return nil
	}
	one := func(to *passport.Entry, r passport.Role) {
		to.Title, to.Start, to.End, to.Summary, to.Skills, to.Highlights = r.Title, r.Start, r.End, r.Summary, r.Skills, r.Highlights
		if r.Location != (passport.Location{}) {
			to.Location = r.Location
		}
	}
	var out []*passport.Entry
	for i, r := range x.Roles {
		if i == at {
			continue
		}
		more := &passport.Entry{Kind: e.Kind, Type: e.Type, Organization: e.Organization, Location: e.Location, Source: e.Source, Detail: &passport.Experience{}}
		one(more, r)
		more.ID = FreeID(more, func(string) bool { return false })
		out = append(out, more)
	}
	one(e, x.Roles[at])
	x.Roles = nil
	return out
}

// SameSource reports whether two entries came from the same source, so that the later one knows more.
func SameSource(a, b *passport.Entry) bool { return a.Source.By != "" && a.Source.By == b.Source.By }

// likenesses are what two entries have in common when they are the same thing: a name, an employer or
// school, a number, an address; one of these at least. So a large passport is not gone through for each
// entry that comes in.
func likenesses(e *passport.Entry) []string {
	var out []string
	add := func(what, s string) {
		if key := e.Kind.Folder + " " + what + " " + s; s != "" && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	add("named", cmp.Or(title(e), "-")) // nameless things are alike too
	add("at", fold(e.Organization.Name.Value))
	add("at", fold(e.Organization.ShownAs.Value))
	switch d := e.Detail.(type) {
	case *passport.Experience:
		for _, t := range titles(e, d) {
			add("named", t)
		}
	case *passport.Endorsement:
		add("by", cmp.Or(fold(d.Author.Name.Value), "-"))
	case *passport.Credential:
		add("number", d.CredentialID)
		add("address", d.URL.Value)
	case *passport.Publication:
		add("number", passport.DOI(d.DOI))
		add("number", d.ISBN)
		add("address", d.URL.Value)
	case *passport.Project:
		add("address", d.Repository.Value)
	}
	return out
}

// alike are the entries of the person that may be the same as one that came in, in their order. Those
// that are taken are left aside for good.
func (m *merger) alike(e *passport.Entry) []*passport.Entry {
	var out []*passport.Entry
	for _, key := range likenesses(e) {
		list := m.by[key]
		for len(list) > 0 && m.gone(list[0]) {
			list = list[1:]
		}
		m.by[key] = list
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b *passport.Entry) int { return m.at[a] - m.at[b] })
	return slices.Compact(out)
}

// gone reports whether an entry of the person has its match. Several positions that came in may be roles
// of one entry.
func (m *merger) gone(h *passport.Entry) bool {
	x, work := h.Detail.(*passport.Experience)
	return m.used[h] && (!work || len(x.Roles) == 0)
}

// point makes the references of an entry follow ids that changed.
func (m *merger) point(e *passport.Entry) {
	passport.Leaves(e, func(l passport.Leaf) {
		r, ok := l.Value.(*passport.Ref)
		if !ok || r.ID == "" {
			return
		}
		if id, changed := m.ids[r.Kind+"/"+r.ID]; changed {
			r.ID = id
			r.Written = r.String()
			if r.Kind == "skills" && (l.Key() == "skill" || l.Key() == "broader") {
				r.Written = id
			}
		}
	})
}

func (m *merger) find(e *passport.Entry) *passport.Entry {
	if _, skill := e.Detail.(*passport.Skill); skill {
		return m.have.SkillNamed(e.Title.Value)
	}
	alike := m.alike(e)
	for _, sure := range []func(a, b *passport.Entry) bool{sameNumber, sameThing} {
		for _, h := range alike {
			if !m.gone(h) && sure(h, e) {
				return h
			}
		}
	}
	return nil
}

// sameNumber reports whether two entries carry the same number or address that only one thing has.
func sameNumber(a, b *passport.Entry) bool {
	same := func(x, y string) bool { return x != "" && x == y }
	switch x := a.Detail.(type) {
	case *passport.Credential:
		y := b.Detail.(*passport.Credential)
		return same(x.CredentialID, y.CredentialID) && agree(x.Issuer.Name.Value, y.Issuer.Name.Value) || same(x.URL.Value, y.URL.Value) && agree(title(a), title(b))
	case *passport.Publication:
		y := b.Detail.(*passport.Publication)
		return same(passport.DOI(x.DOI), passport.DOI(y.DOI)) || same(x.ISBN, y.ISBN) && agree(title(a), title(b)) || same(x.URL.Value, y.URL.Value) && agree(title(a), title(b))
	case *passport.Project:
		y := b.Detail.(*passport.Project)
		return same(x.Repository.Value, y.Repository.Value) && agree(title(a), title(b))
	}
	return false
}

// sameThing reports whether two entries of a kind are about the same thing: they have the same name, or
// the same employer or school and time.
func sameThing(a, b *passport.Entry) bool {
	switch x := a.Detail.(type) {
	case *passport.Experience:
		y := b.Detail.(*passport.Experience)
		if a.Type != b.Type && (a.Type == "voluntary" || b.Type == "voluntary") {
			return false
		}
		employer, other := fold(a.Organization.Name.Value), fold(b.Organization.Name.Value)
		if shown := fold(a.Organization.ShownAs.Value); shown != "" && shown == other {
			employer = other // what was published under another name comes back under it
		}
		if employer == "" || other == "" {
			return employer == other && title(a) == title(b) && together(a, b)
		}
		return employer == other && (shareTitle(a, x, b, y) || sameStart(a, b)) && together(a, b)
	case *passport.Education:
		y := b.Detail.(*passport.Education)
		school, other := fold(a.Organization.Name.Value), fold(b.Organization.Name.Value)
		if school == "" || school != other {
			return school == other && title(a) == title(b) && together(a, b)
		}
		return together(a, b) && (title(a) == title(b) || sameStart(a, b) || fold(x.Degree.Value) != "" && fold(x.Degree.Value) == fold(y.Degree.Value))
	case *passport.Endorsement:
		y := b.Detail.(*passport.Endorsement)
		if fold(x.Author.Name.Value) != fold(y.Author.Name.Value) {
			return false
		}
		return words(a) == words(b) || words(a) == "" || words(b) == ""
	case *passport.Credential:
		y := b.Detail.(*passport.Credential)
		return title(a) == title(b) && agree(fold(x.Issuer.Name.Value), fold(y.Issuer.Name.Value)) && sameYear(x.Issued, y.Issued)
	}
	return title(a) == title(b) && agree(fold(a.Organization.Name.Value), fold(b.Organization.Name.Value)) && together(a, b)
}

func fold(s string) string { return passport.Fold(s) }

func title(e *passport.Entry) string { return fold(e.Heading().Value) }

func words(e *passport.Entry) string {
	if e.Body == nil {
		return fold(e.Summary.Value)
	}
	return fold(e.Body.Body.Text())
}

// agree reports whether two values do not contradict each other: one of them says nothing, or both the same.
func agree(a, b string) bool { return a == "" || b == "" || a == b }

func shareTitle(a *passport.Entry, x *passport.Experience, b *passport.Entry, y *passport.Experience) bool {
	mine, theirs := titles(a, x), titles(b, y)
	return slices.ContainsFunc(mine, func(t string) bool { return slices.Contains(theirs, t) })
}

func titles(e *passport.Entry, x *passport.Experience) []string {
	var out []string
	for _, r := range x.Roles {
		out = append(out, fold(r.Title.Value))
	}
	if e.Title.Value != "" || len(out) == 0 {
		out = append(out, fold(e.Title.Value))
	}
	return out
}

// times are the first and the last date of an entry; roles count.
func times(e *passport.Entry) (start, end passport.Date) {
	start, end = e.Start, e.End
	if x, ok := e.Detail.(*passport.Experience); ok && start.IsZero() {
		for i, r := range x.Roles {
			if start.IsZero() || !r.Start.IsZero() && r.Start.Compare(start) < 0 {
				start = r.Start
			}
			if i == 0 && end.IsZero() {
				end = r.End
			}
		}
	}
	if start.IsZero() {
		start = e.Date
	}
	return start, end
}

// sameStart reports whether two entries begin at the same time, as exactly as both say.
func sameStart(a, b *passport.Entry) bool {
	x, _ := times(a)
	y, _ := times(b)
	return !x.IsZero() && !y.IsZero() && !x.Before(y) && !y.Before(x)
}

func sameYear(a, b passport.Date) bool { return a.Year == 0 || b.Year == 0 || a.Year == b.Year }

// together reports whether the times of two entries can be the same: they overlap, or one has none.
func together(a, b *passport.Entry) bool {
	as, ae := times(a)
	bs, be := times(b)
	if as.IsZero() || bs.IsZero() {
		return true
	}
	if a.Start.IsZero() && b.Start.IsZero() && ae.IsZero() && be.IsZero() {
		return as.Year == bs.Year
	}
	over := func(end, start passport.Date) bool { return !end.IsZero() && !end.Present && end.Before(start) }
	return !over(ae, bs) && !over(be, as)
}

// Addition is something that an entry of the person lacks and the one that came in has: a key and its
// value for the mapping In, an item for the list In, or prose.
type Addition struct {
	Field string       // "organization.url"
	In    *source.Node // mapping or list of the person's file; nil for prose
	Key   string       // "" for an item of a list
	Value source.Value
	Prose string // Markdown, for an entry without any
}

// never are the keys that an entry which a person wrote is not given: they would change what it is called,
// when it was or who may see it.
var never = []string{"id", "title", "start", "end", "date", "roles", "visibility", "featured", "source", "type", "formerly", "body", "schema"}

// Later is what the source of an entry says since it was imported: that a position ended, and a further one
// beside roles that are there. Of an entry that came from elsewhere nothing is. Node is the one of the
// person's file, and want the one that came in.
func Later(have, in *passport.Entry, node, want *source.Node) []Addition {
	if !SameSource(have, in) {
		return nil
	}
	mine, theirs := node.Get("roles"), want.Get("roles")
	if mine == nil || theirs == nil {
		if mine == nil && theirs == nil && sameStart(have, in) {
			return ended(node, want, "")
		}
		return nil
	}
	same := func(a, b *source.Node) bool {
		return fold(a.Get("title").Str()) == fold(b.Get("title").Str()) && a.Get("start").Str() == b.Get("start").Str()
	}
	var out []Addition
	for _, r := range theirs.Items {
		i := slices.IndexFunc(mine.Items, func(h *source.Node) bool { return same(h, r) })
		if i < 0 {
			out = append(out, Addition{Field: fmt.Sprintf("roles (%s)", r.Get("title").Str()), In: mine, Value: r.Value()})
			continue
		}
		out = append(out, ended(mine.Items[i], r, fmt.Sprintf("roles[%d].", i))...)
	}
	return out
}

// ended adds the end of something that had none.
func ended(have, in *source.Node, at string) []Addition {
	end := in.Get("end")
	if have.Kind != source.Map || end == nil || end.Str() == "present" || have.Get("end") != nil || have.Get("start") == nil {
		return nil
	}
	return []Addition{{Field: at + "end", In: have, Key: "end", Value: end.Value()}}
}

// matchBy says by which keys the items of a list are known, for lists that are added to.
var matchBy = map[string][]string{"links": {"url"}, "languages": {"language"}, "identifiers": {"value"}, "same_as": {"id"}, "interests": nil, "import": {"header"}}

// Additions compares a mapping of a person's file with one that came in and returns what the first lacks.
// What is there stays: a key with a value is never touched. Maps are gone through; lists of links,
// languages, identifiers and interests get what is not in them.
func Additions(have, in *source.Node) []Addition {
	if have == nil || have.Kind != source.Map || in == nil {
		return nil
	}
	return additions(have, in, "", never)
}

func additions(have, in *source.Node, at string, skip []string) []Addition {
	var out []Addition
	for _, p := range in.Pairs {
		field := p.Key
		if at != "" {
			field = at + "." + p.Key
		}
		if slices.Contains(skip, p.Key) {
			continue
		}
		there := have.Get(p.Key)
		switch {
		case there == nil:
			out = append(out, Addition{Field: field, In: have, Key: p.Key, Value: p.Value.Value()})
		case there.Kind == source.Map && p.Value.Kind == source.Map:
			out = append(out, additions(there, p.Value, field, nil)...)
		case there.Kind == source.Seq && p.Value.Kind == source.Seq:
			by, known := matchBy[p.Key]
			if !known {
				continue
			}
			for _, it := range p.Value.Items {
				key := itemKey(it, by)
				if !slices.ContainsFunc(there.Items, func(h *source.Node) bool { return itemKey(h, by) == key }) {
					out = append(out, Addition{Field: fmt.Sprintf("%s (%s)", field, short(key)), In: there, Value: it.Value()})
				}
			}
		}
	}
	return out
}

func itemKey(n *source.Node, by []string) string {
	if n.Kind != source.Map {
		return strings.ToLower(strings.TrimSuffix(strings.TrimSpace(n.Str()), "/"))
	}
	key := ""
	for _, k := range by {
		key = cmp.Or(key, n.Get(k).Str())
	}
	return strings.ToLower(strings.TrimSuffix(strings.TrimSpace(key), "/"))
}
