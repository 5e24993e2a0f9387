package site

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/picture"
)

// Cards are what messages and posts show of a link: one for the passport in each language, one for each entry
// that the person put forward. A link's picture must be absolute, so there are none without an address.

// social is a card as it is planned.
type social struct {
	card     picture.Card
	portrait *file
	path     string
}

// cardMethod is raised when the same input gives another picture.
const cardMethod = 2

// social plans a card for a page and makes it the page's picture.
func (v *view) social(p *Page, c picture.Card, portrait *file) {
	if v.o.Faces == nil || v.base == "" {
		return
	}
	c.Color = v.o.Accent
	portrait = drawable(portrait)
	s := social{card: c, portrait: portrait, path: cardPath(p.Path, portrait)}
	v.socials = append(v.socials, s)
	p.Image, p.ImageAlt = v.absolute(s.path, ""), oneLine(strings.Join([]string{c.Title, c.Line}, ": "))
	p.ImageWidth, p.ImageHeight = picture.CardWidth, picture.CardHeight
}

// cardPath is where the card of a page lies. With a portrait on it, it is a photograph.
func cardPath(page string, portrait *file) string {
	ending := ".png"
	if portrait != nil {
		ending = ".jpg"
	}
	return "cards/" + strings.TrimSuffix(page, ".html") + ending
}

// drawable is a picture that can be drawn on a card, nil when it cannot be.
func drawable(f *file) *file {
	if f == nil || f.refused || f.svg || f.sum == [sha256.Size]byte{} {
		return nil
	}
	return f
}

// homeCard is the card of the passport.
func (v *view) homeCard(p *Page) {
	person := v.pub.Person
	v.social(p, picture.Card{
		Title: person.Name.Value, Line: person.Headline.Value, Foot: v.place(person.Location).Value,
	}, v.files[person.Portrait.Src.Full])
}

// entryCard is the card of an entry that was put forward.
func (v *view) entryCard(p *Page, en *passport.Entry) {
	if !en.Featured {
		return
	}
	c := v.card(en)
	v.social(p, picture.Card{Title: c.Title.Value, Line: en.Summary.Value, Foot: v.pub.Person.Name.Value}, v.files[en.Image.Src.Full])
}

// socialDocument draws a card when it is asked for.
func (pl *planner) socialDocument(s social) Document {
	return Document{
		Path: s.path, MediaType: mediaType(s.path),
		From: func() [32]byte {
			sum := sha256.Sum256(fmt.Appendf(nil, "card %d %q", cardMethod, s.card))
			if s.portrait != nil {
				sum = sha256.Sum256(append(sum[:], s.portrait.sum[:]...))
			}
			return sum
		},
		Render: func(w io.Writer) diag.List {
			data, err := s.card.Draw(pl.o.Faces, pl.cleaned(s.portrait))
			if err != nil {
				return diag.List{{
					Code: codePicture, Severity: diag.Warning, Span: diag.Span{File: "passport.yaml"},
					Message: fmt.Sprintf("the picture %s for messages could not be drawn: %v", s.path, err),
					Hint:    "this is a mistake in passport; please report it with your headline",
				}}
			}
			_, _ = w.Write(data)
			return nil
		},
	}
}

// cleaned is a picture without what it tells besides what it shows; nil when there is none.
func (pl *planner) cleaned(f *file) []byte {
	if f == nil || pl.o.Read == nil {
		return nil
	}
	pl.decoding.Lock()
	defer pl.decoding.Unlock()
	data, err := pl.o.Read(f.path)
	if err != nil {
		return nil
	}
	if data, _, err = picture.Clean(data); err != nil {
		return nil
	}
	return data
}

// iconPath is the picture that phones put on their home screen.
const iconPath = "assets/touch-icon.png"

// iconDocument draws it from the portrait, else from initials.
func (pl *planner) iconDocument() Document {
	f := drawable(pl.files[pl.p.Person.Portrait.Src.Full])
	letters := Initials(pl.p.Person.Name.Value)
	return Document{
		Path: iconPath, MediaType: "image/png",
		From: func() [32]byte {
			sum := sha256.Sum256(fmt.Appendf(nil, "icon %d %q %q", cardMethod, letters, pl.o.Accent))
			if f != nil {
				sum = sha256.Sum256(append(sum[:], f.sum[:]...))
			}
			return sum
		},
		Render: func(w io.Writer) diag.List {
			data, err := picture.Icon(pl.o.Faces, letters, pl.o.Accent, pl.cleaned(f))
			if err == nil {
				_, _ = w.Write(data)
			}
			return nil
		},
	}
}

// Initials are the first letters of the first and the last word of a name. Names in scripts without
// capitals, such as Chinese or Arabic, are known by their first letter alone.
func Initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && r != '’' && !unicode.Is(unicode.Mn, r)
	})
	if len(words) == 0 {
		return ""
	}
	first := []rune(words[0])[0]
	last := []rune(words[len(words)-1])[0]
	if len(words) == 1 || unicode.ToUpper(first) == unicode.ToLower(first) {
		return string(unicode.ToUpper(first))
	}
	return string([]rune{unicode.ToUpper(first), unicode.ToUpper(last)})
}
