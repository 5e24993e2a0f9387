package formula

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parser reads TeX from left to right. Its methods panic with an *Error; Parse returns it.
type parser struct {
	src   string
	at    int
	depth int
}

func (p *parser) fail(start, end int, message, hint string) {
	panic(&Error{start, min(max(end, start), len(p.src)), message, hint})
}

func (p *parser) enter(start int) {
	if p.depth++; p.depth > maxDepth {
		p.fail(start, start+1, "the groups of this formula stand too deep in each other", "write it as several formulas")
	}
}

// space skips white space and comments, which mean nothing in mathematics.
func (p *parser) space() {
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == ' ' || c == '\t' || c == '\n':
			p.at++
		case c == '%':
			if i := strings.IndexByte(p.src[p.at:], '\n'); i >= 0 {
				p.at += i
			} else {
				p.at = len(p.src)
			}
		default:
			return
		}
	}
}

// peek is the next sign: a command with its backslash, or a character. It is "" at the end.
func (p *parser) peek() string {
	if p.at >= len(p.src) {
		return ""
	}
	if p.src[p.at] != '\\' {
		_, n := utf8.DecodeRuneInString(p.src[p.at:])
		return p.src[p.at : p.at+n]
	}
	i := p.at + 1
	for i < len(p.src) && isLetter(p.src[i]) {
		i++
	}
	if i == p.at+1 && i < len(p.src) {
		_, n := utf8.DecodeRuneInString(p.src[i:])
		i += n
	}
	return p.src[p.at:i]
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// stops ends a body: which signs do depends on what was opened, but none of them may stand inside.
var stops = []string{"", "}", "&", `\\`, `\cr`, `\end`, `\right`, `\middle`}

// body reads a row of atoms until a sign that ends it, which it leaves. Also is one more such sign.
func (p *parser) body(also string) *node {
	var kids []*node
	for {
		p.space()
		t := p.peek()
		if t == also && also != "" || slices.Contains(stops, t) {
			p.unexpected(t)
			return group("mrow", kids...)
		}
		kids = join(kids, p.scripted())
	}
}

// join adds an atom to a row, with a thin space where a function stands beside what has none of its own.
func join(kids []*node, n *node) []*node {
	if len(kids) > 0 {
		last := kids[len(kids)-1]
		apart := last.name && n.tag != "mo" && n.tag != "mspace" || n.name && last.tag != "mo" && last.tag != "mspace"
		if apart || last.name && n.name {
			kids = append(kids, leaf("mspace", "").with(` width="0.17em"`))
		}
	}
	return append(kids, n)
}

// unexpected complains about signs that only stand inside of what is not open here.
func (p *parser) unexpected(t string) {
	if p.depth > 0 {
		return
	}
	switch t {
	case "&":
		p.fail(p.at, p.at+1, `an "&" stands outside of a matrix`, `write "\&" for the sign itself, or begin with "\begin{aligned}"`)
	case `\\`, `\cr`:
		p.fail(p.at, p.at+len(t), "a line ends outside of a matrix", `put the lines between "\begin{aligned}" and "\end{aligned}"`)
	case `\end`, `\right`, `\middle`:
		p.fail(p.at, p.at+len(t), fmt.Sprintf(`this "%s" closes nothing`, t), "take it out, or write what it closes before it")
	}
}

// scripted reads an atom with what stands above and below it.
func (p *parser) scripted() *node {
	var base *node
	if t := p.peek(); t == "^" || t == "_" || t == "'" {
		base = group("mrow") // TeX lets scripts stand on nothing
	} else {
		base = p.atom()
	}
	var sub, sup *node
	var primes strings.Builder
	for {
		p.space()
		start, t := p.at, p.peek()
		switch t {
		case `\limits`, `\nolimits`:
			p.at += len(t)
			base.big = t == `\limits`
			continue
		case "'":
			p.at++
			primes.WriteRune('′')
			continue
		case "^", "_":
		default:
			return attach(base, sub, sup, primes.String())
		}
		p.at++
		to := &sub
		if t == "^" {
			to = &sup
		}
		if *to != nil {
			p.fail(start, start+1, fmt.Sprintf(`two "%s" stand on the same sign`, t), `put the first with its sign between "{" and "}"`)
		}
		*to = p.argument(start, t)
	}
}

// attach puts scripts on a base.
func attach(base, sub, sup *node, primes string) *node {
	if primes != "" {
		mark := operator(primes, "")
		if sup == nil {
			sup = mark
		} else {
			sup = group("mrow", mark, sup)
		}
	}
	if sub == nil && sup == nil {
		return base
	}
	around := base.big
	tag, kids := "msup", []*node{base, sup}
	switch {
	case sub != nil && sup != nil:
		tag, kids = "msubsup", []*node{base, sub, sup}
	case sub != nil:
		tag, kids = "msub", []*node{base, sub}
	}
	if around {
		tag = map[string]string{"msup": "mover", "msub": "munder", "msubsup": "munderover"}[tag]
	}
	out := group(tag, kids...)
	out.name = base.name
	return out
}

// argument reads what a command is about: a group, or a single sign.
func (p *parser) argument(start int, of string) *node {
	p.space()
	t := p.peek()
	switch {
	case slices.Contains(stops, t):
		p.fail(start, p.at, fmt.Sprintf(`"%s" has nothing behind it`, of), fmt.Sprintf(`write "%s"`, of+"{…}"))
	case t == "^" || t == "_":
		p.fail(p.at, p.at+1, fmt.Sprintf(`"%s" stands where "%s" expects something`, t, of), `put what belongs together between "{" and "}"`)
	case t != "{" && t >= "0" && t <= "9":
		p.at++ // TeX takes one digit
		return leaf("mn", t)
	}
	return p.atom()
}

// braced reads the words between braces as they stand.
func (p *parser) braced(start int, of string) (string, int) {
	p.space()
	if p.peek() != "{" {
		p.fail(start, p.at, fmt.Sprintf(`"%s" has nothing between braces behind it`, of), fmt.Sprintf(`write "%s"`, of+"{…}"))
	}
	open := p.at
	depth := 0
	for i := p.at; i < len(p.src); i++ {
		switch p.src[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				p.at = i + 1
				return p.src[open+1 : i], open + 1
			}
		}
	}
	p.fail(open, open+1, `this "{" is never closed`, `write "}" where it ends`)
	return "", 0
}

