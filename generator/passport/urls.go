package passport

import (
	"net/url"
	"path"
	"strings"
)

// SafeURL reports whether an address may be published: whole, and https, http, mailto or tel.
func SafeURL(s string) bool {
	if strings.ContainsAny(s, " \t\r\n\"<>\\^`{|}") {
		return false
	}
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "https", "http":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	}
	return false
}

// cleanURL empties addresses that may not be published.
func cleanURL(u *URL) {
	if u.Value != "" && !SafeURL(u.Value) {
		*u = URL{}
	}
}

// web is an http address taken apart for comparing: no www., no port, no trailing slash.
type web struct{ host, path string }

func webOf(s string) (web, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" {
		return web{}, false
	}
	host := strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
	return web{host, strings.TrimSuffix(path.Clean("/"+u.Path), "/")}, true
}

// below reports whether w is the address o or lies under it.
func (w web) below(o web) bool {
	return w.host == o.host && (w.path == o.path || strings.HasPrefix(w.path, o.path+"/"))
}

// ownPages are the addresses that the person writes to, so that nothing there backs a claim.
func ownPages(p *Person, s *Site) []web {
	var own []web
	add := func(u URL) {
		if w, ok := webOf(u.Value); ok {
			own = append(own, w)
		}
	}
	add(s.URL)
	add(s.Repository)
	add(p.Contact.Website)
	for _, l := range p.Links {
		add(l.URL)
	}
	for _, i := range p.Identifiers {
		add(i.URL)
	}
	return own
}

// atOwnAddress reports whether a statement stands at its author's own address: on the author's host,
// and not where the person writes. On a host that both use, it must lie below the author's page.
func atOwnAddress(statement, author string, own []web) bool {
	s, ok := webOf(statement)
	a, known := webOf(author)
	if !ok || !known || s.host != a.host {
		return false
	}
	shared := false
	for _, o := range own {
		if o.host != s.host {
			continue
		}
		shared = true
		if o.path == "" || s.below(o) || a.below(o) {
			return false
		}
	}
	return !shared || a.path != "" && s.below(a)
}

// atIssuer reports whether an address belongs to an issuer: the host of its site, or one below it.
func atIssuer(check, issuer string, own []web) bool {
	c, ok := webOf(check)
	i, known := webOf(issuer)
	if !ok || !known || c.host != i.host && !strings.HasSuffix(c.host, "."+i.host) || !strings.Contains(i.host, ".") {
		return false
	}
	for _, o := range own {
		if o.host == c.host && (o.path == "" || c.below(o)) {
			return false
		}
	}
	return true
}
