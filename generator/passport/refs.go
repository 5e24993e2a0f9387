package passport

import (
	"net/url"
	"path"
	"reflect"
	"strings"
)

// ParseRef reads a ref: "projects/river-app", "projects/river-app#trained". The singular of a folder
// and the path of the entry's file are read too. Without a folder Kind is "": such a ref points at
// nothing, unless a list of skills holds it.
func ParseRef(s string) Ref {
	r := Ref{Written: s}
	s, claim, _ := strings.Cut(strings.TrimSpace(s), "#")
	r.Claim = Fold(claim)
	for {
		rest, up := strings.CutPrefix(s, "../")
		if !up {
			rest, up = strings.CutPrefix(s, "./")
		}
		if !up {
			break
		}
		s = rest
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "/"), privateDir+"/")
	folder, id, ok := strings.Cut(s, "/")
	if !ok {
		r.ID = Fold(s)
		return r
	}
	if strings.HasSuffix(id, ".md") {
		id, _ = cutLang(strings.TrimSuffix(id, ".md"))
	}
	r.Kind, r.ID = folder, Fold(id)
	if k := KindOf(folder); k != nil {
		r.Kind = k.Folder
	}
	return r
}

// String returns the ref as it is written in files: "projects/river-app#trained".
func (r Ref) String() string {
	if r.ID == "" && r.Kind == "" {
		return ""
	}
	s := r.Kind + "/" + r.ID
	if r.Claim != "" {
		s += "#" + r.Claim
	}
	return s
}

// key is the ref of the entry, without the claim.
func (r Ref) key() string { return r.Kind + "/" + r.ID }

// Ref returns the ref that points at e.
func (e *Entry) Ref() Ref { return Ref{Kind: e.Kind.Folder, ID: e.ID} }

// key is the entry's ref as a string.
func (e *Entry) key() string { return e.Kind.Folder + "/" + e.ID }

// Resolve returns the entry that a ref points at, by its id or an earlier one. A ref to a claim
// resolves only when the entry has a role or highlight with that id.
func (p *Passport) Resolve(r Ref) (*Entry, bool) {
	e := p.lookup().entries[r.key()]
	if e == nil || r.Claim != "" && !e.HasClaim(r.Claim) {
		return nil, false
	}
	return e, true
}

// SkillNamed returns the declared skill with an id, title or alias, in any case; nil for none.
func (p *Passport) SkillNamed(name string) *Entry {
	l := p.lookup()
	if e := l.skills[skillKey(name)]; e != nil {
		return e
	}
	// An id may be given as well; it has no signs to lose.
	if id := Fold(name); id != "" && id == strings.ToLower(name) {
		return l.skills[id]
	}
	return nil
}

// lookup finds entries. Of two entries with one id the first is found; ids come before earlier ids,
// and for skills ids before titles before aliases.
type lookup struct {
	entries map[string]*Entry // by ref
	skills  map[string]*Entry // by id, and by the keys of title and aliases
}

// lookup is what Decode made, or for a passport that was put together by hand a new one each time,
// so that looking up never changes a passport.
func (p *Passport) lookup() *lookup {
	if p.look != nil {
		return p.look
	}
	return newLookup(p.Entries)
}

func newLookup(entries []*Entry) *lookup {
	l := &lookup{entries: make(map[string]*Entry, len(entries)), skills: map[string]*Entry{}}
	put := func(m map[string]*Entry, key string, e *Entry) {
		if _, taken := m[key]; !taken {
			m[key] = e
		}
	}
	for _, e := range entries {
		put(l.entries, e.key(), e)
	}
	var skills []*Entry
	for _, e := range entries {
		for _, old := range e.Formerly {
			put(l.entries, e.Kind.Folder+"/"+formerID(old), e)
		}
		if _, ok := e.Detail.(*Skill); ok {
			skills = append(skills, e)
			put(l.skills, e.ID, e)
		}
	}
	for _, e := range skills {
		if id := skillKey(e.Title.Value); id != "" {
			put(l.skills, id, e)
		}
	}
	for _, e := range skills {
		for _, a := range e.Detail.(*Skill).Aliases {
			if id := skillKey(a); id != "" {
				put(l.skills, id, e)
			}
		}
		for _, old := range e.Formerly {
			put(l.skills, formerID(old), e)
		}
	}
	return l
}

// formerID is the id in an item of `formerly`, which may be written as a whole ref.
func formerID(s string) string { return Fold(s[strings.LastIndexByte(s, '/')+1:]) }

