package check

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// visit is one mapping being checked, and what was found in it.
type visit struct {
	schemas *Schemas
	job     job
	found   diag.List
}

// spot is a value that a schema refuses: where it is written, and what is expected there.
type spot struct {
	path   []string       // keys and indexes from the job's node
	node   *source.Node   //
	pair   *source.Pair   // whose value node is; nil in a list
	want   map[string]any // the schema that applies, its references followed
	own    any            // the same, not followed: its example fits this very field
	ownIn  string         // the name of the schema that own stands in
	in     string         // the name of the schema that want stands in
	failed []string       // the keywords that fail
}

// key is the name of the field: of a list's item the name of the list.
func (s spot) key() string {
	for i := len(s.path) - 1; i >= 0; i-- {
		if _, err := strconv.Atoi(s.path[i]); err != nil {
			return s.path[i]
		}
	}
	return ""
}

// item reports whether the spot is an item of a list.
func (s spot) item() bool { return s.pair == nil && len(s.path) > 0 }

// explain turns what the schema module says into problems. The module names places and keywords; its
// messages are not used, because they speak of JSON, and some of them list names in the order of a map.
func (v *visit) explain(err *jsonschema.ValidationError) {
	spots := map[string]*spot{}
	var visitLeaf func(*jsonschema.ValidationError)
	visitLeaf = func(e *jsonschema.ValidationError) {
		if len(e.Causes) > 0 {
			for _, c := range e.Causes {
				visitLeaf(c)
			}
			return
		}
		s := spots[e.InstanceLocation]
		if s == nil {
			s = v.locate(pointer(e.InstanceLocation))
			spots[e.InstanceLocation] = s
		}
		s.failed = append(s.failed, e.KeywordLocation[strings.LastIndexByte(e.KeywordLocation, '/')+1:])
	}
	visitLeaf(err)
	ordered := make([]*spot, 0, len(spots))
	for _, s := range spots {
		if s.node != nil && s.want != nil {
			slices.Sort(s.failed)
			ordered = append(ordered, s)
		}
	}
	slices.SortFunc(ordered, func(a, b *spot) int {
		return cmp.Or(cmp.Compare(a.node.Span.Start, b.node.Span.Start), slices.Compare(a.path, b.path))
	})
	for _, s := range ordered {
		v.report(s)
	}
}

// pointer takes a JSON pointer apart. The module percent-encodes it on top of the pointer's own
// escapes, which are undone in the opposite order.
func pointer(p string) []string {
	if decoded, err := url.PathUnescape(p); err == nil {
		p = decoded
	}
	if p = strings.TrimPrefix(p, "/"); p == "" {
		return nil
	}
	steps := strings.Split(p, "/")
	for i, s := range steps {
		steps[i] = strings.ReplaceAll(strings.ReplaceAll(s, "~1", "/"), "~0", "~")
	}
	return steps
}

// locate finds the value at a path, and what the schema expects there.
func (v *visit) locate(path []string) *spot {
	s := &spot{path: path, node: v.job.node}
	s.want, s.in = v.schemas.follow(v.job.name, v.job.at)
	for _, step := range path {
		switch s.node.Kind {
		case source.Map:
			s.pair = s.node.Pair(step)
			if s.pair == nil {
				s.node = nil
				return s
			}
			s.node = s.pair.Value
			props, _ := s.want["properties"].(map[string]any)
			s.own, s.ownIn = props[step], s.in
			s.want, s.in = v.schemas.deref(s.own, s.in)
		case source.Seq:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(s.node.Items) {
				s.node = nil
				return s
			}
			s.pair, s.node = nil, s.node.Items[i]
			s.own, s.ownIn = s.want["items"], s.in
			s.want, s.in = v.schemas.deref(s.own, s.in)
		default:
			s.node = nil
			return s
		}
		if s.want == nil {
			return s
		}
	}
	return s
}

// follow returns the schema at a pointer of a document ("#/$defs/date"), its references followed.
func (s *Schemas) follow(name, at string) (map[string]any, string) {
	var here any = s.doc(name)
	for _, step := range strings.Split(strings.TrimPrefix(strings.TrimPrefix(at, "#"), "/"), "/") {
		if step == "" {
			continue
		}
		m, _ := here.(map[string]any)
		here = m[step]
	}
	return s.deref(here, name)
}

// deref follows a schema's reference to the schema that says what is expected.
func (s *Schemas) deref(here any, in string) (map[string]any, string) {
	m, ok := here.(map[string]any)
	if !ok {
		return nil, in
	}
	ref, ok := m["$ref"].(string)
	if !ok {
		return m, in
	}
	file, at, _ := strings.Cut(ref, "#")
	if file != "" {
		in = strings.TrimSuffix(file, ".schema.json")
	}
	return s.follow(in, at)
}

// report writes the problem of a spot. Of several things wrong with one value only the first matters:
// the others would be gone if it were mended.
func (v *visit) report(s *spot) {
	if v.leftToMeaning(s) {
		return
	}
	has := func(keyword string) bool { return slices.Contains(s.failed, keyword) }
	switch {
	case has("type"):
		v.wrongType(s)
	case has("additionalProperties"):
		meant, done := v.unknownFields(s)
		if !done && has("required") {
			v.missingFields(s, meant...)
		}
	case has("required"):
		v.missingFields(s)
	case has("enum"):
		v.unknownWord(s)
	case has("x-open"):
		v.nearWord(s)
	case has("format"):
		v.badFormat(s)
	default:
		v.outOfRange(s)
	}
}

