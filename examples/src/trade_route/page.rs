//! The report as a page of at most 100 columns.

use fondaco::ledger::NetPosition;
use fondaco::money::Money;
use fondaco::word;

use super::books::Trial;
use super::deal::currency;
use super::market::{CURRENCIES, SKUS};
use super::month::Netted;
use super::report::{Report, Statement, Step, Traced};

/// How wide the longest bar is.
const BAR: usize = 60;

/// The whole page; its last line says whether the books balance.
pub(crate) fn page(report: &Report) -> String {
    let mut page = Page(String::new());
    page.line("A month on the route: 3 merchants, 4 stations, 3 ships, 5 goods, 3 moneys");
    page.states(report);
    page.netting(&report.netting);
    page.statements(&report.statements);
    page.trial(&report.trial_balance);
    if let Some(traced) = &report.traced {
        page.trace(traced);
    }
    page.checks(report);
    page.0
}

/// An amount of an asset: money with its decimals, goods as units.
fn amount(asset: &str, minor: i64) -> String {
    match currency(asset) {
        Ok(currency) if CURRENCIES.contains(&asset) => Money::from_minor(minor, currency).amount().as_str().to_owned(),
        _ => minor.to_string(),
    }
}

struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(heading);
    }

    /// How trades ended, the most frequent first.
    fn states(&mut self, report: &Report) {
        self.heading("How they ended");
        let most = report.states.values().max().copied().unwrap_or(1).max(1);
        let mut states: Vec<(&String, &usize)> = report.states.iter().collect();
        states.sort_by_key(|(state, count)| (std::cmp::Reverse(**count), *state));
        for (state, count) in states {
            self.line(&format!("  {:<12}{count:>5}  {}", state, "█".repeat((count * BAR / most).max(1))));
        }
        let lost: Vec<String> = report.lost.iter().map(|(sku, lost)| format!("{lost} {sku}")).collect();
        self.line(&format!("  lost at sea: {}", lost.join(", ")));
        self.line(&format!("  {} times a ship was full, and a cargo waited for its next voyage", report.waited));
    }

    fn netting(&mut self, netting: &[Netted]) {
        self.heading("The end of the month: freight, and goods on account, netted and paid through clearing");
        for Netted { report, obligations, is_proven, payments } in netting {
            let asset = report.asset.as_str();
            let [gross, net] = [report.gross, report.net].map(|minor| amount(asset, minor));
            let proof = if *is_proven { "proved" } else { "not proved" };
            let count = payments.len();
            self.line(&format!(
                "  {asset}  {obligations} obligations of {gross} come to {net} in {count} payments, {proof}"
            ));
            for NetPosition { party, owes, is_owed } in &report.positions {
                let net = is_owed - owes;
                let name = party.as_str().split('/').next().unwrap_or_default();
                let [owes, is_owed, much] = [*owes, *is_owed, net.abs()].map(|minor| amount(asset, minor));
                let does = if net < 0 { "pays" } else { "is paid" };
                self.line(&format!("       {name:<7} owes {owes:>10}   is owed {is_owed:>10}   {does:<8}{much:>10}"));
            }
        }
    }

    fn statements(&mut self, statements: &[Statement]) {
        self.heading("What everybody has");
        let columns = SKUS.map(|sku| format!("{sku:>9}")).concat();
        self.line(&format!("  {:<22}{columns}{:>22}", "", "money"));
        for Statement { party, money, goods } in statements {
            let mut purses = CURRENCIES.iter().map(|code| {
                let has = money.get(code).copied().unwrap_or_default();
                format!("{:>18} {code}", amount(code, has))
            });
            let mut name = *party;
            for (station, units) in goods {
                let cells = SKUS.map(|sku| format!("{:>9}", units.get(sku).unwrap_or(&0))).concat();
                self.line(&format!("  {name:<9}{station:<13}{cells}{}", purses.next().unwrap_or_default()));
                name = "";
            }
            for purse in purses {
                self.line(&format!("  {name:<9}{:<13}{:45}{purse}", "", ""));
                name = "";
            }
        }
    }

    fn trial(&mut self, trials: &[Trial]) {
        self.heading("Trial balance");
        self.line(&format!("  {:<9}{:>9}{:>18}{:>18}{:>18}", "asset", "accounts", "debits", "credits", "difference"));
        for Trial { asset, accounts, debits, credits, .. } in trials {
            let [left, right, gap] = [*debits, *credits, debits - credits].map(|minor| amount(asset, minor));
            self.line(&format!("  {asset:<9}{accounts:>9}{left:>18}{right:>18}{gap:>18}"));
        }
    }

    fn trace(&mut self, traced: &Traced) {
        self.heading(&format!("Trade {}, {}", traced.number, word(&traced.state).replace('_', " ")));
        self.line(&format!("  {}", traced.told));
        for (name, steps) in [("goods", &traced.goods), ("coins", &traced.coins), ("owed", &traced.owed)] {
            let mut name = name;
            for Step { at, from, to, amount: minor, asset } in steps {
                let (at, much) = (at.strftime("%d %b %H:%M:%S"), amount(asset, *minor));
                self.line(&format!("  {name:<7}{at}{much:>12}  {from:<26} → {to}"));
                name = "";
            }
        }
    }

    fn checks(&mut self, report: &Report) {
        self.heading("Books");
        for check in &report.checks {
            let word = if check.faults.is_empty() { "ok" } else { "wrong" };
            self.line(&format!("  {:<14}{word:<7}{}", check.name, check.text));
            for fault in &check.faults {
                self.line(&format!("  {:<21}{fault}", ""));
            }
        }
        let settled = report.states.get("settled").copied().unwrap_or_default();
        let books = if report.balances { "books balance" } else { "books do not balance" };
        self.heading(&format!("{} trades, {settled} settled, {books}", report.trades));
    }
}
