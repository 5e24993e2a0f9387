package check

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// A hyphen begins an entry, and many who see one in front of the first field put one in front of each. Then a
// title is an entry, and so are the year and the employer below it.

// alone are the fields that no entry consists of.
var alone = []string{
	"start", "end", "date", "type", "level", "location", "skills", "highlights", "tags", "issued", "expires", "visibility", "url", "links",
	"evidence", "category", "credential_id", "grade", "field", "consent", "relation", "aliases", "image", "featured",
}

// scattered reports the lists of entries in which fields of one entry have hyphens of their own, and returns the
// items that belong to lists like that: what else seems wrong with them follows from it.
func scattered(t *source.Tree) (found diag.List, parts map[*source.Item]bool) {
	for i := 0; i < len(t.Items); {
		from := i
		for i++; i < len(t.Items) && sameList(t.Items[from], t.Items[i]); i++ {
		}
		list := t.Items[from:i]
		first := slices.IndexFunc(list, func(it *source.Item) bool { return it != list[0] && part(it) })
		if first < 0 || list[first-1].Node.Get(list[first].Node.Pairs[0].Key) != nil {
			continue
		}
		if parts == nil {
			parts = map[*source.Item]bool{}
		}
		for _, it := range list {
			parts[it] = true
		}
		found = append(found, scatteredList(list, list[first]))
	}
	return found, parts
}

// leaveScattered takes the entries of scattered lists, and those that are a text with a colon in it, out of what is
// checked: Shape says what is wrong with them.
func (c *checker) leaveScattered() {
	_, parts := scattered(c.tree)
	if parts == nil {
		parts = map[*source.Item]bool{}
	}
	for _, e := range c.pass.Entries {
		if e.Item != nil && lone(e.Item) && e.Heading().Value == "" && hasUnknownKey(e) {
			parts[e.Item] = true
		}
	}
	if len(parts) == 0 {
		return
	}
	rest := *c.pass
	rest.Entries = nil
	c.scattered = map[string]bool{}
	for _, e := range c.pass.Entries {
		if parts[e.Item] {
			c.scattered[e.Kind.Folder] = true
		} else {
			rest.Entries = append(rest.Entries, e)
		}
	}
	c.pass = &rest
}

func sameList(a, b *source.Item) bool {
	return a.File == b.File && a.Section == b.Section && a.Origin == b.Origin && a.Origin != source.Paged
}

// lone reports whether an item of a list is one field and no more.
func lone(it *source.Item) bool {
	return it.Origin != source.Paged && it.Node != nil && it.Node.Kind == source.Map && len(it.Node.Pairs) == 1
}

// part reports whether an item is one field that cannot be an entry by itself.
func part(it *source.Item) bool { return lone(it) && slices.Contains(alone, it.Node.Pairs[0].Key) }

// scatteredList is the problem of one list; it is the first of its fields that should have no hyphen.
func scatteredList(list []*source.Item, it *source.Item) diag.Problem {
	key := it.Node.Pairs[0]
	p := diag.Problem{
		Code: "field-with-hyphen", Severity: diag.Error, Span: key.KeySpan, Label: "an entry of its own",
		Message: fmt.Sprintf("every hyphen begins an entry, so %q is one by itself here", key.Key),
		Hint:    fmt.Sprintf("keep the hyphen in front of the first field of each entry, such as %q, and put two spaces in its place in front of the others", list[0].Node.Pairs[0].Key),
	}
	p.Fix = joinFields(list)
	return p
}

// joinFields puts the fields of each entry under one hyphen. Where every item is a single field, an entry begins
// wherever the first of them stands again; else only what can be no entry belongs to the one above. A field that
// would then stand twice in one entry shows that it is not known what belongs where.
func joinFields(list []*source.Item) *diag.Fix {
	data := list[0].File.Data
	whole := diag.Span{File: list[0].File.Path, End: list[len(list)-1].Node.Span.End}
	text := slices.Clone(data)
	single := !slices.ContainsFunc(list, func(it *source.Item) bool { return !lone(it) })
	seen := map[string]bool{}
	for i, it := range list {
		if it.Node == nil || it.Node.Kind != source.Map || len(it.Node.Pairs) == 0 {
			return nil
		}
		pair := it.Node.Pairs[0]
		line := bytes.LastIndexByte(data[:pair.KeySpan.Start], '\n') + 1
		hyphen := bytes.IndexByte(data[line:pair.KeySpan.Start], '-')
		if hyphen < 0 || len(bytes.Trim(data[line:pair.KeySpan.Start], " -")) > 0 {
			return nil
		}
		switch {
		case i == 0:
			whole.Start = line + hyphen
		case single && pair.Key != list[0].Node.Pairs[0].Key, !single && part(it):
			if seen[pair.Key] {
				return nil
			}
			text[line+hyphen] = ' '
		default:
			clear(seen)
		}
		for _, p := range it.Node.Pairs {
			seen[p.Key] = true
		}
	}
	// All of it is one edit: what becomes a field of another entry has another place.
	return rewrite(whole, string(text[whole.Start:whole.End]), "put the fields of each entry under one hyphen")
}
