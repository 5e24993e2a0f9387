package source

// The limits within which Load works. They are far above what a person writes, and low enough that a
// file made to hurt costs milliseconds: each bounds a quantity, so no clock is needed.
const (
	maxText     = 1 << 20 // bytes of one text file
	maxDepth    = 64      // nesting of YAML values
	maxNodes    = 200_000 // YAML values in one file
	maxAliased  = 10_000  // values that aliases and merge keys of one file may add
	maxFiles    = 50_000  // files and folders in a passport
	maxFolders  = 16      // nesting of folders
	maxProblems = 100     // of one kind in one file: a thousandth repetition helps nobody
)
