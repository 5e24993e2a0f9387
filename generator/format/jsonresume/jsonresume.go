// Package jsonresume reads and writes JSON Resume (https://jsonresume.org/schema), versions 1.0.0 and
// 1.3.1, the résumé data that most themes and tools read. Every build writes /resume.json.
//
// The tables below are the format's sections, field by field.
package jsonresume

import (
	"github.com/talent-passport/passport/generator/format"
)

// name is the format's name on the command line and under `extra`.
const name = "jsonresume"

// Format is JSON Resume.
var Format = &format.Format{
	Name:  name,
	Title: "JSON Resume",
	About: "résumé data that many themes and tools read",
	Spec:  "https://jsonresume.org/schema",
	Tier:  format.TierCore,
	Ext:   ".json", MediaType: "application/json",
	Path:      "resume.json",
	Recognise: recognise,
	Import:    read,
	Export:    write,
	Why: map[string]string{
		"person.forms":   "what application forms ask is never published",
		"endorsements":   "a reference is a name and a text",
		"organization":   "an organisation is a name and an address",
		"goals":          "a résumé of this format has no wishes",
		"stories":        "a résumé of this format has no stories",
		"log":            "a résumé of this format has no diary",
		"evidence":       "nothing in it can be backed",
		"highlights[]":   "a highlight is a sentence",
		"skills[].level": "skills have levels, their uses have none",
		"body":           "it is written as plain words",
	},
}

var (
	work = format.Table{
		{"name", "organization.name"},
		{"position", "title"},
		{"url", "organization.url"},
		{"location", "location"},
		{"description", "organization.sector"},
		{"startDate", "start"},
		{"endDate", "end"},
		{"summary", "description"},
		{"highlights", "highlights"},
	}
	volunteer = format.Table{
		{"organization", "organization.name"},
		{"position", "title"},
		{"url", "organization.url"},
		{"location", "location"},
		{"startDate", "start"},
		{"endDate", "end"},
		{"summary", "description"},
		{"highlights", "highlights"},
	}
	education = format.Table{
		{"institution", "organization.name"},
		{"url", "organization.url"},
		{"area", "field"},
		{"studyType", "degree"},
		{"startDate", "start"},
		{"endDate", "end"},
		{"score", "grade"},
	}
	awards = format.Table{
		{"title", "title"},
		{"date", "date"},
		{"awarder", "organization.name"},
		{"summary", "description"},
	}
	certificates = format.Table{
		{"name", "title"},
		{"date", "issued"},
		{"url", "url"},
		{"issuer", "issuer.name"},
	}
	publications = format.Table{
		{"name", "title"},
		{"publisher", "publisher"},
		{"releaseDate", "date"},
		{"url", "url"},
		{"summary", "description"},
	}
	projects = format.Table{
		{"name", "title"},
		{"description", "description"},
		{"highlights", "highlights"},
		{"keywords", "skills"},
		{"startDate", "start"},
		{"endDate", "end"},
		{"url", "url"},
		{"entity", "organization.name"},
	}
)
