"""Phrases that say for whom an announcement is made, and phrases that only seem to.

Each phrase is a feature of its own: the classifier learns its weight, and an explanation shows
the words that matched.  A phrase stands with the words of which it needs one: only those that
an announcement has are looked for.
"""

from __future__ import annotations

import re
from functools import lru_cache

from model.labels import Announcement

FOR_COUPLES: dict[str, tuple[str, str]] = {
    "date_night": (
        r"date|datenights?|noche",
        r"\bdate[- ]?nights?\b|\bnoche de (?:pareja|cita)s?\b",
    ),
    "your_date": (
        r"date|sweetheart|sweetie|valentine|honey|love|pareja",
        r"\b(?:paint|sketch|bring|impress|treat|surprise) your (?:date|sweetheart|sweetie|valentine|honey)\b|"
        r"\byou(?:r)? and your (?:date|sweetheart|sweetie|valentine|honey|love)\b|"
        r"\bpinta(?:r)? a (?:tu|su) pareja\b",
    ),
    "for_couples": (
        r"couples|spouses|newlyweds|sweethearts|lovebirds|parejas|matrimonios|novios",
        r"\bfor (?:\w+ ){0,3}(?:couples|spouses|newlyweds|sweethearts|lovebirds)\b|\bpara (?:parejas|"
        r"matrimonios|novios)\b",
    ),
    "couples_own": (
        r"couples?",
        r"\bcouples?['’]?s? (?:[\w®™-]+ )?(?:night|massage|retreat|workshop|class|weekend|getaway|dinner|"
        r"dance|yoga|cooking|group|ministry|therapy|counsell?ing|course|bible|study|small|paint|"
        r"pottery|tournament|seminar|enrichment|club|event|escape|brunch|supper|fellowship|social|"
        r"trivia|bowling|gathering|communication|connection|intensive|challenge|prayer|spa)\b",
    ),
    "couples_title": (
        r"couples|parejas|matrimonios|spouses|esposos",
        r"^\W*(?:[\w'’]+ ){0,3}(?:couples|parejas|matrimonios|spouses|esposos)\b",
    ),
    "per_couple": (
        r"couples?|pareja|matrimonio",
        r"(?:\b(?:per|each)|/|\bfor (?:a|each|the)) ?couple\b(?! (?:of|\w+s)\b)|\bcouples?:? ?[$£€]|"
        r"[$£€]\d+(?:\.\d\d)?(?:/| a | per )couple|\b(?:por|la) (?:pareja|matrimonio)\b(?! \()",
    ),
    "for_two": (
        r"two|2|dos",
        r"\b(?:dinner|table|tickets?|picnic|supper|tasting|meal|menu|brunch|evening|seats|package|"
        r"cena|breakfast|desserts?|chocolates?|ride|getaway|stay|cruise|sail|paddle|escape|spa|massage|"
        r"room|cabin|journey|experience|tour|night|weekend|hike) for (?:two|2)\b|\bpara dos\b",
    ),
    "marriage_event": (
        r"marriage|matrimoni\w+|parejas?|esposos|novios",
        r"\bmarriage (?:retreat|enrichment|encounter|course|conference|workshop|ministry|seminar|"
        r"night|class|preparation|prep|group|weekend|mentor\w*|tune|care|getaway|matters|builders?|"
        r"counsell?ing|intensive|event|fellowship|series)\b|\b(?:retiro|encuentro|curso) (?:de |"
        r"para )?(?:matrimoni\w+|parejas)\b|\b(?:retiro|encuentro|curso|grupo|noche|cena|taller|"
        r"pláticas|escuela|retiros|baile) (?:de |para |entre )?(?:matrimoni\w+|parejas|esposos|novios|"
        r"enamorados)\b",
    ),
    "your_spouse": (
        r"spouse|husband|significant|half|partner|beloved|fianc\w*|espos[oa]|pareja|cónyuge|novi[oa]",
        r"\b(?:you and )?your (?:spouse|husband or wife|significant other|other half|better half|"
        r"partner and you|beloved|fianc\w+)\b|\bsu (?:esposa|esposo|pareja|cónyuge)\b|\b(?:tu|"
        r"su) (?:espos[oa]|pareja|cónyuge|novi[oa])\b",
    ),
    "both_of_you": (
        r"two|both|couple|each|wives|wife|dos|pareja|ambos|juntos|espos[oa]s?",
        r"\b(?:the two of you|both of you|as a couple|together as a couple|you two|you both|"
        r"each other again|husbands and wives|wives and husbands|husband and wife|ustedes dos|"
        r"en pareja)\b|\b(?:los dos juntos|vengan (?:los dos|ambos)|acudan ambos|asistan juntos|"
        r"esposos? (?:y|o) esposas?)\b",
    ),
    "couples_do": (
        r"couples",
        r"\bcouples (?:will|are|pedal|learn|enjoy|share|receive|explore|practi[cs]e|discover|gather|meet|work|"
        r"register|choose|leave|sit|attend|welcome(?:d)?)\b",
    ),
    "relationship_kind": (
        r"couples?",
        r"\b(?:married|engaged|dating|unmarried|committed|young|older|same-sex|lgbtq?\+? |gay|lesbian|"
        r"queer|interfaith|expectant|expecting|military|empty[- ]nest\w*|retired|remarried|cohabiting|"
        r"blended) (?:and \w+ )?couples?\b",
    ),
    "engaged": (
        r"pre|precana|engaged|premarital|premarriage|marriage|prematrimonial\w*",
        r"\b(?:pre-?cana|engaged encounter|premarital|pre-?marriage|marriage prep\w*|"
        r"engaged to be married|newly engaged|prematrimonial\w*)\b",
    ),
    "vows": (
        r"vows?|marriages|couples|anniversary|votos|promesas|bodas|compromiso",
        r"\b(?:renew\w*|renewal of)(?: \w+){0,3} vows\b|\bvow renewals?\b|"
        r"\bblessing of (?:\w+ )?(?:marriages|couples)\b|\banniversary mass\b|\brenov\w+ (?:de |sus |"
        r"su )*(?:votos|promesas|compromiso)\b|\bbodas de (?:oro|plata)\b|\baniversario de bodas\b",
    ),
    "methods": (
        r"gottman|retrouvaille|imago|prepare|eft|worldwide|tight|languages|marriage|engage|reengage|"
        r"remember|matrimonial|equipos",
        r"\b(?:gottman|retrouvaille|imago relationship|prepare[/ -]enrich|eft couples|"
        r"worldwide marriage encounter|hold me tight|love languages|art of marriage|re\|engage|"
        r"reengage|weekend to remember|alpha marriage)\b|\bencuentro matrimonial\b|"
        r"\bequipos de nuestra señora\b",
    ),
    "romantic_two": (
        r"romantic|sweethearts?|cuddle|reconnect|strengthen|grow|enamorados",
        r"\b(?:romantic (?:evening|getaway|dinner|weekend|night) (?:for two|together|with your)|"
        r"sweethearts? (?:dance|dinner|supper|banquet|ball|night)|cuddle up|reconnect with (?:your|"
        r"each)|strengthen (?:your|their) (?:marriage|relationship)|grow closer)\b|\benamorados\b",
    ),
    "childbirth": (
        r"childbirth|lamaze|birth|expectant|expecting|prenatal|parto",
        r"\b(?:childbirth (?:class|education|preparation)|lamaze|birth partners?|expectant (?:parents|"
        r"couples)|expecting parents|prenatal class)\b|\b(?:para el |preparación al )?parto\b",
    ),
}  # fmt: skip

