#!/bin/sh
# statrs (Rust): the median of one game that is won with 95 % is 0 wins, and half of a chi-squared distribution is said to lie below 0.33 where it is 0.45.
#
# Version: statrs 0.19.1.
# Seen: Binomial.median is the mean rounded down; ChiSquared.median is the mean less two thirds, not the approximation in its documentation,
#   k * (1 - 2 / (9 * k))^3, which gives 0.47. inverse_cdf(0.5) of the same objects is right.
# Expected: 1, and 0.4549.
# Why it matters: whoever asks for a typical number of wins gets one that 95 % of all games exceed.
. "$(dirname "$0")/lib/setup.sh"
features=std
crates statrs@0.19.1
rust_code <<'RUST'
use statrs::distribution::{Binomial, ChiSquared, ContinuousCDF, DiscreteCDF};
use statrs::statistics::Median;

fn main() {
    for (games, rate) in [(1, 0.95), (5, 0.7), (10, 0.5)] {
        let wins = Binomial::new(rate, games).unwrap();
        println!("{games} games won with {rate}: median {}, inverse_cdf(0.5) {}, as many wins or fewer {:.3}", wins.median(), wins.inverse_cdf(0.5),
            wins.cdf(wins.median() as u64));
    }
    for freedom in [1.0, 2.0, 10.0] {
        let squares = ChiSquared::new(freedom).unwrap();
        println!("chi-squared, {freedom} degrees of freedom: median {:.4}, inverse_cdf(0.5) {:.4}, cdf there {:.3}", squares.median(), squares.inverse_cdf(0.5),
            squares.cdf(squares.median()));
    }
}
RUST
expect <<'SEEN'
1 games won with 0.95: median 0, inverse_cdf(0.5) 1, as many wins or fewer 0.050
5 games won with 0.7: median 3, inverse_cdf(0.5) 4, as many wins or fewer 0.472
10 games won with 0.5: median 5, inverse_cdf(0.5) 5, as many wins or fewer 0.623
chi-squared, 1 degrees of freedom: median 0.3333, inverse_cdf(0.5) 0.4549, cdf there 0.436
chi-squared, 2 degrees of freedom: median 1.3333, inverse_cdf(0.5) 1.3863, cdf there 0.487
chi-squared, 10 degrees of freedom: median 9.3333, inverse_cdf(0.5) 9.3418, cdf there 0.499
SEEN
