package site

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestJSON holds the writer to encoding/json.
func TestJSON(t *testing.T) {
	t.Parallel()
	deep := map[string]any{
		"b": []any{1, "two", nil, true, []any{}, map[string]any{}, []string{"x", "y"}, []string{}},
		"a": []map[string]any{{"z": 1.5, "y": -3}, nil},
		"n": []any(nil), "m": map[string]any(nil), "s": []string(nil),
		"o": struct {
			A int            `json:"a"`
			B map[string]int `json:"b"`
		}{1, map[string]int{"x": 2}},
		"text": "a<b>&\"c\"\\\n\t\r\b\f\x01\x7f é 漢 \u2028\u2029 \xff 🚢",
	}
	for _, tt := range []struct {
		name   string
		value  any
		want   any
		indent bool
	}{
		{"indented", deep, deep, true},
		{"compact", deep, deep, false},
		{"object", object{{"k", object{{"l", 1}}}, {"e", object{}}, {"f", lazy(func() any { return "made" })}}, nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.name == "object" {
				var got bytes.Buffer
				writeJSON(&got, tt.value)
				want := "{\n  \"k\": {\n    \"l\": 1\n  },\n  \"e\": {},\n  \"f\": \"made\"\n}\n"
				if diff := cmp.Diff(want, got.String()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
				return
			}
			var want, got bytes.Buffer
			enc := json.NewEncoder(&want)
			if tt.indent {
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				writeJSON(&got, tt.value)
			} else {
				got.Write(append(AppendJSON(nil, tt.value), '\n'))
			}
			if err := enc.Encode(tt.want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), got.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestJSONLarge writes more than the writer gathers at a time.
func TestJSONLarge(t *testing.T) {
	t.Parallel()
	list := make([]any, 20_000)
	for i := range list {
		list[i] = map[string]any{"n": i}
	}
	var want, got bytes.Buffer
	enc := json.NewEncoder(&want)
	enc.SetIndent("", "  ")
	if err := enc.Encode(list); err != nil {
		t.Fatal(err)
	}
	writeJSON(&got, list)
	if !bytes.Equal(want.Bytes(), got.Bytes()) {
		t.Errorf("%d bytes are not the %d of encoding/json", got.Len(), want.Len())
	}
}

func FuzzJSONString(f *testing.F) {
	f.Add("a<b>&\"c\"\\\n\x00\x1f\x7f\u2028\xff\xed\xa0\x80")
	f.Fuzz(func(t *testing.T, s string) {
		for _, html := range []bool{false, true} {
			var want bytes.Buffer
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(html)
			if err := enc.Encode(s); err != nil {
				t.Fatal(err)
			}
			if got := string(appendString(nil, s, html)) + "\n"; got != want.String() {
				t.Errorf("%q becomes %s, want %s", s, got, want.String())
			}
		}
	})
}
