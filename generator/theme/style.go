package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/site"
)

// style is the rules of a theme, minified: those that every page loads, and behind them those that only
// some pages need, so that the first page a visitor sees does not wait for the rules of others.
type style struct {
	every []byte
	some  []block
	own   []byte // the person's extra.css, which has the last word
}

// block is rules that stand in "@on entry, skill { … }": only pages with one of these templates load them.
type block struct {
	pages []string
	rules []byte
}

// styleOf joins a theme's style sheets. Beside templates of the person's own nothing is kept from any page:
// what they print where only they know. So it is with rules for pages that there are not.
func styleOf(files []file) style {
	var s style
	var every, own bytes.Buffer
	has := func(name string) bool {
		return slices.ContainsFunc(files, func(f file) bool { return f.name == name+".html" })
	}
	all := slices.ContainsFunc(files, func(f file) bool { return f.own && path.Ext(f.name) == ".html" })
	for _, f := range files {
		switch {
		case path.Ext(f.name) != ".css":
		case f.name == extra:
			own.Write(f.data)
		default:
			rest, some := blocks(f.data)
			every.Write(rest)
			for _, b := range some {
				if all || slices.ContainsFunc(b.pages, func(name string) bool { return !has(name) }) {
					every.Write(b.rules)
				} else {
					s.some = append(s.some, block{b.pages, minifyCSS(b.rules)})
				}
			}
		}
	}
	s.every, s.own = minifyCSS(every.Bytes()), minifyCSS(own.Bytes())
	return s
}

// blocks takes the rules that only some pages need out of a style sheet, in their order.
func blocks(css []byte) (rest []byte, some []block) {
	const at = "@on "
	depth, from := 0, 0 // from is where what is not yet copied begins
	var open *block     // the one that the place is within
	for i := 0; i < len(css); i++ {
		switch c := css[i]; {
		case c == '/' && bytes.HasPrefix(css[i:], []byte("/*")):
			i += 1 + after(css[i+2:], "*/")
		case c == '"' || c == '\'':
			i += after(css[i+1:], string(c))
		case c == '\\':
			i++
		case c == '@' && depth == 0 && bytes.HasPrefix(css[i:], []byte(at)):
			brace := bytes.IndexByte(css[i:], '{')
			if brace < 0 {
				break
			}
			rest = append(rest, css[from:i]...)
			names := strings.FieldsFunc(string(css[i+len(at):i+brace]), func(r rune) bool { return r == ',' || r <= ' ' })
			open, depth = &block{pages: names}, 1
			i += brace
			from = i + 1
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 && open != nil {
				open.rules = css[from:i]
				some, open, from = append(some, *open), nil, i+1
			}
		}
	}
	if open != nil { // never closed: as browsers do, to the end
		open.rules = css[from:]
		return rest, append(some, *open)
	}
	return append(rest, css[from:]...), some
}

// after is where what follows an end begins: behind everything, if it is missing.
func after(css []byte, end string) int {
	for i := 0; i < len(css); i++ {
		if css[i] == '\\' {
			i++
		} else if bytes.HasPrefix(css[i:], []byte(end)) {
			return i + len(end)
		}
	}
	return len(css)
}

// sheet is the style sheet of every page, with the rules that the languages of a site need, the person's
// accent colour in both schemes, and what else they wrote.
func (t *Theme) sheet(color string, languages []string) []byte {
	css := append(bytes.Clone(t.style.every), scriptRules(languages)...)
	if a := t.about.accents(color); a.light != "" {
		css = append(css, ":root{--accent:"+a.light+"}@media screen and (prefers-color-scheme:dark){:root{--accent:"+a.dark+"}}"...)
	}
	return append(css, t.style.own...)
}

// second is the style sheet that pages with a template load after that of every page, nil if they need none.
func (t *Theme) second(template string) []byte {
	var css []byte
	for _, b := range t.style.some {
		if slices.Contains(b.pages, template) {
			css = append(css, b.rules...)
		}
	}
	if css == nil {
		return nil
	}
	return append(css, t.style.own...)
}

// seconds are the second style sheets that the pages of a plan need, each once, and which template takes which.
// A first page may be the whole passport, and then shows what the pages of kinds would: see shown.
func (t *Theme) seconds(pages []*site.Page) (paths map[string]string, docs []site.Document) {
	var templates []string
	for _, p := range pages {
		if !slices.Contains(templates, p.Template) {
			templates = append(templates, p.Template)
		}
	}
	if slices.Contains(templates, "home") && !slices.Contains(templates, "kind") {
		templates = append(templates, "kind")
	}
	paths = map[string]string{}
	for _, template := range templates {
		css := t.second(template)
		if css == nil {
			continue
		}
		at := fingerprint(t.name+"-more", ".css", css)
		if !slices.ContainsFunc(docs, func(d site.Document) bool { return d.Path == at }) {
			docs = append(docs, asset(at, "text/css; charset=utf-8", css))
		}
		paths[template] = at
	}
	return paths, docs
}

// fingerprint names an asset after its content, so that it can be kept for ever by whoever fetched it.
func fingerprint(name, ext string, data []byte) string {
	sum := sha256.Sum256(data)
	return "assets/" + name + "." + hex.EncodeToString(sum[:4]) + ext
}

// iconFile is a small picture for tabs and bookmarks: the person's initials on their colour.
func iconFile(name, color string) []byte {
	letters := site.Initials(name)
	size := "17"
	if len([]rune(letters)) == 1 {
		size = "20"
	}
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="` + color +
		`"/><text x="16" y="16" dy=".35em" text-anchor="middle" font-family="Iowan Old Style,Palatino Linotype,P052,Georgia,serif" font-size="` + size +
		`" fill="#fff">` + string(escaped(letters)) + `</text></svg>`)
}
