package schema_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/schema"
)

// details names the type of package passport that holds what only one kind has.
var details = map[string]string{
	"experience": "Experience", "education": "Education", "projects": "Project", "skills": "Skill",
	"credentials": "Credential", "endorsements": "Endorsement", "stories": "Story", "goals": "Goal",
	"awards": "Award", "publications": "Publication", "log": "Log", "other": "Other",
}

// places says where the mapping that a type of package passport describes is in the schemas.
var places = map[string]string{
	"Person":        "passport.schema.json#/$defs/person",
	"NativeName":    "passport.schema.json#/$defs/person/properties/native_name",
	"Contact":       "passport.schema.json#/$defs/person/properties/contact",
	"Forms":         "passport.schema.json#/$defs/person/properties/forms",
	"Address":       "passport.schema.json#/$defs/person/properties/forms/properties/address",
	"LanguageSkill": "passport.schema.json#/$defs/language_skill",
	"Identifier":    "passport.schema.json#/$defs/identifier",
	"Site":          "passport.schema.json#/$defs/site",
	"Table":         "passport.schema.json#/$defs/table",
	"CV":            "passport.schema.json#/$defs/site/properties/cv",
	"Privacy":       "passport.schema.json#/$defs/site/properties/privacy",
	"Allowed":       "passport.schema.json#/$defs/site/properties/privacy/properties/allow/items",
	"Hosting":       "passport.schema.json#/$defs/site/properties/publish",
	"Organization":  "common.schema.json#/$defs/organization",
	"Location":      "common.schema.json#/$defs/location",
	"SkillUse":      "common.schema.json#/$defs/skill_use",
	"Highlight":     "common.schema.json#/$defs/highlight",
	"Evidence":      "common.schema.json#/$defs/evidence",
	"Link":          "common.schema.json#/$defs/link",
	"SameAs":        "common.schema.json#/$defs/same_as",
	"Image":         "common.schema.json#/$defs/image",
	"Source":        "common.schema.json#/$defs/source",
	"Party":         "common.schema.json#/$defs/party",
	"Role":          "experience.schema.json#/$defs/role",
	"Course":        "education.schema.json#/$defs/course",
	"Thesis":        "education.schema.json#/properties/thesis",
	"LevelAt":       "skills.schema.json#/$defs/level_at",
	"Availability":  "goals.schema.json#/properties/availability",
}

// field is a key of a person's files as package passport reads it.
type field struct {
	key    string
	scalar bool   // a plain text stands for this field
	typ    string // "Text", "[]Highlight", …
}

// fields reads the key tags of every struct in package passport. It reads the source rather than the
// types, so that this package keeps importing nothing.
func fields(t *testing.T) map[string][]field {
	t.Helper()
	names, err := filepath.Glob("../generator/passport/*.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("the source of package passport is not where it was: %v", err)
	}
	out := map[string][]field{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			st, ok := spec.Type.(*ast.StructType)
			if !ok {
				return true
			}
			for _, fl := range st.Fields.List {
				if fl.Tag == nil {
					continue
				}
				tag, _ := strconv.Unquote(fl.Tag.Value)
				key, ok := reflect.StructTag(tag).Lookup("key")
				if !ok {
					continue
				}
				name, opts, _ := strings.Cut(key, ",")
				out[spec.Name.Name] = append(out[spec.Name.Name],
					field{name, slices.Contains(strings.Split(opts, ","), "scalar"), typeName(fl.Type)})
			}
			return true
		})
	}
	return out
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.ArrayType:
		return "[]" + typeName(e.Elt)
	case *ast.MapType:
		return "map[" + typeName(e.Key) + "]" + typeName(e.Value)
	}
	return "?"
}

func keysOf(fs []field) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.key)
	}
	return out
}

