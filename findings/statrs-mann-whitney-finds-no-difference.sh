#!/bin/sh
# statrs (Rust): the Mann-Whitney test of 1 to 5 against 6 to 10 has a p-value of 1: the exact p-value is that of the other side.
#
# Version: statrs 0.19.1.
# Seen: if the first sample is not the larger one, the exact p-value is 1 less the probability of the observed U or more, in every alternative; two-sided,
#   twice that, and at most 1. Automatic takes the exact way for samples without ties of which one has 8 values or fewer.
# Expected: 0.0079 for the complete separation of five from five, as SciPy gives, and about the same from both ways.
# Why it matters: small samples of ratings are what the exact test is for, and no difference is ever found.
. "$(dirname "$0")/lib/setup.sh"
features=std
crates statrs@0.19.1
rust_code <<'RUST'
use statrs::stats_tests::Alternative;
use statrs::stats_tests::mannwhitneyu::{MannWhitneyUMethod, mannwhitneyu};

fn main() {
    for (first, second) in [([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]), ([1, 3, 5, 7, 9], [2, 4, 6, 8, 10])] {
        let p = |method, alternative| mannwhitneyu(&first, &second, method, alternative).unwrap().1;
        println!("{first:?} and {second:?}: exact {:.4}, automatic {:.4}, by the normal distribution {:.4}, exact that the first is less {:.4}",
            p(MannWhitneyUMethod::Exact, Alternative::TwoSided), p(MannWhitneyUMethod::Automatic, Alternative::TwoSided),
            p(MannWhitneyUMethod::AsymptoticInclContinuityCorrection, Alternative::TwoSided), p(MannWhitneyUMethod::Exact, Alternative::Less));
    }
}
RUST
expect <<'SEEN'
[1, 2, 3, 4, 5] and [6, 7, 8, 9, 10]: exact 1.0000, automatic 1.0000, by the normal distribution 0.0122, exact that the first is less 0.9960
[1, 3, 5, 7, 9] and [2, 4, 6, 8, 10]: exact 1.0000, automatic 1.0000, by the normal distribution 0.6761, exact that the first is less 0.6548
SEEN
