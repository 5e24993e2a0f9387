package privacy

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
