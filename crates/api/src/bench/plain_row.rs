//! The plain server that reads are compared with: actix-web and sqlx, one statement per request, nothing else. It is what one
//! writes in an afternoon, tuned (a pool without a question at each acquire): the bar that the server's reads must reach.

use std::net::SocketAddr;

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::{Context, Result};
use app::bench::{PlainReader, PlainRow};

const CONNECTIONS: u32 = 16;

/// Serves until it is stopped.
///
/// # Errors
/// No `DATABASE_URL`, no database, the address is taken.
pub async fn serve(address: SocketAddr) -> Result<()> {
    let url = std::env::var("DATABASE_URL").context("the plain server needs DATABASE_URL")?;
    let reader = web::Data::new(PlainReader::connect(&url, CONNECTIONS).await?);
    let app = move || {
        App::new()
            .app_data(reader.clone())
            .route("/client/{id}", web::get().to(by_client))
            .route("/inn/{inn}", web::get().to(by_inn))
    };
    HttpServer::new(app).bind(address)?.run().await?;
    Ok(())
}

async fn by_client(reader: web::Data<PlainReader>, id: web::Path<i64>) -> HttpResponse {
    answer(reader.by_client(*id).await)
}

async fn by_inn(reader: web::Data<PlainReader>, inn: web::Path<String>) -> HttpResponse {
    answer(reader.by_inn(&inn).await)
}

fn answer<E>(row: Result<Option<PlainRow>, E>) -> HttpResponse {
    match row {
        Ok(Some(row)) => HttpResponse::Ok().json(row),
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
