package source

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/talent-passport/passport/generator/diag"
)

// Some mistakes are valid YAML that means something else, and words are lost without a sound. These
// are looked for while values are read.

// checkTag reports a word after an exclamation mark that YAML takes for the type of a value.
func (c *converter) checkTag(y *yaml.Node, prop, start int, want string) {
	if y.Style&yaml.TaggedStyle == 0 || y.ShortTag() == want {
		return
	}
	c.report(c.lostStart(prop, '!'))
}

// checkAnchor reports a word after an ampersand that no * repeats: "&Co Ltd" would lose "&Co".
func (c *converter) checkAnchors() {
	if c.broken {
		return // an alias may not have been reached
	}
	var at []int
	for y, t := range c.anchors {
		if !t.used {
			at = append(at, c.offset(y.Line, y.Column))
		}
	}
	slices.Sort(at)
	for _, i := range at[:min(len(at), maxProblems)] {
		c.report(c.lostStart(i, '&'))
	}
}

// lostStart is the problem of a value whose first word YAML takes for an instruction.
func (c *converter) lostStart(at int, mark rune) diag.Problem {
	l := c.readLine(c.lineOf(at))
	x := explainer{converter: c}
	end := at
	for end < len(c.data) && !isBlank(c.data[end]) && breakLen(c.data, end) == 0 {
		end++
	}
	message := fmt.Sprintf("a text that begins with %c must stand in quotes", mark)
	label := "read as an instruction"
	if l.vat == at && l.value != "" {
		return x.quoteFix(codeSpecialFirst, l, at, end, message, label, l.value)
	}
	return c.problem(codeSpecialFirst, at, end, message, label, "put the whole text in quotes")
}

