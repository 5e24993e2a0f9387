package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/paper"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
)

var now = passport.Moment{Year: 2026, Month: 11, Day: 23}

func publish(folder fs.FS) *passport.Public {
	return passport.Decode(source.Load(folder, passport.Layout(), nil)).Publish(passport.Audience{}, now)
}

// sheets are the résumés of a passport, one for each language.
func sheets(tb testing.TB, folder fs.FS) []site.Sheet {
	tb.Helper()
	var out []site.Sheet
	site.New(publish(folder), site.Options{
		Read:   func(name string) ([]byte, error) { return fs.ReadFile(folder, name) },
		Papers: func(s site.Sheet) ([]site.Document, diag.List) { out = append(out, s); return nil, nil },
	})
	return out
}

func example(tb testing.TB) *paper.Resume {
	return paper.New(sheets(tb, os.DirFS("../../content-example"))[0])
}

func written(yaml string) fstest.MapFS {
	return fstest.MapFS{"passport.yaml": {Data: []byte(yaml)}}
}

// tool runs a program of the system on a file. Where there is none the test is skipped, but not in CI.
func tool(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skipf("%s is not installed", name)
	}
	path := filepath.Join(t.TempDir(), "cv.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "FILE", path)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// folded is a text as one line of words, without what only plain text has: rules below headings.
func folded(s string) string {
	s = regexp.MustCompile(`(?m)^-+$`).ReplaceAllString(s, "")
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\f", " ")), " ")
}

// docxText is the text of a Word document as a reader of text sees it: paragraphs in order, bullets for
// those of lists.
func docxText(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	d := xml.NewDecoder(f)
	inText := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			inText = x.Name.Local == "t"
			if x.Name.Local == "pStyle" && x.Attr[0].Value == "ListBullet" {
				b.WriteString("• ")
			}
		case xml.EndElement:
			inText = false
			if x.Name.Local == "p" {
				b.WriteByte('\n')
			}
		case xml.CharData:
			if inText {
				b.Write(x)
			}
		}
	}
}

// unbarred leaves the bars between facts out: where a line ends, there is none.
func unbarred(text string) string { return strings.ReplaceAll(text, " |", "") }

// What a reader has who has only the text is the same in all three files, in the same order.
func TestFilesAgree(t *testing.T) {
	t.Parallel()
	for _, sheet := range sheets(t, os.DirFS("../../content-example")) {
		t.Run(sheet.Page.Lang, func(t *testing.T) {
			t.Parallel()
			r := paper.New(sheet)
			text := unbarred(folded(string(r.Text())))
			if diff := cmp.Diff(text, unbarred(folded(docxText(t, r.DOCX())))); diff != "" {
				t.Errorf("the Word document differs from the text (-text +docx):\n%s", diff)
			}
			got := tool(t, r.PDF(), "pdftotext", "-enc", "UTF-8", "FILE", "-")
			got = regexp.MustCompile(`(?m)^.* · \d+/\d+$`).ReplaceAllString(got, "") // page numbers
			if diff := cmp.Diff(text, unbarred(folded(got))); diff != "" {
				t.Errorf("the PDF differs from the text (-text +pdf):\n%s", diff)
			}
		})
	}
}

// Lines are broken between facts, where no bar is left over.
func TestBarsStandBetween(t *testing.T) {
	t.Parallel()
	r := example(t)
	pdf := tool(t, r.PDF(), "pdftotext", "-layout", "-enc", "UTF-8", "FILE", "-")
	for file, text := range map[string]string{"PDF": pdf, "text": string(r.Text())} {
		if bad := regexp.MustCompile(`(?m)^ *\|.*$|^.*\| *$`).FindAllString(text, -1); len(bad) > 0 {
			t.Errorf("in the %s a bar stands at an end: %q", file, bad)
		}
	}
	for _, fact := range []string{"Number 2-E-31847", "Number NRG-I-2207", "Expires 31 Dec 2034"} {
		if !strings.Contains(pdf, fact) {
			t.Errorf("in the PDF %q is not on one line", fact)
		}
	}
}

