package formula

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// command reads what a backslash begins.
func (p *parser) command(start int, t string) *node {
	if t == `\` {
		p.fail(start, start+1, "a backslash stands at the end", "take it out")
	}
	name := t[1:]
	p.enter(start)
	defer func() { p.depth-- }()
	if s, ok := letters[name]; ok {
		return leaf("mi", s)
	}
	if s, ok := signs[t]; ok {
		return operator(s, "")
	}
	if s, ok := delimiters[t]; ok {
		return operator(s, ` stretchy="false"`)
	}
	if s, ok := bigs[name]; ok {
		n := operator(s, "")
		// Integrals keep their limits at their side, as in TeX.
		n.big = !strings.ContainsAny(s, "∫∬∭∮")
		return n
	}
	if slices.Contains(functions, name) {
		return function(functionName(name), slices.Contains(limits, name))
	}
	if w, ok := spaces[name]; ok {
		return &node{tag: "mspace", attrs: ` width="` + w + `"`}
	}
	if a, ok := accents[name]; ok {
		attrs := ` stretchy="false"`
		if a.wide {
			attrs = ""
		}
		tag, attr := "mover", ` accent="true"`
		if a.below {
			tag, attr = "munder", ` accentunder="true"`
		}
		n := group(tag, p.argument(start, t), operator(a.sign, attrs)).with(attr)
		n.big = strings.HasSuffix(name, "brace")
		return n
	}
	if v, ok := alphabets[name]; ok {
		return p.alphabet(start, t, v)
	}
	switch name {
	case "frac", "dfrac", "tfrac", "cfrac":
		top := p.argument(start, t)
		return group("mfrac", top, p.argument(start, t))
	case "binom", "dbinom", "tbinom":
		top := p.argument(start, t)
		inner := group("mfrac", top, p.argument(start, t)).with(` linethickness="0"`)
		return group("mrow", operator("(", ""), inner, operator(")", ""))
	case "sqrt":
		return p.root(start, t)
	case "text", "textrm", "textup", "textnormal", "mbox":
		return p.words(start, t, "")
	case "textbf":
		return p.words(start, t, "bold")
	case "textit", "emph":
		return p.words(start, t, "italic")
	case "texttt":
		return p.words(start, t, "monospace")
	case "operatorname":
		starred := p.at < len(p.src) && p.src[p.at] == '*'
		if starred {
			p.at++
		}
		w, _ := p.braced(start, t)
		return function(strings.TrimSpace(strings.NewReplacer(`\,`, "\u2009", `\`, "").Replace(w)), starred)
	case "overset", "stackrel", "underset":
		over := p.argument(start, t)
		base := p.argument(start, t)
		if name == "underset" {
			return group("munder", base, over)
		}
		return group("mover", base, over)
	case "xrightarrow", "xleftarrow":
		arrow := map[string]string{"xrightarrow": "→", "xleftarrow": "←"}[name]
		below := p.option()
		over := p.argument(start, t)
		if below != nil {
			return group("munderover", operator(arrow, ""), below, over)
		}
		return group("mover", operator(arrow, ""), over)
	case "left":
		return p.fenced(start)
	case "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "bigm", "Bigm":
		size := map[byte]string{'b': "1.2em", 'B': "1.8em"}[name[0]]
		if strings.HasPrefix(name[1:], "igg") {
			size = map[byte]string{'b': "2.4em", 'B': "3em"}[name[0]]
		}
		d := p.delimiter(start, t)
		return operator(d, ` minsize="`+size+`" maxsize="`+size+`"`)
	case "begin":
		return p.environment(start)
	case "pmod":
		return group("mrow", leaf("mspace", "").with(` width="1em"`), operator("(", ` stretchy="false"`), leaf("mi", "mod"),
			leaf("mspace", "").with(` width="0.33em"`), p.argument(start, t), operator(")", ` stretchy="false"`))
	case "bmod":
		return operator("mod", ` form="infix" lspace="0.22em" rspace="0.22em"`)
	case "not":
		return p.not(start)
	case "substack":
		return p.substack(start)
	case "phantom":
		return group("mphantom", p.argument(start, t))
	case "displaystyle", "textstyle":
		rest := p.body("")
		return rest.with(map[string]string{"displaystyle": ` displaystyle="true"`, "textstyle": ` displaystyle="false"`}[name])
	}
	p.fail(start, p.at, fmt.Sprintf(`nothing in a formula is called "%s"`, t), p.nearest(name))
	return nil
}

// nearest says what was perhaps meant.
func (p *parser) nearest(name string) string {
	all := known()
	for _, k := range all {
		if strings.EqualFold(k, name) {
			return fmt.Sprintf(`did you mean "%s"?`, `\`+k)
		}
	}
	for _, k := range all {
		if len(k) > 3 && oneApart(k, name) {
			return fmt.Sprintf(`did you mean "%s"?`, `\`+k)
		}
	}
	if len(name) > 1 {
		return fmt.Sprintf(`for words write "\text{%s}"`, name)
	}
	return "take the backslash out"
}

// oneApart reports whether two words differ by one letter: another one, one more, or two swapped.
func oneApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i < len(a) && (a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:])
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}

// function is a name that is set upright. One with limits has them below it when displayed, which only
// operators can have.
func function(name string, limits bool) *node {
	n := &node{tag: "mi", text: name, name: true, big: limits}
	switch {
	case limits:
		n.tag, n.attrs = "mo", ` movablelimits="true" form="prefix" lspace="0" rspace="0"`
	case utf8.RuneCountInString(name) == 1:
		n.attrs = ` mathvariant="normal"`
	}
	return n
}

// root reads a root with its degree.
func (p *parser) root(start int, t string) *node {
	degree := p.option()
	of := p.argument(start, t)
	if degree != nil {
		return group("mroot", of, degree)
	}
	return group("msqrt", of)
}

// option reads what stands between square brackets, nil when nothing does.
func (p *parser) option() *node {
	p.space()
	start := p.at
	if p.peek() != "[" {
		return nil
	}
	p.at++
	inside := p.body("]")
	if p.peek() != "]" {
		p.unclosed(start, start+1, "[", "]")
	}
	p.at++
	return row(inside.kids)
}

// words reads text, which keeps its spaces.
func (p *parser) words(start int, t, variant string) *node {
	w, at := p.braced(start, t)
	if i := strings.IndexAny(w, `$`); i >= 0 {
		p.fail(at+i, at+i+1, "a formula stands in the words of a formula", "end the words with } before it")
	}
	w = strings.NewReplacer(`\%`, "%", `\&`, "&", `\$`, "$", `\#`, "#", `\_`, "_", `\{`, "{", `\}`, "}", "~", "\u00a0", `\ `, " ", `\,`, "\u2009", "{", "", "}", "").Replace(w)
	if i := strings.IndexByte(w, '\\'); i >= 0 {
		p.fail(start, p.at, "a command stands in words", `end the words with "}" before it`)
	}
	// White space at the edges of an element is taken away.
	w = strings.Join(strings.FieldsFunc(" "+w+" ", func(r rune) bool { return r == '\n' || r == '\t' }), " ")
	w = strings.TrimSuffix(strings.TrimPrefix(w, " "), " ")
	if strings.HasPrefix(w, " ") {
		w = "\u00a0" + strings.TrimLeft(w, " ")
	}
	if strings.HasSuffix(w, " ") {
		w = strings.TrimRight(w, " ") + "\u00a0"
	}
	return leaf("mtext", inAlphabet(w, variant))
}

