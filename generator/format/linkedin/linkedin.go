// Package linkedin reads the export of one's own data that LinkedIn gives on demand (Settings, Data
// privacy, Get a copy of your data): a ZIP of CSV files, or one of those files by itself.
//
// LinkedIn publishes no specification. Which files there are and what their columns are called differs
// between members and years, so files are known by name or by header, columns by name in any writing
// (the list [variants] has those that have been seen), and any of them may be missing.
//
// What is private or belongs to others is not read at all: messages, contacts, connections, addresses,
// numbers, the birth date, what was searched and clicked. The account names each such file.
//
// The tables below are the files, column by column.
package linkedin

import (
	"github.com/talent-passport/passport/generator/format"
)

// Format is LinkedIn's export.
var Format = &format.Format{
	Name:  "linkedin",
	Title: "LinkedIn data export",
	About: "the copy of your data that LinkedIn gives you: the ZIP, or a file out of it",
	Spec:  "https://www.linkedin.com/help/linkedin/answer/a1339364",
	Tier:  format.TierCore,
	Ext:   ".zip", MediaType: "application/zip",
	Recognise: recognise,
	Import:    read,
}

var (
	positions = format.Table{
		{"Company Name", "organization.name"},
		{"Title", "title"},
		{"Location", "location"},
	}
	volunteering = format.Table{
		{"Company Name", "organization.name"},
		{"Role", "title"},
		{"Location", "location"},
	}
	education = format.Table{
		{"School Name", "organization.name"},
		{"Degree Name", "degree"},
		{"Field Of Study", "field"},
		{"Grade", "grade"},
		{"Notes", "description"},
	}
	certifications = format.Table{
		{"Name", "title"},
		{"Authority", "issuer.name"},
		{"License Number", "credential_id"},
		{"Url", "url"},
		{"Started On", "issued"},
		{"Finished On", "expires"},
	}
	organizations = format.Table{
		{"Name", "organization.name"},
		{"Position", "title"},
		{"Description", "description"},
	}
	projects = format.Table{
		{"Title", "title"},
		{"Url", "url"},
	}
	publications = format.Table{
		{"Name", "title"},
		{"Publisher", "publisher"},
		{"Published On", "date"},
		{"Url", "url"},
		{"Description", "description"},
	}
	patents = format.Table{
		{"Title", "title"},
		{"Issued On", "date"},
		{"Filed On", "date"},
		{"Url", "url"},
		{"Description", "description"},
	}
	honors = format.Table{
		{"Title", "title"},
		{"Issuer", "organization.name"},
		{"Issued On", "date"},
		{"Description", "description"},
	}
	scores = format.Table{
		{"Name", "title"},
		{"Date", "date"},
	}
	recommendations = format.Table{
		{"Company", "author.organization"},
		{"Job Title", "author.role"},
		{"Creation Date", "date"},
	}
)

// variants are other names of columns that exports of other years and members use.
var variants = map[string][]string{
	"Company Name":       {"Company", "Organization", "Organization Name", "Employer"},
	"School Name":        {"School", "Institution"},
	"Degree Name":        {"Degree"},
	"Field Of Study":     {"Field", "Area Of Study"},
	"Started On":         {"Start Date", "Start", "From", "Time Period Start"},
	"Finished On":        {"End Date", "End", "To", "Ended On", "Time Period End"},
	"Published On":       {"Date", "Publication Date", "Date Published"},
	"Issued On":          {"Issue Date", "Date Issued", "Issued", "Date"},
	"Filed On":           {"Filing Date", "Application Date"},
	"Creation Date":      {"Date", "Created On"},
	"Url":                {"URL", "Link", "Certification Url", "Web Site"},
	"License Number":     {"Licence Number", "Credential Id", "Number"},
	"Authority":          {"Issuing Organization", "Issuer", "Certification Authority"},
	"Activities":         {"Activities And Societies"},
	"Notes":              {"Description"},
	"Role":               {"Title", "Position"},
	"Job Title":          {"Position", "Occupation"},
	"Position":           {"Position Held", "Title"},
	"Text":               {"Recommendation", "Recommendation Text", "Body"},
	"Geo Location":       {"Location", "Geography"},
	"Summary":            {"Profile Summary", "About"},
	"Zip Code":           {"Postal Code"},
	"Number":             {"Course Number"},
	"Proficiency":        {"Level", "Language Proficiency"},
	"Issuer":             {"Awarded By", "Authority"},
	"Date":               {"Test Date", "Date On", "Taken On"},
	"Websites":           {"Website", "Web Sites"},
	"Twitter Handles":    {"Twitter", "Twitter Handle"},
	"Headline":           {"Professional Headline"},
	"Public Profile":     {"Public Profile Url", "Profile Url", "LinkedIn Profile"},
	"First Name":         {"Given Name", "Recommender First Name"},
	"Last Name":          {"Family Name", "Surname", "Recommender Last Name"},
	"Maiden Name":        {"Former Name"},
	"Birth Date":         {"Date Of Birth", "Birthday"},
	"Phone Numbers":      {"Phone", "Phone Number"},
	"Email Address":      {"Email", "Email Addresses"},
	"Description":        {"Summary"},
	"Cause":              {"Causes"},
	"Name":               {"Title", "Skill", "Language"},
	"Title":              {"Name", "Position", "Job Title", "Role"},
	"Publisher":          {"Publication"},
	"Location":           {"Location Name", "City"},
	"Score":              {"Result"},
	"Company":            {"Company Name", "Organization"},
	"Instant Messengers": {"Instant Messenger"},
}

