package passport

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"

	"github.com/talent-passport/passport/generator/source"
)

// Digest returns a short fingerprint of the text of an entry that a translation replaces: its fields
// of words and its prose, without spaces at the ends. A translation keeps it under `translates`; when
// the two differ, the original has changed since.
func (p *Passport) Digest(e *Entry) string {
	d := newDigest()
	d.texts(e)
	if e.Detail != nil {
		d.texts(e.Detail)
	}
	d.body(e.body())
	return d.sum()
}

// DigestRoot is the fingerprint of the words in passport.yaml, those of the entries apart.
func (p *Passport) DigestRoot() string {
	d := newDigest()
	d.texts(&p.Person)
	d.texts(&p.Site)
	return d.sum()
}

// DigestAbout is the fingerprint of about.md.
func (p *Passport) DigestAbout() string {
	d := newDigest()
	if p.About != nil {
		d.body(p.About.Body)
	}
	return d.sum()
}

type digest struct{ hash.Hash }

func newDigest() digest { return digest{sha256.New()} }

// texts adds every text with its key, so that moving words from one field to another counts.
func (d digest) texts(ptr any) {
	eachText(ptr, func(key string, t *Text) {
		if t.Value != "" {
			d.Write([]byte(key + "\x00" + t.Value + "\x00"))
		}
	})
}

func (d digest) body(b *source.Body) {
	if !b.Empty() {
		d.Write([]byte("body\x00" + strings.TrimSpace(b.Source())))
	}
}

// sum is long enough to tell texts of one passport apart, and short enough to type.
func (d digest) sum() string { return "sha256:" + hex.EncodeToString(d.Sum(nil)[:6]) }
