package privacy

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first used. Most runs of the program look for
// nothing private, and all of them together take longer to compile than a small site to build.
type pattern func() *regexp.Regexp

func lazily(text string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
