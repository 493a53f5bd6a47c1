import { type StandardServerUrls, standardServerUrls } from './standard/server-names.ts'

/** What the providers' own addresses are replaced with. */
export interface SandboxUrls extends StandardServerUrls {
  /** Base URL in place of every host of Zalo: oauth.zaloapp.com, openapi.zalo.me, business.openapi.zalo.me, graph.zalo.me. */
  readonly zaloUrl: string
  /**
   * Base URL in place of https://accounts.zoho.com, the accounts host of the United States. Each data centre has
   * its own as `${zohoUrl}/eu`, with its APIs at `${zohoUrl}/eu/api`.
   */
  readonly zohoUrl: string
  /** Base URL in place of https://openapi.zalopay.vn and https://sb-openapi.zalopay.vn. */
  readonly zalopayUrl: string
  /** Base URL in place of https://api.etelecom.vn. */
  readonly etelecomUrl: string
  /** Base URL in place of https://cpaas.interits.com. */
  readonly interitsUrl: string
}

/** The addresses of a sandbox that listens, or is going to listen, at `url`: as `http://127.0.0.1:8911`. */
export function sandboxUrls(url: string): SandboxUrls {
  return {
    zaloUrl: `${url}/zalo`,
    zohoUrl: `${url}/zoho`,
    zalopayUrl: `${url}/zalopay`,
    etelecomUrl: `${url}/etelecom`,
    interitsUrl: `${url}/interits`,
    ...standardServerUrls(url),
  }
}
