"""The words that say whom a sum is for, and which sums are no price."""

from __future__ import annotations

import re

from model.event import Per


def _words(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


COUPLE = (
    r"couples?|pairs?|duos?|parejas?|paar|(?:the )?two of you|both of you|for two\b|for both\b|"
    r"for 2\b|2 people|two people|double occupancy|twosome"
)
PERSON = (
    r"(?:persons?|heads?|adults?|guests?|individuals?|participants?|attendees?|tickets?|seats?|"
    r"players?|persona|personne|people|singles?|women|men|diner|rider|student)"
)
HOUSEHOLD = (
    r"(?:households?|family|families|cars?|carload|vehicle|tables?|group|team|famil[ie]e?s?)"
)
EACH = r"(?:per|a|an|each|/|for (?:a|each|every|the)|por|la|cada|pro|par|por cada)\W?\s?"

PER_AFTER: tuple[tuple[Per, re.Pattern[str]], ...] = (
    (Per.PERSON, _words(r"per person,? (?:based on )?double occupancy")),
    (Per.COUPLE, _words(
        rf"(?:^|{EACH}|\b)(?:married |engaged )?(?:{COUPLE})\b", r"^\s*/\s?2\b", r"\bper\s+2\b")),
    (Per.HOUSEHOLD, _words(rf"{EACH}{HOUSEHOLD}\b", rf"^\W{{0,2}}{HOUSEHOLD}\b")),
    (Per.PERSON, _words(
        rf"{EACH}(?:[\w-]+ )?{PERSON}\b", r"\bp\.?\s?/?\s?p\b\.?", r"^\W{0,2}(?:each|"
        r"ea)\b", r"cada uno",
        r"\beach\b(?!\s+(?:week|month|year|session|class|day|night))", r"^\W{0,2}(?:adults?|"
        r"singles?|individuals?)\b")),
)  # fmt: skip
PER_BEFORE: tuple[tuple[Per, re.Pattern[str]], ...] = (
    (Per.COUPLE, _words(
        rf"\b(?:{COUPLE}|(?:two|2) (?:tickets|seats|people|adults)(?: for)?|(?:two|"
        rf"2)[- ]for[- ](?:one|1|\$)?|"
        r"two for the price of one|(?:two|2) for|buy one,? get one(?: free)?|dinner for two)\W*"
        r"(?:is|are|pay|cost|for|admission|tickets?)?\W*$")),
    (Per.HOUSEHOLD, _words(rf"\b{HOUSEHOLD}\W*(?:is|are|pay)?\W*$")),
    (Per.PERSON, _words(
        r"\b(?:adults?|singles?|individuals?|per person|each person|per head)\W*(?:is|are|"
        r"pay)?\W*$")),
)  # fmt: skip
TWO_FOR_ONE = _words(
    r"\b(?:two|2)[- ]for[- ](?:one|1)\b",
    r"two for the price of one",
    r"buy one,? get one(?: free)?",
)

SOME = (
    r"(?:seniors?|students?|kids?|child(?:ren)?|youths?|teens?|juniors?|members?|under[ -]\d+|"
    r"infants?|"
    r"veterans?|military|teachers?|concessions?|unwaged|low[- ]income|alumni|returning(?: \w+)?|"
    r"volunteers?|faculty|staff|"
    r"\d+ (?:and|&) (?:under|younger)|[5-9]\d ?(?:\+|and (?:over|up|older))|niñ[oa]s|estudiantes|"
    r"socios|infantil)"
)
SOME_AFTER = re.compile(
    rf"^[\s/(\-–—:=]{{0,3}}(?:for |per |a )?(?:(?:[A-Z]{{2,5}}|current|registered|full-time) )?"
    rf"(?!non)({SOME})\b|^\s*(?:with|using) (?:promo )?code",
    re.IGNORECASE,
)
SOME_BEFORE = re.compile(
    rf"(?<!non-)(?<!non )(?<!non)\b({SOME}|\w+ friends)(?:['’]s?)?(?:\s*\([^)]*\)|"
    rf"\s\d+\s?[-–]\s?\d+(?: yrs?| years?)?|\s(?:movie|ticket|meal|menu)s?)?\W{{0,3}}(?:pay |"
    rf"are |is |price |rate )?\W*$",
    re.IGNORECASE,
)
CHILDREN = _words(r"kid|child|infant|youth|teen|junior|niñ|under|infantil")

FOOD = (
    r"tacos?|drafts?|drinks?|beers?|pints?|cocktails?|wells?|wines?|glass(?:es)?|shots?|burgers?|"
    r"wings?|"
    r"margaritas?|pizzas?|slices?|appeti[sz]ers?|apps|sandwich(?:es)?|hot dogs?|mimosas?|coffees?|"
    r"bottles?|pitchers?|desserts?|oysters?|pitcher|snacks?|fries|domestics|imports"
)
NOT_BEFORE = re.compile(
    r"\b(?:prizes?|pots?|raised?|raising|raise|worth|valued?(?: at)?|save|saving|win|winning|won|"
    r"jackpot|"
    r"deposit(?: of)?|child ?care|babysitting|nursery|parking|budget|grants?|goal|scholarships?|"
    r"over|"
    r"rebate|discount(?: of)?|cover charge for minors|late fee|fine|loan|salary|"
    r"raffle(?: tickets?)?|"
    r"raffle,? tickets|minimum|(?:annual|yearly|club) (?:membership|dues|fee)|membership(?: is|"
    r" fee)?|dues|"
    r"donat(?:e|ed|ing)|bond|gift cards?|vouchers?|materials?(?: fees?| (?:should |"
    r"will )?cost[^$£€]{0,20})?|supplies|supply fees?|kit|lab fees?|"
    r"includes?|including|under|below|plus|(?:additional|extra)\b[^$£€]{0,60}|side (?:order|"
    r"dish)[^$£€]{0,20}|discount for [^$£€]{0,20}|happy hour|application fee|processing fee|"
    r"service fee|"
    r"bid|bids|auction|sales? of|profits?|revenue|spent|cost the (?:city|county|town)|taxes|"
    r"food (?:from|is))"
    r"\W{0,3}(?:is|are|of|:|a|an|up to|from|at)?\W{0,3}$|"
    rf"\b(?:{FOOD})(?: are| is| for)?\s?[:\-–]?\s*$",
    re.IGNORECASE,
)
NOT_AFTER = re.compile(
    rf"^\W{{0,2}}(?:off\b|prizes?|million|billion|thousand\b|[mMkKbB]\b|gift|value\b|vouchers?|"
    rf"scholarship|"
    r"deposit|discount|savings?|grants?|in (?:cash )?prizes|in scholarships|bill|bond|tax|credit|"
    r"raised|"
    r"per child|/child|for (?:each )?child|for (?:kids|children)|for childcare|child ?care|"
    r"childcare|"
    r"(?:for )?parking|membership|late fee|materials?|supply|supplies|lab fees?|dues\b|adoption|"
    r"application|processing|"
    r"hour\b|/\s?h(?:ou)?r|an hour|per hour|buy-?in|raffle|minimum|annual|annually|"
    r"wristband(?:s)? for kids|"
    rf"per (?:piece|ride|game|card|round|dozen|pound|item|book|bag|glass|drink|plate of)|"
    rf"(?:(?!includ|with\b|and\b|gets?\b|covers?\b)[\w-]+ ){{0,3}}(?:{FOOD})\b)",
    re.IGNORECASE,
)  # fmt: skip
ENTRY_BEFORE = re.compile(r"\b(?:tickets?|admission|entry|registration)\b[^$£€]*$", re.IGNORECASE)
RECURRING = re.compile(
    r"^\W{0,3}(?:per|a|/|each|for (?:1|one|a))\s?(?:month|year|annum)\b", re.IGNORECASE
)
DONATION_BEFORE = re.compile(
    r"(?:donations?|donación(?: sugerida)?|love offering|contribution)[^.$£€]{0,14}$|"
    r"(?:suggested|recommended|requested) donations?\W.*$|donation[^$£€]*suggested[^$£€]*$",
    re.IGNORECASE,
)
DONATION_AFTER = re.compile(
    r"^\W{0,3}(?:suggested |recommended |requested |voluntary )?(?:donation|contribution)",
    re.IGNORECASE,
)
NO_RAFFLE = re.compile(
    r"(?:yearly|season|annual) pass\b|raffle|bingo|50/50|jackpot|silent auction", re.IGNORECASE
)
TIER = _words(
    r"\badv(?:ance)?\b",
    r"\bdoor\b",
    r"\bdos\b",
    r"day of",
    r"early",
    r"regular",
    r"after\b",
    r"before\b",
    r"until\b",
    r"then\b",
    r"resident",
    r"vip\b",
    r"general",
    r"standard",
    r"late registration",
    r"presale",
)
ABOUT_ENTRY = _words(
    r"ticket",
    r"admission",
    r"\bcost",
    r"\bprice",
    r"\bfee\b",
    r"regist",
    r"\bper\b",
    r"/\s?(?:person|couple)",
    r"\bdoor\b",
    r"advance",
    r"\bcover\b",
    r"\bcouples?\b",
    r"\beach\b",
    r"\bpp\b",
    r"adults?\b",
    r"tuition",
    r"entry",
    r"entrada",
    r"costo",
    r"sliding",
)

EVENT = (
    r"(?:admission|entry|entrance|events?|to (?:attend|all|the public|join|enter|participate|"
    r"everyone|"
    r"anyone|come)|for (?:all|everyone|everybody|the public|couples|adults|community)|of charge|"
    r"tickets?|"
    r"class(?:es)?|concerts?|workshops?|programs?|lectures?|talks?|shows?|dances?|lessons?|public|"
    r"screenings?|movies?|tours?|performances?|films?|yoga|seminars?|series|retreat|meeting|"
    r"sessions?|showings?|viewings?|"
    r"date night|night out|celebration|festival|fair|fest|picnic|party|tasting|recital|webinar|"
    r"course|"
    r"will offering|play|walk|hike|exhibit(?:ion)?|reception|open mic|jam|hunt|market|"
    r"(?:live )?music|musical|meal|dinner|supper|support group)"
)
FREE = re.compile(
    rf"\b(?:(?:is|are|it's|it is|totally|completely|absolutely|always|offered|"
    rf"attend(?:ance is)?) (?:always |totally |"
    rf"completely |absolutely |offered )?free\b(?! (?:of|for|from|to (?!attend|all|the public|"
    rf"join|enter|everyone|come))\b)|"
    rf"free,? (?:and open|& open|{EVENT}\b|(?:(?!for\b|with\b|when\b|if\b|parking|child|drinks?|"
    rf"{FOOD})[\w'’-]+,? |, ){{1,3}}{EVENT}\b)|"
    r"no (?:charge|cost|cover|admission(?: fee| charge)?|entry fee|fee|entrance fee)\b|"
    r"free,? (?:live|family|public|outdoor|community)|free[,;.!]?\s*\(?(?:donations?|but|"
    r"registration|rsvp|with rsvp|please|no (?:registration|tickets|rsvp)|reservation)|"
    r"(?:admission|cost|price|entry|tickets?|fee|entrada|costo|precio)\W{1,3}(?:is |are |"
    r"es )?(?:free|none|gratis|gratuit[oa]|nothing)|"
    r"gratis|gratuit[oae]|complimentary (?:admission|tickets?|entry|event|class|workshop)|"
    r"donation[- ]based|\bpwyc\b|100% free|donations? (?:(?:are )?(?:gratefully |happily |"
    r"always )?(?:welcomed?|accepted|appreciated|only|basis)|at the door)|"
    r"(?:suggested|recommended) donation|(?:by|on|via|a) (?:free[- ]?will )?donation|"
    r"(?:free-?will|love|goodwill) (?:offering|donation)|"
    r"pay[- ](?:what|as)[- ](?:you|u)[- ](?:can|wish|want|will|like|are able)|"
    r"(?:(?<=[.!?|)•\n] )|(?<=[.!?|)•\n])|^)free\s*(?:[.!]|\n|$)|(?<!away )\bfor free\b|"
    r"cooperación voluntaria|entrada libre|acceso libre|libre acceso)",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
FREE_END = re.compile(r"(?:,|!|–|—|-|\band)\s*free\s*[!.)]*$", re.IGNORECASE)
BARE_FREE = re.compile(
    r"^\W*(?:cost|price|admission|fee)?\W*(?:free|gratis|no charge|none|0|\$0(?:\.00)?)\s*(?:$|"
    r"[,.;:!(*–—\n])",
    re.IGNORECASE,
)
FREE_FOR_SOME = re.compile(
    rf"^\W*(?:for|to) (?:(?!everyone|everybody|the public)[\w-]+ ){{0,2}}(?:{SOME})\b",
    re.IGNORECASE,
)
NOT_FREE_BEFORE = re.compile(
    r"(?:feel|(?:gluten|sugar|smoke|toll|dairy|nut|alcohol|drug|tax|hands|risk|worry|scent|care|"
    r"stress|"
    r"kid|child|cancer|debt|fragrance|cruelty|plastic|commission|buy one,? get one|"
    r"(?:is|are) (?:your|their|his|her)|younger(?: are)?|under(?: \d+)?(?: are| is)?|"
    r"(?:kids|children|infants|members|students|parking)(?: [^.,;$\n]{0,30})?))\W{0,2}$",
    re.IGNORECASE,
)
EXPLICIT_FREE = re.compile(
    r"free (?:(?:admission|entry|event)(?! with)|and open|to attend|to the public|for all|"
    r"for everyone|of charge)|"
    r"(?:admission|entry|event|concert|program|workshop|class|cost|tickets?) (?:is|are)? ?free|"
    r"no cover|"
    r"(?:cost|price|admission|fee)\W{1,3}(?:free|none|no charge)|no (?:cost|charge)\b|"
    r"always free|pay what you",
    re.IGNORECASE,
)
HINT = re.compile(
    r"[$£€]|\d\s?(?:USD|CAD|AUD|GBP|EUR|dollars|bucks)|(?:USD|CAD|AUD|GBP|EUR)\s?\d|free|no c|"
    r"donat|donac|"
    r"gratis|gratuit|pay.(?:what|as)|libre|no fee|no adm|no ent|complimentary|voluntaria|offering|"
    r"(?:cost|price|fee|admission|tuition|costo|precio|entrada)s?\s*:",
    re.IGNORECASE,
)
