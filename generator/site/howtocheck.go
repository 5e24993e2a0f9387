package site

// CheckPage tells employers and colleagues how to check a claim: what each mark means, where the data
// is, and how to add a statement. It counts nothing: how much of a record is backed is nobody's score.
type CheckPage struct {
	Lead       Word
	Steps      []CheckStep
	Passed     Word // what a statement is that was passed on
	Data       []Fact
	Contribute []Word
	Contact    *Link // where to send a statement
	Crumbs     []Link
}

// CheckStep is a step of the ladder: its mark and word, what it means, and how to check it. What is
// only stated has no mark.
type CheckStep struct {
	Key     string
	Word    Word
	Meaning Word
	How     Word
}

const howToCheckPath = "how-to-check.html"

// ladder is what can support a claim, lowest first, by its key in words.
var ladder = []string{"shown", "endorsed", "credentialed"}

func (e *edition) planHowToCheck() {
	v := e.home
	if v.chrome.HowToCheck == "" {
		return
	}
	name := v.pub.Person.Name.Value
	crumbs := v.crumbs(Link{Title: v.say("page.check"), Href: v.page(howToCheckPath)})
	p := v.newPage("howtocheck", howToCheckPath)
	p.Key = "how-to-check"
	p.filled(func() {
		p.HowToCheck = v.checkView(name)
		p.HowToCheck.Crumbs = crumbs
	})
	v.describe(p, v.w.Say("page.check"), v.w.Say("describe.check", "name", name), nil)
	e.finish(p, crumbs)
}

// checkView is the content of the page that tells how to check.
func (v *view) checkView(name string) *CheckPage {
	c := &CheckPage{Lead: v.word("check.lead", "name", name), Passed: v.word("check.passed", "name", name)}
	for _, step := range ladder {
		c.Steps = append(c.Steps, CheckStep{
			Key: step, Word: v.word("step." + step), Meaning: v.word("step." + step + ".means"), How: v.word("step." + step + ".how"),
		})
	}
	c.Steps = append(c.Steps, CheckStep{
		Key: "stated", Word: v.word("check.stated"), Meaning: v.word("check.stated.means", "name", name), How: v.word("check.stated.how"),
	})
	for _, d := range v.chrome.Data {
		c.Data = append(c.Data, Fact{Key: d.Key, Label: Word(d.Key), Value: d.Label.Text(), Href: d.Href})
	}
	for _, step := range []string{"1", "2", "3"} {
		c.Contribute = append(c.Contribute, v.word("check.contribute."+step, "name", name))
	}
	if reach := v.person().Contact; len(reach) > 0 {
		c.Contact = &reach[0]
	}
	return c
}
