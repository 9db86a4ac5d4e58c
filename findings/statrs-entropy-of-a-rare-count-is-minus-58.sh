#!/bin/sh
# statrs (Rust): the entropy of a count that is 0.1 on average is -57.5, where that of a count is never negative.
#
# Version: statrs 0.19.1.
# Seen: Poisson.entropy is a series in 1 / lambda, meant for large values, and is used for all of them. The documentation gives the formula, and no limit.
# Expected: 0.3337, the sum of -p ln p, or an approximation of it.
# Why it matters: a mean over counts that are rare, such as refusals, is dominated by numbers that cannot be.
. "$(dirname "$0")/lib/setup.sh"
features=std
crates statrs@0.19.1
rust_code <<'RUST'
use statrs::distribution::{Discrete, Poisson};
use statrs::statistics::Distribution;

fn main() {
    for mean in [0.1, 0.5, 1.0, 10.0] {
        let counts = Poisson::new(mean).unwrap();
        let sum: f64 = (0..100).map(|count| counts.pmf(count)).filter(|p| *p > 0.0).map(|p| -p * p.ln()).sum();
        println!("{mean} on average: entropy {:.4}, sum of -p ln p {sum:.4}", counts.entropy().unwrap());
    }
}
RUST
expect <<'SEEN'
0.1 on average: entropy -57.5101, sum of -p ln p 0.3337
0.5 on average: entropy 0.3168, sum of -p ln p 0.9276
1 on average: entropy 1.2412, sum of -p ln p 1.3048
10 on average: entropy 2.5614, sum of -p ln p 2.5614
SEEN
