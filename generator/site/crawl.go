package site

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// What a person lets machines that learn or answer from pages do: the values of site.ai.
const (
	aiNone  = "none"
	aiTrain = "train"
)

// trainers are the agents that collect pages to train models, by the names that their makers publish for
// robots.txt; answerers those that fetch pages to answer a question.
var (
	trainers = []string{
		"AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot", "cohere-training-data-crawler",
		"Diffbot", "FacebookBot", "Google-Extended", "GPTBot", "ImagesiftBot", "Meta-ExternalAgent", "omgili", "PanguBot", "Timpibot", "Webzio-Extended",
	}
	answerers = []string{
		"ChatGPT-User", "Claude-SearchBot", "Claude-User", "cohere-ai", "DuckAssistBot", "Meta-ExternalFetcher", "MistralAI-User", "OAI-SearchBot",
		"Perplexity-User", "PerplexityBot", "YouBot",
	}
)

// indexed says whether search engines may list the site.
func (pl *planner) indexed() bool { return pl.p.Site.Index == nil || *pl.p.Site.Index }

// robotsOf is what the meta element of every page says: it works below a sub-path too, where robots.txt is
// never read. noai is what tools that respect it look for; nocache and noarchive are Bing's words for
// training and answers, nosnippet Google's for answers.
func (pl *planner) robotsOf() string {
	var words []string
	if !pl.indexed() {
		words = append(words, "noindex")
	}
	switch pl.p.Site.AI {
	case aiTrain:
	case aiNone:
		words = append(words, "noai", "noimageai", "noarchive", "nosnippet")
	default:
		words = append(words, "noai", "noimageai", "nocache")
	}
	return strings.Join(words, ", ")
}

func joinRobots(a, b string) string {
	if b == "" || strings.Contains(b, a) {
		return a + strings.TrimPrefix(b, a)
	}
	return a + ", " + b
}

// documents are the documents that are not pages.
func (pl *planner) documents(pages []*Page) []Document {
	docs := []Document{
		{Path: ".nojekyll", MediaType: "text/plain; charset=utf-8", Render: func(io.Writer) diag.List { return nil }},
		pl.robotsDocument(),
	}
	for _, e := range pl.editions {
		docs = append(docs, e.dataDocument(), e.graphDocument())
		docs = append(docs, e.papers...)
		docs = append(docs, e.formats...)
	}
	if pl.base != "" && pl.indexed() {
		docs = append(docs, pl.sitemapDocument(pages))
	}
	taken := map[string]bool{}
	for _, p := range pages {
		taken[p.Path] = true
	}
	for _, d := range docs {
		taken[d.Path] = true
	}
	for _, name := range pl.p.Files {
		if f := pl.files[name]; !f.refused && !taken[f.out] {
			taken[f.out] = true
			docs = append(docs, pl.fileDocument(f))
		}
	}
	// Names of sizes are given last: what the person's own files are called goes first.
	for _, name := range pl.p.Files {
		f := pl.files[name]
		if f.refused || f.scaled == nil {
			continue
		}
		for _, d := range pl.scaledDocuments(f) {
			if !taken[d.Path] {
				taken[d.Path] = true
				docs = append(docs, d)
			}
		}
	}
	for _, e := range pl.editions {
		for _, s := range e.socials {
			docs = append(docs, pl.socialDocument(s))
		}
	}
	if pl.o.Faces != nil {
		docs = append(docs, pl.iconDocument())
	}
	return docs
}

