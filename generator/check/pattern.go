package check

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first used: most stand behind a word or a sign
// that few texts have, and not every command checks.
type pattern func() *regexp.Regexp

func lazily(text string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
