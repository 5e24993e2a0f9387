package check

import (
	"fmt"
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// image checks that a picture in a field has words.
func (c *checker) image(f field) {
	n := f.node
	src, alt := n, (*source.Node)(nil)
	if n.Kind == source.Map {
		src, alt = n.Get("src"), n.Get("alt")
	}
	if src.Str() == "" {
		return
	}
	if strings.TrimSpace(alt.Str()) != "" {
		c.poorAlt(alt.Str(), src.Str(), alt.Span)
		return
	}
	p := diag.Problem{
		Code: "missing-alt", Severity: diag.Warning, Span: src.Span,
		Message: "this picture has no words for people who cannot see it",
		Label:   "no alt text",
		Hint:    `add "alt:" with a sentence that says what it shows`,
	}
	if n.Kind != source.Map {
		p.Hint = fmt.Sprintf(`write "%s: {src: %s, alt: what it shows}"`, imageKey(f), src.Str())
	}
	c.add(p)
}

// imageKey is the key that a picture stands under.
func imageKey(f field) string {
	if f.key == "src" {
		return "image"
	}
	return f.key
}

// imageInProse checks the words of a picture in a text.
func (c *checker) imageInProse(l source.Link) {
	if strings.TrimSpace(l.Text) != "" {
		c.poorAlt(l.Text, l.Dest, l.Span)
		return
	}
	c.add(diag.Problem{
		Code: "missing-alt", Severity: diag.Warning, Span: l.Span,
		Message: "this picture has no words for people who cannot see it",
		Label:   "no alt text",
		Hint:    fmt.Sprintf("write what it shows between the square brackets: ![what it shows](%s)", l.Dest),
	})
}

// poorAlt tells when the words are a file's name or say only that there is a picture.
func (c *checker) poorAlt(alt, src string, span diag.Span) {
	word := strings.ToLower(strings.Trim(strings.TrimSpace(alt), ".!"))
	base := strings.ToLower(path.Base(src))
	stem := strings.TrimSuffix(base, path.Ext(base))
	poor := word == base || word == stem && strings.ContainsAny(stem, "0123456789_-")
	switch word {
	case "image", "photo", "picture", "pic", "img", "alt", "alt text", "foto", "bild", "screenshot", "untitled", "what it shows":
		poor = true
	}
	switch path.Ext(word) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic":
		poor = true
	}
	if !poor {
		return
	}
	c.add(diag.Problem{
		Code: "poor-alt", Severity: diag.Warning, Span: span,
		Message: fmt.Sprintf("%q does not tell a blind reader what the picture shows", strings.TrimSpace(alt)),
		Label:   "says nothing",
		Hint:    "write what you would say on the telephone",
	})
}

// isPicture tells when a file is used as a picture that browsers do not show.
func (c *checker) isPicture(p fileRef, full string) {
	ext := strings.ToLower(path.Ext(full))
	hint := "save it as JPEG or PNG"
	switch ext {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg":
		return
	case ".heic", ".heif":
		hint = "export the photo as JPEG; iPhones make HEIC, which browsers do not show"
	case ".pdf", ".docx", ".doc", ".odt", ".pptx", ".xlsx":
		hint = "link to it as [words](path), or name it as evidence"
	}
	c.add(diag.Problem{
		Code: "not-a-picture", Severity: diag.Warning, Span: p.span,
		Message: fmt.Sprintf("browsers do not show %q files as pictures", ext),
		Label:   "not a picture",
		Hint:    hint,
	})
}

func (c *checker) foreignImage(written string, span diag.Span) {
	c.add(diag.Problem{
		Code: "foreign-image", Severity: diag.Warning, Span: span,
		Message: "this picture lies on another site, so it is left out",
		Label:   "not in your passport",
		Hint:    fmt.Sprintf("save it in media/ and name it there, such as %q, if you may", "media/"+path.Base(strings.SplitN(written, "?", 2)[0])),
	})
}
