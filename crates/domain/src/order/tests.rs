//! The table of transitions, and that goods and money come back exactly once.

use proptest::prelude::*;

use super::*;
use crate::stock::Shelf;

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

fn q(pieces: i64) -> Quantity {
    Quantity::from_thousandths(pieces * 1000).unwrap()
}

fn line(id: i64, product_id: i64, pieces: i64, price: &str) -> Line {
    Line { id, product_id, quantity: q(pieces), price: money(price) }
}

fn order(lines: Vec<Line>, state: OrderState) -> Order {
    Order { id: 1, walk_in: false, lines, state, archived: false }
}

fn tender(method: PaymentMethod, amount: &str) -> Tender {
    Tender { method, amount: money(amount) }
}

fn paid(order: &Order, sale: &Sale) -> Order {
    let settled = Settled { captured: sale.payments.clone(), ..Settled::default() };
    Order { state: OrderState::Paid { at: DateTime::UNIX_EPOCH, settled }, ..order.clone() }
}

fn shelf() -> Shelf {
    Shelf::from([(10, q(5)), (11, q(2))])
}

#[test]
fn the_table_has_three_steps_and_no_way_back() {
    for from in OrderStatus::ALL {
        for to in OrderStatus::ALL {
            let allowed = matches!(
                (from, to),
                (OrderStatus::Draft, OrderStatus::Paid | OrderStatus::Cancelled)
                    | (OrderStatus::Paid, OrderStatus::Cancelled)
            );
            assert_eq!(from.may_become(*to), allowed, "{from} -> {to}");
        }
    }
    assert_eq!(OrderStatus::Cancelled.next(), []);
}

#[test]
fn a_sale_takes_each_product_once_and_charges_the_wallet_its_part() {
    let draft = order(
        vec![line(1, 10, 2, "100.00"), line(2, 11, 1, "50.50"), line(3, 10, 1, "90.00")],
        OrderState::Draft,
    );
    let payments = [tender(PaymentMethod::Wallet, "300.00"), tender(PaymentMethod::Cash, "40.50")];
    let sale = pay(&draft, &payments, &shelf()).unwrap();
    assert_eq!((sale.total, sale.wallet), (money("340.50"), Some(money("300.00"))));
    let moved: Vec<_> = sale.movements.iter().map(|m| (m.product_id, m.quantity, m.quantity_after)).collect();
    assert_eq!(moved, [(10, q(-3), q(2)), (11, q(-1), q(1))]);
    let twice = pay(&paid(&draft, &sale), &payments, &shelf()).unwrap_err();
    assert_eq!(twice, [OrderError::InvalidTransition { from: OrderStatus::Paid, to: OrderStatus::Paid }]);
}

#[test]
fn every_reason_against_a_payment_is_told_at_once() {
    let draft = Order {
        walk_in: true,
        ..order(vec![line(1, 10, 6, "1.00"), line(2, 11, 3, "1.00")], OrderState::Draft)
    };
    let payments = [tender(PaymentMethod::Wallet, "1.00"), tender(PaymentMethod::Wallet, "0.00")];
    let codes: Vec<_> = pay(&draft, &payments, &shelf()).unwrap_err().iter().map(OrderError::code).collect();
    assert_eq!(
        codes,
        [
            "system_client",
            "not_positive",
            "method_twice",
            "system_client",
            "amount_mismatch",
            "insufficient_stock"
        ]
    );
    let empty = order(Vec::new(), OrderState::Draft);
    assert_eq!(pay(&empty, &[], &shelf()), Err(vec![OrderError::Empty]));
}

#[test]
fn a_gift_needs_no_payment() {
    let gift = order(vec![line(1, 10, 1, "0.00")], OrderState::Draft);
    let sale = pay(&gift, &[], &shelf()).unwrap();
    assert_eq!((sale.wallet, sale.payments.len(), sale.movements.len()), (None, 0, 1));
}

