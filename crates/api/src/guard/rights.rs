//! The permissions of the domain as types, so that a handler's signature can name one. Those that no route asks for have none.

use domain::Permission;

/// A permission as a type.
pub trait Right: 'static {
    const PERMISSION: Permission;
    /// The same word, for the OpenAPI document.
    const WORD: &'static str = Self::PERMISSION.as_str();
}

macro_rules! rights {
    ($($name:ident),+ $(,)?) => {
        $(
            #[doc = concat!("The permission `", stringify!($name), "`.")]
            pub struct $name;

            impl Right for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )+
    };
}

rights!(
    ClientsRead,
    ClientsWrite,
    ClientsDelete,
    ServicesRead,
    ServicesWrite,
    OperationsRead,
    OperationsWrite,
    OperationsReverse,
    WalletDeposit,
    WalletWithdraw,
    WalletSpend,
    BankRead,
    BankWrite,
    ProductsRead,
    ProductsWrite,
    StockWrite,
    OrdersRead,
    OrdersWrite,
    OrdersPay,
    OrdersReturn,
    OrdersArchive,
    PaymentsRead,
    PaymentsWrite,
    AccountingRead,
    UsersRead,
    UsersWrite,
    ApiKeysWrite,
    AuditRead,
    JobsRead,
    JobsWrite,
    MetricsRead,
    Session,
);
