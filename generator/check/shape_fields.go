package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/schema"
)

// unknownFields reports the keys of a mapping that the schema does not have, and returns what they were
// probably meant to be. It is done when the mapping turns out to be a text with a colon in it, of which
// nothing more need be said.
func (v *visit) unknownFields(s *spot) (meant []string, done bool) {
	if v.colonInText(s) || v.listInText(s) || v.languagePair(s) {
		return nil, true
	}
	props, _ := s.want["properties"].(map[string]any)
	known := make([]string, 0, len(props))
	for k := range props {
		known = append(known, k)
	}
	slices.Sort(known)
	for i := range s.node.Pairs {
		pair := &s.node.Pairs[i]
		if _, ok := props[pair.Key]; ok || pair.Value.Kind == source.Null {
			continue // an unknown key without a value loses nothing
		}
		if name := v.unknownField(s, pair, known, meant); name != "" {
			meant = append(meant, name)
		}
	}
	return meant, false
}

// unknownField reports one key. Taken are the names that keys above it were meant to be: "name" and "position"
// cannot both become the title.
func (v *visit) unknownField(s *spot, pair *source.Pair, known, taken []string) (meant string) {
	if v.translatedElsewhere(s, pair.Key) || v.job.name == "passport" && strings.Join(s.path, "/") == "site/visibility" {
		return "" // Meaning: untranslatable-field, unknown-section
	}
	p := diag.Problem{
		Code: "unknown-field", Severity: diag.Error, Span: pair.KeySpan,
		Message: fmt.Sprintf("%s has no field %q", v.describe(s), pair.Key), Label: "no such field",
	}
	folded := snake(pair.Key)
	free := func(name string) bool { return s.node.Get(name) == nil }
	switch {
	case slices.Contains(known, folded):
		p.Hint = fmt.Sprintf("fields are written in small letters with _ between words: %q", folded)
		if free(folded) {
			p.Fix = rewrite(pair.KeySpan, folded, fmt.Sprintf("write %q", folded))
		}
	case v.nobodysBusiness(s, pair, folded, known, &p):
	case v.otherName(s, pair, folded, known, &p):
	case v.nearField(s, pair, known, &p):
	case v.elsewhere(s, pair, &p):
	default:
		p.Hint = v.lastResort(s, pair.Key, known)
	}
	v.found = append(v.found, p)
	if p.Fix == nil {
		return ""
	}
	if p.Code == "period-in-one-field" {
		return "start"
	}
	if meant = p.Fix.Edits[0].Text; slices.Contains(taken, meant) {
		last := &v.found[len(v.found)-1]
		last.Fix, last.Hint = nil, fmt.Sprintf("there is a %q already: put both together, or take one of them out", meant)
	}
	return meant
}

// neverPublic are fields of other résumés that an employer must not ask for, or that are the numbers of papers.
var neverPublic = []string{
	"birthday", "birthdate", "birth_date", "date_of_birth", "dob", "age", "geburtsdatum", "geburtstag", "data_de_nascimento", "data_urodzenia",
	"marital_status", "civil_status", "married", "spouse", "familienstand", "estado_civil", "religion", "caste", "children", "race", "ethnicity",
	"father_name", "fathers_name", "father's_name", "mother_name", "mothers_name", "mother's_name", "blood_group", "height", "weight",
	"passport_number", "passport_no", "social_security", "social_security_number", "ssn", "tax_number", "national_id", "national_insurance",
	"national_insurance_number", "id_number", "aadhaar", "aadhar", "aadhaar_number", "pan", "pan_number", "cpf", "rg", "pesel", "pps", "pps_number",
}

// nobodysBusiness is about what should not stand on a public page at all: what an employer must not ask for, where
// the person lives, and how to reach somebody else.
func (v *visit) nobodysBusiness(s *spot, pair *source.Pair, folded string, known []string, p *diag.Problem) bool {
	person := slices.Contains(known, "forms")
	top := len(s.path) == 0 && (v.job.name == "passport" || v.job.name == "about")
	switch {
	case slices.Contains(neverPublic, folded) && (person || top):
		p.Code, p.Label = "nobodys-business", "not for a public page"
		p.Message = fmt.Sprintf("%q is not for a public page", pair.Key)
		p.Hint = "take the line out: no employer needs it to choose, and what is public once can be misused for ever"
		if slices.Contains(otherNames[folded], "birth_date") || folded == "birth_date" {
			p.Hint += `; for application forms, "birth_date" below "forms:" is never published`
		}
		return true
	case folded == "address" && person:
		p.Code, p.Label = "nobodys-business", "not for a public page"
		p.Message = "where you live is not for a public page"
		p.Hint = `name the town alone: "location: {city: …}"; for application forms, "address" below "forms:" is never published`
		return true
	}
	switch folded {
	case "zip", "zip_code", "postcode", "postal_code", "plz", "cep", "street", "street_address":
		if slices.Contains(known, "city") {
			p.Hint = "take the line out: a town is enough, for you and for where you worked"
			return true
		}
	}
	reach := folded
	if names := otherNames[folded]; len(names) > 0 && folded != "address" {
		reach = names[0]
	}
	if v.job.name == "endorsements" && (reach == "email" || reach == "phone" || reach == "address") {
		p.Code, p.Label = "nobodys-business", "somebody else's"
		p.Message = "how to reach another person is not for your public page"
		p.Hint = "take the line out and keep it for yourself; give it to an employer who asks for it"
		return true
	}
	return false
}

