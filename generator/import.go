package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Foreign is a file to import.
type Foreign struct {
	Name string // as given, for messages
	Data []byte
}

// ImportOptions say how files are imported.
type ImportOptions struct {
	Columns map[string]string // of tables: which field a column is, "Job title" → "title"; "-" leaves it out
	Kind    string            // of tables: what a row is, "experience"; "" to find out
}

// Importing is what an import would do to a passport. Nothing is written before [Importing.Write].
type Importing struct {
	Files    []ImportedFile
	Changes  []ImportChange
	Problems diag.List // in the foreign files, sorted
	Account  format.Account
	Asks     []format.Question // what only the person can say about a table, before anything is imported

	dir     string
	write   map[string][]byte
	fresh   bool // the passport is made by the import
	foreign []*format.Imported
	unknown map[string]*format.File // those that no format took
}

// ImportedFile is a foreign file that was recognised and read.
type ImportedFile struct {
	Name   string
	Format *format.Format // nil when no format knows the file
}

// ImportState says what an import does to an entry.
type ImportState string

// The states.
const (
	ImportNew     ImportState = "new"     // the passport has nothing like it
	ImportChanged ImportState = "changed" // the passport has it, and lacks something that the file knows
	ImportKnown   ImportState = "known"   // the passport has all of it
)

// ImportChange is what an import does to one entry, or to the person.
type ImportChange struct {
	State ImportState
	Ref   string   // "experience/harbour-clinic"; "person"
	Title string   // what names it
	File  string   // that is written; "" for what is known
	Adds  []string // fields that the entry gets, for what is changed
	Not   string   // why something could not be added, in words
}

// Count returns the number of entries in a state.
func (im *Importing) Count(s ImportState) int {
	n := 0
	for _, c := range im.Changes {
		if c.State == s {
			n++
		}
	}
	return n
}

// Text gives printers the bytes of the foreign files that the problems talk about.
func (im *Importing) Text(name string) []byte {
	for _, f := range im.foreign {
		if text := f.Text(name); text != nil {
			return text
		}
	}
	if f := im.unknown[name]; f != nil {
		text, _ := f.Text()
		return text
	}
	return nil
}

// Import finds out what importing files into the passport in a folder would do. Entries are recognised
// whatever their names are; nothing that the person wrote is ever changed, and a second import of the
// same files finds everything known. When a file cannot be read the problems say so, and nothing of any
// file is imported.
func (b *Builder) Import(dir string, files []Foreign, o ImportOptions) (*Importing, error) {
	if !isPassport(dir) {
		return nil, askedf("there is no passport in %s: passport init --from %s starts one", dir, nameOf(files))
	}
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	t := source.Load(root.FS(), passport.Layout(), nil)
	have := passport.Decode(t)
	im, in := b.read(files, o, have.Import)
	im.dir = dir
	if im.Problems.HasErrors() {
		return im, nil
	}
	im.merge(root.FS(), t, have, in)
	return im, nil
}

func nameOf(files []Foreign) string {
	if len(files) == 0 {
		return "FILE"
	}
	return files[0].Name
}

// ImportInto finds out what a new passport made of files would hold. A is what the person said; what it
// leaves open comes from the files.
func (b *Builder) ImportInto(dir string, a Answers, files []Foreign, o ImportOptions) (*Importing, error) {
	if isPassport(dir) {
		return nil, askedf("there is already a passport in %s: passport import -C %s %s adds to it", dir, dir, nameOf(files))
	}
	im, in := b.read(files, o, nil)
	im.dir, im.fresh = dir, true
	if im.Problems.HasErrors() {
		return im, nil
	}
	if a.Name != "" {
		in.Person.Name = passport.Text{Value: a.Name}
	}
	if in.Person.Name.Value == "" {
		return nil, askedf(`the file does not say whose it is: passport init --from %s --name "Inês Duarte"`, nameOf(files))
	}
	a.Name = in.Person.Name.Value
	beside, err := repository(a.Name)
	if err != nil {
		return nil, err
	}
	maps.Copy(im.write, beside)
	in.ID = a.ID
	switch {
	case a.Language != "":
		in.Site.Languages = []string{a.Language}
	case len(in.Site.Languages) == 0: // the file does not say which it is in
		in.Site.Languages = []string{"en"}
	}
	im.begin(in)
	return im, nil
}