// robotsDocument tells crawlers what they may do. Pages that search engines shall not list stay open
// to them, because only then do they read that it says so there; data files and the Markdown twins of pages,
// which cannot say it, are closed to all but those that the person lets answer or learn from them.
func (pl *planner) robotsDocument() Document {
	return Document{Path: "robots.txt", MediaType: "text/plain; charset=utf-8", Render: func(w io.Writer) diag.List {
		var b strings.Builder
		var closed, open []string
		switch pl.p.Site.AI {
		case aiTrain:
			open = append(append(open, trainers...), answerers...)
		case aiNone:
			closed = append(append(closed, trainers...), answerers...)
		default:
			closed, open = trainers, answerers
		}
		group := func(agents []string, rule string) {
			for _, agent := range agents {
				b.WriteString("User-agent: " + agent + "\n")
			}
			if len(agents) > 0 {
				b.WriteString(rule + "\n\n")
			}
		}
		group(closed, "Disallow: /")
		if !pl.indexed() {
			group(open, "Disallow:")
		}
		b.WriteString("User-agent: *\n")
		if pl.indexed() {
			b.WriteString("Disallow:\n")
		} else {
			for _, e := range pl.editions {
				// A rule covers every address that begins with it: passport.jsonld too.
				b.WriteString("Disallow: " + pl.basePath + e.prefix + "passport.json\n")
				twins := false
				for _, d := range slices.Concat(e.papers, e.formats) {
					if e.twins[d.Path] {
						twins = true
						continue
					}
					b.WriteString("Disallow: " + pl.basePath + d.Path + "\n")
				}
				if twins {
					b.WriteString("Disallow: " + pl.basePath + e.prefix + "*" + TwinExt + "\n")
				}
			}
		}
		if pl.base != "" && pl.indexed() {
			b.WriteString("\nSitemap: " + pl.base + "sitemap.xml\n")
		}
		_, _ = io.WriteString(w, b.String())
		return nil
	}}
}

// sitemapDocument lists every page that search engines may list, with its other languages
// (https://www.sitemaps.org/protocol.html).
func (pl *planner) sitemapDocument(pages []*Page) Document {
	return Document{Path: "sitemap.xml", MediaType: "application/xml", Render: func(w io.Writer) diag.List {
		var b strings.Builder
		b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
		for _, p := range sortedPaths(pages) {
			if p.Template == "moved" || p.Template == "notfound" || p.Unlisted {
				continue
			}
			b.WriteString("<url><loc>" + escapeXML(p.Canonical) + "</loc>")
			if p.Modified != "" {
				b.WriteString("<lastmod>" + escapeXML(p.Modified) + "</lastmod>")
			}
			for _, a := range p.Alternates {
				b.WriteString(`<xhtml:link rel="alternate" hreflang="` + escapeXML(a.Lang) + `" href="` + escapeXML(a.Href) + `"/>`)
			}
			b.WriteString("</url>\n")
		}
		b.WriteString("</urlset>\n")
		_, _ = io.WriteString(w, b.String())
		return nil
	}}
}

func escapeXML(s string) string {
	var b strings.Builder
	// A strings.Builder does not fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// Codes is the documentation of the problems that planning a site can find.
func Codes() []diag.Doc {
	return []diag.Doc{
		{
			Code: "svg-cleaned", Severity: diag.Warning, Title: "parts of a drawing were left out",
			Text: "An SVG drawing can carry scripts and can load things from elsewhere. Only what draws is published. " +
				"If the drawing looks wrong on the site, save it again as a plain SVG or as a PNG.\n",
		},
		{
			Code: "picture-too-large", Severity: diag.Warning, Title: "a picture has too many pixels",
			Text: "A page shows a picture at most 1600 pixels wide, and one of more than 40 million pixels costs every reader minutes. " +
				"It is left out until it is smaller; nothing else of the page is missing.\n\n" +
				"Wrong: a photograph of 9000 by 7000 pixels\n\nRight: the same, saved with a longer side of 4000 pixels\n",
		},
		{
			Code: codePicture, Severity: diag.Warning, Title: "a picture is not published",
			Text: "A photograph often tells more than it shows: where and when it was taken, with which camera, by whom. " +
				"All of that is taken out of the copy on the site, without touching the picture itself. This file is damaged, or of a kind " +
				"(HEIC, AVIF, TIFF) from which it cannot be taken out, so the picture stays at home. " +
				"Open it in a picture program and save it again as a JPEG or PNG.\n",
		},
		{
			Code: "svg-refused", Severity: diag.Warning, Title: "a drawing is not published",
			Text: "The file ends in .svg but could not be read as one, so nobody can say what is in it. " +
				"Open it in a drawing program and save it again as a plain SVG, or as a PNG.\n",
		},
	}
}
