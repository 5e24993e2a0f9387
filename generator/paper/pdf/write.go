package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// file collects numbered objects. Numbers are reserved before objects are written, so that objects may
// refer to each other.
type file struct {
	bytes.Buffer
	at []int // where each object begins; 0 while it is not written
}

func (w *file) reserve() int {
	w.at = append(w.at, 0)
	return len(w.at)
}

func (w *file) object(n int, format string, args ...any) {
	w.at[n-1] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n", n)
	fmt.Fprintf(w, format, args...)
	w.WriteString("\nendobj\n")
}

func (w *file) stream(n int, dict string, data []byte) {
	w.at[n-1] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n<<%s /Length %d>>\nstream\n", n, dict, len(data))
	w.Write(data)
	w.WriteString("\nendstream\nendobj\n")
}

// deflater compresses one stream after another with one compressor, which is costly to make.
type deflater struct {
	w   *zlib.Writer
	buf bytes.Buffer
}

func (z *deflater) compress(data []byte) []byte {
	z.buf.Reset()
	if z.w == nil {
		z.w = zlib.NewWriter(&z.buf)
	} else {
		z.w.Reset(&z.buf)
	}
	// Writing to a buffer does not fail.
	_, _ = z.w.Write(data)
	_ = z.w.Close()
	return bytes.Clone(z.buf.Bytes())
}

// Bytes returns the file.
func (d *Doc) Bytes() []byte {
	d.closeMark()
	w := &file{}
	w.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	catalog, tree, info, meta := w.reserve(), w.reserve(), w.reserve(), w.reserve()

	fonts := ""
	for i, u := range d.fonts {
		fonts += fmt.Sprintf("/F%d %d 0 R ", i+1, d.writeFont(w, u))
	}
	pages := make([]int, len(d.pages))
	for i := range pages {
		pages[i] = w.reserve()
	}
	annots := make([]int, len(d.annots))
	for i := range annots {
		annots[i] = w.reserve()
	}
	structure := d.writeStructure(w, pages, annots)
	d.writePages(w, tree, pages, annots, fonts)
	more := ""
	if len(d.outlines) > 0 {
		more += fmt.Sprintf(" /Outlines %d 0 R", d.writeOutlines(w, pages))
	}
	if len(d.files) > 0 {
		more += d.writeFiles(w)
	}
	w.stream(meta, "/Type /Metadata /Subtype /XML", d.xmp())
	w.object(info, "<<%s>>", d.infoEntries())
	w.object(catalog, "<</Type /Catalog /Pages %d 0 R /Metadata %d 0 R /Lang %s /MarkInfo <</Marked true>> /StructTreeRoot %d 0 R"+
		" /ViewerPreferences <</DisplayDocTitle true>>%s>>", tree, meta, str(d.info.Lang), structure, more)

	sum := sha256.Sum256(w.Bytes())
	id := hex.EncodeToString(sum[:16])
	start := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, at := range w.at {
		fmt.Fprintf(w, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(w, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.at)+1, catalog, info, id, id, start)
	return w.Bytes()
}

func (d *Doc) writePages(w *file, tree int, pages, annots []int, fonts string) {
	var kids strings.Builder
	for i, p := range d.pages {
		fmt.Fprintf(&kids, "%d 0 R ", pages[i])
		content := w.reserve()
		w.stream(content, "/Filter /FlateDecode", d.zip.compress(p.content.Bytes()))
		links := ""
		if len(p.annots) > 0 {
			links = " /Tabs /S /Annots ["
			for _, a := range p.annots {
				links += fmt.Sprintf("%d 0 R ", annots[a])
			}
			links += "]"
		}
		pictures := ""
		for _, n := range p.pictures {
			pictures += fmt.Sprintf("/I%d %d 0 R ", n+1, d.writePicture(w, d.pictures[n]))
		}
		if pictures != "" {
			pictures = " /XObject <<" + pictures + ">>"
		}
		w.object(pages[i], "<</Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Resources <</Font <<%s>>%s>> /Contents %d 0 R /StructParents %d%s>>",
			tree, num(p.width), num(p.height), fonts, pictures, content, i, links)
	}
	w.object(tree, "<</Type /Pages /Count %d /Kids [%s]>>", len(pages), kids.String())
	for i, a := range d.annots {
		w.object(annots[i], "<</Type /Annot /Subtype /Link /Rect [%s %s %s %s] /Border [0 0 0] /F 4 /Contents %s /StructParent %d /A <</S /URI /URI %s>>>>",
			num(a.rect[0]), num(a.rect[1]), num(a.rect[2]), num(a.rect[3]), str(a.about), len(d.pages)+i, ascii(a.url))
	}
}

// writePicture embeds a JPEG as it is (ISO 32000-1, 8.9.5 and 7.4.8).
func (d *Doc) writePicture(w *file, p photo) int {
	n, space := w.reserve(), "/DeviceRGB"
	if p.gray {
		space = "/DeviceGray"
	}
	w.stream(n, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 /Filter /DCTDecode",
		p.width, p.height, space), p.data)
	return n
}

