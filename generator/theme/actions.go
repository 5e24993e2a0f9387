package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	tree "text/template/parse"

	"github.com/talent-passport/passport/generator/diag"
)

// The template packages say at which line an action is wrong, and in words that are about their parser.
// What stands in this file finds the action itself, and says what to type.

// action is one pair of braces in a template and what stands between, as written.
type action struct {
	start, end int
	word       string // what it begins with: "if", "end", "range"; "" where that is no word
	open       bool   // it has no end: another begins in it, or the file ends
}

// actions are those of a template, in their order.
func actions(data []byte) []action {
	var out []action
	for i := 0; ; {
		at := bytes.Index(data[i:], []byte("{{"))
		if at < 0 {
			return out
		}
		a := action{start: i + at}
		a.end, a.open = actionEnd(data, a.start+2)
		inside := strings.TrimLeft(strings.TrimPrefix(string(data[a.start+2:a.end]), "-"), " \t\r\n")
		a.word = leadingWord.FindString(inside)
		out = append(out, a)
		i = a.end
	}
}

var leadingWord = regexp.MustCompile(`^[a-z]+`)

// actionEnd is where an action ends whose inside begins at from.
func actionEnd(data []byte, from int) (end int, open bool) {
	comment := bytes.HasPrefix(bytes.TrimLeft(data[from:], "- "), []byte("/*"))
	for i := from; i < len(data); i++ {
		switch c := data[i]; {
		case comment:
			if bytes.HasPrefix(data[i:], []byte("*/")) {
				comment = false
				i++
			}
		case c == '"' || c == '\'' || c == '`':
			i += after(data[i+1:], string(c))
		case bytes.HasPrefix(data[i:], []byte("}}")):
			return i + 2, false
		case bytes.HasPrefix(data[i:], []byte("{{")):
			return len(bytes.TrimRight(data[:i], " \t\r\n")), true
		}
	}
	end = len(data)
	if i := bytes.IndexByte(data[from:], '\n'); i >= 0 {
		end = from + i
	}
	return len(bytes.TrimRight(data[:end], " \t\r")), true
}

// misread finds what a message about the syntax of a template means: the bytes that are wrong, what is wrong with
// them, and what to do; start and end are the line that the message is about. Without an answer the hint is "".
func (f file) misread(start, end int, msg string, names []string) (from, to int, says, hint string) {
	all := actions(f.data)
	open := slices.IndexFunc(all, func(a action) bool { return a.open })
	on := func(want func(action) bool) (action, bool) {
		i := slices.IndexFunc(all, func(a action) bool { return a.start <= end && a.end >= start && want(a) })
		if i < 0 {
			return action{}, false
		}
		return all[i], true
	}
	text := func(a action) string { return strings.Join(strings.Fields(string(f.data[a.start:a.end])), " ") }
	if unreadable := !strings.HasPrefix(msg, "no such template"); unreadable && open >= 0 && all[open].start <= end {
		a := all[open]
		return a.start, a.end, "an action begins here that does not end", `write }} at its end`
	}
	if m := missingValue.FindStringSubmatch(msg); m != nil {
		a, ok := on(func(a action) bool { return m[1] == "command" && a.word == "" || a.word == m[1] })
		if ok && m[1] == "command" {
			return a.start, a.end, "an action says nothing", `write what it prints, such as {{.Title}}, or take it out`
		}
		if ok {
			return a.start, a.end, fmt.Sprintf("%q has no value to ask about", m[1]), fmt.Sprintf("write one after the word, such as {{%s .It}}", m[1])
		}
	}
	if m := notDefined.FindStringSubmatch(msg); m != nil {
		name := m[1] + m[2]
		a, ok := on(func(a action) bool { return wordIn(f.data[a.start:a.end], name) >= 0 })
		if !ok {
			return start, end, msg, ""
		}
		from = a.start + wordIn(f.data[a.start:a.end], name)
		if m[2] != "" {
			return from, from + len(name), msg, fmt.Sprintf("write {{%s := …}} before it, or $ for the page", name)
		}
		hint = "what a template may call begins with a point, such as .Text or .Words"
		if near := nearest(name, methods()); near != "" {
			hint = fmt.Sprintf("did you mean .%s?", near)
		}
		return from, from + len(name), msg, hint
	}
	if m := noTemplate.FindStringSubmatch(msg); m != nil {
		name := `"` + m[1] + `"`
		if a, ok := on(func(a action) bool { return bytes.Contains(f.data[a.start:a.end], []byte(name)) }); ok {
			from = a.start + bytes.Index(f.data[a.start:a.end], []byte(name))
			return from, from + len(name), fmt.Sprintf("there is no template called %q", m[1]), noSuch(m[1], names)
		}
	}
	unclosed, surplus := balance(all)
	switch {
	case msg == "unexpected EOF" && unclosed != nil:
		return unclosed.start, unclosed.end, fmt.Sprintf("%s has no {{end}}", text(*unclosed)), "write {{end}} where it ends"
	case surplus != nil && surplus.start <= end && strings.HasPrefix(msg, "unexpected {{"):
		return surplus.start, surplus.end, fmt.Sprintf("%s belongs to nothing", text(*surplus)), "take it out, or write the {{if}}, {{with}} or {{range}} that it belongs to"
	}
	// The action, where the line has but one; else the line.
	if a, ok := on(func(action) bool { return true }); ok {
		if _, more := on(func(b action) bool { return b.start > a.start }); !more && a.start >= start && a.end <= end {
			return a.start, a.end, msg, ""
		}
	}
	return start, end, msg, ""
}