// otherName knows what other programs and other people call a field.
func (v *visit) otherName(s *spot, pair *source.Pair, folded string, known []string, p *diag.Problem) bool {
	if slices.Contains(visibilityWords, folded) && slices.Contains(known, "visibility") {
		v.visibilityWord(s, pair, folded, p)
		return true
	}
	if slices.Contains(periodNames, folded) && slices.Contains(known, "start") && slices.Contains(known, "end") && v.asPeriod(s, pair, p) {
		return true
	}
	targets := otherNames[folded]
	if _, _, err := passport.ParseDate(pair.Value.Text); err != nil && folded == "from" {
		targets = []string{"issuer", "organization"} // whom, not when
	}
	for _, target := range targets {
		if !slices.Contains(known, target) {
			continue
		}
		p.Code, p.Label = "other-name", fmt.Sprintf("called %q here", target)
		p.Message = fmt.Sprintf("what you call %q is called %q here", pair.Key, target)
		if s.node.Get(target) != nil {
			p.Hint = fmt.Sprintf("there is a %q already: put both together, or take one of them out", target)
			return true
		}
		p.Hint = fmt.Sprintf("write %q", target)
		if want, _ := v.schemas.field(s, target); want != nil {
			switch {
			case fits(pair.Value, want):
				p.Fix = rewrite(pair.KeySpan, target, fmt.Sprintf("write %q", target))
			case accepts(want, "array") && pair.Value.Kind != source.Map && pair.Value.Kind != source.Seq:
				parts, sure := listParts(target, pair.Value.Text)
				p.Hint = fmt.Sprintf("write %q, which is a list: %s", target, typed(target+": "+flowList(parts)))
				if v.oneLine(pair.Value) && (sure || len(parts) == 1) {
					p.Fix = &diag.Fix{Title: p.Hint, Edits: []diag.Edit{
						{Span: pair.KeySpan, Text: target},
						{Span: pair.Value.Span, Text: flowList(parts)},
					}}
				}
			default:
				p.Hint = fmt.Sprintf("write %q, such as %s", target, typed(v.sample(target, s)))
			}
		}
		return true
	}
	if v.listMeant(s, pair, p) {
		return true
	}
	if advice := otherAdvice[folded]; advice != "" && (len(s.path) <= 1 || s.key() == "contact") {
		p.Hint = advice
		return true
	}
	return false
}

// periodNames are names for what is two fields here, start and end.
var periodNames = []string{
	"dates", "period", "duration", "date_range", "time", "timeframe", "time_frame", "timespan", "year", "years", "when", "zeitraum", "periodo", "período", "période",
	"valid", "validity",
}

