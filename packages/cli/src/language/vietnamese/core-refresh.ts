/** Refreshing and revoking. */
export const coreRefresh: Readonly<Record<string, string>> = {
  '{0} was refreshed as often as {1} allows. The next refresh is possible at {2}.':
    '{0} đã được làm mới nhiều hết mức {1} cho phép. Có thể làm mới tiếp lúc {2}.',
  '{0} asked all connections of this app to slow down ({1}). The next attempt is at {2}.':
    '{0} yêu cầu mọi kết nối của ứng dụng này gọi chậm lại ({1}). Lần thử tiếp theo lúc {2}.',
  '{0} asked to slow down ({1}). The next attempt is at {2}.':
    '{0} yêu cầu gọi chậm lại ({1}). Lần thử tiếp theo lúc {2}.',
  '{0} refuses this app ({1}). Correct its settings; with the same ones it is not asked again before {2}.':
    '{0} từ chối ứng dụng này ({1}). Hãy sửa cấu hình; nếu giữ nguyên thì trước {2} sẽ không hỏi lại.',
  'The last {0} attempts to refresh {1} failed ({2}). The next one is at {3}.':
    '{0} lần làm mới {1} gần nhất đều không thành công ({2}). Lần thử tiếp theo lúc {3}.',
  'The last attempt to refresh {0} failed ({1}). The next one is at {2}.':
    'Lần làm mới {0} gần nhất không thành công ({1}). Lần thử tiếp theo lúc {2}.',
  '{0} has no refresh token and its access token is used up.':
    '{0} không có refresh token và access token đã hết hạn.',
  '{0} was revoked here at {1}.': '{0} đã bị thu hồi ở đây lúc {1}.',
  'The refresh token of {0} was refused for good ({1}) at {2}.':
    'Refresh token của {0} bị từ chối hẳn ({1}) lúc {2}.',
  'An answer of the provider was lost at {0} on host {1}: if that host still has a rescue folder, start oauth-tokens there once before anybody consents again.':
    'Một câu trả lời của nhà cung cấp đã mất lúc {0} trên máy {1}: nếu máy đó còn thư mục cứu hộ, hãy chạy oauth-tokens ở đó một lần trước khi ai đó cấp quyền lại.',
  'Ask the owner to consent again: oauth-tokens login {0} --account {1}':
    'Hãy nhờ chủ tài khoản cấp quyền lại: oauth-tokens login {0} --account {1}',
  'The next attempt is at {0}.': 'Lần thử tiếp theo lúc {0}.',
  'Nothing was sent.': 'Chưa gửi gì.',
  '{0}; the next attempt is at {1}.': '{0}; lần thử tiếp theo lúc {1}.',
  'What is stored was kept; the next attempt is at {0}.':
    'Dữ liệu trong kho được giữ nguyên; lần thử tiếp theo lúc {0}.',
  'Check the option issuer, and the network': 'Kiểm tra tùy chọn issuer và mạng',
  "Check this machine's clock, then its certificates (NODE_EXTRA_CA_CERTS)":
    'Kiểm tra đồng hồ máy này, sau đó là các chứng chỉ (NODE_EXTRA_CA_CERTS)',
  'Check the network': 'Kiểm tra mạng',
  '{0} could not be reached at {1} ({2}).': 'Không kết nối được tới {0} ở {1} ({2}).',
  '{0} gave no usable answer at {1} ({2}).': '{0} không trả lời hợp lệ ở {1} ({2}).',
  '{0} gave no usable answer ({1}).': '{0} không trả lời hợp lệ ({1}).',
  'The gateway that keeps the tokens of {0} has lost its consent.':
    'Gateway giữ token của {0} không còn quyền của chủ tài khoản.',
  'The tokens of {0} are not here: {1}': 'Token của {0} không ở đây: {1}',
  '{0} is set to give an app no tokens of its own.': '{0} được đặt không cấp token cho chính ứng dụng.',
  '{0} kept changing while it was being refreshed. Try again.':
    '{0} liên tục thay đổi trong lúc làm mới. Hãy thử lại.',
  '{0} was authorized for client id {1}, but provider "{2}" is set to {3}. Use the same client id, or give the other app a provider id of its own.':
    '{0} được cấp quyền cho client id {1}, nhưng nhà cung cấp "{2}" đang đặt {3}. Hãy dùng đúng client id đó, hoặc đặt cho ứng dụng kia một id nhà cung cấp riêng.',
  'The store {0} no longer holds {1}, which nobody forgot: it lost data. Restore it from a backup, or log in again. Redis keeps what it acknowledged only with AOF and maxmemory-policy noeviction.':
    'Kho {0} không còn giữ {1}, dù không ai xóa: kho đã mất dữ liệu. Khôi phục từ bản sao lưu, hoặc đăng nhập lại. Redis chỉ giữ được những gì đã nhận khi bật AOF và đặt maxmemory-policy noeviction.',
  '{0} is being refreshed by {1}. Its next turn here is at {2}.':
    '{0} đang được {1} làm mới. Lượt tiếp theo ở đây lúc {2}.',
  '{0} could not be refreshed: an unexpected {1} in this library or its store.':
    'Không làm mới được {0}: {1} ngoài dự kiến trong thư viện này hoặc trong kho.',
  '{0} changed faster than it could be saved.': '{0} thay đổi nhanh đến mức không kịp lưu.',
  'timeouts must be ordered store < provider < spending < waiter, received {0} s, {1} s, {2} s, {3} s.':
    'timeouts phải theo thứ tự store < provider < spending < waiter, nhưng nhận được {0} s, {1} s, {2} s, {3} s.',
  '{0} is being worked on by {1}; waited {2} s for it. Try again; if that process hangs, stop it: its lease ends by itself.':
    '{0} đang được {1} xử lý; đã chờ {2} giây. Hãy thử lại; nếu tiến trình đó bị treo, hãy dừng nó: lượt giữ của nó tự hết.',
  'another host': 'một máy khác',
  'process {0} on {1}': 'tiến trình {0} trên {1}',
  'The rescue folder {0} cannot be read ({1}). Give this user read and write access to it, or set rescueDir.':
    'Không đọc được thư mục cứu hộ {0} ({1}). Cấp cho người dùng này quyền đọc và ghi, hoặc đặt rescueDir.',
  '{0} cannot be told to revoke a token. Let the owner withdraw the consent there; `oauth-tokens forget {1}` removes the tokens here.':
    'Không thể yêu cầu {0} thu hồi token. Hãy để chủ tài khoản rút quyền ở đó; `oauth-tokens forget {1}` xóa token khỏi đây.',
  'revoke the token': 'thu hồi token',
  '{0} was not revoked and is kept as it was.': '{0} chưa bị thu hồi và được giữ nguyên.',
  '{0} could not be reached.': 'Không kết nối được tới {0}.',
  '{0} and try again.': '{0} rồi thử lại.',
  '{0} did not say whether it revoked the token.': '{0} không cho biết đã thu hồi token hay chưa.',
  'Revoking again does no harm.': 'Thu hồi lại cũng không hại gì.',
}
