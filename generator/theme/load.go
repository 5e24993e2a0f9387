package theme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/diag"
)

// Default is the theme of a passport that names none, and the one whose templates the others share.
const Default = "atlas"

// Contract is the version of what templates may rely on: the names and meanings in themes/README.md.
// It only ever gains names; a theme folder that asks for a higher one is for a newer program.
const Contract = 2

// folder is where a person's own theme files lie, for the spans of problems.
const folder = "theme"

// extra is a style sheet that no theme has: a person's file of this name is added at the end of the
// theme's, so that a few rules need no copy of the whole.
const extra = "extra.css"

// Theme is a loaded theme. It is immutable and safe for concurrent use.
type Theme struct {
	name  string
	about About
	set   *set // with the person's files
	plain *set // the theme as built in: what a page falls back to; the same as set without overrides
	style style
}

// set is the templates of a theme, twice: minified, to render with, and as written, to find the line
// of a mistake, because the minifier joins lines. Those as written are parsed when a line is looked for.
type set struct {
	fast  *template.Template
	exact func() *template.Template
	files map[string]file // by template name
}

// file is a template or style sheet as read.
type file struct {
	name string // "card.html"
	data []byte // without a byte-order mark
	skip int    // the length of the mark
	own  bool   // from the person's folder
}

// template is the name that templates are called by: the file's without its extension.
func (f file) template() string { return strings.TrimSuffix(f.name, path.Ext(f.name)) }

// Load reads a theme from the built-in ones and puts the files of overrides, the person's theme
// folder, over it; overrides may be nil. An empty name is [Default].
//
// The theme is never nil: an unknown name gives the default theme, and a template that cannot be parsed
// gives the built-in one in its place, each with a problem. A style sheet with a problem is used as browsers
// use it.
func Load(builtin fs.FS, name string, overrides fs.FS) (*Theme, diag.List) {
	var found diag.List
	if name == "" {
		name = Default
	}
	if !fs.ValidPath(name) || !isDir(builtin, name) {
		found = append(found, unknownTheme(builtin, name))
		name = Default
	}
	about, err := Describe(builtin, name)
	if err != nil {
		panic(err)
	}
	base := builtinFiles(builtin, name)
	plain, problems := parse(base)
	if len(problems) > 0 {
		panic(fmt.Errorf("built-in theme %s: %s", name, problems[0].Message))
	}
	t := &Theme{name: name, about: about, set: plain, plain: plain}
	t.style = styleOf(base)
	if overrides == nil {
		return t, found
	}
	own, err := readAll(overrides, true)
	if err != nil {
		return t, append(found, diag.Problem{
			Code: codeFile, Span: diag.Span{File: folder},
			Message: "cannot read the theme folder: " + plainError(err),
		})
	}
	own, newer := contracted(own)
	if newer != nil {
		return t, append(found, *newer)
	}
	files, unknown := overlay(base, own)
	found = append(append(found, unknown...), sheetProblems(files)...)
	set, problems := parse(files)
	found = append(found, problems...)
	for len(problems) > 0 {
		// The broken files give way to the built-in ones; what remains may only have failed with them.
		bad := map[string]bool{}
		for _, p := range problems {
			bad[strings.TrimPrefix(p.Span.File, folder+"/")] = true
		}
		own = slices.DeleteFunc(own, func(f file) bool { return bad[f.name] })
		files, _ = overlay(base, own)
		set, problems = parse(files)
		found = append(found, problems...)
	}
	t.set = set
	t.style = styleOf(files)
	return t, found
}

// builtinFiles are the files of a built-in theme: its own, and the default's templates where it has none.
func builtinFiles(builtin fs.FS, name string) []file {
	read := func(name string) []file {
		sub, err := fs.Sub(builtin, name)
		if err != nil {
			panic(err)
		}
		files, err := readAll(sub, false)
		if err != nil {
			panic(fmt.Errorf("built-in theme %s: %w", name, err))
		}
		return files
	}
	files := read(name)
	if name == Default {
		return files
	}
	for _, f := range read(Default) {
		if path.Ext(f.name) == ".html" && !slices.ContainsFunc(files, func(own file) bool { return own.name == f.name }) {
			files = append(files, f)
		}
	}
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return files
}

// Files are all the files that a built-in theme draws with, and its contract: what a person needs to make
// it their own.
func Files(builtin fs.FS, name string) map[string][]byte {
	out := map[string][]byte{described: fmt.Appendf(nil, "{\"contract\": %d}\n", Contract)}
	for _, f := range builtinFiles(builtin, name) {
		out[f.name] = f.data
	}
	return out
}

