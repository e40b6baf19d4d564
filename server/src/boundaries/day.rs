//! Days in a query, in the one spelling that kept days are compared with.

use crate::http::Query;
use jiff::civil::Date;

/// The day of a parameter as `YYYY-MM-DD`, however it was spelt; `None` without one, and with a fault when it is none.
pub fn read_day(query: &mut Query, name: &'static str) -> Option<String> {
    let text = query.text(name)?;
    let day = text.parse::<Date>().ok();
    if day.is_none() {
        query.fault(name, "not_a_date");
    }
    day.map(|day| day.to_string())
}
