package check

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// claimsOf finds the highlights and roles of an entry that have an id, by folded id.
func claimsOf(n *source.Node) map[string]claim {
	all := map[string]claim{}
	eachClaim(n, func(id, holder *source.Node) {
		key := passport.Fold(id.Text)
		if _, taken := all[key]; key == "" || taken {
			return
		}
		text := holder.Get("text").Str()
		if text == "" {
			text = holder.Get("title").Str()
		}
		all[key] = claim{text: text, node: id}
	})
	return all
}

// eachClaim calls f with the id of every highlight and role of an entry, and the mapping it stands in.
func eachClaim(n *source.Node, f func(id, holder *source.Node)) {
	list := func(items *source.Node) {
		if items == nil {
			return
		}
		for _, item := range items.Items {
			if id := item.Get("id"); id.Str() != "" {
				f(id, item)
			}
		}
	}
	list(n.Get("highlights"))
	if roles := n.Get("roles"); roles != nil {
		list(roles)
		for _, role := range roles.Items {
			list(role.Get("highlights"))
		}
	}
}

// ids checks the addresses of entries and claims.
func (c *checker) ids() {
	first := map[string]*passport.Entry{}
	again := map[*passport.Entry]bool{}
	for _, e := range c.pass.Entries {
		c.privateStays(e)
		c.claimIDs(e)
		c.ownID(e)
		if e.ID == "" || namelessYet(e) {
			continue
		}
		key := refOf(e)
		other := first[key]
		if other == nil {
			first[key] = e
			continue
		}
		again[e] = true
		c.add(diag.Problem{
			Code: "duplicate-id", Severity: diag.Error, Span: idSpan(e),
			Message: fmt.Sprintf("two entries have the id %q, which is their address", key),
			Label:   "used a second time",
			Related: []diag.Related{{Span: idSpan(other), Label: "first used here"}},
			Hint:    duplicateHint(e),
		})
	}
	for _, e := range c.pass.Entries {
		c.formerly(e, first)
	}
	c.missingIDs(again)
	c.passportID()
}

// namelessYet reports whether an entry has no name because of fields that Shape tells about: it will have another id.
func namelessYet(e *passport.Entry) bool {
	return e.Item != nil && e.Item.Origin != source.Paged && e.Item.Node.Get("id") == nil && e.Heading().Value == "" && hasUnknownKey(e)
}

func duplicateHint(e *passport.Entry) string {
	if e.Item != nil && e.Item.Origin == source.Paged {
		return "give one of the files another name"
	}
	if e.Item != nil && e.Item.Node.Get("id") == nil {
		return `the id is made from the title; give one of them an "id:" of its own`
	}
	return "give one of them another id"
}

// idSpan is where an entry's id comes from.
func idSpan(e *passport.Entry) diag.Span {
	if e.Item == nil {
		return diag.Span{}
	}
	if e.Item.Origin == source.Paged {
		return point(e.Item.Span)
	}
	if id := e.Item.Node.Get("id"); id.Str() != "" {
		return id.Span
	}
	return nameSpan(e)
}

// ownID checks the id that an entry was given.
func (c *checker) ownID(e *passport.Entry) {
	if e.Item == nil {
		return
	}
	id := e.Item.Node.Get("id")
	written, span := e.Item.Name, point(e.Item.Span)
	switch {
	case e.Item.Origin != source.Paged:
		if id.Str() == "" {
			return
		}
		written, span = id.Text, id.Span
	case id.Str() != "" && passport.Fold(id.Text) != passport.Fold(e.Item.Name):
		c.add(diag.Problem{
			Code: "ignored-id", Severity: diag.Warning, Span: id.Span,
			Message: fmt.Sprintf("the file's name already says that the id is %q", e.ID),
			Label:   "has no effect",
			Hint:    fmt.Sprintf("take the line out, or run %q", "passport rename "+refOf(e)+" "+passport.Fold(id.Text)),
		})
	}
	folded := passport.Fold(written)
	plain := strings.ToLower(strings.TrimSpace(written))
	switch {
	case folded == "":
		c.add(diag.Problem{
			Code: "unusable-id", Severity: diag.Error, Span: span,
			Message: fmt.Sprintf("%q cannot be an address: it has no letter or digit", written),
			Label:   "no letter or digit",
			Hint:    "use letters, digits and hyphens",
		})
	case folded == plain+"-x":
		p := diag.Problem{
			Code: "unusable-id", Severity: diag.Error, Span: span,
			Message: fmt.Sprintf("%q is kept by the web or by Windows for itself and cannot be an id", written),
			Label:   "cannot be used",
			Hint:    fmt.Sprintf("choose another, such as %q", otherID(e, plain)),
		}
		if e.Item.Origin == source.Paged {
			p.Hint = fmt.Sprintf("call the file %q, for example", otherID(e, plain)+".md")
		}
		c.add(p)
	}
}

