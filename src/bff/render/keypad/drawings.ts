/** The drawings of the keypad's page. */

/** A keypad, above what is said. */
export const BOARD =
  '<svg class="i" style="margin:0 auto 12px" width="84" height="84" viewBox="0 0 132 132" aria-hidden="true"><circle cx="66" cy="66" r="66" fill="#86a5c2" fill-opacity=".14"/><circle cx="66" cy="66" r="52" fill="#1d3550"/><g transform="translate(34 34) scale(.667)"><rect x="10" y="22" width="76" height="52" rx="9" fill="none" stroke="#e6ebf0" stroke-width="8"/><g fill="#e6ebf0"><circle cx="26" cy="40" r="5"/><circle cx="41" cy="40" r="5"/><circle cx="56" cy="40" r="5"/><circle cx="71" cy="40" r="5"/></g><path d="M30 58H66" fill="none" stroke="#e6ebf0" stroke-width="8" stroke-linecap="round"/></g></svg>';

export const CODE_ON_TV =
  '<svg class="i" width="96" height="72" viewBox="0 0 96 72" aria-hidden="true"><rect x="2" y="2" width="92" height="56" rx="6" fill="#0a1826" stroke="#86a5c2" stroke-width="3"/><path d="M34 69H62" stroke="#86a5c2" stroke-width="4" stroke-linecap="round"/><g fill="#24405a"><rect x="10" y="12" width="26" height="6" rx="3"/><rect x="10" y="24" width="42" height="10" rx="3"/><rect x="10" y="40" width="42" height="10" rx="3"/></g><rect x="60" y="14" width="28" height="28" rx="2.5" fill="#e8ebee"/><path d="M64 18h7v7h-7zM77 18h7v7h-7zM64 31h7v7h-7zM78 32h3v3h-3zM82 36h3v3h-3z" fill="#14202c"/></svg>';

export const HANDSET =
  '<svg class="i" width="60" height="60" aria-hidden="true" viewBox="0 0 96 96"><rect x="28" y="12" width="40" height="72" rx="9" fill="#e6ebf0" fill-opacity="0.18" stroke="#e6ebf0" stroke-width="7"/><circle cx="48" cy="71" r="4" fill="#e6ebf0"/></svg>';

export const REMOTE =
  '<svg class="i" width="60" height="60" viewBox="0 0 96 96" aria-hidden="true"><rect x="30" y="8" width="36" height="80" rx="12" fill="#e6ebf0" fill-opacity=".16" stroke="#e6ebf0" stroke-width="6"/><circle cx="48" cy="28" r="8" fill="none" stroke="#e6ebf0" stroke-width="5"/><g fill="#e6ebf0"><circle cx="40" cy="50" r="3.6"/><circle cx="48" cy="50" r="3.6"/><circle cx="56" cy="50" r="3.6"/><circle cx="40" cy="61" r="3.6"/><circle cx="48" cy="61" r="3.6"/><circle cx="56" cy="61" r="3.6"/><circle cx="40" cy="72" r="3.6"/><circle cx="48" cy="72" r="3.6"/><circle cx="56" cy="72" r="3.6"/></g></svg>';

export const HEADSET =
  '<svg class="i" width="22" height="22" aria-hidden="true" viewBox="0 0 96 96"><path d="M16 58V48a32 32 0 0 1 64 0V58" fill="none" stroke="#b9c9d8" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/><rect x="12" y="52" width="17" height="26" rx="7" fill="#b9c9d8" fill-opacity="0.3" stroke="#b9c9d8" stroke-width="6"/><rect x="67" y="52" width="17" height="26" rx="7" fill="#b9c9d8" fill-opacity="0.3" stroke="#b9c9d8" stroke-width="6"/><path d="M76 78c0 8-8 10-18 10" fill="none" stroke="#b9c9d8" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export const TV_SMALL =
  '<svg class="i" width="20" height="20" aria-hidden="true" viewBox="0 0 96 96"><rect x="10" y="16" width="76" height="50" rx="8" fill="#b9c9d8" fill-opacity="0.16" stroke="#b9c9d8" stroke-width="7"/><path d="M32 82H64M48 66V82" fill="none" stroke="#b9c9d8" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export const CARD =
  '<svg class="i" width="76" height="48" aria-hidden="true" viewBox="0 0 148 94"><defs><linearGradient id="carddg" x1="0" y1="0" x2="0.6" y2="1"><stop offset="0" stop-color="#2673c8"/><stop offset="1" stop-color="#123f86"/></linearGradient><clipPath id="carddc"><rect width="148" height="94" rx="10"/></clipPath></defs><g clip-path="url(#carddc)"><rect width="148" height="94" fill="url(#carddg)"/><circle cx="132" cy="6" r="62" fill="#fff" fill-opacity=".08"/><circle cx="150" cy="40" r="62" fill="#fff" fill-opacity=".06"/></g><rect x=".75" y=".75" width="146.5" height="92.5" rx="9.5" fill="none" stroke="#fff" stroke-opacity=".22" stroke-width="1.5"/><rect x="13" y="30" width="25" height="19" rx="4" fill="#e6c170"/><path d="M13 39.5h8M30 39.5h8M21 30v19M30 30v19" stroke="#9a7630" stroke-width="1.6" fill="none"/><g fill="#fff" fill-opacity=".85"><circle cx="15" cy="66" r="1.9"/><circle cx="22" cy="66" r="1.9"/><circle cx="29" cy="66" r="1.9"/><circle cx="36" cy="66" r="1.9"/><circle cx="45" cy="66" r="1.9"/><circle cx="52" cy="66" r="1.9"/><circle cx="59" cy="66" r="1.9"/><circle cx="66" cy="66" r="1.9"/><circle cx="75" cy="66" r="1.9"/><circle cx="82" cy="66" r="1.9"/><circle cx="89" cy="66" r="1.9"/><circle cx="96" cy="66" r="1.9"/></g></svg>';

export const SHIELD_DARK =
  '<svg class="i" width="20" height="20" aria-hidden="true" viewBox="0 0 96 96"><path d="M48 10 80 22V46C80 66 66 80 48 87 30 80 16 66 16 46V22Z" fill="none" stroke="#58dcc0" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/><path d="M48 10 80 22V46C80 66 66 80 48 87Z" fill="#58dcc0" fill-opacity="0.28"/><path d="m34 48 10 11 19-21" fill="none" stroke="#58dcc0" stroke-width="8" stroke-linecap="round" stroke-linejoin="round"/></svg>';

/** On the key that takes a digit away. */
export const REMOVE =
  '<svg class="i" width="30" height="30" aria-hidden="true" viewBox="0 0 96 96"><path d="M34 22H84V74H34L10 48Z" fill="none" stroke="#e6ebf0" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/><path d="M34 22H84V74H34L10 48Z" fill="#e6ebf0" fill-opacity="0.14"/><path d="M48 38 68 58M68 38 48 58" fill="none" stroke="#e6ebf0" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>';
