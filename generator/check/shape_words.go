package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// openList is the keyword x-open: the schema's examples are known values, any other text is allowed,
// but not one that is almost a known one.
type openList struct{}

// Compile implements jsonschema.ExtCompiler.
func (openList) Compile(_ jsonschema.CompilerContext, m map[string]any) (jsonschema.ExtSchema, error) {
	if m["x-open"] != true {
		return nil, nil
	}
	return knownWords(words(m["examples"])), nil
}

// knownWords are the values of an open list.
type knownWords []string

// Validate implements jsonschema.ExtSchema.
func (k knownWords) Validate(ctx jsonschema.ValidationContext, v any) error {
	text, ok := v.(string)
	if !ok || slices.Contains(k, text) {
		return nil
	}
	if _, ok := k.near(text); ok {
		return ctx.Error("x-open", "near a known value")
	}
	return nil
}

// near finds the known word that a text was probably meant to be.
func (k knownWords) near(text string) (string, bool) {
	folded := passport.Fold(text)
	for _, w := range k {
		if passport.Fold(w) == folded {
			return w, true
		}
	}
	return passport.Nearest(text, k)
}

func words(v any) []string {
	list, _ := v.([]any)
	out := make([]string, 0, len(list))
	for _, it := range list {
		if s, ok := it.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// nearWord reports a near miss of a known value. Of the field `type` Meaning knows more: which kind it is.
func (v *visit) nearWord(s *spot) {
	if s.key() == "type" {
		return
	}
	word, ok := knownWords(words(s.want["examples"])).near(s.node.Text)
	if !ok {
		return
	}
	v.found = append(v.found, diag.Problem{
		Code: "near-word", Severity: diag.Note, Span: s.node.Span, Label: "not one of the known words",
		Message: fmt.Sprintf("%q is close to %q, which the pages have a word for", s.node.Text, word),
		Hint:    fmt.Sprintf("write %q, unless you mean something else", word),
		Fix:     rewrite(s.node.Span, flowText(word), fmt.Sprintf("write %q", word)),
	})
}

// unknownWord reports a value that a closed list does not have.
func (v *visit) unknownWord(s *spot) {
	known := words(s.want["enum"])
	text := strings.TrimSpace(s.node.Text)
	p := diag.Problem{
		Code: "unknown-choice", Severity: diag.Error, Span: firstLine(v.job.file, s.node.Span), Label: "not one of the choices",
		Message: fmt.Sprintf("%q cannot be %q", s.key(), text),
		Hint:    "write " + or(known),
	}
	switch known[0] {
	case "awareness":
		p.Code, p.Label = "unknown-level", "not one of the four levels"
		p.Message = fmt.Sprintf("%q is not a level of skill", text)
		v.levelHint(s, skillLevel(text), &p)
	case "A1":
		p.Code, p.Label = "unknown-language-level", "not a level of the scale"
		p.Message = fmt.Sprintf("%q is not a level of the European scale for languages", text)
		v.levelHint(s, languageLevel(text), &p)
	case "public":
		p.Code, p.Label = "unknown-visibility", "not one of the choices"
		p.Message = fmt.Sprintf("%q does not say who may see this", text)
		if guess := visibilityGuess[strings.ToLower(text)]; guess != "" {
			p.Hint = fmt.Sprintf("write %q: %s", "visibility: "+guess, lower(meaning(s.want, guess)))
		}
	case "none":
		if guess := map[string]string{"no": "none", "false": "none", "off": "none", "yes": "train", "true": "train", "all": "train"}[strings.ToLower(text)]; guess != "" {
			p.Hint = fmt.Sprintf("write %q: %s", s.key()+": "+guess, lower(meaning(s.want, guess)))
		}
	}
	for _, k := range known {
		if strings.EqualFold(k, text) {
			p.Label = "written with other capitals"
			if k == text {
				p.Label = "has spaces around it"
			}
			p.Hint = fmt.Sprintf("write %q", k)
			p.Fix = rewrite(s.node.Span, k, p.Hint)
			v.found = append(v.found, p)
			return
		}
	}
	if word, ok := passport.Nearest(text, known); ok && len(text) > 3 {
		p.Hint = fmt.Sprintf("did you mean %q?", word)
		p.Fix = rewrite(s.node.Span, word, fmt.Sprintf("write %q", word))
	}
	v.found = append(v.found, p)
}

// levelHint offers the level that a word comes nearest to, with what it means: which one is true is
// for the person to say, so it is never a fix.
func (v *visit) levelHint(s *spot, level string, p *diag.Problem) {
	if level == "" {
		p.Hint = "write " + or(words(s.want["enum"]))
		return
	}
	p.Hint = fmt.Sprintf("%q comes nearest: %s", level, lower(meaning(s.want, level)))
}

// meaning is what a schema says about one of its choices, up to the first full stop.
func meaning(want map[string]any, choice string) string {
	i := slices.Index(words(want["enum"]), choice)
	all := words(want["markdownEnumDescriptions"])
	if i < 0 || i >= len(all) {
		return choice
	}
	text, _, _ := strings.Cut(all[i], ". ")
	return strings.TrimSuffix(text, ".")
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// skillLevels are words that people and other programs use for how well somebody does something.
var skillLevels = map[string]string{
	"beginner": "awareness", "basic": "awareness", "basics": "awareness", "novice": "awareness", "elementary": "awareness",
	"learning": "awareness", "foundation": "awareness", "entry": "awareness", "low": "awareness", "some": "awareness", "aware": "awareness",
	"junior": "working", "intermediate": "working", "competent": "working", "good": "working", "familiar": "working", "medium": "working",
	"average": "working", "independent": "working", "fair": "working", "user": "working",
	"advanced": "practitioner", "proficient": "practitioner", "skilled": "practitioner", "senior": "practitioner", "strong": "practitioner",
	"high": "practitioner", "very good": "practitioner", "experienced": "practitioner", "professional": "practitioner", "confident": "practitioner",
	"master": "expert", "guru": "expert", "excellent": "expert", "specialist": "expert", "authority": "expert", "ninja": "expert",
	"teacher": "expert", "principal": "expert", "mastery": "expert", "very high": "expert",

	// Portuguese, Spanish, French, Italian, German, Polish.
	"básico": "awareness", "basico": "awareness", "iniciante": "awareness", "intermediário": "working", "intermedio": "working", "avançado": "practitioner",
	"avanzado": "practitioner", "especialista": "expert", "experto": "expert", "débutant": "awareness", "notions": "awareness", "intermédiaire": "working",
	"avancé": "practitioner", "confirmé": "practitioner", "base": "awareness", "avanzato": "practitioner", "esperto": "expert", "grundkenntnisse": "awareness",
	"gut": "working", "sehr gut": "practitioner", "fortgeschritten": "practitioner", "experte": "expert", "podstawowy": "awareness", "podstawowa": "awareness",
	"średniozaawansowany": "working", "dobry": "working", "dobra": "working", "bardzo dobry": "practitioner", "bardzo dobra": "practitioner",
	"zaawansowany": "practitioner", "zaawansowana": "practitioner", "ekspert": "expert",
}

// skillLevel guesses which level a word or a mark ("4/5", "80%", "★★★☆☆") comes nearest to.
func skillLevel(text string) string {
	text = strings.ToLower(text)
	if level := skillLevels[text]; level != "" {
		return level
	}
	if stars := strings.Count(text, "★") + strings.Count(text, "*"); stars > 0 && stars <= 5 {
		return byShare(float64(stars) / 5)
	}
	digits := firstNumber(text)
	if digits == "" {
		return ""
	}
	value := number(digits)
	rest := strings.TrimSpace(text[strings.Index(text, digits)+len(digits):])
	switch {
	case strings.HasPrefix(rest, "%"):
		return byShare(value / 100)
	case strings.HasPrefix(rest, "/"), strings.HasPrefix(rest, "of"), strings.HasPrefix(rest, "out of"):
		if of := number(firstNumber(rest)); of > 0 {
			return byShare(value / of)
		}
	case rest == "" && value <= 5:
		return byShare(value / 5)
	case rest == "" && value <= 10:
		return byShare(value / 10)
	case rest == "" && value <= 100:
		return byShare(value / 100)
	}
	return ""
}

func byShare(x float64) string {
	switch {
	case x <= 0.3:
		return "awareness"
	case x <= 0.65:
		return "working"
	case x <= 0.9:
		return "practitioner"
	}
	return "expert"
}

func number(s string) float64 {
	var v float64
	if _, err := fmt.Sscanf(s, "%g", &v); err != nil {
		return 0
	}
	return v
}

// languageLevels are words for how well somebody uses a language.
var languageLevels = map[string]string{
	"mother tongue": "native", "mothertongue": "native", "first language": "native", "native speaker": "native", "native or bilingual": "native",
	"native or bilingual proficiency": "native", "bilingual": "native", "l1": "native", "mother language": "native",
	"fluent": "C1", "full professional": "C1", "full professional proficiency": "C1", "advanced": "C1", "proficient": "C2", "very good": "C1",
	"business fluent": "C1", "professional working": "B2", "professional working proficiency": "B2", "upper intermediate": "B2",
	"upper-intermediate": "B2", "good": "B2", "professional": "B2", "working": "B2", "intermediate": "B1", "conversational": "B1",
	"limited working": "B1", "limited working proficiency": "B1", "everyday": "B1", "pre-intermediate": "A2", "elementary": "A2",
	"elementary proficiency": "A2", "basic": "A2", "some": "A2", "beginner": "A1", "basics": "A1", "a little": "A1", "learning": "A1",

	// Portuguese, Spanish, French, Italian, German, Polish.
	"nativo": "native", "nativa": "native", "materna": "native", "língua materna": "native", "lengua materna": "native", "fluente": "C1", "fluido": "C1",
	"avançado": "C1", "avanzado": "C1", "intermediário": "B1", "intermedio": "B1", "básico": "A2", "basico": "A2", "langue maternelle": "native",
	"bilingue": "native", "courant": "C1", "avancé": "C1", "intermédiaire": "B1", "notions": "A1", "madrelingua": "native",
	"muttersprache": "native", "muttersprachler": "native", "verhandlungssicher": "C1", "fließend": "C1", "gut": "B2", "grundkenntnisse": "A2",
	"ojczysty": "native", "język ojczysty": "native", "biegły": "C1", "biegle": "C1", "zaawansowany": "C1", "dobry": "B2", "komunikatywny": "B1",
	"średniozaawansowany": "B1", "podstawowy": "A2",
}

func languageLevel(text string) string {
	if level := languageLevels[strings.ToLower(text)]; level != "" {
		return level
	}
	// "C1 (IELTS 7.5)", "CEFR B2+", "B1/B2": a level is named, and more is said.
	upper := strings.ToUpper(text)
	for _, level := range []string{"A1", "A2", "B1", "B2", "C1", "C2"} {
		if strings.Contains(upper, level) {
			return level
		}
	}
	return ""
}

var visibilityGuess = map[string]string{
	"hidden": "private", "secret": "private", "none": "private", "nobody": "private", "no": "private", "false": "private", "me": "private",
	"only me": "private", "internal": "private", "protected": "private", "confidential": "private",
	"yes": "public", "true": "public", "all": "public", "everyone": "public", "everybody": "public", "open": "public", "visible": "public",
	"link": "unlisted", "noindex": "unlisted", "unpublished": "draft", "wip": "draft", "todo": "draft", "pending": "draft",
}

// or joins words as one says them: `"a", "b" or "c"`.
func or(list []string) string {
	quoted := make([]string, len(list))
	for i, w := range list {
		quoted[i] = fmt.Sprintf("%q", w)
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}

// outOfRange reports numbers beyond their limits and texts that do not follow a pattern; the schema
// itself says what to tell the person.
func (v *visit) outOfRange(s *spot) {
	message, _ := s.want["x-message"].(string)
	if message == "" {
		message = fmt.Sprintf("%q cannot have this value", s.key())
	}
	code := "out-of-range"
	if s.node.Kind == source.String {
		code = "wrong-form"
	}
	v.found = append(v.found, diag.Problem{
		Code: code, Severity: diag.Error, Span: firstLine(v.job.file, s.node.Span), Label: "cannot be",
		Message: message, Hint: "write it like " + typed(s.key()+": "+v.schemas.exampleOf(s)),
	})
}
