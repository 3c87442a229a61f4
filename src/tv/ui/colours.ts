/** The colours of every TV page. No channel above 235 and no pure white: a TV shows none brighter. Contrast is held by contrast.test.ts. */
export const COLOURS = {
  /** The ground below everything, and its lighter upper part. */
  ground: '#0a1724',
  sky: '#16344c',
  tile: '#16293c',
  button: '#1d3550',
  primary: '#1a559a',
  pill: '#132638',
  panel: '#13273a',
  well: '#0a1826',
  edge: '#24405a',
  line: '#2b4763',
  rule: '#27405a',
  text: '#e6ebf0',
  quiet: '#b9c9d8',
  /** Only what has the focus is amber. */
  focus: '#f7ac35',
  rim: '#ffdc9c',
  ink: '#14202c',
  ink_quiet: '#3a2806',
  /** A field with the focus, and one that receives digits while something else has it. */
  lit: '#1c3a58',
  receiving: '#16304a',
  receiving_edge: '#86a5c2',
  off: '#122232',
  off_text: '#8499ad',
  chosen: '#2fae97',
  jade: '#58dcc0',
  ok: '#62d699',
  warn: '#f2d45c',
  bad: '#f59a92',
  paper: '#e8ebee',
  black: '#101418',
  key_blue: '#2f78cc',
  key_yellow: '#e3b52f',
  key_edge: '#5c7a98',
  mark: '#5a4b8a',
} as const;

export type Colour = keyof typeof COLOURS;
