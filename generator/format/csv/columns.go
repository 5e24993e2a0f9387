package csv

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
)

// leaveOut is the field of a column that is not to be imported.
const leaveOut = "-"

// guesses are the fields, and the names under which people head their columns: in English, then in German,
// Portuguese, Spanish and French.
var guesses = []struct {
	field string
	names []string
}{
	{"title", []string{"title", "job title", "job", "position", "role", "occupation", "post", "name", "project", "project name", "award", "prize", "certificate", "certification", "licence", "license",
		"credential", "qualification name", "course", "course name", "training", "skill", "skill name", "publication", "paper", "programme", "program", "what", "worked as",
		"bezeichnung", "titel", "kurs", "kursname", "schulung", "weiterbildung", "fortbildung", "tätigkeit", "beruf", "stelle", "funktion", "projekt", "título", "curso", "formação", "cargo", "função", "profissão", "projeto", "formación", "puesto", "función", "proyecto", "titre", "intitulé", "formation", "poste", "fonction", "projet"}},
	{"organization", []string{"organization", "organisation", "company", "company name", "employer", "employer name", "firm", "business", "client", "workplace", "place of work", "worked at", "where i worked", "studied at", "school", "school name", "university", "college", "institution", "institute",
		"issuer", "issued by", "authority", "awarding body", "provider", "awarder", "awarded by", "given by", "journal", "venue", "conference",
		"anbieter", "veranstalter", "bildungsträger", "arbeitgeber", "firma", "unternehmen", "betrieb", "schule", "hochschule", "universität", "entidade", "entidade formadora", "empresa", "empregador", "instituição", "escola", "universidade", "entidad", "empleador", "institución", "escuela", "universidad", "organisme", "entreprise", "employeur", "établissement", "école", "université"}},
	{"organization.url", []string{"organization url", "organisation url", "company url", "employer url", "company website"}},
	{"start", []string{"start", "start date", "started", "started on", "from", "begin", "began", "date from", "since", "start month",
		"von", "beginn", "anfang", "startdatum", "início", "data de início", "desde", "inicio", "fecha de inicio", "début", "date de début"}},
	{"end", []string{"end", "end date", "ended", "ended on", "to", "until", "till", "finish", "finished", "finished on", "date to", "end month",
		"bis", "ende", "enddatum", "fim", "data de fim", "até", "fin", "fecha de fin", "hasta", "date de fin"}},
	{"expires", []string{"expires", "expiry", "expiry date", "expiration", "expiration date", "expires on", "valid until", "valid to",
		"gültig bis", "ablaufdatum", "validade", "válido até", "caducidad", "válido hasta", "valable jusqu'au"}},
	{"date", []string{"date", "when", "on", "year", "issued", "issued on", "issue date", "date issued", "awarded", "awarded on", "published", "published on", "publication date", "completed", "completed on", "date completed",
		"datum", "jahr", "abgeschlossen am", "ausgestellt am", "data", "ano", "data de conclusão", "fecha", "año", "année"}},
	{"degree", []string{"degree", "qualification", "diploma", "degree name",
		"abschluss", "grau", "grado", "diplôme"}},
	{"field", []string{"field", "field of study", "subject", "major", "area", "area of study", "specialisation", "specialization",
		"fachrichtung", "studienfach", "especialidade", "especialidad", "spécialité"}},
	{"grade", []string{"grade", "score", "result", "mark", "gpa", "final grade",
		"ergebnis", "nota", "classificação", "calificación", "mention"}},
	{"credits", []string{"credits", "ects", "credit points"}},
	{"description", []string{"description", "details", "notes", "note", "about", "text", "comments", "comment", "remarks", "summary", "duties", "responsibilities", "tasks", "what i did", "abstract",
		"beschreibung", "bemerkung", "bemerkungen", "anmerkung", "inhalt", "inhalte", "aufgaben", "descrição", "observações", "tarefas", "conteúdo", "descripción", "observaciones", "tareas", "contenido", "remarques", "missions", "contenu"}},
	{"highlights", []string{"highlights", "achievements", "accomplishments", "results", "key achievements"}},
	{"skills", []string{"skills", "skills used", "technologies", "tools", "keywords", "competences", "competencies",
		"kenntnisse", "fähigkeiten", "competências", "competencias", "compétences"}},
	{"location", []string{"location", "place", "city", "town", "where", "site",
		"ort", "stadt", "local", "localidade", "cidade", "lugar", "ciudad", "lieu", "ville"}},
	{"country", []string{"country", "country code",
		"land", "país", "pays"}},
	{"url", []string{"url", "link", "website", "web", "web site", "homepage", "web page"}},
	{"type", []string{"type", "kind of work", "employment type", "contract"}},
	{"tags", []string{"tags", "labels"}},
	{"hours", []string{"hours", "hours per week", "weekly hours", "hours/week", "hours a week",
		"wochenstunden"}},
	{"department", []string{"department", "team", "unit", "division"}},
	{"credential_id", []string{"credential id", "certificate number", "licence number", "license number", "registration number", "number", "id number", "reference"}},
	{"doi", []string{"doi"}},
	{"isbn", []string{"isbn"}},
	{"authors", []string{"authors", "author", "written by"}},
	{"volume", []string{"volume"}},
	{"issue", []string{"issue"}},
	{"pages", []string{"pages"}},
	{"publisher", []string{"publisher"}},
	{"level", []string{"level", "proficiency", "skill level"}},
	{"category", []string{"category", "group", "area"}},
	{"status", []string{"status"}},
	{"repository", []string{"repository", "repo", "source code"}},
}

