//! The statement as a file for a spreadsheet: BOM, semicolons, exact figures, nothing that a spreadsheet would execute.

use super::statement::{client_with_a_past, path};
use crate::harness::{Env, Past, csv_rows, run};

async fn csv(env: &Env, client: i64, from: &str, to: &str) -> Vec<Vec<String>> {
    let reply = env.api.get(&path(client, &[("from", from), ("to", to), ("format", "csv")])).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert!(reply.header("content-type").unwrap().starts_with("text/csv"), "{reply:?}");
    let disposition = reply.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment") && disposition.contains(".csv"), "{disposition}");
    csv_rows(&reply.text)
}

/// A cell with a figure: comma or point, spaces allowed.
fn kopecks(cell: &str) -> Option<i64> {
    let plain: String =
        cell.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    domain::Money::parse(&plain).ok().filter(|_| plain.contains('.')).map(domain::Money::kopecks)
}

#[test]
fn the_file_has_the_figures_of_the_statement() {
    run(|env| async move {
        let client = client_with_a_past(&env).await;
        let rows = csv(&env, client, "2024-04-01", "2024-05-01").await;
        let figures: Vec<i64> = rows.iter().flatten().filter_map(|cell| kopecks(cell)).collect();
        for expected in [100_000, -25_075, 74_925, 14_500_000, 14_574_925, -1, -100_000, 14_474_924, -125_076]
        {
            assert!(figures.contains(&expected), "{expected} is missing: {rows:?}");
        }
        // The days are those of the business zone.
        let all = format!("{rows:?}");
        assert!(all.contains("28.04.2024") || all.contains("2024-04-28"), "{all}");
        env
    });
}

#[test]
fn text_survives_and_formulas_do_not_run() {
    run(|env| async move {
        let client = client_with_a_past(&env).await;
        let rows = csv(&env, client, "", "").await;
        let cells: Vec<&String> = rows.iter().flatten().collect();
        assert!(cells.iter().any(|cell| *cell == "до; \"апреля\"\nдве строки"), "{rows:?}");
        assert!(cells.iter().any(|cell| *cell == "'=1+1"), "{rows:?}");
        let dangerous =
            |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && kopecks(cell).is_none();
        assert!(!cells.iter().any(|cell| dangerous(cell)), "{rows:?}");
        env
    });
}

#[test]
fn a_long_statement_streams_as_a_file_whatever_its_length() {
    run(|env| async move {
        let client = env.client("Оптовик").await;
        let moments: Vec<String> =
            (0..3000).map(|n| format!("2024-01-01 00:00:00+00:{:02}", 59 - n / 60)).collect();
        let history: Vec<Past<'_>> = moments.iter().map(|at| Past::of(at, 1)).collect();
        env.past(client, &history).await;
        let rows = csv(&env, client, "", "").await;
        let last = rows.iter().flatten().filter_map(|cell| kopecks(cell)).max();
        assert!(rows.len() >= 3000, "{}", rows.len());
        assert_eq!(last, Some(3000));
        env
    });
}
