package theme

import (
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/themes"
)

// TestOverrides replaces files of the theme by a person's.
func TestOverrides(t *testing.T) {
	own := fstest.MapFS{
		"crumbs.html":    {Data: []byte(`<p class="mine">{{len .It}} above {{template "signature" .}}</p>`)},
		"signature.html": {Data: []byte(`<i>mine too</i>`)},
		"extra.css":      {Data: []byte(".mine { color: tomato }")},
	}
	th, found := Load(themes.FS, "atlas", own)
	if len(found) > 0 {
		t.Fatalf("problems: %v", found)
	}
	docs, found := render(t, th, fixture())
	if len(found) > 0 {
		t.Fatalf("problems: %v", found)
	}
	if page := docs["experience/harbour-clinic.html"]; !strings.Contains(page, `<p class="mine">1 above <i>mine too</i></p>`) {
		t.Error("the person's crumbs.html is not used")
	}
	for path, text := range docs {
		if strings.HasSuffix(path, ".css") && !strings.HasSuffix(text, ".mine{color:tomato}") {
			t.Error("extra.css does not end the style sheet")
		}
	}
}

// TestMistakes gives each mistake a problem with its exact place, and a page all the same.
func TestMistakes(t *testing.T) {
	type report struct {
		Code, File, At string
		Severity       diag.Severity
	}
	rows := []struct {
		name, file, text string
		want             report
	}{
		{"an action that does not end", "card.html", "<p>\r\n{{if .It}}\r\n  <b>\r\n</p>", report{codeSyntax, "theme/card.html", "{{if .It}}", diag.Error}},
		{"a function that does not exist", "card.html", "<p>\n  {{shout .It}}</p>\n", report{codeSyntax, "theme/card.html", "shout", diag.Error}},
		{"an action where HTML has no place for it", "crumbs.html", "\n<a href={{.It}}{{if .It}} x='{{end}}>", report{codeSyntax, "theme/crumbs.html", "<a href={{.It}}{{if .It}} x='{{end}}>", diag.Error}},
		{"a field that a view does not have", "who.html", "<h1>\n\n<b>{{.Home.Nickname}}</b></h1>", report{codeRender, "theme/who.html", ".Home.Nickname", diag.Error}},
		{"a part that does not exist", "who.html", "<h1>x</h1>\n{{.Part \"whoo\" .It}}", report{codeRender, "theme/who.html", `"whoo"`, diag.Error}},
		{"a byte-order mark before the mistake", "who.html", "\uFEFF<h1>{{.Home.Nickname}}</h1>", report{codeRender, "theme/who.html", ".Home.Nickname", diag.Error}},
		{"a question without a value", "who.html", "<h1>\n{{ if }}x{{end}}</h1>", report{codeSyntax, "theme/who.html", "{{ if }}", diag.Error}},
		{"an action that another begins in", "who.html", "<h1>\n{{ .It {{if .It}}x{{end}}</h1>", report{codeSyntax, "theme/who.html", "{{ .It", diag.Error}},
		{"an action at the end of the file", "who.html", "<h1>\n{{ .It", report{codeSyntax, "theme/who.html", "{{ .It", diag.Error}},
		{"an end too many", "who.html", "<h1>\n{{if .It}}x{{end}}{{ end }}</h1>", report{codeSyntax, "theme/who.html", "{{ end }}", diag.Error}},
		{"a template that does not exist", "who.html", "<h1>\n<b>{{template \"notfund\" .}}</b></h1>", report{codeSyntax, "theme/who.html", `"notfund"`, diag.Error}},
		{"a brace too many", "extra.css", "/* } */ p{}\n a{}}} b{}", report{codeStyle, "theme/extra.css", "}}", diag.Error}},
		{"a block that does not end", "extra.css", "p::after{content:'}'}\n@media print{\n a{} ", report{codeStyle, "theme/extra.css", "@media print{", diag.Error}},
		{"a comment that does not end", "extra.css", "p{}\n/* a{}\n", report{codeStyle, "theme/extra.css", "/* a{}", diag.Error}},
		{"a text that does not end", "extra.css", "p{quotes: \"a\n}", report{codeStyle, "theme/extra.css", "\"a", diag.Error}},
		{"an address that does not end", "extra.css", "p{background: url(x.png }\n", report{codeStyle, "theme/extra.css", "url(x.png }", diag.Error}},
		{"a sheet of another host", "extra.css", "@import url(https://cdn.example/x.css);\n", report{codeOutside, "theme/extra.css", "@import url(https://cdn.example/x.css)", diag.Error}},
		{"a picture of another host", "extra.css", "p{color:red;background: URL( 'https://cdn.example/x.png' )}\n", report{codeOutside, "theme/extra.css", "https://cdn.example/x.png", diag.Error}},
		{"a host without a scheme", "extra.css", "p{background: url(//cdn.example/x.png)}\n", report{codeOutside, "theme/extra.css", "//cdn.example/x.png", diag.Error}},
		{"a misspelt file", "Card.html", "<p></p>", report{codeFile, "theme/Card.html", "", diag.Warning}},
		{"a style sheet that replaces nothing", "style.css", "p{}", report{codeFile, "theme/style.css", "", diag.Warning}},
		{"a folder", "parts/card.html", "", report{codeFile, "theme/parts", "", diag.Warning}},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			th, found := Load(themes.FS, "", fstest.MapFS{r.file: {Data: []byte(r.text)}})
			docs, rendered := render(t, th, fixture())
			found = append(found, rendered...)
			found.Sort()
			found = found.Dedupe()
			if len(found) == 0 {
				t.Fatal("no problem")
			}
			p := found[0]
			got := report{p.Code, p.Span.File, "", p.Severity}
			if p.Span.End > p.Span.Start {
				got.At = r.text[p.Span.Start:p.Span.End]
			}
			if diff := cmp.Diff(r.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", p.Message, diff)
			}
			if strings.Contains(p.Message, "template:") || strings.HasSuffix(p.Message, ".") || p.Hint == "" {
				t.Errorf("message %q, hint %q", p.Message, p.Hint)
			}
			if !strings.Contains(docs["index.html"], "Inês Carvalho Duarte</h1>") || !strings.HasSuffix(strings.TrimSpace(docs["index.html"]), "</html>") {
				t.Error("the first page is not whole")
			}
		})
	}
}

