package privacy

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/picture"
)

// Documents of office programs are ZIP files of XML: Office Open XML (ECMA-376) and OpenDocument
// (ISO/IEC 26300). Other archives are looked into file by file.

// properties are the elements of a document's properties that name somebody.
var properties = map[string]picture.Topic{
	"creator": picture.Person, "lastModifiedBy": picture.Person, "Manager": picture.Person, "Company": picture.Person, "initial-creator": picture.Person,
	"printed-by": picture.Person, "title": picture.Words, "subject": picture.Words, "description": picture.Words, "keywords": picture.Words,
	"HyperlinkBase": picture.Words, "user-defined": picture.Words, "lpwstr": picture.Words,
}

const maxArchived = 5000 // files in an archive

func (d *document) archive(data []byte, depth int) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) > maxArchived {
		d.warn("it is a damaged archive, or one of very many files")
		return
	}
	office := false
	for _, f := range z.File {
		switch f.Name {
		case "[Content_Types].xml", "META-INF/manifest.xml":
			office = true
		}
	}
	comments, changes := 0, 0
	for _, f := range z.File {
		if f.FileInfo().IsDir() {
			continue
		}
		if f.Flags&1 != 0 {
			d.warn("parts of it are locked with a password")
			continue
		}
		name := path.Clean(f.Name)
		base := path.Base(name)
		part := office && (path.Ext(base) == ".xml" || path.Ext(base) == ".rels")
		if path.Ext(base) == ".iwa" {
			d.warn("the words of Pages, Numbers and Keynote cannot be read; a PDF of it can")
			continue
		}
		if office && !part && !strings.Contains(name, "media/") && !strings.Contains(name, "Pictures/") && !strings.Contains(name, "embeddings/") {
			continue
		}
		b, ok := d.unpack(f)
		if !ok {
			continue
		}
		switch {
		case !part:
			d.packed(b, depth)
		case path.Ext(base) == ".rels":
			d.links(b)
		case base == "styles.xml" || base == "theme1.xml" || base == "[Content_Types].xml":
		case strings.HasPrefix(name, "docProps/") || name == "meta.xml":
			d.properties(b)
		default:
			n, m := d.part(b)
			changes += n
			comments += m
		}
	}
	if changes > 0 {
		d.edits = append(d.edits, plural(changes, "change", "changes")+" that can still be seen")
	}
	if comments > 0 {
		d.edits = append(d.edits, plural(comments, "comment", "comments"))
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// unpack reads one file of an archive, within what a document may unpack to.
func (d *document) unpack(f *zip.File) ([]byte, bool) {
	in, err := f.Open()
	if err != nil {
		d.warn("parts of it cannot be unpacked")
		return nil, false
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, int64(maxUnpacked-d.size)+1))
	d.size += len(b)
	if d.size > maxUnpacked {
		d.size = maxUnpacked
		d.warn("it unpacks to very much")
		return nil, false
	}
	if err != nil {
		d.warn("parts of it cannot be unpacked")
		return nil, false
	}
	return b, true
}

// packed looks at a file inside another one.
func (d *document) packed(b []byte, depth int) {
	switch {
	case isText(b):
		d.texts = append(d.texts, string(b))
	case depth >= maxNested:
		d.warn("archives lie in archives")
	default:
		d.read(b, depth+1)
	}
}

func decoder(b []byte) *xml.Decoder {
	dec := xml.NewDecoder(bytes.NewReader(b))
	dec.Strict = false
	dec.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	return dec
}

func (d *document) properties(b []byte) {
	dec := decoder(b)
	name := ""
	for {
		tok, err := dec.Token()
		if err != nil {
			return
		}
		switch t := tok.(type) {
		case xml.StartElement:
			name = t.Name.Local
		case xml.EndElement:
			name = ""
		case xml.CharData:
			if topic, v := properties[name], strings.TrimSpace(string(t)); topic != "" && v != "" && len(d.facts) < 200 {
				d.facts = append(d.facts, picture.Fact{Topic: topic, Name: name, Value: v})
			}
		}
	}
}

// links reads the addresses that a part of a document links to, where they are somebody's.
func (d *document) links(b []byte) {
	dec := decoder(b)
	for {
		tok, err := dec.Token()
		if err != nil {
			return
		}
		start, _ := tok.(xml.StartElement)
		for _, a := range start.Attr {
			if a.Name.Local == "Target" && (strings.HasPrefix(a.Value, "mailto:") || strings.HasPrefix(a.Value, "tel:")) {
				d.texts = append(d.texts, a.Value)
			}
		}
	}
}

// paragraphs are elements after which a line ends.
var paragraphs = map[string]bool{"p": true, "h": true, "si": true, "row": true, "comment": true, "tr": true, "br": true, "annotation": true, "c": true}

// part reads the words of one part of a document, one paragraph a line, and counts what was changed and
// what was remarked.
func (d *document) part(b []byte) (changes, comments int) {
	dec := decoder(b)
	var out strings.Builder
	for {
		tok, err := dec.Token()
		if err != nil {
			break
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "ins", "del", "moveFrom", "moveTo", "changed-region":
				changes++
			case "comment", "annotation", "cm", "threadedComment":
				comments++
			case "tab", "s":
				out.WriteByte(' ')
			}
		case xml.EndElement:
			if paragraphs[t.Name.Local] {
				out.WriteByte('\n')
			}
		case xml.CharData:
			out.Write(t)
		}
	}
	if strings.TrimSpace(out.String()) != "" {
		d.texts = append(d.texts, out.String())
	}
	return changes, comments
}
