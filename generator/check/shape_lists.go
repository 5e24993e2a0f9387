package check

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// What is told where a list belongs and something else stands, and where a list stands and something else belongs.

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
