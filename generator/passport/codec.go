package passport

import (
	"maps"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/source"
)

// The codec follows the `key` tags of the types: Decode fills values from nodes, Encode prints them,
// a translation is laid over them, Publish copies them. One plan per type serves all four.
//
// After the key, a tag may say:
//
//	scalar   a plain scalar in place of the mapping fills this field
//	match    a translation finds its item of a list by this field, never by position
//	fold     the value is an id and is folded
//	skill    the value is the name of a skill, not a ref

// op is what a field holds.
type op uint8

const (
	opString op = iota
	opInt
	opFloat
	opBool
	opText
	opDate
	opPath
	opRef
	opURL // from here on, a copy of the value is not enough: see detach
	opBoolPtr
	opExtra     // plain values
	opStringMap // map[string]string
	opStruct
	opSlice
)

// shape is how a type is read and written.
type shape struct {
	op   op
	elem *shape // of a slice
	plan *plan  // of a struct

	skill bool // a Ref that is written as the name of a skill
}

// field is one tagged field of a struct.
type field struct {
	key                 string
	index               int
	scalar, match, fold bool
	shape               *shape
}

// plan is the tagged fields of a struct type, in order.
type plan struct {
	fields []field
	scalar int // index in fields, -1 for none
	at     int // index in the struct of At, -1 for none

	untagged []int // indexes in the struct of all other fields, At among them
}

// plans are the plans of every type that people's files hold, made once and never changed.
var plans = sync.OnceValue(func() map[reflect.Type]*plan {
	all := map[reflect.Type]*plan{}
	for _, t := range []reflect.Type{reflect.TypeFor[Passport](), reflect.TypeFor[Entry]()} {
		makePlan(all, t)
	}
	for _, k := range Kinds() {
		makePlan(all, reflect.TypeOf(k.New()).Elem())
	}
	return all
})

func makePlan(all map[reflect.Type]*plan, t reflect.Type) *plan {
	if p := all[t]; p != nil {
		return p
	}
	p := &plan{scalar: -1, at: -1}
	all[t] = p
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Type == reflect.TypeFor[At]() && sf.Anonymous {
			p.at = i
			p.untagged = append(p.untagged, i)
			continue
		}
		tag, ok := sf.Tag.Lookup("key")
		if !ok {
			p.untagged = append(p.untagged, i)
			continue
		}
		parts := strings.Split(tag, ",")
		f := field{key: parts[0], index: i, shape: makeShape(all, sf.Type)}
		for _, o := range parts[1:] {
			switch o {
			case "scalar":
				f.scalar = true
				p.scalar = len(p.fields)
			case "match":
				f.match = true
			case "fold":
				f.fold = true
			case "skill":
				f.shape.skill = true
			}
		}
		p.fields = append(p.fields, f)
	}
	return p
}

func makeShape(all map[reflect.Type]*plan, t reflect.Type) *shape {
	switch t {
	case reflect.TypeFor[Text]():
		return &shape{op: opText}
	case reflect.TypeFor[Date]():
		return &shape{op: opDate}
	case reflect.TypeFor[URL]():
		return &shape{op: opURL}
	case reflect.TypeFor[Path]():
		return &shape{op: opPath}
	case reflect.TypeFor[Ref]():
		return &shape{op: opRef}
	case reflect.TypeFor[Extra]():
		return &shape{op: opExtra}
	case reflect.TypeFor[map[string]string]():
		return &shape{op: opStringMap}
	case reflect.TypeFor[*bool]():
		return &shape{op: opBoolPtr}
	}
	switch t.Kind() {
	case reflect.String:
		return &shape{op: opString}
	case reflect.Int:
		return &shape{op: opInt}
	case reflect.Float64:
		return &shape{op: opFloat}
	case reflect.Bool:
		return &shape{op: opBool}
	case reflect.Slice:
		return &shape{op: opSlice, elem: makeShape(all, t.Elem())}
	case reflect.Struct:
		return &shape{op: opStruct, plan: makePlan(all, t)}
	}
	panic("passport: no codec for " + t.String())
}

// decoder fills values from the nodes of one file.
type decoder struct {
	file string                 // the path of the file, for paths in it
	has  func(path string) bool // is there such a file
}

