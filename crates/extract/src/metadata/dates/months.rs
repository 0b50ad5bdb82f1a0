//! Names of months: data and its look-up.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

/// The month that a word names, in any case; whole names and abbreviations of three letters or more.
pub(crate) fn month(word: &str) -> Option<u32> {
    static TABLE: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
        let named = |(names, month): (&'static &'static str, u32)| {
            names.split_whitespace().map(move |name| (name, month))
        };
        NAMES.iter().zip(1..).flat_map(named).collect()
    });
    let lower = word.to_lowercase();
    let known = TABLE.get(lower.as_str()).copied();
    if known.is_some() || lower.is_ascii() {
        return known;
    }
    // An accent may stand behind its letter, and some of Devanagari never stand within.
    TABLE.get(lower.nfc().collect::<String>().as_str()).copied()
}

/// January to December in forty languages, whole and abbreviated, as the Unicode CLDR (47) has them,
/// and without their accents. Where two languages call two months the same, that of more readers.
const NAMES: [&str; 12] = [
    "ean eanáir ene enero gen gener genn gennaio ian ianuarie ion ionawr jaan jaanuar jaenner \
     jan janar janeiro janner januar januara januari januarie january január januára janv \
     janvaris janvier janvāris janúar jän jänner led leden ledna oca ocak saus sausio sausis \
     sij sijecanj sijecnja siječanj siječnja sty styczen styczeń stycznia tammi tammikuu \
     tammikuuta urt urtarrila xan xaneiro ιαν ιανουάριος ιανουαρίου січ січень січня янв \
     январь января яну януари јан јануар јануари ינואר يناير ژانویه \
     जनवरी জানুয়ারি",
    "chw chwef chwefror feabh feabhra feb febbraio feber febr febreiro febrer febrero februar \
     februara februari februarie februaris february február februára februāris febrúar fev \
     fevereiro fevr fevrier févr février helmi helmikuu helmikuuta lut lutego luty ots \
     otsaila shk shkurt sub subat uno unor unora vas vasario vasaris veebr veebruar velj \
     veljaca veljace veljača veljače úno únor února şub şubat φεβ φεβρουάριος φεβρουαρίου лют \
     лютий лютого феб фебруар фев февр февраль февраля февруари פברואר شباط فبراير فوریه \
     फ़रवरी फरवरी ফেব্রুয়ারি",
    "bre brezen brezna bře březen března kov kovas kovo maalis maaliskuu maaliskuuta maart \
     mac maerz mar marc marca march marcius marco marec maret mars mart martie marts martxoa \
     marz marzec marzo març março maw mawrth mrt mrz márc március márta mär märts märz ozu \
     ozujak ozujka ožu ožujak ožujka μάρ μάρτιος μαρ μαρτίου бер березень березня мар март \
     марта מרץ آذار مارس \
     मार्च মার্চ",
    "abr abril aib aibreán api apirila apr april aprila aprile aprilie aprilis aprill apríl \
     apríla aprīlis avr avril bal balandis balandzio balandžio dub duben dubna ebr ebrill \
     huhti huhtikuu huhtikuuta kwi kwiecien kwiecień kwietnia nis nisan pri prill tra travanj \
     travnja ápr április απρ απρίλιος απριλίου апр апрель апреля април квіт квітень квітня \
     אפריל آوریل أبريل نيسان \
     अप्रैल এপ্রিল",
    "beal bealtaine geg geguze geguzes gegužė gegužės kve kveten kvetna kvě květen května mag \
     maggio mai maiatza maig maijs maio maj maja majus may mayis mayo mayıs maí mei máj mája \
     május svi svibanj svibnja touko toukokuu toukokuuta μάι μάιος μαΐ μαΐου май мая мај трав \
     травень травня מאי أيار مايو \
     मई মে",
    "birz birzelio birzelis birž birželio birželis cerven cervna cvn cze czerwca czerwiec eka \
     ekaina giu giugno haz haziran iun iunie juin jun juna june junho juni junie junij junijs \
     junio junius juny juuni jún júna június júní jūn jūnijs kesa kesakuu kesakuuta kesä \
     kesäkuu kesäkuuta lipanj lipnja meh mehefin meith meitheamh qer qershor xuño červen \
     června čvn ιουν ιουνίου ιούν ιούνιος июн июнь июня черв червень червня юни јун јуни יוני \
     حزيران يونيو ژوئن \
     जून জুন",
    "cervence cervenec cvc gor gorff gorffennaf heina heinakuu heinakuuta heinä heinäkuu \
     heinäkuuta iul iulie iúil juil juillet jul jula julai julho juli julie julij julijs \
     julio juliol julius july juuli júl júla július júlí jūl jūlijs korr korrik liep liepa \
     liepos lip lipca lipiec lug luglio srpanj srpnja tem temmuz uzt uztaila xul xullo \
     července červenec čvc ιουλ ιουλίου ιούλ ιούλιος июл июль июля лип липень липня юли јул \
     јули יולי تموز يوليو ژوئیه \
     जुलाई জুলাই",
    "abu abuztua ago agost agosto agu agust agustos agustus aout août aug august augusta \
     augusti augusts augustus augusztus avg avgust awst ağu ağustos elo elokuu elokuuta gush \
     gusht kol kolovoz kolovoza lún lúnasa ogo ogos rugp rugpjucio rugpjutis rugpjūtis \
     rugpjūčio sie sierpien sierpień sierpnia srp srpen srpna ágú ágúst αυγ αυγούστου αύγ \
     αύγουστος авг август августа серп серпень серпня אוגוסט أغسطس اوت \
     अगस्त আগস্ট",
    "eyl eylul eylül ira iraila medi mfómh rugs rugsejis rugsejo rugsėjis rugsėjo ruj rujan \
     rujna sep sept septembar september septembra septembre septembrie septembris septiembre \
     set setembre setembro setiembre settembre sht shtator syys syyskuu syyskuuta szept \
     szeptember wrz wrzesien wrzesień wrzesnia września zar zari zář září σεπ σεπτέμβριος \
     σεπτεμβρίου вер вересень вересня сент сентябрь сентября сеп септембар септември ספטמבר \
     أيلول سبتمبر سپتامبر \
     सितंबर सितम्बर সেপ্টেম্বর",
    "dfómh eki ekim hyd hydref loka lokakuu lokakuuta oct october octobre octombrie octubre \
     okt oktobar oktober oktobra oktobris oktoober október októbra ott ottobre out outubro \
     paz pazdziernik pazdziernika paź październik października rij rijen rijna spal spalio \
     spalis tet tetor urr urria říj říjen října οκτ οκτωβρίου οκτώβριος жовт жовтень жовтня \
     окт октобар октомври октябрь октября אוקטובר أكتوبر اکتبر \
     अक्टूबर अक्तूबर অক্টোবর",
    "aza azaroa kas kasim kasım lapkr lapkricio lapkritis lapkričio lis listopad listopada \
     listopadu marras marraskuu marraskuuta noiembrie nov novembar november novembra novembre \
     novembris novembro noviembre nën nëntor nóv nóvember samh samhain stu studeni studenoga \
     tach tachwedd νοέ νοέμβριος νοε νοεμβρίου лист листопад листопада нов новембар ное \
     ноември нояб ноябрь ноября נובמבר نوامبر نوفمبر \
     नवंबर नवम्बर নভেম্বর",
    "abe abendua ara aralik aralık dec decembar december decembra decembre decembrie \
     decembris decembro des desember desembre dets detsember dez dezember dezembro dhj \
     dhjetor dic dicembre diciembre dis disember déc décembre gru grudnia grudzien grudzień \
     gruod gruodis gruodzio gruodžio joulu joulukuu joulukuuta noll nollaig pro prosinac \
     prosinca prosince prosinec rhag rhagfyr δεκ δεκέμβριος δεκεμβρίου груд грудень грудня \
     дек декабрь декабря декември дец децембар דצמבר دسامبر ديسمبر \
     दिसंबर दिसम्बर ডিসেম্বর",
];

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_known_by_their_names() {
        let known = [
            ("März", 3),
            ("мая", 5),
            ("декабря", 12),
            ("marraskuuta", 11),
            ("července", 7),
            ("\u{95e}रवरी", 2),
            ("Ma\u{308}rz", 3),
        ];
        for (word, expected) in known {
            assert_eq!(month(word), Some(expected), "{word}");
        }
        for word in ["Uhr", "Laptops", "Spartipps", "General", "Marktplatz"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
