package theme

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
)

// The fixture is a plan made by hand: every field of every view, long texts, foreign texts, and
// things that are missing, so that the theme is tested apart from what plans a site.

func text(s string) site.Text           { return site.Text{Value: s} }
func foreign(lang, s string) site.Text  { return site.Text{Value: s, Lang: lang} }
func link(title, href string) site.Link { return site.Link{Title: text(title), Href: href} }

func prose(markdown string) *site.Prose {
	return site.NewProse("", source.NewBody(markdown), func(source.Link) (string, bool) { return "", false }, source.HTMLOptions{TopLevel: 3})
}

func period(start, end string, startText, endText, duration site.Word) site.Dates {
	d := site.Dates{
		Text: startText + " – " + endText, Short: site.Word(start[:4] + "–" + end[:min(4, len(end))]),
		Start: start, End: end, StartText: startText, EndText: endText, Duration: duration,
	}
	if end == "" {
		d.Ongoing, d.EndText = true, ""
		d.Text = startText + " – present"
		d.Short = site.Word("since " + start[:4])
	}
	return d
}

func moment(start string, words site.Word) site.Dates {
	return site.Dates{Text: words, Short: site.Word(start[:4]), Start: start, StartText: words}
}

var (
	shown        = site.Backing{Step: "shown", Word: "shown"}
	endorsed     = site.Backing{Step: "endorsed", Word: "endorsed"}
	credentialed = site.Backing{Step: "credentialed", Word: "credentialed"}
)

const base = "https://ines.example/passport/"

func chrome(root string) *site.Chrome {
	c := &site.Chrome{
		Name: text("Inês Carvalho Duarte"), Home: root + "index.html", CV: root + "cv.html",
		Theme: site.Theme{Name: "atlas"}, License: text("CC BY 4.0"), Repository: "https://code.example/ines/passport",
		Updated: site.Dates{Text: "14 November 2026", StartText: "14 November 2026", Start: "2026-11-14"},
		Nav:     []site.NavLink{{Label: "Home", Href: root + "index.html", Key: "home"}},
		Data: []site.NavLink{
			{Label: "The passport as data (JSON)", Href: root + "passport.json", Key: "passport.json"},
			{Label: "The passport as linked data (JSON-LD)", Href: root + "passport.jsonld", Key: "passport.jsonld"},
		},
	}
	for _, k := range []struct {
		key, label string
		n          int
	}{{"experience", "Experience", 6}, {"education", "Education", 4}, {"projects", "Projects", 5}, {"skills", "Skills", 14},
		{"credentials", "Credentials", 5}, {"endorsements", "Endorsements", 4}, {"stories", "Stories", 3}, {"goals", "Goals", 2},
		{"awards", "Awards", 2}, {"publications", "Publications", 3}} {
		c.Nav = append(c.Nav, site.NavLink{Label: site.Word(k.label), Href: root + k.key + "/index.html", Key: k.key, Count: k.n})
	}
	return c
}

func skillRow(root, id, title, level, span, step string, uses, evidence int) site.SkillRow {
	return site.SkillRow{
		ID: id, Anchor: id, Title: text(title), Href: root + "skills/" + id + ".html", Level: site.Word(level), Span: site.Word(span), Last: span[len(span)-4:],
		Uses: uses, Evidence: evidence, Step: step, Word: site.Word(step),
	}
}

func skillRows(root string) []site.SkillRow {
	rows := []site.SkillRow{
		skillRow(root, "wound-care", "Wound care", "expert", "shown in work spanning 2012–2026, last 2026", "credentialed", 7, 5),
		skillRow(root, "teaching-adults", "Teaching adults at the bedside", "practitioner", "shown in work spanning 2016–2026, last 2026", "endorsed", 5, 3),
		skillRow(root, "clinical-data", "Clinical data entry and audit", "working", "shown in work spanning 2019–2025, last 2025", "shown", 3, 2),
		skillRow(root, "rota-planning", "Rota planning", "practitioner", "shown in work spanning 2019–2026, last 2026", "shown", 2, 1),
		skillRow(root, "palliative-care", "Palliative care", "practitioner", "shown in work spanning 2014–2024, last 2024", "endorsed", 4, 1),
		skillRow(root, "woodwork", "Woodwork", "working", "shown in work spanning 2020–2026, last 2026", "", 2, 0),
	}
	rows[2].Wanted = true
	return rows
}

