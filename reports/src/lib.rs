//! Rows in; workbooks, the yearly audit package and its verdict out. Knows no database.

pub mod bag;
pub mod container;
mod documents;
pub mod package;
pub mod sheets;
pub mod verify;
pub mod workbook;
