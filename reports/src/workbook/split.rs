//! What does not fit a cell goes on in the same column of the next line.

use super::{CELL_LIMIT, Cell};

/// A row as the lines it takes.
pub(super) fn split(cells: Vec<Cell>) -> Vec<Vec<Cell>> {
    let too_long = |cell: &Cell| match cell {
        Cell::Text(text) => text.len() > CELL_LIMIT && text.encode_utf16().count() > CELL_LIMIT,
        _ => false,
    };
    if !cells.iter().any(too_long) {
        return vec![cells];
    }
    let columns = cells.len();
    let mut lines: Vec<Vec<Cell>> = vec![vec![Cell::Empty; columns]];
    for (column, cell) in cells.into_iter().enumerate() {
        let pieces = match cell {
            Cell::Text(text) => pieces(&text),
            other => vec![other],
        };
        for (at, piece) in pieces.into_iter().enumerate() {
            if at == lines.len() {
                lines.push(vec![Cell::Empty; columns]);
            }
            if let Some(slot) = lines.get_mut(at).and_then(|line| line.get_mut(column)) {
                *slot = piece;
            }
        }
    }
    lines
}

fn pieces(text: &str) -> Vec<Cell> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut units = 0;
    for c in text.chars() {
        if units + c.len_utf16() > CELL_LIMIT {
            pieces.push(Cell::Text(std::mem::take(&mut piece)));
            units = 0;
        }
        units += c.len_utf16();
        piece.push(c);
    }
    pieces.push(Cell::text(piece));
    pieces
}
