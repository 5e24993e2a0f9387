package lang

import (
	"strings"
)

// YAML writes all words as the lines of a words file, in the order of our own with its headings, in the
// language where it has them and in English, as comments, where not. With missing, only the latter, as
// lines to translate.
func (w *Words) YAML(missing bool) []byte {
	data, err := files.ReadFile("words/" + fallback + ".txt")
	if err != nil {
		panic(err) // compiled in
	}
	var b strings.Builder
	heading := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if text, ok := strings.CutPrefix(line, "# "); ok {
			heading = text
			continue
		}
		key, _, ok := strings.Cut(line, " = ")
		if !ok || key == "plurals" {
			heading = ""
			continue
		}
		theirs := w.Lang(key) == ""
		if missing && theirs {
			continue
		}
		if heading != "" {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString("# " + heading + "\n")
			heading = ""
		}
		if !theirs && !missing {
			b.WriteString("# ")
		}
		b.WriteString(key + ": " + w.yaml(key) + "\n")
	}
	return []byte(b.String())
}

// yaml writes the value of a word.
func (w *Words) yaml(key string) string {
	forms := w.Template(key)
	if s, ok := forms[""]; ok {
		return quote(s)
	}
	var parts []string
	for _, name := range Plurals(w.asked) {
		s, ok := forms[name]
		if !ok {
			s = forms["other"]
		}
		parts = append(parts, name+": "+quote(s))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// quote writes a text for YAML: in quotes that need nothing escaped but a quote.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