NOT_FOR_COUPLES: dict[str, tuple[str, str]] = {
    "a_couple_of": (
        r"couple",
        r"\b(?:a|first|last|next|past|another|the) (?:\w+ )?couple (?:of\b|(?:more |\w+ )?(?:hours|"
        r"days|weeks|months|years|minutes|times|doors|blocks|miles|steps|things|leaders)\b)",
    ),
    "titles": (
        r"couple|couplets?|marriage|pareja|bodas",
        r"\b(?:odd couple|marriage of figaro|perfect couple|power couple|couplets?|american marriage|"
        r"marriage plot|happy couple)\b|\bextraña pareja\b|\bbodas de (?:sangre|fígaro)\b",
    ),
    "licence": (
        r"marriage|matrimonio|civil",
        r"\bmarriage (?:licen[cs]e|certificate|record|equality|law|penalty|act|amendment)s?\b|"
        r"\b(?:acta|licencias?) de matrimonio\b|\b(?:registro|matrimonio) civil\b",
    ),
    "partners_in": (
        r"partner\w*",
        r"\bpartner (?:organi[sz]ation|agenc|school|program|universit|compan|church|with (?:us|"
        r"the))\w*|\bcommunity partners?\b|\bpartnerships?\b|\bin partnership with\b|"
        r"\bbusiness partner\w*",
    ),
    "no_partner": (
        r"partner|solos?|pareja",
        r"\bno partner (?:needed|required|necessary)\b|\bpartner not (?:needed|required)\b|"
        r"\bno need (?:for|to bring) a partner\b|\bsolos? welcome\b|\bno se necesita pareja\b|"
        r"\bsin pareja\b",
    ),
    "singles": (
        r"singles?|speed|solter[oa]s?",
        r"\bsingles?\b(?! malt| file| track| payer| event| day)|\bspeed dating\b|\bsolteros\b|"
        r"\bsolter[oa]s?\b",
    ),
    "singles_and": (
        r"singles?",
        r"\bsingles (?:and|&|or) couples\b|\bcouples (?:and|&|or) singles\b",
    ),
    "grief": (
        r"grief|griefshare|bereave\w*|widow\w*|loss|mourning|duelo|viud[oa]s?|luto",
        r"\b(?:grief|bereave\w*|widow\w*|loss of a|griefshare|mourning|duelo)\b|\b(?:viud[oa]s?|"
        r"luto)\b",
    ),
    "divorce": (
        r"divorce\w*|separat(?:ed|ion)|divorcio",
        r"\bdivorce\w*\b|\bseparat(?:ed|ion)\b|\bdivorcio\b",
    ),
    "recovery": (
        r"anon|alanon|alcoholics|narcotics|step|celebrate|aa|support|sobriety|smart|alcohólicos|apoyo|"
        r"anón",
        r"\b(?:al-?anon|alcoholics|narcotics|12[- ]step|twelve[- ]step|celebrate recovery|aa meeting|"
        r"support group|sobriety|smart recovery)\b|\balcohólicos\b|\bgrupo de apoyo\b|\bal-?anón\b",
    ),
    "caregiver": (
        r"care|caregivers?|carepartners?|dementia|alzheimer\w*|parkinson\w*|cuidador\w*",
        r"\bcare ?(?:giver|partner)s?\b|\bdementia\b|\balzheimer\w*|\bparkinson\w*|\bcuidador\w*\b",
    ),
    "men": (
        r"men|mens|dads?|fathers?|brotherhood|hombres|varones|caballeros",
        r"\b(?:men['’]s|mens|men only|for men|dads?|fathers?|brotherhood)\b|\b(?:hombres|varones|"
        r"caballeros)\b",
    ),
    "women": (
        r"women|womens|ladies|moms?|mothers?|mamas?|galentine\w*|sisterhood|girls|mujeres|damas",
        r"\b(?:women['’]s|womens|ladies|women only|for women|moms?|mothers?|mamas?|galentine\w*|"
        r"sisterhood|girls['’]? night)\b|\b(?:mujeres|damas)\b",
    ),
    "parent_and_child": (
        r"(?:mother|father|mom|mommy|mama|dad|daddy|daddie|parent|grandparent|grandma|grandpa|mam[aá]|"
        r"pap[aá])s?|grown|grownup|adult",
        r"\b(?:mother|father|mom|mommy|mama|dad|daddy|daddies|parent|grandparent|grandma|grandpa|"
        r"grown-?up)(?:['’]?s)?(?: ?[/&,-] ?| and | y )?(?: ?(?:the |their |an? |one )?)(?:daughter|"
        r"son|sweetie|child|kid|me|girl)s?\b|\b(?:one|an?) adult(?:,| and| with| &) (?:one |"
        r"a )?(?:child|kid)\b|\b(?:mam|pap)[aá]s? (?:e|y) hij[oa]s?\b",
    ),
    "children": (
        r"kids?|child|children|childrens|childs|toddlers?|bab(?:y|ies)|infants?|preschool\w*|pre|prek|"
        r"kindergart\w*|story|storytimes?|lap|lapsit|niñ[oa]s|famil(?:y|ies|ia)|infantil(?:es)?|"
        r"hij[oa]s?|bebés?|cuentos",
        r"\b(?:kids?|child(?:ren)?s?(?:['’]s)?|toddlers?|bab(?:y|ies)|infants?|preschool\w*|pre-?k|"
        r"kindergart\w*|story ?times?|storytime|lap ?sit|niñ[oa]s|famil(?:y|ies|ia))\b|"
        r"\b(?:infantil(?:es)?|hij[oa]s?|bebés?|hora de cuentos)\b",
    ),
    "teens": (
        r"teens?|tweens?|youth|middle|high|elementary|grades?|ages?|jóvenes|juvenil|adolescentes|"
        r"scouts?|vbs|camp|campers|camps|secundaria|primaria",
        r"\b(?:teens?|tweens?|youth|middle school\w*|high school\w*|elementary|grades? \d+|"
        r"ages? \d{1,2}(?: ?(?:-|–|to) ?\d{1,2})?|jóvenes|scouts?|vbs|camp(?:ers|s)?)\b|\b(?:juvenil|"
        r"adolescentes|secundaria|primaria)\b",
    ),
    "seniors": (
        r"seniors?|55|60|older|medicare|silver|mayores|jubilad[oa]s|tercera",
        r"\b(?:seniors?|55\+|60\+|older adults|medicare|silver sneakers|senior center)\b|"
        r"\b(?:adultos mayores|jubilad[oa]s|tercera edad)\b",
    ),
    "students": (
        r"students?|campus|dorm|semester|faculty|graduate|undergrad\w*|alumni|freshm[ae]n|residence|"
        r"callout|thesis|dissertation|colloquium|seminar|estudiantes",
        r"\b(?:students?|campus|dorm|semester|faculty|graduate|undergrad\w*|alumni|freshm[ae]n|"
        r"residence hall|callout|thesis|dissertation|colloquium|seminar series)\b|\bestudiantes\b",
    ),
    "members": (
        r"members|private|invitation|privad[oa]",
        r"\bmembers[- ]only\b|\bprivate (?:event|party|booking|rental)\b|\binvitation only\b|"
        r"\b(?:evento|fiesta) privad[oa]\b",
    ),
    "meeting": (
        r"committee|commission|council|board|city|public|agenda|trustees|planning|town|work|"
        r"subcommittee|task|junta|asamblea|ayuntamiento|consejo|vecinos",
        r"\b(?:committee|commission|council|board (?:of|meeting)|city hall|public hearing|agenda|"
        r"trustees|planning board|town hall meeting|work session|subcommittee|task force)\b|"
        r"\b(?:junta|asamblea|ayuntamiento|consejo|vecinos)\b",
    ),
    "worship": (
        r"worship|mass|holy|sunday|shabbat|vespers|morning|evening|rosary|adoration|stations|"
        r"communion|compline|prayer|confession|kabbalat|torah|misa|rosario|adoración|culto|santísimo",
        r"\b(?:worship service|mass\b|holy eucharist|sunday service|shabbat service|vespers|"
        r"morning prayer|evening prayer|rosary|adoration|stations of the cross|communion|compline|"
        r"prayer (?:meeting|group|service)|confession|kabbalat|torah study|sunday school)\b|\b(?:misa|"
        r"rosario|adoración|culto|santísimo)\b",
    ),
    "closure": (
        r"clos(?:ed|ure|ing)|no|holiday|cancel\w*|canceled|postponed|pospuest[oa]|placeholder|"
        r"deadline|tbd|hold|cerrad[oa]",
        r"\b(?:clos(?:ed|ure|ing)|no (?:class|school|meeting|programs?)|holiday hours|cancel+ed|"
        r"cancelled|canceled|cancelad[oa]|postponed|pospuest[oa]|placeholder|deadline|tbd|hold)\b|"
        r"\bcerrad[oa]\b",
    ),
    "professional": (
        r"webinar|certification|training|professional|networking|job|resume|career|hiring|internship|"
        r"continuing|ceu|cpr|workforce|chamber|ribbon|capacitación|certificación|profesionales|empleo",
        r"\b(?:webinar|certification|training|professional development|networking|job fair|resume|"
        r"career|hiring|internship|continuing education|ceu|cpr|workforce|chamber of commerce|"
        r"ribbon cutting)\b|\b(?:capacitación|certificación|profesionales|empleo)\b",
    ),
    "health": (
        r"blood|flu|vaccin\w*|clinic|screening|health|food|tax|esl|citizenship|ged|vacun\w+|"
        r"ciudadanía|despensa",
        r"\b(?:blood drive|flu shots?|vaccin\w*|clinic|screening for|health fair|food pantry|"
        r"food bank|food distribution|tax (?:help|aide|prep\w*)|esl|citizenship|ged)\b|\b(?:vacun\w+|"
        r"ciudadanía|despensa)\b",
    ),
    "past": (
        r"held|honou?red|thanks|recap|celebrated|last|recibieron|celebraron|casaron",
        r"\b(?:was held|were honou?red|thanks to all who|recap|celebrated (?:his|her|their)|"
        r"last (?:saturday|week|month|year)['’]?s)\b|\b(?:recibieron|celebraron|se casaron)\b",
    ),
    "article": (
        r"how|tips|ways|things|reasons|more|article|blog|consejos|claves|artículo",
        r"\b(?:how to|tips for|\d+ (?:ways|tips|things|reasons)|read more|in this article|blog)\b|"
        r"\b(?:consejos|claves) para\b|\bartículo\b",
    ),
}  # fmt: skip

