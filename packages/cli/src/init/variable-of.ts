/** ZALO_OA_CLIENT_SECRET, as where variables alone define the provider. */
export function variableOf(id: string, option: string): string {
  const suffix = option.replace(/[A-Z]/g, '_$&')
  return `${id.replaceAll('-', '_')}_${suffix}`.toUpperCase()
}