// asPeriod is about a whole period in one field: "period: 2015–2018", "dates: {from: 2015, to: 2018}".
func (v *visit) asPeriod(s *spot, pair *source.Pair, p *diag.Problem) bool {
	text := strings.TrimSpace(pair.Value.Text)
	switch pair.Value.Kind {
	case source.Map:
		from, to := "", ""
		for _, part := range pair.Value.Pairs {
			if names := otherNames[snake(part.Key)]; part.Key == "start" || slices.Contains(names, "start") {
				from = part.Value.Str()
			} else if part.Key == "end" || slices.Contains(names, "end") {
				to = part.Value.Str()
			}
		}
		text = from + " – " + to
	case source.Seq:
		if len(pair.Value.Items) == 2 {
			text = pair.Value.Items[0].Str() + " – " + pair.Value.Items[1].Str()
		}
	}
	lines := asPeriod(text)
	d, form, err := passport.ParseDate(text)
	if word, _, _ := strings.Cut(strings.ToLower(text), " "); err == nil && slices.Contains(sinceWords, word) {
		lines = []string{"start: " + d.String()}
	}
	first, last := "start", "end"
	if v.job.name == "credentials" {
		first, last = "issued", "expires"
		for i := range lines {
			lines[i] = strings.NewReplacer("start:", "issued:", "end:", "expires:").Replace(lines[i])
		}
		if len(lines) == 2 && strings.HasSuffix(lines[1], "present") {
			lines = lines[:1] // it does not expire
		}
	}
	once := err == nil && form != passport.FormAmbiguous && !d.IsZero() && !d.Present
	lasts := slices.Contains([]string{"experience", "education", "projects"}, v.job.name)
	if lines == nil && once && !lasts {
		return false // it is the date
	}
	p.Code, p.Label = "period-in-one-field", "two fields here"
	p.Message = fmt.Sprintf("what you call %q is two fields here, %s and %s", pair.Key, first, last)
	switch {
	case s.node.Get(first) != nil || s.node.Get(last) != nil:
		p.Hint = fmt.Sprintf("there is %q or %q already: take this line out", first, last)
	case lines != nil:
		p.Hint = fmt.Sprintf("write in its place %q", lines[0])
		if len(lines) == 2 {
			p.Hint = fmt.Sprintf("write two lines in its place: %q and %q", lines[0], lines[1])
		}
		p.Fix = v.twoLines(pair, lines)
	case once && v.job.name == "education":
		p.Hint = fmt.Sprintf("write %q if that is when you finished it, or when it began and ended: %q and %q", "date: "+d.String(), "start: …", "end: "+d.String())
	case once && strings.ContainsAny(pair.Value.Text, "0123456789"):
		p.Hint = fmt.Sprintf("write two lines in its place: %q and %q; while it still goes on, the first alone", "start: "+d.String(), "end: "+d.String())
	default:
		p.Hint = fmt.Sprintf("write when it began and when it ended: %q and %q; how long that is follows from them", first+": 2019-03", last+": 2021-06")
	}
	return true
}

// twoLines writes two fields in the place of one.
func (v *visit) twoLines(pair *source.Pair, lines []string) *diag.Fix {
	whole := diag.Span{File: pair.KeySpan.File, Start: pair.KeySpan.Start, End: pair.Value.Span.End}
	line := strings.LastIndexByte(string(v.job.file.Data[:whole.Start]), '\n') + 1
	front := string(v.job.file.Data[line:whole.Start])
	between := "\n" + strings.Repeat(" ", len(front))
	if strings.Contains(front, "{") {
		between = ", "
	} else if strings.Trim(front, " -") != "" {
		return nil
	}
	return rewrite(whole, strings.Join(lines, between), "write start and end")
}

// listMeant knows what other people call the lists of entries in passport.yaml.
func (v *visit) listMeant(s *spot, pair *source.Pair, p *diag.Problem) bool {
	list, typ := passport.Meant(pair.Key)
	if len(s.path) > 0 || v.job.name != "passport" || passport.KindOf(list) == nil {
		return false
	}
	switch {
	case typ != "":
		p.Hint = fmt.Sprintf(`put these in "%s:", each with "type: %s"`, list, typ)
	case s.node.Get(list) != nil:
		p.Hint = fmt.Sprintf(`put these in "%s:", which is here already`, list)
	default:
		p.Hint = fmt.Sprintf(`call the list "%s:"`, list)
	}
	return true
}

// visibilityWord is about the words that other programs use for what is called visibility here.
func (v *visit) visibilityWord(s *spot, pair *source.Pair, folded string, p *diag.Problem) {
	on := strings.EqualFold(pair.Value.Str(), "true") || strings.EqualFold(pair.Value.Str(), "yes")
	word := map[string][2]string{ // what true means, what false means
		"draft": {"draft", ""}, "hidden": {"private", ""}, "private": {"private", ""}, "secret": {"private", ""},
		"public": {"public", "private"}, "published": {"public", "draft"}, "publish": {"public", "draft"}, "hide": {"private", ""},
		"unlisted": {"unlisted", ""}, "show": {"public", "private"}, "visible": {"public", "private"},
	}[folded]
	choice := word[1]
	if on {
		choice = word[0]
	}
	p.Code, p.Label = "other-name", `called "visibility" here`
	p.Message = fmt.Sprintf("who may see something is not said by %q", pair.Key)
	p.Hint = `write "visibility: draft", "visibility: private" or "visibility: unlisted"`
	if choice == "" || pair.Value.Kind == source.Map || pair.Value.Kind == source.Seq {
		return
	}
	p.Hint = fmt.Sprintf("write %q", "visibility: "+choice)
	if s.node.Get("visibility") == nil {
		whole := diag.Span{File: pair.KeySpan.File, Start: pair.KeySpan.Start, End: pair.Value.Span.End}
		p.Fix = rewrite(whole, "visibility: "+choice, p.Hint)
	}
}

