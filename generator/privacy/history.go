package privacy

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/picture"
)

// past is something that stands in older versions of files.
type past struct {
	finding finding
	at      diag.Span
	commits int // how many versions hold it
}

// Source looks at one of the person's files that becomes public itself. What a page shows is not told
// again.
func (r *Review) Source(name string, data []byte) {
	for _, f := range r.sourceFindings(name, data) {
		at := diag.Span{File: name, Start: f.start, End: f.end}
		if slices.ContainsFunc(r.list, func(p diag.Problem) bool {
			return p.Span.File == name && (p.Span == at || f.start == f.end && p.Code == f.code || p.Span.Start < at.End && at.Start < p.Span.End)
		}) || r.allowed(f, name, privateInSource) {
			continue
		}
		if f.code == secret || f.code == privateKey {
			r.report(f, at)
			continue
		}
		r.list = append(r.list, diag.Problem{
			Code: privateInSource, Severity: diag.Warning, Span: at, Label: "in a public file",
			Message: fmt.Sprintf("%s becomes public with your files, although no page shows it: %s", f.noun, f.quoted()),
			Hint:    `keep your files private and publish only the site, or move it into .private` + r.howToAllow(f, name),
		})
	}
}

// Version looks at one version of a file in the history. Commit is its short name, path the file as git
// names it. The bytes are not kept, unless a problem shows them.
func (r *Review) Version(commit, name string, data []byte) {
	full := commit + ":" + name
	for _, f := range r.sourceFindings(name, data) {
		if r.allowed(f, full, privateInPast, secretInPast) {
			continue
		}
		key := f.code + "\x00" + plain(f.what)
		if f.start == f.end {
			key += "\x00" + name
		}
		if p := r.past[key]; p != nil {
			p.commits++
			continue
		}
		if len(r.past) >= maxPast {
			continue
		}
		at := diag.Span{File: full, Start: f.start, End: f.end}
		r.past[key] = &past{f, at, 1}
		if f.end > f.start && len(data) <= maxShown {
			r.texts[full] = data
		} else {
			r.past[key].at = diag.Span{File: full}
		}
	}
}

// HiddenVersion tells of a version of a file that the person keeps in .private by now. Whatever it says, it was
// not meant for strangers.
func (r *Review) HiddenVersion(commit, name string) {
	full := commit + ":" + name
	f := finding{code: privateInPast, noun: "a file of .private", what: r.local(full)}
	key := privateInPast + "\x00" + name
	switch p := r.past[key]; {
	case p != nil:
		p.commits++
	case len(r.past) < maxPast && !r.allowed(f, full):
		r.past[key] = &past{f, diag.Span{File: full}, 1}
	}
}

const (
	maxPast  = 100     // different findings in a history
	maxShown = 1 << 20 // bytes of a version that is kept to be shown
)

// Commit looks at who made a commit, and at what they wrote about it. Text is the commit as it is to be
// shown, in which the address and the message stand.
func (r *Review) Commit(commit, mail, text string) {
	mail = strings.ToLower(strings.TrimSpace(mail))
	if at := strings.Index(strings.ToLower(text), mail); mail != "" && at >= 0 && !r.knownMail(mail) {
		f := finding{code: commitMail, noun: "an e-mail address", what: mail}
		key := commitMail + "\x00" + mail
		switch p := r.past[key]; {
		case p != nil:
			p.commits++
		case !r.allowed(f, ""):
			r.past[key] = &past{f, diag.Span{File: commit, Start: at, End: at + len(mail)}, 1}
			r.texts[commit] = []byte(text)
		}
	}
	head, message, _ := strings.Cut(text, "\n\n")
	base := len(text) - len(message)
	for _, f := range r.find(text, false) {
		switch {
		case f.start < len(head) && f.code != privateWord: // who made it is told above, and when is no secret
			continue
		case f.code == otherMail && (r.knownMail(strings.ToLower(f.what)) || !signed().MatchString(text[base:max(base, f.start)])):
			continue
		case r.allowed(f, commit, privateInPast, secretInPast):
			continue
		}
		key := f.code + "\x00" + plain(f.what)
		if p := r.past[key]; p != nil {
			p.commits++
		} else if len(r.past) < maxPast {
			r.past[key] = &past{f, diag.Span{File: commit, Start: f.start, End: f.end}, 1}
			r.texts[commit] = []byte(text)
		}
	}
}

// signed is a line of a message that names somebody with an address, up to the address: "Co-authored-by: Rui <".
var signed = lazily(`(?:^|\n)[A-Z][A-Za-z-]+-by: [^\n]*$`)

