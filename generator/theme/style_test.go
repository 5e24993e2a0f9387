package theme

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/themes"
)

// abouts are what the built-in themes say of themselves.
func abouts(t *testing.T) []About {
	t.Helper()
	var out []About
	for _, name := range Names(themes.FS) {
		a, err := Describe(themes.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

// TestAccent makes a readable pair of colours of whatever a person likes, on every theme's paper.
func TestAccent(t *testing.T) {
	rows := []struct {
		name, color string
		changed     bool // the light scheme does not have it as written
	}{
		{"oxblood", "#8a1c2b", false},
		{"short form", "#036", false},
		{"capitals", "#8A1C2B", false},
		{"sun yellow", "#ffcc00", true},
		{"mint", "#3eb489", true},
		{"white", "#ffffff", true},
		{"pure red", "#ff0000", true},
		{"black", "#000000", false},
		{"middle grey", "#808080", true},
		{"screen blue", "#0000ff", false},
	}
	for _, about := range abouts(t) {
		light, _ := parseColor(about.Paper.Light)
		dark, _ := parseColor(about.Paper.Dark)
		own := append(rows, struct {
			name, color string
			changed     bool
		}{"the theme's own", about.Accent, false}, struct {
			name, color string
			changed     bool
		}{"paper itself", about.Paper.Light, true})
		for _, r := range own {
			t.Run(about.Name+"/"+r.name, func(t *testing.T) {
				a := about.accents(r.color)
				if a.changed != r.changed {
					t.Errorf("changed %v, want %v (%s)", a.changed, r.changed, a.light)
				}
				l, _ := parseColor(a.light)
				d, _ := parseColor(a.dark)
				if c := contrast(l, light); c < 4.5 {
					t.Errorf("%s on light paper has %.2f to 1", a.light, c)
				}
				if c := contrast(d, dark); c < 4.5 {
					t.Errorf("%s on dark paper has %.2f to 1", a.dark, c)
				}
			})
		}
		for _, not := range []string{"red", "#12", "#12345", "#1234567", "#gggggg", "rgb(1,2,3)", "#fff;}"} {
			if a := about.accents(not); a.light != "" {
				t.Errorf("%q is taken for a colour", not)
			}
		}
	}
}

// TestAccentProblems reports a colour that is not used as written, at its place, with the one that is.
func TestAccentProblems(t *testing.T) {
	at := diag.Span{File: "passport.yaml", Start: 7, End: 14}
	for color, code := range map[string]string{"": "", "#8a1c2b": "", "#ffcc00": codeContrast, "dark red": ""} {
		found := atlas(t).CheckAccent(color, at)
		switch {
		case code == "" && len(found) > 0, code != "" && (len(found) != 1 || found[0].Code != code || found[0].Span != at):
			t.Errorf("%q: %v", color, found)
		}
		p := thin()
		p.Pages[0].Chrome.Theme = site.Theme{Accent: color}
		docs, problems := render(t, atlas(t), p)
		if len(problems) > 0 {
			t.Errorf("%q: %v", color, problems)
		}
		for path, text := range docs {
			if !strings.HasSuffix(path, ".css") {
				continue
			}
			if a := atlas(t).about.accents(color); a.light != "" && strings.HasPrefix(path, "assets/atlas.") && !strings.Contains(text, "--accent:"+a.light+"}") {
				t.Errorf("%q is not in the style sheet", color)
			}
			if strings.Contains(text, "dark red") {
				t.Error("what is no colour stands in the style sheet")
			}
		}
	}
}

// TestSheets holds every style sheet to its size, to what the policy allows, to colours that can be read,
// and to what the theme says of them.
func TestSheets(t *testing.T) {
	for _, about := range abouts(t) {
		t.Run(about.Name, func(t *testing.T) { checkSheet(t, about) })
	}
}

func checkSheet(t *testing.T, about About) {
	raw, err := themes.FS.ReadFile(about.Name + "/" + about.Name + ".css")
	if err != nil {
		t.Fatal(err)
	}
	css := string(raw)
	if sent := minifyCSS(raw); len(sent) >= 20<<10 {
		t.Errorf("%d bytes, were a page to load all of it", len(sent))
	}
	for _, bad := range []string{"url(", "@import", "http:", "animation", "transition"} {
		if strings.Contains(css, bad) {
			t.Errorf("it has %s", bad)
		}
	}
	schemes := regexp.MustCompile(`(?s):root \{[^}]*--paper[^}]*\}`).FindAllString(css, 2)
	if len(schemes) != 2 {
		t.Fatal("no two schemes")
	}
	for i, s := range schemes {
		value := func(name string) rgb {
			m := regexp.MustCompile(`--` + name + `: (#\w+);`).FindStringSubmatch(s)
			if m == nil {
				t.Fatalf("no --%s", name)
			}
			c, _ := parseColor(m[1])
			return c
		}
		paper := value("paper")
		if want := []string{about.Paper.Light, about.Paper.Dark}[i]; paper.hex() != want {
			t.Errorf("paper is %s, accents are measured on %s", paper.hex(), want)
		}
		for name, least := range map[string]float64{"ink": 7, "soft": 7, "accent": 4.5} {
			if c := contrast(value(name), paper); c < least {
				t.Errorf("scheme %d: %s has %.2f to 1, want %.1f", i, name, c, least)
			}
		}
		if i == 0 && value("accent").hex() != about.Accent {
			t.Errorf("the accent is %s, the icon has %s", value("accent").hex(), about.Accent)
		}
	}
}

// TestOptions: a theme describes each of its options, takes its default and its examples, and nothing else.
func TestOptions(t *testing.T) {
	for _, about := range abouts(t) {
		if about.Contract != Contract || about.Title == "" || about.Description == "" {
			t.Errorf("%s: %+v", about.Name, about)
		}
		for name, o := range about.Options {
			if o.Title == "" || o.Description == "" || len(o.Examples) == 0 || !o.Takes(o.Default) {
				t.Errorf("%s, %s: %+v", about.Name, name, o)
			}
			for _, ex := range o.Examples {
				if !o.Takes(ex) {
					t.Errorf("%s, %s does not take its example %v", about.Name, name, ex)
				}
			}
			for _, bad := range []any{nil, "no such value", 1e6, -1, []any{1}, 1.5} {
				if o.Takes(bad) {
					t.Errorf("%s, %s takes %v", about.Name, name, bad)
				}
			}
		}
	}
}

// TestInitials knows names of many kinds.
func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Inês Vilarinho": "IV", "Inês Carvalho Duarte": "ID", "Björk": "B", "山田 太郎": "山", "ليلى المنصوري": "ل",
		"": "", "—": "", "o’Brien": "O", "Anne-Marie Ødegård": "AØ",
	} {
		if got := site.Initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// A word that is not in the page's language says so in text, and stands alone where nothing can be marked,
// with the templates as minified and as written.
func TestForeignWords(t *testing.T) {
	t.Parallel()
	own := fstest.MapFS{"card.html": {Data: []byte(`<p aria-label="{{.It.TypeWord}}">{{.It.TypeWord}} {{.It.Title.Value}}</p>`)}}
	th, found := Load(themes.FS, Default, own)
	if len(found) > 0 {
		t.Fatal(found)
	}
	const want = `<p aria-label="paid &amp; more"><span lang="en" dir="ltr">paid &amp; more</span> a &lt; b</p>`
	card := &site.Card{TypeWord: site.NewWord("paid & more", "en"), Title: site.Text{Value: "a < b"}}
	for _, exact := range []bool{false, true} {
		r := &run{theme: th}
		html, err := (&View{Page: &site.Page{Lang: "cy"}, run: r, set: th.set, exact: exact}).Part("card", card)
		if err != nil || string(html) != want {
			t.Errorf("exact %v: %s, %v; want %s", exact, html, err, want)
		}
	}
}

// TestNotation: the rules for mathematics and code go where there is some, and nowhere else; their colours
// can be read on the paper of every theme, in both schemes.
func TestNotation(t *testing.T) {
	every(t, func(t *testing.T, th *Theme) {
		p := thin()
		p.Notation = true
		link := func(text string) bool { return strings.Contains(text, "assets/notation.") }
		docs, _ := render(t, th, p)
		sheet := ""
		for path, text := range docs {
			if strings.HasSuffix(path, ".html") && link(text) {
				t.Errorf("%s loads rules that it does not need", path)
			}
			if strings.HasPrefix(path, "assets/notation.") {
				sheet = text
			}
		}
		if sheet == "" || len(sheet) > 1500 {
			t.Errorf("the sheet has %d bytes", len(sheet))
		}
		for _, page := range p.Pages {
			if page.Home != nil {
				page.Home.About = site.NewProse("", source.NewBody("So $x^2$.\n"), nil, source.HTMLOptions{})
			}
		}
		docs, _ = render(t, th, p)
		if home := docs["index.html"]; !link(home) || !strings.Contains(home, "<math>") {
			t.Error("a page with mathematics does not load the rules for it")
		}
	})
	light, dark, _ := strings.Cut(string(notationSheet()), "@media screen")
	for i, css := range []string{light, dark} {
		colors := regexp.MustCompile(`color:(#\w+)`).FindAllStringSubmatch(css, -1)
		if len(colors) < 4 {
			t.Errorf("scheme %d has %d colours", i, len(colors))
		}
		for _, m := range colors {
			color, _ := parseColor(m[1])
			for _, about := range abouts(t) {
				paper, _ := parseColor([]string{about.Paper.Light, about.Paper.Dark}[i])
				if c := contrast(color, paper); c < 7 {
					t.Errorf("scheme %d: %s on the paper of %s has %.2f to 1, want 7", i, m[1], about.Name, c)
				}
			}
		}
	}
}
