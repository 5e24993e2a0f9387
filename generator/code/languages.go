package code

import "strings"

// language is what must be known of a language to colour it.
type language struct {
	comments []string // what opens one, and after a space what closes it; without, the end of the line does
	quotes   []string // what opens and closes a text; longer ones first
	keywords []string
	anyCase  bool // keywords in any case; they are lower case here
	dashes   bool // a hyphen is part of a word
	keys     bool // a word or text before a colon, or at a line's beginning before an equals sign, is a name
	tags     bool // a word behind < is the name of an element
	raw      bool // a backslash in a text means nothing
	long     bool // every text may have several lines
	lines    func(line string) Kind
}

func words(s string) []string { return strings.Fields(s) }

var (
	slashes = []string{"//", "/* */"}
	sharp   = []string{"#"}
	both    = []string{`"`, "'"}
)

const cWords = "auto break case char const continue default do double else enum extern float for goto if inline int long register return short signed " +
	"sizeof static struct switch typedef union unsigned void volatile while "

const jsWords = "async await break case catch class const continue debugger default delete do else export extends false finally for from function if " +
	"import in instanceof let new null of return static super switch this throw true try typeof undefined var void while with yield "

// languages are those that are known, by name.
var languages = map[string]language{
	"go": {comments: slashes, quotes: []string{"`", `"`, "'"}, keywords: words("break case chan const continue default defer else fallthrough " +
		"false for func go goto if import interface iota map nil package range return select struct switch true type var")},
	"c": {comments: slashes, quotes: both, keywords: words(cWords)},
	"cpp": {comments: slashes, quotes: both, keywords: words(cWords + "bool catch class concept constexpr decltype delete explicit false final friend " +
		"mutable namespace new noexcept nullptr operator override private protected public requires template this throw true try typename using virtual")},
	"csharp": {comments: slashes, quotes: both, keywords: words(cWords + "abstract as async await base bool byte catch checked class decimal delegate event explicit " +
		"false finally foreach get implicit in init interface internal is lock namespace new null object operator out override params private protected " +
		"public readonly record ref sealed set string this throw true try typeof using value var virtual when where yield")},
	"java": {comments: slashes, quotes: []string{`"""`, `"`, "'"}, keywords: words("abstract assert boolean break byte case catch char class const continue default " +
		"do double else enum extends false final finally float for if implements import instanceof int interface long native new null package private " +
		"protected public record return sealed short static super switch synchronized this throw throws transient true try var void volatile while yield")},
	"kotlin": {comments: slashes, quotes: []string{`"""`, `"`, "'"}, keywords: words("as break by catch class companion constructor continue data do else enum " +
		"false finally for fun if import in init interface internal is lateinit null object open override package private protected public return sealed " +
		"super suspend this throw true try typealias val var when while")},
	"swift": {comments: slashes, quotes: []string{`"""`, `"`}, keywords: words("actor as async await break case catch class continue default defer do else enum " +
		"extension fallthrough false fileprivate for func guard if import in init inout internal is let nil open operator override private protocol public " +
		"repeat return self Self static struct subscript super switch throw throws true try typealias var where while")},
	"rust": {comments: slashes, quotes: []string{`"`}, keywords: words("as async await break const continue crate dyn else enum extern false fn for if impl in let " +
		"loop match mod move mut pub ref return self Self static struct super trait true type union unsafe use where while")},
	"javascript": {comments: slashes, quotes: []string{"`", `"`, "'"}, keywords: words(jsWords)},
	"typescript": {comments: slashes, quotes: []string{"`", `"`, "'"}, keywords: words(jsWords + "abstract any as boolean declare enum implements interface keyof " +
		"namespace never number private protected public readonly string symbol type unknown")},
	"php": {comments: []string{"//", "#", "/* */"}, quotes: both, anyCase: true, keywords: words("abstract and array as break case catch class const continue default do " +
		"echo else elseif enum extends false final finally fn for foreach function global if implements instanceof interface match namespace new null or " +
		"private protected public readonly return static switch this throw trait true try use var while yield")},
	"python": {comments: sharp, quotes: []string{`"""`, "'''", `"`, "'"}, keywords: words("and as assert async await break case class continue def del elif else except False " +
		"finally for from global if import in is lambda match None nonlocal not or pass raise return self True try while with yield")},
	"ruby": {comments: []string{"#", "=begin =end"}, quotes: both, keywords: words("alias and begin break case class def do else elsif end ensure false for if in module " +
		"next nil not or redo rescue retry return self super then true undef unless until when while yield")},
	"perl": {comments: sharp, quotes: both, keywords: words("and bless die do each else elsif eq exit for foreach if keys last local map my ne next no or our package print " +
		"push return scalar shift sort sub undef unless until use values while")},
	"lua": {comments: []string{"--[[ ]]", "--"}, quotes: both, keywords: words("and break do else elseif end false for function goto if in local nil not or repeat return then " +
		"true until while")},
	"r": {comments: sharp, quotes: both, keywords: words("break else FALSE for function if in Inf library NA NaN next NULL repeat return TRUE while")},
	"julia": {comments: []string{"#= =#", "#"}, quotes: []string{`"""`, `"`, "'"}, keywords: words("abstract begin break catch const continue do else elseif end export " +
		"false finally for function global if import in let local macro module mutable nothing quote return struct true try using where while")},
	"matlab": {comments: []string{"%{ %}", "%"}, quotes: both, raw: true, keywords: words("break case catch classdef continue else elseif end for function global if methods " +
		"otherwise parfor persistent properties return switch try while")},
	"haskell": {comments: []string{"--", "{- -}"}, quotes: []string{`"`}, keywords: words("case class data deriving do else family forall foreign if import in infix infixl " +
		"infixr instance let module newtype of qualified then type where")},
	"scala": {comments: slashes, quotes: []string{`"""`, `"`}, keywords: words("abstract case catch class def do else enum extends false final finally for given if implicit import " +
		"lazy match new null object override package private protected return sealed super then this throw trait true try type using val var while with yield")},
	"fortran": {comments: []string{"!"}, quotes: both, raw: true, anyCase: true, keywords: words("allocatable allocate call case character complex contains cycle deallocate " +
		"dimension do double else elseif end enddo endif exit function if implicit in inout integer intent interface kind logical module none only optional " +
		"out parameter pointer precision print procedure program public private read real recursive result return save select stop subroutine then type use " +
		"where while write")},
	"sql": {comments: []string{"--", "/* */"}, quotes: []string{"'"}, raw: true, long: true, anyCase: true, keywords: words("add all alter and any as asc begin between by case " +
		"cast check column commit constraint create cross default delete desc distinct drop else end except exists explain false foreign from full function " +
		"grant group having if in index inner insert intersect into is join key left like limit not null offset on or order outer over partition primary " +
		"references returning revoke right rollback select set table then true union unique update using values view when where window with")},
	"bash": {comments: sharp, quotes: both, long: true, dashes: true, keywords: words("case cd do done echo elif else esac eval exec exit export fi for function if in local " +
		"read readonly return set shift source sudo then trap unset until while")},
	"powershell": {comments: []string{"<# #>", "#"}, quotes: both, raw: true, anyCase: true, keywords: words("begin break catch class continue do else elseif end exit " +
		"finally for foreach function if in param process return switch throw try until using while")},
	"dockerfile": {comments: sharp, quotes: both, keywords: words("ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER " +
		"VOLUME WORKDIR")},
	"makefile": {comments: sharp, quotes: both, keys: true, keywords: words("define else endef endif export ifdef ifeq ifndef ifneq include override")},
	"json":     {quotes: []string{`"`}, comments: slashes, keys: true, keywords: words("true false null")},
	"yaml":     {quotes: both, comments: sharp, keys: true, dashes: true, keywords: words("true false null")},
	"toml":     {quotes: []string{`"""`, "'''", `"`, "'"}, comments: sharp, keys: true, dashes: true, keywords: words("true false")},
	"ini":      {quotes: []string{`"`}, comments: []string{";", "#"}, keys: true},
	"css":      {quotes: both, comments: []string{"/* */"}, keys: true, dashes: true, keywords: words("container font-face import important keyframes layer media supports")},
	"html":     {quotes: []string{`"`}, comments: []string{"<!-- -->"}, tags: true, dashes: true, raw: true, long: true},
	"latex":    {comments: []string{"%"}, keywords: words("begin end documentclass usepackage section subsection textbf emph cite ref label item newcommand")},
	"diff": {lines: func(line string) Kind {
		switch {
		case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"), strings.HasPrefix(line, "@@"):
			return Comment
		case strings.HasPrefix(line, "+"):
			return Added
		case strings.HasPrefix(line, "-"):
			return Removed
		}
		return 0
	}},
	"console": {lines: func(line string) Kind {
		if strings.HasPrefix(line, "$ ") || strings.HasPrefix(line, "> ") || strings.HasPrefix(line, "# ") {
			return Keyword
		}
		return 0
	}},
}

// aliases are other names of languages.
var aliases = map[string]string{
	"golang": "go", "h": "c", "c++": "cpp", "cc": "cpp", "hpp": "cpp", "arduino": "cpp", "cs": "csharp", "c#": "csharp", "kt": "kotlin", "rs": "rust",
	"js": "javascript", "jsx": "javascript", "mjs": "javascript", "node": "javascript", "ts": "typescript", "tsx": "typescript", "py": "python",
	"python3": "python", "rb": "ruby", "pl": "perl", "jl": "julia", "m": "matlab", "octave": "matlab", "hs": "haskell", "f90": "fortran", "f95": "fortran",
	"postgresql": "sql", "postgres": "sql", "mysql": "sql", "sqlite": "sql", "plsql": "sql", "tsql": "sql", "sh": "bash", "shell": "bash", "zsh": "bash", "ps1": "powershell",
	"docker": "dockerfile", "make": "makefile", "json5": "json", "jsonc": "json", "jsonld": "json", "yml": "yaml", "scss": "css", "less": "css", "xml": "html",
	"svg": "html", "xhtml": "html", "vue": "html", "tex": "latex", "patch": "diff", "shell-session": "console", "shellsession": "console", "terminal": "console",
}
