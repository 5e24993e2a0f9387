package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// DOCX prints the résumé as a Word document (ECMA-376), with styles, lists and headings that Word and
// LibreOffice know as such. The same résumé gives the same bytes.
func (r *Resume) DOCX() []byte { return r.docxAt(r.scale()) }

func (r *Resume) docxAt(scale float64) []byte {
	w := docx{r: r, scale: scale}
	if r.Portrait != nil {
		w.portrait = r.Portrait.JPEG()
	}
	body := w.document()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name, content string) {
		// No time of day: 1 January 1980 is the earliest that the format can say, and always the same.
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		f, err := z.CreateHeader(h)
		if err == nil {
			_, err = f.Write([]byte(xml.Header + content))
		}
		if err != nil {
			panic(err) // writing to a buffer does not fail
		}
	}
	put("[Content_Types].xml", contentTypes)
	put("_rels/.rels", packageRels)
	put("docProps/core.xml", w.core())
	put("docProps/app.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>passport</Application></Properties>`)
	put("word/document.xml", body)
	put("word/styles.xml", w.styles())
	put("word/numbering.xml", w.numbering())
	put("word/settings.xml", w.settings())
	put("word/footer1.xml", w.footer())
	put("word/_rels/document.xml.rels", w.rels())
	if w.portrait != nil {
		// Not put: it has no XML head.
		f, err := z.CreateHeader(&zip.FileHeader{Name: "word/media/portrait.jpg", Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = f.Write(w.portrait)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// docx collects what the document refers to while its body is written.
type docx struct {
	r        *Resume
	scale    float64  // of the PDF, so that both have as many pages
	portrait []byte   // a JPEG, nil for none
	links    []string // addresses; their relations are named link1, link2, …
	b        strings.Builder
}

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Default Extension="jpg" ContentType="image/jpeg"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`

const (
	relSpace  = "http://schemas.openxmlformats.org/package/2006/relationships"
	relOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

const packageRels = `<Relationships xmlns="` + relSpace + `">` +
	`<Relationship Id="r1" Type="` + relOffice + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="r3" Type="` + relOffice + `extended-properties" Target="docProps/app.xml"/></Relationships>`

func (w *docx) rels() string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + relSpace + `">`)
	for _, part := range []string{"styles", "numbering", "settings"} {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s%s" Target="%s.xml"/>`, part, relOffice, part, part)
	}
	fmt.Fprintf(&b, `<Relationship Id="footer" Type="%sfooter" Target="footer1.xml"/>`, relOffice)
	if w.portrait != nil {
		fmt.Fprintf(&b, `<Relationship Id="portrait" Type="%simage" Target="media/portrait.jpg"/>`, relOffice)
	}
	for i, href := range w.links {
		fmt.Fprintf(&b, `<Relationship Id="link%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, relOffice, escape(href))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func (w *docx) core() string {
	stamp := ""
	if t, err := time.Parse(time.RFC3339, w.r.Modified); err == nil {
		at := t.UTC().Format(time.RFC3339)
		for _, what := range []string{"created", "modified"} {
			stamp += `<dcterms:` + what + ` xsi:type="dcterms:W3CDTF">` + at + `</dcterms:` + what + `>`
		}
	}
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(w.r.Title) + `</dc:title><dc:subject>` + escape(w.r.Subject) + `</dc:subject><dc:creator>` + escape(w.r.Author) + `</dc:creator>` +
		`<dc:language>` + escape(w.r.Lang) + `</dc:language>` + stamp + `</cp:coreProperties>`
}

// twips are twentieths of a point.
func twips(points float64) int { return int(points*20 + 0.5) }

func (w *docx) document() string {
	w.b.WriteString(`<w:document ` + wordSpace + `><w:body>`)
	w.paragraph("Title", w.r.Name, "")
	w.paragraph("Subtitle", w.r.Headline, "")
	w.paragraph("Contact", w.r.Contact, "")
	for _, s := range w.r.Sections {
		w.paragraph("Heading1", Line{Runs: []Run{{Text: s.Heading}}}, "")
		for i, e := range s.Entries {
			for j, l := range e.Lines {
				more := ""
				if j == 0 && i == 0 || j > 0 && l.Style == Title && e.Lines[j-1].Style == Title {
					more = `<w:spacing w:before="0"/>` // the heading's own gap is enough
				} else if j == 0 && l.Style == Item && s.Entries[i-1].tall() {
					more = fmt.Sprintf(`<w:spacing w:before="%d"/>`, twips(entryGap*w.line()))
				}
				w.paragraph(styleNames[l.Style], l, more)
			}
		}
	}
	w.paragraph("Contact", w.r.Note, fmt.Sprintf(`<w:spacing w:before="%d"/>`, twips(sectionGap*w.line())))
	size, ok := paperSizes[w.r.Paper]
	if !ok {
		size = paperSizes["a4"]
	}
	bidi := ""
	if w.r.Dir == "rtl" {
		bidi = "<w:bidi/>"
	}
	fmt.Fprintf(&w.b, `<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>%s</w:sectPr></w:body></w:document>`,
		twips(size[0]), twips(size[1]), twips(marginTop), twips(marginSide), twips(marginBottom), twips(marginSide), bidi)
	return w.b.String()
}

var styleNames = map[Style]string{Title: "Heading2", Item: "Item", Sub: "Organization", Text: "Normal", Bullet: "ListBullet"}

// line is the distance of lines, in points.
func (w *docx) line() float64 { return textSize * w.scale * lineHeight }

// paragraph writes one line of the model, with more properties than its style has.
func (w *docx) paragraph(style string, l Line, more string) {
	if l.String() == "" {
		return
	}
	bidi := ""
	if w.r.Dir == "rtl" {
		bidi = "<w:bidi/>"
	}
	w.b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + bidi + more + `</w:pPr>`)
	if style == "Title" && w.portrait != nil {
		w.picture()
	}
	for _, r := range l.Runs {
		text := `<w:r>` + w.runLook(r, style) + `<w:t xml:space="preserve">` + escape(spaced(r.Text)) + `</w:t></w:r>`
		if r.Href != "" {
			text = fmt.Sprintf(`<w:hyperlink r:id="link%d" w:history="1">%s</w:hyperlink>`, w.link(r.Href), text)
		}
		w.b.WriteString(text)
	}
	w.b.WriteString(`</w:p>`)
}

// picture puts the portrait at the upper edge of the text, on the far side of the name (ECMA-376, 20.4.2.3).
func (w *docx) picture() {
	const emu = 12700 // of a point
	side := "right"
	if w.r.Dir == "rtl" {
		side = "left"
	}
	size := fmt.Sprintf(`cx="%d" cy="%d"`, int(portraitWidth*emu), int(portraitHeight*emu))
	fmt.Fprintf(&w.b, `<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="%[1]d" distR="%[1]d" `+
		`simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>`+
		`<wp:positionH relativeFrom="margin"><wp:align>%[2]s</wp:align></wp:positionH><wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>`+
		`<wp:extent %[3]s/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="1" name="Portrait" descr="%[4]s"/><wp:cNvGraphicFramePr/>`+
		`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="Portrait" descr="%[4]s"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="portrait"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext %[3]s/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`,
		int(portraitGap*emu), side, size, escape(w.r.Portrait.Alt))
}

func (w *docx) runLook(r Run, style string) string {
	s := ""
	if r.Strong && style != "Title" && style != "Heading1" {
		s += `<w:rStyle w:val="Strong"/>`
	}
	if w.r.Dir == "rtl" && (r.Lang == "" || r.Lang == w.r.Lang) {
		s += `<w:rtl/>`
	}
	if r.Lang != "" {
		s += `<w:lang w:val="` + escape(r.Lang) + `" w:eastAsia="` + escape(r.Lang) + `" w:bidi="` + escape(r.Lang) + `"/>`
	}
	if s == "" {
		return ""
	}
	return `<w:rPr>` + s + `</w:rPr>`
}

// link is the number of an address.
func (w *docx) link(href string) int {
	for i, have := range w.links {
		if have == href {
			return i + 1
		}
	}
	w.links = append(w.links, href)
	return len(w.links)
}

// styles are named as Word names its own, so that it shows them as headings and lists. Cambria comes with
// Word, and LibreOffice has a face of the same widths for it.
func (w *docx) styles() string {
	lang := escape(w.r.Lang)
	half := func(points float64) int { return int(points*w.scale*2 + 0.5) }
	var b strings.Builder
	fmt.Fprintf(&b, `<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Times New Roman"/>`+
		`<w:color w:val="1C1A18"/><w:sz w:val="%d"/><w:szCs w:val="%d"/><w:lang w:val="%s" w:eastAsia="%s" w:bidi="%s"/></w:rPr></w:rPrDefault>`+
		`<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="atLeast"/></w:pPr></w:pPrDefault></w:docDefaults>`,
		wordSpace, half(textSize), half(textSize), lang, lang, lang, twips(w.line()))
	style := func(kind, id, name, more string) {
		fmt.Fprintf(&b, `<w:style w:type="%s"%s w:styleId="%s"><w:name w:val="%s"/>%s</w:style>`, kind, map[string]string{"Normal": ` w:default="1"`}[id], id, name, more)
	}
	paragraph := func(id, name, next, look, letters string) {
		style("paragraph", id, name, `<w:basedOn w:val="Normal"/><w:next w:val="`+next+`"/><w:qFormat/><w:pPr>`+look+`</w:pPr><w:rPr>`+letters+`</w:rPr>`)
	}
	sized := func(points float64) string {
		return fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, half(points), half(points))
	}
	gap := func(before, after float64) string {
		return fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d"/>`, twips(before), twips(after))
	}
	line := w.line()
	style("paragraph", "Normal", "Normal", `<w:qFormat/><w:pPr><w:widowControl/></w:pPr>`)
	style("character", "Strong", "Strong", `<w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr>`)
	paragraph("Title", "Title", "Subtitle", `<w:keepNext/>`, `<w:b/><w:bCs/>`+sized(nameSize))
	paragraph("Subtitle", "Subtitle", "Contact", `<w:keepNext/>`+gap(3, 0), sized(textSize*1.2))
	paragraph("Contact", "Contact", "Normal", gap(3.5, 0), `<w:color w:val="4C4844"/>`+sized(textSize*0.9))
	paragraph("Heading1", "heading 1", "Normal", `<w:keepNext/><w:keepLines/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="B8B3AC"/></w:pBdr>`+
		gap(sectionGap*line, headingGap*line)+`<w:outlineLvl w:val="0"/>`, `<w:b/><w:bCs/>`+sized(textSize*1.1))
	paragraph("Heading2", "heading 2", "Normal", `<w:keepNext/><w:keepLines/>`+gap(entryGap*line, 0)+`<w:outlineLvl w:val="1"/>`, ``)
	hang := twips(bulletWidth * textSize)
	paragraph("Item", "Item", "Item", fmt.Sprintf(`<w:keepLines/><w:ind w:left="%d" w:hanging="%d"/>`, hang, hang), ``)
	paragraph("Organization", "Organization", "Normal", `<w:keepNext/>`, `<w:color w:val="4C4844"/>`)
	paragraph("ListBullet", "List Bullet", "ListBullet", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, ``)
	paragraph("Footer", "footer", "Footer", `<w:jc w:val="end"/>`, `<w:color w:val="4C4844"/>`+sized(textSize*0.8))
	b.WriteString(`</w:styles>`)
	return b.String()
}

func (w *docx) numbering() string {
	hang := twips(bulletWidth * textSize)
	return fmt.Sprintf(`<w:numbering %s><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>`+
		`<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr>`+
		`<w:rPr><w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:hint="default"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
		wordSpace, hang, hang)
}

// settings ask for the layout of present versions of Word.
func (w *docx) settings() string {
	return `<w:settings ` + wordSpace + `><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`
}

// footer names the person and the page, from the second page on.
func (w *docx) footer() string {
	return `<w:ftr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">` + escape(w.r.Author) + ` · </w:t></w:r>` +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
		`<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`
}

// escape makes a text safe in XML; characters that XML cannot hold are left out.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
