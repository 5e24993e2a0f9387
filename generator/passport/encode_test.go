package passport

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/talent-passport/passport/generator/source"
)

// same compares passports apart from positions: where a value was written, how a path or a ref was
// written as long as it means the same, and white space around prose.
var same = gocmp.Options{
	gocmp.Comparer(func(a, b At) bool { return true }),
	gocmp.Comparer(func(a, b Path) bool {
		return a.Full == b.Full && (a.Full != "" || a.Written == b.Written)
	}),
	gocmp.Comparer(func(a, b Ref) bool { return a.Kind == b.Kind && a.ID == b.ID && a.Claim == b.Claim }),
	gocmp.Comparer(func(a, b *source.Body) bool {
		return strings.Trim(a.Source(), "\n") == strings.Trim(b.Source(), "\n")
	}),
	gocmp.Comparer(func(a, b *source.Node) bool { return gocmp.Equal(words(a), words(b)) }),
	gocmp.Comparer(func(a, b *Kind) bool { return a == b }),
	cmpopts.IgnoreFields(Entry{}, "Item"),
	cmpopts.IgnoreUnexported(Passport{}),
	cmpopts.EquateEmpty(),
}

// words is what a translation's node says, without what its place says.
func words(n *source.Node) any {
	v := n.Interface()
	if m, ok := v.(map[string]any); ok {
		delete(m, "id")
		delete(m, "body")
		for _, k := range Kinds() {
			delete(m, k.Folder)
		}
		if len(m) == 0 {
			return nil
		}
	}
	return v
}

func encodeDecode(t testing.TB, p *Passport, o source.Origin) (*Passport, map[string][]byte) {
	t.Helper()
	files, err := Encode(p, o)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	tree := source.Load(fsys, Layout(), nil)
	for _, problem := range tree.Problems {
		t.Errorf("%s: %s\n%s", problem.Span.File, problem.Message, files[problem.Span.File])
	}
	return Decode(tree), files
}

func checkRoundTrip(t *testing.T, p *Passport) {
	t.Helper()
	byKey := func(a, b *Entry) int { return cmp.Compare(a.key(), b.key()) }
	for _, o := range []source.Origin{source.Inline, source.Listed, source.Paged} {
		got, files := encodeDecode(t, p, o)
		slices.SortFunc(got.Entries, byKey)
		slices.SortFunc(p.Entries, byKey)
		if diff := gocmp.Diff(p, got, same); diff != "" {
			var all strings.Builder
			for name, data := range files {
				fmt.Fprintf(&all, "-- %s --\n%s", name, data)
			}
			t.Fatalf("layout %d: (-want +got)\n%s\n%s", o, diff, all.String())
		}
	}
}

func TestEncodeRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("one long computation, in which nothing could race")
	}
	t.Parallel()
	for seed := range uint64(40) {
		checkRoundTrip(t, randomPassport(rand.New(rand.NewPCG(seed, 1))))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add(uint64(1), uint64(2), "Nurse: nights")
	f.Add(uint64(3), uint64(4), "#1 in sales\n  - [x] 'a' \"b\"")
	f.Fuzz(func(t *testing.T, a, b uint64, text string) {
		r := &generator{Rand: rand.New(rand.NewPCG(a, b)), text: strings.TrimSpace(strings.Map(printable, text))}
		checkRoundTrip(t, r.passport())
	})
}

// printable leaves out what a file loses anyway: control characters and broken text.
func printable(r rune) rune {
	if r < ' ' && r != '\n' || r == 0x7f || r == '\ufffd' || r >= 0x80 && r < 0xa0 || r == 0xfeff || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef {
		return -1
	}
	return r
}

func randomPassport(r *rand.Rand) *Passport { return (&generator{Rand: r}).passport() }

// generator makes passports of every field that there is.
type generator struct {
	*rand.Rand
	text string // one more text to use
}

var texts = []string{
	"Wound care", "Nurse: nights", "#1 in sales", "- a dash", "yes", "null", "12", "1e3", "0x1F", "2019-03", "~", "[a, b]", "{a: b}", "'quoted'", `"twice"`, `back\slash`,
	"two\nlines", "three\n\nlines\n  indented", "trailing colon:", "a # comment", "été, 日本語, العربية, 🎉", "%percent", "@at", "`tick`", "&anchor", "*alias", "!tag", "|", ">", "? q", "a:b", "<b>",
	"a very long line that goes on and on, so that no printer can put it between brackets with anything else beside it, ever",
	"tab\tinside", "=", "<<", "no", "on", "1_000", "1:30", "---", "...", "a\n---\nb",
}

func (g *generator) word() string {
	if g.text != "" && g.IntN(6) == 0 {
		return g.text
	}
	return texts[g.IntN(len(texts))]
}

func (g *generator) id() string {
	return fmt.Sprintf("%s-%d", []string{"a", "río", "日本"}[g.IntN(3)], g.IntN(1000))
}

