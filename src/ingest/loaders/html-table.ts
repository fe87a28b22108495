import type { HtmlElement } from './html-element.ts';
import { collapseSpace } from './html-element.ts';

/** Columns that one cell may span: the widest real fee tables have about a dozen; a page may claim any number. */
const SPAN_MAX = 20;
/** Rows that one cell may span. */
const ROWSPAN_MAX = 100;

/** Whether a table orders the page and not data: said so, or cells that hold tables, or a single column. */
export function isLayoutTable(table: HtmlElement): boolean {
  const role = table.getAttribute('role');
  if (role === 'presentation' || role === 'none') return true;
  if (table.querySelector('table, article, section, main') !== null) return true;
  return rowsOf(table).every((row) => cellsOf(row).length < 2);
}

/**
 * A data table as a GitHub Markdown table. A cell that spans columns or rows is repeated in each of them, so that every row can be read
 * alone. Without a header row the header cells are empty.
 */
export function renderTable(table: HtmlElement): string {
  const grid = gridOf(table);
  const columns = grid.reduce((widest, row) => Math.max(widest, row.length), 1);
  const [first] = rowsOf(table);
  const hasHeader = first !== undefined && grid.length > 1 && isHeaderRow(first);
  const header = Array.from({ length: columns }, (_, column) => (hasHeader ? (grid[0]![column] ?? '') : ''));
  const lines = (hasHeader ? grid.slice(1) : grid).map(renderRow);
  const caption = collapseSpace(table.querySelector('caption')?.textContent ?? '');
  const rule = `|${' --- |'.repeat(columns)}`;
  return `\n\n${caption === '' ? '' : `${caption}\n\n`}${[renderRow(header), rule, ...lines].join('\n')}\n\n`;
}

function rowsOf(table: HtmlElement): HtmlElement[] {
  return [...table.querySelectorAll('tr')];
}

function cellsOf(row: HtmlElement): HtmlElement[] {
  return [...row.querySelectorAll('th, td')];
}

function isHeaderRow(row: HtmlElement): boolean {
  return row.closest('thead') !== null || cellsOf(row).every((cell) => cell.tagName === 'TH');
}

function gridOf(table: HtmlElement): string[][] {
  const grid: string[][] = [];
  /** Per column: text of a cell above that reaches into this row, and how many rows are left of it. */
  const carried = new Map<number, { readonly text: string; rowsLeft: number }>();
  for (const row of rowsOf(table)) {
    const cells: string[] = [];
    const takeCarried = (): void => {
      for (let above = carried.get(cells.length); above !== undefined; above = carried.get(cells.length)) {
        above.rowsLeft -= 1;
        if (above.rowsLeft === 0) carried.delete(cells.length);
        cells.push(above.text);
      }
    };
    for (const cell of cellsOf(row)) {
      takeCarried();
      const text = collapseSpace(cell.textContent ?? '');
      const rows = spanOf(cell, 'rowspan', ROWSPAN_MAX);
      for (let column = spanOf(cell, 'colspan', SPAN_MAX); column > 0; column -= 1) {
        if (rows > 1) carried.set(cells.length, { text, rowsLeft: rows - 1 });
        cells.push(text);
      }
    }
    takeCarried();
    if (cells.some((cell) => cell !== '')) grid.push(cells);
  }
  return grid.length === 0 ? [['']] : grid;
}

function spanOf(cell: HtmlElement, attribute: string, max: number): number {
  const span = Number.parseInt(cell.getAttribute(attribute) ?? '1', 10);
  return Number.isNaN(span) ? 1 : Math.min(Math.max(span, 1), max);
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|')).join(' | ')} |`;
}
