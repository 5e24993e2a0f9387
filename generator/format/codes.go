package format

import "github.com/talent-passport/passport/generator/diag"

// The codes of the problems that foreign files can have.
const (
	CodeUnreadable = "import-unreadable" // not what it seems to be, cut off, damaged
	CodeUnknown    = "import-unknown"    // of no format that is known
	CodeTooLarge   = "import-too-large"  // beyond the limits
	CodeEntity     = "import-entity"     // XML that declares entities
	CodeMember     = "import-member"     // a member of a ZIP that was skipped
	CodeValue      = "import-value"      // a value that means nothing here: no date, no address
	CodeColumn     = "import-column"     // a column of a table that could be anything
	CodeSkipped    = "import-skipped"    // a record of which nothing could be made
	CodeIncomplete = "import-incomplete" // a record whose rest stands at an address
)

// Codes documents them.
func Codes() []diag.Doc {
	return []diag.Doc{
		{
			Code: CodeUnreadable, Title: "a file to import cannot be read",
			Text: "The file is cut off, damaged, or not what its beginning promises. Nothing of it is imported. " +
				"Most often the download did not finish, or the file went through a program that changed it.\n\n" +
				"Wrong: `{\"basics\": {\"name\": \"Ana`\n\nRight: `{\"basics\": {\"name\": \"Ana\"}}`\n",
		},
		{
			Code: CodeUnknown, Title: "a file to import is of no known format",
			Text: "Files are recognised by what is in them, not by their names. `passport import --formats` lists what can be imported. " +
				"A table with a header row can always be: save it as CSV.\n",
		},
		{
			Code: CodeTooLarge, Title: "a file to import is larger than an export of one person",
			Text: "Importing works within fixed limits, so that a file made to hurt cannot stop this computer. " +
				"What lies beyond them is not read.\n",
		},
		{
			Code: CodeEntity, Title: "an XML file to import declares entities",
			Text: "Entities can make a small file unpack to gigabytes, or read other files of this computer into it. No export of a résumé has them.\n",
		},
		{
			Code: CodeMember, Severity: diag.Warning, Title: "a file in a ZIP was skipped",
			Text: "Its name leads out of the ZIP, it is locked with a password, or it is not a file. The others were read.\n",
		},
		{
			Code: CodeValue, Severity: diag.Warning, Title: "a value in an imported file means nothing here",
			Text: "A date that is no date, an address that leads nowhere safe, an end before its start. " +
				"The rest of the entry was imported; write the value yourself where it matters.\n\n" +
				"Wrong: `\"startDate\": \"spring\"`\n\nRight: `\"startDate\": \"2019-04\"`\n",
		},
		{
			Code: CodeColumn, Title: "nothing says what a column of a table is",
			Text: "A table can be about anything, so its columns are told once: with `--column \"Job=title\"`, or by answering on the terminal. " +
				"Columns with usual names (Employer, From, To, Skills) are understood by themselves, and `--kind` says what a row is. " +
				"What was told is written into passport.yaml under `import`, so a table with the same header needs nothing the next time.\n\n" +
				"Wrong: `passport import jobs.csv` for the columns Employer, Job, Wk hrs\n\n" +
				"Right: `passport import jobs.csv --column \"Wk hrs=hours\"`, or `--column \"Wk hrs=-\"` to leave it out\n",
		},
		{
			Code: CodeSkipped, Severity: diag.Warning, Title: "a part of an imported file was skipped",
			Text: "Nothing could be made of it: what would name it is missing. The rest was imported.\n",
		},
		{
			Code: CodeIncomplete, Severity: diag.Warning, Title: "a part of what was imported stands somewhere else",
			Text: "A badge can say no more than the address where it is described. Nothing is fetched when importing, so the entry has what the file holds. " +
				"Open the address, and write the title and who issued it into the entry; or download the badge again from where you got it, as a file that holds all of it.\n",
		},
	}
}
