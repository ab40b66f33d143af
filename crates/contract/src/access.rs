//! Sessions, users, API keys.

use chrono::{DateTime, Utc};
use domain::{Permission, Role};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::page::page;
#[cfg(feature = "openapi")]
use crate::schema;

/// Signing in.
#[derive(Clone, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    #[validate(length(min = 1, max = 64, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64, example = "admin"))]
    pub login: String,
    #[validate(length(min = 1, max = 128, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128, format = Password))]
    pub password: String,
}

/// Who is signed in, and what they may do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub user: User,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<schema::Permission>))]
    pub permissions: Vec<Permission>,
    pub expires_at: DateTime<Utc>,
    /// IANA name of the business time zone: days and due dates are days there.
    #[cfg_attr(feature = "openapi", schema(example = "Europe/Moscow"))]
    pub time_zone: String,
}

/// A new password of one's own. Ends one's other sessions.
#[derive(Clone, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    #[validate(length(min = 1, max = 128, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128, format = Password))]
    pub current_password: String,
    #[validate(length(min = 8, max = 128, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 128, format = Password))]
    pub password: String,
}

/// Where one is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActiveSession {
    pub id: i64,
    /// True: the session of this request.
    pub current: bool,
    /// What the browser says it is.
    #[cfg_attr(feature = "openapi", schema(example = "Mozilla/5.0"))]
    pub user_agent: String,
    pub created_at: DateTime<Utc>,
    /// Exact to a minute.
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// One's own sessions, latest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionList {
    pub items: Vec<ActiveSession>,
}

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    pub id: i64,
    pub login: String,
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Role))]
    pub role: Role,
    pub created_at: DateTime<Utc>,
    pub last_login_at: Option<DateTime<Utc>>,
    pub disabled_at: Option<DateTime<Utc>>,
    pub version: i64,
}

page!(
    /// Users by login.
    UserPage of User);

/// A new user.
#[derive(Clone, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewUser {
    /// Lower-case letters, digits and `._@-`.
    #[validate(length(min = 1, max = 64, code = "length"))]
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 64, pattern = "^[a-z0-9][a-z0-9._@-]{0,63}$", example = "olga")
    )]
    pub login: String,
    #[serde(default)]
    #[validate(length(max = 200, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Role))]
    pub role: Role,
    #[validate(length(min = 8, max = 128, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 128, format = Password))]
    pub password: String,
}

/// Changes to a user; absent fields stay. Disabling or a new password ends the sessions of that user.
#[derive(Clone, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserChange {
    /// The version that the change is based on.
    pub version: i64,
    #[serde(default)]
    #[validate(length(max = 200, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub name: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::Role>))]
    pub role: Option<Role>,
    #[serde(default)]
    #[validate(length(min = 8, max = 128, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 128, format = Password))]
    pub password: Option<String>,
    #[serde(default)]
    pub disabled: Option<bool>,
}

/// A key for a program. The secret itself is shown once, when the key is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    pub id: i64,
    pub name: String,
    /// The beginning of the key, to tell keys apart.
    pub prefix: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<schema::Permission>))]
    pub scopes: Vec<Permission>,
    pub created_by: i64,
    /// True: the key of no person, made by an administrator. False: it belongs to whoever made it, may at most what that person may
    /// now, and is refused while that person is disabled.
    pub service_account: bool,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

page!(
    /// API keys, newest first.
    ApiKeyPage of ApiKey);

/// A new API key: at most the rights of whoever makes it, now and later, unless it is a service account.
#[derive(Clone, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    #[validate(length(min = 1, max = 100, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "web shop"))]
    pub name: String,
    #[validate(length(min = 1, max = 50, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<schema::Permission>, min_items = 1, max_items = 50))]
    pub scopes: Vec<Permission>,
    #[serde(default)]
    pub expires_at: Option<DateTime<Utc>>,
    /// The key of no person: it works on when whoever made it leaves. Only administrators make one.
    #[serde(default)]
    pub service_account: bool,
}

/// A key just made: what [`ApiKey`] has, and the key itself, which is not kept and cannot be shown again.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedApiKey {
    /// Send it as `Authorization: Bearer <key>`. Absent in the answer to a repetition with the same `Idempotency-Key`: the key is
    /// kept nowhere. If the first answer was lost, revoke this one and make another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "saldo_k3j9x2aq_5Zr1..."))]
    pub key: Option<String>,
    pub id: i64,
    pub name: String,
    /// The beginning of the key, to tell keys apart.
    pub prefix: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<schema::Permission>))]
    pub scopes: Vec<Permission>,
    pub created_by: i64,
    /// True: the key of no person, made by an administrator. False: it belongs to whoever made it, may at most what that person may
    /// now, and is refused while that person is disabled.
    pub service_account: bool,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}
