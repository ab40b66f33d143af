//! Rows of orders turned into columns: a batch is written with one statement over arrays.

use rust_decimal::Decimal;

use super::rows::Rows;

macro_rules! columns {
    ($(#[$doc:meta])* $name:ident from $field:ident as $row:ident { $($column:ident: $type:ty = $value:expr,)+ }) => {
        $(#[$doc])*
        #[derive(Default)]
        pub struct $name<'a> {
            $(pub $column: Vec<$type>,)+
            rows: std::marker::PhantomData<&'a ()>,
        }

        impl<'a> $name<'a> {
            pub fn of(rows: &'a Rows) -> Self {
                let mut columns = Self::default();
                for $row in &rows.$field {
                    $(columns.$column.push($value);)+
                }
                columns
            }
        }
    };
}

columns!(
    /// Of `order_history`.
    History from history as row {
        order_id: i64 = row.order_id,
        seq: i64 = row.seq,
        event: &'a str = row.event.as_str(),
        from: &'a str = row.from.as_str(),
        to: &'a str = row.to.as_str(),
        reason: Option<&'a str> = row.reason.as_deref(),
        actor: &'a str = &row.actor,
    }
);
columns!(
    /// Of `stock_movements`.
    Movements from movements as row {
        product_id: i64 = row.product_id,
        seq: i64 = row.seq,
        kind: &'a str = row.kind.as_str(),
        quantity: Decimal = row.quantity.decimal(),
        quantity_after: Decimal = row.quantity_after.decimal(),
        order_id: Option<i64> = row.of.map(|(order_id, _)| order_id),
        event: Option<i64> = row.of.map(|(_, event)| event),
        reason: Option<&'a str> = row.reason.as_deref(),
        actor: &'a str = &row.actor,
    }
);
columns!(
    /// Of `payments`.
    Payments from payments as row {
        order_id: i64 = row.order_id,
        event: i64 = row.event,
        method: &'a str = row.method.as_str(),
        amount: Decimal = row.amount.decimal(),
        client_id: Option<i64> = row.operation.map(|(client_id, _)| client_id),
        operation_seq: Option<i64> = row.operation.map(|(_, seq)| seq),
        reference: Option<&'a str> = row.reference.as_deref(),
        actor: &'a str = &row.actor,
    }
);
columns!(
    /// Of `payments` that go on.
    Changes from changes as row {
        id: i64 = row.id,
        event: Option<i64> = row.event,
        status: &'a str = row.status.as_str(),
    }
);
columns!(
    /// Of `refunds`.
    Refunds from refunds as row {
        payment_id: i64 = row.payment_id,
        order_id: i64 = row.order_id,
        event: i64 = row.event,
        amount: Decimal = row.amount.decimal(),
        status: &'a str = row.status.as_str(),
        client_id: Option<i64> = row.operation.map(|(client_id, _)| client_id),
        operation_seq: Option<i64> = row.operation.map(|(_, seq)| seq),
        actor: &'a str = &row.actor,
    }
);
columns!(
    /// Of `order_returns`.
    Returns from returns as row {
        order_id: i64 = row.order_id,
        event: i64 = row.event,
        number: i16 = i16::try_from(row.number).unwrap_or_default(),
        quantity: Decimal = row.quantity.decimal(),
        restock: bool = row.restock,
    }
);
