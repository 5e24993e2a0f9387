package vcard

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func recognise(f *format.File) format.Match {
	text, _ := f.Text()
	if head := bytes.TrimLeft(text[:min(len(text), 64)], " \t\r\n"); len(head) >= 11 && strings.EqualFold(string(head[:11]), "BEGIN:VCARD") {
		return format.Sure
	}
	return format.No
}

// The limits of a card: a line holds a picture at most, and a card is not a thousand lines long.
const (
	maxCardLine = 8 << 20
	maxLines    = 20_000
	maxPicture  = 2 << 20
)

// property is one content line (RFC 6350, section 3.3), of version 2.1, 3.0 or 4.0.
type property struct {
	name   string
	params map[string]string // in lower case, both
	value  string            // unfolded and decoded, with its escapes
	span   diag.Span
}

// lines reads the first card of a file. Rest is where a second one begins, -1 for none.
func lines(f *format.File) (list []property, rest int, found diag.List) {
	text, found := f.Text()
	if found != nil {
		return nil, -1, found
	}
	refuse := func(code, message, hint string, at int) ([]property, int, diag.List) {
		return nil, -1, diag.List{{Code: code, Message: message, Hint: hint, Span: diag.Span{File: f.Name, Start: min(at, len(text)), End: min(at+1, len(text))}}}
	}
	for at := 0; at < len(text); {
		begin := at
		line, next := unfold(text, at)
		at = next
		if len(line) > maxCardLine {
			return refuse(format.CodeTooLarge, fmt.Sprintf("this line of the card is longer than %d MB", maxCardLine>>20), "export the card again, without pictures", begin)
		}
		if len(list) > maxLines {
			return refuse(format.CodeTooLarge, fmt.Sprintf("this card has more than %d lines", maxLines), "give the card of one person", begin)
		}
		p, ok := split(string(line))
		if !ok {
			if strings.TrimSpace(string(line)) != "" && len(list) > 0 {
				list = append(list, property{name: "", value: strings.TrimSpace(string(line)), span: diag.Span{File: f.Name, Start: begin, End: next}})
			}
			continue
		}
		// A line of version 2.1 that is quoted-printable goes on where it ends in "=".
		if p.params["encoding"] == "quoted-printable" {
			var value strings.Builder
			part := strings.TrimRight(p.value, " \t")
			value.WriteString(part)
			for strings.HasSuffix(part, "=") && at < len(text) && value.Len() <= maxCardLine {
				var more []byte
				more, at = unfold(text, at)
				part = strings.TrimRight(string(more), " \t")
				value.WriteString("\r\n" + part)
			}
			p.value = value.String()
		}
		end := at
		for end > begin && (text[end-1] == '\n' || text[end-1] == '\r') {
			end--
		}
		p.span = diag.Span{File: f.Name, Start: begin, End: end}
		p.decode()
		switch {
		case p.name == "BEGIN":
		case p.name == "END":
			tail := bytes.TrimLeft(text[at:], " \t\r\n")
			if len(tail) > 0 {
				return list, len(text) - len(tail), nil
			}
			return list, -1, nil
		default:
			list = append(list, p)
		}
	}
	return refuse(format.CodeUnreadable, "this card ends in the middle: END:VCARD is missing", "it was cut off: export it again", len(text))
}

// unfold returns the content line at a place, its folds undone (section 3.2), and where the next one begins.
func unfold(text []byte, at int) (line []byte, next int) {
	for {
		end := bytes.IndexByte(text[at:], '\n')
		if end < 0 {
			return append(line, bytes.TrimRight(text[at:], "\r")...), len(text)
		}
		line = append(line, bytes.TrimRight(text[at:at+end], "\r")...)
		at += end + 1
		if at >= len(text) || text[at] != ' ' && text[at] != '\t' {
			return line, at
		}
		at++
	}
}

