package site

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/picture"
)

// A drawing from a person is read as XML and written again from nothing but what is listed here: elements
// and attributes that draw. A list of what is forbidden would have to know every browser's next idea.

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"

	svgMaxDepth = 200
)

// svgElements draw, group, paint or name.
var svgElements = set(`svg g defs symbol use title desc path rect circle ellipse line polyline polygon
	text tspan textPath linearGradient radialGradient stop clipPath mask pattern marker image switch style filter
	feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
	feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
	feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

// svgSilent are dropped without a word: drawing programs leave them and they draw nothing.
var svgSilent = set(`metadata view cursor`)

// svgAttributes place, size and paint. href and style are looked into below.
var svgAttributes = set(`id class href style viewBox preserveAspectRatio version x y x1 x2 y1 y2 cx cy r rx ry fx fy fr d
	points width height transform pathLength dx dy rotate textLength lengthAdjust startOffset method spacing side
	offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits
	patternContentUnits patternTransform markerWidth markerHeight markerUnits refX refY orient
	fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
	stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity clip-path clip-rule mask marker-start
	marker-mid marker-end display visibility overflow paint-order vector-effect shape-rendering text-rendering
	image-rendering color-interpolation color-interpolation-filters mix-blend-mode isolation
	font-family font-size font-size-adjust font-stretch font-style font-variant font-weight text-anchor
	text-decoration letter-spacing word-spacing dominant-baseline alignment-baseline baseline-shift writing-mode
	direction unicode-bidi filter filterUnits primitiveUnits in in2 result mode type values operator k1 k2 k3 k4
	stdDeviation edgeMode flood-color flood-opacity lighting-color surfaceScale diffuseConstant specularConstant
	specularExponent kernelMatrix order divisor bias targetX targetY preserveAlpha kernelUnitLength scale
	xChannelSelector yChannelSelector azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle radius
	baseFrequency numOctaves seed stitchTiles tableValues slope intercept amplitude exponent
	role aria-label aria-labelledby aria-describedby aria-hidden lang tabindex media systemLanguage`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// drawing is a cleaned SVG.
type drawing struct {
	data          []byte
	width, height int // whole pixels; 0 when it does not say
}

// svgCleaner writes a drawing again.
type svgCleaner struct {
	out     bytes.Buffer
	dropped map[string]bool
	open    []string // written elements
	style   bool     // inside <style>
	drawing drawing
}

// cleanSVG returns a drawing made of nothing but what draws, and the names of what was left out that
// could have done more.
func cleanSVG(data []byte) (drawing, []string, error) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		return nil, errors.New("it is not written in UTF-8")
	}
	c := &svgCleaner{dropped: map[string]bool{}}
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return drawing{}, nil, errors.New("it is not well-formed XML")
		}
		switch t := tok.(type) {
		case xml.StartElement:
			skip, err := c.start(t)
			if err != nil {
				return drawing{}, nil, err
			}
			if skip {
				if err := dec.Skip(); err != nil {
					return drawing{}, nil, errors.New("it is not well-formed XML")
				}
			}
		case xml.EndElement:
			c.end()
		case xml.CharData:
			c.text(t)
		}
	}
	if c.out.Len() == 0 {
		return drawing{}, nil, errors.New("it holds no drawing")
	}
	c.out.WriteByte('\n')
	c.drawing.data = c.out.Bytes()
	names := make([]string, 0, len(c.dropped))
	for n := range c.dropped {
		names = append(names, n)
	}
	slices.Sort(names)
	return c.drawing, names, nil
}

// start writes an element, or says that it and all in it is to be skipped.
func (c *svgCleaner) start(t xml.StartElement) (skip bool, err error) {
	name := t.Name.Local
	root := c.out.Len() == 0
	switch {
	case root && name != "svg":
		return false, errors.New("it does not begin with an svg element")
	case len(c.open) >= svgMaxDepth:
		return false, errors.New("it is nested too deeply")
	case root && t.Name.Space != svgSpace && t.Name.Space != "":
		return false, errors.New("it does not begin with an svg element")
	case !root && len(c.open) == 0:
		return true, nil
	case t.Name.Space != svgSpace && t.Name.Space != "":
		if t.Name.Space == "http://www.w3.org/1999/xhtml" {
			c.dropped["<"+name+">"] = true
		}
		return true, nil
	case !svgElements[name]:
		if !svgSilent[name] {
			c.dropped["<"+name+">"] = true
		}
		return true, nil
	}
	c.out.WriteString("<" + name)
	if root {
		c.out.WriteString(` xmlns="` + svgSpace + `"`)
		c.size(t.Attr)
	}
	seen := map[string]bool{}
	for _, a := range t.Attr {
		if n, ok := c.attribute(name, &a); ok && !seen[n] {
			seen[n] = true
			c.out.WriteString(" " + n + `="` + escapeXML(a.Value) + `"`)
		}
	}
	c.out.WriteByte('>')
	c.open = append(c.open, name)
	c.style = name == "style"
	return false, nil
}

// attribute says under which name an attribute is written, if at all. It takes out of its value what a
// picture inside tells.
func (c *svgCleaner) attribute(element string, a *xml.Attr) (string, bool) {
	name := a.Name.Local
	switch a.Name.Space {
	case "":
	case xlinkSpace, "xlink":
		if name != "href" {
			return "", false
		}
	case xmlSpace, "xml":
		if name == "lang" || name == "space" {
			return "xml:" + name, true
		}
		return "", false
	default:
		return "", false
	}
	lower := strings.ToLower(name)
	if strings.HasPrefix(lower, "on") {
		c.dropped[lower] = true
		return "", false
	}
	if !svgAttributes[name] {
		return "", false
	}
	ok := harmlessCSS(a.Value)
	if name == "href" {
		ok = strings.HasPrefix(a.Value, "#")
		if !ok && element == "image" {
			a.Value, ok = embeddedPicture(a.Value)
		}
	}
	if !ok {
		c.dropped["an address in "+name] = true
	}
	return name, ok
}

// embeddedPicture returns an address that is a raster picture written out in place, without anything
// that the picture tells besides what it shows.
func embeddedPicture(s string) (string, bool) {
	for _, t := range []string{"png", "jpeg", "gif", "webp"} {
		head := "data:image/" + t + ";base64,"
		text, ok := strings.CutPrefix(s, head)
		if !ok {
			continue
		}
		data, err := base64.StdEncoding.DecodeString(strings.Map(unspaced, text))
		if err != nil {
			return "", false
		}
		clean, _, err := picture.Clean(data)
		return head + base64.StdEncoding.EncodeToString(clean), err == nil
	}
	return "", false
}

func unspaced(r rune) rune {
	if r <= ' ' {
		return -1
	}
	return r
}

// harmlessCSS says whether a value or style sheet loads nothing: it may point into the drawing itself, and
// nowhere else. Escapes are refused, because they can spell everything else.
func harmlessCSS(s string) bool {
	lower := strings.ToLower(s)
	for _, bad := range []string{"@import", "javascript:", "expression(", "-moz-binding", "behavior:", "image-set(", "\\", "</"} {
		if strings.Contains(lower, bad) {
			return false
		}
	}
	for rest := lower; ; {
		i := strings.Index(rest, "url(")
		if i < 0 {
			return true
		}
		rest = rest[i+len("url("):]
		if !strings.HasPrefix(strings.TrimLeft(rest, " \t\n\r'\""), "#") {
			return false
		}
	}
}

func (c *svgCleaner) end() {
	if len(c.open) == 0 {
		return
	}
	last := len(c.open) - 1
	c.out.WriteString("</" + c.open[last] + ">")
	c.open = c.open[:last]
	c.style = false
}

func (c *svgCleaner) text(t xml.CharData) {
	if len(c.open) == 0 {
		return
	}
	if c.style && !harmlessCSS(string(t)) {
		c.dropped["<style> that loads something"] = true
		return
	}
	c.out.WriteString(escapeXML(string(t)))
}

// size reads the drawing's size from its root element: width and height in pixels, or the view box.
func (c *svgCleaner) size(attrs []xml.Attr) {
	var w, h float64
	for _, a := range attrs {
		switch a.Name.Local {
		case "width":
			w = pixels(a.Value)
		case "height":
			h = pixels(a.Value)
		}
	}
	if w == 0 || h == 0 {
		for _, a := range attrs {
			if f := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' }); a.Name.Local == "viewBox" && len(f) == 4 {
				w, h = pixels(f[2]), pixels(f[3])
			}
		}
	}
	if w >= 1 && h >= 1 && w < 1e6 && h < 1e6 {
		c.drawing.width, c.drawing.height = int(math.Round(w)), int(math.Round(h))
	}
}

func pixels(s string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || math.IsNaN(f) || f < 0 {
		return 0
	}
	return f
}
