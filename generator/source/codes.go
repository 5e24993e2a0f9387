package source

import (
	_ "embed"

	"github.com/talent-passport/passport/generator/diag"
)

// The codes of the problems that this package reports.
const (
	codeSyntax       = "yaml-syntax"
	codeKey          = "yaml-key"
	codeMergeKey     = "yaml-merge-key"
	codeDuplicateKey = "duplicate-key"
	codeAliasLoop    = "yaml-alias-loop"
	codeAliasBomb    = "yaml-alias-bomb"
	codeTooComplex   = "file-too-complex"
	codeUnreadable   = "file-unreadable"
	codeInCloud      = "file-in-cloud"
	codeNotANumber   = "not-a-number"

	codeTooLarge         = "file-too-large"
	codeNotText          = "file-not-text"
	codeEncoding         = "file-encoding"
	codeControl          = "control-character"
	codeFrontMatterLine  = "front-matter-line"
	codeFrontMatterEnd   = "front-matter-end"
	codeFrontMatterStart = "front-matter-start"
	codeFrontMatterCode  = "front-matter-in-code"
	codeFrontMatterTOML  = "front-matter-toml"
	codeTooMany          = "too-many-files"
	codeLink             = "symbolic-link"
	codeCase             = "case-collision"
	codeFolderName       = "folder-name"
	codeFolder           = "unknown-folder"
	codeFileName         = "file-name"
	codeFile             = "unknown-file"
	codeExtension        = "file-extension"
	codeTwice            = "file-twice"
	codeConflictCopy     = "conflict-copy"
	codeToImport         = "file-to-import"
	codeResumeFile       = "resume-file"
	codeOutsideMedia     = "file-outside-media"
	codeDeepPage         = "page-in-subfolder"
	codeYAMLInFolder     = "yaml-in-folder"
	codeTab              = "tab-indentation"
	codeOddSpace         = "odd-space"
	codeInvisible        = "invisible-in-key"
	codeBullet           = "bullet-character"
	codeDashSpace        = "space-after-hyphen"
	codeColonSpace       = "space-after-colon"
	codeColonInValue     = "colon-in-value"
	codeSpecialFirst     = "special-character-first"
	codeCurlyQuotes      = "curly-quotes-in-yaml"
	codeTextAfterQuote   = "text-after-quotes"
	codeUnclosedQuote    = "unclosed-quotes"
	codeBackslash        = "backslash-in-quotes"
	codeTrailingComma    = "comma-after-quotes"
	codeListOnKeyLine    = "list-on-key-line"
	codeUnclosedBracket  = "unclosed-bracket"
	codeCommaInBraces    = "comma-in-braces"
	codeStrayBracket     = "stray-bracket"
	codeEquals           = "equals-sign"
	codeColonMark        = "colon-character"
	codeNoKey            = "line-without-key"
	codeIndent           = "indentation"
	codeTextFirst        = "text-before-fields"
	codePageHyphen       = "hyphen-in-page"
	codeSecondDocument   = "second-document"
	codeTooDeep          = "nested-too-deep"
	codeHash             = "hash-in-value"
	codeJoined           = "line-joined"
)

// explained is the documentation of the codes: for each a heading, a line with its severity, a line
// that is its title, and the explanation. It is prose with examples, so it lies in a file of its own.
//
//go:embed codes.md
var explained string

// Codes documents every problem code that this package reports, sorted by code.
func Codes() []diag.Doc { return diag.ParseDocs(explained) }
