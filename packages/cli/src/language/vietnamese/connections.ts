/** `show`, `explain`, `revoke`, `forget`, `keys`: one connection, and the keys of all. */
export const connections: Readonly<Record<string, string>> = {
  id: 'id',
  provider: 'nhà cung cấp',
  account: 'tài khoản',
  label: 'tên',
  status: 'trạng thái',
  scopes: 'scope',
  expires: 'hết hạn',
  'refresh expires': 'refresh token hết hạn',
  assumed: 'ước đoán',
  generation: 'thế hệ',
  created: 'tạo lúc',
  updated: 'cập nhật',

  WHEN: 'LÚC',
  WHAT: 'VIỆC',
  OUTCOME: 'KẾT QUẢ',
  WHO: 'BỞI',
  login: 'đăng nhập',
  import: 'nhập vào',
  refresh: 'làm mới',
  'taken from the rescue folder': 'lấy từ thư mục cứu hộ',
  revoked: 'thu hồi',
  '{0}: {1}': '{0}: {1}',
  'the token had expired, or soon would': 'token đã hoặc sắp hết hạn',
  'the token was refused': 'token bị từ chối',
  'somebody asked for it': 'theo yêu cầu',
  'it was due': 'đến hạn',
  'an answer was lost before it': 'lần trước đã mất câu trả lời',
  'somebody needs it for longer': 'cần token sống lâu hơn',
  'the authorization failed': 'cấp quyền không thành công',
  'the provider refuses the app, or a setting is wrong': 'nhà cung cấp từ chối ứng dụng, hoặc cấu hình sai',
  'another process was at it too long': 'tiến trình khác giữ quá lâu',
  'the provider refused': 'nhà cung cấp từ chối',
  'the provider could not be reached, or gave no usable answer':
    'không kết nối được nhà cung cấp, hoặc câu trả lời không dùng được',
  'the provider asked to slow down': 'nhà cung cấp yêu cầu chậm lại',
  'refused for good: its owner must consent again': 'bị từ chối hẳn: chủ tài khoản phải cấp quyền lại',
  'the store did not answer': 'kho không trả lời',
  'somebody else was faster': 'tiến trình khác làm trước',
  done: 'xong',
  'generation {0}': 'thế hệ {0}',
  '{0} ({1})': '{0} ({1})',
  '{0}, {1} times until {2}': '{0}, {1} lần cho đến {2}',
  '{0} ms': '{0} ms',
  '{0}, process {1}': '{0}, tiến trình {1}',
  'waited for {0}': 'đã chờ {0}',

  '{0} is active.': '{0} đang hoạt động.',
  'Nothing is to be done.': 'Không cần làm gì.',
  'It was refreshed as often as {0} allows: the next refresh is possible at {1}.':
    'Đã làm mới hết số lần {0} cho phép: lần tiếp theo có thể vào {1}.',
  '{0} asked all connections of this app to slow down ({1}): none of them is refreshed until {2}.':
    '{0} yêu cầu mọi kết nối của ứng dụng này chậm lại ({1}): không kết nối nào được làm mới trước {2}.',
  '{0} refuses this app for all its connections ({1}): correct its settings; with the same ones it is not asked again until {2}.':
    '{0} từ chối ứng dụng này ở mọi kết nối ({1}): hãy sửa cấu hình; nếu giữ nguyên thì sẽ không hỏi lại trước {2}.',
  '{0} fails for all connections of this app ({1}): the next attempt is made at {2}.':
    '{0} đang lỗi với mọi kết nối của ứng dụng này ({1}): lần thử tiếp theo vào {2}.',
  '{0} is degraded: {1} refuses this app ({2}). Correct its settings, then: oauth-tokens refresh {3}':
    '{0} đang suy giảm: {1} từ chối ứng dụng này ({2}). Hãy sửa cấu hình, rồi: oauth-tokens refresh {3}',
  '{0} is degraded: the last {1} refreshes failed ({2}).':
    '{0} đang suy giảm: {1} lần làm mới gần nhất đều thất bại ({2}).',
  '{0} is degraded: the last refresh failed ({1}).':
    '{0} đang suy giảm: lần làm mới gần nhất thất bại ({1}).',
  '{0} is cooling down ({1}).': '{0} đang tạm nghỉ ({1}).',
  '{0} is in doubt: an answer was lost {1} on host {2}, so its refresh token may be spent.':
    '{0} chưa rõ kết quả (in-doubt): một câu trả lời đã bị mất lúc {1} trên máy {2}, nên refresh token có thể đã bị dùng.',
  'If that host has a rescue folder, run `oauth-tokens refresh {0}` there first, then here.':
    'Nếu máy đó có thư mục cứu hộ, hãy chạy `oauth-tokens refresh {0}` ở đó trước, rồi ở đây.',
  '{0} has no refresh token, and its access token is used up.':
    '{0} không có refresh token, và access token đã hết hạn.',
  'Its owner must consent again: {0}': 'Chủ tài khoản phải cấp quyền lại: {0}',
  '{0} is dead: its grant was refused for good ({1}) {2}.':
    '{0} không dùng được nữa: quyền đã bị từ chối hẳn ({1}) lúc {2}.',
  'Before that an answer was lost {0} on host {1}: if that host has a rescue folder, run `oauth-tokens refresh` there before anything else.':
    'Trước đó một câu trả lời đã bị mất lúc {0} trên máy {1}: nếu máy đó có thư mục cứu hộ, trước hết hãy chạy `oauth-tokens refresh` ở đó.',
  '{0} was revoked here {1}.': '{0} đã bị thu hồi ở đây lúc {1}.',
  '{0} was revoked here.': '{0} đã bị thu hồi ở đây.',
  'If it is wanted again, its owner must consent: {0}': 'Nếu cần lại, chủ tài khoản phải cấp quyền: {0}',
  '{0} is external: its tokens are kept by a gateway, and watched from here.':
    '{0} nằm ở bên ngoài: token do một gateway giữ, ở đây chỉ theo dõi.',
  'Call it through that gateway.': 'Hãy gọi API qua gateway đó.',
  'The next attempt is made as soon as a token is asked for.': 'Sẽ thử lại ngay khi có ai cần token.',
  'No attempt is made until {0}.': 'Không thử lại trước {0}.',
  'Its token has no known end.': 'Không rõ token hết hạn lúc nào.',
  'Its token is valid, and expires {0}.': 'Token còn hiệu lực, hết hạn {0}.',
  'Its token has expired, and is refreshed when it is next asked for.':
    'Token đã hết hạn, và sẽ được làm mới khi có ai cần.',

  'finishing the revocation (≤ 20 s); again to abandon it: the consent may be gone while its tokens stay here':
    'đang hoàn tất việc thu hồi (≤ 20 giây); bấm lần nữa để bỏ dở: quyền có thể đã mất mà token vẫn còn ở đây',
  '{0} is revoked at the provider, and its tokens are gone here.':
    '{0} đã bị thu hồi ở nhà cung cấp, và token ở đây đã được xóa.',
  '{0} is forgotten here; its owner can withdraw the consent at the provider.':
    '{0} đã được xóa khỏi đây; chủ tài khoản có thể rút lại quyền ở nhà cung cấp.',

  KEY: 'KHÓA',
  ROLE: 'VAI TRÒ',
  CONNECTIONS: 'KẾT NỐI',
  RESCUED: 'CỨU HỘ',
  REMEMBERING: 'GHI NHỚ',
  'Key {0} is missing: add it to OAUTH_TOKENS_KEY again, after the first.':
    'Thiếu khóa {0}: hãy thêm lại vào OAUTH_TOKENS_KEY, sau khóa đầu tiên.',
  'Sealed anew': 'Đã mã hóa lại',
  'Stopped between two connections. Run `oauth-tokens keys rotate` again: it goes on from here.':
    'Đã dừng giữa hai kết nối. Hãy chạy lại `oauth-tokens keys rotate`: lệnh sẽ tiếp tục từ đây.',
  'finishing the connection in hand; again to stop at once: nothing is lost, the next run goes on from here':
    'đang làm nốt kết nối dở dang; bấm lần nữa để dừng ngay: không mất gì, lần chạy sau sẽ tiếp tục từ đây',
  key: 'khóa',
  'sealed anew': 'đã mã hóa lại',
  'already so': 'đã đúng khóa',
  'rescued sets': 'bộ token cứu hộ',
  failed: 'thất bại',
  'There is one key only. To change it, first append a new one in every process (OAUTH_TOKENS_KEY=OLD,NEW), so that all can open what it seals; then put it first everywhere (NEW,OLD), and run this again.':
    'Chỉ có một khóa. Để đổi khóa, trước hết thêm khóa mới vào sau ở mọi tiến trình (OAUTH_TOKENS_KEY=CŨ,MỚI), để nơi nào cũng mở được những gì nó mã hóa; rồi đưa nó lên đầu ở mọi nơi (MỚI,CŨ), và chạy lại lệnh này.',
  'Everything is sealed with {0}. `oauth-tokens keys list` shows which keys may go.':
    'Mọi thứ đã được mã hóa bằng {0}. `oauth-tokens keys list` cho biết khóa nào bỏ được.',
}
