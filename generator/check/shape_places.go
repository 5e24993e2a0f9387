package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// formats are the formats of the schemas that are asserted here. The others belong to Meaning.
func formats() map[string]func(any) bool {
	return map[string]func(any) bool{
		"country":          text(isCountry),
		"country-or-union": text(func(s string) bool { return s == "EU" || isCountry(s) }),
		"language-tag":     text(isLanguage),
		"colour":           text(isColour),
		"year":             isYear,
	}
}

// text is a format of texts; a value of another type is the business of `type`.
func text(f func(string) bool) func(any) bool {
	return func(v any) bool {
		s, ok := v.(string)
		return !ok || f(s)
	}
}

func isCountry(s string) bool {
	if len(s) != 2 || s != strings.ToUpper(s) || s == "UK" || retired[s] != nil {
		return false
	}
	r, err := language.ParseRegion(s)
	return err == nil && r.IsCountry()
}

// retired are the codes of countries that are no more, with those of today for the same places. ISO 3166-3 lists
// them. CS was Czechoslovakia, and later Serbia and Montenegro.
var retired = map[string][]string{
	"AN": {"CW", "SX", "BQ"}, "BU": {"MM"}, "CS": {"CZ", "SK", "RS", "ME"}, "DD": {"DE"}, "FX": {"FR"},
	"SU": {"RU", "UA", "BY", "MD", "EE", "LV", "LT", "GE", "AM", "AZ", "KZ", "KG", "TJ", "TM", "UZ"}, "TP": {"TL"}, "YD": {"YE"},
	"YU": {"RS", "HR", "BA", "SI", "MK", "ME", "XK"}, "ZR": {"CD"},
}

func isLanguage(s string) bool {
	if strings.Contains(s, "_") {
		return false
	}
	// A name ("Greek") can have the form of a tag, so the language itself must be a known one.
	t, err := language.Parse(s)
	if err != nil {
		return false
	}
	base, _ := t.Base()
	first, _, _ := strings.Cut(s, "-")
	return base.String() != "und" && len(first) <= 3
}

func isColour(s string) bool {
	hex, ok := strings.CutPrefix(s, "#")
	if !ok || len(hex) != 3 && len(hex) != 6 {
		return false
	}
	return strings.Trim(hex, "0123456789abcdefABCDEF") == ""
}

func isYear(v any) bool {
	switch v := v.(type) {
	case int64:
		return v >= 1900 && v <= 2200
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		return err == nil && len(v) == 4 && isYear(n)
	}
	return true
}

// badFormat reports a value that does not have the form its field asks for.
func (v *visit) badFormat(s *spot) {
	switch format, _ := s.want["format"].(string); format {
	case "country", "country-or-union":
		v.badCountry(s)
	case "language-tag":
		v.badLanguage(s)
	case "colour":
		v.badColour(s)
	case "year":
		v.badYear(s)
	}
}

func (v *visit) badCountry(s *spot) {
	written := strings.TrimSpace(s.node.Text)
	p := diag.Problem{
		Code: "unknown-country", Severity: diag.Warning, Span: firstLine(v.job.file, s.node.Span), Label: "not a country's code",
		Message: fmt.Sprintf("%q is not the code of a country", written),
		Hint:    `write the two letters that stand at the end of the country's web addresses, such as "PT" or "NO"`,
	}
	code := ""
	if upper := strings.ToUpper(written); isCountry(upper) || upper == "EU" && s.want["format"] == "country-or-union" {
		code = upper
		p.Label = "in small letters"
	} else if today := retired[upper]; today != nil {
		p.Code, p.Label = "retired-country", "a country that is no more"
		p.Message = fmt.Sprintf("%q is the code of a country that is no more", upper)
		p.Hint = "write the code of the country where the place lies today: " + or(today)
		if len(today) == 1 {
			code = today[0]
		}
	} else if c := v.schemas.countries()[foldName(written)]; c != "" {
		code = c
		p.Code, p.Label = "country-name", "a name, not a code"
		p.Message = fmt.Sprintf("a country is written as its code of two letters, not as %q", written)
	} else if r, err := language.ParseRegion(written); err == nil && len(written) == 3 && r.IsCountry() {
		code = r.String()
		p.Code, p.Label = "country-name", "has three letters"
		p.Message = fmt.Sprintf("a country is written as its code of two letters, not as %q", written)
	} else if name, ok := nearest(written, v.schemas.countries()); ok && len(written) > 3 {
		p.Hint = fmt.Sprintf("did you mean %q?", v.schemas.countries()[name])
	}
	if code != "" {
		p.Hint = fmt.Sprintf("write %q", code)
		p.Fix = rewrite(s.node.Span, code, p.Hint)
	}
	v.found = append(v.found, p)
}

