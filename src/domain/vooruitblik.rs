//! What lies ahead of a norm of KPI 2: what is still needed or still possible before the year ends (`domein.md` 12).
//!
//! Counts over the trajecten that are known: new trajecten and changed terms are left out, and whoever shows this says so.

use rust_decimal::Decimal;

use super::{Deelnemercode, Gemeente, Kwartaal, Meting, Norm, Richting, Trajectstand};

/// How the year of a norm may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uitzicht {
    /// Whatever comes, the norm is met (a richtwaarde: stays within).
    Zeker,
    Haalbaar,
    /// Whatever comes, the norm is not met (a richtwaarde: is exceeded).
    NietMeerHaalbaar,
    /// Nobody ended, and nobody can.
    Nvt,
    /// The kwartaal is the last of its year.
    Afgelopen,
}

impl Uitzicht {
    /// The word in JSON; a richtwaarde has words of its own.
    pub const fn key(self, richting: Richting) -> &'static str {
        match (self, richting) {
            (Self::Zeker, Richting::Richtwaarde) => "zeker binnen",
            (Self::Zeker, _) => "zeker",
            (Self::Haalbaar, Richting::Richtwaarde) => "kan erboven komen",
            (Self::Haalbaar, _) => "haalbaar",
            (Self::NietMeerHaalbaar, Richting::Richtwaarde) => "boven richtwaarde",
            (Self::NietMeerHaalbaar, _) => "niet meer haalbaar",
            (Self::Nvt, _) => "n.v.t.",
            (Self::Afgelopen, _) => "afgelopen",
        }
    }
}

/// A traject that is to end before the year does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aflopend {
    pub deelnemer: Deelnemercode,
    pub gemeente: Gemeente,
    /// In which its Einddatum lies.
    pub kwartaal: Kwartaal,
    /// It is missing from the report of the kwartaal that is looked from.
    pub verdwenen: bool,
}

impl Aflopend {
    /// Those behind [`Openstand::verwacht`], in order of when they end.
    pub fn of<'t>(trajecten: impl IntoIterator<Item = &'t Trajectstand>, kwartaal: Kwartaal) -> Vec<Self> {
        let ends = still_open(trajecten, kwartaal).filter_map(|t| {
            let einde = t.einde(kwartaal);
            let (deelnemer, gemeente) = (t.deelnemer.clone(), t.gemeente);
            Some(Self { deelnemer, gemeente, kwartaal: einde.verwacht?, verdwenen: einde.verdwenen })
        });
        let mut ends: Vec<Self> = ends.collect();
        ends.sort_by(|a, b| (a.kwartaal, &a.deelnemer).cmp(&(b.kwartaal, &b.deelnemer)));
        ends
    }
}

/// Those without an outcome on the last day of `kwartaal`.
fn still_open<'t>(
    trajecten: impl IntoIterator<Item = &'t Trajectstand>,
    kwartaal: Kwartaal,
) -> impl Iterator<Item = &'t Trajectstand> {
    trajecten.into_iter().filter(move |t| t.uitkomst(kwartaal.last_day()).is_none())
}

/// The trajecten that are still to end, as the state at a kwartaal knows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Openstand {
    /// Per coming kwartaal of the year those with an Einddatum in it, zeros included.
    pub per_kwartaal: Vec<(Kwartaal, u32)>,
    /// Of those, how many are missing from the report of the kwartaal.
    pub verdwenen: u32,
    /// Those with a later Einddatum or none: they may still end early.
    pub overig: u32,
}

impl Openstand {
    /// Counts the trajecten without an outcome on the last day of `kwartaal`.
    pub fn of<'t>(trajecten: impl IntoIterator<Item = &'t Trajectstand>, kwartaal: Kwartaal) -> Self {
        let mut uit = Self { per_kwartaal: kwartaal.rest_of_year().map(|k| (k, 0)).collect(), ..Self::default() };
        for einde in still_open(trajecten, kwartaal).map(|t| t.einde(kwartaal)) {
            match uit.per_kwartaal.iter_mut().find(|(k, _)| Some(*k) == einde.verwacht) {
                Some((_, n)) => {
                    *n += 1;
                    uit.verdwenen += u32::from(einde.verdwenen);
                }
                None => uit.overig += 1,
            }
        }
        uit
    }

    /// All that have an Einddatum in the rest of the year.
    pub fn verwacht(&self) -> u32 {
        self.per_kwartaal.iter().map(|(_, n)| n).sum()
    }

    /// The sum of those of several aanbieders over the same kwartaal.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        if self.per_kwartaal.is_empty() {
            self.per_kwartaal = other.per_kwartaal.iter().map(|(k, _)| (*k, 0)).collect();
        }
        for ((_, ours), (_, theirs)) in self.per_kwartaal.iter_mut().zip(&other.per_kwartaal) {
            *ours += theirs;
        }
        Self { verdwenen: self.verdwenen + other.verdwenen, overig: self.overig + other.overig, ..self }
    }
}