// read recognises and converts the files, and joins what they say into one passport. Known says how tables
// were understood before.
func (b *Builder) read(files []Foreign, o ImportOptions, known []passport.Table) (*Importing, *passport.Passport) {
	im := &Importing{write: map[string][]byte{}, unknown: map[string]*format.File{}}
	y, m, d := b.o.Now.UTC().Date()
	opts := format.Options{Received: passport.Date{Year: y, Month: int(m), Day: d}, Columns: o.Columns, Kind: o.Kind, Tables: known}
	used := map[string]bool{}
	var all *passport.Passport
	for _, f := range files {
		if len(f.Data) > format.MaxFile {
			im.Files = append(im.Files, ImportedFile{Name: f.Name})
			im.Problems = append(im.Problems, diag.Problem{
				Code: format.CodeTooLarge, Message: fmt.Sprintf("%s is larger than %d MB", f.Name, format.MaxFile>>20),
				Span: diag.Span{File: f.Name}, Hint: "give the export of one person, without pictures and messages",
			})
			continue
		}
		file := format.NewFile(f.Name, f.Data)
		x := format.Recognise(formats, file)
		im.Files = append(im.Files, ImportedFile{Name: f.Name, Format: x})
		if x == nil {
			im.unknown[f.Name] = file
			im.Problems = append(im.Problems, unknown(file))
			continue
		}
		one := format.Import(x, file, opts)
		im.foreign = append(im.foreign, one)
		im.Problems = append(im.Problems, one.Problems...)
		im.Account = append(im.Account, one.Account...)
		im.Asks = append(im.Asks, one.Asks...)
		maps.Copy(used, one.Used)
		if all == nil {
			all = one.Passport
		} else {
			together(all, one)
		}
	}
	for _, c := range slices.Sorted(maps.Keys(o.Columns)) {
		if !used[c] && len(files) > 0 {
			im.Problems = append(im.Problems, diag.Problem{
				Code: format.CodeColumn, Message: fmt.Sprintf("no table has a column that is called %q", c), Span: diag.Span{File: files[0].Name},
				Hint: "write its name as the first row has it",
			})
		}
	}
	im.Problems.Sort()
	im.Problems = im.Problems.Dedupe()
	if all == nil {
		all = &passport.Passport{Schema: 1}
	}
	return im, all
}

// unknown says why no format took a file: the reason is often that it cannot be read at all.
func unknown(f *format.File) diag.Problem {
	text, found := f.Text()
	begin := bytes.TrimLeft(text, " \t\r\n")
	var read func() (*source.Node, diag.List)
	switch {
	case bytes.HasPrefix(f.Data, []byte("PK\x03\x04")):
		_, found = f.ZIP()
	case found.HasErrors():
	case bytes.HasPrefix(begin, []byte("{")), bytes.HasPrefix(begin, []byte("[")):
		read = f.JSON
	case bytes.HasPrefix(begin, []byte("<?xml")):
		read = f.XML
	}
	if read != nil {
		_, found = read()
	}
	if found.HasErrors() {
		return found[0]
	}
	var known []string
	for _, x := range formats {
		if x.Import != nil {
			known = append(known, x.Title)
		}
	}
	return diag.Problem{
		Code: format.CodeUnknown, Message: f.Name + " is of no format that is known", Span: diag.Span{File: f.Name},
		Hint: "these can be imported: " + strings.Join(known, ", "),
	}
}

// together adds what a further file says to what the files before it said.
func together(all *passport.Passport, one *format.Imported) {
	more := one.Passport
	was := refsOf(more.Entries)
	for _, p := range format.Merge(all, more) {
		follow(one, p, was)
		if p.Have == nil {
			all.Entries = append(all.Entries, p.Entry)
		} else {
			passport.Complete(p.Have, p.Entry)
		}
	}
	passport.Complete(&all.Person, &more.Person)
	if all.About == nil {
		all.About = more.About
	}
	for _, t := range more.Import {
		if !slices.ContainsFunc(all.Import, func(h passport.Table) bool { return h.Header == t.Header }) {
			all.Import = append(all.Import, t)
		}
	}
	for name, v := range more.Extra {
		if all.Extra == nil {
			all.Extra = passport.Extra{}
		}
		if _, there := all.Extra[name]; !there {
			all.Extra[name] = v
		}
	}
}

// refsOf are the refs of entries, before a merge changes them.
func refsOf(entries []*passport.Entry) map[*passport.Entry]string {
	was := map[*passport.Entry]string{}
	for _, e := range entries {
		was[e] = e.Ref().String()
	}
	return was
}

// follow gives the files beside an entry that got another id the name of that, so that they never take the
// place of the files of the entry that has the old one.
func follow(one *format.Imported, p format.Pair, was map[*passport.Entry]string) {
	old, now := was[p.Entry], p.Entry.Ref().String()
	if old == now || old == "" {
		return
	}
	moved := map[string]bool{}
	passport.Leaves(p.Entry, func(l passport.Leaf) {
		to, ok := l.Value.(*passport.Path)
		if !ok {
			return
		}
		ext, beside := strings.CutPrefix(to.Full, old)
		if data := one.Files[to.Full]; data != nil && beside && strings.HasPrefix(ext, ".") {
			moved[to.Full] = true
			to.Full, to.Written = now+ext, now+ext
			one.Files[to.Full] = data
		}
	})
	for name := range moved {
		delete(one.Files, name)
	}
}

// begin writes a whole new passport.
func (im *Importing) begin(in *passport.Passport) {
	lists := listed(in.Entries)
	root := *in
	root.Entries = nil
	w := newWriter(im, nil)
	for _, e := range in.Entries {
		w.add(e, lists[e.Kind.Folder])
	}
	files, err := passport.Encode(&root, source.Paged)
	if err != nil {
		panic(err) // there are no entries in it that could have bad ids
	}
	for name, text := range files {
		im.write[name] = text
	}
	if in.About == nil {
		im.write["about.md"] = []byte("Hello, I am " + in.Person.Name.Value + ".\n")
	}
	w.finish()
	im.attach(&in.Person, in.Entries)
}

