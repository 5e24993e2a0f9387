package jsonld

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// publicationTypes are the schema.org types of publications. What has none is a CreativeWork with its
// type as genre: a talk, a patent, an exhibition.
var publicationTypes = map[string]string{
	"article": "Article", "paper": "ScholarlyArticle", "book": "Book", "chapter": "Chapter", "thesis": "Thesis",
	"poster": "Poster", "podcast": "PodcastEpisode", "video": "VideoObject", "dataset": "Dataset",
}

// publicationType is the type of a publication. Search engines take a video without a picture and a day,
// or a dataset without a description, for a mistake, so those stay plain.
func (g *Graph) publicationType(e *passport.Entry) string {
	switch {
	case e.Type == "video" && (g.file(e.Image.Src) == "" || published(e) == ""),
		e.Type == "dataset" && g.description(e) == "":
		return "CreativeWork"
	}
	return first(publicationTypes[e.Type], "CreativeWork")
}

// publication is something that came out under the person's name.
func (g *Graph) publication(e *passport.Entry, d *passport.Publication) Node {
	typ := g.publicationType(e)
	n := g.written(e, typ)
	delete(n, "temporalCoverage") // the day it came out says nothing of what it covers
	switch typ {
	case "Article", "ScholarlyArticle":
		set(n, "headline", g.title(e))
		set(n, "pagination", d.Pages)
	case "Chapter":
		set(n, "pagination", d.Pages)
	case "Book":
		set(n, "isbn", d.ISBN)
	case "VideoObject":
		set(n, "thumbnailUrl", g.file(e.Image.Src))
		set(n, "uploadDate", published(e))
	case "CreativeWork":
		set(n, "genre", e.Type)
	}
	g.authors(n, d)
	if d.Publisher.Value != "" {
		n["publisher"] = Node{"@type": "Organization", "name": d.Publisher.Value}
	}
	if in := venue(typ, d); in != nil {
		n["isPartOf"] = in
	}
	set(n, "creativeWorkStatus", d.Status)
	if doi := passport.DOI(d.DOI); doi != "" {
		n["identifier"] = Node{"@type": "PropertyValue", "propertyID": "DOI", "value": strings.TrimPrefix(doi, "https://doi.org/"), "url": doi}
		add(n, "sameAs", doi)
	}
	if u := web(d.URL.Value); u != "" {
		add(n, "sameAs", u)
	}
	return n
}

// authors names the authors in the order of the publication; the person among them is the person.
func (g *Graph) authors(n Node, d *passport.Publication) {
	var authors any
	for _, a := range d.Authors {
		switch p := party(a); {
		case g.isPerson(a.Name.Value):
			authors = appended(authors, g.personRef())
		case p != nil:
			authors = appended(authors, p)
		}
	}
	if authors != nil {
		n["author"] = authors
	}
}

// isPerson reports whether a name is one that the person goes by.
func (g *Graph) isPerson(name string) bool {
	p := &g.p.Person
	// A byline often leaves out what stands before and between the two: "Dr", a nickname, a second name.
	both := strings.TrimSpace(p.Given + " " + p.Family)
	if p.Given == "" || p.Family == "" {
		both = ""
	}
	for _, known := range append([]string{p.Name.Value, p.NativeName.Name, both}, p.AlsoKnownAs...) {
		if known != "" && strings.EqualFold(strings.Join(strings.Fields(known), " "), strings.Join(strings.Fields(name), " ")) {
			return true
		}
	}
	return false
}

// venue is where a publication came out: a journal with its volume and issue, a book, a conference.
func venue(typ string, d *passport.Publication) Node {
	article := typ == "Article" || typ == "ScholarlyArticle"
	var in Node
	if d.Venue.Value != "" {
		in = Node{"@type": "CreativeWork", "name": d.Venue.Value}
		switch {
		case article:
			in["@type"] = "Periodical"
		case typ == "Chapter":
			in["@type"] = "Book"
			set(in, "isbn", d.ISBN)
		case typ == "PodcastEpisode":
			in["@type"] = "PodcastSeries"
		}
	}
	if !article {
		return in
	}
	if d.Volume != "" {
		in = part(Node{"@type": "PublicationVolume", "volumeNumber": d.Volume}, in)
	}
	if d.Issue != "" {
		in = part(Node{"@type": "PublicationIssue", "issueNumber": d.Issue}, in)
	}
	return in
}

func part(n, of Node) Node {
	if of != nil {
		n["isPartOf"] = of
	}
	return n
}
