package source

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Quote returns s as a YAML scalar that reads back as the string s, wherever it is put: plain as a
// person would write it when that is safe, else in quotes. It never breaks a line.
func Quote(s string) string {
	if plainSafe(s, true) {
		return s
	}
	return quoted(s)
}

// quoted puts s in quotes: double ones, or single ones when that saves backslashes.
func quoted(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	escape, marks := false, false
	for _, r := range s {
		if !printable(r) || r == '\n' || r == '\t' {
			escape = true
		}
		marks = marks || r == '"' || r == '\\'
	}
	if !escape && marks && !strings.Contains(s, "'") {
		return "'" + s + "'"
	}
	var sb strings.Builder
	sb.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			sb.WriteByte('\\')
			sb.WriteRune(r)
		case r == '\n':
			sb.WriteString(`\n`)
		case r == '\t':
			sb.WriteString(`\t`)
		case r == '\r':
			sb.WriteString(`\r`)
		case printable(r):
			sb.WriteRune(r)
		case r <= 0xFF:
			fmt.Fprintf(&sb, `\x%02x`, r)
		case r <= 0xFFFF:
			fmt.Fprintf(&sb, `\u%04x`, r)
		default:
			fmt.Fprintf(&sb, `\U%08x`, r)
		}
	}
	sb.WriteByte('"')
	return sb.String()
}

// printable reports whether YAML may hold r as it is, in the middle of a line.
func printable(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return true
	case r < ' ', r >= 0x7F && r < 0xA0, r == 0x2028, r == 0x2029, r == 0xFEFF, r&0xFFFE == 0xFFFE:
		return false
	}
	return true
}

// plainSafe reports whether s without quotes reads back as the string s, here and in other YAML
// readers. In flow collections commas and brackets end a plain scalar.
func plainSafe(s string, flow bool) bool {
	if s == "" || len(s) > 4096 && flow || !utf8.ValidString(s) {
		return false
	}
	if kind, ok := plainKind(s); !ok || kind != String {
		return false
	}
	return plainForm(s, flow)
}

// plainForm reports whether s may stand without quotes, whatever it then means.
func plainForm(s string, flow bool) bool {
	if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' || s[len(s)-1] == ':' {
		return false
	}
	switch s[0] {
	case '-', '?', ':':
		if len(s) == 1 || s[1] == ' ' || s[0] != '-' || strings.HasPrefix(s, "---") {
			return false
		}
	case ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=':
		return false
	}
	if strings.HasPrefix(s, "...") {
		return false
	}
	for i, r := range s {
		switch {
		case !printable(r) || r == '\n' || r == '\t':
			return false
		case r == ':' && (i+1 == len(s) || s[i+1] == ' ' || flow && strings.IndexByte(",[]{}", s[i+1]) >= 0):
			return false
		case r == '#' && i > 0 && s[i-1] == ' ':
			return false
		case flow && strings.ContainsRune(",[]{}", r):
			return false
		}
	}
	return true
}

// plainKind returns what a plain scalar is read as. ok is false for words that YAML readers do not
// agree on, which are better quoted.
func plainKind(s string) (k Kind, ok bool) {
	switch strings.ToLower(s) {
	case "~", "null", "":
		return Null, true
	case "true", "false":
		return Bool, true
	case "yes", "no", "on", "off", "y", "n", "<<", ".nan", ".inf", "+.inf", "-.inf":
		return String, false
	}
	switch {
	case plainInt.MatchString(s):
		return Int, true
	case plainFloat.MatchString(s):
		return Float, true
	case numberLike(s):
		return String, false
	}
	return String, true
}

// numberLike reports whether some YAML reader takes s for a number although this one does not: octal,
// hexadecimal, digits with underscores or colons.
func numberLike(s string) bool {
	t := strings.TrimLeft(s, "+-")
	if t == "" || t[0] < '0' || t[0] > '9' {
		return false
	}
	for i := 0; i < len(t); i++ {
		c := t[i]
		hex := strings.HasPrefix(t, "0x") && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')
		if !(c >= '0' && c <= '9' || c == '_' || c == ':' || c == '.' || hex || i == 1 && (c == 'x' || c == 'o' || c == 'b')) {
			return false
		}
	}
	return true
}
