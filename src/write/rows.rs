//! A table as rows of cells, each a line of text.
//!
//! In: the table, and how its format writes a line. Out: what stands outside of its rows, and the
//! rows, in which a cell that spans others leaves empty ones: what is below it stands in its column.

use super::nodes::{Element, Node};

/// The most empty cells that are written for one that spans columns.
const MAX_SPAN: u32 = 30;

/// How a format writes a line.
pub(super) type Write = fn(&[Node<'_>]) -> String;

/// A table's content.
pub(super) struct Table {
    /// Captions and loose text.
    pub(super) outside: Vec<String>,
    /// The rows, each its cells.
    pub(super) rows: Vec<Vec<String>>,
}

/// What `table` holds: `line` writes what stands outside of rows, `cell` a cell.
pub(super) fn of(table: &Element<'_>, line: Write, cell: Write) -> Table {
    let mut outside = Vec::new();
    let mut rows = Vec::new();
    for node in &table.children {
        match node.element() {
            Some(part) if part.tag == "caption" => outside.push(line(&part.children)),
            Some(part) if matches!(part.tag.as_str(), "thead" | "tbody" | "tfoot") => {
                rows.extend(part.children.iter().filter_map(Node::element));
            }
            Some(part) => rows.push(part),
            None if node.is_blank() => {}
            None => outside.push(line(std::slice::from_ref(node))),
        }
    }
    let mut taken: Vec<u32> = Vec::new();
    let rows = rows.iter().map(|row| cells(row, &mut taken, cell)).collect();
    Table { outside, rows }
}

/// A row's cells; what spans rows or columns leaves empty ones. `taken` tells for each column how
/// many more rows the cell above it takes.
fn cells(row: &Element<'_>, taken: &mut Vec<u32>, write: Write) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    let skip = |cells: &mut Vec<String>, taken: &mut Vec<u32>| {
        while let Some(left) = taken.get_mut(cells.len()).filter(|left| **left > 0) {
            *left -= 1;
            cells.push(String::new());
        }
    };
    if row.tag != "tr" {
        // Loose content of a table.
        return vec![write(&row.children)];
    }
    for node in row.children.iter().filter(|it| !it.is_blank()) {
        skip(&mut cells, taken);
        let element = node.element().filter(|it| matches!(it.tag.as_str(), "td" | "th"));
        let text = match element {
            Some(cell) => write(&cell.children),
            None => write(std::slice::from_ref(node)),
        };
        let span = |name| element.and_then(|it| it.attr(name)).and_then(|it| it.parse().ok());
        let n_columns = span("colspan").unwrap_or(1_u32).clamp(1, MAX_SPAN);
        let n_rows = span("rowspan").unwrap_or(1_u32).max(1);
        for at in 0..n_columns {
            let column = cells.len();
            if taken.len() <= column {
                taken.resize(column + 1, 0);
            }
            taken[column] = n_rows - 1;
            cells.push(if at == 0 { text.clone() } else { String::new() });
        }
    }
    skip(&mut cells, taken);
    cells
}
