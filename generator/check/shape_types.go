package check

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// wrongType reports a value of the wrong sort: a text where a list belongs, and so on.
func (v *visit) wrongType(s *spot) {
	n := s.node
	switch {
	case n.Kind == source.Null:
		v.emptyItem(n, s)
	case accepts(s.want, "array"):
		v.listExpected(s)
	case n.Kind == source.Seq:
		v.oneExpected(s)
	case accepts(s.want, "boolean"):
		v.yesOrNo(s)
	case n.Kind == source.Map:
		v.textExpected(s)
	case accepts(s.want, "object") && !accepts(s.want, "string"):
		v.fieldsExpected(s)
	case accepts(s.want, "number") && !accepts(s.want, "string"), accepts(s.want, "integer") && !accepts(s.want, "string"):
		v.numberExpected(s)
	case s.want["enum"] != nil:
		v.unknownWord(s)
	case s.want["format"] != nil:
		v.badFormat(s)
	default:
		v.quotesNeeded(s)
	}
}

// listExpected is about one value, or a group of fields, where a list belongs.
func (v *visit) listExpected(s *spot) {
	p := diag.Problem{
		Code: "list-expected", Severity: diag.Warning, Span: firstLine(v.job.file, s.node.Span), Label: "one value, not a list",
		Message: fmt.Sprintf("%q takes a list", s.key()),
	}
	items, _ := v.schemas.deref(s.want["items"], s.in)
	switch {
	case v.gluedHyphens(s):
		return
	case v.blockAsList(s, &p):
	case s.node.Kind == source.Map && v.keyedItems(s, items, &p):
	case s.node.Kind != source.Map && accepts(items, "string") && v.linesAsList(s, &p):
	case s.node.Kind == source.Map:
		p.Label = "fields, not a list"
		p.Hint = "put a hyphen and a space in front of every item: " + typed("- "+v.schemas.example(s.want["items"], s.in))
		if v.pairsAsList(s, items, &p) {
			break
		}
		if len(s.node.Pairs) > 0 {
			if props, _ := items["properties"].(map[string]any); props[s.node.Pairs[0].Key] != nil {
				p.Hint = fmt.Sprintf("put a hyphen and a space in front of %q, and the lines below it two spaces further in", s.node.Pairs[0].Key)
			}
		}
	case s.key() == "languages" && v.languagesAsList(s, items, &p):
	case !accepts(items, "string"):
		p.Hint = "write each on a line of its own, such as " + typed("- "+v.schemas.example(s.want["items"], s.in))
		if field := plainField(s.key(), s.node.Text); field != "" && field != "language" && v.oneLine(s.node) {
			item := "[{" + field + ": " + flowText(s.node.Text) + "}]"
			p.Hint = "write " + typed(s.key()+": "+item)
			p.Fix = rewrite(s.node.Span, item, "make it a list of one")
		}
	case v.entries(s) && len(splitList(s.node.Text)) > 1:
		p.Hint = "put it on the next line, with a hyphen and the name of a field in front, and what else there is in fields of its own below: " + typed("- title: "+splitList(s.node.Text)[0])
	default:
		parts, sure := listParts(s.key(), s.node.Text)
		p.Hint = fmt.Sprintf("write %s, or each on a line of its own with a hyphen in front", typed(s.key()+": "+flowList(parts)))
		switch {
		case !v.oneLine(s.node):
		case len(parts) == 1:
			p.Fix = rewrite(s.node.Span, flowList(parts), "make it a list of one")
		case sure:
			p.Fix = rewrite(s.node.Span, flowList(parts), "make it a list")
		}
	}
	v.found = append(v.found, p)
}

// entries reports whether a spot is a list of entries in passport.yaml, other than one that is mostly names.
func (v *visit) entries(s *spot) bool {
	return v.job.name == "passport" && len(s.path) == 1 && s.key() != "skills" && passport.KindOf(s.key()) != nil
}

// listParts are the items of a list that was written as one text. They are sure where each is a name: names have no
// commas in them; sentences do.
func listParts(key, text string) (parts []string, sure bool) {
	switch key {
	case "skills", "tags", "interests", "aliases":
		return splitList(text), true
	case "authors", "collaborators":
		return splitList(strings.NewReplacer(" and ", ", ", " & ", ", ").Replace(text)), false
	case "highlights":
		for part := range strings.SplitSeq(text, "•") {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, part)
			}
		}
		return parts, len(parts) > 0
	}
	return splitList(text), false
}

