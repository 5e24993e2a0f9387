package passport

import "reflect"

// EachRef calls fn for every reference that e makes in its fields: to entries, to claims, to skills.
// The Ref says where it is written. Links in prose are not fields; see [LinkTarget].
func (e *Entry) EachRef(fn func(r Ref)) {
	v, s := shapeOf(e)
	walkRefs(v, s, fn)
	if e.Detail != nil {
		v, s = shapeOf(e.Detail)
		walkRefs(v, s, fn)
	}
}

func walkRefs(v reflect.Value, s *shape, fn func(Ref)) {
	switch s.op {
	case opRef:
		if r := v.Interface().(Ref); r.ID != "" {
			fn(r)
		}
	case opStruct:
		for i := range s.plan.fields {
			f := &s.plan.fields[i]
			walkRefs(v.Field(f.index), f.shape, fn)
		}
	case opSlice:
		for i := range v.Len() {
			walkRefs(v.Index(i), s.elem, fn)
		}
	}
}
