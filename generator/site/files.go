package site

import (
	"crypto/sha256"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/picture"
)

// codePicture is the code of the problem of a picture that cannot be published.
const codePicture = "picture-refused"

// file is a published file: where it goes, and what is known about it without decoding it.
type file struct {
	path          string // in the passport
	out           string // in the site
	size          int64
	width, height int // of a picture; 0 when unknown
	svg           bool
	refused       bool // not published, for a reason that was reported

	sum    [sha256.Size]byte // of a picture
	scaled *scaled           // the sizes that a picture is offered in beside itself; nil for none
}

// indexFiles looks at every file that a published entry refers to. Media and evidence keep their paths.
func (pl *planner) indexFiles() {
	pl.files = make(map[string]*file, len(pl.p.Files))
	for _, name := range pl.p.Files {
		f := &file{path: name, out: unhidden(name)}
		pl.files[name] = f
		pl.examine(f)
	}
}

func (pl *planner) examine(f *file) {
	refuse := func(code, message, hint string) {
		f.refused = true
		pl.problems = append(pl.problems, diag.Problem{
			Code: code, Severity: diag.Warning, Message: message, Span: diag.Span{File: f.path}, Hint: hint,
		})
	}
	if passport.Refuses(f.path) != passport.Publishable {
		f.refused = true // told where it is named
		return
	}
	ext := strings.ToLower(path.Ext(f.out))
	if pl.o.Read == nil {
		f.svg = ext == ".svg"
		return
	}
	data, err := pl.o.Read(f.path)
	if err != nil {
		// A file that is not there is reported where it is named.
		f.refused = true
		return
	}
	f.size = int64(len(data))
	switch ext {
	case ".svg":
		f.svg = true
		clean, dropped, err := cleanSVG(data)
		if err != nil {
			refuse("svg-refused", fmt.Sprintf("%s is not a drawing that can be checked: %v", f.path, err),
				"open it in a drawing program and save it again as a plain SVG, or as a PNG")
			return
		}
		f.size = int64(len(clean.data))
		f.width, f.height = clean.width, clean.height
		if len(dropped) > 0 {
			pl.problems = append(pl.problems, diag.Problem{
				Code: "svg-cleaned", Severity: diag.Warning, Span: diag.Span{File: f.path},
				Message: fmt.Sprintf("%s had parts that could do more than draw, which were left out: %s", f.path, strings.Join(dropped, ", ")),
				Hint:    "save it as a plain SVG, without scripts, styles from elsewhere and embedded pages",
			})
		}
	default:
		info, err := picture.Look(data)
		if err != nil {
			refuse(codePicture, fmt.Sprintf("%s begins like a picture and is damaged, so what it tells about you cannot be taken out", f.path),
				"open it in a picture program and save it again")
			return
		}
		if pl.o.Damaged[f.path] {
			refuse(codePicture, f.path+" begins like a picture and cannot be read to its end, so it is not published",
				"open it in a picture program and save it again")
			return
		}
		if info.Format == picture.Unknown && cleanable[ext] {
			refuse(codePicture, fmt.Sprintf("%s is called %s and is no picture", f.path, ext), "open it in a picture program and save it again")
			return
		}
		f.width, f.height = info.Width, info.Height
		if info.Width > 0 && info.Height > 0 && info.Width > picture.MaxPixels/info.Height {
			refuse("picture-too-large", fmt.Sprintf("%s has %d by %d pixels, more than pages and readers can use, so it is not published", f.path, info.Width, info.Height),
				"save it again with a longer side of 4000 pixels or less")
			return
		}
		if info.Format != picture.Unknown {
			f.sum = sha256.Sum256(data)
			f.scale(data, info)
		}
		if told := picture.Read(data); len(told) > 0 && uncleaned[ext] {
			refuse(codePicture, fmt.Sprintf("%s tells more than it shows (%s), and that cannot be taken out of this kind of file", f.path, told[0].Value),
				"save it as a JPEG or PNG picture")
		}
	}
}

// cleanable are the endings of pictures that package picture cleans.
var cleanable = map[string]bool{".jpg": true, ".jpeg": true, ".png": true, ".webp": true, ".gif": true}

// uncleaned are the endings of pictures that package picture reads and cannot clean.
var uncleaned = map[string]bool{".heic": true, ".heif": true, ".avif": true, ".tif": true, ".tiff": true}

// fileDocument copies a file. Drawings and pictures are cleaned while copying, so that the plan need not
// hold them; everything else, credentials as issued above all, keeps every byte.
func (pl *planner) fileDocument(f *file) Document {
	return Document{
		Path: f.out, MediaType: mediaType(f.out),
		Render: func(w io.Writer) diag.List {
			if pl.o.Read == nil {
				return nil
			}
			data, err := pl.o.Read(f.path)
			if err != nil {
				return diag.List{{
					Code: "file-unreadable", Message: fmt.Sprintf("%s could not be read: %v", f.path, err),
					Span: diag.Span{File: f.path}, Hint: "look whether the file is still there and may be read",
				}}
			}
			if f.svg {
				clean, _, err := cleanSVG(data)
				if err != nil {
					return nil
				}
				data = clean.data
			} else if data, _, err = picture.Clean(data); err != nil {
				return nil // reported by the plan
			}
			// A writer that fails is noticed by its owner.
			_, _ = w.Write(data)
			return nil
		},
	}
}

// mediaTypes are those of files that people publish. The system's own list is not asked: it differs from
// machine to machine.
var mediaTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".svg": "image/svg+xml", ".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".json": "application/json", ".jwt": "application/jwt", ".zip": "application/zip",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav", ".mp4": "video/mp4",
	".m4v": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm", ".vtt": "text/vtt; charset=utf-8", ".xml": "application/xml", ".ics": "text/calendar; charset=utf-8",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".md": "text/markdown; charset=utf-8",
}

func mediaType(name string) string {
	if t, ok := mediaTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}
