package privacy

import (
	"slices"
	"strings"
)

// Telephone numbers are found by how each country writes them, or by a word before them. Groups of three
// digits alone are how large numbers are written as well.
var (
	international = lazily(`^(?:\+|00)(\d[\d ().\-/]{6,22}\d)`)
	position      = lazily(`^[+-]\d{1,2}\.\d{3,}[+-]`) // of a place, ISO 6709
	national      = lazily(`^(?:` + strings.Join([]string{
		`\([2-9]\d\d\) ?[2-9]\d\d[-. ]\d{4}`, `[2-9]\d\d-[2-9]\d\d-\d{4}`, // United States, Canada
		`0[1-9](?:[ .]\d\d){4}`,                                             // France
		`07\d{3} ?\d{3} ?\d{3}`, `0(?:20|1\d1|11\d|1\d{3}) \d{3,4} \d{3,4}`, // United Kingdom
		`01[567]\d(?:[ -]| ?/ ?)\d{3,4} ?\d{3,5}`, `0[2-9]\d{1,4}/ ?\d{4,8}`, `\(0\d{2,4}\) ?\d{4,8}`, // Germany
		`9[1236]\d \d{3} \d{3}`,                           // Portugal
		`[67]\d\d \d{3} \d{3}`, `[67]\d\d \d\d \d\d \d\d`, // Spain
		`\(\d\d\) ?9?\d{4}-\d{4}`,       // Brazil
		`3[2-9]\d \d{3} ?\d{4}`,         // Italy
		`06[ -]\d{8}`, `06(?: \d\d){4}`, // Netherlands
	}, "|") + `)`)
	// counted is what follows a number that counts something.
	counted = lazily(`^\s?(?:€|\$|£|%|‰|°|(?i:` + words(`eur euros? usd gbp chf pounds dollars kr kronor kroner zł pln km kg mg ml m² steps passos
		people persons? pessoas personas personnes menschen personen einwohner inhabitants habitante?s abitanti persone mensen inwoners osób ludzi
		mieszkańców personer invånare innbyggere ihmistä asukasta patient\pL* pacjent\pL* pazienti pacientes utentes visits visitas visites besuche
		copies exemplares downloads views calls records registos linhas rows zeilen lignes`) + `))`)
	// thousands is how a large number is written in groups, and not a telephone number of eight digits.
	thousands = lazily(`^[1-9]\d?[ .\x{a0}]\d{3}[ .\x{a0}]\d{3}$`)
	// sevenDigits is how a number is written within a town of North America.
	sevenDigits = lazily(`^\d{3}-\d{4}$`)
	// otherNumber is what says, between a word for telephones and a number, that the number is none.
	otherNumber = lazily(`(?i)(?:^|[^\pL])(?:` + words(`isbn issn orcid doi pmid grant reference ref invoice order patent serial version model modell modelo modèle
		modello part iso din article artikel artigo artículo articolo artykuł project projekt projet projeto proyecto progetto register licen[cs]e bando förordning`) + `)(?:[^\pL]|$)`)
)

// phoneWords mean a telephone, or the number of one, in English, Portuguese, Spanish, French, German, Italian,
// Dutch, Polish, Danish, Norwegian, Swedish and Finnish.
const phoneWords = `tel tels telephone phone mobile cell cellphone whatsapp telefone telemóvel telm tlm tlf celular móvil movil teléfono tfno téléphone tél portable
	telefon telefonnummer rufnummer handy handynummer mobil mobilnummer mobilfunk mobilfunknummer mobiltelefon festnetz durchwahl cellulare telefono recapito
	telefoon telefoonnummer mobiel mobieltje gsm telefonu telefoniczny komórka komórkowy mobilen mobiltelefonnummer puh puhelin puhelinnumero`

