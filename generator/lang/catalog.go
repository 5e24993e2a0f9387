package lang

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// catalog is one words file. Forms are in the order of the categories.
type catalog struct {
	words      map[string][]string
	categories []plural.Form
}

// form returns which plural form the argument "n" asks for.
func (c *catalog) form(tag language.Tag, args []any, forms int) int {
	n, ok := count(args)
	if !ok {
		return 0
	}
	want := plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)
	for j, have := range c.categories {
		if have == want && j < forms {
			return j
		}
	}
	return forms - 1
}

// readers read each words file once, when it is first needed. A file that does not parse is a mistake
// of ours: tests read them all.
var readers = func() map[string]func() *catalog {
	list, err := files.ReadDir("words")
	if err != nil {
		panic(err)
	}
	out := make(map[string]func() *catalog, len(list))
	for _, d := range list {
		name := strings.TrimSuffix(d.Name(), ".txt")
		out[name] = sync.OnceValue(func() *catalog {
			data, err := files.ReadFile("words/" + name + ".txt")
			if err != nil {
				panic(err)
			}
			c, err := parse(string(data))
			if err != nil {
				panic(fmt.Errorf("words/%s.txt: %w", name, err))
			}
			return c
		})
	}
	return out
}()

func has(name string) bool { return readers[name] != nil }

func read(name string) *catalog { return readers[name]() }

// parse reads a words file: `key = value` lines, blank lines, and comments that begin with #.
func parse(text string) (*catalog, error) {
	c := &catalog{words: make(map[string][]string, 512)}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if !ok || key == "" || value == "" {
			return nil, fmt.Errorf("line %d: want `key = value`, have %q", n, line)
		}
		if _, twice := c.words[key]; twice {
			return nil, fmt.Errorf("line %d: %q is said twice", n, key)
		}
		if key == "plurals" {
			for _, name := range strings.Fields(value) {
				form := slices.Index(categoryNames[:], name)
				if form < 0 {
					return nil, fmt.Errorf("line %d: no plural category is called %q", n, name)
				}
				c.categories = append(c.categories, plural.Form(form))
			}
			continue
		}
		if strings.Contains(value, " | ") {
			c.words[key] = strings.Split(value, " | ")
		} else {
			c.words[key] = []string{value}
		}
		if strings.HasPrefix(key, "months.") && len(strings.Fields(value)) != 12 {
			return nil, fmt.Errorf("line %d: %s has %d months", n, key, len(strings.Fields(value)))
		}
	}
	return c, nil
}