func claims() []site.Claim {
	return []site.Claim{
		{
			Anchor: "dressings", Text: text("Cut the number of dressing changes on the ward by a third, by agreeing with the surgeons on one protocol and checking it every Friday for a year."),
			Backing: endorsed,
			Evidence: []site.Evidence{
				{Title: text("Ward audit 2020–2023"), Href: "../media/audit.pdf", Genre: "measurement", Word: "measurement", Size: "PDF, 184 kB", Date: moment("2023-05", "May 2023")},
				{Title: text("The protocol"), Href: "https://clinic.example/protocols/dressings", Host: "clinic.example", Genre: "document", Word: "document"},
			},
			Said: []site.Quote{{Author: text("Dr Helena Prado"), How: "in the words of Dr Helena Prado, published at their own address", Href: "../endorsements/prado.html"}},
		},
		{Anchor: "trained", Text: text("Trained nine colleagues to assess pressure wounds on their own."), Backing: shown,
			Evidence: []site.Evidence{{Title: text("Course sheet and sign-off list"), Href: "../media/course.pdf", Genre: "document", Word: "document", Size: "PDF, 92 kB"}}},
		{Text: text("Keeps the ward’s rota of twenty-two people fair enough that nobody has asked for it to be redone since 2021.")},
		{Anchor: "register", Text: text("Entered four years of paper wound charts into the hospital’s register, with two errors found in a sample of six hundred."), Backing: shown, Date: moment("2022", "2022"),
			Evidence: []site.Evidence{{Title: text("Sample report"), OnRequest: true, Genre: "measurement", Word: "measurement", Confirm: "https://www.registo.example/entidades/1182"}}},
	}
}

func evidence() []site.Evidence {
	return []site.Evidence{
		{Title: text("Photographs of the dressing trolley, before and after"), Href: "../media/trolley.jpg", Genre: "photo", Word: "photo", Size: "JPG, 88 kB"},
		{Title: foreign("pt", "Protocolo de pensos"), Href: "../media/protocolo.pdf", Genre: "document", Word: "document", Size: "PDF, 210 kB", Note: text("as adopted by two other wards")},
	}
}

func clinic(root string) *site.Card {
	return &site.Card{
		Kind: "experience", Type: "paid", TypeWord: "paid work", ID: "harbour-clinic", Anchor: "harbour-clinic",
		Href: root + "experience/harbour-clinic.html", More: true, Title: text("Charge nurse"), Subtitle: text("Harbour Clinic"), SubHref: "https://clinic.example/",
		Place: text("Porto, Portugal"), Dates: period("2019-03", "", "Mar 2019", "", "7 yrs 9 mos"),
		Summary: text("Leads a surgical ward of twenty-four beds at night and at weekends, and answers for how wounds heal on it."),
		Claims:  claims(), Evidence: evidence(), Backing: endorsed, Classes: []string{"p-experience", "h-event"},
		Facts: []site.Fact{{Key: "schedule", Label: "Schedule", Value: text("full-time")}, {Key: "sector", Label: "Sector", Value: text("hospital, private non-profit")}},
		Body:  prose("I came to the ward as the one who was good with dressings, and stayed as the one who decides who sleeps. The first winter taught me that a ward runs on what people tell each other at half past seven, so most of what I changed has to do with that quarter of an hour.\n\nWhat I would do differently: ask the porters first."),
		Links: []site.Link{{Title: text("The ward’s own page"), Href: "https://clinic.example/ward-4", Host: "clinic.example"}},
		Tags:  []string{"surgery", "night shift"},
	}
}

