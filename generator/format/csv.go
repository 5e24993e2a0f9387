package format

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

type tableResult struct {
	header []string
	root   *source.Node
	places []diag.Span // of the names in the header
	rows   []int       // the number of each item of root in a spreadsheet, where the header is row 1
	found  diag.List
}

// CSV reads the file as comma-separated values (RFC 4180) below a header row, and returns the names of
// the columns and a list with one mapping for each row, from column to text. Empty cells are left out.
// Semicolons and tabs are understood when the header has more of them. Lines before the header that
// belong to no table (LinkedIn writes notes there) are skipped: the header is the first line after which
// rows have as many cells as it has. Columns without a name are numbered: "column 3", and of two with one
// name the second is "Name (2)". A first line "sep=;" (Excel writes it) names the separator.
//
// A row that cannot be read ends the table, with a problem, as does a file that was cut off inside a
// quoted cell; rows past the limit are left out, with a problem.
func (f *File) CSV() (header []string, rows *source.Node, found diag.List) {
	if f.table == nil {
		f.table = &tableResult{}
		data, bad := f.Text()
		if bad != nil {
			f.table.found = bad
		} else {
			f.readCSV(data)
		}
	}
	return f.table.header, f.table.root, f.table.found
}

// ColumnPlaces are the places of the names in the header of a table that was read.
func (f *File) ColumnPlaces() []diag.Span {
	if f.table == nil {
		return nil
	}
	return f.table.places
}

// Header returns the names of the columns without reading the table: nil for what does not begin like one,
// which text in brackets, in tags, or without a second line does not. It is for recognisers.
func (f *File) Header() []string {
	if f.table != nil {
		return f.table.header
	}
	data, bad := f.Text()
	begins := bytes.TrimLeft(data[:min(len(data), 100)], " \t\r\n")
	if bad != nil || len(begins) == 0 || bytes.IndexByte([]byte("{[<%@"), begins[0]) >= 0 {
		return nil
	}
	begin := headerAt(data)
	if bytes.IndexByte(data[begin:min(len(data), begin+longestHeader)], '\n') < 0 {
		return nil
	}
	head := &File{Name: f.Name, Data: data[begin:min(len(data), begin+longestHeader)]}
	head.text = &textResult{text: head.Data}
	head.table = &tableResult{}
	head.readCSV(head.Data)
	return head.table.header
}

// longestHeader is how much of a file is looked at to find the names of its columns.
const longestHeader = 16 << 10

func (f *File) readCSV(data []byte) {
	t := f.table
	t.root = &source.Node{Kind: source.Seq, Span: diag.Span{File: f.Name, End: len(data)}}
	begin := headerAt(data)
	comma := rune(0)
	if line, _, found := bytes.Cut(data[begin:], []byte("\n")); found {
		if sign := strings.TrimRight(string(line), "\r"); len(sign) == 5 && strings.HasPrefix(sign, "sep=") {
			comma = rune(sign[4])
			begin += len(line) + 1
		}
	}
	r := csv.NewReader(bytes.NewReader(data[begin:]))
	if r.Comma = comma; !strings.ContainsRune(",;\t|", comma) || comma == 0 {
		r.Comma = separator(data[begin:])
	}
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.ReuseRecord = true
	lines := lineStarts(data[begin:])
	place := func(cell int) int {
		line, col := r.FieldPos(cell)
		return begin + min(lines[min(line, len(lines))-1]+col-1, len(data)-begin)
	}
	for row := 0; ; row++ {
		rec, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			at := begin + int(r.InputOffset())
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				at = begin + lines[max(0, min(bad.Line, len(lines))-1)]
			}
			at = min(at, len(data))
			t.found = append(t.found, f.problem(CodeUnreadable, fmt.Sprintf("row %d cannot be read as CSV", row+1),
				"a quote is missing here; rows after it were skipped", at, at))
			return
		}
		if row == 0 {
			t.header = columns(rec)
			for i := range rec {
				at := min(place(i), len(data))
				if at < len(data) && data[at] == '"' {
					at++
				}
				t.places = append(t.places, diag.Span{File: f.Name, Start: at, End: min(at+len(rec[i]), len(data))})
			}
			continue
		}
		if row > maxRows {
			// What was read before is worth having, so this alone stops nothing.
			p := f.problem(CodeTooLarge, fmt.Sprintf("this table has more than %d rows", maxRows), "rows after this one were skipped", place(0), place(0))
			p.Severity = diag.Warning
			t.found = append(t.found, p)
			return
		}
		n := &source.Node{Kind: source.Map, Span: diag.Span{File: f.Name, Start: place(0), End: begin + int(r.InputOffset())}}
		for i, cell := range rec {
			value := strings.TrimSpace(cell)
			if value == "" {
				continue
			}
			name := fmt.Sprintf("column %d", i+1)
			if i < len(t.header) {
				name = t.header[i]
			}
			at := place(i)
			if at < len(data) && data[at] == '"' {
				at++
			}
			n.Pairs = append(n.Pairs, source.Pair{Key: name, Value: text(strings.Clone(value), at, min(at+len(cell), len(data)), f.Name)})
		}
		if len(n.Pairs) > 0 {
			t.root.Items, t.rows = append(t.root.Items, n), append(t.rows, row+1)
		}
		// Lenient reading takes a quote that nothing closes as one cell to the end of the file.
		if last := place(len(rec) - 1); begin+int(r.InputOffset()) == len(data) && last < len(data) && data[last] == '"' {
			if rest := bytes.TrimRight(data[last:], "\r\n"); len(rest) == 1 || rest[len(rest)-1] != '"' {
				t.found = append(t.found, f.problem(CodeUnreadable, fmt.Sprintf("row %d of this table has a quote that nothing closes", row+1),
					"the file was cut off (export it again), or the quote is one too many here", last, last+1))
				return
			}
		}
	}
}

// columns are the names in a header, each once.
func columns(rec []string) []string {
	seen := map[string]int{}
	header := make([]string, len(rec))
	for i, name := range rec {
		name = strings.TrimSpace(name)
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		header[i] = strings.Clone(name)
	}
	return header
}

// separator is the sign between cells: the most frequent in the first line.
func separator(data []byte) rune {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, c := range []rune{';', '\t'} {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// headerAt is where the header begins. LinkedIn's Connections.csv puts "Notes:", a paragraph and an
// empty line in front of it.
func headerAt(data []byte) int {
	if !bytes.HasPrefix(data, []byte("Notes:")) {
		return 0
	}
	for _, blank := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(data, []byte(blank)); i >= 0 {
			return i + len(blank)
		}
	}
	return 0
}

func lineStarts(data []byte) []int {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// SameName makes two writings of a column's or a file's name the same: "Hours per week", "hours_per-week".
func SameName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
