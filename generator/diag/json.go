package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
)

// JSON prints problems as one JSON object for tools. Its shape only ever gains members:
//
//	{
//	  "version": 1,
//	  "errors": 1,
//	  "warnings": 0,
//	  "problems": [
//	    {
//	      "code": "unknown-skill",
//	      "severity": "error",
//	      "message": "no skill is called \"kubernets\"",
//	      "label": "not declared",
//	      "file": "projects/river-app.md",
//	      "start": {"line": 9, "column": 5, "offset": 104},
//	      "end": {"line": 9, "column": 14, "offset": 113},
//	      "hint": "did you mean \"kubernetes\"? (skills.yaml:14)",
//	      "related": [{"label": "…", "file": "…", "start": {…}, "end": {…}}],
//	      "fix": {"title": "…", "edits": [{"file": "…", "start": {…}, "end": {…}, "text": "…"}]}
//	    }
//	  ]
//	}
//
// Severity is "error", "warning" or "note". Lines count from 1, columns count Unicode code points
// from 1, offsets count bytes of the file from 0; the end is exclusive. File is "" for a problem of
// the passport as a whole. Start and end are null when there is no such file to look into, fix is
// null when there is none. Every member is always there.
type JSON struct{}

type jsonReport struct {
	Version  int           `json:"version"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Problems []jsonProblem `json:"problems"`
}

type jsonSpan struct {
	File  string    `json:"file"`
	Start *Position `json:"start"`
	End   *Position `json:"end"`
}

type jsonProblem struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Label    string `json:"label"`
	jsonSpan
	Hint    string        `json:"hint"`
	Related []jsonRelated `json:"related"`
	Fix     *jsonFix      `json:"fix"`
}

type jsonRelated struct {
	Label string `json:"label"`
	jsonSpan
}

type jsonFix struct {
	Title string     `json:"title"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	jsonSpan
	Text string `json:"text"`
}

// Print implements [Printer].
func (JSON) Print(w io.Writer, l List, files Files) error {
	r := newReader(files)
	report := jsonReport{Version: 1, Problems: make([]jsonProblem, 0, len(l))}
	report.Errors, report.Warnings = l.Counts()
	for _, p := range l {
		out := jsonProblem{
			Code:     p.Code,
			Severity: p.Severity.String(),
			Message:  p.Message,
			Label:    p.Label,
			jsonSpan: r.jsonSpan(p.Span),
			Hint:     p.Hint,
			Related:  make([]jsonRelated, 0, len(p.Related)),
		}
		for _, rel := range p.Related {
			out.Related = append(out.Related, jsonRelated{rel.Label, r.jsonSpan(rel.Span)})
		}
		if p.Fix != nil {
			out.Fix = &jsonFix{Title: p.Fix.Title, Edits: make([]jsonEdit, 0, len(p.Fix.Edits))}
			for _, e := range p.Fix.Edits {
				out.Fix.Edits = append(out.Fix.Edits, jsonEdit{r.jsonSpan(e.Span), e.Text})
			}
		}
		report.Problems = append(report.Problems, out)
	}
	return writeJSON(w, report)
}

func (r *reader) jsonSpan(s Span) jsonSpan {
	out := jsonSpan{File: s.File}
	if t := r.text(s.File); t != nil {
		start, end := t.place(s)
		out.Start, out.End = &start, &end
	}
	return out
}

// writeJSON prints a value so that it may also be looked at in a terminal: what could do something
// there is written as an escape, which means the same to every JSON parser.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(safeJSON(b.Bytes()))
	return err
}

func safeJSON(data []byte) []byte {
	unsafe := func(r rune) bool { return r != '\n' && hidden(r) }
	if !bytes.ContainsFunc(data, unsafe) {
		return data
	}
	var b bytes.Buffer
	for _, r := range string(data) {
		switch {
		case !unsafe(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.Bytes()
}