func (v *visit) nearField(s *spot, pair *source.Pair, known []string, p *diag.Problem) bool {
	near, ok := passport.Nearest(snake(pair.Key), known)
	if !ok {
		return false
	}
	p.Hint = fmt.Sprintf("did you mean %q?", near)
	if s.node.Get(near) == nil {
		p.Fix = rewrite(pair.KeySpan, near, fmt.Sprintf("write %q", near))
	} else {
		p.Hint = fmt.Sprintf("did you mean %q? There is one already", near)
	}
	return true
}

// home is a place where a key is a field: in the schema of that name, below these keys.
type home struct {
	name  string
	below string // "contact", "person.contact"; "" at the top
}

// elsewhere finds the mapping that a field belongs to: one below, one above (the line is indented too
// far or not far enough), or another kind's.
func (v *visit) elsewhere(s *spot, pair *source.Pair, p *diag.Problem) bool {
	key := snake(pair.Key)
	if below := v.schemas.below(s.want, s.in, key); below != "" {
		p.Code, p.Label = "misplaced-field", fmt.Sprintf("belongs in %q", below)
		p.Message = fmt.Sprintf("%q belongs in %q", key, below)
		p.Hint = v.moveBelow(s, below, key)
		return true
	}
	for up := len(s.path) - 1; up >= 0; up-- {
		above := v.locate(s.path[:up])
		props, _ := above.want["properties"].(map[string]any)
		if above.node == nil {
			continue
		}
		if props[key] == nil {
			i := slices.IndexFunc(otherNames[key], func(name string) bool { return props[name] != nil })
			if i < 0 {
				continue
			}
			key = otherNames[key][i]
		}
		owner := v.describe(above)
		p.Code, p.Label = "misplaced-field", "too far in"
		p.Message = fmt.Sprintf("%q belongs to %s, not to %s", key, owner, v.describe(s))
		p.Hint = fmt.Sprintf("begin the line in the same column as %q", lastKey(strings.Join(s.path[:up+1], ".")))
		return true
	}
	for _, name := range otherNames[key] {
		below := v.schemas.below(s.want, s.in, name)
		if below == "" {
			continue
		}
		p.Code, p.Label = "misplaced-field", fmt.Sprintf("belongs in %q", below)
		p.Message = fmt.Sprintf("what you call %q is called %q here, and belongs in %q", pair.Key, name, below)
		p.Hint = v.moveBelow(s, below, name)
		if s.node.Lookup(anys(strings.Split(below, "."))...) != nil {
			p.Hint += fmt.Sprintf(", as %q", name+": …")
		}
		return true
	}
	if len(s.path) > 0 {
		return false
	}
	var kinds []string
	for _, h := range v.schemas.homes()[key] {
		switch {
		case h.name == v.job.name:
		case h.name == "passport" && h.below != "":
			p.Code, p.Label = "misplaced-field", "belongs in passport.yaml"
			p.Message = fmt.Sprintf("%q belongs in passport.yaml, below %q", key, strings.ReplaceAll(h.below, ".", ": ")+":")
			p.Hint = "move the line there"
			return true
		case h.name != "passport" && h.below == "":
			kinds = append(kinds, h.name)
		}
	}
	if len(kinds) == 0 || v.job.name == "passport" {
		return false
	}
	p.Code, p.Label = "misplaced-field", "belongs to another kind"
	p.Message = fmt.Sprintf("%q belongs to %s, and this is in %s", key, and(kinds), v.job.name)
	p.Hint = fmt.Sprintf("move the entry to %s, or take the line out", kinds[0])
	return true
}

// moveBelow says how a field gets below another one.
func (v *visit) moveBelow(s *spot, below, key string) string {
	if s.node.Lookup(anys(strings.Split(below, "."))...) == nil {
		return fmt.Sprintf("write %q, and below it, two spaces further in, %q", lastKey(below)+":", key+": …")
	}
	return fmt.Sprintf("move the line below %q, two spaces further in", lastKey(below)+":")
}

