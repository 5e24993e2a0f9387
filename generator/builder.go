package generator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/paper"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/picture"
	"github.com/talent-passport/passport/generator/publish"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/generator/theme"
	"github.com/talent-passport/passport/themes"
)

// DefaultOut is the folder that a build writes to, inside the passport's folder.
const DefaultOut = "public"

// Options are what a build needs beyond the person's files. The zero value checks and builds a
// passport as of year 1; Now should be set.
type Options struct {
	Now     time.Time // today, in UTC; only the day counts
	Version string    // of the program, named in data files
	BaseURL string    // in place of site.url
	Theme   string    // in place of site.theme
	Drafts  bool      // show drafts, marked as such
	Build   string    // names this very program; "" lets nothing be taken over from a build before
	NoPaper bool      // pages and data only: no cv.pdf, cv.docx, cv.txt
	Cache   string    // a folder of the user's in which pictures are kept for other builds; "" for none
}

// Builder checks and builds passports. It holds what is the same for all of them (compiled schemas,
// parsed themes) and is safe for concurrent use.
type Builder struct {
	o       Options
	schemas *check.Schemas

	mu     sync.Mutex
	themes map[string]*theme.Theme // built-in themes without a person's own files
	fonts  *picture.Faces          // parsed when the first card is planned
	own    struct {                // the last one with a person's own files
		sum   [sha256.Size]byte
		theme *theme.Theme
		found diag.List
	}
}

// NewBuilder returns a Builder. Nothing is compiled until it is needed.
func NewBuilder(o Options) *Builder {
	return &Builder{o: o, schemas: check.NewSchemas(), themes: map[string]*theme.Theme{}}
}

// Checked is a passport with everything that is wrong with it.
type Checked struct {
	Tree     *source.Tree
	Passport *passport.Passport
	Problems diag.List // sorted, without repeats

	theme map[string][]byte // the person's theme files with which something is wrong
}

// Files gives printers the bytes that the problems talk about.
func (c *Checked) Files() diag.Files {
	return func(name string) []byte {
		if data, ok := c.theme[name]; ok {
			return data
		}
		return c.Tree.Read(name)
	}
}

// show keeps the theme files that problems talk about, which no tree holds, so that they can be printed.
func (c *Checked) show(l diag.List, folder fs.FS) {
	for _, p := range l {
		if !strings.HasPrefix(p.Span.File, passport.Layout().Theme+"/") {
			continue
		}
		if data, err := fs.ReadFile(folder, p.Span.File); err == nil {
			if c.theme == nil {
				c.theme = map[string][]byte{}
			}
			c.theme[p.Span.File] = data
		}
	}
}

// Check reads the passport in a folder and looks for everything that is wrong with it.
// The error is the world's: the folder cannot be read.
func (b *Builder) Check(dir string) (*Checked, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	p := b.Plan(root.FS(), nil)
	if slices.ContainsFunc(p.Tree.Theme, func(a source.Asset) bool { return path.Ext(a.Path) == ".html" }) {
		// What a template of the person's asks for is only known when a page is made.
		var found diag.List
		for _, page := range p.Documents[:len(p.Plan.Pages)] {
			found = append(found, page.Render(io.Discard)...)
		}
		p.show(found, root.FS())
		p.Problems = append(p.Problems, found...)
		p.Problems.Sort()
		p.Problems = p.Problems.Dedupe()
	}
	return p.Checked, nil
}

// CheckFS checks the texts of the passport in a file system. Drawings and the person's own theme are
// looked at when a site is planned.
func (b *Builder) CheckFS(folder fs.FS) *Checked {
	t := source.Load(folder, passport.Layout(), nil)
	return b.check(t, b.decode(t))
}

func (b *Builder) check(t *source.Tree, p *passport.Passport) *Checked {
	c := &Checked{Tree: t, Passport: p}
	c.Problems = append(c.Problems, t.Problems...)
	c.Problems = append(c.Problems, b.schemas.Shape(t)...)
	c.Problems = append(c.Problems, b.meaning(t, c.Passport, b.moment())...)
	c.Problems.Sort()
	c.Problems = c.Problems.Dedupe()
	return c
}

// decode makes a passport of a tree, with what the options say in place of the person's settings.
func (b *Builder) decode(t *source.Tree) *passport.Passport { return b.override(passport.Decode(t)) }

// override puts what the options say in the place of the person's settings.
func (b *Builder) override(p *passport.Passport) *passport.Passport {
	if b.o.BaseURL != "" {
		p.Site.URL = passport.URL{Value: b.o.BaseURL}
	}
	return p
}

func (b *Builder) moment() passport.Moment { return momentOf(b.o.Now) }

func momentOf(t time.Time) passport.Moment {
	y, m, d := t.UTC().Date()
	return passport.Moment{Year: y, Month: int(m), Day: d}
}