// fenced reads \left … \right, whose signs grow with what is between them.
func (p *parser) fenced(start int) *node {
	open := p.delimiter(start, `\left`)
	kids := []*node{}
	if open != "" {
		kids = append(kids, operator(open, ` form="prefix"`))
	}
	for {
		kids = append(kids, p.body("").kids...)
		at, t := p.at, p.peek()
		if t != `\right` && t != `\middle` {
			p.unclosed(start, start+len(`\left`), `\left`, `\right`)
		}
		p.at += len(t)
		d := p.delimiter(at, t)
		if t == `\middle` {
			kids = append(kids, operator(d, ` form="infix"`))
			continue
		}
		if d != "" {
			kids = append(kids, operator(d, ` form="postfix"`))
		}
		return group("mrow", kids...)
	}
}

// delimiter reads the sign of a fence; "" is the invisible one.
func (p *parser) delimiter(start int, of string) string {
	p.space()
	t := p.peek()
	s, ok := delimiters[t]
	if fences[t] || t == "/" {
		s, ok = t, true
	}
	if t == "<" || t == ">" {
		s, ok = map[string]string{"<": "⟨", ">": "⟩"}[t], true
	}
	if !ok && t != "." {
		p.fail(start, p.at, fmt.Sprintf(`"%s" has no bracket behind it`, of), fmt.Sprintf(`write "%s", or "%s" for none`, of+"(", of+"."))
	}
	p.at += len(t)
	return s
}

// not strikes the next sign through.
func (p *parser) not(start int) *node {
	p.space()
	t := p.peek()
	n := p.argument(start, `\not`)
	if n.tag != "mo" && n.tag != "mi" {
		p.fail(start, p.at, fmt.Sprintf(`"\not" cannot strike "%s" through`, t), `write it before a sign such as "=" or "\in"`)
	}
	if s, ok := negated[n.text]; ok {
		n.text = s
	} else {
		n.text += "\u0338"
	}
	return n
}

// known are all names of commands, in order.
func known() []string {
	var all []string
	add := func(names ...string) { all = append(all, names...) }
	for k := range letters {
		add(k)
	}
	for k := range signs {
		if len(k) > 2 && k[0] == '\\' {
			add(k[1:])
		}
	}
	for k := range bigs {
		add(k)
	}
	for k := range accents {
		add(k)
	}
	for k := range alphabets {
		add(k)
	}
	add(functions...)
	add("frac", "binom", "sqrt", "text", "operatorname", "overset", "underset", "left", "right", "begin", "end", "pmod", "quad", "langle", "rangle")
	slices.Sort(all)
	return all
}
