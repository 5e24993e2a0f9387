package passport

import (
	"slices"
	"strings"
	"testing"
)

// TestLadder states, for one claim or entry each, how far up it gets and why.
func TestLadder(t *testing.T) {
	t.Parallel()
	const person = "person: {name: Ana, links: [{url: https://ana.example}, {url: https://social.example/in/ana}]}\nsite: {url: https://host.example/ana/}\n"
	tests := []struct {
		name  string
		yaml  string // lists of passport.yaml
		ref   string
		step  Step
		files []string
	}{
		{name: "only stated", yaml: "experience: [{id: a, title: A}]", ref: "experience/a"},
		{name: "evidence at an address", yaml: "experience: [{id: a, evidence: [{url: https://x.example}]}]", ref: "experience/a", step: Shown},
		{name: "evidence in a file", yaml: "experience: [{id: a, evidence: [{file: media/a.pdf}]}]", files: []string{"media/a.pdf"}, ref: "experience/a", step: Shown},
		{name: "evidence in a file that is not there", yaml: "experience: [{id: a, evidence: [{file: media/a.pdf}]}]", ref: "experience/a"},
		{name: "evidence at an unsafe address", yaml: "experience: [{id: a, evidence: [{url: 'javascript:x'}]}]", ref: "experience/a"},
		{name: "evidence by post", yaml: "experience: [{id: a, evidence: [{url: 'mailto:a@b.example'}]}]", ref: "experience/a"},
		{name: "evidence on request", yaml: "experience: [{id: a, evidence: [{title: T, on_request: true}]}]", ref: "experience/a"},
		{name: "evidence on request, with an address", yaml: "experience: [{id: a, evidence: [{title: T, on_request: true, url: https://x.example}]}]", ref: "experience/a"},
		{name: "evidence on request, with a file", yaml: "experience: [{id: a, evidence: [{title: T, on_request: true, file: media/a.csv}]}]", files: []string{"media/a.csv"}, ref: "experience/a"},
		{name: "in a public register", yaml: "experience: [{id: a, evidence: [{title: T, on_request: true, confirm_at: https://register.example}]}]", ref: "experience/a", step: Shown},
		{name: "a bullet's evidence backs the bullet", yaml: "experience: [{id: a, highlights: [{id: h, text: H, evidence: [{url: https://x.example}]}]}]", ref: "experience/a#h", step: Shown},
		{name: "a bullet's evidence does not back the entry", yaml: "experience: [{id: a, highlights: [{id: h, text: H, evidence: [{url: https://x.example}]}]}]", ref: "experience/a"},
		{name: "an entry's evidence does not back its bullets", yaml: "experience: [{id: a, evidence: [{url: https://x.example}], highlights: [{id: h, text: H}]}]", ref: "experience/a#h"},
		{name: "an entry's evidence does not back its roles", yaml: "experience: [{id: a, evidence: [{url: https://x.example}], roles: [{id: r, title: R}]}]", ref: "experience/a#r"},
		{name: "a role's evidence backs the role", yaml: "experience: [{id: a, roles: [{id: r, title: R, evidence: [{url: https://x.example}]}]}]", ref: "experience/a#r", step: Shown},
		{name: "a role's evidence does not back its bullets", yaml: "experience: [{id: a, roles: [{id: r, title: R, evidence: [{url: https://x.example}], highlights: [{id: h, text: H}]}]}]", ref: "experience/a#h"},
		{name: "evidence is another entry with nothing to open", yaml: "experience: [{id: a, evidence: [{entry: stories/s}]}]\nstories: [{id: s, title: S}]", ref: "experience/a"},
		{name: "evidence is another entry with evidence", yaml: "experience: [{id: a, evidence: [{entry: stories/s}]}]\nstories: [{id: s, evidence: [{url: https://x.example}]}]", ref: "experience/a", step: Shown},
		{name: "two entries cannot back each other", yaml: "experience: [{id: a, evidence: [{entry: stories/s}]}]\nstories: [{id: s, evidence: [{entry: experience/a}]}]", ref: "experience/a"},
		{name: "a project's repository can be opened", yaml: "projects: [{id: p, repository: https://code.example/p}]", ref: "projects/p", step: Shown},
		{name: "a publication's number can be looked up", yaml: "publications: [{id: p, doi: 10.1000/182}]", ref: "publications/p", step: Shown},

		{name: "words passed on do not count", yaml: "experience: [{id: a}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, about: [experience/a]}]", ref: "experience/a"},
		{name: "a signed original alone does not count yet", yaml: "experience: [{id: a}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, about: [experience/a]}]", files: []string{"endorsements/e.jwt"}, ref: "experience/a"},
		{name: "published at the author's own address", yaml: "experience: [{id: a}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://www.bo.example/ana, about: [experience/a]}]", ref: "experience/a", step: Endorsed},
		{name: "published elsewhere", yaml: "experience: [{id: a}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://bo.other.example/ana, about: [experience/a]}]", ref: "experience/a"},
		{name: "published at the person's own address", yaml: "experience: [{id: a}]\nendorsements: [{id: e, author: {name: Bo, url: https://ana.example/bo}, consent: true, url: https://ana.example/bo/said, about: [experience/a]}]", ref: "experience/a"},
		{name: "on a host that both use, below the author's page", yaml: "experience: [{id: a}]\nendorsements: [{id: e, author: {name: Bo, url: https://social.example/in/bo}, consent: true, url: https://social.example/in/bo/said, about: [experience/a]}]", ref: "experience/a", step: Endorsed},
		{name: "on a host that both use, somewhere", yaml: "experience: [{id: a}]\nendorsements: [{id: e, author: {name: Bo, url: https://social.example/in/bo}, consent: true, url: https://social.example/in/ana/said, about: [experience/a]}]", ref: "experience/a"},
		{name: "without consent", yaml: "experience: [{id: a}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, url: https://bo.example/ana, about: [experience/a]}]", ref: "experience/a"},
		{name: "about a bullet", yaml: "experience: [{id: a, highlights: [{id: h, text: H}]}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://bo.example/ana, about: ['experience/a#h']}]", ref: "experience/a#h", step: Endorsed},
		{name: "about a bullet is not about the entry", yaml: "experience: [{id: a, highlights: [{id: h, text: H}]}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://bo.example/ana, about: ['experience/a#h']}]", ref: "experience/a"},
		{name: "the quote still reads the same", yaml: "experience: [{id: a, highlights: [{id: h, text: 'Trained nine colleagues.'}]}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://bo.example/ana, about: ['experience/a#h'], quote: trained  nine colleagues}]", ref: "experience/a#h", step: Endorsed},
		{name: "a stale quote", yaml: "experience: [{id: a, highlights: [{id: h, text: 'Trained ninety colleagues.'}]}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://bo.example/ana, about: ['experience/a#h'], quote: Trained nine colleagues.}]", ref: "experience/a#h"},
		{name: "a skill's level was raised since", yaml: "skills: [{id: s, title: Sewing, level: expert}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://bo.example/ana, about: [skills/s], quote: 'Sewing: working'}]", ref: "skills/s"},
		{name: "a skill's level as it was", yaml: "skills: [{id: s, title: Sewing, level: working}]\nendorsements: [{id: e, author: {name: Bo, url: https://bo.example}, consent: true, url: https://bo.example/ana, about: [skills/s], quote: 'Sewing: working'}]", ref: "skills/s", step: Endorsed},

		{name: "issuer named", yaml: "credentials: [{id: c, title: C, issuer: Board}]", ref: "credentials/c"},
		{name: "check address at the issuer", yaml: "credentials: [{id: c, issuer: {name: Board, url: https://www.board.example}, url: https://check.board.example/1}]", ref: "credentials/c", step: Credentialed},
		{name: "check address elsewhere", yaml: "credentials: [{id: c, issuer: {name: Board, url: https://board.example}, url: https://notboard.example/1}]", ref: "credentials/c"},
		{name: "check address, issuer without one", yaml: "credentials: [{id: c, issuer: Board, url: https://board.example/1}]", ref: "credentials/c"},
		{name: "the issuer is the person's own site", yaml: "credentials: [{id: c, issuer: {name: Me, url: https://ana.example}, url: https://ana.example/1}]", ref: "credentials/c"},
		{name: "the file as issued", yaml: "credentials: [{id: c, issuer: Board, file: credentials/c.pdf}]", files: []string{"credentials/c.pdf"}, ref: "credentials/c", step: Credentialed},
		{name: "expired last month", yaml: "credentials: [{id: c, issuer: Board, file: credentials/c.pdf, expires: 2026-10}]", files: []string{"credentials/c.pdf"}, ref: "credentials/c"},
		{name: "expires this month", yaml: "credentials: [{id: c, issuer: Board, file: credentials/c.pdf, expires: 2026-11}]", files: []string{"credentials/c.pdf"}, ref: "credentials/c", step: Credentialed},
		{name: "expired yesterday", yaml: "credentials: [{id: c, issuer: Board, file: credentials/c.pdf, expires: 2026-11-22}]", files: []string{"credentials/c.pdf"}, ref: "credentials/c"},
		{name: "expires today", yaml: "credentials: [{id: c, issuer: Board, file: credentials/c.pdf, expires: 2026-11-23}]", files: []string{"credentials/c.pdf"}, ref: "credentials/c", step: Credentialed},
		{name: "expires this year", yaml: "credentials: [{id: c, issuer: Board, file: credentials/c.pdf, expires: 2026}]", files: []string{"credentials/c.pdf"}, ref: "credentials/c", step: Credentialed},
		{name: "revoked", yaml: "credentials: [{id: c, issuer: Board, file: credentials/c.pdf, status: revoked}]", files: []string{"credentials/c.pdf"}, ref: "credentials/c"},
		{name: "a credential as evidence", yaml: "education: [{id: e, evidence: [{entry: credentials/c}]}]\ncredentials: [{id: c, issuer: Board, file: credentials/c.pdf}]", files: []string{"credentials/c.pdf"}, ref: "education/e", step: Credentialed},
		{name: "an expired credential as evidence", yaml: "education: [{id: e, evidence: [{entry: credentials/c}]}]\ncredentials: [{id: c, issuer: Board, file: credentials/c.pdf, expires: 2020}]", files: []string{"credentials/c.pdf"}, ref: "education/e"},
	}
	for _, tt := range tests {
		files := map[string]string{"passport.yaml": person + tt.yaml + "\n"}
		for _, f := range tt.files {
			files[f] = "x"
		}
		pub := load(t, files).Publish(Audience{}, now)
		e, claim, ok := pub.Find(tt.ref)
		if !ok || strings.Contains(tt.ref, "#") != (claim != "") {
			t.Errorf("%s: no %s", tt.name, tt.ref)
			continue
		}
		b, has := pub.Facts(e).Claim(claim)
		if b.Step != tt.step || !has {
			t.Errorf("%s: %s is on step %d, want %d", tt.name, tt.ref, b.Step, tt.step)
		}
		if n := len(b.Evidence) + len(b.Endorsements) + len(b.Credentials) + len(b.OnRequest); b.Step > Stated && n == 0 {
			t.Errorf("%s: step %d without anything to show for it", tt.name, b.Step)
		}
	}
}

