package diag

import (
	"fmt"
	"io"
	"path"
	"strings"
)

// GitHub prints problems as workflow commands, which GitHub shows beside the lines of a change
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions):
//
//	::error file=…,line=…,col=…,endLine=…,endColumn=…,title=code::message%0Ahint
//
// A span over several lines has no columns, because GitHub drops them.
type GitHub struct {
	Base string // the passport's folder in its repository, slash-separated; "" for the top
}

// Print implements [Printer].
func (g GitHub) Print(w io.Writer, l List, files Files) error {
	r := newReader(files)
	var b strings.Builder
	for _, p := range l {
		command := p.Severity.String()
		if p.Severity == Note {
			command = "notice"
		}
		b.WriteString("::" + command + " ")
		if p.Span.File != "" {
			fmt.Fprintf(&b, "file=%s,", escapeProperty(path.Join(g.Base, p.Span.File)))
			if t := r.text(p.Span.File); t != nil {
				start, end := t.place(p.Span)
				if start.Line == end.Line {
					fmt.Fprintf(&b, "line=%d,col=%d,endLine=%d,endColumn=%d,", start.Line, start.Column, end.Line, end.Column)
				} else {
					fmt.Fprintf(&b, "line=%d,endLine=%d,", start.Line, end.Line)
				}
			}
		}
		fmt.Fprintf(&b, "title=%s::%s\n", escapeProperty(p.Code), escapeData(g.message(p, r)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (g GitHub) message(p Problem, r *reader) string {
	lines := []string{clean(p.Message)}
	for _, rel := range p.Related {
		if where := r.where(rel.Span); where != "" {
			lines = append(lines, where+": "+clean(rel.Label))
		}
	}
	if p.Hint != "" {
		for line := range strings.SplitSeq(p.Hint, "\n") {
			lines = append(lines, clean(line))
		}
	}
	return strings.Join(lines, "\n")
}

// The two escapes of workflow commands, as actions/toolkit defines them (packages/core/src/command.ts).
func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C").Replace(clean(s))
}
