package passport

import (
	"path"
	"strings"
)

// Reason says why a file is never published, whatever refers to it. The zero value is no reason.
type Reason int

const (
	Publishable  Reason = iota
	RefusedPage         // a web page: it could say anything in the person's name
	RefusedCode         // a script, style sheet or program: it could change how the site works, or a reader's computer
	ReservedName        // a name that the site needs for itself
)

// Refuses says why a file of the passport is never published, by its path from the passport's folder,
// slash-separated; [Publishable] when it may be.
func Refuses(name string) Reason {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml":
		return RefusedPage
	case ".js", ".mjs", ".css", ".wasm", ".htaccess", ".php", ".exe", ".bat", ".cmd", ".sh", ".msi", ".app", ".jar", ".scr",
		".vbs", ".ps1", ".swf":
		return RefusedCode
	}
	switch strings.ToLower(strings.TrimPrefix(name, ".private/")) {
	case "passport.json", "passport.jsonld", "sitemap.xml", "robots.txt", ".nojekyll", "resume.json", "contact.vcf",
		"feed.xml", "feed.json", "llms.txt", "cname", "cv.pdf", "cv.docx", "cv.txt":
		return ReservedName
	}
	return Publishable
}
