package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/picture"
	"github.com/talent-passport/passport/generator/source"
)

// Addition is a file to keep in a passport, and the words that say what it shows.
type Addition struct {
	Name  string // of the file as it was called, for its ending
	Data  []byte
	Words string // what the file shows, in one line: the text for who cannot see it, and the title of evidence
	To    string // the entry that it belongs to, "projects/boiler", or a highlight of it behind a #; "" for none yet
}

// Added is what came of [Builder.Add].
type Added struct {
	File  string   // where it lies, "media/tig-root-pass.jpg"
	As    string   // image, evidence; "" when it belongs to no entry yet
	Ref   string   // the entry or highlight
	Use   string   // what to write to use it, when it belongs to none yet
	Files []string // all files that changed, sorted
	Told  []string // what the picture told besides what it shows, and the copy does not: "place", "camera"
}

// Add files a picture, or another file that shows something, in the passport's media folder under a name made
// of its words, and tells the entry: as its image where it has none, else as evidence. Of a picture the copy
// is cleaned; the file that was given stays as it is. A file with the same bytes is not kept twice.
//
// The error is an [AskedError] when the words are missing, the entry is not there, or the file is a picture
// that pages cannot show.
func (b *Builder) Add(dir string, a Addition) (*Added, error) {
	words := oneLine(a.Words)
	if words == "" {
		return nil, askedf("say in a few words what the file shows: passport add %s \"…\"", path.Base(a.Name))
	}
	data, shows, told, err := filed(a)
	if err != nil {
		return nil, err
	}
	root, err := openPassport(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var done *Added
	err = output.Update(dir, func() (map[string][]byte, error) {
		t := source.Load(root.FS(), passport.Layout(), nil)
		done = &Added{Told: told}
		name, have, err := mediaName(root.FS(), words, strings.ToLower(path.Ext(a.Name)), data)
		if err != nil {
			return nil, err
		}
		done.File = name
		changed := map[string][]byte{}
		if a.To == "" {
			done.Use = fmt.Sprintf("image: {src: ../%s, alt: %s}", name, source.Quote(words))
			if !shows {
				done.Use = fmt.Sprintf("evidence: [{title: %s, file: ../%s}]", source.Quote(words), name)
			}
		} else if changed, err = b.attach(t, a, done, words, shows); err != nil {
			return nil, err
		}
		if !have {
			changed[name] = data
		}
		for file := range changed {
			done.Files = append(done.Files, file)
		}
		slices.Sort(done.Files)
		return changed, nil
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// filed is the copy of a file that is kept, whether pages can show it, and what it told.
func filed(a Addition) (data []byte, shows bool, told []string, err error) {
	ext := strings.ToLower(path.Ext(a.Name))
	if ext == "" {
		return nil, false, nil, askedf("%s has no ending, such as .jpg, so nobody knows what kind of file it is; rename it first", path.Base(a.Name))
	}
	switch picture.FormatOf(a.Data) {
	case picture.HEIF, picture.TIFF:
		switch ext {
		case ".mp4", ".m4v", ".mov", ".3gp", ".m4a": // a film, or sound, which are kept in the same way
			return a.Data, false, nil, nil
		case ".avif":
			if told := picture.Read(a.Data); len(told) > 0 {
				return nil, false, nil, askedf("%s tells more than it shows (%s), which cannot be taken out of this kind of picture; save it as a JPEG and add that",
					path.Base(a.Name), told[0].Value)
			}
			return a.Data, true, nil, nil
		}
		return nil, false, nil, askedf("%s is a kind of picture that browsers do not show; save it as a JPEG and add that", path.Base(a.Name))
	case picture.Unknown:
		if slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".gif"}, ext) {
			return nil, false, nil, askedf("%s is called %s and is no such picture; open it in a picture program and save it again", path.Base(a.Name), ext)
		}
		return a.Data, ext == ".svg", nil, nil
	}
	info, err := picture.Look(a.Data)
	if err != nil {
		return nil, false, nil, askedf("%s is damaged; open it in a picture program and save it again", path.Base(a.Name))
	}
	if info.Height > 0 && info.Width > picture.MaxPixels/info.Height {
		return nil, false, nil, askedf("%s has %d by %d pixels; save it with a longer side of 4000 pixels or less and add that", path.Base(a.Name), info.Width, info.Height)
	}
	clean, _, err := picture.Clean(a.Data)
	if err != nil {
		return nil, false, nil, askedf("%s is damaged; open it in a picture program and save it again", path.Base(a.Name))
	}
	for _, f := range picture.Read(a.Data) {
		if topic := string(f.Topic); !slices.Contains(told, topic) {
			told = append(told, topic)
		}
	}
	return clean, true, told, nil
}

// mediaName is where a file goes: under its words, and a number where others have the name. Have says that
// it lies there already.
func mediaName(folder fs.FS, words, ext string, data []byte) (name string, have bool, err error) {
	base := passport.Fold(firstWords(words, 48))
	if base == "" {
		return "", false, askedf("%q has no letters or digits to make a file name of", words)
	}
	for n := 1; ; n++ {
		name = path.Join(passport.Layout().Media, base+ext)
		if n > 1 {
			name = path.Join(passport.Layout().Media, fmt.Sprintf("%s-%d%s", base, n, ext))
		}
		there, err := fs.ReadFile(folder, name)
		if err != nil {
			return name, false, nil // whatever else is wrong there, writing finds out
		}
		if bytes.Equal(there, data) {
			return name, true, nil
		}
	}
}

// attach tells an entry of a file.
func (b *Builder) attach(t *source.Tree, a Addition, done *Added, words string, shows bool) (map[string][]byte, error) {
	pr := promoter{o: Promotion{As: AsEvidence, To: a.To}, tree: t, passport: passport.Decode(t)}
	e, node, err := pr.target()
	if err != nil {
		return nil, err
	}
	ref := e.Ref()
	ref.Claim = passport.ParseRef(a.To).Claim
	done.Ref = ref.String()
	file := done.File
	if e.Item.Origin == source.Paged {
		file = "../" + file
	}
	var edit diag.Edit
	if shows && ref.Claim == "" && node.Get("image") == nil {
		done.As = "image"
		edit, err = source.AddKey(e.Item.File, node, "image", source.Fields(
			source.Field{Key: "src", Value: source.Text(file)}, source.Field{Key: "alt", Value: source.Text(words)}))
	} else {
		done.As = AsEvidence
		fields := []source.Field{{Key: "title", Value: source.Text(words)}, {Key: "file", Value: source.Text(file)}}
		if shows {
			fields = append(fields, source.Field{Key: "genre", Value: source.Plain("photo")})
		}
		item := source.Fields(fields...).OneLine()
		if list := node.Get("evidence"); list != nil {
			edit, err = source.AppendItem(e.Item.File, list, item)
		} else {
			edit, err = source.AddKey(e.Item.File, node, "evidence", source.ListOf(item))
		}
	}
	if err != nil {
		return nil, askedf("%s: %v", e.Item.File.Path, err)
	}
	changed, err := source.Apply(read(t), []diag.Edit{edit})
	if err != nil {
		return nil, askedf("%v", err)
	}
	return changed, nil
}
