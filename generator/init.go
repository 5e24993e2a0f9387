package generator

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/publish"
	"github.com/talent-passport/passport/generator/source"

	example "github.com/talent-passport/passport/content-example"
)

// starter are the files that a new passport begins with.
//
//go:embed starter
var starter embed.FS

// Answers are what a person said when a passport was started. Only Name is needed.
type Answers struct {
	Name     string
	Headline string // one line
	City     string
	Country  string // ISO 3166-1 alpha-2
	Language string // BCP 47; "" is en
	Days     string // what they do most days
	Thanked  string // what people thanked them for lately
	Hard     string // what they do that others find hard
	ID       string // urn:uuid:…, made by the caller
	Version  string // of the program; GitHub's workflow is written when it can be fetched from there
}

// MayInit reports why a passport cannot be started in a folder, before anything is asked for it.
func MayInit(dir string) error {
	if isPassport(dir) {
		return askedf("there is already a passport in %s: it was left as it is", dir)
	}
	return nil
}

// Init starts a passport in a folder, which is made when it is not there. It never overwrites:
// files that exist stay as they are.
func Init(dir string, a Answers) (Started, error) {
	if err := MayInit(dir); err != nil {
		return Started{}, err
	}
	files, err := starterFiles(a)
	if err != nil {
		return Started{}, err
	}
	return start(dir, a.Name, files)
}

// InitExample writes the complete example passport into a folder, with GitHub's workflow when the version
// of the program can be fetched from there. It never overwrites.
func InitExample(dir, version string) (Started, error) {
	if err := MayInit(dir); err != nil {
		return Started{}, err
	}
	files := map[string][]byte{}
	err := fs.WalkDir(example.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(example.FS, name)
		return err
	})
	if err != nil {
		return Started{}, err
	}
	addWorkflow(files, version)
	return start(dir, exampleName, files)
}

// exampleName is whose passport the example is.
const exampleName = "Inês Vilarinho"

// Started is what came of starting a passport. Both lists are sorted.
type Started struct {
	Wrote []string // files that are new
	Left  []string // files that were there already, and stay as they are
}

// start writes the files of a new passport and those that a repository has beside it.
func start(dir, title string, files map[string][]byte) (Started, error) {
	beside, err := repository(title)
	if err != nil {
		return Started{}, err
	}
	maps.Copy(files, beside)
	wrote, err := output.Create(dir, files)
	if err != nil {
		return Started{}, err
	}
	s := Started{Wrote: wrote}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, isNew := slices.BinarySearch(wrote, name); !isNew {
			s.Left = append(s.Left, name)
		}
	}
	return s, nil
}

// starterFiles are the files of a new passport, with the answers filled in.
func starterFiles(a Answers) (map[string][]byte, error) {
	fill := strings.NewReplacer(
		"{{id}}", a.ID,
		"{{name}}", source.Quote(a.Name),
		"{{language}}", or(a.Language, "en"),
		"{{headline}}", answered(a.Headline, "  headline: %s\n", "  # headline: Nurse who makes night shifts calmer\n"),
		"{{location}}", place(a),
		"{{about}}", about(a),
	)
	files := map[string][]byte{}
	for _, name := range []string{"passport.yaml", "about.md"} {
		text, err := starter.ReadFile("starter/" + name)
		if err != nil {
			return nil, err
		}
		files[name] = []byte(fill.Replace(string(text)))
	}
	addWorkflow(files, a.Version)
	if a.Thanked != "" {
		name, text := story(a)
		files["stories/"+name+".md"] = text
	}
	return files, nil
}

// addWorkflow adds what GitHub does with a passport, when it can fetch the version of the program. With it,
// the folder also works as a template repository that is edited in a browser alone.
func addWorkflow(files map[string][]byte, version string) {
	if pin, ok := publish.Pin(version); ok {
		files[publish.WorkflowPath] = publish.Workflow(pin)
	}
}

func answered(value, yes, no string) string {
	if value == "" {
		return no
	}
	return fmt.Sprintf(yes, source.Quote(value))
}

func place(a Answers) string {
	var parts []string
	if a.City != "" {
		parts = append(parts, "city: "+source.Quote(a.City))
	}
	if a.Country != "" {
		parts = append(parts, "country: "+source.Quote(countryCode(a.Country)))
	}
	if parts == nil {
		return "  # location: {city: Porto, country: PT}\n"
	}
	return "  location: {" + strings.Join(parts, ", ") + "}\n"
}

// countryCode writes a code of two letters as it must be written. Anything else is for the check to explain.
func countryCode(s string) string {
	if len(s) == 2 {
		return strings.ToUpper(s)
	}
	return s
}

// about is a first page in the person's own words: the answers, one paragraph each.
func about(a Answers) string {
	var said []string
	for _, s := range []string{a.Days, a.Hard} {
		if s = strings.TrimSpace(s); s != "" {
			said = append(said, s)
		}
	}
	if said == nil {
		return "Hello, I am " + a.Name + "."
	}
	return strings.Join(said, "\n\n")
}

// story is what people said thank you for, as a draft: it is not published until the person says so.
func story(a Answers) (name string, text []byte) {
	title := firstWords(a.Thanked, 60)
	name = passport.Fold(title)
	if name == "" {
		name = "thanks"
	}
	var b strings.Builder
	b.WriteString("---\n")
	b.WriteString("# A story starts as a draft. Take the next line away when it is ready to be read.\n")
	b.WriteString("visibility: draft\n")
	b.WriteString("title: " + source.Quote(title) + "\n")
	b.WriteString("prompt: What did people thank you for lately?\n")
	b.WriteString("---\n\n")
	b.WriteString(strings.TrimSpace(a.Thanked) + "\n")
	return name, []byte(b.String())
}

// firstWords cuts a text to at most n letters, between words.
func firstWords(s string, n int) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	s = strings.TrimRight(s, ".!? ")
	if len([]rune(s)) <= n {
		return s
	}
	cut := string([]rune(s)[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
