package generator

import (
	"path"
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
	k := passport.KindOf(kind)
	if k == nil {
		if near, ok := passport.Nearest(kind, KindNames()); ok {
			return "", askedf("there is no kind %q: did you mean %q?", kind, near)
		}
		return "", askedf("there is no kind %q; there are %s", kind, strings.Join(KindNames(), ", "))
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
		return file.Path, appendTo(dir, t, file, title, id)
	}
	text, err := starter.ReadFile("starter/new/" + k.Folder + ".md")
	if err != nil {
		return "", err
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
func appendTo(dir string, t *source.Tree, file *source.File, title, id string) error {
	edit, err := source.AppendItem(file, file.Node, source.MapOf("id", id, "title", title))
	if err != nil {
		return askedf("%v", err)
	}
	changed, err := source.Apply(read(t), []diag.Edit{edit})
	if err != nil {
		return askedf("%v", err)
	}
	return output.Edit(dir, changed)
}
