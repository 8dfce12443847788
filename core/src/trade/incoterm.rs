//! Terms of delivery: where the risk passes to the buyer, and who pays what is owed at a border.

use fondaco_derive::Deserialize;
use serde::Serialize;

/// Incoterms 2020 (International Chamber of Commerce, publication 723), and terms of earlier editions that are still met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incoterm {
    /// Ex works.
    Exw,
    /// Free carrier.
    Fca,
    /// Carriage paid to.
    Cpt,
    /// Carriage and insurance paid to.
    Cip,
    /// Delivered at place.
    Dap,
    /// Delivered at place unloaded.
    Dpu,
    /// Delivered duty paid: the seller clears goods and pays what is owed at the border.
    Ddp,
    /// Free alongside ship.
    Fas,
    /// Free on board.
    Fob,
    /// Cost and freight.
    Cfr,
    /// Cost, insurance and freight.
    Cif,
    /// Delivered at terminal: of 2010, now `DPU`.
    Dat,
    /// Delivered at frontier: of 2000.
    Daf,
    /// Delivered ex ship: of 2000.
    Des,
    /// Delivered ex quay: of 2000.
    Deq,
    /// Delivered duty unpaid: of 2000, now `DAP`.
    Ddu,
}

impl Incoterm {
    /// All of them: the eleven rules of 2020, then those of earlier years.
    pub const ALL: [Self; 16] = [
        Self::Exw,
        Self::Fca,
        Self::Cpt,
        Self::Cip,
        Self::Dap,
        Self::Dpu,
        Self::Ddp,
        Self::Fas,
        Self::Fob,
        Self::Cfr,
        Self::Cif,
        Self::Dat,
        Self::Daf,
        Self::Des,
        Self::Deq,
        Self::Ddu,
    ];

    /// The year of the last edition of the rules that has it.
    pub const fn edition(self) -> u16 {
        match self {
            Self::Exw
            | Self::Fca
            | Self::Cpt
            | Self::Cip
            | Self::Dap
            | Self::Dpu
            | Self::Ddp
            | Self::Fas
            | Self::Fob
            | Self::Cfr
            | Self::Cif => 2020,
            Self::Dat => 2010,
            Self::Daf | Self::Des | Self::Deq | Self::Ddu => 2000,
        }
    }

    /// Whether the buyer bears the loss of goods that are on their way. Only under the terms of delivery, those in D, the seller does.
    pub const fn buyer_bears_transit(self) -> bool {
        match self {
            Self::Dap | Self::Dpu | Self::Ddp | Self::Dat | Self::Daf | Self::Des | Self::Deq | Self::Ddu => false,
            Self::Exw | Self::Fca | Self::Cpt | Self::Cip | Self::Fas | Self::Fob | Self::Cfr | Self::Cif => true,
        }
    }

    /// Whether what is owed at the border is paid when goods are bought; else whoever imports them pays it there.
    pub fn is_duty_paid(self) -> bool {
        self == Self::Ddp
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_rules_are_of_2020_and_one_of_them_has_duties_paid() {
        assert_eq!(Incoterm::ALL.iter().filter(|term| term.edition() == 2020).count(), 11);
        let paid: alloc::vec::Vec<_> = Incoterm::ALL.into_iter().filter(|term| term.is_duty_paid()).collect();
        assert_eq!(paid, [Incoterm::Ddp]);
        assert_eq!(serde_json::to_string(&Incoterm::Ddu).unwrap(), "\"ddu\"");
    }
}