// linkSkills turns every name of a skill in e into the id of the declared skill it means. A skill that
// is declared nowhere is still one: its id is its name, folded.
func (l *lookup) linkSkills(e *Entry) {
	eachUse(e, func(u *SkillUse) { l.linkSkill(&u.Skill) })
	if s, ok := e.Detail.(*Skill); ok {
		l.linkSkill(&s.Broader)
	}
}

func (l *lookup) linkSkill(r *Ref) {
	if r.ID == "" {
		return
	}
	r.Kind, r.Claim = "skills", ""
	e := l.skills[skillKey(r.Written)]
	if e == nil {
		e = l.skills[r.ID]
	}
	if e != nil {
		r.ID = e.ID
	}
}

// skillKey is a name as skills are compared: in any case, with spaces and hyphens alike, and with
// the signs that tell C, C++ and C# apart.
func skillKey(name string) string {
	if id := skillID(name); id != "" {
		return id
	}
	return strings.ToLower(strings.TrimSpace(name))
}

// skillID is the id of a skill that is known by its name only. Some names differ by nothing but signs
// that ids do not have; these are spelled out, as people do in addresses.
func skillID(name string) string {
	if !strings.ContainsAny(name, "+#.") {
		return Fold(name)
	}
	var b strings.Builder
	r := []rune(name)
	for i := range r {
		switch {
		case r[i] == '+' && i > 0 && r[i-1] != ' ':
			b.WriteRune('p')
		case r[i] == '#' && i > 0 && r[i-1] != ' ':
			b.WriteString("sharp")
		case r[i] == '.' && i+1 < len(r) && r[i+1] != ' ' && (i == 0 || r[i-1] == ' '):
			b.WriteString("dot")
		default:
			b.WriteRune(r[i])
		}
	}
	return Fold(b.String())
}

// eachUse calls fn for every use of a skill in an entry, in order.
func eachUse(e *Entry, fn func(*SkillUse)) {
	list := func(l []SkillUse) {
		for i := range l {
			fn(&l[i])
		}
	}
	highlights := func(l []Highlight) {
		for i := range l {
			list(l[i].Skills)
		}
	}
	list(e.Skills)
	highlights(e.Highlights)
	if x, ok := e.Detail.(*Experience); ok {
		for i := range x.Roles {
			list(x.Roles[i].Skills)
			highlights(x.Roles[i].Highlights)
		}
	}
}

// roles returns the roles of an experience, nil for other entries.
func (e *Entry) roles() []Role {
	if x, ok := e.Detail.(*Experience); ok {
		return x.Roles
	}
	return nil
}

// HasClaim reports whether a role or a highlight of e has the id.
func (e *Entry) HasClaim(id string) bool {
	_, _, ok := e.Claim(id)
	return ok
}

// Claim returns the role or the highlight with an id. A highlight within a role comes with its role.
func (e *Entry) Claim(id string) (*Role, *Highlight, bool) {
	if id == "" {
		return nil, nil, false
	}
	for i := range e.Highlights {
		if e.Highlights[i].ID == id {
			return nil, &e.Highlights[i], true
		}
	}
	roles := e.roles()
	for i := range roles {
		if roles[i].ID == id {
			return &roles[i], nil, true
		}
		for j := range roles[i].Highlights {
			if roles[i].Highlights[j].ID == id {
				return &roles[i], &roles[i].Highlights[j], true
			}
		}
	}
	return nil, nil, false
}

// TargetKind is what a link in prose leads to.
type TargetKind uint8

// What a link may lead to.
const (
	TargetNowhere TargetKind = iota // outside the passport's folder, or nonsense
	TargetWeb                       // an address with a scheme, or another host
	TargetHere                      // a place on the same page: "#trained"
	TargetEntry                     // an entry, or a claim or heading in it
	TargetKindOf                    // the page of a kind: "../projects/"
	TargetHome                      // about.md, passport.yaml or the passport's folder
	TargetFile                      // any other file of the passport
)

// Target is where a link leads, as far as its text tells; whether it exists is not looked at.
type Target struct {
	Kind   TargetKind
	Ref    Ref    // TargetEntry; for TargetKindOf its Kind alone
	Path   string // TargetFile: relative to the passport's folder
	Anchor string // what stands behind the #, decoded: a claim or a heading
}

