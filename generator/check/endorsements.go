package check

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// endorsement checks whose words these are, whether they may be shown, and whether they still fit.
func (c *checker) endorsement(e *passport.Entry, d *passport.Endorsement) {
	n := e.Item.Node
	author := d.Author.Name.Value
	authorAt := n.Get("author")
	switch {
	case author == "" && (authorAt == nil || authorAt.Kind == source.Null || authorAt.Kind == source.Map):
		c.add(diag.Problem{
			Code: "missing-author", Severity: diag.Warning, Span: point(e.Item.Span),
			Message: "this endorsement does not say whose words it holds",
			Label:   "by whom?",
			Hint:    `add "author: {name: …, role: …}"`,
		})
	case author != "" && passport.Fold(author) == passport.Fold(c.pass.Person.Name.Value):
		c.add(diag.Problem{
			Code: "own-endorsement", Severity: diag.Warning, Span: authorAt.Span,
			Message: fmt.Sprintf("the author of this endorsement is you, %s", author),
			Label:   "yourself",
			Hint:    "write who said it; your own words belong in your entries",
		})
	}
	if !d.Consent && !d.Author.Consent && !c.hidden(e) {
		span := point(e.Item.Span)
		if at := n.Get("consent"); at != nil {
			span = at.Span
		} else if authorAt != nil {
			span = authorAt.Span
		}
		c.add(diag.Problem{
			Code: "missing-consent", Severity: diag.Warning, Span: span,
			Message: "it is not written down that the author agreed to be named, so the name is left out",
			Label:   "agreed?",
			Hint:    `ask them, then add "consent: true"`,
		})
	}
	if e.Item.Body.Empty() && e.Summary.Value == "" && d.File.Written == "" && d.URL.Value == "" && !c.signedBeside(e) {
		c.add(diag.Problem{
			Code: "empty-endorsement", Severity: diag.Warning, Span: point(e.Item.Span),
			Message: "this endorsement has no words in it",
			Label:   "what did they say?",
			Hint:    "write what they said below the second ---",
		})
	}
	c.quote(e, d)
}

// signedBeside reports whether the signed original lies beside an endorsement.
func (c *checker) signedBeside(e *passport.Entry) bool {
	return c.exists("endorsements/"+e.Item.Name+".json") || c.exists("endorsements/"+e.Item.Name+".jwt")
}

// quote compares the words that were endorsed with the claim as it reads today.
func (c *checker) quote(e *passport.Entry, d *passport.Endorsement) {
	at := e.Item.Node.Get("quote")
	if at.Str() == "" {
		return
	}
	if len(d.About) == 0 {
		c.add(diag.Problem{
			Code: "quote-without-claim", Severity: diag.Note, Span: at.Span,
			Message: "this quotes a claim and does not say which",
			Label:   "from where?",
			Hint:    `add "about: [` + c.exampleRef() + `]" with the entry or claim that is quoted`,
		})
		return
	}
	var where []string
	var claimAt *source.Node
	for _, r := range d.About {
		target, ok := c.pass.Resolve(r)
		if !ok {
			return // a reference that leads nowhere is told already
		}
		where = append(where, r.String())
		if cl, ok := c.claims[target][passport.Fold(r.Claim)]; ok && claimAt == nil {
			claimAt = cl.node
		}
	}
	if !c.pass.Stale(e) {
		return
	}
	p := diag.Problem{
		Code: "stale-quote", Severity: diag.Warning, Span: at.Span,
		Message: fmt.Sprintf("%s no longer reads like these words, so the endorsement does not count for it", strings.Join(where, ", ")),
		Label:   "what was endorsed",
		Hint:    "ask for the endorsement again, or put the old words back; do not change the quote yourself",
	}
	if claimAt != nil {
		p.Related = []diag.Related{{Span: claimAt.Span, Label: "the claim today"}}
	}
	c.add(p)
}

// party tells that another person's name stays off the page until they agree.
func (c *checker) party(f field) {
	if f.key != "collaborators" || f.hidden || f.node.Get("consent").Str() == "true" {
		return
	}
	name := f.node
	if f.node.Kind == source.Map {
		name = f.node.Get("name")
	}
	if name.Str() == "" {
		return
	}
	c.add(diag.Problem{
		Code: "name-without-consent", Severity: diag.Note, Span: name.Span,
		Message: fmt.Sprintf("the name of %s is not shown until it is written down that they agree", name.Str()),
		Label:   "not shown",
		Hint:    fmt.Sprintf(`ask them, then write "{name: %s, consent: true}"`, name.Str()),
	})
}
