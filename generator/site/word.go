package site

import (
	"cmp"
	"strings"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
)

// Word is a text of ours in the page's language: a label, a date, a level. Where we have no words in that
// language it is in another one, which [Word.Lang] names, and templates that print it mark it so. It is a
// kind of string, empty when it says nothing, so that a template may ask {{if .Level}}; Go code that
// wants the letters takes [Word.String].
type Word string

// A word in another language carries its tag before the letters, between two of these.
const wordMark = "\x00"

// NewWord returns a text with its language, "" when that is the page's.
func NewWord(text, lang string) Word {
	if lang == "" || text == "" {
		return Word(text)
	}
	return Word(wordMark + lang + wordMark + text)
}

// String is the text alone.
func (w Word) String() string { text, _ := w.split(); return text }

// Lang is the language of the text when it is not the page's, else "".
func (w Word) Lang() string { _, lang := w.split(); return lang }

// MarshalText is the text alone, for dumps.
func (w Word) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// Text is the word as a text.
func (w Word) Text() Text { text, lang := w.split(); return Text{Value: text, Lang: lang} }

func (w Word) split() (text, lang string) {
	rest, marked := strings.CutPrefix(string(w), wordMark)
	if !marked {
		return string(w), ""
	}
	lang, text, _ = strings.Cut(rest, wordMark)
	return text, lang
}

// word is a word of ours for a page.
func (e *edition) word(key string, args ...any) Word {
	return NewWord(e.w.Say(key, args...), e.w.Lang(key))
}

// say is a word of ours as a text of the page. Where we have no words in the page's language they are
// English, and say so.
func (e *edition) say(key string, args ...any) Text { return e.word(key, args...).Text() }

// term is the word for a value of an open list: ours, or else the person's own.
func (e *edition) term(prefix, value string) Word {
	if key := lang.TermKey(prefix, value); e.w.Has(key) {
		return e.word(key)
	}
	return e.theirs(value).word()
}

// dated is a text made of the words of dates and durations.
func (e *edition) dated(s string) Word { return NewWord(s, e.w.Lang("months.short")) }

// text turns a person's text into the page's: its language is named where it is another.
func (e *edition) text(t passport.Text) Text {
	if t.Value == "" {
		return Text{}
	}
	l := cmp.Or(t.Lang, e.original())
	if l == e.lang {
		l = ""
	}
	return Text{Value: t.Value, Lang: l}
}

// theirs is a text of the person's that is not translated.
func (e *edition) theirs(s string) Text { return e.text(passport.Text{Value: s}) }

// word is a text as a word.
func (t Text) word() Word { return NewWord(t.Value, t.Lang) }
