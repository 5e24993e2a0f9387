package passport

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/source"
)

// TestLayouts writes the same entries in the three ways and expects the same passport.
func TestLayouts(t *testing.T) {
	t.Parallel()
	list := "- id: clinic\n  title: Nurse\n  start: 2019-03\n  image: MEDIA/a.jpg\n  body: |\n    What I did.\n"
	inline := map[string]string{"passport.yaml": "experience:\n" + "  " + strings.ReplaceAll(strings.TrimSpace(strings.ReplaceAll(list, "MEDIA", "media")), "\n", "\n  ") + "\n"}
	listed := map[string]string{"experience.yaml": strings.ReplaceAll(list, "MEDIA", "media")}
	paged := map[string]string{"experience/Clinic.md": "---\ntitle: Nurse\nstart: 2019-03\nimage: ../media/a.jpg\n---\n\nWhat I did.\n"}
	want := load(t, paged)
	for name, files := range map[string]map[string]string{"inline": inline, "listed": listed} {
		if diff := gocmp.Diff(want, load(t, files), same); diff != "" {
			t.Errorf("%s (-paged +%s)\n%s", name, name, diff)
		}
	}
}

// TestLenient reads what people write instead of what the schema asks for.
func TestLenient(t *testing.T) {
	t.Parallel()
	p := load(t, map[string]string{"passport.yaml": `person:
  name:   "  Ana  "
  location: Porto
  interests: rowing
  languages: {language: pt, level: native}
site: {index: no, pictures: yes, languages: en}
experience:
  - title: Nurse
    start: Mar 2019
    organization: Harbour Clinic
    skills: wound care
    highlights: Trained nine.
    tags: 7
    featured: "yes"
    hours: "36.5"
    unknown: {deep: [1]}
    evidence: [null, {title: T}, [], 3]
    end: {a: b}
    links: https://a.example
  - Nurse at night
  - null
  - [a]
`})
	e := p.Entries[0]
	x := e.Detail.(*Experience)
	for name, ok := range map[string]bool{
		"name":         p.Person.Name.Value == "Ana",
		"location":     p.Person.Location.City.Value == "Porto",
		"interests":    len(p.Person.Interests) == 1 && p.Person.Interests[0].Value == "rowing",
		"languages":    len(p.Person.Languages) == 1 && p.Person.Languages[0].Level == "native",
		"index":        p.Site.Index != nil && !*p.Site.Index,
		"pictures":     p.Site.Pictures != nil && *p.Site.Pictures,
		"site langs":   slices.Equal(p.Site.Languages, []string{"en"}),
		"start":        e.Start.String() == "2019-03",
		"end":          e.End.IsZero(),
		"organization": e.Organization.Name.Value == "Harbour Clinic",
		"skills":       len(e.Skills) == 1 && e.Skills[0].Skill.ID == "wound-care",
		"highlights":   len(e.Highlights) == 1 && e.Highlights[0].Text.Value == "Trained nine.",
		"tags":         slices.Equal(e.Tags, []string{"7"}),
		"featured":     e.Featured,
		"hours":        x.Hours == 36.5,
		"evidence":     len(e.Evidence) == 3 && e.Evidence[0].Title.Value == "T",
		"links":        len(e.Links) == 1 && e.Links[0].URL.Value == "https://a.example",
		"derived id":   e.ID == "nurse",
		"plain title":  p.Entries[1].Title.Value == "Nurse at night" && p.Entries[1].ID == "nurse-at-night",
		"places":       e.Start.Span().File == "passport.yaml" && e.Start.Span().End > e.Start.Span().Start,
		"nothing lost": len(p.Entries) >= 2,
	} {
		if !ok {
			t.Errorf("%s was not read", name)
		}
	}
}

