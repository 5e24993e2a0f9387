package passport

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// The log is read from lines, from entries in a list and from pages.
func TestLog(t *testing.T) {
	t.Parallel()
	p := load(t, map[string]string{
		"passport.yaml": "person: {name: Ana}\nlog:\n  - {date: 2026-02, title: In a list, skills: [Wound care]}\n  - title: No date\n",
		"skills.yaml":   "- {id: wound-care, title: Wound care, aliases: [dressings]}\n- {id: 5s, title: 5S}\n",
		"log/2026.md": "# My year\n\n2026-01-01 in prose is no line.\n\n" +
			"- 2026-03-05 Ran it alone #handover #wound-care\n  and more of it\n" +
			"- 2026-03: **Bold** and [a link](https://a.example) #dressings\n" +
			"- 2026-01-02 – moved to bed #4b with C# → out\n" +
			"- 2026-13-02 no date\n- no date\n" +
			"* 2026-03-04 Ran #Wound-care, again. #5s → [Nurse](../experience/harbour.md#alone) → [5S](../skills.yaml#5s)\n" +
			"- 2026-03-06 see [care](../skills/wound-care.md) and [the app](../projects/app.md)\n" +
			"- 2026-03-07\n- 2026-03-08 #1 in the list, # 2 and #-x\n",
		".private/log/2025.md": "- 2025-12-31 1. Quiet\n",
		"log/first.md":         "---\ntitle: A page\ndate: 2026-02-03\n---\n- 2020-01-01 inside of it\n",
	})
	var got []string
	for _, l := range p.Log() {
		s := l.Date.String() + "|" + l.Text + "|" + strings.Join(l.Skills, " ") + "|"
		for _, r := range l.About {
			s += r.String() + " "
		}
		got = append(got, s)
		for _, tag := range l.Named {
			if at := string(l.Entry.Item.File.Data[tag.Span.Start:tag.Span.End]); at != tag.Name {
				t.Errorf("the place of %q holds %q", tag.Name, at)
			}
		}
	}
	want := []string{
		"2020-01-01|inside of it||",
		"2025-12-31|1. Quiet||",
		"2026-01-02|moved to bed #4b with C# → out||",
		"2026-02|In a list|wound-care|",
		"2026-02-03|A page||",
		"2026-03|Bold and a link|wound-care|",
		"2026-03-04|Ran Wound-care, again.|wound-care 5s|experience/harbour#alone skills/5s ",
		"2026-03-05|Ran it alone|handover wound-care|",
		"2026-03-06|see care and the app|wound-care|projects/app ",
		"2026-03-07|||",
		"2026-03-08|#1 in the list, # 2 and #-x||",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is written is read back.
func TestLogText(t *testing.T) {
	t.Parallel()
	line := LogText(Date{Year: 2026, Month: 3, Day: 5}, "Ran it\n alone ", []string{"handover", "wound-care"}) +
		Promoted(`Nurse [nights] \ days`, "../experience/harbour.md#alone") + Promoted("A story", "../stories/alone.md")
	p := load(t, map[string]string{"log/2026.md": "- " + line + "\n"})
	l := p.Log()[0]
	if l.Text != "Ran it alone" || strings.Join(l.Skills, " ") != "handover wound-care" || len(l.About) != 2 || l.About[0].String() != "experience/harbour#alone" {
		t.Errorf("%q is read as %+v", line, l)
	}
	if words := l.Item.Links[0].Text; words != `Nurse [nights] \ days` {
		t.Errorf("the link's words are %q", words)
	}
}