// A reader that has only the text of the PDF, in the order in which it is written, finds what applicant
// systems look for.
func TestFoundInText(t *testing.T) {
	t.Parallel()
	got := folded(tool(t, example(t).PDF(), "pdftotext", "-raw", "-enc", "UTF-8", "FILE", "-"))
	for _, want := range []string{
		"Inês Vilarinho", "ines@ines-vilarinho.example", "Porto, Portugal",
		"Summary", "Experience", "Volunteering", "Education", "Certifications", "Projects", "Skills", "Languages", "Awards",
		"Charge nurse, Ward B3 | Feb 2019 – Aug 2022", "Night nurse | Jan 2009 – Dec 2011 St Brannoc’s House, Cork, Ireland",
		"• Falls on the ward went from 7.4 to 4.1",
		"Registered nurse | 11 Sep 2006 | National Council of Nursing | Number 2-E-31847 Expires 31 Dec 2034", // in two lines
		"Degree in nursing | Sep 2002 – Jul 2006 | Neiva School of Health", "Wound care (expert)", "English: C1",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the text of the PDF does not say %q", want)
		}
	}
	for _, never := range []string{"1984", "+351 910 555 018", "Rua da Maresia"} {
		if strings.Contains(got, never) {
			t.Errorf("the PDF tells %q", never)
		}
	}
}

func TestPDFIsSound(t *testing.T) {
	t.Parallel()
	file := example(t).PDF()
	if out := tool(t, file, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf: %s", out)
	}
	if out := tool(t, file, "qpdf", "--list-attachments", "FILE"); !strings.Contains(out, "passport.jsonld") {
		t.Errorf("the passport is not attached: %s", out)
	}
	for _, line := range strings.Split(strings.TrimSpace(tool(t, file, "pdffonts", "FILE")), "\n")[2:] {
		if !strings.Contains(line, "yes yes yes") || !strings.Contains(line, "+SourceSerif4-") {
			t.Errorf("a font is not an embedded subset with a map to characters: %s", line)
		}
	}
	info := tool(t, file, "pdfinfo", "FILE")
	for _, want := range []string{"Inês Vilarinho – Curriculum vitae", "Tagged:          yes", "Pages:           2", "A4"} {
		if !strings.Contains(info, want) {
			t.Errorf("the PDF does not say %q:\n%s", want, info)
		}
	}
	tree := tool(t, file, "pdfinfo", "-struct", "FILE")
	for _, want := range []string{"H1", "H2", "H3", "LI", "Lbl", "LBody", "Link", "Object"} {
		if !strings.Contains(tree, want) {
			t.Errorf("nothing in the PDF is tagged as %s", want)
		}
	}
	json := tool(t, file, "qpdf", "--json=2", "--json-key=qpdf", "FILE")
	for _, want := range []string{`"/Lang": "u:en"`, `"/Outlines"`, `"/AFRelationship": "/Data"`, `"/URI"`} {
		if !strings.Contains(json, want) {
			t.Errorf("the PDF has no %s", want)
		}
	}
}

// The attachment is the document that lies beside it.
func TestAttachment(t *testing.T) {
	t.Parallel()
	sheet := sheets(t, os.DirFS("../../content-example"))[1]
	got := tool(t, paper.New(sheet).PDF(), "qpdf", "--show-attachment=passport.jsonld", "FILE")
	if want := string(sheet.Graph()); got != want {
		t.Errorf("%d bytes are attached, want %d", len(got), len(want))
	}
}

func TestReproducible(t *testing.T) {
	t.Parallel()
	a, b := example(t), example(t)
	for name, print := range map[string]func(*paper.Resume) []byte{
		"pdf": (*paper.Resume).PDF, "docx": (*paper.Resume).DOCX, "txt": (*paper.Resume).Text,
	} {
		if !bytes.Equal(print(a), print(b)) {
			t.Errorf("%s differs from run to run", name)
		}
	}
}

