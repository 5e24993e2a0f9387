package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/picture"
)

// How much of a long record a résumé holds. What fits its purpose may go further.
const (
	cvClaims     = 3 // of one position
	cvMoreClaims = 5
	cvOthers     = 4 // entries of a kind that is not work
	cvMoreOthers = 6
	cvSkills     = 12
)

// cvSections are the kinds of a résumé, in the order in which its readers look, when site.cv does not
// name them.
var cvSections = []string{
	experienceKind, educationKind, credentialsKind, projectsKind, awardsKind, publicationsKind, otherKind,
}

// Choice is what a résumé is made for. The zero value is for anybody.
type Choice struct {
	Tags   []string              // entries and claims with one of these tags fit best; compared as ids are
	Skills map[string]bool       // what is asked for, by the ids of skills
	Named  func(text string) int // how many of the things asked for a text names; nil for none
}

// entry says how well an entry fits.
func (c Choice) entry(en *passport.Entry, f *passport.Facts) int {
	w := 10 * c.tagged(en.Tags)
	for _, s := range f.Skills {
		w += truth(c.Skills[s.ID])
	}
	return w + c.named(en.Title.Value) + c.named(en.Summary.Value)
}

// claim says how well a highlight fits.
func (c Choice) claim(h *passport.Highlight) int {
	w := 10 * c.tagged(h.Tags)
	for _, u := range h.Skills {
		w += truth(c.Skills[u.Skill.ID])
	}
	return w + c.named(h.Text.Value)
}

func (c Choice) tagged(tags []string) int {
	for _, t := range tags {
		if slices.ContainsFunc(c.Tags, func(want string) bool { return passport.Fold(want) == passport.Fold(t) }) {
			return 1
		}
	}
	return 0
}

func (c Choice) named(text string) int {
	if c.Named == nil || text == "" {
		return 0
	}
	return c.Named(text)
}

// CV plans the résumé alone, in one of the passport's languages ("" for the first), for a purpose. Its
// links are relative to the site's root.
func CV(p *passport.Public, tag string, o Options, c Choice) Sheet {
	pl := newPlanner(p, o)
	tags := pl.languages()
	if !slices.Contains(tags, tag) {
		tag = tags[0]
	}
	e := pl.newEdition(tag, tag == tags[0])
	return e.sheet(e.home.cvPage(c))
}

// planCV plans the page of the résumé, and the files that say the same on paper.
func (e *edition) planCV() {
	v := e.home
	p := v.cvPage(Choice{Tags: v.pub.Site.CV.Tags})
	e.finish(p, v.crumbs(Link{Title: v.say("page.cv.title"), Href: v.page("cv.html")}))
	if e.o.Papers == nil {
		return
	}
	docs, found := e.o.Papers(e.sheet(p))
	e.papers, e.problems = docs, append(e.problems, found...)
	e.home.chrome.Files, e.inner.chrome.Files = e.home.fileLinks(), e.inner.fileLinks()
}

func (e *edition) sheet(p *Page) Sheet {
	s := Sheet{Page: p, Prefix: e.prefix, Base: e.base, Home: e.absolute(e.prefix+"index.html", ""), Graph: e.graphText, Words: e.w}
	portrait := e.pub.Person.Portrait
	if f := drawable(e.files[portrait.Src.Full]); f != nil && e.pub.Site.CV.Portrait {
		s.Portrait = sync.OnceValue(func() []byte { return picture.Portrait(e.cleaned(f)) })
		s.PortraitFrom, s.PortraitAlt = f.sum, e.home.text(portrait.Alt)
	}
	return s
}

// fileLinks lead to the résumé as files. Kinds of files have the same names in every language.
func (v *view) fileLinks() []NavLink {
	var out []NavLink
	for _, d := range v.papers {
		kind := strings.TrimPrefix(path.Ext(d.Path), ".")
		out = append(out, NavLink{Label: Word(strings.ToUpper(kind)), Href: v.href(v.root, d.Path, ""), Key: kind})
	}
	return out
}

