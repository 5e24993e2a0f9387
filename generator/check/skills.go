package check

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// skills checks the skills that are declared against each other and against the work that names them.
func (c *checker) skills() {
	names := map[string]*passport.Entry{}
	for _, e := range c.pass.Entries {
		s, ok := e.Detail.(*passport.Skill)
		if !ok || e.Item == nil {
			continue
		}
		if severalNames(e.Title.Value) {
			c.severalSkills(nameSpan(e), e.Title.Value)
			continue
		}
		if name, level := levelInTitle(e); level != "" {
			c.titleWithLevel(e, name, level)
			continue
		}
		c.skillName(e, s, names)
		c.skillLevels(e, s)
		c.broader(e)
		c.unshown(e, s)
	}
	for _, id := range c.order {
		c.undeclared(id, c.foreign[id])
	}
}

// severalNames reports whether a name is a list of names: "wound care, triage". A sentence joins its last part with a word.
func severalNames(name string) bool {
	for _, word := range strings.Fields(name) {
		if slices.Contains([]string{"and", "or", "&", "und", "oder", "y", "e", "et", "ou", "en", "i"}, word) {
			return false
		}
	}
	return strings.ContainsAny(name, ",;")
}

// severalSkills is the problem of a list that is one skill because no hyphen or bracket parts it.
func (c *checker) severalSkills(at diag.Span, name string) {
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == ',' || r == ';' })
	for i := range parts {
		parts[i] = fmt.Sprintf("%q", strings.TrimSpace(parts[i]))
	}
	c.add(diag.Problem{
		Code: "several-skills-in-one", Severity: diag.Warning, Span: at,
		Message: fmt.Sprintf("%q is one skill with commas in it", name),
		Label:   "read as one skill",
		Hint:    "write each as an item of its own: " + strings.Join(parts, ", "),
	})
}

// withLevel is a name with how well somebody does it: "triage (advanced)", "Excel - 4/5".
var withLevel = lazily(`^(.+?)(?: *\(([^()]+)\)| +[-–:|] +(.+)|: (.+))$`)

// levelInName takes the name of a skill and the level apart that it comes nearest to; the level is "" for a mere name.
func levelInName(text string) (name, level string) {
	m := withLevel().FindStringSubmatch(text)
	if m == nil {
		return "", ""
	}
	said := m[2] + m[3] + m[4]
	if strings.Trim(said, "0123456789.") == "" {
		return "", "" // a version
	}
	if level = skillLevel(said); level == "" {
		for _, l := range []string{"awareness", "working", "practitioner", "expert"} {
			if strings.EqualFold(said, l) {
				level = l
			}
		}
	}
	return m[1], level
}

// levelInTitle takes the title of a skill apart that says how well somebody does it, where no field does.
func levelInTitle(e *passport.Entry) (name, level string) {
	if e.Kind.Folder != "skills" || e.Item.Node.Get("level") != nil || e.Item.Node.Get("levels") != nil {
		return "", ""
	}
	return levelInName(e.Title.Value)
}

// titleWithLevel is the problem of a skill whose title says how well somebody does it.
func (c *checker) titleWithLevel(e *passport.Entry, name, level string) {
	p := diag.Problem{
		Code: "level-in-name", Severity: diag.Warning, Span: nameSpan(e),
		Message: fmt.Sprintf("how well you do it is a part of the name %q, so it is another skill than %q", e.Title.Value, name),
		Label:   "name and level",
		Hint:    fmt.Sprintf("write two fields: %q and %q", "title: "+source.Quote(name), "level: "+level),
	}
	if e.Item.Node.Kind != source.Map {
		p.Hint = fmt.Sprintf("write the name alone, %s, or with a level: {title: %s, level: %s}", source.Quote(name), source.Quote(name), level)
	}
	c.add(p)
}

// skillName tells when two skills answer to one name.
func (c *checker) skillName(e *passport.Entry, s *passport.Skill, names map[string]*passport.Entry) {
	claim := func(name string, span diag.Span) {
		key := passport.Fold(name)
		if key == "" {
			return
		}
		other := names[key]
		if other == nil || other == e {
			names[key] = e
			return
		}
		if other.ID == e.ID {
			return // that their ids collide is told already
		}
		c.add(diag.Problem{
			Code: "skill-name-clash", Severity: diag.Warning, Span: span,
			Message: fmt.Sprintf("the skill %s also goes by the name %q", refOf(other), name),
			Label:   "which one is meant?",
			Related: related(other, "the other skill"),
			Hint:    "make them one skill with an alias, or give them different names",
		})
	}
	claim(e.ID, idSpan(e))
	if t := e.Title.Value; t != "" && passport.Fold(t) != e.ID {
		claim(t, nameSpan(e))
	}
	if list := e.Item.Node.Get("aliases"); list != nil {
		for _, n := range list.Items {
			claim(n.Str(), n.Span)
		}
	}
}

