//! Users and API keys.

use contract::page::Count;

use super::phrases::counted;
use super::{Lang, messages};

messages! {
    pub enum Access {
        Users = "Пользователи", "Users";
        Keys = "Ключи API", "API keys";
        Parts = "Пользователи и ключи", "Users and keys";
        NewUser = "Новый пользователь", "New user";
        NewKey = "Новый ключ", "New key";
        Nobody = "Пользователей нет", "There are no users";
        NobodyText = "Заведите первого.", "Make the first one.";

        ColName = "Имя", "Name";
        ColLogin = "Логин", "Login";
        ColRole = "Роль", "Role";
        ColState = "Состояние", "State";
        ColLastLogin = "Последний вход", "Last sign-in";
        Active = "активен", "active";
        Disabled = "отключён", "disabled";
        Never = "ещё не входил", "never";
        Created = "Заведён", "Created";

        User = "Пользователь", "User";
        MissingTitle = "Пользователь не найден", "User not found";
        MissingText = "Пользователя с таким номером нет.", "There is no user with this number.";
        LoadFailed = "Не удалось загрузить пользователя", "The user could not be loaded";
        ToUsers = "К списку пользователей", "To the list of users";
        Details = "Данные", "Details";
        Name = "Имя", "Name";
        Login = "Логин", "Login";
        LoginHint = "Строчные латинские буквы, цифры и знаки . _ @ -. Потом не меняется.",
            "Lower-case Latin letters, digits and . _ @ -. It cannot be changed later.";
        Role = "Роль", "Role";
        IsActive = "Может входить", "May sign in";
        IsActiveHint = "Если отключить, все сеансы пользователя закончатся сразу.", "Without it all sessions of the user end at once.";
        Password = "Пароль", "Password";
        NewPassword = "Новый пароль", "New password";
        PasswordHint = "От 8 до 128 знаков; не логин и не то, что пробуют первым.",
            "8 to 128 characters; neither the login nor what everybody tries first.";
        ShowPassword = "Показать пароль", "Show the password";
        ResetText = "Сообщите пароль человеку сами. Его сеансы закончатся сразу.",
            "Tell the password to the person yourself. Their sessions end at once.";
        SetPassword = "Задать пароль", "Set the password";
        PasswordSet = "Пароль задан, сеансы пользователя закончены.", "The password is set, the user's sessions have ended.";
        Save = "Сохранить", "Save";
        Create = "Завести", "Create";
        Saved = "Сохранено", "Saved";
        EnterLogin = "Введите логин", "Enter the login";
        EnterPassword = "Введите пароль", "Enter the password";
        StaleKeep = "Ваши изменения остались в форме: сохраните ещё раз, чтобы заменить.",
            "Your changes are still in the form: save again to put them in place.";
        StaleTake = "Взять новые", "Take theirs";

        KeysText = "Ключ даёт программе доступ к API без пароля. Он принадлежит тому, кто его создал, и может не больше, чем этот человек сейчас. Служебный ключ не принадлежит никому и работает, пока не истечёт или не отозван.",
            "A key lets a program use the API without a password. It belongs to whoever made it and may do no more than that person may now. A service account belongs to no person and works until it expires or is revoked.";
        NoKeys = "Ключей пока нет", "There are no keys yet";
        NoKeysText = "Создайте ключ для программы, которая будет обращаться к API.", "Make a key for a program that will use the API.";
        KeysFailed = "Не удалось загрузить ключи", "The keys could not be loaded";
        ColKey = "Начало ключа", "Key begins with";
        ColScopes = "Права", "Rights";
        ColCreated = "Создан", "Created";
        ColExpires = "Истекает", "Expires";
        ColUsed = "Использован", "Last used";
        ColActions = "Действия", "Actions";
        KeyLive = "действует", "in force";
        KeyRevoked = "отозван", "revoked";
        KeyExpired = "истёк", "expired";
        NotUsed = "не использован", "not used";
        Endless = "бессрочно", "no end";
        Revoke = "Отозвать", "Revoke";
        RevokeTitle = "Отозвать ключ?", "Revoke the key?";
        RevokeYes = "Да, отозвать", "Yes, revoke";

        KeyName = "Для чего ключ", "What the key is for";
        KeyNameHint = "Например: интернет-магазин", "For example: web shop";
        EnterKeyName = "Назовите ключ", "Name the key";
        Scopes = "Что разрешено", "What it may do";
        ChooseScopes = "Отметьте хотя бы одно право", "Tick at least one right";
        Expires = "Действует по", "Valid until";
        ExpiresHint = "Последний день, включительно. Пусто: бессрочно.", "The last day, included. Empty: no end.";
        BadDate = "Не похоже на дату", "That is not a date";
        ServiceAccount = "Служебный ключ", "Service account";
        ServiceAccountHint = "Не принадлежит никому: права остаются, даже если создавший его отключён или сменил роль.",
            "Belongs to no person: it keeps its rights even when whoever made it is disabled or changes role.";
        MakeKey = "Создать ключ", "Make the key";
        KeyMade = "Ключ создан", "The key is made";
        KeyOnce = "Скопируйте его сейчас: больше он нигде не появится.", "Copy it now: it is shown nowhere else, ever.";
        KeyNotShown = "Ключ создан, но показать его уже нельзя. Отзовите его и создайте новый.", "The key was made but cannot be shown any more. Revoke it and make a new one.";
        CopyKey = "Скопировать ключ", "Copy the key";
        ToKeys = "К списку ключей", "To the list of keys";
        CountedUsers = "пользователь|пользователя|пользователей", "user|users";
    }

    pub fn revoke(name: &str) =
        "Программы с ключом «{0}» сразу потеряют доступ. Вернуть ключ нельзя.",
        "Programs with the key “{0}” lose access at once. The key cannot be brought back.";
    pub fn revoke_key(name: &str) = "Отозвать ключ «{0}»", "Revoke the key “{0}”";
    fn stands(name: &str, role: &str, state: &str) =
        "Запись изменил кто-то другой. Сейчас: {0}, {1}, {2}.",
        "Somebody else has changed the record. Now: {0}, {1}, {2}.";
}

pub fn found(lang: Lang, count: Count) -> String {
    counted(lang, count, Access::CountedUsers)
}

pub fn stale(lang: Lang, name: &str, role: &str, active: bool) -> String {
    stands(lang, name, role, if active { Access::Active } else { Access::Disabled }.text(lang))
}
