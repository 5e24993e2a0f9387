package check

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/schema"
)

// shapeCase is a file as a person wrote it and what Shape says: "line:column code: words of the hint".
type shapeCase struct {
	name string
	file string // "" is experience/a.md, with src between the lines of hyphens
	src  string
	want []string
	// fixed is src after all fixes, "" when there are none.
	fixed string
}

var shapeCases = []shapeCase{
	// Nothing to say.
	{name: "everything of an experience", src: `
title: Charge nurse
organization: {name: Harbour Clinic, url: "https://harbour.example/"}
start: 2019-03
end: present
roles:
  - {id: lead, title: Lead, start: 2021}
hours: 37.5
skills: [wound-care, {skill: data-entry, level: working}]
highlights: [One., {id: two, text: Two.}]
extra: {anything: [1, two, {three: 3}]}
`},
	{name: "a title that is a year, a version, a number", src: `
title: 1984
organization: 42
department: 1.10
tags: [2019, 3]
`},
	{name: "fields without a value", src: `
title: A
summary:
location: {city: Porto, country: }
foo:
`},
	{name: "the country NO", src: "title: A\nlocation: {country: NO}\n"},
	{name: "plain texts for mappings", src: `
title: A
organization: Harbour Clinic
location: Porto
links: ["https://example.org/"]
image: a.jpg
`},
	{name: "a list of plain texts", file: "skills.yaml", src: "- Wound care\n- 2019\n- title: A\n"},
	{name: "an empty file", file: "skills.yaml", src: ""},
	{name: "only remarks", file: "passport.yaml", src: "# nothing yet\n"},
	{name: "left to Meaning", src: `
title: A
start: yesterday
end: 12.5
updated: true
links: [ftp://x]
image: {src: C:\a.jpg, alt: A}
evidence: [{title: A, entry: nowhere, file: /etc/passwd}]
`},
	{name: "also left to Meaning", file: "passport.yaml", src: `
id: 42
site: {sections: [bogus], visibility: {bogus: public}, cv: {sections: [bogus]}}
person: {contact: {private: [fax]}}
`},
	{name: "a newer format", file: "passport.yaml", src: "schema: 2\nwhatever: 1\n"},
	{name: "a remark on purpose", src: "title: # say what you were\nhighlights: # three at most\n"},

	// Names of fields.
	{name: "misspelt", src: "titel: A\n", want: []string{`2:1 unknown-field: did you mean "title"?`}, fixed: "title: A\n"},
	{name: "misspelt deep inside", src: "title: A\nhighlights:\n  - text: B\n    evidnce: []\n",
		want: []string{`5:5 unknown-field: did you mean "evidence"?`}, fixed: "title: A\nhighlights:\n  - text: B\n    evidence: []\n"},
	{name: "misspelt, and the right one is there", src: "title: A\ntitel: B\n", want: []string{`3:1 unknown-field: There is one already`}},
	{name: "capitals", src: "Title: A\n", want: []string{`2:1 unknown-field: small letters with _ between words: "title"`}, fixed: "title: A\n"},
	{name: "camel case", file: "credentials.yaml", src: "- title: A\n  credentialId: 5\n",
		want: []string{`2:3 unknown-field: "credential_id"`}, fixed: "- title: A\n  credential_id: 5\n"},
	{name: "accents and signs in a name", src: "título/é%: A\ntitle: B\n", want: []string{`2:1 unknown-field: extra:`}},
	{name: "employer", src: "company: A\nposition: B\nstartDate: 2019\nend_date: 2020\n",
		want:  []string{`2:1 other-name: "organization"`, `3:1 other-name: "title"`, `4:1 other-name: "start"`, `5:1 other-name: "end"`},
		fixed: "organization: A\ntitle: B\nstart: 2019\nend: 2020\n"},
	{name: "school", file: "education.yaml", src: "- institution: A\n  studyType: B\n  area: C\n",
		want:  []string{`1:3 other-name: "organization"`, `2:3 other-name: "degree"`, `3:3 other-name: "field"`},
		fixed: "- organization: A\n  degree: B\n  field: C\n"},
	{name: "description", src: "title: A\ndescription: B\n", want: []string{`3:1 other-name: "summary"`}, fixed: "title: A\nsummary: B\n"},
	{name: "url where links are", src: "title: A\nurl: https://example.org/\n",
		want: []string{`3:1 other-name: links: [`}, fixed: "title: A\nlinks: [https://example.org/]\n"},
	{name: "another name and the right one", src: "title: A\nposition: B\n", want: []string{`3:1 other-name: there is a "title" already`}},
	{name: "technologies", src: "title: A\ntechnologies: [a, b]\n", want: []string{`3:1 other-name: "skills"`}, fixed: "title: A\nskills: [a, b]\n"},
	{name: "photo", file: "passport.yaml", src: "person: {name: A, photo: a.jpg}\n", want: []string{`1:19 other-name: "portrait"`}, fixed: "person: {name: A, portrait: a.jpg}\n"},
	{name: "draft", src: "title: A\ndraft: true\n", want: []string{`3:1 other-name: "visibility: draft"`}, fixed: "title: A\nvisibility: draft\n"},
	{name: "not public", src: "title: A\npublic: no\n", want: []string{`3:1 other-name: "visibility: private"`}, fixed: "title: A\nvisibility: private\n"},
	{name: "layout of another program", src: "title: A\nlayout: post\n", want: []string{`3:1 unknown-field: take the line out`}},
	{name: "a list of another format", file: "passport.yaml", src: "person: {name: A}\nwork: []\n", want: []string{`2:1 unknown-field: "experience:"`}},
	{name: "a field of another kind", src: "title: A\nissuer: B\n", want: []string{`3:1 misplaced-field: move the entry to credentials`}},
	{name: "a field of an inner mapping", src: "title: A\ncity: Porto\n", want: []string{`3:1 misplaced-field: "location:"`}},
	{name: "a field of an inner mapping that is there", file: "passport.yaml", src: "person:\n  name: A\nheadline: B\n",
		want: []string{`3:1 misplaced-field: move the line below "person:"`}},
	{name: "an inner mapping of an inner mapping", file: "passport.yaml", src: "person:\n  name: A\n  email: a@example.org\n",
		want: []string{`3:3 misplaced-field: "contact:"`}},
	{name: "too far in", src: "organization:\n  name: A\n  start: 2019\n", want: []string{`4:3 misplaced-field: same column as "organization"`}},
	{name: "too far in, under another name", src: "title: A\nroles:\n  - title: B\n    company: C\n", want: []string{`5:5 misplaced-field: same column as "roles"`}},
	{name: "a setting in an entry", src: "title: A\naccent: \"#000000\"\n", want: []string{`3:1 misplaced-field: move the line there`}},
	{name: "unknown to everybody", src: "title: A\nzodiac: leo\n", want: []string{`3:1 unknown-field: extra:`}},
	{name: "unknown in a small mapping", src: "title: A\nlocation: {city: B, zodiac: leo}\n", want: []string{`3:21 unknown-field: its fields are city, country and region`}},
	{name: "in about.md", file: "about.md", src: "---\ntitel: A\n---\nHello.\n", want: []string{`2:1 unknown-field: did you mean "title"?`}, fixed: "---\ntitle: A\n---\nHello.\n"},
	{name: "in a translation", file: "experience/a.fr.md", src: "---\ntitle: A\nsumary: B\nstart: 2019\n---\n",
		want: []string{`3:1 unknown-field: did you mean "summary"?`}, fixed: "---\ntitle: A\nsummary: B\nstart: 2019\n---\n"},
	{name: "in the private folder", file: ".private/experience/a.md", src: "---\ntitel: A\n---\n", want: []string{`2:1 unknown-field: did you mean "title"?`}, fixed: "---\ntitle: A\n---\n"},
	{name: "in a list of passport.yaml", file: "passport.yaml", src: "person: {name: A}\nstories:\n  - title: A\n    promt: B\n",
		want: []string{`4:5 unknown-field: did you mean "prompt"?`}, fixed: "person: {name: A}\nstories:\n  - title: A\n    prompt: B\n"},
	{name: "several at once, in order", src: "zzz: 1\nyyy: 2\nxxx: 3\n", want: []string{`2:1 unknown-field: `, `3:1 unknown-field: `, `4:1 unknown-field: `}},
	{name: "letters of many bytes in front", src: "title: A\nlocation: {city: \"Łódź\", citty: B}\n", want: []string{`3:26 unknown-field: `}},
	{name: "a skill without a name", src: "skills:\n  - level: working\n", want: []string{`3:5 missing-field: "skill: wound-care"`}},
	{name: "a language without a code", file: "passport.yaml", src: "person:\n  name: A\n  languages:\n    - {level: C1}\n", want: []string{`4:8 missing-field: "language: en"`}},

	// Sorts of values.
	{name: "one tag", src: "title: A\ntags: night\n", want: []string{`3:7 list-expected: "tags: [night]"`}, fixed: "title: A\ntags: [night]\n"},
	{name: "tags with commas", src: "title: A\ntags: night, day\n", want: []string{`3:7 list-expected: "tags: [night, day]"`}, fixed: "title: A\ntags: [night, day]\n"},
	{name: "one piece of evidence without a hyphen", src: "title: A\nevidence:\n  title: B\n  on_request: true\n", want: []string{`4:3 list-expected: in front of "title"`}},
	{name: "links as fields", src: "title: A\nlinks:\n  Blog: https://a.example/\n  Code: https://b.example/\n",
		want: []string{`4:3 list-expected: - {title: Blog, url:`}, fixed: "title: A\nlinks:\n  - {title: Blog, url: https://a.example/}\n  - {title: Code, url: https://b.example/}\n"},
	{name: "languages as fields", file: "passport.yaml", src: "person:\n  name: A\n  languages:\n    English: C1\n",
		want: []string{`4:5 list-expected: - {language: en, level: C1}`}, fixed: "person:\n  name: A\n  languages:\n    - {language: en, level: C1}\n"},
	{name: "languages as words", file: "passport.yaml", src: "person: {name: A, languages: [English]}\n",
		want: []string{`1:31 fields-expected: {language: en}`}, fixed: "person: {name: A, languages: [{language: en}]}\n"},
	{name: "hyphens without spaces", src: "title: A\nhighlights:\n  -Trained\n  -Opened\n",
		want: []string{`4:3 space-after-hyphen: "- Trained"`}, fixed: "title: A\nhighlights:\n  - Trained\n  - Opened\n"},
	{name: "a section that is a text", file: "passport.yaml", src: "person: {name: A}\nskills: nursing, triage\n", want: []string{`2:9 list-expected: [nursing, triage]`}, fixed: "person: {name: A}\nskills: [nursing, triage]\n"},
	{name: "a list where one belongs", src: "title: [A, B]\n", want: []string{`2:8 one-expected: keep the one`}},
	{name: "a list of one where one belongs", src: "title: [A]\n", want: []string{`2:8 one-expected: take the brackets`}, fixed: "title: A\n"},
	{name: "a list in a list", src: "title: A\ntags:\n  - - B\n", want: []string{`4:5 list-in-item: one hyphen`}, fixed: "title: A\ntags:\n  - B\n"},
	{name: "a country of before", src: "title: A\nlocation: {country: DD}\n", want: []string{`3:21 retired-country: "DE"`}, fixed: "title: A\nlocation: {country: DE}\n"},
	{name: "a country that is many now", src: "title: A\nlocation: {country: YU}\n", want: []string{`3:21 retired-country: "RS", "HR"`}},
	{name: "a birthday", file: "passport.yaml", src: "person: {name: A, birthday: 1980-01-01}\n", want: []string{`1:19 nobodys-business: take the line out`}},
	{name: "a referee's address", file: "endorsements.yaml", src: "- {author: B, email: b@example.org}\n", want: []string{`1:15 nobodys-business: keep it for yourself`}},
	{name: "languages in one text", file: "passport.yaml", src: "person: {name: A, languages: \"English (b2), Portuguese: native\"}\n",
		want: []string{`1:30 list-expected: [{language: en, level: B2}, {language: pt, level: native}]`}, fixed: "person: {name: A, languages: [{language: en, level: B2}, {language: pt, level: native}]}\n"},
	{name: "a level that only comes near", file: "passport.yaml", src: "person: {name: A, languages: \"English (fluent), Portuguese: native\"}\n",
		want: []string{`1:30 list-expected: [{language: en, level: C1}, {language: pt, level: native}]`}},
	{name: "the site's languages in one text", file: "passport.yaml", src: "person: {name: A}\nsite: {languages: English}\n",
		want: []string{`2:19 list-expected: [en]`}, fixed: "person: {name: A}\nsite: {languages: [en]}\n"},
	{name: "a level behind a skill", src: "title: A\nskills:\n  - Care: expert\n", want: []string{`4:9 colon-in-text: {skill: Care, level: expert}`}, fixed: "title: A\nskills:\n  - {skill: Care, level: expert}\n"},
	{name: "more than hours", file: "goals.yaml", src: "- {title: A, availability: \"at once, 20 hours\"}\n",
		want: []string{"1:28 fields-expected: write `{hours: \"at once, 20 hours\"}` in its place"}},
	{name: "how long a licence is valid", file: "credentials.yaml", src: "- {title: A, issuer: B, valid: 2020 - 2025}\n",
		want: []string{`1:25 period-in-one-field: "issued: 2020" and "expires: 2025"`}, fixed: "- {title: A, issuer: B, issued: 2020, expires: 2025}\n"},
	{name: "a list made a text", src: "title: A\nhighlights: |\n  - B\n  - C\n", want: []string{`3:13 list-expected: take the | away: what`}, fixed: "title: A\nhighlights: \n  - B\n  - C\n"},
	{name: "lines made a text", src: "title: A\nhighlights: |\n  B\n  C\n", want: []string{`3:13 list-expected: begin each line`}},
	{name: "a picture's address", src: "title: A\nimage: {url: b.jpg, alt: C}\n", want: []string{`3:9 other-name: "src"`}, fixed: "title: A\nimage: {src: b.jpg, alt: C}\n"},
	{name: "an award from somebody", file: "awards.yaml", src: "- {title: A, from: Hospital}\n", want: []string{`1:14 other-name: "organization"`}, fixed: "- {title: A, organization: Hospital}\n"},
	{name: "when somebody can begin", file: "goals.yaml", src: "- {title: A, availability: immediately}\n", want: []string{`1:28 fields-expected: availability: {`}},
	{name: "a list in a highlight", src: "title: A\nhighlights:\n  - Ran it:\n    - well\n", want: []string{"4:5 list-in-item: `- \"Ran it: well\"`"}, fixed: "title: A\nhighlights:\n  - \"Ran it: well\"\n"},
	{name: "a hyphen before each field", file: "skills.yaml", src: "- title: A\n- level: expert\n", want: []string{`2:3 field-with-hyphen: such as "title"`}, fixed: "- title: A\n  level: expert\n"},
	{name: "a period in a field", src: "title: A\nperiod: 2015–2018\n", want: []string{`3:1 period-in-one-field: "start: 2015" and "end: 2018"`}, fixed: "title: A\nstart: 2015\nend: 2018\n"},
	{name: "a period in braces", file: "education.yaml", src: "- {title: A, dates: March 2015 to present}\n", want: []string{`1:14 period-in-one-field: "start: 2015-03" and "end: present"`}, fixed: "- {title: A, start: 2015-03, end: present}\n"},
	{name: "a period of fields", src: "title: A\ndates:\n  from: 2015\n  to: 2018\n", want: []string{`3:1 period-in-one-field: "start: 2015" and "end: 2018"`}, fixed: "title: A\nstart: 2015\nend: 2018\n"},
	{name: "a year of a post", src: "title: A\nyear: 2015\n", want: []string{`3:1 period-in-one-field: "start: 2015" and "end: 2015"; while`}},
	{name: "how long it took", src: "title: A\nduration: 3 years\n", want: []string{`3:1 period-in-one-field: "start: 2019-03" and "end: 2021-06"`}},
	{name: "a year of an award", file: "awards.yaml", src: "- {title: A, year: 2015}\n", want: []string{`1:14 other-name: "date"`}, fixed: "- {title: A, date: 2015}\n"},
	{name: "fields where text belongs", src: "title:\n  role: A\n", want: []string{`3:3 text-expected: "title: Charge nurse"`}},
	{name: "a colon in a highlight", src: "title: A\nhighlights:\n  - Result: a third fewer\n",
		want: []string{"4:11 colon-in-text: `- \"Result: a third fewer\"`"}, fixed: "title: A\nhighlights:\n  - \"Result: a third fewer\"\n"},
	{name: "a colon and quotes", src: "title: A\nhighlights:\n  - He said: \"well done\"\n",
		want: []string{`4:12 colon-in-text: `}, fixed: "title: A\nhighlights:\n  - \"He said: \\\"well done\\\"\"\n"},
	{name: "a colon in a tag", src: "title: A\ntags:\n  - night: shift\n", want: []string{`4:10 colon-in-text: `}, fixed: "title: A\ntags:\n  - \"night: shift\"\n"},
	{name: "a colon in a link", src: "title: A\nlinks:\n  - Blog: https://a.example/\n",
		want: []string{`4:9 colon-in-text: - {title: Blog`}, fixed: "title: A\nlinks:\n  - {title: Blog, url: https://a.example/}\n"},
	{name: "a colon in a skill of a list", file: "skills.yaml", src: "- Care: wounds\n", want: []string{`1:7 colon-in-text: `}, fixed: "- \"Care: wounds\"\n"},
	{name: "contact as text", file: "passport.yaml", src: "person: {name: A, contact: a@example.org}\n",
		want: []string{`1:28 fields-expected: {email: a@example.org}`}, fixed: "person: {name: A, contact: {email: a@example.org}}\n"},
	{name: "evidence as text", src: "title: A\nevidence: [course.pdf]\n", want: []string{`3:12 fields-expected: {file: course.pdf}`}, fixed: "title: A\nevidence: [{file: course.pdf}]\n"},
	{name: "roles as text", src: "roles: [Lead]\n", want: []string{`2:9 fields-expected: {title: Lead}`}, fixed: "roles: [{title: Lead}]\n"},
	{name: "person as text", file: "passport.yaml", src: "person: Maria\n", want: []string{`1:9 fields-expected: {name: Maria}`}, fixed: "person: {name: Maria}\n"},
	{name: "extra as text", src: "title: A\nextra: B\n", want: []string{`3:8 fields-expected: extra: {`}},
	{name: "yes", src: "title: A\nfeatured: yes\n", want: []string{`3:11 yes-or-no: "featured: true"`}, fixed: "title: A\nfeatured: true\n"},
	{name: "ja", src: "title: A\nfeatured: ja\n", want: []string{`3:11 yes-or-no: "featured: true"`}, fixed: "title: A\nfeatured: true\n"},
	{name: "maybe", src: "title: A\nfeatured: maybe\n", want: []string{`3:11 yes-or-no: "true" or "false"`}},
	{name: "a number in quotes", src: "title: A\nhours: \"38\"\n", want: []string{`3:8 number-expected: "hours: 38"`}, fixed: "title: A\nhours: 38\n"},
	{name: "a decimal comma", src: "title: A\nhours: 37,5\n", want: []string{`3:8 number-expected: "hours: 37.5"`}, fixed: "title: A\nhours: 37.5\n"},
	{name: "a number and a word", src: "title: A\nhours: 38 a week\n", want: []string{`3:8 number-expected: "hours: 38"`}},
	{name: "no number at all", src: "title: A\nhours: many\n", want: []string{`3:8 number-expected: digits only`}},
	{name: "too many hours", src: "title: A\nhours: 400\n", want: []string{`3:8 out-of-range: "hours: 38"`}},
	{name: "half a level", file: "education.yaml", src: "- title: A\n  level: 6.5\n", want: []string{`2:10 number-expected: `}},
	{name: "a level beyond the scale", file: "education.yaml", src: "- title: A\n  level: 9\n", want: []string{`2:10 out-of-range: `}},
	{name: "true as a title", src: "title: true\n", want: []string{`2:8 quotes-needed: "true"`}, fixed: "title: \"true\"\n"},
	{name: "a misspelt name is not missing too", file: "passport.yaml", src: "person:\n  name: A\n  languages:\n    - {langauge: en}\n",
		want: []string{`4:8 unknown-field: did you mean "language"?`}, fixed: "person:\n  name: A\n  languages:\n    - {language: en}\n"},
	{name: "an empty item", src: "title: A\ntags:\n  - a\n  -\n  - b\n", want: []string{`5:4 empty-item: take the line out`}},
	{name: "an empty entry", file: "skills.yaml", src: "- A\n-\n", want: []string{`2:2 empty-item: take the line out`}},
	{name: "a list as passport.yaml", file: "passport.yaml", src: "- a\n", want: []string{`1:1 no-fields: `}},
	{name: "a list file with its own name", file: "skills.yaml", src: "skills:\n  - title: A\n", want: []string{`1:1 list-file: take the line "skills:" away`}, fixed: "  - title: A\n"},
	{name: "a list file without hyphens", file: "skills.yaml", src: "title: A\nlevel: expert\n", want: []string{`1:1 list-file: hyphen`}},
	{name: "a fingerprint", src: "title: A\nsource: {by: B, sha256: abc}\n", want: []string{`3:25 wrong-form: sha256: 9f86`}},

	// Words of closed lists.
	{name: "advanced", file: "skills.yaml", src: "- {title: A, level: advanced}\n", want: []string{`1:21 unknown-level: "practitioner" comes nearest: you do it regularly`}},
	{name: "beginner", file: "skills.yaml", src: "- {title: A, level: beginner}\n", want: []string{`1:21 unknown-level: "awareness" comes nearest`}},
	{name: "five of five", file: "skills.yaml", src: "- {title: A, level: 5/5}\n", want: []string{`1:21 unknown-level: "expert" comes nearest`}},
	{name: "percent", file: "skills.yaml", src: "- {title: A, level: 60%}\n", want: []string{`1:21 unknown-level: "working" comes nearest`}},
	{name: "stars", file: "skills.yaml", src: "- {title: A, level: ★★★★☆}\n", want: []string{`1:21 unknown-level: "practitioner" comes nearest`}},
	{name: "a number", file: "skills.yaml", src: "- {title: A, level: 3}\n", want: []string{`1:21 unknown-level: "working" comes nearest`}},
	{name: "a level in capitals", file: "skills.yaml", src: "- {title: A, level: Expert}\n", want: []string{`1:21 unknown-level: write "expert"`}, fixed: "- {title: A, level: expert}\n"},
	{name: "a misspelt level", file: "skills.yaml", src: "- {title: A, level: practicioner}\n", want: []string{`1:21 unknown-level: did you mean "practitioner"?`}, fixed: "- {title: A, level: practitioner}\n"},
	{name: "a level nobody knows", file: "skills.yaml", src: "- {title: A, level: purple}\n", want: []string{`1:21 unknown-level: "awareness", "working", "practitioner" or "expert"`}},
	{name: "fluent", file: "passport.yaml", src: "person: {name: A, languages: [{language: en, level: fluent}]}\n", want: []string{`1:53 unknown-language-level: "C1" comes nearest`}},
	{name: "mother tongue", file: "passport.yaml", src: "person: {name: A, languages: [{language: en, level: mother tongue}]}\n", want: []string{`1:53 unknown-language-level: "native" comes nearest`}},
	{name: "c1", file: "passport.yaml", src: "person: {name: A, languages: [{language: en, level: c1}]}\n", want: []string{`1:53 unknown-language-level: write "C1"`}, fixed: "person: {name: A, languages: [{language: en, level: C1}]}\n"},
	{name: "a certificate as level", file: "passport.yaml", src: "person: {name: A, languages: [{language: en, level: B2+ (IELTS)}]}\n", want: []string{`1:53 unknown-language-level: "B2" comes nearest`}},
	{name: "hidden", src: "title: A\nvisibility: hidden\n", want: []string{`3:13 unknown-visibility: "visibility: private"`}},
	{name: "a misspelt visibility", src: "title: A\nvisibility: privat\n", want: []string{`3:13 unknown-visibility: did you mean "private"?`}, fixed: "title: A\nvisibility: private\n"},
	{name: "no ai", file: "passport.yaml", src: "person: {name: A}\nsite: {ai: no}\n", want: []string{`2:12 unknown-choice: "ai: none"`}},
	{name: "how dates are shown", file: "passport.yaml", src: "person: {name: A}\nsite: {dates: months}\n", want: []string{`2:15 unknown-choice: "full", "years" or "duration"`}},
	{name: "paper in capitals", file: "passport.yaml", src: "person: {name: A}\nsite: {cv: {paper: A4}}\n", want: []string{`2:20 unknown-choice: write "a4"`}, fixed: "person: {name: A}\nsite: {cv: {paper: a4}}\n"},
	{name: "near a known word", src: "title: A\nschedule: parttime\n", want: []string{`3:11 near-word: "part-time"`}, fixed: "title: A\nschedule: part-time\n"},
	{name: "a word of their own", src: "title: A\nschedule: tidal\ntype: monastic\n"},

	// Countries, languages, colours, years.
	{name: "Portugal", src: "title: A\nlocation: {country: Portugal}\n", want: []string{`3:21 country-name: write "PT"`}, fixed: "title: A\nlocation: {country: PT}\n"},
	{name: "small letters", src: "title: A\nlocation: {country: pt}\n", want: []string{`3:21 unknown-country: write "PT"`}, fixed: "title: A\nlocation: {country: PT}\n"},
	{name: "UK", src: "title: A\nlocation: {country: UK}\n", want: []string{`3:21 country-name: write "GB"`}, fixed: "title: A\nlocation: {country: GB}\n"},
	{name: "three letters", src: "title: A\nlocation: {country: PRT}\n", want: []string{`3:21 country-name: write "PT"`}, fixed: "title: A\nlocation: {country: PT}\n"},
	{name: "the Netherlands", src: "title: A\nlocation: {country: The Netherlands}\n", want: []string{`3:21 country-name: write "NL"`}, fixed: "title: A\nlocation: {country: NL}\n"},
	{name: "a country of its own name", src: "title: A\nlocation: {country: Österreich}\n", want: []string{`3:21 country-name: write "AT"`}, fixed: "title: A\nlocation: {country: AT}\n"},
	{name: "a misspelt country", src: "title: A\nlocation: {country: Portugual}\n", want: []string{`3:21 unknown-country: did you mean "PT"?`}},
	{name: "no country", src: "title: A\nlocation: {country: XX}\n", want: []string{`3:21 unknown-country: two letters`}},
	{name: "the right to work", file: "goals.yaml", src: "- {title: A, availability: {right_to_work: [EU, eu, Norway]}}\n",
		want: []string{`1:49 unknown-country: "EU"`, `1:53 country-name: "NO"`}, fixed: "- {title: A, availability: {right_to_work: [EU, EU, NO]}}\n"},
	{name: "English", file: "passport.yaml", src: "person: {name: A, languages: [{language: English}]}\n", want: []string{`1:42 language-name: "en"`}, fixed: "person: {name: A, languages: [{language: en}]}\n"},
	{name: "português", file: "passport.yaml", src: "person: {name: A, languages: [{language: português}]}\n", want: []string{`1:42 language-name: "pt"`}, fixed: "person: {name: A, languages: [{language: pt}]}\n"},
	{name: "an underscore", file: "passport.yaml", src: "person: {name: A}\nsite: {languages: [pt_BR]}\n", want: []string{`2:20 unknown-language: "pt-BR"`}, fixed: "person: {name: A}\nsite: {languages: [pt-BR]}\n"},
	{name: "no language", file: "passport.yaml", src: "person: {name: A}\nsite: {languages: [klingonish]}\n", want: []string{`2:20 unknown-language: short code`}},
	{name: "teal", file: "passport.yaml", src: "person: {name: A}\nsite: {accent: teal}\n", want: []string{"2:16 not-a-colour: \"#008080\""}, fixed: "person: {name: A}\nsite: {accent: \"#008080\"}\n"},
	{name: "a colour without its sign", file: "passport.yaml", src: "person: {name: A}\nsite: {accent: 0b6e6e}\n", want: []string{`2:16 not-a-colour: "#0b6e6e"`}, fixed: "person: {name: A}\nsite: {accent: \"#0b6e6e\"}\n"},
	{name: "no colour", file: "passport.yaml", src: "person: {name: A}\nsite: {accent: sunset}\n", want: []string{`2:16 not-a-colour: six digits`}},
	{name: "a month for a year", file: "passport.yaml", src: "person: {name: A}\nsite: {since: 2010-05}\n", want: []string{`2:15 not-a-year: "since: 2010"`}, fixed: "person: {name: A}\nsite: {since: 2010}\n"},
	{name: "no year", file: "passport.yaml", src: "person: {name: A}\nsite: {since: always}\n", want: []string{`2:15 not-a-year: four digits`}},
}

