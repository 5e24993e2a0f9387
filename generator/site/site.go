// Package site plans a site: every page with its address, title, neighbours and view, before
// anything is rendered. It writes no HTML.
//
// [New] takes a [passport.Public] and returns a [Plan]: its pages, and the documents that are not
// pages (passport.json, sitemap.xml, robots.txt, files that entries refer to). A [Page] carries a
// view: plain values in the page's language with addresses already relative to the page, so that a
// template has nothing to compute. A theme turns pages into documents.
//
// Views that are the same on many pages (the chrome, cards) are one value per language and folder
// depth, shared by pointer, so that a theme may render each once and reuse the result.
package site

import (
	"bytes"
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/jsonld"
	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/picture"
)

// The folders of kinds that pages treat in a way of their own.
const (
	experienceKind   = "experience"
	educationKind    = "education"
	projectsKind     = "projects"
	skillsKind       = "skills"
	credentialsKind  = "credentials"
	endorsementsKind = "endorsements"
	storiesKind      = "stories"
	goalsKind        = "goals"
	awardsKind       = "awards"
	publicationsKind = "publications"
	logKind          = "log"
	otherKind        = "other"
)

// History tells when a file of the passport was first and last changed, as RFC 3339, "" when it is unknown.
type History interface {
	Created(path string) string
	Modified(path string) string
}

// Options are what a plan needs beyond the passport.
type Options struct {
	BaseURL string // overrides site.url; "" keeps it
	Version string // of the program, for the generator's name in data files
	// Read gives the bytes of a published file, for copying and for its size.
	Read func(path string) ([]byte, error)
	// Damaged are pictures that cannot be read to their end, by their path in the passport. They are left out. That
	// they are damaged is known once they were rendered: see [DamagedIn].
	Damaged map[string]bool
	// History tells when files changed; nil when nothing knows. Entries with `updated` do not need it.
	History History
	// Papers makes the résumé of one language as files beside the page cv.html, which every page then
	// leads to. It is called once for each language; nil makes none.
	Papers func(Sheet) ([]Document, diag.List)
	// Faces are the fonts of cards for messages and of the icon; nil makes neither. Accent is the colour of
	// both, "#rrggbb".
	Faces  *picture.Faces
	Accent string
	// Formats makes the documents of foreign formats for one language, and says which of them the heads of
	// pages lead to, by paths from the root of that language. A document that is named like a page with .md
	// behind it is that page's twin, which its head leads to. It is called once for each language; nil makes
	// none.
	Formats func(*Edition) ([]Document, []Alternate)
}

// Sheet is what a résumé on paper is made from.
type Sheet struct {
	Page   *Page         // the page of the résumé; its CV is what the paper says
	Prefix string        // of the language's documents: "", "pt/"
	Base   string        // the site's address with a slash at its end, "" when it is not known
	Home   string        // the address of the first page in the language, "" when it is not known
	Graph  func() []byte // passport.jsonld of the language
	Words  *lang.Words   // of the language
	// Portrait is the person's picture as a JPEG of picture.PortraitWidth by picture.PortraitHeight, where
	// they asked for it on their résumé (site.cv.portrait), else nil. PortraitFrom is a digest of what it is
	// made from, and PortraitAlt what it shows.
	Portrait     func() []byte
	PortraitFrom [32]byte
	PortraitAlt  Text
}

// Plan is a whole site before anything is rendered.
type Plan struct {
	Pages []*Page // in the order of languages, then of addresses as a reader would visit them
	// Documents are those that are not pages: data files, sitemap.xml, robots.txt, .nojekyll and the
	// files that entries refer to.
	Documents []Document
	// Editions are the site in each of its languages, the original's first.
	Editions []*Edition
	// Notation says whether prose holds mathematics or code, for which a theme has rules of their own.
	Notation bool
	// Longest is how many entries, or skills, the longest list of the site has.
	Longest int

	base   string
	pageOf func(file string) string
}