func (v *view) cvPage(c Choice) *Page {
	p := v.newPage("cv", "cv.html")
	p.Key, p.OGType = "cv", "profile"
	p.filled(func() { p.CV = v.cvView(c) })
	p.Modified = v.latestOfAll()
	v.describe(p, v.w.Say("page.cv.title"), v.w.Say("describe.cv", "name", v.pub.Person.Name.Value), nil)
	return p
}

// cvView is the content of a résumé.
func (v *view) cvView(c Choice) *CVPage {
	cv := &CVPage{Person: v.person(), Paper: cmp.Or(v.pub.Site.CV.Paper, "a4")}
	if !v.pub.Site.CV.Portrait {
		cv.Person.Portrait = nil
	}
	if about := v.pub.About; about != nil {
		cv.Summary = v.text(passport.Text{Value: about.Body.FirstLine(), Lang: about.Lang})
	}
	sections := folders(v.pub.Site.CV.Sections)
	if len(sections) == 0 {
		sections = cvSections
	}
	for _, folder := range sections {
		if folder != skillsKind {
			cv.Groups = append(cv.Groups, v.cvGroups(folder, c)...)
		}
	}
	cv.Skills = v.cvSkills(c)
	v.bound(cv)
	return cv
}

// cvSkills are the skills of a résumé: those asked for, those that a public goal names, then as well as
// they are shown.
func (v *view) cvSkills(c Choice) []SkillRow {
	list := best(v.pub.Skills)
	slices.SortStableFunc(list, func(a, b *passport.SkillFacts) int {
		return cmp.Compare(truth(c.Skills[b.ID]), truth(c.Skills[a.ID]))
	})
	var out []SkillRow
	for _, s := range list {
		if (len(s.Uses) > 0 || s.Level != "") && (len(out) < cvSkills || c.Skills[s.ID]) {
			out = append(out, v.row(s))
		}
	}
	return out
}

// cvGroups are the groups of a kind on the résumé. Unpaid work has a heading of its own there, because
// applicant systems sort by headings; breaks stay with the work, where they explain the dates.
func (v *view) cvGroups(folder string, c Choice) []Group {
	since := number(v.pub.Site.CV.Since)
	main := Group{Kind: folder, Title: v.word("cv." + folder)}
	unpaid := Group{Kind: folder, Title: v.word("cv.volunteering")}
	var list []ranked
	for _, en := range v.shown(folder) {
		if since > 0 && v.overBefore(en, since) {
			continue
		}
		g := &main
		if folder == experienceKind && en.Type == "voluntary" {
			g = &unpaid
		}
		card := v.cvCard(en, c)
		g.Cards = append(g.Cards, card)
		g.Total++
		list = append(list, ranked{card, v.standing(en), len(list)})
	}
	if folder != experienceKind {
		main.Cards = fitting(folder, list)
	}
	var out []Group
	for _, g := range []Group{main, unpaid} {
		if g.Total > 0 {
			out = append(out, g)
		}
	}
	return out
}

// ranked is a card with how much its like counts on a résumé, and its place in time.
type ranked struct {
	card     *Card
	standing int
	place    int
}

// fitting chooses among the entries of a kind that is not work. Work is never chosen from: a reader would
// take what is missing for a gap. What fits the purpose comes first; of qualifications the others
// follow, of everything else only where nothing fits.
func fitting(folder string, list []ranked) []*Card {
	fit := 0
	for _, r := range list {
		fit += truth(r.card.Weight > 0)
	}
	most := max(cvOthers, min(fit, cvMoreOthers))
	if fit > 0 && folder != educationKind && folder != credentialsKind {
		most = min(fit, cvMoreOthers)
	}
	first := func(a, b ranked) int { // degrees and licences in force are what readers look for whatever the purpose
		return cmp.Compare(truth(b.standing >= mustHave), truth(a.standing >= mustHave))
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		return cmp.Or(first(a, b), cmp.Compare(b.card.Weight, a.card.Weight), cmp.Compare(b.standing, a.standing))
	})
	list = list[:min(len(list), most)]
	switch folder {
	case credentialsKind: // licences stay before the others
	case educationKind: // in time, as readers expect it
		slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(a.place, b.place) })
	default:
		slices.SortStableFunc(list, func(a, b ranked) int {
			return cmp.Or(cmp.Compare(b.card.Weight, a.card.Weight), cmp.Compare(a.place, b.place))
		})
	}
	var out []*Card
	for _, r := range list {
		out = append(out, r.card)
	}
	return out
}

