package apply

import (
	_ "embed"
	"fmt"
	"html"
	"strings"

	"github.com/talent-passport/passport/generator/lang"
)

var (
	//go:embed sheet.css
	sheetCSS string
	//go:embed sheet.js
	sheetJS string
)

// Sheet prints a form as one HTML file with a button beside every value. It asks for nothing from anywhere, so
// it works from a folder without a network; without scripts the values can still be selected.
func (f *Form) Sheet() []byte {
	var b strings.Builder
	put := func(format string, args ...any) {
		for i, a := range args {
			if s, ok := a.(string); ok {
				args[i] = html.EscapeString(s)
			}
		}
		fmt.Fprintf(&b, format, args...)
	}
	w := f.words
	own := f.Lang // of the labels: English where there are no words in the language of the values
	if other := w.Lang("copy.do"); other != "" {
		own = other
	}
	put(`<!doctype html>
<html lang="%s" dir="%s">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>%s</title>
<style>
`, own, lang.Dir(own), f.Title)
	b.WriteString(sheetCSS)
	put(`</style>
</head>
<body>
<header>
<h1>%s</h1>
<p>%s</p>
<nav aria-label="%s"><ul>`, f.Title, w.Say("copy.yours"), w.Say("copy.parts"))
	for i, p := range f.Parts {
		put(`<li><a href="#part-%d">%s</a></li>`, i+1, p.Heading)
	}
	b.WriteString("</ul></nav>\n</header>\n<main>\n")
	n := 0
	for i, p := range f.Parts {
		put("<section aria-labelledby=\"part-%d\">\n<h2 id=\"part-%d\">%s</h2>\n", i+1, i+1, p.Heading)
		for _, block := range p.Blocks {
			of := ""
			if block.Title != "" {
				put("<h3 lang=\"%s\" dir=\"%s\">%s</h3>\n", f.Lang, f.Dir, block.Title)
				of = w.Mark("colon") + block.Title
			}
			b.WriteString("<dl>\n")
			for _, field := range block.Fields {
				n++
				class := ""
				if field.Long {
					class = ` class="long"`
				}
				put(`<div`+class+`><dt>%s</dt><dd lang="%s" dir="%s" id="v%d">%s</dd><dd class="do"><button type="button" data-of="v%d" data-done="%s" aria-label="%s">%s</button></dd></div>`+"\n",
					field.Label, f.Lang, f.Dir, n, field.Value, n, w.Say("copy.done.of", "of", field.Label+of), w.Say("copy.do.of", "of", field.Label+of), w.Say("copy.do"))
			}
			b.WriteString("</dl>\n")
		}
		b.WriteString("</section>\n")
	}
	put("</main>\n<p id=\"said\" role=\"status\" data-done=\"%s\" data-selected=\"%s\"></p>\n<script>\n", w.Say("copy.done"), w.Say("copy.selected", "keys", "Ctrl+C, ⌘C"))
	b.WriteString(sheetJS + "</script>\n</body>\n</html>\n")
	return []byte(b.String())
}