// signs are names of columns that say what a row is. The first kind with one counts.
var signs = []struct {
	kind  string
	names []string
}{
	{"education", []string{"school", "school name", "university", "college", "degree", "degree name", "field of study", "major", "ects", "gpa", "qualification",
		"course", "course name", "training", "kurs", "schulung", "weiterbildung", "fortbildung", "schule", "hochschule", "universität", "bildungsträger", "curso", "formação", "entidade formadora", "escola", "universidade", "formación", "escuela", "universidad", "formation", "école", "université"}},
	{"credentials", []string{"issuer", "issued by", "authority", "awarding body", "credential id", "certificate number", "licence number", "license number", "registration number", "certificate", "certification", "licence", "license", "expiry", "expiry date", "expires", "valid until"}},
	{"publications", []string{"doi", "isbn", "journal", "authors", "author", "publication", "paper"}},
	{"awards", []string{"award", "prize", "awarder", "awarded by"}},
	{"experience", []string{"employer", "employer name", "company", "company name", "job", "job title", "position", "occupation", "post", "workplace", "place of work",
		"arbeitgeber", "firma", "stelle", "tätigkeit", "empregador", "empresa", "cargo", "função", "empleador", "puesto", "employeur", "entreprise", "poste"}},
	{"projects", []string{"project", "project name", "repository", "repo"}},
	{"skills", []string{"skill", "skills", "skill name", "proficiency", "skill level"}},
	{"education", []string{"provider", "anbieter", "veranstalter", "organisme"}},
}

func heads(name string, names []string) bool {
	return slices.ContainsFunc(names, func(s string) bool { return format.SameName(s) == format.SameName(name) })
}

// kindOf guesses what a row is, "" for no idea.
func kindOf(header []string) string {
	for _, s := range signs {
		if slices.ContainsFunc(header, func(name string) bool { return heads(name, s.names) }) {
			return s.kind
		}
	}
	return ""
}

// moved says where a field that every kind may have is in entries of kinds that keep it elsewhere.
var moved = map[string]map[string]string{
	"credentials":  {"organization": "issuer.name", "organization.url": "issuer.url", "date": "issued"},
	"publications": {"organization": "venue"},
	"endorsements": {"organization": "author.organization", "title": "author.name"},
	"goals":        {"title": "what"},
	"experience":   {"url": "organization.url"},
	"education":    {"url": "organization.url"},
}

// pathOf is where a field is in an entry of a kind, "" where it has none: "organization.name" for
// "organization".
func pathOf(kind, field string) string {
	if to := moved[kind][field]; to != "" {
		return to
	}
	switch field {
	case "description", "highlights", "skills", "tags", "location":
		return field
	case "organization":
		return "organization.name"
	case "country", "city", "region":
		return "location." + field
	case "authors", "collaborators", "aliases", "courses", "links":
		k := passport.KindOf(kind)
		if field == "links" || passport.FieldOf(&passport.Entry{Kind: k, Detail: k.New()}, field) != nil {
			return field
		}
		return ""
	case "id", "kind", "source", "extra", "formerly", "visibility":
		return ""
	}
	k := passport.KindOf(kind)
	switch passport.FieldOf(&passport.Entry{Kind: k, Detail: k.New()}, field).(type) {
	case *passport.Text, *passport.Date, *passport.URL, *string, *int, *float64:
		return field
	}
	if field == "url" {
		return "links"
	}
	return ""
}

// fieldsOf are the fields that a column of a table of a kind can be, the usual ones first.
func fieldsOf(kind string) []string {
	var out []string
	for _, g := range guesses {
		if pathOf(kind, g.field) != "" {
			out = append(out, g.field)
		}
	}
	passport.Leaves(passport.KindOf(kind).New(), func(l passport.Leaf) {
		if !strings.Contains(l.Field, "[") && pathOf(kind, l.Field) != "" && !slices.Contains(out, l.Field) {
			out = append(out, l.Field)
		}
	})
	return out
}

// guess is the field that a column most likely is: by a usual name, sure, or by one that is nearly it.
func guess(kind, column string) (field string, sure bool) {
	near := map[string]string{}
	var names []string
	for _, g := range guesses {
		if pathOf(kind, g.field) == "" {
			continue
		}
		if heads(column, g.names) {
			return g.field, true
		}
		for _, n := range append([]string{g.field}, g.names...) {
			if near[format.SameName(n)] == "" {
				near[format.SameName(n)] = g.field
				names = append(names, format.SameName(n))
			}
		}
	}
	for _, f := range fieldsOf(kind) {
		if format.SameName(f) == format.SameName(column) {
			return f, true
		}
	}
	if name, ok := passport.Nearest(format.SameName(column), names); ok {
		return near[name], false
	}
	// A name of several words is often a usual one and something else: "Main tasks".
	words := strings.FieldsFunc(strings.ToLower(column), func(r rune) bool { return !unicode.IsLetter(r) })
	for i := len(words) - 1; i >= 0; i-- {
		if f := near[words[i]]; f != "" && len(words[i]) > 2 {
			return f, false
		}
	}
	return "", false
}

