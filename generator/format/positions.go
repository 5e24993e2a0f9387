package format

import "github.com/talent-passport/passport/generator/passport"

// Positions are the positions of an experience, each as an entry of its own, for formats that know only
// those: its roles, or the experience itself when it has none. What is said of the whole stands with the
// first, which is the latest.
func Positions(e *passport.Entry) []*passport.Entry {
	x, ok := e.Detail.(*passport.Experience)
	if !ok || len(x.Roles) == 0 {
		return []*passport.Entry{e}
	}
	var out []*passport.Entry
	for i := range x.Roles {
		r := &x.Roles[i]
		one, d := *e, *x
		one.Detail = &d
		d.Roles = nil
		one.Title, one.Start, one.End = r.Title, r.Start, r.End
		one.Highlights, one.Skills, one.Evidence = r.Highlights, r.Skills, r.Evidence
		if r.Department.Value != "" {
			d.Department = r.Department
		}
		if (r.Location != passport.Location{}) {
			one.Location = r.Location
		}
		if i == 0 {
			one.Highlights = append(append([]passport.Highlight(nil), r.Highlights...), e.Highlights...)
			one.Skills = append(append([]passport.SkillUse(nil), r.Skills...), e.Skills...)
			one.Evidence = append(append([]passport.Evidence(nil), r.Evidence...), e.Evidence...)
			one.Summary.Value = Paragraphs(r.Summary.Value, e.Summary.Value)
		} else {
			one.Summary, one.Body, one.Extra, one.Links = r.Summary, nil, nil, nil
		}
		out = append(out, &one)
	}
	return out
}

// Place is where an entry took place: its own location, or that of the organisation.
func Place(e *passport.Entry) passport.Location {
	if (e.Location != passport.Location{}) {
		return e.Location
	}
	return e.Organization.Location
}

// Named is what names an entry in one line, its id where nothing else does.
func Named(e *passport.Entry) string {
	if s := e.Heading().Value; s != "" {
		return s
	}
	return e.ID
}