func hospital(root string) *site.Card {
	return &site.Card{
		Kind: "experience", Type: "paid", TypeWord: "paid work", ID: "sao-joao", Anchor: "sao-joao", Href: root + "experience/sao-joao.html", More: true,
		Title: text("Staff nurse"), Subtitle: text("Hospital de São João"), Place: text("Porto, Portugal"),
		Dates: period("2012-09", "2019-02", "Sep 2012", "Feb 2019", "6 yrs 6 mos"), Backing: shown, Classes: []string{"p-experience", "h-event"},
		Summary: text("Two positions in seven years: general surgery, then the outpatient wound clinic."),
		Roles: []site.Role{
			{Anchor: "wound-clinic", Title: text("Nurse, outpatient wound clinic"), Department: text("Surgery"), Dates: period("2016-01", "2019-02", "Jan 2016", "Feb 2019", "3 yrs 2 mos"),
				Claims: []site.Claim{{Anchor: "clinic-opened", Text: text("Opened the Saturday clinic with one colleague and a borrowed room; it saw 1,140 people in its first year."), Backing: shown,
					Evidence: []site.Evidence{{Title: text("Annual report, page 31"), Href: "https://hsj.example/2017.pdf", Host: "hsj.example", Word: "document"}}}},
				Skills: []site.SkillLink{{Title: text("Wound care"), Href: root + "skills/wound-care.html", Level: "practitioner"}, {Title: text("Teaching adults at the bedside"), Href: root + "skills/teaching-adults.html"}}},
			{Anchor: "general", Title: text("Nurse, general surgery"), Dates: period("2012-09", "2015-12", "Sep 2012", "Dec 2015", "3 yrs 4 mos"),
				Claims: []site.Claim{{Text: text("Night duty for thirty-one beds with two others.")}}},
		},
	}
}

func care(root string) *site.Card {
	return &site.Card{
		Kind: "experience", Type: "caring", TypeWord: "caring", ID: "father", Anchor: "father", Title: text("Cared for my father"), Dates: period("2024-02", "2024-10", "Feb 2024", "Oct 2024", "9 mos"),
		Summary: text("Half-time, beside the ward. What a discharge letter looks like from the other side of the kitchen table."), Classes: []string{"p-experience", "h-event"},
		Claims: []site.Claim{{Text: text("Learned to ask one question at a time.")}},
	}
}

func bridge(root string) *site.Card {
	return &site.Card{
		Kind: "projects", Type: "craft", TypeWord: "craft", ID: "trolley", Anchor: "trolley", Href: root + "projects/trolley.html", More: true,
		Title: text("A dressing trolley that one person can push with a full tray of instruments through a door that opens the wrong way"),
		Dates: period("2021-04", "2021-11", "Apr 2021", "Nov 2021", "8 mos"), Backing: shown, Summary: text("Built in the evenings from a canteen trolley and birch plywood; the ward has three of them now."), Featured: true,
		Classes: []string{"h-entry"}, Subtitle: text("with the hospital’s joiner"),
	}
}

func degree(root string) *site.Card {
	return &site.Card{
		Kind: "education", Type: "degree", TypeWord: "degree", ID: "msc", Anchor: "msc", Href: root + "education/msc.html", More: true, Title: text("MSc Nursing, wound management"),
		Subtitle: text("Universidade do Porto"), Dates: period("2014-09", "2016-07", "Sep 2014", "Jul 2016", "1 yr 11 mos"), Backing: credentialed, Classes: []string{"p-education", "h-event"},
		Facts: []site.Fact{{Key: "grade", Label: "Grade", Value: text("17 of 20")}},
	}
}

func licence(root string) *site.Card {
	return &site.Card{
		Kind: "credentials", Type: "license", TypeWord: "licence", ID: "licence", Anchor: "licence", Href: root + "credentials/licence.html", More: true, Title: text("Registered nurse, general care"),
		Subtitle: text("Ordem dos Enfermeiros"), Dates: moment("2012-07", "Jul 2012"), Backing: credentialed,
		Facts: []site.Fact{{Key: "credential_id", Label: "Number", Value: text("5-E-81123")}, {Key: "expires", Label: "Expires", Value: text("Jul 2027")}},
	}
}

func quote() site.Quote {
	return site.Quote{
		Prose: prose("She is the person I ask before I decide. When Inês says a wound will close, I book the discharge; when she says it will not, I have learned to look again."), Author: text("Dr Helena Prado"), Role: text("surgeon, Harbour Clinic"), Relation: text("worked with me since 2019"),
		Href: "endorsements/prado.html", URL: "https://prado.example/on-ines", Date: moment("2025-06", "Jun 2025"), Counts: true,
		How: "in the words of Dr Helena Prado, published at their own address", About: []site.Link{link("Charge nurse", "experience/harbour-clinic.html#dressings")},
	}
}

