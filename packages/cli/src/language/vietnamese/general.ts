/** What any command may say: errors, times, the frame of the help. */
export const general: Readonly<Record<string, string>> = {
  'in {0}': 'sau {0}',
  '{0} ago': '{0} trước',
  '{0} s': '{0} giây',
  '{0} min': '{0} phút',
  '{0} h': '{0} giờ',
  '{0} days': '{0} ngày',
  '{0} ({1})': '{0} ({1})',
  '{0} ({1}, {2} months)': '{0} ({1}, {2} tháng)',
  'warning: {0}': 'cảnh báo: {0}',
  'Next: {0}': 'Tiếp theo: {0}',
  'Try again at {0}.': 'Hãy thử lại lúc {0}.',
  'Try again now.': 'Hãy thử lại ngay bây giờ.',
  'Something went wrong that should not have: {0}{1}': 'Đã xảy ra lỗi ngoài dự kiến: {0}{1}',
  'Please report it; --verbose shows where it happened.':
    'Xin hãy báo cho chúng tôi; --verbose cho biết lỗi nằm ở đâu.',
  'finishing a refresh (≤ 20 s); again to abandon it: the token may be lost':
    'đang hoàn tất một lần làm mới (≤ 20 giây); bấm lần nữa để bỏ dở: có thể mất token',
  'The output could not be written: the disk is full ({0}). Make room, and run it again.':
    'Không ghi được kết quả: đĩa đã đầy ({0}). Hãy giải phóng dung lượng rồi chạy lại.',
  'The output could not be written ({0}): look at where stdout leads, and run it again.':
    'Không ghi được kết quả ({0}): hãy xem stdout đang dẫn đến đâu rồi chạy lại.',
  'A command is missing.': 'Thiếu tên lệnh.',
  "Unknown command '{0}'.": "Không có lệnh '{0}'.",
  "Unknown option '{0}'.": "Không có cờ '{0}'.",
  "Missing required argument '{0}'.": "Thiếu đối số '{0}'.",
  "Option '{0}': argument missing.": "Cờ '{0}' thiếu giá trị.",
  "Too many arguments for '{0}': expected {1}, received {2}.": "Lệnh '{0}' nhận {1} đối số, nhưng có {2}.",
  'The value of {0} is invalid. {1}': 'Giá trị của {0} không hợp lệ. {1}',
  'Allowed choices are {0}.': 'Chỉ được chọn: {0}.',
  'Did you mean {0}?': 'Ý bạn là {0}?',
  'Put -- before the program, so that its flags are its own.':
    'Đặt -- trước chương trình, để các cờ sau đó là của chương trình.',
  '{0} is degraded: this token is still valid, but refreshing it is failing.':
    '{0} đang suy giảm: token này vẫn còn hiệu lực, nhưng việc làm mới đang không thành công.',
  'No connections yet: `oauth-tokens login PROVIDER` makes one.':
    'Chưa có kết nối nào: hãy tạo bằng `oauth-tokens login PROVIDER`.',
  '{0} could not be saved: this token is valid, but the next process will not know of it.':
    'Không lưu được {0}: token này còn hiệu lực, nhưng tiến trình sau sẽ không biết đến nó.',
}