// load reads the case as a passport of one file.
func (c shapeCase) load(src string) *source.Tree {
	name := c.file
	if name == "" {
		name, src = "experience/a.md", "---\n"+strings.TrimPrefix(src, "\n")+"---\n"
	}
	return source.Load(fstest.MapFS{name: {Data: []byte(src)}}, passport.Layout(), nil)
}

func TestShape(t *testing.T) {
	t.Parallel()
	schemas := NewSchemas()
	for _, c := range shapeCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tree := c.load(c.src)
			if len(tree.Problems) > 0 {
				t.Errorf("the file itself: %+v", tree.Problems)
			}
			found := schemas.Shape(tree)
			var got []string
			for i, p := range found {
				start, end := diag.Place(tree.Read(p.Span.File), p.Span)
				got = append(got, fmt.Sprintf("%d:%d %s: ", start.Line, start.Column, p.Code))
				if i < len(c.want) && strings.HasPrefix(c.want[i], got[i]) && strings.Contains(p.Hint, strings.TrimPrefix(c.want[i], got[i])) {
					got[i] = c.want[i]
				} else {
					got[i] += p.Hint
				}
				if p.Message == "" || p.Hint == "" || p.Label == "" {
					t.Errorf("%s says too little: %+v", p.Code, p)
				}
				if strings.HasSuffix(p.Message, ".") || strings.HasSuffix(p.Hint, ".") {
					t.Errorf("%s ends in a full stop: %q, %q", p.Code, p.Message, p.Hint)
				}
				if end.Line != start.Line {
					t.Errorf("%s marks lines %d to %d", p.Code, start.Line, end.Line)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			c.fixes(t, schemas, tree, found)
		})
	}
}