// planner is what all languages share while a site is planned, and what lazily rendered documents
// keep afterwards. It does not change once New has returned.
type planner struct {
	p        *passport.Public
	o        Options
	base     string // the site's address with a slash at its end, "" when it is not known
	basePath string // the path of it
	clean    bool
	single   bool   // the whole passport is one page
	mode     string // site.dates
	robots   string // what the head of every page tells those who crawl it

	unlisted map[string]bool  // entries that nothing may lead to, by ref
	places   map[string]place // where entries and skills stand, by ref
	byRef    map[string]*passport.Entry
	files    map[string]*file // published files by their path in the passport
	counting map[string]bool  // endorsements that count somewhere, by ref
	editions []*edition
	problems diag.List

	allTitles, allDescriptions map[string]bool // of pages in all languages
	decoding                   sync.Mutex      // held while a picture is decoded
}

// edition is the site in one language.
type edition struct {
	*planner
	pub          *passport.Public
	lang         string
	prefix       string // of its pages: "", "pt/"
	dir          string
	w            *lang.Words
	kinds        []*kindOf // kinds with something to list, in the order of the navigation
	home         *view
	inner        *view
	pages        []*Page
	titles       map[string]bool // those that are taken
	descriptions map[string]bool
	papers       []Document // the résumé as files
	socials      []social   // cards for messages

	rails   func() railway // when skills were used
	hasLife func() bool    // there is a timeline to see

	lazyGraph func() *jsonld.Graph
	graphText func() []byte // passport.jsonld, once it is asked for

	formats []Document      // of foreign formats
	heads   []Alternate     // those that the head of every page leads to
	twins   map[string]bool // paths of those that say in Markdown what a page says
}

// kindOf is a kind with its listed entries, and what site.since folded into one line.
type kindOf struct {
	folder  string
	title   Word
	entries []*passport.Entry
	folded  passport.Folded
}

// New plans the site of a passport. A file that cannot be published as it is (one of a refused type)
// is a problem; nothing of it fails. Without an address, what must be absolute is left out; saying so
// is the business of package check.
func New(p *passport.Public, o Options) (*Plan, diag.List) {
	pl := newPlanner(p, o)
	plan := &Plan{base: "/", pageOf: pl.pageOf}
	if path, err := url.PathUnescape(pl.basePath); err == nil {
		plan.base = path
	}
	for i, tag := range pl.languages() {
		e := pl.newEdition(tag, i == 0)
		pl.editions = append(pl.editions, e)
	}
	for _, e := range pl.editions {
		e.plan()
		plan.Pages = append(plan.Pages, e.pages...)
		x := e.export()
		plan.Editions = append(plan.Editions, x)
		plan.Notation = plan.Notation || e.notation()
		plan.Longest = max(plan.Longest, len(e.pub.Skills))
		for _, k := range e.kinds {
			plan.Longest = max(plan.Longest, len(k.entries))
		}
		e.planFormats(x)
		e.leadToData()
	}
	pl.alternates()
	plan.Documents = pl.documents(plan.Pages)
	return plan, pl.problems
}

func newPlanner(p *passport.Public, o Options) *planner {
	pl := &planner{p: p, o: o, clean: p.Site.CleanURLs, mode: p.Site.Dates, allTitles: map[string]bool{}, allDescriptions: map[string]bool{}}
	pl.base, pl.basePath = splitBase(cmp.Or(o.BaseURL, p.Site.URL.Value))
	pl.single = len(p.Entries) < onePage
	pl.robots = pl.robotsOf()
	pl.placeEntries()
	pl.indexFiles()
	pl.countEndorsements()
	return pl
}

