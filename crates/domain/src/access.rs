//! Roles and permissions: one table for guards, documents and screens.
//!
//! Invariant: the table below is the only place that says what a role may do; a role has exactly the permissions of
//! its column.
//! Absent on purpose: users, sessions and keys. Scopes narrow an API key to permissions that its owner has.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::words::word_enum;

word_enum! {
    /// What a user is employed as.
    pub enum Role {
        Admin = "admin",
        Accountant = "accountant",
        Operator = "operator",
        Cashier = "cashier",
        Viewer = "viewer",
    }
}

word_enum! {
    /// What a handler asks for.
    pub enum Permission {
        ClientsRead = "clients.read",
        ClientsWrite = "clients.write",
        /// Delete, archive and restore.
        ClientsDelete = "clients.delete",
        /// INN and bank data of a client: whoever sets them says whose the bank's money is.
        ClientsRequisites = "clients.requisites",
        /// Credit limit and due date.
        ClientsCredit = "clients.credit",
        ServicesRead = "services.read",
        ServicesWrite = "services.write",
        OperationsRead = "operations.read",
        /// Operations made by hand.
        OperationsWrite = "operations.write",
        /// Adjustments and opening balances.
        OperationsAdjust = "operations.adjust",
        OperationsReverse = "operations.reverse",
        WalletDeposit = "wallet.deposit",
        WalletWithdraw = "wallet.withdraw",
        /// Withdrawals above the sums that the house allows for one and for a day.
        WalletWithdrawAny = "wallet.withdraw_any",
        WalletSpend = "wallet.spend",
        /// Balance and history of organisations, deliveries of the bank.
        BankRead = "bank.read",
        /// Post deliveries with an API key; bind unmatched ones to a client.
        BankWrite = "bank.write",
        ProductsRead = "products.read",
        ProductsWrite = "products.write",
        /// Receipts, write-offs, stock-takes.
        StockWrite = "stock.write",
        OrdersRead = "orders.read",
        /// Make drafts, set their lines, cancel them.
        OrdersWrite = "orders.write",
        OrdersPay = "orders.pay",
        /// Cancel what is paid.
        OrdersCancel = "orders.cancel",
        OrdersReturn = "orders.return",
        OrdersArchive = "orders.archive",
        PaymentsRead = "payments.read",
        /// Ask for online payments, confirm those of a terminal, give them up.
        PaymentsWrite = "payments.write",
        /// Journal and trial balance.
        AccountingRead = "accounting.read",
        UsersRead = "users.read",
        UsersWrite = "users.write",
        ApiKeysWrite = "api_keys.write",
        AuditRead = "audit.read",
        JobsRead = "jobs.read",
        /// Try again or stop what runs in the background.
        JobsWrite = "jobs.write",
        MetricsRead = "metrics.read",
        /// Remove views that others share.
        ViewsManage = "views.manage",
        /// One's own session.
        Session = "session",
    }
}

const YES: bool = true;
const NO: bool = false;