// announcements are the words before a telephone number that no form gives away.
var announcements = []struct {
	about   topic // around whose words the pattern is tried
	plain   int   // how many digits a number needs that neither begins like one to dial nor is in groups
	pattern pattern
}{
	// A word that means a telephone, and perhaps whose: "Tel. (home): 22 555 0142".
	{aboutPhone, 7, lazily(`(?:^|[^\pL])(?i:` + words(phoneWords) + `)(?:[^\pL\d][^\d\n]{0,20}?)?` + dialled)},
	// A verb that asks for a call: "call me on 087 123 4567".
	{aboutCall, 9, announced(
		`(?:call|ring|phone|text|dial|reach)(?: me| us| him| her| them)?(?: back| any ?time| directly| at home| at work)*(?: on| at)?`,
		`(?:ruf|rufe|rufen sie|ruft)(?: mich| uns)?(?: bitte| gern| gerne| einfach)*(?: an)?(?: unter)?|(?:erreichbar|erreichen|erreicht man mich|erreichst du mich)(?: sie mich)? unter`,
		`llám(?:ame|eme|enme)(?: al| en el)?|llam(?:a|e|ar|arme|ad|adme) al|localizable en el`, `(?:lig(?:ue|uem|a|ar)|telefon(?:e|em|ar))(?:-me)?(?: para o| para| ao)|(?:lig(?:ue|uem|a)|telefon(?:e|em))-me|contac?to`,
		`(?:appel(?:ez|le|er)|joignable|joindre|contacter)(?:-moi|-nous)? (?:au|sur le)`, `(?:chiama(?:mi|temi|te|re)?|telefona(?:mi|temi|te|re)?)(?: al| allo)?|raggiungibile al`,
		`(?:bel|belt|bellen)(?: me| mij| ons)?(?: op| via| naar)?|bereikbaar op`, `(?:za)?dzwo(?:ń|ńcie|nić)(?: do mnie)?(?: pod)?(?: numer| numerem)?`,
		`(?:ring|ringa|slå|nås|nå|træffes|treffes)(?: mig| meg| oss| os)?(?: til mig| til meg)?(?: på)?`, `soita(?: minulle)?(?: numeroon)?`)},
	// Somebody's number: "my number is 087 123 4567".
	{aboutCall, 9, announced(
		`(?:my|his|her|our|their)(?: phone| mobile| cell| home| work| private| new| old| own| direct| personal| office| emergency)* number(?: is|['’]s)?`,
		`(?:meine|unsere|ihre|seine)(?: private| neue| alte| direkte)* nummer(?: ist| lautet)?`, `(?:mi|su|nuestro) número(?: personal| particular)?(?: es)?(?: el)?`,
		`(?:meu|seu|nosso) número(?: pessoal)?(?: é)?(?: o)?`, `(?:mon|son|notre) numéro(?: personnel)?(?: est| c['’]est)?(?: le)?`, `(?:mio|suo|nostro) numero(?: personale)?(?: è)?(?: il)?`,
		`(?:mijn|zijn|haar|ons) nummer(?: is)?`, `(?:mój|jej|jego|nasz) numer(?: to)?`, `(?:mitt|mit|hennes|hans|vårt) nummer(?: är| er)?`, `numeroni(?: on)?`)},
	// A number under which somebody, or an entry in a register, is found; only how it begins tells which.
	{aboutCall, 99, announced(`(?:at|on|under) (?:the )?number`, `unter der nummer`, `(?:al|en el) número`, `(?:pelo|no) número`, `au numéro`, `al numero`, `(?:op|onder) nummer`,
		`pod numerem`, `(?:på|med) nummer`, `numerossa`)},
}

// dialled is a number as people write it for others to dial.
const dialled = `(\(?\+?\d[\d ().\-/\x{a0}]{4,20}\d)`

// announced makes a pattern for a number right behind one of the phrases.
func announced(phrases ...string) pattern {
	return lazily(`(?:^|[^\pL])(?i:` + strings.Join(phrases, "|") + `)[^\pL\d\n+(]{1,4}` + dialled)
}

// phoneLink is an address that calls.
var phoneLink = lazily(`(?i:tel:|wa\.me/|whatsapp\.com/send\?phone=|callto:)(\+?\d[\d().\-]{5,20}\d)`)

