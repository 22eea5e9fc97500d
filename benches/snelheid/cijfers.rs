//! Figures from rows in memory: what forming them costs apart from reading them.

use accountgesprek::domain::{Meetreeks, Normenkader, Segment, Selectie};
use divan::{Bencher, black_box};

use crate::volume::{DRIE, KWARTALEN, REGELS, kwartaal, rapport};

fn kader() -> Normenkader {
    toml::from_str(include_str!("../../data/normen.toml")).expect("the normen that come with the program")
}

/// All figures of one aanbieder over ten years, in one pass.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn one_pass_over_40_reports_of_2000_rows(bencher: Bencher) {
    let rapporten: Vec<_> = (0..KWARTALEN).map(|n| rapport(DRIE[0], n, REGELS)).collect();
    let kader = kader();
    bencher.bench_local(|| {
        let collectief_vanaf = Some(kwartaal(0).first_day());
        let mut reeks =
            Meetreeks::new(Selectie { aanbieder: DRIE[0], segment: Segment::Collectief, gemeente: None, collectief_vanaf });
        for rapport in &rapporten {
            reeks.push(rapport);
        }
        for n in 0..KWARTALEN {
            black_box(reeks.metingen(&kader, kwartaal(n)));
        }
    });
}
