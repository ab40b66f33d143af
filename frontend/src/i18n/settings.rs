//! Settings of the person and of this browser.

use super::phrases::figure;
use super::{Lang, messages};

messages! {
    pub enum Settings {
        Look = "Вид", "Appearance";
        LookText = "Запоминается в этом браузере.", "Remembered in this browser.";
        Density = "Плотность таблиц", "Density of tables";
        Compact = "Плотно", "Compact";
        Normal = "Обычно", "Normal";
        Comfortable = "Просторно", "Comfortable";

        Zone = "Часовой пояс", "Time zone";
        ZoneText = "Пояс задан на сервере и один для всех: дни, сроки и выписки у всех сотрудников совпадают, где бы они ни были.",
            "The server sets it, the same for everybody: days, due dates and statements agree wherever people are.";
        ZoneName = "Пояс", "Zone";
        ZoneNow = "Сейчас там", "Now there";

        Keys = "Клавиатура", "Keyboard";
        SingleKeys = "Одиночные клавиши: G, N, E, J, K и другие", "Single keys: G, N, E, J, K and others";
        SingleKeysText = "Ctrl+K и Ctrl+Enter работают всегда.", "Ctrl+K and Ctrl+Enter always work.";
        ShowSheet = "Показать все клавиши", "Show all shortcuts";

        Password = "Пароль", "Password";
        PasswordText = "После смены остальные ваши сеансы закончатся.", "Your other sessions end with the change.";
        Current = "Нынешний пароль", "Present password";
        Change = "Сменить пароль", "Change the password";
        EnterCurrent = "Введите нынешний пароль", "Enter the present password";
        Changed = "Пароль изменён, остальные сеансы закончены.", "The password is changed, the other sessions have ended.";

        Sessions = "Ваши сеансы", "Your sessions";
        SessionsFailed = "Не удалось загрузить сеансы", "The sessions could not be loaded";
        ThisOne = "этот сеанс", "this session";
        LastSeen = "был активен", "last active";
        Since = "вход", "signed in";
        UnknownDevice = "Неизвестное устройство", "Unknown device";
        End = "Завершить", "End";
        EndOthers = "Завершить остальные", "End the others";
        EndOthersTitle = "Завершить остальные сеансы?", "End the other sessions?";
        EndOthersYes = "Да, завершить", "Yes, end them";
        Ended = "Сеанс завершён", "The session has ended";
        SomeLeft = "Не все сеансы удалось завершить. Повторите.", "Not all sessions could be ended. Try again.";
        OnDevices = "устройстве|устройствах|устройствах", "device|devices";
    }

    pub fn end_session(device: &str) = "Завершить сеанс: {0}", "End the session: {0}";
    fn sign_in_again(devices: &str) =
        "На {0} придётся войти заново. Этот сеанс останется.",
        "Signing in again will be needed on {0}. This session stays.";
}

pub fn end_others(lang: Lang, n: usize) -> String {
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    sign_in_again(lang, &figure(lang, n, Settings::OnDevices))
}
