package apply

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// RecordName is the file that holds what is known about an application, in its folder.
const RecordName = "application.yaml"

// Record is what is known about an application.
type Record struct {
	For      string // the purpose, a tag: dental-nurse
	Made     string // 2026-11-23
	Language string // BCP 47
	To       string // whom it was sent to; "" while nobody said
	Sent     string // the day; "" while it was not
	Answer   string // for the person to write down
	Advert   string // the file of the advert in the folder; "" for none
	Skills   []string
	LeftOut  []string // what was left out so that it fits the pages asked for
	Files    []Sent
}

// Sent is a file that was made to be sent, with its digest, by which it is known later.
type Sent struct{ Name, SHA256 string }

// FileOf is a file with its digest.
func FileOf(name string, data []byte) Sent {
	sum := sha256.Sum256(data)
	return Sent{name, hex.EncodeToString(sum[:])}
}

// Text is the record as YAML that a person may go on writing in.
func (r Record) Text() []byte {
	files := make([]source.Value, len(r.Files))
	for i, f := range r.Files {
		files[i] = source.MapOf("file", f.Name, "sha256", f.SHA256)
	}
	pairs := []any{"for", r.For, "made", r.Made, "language", r.Language}
	for _, p := range []struct{ key, value string }{{"to", r.To}, {"sent", r.Sent}, {"answer", r.Answer}, {"advert", r.Advert}} {
		if p.value != "" {
			pairs = append(pairs, p.key, p.value)
		}
	}
	if len(r.Skills) > 0 {
		pairs = append(pairs, "skills", r.Skills)
	}
	if len(r.LeftOut) > 0 {
		pairs = append(pairs, "left_out", r.LeftOut)
	}
	pairs = append(pairs, "files", files)
	return append([]byte("# What was made for this application, and what came of it. Only you see it.\n"+
		"# \"passport apply --sent\" writes down when it was sent and to whom; add what else you want to remember.\n"),
		source.Print(source.MapOf(pairs...), source.PrintOptions{})...)
}

// ReadRecord reads a record; what is missing or misspelt in it is empty. The problems are those of a file that
// is not YAML.
func ReadRecord(name string, data []byte) (Record, diag.List) {
	f, found := source.Parse(name, data)
	if f.Broken || f.Node == nil {
		return Record{}, found
	}
	n := f.Node
	r := Record{
		For: n.Get("for").Str(), Made: n.Get("made").Str(), Language: n.Get("language").Str(), To: n.Get("to").Str(),
		Sent: n.Get("sent").Str(), Answer: n.Get("answer").Str(), Advert: n.Get("advert").Str(),
		Skills: textsOf(n.Get("skills")), LeftOut: textsOf(n.Get("left_out")),
	}
	if files := n.Get("files"); files != nil {
		for _, it := range files.Items {
			r.Files = append(r.Files, Sent{it.Get("file").Str(), it.Get("sha256").Str()})
		}
	}
	return r, nil
}

// MarkSent returns the text of a record with the day it was sent, and to whom unless that is "". All else that
// the person wrote stays as it is.
func MarkSent(name string, data []byte, day, to string) ([]byte, error) {
	f, found := source.Parse(name, data)
	var edits []diag.Edit
	set := func(key, value string) error {
		if value == "" {
			return nil
		}
		var e diag.Edit
		var err error
		if n := f.Node.Get(key); n != nil {
			e, err = source.SetValue(f, n, source.Text(value))
		} else {
			e, err = source.AddKey(f, f.Node, key, source.Text(value))
		}
		edits = append(edits, e)
		return err
	}
	if f.Broken || len(found) > 0 {
		return nil, errBroken
	}
	// One edit at a time: a second key is added behind the first.
	for _, p := range [][2]string{{"to", to}, {"sent", day}} {
		edits = nil
		if err := set(p[0], p[1]); err != nil {
			return nil, err
		}
		changed, err := source.Apply(func(string) ([]byte, bool) { return f.Data, true }, edits)
		if err != nil {
			return nil, err
		}
		if text, ok := changed[name]; ok {
			f, _ = source.Parse(name, text)
		}
	}
	return f.Data, nil
}

func textsOf(list *source.Node) []string {
	var out []string
	if list != nil {
		for _, it := range list.Items {
			out = append(out, it.Str())
		}
	}
	return out
}

var errBroken = errors.New("the record is not YAML any more; mend it by hand")
