package generator

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// What a line of the log can become.
const (
	AsHighlight = "highlight" // a claim of an entry
	AsStory     = "story"     // a story of its own, as a draft
	AsEvidence  = "evidence"  // what backs an entry or a claim
)

// Promotions lists what a line can become.
func Promotions() []string { return []string{AsHighlight, AsStory, AsEvidence} }

// Promotion says which line of the log becomes what.
type Promotion struct {
	Line string // its date, words of it, or its place: "first handover", "log/2026.md:12"
	As   string // one of [Promotions]
	To   string // the entry, "experience/harbour-clinic", or a role or claim of it behind a #; for a story what it is about, or ""
	Text string // what it will say; "" keeps the words of the line
	File string // of evidence: a file of the passport, relative to its folder
	URL  string // of evidence: an address
}

// Promoted is what came of [Builder.Promote].
type Promoted struct {
	Line       LogLine
	Ref        string   // what it became, or what it backs: "experience/harbour-clinic#first-handover"
	Files      []string // that changed, sorted
	Visibility string   // who will see it: public, unlisted, draft, private
	OnRequest  bool     // it is evidence that only the person can show
}

// Promote makes a highlight, a story or evidence of a line of the log, with the line's date and skills.
// The line stays, with a link to what it became. Only the bytes of both places change.
//
// A story begins as a draft. Evidence without a file or an address is what the person shows when asked.
// The error is an [AskedError] where the line or the entry is not there, or was promoted there before.
func (b *Builder) Promote(dir string, o Promotion) (*Promoted, error) {
	if !slices.Contains(Promotions(), o.As) {
		if near, ok := passport.Nearest(o.As, Promotions()); ok {
			return nil, askedf("a line cannot become %q: did you mean %q?", o.As, near)
		}
		return nil, askedf("a line cannot become %q, only one of %s", o.As, strings.Join(Promotions(), ", "))
	}
	root, err := openPassport(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var done *Promoted
	err = output.Update(dir, func() (map[string][]byte, error) {
		t := source.Load(root.FS(), passport.Layout(), nil)
		pr := promoter{o: o, tree: t, passport: passport.Decode(t)}
		if err := pr.plan(); err != nil {
			return nil, err
		}
		changed, err := source.Apply(read(t), pr.edits)
		if err != nil {
			return nil, askedf("%v", err)
		}
		done = &pr.done
		for name := range changed {
			done.Files = append(done.Files, name)
		}
		slices.Sort(done.Files)
		return changed, nil
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// promoter collects what a promotion changes.
type promoter struct {
	o        Promotion
	tree     *source.Tree
	passport *passport.Passport
	line     passport.LogLine
	text     string
	edits    []diag.Edit
	done     Promoted
}

func (p *promoter) plan() error {
	if err := p.find(); err != nil {
		return err
	}
	p.done.Line = asRead([]passport.LogLine{p.line})[0]
	p.text = oneLine(p.o.Text)
	if p.text == "" {
		p.text = begin(p.line.Text)
	}
	if p.text == "" {
		return askedf("the line of %s has no words; say them with --text", p.line.Date)
	}
	var target passport.Ref
	var words, href string
	var err error
	switch p.o.As {
	case AsHighlight:
		target, words, href, err = p.highlight()
	case AsEvidence:
		target, words, href, err = p.evidence()
	default:
		target, words, href, err = p.story()
	}
	if err != nil {
		return err
	}
	p.done.Ref = target.String()
	return p.mark(target, words, href)
}

// find looks for the line that is meant.
func (p *promoter) find() error {
	want := oneLine(p.o.Line)
	if want == "" {
		return askedf("say which line: its date, or words of it")
	}
	lines := p.passport.Log()
	date, form, err := passport.ParseDate(want)
	dated := err == nil && form == passport.FormStandard && !date.Present
	var hits []passport.LogLine
	for i, l := range asRead(lines) {
		if fmt.Sprintf("%s:%d", l.File, l.Line) == want {
			p.line = lines[i]
			return nil
		}
	}
	for _, l := range lines {
		if dated && l.Date.Compare(date) == 0 || strings.Contains(strings.ToLower(l.Text), strings.ToLower(want)) {
			hits = append(hits, l)
		}
	}
	if len(hits) > 1 {
		// A line that is meant word for word is not in doubt.
		exact := slices.DeleteFunc(slices.Clone(hits), func(l passport.LogLine) bool { return !strings.EqualFold(l.Text, want) })
		if len(exact) == 1 {
			hits = exact
		}
	}
	switch {
	case len(lines) == 0:
		return askedf("nothing is in the log yet: passport log \"Ran my first handover alone\"")
	case len(hits) == 0:
		return askedf("no line of the log has the date or the words %q: \"passport log\" shows the last ones", want)
	case len(hits) > 1:
		var list strings.Builder
		for i, l := range hits {
			if i == 5 {
				fmt.Fprintf(&list, "\n  … and %d more", len(hits)-i)
				break
			}
			fmt.Fprintf(&list, "\n  %s  %s", l.Date, l.Text)
		}
		return askedf("%d lines of the log could be meant; use more of the words:%s", len(hits), list.String())
	}
	p.line = hits[0]
	return nil
}

// target finds the entry, and the role or highlight in it, that a line goes to.
func (p *promoter) target() (*passport.Entry, *source.Node, error) {
	ref := passport.ParseRef(p.o.To)
	e, ok := p.passport.Resolve(passport.Ref{Kind: ref.Kind, ID: ref.ID})
	switch {
	case p.o.To == "":
		return nil, nil, askedf("say which entry gets the %s, such as --to %s", p.o.As, p.exampleRef())
	case !ok:
		return nil, nil, noEntry(p.passport, p.o.To)
	case e.Kind.Folder == logFolder:
		return nil, nil, askedf("%s is in the log already; name an entry of another kind", p.o.To)
	case e.Item == nil || e.Item.File.Broken:
		return nil, nil, askedf("%s cannot be read; \"passport check\" says why", p.o.To)
	}
	if ref.Claim == "" {
		return e, e.Item.Node, nil
	}
	role, h, ok := e.Claim(ref.Claim)
	switch {
	case !ok:
		return nil, nil, askedf("%s/%s has no role and no highlight with the id %q", e.Kind.Folder, e.ID, ref.Claim)
	case h != nil && p.o.As == AsHighlight:
		return nil, nil, askedf("%s is a highlight; a highlight goes to an entry or a role", p.o.To)
	case h != nil:
		return e, h.Node, nil
	case p.o.As == AsEvidence:
		return nil, nil, askedf("%s is a role; evidence goes to an entry or a highlight", p.o.To)
	}
	return e, role.Node, nil
}

func (p *promoter) exampleRef() string {
	for _, e := range p.passport.Entries {
		if e.Kind.Folder != logFolder {
			return e.Ref().String()
		}
	}
	return "experience/harbour-clinic"
}

// highlight adds a claim to an entry or a role.
func (p *promoter) highlight() (target passport.Ref, words, href string, err error) {
	e, node, err := p.target()
	if err != nil {
		return target, "", "", err
	}
	id := p.freeID(e)
	fields := []source.Field{{Key: "id", Value: source.Plain(id)}, {Key: "text", Value: source.Text(p.text)}, {Key: "date", Value: source.Plain(p.line.Date.String())}}
	if len(p.line.Skills) > 0 {
		fields = append(fields, source.Field{Key: "skills", Value: plainList(p.line.Skills)})
	}
	if err := p.add(e, node, "highlights", source.Fields(fields...)); err != nil {
		return target, "", "", err
	}
	target = e.Ref()
	target.Claim = id
	p.done.Visibility = string(p.passport.VisibilityOf(e))
	return target, heading(e), hrefOf(e, id), nil
}

// evidence adds to what backs an entry or a highlight.
func (p *promoter) evidence() (target passport.Ref, words, href string, err error) {
	e, node, err := p.target()
	if err != nil {
		return target, "", "", err
	}
	fields := []source.Field{{Key: "title", Value: source.Text(p.text)}}
	switch {
	case p.o.File != "" && p.o.URL != "":
		return target, "", "", askedf("evidence is one thing: name a file or an address, not both")
	case p.o.File != "":
		name := path.Clean(strings.TrimPrefix(p.o.File, "./"))
		if !p.tree.Has(name) {
			return target, "", "", askedf("there is no file %s in this passport; put it into the folder %s first", p.o.File, passport.Layout().Media)
		}
		if e.Item.Origin == source.Paged {
			name = "../" + name
		}
		fields = append(fields, source.Field{Key: "file", Value: source.Text(name)})
	case p.o.URL != "":
		if !passport.SafeURL(p.o.URL) || !strings.Contains(p.o.URL, ":") {
			return target, "", "", askedf("%q is no address; write it whole, such as https://…", p.o.URL)
		}
		fields = append(fields, source.Field{Key: "url", Value: source.Text(p.o.URL)})
	default:
		p.done.OnRequest = true
		fields = append(fields, source.Field{Key: "on_request", Value: source.Truth(true)}, source.Field{Key: "genre", Value: source.Plain("log")})
	}
	fields = append(fields, source.Field{Key: "date", Value: source.Plain(p.line.Date.String())})
	if err := p.add(e, node, "evidence", source.Fields(fields...)); err != nil {
		return target, "", "", err
	}
	target = e.Ref()
	target.Claim = passport.ParseRef(p.o.To).Claim
	p.done.Visibility = string(p.passport.VisibilityOf(e))
	return target, heading(e), hrefOf(e, target.Claim), nil
}

// add makes the edit that adds an item to a list of an entry, which is made when it is not there.
func (p *promoter) add(e *passport.Entry, node *source.Node, key string, item source.Value) error {
	f := e.Item.File
	var edit diag.Edit
	var err error
	switch list := node.Get(key); {
	case list != nil:
		edit, err = source.AppendItem(f, list, item.OneLine())
	default:
		edit, err = source.AddKey(f, node, key, source.ListOf(item.OneLine()))
	}
	if err != nil {
		return askedf("%s: %v", f.Path, err)
	}
	p.edits = append(p.edits, edit)
	return nil
}

// story makes a story, where the person keeps their stories. One from a log under .private lies there
// too, because the other place may be public, draft or not.
func (p *promoter) story() (target passport.Ref, words, href string, err error) {
	var about []string
	if p.o.To != "" {
		e, _, err := p.target()
		if err != nil {
			return target, "", "", err
		}
		ref := e.Ref()
		ref.Claim = passport.ParseRef(p.o.To).Claim
		about = []string{ref.String()}
	}
	title := titleOf(p.text)
	stories := passport.KindOf(AsStory)
	id := passport.Fold(title)
	if id == "" {
		return target, "", "", askedf("%q has no letters or digits to make a file name of; say more with --text", p.text)
	}
	target = passport.Ref{Kind: stories.Folder, ID: id}
	if _, taken := p.passport.Resolve(target); taken {
		return target, "", "", askedf("there is a story %s already; use other words with --text", target)
	}
	fields := []source.Field{{Key: "title", Value: source.Text(title)}, {Key: "date", Value: source.Plain(p.line.Date.String())}}
	for _, l := range []struct {
		key  string
		refs []string
	}{{"about", about}, {"skills", p.line.Skills}} {
		if len(l.refs) > 0 {
			fields = append(fields, source.Field{Key: l.key, Value: plainList(l.refs)})
		}
	}
	draft := source.Field{Key: "visibility", Value: source.Plain(string(passport.VisibilityDraft))}
	private := p.line.Entry.Private
	p.done.Visibility = string(passport.VisibilityDraft)
	if file := listFile(p.tree, stories.Folder); file != nil && !private {
		fields = slices.Concat([]source.Field{{Key: "id", Value: source.Plain(id)}}, fields, []source.Field{draft, {Key: "body", Value: source.Text(p.text)}})
		edit, err := source.AppendItem(file, file.Node, source.Fields(fields...))
		if err != nil {
			return target, "", "", askedf("%s: %v", file.Path, err)
		}
		p.edits = append(p.edits, edit)
		return target, title, "../" + file.Path + "#" + id, nil
	}
	name := path.Join(stories.Folder, id+".md")
	href = "../" + name
	if private {
		name = path.Join(passport.Layout().Private, name)
		p.done.Visibility = string(passport.VisibilityPrivate)
	} else {
		fields = append(fields, draft)
	}
	if p.tree.Has(name) {
		return target, "", "", askedf("there is a file %s already; use other words with --text", name)
	}
	// As a new story begins, with what to write and how to publish it.
	const notes = "# What happened? What did you do? What came of it, and what do you do differently since?\n"
	const ready = "# A story starts as a draft. Take the next line away when it is ready to be read.\n"
	page := string(source.PrintPage(source.Fields(fields...), p.text+"\n", source.PrintOptions{}))
	page = strings.Replace(page, "---\n", "---\n"+notes, 1)
	page = strings.Replace(page, "\nvisibility: draft\n", "\n"+ready+"visibility: draft\n", 1)
	p.edits = append(p.edits, diag.Edit{Span: diag.Span{File: name}, Text: page})
	return target, title, href, nil
}

// begin writes the first letter of a sentence large. A word such as "iPad" stays as it is.
func begin(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsLower(r[0]) && !unicode.IsUpper(r[1]) {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// titleOf makes a title of a sentence: where it is long, what stands before a comma or the like.
func titleOf(s string) string {
	title := firstWords(s, 60)
	if len(title) < len(strings.TrimRight(s, ".!? ")) {
		if i := strings.LastIndexAny(title, ";,:–—("); i > 15 {
			title = title[:i]
		}
	}
	return strings.TrimRight(title, " ;,:–—(")
}

// mark links the line to what it became.
func (p *promoter) mark(target passport.Ref, words, href string) error {
	if slices.ContainsFunc(p.line.About, func(r passport.Ref) bool {
		return r.Kind == target.Kind && r.ID == target.ID && (p.line.Item == nil || r.Claim == target.Claim || p.o.As == AsHighlight)
	}) {
		return askedf("this line is linked to %s/%s already: %s  %s", target.Kind, target.ID, p.line.Date, p.line.Text)
	}
	if it := p.line.Item; it != nil {
		at := diag.Span{File: it.Line.File, Start: it.Line.End, End: it.Line.End}
		p.edits = append(p.edits, diag.Edit{Span: at, Text: passport.Promoted(words, href)})
		return nil
	}
	item := p.line.Entry.Item
	entry := passport.Ref{Kind: target.Kind, ID: target.ID}
	var edit diag.Edit
	var err error
	if list := item.Node.Get("about"); list != nil {
		edit, err = source.AppendItem(item.File, list, source.Plain(entry.String()))
	} else {
		edit, err = source.AddKey(item.File, item.Node, "about", plainList([]string{entry.String()}))
	}
	if err != nil {
		return askedf("%s: %v", item.File.Path, err)
	}
	p.edits = append(p.edits, edit)
	return nil
}

// freeID makes an id for a new claim of an entry, from the first words.
func (p *promoter) freeID(e *passport.Entry) string {
	base := passport.Fold(titleOf(firstWords(p.text, 32)))
	if base == "" {
		base = "line"
	}
	id := base
	for n := 2; e.HasClaim(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

// heading is what a link to an entry says.
func heading(e *passport.Entry) string {
	if h := e.Heading().Value; h != "" {
		return h
	}
	return e.ID
}

// hrefOf is the address of an entry or claim as seen from the log's folder, so that it works on a git
// host. An entry of passport.yaml is named as if it had a file of its own: it may get one.
func hrefOf(e *passport.Entry, claim string) string {
	folder := passport.Layout().Private + "/"
	switch e.Item.Origin {
	case source.Listed:
		return "../" + strings.TrimPrefix(e.Item.File.Path, folder) + "#" + e.ID
	case source.Inline:
		return anchored("../"+e.Kind.Folder+"/"+e.ID+".md", claim)
	}
	return anchored("../"+strings.TrimPrefix(e.Item.File.Path, folder), claim)
}

func anchored(href, anchor string) string {
	if anchor != "" {
		href += "#" + anchor
	}
	return strings.ReplaceAll(href, " ", "%20")
}

// plainList is a list of ids on one line.
func plainList(ids []string) source.Value {
	var items []source.Value
	for _, id := range ids {
		items = append(items, source.Plain(id))
	}
	return source.ListOf(items...).OneLine()
}

// Target is an entry that a line of the log can be promoted to.
type Target struct {
	Ref   string
	Title string
}

// Targets lists the entries that a line can be promoted to, those that go on first, then as in the files.
func (b *Builder) Targets(dir string) ([]Target, error) {
	root, err := openPassport(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	p := passport.Decode(source.Load(root.FS(), passport.Layout(), nil))
	var now, rest []Target
	for _, e := range p.Entries {
		t := Target{e.Ref().String(), heading(e)}
		switch e.Kind.Folder {
		case logFolder, "skills":
		case "experience", "education", "projects":
			if !e.Start.IsZero() && (e.End.IsZero() || e.End.Present) {
				now = append(now, t)
				continue
			}
			rest = append(rest, t)
		default:
			rest = append(rest, t)
		}
	}
	return append(now, rest...), nil
}