// blockAsList is about a list that a mark in front of it makes a text: "highlights: |" above the items.
func (v *visit) blockAsList(s *spot, p *diag.Problem) bool {
	raw := v.raw(s.node.Span)
	if s.node.Kind != source.String || raw == "" || raw[0] != '|' && raw[0] != '>' {
		return false
	}
	mark, below, _ := strings.Cut(raw, "\n")
	p.Span, p.Label = diag.Span{File: s.node.Span.File, Start: s.node.Span.Start, End: s.node.Span.Start + 1}, "makes a text of it"
	p.Hint = fmt.Sprintf("take the %s away, and begin each line below it with a hyphen and a space", mark[:1])
	for line := range strings.Lines(s.node.Text) {
		if !strings.HasPrefix(line, "- ") {
			return true
		}
	}
	p.Hint = fmt.Sprintf("take the %s away: what stands below it is a list already", mark[:1])
	p.Fix = rewrite(s.node.Span, "\n"+below, p.Hint)
	return true
}

// languagesAsList is about languages in one text: "English (fluent), Portuguese", and for a site "English, Portuguese".
func (v *visit) languagesAsList(s *spot, items map[string]any, p *diag.Problem) bool {
	if s.node.Kind == source.Map || !v.oneLine(s.node) {
		return false
	}
	var parts []string
	sure := true
	for _, part := range splitList(s.node.Text) {
		item, certain, ok := v.languageItem(part)
		if accepts(items, "string") {
			item, ok = v.language(part)
		}
		if !ok {
			return false
		}
		sure = sure && certain
		parts = append(parts, item)
	}
	better := "[" + strings.Join(parts, ", ") + "]"
	p.Hint = "write " + typed(s.key()+": "+better)
	if sure {
		p.Fix = rewrite(s.node.Span, better, "make it a list")
	}
	return true
}

// languageItem is a language as a person's list has it, made of "English (fluent)". It is certain when the text says the
// level itself and not a word that comes near to one.
func (v *visit) languageItem(text string) (item string, certain, ok bool) {
	name, said := strings.TrimSpace(text), ""
	if m := withLevel().FindStringSubmatch(name); m != nil {
		name, said = m[1], strings.TrimSpace(m[2]+m[3]+m[4])
	}
	tag, ok := v.language(name)
	if !ok {
		return "", false, false
	}
	level := languageLevel(said)
	if strings.EqualFold(said, "native") {
		level = "native"
	}
	if level == "" {
		return "{language: " + tag + "}", said == "", true
	}
	return "{language: " + tag + ", level: " + level + "}", level == "native" || strings.EqualFold(said, level), true
}

// languagePair is about a language with its level behind a colon: "- Hindi: native".
func (v *visit) languagePair(s *spot) bool {
	n := s.node
	if s.key() != "languages" || !s.item() || n.Kind != source.Map || len(n.Pairs) != 1 || strings.HasPrefix(v.raw(n.Span), "{") {
		return false
	}
	item, certain, ok := v.languageItem(n.Pairs[0].Key + ": " + n.Pairs[0].Value.Text)
	if !ok {
		return false
	}
	p := diag.Problem{
		Code: "fields-expected", Severity: diag.Error, Span: firstLine(v.job.file, n.Span), Label: "no field's name in front",
		Message: fmt.Sprintf("an item of %q takes fields, each with its name", s.key()),
		Hint:    fmt.Sprintf("write %s in its place", typed(item)),
	}
	if certain && v.oneLine(n) {
		p.Fix = rewrite(n.Span, item, "name the fields")
	}
	v.found = append(v.found, p)
	return true
}

// keyedItems is about entries that were given names of their own, each with its fields below it.
func (v *visit) keyedItems(s *spot, items map[string]any, p *diag.Problem) bool {
	props, _ := items["properties"].(map[string]any)
	if len(s.node.Pairs) == 0 || props["id"] == nil || strings.HasPrefix(v.raw(s.node.Span), "{") {
		return false
	}
	for i := range s.node.Pairs {
		if pair := &s.node.Pairs[i]; pair.Value.Kind != source.Map || props[pair.Key] != nil {
			return false
		}
	}
	key := s.node.Pairs[0].Key
	p.Label = "names, not a list"
	p.Hint = fmt.Sprintf("write %q in place of %q, and so on", "- id: "+passport.Fold(key), key+":")
	return true
}

