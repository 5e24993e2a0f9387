package theme

import (
	"fmt"
	"html/template"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/site"
)

// methods are what templates may call on their dot.
var methods = sync.OnceValue(func() (names []string) {
	view := reflect.TypeFor[*View]()
	for i := range view.NumMethod() {
		names = append(names, view.Method(i).Name)
	}
	return names
})

// noField matches what text/template says of a field that there is not.
var noField = regexp.MustCompile(`^(?:can't evaluate field (\w+) in type (.+)|nil pointer evaluating (.+)\.(\w+))$`)

// askedOf says which field a template asked for that there is not, of what, and what it may have meant; it is the
// type of the part's It, nil where that is nothing. Without an answer says is "".
func askedOf(msg, label string, it reflect.Type) (says, hint string) {
	m := noField.FindStringSubmatch(msg)
	if m == nil {
		return "", ""
	}
	field, of, none := m[1]+m[4], m[2]+m[3], m[3] != ""
	t := types()[strings.TrimPrefix(of, "*")]
	what := named(t)
	if of == "interface {}" {
		t, what = pointed(it), ".It"
		if it != nil {
			what = ".It, which is " + named(t) + ","
		}
	}
	if parent := strings.TrimSuffix(label, "."+field); none && parent != label && parent != "" {
		what = parent
	}
	switch {
	case none:
		return fmt.Sprintf("%s is nothing here, so it has no %s", what, field),
			fmt.Sprintf("ask first whether there is one: {{with %s}}{{.%s}}{{end}}", orDot(strings.TrimSuffix(label, "."+field)), field)
	case t == nil:
		return fmt.Sprintf("nothing called %s is in %s", field, of), ""
	}
	has := fields(t)
	says = fmt.Sprintf("%s has nothing called %s", what, field)
	switch near := nearest(field, has); {
	case near != "":
		return says, fmt.Sprintf("did you mean .%s?", near)
	case len(has) > 0 && len(has) <= 40:
		return says, "it has " + strings.Join(has, ", ")
	}
	return says, ""
}

func orDot(s string) string {
	if s == "" {
		return "."
	}
	return s
}

// named is a type as the documentation of themes calls it.
func named(t reflect.Type) string {
	switch {
	case t == nil:
		return "it"
	case t == reflect.TypeFor[View]():
		return "the page"
	case t.Kind() == reflect.Struct && strings.Contains("AEIOU", t.Name()[:1]):
		return "an " + t.Name()
	case t.Kind() == reflect.Struct:
		return "a " + t.Name()
	case t.Kind() == reflect.Slice && pointed(t.Elem()).Name() != "":
		return "a list of " + pointed(t.Elem()).Name()
	case t.Kind() == reflect.String:
		return "a text"
	}
	return "a value"
}

// fields are what a template may ask of a value of a type, sorted.
func fields(t reflect.Type) []string {
	var out []string
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() && !f.Anonymous && f.Type.Kind() != reflect.Func {
				out = append(out, f.Name)
			}
		}
	}
	if t == reflect.TypeFor[View]() {
		out = append(out, methods()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// pointed is a type without the pointer to it.
func pointed(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// types are those of all values that a template can come by, by the name that messages have for them.
var types = sync.OnceValue(func() map[string]reflect.Type {
	all := map[string]reflect.Type{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		t = pointed(t)
		if all[t.String()] != nil {
			return
		}
		switch t.Kind() {
		case reflect.Slice, reflect.Array, reflect.Map:
			all[t.String()] = t
			walk(t.Elem())
		case reflect.Struct:
			all[t.String()] = t
			for i := range t.NumField() {
				if f := t.Field(i); f.IsExported() {
					walk(f.Type)
				}
			}
		case reflect.String:
			all[t.String()] = t
		}
	}
	for _, t := range []reflect.Type{reflect.TypeFor[View](), reflect.TypeFor[site.Page](), reflect.TypeFor[template.HTML]()} {
		walk(t)
	}
	return all
})
