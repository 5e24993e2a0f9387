package lang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/talent-passport/passport/generator/passport"
)

var places = regexp.MustCompile(`\{[a-z]+\}`)

// Every language says everything that English says, with the same places to fill and the plural forms
// that its whole numbers need. A file of a region says only what differs from its language.
func TestLanguagesAreComplete(t *testing.T) {
	t.Parallel()
	english := read("en")
	for name := range readers {
		c := read(name)
		whole, _, region := strings.Cut(name, "-")
		if region {
			if !has(whole) {
				t.Errorf("words/%s.txt: there is no words/%s.txt that it could differ from", name, whole)
			}
			c.categories = read(whole).categories
		}
		var categories []string
		for _, f := range c.categories {
			categories = append(categories, categoryNames[f])
		}
		if diff := cmp.Diff(Plurals(whole), categories); diff != "" {
			t.Errorf("words/%s.txt: the plural categories of whole numbers (-CLDR +plurals):\n%s", name, diff)
		}
		for _, key := range Keys() {
			own, ok := c.words[key]
			if !ok {
				if !region {
					t.Errorf("words/%s.txt does not say %s, which is in English: %s", name, key, strings.Join(english.words[key], " | "))
				}
				continue
			}
			if region && slices.Equal(own, read(whole).words[key]) {
				t.Errorf("words/%s.txt: %s is as in %s", name, key, whole)
			}
			if len(english.words[key]) > 1 && len(own) != len(c.categories) {
				t.Errorf("words/%s.txt: %s has %d forms, and its plural categories are %v", name, key, len(own), categories)
				continue
			}
			want := placesOf(english.words[key][0])
			for i, form := range own {
				got := placesOf(form)
				// Where a category is one number alone, as in Arabic, its form may say the number in words.
				if len(own) > 1 && alone(whole, c.categories[i]) {
					got = slices.Compact(append(got, "{n}"))
				}
				slices.Sort(got)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("words/%s.txt: the places of %s (-English +%s):\n%s", name, key, name, diff)
				}
			}
		}
		for key := range c.words {
			if english.words[key] == nil {
				t.Errorf("words/%s.txt says %s, which English does not", name, key)
			}
		}
		if _, ok := parseNumber(strings.Join(c.words["number.form"], "")); !ok && !region {
			t.Errorf("words/%s.txt: number.form is not 1234567.8", name)
		}
	}
}

// alone says whether a plural category is that of one number only.
func alone(tag string, category plural.Form) bool {
	n := 0
	for i := range 201 {
		if plural.Cardinal.MatchPlural(language.Make(tag), i, 0, 0, 0, 0) == category {
			n++
		}
	}
	return n == 1
}

// placesOf lists the places of a text, sorted, each once.
func placesOf(s string) []string {
	list := places.FindAllString(s, -1)
	slices.Sort(list)
	return slices.Compact(list)
}

// same are words that are alike in English and other languages: names, abbreviations, and words that
// went round the world. Everything else that reads as in English was probably forgotten.
var same = []string{
	"date.", "range.", "size.", "mark.", "number.form", "months.", "country.", "fact.doi", "fact.isbn", "page.cv", "duration.both", "level.a1",
}

// No English is left behind in a language: a longer text that reads as in English was forgotten.
func TestNothingIsLeftInEnglish(t *testing.T) {
	t.Parallel()
	english := read("en")
	latin := regexp.MustCompile(`[A-Za-z]{3,}`)
	known := regexp.MustCompile(`JSON(-LD)?|schema\.org|EQF|DOI|ISBN|passport|\{[a-z]+\}`)
	for _, name := range Languages()[1:] {
		c := read(name)
		script, _ := language.Make(name).Script()
		for _, key := range Keys() {
			if slices.ContainsFunc(same, func(p string) bool { return strings.HasPrefix(key, p) }) {
				continue
			}
			for _, form := range c.words[key] {
				if script.String() != "Latn" && latin.MatchString(known.ReplaceAllString(form, "")) {
					t.Errorf("words/%s.txt: %s has Latin letters: %s", name, key, form)
				}
			}
			if e := english.words[key]; len(strings.Fields(e[0])) > 1 && slices.Equal(e, c.words[key]) && !slices.Equal([]string{"{n} bytes"}, e) {
				t.Errorf("words/%s.txt: %s reads as in English: %s", name, key, e[0])
			}
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, err string }{
		{"fine", "# comment\n\na = b\n", ""},
		{"no value", "a =\n", "line 1: want `key = value`, have \"a =\""},
		{"twice", "a = b\na = c\n", `line 2: "a" is said twice`},
		{"plural", "plurals = some\n", `line 1: no plural category is called "some"`},
		{"months", "\nmonths.long = a b\n", "line 2: months.long has 2 months"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := parse(tt.in)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != tt.err {
				t.Errorf("error %q, want %q", got, tt.err)
			}
		})
	}
}

