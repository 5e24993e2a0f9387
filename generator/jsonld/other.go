package jsonld

import "github.com/talent-passport/passport/generator/passport"

// other is what fits nowhere else: what the person wrote about it, under the heading they chose.
func (g *Graph) other(e *passport.Entry, d *passport.Other) Node {
	n := g.text(e, "CreativeWork")
	set(n, "genre", first(d.Section.Value, e.Type))
	if at := place(e.Location); at != nil {
		n["contentLocation"] = at
	}
	return n
}
