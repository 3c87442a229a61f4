/**
 * WebKit 534 has Uint8Array and no Float64Array, with which tweetnacl counts. It makes them by length or from numbers and
 * cuts them with subarray(start), and never reads the whole after writing to a part: a plain array with a copying
 * subarray does. Must run before tweetnacl is loaded.
 */
const root = window as unknown as { Float64Array?: unknown };

interface Numbers extends Array<number> {
  subarray?: (start: number, end?: number) => Numbers;
}

function subarray(this: Numbers, start: number, end?: number): Numbers {
  return numbers(this.slice(start, end));
}

function numbers(given: ArrayLike<number>): Numbers {
  const made: Numbers = [];
  for (let i = 0; i < given.length; i++) made.push(given[i] as number);
  made.subarray = subarray;
  return made;
}

if (!root.Float64Array) {
  root.Float64Array = function (given?: number | ArrayLike<number>) {
    if (typeof given === 'object') return numbers(given);
    const zeros: number[] = [];
    for (let i = 0; i < (given || 0); i++) zeros.push(0);
    return numbers(zeros);
  };
}
