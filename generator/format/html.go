package format

import (
	"bytes"
	"fmt"
	"mime"
	"strings"

	"golang.org/x/net/html"

	"github.com/talent-passport/passport/generator/diag"
)

// HTML parses the file as a web page. Scripts are never run and nothing that the page names is read.
// The node is nil when there is a problem.
func (f *File) HTML() (*html.Node, diag.List) {
	data, found := f.Text()
	if found != nil {
		return nil, found
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		// The parser takes everything but a page that is nested without end.
		return nil, diag.List{f.problem(CodeTooLarge, "this web page is nested too deeply", "save the page again, as “web page, HTML only”", 0, 0)}
	}
	return root, nil
}

// LooksHTML says whether the file begins like a web page.
func (f *File) LooksHTML() bool {
	text, _ := f.Text()
	head := strings.ToLower(string(bytes.TrimLeft(text[:min(len(text), 1024)], " \t\r\n")))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.Contains(head, "<head")
}

// Scripts returns the data blocks of a web page with a media type, such as "application/ld+json", each
// as a file of its own. Blocks that are commented out are none.
func (f *File) Scripts(mediaType string) []*File {
	data, found := f.Text()
	if found != nil {
		return nil
	}
	var list []*File
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return list
		case html.StartTagToken:
			t := z.Token()
			if t.Data != "script" || !hasType(t, mediaType) || z.Next() != html.TextToken {
				continue
			}
			list = append(list, NewFile(fmt.Sprintf("%s#%d", f.Name, len(list)+1), bytes.Clone(z.Raw())))
		}
	}
}

func hasType(t html.Token, mediaType string) bool {
	for _, a := range t.Attr {
		if a.Key == "type" {
			got, _, err := mime.ParseMediaType(a.Val)
			return err == nil && got == mediaType
		}
	}
	return false
}
