package passport

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Meant says which folder people mean who call it something else, in English or in a language that passports
// are shown in: "jobs" and "Berufserfahrung" are experience, "photos" are media, "bio" is about. The word may
// also say what type the entries are: "volunteering" is experience of type voluntary. The folder is "" for a
// word that means none, or that could mean several.
func Meant(word string) (folder, typ string) {
	key := plainWord(word)
	if said, ok := meant()[key]; ok {
		folder, typ, _ = strings.Cut(said, "/")
		return folder, typ
	}
	return "", ""
}

// meant are the words of people and the titles of résumés, by their plain form.
var meant = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for title, section := range sections {
		switch section {
		case "languages", "interests", "values": // fields of the person
			continue
		case "voluntary":
			section = "experience/voluntary"
		case "patents":
			section = "publications/patent"
		case "talks":
			section = "publications/talk"
		}
		all[plainWord(title)] = section
	}
	for said, words := range said {
		for _, w := range strings.Split(words, ",") {
			all[plainWord(w)] = said
		}
	}
	for _, k := range kinds {
		all[plainWord(k.Folder)], all[plainWord(k.Name)] = k.Folder, k.Folder
	}
	return all
})

// said are the words for a folder, or for a folder and a type, that are no titles of a résumé. What could mean
// two of them is left out: a diploma is an education and a credential.
var said = map[string]string{
	"experience": "job,jobs,work,works,work history,career,employer,employers,employment history,position,positions,post,posts," +
		"experiences,berufserfahrungen,arbeit,beruf,stellen,trabajo,trabajos,empleo,empleos,experiencia,experiencias,expérience,expériences," +
		"emploi,emplois,travail,trabalho,trabalhos,emprego,empregos,experiência,experiências,esperienza,esperienze,lavoro,werk,ervaring,praca,doświadczenie",
	"experience/voluntary":  "volunteer,volunteers,voluntary,voluntary work,volontariat,ehrenamtlich",
	"experience/internship": "internship,internships,placement,placements,praktikum,praktika,stage,stages,prácticas,estágio,estágios,tirocinio",
	"experience/military":   "military,army",
	"experience/caring":     "caring,care,carer,parenting,family care",
	"experience/freelance":  "freelance,freelancing,self employed,self employment",
	"education": "school,schools,university,college,study,studies,learning,educations,bildung,studium,schule,educación,estudios,études,école,diplômes," +
		"educação,estudos,istruzione,studi,onderwijs,studie,edukacja",
	"education/degree":    "degree,degrees",
	"education/course":    "course,courses,kurs,kurse,curso,cursos,cours,corso,corsi,cursussen",
	"education/bootcamp":  "bootcamp,bootcamps",
	"projects":            "side project,side projects",
	"skills":              "ability,abilities,competence,competency,competencies,kenntnisse,habilidades,habilidad,compétence,vaardigheid",
	"credentials":         "cert,certs,certificate,certification,zertifikat,certificado,certificados,certificat,certificats,certificato,certificati,qualification,qualifications",
	"credentials/license": "license,licence,registration,registrations,lizenz,lizenzen,licencia,licencias",
	"credentials/badge":   "badge,badges",
	"endorsements":        "reference,recommendation,testimonial,referee,referees,referenz,zeugnisse,empfehlungen,recommandations,recomendaciones",
	"stories":             "case study,case studies,geschichten,historias,histoires,storie",
	"goals":               "plans,plan,aim,aims,objective,objectives,ziele,ziel,metas,objetivos,objectifs,obiettivi,doelen",
	"awards":              "achievement,prize,prizes,honor,honour,auszeichnung,preise,premio,premios,distinctions",
	"publications":        "paper,article,book,books,writing,writings,bücher,artikel",
	"publications/talk":   "talk,presentation,vorträge,vortrag",
	"publications/patent": "patent",
	"log":                 "diary,logs,logbook,daily,tagebuch,diario,diário",
	"other":               "others,misc,miscellaneous,various,sonstiges,otros,autres,outros,altro",
	"media":               "image,images,img,imgs,photo,photos,picture,pictures,pics,files,documents,document,docs,attachments,uploads,assets,static,bilder,fotos,imágenes,imagens,immagini,dateien,dokumente,archivos,fichiers",
	"about":               "bio,biography,me,index,home,intro,my story,über mich,sobre mí,sobre mim,à propos",
}

