package passport

import "github.com/talent-passport/passport/generator/source"

// Entry is one thing in a passport: a job, a course, a project, a skill. What every kind has is here;
// what only one kind has is in Detail, a pointer to that kind's struct ([Experience], [Skill], …).
type Entry struct {
	Kind *Kind
	ID   string // folded; unique within the kind, the first counts where two collide

	Type         string       `key:"type"`    // an open list with known values, per kind
	Title        Text         `key:"title"`   // what names it; see Heading for what stands in when there is none
	Summary      Text         `key:"summary"` // one or two sentences
	Start        Date         `key:"start"`   // a period, with End; no End means ongoing
	End          Date         `key:"end"`
	Date         Date         `key:"date"`         // a moment, for what has no period
	Organization Organization `key:"organization"` // employer, school, venue
	Location     Location     `key:"location"`     // where, when it is not where the organisation is
	Skills       []SkillUse   `key:"skills"`       // what it took or taught, for its whole period
	Highlights   []Highlight  `key:"highlights"`   // claims
	Evidence     []Evidence   `key:"evidence"`     // of the entry itself, not of its highlights
	Links        []Link       `key:"links"`
	Tags         []string     `key:"tags"` // for choosing entries, as in an application
	Image        Image        `key:"image"`
	Visibility   Visibility   `key:"visibility"` // "" means the kind's default
	Featured     bool         `key:"featured"`   // put forward on the first page
	Formerly     []string     `key:"formerly"`   // earlier ids
	Updated      Date         `key:"updated"`    // when the text last changed in earnest
	Source       Source       `key:"source"`     // who contributed it
	Extra        Extra        `key:"extra"`

	Detail Detail
	Body   *Prose

	// Item is where it was written; nil when it was not. In a [Public] it says the file and the place,
	// and holds nothing of what was written.
	Item         *source.Item
	Translations map[string]*Overlay // by language
	Private      bool                // lies under .private
}

// Detail is what only one kind has: a pointer to a struct whose fields carry `key` tags.
type Detail interface {
	// card adds the kind's own facts and labelled sections to the card of e.
	card(x cards, e *Entry, c *Card)
}

// Overlay is a translation: the YAML and prose that replace an original's text, and the digest of
// the text that was translated.
type Overlay struct {
	Node       *source.Node
	Body       *source.Body
	Digest     string // `translates:`
	BodyDigest string // of about.md: `translates:` in about.fr.md
}

// Visibility decides who may see an entry.
type Visibility string

// The visibilities. See Publish.
const (
	VisibilityPublic   Visibility = "public"
	VisibilityUnlisted Visibility = "unlisted" // own page, noindex, named nowhere else
	VisibilityDraft    Visibility = "draft"    // private until finished
	VisibilityPrivate  Visibility = "private"  // in no output, in any form
)

// Organization is an employer, school, issuer or venue. A plain string is a Name.
type Organization struct {
	Name     Text     `key:"name,scalar"`
	URL      URL      `key:"url"`
	Location Location `key:"location"`
	Sector   Text     `key:"sector"`   // what it does: health care, banking
	ShownAs  Text     `key:"shown_as"` // published in place of name and url: "a regional bank"
	At
}

// SkillUse says that something used a skill, how well, when. A plain string is a Skill.
// Without a period of its own, the use spans the period of what it stands in.
type SkillUse struct {
	Skill Ref    `key:"skill,scalar,match,skill"`
	Level string `key:"level"` // awareness | working | practitioner | expert
	Start Date   `key:"start"`
	End   Date   `key:"end"`
	Note  Text   `key:"note"` // how it was used
	At
}

// Highlight is a claim: one sentence about what was done. A plain string is a Text.
// Its id is its address; without one it has none.
type Highlight struct {
	ID         string     `key:"id,match,fold"`
	Text       Text       `key:"text,scalar"`
	Date       Date       `key:"date"` // when it happened, if not over the whole period
	Skills     []SkillUse `key:"skills"`
	Evidence   []Evidence `key:"evidence"`
	Visibility Visibility `key:"visibility"` // "" means that of the entry
	Tags       []string   `key:"tags"`
	At
}

// Evidence is what a reader can open, ask for, or look up. Exactly one of URL, File, Entry, or
// OnRequest says where.
type Evidence struct {
	Title     Text   `key:"title"` // what it is
	URL       URL    `key:"url,match"`
	File      Path   `key:"file,match"`
	Entry     Ref    `key:"entry,match"`
	Genre     string `key:"genre"` // work product, code, photo, video, document, measurement, testimonial, assessment, log
	Date      Date   `key:"date"`
	Note      Text   `key:"note"`       // what it shows
	OnRequest bool   `key:"on_request"` // exists, and is shown when asked for
	ConfirmAt URL    `key:"confirm_at"` // a public register
	At
}

// Link is an address with words. A plain string is a URL.
type Link struct {
	Title Text   `key:"title"`
	URL   URL    `key:"url,scalar,match"`
	Rel   string `key:"rel"` // "me" for the person's own pages elsewhere
	At
}

// SameAs names the same thing in a published vocabulary. A plain string is an ID.
type SameAs struct {
	ID    string `key:"id,scalar,match"` // "esco:…", "onet:15-1252.00", or a URL
	Label Text   `key:"label"`
	At
}

// Image is a picture and its words. A plain string is a Src.
type Image struct {
	Src     Path `key:"src,scalar"`
	Alt     Text `key:"alt"`     // "" and Decorative false: missing
	Caption Text `key:"caption"` // printed below it
	At
}

// Source says who contributed an entry, and keeps what they sent.
type Source struct {
	By       string `key:"by"` // a person, organisation or format
	Received Date   `key:"received"`
	File     Path   `key:"file"`   // what they sent, as it came; never published
	SHA256   string `key:"sha256"` // of that file, in hexadecimal; never published
	At
}

// URL is an address as written. Only https, http, mailto and tel survive publication.
type URL struct {
	Value string
	At
}

// Path is a file's path: Written relative to the file that names it, Full relative to the passport.
type Path struct {
	Written string
	Full    string
	At
}
