//! Background jobs before a person: what failed, why, and another try.

use super::driver::browse;
use super::world::failed_job;

#[test]
fn a_failed_job_is_found_told_and_tried_again() {
    browse(&[], |env, page| async move {
        let id = failed_job(&env).await;
        page.open("/jobs").await;
        page.sign_in().await;
        page.sees("tbody", "не удалось").await;
        page.sees("tbody", "refund_amount_exceeded").await;
        page.press("#state-done").await;
        page.sees("main", "По этим фильтрам ничего нет").await;
        page.press("#state-failed").await;
        page.press(&format!("tbody a[href='/jobs/{id}']")).await;
        page.sees("main h1", "Задание №").await;
        page.sees("[data-testid=state]", "не удалось").await;
        page.sees("main", "Возврат № 7").await;
        page.holds("document.querySelector('progress').getAttribute('aria-valuetext') === '30\\u00a0%'")
            .await;
        page.press("#job-retry").await;
        page.press("#job-retry-question .primary").await;
        page.sees(".toasts", "Задание снова в очереди").await;
        // There is no such refund, so the job ends for good; the page follows it by itself.
        page.holds("!document.querySelector('[data-testid=state]').innerText.includes('в очереди')").await;
        page.sees("main", "4").await;
        (env, page)
    });
}
