// Package hresume reads résumés and contact cards that web pages carry in the classes of their elements: h-resume
// and h-card (https://microformats.org/wiki/h-resume) and the older hResume and hCard.
//
// The classes are read into properties, see page.go, and those are taken into a passport, see read.go.
package hresume

import (
	"bytes"

	"github.com/talent-passport/passport/generator/format"
)

// Format is h-resume and h-card.
var Format = &format.Format{
	Name:  "hresume",
	Title: "h-resume and h-card",
	About: "a résumé or contact card in a saved web page",
	Spec:  "https://microformats.org/wiki/h-resume",
	Tier:  format.TierKept,
	Ext:   ".html", MediaType: "text/html",
	Recognise: recognise,
	Import:    read,
}

func recognise(f *format.File) format.Match {
	text, _ := f.Text()
	if bytes.IndexByte(text[:min(len(text), 4096)], '<') < 0 || !bytes.Contains(text, []byte("class=")) {
		return format.No
	}
	resume := bytes.Contains(text, []byte("h-resume")) || bytes.Contains(text, []byte("hresume"))
	if !resume && !bytes.Contains(text, []byte("h-card")) && !bytes.Contains(text, []byte("vcard")) {
		return format.No
	}
	root, _ := f.HTML()
	if root == nil {
		return format.No
	}
	switch item := find(root); {
	case item == nil:
		return format.No
	case resume:
		return format.Likely
	}
	return format.Perhaps
}
