package jsonld

import "github.com/talent-passport/passport/generator/passport"

// log is a note that the person wrote about a small step; private unless they say otherwise.
func (g *Graph) log(e *passport.Entry, d *passport.Log) Node {
	n := g.text(e, "CreativeWork")
	set(n, "genre", e.Type)
	g.mention(n, d.About)
	return n
}
