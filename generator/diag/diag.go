// Package diag describes problems in a person's files and prints them.
//
// A [Problem] is one mistake with its place: a [Span] of bytes in a file. Lines and columns exist
// only while printing; nothing in the program carries them, so nothing has to keep them right.
// A [List] collects the problems of a whole run. A [Printer] turns a list and the files it talks
// about into text for a person (pretty, short), a tool (JSON, SARIF) or a code host (GitHub).
//
// A mistake in a person's files is a Problem. A failure of the world (disk, network) is a Go error.
package diag

// Severity says what a problem means for the build. The zero value is Error.
type Severity uint8

// The severities, gravest first.
const (
	Error   Severity = iota // would make a page untrue or unsafe: nothing is published
	Warning                 // published, but better mended
	Note                    // worth knowing; never counted, never fails --strict
)

// Span is a range of bytes in a file as it lies on disk, half open: [Start, End).
// File is slash-separated and relative to the passport's folder. An empty File means the passport as
// a whole. Start == End is a point, such as the place where a key is missing.
type Span struct {
	File       string
	Start, End int
}

// Problem is one thing that is wrong, where, and what to do about it.
type Problem struct {
	Code     string    // kebab-case, public and permanent: "unknown-skill"
	Severity Severity  //
	Message  string    // what is wrong; lower case, no full stop, stands alone
	Label    string    // at most a few words beside the caret; may be empty
	Span     Span      // the smallest place that is wrong
	Related  []Related // other places that take part
	Hint     string    // what to do; quotes the exact text to type; may be empty
	Fix      *Fix      // a safe change that mends it, or nil
}

// Related is a further place that takes part in a problem, and its part in it: "first used here".
type Related struct {
	Span  Span
	Label string
}

// Fix is a set of edits that mends a problem without a decision that is the person's to take.
// Edits of one fix succeed or fail together.
type Fix struct {
	Title string // what it does, as an order: "write the date as 2019-03"
	Edits []Edit
}

// Edit replaces the bytes of a span by Text. A span in a file that does not exist yet
// (Start == End == 0) makes the file.
type Edit struct {
	Span Span
	Text string
}

// Doc is the documentation of one problem code: what `passport explain` prints.
type Doc struct {
	Code     string
	Severity Severity // as it is usually reported
	Title    string   // one line: what is wrong, in general
	Text     string   // Markdown: why it matters, a wrong example, a right one
}

// List is the problems of one run, in any order until [List.Sort] is called.
type List []Problem

// Files gives printers the bytes of a file as it lies on disk, or nil if there is none.
type Files func(name string) []byte