// listed says of which kinds a person would keep a list in one file: skills always, and short things of
// which there are several.
func listed(entries []*passport.Entry) map[string]bool {
	count, long := map[string]int{}, map[string]bool{}
	for _, e := range entries {
		count[e.Kind.Folder]++
		if e.Body != nil || len(e.Highlights) > 0 {
			long[e.Kind.Folder] = true
		}
	}
	out := map[string]bool{"skills": true}
	for _, kind := range []string{"credentials", "awards", "publications"} {
		out[kind] = count[kind] > 2 && !long[kind]
	}
	return out
}

// attach writes the files that the person, new entries and entries that get a file refer to, where there are
// none yet.
func (im *Importing) attach(person *passport.Person, entries []*passport.Entry) {
	one := func(l passport.Leaf) {
		p, ok := l.Value.(*passport.Path)
		if !ok || p.Full == "" {
			return
		}
		for _, f := range im.foreign {
			if data := f.Files[p.Full]; data != nil {
				im.write[p.Full] = data
			}
		}
	}
	if person != nil {
		passport.Leaves(person, one)
	}
	for _, e := range entries {
		passport.Leaves(e, one)
	}
}

// merge finds out what a passport that is there gains.
func (im *Importing) merge(folder fs.FS, t *source.Tree, have, in *passport.Passport) {
	w := newWriter(im, t)
	w.person(in)
	lists := listed(in.Entries)
	was := refsOf(in.Entries)
	var gain []*passport.Entry
	pairs := format.Merge(have, in)
	im.stays(have, in, pairs, was)
	for _, p := range pairs {
		for _, one := range im.foreign {
			follow(one, p, was)
		}
		if p.Have == nil {
			w.add(p.Entry, lists[p.Entry.Kind.Folder])
			gain = append(gain, p.Entry)
			continue
		}
		if w.complete(p.Have, p.Entry) {
			gain = append(gain, p.Entry)
		}
	}
	w.finish()
	var person *passport.Person
	if have.Person.Portrait.Src.Full == "" {
		person = &in.Person
	}
	im.attach(person, gain)
	// What is new never takes the place of a file that is there, whatever it holds.
	for name := range im.write {
		if !w.edited[name] && exists(folder, name) {
			delete(im.write, name)
			for i := range im.Changes {
				if c := &im.Changes[i]; c.File == name {
					c.Not = fmt.Sprintf("%s is there already, and is not what it should be: look at it, then import again", name)
				}
			}
		}
	}
}

// stays corrects the account: where the person wrote something else, that stays, and what the file says
// is lost. Was are the refs of the entries that came in, as the account names them.
func (im *Importing) stays(have, in *passport.Passport, pairs []format.Pair, was map[*passport.Entry]string) {
	written, incoming, later := map[string]string{}, map[string]string{}, map[string]string{}
	collect := func(to map[string]string, prefix string, ptr any) {
		passport.Leaves(ptr, func(l passport.Leaf) {
			if s := l.String(); s != "" && !strings.Contains(l.Path, "[") {
				to[prefix+l.Path] = s
			}
		})
	}
	collect(written, "person.", &have.Person)
	collect(incoming, "person.", &in.Person)
	for _, p := range pairs {
		if p.Have != nil {
			collect(written, was[p.Entry]+" ", p.Have)
			collect(incoming, was[p.Entry]+" ", p.Entry)
			_, lost := behind(p.Have, p.Entry)
			for field, why := range lost {
				later[was[p.Entry]+" "+field] = why
			}
		}
	}
	for i := range im.Account {
		l := &im.Account[i]
		if mine := written[l.Ours]; l.Outcome != format.Lost && mine != "" && mine != incoming[l.Ours] {
			l.Outcome, l.Why = format.Lost, fmt.Sprintf("%q stays, as the passport has it", short(mine))
		}
		// What is said of a position as a whole is said of all its fields.
		position, _, _ := strings.Cut(l.Ours, "].")
		if why := cmp.Or(later[l.Ours], later[position+"]"]); why != "" && l.Outcome != format.Lost {
			l.Outcome, l.Why = format.Lost, why
		}
	}
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

func exists(folder fs.FS, name string) bool {
	_, err := fs.Stat(folder, name)
	return err == nil
}

// Empty reports whether there is nothing to write.
func (im *Importing) Empty() bool { return len(im.write) == 0 }

// Write makes the changes: all of them or, when the disk fails, none. It returns the files, sorted.
func (im *Importing) Write() ([]string, error) {
	if im.Problems.HasErrors() || im.Empty() {
		return nil, nil
	}
	if im.fresh {
		return output.Create(im.dir, im.write)
	}
	var names []string
	for name := range im.write {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, output.Edit(im.dir, im.write)
}

// Thin says in at most three lines what a passport most needs now, and what takes a minute.
func (b *Builder) Thin(dir string) ([]string, error) {
	c, err := b.Check(dir)
	if err != nil {
		return nil, err
	}
	return check.Thin(c.Passport), nil
}
