"""Phrases that say for whom an announcement is made, and phrases that only seem to.

Each phrase is a feature of its own: the classifier learns its weight, and an explanation shows
the words that matched.
"""

from __future__ import annotations

import re

from model.labels import Announcement

FOR_COUPLES: dict[str, str] = {
    "date_night": r"\bdate[- ]?nights?\b|\bnoche de (?:pareja|cita)s?\b",
    "your_date": r"\b(?:paint|sketch|bring|impress|treat) your (?:date|sweetheart|valentine|honey)\b",
    "for_couples": r"\bfor (?:\w+ ){0,3}(?:couples|spouses|newlyweds|sweethearts|lovebirds)\b"
    r"|\bpara (?:parejas|matrimonios|novios)\b",
    "couples_own": r"\bcouples?['’]?s? (?:\w+ )?(?:night|massage|retreat|workshop|class|weekend|"
    r"getaway|dinner|dance|yoga|cooking|group|ministry|therapy|counsell?ing|course|bible|study|"
    r"small|paint|pottery|tournament|seminar|enrichment|club|event|escape|brunch|supper|fellowship|"
    r"social|trivia|bowling|gathering|communication|connection|intensive|challenge|prayer|spa)\b",
    "couples_title": r"^\W*(?:[\w'’]+ ){0,3}(?:couples|parejas|matrimonios|spouses)\b",
    "per_couple": r"(?:\b(?:per|each)|/|\bfor (?:a|each|the)) ?couple\b(?! (?:of|\w+s)\b)"
    r"|\bcouples?:? ?[$£€]|[$£€]\d+(?:\.\d\d)?(?:/| a | per )couple|\bpor pareja\b",
    "for_two": r"\b(?:dinner|table|tickets?|picnic|supper|tasting|meal|menu|brunch|evening|seats|"
    r"package|cena|breakfast|desserts?|chocolates?) for (?:two|2)\b|\bpara dos\b",
    "marriage_event": r"\bmarriage (?:retreat|enrichment|encounter|course|conference|workshop|"
    r"ministry|seminar|night|class|preparation|prep|group|weekend|mentor\w*|tune|care|getaway|"
    r"matters|builders?|counsell?ing|intensive|event|fellowship|series)\b"
    r"|\b(?:retiro|encuentro|curso) (?:de |para )?(?:matrimoni\w+|parejas)\b",
    "your_spouse": r"\b(?:you and )?your (?:spouse|husband or wife|significant other|other half|"
    r"better half|partner and you|beloved|fianc\w+)\b|\bsu (?:esposa|esposo|pareja|cónyuge)\b",
    "both_of_you": r"\b(?:the two of you|both of you|as a couple|together as a couple|you two|"
    r"you both|each other again|husbands and wives|wives and husbands|husband and wife|"
    r"ustedes dos|en pareja)\b",
    "relationship_kind": r"\b(?:married|engaged|dating|unmarried|committed|young|older|same-sex|"
    r"lgbtq?\+? |gay|lesbian|queer|interfaith|expectant|expecting|military|empty[- ]nest\w*|retired|"
    r"remarried|cohabiting|blended) (?:and \w+ )?couples?\b",
    "engaged": r"\b(?:pre-?cana|engaged encounter|premarital|pre-?marriage|marriage prep\w*|"
    r"engaged to be married|newly engaged|prematrimonial\w*)\b",
    "vows": r"\b(?:renew\w*|renewal of)(?: \w+){0,3} vows\b|\bvow renewals?\b"
    r"|\bblessing of (?:\w+ )?(?:marriages|couples)\b|\banniversary mass\b",
    "methods": r"\b(?:gottman|retrouvaille|imago relationship|prepare[/ -]enrich|eft couples|"
    r"worldwide marriage encounter|hold me tight|love languages|art of marriage|re\|engage|"
    r"reengage|weekend to remember|alpha marriage)\b",
    "romantic_two": r"\b(?:romantic (?:evening|getaway|dinner|weekend|night) (?:for two|together|"
    r"with your)|sweethearts? (?:dance|dinner|supper|banquet|ball|night)|cuddle up|"
    r"reconnect with (?:your|each)|strengthen (?:your|their) (?:marriage|relationship)|"
    r"grow closer)\b",
    "childbirth": r"\b(?:childbirth (?:class|education|preparation)|lamaze|birth partners?|"
    r"expectant (?:parents|couples)|expecting parents|prenatal class)\b",
}

