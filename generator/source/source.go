// Package source turns a folder of files into a tree with positions, and back.
//
// [Load] reads an fs.FS, splits front matter, parses YAML and Markdown, and keeps the place of
// everything it reads. It interprets nothing: what a key means is the business of package passport.
// After loading, the three ways to write an entry (a list inside passport.yaml, a list file such as
// skills.yaml, a folder with one Markdown file per entry) are one thing: an [Item].
//
// The way back is [Apply]: edits are spliced into the bytes of a file, the result is parsed again,
// and the edit is refused if anything outside it would change. Comments and formatting stay.
//
// This is the only package that knows the YAML and Markdown modules.
package source

import "github.com/talent-passport/passport/generator/diag"

// Layout names the places of a passport's folder that Load looks at. Package passport provides it.
type Layout struct {
	Root     string   // the root document without extension: "passport" (passport.yaml, passport.fr.yaml)
	Words    string   // the file of words without extension: "words" (words.yaml, words.fr.yaml)
	Prose    []string // Markdown files beside it: "about" (about.md, about.fr.md)
	Sections []string // folders of entries, in order: "experience", "education", …
	Media    string   // the folder for pictures and files: "media"
	Theme    string   // the folder of theme overrides: "theme"
	Private  string   // the folder read as if it lay beside the others, always private: ".private"
	Aside    []string // folders inside Private that are no part of the passport and are never read

	// Meant says which section people mean by another word for it, or Media, or one of Prose, and what type
	// the word says its entries are; "" for a word that means none. It may be nil.
	Meant func(word string) (name, typ string)
}

// Tree is everything that was read, unchanged after Load returns and safe for concurrent use.
type Tree struct {
	Roots    map[string]*File // passport.yaml by language; "" is the one without a language
	Words    map[string]*File // words.yaml by language, as Roots
	Prose    map[string]*File // about.md and its translations, keyed "about" and "about.fr"
	Items    []*Item          // every entry and every translation of one, in file order, then place
	Assets   []Asset          // all other files, sorted by path: media, evidence, signed originals
	Theme    []Asset          // files under the theme folder, paths relative to it
	Problems diag.List        // what Load found wrong: encoding, syntax, size, unknown files and folders
	files    map[string]*File
	assets   map[string]struct{}
}

// File is one text file that was parsed. Data is the text as it lies on disk; spans are offsets into it.
// A byte-order mark and CRLF line ends stay in Data and are gone from every value.
type File struct {
	Path    string
	Data    []byte
	Lang    string // "fr" for river-app.fr.md; "" for the original
	Private bool   // lies under the private folder
	Node    *Node  // the YAML document or front matter; nil when there is none or it does not parse
	Body    *Body  // the Markdown after the front matter; nil for YAML files
	Broken  bool   // the YAML did not parse: what can be read is there, and what points here must not be reported as missing
	Left    bool   // Broken, and Node is what the mistakes left: whole fields and items, each as it was written

	front int // where the YAML of the front matter ends; 0 without front matter
	prose int // where the prose begins
}

// Origin says how an item is written down.
type Origin uint8

// The three layouts.
const (
	Inline Origin = iota // an item of a list under the section's name in passport.yaml
	Listed               // an item of a list file: skills.yaml
	Paged                // a Markdown file in the section's folder
)

// Item is one entry as written: a mapping, perhaps with prose. Node is nil only for a page without
// front matter. A list item that is a plain string ("- Wound care") has a scalar Node.
type Item struct {
	Section string // "experience"
	Name    string // Paged: the file's name without extension and language; else the value of `id`, or ""
	Lang    string // of a translation; "" for an original
	Origin  Origin
	Private bool
	File    *File
	Node    *Node
	Body    *Body     // from the page's text or the key `body`; nil when there is none
	Span    diag.Span // the whole item; for a page the first byte of the front matter or body
}

// Asset is a file that is not parsed. Its bytes are read when they are published.
type Asset struct {
	Path    string
	Size    int64
	Private bool
}

// Kind is what a YAML node is.
type Kind uint8

// Kinds of nodes. Timestamps are Strings: a date stays as it was written.
const (
	Null Kind = iota
	Bool
	Int
	Float
	String
	Seq
	Map
)

// Node is a YAML value with its place. Aliases and merge keys are resolved within fixed limits, so a
// tree is finite and its size is bounded by the size of its file.
type Node struct {
	Kind  Kind
	Text  string    // scalars: the value as a string, unquoted; "true", "3", "2019-03"
	Plain bool      // scalars: written without quotes
	Span  diag.Span // the value, quotes included; for collections from first to last byte
	Pairs []Pair    // Map, in order; duplicate keys are reported by Load and kept only once (the first)
	Items []*Node   // Seq, in order

	pos      *textMap // where each byte of Text lies in the file, where that is not plain from Span
	flow     bool     // a collection in brackets or braces
	block    bool     // a literal or folded scalar
	anchored bool     // has an anchor: other places of the file may repeat it
}

// Pair is a key of a mapping and its value. Value is never nil; a key without a value has a Null node.
type Pair struct {
	Key     string
	KeySpan diag.Span
	Value   *Node
}

// Link is a link or image in prose, with its place.
type Link struct {
	Dest  string // as written, percent-decoding not applied
	Text  string // the words of the link, the alternative text of the image
	Title string
	Image bool
	Auto  bool      // <https://…> or a bare address
	Span  diag.Span // the whole construct
	Dst   diag.Span // the destination alone
}

// Heading is a heading in prose and the anchor it gets.
type Heading struct {
	Level  int
	Text   string
	Anchor string
	Span   diag.Span
}

// Resolve tells how prose writes a link: the address to use, and whether to keep the link at all.
// When keep is false the words stay and the link is gone. Images pass through it as well.
type Resolve func(l Link) (href string, keep bool)
