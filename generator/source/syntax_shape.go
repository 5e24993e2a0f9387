package source

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// How lines belong together: brackets, lists, keys, indentation, and documents.

// inBrackets explains errors inside [ ] and { }.
func (x *explainer) inBrackets() diag.Problem {
	open := x.data[x.from]
	end := map[byte]string{'[': "]", '{': "}"}[open]
	if p, ok := x.typical(x.first); ok && p.Code == codeSpecialFirst {
		return p
	}
	p := x.problem(codeUnclosedBracket, x.from, x.from+1, fmt.Sprintf("this %c is never closed", open), "opens here", "put a "+end+" where the list ends, and a comma between its parts")
	if open == '{' {
		p.Hint = "put a } where the group ends, and a comma between its parts"
	}
	if x.first != nil && x.line != nil && x.first.no == x.line.no && x.at < len(x.data) {
		p.Related = []diag.Related{{Span: x.span(x.at, x.at+1), Label: "a comma is missing before this, or quotes around the text"}}
		p.Message = fmt.Sprintf("the parts between %c and %s are not separated by commas", open, end)
		p.Hint = "put a comma between the parts, and quotes around a part that holds a comma, a colon or a bracket"
	}
	return p
}

// bracketsOfTags is a list in brackets of nothing but words with # in front of each.
var bracketsOfTags = regexp.MustCompile(`^\[[ \t]*(#[\pL\pN][^\s,\[\]#]*[ \t]*,?[ \t]*)+\]$`)

// hashInBrackets finds tags with their # in brackets, where the first # hides the rest of the line, the bracket
// that closes with it.
func (x *explainer) hashInBrackets(l *line) (diag.Problem, bool) {
	if l == nil || l.key == "" || len(l.value) < 2 || l.value[0] != '[' {
		return diag.Problem{}, false
	}
	whole := strings.TrimRight(l.body[l.vat-l.at:], " \t")
	if !bracketsOfTags.MatchString(whole) {
		return diag.Problem{}, false
	}
	better := "[" + strings.Join(tagWords(strings.Trim(whole, "[]")), ", ") + "]"
	at := l.vat + strings.IndexByte(whole, '#')
	p := x.problem(codeHash, at, l.vat+len(whole), "everything behind # is left out: it begins a comment", "left out", "write: "+prefix(l)+better)
	p.Fix = &diag.Fix{Title: "write the tags without #", Edits: []diag.Edit{{Span: x.span(l.vat, l.vat+len(whole)), Text: better}}}
	return p, true
}

// colonMark is a key with another mark behind it: other keyboards have one that looks like a colon, or
// have the semicolon beside it.
var colonMark = regexp.MustCompile(`^([A-Za-z_]\w*)[ \t]*([;：﹕︰])[ \t]*(\S.*)$`)

// list reports whether the file is one that holds a list and has no item yet.
func (x *explainer) list() bool {
	name := path.Base(x.file)
	if !strings.HasSuffix(name, ".yaml") || strings.HasPrefix(name, "passport.") || strings.HasPrefix(name, "words.") {
		return false
	}
	for no := range x.lines {
		if l := x.readLine(no + 1); l.item || l.key != "" {
			return false
		}
	}
	return true
}

// numberMark is what a numbered list has in place of a hyphen.
var numberMark = regexp.MustCompile(`^(\d{1,2}[.)])[ \t]+\S`)

// numbered is about a list whose items have numbers in front, when a colon in one of them makes it no text.
func (x *explainer) numbered(l *line) (diag.Problem, bool) {
	if l.item || !numberMark.MatchString(l.body) {
		return diag.Problem{}, false
	}
	first, last := l, l
	for prev := x.before(first.no); prev != nil && !prev.item && prev.indent() == l.indent() && numberMark.MatchString(prev.body); prev = x.before(first.no) {
		first = prev
	}
	for next := x.readLine(last.no + 1); next != nil && !next.item && next.indent() == l.indent() && numberMark.MatchString(next.body); next = x.readLine(last.no + 1) {
		last = next
	}
	if first == last {
		return diag.Problem{}, false
	}
	mark := func(l *line) (start, end int) { return l.at, l.at + strings.IndexAny(l.body, ".)") + 1 }
	start, end := mark(first)
	p := x.problem(codeBullet, start, end, "a list item begins with a hyphen and a space, not with a number", "not a hyphen",
		"write a hyphen in place of each number: -"+first.body[end-start:])
	p.Fix = &diag.Fix{Title: "write hyphens in place of the numbers"}
	for no := first.no; no <= last.no; no++ {
		if each := x.readLine(no); numberMark.MatchString(each.body) {
			start, end := mark(each)
			p.Fix.Edits = append(p.Fix.Edits, diag.Edit{Span: x.span(start, end), Text: "-"})
		}
	}
	return p, true
}

