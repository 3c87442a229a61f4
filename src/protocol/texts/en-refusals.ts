import type { Texts } from './words.ts';

/** Refusals in English: a file of their own for its length alone. */
export const refusalsEn: Texts['refusals'] = {
  FIELD_BAD: { title: 'Something is wrong with the order', text: 'The app sent an incomplete order. Please go back and order again.' },
  BODY_BAD: { title: 'Something is wrong with the order', text: 'What the app sent cannot be read. Please go back and order again.' },
  AMOUNT_BAD: { title: 'The amount is wrong', text: 'The app sent an amount that cannot be paid. Please go back and order again.' },
  MERCHANT_UNKNOWN: { title: 'Unknown seller', text: 'This seller was not found. Please go back to the app, or call the hotline.' },
  SIGNATURE_BAD: {
    title: 'The order could not be verified',
    text: 'To keep your money safe it cannot be paid. Please go back and order again.',
  },
  TIMESTAMP_STALE: { title: 'This link is too old', text: 'Please go back to the app and enter the checkout again.' },
  MERCHANT_ON_HOLD: {
    title: 'The seller takes no new orders',
    text: 'This seller cannot take new payments now. Please go back to the app, or call the hotline.',
  },
  REFUND_NOT_FOUND: { title: 'No such refund', text: 'The order has no refund with this number. Please check it in the app.' },
  NOTICE_NOT_FOUND: { title: 'No such notice', text: 'There is no notice with this number.' },
  REQUEST_NOT_FOUND: { title: 'No such request', text: 'There is no refund request with this number.' },
  REQUEST_ENDED: { title: 'The request was answered', text: 'This refund request was answered before.' },
  PORTAL_OFF: { title: 'My payments cannot be opened here', text: 'Open it from the home page, or call the hotline.' },
  BOX_REMOVED: { title: 'This box was removed', text: 'Open your own page again to add it.' },
  SESSION_OVER: { title: 'Nothing was pressed for long', text: 'To be safe, go back and open this page again.' },
  NOTICE_WAITS: { title: 'An earlier notice comes first', text: 'Notices of one order are sent in their sequence.' },
  NOTICE_NOT_TAKEN: { title: 'The notice was not taken', text: "The seller's server did not answer as agreed." },
  CURSOR_STALE: { title: 'This list began anew', text: 'Please read it again from its beginning.' },
  MERCHANT_DISABLED: {
    title: 'The seller is switched off',
    text: 'This seller cannot take payments now. Please go back to the app, or call the hotline.',
  },
  RETURN_URL_NOT_ALLOWED: {
    title: 'Something is wrong with the order',
    text: "The app's return address is not registered, so for safety it cannot be paid. Please call the hotline.",
  },
  NOTIFY_URL_NOT_ALLOWED: {
    title: 'Something is wrong with the order',
    text: "The app's notice address is not registered, so for safety it cannot be paid. Please call the hotline.",
  },
  ORDER_NOT_FOUND: { title: 'Order not found', text: 'It may have ended. Please look in the app, or order again.' },
  PAGE_NOT_FOUND: { title: 'No such page', text: 'Please go back to the app and enter the checkout again.' },
  ORDER_CONFLICT: {
    title: 'Order number used twice',
    text: 'Another order with this number has different contents. Please go back and order again.',
  },
  ORDER_ENDED: { title: 'The order has ended', text: 'It can no longer be paid. Please look in the app.' },
  ORDER_NOT_PAID: { title: 'The order is not paid', text: 'An unpaid order cannot be refunded.' },
  REFUND_TOO_MUCH: { title: 'The refund is too large', text: 'It exceeds what can still be refunded.' },
  REFUND_CONFLICT: { title: 'Refund number used twice', text: 'Another refund with this number has different contents.' },
  EXPIRES_BAD: { title: 'The expiry time is wrong', text: 'The app sent a time that cannot be used. Please go back and order again.' },
  BODY_TOO_LARGE: { title: 'The order is too long', text: 'What the app sent is too long. Please go back and order again.' },
  BUSY: { title: 'The system is busy', text: 'Please try again in a moment.' },
  RATE_LIMITED: { title: 'Too many tries', text: 'Please wait a moment and try again.' },
  INTERNAL: { title: 'Something went wrong', text: 'Please try again later. Money already paid is safe; please do not pay twice.' },
  STOPPING: { title: 'Being updated', text: 'Please try again in a few seconds. Money already paid is safe.' },
  STORE_DOWN: {
    title: 'No new payments right now',
    text: 'We are repairing something; please try again later. Money already paid is safe; please do not pay twice.',
  },
  CHANNEL_REFUSED: {
    title: 'This payment did not go through',
    text: 'The payment service did not accept it; nothing was charged. Please pay another way.',
  },
  CHANNEL_SILENT: {
    title: 'The payment service does not answer',
    text: 'There is no code now; nothing was charged. Please pay another way or try later.',
  },
  CHANNEL_DOWN: {
    title: 'Not available now',
    text: 'This payment service is under maintenance; nothing was charged. Please pay another way.',
  },
  NO_CHANNEL: { title: 'No way to pay now', text: 'All payment services are under maintenance. Please try later, or call the hotline.' },
  TOO_LATE_FOR_CODE: {
    title: 'The order is about to end',
    text: 'There is no time left for a new code. If you have already paid, please do not pay twice.',
  },
  LIMIT_PAYMENT: {
    title: 'Over the limit of one payment',
    text: 'The order is above what may be paid at once on this TV. Nothing was charged. Please call the hotline.',
  },
  LIMIT_DAY: {
    title: "Over today's spending limit",
    text: 'With this order your payments of today would pass the limit. Nothing was charged. Please pay tomorrow, or call the hotline.',
  },
  PASSWORD_LOCKED: {
    title: 'Payment password locked',
    text: 'It was wrong too often. Nothing was charged. Please try again later; if you forgot it, call the hotline.',
  },
  LIMIT_MONTH: {
    title: "Over this month's spending limit",
    text: 'With this order your payments of the month would pass the limit. Nothing was charged. Please pay next month, or call the hotline.',
  },
  TOO_MANY_ATTEMPTS: {
    title: 'Too many tries',
    text: 'This order has had too many codes. Please order again in the app, or call the hotline.',
  },
  CARD_NUMBER_WRONG: {
    title: 'Card number not found',
    text: 'The bank does not know this card. Nothing was charged. Please check the number and type it again.',
  },
  CARD_NOT_OPEN: {
    title: 'This card is not enabled yet',
    text: 'Nothing was charged. Call 95516 or your bank, or turn on UnionPay online payment in the bank app; or use another card.',
  },
  CARD_FUNDS: { title: 'Not enough money on the card', text: 'Nothing was charged. Please use another card or another way.' },
  CARD_LIMIT: {
    title: "Over the card's limit",
    text: 'The bank does not allow this amount or so many payments. Nothing was charged. Please use another card or another way.',
  },
  CARD_EXPIRED: { title: 'The card has expired', text: 'Nothing was charged. Please use another card.' },
  CARD_CHECK_WRONG: {
    title: 'Expiry date or security code is wrong',
    text: 'The bank could not confirm them. Nothing was charged. Please look at the card and type them again.',
  },
  CARD_IDENTITY_WRONG: {
    title: 'Phone or ID does not match',
    text: 'They are not what the bank has on file. Nothing was charged. Please type the phone and ID registered with this bank.',
  },
  CARD_CODE_WRONG: { title: 'The code was wrong', text: 'Nothing was charged. That code can no longer be used; a new one is needed.' },
  CARD_UNSUPPORTED: {
    title: 'This card is not supported',
    text: 'The issuing bank does not support this kind of payment. Nothing was charged. Please use another card or another way.',
  },
  CARD_STATE: {
    title: 'This card cannot be used now',
    text: 'It may be blocked or frozen. Nothing was charged. Please ask your bank, or use another card.',
  },
  CARD_RISK: {
    title: 'The bank stopped this payment',
    text: 'To protect your money the bank did not allow it. Nothing was charged. Please use another way or ask your bank.',
  },
  CARD_TRIES: {
    title: 'Too many wrong tries',
    text: 'The bank has paused this card. Nothing was charged. Please use another card or ask your bank.',
  },
  CARD_ISSUER_DOWN: {
    title: 'The bank is busy',
    text: 'It cannot handle this now. Nothing was charged. Please try later or use another way.',
  },
  CARD_DECLINED: { title: 'The bank declined', text: 'Nothing was charged. Please use another card or another way.' },
  CARD_LOST: {
    title: 'This payment did not go through',
    text: 'The bank never received it. Nothing was charged. Please pay again or use another way.',
  },
  CARD_LATE_DEBIT: {
    title: 'Charged too late, being refunded',
    text: 'The bank charged after the time was over. The money goes back to your card by itself; the order is not paid yet.',
  },
  CARD_NO_SMS: {
    title: 'The code was not sent',
    text: 'The bank did not answer. Nothing was charged. Please try again or use another way.',
  },
  CARD_LOCKED: {
    title: 'Too many tries',
    text: 'To protect your money, cards cannot be used for now. Nothing was charged. Please use another way, or try again in an hour.',
  },
  CARD_FIELD_BAD: { title: 'Something typed is not right', text: 'Please check and type it again.' },
  CARD_TOO_LATE: {
    title: 'The order is about to end',
    text: 'There is not enough time left to pay. Nothing was charged. Please order again in the app.',
  },
  BANK_SILENT: {
    title: 'The bank did not answer',
    text: 'Nothing was charged. Please try again or use another way.',
  },
  BANK_CHALLENGE_OVER: {
    title: 'The time is over',
    text: 'Nothing was charged. Please verify once more or use another way.',
  },
  BANK_TRIES_USED: {
    title: 'No tries left this time',
    text: 'Nothing was charged. Please check and verify once more, or verify another way.',
  },
  BANK_METHOD_LOCKED: {
    title: 'The bank has locked this method',
    text: 'Too many wrong tries; nothing was charged. Please verify another way or call ICBC at 95588.',
  },
  BANK_NO_METHOD: {
    title: 'This card pays by phone',
    text: 'A USB key does not work on a TV; nothing was charged. Please use another way and scan a code.',
  },
};
