package privacy

import (
	"slices"
	"strings"
)

// offices are names before the @ that stand for an office and not for a person.
var offices = strings.Fields(`info contact contacts office hello mail post press media support service help team admin administration secretariat secretary
	reception admissions recruitment recruiting hr jobs careers library webmaster postmaster noreply no-reply donotreply privacy security abuse
	geral secretaria contacto contato recursoshumanos biblioteca imprensa informacion secretaria accueil secretariat contactez bibliotheque recrutement
	kontakt sekretariat verwaltung bewerbung personal presse bibliothek empfang studienbuero git`)

func (p *piece) emails() {
	for at := 0; ; {
		i := strings.IndexByte(p.s[at:], '@')
		if i < 0 {
			return
		}
		i += at
		at = i + 1
		start, end := i, i+1
		for start > 0 && (isLetter(p.s[start-1]) || isDigit(p.s[start-1]) || strings.IndexByte(".!#$%&'*+/=?^_`{|}~-", p.s[start-1]) >= 0) {
			start--
		}
		// Markdown and addresses put signs before a name that are allowed in it.
		for start < i && strings.IndexByte(".'*`_{|/=&?", p.s[start]) >= 0 || strings.HasPrefix(p.s[start:], "mailto:") {
			start++
		}
		if j := strings.LastIndexAny(p.s[start:i], "/=&?"); j >= 0 {
			start += j + 1
		}
		for end < len(p.s) && (isLetter(p.s[end]) || isDigit(p.s[end]) || p.s[end] == '-' || p.s[end] == '.' || p.s[end] >= 0x80) {
			end++
		}
		for end > i && (p.s[end-1] == '.' || p.s[end-1] == '-') {
			end--
		}
		domain := p.s[i+1 : end]
		dot := strings.LastIndexByte(domain, '.')
		if start == i || dot <= 0 || len(domain)-dot < 3 || strings.Trim(domain[dot+1:], "0123456789") == "" {
			continue
		}
		if start > 0 && (p.s[start-1] == '@' || p.s[start-1] >= 0x80 && !endsSpace(p.s[:start])) {
			continue // the name of an account in a network of servers
		}
		address := strings.ToLower(p.s[start:end])
		name, host, _ := strings.Cut(address, "@")
		if slices.Contains(p.own.mail, address) || slices.Contains(offices, name) || host == "example.org" || host == "example.com" || host == "example.net" {
			continue
		}
		if strings.HasSuffix(host, "users.noreply.github.com") {
			continue
		}
		p.add(otherMail, "an e-mail address that is not the one you publish", start, end)
	}
}