// Long words, long names and nothing at all are set like everything else.
func TestOddPassports(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 9)
	for name, yaml := range map[string]string{
		"nothing but a name": "person: {name: Ana}\n",
		"a long name":        "person: {name: " + strings.Repeat("Maximiliane ", 12) + "}\n",
		"a long word":        "person: {name: Ana, headline: " + long + "}\nexperience: [{title: " + long + ", start: 2020, highlights: [" + long + "]}]\n",
		"letter":             "person: {name: Ana}\nsite: {cv: {paper: letter}}\nexperience: [{title: Baker, start: 2019}]\n",
		"Greek and Cyrillic": "person: {name: Ελένη Παπαδοπούλου, headline: Київ – Łódź}\n",
		"durations only":     "person: {name: Ana}\nsite: {dates: duration}\nexperience: [{title: Baker, start: 2019, end: 2021}]\n",
		"many":               "person: {name: Ana}\nexperience:\n" + strings.Repeat("- {title: Baker, organization: Oven, start: 2019-01, end: 2019-02, highlights: [Bread., Rolls.]}\n", 120),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := paper.New(sheets(t, written(yaml))[0])
			tool(t, r.PDF(), "qpdf", "--check", "FILE")
			if diff := cmp.Diff(unbarred(folded(string(r.Text()))), unbarred(folded(docxText(t, r.DOCX())))); diff != "" {
				t.Errorf("-text +docx:\n%s", diff)
			}
			for _, line := range strings.Split(string(r.Text()), "\n") {
				if n := len([]rune(line)); n > 78 && strings.Contains(strings.TrimSpace(line), " ") && !strings.Contains(line, "Donau") {
					t.Errorf("a line of plain text has %d columns: %s", n, line)
				}
			}
		})
	}
}

// site.dates and shown_as count on paper as on the pages.
func TestObeys(t *testing.T) {
	t.Parallel()
	const work = `
experience:
  - {title: Baker, start: 2019-03, end: 2021-06, organization: {name: Padaria Lima, shown_as: a village bakery}}
  - {title: Errand boy, start: 1990-01, end: 1991-02, organization: Padaria Lima}
`
	for site, want := range map[string][]string{
		"{dates: years}":    {"Baker | 2019–2021 a village bakery"},
		"{dates: duration}": {"Baker | 2 yrs 4 mos a village bakery"},
		"{since: 2000}":     {"Baker | Mar 2019 – Jun 2021 a village bakery"},
	} {
		got := folded(string(paper.New(sheets(t, written("person: {name: Ana}\nsite: "+site+work))[0]).Text()))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %q in: %s", site, w, got)
			}
		}
		if strings.Contains(got, "Padaria") && site == "{since: 2000}" {
			t.Errorf("%s: the employer's name is told: %s", site, got)
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	r := example(t)
	r.Graph = nil
	left, ok := r.Fit(1)
	if !ok || r.Pages() != 1 || len(left) == 0 {
		t.Fatalf("Fit: %v, %d pages, %d left out", ok, r.Pages(), len(left))
	}
	text := string(r.Text())
	for _, keep := range []string{"Inês Vilarinho", "Charge nurse", "Night nurse", "Skills", "Languages"} {
		if !strings.Contains(text, keep) {
			t.Errorf("%q was left out", keep)
		}
	}
	// What was done lately comes before where exactly somebody was long ago.
	for _, line := range []string{
		"Night nurse | Jan 2009 – Dec 2011 | St Brannoc’s House, Cork, Ireland",
		"• Cut missing weights on admission", "• Brought the evening handover on Ward B3",
	} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), line) {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
	if slices.ContainsFunc(left, func(s string) bool { return s == "" }) {
		t.Errorf("left out: %q", left)
	}
	roomy := example(t)
	if _, ok := roomy.Fit(9); !ok || strings.Contains(string(roomy.Text()), "Dec 2011 | St Brannoc") {
		t.Error("an old position takes one line where there is room for two")
	}
	var many strings.Builder
	for i := range 90 {
		fmt.Fprintf(&many, "- {title: Baker %d, start: 2019}\n", i)
	}
	big := paper.New(sheets(t, written("person: {name: Ana}\nexperience:\n"+many.String()))[0])
	if left, ok := big.Fit(1); ok || left != nil {
		t.Error("ninety positions fit one page")
	}
	if !strings.Contains(string(big.Text()), "Baker 50") {
		t.Error("a résumé that does not fit is no longer whole")
	}
}

