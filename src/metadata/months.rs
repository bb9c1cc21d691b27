//! The names of the months, in the languages whose dates are read.
//!
//! In: a word in small letters. Out: the month, 1 to 12. Full names, the forms they take within
//! dates, and the usual abbreviations, from CLDR; a name stands once for all languages that share it.

use std::sync::OnceLock;

use crate::base::fnv;

/// The month that `word` names.
pub(super) fn month(word: &str) -> Option<i8> {
    static BY_NAME: OnceLock<fnv::Map<&'static str, i8>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let months = (1..).zip(MONTHS);
        // Backwards, so that of two months with one name the first counts.
        let names: Vec<_> = months
            .flat_map(|(month, names)| names.split(' ').map(move |name| (name, month)))
            .collect();
        names.into_iter().rev().collect()
    });
    by_name.get(word).copied()
}

/// Month by month: English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian,
/// Finnish, Polish, Czech, Hungarian, Romanian, Turkish, Greek, Russian, Ukrainian, Indonesian,
/// Arabic, Persian, Hindi.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jän janvier janv enero ene janeiro gennaio gen januari tammikuuta tammikuu stycznia styczeń ledna leden január ianuarie ian ocak ιανουαρίου ιανουάριος января январь янв січня січень يناير كانون جانفي जनवरी",
    "february feb februar februari février fevrier févr fév febrero fevereiro fev febbraio febr helmikuuta helmikuu lutego luty února únor február februarie şubat φεβρουαρίου φεβρουάριος февраля февраль фев лютого лютий فبراير فيفري شباط फ़रवरी फरवरी",
    "march mar märz mrz mars marzo março marco maart mrt marts maaliskuuta maaliskuu marca marzec března březen március márc martie mart maret μαρτίου μάρτιος марта март мар березня березень مارس آذار मार्च",
    "april apr avril avr abril abr aprile huhtikuuta huhtikuu kwietnia kwiecień dubna duben április ápr aprilie nisan απριλίου απρίλιος апреля апрель апр квітня квітень أبريل ابريل إبريل أفريل نيسان अप्रैल",
    "may mai mayo maio mag maggio mei maj toukokuuta toukokuu maja května květen május máj mayıs μαΐου μάιος мая май травня травень مايو ماي أيار मई",
    "june jun juni juin junio junho giugno giu kesäkuuta kesäkuu czerwca czerwiec června červen június jún iunie iun haziran ιουνίου ιούνιος июня июнь червня червень يونيو يونيه جوان حزيران जून",
    "july jul juli juillet juil julio julho luglio lug heinäkuuta heinäkuu lipca lipiec července červenec július júl iulie iul temmuz ιουλίου ιούλιος июля июль липня липень يوليو يوليوز يوليه جويلية تموز जुलाई",
    "august aug août aout agosto ago augustus augusti elokuuta elokuu sierpnia sierpień srpna srpen augusztus ağustos agustus αυγούστου αύγουστος августа август авг серпня серпень أغسطس اغسطس غشت أوت آب अगस्त",
    "september sep sept septembre septiembre setiembre setembro set settembre septembrie syyskuuta syyskuu września wrzesień září szeptember szept eylül σεπτεμβρίου σεπτέμβριος сентября сентябрь сен сент вересня вересень سبتمبر شتنبر أيلول सितंबर",
    "october oct oktober okt octobre octubre outubro out ottobre ott lokakuuta lokakuu października październik října říjen október octombrie ekim οκτωβρίου οκτώβριος октября октябрь окт жовтня жовтень أكتوبر اكتوبر تشرين अक्टूबर",
    "november nov novembre noviembre novembro marraskuuta marraskuu listopada listopad listopadu noiembrie kasım νοεμβρίου νοέμβριος ноября ноябрь ноя нояб листопада نوفمبر نونبر नवंबर",
    "december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre desember des joulukuuta joulukuu grudnia grudzień prosince prosinec decembrie aralık desember δεκεμβρίου δεκέμβριος декабря декабрь дек грудня грудень ديسمبر دجنبر दिसंबर",
];

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn knows_months_in_many_languages() {
        for (word, expected) in [
            ("september", 9),
            ("mär", 0),
            ("märz", 3),
            ("août", 8),
            ("мая", 5),
            ("dic", 12),
            ("", 0),
        ] {
            assert_eq!(month(word), (expected != 0).then_some(expected), "{word}");
        }
    }
}
