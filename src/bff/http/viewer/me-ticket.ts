/** What a viewer's own page says with each request. */
import Type from 'typebox';

export const Ticket = Type.String({ maxLength: 1_024 });
