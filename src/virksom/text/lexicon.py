"""The word lists behind the search for people, loaded once when first asked for.

Names and streets come compiled (`tools/compile_names.py`, sources in NOTICE); the small lists of words
that stand around names are our own.
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class NameLists:
    """Lower-cased names: `words` are those that are ordinary Danish words too."""

    first: frozenset[str]
    last: frozenset[str]
    streets: frozenset[str]
    words: frozenset[str]


@cache
def name_lists() -> NameLists:
    """First names, surnames, streets without a street ending, and names that are words."""
    text = lzma.decompress(files(__package__).joinpath("names.xz").read_bytes()).decode()
    sections = {}
    for section in text.split("# ")[1:]:
        title, _, entries = section.partition("\n")
        sections[title] = frozenset(entries.split("\n")) - {""}
    return NameLists(**sections)


@cache
def ordinary_words() -> frozenset[str]:
    """Common Danish words: a name is not looked for behind their misspellings."""
    return frozenset(files(__package__).joinpath("ordinary_words.txt").read_text(encoding="utf-8").split())


def words_in(text: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(text.split())


# Small words that a heading or sentence begins with and that the registers know as names too.
FUNCTION_WORDS = words_in(
    "al alle alt an and at bag bare da de del dem den der deres det dette din dine du eder efter ej eller en ene er "
    "et fra for før ham han hans har hen hende her hun hvor i ikke in ind ja jeg jer kan kun la le man med men mens "
    "meget mere min mine mod mon naar ned nej ni nogle nu når og også om os på sammen se ses si sig sin som så ti til "
    "time to tre tro ud under var ved vi via vil være you ok okay mellem fem seks syv otte"
)

# Words for people: what follows them with a capital letter is a name.
RELATIONS = words_in(
    "mor moren moderen mors far faren faderen fars mormor morfar farmor farfar bedstemor bedstefar oldemor oldefar "
    "søster søsteren storesøster lillesøster halvsøster tvillingesøster bror broren broderen storebror lillebror "
    "halvbror tvillingebror stedmor stedfar stedbror stedsøster papfar papmor papbror papsøster plejemor plejefar "
    "plejebror plejesøster adoptivmor adoptivfar datter datteren sønnen søn barnebarn barnebarnet barnet børnene "
    "tvillingerne kone konen hustru hustruen mand manden ekskone eksmand ekskonen eksmanden eksen kæreste kæresten "
    "ekskæreste ekskæresten samlever samleveren ægtefælle ægtefællen partner partneren forlovede forælder forældrene "
    "moster faster onkel tante fætter kusine nevø niece kusinen fætteren niecen nevøen onklen tanten "
    "svigermor svigerfar svigerdatter svigersøn svoger svigerinde "
    "gudmor gudfar ven vennen veninde veninden venner vennerne veninder kammerat kammeraten kammerater kammeraterne "
    "klassekammerat klassekammeraten legekammerat legekammeraten skolekammerat roommate naboen nabo underboen "
    "overboen genboen drengen pigen borger borgeren beboer beboeren barn unge ung bekendt brødrene søstrene forældre "
    "søskende familien"
)
TITLES = words_in(
    "sagsbehandler sagsbehandleren rådgiver rådgiveren socialrådgiver socialrådgiveren familierådgiver "
    "familierådgiveren kontaktperson kontaktpersonen kontaktpædagog kontaktpædagogen pædagog pædagogen socialpædagog "
    "socialpædagogen familiebehandler familiebehandleren behandler behandleren terapeut terapeuten familieterapeut "
    "psykolog psykologen skolepsykolog psykiater psykiateren læge lægen overlæge overlægen speciallæge speciallægen "
    "egen-læge sygeplejerske sygeplejersken sundhedsplejerske sundhedsplejersken jordemoder jordemoderen lærer "
    "læreren klasselærer klasselæreren kontaktlærer kontaktlæreren støttelærer inklusionslærer skolelærer lærerinde "
    "dansklærer matematiklærer idrætslærer skoleleder skolelederen leder lederen afdelingsleder afdelingslederen "
    "teamleder teamlederen forstander forstanderen viceforstander souschef souschefen daglig-leder institutionsleder "
    "mentor mentoren vejleder vejlederen uu-vejleder støttekontaktperson støtteperson støttepersonen bostøtte "
    "bostøtten hjemmevejleder hjemmevejlederen ergoterapeut fysioterapeut tandlæge tandlægen advokat advokaten dommer "
    "dommeren betjent betjenten politibetjent kriminalassistent værge værgen bisidder bisidderen tolk tolken "
    "konsulent konsulenten jobkonsulent jobkonsulenten virksomhedskonsulent koordinator koordinatoren medarbejder "
    "medarbejderen vikar vikaren nattevagt nattevagten kollega kollegaen makker praktikant studerende student træner "
    "træneren chef chefen arbejdsgiver værkfører værkføreren mester mesteren værkstedsleder præst præsten imam imamen "
    "udlejer vicevært viceværten frivillig besøgsven besøgsvennen formand formanden direktør direktøren forfatter "
    "forfatteren instruktør instruktøren minister ministeren borgmester borgmesteren professor professoren redaktør "
    "politiker informationschef lektor skuespiller sanger maler fotograf journalist statsminister præsident "
    "præsidenten afdøde kaptajn kong dronning prins prinsesse kunstner komponist cand mag cand.mag hr fr fru frk "
    "frøken hr. fr. dr dr. familieplejer plejefamilien familien ægteparret aflastningsfamilien mødekoordinator "
    "sagskoordinator indsatsleder faglig-leder fagleder rektor inspektør gruppeleder projektleder socialtilsynet "
    "talsmand ordfører kommunaldirektør misbrugskonsulent misbrugsbehandler alkoholbehandler talepædagog "
    "specialpædagog pædagogmedhjælper pædagogmedhjælperen dagplejer dagplejeren børnehavepædagog ved kaldet navnet "
    "hedder"
) - {"ved"}
CALLED = words_in("hedder hed kaldes kaldet navnet ved-navn døbt opkaldt kalder signeret underskrevet mvh vh hilsen kh")

# After a name mostly; a capitalised word in front of them is somebody.
SPEECH_VERBS = words_in(
    "siger sagde fortæller fortalte oplyser oplyste spørger spurgte svarer svarede mener mente synes syntes beskriver "
    "beskrev udtrykker udtrykte ringer ringede skriver skrev forklarer forklarede tilføjer tilføjede ønsker ønskede "
    "græder græd smiler smilede griner grinede kommer kom møder mødte går gik bliver blev virker virkede føler følte "
    "tænker tænkte tror troede håber håbede nævner nævnte deltager deltog ankom ankommer udebliver udeblev ejer ejede "
    "lånte låner arbejder arbejdede møder deltog sidder sad ligger lå sover sov spiser spiste drikker drak køber "
    "købte henter hentede afhenter afhentede bor boede flytter flyttede er har havde var vil ville kan kunne skal "
    "skulle må måtte får fik tager tog giver gav ser så gør gjorde laver lavede viser viste vågner vågnede fremstår "
    "fremstod reagerer reagerede samarbejder trives klarer klarede bruger brugte går løber løb leger legede slår slog "
    "skubber råber råbte truer truede afviser afviste accepterer bekræfter bekræftede aftaler aftalte sender sendte "
    "oplever oplevede husker huskede glæder fastholder vurderer vurderede takker bad beder lover lovede hører hørte "
    "starter startede begynder begyndte slutter understreger konstaterer bedyrer pointerer fortsætter fortsatte "
    "erkender indrømmer hævder fremhæver forsikrer"
)

# Verbs of telling and feeling: a capitalised word on either side of them is somebody.
TOLD = words_in(
    "siger sagde fortæller fortalte oplyser oplyste spørger spurgte svarer svarede mener mente synes syntes skriver "
    "skrev forklarer forklarede tilføjer tilføjede nævner nævnte råber råbte udtaler udtalte understreger konstaterer "
    "bedyrer pointerer fortsætter fortsatte erkender indrømmer hævder hævdede fremhæver forsikrer lyder tilstår "
    "græder græd smiler smilede griner grinede ringer ringede føler følte tænker tænkte håber håbede ønsker ønskede "
    "tror troede ønskede fastslår mindes hvisker hviskede sukker sukkede husker huskede bad beder lover lovede takker"
)

# Capitalised, and yet nobody.
NEVER_NAMES = words_in(
    "mandag tirsdag onsdag torsdag fredag lørdag søndag januar februar marts september oktober november december jul "
    "påske pinse gud allah jesus danmark dansk danske norge sverige tyskland england europa usa kommune kommunen "
    "region regionen jobcenter jobcenteret socialtilsyn skole skolen børnehave institution afdeling mor far mormor "
    "morfar farmor farfar søster bror moster faster onkel borger borgeren sagsbehandler barn barnet børn barnets "
    "familien forældre forældrene status mål delmål formål aftale aftaler plan emne dato tid sted deltagere deltager "
    "tilstede afbud referat notat samtale hjemmebesøg besøg telefonsamtale netværksmøde møde opfølgning vurdering "
    "konklusion beskrivelse baggrund indsats handleplan bestilling observation observationer refleksion bemærkninger "
    "navn fornavn efternavn adresse telefon mail cpr sag sagsnummer journalnummer side bilag afsender modtager vedr "
    "kære hej hilsen venlig mvh vh kh fælles generelt kontaktperson pædagog psykolog læge leder medarbejder skrevet "
    "underskrift facebook instagram snapchat tiktok youtube google messenger whatsapp teams minecraft fortnite roblox "
    "netflix playstation xbox iphone ipad nintendo lego disney spotify discord ritalin concerta strattera sertralin "
    "risperidon quetiapin abilify melatonin panodil medikinet elvanse servicelov serviceloven barnets barnetslov lov "
    "loven folketinget ankestyrelsen statsforvaltningen familieretshuset politiet kriminalforsorgen psykiatrien "
    "ungdomspsykiatrien børnepsykiatrien røde kors blå mødrehjælpen headspace ventilen borgerservice sundhedsplejen "
    "tandplejen sfo klub fritidsklub ungdomsklub ungdomshus ungdomsskole efterskole højskole produktionsskole nexus "
    "sensum dubu fasit ks aula eboks e-boks mitid nemid nemkonto digital post bornholm fyn jylland sjælland lolland "
    "falster amager christiansborg islam koran bibelen ramadan eid kristen muslim grønland færøerne island finland "
    "frankrig spanien italien tyrkiet syrien irak iran somalia polen rumænien ukraine rusland kina afghanistan "
    "pakistan libanon marokko eritrea bosnien serbien kroatien vietnam thailand amerika afrika asien fastelavn "
    "halloween kristi bededag venstre radikale konservative socialdemokratiet eu fn nato dr tv ok"
)
ACRONYMS = words_in(
    "adhd add ptsd ocd asf sms mms pc tv dvd cd gps cv hf stx hhx htx eux fgu stu egu uu ppr ssp bup ppv vum ics spu "
    "kram sfo bpa kl dsb eu fn usa dr at cpr cvr id nr tlf mob sb kp fb hm mm ca pga mht ift vedr iht evt inkl ekskl "
    "dvs jf osv mfl mv pb pt sk lr pl stk afd obs nb ps cc bcc re sv vs udk lør søn man tir ons tor fre feb apr aug "
    "sep okt nov dec iq wisc wais ados asq sdq aps ecv tbt kat pmt act bvc iv ii iii vi vii viii ix xi xii sl bl fv "
    "aids hiv ef als kgs kgl sel abl lab hpv ect eeg mr ct tao nada aa na vuc amu gvu voks sosu kbh ua ao fys psyk "
    "med dir dep adm ms pd"
)

# Endings of titles and trades: "byretsdommer", "amtsborgmester", "embedslæge".
TITLE_ENDINGS = (
    "minister", "mester", "læge", "lægen", "dommer", "dommeren", "chef", "chefen", "direktør", "direktøren", "leder", "lederen",
    "formand", "formanden", "konsulent", "konsulenten", "lærer", "læreren", "rådgiver", "rådgiveren", "behandler", "behandleren",
    "pædagog", "pædagogen", "redaktør", "psykolog", "psykologen", "terapeut", "terapeuten", "assistent", "assistenten",
    "vejleder", "vejlederen", "medarbejder", "medarbejderen", "koordinator", "inspektør", "advokat", "advokaten", "ejer",
    "sygeplejerske", "plejerske", "hjælper", "hjælperen", "trænere", "træner", "træneren", "professor", "forsker", "forskeren",
    "spiller", "spilleren", "stjernen", "bossen", "kandidat", "politiker", "politikeren", "ordfører", "journalist", "forfatter",
    "forfatteren", "instruktør", "instruktøren", "sangeren", "sangerinden", "skuespilleren", "komponist", "komponisten",
    "sekretær", "sekretæren", "general", "generalen", "grosserer", "gårdejer", "præsident", "præsidenten", "fuldmægtig",
    "medicineren", "studerende", "kammerat", "kammeraten", "veninde", "veninden", "kæreste", "kæresten", "plejer", "plejeren",
)  # fmt: skip

# A capitalised word that makes the words before it an institution, a firm, a street.
INSTITUTION_WORDS = words_in(
    "børnehaven vuggestue vuggestuen børnehus børnehuset bosted bostedet botilbud opholdsstedet "
    "universitetshospital krisecenter familiecenter realskole højskole gymnasiet jobcenter amt kommune region plads "
    "vej allé torv skole skolen gymnasium universitet hospital sygehus centret center centeret kirke kirken museum "
    "museet stiftstidende avis tidende folkeblad forlag teater teatret fond fonden forening foreningen klub klubben "
    "boldklub if bk fc a/s aps i/s amba station park parken have slot hotel kro havn bugt fjord sø ø instituttet "
    "institut selskab selskabet gruppen akademi akademiet handelsskole seminarium børnehave vuggestue efterskole "
    "friskole privatskole plejehjem botilbud opholdssted døgntilbud bosted fritidshjem herred landevej boulevard "
    "stræde company corporation records radio tv cup open airport street road city university international group "
    "apotek bibliotek"
)

# Countries, lands and cities abroad that the registers know as names too, or that look like them.
ABROAD = words_in(
    "texas argentina holland malta manila hamburg london paris rom berlin wien bonn bruxelles amsterdam oslo "
    "stockholm göteborg malmø malmö lund helsinki reykjavik tokyo moskva washington york chicago boston hollywood "
    "california florida georgia australien østrig schweiz belgien irland skotland wales portugal grækenland albanien "
    "kosovo makedonien montenegro slovenien bulgarien ungarn tjekkiet slovakiet letland litauen estland hviderusland "
    "rusland sovjetunionen jugoslavien serbien zagreb beograd sarajevo kroatien bosnien-hercegovina saudi-arabien "
    "saudi arabien kuwait israel palæstina gaza jordan egypten tunesien algeriet libyen sudan etiopien kenya uganda "
    "congo nigeria ghana gambia senegal sydafrika zimbabwe indien nepal bangladesh sri lanka burma laos cambodja "
    "malaysia indonesien filippinerne japan korea taiwan mongoliet canada mexico cuba jamaica brasilien chile peru "
    "bolivia colombia venezuela sydamerika nordamerika latinamerika bella new zealand gotland skåne norden "
    "skandinavien bali gran canaria mallorca kreta cypern rhodos sicilien toscana baltikum kaukasus aserbajdsjan "
    "armenien kurdistan tjetjenien bagdad teheran damaskus aleppo beirut kabul mogadishu istanbul ankara barcelona "
    "madrid milano napoli venedig firenze prag budapest warszawa krakow athen edinburgh dublin manchester liverpool "
    "nuuk thule lapland bayern preussen normandiet alperne himalaya sahara nilen mars venus jupiter orion atlanten "
    "østersøen kattegat skagerrak limfjorden øresund storebælt lillebælt nordsøen vesterhavet mols samsø læsø anholt "
    "als møn langeland djursland vendsyssel thy mors salling himmerland vestjylland nordjylland sønderjylland "
    "østjylland midtjylland sydfyn nordsjælland vestsjælland sydsjælland slesvig holsten tivoli bakken legoland djurs "
    "roskilde-festivalen strøget vesterhav carlsberg tuborg ford opel toyota mercedes fiat volvo citroën citroen "
    "peugeot renault mazda honda suzuki nissan skoda ikea netto rema føtex bilka kvickly matas brugsen fakta lidl "
    "aldi jysk elgiganten mcdonalds apple samsung nokia sony windows word excel outlook linkedin twitter tinder zoom "
    "skype virk sundhed politiken ekstrabladet berlingske jyllands-posten ritzau information weekendavisen djøf hk "
    "foa bupl dansk-folkeparti konservativ socialdemokrat"
)

# Towns and boroughs of Denmark that mail is sent to or that notes name; our own list, from general knowledge.
TOWNS = words_in(
    "aabenraa aabybro aakirkeby aalborg aalestrup aars aarup aarhus århus ålborg albertslund allerød allinge alslev "
    "ans arden asnæs assens auning augustenborg bagenkop bagsværd ballerup bandholm bedsted billund birkerød "
    "bjerringbro bjæverskov bogense bording borre borup bramming brande brabrand bredebro brenderup broager broby "
    "brovst bryrup brædstrup brøndby brøndbyerne brønderslev brønshøj brørup børkop charlottenlund dalmose dianalund "
    "dragør dronninglund dronningmølle dybvad ebberup ebeltoft egernsund egtved ejby ejstrupholm engesvang esbjerg "
    "espergærde faaborg fakse fanø farsø farum farre fensmark ferritslev fjenneslev fjerritslev flauenskjold flemløse "
    "fredensborg fredericia frederiksberg frederikshavn frederikssund frederiksværk fuglebjerg galten gandrup ganløse "
    "gedser gedsted gedved gelsted gentofte gilleleje give gjern gjerlev gladsaxe glamsbjerg glesborg glejbjerg "
    "glostrup glumsø gram gredstedbro grenaa greve grevinge grindsted græsted gråsten gudbjerg gudhjem gudme guldborg "
    "gørding gørlev gørløse haderslev hadsten hadsund hals hammel hampen hanstholm harboøre harlev hasle haslev "
    "hasselager havdrup havndal hedehusene hedensted hejls hellebæk hellerup helsinge helsingør herlev herning "
    "herlufmagle hillerød hinnerup hirtshals hjallerup hjerm hjortshøj hjørring hobro holbæk holeby hollandsbjerg "
    "holstebro holsted holte horbelev hornbæk hornslet horsens humlebæk hundested hundslund hurup hvalsø hvidovre "
    "højbjerg højby højslev høng hørning hørsholm hørve ikast ishøj jelling jerslev jordrup juelsminde jyderup "
    "jyllinge jystrup kalundborg kalvehave karby karise karlslunde karup kastrup kerteminde kettinge kibæk kirkeby "
    "kjellerup klampenborg klarup klippinge knebel kokkedal kolding kolind kongerslev korsør krusaa kruså kvistgård "
    "kværndrup københavn køge langeskov langå langaa lejre lem lemvig lille-skensved lillerød liseleje løgstrup "
    "løgstør løgumkloster løkken løsning lynge lyngby lystrup malling mariager maribo marslev marstal martofte "
    "middelfart millinge måløv mårslet mørke mørkøv nakskov nexø nibe nimtofte nordborg nyborg nykøbing nysted "
    "næstved nærum nivå nørager nørresundby odder odense oksbøl otterup oure outrup padborg pandrup præstø randbøl "
    "randers ranum ribe ringe ringkøbing ringsted risskov roskilde roslev rudkøbing ruds-vedby ry ryomgård rødby "
    "rødding rødekro rødkærsbro rødovre rødvig rønde rønne rørvig sabro sakskøbing silkeborg sindal sjølund skagen "
    "skals skalborg skanderborg skive skibby skjern skodsborg skovlunde skælskør skærbæk skævinge skødstrup slagelse "
    "slangerup smørum snedsted snekkersten solbjerg solrød sorø spjald spøttrup stege stenderup stenløse stenlille "
    "stenstrup stevns stilling store-heddinge storvorde stouby struer strøby støvring suldrup sulsted sunds svaneke "
    "svebølle svendborg svenstrup svinninge sæby søborg søllested sønderborg søndersø tappernøje taastrup tarm taulov "
    "terndrup them thisted thorsø thyborøn thyholm tikøb tilst tinglev tisvildeleje tistrup toftlund tommerup "
    "tranbjerg tranekær trige trustrup tune tureby tylstrup tølløse tønder tørring ulfborg ullerslev ulstrup vadum "
    "valby vallensbæk vamdrup vandel vanløse varde vedbæk vejen vejers vejle vemb veksø vestbjerg vester-skerninge "
    "viborg viby videbæk vildbjerg vinderup vipperød virum vodskov vojens vordingborg vorup værløse ærøskøbing ølgod "
    "ølsted ølstykke ørbæk ørsted ørum østbirk østermarie åbyhøj ålsgårde årslev årre nørrebro vesterbro østerbro "
    "amagerbro gellerup gellerupparken vollsmose tingbjerg mjølnerparken bispehaven stengårdsvej"
)
