package privacy

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/picture"
)

// A PDF (ISO 32000-1) is read for its words and its properties only. Objects are found by looking for them
// rather than through the file's own table, so that what an earlier version of the file said, and the
// table no longer names, is found as well: it is still in the file.

// pdfObject is a numbered object: a value, and perhaps a stream.
type pdfObject struct {
	value  any
	stream []byte // as stored
}

// pdf is one file while it is read.
type pdf struct {
	doc     *document
	objects map[int]*pdfObject
	order   []int
	locked  bool
}

// manyLines are what positioned text leaves between two lines.
var manyLines = lazily(`[ \t]*\n\s*`)

const (
	maxObjects  = 200_000
	maxPageText = 8 << 20 // of all pages together
)

func (d *document) pdf(data []byte) {
	p := &pdf{doc: d, objects: map[int]*pdfObject{}}
	p.scan(data)
	for i := 0; i < len(p.order); i++ { // packed objects join the list
		if o := p.objects[p.order[i]]; p.is(o.value, "ObjStm") {
			p.unpackObjects(o)
		}
	}
	if p.locked {
		d.warn("it is locked, even if it opens without a password")
		return
	}
	notes := 0
	var text strings.Builder
	for _, n := range p.order {
		o := p.objects[n]
		dict, _ := o.value.(pdfDict)
		if dict == nil {
			continue
		}
		switch {
		case p.is(dict, "Metadata"):
			if b, ok := p.decode(o); ok {
				d.facts = append(d.facts, picture.ReadXMP(b)...)
			}
		case p.is(dict, "EmbeddedFile"):
			if b, ok := p.decode(o); ok {
				d.packed(b, 1)
			}
		case dict["Subtype"] == pdfName("Image"):
			if f, ok := p.resolve(dict["Filter"]).(pdfName); ok && f == "DCTDecode" {
				d.facts = append(d.facts, picture.Read(o.stream)...)
			}
		case p.is(dict, "Page"):
			p.page(dict, &text)
		case dict["Subtype"] == pdfName("Form") && o.stream != nil:
			if b, ok := p.decode(o); ok {
				p.words(b, p.fonts(dict), &text)
			}
		case dict["Subtype"] == pdfName("Text") || dict["Subtype"] == pdfName("FreeText") || dict["Subtype"] == pdfName("Popup"):
			if s, ok := p.resolve(dict["Contents"]).(pdfString); ok {
				notes++
				d.texts = append(d.texts, pdfText(s))
			}
		case dict["FT"] != nil: // a field of a form, with what was filled in
			if s, ok := p.resolve(dict["V"]).(pdfString); ok {
				label, _ := p.resolve(dict["T"]).(pdfString)
				d.texts = append(d.texts, pdfText(label)+": "+pdfText(s))
			}
		case dict["Type"] == nil || dict["Type"] == pdfName("Info"):
			p.info(dict)
		}
	}
	if notes > 0 {
		d.edits = append(d.edits, plural(notes, "note", "notes")+" on its pages")
	}
	if text.Len() > 0 {
		d.texts = append(d.texts, manyLines().ReplaceAllString(text.String(), "\n"))
		d.wrapped = true
	}
	slices.SortStableFunc(d.facts, func(a, b picture.Fact) int {
		return strings.Compare(string(a.Topic)+a.Name+a.Value, string(b.Topic)+b.Name+b.Value)
	})
	d.facts = slices.Compact(d.facts)
}

func (p *pdf) is(v any, kind string) bool {
	dict, _ := v.(pdfDict)
	return dict != nil && dict["Type"] == pdfName(kind)
}

// info reads a dictionary of properties, ISO 32000-1 section 14.3.3.
func (p *pdf) info(dict pdfDict) {
	if dict["Producer"] == nil && dict["Creator"] == nil && dict["Author"] == nil && dict["Title"] == nil {
		return
	}
	for key, topic := range map[string]picture.Topic{"Author": picture.Person, "Title": picture.Words, "Subject": picture.Words, "Keywords": picture.Words, "Company": picture.Person, "Manager": picture.Person} {
		if s, ok := p.resolve(dict[key]).(pdfString); ok && len(p.doc.facts) < 200 {
			if v := strings.TrimSpace(pdfText(s)); v != "" {
				p.doc.facts = append(p.doc.facts, picture.Fact{Topic: topic, Name: key, Value: v})
			}
		}
	}
}