func (p *piece) phones() {
	for i := 0; i < len(p.s); i++ {
		c := p.s[i]
		if c != '+' && c != '(' && !isDigit(c) {
			continue
		}
		if start := i; c == '+' || c == '(' || start == 0 || !isWordByte(p.s[start-1]) && p.s[start-1] != '.' && p.s[start-1] != ',' && p.s[start-1] != '-' {
			if n := p.phoneAt(start); n > 0 {
				p.add(phoneNumber, "a telephone number", start, start+n)
				i += n
				continue
			}
		}
		for i+1 < len(p.s) && isDigit(p.s[i+1]) {
			i++
		}
	}
	for _, m := range phoneLink().FindAllStringSubmatchIndex(p.s, -1) {
		p.add(phoneNumber, "a telephone number", m[2], m[3])
	}
	for i := range announcements {
		a := &announcements[i]
		p.each(p.around(a.about, 40, 90), a.pattern, func(m []int) {
			if start, end := m[2], m[3]; p.dialled(start, end, a.plain) && !otherNumber().MatchString(p.s[m[0]:start]) {
				p.add(phoneNumber, "a telephone number", start, end)
			}
		})
	}
}

// dialled reports whether the digits behind an announcement are those of a telephone. Without a sign of that,
// they have to be so many.
func (p *piece) dialled(start, end, plain int) bool {
	s := p.s[start:end]
	n := countDigits(s)
	if n < 7 || n > 15 || !alone(p.s, start, end) || p.inLink(start) || isDate(s) || yearish(s) || thousands().MatchString(s) || counted().MatchString(p.s[end:]) {
		return false
	}
	grouped := n >= 8 && strings.ContainsAny(s, " -/\u00a0") && plain < 99
	return n >= plain || grouped || strings.IndexByte("0+(", s[0]) >= 0 || plain < 99 && sevenDigits().MatchString(s)
}

// yearish reports whether digits are two dates, or a date and a time, side by side.
func yearish(s string) bool {
	years := 0
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(f) == 4 && (f[:2] == "19" || f[:2] == "20") {
			years++
		}
	}
	return years >= 2 || years == 1 && countDigits(s) <= 8
}

// phoneAt returns how long the telephone number is that begins here, 0 for none.
func (p *piece) phoneAt(start int) int {
	s := p.s[start:min(len(p.s), start+32)]
	if p.inLink(start) {
		return 0
	}
	if m := international().FindStringSubmatchIndex(s); m != nil {
		number := s[m[2]:m[3]]
		d := compactOf(number)
		grouped := strings.ContainsAny(number, " .-()/")
		// Behind 00 a group must follow, or it is a number with zeros in front.
		if (s[0] == '+' && !position().MatchString(s) || s[0] == '0' && grouped) && len(d) >= 8 && len(d) <= 15 && countryCode(d) && alone(p.s, start, start+m[1]) {
			return m[1]
		}
	}
	m := national().FindStringIndex(s)
	if m == nil || !alone(p.s, start, start+m[1]) || start > 0 && strings.IndexByte("+#/=_€$£", p.s[start-1]) >= 0 {
		return 0
	}
	rest := p.s[start+m[1]:]
	if counted().MatchString(rest) || len(rest) > 1 && strings.IndexByte(" .,-/", rest[0]) >= 0 && isDigit(rest[1]) {
		return 0
	}
	if before := p.s[:start]; len(before) > 1 && before[len(before)-1] == ' ' && isDigit(before[len(before)-2]) {
		return 0 // the end of a longer row of numbers
	}
	return m[1]
}

// countryCodes are those of ITU-T E.164 with one or two digits; those with three begin with what is not
// in the list.
var countryCodes = strings.Fields(`1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98
	21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99`)

func countryCode(digits string) bool {
	return slices.Contains(countryCodes, digits[:1]) || slices.Contains(countryCodes, digits[:2])
}
