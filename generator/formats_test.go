package generator_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	example "github.com/talent-passport/passport/content-example"
	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestFormatsAreListed: every folder below format is in the list, and what the list says of each is whole.
func TestFormatsAreListed(t *testing.T) {
	dirs, err := os.ReadDir("format")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if !d.IsDir() || d.Name() == "testdata" {
			continue
		}
		if !slices.ContainsFunc(generator.Formats(), func(x *format.Format) bool {
			return x.Name == d.Name() || strings.HasPrefix(x.Name, d.Name()+"-")
		}) {
			t.Errorf("the folder format/%s has no line in the list of formats", d.Name())
		}
	}
	seen := map[string]bool{}
	for _, x := range generator.Formats() {
		if x.Name == "" || x.Title == "" || x.About == "" || x.Spec == "" || x.Ext == "" || x.MediaType == "" {
			t.Errorf("%s does not say all about itself: %+v", x.Name, x)
		}
		if seen[x.Name] || passport.Fold(x.Name) != x.Name {
			t.Errorf("%s is no name of its own", x.Name)
		}
		seen[x.Name] = true
		if (x.Import == nil) != (x.Recognise == nil) || x.Import == nil && x.Export == nil && x.Documents == nil {
			t.Errorf("%s is half a format", x.Name)
		}
	}
}

// TestExportsOfTheExample holds every export of the example to its golden file.
func TestExportsOfTheExample(t *testing.T) {
	t.Parallel()
	e := builder().Plan(example.FS, nil).Plan.Editions[0]
	for _, x := range generator.Formats() {
		if x.Export == nil {
			continue
		}
		got := x.Export(e)
		if again := x.Export(e); !bytes.Equal(got, again) {
			t.Errorf("%s: the same passport gives other bytes the second time", x.Name)
		}
		golden(t, filepath.Join("testdata", "formats", x.Name+x.Ext), got)
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); go test ./generator -run Exports -update rewrites it\n%s", name, diff)
	}
}

// secret is a passport in which whatever must not leave says so.
func secret(dates string) fstest.MapFS {
	page := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"passport.yaml": page(`schema: 1
person:
  name: Ana Prata
  headline: Nurse
  contact: {email: ana@example.org, phone: "+351 910 555 018", private: [phone]}
  forms: {birth_date: 1984-05-17, birth_place: SECRETPLACE, gender: SECRETGENDER, address: {street: SECRETSTREET, postal_code: SECRETCODE}}
site:
  url: https://ana.example/
  dates: ` + dates + `
  since: 2000
extra:
  jsonresume: {basics: {birthDate: SECRETBIRTH, address: SECRETHOME}}
  rendercv: {dateOfBirth: SECRETBIRTH}
  hropen: {person: {birthDate: SECRETBIRTH}}
`),
		"about.md": page("I look after people. See [this](stories/hidden.md).\n"),
		"experience/clinic.md": page(`---
title: Night nurse
organization: {name: SECRETEMPLOYER, url: "https://secretemployer.example", shown_as: a hospital in the north}
start: 2013-07-19
end: 2016-08-21
leaving: SECRETREASON
skills: [wound-care]
highlights:
  - Cut dressing changes by a third.
  - {text: SECRETCLAIM, visibility: private, skills: [SECRETSKILL]}
source: {by: A colleague, file: ../media/SECRETFILE.pdf, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
roles:
  - {title: Charge nurse, start: 2015-07-11, end: 2016-08-21}
  - {title: SECRETROLE, start: 2014-07-10, end: 2015-07-10, visibility: draft}
---
Told by me.
`),
		"experience/first.md":    page("---\ntitle: SECRETOLDJOB\norganization: Kiln\nstart: 1990-07\nend: 1995-08\n---\n"),
		"experience/draft.md":    page("---\ntitle: SECRETDRAFT\nvisibility: draft\nstart: 2018\n---\nSECRETDRAFT\n"),
		".private/awards/p.md":   page("---\ntitle: SECRETAWARD\ndate: 2019\n---\n"),
		"goals/next.md":          page("---\nwhat: SECRETGOAL\n---\n"),
		"log/2026.md":            page("- 2026-11-20 SECRETLOG\n"),
		"stories/hidden.md":      page("---\ntitle: SECRETSTORY\nvisibility: private\ndate: 2019-07-03\n---\nSECRETSTORY\n"),
		"stories/unlisted.md":    page("---\ntitle: SECRETUNLISTED\nvisibility: unlisted\ndate: 2019-07-03\n---\nSECRETUNLISTED\n"),
		"stories/shown.md":       page("---\ntitle: A night\ndate: 2017-07-13\n---\nIt was quiet. It was after [that](hidden.md).\n"),
		"projects/sheet.md":      page("---\ntitle: One sheet\nstart: 2014-07\nend: 2015-08\nurl: \"javascript:SECRETSCRIPT\"\ncollaborators: [{name: SECRETPERSON, role: drew it}]\nfor: [stories/hidden]\nevidence: [{title: Case book, on_request: true, file: ../media/SECRETCASE.csv}, {title: Shelf, on_request: true, url: \"https://secretshelf.example\"}]\n---\nOn one page.\n"),
		"media/SECRETCASE.csv":   page("SECRETCASE\n"),
		"endorsements/boss.md":   page("---\nauthor: {name: SECRETBOSS, role: Head nurse}\n---\nShe is good.\n"),
		"credentials/licence.md": page("---\ntitle: Licence\ntype: license\nissuer: {name: SECRETISSUER, shown_as: a council}\ncredential_id: A1\nissued: 2012-07-09\nurl: https://secretissuer.example/a1\n---\n"),
		"skills.yaml":            page("- {id: wound-care, title: Wound care}\n- {id: hush, title: SECRETHUSH, visibility: private}\n"),
		"publications/paper.md":  page("---\ntitle: On sheets\ntype: article\ndate: 2016-07-02\nauthors: [Ana Prata]\nskills: [hush]\n---\n"),
	}
}