// numbered is a line that begins as the items of a numbered list do.
var numbered = lazily(`^[ \t]*(\d{1,2}[.)])[ \t]+\S`)

// linesAsList is about a list on lines of its own whose items have no hyphen in front.
func (v *visit) linesAsList(s *spot, p *diag.Problem) bool {
	raw := v.raw(s.node.Span)
	if !s.node.Plain || !strings.Contains(raw, "\n") {
		return false
	}
	first, _, _ := strings.Cut(raw, "\n")
	first = strings.TrimSpace(first)
	p.Label = "lines, not a list"
	p.Hint = "begin each item with a hyphen and a space: " + typed("- "+first)
	var edits []diag.Edit
	at := s.node.Span.Start
	for line := range strings.Lines(raw) {
		m := numbered().FindStringSubmatchIndex(line)
		if m == nil {
			return true
		}
		edits = append(edits, diag.Edit{Span: diag.Span{File: s.node.Span.File, Start: at + m[2], End: at + m[3]}, Text: "-"})
		at += len(line)
	}
	p.Hint = "write a hyphen in place of each number: " + typed("-"+first[strings.IndexAny(first, ".)")+1:])
	p.Fix = &diag.Fix{Title: "write hyphens in place of the numbers", Edits: edits}
	return true
}

// gluedHyphens is about a list whose hyphens have no space after them, so that all of it is one text.
func (v *visit) gluedHyphens(s *spot) bool {
	if !s.node.Plain || s.node.Kind != source.String || !strings.HasPrefix(s.node.Text, "-") {
		return false
	}
	var edits []diag.Edit
	at := s.node.Span.Start
	for line := range strings.Lines(v.raw(s.node.Span)) {
		text := strings.TrimLeft(line, " \t")
		if len(text) < 2 || text[0] != '-' || text[1] == ' ' {
			return false
		}
		after := at + len(line) - len(text) + 1
		edits = append(edits, diag.Edit{Span: diag.Span{File: s.node.Span.File, Start: after, End: after}, Text: " "})
		at += len(line)
	}
	first := edits[0].Span.Start
	v.found = append(v.found, diag.Problem{
		Code: "space-after-hyphen", Severity: diag.Error, Label: "space missing",
		Span:    diag.Span{File: s.node.Span.File, Start: first - 1, End: first + 1},
		Message: fmt.Sprintf("there is no space behind the hyphens, so %q is no list", s.key()),
		Hint:    "write " + typed("- "+v.restOfLine(first)),
		Fix:     &diag.Fix{Title: "put a space behind each hyphen", Edits: edits},
	})
	return true
}

// pairsAsList is about lists that were written as keys and values, where that can only mean one thing:
// links ("Blog: https://…"), languages ("en: C1"), skills ("wound care: expert").
func (v *visit) pairsAsList(s *spot, items map[string]any, p *diag.Problem) bool {
	var name, value string
	switch s.key() {
	case "links":
		name, value = "title", "url"
	case "languages":
		name, value = "language", "level"
	case "skills":
		name, value = "skill", "level"
		if v.job.name == "passport" {
			name = "title"
		}
	default:
		return false
	}
	props, _ := items["properties"].(map[string]any)
	var edits []diag.Edit
	for i := range s.node.Pairs {
		pair := &s.node.Pairs[i]
		if _, known := props[pair.Key]; known {
			return false
		}
		if pair.Value.Kind == source.Map || pair.Value.Kind == source.Seq || pair.Value.Kind == source.Null {
			return false
		}
		key := pair.Key
		if name == "language" {
			if tag := v.schemas.languages()[foldName(key)]; tag != "" {
				key = tag
			}
		}
		edits = append(edits, diag.Edit{
			Span: diag.Span{File: pair.KeySpan.File, Start: pair.KeySpan.Start, End: pair.Value.Span.End},
			Text: fmt.Sprintf("- {%s: %s, %s: %s}", name, flowText(key), value, flowText(pair.Value.Text)),
		})
	}
	if len(edits) == 0 {
		return false
	}
	p.Hint = "write each as an item: " + typed(edits[0].Text)
	if !strings.HasPrefix(v.raw(s.node.Span), "{") {
		p.Fix = &diag.Fix{Title: "write each as an item of a list", Edits: edits}
	}
	return true
}

