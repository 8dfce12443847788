//! What comes back: asked for, sent to the shop, taken in, and refunded.

use fondaco::cart::NewLine;
use fondaco::order::{Order, ReceivedUnits, ReturnedUnits};
use fondaco::party::Actor;
use fondaco::pricing::Receipt;
use fondaco::{Command, Failure, OrderId, Outcome, ReturnId, Sku};

use super::life::{Teller, unexpected};

impl Teller<'_> {
    /// Takes articles back that the buyer does not keep, all fit for sale, and gives back what was paid for them.
    pub(super) async fn take_back(
        &mut self,
        order: OrderId,
        receipt: &Receipt,
        articles: &[NewLine],
    ) -> Result<Option<ReturnId>, Failure> {
        if articles.is_empty() {
            return Ok(None);
        }
        let named: Vec<String> = articles
            .iter()
            .map(|article| format!("{} × {}", article.quantity, self.shop.title(&article.sku)))
            .collect();
        let back = |article: &NewLine| {
            let reason = "not what was hoped for".to_owned();
            line_of(receipt, &article.sku).map(|line| ReturnedUnits { line, quantity: article.quantity, reason })
        };
        let lines: Vec<ReturnedUnits> = articles.iter().filter_map(back).collect();
        let came: Vec<ReceivedUnits> = lines
            .iter()
            .map(|back| ReceivedUnits { line: back.line, restocked: back.quantity.units(), written_off: 0 })
            .collect();
        let request = Command::RequestReturn { order, lines };
        let return_id = match self.tell("return", self.buyer, named.join(", "), request).await? {
            Outcome::Return { return_id } => return_id,
            other => return Err(unexpected(&other)),
        };
        let location = self.shop.channel.locations[0].clone();
        let to = format!("to {location}");
        self.tell("approve", Actor::System, to, Command::ApproveReturn { return_id, location }).await?;
        let receive = Command::ReceiveReturn { return_id, location: None, lines: came };
        self.tell("receive", Actor::System, "fit for sale again".into(), receive).await?;
        let refund =
            Command::RefundReturn { return_id, lines: Vec::new(), charges: Vec::new(), fee: None, store_credit: None };
        self.tell("credit", Actor::System, "by the shares of the receipt".into(), refund).await?;
        self.give_back(order).await?;
        Ok(Some(return_id))
    }

    /// Gives back what was paid beyond what is due now.
    async fn give_back(&mut self, order: OrderId) -> Result<(), Failure> {
        let stored = self.stage.engine.get::<Order>(&order).await?;
        let amount = self.balance(&stored).await?.surplus()?;
        if amount.is_zero() {
            return Ok(());
        }
        let refund = Command::RefundOrder { order, amount, start: None };
        self.tell("refund", Actor::System, format!("{amount}"), refund).await.map(drop)
    }
}

/// The line by which a buyer names an article: a kit by its own.
fn line_of(receipt: &Receipt, sku: &Sku) -> Option<u32> {
    let kit = receipt.kits.iter().find(|kit| kit.sku == *sku).map(|kit| kit.line);
    kit.or_else(|| receipt.lines.iter().find(|line| line.sku == *sku).map(|line| line.line))
}
