package format

import "strings"

// networks are the beginnings of addresses at networks that have one page for each name, by their names.
var networks = map[string]string{
	"linkedin": "https://www.linkedin.com/in/", "github": "https://github.com/", "gitlab": "https://gitlab.com/", "imdb": "https://www.imdb.com/name/",
	"instagram": "https://www.instagram.com/", "orcid": "https://orcid.org/", "stackoverflow": "https://stackoverflow.com/users/",
	"researchgate": "https://www.researchgate.net/profile/", "youtube": "https://www.youtube.com/@", "googlescholar": "https://scholar.google.com/citations?user=",
	"telegram": "https://t.me/", "whatsapp": "https://wa.me/", "leetcode": "https://leetcode.com/u/", "x": "https://x.com/",
	"bluesky": "https://bsky.app/profile/", "reddit": "https://www.reddit.com/user/",
}

// ProfileURL is the address of somebody's page at a network, by the names of both; "" for a network of which
// that is not known.
func ProfileURL(network, user string) string {
	user = strings.TrimPrefix(strings.TrimSpace(user), "@")
	begin := networks[SameName(network)]
	switch {
	case user == "" || strings.ContainsAny(user, "/ "):
		return ""
	case SameName(network) == "mastodon":
		if name, host, ok := strings.Cut(user, "@"); ok {
			return "https://" + host + "/@" + name
		}
		return ""
	case begin == "":
		return ""
	}
	return begin + user
}
