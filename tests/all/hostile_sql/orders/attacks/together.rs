//! Whole events, written by one statement, of which one part lies.

/// Whole events of which one part lies.
pub const TOGETHER: &[(&str, &str)] = &[
    // Paid too little, too much, with goods that do not leave, leave short, or leave twice over.
    (
        "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())),
              m as ({movement} 'SALE', -2, quantity - 2, {draft}, 2, {of} {product})
         {payment} values ({draft}, 'CASH', 199.99, 'CAPTURED', 2, null, null, 'system', now(), now())",
        "order_money",
    ),
    (
        "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())),
              m as ({movement} 'SALE', -2, quantity - 2, {draft}, 2, {of} {product})
         {payment} values ({draft}, 'CASH', 200, 'CAPTURED', 2, null, null, 'system', now(), now()),
                          ({draft}, 'CARD', 0.01, 'CAPTURED', 2, null, null, 'system', now(), now())",
        "order_money",
    ),
    (
        "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now()))
         {payment} values ({draft}, 'CASH', 200, 'CAPTURED', 2, null, null, 'system', now(), now())",
        "order_goods",
    ),
    (
        "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())),
              m as ({movement} 'SALE', -1, quantity - 1, {draft}, 2, {of} {product})
         {payment} values ({draft}, 'CASH', 200, 'CAPTURED', 2, null, null, 'system', now(), now())",
        "order_goods",
    ),
    (
        "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())),
              m as ({movement} 'SALE', -2, quantity - 2, {draft}, 2, {of} {product}),
              n as ({movement} 'SALE', -2, quantity - 2, {draft}, 2, {of} {another})
         {payment} values ({draft}, 'CASH', 200, 'CAPTURED', 2, null, null, 'system', now(), now())",
        "order_goods",
    ),
    // By the wallet, with an operation that does not exist or is something else: the top-up, or a sum that differs.
    (
        "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())),
              m as ({movement} 'SALE', -2, quantity - 2, {draft}, 2, {of} {product})
         {payment} values ({draft}, 'WALLET', 200, 'CAPTURED', 2, {client}, 987654321, 'system', now(), now())",
        "order_money",
    ),
    (
        "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())),
              m as ({movement} 'SALE', -2, quantity - 2, {draft}, 2, {of} {product})
         {payment} values ({draft}, 'WALLET', 200, 'CAPTURED', 2, {client}, 1, 'system', now(), now())",
        "order_money",
    ),
    (
        "with h as ({history} ({draft}, 2, 'paid', 'draft', 'paid', null, 'system', now())),
              m as ({movement} 'SALE', -2, quantity - 2, {draft}, 2, {of} {product}),
              o as ({operation} 'ORDER_PAYMENT', -1, balance - 1, {draft}, null, 'system', now() from accounts where client_id = {client})
         {payment} select {draft}, 'WALLET', 200, 'CAPTURED', 2, client_id, seq + 1, 'system', now(), now() from accounts where client_id = {client}",
        "order_money",
    ),
    // Cancelled with the money kept, with too much, with the goods kept.
    (
        "with h as ({history} ({returned}, 4, 'cancelled', 'paid', 'cancelled', null, 'system', now())),
              m as ({movement} 'CANCELLATION', 1, quantity + 1, {returned}, 4, {of} {product}),
              n as ({movement} 'CANCELLATION', 3, quantity + 3, {returned}, 4, {of} {another})
         {refund} 4, 179.99, {by} {returned}",
        "order_money",
    ),
    (
        "with h as ({history} ({returned}, 4, 'cancelled', 'paid', 'cancelled', null, 'system', now())),
              m as ({movement} 'CANCELLATION', 1, quantity + 1, {returned}, 4, {of} {product}),
              n as ({movement} 'CANCELLATION', 3, quantity + 3, {returned}, 4, {of} {another})
         {refund} 4, 230, {by} {returned}",
        "order_money",
    ),
    (
        "with h as ({history} ({returned}, 4, 'cancelled', 'paid', 'cancelled', null, 'system', now())),
              n as ({movement} 'CANCELLATION', 3, quantity + 3, {returned}, 4, {of} {another})
         {refund} 4, 180, {by} {returned}",
        "order_goods",
    ),
    (
        "with h as ({history} ({returned}, 4, 'cancelled', 'paid', 'cancelled', null, 'system', now())),
              m as ({movement} 'CANCELLATION', 2, quantity + 2, {returned}, 4, {of} {product}),
              n as ({movement} 'CANCELLATION', 3, quantity + 3, {returned}, 4, {of} {another})
         {refund} 4, 180, {by} {returned}",
        "order_goods",
    ),
    // Returned: more than was sold, onto no shelf, for more than was paid, for money of another order.
    (
        "with h as ({history} ({paid}, 3, 'returned', 'paid', 'paid', null, 'system', now()))
         {return} ({paid}, 3, 1, 2.001, false)",
        "order_goods",
    ),
    (
        "with h as ({history} ({paid}, 3, 'returned', 'paid', 'paid', null, 'system', now()))
         {return} ({paid}, 3, 1, 1, true)",
        "order_goods",
    ),
    (
        "with h as ({history} ({paid}, 3, 'returned', 'paid', 'paid', null, 'system', now())),
              m as ({movement} 'RETURN', 1, quantity + 1, {paid}, 3, {of} {product})
         {return} ({paid}, 3, 1, 1, false)",
        "order_goods",
    ),
    (
        "with h as ({history} ({paid}, 3, 'returned', 'paid', 'paid', null, 'system', now())),
              r as ({return} ({paid}, 3, 1, 1, false))
         {refund} 3, 100.01, {by} {paid}",
        "order_money",
    ),
    (
        "with h as ({history} ({returned}, 4, 'returned', 'paid', 'paid', null, 'system', now())),
              r as ({return} ({returned}, 4, 2, 1, false))
         insert into refunds (payment_id, order_id, event, amount, status, actor, created_at, updated_at)
         select id, {returned}, 4, 10, 'SUCCEEDED', 'system', now(), now() from payments where method = 'CASH' and order_id = {paid}",
        "order_money",
    ),
    (
        "with h as ({history} ({paid}, 3, 'returned', 'paid', 'paid', null, 'system', now())),
              r as ({return} ({paid}, 3, 1, 1, false))
         insert into refunds (payment_id, order_id, event, amount, status, actor, created_at, updated_at)
         select id, order_id, 3, 10, 'SUCCEEDED', 'system', now(), now() from payments where method = 'WALLET' and order_id = {paid}",
        "order_money",
    ),
    // The event, and what it should have done in a later statement.
    (
        "{history} ({draft}, 2, 'cancelled', 'draft', 'cancelled', null, 'system', now()), ({draft}, 3, 'paid', 'draft', 'paid', null, 'system', now())",
        "order_history_chain",
    ),
    // A second order in the same statement does not cover the first.
    (
        "with h as ({history} ({draft}, 2, 'cancelled', 'draft', 'cancelled', null, 'system', now()),
                             ({paid}, 3, 'cancelled', 'paid', 'cancelled', null, 'system', now()))
         {refund} 3, 100, {by} {paid}",
        "order_money",
    ),
];