// Author looks at the address that git would write into the commits to come.
func (r *Review) Author(mail string) {
	r.author = strings.ToLower(strings.TrimSpace(mail))
}

// reportAuthor tells of the address of commits to come, unless those that are made have told already.
func (r *Review) reportAuthor() {
	f := finding{code: commitMail, what: r.author}
	if r.author == "" || r.knownMail(r.author) || r.past[commitMail+"\x00"+r.author] != nil || r.allowed(f, "") {
		return
	}
	r.list = append(r.list, diag.Problem{
		Code: commitMail, Severity: diag.Warning,
		Message: fmt.Sprintf("git would write your e-mail address %s into everything that you publish", r.author),
		Hint:    noreply + r.howToAllow(f, ""),
	})
}

// noreply is how to keep an address out of commits
// (https://docs.github.com/account-and-profile/how-tos/email-preferences/setting-your-commit-email-address).
const noreply = `find your "noreply" address at https://github.com/settings/emails, then type: git config user.email "NUMBER+NAME@users.noreply.github.com"`

// knownMail reports whether an address is public anyway, or nobody's.
func (r *Review) knownMail(mail string) bool {
	return strings.Contains(mail, "noreply") || mail == strings.ToLower(strings.TrimSpace(r.pub.Person.Contact.Email)) || !strings.Contains(mail, "@")
}

// reportPast turns what was found in the history into problems, each once.
func (r *Review) reportPast() {
	for _, p := range r.past {
		f := p.finding
		times := ""
		if p.commits > 1 {
			times = fmt.Sprintf(", and %d more times", p.commits-1)
			if p.commits == 2 {
				times = ", and once more"
			}
		}
		problem := diag.Problem{
			Code: privateInPast, Severity: diag.Warning, Span: p.at, Label: "in the history",
			Message: fmt.Sprintf("%s stands in the history of your files%s: %s", f.noun, times, f.quoted()),
			Hint:    "keep your files private and publish only the site, or begin a new history" + r.howToAllow(f, p.at.File),
		}
		switch f.code {
		case secret, privateKey:
			problem.Code, problem.Severity = secretInPast, diag.Error
			problem.Hint = "have a new one made where it came from: whoever gets the history has this one" + r.howToAllow(f, path.Base(p.at.File))
		case commitMail:
			problem.Code = commitMail
			problem.Message = fmt.Sprintf("the e-mail address %s stands in the commits of your files%s", f.what, times)
			problem.Hint = noreply + `; commits that are made keep theirs, so publish only the site` + r.howToAllow(f, "")
		}
		r.list = append(r.list, problem)
	}
	clear(r.past)
}

// sourceFindings are those of any file, whatever it is, and of what it is called; a place inside a file that is no text
// is 0, 0.
func (r *Review) sourceFindings(name string, data []byte) []finding {
	return append(r.called(r.local(name)), r.contentFindings(name, data)...)
}

func (r *Review) contentFindings(name string, data []byte) []finding {
	if path.Ext(name) == ".svg" {
		// The numbers of a drawing are lines; its properties are a packet as in a photograph.
		all := r.find(string(withoutTags(data)), false)
		var makers []string
		for _, f := range picture.ReadXMP(data) {
			if f.Topic == picture.Person && !r.isSelf(f.Value) {
				makers = append(makers, f.Name+" "+f.Value)
			}
		}
		if len(makers) > 0 {
			all = append(all, finding{code: makerInFile, noun: "who made this drawing", what: strings.Join(makers, "; ")})
		}
		return all
	}
	if isText(data) {
		return r.find(string(data), path.Ext(name) != ".csv" && path.Ext(name) != ".yaml" && path.Ext(name) != ".yml")
	}
	var all []finding
	r.document(name, data, func(f finding) { all = append(all, f) })
	return all
}

func (r *Review) find(s string, wrapped bool) []finding {
	return text{wrapped: wrapped, own: r.own}.find(s)
}

// isText reports whether bytes are a text in UTF-8, or almost.
func isText(data []byte) bool {
	head := data[:min(len(data), 8000)]
	if strings.IndexByte(string(head), 0) >= 0 || len(head) > 4 && string(head[:4]) == "%PDF" {
		return false
	}
	bad := 0
	for len(head) > 0 {
		c, n := utf8.DecodeRune(head)
		if c == utf8.RuneError && n == 1 {
			bad++
		}
		head = head[n:]
	}
	return bad <= 10+len(data)/100
}
