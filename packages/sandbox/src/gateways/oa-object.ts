import type { GatewayState } from './gateway-state.ts'
import type { OaConnection } from './oa-connections.ts'

/** An OA as both gateways write it, in eTelecom's spelling. Ids are strings, dates RFC 3339. */
export function oaObject({ shops }: GatewayState, connection: OaConnection): Record<string, unknown> {
  const { oa, shop } = shops.oa(connection.oaId)
  const date = (ms: number) => new Date(ms).toISOString()
  return {
    app_id: connection.appId,
    avatar: 'https://avatar.invalid/oa.jpg',
    connection_id: connection.id,
    connection_method: connection.method,
    cover: 'https://cover.invalid/oa.jpg',
    created_at: date(connection.createdAt),
    current_quality: 'HIGH',
    daily_quota: 500,
    description: `${oa.name} – Official Account`,
    expires_at: date(connection.expiresAt),
    is_verified: true,
    last_week_quality: 'HIGH',
    name: oa.name,
    oa_id: oa.id,
    // Misspelt on the wire.
    onwer_id: shop.id,
    remaining_quota: 480,
    shop_id: shop.id,
    status: connection.status,
    updated_at: date(connection.updatedAt),
  }
}

/** The same with what GetShopOA adds. */
export function oaInformation(state: GatewayState, connection: OaConnection): Record<string, unknown> {
  return {
    ...oaObject(state, connection),
    daily_quota_promotion: 100,
    monthly_promotion_quota: 2000,
    remaining_monthly_promotion_quota: 1900,
    estimated_next_month_promotion_quota: 2000,
    webhook_url: connection.webhookUrl,
  }
}
