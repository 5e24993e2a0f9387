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
		p.mail(start, end, p.s[start:end])
	}
}

// mail adds an address unless it is the person's, an office's or a manual's.
func (p *piece) mail(start, end int, address string) {
	address = strings.ToLower(address)
	name, host, _ := strings.Cut(address, "@")
	if slices.Contains(p.own.mail, address) || slices.Contains(offices, name) || host == "example.org" || host == "example.com" || host == "example.net" {
		return
	}
	if strings.HasSuffix(host, "users.noreply.github.com") {
		return
	}
	p.add(otherMail, "an e-mail address that is not the one you publish", start, end)
}

// spelled are the ways to write an address so that programs do not collect it, which they know as well. Group 1
// is the name, group 2 the rest. Prose says "at" and "dot", too: one of them has to stand in brackets or in
// capitals, or a word before it has to ask for mail.
var spelled = []struct {
	signs   []string // of which one stands in every match
	asked   bool     // prose reads the same, so that words before it have to ask for mail
	pattern pattern
}{
	// lea [at] klinik [dot] de, lea (at) klinik.de, lea (at) klinik . de
	{[]string{"at]", "at)", "at}", "at>", "At]", "At)", "AT]", "AT)", "AT}", " ]", " )", "@]", "@)", "@}", "ät]", "ät)", "arroba]", "arroba)", "chiocciola)", "chiocciola]", "małpa)", "małpa]", "apenstaartje]", "snabel-a)", "snabel-a]"}, false,
		lazily(mailName + `\s{0,2}[\[({<]\s?(?i:at|@|ät|arroba|chiocciola|małpa|apenstaartje|snabel-a)\s?[\])}>]\s{0,2}(` + mailPart + `(?:` + mailDot + mailPart + `){0,4}?` + mailDot + `[A-Za-z]{2,12})(?:[^\pL\d]|$)`)},
	// lea@klinik [dot] de
	{[]string{"dot]", "dot)", "dot}", "DOT]", "DOT)", "unkt]", "unkt)", "oint]", "oint)", "onto]", "onto)", "unto]", "unto)", "punt)", "punt]", "ropka)", "ropka]"}, false,
		lazily(mailName + `\s{0,2}(?:@|\s(?i:at)\s)\s{0,2}(` + mailPart + `(?:` + mailDot + mailPart + `){0,4}?` + mailBoxedDot + `[A-Za-z]{2,12})(?:[^\pL\d]|$)`)},
	// lea AT klinik DOT org
	{[]string{" DOT "}, false, lazily(mailName + ` AT (` + mailPart + `(?:(?:\.| DOT )` + mailPart + `){0,4}? DOT [A-Za-z]{2,12})(?:[^\pL\d]|$)`)},
	// lea at klinik dot org
	{[]string{" dot ", " punkt ", " ponto ", " punto ", " point ", " punt ", " kropka "}, true,
		lazily(`(?i)` + mailName + ` (?:at|arroba|arobase|chiocciola|apenstaartje|małpa) (` + mailPart + `(?:(?:\.|` + mailSpokenDot + `)` + mailPart + `){0,4}?` + mailSpokenDot + `(?:com|org|net|edu|gov|info|eu|uk|de|fr|pt|br|pl|nl|se|ch|dk|fi))(?:[^\pL\d]|$)`)},
	// lea @ klinik.de
	{[]string{" @ "}, false, lazily(mailName + ` @ (` + mailPart + `(?:\.` + mailPart + `){0,4}?\.[a-z]{2,12})(?:[^\pL\d]|$)`)},
}

const (
	mailName      = `([A-Za-z0-9][A-Za-z0-9._%+-]{0,63})`
	mailPart      = `[A-Za-z0-9][A-Za-z0-9-]{0,62}`
	mailBoxedDot  = `\s{0,2}[\[({<]\s?(?i:dot|punkt|ponto|punto|point|punt|kropka|\.)\s?[\])}>]\s{0,2}`
	mailDot       = `(?:\.|\s\.\s|` + mailBoxedDot + `|\s(?i:dot|punkt|ponto|punto|point|punt|kropka)\s)`
	mailSpokenDot = ` (?:dot|punkt|ponto|punto|point|punt|kropka) `
)

// spelledMails finds addresses that are written in words.
func (p *piece) spelledMails() {
	for _, s := range spelled {
		if !slices.ContainsFunc(s.signs, func(sign string) bool { return strings.Contains(p.s, sign) }) {
			continue
		}
		for _, m := range s.pattern().FindAllStringSubmatchIndex(p.s, -1) {
			if s.asked && !askForMail().MatchString(p.s[max(0, m[2]-50):m[2]]) {
				continue
			}
			p.mail(m[2], m[5], p.s[m[2]:m[3]]+"@"+spokenDots().ReplaceAllString(p.s[m[4]:m[5]], "."))
		}
	}
}

// askForMail ends in an address.
var askForMail = lazily(`(?i)(?:mail|courriel|correo|posta|write|contact|reach|schreib|kontakt|escrev|escrib|écri|scriv|schrijf|skriv|napisz|pisz)\pL*[^\n.]{0,30}$`)

var spokenDots = lazily(mailDot)
