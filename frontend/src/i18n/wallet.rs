//! Deposit and withdraw.

use super::messages;

messages! {
    pub enum Wallet {
        Section = "Пополнение и списание", "Deposit and withdraw";
        Deposit = "Пополнение", "Deposit";
        Withdraw = "Списание", "Withdrawal";
        DoDeposit = "Пополнить", "Deposit";
        DoWithdraw = "Списать", "Withdraw";
        WithdrawAll = "Списать всё", "Withdraw all";
        Amount = "Сумма, ₽", "Amount, ₽";
        Description = "Описание", "Description";
        EnterAmount = "Введите сумму", "Enter the amount";
        AmountPositive = "Сумма должна быть больше нуля", "The amount must be above zero";
        NotANumber = "Не похоже на сумму. Пример: 1 234,56", "That is not an amount. Example: 1,234.56";
        TooManyDecimals = "Не более двух знаков после запятой", "No more than two decimals";
        OutOfBounds = "Слишком большая сумма", "The amount is too large";
        EnterDescription = "Введите описание: за что операция", "Enter the description: what the operation is for";
        DescriptionShort = "Не короче 3 знаков", "At least 3 characters";
        DescriptionLong = "Не длиннее 500 знаков", "No longer than 500 characters";
        HintDeposit = "Любая сумма. Например, 1 000,50", "Any amount. For example, 1,000.50";
        NothingToWithdraw = "Списывать нечего: на балансе нет денег.", "There is nothing to withdraw: no money on the balance.";
        Unknown = "Не знаем, прошла ли операция.", "We do not know whether the operation went through.";
        UnknownText = "Ответ сервера не дошёл. Проверка безопасна: дважды деньги не пройдут.",
            "The answer of the server was lost. Checking is safe: the money will not move twice.";
        Check = "Проверить", "Check";
        Undo = "Сторно", "Reverse";
        ConfirmTitle = "Проверьте сумму", "Check the amount";
        ConfirmDeposit = "Да, пополнить", "Yes, deposit";
        ConfirmWithdraw = "Да, списать", "Yes, withdraw";
    }
}
