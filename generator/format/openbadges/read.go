package openbadges

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// The names under which entries say where they come from.
const (
	by2   = "Open Badges 2.0"
	by3   = "Open Badges 3.0"
	byCLR = "CLR 2.0"
)

func recognise(f *format.File) format.Match {
	if isPNG(f.Data) {
		if inside, found := fromPNG(f); inside != nil || found != nil {
			return format.Sure
		}
		return format.No
	}
	if looksSVG(f) {
		return format.Sure
	}
	text, _ := f.Text()
	if data, ok := payload(text); ok {
		if root, _ := format.NewFile("payload", data).JSON(); root != nil && (isBadge(root) || isBadge(root.Get("vc"))) {
			return format.Sure
		}
		return format.No
	}
	begin := bytes.TrimLeft(text, " \t\r\n")
	if !bytes.HasPrefix(begin, []byte("{")) && !bytes.HasPrefix(begin, []byte("[")) {
		return format.No
	}
	// Reading a large list only to find that it holds no badge would be dear.
	if !bytes.Contains(text, []byte("openbadges")) && !bytes.Contains(text, []byte("Credential")) && !bytes.Contains(text, []byte("imsglobal.org")) {
		return format.No
	}
	root, _ := f.JSON()
	if root != nil && slices.ContainsFunc(parts(root), isBadge) {
		return format.Sure
	}
	return format.No
}

// parts are the credentials of a file: one, a list, or those of a presentation.
func parts(root *source.Node) []*source.Node {
	switch {
	case root.Kind == source.Seq:
		return root.Items
	case is(root, "VerifiablePresentation"):
		return format.Items(root.Get("verifiableCredential"))
	}
	return []*source.Node{root}
}

// is reports whether an object has a type.
func is(n *source.Node, name string) bool {
	return slices.ContainsFunc(format.Items(n.Get("type")), func(t *source.Node) bool { return t.Str() == name })
}

// within reports whether an object has a context with these words in its address.
func within(n *source.Node, words string) bool {
	return slices.ContainsFunc(format.Items(n.Get("@context")), func(c *source.Node) bool { return strings.Contains(c.Str(), words) })
}

func isBadge(n *source.Node) bool {
	if n == nil || n.Kind != source.Map {
		return false
	}
	for _, t := range []string{"OpenBadgeCredential", "AchievementCredential", "EndorsementCredential", "ClrCredential"} {
		if is(n, t) {
			return true
		}
	}
	return within(n, "openbadges") || within(n, "imsglobal.org/spec/ob/") || within(n, "imsglobal.org/spec/clr/") ||
		n.Get("badge") != nil && n.Get("recipient") != nil || n.Lookup("@context", "obi") != nil
}

// reader reads one file.
type reader struct {
	in   *format.Intake
	file *format.File // whose bytes the spans count
	// picture is the file that the badge was baked into, nil for none; ext is its extension.
	picture *format.File
	ext     string
}

func read(f *format.File, in *format.Intake) {
	r := reader{in: in, file: f}
	inside := f
	var found diag.List
	switch {
	case isPNG(f.Data):
		inside, found = fromPNG(f)
		r.picture, r.ext = f, ".png"
	case looksSVG(f):
		inside, found = fromSVG(f)
		r.picture, r.ext = f, ".svg"
	}
	if found != nil {
		in.Report(f, found...)
		return
	}
	if inside == nil {
		in.Report(f, diag.Problem{Code: format.CodeUnreadable, Message: "there is no badge inside this picture", Span: diag.Span{File: f.Name},
			Hint: "download the badge itself: a picture of it, or one that went through another program, has lost it"})
		return
	}
	r.text(inside)
}

// text reads a file that is JSON, a signed text, or the address of an assertion.
func (r reader) text(f *format.File) {
	r.file = f
	text, found := f.Text()
	if found != nil {
		r.in.Report(f, found...)
		return
	}
	text = bytes.TrimSpace(text)
	if bytes.HasPrefix(text, []byte("http")) && !bytes.ContainsAny(text, " \n{") {
		n := &source.Node{Kind: source.String, Text: string(text), Span: diag.Span{File: f.Name, End: len(text)}}
		r.in.Answer(f, n)
		e := r.in.Entry("credentials", nil)
		e.Type, e.Source.By = "badge", by2
		r.keep(e, ".txt", f.Data, true)
		r.pointer(e, n)
		return
	}
	if data, ok := payload(text); ok {
		r.signed(format.NewFile(f.Name+"#payload", data), f.Data)
		return
	}
	root := r.in.JSON(f)
	if root == nil {
		return
	}
	list := parts(root)
	for _, n := range list {
		if root.Kind == source.Map && n == root {
			r.credential(n, ".json", f.Data)
		} else {
			r.part(n)
		}
	}
}

