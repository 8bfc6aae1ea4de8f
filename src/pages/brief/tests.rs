use super::*;

#[test]
fn the_least_telling_sentences_are_left_out_whole() {
    let told = |weights: &[u8]| -> Vec<String> {
        let sentences = weights.iter().enumerate().map(|(place, weight)| (place, *weight, format!("w{weight} x y")));
        within(sentences.collect(), 7)
    };
    assert_eq!(told(&[1, 9, 5]), ["w9 x y", "w5 x y"]);
    assert_eq!(told(&[9, 1]), ["w9 x y", "w1 x y"]);
}
