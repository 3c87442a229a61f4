/** In the query of a page that has reloaded itself: it never does so again, so two servers of different builds cannot make it loop. */
const MARK = 'again=1';

interface Place {
  pathname: string;
  search: string;
  replace(url: string): void;
}

/** False when the page has done so before. A query and not a hash: one navigation, the same in every engine. */
export function reloadOnce(place: Place): boolean {
  if (place.search.indexOf(MARK) >= 0) return false;
  place.replace(place.pathname + place.search + (place.search ? '&' : '?') + MARK);
  return true;
}
