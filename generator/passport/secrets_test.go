package passport

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/talent-passport/passport/generator/source"
)

// secret stands in every text, id, address and path that may not come out.
const secret = "sesame"

// TestSecrets publishes random passports in which every hidden value holds a secret, refs lead
// anywhere, and hidden claims lie in shown entries; the secret must not come out.
func TestSecrets(t *testing.T) {
	t.Parallel()
	leaks := 0
	for seed := range uint64(300) {
		p := secretPassport(rand.New(rand.NewPCG(seed, 7)))
		for _, lang := range []string{"en", "fr"} {
			pub := p.Publish(Audience{}, now).In(lang)
			for _, line := range strings.Split(dump(pub), "\n") {
				if strings.Contains(line, secret) {
					t.Errorf("seed %d, %s: %s", seed, lang, line)
					leaks++
				}
			}
		}
		if leaks > 5 {
			t.FailNow()
		}
	}
}

func secretPassport(r *rand.Rand) *Passport {
	p := &Passport{Site: Site{Languages: []string{"en", "fr"}, Visibility: map[string]string{"awards": "private"}}}
	p.Site.Dates = []string{"", "years", "duration"}[r.IntN(3)]
	var hidden []bool
	for range 3 + r.IntN(10) {
		k := kinds[r.IntN(len(kinds))]
		e := &Entry{Kind: k, Detail: k.New()}
		e.Visibility = []Visibility{"", "", "public", "private", "draft", "unknown"}[r.IntN(6)]
		e.Private = r.IntN(8) == 0
		h := p.VisibilityOf(e) != VisibilityPublic
		hidden = append(hidden, h)
		e.ID = word(h, r)
		p.Entries = append(p.Entries, e)
	}
	for i, e := range p.Entries {
		vis := e.Visibility
		f := &secretFiller{generator: &generator{Rand: r}, p: p, hide: hidden[i]}
		for _, ptr := range []any{e, e.Detail} {
			v, s := shapeOf(ptr)
			f.fill(v, s)
		}
		e.Visibility = vis
		f.people(e)
		if r.IntN(2) == 0 {
			to := p.Entries[r.IntN(len(p.Entries))]
			e.Body = &Prose{Body: source.NewBody("shown [shown](../" + to.key() + ".md) ![shown](../.private/" + secret + ".jpg)")}
			if hidden[i] {
				e.Body.Body = source.NewBody(secret)
			}
		}
		if r.IntN(3) == 0 {
			text := word(hidden[i], r)
			n, _ := source.Parse("x.yaml", []byte("title: "+text+"\norganization: {name: "+secret+", url: https://"+secret+".example}\nhighlights: [{id: h, text: "+secret+"}]\n"))
			e.Translations = map[string]*Overlay{"fr": {Node: n.Node, Digest: secret}}
			e.Organization.ShownAs.Value = "shown as"
			for j := range e.Highlights {
				if e.Highlights[j].ID == "h" {
					e.Highlights[j].Visibility = VisibilityPrivate
				}
			}
		}
	}
	return p
}

func word(hide bool, r *rand.Rand) string {
	if hide {
		return secret + string(rune('a'+r.IntN(26)))
	}
	return "shown" + string(rune('a'+r.IntN(26)))
}

// secretFiller fills values so that whether they may be seen shows in them.
type secretFiller struct {
	*generator
	p    *Passport
	hide bool
}

func (f *secretFiller) fill(v reflect.Value, s *shape) {
	switch s.op {
	case opString:
		v.SetString(word(f.hide, f.Rand))
	case opText:
		v.Set(reflect.ValueOf(Text{Value: word(f.hide, f.Rand)}))
	case opURL:
		u := "https://" + word(f.hide, f.Rand) + ".example"
		if f.IntN(4) == 0 {
			u = "javascript:" + secret
		}
		v.Set(reflect.ValueOf(URL{Value: u}))
	case opPath:
		full := "media/" + word(f.hide, f.Rand) + ".jpg"
		if f.IntN(4) == 0 {
			full = privateDir + "/" + secret + ".jpg"
		}
		v.Set(reflect.ValueOf(Path{Full: full, Written: full}))
	case opRef:
		e := f.p.Entries[f.IntN(len(f.p.Entries))]
		r := e.Ref()
		if s.skill {
			r = Ref{Kind: "skills", ID: "unknown", Written: "unknown"}
			if e.Kind.Name == "skill" {
				r = Ref{Kind: "skills", ID: e.ID, Written: e.ID}
			}
		}
		r.Written = cmpOr(r.Written, r.String())
		v.Set(reflect.ValueOf(r))
	case opExtra, opStringMap, opBoolPtr:
	case opStruct:
		was := f.hide
		// A role or highlight of its own visibility holds what that says.
		if vis := v.FieldByName("Visibility"); vis.IsValid() && v.Type() != reflect.TypeFor[Entry]() && f.IntN(2) == 0 {
			f.hide = true
			f.each(v, s)
			vis.SetString([]string{"private", "draft", "unlisted", "oops"}[f.IntN(4)])
		} else {
			f.each(v, s)
			if vis.IsValid() {
				vis.SetString("")
			}
		}
		f.hide = was
		switch x := v.Addr().Interface().(type) {
		case *Organization:
			if f.IntN(2) == 0 {
				x.Name.Value, x.URL.Value = secret, "https://"+secret+".example"
				x.ShownAs.Value = word(f.hide, f.Rand)
			} else {
				x.ShownAs = Text{}
			}
		case *Source:
			x.File, x.SHA256 = Path{Full: "media/" + secret + ".zip"}, secret
		}
	case opSlice:
		n := f.IntN(3)
		list := reflect.MakeSlice(v.Type(), n, n)
		for i := range n {
			f.fill(list.Index(i), s.elem)
		}
		v.Set(list)
	default:
		f.value(v, s, &field{key: "x"})
	}
}

func (f *secretFiller) each(v reflect.Value, s *shape) {
	for i := range s.plan.fields {
		fd := &s.plan.fields[i]
		if fd.key != "visibility" && f.IntN(4) > 0 {
			f.fill(v.Field(fd.index), fd.shape)
		}
	}
}

// people hides who did not agree, and what only forms ask.
func (f *secretFiller) people(e *Entry) {
	party := func(p *Party) {
		if !p.Consent {
			p.Name.Value, p.URL.Value = secret, "https://"+secret+".example"
		}
	}
	switch d := e.Detail.(type) {
	case *Experience:
		d.Leaving.Value = secret
	case *Project:
		for i := range d.Collaborators {
			party(&d.Collaborators[i])
		}
	case *Endorsement:
		d.Author.Consent = d.Consent
		party(&d.Author)
		if !d.Consent {
			d.URL.Value, d.File = "https://"+secret+".example/said", Path{Full: "media/" + secret + ".jwt"}
		}
	case *Credential:
		if d.Issuer.ShownAs.Value != "" || e.Organization.ShownAs.Value != "" {
			d.URL.Value = "https://" + secret + ".example/check"
		}
	}
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