// oneExpected is about a list where one value belongs.
func (v *visit) oneExpected(s *spot) {
	p := diag.Problem{
		Code: "one-expected", Severity: diag.Error, Span: firstLine(v.job.file, s.node.Span), Label: "a list",
		Message: fmt.Sprintf("%q takes one value, not a list", s.key()),
		Hint:    "keep the one that matters most",
	}
	if s.item() && !strings.HasPrefix(v.raw(s.node.Span), "[") {
		p.Code, p.Label = "list-in-item", "a second hyphen"
		p.Message = fmt.Sprintf("an item of %q is a list of its own", s.key())
		p.Hint = "one hyphen in front of each item is enough"
		p.Fix = v.oneHyphen(s.node)
		v.found = append(v.found, p)
		return
	}
	if len(s.node.Items) == 1 {
		only := s.node.Items[0]
		p.Hint = "take the brackets or the hyphen away"
		if only.Kind != source.Map && only.Kind != source.Seq && only.Kind != source.Null && strings.HasPrefix(v.raw(s.node.Span), "[") {
			p.Fix = rewrite(s.node.Span, v.raw(only.Span), "take the brackets away")
		}
	}
	v.found = append(v.found, p)
}

// oneHyphen makes items of the list around it of the items of a list that stands in an item: "- - text".
func (v *visit) oneHyphen(n *source.Node) *diag.Fix {
	var parts []string
	at := n.Span.Start
	for _, it := range n.Items {
		// Between the items stands nothing but hyphens: a comment would be lost.
		if it.Kind == source.Seq || it.Kind == source.Null || !v.oneLine(it) || strings.Trim(v.raw(diag.Span{Start: at, End: it.Span.Start}), " \r\n-") != "" {
			return nil
		}
		parts = append(parts, v.raw(it.Span))
		at = it.Span.End
	}
	line := bytes.LastIndexByte(v.job.file.Data[:n.Span.Start], '\n') + 1
	front := string(v.job.file.Data[line:n.Span.Start])
	if strings.Trim(front, " -") != "" || strings.Count(front, "-") != 1 {
		return nil
	}
	newline := "\n"
	if strings.Contains(v.raw(n.Span), "\r\n") {
		newline = "\r\n"
	}
	return rewrite(n.Span, strings.Join(parts, newline+front), "write one hyphen in front of each item")
}

// listInText is about an item that ends with a colon and has items below it: "- Ran the ward:".
func (v *visit) listInText(s *spot) bool {
	n := s.node
	if n.Kind != source.Map || len(n.Pairs) != 1 || !s.item() || n.Pairs[0].Value.Kind != source.Seq || !accepts(s.want, "string") || !v.isProse(s, &n.Pairs[0]) {
		return false
	}
	pair := &n.Pairs[0]
	var parts []string
	for _, it := range pair.Value.Items {
		if it.Str() == "" {
			parts = nil
			break
		}
		parts = append(parts, strings.TrimRight(it.Str(), ".,; "))
	}
	p := diag.Problem{
		Code: "list-in-item", Severity: diag.Error, Span: pair.KeySpan, Label: "holds a list",
		Message: fmt.Sprintf("below %q stands a list, and an item of %q is one sentence", clip(pair.Key, 40), s.key()),
		Hint:    "say the parts in the sentence, or begin each with a hyphen in the column of the first",
	}
	switch {
	case len(parts) == 0:
	case s.key() != "highlights":
		p.Message = fmt.Sprintf("below %q stands a list, and %q is one list of names", clip(pair.Key, 40), s.key())
		p.Hint = "take the line with the colon out, and begin each name with a hyphen in the column of the first: " + typed("- "+parts[0])
	default:
		better := doubleQuoted(pair.Key + ": " + strings.Join(parts, ", "))
		p.Hint = "write it as one sentence: " + typed("- "+better)
		if strings.Count(v.raw(n.Span), "#") == strings.Count(better, "#") { // no comment would be lost
			p.Fix = rewrite(n.Span, better, "make one sentence of it")
		}
	}
	v.found = append(v.found, p)
	return true
}

