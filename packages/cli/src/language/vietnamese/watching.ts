/** `list`, `refresh`, `watch`: what is seen while something goes on. */
export const watching: Readonly<Record<string, string>> = {
  CONNECTION: 'KẾT NỐI',
  LABEL: 'TÊN',
  PROVIDER: 'NHÀ CUNG CẤP',
  STATUS: 'TRẠNG THÁI',
  EXPIRES: 'HẾT HẠN',
  'REFRESH EXPIRES': 'REFRESH TOKEN HẾT HẠN',
  'LAST REFRESH': 'LÀM MỚI GẦN NHẤT',
  'No connection is like that; `oauth-tokens list` shows all.':
    'Không có kết nối nào như vậy; `oauth-tokens list` cho xem tất cả.',
  'The store does not answer; it is tried again. {0}': 'Kho không trả lời; đang thử lại. {0}',
  'The store answers again.': 'Kho đã trả lời lại.',
  'Connections: {0}. Ctrl-C ends it.': 'Số kết nối: {0}. Ctrl-C để kết thúc.',
  '… and {0} more; --provider and --status show fewer':
    '… và {0} kết nối nữa; dùng --provider hoặc --status để thu hẹp',
  '{0}  {1}  no longer in the store': '{0}  {1}  không còn trong kho',
  '{0}  {1}  {2}  generation {3}': '{0}  {1}  {2}  thế hệ {3}',
  '{0}  expires {1}': '{0}  hết hạn {1}',
  'only those of this provider': 'chỉ các kết nối của nhà cung cấp này',
  'only those in this state': 'chỉ các kết nối ở trạng thái này',
  'go on until stopped, and show every change': 'chạy cho đến khi bị dừng, hiện mọi thay đổi',
  'On a terminal --watch keeps the list up to date in place; elsewhere it prints a line for each change, with --json a document.':
    'Trên terminal, --watch cập nhật danh sách tại chỗ; nơi khác thì in một dòng cho mỗi thay đổi, với --json là một tài liệu JSON.',

  'Say what to refresh: connection ids, or --all, or --due.':
    'Hãy cho biết cần làm mới gì: các id kết nối, hoặc --all, hoặc --due.',
  Refreshed: 'Đã làm mới',
  '{0}: {1} of {2} ({3} %)': '{0}: {1}/{2} ({3} %)',
  'about {0} left': 'còn khoảng {0}',
  '{0} refreshed: generation {1}': '{0} đã được làm mới: thế hệ {1}',
  '{0} refreshed: generation {1}, expires {2}': '{0} đã được làm mới: thế hệ {1}, hết hạn {2}',
  '{0} is degraded: its token is still valid, but refreshing it is failing.':
    '{0} đang suy giảm: token vẫn còn hiệu lực, nhưng việc làm mới đang không thành công.',
  '{0} refreshed': '{0} đã làm mới',
  '{0} degraded': '{0} suy giảm',
  '{0} fresh already': '{0} vẫn còn mới',
  '{0} failed': '{0} thất bại',
  'Stopped after {0} of {1}: {2}. What was refreshed is saved.':
    'Đã dừng sau {0}/{1}: {2}. Những gì đã làm mới đều được lưu.',
  '… and {0} more failed; with --json all are told.':
    '… và {0} kết nối nữa thất bại; dùng --json để xem tất cả.',
  '{0}: {1}': '{0}: {1}',

  'On a terminal it shows what is in trouble, what comes next and what happened last; elsewhere each event is a line on stderr, with --json a document on stdout.':
    'Trên terminal, lệnh cho thấy kết nối nào gặp sự cố, sắp làm mới gì và vừa xảy ra gì; nơi khác, mỗi sự kiện là một dòng trên stderr, với --json là một tài liệu trên stdout.',
  'a line for each event on a terminal, too': 'cả trên terminal cũng in mỗi sự kiện một dòng',
  'Keeping every connection fresh; Ctrl-C ends it.': 'Đang giữ mọi kết nối luôn mới; Ctrl-C để kết thúc.',
  'Keeping every connection fresh': 'Đang giữ mọi kết nối luôn mới',
  'Ctrl-C ends it, after the refreshes under way.':
    'Ctrl-C để kết thúc, sau khi xong các lần làm mới đang chạy.',
  'Stopped: {0}.': 'Đã dừng: {0}.',
  '{0} refreshed, {1} failed attempts since {2}': '{0} lần làm mới, {1} lần thất bại kể từ {2}',
  'Connections: {0}': 'Số kết nối: {0}',
  'In trouble': 'Gặp sự cố',
  'Next refreshes': 'Sắp làm mới',
  'Last events': 'Sự kiện gần nhất',
  now: 'ngay bây giờ',
  '  … and {0} more: oauth-tokens list': '  … và {0} kết nối nữa: oauth-tokens list',
  '{0}  {1}': '{0}  {1}',
  '  {0}  {1}': '  {0}  {1}',
  '{0} is authorized.': '{0} đã được cấp quyền.',
  '{0} refreshed: generation {1}.': '{0} đã được làm mới: thế hệ {1}.',
  '{0} could not be refreshed ({1}).': 'Không làm mới được {0} ({1}).',
  '{0} is degraded ({1}): its token is still valid, but refreshing it is failing.':
    '{0} đang suy giảm ({1}): token vẫn còn hiệu lực, nhưng việc làm mới đang không thành công.',
  '{0} is in doubt: an answer was lost. Next: oauth-tokens explain {1}':
    '{0} chưa rõ kết quả (in-doubt): một câu trả lời đã bị mất. Tiếp theo: oauth-tokens explain {1}',
  '{0} is out of doubt: generation {1} is stored.': '{0} đã rõ kết quả: đã lưu thế hệ {1}.',
  'The store did not take the new tokens of {0}; they are in the rescue folder of this machine.':
    'Kho không nhận token mới của {0}; chúng nằm trong thư mục cứu hộ của máy này.',
  '{0} ends at {1} unless its owner consents again: {2}':
    '{0} sẽ hết hiệu lực lúc {1} nếu chủ tài khoản không cấp quyền lại: {2}',
  "{0} needs its owner's consent again ({1}): {2}": '{0} cần chủ tài khoản cấp quyền lại ({1}): {2}',
  '{0} is revoked.': '{0} đã bị thu hồi.',
}