// plainWord makes words comparable: small letters, no marks on them, one space for every other sign.
func plainWord(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mc, r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// SectionTitled says what a section of a résumé with this title holds, in the languages that passports are shown in
// and in the words that people use: about, experience, voluntary, education, projects, skills, credentials,
// awards, publications, languages, endorsements, interests, values, patents or talks; "" for a title that
// says none of these.
func SectionTitled(title string) string {
	return sections[strings.ToLower(strings.TrimSpace(strings.ReplaceAll(title, "_", " ")))]
}

// sections are titles, which are compared in lower case, with spaces for underscores.
var sections = map[string]string{
	"نبذة": "about", "profil": "about", "summary": "about", "resumen": "about", "résumé": "about", "सारांश": "about",
	"profilo": "about", "職務要約": "about", "profiel": "about", "podsumowanie": "about", "resumo": "about", "коротко про себе": "about",
	"个人简介": "about", "about": "about", "about me": "about", "profile": "about", "objective": "about", "introduction": "about",
	"professional summary": "about", "über mich": "about", "kurzprofil": "about", "sobre mim": "about", "perfil": "about", "sobre mí": "about", "à propos": "about",
	"الخبرة العملية": "experience", "berufserfahrung": "experience", "experience": "experience", "experiencia laboral": "experience", "expérience professionnelle": "experience", "कार्य अनुभव": "experience",
	"esperienza professionale": "experience", "職務経歴": "experience", "werkervaring": "experience", "doświadczenie zawodowe": "experience", "experiência profissional": "experience", "досвід роботи": "experience",
	"工作经历": "experience", "work": "experience", "work experience": "experience", "professional experience": "experience", "employment": "experience", "career": "experience",
	"military service": "experience", "internships": "experience",
	"العمل التطوعي": "voluntary", "ehrenamt": "voluntary", "volunteering": "voluntary", "voluntariado": "voluntary", "bénévolat": "voluntary", "स्वयंसेवा": "voluntary",
	"volontariato": "voluntary", "ボランティア": "voluntary", "vrijwilligerswerk": "voluntary", "wolontariat": "voluntary", "волонтерство": "voluntary", "志愿服务": "voluntary",
	"volunteer": "voluntary", "volunteer work": "voluntary", "volunteer experience": "voluntary", "community service": "voluntary",
	"التعليم": "education", "ausbildung": "education", "education": "education", "formación": "education", "formation": "education", "शिक्षा": "education",
	"formazione": "education", "学歴": "education", "opleiding": "education", "wykształcenie": "education", "formação": "education", "освіта": "education",
	"教育背景": "education", "studies": "education", "training": "education",
	"المشاريع": "projects", "projekte": "projects", "projects": "projects", "proyectos": "projects", "projets": "projects", "परियोजनाएँ": "projects",
	"progetti": "projects", "プロジェクト": "projects", "projecten": "projects", "projekty": "projects", "projetos": "projects", "проєкти": "projects",
	"项目经历": "projects", "personal projects": "projects", "side projects": "projects", "open source": "projects", "software": "projects", "portfolio": "projects",
	"المهارات": "skills", "fähigkeiten": "skills", "skills": "skills", "competencias": "skills", "compétences": "skills", "कौशल": "skills",
	"competenze": "skills", "スキル": "skills", "vaardigheden": "skills", "umiejętności": "skills", "competências": "skills", "навички": "skills",
	"专业技能": "skills", "technologies": "skills", "technical skills": "skills", "tools": "skills", "expertise": "skills", "competences": "skills",
	"technical expertise": "skills",
	"الشهادات المهنية":    "credentials", "zertifikate": "credentials", "certifications": "credentials", "certificaciones": "credentials", "प्रमाणपत्र": "credentials", "certificazioni": "credentials",
	"免許・資格": "credentials", "certificaten": "credentials", "certyfikaty": "credentials", "certificações": "credentials", "сертифікати": "credentials", "资格证书": "credentials",
	"certificates": "credentials", "certifications and licenses": "credentials", "licenses": "credentials", "licences": "credentials", "credentials": "credentials", "courses": "credentials",
	"الجوائز": "awards", "auszeichnungen": "awards", "awards": "awards", "premios": "awards", "prix": "awards", "पुरस्कार": "awards",
	"premi": "awards", "受賞歴": "awards", "prijzen": "awards", "nagrody": "awards", "prémios": "awards", "нагороди": "awards",
	"获奖情况": "awards", "honors": "awards", "honours": "awards", "honors and awards": "awards", "awards and honors": "awards", "selected honors": "awards",
	"achievements": "awards", "scholarships": "awards", "grants": "awards",
	"المنشورات": "publications", "veröffentlichungen": "publications", "publications": "publications", "publicaciones": "publications", "प्रकाशन": "publications", "pubblicazioni": "publications",
	"著作・発表": "publications", "publicaties": "publications", "publikacje": "publications", "publicações": "publications", "публікації": "publications", "发表成果": "publications",
	"papers": "publications", "articles": "publications", "selected publications": "publications", "research": "publications",
	"اللغات": "languages", "sprachen": "languages", "languages": "languages", "idiomas": "languages", "langues": "languages", "भाषाएँ": "languages",
	"lingue": "languages", "語学": "languages", "talen": "languages", "języki": "languages", "línguas": "languages", "мови": "languages",
	"语言能力": "languages", "spoken languages": "languages",
	"المراجع": "endorsements", "referenzen": "endorsements", "references": "endorsements", "referencias": "endorsements", "références": "endorsements", "संदर्भ": "endorsements",
	"referenze": "endorsements", "推薦": "endorsements", "referenties": "endorsements", "referencje": "endorsements", "referências": "endorsements", "рекомендації": "endorsements",
	"推荐信": "endorsements", "recommendations": "endorsements", "testimonials": "endorsements",
	"الاهتمامات": "interests", "interessen": "interests", "interests": "interests", "intereses": "interests", "centres d’intérêt": "interests", "रुचियाँ": "interests",
	"interessi": "interests", "関心": "interests", "interesses": "interests", "zainteresowania": "interests", "інтереси": "interests", "兴趣": "interests",
	"hobbies": "interests", "hobbies and interests": "interests",
	"ما يهمّني": "values", "was mir wichtig ist": "values", "what matters to me": "values", "lo que me importa": "values", "ce qui compte pour moi": "values", "मेरे लिए क्या मायने रखता है": "values",
	"che cosa conta per me": "values", "大切にしていること": "values", "wat ik belangrijk vind": "values", "co jest dla mnie ważne": "values", "o que é importante para mim": "values", "що для мене важливо": "values",
	"我看重的事": "values", "values": "values",
	"patents": "patents",
	"talks":   "talks", "invited talks": "talks", "presentations": "talks", "conferences": "talks", "speaking": "talks",
}