// yesNo is what people write for true and false.
var yesNo = map[string]string{
	"yes": "true", "y": "true", "on": "true", "1": "true", "ok": "true", "sim": "true", "ja": "true", "oui": "true", "si": "true", "sí": "true",
	"true": "true", "wahr": "true", "no": "false", "n": "false", "off": "false", "0": "false", "não": "false", "nao": "false", "nein": "false",
	"non": "false", "nee": "false", "false": "false", "none": "false", "never": "false",
}

func (v *visit) yesOrNo(s *spot) {
	p := diag.Problem{
		Code: "yes-or-no", Severity: diag.Warning, Span: firstLine(v.job.file, s.node.Span), Label: "neither true nor false",
		Message: fmt.Sprintf("%q is either true or false", s.key()),
		Hint:    `write "true" or "false", without quotes`,
	}
	if word := yesNo[strings.ToLower(strings.TrimSpace(s.node.Str()))]; word != "" {
		p.Hint = fmt.Sprintf("write %q", s.key()+": "+word)
		p.Fix = rewrite(s.node.Span, word, fmt.Sprintf("write %q", word))
	}
	v.found = append(v.found, p)
}

// textExpected is about fields where plain text belongs. Mostly a colon in the text made them.
func (v *visit) textExpected(s *spot) {
	if v.colonInText(s) || v.listInText(s) {
		return
	}
	p := diag.Problem{
		Code: "text-expected", Severity: diag.Error, Span: firstLine(v.job.file, s.node.Span), Label: "fields, not text",
		Message: fmt.Sprintf("%q takes plain text, not further fields", s.key()),
		Hint:    "write it on one line, such as " + typed(s.key()+": "+v.schemas.exampleOf(s)),
	}
	if s.item() {
		p.Message = fmt.Sprintf("an item of %q is plain text, not further fields", s.key())
		p.Hint = "write it on one line, such as " + typed("- "+v.schemas.exampleOf(s))
	}
	v.found = append(v.found, p)
}

// exampleOf is what a person could write at a spot.
func (s *Schemas) exampleOf(at *spot) string { return s.example(at.own, at.ownIn) }

// colonInText reports a text that YAML read as a key and a value because of a colon in it, where it
// stands on one line: "- Nurse: nights".
func (v *visit) colonInText(s *spot) bool {
	n := s.node
	if n.Kind != source.Map || len(n.Pairs) != 1 || !s.item() && (v.job.page || len(s.path) > 0) {
		return false
	}
	pair := &n.Pairs[0]
	raw := v.raw(n.Span)
	if pair.Value.Kind == source.Map || pair.Value.Kind == source.Seq || strings.ContainsAny(raw, "\n\r") || strings.HasPrefix(raw, "{") {
		return false
	}
	scalar, _ := s.want["x-scalar"].(string)
	if !accepts(s.want, "string") {
		return false
	}
	if scalar != "" && !v.isProse(s, pair) {
		return false
	}
	if pair.Value.Kind == source.Null {
		return false
	}
	p := diag.Problem{
		Code: "colon-in-text", Severity: diag.Error,
		Span:    diag.Span{File: pair.KeySpan.File, Start: pair.KeySpan.End, End: pair.KeySpan.End + 1},
		Label:   "read as the end of a field's name",
		Message: fmt.Sprintf("the colon after %q makes two things of this line", pair.Key),
	}
	field := "" // what a skill is called here
	switch {
	case s.key() == "skills" && v.job.name != "passport":
		field = "skill"
	case v.job.name == "skills" && len(s.path) == 0:
		field = "title"
	}
	if item, _, ok := v.languageItem(pair.Key + ": " + pair.Value.Text); ok && field == "title" && strings.Contains(item, "level") {
		p.Hint = `languages have a place of their own, below "person:" in passport.yaml: ` + typed("languages: ["+item+"]")
		v.found = append(v.found, p)
		return true
	}
	if name, level := levelInName(pair.Key + ": " + pair.Value.Text); field != "" && level != "" {
		item := fmt.Sprintf("{%s: %s, level: %s}", field, flowText(name), level)
		p.Hint = "write it as " + typed("- "+item)
		if pair.Value.Text == level {
			p.Fix = rewrite(n.Span, item, "say which is the skill and which the level")
		}
		v.found = append(v.found, p)
		return true
	}
	quoted := doubleQuoted(raw)
	p.Hint = "put the whole line in quotes: " + typed("- "+quoted)
	p.Fix = rewrite(n.Span, quoted, "put the line in quotes")
	if scalar == "url" && strings.Contains(pair.Value.Text, ".") && !strings.Contains(pair.Value.Text, " ") {
		item := fmt.Sprintf("{title: %s, url: %s}", flowText(pair.Key), flowText(pair.Value.Text))
		p.Hint = "write it as " + typed("- "+item)
		p.Fix = rewrite(n.Span, item, "say which is the title and which the address")
	}
	v.found = append(v.found, p)
	return true
}

