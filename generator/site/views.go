package site

import (
	"sync"

	"github.com/talent-passport/passport/generator/source"
)

// Page is an HTML page: what its head says, and one view for its body.
type Page struct {
	Template string // home, kind, entry, skills, skill, cv, timeline, howtocheck, notfound, moved
	Path     string // "experience/harbour-clinic.html"
	Root     string // from this page to the site's root: "", "../"; absolute on the 404 page
	Lang     string // BCP 47
	Dir      string // ltr | rtl
	Key      string // of the navigation link to mark as current: compare with NavLink.Key

	Title       string // of the document, without the person's name
	FullTitle   string // with it
	Description string
	Canonical   string // absolute; "" without site.url
	Image       string // absolute address of a picture for previews, "" for none
	ImageAlt    string
	ImageWidth  int // of Image, 0 when it is not known
	ImageHeight int
	OGType      string // profile | article | website
	Modified    string // RFC 3339, "" when unknown
	Published   string
	Robots      string      // content of meta robots; "" for none
	Alternates  []Alternate // the same page in other languages, itself included, absolute; none when there is one language or no site.url
	Languages   []NavLink   // the same page in the other languages, relative, for readers; Label is the language's own name
	Data        []Alternate // link rel=alternate to data: passport.jsonld, passport.json; made with the view, see Fill
	Unlisted    bool        // in no list, sitemap or data file
	Refresh     string      // moved pages: where to, relative

	// JSONLD returns the page's blocks of structured data, made when the page is rendered.
	JSONLD func() []any

	Chrome *Chrome // header, navigation, footer

	// Exactly one of these is set, as Template says; none for notfound and moved. Of a page that was planned
	// they are made when it is looked at: call Fill before reading any of them.
	Home       *Home
	Kind       *KindPage
	Entry      *EntryPage
	Skills     *SkillsPage
	Skill      *SkillPage
	CV         *CVPage
	Timeline   *TimelinePage
	HowToCheck *CheckPage

	fill func() // makes the view, once; nil when there is nothing to make
}

// Fill makes the page's view. It may be called often and by many; what a page has to say of itself and its
// neighbours (everything above the views but Data) is there without it. It is no method, because those are for
// templates. Most pages of a preview are never looked at,
// so that a change costs as much as the pages that show it.
func Fill(p *Page) {
	if p.fill != nil {
		p.fill()
	}
}

// filled says how the view of a page is made.
func (p *Page) filled(fill func()) { p.fill = sync.OnceFunc(fill) }

// Alternate is the same thing at another address.
type Alternate struct{ Lang, Type, Title, Href string }

// Chrome is what surrounds every page.
type Chrome struct {
	Name       Text
	Home       string
	Nav        []NavLink
	CV         string
	Timeline   string // the page of a life in time, "" when there is none
	TouchIcon  string // what a phone puts on its home screen, "" for none
	HowToCheck string // the page that says what the marks mean
	Theme      Theme
	Languages  []NavLink // the home page in every language; a switch to the same page is per page: see Page.Languages
	Updated    Dates
	License    Text
	Data       []NavLink // for machines: passport.json, passport.jsonld
	Files      []NavLink // the résumé to keep: cv.pdf, cv.docx, cv.txt; Key is the kind of file, "pdf"
	Repository string
}

// Theme is what a person set about the looks.
type Theme struct {
	Name     string
	Accent   string
	Pictures bool // timelines and charts are wanted: site.pictures
	Options  map[string]any
}

// NavLink is a link with a word. Count is the number of entries behind it, 0 to say nothing.
type NavLink struct {
	Label Word
	Href  string
	Key   string // kind or page: what a template compares with Page to mark the current one
	Lang  string
	Count int
}

// Text is words and their language. Lang is "" when it is the page's own.
type Text struct{ Value, Lang string }

// Prose is Markdown ready to be rendered for one page. HTML is safe.
type Prose struct {
	Lang string
	body *source.Body
	link source.Resolve
	opts source.HTMLOptions
}

// Dates is a moment or a period as readers see it, obeying site.dates.
type Dates struct {
	Text               Word   // "Mar 2019 – Jun 2022", "since 2019", "2 years"; "" for none
	Short              Word   // years only: "2019–2022"
	Start              string // machine form for <time datetime>: "2019-03"; "" when there is none to show
	End                string
	StartText, EndText Word // the two ends of Text, so that each can be a <time>
	Duration           Word // "3 yrs 4 mos"; "about" when approximate
	Ongoing            bool
}

