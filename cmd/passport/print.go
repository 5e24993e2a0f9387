package main

import (
	"io"
	"strings"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

// formats are the ways to print problems, the usual one first.
var formats = []string{"pretty", "short", "json", "sarif", "github"}

// printer finds the way to print problems to w by its name.
func (a *app) printer(format string, w io.Writer) (diag.Printer, error) {
	switch format {
	case "pretty":
		width, _ := terminal(w)
		return diag.Pretty{Color: a.colour(w), Width: width}, nil
	case "short":
		return diag.Short{}, nil
	case "json":
		return diag.JSON{}, nil
	case "sarif":
		return diag.SARIF{Docs: generator.Codes(), Version: version()}, nil
	case "github":
		return diag.GitHub{}, nil
	}
	if near, ok := generator.Nearest(format, formats); ok {
		return nil, usagef("there is no format %q: did you mean %q?", format, near)
	}
	return nil, usagef("there is no format %q: use one of %s", format, strings.Join(formats, ", "))
}
