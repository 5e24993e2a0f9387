package source

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// Parse reads one file, YAML or Markdown by its extension. The file is never nil; what is wrong with
// it is in the list.
func Parse(path string, data []byte) (*File, diag.List) {
	f := &File{Path: path, Data: data}
	if len(data) > maxText {
		f.Broken = true
		return f, diag.List{tooLarge(path, int64(len(data)))}
	}
	text, base, problems := decode(path, data)
	if text == nil {
		f.Broken = true
		return f, problems
	}
	if isYAML(path) {
		return f, append(problems, f.readYAML(region{path, text, base})...)
	}
	return f, append(problems, f.parsePage(text, base)...)
}

func isYAML(path string) bool {
	return strings.HasSuffix(path, ".yaml") || strings.HasSuffix(path, ".yml")
}

func isMarkdown(path string) bool { return strings.HasSuffix(path, ".md") }

func tooLarge(path string, size int64) diag.Problem {
	return diag.Problem{
		Code: codeTooLarge, Message: fmt.Sprintf("this file has %.1f MB; a text may have %d MB at most", float64(size)/1e6, maxText>>20),
		Span: diag.Span{File: path}, Hint: "split it into one file for each entry, and keep pictures and documents in media/",
	}
}
