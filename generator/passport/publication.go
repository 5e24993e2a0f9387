package passport

// Publication is something made public under the person's name: known types are article, paper,
// book, chapter, thesis, talk, video, podcast, poster, patent, dataset, exhibition.
type Publication struct {
	Authors   []Party `key:"authors"` // in the order of the publication, the person included
	Venue     Text    `key:"venue"`   // journal, conference, publisher, gallery
	DOI       string  `key:"doi"`     // bare ("10.1000/182") or as an address
	ISBN      string  `key:"isbn"`
	URL       URL     `key:"url"` // where it can be read, heard or seen
	Volume    string  `key:"volume"`
	Issue     string  `key:"issue"`
	Pages     string  `key:"pages"`
	Status    string  `key:"status"` // published, accepted, submitted
	Publisher Text    `key:"publisher"`
}

func (d *Publication) card(_ cards, _ *Entry, c *Card) {
	c.Classes = []string{"h-cite"}
	if c.Title != d.Venue && d.Venue.Value != "" {
		c.Subtitle, c.SubURL = d.Venue, ""
	}
	c.parties("authors", d.Authors)
	c.text("publisher", d.Publisher)
	c.plain("volume", d.Volume)
	c.plain("issue", d.Issue)
	c.plain("pages", d.Pages)
	if doi := DOI(d.DOI); doi != "" {
		c.Facts = append(c.Facts, Fact{Label: "doi", Value: Text{Value: doi[len("https://doi.org/"):]}, URL: doi})
	}
	c.plain("isbn", d.ISBN)
	c.url("url", d.URL)
	if d.Status != "published" {
		c.key("status", d.Status)
	}
}
