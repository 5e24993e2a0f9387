package format

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Parts takes a text with several things in it, in lines or with semicolons or commas between them, and
// returns each as if it had been written by itself. Place is where they are in the passport.
func (in *Intake) Parts(n *source.Node, place string) []*source.Node {
	s := in.String(n)
	if s == "" {
		return nil
	}
	in.To(n, place)
	sign := ","
	for _, c := range []string{"\n", ";"} {
		if strings.Contains(s, c) {
			sign = c
			break
		}
	}
	var out []*source.Node
	for part := range strings.SplitSeq(s, sign) {
		if part = strings.TrimSpace(strings.Trim(strings.TrimSpace(part), "-•*·")); part != "" {
			out = append(out, &source.Node{Kind: source.String, Text: part, Span: n.Span})
		}
	}
	return out
}

// SkillLevel takes how well a skill is held, in words.
func (in *Intake) SkillLevel(e *passport.Entry, n *source.Node) {
	s := in.String(n)
	d := e.Detail.(*passport.Skill)
	if s == "" || d.Level != "" {
		return
	}
	if strings.EqualFold(s, "learning") {
		in.To(n, "learning")
		d.Learning = true
		return
	}
	level := SkillLevel(s)
	switch {
	case level == "":
		in.Drop(n, "it is none of the levels awareness, working, practitioner and expert")
	case level != s:
		in.To(n, "level")
		in.Change(n, "written as the level “"+level+"”")
	}
	d.Level = level
}

// Skill declares a skill by name, once however often it is named, and returns its entry; nil for a name
// without a letter or digit.
func (in *Intake) Skill(n *source.Node) *passport.Entry {
	t := in.Text(n)
	id := passport.SkillID(t.Value)
	if id == "" {
		return nil
	}
	e := in.skills[id]
	if e == nil {
		k := passport.KindOf("skills")
		e = &passport.Entry{Kind: k, ID: id, Title: t, Detail: k.New()}
		in.skills[id] = e
		in.Passport.Entries = append(in.Passport.Entries, e)
	}
	in.marks[n].entry = e
	return e
}

// Uses declares the skills of a list and returns how an entry refers to them, each once.
func (in *Intake) Uses(list []passport.SkillUse, n *source.Node) []passport.SkillUse {
	for _, it := range in.List(n) {
		e := in.Skill(it)
		if e == nil {
			continue
		}
		use := passport.SkillUse{Skill: passport.Ref{Kind: "skills", ID: e.ID, Written: e.ID, At: passport.At{Node: it}}}
		known := false
		for _, u := range list {
			known = known || u.Skill.ID == e.ID
		}
		if !known {
			list = append(list, use)
		}
	}
	return list
}

// Language takes a language and how well it is used, both in words, into those of the person, who must be
// the one that values belong to now.
func (in *Intake) Language(name, fluency *source.Node) {
	p := &in.Passport.Person
	s := in.String(name)
	if s == "" {
		return
	}
	l := passport.LanguageSkill{Language: LanguageTag(s)}
	if l.Language == "" {
		in.Drop(name, "no language of this name is known; write its tag, such as pt, under person.languages")
		in.Drop(fluency, "the language is not known")
		return
	}
	at := fmt.Sprintf("languages[%d]", len(p.Languages))
	if l.Language != s {
		in.To(name, at+".language")
		in.Change(name, "written as the tag “"+l.Language+"”")
	}
	if f := in.String(fluency); f != "" {
		if l.Level = LanguageLevel(f); l.Level == "" {
			l.Note = in.Text(fluency)
		} else if l.Level != f {
			in.To(fluency, at+".level")
			in.Change(fluency, "written as the level “"+l.Level+"”")
		}
	}
	p.Languages = append(p.Languages, l)
}
