package privacy

import (
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// allowance is one line of site.privacy.allow.
type allowance struct {
	what, in string
	at       diag.Span
	used     bool
}

func allowances(t *source.Tree, p *passport.Passport) []*allowance {
	var list []*allowance
	for _, a := range p.Site.Privacy.Allow {
		if what := plain(a.What); what != "" {
			list = append(list, &allowance{what: what, in: strings.Trim(strings.TrimPrefix(a.In, "./"), "/"), at: a.Span()})
		}
	}
	return list
}

// plain is how words are compared: in lower case, with single spaces.
func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// allowed reports whether the person publishes a finding on purpose: its words, its code, or another
// code that stands for it.
func (r *Review) allowed(f finding, file string, codes ...string) bool {
	file = r.local(file)
	yes := false
	for _, a := range r.allow {
		words := a.what == plain(f.what)
		// The line that allows words holds them itself.
		here := words && file == "passport.yaml"
		if !here && a.in != "" && a.in != file && !strings.HasPrefix(file, a.in+"/") {
			continue
		}
		if words || a.what == f.code || slices.Contains(codes, a.what) {
			a.used, yes = true, true
		}
	}
	return yes
}

// byCode are the codes whose words are not what a person would type: long, secret, or many of a kind.
var byCode = map[string]bool{secret: true, privateKey: true, grade: true, placeInFile: true, makerInFile: true, editsInFile: true}

// howToAllow is the end of a hint: what to type to publish it on purpose.
func (r *Review) howToAllow(f finding, file string) string {
	file = r.local(file)
	line := source.Quote(strings.Join(strings.Fields(f.what), " "))
	if f.what == "" || len(f.what) > 60 || byCode[f.code] {
		line = "{what: " + f.code + ", in: " + source.Quote(file) + "}"
	}
	if len(r.allow) > 0 {
		return `; to publish it on purpose, add "- ` + line + `" under "allow:" in passport.yaml`
	}
	return `; to publish it on purpose, write "privacy: {allow: [` + line + `]}" under "site:" in passport.yaml`
}

// local is the path in the passport of a file, or of a version of it: "1a2b3c4:me/media/ward.jpg" is a
// version of media/ward.jpg where the passport lies in the folder me.
func (r *Review) local(file string) string {
	if commit, name, ok := strings.Cut(file, ":"); ok && !strings.Contains(commit, "/") {
		file = strings.TrimPrefix(name, r.within)
	}
	return file
}
