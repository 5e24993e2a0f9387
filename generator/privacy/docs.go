package privacy

import (
	_ "embed" // explain.md

	"github.com/talent-passport/passport/generator/diag"
)

// explained is the documentation of the codes, as [diag.ParseDocs] reads it.
//
//go:embed explain.md
var explained string

// Codes documents every problem code that a review reports, sorted by code.
func Codes() []diag.Doc { return diag.ParseDocs(explained) }