func (g *generator) passport() *Passport {
	p := &Passport{}
	v, s := shapeOf(p)
	g.fill(v, s)
	p.Schema = 1
	if g.IntN(2) == 0 {
		p.About = &Prose{Body: source.NewBody(g.body())}
	}
	if g.IntN(2) == 0 {
		n := g.node(map[string]any{"person": map[string]any{"headline": g.word()}, "translates": "sha256:ab"})
		p.Translations = map[string]*Overlay{"fr": {Node: n, Digest: "sha256:ab"}}
		if g.IntN(2) == 0 {
			p.Translations["fr"].Body = source.NewBody(g.body())
			p.Translations["fr"].BodyDigest = "sha256:12"
		}
	}
	ids := map[string]bool{}
	for range g.IntN(12) {
		k := kinds[g.IntN(len(kinds))]
		e := &Entry{Kind: k, ID: g.id(), Detail: k.New(), Private: g.IntN(6) == 0}
		if ids[e.key()] {
			continue
		}
		ids[e.key()] = true
		v, s := shapeOf(e)
		g.fill(v, s)
		v, s = shapeOf(e.Detail)
		g.fill(v, s)
		if g.IntN(2) == 0 {
			e.Body = &Prose{Body: source.NewBody(g.body())}
		}
		if g.IntN(4) == 0 {
			o := &Overlay{Node: g.node(map[string]any{"title": g.word(), "translates": "sha256:00"}), Digest: "sha256:00"}
			if g.IntN(2) == 0 {
				o.Body = source.NewBody(g.body())
			}
			e.Translations = map[string]*Overlay{"fr": o}
		}
		p.Entries = append(p.Entries, e)
	}
	look := newLookup(p.Entries)
	for _, e := range p.Entries {
		look.linkSkills(e)
	}
	return p
}

func (g *generator) node(m map[string]any) *source.Node {
	f, _ := source.Parse("passport.fr.yaml", source.Print(source.ValueOf(m), source.PrintOptions{}))
	return f.Node
}

func (g *generator) body() string {
	return []string{
		"One paragraph.", "# Heading\n\n- a\n- b\n\n> quote\n", "    code first\n\ntext", "---\n\nrule first", "a  \nhard break\n\n\n\nfar below", "tab\there",
		"[web](https://a.example)", "```go\nx := 1\n```", "title: not front matter\n---\n", "\u00a0nbsp", "ends with spaces   ", "\\",
	}[g.IntN(12)]
}

func (g *generator) fill(v reflect.Value, s *shape) {
	for i := range s.plan.fields {
		f := &s.plan.fields[i]
		if g.IntN(3) > 0 {
			g.value(v.Field(f.index), f.shape, f)
		}
	}
}

func (g *generator) value(v reflect.Value, s *shape, f *field) {
	switch s.op {
	case opString:
		if f.fold {
			v.SetString(g.id())
		} else {
			v.SetString(g.word())
		}
	case opInt:
		v.SetInt(int64(g.IntN(9)))
	case opFloat:
		v.SetFloat(float64(g.IntN(400)) / 4)
	case opBool:
		v.SetBool(g.IntN(2) == 0)
	case opBoolPtr:
		b := g.IntN(2) == 0
		v.Set(reflect.ValueOf(&b))
	case opText:
		v.Set(reflect.ValueOf(Text{Value: g.word()}))
	case opDate:
		d := Date{Year: 1900 + g.IntN(200), Approx: g.IntN(5) == 0}
		if g.IntN(3) > 0 {
			d.Month = 1 + g.IntN(12)
			if g.IntN(2) == 0 {
				d.Day = 1 + g.IntN(28)
			}
		}
		if f.key == "end" && g.IntN(3) == 0 {
			d = Date{Present: true}
		}
		v.Set(reflect.ValueOf(d))
	case opURL:
		v.Set(reflect.ValueOf(URL{Value: []string{"https://a.example/x?y=1#z", "mailto:a@b.example", "tel:+351 1", "not an address"}[g.IntN(4)]}))
	case opPath:
		full := []string{"media/a b.jpg", "experience/c.pdf", "media/sub/d.png", ".private/media/e.pdf"}[g.IntN(4)]
		v.Set(reflect.ValueOf(Path{Full: full}))
	case opRef:
		r := Ref{Kind: kinds[g.IntN(len(kinds))].Folder, ID: g.id()}
		if g.IntN(2) == 0 {
			r.Claim = g.id()
		}
		if f.key == "skill" || f.key == "broader" {
			r = Ref{Kind: "skills", ID: g.id()}
		}
		v.Set(reflect.ValueOf(r))
	case opExtra:
		v.Set(reflect.ValueOf(Extra{"plain": g.word(), "list": []any{int64(3), 2.5, true, nil, g.word()}, "deep": map[string]any{g.word(): []any{map[string]any{"x": g.word()}}}}))
	case opStringMap:
		v.Set(reflect.ValueOf(map[string]string{"skills": "private", "log": g.word()}))
	case opStruct:
		g.fill(v, s)
	case opSlice:
		n := g.IntN(4)
		list := reflect.MakeSlice(v.Type(), 0, n)
		for range n {
			it := reflect.New(v.Type().Elem()).Elem()
			g.value(it, s.elem, f)
			if _, says := (&encoder{}).value(it, s.elem); says {
				list = reflect.Append(list, it)
			}
		}
		v.Set(list)
	}
}