// split parts a content line into its name, parameters and value.
func split(line string) (property, bool) {
	p := property{params: map[string]string{}}
	quoted := false
	colon := -1
	var cuts []int
	for i := 0; i < len(line) && colon < 0; i++ {
		switch c := line[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ';':
			cuts = append(cuts, i)
		case c == ':':
			colon = i
		}
	}
	if colon < 0 {
		return p, false
	}
	cuts = append(cuts, colon)
	name := line[:cuts[0]]
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:] // a group
	}
	p.name, p.value = strings.ToUpper(strings.TrimSpace(name)), line[colon+1:]
	for i := range len(cuts) - 1 {
		key, value, found := strings.Cut(line[cuts[i]+1:cuts[i+1]], "=")
		key = strings.ToLower(strings.TrimSpace(key))
		if !found { // version 2.1 writes values alone: ";QUOTED-PRINTABLE", ";JPEG"
			value = key
			key = "type"
			if value == "quoted-printable" || value == "base64" || value == "b" {
				key = "encoding"
			}
		}
		value = strings.ToLower(strings.Trim(value, `" `))
		if have := p.params[key]; have != "" {
			value = have + "," + value
		}
		p.params[key] = value
	}
	return p, p.name != ""
}

// decode undoes quoted-printable and the character set that version 2.1 names.
func (p *property) decode() {
	if p.params["encoding"] != "quoted-printable" {
		return
	}
	data, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(p.value)))
	if err != nil && len(data) == 0 {
		return
	}
	p.value = string(data)
	if set := p.params["charset"]; set != "" && set != "utf-8" {
		if enc, err := htmlindex.Get(set); err == nil {
			if text, err := enc.NewDecoder().Bytes(data); err == nil {
				p.value = string(text)
			}
		}
	}
	p.value = strings.ToValidUTF8(strings.ReplaceAll(p.value, "\x00", ""), "\ufffd")
}

// parts are the components of a value, at semicolons that are not escaped, their escapes undone (section 3.4).
func parts(value string, sep byte) []string {
	var out []string
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && i+1 < len(value):
			i++
			if value[i] == 'n' || value[i] == 'N' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(value[i])
			}
		case c == sep && sep != 0:
			out = append(out, strings.TrimSpace(b.String()))
			b.Reset()
		default:
			b.WriteByte(c)
		}
	}
	return append(out, strings.TrimSpace(b.String()))
}

func whole(value string) string { return parts(value, 0)[0] }

// card is a card as a tree, so that every value is accounted for: names of properties with their values.
type card struct {
	*format.Intake
	file *format.File
	root *source.Node
}

func read(f *format.File, in *format.Intake) {
	list, rest, found := lines(f)
	if found != nil {
		in.Report(f, found...)
		return
	}
	c := card{in, f, &source.Node{Kind: source.Map}}
	in.Answer(f, c.root)
	c.Person()
	var org, title, role *source.Node
	for _, p := range list {
		n := &source.Node{Kind: source.String, Text: p.value, Span: p.span}
		c.put(p.name, n)
		switch p.name {
		case "ORG":
			org = n
		case "TITLE":
			title = n
		case "ROLE":
			role = n
		default:
			c.take(p, n)
		}
	}
	c.work(org, title, role)
	if p := c.Person(); p.Name.Value == "" {
		p.Name.Value = strings.TrimSpace(p.Given + " " + p.Family)
	}
	if rest >= 0 {
		in.Warn(&source.Node{Span: diag.Span{File: f.Name, Start: rest, End: rest + 1}}, format.CodeSkipped, "there are more cards in this file, which are not yours: only the first was read",
			"give a file with your own card alone, if the first is not yours")
	}
}

// put adds a value to the tree, under a name that says its place: the second of a name has a number.
func (c card) put(name string, n *source.Node) {
	key := strings.ToLower(name)
	if key == "" {
		key = "line"
	}
	if p := c.root.Pair(key); p == nil {
		c.root.Pairs = append(c.root.Pairs, source.Pair{Key: key, Value: n})
	} else if p.Value.Kind == source.Seq {
		p.Value.Items = append(p.Value.Items, n)
	} else {
		p.Value = &source.Node{Kind: source.Seq, Items: []*source.Node{p.Value, n}, Span: p.Value.Span}
	}
}

