<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>DecodeText</name>
    <message>
        <source>seconds since 1970</source>
        <translation>自 1970 年起的秒数</translation>
    </message>
    <message>
        <source>milliseconds since 1970</source>
        <translation>自 1970 年起的毫秒数</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>ISO 8601 without a zone, read as local time</source>
        <translation>ISO 8601，无时区，按本地时间解读</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>A time that has not come yet: &quot;in 3 min&quot;</extracomment>
        <translation>%1 后</translation>
    </message>
    <message>
        <source>JSON inside of a string</source>
        <translation>字符串中的 JSON</translation>
    </message>
    <message>
        <source>JSON Web Token</source>
        <translation>JSON Web Token</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Text in base64</source>
        <translation>base64 编码的文本</translation>
    </message>
    <message>
        <source>Bytes in base64</source>
        <translation>base64 编码的字节</translation>
    </message>
    <message>
        <source>%1 local, %2 UTC, %3 (%4)</source>
        <extracomment>A time in a message: local time, UTC, the distance from now, the form in which it is written</extracomment>
        <translation>本地 %1，UTC %2，%3（%4）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A time and its distance from now</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Not verified: the signature was not checked, so anybody may have written this.</source>
        <translation>未验证：未检查签名，内容可能出自任何人。</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>签发时间：%1</translation>
    </message>
    <message>
        <source>Not valid before: %1</source>
        <translation>生效时间：%1</translation>
    </message>
    <message>
        <source>Expired: %1</source>
        <translation>已过期：%1</translation>
    </message>
    <message>
        <source>Expires: %1</source>
        <translation>过期时间：%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::AboutDialog</name>
    <message>
        <source>About Broadcaster</source>
        <translation>关于 Broadcaster</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>A WebSocket broker for the workstation, and a window on its traffic.</source>
        <translation>面向工作站的 WebSocket Broker，并提供查看其流量的窗口。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Made with Qt %1 (LGPL), simdjson (Apache 2.0) and Boost (BSL 1.0).</source>
        <translation>基于 MIT 许可证的自由软件。使用 Qt %1 (LGPL)、simdjson (Apache 2.0) 和 Boost (BSL 1.0) 构建。</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>复制版本信息</translation>
    </message>
</context>
<context>
    <name>broadcaster::ApplyBar</name>
    <message>
        <source>Revert</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Changes not applied yet</source>
        <translation>更改尚未应用</translation>
    </message>
    <message>
        <source>Revert the changes</source>
        <translation>还原更改</translation>
    </message>
    <message>
        <source>Apply the changes</source>
        <translation>应用更改</translation>
    </message>
    <message>
        <source>No changes to apply.</source>
        <translation>没有要应用的更改。</translation>
    </message>
</context>
<context>
    <name>broadcaster::BarChart</name>
    <message>
        <source>Messages per day</source>
        <translation>每日消息数</translation>
    </message>
    <message>
        <source>%1, so far</source>
        <translation>%1，截至目前</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 条消息</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 条消息</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
</context>
<context>
    <name>broadcaster::BrokerStatus</name>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>复制地址 %1</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>点击复制</translation>
    </message>
    <message>
        <source>No connection to</source>
        <translation>未连接到</translation>
    </message>
    <message>
        <source>Listening on</source>
        <translation>正在监听</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>已连接到</translation>
    </message>
    <message>
        <source>Open the Server page</source>
        <translation>打开“服务器”页</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>未启动</translation>
    </message>
    <message>
        <source>Open the page %1</source>
        <translation>打开“%1”页</translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>%Ln 个项目</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln 个客户端</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 条消息/s</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureBanner</name>
    <message>
        <source>Back to live</source>
        <translation>返回实时</translation>
    </message>
    <message>
        <source>Back to live messages</source>
        <translation>返回实时消息</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>Showing %1</source>
        <translation>正在显示 %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureOpener</name>
    <message>
        <source>%1 cannot be read: %2. Choose another file.</source>
        <extracomment>A file&apos;s name, and the system&apos;s reason</extracomment>
        <translation>无法读取 %1：%2。请选择其他文件。</translation>
    </message>
    <message>
        <source>The file has more than the %1 messages that are kept. Raise the limit and open it again.</source>
        <translation>文件中的消息数超过了可保留的 %1 条。请提高上限后重新打开。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read</source>
        <translation>
            <numerusform>%Ln 条消息无法读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not messages</source>
        <translation>
            <numerusform>%Ln 行不是消息</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>第 %1 行，%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureText</name>
    <message>
        <source>Not JSON: the fault is at byte %1 of the line.</source>
        <translation>不是 JSON：错误位于该行第 %1 字节。</translation>
    </message>
    <message>
        <source>Not a JSON object.</source>
        <translation>不是 JSON 对象。</translation>
    </message>
    <message>
        <source>The name of the project is not allowed.</source>
        <translation>不允许使用此项目名称。</translation>
    </message>
    <message>
        <source>The time is not in the form 2026-01-28T12:01:02.114Z.</source>
        <translation>时间不符合 2026-01-28T12:01:02.114Z 的格式。</translation>
    </message>
    <message>
        <source>The message is not in base64.</source>
        <translation>消息不是 base64 编码。</translation>
    </message>
    <message>
        <source>The line is too long: it may have %1 MiB.</source>
        <translation>该行过长：最多允许 %1 MiB。</translation>
    </message>
    <message>
        <source>The file cannot be read on (%1). Check the drive it is on, and open it again.</source>
        <translation>无法继续读取文件（%1）。请检查其所在的驱动器，然后重新打开。</translation>
    </message>
    <message>
        <source>The file is too long: a HAR file may have %1 MiB. Record fewer requests, or save it without the contents of responses.</source>
        <translation>文件过大：HAR 文件最多允许 %1 MiB。请减少录制的请求，或在保存时不包含响应内容。</translation>
    </message>
    <message>
        <source>The file is not a whole HAR file: line %1, byte %2 is not JSON. Save it again in the browser.</source>
        <translation>HAR 文件不完整：第 %1 行第 %2 字节处不是 JSON。请在浏览器中重新保存。</translation>
    </message>
    <message>
        <source>The file is not a HAR file: it has no list log.entries.</source>
        <translation>不是 HAR 文件：缺少列表 log.entries。</translation>
    </message>
    <message>
        <source>The HAR file has no messages of WebSockets. Open the developer tools before the page connects, and save it again.</source>
        <translation>HAR 文件中没有 WebSocket 消息。请在页面建立连接之前打开开发者工具，然后重新保存。</translation>
    </message>
    <message>
        <source>It has no direction, no time or no data.</source>
        <translation>缺少方向、时间或数据。</translation>
    </message>
    <message>
        <source>Nothing was saved: a HAR file may have %1 MiB. Select fewer messages, or save them as JSON Lines.</source>
        <translation>未保存任何内容：HAR 文件最多允许 %1 MiB。请减少选中的消息，或保存为 JSON Lines。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Make room on the drive or choose another folder; no half file was left.</source>
        <translation>无法写入 %1（%2）。请在驱动器上腾出空间或选择其他文件夹；未留下不完整的文件。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClearUndo</name>
    <message numerus="yes">
        <source>%Ln messages cleared.</source>
        <translation>
            <numerusform>已清除 %Ln 条消息。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientDetails</name>
    <message>
        <source>client id</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>Selected client</source>
        <translation>选中的客户端</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>连接时间</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>%1 of project %2: your own connection, made by the composer</source>
        <translation>项目 %2 的 %1：您自己的连接，由消息编辑器建立</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>项目 %2 的 %1</translation>
    </message>
    <message>
        <source>since %1, for %2</source>
        <translation>自 %1 起，已 %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none (not a browser)</source>
        <translation>无（非浏览器）</translation>
    </message>
    <message>
        <source>connected with one</source>
        <translation>使用密钥连接</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1… (%2)</source>
        <translation>%1…（%2）</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientRenaming</name>
    <message>
        <source>Rename client…</source>
        <translation>重命名客户端…</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>重命名 %1…</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsEmpty</name>
    <message>
        <source>URL for a runtime</source>
        <translation>runtime 的 URL</translation>
    </message>
    <message>
        <source>URL for a data agent</source>
        <translation>data-agent 的 URL</translation>
    </message>
    <message>
        <source>As a runtime</source>
        <translation>作为 runtime</translation>
    </message>
    <message>
        <source>As a data agent</source>
        <translation>作为 data-agent</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>停止演示流量</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>启动演示流量</translation>
    </message>
    <message>
        <source>No client is connected</source>
        <translation>没有客户端连接</translation>
    </message>
    <message>
        <source>No client of %1 is connected</source>
        <translation>%1 没有客户端连接</translation>
    </message>
    <message>
        <source>Connect one with any WebSocket library. It is in this list as soon as it is in. Demo traffic connects three clients to the project demo and lets them talk.</source>
        <translation>可使用任意 WebSocket 库连接客户端，连接后会立即出现在此列表中。演示流量会将三个客户端连接到项目 demo，并让它们互相通信。</translation>
    </message>
    <message>
        <source>Clients are told, and have a moment to go.</source>
        <translation>客户端会收到通知，并有片刻时间断开。</translation>
    </message>
    <message>
        <source>Nobody can connect until it is. The Server page says where it listens.</source>
        <translation>Broker 运行之前，任何客户端都无法连接。监听地址见“服务器”页。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsModel</name>
    <message>
        <source>%1, your own connection</source>
        <translation>%1，您自己的连接</translation>
    </message>
    <message>
        <source>you</source>
        <translation>您</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Your own connection, made by the composer</source>
        <translation>您自己的连接，由消息编辑器建立</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Name of the client; its id is in the tool tip. F2 renames it</source>
        <translation>客户端的名称；ID 见工具提示。按 F2 重命名</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Type with which it connected</source>
        <translation>连接时声明的类型</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Messages never leave it</source>
        <translation>消息不会离开项目</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>连接时长</translation>
    </message>
    <message>
        <source>Time since it connected</source>
        <translation>自连接以来的时间</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>最后消息</translation>
    </message>
    <message>
        <source>Time since the last message from it</source>
        <translation>距其最后一条消息的时间</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Messages per second from it, over the last 5 seconds</source>
        <translation>最近 5 秒内每秒来自它的消息数</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Its address, or that of a proxy</source>
        <translation>客户端自身或代理的地址</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>收到消息</translation>
    </message>
    <message>
        <source>Messages received from it</source>
        <translation>从它收到的消息</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>发出消息</translation>
    </message>
    <message>
        <source>Messages sent to it</source>
        <translation>向它发送的消息</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>收到字节</translation>
    </message>
    <message>
        <source>Bytes received from it, messages only</source>
        <translation>从它收到的字节，仅计消息</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>发出字节</translation>
    </message>
    <message>
        <source>Bytes sent to it, frame headers included</source>
        <translation>向它发送的字节，含帧头</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Bytes that wait for it: a slow client has many</source>
        <translation>等待它接收的字节：慢客户端会积压很多</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>User agent that it names</source>
        <translation>它声明的 User-Agent</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Broker of the cluster that it is connected to</source>
        <translation>它所连接的集群 Broker</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Web page on which it runs</source>
        <translation>它所在的网页</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Filter traffic</source>
        <translation>过滤流量</translation>
    </message>
    <message>
        <source>Shows the messages of the selected client, and those sent to it alone</source>
        <translation>显示选中客户端的消息，以及只发给它的消息</translation>
    </message>
    <message>
        <source>Send to…</source>
        <translation>发送到…</translation>
    </message>
    <message>
        <source>Opens the composer with a message to the selected client</source>
        <translation>打开消息编辑器，向选中的客户端发送消息</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>复制 ID</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Gives the selected client a name of your own</source>
        <translation>为选中的客户端指定自定义名称</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>断开连接…</translation>
    </message>
    <message>
        <source>Find clients</source>
        <translation>查找客户端</translation>
    </message>
    <message>
        <source>Find by name, id, type, project, address or user agent</source>
        <translation>按名称、ID、类型、项目、地址或 User-Agent 查找</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Show all clients</source>
        <translation>显示所有客户端</translation>
    </message>
    <message>
        <source>Some broker of the cluster has not answered: its clients are missing here.</source>
        <translation>集群中有 Broker 未响应：此处缺少其客户端。</translation>
    </message>
    <message>
        <source>No client matches “%1”</source>
        <translation>没有与“%1”匹配的客户端</translation>
    </message>
    <message>
        <source>Names, ids, types, projects, addresses and user agents are searched for every word.</source>
        <translation>在名称、ID、类型、项目、地址和 User-Agent 中查找每个词。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 个客户端</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients</source>
        <translation>
            <numerusform>%Ln 个客户端</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients are selected.</source>
        <translation>
            <numerusform>已选中 %Ln 个客户端。</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a client to see all that is known of it.</source>
        <translation>选择一个客户端以查看其全部信息。</translation>
    </message>
    <message>
        <source>Disconnect client %1?</source>
        <translation>断开客户端 %1 的连接？</translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %Ln clients?</source>
        <translation>
            <numerusform>断开 %Ln 个客户端的连接？</numerusform>
        </translation>
    </message>
    <message>
        <source>Its connection is closed with code 4000. Most clients connect again by themselves.</source>
        <translation>其连接将以关闭码 4000 关闭。大多数客户端会自动重新连接。</translation>
    </message>
    <message>
        <source>Their connections are closed with code 4000. Most clients connect again by themselves.</source>
        <translation>这些连接将以关闭码 4000 关闭。大多数客户端会自动重新连接。</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连接</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsTable</name>
    <message>
        <source>Connected clients</source>
        <translation>已连接的客户端</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterModel</name>
    <message>
        <source>%1 (this broker)</source>
        <translation>%1（此 Broker）</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>%1: a broker has another id after each start</source>
        <translation>%1：Broker 每次启动后 ID 都会改变</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Name of the broker: --cluster-name</source>
        <translation>Broker 的名称：--cluster-name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Id of the broker, new with each start</source>
        <translation>Broker 的 ID，每次启动都会改变</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Version of its program</source>
        <translation>其程序的版本</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Clients that are connected to it</source>
        <translation>连接到它的客户端</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Projects that have clients there</source>
        <translation>有客户端连接到它的项目</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>上次响应</translation>
    </message>
    <message>
        <source>Time since the latest sign of life</source>
        <translation>距其最近一次存活信号的时间</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Messages for clients there, since this broker met it</source>
        <translation>自此 Broker 发现它以来，发给其客户端的消息</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Those of them that it has taken</source>
        <translation>其中已被它接收的消息</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Messages that have neither arrived nor been lost</source>
        <translation>既未送达也未丢失的消息</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Messages that will not arrive; the tool tips say why</source>
        <translation>不会送达的消息；原因见工具提示</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Bytes here that wait to leave for it</source>
        <translation>在此等待发往它的字节</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Messages from its clients that came here</source>
        <translation>来自其客户端并到达此处的消息</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterPage</name>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>other brokers cannot be reached</source>
        <translation>无法连接其他 Broker</translation>
    </message>
    <message>
        <source>They share the projects of the namespace %1.</source>
        <translation>它们共享命名空间 %1 中的项目。</translation>
    </message>
    <message>
        <source>This is the only broker of the namespace %1. Others are listed here within seconds of their start.</source>
        <translation>这是命名空间 %1 中唯一的 Broker。其他 Broker 启动后数秒内会列在此处。</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Broker 未运行</translation>
    </message>
    <message>
        <source>Nothing is known of a cluster</source>
        <translation>没有集群信息</translation>
    </message>
    <message>
        <source>Asking the broker for its cluster</source>
        <translation>正在向 Broker 查询集群</translation>
    </message>
    <message>
        <source>This broker is in no cluster</source>
        <translation>此 Broker 不属于任何集群</translation>
    </message>
    <message>
        <source>Several brokers can share their projects, so that clients meet on any of them. Start each with --cluster and the address of the same Redis server, and with the same --cluster-namespace.</source>
        <translation>多个 Broker 可以共享项目，使客户端无论连接到哪个 Broker 都能互通。启动每个 Broker 时，请使用 --cluster 指定同一 Redis 服务器的地址，并使用相同的 --cluster-namespace。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterTable</name>
    <message>
        <source>Brokers of the cluster</source>
        <translation>集群中的 Broker</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>复制 ID</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterText</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached</source>
        <translation>无法连接其他 Broker</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached: %1</source>
        <translation>无法连接其他 Broker：%1</translation>
    </message>
    <message>
        <source>Messages between brokers arrive</source>
        <translation>Broker 之间的消息传递正常</translation>
    </message>
    <message>
        <source>Messages between brokers arrive: %1</source>
        <translation>Broker 之间的消息传递正常：%1</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>尚无响应</translation>
    </message>
    <message>
        <source>too much waited here to leave: Redis or the network is too slow</source>
        <translation>此处积压待发的内容过多：Redis 或网络太慢</translation>
    </message>
    <message>
        <source>Redis did not take them: it could not be reached</source>
        <translation>Redis 未接收：无法连接到 Redis</translation>
    </message>
    <message>
        <source>the other broker did not listen: its connection to Redis was lost</source>
        <translation>另一 Broker 未在监听：它与 Redis 的连接已丢失</translation>
    </message>
    <message>
        <source>lost between Redis and the other broker: its connection was cut, or Redis’ buffer for it was full</source>
        <translation>在 Redis 与另一 Broker 之间丢失：其连接中断，或 Redis 为它分配的缓冲区已满</translation>
    </message>
    <message>
        <source>the other broker was behind: it got more than it could deliver</source>
        <translation>另一 Broker 处理滞后：收到的消息超出其投递能力</translation>
    </message>
    <message>
        <source>the other broker did not know the project yet: its first client had just come</source>
        <translation>另一 Broker 尚不知道该项目：其首个客户端刚刚连接</translation>
    </message>
    <message>
        <source>the other broker was gone before it could take them</source>
        <translation>另一 Broker 在接收之前已离开</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRuleRow</name>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Rule is on</source>
        <translation>规则已启用</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name, optional</source>
        <translation>名称（可选）</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>过滤器</translation>
    </message>
    <message>
        <source>Filter, such as type == &quot;error&quot;</source>
        <translation>过滤器，例如 type == &quot;error&quot;</translation>
    </message>
    <message>
        <source>The filter says which rows get the colour.</source>
        <translation>过滤器决定哪些行会着色。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRulesDialog</name>
    <message>
        <source>Add rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Colour rules</source>
        <translation>着色规则</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>The first rule that matches a message colours its row. The tool tip of the row names the rule.</source>
        <translation>与消息匹配的第一条规则会为其所在行着色。该行的工具提示会显示规则名称。</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>移除规则</translation>
    </message>
    <message>
        <source>There is room for %1 rules.</source>
        <translation>最多可有 %1 条规则。</translation>
    </message>
    <message>
        <source>No row has a colour yet.</source>
        <translation>尚无着色的行。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColumnLayout</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>重置列</translation>
    </message>
