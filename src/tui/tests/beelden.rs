//! Every screen as it is met on the example, on the two sizes that people have: one test per picture.

use crate::tui::testing::Zitting;

macro_rules! pictures {
    ($($name:ident: $keys:expr, $width:literal x $height:literal;)*) => {
        $(
            #[test]
            fn $name() {
                let mut desk = Zitting::open();
                desk.keys($keys);
                insta::assert_snapshot!(stringify!($name), desk.screen($width, $height));
            }
        )*
    };
}

pictures! {
    rapporten_80: "5", 80 x 24;
    rapporten_120: "5", 120 x 40;
    signalen_80: "7", 80 x 24;
    signalen_120: "7", 120 x 40;
    aandacht_80: "A", 80 x 24;
    aandacht_120: "A", 120 x 40;
    trajecten_80: "T", 80 x 24;
    trajecten_120: "T", 120 x 40;
    traject_80: "T<enter>", 80 x 24;
    traject_120: "T<enter>", 120 x 40;
    ladder_80: "L", 80 x 24;
    ladder_120: "L", 120 x 40;
    cvs_80: "C", 80 x 24;
    cvs_120: "C", 120 x 40;
    uitvraag_80: "U", 80 x 24;
    uitvraag_120: "U", 120 x 40;
    kalender_80: "K", 80 x 24;
    kalender_120: "K", 120 x 40;
    register_80: "W", 80 x 24;
    register_120: "W", 120 x 40;
    inschrijving_80: "W/rendiz<enter><enter>", 80 x 24;
    inschrijving_120: "W/rendiz<enter><enter>", 120 x 40;
}