// text takes a value as words.
func (c card) text(n *source.Node) passport.Text {
	if n == nil {
		return passport.Text{}
	}
	t := c.Text(n)
	t.Value = strings.Join(strings.Fields(whole(n.Text)), " ")
	return t
}

func (c card) take(p property, n *source.Node) {
	me := c.Person()
	switch p.name {
	case "VERSION", "KIND", "REV", "SOURCE", "UID", "PRODID", "X-ABUID", "X-ABADR", "X-ABSHOWAS", "CLIENTPIDMAP", "CALSCALE":
		c.Drop(n, "it tells about the card, not about you")
	case "FN":
		switch t := c.text(n); {
		case me.Name.Value == "":
			me.Name = t
		case p.params["altid"] != "" || p.params["language"] != "":
			me.NativeName = passport.NativeName{Name: t.Value, Lang: p.params["language"]}
		}
	case "N":
		name := append(parts(p.value, ';'), "", "", "", "", "")
		if name[1] != "" { // what stands alone is not split into names
			me.Family, me.Given = name[0], strings.TrimSpace(name[1])
		} else if me.Name.Value == "" {
			me.Name.Value = name[0]
		}
		c.Keep(n, "given")
	case "NICKNAME":
		for _, s := range parts(p.value, ',') {
			if s != "" {
				me.AlsoKnownAs = append(me.AlsoKnownAs, s)
			}
		}
		c.Keep(n, "also_known_as")
	case "PRONOUNS", "X-PRONOUNS":
		me.Pronouns = c.text(n)
	case "EMAIL":
		if me.Contact.Email == "" {
			me.Contact.Email = strings.TrimPrefix(c.text(n).Value, "mailto:")
		}
	case "TEL":
		if s := strings.TrimPrefix(whole(p.value), "tel:"); me.Contact.Phone == "" && s != "" {
			// A number on a card is not yet one on a page: the person decides.
			me.Contact.Phone, me.Contact.Private = s, []string{"phone"}
			c.Keep(n, "contact.phone")
		}
	case "ADR":
		c.address(p, n)
	case "URL", "SOCIALPROFILE", "X-SOCIALPROFILE":
		u := c.URL(n)
		switch {
		case u.Value == "":
		case me.Contact.Website.Value == "" && p.name == "URL":
			me.Contact.Website = u
		default:
			me.Links = append(me.Links, passport.Link{URL: u, Rel: "me"})
		}
	case "LANG":
		if tag := format.LanguageTag(whole(p.value)); tag != "" {
			me.Languages = append(me.Languages, passport.LanguageSkill{Language: tag})
			c.Keep(n, "languages")
		}
	case "BDAY":
		c.birthday(p, n)
	case "GENDER":
		me.Forms.Gender = map[string]string{"M": "male", "F": "female", "O": "other"}[parts(p.value, ';')[0]]
		c.Keep(n, "forms.gender")
	case "NOTE":
		if s := whole(p.value); len(s) <= 120 && !strings.Contains(s, "\n") {
			me.Contact.Note = c.text(n)
		} else if s != "" {
			c.Passport.About = &passport.Prose{Body: source.NewBody(format.Markdown(s))}
			c.Keep(n, "about.md")
		}
	case "EXPERTISE":
		name := *n
		name.Text = c.text(n).Value
		if e := c.Skill(&name); e != nil {
			c.Into(e, nil)
			c.Keep(n, "title")
			e.Detail.(*passport.Skill).Level = map[string]string{"beginner": "awareness", "average": "practitioner", "expert": "expert"}[p.params["level"]]
			c.Person()
		}
	case "HOBBY", "INTEREST":
		if t := c.text(n); t.Value != "" {
			me.Interests = append(me.Interests, t)
		}
	case "PHOTO":
		c.photo(p, n)
	case "RELATED", "MEMBER", "AGENT":
		c.Drop(n, "it names somebody else, whose card it is")
	case "KEY", "SOUND", "LOGO":
		if len(n.Text) > 500 {
			c.Drop(n, "it is a file in a line: save it as one")
		}
	}
}

