package passport

import (
	"testing"
)

func TestParseRef(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Ref{
		"projects/river-app":            {Kind: "projects", ID: "river-app"},
		"projects/River App#Trained":    {Kind: "projects", ID: "river-app", Claim: "trained"},
		"project/river-app":             {Kind: "projects", ID: "river-app"},
		"../projects/river-app.md":      {Kind: "projects", ID: "river-app"},
		"./../projects/river-app.fr.md": {Kind: "projects", ID: "river-app"},
		".private/goals/x.md":           {Kind: "goals", ID: "x"},
		"/projects/a":                   {Kind: "projects", ID: "a"},
		"river-app":                     {ID: "river-app"},
		"nowhere/river-app":             {Kind: "nowhere", ID: "river-app"},
		"":                              {},
	} {
		got := ParseRef(in)
		want.Written = in
		if got != want {
			t.Errorf("ParseRef(%q) = %+v, want %+v", in, got, want)
		}
	}
}

func TestLinkTarget(t *testing.T) {
	t.Parallel()
	tests := []struct {
		file, dest string
		want       Target
	}{
		{"experience/a.md", "../projects/river-app.md", Target{Kind: TargetEntry, Ref: Ref{Kind: "projects", ID: "river-app"}}},
		{"experience/a.md", "../projects/river-app.md#trained", Target{Kind: TargetEntry, Ref: Ref{Kind: "projects", ID: "river-app", Claim: "trained"}, Anchor: "trained"}},
		{"experience/a.md", "b.md", Target{Kind: TargetEntry, Ref: Ref{Kind: "experience", ID: "b"}}},
		{"experience/a.md", "b.fr.md", Target{Kind: TargetEntry, Ref: Ref{Kind: "experience", ID: "b"}}},
		{"experience/a.md", "/projects/b.md", Target{Kind: TargetEntry, Ref: Ref{Kind: "projects", ID: "b"}}},
		{"about.md", "projects/caf%C3%A9%20x.md", Target{Kind: TargetEntry, Ref: Ref{Kind: "projects", ID: "café-x"}}},
		{"about.md", "skills.yaml#wound-care", Target{Kind: TargetEntry, Ref: Ref{Kind: "skills", ID: "wound-care"}}},
		{"about.md", "skills.yaml", Target{Kind: TargetKindOf, Ref: Ref{Kind: "skills"}}},
		{"about.md", "projects/", Target{Kind: TargetKindOf, Ref: Ref{Kind: "projects"}}},
		{"about.md", "projects", Target{Kind: TargetKindOf, Ref: Ref{Kind: "projects"}}},
		{"experience/a.md", "../about.md#why", Target{Kind: TargetHome, Anchor: "why"}},
		{"experience/a.md", "../passport.yaml", Target{Kind: TargetHome}},
		{"experience/a.md", "..", Target{Kind: TargetHome}},
		{"experience/a.md", "../media/a%20b.jpg", Target{Kind: TargetFile, Path: "media/a b.jpg"}},
		{"experience/a.md", "a.pdf?x=1#page=2", Target{Kind: TargetFile, Path: "experience/a.pdf", Anchor: "page=2"}},
		{"experience/a.md", "../projects/deep/x.md", Target{Kind: TargetFile, Path: "projects/deep/x.md"}},
		{"experience/a.md", "#here", Target{Kind: TargetHere, Anchor: "here"}},
		{"experience/a.md", "https://a.example/x.md", Target{Kind: TargetWeb}},
		{"experience/a.md", "mailto:a@b.example", Target{Kind: TargetWeb}},
		{"experience/a.md", "javascript:x", Target{Kind: TargetWeb}},
		{"experience/a.md", "//host/x", Target{Kind: TargetWeb}},
		{"experience/a.md", "../../x.md", Target{}},
		{"experience/a.md", "../../../etc/passwd", Target{}},
		{"experience/a.md", "%2e%2e/%2e%2e/x", Target{}},
		{"experience/a.md", `..\media\a.jpg`, Target{}},
		{"experience/a.md", "", Target{}},
		{".private/goals/x.md", "../projects/a.md", Target{Kind: TargetEntry, Ref: Ref{Kind: "projects", ID: "a"}}},
		{".private/goals/x.md", "../../projects/a.md", Target{Kind: TargetEntry, Ref: Ref{Kind: "projects", ID: "a"}}},
		{"experience/a.md", "../.private/goals/x.md", Target{Kind: TargetEntry, Ref: Ref{Kind: "goals", ID: "x"}}},
		{"experience/a.md", "../.private/media/x.jpg", Target{Kind: TargetFile, Path: ".private/media/x.jpg"}},
	}
	for _, tt := range tests {
		got := LinkTarget(tt.file, tt.dest)
		got.Ref.Written = ""
		if got != tt.want {
			t.Errorf("%q in %s leads to %+v, want %+v", tt.dest, tt.file, got, tt.want)
		}
	}
}