// lineOf returns the number of the line that holds an offset.
func (c *converter) lineOf(off int) int {
	lo, hi := 0, len(c.lines)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; c.lines[mid] <= off {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo + 1
}

// badKey reports a key that is no word.
func (m *mapping) badKey(key, val *Node) {
	c := m.c
	start := key.Span.Start - c.base
	hint := "write a word, a colon, a space and the value"
	if key.Kind == Map || key.Kind == Seq {
		l := c.readLine(c.lineOf(start))
		if l.value != "" && (l.value[0] == '{' || l.value[0] == '[') {
			hint = "if this is text, put it in quotes: " + prefix(l) + quoted(l.value)
		}
	}
	c.report(diag.Problem{Code: codeKey, Message: "a key must be a word", Label: "not a word", Span: key.Span, Hint: hint})
}

// checkGluedKey reports a key that swallowed its value: {title:Nurse}.
func (c *converter) checkGluedKey(key *Node) {
	m := glued.FindStringSubmatch(key.Text)
	if m == nil || !key.Plain {
		return
	}
	at := key.Span.Start + len(m[1]) + 1
	p := diag.Problem{
		Code: codeColonSpace, Message: "there is no space behind the colon", Label: "space missing", Hint: "write: " + m[1] + ": " + m[2],
		Span: diag.Span{File: c.file, Start: at - 1, End: at + utf8Len(m[2])},
	}
	p.Fix = insert(diag.Span{File: c.file, Start: at, End: at}, " ", "put a space behind the colon")
	c.report(p)
}

// checkComma reports a text between braces that ends at a comma in it, so that the rest of it is a key
// without a value: {hours: 37,5}.
func (m *mapping) checkComma(key *Node) {
	c := m.c
	if len(m.n.Pairs) == 0 || isKey(key.Text) || glued.MatchString(key.Text) {
		return
	}
	before := &m.n.Pairs[len(m.n.Pairs)-1]
	if v := before.Value; !v.Plain || v.Kind == Null || v.Span.End > key.Span.Start {
		return
	}
	start, end := before.Value.Span.Start-c.base, key.Span.End-c.base
	text := string(c.data[start:end])
	if between := c.data[before.Value.Span.End-c.base : key.Span.Start-c.base]; strings.TrimSpace(string(between)) != "," || strings.ContainsAny(text, "\n\"") {
		return
	}
	for end < len(c.data) && isBlank(c.data[end]) {
		end++
	}
	if end == len(c.data) || c.data[end] != ',' && c.data[end] != '}' {
		return
	}
	better, title := quoted(text), "put the text in quotes"
	if number := strings.Replace(text, ",", ".", 1); plainFloat.MatchString(number) {
		better, title = number, "write a decimal point"
	}
	c.report(diag.Problem{
		Code: codeCommaInBraces, Message: fmt.Sprintf("the comma ends %q, so %q is left out", before.Key, key.Text), Label: "left out", Span: key.Span,
		Hint: "write: " + before.Key + ": " + better,
		Fix:  &diag.Fix{Title: title, Edits: []diag.Edit{{Span: diag.Span{File: c.file, Start: before.Value.Span.Start, End: key.Span.End}, Text: better}}},
	})
}

// invisible are characters that nobody sees and that make a key another one.
var invisible = regexp.MustCompile(`[\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2064}\x{feff}\x{a0}]+`)

// checkKey reports what is wrong with the letters of a key.
func (c *converter) checkKey(key *Node) {
	if mark, rest, ok := findBullet(key.Text); ok && key.Plain && mark == "--" {
		start := key.Span.Start
		p := c.problem(codeBullet, start-c.base, start-c.base+len(mark), bulletMistake(mark), "not a hyphen", "write: - "+rest+": …")
		c.report(p)
		return
	}
	if len(key.Text) > 1 && key.Plain && key.Text[0] == '-' {
		s := key.Span
		p := diag.Problem{
			Code: codeDashSpace, Message: "there is no space behind the hyphen of a list item", Label: "space missing",
			Span: diag.Span{File: s.File, Start: s.Start, End: s.Start + 2}, Hint: "write: - " + key.Text[1:] + ":",
		}
		c.report(p)
		return
	}
	if strings.IndexFunc(key.Text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return // the usual case, and cheap
	}
	loc := invisible.FindStringIndex(key.Text)
	if loc == nil {
		return
	}
	span := key.At(loc[0], loc[1])
	p := diag.Problem{
		Code: codeInvisible, Message: "this key holds a character that cannot be seen", Label: "hidden here", Span: span,
		Hint: fmt.Sprintf("delete the key and type it anew: %s", invisible.ReplaceAllString(key.Text, "")),
	}
	p.Fix = &diag.Fix{Title: "take the hidden character out", Edits: []diag.Edit{{Span: span}}}
	c.report(p)
}

// hashText returns a comment behind the value that ends at i when it was probably meant as text: there
// is no space behind its #.
func hashText(d []byte, i int) (comment string, ok bool) {
	at := i
	for at < len(d) && isBlank(d[at]) {
		at++
	}
	if at == i || at+1 >= len(d) || d[at] != '#' || strings.IndexByte(" \t\r\n#!", d[at+1]) >= 0 {
		return "", false
	}
	return strings.TrimRight(string(d[at:lineEnd(d, at)]), " \t"), true
}

// checkScalar reports words that a plain or missing value lost.
func (c *converter) checkScalar(n *Node) {
	if !n.Plain {
		return
	}
	start, end := n.Span.Start-c.base, n.Span.End-c.base
	if comment, ok := hashText(c.data, end); ok {
		c.hash(start, end, comment)
	}
	if c.checkBullets(n, start, end) {
		return
	}
	if n.pos != nil {
		c.checkJoined(n, start, end)
	}
}

// hash reports a # that begins a comment where a number sign was meant.
func (c *converter) hash(start, end int, comment string) {
	at := end + strings.Index(string(c.data[end:lineEnd(c.data, end)]), "#")
	l := c.readLine(c.lineOf(end))
	whole := comment
	if start < end {
		whole = strings.TrimRight(string(c.data[start:at])+comment, " \t")
	}
	better, title := quoted(whole), ""
	if words := tagWords(comment); words != nil && start == end {
		switch {
		case l.key == "tags" || l.key == "skills":
			better, title = "["+strings.Join(words, ", ")+"]", "write the tags without #"
		case l.key == "" && l.item && len(words) == 1:
			better, title = words[0], "write the tag without #"
		}
	}
	p := c.problem(codeHash, at, at+len(comment), "everything behind # is left out: it begins a comment", "left out", "if it is text, write: "+prefix(l)+better)
	p.Severity = diag.Warning
	if title != "" {
		p.Hint = "write: " + prefix(l) + better
		p.Fix = &diag.Fix{Title: title, Edits: []diag.Edit{{Span: c.span(at, at+len(comment)), Text: better}}}
	}
	c.report(p)
}

// tagWords are the words of a text that is nothing but tags as social networks write them: "#python #data".
func tagWords(s string) []string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
	for i, w := range words {
		tag, ok := strings.CutPrefix(w, "#")
		if r, _ := utf8.DecodeRuneInString(tag); !ok || !unicode.IsLetter(r) || strings.ContainsAny(tag, "#:[]{}'\"") {
			return nil
		}
		words[i] = tag
	}
	return words
}