func person() site.Person {
	return site.Person{
		Name: text("Inês Carvalho Duarte"), Headline: text("Charge nurse who makes wounds heal and wards run; builds what the ward lacks"), Pronouns: text("she/her"), Pronunciation: text("ee-NESH"),
		Place: text("Porto, Portugal"), Portrait: &site.Image{Src: "media/ines.jpg", Alt: "Inês in the ward’s corridor, laughing", Width: 480, Height: 600},
		Contact:     []site.Link{{Title: text("ines@duarte.example"), Href: "mailto:ines@duarte.example"}, {Title: text("+351 912 345 678"), Href: "tel:+351912345678"}, link("duarte.example", "https://duarte.example/")},
		ContactNote: text("Evenings are best."),
		Links:       []site.Link{{Title: text("ORCID"), Href: "https://orcid.org/0000-0002-1825-0097", Rel: "me"}, {Title: text("Mastodon"), Href: "https://mastodon.example/@ines", Rel: "me"}},
		Languages:   []site.Fact{{Key: "pt", Label: "Portuguese", Value: text("native")}, {Key: "en", Label: "English", Value: text("C1, advanced")}, {Key: "fr", Label: "French", Value: text("B1, intermediate")}},
		Interests:   []site.Text{text("birch plywood"), text("sea swimming"), text("choirs that let anybody in")},
		Values:      []site.Text{text("Say what you saw."), text("Leave the trolley as you would find it.")},
	}
}

func head(p *site.Page, title string) *site.Page {
	p.Lang, p.Dir, p.Title = "en", "ltr", title
	p.FullTitle = title + " – Inês Carvalho Duarte"
	p.Description = title + ", from the passport of Inês Carvalho Duarte."
	p.Canonical = base + p.Path
	p.Modified, p.Published = "2026-11-14T00:00:00Z", "2026-01-02T00:00:00Z"
	p.Data = []site.Alternate{{Type: "application/ld+json", Title: "JSON-LD", Href: p.Root + "passport.jsonld"}}
	p.Alternates = []site.Alternate{{Lang: "en", Title: "English", Href: base + p.Path}, {Lang: "pt", Title: "Português", Href: base + "pt/" + p.Path}}
	p.Image, p.ImageAlt = base+"media/ines.jpg", "Inês in the ward’s corridor"
	p.JSONLD = func() []any {
		return []any{map[string]any{"@context": "https://schema.org", "@type": "WebPage", "name": title + "</script><script>alert(1)</script>"}}
	}
	return p
}

