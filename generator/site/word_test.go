package site

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func TestWord(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, lang string }{{"Skills", ""}, {"Skills", "en"}, {"", "en"}, {"技能", "zh-Hans"}} {
		w := NewWord(tt.text, tt.lang)
		want := tt
		if tt.text == "" {
			want.lang = ""
		}
		dump, err := json.Marshal(w)
		if w.String() != want.text || w.Lang() != want.lang || w.Text() != (Text{want.text, want.lang}) || string(dump) != `"`+want.text+`"` || err != nil {
			t.Errorf("NewWord(%q, %q) = %q in %q, dumped as %s: %v", tt.text, tt.lang, w.String(), w.Lang(), dump, err)
		}
	}
}

// Where we have no words in a page's language they are English, and every one of them says so; what the
// person wrote does not.
func TestWordsOfAnotherLanguage(t *testing.T) {
	t.Parallel()
	tree := source.Load(fstest.MapFS{
		"passport.yaml": {Data: []byte(`person: {name: Siân, languages: [{language: cy, level: native}]}
site: {languages: [cy]}
experience: [{title: Nyrs, organization: Ysbyty, start: 2019-03, end: 2020-05, type: paid, skills: [Clwyfau]}]
other: [{title: Cerdded, section: Awyr agored}]
`)},
	}, passport.Layout(), nil)
	plan, _ := New(passport.Decode(tree).Publish(passport.Audience{}, passport.Moment{Year: 2026, Month: 5, Day: 1}), Options{})
	Fill(plan.Pages[0])
	home := plan.Pages[0].Home
	job := home.Groups[0].Cards[0]
	for what, w := range map[string]Word{
		"a kind": home.Groups[0].Title, "a type": job.TypeWord, "a period": job.Dates.Text, "its begin": job.Dates.StartText,
		"a duration": job.Dates.Duration, "a span": home.Skills[0].Span, "a level": home.Person.Languages[0].Value.word(),
	} {
		if w.Lang() != "en" {
			t.Errorf("%s, %q, is in %q, want en", what, w.String(), w.Lang())
		}
	}
	if own := home.Groups[1].Title; own != "Awyr agored" || job.Title.Lang != "" {
		t.Errorf("the person's own words are in the page's language: %q", own)
	}
}
