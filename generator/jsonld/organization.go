package jsonld

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// organization is an employer, school or issuer, by the name that is published.
func (g *Graph) organization(o passport.Organization, typ string) Node {
	name := first(o.ShownAs.Value, o.Name.Value)
	if name == "" {
		return nil
	}
	n := Node{"@type": typ, "name": name}
	if o.ShownAs.Value == "" {
		set(n, "url", web(o.URL.Value))
	}
	if p := place(o.Location); p != nil {
		n["location"] = p
	}
	return n
}

// place is a town.
func place(l passport.Location) Node {
	a := Node{"@type": "PostalAddress"}
	set(a, "addressLocality", l.City.Value)
	set(a, "addressRegion", l.Region.Value)
	set(a, "addressCountry", l.Country)
	if len(a) == 1 {
		return nil
	}
	return Node{"@type": "Place", "address": a}
}

// party is another person, named as far as they agreed to be.
func party(p passport.Party) Node {
	if p.Name.Value == "" {
		return nil
	}
	n := Node{"@type": "Person", "name": p.Name.Value}
	set(n, "jobTitle", p.Role.Value)
	set(n, "url", web(p.URL.Value))
	if p.Organization.Value != "" {
		n["worksFor"] = Node{"@type": "Organization", "name": p.Organization.Value}
	}
	return n
}

// licenses are the addresses of licences that people name in words, by their SPDX identifiers.
var licenses = map[string]string{
	"CC0-1.0":           "https://creativecommons.org/publicdomain/zero/1.0/",
	"CC-BY-4.0":         "https://creativecommons.org/licenses/by/4.0/",
	"CC-BY-SA-4.0":      "https://creativecommons.org/licenses/by-sa/4.0/",
	"CC-BY-NC-4.0":      "https://creativecommons.org/licenses/by-nc/4.0/",
	"CC-BY-ND-4.0":      "https://creativecommons.org/licenses/by-nd/4.0/",
	"CC-BY-NC-SA-4.0":   "https://creativecommons.org/licenses/by-nc-sa/4.0/",
	"CC-BY-NC-ND-4.0":   "https://creativecommons.org/licenses/by-nc-nd/4.0/",
	"MIT":               "https://spdx.org/licenses/MIT.html",
	"APACHE-2.0":        "https://spdx.org/licenses/Apache-2.0.html",
	"BSD-2-CLAUSE":      "https://spdx.org/licenses/BSD-2-Clause.html",
	"BSD-3-CLAUSE":      "https://spdx.org/licenses/BSD-3-Clause.html",
	"ISC":               "https://spdx.org/licenses/ISC.html",
	"MPL-2.0":           "https://spdx.org/licenses/MPL-2.0.html",
	"GPL-2.0-ONLY":      "https://spdx.org/licenses/GPL-2.0-only.html",
	"GPL-3.0-ONLY":      "https://spdx.org/licenses/GPL-3.0-only.html",
	"GPL-3.0-OR-LATER":  "https://spdx.org/licenses/GPL-3.0-or-later.html",
	"LGPL-3.0-ONLY":     "https://spdx.org/licenses/LGPL-3.0-only.html",
	"LGPL-3.0-OR-LATER": "https://spdx.org/licenses/LGPL-3.0-or-later.html",
	"AGPL-3.0-ONLY":     "https://spdx.org/licenses/AGPL-3.0-only.html",
	"AGPL-3.0-OR-LATER": "https://spdx.org/licenses/AGPL-3.0-or-later.html",
	"EUPL-1.2":          "https://spdx.org/licenses/EUPL-1.2.html",
	"UNLICENSE":         "https://spdx.org/licenses/Unlicense.html",
	"OFL-1.1":           "https://spdx.org/licenses/OFL-1.1.html",
	"CERN-OHL-S-2.0":    "https://spdx.org/licenses/CERN-OHL-S-2.0.html",
	"ODBL-1.0":          "https://spdx.org/licenses/ODbL-1.0.html",
	"CC-BY-3.0":         "https://creativecommons.org/licenses/by/3.0/",
	"CC-BY-SA-3.0":      "https://creativecommons.org/licenses/by-sa/3.0/",
	"CC-BY-NC-3.0":      "https://creativecommons.org/licenses/by-nc/3.0/",
}

// license is the address of a licence, or the licence by its name where no address is known; schema.org
// takes either, but not words alone. It is nil for none.
func license(s string) any {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	if u := web(s); u != "" {
		return u
	}
	if u := licenses[strings.ToUpper(strings.Join(strings.Fields(s), "-"))]; u != "" {
		return u
	}
	return Node{"@type": "CreativeWork", "name": s}
}
