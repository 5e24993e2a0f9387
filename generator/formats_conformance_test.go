package generator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v5"

	example "github.com/talent-passport/passport/content-example"
	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/site"
)

// conformance is the folder of official files, or the end of the test.
func conformance(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("PASSPORT_CONFORMANCE")
	if dir == "" {
		t.Skip("PASSPORT_CONFORMANCE is not set: generator/conformance.md says how to fill its folder")
	}
	return dir
}

// officialSchema compiles a schema from files. Go's regular expressions know neither look-ahead nor
// references back, so the three patterns of HR Open that use them are replaced by ones that allow less.
func officialSchema(t *testing.T, dir, name string, draft *jsonschema.Draft) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.Draft = draft
	c.LoadURL = func(s string) (io.ReadCloser, error) {
		s, _, _ = strings.Cut(s, "#")
		path, ok := strings.CutPrefix(s, "https://official.example/")
		if !ok {
			return nil, fs.ErrNotExist
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		if err != nil {
			return nil, err
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			return nil, err
		}
		data, err = json.Marshal(simpler(v))
		return io.NopCloser(bytes.NewReader(data)), err
	}
	s, err := c.Compile("https://official.example/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func simpler(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if list, ok := v["required"].([]any); ok && len(list) == 0 {
			delete(v, "required") // draft 4 wants at least one
		}
		if d, ok := v["description"]; ok && d == nil {
			delete(v, "description") // RenderCV's schema has empty ones
		}
		delete(v, "$id")
		delete(v, "id")
		for k, x := range v {
			if p, ok := x.(string); ok && k == "pattern" {
				switch {
				case strings.Contains(p, "(?!") && strings.HasPrefix(p, `^([\+-]?\d{4}`):
					v[k] = `^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`
				case strings.Contains(p, "(?!"):
					delete(v, k)
				}
				continue
			}
			v[k] = simpler(x)
		}
	case []any:
		for i := range v {
			v[i] = simpler(v[i])
		}
	}
	return v
}

// manyEditions are the example in its languages, as each person shows dates, and the passport in which
// everything is set.
func manyEditions(t *testing.T) []*site.Edition {
	list := []*site.Edition{everything(t)}
	for _, dates := range []string{"full", "years", "duration"} {
		list = append(list, builder().Plan(secret(dates), nil).Plan.Editions...)
	}
	list = append(list, builder().Plan(fstest.MapFS{"passport.yaml": {Data: []byte("person: {name: Ana}\n")}}, nil).Plan.Editions...)
	return append(list, builder().Plan(example.FS, nil).Plan.Editions...)
}

// TestExportsAreValid validates what is exported against the official schema of its format.
func TestExportsAreValid(t *testing.T) {
	t.Parallel()
	dir := conformance(t)
	for _, c := range []struct {
		format, folder, schema string
		draft                  *jsonschema.Draft
	}{
		{"jsonresume", "jsonresume", "schema.json", jsonschema.Draft7},
		{"hropen", "hropen-tcp/www.hropenstandards.org", "recruiting/json/LER-RSType.json", jsonschema.Draft4},
		{"rendercv", "rendercv", "schema.json", jsonschema.Draft7},
	} {
		schema := officialSchema(t, filepath.Join(dir, filepath.FromSlash(c.folder)), c.schema, c.draft)
		x := formatNamed(t, c.format)
		for i, e := range manyEditions(t) {
			out := x.Export(e)
			f := format.NewFile("out"+x.Ext, out)
			root, found := f.JSON()
			if x.Ext == ".yaml" {
				root, found = f.YAML()
			}
			if root == nil {
				t.Fatalf("%s %d: %v", c.format, i, found)
			}
			// Through JSON, because numbers have other types there.
			data, err := json.Marshal(root.Interface())
			if err != nil {
				t.Fatal(err)
			}
			var v any
			if err := json.Unmarshal(data, &v); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s against %s, edition %d: %#v", c.format, c.schema, i, err)
			}
		}
	}
}

func formatNamed(t testing.TB, name string) *generator.Format {
	t.Helper()
	for _, x := range generator.Formats() {
		if x.Name == name {
			return x
		}
	}
	t.Fatalf("there is no format %s", name)
	return nil
}

// official are the official samples by the format that must recognise them, below the conformance folder.
var official = map[string][]string{
	"jsonresume": {"jsonresume/sample.resume.json", "jsonresume/examples/*.json"},
	"hropen":     {"hropen-tcp/*.json", "samples/ler-rs-minimal-valid.json"},
	"hresume": {"microformats-h-resume/work.html", "microformats-h-resume/contact.html", "microformats-h-resume/education.html", "microformats-h-resume/skill.html",
		"microformats-h-resume/affiliation.html", "microformats-h-resume/justaname.html"},
	"schemaorg":  {"samples/schemaorg-person-graph.jsonld"},
	"rendercv":   {"rendercv/John_Doe_ClassicTheme_CV.yaml"},
	"openbadges": {"ob2/vectors/*", "ob3/vectors/*", "clr2/simple*.json", "clr2/complex.json"},
}

// TestOfficialSamplesComeIn: every official sample of each format imports without an error, becomes a
// passport that a check finds no error in, and every value of it is accounted for.
func TestOfficialSamplesComeIn(t *testing.T) {
	notShort(t)
	t.Parallel()
	dir := conformance(t)
	for name, patterns := range official {
		for _, pattern := range patterns {
			files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
			if err != nil || len(files) == 0 {
				t.Errorf("%s: no sample %s", name, pattern)
			}
			for _, file := range files {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				comesIn(t, name, generator.Foreign{Name: filepath.Base(file), Data: data})
			}
		}
	}
}

// comesIn imports a file into a new passport, checks it, and imports it again.
func comesIn(t *testing.T, name string, f generator.Foreign) {
	t.Helper()
	me := filepath.Join(t.TempDir(), "me")
	im, err := builder().ImportInto(me, generator.Answers{Name: "Sample Person"}, []generator.Foreign{f}, generator.ImportOptions{})
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	if im.Problems.HasErrors() || im.Files[0].Format == nil || im.Files[0].Format.Name != name {
		t.Errorf("%s: as %v: %v", f.Name, im.Files[0].Format, im.Problems)
		return
	}
	if _, err := im.Write(); err != nil {
		t.Fatal(err)
	}
	checked, err := builder().Check(me)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range checked.Problems {
		if p.Severity.String() == "error" {
			t.Errorf("%s became a passport with an error: %s at %s: %s", f.Name, p.Code, p.Span.File, p.Message)
		}
	}
	again, err := builder().Import(me, []generator.Foreign{f}, generator.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range again.Changes {
		if c.State != generator.ImportKnown {
			t.Errorf("%s: importing it again would change %s: %s %v", f.Name, c.Ref, c.State, c.Adds)
		}
	}
	if !again.Empty() {
		t.Errorf("%s: importing it again would write something", f.Name)
	}
}

// TestSamplesComeIn does the same with our own samples of each format.
func TestSamplesComeIn(t *testing.T) {
	notShort(t)
	t.Parallel()
	for name, files := range samples(t) {
		for _, f := range files {
			comesIn(t, name, f)
		}
	}
}