// fixes applies every fix of a case: the file must read as said, and the problems be gone.
func (c shapeCase) fixes(t *testing.T, schemas *Schemas, tree *source.Tree, found diag.List) {
	t.Helper()
	edits, mended := Fix(found)
	if len(edits) == 0 {
		if c.fixed != "" {
			t.Errorf("nothing was mended")
		}
		return
	}
	after, err := source.Apply(func(name string) ([]byte, bool) {
		b := tree.Read(name)
		return b, b != nil
	}, edits)
	if err != nil {
		t.Fatalf("the fix is refused: %v", err)
	}
	for name, data := range after {
		got := string(data)
		if c.file == "" {
			got = strings.TrimSuffix(strings.TrimPrefix(got, "---\n"), "---\n")
		}
		if diff := cmp.Diff(c.fixed, got); diff != "" {
			t.Errorf("%s after the fix (-want +got)\n%s", name, diff)
		}
		again := schemas.Shape(c.load(got))
		if len(again) > len(found)-len(mended) {
			t.Errorf("after the fix there is still %+v", again)
		}
	}
}

// TestSchemasMeanWhatIsPublished compares the verdicts of the schemas as they are compiled here, for
// speed, with those of the schemas as published, under the rules of their draft.
func TestSchemasMeanWhatIsPublished(t *testing.T) {
	t.Parallel()
	published := jsonschema.NewCompiler()
	published.AssertFormat = true
	published.LoadURL = func(url string) (io.ReadCloser, error) { return nil, errors.New(url) }
	maps.Copy(published.Formats, formats())
	published.RegisterExtension("x-open", nil, openList{})
	for _, name := range schema.Names() {
		data, _ := schema.Text(name)
		if !strings.Contains(string(data), declaration) {
			t.Errorf("%s does not declare its draft as expected", name)
		}
		if err := published.AddResource(schema.URL(name), bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
	}
	ours := NewSchemas()
	good, bad := 0, 0
	for _, c := range shapeCases {
		for _, it := range c.load(c.src).Items {
			if it.Node == nil || it.Node.Kind == source.Null {
				continue
			}
			for _, at := range []string{"#", "#/$defs/translation"} {
				slow, err := published.Compile(schema.URL(it.Section) + at)
				if err != nil {
					t.Fatal(err)
				}
				want, got := slow.Validate(value(it.Node)), ours.compile(it.Section, at).Validate(value(it.Node))
				if (want == nil) != (got == nil) {
					t.Errorf("%s: as published %v, as compiled %v", c.name, want, got)
				}
				if want == nil {
					good++
				} else {
					bad++
				}
			}
		}
	}
	if good < 15 || bad < 100 {
		t.Errorf("only %d good and %d bad entries were compared", good, bad)
	}
}

// TestShapeCodesAreDocumented holds the codes that are reported and those that are explained together.
func TestShapeCodesAreDocumented(t *testing.T) {
	t.Parallel()
	reported := map[string]diag.Severity{}
	for _, c := range shapeCases {
		for _, w := range c.want {
			_, rest, _ := strings.Cut(w, " ")
			code, _, _ := strings.Cut(rest, ":")
			reported[code] = 0
		}
	}
	var documented []string
	for _, d := range ShapeCodes() {
		documented = append(documented, d.Code)
		if _, ok := reported[d.Code]; !ok {
			t.Errorf("%s is explained, and no case reports it", d.Code)
		}
		if d.Title == "" || len(d.Text) < 40 {
			t.Errorf("%s is hardly explained", d.Code)
		}
	}
	for code := range reported {
		// Package source explains it, and reports it where YAML itself stumbles.
		if !slices.Contains(documented, code) && code != "space-after-hyphen" {
			t.Errorf("%s is reported, and not explained", code)
		}
	}
	if !slices.IsSorted(documented) {
		t.Error("the codes are not in order")
	}
}

// TestShapeIsSafeForManyPassports checks many passports with the same schemas at once, and that the
// result never depends on what else runs.
func TestShapeIsSafeForManyPassports(t *testing.T) {
	t.Parallel()
	schemas := NewSchemas()
	folder := fstest.MapFS{"passport.yaml": {Data: []byte("person: {nam: A}\n")}}
	for i := range 100 {
		folder[fmt.Sprintf("projects/p%03d.md", i)] = &fstest.MapFile{Data: []byte("---\ntitel: A\nzzz: 1\nyyy: {a: 1}\nskills: {a: 1}\n---\n")}
	}
	tree := source.Load(folder, passport.Layout(), nil)
	want := NewSchemas().Shape(tree)
	if len(want) != 401 {
		t.Fatalf("found %d problems, want 401", len(want))
	}
	for range 8 {
		t.Run("again", func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, schemas.Shape(tree)); diff != "" {
				t.Errorf("differs from run to run\n%s", diff)
			}
		})
	}
}