// TestSkillFacts adds up where skills were used.
func TestSkillFacts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, yaml  string
		months      int
		approx      bool
		first, last string
		uses        int
		step        Step
	}{
		{"one job", "experience: [{id: a, start: 2018-01, end: 2018-12, skills: [s]}]", 12, false, "2018-01", "2018-12", 1, Stated},
		{"two jobs at once count once", "experience: [{id: a, start: 2018-01, end: 2018-12, skills: [s]}, {id: b, start: 2018-07, end: 2019-06, skills: [s]}]", 18, false, "2018-01", "2019-06", 2, Stated},
		{"with years between", "experience: [{id: a, start: 2010-01, end: 2010-02, skills: [s]}, {id: b, start: 2020-01, end: 2020-02, skills: [s]}]", 4, false, "2010-01", "2020-02", 2, Stated},
		{"ongoing", "experience: [{id: a, start: 2026-01, skills: [s]}]", 11, false, "2026-01", "present", 1, Stated},
		{"years alone", "experience: [{id: a, start: 2018, end: 2020, skills: [s]}]", 24, true, "2018", "2020", 1, Stated},
		{"its own period", "experience: [{id: a, start: 2018-01, end: 2020-12, skills: [{skill: s, start: 2019-01, end: 2019-03}]}]", 3, false, "2019-01", "2019-03", 1, Stated},
		{"its own start, the job's end", "experience: [{id: a, start: 2018-01, end: 2020-12, skills: [{skill: s, start: 2020-11}]}]", 2, false, "2020-11", "2020-12", 1, Stated},
		{"its own end, the job's start", "experience: [{id: a, start: 2018-01, end: 2020-12, skills: [{skill: s, end: 2018-02}]}]", 2, false, "2018-01", "2018-02", 1, Stated},
		{"of a role", "experience: [{id: a, start: 2018-01, end: 2020-12, roles: [{title: R, start: 2019-01, end: 2019-02, skills: [s]}]}]", 2, false, "2019-01", "2019-02", 1, Stated},
		{"of a role that goes on", "experience: [{id: a, start: 2018-01, roles: [{title: R, start: 2026-10, skills: [s]}]}]", 2, false, "2026-10", "present", 1, Stated},
		{"of a role without an end, in a job that ended", "experience: [{id: a, start: 2018-01, end: 2020-12, roles: [{title: R, start: 2020-11, skills: [s]}]}]", 2, false, "2020-11", "2020-12", 1, Stated},
		{"of a role without dates", "experience: [{id: a, start: 2018-01, end: 2018-03, roles: [{title: R, skills: [s]}]}]", 3, false, "2018-01", "2018-03", 1, Stated},
		{"of the entry, whose roles have the dates", "experience: [{id: a, skills: [s], roles: [{title: R, start: 2020-01, end: 2020-03}, {title: Q, start: 2019-01, end: 2019-12}]}]", 15, false, "2019-01", "2020-03", 1, Stated},
		{"of a bullet", "experience: [{id: a, start: 2018-01, end: 2018-06, highlights: [{text: H, skills: [s]}]}]", 6, false, "2018-01", "2018-06", 1, Stated},
		{"of a bullet with a date", "experience: [{id: a, start: 2018-01, end: 2018-06, highlights: [{text: H, date: 2018-03, skills: [s]}]}]", 0, false, "2018-03", "2018-03", 1, Stated},
		{"of a moment", "projects: [{id: a, date: 2018-03, skills: [s]}]", 0, false, "2018-03", "2018-03", 1, Stated},
		{"without any date", "projects: [{id: a, skills: [s]}]", 0, false, "", "", 1, Stated},
		{"not begun", "experience: [{id: a, start: 2027-02, skills: [s]}]", 0, false, "", "", 1, Stated},
		{"to end next year", "experience: [{id: a, start: 2026-10, end: 2027-10, skills: [s]}]", 2, false, "2026-10", "present", 1, Stated},
		{"turned around", "experience: [{id: a, start: 2020-05, end: 2019-05, skills: [s]}]", 0, false, "", "", 1, Stated},
		{"shown by a bullet, not by the job", "experience: [{id: a, start: 2018-01, end: 2018-01, skills: [s], highlights: [{text: H, skills: [s], evidence: [{url: https://x.example}]}]}]", 1, false, "2018-01", "2018-01", 2, Shown},
		{"the job's evidence is not the bullet's", "experience: [{id: a, start: 2018-01, end: 2018-01, evidence: [{url: https://x.example}], highlights: [{text: H, skills: [s]}]}]", 1, false, "2018-01", "2018-01", 1, Stated},
		{"credentialed", "credentials: [{id: c, issued: 2018-03, issuer: {name: B, url: https://b.example}, url: https://b.example/1, skills: [s]}]", 0, false, "", "", 1, Credentialed},
		{"a credential is no work", "credentials: [{id: c, issued: 2012-03, issuer: {name: B, url: https://b.example}, url: https://b.example/1, skills: [s]}]\nexperience: [{id: a, start: 2018-01, end: 2018-12, skills: [s]}]", 12, false, "2018-01", "2018-12", 2, Credentialed},
		{"the credential expired", "credentials: [{id: c, issued: 2018-03, expires: 2019, issuer: {name: B, url: https://b.example}, url: https://b.example/1, skills: [s]}]", 0, false, "", "", 1, Stated},
		{"endorsed itself", "projects: [{id: a, skills: [s]}]\nendorsements: [{id: e, consent: true, author: {name: B, url: https://b.example}, url: https://b.example/s, about: [skills/s]}]", 0, false, "", "", 1, Endorsed},
		{"a goal is no use", "goals: [{id: g, visibility: public, start: 2018-01, end: 2018-12, skills: [s]}]\nprojects: [{id: a, skills: [s]}]", 0, false, "", "", 1, Stated},
	}
	for _, tt := range tests {
		for _, declared := range []bool{false, true} {
			yaml := tt.yaml + "\n"
			if declared {
				yaml += "skills: [{id: other-id, title: S}]\n"
				yaml = strings.ReplaceAll(yaml, "skills/s", "skills/other-id")
			}
			pub := load(t, map[string]string{"passport.yaml": yaml}).Publish(Audience{}, now)
			id := "s"
			if declared {
				id = "other-id"
			}
			s := pub.Skill(id)
			if s == nil {
				t.Errorf("%s: no skill (declared: %v)", tt.name, declared)
				continue
			}
			if s.Months != tt.months || s.Approx != tt.approx || s.First.String() != tt.first || s.Last.String() != tt.last || len(s.Uses) != tt.uses || s.Step != tt.step {
				t.Errorf("%s (declared: %v): %d months, approx %v, %q to %q, %d uses, step %d", tt.name, declared, s.Months, s.Approx, s.First, s.Last, len(s.Uses), s.Step)
			}
		}
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	pub := load(t, map[string]string{"passport.yaml": `experience:
  - {id: undated}
  - {id: ended-first, start: 2015-01, end: 2019-12}
  - {id: ongoing-older, start: 2016-01}
  - {id: ended-later-started-later, start: 2018-01, end: 2020-06}
  - {id: ended-later, start: 2017-01, end: 2020-06}
  - {id: ongoing, start: 2020-01}
  - {id: b, title: B, date: 2014}
  - {id: a, title: A, date: 2014}
publications: [{id: p1, date: 2019-01}, {id: p2, date: 2020-05-04}, {id: p3, date: 2020-05-05}]
projects:
  - {id: x, start: 2018-01, end: 2018-12, skills: [long, wanted]}
  - {id: y, start: 2020-01, end: 2020-02, skills: [short, lately]}
  - {id: z, start: 2022-01, end: 2022-02, skills: [lately], evidence: [{url: https://x.example}]}
skills: [never, {id: wanted}, {id: long}]
goals: [{id: g, visibility: public, skills: [wanted]}]
`}).Publish(Audience{}, now)
	ids := func(list []*Entry) (out []string) {
		for _, e := range list {
			out = append(out, e.ID)
		}
		return out
	}
	if got, want := ids(pub.Of("experience")), []string{"ongoing", "ongoing-older", "ended-later-started-later", "ended-later", "ended-first", "a", "b", "undated"}; !slices.Equal(got, want) {
		t.Errorf("experience %v, want %v", got, want)
	}
	if got, want := ids(pub.Of("publication")), []string{"p3", "p2", "p1"}; !slices.Equal(got, want) {
		t.Errorf("publications %v, want %v", got, want)
	}
	if got, want := ids(pub.Of("skills")), []string{"wanted", "long", "never"}; !slices.Equal(got, want) {
		t.Errorf("skill entries %v, want %v", got, want)
	}
	var skills []string
	for _, s := range pub.Skills {
		skills = append(skills, s.ID)
	}
	if want := []string{"wanted", "lately", "long", "short", "never"}; !slices.Equal(skills, want) {
		t.Errorf("skills %v, want %v", skills, want)
	}
	e, _, _ := pub.Find("experience/ongoing-older")
	if f := pub.Facts(e); f.Next.ID != "ongoing" || f.Prev.ID != "ended-later-started-later" {
		t.Errorf("neighbours %s, %s", f.Prev.ID, f.Next.ID)
	}
	last, _, _ := pub.Find("experience/undated")
	if f := pub.Facts(last); f.Prev != nil {
		t.Error("the last entry of a kind has a neighbour of another")
	}
}