// Planned is a site before anything is written: its documents can be rendered one by one.
type Planned struct {
	*Checked
	Public    *passport.Public
	Plan      *site.Plan
	Documents []site.Document
}

// Plan checks the passport in a file system and plans its site. Problems of the plan are added to
// those of the check. Documents are planned even when there are errors, for a preview; whether they
// may be published is [diag.List.HasErrors].
//
// History may be nil. An entry's own `updated` comes first.
func (b *Builder) Plan(folder fs.FS, history site.History) *Planned {
	return b.planWithout(folder, history, nil)
}

// planWithout is Plan without the pictures that turned out to be damaged.
func (b *Builder) planWithout(folder fs.FS, history site.History, damaged map[string]bool) *Planned {
	t := source.Load(folder, passport.Layout(), nil)
	decoded := b.decode(t)
	b.beginTheme(decoded, folder, t)
	p := &Planned{Checked: b.check(t, decoded)}
	made := b.plan(folder, p.Tree, p.Passport, circumstances{
		audience: passport.Audience{Drafts: b.o.Drafts}, now: b.moment(), history: history, papers: b.papers(p.Tree),
		publish: (*passport.Passport).Publish, damaged: damaged,
	})
	p.Public, p.Plan, p.Documents = made.public, made.plan, made.documents
	p.Problems = append(p.Problems, made.problems...)
	p.show(made.problems, folder)
	p.Problems.Sort()
	p.Problems = p.Problems.Dedupe()
	return p
}

// planned is what a passport becomes for one audience.
type planned struct {
	public    *passport.Public
	plan      *site.Plan
	documents []site.Document
	problems  diag.List // of the plan and the theme
}

// circumstances are for whom a site is planned, and when.
type circumstances struct {
	audience passport.Audience
	now      passport.Moment
	history  site.History
	papers   func(site.Sheet) ([]site.Document, diag.List)
	publish  func(*passport.Passport, passport.Audience, passport.Moment) *passport.Public
	damaged  map[string]bool // pictures that are left out
}

// plan publishes a passport to an audience and plans the site. The passport is not changed.
func (b *Builder) plan(folder fs.FS, t *source.Tree, p *passport.Passport, c circumstances) planned {
	if c.audience.Drafts || c.audience.Private {
		// This is for the person's own eyes: should such a site be put up by mistake, no search engine is
		// invited, and every page asks not to be listed.
		own, no := *p, false
		own.Site.Index = &no
		p = &own
	}
	var made planned
	made.public = c.publish(p, c.audience, c.now)
	looks, found := b.theme(b.themeName(p), folder, t)
	made.plan, made.problems = site.New(made.public, site.Options{
		Version: b.o.Version,
		History: c.history,
		Read:    func(name string) ([]byte, error) { return fs.ReadFile(folder, name) },
		Damaged: c.damaged,
		Papers:  c.papers,
		Faces:   b.faces(),
		Accent:  looks.Accent(made.public.Site.Accent),
		Formats: func(x *site.Edition) ([]site.Document, []site.Alternate) {
			return format.DocumentsOf(formats, x)
		},
	})
	for _, f := range found {
		// The check has said so already, at the line that names the theme.
		if f.Code != theme.CodeUnknown || b.o.Theme != "" {
			made.problems = append(made.problems, f)
		}
	}
	if root := t.Roots[""]; root != nil {
		if n := root.Node.Get("site").Get("accent"); n != nil {
			made.problems = append(made.problems, looks.CheckAccent(n.Str(), n.Span)...)
		}
	}
	made.documents = append(looks.Documents(made.plan), made.plan.Documents...)
	return made
}

// papers makes the résumé's files, nil when they are not wanted.
func (b *Builder) papers(t *source.Tree) func(site.Sheet) ([]site.Document, diag.List) {
	if b.o.NoPaper {
		return nil
	}
	return func(s site.Sheet) ([]site.Document, diag.List) { return paper.Documents(s, b.paperOptions(t)) }
}

func (b *Builder) paperOptions(t *source.Tree) paper.Options {
	return paper.Options{Build: b.o.Build, Find: func(word string) diag.Span { return writtenAt(t, word) }}
}

// writtenAt is the first place where a word is written for the public, the zero Span for none.
func writtenAt(t *source.Tree, word string) (at diag.Span) {
	look := func(f *source.File) {
		if f == nil || f.Private || at.File != "" {
			return
		}
		if i := bytes.Index(f.Data, []byte(word)); i >= 0 {
			at = diag.Span{File: f.Path, Start: i, End: i + len(word)}
		}
	}
	for _, files := range []map[string]*source.File{t.Roots, t.Prose} {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			look(files[name])
		}
	}
	for _, item := range t.Items {
		look(item.File)
	}
	return at
}