NOT_FOR_COUPLES: dict[str, str] = {
    "a_couple_of": r"\b(?:a|first|last|next|past|another|the) (?:\w+ )?couple (?:of\b|(?:more |\w+ )?"
    r"(?:hours|days|weeks|months|years|minutes|times|doors|blocks|miles|steps|things|leaders)\b)",
    "titles": r"\b(?:odd couple|marriage of figaro|perfect couple|power couple|couplets?|"
    r"american marriage|marriage plot|happy couple)\b",
    "licence": r"\bmarriage (?:licen[cs]e|certificate|record|equality|law|penalty|act|amendment)s?\b",
    "partners_in": r"\bpartner (?:organi[sz]ation|agenc|school|program|universit|compan|church|with (?:us|the))\w*"
    r"|\bcommunity partners?\b|\bpartnerships?\b|\bin partnership with\b|\bbusiness partner\w*",
    "no_partner": r"\bno partner (?:needed|required|necessary)\b|\bpartner not (?:needed|required)\b"
    r"|\bno need (?:for|to bring) a partner\b|\bsolos? welcome\b|\bno se necesita pareja\b",
    "singles": r"\bsingles?\b(?! malt| file| track| payer| event| day)|\bspeed dating\b|\bsolteros\b",
    "singles_and": r"\bsingles (?:and|&|or) couples\b|\bcouples (?:and|&|or) singles\b",
    "grief": r"\b(?:grief|bereave\w*|widow\w*|loss of a|griefshare|mourning|duelo)\b",
    "divorce": r"\bdivorce\w*\b|\bseparat(?:ed|ion)\b",
    "recovery": r"\b(?:al-?anon|alcoholics|narcotics|12[- ]step|twelve[- ]step|celebrate recovery|"
    r"aa meeting|support group|sobriety|smart recovery)\b",
    "caregiver": r"\bcare ?(?:giver|partner)s?\b|\bdementia\b|\balzheimer\w*|\bparkinson\w*",
    "men": r"\b(?:men['’]s|mens|men only|for men|dads?|fathers?|brotherhood)\b",
    "women": r"\b(?:women['’]s|womens|ladies|women only|for women|moms?|mothers?|mamas?|galentine\w*|"
    r"sisterhood|girls['’]? night)\b",
    "children": r"\b(?:kids?|child(?:ren)?s?(?:['’]s)?|toddlers?|bab(?:y|ies)|infants?|preschool\w*|"
    r"pre-?k|kindergart\w*|story ?times?|storytime|lap ?sit|niñ[oa]s|famil(?:y|ies|ia))\b",
    "teens": r"\b(?:teens?|tweens?|youth|middle school\w*|high school\w*|elementary|grades? \d+|"
    r"ages? \d{1,2}(?: ?(?:-|–|to) ?\d{1,2})?|jóvenes|scouts?|vbs|camp(?:ers|s)?)\b",
    "seniors": r"\b(?:seniors?|55\+|60\+|older adults|medicare|silver sneakers|senior center)\b",
    "students": r"\b(?:students?|campus|dorm|semester|faculty|graduate|undergrad\w*|alumni|"
    r"freshm[ae]n|residence hall|callout|thesis|dissertation|colloquium|seminar series)\b",
    "members": r"\bmembers[- ]only\b|\bprivate (?:event|party|booking|rental)\b|\binvitation only\b",
    "meeting": r"\b(?:committee|commission|council|board (?:of|meeting)|city hall|public hearing|"
    r"agenda|trustees|planning board|town hall meeting|work session|subcommittee|task force)\b",
    "worship": r"\b(?:worship service|mass\b|holy eucharist|sunday service|shabbat service|vespers|"
    r"morning prayer|evening prayer|rosary|adoration|stations of the cross|communion|compline|"
    r"prayer (?:meeting|group|service)|confession|kabbalat|torah study|sunday school)\b",
    "closure": r"\b(?:clos(?:ed|ure|ing)|no (?:class|school|meeting|programs?)|holiday hours|"
    r"cancel+ed|cancelled|canceled|cancelad[oa]|postponed|pospuest[oa]|placeholder|deadline|tbd|hold)\b",
    "professional": r"\b(?:webinar|certification|training|professional development|networking|"
    r"job fair|resume|career|hiring|internship|continuing education|ceu|cpr|workforce|"
    r"chamber of commerce|ribbon cutting)\b",
    "health": r"\b(?:blood drive|flu shots?|vaccin\w*|clinic|screening for|health fair|food pantry|"
    r"food bank|food distribution|tax (?:help|aide|prep\w*)|esl|citizenship|ged)\b",
    "past": r"\b(?:was held|were honou?red|thanks to all who|recap|celebrated (?:his|her|their)|"
    r"last (?:saturday|week|month|year)['’]?s)\b",
    "article": r"\b(?:how to|tips for|\d+ (?:ways|tips|things|reasons)|read more|in this article|"
    r"blog)\b",
}  # fmt: skip

PATTERNS = {
    name: re.compile(words)
    for name, words in {
        **{f"for:{name}": words for name, words in FOR_COUPLES.items()},
        **{f"not:{name}": words for name, words in NOT_FOR_COUPLES.items()},
    }.items()
}
MAX_CHARACTERS = 1500


def find_phrases(announcement: Announcement) -> dict[str, str]:
    """Each phrase found, with the words that matched; those in the title are told apart.

    >>> find_phrases(Announcement(title="Paint Your Date", description="$60 per couple"))
    {'for:your_date@title': 'paint your date', 'for:per_couple': '$60 per couple'}
    """
    title = announcement.title.lower()
    rest = (announcement.description, announcement.price_text, announcement.audience_text)
    text = "\n".join((title, " ".join(rest)[:MAX_CHARACTERS].lower()))
    found = {}
    for name, pattern in PATTERNS.items():
        if match := pattern.search(text):
            inside = pattern.search(title)
            where = f"{name}@title" if inside else name
            found[where] = (inside or match)[0].strip()
    return found
