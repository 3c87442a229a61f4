/** The JSX factory of the bundle: preact's runtime without its development and server parts. */
import { createElement } from 'preact';
import type { ComponentType, VNode } from 'preact';

export function jsx(type: string | ComponentType, props: { key?: unknown }, key?: unknown): VNode {
  if (key !== undefined) props.key = key;
  return createElement(type as string, props as never);
}
export { jsx as jsxs };
