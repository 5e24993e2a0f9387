// Package schema holds the published JSON Schemas (2020-12) of a talent passport: one per kind of
// entry, one for passport.yaml, one for the settings of about.md, one for the parts they share, and
// one for the published /passport.json.
//
// The schemas of a person's files are closed, so that a misspelt key is caught; the schema of the
// published file is open, because its readers ignore what they do not know. Every property carries a
// title, a description that tells a person what to write, and examples: editors show all three.
//
// Besides standard keywords, three of our own take part. Validators that do not know them ignore them.
//
//   - x-open: the list of examples is a list of known values; any other text is allowed too, but a
//     near miss of a known one is reported.
//   - x-scalar: the field that a plain text stands for, where a text may replace a mapping.
//   - x-message: what to tell a person when the neighbouring keyword fails.
//
// Formats are our own as well: partial-date, partial-date-or-present, year, https-uri, site-address,
// e-mail, relative-path, country, country-or-union, language-tag, colour, id and ref. Package check
// asserts them.
//
// A kind's schema describes one entry; $defs/list is a file such as skills.yaml, $defs/translation an
// entry in another language, $defs/translations a list of these. References between schemas are
// relative, so they resolve both at the published address and in a local copy that an editor reads.
package schema

import (
	"embed"
	"io/fs"
	"strings"
)

// Base is the address below which the schemas are published, with a slash at its end.
const Base = "https://talent-passport.github.io/passport/schema/v1/"

const suffix = ".schema.json"

//go:embed v1/*.schema.json
var files embed.FS

// Files returns the schemas as a folder: experience.schema.json and so on, at its top.
func Files() fs.FS {
	sub, err := fs.Sub(files, "v1")
	if err != nil {
		panic(err) // "v1" is a valid path; anything else is our mistake
	}
	return sub
}

// Names lists the schemas in alphabetical order: "about", "awards", "common", …
func Names() []string {
	entries, err := files.ReadDir("v1")
	if err != nil {
		panic(err) // the folder is embedded
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), suffix))
	}
	return names
}

// Text returns the text of the schema of that name ("experience"), and whether there is one.
func Text(name string) ([]byte, bool) {
	data, err := files.ReadFile("v1/" + name + suffix)
	return data, err == nil
}

// URL is the published address of the schema of that name, which is also its $id.
func URL(name string) string { return Base + name + suffix }