// TestSoundSheets finds nothing wrong with what only looks so.
func TestSoundSheets(t *testing.T) {
	for _, css := range []string{
		"", "a{}", "/* { ' url(https://x) @import */", "a::before{content:'}\\'@import'}", `a[href="{"]{}`, "a{background:url(../media/a.png)}",
		"a{background:url( \"../media/a (1).png\" )}", "@font-face{font-family:x;src:url(../media/x.woff2)}", "a{b{c:d}}", ".my-url{}", "a{--x:\\}}",
		"a{filter:url(#blur)}", "@on entry, kind { .claims { margin: 0; } }",
	} {
		if found := (file{name: extra, data: []byte(css), own: true}).scan(); len(found) > 0 {
			t.Errorf("%s: %v", css, found)
		}
	}
	for _, name := range Names(themes.FS) {
		data, err := fs.ReadFile(themes.FS, name+"/"+name+".css")
		if err != nil {
			t.Fatal(err)
		}
		if found := (file{name: name + ".css", data: data, own: true}).scan(); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// FuzzMistakes looks for the place of a mistake in files of any bytes.
func FuzzMistakes(f *testing.F) {
	for _, seed := range []string{"{{ if }}", "{{ .It {{", "{{/* x", "{{end}}{{end}}", "a{}}", "a{b:url(", "/*", "@import", "'\n", "\\", "{{\"", "{{template \"a\"}}", "{{.A.B}}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		inside := func(l diag.List) {
			for _, p := range l {
				if p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(data) {
					t.Fatalf("%v outside %d bytes", p.Span, len(data))
				}
			}
		}
		inside(file{name: extra, data: data, own: true}.scan())
		_, found := Load(themes.FS, "", fstest.MapFS{"mark.html": {Data: data}})
		inside(found)
	})
}

