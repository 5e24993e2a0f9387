package generator_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
)

// manyRows is a table of n jobs.
func manyRows(n int) []byte {
	var b strings.Builder
	b.WriteString("Employer,Job title,From,To,City,Skills,What I did\n")
	for i := range n {
		fmt.Fprintf(&b, "House %d,Nurse,%d-03,%d-02,Porto,Triage,\"Worked nights, and wrote things down.\"\n", i, 1950+i%70, 1951+i%70)
	}
	return []byte(b.String())
}

// TestImportOfAHundredThousandRows: rows past the limit are told as skipped, those before come in.
func TestImportOfAHundredThousandRows(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("Skill\n")
	for i := range 100_003 {
		fmt.Fprintf(&b, "Skill %d\n", i%500)
	}
	im := format.Import(formatNamed(t, "csv"), format.NewFile("long.csv", []byte(b.String())), format.Options{})
	if im.Problems.HasErrors() || len(im.Problems) != 1 || im.Problems[0].Code != format.CodeTooLarge || len(im.Passport.Entries) != 500 {
		t.Errorf("%v, %d entries", im.Problems, len(im.Passport.Entries))
	}
}

// TestMergeOfManyRows: a table that is there already is known again without comparing every row with every
// row, also when all rows have one name.
func TestMergeOfManyRows(t *testing.T) {
	notShort(t)
	t.Parallel()
	for name, data := range map[string][]byte{"names": manyRows(5_000), "one name": []byte("Job title,From,To,Hours\n" + strings.Repeat("Nurse,2012,2013,38\n", 5_000))} {
		read := func() *passport.Passport {
			return format.Import(formatNamed(t, "csv"), format.NewFile("t.csv", data), format.Options{Kind: "experience"}).Passport
		}
		for _, p := range format.Merge(read(), read()) {
			if p.Have == nil {
				t.Fatalf("%s: %s is taken for new", name, p.Entry.Ref())
			}
		}
	}
}

// BenchmarkImportTable is the import of a table of 1,000 jobs.
func BenchmarkImportTable(b *testing.B) {
	data := manyRows(1000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		im, err := builder().ImportInto(filepath.Join(b.TempDir(), "me"), generator.Answers{Name: "Ana"}, []generator.Foreign{{Name: "t.csv", Data: data}}, generator.ImportOptions{})
		if err != nil || im.Count(generator.ImportNew) != 1001 {
			b.Fatal(err, im.Problems)
		}
	}
}

// TestTablesInEveryEncoding: a table that Excel saved is read, in whatever it writes.
func TestTablesInEveryEncoding(t *testing.T) {
	t.Parallel()
	text := "Employer;Job title;From\r\nCafé São João;Empregado;2012\r\n"
	for name, data := range everyEncoding(text) {
		im := format.Import(formatNamed(t, "csv"), format.NewFile("t.csv", data), format.Options{})
		if len(im.Passport.Entries) != 1 || im.Passport.Entries[0].Organization.Name.Value != "Café São João" {
			t.Errorf("%s: %v %v", name, im.Passport.Entries, im.Problems)
		}
	}
}