func (v *visit) badLanguage(s *spot) {
	written := strings.TrimSpace(s.node.Text)
	p := diag.Problem{
		Code: "unknown-language", Severity: diag.Warning, Span: firstLine(v.job.file, s.node.Span), Label: "not a language's code",
		Message: fmt.Sprintf("%q is not the code of a language", written),
		Hint:    `write the short code, such as "en", "pt" or "pt-BR"`,
	}
	if tag, ok := v.language(written); ok {
		if !strings.EqualFold(strings.ReplaceAll(written, "_", "-"), tag) {
			p.Code, p.Label = "language-name", "a name, not a code"
			p.Message = fmt.Sprintf("a language is written as its short code, not as %q", written)
		}
		p.Hint = fmt.Sprintf("write %q", tag)
		p.Fix = rewrite(s.node.Span, tag, p.Hint)
	} else if name, ok := nearest(written, v.schemas.languages()); ok && len(written) > 3 {
		p.Hint = fmt.Sprintf("did you mean %q?", v.schemas.languages()[name])
	}
	v.found = append(v.found, p)
}

// language finds the tag that a person means by a word: a name in English or in the language itself,
// or a tag with an underscore.
func (v *visit) language(written string) (string, bool) {
	if tag := v.schemas.languages()[foldName(written)]; tag != "" {
		return tag, true
	}
	if tag := strings.ReplaceAll(written, "_", "-"); isLanguage(tag) {
		return tag, true
	}
	return "", false
}

// colours are the names that people write for colours, as CSS defines them.
var colours = map[string]string{
	"black": "#000000", "blue": "#0000ff", "navy": "#000080", "teal": "#008080", "green": "#008000", "darkgreen": "#006400",
	"red": "#ff0000", "darkred": "#8b0000", "maroon": "#800000", "orange": "#ffa500", "purple": "#800080", "violet": "#ee82ee",
	"pink": "#ffc0cb", "brown": "#a52a2a", "gold": "#ffd700", "gray": "#808080", "grey": "#808080", "indigo": "#4b0082",
	"crimson": "#dc143c", "coral": "#ff7f50", "olive": "#808000", "turquoise": "#40e0d0", "darkblue": "#00008b", "royalblue": "#4169e1",
	"steelblue": "#4682b4", "forestgreen": "#228b22", "tomato": "#ff6347", "magenta": "#ff00ff", "cyan": "#00ffff", "slategray": "#708090",
}

func (v *visit) badColour(s *spot) {
	written := strings.TrimSpace(s.node.Text)
	p := diag.Problem{
		Code: "not-a-colour", Severity: diag.Warning, Span: firstLine(v.job.file, s.node.Span), Label: "not a colour",
		Message: fmt.Sprintf("%q is not a colour as programs write them", written),
		Hint:    `write # and six digits in quotes, such as "#0b6e6e", as colour pickers show them`,
	}
	hex := colours[strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(written))]
	if isColour("#" + written) {
		hex = "#" + written
		p.Label = "lacks its #"
	}
	if hex != "" {
		p.Hint = fmt.Sprintf("write %q, with the quotes", hex)
		p.Fix = rewrite(s.node.Span, doubleQuoted(hex), p.Hint)
	}
	v.found = append(v.found, p)
}

func (v *visit) badYear(s *spot) {
	p := diag.Problem{
		Code: "not-a-year", Severity: diag.Error, Span: firstLine(v.job.file, s.node.Span), Label: "not a year",
		Message: fmt.Sprintf("%q takes a year, and %q is none", s.key(), s.node.Text),
		Hint:    fmt.Sprintf("write four digits, such as %q", s.key()+": 2010"),
	}
	if s.node.Kind == source.String {
		if year, _, ok := strings.Cut(s.node.Text, "-"); ok && isYear(year) {
			p.Hint = fmt.Sprintf("write the year alone: %q", s.key()+": "+year)
			p.Fix = rewrite(s.node.Span, year, "write the year alone")
		}
	}
	v.found = append(v.found, p)
}

