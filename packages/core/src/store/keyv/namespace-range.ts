/** The keys of a namespace, `name:…`; `;` follows `:`, and nothing follows the last code point. */
export function namespaceRange(namespace: string | undefined): [from: string, before: string] {
  return namespace ? [`${namespace}:`, `${namespace};`] : ['', '\u{10ffff}\u{10ffff}']
}
