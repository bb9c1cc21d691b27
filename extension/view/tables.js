// In: a table. Out: its cells as they are read, row by row, each with the cell that says what its column is; that
// one isn't read by itself where it names others. Cells may be wider and higher than one.
{
  /** Pages that say a cell were a thousand columns wide. */
  const WIDEST = 100;

  globalThis.lede.tables = { cells };

  /**
   * @param {HTMLTableElement} table
   * @returns {{ cell: HTMLTableCellElement, called: HTMLTableCellElement | null }[]}
   */
  function cells(table) {
    const rows = Array.from(table.rows);
    const heads = headRows(table, rows);
    /** @type {HTMLTableCellElement[]} by column */
    const names = [];
    return placed(rows).flatMap(({ cell, row, column, width }) => {
      if (heads <= row) return [{ cell, called: cell.localName === "th" ? null : (names[column] ?? null) }];
      if (cell.textContent.trim() !== "") names.splice(column, width, ...Array.from({ length: width }, () => cell));
      return [];
    });
  }

  /**
   * Which column each cell stands in: those of rows above may reach down beside it.
   *
   * @param {HTMLTableRowElement[]} rows
   */
  function placed(rows) {
    /** @type {{ cell: HTMLTableCellElement, row: number, column: number, width: number }[]} */
    const found = [];
    /** @type {number[]} the first row that is free again, by column */
    const free = [];
    rows.forEach((row, at) => {
      let column = 0;
      for (const cell of row.cells) {
        while ((free[column] ?? 0) > at) column += 1;
        const width = Math.min(cell.colSpan, WIDEST);
        found.push({ cell, row: at, column, width });
        for (const end = column + width; column < end; column += 1) free[column] = at + Math.max(cell.rowSpan, 1);
      }
    });
    return found;
  }

  /**
   * How many rows say nothing but what the columns are.
   *
   * @param {HTMLTableElement} table
   * @param {HTMLTableRowElement[]} rows
   */
  function headRows(table, rows) {
    const isHead = (/** @type {HTMLTableRowElement} */ row) =>
      row.parentElement === table.tHead || (row.cells.length > 1 && Array.from(row.cells).every(({ localName }) => localName === "th"));
    const first = rows.findIndex((row) => !isHead(row));
    return Math.max(first, 0); // nothing but heads: then they are what there is to read
  }
}
