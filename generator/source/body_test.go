package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	hide := func(l Link) (string, bool) {
		return strings.Replace(l.Dest, ".md", ".html", 1), !strings.Contains(l.Dest, "hidden")
	}
	tests := []struct{ name, in, want string }{
		{"headings are shifted, none skipped", "### A\n\n##### B\n\n# C\n\n### D\n", "<h2 id=\"p-a\">A</h2>\n<h3 id=\"p-b\">B</h3>\n<h2 id=\"p-c\">C</h2>\n<h3 id=\"p-d\">D</h3>\n"},
		{"anchors of any script, unique", "# Über *uns*\n\n# 日本語\n\n# 日本語\n\n# !!\n", "<h2 id=\"p-über-uns\">Über <em>uns</em></h2>\n<h2 id=\"p-日本語\">日本語</h2>\n<h2 id=\"p-日本語-1\">日本語</h2>\n<h2 id=\"p-section\">!!</h2>\n"},
		{"an empty heading", "#\n\nx\n", "<p>x</p>\n"},
		{"links go through the resolver", "[a](b.md \"t\") [c](hidden.md) <https://d.e>", "<p><a href=\"b.html\" title=\"t\">a</a> c <a href=\"https://d.e\">https://d.e</a></p>\n"},
		{"images too", "![a *b*](c.png) ![d](hidden.png)", "<p><img src=\"c.png\" alt=\"a b\" decoding=\"async\"> d</p>\n"},
		{"a link without words", "[](b.md)", "<p><a href=\"b.html\">b.md</a></p>\n"},
		{"unsafe schemes keep their words", "[a](javascript:alert(1)) [b](data:text/html,x) [c](JAVASCRIPT&#58;x) [d](vbscript:x) ![e](data:image/png,x) [f](<java\tscript:x>) [g](tel:+351)", "<p>a b c d e f <a href=\"tel:+351\">g</a></p>\n"},
		{"raw HTML is left out", "a <b onclick=x>b</b>\n\n<script>alert(1)</script>\n\nc", "<p>a b</p>\n<p>c</p>\n"},
		{"the words of a text pasted as HTML stay", "<p class=x><b>Made</b> coffee</p><p>Sold it<br>too</p>\n<div>\n- *one*\n</div>\n", "<p> Made coffee  Sold it too \n </p>\n<ul>\n<li><em>one</em>\n </li>\n</ul>\n"},
		{"a comment before words", "<!-- say more -->I am a nurse.\n\n<!--\nhidden\n\nhidden\n-->\n\nc", "<p>I am a nurse.</p>\n<p>c</p>\n"},
		{"HTML without words leaves nothing", "<iframe src=x></iframe>\n\n- <br>\n\n<style>\np {}\n\nb {}\n</style>\n\nc", "<ul>\n<li></li>\n</ul>\n<p>c</p>\n"},
		{"tables scroll and have no styles", "| a | b |\n|:-:|--:|\n| 1 | 2 |\n", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"a, b\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"align-center\">a</th>\n<th scope=\"col\" class=\"align-right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"align-center\">1</td>\n<td class=\"align-right\">2</td>\n</tr>\n</tbody>\n</table>\n</div>\n"},
		{"tasks", "- [x] a\n- [ ] b\n", "<ul>\n<li><span class=\"task\">☑</span> a</li>\n<li><span class=\"task\">☐</span> b</li>\n</ul>\n"},
		{"code", "```go\nx := \"<\"\n```\n\n    " + strings.Repeat("long ", 10) + "\n", "<pre><code class=\"language-go\">x := <span class=\"s\">&quot;&lt;&quot;</span>\n</code></pre>\n<pre tabindex=\"0\"><code>" + strings.Repeat("long ", 10) + "\n</code></pre>\n"},
		{"footnotes", "a[^n]\n\n[^n]: b\n", "<p>a<sup id=\"p-fnref:1\"><a href=\"#p-fn:1\" class=\"footnote-ref\" role=\"doc-noteref\">1</a></sup></p>\n<div class=\"footnotes\">\n<ol>\n<li id=\"p-fn:1\">\n<p>b&#160;<a href=\"#p-fnref:1\" class=\"footnote-backref\" role=\"doc-backlink\">&#x21a9;&#xfe0e;</a></p>\n</li>\n</ol>\n</div>\n"},
		{"quotes stay as written", "\"a\" -- 'b'", "<p>&quot;a&quot; -- 'b'</p>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(tt.want, NewBody(tt.in).HTML(hide, HTMLOptions{IDPrefix: "p-"})); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

// TestPicturesInProse: what is known of a picture is written; the one that opens a text is not put off.
func TestPicturesInProse(t *testing.T) {
	t.Parallel()
	picture := func(l Link) *Picture {
		if l.Dest != "a.jpg" {
			return nil
		}
		return &Picture{Src: "m/a.960w.jpg", Srcset: "m/a.480w.jpg 480w, m/a.960w.jpg 960w", Width: 1200, Height: 800,
			Sources: []PictureSource{{"image/webp", "m/a.480w.webp 480w"}}}
	}
	got := NewBody("![a](a.jpg)\n\n![b](b.jpg) ![a](a.jpg)\n").HTML(nil, HTMLOptions{Picture: picture})
	const known = `<picture><source type="image/webp" srcset="m/a.480w.webp 480w" sizes="(min-width: 48em) 40em, 100vw">` +
		`<img src="m/a.960w.jpg" srcset="m/a.480w.jpg 480w, m/a.960w.jpg 960w" sizes="(min-width: 48em) 40em, 100vw" alt="a" width="1200" height="800"`
	want := "<p>" + known + ` decoding="async"></picture></p>` + "\n" +
		`<p><img src="b.jpg" alt="b" loading="lazy" decoding="async"> ` + known + ` loading="lazy" decoding="async"></picture></p>` + "\n"
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestWithoutHTML(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"comments go, tags go, words stay", "a <!-- note -->b <b title=x>c</b>\n\n<!--\nd\n\ne\n-->\n\n<p>f</p><p>g</p>", "a b c\n\n\n\n f  g "},
		{"code stays", "`<b>` and\n\n    <!-- x -->\n\n```\n<p>\n```\n", "`<b>` and\n\n    <!-- x -->\n\n```\n<p>\n```\n"},
		{"nothing to do", "a < b", "a < b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(tt.want, NewBody(tt.in).WithoutHTML().Source()); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestMarkdownRewrite(t *testing.T) {
	t.Parallel()
	r := func(l Link) (string, bool) {
		return strings.Replace(l.Dest, "../", "https://x.example/", 1), !strings.Contains(l.Dest, "hidden")
	}
	tests := []struct{ name, in, want string }{
		{"inline", "See [a *b*](../a.md \"t\") and ![p](../p.png).\n", "See [a *b*](https://x.example/a.md \"t\") and ![p](https://x.example/p.png).\n"},
		{"hidden", "See [a *b*](hidden.md \"t\") and ![p](<hidden p.png>).\n", "See a *b* and p.\n"},
		{"nested", "[![p](../p.png)](hidden.md)\n", "![p](https://x.example/p.png)\n"},
		{"references", "[a][1] [b] [c][] [d][h]\n\n[1]: ../1.md\n[b]: <../b c.md>\n[c]: ../c.md \"t\"\n[h]: hidden.md\n", "[a][1] [b] [c][] d\n\n[1]: https://x.example/1.md\n[b]: <https://x.example/b c.md>\n[c]: https://x.example/c.md \"t\"\n\n"},
		{"nothing else", "a  b\\\n* x\n+ y\n\n```\n[a](../x)\n```\n", "a  b\\\n* x\n+ y\n\n```\n[a](../x)\n```\n"},
		{"in a quote and a list", "> - [a](../a.md)\n>   [b](../b.md)\n", "> - [a](https://x.example/a.md)\n>   [b](https://x.example/b.md)\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(tt.want, NewBody(tt.in).Markdown(r)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestBodyPlaces(t *testing.T) {
	t.Parallel()
	const prose = "# Hé 日本\n\nSee [the *app*](../projects/river app.md) — no;\n[app](<../projects/river app.md> \"t\"), [ref][1], https://x.example/e.\n\n> 😀 <b>raw</b> ![alt](p.png)\n\n<div>\nblock\n</div>\n\n| a |\n|---|\n| [c](d.md) |\n\n[1]: ../one.md\n"
	want := []string{
		"heading # Hé 日本",
		`link [app](<../projects/river app.md> "t") to ../projects/river app.md`,
		"link [ref][1] to ../one.md",
		"link https://x.example/e to https://x.example/e",
		"link ![alt](p.png) to p.png",
		"link [c](d.md) to d.md",
		"raw <b>", "raw </b>", "raw <div>", "raw </div>",
	}
	indented := "body: |\n  " + strings.TrimSuffix(strings.ReplaceAll(prose, "\n", "\n  "), "  ")
	for name, in := range map[string]string{
		"a.md":    "---\ntitle: x\n---\n" + prose,
		"b.md":    prose,
		"a.yaml":  indented,
		"crlf.md": strings.ReplaceAll("\ufeff---\ntitle: x\n---\n\n"+prose, "\n", "\r\n"),
		"c.yaml":  strings.ReplaceAll("\ufeffx: 1\n"+indented, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, ps := Parse(name, []byte(in))
			b := f.Body
			if b == nil {
				b = ProseOf(f.Node.Get("body"))
			}
			if len(ps) > 0 || b == nil {
				t.Fatal(ps)
			}
			text := func(s, e int) string {
				return strings.ReplaceAll(strings.ReplaceAll(string(f.Data[s:e]), "\r", ""), "\n  ", "\n")
			}
			var got []string
			for _, h := range b.Headings() {
				got = append(got, "heading "+text(h.Span.Start, h.Span.End))
			}
			for _, l := range b.Links() {
				got = append(got, "link "+text(l.Span.Start, l.Span.End)+" to "+text(l.Dst.Start, l.Dst.End))
			}
			for _, s := range b.RawHTML() {
				got = append(got, "raw "+text(s.Start, s.End))
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
			i := strings.Index(b.Source(), "日本")
			at := b.Span(i, i+len("日本"))
			if got := string(f.Data[at.Start:at.End]); got != "日本" {
				t.Errorf("a word lies at %q", got)
			}
		})
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	b := NewBody("# A\n\nOne *two* [three](x) `four`\nfive &amp; <b>six</b>[^1]\n\n- seven\n- eight\n\n| nine | ten |\n|--|--|\n| 11 | 12 |\n\n[^1]: thirteen\n")
	if got, want := b.Text(), "A\nOne two three four five & six\nseven\neight\nnine ten\n11 12\nthirteen"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := b.FirstLine(); got != "One two three four five & six" {
		t.Errorf("the first line is %q", got)
	}
	if got := b.Words(); got != 14 {
		t.Errorf("%d words", got)
	}
	if got := NewBody("看護師 works").Words(); got != 4 {
		t.Errorf("%d words", got)
	}
}

// FuzzHTML holds what must be true of any prose: the HTML parses to balanced tags, holds no script, no
// handler and no scheme that a page may not use, and no id stands twice.
func FuzzHTML(f *testing.F) {
	for _, s := range []string{"# a\n# a-1\n# a\n", "[a](javascript:x)", "<script>x</script>", "![x](data:y)", "[^1]\n\n[^1]: x", "| a |\n|--|\n| b |", "- [ ] x", "[a]: b\n[a]", "`` ` ``", "<a href='x' onclick='y'>", "[x](\"onmouseover=y)", "[a](<b\">)", "&#106;avascript:x", "[a](&#x6A;avascript:x)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 5000 {
			return
		}
		b := NewBody(strings.ToValidUTF8(s, ""))
		out := b.HTML(nil, HTMLOptions{IDPrefix: "p-"})
		ids := map[string]bool{}
		z := html.NewTokenizer(strings.NewReader(out))
		var open []string
		for {
			kind := z.Next()
			if kind == html.ErrorToken {
				break
			}
			tok := z.Token()
			switch kind {
			case html.StartTagToken:
				switch tok.Data {
				case "script", "style", "iframe", "object", "form", "input", "svg":
					t.Fatalf("<%s> in %q of %q", tok.Data, out, s)
				case "img", "br", "hr":
				default:
					open = append(open, tok.Data)
				}
				for _, a := range tok.Attr {
					switch {
					case strings.HasPrefix(a.Key, "on") || a.Key == "style":
						t.Fatalf("the attribute %s in %q of %q", a.Key, out, s)
					case (a.Key == "href" || a.Key == "src") && !safeURL(a.Val):
						t.Fatalf("the address %q in %q of %q", a.Val, out, s)
					case a.Key == "id" && ids[a.Val]:
						t.Fatalf("the id %q twice in %q of %q", a.Val, out, s)
					case a.Key == "id":
						ids[a.Val] = true
					}
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != tok.Data {
					t.Fatalf("</%s> closes nothing in %q of %q", tok.Data, out, s)
				}
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			t.Fatalf("%v never closed in %q of %q", open, out, s)
		}
		b.Markdown(func(l Link) (string, bool) { return l.Dest + "x", len(l.Text)%2 == 0 })
	})
}

func words285() string {
	return strings.Repeat("I led a *team* of nine on a [ward](../projects/ward.md) of thirty beds, and cut waiting times.\n\n- Trained nine colleagues\n- Wrote the course\n\n", 11)
}

func BenchmarkHTML(b *testing.B) {
	s := words285()
	b.ReportAllocs()
	for b.Loop() {
		NewBody(s).HTML(nil, HTMLOptions{})
	}
}

func BenchmarkParseEntry(b *testing.B) {
	data := []byte("---\ntitle: Charge nurse\norganization: {name: Harbour Clinic, url: https://harbour.example}\nstart: 2019-03\nskills: [wound-care, {skill: data-entry, level: working, start: 2022, note: rebuilt the ward's forms}]\nhighlights:\n  - Cut dressing changes by a third.\n  - {id: trained, text: Trained nine colleagues., evidence: [{title: Course sheet, file: ../media/course.pdf, genre: document}]}\n---\n" + words285())
	b.ReportAllocs()
	for b.Loop() {
		if f, ps := Parse("experience/harbour.md", data); f.Broken || len(ps) > 0 {
			b.Fatal(ps)
		}
	}
}

// FuzzFirstLine: what is read without parsing is what parsing finds.
func FuzzFirstLine(f *testing.F) {
	for _, s := range []string{
		"One line.", "Two\nlines, joined.\n\nNext.", "a  \nb", "a\n---", "a\n- b", "word www.example.org", "1. a", "é\n\u00a0b", "a-b \"c\" (d)\nÖ", "\n\na", "a\n\n  b", "\u00a0a", "a\n 1",
		"see HTTP://x.y", "a/b", "x\n=\n", "mail a@b.c", "a\tb", "A\u0085b", "a\n\u2028b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := NewBody(s)
		if fast, ok := plainOpening(b.src); ok && fast != b.firstLine() {
			t.Errorf("read %q, parsed %q", fast, b.firstLine())
		}
	})
}
