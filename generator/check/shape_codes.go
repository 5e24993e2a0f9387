package check

import (
	_ "embed" // for the explanations

	"github.com/talent-passport/passport/generator/diag"
)

// shapeExplain holds the documentation of the codes of [Schemas.Shape], in the form that docs.go reads.
//
//go:embed shape_explain.md
var shapeExplain string

// ShapeCodes documents every problem code that [Schemas.Shape] reports, sorted by code.
func ShapeCodes() []diag.Doc { return diag.ParseDocs(shapeExplain) }
