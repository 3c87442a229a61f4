/** What the carrier's side knows of a top-up, on disk. */
export type CarrierState = 'PROCESSING' | 'SUCCESS' | 'FAILED';

export interface CarrierRequest {
  request_no: string;
  phone: string;
  carrier: string;
  face_fen: number;
  notify_url: string;
  made_ms: number;
  /** What a query answers. */
  state: CarrierState;
  code: string;
  /** What the daily file says; PROCESSING until it is known. */
  settled: CarrierState;
  /** How it goes, decided when it came. */
  course: Course;
  /** How often the phone's account was topped up for it: more than once is a fault of the simulator. */
  credited: number;
  callbacks: number;
  /** How often it was sent: a client that sends twice is wrong, whatever comes of it. */
  sends: number;
}

/** success, failed: said once and true. wavers: fails first, succeeds a minute later. silent-*: a query never learns it, the file does. */
export type Course = 'success' | 'failed' | 'wavers' | 'silent-success' | 'silent-failed';

/** Switched on by POST /control/carrier; a number is of the next requests it happens to. */
export interface CarrierFaults {
  /** Every call is answered 503, and nothing is taken. */
  down: boolean;
  /** The request is taken and its answer lost. */
  lose_answer: number;
  failed: number;
  wavers: number;
  silent_success: number;
  silent_failed: number;
  /** Its end is told twice. */
  twice: number;
  /** Its end is told to nobody: only queries learn it. */
  untold: number;
  /** From the request to its end: a random time between the two. */
  least_ms: number;
  most_ms: number;
  /** From a failure that wavers to its success. */
  waver_ms: number;
  /** Files may be had at once instead of two hours after the day's end. */
  file_now: boolean;
}

export const NO_FAULTS: CarrierFaults = {
  down: false,
  lose_answer: 0,
  failed: 0,
  wavers: 0,
  silent_success: 0,
  silent_failed: 0,
  twice: 0,
  untold: 0,
  least_ms: 2_000,
  most_ms: 20_000,
  waver_ms: 60_000,
  file_now: false,
};

/** Numbers that another carrier serves than the one that issued them: only the right one can top them up. */
export const PORTED: ReadonlyMap<string, string> = new Map([
  ['13877100001', 'unicom'],
  ['13877100002', 'broadcast'],
  ['18677100003', 'mobile'],
  ['17377100004', 'unicom'],
]);

/** Virtual operators' numbers begin so; this supplier has none of them. */
export const VIRTUAL = /^1(?:62|65|67|70|71)/;
