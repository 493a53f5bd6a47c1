/** Flags that every command takes, anywhere on the line. */
export interface GlobalFlags {
  json?: true
  config?: string
  store?: string
  lang?: 'en' | 'vi'
  quiet?: true
  verbose?: true
}