func TestHeading(t *testing.T) {
	t.Parallel()
	p := load(t, map[string]string{
		"experience/a.md":   "---\nroles: [{title: Lead}, {title: Second}]\norganization: Clinic\n---\n",
		"experience/b.md":   "---\norganization: Clinic\n---\n",
		"education/c.md":    "---\ndegree: BSc\nfield: Nursing\norganization: School\n---\n",
		"education/d.md":    "---\nfield: Nursing\n---\n",
		"endorsements/e.md": "---\nauthor: {name: Bo, role: nurse}\n---\nGood.\n",
		"stories/f.md":      "---\nprompt: A mistake?\n---\n",
		"stories/g.md":      "First *line* here.\n\nMore.\n",
		"other/h.md":        "---\nhighlights: [One.]\n---\n",
		"projects/i.md":     "---\ntags: [x]\n---\n",
		"goals/j.md":        "---\nwhat: A ward\nvisibility: public\n---\n",
	})
	want := map[string]string{"a": "Lead", "b": "Clinic", "c": "BSc", "d": "Nursing", "e": "Bo", "f": "A mistake?", "g": "First line here.", "h": "One.", "i": "", "j": "A ward"}
	for _, e := range p.Entries {
		if got := e.Heading().Value; got != want[e.ID] {
			t.Errorf("%s: %q, want %q", e.ID, got, want[e.ID])
		}
	}
}

// TestTags holds the key tags of every type together: no key twice in one mapping of a file, lower
// case, and no field of a person's file without one.
func TestTags(t *testing.T) {
	t.Parallel()
	for typ, p := range plans() {
		seen := map[string]bool{}
		for _, f := range p.fields {
			if seen[f.key] || f.key != strings.ToLower(f.key) || f.key == "" {
				t.Errorf("%v: key %q", typ, f.key)
			}
			seen[f.key] = true
		}
	}
	entry := plans()[reflect.TypeFor[Entry]()]
	for _, k := range Kinds() {
		for _, f := range plans()[reflect.TypeOf(k.New()).Elem()].fields {
			if slices.ContainsFunc(entry.fields, func(e field) bool { return e.key == f.key }) || slices.Contains([]string{"id", "body", "translates"}, f.key) {
				t.Errorf("%s: key %q belongs to every entry", k.Folder, f.key)
			}
		}
	}
}

// TestExample reads the example passport, writes it in each layout, and reads that again.
func TestExample(t *testing.T) {
	t.Parallel()
	dir := os.DirFS("../../content-example")
	tree := source.Load(dir, Layout(), nil)
	p := Decode(tree)
	if len(p.Entries) == 0 {
		t.Skip("there is no example")
	}
	// What the files would lie beside is not written, so that paths of private entries to public
	// files stay as they are.
	for _, o := range []source.Origin{source.Inline, source.Listed, source.Paged} {
		files, err := Encode(p, o)
		if err != nil {
			t.Fatal(err)
		}
		fsys := fstest.MapFS{}
		for name, data := range files {
			fsys[name] = &fstest.MapFile{Data: data}
		}
		for _, a := range tree.Assets {
			fsys[a.Path] = &fstest.MapFile{Data: []byte("x")}
		}
		got := Decode(source.Load(fsys, Layout(), nil))
		ignoreBodies := gocmp.FilterPath(func(p gocmp.Path) bool {
			return o != source.Paged && p.Last().Type() == reflect.TypeFor[*source.Body]()
		}, gocmp.Ignore())
		if diff := gocmp.Diff(sorted(p), sorted(got), same, ignoreBodies); diff != "" {
			t.Errorf("layout %d (-want +got)\n%s", o, diff)
		}
		a, b := p.Publish(Audience{}, now), got.Publish(Audience{}, now)
		if len(a.Entries) != len(b.Entries) || len(a.Skills) != len(b.Skills) || !slices.Equal(a.Files, b.Files) || len(a.Told) != len(b.Told) {
			t.Errorf("layout %d publishes %d entries, %d skills, %v; want %d, %d, %v", o, len(b.Entries), len(b.Skills), b.Files, len(a.Entries), len(a.Skills), a.Files)
		}
	}
}

