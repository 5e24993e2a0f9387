package theme

import (
	"bytes"
	"regexp"
	"strings"

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

// Between blocks white space shows as nothing. The minifier leaves it wherever an action stands there, because
// one that prints words may need it; one that only decides does not.
var (
	blockTag = `</?(?:html|head|meta|link|title|body|header|nav|main|footer|section|article|div|h[1-6]|p|ul|ol|li|dl|dt|dd|figure|figcaption|blockquote|table|thead|tbody|tr|th|td)\b[^<>]*>`
	blockGap = regexp.MustCompile(
		blockTag + `(?:\s|{{(?:if|with|\$\w+ :?=) [^{}]*}}|{{end}})+` +
			`|(?:\s|{{(?:if|with|range|\$\w+ :?=) [^{}]*}})+` + blockTag)
	gapInside = regexp.MustCompile(`<[^<>]*>|{{[^{}]*}}|\s+`)
)

// tightened takes the white space between blocks out of a built-in template. A person's own may choose between a
// block and words in a line, which a look at its text cannot tell.
func tightened(template string) string {
	for range 2 { // a tag may end one gap and begin the next
		template = blockGap.ReplaceAllStringFunc(template, func(gap string) string {
			return gapInside.ReplaceAllStringFunc(gap, func(part string) string {
				if strings.TrimSpace(part) == "" {
					return ""
				}
				return part
			})
		})
	}
	return template
}

// minifyCSS minifies a style sheet; one that the minifier cannot read is used as written.
func minifyCSS(data []byte) []byte {
	var out bytes.Buffer
	if err := (&css.Minifier{}).Minify(minify.New(), &out, bytes.NewReader(data), nil); err != nil {
		return data
	}
	return out.Bytes()
}