// fixture is the plan. Cards that several pages share are shared by pointer, as in a real plan.
func fixture() *site.Plan {
	at, below := chrome(""), chrome("../")
	now, before, school, rn := clinic(""), hospital(""), degree(""), licence("")
	home := head(&site.Page{Template: "home", Path: "index.html", Key: "home", OGType: "profile", Chrome: at, Home: &site.Home{
		Person: person(), Now: []site.Card{*now, *before}, Education: []site.Card{*school}, Licences: []site.Card{*rn},
		Availability: []site.Fact{{Key: "from", Label: "From", Value: text("Jan 2027")}, {Key: "hours", Label: "Hours", Value: text("30–40 a week")}, {Key: "shifts", Label: "Shifts", Value: text("days, nights")}},
		About:        prose("I became a nurse because of a summer job in a laundry, and stayed because somebody let me ask why. For fourteen years I have looked after people whose wounds would not close, first at the bedside, then in a clinic we had to invent, now for a whole ward at night.\n\nI like work where the result can be seen. When a tool is missing I tend to build it."),
		Skills:       skillRows(""), AllSkills: "skills/index.html", Featured: []site.Card{*bridge("")}, Quotes: []site.Quote{quote()},
		Groups: []site.Group{
			{Kind: "experience", Title: "Experience", Href: "experience/index.html", Cards: []*site.Card{now, care(""), before}, Total: 6, Folded: "2 earlier positions, before 2012"},
			{Kind: "education", Title: "Education", Href: "education/index.html", Cards: []*site.Card{school}, Total: 4},
			{Kind: "projects", Title: "Projects", Href: "projects/index.html", Cards: []*site.Card{bridge("")}, Total: 5},
		},
	}}, "Inês Carvalho Duarte")
	home.FullTitle = "Inês Carvalho Duarte – Charge nurse"

	c, h := clinic("../"), hospital("../")
	kind := head(&site.Page{Template: "kind", Path: "experience/index.html", Root: "../", Key: "experience", OGType: "website", Chrome: below, Kind: &site.KindPage{Kind: "experience", Groups: []site.Group{
		{Kind: "experience", Title: "Work", Cards: []*site.Card{c, h}, Folded: "2 earlier positions, before 2012"},
		{Kind: "experience", Title: "Care", Cards: []*site.Card{care("../")}},
	}}}, "Experience")
	crumbs := []site.Link{link("Experience", "index.html")}
	entry := head(&site.Page{Template: "entry", Path: "experience/harbour-clinic.html", Root: "../", Key: "experience", OGType: "article", Chrome: below, Entry: &site.EntryPage{
		Card: c, Prev: h, Next: care("../"), Said: []site.Quote{quote()}, SkillRows: skillRows("../")[:3], Crumbs: crumbs,
		Mentions: []site.Link{link("A dressing trolley that one person can push", "../projects/trolley.html"), link("The night the lift stopped", "../stories/lift.html")},
	}}, "Charge nurse, Harbour Clinic")
	roles := head(&site.Page{Template: "entry", Path: "experience/sao-joao.html", Root: "../", Key: "experience", OGType: "article", Chrome: below, Entry: &site.EntryPage{Card: h, Next: c, Crumbs: crumbs, SkillRows: skillRows("../")[:2]}}, "Staff nurse")
	rows := skillRows("../")
	rows[0].Rail = &site.Rail{Bars: []site.Bar{{X: 10, Width: 40}, {X: 60, Width: 40, Open: true}}, Dots: []site.Dot{{X: 50, Backed: true}, {X: 55}}}
	ticks := []site.Tick{{X: 0, Label: "2012"}, {X: 50, Label: "2019", Mid: true}, {X: 100, Label: "2026", End: true}}
	chart := &site.Chart{Scale: ticks, Lanes: []site.Lane{
		{Key: "work", Title: text("Work"), Rows: []site.ChartRow{
			{Title: text("Charge nurse"), Href: "experience/harbour-clinic.html", Dates: now.Dates, Rail: site.Rail{Bars: []site.Bar{{X: 60, Width: 40, Open: true}}}},
			{Title: text("Staff nurse"), Href: "experience/sao-joao.html", Dates: before.Dates, Rail: site.Rail{Bars: []site.Bar{{X: 0, Width: 20}, {X: 20, Width: 30}}},
				Roles: []site.Link{{Title: text("Nurse, outpatient wound clinic"), Host: "2016–2020"}, {Title: foreign("pt", "Enfermeira"), Host: "2012–2016"}}},
		}},
		{Key: "learning", Title: text("Learning"), Rows: []site.ChartRow{{Title: text("Nursing degree"), Dates: school.Dates, Word: "earned", Rail: site.Rail{Dots: []site.Dot{{X: 4, Backed: true}}}}}},
	}}
	home.Home.Life, home.Home.SkillScale = chart, ticks
	timeline := head(&site.Page{Template: "timeline", Path: "timeline.html", Key: "timeline", Chrome: at, Timeline: &site.TimelinePage{
		Life: chart, Growth: &site.Chart{Scale: ticks, Lanes: chart.Lanes[1:]}, Crumbs: []site.Link{link("Home", "index.html")},
	}}, "A life in time")
	check := head(&site.Page{Template: "howtocheck", Path: "how-to-check.html", Key: "how-to-check", Chrome: at, HowToCheck: &site.CheckPage{
		Lead: "Nobody issued this passport.", Passed: "A statement passed on counts as no mark.", Contribute: []site.Word{"Write what you saw.", "Sign it.", "Send it."},
		Steps: []site.CheckStep{{Key: "shown", Word: "shown", Meaning: "There is evidence.", How: "Open it."}, {Key: "stated", Word: "no mark", Meaning: "Inês says so.", How: "Ask."}},
		Data:  []site.Fact{{Key: "passport.json", Label: "passport.json", Value: text("The passport as data (JSON)"), Href: "passport.json"}}, Contact: &site.Link{Title: text("ines@ines.example"), Href: "mailto:ines@ines.example"},
	}}, "How to check a claim")
	skills := head(&site.Page{Template: "skills", Path: "skills/index.html", Root: "../", Key: "skills", OGType: "website", Chrome: below, Skills: &site.SkillsPage{
		Groups: []site.SkillGroup{{Title: "Nursing", Rows: rows[:3]}, {Title: "Running a ward", Rows: rows[3:4]}, {Title: "Other skills", Rows: rows[4:]}},
		Scale:  ticks,
		Map: &site.SkillMap{
			Skills: []site.MapSkill{{Link: link("Wound care", "wound-care.html"), Works: []site.Text{text("Charge nurse"), text("Staff nurse")}}},
			Works:  []site.Link{link("Charge nurse", "../experience/harbour-clinic.html"), link("Staff nurse", "../experience/sao-joao.html")},
			Lines:  []site.MapLine{{From: 50, To: 25, Backed: true}, {From: 50, To: 75}}, More: 2,
		},
		Levels: []site.Fact{{Key: "working", Label: "working", Value: text("Does ordinary tasks alone and asks about the rest.")}, {Key: "expert", Label: "expert", Value: text("Is asked when nobody else knows; changes how the work is done, and teaches it.")}},
	}}, "Skills")
	d := degree("../")
	broader := link("Nursing", "../skills/nursing.html")
	skill := head(&site.Page{Template: "skill", Path: "skills/wound-care.html", Root: "../", Key: "skills", OGType: "article", Chrome: below, Skill: &site.SkillPage{
		Row: rows[0], Meaning: "Is asked when nobody else knows; changes how the work is done, and teaches it.", Crumbs: []site.Link{link("Skills", "index.html")}, Broader: &broader,
		Card:  &site.Card{Body: prose("Cleaning, dressing, watching, and knowing when to call somebody. Most of it is watching."), Links: []site.Link{link("A talk about dressings", "https://talks.example/dressings")}},
		Scale: ticks,
		Uses: []site.Use{
			{Entry: c, Rail: &site.Rail{Bars: []site.Bar{{X: 60, Width: 40, Open: true}}}, Where: text("Cut the number of dressing changes on the ward by a third"), Href: "../experience/harbour-clinic.html#dressings", Dates: c.Dates, Level: "expert", Backing: endorsed, Evidence: claims()[0].Evidence},
			{Entry: bridge("../"), Dates: bridge("").Dates, Backing: shown, Note: text("drew the tray around the order in which a dressing is done")},
			{Entry: h, Where: text("Nurse, outpatient wound clinic"), Href: "../experience/sao-joao.html#wound-clinic", Dates: h.Roles[0].Dates, Level: "practitioner", Backing: shown},
			{Entry: d, Dates: d.Dates, Backing: credentialed},
			{Entry: h, Where: text("Nurse, general surgery"), Href: "../experience/sao-joao.html#general", Dates: h.Roles[1].Dates, Level: "working"},
		},
		Said: []site.Quote{quote()}, Evidence: evidence(), Levels: []site.Fact{{Label: "2012", Value: text("working")}, {Label: "2016", Value: text("practitioner")}, {Label: "2021", Value: text("expert")}},
		SameAs: []site.Link{{Title: text("ESCO: wound care"), Href: "https://data.europa.eu/esco/skill/1", Host: "data.europa.eu"}},
	}}, "Wound care")
	cv := head(&site.Page{Template: "cv", Path: "cv.html", Key: "cv", OGType: "profile", Chrome: at, CV: &site.CVPage{
		Person: person(), Summary: text("Charge nurse with fourteen years of surgical and wound care. Builds tools, trains colleagues, keeps rotas fair."),
		Groups: []site.Group{{Kind: "experience", Title: "Experience", Cards: []*site.Card{now, before, care("")}}, {Kind: "education", Title: "Education", Cards: []*site.Card{school}}, {Kind: "credentials", Title: "Certifications", Cards: []*site.Card{rn}}, {Kind: "projects", Title: "Projects", Cards: []*site.Card{bridge("")}}},
		Skills: skillRows(""),
	}}, "Curriculum vitae")
	missing := head(&site.Page{Template: "notfound", Path: "404.html", Root: "/passport/", Chrome: chrome("/passport/"), Robots: "noindex"}, "Page not found")
	missing.Canonical, missing.Alternates, missing.JSONLD = "", nil, nil
	moved := head(&site.Page{Template: "moved", Path: "projects/old-name.html", Root: "../", Robots: "noindex", Refresh: "trolley.html"}, "This page has moved")
	moved.Canonical, moved.Alternates, moved.JSONLD = base+"projects/trolley.html", nil, nil
	return &site.Plan{Pages: []*site.Page{home, kind, entry, roles, skills, skill, cv, timeline, check, missing, moved}}
}

