package privacy

import (
	"regexp"
	"strconv"
	"strings"
)

// months are the names of each month in the languages that dates of birth are looked for in, as they stand in
// a date.
var months = [12]string{
	`january janeiro enero janvier januar januari gennaio stycznia tammikuuta jan`,
	`february fevereiro febrero février februar februari febbraio lutego helmikuuta feb`,
	`march março marzo mars märz maart marca marts maaliskuuta mar`,
	`april abril avril aprile kwietnia huhtikuuta apr`,
	`may maio mayo mai mei maggio maja maj toukokuuta`,
	`june junho junio juin juni giugno czerwca kesäkuuta jun`,
	`july julho julio juillet juli luglio lipca heinäkuuta jul`,
	`august agosto août augustus augusti sierpnia elokuuta aug`,
	`september setembro septiembre septembre settembre września syyskuuta sept sep`,
	`october outubro octubre octobre oktober ottobre października lokakuuta oct okt`,
	`november novembro noviembre novembre listopada marraskuuta nov`,
	`december dezembro diciembre décembre dezember dicembre grudnia joulukuuta dec dez`,
}

// dayMonthYear matches a date in all the ways it is written, of which each part is a pattern.
func dayMonthYear(d, m, name, y string) string {
	return `(?:` + d + `[./-]` + m + `[./-]` + y + `|` + m + `[./-]` + d + `[./-]` + y + `|` + y + `[-./]` + m + `[-./]` + d +
		`|` + d + `(?:st|nd|rd|th|\.|er|º|ª|e)?\s+(?:de\s+|of\s+)?` + name + `\.?,?\s+(?:del?\s+)?` + y + `|` + name + `\.?\s+` + d + `(?:st|nd|rd|th)?,?\s+` + y + `)`
}

// bornWords say that somebody was born, and announce the date.
const bornWords = `born|bday|birth[ _]?(?:day|date)|date[ _]of[ _]birth|d\.?o\.?b\.?` +
	`|nascid[oa]|nasci|nasceu|data[ _]de[ _]nascimento|nací|nacid[oa]|nació|fecha[ _]de[ _]nacimiento|née?|naissance` +
	`|geboren|geburts(?:datum|tag)|geb\.|nat[oa] (?:il|a)|data[ _]di[ _]nascita|geboortedatum|urodzon[ya]|urodził[ae]?m? się|data[ _]urodzenia` +
	`|född|födelse(?:datum|dag)|født|fødsels(?:dato|dag)|syntynyt|syntymäaika|synt\.`

var birth = lazily(`(?i)(?:(?:^|[^\pL])(?:` + bornWords + `)|(?:^|[,;(\n]\s?|(?-i:\p{Lu}\p{Ll}+) )ur\.)[^\pL.](?:[^\n.;]{0,30}?[^\d\n.;])?` +
	`(` + dayMonthYear(`\d{1,2}`, `\d{1,2}`, words(strings.Join(months[:], " ")), `(?:19|20)\d\d`) + `|\d{1,2}[./]\d{1,2}[./]\d\d)`)

// thingBorn is what is born in the same sentence without being a person: "le projet est né le 3 mars 2012".
var thingBorn = lazily(`(?i)(?:^|[^\pL])` + words(`projec?ts? projet progetto projeto proyecto projekt projektet idea idee idée ideia idé pomysł association
	associação asociación associazione verein vereniging förening föreningen forening foreningen yhdistys stowarzyszenie team équipe equipa equipo choir chor chœur coro koor chór kören
	company firma firm entreprise empresa azienda bedrijf företag företaget clinic klinik clinique clínica clinica klinika kliniken kliniek app tool
	werkzeug programme program programa programma website festival network netzwerk réseau rede red rete netwerk nätverk kooperative cooperative
	coopérative cooperativa magazine zeitschrift revue revista rivista blog podcast foundation stiftung fondation fundação fundación fondazione
	stichting fundacja group gruppe groupe grupo gruppo groep grupa reparto servizio
	servicio serviço unit unidad unidade unità unité abteilung station afdeling oddział avdelning avdelningen consortium konsortium`) + `(?:[^\pL]|$)|(?:^|[^\pL])born (?:out of|from)[^\pL]`)

func (p *piece) birth() {
	p.each(p.around(aboutBirth, 20, 120), birth, func(m []int) {
		sentence := p.s[max(0, m[0]-60):m[0]]
		sentence = sentence[strings.LastIndexAny(sentence, ".!?\n")+1:] + p.s[m[0]:m[2]]
		if alone(p.s, m[2], m[3]) && !thingBorn().MatchString(sentence) {
			p.add(birthDate, "a date of birth", m[2], m[3])
		}
	})
	if p.own.birth == nil || !strings.Contains(p.s, p.own.birthYear) {
		return
	}
	for _, m := range p.own.birth.FindAllStringIndex(p.s, -1) {
		if alone(p.s, m[0], m[1]) {
			p.add(birthDate, "your date of birth", m[0], m[1])
		}
	}
}

// birthPattern matches one date in every way that dates are written.
func birthPattern(year, month, day int) *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + dayMonthYear(`0?`+strconv.Itoa(day), `0?`+strconv.Itoa(month), words(months[month-1]), strconv.Itoa(year)))
}
