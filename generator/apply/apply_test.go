package apply_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/apply"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

func utf16Of(s string) string {
	out := "\xff\xfe"
	for _, u := range utf16.Encode([]rune(s)) {
		out += string([]byte{byte(u), byte(u >> 8)})
	}
	return out
}

func TestReadAdvert(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ data, text, code, at string }{
		"UTF-8":        {"Nurse in Łódź", "Nurse in Łódź", "", ""},
		"with a mark":  {"\xef\xbb\xbfNurse", "Nurse", "", ""},
		"UTF-16":       {utf16Of("Enfermeira à noite"), "Enfermeira à noite", "", ""},
		"empty":        {"", "", apply.CodeEmpty, ""},
		"only spaces":  {" \n\t ", "", apply.CodeEmpty, ""},
		"Latin-1":      {"Enfermeira \xe0 noite", "", apply.CodeEncoding, "\xe0"},
		"binary":       {"Nurse\x00\x01", "", apply.CodeEncoding, "\x00"},
		"half a unit":  {"\xff\xfeN", "", apply.CodeEncoding, "\xff"},
		"PDF":          {"%PDF-1.7 …", "", apply.CodeKind, ""},
		"Word":         {"PK\x03\x04 …", "", apply.CodeKind, ""},
		"web page":     {"\n<!DOCTYPE html><p>Nurse", "", apply.CodeKind, ""},
		"far too long": {strings.Repeat("nurse ", 200_000), "", apply.CodeTooLarge, ""},
	} {
		text, found := apply.ReadAdvert("advert.txt", []byte(row.data))
		code, at := "", ""
		if len(found) > 0 {
			code, at = found[0].Code, row.data[found[0].Span.Start:found[0].Span.End]
		}
		if text != row.text || code != row.code || at != row.at {
			t.Errorf("%s: %q, problem %q at %q; want %q, %q at %q", name, text, code, at, row.text, row.code, row.at)
		}
	}
}

// FuzzReadAdvert holds what is read to be text, and places to lie in the file.
func FuzzReadAdvert(f *testing.F) {
	for _, s := range []string{"", "Nurse", "\xff\xfeN\x00", "\xfe\xff\x00N", "<html>", "caf\xe9", "%PDF-"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, found := apply.ReadAdvert("a", data)
		if (text == "") != (len(found) > 0) {
			t.Errorf("%q with %d problems", text, len(found))
		}
		for _, p := range found {
			if p.Span.Start < 0 || p.Span.End > len(data) {
				t.Errorf("a problem at %v of %d bytes", p.Span, len(data))
			}
		}
	})
}

func read(t *testing.T, files map[string]string) *passport.Passport {
	t.Helper()
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return passport.Decode(source.Load(m, passport.Layout(), nil))
}

var now = passport.Moment{Year: 2026, Month: 11, Day: 23}

func TestMatch(t *testing.T) {
	t.Parallel()
	pub := read(t, map[string]string{
		"passport.yaml": "person: {name: Ana}\nsite: {languages: [en, pt]}\n",
		"skills.yaml": `
- {id: wound-care, title: Wound care, aliases: [wounds], level: expert}
- {id: rotas, title: Planning rotas, level: working}
- {id: cpp, title: C++, level: working}
- {id: net, title: .NET, level: working}
- {id: audit, title: Clinical audit, same_as: [{id: "esco:1", label: Clinical auditing}], level: working}
- {id: first-aid, title: First aid, level: working}
`,
		"skills.pt.yaml": "- {id: rotas, title: Planeamento de escalas}\n",
	}).Publish(passport.Audience{}, now)
	for advert, want := range map[string]string{
		"":                                         "",
		"We need WOUND-CARE.":                      "wound-care",
		"Clinical audits and planning of rotas":    "audit rotas",
		"a planned rota, first\naid; wound":        "rotas first-aid wound-care",
		"Procura-se: planeamento de escalas":       "rotas",
		"C, C# or C++ on .NET":                     "cpp net",
		"woundcare and first aiders, aid at first": "",
		"clinical auditing, clinical auditing":     "audit",
	} {
		var got []string
		for _, s := range apply.Match(pub, advert).Skills {
			got = append(got, s.ID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q names %q, want %q", advert, s, want)
		}
	}
	choice := apply.Match(pub, "wound care and rotas planning, first aid").Choice("ward")
	if n := choice.Named("Taught first aid and the care of wounds."); n != 2 {
		t.Errorf("a sentence names %d of what is asked for, want 2", n)
	}
	if n := choice.Named("Clinical audit of floors."); n != 0 {
		t.Errorf("a sentence names %d of what is asked for, want none", n)
	}
}

// Adverts write skills in their own way: in the plural, bent, and the other way round.
func TestMatchForms(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ skill, advert, not string }{
		{"Pressure ulcer prevention", "advise wards on the prevention of pressure ulcers", "prevention of falls, and pressure ulcers"},
		{"Occupational therapy", "several therapies: occupational therapies", "therapy"},
		{"Technische Zeichnungen lesen", "Lesen von technischen Zeichnungen", "technische Zeichnungen"},
		{"Rohre biegen", "Biegen von Rohren", "Rohrbau"},
		{"Reconciliação bancária", "Reconciliações bancárias e fecho de contas", "reconciliação"},
		{"Instalación eléctrica", "instalaciones eléctricas", "instalador"},
		{"Data entry", "data entries", "entry level data analyst"},
		{"Personal care", "personal care", "your personal car"},
		{"Nursing", "nursing", "a nurse, nurses"},
	} {
		p := read(t, map[string]string{"passport.yaml": "person: {name: Ana}\nskills:\n- title: " + row.skill + "\n"}).Publish(passport.Audience{}, now)
		if len(apply.Match(p, row.advert).Skills) != 1 {
			t.Errorf("%q does not name %q", row.advert, row.skill)
		}
		if len(apply.Match(p, row.not).Skills) != 0 {
			t.Errorf("%q names %q", row.not, row.skill)
		}
	}
}

