import type { Estimate, PairedEstimate } from './metrics/bootstrap.ts';

/** A table in Markdown whose columns are aligned, so that it reads well in a terminal too. Cells are text and are not interpreted. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll('|', '\\|').replace(/\r\n|\r|\n/g, ' ')),
  );
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${[line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n')}\n`;
}

/** `0.743 [0.689, 0.795]`; `–` where there is no figure. */
export function formatEstimate({ value, low, high }: Estimate): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

/** `+0.041 [+0.012, +0.070]`, with the p-value where there is one. */
export function formatDifference(difference: Estimate | PairedEstimate): string {
  const { value, low, high } = difference;
  if (Number.isNaN(value)) return '–';
  const p =
    'pValue' in difference ? `, p ${difference.pValue < 0.001 ? '< 0.001' : `= ${difference.pValue.toFixed(3)}`}` : '';
  return `${signed(value)} [${signed(low)}, ${signed(high)}]${p}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
