"""Plain English for the head of the vocabulary: the words and names that news is made of.

Everything rarer is made up by `bench.vocabulary`, so that the corpus needs no file and no network.
"""

FUNCTION_WORDS = """
the of to and a in that is for on it was with as he be by at from his are but have this not has an
they will who said which their been were would had or its about more we than up after out one when
she two there her people into over also could what if first last all some other most new you against
no i so can just before only do during because how while now those him under since many any between
three such being even still our where made much them then should another too through these like both
down off may each very back own us here several might next until per yet ago among without within
""".split()

CONTENT_WORDS = """
year government president state country police minister week time company day million official
officials percent group party month report former war leader leaders market court called according
military news told percentage world public local national city home money workers years months days
weeks countries states companies election security law foreign attack prime case support talks
office deal members price prices issue family children women men end place house work school health
power plan economic economy political international interest rate rates bank stock stocks trade
business industry vote election elections campaign parliament opposition council committee region
border forces troops soldiers army defence defense missile missiles nuclear weapons peace conflict
killed injured wounded dead death deaths shooting fire crash accident victims hospital doctors
patients disease virus vaccine study research researchers scientists university students teacher
judge lawyer lawyers trial jury prison charged charges arrested investigation evidence crime
suspect officer officers protest protests protesters rally crowd street streets building buildings
water food oil gas energy climate weather storm flood floods earthquake temperature river forest
coast island town village province capital district population residents resident community service
services network phone internet computer software technology data users online website video media
television newspaper journalist journalists interview statement spokesman spokeswoman secretary
director chairman executive chief manager general senior deputy ambassador diplomat diplomatic
relations meeting conference summit agreement treaty sanctions decision policy reform bill budget
tax taxes spending debt growth inflation jobs unemployment wage wages pay cost costs sales profit
profits loss losses shares investors investment fund funds loan loans currency dollar dollars euro
export exports import imports factory factories plant production product products customers consumer
consumers car cars vehicle vehicles airport airline flight flights passengers train trains road
traffic ship ships port sea football club team player players coach match game games season league
cup champion championship final win won victory defeat goal goals score olympic medal race driver
film films actor actress music song album band festival award awards book books author museum art
history church religious refugees migrants asylum aid agency agencies humanitarian rights freedom
democracy violence bomb explosion terrorist terrorism hostage ceasefire invasion occupied territory
""".split()

NAMES = (
    """
North Korea|South Korea|North Korean|South Korean|Kim Jong Un|Yoon Suk Yeol|Vladimir Putin|Russia
Ukraine|United States|United Nations|European Union|White House|Seoul|Pyongyang|Moscow|Washington
China|Beijing|Japan|Tokyo|India|New Delhi|Britain|London|Germany|Berlin|France|Paris|Poland|Warsaw
Security Council|Middle East|Israel|Gaza|Iran|Turkey|São Paulo|Brazil|Mexico|Canada|Australia
Peña Nieto|Côte d’Ivoire|Supreme Court|Central Bank|Ministry of Defence|National Assembly|World Cup
World Health Organization|Federal Reserve|Wall Street|Human Rights Watch|Red Cross|New York
Los Angeles|Hong Kong|Andrzej Duda|Volodymyr Zelensky|Joe Biden|Donald Trump|Prime Minister
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

PLACE_ENDINGS = ("", "ville", "burg", "stan", "ia", "grad", "ton", "shire", "mouth", " Valley")
ORGANISATION_PATTERNS = (
    "{} Group",
    "{} Bank",
    "University of {}",
    "{} University",
    "Bank of {}",
    "{} City Council",
    "{} United",
    "Ministry of {}",
    "{} Liberation Front",
    "{} Motors",
    "{} Institute",
)
NEWSPAPERS = (
    "Times",
    "Post",
    "Herald",
    "Gazette",
    "Tribune",
    "Observer",
    "Courier",
    "Chronicle",
    "Star",
    "Mail",
    "Journal",
    "News",
    "Standard",
    "Echo",
    "Sentinel",
    "Dispatch",
)
AGENCIES = ("AP", "Reuters", "AFP", "Yonhap", "PA", "PAP")

ONSETS = (
    "b b br c c ch cl d d dr f f fl g gr h h j k l l l m m m n n n p p pl pr qu r r r s s s sh sp "
    "st t t t th tr v v w w z"
)
NUCLEI = "a a a e e e i i i o o u ai ea ee io ou"
CODAS = "- - - - - - - - l m n n nd nt r r s st t ck ng"
SUFFIXES = "s s s s ed ed ing ing er ers ly ion ions al ity ment es"
