package source

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/talent-passport/passport/generator/diag"
)

// entry is a text file to be parsed and what its name says.
type entry struct {
	path    string
	section string // "" at the top
	name    string // without extension and language
	lang    string
	private bool
	size    int64
	away    bool // it is in iCloud, and not here
}

// walker looks through the folder and decides what each file is.
type walker struct {
	fsys     fs.FS
	layout   Layout
	texts    []entry
	assets   []Asset
	theme    []Asset
	stray    []diag.Problem // files of which it depends on what mentions them whether they are a problem
	problems diag.List
	count    int
	full     bool
}

func (w *walker) report(code, path, message, hint string) {
	w.problems = append(w.problems, diag.Problem{Code: code, Severity: diag.Warning, Message: message, Span: diag.Span{File: path}, Hint: hint})
}

// folder looks through one folder, files in the order of their names.
func (w *walker) folder(dir string, depth int) {
	list, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		w.problems = append(w.problems, unreadable(dir, err))
		return
	}
	seen := map[string]string{}
	for _, d := range list {
		name := d.Name()
		p := path.Join(dir, name)
		if p != w.layout.Private && ignored(name) {
			continue
		}
		here, away := inCloud(name)
		if away {
			name, p = here, path.Join(dir, here)
			if _, err := fs.Stat(w.fsys, p); err == nil || ignored(name) {
				continue
			}
		}
		if w.count++; w.count > maxFiles {
			if !w.full {
				w.full = true
				w.report(codeTooMany, dir, fmt.Sprintf("the folder holds more than %d files; the rest is not read", maxFiles),
					"move what does not belong to your passport somewhere else")
			}
			return
		}
		if d.Type()&fs.ModeSymlink != 0 {
			w.report(codeLink, p, name+" is a link to another place, and links are not followed", "put the file itself here instead of a link to it")
			continue
		}
		if !d.IsDir() && !d.Type().IsRegular() {
			w.report(codeLink, p, name+" is not an ordinary file", "delete it or move it out of your passport's folder")
			continue
		}
		folded := strings.ToLower(norm.NFC.String(name))
		if other, ok := seen[folded]; ok {
			w.report(codeCase, p, fmt.Sprintf("%s and %s are one and the same on many computers", name, other), "rename one of them")
		}
		seen[folded] = name
		if away {
			w.away(p, d, depth)
			continue
		}
		w.one(p, d, depth)
	}
}

// inCloud takes the name of a file apart that iCloud Drive has put in the place of another, to have the room that one
// takes: .clinic.md.icloud stands for clinic.md.
func inCloud(name string) (here string, ok bool) {
	rest, dotted := strings.CutPrefix(name, ".")
	here, ok = strings.CutSuffix(rest, ".icloud")
	return here, ok && dotted && here != ""
}

// away decides what a file is that is in iCloud and not here. A text that is read becomes one that cannot be; any
// other file is missed where something mentions it.
func (w *walker) away(p string, d fs.DirEntry, depth int) {
	texts, assets, theme := len(w.texts), len(w.assets), len(w.theme)
	w.one(p, d, depth)
	for i := range w.texts[texts:] {
		w.texts[texts+i].away = true
	}
	switch {
	case len(w.assets) > assets:
		w.assets = w.assets[:assets]
		w.stray = append(w.stray, notDownloaded(p))
	case len(w.theme) > theme:
		w.theme = w.theme[:theme]
		w.problems = append(w.problems, notDownloaded(p))
	}
}

// Ignored reports whether Load never looks at a path, because of what it or a folder above it is
// called: files that systems and editors leave behind, everything hidden but the private folder, and
// what lies aside in that.
func Ignored(l Layout, name string) bool {
	for p := name; p != "."; p = path.Dir(p) {
		if p != l.Private && ignored(path.Base(p)) {
			return true
		}
		if aside, ok := strings.CutPrefix(p, l.Private+"/"); ok && slices.Contains(l.Aside, aside) {
			return true
		}
	}
	return false
}

// ignored reports whether a name is of a file that systems and editors leave behind, or of one that
// a repository has beside a passport. Nothing is said about those.
func ignored(name string) bool {
	if _, away := inCloud(name); away {
		return false
	}
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	if strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") {
		return true // while a JetBrains editor saves
	}
	if workFile.MatchString(name) || perlWork(name) {
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "4913", "$recycle.bin", "__macosx", "node_modules":
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".bak", ".orig", ".tmp", ".temp", ".crdownload", ".part":
		return true
	}
	return false
}