// checkBullets reports a text on lines of its own that begins with a bullet: it was meant as a list.
func (c *converter) checkBullets(n *Node, start, end int) bool {
	if n.Text == "" || n.Text[0] < utf8.RuneSelf && strings.IndexByte("*o-", n.Text[0]) < 0 {
		return false
	}
	mark, _, ok := findBullet(string(c.data[start:min(lineEnd(c.data, start), end)]))
	if !ok || mark == "—" || mark == "–" || !onlyBlanks(c.data[lineStart(c.data, start):start]) {
		return false
	}
	first := string(c.data[start:min(lineEnd(c.data, start), end)])
	p := c.problem(codeBullet, start, start+len(mark), bulletMistake(mark), "not a hyphen",
		"write: - "+strings.TrimLeft(strings.TrimPrefix(first, mark), " \t"))
	p.Fix = &diag.Fix{Title: "begin list items with a hyphen"}
	for i := start; i < end; i = nextLine(c.data, i) {
		for i < end && isBlank(c.data[i]) {
			i++
		}
		line := string(c.data[i:min(lineEnd(c.data, i), end)])
		if other, text, ok := findBullet(line); ok && other == mark {
			p.Fix.Edits = append(p.Fix.Edits, diag.Edit{Span: c.span(i, i+len(line)-len(text)), Text: "- "})
		}
	}
	c.report(p)
	return true
}

// checkJoined reports lines that look like list items or keys and were joined to the text above.
func (c *converter) checkJoined(n *Node, start, end int) {
	for i := nextLine(c.data, start); i < end; i = nextLine(c.data, i) {
		text := strings.TrimLeft(string(c.data[i:lineEnd(c.data, i)]), " \t")
		if !strings.HasPrefix(text, "- ") && glued.FindString(text) == "" {
			continue
		}
		at := lineEnd(c.data, i) - len(text)
		p := c.problem(codeJoined, at, min(at+len(text), max(end, at+1)), "this line was taken for a part of the text above", "joined to the line above",
			"put it exactly under the line that it belongs beside")
		if above := c.readLine(c.lineOf(start)); above.item && above.vat == start && strings.HasPrefix(text, "- ") {
			c.itemBelowItem(&p, above, start, end, text)
		}
		if m := glued.FindStringSubmatch(text); m != nil {
			p = c.problem(codeColonSpace, at+len(m[1]), at+len(m[1])+1+utf8Len(m[2]), "there is no space behind the colon", "space missing", "write: "+m[1]+": "+m[2])
		}
		c.report(p)
		return
	}
}

// itemBelowItem says what to do with items that are indented below an item: no list here has a list in it.
func (c *converter) itemBelowItem(p *diag.Problem, above *line, start, end int, text string) {
	p.Message = "an item of a list cannot have items of its own, so this line was joined to the text above"
	front := strings.Repeat(" ", above.indent())
	p.Hint = fmt.Sprintf("begin it in the same column as the hyphen above: %s, with %d spaces in front", strings.TrimRight(text, " \t"), len(front))
	var b strings.Builder
	for i := start; i < end; i = nextLine(c.data, i) {
		line := string(c.data[i:min(nextLine(c.data, i), end)])
		if own := strings.TrimLeft(line, " \t"); i > start && strings.HasPrefix(own, "- ") {
			line = front + own
		}
		b.WriteString(line)
	}
	p.Fix = &diag.Fix{Title: "put the items under the one above", Edits: []diag.Edit{{Span: c.span(start, end), Text: b.String()}}}
}

// checkRoot gives advice for a text that is no mapping and no list as a whole.
func (c *converter) checkRoot(n *Node) {
	if n.Kind == Map || n.Kind == Seq || !n.Plain {
		return
	}
	x := explainer{converter: c}
	start := n.Span.Start - c.base
	l := c.readLine(c.lineOf(start))
	x.line = l
	if p, ok := x.oddIndent(l); ok {
		c.report(p)
	} else if p, ok := x.typical(l); ok {
		c.report(p)
	} else {
		c.report(x.noKey(l))
	}
	c.broken = true
}
