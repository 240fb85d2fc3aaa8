//! Which n-grams are worth their bytes, and the back-off weights of those that stay.

use crate::ngrams::Grams;

/// What is kept of one order.
pub(crate) struct Kept {
    /// Places in [`Grams::keys`], rising.
    pub(crate) places: Vec<u32>,
    /// Log probability of each.
    pub(crate) log_prob: Vec<f32>,
    /// Log back-off weight of each; `None` where nothing longer begins with it.
    pub(crate) backoff: Vec<Option<f32>>,
}

/// Keeps of orders 2, 3, ... as many n-grams as `limits` say, those whose loss would cost the text's
/// likelihood most (Seymore and Rosenfeld, 1996), and of the lower orders all that the kept ones begin or end
/// with. `orders[0]` are the unigrams, all kept.
pub(crate) fn prune(orders: &[Grams], limits: &[usize]) -> Vec<Kept> {
    let mut keep: Vec<Vec<bool>> =
        orders.iter().map(|grams| vec![false; grams.keys.len()]).collect();
    keep[0].fill(true);
    for k in (1..orders.len()).rev() {
        let (lower, upper) = keep.split_at_mut(k);
        choose(&orders[k], &orders[k - 1], limits[k - 1], &mut upper[0]);
        for (i, _) in upper[0].iter().enumerate().filter(|(_, kept)| **kept) {
            lower[k - 1][orders[k].suffix[i] as usize] = true;
            if let Some(prefix) = orders[k - 1].find(orders[k].keys[i] >> 16) {
                lower[k - 1][prefix] = true;
            }
        }
    }
    let mut kept: Vec<Kept> =
        orders.iter().zip(&keep).map(|(grams, keep)| gather(grams, keep)).collect();
    for k in 1..orders.len() {
        let (lower, upper) = kept.split_at_mut(k);
        weigh(&orders[k - 1], &mut lower[k - 1], &orders[k], &upper[0], &orders[k - 1]);
    }
    kept
}

/// Marks the `limit` best besides those already marked; none of them where `limit` is met already.
fn choose(grams: &Grams, lower: &Grams, limit: usize, keep: &mut [bool]) {
    let marked = keep.iter().filter(|kept| **kept).count();
    let mut gains: Vec<(f32, u32)> = (0..grams.keys.len())
        .filter(|i| !keep[*i])
        .map(|i| {
            let below = grams.gamma[i] * lower.prob[grams.suffix[i] as usize];
            let gain = grams.raw[i] as f32 * (grams.prob[i] / below.max(1e-30)).ln();
            (gain, i as u32)
        })
        .collect();
    let room = limit.saturating_sub(marked).min(gains.len());
    if room == 0 {
        return;
    }
    gains.select_nth_unstable_by(room - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, i) in &gains[..room] {
        keep[*i as usize] = true;
    }
}

fn gather(grams: &Grams, keep: &[bool]) -> Kept {
    let places: Vec<u32> = (0..keep.len() as u32).filter(|i| keep[*i as usize]).collect();
    let log_prob = places.iter().map(|i| grams.prob[*i as usize].ln()).collect();
    let backoff = vec![None; places.len()];
    Kept { places, log_prob, backoff }
}

/// Fills the back-off weights of `contexts` from the longer n-grams kept.
fn weigh(context_grams: &Grams, contexts: &mut Kept, grams: &Grams, kept: &Kept, lower: &Grams) {
    let mut from = 0;
    let context_of = |at: usize| grams.keys[kept.places[at] as usize] >> 16;
    while from < kept.places.len() {
        let context = context_of(from);
        let mut to = from;
        let (mut own, mut below) = (0.0_f64, 0.0_f64);
        while to < kept.places.len() && context_of(to) == context {
            let place = kept.places[to] as usize;
            own += f64::from(grams.prob[place]);
            below += f64::from(lower.prob[grams.suffix[place] as usize]);
            to += 1;
        }
        if let Some(place) = context_grams.find(context)
            && let Ok(at) = contexts.places.binary_search(&(place as u32))
        {
            let weight = (1.0 - own).max(1e-6) / (1.0 - below).max(1e-6);
            contexts.backoff[at] = Some(weight.ln() as f32);
        }
        from = to;
    }
}