func properties(m map[string]any) []string {
	var out []string
	props, _ := m["properties"].(map[string]any)
	for k := range props {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// TestFieldsAndPropertiesAgree is what keeps the Go types and the published schemas one format: every
// key that the program reads has a property, and every property is read.
func TestFieldsAndPropertiesAgree(t *testing.T) {
	t.Parallel()
	all := fields(t)
	compare := func(what string, want []string, m map[string]any) {
		t.Helper()
		slices.Sort(want)
		if diff := cmp.Diff(want, properties(m)); diff != "" {
			t.Errorf("%s: keys of package passport (-) and properties of the schema (+):\n%s", what, diff)
		}
	}

	for kind, detail := range details {
		// id and body are not fields with a tag: the id is often the file's name, the body its text.
		want := append(keysOf(all["Entry"]), "id", "body")
		want = append(want, keysOf(all[detail])...)
		compare(kind, want, document(t, kind))
	}
	root := append(keysOf(all["Passport"]), "schema")
	slices.Sort(root)
	root = slices.Compact(root)
	for kind := range details {
		root = append(root, kind)
	}
	compare("passport.yaml", root, document(t, "passport"))

	for name, fs := range all {
		if name == "Entry" || name == "Passport" || slices.Contains(values(details), name) {
			continue
		}
		place, ok := places[name]
		if !ok {
			t.Errorf("no schema is known for the type %s", name)
			continue
		}
		m, ok := resolve(t, "common", place).(map[string]any)
		if !ok {
			t.Errorf("%s: nothing is at %s", name, place)
			continue
		}
		compare(name, keysOf(fs), m)
		var scalar any
		for _, f := range fs {
			if f.scalar {
				scalar = f.key
			}
		}
		if m["x-scalar"] != scalar {
			t.Errorf("%s: a plain text is its %v in package passport, its %v in the schema", name, scalar, m["x-scalar"])
		}
		types, _ := m["type"].([]any)
		if got := slices.Contains(types, any("string")); got != (scalar != nil) {
			t.Errorf("%s: the schema takes a plain text: %v", name, got)
		}
	}
}

// TestListsAndTextsAgree holds the shape of every field: a Go slice is a list, a Text takes a number
// too (a title may be 1984), a date may be a bare year.
func TestListsAndTextsAgree(t *testing.T) {
	t.Parallel()
	all := fields(t)
	check := func(what, from string, fs []field, m map[string]any) {
		props, _ := m["properties"].(map[string]any)
		for _, f := range fs {
			p, ok := props[f.key]
			if !ok {
				continue // reported by the other test
			}
			typ := word(t, from, p, "type")
			has := func(name string) bool {
				if typ == name {
					return true
				}
				list, _ := typ.([]any)
				return slices.Contains(list, any(name))
			}
			if got, want := has("array"), strings.HasPrefix(f.typ, "[]"); got != want {
				t.Errorf("%s: %s is %s in Go, %v in the schema", what, f.key, f.typ, typ)
			}
			switch f.typ {
			case "Text":
				if !has("number") || !has("string") {
					t.Errorf("%s: %s is a text and takes %v", what, f.key, typ)
				}
			case "Date":
				if !has("integer") || !has("string") {
					t.Errorf("%s: %s is a date and takes %v", what, f.key, typ)
				}
			case "bool":
				if typ != "boolean" {
					t.Errorf("%s: %s is true or false and takes %v", what, f.key, typ)
				}
			case "URL", "Path", "Ref", "string", "Visibility":
				if f.typ == "Ref" && strings.HasSuffix(what, "SkillUse") {
					continue
				}
				if !has("string") {
					t.Errorf("%s: %s is a %s and takes %v", what, f.key, f.typ, typ)
				}
			}
		}
	}
	for kind, detail := range details {
		check(kind, kind, append(slices.Clone(all["Entry"]), all[detail]...), document(t, kind))
	}
	for name, place := range places {
		file, _, _ := strings.Cut(place, "#")
		m, _ := resolve(t, "common", place).(map[string]any)
		check(name, strings.TrimSuffix(file, ".schema.json"), all[name], m)
	}
}

// TestKindsAreOneList holds the kinds that passport.yaml takes, the order in menus, and the files together.
func TestKindsAreOneList(t *testing.T) {
	t.Parallel()
	var kinds []string
	for _, n := range schema.Names() {
		if !slices.Contains([]string{"about", "common", "passport", "public"}, n) {
			kinds = append(kinds, n)
		}
	}
	want := keys(details)
	if !slices.Equal(kinds, want) {
		t.Errorf("schemas are there for %v, want %v", kinds, want)
	}
	entries := resolve(t, "public", "#/properties/entries").(map[string]any)
	if got := properties(entries); !slices.Equal(got, want) {
		t.Errorf("public entries are of %v, want %v", got, want)
	}
	visibility := resolve(t, "passport", "#/$defs/site/properties/visibility").(map[string]any)
	if got := properties(visibility); !slices.Equal(got, want) {
		t.Errorf("site.visibility takes %v, want %v", got, want)
	}
}

func keys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func values(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}
