package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// themeOption is what messages quote from the schema of an option.
type themeOption struct {
	Description string `json:"description"`
	Type        string `json:"type"`
	Enum        []any  `json:"enum"`
	Minimum     *int   `json:"minimum"`
	Maximum     *int   `json:"maximum"`
	Examples    []any  `json:"examples"`
}

// ThemeOptions holds site.theme_options against what a theme offers: options is a JSON object of the
// names of its options and the JSON Schema of each. Without the options, the theme's defaults are used,
// so that a mistake is a warning.
func (s *Schemas) ThemeOptions(t *source.Tree, theme string, options []byte) diag.List {
	root := t.Roots[""]
	if root == nil || root.Node.Get("site").Get("theme_options") == nil {
		return nil
	}
	n := root.Node.Get("site").Get("theme_options")
	if n.Kind != source.Map {
		return nil // the shape of the file says so
	}
	known := map[string]themeOption{}
	if err := json.Unmarshal(options, &known); err != nil {
		panic(err) // the themes are ours and embedded, and tests read them all
	}
	names := slices.Sorted(maps.Keys(known))
	var found diag.List
	for i := range n.Pairs {
		p := &n.Pairs[i]
		o, ok := known[p.Key]
		switch {
		case !ok:
			found = append(found, unknownOption(theme, p, names))
		case p.Value.Kind != source.Null && !s.takes(theme, p, options):
			found = append(found, badOption(theme, p, o))
		}
	}
	return found
}

// takes says whether a value is one that the schema of its option allows.
func (s *Schemas) takes(theme string, p *source.Pair, options []byte) bool {
	s.mu.Lock()
	key := "theme:" + theme + "#/" + p.Key
	compiled, ok := s.compiled[key]
	if !ok {
		c := newCompiler()
		mustAdd(c, "theme:"+theme, options)
		var err error
		if compiled, err = c.Compile(key); err != nil {
			panic(err) // as above
		}
		s.compiled[key] = compiled
	}
	s.mu.Unlock()
	err := compiled.Validate(value(p.Value))
	var invalid *jsonschema.ValidationError
	if err != nil && !errors.As(err, &invalid) {
		panic(err)
	}
	return err == nil
}

func unknownOption(theme string, p *source.Pair, names []string) diag.Problem {
	problem := diag.Problem{
		Code: "theme-option", Severity: diag.Warning, Span: p.KeySpan, Label: "not an option of " + theme,
		Message: fmt.Sprintf("the theme %s has no option called %q", theme, p.Key),
		Hint:    "its options are " + strings.Join(names, ", "),
	}
	if len(names) == 0 {
		problem.Hint = "it has no options; take the line away"
	}
	if near, ok := passport.Nearest(p.Key, names); ok {
		problem.Hint = fmt.Sprintf("did you mean %q?", near)
		problem.Fix = rewrite(p.KeySpan, near, fmt.Sprintf("rename it to %s", near))
	}
	return problem
}

func badOption(theme string, p *source.Pair, o themeOption) diag.Problem {
	takes := "yes or no, written as true or false"
	switch {
	case len(o.Enum) > 0:
		var words []string
		for _, v := range o.Enum {
			words = append(words, fmt.Sprint(v))
		}
		takes = strings.Join(words, ", ")
	case o.Type == "integer" && o.Minimum != nil && o.Maximum != nil:
		takes = fmt.Sprintf("a whole number from %d to %d", *o.Minimum, *o.Maximum)
	case o.Type == "integer":
		takes = "a whole number"
	case o.Type == "string":
		takes = "words"
	}
	example := ""
	if len(o.Examples) > 0 {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if enc.Encode(o.Examples[0]) == nil {
			example = fmt.Sprintf("; for example %s: %s", p.Key, strings.Trim(strings.TrimSpace(b.String()), `"`))
		}
	}
	return diag.Problem{
		Code: "theme-option", Severity: diag.Warning, Span: p.Value.Span, Label: "cannot be taken",
		Message: fmt.Sprintf("the option %q of the theme %s takes %s", p.Key, theme, takes),
		Hint:    strings.TrimSuffix(lower(o.Description), ".") + example,
	}
}