func (c card) address(p property, n *source.Node) {
	me := c.Person()
	if me.Location != (passport.Location{}) {
		return
	}
	a := append(parts(p.value, ';'), "", "", "", "", "", "", "")
	at := passport.At{Node: n}
	me.Location = passport.Location{City: passport.Text{Value: a[3], At: at}, Region: passport.Text{Value: a[4], At: at}, Country: format.CountryCode(a[6])}
	if len(a[6]) == 2 {
		me.Location.Country = strings.ToUpper(a[6])
	}
	if me.Location.City.Value == "" {
		me.Location.City = passport.Text{}
	}
	if me.Location.Region.Value == "" {
		me.Location.Region = passport.Text{}
	}
	me.Forms.Address.Street, me.Forms.Address.PostalCode = strings.ReplaceAll(a[2], "\n", ", "), a[5]
	c.Keep(n, "location")
}

// compact is a date without hyphens, as version 4.0 writes it.
var compact = regexp.MustCompile(`^(\d{4})-?(\d\d)-?(\d\d)`)

func (c card) birthday(p property, n *source.Node) {
	m := compact.FindStringSubmatch(p.value)
	if m == nil {
		return // a day without its year stays as it is
	}
	d, _, err := passport.ParseDate(m[1] + "-" + m[2] + "-" + m[3])
	if err == nil {
		c.Person().Forms.BirthDate = d
		c.Keep(n, "forms.birth_date")
	}
}

// photo takes a picture that lies in the card. One at an address is not fetched.
func (c card) photo(p property, n *source.Node) {
	me := c.Person()
	kind, text := p.params["type"]+p.params["mediatype"], p.value
	if rest, ok := strings.CutPrefix(text, "data:"); ok {
		kind, text, _ = strings.Cut(rest, ",")
	} else if e := p.params["encoding"]; e != "b" && e != "base64" {
		c.Drop(n, "pictures are not fetched: save it into media/ and name it under person.portrait")
		return
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	ext := ""
	switch {
	case err != nil || me.Portrait.Src.Full != "":
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		ext = ".jpg"
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n")):
		ext = ".png"
	}
	switch {
	case ext == "":
		c.Drop(n, "the picture in it is of no kind that pages show: "+strings.TrimPrefix(kind, "image/"))
	case len(data) > maxPicture:
		c.Drop(n, fmt.Sprintf("the picture in it is larger than %d MB: save it into media/ and name it under person.portrait", maxPicture>>20))
	default:
		me.Portrait.Src = c.Attach("media/portrait"+ext, data)
		c.Keep(n, "portrait.src")
	}
}

// work takes where the person works: the title of a card without an organisation is the headline alone.
func (c card) work(org, title, role *source.Node) {
	p := c.Person()
	p.Headline = c.text(title)
	if p.Portrait.Src.Full != "" {
		p.Portrait.Alt.Value = p.Name.Value
	}
	if org == nil || whole(org.Text) == "" {
		if p.Headline.Value == "" {
			p.Headline = c.text(role)
		}
		return
	}
	e := c.Entry("experience", nil)
	units := parts(org.Text, ';')
	e.Organization.Name = passport.Text{Value: units[0], At: passport.At{Node: org}}
	if len(units) > 1 {
		e.Detail.(*passport.Experience).Department.Value = strings.Join(units[1:], ", ")
	}
	c.Keep(org, "organization.name")
	if e.Title = c.text(role); e.Title.Value == "" && title != nil {
		e.Title.Value = p.Headline.Value
	}
	c.Person()
}
