/** The cashier's HTML page: what the build leaves for the BFF, and how the BFF fills it. */

/** The URL path below which every file of dist/box is served, for ever cacheable: the names hold a hash. */
export const BOX_PATH = '/box/';

/** dist/box/manifest.json. Paths of assets are URLs; `html` is a file name beside the manifest. */
export interface PageManifest {
  /** Hash of everything the page is made of; goes into every Step as `build`. */
  build: string;
  script: string;
  /** What only typing a card needs; the page asks for it by itself. */
  card_script: string;
  style: string;
  /** The template that `fillPage` fills. */
  html: string;
  /** The remote control check page, with `keys_script` and the same `style`. */
  keys_html: string;
  keys_script: string;
}

/** The template's slots, each written `{{name}}`. Plain text but for `boot`, which is a JSON text. */
export interface PageSlots {
  lang: string;
  title: string;
  /** Classes of the body: size, then "elder" when wanted ("hd", "sd elder"). */
  look: string;
  /** What old box browsers scale by: "1280*720", "1920*1080", "640*530". */
  view_size: string;
  /** Readable before any script has run, and where none can. */
  loading: string;
  no_script: string;
  /** A Boot as JSON; escaped here. */
  boot: string;
}

/** The same for the three sizes. */
export const VIEW_SIZES = { hd: '1280*720', fhd: '1920*1080', sd: '640*530' } as const;

const ENTITIES: { [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] as string);
}

/** JSON that can stand inside a script element: nothing in it can end the element or open a comment. */
export function escapeJsonForHtml(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (char) => '\\u' + ('000' + char.charCodeAt(0).toString(16)).slice(-4));
}

/** One pass, so that a slot's text is never read as a slot. */
export function fillPage(template: string, slots: PageSlots): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const text = (slots as unknown as { [name: string]: string | undefined })[name];
    if (text === undefined) return whole;
    return name === 'boot' ? escapeJsonForHtml(text) : escapeHtml(text);
  });
}