// isProse guesses whether the only key of an item is the beginning of a sentence and not a field:
// fields are small letters without spaces, and known here or elsewhere, perhaps misspelt.
func (v *visit) isProse(s *spot, pair *source.Pair) bool {
	if s.want["x-scalar"] == "url" {
		return true
	}
	props, _ := s.want["properties"].(map[string]any)
	if props[snake(pair.Key)] != nil {
		return false
	}
	first := []rune(pair.Key)[0:1]
	if strings.ContainsAny(pair.Key, " ,;()'’\"") || len(first) == 1 && (unicode.IsUpper(first[0]) || unicode.IsDigit(first[0])) {
		return true
	}
	if len(otherNames[snake(pair.Key)]) > 0 || v.schemas.homes()[pair.Key] != nil {
		return false
	}
	for known := range props {
		if near(pair.Key, known) {
			return false
		}
	}
	return true
}

// plainField is the field that a plain text most likely is, where fields are expected: by the key of
// the mapping, or of the list whose item it is.
func plainField(key, text string) string {
	switch key {
	case "person":
		return "name"
	case "site":
		return "url"
	case "contact":
		if strings.Contains(text, "@") {
			return "email"
		}
		return "phone"
	case "evidence":
		switch {
		case strings.Contains(text, "://"), strings.HasPrefix(text, "www."):
			return "url"
		case strings.Contains(text, ".") && !strings.Contains(text, " "):
			return "file"
		}
		return "title"
	case "roles":
		return "title"
	case "levels":
		return "level"
	case "languages":
		return "language"
	case "identifiers":
		return "value"
	case "address":
		return "street"
	case "source":
		return "by"
	case "availability":
		if firstNumber(text) == "" {
			return "" // when, how much, or where: that is for the person to say
		}
		return "hours"
	}
	return ""
}

// fieldsExpected is about plain text where fields belong.
func (v *visit) fieldsExpected(s *spot) {
	p := diag.Problem{
		Code: "fields-expected", Severity: diag.Error, Span: firstLine(v.job.file, s.node.Span), Label: "no field's name in front",
		Message: fmt.Sprintf("%q takes fields, each with its name", s.key()),
		Hint:    "write it as " + typed(s.key()+": "+v.schemas.exampleOf(s)),
	}
	if s.item() {
		p.Message = fmt.Sprintf("an item of %q takes fields, each with its name", s.key())
		p.Hint = "write it as " + typed("- "+v.schemas.exampleOf(s))
	}
	if field := plainField(s.key(), s.node.Text); field != "" {
		text := s.node.Text
		sure := field != "title" || s.key() == "roles"
		if field == "hours" && strings.ContainsAny(text, ",;") {
			sure = false // more is said than how much
		}
		better := "{" + field + ": " + flowText(text) + "}"
		if field == "language" {
			var item string
			var known bool
			if item, sure, known = v.languageItem(text); known {
				better = item
			}
		}
		p.Hint = fmt.Sprintf("write %s in its place", typed(better))
		if sure {
			p.Fix = rewrite(s.node.Span, better, "name the field")
		}
	}
	v.found = append(v.found, p)
}