#[test]
fn a_cancelled_draft_moves_nothing_and_a_cancelled_sale_brings_back_what_is_still_out() {
    let draft = order(vec![line(1, 10, 3, "100.00"), line(2, 10, 1, "100.00")], OrderState::Draft);
    assert_eq!(cancel(&draft, &shelf()), Ok(Cancellation::default()));
    let payments = [tender(PaymentMethod::Card, "150.00"), tender(PaymentMethod::Wallet, "250.00")];
    let mut sold = paid(&draft, &pay(&draft, &payments, &shelf()).unwrap());
    let part = Part { line_id: 1, quantity: q(2), restock: false };
    let back = return_lines(&sold, &[part], money("180.00"), &Shelf::from([(10, q(1))])).unwrap();
    assert_eq!(back.refunds, [tender(PaymentMethod::Card, "150.00"), tender(PaymentMethod::Wallet, "30.00")]);
    assert!(back.movements.is_empty());
    let OrderState::Paid { settled, .. } = &mut sold.state else { panic!() };
    settled.returned = back.quantities;
    settled.refunded = back.refunds;
    let rest = cancel(&sold, &Shelf::from([(10, q(1))])).unwrap();
    assert_eq!(rest.refunds, [tender(PaymentMethod::Wallet, "220.00")]);
    assert_eq!(
        rest.movements.iter().map(|m| (m.quantity, m.quantity_after)).collect::<Vec<_>>(),
        [(q(2), q(3))]
    );
    let gone = Order { state: OrderState::Cancelled { at: DateTime::UNIX_EPOCH }, ..sold };
    assert_eq!(cancel(&gone, &shelf()).unwrap_err().code(), "invalid_transition");
}

#[test]
fn no_more_comes_back_than_went_out() {
    let draft = order(vec![line(1, 10, 2, "100.00")], OrderState::Draft);
    let sold = paid(&draft, &pay(&draft, &[tender(PaymentMethod::Cash, "200.00")], &shelf()).unwrap());
    let back = |line_id, pieces, amount| {
        let part = Part { line_id, quantity: q(pieces), restock: true };
        return_lines(&sold, &[part], money(amount), &shelf()).map(|back| back.refunds.len())
    };
    assert_eq!(back(1, 3, "1.00"), Err(OrderError::TooMuchReturned { line_id: 1, returnable: q(2) }));
    assert_eq!(back(1, 1, "200.01"), Err(OrderError::TooMuchRefunded { refundable: money("200.00") }));
    assert_eq!(back(9, 1, "1.00"), Err(OrderError::UnknownLine(9)));
    assert_eq!(back(1, 0, "1.00"), Err(OrderError::NotPositive));
    assert_eq!(back(1, 2, "0.00"), Ok(0));
    assert_eq!(return_lines(&draft, &[], Money::ZERO, &shelf()).unwrap_err().code(), "invalid_transition");
}

proptest! {
    #[test]
    fn whatever_is_returned_before_a_cancellation_the_sums_meet(
        pieces in 1_i64..9, price in 0_i64..100_000, returned in 0_i64..9, refund in 0_i64..900_000
    ) {
        let price = Money::from_kopecks(price).unwrap();
        let draft = order(vec![Line { id: 1, product_id: 10, quantity: q(pieces), price }], OrderState::Draft);
        let total = draft.total().unwrap();
        let payments: Vec<_> = Some(Tender { method: PaymentMethod::Cash, amount: total }).filter(|t| t.amount.is_positive()).into_iter().collect();
        let shelf = Shelf::from([(10, q(100))]);
        let mut sold = paid(&draft, &pay(&draft, &payments, &shelf).unwrap());
        let part = Part { line_id: 1, quantity: q(returned), restock: true };
        let mut given = Money::ZERO;
        let mut out = q(pieces);
        if let Ok(back) = return_lines(&sold, &[part], Money::from_kopecks(refund).unwrap(), &shelf) {
            given = sum(&back.refunds).unwrap();
            out = out.checked_sub(q(returned)).unwrap();
            let OrderState::Paid { settled, .. } = &mut sold.state else { panic!() };
            settled.returned = back.quantities;
            settled.refunded = back.refunds;
        }
        let rest = cancel(&sold, &shelf).unwrap();
        prop_assert_eq!(sum(&rest.refunds).unwrap().checked_add(given), Some(total));
        let moved = rest.movements.iter().map(|movement| movement.quantity).next().unwrap_or_default();
        prop_assert_eq!(moved, out);
    }
}
