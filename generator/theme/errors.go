package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// The codes of this package's problems.
const (
	// CodeUnknown says that no theme has the name that was asked for.
	CodeUnknown  = "unknown-theme"
	codeFile     = "theme-file"
	codeSyntax   = "theme-template"
	codeRender   = "theme-render"
	codeContrast = "accent-contrast"
	codeContract = "theme-contract"
	codeStyle    = "theme-style"
	codeOutside  = "theme-outside"
)

// Codes documents the problems that only this package reports; unknown-theme is documented where
// people's settings are checked.
func Codes() []diag.Doc {
	return []diag.Doc{
		{Code: codeFile, Severity: diag.Warning, Title: "a file in the theme folder is not used", Text: "A file in `theme/` replaces the theme's file of the same name, letter for letter. One that replaces nothing is probably misspelt.\n\nWrong: `theme/Card.html`\n\nRight: `theme/card.html`\n\nTo change a few colours or sizes, write `theme/extra.css`: it is added to the theme's style sheet. The theme's README lists its files.\n"},
		{Code: codeSyntax, Severity: diag.Error, Title: "a template cannot be read", Text: "Templates are HTML with actions between `{{` and `}}`, as Go's `html/template` defines them. The page is shown with the built-in template until the file is mended.\n\nWrong:\n\n```html\n{{if .It.Summary}}<p>{{.Text .It.Summary}}</p>\n```\n\nRight:\n\n```html\n{{if .It.Summary.Value}}<p>{{.Text .It.Summary}}</p>{{end}}\n```\n"},
		{Code: codeRender, Severity: diag.Error, Title: "a template fails while a page is made", Text: "The template can be read, but asks for something that does not exist, such as a field that a view does not have. The page is shown with the built-in templates until the file is mended. The theme's README lists what each template receives.\n\nWrong: `{{.It.Name}}` in `card.html`\n\nRight: `{{.Text .It.Title}}`\n"},
		{Code: codeContract, Severity: diag.Warning, Title: "the theme folder is for another version", Text: "`theme/theme.json` says for which version of the theme contract the files in `theme/` were written. The built-in theme is shown while that is a version this program does not know, because a page could come out wrong without anybody seeing it.\n\nWrong: `{\"contract\": 9}`\n\nRight: `{\"contract\": 1}`\n"},
		{Code: codeStyle, Severity: diag.Error, Title: "a style sheet cannot be read", Text: "A brace, a quotation mark or a comment of a style sheet in `theme/` has no partner. Browsers guess where it should stand, and usually drop the rules that follow.\n\nWrong:\n\n```css\nh1 { color: teal }}\n```\n\nRight:\n\n```css\nh1 { color: teal }\n```\n"},
		{Code: codeOutside, Severity: diag.Error, Title: "a style sheet loads something from elsewhere", Text: "Pages load nothing but the passport's own files: their Content-Security-Policy forbids it, so that no other host learns who reads them, and they look the same in ten years. Browsers would leave the picture or the rules out. Pictures and fonts belong in `media/`, and rules in `theme/extra.css`, which is added at the end of the style sheet and can therefore import nothing.\n\nWrong: `body { background: url(https://example.org/paper.png) }`\n\nRight: `body { background: url(../media/paper.png) }`\n"},
		{Code: codeContrast, Severity: diag.Warning, Title: "the accent colour is too pale to read", Text: "Links are text, and text needs a contrast of at least 4.5 to 1 with the page (WCAG 2.2, 1.4.3). The colour is darkened just as far as that takes; the hint names the result. In the dark scheme a lighter relative of the colour is always used, which needs no warning.\n\nWrong: `accent: \"#ffcc00\"`\n\nRight: `accent: \"#8a6c00\"`\n"},
	}
}

func unknownTheme(builtin fs.FS, name string) diag.Problem {
	var have []string
	if list, err := fs.ReadDir(builtin, "."); err == nil {
		for _, d := range list {
			if d.IsDir() {
				have = append(have, d.Name())
			}
		}
	}
	return diag.Problem{
		Code: CodeUnknown, Severity: diag.Warning,
		Message: fmt.Sprintf("there is no theme called %q", name),
		Hint:    "write theme: " + strings.Join(have, " or "),
	}
}

