package source

import (
	"strings"
	"testing"
)

// TestTangled reads what a parser of Markdown needs minutes for, or for ever: each takes part in the test as
// long as it is read in bounded time.
func TestTangled(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{
		"> ", "- ", "1. ", ">", "![a](", "[a](<b", "a_b*c~~", "[a]: b\n", "- \n", "[", "*a", "_a ", "~~a", "`", "``a`", "<a ", "$", "(", "[^a]",
		"> [a](<b\n", "2. [a](<b\n", "[a](b\n", "|a*", "**a ", "\\[a](", "<!--", "<?", "&a", "www.a.b ", "http://a_b*", "a@b.c ",
	} {
		t.Run(unit, func(t *testing.T) {
			t.Parallel()
			b := NewBody(strings.Repeat(unit, maxText/2/len(unit)))
			_ = b.HTML(nil, HTMLOptions{})
			_ = b.Links()
		})
	}
}

// TestUntangle: nothing that people write is changed, and of the rest as little as helps.
func TestUntangle(t *testing.T) {
	t.Parallel()
	links := strings.Repeat("- [the *sheet*](https://a.example/a_b_c) and `code`\n", 5000)
	quotes := strings.Repeat("> ", 60) + "so\n"
	for _, s := range []string{"", "a", "Hello *you*.\n", links, quotes, strings.Repeat("a [b](c).\n\n", 5000)} {
		if got, at := untangle(s); got != s || at != -1 {
			t.Errorf("%.40q… was changed at %d", s, at)
		}
	}
	before := "Hello *you*.\n\n"
	knot := strings.Repeat("[a](", 4000)
	got, at := untangle(before + knot + "\n\n*so*\n")
	if want := before + strings.Repeat(" a  ", 4000) + "\n\n*so*\n"; got != want || at != len(before) {
		t.Errorf("%.60q… at %d", got, at)
	}
	deep := strings.Repeat("> ", 65)
	got, at = untangle("a\n" + deep + "so *it* is\n")
	if want := "a\n" + strings.Repeat(" ", 129) + " so *it* is\n"; got != want || at != 2 {
		t.Errorf("%q at %d", got, at)
	}
}