func TestSay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		tag, key string
		args     []any
		want     string
	}{
		{"en", "page.home", nil, "Home"},
		{"en", "duration.years", []any{"n", 1}, "1 yr"},
		{"en", "duration.years", []any{"n", 3}, "3 yrs"},
		{"en-GB", "duration.years", []any{"n", 0}, "0 yrs"},
		{"pt", "duration.months", []any{"n", 1}, "1 mês"},
		{"pt-BR", "duration.months", []any{"n", 2}, "2 meses"},
		{"pt", "page.home", nil, "Início"},
		{"ja", "page.home", nil, "ホーム"},
		{"cy", "page.home", nil, "Home"},
		{"cy", "duration.years", []any{"n", 1}, "1 yr"},
		{"pl", "duration.years", []any{"n", 1}, "1 rok"},
		{"pl", "duration.years", []any{"n", 22}, "22 lata"},
		{"pl", "duration.years", []any{"n", 12}, "12 lat"},
		{"uk", "skill.evidence.count", []any{"n", 21}, "21 доказ"},
		{"uk", "skill.evidence.count", []any{"n", 11}, "11 доказів"},
		{"ar", "duration.years", []any{"n", 1}, "سنة واحدة"},
		{"ar", "duration.years", []any{"n", 2}, "سنتان"},
		{"ar", "duration.years", []any{"n", 10}, "10 سنوات"},
		{"ar", "duration.years", []any{"n", 11}, "11 سنة"},
		{"ar", "duration.months", []any{"n", 11}, "11 شهرًا"},
		{"fr", "duration.years", []any{"n", 0}, "0 an"},
		{"zh-TW", "page.home", nil, "首页"},
		{"ar", "how.issuer", []any{"issuer", "Clinic (B3)"}, "الجهة المذكورة: \u2068Clinic (B3)\u2069"},
		{"ar", "how.issuer", []any{"issuer", "مجلس"}, "الجهة المذكورة: مجلس"},
		{"he", "how.issuer", []any{"issuer", "Clinic"}, "issuer named: Clinic"},
		{"not a tag at all", "page.home", nil, "Home"},
		{"en", "skill.span", []any{"first", "2018", "last", "{first}"}, "shown in work spanning 2018–{first}, last {first}"},
		{"en", "no.such.key", nil, "[no.such.key]"},
	}
	for _, tt := range tests {
		if got := For(tt.tag).Say(tt.key, tt.args...); got != tt.want {
			t.Errorf("%s: Say(%q, %v) = %q, want %q", tt.tag, tt.key, tt.args, got, tt.want)
		}
	}
}

