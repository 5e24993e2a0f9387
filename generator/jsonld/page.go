package jsonld

import "github.com/talent-passport/passport/generator/passport"

// page is what every page says about itself.
func (g *Graph) page(typ, id string, info PageInfo) Node {
	n := Node{"@type": typ}
	set(n, "@id", id)
	set(n, "url", info.URL)
	set(n, "name", info.Title)
	set(n, "description", info.Description)
	set(n, "inLanguage", info.Lang)
	set(n, "dateCreated", info.Created)
	set(n, "dateModified", info.Modified)
	if l := license(g.p.Site.License.Value); l != nil {
		n["license"] = l
	}
	for i, v := range info.Versions {
		if v.URL == "" || v.URL == info.URL || info.URL == "" {
			continue
		}
		// The first is the original: it has translations, and each of them is a translation of it.
		property := "workTranslation"
		if i == 0 {
			property = "translationOfWork"
		} else if info.Versions[0].URL != info.URL {
			continue
		}
		// Only named here, and a ProfilePage without what it is about is no ProfilePage for those who
		// read them (https://developers.google.com/search/docs/appearance/structured-data/profile-page).
		other := Node{"@type": typ, "url": v.URL}
		if typ == "ProfilePage" {
			other["@type"] = "WebPage"
		}
		set(other, "inLanguage", v.Lang)
		add(n, property, other)
	}
	if home := g.address(""); home != "" {
		site := Node{"@type": "WebSite", "@id": g.id("#site"), "url": home}
		set(site, "name", g.siteName())
		n["isPartOf"] = site
	}
	return n
}

// site is what the whole site says about itself.
func (g *Graph) site(n Node) {
	set(n, "name", g.siteName())
	set(n, "url", g.address(""))
	set(n, "description", g.p.Site.Description.Value)
	set(n, "inLanguage", g.p.Lang)
	if l := license(g.p.Site.License.Value); l != nil {
		n["license"] = l
	}
}

func (g *Graph) siteName() string {
	return first(g.p.Site.Title.Value, g.p.Person.Name.Value)
}

// pageID names the page that tells of something in the graph's language. A page is not what it tells of,
// and with clean addresses its url may read the same, so it has a name of its own.
func (g *Graph) pageID(ref string) string {
	id := ref + "#:page"
	if len(g.p.Langs) > 0 && g.p.Lang != g.p.Langs[0] {
		id += "-" + g.p.Lang
	}
	return g.id(id)
}

// pageType is WebPage for an entry with a page of its own, and WebPageElement for one that stands on a
// page with others.
func (g *Graph) pageType(e *passport.Entry) string {
	if anchored(g.address(ref(e))) {
		return "WebPageElement"
	}
	return "WebPage"
}

// tell is the creative work that tells of an entry, pointed at: the entry itself where it is one, else
// the page about it.
func (g *Graph) tell(e *passport.Entry) Node {
	typ, id := g.pageType(e), g.pageID(ref(e))
	if g.isWork(e) {
		// Not its own type: search engines take half an article or review for a broken one.
		typ, id = "CreativeWork", g.entryID(e)
	}
	return g.stub(typ, id, g.title(e), g.address(ref(e)))
}

// stub points at a node: by its @id alone where the node stands in the same document, else with its
// type, name and address, for readers that look no further.
func (g *Graph) stub(typ, id, name, url string) Node {
	n := Node{"@id": id}
	if g.whole {
		return n
	}
	n["@type"] = typ
	set(n, "name", name)
	set(n, "url", url)
	return n
}

// personRef is the person, pointed at.
func (g *Graph) personRef() Node {
	return g.stub("Person", g.id("#person"), g.p.Person.Name.Value, g.address(""))
}
