package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// String is the word that all printers use: "error", "warning" or "note".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "note"
}

// Sort orders the list by file, place, severity, code and message, so that the same problems always
// print the same way, whatever order they were found in. Problems of the passport as a whole come first.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.Span.File, b.Span.File),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Label, b.Label),
			cmp.Compare(a.Hint, b.Hint),
		)
	})
}

// Dedupe returns the list without repeats, in the same order: of several problems with the same code
// and span only the gravest, and of equally grave ones the first, stays. Where the span is empty, the
// message tells problems apart as well, because several things may be missing at one point.
func (l List) Dedupe() List {
	type key struct {
		code    string
		span    Span
		message string
	}
	at := make(map[key]int, len(l))
	out := make(List, 0, len(l))
	for _, p := range l {
		k := key{code: p.Code, span: p.Span}
		if p.Span.Start >= p.Span.End {
			k.message = p.Message
		}
		i, seen := at[k]
		switch {
		case !seen:
			at[k] = len(out)
			out = append(out, p)
		case p.Severity < out[i].Severity:
			out[i] = p
		}
	}
	return out
}

// Counts returns the number of errors and of warnings. Notes are never counted.
func (l List) Counts() (errors, warnings int) {
	for _, p := range l {
		switch p.Severity {
		case Error:
			errors++
		case Warning:
			warnings++
		}
	}
	return errors, warnings
}

// HasErrors reports whether any problem stands in the way of publishing.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(p Problem) bool { return p.Severity == Error })
}

// Summary is the closing line of a run: "2 errors, 1 warning"; "" when there is nothing to count.
func (l List) Summary() string {
	errors, warnings := l.Counts()
	switch {
	case errors == 0 && warnings == 0:
		return ""
	case warnings == 0:
		return count(errors, "error")
	case errors == 0:
		return count(warnings, "warning")
	}
	return count(errors, "error") + ", " + count(warnings, "warning")
}

func count(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}
