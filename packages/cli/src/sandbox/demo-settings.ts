import {
  demoApp,
  demoShop,
  demoSocialApp,
  demoZaloPayApp,
  demoZohoClient,
  type SandboxUrls,
  standardServersAt,
} from '@oauth-tokens/sandbox'

/** The variables that point every provider to the sandbox, each with an app that is registered there. */
export function demoSettings(urls: SandboxUrls): Record<string, string> {
  const { zaloUrl, zohoUrl, zalopayUrl, etelecomUrl, interitsUrl } = urls
  const [gatewayApp] = demoShop.apps
  const { apiKey } = demoShop
  const zohoScopes = ['ZohoCRM.org.READ', 'ZohoCRM.modules.ALL', 'AaaServer.profile.READ']
  return {
    ...app('ZALO_OA', zaloUrl, demoApp.appId, demoApp.secretKey, demoApp.redirectUris[0]),
    ...app('ZALO', zaloUrl, demoSocialApp.appId, demoSocialApp.secretKey, demoSocialApp.redirectUris[0]),
    ...app(
      'ZOHO',
      zohoUrl,
      demoZohoClient.clientId,
      demoZohoClient.clientSecret,
      demoZohoClient.redirectUris[0],
    ),
    ZOHO_SCOPES: zohoScopes.join(','),
    ...app('ZALOPAY', zalopayUrl, String(demoZaloPayApp.appId), demoZaloPayApp.secretKey),
    ...app(
      'ZALO_OA_VIA_ETELECOM',
      etelecomUrl,
      gatewayApp?.appId,
      gatewayApp?.appSecret,
      gatewayApp?.redirectUris[0],
    ),
    ZALO_OA_VIA_ETELECOM_API_KEY: apiKey,
    ...app('ZALO_OA_VIA_INTERITS', interitsUrl),
    ZALO_OA_VIA_INTERITS_API_KEY: apiKey,
    ...Object.assign({}, ...standardServersAt(urls).map(standardApp)),
  }
}

function standardApp(server: ReturnType<typeof standardServersAt>[number]): Record<string, string> {
  const { clientId, clientSecret, redirectUris } = server.app
  const prefix = server.name.toUpperCase().replaceAll('-', '_')
  return app(prefix, server.url, clientId, clientSecret, redirectUris[0])
}

function app(
  prefix: string,
  baseUrl: string,
  clientId?: string,
  clientSecret?: string,
  redirectUri?: string,
): Record<string, string> {
  return {
    ...(clientId !== undefined && { [`${prefix}_CLIENT_ID`]: clientId }),
    ...(clientSecret !== undefined && { [`${prefix}_CLIENT_SECRET`]: clientSecret }),
    ...(redirectUri !== undefined && { [`${prefix}_REDIRECT_URI`]: redirectUri }),
    [`${prefix}_BASE_URL`]: baseUrl,
  }
}
