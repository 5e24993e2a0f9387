// Package themes holds the built-in themes, one folder each. README.md beside this file is the contract
// between a theme and the program; the README of a theme's folder says how it looks and what of it a
// person may change. Package theme loads them.
//
// A theme has the templates that it draws in its own way; every other one is that of atlas.
package themes

import "embed"

// FS is the built-in themes: a folder for each, with its description (theme.json), templates (.html)
// and style sheets (.css).
//
//go:embed */theme.json */*.html */*.css
var FS embed.FS
