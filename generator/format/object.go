package format

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Object is a JSON object whose members keep their order, for exporters. The zero value is empty.
type Object struct {
	keys   []string
	values []any
}

// Put adds a member unless its value says nothing: "", 0, false, nil, an empty list or object. Values are
// strings, numbers, booleans, []string, []any, []*Object, *Object and the plain values of `extra`.
func (o *Object) Put(key string, value any) {
	if empty(value) {
		return
	}
	o.Set(key, value)
}

// Set adds a member, or replaces its value, whatever it says.
func (o *Object) Set(key string, value any) {
	if i := slices.Index(o.keys, key); i >= 0 {
		o.values[i] = value
		return
	}
	o.keys, o.values = append(o.keys, key), append(o.values, value)
}

// Get returns the value of a member, nil for none.
func (o *Object) Get(key string) any {
	if i := slices.Index(o.keys, key); i >= 0 {
		return o.values[i]
	}
	return nil
}

// Each calls fn for every member, in order.
func (o *Object) Each(fn func(key string, value any)) {
	for i, key := range o.keys {
		fn(key, o.values[i])
	}
}

// Empty reports whether the object has no members.
func (o *Object) Empty() bool { return o == nil || len(o.keys) == 0 }

func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case int:
		return v == 0
	case float64:
		return v == 0
	case bool:
		return !v
	case []string:
		return len(v) == 0
	case []any:
		return len(v) == 0
	case []*Object:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	case *Object:
		return v.Empty()
	}
	return false
}

// Back adds what the format knew and the passport has no field for: what an import put under
// `extra.<name>`. Members that are there already stay; objects inside are gone through. What is private
// by its name (a birth date, a street) never goes out, because nobody chose to publish it.
func (o *Object) Back(extra passport.Extra, name string) {
	if m, ok := extra[name].(map[string]any); ok {
		o.back(m)
	}
}

func (o *Object) back(m map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if private(key) {
			continue
		}
		v := public(m[key])
		switch have := o.Get(key).(type) {
		case nil:
			o.Put(key, v)
		case *Object:
			if inner, ok := v.(map[string]any); ok {
				have.back(inner)
			}
		}
	}
}

// public is a plain value without what is private by its name.
func public(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			if !private(k) {
				out[k] = public(x)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = public(x)
		}
		return out
	}
	return v
}

// privateWords are parts of names of fields that nobody publishes by accident twice.
var privateWords = []string{"birth", "dob", "gender", "sex", "marital", "religio", "nationalit", "citizen", "ethnic", "disab", "ssn", "taxid", "nationalid",
	"passport", "salary", "phone", "mobile", "fax", "street", "address", "postal", "postcode", "zip", "legalid", "health", "politic"}

func private(key string) bool {
	key = strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(key))
	return slices.ContainsFunc(privateWords, func(w string) bool { return strings.Contains(key, w) })
}

// JSON returns the object as indented JSON with a line feed at its end.
func (o *Object) JSON() []byte {
	var b bytes.Buffer
	o.write(&b, "\n")
	b.WriteByte('\n')
	return b.Bytes()
}

func (o *Object) write(b *bytes.Buffer, indent string) {
	if o.Empty() {
		b.WriteString("{}")
		return
	}
	inner := indent + "  "
	b.WriteByte('{')
	for i, key := range o.keys {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(inner)
		writeString(b, key)
		b.WriteString(": ")
		writeValue(b, o.values[i], inner)
	}
	b.WriteString(indent)
	b.WriteByte('}')
}

func writeValue(b *bytes.Buffer, value any, indent string) {
	switch v := value.(type) {
	case string:
		writeString(b, v)
	case *Object:
		v.write(b, indent)
	case map[string]any:
		o := &Object{}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			o.Set(k, v[k])
		}
		o.write(b, indent)
	case []*Object:
		writeList(b, len(v), indent, func(i int, in string) { v[i].write(b, in) })
	case []string:
		writeList(b, len(v), indent, func(i int, _ string) { writeString(b, v[i]) })
	case []any:
		writeList(b, len(v), indent, func(i int, in string) { writeValue(b, v[i], in) })
	default:
		// Numbers, booleans and null: what is left of plain values always marshals.
		text, _ := json.Marshal(v)
		b.Write(text)
	}
}

func writeList(b *bytes.Buffer, n int, indent string, item func(i int, indent string)) {
	if n == 0 {
		b.WriteString("[]")
		return
	}
	inner := indent + "  "
	b.WriteByte('[')
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(inner)
		item(i, inner)
	}
	b.WriteString(indent)
	b.WriteByte(']')
}

func writeString(b *bytes.Buffer, s string) {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		b.WriteByte('"')
		b.WriteString(s)
		b.WriteByte('"')
		return
	}
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	b.Truncate(b.Len() - 1)
}

// Delete takes a member out.
func (o *Object) Delete(key string) {
	if i := slices.Index(o.keys, key); i >= 0 {
		o.keys, o.values = slices.Delete(o.keys, i, i+1), slices.Delete(o.values, i, i+1)
	}
}

// YAML returns the object as a value to be printed as YAML, its members in their order.
func (o *Object) YAML() source.Value {
	fields := make([]source.Field, len(o.keys))
	for i, key := range o.keys {
		fields[i] = source.Field{Key: key, Value: yamlOf(o.values[i])}
	}
	return source.Fields(fields...)
}

func yamlOf(value any) source.Value {
	switch v := value.(type) {
	case *Object:
		return v.YAML()
	case []*Object:
		items := make([]source.Value, len(v))
		for i := range v {
			items[i] = v[i].YAML()
		}
		return source.ListOf(items...)
	}
	return source.ValueOf(value)
}
