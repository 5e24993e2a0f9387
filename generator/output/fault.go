package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Error is a failure of the disk, in words that a person understands. It unwraps to what the system
// said.
type Error struct {
	Op   string // what was tried: "write", "read", "rename"
	Path string // on which file or folder
	Why  string // what is wrong; "" to use the system's words
	Err  error
}

// Error implements error: "cannot write public/index.html: the disk is full".
func (e *Error) Error() string {
	why := e.Why
	if why == "" {
		why = e.Err.Error()
	}
	return fmt.Sprintf("cannot %s %s: %s", e.Op, e.Path, why)
}

// Unwrap returns what the system said.
func (e *Error) Unwrap() error { return e.Err }

// fault makes an Error. An error that already is one stays as it is.
func fault(op, path string, err error) error {
	if err == nil {
		return nil
	}
	if e := (*Error)(nil); errors.As(err, &e) {
		return err
	}
	// The system's errors name the operation and the path themselves.
	cause := err
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		cause = e.Err
	} else if e := (*os.LinkError)(nil); errors.As(err, &e) {
		cause = e.Err
	}
	why := cause.Error()
	switch {
	case isDiskFull(cause):
		why = "the disk is full; make room and try again"
	case isReadOnly(cause):
		why = "the disk is read-only; use a folder on another one"
	case isInUse(cause):
		why = "another program has it open; close it and try again"
	case errors.Is(cause, fs.ErrPermission):
		why = "no permission; see whether the folder is yours, or use another"
	case errors.Is(cause, fs.ErrNotExist):
		why = "there is no such file or folder"
	}
	return &Error{Op: op, Path: path, Why: why, Err: err}
}

// RefusedError says that a folder is not the program's to write, and the way round it.
type RefusedError struct {
	Dir    string   // as it was given
	Why    string   // "it is a symbolic link"
	WayOut string   // what to do instead, as an order
	Files  []string // files that Force would delete, sorted; nil when Force does not help
}

// Error implements error, in one line without the files.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("cannot write the site to %s: %s; %s", e.Dir, e.Why, e.WayOut)
}

// Detail lists what Force would delete, a line each, up to a number of lines.
func (e *RefusedError) Detail(most int) string {
	var b strings.Builder
	for i, f := range e.Files {
		if i == most {
			fmt.Fprintf(&b, "  … and %d more\n", len(e.Files)-most)
			break
		}
		fmt.Fprintf(&b, "  %q\n", f)
	}
	return b.String()
}
