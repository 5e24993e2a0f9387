package privacy

import (
	"regexp"
	"strconv"
	"strings"
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
