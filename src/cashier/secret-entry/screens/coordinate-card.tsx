/** A coordinate card with the two asked cells lit, and a cross-hair that leads to each. */
import { COORDINATE_CARD } from '../../../protocol/bank.ts';

const COLUMNS = COORDINATE_CARD.columns.split('');
const ROWS: number[] = [];
for (let i = 0; i < COORDINATE_CARD.rows; i++) ROWS.push(i);

const at = (cell: string): { column: number; row: number } => ({
  column: COORDINATE_CARD.columns.indexOf(cell.charAt(0)),
  row: Number(cell.slice(1)) - 1,
});

export function CoordinateCard({ cells, name }: { cells: readonly string[]; name: string }) {
  const lit = cells.map(at);
  return (
    <div class="at bk-card">
      <span class="bk-card-name">{name}</span>
      {lit.map(({ column, row }, i) => [
        <span key={'a' + i} class={'bk-band bk-across bk-row-' + row + ' bk-to-col-' + column} />,
        <span key={'d' + i} class={'bk-band bk-down bk-col-' + column + ' bk-to-row-' + row} />,
      ])}
      {COLUMNS.map((letter, i) => (
        <span key={letter} class={'bk-axis bk-letter bk-col-' + i}>
          {letter}
        </span>
      ))}
      {ROWS.map((i) => (
        <span key={i} class={'bk-axis bk-digit-row bk-row-' + i}>
          {i + 1}
        </span>
      ))}
      {lit.map(({ column, row }, i) => (
        <span key={i} class={'bk-lit bk-col-' + column + ' bk-row-' + row}>
          {i + 1}
        </span>
      ))}
    </div>
  );
}
