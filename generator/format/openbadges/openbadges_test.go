package openbadges

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
)

func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func png(chunks ...[]byte) []byte {
	return append([]byte(pngSignature), bytes.Join(append(chunks, chunk("IEND", nil)), nil)...)
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

const badge = `{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://kiln.example/7", "issuedOn": "2019-03-01",
 "recipient": {"type": "email", "hashed": false, "identity": "ana@example.org"}, "badge": {"name": "Glazer", "issuer": {"name": "Kiln"}}}`

func text(kind, keyword string, head, body []byte) []byte {
	return chunk(kind, append(append([]byte(keyword+"\x00"), head...), body...))
}

// TestBaked: a badge is found in every way in which pictures carry text, and what was made to hurt is refused.
func TestBaked(t *testing.T) {
	if testing.Short() {
		t.Skip("one long computation, in which nothing could race")
	}
	t.Parallel()
	plain := text("iTXt", "openbadges", []byte("\x00\x00\x00\x00"), []byte(badge))
	long := text("iTXt", "openbadges", nil, nil)
	binary.BigEndian.PutUint32(long, 1<<31)
	for _, c := range []struct {
		name string
		data []byte
		code string // "" when it comes in
	}{
		{"iTXt", png(plain), ""},
		{"iTXt, packed", png(text("iTXt", "openbadges", []byte("\x01\x00en\x00x\x00"), packed([]byte(badge)))), ""},
		{"tEXt", png(text("tEXt", "openbadges", nil, []byte(badge))), ""},
		{"zTXt", png(text("zTXt", "openbadges", []byte{0}, packed([]byte(badge)))), ""},
		{"another text before it", png(text("tEXt", "Author", nil, []byte("openbadges\x00")), plain), ""},
		{"no badge", png(text("tEXt", "Author", nil, []byte("Ana"))), format.CodeUnreadable},
		{"bomb", png(text("iTXt", "openbadges", []byte("\x01\x00\x00\x00"), packed(make([]byte, 300<<20)))), format.CodeTooLarge},
		{"damaged", png(text("iTXt", "openbadges", []byte("\x01\x00\x00\x00"), []byte("no zlib"))), format.CodeUnreadable},
		{"no language", png(text("iTXt", "openbadges", []byte{0, 0}, []byte("x"))), format.CodeUnreadable},
		{"nothing after the keyword", png(text("zTXt", "openbadges", nil, nil)), format.CodeUnreadable},
		{"a size that cannot be", append([]byte(pngSignature), long...), format.CodeUnreadable},
		{"cut", png(plain)[:60], format.CodeUnreadable},
		{"cut in a head", append([]byte(pngSignature), 0, 0, 0), format.CodeUnreadable},
		{"no JSON", png(text("tEXt", "openbadges", nil, []byte("{"))), format.CodeUnreadable},
	} {
		start := time.Now()
		im := format.Import(Format, format.NewFile("b.png", c.data), format.Options{})
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %v", c.name, took)
		}
		code := ""
		if len(im.Problems) > 0 {
			code = im.Problems[0].Code
		}
		if code != c.code {
			t.Errorf("%s: %v", c.name, im.Problems)
			continue
		}
		if c.code != "" {
			continue
		}
		e := im.Passport.Entries[0]
		d := e.Detail.(*passport.Credential)
		if e.Title.Value != "Glazer" || e.Image.Src.Full != "credentials/glazer.png" || e.Source.File.Full != "credentials/glazer.png" || d.File.Full != "" {
			t.Errorf("%s: %+v %+v", c.name, e, d)
		}
		if !bytes.Equal(im.Files["credentials/glazer.png"], c.data) {
			t.Errorf("%s: the picture was not kept as it came", c.name)
		}
	}
}

// TestBytesAsIssued: what is kept beside an entry is what was issued, to the byte, also out of a record.
func TestBytesAsIssued(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sample.json", "sample.jwt", "sample-clr.json"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		im := format.Import(Format, format.NewFile(name, data), format.Options{})
		for _, e := range im.Passport.Entries {
			var file passport.Path
			switch d := e.Detail.(type) {
			case *passport.Credential:
				file = d.File
			case *passport.Endorsement:
				file = d.File
			case *passport.Skill:
				continue
			}
			if file.Full == "" {
				file = e.Source.File
			}
			kept := im.Files[file.Full]
			if len(kept) == 0 || !bytes.Contains(data, kept) {
				t.Errorf("%s: %s keeps %d bytes that are not in the file", name, e.Ref(), len(kept))
			}
		}
	}
}

// TestRecipientStaysHome: a file that names the person by e-mail is never one that is published.
func TestRecipientStaysHome(t *testing.T) {
	t.Parallel()
	signed := "eyJhbGciOiJFZERTQSJ9." + base64.RawURLEncoding.EncodeToString([]byte(badge)) + ".c2ln"
	svg := `<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org"><o:assertion verify="` + signed + `"/></svg>`
	for name, data := range map[string]string{"b.json": badge, "b.jwt": signed, "b.svg": svg, "b.json in a list": "[" + badge + "]"} {
		im := format.Import(Format, format.NewFile(name, []byte(data)), format.Options{})
		if im.Problems.HasErrors() || len(im.Passport.Entries) != 1 {
			t.Fatalf("%s: %v", name, im.Problems)
		}
		e := im.Passport.Entries[0]
		if d := e.Detail.(*passport.Credential); d.File.Full != "" || e.Source.File.Full == "" || e.Source.SHA256 == "" {
			t.Errorf("%s: %+v %+v", name, d.File, e.Source)
		}
		text := string(passport.EncodeEntry(e))
		if strings.Contains(text, "ana@example.org") {
			t.Errorf("%s: the entry says the address:\n%s", name, text)
		}
		if got := fmt.Sprint(im.Account.Count(format.Lost)); got != "0" {
			t.Errorf("%s: %s lost", name, im.Account)
		}
	}
}