// skillLevels checks a skill's level against its history.
func (c *checker) skillLevels(e *passport.Entry, s *passport.Skill) {
	n := e.Item.Node
	level, levels := n.Get("level"), n.Get("levels")
	if s.Learning && (level.Str() == "practitioner" || level.Str() == "expert" || level.Str() == "working") {
		c.add(diag.Problem{
			Code: "learning-level", Severity: diag.Warning, Span: level.Span,
			Message: fmt.Sprintf("%q says that you have this skill, and \"learning: true\" that you do not yet", "level: "+level.Str()),
			Label:   "has it?",
			Related: []diag.Related{{Span: n.Get("learning").Span, Label: "not yet?"}},
			Hint:    "keep the line that is true",
		})
	}
	if levels == nil || len(levels.Items) == 0 {
		return
	}
	var last passport.Date
	var lastNode *source.Node
	for _, step := range levels.Items {
		d, at := dateOf(step, "date")
		if at == nil {
			continue
		}
		if lastNode != nil && earlier(d, last) {
			c.add(diag.Problem{
				Code: "levels-order", Severity: diag.Warning, Span: at.Span,
				Message: fmt.Sprintf("this step (%s) is older than the one above it (%s)", d, last),
				Label:   "older",
				Related: []diag.Related{{Span: lastNode.Span, Label: "newer"}},
				Hint:    "put the oldest first",
			})
			return
		}
		last, lastNode = d, at
	}
	end := levels.Items[len(levels.Items)-1].Get("level")
	if level.Str() != "" && end.Str() != "" && level.Str() != end.Str() {
		c.add(diag.Problem{
			Code: "level-differs", Severity: diag.Warning, Span: level.Span,
			Message: fmt.Sprintf("the level is %q here and %q at the end of its history", level.Str(), end.Str()),
			Label:   "today's level?",
			Related: []diag.Related{{Span: end.Span, Label: "the last step"}},
			Hint:    `take this line out, or add the newest step to "levels"`,
		})
	}
}

// broader tells when going from part to whole comes back to where it began. It is reported once, at
// the first skill of the circle in the order of writing.
func (c *checker) broader(e *passport.Entry) {
	n := e.Item.Node.Get("broader")
	if n.Str() == "" {
		return
	}
	seen := map[*passport.Entry]bool{}
	path := []string{e.ID}
	for at := e; ; {
		seen[at] = true
		next := c.wider(at)
		if next == nil || next == at {
			return
		}
		path = append(path, next.ID)
		if next == e {
			break
		}
		if seen[next] {
			return // the circle is further on, and told there
		}
		at = next
	}
	for o := range seen {
		if o.Item != nil && o != e && before(o.Item.Span, e.Item.Span) {
			return
		}
	}
	c.add(diag.Problem{
		Code: "broader-cycle", Severity: diag.Warning, Span: n.Span,
		Message: "these skills are parts of each other in a circle: " + strings.Join(path, ", part of "),
		Label:   "leads back here",
		Hint:    `take "broader" out of the widest of them`,
	})
}

func (c *checker) wider(e *passport.Entry) *passport.Entry {
	if e.Item == nil {
		return nil
	}
	text := e.Item.Node.Get("broader").Str()
	if text == "" {
		return nil
	}
	if w, ok := c.find(text); ok {
		return w
	}
	return c.skillNamed(text)
}

func before(a, b diag.Span) bool {
	return a.File < b.File || a.File == b.File && a.Start < b.Start
}

// unshown tells when no public work names a skill.
func (c *checker) unshown(e *passport.Entry, s *passport.Skill) {
	if s.Learning || c.shown[e] || c.hidden(e) || len(e.Evidence) > 0 || len(c.broken) > 0 {
		return
	}
	if c.partShown == nil {
		c.partShown = map[*passport.Entry]bool{}
		for _, part := range c.pass.Entries {
			if w := c.wider(part); w != nil && w != part && c.shown[part] {
				c.partShown[w] = true
			}
		}
	}
	if c.partShown[e] {
		return
	}
	p := diag.Problem{
		Code: "unshown-skill", Severity: diag.Warning, Span: nameSpan(e),
		Message: fmt.Sprintf("no public entry shows the skill %q", title(e)),
		Label:   "named by nothing",
		Hint:    fmt.Sprintf(`add %q to an entry where you used it, or "learning: true" here`, "skills: ["+e.ID+"]"),
	}
	if first := c.undeclaredNear(e); first != nil {
		p.Related = append(p.Related, diag.Related{Span: first.Span, Label: "meant here?"})
	}
	c.add(p)
}