func sorted(p *Passport) *Passport {
	c := *p
	c.Entries = slices.Clone(p.Entries)
	slices.SortStableFunc(c.Entries, func(a, b *Entry) int { return strings.Compare(a.key(), b.key()) })
	return &c
}

// FuzzDecode reads any two files as a passport, publishes it to every audience in every language, and
// fills every card: nothing may panic.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		"person: {name: [a]}\nsite: {languages: [a, b, a, ''], since: x, dates: years, visibility: [1]}\nexperience: [{roles: [{start: 2019}, null, x]}, [], {}, '']\n",
		"skills: [{id: a, levels: [{date: 9999-12}], broader: a}, {title: '#'}]\ngoals: [{visibility: public, skills: [a, {}], by: ~2027}]\n",
		"endorsements: [{about: ['#', '/', 'experience/#x', skills/a], quote: x, author: [b]}]\ncredentials: [{issuer: {shown_as: x}, url: https://[::1]/, expires: 0001}]\n",
	} {
		f.Add(s, "---\n"+s+"---\n[a](../x.md#y) ![b](c.jpg)\n[d]: e\n")
	}
	f.Fuzz(func(t *testing.T, yaml, page string) {
		fsys := fstest.MapFS{}
		for _, name := range []string{"passport.yaml", "passport.b.yaml", "passport.fr.yaml", "skills.yaml", ".private/passport.yaml"} {
			fsys[name] = &fstest.MapFile{Data: []byte(yaml)}
		}
		for _, k := range Kinds() {
			fsys[k.Folder+"/a.md"] = &fstest.MapFile{Data: []byte(page)}
			fsys[k.Folder+"/a.fr.md"] = &fstest.MapFile{Data: []byte(page)}
		}
		fsys["experience/c.jpg"] = &fstest.MapFile{}
		p := Decode(source.Load(fsys, Layout(), nil))
		for _, a := range []Audience{{}, {Drafts: true, Private: true}} {
			pub := p.Publish(a, now)
			for _, lang := range append(pub.Langs, "") {
				v := pub.In(lang)
				for _, e := range slices.Concat(v.Entries, v.Unlisted) {
					v.Card(e)
					v.Facts(e)
				}
			}
		}
		for _, e := range p.Entries {
			p.Digest(e)
			EncodeEntry(e)
		}
		_, _ = Encode(p, source.Listed)
	})
}

// many makes a passport of n entries that use skills, link to each other and carry evidence.
func many(n int) fstest.MapFS {
	fsys := fstest.MapFS{"passport.yaml": &fstest.MapFile{Data: []byte("person: {name: Ana}\nsite: {languages: [en]}\n")}, "media/a.pdf": &fstest.MapFile{}}
	prose := strings.Repeat("Words that say what was done and what came of it, at some length. ", 20)
	for i := range n {
		k := []string{"experience", "projects", "education", "stories"}[i%4]
		page := fmt.Sprintf("---\ntitle: Entry %d\norganization: {name: Org %d, url: https://org%d.example}\nstart: %d-%02d\nend: %d\nskills: [skill-%d, {skill: skill-%d, level: working}]\nhighlights:\n  - A first thing.\n  - {id: h, text: A second thing., evidence: [{title: Sheet, file: ../media/a.pdf}], skills: [skill-%d]}\ntags: [a, b]\n---\n%s [see](../%s/e%d.md#h)\n",
			i, i%50, i%50, 1990+i%30, 1+i%12, 1991+i%30, i%97, i%89, i%83, prose, k, (i+4)%n)
		fsys[fmt.Sprintf("%s/e%d.md", k, i)] = &fstest.MapFile{Data: []byte(page)}
	}
	return fsys
}

func BenchmarkPublish(b *testing.B) {
	for _, n := range []int{40, 1000} {
		tree := source.Load(many(n), Layout(), nil)
		b.Run(fmt.Sprintf("decode=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Decode(tree)
			}
		})
		p := Decode(tree)
		b.Run(fmt.Sprintf("publish=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Publish(Audience{}, now)
			}
		})
	}
}