func TestEncodeLinks(t *testing.T) {
	t.Parallel()
	p := load(t, map[string]string{
		"passport.yaml":    "person: {name: Ana}\n",
		"stories/night.md": "---\nimage: {src: ../media/a b.jpg, alt: x}\n---\nSee [the app](../projects/river-app.md#trained), [a sheet](../media/a%20b.jpg),\n[beside](beside.pdf), [web](https://a.example) and [all](../projects/).\n",
		"media/a b.jpg":    "x",
	})
	tests := []struct {
		origin     source.Origin
		file, want string
	}{
		{source.Paged, "stories/night.md", "---\nimage: {src: ../media/a b.jpg, alt: x}\n---\n\nSee [the app](../projects/river-app.md#trained), [a sheet](../media/a%20b.jpg),\n[beside](beside.pdf), [web](https://a.example) and [all](../projects/).\n"},
		{source.Listed, "stories.yaml", "- id: night\n  image: {src: media/a b.jpg, alt: x}\n  body: |-\n    See [the app](projects/river-app.md#trained), [a sheet](media/a%20b.jpg),\n    [beside](stories/beside.pdf), [web](https://a.example) and [all](projects/).\n"},
		{source.Inline, "passport.yaml", "schema: 1\nperson:\n  name: Ana\nstories:\n  - id: night\n    image: {src: media/a b.jpg, alt: x}\n    body: |-\n      See [the app](projects/river-app.md#trained), [a sheet](media/a%20b.jpg),\n      [beside](stories/beside.pdf), [web](https://a.example) and [all](projects/).\n"},
	}
	for _, tt := range tests {
		files, err := Encode(p, tt.origin)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(tt.want, string(files[tt.file])); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.file, diff)
		}
	}
}

func TestEncodeReadsAsWritten(t *testing.T) {
	t.Parallel()
	page := `---
type: paid
title: Charge nurse
start: 2019-03
end: present
organization: {name: Harbour Clinic, url: https://harbour.example}
location: Porto
roles:
  - id: lead
    title: Team lead
    start: 2021
    skills: [wound-care, {skill: data-entry, level: working, start: 2022, note: rebuilt the forms}]
schedule: shifts
hours: 36
skills: [wound-care]
highlights:
  - Cut dressing changes by a third.
  - id: trained
    text: Trained nine colleagues.
    evidence:
      - {title: Course sheet, file: ../media/course.pdf, genre: document}
featured: true
---

What I did.
`
	p := load(t, map[string]string{"experience/harbour-clinic.md": page, "media/course.pdf": "x"})
	if diff := gocmp.Diff(page, string(EncodeEntry(p.Entries[0]))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := string(EncodeItem(&Entry{Kind: KindOf("skill"), ID: "wound-care", Title: Text{Value: "Wound care"}, Detail: new(Skill)}, false)); got != "- id: wound-care\n  title: Wound care\n" && got != "- {id: wound-care, title: Wound care}\n" {
		t.Errorf("item: %s", got)
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	k := KindOf("skill")
	for name, list := range map[string][]*Entry{
		"two of one id": {{Kind: k, ID: "a", Detail: new(Skill)}, {Kind: k, ID: "a", Detail: new(Skill)}},
		"no id":         {{Kind: k, Detail: new(Skill)}},
		"a path":        {{Kind: k, ID: "../x", Detail: new(Skill)}},
	} {
		if _, err := Encode(&Passport{Entries: list}, source.Paged); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRelative(t *testing.T) {
	t.Parallel()
	for _, tt := range [][3]string{
		{"passport.yaml", "media/a.jpg", "media/a.jpg"},
		{"projects/x.md", "media/a.jpg", "../media/a.jpg"},
		{"projects/x.md", "projects/a.jpg", "a.jpg"},
		{".private/projects/x.md", "media/a.jpg", "../../media/a.jpg"},
		{".private/projects/x.md", ".private/media/a.jpg", "../media/a.jpg"},
		{"projects/x.md", ".private/media/a.jpg", "../.private/media/a.jpg"},
	} {
		if got := relative(tt[0], tt[1]); got != tt[2] || path.Join(path.Dir(tt[0]), got) != tt[1] {
			t.Errorf("%s names %s as %s, want %s", tt[0], tt[1], got, tt[2])
		}
	}
}
