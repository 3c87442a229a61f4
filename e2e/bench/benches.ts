/** The benchmarks; each is the file of its name in this folder. */
export const BENCHES: { readonly [name: string]: string } = {
  orders: 'signed orders a second over HTTP, beside the same server without a store',
  wake: 'from a callback at one BFF to the answer of a poll that waits at another, on PostgreSQL',
  jobs: 'due queries a second: claim, call a fake bank, commit; beside the bare calls',
  focus: 'one move of the focus, beside other focus engines',
  start: 'script start to first focusable painted, beside plain DOM and React',
  rail: 'one move along a rail of 10,000 pictures, beside a rail of 12',
  keys: 'key press to painted, beside plain DOM and React',
};
