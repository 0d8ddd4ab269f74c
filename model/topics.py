"""Word families that tell kinds, interests and settings: what a few thousand texts cannot list."""

from __future__ import annotations

import re
from functools import lru_cache

from model.labels import Announcement

FAMILIES: dict[str, str] = {
    "house_of_faith": r"church|parish\w*|cathedral|basilica|abbey|monaster\w+|convent|priory|friary|dioces\w+|"
    r"archdiocese|synagogue|shul|mosque|masjid|catholic|lutheran|methodist|presbyterian|baptist|episcopal|anglican|"
    r"pentecostal|mennonite|unitarian|uu|ucc|quaker|adventist|evangelical|congregation\w*|chabad|iglesia|parroquia|"
    r"temple|sangha|zen|ministr\w+|"
    r"basílica|capilla|catedral|templo|diócesis|bautista|pastoral|convento",
    "words_of_faith": r"christian\w*|bible|biblical|scripture|jesus|christ|prayer\w*|pray|worship\w*|eucharist|"
    r"sacrament\w*|rosary|lenten|shabbat|torah|rabbi|pastor|priest|deacon|imam|fellowship|discipleship|sermon|"
    r"vespers|evensong|liturg\w+|vbs|adoration|novena|interfaith|buddhis\w+|dharma|hindu|quran|ramadan|havdalah|"
    r"biblia|oración|misa|holy|faith|god|spiritual\w*|kabbalah|church|cana|"
    r"cristian[oa]s?|bíblic[oa]|dios|sagrad[oa]|santísimo|rosario|culto|evangelio|fe|cuaresma|catecismo",
    "worship": r"worship|mass|eucharist|prayers?|vespers|evensong|compline|rosary|adoration|communion|liturgy|"
    r"services?|baptism|confession|tenebrae|taiz[eé]|blessing|vigil|misa|"
    r"adoración|rosario|culto|eucaristía|bautizo|bendición|vía",
    "concert": r"concerts?|music|bands?|orchestra|symphon\w+|quartet|trio|quintet|choir|chorale|chorus|jazz|"
    r"blues|bluegrass|folk|opera|recital|singer|songwriter|dj|tour|album|punk|rock|indie|metal|hip|tribute|"
    r"karaoke|mic|jam|sing|singalong|música|"
    r"conciertos?|orquesta|coro|banda|guitarra|mariachi|boleros?|trova|ópera|cantautora?|peña",
    "stage": r"theat(?:er|re)|play|musical|film|movies?|cinema|screening|drag|cabaret|ballet|shakespeare|actors?|"
    r"premiere|documentary|puppet\w*|magician|performance|stage|"
    r"teatro|obra|cine|película|función|títeres|circo|monólogos",
    "comedy": r"comed\w+|standup|improv\w*|laugh\w*|funny|hilarious|sketch|roast|"
    r"comedia|comediantes?|humor|risas",
    "dance": r"danc\w+|salsa|bachata|swing|tango|contra|ballroom|waltz|zouk|milonga|ceilidh|kizomba|polka|baile\w*|"
    r"danza|bailar|merengue|cumbia|flamenco|folklórico",
    "lesson": r"class(?:es)?|lessons?|workshops?|course|learn\w*|beginners?|instructor|teach\w*|taught|intro|"
    r"introduction|basics|101|clinic|hands|tutorial|taller|clase|curso|skills?|"
    r"clases|talleres|cursos|aprend\w+|principiantes|nivel|capacitación|formación|básic[oa]",
    "craft": r"paint\w*|pottery|ceramic\w*|clay|craft\w*|knit\w*|crochet|quilt\w*|sew\w*|watercolou?rs?|draw\w*|"
    r"sketch\w*|weav\w+|jewel\w+|glass|woodwork\w*|printmaking|collage|candles?|floral|wreaths?|macrame|"
    r"embroidery|calligraphy|stitch\w*|art|"
    r"pintura|pinta\w*|cerámica|barro|tejido|bordado|artesan\w+|manualidades|grabado|acuarela",
    "gallery": r"exhibit\w*|museum|galler(?:y|ies)|artists?|reception|opening|sculptur\w+|photograph\w*|tour|"
    r"curator|installation|view|collection|"
    r"exposici(?:ón|ones)|museos?|galería|inauguración|fotografía|escultura|recorrido",
    "talk": r"lecture|talk|author|speaker|discussion|panel|book|history|historical|heritage|seminar|reading|poetry|"
    r"poets?|presentation|archives?|conference|symposium|conversation|"
    r"charlas?|conferencia|lectura|libros?|autora?|historia|presentación|poesía|leyendas|conversatorio",
    "food": r"dinner|supper|brunch|lunch\w*|breakfast|tasting|wine\w*|beers?|brew\w*|cider|cocktails?|whisk\w+|bourbon|"
    r"menu|chef|cook\w*|bak\w+|food|pizza|bbq|barbecue|potluck|pancakes?|chili|fish|dessert|chocolate|cheese|"
    r"coffee|tea|oysters?|cena|comida|vino|restaurant|meal|"
    r"vinos?|cata|cervez\w+|cocina|tacos?|desayuno|almuerzo|tamal\w*|mezcal|pan|menú|pozole|antojitos",
    "outdoors": r"hik\w+|walk\w*|trails?|nature|bird\w*|garden\w*|stars?|stargaz\w+|astronom\w+|kayak\w*|canoe\w*|"
    r"paddl\w+|boat|sail\w*|cruise|wildlife|forest|park|preserve|creek|river|lake|beach|camp\w*|plants?|wildflowers?|"
    r"farm|orchard|foraging|telescopes?|moon|"
    r"senderismo|caminata|paseo|parque|aves|estrellas|luna|jardín|río|playa|bosque|montaña|telescopio|kayak",
    "social": r"part(?:y|ies)|social|mixer|meetup|gala|ball|trivia|bingo|mah|mahjongg?|chess|"
    r"poker|bridge|cards|fair|festival|fest|market|bazaar|parade|celebration|carnival|fundraiser|potluck|flea|"
    r"house|fireworks|fiesta|feria|mercado|pride|"
    r"kermés|lotería|carnaval|verbena|posada|tamalada",
    "market": r"market\w*|fair|festival|fest|bazaar|parade|carnival|flea|expo|lighting|feria|mercado|"
    r"rummage|sale|popup|"
    r"artesanal|artesanos|tianguis",
    "games": r"games?|trivia|bingo|chess|mah|mahjongg?|poker|bridge|cards|puzzles?|dungeons|euchre|cribbage|quiz|"
    r"scavenger|escape|pinball|scrabble|tabletop|rpg|d20|"
    r"lotería|dominó|ajedrez|juegos",
    "wellness": r"yoga|meditat\w+|mindful\w*|tai|qi|qigong|sound|reiki|breathwork|massage|spa|pilates|zumba|"
    r"fitness|wellness|stretch\w*|relax\w*|healing|barre|aerobics|strength|"
    r"meditación|masaje|bienestar|temazcal",
    "sports": r"run(?:ning)?|5k|10k|marathon|race|bik\w+|cycl\w+|ride|pickleball|tennis|golf|bowling|softball|"
    r"basketball|baseball|soccer|football|hockey|volleyball|swim\w*|skat\w+|curling|league|tournament|vs|ski\w*|"
    r"climb\w*|rowing|badminton|ping|"
    r"carrera|fútbol|torneo|liga|ciclis\w+|béisbol|deportiv[oa]",
    "service": r"volunteer\w*|cleanup|habitat|pantry|donat\w+|packing|stewardship|workday|invasive|litter|"
    r"voluntari\w+|"
    r"voluntarios?|limpieza|reforestación",
    "civic": r"committee|council|commission|board|meeting|hearing|hall|trustees|vote\w*|election\w*|"
    r"rally|protest|advocacy|caucus|agenda|legislat\w+|neighborhood|candidates?|union|climate|"
    r"democrat\w*|republican\w*|march|canvass\w*|"
    r"junta|asamblea|ayuntamiento|consejo|sesión|vecin\w+|registro|marcha|elecciones",
    "group": r"group|club|circle|weekly|monthly|every|meets|gather\w*|drop|dropin|grupo|"
    r"círculo|reunión|reunimos|semanal",
    "counsel": r"counsel\w+|mentor\w*|therap\w+|mediat\w+|crisis|coach\w*|support|healing|recovery|consejer\w+|"
    r"terapia|mediación|apoyo|orientación|duelo",
    "relating": r"marriage\w*|relationships?|couples?|communicat\w+|intimacy|parent\w*|premarital|cana|spous\w+|"
    r"matrimoni\w+|pareja\w*|conflict|gottman|"
    r"novi[oa]s|espos[oa]s?|cónyuges?|enamorad\w+",
    "retreat": r"retreat\w*|getaway|weekend|overnight|lodging|nights?|encounter|intensive|retiro|cabins?|"
    r"monastery|silence|sabbatical|pilgrimage|"
    r"escapada|noches",
    "notice": r"closed|closure|closing|cancel\w*|postponed|holiday|deadline|due|reminder|placeholder|tbd|tba|hold|"
    r"observed|signup|registration|published|posted|read|article|blog|tips|newsletter|"
    r"cerrad[oa]|cancelad[oa]|aviso|trámites?|requisitos|artículo|consejos|licencias?",
    "children": r"kids?|child\w*|famil\w+|toddlers?|bab\w+|storytime|teens?|youth|tweens?|preschool\w*|lego|"
    r"homeschool\w*|grades?|mommy|parents?|niñ[oa]s|familia\w*|"
    r"infantil\w*|jóvenes|juvenil|bebés?|padres|mamás?|papás?|secundaria|primaria|adolescentes|cuentos|hij[oa]s",
    "help": r"volunteer\w*|donat\w+|charit\w+|fundrais\w+|benefit|drive|serve|serving|"
    r"donación|despensa|voluntari[oa]s?",
}  # fmt: skip
PATTERNS = {name: re.compile(words) for name, words in FAMILIES.items()}
WORD = re.compile(r"\w+")
MAX_CHARACTERS = 900


def find_topics(announcement: Announcement) -> dict[str, str]:
    """The families whose words title, text, host and tags hold, with the first such word.

    >>> find_topics(Announcement(title="Salsa lesson", description="Wine after."))
    {'dance@title': 'salsa', 'lesson@title': 'lesson', 'food@text': 'wine'}
    """
    fields = {
        "title": announcement.title,
        "text": announcement.description[:MAX_CHARACTERS],
        "host": f"{announcement.organizer} {announcement.venue}".replace("_", " "),
        "tags": announcement.audience_text,
    }
    found: dict[str, str] = {}
    for where, text in fields.items():
        first: dict[str, str] = {}
        for word in dict.fromkeys(WORD.findall(text.lower())):
            for name in families(word):
                first.setdefault(name, word)
        for name, word in first.items():
            found[f"{name}@{where}"] = word
    return found


@lru_cache(maxsize=100_000)
def families(word: str) -> tuple[str, ...]:
    """The families that a lower-case word belongs to."""
    return tuple(name for name, pattern in PATTERNS.items() if pattern.fullmatch(word))