// workFile are names that programs write to for a moment while they save: sed -i, and TextEdit.
var workFile = regexp.MustCompile(`^sed[A-Za-z0-9]{6}$|\.sb-[0-9a-f]{8}-\w{6}$`)

// perlWork reports whether a name is one that perl -i writes to for a moment: eight letters and digits at random.
// A word has no capital behind a small letter and no digit before a letter.
func perlWork(name string) bool {
	if len(name) != 8 || strings.IndexFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	}) >= 0 {
		return false
	}
	return mixed.MatchString(name)
}

var mixed = regexp.MustCompile(`[a-z][A-Z].*[0-9A-Z]|[0-9][A-Za-z].*[A-Z]`)

// copied takes the name of a copy apart that a program made which keeps folders alike, or a file manager. A plain
// number may also be meant, so such a copy is one only where the original is there and says the same.
var copied = regexp.MustCompile(`(?i)^(.+?)(?: \([^()]*(?:conflict|konflikt|conflit|conflicto|conflito)[^()]*\)|\.sync-conflict-[\w-]+|[ _-]+(?:copy|kopie|copia|copie|cópia)(?: ?\(?\d+\)?)?)$`)

// copyOf reports a file that is a copy of another beside it, which is the one that is read.
func (w *walker) copyOf(p string) bool {
	ext := path.Ext(p)
	m := copied.FindStringSubmatch(strings.TrimSuffix(path.Base(p), ext))
	if m == nil {
		return false
	}
	original := path.Join(path.Dir(p), m[1]+ext)
	if _, err := fs.Stat(w.fsys, original); err != nil {
		return false
	}
	w.report(codeConflictCopy, p, fmt.Sprintf("%s is a second copy of %s, so it is not read", path.Base(p), path.Base(original)),
		fmt.Sprintf("compare the two, put what is missing into %s, and delete %s", path.Base(original), path.Base(p)))
	return true
}

// beside reports whether a file or folder at the top belongs to the repository and not to the
// passport.
func beside(name string) bool {
	upper := strings.ToUpper(name)
	for _, prefix := range []string{"README", "LICENSE", "LICENCE", "COPYING", "CHANGELOG", "CONTRIBUTING", "CODEOWNERS", "NOTICE", "SECURITY."} {
		if strings.HasPrefix(upper, prefix) {
			return true
		}
	}
	switch upper {
	case "AGENTS.MD", "CNAME", "MAKEFILE", "PACKAGE.JSON", "PACKAGE-LOCK.JSON", "NETLIFY.TOML", "VERCEL.JSON", "WRANGLER.TOML", "_HEADERS", "_REDIRECTS",
		"BITBUCKET-PIPELINES.YML", "AZURE-PIPELINES.YML", "RENDER.YAML", "FIREBASE.JSON", "JUSTFILE", "FLAKE.NIX", "FLAKE.LOCK", "GO.MOD", "EMBED.GO":
		return true
	}
	return false
}

// one decides what a file or folder is.
func (w *walker) one(p string, d fs.DirEntry, depth int) {
	rel, private := p, false
	if rest, ok := strings.CutPrefix(p, w.layout.Private+"/"); ok && w.layout.Private != "" {
		rel, private = rest, true
	}
	top, rest, nested := strings.Cut(rel, "/")
	if d.IsDir() {
		switch {
		case private && !nested && slices.Contains(w.layout.Aside, top):
		case depth >= maxFolders:
			w.report(codeTooMany, p, "folders lie too deep inside each other here; this one is not read", "move it further up")
		case p == w.layout.Private, nested, w.known(top, private):
			w.folder(p, depth+1)
		default:
			w.strangeFolder(p, top)
		}
		return
	}
	info, err := d.Info()
	if err != nil {
		w.problems = append(w.problems, unreadable(p, err))
		return
	}
	switch name := path.Base(p); {
	case !nested && slices.Contains([]string{".yaml", ".yml", ".md"}, path.Ext(name)) && w.copyOf(p):
	case slices.Contains(w.layout.Sections, top) && path.Ext(name) == ".md" && w.copyOf(p):
	case !nested:
		w.top(p, name, private, info.Size())
	case top == w.layout.Theme && !private:
		w.theme = append(w.theme, Asset{Path: rest, Size: info.Size()})
	case slices.Contains(w.layout.Sections, top):
		w.inSection(p, top, strings.Contains(rest, "/"), private, info.Size())
	case strings.HasPrefix(strings.ToUpper(name), "README"):
	default:
		w.assets = append(w.assets, Asset{p, info.Size(), private})
	}
}

