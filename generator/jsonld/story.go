package jsonld

import "github.com/talent-passport/passport/generator/passport"

// story is a BlogPosting by the person.
func (g *Graph) story(e *passport.Entry, d *passport.Story) Node {
	n := g.text(e, "BlogPosting")
	set(n, "headline", g.title(e))
	set(n, "alternativeHeadline", d.Prompt.Value)
	set(n, "genre", e.Type)
	g.mention(n, d.About)
	return n
}