// thin is a passport of one page: no portrait, no site address, one entry.
func thin() *site.Plan {
	c := &site.Card{Kind: "experience", ID: "bakery", Anchor: "experience.bakery", Title: text("Baker"), Subtitle: text("Corner bakery"), Dates: period("2023-05", "", "May 2023", "", "3 yrs 7 mos"),
		Claims: []site.Claim{{Text: text("Bakes four hundred rolls before seven.")}}, Skills: []site.SkillLink{{Title: text("Baking"), Href: "#skills.baking"}}}
	p := &site.Page{Template: "home", Path: "index.html", Lang: "en", Dir: "ltr", Key: "home", Title: "Sam Okafor", FullTitle: "Sam Okafor", Description: "Sam Okafor: experience, skills and what shows them.",
		Chrome: &site.Chrome{Name: text("Sam Okafor"), Home: "index.html", CV: "cv.html"},
		Home: &site.Home{Person: site.Person{Name: text("Sam Okafor")}, Single: true, Now: []site.Card{*c}, Groups: []site.Group{{Kind: "experience", Title: "Experience", Cards: []*site.Card{c}, Total: 1}},
			Skills: []site.SkillRow{{ID: "baking", Anchor: "skills.baking", Title: text("Baking"), Href: "#skills.baking", Span: "shown in work since 2023, in use now", Uses: 1}}}}
	return &site.Plan{Pages: []*site.Page{p}}
}

