package check

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// entriesAsWholes checks each entry as one thing, by its decoded value.
func (c *checker) entriesAsWholes() {
	same := map[string]*passport.Entry{}
	for _, e := range c.pass.Entries {
		if e.Item == nil || e.Item.File.Broken {
			continue
		}
		if c.emptyEntry(e) {
			continue
		}
		c.untitled(e)
		c.datesInTitle(e)
		c.entryType(e)
		c.duplicate(e, same)
		switch d := e.Detail.(type) {
		case *passport.Credential:
			c.credential(e, d)
		case *passport.Endorsement:
			c.endorsement(e, d)
		}
	}
	c.nothingPublic()
}

// emptyEntry tells when nothing is written in an entry.
func (c *checker) emptyEntry(e *passport.Entry) bool {
	n := e.Item.Node
	empty := n == nil || n.Kind == source.Null || n.Kind == source.String && strings.TrimSpace(n.Text) == ""
	if n != nil && n.Kind == source.Map {
		empty = true
		for _, p := range n.Pairs {
			if p.Key != "id" && p.Key != "visibility" && p.Value.Kind != source.Null {
				empty = false
			}
		}
		// A skill may be nothing but its id.
		if e.Kind.Folder == "skills" && n.Get("id").Str() != "" {
			empty = false
		}
	}
	if !empty || !e.Item.Body.Empty() || c.told[e.Item.File.Path] {
		return false
	}
	c.add(diag.Problem{
		Code: "empty-entry", Severity: diag.Warning, Span: point(e.Item.Span),
		Message: "nothing is written in this entry",
		Label:   "empty",
		Hint:    `write a "title:", or delete it`,
	})
	return true
}

// untitled tells when nothing says what an entry is called.
func (c *checker) untitled(e *passport.Entry) {
	if e.Heading().Value != "" || e.Organization.ShownAs.Value != "" {
		return
	}
	// What looks like a title under another name, or of the wrong type, is told by Shape.
	if t := e.Item.Node.Get("title"); t != nil && (t.Kind == source.Map || t.Kind == source.Seq) || hasUnknownKey(e) || c.told[e.Item.File.Path] {
		return
	}
	switch e.Kind.Folder {
	case "endorsements":
		return // that nobody says it is told already
	case "skills":
		return // its id names it
	}
	c.add(diag.Problem{
		Code: "untitled-entry", Severity: diag.Warning, Span: point(e.Item.Span),
		Message: fmt.Sprintf("nothing says what this entry is called, so it appears as %q", e.ID),
		Label:   "no title",
		Hint:    `add "title:"`,
	})
}

// hasUnknownKey reports whether an entry has a field that its kind does not know.
func hasUnknownKey(e *passport.Entry) bool {
	return hasUnknown(e, func(*source.Node) bool { return true })
}

// hasUnknown reports whether an entry has a field that its kind does not know, with such a value.
func hasUnknown(e *passport.Entry, such func(value *source.Node) bool) bool {
	if e.Item.Node == nil {
		return false
	}
	common := plans()[reflect.TypeFor[passport.Entry]()]
	detail := plans()[reflect.TypeOf(e.Detail).Elem()]
	return slices.ContainsFunc(e.Item.Node.Pairs, func(p source.Pair) bool {
		return common.keys[p.Key] == nil && detail.keys[p.Key] == nil && p.Key != "id" && p.Key != "body" && such(p.Value)
	})
}

// perhapsDates reports whether a value may be when something was.
func perhapsDates(value *source.Node) bool {
	return value.Kind == source.Map || value.Kind == source.Seq || fourDigits().MatchString(value.Text)
}

