/** Logins, imports and exports. */
export const coreLogin: Readonly<Record<string, string>> = {
  'The adapter of {0} failed to {1}: an unexpected {2}.':
    'Adapter của {0} gặp lỗi khi {1}: {2} ngoài dự kiến.',
  'make the consent link': 'tạo liên kết cấp quyền',
  'The callback carries no state, so it belongs to no login that was started here. Start with `oauth-tokens login` or authorize(), not with a link from elsewhere.':
    'Callback không có state, nên không thuộc lần đăng nhập nào bắt đầu ở đây. Hãy bắt đầu bằng `oauth-tokens login` hoặc authorize(), đừng dùng liên kết lấy từ nơi khác.',
  'The callback belongs to no login in progress here: it was used already, is older than 10 minutes, or was started with another store. Log in again.':
    'Callback không thuộc lần đăng nhập nào đang dở ở đây: nó đã được dùng, đã quá 10 phút, hoặc bắt đầu với kho khác. Hãy đăng nhập lại.',
  '{0} gives no tokens to an app by itself: somebody has to consent. Log in: oauth-tokens login {1}':
    '{0} không cấp token cho chính ứng dụng: phải có người cấp quyền. Đăng nhập: oauth-tokens login {1}',
  'client credentials': 'thông tin xác thực của ứng dụng',
  '{0} exists, and the provider could not be asked whether the new token is its. Nothing was replaced. Log in again: oauth-tokens login {1}':
    '{0} đã có, và không hỏi được nhà cung cấp xem token mới có phải của nó không. Chưa thay thế gì. Đăng nhập lại: oauth-tokens login {1}',
  'tell the account': 'xác định tài khoản',
  'The token belongs to account {0}, but this login was started for {1}.':
    'Token thuộc tài khoản {0}, nhưng lần đăng nhập này dành cho {1}.',
  'The token belongs to account {0}, but the callback names {1}.':
    'Token thuộc tài khoản {0}, nhưng callback ghi {1}.',
  'Nothing was stored. Log in again, signed in as the right account.':
    'Chưa lưu gì. Hãy đăng nhập lại bằng đúng tài khoản.',
  '{0} does not tell which account consented: name it with accountName (--name).':
    '{0} không cho biết tài khoản nào đã cấp quyền: hãy đặt tên bằng accountName (--name).',
  '{0} has no login by device code. Log in with a browser: oauth-tokens login {1}':
    '{0} không hỗ trợ đăng nhập bằng mã thiết bị. Đăng nhập bằng trình duyệt: oauth-tokens login {1}',
  'start the device login': 'bắt đầu đăng nhập bằng thiết bị',
  'ask for the device login': 'hỏi kết quả đăng nhập bằng thiết bị',
  'An earlier answer was lost, perhaps with the tokens.':
    'Một câu trả lời trước đó đã mất, có thể kèm cả token.',
  'device code': 'mã thiết bị',
  'Nobody consented before the device code expired. Log in again: oauth-tokens login {0} --device':
    'Không ai cấp quyền trước khi mã thiết bị hết hạn. Đăng nhập lại: oauth-tokens login {0} --device',
  'The code for {0} is empty: expected what the provider gave.':
    'Code cho {0} đang trống: cần code mà nhà cung cấp đưa ra.',
  'exchange the {0}': 'đổi {0}',
  code: 'code',
  '{0} has no tokens here: they were revoked, or a gateway keeps them. There is nothing to export.':
    '{0} không có token ở đây: token đã bị thu hồi, hoặc do một gateway giữ. Không có gì để xuất.',
  'The newest tokens of {0} are in the rescue folder, not in the store yet. `oauth-tokens token {1}` puts them there; then export it.':
    'Token mới nhất của {0} đang ở thư mục cứu hộ, chưa vào kho. `oauth-tokens token {1}` sẽ đưa vào kho; sau đó hãy xuất.',
  'Callbacks of {0} are not finished here: {1}': 'Callback của {0} không được hoàn tất ở đây: {1}',
  'connect the account': 'kết nối tài khoản',
  'list its accounts': 'liệt kê tài khoản',
  'tell how the account stands': 'cho biết tình trạng tài khoản',
  'Nobody consented within 10 minutes. Log in again: oauth-tokens login {0} --account {1}':
    'Không ai cấp quyền trong 10 phút. Đăng nhập lại: oauth-tokens login {0} --account {1}',
  'The gateway connected account {0}, but {1} was expected. Nothing was stored. Log in again, signed in as the right account.':
    'Gateway đã kết nối tài khoản {0}, nhưng cần {1}. Chưa lưu gì. Hãy đăng nhập lại bằng đúng tài khoản.',
  'The gateway says that {0} is not connected. Open the link of oauth-tokens url {1} again.':
    'Gateway báo {0} chưa được kết nối. Hãy mở lại liên kết của oauth-tokens url {1}.',
  '{0} has to know which account: name it with account (--account), as the gateway lists it.':
    '{0} cần biết là tài khoản nào: hãy ghi bằng account (--account), đúng như gateway liệt kê.',
  'It lists {0}.': 'Gateway liệt kê {0}.',
  'The account owner did not consent: {0}. Log in again: oauth-tokens login {1}':
    'Chủ tài khoản không đồng ý: {0}. Đăng nhập lại: oauth-tokens login {1}',
  'The callback cannot be trusted: {0}': 'Không tin được callback: {0}',
  'Its state is not where this provider puts it.': 'state không nằm ở chỗ nhà cung cấp này đặt nó.',
  'Nothing was sent. Log in again: oauth-tokens login {0}':
    'Chưa gửi gì. Đăng nhập lại: oauth-tokens login {0}',
  'The callback carries no code. Log in again: oauth-tokens login {0}':
    'Callback không có code. Đăng nhập lại: oauth-tokens login {0}',
  'check the callback': 'kiểm tra callback',
  'The callback is not a URL: expected the whole address that the browser was sent to, from "http" to the end.':
    'Callback không phải URL: cần nguyên địa chỉ mà trình duyệt được đưa tới, từ "http" đến hết.',
  '{0} is kept: what was exported is not, or not for certain, its newest token set any more. Export it again.':
    '{0} được giữ lại: bộ token đã xuất không còn, hoặc không chắc còn là bộ mới nhất. Hãy xuất lại.',
  'Log in again: oauth-tokens login {0}': 'Đăng nhập lại: oauth-tokens login {0}',
  '{0} could not be reached ({1}).': 'Không kết nối được tới {0} ({1}).',
  '{0}.': '{0}.',
  '{0} gave no usable answer to the {1} ({2}); a {3} works once.':
    '{0} không trả lời hợp lệ cho {1} ({2}); {3} chỉ dùng được một lần.',
  'Nothing to import for {0}: expected an access token, a refresh token, or both.':
    'Không có gì để nhập cho {0}: cần access token, refresh token hoặc cả hai.',
  'Nothing says which account of {0} these tokens belong to: name it (--account); some providers tell it when asked (--check).':
    'Không có gì cho biết các token này thuộc tài khoản nào của {0}: hãy ghi rõ (--account); một số nhà cung cấp cho biết khi được hỏi (--check).',
  'Whose these tokens of {0} are cannot be checked: that takes an access token. Import them without the check (--check).':
    'Không kiểm tra được các token này của {0} thuộc về ai: cần có access token. Hãy nhập mà không kiểm tra (--check).',
  '{0} could not be asked whose these tokens are. Nothing was stored. Try again, or import them without the check (--check).':
    'Không hỏi được {0} xem các token này thuộc về ai. Chưa lưu gì. Hãy thử lại, hoặc nhập mà không kiểm tra (--check).',
  'These tokens were issued to client id {0}, but provider "{1}" is set to {2}. Import them for a provider that has that client id.':
    'Các token này được cấp cho client id {0}, nhưng nhà cung cấp "{1}" đang đặt {2}. Hãy nhập cho nhà cung cấp có đúng client id đó.',
  '{0} gives no tokens to an app by itself: this grant could not be asked for again.':
    '{0} không cấp token cho chính ứng dụng: không thể xin lại quyền này.',
  '{0} of {1} is not a valid date: expected an instant, such as 2026-01-31T12:00:00Z.':
    '{0} của {1} không phải thời điểm hợp lệ: cần dạng như 2026-01-31T12:00:00Z.',
  'This refresh token of {0} was spent already: what is stored is newer. Import the newest answer of the provider, or log in again; with force (--force) it is taken all the same.':
    'Refresh token này của {0} đã được dùng: kho có bộ mới hơn. Hãy nhập câu trả lời mới nhất của nhà cung cấp, hoặc đăng nhập lại; với force (--force) thì vẫn nhập.',
  'This refresh token is that of {0} already, and works once. Use that connection, or forget it first; with force (--force) it is imported all the same.':
    'Refresh token này đã thuộc {0} và chỉ dùng được một lần. Hãy dùng kết nối đó, hoặc xóa nó khỏi đây trước; với force (--force) thì vẫn nhập.',
  'Provider {0} has no token endpoint.': 'Nhà cung cấp {0} không có token endpoint.',
  "Ask the gateway's support.": 'Hãy hỏi bộ phận hỗ trợ của gateway.',
  'Provider {0} gave a consent link that is not an https address.':
    'Nhà cung cấp {0} đưa liên kết cấp quyền không phải địa chỉ https.',
  'Provider {0} gave a consent link without a state, by which a callback is recognised.':
    'Nhà cung cấp {0} đưa liên kết cấp quyền không có state, nên không nhận ra được callback.',
  'is missing: this provider has no consent page of its own':
    'bị thiếu: nhà cung cấp này không có trang cấp quyền riêng',
  'The server names none either: log in with a browser.':
    'Máy chủ cũng không nêu địa chỉ nào: hãy đăng nhập bằng trình duyệt.',
  'is missing': 'bị thiếu',
  'Provider {0} gave no device code ({1}).': 'Nhà cung cấp {0} không đưa mã thiết bị ({1}).',
  'Try again later.': 'Hãy thử lại sau.',
  'Allow the app to log in by device, in its settings at the provider.':
    'Hãy cho phép ứng dụng đăng nhập bằng thiết bị, trong phần cài đặt ở nhà cung cấp.',
  'Check the network, and try again.': 'Kiểm tra mạng rồi thử lại.',
  'Check that the app may log in by device, and try again.':
    'Kiểm tra xem ứng dụng có được đăng nhập bằng thiết bị không, rồi thử lại.',
}
