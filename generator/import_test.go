package generator_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	example "github.com/talent-passport/passport/content-example"
	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
)

// TestRoundTrips: what a format carries survives the way out, in and out again, for every format that goes
// both ways and for passports of every kind.
func TestRoundTrips(t *testing.T) {
	notShort(t)
	t.Parallel()
	for _, x := range generator.Formats() {
		if x.Import == nil || x.Export == nil {
			continue
		}
		for i, e := range manyEditions(t) {
			first := x.Export(e)
			im := format.Import(x, format.NewFile("own"+x.Ext, first), format.Options{})
			if im.Problems.HasErrors() {
				t.Errorf("%s %d: %v", x.Name, i, im.Problems)
				continue
			}
			second := x.Export(again(im.Passport, e))
			if diff := cmp.Diff(unordered(t, x, first), unordered(t, x, second)); diff != "" {
				t.Errorf("%s, edition %d (-first +second):\n%s", x.Name, i, diff)
			}
		}
	}
}

// TestPassportComesBack: the passport.json of a build becomes a passport whose build says the same, files and
// pictures apart, which are only named in it.
func TestPassportComesBack(t *testing.T) {
	t.Parallel()
	derived := regexp.MustCompile(`^(generator|skills|page|backing|portrait|image|file|evidence|source|consent|languages|earlier)$`)
	for name, folder := range map[string]fs.FS{"example": example.FS, "secret": secret("full")} {
		e := builder().Plan(folder, nil).Plan.Editions[0]
		first := publicData(t, e)
		me := filepath.Join(t.TempDir(), "me")
		im, err := builder().ImportInto(me, generator.Answers{}, []generator.Foreign{{Name: "passport.json", Data: first}}, generator.ImportOptions{})
		if err != nil || im.Problems.HasErrors() {
			t.Errorf("%s: %v %v", name, err, im.Problems)
			continue
		}
		if _, err := im.Write(); err != nil {
			t.Fatal(err)
		}
		// Where it is published and who agreed to be named is for the person to say.
		files := fstest.MapFS{}
		for file, text := range readAll(t, me) {
			file = strings.TrimPrefix(file, "/")
			if file == "passport.yaml" {
				text = strings.Replace(text, "site:\n", "site:\n  url: "+e.Base+"\n", 1)
			}
			if strings.HasPrefix(file, "endorsements/") {
				text = strings.Replace(text, "\nsource:", "\nconsent: true\nsource:", 1)
			}
			files[file] = &fstest.MapFile{Data: []byte(text)}
		}
		second := publicData(t, builder().Plan(files, nil).Plan.Editions[0])
		read := func(data []byte) any {
			var v any
			if err := json.Unmarshal(data, &v); err != nil {
				t.Fatal(err)
			}
			delete(v.(map[string]any), "id") // a new passport has its own
			return without(v, derived)
		}
		if diff := cmp.Diff(read(first), read(second)); diff != "" {
			t.Errorf("%s (-first +second):\n%s", name, diff)
		}
	}
}

// publicData is the passport.json of an edition.
func publicData(t *testing.T, e *site.Edition) []byte {
	t.Helper()
	plan, _ := site.New(e.Public, site.Options{Version: e.Version})
	for _, d := range plan.Documents {
		if strings.HasSuffix(d.Path, "passport.json") {
			var b bytes.Buffer
			d.Render(&b)
			return b.Bytes()
		}
	}
	t.Fatal("there is no passport.json")
	return nil
}

var pictureInProse = regexp.MustCompile(`!\[([^\]]*)\]\([^)]*\)`)

// without is a plain value without the members whose names fit, and without pictures in prose.
func without(v any, names *regexp.Regexp) any {
	switch v := v.(type) {
	case map[string]any:
		if v["url"] == v["page"] {
			delete(v, "url") // an entry without an address of its own has that of its page
		}
		for k := range v {
			if names.MatchString(k) {
				delete(v, k)
			} else {
				v[k] = without(v[k], names)
			}
		}
	case []any:
		for i := range v {
			v[i] = without(v[i], names)
		}
	case string:
		return pictureInProse.ReplaceAllString(v, "$1")
	}
	return v
}

