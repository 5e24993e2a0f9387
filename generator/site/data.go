package site

import (
	"cmp"
	"io"
	"reflect"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Addresses that passport.json names. They are names: nothing is fetched from them.
const (
	publicSchema = "https://talent-passport.github.io/passport/schema/v1/public.schema.json"
	programPage  = "https://talent-passport.github.io/passport/"
)

// object is a JSON object whose members keep their order, so that the file reads like the pages do.
type object []member

type member struct {
	key   string
	value any
}

// put adds a member unless its value is empty: data says what there is, and nothing about what is not.
func (o *object) put(key string, value any) {
	switch v := value.(type) {
	case nil:
		return
	case string:
		if v == "" {
			return
		}
	case int:
		if v == 0 {
			return
		}
	case bool:
		if !v {
			return
		}
	case object:
		if len(v) == 0 {
			return
		}
	case []any:
		if len(v) == 0 {
			return
		}
	}
	*o = append(*o, member{key, value})
}

// dataDocument is passport.json: the public passport in one language, and what is derived from it.
func (e *edition) dataDocument() Document {
	return Document{
		Path: e.prefix + "passport.json", MediaType: "application/json",
		Render: func(w io.Writer) diag.List {
			d := &data{edition: e}
			return writeJSON(w, d.passport())
		},
	}
}

// data turns values of the domain into data, with the same names as in the person's files.
type data struct {
	*edition
	of *passport.Facts // of the entry at hand
}

func (d *data) passport() object {
	p := d.pub
	var o object
	o.put("$schema", publicSchema)
	o.put("schema", 1)
	o.put("generator", d.generator())
	o.put("id", p.ID)
	o.put("url", d.base)
	o.put("language", d.lang)
	o.put("languages", anyList(d.languages()))
	if p.Now.Year > 0 {
		o.put("built", iso(passport.Date{Year: p.Now.Year, Month: p.Now.Month}))
	}
	o.put("person", d.value(reflect.ValueOf(&p.Person).Elem(), ""))
	o.put("site", d.site())
	if p.About != nil {
		o.put("about", d.prose(p.About, d.home.resolver("about.md", "")))
	}
	o.put("entries", d.entries())
	o.put("earlier", d.earlier())
	o.put("skills", d.skills())
	o.put("levels", d.levels())
	o.put("backing", d.ladder())
	return o
}

func (d *data) generator() object {
	var o object
	o.put("name", "passport")
	o.put("version", d.o.Version)
	o.put("url", programPage)
	return o
}

func (d *data) site() object {
	var o object
	s := d.pub.Site
	o.put("title", d.text(s.Title))
	o.put("description", d.text(s.Description))
	o.put("license", d.text(s.License))
	o.put("repository", safe(s.Repository.Value))
	return o
}

func (d *data) entries() object {
	var out object
	for _, k := range passport.Kinds() {
		var list []any
		for _, e := range d.pub.Entries {
			if e.Kind.Folder == k.Folder {
				list = append(list, lazy(func() any { return d.entry(e) }))
			}
		}
		out.put(k.Folder, list)
	}
	return out
}

// earlier counts what site.since leaves out, by kind.
func (d *data) earlier() object {
	var out object
	for _, f := range d.pub.Folded {
		var o object
		o.put("count", f.Count)
		o.put("first", year(passport.Date{Year: f.First}))
		o.put("last", year(passport.Date{Year: f.Last}))
		out.put(f.Kind.Folder, o)
	}
	return out
}

func (d *data) entry(e *passport.Entry) object {
	f := d.pub.Facts(e)
	d.of = f
	ref := entryRef(e)
	o := object{{"id", e.ID}, {"ref", ref}}
	o = append(o, d.value(reflect.ValueOf(e).Elem(), "").(object)...)
	if e.Detail != nil {
		if more, ok := d.value(reflect.ValueOf(e.Detail).Elem(), "").(object); ok {
			o = append(o, more...)
		}
	}
	if e.Body != nil {
		o.put("body", d.prose(e.Body, d.home.resolver(writtenIn(e), ref)))
	}
	address := d.address(ref)
	o.put("page", address)
	if !o.has("url") {
		o.put("url", address)
	}
	o.put("period", d.period(f.Period))
	o.put("backing", d.backed(f.Backing))
	o.put("mentioned_in", d.refs(f.Mentions))
	return o
}

func (o object) has(key string) bool {
	for _, m := range o {
		if m.key == key {
			return true
		}
	}
	return false
}

func (d *data) refs(list []*passport.Entry) []any {
	var out []any
	for _, e := range list {
		if ref := entryRef(e); !d.unlisted[ref] {
			out = append(out, ref)
		}
	}
	return out
}

// period writes a span of time as the person wants time shown.
func (d *data) period(p passport.Period) object {
	var o object
	o.put("date", d.machine(p.Moment))
	if p.Moment.IsZero() {
		o.put("start", d.machine(p.Start))
		if p.End.Present {
			o.put("end", "present")
		} else {
			o.put("end", d.machine(p.End))
		}
		if d.mode != datesYears {
			o.put("months", p.Months)
			o.put("approximate", p.Approx)
		}
	}
	return o
}

func (d *data) backed(b passport.Backing) object {
	var o object
	if s := d.step(b.Step).Step; s != "" {
		o.put("step", s)
	}
	o.put("evidence", len(b.Evidence))
	o.put("endorsements", d.refs(b.Endorsements))
	o.put("credentials", d.refs(b.Credentials))
	o.put("words", d.refs(b.Words))
	o.put("on_request", len(b.OnRequest))
	return o
}

func (d *data) skills() []any {
	var out []any
	for _, s := range d.pub.Skills {
		o := object{{"id", s.ID}, {"title", d.text(s.Title)}}
		o.put("page", d.address(skillsKind+"/"+s.ID))
		o.put("level", s.Level)
		o.put("first", d.machine(s.First))
		if s.Last.Present {
			o.put("last", "present")
		} else {
			o.put("last", d.machine(s.Last))
		}
		if d.mode != datesYears {
			o.put("months", s.Months)
			o.put("approximate", s.Approx)
		}
		o.put("step", d.step(s.Step).Step)
		o.put("evidence", s.Evidence)
		if s.Entry != nil {
			if x, ok := s.Entry.Detail.(*passport.Skill); ok {
				o.put("learning", x.Learning)
			}
		}
		o.put("wanted", s.Wanted)
		o.put("uses", d.uses(s))
		o.put("said", d.refs(s.Said))
		out = append(out, o)
	}
	return out
}

func (d *data) uses(s *passport.SkillFacts) []any {
	var out []any
	for _, u := range s.Uses {
		ref := entryRef(u.Entry)
		switch {
		case u.Claim != nil && u.Claim.ID != "":
			ref += "#" + u.Claim.ID
		case u.Claim == nil && u.Role != nil && u.Role.ID != "":
			ref += "#" + u.Role.ID
		}
		o := object{{"entry", ref}}
		o.put("period", d.period(u.Period))
		o.put("level", u.Level)
		o.put("note", d.text(u.Note))
		o.put("backing", d.backed(u.Backing))
		out = append(out, o)
	}
	return out
}

// languageLevels in order, weakest first: the Common European Framework, then native.
var languageLevels = []string{"A1", "A2", "B1", "B2", "C1", "C2", "native"}

// levels says what the levels mean, always: a level without its meaning is a guess.
func (d *data) levels() object {
	define := func(ids []string) []any {
		var out []any
		for _, id := range ids {
			key := "level." + strings.ToLower(id)
			out = append(out, object{{"id", id}, {"title", d.w.Say(key)}, {"description", d.w.Say(key + ".means")}})
		}
		return out
	}
	return object{{"skills", define(levels)}, {"languages", define(languageLevels)}}
}

func (d *data) ladder() []any {
	var out []any
	for _, s := range ladder {
		out = append(out, object{
			{"id", s}, {"title", d.w.Say("step." + s)}, {"description", d.w.Say("step." + s + ".means")}, {"check", d.w.Say("step." + s + ".how")},
		})
	}
	return out
}

// text is a string, or an object that names its language where it is not the file's.
func (d *data) text(t passport.Text) any {
	x := d.edition.text(t)
	return worded(x.Value, x.Lang)
}

func worded(value, tag string) any {
	if value == "" {
		return nil
	}
	if tag == "" {
		return value
	}
	return object{{"value", value}, {"lang", tag}}
}

// prose is Markdown whose links are whole, because a data file is read anywhere.
func (d *data) prose(p *passport.Prose, inner source.Resolve) any {
	if p.Body.Empty() {
		return nil
	}
	whole := func(l source.Link) (string, bool) {
		href, keep := inner(l)
		return d.whole(href), keep
	}
	return worded(strings.TrimSpace(p.Body.Markdown(whole)), d.edition.text(passport.Text{Value: "x", Lang: p.Lang}).Lang)
}

// whole makes a link of the first page absolute, when the site's address is known.
func (d *data) whole(href string) string {
	if d.base == "" || href == "" || strings.Contains(href, ":") {
		return href
	}
	return d.base + strings.TrimPrefix(strings.TrimPrefix(href, d.home.root), "./")
}

// Fields that stay out of the data: settings, what is never published, and what the pages do not show,
// because nobody would notice what it gives away.
var unpublished = map[string]bool{
	"visibility": true, "formerly": true, "extra": true, "forms": true, "private": true, "leaving": true,
	"sha256": true,
}

// value turns a value into data by its type, following the tags that name fields in people's files.
func (d *data) value(v reflect.Value, key string) any {
	switch x := v.Interface().(type) {
	case passport.Text:
		return d.text(x)
	case passport.Date:
		return d.dateValue(x, key)
	case passport.URL:
		return safe(x.Value)
	case passport.Path:
		if f := d.files[x.Full]; f != nil && !f.refused {
			return cmp.Or(d.absolute(f.out, ""), f.out)
		}
		return nil
	case passport.Ref:
		return d.ref(x, key)
	case passport.Highlight:
		return d.claim(v, d.of.Highlight(v.Addr().Interface().(*passport.Highlight)))
	case passport.Role:
		return d.claim(v, d.of.Role(v.Addr().Interface().(*passport.Role)))
	}
	switch v.Kind() {
	case reflect.Struct:
		return d.fields(v)
	case reflect.Slice:
		var out []any
		for i := range v.Len() {
			x := d.value(v.Index(i), key)
			if o, ok := x.(object); x == nil || x == "" || ok && len(o) == 0 {
				continue
			}
			out = append(out, x)
		}
		return out
	case reflect.String:
		return v.String()
	case reflect.Int:
		return int(v.Int())
	case reflect.Bool:
		return v.Bool()
	case reflect.Float64:
		if v.Float() == 0 {
			return nil
		}
		return v.Float()
	}
	return nil
}

// fields are the tagged fields of a struct, in order.
func (d *data) fields(v reflect.Value) object {
	var o object
	t := v.Type()
	for i := range t.NumField() {
		key, _, _ := strings.Cut(t.Field(i).Tag.Get("key"), ",")
		if key != "" && !unpublished[key] {
			o.put(key, d.value(v.Field(i), key))
		}
	}
	return o
}

// claim is a highlight or role with what backs it.
func (d *data) claim(v reflect.Value, b passport.Backing) any {
	o := d.fields(v)
	o.put("backing", d.backed(b))
	return o
}

// dateValue writes a date as the person wants time shown: what is still to come is whole always.
func (d *data) dateValue(x passport.Date, key string) any {
	switch {
	case x.IsZero():
		return nil
	case x.Present:
		return "present"
	case key == "updated" || !d.before(x):
		return iso(x)
	}
	return d.machine(x)
}

func (d *data) ref(r passport.Ref, key string) any {
	if r.ID == "" {
		return nil
	}
	ref := r.Kind + "/" + r.ID
	if key == "skill" {
		return r.ID
	}
	if _, ok := d.places[ref]; !ok || d.unlisted[ref] {
		return nil
	}
	if r.Claim != "" {
		ref += "#" + r.Claim
	}
	return ref
}

func anyList(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
