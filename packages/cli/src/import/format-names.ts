/** What `--format` takes. */
export const formats = ['json', 'form', 'env', 'zoho-csv', 'encrypted'] as const
export type Format = (typeof formats)[number]