// otherID proposes an id in place of one that cannot be used.
func otherID(e *passport.Entry, plain string) string {
	if id := passport.Fold(e.Title.Value); id != "" && id != plain+"-x" {
		return id
	}
	return plain + "-1"
}

// claimIDs tells when two claims of one entry have the same id.
func (c *checker) claimIDs(e *passport.Entry) {
	if e.Item == nil {
		return
	}
	eachClaim(e.Item.Node, func(id, _ *source.Node) {
		key := passport.Fold(id.Text)
		first, ok := c.claims[e][key]
		if key == "" {
			c.add(diag.Problem{
				Code: "unusable-id", Severity: diag.Error, Span: id.Span,
				Message: fmt.Sprintf("%q cannot be an address: it has no letter or digit", id.Text),
				Label:   "no letter or digit",
				Hint:    "use letters, digits and hyphens",
			})
			return
		}
		if !ok || first.node == id {
			return
		}
		c.add(diag.Problem{
			Code: "duplicate-claim", Severity: diag.Error, Span: id.Span,
			Message: fmt.Sprintf("two claims of this entry have the id %q", key),
			Label:   "used a second time",
			Related: []diag.Related{{Span: first.node.Span, Label: "first used here"}},
			Hint:    "give one of them another id",
		})
	})
}

// formerly tells when an old id leads to more than one entry.
func (c *checker) formerly(e *passport.Entry, current map[string]*passport.Entry) {
	if e.Item == nil {
		return
	}
	list := e.Item.Node.Get("formerly")
	if list == nil {
		return
	}
	nodes := list.Items
	if list.Kind != source.Seq {
		nodes = []*source.Node{list}
	}
	for _, n := range nodes {
		id := passport.Fold(strings.TrimPrefix(n.Str(), e.Kind.Folder+"/"))
		if id == "" {
			continue
		}
		key := e.Kind.Folder + "/" + id
		other := current[key]
		p := diag.Problem{
			Code: "formerly-taken", Severity: diag.Warning, Span: n.Span,
			Label: "leads to another entry",
			Hint:  "take it out here, or rename the other entry",
		}
		switch {
		case other == e && e.ID == id:
			p.Message, p.Label, p.Hint = fmt.Sprintf("%q is this entry's id today, not an earlier one", id), "still in use", "take it out"
		case other != nil && other.ID == id:
			p.Message = fmt.Sprintf("%q is the id of another entry now, so the old address leads there", id)
			p.Related = related(other, "has this id now")
		case other != nil && other != e:
			p.Message = fmt.Sprintf("another entry also used to be called %q", id)
			p.Related = related(other, "also formerly this")
		default:
			current[key] = e
			continue
		}
		c.add(p)
	}
}

