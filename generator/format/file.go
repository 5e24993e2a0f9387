package format

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// The limits of what is read. They are far above what exports of real people hold, and low enough that
// a file that was made to hurt costs a second and not the machine.
const (
	MaxFile    = 64 << 20  // bytes of one file, and of everything unpacked from one ZIP
	maxMembers = 10_000    // files in a ZIP
	maxDepth   = 64        // nesting of JSON, XML and HTML
	maxNodes   = 1_000_000 // values in one file
	maxRows    = 100_000   // rows of a CSV file that are read; the rest is listed as skipped
	maxFound   = 50        // problems of one kind in one file
)

// File is a foreign file: its bytes, and what they are when read as one of the shapes below. Each shape
// is read once and remembered. A file is not safe for concurrent use.
type File struct {
	Name string // as given, for messages: "resume.json"; a member of a ZIP is "export.zip/Positions.csv"
	Data []byte // as it came; nil for a member of a ZIP before Bytes was called

	unpack  func() ([]byte, error) // of a member that was not read yet
	failed  diag.List              // why it could not be
	text    *textResult
	json    *treeResult
	yaml    *treeResult
	xml     *treeResult
	table   *tableResult
	members *zipResult
}

// NewFile makes a file of bytes.
func NewFile(name string, data []byte) *File { return &File{Name: name, Data: data} }

// Bytes returns the file as it came. Only a member of a ZIP can fail: when it is damaged, or unpacks to
// more than can be believed.
func (f *File) Bytes() ([]byte, diag.List) {
	if f.unpack == nil {
		return f.Data, f.failed
	}
	data, err := f.unpack()
	f.unpack = nil
	switch {
	case err == nil:
		f.Data = data
	case errors.Is(err, errBomb{}):
		f.failed = diag.List{f.problem(CodeTooLarge, fmt.Sprintf("the files in this ZIP unpack to more than %d MB", MaxFile>>20),
			"this is more than an export of one person holds: ask where it comes from", 0, 0)}
	default:
		f.failed = diag.List{f.problem(CodeUnreadable, "this file in the ZIP is damaged: "+strings.TrimPrefix(err.Error(), "zip: "), "download it again", 0, 0)}
	}
	return f.Data, f.failed
}

type treeResult struct {
	root  *source.Node
	found diag.List
}

// Base is the file's own name without folders: "Positions.csv".
func (f *File) Base() string { return path.Base(strings.ReplaceAll(f.Name, `\`, "/")) }

// starts says whether the text of a file begins with s, white space apart. It is the cheap first
// question of most recognisers.
func (f *File) starts(s string) bool {
	text, _ := f.Text()
	return bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte(s))
}

// problem is a problem in this file.
func (f *File) problem(code, message, hint string, start, end int) diag.Problem {
	return diag.Problem{Code: code, Message: message, Hint: hint, Span: diag.Span{File: f.Name, Start: start, End: end}}
}

func text(s string, start, end int, file string) *source.Node {
	return &source.Node{Kind: source.String, Text: s, Span: diag.Span{File: file, Start: start, End: end}}
}
