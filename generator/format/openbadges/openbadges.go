// Package openbadges reads what schools and employers issue as digital badges and learner records: Open
// Badges 2.0 (https://www.imsglobal.org/spec/ob/v2p0), Open Badges 3.0
// (https://www.imsglobal.org/spec/ob/v3p0) and Comprehensive Learner Record 2.0
// (https://www.imsglobal.org/spec/clr/v2p0).
//
// A badge comes as JSON, as a signed text (compact JWS, RFC 7515), or inside a picture: in a text chunk of a
// PNG or an element of an SVG, see baked.go. Each becomes a credential, an endorsement of the same family an
// endorsement; a learner record becomes one credential for itself and one for each that it holds.
//
// The bytes are kept beside the entry exactly as they were issued. When they name the person by e-mail,
// plain or hashed, the file is the entry's source, which is never published; else it is its file, which
// readers can get. No signature is verified here, so nothing is claimed about it: pages name the issuer as
// named, until somebody has checked.
package openbadges

import (
	"github.com/talent-passport/passport/generator/format"
)

// Format is Open Badges and Comprehensive Learner Records.
var Format = &format.Format{
	Name:  "openbadges",
	Title: "Open Badges 2.0 and 3.0, CLR 2.0",
	About: "badges and learner records as issued: as data, signed, or inside a picture",
	Spec:  "https://www.imsglobal.org/spec/ob/v3p0",
	Tier:  format.TierCore,
	Ext:   ".json", MediaType: "application/json",
	Recognise: recognise,
	Import:    read,
}

// types are what a credential is here, by the achievement type that the issuer chose
// (https://www.imsglobal.org/spec/ob/v3p0#achievementtype-enumeration). Others keep their own word.
var types = map[string]string{
	"": "badge", "Badge": "badge", "MicroCredential": "badge", "Achievement": "badge",
	"License":     "license",
	"Certificate": "certificate", "Certification": "certificate", "CertificateOfCompletion": "certificate", "ApprenticeshipCertificate": "certificate",
	"JourneymanCertificate": "certificate", "MasterCertificate": "certificate", "Diploma": "certificate", "GeneralEducationDevelopment": "certificate",
	"SecondarySchoolDiploma": "certificate", "QualityAssuranceCredential": "certificate",
	"Degree": "degree", "AssociateDegree": "degree", "BachelorDegree": "degree", "MasterDegree": "degree", "DoctoralDegree": "degree",
	"ProfessionalDoctorate": "degree", "ResearchDoctorate": "degree",
	"Membership": "membership",
}

// genres are kinds of evidence by the words that issuers use.
var genres = map[string]string{
	"photo": "photo", "photography": "photo", "image": "photo", "video": "video", "film": "video", "code": "code", "software": "code",
	"document": "document", "report": "document", "prose": "document", "essay": "document", "assessment": "assessment", "test": "assessment",
	"testimonial": "testimonial", "portfolio": "work product", "project": "work product",
}

// frameworks are the beginnings of addresses under which published lists of skills lie.
var frameworks = []string{
	"http://data.europa.eu/esco/skill/", "https://data.europa.eu/esco/skill/", "https://www.onetonline.org/", "https://skills.emsidata.com/skills/",
	"https://lightcast.io/open-skills/", "https://rsd.openskillsnetwork.org/",
}
