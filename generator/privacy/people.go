package privacy

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	monthWords = `(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december` +
		`|janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|enero|febrero|marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre` +
		`|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|januar|februar|märz|juni|juli|oktober|dezember)`
	fullDate = `(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}` +
		`|\d{1,2}(?:st|nd|rd|th|\.|er|º|ª)?\s+(?:de\s+|of\s+)?` + monthWords + `\.?,?\s+(?:del?\s+)?(?:19|20)\d\d` +
		`|` + monthWords + `\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)`
)

var birth = lazily(`(?i)(?:^|[^\pL])(?:born|birth[ _]?(?:day|date)|date[ _]of[ _]birth|d\.?o\.?b\.?|nascid[oa]|nasci|nasceu|data[ _]de[ _]nascimento|nací|nacid[oa]|nació|` +
	`fecha[ _]de[ _]nacimiento|née?|date[ _]de[ _]naissance|geboren|geburts(?:datum|tag)|geb\.|nat[oa] il|data[ _]di[ _]nascita|geboortedatum)[^\pL](?:[^\n.;]{0,30}?[^\d\n.;])?(` + fullDate + `)`)

func (p *piece) birth() {
	if p.about&aboutBirth != 0 {
		for _, m := range birth().FindAllStringSubmatchIndex(p.s, -1) {
			if alone(p.s, m[2], m[3]) {
				p.add(birthDate, "a date of birth", m[2], m[3])
			}
		}
	}
	if p.own.birth == nil || !strings.Contains(p.s, p.own.birthYear) {
		return
	}
	for _, m := range p.own.birth.FindAllStringIndex(p.s, -1) {
		if alone(p.s, m[0], m[1]) {
			p.add(birthDate, "your date of birth", m[0], m[1])
		}
	}
}

// birthPattern matches a date in every way that fullDate knows.
func birthPattern(year, month, day int) *regexp.Regexp {
	names := map[int]string{
		1: `jan(?:uary|eiro|uar)?|enero|janvier`, 2: `feb(?:ruary|rero|ruar)?|fevereiro|février`, 3: `mar(?:ch|ço|zo|s)?|märz`, 4: `apr(?:il)?|abril|avril`,
		5: `may|maio|mayo|mai`, 6: `june?|junho|junio|juin|juni`, 7: `july?|julho|julio|juillet|juli`, 8: `aug(?:ust)?|agosto|août`,
		9: `sept?(?:ember)?|setembro|septiembre|septembre`, 10: `oct(?:ober)?|outubro|octubre|octobre|oktober`, 11: `nov(?:ember)?|novembro|noviembre|novembre`,
		12: `dec(?:ember)?|dezembro|diciembre|décembre|dezember`,
	}
	d, m, y := `0?`+strconv.Itoa(day), `0?`+strconv.Itoa(month), strconv.Itoa(year)
	name := `(?:` + names[month] + `)`
	return regexp.MustCompile(`(?i)` + d + `[./-]` + m + `[./-]` + y + `|` + m + `[./-]` + d + `[./-]` + y + `|` + y + `[-./]` + m + `[-./]` + d +
		`|` + d + `(?:st|nd|rd|th|\.|er|º)?\s+(?:de\s+|of\s+)?` + name + `\.?,?\s+(?:del?\s+)?` + y + `|` + name + `\.?\s+` + d + `(?:st|nd|rd|th)?,?\s+` + y)
}

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

