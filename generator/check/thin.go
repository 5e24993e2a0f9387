package check

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

// Thin says in at most three lines what is thin in a passport and worth a minute, what matters most
// first. A passport that lacks nothing of this gets no line.
func Thin(p *passport.Passport) []string {
	var lines []string
	say := func(format string, args ...any) {
		if len(lines) < 3 {
			lines = append(lines, fmt.Sprintf(format, args...))
		}
	}
	if p.Person.Headline.Value == "" {
		say("passport.yaml has no headline: say in one line what you do, and for whom")
	}
	var bare, undated []string
	named := map[string]bool{}
	claims, backed := 0, 0
	for _, e := range p.Entries {
		skills := len(e.Skills)
		for _, u := range e.Skills {
			named[u.Skill.ID] = true
		}
		count := func(h []passport.Highlight) {
			for _, h := range h {
				claims++
				if len(h.Evidence) > 0 {
					backed++
				}
				skills += len(h.Skills)
				for _, u := range h.Skills {
					named[u.Skill.ID] = true
				}
			}
		}
		count(e.Highlights)
		backed += len(e.Evidence)
		x, work := e.Detail.(*passport.Experience)
		if work {
			for _, r := range x.Roles {
				skills += len(r.Skills)
				for _, u := range r.Skills {
					named[u.Skill.ID] = true
				}
				count(r.Highlights)
				backed += len(r.Evidence)
			}
			if e.Type == "break" {
				continue
			}
			if skills == 0 {
				bare = append(bare, e.Heading().Value)
			}
			if e.Start.IsZero() && e.Date.IsZero() && len(x.Roles) == 0 {
				undated = append(undated, e.Heading().Value)
			}
		}
	}
	if len(bare) > 0 {
		say("%s no skills: which did the work take? (%s)", several(len(bare), "job names", "jobs name"), some(bare))
	}
	var idle []string
	for _, e := range p.Entries {
		if s, ok := e.Detail.(*passport.Skill); ok && !named[e.ID] && !s.Learning {
			idle = append(idle, e.Title.Value)
		}
	}
	if len(idle) > 0 {
		say("%s by no work: add each to the work that shows it, under skills (%s)", several(len(idle), "skill is named", "skills are named"), some(idle))
	}
	if backed == 0 && claims > 0 {
		say("nothing backs your %s yet: one link, picture or letter under evidence is a start", several(claims, "claim", "claims"))
	}
	if len(undated) > 0 {
		say("%s no dates: write start, as 2019-03 (%s)", several(len(undated), "job has", "jobs have"), some(undated))
	}
	asked := 0
	for _, e := range p.Entries {
		if d, ok := e.Detail.(*passport.Endorsement); ok && !d.Consent && !d.Author.Consent {
			asked++
		}
	}
	if asked > 0 {
		say("%s not shown with a name: ask the author, then write consent: true", several(asked, "endorsement is", "endorsements are"))
	}
	if p.About == nil || p.About.Body.Words() < 30 {
		say("about.md is short: three sentences in your own words are what people read first")
	}
	if p.Person.Location.City.Value == "" {
		say("passport.yaml does not say where you are: a town is enough, under location")
	}
	return lines
}

func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// some names at most three things.
func some(list []string) string {
	if len(list) > 3 {
		return strings.Join(list[:3], ", ") + ", …"
	}
	return strings.Join(list, ", ")
}