// LinkTarget says where a relative Markdown link leads that stands in a file of the passport, as it
// would on a git host: "../projects/river-app.md#trained" in a file of experience/ is the ref
// projects/river-app#trained. An item of a list file is reached by its anchor (../skills.yaml#rust)
// or as if it had a file of its own. Files under .private link as if they lay beside the others.
func LinkTarget(file, dest string) Target {
	dest = strings.TrimSpace(dest)
	if hasScheme(dest) || strings.HasPrefix(dest, "//") {
		return Target{Kind: TargetWeb}
	}
	rest, anchor, _ := strings.Cut(dest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	t := Target{Anchor: unescape(anchor)}
	if rest == "" {
		if t.Anchor != "" {
			t.Kind = TargetHere
		}
		return t
	}
	full := within(file, unescape(rest))
	if full == "" {
		return t
	}
	logical := strings.TrimPrefix(full, privateDir+"/")
	if logical == privateDir || logical == "." {
		t.Kind = TargetHome
		return t
	}
	folder, name, nested := strings.Cut(logical, "/")
	stem, ext := name, ""
	if !nested {
		stem = folder
	}
	if i := strings.LastIndexByte(stem, '.'); i >= 0 {
		stem, ext = stem[:i], stem[i:]
	}
	stem, _ = cutLang(stem)
	text := ext == ".md" || ext == ".yaml" || ext == ".yml"
	switch k := kindByFolder(folder); {
	case !nested && k != nil && ext == "":
		t.Kind, t.Ref = TargetKindOf, Ref{Kind: k.Folder}
	case !nested && text && kindByFolder(stem) != nil:
		t.Kind, t.Ref = TargetKindOf, Ref{Kind: stem}
		if t.Anchor != "" {
			t.Kind, t.Ref.ID, t.Ref.Written = TargetEntry, Fold(t.Anchor), dest
			t.Anchor = ""
		}
	case !nested && text && (stem == "passport" || stem == "about"):
		t.Kind = TargetHome
	case nested && k != nil && ext == ".md" && !strings.Contains(name, "/"):
		t.Kind, t.Ref = TargetEntry, Ref{Kind: k.Folder, ID: Fold(stem), Claim: Fold(t.Anchor), Written: dest}
	default:
		t.Kind, t.Path = TargetFile, full
	}
	return t
}

func kindByFolder(s string) *Kind {
	for _, k := range kinds {
		if k.Folder == s {
			return k
		}
	}
	return nil
}

// hasScheme reports whether an address begins with a scheme, as "mailto:" does.
func hasScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		case c == ':':
			return i > 0
		default:
			return false
		}
	}
	return false
}

// unescape undoes percent-encoding where it is right, and leaves the text as it is where not.
func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// within returns the path, relative to the passport's folder, of what a file names relative to
// itself. It is "" when that lies outside. A leading slash means the passport's folder, as on git
// hosts.
func within(file, written string) string {
	if strings.ContainsAny(written, "\\\x00") {
		return ""
	}
	full := path.Join(path.Dir(file), written)
	if strings.HasPrefix(written, "/") {
		full = path.Clean(strings.TrimLeft(written, "/"))
	}
	if full == ".." || strings.HasPrefix(full, "../") || strings.HasPrefix(full, "/") {
		return ""
	}
	return full
}

// full is the path of a file that an entry names. A private entry may name a file as if it lay
// beside the public ones.
func (d *decoder) full(written string) string {
	if hasScheme(written) {
		return ""
	}
	f := within(d.file, written)
	if rest, private := strings.CutPrefix(f, privateDir+"/"); private && d.has != nil && !d.has(f) && d.has(rest) {
		return rest
	}
	return f
}

// eachText calls fn for every text of a struct of the format, with the key it has.
func eachText(ptr any, fn func(key string, t *Text)) {
	v, s := shapeOf(ptr)
	walkTexts(v, s, "", fn)
}

func walkTexts(v reflect.Value, s *shape, key string, fn func(string, *Text)) {
	switch s.op {
	case opText:
		fn(key, v.Addr().Interface().(*Text))
	case opStruct:
		for i := range s.plan.fields {
			f := &s.plan.fields[i]
			walkTexts(v.Field(f.index), f.shape, f.key, fn)
		}
	case opSlice:
		for i := range v.Len() {
			walkTexts(v.Index(i), s.elem, key, fn)
		}
	}
}

// cutLang splits "river-app.fr" into the name and a language.
func cutLang(stem string) (name, lang string) {
	i := strings.LastIndexByte(stem, '.')
	if i <= 0 || !looksLikeLang(stem[i+1:]) {
		return stem, ""
	}
	return stem[:i], stem[i+1:]
}

// looksLikeLang reports whether s is shaped as the language tags in file names are: fr, pt-BR, zh-Hans.
func looksLikeLang(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if i == 0 && (len(part) < 2 || len(part) > 3) || len(part) < 2 || len(part) > 8 {
			return false
		}
		for _, r := range part {
			if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || i > 0 && r >= '0' && r <= '9') {
				return false
			}
		}
	}
	return true
}

// SkillID returns the id that a skill of this name has: names that differ by nothing but signs, such as
// C, C++ and C#, have different ones.
func SkillID(name string) string { return skillID(name) }
