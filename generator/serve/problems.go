package serve

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
)

// shown is a problem as the overlay shows it.
type shown struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Label    string `json:"label,omitempty"`
	Hint     string `json:"hint,omitempty"`
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Before   string `json:"before,omitempty"` // the line up to the place
	Marked   string `json:"marked,omitempty"` // the place
	After    string `json:"after,omitempty"`  // the rest of the line
	Link     string `json:"link,omitempty"`   // opens the editor there
	Edit     bool   `json:"edit,omitempty"`   // the server opens the editor
	Old      bool   `json:"old,omitempty"`    // was there when the server started: no reason to spring open
}

// most is how many problems are shown: nobody mends more before saving again.
const most = 200

// report makes what the overlay shows, errors first. Initial are the problems that were there at the
// start, by what they say.
func (s *Server) report(l diag.List, files diag.Files, initial map[string]int) []shown {
	out := []shown{}
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Note} {
		for _, p := range l {
			if p.Severity != severity || len(out) == most {
				continue
			}
			x := shown{Severity: p.Severity.String(), Code: p.Code, Message: p.Message, Label: p.Label, Hint: p.Hint, File: p.Span.File, Old: initial[saying(p)] > 0}
			if p.Span.File != "" && files != nil {
				if data := files(p.Span.File); data != nil {
					start, end := diag.Place(data, p.Span)
					x.Line, x.Column = start.Line, start.Column
					x.Before, x.Marked, x.After = cut(data, start.Offset, end.Offset)
				}
				x.Link, x.Edit = s.link(p.Span.File, max(x.Line, 1), max(x.Column, 1))
			}
			out = append(out, x)
		}
	}
	return out
}

// around is how much of a line is shown on each side of the place, in runes.
const around = 60

// cut parts the line of a place in three, and shortens what is long.
func cut(data []byte, start, end int) (before, marked, after string) {
	from := bytes.LastIndexByte(data[:start], '\n') + 1
	to := len(data)
	if n := bytes.IndexByte(data[start:], '\n'); n >= 0 {
		to = start + n
	}
	end = min(max(end, start), to)
	before, marked, after = clean(data[from:start]), clean(data[start:end]), clean(data[end:to])
	if n := utf8.RuneCountInString(before); n > around {
		before = "…" + string([]rune(before)[n-around:])
	} else {
		before = strings.TrimLeft(before, " \t")
	}
	for _, s := range []*string{&marked, &after} {
		if utf8.RuneCountInString(*s) > around {
			*s = string([]rune(*s)[:around]) + "…"
		}
	}
	return before, marked, strings.TrimRight(after, " \t\r")
}

func clean(b []byte) string {
	return strings.TrimPrefix(strings.ToValidUTF8(string(b), "\uFFFD"), "\uFEFF")
}

// link says how a page opens the editor at a place: by an address, or by asking the server.
func (s *Server) link(file string, line, column int) (href string, edit bool) {
	switch {
	case s.o.Edit != nil:
		return "", true
	case s.o.EditorLink != nil:
		return s.o.EditorLink(filepath.Join(s.dir, filepath.FromSlash(file)), line, column), false
	}
	return "", false
}
