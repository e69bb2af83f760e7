//! Rows in; workbooks, the yearly audit package and its verdict out. Knows no database.

#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test may stop at the first surprise"
    )
)]

pub mod bag;
pub mod container;
pub mod workbook;