// atom reads one thing: a letter, a number, a group, or a command with what it needs.
func (p *parser) atom() *node {
	start, t := p.at, p.peek()
	p.at += len(t)
	r, _ := utf8.DecodeRuneInString(t)
	switch {
	case t == "{":
		p.enter(start)
		inside := p.body("")
		if p.peek() != "}" {
			p.unclosed(start, start+1, "{", "}")
		}
		p.at++
		p.depth--
		if len(inside.kids) == 1 && !inside.kids[0].big {
			return inside.kids[0]
		}
		return inside
	case t[0] == '\\':
		return p.command(start, t)
	case r >= '0' && r <= '9':
		return p.number(start)
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return leaf("mi", t)
	case t == "~":
		return leaf("mtext", "\u00a0")
	case t == "#" || t == "$" || t == `"`:
		p.fail(start, p.at, fmt.Sprintf(`"%s" means nothing in a formula`, t), fmt.Sprintf(`take it out, or write it as words: "\text{%s}"`, t))
	case fences[t]:
		return operator(t, ` stretchy="false"`)
	}
	if o, ok := signs[t]; ok {
		return operator(o, "")
	}
	return operator(t, "")
}

// unclosed complains about something that was opened and not closed, or closed by something else.
func (p *parser) unclosed(start, end int, open, close string) {
	if t := p.peek(); t != "" {
		p.fail(p.at, p.at+len(t), fmt.Sprintf(`"%s" stands before "%s" is closed`, t, open), fmt.Sprintf(`write "%s" before it`, close))
	}
	p.fail(start, end, fmt.Sprintf(`this "%s" is never closed`, open), fmt.Sprintf(`write "%s" where it ends`, close))
}

// number reads digits with points or commas between them.
func (p *parser) number(start int) *node {
	for p.at < len(p.src) {
		c := p.src[p.at]
		digit := c >= '0' && c <= '9'
		between := (c == '.' || c == ',') && p.at+1 < len(p.src) && p.src[p.at+1] >= '0' && p.src[p.at+1] <= '9'
		if !digit && !between {
			break
		}
		p.at++
	}
	return leaf("mn", p.src[start:p.at])
}
