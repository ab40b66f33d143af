//! Background jobs: their list and the page of one.

use contract::page::Count;
use domain::{JobKind, JobStage, JobState};

use super::phrases::counted;
use super::{Lang, Msg, messages};

messages! {
    pub enum Job {
        Jobs = "Фоновые задания", "Background jobs";
        None = "Заданий пока нет", "There are no jobs yet";
        NoneText = "Они появляются, когда программа говорит с платёжной системой.",
            "They appear when the program talks to a payment provider.";
        ViewOpen = "Открытые", "Open";
        ViewFailed = "Не удались", "Failed";
        Kind = "Вид", "Kind";
        State = "Состояние", "State";
        Subject = "О чём", "About";
        Stage = "Шаг", "Stage";
        Progress = "Ход выполнения", "Progress";
        Attempts = "Попыток", "Attempts";
        Error = "Ошибка", "Error";
        Created = "Создано", "Created";
        Started = "Начато", "Started";
        NextAttempt = "Следующая попытка", "Next attempt";
        Finished = "Закончено", "Finished";
        Who = "Кто", "Who";
        Result = "Итог", "Result";
        Stopping = "остановится на ближайшем шаге", "stops at its next step";

        Payment = "Онлайн-платёж", "Online payment";
        Refund = "Возврат денег", "Refund";
        Queued = "в очереди", "queued";
        Running = "идёт", "running";
        Succeeded = "готово", "done";
        Failed = "не удалось", "failed";
        Cancelled = "отменено", "cancelled";

        Create = "создание у платёжной системы", "being created at the provider";
        Ask = "вопрос платёжной системе", "asking the provider";
        PayOrder = "оплата заказа", "paying the order";
        Capture = "списание денег", "taking the money";
        Void = "отмена платежа", "letting go of the money";
        CancelOrder = "отмена заказа", "cancelling the order";
        GiveBack = "возврат денег", "giving the money back";

        NotFoundTitle = "Задание не найдено", "Job not found";
        NotFoundText = "Задания с таким номером нет.", "There is no job with this number.";
        LoadFailed = "Не удалось загрузить задание", "The job could not be loaded";
        Facts = "О задании", "About the job";
        Actions = "Действия с заданием", "What can be done with the job";
        Retry = "Повторить", "Try again";
        RetryTitle = "Повторить задание?", "Try the job again?";
        RetryText = "Задание начнётся сразу, не дожидаясь своего времени.", "The job begins at once, without waiting for its time.";
        Retried = "Задание снова в очереди", "The job is queued again";
        Cancel = "Остановить", "Stop";
        CancelTitle = "Остановить задание?", "Stop the job?";
        CancelText = "Сделанное останется. Идущее задание остановится на ближайшем шаге.",
            "What is done stays. A running job stops at its next step.";
        CancelDone = "Задание останавливается", "The job is being stopped";
        CountedJobs = "задание|задания|заданий", "job|jobs";
    }

    pub fn title(id: i64) = "Задание №\u{a0}{0}", "Job No.\u{a0}{0}";
}

pub const fn kind(kind: JobKind) -> Msg {
    match kind {
        JobKind::Payment => Job::Payment,
        JobKind::Refund => Job::Refund,
    }
}

/// A stage that this program does not know is shown as it came.
pub fn stage(lang: Lang, word: &str) -> String {
    let Ok(stage) = JobStage::parse(word) else { return word.to_owned() };
    let text = match stage {
        JobStage::Create => Job::Create,
        JobStage::Ask => Job::Ask,
        JobStage::PayOrder => Job::PayOrder,
        JobStage::Capture => Job::Capture,
        JobStage::Void => Job::Void,
        JobStage::CancelOrder => Job::CancelOrder,
        JobStage::Refund => Job::GiveBack,
    };
    text.text(lang).to_owned()
}

pub const fn state(state: JobState) -> Msg {
    match state {
        JobState::Queued => Job::Queued,
        JobState::Running => Job::Running,
        JobState::Succeeded => Job::Succeeded,
        JobState::Failed => Job::Failed,
        JobState::Cancelled => Job::Cancelled,
    }
}

/// `12 заданий`.
pub fn found(lang: Lang, count: Count) -> String {
    counted(lang, count, Job::CountedJobs)
}

/// What it is about: `payment:31`.
pub fn subject(lang: Lang, subject: &str) -> String {
    match subject.split_once(':').and_then(|(of, id)| Some((of, id.parse().ok()?))) {
        Some(("payment", id)) => super::accounting::payment(lang, id),
        Some(("refund", id)) => super::accounting::refund(lang, id),
        _ => subject.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_has_words_and_one_of_a_newer_server_is_shown_as_it_came() {
        for word in JobStage::ALL.iter().map(|stage| stage.as_str()) {
            for lang in Lang::ALL {
                assert_ne!(stage(lang, word), word);
            }
        }
        assert_eq!(stage(Lang::Ru, "NEWER"), "NEWER");
    }
}