// undeclaredNear finds an undeclared skill of which a declared one is a part of the name: "wound care"
// and "advanced wound care" are too far apart for a slip, and yet may be the same.
func (c *checker) undeclaredNear(e *passport.Entry) *source.Node {
	for _, id := range c.order {
		if strings.Contains(id, e.ID) || strings.Contains(e.ID, id) {
			return c.foreign[id][0].field.node
		}
	}
	return nil
}

func title(e *passport.Entry) string {
	if e.Title.Value != "" {
		return e.Title.Value
	}
	return e.ID
}

// undeclared tells once about a skill that work names and nothing declares.
func (c *checker) undeclared(id string, uses []use) {
	u := uses[0]
	if name, level := levelInName(u.name); level != "" {
		c.add(diag.Problem{
			Code: "level-in-name", Severity: diag.Warning, Span: u.field.node.Span,
			Message: fmt.Sprintf("how well you do it is a part of the name %q, so no other entry shows the same skill", u.name),
			Label:   "name and level",
			Hint:    fmt.Sprintf("write the name alone, %s, or with a level: {skill: %s, level: %s}", source.Quote(name), source.Quote(name), level),
		})
		return
	}
	p := diag.Problem{
		Code: "undeclared-skill", Severity: diag.Note, Span: u.field.node.Span,
		Message: fmt.Sprintf("the skill %q is not listed in skills.yaml", u.name),
		Label:   "not listed",
		Hint:    "run \"passport check --fix\" to list it, then give it a level and other names",
		Fix:     c.declare(id, u.name),
	}
	if name, ok := strings.CutPrefix(u.name, "skills/"); ok {
		p.Fix, p.Hint = nil, fmt.Sprintf("write the name of the skill, such as %q; there is no file skills/%s.md", strings.TrimSuffix(name, ".md"), strings.TrimSuffix(name, ".md"))
	} else if near := c.nearly(id); near != nil {
		// Which of the two is right is not for a fix to say.
		p.Fix, p.Hint = nil, fmt.Sprintf("it is nearly %q: write both the same, or list both in skills.yaml", near.name)
		p.Related = append(p.Related, diag.Related{Span: near.field.node.Span, Label: "nearly the same"})
	}
	for _, more := range uses[1:] {
		p.Related = append(p.Related, diag.Related{Span: more.field.node.Span, Label: "also here"})
	}
	c.add(p)
}

// manySkills is from where on undeclared names are not compared with each other.
const manySkills = 200

// nearly is a use of another skill that nothing declares and that differs by a letter or two, nil for none.
func (c *checker) nearly(id string) *use {
	if len(c.order) > manySkills {
		return nil
	}
	others := slices.DeleteFunc(slices.Clone(c.order), func(other string) bool { return other == id })
	near, ok := nearestOf(id, others)
	if !ok {
		return nil
	}
	return &c.foreign[near][0]
}

// declare is the fix that adds a skill to the end of skills.yaml, or makes the file. There is none when
// the file is not a plain list.
func (c *checker) declare(id, name string) *diag.Fix {
	const file = "skills.yaml"
	text := "- id: " + source.Quote(id) + "\n"
	if title := strings.TrimRight(strings.TrimSpace(name), "., ;"); title != id {
		text += "  title: " + source.Quote(title) + "\n"
	} else if words := strings.ReplaceAll(id, "-", " "); words != "" {
		text += "  title: " + source.Quote(words) + "\n"
	}
	span := diag.Span{File: file}
	if f := c.tree.File(file); f != nil {
		if f.Broken || bytes.Contains(f.Data, []byte("\r")) {
			return nil
		}
		if n := f.Node; n != nil && n.Kind != source.Null {
			if n.Kind != source.Seq || n.Span.Start >= len(f.Data) || f.Data[n.Span.Start] != '-' || n.Span.Start > 0 && f.Data[n.Span.Start-1] != '\n' {
				return nil
			}
		}
		span.Start, span.End = len(f.Data), len(f.Data)
		if len(f.Data) > 0 && f.Data[len(f.Data)-1] != '\n' {
			text = "\n" + text
		}
	} else if c.paths[file] || c.paths["skills.yml"] {
		return nil
	}
	return &diag.Fix{Title: fmt.Sprintf("list %q in skills.yaml", name), Edits: []diag.Edit{{Span: span, Text: text}}}
}
