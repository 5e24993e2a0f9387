package generator_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/format"
)

// zipped makes a ZIP archive of files by name.
func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		m, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// linkedInExport is a whole export of our samples, with what is private and somebody else's beside them.
func linkedInExport(t testing.TB) map[string]string {
	files := map[string]string{
		"Connections.csv":           "Notes:\n\"Some addresses are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nSECRET,Gomes,,,Kiln,Potter,01 Mar 2020\n",
		"messages.csv":              "FROM,TO,CONTENT\nRui,Marisa,SECRET\n",
		"Email Addresses.csv":       "Email Address,Confirmed\nSECRET@example.org,Yes\n",
		"PhoneNumbers.csv":          "Extension,Number,Type\n,SECRET,\n",
		"Jobs/Saved Jobs.csv":       "Saved Date,Job Title\n1/2/20,SECRET\n",
		"Rich_Media.csv":            "Date/Time,Media Description\n,SECRET\n",
		"Something new.csv":         "A,B\nSECRET,2\n",
		"__MACOSX/._Profile.csv":    "SECRET",
		"Articles/first.html":       "<p>SECRET</p>",
		"More/Positions.csv":        "Company Name,Title,Started On\nSECRET,SECRET,2001\n",
		"Causes You Care About.csv": "Supported Cause\nSECRET\n",
	}
	for _, f := range samples(t)["linkedin"] {
		files[strings.TrimPrefix(f.Name, "sample-")] = string(f.Data)
	}
	return files
}

// TestLinkedInExport: the whole export comes in, what is private is not in any file, and the account names
// every file that was not read.
func TestLinkedInExport(t *testing.T) {
	t.Parallel()
	data := zipped(t, linkedInExport(t))
	comesIn(t, "linkedin", generator.Foreign{Name: "export.zip", Data: data})
	me := filepath.Join(t.TempDir(), "me")
	im, err := builder().ImportInto(me, generator.Answers{}, []generator.Foreign{{Name: "export.zip", Data: data}}, generator.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := im.Write(); err != nil {
		t.Fatal(err)
	}
	for name, text := range readAll(t, me) {
		for _, secret := range []string{"SECRET", "1986", "Lobo", "Forno", "7000-001", "SKYPE"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s is in %s", secret, name)
			}
		}
	}
	var left []string
	for _, l := range im.Account {
		if l.Value == "the whole file" {
			left = append(left, l.Foreign)
		}
	}
	slices.Sort(left)
	if want := "Causes You Care About.csv Connections.csv Email Addresses.csv PhoneNumbers.csv Positions.csv Rich_Media.csv Saved Jobs.csv Something new.csv first.html messages.csv"; strings.Join(left, " ") != want {
		t.Errorf("not read: %s", strings.Join(left, " "))
	}
	if n := im.Count(generator.ImportNew); n != 22 {
		t.Errorf("%d entries: %v", n, im.Changes)
	}
}

