// Package generator turns a person's folder of files into a site. It is the façade of the project,
// and this comment is its architecture.
//
// # The flow
//
// A build is a pure function from files to files, plus a list of problems:
//
//	one person's folder (an fs.FS)
//	    │  source.Load          read, split front matter, parse YAML and Markdown; keep every position
//	    ▼
//	source.Tree ───── check.Shape ───► problems     the published JSON Schema of each kind
//	    │  passport.Decode      typed values with references; total and silent
//	    ▼
//	passport.Passport ─ check.Meaning ► problems    references, dates, addresses, evidence, privacy
//	    │  Passport.Publish     hidden entries, references to them and their files are gone; then facts
//	    ▼
//	passport.Public ── the only thing that pages, structured data and exports accept
//	    │  site.New             every page: address, title, neighbours, view; nothing rendered yet
//	    ▼
//	pages ── theme.Documents ──► documents          pure, independent, rendered in parallel or when asked
//	    │  output.Write
//	    ▼
//	a folder that is swapped in whole
//
// Parses are cached by path and content. The preview also keeps, in passport.Memo and check.Memo, what follows
// from one unchanged entry alone, and forgets all of it when anything changes that others look at. Everything
// after that is made anew each time, so there is no dependency graph that could be wrong. Rendering is lazy per document. What is the same on many pages
// is made once. Pictures, which take a hundred times longer than a page, are also kept by content in the
// user's cache folder, which cmd names and only output touches.
//
// # Where things are
//
//	cmd/passport         the command line: one file per command
//	generator            this façade: Builder, Check, Fix, New, Init, Split, Rename, Dump
//	generator/diag       describe and print problems
//	generator/source     bytes ⇄ trees with positions; the only package that knows YAML and Markdown
//	generator/formula    mathematics as people type it → MathML and plain words
//	generator/code       what to colour in a piece of a program
//	generator/passport   the domain: kinds, decoding, publishing, facts, encoding; one file per kind
//	generator/check      every rule, one file per subject; the only package that knows JSON Schema
//	generator/jsonld     passport → schema.org graph
//	generator/format     foreign formats, one folder each: recognise, import, export, account for losses
//	generator/lang       words, dates and plurals of the languages that themes speak
//	generator/privacy    what becomes public and was perhaps not meant to
//	generator/picture    what is inside picture files, pictures without it and in other sizes; vp8 below it writes WebP
//	generator/site       pages, addresses, navigation, views, sitemap; no HTML
//	generator/theme      templates, minifier, fingerprints; the only package that knows html/template
//	generator/paper      the résumé as PDF, Word document and plain text; pdf below it writes PDF
//	generator/apply      adverts, sheets to copy from, records of what was sent
//	generator/publish    git, GitHub, and what a host serves; the only package that starts a program
//	generator/serve      the preview: watch, rebuild, tell open pages; the only server
//	generator/output     everything that is written to disk
//	schema               the published schemas of people's files
//	themes               the built-in themes
//	content-example      a complete passport: demonstration, test fixture, what `init --example` writes
//
// Who may import whom is the policy in layers_test.go. Adding a kind is one file named after it in
// generator/passport, schema/v1 and generator/jsonld, entries in content-example, a line in
// passport.Kinds and its words in generator/lang; a test names each that is missing.
//
// # Words
//
// passport the whole record · person whom it is about · kind experience, education, project, skill,
// credential, endorsement, story, goal, award, publication, log, other · entry one of a kind · claim a
// statement in an entry · evidence what the reader can open · backing what supports a claim · ladder
// stated, shown, endorsed, credentialed · card how any entry presents itself · document one output file
// · page an HTML document · theme how pages look · problem something wrong, with its place · loss what
// a conversion could not carry.
//
// # Official files for the tests
//
// Tests against published standards read the standard's own files from the folder that the environment
// variable PASSPORT_CONFORMANCE names, and are skipped, saying so, without it. See conformance.md
// beside this file for what lies where and where each file comes from.
package generator
