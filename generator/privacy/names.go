package privacy

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A credential names whom it was issued to. When that is not a name that the person uses, it is perhaps a
// former one, and publishing the file would tell it.

const manyNames = `(\p{Lu}[\pL'’.-]+(?: (?:d[aeo]s? |de la |del |von |van )?\p{Lu}[\pL'’.-]*){1,5})`

var issuedTo = lazily(`(?i:certif(?:y|ies) that|awarded to|presented to|issued to|conferred (?:up)?on|granted to|certifica(?:-se)? que|atribuído a|concedido a|conferido a|otorgado a|` +
	`certifie que|décerné à|délivré à|bescheinigt,? dass|bescheinigen,? dass|verliehen an|name of (?:holder|student)|holder|student|nome|nombre|nom|name)\s*:?\s{1,3}(?:(?:Mr|Mrs|Ms|Herrn?|Frau|M|Mme|Sr|Sra|Dr)\.?\s)?` + manyNames)

// otherNames finds names of the holder that are none of the person's.
func (r *Review) otherNames(s string, isJSON bool) []finding {
	var all []finding
	add := func(n string) {
		n = strings.TrimRight(strings.TrimSpace(n), ".,")
		if n == "" || r.isSelf(n) || slices.ContainsFunc(all, func(f finding) bool { return f.what == n }) {
			return
		}
		i, size := strings.Index(s, n), len(n)
		if i < 0 {
			// Given and family name stand apart: the place is that of the first.
			given, _, _ := strings.Cut(n, " ")
			if i, size = strings.Index(s, strconv.Quote(given)), len(given); i >= 0 {
				i++
			}
		}
		if i < 0 {
			i, size = 0, 0
		}
		all = append(all, finding{code: otherName, noun: "another name in a credential", start: i, end: i + size, what: n})
	}
	if isJSON {
		var v any
		if json.Unmarshal([]byte(s), &v) == nil {
			holders(v, false, 0, add)
		}
		return all
	}
	for _, m := range issuedTo().FindAllStringSubmatch(s, 20) {
		add(m[1])
	}
	// Another given name with the same family name.
	for _, me := range r.own.self {
		family := lastWord(me)
		if len(strings.Fields(me)) < 2 || len(family) < 3 {
			continue
		}
		near := regexp.MustCompile(`(\p{Lu}[\p{Ll}'’-]+|\p{Lu}{2,})\s` + `(?:` + regexp.QuoteMeta(family) + `|` + regexp.QuoteMeta(strings.ToUpper(family)) + `)`)
		for _, m := range near.FindAllString(s, 20) {
			add(m)
		}
	}
	return all
}

// holders walks through a credential to the names of whom it is about (Open Badges 2.0 recipient, W3C
// Verifiable Credentials credentialSubject, Europass subject). What is below an achievement names that.
func holders(v any, inside bool, depth int, add func(string)) {
	if depth > 40 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			holders(x, inside, depth+1, add)
		}
	case map[string]any:
		if inside {
			for _, k := range []string{"name", "fullName", "legalName", "displayName"} {
				if n, ok := v[k].(string); ok {
					add(n)
				}
			}
			given, _ := v["givenName"].(string)
			family, _ := v["familyName"].(string)
			add(strings.TrimSpace(given + " " + family))
		}
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			switch strings.ToLower(k) {
			case "credentialsubject", "recipient", "subject", "holder", "learner", "student", "recipientprofile":
				holders(v[k], true, depth+1, add)
			case "achievement", "issuer", "awardedby", "organization", "hasclaim", "badge", "result", "evidence":
				holders(v[k], false, depth+1, add)
			default:
				holders(v[k], inside && strings.HasPrefix(strings.ToLower(k), "person"), depth+1, add)
			}
		}
	}
}

// isSelf reports whether a name is made of nothing but words of the person's names.
func (r *Review) isSelf(n string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) })
	}
	known := map[string]bool{"da": true, "de": true, "do": true, "dos": true, "das": true, "von": true, "van": true, "e": true}
	for _, me := range r.own.self {
		for _, w := range words(me) {
			known[w] = true
		}
	}
	return !slices.ContainsFunc(words(n), func(w string) bool { return !known[w] && len([]rune(w)) > 1 })
}
