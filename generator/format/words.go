package format

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/talent-passport/passport/generator/passport"
)

// Markdown writes plain words as Markdown that reads the same: signs that would mean something are
// escaped, lines that begin with a bullet become a list, and blank lines part paragraphs. Line ends
// inside a paragraph become spaces when read, as in any prose.
func Markdown(plain string) string {
	plain = strings.ReplaceAll(strings.ReplaceAll(plain, "\r\n", "\n"), "\r", "\n")
	var out []string
	list := false
	for line := range strings.SplitSeq(plain, "\n") {
		line = strings.TrimSpace(line)
		item, bullet := cutBullet(line)
		if line == "" {
			if len(out) > 0 && out[len(out)-1] != "" {
				out = append(out, "")
			}
			list = false
			continue
		}
		if bullet != list && len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, "")
		}
		list = bullet
		if bullet {
			out = append(out, "- "+escapeMarkdown(item))
		} else {
			out = append(out, escapeMarkdown(line))
		}
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// cutBullet takes the sign of a list item off a line.
func cutBullet(line string) (string, bool) {
	for _, b := range []string{"•", "‣", "▪", "●", "◦", "·", "- ", "* ", "– ", "+ "} {
		if rest, ok := strings.CutPrefix(line, b); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest), true
		}
	}
	return line, false
}

// escapeMarkdown writes a line so that Markdown takes none of its signs for its own.
func escapeMarkdown(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch c {
		case '\\', '`', '*', '<', '[', ']', '~':
			b.WriteByte('\\')
		case '_':
			// An underscore inside a word is none of Markdown's.
			if i == 0 || i+1 == len(line) || !letter(line[i-1]) || !letter(line[i+1]) {
				b.WriteByte('\\')
			}
		case '#', '>', '=', '|':
			if i == 0 {
				b.WriteByte('\\')
			}
		case '-', '+':
			if i == 0 {
				b.WriteByte('\\')
			}
		case '.', ')':
			// "2019. A good year" is not the nineteenth item of a list.
			if i > 0 && i <= 9 && strings.Trim(line[:i], "0123456789") == "" {
				b.WriteByte('\\')
			}
		case '&':
			if end := strings.IndexByte(line[i:], ';'); end > 1 && end < 12 && !strings.ContainsAny(line[i:i+end], " \t") {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// vocabulary holds names as people write them, in lower case, and the codes that they mean.
type vocabulary struct{ countries, languages map[string]string }

var names = sync.OnceValue(func() vocabulary {
	n := vocabulary{map[string]string{}, map[string]string{}}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.String() != code {
				continue
			}
			if name := display.English.Regions().Name(r); name != "" && name != "Unknown Region" {
				n.countries[strings.ToLower(name)] = code
			}
		}
	}
	for name, code := range map[string]string{
		"usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
		"türkiye": "TR", "czech republic": "CZ", "czechia": "CZ", "north macedonia": "MK", "eswatini": "SZ", "the netherlands": "NL", "holland": "NL",
		"south korea": "KR", "republic of ireland": "IE", "hong kong": "HK",
	} {
		n.countries[name] = code
	}
	for _, t := range display.Supported.Tags() {
		base, _ := t.Base()
		tag := language.Make(base.String())
		for _, name := range []string{display.English.Languages().Name(tag), display.Self.Name(tag)} {
			if name != "" {
				n.languages[strings.ToLower(name)] = base.String()
			}
		}
	}
	for name, tag := range map[string]string{"mandarin": "zh", "chinese": "zh", "farsi": "fa", "flemish": "nl", "castilian": "es", "american english": "en-US", "british english": "en-GB"} {
		n.languages[name] = tag
	}
	return n
})

// elsewhere are the names of languages in the languages that people write résumés in. They take a while
// to collect, so they are asked last.
var elsewhere = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, in := range []string{"pt", "es", "fr", "de", "it", "nl", "pl", "uk", "ru", "sv", "da", "nb", "fi", "cs", "ro", "hu", "el", "tr", "ar", "hi", "zh", "ja", "ko"} {
		namer := display.Languages(language.Make(in))
		for _, t := range display.Supported.Tags() {
			base, _ := t.Base()
			name := strings.ToLower(namer.Name(language.Make(base.String())))
			if name != "" && out[name] == "" {
				out[name] = base.String()
			}
		}
	}
	return out
})

// CountryCode returns the ISO 3166-1 alpha-2 code of a country that is named in English, "" for none.
func CountryCode(name string) string {
	return names().countries[strings.ToLower(strings.TrimSpace(name))]
}

// CountryName is the English name of a country by its code, "" for none.
func CountryName(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil || !r.IsCountry() {
		return ""
	}
	return display.English.Regions().Name(r)
}

// LanguageTag returns the BCP 47 tag of a language that is named in a common language or in itself, or
// written as a tag already; "" for none. What stands in brackets or behind a comma is left aside: "Spanish (Mexico)".
func LanguageTag(name string) string {
	name = strings.TrimSpace(name)
	if i := strings.IndexAny(name, "(,;/"); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	if tag := names().languages[strings.ToLower(name)]; tag != "" {
		return tag
	}
	if tag := elsewhere()[strings.ToLower(name)]; tag != "" {
		return tag
	}
	if len(name) >= 2 && len(name) <= 3 || strings.IndexByte(name, '-') == 2 {
		if t, err := language.Parse(name); err == nil {
			return t.String()
		}
	}
	return ""
}