// noKey explains a line that is neither a key nor a list item.
func (x *explainer) noKey(l *line) diag.Problem {
	at, end := l.at, l.at+len(l.body)
	if p, ok := x.numbered(l); ok {
		return p
	}
	if m := regexp.MustCompile(`^([A-Za-z_]\w*)[ \t]*=[ \t]*(.+)$`).FindStringSubmatch(l.body); m != nil {
		return x.problem(codeEquals, at, end, "a key is followed by a colon, not by an equals sign", "= used", "write: "+m[1]+": "+m[2])
	}
	if m := colonMark.FindStringSubmatchIndex(l.body); m != nil {
		p := x.problem(codeColonMark, at+m[4], at+m[5], "a key is followed by a colon, not by "+l.body[m[4]:m[5]], "not a colon",
			"write: "+l.body[m[2]:m[3]]+": "+l.body[m[6]:m[7]])
		p.Fix = x.fixEach("write colons behind the keys", func(l *line) (int, int, string) {
			m := colonMark.FindStringSubmatchIndex(l.body)
			if m == nil || l.key != "" {
				return 0, 0, ""
			}
			at := l.at - l.start
			return at + m[3], at + m[6], ": "
		})
		return p
	}
	p := x.problem(codeNoKey, at, end, "this line is neither a key with a value nor a list item", "no colon",
		"if it continues the line above, indent it by two spaces; if it is a key, put a colon and a space behind it")
	if mark, spaces := x.blockAbove(l); mark != "" {
		p.Hint = fmt.Sprintf("if it belongs to the text below %s, indent it like that text: %d spaces in front", mark, spaces)
	} else if x.list() {
		p.Label = "no list item"
		p.Hint = "this file is a list, so begin each item with a hyphen and a space: - " + l.body
	}
	return p
}

// blockAbove returns the mark of the block of text that a line seems to have fallen out of, and how
// far the block is indented.
func (x *explainer) blockAbove(l *line) (mark string, spaces int) {
	for prev := x.before(l.no); prev != nil && l.no-prev.no < 200; prev = x.before(prev.no) {
		if prev.indent() > l.indent() {
			spaces = prev.indent()
			continue
		}
		if prev.value != "" && (prev.value[0] == '|' || prev.value[0] == '>') {
			if spaces == 0 {
				spaces = prev.at - prev.start + 2 // the block is empty
			}
			return prev.value[:1], spaces
		}
		break
	}
	return "", 0
}

// indentation explains a line that does not stand where it should.
func (x *explainer) indentation(l *line) diag.Problem {
	start, end := l.start, l.start+l.indent()
	if start == end {
		end = min(start+1, l.start+len(l.text))
	}
	lead := strings.TrimLeft(l.text, " ")
	if strings.IndexByte("]}", lead[0]) >= 0 {
		at := l.start + l.indent()
		return x.problem(codeStrayBracket, at, at+1, fmt.Sprintf("this %c closes nothing", lead[0]), "opens nothing", "delete it")
	}
	if p, ok := x.textBeforeFields(l); ok {
		return p
	}
	if p, ok := x.numbered(l); ok {
		return p
	}
	p := x.problem(codeIndent, start, end, "the indentation of this line does not fit the lines above", "", "")
	if above := x.itemAbove(l); above != nil {
		p.Label = "does not line up"
		p.Hint = fmt.Sprintf("put its hyphen under the one of %q, and its other lines as far in as there: %d spaces in front of the hyphen", above.body, above.indent())
		if above.indent() == 0 {
			p.Hint = fmt.Sprintf("put its hyphen under the one of %q: at the very beginning of the line", above.body)
		}
		p.Related = []diag.Related{{Span: x.span(above.start+above.indent(), above.at+len(above.body)), Label: "lines up with this"}}
		return p
	}
	if l.item && x.prev != nil && !x.prev.item && l.indent() == x.prev.indent() && x.prev.value != "" {
		p.Message = "this list item stands below no key"
		p.Label = "no key above"
		p.Hint = fmt.Sprintf("put the key of the list on a line above it, such as highlights:, or indent this line if it belongs to %q", x.prev.key)
		return p
	}
	above := x.sibling(l)
	if above != nil && x.pageHyphen(above) && l.indent() == 0 && l.key != "" {
		return x.pageHyphens()
	}
	mark, spaces := x.blockAbove(l)
	switch {
	case mark != "":
		p.Label = "does not line up"
		p.Hint = fmt.Sprintf("if it belongs to the text below %s, indent it like that text: %d spaces in front", mark, spaces)
		return p
	case x.prev != nil && l.at-l.start > x.prev.at-x.prev.start && x.prev.value != "" && above != nil:
		p.Label = "too far to the right"
		p.Hint = fmt.Sprintf("%s has a value already, so nothing can stand below it: put this line exactly under %q (%d spaces)", quoted(x.prev.key), first(above), above.at-above.start)
	case above != nil:
		p.Label = "does not line up"
		p.Hint = fmt.Sprintf("put it exactly under %q: %d spaces in front", first(above), above.at-above.start)
	default:
		p.Hint = "lines that belong together begin in the same column"
	}
	if above != nil {
		p.Related = []diag.Related{{Span: x.span(above.at, above.at+len(first(above))), Label: "lines up with this"}}
	}
	return p
}

