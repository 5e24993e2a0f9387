package theme

import (
	"html/template"
	"strconv"
	"strings"
)

// Meta writes what the page says of itself to search engines, previews and other programs: its description, who
// may list it, its address and languages, its data, and Open Graph.
//
// It is the same in every theme, and a template would take as long for it as for all that people see.
func (v *View) Meta() template.HTML {
	p := v.Page
	var w markup
	w.Grow(2 << 10)
	w.meta("name", "description", p.Description)
	w.meta("name", "robots", p.Robots)
	w.meta("name", "generator", "passport")
	if p.Canonical != "" {
		w.open("link", "rel", "canonical", "href", p.Canonical)
		for _, a := range p.Alternates {
			w.open("link", "rel", "alternate", "hreflang", a.Lang, "href", a.Href)
		}
	}
	for _, d := range p.Data {
		w.open("link", "rel", "alternate", "type", d.Type, "href", d.Href, "title", d.Title)
	}
	if p.Refresh != "" {
		return w.html() // it only leads on
	}
	w.meta("property", "og:title", p.Title)
	kind := p.OGType
	if kind == "" {
		kind = "website"
	}
	w.meta("property", "og:type", kind)
	if p.Chrome != nil {
		w.meta("property", "og:site_name", p.Chrome.Name.Value)
	}
	w.meta("property", "og:description", p.Description)
	w.meta("property", "og:url", p.Canonical)
	card := "summary"
	if p.Image != "" {
		w.meta("property", "og:image", p.Image)
		if p.ImageWidth > 0 {
			card = "summary_large_image"
			w.meta("property", "og:image:width", strconv.Itoa(p.ImageWidth))
			w.meta("property", "og:image:height", strconv.Itoa(p.ImageHeight))
		}
		w.meta("property", "og:image:alt", p.ImageAlt)
	}
	w.meta("name", "twitter:card", card)
	if kind == "article" {
		w.meta("property", "article:published_time", p.Published)
		w.meta("property", "article:modified_time", p.Modified)
	}
	return w.html()
}

// markup is HTML that is being written.
type markup struct{ strings.Builder }

func (w *markup) html() template.HTML { return template.HTML(w.String()) }

// open opens an element with attributes, a name and a value in turn. An attribute without a value is left out.
func (w *markup) open(element string, attributes ...string) {
	w.WriteString("<" + element)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.WriteString(" " + attributes[i] + `="` + string(escaped(attributes[i+1])) + `"`)
		}
	}
	w.WriteByte('>')
}

// meta writes a meta element when it has something to say.
func (w *markup) meta(key, name, content string) {
	if content != "" {
		w.open("meta", key, name, "content", content)
	}
}
