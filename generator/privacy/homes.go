package privacy

import (
	"strings"
)

// A street with a number is where a hospital is as well. It counts as a home when a post code follows it,
// a word before it says that somebody lives there, or a floor or a door is named.
var (
	streets = []pattern{
		lazily(`(?:Rua|R\.|Avenida|Av\.?|Travessa|Largo|Praça|Praceta|Calçada|Estrada|Alameda|Calle|C/|Avda\.?|Plaza|Paseo|Camino|Carrer|Via|Viale|Piazza|Corso)\s+(?:[\pL'’.]+\s+){0,5}?[\pL'’.]+,?\s+(?:n\.?\s?º?\s*)?\d{1,4}(?:[A-Za-z]\b)?`),
		lazily(`\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|boulevard|bd|impasse|allée|chemin|place|quai|cours)\s+(?:(?:de|du|des|la|le|les|d['’]|l['’])\s*)*\p{Lu}[\pL'’-]+(?:\s\p{Lu}[\pL'’-]+)*`),
		lazily(`\p{Lu}[\pL-]*(?:straße|strasse|str\.|weg|gasse|platz|allee|damm|ufer|straat|laan)\s+\d{1,4}(?:\s?[a-z]\b)?`),
		lazily(`\p{Lu}[\pL-]+[ -](?:Straße|Strasse|Str\.|Weg|Gasse|Platz|Allee|Damm|Ufer)\s+\d{1,4}(?:\s?[a-z]\b)?`),
		lazily(`\d{1,5}[A-Za-z]?,?\s+(?:\p{Lu}[\pL'’-]+\s+){1,3}(?:Street|St\b\.?|Road|Rd\b\.?|Lane|Avenue|Ave\b\.?|Drive|Close|Crescent|Terrace|Court|Gardens|Grove)`),
	}
	postCode = lazily(`^[^\n;]{0,40}?(?:\b\d{4}-\d{3}\b|\b\d{5}(?:-\d{4})?\s+\p{Lu}|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b[A-Z]{2}\s+\d{5}\b|\b\d{4}\s?[A-Z]{2}\b|\b[1-9]\d{3}\s+\p{Lu}\p{Ll})`)
	door     = lazily(`^,?\s{0,2}(?i:\d{1,2}\.?\s?[ºo°]\.?\s?(?:esq|dto|dta|dir|frente|tras|[a-d]\b)|apt\.?\s|apto\.?\s|apartment\s|flat\s|piso\s\d|appt\.?\s|appartement\s|\d\.\s?(?:stock|og)\b|r/c\b)`)
	flat     = lazily(`(?i)(?:flat|apartment|apt\.?|unit)\s\w{1,4},?\s$`)
)

var homeWords = lazily(`(?i)(?:^|[^\pL])(?:my (?:home )?address|home address|address|i live|we live|living at|lives? at|at home|morada|residência|residente|moro|vivo|minha casa|domicilio|dirección|mi casa|j['’]habite|` +
	`domicile|adresse|chez moi|wohne|wohnt|wohnhaft|anschrift|zu hause|street|indirizzo|abito)[^\pL\n](?:[^\n.]{0,30})$`)

func (p *piece) homes() {
	if p.about&aboutStreet == 0 {
		return
	}
	for _, street := range streets {
		for _, m := range street().FindAllStringIndex(p.s, -1) {
			start, end := m[0], m[1]
			if p.inLink(start) || !alone(p.s, start, start) && !alone(p.s, start, end) {
				continue
			}
			rest, lead := p.s[end:], p.s[max(0, start-60):start]
			if strings.HasPrefix(p.key, "street") || postCode().MatchString(rest) || door().MatchString(rest) || homeWords().MatchString(lead) || flat().MatchString(lead) {
				p.add(homeAddress, "a street address", start, end)
			}
		}
	}
}