// foldName makes names comparable: small letters, no accents that people leave out, no dots.
func foldName(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.TrimPrefix(s, "the ")
	return strings.NewReplacer(".", "", "’", "'", "é", "e", "è", "e", "ê", "e", "á", "a", "à", "a", "â", "a", "ã", "a", "ä", "a", "å", "a",
		"ç", "c", "í", "i", "î", "i", "ñ", "n", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ú", "u", "û", "u", "ü", "u", "ß", "ss").Replace(s)
}

// nearest finds the name among the keys that a text was probably meant to be, always the same one.
func nearest(text string, among map[string]string) (string, bool) {
	names := make([]string, 0, len(among))
	for n := range among {
		names = append(names, n)
	}
	slices.Sort(names)
	return passport.Nearest(foldName(text), names)
}

// moreCountries are names that golang.org/x/text does not have: newer ones, and what people say.
var moreCountries = map[string]string{
	"uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
	"usa": "US", "us": "US", "america": "US", "united states of america": "US", "holland": "NL", "czech republic": "CZ", "czechia": "CZ",
	"turkiye": "TR", "turkey": "TR", "north macedonia": "MK", "macedonia": "MK", "eswatini": "SZ", "swaziland": "SZ", "korea": "KR",
	"south korea": "KR", "republic of korea": "KR", "russia": "RU", "russian federation": "RU", "uae": "AE", "ivory coast": "CI",
	"hong kong": "HK", "macau": "MO", "macao": "MO", "palestine": "PS", "vietnam": "VN", "viet nam": "VN", "burma": "MM", "cape verde": "CV",
	"republic of ireland": "IE", "eire": "IE", "slovak republic": "SK", "brasil": "BR", "deutschland": "DE", "espana": "ES", "polska": "PL",
	"osterreich": "AT", "schweiz": "CH", "suisse": "CH", "norge": "NO", "sverige": "SE", "danmark": "DK", "suomi": "FI", "nederland": "NL",
	"belgique": "BE", "belgie": "BE", "italia": "IT", "eesti": "EE", "latvija": "LV", "lietuva": "LT", "magyarorszag": "HU", "hrvatska": "HR",
	"srbija": "RS", "ellada": "GR", "mexico": "MX", "peru": "PE", "maroc": "MA", "algerie": "DZ", "tunisie": "TN", "nippon": "JP",
}

// countryNames maps what people call countries to their codes.
func countryNames() map[string]string {
	names := map[string]string{}
	english := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			if !isCountry(code) {
				continue
			}
			region, _ := language.ParseRegion(code)
			if region.Canonicalize() != region {
				continue
			}
			if name := english.Name(region); name != "" && name != code {
				names[foldName(name)] = code
			}
		}
	}
	for name, code := range moreCountries {
		names[name] = code
	}
	return names
}

// moreLanguages are names that people use and the tables do not have.
var moreLanguages = map[string]string{
	"mandarin": "zh", "cantonese": "yue", "farsi": "fa", "flemish": "nl-BE", "brazilian portuguese": "pt-BR", "british english": "en-GB",
	"american english": "en-US", "castilian": "es", "castellano": "es", "tagalog": "tl", "sign language": "sgn", "british sign language": "bfi",
	"american sign language": "ase", "moldovan": "ro", "serbo-croatian": "sh", "punjabi": "pa", "swiss german": "gsw", "bengali": "bn",
}

// languageNames maps the names of languages, in English and as their speakers say, to their tags.
func languageNames() map[string]string {
	names := map[string]string{}
	english := display.English.Languages()
	for _, tag := range display.Supported.Tags() {
		base, _ := tag.Base()
		short := language.Make(base.String())
		for _, name := range []string{english.Name(short), display.Self.Name(short)} {
			if name != "" {
				names[foldName(name)] = base.String()
			}
		}
	}
	for name, tag := range moreLanguages {
		names[name] = tag
	}
	// What people whose own language is another one call them; the names above go first.
	for _, in := range []language.Tag{language.Portuguese, language.Spanish, language.French, language.German, language.Italian, language.Polish, language.Dutch} {
		namer := display.Languages(in)
		for _, tag := range display.Supported.Tags() {
			base, _ := tag.Base()
			name := foldName(namer.Name(language.Make(base.String())))
			if name != "" && names[name] == "" {
				names[name] = base.String()
			}
		}
	}
	return names
}