func isDir(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// readAll reads the templates and style sheets of a theme, sorted by name. In a person's folder other
// files are left to [overlay] to report, by name alone.
func readAll(fsys fs.FS, own bool) ([]file, error) {
	list, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	var files []file
	for _, d := range list {
		f := file{name: d.Name(), own: own}
		if strings.HasPrefix(f.name, ".") {
			continue
		}
		if d.IsDir() {
			f.name += "/"
		} else if isTheme(f.name) || own && f.name == described {
			if f.data, err = fs.ReadFile(fsys, f.name); err != nil {
				return nil, err
			}
			if data, marked := bytes.CutPrefix(f.data, []byte("\uFEFF")); marked {
				f.skip, f.data = len(f.data)-len(data), data
			}
		} else if !own {
			continue
		}
		files = append(files, f)
	}
	return files, nil
}

func isTheme(name string) bool {
	return path.Ext(name) == ".html" || path.Ext(name) == ".css"
}

// contracted takes theme.json out of a person's files. A folder that was written for a newer contract
// than this program knows is a problem, and is not used.
func contracted(own []file) ([]file, *diag.Problem) {
	at := slices.IndexFunc(own, func(f file) bool { return f.name == described })
	if at < 0 {
		return own, nil
	}
	f := own[at]
	own = slices.Delete(slices.Clone(own), at, at+1)
	said := struct {
		Contract int `json:"contract"`
	}{Contract: Contract}
	span := diag.Span{File: folder + "/" + described}
	if err := json.Unmarshal(f.data, &said); err != nil {
		return own, &diag.Problem{
			Code: codeContract, Severity: diag.Warning, Span: span,
			Message: "theme/theme.json does not say which contract the theme folder was written for, so the folder is not used",
			Hint:    fmt.Sprintf(`write {"contract": %d} into it, or delete it`, Contract),
		}
	}
	if said.Contract > Contract || said.Contract < 1 {
		return own, &diag.Problem{
			Code: codeContract, Severity: diag.Warning, Span: span,
			Message: fmt.Sprintf("the theme folder was written for contract %d, and this program knows %d, so the folder is not used", said.Contract, Contract),
			Hint:    "get a newer passport, or copy your changes into what \"passport theme eject\" of this one writes",
		}
	}
	return own, nil
}

// overlay replaces files of the theme by the person's of the same name. A file that replaces nothing
// is a warning: it is probably misspelt. So is one that would make empty pages.
func overlay(base, own []file) ([]file, diag.List) {
	var found diag.List
	files := slices.Clone(base)
	for _, f := range own {
		at := slices.IndexFunc(files, func(b file) bool { return b.name == f.name })
		switch {
		case at >= 0 && wholePage(f):
			found = append(found, emptyPage(f))
		case at >= 0:
			files[at] = f
		case f.name == extra || path.Ext(f.name) == ".html":
			// A template of a new name can be called from the person's other templates.
			files = append(files, f)
			if f.name != extra && !called(own, f) {
				found = append(found, unknownFile(base, f))
			}
		default:
			found = append(found, unknownFile(base, f))
		}
	}
	return files, found
}

// wholePage reports whether an empty file would leave whole pages empty. Any other part may be left out of
// all pages that way.
func wholePage(f file) bool {
	switch f.template() {
	case "base", "home", "kind", "entry", "skills", "skill", "cv", "timeline", "howtocheck", "notfound", "moved":
		return path.Ext(f.name) == ".html" && len(bytes.TrimSpace(f.data)) == 0
	}
	return false
}

// called says whether one of the person's templates names another.
func called(own []file, f file) bool {
	return slices.ContainsFunc(own, func(o file) bool {
		return o.name != f.name && bytes.Contains(o.data, []byte(`"`+f.template()+`"`))
	})
}

// parse makes a set of the templates among files. It reports the files that do not parse; the set is
// only of use when there are none.
func parse(files []file) (*set, diag.List) {
	s := &set{fast: template.New(""), files: map[string]file{}}
	s.exact = sync.OnceValue(s.asWritten)
	for _, f := range files {
		if path.Ext(f.name) == ".html" {
			s.files[f.template()] = f
		}
	}
	var found diag.List
	for _, f := range files {
		if path.Ext(f.name) != ".html" {
			continue
		}
		name := f.template()
		if f.own {
			// The minifier may take a mistake away, in a comment for one.
			t, err := template.New(name).Parse(string(f.data))
			if err != nil {
				found = append(found, f.problem(codeSyntax, err, s.names(), nil))
				continue
			}
			if called := f.callsOf(t, s.files); len(called) > 0 {
				found = append(found, called...)
				continue
			}
		}
		small := minifyTemplate(f.data)
		if !f.own {
			small = tightened(small)
		}
		if _, err := s.fast.New(name).Parse(small); err != nil {
			// What parses as written parses minified, or the minifier went wrong: then without it.
			if _, err := s.fast.New(name).Parse(string(f.data)); err != nil {
				found = append(found, f.problem(codeSyntax, err, s.names(), nil))
			}
		}
	}
	if len(found) > 0 {
		return s, found
	}
	return s, s.escape()
}

// names are the templates of a set, sorted.
func (s *set) names() []string { return slices.Sorted(maps.Keys(s.files)) }

// asWritten parses the templates of a set with their lines. All of them parse: see [parse].
func (s *set) asWritten() *template.Template {
	exact := template.New("")
	for name, f := range s.files {
		template.Must(exact.New(name).Parse(string(f.data)))
	}
	return exact
}