// TestOnlyWhatIsPublicLeaves: in no format is anything that a person keeps back, whatever it is, nor more
// of dates than they show.
func TestOnlyWhatIsPublicLeaves(t *testing.T) {
	t.Parallel()
	hidden := regexp.MustCompile(`(?i)SECRET\w*|910 ?555|1984-05`)
	exact := map[string]*regexp.Regexp{
		"full":     nil,
		"years":    regexp.MustCompile(`201[2-7]-\d\d|Jul|Aug|\b(37|38) months|19 July`),
		"duration": regexp.MustCompile(`201[2-7]`),
	}
	for dates, banned := range exact {
		plan := builder().Plan(secret(dates), nil)
		e := plan.Plan.Editions[0]
		outputs := map[string]string{}
		for _, x := range generator.Formats() {
			if x.Export != nil {
				outputs["export "+x.Name] = string(x.Export(e))
			}
		}
		for _, d := range plan.Documents {
			if strings.HasPrefix(d.Path, "stories/unlisted") {
				continue // its own page may say what it says
			}
			var b bytes.Buffer
			d.Render(&b)
			outputs[d.Path] = d.Path + "\n" + b.String()
		}
		if len(outputs) < 25 {
			t.Errorf("%s: only %d outputs were looked at", dates, len(outputs))
		}
		for name, text := range outputs {
			if strings.HasSuffix(name, ".pdf") || strings.HasSuffix(name, ".docx") || strings.HasSuffix(name, ".css") || strings.HasSuffix(name, ".svg") {
				continue
			}
			if m := hidden.FindString(text); m != "" {
				t.Errorf("dates %s: %q leaves in %s", dates, m, name)
			}
			if banned == nil {
				continue
			}
			if m := banned.FindString(text); m != "" && !strings.HasSuffix(name, ".html") {
				t.Errorf("dates %s: %q leaves in %s", dates, m, name)
			}
		}
		if !strings.Contains(outputs["export jsonresume"], "a hospital in the north") {
			t.Errorf("shown_as is not obeyed:\n%s", outputs["export jsonresume"])
		}
	}
}

