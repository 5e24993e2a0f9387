package source

import (
	"strings"
	"testing"
)

// TestSalvage: a mistake costs the field that it is in, and no other. Each is told.
func TestSalvage(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a bracket that is not closed":       {"title: Nurse\nstart: [2019\norganization: Clinic\n", "title organization"},
		"a quotation mark that is not":       {"title: Nurse\nsummary: \"Nights\nstart: 2019\n", "title start"},
		"a brace over several lines":         {"title: Nurse\nlocation: {city: Porto,\n  country: PT\nstart: 2019\n", "title start"},
		"two mistakes":                       {"title: Nurse\nstart: [2019\nsummary: 'x\nend: 2020\n", "title end"},
		"a list that is not indented":        {"title: Nurse\nskills:\n- [a\n- b\nstart: 2019\n", "title skills start"},
		"indentation":                        {"title: Nurse\n  start: 2019\nend: 2020\n", "end"},
		"nothing else":                       {"start: [2019\n", ""},
		"carriage returns, and a blank line": {"title: Nurse\r\n\r\nstart: [2019\r\nend: 2020\r\n", "title end"},
	} {
		f, problems := Parse("projects/a.md", []byte("---\n"+c.text+"---\nProse.\n"))
		mistakes := 1
		if name == "two mistakes" {
			mistakes = 2
		}
		if !f.Broken || len(problems) != mistakes {
			t.Errorf("%s: broken %v, %d problems; want %d", name, f.Broken, len(problems), mistakes)
		}
		var keys []string
		if f.Node != nil {
			for _, p := range f.Node.Pairs {
				keys = append(keys, p.Key)
				if at := string(f.Data[p.KeySpan.Start:p.KeySpan.End]); at != p.Key {
					t.Errorf("%s: %s is said to stand where %q does", name, p.Key, at)
				}
			}
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("%s: %q is left, want %q", name, got, c.want)
		}
	}
	for name, c := range map[string]struct {
		text string
		told int
		left string
	}{
		"an entry of a list":          {"person: {name: A}\nexperience:\n  - title: a: b\n    start: 2019\n  - title: c\n  - title: d: e\n  - title: f\n", 2, "c f"},
		"every entry":                 {"experience:\n  - title: a: b\n  - title: c: d\nperson: {name: A}\n", 2, ""},
		"hyphens below the key":       {"experience:\n- title: a: b\n- title: c\n", 1, "c"},
		"a field of a group":          {"person:\n  name: A\n  headline: b: c\n  location: d: e\nexperience: [{title: c}]\n", 2, "c"},
		"one that reaches further":    {"experience:\n  - title: [a\n  - title: c\nperson: {name: A}\n", 1, "c"},
		"bullets in the first column": {"experience:\n  - title: c\n• a\n• b\n• c\nperson: {name: A}\n", 1, "c"},
	} {
		f, problems := Parse("passport.yaml", []byte(c.text))
		var left []string
		if list := f.Node.Get("experience"); list != nil {
			for _, it := range list.Items {
				left = append(left, it.Get("title").Str())
			}
		}
		if got := strings.Join(left, " "); len(problems) != c.told || got != c.left {
			t.Errorf("%s: %d problems, and %q is left; want %d and %q: %v", name, len(problems), got, c.told, c.left, problems)
		}
	}
	f, _ := Parse("skills.yaml", []byte("- title: A\n- {title: B\n- title: C\n"))
	if f.Node == nil || len(f.Node.Items) != 2 {
		t.Errorf("of a list is left %+v, want its two other items", f.Node)
	}
}
