// Package privacy finds what becomes public and was perhaps not meant to.
//
// A [Review] is one look at one passport. It is told what is about to leave: the pages ([Review.Pages]),
// the files that go with them ([Review.File]), and, when the person's own files become public as well,
// those ([Review.Source]), the versions of them in the history of their repository ([Review.Version]) and
// who made these ([Review.Commit]). It answers with problems, each with its exact place.
//
// The pages are searched as they will be published: a value is looked at if it is in the
// [passport.Public], at the place in the person's files where it was written. What is hidden never
// alarms. The rules about texts are in one file per subject (birth.go, grades.go, homes.go,
// identity.go, mails.go, numbers.go, people.go, phones.go, secrets.go), those about documents in pdf.go and
// office.go; pictures are the business of package picture. Every rule would rather miss a guess than cry at ordinary prose: a number needs a check digit,
// a form that nothing else has, or a word before it that says what it is.
//
// What the person means to publish they allow once, under site.privacy.allow: the words as found, or the
// code of a problem, perhaps only in one file. What must never be published they may list under
// site.privacy.never. Nothing here reads a disk, starts a program or knows what day it is.
package privacy

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// The codes of problems, which are also what a person may allow.
const (
	phoneNumber     = "phone-number"
	homeAddress     = "home-address"
	birthDate       = "birth-date"
	identityNumber  = "identity-number"
	bankNumber      = "bank-number"
	studentNumber   = "student-number"
	grade           = "grade"
	otherMail       = "someone-elses-email"
	caredFor        = "person-cared-for"
	diagnosis       = "diagnosis"
	privateWord     = "private-word"
	otherName       = "name-in-credential"
	secret          = "secret"
	privateKey      = "private-key"
	placeInFile     = "place-in-file"
	makerInFile     = "maker-in-file"
	editsInFile     = "edits-in-file"
	pictureCleaned  = "picture-cleaned"
	notSearched     = "not-searched"
	privateInSource = "private-in-source"
	privateInPast   = "private-in-history"
	secretInPast    = "secret-in-history"
	commitMail      = "commit-email"
	allowedInVain   = "allowed-in-vain"
)

// own is what is known about the person, and what they said must stay private.
type own struct {
	names     []string // people who may be named: the person, and those who agreed
	self      []string // the person's own names
	mail      []string // the person's own addresses, in lower case
	birth     interface{ FindAllStringIndex(string, int) [][]int }
	birthYear string
	never     []forbidden
	first     map[string]bool // first words of these, in lower case
	odd       bool            // one of these begins with no word
}

// Review is one look at one passport. It is not safe for concurrent use.
type Review struct {
	tree  *source.Tree
	pass  *passport.Passport
	pub   *passport.Public
	own   *own
	allow []*allowance
	shown map[string]bool // every string that is published
	held  map[string]bool // files that hold a credential
	list  diag.List

	author string            // the address of commits to come
	within string            // the passport's folder in its repository, with a slash behind it
	texts  map[string][]byte // of the history, for printers, by name
	past   map[string]*past
}

// New begins a review of a passport, of which pub is what is published.
func New(t *source.Tree, p *passport.Passport, pub *passport.Public) *Review {
	r := &Review{
		tree: t, pass: p, pub: pub, own: ownOf(p, pub), allow: allowances(t, p), shown: map[string]bool{}, held: map[string]bool{},
		texts: map[string][]byte{}, past: map[string]*past{},
	}
	langs := pub.Langs
	if len(langs) == 0 {
		langs = []string{pub.Lang}
	}
	for _, lang := range langs {
		v := pub.In(lang)
		r.strings(reflect.ValueOf([]any{v.Person, v.Site, v.Entries, v.Unlisted, map[string]any(v.Extra)}))
	}
	for _, e := range slices.Concat(pub.Entries, pub.Unlisted) {
		switch d := e.Detail.(type) {
		case *passport.Credential:
			r.held[d.File.Full] = true
		case *passport.Endorsement:
			r.held[d.File.Full] = true
		}
		if e.Kind.Folder == "credentials" || e.Kind.Folder == "education" {
			for _, ev := range e.Evidence {
				r.held[ev.File.Full] = true
			}
		}
	}
	return r
}