// file is a file of the export that is read: its name without extension, and the columns that tell it
// where the name does not.
type file struct {
	name    string
	columns []string
	read    func(r *reader, t *table)
}

// files are those, in the order in which a résumé has them. Of a file with columns that fit two, the first
// counts.
var files = []file{
	{"Profile", []string{"First Name", "Last Name", "Headline"}, (*reader).profile},
	{"Profile Summary", []string{"Profile Summary"}, (*reader).profile},
	{"Recommendations Received", []string{"First Name", "Last Name", "Text"}, (*reader).recommendation},
	{"Positions", []string{"Company Name", "Title", "Started On"}, (*reader).position},
	{"Volunteering", []string{"Company Name", "Role", "Cause"}, (*reader).volunteer},
	{"Education", []string{"School Name"}, (*reader).school},
	{"Courses", []string{"Name", "Number"}, (*reader).coursework},
	{"Certifications", []string{"Name", "Authority"}, (*reader).certificate},
	{"Organizations", []string{"Name", "Position", "Started On"}, (*reader).membership},
	{"Publications", []string{"Name", "Published On", "Publisher"}, (*reader).publication},
	{"Patents", []string{"Title", "Filed On"}, (*reader).patent},
	{"Projects", []string{"Title", "Description", "Url", "Started On"}, (*reader).project},
	{"Honors", []string{"Title", "Issued On"}, (*reader).honor},
	{"Test Scores", []string{"Name", "Score"}, (*reader).score},
	{"Languages", []string{"Name", "Proficiency"}, (*reader).language},
	{"Skills", []string{"Name"}, (*reader).skill},
}

// Reasons why a file is not read.
const (
	theirs   = "it is about other people: their names, addresses and words are theirs"
	private  = "it is private, and no part of a passport"
	clicks   = "it says what was looked at and clicked, not what was done"
	watched  = "it says what was watched: write the courses that matter under education"
	oneClick = "one click of somebody backs nothing, and the names are theirs: ask for a few sentences instead"
)

// left are the files that are left alone, by the beginning of their names.
var left = []struct{ name, why string }{
	{"Connections", theirs}, {"Contacts", theirs}, {"Imported Contacts", theirs}, {"Invitations", theirs}, {"Messages", theirs}, {"Guide Messages", theirs},
	{"Learning Coach Messages", theirs}, {"Learning Role Play Messages", theirs}, {"Recommendations Given", theirs}, {"Endorsement Given", theirs}, {"Coach Messages", theirs},
	{"Endorsement Received", oneClick},
	{"Email Addresses", private}, {"Phone Numbers", private}, {"PhoneNumbers", private}, {"Whatsapp Phone Numbers", private}, {"Registration", private}, {"Logins", private},
	{"Receipts", private}, {"Security Challenges", private}, {"Verifications", private}, {"Job Applications", private}, {"Saved Jobs", private}, {"Job Seeker", private},
	{"Job Applicant", private}, {"Jobs", private}, {"Private Identity", private}, {"Identity", private}, {"Account Status", private}, {"Payments", private}, {"Screening", private},
	{"SavedJobAlerts", private}, {"Votes", private}, {"LAN Ads", clicks}, {"Ad", clicks}, {"Ads Clicked", clicks}, {"Inferences", clicks}, {"Search", clicks}, {"Reactions", clicks}, {"Comments", clicks}, {"Shares", clicks},
	{"Instant Reposts", clicks}, {"InstantReposts", clicks}, {"Rich Media", clicks}, {"Company Follows", clicks}, {"Member Follows", clicks}, {"Hashtag Follows", clicks}, {"Events", clicks},
	{"Learning", watched},
	{"Articles", "an article is a page of its own: write what matters as a story, or name it under publications"},
}

// alone are files that are left alone, by columns that only they have: whoever unpacked the ZIP gives them
// with all the others, and under any name.
var alone = []struct {
	columns []string
	why     string
}{
	{[]string{"First Name", "Connected On"}, theirs},
	{[]string{"Conversation ID", "From", "To"}, theirs},
	{[]string{"From", "To", "Sent At", "Direction"}, theirs},
	{[]string{"Endorsement Date", "Skill Name"}, oneClick},
	{[]string{"Email Address", "Confirmed", "Primary"}, private},
	{[]string{"Extension", "Number", "Type"}, private},
	{[]string{"Registered At", "Registration IP"}, private},
	{[]string{"Content Title", "Content Type"}, watched},
	{[]string{"Media Description", "Media Link"}, clicks},
	{[]string{"Organization", "Followed On"}, clicks},
}
