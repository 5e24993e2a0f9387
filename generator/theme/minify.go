package theme

import (
	"bytes"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
)

// minifyTemplate minifies the text of a template and leaves its actions alone. A page then needs no
// minifying, which would take longer than executing the template. Tags, end tags and quotes stay: they
// cost little once compressed, and simple readers of HTML need them.
func minifyTemplate(data []byte) string {
	m := minify.New()
	h := &html.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true,
		TemplateDelims: html.GoTemplateDelims,
	}
	var out bytes.Buffer
	if err := h.Minify(m, &out, bytes.NewReader(data), nil); err != nil {
		return string(data)
	}
	return out.String()
}

// minifyCSS minifies a style sheet; one that the minifier cannot read is used as written.
func minifyCSS(data []byte) []byte {
	var out bytes.Buffer
	if err := (&css.Minifier{}).Minify(minify.New(), &out, bytes.NewReader(data), nil); err != nil {
		return data
	}
	return out.Bytes()
}
