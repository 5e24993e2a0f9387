package generator

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/privacy"
	"github.com/talent-passport/passport/generator/publish"
)

// PrivacyOptions say what is about to become public.
type PrivacyOptions struct {
	// Source: the passport's files themselves become public as well as the site made from them, with the
	// whole history of their git repository. Drafts, private entries and notes are then looked at, too.
	Source bool
	// Author: the person makes commits by themselves, so the address that git would write into them is
	// looked at as well.
	Author bool
}

// Disclosure is what becomes public when a passport is published, and what of it should perhaps not.
type Disclosure struct {
	Shown []Shown // what strangers will see, in the order in which to say it
	Kept  []Shown // what stays with the person
	// Problems are sorted, without repeats: an error should stop a publication, a warning should be
	// confirmed by the person. Both go away once they are mended, or allowed under site.privacy.allow.
	Problems diag.List
	// Files gives printers the bytes that the problems talk about. A version of a file in the history
	// is named as git names it: "1a2b3c4:experience/harbour.md".
	Files diag.Files
}

// Shown is one line of what becomes public: a plain noun with how many, and which.
type Shown struct {
	What  string   // "pages", "e-mail address", "pictures"
	Count int      // 0 where counting says nothing: there is one e-mail address
	Names []string // addresses, values, paths or titles; may be empty
}

// Privacy lists what becomes public when the passport in a folder is published, and looks for what was
// perhaps not meant to. It changes nothing and speaks with nobody but git. The error is the world's.
func (b *Builder) Privacy(dir string, o PrivacyOptions) (*Disclosure, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	folder := root.FS()
	p := b.Plan(folder, nil)
	r := privacy.New(p.Tree, p.Passport, p.Public)
	d := &Disclosure{}
	d.Shown, d.Kept = disclosed(p)

	r.Pages()
	for _, name := range published(p) {
		if data, ok := readWhole(folder, name, r); ok {
			r.File(name, data)
		}
	}
	ctx := context.Background()
	if o.Source {
		if err := sources(ctx, dir, folder, r); err != nil {
			return nil, err
		}
	}
	if o.Author {
		r.Author(publish.AuthorMail(ctx, dir))
	}
	for _, f := range p.Problems {
		if slices.Contains(privacyCodes, f.Code) {
			d.Problems = append(d.Problems, f)
		}
	}
	d.Problems = append(d.Problems, r.Problems()...)
	d.Problems.Sort()
	d.Problems = d.Problems.Dedupe()
	// What a printer shows of files that are not parsed is kept for as long as it may print.
	read := p.Files()
	shown := map[string][]byte{}
	for _, f := range d.Problems {
		name := f.Span.File
		if f.Span.End == 0 || read(name) != nil || shown[name] != nil {
			continue
		}
		if text := r.Text(name); text != nil {
			shown[name] = text
		} else if data, err := fs.ReadFile(folder, name); err == nil {
			shown[name] = data
		}
	}
	d.Files = func(name string) []byte {
		if data := shown[name]; data != nil {
			return data
		}
		return read(name)
	}
	return d, nil
}

// published are the paths, in the passport, of the files that the site holds.
func published(p *Planned) []string {
	out := map[string]bool{}
	for _, d := range p.Plan.Documents {
		out[d.Path] = true
	}
	return slices.DeleteFunc(slices.Clone(p.Public.Files), func(name string) bool { return !out[name] && !out[strings.TrimPrefix(name, ".")] })
}

// maxSearched is how large a file may be to be searched.
const maxSearched = 64 << 20

func readWhole(folder fs.FS, name string, r *privacy.Review) ([]byte, bool) {
	info, err := fs.Stat(folder, name)
	if err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	if info.Size() > maxSearched {
		r.Unread(name, fmt.Sprintf("it is larger than %d MB", maxSearched>>20))
		return nil, false
	}
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		r.Unread(name, "it cannot be read")
	}
	return data, err == nil
}

// sources looks at the person's files themselves, and at every version of them in their repository.
func sources(ctx context.Context, dir string, folder fs.FS, r *privacy.Review) error {
	names, ok := publish.PushedFiles(ctx, dir)
	if !ok {
		names = sourceFiles(folder)
	}
	for _, name := range names {
		if ownSchema(name) {
			continue
		}
		if data, ok := readWhole(folder, name, r); ok {
			r.Source(name, data)
		}
	}
	within := publish.Prefix(ctx, dir)
	r.Within(within)
	h, err := publish.ReadHistory(ctx, dir, publish.Visitor{
		Commit: func(id string, mails []string, text string) {
			for _, m := range mails {
				r.Commit(id, m, text)
			}
		},
		Version: func(commit, name string, data []byte) {
			if !ownSchema(name) {
				r.Version(commit, name, data)
			}
			local, hidden := strings.TrimPrefix(name, within), passport.Layout().Private
			if _, err := fs.Stat(folder, path.Join(hidden, local)); err == nil || strings.HasPrefix(local, hidden+"/") {
				r.HiddenVersion(commit, name)
			}
		},
	}, publish.Limits{})
	if err != nil {
		return err
	}
	for _, left := range h.Left {
		r.Unread("", left)
	}
	return nil
}

