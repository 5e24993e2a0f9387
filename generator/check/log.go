package check

import (
	"fmt"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
)

// log checks the skills that lines of the log name. They are the person's own notes, so a skill that is
// declared nowhere is fine; one that is written almost like a declared one would be counted apart.
func (c *checker) log() {
	for _, l := range c.pass.Log() {
		for _, t := range l.Named {
			if c.pass.SkillNamed(t.Name) != nil {
				continue
			}
			name, ok := passport.Nearest(t.Name, c.skillNames())
			if !ok {
				continue
			}
			e := c.pass.SkillNamed(name)
			p := diag.Problem{
				Code: "log-skill", Severity: diag.Warning, Span: t.Span,
				Message: fmt.Sprintf("no skill is called %q", t.Name),
				Label:   "counted apart",
				Hint:    fmt.Sprintf("did you mean #%s?", e.ID),
				Related: related(e, "declared here"),
			}
			if c.pass.CanTag(e.ID) {
				p.Fix = &diag.Fix{Title: fmt.Sprintf("write #%s", e.ID), Edits: []diag.Edit{{Span: t.Span, Text: e.ID}}}
			}
			c.add(p)
		}
	}
}