func ownOf(p *passport.Passport, pub *passport.Public) *own {
	o := &own{first: map[string]bool{}}
	me := p.Person
	for _, n := range append([]string{me.Name.Value, me.NativeName.Name, strings.TrimSpace(me.Given + " " + me.Family)}, me.AlsoKnownAs...) {
		if n != "" {
			o.self = append(o.self, n)
		}
	}
	o.names = slices.Clone(o.self)
	if e := strings.ToLower(strings.TrimSpace(me.Contact.Email)); e != "" {
		o.mail = append(o.mail, e)
	}
	forbid := func(noun, words string) {
		words = strings.TrimSpace(words)
		if utf8.RuneCountInString(words) < 3 || slices.ContainsFunc(o.never, func(f forbidden) bool { return f.noun == noun && f.pattern.String() == spaced(words).String() }) {
			return
		}
		o.never = append(o.never, forbidden{noun, spaced(words)})
		if w := firstWord(words); w != "" && strings.HasPrefix(strings.ToLower(words), w) {
			o.first[w] = true
		} else {
			o.odd = true
		}
	}
	for _, w := range p.Site.Privacy.Never {
		forbid("what you never want to publish", w)
	}
	forbid("your street", me.Forms.Address.Street)
	if me.Contact.Email != "" && pub.Person.Contact.Email == "" {
		forbid("your private e-mail address", me.Contact.Email)
	}
	if me.Contact.Phone != "" && pub.Person.Contact.Phone == "" {
		forbid("your private telephone number", me.Contact.Phone)
	}
	if d := me.Forms.BirthDate; d.Day > 0 {
		o.birth, o.birthYear = birthPattern(d.Year, d.Month, d.Day), strconv.Itoa(d.Year)
	}
	party := func(who passport.Party, agreed bool) {
		switch n := who.Name.Value; {
		case agreed:
			o.names = append(o.names, n)
		case len(strings.Fields(n)) > 1 && !slices.Contains(o.self, n):
			forbid("the name of somebody who did not say yes to being named", n)
		}
	}
	hidden := func(org passport.Organization) {
		if org.ShownAs.Value != "" {
			forbid("the name of an organisation that you show as "+strconv.Quote(org.ShownAs.Value), org.Name.Value)
		}
	}
	for _, e := range p.Entries {
		hidden(e.Organization)
		switch d := e.Detail.(type) {
		case *passport.Endorsement:
			party(d.Author, d.Consent || d.Author.Consent)
		case *passport.Project:
			for _, c := range d.Collaborators {
				party(c, c.Consent)
			}
		case *passport.Publication:
			for _, a := range d.Authors {
				party(a, true)
			}
		case *passport.Credential:
			hidden(d.Issuer)
		}
	}
	// Whoever agreed in one place may be named in all.
	o.never = slices.DeleteFunc(o.never, func(f forbidden) bool {
		return strings.HasPrefix(f.noun, "the name of somebody") && slices.ContainsFunc(o.names, f.pattern.MatchString)
	})
	return o
}

var nodeType = reflect.TypeFor[*source.Node]()

// strings collects every string of a public value. Places and prose are not followed: prose is searched
// as a whole.
func (r *Review) strings(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if s := strings.TrimSpace(v.String()); s != "" {
			r.shown[s] = true
		}
	case reflect.Int, reflect.Int64:
		r.shown[strconv.FormatInt(v.Int(), 10)] = true
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() || v.Type() == nodeType {
			return
		}
		switch v.Interface().(type) {
		case *passport.Kind, *passport.Prose, *source.Item, *passport.Overlay:
			return
		}
		r.strings(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			r.strings(v.Index(i))
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			r.strings(it.Value())
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[passport.Date]() {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				r.strings(v.Field(i))
			}
		}
	}
}

// Pages looks at everything that stands on pages and in the data beside them.
func (r *Review) Pages() {
	for _, f := range r.tree.Roots {
		if f.Node == nil || f.Node.Kind != source.Map {
			continue
		}
		for _, p := range f.Node.Pairs {
			if passport.KindOf(p.Key) == nil {
				r.node(p.Key, p.Value)
			}
		}
	}
	for _, f := range r.tree.Prose {
		if !f.Private {
			r.body(f.Body)
		}
	}
	public := map[string]bool{}
	for _, e := range slices.Concat(r.pub.Entries, r.pub.Unlisted) {
		public[e.Kind.Folder+"/"+e.ID] = true
	}
	done := map[*source.Item]bool{}
	item := func(it *source.Item) {
		if it != nil && !done[it] && !it.Private {
			done[it] = true
			r.node("title", it.Node)
			r.body(it.Body)
		}
	}
	for _, e := range r.pass.Entries {
		if !e.Private && public[e.Kind.Folder+"/"+e.ID] {
			item(e.Item)
			for _, id := range append([]string{e.ID}, e.Formerly...) {
				for _, f := range r.called(id) {
					if e.Item != nil {
						r.report(f, e.Item.Span)
					}
				}
			}
		}
	}
	for _, it := range r.tree.Items {
		if it.Lang != "" && public[it.Section+"/"+passport.Fold(it.Name)] && slices.Contains(r.pub.Langs, it.Lang) {
			item(it)
		}
	}
}

// unpublished are keys whose values are in no output, whatever they say.
var unpublished = map[string]bool{"forms": true, "privacy": true, "private": true}