const benchEntry = `---
title: Charge nurse
organization: {name: Harbour Clinic, url: "https://harbour.example/", location: {city: Porto, country: PT}}
start: 2019-03
end: present
schedule: shifts
skills: [wound-care, {skill: data-entry, level: working, start: 2022, note: rebuilt the forms}]
highlights:
  - Cut dressing changes by a third.
  - {id: trained, text: Trained nine colleagues., evidence: [{title: Course sheet, file: ../media/course.pdf, genre: document}]}
tags: [night, teaching]
---
What I did there.
`

// BenchmarkShape checks one entry that has nothing wrong with it.
func BenchmarkShape(b *testing.B) {
	tree := source.Load(fstest.MapFS{"experience/a.md": {Data: []byte(benchEntry)}}, passport.Layout(), nil)
	schemas := NewSchemas()
	schemas.Shape(tree)
	b.ReportAllocs()
	for b.Loop() {
		if found := schemas.Shape(tree); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

// BenchmarkShapeOfMany checks a thousand entries, on all processors.
func BenchmarkShapeOfMany(b *testing.B) {
	folder := fstest.MapFS{}
	for i := range 1000 {
		folder[fmt.Sprintf("experience/e%04d.md", i)] = &fstest.MapFile{Data: []byte(benchEntry)}
	}
	tree := source.Load(folder, passport.Layout(), nil)
	schemas := NewSchemas()
	schemas.Shape(tree)
	b.ReportAllocs()
	for b.Loop() {
		schemas.Shape(tree)
	}
}

// BenchmarkCompile compiles the schemas of a passport with three kinds of entries.
func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		s := NewSchemas()
		for _, name := range []string{"passport", "experience", "skills", "education"} {
			s.compile(name, "#")
		}
	}
}

// FuzzShape feeds any front matter to the checker: nothing panics, every span lies in its file, every
// problem has a code that is explained.
func FuzzShape(f *testing.F) {
	for _, c := range shapeCases {
		f.Add(c.src)
	}
	schemas := NewSchemas()
	codes := map[string]bool{"space-after-hyphen": true} // explained by package source
	for _, d := range ShapeCodes() {
		codes[d.Code] = true
	}
	f.Fuzz(func(t *testing.T, src string) {
		tree := source.Load(fstest.MapFS{
			"experience/a.md":    {Data: []byte("---\n" + src + "\n---\n")},
			"experience/a.fr.md": {Data: []byte("---\n" + src + "\n---\n")},
			"passport.yaml":      {Data: []byte(src)},
			"skills.yaml":        {Data: []byte(src)},
		}, passport.Layout(), nil)
		for _, p := range schemas.Shape(tree) {
			size := len(tree.Read(p.Span.File))
			if p.Span.Start < 0 || p.Span.Start > p.Span.End || p.Span.End > size {
				t.Errorf("%s: the span %v is not in the file of %d bytes", p.Code, p.Span, size)
			}
			if !codes[p.Code] {
				t.Errorf("%s is not explained", p.Code)
			}
		}
	})
}