/// The figure of the year so far, and what may still come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jaarstand {
    pub teller: u32,
    pub noemer: u32,
    pub verwacht: u32,
    pub overig: u32,
}

impl Jaarstand {
    fn ended(self) -> Decimal {
        Decimal::from(self.noemer.saturating_add(self.verwacht))
    }

    /// The least number of the expected that must still be counted to meet a minimum of `grens` percent. None: nobody ends.
    ///
    /// ```
    /// use accountgesprek::domain::vooruitblik::Jaarstand;
    /// let jaar = Jaarstand { teller: 8, noemer: 13, verwacht: 9, overig: 20 };
    /// assert_eq!(jaar.nodig(80.into()), Some(10)); // 18 of 22 is 81,8%, 17 is 77,3%
    /// ```
    pub fn nodig(self, grens: Decimal) -> Option<i64> {
        self.bound(grens, |share| share.ceil()).map(|x| x.max(0))
    }

    /// The greatest number that may still be counted under a maximum of `grens` percent; negative when there are too many
    /// already. None: nobody ends.
    pub fn ruimte(self, grens: Decimal) -> Option<i64> {
        self.bound(grens, |share| share.floor())
    }

    fn bound(self, grens: Decimal, whole: impl Fn(Decimal) -> Decimal) -> Option<i64> {
        let ended = self.ended();
        if ended.is_zero() {
            return None;
        }
        let share = grens.checked_mul(ended)?.checked_div(Decimal::ONE_HUNDRED)?;
        i64::try_from(whole(share)).ok().map(|n| n - i64::from(self.teller))
    }

    /// How the year may end, for a norm with this grens in percent. Not for the last kwartaal of a year.
    pub fn uitzicht(self, richting: Richting, grens: Decimal) -> Uitzicht {
        let open = self.verwacht.saturating_add(self.overig);
        let all = Decimal::from(self.noemer.saturating_add(open));
        if all.is_zero() {
            return Uitzicht::Nvt;
        }
        let asked = grens.saturating_mul(all);
        let percent = |n: u32| Decimal::from(n).saturating_mul(Decimal::ONE_HUNDRED);
        let (none_more, all_more) = (percent(self.teller), percent(self.teller.saturating_add(open)));
        let (certain, impossible) = match richting {
            Richting::Minimum => (none_more >= asked, all_more < asked),
            Richting::Maximum | Richting::Richtwaarde => (all_more <= asked, none_more > asked),
            // It asks for nothing, so nothing is certain of it.
            Richting::Informatie => (false, false),
        };
        match (certain, impossible) {
            (true, _) => Uitzicht::Zeker,
            (_, true) => Uitzicht::NietMeerHaalbaar,
            _ => Uitzicht::Haalbaar,
        }
    }
}

/// What a norm of KPI 2 may still come to before the year ends, for one aanbieder or for all together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vooruitregel {
    /// The figure of the year so far.
    pub meting: Meting,
    /// None: that figure is not known, and nothing can be said of what is to come.
    pub blik: Option<Blik>,
}

/// What is still to come, and what that may do to the figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blik {
    pub open: Openstand,
    /// Of a minimum: how many must still count.
    pub nodig: Option<i64>,
    /// Of a maximum or richtwaarde: how many may still count; negative when there are too many already.
    pub ruimte: Option<i64>,
    /// None for what is measured for information.
    pub uitzicht: Option<Uitzicht>,
    /// The norm is suspended: the numbers stand, nobody is held to them.
    pub losgelaten: bool,
}

impl Vooruitregel {
    /// From the figure of the year through its kwartaal, and who was still to end then.
    pub fn of(norm: &Norm, meting: Meting, open: Openstand) -> Self {
        let Some((teller, noemer)) = meting.waarde.counts() else { return Self { meting, blik: None } };
        let stand = Jaarstand { teller, noemer, verwacht: open.verwacht(), overig: open.overig };
        let is_over = meting.kwartaal.rest_of_year().next().is_none();
        let asked = |is_asked: bool, number: fn(Jaarstand, Decimal) -> Option<i64>| {
            (is_asked && !is_over).then(|| number(stand, norm.grens?)).flatten()
        };
        let is_minimum = norm.richting == Richting::Minimum;
        let blik = Blik {
            nodig: asked(is_minimum, Jaarstand::nodig),
            ruimte: asked(!is_minimum, Jaarstand::ruimte),
            uitzicht: norm.grens.map(|grens| if is_over { Uitzicht::Afgelopen } else { stand.uitzicht(norm.richting, grens) }),
            losgelaten: norm.suspended_on(meting.kwartaal.last_day()).is_some(),
            open,
        };
        Self { meting, blik: Some(blik) }
    }

