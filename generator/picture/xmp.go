package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// xmpNames are the properties that tell something about somebody, by their local name: the namespaces'
// prefixes are free, and the names hardly overlap (ISO 16684-1, and the namespaces of cameras).
var xmpNames = map[string]Topic{
	"GPSLatitude": Place, "GPSLongitude": Place, "GPSPosition": Place, "Location": Place, "Sublocation": Place, "LocationShown": Place,
	"LocationCreated": Place, "CountryCode": Place, "City": Place,
	"creator": Person, "Author": Person, "author": Person, "Artist": Person, "rights": Person, "OwnerName": Person, "CaptionWriter": Person, "Credit": Person,
	"CreatorContactInfo": Person, "CiEmailWork": Person, "CiTelWork": Person, "CiAdrExtadr": Person, "PersonInImage": Person, "PersonDisplayName": Person,
	"Company": Person, "Manager": Person, "LastModifiedBy": Person,
	"SerialNumber": Serial, "BodySerialNumber": Serial, "LensSerialNumber": Serial, "LensID": Device,
	"description": Words, "title": Words, "Headline": Words, "subject": Words, "Keywords": Words, "UserComment": Words, "Instructions": Words,
	"DateCreated": Time, "CreateDate": Time, "DateTimeOriginal": Time,
	"CreatorTool": Device, "Make": Device, "Model": Device, "Producer": Device,
	"DocumentID": Hidden, "History": Hidden, "DerivedFrom": Hidden,
}

const (
	maxXMP   = 4 << 20
	maxDepth = 100
)

// xmp reads a packet: properties are elements or attributes, values are the text below them.
func (r *reader) xmp(packet []byte) {
	if len(packet) > maxXMP {
		packet = packet[:maxXMP]
	}
	// Packets may be padded, and may be UTF-16.
	if bytes.HasPrefix(packet, []byte("\xfe\xff")) || bytes.HasPrefix(packet, []byte("\xff\xfe")) {
		packet = []byte(utf16Packet(packet))
	}
	dec := xml.NewDecoder(bytes.NewReader(packet))
	dec.Strict = false
	dec.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	type open struct {
		name  string
		topic Topic
		text  strings.Builder
	}
	var stack []*open
	for {
		tok, err := dec.Token()
		if err != nil || len(stack) > maxDepth || len(r.facts) >= maxFacts {
			return
		}
		switch t := tok.(type) {
		case xml.StartElement:
			stack = append(stack, &open{name: t.Name.Local, topic: xmpNames[t.Name.Local]})
			for _, a := range t.Attr {
				if topic := xmpNames[a.Name.Local]; topic != "" {
					r.add(topic, "xmp "+a.Name.Local, a.Value)
				}
			}
		case xml.CharData:
			for _, o := range stack {
				if o.topic != "" && o.text.Len() < 1000 && len(bytes.TrimSpace(t)) > 0 {
					o.text.Write(t)
					o.text.WriteByte(' ')
				}
			}
		case xml.EndElement:
			if len(stack) == 0 {
				return
			}
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if o.topic != "" {
				r.add(o.topic, "xmp "+o.name, o.text.String())
			}
		}
	}
}
