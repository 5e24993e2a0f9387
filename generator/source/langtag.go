package source

import "strings"

// twoLetter are the languages of ISO 639-1. "node.js.md" is about Node.js because js is none of them.
const twoLetter = " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv " +
	"ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my " +
	"na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty " +
	"ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "

// splitLang takes the language off a name: "river-app.fr" is "river-app" in "fr". The tag is returned
// in its usual form, pt-BR and zh-Hans.
func splitLang(name string) (base, lang string) {
	i := strings.LastIndexByte(name, '.')
	if i <= 0 {
		return name, ""
	}
	lang, ok := langTag(name[i+1:])
	if !ok {
		return name, ""
	}
	return name[:i], lang
}

// langTag brings a language tag (BCP 47) into its usual form. ok is false when s is none: a language
// of two or three letters, then perhaps a script of four, a region of two letters or three digits,
// and variants of five to eight characters.
func langTag(s string) (tag string, ok bool) {
	parts := strings.Split(strings.ReplaceAll(s, "_", "-"), "-")
	for i, p := range parts {
		letters := strings.Trim(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
		digits := strings.Trim(p, "0123456789") == ""
		switch n := len(p); {
		case p == "":
			return "", false
		case i == 0:
			p = strings.ToLower(p)
			if !letters || n != 3 && (n != 2 || !strings.Contains(twoLetter, " "+p+" ")) {
				return "", false
			}
		case n == 4 && letters && i == 1:
			p = strings.ToUpper(p[:1]) + strings.ToLower(p[1:])
		case n == 2 && letters && i <= 2:
			p = strings.ToUpper(p)
		case n == 3 && digits && i <= 2:
		case n >= 5 && n <= 8 && i >= 1:
			p = strings.ToLower(p)
		default:
			return "", false
		}
		parts[i] = p
	}
	return strings.Join(parts, "-"), true
}