// writeStructure writes the structure tree (ISO 32000-1, 14.7).
func (d *Doc) writeStructure(w *file, pages, annots []int) int {
	root, parents := w.reserve(), w.reserve()
	var number func(e *element)
	number = func(e *element) {
		e.object = w.reserve()
		for _, k := range e.kids {
			if k.child != nil {
				number(k.child)
			}
		}
	}
	number(d.root)
	var put func(e *element, parent int)
	put = func(e *element, parent int) {
		var b strings.Builder
		for _, k := range e.kids {
			switch {
			case k.child != nil:
				fmt.Fprintf(&b, "%d 0 R ", k.child.object)
			case k.annot > 0:
				fmt.Fprintf(&b, "<</Type /OBJR /Pg %d 0 R /Obj %d 0 R>> ", pages[d.annots[k.annot-1].page], annots[k.annot-1])
			default:
				fmt.Fprintf(&b, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", pages[k.page], k.mark)
			}
		}
		lang := ""
		if e.lang != "" {
			lang = " /Lang " + str(e.lang)
		}
		if e.alt != "" {
			lang += " /Alt " + str(e.alt)
		}
		w.object(e.object, "<</Type /StructElem /S /%s /P %d 0 R%s /K [%s]>>", e.tag, parent, lang, b.String())
		for _, k := range e.kids {
			if k.child != nil {
				put(k.child, e.object)
			}
		}
	}
	put(d.root, root)
	var nums strings.Builder
	for i, p := range d.pages {
		fmt.Fprintf(&nums, "%d [", i)
		for _, e := range p.owners {
			fmt.Fprintf(&nums, "%d 0 R ", e.object)
		}
		nums.WriteString("] ")
	}
	for i, a := range d.annots {
		fmt.Fprintf(&nums, "%d %d 0 R ", len(d.pages)+i, a.owner.object)
	}
	w.object(parents, "<</Nums [%s]>>", nums.String())
	w.object(root, "<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>",
		d.root.object, parents, len(d.pages)+len(d.annots))
	return root
}

// writeFont embeds the used part of a font as a Type 0 font whose codes are glyph numbers (ISO 32000-1,
// 9.7), with a map back to characters.
func (d *Doc) writeFont(w *file, u *used) int {
	f := u.font
	top, cid, descriptor, program, unicode := w.reserve(), w.reserve(), w.reserve(), w.reserve(), w.reserve()
	scale := func(v int) string { return num(float64(v) * 1000 / float64(f.units)) }
	subset := f.subset(u.list)
	sum := sha256.Sum256(subset)
	tag := make([]byte, 6) // subsets of one font must differ in their names, ISO 32000-1, 9.6.4
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	name := string(tag) + "+" + f.name
	var widths strings.Builder
	for _, id := range u.list {
		advance, _ := f.metric(id)
		widths.WriteString(scale(int(advance)) + " ")
	}
	w.object(top, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, cid, unicode)
	w.object(cid, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"+
		" /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 500 /W [0 [%s]]>>", name, descriptor, widths.String())
	w.object(descriptor, "<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%s %s %s %s] /ItalicAngle 0 /Ascent %s /Descent %s /CapHeight %s /StemV 80 /FontFile2 %d 0 R>>",
		name, scale(f.bounds[0]), scale(f.bounds[1]), scale(f.bounds[2]), scale(f.bounds[3]), scale(f.ascent), scale(f.descent), scale(f.capital), program)
	w.stream(program, fmt.Sprintf("/Filter /FlateDecode /Length1 %d", len(subset)), d.zip.compress(subset))
	w.stream(unicode, "/Filter /FlateDecode", d.zip.compress(u.toUnicode()))
	return top
}

// toUnicode maps glyph numbers to characters (ISO 32000-1, 9.10.3).
func (u *used) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for from := 1; from < len(u.runes); from += 100 {
		to := min(from+100, len(u.runes))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for n := from; n < to; n++ {
			fmt.Fprintf(&b, "<%04X> <%04X>\n", n, u.runes[n])
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.Bytes()
}

// writeOutlines writes the bookmarks (ISO 32000-1, 12.3.3).
func (d *Doc) writeOutlines(w *file, pages []int) int {
	root := w.reserve()
	ids := make([]int, len(d.outlines))
	for i := range ids {
		ids[i] = w.reserve()
	}
	// next is the following bookmark of the same level under the same parent, or -1.
	next := func(i int) int {
		for j := i + 1; j < len(d.outlines) && d.outlines[j].level >= d.outlines[i].level; j++ {
			if d.outlines[j].level == d.outlines[i].level {
				return j
			}
		}
		return -1
	}
	children := func(first, level int) (last, count int) {
		last = -1
		for j := first; j < len(d.outlines) && d.outlines[j].level >= level; j++ {
			if d.outlines[j].level == level {
				last, count = j, count+1
			}
		}
		return last, count
	}
	var parents []int // by level
	before := map[int]int{}
	for i, o := range d.outlines {
		parents = append(parents[:o.level], i)
		parent := root
		if o.level > 0 {
			parent = ids[parents[o.level-1]]
		}
		more := ""
		if prev, ok := before[i]; ok {
			more += fmt.Sprintf(" /Prev %d 0 R", ids[prev])
		}
		if n := next(i); n >= 0 {
			before[n] = i
			more += fmt.Sprintf(" /Next %d 0 R", ids[n])
		}
		if i+1 < len(d.outlines) && d.outlines[i+1].level > o.level {
			last, count := children(i+1, o.level+1)
			// A negative count keeps the bookmark folded.
			more += fmt.Sprintf(" /First %d 0 R /Last %d 0 R /Count -%d", ids[i+1], ids[last], count)
		}
		w.object(ids[i], "<</Title %s /Parent %d 0 R /Dest [%d 0 R /XYZ null %s null]%s>>", str(o.title), parent, pages[o.page], num(o.y), more)
	}
	last, count := children(0, 0)
	w.object(root, "<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>", ids[0], ids[last], count)
	return root
}

// writeFiles attaches files, as associated with the whole document, and returns what the catalog says of
// them (ISO 32000-1, 7.11.4; /AF and its relationship as in ISO 19005-3, which older readers ignore).
func (d *Doc) writeFiles(w *file) string {
	names, refs := "", ""
	for _, a := range d.files {
		spec, data := w.reserve(), w.reserve()
		sum := sha256.Sum256(a.data)
		w.stream(data, fmt.Sprintf("/Type /EmbeddedFile /Subtype /%s /Filter /FlateDecode /Params <</Size %d /CheckSum <%s>>>",
			name(a.media), len(a.data), hex.EncodeToString(sum[:16])), d.zip.compress(a.data))
		w.object(spec, "<</Type /Filespec /F %s /UF %s /Desc %s /AFRelationship /Data /EF <</F %d 0 R /UF %d 0 R>>>>",
			str(a.name), str(a.name), str(a.about), data, data)
		names += fmt.Sprintf("%s %d 0 R ", str(a.name), spec)
		refs += fmt.Sprintf("%d 0 R ", spec)
	}
	return fmt.Sprintf(" /Names <</EmbeddedFiles <</Names [%s]>>>> /AF [%s]", names, refs)
}

func (d *Doc) infoEntries() string {
	s := ""
	for _, e := range []struct{ key, value string }{
		{"Title", d.info.Title}, {"Author", d.info.Author}, {"Subject", d.info.Subject}, {"Producer", d.info.Producer},
	} {
		if e.value != "" {
			s += "/" + e.key + " " + str(e.value) + " "
		}
	}
	if t, ok := d.modified(); ok {
		s += "/ModDate (D:" + t.Format("20060102150405") + "Z) "
	}
	return s
}

func (d *Doc) modified() (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, d.info.Modified)
	return t.UTC(), err == nil
}

// xmp says the same as the information dictionary, for readers of this century (ISO 16684-1).
func (d *Doc) xmp() []byte {
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` +
		`<dc:format>application/pdf</dc:format>`)
	alt := func(tag, v string) {
		if v != "" {
			fmt.Fprintf(&b, `<dc:%s><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:%s>`, tag, xml(v), tag)
		}
	}
	alt("title", d.info.Title)
	alt("description", d.info.Subject)
	if d.info.Author != "" {
		fmt.Fprintf(&b, `<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>`, xml(d.info.Author))
	}
	if d.info.Lang != "" {
		fmt.Fprintf(&b, `<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>`, xml(d.info.Lang))
	}
	if d.info.Producer != "" {
		fmt.Fprintf(&b, `<pdf:Producer>%s</pdf:Producer>`, xml(d.info.Producer))
	}
	if t, ok := d.modified(); ok {
		fmt.Fprintf(&b, `<xmp:ModifyDate>%s</xmp:ModifyDate>`, t.Format(time.RFC3339))
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes()
}

func xml(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// str writes a text string: as it is when it is ASCII, else in UTF-16 (ISO 32000-1, 7.9.2.2).
func str(s string) string {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			var b strings.Builder
			b.WriteString("<FEFF")
			for _, u := range utf16.Encode([]rune(s)) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteByte('>')
			return b.String()
		}
	}
	return ascii(s)
}

// ascii writes a string of bytes; those of an address that are not ASCII are percent-encoded, as readers
// expect (ISO 32000-1, 12.6.4.7).
func ascii(s string) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(')')
	return b.String()
}

// name writes a name object, without its slash.
func name(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "#%02X", c)
		}
	}
	return b.String()
}
