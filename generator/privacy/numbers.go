package privacy

import (
	"strings"
)

// code is a token with a digit in it, or a short one in capitals: what numbers are written in.
type code struct{ start, end int }

// numbers finds the numbers of schemes. Tokens that one separator joins form a group, and every run of
// tokens within a group is tried, the longest first, because people write numbers with spaces and
// without, and put them beside other words.
func (p *piece) numbers() {
	var group []code
	digits, mixed := 0, false
	flush := func() {
		// No number has fewer than six digits, unless it has letters between them.
		if digits >= 6 || digits >= 4 && mixed {
			p.group(group)
		}
		group, digits, mixed = group[:0], 0, false
	}
	for i := 0; i < len(p.s); {
		if !isLetter(p.s[i]) && !isDigit(p.s[i]) {
			i++
			continue
		}
		start, d := i, 0
		for i < len(p.s) && (isLetter(p.s[i]) || isDigit(p.s[i])) {
			if isDigit(p.s[i]) {
				d++
			}
			i++
		}
		if n := len(group); n > 0 && !joined(p.s[group[n-1].end:start]) {
			flush()
		}
		if d == 0 && (i-start > 4 || strings.ToUpper(p.s[start:i]) != p.s[start:i]) || i-start > 40 {
			flush()
			continue
		}
		group = append(group, code{start, i})
		digits += d
		mixed = mixed || d > 0 && d < i-start
	}
	flush()
}

func joined(sep string) bool {
	switch sep {
	case " ", ".", "-", "/", "+", "\u00a0", "\u202f", "‑":
		return true
	}
	return false
}

// maxTokens is how many tokens one number may be written in: an IBAN in groups of four has nine.
const maxTokens = 9

func (p *piece) group(tokens []code) {
	for first := 0; first < len(tokens); first++ {
		for last := min(first+maxTokens, len(tokens)) - 1; last >= first; last-- {
			start, end := tokens[first].start, tokens[last].end
			raw := p.s[start:end]
			if end-start > 50 || end-start < 8 || !p.free(start, end) {
				continue
			}
			compact := strings.ToUpper(compactOf(raw))
			if s := p.scheme(compact, raw, start); s != nil {
				p.add(s.code, s.noun, start, end)
				first = last
				break
			}
		}
	}
}

func compactOf(raw string) string {
	b := make([]byte, 0, len(raw))
	for i := range len(raw) {
		if isLetter(raw[i]) || isDigit(raw[i]) {
			b = append(b, raw[i])
		}
	}
	return string(b)
}

// free reports whether a run of tokens stands by itself: not inside an address, and not a part of
// something longer such as a decimal number, a file name or a key in hexadecimal.
func (p *piece) free(start, end int) bool {
	if p.inLink(start) {
		return false
	}
	if start > 0 && strings.IndexByte("_#=&@", p.s[start-1]) >= 0 || start > 0 && p.s[start-1] >= 0x80 && !endsSpace(p.s[:start]) {
		return false
	}
	return end == len(p.s) || p.s[end] != '_' && p.s[end] != '@'
}

// endsSpace reports whether a text ends in something that is no letter.
func endsSpace(s string) bool {
	for _, sep := range []string{"\u00a0", "\u202f", "º", "°", "–", "—", "“", "«", "‘", "„"} {
		if strings.HasSuffix(s, sep) {
			return true
		}
	}
	return false
}

func (p *piece) scheme(compact, raw string, start int) *scheme {
	// What the number is may also stand in brackets behind it.
	behind := ""
	if rest := p.after(start+len(raw), 25); strings.HasPrefix(rest, " (") {
		behind, _, _ = strings.Cut(rest, ")")
	}
	for i := range schemes {
		s := &schemes[i]
		if s.valid(compact, raw) && (s.words == "" || has(p.before(start, 60)+behind, strings.Fields(s.words))) {
			return s
		}
	}
	return nil
}

// value is how a number is written that has no form of its own.
const value = `([A-Za-z]{0,3}[-/ ]?\d[\dA-Za-z]*(?:[ .\-/][\dA-Z]*\d[\dA-Z]*)*)`

// label makes a pattern for a number behind words that say what it is.
func label(words string) pattern {
	return lazily(`(?:^|[^\pL])(?i:` + words + `)(?:[^\pL\d\n]{1,5}(?:(?i:is|é|è|es|est|ist|är|er|to|n|no|nr|num|number|of|do|de|da)[^\pL\d\n]{1,4}|nº)?){0,3}` + value)
}

