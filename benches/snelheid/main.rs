//! Measurements: `cargo bench --bench snelheid`. One binary, so that it links once; a module per topic.

mod cijfers;
mod inlezen;
mod scherm;
mod volume;

fn main() {
    divan::main();
}
