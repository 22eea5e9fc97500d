//! The binary: hands over to the commands or the terminal program. Knows nothing else.

fn main() {}
