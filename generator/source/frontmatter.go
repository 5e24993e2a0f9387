package source

import (
	"bufio"
	"bytes"
	"sync"

	"github.com/adrg/frontmatter"
)

// page is a Markdown file taken apart. Offsets are into the text that was given to splitPage.
type page struct {
	found          bool // there is front matter
	start, end     int  // the YAML between the lines of hyphens
	open           int  // the line that opens the front matter
	body           int  // where the prose begins
	unclosed       bool // it has no end: everything after the opening line was taken for prose
	closeStart     int  // the line that closes it
	closeEnd       int
	indentedCloser bool // the closing line does not begin at the start of the line
}

// capture receives the front matter, delimiters included: how long it is, and where it ends. There the
// module is told that no more text comes, so that it does not copy what follows.
type capture struct {
	of   []byte
	rest *bytes.Reader
	in   *bufio.Reader

	found     bool
	size, end int
}

func (c *capture) take(raw []byte) {
	c.found, c.size, c.end = true, len(raw), len(c.of)-c.rest.Len()-c.in.Buffered()
	c.rest.Reset(nil)
	c.in.Reset(c.rest)
}

// windows are what the module reads a file through. It would make a new one for each file, larger than
// most files.
var windows = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// yamlFormat is front matter between lines of three hyphens. It is written out because the module's
// own formats decode into maps that hide every mistake; with the delimiters kept in the raw bytes
// the place of the text follows from lengths alone.
func yamlFormat() *frontmatter.Format {
	return &frontmatter.Format{
		Start: "---", End: "---", UnmarshalDelims: true,
		Unmarshal: func(b []byte, v any) error {
			v.(*capture).take(b)
			return nil
		},
	}
}

// splitPage finds the front matter of a page. The module does the first cut. It takes a line of
// hyphens for a delimiter however far it is indented, knows no "...", and says nothing about front
// matter that never ends: those are mended here.
func splitPage(d []byte) page {
	in := windows.Get().(*bufio.Reader)
	defer windows.Put(in)
	c := capture{of: d, rest: bytes.NewReader(d), in: in}
	in.Reset(c.rest)
	_, err := frontmatter.Parse(in, &c, yamlFormat())
	in.Reset(nil)
	if err != nil || !c.found {
		if i := firstText(d); isDelimiter(d, i) {
			p := page{open: i, start: nextLine(d, i), end: len(d), body: len(d), unclosed: true, closeStart: len(d), closeEnd: len(d)}
			p.found = p.closeAt(d)
			return p
		}
		return page{}
	}
	p := page{found: true, body: c.end, open: c.end - c.size}
	p.open += firstText(d[p.open:])
	p.start = nextLine(d, p.open)
	p.end = max(lastLine(d, p.body), p.start)
	p.closeStart, p.closeEnd = p.end, p.body
	indented := p.end < len(d) && isBlank(d[p.end])
	if !p.closeAt(d) && indented {
		// No line begins with the hyphens, so the indented ones may be meant.
		p.indentedCloser = true
	}
	return p
}

// closeAt looks for the first line that begins with a delimiter and ends the front matter there.
func (p *page) closeAt(d []byte) bool {
	for i := p.start; i < len(d); i = nextLine(d, i) {
		if !isBlank(d[i]) && (isDelimiter(d, i) || isDots(d, i)) {
			p.end, p.closeStart, p.body = i, i, nextLine(d, i)
			p.closeEnd = p.body
			p.unclosed = false
			return true
		}
	}
	return false
}

// firstText returns the offset of the first line that is not blank.
func firstText(d []byte) int {
	i := 0
	for i < len(d) && len(bytes.TrimSpace(d[i:lineEnd(d, i)])) == 0 {
		n := nextLine(d, i)
		if n == i {
			break
		}
		i = n
	}
	return i
}

// nextLine returns the offset after the line feed that follows i, or len(d).
func nextLine(d []byte, i int) int {
	if n := bytes.IndexByte(d[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(d)
}

// lastLine returns where the line begins that ends at end.
func lastLine(d []byte, end int) int {
	if end > 0 && d[end-1] == '\n' {
		end--
	}
	return bytes.LastIndexByte(d[:end], '\n') + 1
}

func isDelimiter(d []byte, i int) bool {
	return i < len(d) && string(bytes.TrimSpace(d[i:nextLine(d, i)])) == "---"
}

func isDots(d []byte, i int) bool {
	return string(bytes.TrimRight(d[i:nextLine(d, i)], " \t\r\n")) == "..."
}