// Image is a picture with its size, when it is known without decoding the whole file.
type Image struct {
	Src, Alt      string
	Caption       Text
	Width, Height int // 0 when unknown
	Lang          string
	Srcset        string   // the sizes it is offered in, as <img srcset> has them; "" for one size
	Sources       []Source // other formats of the same, best first
}

// Link is an address with words. Rel is "me", or "".
type Link struct {
	Title Text
	Href  string
	Rel   string
	Host  string // of an outside address, to show where it leads; "" inside the site
}

// Backing is what supports a claim, for showing. Step is "" for what is only stated:
// nothing is printed for it.
type Backing struct {
	Step string // "", shown, endorsed, credentialed
	Word Word   // the step in the page's language
}

// Evidence is one thing a reader can open or ask for.
type Evidence struct {
	Title     Text
	Href      string // "" when only on request
	Host      string
	Genre     string // key
	Word      Word   // the genre in the page's language
	Note      Text
	Date      Dates
	OnRequest bool
	Confirm   string // a public register
	Size      string // "PDF, 120 KB" for files
	Image     *Image // when the file is a picture that can be shown
}

// Claim is one sentence about what was done, with what backs it beside it.
type Claim struct {
	Anchor   string // "" when it has no id
	Text     Text
	Date     Dates
	Skills   []SkillLink
	Evidence []Evidence
	Backing  Backing
	Said     []Quote
	Mark     string // "", draft, private: preview and --drafts only
	Weight   int    // on a résumé for a purpose: how well it fits, 0 for not at all
}

// SkillLink names a skill and leads to its page.
type SkillLink struct {
	Title Text
	Href  string // "" when it has no page
	Level Word   // "" for none
	Note  Text
	Step  string
}

// Quote is what somebody said, and how it came here.
type Quote struct {
	Prose    *Prose
	Author   Text
	Role     Text // "charge nurse, Harbour Clinic"
	Relation Text
	Href     string // the endorsement's page or anchor
	URL      string // where the author published it
	Date     Dates
	How      Word // the line that says how far it can be checked: "in the words of …, as passed on by …"
	About    []Link
	Counts   bool
	Named    bool // on a card: the card's title is the author's name already
}

// Empty says whether there is nothing to read and nowhere to read it.
func (q *Quote) Empty() bool { return q.Prose.Empty() && !q.Counts }

// Fact is a short labelled value.
type Fact struct {
	Key   string
	Label Word
	Value Text
	Href  string
	Time  string // machine form of a date, for <time datetime>; "" otherwise
}

// Section is a labelled part of a card.
type Section struct {
	Key   string
	Label Word
	Text  Text
	Items []Fact
}

// Role is one position within an experience.
type Role struct {
	Anchor     string
	Title      Text
	Department Text
	Place      Text
	Dates      Dates
	Summary    Text
	Claims     []Claim
	Skills     []SkillLink
	Evidence   []Evidence
	Backing    Backing
	Mark       string // "", draft, private: preview and --drafts only
}

// Card is an entry as shown in lists and at the top of its page.
//
// Anchors are unique on the page that lists the card: the entry's id on its kind's page, "<kind>.<id>" on
// the home page, none on its own page, where the anchors of its claims are their ids. They begin with a letter or digit and never with "_", so that
// ids beginning with "_" are the template's own ("_main"). Print anchors only in the list that a card
// stands in for good (groups and the entry's own page), not where it is merely named.
type Card struct {
	Kind, Type string // keys
	TypeWord   Word
	ID, Anchor string
	Href       string // its own page, "" when this card is all there is
	Title      Text
	Subtitle   Text
	SubHref    string
	Place      Text
	Dates      Dates
	Lane       string
	Summary    Text
	Facts      []Fact
	Claims     []Claim
	Roles      []Role
	Skills     []SkillLink
	Evidence   []Evidence
	Links      []Link
	Sections   []Section
	Image      *Image
	Backing    Backing
	Body       *Prose
	Quote      *Quote   // endorsements
	Classes    []string // microformats
	Tags       []string
	Featured   bool
	Mark       string // "", draft, private, unlisted: preview and --drafts only
	More       bool   // there is more to read on its own page
	Weight     int    // on a résumé for a purpose: how well it fits, 0 for not at all
}