// fields fills the tagged fields of a struct. A node that is not a mapping fills nothing.
func (d *decoder) fields(v reflect.Value, p *plan, n *source.Node) {
	if n == nil || n.Kind != source.Map {
		return
	}
	// One pass over the pairs, which are few, for each field: a map would cost more than it saves.
	for i := range p.fields {
		f := &p.fields[i]
		if c := n.Get(f.key); c != nil && c.Kind != source.Null {
			d.value(v.Field(f.index), f.shape, f.fold, c)
		}
	}
}

// value fills one value as far as the node fits it.
func (d *decoder) value(v reflect.Value, s *shape, fold bool, n *source.Node) {
	switch s.op {
	case opSlice:
		if n.Kind != source.Seq {
			// One thing where a list is expected is a list of one.
			if n.Str() == "" && n.Kind != source.Map {
				return
			}
			list := reflect.MakeSlice(v.Type(), 1, 1)
			d.value(list.Index(0), s.elem, fold, n)
			v.Set(list)
			return
		}
		list := reflect.MakeSlice(v.Type(), 0, len(n.Items))
		for _, it := range n.Items {
			if it.Kind == source.Null {
				continue
			}
			list = reflect.Append(list, reflect.Zero(v.Type().Elem()))
			d.value(list.Index(list.Len()-1), s.elem, fold, it)
		}
		if list.Len() > 0 {
			v.Set(list)
		}
		return
	case opStruct:
		if s.plan.at >= 0 {
			v.Field(s.plan.at).Set(reflect.ValueOf(At{n}))
		}
		if n.Kind == source.Map {
			d.fields(v, s.plan, n)
		} else if s.plan.scalar >= 0 && n.Str() != "" {
			f := &s.plan.fields[s.plan.scalar]
			d.value(v.Field(f.index), f.shape, f.fold, n)
		}
		return
	case opExtra:
		if m, ok := n.Interface().(map[string]any); ok && len(m) > 0 {
			v.Set(reflect.ValueOf(Extra(m)))
		}
		return
	case opStringMap:
		if n.Kind == source.Map && len(n.Pairs) > 0 {
			m := make(map[string]string, len(n.Pairs))
			for _, p := range n.Pairs {
				m[p.Key] = strings.TrimSpace(p.Value.Str())
			}
			v.Set(reflect.ValueOf(m))
		}
		return
	}
	text := strings.TrimSpace(n.Str())
	if text == "" {
		return
	}
	switch s.op {
	case opString:
		if fold {
			text = Fold(text)
		}
		v.SetString(text)
	case opInt:
		if i, err := strconv.ParseInt(text, 10, 32); err == nil {
			v.SetInt(i)
		}
	case opFloat:
		if x, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(x, 0) && !math.IsNaN(x) {
			v.SetFloat(x)
		}
	case opBool:
		v.SetBool(truth(text))
	case opBoolPtr:
		b := truth(text)
		v.Set(reflect.ValueOf(&b))
	case opText:
		*v.Addr().Interface().(*Text) = Text{Value: text, At: At{n}}
	case opDate:
		date, _, _ := ParseDate(text)
		date.At = At{n}
		*v.Addr().Interface().(*Date) = date
	case opURL:
		*v.Addr().Interface().(*URL) = URL{Value: text, At: At{n}}
	case opPath:
		*v.Addr().Interface().(*Path) = Path{Written: text, Full: d.full(text), At: At{n}}
	case opRef:
		r := ParseRef(text)
		if s.skill && r.Kind != "skills" {
			r = Ref{Kind: "skills", ID: skillID(text), Written: text}
		}
		r.At = At{n}
		*v.Addr().Interface().(*Ref) = r
	}
}

// truth reads yes and no as people write them. What is neither is no, the careful answer everywhere
// in the format.
func truth(s string) bool {
	switch strings.ToLower(s) {
	case "true", "yes", "on", "y":
		return true
	}
	return false
}