// node looks at the values below a node that are published.
func (r *Review) node(key string, n *source.Node) {
	switch {
	case n == nil:
	case n.Kind == source.Map:
		for _, p := range n.Pairs {
			if !unpublished[p.Key] && p.Key != "body" {
				r.node(p.Key, p.Value)
			}
		}
	case n.Kind == source.Seq:
		for _, item := range n.Items {
			r.node(key, item)
		}
	case r.shown[strings.TrimSpace(n.Text)]:
		r.value(key, n)
	}
}

// value looks at one published value. Its key stands before it, as people would read it.
func (r *Review) value(key string, n *source.Node) {
	if key == grade && strings.ContainsAny(n.Text, "0123456789") || key == grade && len(n.Text) <= 3 {
		r.report(finding{code: grade, noun: "a grade", what: n.Text}, n.Span)
		return
	}
	lead := key + ": "
	for _, f := range (text{wrapped: true, key: key, own: r.own}).find(lead + n.Text) {
		start, end := max(f.start-len(lead), 0), f.end-len(lead)
		if end <= start {
			continue
		}
		r.report(f, n.At(start, end))
	}
}

func (r *Review) body(b *source.Body) {
	if b.Empty() {
		return
	}
	out := b.RawHTML()
	for _, f := range (text{wrapped: true, own: r.own}).find(b.Source()) {
		at := b.Span(f.start, f.end)
		// HTML is left out of every page.
		if !slices.ContainsFunc(out, func(o diag.Span) bool { return o.Start <= at.Start && at.End <= o.End }) {
			r.report(f, at)
		}
	}
}

// severities are those of problems that stand in the way of publishing only when nobody could mean them.
var severities = map[string]diag.Severity{
	grade: diag.Warning, otherMail: diag.Warning, caredFor: diag.Warning, diagnosis: diag.Warning, otherName: diag.Warning, makerInFile: diag.Warning,
	editsInFile: diag.Warning, privateInSource: diag.Warning, privateInPast: diag.Warning, commitMail: diag.Warning,
	pictureCleaned: diag.Note, notSearched: diag.Note, allowedInVain: diag.Note,
}

// advice is what to do about each, before how to allow it.
var advice = map[string]string{
	phoneNumber: `take it out, or list "phone" under "private:" if it is your contact`, homeAddress: "take it out; a town is enough", birthDate: "take it out",
	identityNumber: "take it out", bankNumber: "take it out", studentNumber: "take it out", grade: "take it out, if you do not want to be measured by it",
	otherMail: "take it out, or ask whose it is", caredFor: "leave the name out, or change it and say so", diagnosis: "leave it out, or ask whose it is",
	privateWord: "take it out", otherName: "ask the issuer for a file with your name", secret: "take it out, and have a new one made where it came from: this one may have been seen",
	privateKey:  "take it out, and make a new key: this one may have been seen",
	placeInFile: "save the file again without its properties", makerInFile: "save the file again without its properties (in Word: File, Inspect Document); leave a file that was issued as it is",
	editsInFile: "accept all changes and delete all comments, then save the file again",
}

// report adds a problem, unless the person allows it.
func (r *Review) report(f finding, at diag.Span) {
	if !r.allowed(f, at.File) {
		r.list = append(r.list, r.problem(f, at))
	}
}

func (r *Review) problem(f finding, at diag.Span) diag.Problem {
	return diag.Problem{
		Code: f.code, Severity: severities[f.code], Span: at, Label: "public",
		Message: fmt.Sprintf("%s becomes public: %s", f.noun, f.quoted()),
		Hint:    advice[f.code] + r.howToAllow(f, at.File),
	}
}

// quoted is the words as found; of a secret only how it begins, because what is printed is kept in logs.
func (f finding) quoted() string {
	what := strings.Join(strings.Fields(f.what), " ")
	if f.code == secret || f.code == privateKey {
		runes := []rune(what)
		return strconv.Quote(string(runes[:min(len(runes), 6)]) + "…")
	}
	if runes := []rune(what); len(runes) > 60 {
		what = string(runes[:60]) + "…"
	}
	return strconv.Quote(what)
}

// Problems returns everything that was found, sorted, without repeats. It ends the review.
func (r *Review) Problems() diag.List {
	r.reportAuthor()
	r.reportPast()
	for _, a := range r.allow {
		if !a.used {
			r.list = append(r.list, diag.Problem{
				Code: allowedInVain, Severity: diag.Note, Span: a.at, Label: "not found",
				Message: fmt.Sprintf("%q is allowed, and nothing of the kind was found", a.what),
				Hint:    "take the line out, unless it is for another time",
			})
		}
	}
	r.list.Sort()
	r.list = r.list.Dedupe()
	return r.list
}

// Within says in which folder of its repository the passport lies, "" for the top, so that what is allowed
// in a file is allowed in its history, too.
func (r *Review) Within(folder string) {
	r.within = ""
	if folder = strings.Trim(folder, "/"); folder != "" && folder != "." {
		r.within = folder + "/"
	}
}

// Text returns the bytes of a version in the history that a problem talks about, nil for others.
func (r *Review) Text(name string) []byte { return r.texts[name] }