// arabic is a page that reads from right to left, in a language that the theme has no words for.
func arabic() *site.Plan {
	pl := fixture()
	p := *pl.Pages[0]
	p.Lang, p.Dir = "ar", "rtl"
	h := *p.Home
	h.Person.Name, h.Person.Headline, h.Person.Place = text("ليلى عبد الرحمن المنصوري"), text("ممرضة مسؤولة تعتني بالجروح وتدير الجناح ليلاً"), text("بورتو، البرتغال")
	p.Home = &h
	pl.Pages[0] = &p
	return pl
}

// japanese is a page in a script that has no spaces between its words.
func japanese() *site.Plan {
	pl := fixture()
	p := *pl.Pages[0]
	p.Lang = "ja"
	h := *p.Home
	h.Person.Name, h.Person.Headline, h.Person.Place = text("山田 太郎"), text("夜勤の病棟を静かにし、その数字を正直にする看護師"), text("大阪市")
	h.About = prose("私はパン屋の上で育ちました。人生のほとんどを午前四時に起きて過ごしてきました。")
	p.Home = &h
	pl.Pages[0] = &p
	return pl
}

// longNames is a person, an employer and a skill whose names have eighty letters and no place to break.
func longNames() *site.Plan {
	pl := fixture()
	long := strings.Repeat("Donaudampfschifffahrt", 4)
	p := *pl.Pages[0]
	h := *p.Home
	h.Person.Name = text(long)
	c := *clinic("")
	c.Title, c.Subtitle = text(long), text(long)
	h.Now = []site.Card{c}
	p.Home = &h
	pl.Pages[0] = &p
	return pl
}

// pictures is a first page whose works have so many pictures.
func pictures(n int) *site.Plan {
	pl := fixture()
	p := *pl.Pages[0]
	h := *p.Home
	h.Works, h.Pictured = nil, n
	for i := range 4 {
		c := *bridge("")
		c.Title, c.Image = text(fmt.Sprint("Work ", i)), nil
		if i < n {
			c.Image = &site.Image{Src: "media/one.jpg", Alt: "A thing that was made", Width: 800, Height: 600}
		}
		h.Works = append(h.Works, c)
	}
	p.Home = &h
	pl.Pages[0] = &p
	return pl
}

// crowd is a kind with many entries, for lengths and benchmarks.
func crowd(n int) *site.Plan {
	pl := fixture()
	k := pl.Pages[1].Kind
	k.Groups = []site.Group{{Kind: "experience", Total: n}}
	for i := range n {
		c := *clinic("../")
		c.ID, c.Anchor = fmt.Sprint("entry-", i), fmt.Sprint("entry-", i)
		k.Groups[0].Cards = append(k.Groups[0].Cards, &c)
	}
	return pl
}