func TestMentions(t *testing.T) {
	t.Parallel()
	pub := load(t, map[string]string{
		"passport.yaml": `experience: [{id: job, formerly: [old-job], highlights: [{id: c, text: C}]}]
projects: [{id: p, for: [experience/old-job]}]
skills: [{id: s, broader: big}, {id: big}]
stories: [{id: st, about: [experience/job, "experience/job#c"]}, {id: quiet}]
endorsements: [{id: e, about: ["experience/job#c"]}]
awards: [{id: w, evidence: [{entry: experience/job}]}, {id: self, evidence: [{entry: awards/self}]}]
`,
		"other/note.md": "[work](../experience/job.md#c) and [again](../experience/old-job.md)\n",
	}).Publish(Audience{}, now)
	job, claim, ok := pub.Find("experience/old-job#c")
	if !ok || claim != "c" || job.ID != "job" {
		t.Fatal("an earlier id is not found")
	}
	f := pub.Facts(job)
	var got []string
	for _, e := range f.Mentions {
		got = append(got, e.key())
	}
	if want := []string{"projects/p", "endorsements/e", "stories/st", "awards/w", "other/note"}; !slices.Equal(got, want) {
		t.Errorf("mentions %v, want %v", got, want)
	}
	if len(f.Endorsed) != 1 || len(backingOf(f, "c").Words) != 1 || len(f.Backing.Words) != 0 {
		t.Errorf("endorsed %v, words %v", f.Endorsed, f.Backing)
	}
	big, _, _ := pub.Find("skills/big")
	if m := pub.Facts(big).Mentions; len(m) != 1 || m[0].ID != "s" {
		t.Errorf("broader: %v", m)
	}
	self, _, _ := pub.Find("awards/self")
	if m := pub.Facts(self).Mentions; len(m) != 0 {
		t.Error("an entry mentions itself")
	}
	if all, backed := pub.Claims(); all != 6 || backed != 0 {
		t.Errorf("%d of %d claims", backed, all)
	}
}

// backingOf is what backs a claim, nothing when there is no such claim.
func backingOf(f *Facts, claim string) Backing {
	b, _ := f.Claim(claim)
	return b
}