/// Who may do what; the columns are in the order of [`Role::ALL`].
#[rustfmt::skip]
const fn row(permission: Permission) -> [bool; 5] {
    use Permission as P;
    match permission {
        //                       admin accountant operator cashier viewer
        P::ClientsRead       => [YES,  YES,       YES,     YES,    YES],
        P::ClientsWrite      => [YES,  YES,       YES,     YES,    NO],
        P::ClientsDelete     => [YES,  YES,       YES,     NO,     NO],
        P::ClientsRequisites => [YES,  YES,       NO,      NO,     NO],
        P::ClientsCredit     => [YES,  YES,       NO,      NO,     NO],
        P::ServicesRead      => [YES,  YES,       YES,     YES,    YES],
        P::ServicesWrite     => [YES,  YES,       YES,     NO,     NO],
        P::OperationsRead    => [YES,  YES,       YES,     YES,    YES],
        P::OperationsWrite   => [YES,  YES,       YES,     NO,     NO],
        P::OperationsAdjust  => [YES,  YES,       NO,      NO,     NO],
        P::OperationsReverse => [YES,  YES,       NO,      NO,     NO],
        P::WalletDeposit     => [YES,  YES,       YES,     YES,    NO],
        P::WalletWithdraw    => [YES,  YES,       YES,     YES,    NO],
        P::WalletWithdrawAny => [YES,  YES,       NO,      NO,     NO],
        P::WalletSpend       => [YES,  YES,       YES,     YES,    NO],
        P::BankRead          => [YES,  YES,       YES,     NO,     YES],
        P::BankWrite         => [YES,  YES,       YES,     NO,     NO],
        P::ProductsRead      => [YES,  YES,       YES,     YES,    YES],
        P::ProductsWrite     => [YES,  YES,       YES,     NO,     NO],
        P::StockWrite        => [YES,  YES,       YES,     NO,     NO],
        P::OrdersRead        => [YES,  YES,       YES,     YES,    YES],
        P::OrdersWrite       => [YES,  YES,       YES,     YES,    NO],
        P::OrdersPay         => [YES,  YES,       YES,     YES,    NO],
        P::OrdersCancel      => [YES,  YES,       NO,      NO,     NO],
        P::OrdersReturn      => [YES,  YES,       NO,      NO,     NO],
        P::OrdersArchive     => [YES,  YES,       NO,      NO,     NO],
        P::PaymentsRead      => [YES,  YES,       YES,     YES,    YES],
        P::PaymentsWrite     => [YES,  YES,       YES,     YES,    NO],
        P::AccountingRead    => [YES,  YES,       NO,      NO,     YES],
        P::UsersRead         => [YES,  YES,       NO,      NO,     NO],
        P::UsersWrite        => [YES,  NO,        NO,      NO,     NO],
        P::ApiKeysWrite      => [YES,  NO,        NO,      NO,     NO],
        P::AuditRead         => [YES,  YES,       NO,      NO,     NO],
        P::JobsRead          => [YES,  YES,       YES,     NO,     NO],
        P::JobsWrite         => [YES,  YES,       NO,      NO,     NO],
        P::MetricsRead       => [YES,  NO,        NO,      NO,     NO],
        P::ViewsManage       => [YES,  NO,        NO,      NO,     NO],
        P::Session           => [YES,  YES,       YES,     YES,    YES],
    }
}

impl Role {
    pub const fn grants(self, permission: Permission) -> bool {
        let [admin, accountant, operator, cashier, viewer] = row(permission);
        match self {
            Self::Admin => admin,
            Self::Accountant => accountant,
            Self::Operator => operator,
            Self::Cashier => cashier,
            Self::Viewer => viewer,
        }
    }

    /// Everything that the role may do, in the order of [`Permission::ALL`].
    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.grants(*permission))
    }
}

/// Whether whoever has `own` rights may give `wanted` to somebody else: to a user by a role, to a program by a key. Nobody gives what
/// they lack, and nobody changes somebody who has more. One's own [`Permission::Session`] is no right over anything: it comes with
/// every role, and a key without it may still make users.
pub fn may_give(own: &BTreeSet<Permission>, wanted: impl IntoIterator<Item = Permission>) -> bool {
    wanted.into_iter().all(|permission| permission == Permission::Session || own.contains(&permission))
}

/// What an API key may do now: its scopes, as far as its owner has them.
pub fn rights_of_key(scopes: impl IntoIterator<Item = Permission>, owner: Role) -> BTreeSet<Permission> {
    scopes.into_iter().filter(|scope| owner.grants(*scope)).collect()
}

/// What an API key may do; a list of permissions on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scopes(pub BTreeSet<Permission>);

impl Scopes {
    pub fn grants(&self, permission: Permission) -> bool {
        self.0.contains(&permission)
    }
}

