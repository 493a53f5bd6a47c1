/** Connections, calls with their tokens, and the answers of providers. */
export const coreCalls: Readonly<Record<string, string>> = {
  '"{0}" is not a provider id: expected a lower-case letter, then letters, digits and "-".':
    '"{0}" không phải id nhà cung cấp: cần một chữ thường, sau đó là chữ thường, chữ số và "-".',
  '"{0}" is not an account id: expected 1 to 200 characters without spaces or control characters.':
    '"{0}" không phải id tài khoản: cần 1 đến 200 ký tự, không có dấu cách và ký tự điều khiển.',
  '"{0}" is not a connection id: expected PROVIDER:ACCOUNT, as `oauth-tokens list` prints it.':
    '"{0}" không phải id kết nối: cần dạng PROVIDER:ACCOUNT, như `oauth-tokens list` in ra.',
  'There is no connection {0}. `oauth-tokens list` shows what there is.':
    'Không có kết nối {0}. `oauth-tokens list` cho biết có những kết nối nào.',
  'There is no connection {0}. `oauth-tokens list` shows what there is; `oauth-tokens login {1}` makes one.':
    'Không có kết nối {0}. `oauth-tokens list` cho biết có những kết nối nào; `oauth-tokens login {1}` để tạo.',
  'This token manager was closed. Make a new one with createTokenManager().':
    'Token manager này đã đóng. Hãy tạo cái mới bằng createTokenManager().',
  '"{0}" is not an absolute URL: expected something like https://api.example.com/path.':
    '"{0}" không phải URL tuyệt đối: cần dạng như https://api.example.com/path.',
  'none is configured': 'chưa cấu hình host nào',
  'A token of {0} is not sent to {1}: it goes only over https to the hosts of its provider ({2}). If this host may have it, add it to allowHosts.':
    'Token của {0} không được gửi tới {1}: nó chỉ đi qua https tới các host của nhà cung cấp ({2}). Nếu host này được phép nhận, hãy thêm vào allowHosts.',
  'allowHosts holds "{0}": expected a host like api.example.com or an origin like https://api.example.com, exact, without a path or a "*"; plain http only for this machine.':
    'allowHosts có "{0}": cần một host như api.example.com hoặc một origin như https://api.example.com, viết chính xác, không có đường dẫn hay "*"; http thường chỉ dùng cho máy này.',
  'redirect: "error" is not offered here: use "follow" or "manual".':
    'Không hỗ trợ redirect: "error": hãy dùng "follow" hoặc "manual".',
  '{0} could not be called for {1} ({2}). Whether it acted on the call is not known.':
    'Không gọi được {0} cho {1} ({2}). Không rõ lệnh gọi đã được thực hiện hay chưa.',
  'The headers of this call cannot be sent: expected names of letters, digits and "-", and values without line breaks.':
    'Không gửi được header của lệnh gọi này: tên chỉ gồm chữ cái, chữ số và "-", giá trị không được xuống dòng.',
  'Provider {0}: {1} could not be reached ({2}). Try again later.':
    'Nhà cung cấp {0}: không kết nối được tới {1} ({2}). Hãy thử lại sau.',
  'Provider {0}: {1} did not answer, and may have acted on the call all the same ({2}). Try again later.':
    'Nhà cung cấp {0}: {1} không trả lời, nhưng có thể vẫn đã thực hiện lệnh gọi ({2}). Hãy thử lại sau.',
  'Provider {0} asked to slow down ({1}). Try again later.':
    'Nhà cung cấp {0} yêu cầu gọi chậm lại ({1}). Hãy thử lại sau.',
  'Provider {0}: {1} does not accept the API key ({2}). Check apiKey.':
    'Nhà cung cấp {0}: {1} không chấp nhận API key ({2}). Kiểm tra apiKey.',
  'Provider {0}: {1} gave no usable answer ({2}). Try again later.':
    'Nhà cung cấp {0}: {1} không trả lời hợp lệ ({2}). Hãy thử lại sau.',
  'Look into the account at the gateway.': 'Hãy xem tài khoản ở gateway.',
  'Provider {0}: {1} refused the call ({2}). {3}': 'Nhà cung cấp {0}: {1} từ chối lệnh gọi ({2}). {3}',
  'Provider {0} has no revocation endpoint.': 'Nhà cung cấp {0} không có endpoint thu hồi.',
  'Provider {0} asked to slow down.': 'Nhà cung cấp {0} yêu cầu gọi chậm lại.',
  'Provider {0} asked to slow down. It asks to wait {1} s.':
    'Nhà cung cấp {0} yêu cầu gọi chậm lại, chờ {1} giây.',
  'Provider {0} refused to revoke the token ({1}).': 'Nhà cung cấp {0} từ chối thu hồi token ({1}).',
  'Provider {0} could not be asked whose token this is ({1}). {2}':
    'Không hỏi được nhà cung cấp {0} xem token này thuộc về ai ({1}). {2}',
  'Authorize again.': 'Hãy cấp quyền lại.',
  'Provider {0} does not accept the access token ({1}). {2}':
    'Nhà cung cấp {0} không chấp nhận access token ({1}). {2}',
  'Look into the account at the provider.': 'Hãy xem tài khoản ở nhà cung cấp.',
  'Provider {0} refuses this account ({1}). {2}': 'Nhà cung cấp {0} từ chối tài khoản này ({1}). {2}',
  'Provider {0} asked to slow down (HTTP 429). It will be tried again later.':
    'Nhà cung cấp {0} yêu cầu gọi chậm lại (HTTP 429). Sẽ tự thử lại sau.',
  'Provider {0} asked to slow down ({1}).': 'Nhà cung cấp {0} yêu cầu gọi chậm lại ({1}).',
  'Provider {0} refused the settings of the app ({1}).':
    'Nhà cung cấp {0} từ chối cấu hình của ứng dụng ({1}).',
  'Provider {0} refused the authorization code ({1}).': 'Nhà cung cấp {0} từ chối authorization code ({1}).',
  'Provider {0} refused the refresh token ({1}).': 'Nhà cung cấp {0} từ chối refresh token ({1}).',
  'Provider {0} refused the device code ({1}).': 'Nhà cung cấp {0} từ chối mã thiết bị ({1}).',
  'Provider {0} refused the client credentials ({1}).':
    'Nhà cung cấp {0} từ chối thông tin xác thực của ứng dụng ({1}).',
  'No token for {0} within {1} s; the refresh goes on. Try again.':
    'Chưa có token cho {0} trong {1} giây; việc làm mới vẫn đang tiếp tục. Hãy thử lại.',
}
