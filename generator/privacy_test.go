package generator_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

// TestExampleKeepsItsSecrets: publishing the example's site alarms nobody, and the list says what strangers
// see of the person and what they do not.
func TestExampleKeepsItsSecrets(t *testing.T) {
	t.Parallel()
	d, err := builder().Privacy("../content-example", generator.PrivacyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := (diag.Short{}).Print(&b, d.Problems, d.Files); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("", b.String()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	shown := map[string]generator.Shown{}
	for _, s := range d.Shown {
		shown[s.What] = s
	}
	if diff := cmp.Diff([]string{"ines@ines-vilarinho.example"}, shown["e-mail address"].Names); diff != "" {
		t.Errorf("e-mail address (-want +got):\n%s", diff)
	}
	if s, ok := shown["telephone number"]; ok {
		t.Errorf("the private number is listed: %v", s)
	}
	if shown["pages"].Count < 50 || shown["files"].Count < 10 || shown["entries of projects"].Count == 0 {
		t.Errorf("too little is listed: %+v", d.Shown)
	}
	kept := map[string]int{}
	for _, s := range d.Kept {
		kept[s.What] = s.Count
	}
	if kept["private entries"] == 0 || kept["draft"] == 0 || kept["contact field"] != 1 {
		t.Errorf("kept: %v", kept)
	}
}

// TestPrivacyOfSource: hidden entries and forms alarm only when the files themselves become public; what git
// leaves out never does.
func TestPrivacyOfSource(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"passport.yaml":                     "person:\n  name: Ana Prata\n  forms: {birth_date: 1984-05-17}\n",
		".private/goals/g.md":               "---\ntitle: Secret\n---\nDNI 12345678Z\n",
		"public/index.html":                 "+351 912 345 678",
		".passport/schema/v1/a.schema.json": `{"examples": ["+351 912 345 678"]}`,
		"goals/g.md":                        "---\ntitle: A goal\n---\nDNI 12345678Z\n",
	} {
		if i := strings.LastIndexByte(name, '/'); i > 0 {
			if err := os.MkdirAll(dir+"/"+name[:i], 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for source, want := range map[bool]string{
		false: "",
		true:  "goals/g.md:4:5 private-in-source\npassport.yaml:3:23 private-in-source\n",
	} {
		d, err := builder().Privacy(dir, generator.PrivacyOptions{Source: source})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		if err := (diag.Short{}).Print(&got, d.Problems, d.Files); err != nil {
			t.Fatal(err)
		}
		var places strings.Builder
		for line := range strings.Lines(got.String()) {
			place, rest, _ := strings.Cut(line, ": ")
			_, code, _ := strings.Cut(rest, "[")
			code, _, _ = strings.Cut(code, "]")
			places.WriteString(place + " " + code + "\n")
		}
		if diff := cmp.Diff(want, places.String()); diff != "" {
			t.Errorf("source %v (-want +got):\n%s", source, diff)
		}
	}
}
