package privacy

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// topic is a set of subjects that the words of a piece touch.
type topic uint16

const (
	aboutPhone topic = 1 << iota
	aboutBirth
	aboutStreet
	aboutGrade
	aboutCare
	aboutNumber
	aboutTitle
	aboutNever
	aboutIll
	aboutCall
)

// The words that make a pattern worth trying, in lower case, in English, Portuguese, Spanish, French and
// German, and some of the neighbours'. A pattern then says what the word must stand with.
var topicWords = map[topic]string{
	aboutPhone: phoneWords,
	aboutCall: `call ring phone text dial reach number numbers ruf rufe rufen ruft erreichbar erreichen erreicht erreichst nummer llámame llámeme llámenme llama
		llame llamar llamarme llamad llamadme localizable número ligue liguem liga ligar telefone telefonem telefonar contacto contato appelez appelle appeler joignable
		joindre contacter numéro chiama chiamami chiamatemi chiamate chiamare telefona telefonami telefonatemi telefonate telefonare raggiungibile
		numero bel belt bellen bereikbaar dzwoń dzwońcie dzwonić zadzwoń zadzwońcie zadzwonić numer numerem ringa slå nås nå træffes treffes
		soita numeroni numerossa`,
	aboutBirth: `born bday birth birthday birthdate dob nascido nascida nasci nasceu nascimento nací nacido nacida nació nacimiento né née naissance
		geboren geburtsdatum geburtstag geb nato nata nascita geboortedatum ur urodzony urodzona urodziłam urodziłem urodziła urodził urodzenia
		född födelsedatum födelsedag født fødselsdato fødselsdag syntynyt syntymäaika synt`,
	aboutStreet: `rua avenida av travessa largo praça praceta calçada estrada alameda calle avda plaza paseo camino carrer rue avenue boulevard bd
		impasse allée chemin quai straße strasse str street st road rd lane ave drive close crescent terrace court gardens grove
		via viale piazza corso vicolo straat laan ul ulica ulicy aleja alei os osiedle osiedlu pl väg gata`,
	aboutGrade: `grade grades gpa média nota notas valores classificação note moyenne mention nota-media calificación expediente
		abschlussnote gesamtnote abitur matura abschluss examen bachelor master diplom studium ausbildung abiturnote durchschnittsnote notendurchschnitt notenschnitt abi endnote examensnote prüfungsnote schnitt abiturschnitt
		mark marks result results score scores level levels gcse gcses points honours honors degree graduated graduating got gained achieved awarded obtained laude matrícula voto votazione lode laurea media
		eindcijfer examencijfer slotcijfer cijfer cijferlijst ocena ocen oceną średnia matury betyg betyget slutbetyg medelbetyg snittbetyg
		examensbetyg meritvärde karakter eksamenskarakter standpunktkarakter karaktergennemsnit karaktergjennomsnitt karaktersnit karaktersnitt arvosana loppuarvosana`,
	aboutCare: `patient patients utente doente paciente patiente patientin resident client bewohner bewohnerin residente résident résidente malade
		cared caring nursed looked cuidei cuidava cuidar cuidé cuidaba cuidando soigné soignais occupé pflegte betreute gepflegt
		paziente assistita assistito curavo assistevo patiënt patiënte cliënt cliënte verpleegde verzorgde zorgde pacjent pacjenta pacjentem pacjentka
		pacjentki pacjentkę pacjentką opiekowałam opiekowałem vårdade pleide plejede`,
	aboutNumber: `student students aluno aluna estudante mecanográfico estudiante alumno alumna étudiant étudiante matrikelnummer matrikel matr matrícula
		account conta cuenta compte konto kontonummer kontonr sort routing blz nib
		nif niss contribuinte contribuição utente cidadão bi dni nie nss fiscal fiscale sécurité seguridad segurança steuer steuerid steuernummer
		steueridentifikationsnummer idnr sozialversicherungsnummer rentenversicherungsnummer personalausweis ausweisnummer bsn burgerservicenummer pesel
		cpr personnummer aadhaar ssn social nino insurance tfn sin nhs passport passaporte pasaporte passeport reisepass passnummer identity id
		driving driver carta conducir conduire führerschein führerscheinnummer mrn patient patientennummer processo historia dossier cnp svnr pps
		curp clabe interbancaria pan mbi medicare amka αμκα fødselsnummer fnr passaporto paspoort paspoortnummer paszport paszportu passnummer pasnummer passin
		passinumero pass pas identità identité permis dowodu dowód prawo rijbewijs rijbewijsnummer körkortsnummer kørekortnummer conto rekeningnummer rachunku konta clearingnummer`,
	aboutTitle: `mr mrs ms miss sr sra senhor senhora dona señor señora don doña herr frau monsieur madame mme mlle signor signora
		mevrouw mevr meneer heer dhr pani panią pan pana panem fru hr`,
}

