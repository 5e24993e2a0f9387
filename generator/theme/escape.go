package theme

import (
	"cmp"
	"errors"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	tree "text/template/parse"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// escape makes html/template find the contexts of every action now rather than while the first page
// renders, so that a mistake there is found however few pages a passport has.
func (s *set) escape() diag.List {
	var found diag.List
	for name, f := range s.files {
		if err := mistake(s.fast, name); err != nil {
			found = append(found, f.problem(codeSyntax, cmp.Or(mistake(s.exact(), name), err), s.names(), nil))
		}
	}
	slices.SortFunc(found, func(a, b diag.Problem) int { return strings.Compare(a.Span.File, b.Span.File) })
	if len(found) > 0 {
		return found
	}
	s.fast.Funcs(template.FuncMap{escaper: escapeText})
	for _, t := range s.fast.Templates() {
		if t.Tree != nil {
			trust(t.Tree.Root)
		}
	}
	exact := s.exact
	s.exact = sync.OnceValue(func() *template.Template {
		t := exact()
		for name := range s.files {
			_ = mistake(t, name) // the words of ours are escaped by our own function once the contexts are known
		}
		return t.Funcs(template.FuncMap{escaper: escapeText})
	})
	return nil
}

// mistake executes a template for nothing, and returns what is wrong with how it puts values into HTML.
func mistake(t *template.Template, name string) error {
	err := t.ExecuteTemplate(io.Discard, name, &View{Page: &site.Page{}})
	var bad *template.Error
	if errors.As(err, &bad) && bad.ErrorCode != template.OK {
		return err
	}
	return nil
}

// escaper is the function that html/template puts behind an action in the text of an element. It gives
// a template.HTML back as it is.
const escaper = "_html_template_htmlescaper"

// escapeText stands in for it: what a template prints in the text of an element is escaped as before, but a
// word of ours that is not in the page's language is marked with its own. In attributes and titles,
// where nothing can be marked, the word stands alone.
func escapeText(args ...any) string {
	if len(args) == 1 {
		switch a := args[0].(type) {
		case template.HTML:
			return string(a)
		case string:
			return string(escaped(a))
		case site.Word:
			return string(marked(a))
		}
	}
	return template.HTMLEscaper(args...)
}

// safe names the methods of View that return HTML.
var safe = func() map[string]bool {
	names := map[string]bool{}
	view := reflect.TypeFor[*View]()
	for i := range view.NumMethod() {
		if m := view.Method(i); m.Type.Out(0) == reflect.TypeFor[template.HTML]() {
			names[m.Name] = true
		}
	}
	return names
}()

// trust takes the escaper away behind calls of methods of View that return HTML: it would only hand the
// HTML on, and takes a good part of the time of a page. A call is known by its arguments, which a field
// cannot have; {{.Text}}, which may be a field of something else, keeps its escaper.
//
// A test renders every page with and without.
func trust(n tree.Node) {
	switch n := n.(type) {
	case *tree.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				trust(c)
			}
		}
	case *tree.IfNode:
		trust(n.List)
		trust(n.ElseList)
	case *tree.WithNode:
		trust(n.List)
		trust(n.ElseList)
	case *tree.RangeNode:
		trust(n.List)
		trust(n.ElseList)
	case *tree.ActionNode:
		cmds := n.Pipe.Cmds
		if len(cmds) != 2 || len(n.Pipe.Decl) > 0 || len(cmds[0].Args) < 2 || len(cmds[1].Args) != 1 {
			return
		}
		if id, ok := cmds[1].Args[0].(*tree.IdentifierNode); !ok || id.Ident != escaper {
			return
		}
		method := ""
		switch f := cmds[0].Args[0].(type) {
		case *tree.FieldNode:
			if len(f.Ident) == 1 {
				method = f.Ident[0]
			}
		case *tree.VariableNode:
			if len(f.Ident) == 2 && f.Ident[0] == "$" {
				method = f.Ident[1]
			}
		}
		if safe[method] {
			n.Pipe.Cmds = cmds[:1]
		}
	}
}