func TestTerm(t *testing.T) {
	t.Parallel()
	w := For("en")
	for value, want := range map[string]string{"work product": "work product", "Photo": "photo", "hologram": "hologram", "": ""} {
		if got := w.Term("genre", value); got != want {
			t.Errorf("Term(genre, %q) = %q, want %q", value, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		tag              string
		year, month, day int
		long             bool
		want             string
	}{
		{"en", 2019, 3, 0, false, "Mar 2019"},
		{"en", 2019, 3, 15, true, "15 March 2019"},
		{"en", 2019, 0, 0, true, "2019"},
		{"en", 2019, 13, 0, true, "2019"},
		{"en", 0, 0, 0, true, ""},
		{"pt", 2019, 3, 15, true, "15 de março de 2019"},
		{"pt", 2019, 3, 0, false, "mar. 2019"},
		{"ar", 2019, 3, 0, false, "مارس 2019"},
		{"cy", 2019, 3, 0, false, "Mar 2019"},
		{"pl", 2019, 3, 15, true, "15 marca 2019"},
		{"pl", 2019, 3, 0, true, "marzec 2019"},
		{"uk", 2019, 3, 15, true, "15 березня 2019 р."},
		{"uk", 2019, 3, 0, false, "бер. 2019"},
		{"de", 2019, 3, 15, true, "15. März 2019"},
		{"hi", 2019, 2, 3, false, "3 फ़र॰ 2019"},
		{"ja", 2019, 3, 15, true, "2019年3月15日"},
		{"ja", 2019, 0, 0, true, "2019年"},
		{"zh", 2019, 3, 0, false, "2019年3月"},
	}
	for _, tt := range tests {
		if got := For(tt.tag).Date(tt.year, tt.month, tt.day, tt.long); got != tt.want {
			t.Errorf("%s: Date(%d, %d, %d, %v) = %q, want %q", tt.tag, tt.year, tt.month, tt.day, tt.long, got, tt.want)
		}
	}
}

func TestRange(t *testing.T) {
	t.Parallel()
	tests := []struct{ tag, from, to, want string }{
		{"en", "Mar 2019", "Jun 2022", "Mar 2019 – Jun 2022"}, {"en", "2019", "2022", "2019–2022"},
		{"en", "2019", "2019", "2019"}, {"en", "", "2022", "2022"}, {"en", "2019", "", "2019"},
		{"ja", "2019年", "2022年", "2019年～2022年"}, {"ar", "٢٠١٩", "٢٠٢٢", "٢٠١٩–٢٠٢٢"},
	}
	for _, tt := range tests {
		if got := For(tt.tag).Range(tt.from, tt.to); got != tt.want {
			t.Errorf("%s: Range(%q, %q) = %q, want %q", tt.tag, tt.from, tt.to, got, tt.want)
		}
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	tests := []struct {
		tag    string
		months int
		approx bool
		want   string
	}{
		{"en", 0, false, ""}, {"en", 1, false, "1 mo"}, {"en", 12, false, "1 yr"}, {"en", 40, false, "3 yrs 4 mos"},
		{"en", 40, true, "about 3 yrs"}, {"en", 43, true, "about 4 yrs"}, {"en", 7, true, "about 7 mos"},
		{"fr", 40, false, "3 ans et 4 mois"}, {"ar", 26, false, "سنتان وشهران"}, {"ja", 40, false, "3年4か月"},
		{"pl", 65, false, "5 lat 5 miesięcy"}, {"zh", 40, true, "约3年"},
	}
	for _, tt := range tests {
		if got := For(tt.tag).Duration(tt.months, tt.approx); got != tt.want {
			t.Errorf("%s: Duration(%d, %v) = %q, want %q", tt.tag, tt.months, tt.approx, got, tt.want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	tests := []struct{ what, got, want string }{
		{"country", For("en").Country("PT"), "Portugal"},
		{"country in Portuguese", For("pt").Country("de"), "Alemanha"},
		{"country that was renamed", For("en").Country("TR"), "Türkiye"},
		{"country nobody knows", For("en").Country("Narnia"), "Narnia"},
		{"country in another script", For("ja").Country("PT"), "ポルトガル"},
		{"country in a language without words", For("sv").Country("TR"), "Turkiet"},
		{"renamed country in every language", For("pl").Country("mk") + For("uk").Country("SZ") + For("ar").Country("CZ"), "Macedonia PółnocnaЕсватініالتشيك"},
		{"own name in another script", OwnName("ar") + OwnName("ja") + OwnName("hi") + OwnName("uk"), "العربية日本語हिन्दीУкраїнська"},
		{"number by two", For("hi").Number(1234567) + For("hi").Number(12345), "12,34,56712,345"},
		{"number with spaces", For("pl").Number(12345) + For("fr").Number(1234567), "12\u00a03451\u202f234\u202f567"},
		{"list", For("en").List("days", "", "nights") + For("ja").List("日勤", "夜勤") + For("ar").List("نهارًا", "ليلًا"), "days, nights日勤、夜勤نهارًا، ليلًا"},
		{"marks", For("fr").Mark("colon") + For("zh").Mark("comma") + For("ar").Mark("semicolon"), "\u00a0: ，؛ "},
		{"size in French", For("fr").Size(1_440_000), "1,4\u00a0Mo"},
		{"language", For("en").Language("pt"), "Portuguese"},
		{"language in Portuguese", For("pt").Language("en"), "Inglês"},
		{"language nobody knows", For("en").Language("??"), "??"},
		{"own name", OwnName("pt"), "Português"},
		{"direction", Dir("ar") + Dir("he") + Dir("fa") + Dir("ur") + Dir("en") + Dir("az-Arab") + Dir(""), "rtlrtlrtlrtlltrrtlltr"},
		{"number", For("en").Number(12345) + For("de").Number(1234) + For("en").Number(-1234567), "12,3451234-1,234,567"},
		{"size", For("en").Size(999) + ", " + For("en").Size(120_400) + ", " + For("en").Size(1_440_000) + ", " + For("en").Size(25_000_000),
			"999\u00a0bytes, 120\u00a0KB, 1.4\u00a0MB, 25\u00a0MB"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, tt.got, tt.want)
		}
	}
}

func TestSort(t *testing.T) {
	t.Parallel()
	list := []string{"zebra", "Édition", "eel", "Äpfel", "item 10", "item 9"}
	Sort(For("fr"), list, func(s string) string { return s })
	if diff := cmp.Diff([]string{"Äpfel", "Édition", "eel", "item 9", "item 10", "zebra"}, list); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// A person's own words come before ours, with their own plurals, in a language that we have no words for too.
func TestOwn(t *testing.T) {
	t.Parallel()
	w := With("cy", Own{
		"page.home": {"": "Hafan"}, "duration.years": {"one": "{n} flwyddyn", "two": "{n} flynedd", "other": "{n} blwyddyn"},
		"months.short": {"": "Ion Chw Maw Ebr Mai Meh Gor Awst Medi Hyd Tach Rhag"},
	})
	ar := With("ar", Own{"number.form": {"": "١٬٢٣٤٬٥٦٧٫٨"}, "country.gb": {"": "بريطانيا"}})
	broken := With("en", Own{"number.form": {"": "many"}})
	tests := []struct{ what, got, want string }{
		{"a word", w.Say("page.home"), "Hafan"},
		{"its language", w.Lang("page.home"), ""},
		{"one that is missing", w.Say("page.menu") + w.Lang("page.menu"), "Menuen"},
		{"a plural", w.Say("duration.years", "n", 2), "2 flynedd"},
		{"a plural that falls back", w.Say("duration.years", "n", 3), "3 blwyddyn"},
		{"a month", w.Date(2019, 3, 0, false), "Maw 2019"},
		{"other digits", ar.Date(2019, 3, 15, true) + ar.Number(12345), "١٥ مارس ٢٠١٩١٢٬٣٤٥"},
		{"a country", ar.Country("GB"), "بريطانيا"},
		{"a number that is none", broken.Number(12345), "12,345"},
		{"traditional characters", For("zh-TW").Lang("page.home"), "zh-Hans"},
		{"simplified characters", For("zh-CN").Lang("page.home") + For("pt-BR").Lang("page.home"), ""},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, tt.got, tt.want)
		}
	}
}

// Whatever a kind shows has a word: kinds, their known types, and the labels of cards, which are read
// from the source of package passport, so that a new one cannot be forgotten.
func TestEverythingHasAWord(t *testing.T) {
	t.Parallel()
	w := For("en")
	need := func(key string) {
		if !w.Has(key) {
			t.Errorf("there is no word for %s", key)
		}
	}
	for _, k := range passport.Kinds() {
		need("kind." + k.Folder)
		need("cv." + k.Folder)
		for _, typ := range k.Types {
			need("type." + k.Folder + "." + typ)
		}
		if k.Lane != "" {
			need("lane." + k.Lane)
		}
	}
	for _, label := range labels(t, "../passport") {
		need("fact." + label)
	}
	for _, l := range []string{"awareness", "working", "practitioner", "expert", "a1", "a2", "b1", "b2", "c1", "c2", "native"} {
		need("level." + l)
		need("level." + l + ".means")
	}
}

// labels are the constant labels that kinds give to facts and sections: the first argument of the
// methods of Card that add one.
func labels(t *testing.T, dir string) []string {
	t.Helper()
	adders := []string{"text", "plain", "key", "number", "date", "url", "file", "keys", "parties", "list", "prose"}
	var out []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); !ok || x.Name != "c" {
				return true
			}
			at := 0
			if sel.Sel.Name == "refs" {
				at = 1
			} else if !slices.Contains(adders, sel.Sel.Name) {
				return true
			}
			if lit, ok := call.Args[at].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				s, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, s)
			}
			return true
		})
	}
	if len(out) < 30 {
		t.Fatalf("only %d labels were found: has Card changed?", len(out))
	}
	return out
}