// again publishes what came in where it came from, with the consent of everybody in it.
func again(p *passport.Passport, from *site.Edition) *site.Edition {
	p.ID = from.Public.ID
	p.Site.URL, p.Site.Languages = passport.URL{Value: from.Base}, []string{from.Lang}
	p.Person.Contact.Private = nil
	for _, e := range p.Entries {
		if d, ok := e.Detail.(*passport.Endorsement); ok {
			d.Consent = true
		}
		if e.Kind.Default != passport.VisibilityPublic {
			e.Visibility = passport.VisibilityPublic
		}
	}
	plan, _ := site.New(p.Publish(passport.Audience{}, from.Public.Now), site.Options{Version: from.Version})
	return plan.Editions[0]
}

var notSaid = regexp.MustCompile(`<img[^>]*>| id="[^"]*"|<div[^>]*>|</div>|<h\d`)

// unordered is a document as plain values with its lists sorted: entries stand by time, and of equal times
// as written. Of a document in which positions at one employer stand together it is what its elements say,
// each once, because an import joins those that follow each other.
func unordered(t *testing.T, x *generator.Format, data []byte) any {
	t.Helper()
	if x.Ext == ".vcf" {
		// Where the card lies, the picture and the employer are told of the site and of dates, not by the card.
		lines := strings.Split(strings.ReplaceAll(string(data), "\r\n ", ""), "\r\n")
		slices.Sort(lines)
		return slices.DeleteFunc(lines, func(s string) bool {
			return strings.HasPrefix(s, "ORG:") || strings.HasPrefix(s, "PHOTO:") || strings.HasPrefix(s, "SOURCE:") ||
				strings.HasPrefix(s, "URL:") && strings.Contains(s, "/passport/") // the home of this language
		})
	}
	if x.Ext == ".bib" {
		list := strings.Split(string(data), "\n\n@")
		for i := range list {
			list[i] = strings.Join(strings.Fields(strings.TrimPrefix(list[i], "@")), " ")
		}
		slices.Sort(list)
		return list
	}
	f := format.NewFile("own"+x.Ext, data)
	root, found := f.JSON()
	switch x.Ext {
	case ".xml":
		root, found = f.XML()
	case ".yaml":
		root, found = f.YAML()
	case ".csv":
		_, root, found = f.CSV()
		for _, row := range root.Items {
			// The address of a page and what a skill is derived from come from the whole passport, and ids of
			// roles that are apart from names.
			row.Pairs = slices.DeleteFunc(row.Pairs, func(p source.Pair) bool {
				return slices.Contains([]string{"id", "page", "first", "last", "months", "uses", "evidence"}, p.Key)
			})
		}
	}
	if root == nil {
		t.Fatalf("%v\n%s", found, data)
	}
	if x.Ext == ".xml" || x.Name == "hropen" {
		said := map[string]bool{}
		var walk func(key string, v any)
		walk = func(key string, v any) {
			switch v := v.(type) {
			case map[string]any:
				for k, x := range v {
					if k != "endorsers" { // they are asked again
						walk(k, x)
					}
				}
			case []any:
				for _, x := range v {
					walk(key, x)
				}
			default:
				switch key {
				case "CompetencyDimensionTypeCode", "reference":
					return // five times the same; the page of an entry, which is of another kind now
				}
				// Paragraphs of a position become one, and pictures stay where they are.
				text := notSaid.ReplaceAllString(fmt.Sprint(v), " ")
				text = strings.NewReplacer("<p>", " ", "</p>", " ", "<", " <").Replace(text)
				if key == "descriptions" || key == "lines" {
					for word := range strings.FieldsSeq(text) {
						said[key+": "+word] = true
					}
					return
				}
				said[key+": "+strings.Join(strings.Fields(text), " ")] = true
			}
		}
		walk("", root.Interface())
		return slices.Sorted(maps.Keys(said))
	}
	var sorted func(v any) any
	sorted = func(v any) any {
		switch v := v.(type) {
		case string:
			v = strings.Join(strings.Fields(v), " ") // paragraphs of a position become one
			if x.Ext == ".yaml" {
				list := strings.Split(v, ", ") // skills of a group are a list in one text
				slices.Sort(list)
				return strings.Join(list, ", ")
			}
			return v
		case map[string]any:
			for k := range v {
				v[k] = sorted(v[k])
			}
		case []any:
			for i := range v {
				v[i] = sorted(v[i])
			}
			slices.SortFunc(v, func(a, b any) int {
				x, _ := json.Marshal(a)
				y, _ := json.Marshal(b)
				return bytes.Compare(x, y)
			})
		}
		return v
	}
	return sorted(root.Interface())
}

