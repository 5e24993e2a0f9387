package format_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/format"
)

// TestHTMLBlocks: HTML becomes Markdown that reads the same, and nothing that runs or is fetched stays.
func TestHTMLBlocks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"words", "Fish &amp; chips\n\n2. No list", "Fish & chips\n\n2\\. No list"},
		{"emphasis", "<p>I <b>never</b> <em>sleep</em>.</p>", "I **never** *sleep*."},
		{"signs that are words", "<p>a*b and _c_ [d]</p>", `a\*b and \_c\_ \[d\]`},
		{"a list", "<ul><li>One</li><li>Two <b>bold</b></li></ul>", "- One\n- Two **bold**"},
		{"a list in a list", "<ol><li>One<ul><li>Inner</li></ul></li><li>Two</li></ol>", "1. One\n   - Inner\n2. Two"},
		{"a break", "<p>One<br>Two</p>", "One\\\nTwo"},
		{"a heading", "<h1>Title</h1>text", "## Title\n\ntext"},
		{"a table", "<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td></tr></table>", "| a | b |\n|---|---|\n| 1\\|2 |  |"},
		{"a quotation", "<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two"},
		{"a link", `<a href="https://a.example/x">there</a>`, "[there](https://a.example/x)"},
		{"a link to a script", `<a href="javascript:alert(1)">there</a>`, "there"},
		{"a script", "<p>a</p><script>alert(1)</script><style>p{}</style><img src=x onerror=alert(1)>", "a"},
		{"nothing", "<p> </p>", ""},
		{"not closed", "<p>one<p>two <b>three", "one\n\ntwo **three**"},
	} {
		if diff := cmp.Diff(c.want, format.JoinBlocks(format.HTMLBlocks(c.in))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	deep := strings.Repeat("<div>", 100_000) + "words"
	if got := format.JoinBlocks(format.HTMLBlocks(deep)); len(got) > len(deep)*2 {
		t.Errorf("nesting makes %d bytes of %d", len(got), len(deep))
	}
}