// missingIDs says once per list how many of its items have no id, and writes them all. Left out are those
// whose id would be one that another entry has (again), and those that nothing names yet: their id comes
// from a title that is to be written first.
func (c *checker) missingIDs(again map[*passport.Entry]bool) {
	type list struct {
		file    string
		section string
		entries []*passport.Entry
	}
	var lists []*list
	for _, e := range c.pass.Entries {
		it := e.Item
		if it == nil || it.Origin == source.Paged || it.Node == nil || it.Node.Kind != source.Map || it.Node.Get("id").Str() != "" || len(it.Node.Pairs) == 0 || e.ID == "" || again[e] {
			continue
		}
		if e.ID == passport.Fold(e.Kind.Name) && e.Heading().Value == "" {
			continue
		}
		if _, level := levelInTitle(e); level != "" || it.Node.Get("title") == nil && hasUnknownKey(e) {
			continue // it will have another title
		}
		var l *list
		for _, have := range lists {
			if have.file == it.File.Path && have.section == it.Section {
				l = have
			}
		}
		if l == nil {
			l = &list{file: it.File.Path, section: it.Section}
			lists = append(lists, l)
		}
		l.entries = append(l.entries, e)
	}
	for _, l := range lists {
		e := l.entries[0]
		p := diag.Problem{
			Code: "missing-id", Severity: diag.Note, Span: nameSpan(e),
			Message: "this entry has no id, so its address changes when its title does",
			Label:   "no id",
			Hint:    fmt.Sprintf("add %q, or let \"passport check --fix\" do it", "id: "+e.ID),
			Fix:     &diag.Fix{Title: "write the ids that are in use today"},
		}
		if n := len(l.entries); n > 1 {
			p.Message = fmt.Sprintf("%d entries of this list have no id, so their addresses change when their titles do", n)
			p.Hint = fmt.Sprintf("add %q and so on, or let \"passport check --fix\" do it", "id: "+e.ID)
		}
		for _, e := range l.entries {
			edit, ok := insertID(e)
			if !ok {
				p.Fix = nil
				break
			}
			p.Fix.Edits = append(p.Fix.Edits, edit)
		}
		c.add(p)
	}
}

// insertID writes the id as the first key of a list's item, in the style of the item.
func insertID(e *passport.Entry) (diag.Edit, bool) {
	first := e.Item.Node.Pairs[0].KeySpan
	data := e.Item.File.Data
	if first.File != e.Item.File.Path || first.Start > len(data) {
		return diag.Edit{}, false
	}
	if e.Item.Node.Get("id") != nil {
		return diag.Edit{}, false
	}
	line := first.Start
	for line > 0 && data[line-1] != '\n' {
		line--
	}
	lead := string(data[line:first.Start])
	// The first key is written anew: what stands before it would else belong to no value.
	key := string(data[first.Start:first.End])
	text := "id: " + source.Quote(e.ID)
	if strings.Contains(lead, "{") {
		return diag.Edit{Span: first, Text: text + ", " + key}, true
	}
	if strings.Trim(lead, " -") != "" {
		return diag.Edit{}, false
	}
	newline := "\n"
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		newline = "\r\n"
	}
	return diag.Edit{Span: first, Text: text + newline + strings.Repeat(" ", len(lead)) + key}, true
}

var uuid = lazily(`(?i)^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// passportID checks the id of the passport as a whole.
func (c *checker) passportID() {
	f := c.tree.Roots[""]
	if f == nil || f.Broken || notFields(f) {
		return
	}
	id := f.Node.Get("id")
	if id == nil || id.Kind == source.Null {
		c.add(diag.Problem{
			Code: "missing-passport-id", Severity: diag.Note, Span: c.rootPoint(),
			Message: "the passport has no id by which it is the same wherever it lies",
			Hint:    `add "id: urn:uuid:" and a new UUID, once and for ever`,
		})
		return
	}
	if !uuid().MatchString(id.Str()) {
		p := diag.Problem{
			Code: "invalid-passport-id", Severity: diag.Warning, Span: id.Span,
			Message: fmt.Sprintf("%q is not a urn:uuid", clip(id.Str(), 50)),
			Label:   "not a UUID",
			Hint:    `write "urn:uuid:" and a UUID, such as "urn:uuid:3f0c6c1e-5a0c-4d0e-9d57-0a4b1f6a2c11"`,
		}
		if better := "urn:uuid:" + strings.ToLower(strings.Trim(id.Str(), "{}")); uuid().MatchString(better) {
			p.Hint = fmt.Sprintf("write %q", better)
			p.Fix = replace(id, better)
		}
		c.add(p)
	}
}

// rootPoint is the beginning of passport.yaml, or nowhere when there is none.
func (c *checker) rootPoint() diag.Span {
	f := c.tree.Roots[""]
	if f == nil {
		return diag.Span{}
	}
	if f.Node != nil {
		return point(f.Node.Span)
	}
	return diag.Span{File: f.Path}
}