// mustHave is the standing of degrees and of licences in force.
const mustHave = 3

// standing is how much a qualification counts where there is no room for all: degrees before courses,
// licences before certificates that expire, both before what does not; nothing that is over.
func (v *view) standing(en *passport.Entry) int {
	switch d := en.Detail.(type) {
	case *passport.Education:
		switch {
		case d.Status == "planned" || d.Status == "partial":
			return 0
		case en.Type == "degree":
			return mustHave
		case en.Type == "apprenticeship" || d.Level > 4:
			return 2
		}
		return 1
	case *passport.Credential:
		switch {
		case !d.Expires.IsZero() && v.before(d.Expires), d.Status == "revoked", d.Status == "suspended":
			return 0
		case en.Type == "license":
			return mustHave
		case !d.Expires.IsZero():
			return 2
		}
		return 1
	}
	return truth(en.Featured)
}

// cvFacts are the facts that a résumé says of an entry, by kind.
var cvFacts = map[string][]string{
	credentialsKind: {"credential_id", "expires", "expired", "status"},
	educationKind:   {"degree"},
}

// cvCard is an entry as a résumé shows it.
func (v *view) cvCard(en *passport.Entry, c Choice) *Card {
	f := v.pub.Facts(en)
	card := *v.card(en)
	card.Weight = c.entry(en, f)
	card.Facts = slices.DeleteFunc(slices.Clone(card.Facts), func(f Fact) bool {
		return !slices.Contains(cvFacts[card.Kind], f.Key)
	})
	for i := range card.Facts {
		if card.Facts[i].Key == "degree" {
			card.Facts[i].Label = "" // it names itself
		}
	}
	// Who issued it is the person's word, as all of a résumé is; the other pages say how far it can be checked.
	card.Subtitle = v.text(v.pub.Card(en).Subtitle)
	if en.Kind.Folder != experienceKind {
		card.Claims = nil
		if !en.Featured {
			card.Summary = Text{}
		}
		return &card
	}
	card.Claims = cvClaimsOf(card.Claims, en.Highlights, c)
	if x, ok := en.Detail.(*passport.Experience); ok && len(card.Roles) > 0 {
		card.Roles = slices.Clone(card.Roles)
		for i := range card.Roles {
			card.Roles[i].Claims = cvClaimsOf(card.Roles[i].Claims, x.Roles[i].Highlights, c)
		}
	}
	return &card
}

// cvClaimsOf chooses the claims of a position: those that fit, then the others as the person ordered them.
func cvClaimsOf(claims []Claim, of []passport.Highlight, c Choice) []Claim {
	out := slices.Clone(claims)
	fit := 0
	for i := range out {
		out[i].Weight = c.claim(&of[i])
		fit += truth(out[i].Weight > 0)
	}
	slices.SortStableFunc(out, func(a, b Claim) int { return cmp.Compare(b.Weight, a.Weight) })
	return out[:min(len(out), max(cvClaims, min(fit, cvMoreClaims)))]
}

// overBefore says whether an entry was over before a year.
func (v *view) overBefore(en *passport.Entry, since int) bool {
	p := v.pub.Facts(en).Period
	if p.Ongoing() {
		return false
	}
	last := cmp.Or(p.Moment.Year, p.End.Year, p.Start.Year)
	return last != 0 && last < since
}
