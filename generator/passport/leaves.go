package passport

import (
	"fmt"
	"reflect"
	"strings"
)

// Leaf is one value of a passport that is not made of others, where it stands.
type Leaf struct {
	// Path is the place in what was walked: "roles[1].title", "contact.email".
	Path string
	// Field is the path without numbers, as documentation names it: "roles[].title".
	Field string
	// Value points at the value, so that it can be read or set: *Text, *Date, *URL, *Path, *Ref, *string,
	// *Visibility, *int, *float64, *bool, **bool, *Extra or *map[string]string.
	Value any
}

// Key is the last key of the field: "title".
func (l Leaf) Key() string {
	key := strings.TrimSuffix(l.Field, "[]")
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	return key
}

// String is the value as it is written in files, "" for one that says nothing.
func (l Leaf) String() string {
	switch v := l.Value.(type) {
	case *Text:
		return v.Value
	case *Date:
		return v.String()
	case *URL:
		return v.Value
	case *Path:
		if v.Full != "" {
			return v.Full
		}
		return v.Written
	case *Ref:
		if v.Written != "" {
			return v.Written
		}
		return v.String()
	case *string:
		return *v
	case *Visibility:
		return string(*v)
	case *int:
		if *v != 0 {
			return fmt.Sprint(*v)
		}
	case *float64:
		if *v != 0 {
			return fmt.Sprint(*v)
		}
	case *bool:
		if *v {
			return "true"
		}
	case **bool:
		if *v != nil {
			return fmt.Sprint(**v)
		}
	case *Extra:
		if len(*v) > 0 {
			return fmt.Sprint(map[string]any(*v))
		}
	case *map[string]string:
		if len(*v) > 0 {
			return fmt.Sprint(*v)
		}
	}
	return ""
}

// At returns where the value was written; the zero At for values that do not carry it.
func (l Leaf) At() At {
	switch v := l.Value.(type) {
	case *Text:
		return v.At
	case *Date:
		return v.At
	case *URL:
		return v.At
	case *Path:
		return v.At
	case *Ref:
		return v.At
	}
	return At{}
}

// Leaves calls fn for every tagged value below a pointer to a [Person], [Site], [Entry] or any other
// struct of a person's files, empty ones included, in the order of the fields. An entry's own fields
// come before those of its kind; its prose, which is no field, is not among them.
func Leaves(ptr any, fn func(Leaf)) {
	v, s := shapeOf(ptr)
	leaves(v, s, "", "", fn)
	if e, ok := ptr.(*Entry); ok && e.Detail != nil {
		Leaves(e.Detail, fn)
	}
}

func leaves(v reflect.Value, s *shape, path, field string, fn func(Leaf)) {
	switch s.op {
	case opStruct:
		for i := range s.plan.fields {
			f := &s.plan.fields[i]
			leaves(v.Field(f.index), f.shape, joinPath(path, f.key), joinPath(field, f.key), fn)
		}
	case opSlice:
		for i := range v.Len() {
			leaves(v.Index(i), s.elem, fmt.Sprintf("%s[%d]", path, i), field+"[]", fn)
		}
	default:
		fn(Leaf{Path: path, Field: field, Value: v.Addr().Interface()})
	}
}

func joinPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// Grow gives every empty list below a pointer to a struct of a person's files one empty item, so that
// [Leaves] comes by every field there can be.
func Grow(ptr any) {
	v, s := shapeOf(ptr)
	grow(v, s)
	if e, ok := ptr.(*Entry); ok && e.Detail != nil {
		Grow(e.Detail)
	}
}

func grow(v reflect.Value, s *shape) {
	switch s.op {
	case opStruct:
		for i := range s.plan.fields {
			grow(v.Field(s.plan.fields[i].index), s.plan.fields[i].shape)
		}
	case opSlice:
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		for i := range v.Len() {
			grow(v.Index(i), s.elem)
		}
	}
}

// Copy returns a deep copy of an entry, without its translations and the place where it was written:
// nothing that is changed in it changes the original.
func (e *Entry) Copy() *Entry { return cloneEntry(e, nil) }

// Copy returns a deep copy of the person.
func (p *Person) Copy() Person {
	v, s := shapeOf(p)
	return clone(v, s, nil).Interface().(Person)
}

// FieldOf returns a pointer to a field below a pointer to a struct of a person's files, by its keys:
// "organization.name". For an [Entry] the fields of its kind are found too. It returns nil when there is
// no such field; lists are not gone through.
func FieldOf(ptr any, keys string) any {
	v, s := shapeOf(ptr)
	for key := range strings.SplitSeq(keys, ".") {
		if s == nil || s.op != opStruct {
			return nil
		}
		var next *shape
		for i := range s.plan.fields {
			if f := &s.plan.fields[i]; f.key == key {
				v, next = v.Field(f.index), f.shape
				break
			}
		}
		if next == nil {
			if e, ok := ptr.(*Entry); ok && e.Detail != nil {
				return FieldOf(e.Detail, keys)
			}
			return nil
		}
		s = next
	}
	return v.Addr().Interface()
}

// Complete copies every field of from that to lacks, for two structs of the same type, or two entries of
// the same kind with their prose. What to has stays.
func Complete(to, from any) {
	a, s := shapeOf(to)
	b, _ := shapeOf(from)
	for i := range s.plan.fields {
		if f := s.plan.fields[i].index; a.Field(f).IsZero() {
			a.Field(f).Set(b.Field(f))
		}
	}
	x, ok := to.(*Entry)
	if !ok {
		return
	}
	y := from.(*Entry)
	if x.Detail != nil && y.Detail != nil {
		Complete(x.Detail, y.Detail)
	}
	if x.Body == nil {
		x.Body = y.Body
	}
}