// diagnoses name what somebody has. Words that mean a ward or a course as often (stroke, depression) only
// count where a pattern says who has it.
var diagnoses = strings.Fields(`dementia alzheimer alzheimer's alzheimer’s parkinson parkinson's parkinson’s cancer leukaemia leukemia lymphoma tumour tumor diabetes hiv aids
	hepatitis tuberculosis epilepsy schizophrenia bipolar psychosis depression anxiety anorexia bulimia autism adhd asperger ptsd stroke
	asthma copd fibromyalgia endometriosis melanoma sclerosis cirrhosis alcoholism addiction burnout
	demência cancro câncer leucemia linfoma diabético diabética vih hepatite tuberculose epilepsia esquizofrenia psicose depressão ansiedade
	autismo phda avc asma esclerose cirrose alcoolismo enfarte
	cáncer demencia alzhéimer sida tuberculosis psicosis depresión ansiedad ictus esclerosis cirrosis alcoholismo
	démence leucémie lymphome diabète épilepsie schizophrénie psychose dépression anxiété autisme asthme sclérose cirrhose alcoolisme
	demenz krebs brustkrebs leukämie lymphom epilepsie schizophrenie psychose depression depressionen autismus schlaganfall asthma multiple sklerose
	leberzirrhose alkoholismus magersucht krebserkrankung`)

// relatives are more names of illnesses, for sentences about somebody of the family alone: in Italian, Dutch, Polish,
// Swedish, Danish, Norwegian and Finnish, as they stand in such a sentence.
var relatives = strings.Fields(`demenza tumore leucemia diabete epilessia schizofrenia psicosi depressione ansia sclerosi cirrosi alcolismo
	dementie kanker borstkanker longkanker leukemie schizofrenie depressie autisme astma alcoholisme
	demencję demencji raka nowotwór nowotworu białaczkę cukrzycę padaczkę schizofrenię depresję autyzm astmę alkoholizm alzheimera parkinsona
	demens bröstcancer brystkræft brystkreft kræft kreft leukemi leukæmi epilepsi schizofreni skizofreni psykos psykose depresjon autism
	syöpä rintasyöpä epilepsia skitsofrenia masennus autismi`)

// indexed are the words of all topics by word.
var indexed = sync.OnceValue(func() map[string]topic {
	m := map[string]topic{}
	for t, list := range topicWords {
		for _, w := range strings.Fields(list) {
			m[w] |= t
		}
	}
	for _, w := range slices.Concat(diagnoses, relatives) {
		m[w] |= aboutIll
	}
	return m
})

// streetEnds are how names of streets end where the word for a street is a part of the name.
var streetEnds = []string{
	"straße", "strasse", "weg", "gasse", "platz", "allee", "damm", "ufer", "straat", "laan", "plein", "gracht", "kade", "singel", "dijk",
	"gatan", "vägen", "gränd", "stigen", "torget", "vej", "gade", "veien", "gata", "katu", "kuja", "polku", "intie", "entie", "untie",
}

// topics finds what the words of the piece are about, its key among them.
func (p *piece) topics() {
	index := indexed()
	word := func(at, end int) {
		w := p.s[at:end]
		if len(w) < 2 || len(w) > 40 {
			return
		}
		w = strings.ToLower(w)
		about := index[w]
		if len(p.own.first) > 0 && p.own.first[w] {
			about |= aboutNever
		}
		if len(w) > 5 {
			for _, e := range streetEnds {
				if strings.HasSuffix(w, e) || strings.HasSuffix(w, "str") {
					about |= aboutStreet
				}
			}
		}
		if about == 0 {
			return
		}
		p.about |= about
		p.spots = append(p.spots, spot{at, about})
		if about&aboutIll != 0 {
			p.ills = append(p.ills, at)
		}
	}
	start := -1
	for i := 0; i < len(p.s); {
		c := p.s[i]
		if c < utf8.RuneSelf {
			if isLetter(c) {
				if start < 0 {
					start = i
				}
			} else if start >= 0 {
				word(start, i)
				start = -1
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(p.s[i:])
		if unicode.IsLetter(r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			word(start, i)
			start = -1
		}
		i += n
	}
	if start >= 0 {
		word(start, len(p.s))
	}
}

// words makes a group of alternatives out of a list.
func words(list string) string { return "(?:" + strings.Join(strings.Fields(list), "|") + ")" }
