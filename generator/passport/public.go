package passport

import (
	"sync/atomic"

	"github.com/talent-passport/passport/generator/diag"
)

// Audience decides what Publish leaves in.
type Audience struct {
	Drafts  bool // show drafts, marked as such (build --drafts, preview)
	Private bool // show private entries, marked as such (preview only)
	Contact bool // keep contact details that are listed private (applications)
}

// Moment is the month of a build and the day in it, from the clock or SOURCE_DATE_EPOCH.
// Everything that depends on today gets it as an argument.
type Moment struct{ Year, Month, Day int }

// Public is a passport as one audience sees it, with everything derived from it and nothing hidden in
// it. It is immutable and safe for concurrent use. The only way to make one is [Passport.Publish].
type Public struct {
	ID      string
	Person  Person // contact fields listed private are empty, Forms is empty
	Site    Site
	About   *Prose
	Lang    string   // the language of this view
	Words   Words    // the person's own for pages in this language
	Langs   []string // all languages, the first is the original's
	Now     Moment
	Entries []*Entry // published and listed, by kind, then latest first
	// Unlisted entries have a page of their own and are named nowhere else.
	Unlisted []*Entry
	// Skills are all skills named by published work or declared publicly, best shown first.
	Skills []*SkillFacts
	// Files are the assets that published entries refer to, sorted: the only ones that are copied.
	Files []string
	// Folded counts the entries that site.since leaves out, by kind. They are in no list, and count for
	// no skill.
	Folded []Folded
	Extra  Extra
	// Own says that drafts or private entries may be among the entries: this is for the person alone.
	Own bool
	// Told lists public texts that refer to something hidden: the words stay, the link is gone.
	Told []diag.Span

	facts  map[*Entry]*Facts
	byRef  map[string]*Entry
	skills map[string]*SkillFacts
	stale  map[string]bool    // refs of endorsements that stopped counting
	order  map[string]int     // place of each listed entry in the first language
	views  map[string]*Public // by language
}

// Folded is one line in place of older entries: "6 earlier positions, 1998–2005".
type Folded struct {
	Kind        *Kind
	Count       int
	First, Last int // years; 0 when the person shows durations only
}

// Period is a span of time as published: whole calendar months, both ends included.
type Period struct {
	Start, End Date // End.Present when ongoing
	Moment     Date // set instead, for things that happened at one time
	Months     int  // whole months, 0 for a moment
	Approx     bool // a year alone counted as July (start) or June (end), or the person wrote ~
}

// Facts are what is derived about one entry.
type Facts struct {
	Period     Period
	Mentions   []*Entry      // published entries that refer to this one, in the order of kinds
	Endorsed   []*Entry      // endorsements about it or a claim in it
	Prev, Next *Entry        // neighbours in time, within the kind
	Backing    Backing       // of the entry itself; for its claims see Claim
	Skills     []*SkillFacts // skills it shows, as listed, then those of roles and highlights

	claims []claimFacts         // of every role and highlight
	card   atomic.Pointer[Card] // made when first asked for
}

// Step is a rung of the ladder that says what supports a claim.
type Step uint8

// The ladder, lowest first. See Backing.
const (
	Stated       Step = iota // the person says so
	Shown                    // evidence the reader can open
	Endorsed                 // a signed statement, or one published at the endorser's own address
	Credentialed             // the file as issued, or a check address at the issuer, not expired
)

// Backing is what supports a claim: a set, of which Step is the highest. Nothing is inherited.
type Backing struct {
	Step         Step
	Evidence     []Evidence // openable by the reader
	Endorsements []*Entry   // that count; a stale quote does not
	Credentials  []*Entry   // that count
	Words        []*Entry   // endorsements passed on by the person: shown, not counted
	OnRequest    []Evidence // exists, shown when asked for
}

// SkillFacts is a skill and the work that shows it.
type SkillFacts struct {
	ID    string
	Title Text
	Entry *Entry // nil when the skill is declared nowhere
	Uses  []Use  // latest first

	First, Last Date // of the union of all periods; Last.Present when ongoing
	Months      int  // months of the union of all periods: overlaps count once
	Approx      bool
	Step        Step // the highest among the claims that name it
	Evidence    int  // pieces the reader can open
	Level       string
	Wanted      bool     // a public goal names it
	Said        []*Entry // endorsements about it
}

// Use is one place where a skill was used.
type Use struct {
	Entry   *Entry
	Role    *Role      // nil unless a role names it
	Claim   *Highlight // nil unless a highlight names it
	Period  Period
	Level   string
	Note    Text
	Backing Backing // of the claim, role or entry that names the skill
}

// Card is how any entry presents itself to a theme: what to show, in order, and no HTML.
// Labels are keys that the theme turns into words of the page's language.
type Card struct {
	Kind           string // "experience"
	Type           string // as written; the theme has words for the known ones
	Title          Text
	Subtitle       Text // the organisation, issuer, venue, author
	SubURL         string
	Place          Location
	Period         Period
	Lane           string // work, learning, care, projects, life: the lane of a timeline
	Facts          []Fact
	Sections       []Section // labelled prose and lists beyond the common ones
	Classes        []string  // microformat classes of the whole: h-event, p-experience
	Draft, Private bool
}

// Fact is a short labelled value: expires 2027-03; language level C1.
type Fact struct {
	Label string // key: "expires", "grade", "credential_id"
	Value Text   // for words
	Date  Date   // for dates, written by the theme in the page's language
	Key   string // for known values of open lists, turned into words by the theme: "part-time"
	URL   string // when it can be followed
	Ref   *Entry // when it points at a published entry
	Claim string // the claim in that entry, "" for the entry itself
	File  string // when it is a published file: its path from the passport's folder
	Note  Text   // a further word: a collaborator's role, a course's grade
}

// Section is a labelled part of a card beyond the common ones.
type Section struct {
	Label string // key: "courses", "collaborators", "availability"
	Text  Text
	Items []Fact
}