// scan finds every object of the file.
func (p *pdf) scan(data []byte) {
	at := 0
	for len(p.order) < maxObjects {
		i := bytes.Index(data[at:], []byte(" obj"))
		j := bytes.Index(data[at:min(len(data), at+max(i, 0)+1)], []byte("trailer"))
		if i < 0 {
			p.trailers(data[at:])
			return
		}
		if j >= 0 {
			p.trailers(data[at : at+i])
		}
		begin := at + i
		at = begin + 4
		n, ok := objectNumber(data[:begin])
		if !ok {
			continue
		}
		x := &pdfLexer{data: data, at: at}
		o := &pdfObject{value: x.value(0)}
		x.space()
		if bytes.HasPrefix(data[x.at:], []byte("stream")) {
			dict, _ := o.value.(pdfDict)
			o.stream, x.at = streamOf(data, x.at+6, dict)
		}
		if dict, _ := o.value.(pdfDict); dict != nil && dict["Encrypt"] != nil {
			p.locked = true
		}
		at = max(at, x.at)
		p.put(n, o)
	}
	p.doc.warn("it has very many parts")
}

func (p *pdf) put(n int, o *pdfObject) {
	if p.objects[n] != nil {
		// An older version of the object: kept under a number of its own, so that both are read.
		n = -len(p.order) - 1
	}
	p.objects[n] = o
	p.order = append(p.order, n)
}

func (p *pdf) trailers(data []byte) {
	if bytes.Contains(data, []byte("trailer")) && bytes.Contains(data, []byte("/Encrypt")) {
		p.locked = true
	}
}

// objectNumber reads "12 0" backwards from before "obj".
func objectNumber(before []byte) (int, bool) {
	before = before[max(0, len(before)-24):]
	f := bytes.Fields(before)
	if len(f) < 2 {
		return 0, false
	}
	digits := f[len(f)-2]
	if i := bytes.LastIndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		digits = digits[i+1:]
	}
	n := 0
	if len(digits) == 0 || len(digits) > 9 {
		return 0, false
	}
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n, true
}

// streamOf returns the bytes of a stream that begins behind the word, and where it ends.
func streamOf(data []byte, at int, dict pdfDict) ([]byte, int) {
	if bytes.HasPrefix(data[at:], []byte("\r\n")) {
		at += 2
	} else if at < len(data) && (data[at] == '\n' || data[at] == '\r') {
		at++
	}
	if n, ok := dict["Length"].(float64); ok && n >= 0 && n <= float64(len(data)-at) {
		end := at + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(data[end:min(len(data), end+12)], "\r\n "), []byte("endstream")) {
			return data[at:end], end
		}
	}
	i := bytes.Index(data[at:], []byte("endstream"))
	if i < 0 {
		return data[at:], len(data)
	}
	return data[at : at+i], at + i
}

func (p *pdf) resolve(v any) any {
	for range 8 {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		o := p.objects[int(ref)]
		if o == nil {
			return nil
		}
		v = o.value
	}
	return nil
}

// decode returns a stream as it was before it was packed; false when it is packed in a way that is for
// pictures, or to more than a document may hold.
func (p *pdf) decode(o *pdfObject) ([]byte, bool) {
	dict, _ := o.value.(pdfDict)
	filters, _ := p.resolve(dict["Filter"]).([]any)
	if f, ok := p.resolve(dict["Filter"]).(pdfName); ok {
		filters = []any{f}
	}
	b := o.stream
	for _, f := range filters {
		var in io.Reader
		switch p.resolve(f) {
		case pdfName("FlateDecode"), pdfName("Fl"):
			z, err := zlib.NewReader(bytes.NewReader(b))
			if err != nil {
				return nil, false
			}
			in = z
		case pdfName("ASCII85Decode"), pdfName("A85"):
			b, _, _ = bytes.Cut(b, []byte("~>"))
			in = ascii85.NewDecoder(bytes.NewReader(b))
		case pdfName("ASCIIHexDecode"), pdfName("AHx"):
			b, _, _ = bytes.Cut(b, []byte(">"))
			in = hex.NewDecoder(bytes.NewReader(bytes.Map(func(r rune) rune {
				if r <= ' ' {
					return -1
				}
				return r
			}, b)))
		default:
			return nil, false
		}
		// A file that was cut off still gives what it holds, so an error is no reason to stop.
		out, _ := io.ReadAll(io.LimitReader(in, int64(maxUnpacked-p.doc.size)+1))
		if p.doc.size += len(out); p.doc.size > maxUnpacked {
			p.doc.size = maxUnpacked
			p.doc.warn("it unpacks to very much")
			return nil, false
		}
		b = out
	}
	return b, true
}

