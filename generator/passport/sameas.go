package passport

import "strings"

// URL returns the address of a term of a published vocabulary: itself when it is one, the page of an
// ESCO concept or an O*NET occupation for the short forms; "" when there is none.
func (s SameAs) URL() string {
	if SafeURL(s.ID) {
		return s.ID
	}
	scheme, id, ok := strings.Cut(s.ID, ":")
	if !ok || id == "" {
		return ""
	}
	u := ""
	switch strings.ToLower(scheme) {
	case "esco":
		u = "http://data.europa.eu/esco/" + id
		if !strings.Contains(id, "/") {
			u = "http://data.europa.eu/esco/skill/" + id
		}
	case "onet":
		u = "https://www.onetonline.org/link/summary/" + id
	case "wikidata":
		u = "https://www.wikidata.org/wiki/" + id
	}
	if !SafeURL(u) {
		return ""
	}
	return u
}