// TestImportMergesIntoTheExample: an import into a passport that somebody wrote changes not a byte of what
// they wrote, and adds what is new.
func TestImportMergesIntoTheExample(t *testing.T) {
	t.Parallel()
	me := filepath.Join(t.TempDir(), "me")
	if err := os.CopyFS(me, example.FS); err != nil {
		t.Fatal(err)
	}
	before := readAll(t, me)
	// The example as another program would tell of it.
	own := formatNamed(t, "jsonresume").Export(builder().Plan(example.FS, nil).Plan.Editions[0])
	im, err := builder().Import(me, []generator.Foreign{{Name: "own.json", Data: own}}, generator.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range im.Changes {
		if c.State == generator.ImportNew {
			t.Errorf("%s (%s) is taken for new", c.Ref, c.Title)
		}
	}
	sample := samples(t)["jsonresume"][0]
	im, err = builder().Import(me, []generator.Foreign{sample}, generator.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := im.Write(); err != nil {
		t.Fatal(err)
	}
	after := readAll(t, me)
	for name, text := range before {
		// Only insertions: what was there is still there, line by line, in its order.
		have := strings.Split(after[name], "\n")
		for line := range strings.SplitSeq(text, "\n") {
			// What stands in brackets grows before its bracket.
			i := slices.IndexFunc(have, func(s string) bool {
				grown := strings.TrimRight(line, "]}")
				return s == line || grown != line && strings.HasPrefix(s, grown)
			})
			if i < 0 {
				t.Errorf("%s: the line %q is gone", name, line)
				break
			}
			have = have[i+1:]
		}
	}
	if len(after) <= len(before) {
		t.Error("nothing was added")
	}
}

func readAll(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := os.ReadFile(path)
			out[filepath.ToSlash(strings.TrimPrefix(path, dir))] = string(data)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestImportReadsEveryEncoding: the same file in any encoding gives the same passport.
func TestImportReadsEveryEncoding(t *testing.T) {
	t.Parallel()
	for name, data := range everyEncoding(`{"basics": {"name": "Inês Åström", "label": "Ofício"}, "work": []}`) {
		im := format.Import(formatNamed(t, "jsonresume"), format.NewFile("r.json", data), format.Options{})
		if p := im.Passport.Person; p.Name.Value != "Inês Åström" || p.Headline.Value != "Ofício" {
			t.Errorf("%s: %q %q %v", name, p.Name.Value, p.Headline.Value, im.Problems)
		}
	}
}

// everyEncoding is a text in the encodings that programs save files in.
func everyEncoding(text string) map[string][]byte {
	utf16Bytes := func(order binary.AppendByteOrder, mark bool) []byte {
		var b []byte
		units := utf16.Encode([]rune(text))
		if mark {
			units = append([]uint16{0xFEFF}, units...)
		}
		for _, u := range units {
			b = order.AppendUint16(b, u)
		}
		return b
	}
	var latin []byte
	for _, r := range text {
		latin = append(latin, byte(r))
	}
	return map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with a mark": []byte("\ufeff" + text), "Latin-1": latin,
		"UTF-16LE": utf16Bytes(binary.LittleEndian, true), "UTF-16BE": utf16Bytes(binary.BigEndian, true), "UTF-16LE without a mark": utf16Bytes(binary.LittleEndian, false),
	}
}

// FuzzImport: whatever a file holds, an importer that takes it does not crash, accounts for every value,
// points into the file, and makes entries that can be written.
func FuzzImport(f *testing.F) {
	for _, files := range samples(f) {
		for _, x := range files {
			f.Add(x.Data)
		}
	}
	f.Add([]byte(`{"basics":{"name":1,"location":[],"profiles":{}},"work":[[],null,{"name":{},"highlights":"a\nb"}],"skills":["x",{"keywords":[{}]}]}`))
	f.Add([]byte("\xff\xfe{\x00}\x00"))
	f.Add([]byte("cv:\n  sections: \n    skills:\n     label:"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		for _, x := range generator.Formats() {
			if x.Import == nil {
				continue
			}
			file := format.NewFile("f", data)
			if x.Recognise(file) == format.No {
				continue
			}
			im := format.Import(x, file, format.Options{})
			for _, p := range im.Problems {
				if text := im.Text(p.Span.File); p.Span.File == "f" && (p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(text)) {
					t.Fatalf("%s: %s points outside of the file: %+v of %d", x.Name, p.Code, p.Span, len(text))
				}
			}
			for _, l := range im.Account {
				if l.Outcome != format.Kept && l.Why == "" || l.Foreign == "" && len(im.Account) > 1 {
					t.Fatalf("%s: a line says too little: %+v", x.Name, l)
				}
			}
			if im.Problems.HasErrors() {
				continue
			}
			if _, err := passport.Encode(im.Passport, 2); err != nil {
				t.Fatalf("%s: %v", x.Name, err)
			}
			twice := format.Import(x, format.NewFile("f", data), format.Options{})
			for _, pair := range format.Merge(im.Passport, twice.Passport) {
				if pair.Have == nil && uniquely(im.Passport, pair.Entry) {
					t.Fatalf("%s: %s is not known the second time", x.Name, pair.Entry.Ref())
				}
			}
		}
	})
}

// uniquely reports whether one entry of its kind has this name: of several only as many are known as there are.
func uniquely(p *passport.Passport, e *passport.Entry) bool {
	n := 0
	for _, o := range p.Entries {
		if o.Kind == e.Kind && o.Heading().Value == e.Heading().Value {
			n++
		}
	}
	return n == 1
}

// manyJobs is a JSON Resume with n entries.
func manyJobs(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"basics": {"name": "Ana Prata"}, "work": [`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"name": "House %d", "position": "Nurse %d", "startDate": "%d-03", "endDate": "%d-02", "summary": %q, "highlights": ["Cut dressing changes by %d in a hundred.", "Trained nine colleagues."]}`,
			i, i, 1950+i%70, 1951+i%70, strings.Repeat("I worked nights and wrote things down. ", 20), i)
	}
	b.WriteString(`], "skills": [`)
	for i := range 40 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"name": "Skill %d", "level": "Expert"}`, i)
	}
	b.WriteString("]}")
	return b.Bytes()
}

// BenchmarkImport is the import of a JSON Resume of 1,000 entries: reading, converting, naming, giving
// account, comparing with what is there, and making the files; all but writing them.
func BenchmarkImport(b *testing.B) {
	data := manyJobs(1000)
	b.SetBytes(int64(len(data)))
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			im, err := builder().ImportInto(filepath.Join(b.TempDir(), "me"), generator.Answers{}, []generator.Foreign{{Name: "r.json", Data: data}}, generator.ImportOptions{})
			if err != nil || im.Count(generator.ImportNew) != 1040 {
				b.Fatal(err, im)
			}
		}
	})
	b.Run("known", func(b *testing.B) {
		me := filepath.Join(b.TempDir(), "me")
		im, err := builder().ImportInto(me, generator.Answers{}, []generator.Foreign{{Name: "r.json", Data: data}}, generator.ImportOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := im.Write(); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			im, err := builder().Import(me, []generator.Foreign{{Name: "r.json", Data: data}}, generator.ImportOptions{})
			if err != nil || im.Count(generator.ImportKnown) < 1040 {
				b.Fatal(err)
			}
		}
	})
}

// TestImportIsBounded: what was made to hurt ends as a problem, in the time that a file of its size takes.
func TestImportIsBounded(t *testing.T) {
	notShort(t)
	t.Parallel()
	deep := []byte(`{"basics":{"name":"A"},"work":` + strings.Repeat("[", 100_000))
	wide := []byte(`{"basics":{"name":"A"},"work":[` + strings.Repeat("0,", 1_100_000) + "0]}")
	for name, data := range map[string][]byte{"deep": deep, "wide": wide, "large": make([]byte, format.MaxFile+1)} {
		im, err := builder().ImportInto(filepath.Join(t.TempDir(), "me"), generator.Answers{}, []generator.Foreign{{Name: name + ".json", Data: data}}, generator.ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		codes := map[string]bool{}
		for _, p := range im.Problems {
			codes[p.Code] = true
		}
		if !codes[format.CodeTooLarge] {
			t.Errorf("%s: %v", name, slices.Collect(maps.Keys(codes)))
		}
	}
}

// TestLearning: a skill that is only learnt goes out and comes back as that.
func TestLearning(t *testing.T) {
	own := formatNamed(t, "jsonresume").Export(builder().Plan(fstest.MapFS{"passport.yaml": {Data: []byte(
		"person: {name: Ana}\nskills: [{id: weaving, title: Weaving, learning: true}, {id: dyeing, title: Dyeing, level: expert}]\n")}}, nil).Plan.Editions[0])
	im := format.Import(formatNamed(t, "jsonresume"), format.NewFile("r.json", own), format.Options{})
	var got []string
	for _, e := range im.Passport.Entries {
		if d, ok := e.Detail.(*passport.Skill); ok {
			got = append(got, fmt.Sprintf("%s %q %v", e.ID, d.Level, d.Learning))
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{`dyeing "expert" false`, `weaving "" true`}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
