package privacy

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// name is how a person's name looks: one or two capitalised words, with particles.
const name = `\p{Lu}[\p{Ll}'’-]+(?:\s(?:d[aeo]s?\s|de la\s|del\s|von\s|van\s)?\p{Lu}[\p{Ll}'’-]+){0,3}`

const title = `(?:Mr|Mrs|Ms|Miss|Sr|Sra|Senhor|Senhora|Dona|D|Señor|Señora|Don|Doña|Herrn?|Frau|Monsieur|Madame|Mme|M|Signor|Signora)\.?\s`

var (
	// A patient with a title and a name; with a first and a last name when an illness is named as well.
	patientTitled = lazily(`(?:^|[^\pL])(?i:paziente|assistit[ao]|assistevo|mi sono pres[ao] cura d(?:i|ella|el)|patiënte?|cliënte?|verpleegde|verzorgde|zorgde voor|pacjent\pL*|opiekował[ae]m się|vårdade|pleide|plejede|patiente?|utente|doente|paciente|patientin|resident|client|bewohner(?:in)?|résidente?|malade|cared for|looked after|nursed|caring for|cuidei d[aeo]|cuidar d[aeo]|cuidé a|cuidaba a|j['’]ai soigné|pflegte|betreute)[ ,:]{1,2}(?:(?:a|o|la|el)\s)?((?:` + title + `|(?i:signora?|mevrouw|mevr\.|meneer|de heer|dhr\.|pani[ąa]?|pan[ae]?m?|fru|hr\.)\s(?:de\s|van\s(?:de[rn]?\s)?)?)` + name + `)`)
	patientNamed  = lazily(`(?:^|[^\pL])(?i:patiente?|utente|doente|paciente|patientin|resident|client|bewohner(?:in)?|résidente?|malade|cared for|looked after|nursed|caring for|cuidei d[aeo]|cuidar d[aeo]|cuidé a|cuidaba a|j['’]ai soigné|pflegte|betreute)[ ,:]{1,2}(?:(?:a|o|la|el)\s)?(\p{Lu}[\p{Ll}'’-]+\s(?:d[aeo]s?\s|de la\s|von\s)?\p{Lu}[\p{Ll}'’-]+)`)
	titled        = lazily(`(?:^|[^\pL])(` + title + name + `)`)

	kin = `(?:mother|father|mum|mom|dad|son|daughter|wife|husband|brother|sister|partner|grandmother|grandfather|grandma|grandad|aunt|uncle|mãe|pai|filho|filha|mulher|marido|irmão|irmã|avó|avô|tia|tio` +
		`|madre|padre|hijo|hija|esposa|marido|hermano|hermana|abuela|abuelo|mère|père|fils|fille|femme|mari|frère|sœur|grand-mère|grand-père` +
		`|mutter|vater|sohn|tochter|frau|mann|bruder|schwester|oma|opa|großmutter|großvater|mutters|vaters|sohnes|tochter)`
	kinElsewhere = `(?:madre|mamma|padre|papà|figlio|figlia|moglie|marito|fratello|sorella|nonna|nonno|zia|zio|moeder|vader|zoon|dochter|vrouw|man|broer|zus|oma|opa` +
		`|mama|matka|tata|ojciec|syn|córka|żona|mąż|brat|siostra|babcia|dziadek|mor|mamma|far|pappa|son|søn|sønn|dotter|datter|hustru|kone|make|mand|mann` +
		`|bror|syster|søster|mormor|morfar|farmor|farfar|bestemor|bestefar)`
	ill = words(strings.Join(longestFirst(slices.Concat(diagnoses, relatives)), " "))

	// Who has an illness: the person, somebody of the family, or somebody with a name.
	diagnosed = []struct {
		signs   []string // of which one stands in every match, in lower case
		pattern pattern
	}{
		{[]string{"diagnosed with"}, lazily(`(?i)(?:^|[^\pL])((?:i|my ` + kin + `|he|she) (?:was|were|am|is|has been|have been|got)(?: \w+ly)? diagnosed with (?:\pL+ ){0,4}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{" i ", "my "}, lazily(`(?i)(?:^|[^\pL])((?:i|my ` + kin + `) (?:suffer(?:s|ed)? from|lives? with|lived with|have|has|had|died of) (?:(?:a|an|the|early|late|advanced|severe|mild|chronic|multiple|breast|lung|bowel|skin|type [12]) ){0,3}` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"my "}, lazily(`(?i)(?:^|[^\pL])(my ` + kin + `['’]s (?:\pL+ ){0,2}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnosticad"}, lazily(`(?i)(?:^|[^\pL])((?:fui|foi) diagnosticad[oa] com (?:\pL+ ){0,3}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"sofr", "padec", "tenho ", "tengo "}, lazily(`(?i)(?:^|[^\pL])((?:sofro|sofria|padezco|padecía) de (?:\pL+ ){0,2}?` + ill + `|tenho (?:um |uma )?` + ill + `|tengo (?:un |una )?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnostica"}, lazily(`(?i)(?:^|[^\pL])((?:fui|fue) diagnosticad[oa] (?:de|con) (?:\pL+ ){0,3}?` + ill + `|(?:me|le) diagnosticaron (?:un |una )?(?:\pL+ ){0,2}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnostiqu", "souffre"}, lazily(`(?i)(?:^|[^\pL])((?:j['’]ai été diagnostiquée?|on m['’]a diagnostiqué|(?:mon|ma) ` + kin + ` a été diagnostiquée?)[^.\n]{0,20}? (?:d['’]|l['’])?` + ill + `|je souffre d(?:['’]|e |u |e la |e l['’])(?:un |une )?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnostiziert", "leide ", "litt "}, lazily(`(?i)(?:^|[^\pL])(bei (?:mir|mein(?:em|er) ` + kin + `) wurde (?:\pL+ ){0,3}?` + ill + ` (?:\pL+ )?diagnostiziert|ich (?:leide|litt) (?:an|unter) (?:\pL+ ){0,2}?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"meu ", "minha "}, lazily(`(?i)(?:^|[^\pL])((?:meu|minha) ` + kin + ` (?:tem|tinha|teve|sofre de|sofria de|morreu de|morreu com) (?:um |uma )?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"mi "}, lazily(`(?i)(?:^|[^\pL])(mi ` + kin + ` (?:tiene|tenía|tuvo|padece(?: de)?|padecía(?: de)?|sufre(?: de)?|sufría(?: de)?|murió de) (?:un |una )?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"mon ", "ma "}, lazily(`(?i)(?:^|[^\pL])((?:mon|ma) ` + kin + ` (?:a|avait|a eu|(?:est|était) atteinte? d(?:['’]|e |u |e la |e l['’])|souffr(?:e|ait) d(?:['’]|e |u |e la |e l['’])|est morte? d(?:['’]|e |u |e la |e l['’])) ?(?:un |une |le |la |l['’])?(?:maladie d(?:e |['’]))?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"mein ", "meine "}, lazily(`(?i)(?:^|[^\pL])(meine? ` + kin + ` (?:hat|hatte|leidet (?:an|unter)|litt (?:an|unter)|starb an|ist an) ` + ill + `(?: (?:gestorben|erkrankt))?)(?:[^\pL-]|$)`)},
		{[]string{"ich habe "}, lazily(`(?i)(?:^|[^\pL])(ich habe (?:seit \d{4} )?` + ill + `)(?:[.,;!)\n]|\s(?:seit|und)\s)`)},
		{[]string{"mia ", "mio "}, lazily(`(?i)(?:^|[^\pL])(mi[ao] ` + kinElsewhere + ` (?:ha|aveva|ha avuto|soffre di|soffriva di|è mort[ao] (?:di|per)|è malat[ao] di|era malat[ao] di) (?:la |il |un |una |l['’])?` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"diagnosticat", "soffro "}, lazily(`(?i)(?:^|[^\pL])((?:mi è stat[ao] diagnosticat[ao]|mi hanno diagnosticato) (?:la |il |un |una |l['’])?` + ill + `|soffro di ` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"mijn ", "bij mij "}, lazily(`(?i)(?:^|[^\pL])(mijn ` + kinElsewhere + ` (?:heeft|had|kreeg|lijdt aan|leed aan|stierf aan|is overleden aan) ` + ill + `|bij mij (?:werd|is) (?:\pL+ ){0,2}?` + ill + ` (?:vastgesteld|geconstateerd))(?:[^\pL-]|$)`)},
		{[]string{"moja ", "mój ", "u mnie ", "choruję "}, lazily(`(?i)(?:^|[^\pL])((?:moja|mój) ` + kinElsewhere + ` (?:ma|miała?|choruje na|chorowała? na|cierpi na|cierpiała? na|zmarła? na) ` + ill + `|(?:zdiagnozowano|stwierdzono) u mnie ` + ill + `|choruję na ` + ill + `)(?:[^\pL]|$)`)},
		{[]string{"min ", "mitt "}, lazily(`(?i)(?:^|[^\pL])((?:min|mitt|mit) ` + kinElsewhere + ` (?:har|hade|havde|hadde|fick|fik|fikk|lider a[fv]|led a[fv]|dog i|døde a[fv]) ` + ill + `)(?:[^\pL-]|$)`)},
		{[]string{"lläni on ", "llani on "}, lazily(`(?i)(?:^|[^\pL])((?:äidi|isä|poja|tyttäre|miehe|vaimo|velje|sisko|mummo|isoäidi)ll[aä]ni on ` + ill + `)(?:[^\pL]|$)`)},
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
	if p.about&aboutCare != 0 && (p.about&aboutTitle != 0 || strings.Contains(p.s, " D. ") || strings.Contains(p.s, " M. ")) {
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
		for end < len(p.s) && isWordByte(p.s[end]) {
			end++ // a pattern must see whole words
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

// called finds the words that the person never wants to see in public in what a file or a page is called, which is
// its address. They have no place in the file.
func (r *Review) called(name string) []finding {
	p := &piece{text: text{own: r.own}, s: nameSigns.Replace(norm.NFC.String(name))}
	p.topics()
	p.never()
	for i := range p.found {
		p.found[i].start, p.found[i].end = 0, 0
		p.found[i].noun = "in an address, " + p.found[i].noun
	}
	return p.found
}

// nameSigns stand for spaces in the names of files.
var nameSigns = strings.NewReplacer("-", " ", "_", " ", ".", " ", "+", " ", "/", "\n")

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
