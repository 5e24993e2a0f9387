package check

// visibilityWords are what other programs write for visibility.
var visibilityWords = []string{
	"draft", "hidden", "hide", "private", "public", "publish", "published", "secret", "show", "unlisted", "visible",
}

// otherNames says what is called how here: by the name that other programs and other people use, the
// names of this format that it may stand for. The first that exists where it is written is meant.
var otherNames = map[string][]string{
	// who with
	"company": {"organization"}, "company_name": {"organization"}, "employer": {"organization"}, "organisation": {"organization"},
	"org": {"organization"}, "workplace": {"organization"}, "client": {"organization"}, "firm": {"organization"},
	"school": {"organization"}, "university": {"organization"}, "college": {"organization"}, "institution": {"organization"},
	"institute": {"organization"}, "provider": {"issuer", "organization"}, "awarder": {"organization"}, "issued_by": {"issuer"},
	"issuing_organization": {"issuer"}, "authority": {"issuer"}, "granted_by": {"organization"}, "entity": {"organization"},
	"industry": {"sector"}, "alias": {"aliases", "shown_as"}, "anonymous_name": {"shown_as"},
	"hospital": {"organization"}, "agency": {"organization"}, "charity": {"organization"}, "employer_name": {"organization"}, "board": {"organization"},
	"unit": {"department"}, "ward": {"department"},

	// what it is called
	"designation": {"title"}, "rank": {"title"},
	"position": {"title"}, "job": {"title"}, "job_title": {"title", "headline"}, "role": {"title"}, "heading": {"title"},
	"headline": {"title"}, "label": {"title", "headline"}, "name": {"title", "language", "skill"}, "what": {"title", "text"},
	"tagline": {"headline"}, "profession": {"headline"}, "occupation": {"title", "headline"}, "title": {"headline", "name", "text"},

	// learning
	"qualification": {"degree"}, "diploma": {"degree"}, "study_type": {"degree"}, "major": {"field"}, "area": {"field"},
	"subject": {"field"}, "subjects": {"courses"}, "division": {"grade"}, "study": {"field"}, "field_of_study": {"field"}, "gpa": {"grade"}, "score": {"grade"}, "mark": {"grade"},
	"ects": {"credits"}, "percentage": {"grade"}, "marks": {"grade"}, "cgpa": {"grade"}, "branch": {"field", "organization"},
	"stream": {"field"}, "specialization": {"field"}, "specialisation": {"field"}, "modules": {"courses"}, "dissertation": {"thesis"}, "eqf": {"level"},

	// when
	"start_date": {"start"}, "from": {"start"}, "begin": {"start"}, "began": {"start"}, "started": {"start"}, "since": {"start"},
	"end_date": {"end"}, "to": {"end"}, "until": {"end"}, "till": {"end"}, "finish": {"end"}, "finished": {"end"}, "ended": {"end"},
	"year": {"date"}, "when": {"date"}, "day": {"date"}, "published_on": {"date"}, "release_date": {"date"}, "awarded": {"date"},
	"issue_date": {"issued", "date"}, "date_issued": {"issued"}, "obtained": {"issued", "date"}, "expiry": {"expires"},
	"expiration": {"expires"}, "expiry_date": {"expires"}, "expiration_date": {"expires"}, "valid_until": {"expires"},
	"valid_to": {"expires"}, "expires_on": {"expires"}, "deadline": {"by"}, "due": {"by"}, "target_date": {"by"},
	"joined": {"start"}, "joining_date": {"start"}, "date_of_joining": {"start"}, "doj": {"start"}, "left": {"end"}, "relieving_date": {"end"},
	"passing_year": {"date"}, "year_of_passing": {"date"}, "graduated": {"end"}, "completed": {"end", "date"}, "date_of_issue": {"issued", "date"},
	"issued_on": {"issued"}, "valid_from": {"issued"}, "valid_till": {"expires"}, "renewal": {"expires"}, "renewal_date": {"expires"},
	"last_modified": {"updated"}, "modified": {"updated"}, "lastmod": {"updated"},

	// words
	"description": {"summary", "note", "text"}, "abstract": {"summary"}, "overview": {"summary"}, "excerpt": {"summary"},
	"details": {"body"}, "content": {"body"}, "text": {"body", "title"}, "notes": {"note", "body"}, "story": {"body"},
	"statement": {"body"}, "testimonial": {"body"}, "recommendation": {"body"}, "comment": {"note"}, "message": {"body"},
	"achievements": {"highlights"}, "accomplishments": {"highlights"}, "bullets": {"highlights"}, "responsibilities": {"highlights"},
	"duties": {"highlights"}, "tasks": {"highlights"}, "results": {"highlights"}, "claims": {"highlights"}, "points": {"highlights"},
	"result": {"outcome"}, "impact": {"outcome"}, "sentence": {"text"}, "claim": {"text"}, "question": {"prompt"},

	// skills and words for finding
	"skill": {"skills", "title"}, "technologies": {"skills"}, "technology": {"skills"}, "tech": {"skills"}, "stack": {"skills"},
	"tech_stack": {"skills"}, "tools": {"skills"}, "competences": {"skills"}, "competencies": {"skills"}, "abilities": {"skills"},
	"keywords": {"tags", "aliases"}, "keyword": {"tags"}, "tag": {"tags"}, "labels": {"tags"}, "topics": {"tags"}, "categories": {"tags"},
	"synonyms": {"aliases"}, "group": {"category"}, "proficiency": {"level"}, "rating": {"level"}, "mastery": {"level"},
	"fluency": {"level"}, "stars": {"level"}, "parent": {"broader"}, "kind": {"type"}, "employment_type": {"type", "schedule"},
	"contract": {"schedule"}, "work_type": {"arrangement"}, "location_type": {"arrangement"}, "remote": {"arrangement"},
	"team": {"department", "collaborators"}, "positions": {"roles"}, "esco": {"same_as"}, "onet": {"same_as"},

	// where it can be seen
	"url": {"src", "links"}, "website": {"url", "links"}, "link": {"url", "links"}, "homepage": {"website", "url", "links"}, "web": {"website", "url"},
	"href": {"url"}, "site": {"website"}, "profiles": {"links"}, "social": {"links"}, "socials": {"links"}, "networks": {"links"},
	"urls": {"links"}, "websites": {"links"}, "repo": {"repository"}, "github": {"repository", "links"}, "source_code": {"repository"},
	"code": {"repository"}, "proof": {"evidence"}, "proofs": {"evidence"}, "attachments": {"evidence"}, "documents": {"evidence"},
	"files": {"evidence"}, "media": {"evidence"}, "attachment": {"evidence", "file"}, "document": {"file", "evidence"}, "path": {"file", "src"},
	"file": {"src"}, "verify_url": {"url"}, "verification_url": {"url"}, "credential_url": {"url"}, "verify": {"confirm_at"},

	// pictures
	"photo": {"portrait", "image"}, "picture": {"portrait", "image"}, "avatar": {"portrait"}, "image": {"portrait"}, "img": {"image"},
	"cover": {"image"}, "thumbnail": {"image"}, "logo": {"image"}, "alt_text": {"alt"}, "source": {"src"}, "description_alt": {"alt"},

	// the person
	"first_name": {"given"}, "firstname": {"given"}, "given_name": {"given"}, "forename": {"given"}, "last_name": {"family"},
	"lastname": {"family"}, "surname": {"family"}, "family_name": {"family"}, "full_name": {"name"}, "fullname": {"name"},
	"nickname": {"also_known_as"}, "other_names": {"also_known_as"}, "mail": {"email"}, "e_mail": {"email"}, "email_address": {"email"},
	"tel": {"phone"}, "telephone": {"phone"}, "mobile": {"phone"}, "cell": {"phone"}, "phone_number": {"phone"},
	"nationality": {"nationalities"}, "birthday": {"birth_date"}, "birthdate": {"birth_date"}, "date_of_birth": {"birth_date"},
	"dob": {"birth_date"}, "hobbies": {"interests"}, "language": {"languages", "lang"}, "lang": {"language", "languages"},
	"duty_station": {"location"}, "station": {"location"},
	"address": {"location"}, "place": {"location"}, "where": {"location", "venue"}, "town": {"city"}, "state": {"region", "status"},
	"province": {"region"}, "county": {"region"}, "zip": {"postal_code"}, "zip_code": {"postal_code"}, "postcode": {"postal_code"},
	"driving_license": {"driving_licence"}, "driver_license": {"driving_licence"}, "drivers_license": {"driving_licence"},
	"gender_identity": {"gender"}, "sex": {"gender"}, "citizenship": {"nationalities"}, "whatsapp": {"phone"}, "bio": {"summary"},

	// papers and statements
	"number": {"credential_id", "value"}, "license_number": {"credential_id"}, "licence_number": {"credential_id"},
	"pin": {"credential_id"}, "license_no": {"credential_id"}, "licence_no": {"credential_id"}, "certificate_no": {"credential_id"}, "registration_no": {"credential_id"},
	"certificate_number": {"credential_id"}, "registration_number": {"credential_id"}, "by": {"author", "issuer", "organization"},
	"author_name": {"author"}, "recommender": {"author"}, "referee": {"author"}, "person": {"author"}, "relationship": {"relation"},
	"permission": {"consent"}, "agreed": {"consent"}, "co_authors": {"authors"}, "author": {"authors"}, "contributors": {"collaborators", "authors"},
	"members": {"collaborators"}, "journal": {"venue"}, "conference": {"venue"}, "magazine": {"venue"}, "event": {"venue"},
	"publication": {"venue"}, "licence": {"license"}, "reason": {"for"}, "value": {"amount"}, "salary": {"pay"}, "shift": {"shifts"},
	"notice_period": {"notice"}, "visa": {"right_to_work"}, "work_permit": {"right_to_work"}, "hours_per_week": {"hours"},

	// the main ones in Portuguese, Spanish, French, Italian, German and Polish
	"empresa": {"organization"}, "entreprise": {"organization"}, "azienda": {"organization"}, "firma": {"organization"}, "unternehmen": {"organization"},
	"arbeitgeber": {"organization"}, "pracodawca": {"organization"}, "empregador": {"organization"}, "employeur": {"organization"}, "escola": {"organization"},
	"escuela": {"organization"}, "école": {"organization"}, "scuola": {"organization"}, "schule": {"organization"}, "szkoła": {"organization"},
	"cargo": {"title"}, "função": {"title"}, "puesto": {"title"}, "poste": {"title"}, "stelle": {"title"}, "stanowisko": {"title"}, "título": {"title"},
	"titulo": {"title"}, "titre": {"title"}, "titolo": {"title"}, "tytuł": {"title"}, "nome": {"name", "title"}, "nombre": {"name", "title"},
	"nom": {"name", "title"}, "nazwa": {"title"}, "início": {"start"}, "inicio": {"start"}, "début": {"start"}, "debut": {"start"}, "inizio": {"start"},
	"beginn": {"start"}, "von": {"start"}, "seit": {"start"}, "od": {"start"}, "desde": {"start"}, "fim": {"end"}, "fin": {"end"}, "fine": {"end"}, "ende": {"end"},
	"bis": {"end"}, "do": {"end"}, "hasta": {"end"}, "até": {"end"}, "data": {"date"}, "fecha": {"date"}, "datum": {"date"}, "ano": {"date"}, "año": {"date"},
	"jahr": {"date"}, "rok": {"date"}, "validade": {"expires"}, "local": {"location"}, "lugar": {"location"}, "lieu": {"location"}, "luogo": {"location"},
	"ort": {"location"}, "miejsce": {"location"}, "cidade": {"city", "location"}, "ciudad": {"city", "location"}, "ville": {"city", "location"},
	"stadt": {"city", "location"}, "miasto": {"city", "location"}, "país": {"country"}, "pays": {"country"}, "paese": {"country"}, "land": {"country"}, "kraj": {"country"},
	"habilidades": {"skills"}, "competências": {"skills"}, "competencias": {"skills"}, "compétences": {"skills"}, "competenze": {"skills"},
	"kenntnisse": {"skills"}, "fähigkeiten": {"skills"}, "umiejętności": {"skills"}, "atividades": {"highlights"}, "tarefas": {"highlights"},
	"tareas": {"highlights"}, "tâches": {"highlights"}, "mansioni": {"highlights"}, "aufgaben": {"highlights"}, "obowiązki": {"highlights"},
	"idiomas": {"languages"}, "línguas": {"languages"}, "langues": {"languages"}, "lingue": {"languages"}, "sprachen": {"languages"}, "języki": {"languages"},
	"descrição": {"summary"}, "descripción": {"summary"}, "descrizione": {"summary"}, "beschreibung": {"summary"}, "opis": {"summary"},
	"foto": {"portrait", "image"}, "telefone": {"phone"}, "teléfono": {"phone"}, "telefon": {"phone"}, "téléphone": {"phone"},

	// the site
	"color": {"accent"}, "colour": {"accent"}, "base_url": {"url"}, "baseurl": {"url"}, "domain": {"url"}, "locale": {"languages"},
	"menu": {"sections"}, "order": {"sections"}, "noindex": {"index"}, "paper_size": {"paper"},
}