impl FromIterator<Permission> for Scopes {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let mut all = BTreeSet::new();
        all.extend(permissions);
        Self(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_the_table_are_in_the_order_of_the_roles() {
        assert_eq!(Role::ALL, [Role::Admin, Role::Accountant, Role::Operator, Role::Cashier, Role::Viewer]);
    }

    #[test]
    fn an_administrator_may_do_everything() {
        assert_eq!(Role::Admin.permissions().collect::<Vec<_>>(), Permission::ALL);
    }

    #[test]
    fn every_role_has_its_own_session() {
        assert!(Role::ALL.iter().all(|role| role.grants(Permission::Session)));
    }

    #[test]
    fn the_roles_are_as_agreed() {
        let words = |role: Role| role.permissions().map(Permission::as_str).collect::<Vec<_>>().join(" ");
        assert_eq!(
            words(Role::Accountant),
            "clients.read clients.write clients.delete clients.requisites clients.credit services.read services.write \
             operations.read operations.write operations.adjust operations.reverse wallet.deposit wallet.withdraw \
             wallet.withdraw_any wallet.spend bank.read bank.write products.read products.write stock.write orders.read orders.write orders.pay \
             orders.cancel orders.return orders.archive payments.read payments.write accounting.read users.read \
             audit.read jobs.read jobs.write session"
        );
        assert_eq!(
            words(Role::Operator),
            "clients.read clients.write clients.delete services.read services.write operations.read \
             operations.write wallet.deposit wallet.withdraw wallet.spend bank.read bank.write products.read \
             products.write stock.write orders.read orders.write orders.pay payments.read payments.write \
             jobs.read session"
        );
        assert_eq!(
            words(Role::Cashier),
            "clients.read clients.write services.read operations.read wallet.deposit wallet.withdraw \
             wallet.spend products.read orders.read orders.write orders.pay payments.read payments.write session"
        );
        assert_eq!(
            words(Role::Viewer),
            "clients.read services.read operations.read bank.read products.read orders.read payments.read \
             accounting.read session"
        );
    }

    #[test]
    fn nobody_but_the_administrator_makes_users_or_keys() {
        for permission in [
            Permission::UsersWrite,
            Permission::ApiKeysWrite,
            Permission::MetricsRead,
            Permission::ViewsManage,
        ] {
            let holders: Vec<_> = Role::ALL.iter().filter(|role| role.grants(permission)).collect();
            assert_eq!(holders, [&Role::Admin], "{permission}");
        }
    }

    #[test]
    fn nobody_gives_what_they_lack() {
        for giver in Role::ALL {
            let own: BTreeSet<_> = giver.permissions().collect();
            for role in Role::ALL {
                let lacks = role.permissions().any(|permission| !giver.grants(permission));
                assert_eq!(may_give(&own, role.permissions()), !lacks, "{giver} {role}");
            }
            for permission in Permission::ALL {
                assert_eq!(may_give(&own, [*permission]), giver.grants(*permission), "{giver} {permission}");
                let alone = BTreeSet::from([*permission]);
                assert!(!may_give(&alone, Role::Viewer.permissions()), "{permission} alone makes a viewer");
            }
        }
        let viewer: BTreeSet<_> =
            Role::Viewer.permissions().filter(|permission| *permission != Permission::Session).collect();
        assert!(
            may_give(&viewer, Role::Viewer.permissions()) && !may_give(&viewer, Role::Cashier.permissions())
        );
    }

    #[test]
    fn a_key_has_no_more_than_its_scopes_and_no_more_than_its_owner() {
        for owner in Role::ALL {
            let all = rights_of_key(Permission::ALL.iter().copied(), *owner);
            assert_eq!(all, owner.permissions().collect());
            for scope in Permission::ALL {
                assert_eq!(rights_of_key([*scope], *owner).contains(scope), owner.grants(*scope));
            }
        }
    }

    #[test]
    fn words_come_back_and_are_all_different() {
        for permission in Permission::ALL {
            assert_eq!(Permission::parse(permission.as_str()), Ok(*permission));
        }
        let words: BTreeSet<&str> = Permission::ALL.iter().map(|permission| permission.as_str()).collect();
        assert_eq!(words.len(), Permission::ALL.len());
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Ok(*role));
            assert_eq!(serde_json::to_string(role).unwrap(), format!("\"{role}\""));
        }
    }

    #[test]
    fn scopes_are_a_list_of_words_on_the_wire() {
        let scopes: Scopes =
            serde_json::from_str(r#"["operations.read","bank.write","bank.write"]"#).unwrap();
        assert!(scopes.grants(Permission::BankWrite) && !scopes.grants(Permission::BankRead));
        assert_eq!(serde_json::to_string(&scopes).unwrap(), r#"["operations.read","bank.write"]"#);
        assert!(serde_json::from_str::<Scopes>(r#"["everything"]"#).is_err());
    }
}
