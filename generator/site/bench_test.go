package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/talent-passport/passport/generator/passport"
)

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{40, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var archive strings.Builder
			archive.WriteString("-- passport.yaml --\nperson: {name: Ana}\nsite: {url: \"https://a.example/\"}\n")
			for i := range n {
				fmt.Fprintf(&archive, "-- projects/p%d.md --\n---\ntitle: Project %d\ndate: 20%02d-05\nskills: [s%d, s%d]\nhighlights:\n  - {id: a, text: Did this.}\n  - Did that.\n---\n%s\n",
					i, i, i%25, i%20, i%17, strings.Repeat("Words about it. ", 70))
			}
			p := publish(b, folder(archive.String()), passport.Audience{})
			// Checks have read the links of every text before a site is planned.
			for _, e := range p.Entries {
				if e.Body != nil {
					e.Body.Body.Links()
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				New(p, Options{})
			}
		})
	}
}