func (v *visit) lastResort(s *spot, key string, known []string) string {
	if slices.Contains(known, "extra") {
		return fmt.Sprintf("to keep it for yourself, write %q and put it two spaces further in on the next line; "+
			"%q lists the fields there are", "extra:", "passport schema "+v.job.name)
	}
	if len(known) <= 12 {
		return "its fields are " + and(known)
	}
	return fmt.Sprintf("%q lists the fields there are", "passport schema "+v.job.name)
}

// translatedElsewhere reports whether a key of a translation is a field of its original: then Meaning
// says that only words are translated.
func (v *visit) translatedElsewhere(s *spot, key string) bool {
	if v.job.at == "#" {
		return false
	}
	original := &visit{schemas: v.schemas, job: v.job}
	original.job.at = "#"
	whole := original.locate(s.path)
	props, _ := whole.want["properties"].(map[string]any)
	return props[key] != nil
}

// oneLine reports whether a scalar stands on one line, so that it can be put in brackets.
func (v *visit) oneLine(n *source.Node) bool { return !strings.ContainsAny(v.raw(n.Span), "\n\r") }

func anys(keys []string) []any {
	out := make([]any, len(keys))
	for i, k := range keys {
		out[i] = k
	}
	return out
}

// field is the schema of a key of the mapping at a spot.
func (s *Schemas) field(at *spot, key string) (map[string]any, string) {
	props, _ := at.want["properties"].(map[string]any)
	return s.deref(props[key], at.in)
}

// below finds the nearest mapping inside another one that has a key: "location" for city.
func (s *Schemas) below(want map[string]any, in, key string) string {
	type step struct {
		want map[string]any
		in   string
		path string
	}
	level := []step{{want, in, ""}}
	for range 2 {
		var next []step
		for _, st := range level {
			props, _ := st.want["properties"].(map[string]any)
			names := make([]string, 0, len(props))
			for k := range props {
				names = append(names, k)
			}
			slices.Sort(names)
			for _, name := range names {
				inner, where := s.deref(props[name], st.in)
				if !accepts(inner, "object") || slices.Contains([]string{"extra", "theme_options", "visibility", "source"}, name) {
					continue
				}
				next = append(next, step{inner, where, strings.TrimPrefix(st.path+"."+name, ".")})
			}
		}
		for _, n := range next {
			if props, _ := n.want["properties"].(map[string]any); props[key] != nil {
				return n.path
			}
		}
		level = next
	}
	return ""
}

// findHomes lists, for every key, the schemas in which it is a field.
func (s *Schemas) findHomes() map[string][]home {
	homes := map[string][]home{}
	take := func(name, below string, want map[string]any) {
		props, _ := want["properties"].(map[string]any)
		for k := range props {
			homes[k] = append(homes[k], home{name, below})
		}
	}
	for _, name := range schema.Names() {
		if name == "common" || name == "public" || name == "about" {
			continue
		}
		want, _ := s.follow(name, "#")
		take(name, "", want)
		if name == "passport" {
			for _, below := range []string{"person", "site"} {
				inner, _ := s.follow(name, "#/$defs/"+below)
				take(name, below, inner)
				if below == "person" {
					contact, _ := s.follow(name, "#/$defs/person/properties/contact")
					take(name, "person.contact", contact)
				}
			}
		}
	}
	return homes
}

// accepts reports whether a schema takes values of a type.
func accepts(want map[string]any, typ string) bool {
	switch t := want["type"].(type) {
	case string:
		return t == typ
	case []any:
		return slices.Contains(t, any(typ))
	}
	return false
}

// fits reports whether a value has the type that a schema wants, as far as can be seen from outside.
func fits(n *source.Node, want map[string]any) bool {
	switch n.Kind {
	case source.Map:
		return accepts(want, "object")
	case source.Seq:
		return accepts(want, "array")
	case source.Bool:
		return accepts(want, "boolean")
	case source.Int:
		return accepts(want, "integer") || accepts(want, "number")
	case source.Float:
		return accepts(want, "number")
	case source.String:
		return accepts(want, "string") && want["enum"] == nil
	}
	return true
}

// snake writes a name as fields are written: startDate, Start-Date and "start date" are start_date.
func snake(s string) string {
	var b strings.Builder
	var before rune
	for _, r := range strings.TrimSpace(s) {
		switch {
		case r == '-' || r == ' ' || r == '.':
			r = '_'
		case unicode.IsUpper(r):
			if unicode.IsLower(before) || unicode.IsDigit(before) {
				b.WriteByte('_')
			}
		}
		b.WriteRune(unicode.ToLower(r))
		before = r
	}
	return b.String()
}

func lastKey(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// and joins words as one says them: "a, b and c".
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
