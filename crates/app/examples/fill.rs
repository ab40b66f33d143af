//! Throwaway: fills DATABASE_URL.
use sqlx::{Connection, PgConnection};
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().and_then(|a| a.parse().ok());
    let (clients, operations) = (next().unwrap_or(1000), next().unwrap_or(10000));
    let mut c = PgConnection::connect(&std::env::var("DATABASE_URL")?).await?;
    sqlx::query("set role saldo_owner").execute(&mut c).await?;
    let t = std::time::Instant::now();
    app::demo::fill(&mut c, app::demo::DemoSize { clients, operations, seed: 1 }, |s| {
        println!("{:.1}s {s}", t.elapsed().as_secs_f64())
    })
    .await?;
    println!("{:.1}s done", t.elapsed().as_secs_f64());
    let report = app::verify::verify(&mut c, |s| println!("{:.1}s {s}", t.elapsed().as_secs_f64())).await?;
    println!("{:.1}s verified {:#?}", t.elapsed().as_secs_f64(), report);
    Ok(())
}