// known reports whether a folder at the top has a meaning.
func (w *walker) known(name string, private bool) bool {
	return slices.Contains(w.layout.Sections, name) || name == w.layout.Media || name == w.layout.Theme && !private
}

// strangeFolder reports a folder at the top that has no meaning, unless it is a built site.
func (w *walker) strangeFolder(p, name string) {
	if _, err := fs.Stat(w.fsys, p+"/.passport-manifest"); err == nil {
		return
	}
	root := w.layout.Root + ".yaml"
	if _, err := fs.Stat(w.fsys, p+"/"+root); err == nil && p == name {
		w.report(codeFolder, p, fmt.Sprintf("the folder %s holds a passport of its own, which is not read from here", name),
			fmt.Sprintf("to check that one, type %q", "passport check "+name))
		return
	}
	if w.calledOtherwise(p, name) {
		return
	}
	names := append([]string{w.layout.Media, w.layout.Theme, w.layout.Private}, w.layout.Sections...)
	if near, ok := nearest(name, names); ok {
		w.report(codeFolderName, p, fmt.Sprintf("the folder %s is not read: its name is not exactly %s", name, near), fmt.Sprintf("rename it to %s", near))
		return
	}
	w.report(codeFolder, p, fmt.Sprintf("the folder %s is not a part of a passport, so it is not read", name),
		fmt.Sprintf("move its files into one of: %s; or let its name begin with a dot", strings.Join(append(slices.Clone(w.layout.Sections), w.layout.Media), ", ")))
}

// meant is the section, Media or Prose that people mean by another word for it, and the type that the word says.
func (w *walker) meant(word string) (name, typ string) {
	if w.layout.Meant == nil {
		return "", ""
	}
	return w.layout.Meant(word)
}

// calledOtherwise reports a folder whose name is another word for one that is read.
func (w *walker) calledOtherwise(p, name string) bool {
	folder, typ := w.meant(name)
	if folder == "" || !w.known(folder, false) {
		return false
	}
	if stem(name) == stem(folder) {
		return false // other capitals, singular and plural: that is said in other words
	}
	hint := fmt.Sprintf("rename it to %s", folder)
	if _, err := fs.Stat(w.fsys, path.Join(path.Dir(p), folder)); err == nil {
		hint = fmt.Sprintf("move its files into %s/", folder)
	}
	if typ != "" {
		hint += fmt.Sprintf(", and write \"type: %s\" in each of its files", typ)
	}
	w.report(codeFolderName, p, fmt.Sprintf("the folder %s is not read: here it is called %s", name, folder), hint)
	return true
}

// nearest finds the name that a misspelt one was meant to be: other capitals, singular and plural, a
// dot forgotten, a letter or two wrong.
func nearest(name string, among []string) (string, bool) {
	bare := stem(name)
	for _, a := range among {
		if a != "" && a != name && bare == stem(a) {
			return a, true
		}
	}
	for _, a := range among {
		if n := max(len(name), len(a)); a != "" && n >= 5 && diag.Distance(bare, stem(a)) <= n/5 {
			return a, true
		}
	}
	return "", false
}

// stem is a name without capitals, marks, and the ending of the plural.
func stem(s string) string {
	s = strings.Trim(strings.ToLower(s), "._-")
	switch {
	case strings.HasSuffix(s, "ies"):
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "s") && len(s) > 3:
		return s[:len(s)-1]
	}
	return s
}

// documents are the extensions of texts that people write in other programs.
var documents = []string{".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", ".doc", ".docx", ".odt", ".rtf", ".pages", ".html", ".htm"}

// importable are the extensions of files that other programs give out and that can be imported.
var importable = []string{".json", ".vcf", ".bib", ".ris", ".csv", ".zip", ".xml"}

// resume reports whether a file's name says that it is a whole résumé.
func resume(name string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(norm.NFC.String(name)), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch word {
		case "cv", "resume", "résumé", "lebenslauf", "curriculum", "currículum", "currículo":
			return true
		}
	}
	return false
}

// argument is a file's name as a person types it behind a command.
func argument(name string) string {
	if strings.ContainsAny(name, " ()&';") {
		return `"` + name + `"`
	}
	return name
}