// grades are numbers or letters that say how well somebody did; a grade of a wound or of a post is a
// number alone, so that is not enough.
var grades = []pattern{
	lazily(`(?i)(?:^|[^\pL])(gpa(?: of| was|:)?[^\d\n]{0,6}\d[.,]\d{1,2})`),
	lazily(`(?:^|[^\pL])((?i:final |average |overall |my )?(?i:grades?|marks?|score)(?i: of| was| is|:)? ?(?:\d{1,3}(?:[.,]\d{1,2})? ?(?:/|of|out of) ?\d{1,3}|[A-F][+-]))(?:[^\pL\d]|$)`),
	lazily(`(?i)(?:^|[^\pL])((?:média|nota|classificação)(?: final)?(?: d[eo] curso| da licenciatura)?(?: de| foi| foi de|:)? \d{1,2}(?:[.,]\d+)?(?: valores| em 20|/20))`),
	lazily(`(?i)(?:^|[^\pL\d])(\d{1,2}(?:[.,]\d+)? valores)(?:[^\pL]|$)`),
	lazily(`(?i)(?:^|[^\pL])((?:nota media|nota final|nota|calificación|expediente)(?: final| media| de| fue|:)* (?:un )?\d{1,2}(?:[.,]\d{1,2}|(?:[.,]\d+)? ?(?:/|sobre) ?10))(?:[^\d]|$)`),
	lazily(`(?i)(?:^|[^\pL])((?:note|moyenne|mention)(?: finale| générale| de|:)* ?\d{1,2}(?:[.,]\d+)? ?(?:/|sur) ?20)(?:[^\d]|$)`),
	lazily(`(?i)(?:^|[^\pL])((?:abschluss|gesamt|abitur|durchschnitts|end)?(?:note|notendurchschnitt|notenschnitt)(?: von| war|:)* ?[1-6],\d)(?:[^\d]|$)`),
	lazily(`(?i)(?:^|[^\pL])((?:abitur|matura)(?:: ?| mit | mit der note | mit einem schnitt von )[1-4],\d)(?:[^\d%]|$)`),
}

func (p *piece) grades() {
	if p.about&aboutGrade == 0 {
		return
	}
	for _, g := range grades {
		for _, m := range g().FindAllStringSubmatchIndex(p.s, -1) {
			p.add(grade, "a grade", m[2], m[3])
		}
	}
}

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

// name is how a person's name looks: one or two capitalised words, with particles.
const name = `\p{Lu}[\p{Ll}'’-]+(?:\s(?:d[aeo]s?\s|de la\s|del\s|von\s|van\s)?\p{Lu}[\p{Ll}'’-]+){0,3}`

const title = `(?:Mr|Mrs|Ms|Miss|Sr|Sra|Senhor|Senhora|Dona|D|Señor|Señora|Don|Doña|Herrn?|Frau|Monsieur|Madame|Mme|M|Signor|Signora)\.?\s`

