package main

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator"
)

// disclose prints what becomes public, in words for somebody who has never seen a repository.
func (a *app) disclose(d *generator.Disclosure, siteOnly bool) {
	width, ok := terminal(a.out)
	if !ok || width > 100 {
		width = 100
	}
	fmt.Fprintln(a.out, "Strangers will see:")
	for _, s := range d.Shown {
		fmt.Fprintln(a.out, shownLine(s, width))
	}
	if siteOnly {
		fmt.Fprintln(a.out, "Your files stay with you; only the site made from them is published.")
	} else {
		fmt.Fprintln(a.out, "If you publish your files too, also every line of them, and all their earlier versions.")
	}
	if len(d.Kept) > 0 {
		fmt.Fprintln(a.out, "Not on the site:")
		for _, s := range d.Kept {
			fmt.Fprintln(a.out, shownLine(s, width))
		}
	}
	fmt.Fprintln(a.out)
	if len(d.Problems) == 0 {
		fmt.Fprintln(a.out, "nothing was found that should perhaps not be public")
	}
}

// shownLine is one line of the list: as many names as fit, and how many more there are.
func shownLine(s generator.Shown, width int) string {
	line := "  " + s.What
	if s.Count > 0 {
		line = fmt.Sprintf("  %d %s", s.Count, s.What)
	}
	for i, n := range s.Names {
		sep, rest := ", ", ""
		if i == 0 {
			sep = ": "
		}
		if left := len(s.Names) - i - 1; left > 0 {
			rest = fmt.Sprintf(" and %d more", left)
		}
		if i > 0 && len([]rune(line+sep+n+rest)) > width {
			return line + fmt.Sprintf(" and %d more", len(s.Names)-i)
		}
		line += sep + strings.Join(strings.Fields(n), " ")
	}
	return line
}
