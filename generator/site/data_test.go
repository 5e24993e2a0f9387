package site

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/talent-passport/passport/generator/passport"
)

// The example and the schema are read in place, because packages that hold them import nothing of ours.
const (
	exampleFolder = "../../content-example"
	schemaFile    = "../../schema/v1/public.schema.json"
)

func examplePlan(t testing.TB) *Plan {
	t.Helper()
	root := os.DirFS(exampleFolder)
	plan, problems := New(publish(t, root, passport.Audience{}), Options{
		Version: "1.0.0", Read: func(path string) ([]byte, error) { return fs.ReadFile(root, path) },
	})
	for _, p := range problems {
		t.Errorf("the example has a problem: %s %s", p.Code, p.Message)
	}
	return plan
}

func TestExample(t *testing.T) {
	t.Parallel()
	plan := examplePlan(t)
	checkLinks(t, plan)
	for _, p := range plan.Pages {
		if p.JSONLD == nil {
			t.Errorf("%s has no structured data to ask for", p.Path)
			continue
		}
		if _, err := json.Marshal(p.JSONLD()); err != nil {
			t.Errorf("%s: %v", p.Path, err)
		}
	}
}

// passport.json is valid against the schema that it names.
func TestDataIsValid(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat = true
	if err := c.AddResource(publicSchema, bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(publicSchema)
	if err != nil {
		t.Fatal(err)
	}
	plans := map[string]*Plan{"the example": examplePlan(t)}
	for name, archive := range map[string]string{
		"thin": "-- passport.yaml --\nperson: {name: Ana}\n", "many": harbour + entries(8),
		"years":       strings.Replace(harbour, "site:\n", "site:\n  dates: years\n", 1),
		"duration":    strings.Replace(harbour, "site:\n", "site:\n  dates: duration\n", 1),
		"translated":  strings.Replace(harbour, "site:\n", "site:\n  languages: [en, pt]\n", 1) + translated,
		"old":         strings.Replace(harbour, "site:\n", "site:\n  since: 2020\n", 1) + entries(20),
		"every level": strings.Replace(harbour, "level: working", "level: expert", 1),
	} {
		plans[name], _ = planOf(t, archive)
	}
	for name, plan := range plans {
		for _, path := range []string{"passport.json", "pt/passport.json"} {
			text := contentOf(t, plan, path)
			if text == "" && path != "passport.json" {
				continue
			}
			var v any
			if err := json.Unmarshal([]byte(text), &v); err != nil {
				t.Fatalf("%s: %s: %v", name, path, err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s: %s: %#v", name, path, err)
			}
		}
	}
}

func TestTranslatedData(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, strings.Replace(harbour, "site:\n", "site:\n  languages: [en, pt]\n", 1)+entries(8)+translated)
	var got struct {
		Language string
		About    struct{ Value, Lang string }
		Entries  struct {
			Experience []struct{ Title, Body, Page string }
		}
	}
	if err := json.Unmarshal([]byte(contentOf(t, plan, "pt/passport.json")), &got); err != nil {
		t.Fatal(err)
	}
	about := "I grew up by [the river](https://ana.example/passport/pt/projects/river-app.html)."
	if got.Language != "pt" || got.About.Lang != "en" || got.About.Value != about {
		t.Errorf("%+v", got)
	}
	want := struct{ Title, Body, Page string }{"Enfermeira-chefe", "O que fiz.", "https://ana.example/passport/pt/experience/harbour-clinic.html"}
	if diff := cmp.Diff(want, got.Entries.Experience[0]); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
}

func TestData(t *testing.T) {
	t.Parallel()
	plan, _ := planOf(t, harbour+entries(8))
	var got struct {
		Schema  string `json:"$schema"`
		URL     string
		Entries map[string][]struct {
			ID, Ref, Page, URL, Body string
			Highlights               []struct{ Backing map[string]any }
			Period                   map[string]any
		}
		Skills []struct {
			ID, First, Last string
			Months          int
			Uses            []struct{ Entry string }
		}
	}
	if err := json.Unmarshal([]byte(contentOf(t, plan, "passport.json")), &got); err != nil {
		t.Fatal(err)
	}
	ward := got.Entries["experience"][0]
	if ward.Ref != "experience/harbour-clinic" || ward.Page != "https://ana.example/passport/experience/harbour-clinic.html" {
		t.Errorf("entry: %+v", ward)
	}
	if !strings.Contains(ward.Body, "(https://ana.example/passport/projects/river-app.html#shipped)") {
		t.Errorf("links in data are whole: %s", ward.Body)
	}
	wantPeriod := map[string]any{"start": "2019-03", "end": "present", "months": 93.0}
	if diff := cmp.Diff(wantPeriod, ward.Period); diff != "" {
		t.Errorf("period (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]any{"step": "shown", "evidence": 1.0}, ward.Highlights[0].Backing); diff != "" {
		t.Errorf("backing of a claim (-want +got):\n%s", diff)
	}
	if len(got.Skills) != 2 || got.Skills[0].Last != "present" || len(got.Skills[0].Uses) != 2 {
		t.Errorf("skills: %+v", got.Skills)
	}
}
