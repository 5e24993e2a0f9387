package publish

// Grade says how much a finding matters.
type Grade int

// The grades.
const (
	Fine  Grade = iota // it is as it should be
	Hint               // it could be better, or is worth knowing
	Wrong              // it stands in the way
)

// Finding is one thing that an examination found, in one sentence, with what to do about it.
type Finding struct {
	Grade Grade
	Text  string // without a full stop
	Do    string // what to type or do; "" when there is nothing
}

// Findings are what an examination found, in the order in which it looked.
type Findings []Finding

func (l *Findings) fine(text string)     { *l = append(*l, Finding{Fine, text, ""}) }
func (l *Findings) hint(text, do string) { *l = append(*l, Finding{Hint, text, do}) }
func (l *Findings) bad(text, do string)  { *l = append(*l, Finding{Wrong, text, do}) }

// Worst is the highest grade among them.
func (l Findings) Worst() Grade {
	worst := Fine
	for _, f := range l {
		worst = max(worst, f.Grade)
	}
	return worst
}