// faces are the fonts of cards for messages, nil when they are not wanted.
func (b *Builder) faces() *picture.Faces {
	if b.o.NoPaper {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fonts == nil {
		fonts, err := picture.NewFaces(paper.Fonts())
		if err != nil {
			panic(err) // the fonts are embedded
		}
		b.fonts = fonts
	}
	return b.fonts
}

// theme loads a theme with the person's own files over it. A theme without any is loaded once.
func (b *Builder) theme(name string, folder fs.FS, t *source.Tree) (*theme.Theme, diag.List) {
	if len(t.Theme) > 0 {
		own, err := fs.Sub(folder, passport.Layout().Theme)
		if err == nil {
			return b.ownTheme(name, own)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if th, ok := b.themes[name]; ok {
		return th, nil
	}
	th, found := theme.Load(themes.FS, name, nil)
	if len(found) == 0 {
		b.themes[name] = th
	}
	return th, found
}

// beginTheme begins to load a built-in theme that was not needed before, which takes longer than to check a
// small passport. Whoever needs it waits for it.
func (b *Builder) beginTheme(p *passport.Passport, folder fs.FS, t *source.Tree) {
	name := b.themeName(p)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.themes[name] == nil && len(t.Theme) == 0 {
		go b.theme(name, folder, t)
	}
}

// ownTheme loads a theme with a person's files over it. The last one is kept, for as long as its files
// are the same.
func (b *Builder) ownTheme(name string, own fs.FS) (*theme.Theme, diag.List) {
	h := sha256.New()
	fmt.Fprintf(h, "%q", name)
	err := fs.WalkDir(own, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%q %v", name, d.IsDir())
		if d.IsDir() {
			return nil
		}
		data, err := fs.ReadFile(own, name)
		fmt.Fprintf(h, "%q", data)
		return err
	})
	if err != nil {
		return theme.Load(themes.FS, name, own) // says what it cannot read
	}
	sum := [sha256.Size]byte(h.Sum(nil))
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.own.theme == nil || b.own.sum != sum {
		b.own.sum = sum
		b.own.theme, b.own.found = theme.Load(themes.FS, name, own)
	}
	return b.own.theme, b.own.found
}

// BuildOptions say where a site is written and how strictly.
type BuildOptions struct {
	Out      string // the folder; "" is [DefaultOut] inside the passport's folder
	Strict   bool   // warnings stop the build too
	Force    bool   // delete what is in the way
	Progress func(done, total int)

	history site.History // set for many passports in one repository
}

// commits are what git says of the files of a folder, asked beside the build; an answer waits for git. One
// question serves many passports in one repository.
type commits struct {
	answer func() publish.Dates
	sub    string // the folder of the passport, from the one that git was asked about
}

func commitsOf(dir string) *commits {
	var h publish.Dates
	done := make(chan struct{})
	go func() {
		defer close(done)
		h = publish.DatesOf(context.Background(), dir)
	}()
	return &commits{answer: func() publish.Dates { <-done; return h }}
}

// in is what git says of the files of a folder inside.
func (c *commits) in(sub string) *commits { return &commits{c.answer, sub} }

// Created implements [site.History].
func (c *commits) Created(name string) string { return c.answer().Created(path.Join(c.sub, name)) }

// Modified implements [site.History].
func (c *commits) Modified(name string) string { return c.answer().Modified(path.Join(c.sub, name)) }

// Built is what came of a build.
type Built struct {
	Problems diag.List
	Files    diag.Files
	Written  bool   // false: there are errors, and the last good site stands
	Out      string // the folder
	Pages    int    // HTML documents
	Claims   int    // published claims: entries, roles, highlights
	Backed   int    // those that evidence, an endorsement or a credential supports
	Changed  int    // documents whose bytes are new
	Deleted  []string
}

// Build builds the passport in a folder. The error is the world's, or an [AskedError] when the site cannot go
// where it was asked to; problems are in the result.
func (b *Builder) Build(dir string, o BuildOptions) (*Built, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if o.history == nil {
		o.history = commitsOf(dir)
	}
	built, damaged, err := b.build(dir, root.FS(), o, nil)
	if len(damaged) > 0 {
		// That a picture is damaged in its middle shows when it is decoded, and the pages that show it are written
		// by then. So they are all written again without it; what was decoded is kept until then.
		built, _, err = b.build(dir, root.FS(), o, damaged)
	}
	return built, err
}

// MayBuild tells without writing whether [Builder.Build] would refuse the folder for the site, and returns the
// [AskedError] if so.
func MayBuild(dir string, o BuildOptions) error {
	if err := mayHold(dir, o.Out); err != nil {
		return err
	}
	return asked(output.Check(o.Out, output.Options{Source: dir, Force: o.Force}))
}

// mayHold is an error for a folder in which the passport's own files lie.
func mayHold(dir, out string) error {
	if name := partOf(dir, out); name != "" {
		return askedf("%s is where the passport's own %s lie: choose another folder with --out", out, name)
	}
	return nil
}

// asked makes an [AskedError] of a folder that was refused: the world is fine, and another one can be asked for.
func asked(err error) error {
	refused := (*output.RefusedError)(nil)
	switch {
	case !errors.As(err, &refused):
		return err
	case len(refused.Files) > 0:
		return askedf("%v\n--force would delete:\n%s", err, strings.TrimSuffix(refused.Detail(10), "\n"))
	}
	return askedf("%v", err)
}

// build is Build without the pictures that are known to be damaged. It returns those that turned out to be.
func (b *Builder) build(dir string, folder fs.FS, o BuildOptions, without map[string]bool) (*Built, map[string]bool, error) {
	p := b.planWithout(folder, o.history, without)
	built := &Built{Problems: p.Problems, Files: p.Files(), Out: o.Out, Pages: len(p.Plan.Pages)}
	if built.Out == "" {
		built.Out = filepath.Join(dir, DefaultOut)
	}
	if err := mayHold(dir, built.Out); err != nil {
		return nil, nil, err
	}
	errs, warns := p.Problems.Counts()
	if errs > 0 || o.Strict && warns > 0 {
		return built, nil, nil
	}
	built.Claims, built.Backed = p.Public.Claims()
	res, found, err := output.Write(built.Out, p.Documents, output.Options{
		Source: dir, Force: o.Force, Progress: o.Progress, Cache: b.o.Cache,
	})
	err = asked(err)
	if err != nil {
		return nil, nil, err
	}
	p.show(found, folder)
	built.Problems = append(built.Problems, found...)
	built.Problems.Sort()
	built.Written = !found.HasErrors()
	built.Changed = res.Changed
	built.Deleted = res.Deleted
	return built, site.DamagedIn(found), nil
}

// partOf is the folder of a passport that is read as a part of it and that a path lies in; "" for none.
func partOf(dir, path string) string {
	l := passport.Layout()
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	if path, err = filepath.Abs(path); err != nil {
		return ""
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	if slices.Contains(l.Sections, first) || slices.Contains([]string{l.Media, l.Theme, l.Private}, first) {
		return first
	}
	return ""
}

// BuildEach builds every passport in the folders directly below dir, one after another, so that the
// memory it needs is that of the largest. o.Out is the folder that gets a folder for each of them;
// "" builds each into its own. Done is called after each; its error ends the run.
func (b *Builder) BuildEach(dir string, o BuildOptions, done func(name string, built *Built) error) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("cannot read the folder of passports: %w", err)
	}
	out, found := o.Out, false
	all := commitsOf(dir)
	for _, d := range list {
		name := d.Name()
		if !d.IsDir() || strings.HasPrefix(name, ".") || !isPassport(filepath.Join(dir, name)) {
			continue
		}
		found = true
		one := o
		one.history = all.in(name)
		if out != "" {
			one.Out = filepath.Join(out, name)
		}
		built, err := b.Build(filepath.Join(dir, name), one)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		built.Problems, built.Files = below(name, built.Problems, built.Files)
		if err := done(name, built); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("no folder in %s holds a passport.yaml", dir)
	}
	return nil
}

func isPassport(dir string) bool {
	for _, name := range []string{"passport.yaml", "passport.yml", ".passport.yaml.icloud"} { // the last one is in iCloud
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}

// below moves problems into a folder, so that those of many passports can be told apart.
func below(folder string, l diag.List, files diag.Files) (diag.List, diag.Files) {
	move := func(s diag.Span) diag.Span {
		if s.File == "" {
			s.File = "."
		}
		s.File = path.Join(folder, s.File)
		return s
	}
	out := make(diag.List, len(l))
	for i, p := range l {
		p.Span = move(p.Span)
		p.Related = append([]diag.Related(nil), p.Related...)
		for j := range p.Related {
			p.Related[j].Span = move(p.Related[j].Span)
		}
		out[i] = p
	}
	return out, func(name string) []byte { return files(strings.TrimPrefix(name, folder+"/")) }
}

// openFolder opens a passport's folder so that nothing outside of it can be reached.
func openFolder(dir string) (*os.Root, error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil && os.IsNotExist(err):
		return nil, fmt.Errorf("there is no folder %s: \"passport init %s\" starts a passport there", dir, dir)
	case err != nil:
		return nil, fmt.Errorf("cannot open %s: %w", dir, err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file; name the folder that holds passport.yaml", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("cannot open %s: %w", dir, err)
	}
	return root, nil
}