// signed reads the payload of a signed text; data is the whole.
func (r reader) signed(f *format.File, data []byte) {
	r.file = f
	root := r.in.JSON(f)
	if root == nil {
		return
	}
	n := root
	if vc := root.Get("vc"); vc != nil && vc.Kind == source.Map {
		n = vc
	}
	e := r.credential(n, ".jwt", data)
	if e == nil || n == root {
		return
	}
	// Registered claims say again what the credential says, or instead of it (VC Data Model 1.1, 6.3.1).
	r.in.Into(e, nil)
	if d, ok := e.Detail.(*passport.Credential); ok {
		if d.Issued.IsZero() {
			d.Issued = r.seconds(root.Get("nbf"))
		}
		if d.Expires.IsZero() {
			d.Expires = r.seconds(root.Get("exp"))
		}
		if d.Issuer.Name.Value == "" {
			d.Issuer = r.issuer(root.Get("iss"))
		}
	}
	r.in.Rest(root, r.kept(e))
}

// seconds takes a date that is written as seconds since 1970.
func (r reader) seconds(n *source.Node) passport.Date {
	s, err := strconv.ParseInt(r.in.String(n), 10, 64)
	if err != nil || s <= 0 || s > 1<<36 {
		return passport.Date{}
	}
	y, m, d := time.Unix(s, 0).UTC().Date()
	r.in.Change(n, "seconds since 1970 became a date")
	return passport.Date{Year: y, Month: int(m), Day: d, At: passport.At{Node: n}}
}

// part reads a credential that lies inside another file: an object, a signed text, or one in an envelope
// (https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials).
func (r reader) part(n *source.Node) {
	text := n.Str()
	if is(n, "EnvelopedVerifiableCredential") {
		text = n.Get("id").Str()
		if i := strings.IndexByte(text, ','); strings.HasPrefix(text, "data:") && i > 0 {
			text = text[i+1:]
		}
	}
	if text != "" {
		if data, ok := payload([]byte(text)); ok {
			r.in.Into(nil, nil)
			r.in.Keep(n, "")
			r.signed(format.NewFile(fmt.Sprintf("%s#%d", r.file.Name, n.Span.Start), data), []byte(text))
			return
		}
	}
	if !isBadge(n) && n.Get("credentialSubject") == nil {
		r.in.Warn(n, format.CodeSkipped, "this is no badge that can be read, so it was skipped", "import it by itself, or write the entry by hand")
		r.in.Drop(n, "it is no badge that can be read")
		return
	}
	whole, _ := r.file.Text()
	r.credential(n, ".json", bytes.Clone(whole[n.Span.Start:n.Span.End]))
}

// credential reads one credential, of which data are the bytes as issued; nil for what describes a badge
// that nobody was given.
func (r reader) credential(n *source.Node, ext string, data []byte) *passport.Entry {
	switch {
	case is(n, "ClrCredential"):
		return r.record(n, ext, data)
	case is(n, "EndorsementCredential"):
		return r.endorsement(n, ext, data)
	case n.Get("credentialSubject") != nil:
		return r.achievement(n, ext, data)
	case n.Get("badge") == nil && (is(n, "BadgeClass") || is(n, "Issuer") || is(n, "Profile")):
		r.in.Warn(n, format.CodeSkipped, "this describes a badge or who issues it, not that somebody was given it", "import the badge itself: the assertion, or the picture that you downloaded")
		r.in.Drop(n, "it describes a badge or who issues it, and nobody was given it")
		return nil
	}
	return r.assertion(n, ext, data)
}

