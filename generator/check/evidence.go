package check

import (
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// evidence checks that a piece of evidence is at one place that a reader can get to.
func (c *checker) evidence(f field) {
	n := f.node
	if n.Kind != source.Map {
		return
	}
	var places []*source.Pair
	for _, key := range []string{"url", "file", "entry", "on_request"} {
		if p := n.Pair(key); p != nil && p.Value.Kind != source.Null && p.Value.Str() != "" && (key != "on_request" || p.Value.Str() == "true") {
			places = append(places, p)
		}
	}
	if len(places) == 0 {
		if n.Get("confirm_at").Str() != "" {
			return
		}
		span := point(n.Span)
		if t := n.Get("title"); t != nil {
			span = t.Span
		}
		c.add(diag.Problem{
			Code: "evidence-nowhere", Severity: diag.Warning, Span: span,
			Message: "this evidence does not say where it is, so nobody can look at it",
			Label:   "where?",
			Hint:    `add "url:", "file:" or "entry:", or "on_request: true" if you show it when asked`,
		})
		return
	}
	if len(places) == 1 {
		return
	}
	names := make([]string, len(places))
	for i, p := range places {
		names[i] = `"` + p.Key + `"`
	}
	last := len(names) - 1
	c.add(diag.Problem{
		Code: "evidence-several", Severity: diag.Warning, Span: places[1].KeySpan,
		Message: "this evidence says in several ways where it is: " + strings.Join(names[:last], ", ") + " and " + names[last],
		Label:   "one too many",
		Related: []diag.Related{{Span: places[0].KeySpan, Label: "already said here"}},
		Hint:    "keep one of them, or make two pieces of evidence",
	})
}
