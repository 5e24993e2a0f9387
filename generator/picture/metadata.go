package picture

import (
	"cmp"
	"slices"
	"strings"
)

// Topic is what a fact in a picture file is about.
type Topic string

// The topics, gravest first.
const (
	Place  Topic = "place"  // where it was taken
	Person Topic = "person" // who made or owns it
	Serial Topic = "serial" // a number that stands for one camera, lens or file
	Words  Topic = "words"  // a description, a comment, a title, keywords
	Time   Topic = "time"   // when it was taken
	Device Topic = "device" // make and model, the program that wrote it
	Hidden Topic = "hidden" // bytes that no viewer shows: notes of the maker, data behind the end
)

// Fact is one thing that a picture file tells besides its pixels.
type Fact struct {
	Topic Topic
	Name  string // of the field, as its standard calls it: "BodySerialNumber", "dc:creator"
	Value string // readable, cut to 200 letters
}

// Read lists what a picture file tells besides its pixels: EXIF (CIPA DC-008), IPTC-IIM, XMP (ISO
// 16684-1), comments and text chunks. Sorted by topic, gravest first, each fact once. In formats that it
// cannot take apart (TIFF, HEIF, films) it looks for the blocks that hold such facts. A damaged file gives
// what could be read of it.
func Read(data []byte) []Fact {
	var r reader
	switch FormatOf(data) {
	case JPEG:
		r.jpeg(data)
	case PNG:
		r.png(data)
	case WebP:
		r.webp(data)
	case GIF:
		r.gif(data)
	case TIFF:
		r.exif(data)
		r.carve(data)
	case HEIF:
		r.carve(data)
	}
	return r.sorted()
}

// ReadXMP lists what an XMP packet tells; other files than pictures carry such packets, too.
func ReadXMP(packet []byte) []Fact {
	var r reader
	r.xmp(packet)
	return r.sorted()
}

// maxFacts bounds what one file can say: more is no photograph.
const maxFacts = 200

// reader collects facts.
type reader struct {
	facts       []Fact
	orientation int // of the first EXIF block that gives one; 0 for none
}

func (r *reader) add(t Topic, name, value string) {
	value = strings.Join(strings.Fields(strings.ToValidUTF8(strings.Map(printable, value), "")), " ")
	if len(r.facts) >= maxFacts || value == "" {
		return
	}
	if runes := []rune(value); len(runes) > 200 {
		value = string(runes[:200]) + "…"
	}
	r.facts = append(r.facts, Fact{t, name, value})
}

func printable(c rune) rune {
	if c < ' ' || c == 0x7f {
		return ' '
	}
	return c
}

func (r *reader) sorted() []Fact {
	order := []Topic{Place, Person, Serial, Words, Time, Device, Hidden}
	slices.SortStableFunc(r.facts, func(a, b Fact) int {
		return cmp.Or(slices.Index(order, a.Topic)-slices.Index(order, b.Topic), strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
	return slices.Compact(r.facts)
}
