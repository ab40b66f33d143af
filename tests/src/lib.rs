//! Nothing to use: this package holds the tests that run the real program over real HTTP on a real PostgreSQL (`all/`).