</context>
<context>
    <name>broadcaster::CommentDialog</name>
    <message numerus="yes">
        <source>Comment on %Ln messages</source>
        <translation>
            <numerusform>为 %Ln 条消息添加备注</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Comment, shown in the row; leave it empty to remove it</source>
        <translation>备注(&amp;C)，显示在行中；留空则移除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The comment has %1 bytes of UTF-8, the most is %2.</source>
        <translation>备注的 UTF-8 长度为 %1 字节，上限为 %2。</translation>
    </message>
</context>
<context>
    <name>broadcaster::CompareView</name>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>整条消息</translation>
    </message>
    <message>
        <source>Compared parts</source>
        <translation>比较的部分</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>This</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Mark a message first: choose it in the list and press M.</source>
        <translation>请先标记一条消息：在列表中选中它并按 M。</translation>
    </message>
    <message>
        <source>Choose a message to compare with the marked one, %1.</source>
        <translation>请选择一条消息，与已标记的消息 %1 比较。</translation>
    </message>
    <message>
        <source>These messages are too large to compare: %1 and %2.</source>
        <translation>消息过大，无法比较：%1 和 %2。</translation>
    </message>
    <message>
        <source>One of the two messages is not JSON, so there is nothing to compare.</source>
        <translation>两条消息中有一条不是 JSON，无法比较。</translation>
    </message>
    <message>
        <source>No differences between %1 and %2.</source>
        <translation>%1 与 %2 之间没有差异。</translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</source>
        <translation>
            <numerusform>%1（已标记）与 %2（当前）：差异超过 %Ln 处，仅显示前面的部分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): %Ln difference(s).</source>
        <translation>
            <numerusform>%1（已标记）与 %2（当前）：%Ln 处差异。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::Composer</name>
    <message>
        <source>Fault in the text</source>
        <translation>文本中的错误</translation>
    </message>
    <message>
        <source>Clients it would reach</source>
        <translation>将到达的客户端</translation>
    </message>
    <message>
        <source>Result of sending</source>
        <translation>发送结果</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>消息编辑器</translation>
    </message>
    <message>
        <source>Send text that is not JSON, too</source>
        <translation>非 JSON 文本也发送</translation>
    </message>
    <message>
        <source>Send as an admin client (%1)</source>
        <translation>以 admin 客户端身份发送 (%1)</translation>
    </message>
    <message>
        <source>Older message</source>
        <translation>较早的消息</translation>
    </message>
    <message>
        <source>Newer message</source>
        <translation>较新的消息</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Save this message</source>
        <translation>保存此消息</translation>
    </message>
    <message>
        <source>This message is too large to edit (%1). It can be resent as it is.</source>
        <translation>此消息过大，无法编辑（%1）。可原样重新发送。</translation>
    </message>
    <message>
        <source>Not sent: a placeholder is unknown.</source>
        <translation>未发送：存在未知的占位符。</translation>
    </message>
    <message>
        <source>This is not JSON. Send anyway: %1</source>
        <translation>这不是 JSON。仍要发送：%1</translation>
    </message>
    <message>
        <source>The broker would reject it: %1</source>
        <translation>Broker 会拒绝此消息：%1</translation>
    </message>
    <message>
        <source>The broker answers this one itself.</source>
        <translation>此消息由 Broker 自行答复。</translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %Ln client(s)</source>
        <translation>
            <numerusform>将到达 %Ln 个客户端中的 %1 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %2 clients, and %Ln admin(s) would get a copy</source>
        <translation>
            <numerusform>将到达 %2 个客户端中的 %1 个，另有 %Ln 个 admin 收到副本</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerDock</name>
    <message>
        <source>Composer</source>
        <translation>消息编辑器</translation>
    </message>
    <message>
        <source>&amp;Composer</source>
        <translation>消息编辑器(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;how the composer</source>
        <translation>显示消息编辑器(&amp;H)</translation>
    </message>
    <message>
        <source>Close the composer</source>
        <translation>关闭消息编辑器</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTemplates</name>
    <message>
        <source>To all of a type</source>
        <translation>发给某一类型</translation>
    </message>
    <message>
        <source>To one client</source>
        <translation>发给一个客户端</translation>
    </message>
    <message>
        <source>To everyone</source>
        <translation>发给所有客户端</translation>
    </message>
    <message>
        <source>GraphQL query</source>
        <translation>GraphQL 查询</translation>
    </message>
    <message>
        <source>Query response</source>
        <translation>查询响应</translation>
    </message>
    <message>
        <source>Ping the broker</source>
        <translation>Ping Broker</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTools</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Begin with a message of one kind. Sending fills in %1.</source>
        <translation>从某一类消息开始编写。发送时会填入 %1。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Messages that you have saved under a name (%1)</source>
        <translation>以名称保存的消息 (%1)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Ctrl+Up and Ctrl+Down step through earlier messages</source>
        <translation>按 Ctrl+Up 和 Ctrl+Down 浏览较早的消息</translation>
    </message>
    <message>
        <source>Earlier messages and drafts</source>
        <translation>较早的消息和草稿</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式化</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConfigSection</name>
    <message>
        <source>%1: %2</source>
        <comment>a field, what is wrong</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectDialog</name>
    <message>
        <source>&amp;Keep the key in the keyring of the desktop</source>
        <translation>将密钥保存到桌面密钥环(&amp;K)</translation>
    </message>
    <message>
        <source>Connect to a broker</source>
        <translation>连接到 Broker</translation>
    </message>
    <message>
        <source>wss://broker.example.com or 10.0.0.5:8787</source>
        <translation>wss://broker.example.com 或 10.0.0.5:8787</translation>
    </message>
    <message>
        <source>Empty: the key that is kept</source>
        <translation>留空：使用已保存的密钥</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>地址(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Service key, or viewer key to look only</source>
        <translation>服务密钥(&amp;S)，仅查看时可用只读密钥</translation>
    </message>
    <message>
        <source>This is not the address of a broker. Give one such as wss://broker.example.com or 10.0.0.5:8787.</source>
        <translation>这不是 Broker 的地址。请输入类似 wss://broker.example.com 或 10.0.0.5:8787 的地址。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectionBar</name>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>Broker 未运行。请在“服务器”页启动。</translation>
    </message>
    <message>
        <source>Choose a project or type its name.</source>
        <translation>请选择项目或输入项目名称。</translation>
    </message>
    <message>
        <source>No project can have this name.</source>
        <translation>此名称不能用作项目名称。</translation>
    </message>
    <message>
        <source>Connected as an admin client</source>
        <translation>已作为 admin 客户端连接</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Not connected; sending connects</source>
        <translation>未连接；发送时会自动连接</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连接</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationCopy</name>
    <message>
        <source>Nothing was copied: a report has room for %1 messages. Select fewer, or export them.</source>
        <translation>未复制任何内容：一份报告最多容纳 %1 条消息。请减少选中的消息，或将其导出。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied, with requests and replies.</source>
        <translation>
            <numerusform>已复制 %Ln 条消息，包含请求和回复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied alone: requests and replies are found while the column Reply is shown.</source>
        <translation>
            <numerusform>仅复制了 %Ln 条消息：显示“回复”列时，才会识别请求和回复。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationReport</name>
    <message>
        <source>Only the first %1 of %2 are quoted.</source>
        <translation>仅引用前 %1（共 %2）。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A name and its value</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <extracomment>After a list of clients</extracomment>
        <translation>
            <numerusform>以及另外 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>The number of a message in a report, and its type</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>To</source>
        <translation>接收方</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationText</name>
    <message>
        <source>Request %1 from %2 at %3</source>
        <extracomment>Type, sender, and time of a message</extracomment>
        <translation>请求 %1，来自 %2，时间 %3</translation>
    </message>
    <message>
        <source>Error %1 from %2 at %3, after %4</source>
        <translation>错误 %1，来自 %2，时间 %3，耗时 %4</translation>
    </message>
    <message>
        <source>Reply %1 from %2 at %3, after %4</source>
        <translation>回复 %1，来自 %2，时间 %3，耗时 %4</translation>
    </message>
    <message numerus="yes">
        <source>%n more replies</source>
        <translation>
            <numerusform>另有 %n 条回复</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsEmpty</name>
    <message>
        <source>Start demo traffic</source>
        <translation>启动演示流量</translation>
    </message>
    <message>
        <source>No message has arrived yet</source>
        <translation>尚未收到消息</translation>
    </message>
    <message>
        <source>As soon as a client answers another one, the times of its replies are listed here. Demo traffic has some.</source>
        <translation>一旦有客户端回复另一客户端，其回复时间就会列在此处。演示流量中包含一些回复。</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Broker 未运行</translation>
    </message>
    <message>
        <source>Requests and replies are found in its messages. The Server page says where the broker listens, and why a start failed.</source>
        <translation>请求和回复从 Broker 的消息中识别。监听地址以及启动失败的原因见“服务器”页。</translation>
    </message>
    <message>
        <source>Requests and replies are being found</source>
        <translation>正在识别请求和回复</translation>
    </message>
    <message>
        <source>%1 messages are left.</source>
        <translation>还剩 %1 条消息。</translation>
    </message>
    <message>
        <source>No request and no reply was found</source>
        <translation>未找到请求和回复</translation>
    </message>
    <message>
        <source>No request and no reply of %1 was found</source>
        <translation>未找到 %1 的请求和回复</translation>
    </message>
    <message>
        <source>A reply repeats a value of its request. If yours do so in another field, write its path above, such as payload.job.id. With the rule next, the next message back to the sender counts as the reply.</source>
        <translation>回复会重复其请求中的某个值。如果您的回复使用其他字段，请在上方写出该字段的路径，例如 payload.job.id。使用规则 next 时，发回给请求发送方的下一条消息视为回复。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsModel</name>
    <message>
        <source>no type</source>
        <translation>无类型</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>any client</source>
        <translation>任意客户端</translation>
    </message>
    <message>
        <source>any %1</source>
        <translation>任意 %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>无接收方</translation>
    </message>
    <message>
        <source>Half of the replies took at most so long.</source>
        <translation>半数回复的耗时不超过此值。</translation>
    </message>
    <message>
        <source>95 of 100 replies took at most so long.</source>
        <translation>95% 的回复耗时不超过此值。</translation>
    </message>
    <message>
        <source>99 of 100 replies took at most so long.</source>
        <translation>99% 的回复耗时不超过此值。</translation>
    </message>
    <message>
        <source>Requests without a reply for 5 seconds or longer.</source>
        <translation>5 秒或更久仍未收到回复的请求。</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>回复方</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未回复</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsPage</name>
    <message>
        <source>Show messages</source>
        <translation>显示消息</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Shows the requests of the selected line, and the messages of the client that answers</source>
        <translation>显示选中行的请求，以及回复方客户端的消息</translation>
    </message>
    <message>
        <source>&amp;Rule for replies</source>
        <translation>回复规则(&amp;R)</translation>
    </message>
    <message>
        <source>Rule for replies</source>
        <translation>回复规则</translation>
    </message>
    <message>
        <source>auto tries the usual fields. Otherwise write the path of a value that a reply repeats, such as payload.requestId, or id -&gt; payload.inReplyTo, or next: the next message back to the sender. Several have commas between them; the first that finds a request counts.</source>
        <translation>auto 会尝试常用字段。也可以写出回复所重复的值的路径，例如 payload.requestId 或 id -&gt; payload.inReplyTo；或写 next，即发回给请求发送方的下一条消息。多条规则以逗号分隔，以首个能找到请求的规则为准。</translation>
    </message>
    <message numerus="yes">
        <source>%n more projects</source>
        <translation>
            <numerusform>另有 %n 个项目</numerusform>
        </translation>
    </message>
    <message>
        <source>Found in %1</source>
        <translation>识别依据：%1</translation>
    </message>
    <message>
        <source>Choose a line to see its reply times.</source>
        <translation>选择一行以查看其回复时间。</translation>
    </message>
    <message>
        <source>%1, answered by %2: p95 as a line, p50 dashed</source>
        <extracomment>Type of a request, and the client that answers it</extracomment>
        <translation>%1，由 %2 回复：p95 为实线，p50 为虚线</translation>
    </message>
    <message>
        <source>These requests have no reply.</source>
        <translation>这些请求没有回复。</translation>
    </message>
    <message>
        <source>%1 requests and replies</source>
        <translation>%1 条请求和回复</translation>
    </message>
    <message>
        <source>%1, %2 left out by a limit</source>
        <translation>%1，因达到上限而略去 %2 条</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsTable</name>
    <message>
        <source>Requests by type and answering client</source>
        <translation>按类型和回复方客户端列出的请求</translation>
    </message>
</context>
<context>
    <name>broadcaster::CopyField</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>复制 %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>broadcaster::CountsModel</name>
    <message>
        <source>All projects</source>
        <translation>所有项目</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>未投递</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>被拒绝</translation>
    </message>
</context>
<context>
    <name>broadcaster::CrossingSection</name>
    <message>
        <source>Sent, less arrived, under way and lost: it is 0, or the program has a fault</source>
        <translation>已发送减去已送达、在途和丢失的数量：应为 0，否则说明程序有缺陷</translation>
    </message>
    <message>
        <source>Messages to other brokers</source>
        <translation>发往其他 Broker 的消息</translation>
    </message>
    <message>
        <source>From this broker to all others, since it started.</source>
        <translation>自此 Broker 启动以来，发往所有其他 Broker 的消息。</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>unaccounted for</source>
        <translation>去向不明</translation>
    </message>
    <message>
        <source>batches from others were not read: they were of another version, or not signed as they should be</source>
        <translation>未读取来自其他 Broker 的批次：版本不同，或签名不正确</translation>
    </message>
    <message>
        <source>No message was lost.</source>
        <translation>没有消息丢失。</translation>
    </message>
    <message>
        <source>No message has left for another broker yet.</source>
        <translation>尚无消息发往其他 Broker。</translation>
    </message>
</context>
<context>
    <name>broadcaster::DatabaseSection</name>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Keeps API keys and usage. Never messages.</source>
        <translation>存储 API 密钥和用量，从不存储消息。</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>其他数据库</translation>
    </message>
    <message>
        <source>Another one: a file, or postgresql://user:password@host/database</source>
        <translation>其他数据库：文件，或 postgresql://user:password@host/database</translation>
    </message>
    <message>
        <source>It must be on one line.</source>
        <translation>必须写在一行内。</translation>
    </message>
    <message>
        <source>Give a file, or a URL that begins with postgresql://.</source>
        <translation>请指定文件，或以 postgresql:// 开头的 URL。</translation>
    </message>
    <message>
        <source>The URL is not valid. Special characters in it are percent-encoded: @ is %40.</source>
        <translation>URL 无效。其中的特殊字符须使用百分号编码：@ 写作 %40。</translation>
    </message>
    <message>
        <source>Another database needs a restart. Keys and usage are not copied to the new database.</source>
        <translation>更换数据库需要重启。密钥和用量不会复制到新数据库。</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>Broker 未运行，当前未使用。</translation>
    </message>
    <message>
        <source>Connected, everything counted is written.</source>
        <translation>已连接，所有计数均已写入。</translation>
    </message>
    <message>
        <source>Connected. Messages counted and not yet written: %1.</source>
        <translation>已连接。已计数但尚未写入的消息：%1。</translation>
    </message>
    <message>
        <source>Not connected; the broker tries again by itself. Messages counted and not yet written: %1.</source>
        <translation>未连接；Broker 会自动重试。已计数但尚未写入的消息：%1。</translation>
    </message>
    <message>
        <source>Failed writes so far: %1. Last error: %2</source>
        <translation>迄今写入失败次数：%1。最近的错误：%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DecodedView</name>
    <message>
        <source>Decoded value as a tree</source>
        <translation>以树显示解码后的值</translation>
    </message>
    <message>
        <source>Decoded value as text</source>
        <translation>以文本显示解码后的值</translation>
    </message>
    <message>
        <source>This value cannot be decoded after all.</source>
        <translation>此值无法解码。</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>前 %1（共 %2）</translation>
    </message>
    <message>
        <source>%1, %2 × %3, %4</source>
        <extracomment>Type of an image, width, height, size of its file</extracomment>
        <translation>%1，%2 × %3，%4</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryModel</name>
    <message>
        <source>%1 %2, %3</source>
        <extracomment>Role, id and outcome of the message: &quot;runtime 8f1c…, sent&quot;</extracomment>
        <translation>%1 %2，%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Name of a client, and outcome of the message: &quot;runtime 1, sent&quot;</extracomment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryText</name>
    <message>
        <source>Sent to nobody</source>
        <translation>未发送给任何客户端</translation>
    </message>
    <message>
        <source>Sent to nobody, mirrored to %1</source>
        <translation>未发送给任何客户端，镜像给 %1 个</translation>
    </message>
    <message>
        <source>Sent to %1 of %2</source>
        <translation>已发送给 %1/%2 个客户端</translation>
    </message>
    <message>
        <source>Sent to %1 of %2, mirrored to %3</source>
        <translation>已发送给 %1/%2 个客户端，镜像给 %3 个</translation>
    </message>
    <message>
        <source>Answered by the broker</source>
        <translation>由 Broker 答复</translation>
    </message>
    <message>
        <source>Not recorded: the file does not hold the receivers</source>
        <translation>未记录：文件中不含接收方</translation>
    </message>
    <message>
        <source>Rejected, delivered to nobody</source>
        <translation>被拒绝，未投递给任何客户端</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>%1 个排队中</translation>
    </message>
    <message>
        <source>%1 dropped: too slow</source>
        <translation>%1 个已丢弃：接收过慢</translation>
    </message>
    <message>
        <source>%1 dropped: connection lost</source>
        <translation>%1 个已丢弃：连接丢失</translation>
    </message>
    <message>
        <source>Sent: handed to the operating system. This does not say that the program at the other end has read it.
Queued: waits in the broker for a client that does not keep up.
Dropped: will not arrive, because the client was too slow or its connection ended first.
Passed on: another broker of the cluster has the client, and knows how far the message has come.</source>
        <translation>已发送：已交给操作系统。这并不表示另一端的程序已读取。
排队中：客户端来不及接收，消息在 Broker 中等待。
已丢弃：不会送达，因为客户端接收过慢，或其连接提前结束。
已转交：客户端连接在集群的另一 Broker 上，消息的后续进展由该 Broker 掌握。</translation>
    </message>
    <message>
        <source>By rule 1: no client of this project has this id. It may have reconnected: ids are never reused.</source>
        <translation>依据规则 1：此项目中没有客户端使用此 ID。它可能已重新连接：ID 不会重复使用。</translation>
    </message>
    <message>
        <source>By rule 1: to.id names a client of this project.</source>
        <translation>依据规则 1：to.id 指定了此项目中的一个客户端。</translation>
    </message>
    <message>
        <source>By rule 2: no client of type %1 is connected except the sender.</source>
        <translation>依据规则 2：除发送方外，没有类型为 %1 的客户端连接。</translation>
    </message>
    <message>
        <source>By rule 2: “%1” is not a type. There are runtime, data-agent and admin.</source>
        <translation>依据规则 2：“%1”不是有效类型。可用类型为 runtime、data-agent 和 admin。</translation>
    </message>
    <message>
        <source>By rule 2: to.type names every client of that type except the sender.</source>
        <translation>依据规则 2：to.type 指定该类型的所有客户端，发送方除外。</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, and nobody else is connected except admins, which get no broadcasts.</source>
        <translation>依据规则 3：消息未指定接收方，且除了不接收广播的 admin 外，没有其他客户端连接。</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, so it is for everyone but the sender and admins.</source>
        <translation>依据规则 3：消息未指定接收方，因此发给除发送方和 admin 外的所有客户端。</translation>
    </message>
    <message>
        <source>A PING is for the broker itself: its PONG goes to the sender alone.</source>
        <translation>PING 由 Broker 自身处理：对应的 PONG 只发给发送方。</translation>
    </message>
    <message>
        <source>The message was invalid. The error that the sender got says why.</source>
        <translation>消息无效。原因见发送方收到的错误。</translation>
    </message>
    <message>
        <source>The broker said it to this client alone.</source>
        <translation>Broker 仅发给此客户端。</translation>
    </message>
    <message>
        <source>The broker said it to everyone in the project.</source>
        <translation>Broker 发给项目中的所有客户端。</translation>
    </message>
    <message>
        <source>The broker said it to the client whose message was at fault.</source>
        <translation>Broker 发给消息出错的客户端。</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryView</name>
    <message>
        <source>Delivery to each client</source>
        <translation>向各客户端的投递情况</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients.</source>
        <translation>捕获文件中不含已连接的客户端。</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients: only clients that had not got the message are listed.</source>
        <translation>捕获文件中不含已连接的客户端：仅列出未收到消息的客户端。</translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>未选择消息。</translation>
    </message>
    <message>
        <source>The broker no longer knows the clients of that time. It remembers only the latest arrivals and departures.</source>
        <translation>Broker 已不再知道当时有哪些客户端。它只记住最近的连接和断开。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</source>
        <translation>
            <numerusform>有 %Ln 个未收到消息的客户端已计入上方，但在下方显示为已发送。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are connected to other brokers. They count as sent above.</source>
        <translation>
            <numerusform>其中 %Ln 个连接在其他 Broker 上，在上方计为已发送。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailFollower</name>
    <message>
        <source>Details of the newest message</source>
        <translation>最新消息的详情</translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailPane</name>
    <message>
        <source>%1 %2</source>
        <extracomment>Time and type of a message</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Sides of the message</source>
        <translation>消息视图</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Actions on the details</source>
        <translation>详情操作</translation>
    </message>
    <message>
        <source>Hide the details (Ctrl+D)</source>
        <translation>隐藏详情 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>在消息中查找</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>查找下一处</translation>
    </message>
    <message>
        <source>Find the previous place</source>
        <translation>查找上一处</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>全部折叠</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>Sender and receiver of a message, and its size</extracomment>
        <translation>%1，%2，%3</translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailPlace</name>
    <message>
        <source>Message details</source>
        <translation>消息详情</translation>
    </message>
    <message>
        <source>Place of the details</source>
        <translation>详情位置</translation>
    </message>
    <message>
        <source>&amp;Automatic: at the right of wide windows</source>
        <translation>自动：宽窗口中位于右侧(&amp;A)</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>右侧(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>下方(&amp;B)</translation>
    </message>
</context>
<context>
    <name>broadcaster::DialogPromptsText</name>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>HAR, for browsers (*.har)</source>
        <translation>HAR，用于浏览器 (*.har)</translation>
    </message>
    <message>
        <source>SVG (*.svg)</source>
        <translation>SVG (*.svg)</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Mermaid (*.mmd)</source>
        <translation>Mermaid (*.mmd)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>broadcaster::EngineSection</name>
    <message>
        <source>Redis servers</source>
        <translation>Redis 服务器</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>The servers that carry messages from broker to broker.</source>
        <translation>在 Broker 之间传递消息的服务器。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorLine</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorText</name>
    <message>
        <source>The broker does not accept a value.</source>
        <translation>Broker 不接受某个值。</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>该项已不存在。</translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation>您无权执行此操作。</translation>
    </message>
    <message>
        <source>It does not fit the state that the broker is in. Try again.</source>
        <translation>此操作与 Broker 的当前状态不符。请重试。</translation>
    </message>
    <message>
        <source>The address is in use by another program. Stop that one or choose another port.</source>
        <translation>该地址已被其他程序占用。请停止该程序或选择其他端口。</translation>
    </message>
    <message>
        <source>There is no permission to listen on the address. Choose a port above 1023.</source>
        <translation>无权监听该地址。请选择 1023 以上的端口。</translation>
    </message>
    <message>
        <source>The address is not one of this machine.</source>
        <translation>该地址不属于本机。</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be used.</source>
        <translation>证书或其私钥无法使用。</translation>
    </message>
    <message>
        <source>The database cannot be created. Name another file.</source>
        <translation>无法创建数据库。请指定其他文件。</translation>
    </message>
    <message>
        <source>The database cannot be used. Check its server or its file.</source>
        <translation>无法使用数据库。请检查其服务器或文件。</translation>
    </message>
    <message>
        <source>A newer version of this program has written the database. Update the program.</source>
        <translation>数据库由此程序的较新版本写入。请更新程序。</translation>
    </message>
    <message>
        <source>The database is damaged. Restore it from a backup.</source>
        <translation>数据库已损坏。请从备份恢复。</translation>
    </message>
    <message>
        <source>The database cannot be written to. Give the broker the right to write it.</source>
        <translation>无法写入数据库。请授予 Broker 写入权限。</translation>
    </message>
    <message>
        <source>Another program holds the database. Close it, or wait until it is done.</source>
        <translation>数据库被其他程序占用。请关闭该程序，或等待其完成。</translation>
    </message>
    <message>
        <source>The disk with the database is full. Make room; nothing counted is lost until then.</source>
        <translation>数据库所在的磁盘已满。请腾出空间；在此之前，已有计数不会丢失。</translation>
    </message>
    <message>
        <source>The database denies the broker a right, or refuses its password.</source>
        <translation>数据库拒绝授予 Broker 某项权限，或拒绝其密码。</translation>
    </message>
    <message>
        <source>A setting of the database, or of the way to it, must be changed.</source>
        <translation>需要更改数据库或其连接方式的某项设置。</translation>
    </message>
    <message>
        <source>The database cannot store a value.</source>
        <translation>数据库无法存储某个值。</translation>
    </message>
    <message>
        <source>The broker is too busy. Try again in a moment.</source>
        <translation>Broker 过于繁忙。请稍后重试。</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>Broker 未运行。请在“服务器”页启动。</translation>
    </message>
    <message>
        <source>%1 is in use by %2. Stop that program, or choose another port; 0 takes any free one.</source>
        <translation>%1 已被 %2 占用。请停止该程序，或选择其他端口；0 表示使用任意空闲端口。</translation>
    </message>
    <message>
        <source>The project needs a name.</source>
        <translation>项目需要名称。</translation>
    </message>
    <message>
        <source>The name of the project has %1 bytes; at most %2 are allowed.</source>
        <translation>项目名称有 %1 字节；最多允许 %2 字节。</translation>
    </message>
    <message>
        <source>The name of the project is not UTF-8.</source>
        <translation>项目名称不是 UTF-8。</translation>
    </message>
    <message>
        <source>The name of the project has a control character, which is not allowed.</source>
        <translation>项目名称包含不允许使用的控制字符。</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4.</source>
        <translation>%1：%2 必须在 %3 到 %4 之间。</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 bytes.</source>
        <translation>%1：%2 必须在 %3 到 %4 字节之间。</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 seconds.</source>
        <translation>%1：%2 必须在 %3 到 %4 秒之间。</translation>
    </message>
    <message>
        <source>%1: at most %2 are allowed.</source>
        <translation>%1：最多允许 %2 个。</translation>
    </message>
    <message>
        <source>%1: at most %2 bytes are allowed.</source>
        <translation>%1：最多允许 %2 字节。</translation>
    </message>
    <message>
        <source>%1: a value is needed.</source>
        <translation>%1：必须填写值。</translation>
    </message>
    <message>
        <source>%1: “%2” is there twice.</source>
        <translation>%1：“%2”重复出现。</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address, such as 127.0.0.1, ::1 or 0.0.0.0.</source>
        <translation>%1：“%2”不是 IP 地址，例如 127.0.0.1、::1 或 0.0.0.0。</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address or a network, such as 10.0.0.0/8.</source>
        <translation>%1：“%2”不是 IP 地址或网段，例如 10.0.0.0/8。</translation>
    </message>
    <message>
        <source>%1: “%2” is not an origin, such as https://app.example.com, or *.</source>
        <translation>%1：“%2”不是来源（例如 https://app.example.com），也不是 *。</translation>
    </message>
    <message>
        <source>%1: “%2” is not a host, such as broker.example.com.</source>
        <translation>%1：“%2”不是主机名，例如 broker.example.com。</translation>
    </message>
    <message>
        <source>%1: the value is not the address of a Redis server, such as redis://redis.example.com:6379, with special characters of the password percent-encoded.</source>
        <translation>%1：该值不是 Redis 服务器的地址，例如 redis://redis.example.com:6379，密码中的特殊字符须使用百分号编码。</translation>
    </message>
    <message>
        <source>%1: “%2” must have 1 to 64 letters, digits, dots, hyphens and underscores.</source>
        <translation>%1：“%2”必须由 1 到 64 个字母、数字、点、连字符和下划线组成。</translation>
    </message>
    <message>
        <source>%1 needs %2, too.</source>
        <translation>%1 还需要 %2。</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Stop that one, or choose another port; 0 takes any free one.</source>
        <translation>%1 已被其他程序占用。请停止该程序，或选择其他端口；0 表示使用任意空闲端口。</translation>
    </message>
    <message>
        <source>There is no permission to listen on %1. Ports below 1024 need privileges: choose a higher one.</source>
        <translation>无权监听 %1。1024 以下的端口需要特权：请选择更高的端口。</translation>
    </message>
    <message>
        <source>The broker cannot listen on %1 (%2). Give an address of this machine.</source>
        <translation>Broker 无法监听 %1（%2）。请指定本机的地址。</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>无法读取证书文件 %1（%2）。请指定 Broker 有权读取的文件。</translation>
    </message>
    <message>
        <source>The certificate file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>证书文件 %1 超过 %2 字节。请指定 PEM 文件。</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate. It must be PEM, with the server&apos;s certificate first and its signers behind it.</source>
        <translation>证书文件 %1 中没有证书。文件必须为 PEM 格式，服务器证书在前，其签发者证书在后。</translation>
    </message>
    <message>
        <source>The certificate file %1 is damaged at certificate %2 (%3). Make it anew.</source>
        <translation>证书文件 %1 在第 %2 个证书处损坏（%3）。请重新生成。</translation>
    </message>
    <message>
        <source>OpenSSL refuses the certificate in %1 (%2). Make one with a key of 2048 bits or more, or P-256.</source>
        <translation>OpenSSL 拒绝 %1 中的证书（%2）。请使用 2048 位以上的密钥或 P-256 生成证书。</translation>
    </message>
    <message>
        <source>The key file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>无法读取私钥文件 %1（%2）。请指定 Broker 有权读取的文件。</translation>
    </message>
    <message>
        <source>The key file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>私钥文件 %1 超过 %2 字节。请指定 PEM 文件。</translation>
    </message>
    <message>
        <source>The key file %1 is open to others than its owner. Run chmod 600 on it.</source>
        <translation>所有者以外的用户也可访问私钥文件 %1。请对其执行 chmod 600。</translation>
    </message>
    <message>
        <source>The key file %1 has a passphrase. Take it off with openssl pkey.</source>
        <translation>私钥文件 %1 设有密码短语。请使用 openssl pkey 将其去除。</translation>
    </message>
    <message>
        <source>The key file %1 holds no private key (%2). It must be PEM.</source>
        <translation>私钥文件 %1 中没有私钥（%2）。文件必须为 PEM 格式。</translation>
    </message>
    <message>
        <source>The key in %1 does not belong to the certificate in %2. Name the key that the certificate was made for.</source>
        <translation>%1 中的私钥与 %2 中的证书不匹配。请指定生成该证书时所用的私钥。</translation>
    </message>
    <message>
        <source>OpenSSL cannot be used (%1).</source>
        <translation>无法使用 OpenSSL（%1）。</translation>
    </message>
    <message>
        <source>The database URL begins with %1://, which is not supported. Give the path of a SQLite file or a postgresql:// URL.</source>
        <translation>不支持以 %1:// 开头的数据库 URL。请指定 SQLite 文件的路径或 postgresql:// URL。</translation>
    </message>
    <message>
        <source>The database URL is not valid: two hexadecimal digits must follow each %. Write % itself as %25.</source>
        <translation>数据库 URL 无效：每个 % 之后必须有两位十六进制数字。% 本身写作 %25。</translation>
    </message>
    <message>
        <source>The database URL is not valid: a percent-encoded part is not UTF-8.</source>
        <translation>数据库 URL 无效：百分号编码的某一部分不是 UTF-8。</translation>
    </message>
    <message>
        <source>The database URL is not valid: a part contains the character U+0000.</source>
        <translation>数据库 URL 无效：某一部分包含字符 U+0000。</translation>
    </message>
    <message>
        <source>The database URL is not valid: the port is not a number from 1 to 65535.</source>
        <translation>数据库 URL 无效：端口不是 1 到 65535 之间的数字。</translation>
    </message>
    <message>
        <source>The database URL is not valid: it names several hosts, and only one is supported.</source>
        <translation>数据库 URL 无效：指定了多个主机，而仅支持一个。</translation>
    </message>
    <message>
        <source>The database URL is not valid: the IPv6 address must end with ], and only the port may follow.</source>
        <translation>数据库 URL 无效：IPv6 地址必须以 ] 结尾，其后只能跟端口。</translation>
    </message>
    <message>
        <source>The database URL is not valid: an option does not have the form name=value.</source>
        <translation>数据库 URL 无效：某个选项不是 name=value 的形式。</translation>
    </message>
    <message>
        <source>The database URL is not valid: the option %1 is not known.</source>
        <translation>数据库 URL 无效：未知的选项 %1。</translation>
    </message>
    <message>
        <source>The database URL is not valid: %1 cannot have this value.</source>
        <translation>数据库 URL 无效：%1 不能使用此值。</translation>
    </message>
    <message>
        <source>The database URL is not valid: an @ comes after a / or ?. Write @, / and ? in a password as %40, %2F and %3F.</source>
        <translation>数据库 URL 无效：@ 出现在 / 或 ? 之后。密码中的 @、/ 和 ? 应写作 %40、%2F 和 %3F。</translation>
    </message>
    <message>
        <source>The database is missing. Give the path of a file or a postgresql:// URL.</source>
        <translation>未指定数据库。请指定文件路径或 postgresql:// URL。</translation>
    </message>
    <message>
        <source>The path of the database contains the character U+0000.</source>
        <translation>数据库路径包含字符 U+0000。</translation>
    </message>
    <message>
        <source>The database :memory: would lose every key. Give the path of a file.</source>
        <translation>使用数据库 :memory: 会丢失所有密钥。请指定文件路径。</translation>
    </message>
    <message>
        <source>The database %1 cannot be created, because its folder %2 cannot be. Create the folder or name another file.</source>
        <translation>无法创建数据库 %1，因为无法创建其文件夹 %2。请创建该文件夹或指定其他文件。</translation>
    </message>
    <message>
        <source>The database %1 cannot be created (%2). Give the broker the right to write its folder, or name another file.</source>
        <translation>无法创建数据库 %1（%2）。请授予 Broker 写入其文件夹的权限，或指定其他文件。</translation>
    </message>
    <message>
        <source>The database %1 is not a file. Name a file.</source>
        <translation>数据库 %1 不是文件。请指定文件。</translation>
    </message>
    <message>
        <source>The database %1 cannot be read. Give the broker the right to read and write it.</source>
        <translation>无法读取数据库 %1。请授予 Broker 读写权限。</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it.</source>
        <translation>无法写入数据库 %1。请授予 Broker 写入权限。</translation>
    </message>
    <message>
        <source>The database %1 is in a folder that cannot be written to, where SQLite needs to keep its log. Give the broker the right to write the folder.</source>
        <translation>数据库 %1 位于不可写入的文件夹中，而 SQLite 需要在其中保存日志。请授予 Broker 写入该文件夹的权限。</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another.</source>
        <translation>数据库 %1 已损坏或不是数据库。请从备份恢复或指定其他数据库。</translation>
    </message>
    <message>
        <source>The database %1 is damaged (%2). Restore it from a backup.</source>
        <translation>数据库 %1 已损坏（%2）。请从备份恢复。</translation>
    </message>
    <message>
        <source>The database %1 has the encoding %2, which cannot hold every name. Name a database with UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</source>
        <translation>数据库 %1 的编码为 %2，无法存储所有名称。请指定 UTF-8 编码的数据库：CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</translation>
    </message>
    <message>
        <source>The database %1 only lets itself be read and may be a standby. Name the primary server.</source>
        <translation>数据库 %1 只能读取，可能是备用服务器。请指定主服务器。</translation>
    </message>
    <message>
        <source>The database %1 was written by a newer version of this program (schema %2, known is %3). Update the program or name another database.</source>
        <translation>数据库 %1 由此程序的较新版本写入（架构 %2，已知 %3）。请更新程序或指定其他数据库。</translation>
    </message>
    <message>
        <source>The database %1 needs Qt&apos;s SQL driver %2, which is not installed.</source>
        <translation>数据库 %1 需要 Qt 的 SQL 驱动 %2，但该驱动未安装。</translation>
    </message>
    <message>
        <source>The database does not answer. Try again later.</source>
        <translation>数据库无响应。请稍后重试。</translation>
    </message>
    <message>
        <source>The database is too slow: %1 jobs wait for it. Try again later.</source>
        <translation>数据库太慢：有 %1 个任务在等待。请稍后重试。</translation>
    </message>
    <message>
        <source>The database %1 took too long. Try again.</source>
        <translation>数据库 %1 耗时过长。请重试。</translation>
    </message>
    <message>
        <source>The database %1 gave other rows than requested. Check whether another program shares its connection.</source>
        <translation>数据库 %1 返回的行与请求不符。请检查是否有其他程序共用其连接。</translation>
    </message>
    <message>
        <source>The file of the database %1 is missing. Move it back, or stop the broker and restore a backup.</source>
        <translation>数据库 %1 的文件缺失。请将其移回原处，或停止 Broker 并恢复备份。</translation>
    </message>
    <message>
        <source>The database %1 was replaced by another file. Move the first back, or restart the broker to use this one.</source>
        <translation>数据库 %1 已被另一文件替换。请将原文件移回，或重启 Broker 以使用现有文件。</translation>
    </message>
    <message>
        <source>The database %1 is locked by another program or too busy. End the program that holds it, and try again. (%2)</source>
        <translation>数据库 %1 被其他程序锁定或过于繁忙。请结束占用它的程序，然后重试。（%2）</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it. (%2)</source>
        <translation>无法写入数据库 %1。请授予 Broker 写入权限。（%2）</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another. (%2)</source>
        <translation>数据库 %1 已损坏或不是数据库。请从备份恢复或指定其他数据库。（%2）</translation>
    </message>
    <message>
        <source>The database %1 has no space left. Free some on its disk. (%2)</source>
        <translation>数据库 %1 已无可用空间。请在其磁盘上腾出空间。（%2）</translation>
    </message>
    <message>
        <source>The database %1 cannot store a value. (%2)</source>
        <translation>数据库 %1 无法存储某个值。（%2）</translation>
    </message>
    <message>
        <source>The database %1 refused a duplicate. (%2)</source>
        <translation>数据库 %1 拒绝了重复项。（%2）</translation>
    </message>
    <message>
        <source>The database %1 cannot be used. (%2)</source>
        <translation>无法使用数据库 %1。（%2）</translation>
    </message>
    <message>
        <source>The database %1 cannot be reached over TLS. Correct sslmode, sslrootcert, sslcert and sslkey in the URL, or the server&apos;s certificate. (%2)</source>
        <translation>无法通过 TLS 连接数据库 %1。请更正 URL 中的 sslmode、sslrootcert、sslcert 和 sslkey，或更正服务器的证书。（%2）</translation>
    </message>
    <message>
        <source>The database %1 does not exist. Create it: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</source>
        <translation>数据库 %1 不存在。请创建：CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0;（%2）</translation>
    </message>
    <message>
        <source>The database %1 refuses the password. Correct it in the URL, or set it: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</source>
        <translation>数据库 %1 拒绝该密码。请在 URL 中更正，或设置密码：ALTER ROLE %3 PASSWORD &apos;...&apos;;（%2）</translation>
    </message>
    <message>
        <source>The database %1 does not let the broker in. Create the role (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) or allow it in pg_hba.conf. (%2)</source>
        <translation>数据库 %1 不允许 Broker 登录。请创建角色（CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;）或在 pg_hba.conf 中允许它。（%2）</translation>
    </message>
    <message>
        <source>The database %1 may not be connected to. Run as its owner: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</source>
        <translation>无权连接数据库 %1。请以其所有者身份执行：GRANT CONNECT ON DATABASE %4 TO %3;（%2）</translation>
    </message>
    <message>
        <source>The database %1 denies the broker a right. Run as its owner: GRANT USAGE, CREATE ON SCHEMA public TO %3; and, where the tables belong to another role: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</source>
        <translation>数据库 %1 拒绝授予 Broker 某项权限。请以其所有者身份执行：GRANT USAGE, CREATE ON SCHEMA public TO %3; 如果表属于其他角色，还需执行：GRANT ALL ON ALL TABLES IN SCHEMA public TO %3;（%2）</translation>
    </message>
    <message>
        <source>There is no active API key for the project %1.</source>
        <translation>项目 %1 没有有效的 API 密钥。</translation>
    </message>
    <message>
        <source>The project %1 has an active API key already.</source>
        <translation>项目 %1 已有有效的 API 密钥。</translation>
    </message>
    <message>
        <source>%1: at most %2 characters are allowed.</source>
        <translation>%1：最多允许 %2 个字符。</translation>
    </message>
    <message>
        <source>%1: the character U+0000 is not allowed.</source>
        <translation>%1：不允许使用字符 U+0000。</translation>
    </message>
    <message>
        <source>%1: half of a surrogate pair is not text.</source>
        <translation>%1：半个代理对不是文本。</translation>
    </message>
    <message>
        <source>A text contains U+0000 or half of a surrogate pair, which no database can store.</source>
        <translation>文本包含 U+0000 或半个代理对，任何数据库都无法存储。</translation>
    </message>
    <message>
        <source>The broker or the project %1 has no room for another connection. Disconnect a client, or raise the limit on the Server page.</source>
        <translation>Broker 或项目 %1 已无法容纳更多连接。请断开某个客户端，或在“服务器”页提高上限。</translation>
    </message>
    <message>
        <source>The composer could not connect to %1: %2</source>
        <translation>消息编辑器无法连接到 %1：%2</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed in the window or by an operator. Connect again to go on.</source>
        <translation>消息编辑器与 %1 的连接已在窗口中或由运维人员关闭。请重新连接以继续。</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed because the window could not read as fast as messages came. Connect again to go on.</source>
        <translation>消息编辑器与 %1 的连接已关闭，因为窗口的读取速度跟不上消息到达的速度。请重新连接以继续。</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 ended with close code %2. %3</source>
        <translation>消息编辑器与 %1 的连接已结束，关闭码为 %2。%3</translation>
    </message>
    <message>
        <source>Choose a project to connect to.</source>
        <translation>请选择要连接的项目。</translation>
    </message>
    <message>
        <source>The composer is connected to %1 projects already, and that is the most. Disconnect from one first.</source>
        <translation>消息编辑器已连接到 %1 个项目，已达上限。请先断开其中一个。</translation>
    </message>
    <message>
        <source>The composer disconnected before the message was sent.</source>
        <translation>消息编辑器在消息发送前断开了连接。</translation>
    </message>
    <message>
        <source>Too much waits to be sent to %1. Try again in a moment.</source>
        <translation>等待发送到 %1 的内容过多。请稍后重试。</translation>
    </message>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>与 Broker 没有连接。</translation>
    </message>
    <message>
        <source>The message is too big.</source>
        <translation>消息过大。</translation>
    </message>
    <message>
        <source>The message is not a JSON object.</source>
        <translation>消息不是 JSON 对象。</translation>
    </message>
    <message>
        <source>The field “from” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>字段“from”在信封中出现多次。请只写一次或省略。</translation>
    </message>
    <message>
        <source>The field “to” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>字段“to”在信封中出现多次。请只写一次或省略。</translation>
    </message>
    <message>
        <source>The field “to” must be an object or null.</source>
        <translation>字段“to”必须是对象或 null。</translation>
    </message>
    <message>
        <source>The “id” in the field “to” must be a string.</source>
        <translation>字段“to”中的“id”必须是字符串。</translation>
    </message>
    <message>
        <source>The “type” in the field “to” must be a string.</source>
        <translation>字段“to”中的“type”必须是字符串。</translation>
    </message>
    <message>
        <source>A PING is for the broker alone. Give the message another type.</source>
        <translation>PING 仅供 Broker 使用。请为消息指定其他类型。</translation>
    </message>
    <message>
        <source>The client sent more messages a second than it may.</source>
        <translation>客户端每秒发送的消息数超过了允许值。</translation>
    </message>
    <message>
        <source>The clients that were connected then are no longer known: the message is too old.</source>
        <translation>已无法得知当时连接的客户端：消息太旧。</translation>
    </message>
</context>
<context>
    <name>broadcaster::FiguresSection</name>
    <message>
        <source>the client was done</source>
        <translation>客户端已完成</translation>
    </message>
    <message>
        <source>the broker stopped, or the client&apos;s page was left</source>
        <translation>Broker 已停止，或已离开客户端所在的页面</translation>
    </message>
    <message>
        <source>the client broke the WebSocket protocol</source>
        <translation>客户端违反了 WebSocket 协议</translation>
    </message>
    <message>
        <source>the client closed and gave no reason</source>
        <translation>客户端关闭了连接，未说明原因</translation>
    </message>
    <message>
        <source>no close frame: the network, a proxy&apos;s timeout, or a crash</source>
        <translation>没有关闭帧：网络问题、代理超时或崩溃</translation>
    </message>
    <message>
        <source>a text message was not UTF-8</source>
        <translation>文本消息不是 UTF-8</translation>
    </message>
    <message>
        <source>too many of its messages were invalid, or too much was unfinished</source>
        <translation>其无效消息过多，或未完成的内容过多</translation>
    </message>
    <message>
        <source>a message was larger than the limit</source>
        <translation>消息超过大小上限</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>内部错误</translation>
    </message>
    <message>
        <source>it was disconnected in the window, or by an operator&apos;s call</source>
        <translation>在窗口中断开，或通过运维调用断开</translation>
    </message>
    <message>
        <source>its API key was revoked</source>
        <translation>其 API 密钥已被吊销</translation>
    </message>
    <message>
        <source>it read too slowly, and too much waited for it</source>
        <translation>读取太慢，积压的内容过多</translation>
    </message>
    <message>
        <source>it sent more than its rate allows</source>
        <translation>发送速率超过允许值</translation>
    </message>
    <message>
        <source>it answered no pings</source>
        <translation>未响应 Ping</translation>
    </message>
    <message>
        <source>a reason of the client&apos;s own</source>
        <translation>客户端自定义的原因</translation>
    </message>
    <message>
        <source>No connection has ended yet.</source>
        <translation>尚无连接结束。</translation>
    </message>
    <message>
        <source>refused since the start, because a limit was reached</source>
        <translation>自启动以来因达到上限而被拒绝</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Connections now, and how they ended since the start.</source>
        <translation>当前的连接，以及自启动以来连接的结束方式。</translation>
    </message>
    <message>
        <source>open, of %1 allowed</source>
        <translation>已连接，上限 %1</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>ended with %1: %2</source>
        <translation>以关闭码 %1 结束：%2</translation>
    </message>
    <message>
        <source>the cluster took the broker for dead, and it began anew</source>
        <translation>集群认为该 Broker 已失效，Broker 已重新开始</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterBox</name>
    <message>
        <source>Fault in the filter</source>
        <translation>过滤器中的错误</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>No client with this id has been seen. The ids of clients are new on every connection.</source>
        <translation>未见过具有此 ID 的客户端。客户端每次连接都会获得新的 ID。</translation>
    </message>
    <message>
        <source>Clear the filter with this id</source>
        <translation>清除包含此 ID 的过滤器</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterEdit</name>
    <message>
        <source>Filter: a word, or type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</source>
        <translation>过滤器：单词，或 type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>过滤器</translation>
    </message>
    <message>
        <source>Earlier filters</source>
        <translation>历史过滤器</translation>
    </message>
    <message>
        <source>Earlier filters (Down in the empty field)</source>
        <translation>历史过滤器（在空字段中按向下键）</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除过滤器</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>清除过滤器 (Esc)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>The name of an action, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterText</name>
    <message>
        <source>a value in the payload, by its path</source>
        <translation>按路径指定的 payload 中的值</translation>
    </message>
    <message>
        <source>the message&apos;s own id</source>
        <translation>消息自身的 ID</translation>
    </message>
    <message>
        <source>a value anywhere in the message</source>
        <translation>消息中任意位置的值</translation>
    </message>
    <message>
        <source>the project&apos;s name</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>the message&apos;s own name for its kind</source>
        <translation>消息自身声明的类型</translation>
    </message>
    <message>
        <source>the sender&apos;s id</source>
        <translation>发送方的 ID</translation>
    </message>
    <message>
        <source>the sender&apos;s type</source>
        <translation>发送方的类型</translation>
    </message>
    <message>
        <source>the client it was for</source>
        <translation>目标客户端</translation>
    </message>
    <message>
        <source>the type it was for</source>
        <translation>目标类型</translation>
    </message>
    <message>
        <source>in bytes, or as 4KiB</source>
        <translation>以字节为单位，或写作 4KiB</translation>
    </message>
    <message>
        <source>12:01:02, or -5m before now</source>
        <translation>12:01:02，或 -5m（从现在往前）</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error…</source>
        <translation>broadcast、routed、system、error…</translation>
    </message>
    <message>
        <source>how many it was sent to</source>
        <translation>发送给多少个客户端</translation>
    </message>
    <message>
        <source>the type of a request, also for its replies</source>
        <translation>请求的类型，也适用于其回复</translation>
    </message>
    <message>
        <source>answered, unanswered or error</source>
        <translation>answered、unanswered 或 error</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s</source>
        <translation>到回复为止的时间，以 ms 为单位，或写作 1.5s</translation>
    </message>
    <message>
        <source>the id of the client that replies</source>
        <translation>回复方客户端的 ID</translation>
    </message>
    <message>
        <source>marked by you</source>
        <translation>由您标记</translation>
    </message>
    <message>
        <source>your comment on it</source>
        <translation>您为其添加的备注</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>整条消息</translation>
    </message>
    <message>
        <source>and</source>
        <translation>且</translation>
    </message>
    <message>
        <source>or</source>
        <translation>或</translation>
    </message>
    <message>
        <source>first element</source>
        <translation>第一个元素</translation>
    </message>
    <message>
        <source>is</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>不等于</translation>
    </message>
    <message>
        <source>has this text</source>
        <translation>包含此文本</translation>
    </message>
    <message>
        <source>fits a regular expression</source>
        <translation>匹配正则表达式</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>大于</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>大于等于</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>小于</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>小于等于</translation>
    </message>
    <message>
        <source>none of those it was for</source>
        <translation>未发送给任何目标客户端</translation>
    </message>
    <message>
        <source>some of them</source>
        <translation>已发送给部分目标客户端</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>已发送给全部目标客户端</translation>
    </message>
    <message>
        <source>some have not taken it yet</source>
        <translation>部分客户端尚未接收</translation>
    </message>
    <message>
        <source>some will not get it</source>
        <translation>部分客户端不会收到</translation>
    </message>
    <message>
        <source>some were too slow for it</source>
        <translation>部分客户端接收过慢</translation>
    </message>
    <message>
        <source>some went before it was sent</source>
        <translation>部分客户端在发送前已离开</translation>
    </message>
    <message>
        <source>it has a reply, or is one</source>
        <translation>有回复，或本身是回复</translation>
    </message>
    <message>
        <source>it has no reply so far</source>
        <translation>尚无回复</translation>
    </message>
    <message>
        <source>the reply reports an error</source>
        <translation>回复报告了错误</translation>
    </message>
    <message>
        <source>one minute ago</source>
        <translation>一分钟前</translation>
    </message>
    <message>
        <source>five minutes ago</source>
        <translation>五分钟前</translation>
    </message>
    <message>
        <source>one hour ago</source>
        <translation>一小时前</translation>
    </message>
    <message>
        <source>the broker itself</source>
        <translation>Broker 自身</translation>
    </message>
    <message>
        <source>To compare, write == instead of =.</source>
        <translation>比较时请用 == 代替 =。</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; instead of &amp;.</source>
        <translation>两个条件之间请用 &amp;&amp; 代替 &amp;。</translation>
    </message>
    <message>
        <source>Between two conditions write || instead of |.</source>
        <translation>两个条件之间请用 || 代替 |。</translation>
    </message>
    <message>
        <source>The quote is never closed.</source>
        <translation>引号未闭合。</translation>
    </message>
    <message>
        <source>The filter is too long: it may have %1 characters.</source>
        <translation>过滤器过长：最多允许 %1 个字符。</translation>
    </message>
    <message>
        <source>The filter is nested too deeply.</source>
        <translation>过滤器嵌套过深。</translation>
    </message>
    <message>
        <source>There is no ( for this ).</source>
        <translation>此 ) 没有对应的 (。</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>此 ( 未闭合。</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; or ||.</source>
        <translation>两个条件之间请写 &amp;&amp; 或 ||。</translation>
    </message>
    <message>
        <source>This is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0].</source>
        <translation>这不是路径。请写成 payload.name、payload.&quot;any name&quot; 或 payload.list[0]。</translation>
    </message>
    <message>
        <source>There is no field %1. Members of the payload are written payload.%1.</source>
        <translation>没有字段 %1。payload 的成员应写作 payload.%1。</translation>
    </message>
    <message>
        <source>There is no field %1. Is %2 meant?</source>
        <translation>没有字段 %1。是否指 %2？</translation>
    </message>
    <message>
        <source>Here only == != &lt; &lt;= &gt; &gt;= can be used.</source>
        <translation>此处只能使用 == != &lt; &lt;= &gt; &gt;=。</translation>
    </message>
    <message>
        <source>%1 can be compared by == and != only.</source>
        <translation>%1 只能用 == 和 != 比较。</translation>
    </message>
    <message>
        <source>After %1 a value must follow, such as %2.</source>
        <translation>%1 之后必须有值，例如 %2。</translation>
    </message>
    <message>
        <source>A number of receivers must follow, or nobody, partly, all, queued, dropped, too-slow or connection-lost.</source>
        <translation>之后必须是接收方数量，或 nobody、partly、all、queued、dropped、too-slow、connection-lost。</translation>
    </message>
    <message>
        <source>A size must follow, such as 200 or 4KiB.</source>
        <translation>之后必须是大小，例如 200 或 4KiB。</translation>
    </message>
    <message>
        <source>A duration must follow, such as 250, 250ms, 1.5s or 2m.</source>
        <translation>之后必须是时长，例如 250、250ms、1.5s 或 2m。</translation>
    </message>
    <message>
        <source>One of answered, unanswered and error must follow.</source>
        <translation>之后必须是 answered、unanswered 或 error 之一。</translation>
    </message>
    <message>
        <source>A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m.</source>
        <translation>之后必须是时间，例如 12:01:02.5、2026-01-28T12:01 或 -5m。</translation>
    </message>
    <message>
        <source>Kinds of messages are %1.</source>
        <translation>消息种类有 %1。</translation>
    </message>
    <message>
        <source>Not a regular expression: %1.</source>
        <translation>不是正则表达式：%1。</translation>
    </message>
    <message>
        <source>After %1 a condition must follow.</source>
        <translation>%1 之后必须有条件。</translation>
    </message>
    <message>
        <source>Before %1 a field must stand, such as type or payload.name.</source>
        <translation>%1 之前必须有字段，例如 type 或 payload.name。</translation>
    </message>
    <message>
        <source>Before %1 a condition must stand.</source>
        <translation>%1 之前必须有条件。</translation>
    </message>
    <message>
        <source>the message has this text, in upper or lower case</source>
        <translation>消息包含此文本，不区分大小写</translation>
    </message>
    <message>
        <source>it has both</source>
        <translation>同时包含两者</translation>
    </message>
    <message>
        <source>it has these words, one behind the other</source>
        <translation>依次连续包含这些词</translation>
    </message>
    <message>
        <source>the type is exactly this</source>
        <translation>类型与此完全一致</translation>
    </message>
    <message>
        <source>the type fits a regular expression</source>
        <translation>类型匹配正则表达式</translation>
    </message>
    <message>
        <source>both hold</source>
        <translation>两个条件均成立</translation>
    </message>
    <message>
        <source>it was sent to nobody</source>
        <translation>未发送给任何客户端</translation>
    </message>
    <message>
        <source>somebody will not get it</source>
        <translation>有客户端不会收到</translation>
    </message>
    <message>
        <source>a request without a reply so far</source>
        <translation>尚无回复的请求</translation>
    </message>
    <message>
        <source>the reply took longer</source>
        <translation>回复耗时更长</translation>
    </message>
    <message>
        <source>one of the two holds</source>
        <translation>两个条件之一成立</translation>
    </message>
    <message>
        <source>the payload has such a member</source>
        <translation>payload 有这样的成员</translation>
    </message>
    <message>
        <source>names that are not words are quoted</source>
        <translation>不是单词的名称须加引号</translation>
    </message>
    <message>
        <source>a number inside the payload</source>
        <translation>payload 中的数字</translation>
    </message>
    <message>
        <source>it does not hold</source>
        <translation>条件不成立</translation>
    </message>
    <message>
        <source>of the last five minutes</source>
        <translation>最近五分钟内</translation>
    </message>
    <message>
        <source>the sender; the broker&apos;s own are from system</source>
        <translation>发送方；Broker 自身的消息来自 system</translation>
    </message>
    <message>
        <source>id of the receiver</source>
        <translation>接收方的 ID</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error, ping or rejected</source>
        <translation>broadcast、routed、system、error、ping 或 rejected</translation>
    </message>
    <message>
        <source>how many it was sent to; or nobody, partly, all, queued, dropped, too-slow, connection-lost</source>
        <translation>发送给多少个客户端；或 nobody、partly、all、queued、dropped、too-slow、connection-lost</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s; the id of its sender</source>
        <translation>到回复为止的时间，以 ms 为单位，或写作 1.5s；回复方的 ID</translation>
    </message>
    <message>
        <source>in bytes: 200, 4KiB, 1.5MB</source>
        <translation>以字节为单位：200、4KiB、1.5MB</translation>
    </message>
    <message>
        <source>12:01:02.5 today, 2026-01-28T12:01, -5m before now</source>
        <translation>今天 12:01:02.5、2026-01-28T12:01，或 -5m（从现在往前）</translation>
    </message>
    <message>
        <source>your marks and comments on messages</source>
        <translation>您为消息添加的标记和备注</translation>
    </message>
    <message>
        <source>the whole message, as it was on the wire</source>
        <translation>整条消息，与传输时完全一致</translation>
    </message>
    <message>
        <source>the message&apos;s own id, and anything else in it</source>
        <translation>消息自身的 ID，以及其中的任何其他内容</translation>
    </message>
    <message>
        <source>is, is not; != holds where the field is missing</source>
        <translation>等于、不等于；字段缺失时 != 也成立</translation>
    </message>
    <message>
        <source>numbers, sizes, times; text by its letters</source>
        <translation>数字、大小、时间；文本按字符顺序</translation>
    </message>
    <message>
        <source>has this text, in upper or lower case</source>
        <translation>包含此文本，不区分大小写</translation>
    </message>
    <message>
        <source>fits a regular expression; (?i) ignores the case of letters</source>
        <translation>匹配正则表达式；(?i) 表示不区分大小写</translation>
    </message>
    <message>
        <source>and, or, not; the words may be used too</source>
        <translation>与、或、非；也可以使用单词</translation>
    </message>
    <message>
        <source>conditions inside are checked first</source>
        <translation>先检查括号内的条件</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>运算符</translation>
    </message>
</context>
<context>
    <name>broadcaster::FindBar</name>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <extracomment>The number of a place that was found, of all that were found</extracomment>
        <translation>%1/%2+</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>在消息中查找</translation>
    </message>
    <message>
        <source>Found places</source>
        <translation>找到的位置</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>上一处 (Shift+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>下一处 (F3)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>关闭查找 (Esc)</translation>
    </message>
</context>
<context>
    <name>broadcaster::HelpDialog</name>
    <message>
        <source>Filter language</source>
        <translation>过滤语言</translation>
    </message>
</context>
<context>
    <name>broadcaster::ImageView</name>
    <message>
        <source>Image in the message</source>
        <translation>消息中的图像</translation>
    </message>
    <message>
        <source>This installation of Qt cannot read images of the type %1.</source>
        <translation>此 Qt 安装无法读取 %1 类型的图像。</translation>
    </message>
    <message>
        <source>This image is damaged.</source>
        <translation>此图像已损坏。</translation>
    </message>
    <message>
        <source>This image has %1 × %2 pixels. It is not shown, because it would take too much memory.</source>
        <translation>此图像为 %1 × %2 像素。由于会占用过多内存，因此不予显示。</translation>
    </message>
</context>
<context>
    <name>broadcaster::IssuedKeyDialog</name>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>URL with key</source>
        <translation>含密钥的 URL</translation>
    </message>
    <message>
        <source>API key issued</source>
        <translation>API 密钥已签发</translation>
    </message>
    <message>
        <source>The key of the project %1</source>
        <translation>项目 %1 的密钥</translation>
    </message>
    <message>
        <source>This key is shown only now. Store it: it cannot be shown again.</source>
        <translation>此密钥仅在此刻显示。请妥善保存：之后无法再次显示。</translation>
    </message>
    <message>
        <source>Clients add &amp;apiKey= and the key to their URL, or send it in the header x-api-key.</source>
        <translation>客户端可将 &amp;apiKey= 和密钥附加到 URL，或通过标头 x-api-key 发送密钥。</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>我已保存</translation>
    </message>
    <message>
        <source>Type of the client</source>
        <translation>客户端的类型</translation>
    </message>
    <message>
        <source>Copy URL with key</source>
        <translation>复制含密钥的 URL</translation>
    </message>
    <message>
        <source>The URL contains the key: everybody who has the URL can connect</source>
        <translation>该 URL 包含密钥：任何拥有此 URL 的人都可以连接</translation>
    </message>
    <message>
        <source>URL for a client of type</source>
        <translation>URL 所用的客户端类型</translation>
    </message>
    <message>
        <source>Close without storing the key?</source>
        <translation>不保存密钥就关闭？</translation>
    </message>
    <message>
        <source>It cannot be shown again. If it is lost, revoke it and issue another.</source>
        <translation>密钥无法再次显示。如果丢失，只能吊销并签发新的密钥。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonEditor</name>
    <message>
        <source>Format</source>
        <translation>格式化</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>要发送的消息</translation>
    </message>
    <message>
        <source>Indent the text anew (%1)</source>
        <translation>重新缩进文本 (%1)</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonErrorText</name>
    <message>
        <source>there is no text</source>
        <translation>没有文本</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>文本过早结束</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>此处应为值</translation>
    </message>
    <message>
        <source>a name in double quotes is expected here</source>
        <translation>此处应为用双引号括起的名称</translation>
    </message>
    <message>
        <source>a colon is expected here</source>
        <translation>此处应为冒号</translation>
    </message>
    <message>
        <source>a comma or a closing bracket is expected here</source>
        <translation>此处应为逗号或右括号</translation>
    </message>
    <message>
        <source>this is not a JSON number</source>
        <translation>这不是 JSON 数字</translation>
    </message>
    <message>
        <source>this is not a JSON escape</source>
        <translation>这不是 JSON 转义序列</translation>
    </message>
    <message>
        <source>a line break or another control character must be escaped here</source>
        <translation>此处的换行符或其他控制字符必须转义</translation>
    </message>
    <message>
        <source>nothing may follow the end</source>
        <translation>结尾之后不能再有内容</translation>
    </message>
    <message>
        <source>these bytes are not UTF-8</source>
        <translation>这些字节不是 UTF-8</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>第 %1 行，第 %2 列：%3</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>信封</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeView</name>
    <message>
        <source>No message is selected.</source>
        <translation>未选择消息。</translation>
    </message>
    <message>
        <source>Message as a tree</source>
        <translation>以树显示消息</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>按此过滤</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>排除此项</translation>
    </message>
    <message>
        <source>Show as column</source>
        <translation>显示为列</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>展开下方全部</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>全部折叠</translation>
    </message>
    <message>
        <source>This is not JSON. %1.</source>
        <translation>这不是 JSON。%1。</translation>
    </message>
    <message>
        <source>There is nothing in this message.</source>
        <translation>此消息没有内容。</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptButton</name>
    <message>
        <source>How many messages are kept. Click to change it.</source>
        <translation>保留的消息数。点击可更改。</translation>
    </message>
    <message>
        <source>%1 of %2 kept, %3 of %4</source>
        <extracomment>Messages kept, most that are; memory taken, most that is</extracomment>
        <translation>已保留 %1/%2，%3/%4</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptPopUp</name>
    <message>
        <source>Messages kept</source>
        <translation>保留的消息</translation>
    </message>
    <message>
        <source>Messages kept at most</source>
        <translation>最多保留的消息数</translation>
    </message>
    <message>
        <source>Memory they take at most, in MiB</source>
        <translation>最多占用的内存，以 MiB 为单位</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>The oldest messages go first. At least %1 messages and %2 MiB can be kept.</source>
        <translation>最旧的消息最先移除。至少保留 %1 条消息和 %2 MiB。</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeyActions</name>
    <message>
        <source>No key was issued. %1</source>
        <translation>未签发密钥。%1</translation>
    </message>
    <message>
        <source>No key was issued to %1. %2</source>
        <translation>未向 %1 签发密钥。%2</translation>
    </message>
    <message>
        <source>%1 had a key a moment ago. Issue it again.</source>
        <translation>%1 刚才还有密钥。请再次签发。</translation>
    </message>
    <message>
        <source>Replace the key of %1?</source>
        <translation>替换 %1 的密钥？</translation>
    </message>
    <message>
        <source>The project has an active key since %1, and can have only one. Replacing it closes the connections that use it, and nobody can connect with it any more.</source>
        <translation>该项目自 %1 起已有一个有效密钥，且只能有一个。替换会关闭使用它的连接，此后任何人都无法再用它连接。</translation>
    </message>
    <message>
        <source>Revoke and issue</source>
        <translation>吊销并签发</translation>
    </message>
    <message>
        <source>The key of %1 was not revoked. %2</source>
        <translation>未吊销 %1 的密钥。%2</translation>
    </message>
    <message>
        <source>No connection uses it now.</source>
        <translation>目前没有连接在使用它。</translation>
    </message>
    <message>
        <source>1 connection that uses it will be closed.</source>
        <translation>使用它的 1 个连接将被关闭。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections that use it will be closed.</source>
        <translation>
            <numerusform>使用它的 %Ln 个连接将被关闭。</numerusform>
        </translation>
    </message>
    <message>
        <source>The project requires a key: nobody can connect until you issue another.</source>
        <translation>该项目要求密钥：在签发新密钥之前，任何人都无法连接。</translation>
    </message>
    <message>
        <source>Nobody can connect with it any more. This cannot be undone.</source>
        <translation>此后任何人都无法再用它连接。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>吊销 %1 的密钥？</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>吊销</translation>
    </message>
    <message>
        <source>Require a key for %1?</source>
        <translation>要求 %1 使用密钥？</translation>
    </message>
    <message>
        <source>Clients without the key are refused from now on. Those connected stay.</source>
        <translation>从现在起，没有该密钥的客户端会被拒绝。已连接的客户端保持连接。</translation>
    </message>
    <message>
        <source>Clients without a key are refused from now on, and this project has none: nobody can connect until you issue one. Those connected stay.</source>
        <translation>从现在起，没有密钥的客户端会被拒绝，而该项目尚无密钥：在签发密钥之前，任何人都无法连接。已连接的客户端保持连接。</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>要求密钥</translation>
    </message>
    <message>
        <source>No longer require a key for %1?</source>
        <translation>不再要求 %1 使用密钥？</translation>
    </message>
    <message>
        <source>Every client that reaches the broker can join the project from now on.</source>
        <translation>从现在起，所有能访问 Broker 的客户端都可以加入该项目。</translation>
    </message>
    <message>
        <source>Require none</source>
        <translation>不要求</translation>
    </message>
    <message>
        <source>The setting of %1 was not changed. %2</source>
        <translation>未更改 %1 的设置。%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeySection</name>
    <message>
        <source>Service key</source>
        <translation>服务密钥</translation>
    </message>
    <message>
        <source>Needed to manage keys over HTTP, not in this window.</source>
        <translation>用于通过 HTTP 管理密钥，在此窗口中不需要。</translation>
    </message>
    <message>
        <source>Remove the service key</source>
        <translation>移除服务密钥</translation>
    </message>
    <message>
        <source>new service key</source>
        <translation>新的服务密钥</translation>
    </message>
    <message>
        <source>New service key</source>
        <translation>新的服务密钥</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Generate a service key</source>
        <translation>生成服务密钥</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>最多 %1 字节。</translation>
    </message>
    <message>
        <source>Use letters, digits and signs of ASCII only, without spaces.</source>
        <translation>只能使用 ASCII 字母、数字和符号，不含空格。</translation>
    </message>
    <message>
        <source>A service key is set.</source>
        <translation>已设置服务密钥。</translation>
    </message>
    <message>
        <source>No service key is set: those calls answer 503.</source>
        <translation>未设置服务密钥：这些调用会返回 503。</translation>
    </message>
    <message>
        <source>Copy it now: once applied it is not shown again.</source>
        <translation>请立即复制：应用后不再显示。</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysModel</name>
    <message>
        <source>not required</source>
        <translation>不要求</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>无密钥</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>required</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Its clients connect with the key</source>
        <translation>其客户端使用该密钥连接</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>How the key begins: the rest is not kept</source>
        <translation>密钥的开头：其余部分不保存</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Description given when it was issued</source>
        <translation>签发时填写的描述</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Clients connected with the key now</source>
        <translation>当前使用该密钥连接的客户端</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>When it was issued</source>
        <translation>签发时间</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>When a client last connected with it</source>
        <translation>客户端上次使用该密钥连接的时间</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>上次使用</translation>
    </message>
    <message>
        <source>Issuer by their own account</source>
        <translation>签发者自述的身份</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>创建者</translation>
    </message>
    <message>
        <source>Whether clients without the key are refused</source>
        <translation>是否拒绝没有该密钥的客户端</translation>
    </message>
    <message>
        <source>Key required</source>
        <translation>要求密钥</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysPage</name>
    <message>
        <source>API keys</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>Issue key…</source>
        <translation>签发密钥…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>吊销…</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>要求密钥</translation>
    </message>
    <message>
        <source>Refuse clients of the selected project without a key</source>
        <translation>拒绝选中项目中没有密钥的客户端</translation>
    </message>
    <message>
        <source>Copy prefix</source>
        <translation>复制前缀</translation>
    </message>
    <message>
        <source>Copy project</source>
        <translation>复制项目</translation>
    </message>
    <message>
        <source>Projects and their API keys</source>
        <translation>项目及其 API 密钥</translation>
    </message>
    <message>
        <source>Reading the keys</source>
        <translation>正在读取密钥</translation>
    </message>
    <message>
        <source>No project has a key yet</source>
        <translation>尚无项目拥有密钥</translation>
    </message>
    <message>
        <source>Without a key, every client that reaches the broker can join any project. Issue a key to a project, give it to its clients, and require it: from then on, clients without it are refused.</source>
        <translation>没有密钥时，所有能访问 Broker 的客户端都可以加入任意项目。请为项目签发密钥，将其提供给该项目的客户端，并要求使用密钥：此后，没有密钥的客户端会被拒绝。</translation>
    </message>
    <message>
        <source>This window may not see API keys</source>
        <translation>此窗口无权查看 API 密钥</translation>
    </message>
    <message>
        <source>The keys cannot be read. %1</source>
        <translation>无法读取密钥。%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::LineField</name>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>s</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>浏览：%1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number, its unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each must be %1. Commas stand between them, at most %2.</source>
        <translation>每一项都必须是%1。各项之间以逗号分隔，最多 %2 项。</translation>
    </message>
    <message>
        <source>Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.</source>
        <translation>必须在 %1 到 %2 之间，写作 65536、64 KiB 或 16 MiB。</translation>
    </message>
    <message>
        <source>Must be whole seconds, %1 to %2.</source>
        <translation>必须是整数秒，%1 到 %2。</translation>
    </message>
    <message>
        <source>Must be a whole number from %1 to %2.</source>
        <translation>必须是 %1 到 %2 之间的整数。</translation>
    </message>
    <message>
        <source>%1 %2 to %3, default %4.</source>
        <comment>an explanation, then the bounds</comment>
        <translation>%1范围 %2 到 %3，默认 %4。</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkActions</name>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Give a key…</source>
        <translation>提供密钥…</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>信任此证书…</translation>
    </message>
    <message>
        <source>&amp;Connect to broker…</source>
        <translation>连接到 Broker(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Band colour</source>
        <translation>色带颜色(&amp;B)</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkBand</name>
    <message>
        <source>%1, looking only</source>
        <translation>%1，只读</translation>
    </message>
    <message>
        <source>Machine %1, version %2</source>
        <translation>主机 %1，版本 %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkPage</name>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Connect to a broker to see its clients and its traffic.</source>
        <translation>连接到 Broker 以查看其客户端和流量。</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>未连接到 %1</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>正在连接到 %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkText</name>
    <message>
        <source>The certificate of %1 is for another name, %2. Connect by that name.</source>
        <translation>%1 的证书属于另一名称 %2。请使用该名称连接。</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trust. It was renewed, or somebody stands between.
SHA-256: %2</source>
        <translation>%1 出示的证书与您信任的不同。可能是证书已更新，也可能是有人居中拦截。
SHA-256：%2</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1 (%2).
SHA-256: %3</source>
        <translation>此处信任的颁发机构均未为 %1 的证书担保（%2）。
SHA-256：%3</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>No answer since %1</source>
        <translation>自 %1 起无响应</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>No connection since %1</source>
        <translation>自 %1 起无连接</translation>
    </message>
    <message>
        <source>The connection to %1 was cut.</source>
        <translation>与 %1 的连接已中断。</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2. Check that the broker runs, and host and port.</source>
        <translation>无法连接到 %1：%2。请检查 Broker 是否正在运行，以及主机和端口。</translation>
    </message>
    <message>
        <source>The proxy at %1 does not reach the broker. Check that the broker runs.</source>
        <translation>位于 %1 的代理无法连接到 Broker。请检查 Broker 是否正在运行。</translation>
    </message>
    <message>
        <source>%1 answers, but it is not a broker, or one without a console. Check host and port.</source>
        <translation>%1 有响应，但它不是 Broker，或是没有控制台的 Broker。请检查主机和端口。</translation>
    </message>
    <message>
        <source>%1 wants its service key, or its viewer key to look only.</source>
        <translation>%1 要求服务密钥；仅查看时可用只读密钥。</translation>
    </message>
    <message>
        <source>The broker does not accept this key. Give its service key or its viewer key.</source>
        <translation>Broker 不接受此密钥。请提供其服务密钥或只读密钥。</translation>
    </message>
    <message>
        <source>The broker speaks another version of the console protocol. Use the program of the broker&apos;s version.</source>
        <translation>Broker 使用另一版本的控制台协议。请使用与 Broker 版本一致的程序。</translation>
    </message>
    <message>
        <source>The broker is about to stop, or has as many consoles as it may have.</source>
        <translation>Broker 即将停止，或控制台数量已达上限。</translation>
    </message>
    <message>
        <source>The broker does not answer to this name. Allow it there with --allow-host.</source>
        <translation>Broker 不响应此名称。请在其所在主机上使用 --allow-host 允许该名称。</translation>
    </message>
    <message>
        <source>Too many wrong keys came from here. The broker waits before it looks at the next one.</source>
        <translation>来自此处的错误密钥过多。Broker 会等待一段时间再检查下一个密钥。</translation>
    </message>
    <message>
        <source>The broker has stopped.</source>
        <translation>Broker 已停止。</translation>
    </message>
    <message>
        <source>The broker closed the connection, because it was not read.</source>
        <translation>Broker 已关闭连接，因为其数据未被读取。</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>正在重试…</translation>
    </message>
    <message>
        <source>Next attempt in %1 s.</source>
        <translation>将在 %1 s 后重试。</translation>
    </message>
    <message>
        <source>%1 refused a connection without TLS. It may be a port with TLS: connect by wss://. Otherwise the broker speaks another version of the console protocol: use the program of the broker&apos;s version.</source>
        <translation>%1 拒绝了不使用 TLS 的连接。该端口可能使用 TLS：请使用 wss:// 连接。否则，Broker 使用另一版本的控制台协议：请使用与 Broker 版本一致的程序。</translation>
    </message>
    <message>
        <source>%1 does not take TLS (%2). If it is a port without TLS, connect by ws://.</source>
        <translation>%1 不接受 TLS（%2）。如果该端口不使用 TLS，请使用 ws:// 连接。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListenField</name>
    <message>
        <source>This machine only (127.0.0.1)</source>
        <translation>仅限本机 (127.0.0.1)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 (0.0.0.0)</source>
        <translation>包括其他计算机，通过 IPv4 (0.0.0.0)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 and IPv6 (0.0.0.0 and ::)</source>
        <translation>包括其他计算机，通过 IPv4 和 IPv6（0.0.0.0 和 ::）</translation>
    </message>
    <message>
        <source>Specific addresses, one per line</source>
        <translation>指定地址，每行一个</translation>
    </message>
    <message>
        <source>Addresses to listen on, one per line</source>
        <translation>要监听的地址，每行一个</translation>
    </message>
    <message>
        <source>Give at least one address.</source>
        <translation>请至少指定一个地址。</translation>
    </message>
    <message>
        <source>%1 addresses at most.</source>
        <translation>最多 %1 个地址。</translation>
    </message>
    <message>
        <source>“%1” is not an IP address, such as 127.0.0.1, ::1 or 192.168.1.7.</source>
        <translation>“%1”不是 IP 地址，例如 127.0.0.1、::1 或 192.168.1.7。</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>“%1”重复出现。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListeningSection</name>
    <message>
        <source>Listening</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>Changes apply at once. Connected clients stay connected.</source>
        <translation>更改立即生效。已连接的客户端保持连接。</translation>
    </message>
    <message>
        <source>Use any free port</source>
        <translation>使用任意空闲端口</translation>
    </message>
    <message>
        <source>Other machines can connect, and nothing is encrypted: set a certificate under TLS, or put a proxy that speaks TLS before the broker.</source>
        <translation>其他计算机可以连接，且未加密：请在“TLS”中设置证书，或在 Broker 前部署支持 TLS 的代理。</translation>
    </message>
</context>
<context>
    <name>broadcaster::LiveUsage</name>
    <message>
        <source>Live figures</source>
        <translation>实时数据</translation>
    </message>
    <message>
        <source>Messages from clients, pings and rejected ones included</source>
        <translation>来自客户端的消息，含 Ping 和被拒绝的消息</translation>
    </message>
    <message>
        <source>Size of the messages from clients, without frame headers</source>
        <translation>来自客户端的消息大小，不含帧头</translation>
    </message>
    <message>
        <source>Messages that were invalid, or above the rate of their client</source>
        <translation>无效的消息，或超出客户端速率上限的消息</translation>
    </message>
    <message>
        <source>Live figures by project</source>
        <translation>按项目列出的实时数据</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>未投递</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>For a client or a type that nobody had: %1
Dropped at a client that was too slow or lost its connection: %2</source>
        <translation>目标客户端或类型不存在：%1
因客户端接收过慢或连接丢失而丢弃：%2</translation>
    </message>
    <message>
        <source>Since the broker started. These figures are not in the database.</source>
        <translation>自 Broker 启动以来。这些数据不存入数据库。</translation>
    </message>
    <message>
        <source>Since the first client came. Without clients for %1, the project is forgotten, and its figures begin anew.</source>
        <translation>自首个客户端连接以来。若 %1 内没有客户端，项目会被释放，数据重新开始统计。</translation>
    </message>
    <message>
        <source>The broker is not running.</source>
        <translation>Broker 未运行。</translation>
    </message>
    <message>
        <source>The first figures are here in a second.</source>
        <translation>首批数据将在一秒内显示。</translation>
    </message>
    <message>
        <source>Messages per second: now %1, at most %2 in the last 5 minutes.</source>
        <translation>每秒消息数：当前 %1，最近 5 分钟最高 %2。</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogModel</name>
    <message>
        <source>debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogView</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>显示的最低级别</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>信息及以上</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>在日志中查找</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keeps the newest line in view</source>
        <translation>始终显示最新的行</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the selected lines, or all that are shown</source>
        <translation>复制选中的行，或所有显示的行</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clears the log in this window</source>
        <translation>清除此窗口中的日志</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>日志行</translation>
    </message>
    <message>
        <source>No line matches</source>
        <translation>没有匹配的行</translation>
    </message>
    <message>
        <source>Nothing logged yet</source>
        <translation>尚无日志</translation>
    </message>
    <message>
        <source>Lines are hidden by the text to find or by the level.</source>
        <translation>部分行因查找文本或级别而隐藏。</translation>
    </message>
    <message>
        <source>Refused connections, closed clients and faults of the database appear here.</source>
        <translation>被拒绝的连接、被关闭的客户端和数据库故障会显示在此处。</translation>
    </message>
</context>
<context>
    <name>broadcaster::MainWindow</name>
    <message numerus="yes">
        <source>Close and disconnect %Ln client(s)?</source>
        <translation>
            <numerusform>关闭窗口并断开 %Ln 个客户端的连接？</numerusform>
        </translation>
    </message>
    <message>
        <source>Close without applying the changes?</source>
        <translation>不应用更改就关闭？</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>不再询问</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>流量</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Usage cannot be written: %1</source>
        <translation>无法写入用量：%1</translation>
    </message>
    <message>
        <source>Change the language without applying the changes?</source>
        <translation>不应用更改就切换语言吗？</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>The broker is part of this program and stops too.</source>
        <translation>Broker 是此程序的一部分，也会随之停止。</translation>
    </message>
</context>
<context>
    <name>broadcaster::MessageSender</name>
    <message>
        <source>Not sent: the broker is not running.</source>
        <translation>未发送：Broker 未运行。</translation>
    </message>
    <message>
        <source>Not sent: a project and a text are needed.</source>
        <translation>未发送：需要项目和文本。</translation>
    </message>
    <message>
        <source>Not sent: it has %1, and the broker takes %2 at most.</source>
        <translation>未发送：大小为 %1，而 Broker 最多接受 %2。</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>Not sent: the broker stopped.</source>
        <translation>未发送：Broker 已停止。</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>未发送：%1</translation>
    </message>
    <message>
        <source>Sent %1, and rejected: %2</source>
        <translation>已于 %1 发送，被拒绝：%2</translation>
    </message>
    <message>
        <source>Sent %1, and rejected</source>
        <translation>已于 %1 发送，被拒绝</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>已于 %1 发送</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewKeyDialog</name>
    <message>
        <source>Issue an API key</source>
        <translation>签发 API 密钥</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Its users and its purpose</source>
        <translation>使用者和用途</translation>
    </message>
    <message>
        <source>Issue key</source>
        <translation>签发密钥</translation>
    </message>
    <message>
        <source>Clients of the project connect with it. The key is shown once, when it is issued.</source>
        <translation>项目的客户端使用该密钥连接。密钥仅在签发时显示一次。</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Description, optional</source>
        <translation>描述（可选）(&amp;D)</translation>
    </message>
    <message>
        <source>Name the project that the key is for.</source>
        <translation>请输入密钥所属的项目。</translation>
    </message>
    <message>
        <source>The name has %1 bytes of UTF-8, the most is %2.</source>
        <translation>名称的 UTF-8 长度为 %1 字节，上限为 %2。</translation>
    </message>
    <message>
        <source>The name has a control character, which is not allowed.</source>
        <translation>名称包含不允许使用的控制字符。</translation>
    </message>
    <message>
        <source>The name begins or ends with a space. That makes it another project.</source>
        <translation>名称以空格开头或结尾，因此是另一个项目。</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewRowsChip</name>
    <message>
        <source>New messages</source>
        <translation>新消息</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <extracomment>Messages that the user has not seen yet</extracomment>
        <translation>%1 条待查看</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 条新消息</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>继续显示期间到达的消息</translation>
    </message>
    <message>
        <source>Go to the newest message and follow</source>
        <translation>转到最新消息并跟随</translation>
    </message>
</context>
<context>
    <name>broadcaster::ObstacleText</name>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>与 Broker 没有连接。</translation>
    </message>
    <message>
        <source>The key of this window allows looking only. Connect with the service key.</source>
        <translation>此窗口的密钥仅允许查看。请使用服务密钥连接。</translation>
    </message>
    <message>
        <source>The broker is of a version that does not have this.</source>
        <translation>Broker 的版本不支持此功能。</translation>
    </message>
</context>
<context>
    <name>broadcaster::OriginsSection</name>
    <message>
        <source>Browser access</source>
        <translation>浏览器访问</translation>
    </message>
    <message>
        <source>Pages of this machine may connect; other pages only if their origin is allowed.</source>
        <translation>本机的页面可以连接；其他页面仅在其来源获准时才能连接。</translation>
    </message>
    <message>
        <source>No other page has tried to connect.</source>
        <translation>没有其他页面尝试连接。</translation>
    </message>
    <message numerus="yes">
        <source>refused %Ln times</source>
        <translation>
            <numerusform>已拒绝 %Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Allow pages of %1</source>
        <translation>允许 %1 的页面</translation>
    </message>
    <message>
        <source>Let every web site connect?</source>
        <translation>允许所有网站连接？</translation>
    </message>
    <message>
        <source>Browsers send the origin null for empty tabs, local files and sandboxed frames, and any web site can have such a frame. To try something out, open the broker&apos;s own page instead, such as http://127.0.0.1:8787/: its address is under Connect on this page.</source>
        <translation>浏览器对空白标签页、本地文件和沙盒框架会发送来源 null，而任何网站都可以包含这样的框架。如需试用，请改为打开 Broker 自带的页面，例如 http://127.0.0.1:8787/：其地址见本页的“连接”部分。</translation>
    </message>
    <message>
        <source>Allow every web site</source>
        <translation>允许所有网站</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectEdit</name>
    <message>
        <source>Known projects</source>
        <translation>已知项目</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectListModel</name>
    <message>
        <source>Scale: 0 to %1. Each line is ten times the one below.</source>
        <translation>刻度：0 到 %1。每条线是其下方一条的十倍。</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>所有项目</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln 个客户端</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages: now %1, at most %2 in the last minute</source>
        <translation>消息：当前 %1，最近一分钟最高 %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::QuestionBox</name>
    <message>
        <source>Broadcaster</source>
        <translation>Broadcaster</translation>
    </message>
</context>
<context>
    <name>broadcaster::RateChart</name>
    <message>
        <source>Messages per second</source>
        <translation>每秒消息数</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawText</name>
    <message>
        <source>Message as text</source>
        <translation>以文本显示消息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawView</name>
    <message>
        <source>Indented</source>
        <translation>缩进</translation>
    </message>
    <message>
        <source>Off: every byte as it was on the wire</source>
        <translation>关闭时：每个字节与传输时一致</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedView</name>
    <message>
        <source>All messages</source>
        <translation>所有消息</translation>
    </message>
    <message>
        <source>Received message as a tree</source>
        <translation>以树显示收到的消息</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清除列表</translation>
    </message>
    <message>
        <source>Clear the list of received messages</source>
        <translation>清除收到的消息列表</translation>
    </message>
    <message>
        <source>Show all received messages</source>
        <translation>显示所有收到的消息</translation>
    </message>
    <message>
        <source>An admin client gets a copy of every message of its project that names a receiver. Unticked, only replies to your messages are listed: those to your client, and those with an id of a message that you sent.</source>
        <translation>对于所属项目中每条指定了接收方的消息，admin 客户端都会收到副本。取消勾选时，仅列出对您消息的回复：发给您客户端的消息，以及带有您所发消息 id 的消息。</translation>
    </message>
    <message>
        <source>Received messages</source>
        <translation>收到的消息</translation>
    </message>
    <message>
        <source>Return opens a message, Escape closes it</source>
        <translation>按 Enter 打开消息，按 Esc 关闭</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到的消息</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Received, the last %1 of %2</source>
        <translation>收到的消息，最近 %1 条（共 %2 条）</translation>
    </message>
    <message>
        <source>Replies, the last %1 of %2</source>
        <translation>回复，最近 %1 条（共 %2 条）</translation>
    </message>
    <message>
        <source>Messages to you appear here.</source>
        <translation>发给您的消息会显示在此处。</translation>
    </message>
    <message numerus="yes">
        <source>No reply to your messages yet. %Ln other message(s) came.</source>
        <translation>
            <numerusform>尚无对您消息的回复。收到 %Ln 条其他消息。</numerusform>
        </translation>
    </message>
    <message>
        <source>Replies to your messages appear here.</source>
        <translation>对您消息的回复会显示在此处。</translation>
    </message>
</context>
<context>
    <name>broadcaster::RemoteWindow</name>
    <message>
        <source>Trust this certificate for %1?</source>
        <translation>信任 %1 的此证书？</translation>
    </message>
    <message>
        <source>Its SHA-256 is
%1

Compare it with what the broker&apos;s own machine says:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

From then on, this window accepts this certificate for this broker, and no other.</source>
        <translation>其 SHA-256 为
%1

请与 Broker 所在主机的输出比较：
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

此后，此窗口对该 Broker 只接受此证书，不接受其他证书。</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
    <message>
        <source>The keyring does not keep the key (%1), so you will be asked for it again.</source>
        <translation>密钥环未保存密钥（%1），因此下次仍会要求您输入。</translation>
    </message>
</context>
<context>
    <name>broadcaster::RenameDialog</name>
    <message>
        <source>The client is no longer known.</source>
        <translation>已无法识别该客户端。</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>名称最多 %1 个字符。</translation>
    </message>
    <message>
        <source>The name has a character that cannot be seen.</source>
        <translation>名称包含不可见字符。</translation>
    </message>
    <message>
        <source>Another client of the project has this name.</source>
        <translation>项目中的另一客户端已使用此名称。</translation>
    </message>
    <message>
        <source>Rename client</source>
        <translation>重命名客户端</translation>
    </message>
    <message>
        <source>&amp;Name of the client</source>
        <translation>客户端的名称(&amp;N)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>项目 %2 的 %1</translation>
    </message>
    <message>
        <source>Only this window knows the name. An empty one brings the automatic name back. If the user agent names a program, its later connections get the name too.</source>
        <translation>该名称仅用于此窗口。留空则恢复自动名称。如果 User-Agent 指明了程序，该程序之后的连接也会使用此名称。</translation>
    </message>
    <message>
        <source>Automatic name</source>
        <translation>自动名称</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyChart</name>
    <message>
        <source>Reply times</source>
        <translation>回复时间</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>no replies</source>
        <translation>无回复</translation>
    </message>
    <message numerus="yes">
        <source>p95 %1, p50 %2, %n replies</source>
        <translation>
            <numerusform>p95 %1，p50 %2，%n 条回复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n errors</source>
        <translation>
            <numerusform>，%n 个错误</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyTexts</name>
    <message>
        <source>error in %1</source>
        <translation>错误，耗时 %1</translation>
    </message>
    <message>
        <source>reply in %1</source>
        <translation>回复，耗时 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n replies</source>
        <extracomment>Time of the first reply, and how many have come: 8 ms, 2 replies</extracomment>
        <translation>
            <numerusform>%1，%n 条回复</numerusform>
        </translation>
    </message>
    <message>
        <source>failed in %1</source>
        <translation>失败，耗时 %1</translation>
    </message>
    <message>
        <source>answered in %1</source>
        <translation>已回复，耗时 %1</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>未回复</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>unanswered for %1</source>
        <translation>%1 未回复</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>无接收方</translation>
    </message>
    <message>
        <source>receiver left</source>
        <translation>接收方已离开</translation>
    </message>
    <message>
        <source>sender left</source>
        <translation>发送方已离开</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowFeatures</name>
    <message>
        <source>Colour rules…</source>
        <translation>着色规则…</translation>
    </message>
    <message>
        <source>Colour rows like this…</source>
        <translation>为类似的行着色…</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowMarks</name>
    <message>
        <source>Comment…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>There is room for %1 marks and comments. Select fewer messages.</source>
        <translation>最多可有 %1 个标记和备注。请减少选中的消息。</translation>
    </message>
    <message>
        <source>Some messages were not marked: there is room for %1 marks and comments.</source>
        <translation>部分消息未标记：最多可有 %1 个标记和备注。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages got no comment: they are no longer kept, or there is no room.</source>
        <translation>
            <numerusform>%Ln 条消息未添加备注：已不再保留，或没有空位。</numerusform>
        </translation>
    </message>
    <message>
        <source>No shown message in this direction has a mark or a comment.</source>
        <translation>在此方向上，所显示的消息均无标记或备注。</translation>
    </message>
</context>
<context>
    <name>broadcaster::RuleText</name>
    <message>
        <source>A path must stand here, such as payload.requestId.</source>
        <translation>此处必须是路径，例如 payload.requestId。</translation>
    </message>
    <message>
        <source>%1 is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0], or auto, id or next.</source>
        <translation>%1 不是路径。请写 payload.name、payload.&quot;any name&quot; 或 payload.list[0]，或者 auto、id、next。</translation>
    </message>
    <message>
        <source>The rule is too long: it may have %1 characters.</source>
        <translation>规则过长：最多允许 %1 个字符。</translation>
    </message>
    <message>
        <source>A rule may have %1 alternatives.</source>
        <translation>一条规则最多允许 %1 个备选项。</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 已存在。</translation>
    </message>
    <message>
        <source>auto stands alone: it tries the usual alternatives by itself.</source>
        <translation>auto 只能单独使用：它会自行尝试常用的备选项。</translation>
    </message>
    <message>
        <source>next comes last: it finds a reply to every request.</source>
        <translation>next 必须在最后：它会为每个请求找到回复。</translation>
    </message>
</context>
<context>
    <name>broadcaster::SaveFilterDialog</name>
    <message>
        <source>Another filter has this name.</source>
        <translation>另一过滤器已使用此名称。</translation>
    </message>
    <message>
        <source>The filter is too long to be saved: it may have %1 characters.</source>
        <translation>过滤器过长，无法保存：最多允许 %1 个字符。</translation>
    </message>
    <message>
        <source>Replaces the saved filter of this name.</source>
        <translation>将替换已保存的同名过滤器。</translation>
    </message>
    <message>
        <source>There are %1 saved filters already. Delete one with a right-click on its button.</source>
        <translation>已有 %1 个保存的过滤器。请右键点击其按钮删除一个。</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>保存过滤器</translation>
    </message>
    <message>
        <source>Rename filter</source>
        <translation>重命名过滤器</translation>
    </message>
    <message>
        <source>&amp;Name, shown as a button</source>
        <translation>名称(&amp;N)，显示为按钮</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedBar</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name of the message</source>
        <translation>消息的名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>No message is saved yet</source>
        <translation>尚未保存消息</translation>
    </message>
    <message>
        <source>Save this message…</source>
        <translation>保存此消息…</translation>
    </message>
    <message>
        <source>New name of the message</source>
        <translation>消息的新名称</translation>
    </message>
    <message>
        <source>Renamed to “%1”</source>
        <translation>已重命名为“%1”</translation>
    </message>
    <message>
        <source>Replace the saved message “%1”?</source>
        <translation>替换已保存的消息“%1”？</translation>
    </message>
    <message>
        <source>Its text is lost.</source>
        <translation>其文本将会丢失。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>已保存为“%1”</translation>
    </message>
    <message>
        <source>Delete the saved message “%1”?</source>
        <translation>删除已保存的消息“%1”？</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>已删除“%1”</translation>
    </message>
    <message>
        <source>The message needs a name.</source>
        <translation>消息需要名称。</translation>
    </message>
    <message>
        <source>Another message has this name.</source>
        <translation>另一消息已使用此名称。</translation>
    </message>
    <message>
        <source>%1 messages are saved, which is the most. Delete one first.</source>
        <translation>已保存 %1 条消息，达到上限。请先删除一条。</translation>
    </message>
    <message>
        <source>This message is too large to save (%1 of at most %2).</source>
        <translation>此消息过大，无法保存（%1，上限 %2）。</translation>
    </message>
    <message>
        <source>All saved messages together may have %1. Delete one first.</source>
        <translation>所有已保存的消息合计最多 %1。请先删除一条。</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedFiltersBar</name>
    <message>
        <source>Save filter…</source>
        <translation>保存过滤器…</translation>
    </message>
    <message>
        <source>More saved filters</source>
        <translation>更多已保存的过滤器</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Replace by the present filter</source>
        <translation>替换为当前过滤器</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右移</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>broadcaster::SectionPages</name>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>%1: something is wrong here</source>
        <comment>a section</comment>
        <translation>%1：此处有问题</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceExport</name>
    <message>
        <source>A diagram has at most %1 messages as a file, and this one has %2. Filter the messages, or show one conversation.</source>
        <translation>时序图导出为文件时最多 %1 条消息，而此图有 %2 条。请过滤消息，或显示单个会话。</translation>
    </message>
    <message>
        <source>Mermaid draws at most %1 characters, and this diagram needs more. Filter the messages, or show one conversation.</source>
        <translation>Mermaid 最多绘制 %1 个字符，而此图超出该限制。请过滤消息，或显示单个会话。</translation>
    </message>
    <message>
        <source>The picture would have %1 by %2 pixels, which is too many. Save it as SVG, or filter the messages.</source>
        <translation>图片将达到 %1 × %2 像素，过大。请保存为 SVG，或过滤消息。</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the folder, and the room on the disk.</source>
        <translation>无法写入 %1。请检查文件夹和磁盘空间。</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>时序图</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceModel</name>
    <message>
        <source>broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>无类型</translation>
    </message>
    <message>
        <source>to nobody</source>
        <translation>无接收方</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>receivers not recorded</source>
        <translation>接收方未记录</translation>
    </message>
    <message>
        <source>to %1 clients</source>
        <extracomment>A message has gone to that many clients, which are not shown one by one</extracomment>
        <translation>发给 %1 个客户端</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 后</translation>
    </message>
    <message>
        <source>a client without a lane</source>
        <translation>没有泳道的客户端</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1（已丢弃）</translation>
    </message>
    <message>
        <source>%1 (queued)</source>
        <translation>%1（排队中）</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（副本）</translation>
    </message>
    <message>
        <source>%1 %2 from %3</source>
        <extracomment>Time, type and sender of a message</extracomment>
        <translation>%1 %2，来自 %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1，发给 %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequencePane</name>
    <message>
        <source>All messages</source>
        <translation>所有消息</translation>
    </message>
    <message>
        <source>Copy as Mermaid</source>
        <translation>复制为 Mermaid</translation>
    </message>
    <message>
        <source>Save diagram…</source>
        <translation>保存时序图…</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>时序图</translation>
    </message>
    <message>
        <source>Show all messages that the filter shows</source>
        <translation>显示过滤器所显示的所有消息</translation>
    </message>
    <message>
        <source>Copies the diagram as text that Mermaid draws</source>
        <translation>将时序图复制为 Mermaid 可绘制的文本</translation>
    </message>
    <message>
        <source>Saves the diagram as SVG, PNG or Mermaid</source>
        <translation>将时序图保存为 SVG、PNG 或 Mermaid</translation>
    </message>
    <message>
        <source>Shows the messages as arrows between clients</source>
        <translation>以客户端之间的箭头显示消息</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages copied as Mermaid.</source>
        <translation>
            <numerusform>已将 %Ln 条消息复制为 Mermaid。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show as sequence diagram</source>
        <translation>显示为时序图</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>显示“回复”列时，才会识别请求和回复。</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>此消息既不是请求也不是回复。</translation>
    </message>
    <message>
        <source>One conversation</source>
        <translation>单个会话</translation>
    </message>
    <message>
        <source>All messages that the filter shows</source>
        <translation>过滤器所显示的所有消息</translation>
    </message>
    <message>
        <source>The messages of the conversation are no longer kept</source>
        <translation>会话中的消息已不再保留</translation>
    </message>
    <message>
        <source>the first %1 clients have a lane</source>
        <translation>前 %1 个客户端有泳道</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln 条泳道</numerusform>
        </translation>
    </message>
    <message>
        <source>Save diagram</source>
        <translation>保存时序图</translation>
    </message>
    <message>
        <source>sequence.svg</source>
        <translation>sequence.svg</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceView</name>
    <message>
        <source>Sequence diagram</source>
        <translation>时序图</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>项目 %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerLine</name>
    <message numerus="yes">
        <source>Connected, %1 commands, %Ln reconnects</source>
        <translation>
            <numerusform>已连接，%1 条命令，%Ln 次重连</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Not connected: %1</source>
        <translation>未连接：%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerPage</name>
    <message>
        <source>AI agents</source>
        <translation>AI 智能体</translation>
    </message>
    <message>
        <source>Agents ask the broker by the Model Context Protocol, at /mcp.</source>
        <translation>智能体通过 Model Context Protocol 在 /mcp 查询 Broker。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Bounds for one client, one project and all together.</source>
        <translation>对单个客户端、单个项目和总体的限制。</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Not applied yet. The broker starts with it the next time.</source>
        <translation>尚未应用。Broker 下次启动时生效。</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker.</source>
        <translation>尚未应用。应用将重启 Broker。</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker and closes 1 connection.</source>
        <translation>尚未应用。应用将重启 Broker 并关闭 1 个连接。</translation>
    </message>
    <message numerus="yes">
        <source>Not applied yet. Applying restarts the broker and closes %Ln connections.</source>
        <translation>
            <numerusform>尚未应用。应用将重启 Broker 并关闭 %Ln 个连接。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not applied yet. It will apply to new connections; open connections stay.</source>
        <translation>尚未应用。应用后对新连接生效；已打开的连接不变。</translation>
    </message>
    <message>
        <source>Not applied yet. It will apply at once, also to connected clients.</source>
        <translation>尚未应用。应用后立即生效，包括已连接的客户端。</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>正在应用…</translation>
    </message>
    <message>
        <source>To be corrected first: %1</source>
        <translation>请先更正：%1</translation>
    </message>
    <message>
        <source>Not applied. The reason is in %1.</source>
        <translation>未应用。原因见“%1”。</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>重启 Broker？</translation>
    </message>
    <message>
        <source>The changes need a restart, which closes 1 connection.</source>
        <translation>更改需要重启，这会关闭 1 个连接。</translation>
    </message>
    <message numerus="yes">
        <source>The changes need a restart, which closes %Ln connections.</source>
        <translation>
            <numerusform>更改需要重启，这会关闭 %Ln 个连接。</numerusform>
        </translation>
    </message>
    <message>
        <source>If it fails, the broker can only be started again on its own machine.</source>
        <translation>如果重启失败，只能在 Broker 所在的主机上重新启动。</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>应用并重启</translation>
    </message>
    <message>
        <source>1 change on the Server page is not applied.</source>
        <translation>“服务器”页上有 1 项更改未应用。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes on the Server page are not applied.</source>
        <translation>
            <numerusform>“服务器”页上有 %Ln 项更改未应用。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>broadcaster::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>查找项目</translation>
    </message>
    <message>
        <source>Widen the sidebar</source>
        <translation>加宽侧栏</translation>
    </message>
    <message>
        <source>Narrow the sidebar</source>
        <translation>收窄侧栏</translation>
    </message>
</context>
<context>
    <name>broadcaster::SidebarDelegate</name>
    <message>
        <source>no clients</source>
        <translation>无客户端</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln 个客户端</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::StartRemedies</name>
    <message>
        <source>Show the running window</source>
        <translation>显示正在运行的窗口</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>选择其他数据库</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>Broker 正在启动</translation>
    </message>
    <message>
        <source>The broker is stopping</source>
        <translation>Broker 正在停止</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>Broker 无法启动</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Broker 未运行</translation>
    </message>
    <message>
        <source>A window of this program already runs with this database.</source>
        <translation>此程序已有一个窗口在使用此数据库。</translation>
    </message>
    <message>
        <source>No window on this machine uses this database. A broker without a window may hold it, or a program on another machine.</source>
        <translation>本机没有窗口使用此数据库。占用它的可能是无窗口运行的 Broker，或其他计算机上的程序。</translation>
    </message>
    <message>
        <source>That broker has no window for this database: it runs without one, or with another database.</source>
        <translation>该 Broker 没有使用此数据库的窗口：它以无窗口方式运行，或使用其他数据库。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Start the broker</source>
        <translation>启动 Broker</translation>
    </message>
    <message>
        <source>Use port %1 this time</source>
        <translation>本次使用端口 %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::StatusSection</name>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Show the running window</source>
        <translation>显示正在运行的窗口</translation>
    </message>
    <message>
        <source>Use any free port this time</source>
        <translation>本次使用任意空闲端口</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>选择其他数据库</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>Broker 无法启动</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Broker 未运行</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>Broker 正在启动</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>正在监听 %1</translation>
    </message>
    <message>
        <source>The broker is stopping: clients have a moment to go</source>
        <translation>Broker 正在停止：客户端有片刻时间断开</translation>
    </message>
    <message>
        <source>Since %1, for %2</source>
        <translation>自 %1 起，已 %2</translation>
    </message>
    <message>
        <source>The port is for this run only. The next start takes port %1.</source>
        <translation>该端口仅用于本次运行。下次启动将使用端口 %1。</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>重启 Broker？</translation>
    </message>
    <message>
        <source>Stop the broker?</source>
        <translation>停止 Broker？</translation>
    </message>
    <message>
        <source>1 connection is closed. All counts are written first.</source>
        <translation>将关闭 1 个连接。所有计数会先写入。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections are closed. All counts are written first.</source>
        <translation>
            <numerusform>将关闭 %Ln 个连接。所有计数会先写入。</numerusform>
        </translation>
    </message>
    <message>
        <source>It can only be started again on its own machine.</source>
        <translation>只能在 Broker 所在的主机上重新启动。</translation>
    </message>
</context>
<context>
    <name>broadcaster::TemplateSender</name>
    <message>
        <source>{{%1}} is not a placeholder. There are %2. Write the first brace as \u007b if you mean the text.</source>
        <translation>{{%1}} 不是占位符。可用的有 %2。如果指文本本身，请将第一个花括号写作 \u007b。</translation>
    </message>
    <message>
        <source>Not sent: the message before waits for its connection.</source>
        <translation>未发送：上一条消息正在等待连接。</translation>
    </message>
    <message>
        <source>Connecting, to know {{clientId}}…</source>
        <translation>正在连接，以获取 {{clientId}}…</translation>
    </message>
    <message>
        <source>Not sent: there is no connection.</source>
        <translation>未发送：没有连接。</translation>
    </message>
</context>
<context>
    <name>broadcaster::Text</name>
    <message>
        <source>%1 /s</source>
        <translation>%1 /s</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 前</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>to one client</source>
        <translation>发给一个客户端</translation>
    </message>
    <message>
        <source>to all of a type</source>
        <translation>发给某一类型</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>广播</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>skipped: it is the sender</source>
        <translation>已跳过：是发送方</translation>
    </message>
    <message>
        <source>skipped: not the named client</source>
        <translation>已跳过：不是指定的客户端</translation>
    </message>
    <message>
        <source>skipped: another type</source>
        <translation>已跳过：类型不同</translation>
    </message>
    <message>
        <source>skipped: broadcasts do not go to admins</source>
        <translation>已跳过：广播不发给 admin</translation>
    </message>
    <message>
        <source>not routed</source>
        <translation>未路由</translation>
    </message>
    <message>
        <source>mirror queued: the client does not keep up</source>
        <translation>镜像排队中：客户端来不及接收</translation>
    </message>
    <message>
        <source>queued: the client does not keep up</source>
        <translation>排队中：客户端来不及接收</translation>
    </message>
    <message>
        <source>mirrored: admins see routed messages</source>
        <translation>已镜像：admin 可看到已路由的消息</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>mirror dropped: connection lost</source>
        <translation>镜像已丢弃：连接丢失</translation>
    </message>
    <message>
        <source>dropped: connection lost</source>
        <translation>已丢弃：连接丢失</translation>
    </message>
    <message>
        <source>mirror passed on to broker %1</source>
        <translation>镜像已转交给 Broker %1</translation>
    </message>
    <message>
        <source>passed on to broker %1</source>
        <translation>已转交给 Broker %1</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>%1 queued of %2</source>
        <translation>%1/%2 排队中</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无接收方</translation>
    </message>
    <message>
        <source>%1 dropped of %2</source>
        <translation>%1/%2 已丢弃</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>mirror dropped: too slow, closed with %1</source>
        <translation>镜像已丢弃：接收过慢，以 %1 关闭</translation>
    </message>
    <message>
        <source>dropped: too slow, closed with %1</source>
        <translation>已丢弃：接收过慢，以 %1 关闭</translation>
    </message>
</context>
<context>
    <name>broadcaster::TlsSection</name>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Reload certificate</source>
        <translation>重新加载证书</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key)</source>
        <translation>PEM 文件 (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>The certificate needs its private key.</source>
        <translation>证书需要对应的私钥。</translation>
    </message>
    <message>
        <source>The private key needs its certificate.</source>
        <translation>私钥需要对应的证书。</translation>
    </message>
    <message>
        <source>Reads both files again. Connected clients stay connected.</source>
        <translation>重新读取两个文件。已连接的客户端保持连接。</translation>
    </message>
    <message>
        <source>No certificate is in use.</source>
        <translation>未使用证书。</translation>
    </message>
    <message>
        <source>No certificate is set: the port speaks ws:// and http://, which anyone on the network can read.</source>
        <translation>未设置证书：该端口使用 ws:// 和 http://，网络上的任何人都能读取。</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>Broker 未运行，当前未使用。</translation>
    </message>
    <message>
        <source>%1: expired on %2, so clients refuse it. Renew it and reload.</source>
        <translation>%1：已于 %2 过期，客户端会拒绝它。请更新证书并重新加载。</translation>
    </message>
    <message numerus="yes">
        <source>%1, expires on %2, in %Ln days.</source>
        <translation>
            <numerusform>%1，将于 %2 过期，剩余 %Ln 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again: new connections use this certificate.</source>
        <translation>已重新读取：新连接将使用此证书。</translation>
    </message>
    <message>
        <source>The old one stays in use. %1</source>
        <translation>继续使用旧证书。%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficActions</name>
    <message>
        <source>The filter hides the reply.</source>
        <translation>回复被过滤器隐藏。</translation>
    </message>
    <message>
        <source>The filter hides the request.</source>
        <translation>请求被过滤器隐藏。</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>此消息既不是请求也不是回复。</translation>
    </message>
    <message>
        <source>This request has no reply.</source>
        <translation>此请求没有回复。</translation>
    </message>
    <message>
        <source>The reply is no longer kept.</source>
        <translation>该回复已不再保留。</translation>
    </message>
    <message>
        <source>The request is no longer kept.</source>
        <translation>该请求已不再保留。</translation>
    </message>
    <message>
        <source>Go to request or reply</source>
        <translation>转到请求或回复</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Copy as JSON Lines</source>
        <translation>复制为 JSON Lines</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>复制会话</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>导出选中的消息…</translation>
    </message>
    <message>
        <source>Set as time zero</source>
        <translation>设为时间零点</translation>
    </message>
    <message>
        <source>Count time from row to row</source>
        <translation>逐行计算时间间隔</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Edit and resend…</source>
        <translation>编辑并重新发送…</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>按此过滤</translation>
    </message>
    <message>
        <source>Filter on %1</source>
        <translation>按 %1 过滤</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>排除此项</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>排除 %1</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. Its details get the rest.</source>
        <translation>此处只有该消息的开头。打开详情可获取其余部分。</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>显示“回复”列时，才会识别请求和回复。</translation>
    </message>
    <message>
        <source>Nothing was copied: the clipboard takes %1 messages of together %2 at most. Select fewer, or export them.</source>
        <translation>未复制任何内容：剪贴板最多容纳 %1 条消息，合计 %2。请减少选中的消息，或将其导出。</translation>
    </message>
    <message>
        <source>All between these two</source>
        <translation>这两者之间的全部</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDelegate</name>
    <message>
        <source>zero</source>
        <translation>零点</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>已标记</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDetails</name>
    <message>
        <source>The table no longer keeps this message. You see its last state.</source>
        <translation>表格已不再保留此消息。您看到的是其最后状态。</translation>
    </message>
    <message>
        <source>The file has only the beginning of this message.</source>
        <translation>文件中只有此消息的开头。</translation>
    </message>
    <message>
        <source>Getting the rest of this message…</source>
        <translation>正在获取此消息的其余部分…</translation>
    </message>
    <message>
        <source>The broker no longer has the rest of this message. You see its beginning.</source>
        <translation>Broker 已没有此消息的其余部分。您看到的是其开头。</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. %1</source>
        <translation>此处只有该消息的开头。%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficEmpty</name>
    <message>
        <source>Nothing has been said yet</source>
        <translation>尚无消息</translation>
    </message>
    <message>
        <source>Clients are connected. Every message appears here with its receivers.</source>
        <translation>已有客户端连接。每条消息及其接收方都会显示在此处。</translation>
    </message>
    <message>
        <source>Nothing from this project</source>
        <translation>没有来自此项目的消息</translation>
    </message>
    <message>
        <source>Choose All projects at the left to see the messages of the others.</source>
        <translation>在左侧选择“所有项目”可查看其他项目的消息。</translation>
    </message>
    <message>
        <source>No message matches the filter</source>
        <translation>没有与过滤器匹配的消息</translation>
    </message>
    <message>
        <source>New messages that match appear here.</source>
        <translation>匹配的新消息会显示在此处。</translation>
    </message>
    <message>
        <source>There are no messages in this file</source>
        <translation>此文件中没有消息</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除过滤器</translation>
    </message>
    <message>
        <source>Nobody is connected yet</source>
        <translation>尚无客户端连接</translation>
    </message>
    <message>
        <source>Open the broker&apos;s own page in a browser: it connects with a form, and its console (F12) takes the last line. Or connect with any WebSocket client. Choose any project name; the type is runtime, data-agent or admin.</source>
        <translation>在浏览器中打开 Broker 自带的页面：可通过表单连接，也可在其控制台 (F12) 中输入最后一行。或使用任意 WebSocket 客户端连接。项目名称可任选；类型为 runtime、data-agent 或 admin。</translation>
    </message>
    <message>
        <source>Page to open in a browser</source>
        <translation>在浏览器中打开的页面</translation>
    </message>
    <message>
        <source>URL to connect to</source>
        <translation>连接所用的 URL</translation>
    </message>
    <message>
        <source>A client in one line</source>
        <translation>一行代码的客户端</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>启动演示流量</translation>
    </message>
    <message>
        <source>Messages appear here as soon as it runs and clients talk.</source>
        <translation>Broker 运行且客户端开始通信后，消息会显示在此处。</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>停止演示流量</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficFiles</name>
    <message numerus="yes">
        <source>%Ln messages saved in %1.</source>
        <extracomment>The place is the path of a file</extracomment>
        <translation>
            <numerusform>已将 %Ln 条消息保存到 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>导出消息</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>打开捕获文件</translation>
    </message>
    <message>
        <source>Captures (*.jsonl *.ndjson *.har)</source>
        <translation>捕获文件 (*.jsonl *.ndjson *.har)</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>未保存任何内容。</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficHeader</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficModel</name>
    <message>
        <source>Comment: %1</source>
        <translation>备注：%1</translation>
    </message>
    <message>
        <source>Colour rule: %1</source>
        <translation>着色规则：%1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>To</source>
        <translation>接收方</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficPage</name>
    <message>
        <source>Diagram</source>
        <translation>时序图</translation>
    </message>
    <message>
        <source>There are %1 columns of fields already. Remove one with a right-click on its title.</source>
        <translation>字段列已有 %1 个。请右键点击其标题移除一个。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captured message(s) are not saved.</source>
        <translation>
            <numerusform>捕获的 %Ln 条消息尚未保存。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficStatus</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Marked or commented messages that are no longer kept, because newer ones took their place, or marks without room. Export messages to keep them.</source>
        <translation>带标记或备注但已不再保留的消息（被较新的消息取代），或没有空位的标记。如需保留，请导出消息。</translation>
    </message>
    <message>
        <source>Cancel the present work</source>
        <translation>取消当前操作</translation>
    </message>
    <message>
        <source>Bring the cleared messages back</source>
        <translation>恢复已清除的消息</translation>
    </message>
    <message>
        <source>Show the saved file in its folder</source>
        <translation>在文件夹中显示已保存的文件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks lost</source>
        <translation>
            <numerusform>丢失 %Ln 个标记</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 match</source>
        <extracomment>Messages that match the filter, of all that are kept</extracomment>
        <translation>%1/%2 匹配</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln 条未记录</numerusform>
        </translation>
    </message>
    <message>
        <source>deliveries not recorded</source>
        <translation>投递情况未记录</translation>
    </message>
    <message>
        <source>There were more messages than the window takes. Where some are missing, a mark says so.</source>
        <translation>消息数超出了窗口的接收能力。缺失之处会有提示。</translation>
    </message>
    <message numerus="yes">
        <source>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages are shown as sent or queued that were dropped.</source>
        <translation>
            <numerusform>Broker 的速度超过了窗口：%Ln 项投递变化未记录，因此部分已丢弃的消息仍显示为已发送或排队中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving messages</source>
        <translation>正在保存消息</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>正在打开文件</translation>
    </message>
    <message>
        <source>Looking for matches</source>
        <translation>正在查找匹配项</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>已选中 %Ln 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficText</name>
    <message>
        <source>system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>所有客户端</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>无类型</translation>
    </message>
    <message>
        <source>no connection %1 – %2</source>
        <translation>无连接 %1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln 条未记录</numerusform>
        </translation>
    </message>
    <message>
        <source>There was no connection to the broker from %1 to %2. Its messages of that time are not here.</source>
        <translation>%1 到 %2 期间与 Broker 没有连接。此处没有该时段的消息。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were not recorded here: there were more than the window takes.</source>
        <translation>
            <numerusform>此处有 %Ln 条消息未记录：超出了窗口的接收能力。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficToolbar</name>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keep the newest message in sight</source>
        <translation>始终显示最新消息</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop the list; messages are collected meanwhile</source>
        <translation>暂停列表；其间仍会收集消息</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Forget all messages</source>
        <translation>清除所有消息</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save the messages that are shown</source>
        <translation>保存所显示的消息</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Show the messages of a saved file</source>
        <translation>显示已保存文件中的消息</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>继续显示期间到达的消息</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficView</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>broadcaster::Tray</name>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Hide the window</source>
        <translation>隐藏窗口(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Show the window</source>
        <translation>显示窗口(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;tart the broker</source>
        <translation>启动 Broker(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;top the broker</source>
        <translation>停止 Broker(&amp;T)</translation>
    </message>
    <message>
        <source>Broadcaster: listening on %1</source>
        <translation>Broadcaster：正在监听 %1</translation>
    </message>
    <message>
        <source>Broadcaster: not listening</source>
        <translation>Broadcaster：未监听</translation>
    </message>
    <message>
        <source>The broker does not run</source>
        <translation>Broker 未运行</translation>
    </message>
</context>
<context>
    <name>broadcaster::UndeliveredLine</name>
    <message numerus="yes">
        <source>%Ln message(s) reached nobody.</source>
        <translation>
            <numerusform>%Ln 条消息未到达任何客户端。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) were dropped at a client.</source>
        <translation>
            <numerusform>%Ln 条消息在客户端处被丢弃。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show the messages that did not arrive</source>
        <translation>显示未送达的消息</translation>
    </message>
    <message>
        <source>Dismiss until there are others</source>
        <translation>忽略，直到出现新的未送达消息</translation>
    </message>
</context>
<context>
    <name>broadcaster::UrlSection</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Project of the URLs</source>
        <translation>URL 中的项目</translation>
    </message>
    <message>
        <source>Address of the URLs</source>
        <translation>URL 中的地址</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Page to try it</source>
        <translation>试用页面</translation>
    </message>
    <message>
        <source>address of the page to try it</source>
        <translation>试用页面的地址</translation>
    </message>
    <message>
        <source>URL for type %1</source>
        <translation>类型 %1 的 URL</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康状态</translation>
    </message>
    <message>
        <source>command for the health</source>
        <translation>查询健康状态的命令</translation>
    </message>
    <message>
        <source>Connected clients</source>
        <translation>已连接的客户端</translation>
    </message>
    <message>
        <source>command for the status</source>
        <translation>查询状态的命令</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>command for the usage</source>
        <translation>查询用量的命令</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>URLs for clients and for curl.</source>
        <translation>供客户端和 curl 使用的 URL。</translation>
    </message>
    <message>
        <source>Where the project requires a key, add &amp;apiKey= and the key to the URL.</source>
        <translation>如果项目要求密钥，请将 &amp;apiKey= 和密钥附加到 URL。</translation>
    </message>
    <message>
        <source>Start the broker to see where clients connect.</source>
        <translation>启动 Broker 以查看客户端的连接地址。</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsageModel</name>
    <message>
        <source>%1, so far</source>
        <translation>%1，截至目前</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>日期 (UTC)</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsagePage</name>
    <message>
        <source>As a table</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>Export usage…</source>
        <translation>导出用量…</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>Messages per day</source>
        <translation>每日消息数</translation>
    </message>
    <message>
        <source>Last %1 days (UTC), today so far</source>
        <translation>最近 %1 天 (UTC)，今天截至目前</translation>
    </message>
    <message>
        <source>The usage cannot be read. %1</source>
        <translation>无法读取用量。%1</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>尚无数据。</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>所有项目</translation>
    </message>
    <message>
        <source>Reading the usage</source>
        <translation>正在读取用量</translation>
    </message>
    <message>
        <source>messages in total</source>
        <translation>条消息（累计）</translation>
    </message>
    <message>
        <source>in the last %1 days</source>
        <translation>最近 %1 天</translation>
    </message>
    <message>
        <source>today, so far</source>
        <translation>今天，截至目前</translation>
    </message>
    <message>
        <source>on the busiest day</source>
        <translation>最繁忙的一天</translation>
    </message>
    <message>
        <source>No messages in the last %1 days. New messages are counted here within seconds.</source>
        <translation>最近 %1 天没有消息。新消息会在数秒内计入此处。</translation>
    </message>
    <message>
        <source>messages in total, all of them today</source>
        <translation>条消息（累计，均在今天）</translation>
    </message>
    <message>
        <source>on the busiest day, %1</source>
        <translation>最繁忙的一天，%1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>导出用量</translation>
    </message>
    <message>
        <source>%1 cannot be written. %2. Choose another place.</source>
        <translation>无法写入 %1。%2。请选择其他位置。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ValuePanel</name>
    <message>
        <source>Decode</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Decode the value</source>
        <translation>解码该值</translation>
    </message>
    <message>
        <source>Show the content of the value (D)</source>
        <translation>显示该值的内容 (D)</translation>
    </message>
</context>
<context>
    <name>broadcaster::WindowLink</name>
    <message>
        <source>Broadcaster</source>
        <translation>Broadcaster</translation>
    </message>
    <message>
        <source>%1 — Broadcaster</source>
        <translation>%1 — Broadcaster</translation>
    </message>
</context>
<context>
    <name>broadcaster::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Traffic</source>
        <translation>流量(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>过滤(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Demo traffic</source>
        <translation>演示流量(&amp;D)</translation>
    </message>
    <message>
        <source>Three simulated clients talk in the project demo</source>
        <translation>三个模拟客户端在项目 demo 中互相通信</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when closed</source>
        <translation>关闭后在系统托盘中继续运行(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Narrow sidebar</source>
        <translation>窄侧栏(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous project</source>
        <translation>上一个项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next project</source>
        <translation>下一个项目(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation>所有项目(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>跟随桌面(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Filter language</source>
        <translation>过滤语言(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Broadcaster</source>
        <translation>关于 Broadcaster(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishButton</name>
    <message>
        <source>The broker sends nothing</source>
        <extracomment>The traffic that the broker sends to this window</extracomment>
        <translation>Broker 不发送任何内容</translation>
    </message>
    <message>
        <source>All traffic, up to %1 MiB/s</source>
        <translation>全部流量，上限 %1 MiB/s</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>仅 %1</translation>
    </message>
    <message>
        <source>The traffic that the broker sends to this window. Click to change it.</source>
        <translation>Broker 发送到此窗口的流量。点击可更改。</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishPopUp</name>
    <message>
        <source>The broker looks at a message when it comes. It does not know deliveries, replies, marks and comments then.</source>
        <translation>Broker 在消息到达时进行检查，此时尚不知道投递、回复、标记和备注。</translation>
    </message>
    <message>
        <source>Use the filter of the page</source>
        <translation>使用页面的过滤器</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Traffic to get</source>
        <translation>要获取的流量</translation>
    </message>
    <message>
        <source>Filter at the broker</source>
        <translation>Broker 端过滤器</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>所有消息</translation>
    </message>
    <message>
        <source>Messages a second at most, in MiB</source>
        <translation>每秒消息量上限，以 MiB 为单位</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Only these messages cross the network. Others that match are counted, and a mark shows where they are missing.</source>
        <translation>只有这些消息会通过网络传输。其他匹配的消息仅计数，缺失之处会有提示。</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>IP address or localhost to listen on; 0.0.0.0 and :: stand for all.</source>
        <translation>要监听的 IP 地址或 localhost；0.0.0.0 和 :: 表示所有地址。</translation>
    </message>
    <message>
        <source>an IP address, such as 127.0.0.1, ::1 or 0.0.0.0</source>
        <translation>IP 地址（例如 127.0.0.1、::1 或 0.0.0.0）</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Port to listen on; 0 takes any free one.</source>
        <translation>要监听的端口；0 表示使用任意空闲端口。</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>证书文件</translation>
    </message>
    <message>
        <source>PEM file with the certificate and its signers; the port then speaks wss:// and https:// only.</source>
        <translation>包含证书及其签发者证书的 PEM 文件；设置后端口仅使用 wss:// 和 https://。</translation>
    </message>
    <message>
        <source>Private key file</source>
        <translation>私钥文件</translation>
    </message>
    <message>
        <source>PEM file with the private key of the certificate. Only its owner may be able to read it.</source>
        <translation>包含证书私钥的 PEM 文件。只允许其所有者读取。</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>允许的来源</translation>
    </message>
    <message>
        <source>Web pages that may connect beside those of this machine; * stands for all.</source>
        <translation>除本机页面外允许连接的网页；* 表示所有网页。</translation>
    </message>
    <message>
        <source>an origin, such as https://app.example.com</source>
        <translation>来源（例如 https://app.example.com）</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>允许的主机名</translation>
    </message>
    <message>
        <source>Name that a broker answers to beside localhost while it listens on this machine only, such as that of a proxy before it.</source>
        <translation>Broker 仅监听本机时，除 localhost 外还响应的名称，例如其前置代理的名称。</translation>
    </message>
    <message>
        <source>a host without a port, such as broker.example.com</source>
        <translation>不含端口的主机名（例如 broker.example.com）</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>可信代理</translation>
    </message>
    <message>
        <source>Proxy, or network of proxies, whose Forwarded or X-Forwarded-For header names the client.</source>
        <translation>可信任其 Forwarded 或 X-Forwarded-For 标头来识别客户端的代理或代理网段。</translation>
    </message>
    <message>
        <source>an IP address or a network, such as 10.0.0.0/8</source>
        <translation>IP 地址或网段（例如 10.0.0.0/8）</translation>
    </message>
    <message>
        <source>Model Context Protocol</source>
        <translation>Model Context Protocol</translation>
    </message>
    <message>
        <source>Lets AI agents that have the service key or the viewer key look at the broker by POST /mcp.</source>
        <translation>允许拥有服务密钥或只读密钥的 AI 智能体通过 POST /mcp 查看 Broker。</translation>
    </message>
    <message>
        <source>Agents may act</source>
        <translation>允许智能体操作</translation>
    </message>
    <message>
        <source>Lets agents that have the service key also send messages and disconnect clients.</source>
        <translation>允许拥有服务密钥的智能体发送消息和断开客户端的连接。</translation>
    </message>
    <message>
        <source>Kept messages</source>
        <translation>保留的消息</translation>
    </message>
    <message>
        <source>Latest messages that the broker keeps in memory for questions of agents; 0 keeps none.</source>
        <translation>Broker 为应答智能体查询而在内存中保留的最新消息数；0 表示不保留。</translation>
    </message>
    <message>
        <source>Message size</source>
        <translation>消息大小</translation>
    </message>
    <message>
        <source>Largest message; a client that sends more is closed with 1009.</source>
        <translation>最大消息大小；客户端发送更大的消息时，以关闭码 1009 关闭。</translation>
    </message>
    <message>
        <source>Send queue per client</source>
        <translation>每个客户端的发送队列</translation>
    </message>
    <message>
        <source>Unsent bytes of one client; a client that reads so slowly that more waits is closed with 4002.</source>
        <translation>单个客户端的未发送字节数；客户端读取过慢导致积压超过此值时，以关闭码 4002 关闭。</translation>
    </message>
    <message>
        <source>Send queues in total</source>
        <translation>发送队列总量</translation>
    </message>
    <message>
        <source>Bytes that wait in all: for clients, of unfinished messages and of HTTP answers; above it, a client of the project that holds the most is closed.</source>
        <translation>等待中的总字节数：待发给客户端的、未完成的消息和 HTTP 响应；超过此值时，关闭占用最多的项目中的一个客户端。</translation>
    </message>
    <message>
        <source>Message rate per client</source>
        <translation>每个客户端的消息速率</translation>
    </message>
    <message>
        <source>Messages per second; 0 is unlimited. Clients above it are closed with 4003.</source>
        <translation>每秒消息数；0 表示不限。超过此值的客户端以关闭码 4003 关闭。</translation>
    </message>
    <message>
        <source>Connections in total</source>
        <translation>连接总数</translation>
    </message>
    <message>
        <source>WebSocket connections; further ones are refused and told to try again.</source>
        <translation>WebSocket 连接数；超出的连接会被拒绝，并提示重试。</translation>
    </message>
    <message>
        <source>Connections per project</source>
        <translation>每个项目的连接数</translation>
    </message>
    <message>
        <source>WebSocket connections of one project, so that it cannot take those of all.</source>
        <translation>单个项目的 WebSocket 连接数，以免其占用所有连接。</translation>
    </message>
    <message>
        <source>Pending handshakes</source>
        <translation>待完成的握手</translation>
    </message>
    <message>
        <source>Connections without a complete request; beyond it, the address with the most gives up its oldest.</source>
        <translation>尚未收到完整请求的连接数；超出时，关闭此类连接最多的地址的最早一个连接。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Threads that serve the projects; 0 takes one per core.</source>
        <translation>处理项目的线程数；0 表示每个核心一个。</translation>
    </message>
    <message>
        <source>Handshake timeout</source>
        <translation>握手超时</translation>
    </message>
    <message>
        <source>Time for a request to arrive; a slower connection is cut.</source>
        <translation>请求必须到达的时限；更慢的连接会被切断。</translation>
    </message>
    <message>
        <source>Keep-alive timeout</source>
        <translation>Keep-Alive 超时</translation>
    </message>
    <message>
        <source>Time that an HTTP connection may be idle between two requests; a proxy before the broker must give up sooner.</source>
        <translation>HTTP 连接在两个请求之间可空闲的时间；前置代理的超时必须更短。</translation>
    </message>
    <message>
        <source>Ping interval</source>
        <translation>Ping 间隔</translation>
    </message>
    <message>
        <source>Time between two pings; a client that leaves two unanswered is closed with 4004.</source>
        <translation>两次 Ping 之间的时间；两次 Ping 均未响应的客户端以关闭码 4004 关闭。</translation>
    </message>
    <message>
        <source>Slow reader timeout</source>
        <translation>慢速读取超时</translation>
    </message>
    <message>
        <source>Time that a byte may wait for a client; then it is closed with 4002.</source>
        <translation>一个字节可等待客户端接收的时间；超过后以关闭码 4002 关闭该客户端。</translation>
    </message>
    <message>
        <source>Idle project timeout</source>
        <translation>空闲项目超时</translation>
    </message>
    <message>
        <source>Time until an empty project is forgotten. Its keys and usage stay.</source>
        <translation>空项目被释放前的等待时间。其密钥和用量会保留。</translation>
    </message>
    <message>
        <source>Drain time</source>
        <translation>排空时间</translation>
    </message>
    <message>
        <source>Time over which a stop closes the clients, so that they do not all connect again at once.</source>
        <translation>停止时逐步关闭客户端所用的时间，以免它们同时重新连接。</translation>
    </message>
    <message>
        <source>For no client</source>
        <translation>不压缩任何客户端的消息</translation>
    </message>
    <message>
        <source>For clients on other machines</source>
        <translation>其他计算机上的客户端</translation>
    </message>
    <message>
        <source>For all clients</source>
        <translation>所有客户端</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Clients whose messages are compressed if they ask for it.</source>
        <translation>在要求时压缩其消息的客户端。</translation>
    </message>
</context>
</TS>
