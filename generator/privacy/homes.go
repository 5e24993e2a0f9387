package privacy

import (
	"strings"
)

// A street with a number is where a hospital is as well. It counts as a home when a post code follows it,
// a word before it says that somebody lives there, or a floor or a door is named.
var (
	streets = []pattern{
		// Portuguese, Spanish, Catalan and Italian: the word for a street, its name, the number.
		lazily(`(?:Rua|R\.|Avenida|Av\.?|Travessa|Largo|Praça|Praceta|Calçada|Estrada|Alameda|Calle|C/|Avda\.?|Plaza|Paseo|Camino|Carrer|Via|Viale|Piazza|Corso|Vicolo)\s+(?:[\pL'’.]+\s+){0,5}?[\pL'’.]+,?\s+(?:n\.?\s?º?\s*)?\d{1,4}(?:[A-Za-z]\b)?`),
		// The same without a capital, as in a sentence: then the name must have one.
		lazily(`(?:rua|avenida|travessa|largo|praça|praceta|calçada|estrada|alameda|calle|avda\.?|plaza|paseo|camino|carrer|in via|viale|piazza|corso|vicolo)\s+(?:(?:d[aeo]s?|del?|de la|de los|della|dei|delle|degli)\s+)?\p{Lu}[\pL'’.]*(?:\s(?:(?:d[aeo]s?|del|della|e|y)\s)?\p{Lu}[\pL'’.]*){0,4},?\s+(?:n\.?\s?º?\s*)?\d{1,4}(?:[A-Za-z]\b)?`),
		// French: the number, the word, the name.
		lazily(`\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|boulevard|bd|impasse|allée|chemin|place|quai|cours)\s+(?:(?:de|du|des|la|le|les|d['’]|l['’])\s*)*\p{Lu}[\pL'’-]+(?:\s\p{Lu}[\pL'’-]+)*`),
		// German, Dutch, Swedish, Danish, Norwegian and Finnish: the word ends the name.
		lazily(`\p{Lu}[\pL-]*` + words(strings.Join(streetEnds, " ")+` str\.`) + `\s+\d{1,4}(?:[A-Za-z]\b|\s[A-Za-h]\b)?`),
		lazily(`\p{Lu}[\pL-]+[ -](?:Straße|Strasse|Str\.|Weg|Gasse|Platz|Allee|Damm|Ufer|väg|gata)\s+\d{1,4}(?:[A-Za-z]\b|\s[A-Za-h]\b)?`),
		// Polish: the word, shortened as a rule, the name, the number, perhaps that of a flat.
		lazily(`(?:[Uu]l\.|[Uu]lic[ay]|[Aa]l\.|[Aa]lej[ai]|[Oo]s\.|[Oo]siedl[eu]|[Pp]l\.)\s+(?:\pL[\pL.-]*\s+){0,3}?\p{Lu}[\pL-]+\s+\d{1,4}[A-Za-z]?(?:/\d{1,4})?`),
		// English: the number, the name, the word.
		lazily(`\d{1,5}[A-Za-z]?,?\s+(?:\p{Lu}[\pL'’-]+\s+){1,3}(?:Street|St\b\.?|Road|Rd\b\.?|Lane|Avenue|Ave\b\.?|Drive|Close|Crescent|Terrace|Court|Gardens|Grove)`),
	}
	postCode = lazily(`^[^\n;]{0,40}?(?:\b[1-9]\d{3}-\d{3}\b|\b\d{5}(?:-\d{4})?\s+\p{Lu}|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b[A-Z]{2}\s+\d{5}\b|\b\d{4}\s?[A-Z]{2}\b` +
		`|\b[1-9]\d{3}\s+\p{Lu}\p{Ll}|\b\d\d-\d{3}\s+\p{Lu}|\b[1-9]\d\d \d\d\s+\p{Lu}\p{Ll})`)
	door = lazily(`^,?\s{0,2}(?i:\d{1,2}\.?\s?[ºo°]\.?\s?(?:esq|dto|dta|dir|frente|tras|[a-d]\b)|apt\.?\s|apto\.?\s|apartment\s|flat\s|piso\s\d|appt\.?\s|appartement\s|\d\.\s?(?:stock|og|tv|th)\b|r/c\b` +
		`|m\.\s?\d|mieszkania?\s\d|lgh\.?\s?\d|interno\s\d|int\.\s?\d)`)
	flat = lazily(`(?i)(?:flat|apartment|apt\.?|unit)\s\w{1,4},?\s$`)
)

// homeWords say that somebody lives at what follows.
var homeWords = lazily(`(?i)(?:^|[^\pL])(?:my (?:home )?address|home address|address|i live|we live|living at|lives? at|at home|morada|residência|residente|moro|vivo|minha casa|domicilio|dirección|mi casa|j['’]habite|` +
	`domicile|adresse|chez moi|wohne|wohnen|wohnt|wohnhaft|anschrift|zu hause|street|indirizzo|abito|` +
	`resido|domicílio|domiciliad[oa]|vivimos|nous habitons|demeurant|domiciliée?|abita|abitiamo|residenza|casa mia|ik woon|wij wonen|woonachtig|wonend|woonadres|huisadres|adres|` +
	`mieszkam|mieszkamy|zamieszkał[ay]|zam\.|jag bor|vi bor|boende|bostadsadress|hemadress|adress|jeg bor|bopæl|bosatt|asun|asumme|osoite|kotiosoite)[^\pL\n](?:[^\n.]{0,30})$`)

// workAddress is what makes an address that of a place of work.
var workAddress = lazily(`(?i)(?:^|[^\pL])` + words(`clinic klinik clinique clínica clinica klinika kliniki kliniek kliniken hospital hôpital ospedale ziekenhuis szpital szpitala sjukhus sjukhuset
	school schule école escola escuela scuola szkoły skolan office büro bureau ufficio kantoor biura kontor kontoret firma firmy företaget praxis practice surgery cabinet consultório consulta praktijk gabinet gabinetu museum musée museo muzeum service serviço servicio servizio abteilung`) + `[^\pL\n][^\n.]{0,20}$`)

func (p *piece) homes() {
	parts := p.around(aboutStreet, 90, 120)
	for _, street := range streets {
		p.each(parts, street, func(m []int) {
			start, end := m[0], m[1]
			if p.inLink(start) || !alone(p.s, start, start) && !alone(p.s, start, end) {
				return
			}
			rest, lead := p.s[end:], p.s[max(0, start-60):start]
			home := homeWords().MatchString(lead) && !workAddress().MatchString(lead)
			if home || strings.HasPrefix(p.key, "street") || postCode().MatchString(rest) || door().MatchString(rest) || flat().MatchString(lead) {
				p.add(homeAddress, "a street address", start, end)
			}
		})
	}
}
