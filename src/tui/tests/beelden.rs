//! Every screen as it is met on the example, on the two sizes that people have: one test per picture.

use crate::tui::action::Tab;
use crate::tui::place::Place;
use crate::tui::testing::Zitting;

/// Two pictures of each place, and of what else a place may show. A place that is not here does not compile.
macro_rules! pictures {
    (places { $($place:pat => $name:ident, $keys:literal;)* } besides { $($other:ident, $more:literal;)* }) => {
        const _: fn(Place) = |place| match place { $($place => (),)* };

        /// The keys that go to each place from the overview.
        pub(super) const SCREENS: &[&str] = &[$($keys,)*];
        /// Those that go to what else a place may show.
        pub(super) const BESIDES: &[&str] = &[$($more,)*];

        pictures! { $($name, $keys;)* $($other, $more;)* }
    };
    ($($name:ident, $keys:literal;)*) => {
        $(
            mod $name {
                #[test]
                fn at_80() {
                    insta::assert_snapshot!("80", super::picture($keys, 80, 24));
                }

                #[test]
                fn at_120() {
                    insta::assert_snapshot!("120", super::picture($keys, 120, 40));
                }
            }
        )*
    };
}

fn picture(keys: &str, width: u16, height: u16) -> String {
    let screen = Zitting::open().keys(keys).screen(width, height);
    screen.lines().map(without_clock).collect::<Vec<_>>().join("\n")
}

/// What the program did by itself when the example opened has the time of the clock.
fn without_clock(line: &str) -> String {
    let Some(time) = line.split(' ').find(|word| word.contains(':')).filter(|_| line.contains("het programma")) else {
        return line.to_owned();
    };
    line.replace(time, "··:··")
}

pictures! {
    places {
        Place::Tab(Tab::Overzicht) => overzicht, "";
        Place::Tab(Tab::Kpi) => kpi, "2";
        Place::Tab(Tab::Dekking) => dekking, "3";
        Place::Tab(Tab::Afspraken) | Place::Afspraak(_) => afspraken, "4";
        Place::Tab(Tab::Rapportages) => rapporten, "5";
        Place::Bevindingen(..) => bevindingen, "5<enter>";
        Place::Tab(Tab::Gesprek) | Place::Gesprek(_) => gesprek, "6";
        Place::Tab(Tab::Signalen) | Place::Signalen(_) => signalen, "7";
        Place::Herleiding { .. } => herleiding, "2<enter>";
        Place::Aandacht => aandacht, "A";
        Place::Deelnemers => trajecten, "T";
        Place::Traject { .. } => traject, "T<enter>";
        Place::Ladder => ladder, "L";
        Place::Cvs => cvs, "C";
        Place::Uitvraag => uitvraag, "U";
        Place::Vergelijking => vergelijking, "V";
        Place::Gesprekken => gesprekken, "G";
        Place::Evaluaties => evaluaties, "6de";
        Place::Kalender => kalender, "K";
        Place::Handelingen => handelingen, "H";
        Place::Register => register, "W";
        Place::Inschrijving(_) => inschrijving, "W/rendiz<enter><enter>";
        Place::Pxq => pxq, "P";
        Place::Handleiding(_) => handleiding, "<f2><esc>";
        Place::Instellingen => instellingen, "I";
        Place::Tarieven => tarieven, "Pdt";
    }
    besides {
        afspraak_gelezen, "4<enter>";
        bevinding_gelezen, "5<enter><enter>";
        signaal_gelezen, "7<enter>";
        aandachtspunt_gelezen, "A<enter>";
        cvs_gelezen, "C<enter>";
        kpi_individueel, "2s";
        kpi_per_gemeente, "2<tab>";
        kpi_individueel_per_gemeente, "2s<tab>";
        vergelijking_individueel, "Vs";
        gesprekken_als_lijst, "G<tab>";
        signaaltrend, "7<tab>";
        signaaltrend_per_gemeente, "7<tab>fff";
        signalen_achter_de_trend, "7<tab>ff<down><enter>";
        schrijven_van_het_overzicht, "1w";
        schrijven_van_een_gesprek, "6w";
        rapporten_individueel, "5s";
        herleiding_individueel, "2sj<enter>";
        herleiding_van_een_gemeente, "2<tab>jj<enter>";
        aandacht_individueel, "As";
        trajecten_individueel, "Ts";
        kpi_individueel_zonder_rapportages, "2[[[[[[[[[s";
        rapporten_individueel_zonder_rapportages, "5[[[[[[[[[s";
        aandacht_individueel_zonder_rapportages, "A[[[[[[[[[s";
    }
}
