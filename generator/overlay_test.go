package generator

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestOverlay(t *testing.T) {
	t.Parallel()
	o := &overlay{base: fstest.MapFS{"a.md": {Data: []byte("a")}, "b/c.md": {Data: []byte("c")}, "b/gone.md": {Data: []byte("g")}}}
	if err := fstest.TestFS(o, "a.md", "b/c.md", "b/gone.md"); err != nil {
		t.Error("without changes:", err)
	}
	o.put(map[string][]byte{"a.md": []byte("new"), "b/gone.md": nil, "d/e/f.md": []byte("f"), "z.md": {}})
	for name, want := range map[string]string{"a.md": "new", "b/c.md": "c", "d/e/f.md": "f", "z.md": ""} {
		if data, err := fs.ReadFile(o, name); err != nil || string(data) != want {
			t.Errorf("%s holds %q (%v), want %q", name, data, err, want)
		}
	}
	var names []string
	if err := fs.WalkDir(o, ".", func(name string, d fs.DirEntry, err error) error {
		names = append(names, name)
		return err
	}); err != nil {
		t.Error(err)
	}
	if got, want := len(names), len([]string{".", "a.md", "b", "b/c.md", "d", "d/e", "d/e/f.md", "z.md"}); got != want {
		t.Errorf("it holds %q", names)
	}
	if _, err := fs.Stat(o, "b/gone.md"); err == nil {
		t.Error("what goes is still there")
	}
	if _, err := fs.ReadFile(o, "d"); err == nil {
		t.Error("a folder was read")
	}
}
