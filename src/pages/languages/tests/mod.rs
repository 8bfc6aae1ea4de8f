mod catalogue;

use super::*;

fn read(text: &str) -> (Languages, Vec<(Code, usize)>) {
    let mut report = Report::default();
    let source = Source { path: "templates/strings/fr.yaml".to_owned(), text: text.to_owned() };
    let languages = Languages::of(&[Arc::new(source)], &mut report);
    let found = report.sorted().iter().map(|d| (d.code, d.span.as_ref().map_or(0, |span| span.line()))).collect();
    (languages, found)
}

#[test]
fn a_site_brings_a_language() {
    let (languages, found) = read("decimal: \",\"\nphrases:\n  Reports: Rapports\n");
    assert_eq!(found, []);
    let french = languages.speak(None, &mut Report::default());
    assert_eq!(french.tag, "en");
    let french = &languages.0["fr"];
    assert_eq!((french.decimal.as_str(), french.group.as_str()), (",", ","));
    assert_eq!(french.phrases["Reports"], "Rapports");
}

#[test]
fn what_is_wrong_with_a_phrase_is_located() {
    let (_, found) = read(
        "phrases:\n  Report: Rapport\n  Reprots: x\n  \"{digits}%\": \"{digit} %\"\n  \"{words} and {last}\": \"et {last}\"\nmonths: [a]\n",
    );
    let expected = [(Code::UnknownPhrase, 3), (Code::PhraseValues, 4), (Code::PhraseValues, 5), (Code::WrongShape, 6)];
    assert_eq!(found, expected);
}