// leftToMeaning reports whether package check says more about this value elsewhere than that its
// shape is wrong. The schema still describes it, for editors.
func (v *visit) leftToMeaning(s *spot) bool {
	scalar := s.node.Kind != source.Map && s.node.Kind != source.Seq && s.node.Kind != source.Null
	if format, _ := s.want["format"].(string); scalar && format != "" && formats()[format] == nil {
		return true // dates, addresses, files, ids, references
	}
	path := strings.Join(s.path, "/")
	if v.job.name != "passport" {
		return false
	}
	switch path {
	case "":
		// Who the passport is about.
		return slices.Equal(s.failed, []string{"required"})
	case "person":
		return slices.Equal(s.failed, []string{"required"})
	case "id", "schema":
		return scalar
	}
	for _, list := range []string{"site/sections/", "site/cv/sections/", "person/contact/private/"} {
		if strings.HasPrefix(path, list) {
			return scalar
		}
	}
	return false
}

// missingFields reports the fields that a mapping cannot do without, apart from those that something
// misspelt was meant to be.
func (v *visit) missingFields(s *spot, meant ...string) {
	required, _ := s.want["required"].([]any)
	for _, r := range required {
		name, _ := r.(string)
		if slices.Contains(meant, name) || v.job.name == "passport" && (name == "person" || name == "name") {
			continue // Meaning: missing-name
		}
		if n := s.node.Get(name); n != nil && n.Kind != source.Null {
			continue
		}
		p := diag.Problem{
			Code: "missing-field", Severity: diag.Error,
			Message: fmt.Sprintf("%s has no %q", v.describe(s), name),
			Span:    v.headOf(s), Label: fmt.Sprintf("needs %q", name),
			Hint: "add a line such as " + typed(v.sample(name, s)),
		}
		v.found = append(v.found, p)
	}
}

// headOf is the smallest place that stands for a mapping: the key that holds it, or its first key.
func (v *visit) headOf(s *spot) diag.Span {
	switch {
	case s.pair != nil:
		return s.pair.KeySpan
	case s.node.Kind == source.Map && len(s.node.Pairs) > 0:
		return s.node.Pairs[0].KeySpan
	}
	return firstLine(v.job.file, s.node.Span)
}

// describe names a mapping in the person's words: an item of "skills", "contact", this entry.
func (v *visit) describe(s *spot) string {
	switch {
	case len(s.path) == 0 && v.job.name == "passport":
		return "passport.yaml"
	case len(s.path) == 0:
		return "this entry"
	case s.item():
		return fmt.Sprintf("this item of %q", s.key())
	}
	return fmt.Sprintf("%q", s.key())
}

// sample is a line that a person could type for a field: its name and the first example.
func (v *visit) sample(name string, s *spot) string {
	props, _ := s.want["properties"].(map[string]any)
	return name + ": " + v.schemas.example(props[name], s.in)
}

// example is the first example of a schema, or of what it refers to, as YAML on one line.
func (s *Schemas) example(here any, in string) string {
	for range 8 {
		m, _ := here.(map[string]any)
		if list, ok := m["examples"].([]any); ok && len(list) > 0 {
			return flow(list[0])
		}
		ref, ok := m["$ref"].(string)
		if !ok {
			break
		}
		here, in = s.target(ref, in)
	}
	return "…"
}

// target is what a reference leads to, its own references not followed.
func (s *Schemas) target(ref, in string) (any, string) {
	file, at, _ := strings.Cut(ref, "#")
	if file != "" {
		in = strings.TrimSuffix(file, ".schema.json")
	}
	var here any = s.doc(in)
	for _, step := range strings.Split(strings.TrimPrefix(at, "/"), "/") {
		if step != "" {
			m, _ := here.(map[string]any)
			here = m[step]
		}
	}
	return here, in
}

// flow writes a value of the schemas' examples as YAML on one line.
func flow(v any) string {
	switch v := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		parts := make([]string, 0, len(v))
		for _, k := range keys {
			parts = append(parts, k+": "+flow(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		parts := make([]string, 0, len(v))
		for _, it := range v {
			parts = append(parts, flow(it))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case string:
		return source.Quote(v)
	}
	return "…"
}

// raw is the text of a span as it lies on disk.
func (v *visit) raw(s diag.Span) string {
	d := v.job.file.Data
	if s.Start < 0 || s.Start > s.End || s.End > len(d) {
		return ""
	}
	return string(d[s.Start:s.End])
}

// restOfLine is what stands on a line from an offset on, without the line's end.
func (v *visit) restOfLine(from int) string {
	d := v.job.file.Data
	if from < 0 || from > len(d) {
		return ""
	}
	rest := d[from:]
	if i := bytes.IndexAny(rest, "\r\n"); i >= 0 {
		rest = rest[:i]
	}
	return string(rest)
}

// firstLine cuts a span at the end of its first line: a caret under twenty lines helps nobody.
func firstLine(f *source.File, s diag.Span) diag.Span {
	if s.Start >= 0 && s.Start <= s.End && s.End <= len(f.Data) {
		if i := bytes.IndexAny(f.Data[s.Start:s.End], "\r\n"); i >= 0 {
			s.End = s.Start + i
		}
	}
	return s
}

// rewrite is a fix that replaces one span.
func rewrite(span diag.Span, text, title string) *diag.Fix {
	return &diag.Fix{Title: title, Edits: []diag.Edit{{Span: span, Text: text}}}
}
