// Package formula reads mathematics as people type it in TeX and writes it as MathML, which browsers
// set and read aloud by themselves, and as plain text for everything that has no mathematics.
//
//	f, err := formula.Parse(`\frac{a}{b} \le x^2`)
//	f.MathML(false)   <math><mrow><mfrac>…   MathML Core: no script, no style attribute
//	f.Text()          a/b ≤ x²
//
// What is understood is the mathematics of a page of prose: letters, numbers, Greek, operators and
// arrows, fractions, roots, scripts, sums with limits, functions, accents, fences that grow, alphabets,
// words, spaces, matrices, cases and aligned lines. What is not understood is an [Error] that says where;
// nothing is guessed and nothing is passed through, so a formula cannot bring markup into a page.
//
// A formula is at most [MaxBytes] long and [maxDepth] deep, and reading it takes time in proportion to
// its length.
package formula

import "fmt"

// MaxBytes is how long a formula may be.
const MaxBytes = 10_000

// maxDepth is how deep groups may stand in each other.
const maxDepth = 60

// Formula is mathematics that was understood. It never changes and is safe for concurrent use.
type Formula struct {
	tex  string
	root *node
}

// Error says what in a formula was not understood. Start and End are bytes of the text given to Parse.
type Error struct {
	Start, End int
	Message    string // lower case, without a full stop
	Hint       string // what to type
}

// Error returns the message with its place.
func (e *Error) Error() string { return fmt.Sprintf("%d: %s", e.Start, e.Message) }

// Parse reads a formula without the signs around it. The error says where the first mistake is.
func Parse(tex string) (f *Formula, err *Error) {
	if len(tex) > MaxBytes {
		return nil, &Error{0, len(tex), fmt.Sprintf("the formula has more than %d letters", MaxBytes), "write it as several formulas"}
	}
	p := &parser{src: tex}
	defer func() {
		// The parser leaves from any depth by panicking with its own error; anything else is a bug.
		switch r := recover().(type) {
		case nil:
		case *Error:
			f, err = nil, r
		default:
			panic(r)
		}
	}()
	root := p.body("")
	p.space()
	if p.at < len(p.src) {
		p.fail(p.at, p.at+1, `this "}" closes nothing`, `take it out, or write "\}" for the sign itself`)
	}
	return &Formula{tex, root}, nil
}

// node is an element of MathML.
type node struct {
	tag   string
	attrs string // as they are written, with a space before each
	text  string
	kids  []*node
	big   bool // an operator or function whose limits stand below and above when displayed
	name  bool // the name of a function, with its scripts
}

func leaf(tag, text string) *node           { return &node{tag: tag, text: text} }
func group(tag string, kids ...*node) *node { return &node{tag: tag, kids: kids} }
func (n *node) with(attrs string) *node     { n.attrs += attrs; return n }
func operator(text, attrs string) *node     { return &node{tag: "mo", text: text, attrs: attrs} }
func row(kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	return group("mrow", kids...)
}
