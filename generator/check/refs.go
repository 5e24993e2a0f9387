package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// ref checks a field that points at an entry, a claim, or a skill by any of its names.
func (c *checker) ref(f field) {
	text := strings.TrimSpace(f.node.Text)
	if text == "" {
		return
	}
	if f.key == "skill" {
		c.skillRef(f, text)
		return
	}
	claim := ""
	if _, after, ok := strings.Cut(text, "#"); ok {
		claim = after
	}
	e, ok := c.find(text)
	if !ok && f.key == "broader" {
		e = c.skillNamed(text)
		ok = e != nil
	}
	if !ok {
		c.unknownRef(f, text, claim)
		return
	}
	if claim != "" && !c.hasClaim(e, claim) {
		if !unread(e) {
			c.unknownClaim(f, e, text, claim)
		}
		return
	}
	if e == f.entry && claim == "" {
		c.add(diag.Problem{
			Code: "self-reference", Severity: diag.Warning, Span: f.node.Span,
			Message: fmt.Sprintf("this entry refers to itself as %q", text),
			Label:   "is this very entry",
			Hint:    "name another entry, or take the line out",
		})
		return
	}
	c.refToHidden(f, e)
}

// find resolves the part of a reference that names an entry.
func (c *checker) find(text string) (*passport.Entry, bool) {
	r := passport.ParseRef(text)
	r.Claim = ""
	if r.Kind == "" {
		return nil, false
	}
	return c.pass.Resolve(r)
}

func (c *checker) hasClaim(e *passport.Entry, id string) bool {
	_, ok := c.claims[e][passport.Fold(id)]
	return ok
}

// unread tells whether the fields of an entry could not be read. What is missing in it may well be there.
func unread(e *passport.Entry) bool {
	return e != nil && e.Item != nil && e.Item.File.Broken
}

func (c *checker) unknownRef(f field, text, claim string) {
	if r := passport.ParseRef(text); c.mayExist(r.Kind, r.ID) {
		return
	}
	p := diag.Problem{
		Code: "unknown-ref", Severity: diag.Error, Span: f.node.Span,
		Message: fmt.Sprintf("there is no entry %q", text),
		Label:   "does not exist",
	}
	near, sure, slip := c.nearRef(text)
	if near == nil {
		p.Hint = `an entry is named by its folder and its id, such as "` + c.exampleRef() + `"`
	} else {
		better := refOf(near)
		if claim != "" && c.hasClaim(near, claim) {
			better += "#" + claim
		}
		p.Hint = fmt.Sprintf("did you mean %q?", better)
		if sure {
			p.Hint = fmt.Sprintf("write %q: the folder and the id, nothing else", better)
		}
		p.Related = related(near, "this one is near")
		if sure || slip {
			p.Fix = replace(f.node, better)
		}
	}
	c.add(p)
}

