package diag

import (
	"slices"
	"strings"
)

// Explain finds the documentation of a problem code. When there is none, near is the code that was
// probably meant, or "" when nothing comes close.
func Explain(docs []Doc, code string) (doc Doc, near string, ok bool) {
	// Codes are often pasted out of the report with their surroundings: "error[unknown-skill]:".
	if _, rest, found := strings.Cut(code, "["); found {
		code, _, _ = strings.Cut(rest, "]")
	}
	code = strings.ToLower(strings.TrimSpace(code))
	code = strings.NewReplacer("_", "-", " ", "-").Replace(code)
	if i := slices.IndexFunc(docs, func(d Doc) bool { return d.Code == code }); i >= 0 {
		return docs[i], "", true
	}
	if code == "" || len(code) > 100 {
		return Doc{}, "", false
	}
	best := max(len(code)/3, 1)
	for _, d := range docs {
		if n := Distance(code, d.Code); n < best || n == best && near == "" {
			best, near = n, d.Code
		}
	}
	if near != "" {
		return Doc{}, near, false
	}
	for _, d := range docs {
		if strings.HasPrefix(d.Code, code) || strings.HasSuffix(d.Code, code) {
			return Doc{}, d.Code, false
		}
	}
	return Doc{}, "", false
}

// ParseDocs reads the documentation of codes from a text: for each a heading "# code", a line with its
// usual severity, a line that is its title, and the explanation in Markdown. Examples in it are indented.
// The result is sorted by code.
func ParseDocs(text string) []Doc {
	var docs []Doc
	for section := range strings.SplitSeq("\n"+text, "\n# ") {
		lines := strings.SplitN(section, "\n", 4)
		if len(lines) < 4 || lines[0] == "" || strings.Contains(lines[0], " ") {
			continue
		}
		d := Doc{Code: lines[0], Title: lines[2], Text: strings.TrimSpace(lines[3])}
		switch lines[1] {
		case "warning":
			d.Severity = Warning
		case "note":
			d.Severity = Note
		}
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(a, b Doc) int { return strings.Compare(a.Code, b.Code) })
	return docs
}
