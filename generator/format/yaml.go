package format

import (
	"slices"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// YAML reads the file as one YAML document, with the place of every value. The node is nil when there
// is a problem, or nothing in the file.
func (f *File) YAML() (*source.Node, diag.List) {
	if f.yaml == nil {
		f.yaml = &treeResult{}
		data, found := f.Text()
		if found != nil {
			f.yaml.found = found
			return nil, found
		}
		file, found := source.Parse("foreign.yaml", data)
		// Text that goes on in a deeper line is a slip in a person's own file; here a program wrote it.
		found = slices.DeleteFunc(found, func(p diag.Problem) bool { return p.Code == "line-joined" })
		for i := range found {
			found[i].Span.File = f.Name
			found[i].Fix, found[i].Related = nil, nil
		}
		if found.HasErrors() || file == nil || file.Node == nil {
			f.yaml.found = found
			if len(found) == 0 {
				f.yaml.found = diag.List{f.problem(CodeUnreadable, "there is nothing in this YAML file", "export the file again", 0, 0)}
			}
			return nil, f.yaml.found
		}
		named(file.Node, f.Name)
		f.yaml.root = file.Node
	}
	return f.yaml.root, f.yaml.found
}

// named puts the file's own name into the places of a tree.
func named(n *source.Node, file string) {
	n.Span.File = file
	for i := range n.Pairs {
		n.Pairs[i].KeySpan.File = file
		named(n.Pairs[i].Value, file)
	}
	for _, it := range n.Items {
		named(it, file)
	}
}
