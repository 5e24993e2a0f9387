package generator

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/generator/theme"
	"github.com/talent-passport/passport/themes"
)

// ThemeInfo is what a built-in theme says of itself.
type ThemeInfo struct {
	Name        string
	Title       string
	Description string
	Options     []string // the names that site.theme_options may set, sorted
}

// Themes lists the built-in themes, the default first.
func Themes() []ThemeInfo {
	var out []ThemeInfo
	for _, name := range theme.Names(themes.FS) {
		about := describe(name)
		info := ThemeInfo{Name: name, Title: about.Title, Description: about.Description}
		for option := range about.Options {
			info.Options = append(info.Options, option)
		}
		slices.Sort(info.Options)
		out = append(out, info)
	}
	return out
}

// describe is what a built-in theme says of itself; of one that there is not, what the default says.
func describe(name string) theme.About {
	if !slices.Contains(theme.Names(themes.FS), name) {
		name = theme.Default
	}
	about, err := theme.Describe(themes.FS, name)
	if err != nil {
		panic(err) // the themes are embedded, and tests read them all
	}
	return about
}

// ThemeOf is the theme that a passport is shown in.
func (b *Builder) ThemeOf(dir string) (string, error) {
	c, err := b.Check(dir)
	if err != nil {
		return "", err
	}
	return describe(b.themeName(c.Passport)).Name, nil
}

// themeName is the theme that was asked for; it may be one that there is not.
func (b *Builder) themeName(p *passport.Passport) string {
	if b.o.Theme != "" {
		return b.o.Theme
	}
	return p.Site.Theme
}

// meaning is what a passport's files mean that they should not, with what its theme has to say of them.
func (b *Builder) meaning(t *source.Tree, p *passport.Passport, now passport.Moment) diag.List {
	found := check.Meaning(t, p, now)
	about := describe(b.themeName(p))
	options, err := json.Marshal(about.Options)
	if err != nil {
		panic(err)
	}
	return append(found, b.schemas.ThemeOptions(t, about.Name, options)...)
}

// noTheme says that there is no theme of a name.
func noTheme(name string) error {
	known := theme.Names(themes.FS)
	if near, ok := Nearest(name, known); ok {
		return askedf("there is no theme called %q: did you mean %q?", name, near)
	}
	return askedf("there is no theme called %q: the themes are %s", name, strings.Join(known, ", "))
}

// KnownTheme is an [AskedError] when there is no theme of a name.
func KnownTheme(name string) error {
	if !slices.Contains(theme.Names(themes.FS), name) {
		return noTheme(name)
	}
	return nil
}

// Eject copies all files of a built-in theme into a passport's theme folder, to be changed there. It
// overwrites nothing: what exists is in kept. An unknown name is an [AskedError].
func Eject(dir, name string) (wrote, kept []string, err error) {
	if err := KnownTheme(name); err != nil {
		return nil, nil, err
	}
	root, err := openFolder(dir)
	if err != nil {
		return nil, nil, err
	}
	root.Close()
	files := map[string][]byte{}
	for file, data := range theme.Files(themes.FS, name) {
		files[passport.Layout().Theme+"/"+file] = data
	}
	wrote, err = output.Create(dir, files)
	if err != nil {
		return nil, nil, err
	}
	for file := range files {
		if !slices.Contains(wrote, file) {
			kept = append(kept, file)
		}
	}
	slices.Sort(kept)
	return wrote, kept, nil
}