// What the typeface cannot set is a problem, and leaves the PDF out.
func TestScripts(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ yaml, code, files string }{
		"latin":  {"person: {name: Ana}\n", "", "cv.pdf cv.docx cv.txt"},
		"arabic": {"person: {name: ليلى حداد}\n", paper.CodeScript, "cv.docx cv.txt"},
		"kanji":  {"person: {name: Ana}\nexperience: [{title: 看護師, start: 2019}]\n", paper.CodeScript, "cv.docx cv.txt"},
		"emoji":  {"person: {name: Ana, headline: I bake 🥖}\n", paper.CodeSymbol, "cv.pdf cv.docx cv.txt"},
	} {
		docs, found := paper.Documents(sheets(t, written(row.yaml))[0], paper.Options{})
		var files []string
		for _, d := range docs {
			files = append(files, d.Path)
		}
		code := ""
		if len(found) > 0 {
			code = found[0].Code
		}
		if got := strings.Join(files, " "); got != row.files || code != row.code {
			t.Errorf("%s: %s with problem %q, want %s with %q", name, got, code, row.files, row.code)
		}
	}
}

func BenchmarkPrint(b *testing.B) {
	r := example(b)
	r.Graph()
	for _, k := range []struct {
		name  string
		print func() []byte
	}{{"pdf", r.PDF}, {"docx", r.DOCX}, {"txt", r.Text}} {
		b.Run(k.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				k.print()
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	s := sheets(b, os.DirFS("../../content-example"))[0]
	b.ReportAllocs()
	for b.Loop() {
		paper.Documents(s, paper.Options{})
	}
}

// TestTwoPages: however long a career is and however much is written, the PDF has at most two pages, and the
// three files say where the rest is.
func TestTwoPages(t *testing.T) {
	t.Parallel()
	for _, letters := range []int{0, 40, 150, 390} {
		for _, words := range []string{"work ", "Überprüfung ", "m "} {
			var b strings.Builder
			b.WriteString("schema: 1\nperson: {name: Ana Prata, headline: Nurse}\nsite: {url: https://ana.example/p/}\nexperience:\n")
			for i := range 300 {
				text := strings.Repeat(words, letters/len(words)+1)
				fmt.Fprintf(&b, "  - {title: Position number %d, organization: House of a long name in a long street, start: %d-0%d, end: %d-0%d, type: %s, summary: %q, highlights: [%q, %q, %q]}\n",
					i, 1950+i/4, 1+i%4*2, 1950+i/4, 2+i%4*2, []string{"paid", "voluntary"}[i%5/4], text, "a "+text, "b "+text, "c "+text)
			}
			for _, kind := range []string{"education", "credentials", "projects", "awards", "publications"} {
				b.WriteString(kind + ":\n")
				for i := range 20 {
					fmt.Fprintf(&b, "  - {title: Thing of the kind %s number %d, date: 2010, featured: true, summary: %q}\n", kind, i, strings.Repeat(words, letters/len(words)+1))
				}
			}
			r := paper.New(sheets(t, written(b.String()))[0])
			if n := r.Pages(); n != 2 {
				t.Errorf("%q, %d letters: %d pages", words, letters, n)
			}
			for name, text := range map[string]string{"text": string(r.Text()), "document": docxText(t, r.DOCX()), "PDF": tool(t, r.PDF(), "pdftotext", "FILE", "-")} {
				if !strings.HasSuffix(strings.TrimSuffix(folded(text), " Ana Prata · 2/2"), "The whole record: ana.example/p") {
					t.Errorf("%q, %d letters: the %s ends with %q", words, letters, name, folded(text)[max(0, len(folded(text))-80):])
				}
			}
		}
	}
}