// mapping is how a table is read.
type mapping struct {
	kind   string
	fields []string // of each column; "" for one that is not known, leaveOut for one that stays out
	told   bool     // by the person, so worth remembering
}

// mappingOf finds out what the columns of a table are: what the person says now, what they said before,
// what is obvious. What stays open is asked.
func mappingOf(f *format.File, in *format.Intake, header []string) (*mapping, bool) {
	m := &mapping{fields: make([]string, len(header))}
	before := map[string]string{}
	m.kind = in.Kind
	m.told = in.Kind != ""
	for _, t := range in.Known {
		if t.Header != headerOf(header) {
			continue
		}
		if m.kind == "" {
			m.kind = t.Kind
		}
		for c, field := range t.Columns {
			before[c] = field
		}
	}
	if m.kind == "" {
		m.kind = kindOf(header)
	}
	places := f.ColumnPlaces()
	whole := diag.Span{File: f.Name, Start: places[0].Start, End: places[len(places)-1].End}
	if passport.KindOf(m.kind) == nil {
		for _, name := range header {
			in.Column(name) // what was said of it is no mistake, although it is of no use yet
		}
		var kinds []string
		for _, k := range passport.Kinds() {
			kinds = append(kinds, k.Folder)
		}
		in.Ask(whole, format.Question{File: f.Name, Fields: kinds}, "nothing says what the rows of this table are",
			"say it with --kind, one of "+strings.Join(kinds, ", ")+": --kind experience")
		return nil, false
	}
	m.kind = passport.KindOf(m.kind).Folder
	known := true
	var open []int
	nearly := make([]string, len(header))
	for i, name := range header {
		field, said := in.Column(name)
		if said {
			m.told = true
		} else if field = before[name]; field == "" {
			var sure bool
			if strings.HasPrefix(name, "column ") && example(f, name) == "" {
				m.fields[i] = leaveOut // a separator at the end of each line makes one
				continue
			}
			if field, sure = guess(m.kind, name); !sure {
				open = append(open, i)
				nearly[i] = field
				continue
			}
		}
		if field != leaveOut && pathOf(m.kind, field) == "" {
			hint := "these can be: " + strings.Join(fieldsOf(m.kind), ", ")
			near, ok := passport.Nearest(field, fieldsOf(m.kind))
			if ok {
				hint = fmt.Sprintf("did you mean %q? --column %q", near, name+"="+near)
			}
			in.Ask(places[i], format.Question{File: f.Name, Column: name, Guess: near, Example: example(f, name), Fields: fieldsOf(m.kind)},
				fmt.Sprintf("%q is no field that a column can be in %s", field, m.kind), hint)
			known = false
			continue
		}
		m.fields[i] = field
	}
	for _, i := range open {
		// What only looks like the name of a field is not one that another column is already.
		if f := nearly[i]; f == "title" && slices.Contains(m.fields, f) {
			nearly[i] = ""
		}
		// What every entry needs and no column is yet is the best idea for one that is like nothing.
		for _, field := range []string{"title", "organization"} {
			if nearly[i] == "" && !slices.Contains(m.fields, field) && !slices.Contains(nearly, field) && pathOf(m.kind, field) != "" {
				nearly[i] = field
			}
		}
		m.ask(f, in, i, header[i], nearly[i])
	}
	return m, known && len(open) == 0
}

// ask says that a column could be anything.
func (m *mapping) ask(f *format.File, in *format.Intake, i int, name, near string) {
	hint := fmt.Sprintf("say it with --column %q, or leave it out with --column %q", name+"="+cmp.Or(near, "description"), name+"="+leaveOut)
	in.Ask(f.ColumnPlaces()[i], format.Question{File: f.Name, Column: name, Guess: near, Example: example(f, name), Fields: fieldsOf(m.kind)},
		fmt.Sprintf("nothing says what the column %q is", name), hint)
}

// example is the first value of a column.
func example(f *format.File, column string) string {
	_, rows, _ := f.CSV()
	for _, row := range rows.Items {
		if s := row.Get(column).Str(); s != "" {
			return s
		}
	}
	return ""
}

// headerOf is how a header is remembered.
func headerOf(header []string) string { return strings.Join(header, ", ") }

// remembered is what passport.yaml says of a table.
func (m *mapping) remembered(header []string) passport.Table {
	t := passport.Table{Header: headerOf(header), Kind: m.kind, Columns: map[string]string{}}
	for i, name := range header {
		t.Columns[name] = m.fields[i]
	}
	return t
}