// typeWords are what people call the known types, beyond misspelling them.
var typeWords = map[string]map[string]string{
	"experience": {
		"volunteer": "voluntary", "volunteering": "voluntary", "unpaid": "voluntary", "job": "paid", "work": "paid", "employment": "paid",
		"employed": "paid", "full-time": "paid", "part-time": "paid", "self-employed": "freelance", "self-employment": "freelance", "contractor": "freelance",
		"care": "caring", "carer": "caring", "caregiving": "caring", "parenting": "caring", "parental-leave": "caring", "sabbatical": "break",
		"career-break": "break", "unemployed": "break", "army": "military", "intern": "internship", "trainee": "apprenticeship", "ausbildung": "apprenticeship",
	},
	"education":    {"university": "degree", "college": "degree", "bachelor": "degree", "master": "degree", "phd": "degree", "training": "course", "workshop": "course", "self-taught": "self-study", "erasmus": "exchange"},
	"credentials":  {"licence": "license", "certification": "certificate", "diploma": "certificate", "course": "certificate"},
	"publications": {"lecture": "talk", "presentation": "talk", "blog": "article", "journal": "article", "interview": "podcast"},
	"projects":     {"code": "software", "app": "software", "diy": "home", "volunteering": "community"},
	"goals":        {"career": "job", "study": "learning"},
	"stories":      {"failure": "mistake", "team": "teamwork"},
}

// entryType tells when a type is almost a known one, or a usual word for one.
func (c *checker) entryType(e *passport.Entry) {
	n := e.Item.Node.Get("type")
	if n.Str() == "" {
		return
	}
	for _, known := range e.Kind.Types {
		if n.Text == known {
			return
		}
	}
	better, ok := typeWords[e.Kind.Folder][passport.Fold(n.Text)]
	if !ok {
		better, ok = passport.Nearest(n.Text, e.Kind.Types)
	}
	if !ok {
		return
	}
	c.add(diag.Problem{
		Code: "unknown-type", Severity: diag.Note, Span: n.Span,
		Message: fmt.Sprintf("%q is not among the known types, %q is", n.Text, better),
		Label:   "shown as it stands",
		Hint:    fmt.Sprintf("write %q if that is what it was; the known types are %s", "type: "+better, strings.Join(e.Kind.Types, ", ")),
	})
}

// duplicate tells when two entries look like the same thing.
func (c *checker) duplicate(e *passport.Entry, same map[string]*passport.Entry) {
	if e.Title.Value == "" || e.Kind.Folder == "log" || e.Kind.Folder == "skills" {
		return
	}
	when := e.Start
	if when.IsZero() {
		when = e.Date
	}
	who := e.Organization.Name.Value
	if d, ok := e.Detail.(*passport.Endorsement); ok {
		who += d.Author.Name.Value
	}
	if d, ok := e.Detail.(*passport.Credential); ok {
		who += d.Issuer.Name.Value
		when = d.Issued
	}
	key := strings.Join([]string{e.Kind.Folder, passport.Fold(e.Title.Value), passport.Fold(who), when.String()}, "\x00")
	other := same[key]
	if other == nil {
		same[key] = e
		return
	}
	if other.ID == e.ID {
		return // that their ids collide is told already
	}
	p := diag.Problem{
		Code: "duplicate-entry", Severity: diag.Warning, Span: nameSpan(e),
		Message: fmt.Sprintf("this looks like the same thing as %s: same title, same organisation, same start", refOf(other)),
		Label:   "told twice?",
		Related: related(other, "the other one"),
		Hint:    "delete one of them, or say in the titles how they differ",
	}
	if copied, original := copyNames(e, other); copied != "" {
		p.Message = fmt.Sprintf("%s says the same as %s, and its name is that of a copy", copied, original)
		p.Hint = fmt.Sprintf("compare the two, put what is missing into %s, and delete %s", original, copied)
	}
	c.add(p)
}

// copyName is what file managers and programs that keep folders alike call a second copy: "clinic (1)", "clinic 2".
var copyName = lazily(`^(.+?)(?: ?\(\d+\)| \d+)$`)

// copyNames are the names of two files of which one is called like a copy of the other; "" when neither is.
func copyNames(e, other *passport.Entry) (copied, original string) {
	if e.Item == nil || other.Item == nil || e.Item.Origin != source.Paged || other.Item.Origin != source.Paged {
		return "", ""
	}
	for _, pair := range [][2]*passport.Entry{{e, other}, {other, e}} {
		if m := copyName().FindStringSubmatch(pair[0].Item.Name); m != nil && m[1] == pair[1].Item.Name {
			return path.Base(pair[0].Item.File.Path), path.Base(pair[1].Item.File.Path)
		}
	}
	return "", ""
}
