//! What each right of a role or an API key allows, in words.

use domain::Permission;

use super::{Msg, messages};

messages! {
    pub enum Right {
        ClientsRead = "Видеть клиентов", "See clients";
        ClientsWrite = "Заводить и менять клиентов", "Make and change clients";
        ClientsDelete = "Удалять и архивировать клиентов", "Delete and archive clients";
        ClientsRequisites = "Менять ИНН и банковские реквизиты", "Change INN and bank details";
        ClientsCredit = "Менять кредитный лимит и его срок", "Change the credit limit and its date";
        WalletWithdrawAny = "Выдавать деньги сверх лимита", "Pay out above the limits";
        ServicesRead = "Видеть услуги", "See services";
        ServicesWrite = "Менять услуги", "Change services";
        OperationsRead = "Видеть операции", "See operations";
        OperationsWrite = "Проводить операции", "Make operations";
        OperationsAdjust = "Корректировать балансы", "Adjust balances";
        OperationsReverse = "Сторнировать", "Reverse operations";
        WalletDeposit = "Пополнять счета", "Deposit";
        WalletWithdraw = "Списывать со счетов", "Withdraw";
        WalletSpend = "Списывать за услуги", "Charge for services";
        BankRead = "Видеть платежи банка", "See payments of the bank";
        BankWrite = "Присылать и привязывать платежи", "Send and bind payments";
        ProductsRead = "Видеть товары и склад", "See products and stock";
        ProductsWrite = "Менять товары", "Change products";
        StockWrite = "Принимать и списывать товар", "Receive and write off stock";
        OrdersRead = "Видеть заказы", "See orders";
        OrdersWrite = "Собирать заказы", "Put orders together";
        OrdersPay = "Проводить оплату заказов", "Take payment for orders";
        OrdersCancel = "Отменять оплаченные заказы", "Cancel paid orders";
        OrdersReturn = "Принимать возвраты", "Take returns";
        OrdersArchive = "Архивировать заказы", "Archive orders";
        PaymentsRead = "Видеть оплаты", "See payments";
        PaymentsWrite = "Вести онлайн-платежи", "Handle online payments";
        AccountingRead = "Видеть проводки", "See the journal";
        UsersRead = "Видеть пользователей", "See users";
        UsersWrite = "Менять пользователей", "Change users";
        ApiKeysWrite = "Выдавать ключи", "Make API keys";
        AuditRead = "Читать журнал изменений", "Read the log of changes";
        JobsRead = "Видеть фоновые задания", "See background jobs";
        JobsWrite = "Повторять и останавливать задания", "Retry and stop jobs";
        MetricsRead = "Читать метрики", "Read metrics";
        ViewsManage = "Удалять чужие общие виды", "Remove shared views of others";
        Session = "Свой сеанс", "One's own session";
    }
}

/// What a right allows.
pub const fn permission(permission: Permission) -> Msg {
    use Permission as P;
    match permission {
        P::ClientsRead => Right::ClientsRead,
        P::ClientsWrite => Right::ClientsWrite,
        P::ClientsDelete => Right::ClientsDelete,
        P::ClientsRequisites => Right::ClientsRequisites,
        P::ClientsCredit => Right::ClientsCredit,
        P::WalletWithdrawAny => Right::WalletWithdrawAny,
        P::ServicesRead => Right::ServicesRead,
        P::ServicesWrite => Right::ServicesWrite,
        P::OperationsRead => Right::OperationsRead,
        P::OperationsWrite => Right::OperationsWrite,
        P::OperationsAdjust => Right::OperationsAdjust,
        P::OperationsReverse => Right::OperationsReverse,
        P::WalletDeposit => Right::WalletDeposit,
        P::WalletWithdraw => Right::WalletWithdraw,
        P::WalletSpend => Right::WalletSpend,
        P::BankRead => Right::BankRead,
        P::BankWrite => Right::BankWrite,
        P::ProductsRead => Right::ProductsRead,
        P::ProductsWrite => Right::ProductsWrite,
        P::StockWrite => Right::StockWrite,
        P::OrdersRead => Right::OrdersRead,
        P::OrdersWrite => Right::OrdersWrite,
        P::OrdersPay => Right::OrdersPay,
        P::OrdersCancel => Right::OrdersCancel,
        P::OrdersReturn => Right::OrdersReturn,
        P::OrdersArchive => Right::OrdersArchive,
        P::PaymentsRead => Right::PaymentsRead,
        P::PaymentsWrite => Right::PaymentsWrite,
        P::AccountingRead => Right::AccountingRead,
        P::UsersRead => Right::UsersRead,
        P::UsersWrite => Right::UsersWrite,
        P::ApiKeysWrite => Right::ApiKeysWrite,
        P::AuditRead => Right::AuditRead,
        P::JobsRead => Right::JobsRead,
        P::JobsWrite => Right::JobsWrite,
        P::MetricsRead => Right::MetricsRead,
        P::ViewsManage => Right::ViewsManage,
        P::Session => Right::Session,
    }
}