// achievement reads an OpenBadgeCredential, which is an AchievementCredential.
func (r reader) achievement(n *source.Node, ext string, data []byte) *passport.Entry {
	in := r.in
	e := in.Entry("credentials", n)
	e.Source.By = by3
	d := e.Detail.(*passport.Credential)
	subject := format.First(n.Get("credentialSubject"))
	a := format.First(subject.Get("achievement"))
	e.Title = in.Text(a.Get("name"))
	if e.Title.Value == "" {
		e.Title = in.Text(n.Get("name"))
	}
	r.kind(e, format.First(a.Get("achievementType")))
	d.Issuer = r.issuer(n.Get("issuer"))
	if d.Issuer.Name.Value == "" {
		d.Issuer = r.issuer(a.Get("creator"))
	}
	d.Issued = r.date(n, "awardedDate", "validFrom", "issuanceDate")
	d.Expires = r.date(n, "validUntil", "expirationDate")
	r.number(d, n.Get("id"))
	if s := in.String(subject.Get("licenseNumber")); s != "" {
		d.CredentialID = s
	}
	what := a.Get("description")
	if what.Str() == "" {
		what = n.Get("description")
	}
	r.describe(e, what, a.Get("criteria"))
	r.results(e, subject, a)
	r.words(e, subject.Get("narrative"))
	r.alignments(e, a.Get("alignment"))
	for _, t := range in.Texts(a.Get("tag")) {
		e.Tags = append(e.Tags, t.Value)
	}
	for _, v := range format.Items(n.Get("evidence")) {
		r.evidence(e, v)
	}
	personal := r.recipient(subject)
	r.keep(e, ext, data, personal)
	r.image(e, a.Get("image"), n.Get("image"))
	in.Rest(n, r.kept(e))
	return e
}

// assertion reads an Open Badges 2.0 Assertion.
func (r reader) assertion(n *source.Node, ext string, data []byte) *passport.Entry {
	in := r.in
	e := in.Entry("credentials", n)
	e.Type, e.Source.By = "badge", by2
	d := e.Detail.(*passport.Credential)
	badge := format.First(n.Get("badge"))
	r.keep(e, ext, data, n.Get("recipient") != nil)
	if badge.Str() != "" || badge == nil {
		at := badge
		if at == nil {
			at = n.Get("id")
		}
		if at == nil {
			at = n
		}
		r.pointer(e, at)
	} else {
		e.Title = in.Text(badge.Get("name"))
		d.Issuer = r.issuer(badge.Get("issuer"))
		r.describe(e, badge.Get("description"), badge.Get("criteria"))
		r.alignments(e, badge.Get("alignment"))
		for _, t := range in.Texts(badge.Get("tags")) {
			e.Tags = append(e.Tags, t.Value)
		}
	}
	d.Issued = r.date(n, "issuedOn")
	d.Expires = r.date(n, "expires")
	if in.String(n.Get("revoked")) == "true" {
		d.Status = "revoked"
	}
	if d.URL.Value == "" {
		r.number(d, n.Get("id"))
	}
	r.words(e, n.Get("narrative"))
	for _, v := range format.Items(n.Get("evidence")) {
		r.evidence(e, v)
	}
	r.image(e, badge.Get("image"), n.Get("image"))
	in.Rest(n, r.kept(e))
	return e
}

// pointer makes the most of a badge of which only the address is known.
func (r reader) pointer(e *passport.Entry, n *source.Node) {
	d := e.Detail.(*passport.Credential)
	host := ""
	if u, err := url.Parse(n.Str()); err == nil {
		host = strings.TrimPrefix(u.Hostname(), "www.")
	}
	if host == "" {
		r.in.Warn(n, format.CodeIncomplete, "this badge does not say what it is for", "write the title and who issued it into the entry")
		e.Title = passport.Text{Value: "Badge"}
		return
	}
	r.in.Warn(n, format.CodeIncomplete, "this badge only says where it is described, and nothing is fetched", "open "+n.Str()+" and write the title and who issued it into the entry")
	e.Title = passport.Text{Value: "Badge from " + host}
	d.URL = r.in.URL(n)
}

