package jsonld

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
)

const skillsFolder = "skills"

func (g *Graph) skillID(s *passport.SkillFacts) string { return g.id(skillsFolder + "/" + s.ID) }

// skill is a term, with the work that shows it and what others say about it.
func (g *Graph) skill(s *passport.SkillFacts) Node {
	n := Node{"@type": "DefinedTerm", "@id": g.skillID(s), "name": s.Title.Value}
	set(n, "url", g.address(skillsFolder+"/"+s.ID))
	n["inDefinedTermSet"] = Node{"@id": g.id(skillsFolder)}
	if !g.whole {
		n["inDefinedTermSet"] = g.termSet(nil)
	}
	if s.Entry != nil {
		d := s.Entry.Detail.(*passport.Skill)
		set(n, "description", g.description(s.Entry))
		set(n, "image", g.file(s.Entry.Image.Src))
		for _, a := range d.Aliases {
			if a != "" {
				add(n, "alternateName", a)
			}
		}
		for i, same := range d.SameAs {
			u := web(same.URL())
			if u != "" {
				add(n, "sameAs", u)
			}
			if set := vocabulary(u); i == 0 && set != "" {
				n["termCode"] = code(same)
				add(n, "inDefinedTermSet", set)
			}
		}
		g.backing(n, s.Entry.Evidence, g.p.Facts(s.Entry).Backing)
		for i := range d.Levels {
			g.backing(n, d.Levels[i].Evidence, passport.Backing{})
		}
	} else {
		g.backing(n, nil, passport.Backing{Words: s.Said})
	}
	seen := map[string]bool{}
	once := func(m Node) {
		if id, _ := m["@id"].(string); id != "" && !seen[id] {
			seen[id] = true
			add(n, "subjectOf", m)
		}
	}
	for _, u := range s.Uses {
		once(g.tell(u.Entry))
		if u.Claim == nil || u.Claim.ID == "" {
			continue
		}
		if g.whole {
			once(Node{"@id": g.id(ref(u.Entry) + "#" + u.Claim.ID)})
			continue
		}
		claim := g.claim(u.Entry, u.Claim)
		claim["about"] = Node{"@id": g.skillID(s)} // the claim's own page names the others
		once(claim)
	}
	return n
}

// term is a skill, pointed at.
func (g *Graph) term(s *passport.SkillFacts) Node {
	return g.stub("DefinedTerm", g.skillID(s), s.Title.Value, g.address(skillsFolder+"/"+s.ID))
}

// terms are skills, pointed at. One that nothing listed names or declares has no node: it is named.
func (g *Graph) terms(list []*passport.SkillFacts) []Node {
	var out []Node
	for _, s := range list {
		if g.p.Skill(s.ID) != nil {
			out = append(out, g.term(s))
		} else {
			out = append(out, Node{"@type": "DefinedTerm", "name": s.Title.Value})
		}
	}
	return out
}

// termSet is the person's own list of skills.
func (g *Graph) termSet(terms []Node) Node {
	n := Node{"@type": "DefinedTermSet", "@id": g.id(skillsFolder)}
	set(n, "name", g.p.Person.Name.Value)
	for _, t := range terms {
		add(n, "hasDefinedTerm", t)
	}
	return n
}

// knows says that the person knows a skill, how well and over what span: the Role pattern, with a name
// for readers that look no further.
func (g *Graph) knows(s *passport.SkillFacts, term Node) Node {
	level := s.Held()
	if level == "" && iso(s.First) == "" && iso(s.Last) == "" {
		return term
	}
	n := Node{"@type": "Role", "knowsAbout": term}
	set(n, "roleName", level)
	span(n, passport.Period{Start: s.First, End: s.Last})
	return n
}

// vocabularies are the published lists of skills and occupations: the address their terms stand under,
// and that of the list.
var vocabularies = []struct{ base, set string }{
	{"http://data.europa.eu/esco/skill/", "http://data.europa.eu/esco/concept-scheme/skills"},
	{"http://data.europa.eu/esco/occupation/", "http://data.europa.eu/esco/concept-scheme/occupations"},
	{"http://data.europa.eu/esco/isco/", "http://data.europa.eu/esco/concept-scheme/isco"},
	{"https://www.onetonline.org/link/summary/", "https://www.onetcenter.org/taxonomy.html"},
	{"https://www.wikidata.org/wiki/", "https://www.wikidata.org/"},
}

// vocabulary is the address of the list that a term's address is in, "" when unknown.
func vocabulary(address string) string {
	for _, v := range vocabularies {
		if strings.HasPrefix(address, v.base) {
			return v.set
		}
	}
	return ""
}

// code is what a vocabulary calls a term: the end of its address, or what is written after the scheme.
func code(s passport.SameAs) string {
	id := strings.TrimRight(s.ID, "/")
	if i := strings.LastIndexAny(id, "/:"); i >= 0 && i+1 < len(id) {
		return id[i+1:]
	}
	return s.ID
}
