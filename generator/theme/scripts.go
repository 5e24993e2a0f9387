package theme

import (
	"embed"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/lang"
)

// scriptSheets are rules for languages whose letters are not set as Latin ones are: faces, room between
// lines, where a line may break, what stands for italics. Every theme gets those that a site's languages
// need, and no others, before its own last word, the person's extra.css. A theme takes part by ending its
// stacks of faces with var(--script-serif, serif) or var(--script-sans, sans-serif).
//
//go:embed scripts/*.css
var scriptSheets embed.FS

// sheetOf names the sheet of a script (ISO 15924).
var sheetOf = map[string]string{
	"Arab": "arab", "Aran": "arab", "Hebr": "arab", "Syrc": "arab", "Thaa": "arab", "Nkoo": "arab", "Adlm": "arab", "Rohg": "arab",
	"Jpan": "cjk", "Hans": "cjk", "Hant": "cjk", "Kore": "cjk", "Hani": "cjk",
	"Deva": "indic", "Beng": "indic", "Gujr": "indic", "Guru": "indic", "Knda": "indic", "Mlym": "indic", "Orya": "indic", "Sinh": "indic",
	"Taml": "indic", "Telu": "indic", "Thai": "indic", "Laoo": "indic", "Khmr": "indic", "Mymr": "indic", "Tibt": "indic",
}

// scriptRules are the rules that the languages of a site need.
func scriptRules(tags []string) []byte {
	of := map[string][]string{}
	for _, tag := range tags {
		if sheet := sheetOf[lang.Script(tag)]; sheet != "" && !slices.Contains(of[sheet], tag) {
			of[sheet] = append(of[sheet], tag)
		}
	}
	var out []byte
	for _, sheet := range []string{"arab", "cjk", "indic"} {
		if len(of[sheet]) == 0 {
			continue
		}
		data, err := scriptSheets.ReadFile("scripts/" + sheet + ".css")
		if err != nil {
			panic(err) // compiled in
		}
		out = append(out, minifyCSS([]byte(strings.ReplaceAll(string(data), ":lang(X)", ":lang("+strings.Join(of[sheet], ",")+")")))...)
	}
	return out
}

// notationSheet are the rules for mathematics and code, the same in every theme.
func notationSheet() []byte {
	data, err := scriptSheets.ReadFile("scripts/notation.css")
	if err != nil {
		panic(err) // compiled in
	}
	return minifyCSS(data)
}
