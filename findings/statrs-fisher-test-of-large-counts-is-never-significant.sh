#!/bin/sh
# statrs (Rust): Fisher's exact test of 500 of 900 against 450 of 930 has a p-value of 0.47 in place of 0.0023.
#
# Version: statrs 0.19.1.
# Seen: from about a thousand counts on, the two-sided p-value is about one half, whatever the difference is; the one-sided ones are right, and so are all of
#   them for 200, 160, 180 and 192.
# Expected: the two-sided p-value is never more than twice the smaller of the one-sided ones by much: 0.0023, as SciPy gives.
# Why it matters: a comparison of two win rates finds nothing as soon as it has enough games to find something.
. "$(dirname "$0")/lib/setup.sh"
features=std
crates statrs@0.19.1
rust_code <<'RUST'
use statrs::stats_tests::{Alternative, fishers_exact};

fn main() {
    for counts in [[200, 160, 180, 192], [300, 240, 270, 288], [500, 400, 450, 480], [600, 480, 540, 576]] {
        let p = |alternative| fishers_exact(&counts, alternative).unwrap();
        println!("{counts:?}: two-sided {:.4}, greater {:.4}, less {:.4}", p(Alternative::TwoSided), p(Alternative::Greater), p(Alternative::Less));
    }
}
RUST
expect <<'SEEN'
[200, 160, 180, 192]: two-sided 0.0547, greater 0.0309, less 0.9781
[300, 240, 270, 288]: two-sided 0.4704, greater 0.0102, less 0.9926
[500, 400, 450, 480]: two-sided 0.4746, greater 0.0013, less 0.9991
[600, 480, 540, 576]: two-sided 0.4951, greater 0.0005, less 0.9997
SEEN
