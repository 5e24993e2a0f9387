package passport

import (
	"strings"

	"github.com/talent-passport/passport/generator/source"
)

// Kind describes one kind of entry. The list of all of them is [Kinds].
type Kind struct {
	Folder  string     // "experience": the folder, the key in passport.yaml, the page's address
	Name    string     // singular: "experience", "project"; what `passport new` takes
	Lane    string     // of a timeline: work, learning, projects, …; "" for none
	Default Visibility // when nothing is said
	Types   []string   // known values of `type`
	New     func() Detail
	Word    string // the noun in messages: "an experience"
}

// kinds are the kinds in the order in which pages and files list them.
var kinds = []*Kind{
	{Folder: "experience", Name: "experience", Lane: LaneWork, Default: VisibilityPublic, Word: "an experience",
		Types: []string{"paid", "freelance", "voluntary", "military", "caring", "internship", "apprenticeship", "break"},
		New:   func() Detail { return new(Experience) }},
	{Folder: "education", Name: "education", Lane: LaneLearning, Default: VisibilityPublic, Word: "an education",
		Types: []string{"degree", "course", "bootcamp", "apprenticeship", "self-study", "exchange"},
		New:   func() Detail { return new(Education) }},
	{Folder: "projects", Name: "project", Lane: LaneProjects, Default: VisibilityPublic, Word: "a project",
		Types: []string{"work", "community", "research", "software", "art", "craft", "event", "home"},
		New:   func() Detail { return new(Project) }},
	{Folder: "skills", Name: "skill", Default: VisibilityPublic, Word: "a skill",
		New: func() Detail { return new(Skill) }},
	{Folder: "credentials", Name: "credential", Lane: LaneLearning, Default: VisibilityPublic, Word: "a credential",
		Types: []string{"license", "certificate", "badge", "degree", "membership", "clearance"},
		New:   func() Detail { return new(Credential) }},
	{Folder: "endorsements", Name: "endorsement", Default: VisibilityPublic, Word: "an endorsement",
		New: func() Detail { return new(Endorsement) }},
	{Folder: "stories", Name: "story", Default: VisibilityPublic, Word: "a story",
		Types: []string{"learning", "challenge", "teamwork", "mistake", "idea", "turning-point"},
		New:   func() Detail { return new(Story) }},
	{Folder: "goals", Name: "goal", Default: VisibilityPrivate, Word: "a goal",
		Types: []string{"job", "learning", "change", "contribution"},
		New:   func() Detail { return new(Goal) }},
	{Folder: "awards", Name: "award", Lane: LaneLife, Default: VisibilityPublic, Word: "an award",
		Types: []string{"prize", "scholarship", "grant", "honour"},
		New:   func() Detail { return new(Award) }},
	{Folder: "publications", Name: "publication", Lane: LaneProjects, Default: VisibilityPublic, Word: "a publication",
		Types: []string{"article", "paper", "book", "chapter", "thesis", "talk", "video", "podcast", "poster", "patent", "dataset", "exhibition"},
		New:   func() Detail { return new(Publication) }},
	{Folder: "log", Name: "log", Default: VisibilityPrivate, Word: "a log",
		New: func() Detail { return new(Log) }},
	{Folder: "other", Name: "other", Lane: LaneLife, Default: VisibilityPublic, Word: "an entry",
		New: func() Detail { return new(Other) }},
}

// The lanes of a timeline.
const (
	LaneWork     = "work"
	LaneLearning = "learning"
	LaneCare     = "care"
	LaneProjects = "projects"
	LaneLife     = "life"
)

// Kinds returns every kind, in the order in which pages and files list them. Do not change it.
func Kinds() []*Kind { return kinds }

// KindOf returns the kind with a folder or a name, in any case ("projects", "project"), nil for none.
func KindOf(s string) *Kind {
	for _, k := range kinds {
		if strings.EqualFold(s, k.Folder) || strings.EqualFold(s, k.Name) {
			return k
		}
	}
	return nil
}

// order is the place of a kind in the list.
func (k *Kind) order() int {
	for i, o := range kinds {
		if o == k {
			return i
		}
	}
	return len(kinds)
}

// Layout returns the places of a passport's folder.
func Layout() source.Layout {
	l := source.Layout{Root: "passport", Words: "words", Prose: []string{"about"}, Media: "media", Theme: "theme", Private: privateDir, Aside: []string{applicationsDir}, Meant: Meant}
	for _, k := range kinds {
		l.Sections = append(l.Sections, k.Folder)
	}
	return l
}

// privateDir is the folder that is read as if it lay beside the others, always private.
const privateDir = ".private"

// applicationsDir lies inside privateDir and holds what was made for applications.
const applicationsDir = "applications"

// Applications is the folder for what is made for applications, from the passport's folder.
const Applications = privateDir + "/" + applicationsDir