var (
	// A patient with a title and a name; with a first and a last name when an illness is named as well.
	patientTitled = lazily(`(?:^|[^\pL])(?i:patiente?|utente|doente|paciente|patientin|resident|client|bewohner(?:in)?|résidente?|malade|cared for|looked after|nursed|caring for|cuidei d[aeo]|cuidar d[aeo]|cuidé a|cuidaba a|j['’]ai soigné|pflegte|betreute)[ ,:]{1,2}(?:(?:a|o|la|el)\s)?(` + title + name + `)`)
	patientNamed  = lazily(`(?:^|[^\pL])(?i:patiente?|utente|doente|paciente|patientin|resident|client|bewohner(?:in)?|résidente?|malade|cared for|looked after|nursed|caring for|cuidei d[aeo]|cuidar d[aeo]|cuidé a|cuidaba a|j['’]ai soigné|pflegte|betreute)[ ,:]{1,2}(?:(?:a|o|la|el)\s)?(\p{Lu}[\p{Ll}'’-]+\s(?:d[aeo]s?\s|de la\s|von\s)?\p{Lu}[\p{Ll}'’-]+)`)
	titled        = lazily(`(?:^|[^\pL])(` + title + name + `)`)

	kin = `(?:mother|father|mum|mom|dad|son|daughter|wife|husband|brother|sister|partner|grandmother|grandfather|grandma|grandad|aunt|uncle|mãe|pai|filho|filha|mulher|marido|irmão|irmã|avó|avô|tia|tio` +
		`|madre|padre|hijo|hija|esposa|marido|hermano|hermana|abuela|abuelo|mère|père|fils|fille|femme|mari|frère|sœur|grand-mère|grand-père` +
		`|mutter|vater|sohn|tochter|frau|mann|bruder|schwester|oma|opa|großmutter|großvater|mutters|vaters|sohnes|tochter)`
	ill = or(strings.Join(longestFirst(diagnoses), " "))

	// Who has an illness: the person, somebody of the family, or somebody with a name.
	diagnosed = []struct {
		signs   []string // of which one stands in every match, in lower case
		pattern pattern
	}{
		{[]string{"diagnosed with"}, lazily(`(?i)(?:^|[^\pL])((?:i|my ` + kin + `|he|she) (?:was|were|am|is|has been|have been|got)(?: \w+ly)? diagnosed with (?:\pL+ ){0,4}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{" i ", "my "}, lazily(`(?i)(?:^|[^\pL])((?:i|my ` + kin + `) (?:suffer(?:s|ed)? from|lives? with|lived with|have|has|had|died of) (?:(?:a|an|the|early|late|advanced|severe|mild|chronic|breast|lung|bowel|skin|type [12]) ){0,3}` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"my "}, lazily(`(?i)(?:^|[^\pL])(my ` + kin + `['’]s (?:\pL+ ){0,2}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnosticad"}, lazily(`(?i)(?:^|[^\pL])((?:fui|foi) diagnosticad[oa] com (?:\pL+ ){0,3}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"sofr", "padec", "tenho ", "tengo "}, lazily(`(?i)(?:^|[^\pL])((?:sofro|sofria|padezco|padecía) de (?:\pL+ ){0,2}?` + ill + `|tenho (?:um |uma )?` + ill + `|tengo (?:un |una )?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnostica"}, lazily(`(?i)(?:^|[^\pL])((?:fui|fue) diagnosticad[oa] (?:de|con) (?:\pL+ ){0,3}?` + ill + `|(?:me|le) diagnosticaron (?:un |una )?(?:\pL+ ){0,2}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnostiqu", "souffre"}, lazily(`(?i)(?:^|[^\pL])((?:j['’]ai été diagnostiquée?|on m['’]a diagnostiqué|(?:mon|ma) ` + kin + ` a été diagnostiquée?)[^.\n]{0,20}? (?:d['’]|l['’])?` + ill + `|je souffre d(?:['’]|e |u |e la |e l['’])(?:un |une )?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnostiziert", "leide ", "litt "}, lazily(`(?i)(?:^|[^\pL])(bei (?:mir|mein(?:em|er) ` + kin + `) wurde (?:\pL+ ){0,3}?` + ill + ` (?:\pL+ )?diagnostiziert|ich (?:leide|litt) (?:an|unter) (?:\pL+ ){0,2}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"meu ", "minha "}, lazily(`(?i)(?:^|[^\pL])((?:meu|minha) ` + kin + ` (?:tem|tinha|teve|sofre de|sofria de|morreu de|morreu com) (?:um |uma )?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"mi "}, lazily(`(?i)(?:^|[^\pL])(mi ` + kin + ` (?:tiene|tenía|tuvo|padece(?: de)?|padecía(?: de)?|sufre(?: de)?|sufría(?: de)?|murió de) (?:un |una )?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"mon ", "ma "}, lazily(`(?i)(?:^|[^\pL])((?:mon|ma) ` + kin + ` (?:a|avait|a eu|(?:est|était) atteinte? d(?:['’]|e |u |e la |e l['’])|souffr(?:e|ait) d(?:['’]|e |u |e la |e l['’])|est morte? d(?:['’]|e |u |e la |e l['’])) ?(?:un |une |le |la |l['’])?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"mein ", "meine "}, lazily(`(?i)(?:^|[^\pL])(meine? ` + kin + ` (?:hat|hatte|leidet (?:an|unter)|litt (?:an|unter)|starb an) ` + ill + `)(?:[^\pL]|$)`)},
		{[]string{" meu ", " minha ", " mi ", " mon ", " ma ", " mein"}, lazily(`(?i)(?:^|[^\pL])(` + ill + ` (?:d[oa] (?:meu|minha)|de mi|de (?:mon|ma)|mein(?:es|er)) ` + kin + `)(?:[^\pL]|$)`)},
	}
	// What makes the name of an illness the name of a subject: "dementia care", "a diabetes clinic".
	subject = lazily(`^(?:['’]s)?[ -](?i:care|ward|unit|clinic|nurs\w+|training|course|research|stud(?:y|ies)|awareness|screening|specialist|services?|support|team|prevention|society|association|education|patients|caf[eé]|friend\w*)`)
)

// longestFirst sorts words so that a pattern of them takes the longest that fits.
func longestFirst(words []string) []string {
	return slices.SortedFunc(slices.Values(words), func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
}

// people finds illnesses that are somebody's, and people in care by name. Patterns are tried only around
// the name of an illness, where anything says that it is about one person.
func (p *piece) people() {
	if p.about&aboutCare != 0 && p.about&aboutTitle != 0 {
		for _, m := range patientTitled().FindAllStringSubmatchIndex(p.s, -1) {
			p.cared(m[2], m[3])
		}
	}
	named := p.about&(aboutCare|aboutTitle) != 0
	for _, at := range p.ills {
		start, end := max(0, at-100), min(len(p.s), at+80)
		for start > 0 && !utf8.RuneStart(p.s[start]) {
			start--
		}
		for end < len(p.s) && !utf8.RuneStart(p.s[end]) {
			end++
		}
		window, low := p.s[start:end], " "+p.lower()[start:end]
		for _, d := range diagnosed {
			if !slices.ContainsFunc(d.signs, func(sign string) bool { return strings.Contains(low, sign) }) {
				continue
			}
			for _, m := range d.pattern().FindAllStringSubmatchIndex(window, -1) {
				if !subject().MatchString(window[m[3]:]) {
					p.add(diagnosis, "somebody’s illness", start+m[2], start+m[3])
				}
			}
		}
		if !named {
			continue
		}
		for _, pattern := range []*regexp.Regexp{patientNamed(), titled()} {
			for _, m := range pattern.FindAllStringSubmatchIndex(window, -1) {
				if p.illNear(start + m[3]) {
					p.cared(start+m[2], start+m[3])
				}
			}
		}
	}
}

func (p *piece) cared(start, end int) {
	words := strings.Fields(strings.ToLower(p.s[start:end]))
	for _, known := range p.own.names {
		// The person, and others who are named on purpose.
		if slices.Contains(words, strings.ToLower(lastWord(known))) {
			return
		}
	}
	p.add(caredFor, "the name of somebody in care", start, end)
}

func lastWord(s string) string {
	f := strings.Fields(s)
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}

// illNear reports whether an illness that is not the name of a subject stands shortly behind a name, in
// the same sentence.
func (p *piece) illNear(end int) bool {
	rest := p.after(end, 60)
	if i := strings.IndexAny(rest, ".;!?\n"); i >= 0 {
		rest = rest[:i]
	}
	for _, w := range diagnoses {
		i := strings.Index(rest, w)
		if i >= 0 && alone(rest, i, i+len(w)) && !subject().MatchString(p.after(end+i+len(w), 30)) {
			return true
		}
	}
	return false
}

// never finds the words that the person never wants to see in public.
func (p *piece) never() {
	if p.about&aboutNever == 0 && !p.own.odd {
		return
	}
	for _, n := range p.own.never {
		for _, m := range n.pattern.FindAllStringIndex(p.s, -1) {
			if alone(p.s, m[0], m[1]) {
				p.add(privateWord, n.noun, m[0], m[1])
			}
		}
	}
}

// forbidden is something that must not become public, and why.
type forbidden struct {
	noun    string
	pattern *regexp.Regexp
}

// spaced matches words in any case and with any white space between them.
func spaced(words string) *regexp.Regexp {
	f := strings.Fields(words)
	for i := range f {
		f[i] = regexp.QuoteMeta(f[i])
	}
	return regexp.MustCompile(`(?i)` + strings.Join(f, `[\s\x{a0}]+`))
}

// firstWord is the first run of letters in a text, in lower case, "" when there is none.
func firstWord(s string) string {
	start := strings.IndexFunc(s, unicode.IsLetter)
	if start < 0 {
		return ""
	}
	rest := s[start:]
	if end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		rest = rest[:end]
	}
	if utf8.RuneCountInString(rest) < 2 {
		return ""
	}
	return strings.ToLower(rest)
}
