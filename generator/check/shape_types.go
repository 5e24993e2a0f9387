package check

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/diag"
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