// TestTwinsSayTheSame: the Markdown twins of pages say what the pages say.
func TestTwinsSayTheSame(t *testing.T) {
	t.Parallel()
	plan := builder().Plan(fstest.MapFS{"passport.yaml": {Data: []byte(`schema: 1
person: {name: Ana Prata, contact: {email: ana@example.org}}
experience:
  - id: ward
    title: Nurse
    start: 2012
    roles:
      - {title: Charge nurse, start: 2019-03, skills: [rotas]}
      - {title: Staff nurse, start: 2012, end: 2019-02, skills: [wounds]}
    evidence: [{title: The rota, on_request: true}, {title: The ward, confirm_at: "https://register.example/b3"}]
  - {id: shop, title: Baker, start: 2008, end: 2010}
  - {id: other, title: Choir}
projects: [{title: A, date: 2020}, {title: B, date: 2020}, {title: C, date: 2020}, {title: D, date: 2020}]
credentials: [{title: First aid, issuer: Red Cross, expires: 2018-06}, {title: Nursing, type: license, status: suspended}]
goals: [{title: Nights, visibility: public, availability: {notice: a month}}]
skills: [{id: rotas, title: Rotas}, {id: wounds, title: Wounds}]
`)}}, nil)
	docs := map[string]string{}
	for _, d := range plan.Documents {
		if strings.HasSuffix(d.Path, ".md") || strings.HasSuffix(d.Path, ".html") {
			var b bytes.Buffer
			d.Render(&b)
			docs[d.Path] = b.String()
		}
	}
	for path, wants := range map[string][]string{
		"index.html.md": {
			"## Availability\n\n- Notice: a month\n", "## Now\n\n- [Charge nurse](experience/ward.html.md) (Mar 2019 – present)\n",
			"## Before\n\n- Baker (2008–2010)\n", "(Mar 2019 – present)\n",
			"- Nursing, Status suspended\n", "- First aid, issuer named: Red Cross, Expired Jun 2018\n",
		},
		"experience/ward.html": {">shown on request<"},
		"experience/ward.html.md": {
			"- The rota: shown on request\n", "- The ward: [Confirm at register.example](https://register.example/b3)\n",
		},
		"skills/rotas.html.md":  {"- [Nurse](../experience/ward.html.md) (Mar 2019 – present): Charge nurse\n"},
		"skills/wounds.html.md": {"- [Nurse](../experience/ward.html.md) (2012 – Feb 2019): Staff nurse\n"},
		"how-to-check.html.md":  {"- shown: ", "- no mark: Ana Prata says so", "- [ana@example.org](mailto:ana@example.org)\n"},
		"timeline.html.md":      {"### Work\n", "- 2012 – present, [Nurse](experience/ward.html.md)\n"},
	} {
		for _, want := range wants {
			if !strings.Contains(docs[path], want) {
				t.Errorf("%s does not say %q:\n%s", path, want, docs[path])
			}
		}
	}
}

// TestUnlistedFiles: where search engines shall list nothing, every file that cannot say so itself is closed.
func TestUnlistedFiles(t *testing.T) {
	t.Parallel()
	plan := builder().Plan(fstest.MapFS{"passport.yaml": {Data: []byte(
		"person: {name: Ana}\nsite: {index: false, url: \"https://ana.example/p/\", languages: [en, pt]}\nstories: [{title: A night, date: 2020-01, body: It was long.}]\n")}}, nil)
	docs := map[string]string{}
	for _, d := range plan.Documents {
		var b bytes.Buffer
		d.Render(&b)
		docs[d.Path] = b.String()
	}
	for name := range docs {
		rule := "Disallow: /p/" + name + "\n"
		switch path.Ext(name) {
		case ".md":
			rule = "Disallow: /p/*.md\n"
		case ".json", ".xml", ".vcf", ".txt", ".pdf", ".docx":
		default:
			continue
		}
		if name != "robots.txt" && !strings.Contains(docs["robots.txt"], rule) {
			t.Errorf("robots.txt has no %q", rule)
		}
	}
}

// TestRevoked: a format that cannot say that a credential was taken back does not tell of it.
func TestRevoked(t *testing.T) {
	t.Parallel()
	plan := builder().Plan(fstest.MapFS{"passport.yaml": {Data: []byte(
		"person: {name: Ana}\ncredentials: [{title: Lifts, issuer: Board, status: revoked}, {title: First aid, issuer: Red Cross}]\n")}}, nil)
	got := string(formatNamed(t, "jsonresume").Export(plan.Plan.Editions[0]))
	if strings.Contains(got, "Lifts") || !strings.Contains(got, "First aid") {
		t.Error(got)
	}
}

