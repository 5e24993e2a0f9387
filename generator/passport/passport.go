// Package passport is the domain: what a Universal Talent Passport is.
//
// [Decode] turns a positioned tree into a typed [Passport]. It is total and silent: what does not fit
// is left out, and saying so is the business of package check. [Passport.Publish] removes everything
// that an audience may not see, with its references and files, and only then derives facts, so that
// nothing hidden shows through a count, a span of months or a neighbour. The result, [Public], is the
// only thing that pages, structured data and exports accept. [Encode] writes a passport as files that
// a person would have written.
//
// The types below are the format of a person's files: a field's `key` tag is its name in YAML. Decode,
// Encode and the laying of translations over originals all follow those tags, so the three cannot
// disagree, and a test holds the tags and the published schemas together.
//
// One file per kind; the ordered list of kinds is in kinds.go.
package passport

import (
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// Passport is a whole record about one person, everything in it, hidden entries too.
type Passport struct {
	Schema  int      `key:"schema"` // version of the file format; 1
	ID      string   `key:"id"`     // urn:uuid:…, never changes
	Person  Person   `key:"person"`
	Site    Site     `key:"site"`
	Import  []Table  `key:"import"` // how tables were understood that were imported; never published
	About   *Prose   // about.md, the story in their own words
	Entries []*Entry // by kind (order of Kinds), then as written
	Root    At       // passport.yaml
	// Translations of Person, About and the site's own words, by language.
	Translations map[string]*Overlay
	// Words are the person's own, by language, in place of what pages say by themselves; "" is for the first.
	Words map[string]Words
	Extra Extra `key:"extra"`

	partial bool            // passport.yaml could not be read whole
	look    *lookup         // made by Decode; nil in a passport that was put together by hand
	assets  map[string]bool // files that are not parsed; nil when the passport was not read from a folder
}

// At is where a value was written, for problems. The zero value is nowhere.
// Comparing passports ignores it.
type At struct{ Node *source.Node }

// Span is the place of the value, or the zero Span.
func (a At) Span() diag.Span {
	if a.Node == nil {
		return diag.Span{}
	}
	return a.Node.Span
}

// Text is a piece of plain text that a person wrote and a translation may replace.
type Text struct {
	Value string
	Lang  string // BCP 47; "" is the passport's first language
	At
}

// Prose is Markdown that a person wrote and a translation may replace.
type Prose struct {
	Body *source.Body
	Lang string
}

// Ref points at an entry, or at a claim inside one: "projects/river-app#trained".
// In a list of skills it is a skill's id, title or alias, and Kind is "skills".
type Ref struct {
	Kind, ID, Claim string // Kind is the folder's name; ID is folded
	Written         string // as the person wrote it
	At
}

// Extra is what a foreign format had and this one has no field for, kept for the way back:
// plain values (map[string]any, []any, string, bool, int64, float64, nil).
type Extra map[string]any

// Table says what the columns of a table are that was imported once. `passport import` writes it, so that
// a table with the same header needs no questions the next time; nothing else reads it.
type Table struct {
	Header  string            `key:"header"`  // the columns, with commas between them
	Kind    string            `key:"kind"`    // what a row is: experience, education, …
	Columns map[string]string `key:"columns"` // "Job" → "title"; "-" leaves a column out
	At
}

// Person is whom the passport is about. Only Name is required. Names are used as written and never
// split. Follows schema.org Person where a term exists.
type Person struct {
	Name          Text            `key:"name"`
	Given         string          `key:"given"`         // givenName
	Family        string          `key:"family"`        // familyName
	NativeName    NativeName      `key:"native_name"`   // the name in its own script
	AlsoKnownAs   []string        `key:"also_known_as"` // alternateName: earlier or professional names
	Pronunciation Text            `key:"pronunciation"` // how to say the name
	Pronouns      Text            `key:"pronouns"`
	Headline      Text            `key:"headline"`  // one line: what you do, for whom
	Location      Location        `key:"location"`  // no finer than a town
	Contact       Contact         `key:"contact"`   // how to be reached
	Links         []Link          `key:"links"`     // own pages and profiles elsewhere; rel=me
	Languages     []LanguageSkill `key:"languages"` // with levels
	Interests     []Text          `key:"interests"`
	Values        []Text          `key:"values"`
	Portrait      Image           `key:"portrait"`    // a picture of the person
	Identifiers   []Identifier    `key:"identifiers"` // ORCID and the like
	Forms         Forms           `key:"forms"`       // never published
	At
}

// NativeName is a name in its own script: {name: 山田花子, lang: ja}. A plain string has no Lang.
type NativeName struct {
	Name string `key:"name,scalar"`
	Lang string `key:"lang"`
	At
}

// Identifier is a number in a public register of people.
type Identifier struct {
	Scheme string `key:"scheme,match"` // orcid, isni, wikidata, …
	Value  string `key:"value"`        // the number itself
	URL    URL    `key:"url"`          // its page in the register
	At
}

// registers are the addresses of public registers of people, by their schemes.
var registers = map[string]string{
	"orcid":    "https://orcid.org/",
	"isni":     "https://isni.org/isni/",
	"wikidata": "https://www.wikidata.org/wiki/",
}

// Page is where the register shows the person: the address given, else that of a register that everybody knows;
// "" for neither.
func (i Identifier) Page() string {
	if i.URL.Value != "" {
		return i.URL.Value
	}
	if base := registers[strings.ToLower(i.Scheme)]; base != "" && i.Value != "" {
		return base + strings.ReplaceAll(i.Value, " ", "")
	}
	return ""
}

// Forms holds what application forms ask and no page shows.
type Forms struct {
	BirthDate      Date     `key:"birth_date"`
	BirthPlace     string   `key:"birth_place"`
	Nationalities  []string `key:"nationalities"` // ISO 3166-1 alpha-2
	Gender         string   `key:"gender"`
	Address        Address  `key:"address"`
	DrivingLicence []string `key:"driving_licence"` // categories: B, C1, …
	At
}

// Address is a postal address.
type Address struct {
	Street     string `key:"street"`
	PostalCode string `key:"postal_code"`
	City       string `key:"city"`
	Region     string `key:"region"`
	Country    string `key:"country"` // ISO 3166-1 alpha-2
	At
}

// Location is a place no finer than a town. A plain string is a City.
type Location struct {
	City    Text   `key:"city,scalar"`
	Region  Text   `key:"region"`
	Country string `key:"country"` // ISO 3166-1 alpha-2
	At
}

// Contact is how to reach the person. Names listed in Private stay off every page and file of the
// site and are used for applications only.
type Contact struct {
	Email   string   `key:"email"`
	Phone   string   `key:"phone"`
	Website URL      `key:"website"`
	Form    URL      `key:"form"` // a page with a contact form
	Note    Text     `key:"note"` // "evenings are best"
	Private []string `key:"private"`
	At
}

// LanguageSkill is a language and how well it is used.
type LanguageSkill struct {
	Language string `key:"language,match"` // BCP 47
	Level    string `key:"level"`          // CEFR A1 … C2, or native
	Note     Text   `key:"note"`
	At
}

// Site is how the passport is published.
type Site struct {
	URL          URL               `key:"url"`           // where the site will be
	Title        Text              `key:"title"`         // default: the person's name
	Description  Text              `key:"description"`   // default: the headline
	Languages    []string          `key:"languages"`     // BCP 47, the first is the original's
	Theme        string            `key:"theme"`         // default: atlas
	Accent       string            `key:"accent"`        // a colour, #rrggbb
	ThemeOptions Extra             `key:"theme_options"` // what the theme's README offers
	Sections     []string          `key:"sections"`      // order of the kinds in the navigation; others follow
	Dates        string            `key:"dates"`         // full | years | duration; default full
	Since        string            `key:"since"`         // year; older entries become one line
	Pictures     *bool             `key:"pictures"`      // timeline and charts; default true
	Index        *bool             `key:"index"`         // may search engines list it; default true
	AI           string            `key:"ai"`            // none | answer | train; default answer
	CleanURLs    bool              `key:"clean_urls"`    // drop .html from links
	Repository   URL               `key:"repository"`    // where the files are, when public
	Publish      Hosting           `key:"publish"`       // where `passport publish` sends the site; shown nowhere
	License      Text              `key:"license"`       // of the words and pictures
	CV           CV                `key:"cv"`
	Visibility   map[string]string `key:"visibility"` // by kind: overrides the kind's default
	Privacy      Privacy           `key:"privacy"`    // never published
	At
}

// Privacy is what the person decided about things that should perhaps not become public. Every field
// is a promise about what the privacy check says, and none changes what a site holds.
type Privacy struct {
	Allow []Allowed `key:"allow"` // what becomes public on purpose
	Never []string  `key:"never"` // words that must not become public, such as a former name
	At
}

// Allowed is something that the privacy check finds and the person publishes on purpose. A plain
// string is What.
type Allowed struct {
	What string `key:"what,scalar"` // the words as found, or the code of a problem
	In   string `key:"in"`          // only in this file, or in this folder; default everywhere
	Why  string `key:"why"`         // a note to oneself
	At
}

// Hosting is what `passport publish` was told once. It stands in passport.yaml, and not in the settings
// of git, because it then goes where the files go, is there before git is, and can be read and changed
// by hand; it says nothing that is not public anyway. No page and no data file of the site has it.
type Hosting struct {
	To     string `key:"to"`     // the repository, folder or branch that the built site goes to
	Source string `key:"source"` // local | private | public: who may read the files it is made from
	At
}

// CV are the settings of the one-page résumé.
type CV struct {
	Paper    string   `key:"paper"`    // a4 | letter; default a4
	Sections []string `key:"sections"` // kinds, in order
	Since    string   `key:"since"`    // year
	Portrait bool     `key:"portrait"` // default false
	Tags     []string `key:"tags"`     // what fits best: entries and highlights with one of them
	At
}
