package jsonld_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"

	"github.com/talent-passport/passport/generator/jsonld"
)

// conformance is a file of the standards that are tested against, in the folder that
// PASSPORT_CONFORMANCE names.
func conformance(t *testing.T, name string) []byte {
	t.Helper()
	dir := os.Getenv("PASSPORT_CONFORMANCE")
	if dir == "" {
		t.Skip("PASSPORT_CONFORMANCE is not set: generator/conformance.md says how to fill its folder")
	}
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// vocabulary is schema.org's own, as it publishes it.
type vocabulary struct {
	classes    map[string][]string // and their parents
	properties map[string]*property
	members    map[string]string // of enumerations
	datatypes  map[string]bool
}

type property struct {
	domain, rng []string
	superseded  bool
}

func readVocabulary(t *testing.T) *vocabulary {
	var doc struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal(conformance(t, "schemaorg-30.0/schemaorg-all-https.jsonld"), &doc); err != nil {
		t.Fatal(err)
	}
	v := &vocabulary{map[string][]string{}, map[string]*property{}, map[string]string{}, map[string]bool{}}
	ids := func(x any) (out []string) {
		for _, x := range values(x) {
			if m, ok := x.(map[string]any); ok {
				x = m["@id"]
			}
			if s, ok := x.(string); ok {
				out = append(out, strings.TrimPrefix(s, "schema:"))
			}
		}
		return out
	}
	for _, n := range doc.Graph {
		name := strings.TrimPrefix(n["@id"].(string), "schema:")
		for _, typ := range ids(n["@type"]) {
			switch typ {
			case "rdfs:Class":
				v.classes[name] = ids(n["rdfs:subClassOf"])
			case "rdf:Property":
				v.properties[name] = &property{ids(n["schema:domainIncludes"]), ids(n["schema:rangeIncludes"]), n["schema:supersededBy"] != nil}
			case "DataType":
				v.datatypes[name] = true
			default:
				v.members[name] = typ
			}
		}
	}
	if len(v.classes) < 800 || len(v.properties) < 1400 {
		t.Fatalf("read %d classes and %d properties only", len(v.classes), len(v.properties))
	}
	return v
}

func values(x any) []any {
	switch x := x.(type) {
	case nil:
		return nil
	case []any:
		return x
	}
	return []any{x}
}

// is reports whether a class is one of some classes, or below one.
func (v *vocabulary) is(class string, any ...string) bool {
	return slices.Contains(any, class) || slices.ContainsFunc(v.classes[class], func(p string) bool { return v.is(p, any...) })
}

var (
	isoDate  = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)
	dateTime = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$`)
)

// check holds a value against the vocabulary. Via is the property it is the value of.
func (v *vocabulary) check(at, via string, x any) (problems []string) {
	bad := func(format string, args ...any) { problems = append(problems, at+": "+fmt.Sprintf(format, args...)) }
	n, ok := x.(map[string]any)
	if !ok {
		bad("%v is no node", x)
		return
	}
	if list, ok := n["@graph"].([]any); ok {
		for i, x := range list {
			problems = append(problems, v.check(fmt.Sprintf("%s.@graph[%d]", at, i), "", x)...)
		}
		return
	}
	id, named := n["@id"].(string)
	if u, err := url.Parse(id); named && !strings.HasPrefix(id, "_:") && (err != nil || u.Scheme == "") {
		bad("relative @id %q", id)
	}
	typ, _ := n["@type"].(string)
	if typ == "" {
		if !named || len(n) != 1 {
			bad("no @type in %v", n)
		}
		return
	}
	at += "<" + typ + ">"
	if _, ok := v.classes[typ]; !ok {
		bad("unknown type")
		return
	}
	for key, value := range n {
		if strings.HasPrefix(key, "@") {
			if key != "@id" && key != "@type" && key != "@context" {
				bad("unexpected %s", key)
			}
			continue
		}
		p := v.properties[key]
		switch {
		case p == nil:
			bad("unknown property %s", key)
			continue
		case p.superseded:
			bad("%s is superseded", key)
		case key == via && v.is(typ, "Role"): // the Role pattern
		case !v.is(typ, p.domain...):
			bad("%s does not belong here, but to %v", key, p.domain)
		}
		if len(values(value)) == 0 {
			bad("%s is empty", key)
		}
		for _, x := range values(value) {
			problems = append(problems, v.value(at+"."+key, key, p, x)...)
		}
	}
	return problems
}

// value holds one value of a property against the property's range.
func (v *vocabulary) value(at, key string, p *property, x any) (problems []string) {
	bad := func(format string, args ...any) { problems = append(problems, at+": "+fmt.Sprintf(format, args...)) }
	has := func(types ...string) bool {
		return slices.ContainsFunc(types, func(t string) bool { return slices.Contains(p.rng, t) })
	}
	switch x := x.(type) {
	case map[string]any:
		if typ, ok := x["@type"].(string); ok && !v.is(typ, p.rng...) && !v.is(typ, "Role") {
			bad("%s is not one of %v", typ, p.rng)
		}
		return append(problems, v.check(at, key, x)...)
	case string:
		switch {
		case strings.TrimSpace(x) == "" || x != strings.TrimSpace(x):
			bad("empty or ragged text %q", x)
		case strings.HasPrefix(x, "https://schema.org/"):
			if !v.is(v.members[strings.TrimPrefix(x, "https://schema.org/")], p.rng...) {
				bad("%s is not one of %v", x, p.rng)
			}
		case has("Text"):
		case has("Date", "DateTime"):
			if !isoDate.MatchString(x) && !dateTime.MatchString(x) {
				bad("%q is no ISO 8601 date", x)
			}
		case has("URL"), key == "item":
			if u, err := url.Parse(x); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
				bad("%q is no absolute address", x)
			}
		default:
			bad("text where one of %v is expected", p.rng)
		}
		if slices.Contains([]string{"url", "sameAs", "image"}, key) {
			if u, err := url.Parse(x); err != nil || u.Scheme != "https" && u.Scheme != "http" {
				bad("%q is no absolute address", x)
			}
		}
	case float64:
		if !has("Integer", "Number") {
			bad("number where one of %v is expected", p.rng)
		}
	default:
		bad("%T", x)
	}
	return problems
}

// TestVocabulary holds every block of the example, in both languages, against schema.org 30.0.
func TestVocabulary(t *testing.T) {
	v := readVocabulary(t)
	for _, b := range allBlocks(t) {
		for _, problem := range v.check(b.name, "", b.doc) {
			t.Error(problem)
		}
	}
}

// TestVocabularyFails shows that the check can fail.
func TestVocabularyFails(t *testing.T) {
	v := readVocabulary(t)
	tests := []struct{ name, doc, want string }{
		{"type", `{"@type": "Persona"}`, "unknown type"},
		{"property", `{"@type": "Person", "jobTitel": "x"}`, "unknown property jobTitel"},
		{"domain", `{"@type": "Person", "review": {"@type": "Review"}}`, "does not belong here"},
		{"inherited domain", `{"@type": "Recommendation", "reviewBody": "x"}`, ""},
		{"superseded", `{"@type": "Person", "awards": "x"}`, "superseded"},
		{"range", `{"@type": "Person", "seeks": {"@type": "JobPosting"}}`, "is not one of"},
		{"role pattern", `{"@type": "Person", "worksFor": {"@type": "OrganizationRole", "worksFor": {"@type": "Organization", "name": "x"}}}`, ""},
		{"wrong role", `{"@type": "Person", "worksFor": {"@type": "OrganizationRole", "alumniOf": {"@type": "Organization", "name": "x"}}}`, "does not belong here"},
		{"date", `{"@type": "Role", "startDate": "~2017"}`, "no ISO 8601 date"},
		{"empty", `{"@type": "Person", "name": " "}`, "empty or ragged"},
		{"address", `{"@type": "Person", "url": "index.html"}`, "no absolute address"},
		{"relative id", `{"@type": "Person", "@id": "#me"}`, "relative @id"},
		{"untyped", `{"name": "x"}`, "no @type"},
		{"null", `{"@type": "Person", "name": null}`, "is empty"},
		{"words for a thing", `{"@type": "CreativeWork", "about": "x"}`, "text where one of"},
		{"member", `{"@type": "Certification", "certificationStatus": "https://schema.org/Active"}`, "is not one of"},
	}
	for _, tt := range tests {
		var doc any
		if err := json.Unmarshal([]byte(tt.doc), &doc); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(v.check("", "", doc), "\n")
		if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// shelf serves schema.org's context from the folder of standards, and nothing else.
type shelf struct{ context any }

func (s shelf) LoadDocument(u string) (*ld.RemoteDocument, error) {
	if strings.TrimSuffix(u, "/") != jsonld.Context {
		return nil, fmt.Errorf("%s is not on the shelf", u)
	}
	return &ld.RemoteDocument{DocumentURL: u, Document: s.context}, nil
}

// TestExpansion expands every block with a strict processor: nothing may be dropped, stay relative or be
// null, and no statement may get lost on the way to RDF.
func TestExpansion(t *testing.T) {
	var context any
	if err := json.Unmarshal(conformance(t, "schemaorg-30.0/schemaorgcontext.jsonld"), &context); err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = shelf{context}
	options.SafeMode = true
	options.ProcessingMode = ld.JsonLd_1_1
	processor := ld.NewJsonLdProcessor()
	// Reading the context costs more than all else, so the blocks of a page share one.
	for name, docs := range byPassport(t) {
		expanded, err := processor.Expand(map[string]any{"@context": jsonld.Context, "@graph": docs}, options)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(count(docs), count(any(expanded))); diff != "" {
			t.Errorf("%s: nodes before and after expansion (-want +got):\n%s", name, diff)
		}
		eachMap(any(expanded), func(n map[string]any) {
			for key, value := range n {
				if !strings.HasPrefix(key, "@") && !strings.HasPrefix(key, "http://schema.org/") {
					t.Errorf("%s: property %s", name, key)
				}
				if key == "@id" || key == "@type" {
					for _, s := range values(value) {
						if s, _ := s.(string); !strings.Contains(s, ":") {
							t.Errorf("%s: relative %s %q", name, key, s)
						}
					}
				}
				if value == nil {
					t.Errorf("%s: null in %s", name, key)
				}
			}
		})
	}
}

// byPassport are the blocks of each passport and language, their contexts taken off.
func byPassport(t *testing.T) map[string][]any {
	t.Helper()
	out := map[string][]any{}
	for _, b := range allBlocks(t) {
		n := b.doc.(map[string]any)
		if n["@context"] != jsonld.Context {
			t.Errorf("%s: the context is %v", b.name, n["@context"])
		}
		delete(n, "@context")
		name, _, _ := strings.Cut(b.name, " ")
		if list, ok := n["@graph"].([]any); ok {
			out[name] = append(out[name], list...)
		} else {
			out[name] = append(out[name], n)
		}
	}
	if len(out) < 4 {
		t.Fatalf("%d passports only", len(out))
	}
	return out
}

// count counts the nodes and values of a document, so that one that vanished is missed.
func count(x any) map[string]int {
	n := map[string]int{}
	eachMap(x, func(m map[string]any) {
		switch {
		case m["@value"] != nil:
		case m["@type"] != nil:
			s, _ := values(m["@type"])[0].(string)
			n[strings.TrimPrefix(s, "http://schema.org/")]++
		}
	})
	return n
}

func eachMap(x any, fn func(map[string]any)) {
	switch x := x.(type) {
	case []any:
		for _, x := range x {
			eachMap(x, fn)
		}
	case map[string]any:
		fn(x)
		for _, x := range x {
			eachMap(x, fn)
		}
	}
}
