package diag

import (
	"fmt"
	"io"
	"strings"
)

// Printer turns problems into text. It prints them in the order in which they come: sort and dedupe
// the list before. It fails only when writing does.
type Printer interface {
	Print(w io.Writer, l List, files Files) error
}

// Short prints one line for each problem, as compilers do and editors read:
//
//	file:line:column: error[code]: message (hint)
//
// It prints no summary.
type Short struct{}

// Print implements [Printer].
func (Short) Print(w io.Writer, l List, files Files) error {
	r := newReader(files)
	var b strings.Builder
	for _, p := range l {
		if where := r.where(p.Span); where != "" {
			b.WriteString(where + ": ")
		}
		fmt.Fprintf(&b, "%s[%s]: %s", p.Severity, clean(p.Code), clean(p.Message))
		if p.Hint != "" {
			fmt.Fprintf(&b, " (%s)", clean(strings.ReplaceAll(p.Hint, "\n", " ")))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// where is a place in one word: "file:line:column", only the file when it cannot be read, nothing
// for the passport as a whole.
func (r *reader) where(s Span) string {
	if s.File == "" {
		return ""
	}
	t := r.text(s.File)
	if t == nil {
		return clean(s.File)
	}
	start, _ := t.place(s)
	return fmt.Sprintf("%s:%d:%d", clean(s.File), start.Line, start.Column)
}
