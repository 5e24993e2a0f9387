package generator

import "fmt"

// AskedError says that what was asked for cannot be had: a kind, an entry or a name that is not there,
// or something that is there already. Nothing was changed. It is a mistake in the question, not in the
// person's files, and says what to ask instead.
type AskedError struct{ message string }

// Error implements error.
func (e *AskedError) Error() string { return e.message }

func askedf(format string, args ...any) error { return &AskedError{fmt.Sprintf(format, args...)} }
