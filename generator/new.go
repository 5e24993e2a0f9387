package generator

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// KindNames lists what [New] can make: "experience", "education", "project", …
func KindNames() []string {
	var names []string
	for _, k := range passport.Kinds() {
		names = append(names, k.Name)
	}
	return names
}

// New adds an entry of a kind, with a title and notes on what else to write, and returns the file
// that it made or added to. Where the person keeps the kind in a list file (skills.yaml), the entry
// is added to the end of the list; otherwise it gets a Markdown file of its own. An entry that is
// there already is left alone: the error is an [AskedError].
func (b *Builder) New(dir, kind, title string) (string, error) {
	k, typ, err := kindMeant(kind, title)
	if err != nil {
		return "", err
	}
	title = strings.TrimSpace(title)
	id := passport.Fold(title)
	if id == "" {
		return "", askedf("the title %q has no letters or digits to make a file name of: give it one with words, and change it in the file as you like", title)
	}
	root, err := openPassport(dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	t := source.Load(root.FS(), passport.Layout(), nil)
	p := passport.Decode(t)
	if i := slices.IndexFunc(p.Entries, func(e *passport.Entry) bool { return e.Kind == k && e.ID == id }); i >= 0 {
		return "", askedf("%s/%s is there already", k.Folder, id)
	}
	if file := listFile(t, k.Folder); file != nil {
		return file.Path, appendTo(dir, t, file, title, id, typ)
	}
	text, err := starter.ReadFile("starter/new/" + k.Folder + ".md")
	if err != nil {
		return "", err
	}
	if typ != "" {
		text = typeLine.ReplaceAll(text, []byte("type: "+typ))
	}
	name := path.Join(k.Folder, id+".md")
	wrote, err := output.Create(dir, map[string][]byte{
		name: []byte(strings.ReplaceAll(string(text), "{{title}}", source.Quote(title))),
	})
	if err == nil && len(wrote) == 0 {
		err = askedf("%s is there already", name)
	}
	return name, err
}

// typeLine is where the notes for a new entry say its type.
var typeLine = regexp.MustCompile(`(?m)^(?:# )?type: .*$`)

// kindMeant finds the kind that a person asks for by its name or by another word for it, and the type that the
// word says: an internship is an experience of type internship.
func kindMeant(word, title string) (*passport.Kind, string, error) {
	if k := passport.KindOf(word); k != nil {
		return k, "", nil
	}
	folder, typ := passport.Meant(word)
	if k := passport.KindOf(folder); k != nil {
		return k, typ, nil
	}
	names := KindNames()
	if near, ok := passport.Nearest(word, names); ok {
		return nil, "", askedf("there is no kind %q: did you mean passport new %s %q?", word, near, title)
	}
	return nil, "", askedf("there is no kind %q; there are %s, as in: passport new experience %q", word, strings.Join(names, ", "), title)
}

// listFile finds the list file of a section when the section has no folder of pages.
func listFile(t *source.Tree, section string) *source.File {
	for _, it := range t.Items {
		if it.Section == section && it.Lang == "" && it.Origin == source.Paged {
			return nil
		}
	}
	for _, ext := range []string{".yaml", ".yml"} {
		if f := t.File(section + ext); f != nil && f.Node != nil && f.Node.Kind == source.Seq {
			return f
		}
	}
	return nil
}

// appendTo adds an item to the end of a list file and keeps the rest as it is.
func appendTo(dir string, t *source.Tree, file *source.File, title, id, typ string) error {
	pairs := []any{"id", id, "title", title}
	if typ != "" {
		pairs = append(pairs, "type", typ)
	}
	edit, err := source.AppendItem(file, file.Node, source.MapOf(pairs...))
	if err != nil {
		return askedf("%v", err)
	}
	changed, err := source.Apply(read(t), []diag.Edit{edit})
	if err != nil {
		return askedf("%v", err)
	}
	return output.Edit(dir, changed)
}
