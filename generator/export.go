package generator

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// ExportOptions say what is exported.
type ExportOptions struct {
	Language string // one of the passport's; "" is the original's
}

// Exported is the public passport in a foreign format.
type Exported struct {
	Format   *Format
	Data     []byte
	Problems diag.List // of the passport; when there are errors nothing was exported
	Files    diag.Files
	Account  Account

	dir string
}

// Export converts what a passport makes public. Nothing else reaches a format, whatever it is. A
// passport with errors is not exported, as it is not built.
func (b *Builder) Export(dir, name string, o ExportOptions) (*Exported, error) {
	x, err := exporter(name)
	if err != nil {
		return nil, err
	}
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	c := b.CheckFS(root.FS())
	out := &Exported{Format: x, Problems: c.Problems, Files: c.Files(), dir: dir}
	if c.Problems.HasErrors() {
		return out, nil
	}
	public := c.Passport.Publish(passport.Audience{}, b.moment())
	plan, _ := site.New(public, site.Options{Version: b.o.Version})
	at := 0
	if o.Language != "" {
		var langs []string
		for _, e := range plan.Editions {
			langs = append(langs, e.Lang)
		}
		if at = slices.Index(langs, o.Language); at < 0 {
			return nil, askedf("the passport has no language %q; it has %s", o.Language, strings.Join(langs, ", "))
		}
	}
	e := plan.Editions[at]
	out.Data = x.Export(e)
	out.Account = format.Observe(x, e)
	return out, nil
}

// exporter finds a format that can be exported.
func exporter(name string) (*Format, error) {
	var names []string
	for _, x := range formats {
		if x.Export != nil {
			if strings.EqualFold(x.Name, name) {
				return x, nil
			}
			names = append(names, x.Name)
		}
	}
	if near, ok := Nearest(name, names); ok {
		return nil, askedf("there is no format %q to export: did you mean %q?", name, near)
	}
	return nil, askedf("there is no format %q to export; there are %s", name, strings.Join(names, ", "))
}

// Write writes what was exported to a file, whole or not at all. A file that the passport itself consists
// of is never overwritten.
func (x *Exported) Write(file string) error {
	in, err := filepath.Abs(x.dir)
	if err != nil {
		return err
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	if rel, err := filepath.Rel(in, abs); err == nil && filepath.IsLocal(rel) {
		name := filepath.ToSlash(rel)
		top, _, deep := strings.Cut(name, "/")
		ours := deep && passport.KindOf(top) != nil || slices.Contains([]string{"media", "theme", ".private"}, top) || strings.HasPrefix(name, "passport.") || strings.HasPrefix(name, "about.")
		if ours || !deep && passport.KindOf(strings.TrimSuffix(name, filepath.Ext(name))) != nil {
			return askedf("%s belongs to the passport itself: write the export somewhere else, such as --out ../%s", file, "passport"+x.Format.Ext)
		}
	}
	return output.Edit(filepath.Dir(abs), map[string][]byte{filepath.Base(abs): x.Data})
}