// TestFeedsAreFeeds holds both feeds to what readers need (RFC 4287; JSON Feed 1.1).
func TestFeedsAreFeeds(t *testing.T) {
	t.Parallel()
	docs := exampleDocuments()
	var atom struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Author struct {
			Name string `xml:"name"`
		} `xml:"author"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(docs["feed.xml"]), &atom); err != nil {
		t.Fatal(err)
	}
	stamp := func(what, s string) {
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	stamp("feed", atom.Updated)
	if atom.ID == "" || atom.Title == "" || atom.Author.Name == "" || len(atom.Entries) < 10 || atom.Links[0].Rel != "self" || !strings.HasSuffix(atom.Links[0].Href, "/feed.xml") {
		t.Errorf("the feed lacks something: %+v", atom)
	}
	ids := map[string]bool{}
	for _, e := range atom.Entries {
		stamp(e.ID, e.Updated)
		if e.Title == "" || ids[e.ID] || !strings.HasPrefix(e.ID, "https://") {
			t.Errorf("an entry lacks something: %+v", e)
		}
		ids[e.ID] = true
	}
	var feed struct {
		Version, Title string
		Items          []struct {
			ID, URL      string
			Content_html string
			Content_text string
		}
	}
	if err := json.Unmarshal([]byte(docs["feed.json"]), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.Version != "https://jsonfeed.org/version/1.1" || feed.Title == "" || len(feed.Items) != len(atom.Entries) {
		t.Errorf("the JSON feed lacks something: %s %s %d", feed.Version, feed.Title, len(feed.Items))
	}
	for _, i := range feed.Items {
		if !ids[i.ID] || i.URL == "" || (i.Content_html == "") == (i.Content_text == "") {
			t.Errorf("an item lacks something: %+v", i)
		}
	}
	if _, there := render(t, fstest.MapFS{"passport.yaml": {Data: []byte("person: {name: Ana}\n")}})["feed.xml"]; there {
		t.Error("a passport with nothing to tell has a feed")
	}
}

// TestTwins: every page that may be found has a twin whose links lead somewhere, its head leads there, and
// llms.txt names each.
func TestTwins(t *testing.T) {
	t.Parallel()
	plan := builder().Plan(example.FS, nil)
	docs := exampleDocuments()
	for _, e := range plan.Plan.Editions {
		index := docs[e.Prefix+"llms.txt"]
		if !strings.HasPrefix(index, "# ") || !strings.Contains(index, "\n> ") {
			t.Errorf("%sllms.txt does not begin with a name and a quote:\n%.200s", e.Prefix, index)
		}
		for _, p := range e.Pages {
			twin := p.Path + site.TwinExt
			text, there := docs[twin]
			if shown := p.Template != "moved" && p.Template != "notfound" && !p.Unlisted; there != shown {
				t.Errorf("%s: has a twin: %t", p.Path, there)
				continue
			} else if !shown {
				continue
			}
			if !strings.HasPrefix(text, "# ") {
				t.Errorf("%s has no title: %.80s", twin, text)
			}
			if !strings.Contains(index, filepath.ToSlash(p.Path)+site.TwinExt) {
				t.Errorf("llms.txt does not name %s", twin)
			}
			site.Fill(p)
			if !slices.ContainsFunc(p.Data, func(a site.Alternate) bool { return a.Type == "text/markdown" && strings.HasSuffix(a.Href, twin) }) {
				t.Errorf("the head of %s does not lead to its twin", p.Path)
			}
			for _, m := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(text, -1) {
				to, _, _ := strings.Cut(m[1], "#")
				if to == "" || strings.Contains(to, ":") {
					continue
				}
				to = strings.TrimPrefix(filepath.ToSlash(filepath.Join(filepath.Dir(p.Path), to)), "./")
				if _, there := docs[to]; !there {
					t.Errorf("%s: %s leads nowhere", twin, m[1])
				}
				if strings.HasSuffix(to, ".html") {
					t.Errorf("%s: %s leaves Markdown", twin, m[1])
				}
			}
		}
	}
	none := secret("full")
	none["passport.yaml"].Data = bytes.Replace(none["passport.yaml"].Data, []byte("  dates:"), []byte("  ai: none\n  dates:"), 1)
	for path := range render(t, none) {
		if strings.HasSuffix(path, ".md") || path == "llms.txt" {
			t.Errorf("site.ai is none, and there is %s", path)
		}
	}
}

// TestContactCard reads the card as RFC 6350 says: lines of at most 75 octets, what must be there, no
// telephone number that is private.
func TestContactCard(t *testing.T) {
	t.Parallel()
	card := exampleDocuments()["contact.vcf"]
	for line := range strings.SplitSeq(strings.TrimSuffix(card, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%d octets: %s", len(line), line)
		}
	}
	whole := strings.ReplaceAll(card, "\r\n ", "")
	if !strings.HasPrefix(whole, "BEGIN:VCARD\r\nVERSION:4.0\r\n") || !strings.HasSuffix(whole, "END:VCARD\r\n") || strings.Count(whole, "\r\nN:") != 1 {
		t.Errorf("not a card:\n%s", whole)
	}
	if strings.Contains(whole, "TEL") {
		t.Errorf("a private number is in it")
	}
	if long := strings.Repeat("é", 200); strings.Contains(card, long) {
		t.Error("nothing is folded")
	}
}

// TestAccountsAreTrue holds the account of an export to the bytes: what is kept occurs in them.
func TestAccountsAreTrue(t *testing.T) {
	notShort(t)
	t.Parallel()
	e := builder().Plan(example.FS, nil).Plan.Editions[0]
	for _, x := range generator.Formats() {
		if x.Export == nil || x.Name == "markdown" || x.Name == "bibtex" || x.Name == "vcard" || strings.HasSuffix(x.MediaType, "xml") {
			continue // these write words with signs of their own
		}
		out := strings.Join(strings.Fields(strings.NewReplacer(`\"`, `"`, `""`, `"`, `\n`, " ").Replace(string(x.Export(e)))), " ")
		a := format.Observe(x, e)
		if a.Count(format.Kept) < 40 || a.Count(format.Lost) == 0 {
			t.Errorf("%s: %s", x.Name, a)
		}
		for _, l := range a {
			switch {
			case l.Outcome == format.Lost && l.Why == "", l.Outcome == format.Changed && l.Why == "":
				t.Errorf("%s: no reason for %+v", x.Name, l)
			case l.Outcome == format.Kept && !strings.HasSuffix(l.Value, "…") && l.Value != "true" && !strings.HasPrefix(l.Value, "map[") && !strings.HasPrefix(l.Value, "media/") && !strings.Contains(out, l.Value):
				if !strings.HasSuffix(l.Ours, "doi") && !strings.HasPrefix(l.Value, "~") {
					t.Errorf("%s: %q of %s is called kept and is not there", x.Name, l.Value, l.Ours)
				}
			}
		}
	}
}

