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
	counted = lazily(`^\s?(?:€|\$|£|%|‰|°|(?i:eur|euros?|usd|gbp|chf|pounds|dollars|people|persons?|pessoas|personas|personnes|menschen|einwohner|habitante?s|inhabitants|km|kg|mg|ml|m²|steps|passos|visits|visitas|visites|besuche|copies|exemplares|downloads|views|records|registos|linhas|rows|zeilen|lignes))`)
)

var phoneWords = or(`tel tels telephone phone mobile cell cellphone whatsapp telefone telemóvel telm tlm tlf celular móvil teléfono tfno téléphone tél
	portable telefon telefonnummer handy handynummer mobil mobilnummer mobiltelefon durchwahl cellulare telefono telefoon`)

var labelledPhone = lazily(`(?:^|[^\pL])(?i:` + phoneWords + `)(?:[^\pL\d][^\d\n]{0,20}?)?(\(?\+?\d[\d ().\-/\x{a0}]{4,20}\d)`)

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
	if p.about&aboutPhone == 0 {
		return
	}
	for _, m := range labelledPhone().FindAllStringSubmatchIndex(p.s, -1) {
		start, end := m[2], m[3]
		if n := countDigits(p.s[start:end]); n < 7 || n > 15 || isDate(p.s[start:end]) || p.inLink(start) || counted().MatchString(p.s[end:]) || yearish(p.s[start:end]) {
			continue
		}
		p.add(phoneNumber, "a telephone number", start, end)
	}
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