// Person is whom the site is about, for the first screen.
type Person struct {
	Name, Headline, Pronouns, Pronunciation Text
	NativeName                              Text
	AlsoKnownAs                             []string
	Place                                   Text
	Portrait                                *Image
	Email, Phone                            string
	Contact                                 []Link // e-mail, phone, website, form
	ContactNote                             Text
	Links                                   []Link // profiles elsewhere
	Languages                               []Fact
	Interests                               []Text
	Values                                  []Text
}

// Home is the first page. First-screen facts come first (see the art direction): who, now, before,
// education, licences, availability, languages, contact.
type Home struct {
	Person       Person
	Now          []Card // current positions, by their roles, then the one before
	Education    []Card // the highest or latest
	Licences     []Card // credentials with an expiry or of type license
	Availability []Fact // of a public goal
	Goals        []Card
	About        *Prose
	Skills       []SkillRow // best shown, those that a public goal names first
	Unshown      bool       // nothing shows any of them yet: they are not to be called best shown
	AllSkills    string     // address of the skills page
	Featured     []Card     // projects, stories and others that the person put forward
	Works        []Card     // pieces of work for a wall of pictures: put forward first, then those with a picture
	Pictured     int        // how many of Works have a picture
	Quotes       []Quote
	Life         *Chart  // a life in time; nil when there is too little to see, or pictures are off
	SkillScale   []Tick  // the years above the rails of Skills
	SkillRings   bool    // evidence to open is marked on one of them
	Groups       []Group // on a one-page passport: everything, by kind; else the latest of each kind
	Single       bool    // the whole passport is this page
}

// Group is the entries of one kind, under a heading.
type Group struct {
	Kind   string
	Title  Word
	Href   string // its page, "" on that page itself
	Cards  []*Card
	Folded Word // "6 earlier positions, 1998–2005": what site.since leaves out
	Total  int
}

// KindPage lists a kind.
type KindPage struct {
	Kind   string
	Intro  Word
	Groups []Group // by type or section or year, where that helps; else one
}

// EntryPage is an entry with all there is to read.
type EntryPage struct {
	Card       *Card
	Prev, Next *Card  // neighbours in time
	Mentions   []Link // where it is mentioned
	Said       []Quote
	SkillRows  []SkillRow
	Crumbs     []Link
}

// SkillRow is a skill in a list.
type SkillRow struct {
	ID       string
	Anchor   string // on the page of all skills, and on a one-page passport
	Title    Text
	Href     string
	Category Text
	Level    Word
	Span     Word   // "shown in work spanning 2018–2026, last 2026"
	Last     string // "2026"
	Uses     int
	Evidence int
	Step     string
	Word     Word // of the step
	Learning bool
	Wanted   bool
	Summary  Text
	Rail     *Rail // when it was used, on the scale of all skills; nil when there is nothing to see
}

// SkillsPage lists all skills.
type SkillsPage struct {
	Groups []SkillGroup
	Levels []Fact    // what the levels mean
	Scale  []Tick    // the years above the rails of the rows
	Rings  bool      // evidence to open is marked on one of them
	Map    *SkillMap // from skills to the work that shows them; nil when there is too little to see
}

// SkillGroup is the skills of a category.
type SkillGroup struct {
	Title Word
	Rows  []SkillRow
}

// SkillPage is the heart: what shows this skill, over what span, how lately, with which evidence,
// said by whom.
type SkillPage struct {
	Row      SkillRow
	Card     *Card  // when it is declared; nil otherwise
	Meaning  Word   // of the level, in words
	Scale    []Tick // the years above the rails of the uses; nil when there is too little to see
	Uses     []Use
	Levels   []Fact
	Said     []Quote
	Evidence []Evidence
	SameAs   []Link
	Broader  *Link
	Crumbs   []Link
}

// Use is one place where a skill was used.
type Use struct {
	Entry    *Card
	Where    Text   // the role or claim that names it
	Href     string // the claim's own address
	Dates    Dates
	Level    Word
	Note     Text
	Evidence []Evidence
	Backing  Backing
	Rail     *Rail // when, among the other uses; nil without SkillPage.Scale
}

// CVPage is the résumé, with headings that applicant systems know. It holds what its readers see and no
// more, in their order: cards are cut to what a résumé says of them, so that the page and the files on
// paper say the same. A card's Facts are those of a licence or qualification; only work has Claims.
type CVPage struct {
	Paper   string // a4 | letter
	Person  Person
	Summary Text // the first paragraph of the story
	Groups  []Group
	Skills  []SkillRow
	// Selection says that two pages do not hold everything, and Whole leads to what does; both are empty
	// where nothing had to be left out for that.
	Selection Text
	Whole     Link
}
