package check

import (
	"fmt"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
)

// hidden reports whether an entry has no page at all.
func (c *checker) hidden(e *passport.Entry) bool {
	v := c.pass.VisibilityOf(e)
	return v == passport.VisibilityPrivate || v == passport.VisibilityDraft
}

// refToHidden tells when something that readers see refers to an entry that they do not.
func (c *checker) refToHidden(f field, e *passport.Entry) {
	v := c.pass.VisibilityOf(e)
	if f.hidden || f.entry == nil || v == passport.VisibilityPublic {
		return
	}
	p := diag.Problem{
		Code: "hidden-reference", Severity: diag.Warning, Span: f.node.Span,
		Message: fmt.Sprintf("%s is %s, so readers of this entry do not see it", refOf(e), v),
		Label:   "left out of the page",
		Related: related(e, string(v)),
		Hint:    "publish it, hide this entry too, or take the reference out",
	}
	if v == passport.VisibilityUnlisted {
		p.Message = refOf(e) + " is unlisted, so no page may name it"
	}
	if f.key == "entry" {
		p.Code = "hidden-evidence"
		p.Message = fmt.Sprintf("this evidence is %s, so readers cannot open it and it does not count", v)
		p.Hint = `publish that entry, or write "on_request: true" in place of "entry"`
	}
	c.add(p)
}

// privateStays tells when an entry in the private folder asks to be seen.
func (c *checker) privateStays(e *passport.Entry) {
	if !e.Private || e.Visibility == "" || e.Visibility == passport.VisibilityPrivate || e.Item == nil {
		return
	}
	n := e.Item.Node.Get("visibility")
	if n == nil {
		return
	}
	c.add(diag.Problem{
		Code: "private-stays-private", Severity: diag.Warning, Span: n.Span,
		Message: fmt.Sprintf("this entry asks to be %s, but everything in .private stays private", e.Visibility),
		Label:   "has no effect here",
		Hint:    "move the file out of .private to publish it, or take the line out",
	})
}

// nothingPublic tells when there are entries and readers see none.
func (c *checker) nothingPublic() {
	if len(c.pass.Entries) == 0 {
		return
	}
	for _, e := range c.pass.Entries {
		if !c.hidden(e) {
			return
		}
	}
	what := "the only entry is not public"
	if n := len(c.pass.Entries); n > 1 {
		what = fmt.Sprintf("none of the %d entries is public", n)
	}
	c.add(diag.Problem{
		Code: "nothing-public", Severity: diag.Note, Span: c.rootPoint(),
		Message: what + ", so the site shows only who you are",
		Hint:    `take "visibility: private" or "visibility: draft" out of what may be seen`,
	})
}
