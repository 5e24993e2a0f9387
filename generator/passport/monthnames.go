package passport

// fillers are the small words between the parts of a written date: "15 de marzo de 2019", "1er mars",
// "March 3rd", "2019年3月15日".
var fillers = []string{"de", "del", "d'", "of", "the", "st", "nd", "rd", "th", "er", "º", "ª", "o", "a", "r", "г", "р", "року", "г.", "年", "月", "日", "م"}

// monthNames are the names and usual short forms of the months, in lower case without full stops, in
// English, Spanish, French, German, Portuguese, Italian, Dutch, Polish, Ukrainian, Arabic, Hindi,
// Chinese and Japanese (which write numbers). No form means different months in two of them.
var monthNames = map[string]int{
	// English, and what other languages share with it.
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6,
	"july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10, "oct": 10,
	"november": 11, "nov": 11, "december": 12, "dec": 12,
	// Spanish.
	"enero": 1, "ene": 1, "febrero": 2, "marzo": 3, "abril": 4, "abr": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "ago": 8,
	"septiembre": 9, "setiembre": 9, "set": 9, "octubre": 10, "noviembre": 11, "diciembre": 12, "dic": 12,
	// French.
	"janvier": 1, "janv": 1, "février": 2, "fevrier": 2, "févr": 2, "fevr": 2, "fév": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
	"juin": 6, "juillet": 7, "juil": 7, "août": 8, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11,
	"décembre": 12, "decembre": 12, "déc": 12,
	// German.
	"januar": 1, "jänner": 1, "februar": 2, "feber": 2, "märz": 3, "maerz": 3, "mär": 3, "mrz": 3, "juni": 6, "juli": 7,
	"oktober": 10, "okt": 10, "dezember": 12, "dez": 12,
	// Portuguese.
	"janeiro": 1, "fevereiro": 2, "fev": 2, "março": 3, "marco": 3, "maio": 5, "junho": 6, "julho": 7, "setembro": 9,
	"outubro": 10, "out": 10, "novembro": 11, "dezembro": 12,
	// Italian.
	"gennaio": 1, "gen": 1, "febbraio": 2, "febb": 2, "aprile": 4, "maggio": 5, "mag": 5, "giugno": 6, "giu": 6, "luglio": 7, "lug": 7,
	"settembre": 9, "sett": 9, "ottobre": 10, "ott": 10, "dicembre": 12,
	// Dutch.
	"januari": 1, "februari": 2, "maart": 3, "mrt": 3, "mei": 5, "augustus": 8,
	// Polish, as a name and in a date.
	"styczeń": 1, "stycznia": 1, "sty": 1, "luty": 2, "lutego": 2, "lut": 2, "marzec": 3, "marca": 3, "kwiecień": 4, "kwietnia": 4, "kwi": 4,
	"maj": 5, "maja": 5, "czerwiec": 6, "czerwca": 6, "cze": 6, "lipiec": 7, "lipca": 7, "lip": 7, "sierpień": 8, "sierpnia": 8, "sie": 8,
	"wrzesień": 9, "września": 9, "wrz": 9, "październik": 10, "października": 10, "paź": 10, "listopad": 11, "listopada": 11, "lis": 11,
	"grudzień": 12, "grudnia": 12, "gru": 12,
	// Ukrainian, as a name and in a date.
	"січень": 1, "січня": 1, "січ": 1, "лютий": 2, "лютого": 2, "лют": 2, "березень": 3, "березня": 3, "бер": 3, "квітень": 4, "квітня": 4, "квіт": 4,
	"травень": 5, "травня": 5, "трав": 5, "червень": 6, "червня": 6, "черв": 6, "липень": 7, "липня": 7, "лип": 7, "серпень": 8, "серпня": 8, "серп": 8,
	"вересень": 9, "вересня": 9, "вер": 9, "жовтень": 10, "жовтня": 10, "жовт": 10, "листопад": 11, "листопада": 11, "лист": 11,
	"грудень": 12, "грудня": 12, "груд": 12,
	// Arabic, in the names of Egypt and the Gulf.
	"يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "ابريل": 4, "إبريل": 4, "مايو": 5, "يونيو": 6, "يوليو": 7, "أغسطس": 8, "اغسطس": 8,
	"سبتمبر": 9, "أكتوبر": 10, "اكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12,
	// Hindi.
	"जनवरी": 1, "फ़रवरी": 2, "फरवरी": 2, "मार्च": 3, "अप्रैल": 4, "मई": 5, "जून": 6, "जुलाई": 7, "अगस्त": 8, "सितंबर": 9, "सितम्बर": 9,
	"अक्टूबर": 10, "अक्तूबर": 10, "नवंबर": 11, "नवम्बर": 11, "दिसंबर": 12, "दिसम्बर": 12,
}
