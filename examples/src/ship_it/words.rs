//! Reasons and waits in words.

use fondaco::shipping::{ClosedWhy, LeftWhy, Promise, PromiseWait, RefusedGoods, RefusedWhy, ShippingReason};

/// Why a method is not offered.
pub(crate) fn reason(reason: &ShippingReason) -> String {
    match reason {
        ShippingReason::Hidden {} => "it is for staff".into(),
        ShippingReason::OtherDestination {} => "it does not go there".into(),
        ShippingReason::OtherCurrency { needs } => format!("its prices are in {needs}"),
        ShippingReason::MinimumNotMet { needs, has } => format!("goods are worth {has}, it takes {needs} or more"),
        ShippingReason::MaximumPassed { most, has } => format!("goods are worth {has}, it takes up to {most}"),
        ShippingReason::TooFew { needs, has } => format!("there are {has} units, it takes {needs} or more"),
        ShippingReason::TooMany { most, has } => format!("there are {has} units, it takes up to {most}"),
        ShippingReason::WeightDiffers { has } => format!("it does not take {has} g"),
        ShippingReason::DistanceDiffers { has: Some(has) } => format!("it does not go {has} far"),
        ShippingReason::DistanceDiffers { has: None } => "nobody knows how far it is".into(),
        ShippingReason::OtherGoods {} => "some goods are not such as it takes".into(),
        ShippingReason::GoodsMissing {} => "no goods are such as it takes".into(),
        ShippingReason::ParcelUnfit { parcel } => format!("parcel {} is too large or too heavy", parcel + 1),
        ShippingReason::OtherChannel {} => "it is not for this channel".into(),
        ShippingReason::NotInGroup {} => "it is not for this customer".into(),
        ShippingReason::OtherAttribute { name } => format!("`{name}` is another than it takes"),
        ShippingReason::Forbidden {} => "it does not take such goods".into(),
        ShippingReason::NoBand { has } => format!("it has no price for {has}"),
        ShippingReason::NoCategory {} => "it has no price for such goods".into(),
        ShippingReason::NoPrice {} => "its price cannot be worked out".into(),
        ShippingReason::NoDate {} => "it comes to no date".into(),
        ShippingReason::Restricted { refused } => refused.iter().map(restricted).collect::<Vec<_>>().join("; "),
    }
}

/// Why a method may not carry goods.
fn restricted(refused: &RefusedGoods) -> String {
    let goods = refused.goods.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let within = |parcel: Option<usize>| parcel.map_or(String::new(), |parcel| format!(" in parcel {}", parcel + 1));
    let why = match &refused.why {
        RefusedWhy::Hazard { class } => format!("dangerous goods of class {class}"),
        RefusedWhy::Banned { restriction } => format!("not allowed by {restriction}"),
        RefusedWhy::TooMany { restriction, most, has, parcel } => {
            format!("{has} units{}, {restriction} allows {most}", within(*parcel))
        }
        RefusedWhy::TooHeavy { restriction, most, has, parcel } => {
            format!("{has} g{}, {restriction} allows {most} g", within(*parcel))
        }
        RefusedWhy::NotTogether { restriction, parcel } => {
            format!("together{}, which {restriction} does not allow", within(Some(*parcel)))
        }
    };
    format!("it does not take {goods}: {why}")
}

/// The word of the wire for a reason.
pub(crate) fn code(reason: &ShippingReason) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    value.as_object().and_then(|object| object.keys().next()).cloned().unwrap_or_default()
}

/// Why something is in no parcel.
pub(crate) fn left(why: LeftWhy) -> &'static str {
    match why {
        LeftWhy::TooLarge => "larger than every carton",
        LeftWhy::TooHeavy => "too heavy for every carton",
        LeftWhy::NotTogether => "not brought into one carton with what it goes with",
        LeftWhy::NoCartonLeft => "no carton is left",
    }
}

/// When goods leave and arrive.
pub(crate) fn dates(promise: &Promise) -> String {
    let [first, last] = [promise.earliest, promise.latest].map(|date| date.strftime("%a %-d %b").to_string());
    let arrives = if first == last { first } else { format!("{first} to {last}") };
    format!("leaves {}, arrives {arrives}", promise.ship_by.strftime("%a %-d %b"))
}

/// What the last promised day has waited for, in order.
pub(crate) fn waits(promise: &Promise) -> Vec<String> {
    promise.steps.iter().flat_map(|step| &step.waits).map(wait).collect()
}

fn wait(wait: &PromiseWait) -> String {
    match wait {
        PromiseWait::CutOff { on, cut_off } => {
            format!("the cut-off of {} at {} was over", on.strftime("%a %-d %b"), cut_off.strftime("%H:%M"))
        }
        PromiseWait::Closed { from, until, why } => {
            let day = from.strftime("%a %-d %b");
            let days =
                if from == until { day.to_string() } else { format!("{day} to {}", until.strftime("%a %-d %b")) };
            match why {
                ClosedWhy::Weekday {} => format!("closed {days}"),
                ClosedWhy::Holiday { name } | ClosedWhy::Blackout { name } => format!("{name} {days}"),
            }
        }
        PromiseWait::Departure { leaves } => format!("departs {} UTC", leaves.strftime("%a %-d %b %H:%M")),
    }
}
