package formula

import (
	"fmt"
	"strings"
)

// tables are the environments that have rows and columns: their fences and how columns are aligned. A
// letter of align stands for a column; the last pair repeats.
var tables = map[string]struct {
	open, close string
	align       string // "" is centred
	display     bool   // cells are set as if each were displayed
}{
	"matrix": {}, "smallmatrix": {},
	"pmatrix": {open: "(", close: ")"}, "bmatrix": {open: "[", close: "]"}, "Bmatrix": {open: "{", close: "}"},
	"vmatrix": {open: "|", close: "|"}, "Vmatrix": {open: "‖", close: "‖"},
	"cases":   {open: "{", align: "ll"},
	"aligned": {align: "rl", display: true}, "align": {align: "rl", display: true}, "align*": {align: "rl", display: true},
	"split": {align: "rl", display: true}, "gathered": {display: true}, "gather": {display: true}, "gather*": {display: true},
	"equation": {display: true}, "equation*": {display: true}, "array": {},
}

// environment reads what stands between \begin and \end.
func (p *parser) environment(start int) *node {
	name, at := p.braced(start, `\begin`)
	t, ok := tables[name]
	if !ok {
		p.fail(at, at+len(name), fmt.Sprintf(`nothing in a formula is called "%s"`, name), `use "matrix", "pmatrix", "bmatrix", "cases", "aligned" or "array"`)
	}
	if name == "array" {
		spec, at := p.braced(start, `\begin{array}`)
		for i, c := range spec {
			switch c {
			case 'l', 'c', 'r':
				t.align += string(c)
			case ' ', '|':
			default:
				p.fail(at+i, at+i+1, fmt.Sprintf(`a column cannot be "%s"`, string(c)), `use "l", "c" and "r", one for each column`)
			}
		}
	}
	rows := p.rows(t.align)
	if p.peek() != `\end` {
		p.unclosed(start, at+len(name)+1, `\begin{`+name+`}`, `\end{`+name+`}`)
	}
	endAt := p.at
	p.at += len(`\end`)
	if end, at := p.braced(endAt, `\end`); end != name {
		p.fail(at, at+len(end), fmt.Sprintf(`"%s" ends what began as "%s"`, end, name), fmt.Sprintf(`write "%s"`, `\end{`+name+`}`))
	}
	table := group("mtable", rows...)
	if t.display {
		table.attrs = ` displaystyle="true"`
	}
	if t.open == "" {
		return table
	}
	out := group("mrow", operator(t.open, ` form="prefix" stretchy="true"`), table)
	if t.close != "" {
		out.kids = append(out.kids, operator(t.close, ` form="postfix" stretchy="true"`))
	}
	return out
}

// rows reads cells until something else than the end of a cell or a row.
func (p *parser) rows(align string) []*node {
	var rows []*node
	for {
		r := group("mtr")
		for {
			cell := p.body("")
			if a := column(align, len(r.kids)); a != "" {
				r.kids = append(r.kids, group("mtd", cell.kids...).with(` class="`+a+`"`))
			} else {
				r.kids = append(r.kids, group("mtd", cell.kids...))
			}
			if p.peek() != "&" {
				break
			}
			p.at++
		}
		end := p.peek()
		last := end != `\\` && end != `\cr`
		// A line end after the last row begins no other one.
		if !last || len(r.kids) > 1 || len(r.kids[0].kids) > 0 {
			rows = append(rows, r)
		}
		if last {
			return rows
		}
		p.at += len(end)
		p.gap()
	}
}

// gap skips the space that may be asked for after a line end.
func (p *parser) gap() {
	if p.peek() != "[" {
		return
	}
	if i := strings.IndexByte(p.src[p.at:], ']'); i > 0 && i < 12 && strings.Trim(p.src[p.at+1:p.at+i], "0123456789.-emxptc ") == "" {
		p.at += i + 1
	}
}

// column is the class of a cell: "l" and "r" are the edges it stands at, "" is the middle.
func column(align string, n int) string {
	if align == "" {
		return ""
	}
	if n >= len(align) {
		n = len(align) - 2 + (n-len(align))%2
		if n < 0 {
			n = 0
		}
	}
	if c := align[n : n+1]; c != "c" {
		return c
	}
	return ""
}

// substack reads lines below a sum.
func (p *parser) substack(start int) *node {
	p.space()
	open := p.at
	if p.peek() != "{" {
		p.fail(start, p.at, `"\substack" has nothing between braces behind it`, `write "\substack{…\\…}"`)
	}
	p.at++
	rows := p.rows("")
	if p.peek() != "}" {
		p.unclosed(open, open+1, "{", "}")
	}
	p.at++
	return group("mtable", rows...)
}