// ownSchema reports whether a file is one of the schemas that init writes beside the person's files. The
// telephone numbers and streets in them are examples, nobody's.
func ownSchema(name string) bool {
	return strings.Contains("/"+name, "/"+settingsFolder+"/") && strings.HasSuffix(name, ".schema.json")
}

// sourceFiles are the files of a folder that is in no repository yet, but for what init tells git to leave
// out.
func sourceFiles(folder fs.FS) []string {
	var names []string
	_ = fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be opened cannot be pushed either; the check tells
		case d.IsDir() && (name == ".git" || name == ".private" || name == DefaultOut):
			return fs.SkipDir
		case d.Type().IsRegular():
			names = append(names, name)
		}
		return nil
	})
	return names
}

// privacyCodes are the problems of every check that are about what others may see.
var privacyCodes = []string{
	"missing-consent", "name-without-consent", "unknown-private-field", "private-stays-private", "hidden-reference", "hidden-evidence",
}

// disclosed says in plain words what a planned site shows, and what it does not.
func disclosed(p *Planned) (shown, kept []Shown) {
	pub := p.Public
	add := func(what string, names ...string) {
		names = slices.DeleteFunc(names, func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(names) > 0 {
			shown = append(shown, Shown{What: what, Names: names})
		}
	}
	pages := Shown{What: noun(len(p.Plan.Pages), "page", "pages"), Count: len(p.Plan.Pages)}
	if len(pub.Langs) > 1 {
		for _, l := range pub.Langs {
			pages.Names = append(pages.Names, "in "+lang.For("en").Language(l))
		}
	}
	shown = append(shown, pages)
	who := pub.Person
	add("name", who.Name.Value)
	add("other names", append([]string{who.NativeName.Name}, who.AlsoKnownAs...)...)
	add("pronouns", who.Pronouns.Value)
	add("town", strings.Join(slices.DeleteFunc([]string{who.Location.City.Value, who.Location.Region.Value, who.Location.Country}, empty), ", "))
	add("e-mail address", who.Contact.Email)
	add("telephone number", who.Contact.Phone)
	add("contact page", who.Contact.Form.Value)
	var links, numbers []string
	for _, l := range append([]passport.Link{{URL: who.Contact.Website}}, who.Links...) {
		links = append(links, l.URL.Value)
	}
	for _, i := range who.Identifiers {
		numbers = append(numbers, strings.TrimSpace(i.Scheme+" "+i.Value))
	}
	add("pages of yours elsewhere", links...)
	add("numbers in registers", numbers...)
	add("portrait", who.Portrait.Src.Full)

	byKind := map[*passport.Kind][]string{}
	for _, e := range pub.Entries {
		byKind[e.Kind] = append(byKind[e.Kind], e.Kind.Folder+"/"+e.ID)
	}
	var secret, draft []string
	for _, e := range p.Passport.Entries {
		switch p.Passport.VisibilityOf(e) {
		case passport.VisibilityPrivate:
			secret = append(secret, e.Kind.Folder+"/"+e.ID)
		case passport.VisibilityDraft:
			draft = append(draft, e.Kind.Folder+"/"+e.ID)
		}
	}
	for _, k := range passport.Kinds() {
		if names := byKind[k]; len(names) > 0 {
			shown = append(shown, Shown{What: noun(len(names), "entry", "entries") + " of " + k.Folder, Count: len(names), Names: names})
		}
	}
	var unlisted []string
	for _, e := range pub.Unlisted {
		unlisted = append(unlisted, e.Kind.Folder+"/"+e.ID)
	}
	if len(unlisted) > 0 {
		shown = append(shown, Shown{What: noun(len(unlisted), "page", "pages") + " in no list, open to whoever has the address", Count: len(unlisted), Names: unlisted})
	}
	if len(pub.Files) > 0 {
		shown = append(shown, Shown{What: noun(len(pub.Files), "file", "files"), Count: len(pub.Files), Names: pub.Files})
	}
	for _, k := range []Shown{{What: noun(len(secret), "private entry", "private entries"), Names: secret}, {What: noun(len(draft), "draft", "drafts"), Names: draft}} {
		if k.Count = len(k.Names); k.Count > 0 {
			kept = append(kept, k)
		}
	}
	if list := p.Passport.Person.Contact.Private; len(list) > 0 {
		kept = append(kept, Shown{What: noun(len(list), "contact field", "contact fields"), Count: len(list), Names: list})
	}
	for _, f := range pub.Folded {
		kept = append(kept, Shown{What: fmt.Sprintf("older %s of %s, as one line without the words", noun(f.Count, "entry", "entries"), f.Kind.Folder), Count: f.Count})
	}
	return shown, kept
}

func empty(s string) bool { return s == "" }

func noun(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
