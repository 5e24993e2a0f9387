package theme

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"slices"
)

// About is what a theme says of itself in its theme.json.
type About struct {
	Name        string `json:"-"`
	Contract    int    `json:"contract"` // the version of what its templates rely on
	Title       string `json:"title"`
	Description string `json:"description"`
	// Paper is the colour that text stands on in each scheme, "#rrggbb". Links are held against it.
	Paper struct {
		Light string `json:"light"`
		Dark  string `json:"dark"`
	} `json:"paper"`
	Accent  string            `json:"accent"`  // of links, where the person set none
	Options map[string]Option `json:"options"` // what site.theme_options may set
}

// Option is one setting of a theme, as JSON Schema: title, description, type, and the values it takes.
type Option struct {
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Type        string   `json:"type"` // boolean, integer, string
	Enum        []string `json:"enum,omitempty"`
	Minimum     *int     `json:"minimum,omitempty"`
	Maximum     *int     `json:"maximum,omitempty"`
	Default     any      `json:"default"`
	Examples    []any    `json:"examples"`
}

// Names lists the built-in themes, the default first, the others in alphabetical order.
func Names(builtin fs.FS) []string {
	names := []string{Default}
	list, err := fs.ReadDir(builtin, ".")
	if err != nil {
		panic(err) // the themes are embedded
	}
	for _, d := range list {
		if d.IsDir() && d.Name() != Default {
			names = append(names, d.Name())
		}
	}
	return names
}

// Describe reads what a built-in theme says of itself.
func Describe(builtin fs.FS, name string) (About, error) {
	data, err := fs.ReadFile(builtin, name+"/"+described)
	if err != nil {
		return About{}, err
	}
	a := About{}
	if err := json.Unmarshal(data, &a); err != nil {
		return About{}, fmt.Errorf("%s of the theme %s: %w", described, name, err)
	}
	a.Name = name
	for key, o := range a.Options {
		o.Default = whole(o.Default)
		a.Options[key] = o
	}
	return a, nil
}

// described is the file in which a theme says what it is.
const described = "theme.json"

// whole makes an int of a number without a fraction, whatever it was read as.
func whole(v any) any {
	switch n := v.(type) {
	case float64:
		if n == math.Trunc(n) && math.Abs(n) < 1<<31 {
			return int(n)
		}
	case int64:
		return int(n)
	}
	return v
}

// Takes says whether a value is one that the option can have.
func (o Option) Takes(v any) bool {
	switch v := whole(v).(type) {
	case bool:
		return o.Type == "boolean"
	case int:
		return o.Type == "integer" && (o.Minimum == nil || v >= *o.Minimum) && (o.Maximum == nil || v <= *o.Maximum)
	case string:
		return o.Type == "string" && (len(o.Enum) == 0 || slices.Contains(o.Enum, v))
	}
	return false
}

// Option is a setting of the theme: the person's where it can be taken, else the theme's default.
func (v *View) Option(name string) (any, error) {
	if v.run == nil {
		return "", nil
	}
	o, ok := v.run.theme.about.Options[name]
	if !ok {
		return nil, fmt.Errorf("the theme has no option called %q", name)
	}
	if v.Chrome != nil {
		if own, ok := v.Chrome.Theme.Options[name]; ok && o.Takes(own) {
			return whole(own), nil
		}
	}
	return o.Default, nil
}

// Paper is the colour that text stands on, "light" or "dark", for what browsers paint around a page.
func (v *View) Paper(scheme string) string {
	if v.run == nil {
		return ""
	}
	if scheme == "dark" {
		return v.run.theme.about.Paper.Dark
	}
	return v.run.theme.about.Paper.Light
}
