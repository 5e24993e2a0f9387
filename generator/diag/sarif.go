package diag

import (
	"io"
	"net/url"
	"path"
	"strings"
)

// SARIF prints problems in the Static Analysis Results Interchange Format 2.1.0
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), which code hosts and editors
// show beside the text. Columns count Unicode code points, and the log says so.
type SARIF struct {
	Docs    []Doc  // every problem code with its documentation: the log's rules
	Version string // of this program, may be empty
	Base    string // the passport's folder in its repository, slash-separated; "" for the top
}

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version,omitempty"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string        `json:"id"`
	Short   *sarifMessage `json:"shortDescription,omitempty"`
	Help    *sarifMessage `json:"help,omitempty"`
	Default *sarifDefault `json:"defaultConfiguration,omitempty"`
}

type sarifDefault struct {
	Level string `json:"level"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
	Fixes     []sarifFix      `json:"fixes,omitempty"`
}

type sarifLocation struct {
	Physical *sarifPhysical `json:"physicalLocation,omitempty"`
	Message  *sarifMessage  `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion   `json:"deletedRegion"`
	Inserted *sarifMessage `json:"insertedContent,omitempty"`
}

// Print implements [Printer].
func (o SARIF) Print(w io.Writer, l List, files Files) error {
	p := sarifPrinter{o, newReader(files)}
	rules, index := p.rules(l)
	results := make([]sarifResult, 0, len(l))
	for _, problem := range l {
		results = append(results, p.result(problem, index[problem.Code]))
	}
	return writeJSON(w, sarifLog{
		Schema:  sarifSchema,
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:       sarifTool{sarifDriver{"passport", o.Version, rules}},
			ColumnKind: "unicodeCodePoints",
			Results:    results,
		}},
	})
}

type sarifPrinter struct {
	SARIF
	*reader
}

// rules lists all documented codes, and behind them any that a problem carries without documentation,
// because every result has to name its rule.
func (p sarifPrinter) rules(l List) (rules []sarifRule, index map[string]int) {
	index = make(map[string]int, len(p.Docs))
	rules = make([]sarifRule, 0, len(p.Docs))
	for _, d := range p.Docs {
		if _, seen := index[d.Code]; seen {
			continue
		}
		r := sarifRule{ID: d.Code, Default: &sarifDefault{d.Severity.String()}}
		if d.Title != "" {
			r.Short = &sarifMessage{Text: d.Title}
		}
		if d.Text != "" {
			r.Help = &sarifMessage{Text: d.Text, Markdown: d.Text}
		}
		index[d.Code] = len(rules)
		rules = append(rules, r)
	}
	for _, problem := range l {
		if _, seen := index[problem.Code]; !seen {
			index[problem.Code] = len(rules)
			rules = append(rules, sarifRule{ID: problem.Code})
		}
	}
	return rules, index
}

func (p sarifPrinter) result(problem Problem, rule int) sarifResult {
	message := problem.Message
	if problem.Hint != "" {
		message += "\n" + problem.Hint
	}
	r := sarifResult{
		RuleID:    problem.Code,
		RuleIndex: rule,
		Level:     problem.Severity.String(),
		Message:   sarifMessage{Text: message},
		Locations: []sarifLocation{},
	}
	if at := p.physical(problem.Span); at != nil {
		r.Locations = append(r.Locations, sarifLocation{at, labelled(problem.Label)})
	}
	for _, rel := range problem.Related {
		if at := p.physical(rel.Span); at != nil || rel.Label != "" {
			r.Related = append(r.Related, sarifLocation{at, labelled(rel.Label)})
		}
	}
	if problem.Fix != nil && len(problem.Fix.Edits) > 0 {
		r.Fixes = []sarifFix{{Description: sarifMessage{Text: problem.Fix.Title}, Changes: p.changes(problem.Fix.Edits)}}
	}
	return r
}

func labelled(s string) *sarifMessage {
	if s == "" {
		return nil
	}
	return &sarifMessage{Text: s}
}

// physical is nil for the passport as a whole, and has no region when the file cannot be read.
func (p sarifPrinter) physical(s Span) *sarifPhysical {
	if s.File == "" {
		return nil
	}
	at := &sarifPhysical{Artifact: p.artifact(s.File)}
	if t := p.text(s.File); t != nil {
		region := sarifRegionOf(t, s)
		at.Region = &region
	}
	return at
}

// artifact is a relative URI reference. A colon in the first step of a path would make a scheme of
// it; url.URL puts "./" before it then (RFC 3986, section 4.2).
func (p sarifPrinter) artifact(file string) sarifArtifact {
	u := url.URL{Path: strings.TrimPrefix(path.Join("/", p.Base, file), "/")}
	return sarifArtifact{URI: u.String()}
}

func sarifRegionOf(t *text, s Span) sarifRegion {
	start, end := t.place(s)
	return sarifRegion{start.Line, start.Column, end.Line, end.Column}
}

// changes groups edits by file, in the order in which the files come.
func (p sarifPrinter) changes(edits []Edit) []sarifChange {
	var out []sarifChange
	at := map[string]int{}
	for _, e := range edits {
		i, seen := at[e.Span.File]
		if !seen {
			i = len(out)
			at[e.Span.File] = i
			out = append(out, sarifChange{Artifact: p.artifact(e.Span.File)})
		}
		t := p.text(e.Span.File)
		if t == nil {
			t = newText(nil) // an edit may make a file
		}
		r := sarifReplacement{Deleted: sarifRegionOf(t, e.Span)}
		if e.Text != "" {
			r.Inserted = &sarifMessage{Text: e.Text}
		}
		out[i].Replacements = append(out[i].Replacements, r)
	}
	return out
}