const (
	my        = `(?:my|mein|meinem|meu|mi|mon|mio|mijn|mój|mitt|mit)`
	passports = `(?:passport|reisepass|pass|passaporte|pasaporte|passeport|passaporto|paspoort|paszport|pas)`
)

// labels are numbers that only their name gives away.
var labels = []struct {
	code, noun string
	pattern    pattern
}{
	{studentNumber, "a student number", label(`students?['’]? ?(?:number|no\.?|nr\.?|id|card)|n(?:\.?º|úmero|umero) (?:de |d[eo]l? )?(?:alun[oa]|estudante|estudiante|alumn[oa]|matrícula|mecanográfico)|(?:alun[oa]|estudante) n\.?º|numéro (?:d['’])?étudiante?|matrikel[ -]?(?:nummer|nr\.?)|matr\.[ -]?nr\.?`)},
	{bankNumber, "an account number", label(`(?:bank )?account (?:number|no\.?|nr\.?)|sort code|routing number|(?:n(?:\.?º|úmero) d[ea] )cont?a(?: bancária)?|número de cuenta|numéro de compte|numero di conto|rekeningnummer|numer (?:konta|rachunku)|clearingnummer|konto[ -]?(?:nummer|nr\.?)|blz|bankleitzahl`)},
	{identityNumber, "an identity document number", label(`passport (?:number|no\.?|nr\.?)|(?:n(?:\.?º|úmero) d[eo] )?(?:passaporte|pasaporte) (?:número|n\.?º)|número d[eo] (?:passaporte|pasaporte)|numéro de passeport|passeport n[o°º]|(?:reise)?pass[ -]?(?:nummer|nr\.?)|(?:identity|id) card (?:number|no\.?)|(?:personal)?ausweis[ -]?(?:nummer|nr\.?)|(?:driving|driver['’]?s?) licen[cs]e (?:number|no\.?)|carta de condução n\.?º|führerschein[ -]?(?:nummer|nr\.?)|cartão de cidadão(?: n\.?º)?|bilhete de identidade` +
		`|(?:numero (?:di|del) )?passaporto (?:numero|n\.?)|numero (?:di|del) passaporto|paspoort[ -]?(?:nummer|nr\.?)|(?:numer paszportu|paszport nr)|pas[ -]?nummer|passin numero|passinumero` +
		`|carta d['’]identità n\.?|carte d['’]identité n[o°º]|permis de conduire n[o°º]|numer dowodu|dowód osobisty(?: nr)?|prawo jazdy nr|rijbewijs(?:nummer| nr)|körkortsnummer|kørekortnummer` +
		`|` + my + ` ` + passports)},
	// Most passports have one or two letters and the rest digits; German ones (PassV § 4) mix the two.
	{identityNumber, "a passport number", lazily(`(?:^|[^\pL])(?i:` + passports + `)[:,]? ?\(?([A-Z]{1,2}\d{6,8}(?:[A-Z]\d?)?|[CFGHJK][CFGHJKLMNPRTVWXYZ0-9]{8})(?:[^\pL\d]|$)`)},
	{identityNumber, "the number of a patient", label(`(?:patient|hospital|medical record|mrn) (?:number|no\.?|id)|mrn|n(?:\.?º|úmero) de (?:utente|processo(?: clínico)?)|utente n\.?º|processo clínico n?\.?º?|número de historia(?: clínica)?|numéro de dossier(?: médical)?|patienten[ -]?(?:nummer|nr\.?|id)`)},
}

func (p *piece) labelled() {
	parts := p.around(aboutNumber, 40, 100)
	for _, l := range labels {
		p.each(parts, l.pattern, func(m []int) {
			v := p.s[m[2]:m[3]]
			if (countDigits(v) >= 5 || documentNumber().MatchString(v)) && (l.code == bankNumber || !isDate(v)) && !p.inLink(m[2]) {
				p.add(l.code, l.noun, m[2]+len(v)-len(strings.TrimLeft(v, " -/")), m[3])
			}
		})
	}
}

// documentNumber is how a number looks that has few digits among its letters.
var documentNumber = lazily(`^[A-Z][A-Z0-9]*\d[A-Z0-9]*\d[A-Z0-9]*$`)

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}

var dateOnly = lazily(`^(?:(?:19|20)\d\d[ ./–-]{1,3}(?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d)$`)

// isDate reports whether digits are years or days rather than a number.
func isDate(s string) bool { return dateOnly().MatchString(strings.TrimSpace(s)) }