func (v *visit) numberExpected(s *spot) {
	p := diag.Problem{
		Code: "number-expected", Severity: diag.Warning, Span: firstLine(v.job.file, s.node.Span), Label: "not a number",
		Message: fmt.Sprintf("%q takes a number", s.key()),
		Hint:    "write digits only, such as " + typed(s.key()+": "+v.schemas.exampleOf(s)),
	}
	text := strings.TrimSpace(s.node.Str())
	whole := !accepts(s.want, "number")
	number := strings.Replace(text, ",", ".", 1)
	if isNumber(number, whole) {
		p.Hint = fmt.Sprintf("write %q", s.key()+": "+number)
		p.Fix = rewrite(s.node.Span, number, fmt.Sprintf("write %q", number))
		if number == text {
			p.Label = "a number in quotes is text"
		}
	} else if digits := firstNumber(text); digits != "" && isNumber(digits, whole) {
		p.Hint = fmt.Sprintf("write the number alone: %q", s.key()+": "+digits)
	} else if whole && s.node.Kind == source.Float {
		p.Message, p.Label = fmt.Sprintf("%q takes a whole number", s.key()), "not a whole number"
	}
	v.found = append(v.found, p)
}

// quotesNeeded is about true, false or a number where text belongs and quotes make it one.
func (v *visit) quotesNeeded(s *spot) {
	quoted := doubleQuoted(v.raw(s.node.Span))
	v.found = append(v.found, diag.Problem{
		Code: "quotes-needed", Severity: diag.Warning, Span: s.node.Span, Label: "not read as text",
		Message: fmt.Sprintf("%q takes text, and %s is something else to a program", s.key(), s.node.Text),
		Hint:    "put it in quotes: " + typed(quoted),
		Fix:     rewrite(s.node.Span, quoted, "put it in quotes"),
	})
}

// emptyItem reports an item of a list that holds nothing.
func (v *visit) emptyItem(n *source.Node, s *spot) {
	// "- #1 in sales": Load reports the remark that swallowed the text.
	if lost := strings.TrimLeft(v.restOfLine(n.Span.End), " \t-"); len(lost) > 1 && lost[0] == '#' && lost[1] != ' ' {
		return
	}
	where := "this list"
	if s != nil && s.key() != "" {
		where = fmt.Sprintf("%q", s.key())
	}
	v.found = append(v.found, diag.Problem{
		Code: "empty-item", Severity: diag.Warning, Span: n.Span, Label: "nothing here",
		Message: fmt.Sprintf("an item of %s is empty", where),
		Hint:    "write something after the hyphen, or take the line out",
	})
}

// notFields is about front matter, or a passport.yaml, that holds no fields at all.
func (v *visit) notFields(n *source.Node) {
	p := diag.Problem{
		Code: "no-fields", Severity: diag.Error, Span: firstLine(v.job.file, n.Span), Label: "no field's name in front",
		Message: fmt.Sprintf("%s begins with something that is not a field", v.job.file.Path),
		Hint:    `write a name, a colon, a space and the value on each line, such as "title: Charge nurse"`,
	}
	if n.Kind == source.Seq {
		p.Label = "a list"
		p.Message = fmt.Sprintf("%s begins with a list, not with fields", v.job.file.Path)
		if fields := slices.ContainsFunc(n.Items, func(it *source.Node) bool { return it.Kind == source.Map }); fields {
			p.Hint = "take away the hyphens: here every line begins with the name of a field"
			p.Fix = v.withoutHyphens(n)
		}
	}
	v.found = append(v.found, p)
}

// withoutHyphens makes fields of a list whose items are one field each, nil where one would then stand twice. What
// stands below a field stays further right than its name.
func (v *visit) withoutHyphens(list *source.Node) *diag.Fix {
	data, seen := v.job.file.Data, map[string]bool{}
	whole := list.Span
	var text []byte
	for i, it := range list.Items {
		if it.Kind != source.Map || len(it.Pairs) != 1 || seen[it.Pairs[0].Key] {
			return nil
		}
		seen[it.Pairs[0].Key] = true
		key := it.Pairs[0].KeySpan.Start
		line := bytes.LastIndexByte(data[:key], '\n') + 1
		if string(bytes.TrimRight(data[line:key], " ")) != "-" {
			return nil
		}
		if i == 0 {
			whole.Start = line
		} else {
			text = append(text, data[whole.End:line]...)
		}
		whole.End = it.Span.End
		text = append(text, data[key:whole.End]...)
	}
	// All of it is one edit: what becomes a field of the entry had another place.
	return rewrite(whole, string(text), "take away the hyphens in front of fields")
}
