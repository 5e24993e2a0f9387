// Package schemaorg reads a person from schema.org JSON-LD (https://schema.org/Person): a file of it, or a saved
// web page that carries it in script elements of type application/ld+json, as many profile pages do and
// every page of a passport.
//
// The data is a graph: objects name each other by @id. The graph is put together first, see graph.go; then
// the person and what belongs to them is taken out of it, see read.go.
package schemaorg

import (
	"bytes"

	"github.com/talent-passport/passport/generator/format"
)

// Format is schema.org JSON-LD.
var Format = &format.Format{
	Name:  "schemaorg",
	Title: "schema.org JSON-LD",
	About: "a person as web pages describe them to search engines: a .jsonld file, or a saved page",
	Spec:  "https://schema.org/Person",
	Tier:  format.TierCore,
	Ext:   ".jsonld", MediaType: "application/ld+json",
	Recognise: recognise,
	Import:    read,
}

func recognise(f *format.File) format.Match {
	text, _ := f.Text()
	if !bytes.Contains(text, []byte("schema.org")) || !bytes.Contains(text, []byte("Person")) {
		return format.No
	}
	g := &graph{}
	if f.LooksHTML() {
		for _, s := range f.Scripts("application/ld+json") {
			if root, _ := s.JSON(); root != nil {
				g.add(root, 0)
			}
		}
	} else {
		if begin := bytes.TrimLeft(text, " \t\r\n"); !bytes.HasPrefix(begin, []byte("{")) && !bytes.HasPrefix(begin, []byte("[")) {
			return format.No
		}
		root, _ := f.JSON()
		if root == nil {
			return format.No
		}
		g.add(root, 0)
	}
	if !g.schemaOrg || g.person() == nil {
		return format.No
	}
	return format.Sure
}

// credentialTypes are what a credential is here, by the words of its category in lower case.
var credentialTypes = map[string]string{
	"degree": "degree", "bachelor degree": "degree", "master degree": "degree", "doctoral degree": "degree", "bachelordegree": "degree",
	"masterdegree": "degree", "doctoraldegree": "degree", "certificate": "certificate", "certification": "certificate", "diploma": "certificate",
	"license": "license", "licence": "license", "badge": "badge", "membership": "membership",
}

// publications are the types of works that are published, and what they are here.
var publications = map[string]string{
	"Article": "article", "NewsArticle": "article", "BlogPosting": "article", "ScholarlyArticle": "paper", "Book": "book", "Chapter": "chapter", "Thesis": "thesis",
	"Poster": "poster", "PodcastEpisode": "podcast", "VideoObject": "video", "Dataset": "dataset", "PresentationDigitalDocument": "talk",
}

// works are the types of works that are projects.
var works = []string{"SoftwareSourceCode", "SoftwareApplication", "WebApplication", "MobileApplication", "CreativeWork", "Project", "ResearchProject", "VisualArtwork", "WebSite"}
