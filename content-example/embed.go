// Package example holds a complete passport of an invented person: what a finished passport looks
// like, what the tests of every package read, and what `passport init --example` writes.
//
// Everything in it is invented, the organisations included; its pictures were drawn for it.
package example

import "embed"

// FS is the passport, rooted at its folder.
//
// The paths are listed one by one so that this file is not part of the passport.
//
//go:embed *.yaml *.md experience education projects credentials endorsements stories goals log media all:.private
var FS embed.FS