// otherAdvice is for names of other programs that stand for nothing here.
var otherAdvice = map[string]string{
	"layout":    `take the line out: every kind has its own page here`,
	"template":  `take the line out: every kind has its own page here`,
	"permalink": `take the line out: the address follows from the file's name`,
	"weight":    `take the line out: entries stand in the order of time`,
	"slug":      `take the line out and rename the file: its name is the address`,
	"about":     `write it in a file of its own, about.md, beside passport.yaml`,
	"basics":    `put what stands in it below "person:"`,
	"summary":   `write it in a file of its own, about.md, beside passport.yaml`, "profile": `write it in a file of its own, about.md, beside passport.yaml`,
	"bio": `write it in a file of its own, about.md, beside passport.yaml`, "objective": `write it below "goals:", or in about.md`,
	"linkedin": `write it below "links:" as "- {title: LinkedIn, url: https://…}"`,
	"twitter":  `write it below "links:" as "- {title: Twitter, url: https://…}"`, "instagram": `write it below "links:" as "- {title: Instagram, url: https://…}"`,
	"facebook": `write it below "links:" as "- {title: Facebook, url: https://…}"`, "xing": `write it below "links:" as "- {title: Xing, url: https://…}"`,
	"hobbies": `write them below "person:" as "interests: [rowing, jazz]"`,
	"version": `the version of the format is written "schema: 1"`,
	"meta":    `take it out: nothing here needs it`,
}
