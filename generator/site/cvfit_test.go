package site

import (
	"fmt"
	"strings"
	"testing"
)

// career is a passport of n positions, newest first by its numbers, with as much written about each as a
// person may, and things of other kinds.
func career(n int, more string) string {
	var b strings.Builder
	b.WriteString("-- passport.yaml --\nschema: 1\nperson: {name: Ana Prata, headline: Nurse, languages: [{language: pt, level: native}]}\nsite:\n  url: https://ana.example/p/\n" + more + "experience:\n")
	long := strings.Repeat("what was done there and why it mattered to those who came after, ", 3)
	for i := range n {
		year := 2025 - i/4
		fmt.Fprintf(&b, "  - {id: job-%d, title: Position %d, organization: House %d, start: %d-%02d, end: %d-%02d, summary: %q, tags: [t%d], highlights: [%q, %q, %q]}\n",
			i, i, i, year, 10-i%4*3, year, 12-i%4*3, long, i, "First "+long, "Second "+long, "Third "+long)
	}
	b.WriteString("education:\n  - {id: degree, title: Nursing degree, type: degree, start: 1984, end: 1988}\n")
	for i := range n / 4 {
		fmt.Fprintf(&b, "  - {id: course-%d, title: Course %d, type: course, date: 20%02d}\n", i, i, i%25)
	}
	b.WriteString("credentials:\n  - {id: licence, title: Nursing licence, type: license, issued: 1990}\nprojects:\n")
	for i := range n / 4 {
		fmt.Fprintf(&b, "  - {id: project-%d, title: Project %d, date: 20%02d, summary: %q, featured: true}\n", i, i, i%25, long)
	}
	return b.String()
}

func cvOf(t *testing.T, text string) *CVPage {
	t.Helper()
	plan, _ := planFolder(t, folder(text), Options{})
	p := pageAt(t, plan, "cv.html")
	Fill(p)
	return p.CV
}

// TestLongCareer: of a career that two pages do not hold, the latest positions are there, without a gap, with
// a degree and a licence, and it is said that there is more and where. A tag keeps what fits it.
func TestLongCareer(t *testing.T) {
	t.Parallel()
	cv := cvOf(t, career(400, ""))
	if _, lines := cvParts(cv); lines > cvLines+0.01 {
		t.Errorf("it has %.3f lines, and two pages hold %d", lines, cvLines)
	}
	if cv.Selection.Value == "" || cv.Whole.Href != "index.html" || cv.Whole.Title.Value != "ana.example/p" {
		t.Errorf("it says %q and leads to %+v", cv.Selection.Value, cv.Whole)
	}
	found := map[string]bool{}
	work := 0
	for _, g := range cv.Groups {
		for j, c := range g.Cards {
			found[c.ID] = true
			if g.Kind == experienceKind {
				work++
				if want := fmt.Sprintf("job-%d", j); c.ID != want {
					t.Errorf("position %d is %s, want %s: there is a gap", j, c.ID, want)
				}
				if j == 0 && (len(c.Claims) == 0 || c.Claims[0].Text.Value == "") {
					t.Error("nothing is said of the latest position")
				}
			}
		}
	}
	if work < 6 || work > 30 {
		t.Errorf("%d positions", work)
	}
	for _, id := range []string{"degree", "licence"} {
		if !found[id] {
			t.Errorf("there is no %s", id)
		}
	}
	tagged := cvOf(t, career(400, "  cv: {tags: [T77]}\n"))
	kept := false
	for _, g := range tagged.Groups {
		for _, c := range g.Cards {
			kept = kept || c.ID == "job-77"
		}
	}
	if !kept {
		t.Error("what fits the tag is not there")
	}
}

// TestShortCareer: what two pages hold is whole, and nothing is said.
func TestShortCareer(t *testing.T) {
	t.Parallel()
	cv := cvOf(t, career(4, ""))
	if cv.Selection.Value != "" || cv.Whole.Href != "" || len(cv.Groups[0].Cards) != 4 {
		t.Errorf("%d positions, and %q", len(cv.Groups[0].Cards), cv.Selection.Value)
	}
}
