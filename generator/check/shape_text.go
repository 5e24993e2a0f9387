package check

import (
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// flowText writes a text as a scalar inside brackets or braces, where commas and brackets mean more.
func flowText(s string) string {
	q := source.Quote(s)
	if q == s && strings.ContainsAny(s, ",[]{}") {
		return doubleQuoted(s)
	}
	return q
}

// doubleQuoted writes a text of one line between double quotes.
func doubleQuoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// splitList takes apart what a person wrote as one text: "nursing, wound care; triage".
func splitList(s string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '•' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	if len(out) == 0 {
		return []string{s}
	}
	return out
}

// typed shows what a person should type. Text with quotes in it goes between backticks, so that
// nobody types a backslash that was only there for us.
func typed(s string) string {
	if strings.ContainsAny(s, `"\`) {
		return "`" + s + "`"
	}
	return `"` + s + `"`
}

func flowList(parts []string) string {
	quoted := make([]string, len(parts))
	for i, p := range parts {
		quoted[i] = flowText(p)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

func isNumber(s string, whole bool) bool {
	if strings.ContainsAny(s, "xXeEpPiInN_") {
		return false
	}
	if whole {
		_, err := strconv.ParseInt(s, 10, 64)
		return err == nil
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// firstNumber finds a number in "38 hours" or "EQF 6".
func firstNumber(s string) string {
	start := strings.IndexAny(s, "0123456789")
	if start < 0 {
		return ""
	}
	end := start
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.') {
		end++
	}
	return strings.TrimSuffix(s[start:end], ".")
}

// near reports whether a word was probably meant to be another.
func near(word, other string) bool {
	_, ok := passport.Nearest(word, []string{other})
	return ok
}
