package site

import (
	"io"

	"github.com/talent-passport/passport/generator/diag"
)

// Document is one output file. Render is pure and independent of every other document's: documents
// may be rendered in any order, in parallel, or never.
type Document struct {
	Path      string // slash-separated, relative to the site's root: "experience/harbour-clinic.html"
	MediaType string // "text/html; charset=utf-8"
	Render    func(w io.Writer) diag.List
	// From is a digest of everything that the bytes depend on, the program's version included, for
	// documents that cost much more to render than to know again: one that is there already, made from the
	// same, is not rendered. Such a document has no problems to report. Nil for the others.
	From func() [32]byte
}