// unpackObjects reads a stream of objects, ISO 32000-1 section 7.5.7.
func (p *pdf) unpackObjects(o *pdfObject) {
	dict, _ := o.value.(pdfDict)
	first, _ := p.resolve(dict["First"]).(float64)
	count, _ := p.resolve(dict["N"]).(float64)
	b, ok := p.decode(o)
	if !ok || !(first >= 0 && first <= float64(len(b))) {
		return
	}
	head := &pdfLexer{data: b[:int(first)]}
	for range int(min(max(count, 0), 100_000)) {
		n, ok1 := head.value(0).(float64)
		at, ok2 := head.value(0).(float64)
		if !ok1 || !ok2 || !(at >= 0 && first+at <= float64(len(b))) || len(p.order) >= maxObjects {
			return
		}
		x := &pdfLexer{data: b, at: int(first + at)}
		p.put(int(n), &pdfObject{value: x.value(0)})
	}
}

// page adds the words of one page.
func (p *pdf) page(dict pdfDict, out *strings.Builder) {
	resources := dict
	for range 40 { // what a page does not say, the nodes above it do
		if resources["Resources"] != nil {
			break
		}
		parent, _ := p.resolve(resources["Parent"]).(pdfDict)
		if parent == nil {
			break
		}
		resources = parent
	}
	fonts := p.fonts(resources)
	list, _ := p.resolve(dict["Contents"]).([]any)
	if list == nil {
		list = []any{dict["Contents"]}
	}
	var all []byte
	for _, c := range list {
		if ref, ok := c.(pdfRef); ok && p.objects[int(ref)] != nil && p.objects[int(ref)].stream != nil {
			if b, ok := p.decode(p.objects[int(ref)]); ok {
				all = append(append(all, b...), '\n')
			}
		}
	}
	p.words(all, fonts, out)
	out.WriteByte('\n')
}

// words reads what a content stream writes, ISO 32000-1 section 9.4: strings, in lines.
func (p *pdf) words(content []byte, fonts map[string]*pdfFont, out *strings.Builder) {
	x := &pdfLexer{data: content}
	var stack []any
	var font *pdfFont
	show := func(v any) {
		if s, ok := v.(pdfString); ok && out.Len() < maxPageText {
			out.WriteString(font.text(s))
		}
	}
	top := func(i int) any {
		if len(stack) < i {
			return nil
		}
		return stack[len(stack)-i]
	}
	for !x.end() {
		v := x.value(0)
		op, isOp := v.(pdfWord)
		if !isOp {
			if stack = append(stack, v); len(stack) > 100 {
				stack = stack[50:]
			}
			continue
		}
		switch op {
		case "Tf":
			if n, ok := top(2).(pdfName); ok {
				font = fonts[string(n)]
			}
		case "Tj":
			show(top(1))
		case "'", `"`:
			out.WriteByte('\n')
			show(top(1))
		case "TJ":
			list, _ := top(1).([]any)
			for _, v := range list {
				if n, ok := v.(float64); ok && n < -180 {
					out.WriteByte(' ')
				}
				show(v)
			}
		case "Td", "TD":
			if dy, ok := top(1).(float64); ok && dy == 0 {
				out.WriteByte(' ')
			} else {
				out.WriteByte('\n')
			}
		case "T*", "Tm", "ET":
			out.WriteByte('\n')
		}
		stack = stack[:0]
	}
}
