package generator

import (
	"io/fs"

	"github.com/talent-passport/passport/generator/format"
)

// What the command line needs of conversions, under the façade's name.
type (
	// Format describes a foreign format.
	Format = format.Format
	// Account is what became of every value of a conversion.
	Account = format.Account
	// AccountLine is what became of one value.
	AccountLine = format.Line
	// Question is something that only the person can say about a table.
	Question = format.Question
)

// The outcomes of a value.
const (
	Kept    = format.Kept
	Changed = format.Changed
	Lost    = format.Lost
)

// MaxForeign is the size in bytes of the largest file that is imported.
const MaxForeign = format.MaxFile

// PackForeign makes the ZIP of a folder that a browser or a person unpacked, to be imported as it came. Hidden
// files stay out; it fails for more than [MaxForeign] bytes.
func PackForeign(folder fs.FS) ([]byte, error) { return format.Pack(folder) }
