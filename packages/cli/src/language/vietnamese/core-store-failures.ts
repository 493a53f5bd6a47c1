/** How a store failed. */
export const coreStoreFailures: Readonly<Record<string, string>> = {
  'stayed locked by another process. If this lasts, look for a process that hangs':
    'bị tiến trình khác khóa mãi. Nếu kéo dài, hãy tìm tiến trình bị treo',
  'could not be written: the disk is full. Free some space and try again':
    'không ghi được: ổ đĩa đầy. Giải phóng dung lượng rồi thử lại',
  'cannot be written: the file or its file system is read-only':
    'không ghi được: tệp hoặc hệ thống tệp ở chế độ chỉ đọc',
  'is damaged or no token database. Nothing was changed: restore it from a backup':
    'bị hỏng hoặc không phải cơ sở dữ liệu token. Chưa có gì bị thay đổi: khôi phục từ bản sao lưu',
  'cannot be opened. Check owner and mode of the folder and its files':
    'không mở được. Kiểm tra chủ sở hữu và quyền của thư mục và các tệp trong đó',
  'cannot be opened: a file stands where a folder is needed, or the reverse':
    'không mở được: có tệp ở chỗ cần thư mục, hoặc ngược lại',
  'refused the login. Check user and password in the URL of the store':
    'từ chối đăng nhập. Kiểm tra người dùng và mật khẩu trong store URL',
  'has no database of that name. Create it, or correct the URL of the store':
    'không có cơ sở dữ liệu tên đó. Hãy tạo nó, hoặc sửa store URL',
  'denies its role a permission. Grant it CREATE on the database for the first start, and later USAGE on the schema and SELECT, INSERT, UPDATE, DELETE on its tables':
    'không cho vai trò của nó một quyền cần thiết. Hãy cấp CREATE trên cơ sở dữ liệu cho lần chạy đầu, sau đó là USAGE trên schema và SELECT, INSERT, UPDATE, DELETE trên các bảng',
  'has a URL that cannot be read. Check it': 'có URL không đọc được. Hãy kiểm tra',
  'does not speak TLS. Turn it on there, or take sslmode out of the URL of the store':
    'không dùng TLS. Hãy bật TLS ở đó, hoặc bỏ sslmode khỏi store URL',
  'refused the connection. Check that it runs, and host and port':
    'từ chối kết nối. Kiểm tra xem nó có đang chạy không, cùng host và port',
  'has a host whose name was not found. Check host and DNS':
    'có tên host không tìm thấy. Kiểm tra host và DNS',
  'has no socket there. Check that it runs': 'không có socket ở đó. Kiểm tra xem nó có đang chạy không',
  'is restarting or shutting down. Try again in a moment':
    'đang khởi động lại hoặc đang tắt. Hãy thử lại sau giây lát',
  'did not answer in time. Check its load and the network': 'không trả lời kịp. Kiểm tra tải của nó và mạng',
  'kept the record locked. If this lasts, look for a session that hangs':
    'giữ khóa bản ghi mãi. Nếu kéo dài, hãy tìm phiên bị treo',
  'has a full disk or a limit that was reached. Free some space and try again':
    'đã đầy ổ đĩa hoặc chạm giới hạn. Giải phóng dung lượng rồi thử lại',
  'is out of memory. Check its settings and load': 'hết bộ nhớ. Kiểm tra cài đặt và tải của nó',
  'has no connection left. Raise max_connections, or run fewer processes':
    'không còn kết nối trống. Tăng max_connections, hoặc chạy ít tiến trình hơn',
  'is read-only. Check that the URL names the primary, not a standby':
    'ở chế độ chỉ đọc. Kiểm tra URL phải trỏ tới máy chính, không phải máy dự phòng',
  'holds damaged or missing tables or records. Nothing was changed: restore it from a backup':
    'có bảng hoặc bản ghi bị hỏng hay bị thiếu. Chưa có gì bị thay đổi: khôi phục từ bản sao lưu',
  'holds something else under a key of ours. Is it shared with another program? Give this one its own database or namespace, or restore a backup':
    'có thứ khác nằm dưới key của oauth-tokens. Nó có dùng chung với chương trình khác không? Hãy cho chương trình này một database hoặc namespace riêng, hoặc khôi phục bản sao lưu',
  'is out of memory and refuses writes. Raise its maxmemory, or remove other data':
    'hết bộ nhớ và từ chối ghi. Tăng maxmemory, hoặc xóa bớt dữ liệu khác',
  'is a read-only replica. Point the store at the primary': 'là bản sao chỉ đọc. Hãy trỏ kho tới máy chính',
  'refuses writes because it cannot save to its disk. Look into its log and free some space':
    'từ chối ghi vì không lưu được xuống đĩa. Hãy xem log của nó và giải phóng dung lượng',
  'is not ready. It should be soon; if not, look into its log':
    'chưa sẵn sàng. Chắc sẽ sớm sẵn sàng; nếu không, hãy xem log của nó',
  'cannot serve this. It must be Redis 6.2 or newer, one primary without cluster mode':
    'không đáp ứng được việc này. Cần Redis 6.2 trở lên, một máy chính và không ở chế độ cluster',
  'did not answer in time. Check that it runs and that the network lets through to it':
    'không trả lời kịp. Kiểm tra xem nó có đang chạy không và mạng có cho kết nối tới không',
  'and this process do not agree on TLS. Check its certificate (NODE_EXTRA_CA_CERTS names further authorities) and whether the URL should begin with rediss: or redis:':
    'và tiến trình này không thống nhất được về TLS. Kiểm tra chứng chỉ của nó (NODE_EXTRA_CA_CERTS để thêm CA khác) và URL nên bắt đầu bằng rediss: hay redis:',
  'cannot be reached, or broke off. Check that it runs and that host and port are right':
    'không kết nối tới được, hoặc bị ngắt. Kiểm tra xem nó có đang chạy không, host và port có đúng không',
  'asks for a password. Put it into the URL: redis://user:password@host':
    'yêu cầu mật khẩu. Hãy ghi vào URL: redis://user:password@host',
  'refuses this user or password. Correct the URL': 'từ chối người dùng hoặc mật khẩu này. Hãy sửa URL',
  'does not allow this user what the store needs. Extend its rights, as by ACL SETUSER name ~oauth-tokens::* &oauth-tokens::* +@read +@write +@scripting +@pubsub +@connection +time':
    'không cho người dùng này các quyền mà kho cần. Hãy mở rộng quyền, chẳng hạn bằng ACL SETUSER name ~oauth-tokens::* &oauth-tokens::* +@read +@write +@scripting +@pubsub +@connection +time',
  'The Redis store {0} {1} ({2}).': 'Kho Redis {0} {1} ({2}).',
  'answered with an error. Look into its log': 'trả lời bằng một lỗi. Hãy xem log của nó',
}