// nearRef guesses the entry that a reference means. It is sure when only the folder is missing;
// a slip is a spelling that is nearly right. Anything else is for the person to decide.
func (c *checker) nearRef(text string) (e *passport.Entry, sure, slip bool) {
	clean, _, _ := strings.Cut(text, "#")
	clean = strings.TrimSuffix(strings.ReplaceAll(clean, `\`, "/"), ".md")
	if !strings.Contains(clean, "/") {
		var found *passport.Entry
		for _, e := range c.pass.Entries {
			if e.ID != passport.Fold(clean) && !strings.EqualFold(e.Title.Value, clean) {
				continue
			}
			if found != nil {
				return found, false, false
			}
			found = e
		}
		if found != nil {
			return found, true, false
		}
	}
	refs := make([]string, 0, len(c.pass.Entries))
	ids := make([]string, 0, len(c.pass.Entries))
	for _, e := range c.pass.Entries {
		refs = append(refs, refOf(e))
		ids = append(ids, e.ID)
	}
	if near, ok := passport.Nearest(clean, refs); ok {
		return c.entries[near], false, true
	}
	// The right id in the wrong folder, or without any.
	if near, ok := passport.Nearest(path.Base(clean), ids); ok {
		for _, e := range c.pass.Entries {
			if e.ID == near {
				return e, false, false
			}
		}
	}
	return nil, false, false
}

func (c *checker) unknownClaim(f field, e *passport.Entry, text, claim string) {
	p := diag.Problem{
		Code: "unknown-claim", Severity: diag.Error,
		Message: fmt.Sprintf("%s has no claim %q", refOf(e), claim),
		Label:   "no highlight or role has this id",
		Span:    f.node.Span,
		Hint:    fmt.Sprintf("give the highlight that is meant %q, or take %q out to mean the whole entry", "id: "+passport.Fold(claim), "#"+claim),
		Related: related(e, "the entry"),
	}
	if i := strings.LastIndex(f.node.Text, "#"); i >= 0 {
		p.Span = f.node.At(i+1, len(f.node.Text))
	}
	ids := make([]string, 0, len(c.claims[e]))
	for id := range c.claims[e] {
		ids = append(ids, id)
	}
	if near, ok := nearestOf(claim, ids); ok {
		p.Hint = fmt.Sprintf("did you mean %q?", refOf(e)+"#"+near)
		p.Fix = replace(f.node, strings.TrimSuffix(text, claim)+near)
	}
	c.add(p)
}

// skillRef checks one name of a skill. A skill that is declared nowhere is still a skill, unless it is
// almost one that is declared: then it is a slip of the hand.
func (c *checker) skillRef(f field, name string) {
	if e := c.skillNamed(name); e != nil {
		if !f.hidden && (f.entry == nil || f.entry.Kind.Folder != "goals") {
			c.shown[e] = true
		}
		return
	}
	if c.mayExist("skills", passport.Fold(name)) {
		return
	}
	if strings.ContainsAny(name, ",;") {
		c.severalSkills(f.node.Span, name)
		return
	}
	if near, ok := c.nearSkill(name); ok {
		e := c.skillNamed(near)
		c.add(diag.Problem{
			Code: "unknown-skill", Severity: diag.Error, Span: f.node.Span,
			Message: fmt.Sprintf("no skill is called %q", name),
			Label:   "not declared",
			Hint:    fmt.Sprintf("did you mean %q?", near),
			Related: related(e, "declared here"),
			Fix:     replace(f.node, near),
		})
		return
	}
	id := passport.Fold(name)
	if id == "" {
		return
	}
	if len(c.foreign[id]) == 0 {
		c.order = append(c.order, id)
	}
	c.foreign[id] = append(c.foreign[id], use{f, name})
}

// skillsMeant marks skills as shown by an entry that names them in a way that is no list, which Shape tells.
func (c *checker) skillsMeant(f field) {
	names := splitList(f.node.Str())
	for i := range f.node.Pairs {
		names = append(names, f.node.Pairs[i].Key)
	}
	for _, name := range names {
		if e := c.skillNamed(name); e != nil && !f.hidden {
			c.shown[e] = true
		}
	}
}

// skillNamed finds a declared skill by id, title or alias, with or without "skills/" before it.
func (c *checker) skillNamed(name string) *passport.Entry {
	if e := c.pass.SkillNamed(name); e != nil {
		return e
	}
	if rest, ok := strings.CutPrefix(name, "skills/"); ok {
		return c.pass.SkillNamed(rest)
	}
	return nil
}

// nearSkill finds the declared skill that a name almost is. Undeclared names are looked up once, because
// work repeats them.
func (c *checker) nearSkill(name string) (string, bool) {
	id := passport.Fold(name)
	if len(c.foreign[id]) > 0 {
		return "", false
	}
	return passport.Nearest(name, c.skillNames())
}

// skillNames lists everything by which a declared skill may be called.
func (c *checker) skillNames() []string {
	if c.names == nil {
		c.names = []string{}
		for _, e := range c.pass.Entries {
			s, ok := e.Detail.(*passport.Skill)
			if !ok {
				continue
			}
			c.names = append(c.names, e.ID)
			if e.Title.Value != "" {
				c.names = append(c.names, e.Title.Value)
			}
			c.names = append(c.names, s.Aliases...)
		}
	}
	return c.names
}

// skillList checks that no skill stands twice in one list.
func (c *checker) skillList(f field) {
	seen := map[string]*source.Node{}
	for _, item := range f.node.Items {
		n := item
		if item.Kind == source.Map {
			n = item.Get("skill")
		}
		name := strings.TrimSpace(n.Str())
		if name == "" {
			continue
		}
		key := passport.Fold(name)
		if e := c.skillNamed(name); e != nil {
			key = e.ID
		}
		first := seen[key]
		if first == nil {
			seen[key] = n
			continue
		}
		// The same skill at several times, or at several levels, is a history and no repeat.
		if item.Kind == source.Map && (item.Get("start") != nil || item.Get("end") != nil || item.Get("level") != nil) {
			continue
		}
		c.add(diag.Problem{
			Code: "repeated-skill", Severity: diag.Warning, Span: n.Span,
			Message: fmt.Sprintf("the skill %q stands twice in this list", name),
			Label:   "named again",
			Related: []diag.Related{{Span: first.Span, Label: "first named here"}},
			Hint:    "take one of them out",
		})
	}
}

// refOf is how an entry is referred to.
func refOf(e *passport.Entry) string { return e.Kind.Folder + "/" + e.ID }

// exampleRef is a reference that exists in this passport, for hints.
func (c *checker) exampleRef() string {
	for _, e := range c.pass.Entries {
		if e.Kind.Folder != "skills" && !c.hidden(e) {
			return refOf(e)
		}
	}
	return "projects/river-app"
}

// related points at an entry as a further place of a problem.
func related(e *passport.Entry, label string) []diag.Related {
	if e == nil || e.Item == nil {
		return nil
	}
	return []diag.Related{{Span: nameSpan(e), Label: label}}
}

// nameSpan is the smallest place that tells a reader which entry is meant: its title, its id, or where
// it begins.
func nameSpan(e *passport.Entry) diag.Span {
	if e.Item == nil {
		return diag.Span{}
	}
	n := e.Item.Node
	if n != nil && n.Kind != source.Map {
		return n.Span
	}
	for _, key := range []string{"title", "id"} {
		if v := n.Get(key); v != nil && v.Kind != source.Null {
			return v.Span
		}
	}
	return point(e.Item.Span)
}

// replace is the fix that writes another value in place of a scalar.
func replace(n *source.Node, value string) *diag.Fix {
	return &diag.Fix{
		Title: fmt.Sprintf("write %q", value),
		Edits: []diag.Edit{{Span: n.Span, Text: source.Quote(value)}},
	}
}

// nearestOf is passport.Nearest with the candidates in a fixed order.
func nearestOf(name string, among []string) (string, bool) {
	sorted := slices.Sorted(slices.Values(among))
	return passport.Nearest(name, sorted)
}