// TestUnknownTheme falls back to the default.
func TestUnknownTheme(t *testing.T) {
	for _, name := range []string{"altas", "../atlas", "atlas/base.html"} {
		th, found := Load(themes.FS, name, nil)
		if len(found) != 1 || found[0].Code != CodeUnknown || !strings.Contains(found[0].Hint, "atlas") {
			t.Errorf("%s: %v", name, found)
		}
		if docs, _ := render(t, th, thin()); !strings.Contains(docs["index.html"], "Sam Okafor") {
			t.Errorf("%s: no page", name)
		}
	}
}

// TestCodes holds the documentation to the codes that exist.
func TestCodes(t *testing.T) {
	for _, d := range Codes() {
		if d.Title == "" || !strings.Contains(d.Text, "Right:") || !strings.Contains(d.Text, "Wrong:") {
			t.Errorf("%s is not documented", d.Code)
		}
	}
}

// TestReadme holds the documentation of themes to what templates can call and which files there are.
func TestReadme(t *testing.T) {
	contract := readme(t, "README.md")
	view := reflect.TypeFor[*View]()
	for i := range view.NumMethod() {
		if m := view.Method(i).Name; !strings.Contains(contract, "."+m+" ") && !strings.Contains(contract, "."+m+"`") {
			t.Errorf("the contract does not say what .%s does", m)
		}
	}
	for _, name := range Names(themes.FS) {
		own := readme(t, name+"/README.md")
		if !strings.Contains(contract, "("+name+"/README.md)") {
			t.Errorf("the contract does not lead to %s", name)
		}
		files, err := fs.Glob(themes.FS, name+"/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if base := path.Base(f); base != described && !strings.Contains(own, "`"+base+"`") {
				t.Errorf("the README does not name %s", f)
			}
			if data, _ := fs.ReadFile(themes.FS, f); strings.HasSuffix(f, ".html") && !strings.HasPrefix(string(data), "{{- /* ") {
				t.Errorf("%s does not begin by saying what it makes", f)
			}
		}
		about, err := Describe(themes.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for option := range about.Options {
			if !strings.Contains(own, option+": ") {
				t.Errorf("the README of %s does not name its option %s", name, option)
			}
		}
	}
}

func readme(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../themes/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestOptionsInTemplates: a setting that the theme takes is used, and one that it does not take is not.
func TestOptionsInTemplates(t *testing.T) {
	for value, want := range map[any]string{3: "cols-3", int64(1): "cols-1", 9: "cols-2", "many": "cols-2", nil: "cols-2"} {
		p := pictures(2)
		c := *p.Pages[0].Chrome
		c.Theme = site.Theme{Name: "folio", Options: map[string]any{"columns": value}}
		p.Pages[0].Chrome = &c
		th, _ := Load(themes.FS, "folio", nil)
		docs, found := render(t, th, p)
		if len(found) > 0 {
			t.Fatal(found)
		}
		if !strings.Contains(docs["index.html"], want) {
			t.Errorf("columns: %v does not give %s", value, want)
		}
	}
	th, found := Load(themes.FS, "folio", fstest.MapFS{"tile.html": {Data: []byte(`<p>{{.Option "colums"}}</p>`)}})
	if len(found) > 0 {
		t.Fatal(found)
	}
	if _, found := render(t, th, pictures(2)); len(found) != 1 || !strings.Contains(found[0].Message, "colums") {
		t.Errorf("an option that the theme does not have: %v", found)
	}
}