PHRASES = {
    **{f"for:{name}": phrase for name, phrase in FOR_COUPLES.items()},
    **{f"not:{name}": phrase for name, phrase in NOT_FOR_COUPLES.items()},
}
NEEDED = {name: re.compile(needed) for name, (needed, _) in PHRASES.items()}
PATTERNS = {name: re.compile(pattern) for name, (_, pattern) in PHRASES.items()}
WORD = re.compile(r"\w+")
MAX_CHARACTERS = 1500


def find_phrases(announcement: Announcement) -> dict[str, str]:
    """Each phrase found, with the words that matched; those in the title are told apart.

    >>> find_phrases(Announcement(title="Paint Your Date", description="$60 per couple"))
    {'for:per_couple': '$60 per couple', 'for:your_date@title': 'paint your date'}
    """
    title, text = readable(announcement)
    found = {}
    words = set(WORD.findall(text))
    for name in sorted(set().union(*map(needing, words))):
        if match := PATTERNS[name].search(text):
            inside = PATTERNS[name].search(title)
            where = f"{name}@title" if inside else name
            found[where] = (inside or match)[0].strip()
    return found


def readable(announcement: Announcement) -> tuple[str, str]:
    """The title, and the whole text that phrases are looked for in, in lower case."""
    one = announcement
    rest = f"{one.description} {one.price_text} {one.audience_text}"[:MAX_CHARACTERS]
    return one.title.lower(), f"{one.title}\n{rest}".lower()


@lru_cache(maxsize=100_000)
def needing(word: str) -> tuple[str, ...]:
    """The phrases that *word* may be part of."""
    return tuple(name for name, needed in NEEDED.items() if needed.fullmatch(word))