// TestTableOfFormats keeps the table of what each format carries: it is made by watching every format at a
// passport in which every field is set.
func TestTableOfFormats(t *testing.T) {
	notShort(t)
	t.Parallel()
	golden(t, filepath.Join("format", "TABLE.md"), generator.TableOfFormats(samples(t)))
}

// notShort leaves out a test of one long computation, which has nothing that could race and takes ten times as
// long when races are watched.
func notShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes long, and is left out with -short")
	}
}

// samples are files that were written for the tests, for each format that can be imported.
func samples(t testing.TB) map[string][]generator.Foreign {
	t.Helper()
	out := map[string][]generator.Foreign{}
	for _, x := range generator.Formats() {
		if x.Import == nil {
			continue
		}
		// The second format of a folder has samples that begin with its own word: csv-skills, "skills*".
		folder, word, second := strings.Cut(x.Name, "-")
		if !second {
			word = "sample"
		}
		dir := filepath.Join("format", folder, "testdata")
		names, err := filepath.Glob(filepath.Join(dir, word+"*"))
		if err != nil || len(names) == 0 {
			t.Errorf("%s can be imported and has no %s/%s*", x.Name, dir, word)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			out[x.Name] = append(out[x.Name], generator.Foreign{Name: filepath.Base(name), Data: data})
		}
	}
	return out
}

// everything is an edition of the passport in which every field is set.
func everything(t testing.TB) *site.Edition {
	t.Helper()
	p := format.Everything().Publish(passport.Audience{}, passport.Moment{Year: 2026, Month: 11, Day: 23})
	plan, found := site.New(p, site.Options{Version: "test"})
	if len(found) > 0 {
		t.Fatal(fmt.Sprint(found))
	}
	return plan.Editions[0]
}
