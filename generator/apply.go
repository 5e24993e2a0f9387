package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/talent-passport/passport/generator/apply"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/paper"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// ApplyOptions say what an application is for.
type ApplyOptions struct {
	For      string // a tag of the entries that fit, and the name of the application
	Advert   []byte // the words of the advert; nil for none
	Job      string // the name of the advert's file, for problems
	Pages    int    // how many pages the PDF may have; 0 for as many as it needs
	Language string // of the passport's languages; "" is the first
	To       string // whom it goes to, for the record
}

// Applied is what came of [Builder.Apply].
type Applied struct {
	Problems diag.List // with errors nothing was written
	Files    diag.Files
	Folder   string   // where the files are, slash-separated and relative to the passport
	Made     []string // their names, the copy sheet and the record last
	Pages    int      // of the PDF
	Tagged   int      // entries that carry the tag
	Skills   []string // that the advert names, in its order
	LeftOut  []string // so that it fits the pages asked for
}

// Apply makes the files of an application in a folder of their own under .private: a résumé selected and
// ordered for the purpose as PDF, Word document and text, with the contact details that pages leave out,
// a sheet to copy from into forms, and a record.
func (b *Builder) Apply(dir string, o ApplyOptions) (*Applied, error) {
	tag := passport.Fold(o.For)
	if tag == "" {
		return nil, askedf("say what for, in a word or two: passport apply --for dental-nurse")
	}
	root, err := openPassport(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	c := b.CheckFS(root.FS())
	made := &Applied{Files: func(name string) []byte {
		if o.Job != "" && name == o.Job {
			return o.Advert
		}
		return c.Files()(name)
	}}
	words := ""
	if o.Advert != nil {
		words, made.Problems = apply.ReadAdvert(o.Job, o.Advert)
	}
	for _, p := range c.Problems {
		if p.Severity == diag.Error {
			made.Problems = append(made.Problems, p)
		}
	}
	if made.Problems.HasErrors() {
		return made, nil
	}
	pub := c.Passport.Publish(passport.Audience{Contact: true}, b.moment())
	if o.Language != "" && !slices.Contains(pub.Langs, o.Language) {
		return nil, askedf("the passport is not in %q; its languages are %s", o.Language, strings.Join(pub.Langs, ", "))
	}
	asked := apply.Match(pub, words)
	for _, s := range asked.Skills {
		made.Skills = append(made.Skills, s.Title.Value)
	}
	for _, e := range pub.Entries {
		if slices.ContainsFunc(e.Tags, func(t string) bool { return passport.Fold(t) == tag }) {
			made.Tagged++
		}
	}
	sheet := site.CV(pub, o.Language, site.Options{
		Version: b.o.Version, Read: func(name string) ([]byte, error) { return fs.ReadFile(root.FS(), name) },
	}, asked.Choice(tag))
	sheet.Graph = nil // what was left out for this purpose does not travel along
	r := paper.New(sheet)
	if o.Pages > 0 {
		left, ok := r.Fit(o.Pages)
		if !ok {
			return nil, askedf("it does not fit on %s: the positions, skills and languages alone take more; allow more pages, or set site.cv.since to leave old positions out", pages(o.Pages))
		}
		made.LeftOut = left
	}
	made.Pages = r.Pages()
	made.Problems = append(made.Problems, r.Problems(func(word string) diag.Span { return writtenAt(c.Tree, word) })...)

	files := map[string][]byte{}
	record := apply.Record{
		For: tag, Made: b.moment().Date().String(), Language: r.Lang, To: o.To, Skills: made.Skills, LeftOut: made.LeftOut,
	}
	add := func(name string, data []byte, sent bool) {
		files[name] = data
		made.Made = append(made.Made, name)
		if sent {
			record.Files = append(record.Files, apply.FileOf(name, data))
		}
	}
	stem := strings.Trim(passport.Fold(unaccented(pub.Person.Name.Value))+"-cv", "-")
	if len(made.Problems) == 0 || made.Problems[0].Code != paper.CodeScript {
		add(stem+".pdf", r.PDF(), true)
	}
	add(stem+".docx", r.DOCX(), true)
	add(stem+".txt", r.Text(), true)
	if o.Advert != nil {
		record.Advert = "advert.txt"
		files[record.Advert] = []byte(words)
	}
	form := apply.NewForm(c.Passport, pub.In(r.Lang), strings.TrimSpace(o.For), asked)
	add("copy.html", form.Sheet(), false)
	made.Folder = path.Join(passport.Applications, record.Made+"-"+tag)
	made.Made = append(made.Made, apply.RecordName)
	return made, output.Update(dir, func() (map[string][]byte, error) {
		if old, err := fs.ReadFile(root.FS(), path.Join(made.Folder, apply.RecordName)); err == nil {
			was, found := apply.ReadRecord(apply.RecordName, old)
			switch {
			case found.HasErrors():
				return nil, askedf("%s/%s is not YAML any more; mend it, or delete the folder", made.Folder, apply.RecordName)
			case was.Sent != "":
				return nil, askedf("%s was sent on %s and stays as it is; give this one another name: --for %s-2", made.Folder, was.Sent, tag)
			case record.To == "":
				record.To = was.To
			}
			record.Answer = was.Answer
		}
		files[apply.RecordName] = record.Text()
		changed := make(map[string][]byte, len(files))
		for name, data := range files {
			changed[path.Join(made.Folder, name)] = data
		}
		return changed, nil
	})
}

// unaccented is a name without accents, for the name of a file that goes through other people's systems. Signs
// of scripts that are not spelt without them stay.
func unaccented(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

func pages(n int) string {
	if n == 1 {
		return "one page"
	}
	return fmt.Sprintf("%d pages", n)
}

// Application is one of the applications in a passport.
type Application struct {
	apply.Record
	Name string // of its folder
}

// Applications lists the applications of a passport, the newest first. Problems are those of records that
// cannot be read.
func (b *Builder) Applications(dir string) ([]Application, diag.List, diag.Files, error) {
	root, err := openPassport(dir)
	if err != nil {
		return nil, nil, nil, err
	}
	defer root.Close()
	texts := map[string][]byte{}
	files := func(name string) []byte { return texts[name] }
	list, err := fs.ReadDir(root.FS(), passport.Applications)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, files, nil
	} else if err != nil {
		return nil, nil, nil, fmt.Errorf("cannot read the applications: %w", err)
	}
	var out []Application
	var found diag.List
	for _, d := range list {
		name := path.Join(passport.Applications, d.Name(), apply.RecordName)
		data, err := fs.ReadFile(root.FS(), name)
		if !d.IsDir() || errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, nil, nil, fmt.Errorf("cannot read an application: %w", err)
		}
		texts[name] = data
		r, problems := apply.ReadRecord(name, data)
		if found = append(found, problems...); len(problems) == 0 {
			out = append(out, Application{r, d.Name()})
		}
	}
	slices.SortStableFunc(out, func(a, b Application) int { return strings.Compare(b.Name, a.Name) })
	return out, found, files, nil
}

// Sent writes down that an application was sent today, and to whom unless that is "". It is named by its
// folder, or by what it is for where there is one only. The name of its folder is returned.
func (b *Builder) Sent(dir, name, to string) (string, error) {
	list, _, _, err := b.Applications(dir)
	if err != nil {
		return "", err
	}
	var fit []string
	for _, a := range list {
		if a.Name == name || a.For == passport.Fold(name) {
			fit = append(fit, a.Name)
		}
	}
	switch {
	case slices.Contains(fit, name):
		fit = []string{name}
	case len(fit) == 0:
		return "", askedf("there is no application %q: \"passport apply --list\" shows them", name)
	case len(fit) > 1:
		return "", askedf("there are several applications for %q; name one: %s", name, strings.Join(fit, ", "))
	}
	file := path.Join(passport.Applications, fit[0], apply.RecordName)
	return fit[0], output.Update(dir, func() (map[string][]byte, error) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, err
		}
		defer root.Close()
		data, err := root.ReadFile(file)
		if err != nil {
			return nil, err
		}
		text, err := apply.MarkSent(file, data, b.moment().Date().String(), to)
		if err != nil {
			return nil, askedf("%s: %v", file, err)
		}
		return map[string][]byte{file: text}, nil
	})
}
