/**
 * As much of a document as preact and this page use, in ES5 words: the page must not need more. Runs in
 * vitest as a global and in a bare vm context, where it stands for an old engine's.
 */
export interface TinyNode {
  nodeType: number;
  nodeName: string;
  parentNode: TinyNode | null;
  childNodes: TinyNode[];
  data?: string;
  className?: string;
  attributes: { [name: string]: string };
  listeners: { [type: string]: ((event: object) => void) | undefined };
  textContent: string;
}

class Node implements TinyNode {
  nodeType: number;
  nodeName: string;
  parentNode: Node | null = null;
  childNodes: Node[] = [];
  data?: string;
  className = '';
  attributes: { [name: string]: string } = {};
  listeners: { [type: string]: ((event: object) => void) | undefined } = {};
  style: { [name: string]: string } = {};
  width = 0;
  height = 0;
  ownerDocument: TinyDocument;
  namespaceURI = 'http://www.w3.org/1999/xhtml';
  onclick = null;

  constructor(document: TinyDocument, nodeType: number, nodeName: string) {
    this.ownerDocument = document;
    this.nodeType = nodeType;
    this.nodeName = nodeName;
  }
  get localName(): string {
    return this.nodeName.toLowerCase();
  }
  get firstChild(): Node | null {
    return this.childNodes[0] ?? null;
  }
  get nextSibling(): Node | null {
    const all = this.parentNode?.childNodes ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }
  get textContent(): string {
    return this.data ?? this.childNodes.map((node) => node.textContent).join('');
  }
  set textContent(text: string) {
    this.childNodes = [];
    if (text) this.appendChild(this.ownerDocument.createTextNode(text));
  }
  set innerHTML(_empty: string) {
    this.childNodes = [];
  }
  contains(other: Node | null): boolean {
    for (let node = other; node; node = node.parentNode) if (node === this) return true;
    return false;
  }
  appendChild(node: Node): Node {
    return this.insertBefore(node, null);
  }
  insertBefore(node: Node, before: Node | null): Node {
    if (node.parentNode) node.parentNode.removeChild(node);
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at < 0 ? this.childNodes.length : at, 0, node);
    node.parentNode = this;
    return node;
  }
  removeChild(node: Node): Node {
    this.childNodes = this.childNodes.filter((one) => one !== node);
    node.parentNode = null;
    return node;
  }
  setAttribute(name: string, value: string): void {
    this.attributes[name] = String(value);
    if (name === 'class') this.className = String(value);
  }
  removeAttribute(name: string): void {
    delete this.attributes[name];
    if (name === 'class') this.className = '';
  }
  addEventListener(type: string, listener: (event: object) => void): void {
    this.listeners[type] = listener;
  }
  removeEventListener(type: string): void {
    delete this.listeners[type];
  }
  focus(): void {}
  /** A canvas whose rectangles can be looked at. */
  readonly rects: (readonly [number, number, number, number])[] = [];
  getContext(): object {
    const nothing = (): void => {};
    return {
      canvas: this,
      clearRect: nothing,
      arc: nothing,
      fill: nothing,
      beginPath: nothing,
      lineTo: nothing,
      stroke: nothing,
      fillRect: (x: number, y: number, w: number, h: number) => void this.rects.push([x, y, w, h]),
    };
  }
}

export class TinyDocument {
  readonly nodeType = 9;
  readonly documentElement = new Node(this, 1, 'HTML');
  readonly body = this.documentElement.appendChild(new Node(this, 1, 'BODY'));
  createElement(name: string): Node {
    return new Node(this, 1, name.toUpperCase());
  }
  createElementNS(_space: string, name: string): Node {
    return this.createElement(name);
  }
  createTextNode(text: string): Node {
    const node = new Node(this, 3, '#text');
    node.data = String(text);
    return node;
  }
  getElementById(id: string): Node | null {
    return all(this.body).find((node) => node.attributes['id'] === id) ?? null;
  }
}

export type TinyElement = Node;

/** A node and everything below it. */
export function all(node: Node): Node[] {
  return [node, ...node.childNodes.flatMap(all)];
}

/** Elements that have a class. */
export function withClass(node: Node, name: string): Node[] {
  return all(node).filter((one) => one.className.split(' ').includes(name));
}