// record reads a ClrCredential: itself, and each credential that it holds.
func (r reader) record(n *source.Node, ext string, data []byte) *passport.Entry {
	in := r.in
	e := in.Entry("credentials", n)
	e.Type, e.Source.By = "certificate", byCLR
	d := e.Detail.(*passport.Credential)
	d.Issuer = r.issuer(n.Get("issuer"))
	d.Issued = r.date(n, "awardedDate", "validFrom", "issuanceDate")
	d.Expires = r.date(n, "validUntil", "expirationDate")
	r.number(d, n.Get("id"))
	name := in.Text(n.Get("name"))
	if name.Value == "" || perhapsPerson(name.Value) {
		// Issuers name the record after whom it is about.
		e.Title.Value = strings.TrimSuffix("Learner record, "+d.Issuer.Name.Value, ", ")
		e.Summary = name
	} else {
		e.Title = name
	}
	r.describe(e, n.Get("description"), nil)
	subject := format.First(n.Get("credentialSubject"))
	personal := r.recipient(subject)
	list := format.Items(subject.Get("verifiableCredential"))
	for _, v := range list {
		personal = personal || names(v)
	}
	r.keep(e, ext, data, personal)
	r.image(e, n.Get("image"))
	inside := r
	inside.picture = nil
	for _, v := range list {
		inside.part(v)
	}
	in.Into(e, nil)
	in.Rest(n, r.kept(e))
	return e
}

// names reports whether a credential inside a record names the person by more than a number, or cannot be looked into.
func names(n *source.Node) bool {
	if n.Kind != source.Map || is(n, "EnvelopedVerifiableCredential") {
		return true
	}
	s := format.First(n.Get("credentialSubject"))
	return s.Get("identifier") != nil || strings.HasPrefix(s.Get("id").Str(), "mailto:")
}

// perhapsPerson reports whether words could be the name of a person: two to four, each with a capital.
func perhapsPerson(s string) bool {
	list := strings.Fields(s)
	for _, w := range list {
		if first := []rune(w)[0]; !unicode.IsUpper(first) {
			return false
		}
		if strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	return len(list) >= 2 && len(list) <= 4
}

// endorsement reads an EndorsementCredential: what an organisation says.
func (r reader) endorsement(n *source.Node, ext string, data []byte) *passport.Entry {
	in := r.in
	e := in.Entry("endorsements", n)
	e.Source.By = by3
	d := e.Detail.(*passport.Endorsement)
	author := r.issuer(n.Get("issuer"))
	d.Author.Name, d.Author.URL = author.Name, author.URL
	e.Date = r.date(n, "awardedDate", "validFrom", "issuanceDate")
	subject := format.First(n.Get("credentialSubject"))
	e.Title = in.Text(n.Get("name"))
	e.Body = r.markdown(subject.Get("endorsementComment"))
	in.To(subject.Get("endorsementComment"), "body")
	r.keep(e, ext, data, r.recipient(subject))
	in.Rest(n, r.kept(e))
	return e
}

// kept is the field in which the file of an entry stands that holds everything.
func (r reader) kept(e *passport.Entry) string {
	if e.Source.File.Written != "" {
		return "source.file"
	}
	return "file"
}

// keep puts the bytes as issued beside the entry. A picture with the badge in it is the badge as issued,
// and shown without it.
func (r reader) keep(e *passport.Entry, ext string, data []byte, personal bool) {
	if r.picture != nil {
		r.in.Received(e, r.ext, r.picture.Data)
		if !personal && ext != ".txt" {
			r.in.Issued(e, ext, data)
		}
		r.mark(e)
		return
	}
	if personal || ext == ".txt" {
		r.in.Received(e, ext, data)
		r.mark(e)
		return
	}
	r.in.Issued(e, ext, data)
}

// mark says that the entry's source is a file, before that has its name.
func (r reader) mark(e *passport.Entry) { e.Source.File.Written = "." }

// recipient deals with whom the credential names, and reports whether that is more than a number. A name
// that is written plainly is the person's.
func (r reader) recipient(subject *source.Node) bool {
	personal := strings.HasPrefix(subject.Get("id").Str(), "mailto:")
	for _, n := range format.Items(subject.Get("identifier")) {
		personal = true
		if n.Get("identityType").Str() == "name" && n.Get("hashed").Str() == "false" && r.in.Passport.Person.Name.Value == "" {
			r.in.Passport.Person.Name = r.in.Text(n.Get("identityHash"))
		}
	}
	return personal
}

// maxImage is the largest picture that is taken out of a badge, in bytes.
const maxImage = 2 << 20
