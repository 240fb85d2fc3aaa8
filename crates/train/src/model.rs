//! The model file, as `vanban_restore::lm` reads it.

use vanban_restore::fuse;
use vanban_restore::lm::{MAGIC, cap_code, sister_places};

use crate::ngrams::Grams;
use crate::prune::Kept;

/// Bits of an order's packed cells.
#[derive(Clone, Copy)]
pub(crate) struct Bits {
    /// Of the log probability's code.
    pub(crate) log_prob: u32,
    /// Of the back-off weight's code; 0 for the highest order.
    pub(crate) backoff: u32,
    /// Of the fingerprint.
    pub(crate) fingerprint: u32,
}

/// The whole file. `orders[0]` and `kept[0]` are the unigrams.
pub(crate) fn pack(
    words: &[String],
    capitals: &[[f64; 2]],
    orders: &[Grams],
    kept: &[Kept],
    bits: &[Bits],
) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let text = words.join("\n");
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text.as_bytes());
    let mut unigrams = vec![(-30.0_f32, 0.0_f32); words.len()];
    for (i, place) in kept[0].places.iter().enumerate() {
        let word = orders[0].keys[*place as usize] as usize;
        unigrams[word] = (kept[0].log_prob[i], kept[0].backoff[i].unwrap_or(0.0));
    }
    // The beginning of a paragraph is never predicted, but bigrams begin with it.
    unigrams[0].1 = start_backoff(orders, kept);
    for ((log_prob, backoff), capital) in unigrams.iter().zip(capitals) {
        out.extend(log_prob.to_bits().to_le_bytes());
        out.extend(backoff.to_bits().to_le_bytes());
        out.extend(capital.map(cap_code));
    }
    let places = sister_places(words).expect("a vocabulary whose words fit their numbers");
    out.extend((bits.len() as u32).to_le_bytes());
    for ((grams, kept), bits) in orders.iter().zip(kept).skip(1).zip(bits) {
        pack_order(grams, kept, *bits, &places, &mut out);
    }
    out
}

fn start_backoff(orders: &[Grams], kept: &[Kept]) -> f32 {
    let of_start =
        kept[1].places.iter().map(|i| *i as usize).filter(|i| orders[1].keys[*i] >> 16 == 0);
    let (mut own, mut below) = (0.0_f64, 0.0_f64);
    for i in of_start {
        own += f64::from(orders[1].prob[i]);
        below += f64::from(orders[0].prob[orders[1].suffix[i] as usize]);
    }
    ((1.0 - own).max(1e-6) / (1.0 - below).max(1e-6)).ln() as f32
}

/// Adds the table of an order. The last word of a key is its place among its sisters.
fn pack_order(grams: &Grams, kept: &Kept, bits: Bits, places: &[u16], out: &mut Vec<u8>) {
    let log_probs = codebook(kept.log_prob.clone(), 1 << bits.log_prob);
    let weights: Vec<f32> = kept.backoff.iter().flatten().copied().collect();
    // The highest code says that there is no weight.
    let backoffs = codebook(weights, (1_usize << bits.backoff) - 1);
    let none = (1_u32 << bits.backoff) - 1;
    let pairs: Vec<(u64, u32)> = (0..kept.places.len())
        .map(|i| {
            let weight = kept.backoff[i].map_or(none, |weight| nearest(&backoffs, weight));
            let code = nearest(&log_probs, kept.log_prob[i]) << bits.backoff | weight;
            let key = grams.keys[kept.places[i] as usize];
            let last = places[key as usize & 0xffff];
            (key >> 16 << 16 | u64::from(last), code)
        })
        .collect();
    out.extend(bits.backoff.to_le_bytes());
    for book in [&log_probs, &backoffs] {
        out.extend((book.len() as u32).to_le_bytes());
        for value in book {
            out.extend(value.to_bits().to_le_bytes());
        }
    }
    out.extend(fuse::pack(&pairs, bits.log_prob + bits.backoff, bits.fingerprint, out.len()));
}

/// At most `size` values that stand for all, each the mean of equally many.
fn codebook(mut values: Vec<f32>, size: usize) -> Vec<f32> {
    values.sort_unstable_by(f32::total_cmp);
    if values.is_empty() || size == 0 {
        return vec![];
    }
    let size = size.min(values.len());
    let mut book: Vec<f32> = (0..size)
        .map(|i| {
            let part = &values[i * values.len() / size..(i + 1) * values.len() / size];
            (part.iter().map(|v| f64::from(*v)).sum::<f64>() / part.len().max(1) as f64) as f32
        })
        .collect();
    book.dedup();
    book
}

fn nearest(book: &[f32], value: f32) -> u32 {
    let above = book.partition_point(|code| *code < value).min(book.len().saturating_sub(1));
    let below = above.saturating_sub(1);
    let nearer =
        if (book[below] - value).abs() < (book[above] - value).abs() { below } else { above };
    nearer as u32
}
