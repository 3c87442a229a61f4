/** The operators' part of the settings file. */
import Type from 'typebox';

export const OPERATOR_SETTINGS = {
  /** The operators' socket; the database's path with ".sock" by default. */
  ops_socket: Type.Optional(Type.String({ minLength: 1 })),
  /** Above so much an act on money needs two persons; 0: always; absent: never. */
  two_persons_over_fen: Type.Optional(Type.Integer({ minimum: 0 })),
  /** A proposal that nobody decided ends after so long. */
  proposal_life_ms: Type.Integer({ minimum: 60_000, default: 86_400_000 }),
};