// textBeforeFields is about an item of a list that begins with its name alone and goes on with fields:
// "- Charge nurse", and "start: 2019" exactly below. What the name is called depends on the list.
func (x *explainer) textBeforeFields(l *line) (diag.Problem, bool) {
	text := x.prev
	for text != nil && !text.item && text.key == "" && text.at-text.start == l.at-l.start {
		text = x.before(text.no)
	}
	if l.item || l.key == "" || text == nil || !text.item || text.key != "" || text.at-text.start != l.at-l.start ||
		text.body == "" || strings.IndexByte("\"'[{|>&*!%@#", text.body[0]) >= 0 {
		return diag.Problem{}, false
	}
	key := "title"
	list := x.before(text.no)
	for list != nil && (list.indent() > text.indent() || list.item && list.indent() == text.indent()) {
		list = x.before(list.no)
	}
	if list != nil && (list.indent() > 0 || x.base > 0) {
		switch list.key {
		case "highlights":
			key = "text"
		case "skills":
			key = "skill"
		case "languages":
			key = "language"
		}
	}
	better := key + ": " + text.body
	p := x.problem(codeTextFirst, text.at, text.at+len(text.body), fmt.Sprintf("this item has fields, and its first line has no field's name: %q stands below it", l.key), "no field's name in front",
		"write: - "+better)
	p.Related = []diag.Related{{Span: x.span(l.at, l.at+len(l.key)), Label: "a field of the same item"}}
	if text.no == x.prev.no {
		p.Fix = insert(x.span(text.at, text.at), key+": ", "write "+key+": in front")
	} else {
		p.Hint = "write all of it on one line, with " + key + ": in front"
	}
	return p, true
}

// itemAbove is the item whose hyphen the one of a line should stand under: one that begins with the same
// field, or that is one column beside it. It is nil when there is none, or when an item above lines up.
func (x *explainer) itemAbove(l *line) *line {
	if !l.item || l.key == "" {
		return nil
	}
	for prev := x.before(l.no); prev != nil && l.no-prev.no < 200; prev = x.before(prev.no) {
		if !prev.item || prev.key == "" {
			continue
		}
		switch d := l.indent() - prev.indent(); {
		case d == 0:
			return nil
		case d == 1, d == -1, prev.key == l.key && d > -3 && d < 5:
			return prev
		}
	}
	return nil
}

// pageHyphen reports whether a line is a field of a page with a hyphen in front. Before the text of a page nothing
// but fields can stand, so the hyphen is one too many.
func (x *explainer) pageHyphen(l *line) bool {
	return x.base > 0 && l.item && l.indent() == 0 && l.key != ""
}

// pageHyphens tells of a page whose fields have hyphens, once, wherever the module stumbled.
func (x *explainer) pageHyphens() diag.Problem {
	l := x.readLine(1)
	for !x.pageHyphen(l) {
		l = x.readLine(l.no + 1)
	}
	p := x.problem(codePageHyphen, l.start, l.start+1, "a page is one entry, so its fields have no hyphens in front", "one too many",
		"take it away, and those in front of the other fields")
	p.Fix = x.fixEach("take away the hyphens in front of fields", func(l *line) (int, int, string) {
		if !x.pageHyphen(l) {
			return 0, 0, ""
		}
		return 0, l.at - l.start, ""
	})
	return p
}

// first is the key of a line, or its text, for naming the line.
func first(l *line) string {
	if l.key != "" {
		return l.key
	}
	return l.body
}

// sibling is the line above that a line most likely belongs beside: the nearest whose text begins at
// most two columns away.
func (x *explainer) sibling(l *line) *line {
	col := l.at - l.start
	for prev := x.before(l.no); prev != nil; prev = x.before(prev.no) {
		if d := prev.at - prev.start - col; d >= -2 && d <= 2 && (prev.key != "" || prev.item) {
			return prev
		}
		if l.no-prev.no > 50 {
			break
		}
	}
	return nil
}

// secondDocument finds the line that ends a YAML document early.
func (c *converter) secondDocument() (diag.Problem, bool) {
	text := false
	for no := 1; no <= len(c.lines); no++ {
		l := c.readLine(no)
		mark := strings.HasPrefix(l.text, "---") || strings.HasPrefix(l.text, "...")
		if mark && text {
			return c.problem(codeSecondDocument, l.start, l.start+3, "a line of "+l.text[:3]+" ends the file early", "ends here",
				"delete this line; a file holds one record"), true
		}
		text = text || !l.blank() && !mark
	}
	return diag.Problem{}, false
}