// TestLinkedInColumns: an export with the columns that were seen in a real one comes in, every file by
// itself too.
func TestLinkedInColumns(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join(conformance(t), "linkedin", "columns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var seen struct{ Files map[string][]string }
	if err := json.Unmarshal(data, &seen); err != nil || len(seen.Files) < 10 {
		t.Fatal(err, seen)
	}
	files := map[string]string{}
	for name, columns := range seen.Files {
		var row []string
		for _, c := range columns {
			switch {
			case strings.Contains(c, "On") || strings.Contains(c, "Date"):
				row = append(row, "Mar 2019")
			case strings.Contains(c, "Url"):
				row = append(row, "https://example.org/x")
			case name == "Languages.csv" && c == "Name":
				row = append(row, "Portuguese")
			default:
				row = append(row, "A "+strings.ToLower(c))
			}
		}
		files[name] = strings.Join(columns, ",") + "\r\n" + strings.Join(row, ",") + "\r\n"
	}
	comesIn(t, "linkedin", generator.Foreign{Name: "export.zip", Data: zipped(t, files)})
	for name, text := range files {
		im := format.Import(formatNamed(t, "linkedin"), format.NewFile(name, []byte(text)), format.Options{})
		told := strings.HasPrefix(name, "Endorsement_") || strings.HasPrefix(name, "Email") || strings.HasPrefix(name, "Phone") || strings.HasPrefix(name, "Recommendations_Given")
		if im.Problems.HasErrors() || im.Account.Count(format.Kept) == 0 && !told {
			t.Errorf("%s: %v %v", name, im.Account, im.Problems)
		}
	}
}

// FuzzLinkedInZIP: whatever a ZIP holds, reading it does not crash and every value is accounted for.
func FuzzLinkedInZIP(f *testing.F) {
	f.Add(zipped(f, linkedInExport(f)))
	f.Add(zipped(f, map[string]string{"Profile.csv": "First Name\n\"", "../Positions.csv": "", "a/Skills.csv": "Name,Name\nx,\xff\n"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		x := formatNamed(t, "linkedin")
		file := format.NewFile("f.zip", data)
		if len(data) > 1<<16 || x.Recognise(file) == format.No {
			return
		}
		im := format.Import(x, file, format.Options{})
		for _, l := range im.Account {
			if l.Outcome != format.Kept && l.Why == "" || l.Foreign == "" {
				t.Fatalf("a line says too little: %+v", l)
			}
		}
	})
}

// largeExport is an export of about size bytes as a ZIP. Read is the share of it that is read: the rest is
// messages and connections, as in the exports of people who have been there for long.
func largeExport(b *testing.B, size int, read float64) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		w := make([]byte, 3+r.IntN(9))
		for i := range w {
			w[i] = byte('a' + r.IntN(26))
		}
		return string(w)
	}
	words := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = word()
		}
		return strings.Join(list, " ")
	}
	files := linkedInExport(b)
	var messages, positions strings.Builder
	messages.WriteString("CONVERSATION ID,FROM,TO,DATE,CONTENT\n")
	positions.WriteString("Company Name,Title,Description,Location,Started On,Finished On\n")
	// Random letters pack to about 0.63 of their size.
	for messages.Len() < int((1-read)*float64(size)/0.63) {
		fmt.Fprintf(&messages, "%d,%s,%s,2020-01-02 03:04:05 UTC,%q\n", r.IntN(1e9), word(), word(), words(40))
	}
	for positions.Len() < int(read*float64(size)/0.63) {
		fmt.Fprintf(&positions, "%s,%s,\"%s\n• %s\n• %s\",\"%s, Portugal\",Mar %d,Apr %d\n", words(2), words(2), words(20), words(10), words(10), word(), 1980+r.IntN(20), 2001+r.IntN(20))
	}
	files["messages.csv"] = messages.String()
	files["Positions.csv"] = positions.String()
	return zipped(b, files)
}

// BenchmarkImportLinkedIn is the import of an export of 5 MB: as people have it, most of it messages and
// connections and two hundred positions; with two thousand positions; and one that is nothing else,
// twenty thousand of them.
func BenchmarkImportLinkedIn(b *testing.B) {
	for _, c := range []struct {
		name string
		read float64
	}{{"usual", 0.01}, {"thousands", 0.1}, {"nothing-else", 1}} {
		data := largeExport(b, 5<<20, c.read)
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ResetTimer()
			before := spent()
			for b.Loop() {
				im, err := builder().ImportInto(filepath.Join(b.TempDir(), "me"), generator.Answers{}, []generator.Foreign{{Name: "l.zip", Data: data}}, generator.ImportOptions{})
				if err != nil || im.Count(generator.ImportNew) < 100 {
					b.Fatal(err, im.Problems, im.Account)
				}
				b.ReportMetric(float64(im.Count(generator.ImportNew)), "entries")
			}
			b.ReportMetric(float64((spent()-before).Milliseconds())/float64(b.N), "cpu-ms/op")
		})
	}
}
