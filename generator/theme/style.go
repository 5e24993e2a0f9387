package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"

	"github.com/talent-passport/passport/generator/site"
)

// stylesheet joins a theme's style sheets; the person's extra.css is apart, because it has the last word.
func stylesheet(files []file) (css, own []byte) {
	var out, last bytes.Buffer
	for _, f := range files {
		if path.Ext(f.name) != ".css" {
			continue
		}
		to := &out
		if f.name == extra {
			to = &last
		}
		to.Write(f.data)
		to.WriteByte('\n')
	}
	return minifyCSS(out.Bytes()), minifyCSS(last.Bytes())
}

// sheet is the style sheet with the rules that the languages of a site need, the person's accent colour in
// both schemes, and what else they wrote.
func (t *Theme) sheet(color string, languages []string) []byte {
	css := append(bytes.Clone(t.css), scriptRules(languages)...)
	if a := t.about.accents(color); a.light != "" {
		css = append(css, ":root{--accent:"+a.light+"}@media screen and (prefers-color-scheme:dark){:root{--accent:"+a.dark+"}}"...)
	}
	return append(css, t.own...)
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
