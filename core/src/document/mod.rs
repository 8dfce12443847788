//! Documents: invoices and credit notes as data, and the numbers that they and orders bear, one after the other without a
//! gap.

mod amounts;
mod credit_note;
mod invoice;
mod issuer;
mod lost;
mod series;
mod taxed;

pub use amounts::{DocumentAmounts, DocumentCharge, DocumentLine};
pub use credit_note::{CorrectedInvoice, CreditNote};
pub use invoice::{Invoice, InvoicedBuyer, InvoicedSeller};
pub use series::{ChannelNumbers, Series, SeriesTerms};
pub use taxed::{DocumentTax, TaxedAmount};

pub(crate) use credit_note::issue as issue_credit_note;
pub(crate) use invoice::issue as issue_invoice;
pub(crate) use series::{define as define_series, next_number};