// language tags become folders, so nothing but letters, digits and hyphens is taken for one.
var folderTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// languages are the languages of the site, the original's first.
func (pl *planner) languages() []string {
	var tags []string
	for i, tag := range pl.p.Langs {
		if (i == 0 || folderTag.MatchString(tag)) && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	if len(tags) == 0 {
		tags = []string{pl.p.Lang}
	}
	return tags
}

// original is the language of a text that does not name one.
func (pl *planner) original() string {
	if len(pl.p.Langs) > 0 && pl.p.Langs[0] != "" {
		return pl.p.Langs[0]
	}
	return cmp.Or(pl.p.Lang, "en")
}

func (pl *planner) newEdition(tag string, first bool) *edition {
	e := &edition{planner: pl, pub: pl.p, lang: cmp.Or(tag, pl.original()),
		titles: make(map[string]bool, len(pl.places)), descriptions: make(map[string]bool, len(pl.places))}
	if !first {
		e.pub, e.prefix = pl.p.In(tag), tag+"/"
	}
	e.w = lang.With(e.lang, lang.Own(e.pub.Words))
	e.dir = e.w.Dir()
	e.lazyGraph = e.newGraph()
	e.graphText = sync.OnceValue(func() []byte {
		var b bytes.Buffer
		writeJSON(&b, e.graph().All())
		return b.Bytes()
	})
	up := strings.Repeat("../", strings.Count(e.prefix, "/"))
	e.home = newView(e, up, true)
	e.inner = newView(e, up+"../", false)
	e.listKinds()
	e.rails = sync.OnceValue(e.newRailway)
	e.hasLife = sync.OnceValue(e.home.anyLife)
	e.home.chrome, e.inner.chrome = e.home.newChrome(), e.inner.newChrome()
	return e
}

// plan makes the pages of one language.
func (e *edition) plan() {
	e.planHome()
	if !e.single {
		for _, k := range e.kinds {
			if k.folder != skillsKind {
				e.planKind(k)
			}
		}
		e.planSkills()
	}
	e.planEntries(e.pub.Unlisted, true)
	e.planCV()
	if !e.single {
		e.planTimeline()
	}
	e.planHowToCheck()
	if e.prefix == "" {
		e.planNotFound()
	}
	e.planMoved()
}

// listKinds collects what the navigation leads to: the kinds that have something to show, those that
// site.sections names first, the others in their own order.
func (e *edition) listKinds() {
	byFolder := map[string]*kindOf{}
	var order []string
	for _, k := range passport.Kinds() {
		order = append(order, k.Folder)
		byFolder[k.Folder] = &kindOf{folder: k.Folder, title: e.word("kind." + k.Folder)}
	}
	for _, en := range e.pub.Entries {
		k := byFolder[en.Kind.Folder]
		k.entries = append(k.entries, en)
	}
	for _, f := range e.pub.Folded {
		byFolder[f.Kind.Folder].folded = f
	}
	var wanted []string
	for _, folder := range append(folders(e.pub.Site.Sections), order...) {
		if byFolder[folder] != nil && !slices.Contains(wanted, folder) {
			wanted = append(wanted, folder)
		}
	}
	for _, folder := range wanted {
		k := byFolder[folder]
		if folder == skillsKind && len(e.pub.Skills) > 0 || len(k.entries)+k.folded.Count > 0 {
			e.kinds = append(e.kinds, k)
		}
	}
	if k := byFolder[otherKind]; len(k.entries) > 0 {
		// A single heading of the person's own says more than "Other".
		k.title = cmp.Or(e.text(oneSection(k.entries)).word(), k.title)
	}
}

// folders are the kinds that a person names in a list, by folder or singular; others are left out.
func folders(names []string) []string {
	var out []string
	for _, name := range names {
		if k := passport.KindOf(name); k != nil {
			out = append(out, k.Folder)
		}
	}
	return out
}

// oneSection is the heading that all entries stand under, or nothing when they stand under several.
func oneSection(entries []*passport.Entry) passport.Text {
	title := passport.Text{}
	for i, en := range entries {
		d, ok := en.Detail.(*passport.Other)
		if !ok || i > 0 && d.Section.Value != title.Value {
			return passport.Text{}
		}
		title = d.Section
	}
	return title
}

// countEndorsements finds the endorsements that count somewhere: those that a reader can check.
func (pl *planner) countEndorsements() {
	pl.counting = map[string]bool{}
	count := func(b *passport.Backing) {
		for _, e := range b.Endorsements {
			pl.counting[entryRef(e)] = true
		}
	}
	for _, e := range pl.p.Entries {
		pl.p.Facts(e).Each(count)
	}
	for _, s := range pl.p.Skills {
		for i := range s.Uses {
			count(&s.Uses[i].Backing)
		}
	}
}