var (
	missingValue = regexp.MustCompile(`^missing value for (\w+)$`)
	notDefined   = regexp.MustCompile(`^(?:function "(\w+)" not defined|undefined variable "(\$\w*)")$`)
	noTemplate   = regexp.MustCompile(`^(?:no such template|there is no template called) "([^"]*)"$`)
)

// wordIn is where a word stands in an action by itself, -1 for nowhere.
func wordIn(text []byte, word string) int {
	for i := 0; i <= len(text)-len(word); i++ {
		if string(text[i:i+len(word)]) == word && (i == 0 || !isName(text[i-1]) && text[i-1] != '.') && (i+len(word) == len(text) || !isName(text[i+len(word)])) {
			return i
		}
	}
	return -1
}

func isName(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// balance finds the innermost block that never ends and the first end that belongs to none.
func balance(all []action) (unclosed, surplus *action) {
	var open []*action
	for i := range all {
		switch a := &all[i]; a.word {
		case "if", "with", "range", "block", "define":
			open = append(open, a)
		case "else", "end":
			if len(open) == 0 {
				if surplus == nil {
					surplus = a
				}
			} else if a.word == "end" {
				open = open[:len(open)-1]
			}
		}
	}
	if len(open) > 0 {
		unclosed = open[len(open)-1]
	}
	return unclosed, surplus
}

// callsOf are problems about the templates that one calls by name, where there are none of the name. Which page would
// call it, and whether any does, makes no difference.
func (f file) callsOf(t *template.Template, files map[string]file) diag.List {
	names := slices.Sorted(maps.Keys(files))
	for _, defined := range t.Templates() {
		names = append(names, defined.Name())
	}
	var found diag.List
	look := func(code, name string, at tree.Pos) {
		if slices.Contains(names, name) {
			return
		}
		p := diag.Problem{
			Code: code, Severity: diag.Error, Message: fmt.Sprintf("there is no template called %q", name), Hint: noSuch(name, names),
			Span: diag.Span{File: folder + "/" + f.name, Start: f.skip + int(at), End: f.skip + int(at)},
		}
		if i := bytes.Index(f.data[at:], []byte(strconv.Quote(name))); i >= 0 {
			p.Span.Start += i
			p.Span.End = p.Span.Start + len(strconv.Quote(name))
		}
		found = append(found, p)
	}
	for _, defined := range t.Templates() {
		if defined.Tree != nil {
			walk(reflect.ValueOf(defined.Tree.Root), look)
		}
	}
	found.Sort()
	return found
}

// walk finds the calls of templates in what was parsed.
func walk(v reflect.Value, found func(code, name string, at tree.Pos)) {
	switch v.Kind() {
	case reflect.Interface:
		walk(v.Elem(), found)
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), found)
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		switch n := v.Interface().(type) {
		case *tree.Tree:
			return
		case *tree.TemplateNode:
			found(codeSyntax, n.Name, n.Pos)
		case *tree.CommandNode:
			if len(n.Args) < 2 {
				break
			}
			switch method, name := n.Args[0].String(), n.Args[1]; method {
			case ".Part", "$.Part", ".Once", "$.Once", ".Chromed", "$.Chromed":
				if name, ok := name.(*tree.StringNode); ok {
					found(codeRender, name.Text, name.Pos)
				}
			}
		}
		for i := range v.Elem().NumField() {
			if v.Elem().Type().Field(i).IsExported() {
				walk(v.Elem().Field(i), found)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), found)
			}
		}
	}
}

// noSuch says what a template that there is not may be meant to be.
func noSuch(name string, names []string) string {
	if near := nearest(name, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Sprintf("write %s/%s.html, or name one that there is: %s", folder, name, strings.Join(names, ", "))
}

// nearest is the name among others that a misspelt one is probably meant to be, "" for none.
func nearest(name string, among []string) string {
	best, score := "", 3
	for _, other := range among {
		d := diag.Distance(strings.ToLower(name), strings.ToLower(other))
		if d < score && d < max(2, len(name)/2) {
			best, score = other, d
		}
	}
	return best
}
