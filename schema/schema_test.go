package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/talent-passport/passport/schema"
)

// compiler knows all schemas, each at its published address, and nothing else.
func compiler(t *testing.T) *jsonschema.Compiler {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.LoadURL = func(u string) (io.ReadCloser, error) { return nil, errors.New("not one of ours: " + u) }
	for _, n := range schema.Names() {
		data, _ := schema.Text(n)
		if err := c.AddResource(schema.URL(n), bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// document parses a schema.
func document(t *testing.T, name string) map[string]any {
	t.Helper()
	data, ok := schema.Text(name)
	if !ok {
		t.Fatalf("no schema is called %s", name)
	}
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m
}

func TestNamesAndFilesAgree(t *testing.T) {
	t.Parallel()
	var got []string
	entries, err := fs.ReadDir(schema.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		got = append(got, strings.TrimSuffix(e.Name(), ".schema.json"))
	}
	if !slices.Equal(got, schema.Names()) {
		t.Errorf("Files has %v, Names says %v", got, schema.Names())
	}
	if _, ok := schema.Text("no-such-kind"); ok {
		t.Error("Text finds a schema that does not exist")
	}
}

// TestSchemasCompile also checks each against the meta-schema, which the compiler does first, and
// every definition in it, used or not.
func TestSchemasCompile(t *testing.T) {
	t.Parallel()
	c := compiler(t)
	for _, n := range schema.Names() {
		doc := document(t, n)
		if got := doc["$id"]; got != schema.URL(n) {
			t.Errorf("%s: $id is %v, want %s", n, got, schema.URL(n))
		}
		if got := doc["$schema"]; got != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%s: $schema is %v", n, got)
		}
		if _, err := c.Compile(schema.URL(n)); err != nil {
			t.Errorf("%s: %v", n, err)
		}
		defs, _ := doc["$defs"].(map[string]any)
		for d := range defs {
			if _, err := c.Compile(schema.URL(n) + "#/$defs/" + d); err != nil {
				t.Errorf("%s, %s: %v", n, d, err)
			}
		}
	}
}

// TestReferencesAreRelative holds what lets an editor read a local copy: a reference names a file
// that lies beside, or a place in the same file, and something is there.
func TestReferencesAreRelative(t *testing.T) {
	t.Parallel()
	for _, n := range schema.Names() {
		walk(document(t, n), n, func(at string, m map[string]any) {
			ref, ok := m["$ref"].(string)
			if !ok {
				return
			}
			if strings.Contains(ref, "://") {
				t.Errorf("%s: %s is not relative", at, ref)
			}
			if resolve(t, n, ref) == nil {
				t.Errorf("%s: %s leads nowhere", at, ref)
			}
		})
	}
}

// TestEveryPropertyIsDocumented checks that each property has a title, a description and examples, of
// its own or from what it refers to, and that descriptions are sentences.
func TestEveryPropertyIsDocumented(t *testing.T) {
	t.Parallel()
	count := 0
	for _, n := range schema.Names() {
		walk(document(t, n), n, func(at string, m map[string]any) {
			props, ok := m["properties"].(map[string]any)
			if !ok || strings.HasSuffix(at, "/properties") || strings.HasSuffix(at, "/examples") {
				return
			}
			for key, p := range props {
				count++
				place := at + "/properties/" + key
				if key != strings.ToLower(key) {
					t.Errorf("%s: keys are in lower case", place)
				}
				for _, want := range []string{"title", "description", "examples"} {
					if word(t, n, p, want) == nil {
						t.Errorf("%s has no %s", place, want)
					}
				}
				if d, _ := word(t, n, p, "description").(string); !strings.HasSuffix(d, ".") {
					t.Errorf("%s: the description is not a sentence: %q", place, d)
				}
			}
		})
	}
	if count < 300 {
		t.Errorf("only %d properties were looked at", count)
	}
}

// TestPeoplesFilesAreClosed checks that every mapping of a person's files says which keys it takes,
// apart from the three that are open on purpose, and that the published file is open everywhere.
func TestPeoplesFilesAreClosed(t *testing.T) {
	t.Parallel()
	for _, n := range schema.Names() {
		walk(document(t, n), n, func(at string, m map[string]any) {
			closed := m["additionalProperties"] == false
			if n == "public" {
				if closed {
					t.Errorf("%s is closed", at)
				}
				return
			}
			_, has := m["properties"].(map[string]any)
			object := m["type"] == "object"
			if (has || object) && !strings.HasSuffix(at, "/properties") && !closed &&
				!strings.HasSuffix(at, "/extra") && !strings.HasSuffix(at, "/theme_options") && !strings.HasSuffix(at, "table/properties/columns") {
				t.Errorf("%s is open", at)
			}
		})
	}
}

// TestExamplesAreValid validates every example against the schema that shows it.
func TestExamplesAreValid(t *testing.T) {
	t.Parallel()
	c := compiler(t)
	count := 0
	for _, n := range schema.Names() {
		walk(document(t, n), n, func(at string, m map[string]any) {
			examples, ok := m["examples"].([]any)
			if !ok || strings.HasSuffix(at, "/properties") {
				return
			}
			s, err := c.Compile(schema.URL(n) + "#" + strings.TrimPrefix(at, n))
			if err != nil {
				t.Errorf("%s: %v", at, err)
				return
			}
			for _, x := range examples {
				count++
				if err := s.Validate(x); err != nil {
					t.Errorf("%s: the example %v: %v", at, x, err)
				}
			}
		})
	}
	if count < 300 {
		t.Errorf("only %d examples were looked at", count)
	}
}

// TestChosenValuesAreExplained holds each closed list together with the words that define its values.
func TestChosenValuesAreExplained(t *testing.T) {
	t.Parallel()
	for _, n := range schema.Names() {
		walk(document(t, n), n, func(at string, m map[string]any) {
			words, ok := m["markdownEnumDescriptions"].([]any)
			if !ok {
				return
			}
			if enum := m["enum"].([]any); len(enum) != len(words) {
				t.Errorf("%s: %d values, %d descriptions", at, len(enum), len(words))
			}
		})
	}
	want := []any{"awareness", "working", "practitioner", "expert"}
	got := resolve(t, "skills", "common.schema.json#/$defs/skill_level").(map[string]any)["enum"].([]any)
	if !slices.Equal(got, want) {
		t.Errorf("levels are %v, want %v", got, want)
	}
}

// walk calls f for every mapping of a schema that is a schema or holds some, with its pointer.
func walk(v any, at string, f func(at string, m map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(at, v)
		for k, w := range v {
			// What people would write is data, not schema.
			if k == "examples" && !strings.HasSuffix(at, "/properties") {
				continue
			}
			walk(w, at+"/"+k, f)
		}
	case []any:
		for i, w := range v {
			walk(w, at+"/"+strconv.Itoa(i), f)
		}
	}
}

// resolve follows a relative reference from the schema of that name.
func resolve(t *testing.T, from, ref string) any {
	t.Helper()
	file, pointer, _ := strings.Cut(ref, "#")
	name := from
	if file != "" {
		name = strings.TrimSuffix(path.Base(file), ".schema.json")
	}
	var v any = document(t, name)
	for _, step := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if step == "" {
			continue
		}
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[step]
	}
	return v
}

// word is the value of an annotation of p, or of what p refers to.
func word(t *testing.T, from string, p any, key string) any {
	t.Helper()
	for range 8 {
		m, ok := p.(map[string]any)
		if !ok {
			return nil
		}
		if v, ok := m[key]; ok {
			return v
		}
		ref, ok := m["$ref"].(string)
		if !ok {
			return nil
		}
		p = resolve(t, from, ref)
		if file, _, _ := strings.Cut(ref, "#"); file != "" {
			from = strings.TrimSuffix(file, ".schema.json")
		}
	}
	return nil
}
