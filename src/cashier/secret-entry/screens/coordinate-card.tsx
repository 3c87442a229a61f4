/** A coordinate card with the two asked cells lit, and a cross-hair that leads to each. */
import { COORDINATE_CARD } from '../../../protocol/bank.ts';

const COLUMNS = COORDINATE_CARD.columns.split('');
const ROWS: number[] = [];
for (let i = 0; i < COORDINATE_CARD.rows; i++) ROWS.push(i);

const at = (cell: string): { column: number; row: number } => ({
  column: COORDINATE_CARD.columns.indexOf(cell.charAt(0)),
  row: Number(cell.slice(1)) - 1,
});

/** Places on a picture of 560 x 424, in percent: one reckoning for every size of it. */
const left = (column: number): string => 'left:' + (54 + column * 49) / 5.6 + '%;';
const top = (row: number): string => 'top:' + (106 + row * 38) / 4.24 + '%;';
const across = (column: number): string => 'width:' + (50 + column * 49) / 5.6 + '%';
const down = (row: number): string => 'height:' + (42 + row * 38) / 4.24 + '%';

export function CoordinateCard({ cells, name }: { cells: readonly string[]; name: string }) {
  const lit = cells.map(at);
  return (
    <div class="at bk-card">
      <span class="bk-card-name">{name}</span>
      {lit.map(({ column, row }, i) => [
        <span key={'a' + i} class="bk-band bk-across" style={top(row) + across(column)} />,
        <span key={'d' + i} class="bk-band bk-down" style={left(column) + down(row)} />,
      ])}
      {COLUMNS.map((letter, i) => (
        <span key={letter} class="bk-axis bk-letter" style={left(i)}>
          {letter}
        </span>
      ))}
      {ROWS.map((i) => (
        <span key={i} class="bk-axis bk-digit-row" style={top(i)}>
          {i + 1}
        </span>
      ))}
      {lit.map(({ column, row }, i) => (
        <span key={i} class="bk-lit" style={left(column) + top(row)}>
          {i + 1}
        </span>
      ))}
    </div>
  );
}