func unknownFile(base []file, f file) diag.Problem {
	p := diag.Problem{
		Code: codeFile, Severity: diag.Warning,
		Span:    diag.Span{File: folder + "/" + strings.TrimSuffix(f.name, "/")},
		Message: fmt.Sprintf("%s/%s replaces no file of the theme", folder, f.name),
	}
	names := make([]string, 0, len(base))
	for _, b := range base {
		if strings.EqualFold(b.name, f.name) || strings.EqualFold(strings.TrimRight(b.template(), "s"), strings.TrimRight(f.template(), "s")) {
			p.Hint = fmt.Sprintf("rename it to %s", b.name)
			return p
		}
		names = append(names, b.name)
	}
	slices.Sort(names)
	p.Hint = "the theme has " + strings.Join(names, ", ") + "; a style sheet called " + extra + " is added to its own"
	return p
}

func emptyPage(f file) diag.Problem {
	return diag.Problem{
		Code: codeFile, Severity: diag.Warning,
		Span:    diag.Span{File: folder + "/" + f.name},
		Message: fmt.Sprintf("%s/%s is empty and would make empty pages, so it is not used", folder, f.name),
		Hint:    "write what the page shows, or delete the file; \"passport theme eject\" writes a copy of the theme's to begin with",
	}
}

// where matches how text/template and html/template begin an error: "template: card:12:3: …" and
// "html/template:card:12: …". Neither gives the place in any other form (golang.org/issue/30550).
var where = regexp.MustCompile(`^(?:html/)?template: ?([\w./-]+):(\d+)(?::(\d+))?: (?s:(.*))$`)

// quoted matches the part of an execution error that repeats the action.
var quoted = regexp.MustCompile(`^executing "[^"]*" at (<.*?>): (?s:(.*))$`)

// problem turns an error about a template into a problem at its place. Names are the templates that there are, and
// it the type of what the failing part was called with, nil for nothing.
func (f file) problem(code string, err error, names []string, it reflect.Type) diag.Problem {
	line, msg, label := 0, err.Error(), ""
	if m := where.FindStringSubmatch(msg); m != nil {
		line, _ = strconv.Atoi(m[2])
		msg = m[4]
	}
	if m := quoted.FindStringSubmatch(msg); m != nil {
		label, msg = strings.Trim(m[1], "<>"), m[2]
	}
	msg = strings.TrimPrefix(msg, "error calling Part: ")
	says, hint := askedOf(msg, label, it)
	span := f.line(line)
	if says == "" {
		says = msg
		if line > 0 {
			from, to := span.Start-f.skip, span.End-f.skip
			from, to, says, hint = f.misread(from, to, msg, names)
			span.Start, span.End = from+f.skip, to+f.skip
		}
	}
	p := diag.Problem{Code: code, Severity: diag.Error, Message: tidy(says)}
	if !f.own {
		p.Message = fmt.Sprintf("built-in template %s:%d: %s", f.name, line, p.Message)
		p.Hint = "this is a mistake in passport itself, or in what a template of yours hands to it"
		return p
	}
	p.Span = span
	if label != "" && line > 0 {
		whole := f.line(line)
		if i := bytes.Index(f.data[whole.Start-f.skip:whole.End-f.skip], []byte(label)); i >= 0 && !noTemplate.MatchString(msg) {
			p.Span.Start, p.Span.End = whole.Start+i, whole.Start+i+len(label)
		}
	}
	switch back := "delete " + folder + "/" + f.name + " to get the built-in file back"; {
	case hint == "":
		p.Hint = "mend it, or " + back
	case strings.HasSuffix(hint, "?"):
		p.Hint = hint
	default:
		p.Hint = hint + "; or " + back
	}
	return p
}

// line is the span of a line, counted from 1, without the space around its text.
func (f file) line(n int) diag.Span {
	s := diag.Span{File: folder + "/" + f.name}
	if n < 1 {
		return s
	}
	start := 0
	for ; n > 1; n-- {
		i := bytes.IndexByte(f.data[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	end := len(f.data)
	if i := bytes.IndexByte(f.data[start:], '\n'); i >= 0 {
		end = start + i
	}
	text := f.data[start:end]
	s.Start = f.skip + start + len(text) - len(bytes.TrimLeft(text, " \t"))
	s.End = max(s.Start, f.skip+start+len(bytes.TrimRight(text, " \t\r")))
	return s
}

// tidy makes a message of the template packages one that stands alone in our report.
func tidy(msg string) string {
	msg = strings.TrimRight(strings.TrimSpace(msg), ".")
	msg = strings.ReplaceAll(msg, "*theme.View", "a template's dot")
	return msg
}

func plainError(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