// The form holds what forms ask, in their order, in the employer's own name, and nothing private beyond the
// person's own details.
func TestForm(t *testing.T) {
	t.Parallel()
	p := read(t, map[string]string{"passport.yaml": `
person:
  name: Ana Prata
  contact: {email: ana@ana.example, phone: "+351 910 555 018", private: [phone]}
  forms: {birth_date: 1984-05-17, nationalities: [PT], address: {street: Rua 1, postal_code: 4150-001, city: Porto, country: PT}}
site: {since: 2000, dates: years}
experience:
  - {title: Baker, start: 2019-03, end: 2021-06, organization: {name: Padaria Lima, shown_as: a bakery}, leaving: It closed., highlights: [Bread.], summary: Nights.}
  - {title: Errand boy, start: 1990-01, end: 1991-02, organization: Padaria Velha}
  - {title: Secret, start: 2022-01, organization: Nowhere, visibility: private}
goals:
  - {title: Nights, visibility: private, availability: {hours: 28}}
  - {title: Secret plan, visibility: draft, availability: {hours: 40}}
  - {title: Secret past, status: reached, availability: {hours: 12}}
`})
	pub := p.Publish(passport.Audience{Contact: true}, now)
	form := apply.NewForm(p, pub, "For <a> & b", apply.Asked{})
	var got []string
	for _, part := range form.Parts {
		for _, b := range part.Blocks {
			for _, f := range b.Fields {
				got = append(got, part.Heading+": "+f.Label+" = "+f.Value)
			}
		}
	}
	want := []string{
		"Who you are: Name = Ana Prata",
		"How to reach you: E-mail = ana@ana.example", "How to reach you: Phone = +351 910 555 018",
		"How to reach you: Street = Rua 1", "How to reach you: Postal code = 4150-001", "How to reach you: Town = Porto", "How to reach you: Country = Portugal",
		"What some forms ask: Birth, day = 17", "What some forms ask: Birth, month = May", "What some forms ask: Birth, month as a number = 05", "What some forms ask: Birth, year = 1984",
		"What some forms ask: Nationality = Portugal",
		"Work: Employer = Padaria Lima", "Work: Job title = Baker",
		"Work: Start, month = March", "Work: Start, month as a number = 03", "Work: Start, year = 2019",
		"Work: End, month = June", "Work: End, month as a number = 06", "Work: End, year = 2021",
		"Work: Duties = Nights.\n• Bread.", "Work: Reason for leaving = It closed.",
		"Work: Employer = Padaria Velha", "Work: Job title = Errand boy",
		"Work: Start, month = January", "Work: Start, month as a number = 01", "Work: Start, year = 1990",
		"Work: End, month = February", "Work: End, month as a number = 02", "Work: End, year = 1991",
		"Availability: Hours a week = 28",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	sheet := string(form.Sheet())
	for _, has := range []string{"For &lt;a&gt; &amp; b", `aria-label="Copy: Employer: Baker, Padaria Lima"`, "default-src 'none'"} {
		if !strings.Contains(sheet, has) {
			t.Errorf("the sheet has no %q", has)
		}
	}
	for _, never := range []string{"Secret", "http://", "<a> & b"} {
		if strings.Contains(sheet, never) {
			t.Errorf("the sheet has %q", never)
		}
	}
}

func TestRecord(t *testing.T) {
	t.Parallel()
	r := apply.Record{
		For: "dental-nurse", Made: "2026-11-23", Language: "en", Advert: "advert.txt", Skills: []string{"Wound care"}, LeftOut: []string{"Bread: four kinds"},
		Files: []apply.Sent{apply.FileOf("ana-cv.pdf", []byte("x"))},
	}
	text := r.Text()
	got, found := apply.ReadRecord("application.yaml", text)
	if diff := cmp.Diff(r, got); diff != "" || len(found) > 0 {
		t.Errorf("%v, -want +got:\n%s", found, diff)
	}
	noted := strings.Replace(string(text), "files:", "# I liked their garden.\nfiles:", 1)
	sent, err := apply.MarkSent("application.yaml", []byte(noted), "2026-11-24", "Smile: Clinic")
	if err != nil {
		t.Fatal(err)
	}
	got, _ = apply.ReadRecord("application.yaml", sent)
	r.Sent, r.To = "2026-11-24", "Smile: Clinic"
	if diff := cmp.Diff(r, got); diff != "" || !strings.Contains(string(sent), "# I liked their garden.") {
		t.Errorf("-want +got:\n%s\n%s", diff, sent)
	}
	again, err := apply.MarkSent("application.yaml", sent, "2026-11-25", "")
	if got, _ := apply.ReadRecord("application.yaml", again); err != nil || got.Sent != "2026-11-25" || got.To != r.To {
		t.Errorf("sent again: %v %+v", err, got)
	}
	if _, err := apply.MarkSent("application.yaml", []byte("for: [\n"), "2026-11-24", ""); err == nil {
		t.Error("a record that is not YAML was changed")
	}
}