// pictures are the extensions of files that belong into the media folder.
var pictures = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".heic", ".tif", ".tiff", ".bmp", ".pdf", ".mp4", ".mov", ".mp3"}

// top decides about a file that lies in no folder.
func (w *walker) top(p, name string, private bool, size int64) {
	ext := path.Ext(name)
	base := strings.TrimSuffix(name, ext)
	stem, lang := splitLang(base)
	lists := append([]string{w.layout.Root}, w.layout.Sections...)
	if w.layout.Words != "" && !private {
		lists = append(lists, w.layout.Words)
	}
	yaml, md := ext == ".yaml" || ext == ".yml", ext == ".md"
	switch {
	case yaml && slices.Contains(lists, stem), md && slices.Contains(w.layout.Prose, stem):
		e := entry{path: p, name: stem, lang: lang, private: private, size: size}
		if i := slices.IndexFunc(w.texts, func(o entry) bool {
			return o.section == "" && o.name == e.name && o.lang == e.lang && o.private == e.private
		}); i >= 0 {
			w.report(codeTwice, p, fmt.Sprintf("%s is not read, because there is %s too", name, path.Base(w.texts[i].path)),
				fmt.Sprintf("keep one of them; %s.yaml is the usual name", base))
			return
		}
		w.texts = append(w.texts, e)
		return
	case beside(name):
		return
	}
	lower := strings.ToLower(ext)
	want := ".yaml"
	names := lists
	if lower == ".md" || slices.Contains(documents, lower) && slices.Contains(w.layout.Prose, strings.ToLower(stem)) {
		want, names = ".md", w.layout.Prose
	}
	bare := strings.TrimSuffix(strings.TrimSuffix(stem, ".yaml"), ".md") // passport.yaml.txt
	good, exact := bare, slices.Contains(names, bare)
	called := "its name is not exactly "
	if !exact {
		good, exact = nearest(bare, names)
		// Work is near to words, and means experience.
		if section, _ := w.meant(bare); section != good && slices.Contains(names, section) {
			good, exact, called = section, true, "here it is called "
		}
	}
	switch {
	case resume(bare) && (slices.Contains(documents, lower) || lower == ".md" || lower == ".pdf"):
		hint := "write what it says into entries of your own: passport new experience \"Charge nurse\" begins one"
		if lower == ".pdf" {
			hint += "; one from Europass can be taken in: passport import " + argument(name)
		}
		w.report(codeResumeFile, p, name+" is a résumé that was made elsewhere, so it is not read", hint)
	case slices.Contains(importable, lower) && !(lower == ".json" && slices.Contains(w.layout.Sections, bare)):
		w.report(codeToImport, p, name+" comes from another program, so it is not read where it lies",
			"to take in what it holds, type: passport import "+argument(name))
	case exact && lower == ext && (yaml || md):
		w.report(codeFileName, p, fmt.Sprintf("%s is not read: %s%s%s", name, called, good, want), fmt.Sprintf("rename it to %s%s", good, want))
	case exact && (lower != ext || slices.Contains(documents, lower) || slices.Contains([]string{".json", ".toml", ".yaml", ".yml", ""}, lower)):
		hint := fmt.Sprintf("rename it to %s%s", good, want)
		if strings.Contains(".json.toml.doc.docx.odt.rtf.pages.html.htm", lower) && lower != "" {
			hint = fmt.Sprintf("write its content into %s%s", good, want)
		}
		w.report(codeExtension, p, name+" is not read: its name does not end with "+want, hint)
	case slices.Contains(pictures, lower):
		w.assets = append(w.assets, Asset{p, size, private})
		use := fmt.Sprintf("as portrait: %s/%s", w.layout.Media, name)
		if slices.Contains([]string{".pdf", ".mp3", ".mp4", ".mov"}, lower) {
			use = fmt.Sprintf("under evidence: - {title: …, file: %s/%s}", w.layout.Media, name)
		}
		w.stray = append(w.stray, diag.Problem{
			Code: codeOutsideMedia, Severity: diag.Warning, Message: fmt.Sprintf("%s lies beside the folders, and nothing mentions it", name), Span: diag.Span{File: p},
			Hint: fmt.Sprintf("move it into %s/ and name it there, for example %s", w.layout.Media, use),
		})
	case lower == ".md" && w.sectionOf(bare) != "":
		section := w.sectionOf(bare)
		w.report(codeFile, p, fmt.Sprintf("%s is not read: in %s/ each entry is a file of its own", name, section),
			fmt.Sprintf("move it into %s/, in a file for each thing that it tells about; or make a list of it, in %s.yaml", section, section))
	case lower == ".md":
		w.report(codeFile, p, name+" is not a part of a passport, so it is not read",
			fmt.Sprintf("move it into the folder of what it tells about: %s", strings.Join(w.layout.Sections, ", ")))
	default:
		w.report(codeFile, p, name+" is not a part of a passport, so it is not read", "move it somewhere else, or let its name begin with a dot")
	}
}

