package site

import (
	"encoding/json"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/talent-passport/passport/generator/passport"
)

// Nothing hidden may show anywhere: not a word, not an id, not a file.
func TestHidden(t *testing.T) {
	t.Parallel()
	archive := harbour + entries(8) + `
-- stories/canary-unlisted.md --
---
title: CANARY title
visibility: unlisted
formerly: [canary-old]
skills: [canary-skill]
evidence: [{title: CANARY proof, file: ../media/shown-there.pdf}]
---
CANARY words.
-- stories/canary-private.md --
---
title: CANARY title
visibility: private
image: {src: ../media/canary.png, alt: CANARY}
skills: [canary-other-skill]
---
CANARY words.
-- stories/open.md --
---
title: Open
evidence: [{title: Proof, entry: stories/canary-private}, {title: Proof, entry: stories/canary-unlisted}]
---
See [there](canary-unlisted.md) and [that](canary-private.md). <!-- CANARY note -->
-- media/canary.png --
x
-- media/shown-there.pdf --
x
`
	plan, _ := planOf(t, archive)
	for _, p := range plan.Pages {
		Fill(p)
		if p.Unlisted {
			if !strings.Contains(p.Robots, "noindex") || len(p.Data) > 0 {
				t.Errorf("%s: robots %q, data %v", p.Path, p.Robots, p.Data)
			}
			if len(p.JSONLD()) > 0 {
				t.Errorf("%s has structured data", p.Path)
			}
			continue
		}
		walk(reflect.ValueOf(p), func(field, s string) {
			if strings.Contains(strings.ToLower(s), "canary") {
				t.Errorf("%s: %s is %q", p.Path, field, s)
			}
		})
		data, err := json.Marshal(p.JSONLD())
		if err != nil || strings.Contains(strings.ToLower(string(data)), "canary") {
			t.Errorf("%s: structured data %s, %v", p.Path, data, err)
		}
	}
	for _, d := range plan.Documents {
		if strings.Contains(strings.ToLower(d.Path+contentOf(t, plan, d.Path)), "canary") {
			t.Errorf("%s tells of what is hidden", d.Path)
		}
	}
	if u := pageAt(t, plan, "stories/canary-unlisted.html"); u.Entry.Card.Title.Value != "CANARY title" {
		t.Error("the unlisted page itself says nothing")
	}
}

// Whatever a person writes, planning does not panic, and what is private stays so.
func FuzzHidden(f *testing.F) {
	f.Add("Charge nurse", "What I did, see [that](../stories/secret.md#x).", "formerly: [a]")
	f.Add("漢字", "![x](../media/y.png) <b>raw</b>", "skills: [{skill: a, level: expert}]")
	f.Add("", "", "evidence: [{entry: stories/secret, title: x}]")
	f.Fuzz(func(t *testing.T, title, body, more string) {
		if strings.Contains(title+body+more, "SECRET") || strings.Contains(strings.ToLower(more), "visibility") {
			t.Skip()
		}
		files := fstest.MapFS{
			"passport.yaml":      {Data: []byte("person: {name: Ana}\nsite: {url: \"https://a.example/\"}\n")},
			"stories/secret.md":  {Data: []byte("---\ntitle: SECRET\nvisibility: private\n---\nSECRET\n")},
			"experience/fuzz.md": {Data: []byte("---\ntitle: " + title + "\n" + more + "\n---\n" + body + "\n")},
		}
		plan, _ := filled(New(publish(t, files, passport.Audience{}), Options{Read: func(p string) ([]byte, error) { return fs.ReadFile(files, p) }}))
		for _, p := range plan.Pages {
			walk(reflect.ValueOf(p), func(field, s string) {
				if strings.Contains(s, "SECRET") {
					t.Errorf("%s: %s is %q", p.Path, field, s)
				}
			})
		}
		for _, d := range plan.Documents {
			if strings.Contains(contentOf(t, plan, d.Path), "SECRET") {
				t.Errorf("%s tells of what is private", d.Path)
			}
		}
	})
}
