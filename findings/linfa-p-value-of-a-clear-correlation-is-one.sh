#!/bin/sh
# linfa (Rust): a correlation of 0.86 over 400 answers has a p-value of 1, and so has every correlation of two columns.
#
# Version: linfa 0.8.1.
# Seen: pearson_correlation_with_p_value reads the shuffled table with rows and columns exchanged: the shuffled correlations are taken over as many values
#   as there are columns, and two values always correlate by 1 or -1. The example in the documentation, of ten columns, has p = 0.61 for a correlation of
#   0.17 over 442 rows, where it is 0.0003.
# Expected: 0: no shuffle of 400 independent values comes near 0.86.
# Why it matters: whoever looks at the p-value takes the clearest relation in the data for chance.
. "$(dirname "$0")/lib/setup.sh"
crates linfa@0.8.1 ndarray@0.16.1
rust_code <<'RUST'
use linfa::DatasetBase;
use ndarray::Array2;

fn main() {
    let mut state: u64 = 1;
    let mut random = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as f64 / (1u64 << 31) as f64
    };
    for noise in [0.2, 0.6, 5.0] {
        let mut table = Array2::<f64>::zeros((400, 2));
        for mut row in table.rows_mut() {
            row[0] = random();
            row[1] = row[0] + noise * random();
        }
        let tested = DatasetBase::from(table).pearson_correlation_with_p_value(100);
        println!("correlation {:.2} over 400 answers: p {:.3}", tested.get_coeffs()[0], tested.get_p_values().unwrap()[0]);
    }
}
RUST
expect <<'SEEN'
correlation 0.98 over 400 answers: p 1.000
correlation 0.86 over 400 answers: p 1.000
correlation 0.19 over 400 answers: p 1.000
SEEN
