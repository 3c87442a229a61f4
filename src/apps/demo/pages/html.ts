const ENTITIES: { [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] as string);
}

/** One thing that can have the focus. */
export function button(link: string, label: string, look = ''): string {
  return `<a class="f ${look}" href="${escape(link)}">${label}</a>`;
}