func FuzzLinkTarget(f *testing.F) {
	f.Add("experience/a.md", "../projects/b.md#c")
	f.Add("about.md", "%2e%2e/x")
	f.Add(".private/x/y.md", "../../../..")
	f.Fuzz(func(t *testing.T, file, dest string) {
		if within("", file) != file {
			return // not the path of a file in a passport
		}
		got := LinkTarget(file, dest)
		if p := got.Path; (got.Kind == TargetFile) != (p != "") || p == ".." || len(p) > 2 && p[:3] == "../" || p != "" && p[0] == '/' {
			t.Fatalf("%q in %q: %+v", dest, file, got)
		}
		ParseRef(dest)
	})
}

func TestPathsStayInside(t *testing.T) {
	t.Parallel()
	p := load(t, map[string]string{
		"experience/a.md":          "---\nevidence: [{file: ../media/a.jpg}, {file: ../../secret}, {file: /media/a.jpg}, {file: 'https://x.example/a'}, {file: a%20b.pdf}, {file: '..\\x'}]\n---\n",
		".private/experience/b.md": "---\nevidence: [{file: ../media/a.jpg}, {file: ../media/own.jpg}, {file: ../../media/a.jpg}]\n---\n",
		"media/a.jpg":              "x", ".private/media/own.jpg": "x",
	})
	want := map[string][]string{
		"a": {"media/a.jpg", "", "media/a.jpg", "", "experience/a%20b.pdf", ""},
		"b": {"media/a.jpg", ".private/media/own.jpg", "media/a.jpg"},
	}
	for _, e := range p.Entries {
		for i, ev := range e.Evidence {
			if ev.File.Full != want[e.ID][i] {
				t.Errorf("%s names %s: %q, want %q", e.ID, ev.File.Written, ev.File.Full, want[e.ID][i])
			}
		}
	}
}

func TestSkillNames(t *testing.T) {
	t.Parallel()
	p := load(t, map[string]string{"passport.yaml": `skills:
  - {id: wound-care, title: Wound care, aliases: [Dressing changes, Verbandwechsel], formerly: [bandaging]}
  - {title: C}
  - {title: C++}
  - {title: "C#", aliases: [c sharp]}
  - {title: .NET}
  - {title: wound-care two, aliases: [wound-care]}
experience:
  - {id: x, skills: [WOUND CARE, dressing changes, skills/wound-care, bandaging, c, C++, "c#", C Sharp, .net, F#, Data  Entry, "2D design", 7]}
`})
	var got []string
	for _, u := range p.Entries[0].Skills {
		got = append(got, u.Skill.Kind+"/"+u.Skill.ID)
	}
	want := []string{"skills/wound-care", "skills/wound-care", "skills/wound-care", "skills/wound-care", "skills/c", "skills/cpp", "skills/csharp", "skills/csharp", "skills/dotnet", "skills/fsharp", "skills/data-entry", "skills/2d-design", "skills/7"}
	if len(got) != len(want) {
		t.Fatal(got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s means %s, want %s", p.Entries[0].Skills[i].Skill.Written, got[i], want[i])
		}
	}
	for name, id := range map[string]string{"wound care": "wound-care", "c#": "csharp", "F#": "", "wound-care": "wound-care", "csharp": "csharp", "": ""} {
		e := p.SkillNamed(name)
		if (e == nil) != (id == "") || e != nil && e.ID != id {
			t.Errorf("SkillNamed(%q) = %v", name, e)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	p := load(t, map[string]string{"passport.yaml": `experience:
  - {id: a, title: First, formerly: [old, experience/older], highlights: [{id: h, text: H}], roles: [{id: r, title: R, highlights: [{id: in-r, text: X}]}]}
  - {id: A, title: Second}
  - {id: older, title: Third}
`})
	if len(p.Entries) != 3 {
		t.Fatal("of two entries with one id, both stay for check to see")
	}
	for ref, title := range map[string]string{
		"experience/a": "First", "experience/old": "First", "experience/older": "Third", "experience/a#h": "First", "experience/a#r": "First",
		"experience/a#in-r": "First", "experience/a#x": "", "experience/b": "", "a": "", "projects/a": "",
	} {
		e, ok := p.Resolve(ParseRef(ref))
		if ok != (title != "") || ok && e.Title.Value != title {
			t.Errorf("%s resolves to %v, %v", ref, e, ok)
		}
	}
	// A passport that was put together by hand resolves as well, and is not changed by it.
	made := &Passport{Entries: p.Entries}
	if _, ok := made.Resolve(ParseRef("experience/old")); !ok || made.look != nil {
		t.Error("made by hand")
	}
}