// sectionOf is the section that a file is named after, "" for none.
func (w *walker) sectionOf(name string) string {
	if meant, _ := w.meant(name); slices.Contains(w.layout.Sections, meant) {
		name = meant
	}
	if slices.Contains(w.layout.Sections, name) {
		return name
	}
	return ""
}

// inSection decides about a file in a folder of entries.
func (w *walker) inSection(p, section string, deep, private bool, size int64) {
	name := path.Base(p)
	ext := path.Ext(name)
	lower := strings.ToLower(ext)
	switch {
	case strings.HasPrefix(strings.ToUpper(name), "README"):
		return
	case lower == ".md" && deep:
		w.report(codeDeepPage, p, "pages in folders inside "+section+"/ are not read", "move it up into "+section+"/")
		return
	case ext == ".md":
		base, lang := splitLang(strings.TrimSuffix(name, ext))
		w.texts = append(w.texts, entry{path: p, section: section, name: base, lang: lang, private: private, size: size})
		return
	case lower == ".md":
		w.report(codeExtension, p, name+" is not read: its name does not end with .md", "rename it to "+strings.TrimSuffix(name, ext)+".md")
		return
	}
	w.assets = append(w.assets, Asset{p, size, private})
	base := strings.TrimSuffix(strings.TrimSuffix(name, ext), ".md")
	stray := diag.Problem{Code: codeExtension, Severity: diag.Warning, Span: diag.Span{File: p}, Message: name + " is not read as an entry: its name does not end with .md"}
	switch {
	case slices.Contains([]string{".doc", ".docx", ".odt", ".rtf", ".pages", ".html", ".htm"}, lower):
		stray.Hint = fmt.Sprintf("copy its text into a new file %s.md; a file that backs an entry is named there under evidence", base)
	case slices.Contains(documents, lower), lower == "" && !deep:
		stray.Hint = fmt.Sprintf("rename it to %s.md; a file that backs an entry is named there under evidence", base)
	case (lower == ".yaml" || lower == ".yml") && !deep:
		stray.Code = codeYAMLInFolder
		stray.Message = fmt.Sprintf("%s is not read: in %s/ each entry is a file that ends with .md", name, section)
		stray.Hint = fmt.Sprintf("rename it to %s.md and put a line with --- at its top and at its end; or write a list into %s.yaml beside the folder", base, section)
	default:
		return
	}
	w.stray = append(w.stray, stray)
}

// strays are the problems of files that nothing mentions, since a text file beside an entry may be evidence, and of
// those that something mentions and that are away.
func (w *walker) strays(t *Tree) diag.List {
	var out diag.List
	for _, p := range w.stray {
		name := path.Base(p.Span.File)
		mentioned := false
		for _, f := range t.files {
			mentioned = mentioned || strings.Contains(string(f.Data), name)
		}
		if mentioned == (p.Code == codeInCloud) {
			out = append(out, p)
		}
	}
	return out
}

// languages takes back what was read as a language and is none: "asp.net.md" tells about ASP.NET
// unless there is an "asp.md" that it can translate. Then it puts files in order, private ones last.
func (w *walker) languages() {
	type key struct{ section, name string }
	originals := map[key]bool{}
	for _, e := range w.texts {
		if e.lang == "" {
			originals[key{e.section, e.name}] = true
		}
	}
	for i := range w.texts {
		e := &w.texts[i]
		if first, _, _ := strings.Cut(e.lang, "-"); e.lang != "" && e.section != "" && len(first) == 3 && !originals[key{e.section, e.name}] {
			e.name, e.lang = strings.TrimSuffix(path.Base(e.path), ".md"), ""
		}
	}
	slices.SortStableFunc(w.texts, func(a, b entry) int {
		if a.private != b.private {
			if b.private {
				return -1
			}
			return 1
		}
		return strings.Compare(a.path, b.path)
	})
}
