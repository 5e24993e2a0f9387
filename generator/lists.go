package generator

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/apply"
	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/format/bibtex"
	"github.com/talent-passport/passport/generator/format/csljson"
	"github.com/talent-passport/passport/generator/format/csv"
	"github.com/talent-passport/passport/generator/format/europass"
	"github.com/talent-passport/passport/generator/format/feed"
	"github.com/talent-passport/passport/generator/format/hresume"
	"github.com/talent-passport/passport/generator/format/hropen"
	"github.com/talent-passport/passport/generator/format/jsonresume"
	"github.com/talent-passport/passport/generator/format/linkedin"
	"github.com/talent-passport/passport/generator/format/mac"
	"github.com/talent-passport/passport/generator/format/markdown"
	"github.com/talent-passport/passport/generator/format/openbadges"
	"github.com/talent-passport/passport/generator/format/orcid"
	"github.com/talent-passport/passport/generator/format/passportjson"
	"github.com/talent-passport/passport/generator/format/rendercv"
	"github.com/talent-passport/passport/generator/format/schemaorg"
	"github.com/talent-passport/passport/generator/format/vcard"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/paper"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/privacy"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/generator/theme"
	"github.com/talent-passport/passport/schema"
)

// formats are the foreign formats, in the order in which they are listed and tried: one line each.
var formats = []*format.Format{
	jsonresume.Format,
	linkedin.Format,
	vcard.Format,
	feed.Format,
	markdown.Format,
	europass.Format,
	hropen.Format,
	rendercv.Format,
	openbadges.Format,
	passportjson.Format,
	schemaorg.Format,
	mac.Format,
	hresume.Format,
	bibtex.Format,
	csljson.Format,
	orcid.Format,
	csv.Entries,
	csv.Skills,
}

// Formats returns every foreign format. Do not change it.
func Formats() []*format.Format { return formats }

// Codes documents every problem code there is, sorted.
func Codes() []diag.Doc {
	all := slices.Concat(source.Codes(), check.Codes(), check.ShapeCodes(), site.Codes(), format.Codes(), theme.Codes(), output.Codes(), paper.Codes(), privacy.Codes(), apply.Codes())
	slices.SortFunc(all, func(a, b diag.Doc) int { return strings.Compare(a.Code, b.Code) })
	return all
}

// KindFolders are the kinds of entries, by the names of their folders.
func KindFolders() []string {
	var out []string
	for _, k := range passport.Kinds() {
		out = append(out, k.Folder)
	}
	return out
}

// KindFolder is the folder of a kind that is named by it or by one entry, "" for none.
func KindFolder(name string) string {
	if k := passport.KindOf(name); k != nil {
		return k.Folder
	}
	return ""
}

// SchemaNames lists the published schemas: one for each kind, passport and public.
func SchemaNames() []string { return schema.Names() }

// Schema returns the published schema of a kind, by the name of its folder or of one entry.
func Schema(name string) ([]byte, bool) {
	if k := passport.KindOf(name); k != nil {
		name = k.Folder
	}
	return schema.Text(name)
}

// Nearest finds what was probably meant, for "did you mean".
func Nearest(name string, among []string) (string, bool) { return passport.Nearest(name, among) }
