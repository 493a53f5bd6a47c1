/** The one place that chooses the HTTP client of providers: a proxy, a pool or other limits would go here. */
export function httpFetch(): typeof globalThis.fetch {
  return globalThis.fetch
}