    /// The word for how the year may end; None also for what is measured for information.
    pub fn uitkomst(&self) -> Option<&'static str> {
        self.blik.as_ref().and_then(|blik| blik.uitzicht).map(|uitzicht| uitzicht.key(self.meting.richting))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn jaar(teller: u32, noemer: u32, verwacht: u32, overig: u32) -> Jaarstand {
        Jaarstand { teller, noemer, verwacht, overig }
    }

    #[test]
    fn a_minimum_asks_for_so_many_more() {
        for (stand, grens, nodig, uitzicht) in [
            (jaar(8, 10, 0, 0), 80, Some(0), Uitzicht::Zeker),
            (jaar(8, 10, 0, 1), 80, Some(0), Uitzicht::Haalbaar),
            (jaar(7, 10, 0, 0), 80, Some(1), Uitzicht::NietMeerHaalbaar),
            (jaar(7, 10, 5, 0), 80, Some(5), Uitzicht::Haalbaar),
            (jaar(6, 10, 5, 0), 80, Some(6), Uitzicht::NietMeerHaalbaar),
            (jaar(6, 10, 5, 5), 80, Some(6), Uitzicht::Haalbaar),
            (jaar(0, 0, 0, 3), 80, None, Uitzicht::Haalbaar),
            (jaar(0, 0, 0, 0), 80, None, Uitzicht::Nvt),
        ] {
            assert_eq!(
                (stand.nodig(grens.into()), stand.uitzicht(Richting::Minimum, grens.into())),
                (nodig, uitzicht),
                "{stand:?}"
            );
        }
    }

    #[test]
    fn a_maximum_leaves_so_much_room() {
        for (stand, ruimte, uitzicht) in [
            (jaar(1, 10, 0, 0), Some(0), Uitzicht::Zeker),
            (jaar(2, 10, 5, 0), Some(-1), Uitzicht::NietMeerHaalbaar),
            (jaar(2, 10, 10, 0), Some(0), Uitzicht::Haalbaar),
            (jaar(0, 20, 2, 0), Some(2), Uitzicht::Zeker),
            (jaar(0, 20, 2, 1), Some(2), Uitzicht::Haalbaar),
            (jaar(0, 0, 0, 0), None, Uitzicht::Nvt),
        ] {
            assert_eq!((stand.ruimte(10.into()), stand.uitzicht(Richting::Maximum, 10.into())), (ruimte, uitzicht), "{stand:?}");
        }
    }

    proptest! {
        #[test]
        fn the_least_that_is_needed_is_enough_and_one_less_is_not(
            teller in 0u32..50, more in 0u32..50, verwacht in 0u32..50, overig in 0u32..50, grens in 0u32..=100,
        ) {
            let stand = jaar(teller, teller + more, verwacht, overig);
            let ended = i64::from(stand.noemer + verwacht);
            let meets = |x: i64| (i64::from(teller) + x) * 100 >= i64::from(grens) * ended;
            let stays = |x: i64| (i64::from(teller) + x) * 100 <= i64::from(grens) * ended;
            match (stand.nodig(grens.into()), stand.ruimte(grens.into())) {
                (Some(x), Some(r)) => {
                    prop_assert!(meets(x) && (x == 0 || !meets(x - 1)));
                    prop_assert!(stays(r) && !stays(r + 1));
                }
                none => prop_assert!(ended == 0, "{none:?}"),
            }
        }

        #[test]
        fn what_is_certain_holds_whoever_ends_and_what_is_impossible_never_does(
            teller in 0u32..12, more in 0u32..12, open in 0u32..8, grens in 0u32..=100,
        ) {
            let stand = jaar(teller, teller + more, 0, open);
            for richting in [Richting::Minimum, Richting::Maximum] {
                // Any number of the open ones ends, and any number of those counts.
                let ends = (0..=open).flat_map(|ended| (0..=ended).map(move |counted| (ended, counted)));
                let met: Vec<bool> = ends
                    .filter(|(ended, _)| stand.noemer + ended > 0)
                    .map(|(ended, counted)| {
                        let (t, n) = ((teller + counted) * 100, grens * (stand.noemer + ended));
                        if richting == Richting::Minimum { t >= n } else { t <= n }
                    })
                    .collect();
                match stand.uitzicht(richting, grens.into()) {
                    Uitzicht::Zeker => prop_assert!(met.iter().all(|m| *m)),
                    Uitzicht::NietMeerHaalbaar => prop_assert!(met.iter().all(|m| !*m)),
                    Uitzicht::Nvt => prop_assert!(met.is_empty()),
                    Uitzicht::Haalbaar => prop_assert!(met.iter().any(|m| *m) && met.iter().any(|m| !*m)),
                    Uitzicht::Afgelopen => prop_assert!(false),
                }
            }
        }
    }
}
