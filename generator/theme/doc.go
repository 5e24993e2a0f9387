// Package theme turns the pages of a [site.Plan] into HTML documents: it loads a theme, executes its
// templates, minifies, and gives assets names that change with their content.
//
// [Load] reads a built-in theme and the files that a person put over it. It does once what every page
// needs: parse and minify the templates, and put the style sheet together. [Theme.Documents] binds a
// plan to the theme; each document renders by itself, in parallel, or never. What many pages share
// (header, footer, cards) is rendered once per value and reused, because executing a template costs
// more than everything else a page needs; the values are shared by pointer in the plan.
//
// A template's dot is a [View]. Themes are documented for the people who write them in
// themes/atlas/README.md; a test holds that file to the types.
//
// This is the only package that knows html/template and the minifier.
package theme
