package picture

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"strings"
	"testing"
)

func faces(t testing.TB) *Faces {
	t.Helper()
	read := func(name string) []byte {
		data, err := os.ReadFile("../paper/fonts/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	f, err := NewFaces(read("SourceSerif4-Regular.ttf"), read("SourceSerif4-SemiBold.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// inked counts the pixels of a picture that are darker than its paper, by thirds of its height.
func inked(t *testing.T, data []byte) (thirds [3]int) {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b := img.Bounds()
	if b.Dx() != CardWidth || b.Dy() != CardHeight {
		t.Fatalf("a card of %v", b)
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			if g := color.GrayModel.Convert(img.At(x, y)).(color.Gray); g.Y < 128 {
				thirds[y*3/b.Dy()]++
			}
		}
	}
	return thirds
}

// TestCard sets what can be set, leaves out what cannot, and cuts what is too long, never leaving the card.
func TestCard(t *testing.T) {
	t.Parallel()
	f := faces(t)
	for _, tt := range []struct {
		name string
		card Card
		text bool
	}{
		{"usual", Card{Title: "Inês Vilarinho", Line: "Nurse who makes wards calmer", Foot: "Porto, Portugal", Color: "#0b6e6e"}, true},
		{"Greek and Cyrillic", Card{Title: "Ελένη Παπαδοπούλου", Line: "Олена Коваль"}, true},
		{"long", Card{Title: strings.Repeat("Donaudampfschifffahrt", 6), Line: strings.Repeat("many words ", 60)}, true},
		{"Arabic", Card{Title: "ليلى المنصوري", Line: "ممرضة"}, false},
		{"Devanagari", Card{Title: "प्रिया शर्मा"}, false},
		{"Japanese", Card{Title: "山田 太郎"}, false},
		{"nothing", Card{}, false},
		{"a colour that is none", Card{Title: "Ana", Color: "teal"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			data, err := tt.card.Draw(f, nil)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := tt.card.Draw(f, nil)
			if !bytes.Equal(data, again) {
				t.Error("other bytes the second time")
			}
			if len(data) > 60<<10 {
				t.Errorf("%d bytes", len(data))
			}
			// The rule has 1,200 pixels, in the first third.
			got := inked(t, data)
			if written := got[0]+got[1]+got[2] > 1300; written != tt.text {
				t.Errorf("dark pixels %v, text wanted: %v", got, tt.text)
			}
		})
	}
}

// TestCardMargin: however much there is to say, as much paper stays below it as stands above the rule.
func TestCardMargin(t *testing.T) {
	t.Parallel()
	for _, c := range []Card{
		{Title: "Wound care nurse and nursing data lead", Line: "From staff nurse to charge nurse of a 28-bed medical ward; since 2024 wounds three days a week, and the numbers behind them.", Foot: "Inês Vilarinho"},
		{Title: strings.Repeat("Donaudampfschifffahrt ", 6), Line: strings.Repeat("many words ", 60), Foot: "Ana"},
	} {
		data, err := c.Draw(faces(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for y := CardHeight - 80; y < CardHeight; y++ {
			for x := range CardWidth {
				if g := color.GrayModel.Convert(img.At(x, y)).(color.Gray); g.Y < 200 {
					t.Fatalf("%.20q: ink at %d of %d", c.Title, y, CardHeight)
				}
			}
		}
	}
}

// TestCardPortrait puts a picture at the side, and sets the text beside it.
func TestCardPortrait(t *testing.T) {
	t.Parallel()
	c := Card{Title: "Inês Vilarinho", Line: "Nurse", Color: "#0b6e6e"}
	data, err := c.Draw(faces(t), asJPEG(t, photo(400, 500, false)))
	if err != nil {
		t.Fatal(err)
	}
	if FormatOf(data) != JPEG {
		t.Errorf("a card with a photograph is %s", FormatOf(data))
	}
	broken, err := c.Draw(faces(t), []byte("\xff\xd8\xff half a picture"))
	if err != nil {
		t.Fatal(err)
	}
	inked(t, broken)
}

func TestIcon(t *testing.T) {
	t.Parallel()
	f := faces(t)
	for _, tt := range []struct {
		letters  string
		portrait []byte
	}{{"IV", nil}, {"山", nil}, {"", nil}, {"IV", asJPEG(t, photo(300, 200, false))}} {
		data, err := Icon(f, tt.letters, "#0b6e6e", tt.portrait)
		if err != nil {
			t.Fatal(err)
		}
		if i, err := Look(data); err != nil || i.Width != 180 || i.Height != 180 {
			t.Errorf("%q: %v %v", tt.letters, i, err)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	f := faces(t)
	if !f.Sets("Łódź, Ωmega, Київ – 100 %") || f.Sets("שלום") || f.Sets("👩") {
		t.Error("what can be set is told wrongly")
	}
}

func BenchmarkCard(b *testing.B) {
	f := faces(b)
	portrait := asJPEG(b, photo(900, 1100, false))
	for b.Loop() {
		if _, err := (Card{Title: "Inês Vilarinho", Line: "Nurse who makes wards calmer, and their numbers honest", Foot: "Porto"}).Draw(f, portrait); err != nil {
			b.Fatal(err)
		}
	}
}