// overlay replaces the texts of v by those of a translation. Nothing but text changes: a date, an
// address or a number in a translation is ignored. Items of lists are found by the fields marked
// `match`; a list of plain texts (interests, values) is replaced whole.
func overlay(v reflect.Value, s *shape, n *source.Node, lang string) {
	if n == nil {
		return
	}
	switch s.op {
	case opText:
		if t := strings.TrimSpace(n.Str()); t != "" {
			*v.Addr().Interface().(*Text) = Text{Value: t, Lang: lang, At: At{n}}
		}
	case opStruct:
		if n.Kind == source.Map {
			overlayFields(v, s.plan, n, lang)
		} else if s.plan.scalar >= 0 {
			f := &s.plan.fields[s.plan.scalar]
			overlay(v.Field(f.index), f.shape, n, lang)
		}
	case opSlice:
		if n.Kind != source.Seq {
			return
		}
		if s.elem.op == opText {
			list := reflect.MakeSlice(v.Type(), 0, len(n.Items))
			for _, it := range n.Items {
				if t := strings.TrimSpace(it.Str()); t != "" {
					list = reflect.Append(list, reflect.ValueOf(Text{Value: t, Lang: lang, At: At{it}}))
				}
			}
			if list.Len() > 0 {
				v.Set(list)
			}
			return
		}
		if s.elem.op != opStruct {
			return
		}
		for _, it := range n.Items {
			if i := matching(v, s.elem.plan, it); i >= 0 {
				overlayFields(v.Index(i), s.elem.plan, it, lang)
			}
		}
	}
}

func overlayFields(v reflect.Value, p *plan, n *source.Node, lang string) {
	for i := range p.fields {
		f := &p.fields[i]
		overlay(v.Field(f.index), f.shape, n.Get(f.key), lang)
	}
}

// matching returns the index of the item of a list that a translation's item means, or -1.
func matching(list reflect.Value, p *plan, n *source.Node) int {
	for i := range p.fields {
		f := &p.fields[i]
		want := n.Get(f.key).Str()
		if !f.match || want == "" {
			continue
		}
		for j := range list.Len() {
			if sameKey(list.Index(j).Field(f.index), f, strings.TrimSpace(want)) {
				return j
			}
		}
	}
	return -1
}

func sameKey(v reflect.Value, f *field, want string) bool {
	switch f.shape.op {
	case opString:
		if f.fold {
			want = Fold(want)
		}
		return v.String() == want
	case opURL:
		return v.Interface().(URL).Value == want
	case opPath:
		return v.Interface().(Path).Written == want
	case opDate:
		d, _, _ := ParseDate(want)
		have := v.Interface().(Date)
		return !have.IsZero() && have.Compare(d) == 0
	case opRef:
		have := v.Interface().(Ref)
		return have.Written == want || have.Written != "" && skillID(have.Written) == skillID(want)
	}
	return false
}

// clone returns a deep copy of a struct's tagged fields, places included where a value has its own.
// fn, when not nil, is called on every copied address.
func clone(v reflect.Value, s *shape, fn func(*URL)) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	detach(out, s, fn)
	return out
}

// detach makes a copied value independent of the one it was copied from: fields without a tag are empty, and
// what it points at is copied in turn.
func detach(v reflect.Value, s *shape, fn func(*URL)) {
	switch s.op {
	case opStruct:
		for _, i := range s.plan.untagged {
			v.Field(i).SetZero() // panics for one that is not exported: nothing may slip through
		}
		for i := range s.plan.fields {
			if f := &s.plan.fields[i]; f.shape.op >= opURL {
				detach(v.Field(f.index), f.shape, fn)
			}
		}
	case opSlice:
		n := v.Len()
		if n == 0 {
			v.SetZero()
			return
		}
		list := reflect.MakeSlice(v.Type(), n, n)
		reflect.Copy(list, v)
		if s.elem.op >= opURL {
			for i := range n {
				detach(list.Index(i), s.elem, fn)
			}
		}
		v.Set(list)
	case opExtra:
		if v.Len() == 0 {
			v.SetZero()
			return
		}
		v.Set(reflect.ValueOf(copyPlain(map[string]any(v.Interface().(Extra)))).Convert(v.Type()))
	case opStringMap:
		v.Set(reflect.ValueOf(maps.Clone(v.Interface().(map[string]string))))
	case opBoolPtr:
		if !v.IsNil() {
			b := v.Elem().Bool()
			v.Set(reflect.ValueOf(&b))
		}
	case opURL:
		if fn != nil {
			fn(v.Addr().Interface().(*URL))
		}
	}
}

// copyPlain copies plain values of any depth.
func copyPlain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = copyPlain(x)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = copyPlain(x)
		}
		return out
	}
	return v
}

// shapeOf returns the shape of a struct of the format, given a pointer to it.
func shapeOf(ptr any) (reflect.Value, *shape) {
	v := reflect.ValueOf(ptr).Elem()
	return v, &shape{op: opStruct, plan: plans()[v.Type()]}
}
