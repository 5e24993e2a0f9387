package format

import (
	"github.com/talent-passport/passport/generator/passport"
)

// Attach keeps a file as it came: as issued, beside the entry, or a picture in the folder media. The name
// is the path in the passport. It returns how an entry refers to it.
func (in *Intake) Attach(name string, data []byte) passport.Path {
	in.files[name] = data
	return passport.Path{Written: name, Full: name}
}

// Issued keeps the bytes of a credential or endorsement as they were issued, beside its entry, where
// readers can get them. Ext is the extension of the file: ".json". Its name is the entry's id, which is
// settled later.
func (in *Intake) Issued(e *passport.Entry, ext string, data []byte) {
	in.issued[e] = append(in.issued[e], attachment{ext, data, asIssued})
}

// Received does the same with bytes that are not for readers, because they name more than the entry says:
// the file is the entry's source and is never published.
func (in *Intake) Received(e *passport.Entry, ext string, data []byte) {
	in.issued[e] = append(in.issued[e], attachment{ext, data, asSource})
}

// Picture keeps a picture beside an entry as its image. Alt says what it shows. What is in the file
// beside the picture itself is not published with it.
func (in *Intake) Picture(e *passport.Entry, ext string, data []byte, alt passport.Text) {
	e.Image.Alt = alt
	in.issued[e] = append(in.issued[e], attachment{ext, data, asPicture})
}

// attachment is a file beside an entry, and what it is there for.
type attachment struct {
	ext  string
	data []byte
	use  use
}
