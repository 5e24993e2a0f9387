package formula

// letters are the commands that stand for a letter or a sign that is used as one.
var letters = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
	"vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ",
	"varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
	"Omega": "Ω", "infty": "∞", "partial": "∂", "nabla": "∇", "hbar": "ℏ", "ell": "ℓ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "wp": "℘",
	"emptyset": "∅", "varnothing": "∅", "top": "⊤", "bot": "⊥", "angle": "∠", "triangle": "△", "degree": "°", "imath": "ı", "jmath": "ȷ",
}

// signs are the commands, and the few characters, that stand for an operator or relation.
var signs = map[string]string{
	"-": "−", "*": "∗", `\cdot`: "⋅", `\times`: "×", `\div`: "÷", `\pm`: "±", `\mp`: "∓", `\ast`: "∗", `\star`: "⋆", `\circ`: "∘", `\bullet`: "∙",
	`\oplus`: "⊕", `\ominus`: "⊖", `\otimes`: "⊗", `\odot`: "⊙", `\wedge`: "∧", `\land`: "∧", `\vee`: "∨", `\lor`: "∨", `\neg`: "¬", `\lnot`: "¬",
	`\cap`: "∩", `\cup`: "∪", `\setminus`: "∖", `\dagger`: "†", `\amalg`: "⨿",
	`\le`: "≤", `\leq`: "≤", `\ge`: "≥", `\geq`: "≥", `\ne`: "≠", `\neq`: "≠", `\lt`: "<", `\gt`: ">", `\ll`: "≪", `\gg`: "≫", `\leqslant`: "⩽",
	`\geqslant`: "⩾", `\equiv`: "≡", `\approx`: "≈", `\sim`: "∼", `\simeq`: "≃", `\cong`: "≅", `\propto`: "∝", `\prec`: "≺", `\succ`: "≻",
	`\in`: "∈", `\notin`: "∉", `\ni`: "∋", `\subset`: "⊂", `\subseteq`: "⊆", `\subsetneq`: "⊊", `\supset`: "⊃", `\supseteq`: "⊇", `\perp`: "⊥", `\parallel`: "∥",
	`\mid`: "∣", `\nmid`: "∤", `\vdash`: "⊢", `\models`: "⊨", `\asymp`: "≍", `\doteq`: "≐", `\triangleq`: "≜", `\coloneqq`: "≔",
	`\forall`: "∀", `\exists`: "∃", `\nexists`: "∄", `\therefore`: "∴", `\because`: "∵", `\prime`: "′", `\ltimes`: "⋉", `\rtimes`: "⋊",
	`\to`: "→", `\rightarrow`: "→", `\leftarrow`: "←", `\gets`: "←", `\leftrightarrow`: "↔", `\Rightarrow`: "⇒", `\Leftarrow`: "⇐",
	`\Leftrightarrow`: "⇔", `\implies`: "⟹", `\impliedby`: "⟸", `\iff`: "⟺", `\mapsto`: "↦", `\longrightarrow`: "⟶", `\longmapsto`: "⟼",
	`\hookrightarrow`: "↪", `\uparrow`: "↑", `\downarrow`: "↓", `\updownarrow`: "↕", `\rightleftharpoons`: "⇌", `\nearrow`: "↗", `\searrow`: "↘",
	`\ldots`: "…", `\dots`: "…", `\cdots`: "⋯", `\dotsc`: "…", `\dotsb`: "⋯", `\vdots`: "⋮", `\ddots`: "⋱", `\colon`: ":",
	`\%`: "%", `\$`: "$", `\#`: "#", `\&`: "&", `\_`: "_", `\-`: "",
}

// fences are the characters that open or close.
var fences = map[string]bool{"(": true, ")": true, "[": true, "]": true, "|": true}

// delimiters are the commands that open or close.
var delimiters = map[string]string{
	`\{`: "{", `\}`: "}", `\lbrace`: "{", `\rbrace`: "}", `\langle`: "⟨", `\rangle`: "⟩", `\lfloor`: "⌊", `\rfloor`: "⌋", `\lceil`: "⌈", `\rceil`: "⌉",
	`\|`: "‖", `\Vert`: "‖", `\lVert`: "‖", `\rVert`: "‖", `\vert`: "|", `\lvert`: "|", `\rvert`: "|", `\lbrack`: "[", `\rbrack`: "]", `\backslash`: "∖",
}

// bigs are the operators that grow when displayed.
var bigs = map[string]string{
	"sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
	"bigotimes": "⨂", "bigvee": "⋁", "bigwedge": "⋀", "bigsqcup": "⨆",
}

// functions are set upright; limits are those among them that have something below.
var (
	functions = []string{
		"arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lg", "lim",
		"liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh", "argmax", "argmin",
	}
	limits = []string{"det", "gcd", "inf", "lim", "liminf", "limsup", "max", "min", "Pr", "sup", "argmax", "argmin"}
)

// functionName is how a function is written.
func functionName(name string) string {
	switch name {
	case "liminf":
		return "lim\u2009inf"
	case "limsup":
		return "lim\u2009sup"
	case "argmax":
		return "arg\u2009max"
	case "argmin":
		return "arg\u2009min"
	}
	return name
}

// spaces are the commands for space, and how wide it is.
var spaces = map[string]string{
	",": "0.17em", ":": "0.22em", ">": "0.22em", ";": "0.28em", "!": "-0.17em", " ": "0.33em", "\n": "0.33em", "quad": "1em", "qquad": "2em",
	"thinspace": "0.17em", "enspace": "0.5em",
}

// accents are the commands that put a sign over or under what follows.
var accents = map[string]struct {
	sign        string
	wide, below bool
}{
	"hat": {sign: "^"}, "widehat": {sign: "^", wide: true}, "tilde": {sign: "~"}, "widetilde": {sign: "~", wide: true}, "bar": {sign: "¯"},
	"overline": {sign: "¯", wide: true}, "underline": {sign: "_", wide: true, below: true}, "vec": {sign: "→"}, "dot": {sign: "˙"},
	"ddot": {sign: "¨"}, "acute": {sign: "´"}, "grave": {sign: "`"}, "check": {sign: "ˇ"}, "breve": {sign: "˘"},
	"overrightarrow": {sign: "→", wide: true}, "overbrace": {sign: "⏞", wide: true}, "underbrace": {sign: "⏟", wide: true, below: true},
}

// negated are signs that have a form struck through.
var negated = map[string]string{
	"=": "≠", "∈": "∉", "∋": "∌", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉", "≤": "≰", "≥": "≱", "<": "≮", ">": "≯", "≡": "≢", "∼": "≁", "≈": "≉", "∃": "∄", "∣": "∤", "∥": "∦",
}
