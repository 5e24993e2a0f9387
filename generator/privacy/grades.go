package privacy

import (
	"slices"
	"strings"
)

// grades say how well somebody did. A grade of a wound or of a post is a number alone, and a mean mark that a
// clinic gets from its patients a number with a word, so each row asks for more than that.
var grades = []struct {
	signs   []string // of which one stands in every match, in lower case
	pattern pattern
}{
	// "GPA 3.8/4.0"
	{[]string{"gpa"}, lazily(`(?i)(?:^|[^\pL])(gpa(?: of| was|:)?[^\d\n]{0,6}\d[.,]\d{1,2}(?: ?(?:/|of|out of) ?\d(?:[.,]\d{1,2})?)?)`)},
	// "final grade was 17 out of 20", "marks: A-"
	{[]string{"grade", "mark", "score"}, lazily(`(?:^|[^\pL])((?i:final |average |overall |my )?(?i:grades?|marks?|score)(?i: of| was| is|:)? ?(?:\d{1,3}(?:[.,]\d{1,2})? ?(?:/|of|out of) ?\d{1,3}|[A-F][+-]))(?:[^\pL\d]|$)`)},
	// "Final mark: 72%"; the marks of a class are a mean, and have no "final"
	{[]string{"grade", "mark", "result", "score"}, lazily(`(?i)(?:^|[^\pL])((?:final|degree|dissertation|thesis|my(?: final| overall| exam| average)?) (?:mark|grade|result|score)s?(?: of| was| is|:)* ?\d{2,3}(?:\.\d+)? ?(?:%|per cent|percent))(?:[^\pL\d]|$)`)},
	// "A-levels AAB", "A-levels: Biology (A), Chemistry (B)", "9 GCSEs at A*–B"
	{[]string{"level"}, lazily(`(?:^|[^\pL])((?:A|AS)[- ][Ll]evels?(?: results?| grades?)?(?::| at| with)? ?\(?[A-E]\*?(?:[ ,/]{0,2}[A-E]\*?){1,4})(?:[^\pL\d*]|$)`)},
	{[]string{"level"}, lazily(`(?:^|[^\pL])((?:A|AS)[- ][Ll]evels?[^.;\n]{0,40}? \([A-E]\*?\))`)},
	{[]string{"gcse"}, lazily(`(?:^|[^\pL\d])(\d{1,2} GCSEs?(?: at)?(?: grades?)? ?\(?(?:[A-G]\*?|[1-9]) ?(?:[-–]|to) ?(?:[A-G]\*?|[1-9]))(?:[^\pL\d]|$)`)},
	// "International Baccalaureate, 38 points", "Leaving Certificate: 520 points"
	{[]string{" points"}, lazily(`(?:^|[^\pL])((?:International Baccalaureate|IB Diploma|IB|Leaving Cert(?:ificate)?)[^.\n\d]{0,20}?(?:[2-4]\d|[2-6]\d\d) points)(?:[^\pL]|$)`)},
	// "first-class honours", "magna cum laude"
	{[]string{"class hono", "cum laude"}, lazily(`(?i)(?:^|[^\pL])((?:first|upper second|lower second|second|third)[- ]class honou?rs|(?:summa |magna )?cum laude)(?:[^\pL]|$)`)},
	// "got a 2:1 from Leeds", "graduated with a First in Nursing"; a ratio of 2:1 is of something
	{[]string{"2:1", "2:2"}, lazily(`(?:^|[^\pL])((?i:got|gained|achieved|awarded|obtained|graduated|graduating)(?: with)? \(?(?:a |an )?2:[12]\)?)(?: (?:from|in \p{Lu}|degree|hon)|[.,;)\n]|$)`)},
	{[]string{"first in ", "first from "}, lazily(`(?:^|[^\pL])((?i:graduated|graduating|degree) with (?:a )?[Ff]irst) (?:in|from) `)},
	// Portuguese: "média final de curso foi 17 valores", "classificação: Muito Bom"
	{[]string{"valores", "em 20", "/20"}, lazily(`(?i)(?:^|[^\pL])((?:média|nota|classificação)(?: final)?(?: d[eo] curso| da licenciatura)?(?: de| foi| foi de|:)? \d{1,2}(?:[.,]\d+)?(?: valores| em 20|/20))`)},
	{[]string{"média de "}, lazily(`(?i)(?:^|[^\pL])(?:terminei|acabei|concluí|licenciatura|mestrado|curso)[^.;\n]{0,40} com (?:uma )?(média (?:final )?de 1\d(?:,\d+)?)(?:[.,;)\n]|$)`)},
	{[]string{"valores"}, lazily(`(?i)(?:^|[^\pL\d])(\d{1,2}(?:[.,]\d+)? valores)(?:[^\pL]|$)`)},
	{[]string{"muito bom", "excelente"}, lazily(`(?:^|[^\pL])((?i:classificação|nota)(?i: final)?(?: de|:) [«“"]?(?:Muito Bom|Muito bom|muito bom|Excelente|excelente))(?:[^\pL]|$)`)},
	// Spanish: "nota media 8,5", "matrícula de honor"
	{[]string{"nota", "calificación", "expediente"}, lazily(`(?i)(?:^|[^\pL])((?:nota media|nota final|nota|calificación|expediente)(?: final| media| de| fue|:)* (?:un )?\d{1,2}(?:[.,]\d{1,2}|(?:[.,]\d+)? ?(?:/|sobre) ?10))(?:[^\d]|$)`)},
	{[]string{"sobresaliente", "notable", "matrícula de honor"}, lazily(`(?i)(?:^|[^\pL])((?:calificación|nota)(?: final| media)?(?: de|:) [«“"]?(?:sobresaliente|notable)|matrícula de honor)(?:[^\pL]|$)`)},
	// French: "moyenne 15/20", "avec mention bien"; not "la mention bien visible"
	{[]string{"/20", "sur 20", "/ 20"}, lazily(`(?i)(?:^|[^\pL])((?:note|moyenne|mention)(?: finale| générale| de|:)* ?\d{1,2}(?:[.,]\d+)? ?(?:/|sur) ?20)(?:[^\d]|$)`)},
	{[]string{"de moyenne"}, lazily(`(?i)(?:^|[^\pL])(?:bac|baccalauréat|licence|master|brevet|diplôme|concours)[^.;\n]{0,40} (\d{1,2}(?:,\d{1,2})? de moyenne(?: générale)?)(?:[.,;)\n]|$)`)},
	{[]string{"mention "}, lazily(`(?i)(?:^|[^\pL])(?:avec (?:la |une )?|(?:bac|baccalauréat|licence|master|diplôme|brevet|bts|dut|thèse|obtenue?)[^.\n]{0,40}?[ ,:(])(mention (?:(?:très |assez )?bien|honorable|très honorable|tb|ab))(?:\s*[.,;:!?)»"\n]|\s+(?:en|au|aux|à|de|du|et|puis)\s|\s*$)`)},
	{[]string{"mention "}, lazily(`(?:^|[^\pL])([Mm]ention (?:(?:très |assez )?[Bb]ien|honorable|très honorable|TB|AB))(?:[.;)»\n]|\s*$)`)},
	// German: "Abiturnote 1,7", "Abitur mit 1,7", "Gesamtnote: sehr gut"
	{[]string{"note", "notendurchschnitt", "schnitt"}, lazily(`(?i)(?:^|[^\pL])((?:abschluss|gesamt|abitur|durchschnitts|end|examens|prüfungs)?(?:note|notendurchschnitt|notenschnitt|abiturschnitt)(?: von| war|:)* ?[1-6],\d)(?:[^\d]|$)`)},
	{[]string{"abi", "matura"}, lazily(`(?i)(?:^|[^\pL])((?:abi|abitur|matura)(?:: ?| \(| mit | mit der note | mit einem schnitt von |, schnitt |, note )[1-4],\d)(?:[^\d%]|$)`)},
	{[]string{"abi"}, lazily(`(?i)(?:^|[^\pL])((?:abi|abitur|abiturschnitt|abischnitt) [1-4],\d)(?:[.,;)\n]|$)`)},
	{[]string{"mit 1,", "mit 2,", "mit 3,"}, lazily(`(?i)(?:^|[^\pL])(?:abschluss|examen|bachelor|master|diplom|studium|ausbildung)[^.;\n]{0,40} (mit [1-3],\d)(?:[.,;)\n]|$)`)},
	{[]string{"note"}, lazily(`(?i)(?:^|[^\pL])((?:(?:abschluss|gesamt|abitur|end|examens|prüfungs)note(?: war|:)?|mit der note) ?[„“»"]?(?:sehr gut|gut|befriedigend|ausreichend))(?:[^\pL]|$)`)},
	// Italian: "voto di laurea 108/110", "110 e lode"
	{[]string{"110", "e lode"}, lazily(`(?i)(?:^|[^\pL\d])((?:(?:voto|votazione)(?: finale| di laurea| di maturità| di diploma| di| del?|:)* ?)?\d{2,3} ?(?:/|su) ?110(?: e lode)?|(?:110|30) e lode)(?:[^\pL\d]|$)`)},
	{[]string{"voto", "votazione"}, lazily(`(?i)(?:^|[^\pL])((?:voto|votazione)(?: finale| di laurea| di maturità| di diploma| d'esame| di|:)* ?\d{1,3}(?:[.,]\d+)? ?(?:/|su) ?(?:10|30|60|100))(?:[^\d]|$)`)},
	{[]string{"media "}, lazily(`(?i)(?:^|[^\pL])(media (?:degli esami|dei voti|ponderata)(?: di|:)* ?\d{1,2}(?:[.,]\d+)?(?: ?(?:/|su) ?(?:10|30))?)(?:[^\d]|$)`)},
	// Dutch: "eindcijfer 8,2"
	{[]string{"cijfer"}, lazily(`(?i)(?:^|[^\pL])((?:(?:eind|examen|slot)cijfer|mijn cijfer|gemiddelde cijferlijst)(?: van| was| is|:)* ?(?:een )?(?:[1-9](?:[.,]\d)?|10))(?:[^\d]|$)`)},
	// Polish: "średnia ocen 4,8", "ocena końcowa: bardzo dobry", "matura: 92%"
	{[]string{"ocena", "średnia"}, lazily(`(?i)(?:^|[^\pL])((?:ocena końcowa|ocena na dyplomie|ocena z dyplomu|średnia ocen|średnia ze studiów)[^\d\n.]{0,12}[2-6][.,]\d{1,2})(?:[^\d]|$)`)},
	{[]string{"ocen", "matur"}, lazily(`(?i)(?:^|[^\pL])(z oceną (?:bardzo dobrą|dobrą|celującą)|ocena(?: końcowa| na dyplomie)?: (?:bardzo dobry|dobry|celujący)|matur[ay](?: z [\pL ]{1,20})?(?::| na)? \d{2,3} ?%)(?:[^\pL]|$)`)},
	// Swedish: "slutbetyg 18,5", "meritvärde 312,5", "betyg: VG"
	{[]string{"betyg", "meritvärde"}, lazily(`(?:^|[^\pL])((?i:slut|medel|snitt|examens)?(?i:betyg|betyget)(?: var| på|:)? ?(?:[A-F]|M?VG|\d\d[.,]\d\d?)|(?i:meritvärde)(?: på| var|:)* ?[1-3]\d\d(?:[.,]\d+)?)(?:[.,;:)\n]|$)`)},
	// Danish and Norwegian: "karakter: 12", "karaktergjennomsnitt 4,8"; Finnish: "arvosana 4/5"
	{[]string{"karakter", "arvosana"}, lazily(`(?i)(?:^|[^\pL])((?:eksamens|standpunkt)?karakter(?:gennemsnit|gjennomsnitt|snitt?)?(?: på| var|:)* ?(?:\d{1,2}[.,]\d|12|10)|(?:loppu)?arvosana:? ?\d(?:[.,]\d|/5))(?:[^\d]|$)`)},
}

func (p *piece) grades() {
	for _, part := range p.around(aboutGrade, 60, 100) {
		low := p.lower()[part.start:part.end]
		for _, g := range grades {
			if slices.ContainsFunc(g.signs, func(sign string) bool { return strings.Contains(low, sign) }) {
				p.each([]span{part}, g.pattern, func(m []int) { p.add(grade, "a grade", m[2], m[3]) })
			}
		}
	}
}
