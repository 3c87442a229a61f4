/** The one call that is used; the package brings no types. */
declare module '@babel/core' {
  export function transformAsync(code: string, options: object): Promise<{ code?: string | null } | null>;
}