// LanguageName is the English name of a language by its tag; the tag itself for one without a name.
func LanguageName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.English.Tags().Name(t); name != "" {
		return name
	}
	return tag
}

// LanguageLevel turns the words with which résumés say how well a language is known into a level of the
// Common European Framework, or "native"; "" for words that say no level. A level that is named inside
// the words counts ("Fluent (C1)"). The scale of five steps is that of LinkedIn and the US Interagency
// Language Roundtable, at its cautious end.
func LanguageLevel(words string) string {
	s := strings.ToLower(words)
	for _, field := range strings.FieldsFunc(s, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }) {
		switch field {
		case "a1", "a2", "b1", "b2", "c1", "c2":
			return strings.ToUpper(field)
		}
	}
	for _, l := range []struct{ word, level string }{
		{"nativ", "native"}, {"mother tongue", "native"},
		{"اللغة الأم", "native"}, {"muttersprache", "native"}, {"lengua materna", "native"}, {"langue maternelle", "native"}, {"मातृभाषा", "native"}, {"madrelingua", "native"}, {"母語", "native"}, {"moedertaal", "native"}, {"język ojczysty", "native"}, {"língua materna", "native"}, {"рідна мова", "native"}, {"母语", "native"},
		{"muttersprach", "native"}, {"langue maternelle", "native"}, {"langue natale", "native"}, {"bilingual", "native"}, {"bilingü", "native"}, {"first language", "native"},
		{"limited working", "B1"}, {"full professional", "C1"}, {"professional working", "B2"}, {"fluent", "C1"}, {"proficient", "C1"},
		{"advanced", "C1"}, {"professional", "B2"}, {"upper intermediate", "B2"}, {"intermediate", "B1"}, {"conversational", "B1"},
		// The five steps as LinkedIn writes them in other languages.
		{"profesional completa", "C1"}, {"básica profesional", "B2"}, {"básica limitada", "B1"}, {"competencia básica", "A2"},
		{"professionnelle complète", "C1"}, {"professionnelle limitée", "B1"}, {"notions", "A2"},
		{"verhandlungssicher", "C1"}, {"gute kenntnisse", "B1"}, {"grundkenntnisse", "A2"},
		{"nível avançado", "C1"}, {"básico a intermediário", "B1"}, {"nível básico", "A2"},
		{"elementary", "A2"}, {"basic", "A2"}, {"beginner", "A1"},
	} {
		if strings.Contains(s, l.word) {
			return l.level
		}
	}
	return ""
}

// skillLevels are words for how well a skill is held, in the languages that passports are shown in and in the
// words of common résumé programs.
var skillLevels = map[string]string{
	"إلمام": "awareness", "grundwissen": "awareness", "awareness": "awareness", "nociones": "awareness", "notions": "awareness", "परिचय": "awareness", "nozioni": "awareness",
	"基礎知識": "awareness", "basiskennis": "awareness", "podstawy": "awareness", "noções": "awareness", "обізнаність": "awareness", "了解": "awareness", "beginner": "awareness",
	"novice": "awareness", "basic": "awareness", "elementary": "awareness", "learning": "awareness", "foundational": "awareness",
	"استقلالية": "working", "selbstständig": "working", "working": "working", "autonomía básica": "working", "autonomie de base": "working", "कामकाजी": "working", "autonomia di base": "working",
	"自立": "working", "zelfstandig": "working", "samodzielność": "working", "autonomia básica": "working", "самостійність": "working", "胜任": "working", "intermediate": "working",
	"competent": "working", "good": "working", "proficient user": "working",
	"تمرّس": "practitioner", "geübt": "practitioner", "practitioner": "practitioner", "práctica": "practitioner", "pratique": "practitioner", "अनुभवी": "practitioner", "pratica": "practitioner",
	"熟練": "practitioner", "ervaren": "practitioner", "wprawa": "practitioner", "prática": "practitioner", "вправність": "practitioner", "熟练": "practitioner", "advanced": "practitioner",
	"proficient": "practitioner", "experienced": "practitioner", "senior": "practitioner",
	"خبرة عالية": "expert", "führend": "expert", "expert": "expert", "experto": "expert", "विशेषज्ञ": "expert", "esperto": "expert", "専門家": "expert",
	"poziom ekspercki": "expert", "especialista": "expert", "експертний рівень": "expert", "专家": "expert", "master": "expert", "expert level": "expert",
}

// SkillLevel turns a word for how well a skill is held into one of the levels awareness, working, practitioner
// and expert; "" for words that say none.
func SkillLevel(words string) string {
	return skillLevels[strings.ToLower(strings.TrimSpace(words))]
}

// Spoken is a language by its tag and by words for how well it is known, which name a level first: "C1, advanced,
// three years in Cork". Words that say no level are a note.
func Spoken(tag, words string) passport.LanguageSkill {
	l := passport.LanguageSkill{Language: tag}
	first, rest, _ := strings.Cut(words, ", ")
	switch l.Level = LanguageLevel(first); {
	case l.Level == "":
		rest = words
	case l.Level != "native" && strings.EqualFold(first, l.Level):
		// A level of the framework is followed by what it is called.
		_, rest, _ = strings.Cut(rest, ", ")
	}
	l.Note.Value = rest
	return l
}
